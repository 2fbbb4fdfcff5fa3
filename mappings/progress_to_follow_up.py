"""Working out a follow-up from the plan and from what people did. Pure; no words and no clock.

It takes one version of the plan and what had happened by the end of the day; nothing of a later day is in it, so the same
input gives the same follow-up however late it is asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TypedDict

from config.dates import PlanDates, work_out
from config.plan import Decision, Indicator, Pace, Plan
from mappings.assignments import Assignment, Outlook, assignments
from mappings.evidence import evidence_of
from mappings.follow_up import (
    COUNTED,
    Account,
    BodyStanding,
    Counters,
    DecisionStanding,
    Edition,
    FollowUp,
    Gathered,
    Measured,
    RiskStanding,
    Source,
    Uncovered,
)
from mappings.history import Observation, Seen
from mappings.items import Event, TaskKind, Wanted
from mappings.pace import (
    JUDGED,
    Judgement,
    Level,
    Scale,
    Tally,
    Trend,
    forecast,
    judge,
    judge_events,
    scale_of,
    trend,
    with_age,
)
from mappings.plan_changes import Change, changes
from mappings.plan_to_events import agenda_points, wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.settled import as_told
from mappings.standing import STALE_AFTER, Known, end_of, known, standings


def follow_up_of(
    plan: Plan,
    dates: PlanDates,
    story: Iterable[Observation],
    edition: Edition,
    *,
    earlier_plan: Plan | None = None,
    earlier_dates: PlanDates | None = None,
    readings: Iterable[tuple[str, datetime]] = (),
) -> FollowUp:
    """``follow_up`` of all that the plan wants, by its whole story, as the board had settled it by the end of the day."""
    story, end = tuple(story), end_of(edition.as_of, plan.zone)
    return follow_up(
        plan,
        dates,
        as_told(wanted_tasks(plan, dates), story, end),
        as_told(wanted_events(plan, dates), story, end),
        story,
        edition,
        earlier_plan=earlier_plan,
        earlier_dates=earlier_dates,
        readings=readings,
    )


def follow_up(  # noqa: PLR0913  # all that a report is made from
    plan: Plan,
    dates: PlanDates,
    tasks: Iterable[Wanted],
    events: Iterable[Wanted],
    observations: Iterable[Observation],
    edition: Edition,
    *,
    earlier_plan: Plan | None = None,
    earlier_dates: PlanDates | None = None,
    readings: Iterable[tuple[str, datetime]] = (),
) -> FollowUp:
    """The follow-up as of the edition's day. ``readings`` are the times (aware) at which each target was read.

    ``earlier_dates`` are those of ``earlier_plan``, which are worked out where they are not given.
    """
    tasks, events, observations = tuple(tasks), tuple(events), tuple(observations)
    story = known(observations, edition.as_of, plan.zone, edition.known_by)
    earlier_story = known(observations, edition.previous, plan.zone, edition.known_by)
    now = _assignments(plan, dates, tasks, story, edition.as_of)
    then = _assignments(plan, dates, tasks, earlier_story, edition.previous)
    gatherings = gathered(plan, dates, events, story, edition.as_of)
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
        risks=_risks(plan, now, earlier_plan),
        bodies=_bodies(plan, now, gatherings, edition.as_of),
        counters=_counters(now),
        before=_counters(then) if has_before else None,
        changes=_changes(earlier_plan, earlier_dates, plan, dates),
        sources=_sources(story, readings, edition, plan),
        finished=tuple(
            one
            for one in now
            if one.kind in COUNTED
            and one.outlook is Outlook.DONE
            and len(one.done) > done_then.get(one.id, 0)
        ),
        points=agenda_points(plan, dates),
    )


def _changes(
    earlier: Plan | None, earlier_dates: PlanDates | None, plan: Plan, dates: PlanDates
) -> tuple[Change, ...] | None:
    if earlier is None:
        return None
    return () if earlier is plan else changes(earlier, earlier_dates or work_out(earlier), plan, dates)


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


def gathered(
    plan: Plan, dates: PlanDates, events: Sequence[Wanted], story: Known, as_of: date
) -> tuple[Gathered, ...]:
    """The plan's meetings and events that have a day, as they stand at the end of this one."""
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
                **_said(scale, last, tally, edition.as_of, plan),
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


class _Said(TypedDict):
    forecast: float | None
    foretold: bool
    judged: Level | None


def _said(scale: Scale, last: Observation | None, tally: Tally | None, as_of: date, plan: Plan) -> _Said:
    """What somebody foretold and judged with the last number. What is too old says nothing; then the pace foretells."""
    day = last.when.astimezone(plan.zone).date() if last else as_of
    fresh = last is not None and as_of - day <= STALE_AFTER
    told = last.value.get("forecast") if last and fresh else None
    judged = last.value.get("judged") if last and fresh else None
    if isinstance(told, int | float) and as_of < scale.end:
        ends: float | None = float(told)
    elif as_of >= scale.end or as_of < scale.begin:
        told, ends = None, None
    elif tally:
        told, ends = None, float(tally.held + tally.booked)
    else:
        told, ends = None, forecast(scale, _number(last), day) if fresh else None
    known = judged if judged in JUDGED else None
    return _Said(forecast=ends, foretold=told is not None, judged=Level(str(known)) if known else None)


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
        told = numbers[-1].value.get("forecast") if numbers else None
        ends = told if isinstance(told, int | float) else line.forecast
        planned = [costs[name][1] for name in line.covers if name in costs]
        found.append(
            Account(
                id=line.id,
                title=line.title,
                amount=float(line.amount),
                spent=None if spent is None else float(spent),
                forecast=None if ends is None else float(ends),
                planned=sum(planned) if planned else None,
                evidence=evidence_of(numbers[-1]) if numbers else None,
                note=numbers[-1].note if numbers else "",
            )
        )
    return tuple(found)


def _uncovered(plan: Plan) -> tuple[Uncovered, ...]:
    covered = {name for line in plan.budget for name in line.covers}
    return tuple(
        Uncovered(name, title, cost) for name, (title, cost) in _costs(plan).items() if name not in covered
    )


def _risks(plan: Plan, all_of: Sequence[Assignment], earlier: Plan | None) -> tuple[RiskStanding, ...]:
    """The risks, the heaviest first, each with its controls and with what it was before."""
    before = {risk.id: risk for risk in earlier.risks} if earlier else {}
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
        own = tuple(one for name in names for one in controls[name])
        found.append(RiskStanding(risk, own, before.get(risk.id)))
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
