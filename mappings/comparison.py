"""What changed between two editions of the report: states, numbers and days, what is new and what is no longer there. Pure.

It compares what the two reports said, not what has become known since. Nothing here is words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mappings.assignments import Assignment, Outlook
from mappings.follow_up import Edition, FollowUp, Gathered
from mappings.items import EventKind
from mappings.pace import Level
from mappings.plan_changes import Part


class Place(StrEnum):
    """How a meeting or an event stood."""

    BOOKED = "booked"
    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    CANCELLED = "cancelled"


State = Outlook | Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that only one of the two has."""

    part: Part
    id: str
    title: str
    day: date | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Turned:
    """Something whose state is another one."""

    id: str
    title: str
    old: State
    new: State
    confidential: bool = False
    day: date | None = None  # of a meeting or an event


@dataclass(frozen=True, slots=True)
class Shifted:
    """Something whose day is another one; None where it had none, or has none any longer."""

    id: str
    title: str
    old: date | None
    new: date | None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of an indicator, or what is spent of a budget line (``money``)."""

    id: str
    title: str
    old: float | None
    new: float | None
    unit: str | None = None
    money: bool = False
    old_level: Level | None = None
    new_level: Level | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different in the later of two editions, each in the order of its plan."""

    earlier: Edition
    later: Edition
    turned: tuple[Turned, ...]
    shifted: tuple[Shifted, ...]
    counted: tuple[Counted, ...]
    added: tuple[Entry, ...]
    dropped: tuple[Entry, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.turned or self.shifted or self.counted or self.added or self.dropped)


def compare(earlier: FollowUp, later: FollowUp) -> Comparison:
    """The later one against the earlier one. An item is the same when its id is, whatever it is called now."""
    was, now = _entries(earlier), _entries(later)
    tasks = _pairs(earlier.assignments, later.assignments)
    before = {one.standing.key: one for one in earlier.gatherings}
    shown = (one for one in later.gatherings if _is_shown(one))
    days = [(before[one.standing.key], one) for one in shown if one.standing.key in before]
    return Comparison(
        earlier=earlier.edition,
        later=later.edition,
        turned=(
            *(
                Turned(new.id, new.title, old.outlook, new.outlook, new.confidential)
                for old, new in tasks
                if old.outlook is not new.outlook
            ),
            *(
                Turned(
                    new.standing.key, new.event.title, place_of(old), place_of(new), new.confidential, new.day
                )
                for old, new in days
                if place_of(old) is not place_of(new)
            ),
        ),
        shifted=(
            *(
                Shifted(new.id, new.title, old.due, new.due, new.confidential)
                for old, new in tasks
                if old.due != new.due and not new.is_series
            ),
            *(
                Shifted(new.standing.key, new.event.title, old.day, new.day, new.confidential)
                for old, new in days
                if old.day != new.day
            ),
        ),
        counted=tuple(_counted(earlier, later)),
        added=tuple(one for name, one in now.items() if name not in was),
        dropped=tuple(one for name, one in was.items() if name not in now),
    )


def place_of(one: Gathered) -> Place:
    """How a meeting or an event stands."""
    if one.was_held:
        return Place.HELD
    if one.is_called_off:
        return Place.CANCELLED
    return Place.UNCONFIRMED if one.is_unconfirmed else Place.BOOKED


def _is_shown(one: Gathered) -> bool:
    return one.event.kind is not EventKind.OBSERVANCE


def _pairs(old: Iterable[Assignment], new: Iterable[Assignment]) -> list[tuple[Assignment, Assignment]]:
    before = {one.id: one for one in old}
    return [(before[one.id], one) for one in new if one.id in before]


def _entries(follow: FollowUp) -> dict[tuple[Part, str], Entry]:
    """All that can be new or dropped. Of an assignment that comes with its meeting, only the meeting."""
    found: list[Entry] = []
    decided = {one.decision.id for one in follow.decisions}
    for one in follow.assignments:
        if "/" not in one.id:
            part = Part.DECISION if one.id in decided else Part.ACTIVITY
            found.append(Entry(part, one.id, one.title, one.due, one.confidential))
    for gathered in follow.gatherings:
        if _is_shown(gathered):
            key, title = gathered.standing.key, gathered.event.title
            found.append(Entry(Part.GATHERING, key, title, gathered.day, gathered.confidential))
    found += [Entry(Part.INDICATOR, one.id, one.indicator.title) for one in follow.indicators]
    found += [Entry(Part.BUDGET, account.id, account.title) for account in follow.accounts]
    found += [Entry(Part.RISK, risk.risk.id, risk.risk.title) for risk in follow.risks]
    return {(one.part, one.id): one for one in found}


def _counted(earlier: FollowUp, later: FollowUp) -> Iterable[Counted]:
    measured = {one.id: one for one in earlier.indicators}
    for new in later.indicators:
        old = measured.get(new.id)
        if old and (old.actual, old.judgement.level) != (new.actual, new.judgement.level):
            levels = old.judgement.level, new.judgement.level
            unit, title = new.indicator.unit, new.indicator.title
            yield Counted(new.id, title, old.actual, new.actual, unit, False, *levels)
    spent = {one.id: one for one in earlier.accounts}
    for account in later.accounts:
        had = spent.get(account.id)
        if had and had.spent != account.spent:
            yield Counted(account.id, account.title, had.spent, account.spent, money=True)
