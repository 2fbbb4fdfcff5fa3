"""Where each item of the plan stands as of a day, by what people did and said. Pure: no clock, nothing learnt later.

Absent is not done, and silence is never good news: what nobody reported says so, and a meeting whose day has passed is
held only when somebody confirmed it. Dates that people moved are kept until the board settles them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from config.dates import PlanDates
from config.plan import Plan
from mappings.history import Observation, Seen
from mappings.items import Event, EventKind, Item, State, Task, Wanted, series_of

SOON = timedelta(days=14)
STALE_AFTER = timedelta(days=35)
ONE_DAY = timedelta(days=1)

Known = Mapping[str, Sequence[Observation]]
"""What is known of each key on the day of the report, in the order in which it was learnt."""


class Work(StrEnum):
    """How far the work has come. For an event, done means held."""

    NOT_STARTED = "not-started"
    ONGOING = "ongoing"
    DONE = "done"
    ACCEPTED = "accepted"  # by the board, after it was reported done
    CANCELLED = "cancelled"


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


class Settled(StrEnum):
    """What the board has said about a date that somebody moved."""

    KEPT = "kept"  # nothing yet: theirs is kept
    ACCEPTED = "accepted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was seen, when it happened as far as is known (aware), and who did it where that is known."""

    source: str
    when: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """A date that somebody moved in a calendar or a list. ``field`` is start, end or due."""

    field: str
    old: date | datetime | None
    new: date | datetime | None
    evidence: Evidence
    settled: Settled = Settled.KEPT


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
    deleted: Evidence | None = None  # deleted in the list or the calendar, and not done

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


def evidence_of(seen: Observation) -> Evidence:
    """Where, when and by whom this was seen."""
    return Evidence(seen.source, seen.when, seen.by)


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
        head = series_of(one.item.key)
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
    return isinstance(item, Task) and item.key.endswith("/control") and item.due is None


def standing(
    wanted: Wanted,
    story: Sequence[Observation],
    as_of: date,
    *,
    accepted: bool = False,
    continuous: bool = False,
) -> Standing:
    """Where one item stands at the end of the day. ``story`` is what is known of it, in the order it was learnt."""
    told = _Story.of(wanted)
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


# The story of one item --------------------------------------------------------------------------------------------


@dataclass
class _Story:
    """What the observations of one item add up to, one after the other."""

    state: State
    cancelled: bool
    percent: int | None = None
    closed: Observation | None = None
    last: Observation | None = None
    note: str = ""
    deleted: Observation | None = None
    moves: dict[str, Drift] = field(default_factory=dict)  # not settled, by field
    settled: list[Drift] = field(default_factory=list)

    @classmethod
    def of(cls, wanted: Wanted) -> _Story:
        state = wanted.progress.state if wanted.progress else State.OPEN
        in_plan = isinstance(wanted.item, Event) and wanted.item.cancelled
        return cls(State.OPEN if state is State.CANCELLED else state, in_plan or state is State.CANCELLED)

    def hear(self, seen: Observation) -> None:
        match seen.kind:
            case Seen.STARTED | Seen.DONE | Seen.REOPENED | Seen.CANCELLED | Seen.UNCANCELLED | Seen.PERCENT:
                self.report(seen)
            case Seen.NOTED:
                self.last = seen
                self.note = str(seen.value.get("text") or "") or self.note
            case Seen.DELETED:
                self.deleted = seen
            case Seen.RETURNED:
                self.deleted = None
            case Seen.MOVED:
                self.move(seen)
            case Seen.ACCEPTED | Seen.RESTORED:
                self.settle(seen)
            case Seen.EDITED | Seen.MEASURED | Seen.REKEYED:
                pass
        self.note = seen.note or self.note

    def report(self, seen: Observation) -> None:
        """Somebody said how it goes."""
        self.last = seen
        percent = seen.value.get("percent")
        if isinstance(percent, int | float):
            self.percent = int(percent)
        match seen.kind:
            case Seen.DONE:
                self.state, self.cancelled, self.closed = State.DONE, False, self.last
            case Seen.STARTED:
                self.state, self.cancelled, self.closed = State.STARTED, False, None
            case Seen.REOPENED:
                self.state, self.cancelled, self.closed = State.OPEN, False, None
            case Seen.CANCELLED:
                self.cancelled, self.closed = True, self.last
            case Seen.UNCANCELLED:
                self.cancelled, self.closed = False, None
            case _:
                pass
        if self.state is State.OPEN and self.percent:
            self.state = State.STARTED

    def move(self, seen: Observation) -> None:
        name = str(seen.value.get("field") or "")
        new = _moment(seen.value.get("to"))
        first = self.moves.get(name)
        old = first.old if first else _moment(seen.value.get("from"))
        if new == old:
            self.moves.pop(name, None)
        else:
            self.moves[name] = Drift(name, old, new, evidence_of(seen))

    def settle(self, seen: Observation) -> None:
        """The board accepted or turned back what people did with this item's dates, cancelling or deleting."""
        restored = seen.kind is Seen.RESTORED
        what = seen.value.get("field")
        if what in {None, "deleted"} and self.deleted:
            self.cancelled = self.cancelled or not restored
            self.closed = self.closed if restored else self.deleted
            self.deleted = None
        if what in {None, "cancelled"} and restored:
            self.cancelled, self.closed = False, None
        if what not in {"cancelled", "deleted"}:
            as_said = Settled.RESTORED if restored else Settled.ACCEPTED
            self.settled += [
                Drift(move.field, move.old, move.new, move.evidence, as_said) for move in self.moves.values()
            ]
            self.moves.clear()

    def work(self) -> Work:
        if self.cancelled:
            return Work.CANCELLED
        match self.state:
            case State.DONE:
                return Work.DONE
            case State.STARTED:
                return Work.ONGOING
            case State.OPEN | State.CANCELLED:
                return Work.NOT_STARTED

    def kept(self, name: str, planned: date | datetime | None) -> date | datetime | None:
        """The day as people keep it, else as the plan has it."""
        return self.moves[name].new if name in self.moves else planned

    def start(self, item: Item) -> date | datetime | None:
        return self.kept("start", item.start)

    def due(self, item: Item) -> date | None:
        match item:
            case Task():
                due = self.kept("due", item.due)
                return due.date() if isinstance(due, datetime) else due
            case Event():
                return last_day(self.kept("start", item.start), self.kept("end", item.end))

    def drifts(self, item: Item) -> tuple[Drift, ...]:
        """The moves, settled ones first; a move to where the plan now has it is settled by the plan."""
        planned = {"start": item.start, ("end" if isinstance(item, Event) else "due"): _planned_end(item)}
        still = [
            Drift(move.field, move.old, move.new, move.evidence, Settled.ACCEPTED)
            if move.new == planned.get(move.field)
            else move
            for move in self.moves.values()
        ]
        return tuple(self.settled + still)


def _planned_end(item: Item) -> date | datetime | None:
    return item.end if isinstance(item, Event) else item.due


def last_day(start: date | datetime | None, end: date | datetime | None) -> date | None:
    """The last day of an event whose whole-day end is exclusive (RFC 5545 §3.6.1)."""
    if start is None:
        return None
    first = start.date() if isinstance(start, datetime) else start
    if end is None:
        return first
    last = (end - timedelta(microseconds=1)).date() if isinstance(end, datetime) else end - ONE_DAY
    return max(first, last)


def _moment(value: object) -> date | datetime | None:
    """A day or an aware moment as observations write it (ISO 8601); None for no date or what is not one."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        return None
