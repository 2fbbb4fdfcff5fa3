"""Google's two kinds of target as they stand in hjul.toml. Reads only; holds no sign-in and reaches no server."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from config.addresses import root

CALENDAR, TASKS = "google", "google-tasks"
"""What ``adapter`` says of them."""


def _id_of(what: str, example: str) -> AfterValidator:
    """One line without spaces, and no address."""

    def checked(value: str) -> str:
        if not value.isprintable() or any(letter.isspace() for letter in value):
            raise ValueError(f"expected {what} without spaces, as {example}")
        if value.startswith(("http:", "https:")):
            raise ValueError(f"expected {what}, as {example}, not an address")
        return value

    return AfterValidator(checked)


def _root(value: str) -> str:
    """With its last slash."""
    return f"{root(value).rstrip('/')}/"


CalendarId = Annotated[
    str,
    Field(min_length=1, max_length=300),
    _id_of("a calendar's id", "...@group.calendar.google.com"),
]
ListId = Annotated[str, Field(min_length=1, max_length=300), _id_of("a task list's id", "MTIzNDU2Nzg5")]
Account = Annotated[str, Field(pattern=r"^[\w-]{1,80}$")]
Root = Annotated[str, Field(max_length=2_000), AfterValidator(_root)]
Seconds = Annotated[float, Field(gt=0, le=600)]


class _Target(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    account: Account | None = None  # the target whose sign-in it uses; None: its own
    timeout: Seconds = 60.0  # without a word from the server
    root: Root | None = None  # where the API is, for a proxy; None: at Google's


class GoogleTarget(_Target):
    """The keys of a target with ``adapter = "google"``. It keeps meetings and events, no assignments."""

    calendar: CalendarId  # "primary" is the calendar of whoever signs in


class GoogleTasksTarget(_Target):
    """The keys of a target with ``adapter = "google-tasks"``. It keeps assignments, no meetings."""

    list: ListId  # "@default" is the list of whoever signs in
