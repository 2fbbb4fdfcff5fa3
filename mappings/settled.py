"""What the board has said about single items that plan.yaml has no line for: pure, from the story.

A meeting that the board marked as cancelled is cancelled in the calendar too. A date that the board accepted for something
that follows from the plan (a turn of a cadence, a notice) holds for as long as the plan itself gives the day it then gave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from mappings.history import BOARD, Observation, Seen
from mappings.identity import aliases, with_aliases
from mappings.items import Event, Task, Wanted


def as_told(
    wanted: Iterable[Wanted], story: Iterable[Observation], until: datetime | None = None
) -> tuple[Wanted, ...]:
    """The wanted items by the keys they have always had, as the board had settled them before ``until``, or has by now."""
    story = tuple(story)
    then = story if until is None else (seen for seen in story if seen.when < until)
    return as_settled(with_aliases(wanted, aliases(story)), then)


def as_settled(wanted: Iterable[Wanted], story: Iterable[Observation]) -> tuple[Wanted, ...]:
    """The wanted items as the board has settled them. ``story`` is in the order in which it was told."""
    cancelled: dict[str, bool] = {}
    dates: dict[str, tuple[date | None, date | None]] = {}
    for seen in story:
        if seen.source != BOARD:
            continue
        if seen.kind in {Seen.CANCELLED, Seen.DONE, Seen.STARTED, Seen.REOPENED}:
            cancelled[seen.key] = seen.kind is Seen.CANCELLED
        elif seen.kind is Seen.ACCEPTED and seen.value.get("field") == "dates":
            dates[seen.key] = _day(seen.value.get("from")), _day(seen.value.get("to"))
    return tuple(_settled(one, cancelled, dates) for one in wanted)


def _settled(
    one: Wanted, cancelled: dict[str, bool], dates: dict[str, tuple[date | None, date | None]]
) -> Wanted:
    item = one.item
    if isinstance(item, Event):
        return replace(one, item=replace(item, cancelled=True)) if cancelled.get(item.key) else one
    before, after = dates.get(item.key, (None, None))
    if is_derived(item) and before is not None and after is not None and item.due == before:
        start = item.start if item.start is None or item.start <= after else None
        return replace(one, item=replace(item, start=start, due=after))
    return one


def is_derived(item: Task) -> bool:
    """Whether the item follows from other lines of the plan and has none of its own."""
    return "/" in item.key or "@" in item.key


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
