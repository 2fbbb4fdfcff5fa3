"""What the plan wants on task lists: assignments, decisions, notices to send, dates to set, controls to make. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from config.dates import Cadence, Deadline, PlanDates, turns
from config.language import Language, language
from config.plan import Activity, Area, Decision, Plan
from mappings.items import Key, Progress, Responsible, State, Task, TaskKind, Wanted
from mappings.lines import joined, label, shown_day, shown_names, shown_turn, source_lines, who
from mappings.parts import divided

SET_DATE_LEAD = timedelta(days=14)
"""How long before its month an event without a day must get one."""

_DEFAULT_DEADLINE = Deadline(None, None, "NONE")


def wanted_tasks(plan: Plan, dates: PlanDates) -> tuple[Wanted, ...]:
    """Every task of the plan, in its order: one for each turn of what recurs, so that each turn is ticked on its own."""
    words = language(plan.language)
    return (
        *(
            task
            for area, activity in plan.activities
            for task in _activity(plan, dates, area, activity, words)
        ),
        *(_decision(plan, dates, decision, words) for decision in plan.decisions),
        *_notices(plan, dates, words),
        *_dates_to_set(plan, words),
        *_controls(plan, dates, words),
    )


def _wanted(task: Task, cancelled: bool) -> Wanted:
    return Wanted(task, Progress(State.CANCELLED) if cancelled else None)


def _as_read(deadline: Deadline | None, words: Language) -> str:
    """The line that tells how a written deadline was understood, where that is not plain."""
    if deadline is None or not deadline.interpreted or not deadline.phrase or deadline.latest is None:
        return ""
    return words.word("item.due_as_read", phrase=deadline.phrase, date=shown_day(deadline.latest, words))


_PRIORITIES = {"high": 1, "medium": 5, "low": 9}
"""RFC 5545 §3.8.1.9."""


# Activities -------------------------------------------------------------------------------------------------------


def _activity(
    plan: Plan, dates: PlanDates, area: Area, activity: Activity, words: Language
) -> Iterator[Wanted]:
    cadence = dates.cadences.get(activity.id)
    deadline = dates.deadlines.get(activity.id)
    start = dates.starts.get(activity.id)
    first = (start.earliest or start.latest) if start else deadline.earliest if deadline else None
    base = Task(
        key=Key(activity.id),
        title=activity.title,
        due=deadline.latest if deadline else None,
        start=first if deadline and deadline.latest and first and first <= deadline.latest else None,
        kind=TaskKind.ACTIVITY,
        description=_activity_lines(plan, area, activity, deadline, words),
        priority=_PRIORITIES.get(activity.priority or "", 0),
        duration=dates.durations.get(activity.id),
        categories=(label(area.title),),
        responsible=who(plan, activity.responsible),
    )
    if cadence is None or cadence.every == "continuous":
        yield from _given_out(base, activity)
        return
    last = deadline.latest if deadline and deadline.latest else plan.period.end
    begin = first or plan.period.start
    for slot, title, opens, due in _turns(dates, cadence, begin, last, activity.title, words):
        task = Task(
            key=Key(f"{activity.id}@{slot}"),
            title=title,
            due=due,
            start=opens,
            kind=base.kind,
            description=base.description,
            priority=base.priority,
            duration=base.duration,
            categories=base.categories,
            responsible=base.responsible,
        )
        yield from _given_out(task, activity)


def _given_out(task: Task, activity: Activity) -> Iterator[Wanted]:
    """One task that all have together, or one for each of them."""
    for each in divided(task, activity.title) if activity.each else (task,):
        yield _wanted(each, activity.cancelled)


def _turns(
    dates: PlanDates, cadence: Cadence, first: date, last: date, title: str, words: Language
) -> Iterator[tuple[str, str, date | None, date]]:
    """Each turn of a cadence between two days: its slot, its title, the day it opens, the day it is due."""
    if cadence.meeting:
        for slot in dates.slots[cadence.meeting]:
            if first <= slot.day <= last and not slot.cancelled:
                name = f"{cadence.meeting}.{slot.name or slot.nominal.isoformat()}"
                yield (
                    name,
                    words.word("task.at_meeting", title=title, date=shown_day(slot.day, words)),
                    None,
                    slot.day,
                )
    elif cadence.every:
        for turn in turns(cadence.every, first, last):
            yield (
                turn.name,
                words.word("task.occurrence", title=title, turn=shown_turn(turn.name, words)),
                turn.start,
                turn.due,
            )


def _activity_lines(
    plan: Plan, area: Area, activity: Activity, deadline: Deadline | None, words: Language
) -> str:
    goals = {goal.id: goal.title for _, goal in plan.goals}
    responsible, together = who(plan, activity.responsible), who(plan, activity.with_)
    return joined(
        [
            activity.text or "",
            words.word("item.responsible", names=shown_names(responsible, words)) if responsible else "",
            words.word("item.with", names=shown_names(together, words)) if together else "",
            words.word("item.area", title=area.title),
            *(words.word("item.goal", title=goals[name]) for name in activity.goals),
            _as_read(deadline, words),
            *source_lines(plan, words, activity.source),
        ]
    )


# Decisions --------------------------------------------------------------------------------------------------------


def _decision(plan: Plan, dates: PlanDates, decision: Decision, words: Language) -> Wanted:
    deadline = dates.deadlines.get(decision.id, _DEFAULT_DEADLINE)
    people = who(plan, decision.responsible)
    titles = {meeting.id: meeting.title for meeting in plan.meetings}
    meeting, _, on = (decision.meeting or "").partition(" ")
    held = f"{titles.get(meeting, meeting)} {on}".strip()
    paragraph = words.word("item.paragraph", number=decision.paragraph) if decision.paragraph else ""
    task = Task(
        key=Key(decision.id),
        title=decision.text,
        due=deadline.latest,
        kind=TaskKind.DECISION,
        description=joined(
            [
                words.word("item.decided", meeting=", ".join(part for part in (held, paragraph) if part))
                if held
                else paragraph,
                words.word("item.responsible", names=shown_names(people, words)) if people else "",
                _as_read(deadline, words),
                *source_lines(plan, words),
            ]
        ),
        responsible=people,
    )
    return _wanted(task, decision.cancelled)


# Derived tasks ----------------------------------------------------------------------------------------------------


def _notices(plan: Plan, dates: PlanDates, words: Language) -> Iterator[Wanted]:
    """One task for each notice to send, due as long before the meeting as the plan says."""
    for meeting in plan.meetings:
        span = dates.notices.get(meeting.id)
        if span is None:
            continue
        body = plan.bodies.get(meeting.body or "")
        people = who(
            plan,
            meeting.notice_by
            or meeting.responsible
            or ((meeting.body,) if body and meeting.body else plan.accountable_bodies[:1]),
        )
        for slot in dates.slots[meeting.id]:
            task = Task(
                key=Key(f"{meeting.id}@{slot.name}/notice" if slot.name else f"{meeting.id}/notice"),
                title=words.word("task.notice", title=meeting.title, date=shown_day(slot.day, words)),
                due=slot.day - span,
                kind=TaskKind.NOTICE,
                description=_lines(plan, people, words),
                categories=(label(body.name),) if body else (),
                responsible=people,
            )
            yield _wanted(task, slot.cancelled)


def _dates_to_set(plan: Plan, words: Language) -> Iterator[Wanted]:
    """One task for each gathering that has only a month."""
    for gathering in (*plan.meetings, *plan.events):
        if gathering.month is None:
            continue
        first = date.fromisoformat(f"{gathering.month}-01")
        people = who(
            plan,
            gathering.responsible or ((gathering.body,) if gathering.body else plan.accountable_bodies[:1]),
        )
        task = Task(
            key=Key(f"{gathering.id}/set-date"),
            title=words.word("task.set_date", title=gathering.title, month=words.month(first)),
            due=first - SET_DATE_LEAD,
            kind=TaskKind.SET_DATE,
            description=_lines(plan, people, words),
            responsible=people,
        )
        yield _wanted(task, gathering.cancelled is True)


def _controls(plan: Plan, dates: PlanDates, words: Language) -> Iterator[Wanted]:
    """One task for each turn of each internal control."""
    for risk in plan.risks:
        for number, control in enumerate(risk.controls, 1):
            people = who(plan, control.responsible)
            title = words.word("task.control", what=control.what)
            how = joined(
                [
                    words.word("item.risk", title=risk.title),
                    words.word("item.method", method=control.method) if control.method else "",
                ]
            )
            base = f"{risk.id}-{number}" if len(risk.controls) > 1 else risk.id
            cadence = dates.cadences[f"{risk.id}/{number}"]
            if cadence.every == "continuous":
                yield Wanted(
                    Task(
                        Key(f"{base}/control"),
                        title,
                        kind=TaskKind.CONTROL,
                        description=_lines(plan, people, words, how),
                        responsible=people,
                    )
                )
            for slot, named, opens, due in _turns(
                dates, cadence, plan.period.start, plan.period.end, title, words
            ):
                yield Wanted(
                    Task(
                        key=Key(f"{base}@{slot}/control"),
                        title=named,
                        due=due,
                        start=opens,
                        kind=TaskKind.CONTROL,
                        description=_lines(plan, people, words, how),
                        responsible=people,
                    )
                )


def _lines(plan: Plan, people: tuple[Responsible, ...], words: Language, *more: str) -> str:
    return joined(
        [
            words.word("item.responsible", names=shown_names(people, words)) if people else "",
            *more,
            *source_lines(plan, words),
        ]
    )
