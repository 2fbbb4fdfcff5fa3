"""A Google Calendar target as it stands in hjul.toml. Reads only; holds no password and reaches no server."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _calendar_id(value: str) -> str:
    """One line without spaces, as Google shows it under "Integrate calendar"."""
    if not value.isprintable() or any(letter.isspace() for letter in value):
        raise ValueError("expected a calendar's id without spaces, as ...@group.calendar.google.com")
    if value.startswith(("http:", "https:")):
        raise ValueError("expected a calendar's id, as ...@group.calendar.google.com, not an address")
    return value


CalendarId = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_calendar_id)]


class GoogleTarget(BaseModel):
    """The keys of a target with ``adapter = "google"``. It keeps meetings and events, no assignments."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    calendar: CalendarId  # "primary" is the calendar of whoever signs in
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0  # seconds without a word from the server
