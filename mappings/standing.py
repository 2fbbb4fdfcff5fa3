"""Where each item of the plan stands as of a day, by what people did and said. Pure: no clock, nothing learnt later.

Absent is not done, and silence is never good news: what nobody reported says so, and a meeting whose day has passed is
held only when somebody confirmed it. Dates that people moved are kept until the board settles them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from config.dates import PlanDates
from config.plan import Plan
from mappings.evidence import Drift, Edit, Evidence, Settled, Work, evidence_of
from mappings.history import Observation
from mappings.items import Event, EventKind, Item, Task, TaskKind, Wanted, series_of
from mappings.parts import activity_of, is_part
from mappings.story import Story

SOON = timedelta(days=14)
STALE_AFTER = timedelta(days=35)
ONE_DAY = timedelta(days=1)

Known = Mapping[str, Sequence[Observation]]
"""What is known of each key on the day of the report, in the order in which it was learnt."""


class Schedule(StrEnum):
    ON_TRACK = "on-track"
    SOON = "soon"  # at most 14 days left
    LATE = "late"
    PASSED = "passed"  # an event's day has passed and nobody confirmed that it was held
    UNDATED = "undated"
    CONTINUOUS = "continuous"  # goes on all the time; no day is missing
    CLOSED = "closed"  # done or cancelled


class Reporting(StrEnum):
    REPORTED = "reported"
    STALE = "stale"  # the last word is more than 35 days old
    NOT_REPORTED = "not-reported"


@dataclass(frozen=True, slots=True)
class Standing:
    """One item as of a day. ``start`` and ``due`` are as people keep them; an event's ``due`` is its last day."""

    item: Item
    work: Work
    schedule: Schedule
    reporting: Reporting
    start: date | datetime | None
    due: date | None
    percent: int | None = None
    closed: Evidence | None = None  # who reported it done or cancelled
    evidence: Evidence | None = None  # the last word about it
    note: str = ""
    drifts: tuple[Drift, ...] = ()
    edits: tuple[Edit, ...] = ()  # what else people changed
    deleted: Evidence | None = None  # deleted in the list or the calendar, and not done
    parts: tuple[Standing, ...] = ()  # where everybody responsible has a task of their own: theirs

    @property
    def each(self) -> tuple[Standing, ...]:
        """Its parts, where it has any, else itself: what stands on somebody's list."""
        return self.parts or (self,)

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def is_open(self) -> bool:
        return self.schedule is not Schedule.CLOSED

    @property
    def unsettled(self) -> tuple[Drift, ...]:
        """The moves that the board has not said anything about."""
        return tuple(drift for drift in self.drifts if drift.settled is Settled.KEPT)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which the day is over; what happened before it happened by that day."""
    return datetime.combine(day + ONE_DAY, time(), zone)


def known(
    observations: Iterable[Observation], as_of: date, zone: ZoneInfo, known_by: datetime | None = None
) -> Known:
    """What had happened by the end of the day, for each key. With ``known_by``, only what hjul had learnt by then."""
    end = end_of(as_of, zone)
    found: dict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.when < end and (known_by is None or seen.recorded_at <= known_by):
            found[seen.key].append(seen)
    for story in found.values():
        story.sort(key=lambda seen: (seen.recorded_at, seen.id))
    return found


def _evidence(seen: Observation | None) -> Evidence | None:
    return evidence_of(seen) if seen else None


def standings(
    plan: Plan, dates: PlanDates, wanted: Iterable[Wanted], story: Known, as_of: date
) -> tuple[Standing, ...]:
    """Where each of these items stands at the end of the day, in their order."""
    accepted = {activity.id: activity.accepted for _, activity in plan.activities}
    accepted |= {decision.id: decision.accepted for decision in plan.decisions}
    continuous = {name for name, cadence in dates.cadences.items() if cadence.every == "continuous"}
    found: list[Standing] = []
    for one in wanted:
        head = activity_of(one.item.key) if is_part(one.item) else series_of(one.item.key)
        on = accepted.get(head)
        if on is not None and (on > as_of or _due_later(one.item, on)):
            on = None
        found.append(
            standing(
                one,
                story.get(one.item.key, ()),
                as_of,
                accepted=on is not None,
                continuous=head in continuous or _continuous_control(one.item),
            )
        )
    return tuple(found)


def _due_later(item: Item, accepted: date) -> bool:
    """One turn of a series that had not come yet when the board accepted what there was."""
    return "@" in item.key and isinstance(item, Task) and item.due is not None and item.due > accepted


def _continuous_control(item: Item) -> bool:
    """A control without turns and without a day: made all the time."""
    return isinstance(item, Task) and item.kind is TaskKind.CONTROL and item.due is None


def standing(
    wanted: Wanted,
    story: Sequence[Observation],
    as_of: date,
    *,
    accepted: bool = False,
    continuous: bool = False,
) -> Standing:
    """Where one item stands at the end of the day. ``story`` is what is known of it, in the order it was learnt."""
    told = Story.of(wanted)
    for seen in story:
        told.hear(seen)
    item = wanted.item
    start, due = told.start(item), told.due(item)
    work = Work.ACCEPTED if accepted else told.work()
    deleted = told.deleted if work in {Work.NOT_STARTED, Work.ONGOING} else None
    return Standing(
        item=item,
        work=work,
        schedule=_schedule(item, work, due, as_of, continuous),
        reporting=_reporting(told.last, as_of),
        start=start,
        due=due,
        percent=told.percent,
        closed=_evidence(told.closed) if work in {Work.DONE, Work.ACCEPTED, Work.CANCELLED} else None,
        evidence=_evidence(told.last),
        note=told.note,
        drifts=told.drifts(item),
        edits=tuple(told.edits),
        deleted=_evidence(deleted),
    )


def _schedule(item: Item, work: Work, due: date | None, as_of: date, continuous: bool) -> Schedule:
    if work in {Work.DONE, Work.ACCEPTED, Work.CANCELLED}:
        return Schedule.CLOSED
    if due is None:
        return Schedule.CONTINUOUS if continuous else Schedule.UNDATED
    if isinstance(item, Event):
        if due <= as_of:
            return Schedule.CLOSED if item.kind is EventKind.OBSERVANCE else Schedule.PASSED
    elif due < as_of:
        return Schedule.LATE
    return Schedule.SOON if due - as_of <= SOON else Schedule.ON_TRACK


def _reporting(last: Observation | None, as_of: date) -> Reporting:
    if last is None:
        return Reporting.NOT_REPORTED
    fresh = as_of - last.when.date() <= STALE_AFTER
    return Reporting.REPORTED if fresh else Reporting.STALE
