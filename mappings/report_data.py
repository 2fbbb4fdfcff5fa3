"""The report as numbers, ISO dates, keys and codes, for programs. Pure; a key that has stood here keeps its meaning.

``schema.version`` grows when something is taken away or changes its meaning; adding a key does not change it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from mappings.assignments import Assignment, Outlook
from mappings.comparison import Comparison, Entry
from mappings.evidence import Drift, Edit, Evidence
from mappings.follow_up import (
    Account,
    Audience,
    BodyStanding,
    Counters,
    DecisionStanding,
    FollowUp,
    Gathered,
    Measured,
    RiskStanding,
)
from mappings.items import Responsible, Task
from mappings.plan_changes import Change
from mappings.proposals import Proposal, proposals
from mappings.report import Json
from mappings.standing import Standing

SCHEMA = "hjul.report"
VERSION = 1


def to_data(follow: FollowUp, compared: Comparison | None = None) -> Mapping[str, Json]:
    """Everything that the report says, in the order of its parts. ``audience`` is there when it is not the board."""
    plan, edition = follow.plan, follow.edition
    meeting, item = follow.next_meeting, follow.agenda_item
    return {
        "schema": {"name": SCHEMA, "version": VERSION},
        **({} if follow.audience is Audience.BOARD else {"audience": follow.audience.value}),
        **({} if follow.person is None else {"person": follow.person}),
        "plan": {
            "id": plan.id,
            "title": plan.title,
            "organisation": plan.organisation,
            "language": plan.language,
            "time_zone": plan.time_zone,
            "currency": plan.currency,
            "status": plan.status.value,
            "adopted": _when(plan.adopted),
            "revised": _when(plan.revised),
            "confidential": plan.confidential,
            "period": {"start": _when(plan.period.start), "end": _when(plan.period.end)},
        },
        "edition": {
            "period_start": _when(edition.period_start),
            "as_of": _when(edition.as_of),
            "previous": _when(edition.previous),
            "board": follow.board,
            "next_meeting": meeting.standing.key if meeting else None,
            "agenda_item": {"number": item[0], "title": item[1]} if item else None,
            "prepared_by": plan.prepared_by,
        },
        "proposals": [proposal_data(one) for one in proposals(follow)],
        "counters": _counters(follow.counters),
        "counters_before": _counters(follow.before) if follow.before else None,
        "finished": [one.id for one in follow.finished],
        "indicators": [_indicator(one) for one in follow.indicators],
        "assignments": [assignment_data(one) for one in follow.assignments],
        "gatherings": [gathered_data(one) for one in follow.gatherings],
        "decisions": [_decision(one) for one in follow.decisions],
        "budget": [_account(one) for one in follow.accounts],
        "uncovered": [{"id": one.id, "title": one.title, "cost": one.cost} for one in follow.uncovered],
        "bodies": [_body(one) for one in follow.bodies],
        "risks": [_risk(one) for one in follow.risks],
        "changes": None if follow.changes is None else [_change(one) for one in follow.changes],
        "sources": [
            {"name": one.name, "reports": one.count, "latest": _when(one.last), "read": _when(one.read)}
            for one in follow.sources
        ],
        **({} if compared is None else {"comparison": _comparison(compared)}),
    }


def _when(value: date | datetime | None) -> str | None:
    """A day as a day; a moment in UTC, so that it is written the same wherever it was seen."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if value else None


def _local(value: date | datetime | None) -> str | None:
    """A day as a day; a moment with the offset of its own zone, as a calendar shows it."""
    return value.isoformat() if value else None


def _evidence(one: Evidence | None) -> Json:
    return {"source": one.source, "when": _when(one.when), "by": one.by} if one else None


def _people(people: Iterable[Responsible]) -> Json:
    return [{"id": one.id, "name": one.name, "body": one.body} for one in people]


def proposal_data(one: Proposal) -> Json:
    """One proposed decision."""
    subjects = [{"id": subject.id, "title": subject.title} for subject in one.subjects]
    return {"kind": one.kind.value, "body": one.body, "subjects": subjects}


def _counters(counters: Counters) -> Json:
    return {
        "total": counters.total,
        "by_outlook": {outlook.value: counters.by_outlook[outlook] for outlook in Outlook},
        "reported": counters.reported,
        "expected": counters.expected,
    }


def _standing(one: Standing) -> dict[str, Json]:
    """``parts`` stands only where everybody responsible has a task of their own."""
    parts: list[Json] = [{"responsible": _people(_whose(part)), **_standing(part)} for part in one.parts]
    own: dict[str, Json] = {
        "key": one.key,
        "title": one.item.title,
        "work": one.work.value,
        "schedule": one.schedule.value,
        "reporting": one.reporting.value,
        "start": _local(one.start),
        "due": _local(one.due),
        "percent": one.percent,
        "closed": _evidence(one.closed),
        "evidence": _evidence(one.evidence),
        "deleted": _evidence(one.deleted),
        "note": one.note,
        "drifts": [drift_data(drift) for drift in one.drifts],
        "edits": [edit_data(edit) for edit in one.edits],
    }
    return {**own, "parts": parts} if parts else own


def _whose(one: Standing) -> tuple[Responsible, ...]:
    return one.item.responsible if isinstance(one.item, Task) else ()


def drift_data(one: Drift) -> dict[str, Json]:
    """One date that somebody moved."""
    return {
        "field": one.field,
        "from": _local(one.old),
        "to": _local(one.new),
        "settled": one.settled.value,
        "evidence": _evidence(one.evidence),
    }


def edit_data(one: Edit) -> dict[str, Json]:
    """One thing else that somebody changed."""
    return {"field": one.field, "from": one.old, "to": one.new, "evidence": _evidence(one.evidence)}


def assignment_data(one: Assignment) -> Json:
    """One assignment with its turns."""
    return {
        "id": one.id,
        "title": one.title,
        "kind": one.kind.value,
        "area": one.area,
        "responsible": _people(one.responsible),
        "outlook": one.outlook.value,
        "awaited": one.awaited,
        "accepted": one.is_accepted,
        "due": _when(one.due),
        "phrase": one.phrase,
        "interpreted": one.interpreted,
        "confidential": one.confidential,
        "done": len(one.done),
        "turns": [_standing(turn) for turn in one.turns],
    }


def gathered_data(one: Gathered) -> Json:
    """One meeting or event."""
    return {
        "id": one.id,
        "kind": one.event.kind.value,
        "body": one.body,
        "place": one.event.place,
        "held": one.was_held,
        "tentative": one.event.tentative,
        "confidential": one.confidential,
        **_standing(one.standing),
    }


def _indicator(one: Measured) -> Json:
    scale, tally = one.scale, one.tally
    return {
        "id": one.id,
        "goal": one.goal,
        "title": one.indicator.title,
        "unit": one.indicator.unit,
        "pace": scale.pace.value,
        "comparator": scale.comparator,
        "baseline": scale.baseline,
        "target": scale.target,
        "by": _when(scale.end),
        "actual": one.actual,
        "measured": _evidence(one.evidence),
        "source": one.indicator.source,
        "note": one.note,
        "held": tally.held if tally else None,
        "booked": tally.booked if tally else None,
        "unconfirmed": tally.unconfirmed if tally else None,
        "expected": one.judgement.expected,
        "ratio": None if one.judgement.ratio is None else round(one.judgement.ratio, 6),
        "level": one.judgement.level.value,
        "level_before": one.before.value if one.before else None,
        "trend": one.trend.value,
        "forecast": one.forecast,
        "foretold": one.foretold,
        "judged": one.judged.value if one.judged else None,
    }


def _decision(one: DecisionStanding) -> Json:
    return {
        "id": one.decision.id,
        "meeting": one.meeting,
        "date": _when(one.held),
        "paragraph": one.decision.paragraph,
        "outlook": one.assignment.outlook.value,
        "accepted": _when(one.decision.accepted) if one.assignment.is_accepted else None,
    }


def _account(one: Account) -> Json:
    return {
        "id": one.id,
        "title": one.title,
        "amount": one.amount,
        "spent": one.spent,
        "forecast": one.forecast,
        "planned": one.planned,
        "over": one.is_over,
        "measured": _evidence(one.evidence),
    }


def _body(one: BodyStanding) -> Json:
    return {
        "id": one.id,
        "last": one.last.standing.key if one.last else None,
        "last_held": one.last.was_held if one.last else None,
        "next": one.next.standing.key if one.next else None,
        "open": one.open,
        "late": one.late,
    }


def _risk(one: RiskStanding) -> Json:
    risk = one.risk
    return {
        "id": risk.id,
        "title": risk.title,
        "probability": risk.probability,
        "consequence": risk.consequence,
        "value": risk.value,
        "value_before": one.before.value if one.before else None,
        "decision": risk.decision,
        "controls": [control.id for control in one.controls],
    }


def _change(one: Change) -> Json:
    def said(value: date | datetime | str | float | None) -> Json:
        return _local(value) if isinstance(value, date) else value

    return {
        "kind": one.kind.value,
        "part": one.part.value,
        "id": one.id,
        "title": one.title,
        "from": said(one.old),
        "to": said(one.new),
    }


def _comparison(one: Comparison) -> Json:
    def entry(each: Entry) -> Json:
        return {"part": each.part.value, "id": each.id, "title": each.title, "date": _when(each.day)}

    return {
        "earlier": _when(one.earlier.as_of),
        "states": [
            {"id": each.id, "title": each.title, "from": each.old.value, "to": each.new.value}
            for each in one.turned
        ],
        "numbers": [
            {
                "id": each.id,
                "title": each.title,
                "from": each.old,
                "to": each.new,
                "level_from": each.old_level.value if each.old_level else None,
                "level_to": each.new_level.value if each.new_level else None,
            }
            for each in one.counted
        ],
        "dates": [
            {"id": each.id, "title": each.title, "from": _when(each.old), "to": _when(each.new)}
            for each in one.shifted
        ],
        "added": [entry(each) for each in one.added],
        "dropped": [entry(each) for each in one.dropped],
    }
