"""What of a plan stands on its wheel, and how it goes, from the plan's follow-up. Pure; works no state out.

Notices to send are left out: they go with their meetings. A meeting or event that has only a month is the whole month.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, datetime

from config.plan import Event as PlannedEvent
from config.plan import Gathering, Plan
from mappings.assignments import Assignment, Outlook, outlook
from mappings.follow_up import FollowUp, Gathered
from mappings.items import EventKind, TaskKind
from mappings.lines import who
from mappings.report import Mark, Tone
from mappings.report_sections.gatherings import gathering_mark
from mappings.standing import Standing
from mappings.wheel import Entry, Kind
from mappings.wording import Wording

GATHERINGS = {
    EventKind.MEETING: Kind.MEETING,
    EventKind.EVENT: Kind.EVENT,
    EventKind.OBSERVANCE: Kind.OBSERVANCE,
}
ASSIGNMENTS = {
    TaskKind.ACTIVITY: Kind.ACTIVITY,
    TaskKind.DECISION: Kind.DECISION,
    TaskKind.CONTROL: Kind.CONTROL,
}


def entries(follow: FollowUp, say: Wording) -> tuple[Entry, ...]:
    """Everything that a wheel shows, by its days and then as in the plan; what has no day comes last."""
    found = [*_gathered(follow, say), *_assigned(follow, say)]
    return tuple(sorted(found, key=lambda one: one.day or date.max))


def _gathered(follow: FollowUp, say: Wording) -> Iterator[Entry]:
    planned = {one.id: one for one in (*follow.plan.meetings, *follow.plan.events)}
    for one in follow.gatherings:
        gathering = planned[one.id]
        kind = GATHERINGS[one.event.kind]
        yield Entry(
            key=one.standing.key,
            kind=kind,
            title=say.title(one.event.title, one.confidential),
            first=one.day,
            last=max(one.day, one.standing.due or one.day),
            mark=_mark(one, say),
            body=_host(follow.plan, gathering),
            area=gathering.area,
            who=say.names(who(follow.plan, gathering.responsible)),
            confidential=one.confidential,
        )


def _mark(one: Gathered, say: Wording) -> Mark | None:
    if one.event.kind is EventKind.OBSERVANCE and not one.is_called_off:
        return None
    return gathering_mark(one, say)


def _host(plan: Plan, gathering: Gathering) -> str | None:
    """The body that meets or arranges: the one named, one that is responsible, else its area's."""
    area = next((area.body for area in plan.areas if area.id == gathering.area), None)
    return gathering.body or _body(plan, gathering.responsible) or area


def _body(plan: Plan, ids: tuple[str, ...]) -> str | None:
    """The first of these that is a body."""
    return next((name for name in ids if name in plan.bodies), None)


def _assigned(follow: FollowUp, say: Wording) -> Iterator[Entry]:
    plan = follow.plan
    owners = _owners(plan)
    planned = {one.id: one for one in (*plan.meetings, *plan.events)}
    for one in follow.assignments:
        if one.kind is TaskKind.SET_DATE:
            yield from _undecided(follow, one, planned[one.id.partition("/")[0]], say)
        elif one.kind in ASSIGNMENTS:
            for turn in one.turns:
                yield _turn(one, turn, owners.get(one.id) or follow.board, follow.edition.as_of, say)


def _owners(plan: Plan) -> dict[str, str | None]:
    """The body that each activity, decision and control lies with: the one named, else its area's."""
    areas = {area.id: area.body for area in plan.areas}
    owners = {
        activity.id: _body(plan, activity.responsible) or area.body for area, activity in plan.activities
    }
    owners |= {decision.id: _body(plan, decision.responsible) for decision in plan.decisions}
    for risk in plan.risks:
        for number, control in enumerate(risk.controls, 1):
            name = f"{risk.id}-{number}/control" if len(risk.controls) > 1 else f"{risk.id}/control"
            owners[name] = _body(plan, control.responsible) or areas.get(risk.area or "")
    return owners


def _turn(one: Assignment, turn: Standing, body: str | None, as_of: date, say: Wording) -> Entry:
    """One turn. Of a series only the day that it is due: what comes every month is no period of the year."""
    how = outlook(turn, as_of) if one.is_series else one.outlook
    start = turn.start.date() if isinstance(turn.start, datetime) else turn.start
    if one.is_series:
        start = turn.due
    return Entry(
        key=turn.key,
        kind=ASSIGNMENTS[one.kind],
        title=say.title(one.title, one.confidential),
        first=min(start, turn.due) if start and turn.due else turn.due,
        last=turn.due,
        mark=say.turn(turn, how).mark,
        body=body,
        area=one.area,
        who=say.names(one.responsible),
        at_end=True,
        confidential=one.confidential,
    )


def _undecided(follow: FollowUp, one: Assignment, gathering: Gathering, say: Wording) -> Iterator[Entry]:
    """A meeting or an event in the month that is known of it, until its day is set."""
    if one.outlook is Outlook.CANCELLED or gathering.month is None:
        return
    year, month = (int(part) for part in gathering.month.split("-"))
    state = say.outlook(one.outlook)
    # That the day is set and only not written down yet does not say that anything was held.
    tone = Tone.WAITING if one.outlook is Outlook.DONE else state.tone
    to_set = say.words.word(f"kind.{one.kind}")
    yield Entry(
        key=one.id,
        kind=Kind.EVENT if isinstance(gathering, PlannedEvent) else Kind.MEETING,
        title=say.title(one.title, one.confidential),
        first=date(year, month, 1),
        last=date(year, month, calendar.monthrange(year, month)[1]),
        mark=Mark(tone, f"{to_set}: {state.word}"),
        body=gathering.body or _body(follow.plan, gathering.responsible),
        area=gathering.area,
        who=say.names(one.responsible),
        month_only=True,
        confidential=one.confidential,
    )
