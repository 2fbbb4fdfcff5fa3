"""Deciding field by field: what the plan writes, what a person keeps. Pure; the table stands in ``sync.reconcile``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from itertools import combinations

from mappings.history import Seen
from mappings.items import (
    Attendee,
    Event,
    Found,
    Item,
    Progress,
    Responsible,
    Task,
    Wanted,
    plan_digest,
    plan_fields,
    shared_fields,
)
from sync.agreed import Agreed
from sync.decision import Change, Finding, Work

DATES = "dates"
CANCELLED = "cancelled"


def rebuilt(wanted: Wanted, found: Found) -> Agreed:
    """What must have been agreed, by the object's own stamp; without a stamp, what the plan wants now.

    Progress starts as open and notes as none, so that all that people said is observed again, with its own time.
    """
    stamp, item = found.stamp, found.item
    base = wanted.item
    if stamp is not None:
        owned = _as_written(item, wanted.item, stamp.digest)
        if isinstance(owned, Event) and stamp.start is not None and stamp.end is not None:
            base = replace(owned, start=stamp.start, end=stamp.end, cancelled=stamp.cancelled)
        elif (
            isinstance(owned, Task)
            and not isinstance(stamp.end, datetime)
            and not isinstance(stamp.start, datetime)
        ):
            base = replace(owned, start=stamp.start, due=stamp.end)
    return Agreed(base, replace(found, item=base, progress=Progress(), notes=""))


def _as_written(now: Item, wanted: Item, digest: str) -> Item:
    """``now`` as it was before people edited it, by the digest that was written with it.

    What they edited is found by putting the plan's fields back, one set after another, until the digest is right. Where the
    plan has changed the same field since, it cannot be: then all that differs from the plan counts as their edit.
    """
    if plan_digest(now) == digest:
        return now
    names = [name for name in plan_fields(wanted) if getattr(now, name, None) != getattr(wanted, name)]
    for count in range(1, len(names)):
        for edited in combinations(names, count):
            before = replace(now, **{name: getattr(wanted, name) for name in edited})
            if plan_digest(before) == digest:
                return before
    return wanted


def caught_up(wanted: Wanted, known: Agreed, found: Found) -> Agreed:
    """``known``, when the object's own stamp says that hjul has written there since: another machine did, or a run
    that this ledger does not remember. What it wrote is nobody's edit; what differs from it, and was not seen before, is.
    """
    last = known.found
    if last is None:  # it was not there when this ledger first heard of it
        return replace(rebuilt(wanted, found), presence=known.presence, pushed=known.pushed)
    if found is last or found.stamp is None or found.stamp == last.stamp:
        return known
    base = rebuilt(wanted, found).item
    if type(base) is not type(last.item):
        return known
    names = (*plan_fields(base), *shared_fields(base))
    seen = {name: getattr(found.item, name) for name in names}
    as_before = {name: value for name, value in seen.items() if value == getattr(last.item, name)}
    return replace(known, item=base, found=replace(last, item=replace(base, **as_before), stamp=found.stamp))


def keeps_theirs(work: Work, group: str, plan: Item, was: Item, last: Item, now: Item) -> bool:
    """Whether what stands there is kept although the plan says otherwise. Reports."""
    wants, agreed, seen, stands = (shared_of(item, group) for item in (plan, was, last, now))
    by_person = stands != seen
    if stands == wants or plan.key in work.given.restore:
        return False
    if wants != agreed and not by_person:
        return False
    if group == CANCELLED:
        code = "cancelled" if stands == (True,) else "uncancelled"
    else:
        code = "moved_both" if wants != agreed else "moved"
    work.findings.append(
        Finding(code, plan.key, plan.title, old=shown(plan, group), new=shown(now, group), field=group)
    )
    return True


def observe_fields(work: Work, last: Item, now: Item) -> None:
    """Everything that people changed in the plan's fields and in the shared ones, whatever becomes of it."""
    for name, old, new in zip(_date_names(now), dates_of(last), dates_of(now), strict=True):
        if old != new:
            work.saw(now.key, Seen.MOVED, {"field": name, "from": _iso(old), "to": _iso(new)})
    if shared_of(last, CANCELLED) != shared_of(now, CANCELLED):
        work.saw(now.key, Seen.CANCELLED if shared_of(now, CANCELLED) == (True,) else Seen.UNCANCELLED)
    for name in plan_fields(now):
        seen, stands = getattr(last, name, None), getattr(now, name)
        if stands != seen:
            work.saw(now.key, Seen.EDITED, {"field": name, "from": _text(seen), "to": _text(stands)})


def shared_reason(group: str, plan: Item, restored: bool) -> str:
    """The code of the sentence that says why a shared field is written."""
    if restored:
        return "restored"
    if group == DATES:
        return "moved_in_plan"
    return "cancelled_in_plan" if shared_of(plan, group) == (True,) else "uncancelled_in_plan"


def owned_changes(work: Work, plan: Item, was: Item, last: Item, now: Item) -> tuple[list[Change], bool]:
    """The plan-owned fields to write, and whether all of them are only being put back."""
    changes: list[Change] = []
    repaired = True
    for name in plan_fields(plan):
        wants, stands, seen = getattr(plan, name), getattr(now, name), getattr(last, name)
        if stands not in (seen, wants):
            work.findings.append(Finding("edited", plan.key, plan.title, old=seen, new=stands, field=name))
        if stands != wants:
            changes.append(Change(name, stands, wants))
            repaired = repaired and wants == getattr(was, name)
    return changes, repaired


def _date_names(item: Item) -> tuple[str, str]:
    return ("start", "end") if isinstance(item, Event) else ("start", "due")


def dates_of(item: Item) -> tuple[date | datetime | None, date | datetime | None]:
    """An event's start and end, a task's start and due."""
    return (item.start, item.end) if isinstance(item, Event) else (item.start, item.due)


def shared_of(item: Item, group: str) -> tuple[object, ...]:
    """The values of one shared group, to compare."""
    if group == DATES:
        return dates_of(item)
    return (item.cancelled,) if isinstance(item, Event) else (False,)


def with_group(item: Item, source: Item, group: str) -> Item:
    """``item`` with one shared group taken from ``source``."""
    match item, source:
        case Event(), Event():
            if group == CANCELLED:
                return replace(item, cancelled=source.cancelled)
            return replace(item, start=source.start, end=source.end)
        case Task(), Task():
            return replace(item, start=source.start, due=source.due)
        case _:
            return item


def shown(item: Item, group: str) -> object:
    """The one value of a shared group that people are shown."""
    if group == CANCELLED:
        return shared_of(item, group)[0]
    return item.start if isinstance(item, Event) else item.due


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _text(value: object) -> str:
    """A field's value as the story keeps it: names of people, and what there is several of in one line."""
    match value:
        case None:
            return ""
        case Responsible():
            return value.name
        case Attendee():
            return value.name or value.email
        case tuple():
            return ", ".join(map(_text, value))
        case _:
            return str(value)
