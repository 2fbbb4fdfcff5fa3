"""The follow-up of a plan as of a day: every number and state that a report says, before any words. Pure.

It is worked out from one version of the plan and from what had happened by the end of the day; nothing of a later day is
in it, so the same input gives the same follow-up however late it is asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from config.dates import PlanDates, month_end, work_out
from config.plan import BodyKind, Decision, Indicator, Pace, Plan, Risk
from mappings.assignments import Assignment, Outlook, assignments
from mappings.history import Observation, Seen
from mappings.items import Event, EventKind, TaskKind, Wanted
from mappings.pace import (
    Judgement,
    Level,
    Scale,
    Tally,
    Trend,
    judge,
    judge_events,
    scale_of,
    trend,
    with_age,
)
from mappings.plan_changes import Change, changes
from mappings.standing import (
    Evidence,
    Known,
    Schedule,
    Standing,
    Work,
    end_of,
    evidence_of,
    known,
    standings,
)

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
    risk: Risk
    controls: tuple[Assignment, ...]


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
    finished: tuple[Assignment, ...] = field(default=())  # done since the report before

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
    def coming(self) -> tuple[Gathered, ...]:
        """What is booked after the day of the report."""
        return tuple(one for one in self.gatherings if one.day > self.edition.as_of and not one.is_called_off)

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


def follow_up(
    plan: Plan,
    dates: PlanDates,
    tasks: Iterable[Wanted],
    events: Iterable[Wanted],
    observations: Iterable[Observation],
    edition: Edition,
    *,
    earlier_plan: Plan | None = None,
    readings: Iterable[tuple[str, datetime]] = (),
) -> FollowUp:
    """The follow-up as of the edition's day. ``readings`` are the times (aware) at which each target was read."""
    tasks, events, observations = tuple(tasks), tuple(events), tuple(observations)
    story = known(observations, edition.as_of, plan.zone, edition.known_by)
    earlier_story = known(observations, edition.previous, plan.zone, edition.known_by)
    now = _assignments(plan, dates, tasks, story, edition.as_of)
    then = _assignments(plan, dates, tasks, earlier_story, edition.previous)
    gatherings = _gatherings(plan, dates, events, story, edition.as_of)
    has_before = edition.previous >= plan.period.start
    done_then = {one.id: len(one.done) for one in then}
    return FollowUp(
        plan=plan,
        edition=edition,
        assignments=now,
        gatherings=gatherings,
        indicators=_indicators(plan, dates, gatherings, (story, earlier_story), edition),
        decisions=_decisions(plan, dates, now),
        accounts=_accounts(plan, story),
        uncovered=_uncovered(plan),
        risks=_risks(plan, now),
        bodies=_bodies(plan, now, gatherings, edition.as_of),
        counters=_counters(now),
        before=_counters(then) if has_before else None,
        changes=changes(earlier_plan, work_out(earlier_plan), plan, dates) if earlier_plan else None,
        sources=_sources(story, readings, edition, plan),
        finished=tuple(
            one
            for one in now
            if one.kind in COUNTED
            and one.outlook is Outlook.DONE
            and len(one.done) > done_then.get(one.id, 0)
        ),
    )


def _assignments(
    plan: Plan, dates: PlanDates, tasks: Sequence[Wanted], story: Known, as_of: date
) -> tuple[Assignment, ...]:
    """The assignments that there were by that day: a decision is one from the day it was made."""
    made = {decision.id: decided(decision, dates) for decision in plan.decisions}
    found = assignments(plan, dates, standings(plan, dates, tasks, story, as_of), as_of)
    return tuple(one for one in found if (made.get(one.id) or as_of) <= as_of)


def _counters(all_of: Iterable[Assignment]) -> Counters:
    followed = tuple(one for one in all_of if one.kind in COUNTED)
    due = [one for one in followed if one.outlook not in {Outlook.PLANNED, Outlook.CANCELLED}]
    silent = sum(one.awaited for one in due)
    counted = Counter(one.outlook for one in followed)
    return Counters({outlook: counted[outlook] for outlook in Outlook}, len(due) - silent, len(due))


# Meetings and events ----------------------------------------------------------------------------------------------


def _gatherings(
    plan: Plan, dates: PlanDates, events: Sequence[Wanted], story: Known, as_of: date
) -> tuple[Gathered, ...]:
    planned = {gathering.id: gathering for gathering in (*plan.meetings, *plan.events)}
    found: list[Gathered] = []
    for one in standings(plan, dates, events, story, as_of):
        head = one.key.partition("@")[0]
        gathering = planned.get(head)
        if isinstance(one.item, Event):
            body = gathering.body if gathering else None
            found.append(Gathered(head, one, one.item, body, bool(gathering and gathering.confidential)))
    return tuple(found)


def _bodies(
    plan: Plan, all_of: Sequence[Assignment], gatherings: Sequence[Gathered], as_of: date
) -> tuple[BodyStanding, ...]:
    found: list[BodyStanding] = []
    for name, body in plan.bodies.items():
        own = sorted(
            (one for one in gatherings if one.body == name and not one.is_called_off),
            key=lambda one: (one.day, one.standing.key),
        )
        tasks = [one for one in all_of if any(who.body == body.name for who in one.responsible)]
        still = [one for one in tasks if one.outlook not in {Outlook.DONE, Outlook.CANCELLED}]
        found.append(
            BodyStanding(
                id=name,
                last=next((one for one in reversed(own) if one.day <= as_of), None),
                next=next((one for one in own if one.day > as_of), None),
                open=len(still),
                late=sum(one.outlook is Outlook.LATE for one in still),
            )
        )
    return tuple(found)


# Goals and indicators ---------------------------------------------------------------------------------------------


def _indicators(
    plan: Plan,
    dates: PlanDates,
    gatherings: Sequence[Gathered],
    stories: tuple[Known, Known],
    edition: Edition,
) -> tuple[Measured, ...]:
    found: list[Measured] = []
    for goal, name, indicator in plan.indicators:
        by = dates.indicators.get(name)
        scale = scale_of(indicator, plan.period, by.latest if by else None)
        numbers = _numbers(stories[0].get(name, ()))
        earlier = _numbers(stories[1].get(name, ()))
        tally = _tally(plan, indicator, scale, gatherings, numbers)
        last = numbers[-1] if numbers else None
        actual = float(tally.held) if tally else _number(last)
        had = _number(earlier[-1]) if earlier else scale.start
        fresh = last is not None and last not in earlier
        found.append(
            Measured(
                id=name,
                goal=goal.id,
                indicator=indicator,
                scale=scale,
                actual=actual,
                evidence=evidence_of(last) if last else None,
                note=last.note if last else "",
                judgement=_level(scale, last, tally, edition.as_of, plan),
                trend=trend(scale, had, actual) if fresh else Trend.MISSING,
                before=_level(scale, earlier[-1], None, edition.previous, plan).level
                if earlier and not tally
                else None,
                tally=tally,
            )
        )
    return tuple(found)


def _numbers(story: Sequence[Observation]) -> list[Observation]:
    """What was measured, in the order of the days it was measured on."""
    numbers = [seen for seen in story if seen.kind is Seen.MEASURED and _number(seen) is not None]
    return sorted(numbers, key=lambda seen: (seen.when, seen.recorded_at, seen.id))


def _number(seen: Observation | None) -> float | None:
    value = seen.value.get("number") if seen else None
    return float(value) if isinstance(value, int | float) else None


def _level(scale: Scale, last: Observation | None, tally: Tally | None, as_of: date, plan: Plan) -> Judgement:
    if tally is not None:
        return judge_events(scale, tally, as_of)
    judged = judge(scale, _number(last), as_of)
    return with_age(judged, scale, last.when.astimezone(plan.zone).date(), as_of) if last else judged


def _tally(
    plan: Plan,
    indicator: Indicator,
    scale: Scale,
    gatherings: Sequence[Gathered],
    numbers: Sequence[Observation],
) -> Tally | None:
    """The gatherings that count, within the indicator's time. A number that the board gave stands for what was before it."""
    if indicator.pace is not Pace.EVENTS or not indicator.counts:
        return None
    counted = [
        one
        for one in gatherings
        if one.id in indicator.counts and scale.begin <= one.day <= scale.end and not one.is_called_off
    ]
    base, since = 0, date.min
    if numbers:
        base, since = int(_number(numbers[-1]) or 0), numbers[-1].when.astimezone(plan.zone).date()
    later = [one for one in counted if one.day > since]
    held = sum(one.was_held for one in later)
    passed = sum(one.is_unconfirmed for one in later)
    return Tally(base + held, len(later) - held - passed, passed)


# Decisions, money, risks ------------------------------------------------------------------------------------------


def _decisions(plan: Plan, dates: PlanDates, all_of: Sequence[Assignment]) -> tuple[DecisionStanding, ...]:
    """The decisions made by the day of the report."""
    titles = {meeting.id: meeting.title for meeting in plan.meetings}
    followed = {one.id: one for one in all_of}
    found: list[DecisionStanding] = []
    for decision in plan.decisions:
        name = (decision.meeting or "").partition(" ")[0]
        if decision.id in followed:
            meeting = titles.get(name, decision.meeting or "")
            found.append(DecisionStanding(decision, meeting, decided(decision, dates), followed[decision.id]))
    return tuple(found)


def decided(decision: Decision, dates: PlanDates) -> date | None:
    """The day that its meeting was held on: the one written beside the meeting, else the only one it has."""
    name, _, on = (decision.meeting or "").partition(" ")
    slots = dates.slots.get(name, ())
    try:
        return date.fromisoformat(on.strip())
    except ValueError:
        return slots[0].day if len(slots) == 1 else None


def _costs(plan: Plan) -> dict[str, tuple[str, float]]:
    """What each activity, meeting and event is to cost."""
    costs = {
        one.id: (one.title, float(one.cost)) for _, one in plan.activities if one.cost and not one.cancelled
    }
    costs |= {
        one.id: (one.title, float(one.cost))
        for one in (*plan.meetings, *plan.events)
        if one.cost and one.cancelled is not True
    }
    return costs


def _accounts(plan: Plan, story: Known) -> tuple[Account, ...]:
    costs = _costs(plan)
    found: list[Account] = []
    for line in plan.budget:
        numbers = _numbers(story.get(line.id, ()))
        spent = _number(numbers[-1]) if numbers else line.spent
        planned = [costs[name][1] for name in line.covers if name in costs]
        found.append(
            Account(
                id=line.id,
                title=line.title,
                amount=float(line.amount),
                spent=None if spent is None else float(spent),
                forecast=None if line.forecast is None else float(line.forecast),
                planned=sum(planned) if planned else None,
                evidence=evidence_of(numbers[-1]) if numbers else None,
            )
        )
    return tuple(found)


def _uncovered(plan: Plan) -> tuple[Uncovered, ...]:
    covered = {name for line in plan.budget for name in line.covers}
    return tuple(
        Uncovered(name, title, cost) for name, (title, cost) in _costs(plan).items() if name not in covered
    )


def _risks(plan: Plan, all_of: Sequence[Assignment]) -> tuple[RiskStanding, ...]:
    """The risks, the heaviest first, each with its controls."""
    controls: dict[str, list[Assignment]] = defaultdict(list)
    for one in all_of:
        if one.kind is TaskKind.CONTROL:
            controls[one.id.removesuffix("/control")].append(one)
    found: list[RiskStanding] = []
    for risk in plan.risks:
        names = (
            [risk.id]
            if len(risk.controls) == 1
            else [f"{risk.id}-{n}" for n in range(1, len(risk.controls) + 1)]
        )
        found.append(RiskStanding(risk, tuple(one for name in names for one in controls[name])))
    return tuple(sorted(found, key=lambda one: -(one.risk.value or 0)))


# What it rests on -------------------------------------------------------------------------------------------------


def _sources(
    story: Known, readings: Iterable[tuple[str, datetime]], edition: Edition, plan: Plan
) -> tuple[Source, ...]:
    """For each source: how much it told since the report before, the last of it, and the last reading by that day."""
    since, end = end_of(edition.previous, plan.zone), end_of(edition.as_of, plan.zone)
    told: dict[str, list[datetime]] = defaultdict(list)
    for observations in story.values():
        for seen in observations:
            if seen.kind is not Seen.REKEYED and seen.when >= since:
                told[seen.source].append(seen.when)
    read: dict[str, datetime] = {}
    for name, moment in readings:
        if moment < end and (edition.known_by is None or moment <= edition.known_by):
            read[name] = max(moment, read.get(name, moment))
    return tuple(
        Source(name, len(told[name]), max(told[name], default=None), read.get(name))
        for name in sorted({*told, *read})
    )
