"""The follow-up of a plan as of a day: every number and state that a report says, before any words. Values only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from config.dates import month_end
from config.plan import BodyKind, Decision, Indicator, Plan, Risk
from mappings.assignments import Assignment, Outlook
from mappings.evidence import Evidence, Work
from mappings.items import Event, EventKind, Key, TaskKind
from mappings.pace import Judgement, Level, Scale, Tally, Trend
from mappings.plan_changes import Change
from mappings.standing import Schedule, Standing

ONE_DAY = timedelta(days=1)
COUNTED = frozenset({TaskKind.ACTIVITY, TaskKind.DECISION, TaskKind.CONTROL})
"""What the counters count: the plan's own assignments, not the notices and dates that its meetings bring with them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Which days a report is about, all included; ``previous`` is the day of the report that it is compared with.

    With ``known_by`` (aware) only what hjul had learnt by then counts: the report exactly as it was run that day.
    """

    period_start: date
    as_of: date
    previous: date
    known_by: datetime | None = None

    @classmethod
    def of_month(cls, day: date, today: date | None = None) -> Edition:
        """The month that the day lies in; a month that is not over goes to ``today``."""
        last = month_end(day)
        return cls.until(min(last, today) if today and today >= day.replace(day=1) else last)

    @classmethod
    def until(cls, as_of: date) -> Edition:
        """From the first of that day's month to that day, compared with the end of the month before."""
        first = as_of.replace(day=1)
        return cls(first, as_of, first - ONE_DAY)

    @classmethod
    def of_year(cls, first: date, last: date) -> Edition:
        """A longer stretch, such as the plan's year, compared with the day before it began."""
        return cls(first, last, first - ONE_DAY)


@dataclass(frozen=True, slots=True)
class Gathered:
    """One meeting, event or observance with a day."""

    id: str  # of the gathering, whichever of its dates this is
    standing: Standing
    event: Event
    body: str | None
    confidential: bool

    @property
    def was_held(self) -> bool:
        return self.standing.work in {Work.DONE, Work.ACCEPTED}

    @property
    def is_unconfirmed(self) -> bool:
        return self.standing.schedule is Schedule.PASSED

    @property
    def is_called_off(self) -> bool:
        return self.standing.work is Work.CANCELLED

    @property
    def day(self) -> date:
        start = self.standing.start or self.event.start
        return start.date() if isinstance(start, datetime) else start


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator: its scale, its last number, its level and trend. ``before`` is its level in the report before."""

    id: str
    goal: str
    indicator: Indicator
    scale: Scale
    actual: float | None
    evidence: Evidence | None
    note: str
    judgement: Judgement
    trend: Trend
    before: Level | None
    tally: Tally | None  # for "at least so many events"
    forecast: float | None = (
        None  # where it ends: as somebody said, else at the pace so far, or with what is booked
    )
    foretold: bool = False  # whether somebody said the forecast
    judged: Level | None = (
        None  # what somebody judged, beside the level worked out; the reason is in the note
    )


@dataclass(frozen=True, slots=True)
class Account:
    """One line of the budget. ``planned`` is what the activities and events that it covers are to cost."""

    id: str
    title: str
    amount: float
    spent: float | None
    forecast: float | None
    planned: float | None
    evidence: Evidence | None
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Spent or forecast beyond the budget, or meant to cover more than it holds."""
        used = max(
            (value for value in (self.spent, self.forecast, self.planned) if value is not None), default=0.0
        )
        return self.amount >= 0 and used > self.amount


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Something that costs money and that no line of the budget covers."""

    id: str
    title: str
    cost: float


@dataclass(frozen=True, slots=True)
class RiskStanding:
    """A risk with its controls. ``before`` is it as the last report's plan had it; None for one that is new, or without a
    plan to compare with.
    """

    risk: Risk
    controls: tuple[Assignment, ...]
    before: Risk | None = None


@dataclass(frozen=True, slots=True)
class DecisionStanding:
    """One decision with where it was made and how far it has come."""

    decision: Decision
    meeting: str  # the meeting's title, or what was written
    held: date | None
    assignment: Assignment


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """A body or working group: when it met, when it meets, and what it has on its hands."""

    id: str
    last: Gathered | None
    next: Gathered | None
    open: int
    late: int


@dataclass(frozen=True, slots=True)
class Counters:
    """How many assignments have each outlook; ``reported`` of ``expected`` is how many of those due to report have."""

    by_outlook: Mapping[Outlook, int]
    reported: int
    expected: int

    @property
    def total(self) -> int:
        return sum(self.by_outlook.values())


@dataclass(frozen=True, slots=True)
class Source:
    """What one target, or the board itself, had to tell in the period, and when it was last read."""

    name: str
    count: int
    last: datetime | None
    read: datetime | None


class Audience(StrEnum):
    """Whom a report is for."""

    BOARD = "board"
    PUBLIC = "public"  # without names and without what is confidential: see mappings.public
    PERSON = "person"  # what one person has on their hands: see mappings.personal


def _naming(title: str) -> Callable[[str], object]:
    """Whether a point names the plan, by what its title calls a plan: "arbeidsplan" is in "Oppfølging av arbeidsplanen"."""
    names = "|".join(map(re.escape, re.findall(r"\w*plan\b", title.casefold())))
    pattern = re.compile(rf"\b(?:{names})(?:ens?|a|s)?\b") if names else None
    return lambda point: pattern is not None and pattern.search(point.casefold())


@dataclass(frozen=True, slots=True)
class FollowUp:
    """All that a report says, as values."""

    plan: Plan
    edition: Edition
    assignments: tuple[Assignment, ...]
    gatherings: tuple[Gathered, ...]
    indicators: tuple[Measured, ...]
    decisions: tuple[DecisionStanding, ...]
    accounts: tuple[Account, ...]
    uncovered: tuple[Uncovered, ...]
    risks: tuple[RiskStanding, ...]
    bodies: tuple[BodyStanding, ...]
    counters: Counters
    before: Counters | None  # None for a plan's first report
    changes: tuple[Change, ...] | None  # None when there is no earlier version to compare with
    sources: tuple[Source, ...]
    finished: tuple[Assignment, ...] = ()  # done since the report before
    by_responsible: bool = (
        False  # whether the activities stand under those who answer for them, not under their areas
    )
    audience: Audience = Audience.BOARD
    person: str | None = None  # the id of the one that it is for
    points: Mapping[Key, tuple[str, ...]] = field(default_factory=dict)
    """What is on the agenda of each gathering."""

    @property
    def board(self) -> str | None:
        """The id of the body that answers for the plan."""
        boards = [name for name, body in self.plan.bodies.items() if body.kind is BodyKind.BOARD]
        return next(iter((*self.plan.accountable_bodies, *boards)), None)

    @property
    def next_meeting(self) -> Gathered | None:
        """The board's first meeting after the day of the report."""
        coming = [one for one in self.coming if one.body is not None and one.body == self.board]
        return min(coming, key=lambda one: (one.day, one.standing.key), default=None)

    @property
    def agenda_item(self) -> tuple[int, str] | None:
        """The number and the words of the point under which the board's next meeting takes up the plan."""
        points = self.points.get(Key(self.next_meeting.standing.key), ()) if self.next_meeting else ()
        named = _naming(self.plan.title)
        return next(((number, point) for number, point in enumerate(points, 1) if named(point)), None)

    @property
    def coming(self) -> tuple[Gathered, ...]:
        """What is booked after the day of the report."""
        return tuple(one for one in self.gatherings if one.day > self.edition.as_of and not one.is_called_off)

    @property
    def unconfirmed(self) -> tuple[Gathered, ...]:
        """Every meeting and event whose day has passed without anybody's word, also before the period."""
        return tuple(
            sorted(
                (one for one in self.gatherings if one.is_unconfirmed and one.day <= self.edition.as_of),
                key=lambda one: (one.day, one.standing.key),
            )
        )

    @property
    def past(self) -> tuple[Gathered, ...]:
        """The period's meetings and events, observance days left out, in the order of their days."""
        edition = self.edition
        found = [
            one
            for one in self.gatherings
            if edition.period_start <= one.day <= edition.as_of and one.event.kind is not EventKind.OBSERVANCE
        ]
        return tuple(sorted(found, key=lambda one: (one.day, one.standing.key)))

    def of(self, *kinds: TaskKind) -> tuple[Assignment, ...]:
        return tuple(one for one in self.assignments if one.kind in kinds)
