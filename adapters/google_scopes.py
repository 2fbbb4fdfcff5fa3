"""What hjul asks Google to be allowed, and what an allowance covers: the least that a chosen use needs.

Which method takes which scope stands in the API's own description (calendar v3, tasks v1). Asks nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterable

_AUTH = "https://www.googleapis.com/auth/"
ALL = f"{_AUTH}calendar"
CREATED = f"{_AUTH}calendar.app.created"
"""Calendars that hjul makes, and their events: it sees none of a person's other calendars."""
EVENTS = f"{_AUTH}calendar.events"
"""Events in every calendar that a person may write to: the least for one that somebody else owns."""
OWNED = f"{_AUTH}calendar.events.owned"
"""Events in the person's own calendars, which "primary" always is."""
LIST = f"{_AUTH}calendar.calendarlist.readonly"
"""The names of the person's calendars: only to choose one by its name."""
ACLS = f"{_AUTH}calendar.acls"
"""Who may see a calendar: only to share one. It comes with none of the others."""
TASKS = f"{_AUTH}tasks"
"""Task lists. Google has no smaller one that may write."""

_COVERED = {
    ALL: {CREATED, EVENTS, OWNED, LIST, ACLS},
    EVENTS: {OWNED},
    f"{_AUTH}calendar.calendarlist": {LIST},
    f"{_AUTH}calendar.readonly": {LIST},
}


def needed(
    *,
    makes: bool = False,
    calendar: str | None = None,
    by_name: bool = False,
    shares: bool = False,
    tasks: bool = False,
) -> tuple[str, ...]:
    """For making a calendar, or using ``calendar`` (an id, or with ``by_name`` any), for sharing it, and for a task list."""
    wanted = []
    if makes:
        wanted.append(CREATED)
    elif calendar is not None or by_name:
        wanted.append(OWNED if calendar == "primary" else EVENTS)
        if by_name:
            wanted.append(LIST)
    if shares:
        wanted.append(ACLS)
    if tasks:
        wanted.append(TASKS)
    return tuple(wanted)


def missing(wanted: Iterable[str], granted: Iterable[str]) -> tuple[str, ...]:
    """What was asked for and not allowed: a person may take the tick from each."""
    there = set(granted)
    for scope in tuple(there):
        there |= _COVERED.get(scope, set())
    return tuple(scope for scope in wanted if scope not in there)


def short(scope: str) -> str:
    """As the console and Google's documentation name it."""
    return scope.removeprefix(_AUTH)
