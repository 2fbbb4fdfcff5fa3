"""What differs between two versions of a plan: added, dropped, moved, renamed, called off, handed over. Pure; no words.

An item is the same item when its id is the same. A date of a series that was rewritten by hand is found again by
``mappings.identity`` and shown as moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from config.dates import PlanDates
from config.plan import Activity, Decision, Plan
from mappings.identity import same_occurrences
from mappings.items import Event, series_of
from mappings.lines import who
from mappings.plan_to_events import wanted_events

Said = date | datetime | str | int | float | None


class ChangeKind(StrEnum):
    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    RENAMED = "renamed"
    CANCELLED = "cancelled"
    UNCANCELLED = "uncancelled"
    REASSIGNED = "reassigned"
    RESET = "reset"  # another target, another amount
    EACH = "each"  # from one task for all responsible to one for each
    TOGETHER = "together"  # from one for each to one for all


class Part(StrEnum):
    """What kind of thing changed."""

    AREA = "area"
    GOAL = "goal"
    INDICATOR = "indicator"
    ACTIVITY = "activity"
    DECISION = "decision"
    GATHERING = "gathering"
    DATE = "date"  # one date of a series
    BUDGET = "budget"
    RISK = "risk"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``old`` and ``new`` are the dates, names, people or numbers before and after, where there are any."""

    kind: ChangeKind
    part: Part
    id: str
    title: str
    old: Said = None
    new: Said = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """One thing of a plan with what can change about it."""

    part: Part
    id: str
    title: str
    when: Said = None
    people: str | None = None
    number: Said = None
    cancelled: bool = False
    each: bool = False  # a task for each responsible


def changes(earlier: Plan, earlier_dates: PlanDates, plan: Plan, dates: PlanDates) -> tuple[Change, ...]:
    """Everything that differs, in the order of the newer plan; what was dropped comes last."""
    new = {(entry.part, entry.id): entry for entry in _entries(plan, dates)}
    old = {(entry.part, entry.id): entry for entry in _entries(earlier, earlier_dates)}
    events, earlier_events = _events(plan, dates), _events(earlier, earlier_dates)
    for fresh, known in same_occurrences(events.values(), earlier_events.values()).items():
        events[known] = replace(events.pop(fresh), key=known)
    series = {key[1] for key in new.keys() & old.keys() if key[0] is Part.GATHERING}
    new |= {(entry.part, entry.id): entry for entry in _occurrences(events, series)}
    old |= {(entry.part, entry.id): entry for entry in _occurrences(earlier_events, series)}
    compared = [change for key, entry in new.items() for change in _compared(old.get(key), entry)]
    dropped = [
        Change(ChangeKind.DROPPED, entry.part, entry.id, entry.title, old=entry.when)
        for key, entry in old.items()
        if key not in new
    ]
    return (*compared, *dropped)


def _compared(old: _Entry | None, new: _Entry) -> Iterator[Change]:
    if old is None:
        yield Change(ChangeKind.ADDED, new.part, new.id, new.title, new=new.when)
        return
    pairs = (
        (ChangeKind.RENAMED, old.title, new.title),
        (ChangeKind.MOVED, old.when, new.when),
        (ChangeKind.REASSIGNED, old.people, new.people),
        (ChangeKind.RESET, old.number, new.number),
    )
    for kind, before, after in pairs:
        renamed_with_its_series = kind is ChangeKind.RENAMED and new.part is Part.DATE
        if before != after and not renamed_with_its_series:
            yield Change(kind, new.part, new.id, new.title, before, after)
    if old.cancelled != new.cancelled:
        kind = ChangeKind.CANCELLED if new.cancelled else ChangeKind.UNCANCELLED
        yield Change(kind, new.part, new.id, new.title, new=new.when)
    if old.each != new.each:
        yield Change(ChangeKind.EACH if new.each else ChangeKind.TOGETHER, new.part, new.id, new.title)


def _events(plan: Plan, dates: PlanDates) -> dict[str, Event]:
    """The dates of the plan's series, by key."""
    items = [wanted.item for wanted in wanted_events(plan, dates)]
    return {item.key: item for item in items if isinstance(item, Event) and "@" in item.key}


def _occurrences(events: Mapping[str, Event], series: Iterable[str]) -> Iterator[_Entry]:
    """The dates of the series that both plans have; a series that came or went is one change, not twelve."""
    both = set(series)
    for key, event in events.items():
        if series_of(event.key) in both:
            yield _Entry(Part.DATE, key, event.title, event.start, cancelled=event.cancelled)


def _entries(plan: Plan, dates: PlanDates) -> Iterator[_Entry]:
    for area in plan.areas:
        yield _Entry(Part.AREA, area.id, area.title)
        for goal in area.goals:
            yield _Entry(Part.GOAL, goal.id, goal.title, people=_names(plan, goal.responsible))
        for activity in area.activities:
            yield _assignment(plan, dates, Part.ACTIVITY, activity, activity.title)
    for _, name, indicator in plan.indicators:
        by = dates.indicators.get(name)
        number = None if indicator.target is None else indicator.target
        yield _Entry(Part.INDICATOR, name, indicator.title, by.latest if by else None, number=number)
    for gathering in (*plan.meetings, *plan.events):
        slots = dates.slots[gathering.id]
        single = slots[0] if slots and not gathering.is_series else None
        yield _Entry(
            Part.GATHERING,
            gathering.id,
            gathering.title,
            single.start if single else gathering.month,
            cancelled=gathering.cancelled is True or bool(single and single.cancelled),
        )
    for decision in plan.decisions:
        yield _assignment(plan, dates, Part.DECISION, decision, decision.text)
    for line in plan.budget:
        yield _Entry(Part.BUDGET, line.id, line.title, number=line.amount)
    for risk in plan.risks:
        yield _Entry(Part.RISK, risk.id, risk.title, number=risk.value)


def _assignment(plan: Plan, dates: PlanDates, part: Part, one: Activity | Decision, title: str) -> _Entry:
    deadline = dates.deadlines.get(one.id)
    when = (deadline.latest or deadline.phrase) if deadline else None
    each = isinstance(one, Activity) and one.each
    return _Entry(
        part, one.id, title, when, _names(plan, one.responsible), cancelled=one.cancelled, each=each
    )


def _names(plan: Plan, ids: Iterable[str]) -> str | None:
    return ", ".join(one.name for one in who(plan, ids)) or None
