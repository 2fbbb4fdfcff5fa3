"""Where an assignment stands that everybody responsible does for themselves, by where each one's part stands. Pure.

It is done when all of its parts are, and never further than they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from mappings.evidence import Evidence, Work
from mappings.items import Key, Task
from mappings.parts import is_part, whole_of
from mappings.standing import Reporting, Schedule, Standing

_Word = TypeVar("_Word")
_DONE = frozenset({Work.DONE, Work.ACCEPTED})
_URGENT = (Schedule.LATE, Schedule.SOON, Schedule.ON_TRACK, Schedule.UNDATED, Schedule.CONTINUOUS)
_SILENT = (Reporting.NOT_REPORTED, Reporting.STALE, Reporting.REPORTED)


def with_wholes(standings: Iterable[Standing]) -> Iterator[Standing]:
    """The same standings, but one for all the parts of a thing, in the place of its first part."""
    every = list(standings)
    parts: dict[Key, list[Standing]] = {}
    for one in every:
        if is_part(one.item):
            parts.setdefault(whole_of(one.item.key), []).append(one)
    for one in every:
        if not is_part(one.item):
            yield one
        elif group := parts.pop(whole_of(one.item.key), None):
            yield _whole(group)


def left(whole: Standing) -> tuple[Standing, ...]:
    """The parts that are neither done nor cancelled."""
    return tuple(part for part in whole.parts if part.is_open)


def done(whole: Standing) -> tuple[Standing, ...]:
    """The parts that are done."""
    return tuple(part for part in whole.parts if part.work in _DONE)


def _whole(parts: Sequence[Standing]) -> Standing:
    """Of what is open the most urgent, and the longest silence; of what was said the last."""
    first = parts[0]
    still = [part for part in parts if part.is_open]
    told = sorted((part for part in parts if part.evidence), key=lambda part: _when(part.evidence))
    closed = sorted((part.closed for part in parts if part.closed), key=_when)
    deleted = [part.deleted for part in still if part.deleted]
    days = [part.due for part in still or parts if part.due is not None]
    return replace(
        first,
        item=_item(parts),
        work=_work(parts),
        schedule=_first({part.schedule for part in still}, _URGENT, Schedule.CLOSED),
        reporting=_first({part.reporting for part in still or parts}, _SILENT, Reporting.NOT_REPORTED),
        start=min((part.start for part in still or parts if part.start is not None), key=_day, default=None),
        due=(min(days) if still else max(days)) if days else None,
        percent=None,
        closed=closed[-1] if closed and not still else None,
        evidence=told[-1].evidence if told else None,
        note="; ".join(f"{_names(part)}: {part.note}" for part in told if part.note),
        drifts=(),
        edits=(),
        deleted=deleted[-1] if still and len(deleted) == len(still) else None,
        parts=tuple(parts),
    )


def _item(parts: Sequence[Standing]) -> Task:
    """The task as the plan has it, before it was given out."""
    tasks = [part.item for part in parts if isinstance(part.item, Task)]
    task = tasks[0]
    return replace(
        task,
        key=whole_of(task.key),
        title=task.whole.title if task.whole else task.title,
        responsible=tuple(person for one in tasks for person in one.responsible),
        whole=None,
    )


def _work(parts: Iterable[Standing]) -> Work:
    works = {part.work for part in parts}
    for end in (Work.CANCELLED, Work.ACCEPTED, Work.DONE):
        if works <= {end, Work.CANCELLED}:
            return end
    if works <= {*_DONE, Work.CANCELLED}:
        return Work.DONE
    return Work.ONGOING if works & {*_DONE, Work.ONGOING} else Work.NOT_STARTED


def _first(there: set[_Word], order: Iterable[_Word], otherwise: _Word) -> _Word:
    return next((word for word in order if word in there), otherwise)


def _names(part: Standing) -> str:
    return ", ".join(one.name for one in part.item.responsible) if isinstance(part.item, Task) else ""


def _when(evidence: Evidence | None) -> float:
    return evidence.when.timestamp() if evidence else 0


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
