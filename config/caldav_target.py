"""A CalDAV target as it stands in hjul.toml. Reads only; holds no password and reaches no server."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _collection(value: str) -> str:
    """An absolute http(s) address without user name, password, query and fragment, with its last slash."""
    if not value.isprintable() or any(letter.isspace() for letter in value):
        raise ValueError("expected an address without spaces and control characters")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("expected an address that begins with https://")
    if parts.username or parts.password:
        raise ValueError(
            "the user name goes into 'user', and the password never into this file: hjul connect keeps it"
        )
    if parts.query or parts.fragment:
        raise ValueError("expected an address without ? and #")
    return value if value.endswith("/") else f"{value}/"


Collection = Annotated[str, Field(max_length=2_000), AfterValidator(_collection)]


class CalDAVTarget(BaseModel):
    """The keys of a target with ``adapter = "caldav"``. ``calendar`` and ``tasks`` may be the same collection."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    calendar: Collection | None = None  # where meetings and events go
    tasks: Collection | None = None  # where assignments go
    user: Annotated[str, Field(min_length=1, max_length=300)] | None = (
        None  # None: a server that asks for nobody
    )
    auth: Literal["basic", "digest", "bearer"] | None = None  # None: as the server asks for
    server: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")] | None = (
        None  # its profile in the caldav library
    )
    connections: Annotated[int, Field(ge=1, le=16)] = 4  # requests at the same time
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0  # seconds without a word from the server
