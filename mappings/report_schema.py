"""The JSON Schema of the report as data: what a program that reads it may count on. Pure; ``report.schema.json`` holds it.

A key that stands here keeps its meaning; later versions of hjul may add keys, so that none is forbidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from config.plan import Pace, Status
from mappings.assignments import Outlook
from mappings.comparison import Place
from mappings.evidence import Settled, Work
from mappings.follow_up import Audience
from mappings.items import EventKind, TaskKind
from mappings.pace import JUDGED, Level, Trend
from mappings.plan_changes import ChangeKind, Part
from mappings.proposals import ProposalKind
from mappings.report_data import SCHEMA, VERSION
from mappings.standing import Reporting, Schedule

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
YES: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer", "minimum": 0}
NUMBER: Shape = {"type": "number"}
DAY: Shape = {"type": "string", "format": "date"}
MOMENT: Shape = {"type": "string", "format": "date-time"}
WHEN: Shape = {"anyOf": [DAY, MOMENT]}
NOTHING: Shape = {"type": "null"}


def _maybe(shape: Shape) -> Shape:
    return {"anyOf": [shape, NOTHING]}


def _one_of(words: type[StrEnum] | Iterable[str]) -> Shape:
    return {"enum": [str(word) for word in words]}


def _many(shape: Shape) -> Shape:
    return {"type": "array", "items": shape}


def _object(says: str = "", **keys: Shape) -> Shape:
    """An object that has all these keys. A key that Python keeps for itself has a line under it at its end."""
    named = {key.rstrip("_"): shape for key, shape in keys.items()}
    shape = {"type": "object", "required": list(named), "properties": named}
    return {"description": says, **shape} if says else shape


def _with(optional: Shape, **keys: Shape) -> Shape:
    """An object that has all these keys, and may have the others."""
    shape = _object("", **keys)
    return {**shape, "properties": {**shape["properties"], **optional}}


def _ref(name: str) -> Shape:
    return {"$ref": f"#/$defs/{name}"}


def report_schema() -> Shape:
    """The schema, in the draft that plan.schema.json has."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{SCHEMA} {VERSION}",
        "description": (
            "A follow-up report as data. Days are ISO dates; moments are in UTC in evidence, and with the offset of the "
            "plan's own zone where they are a calendar's. Keys and ids are those of the plan."
        ),
        **_with(
            {
                "audience": {"description": "Whom it is for; the board without it.", **_one_of(Audience)},
                "person": {"description": "Whose assignments it holds alone.", **TEXT},
                "comparison": _COMPARISON,
            },
            schema=_object(name={"const": SCHEMA}, version={"const": VERSION}),
            plan=_PLAN,
            edition=_EDITION,
            proposals=_many(_PROPOSAL),
            counters=_ref("counters"),
            counters_before=_maybe(_ref("counters")),
            finished=_many(TEXT),
            indicators=_many(_INDICATOR),
            assignments=_many(_ASSIGNMENT),
            gatherings=_many(_GATHERING),
            decisions=_many(_DECISION),
            budget=_many(_ACCOUNT),
            uncovered=_many(_object(id=TEXT, title=TEXT, cost=NUMBER)),
            bodies=_many(_BODY),
            risks=_many(_RISK),
            changes=_maybe(_many(_CHANGE)),
            sources=_many(_object(name=TEXT, reports=COUNT, latest=_maybe(MOMENT), read=_maybe(MOMENT))),
        ),
        "$defs": {
            "evidence": _object("Who said so, where and when.", source=TEXT, when=MOMENT, by=_maybe(TEXT)),
            "drift": _object(
                "A date that somebody moved, and what the board has said of it.",
                field=TEXT,
                from_=_maybe(WHEN),
                to=_maybe(WHEN),
                settled=_one_of(Settled),
                evidence=_ref("evidence"),
            ),
            "edit": _object(
                "Something else that somebody changed in a calendar or a list.",
                field=TEXT,
                from_=TEXT,
                to=TEXT,
                evidence=_ref("evidence"),
            ),
            "standing": _with_parts(_object(**_STANDING)),
            "part": _object(
                "One person's own task of what each has for themselves.", responsible=_PEOPLE, **_STANDING
            ),
            "counters": _COUNTERS,
        },
    }


_ENTRIES = _many(_object(part=_one_of(Part), id=TEXT, title=TEXT, date=_maybe(DAY)))
_COMPARISON = _object(
    "What changed since the report of an earlier day; of a meeting, held or not, and its day.",
    earlier=DAY,
    states=_many(
        _object(id=TEXT, title=TEXT, from_=_one_of([*Outlook, *Place]), to=_one_of([*Outlook, *Place]))
    ),
    numbers=_many(
        _object(
            id=TEXT,
            title=TEXT,
            from_=_maybe(NUMBER),
            to=_maybe(NUMBER),
            level_from=_maybe(_one_of(Level)),
            level_to=_maybe(_one_of(Level)),
        )
    ),
    dates=_many(_object(id=TEXT, title=TEXT, from_=_maybe(DAY), to=_maybe(DAY))),
    added=_ENTRIES,
    dropped=_ENTRIES,
)


def _with_parts(shape: Shape) -> Shape:
    """``parts`` may stand there and need not: only where everybody responsible has a task of their own."""
    return {**shape, "properties": {**shape["properties"], "parts": _many(_ref("part"))}}


_PEOPLE = _many(_object(id=TEXT, name=TEXT, body=_maybe(TEXT)))
_SPAN = _object(start=DAY, end=DAY)
_EVIDENCE = _maybe(_ref("evidence"))
_PLAN = _object(
    id=TEXT,
    title=TEXT,
    organisation=TEXT,
    language=TEXT,
    time_zone=TEXT,
    currency=_maybe(TEXT),
    status=_one_of(Status),
    adopted=_maybe(DAY),
    revised=_maybe(DAY),
    confidential=YES,
    period=_SPAN,
)
_EDITION = _object(
    "The days that the report is about, all included; previous is the day of the report it is compared with.",
    period_start=DAY,
    as_of=DAY,
    previous=DAY,
    board=_maybe(TEXT),
    next_meeting=_maybe(TEXT),
    agenda_item=_maybe(_object(number=COUNT, title=TEXT)),
    prepared_by=_maybe(TEXT),
)
_PROPOSAL = _object(
    kind=_one_of(ProposalKind), body=_maybe(TEXT), subjects=_many(_object(id=TEXT, title=TEXT))
)
_COUNTERS = _object(
    "How many assignments have each outlook; reported of expected is how many of those due to report have.",
    total=COUNT,
    by_outlook=_object("", **{outlook.value: COUNT for outlook in Outlook}),
    reported=COUNT,
    expected=COUNT,
)
_STANDING: Shape = {
    "key": TEXT,
    "title": TEXT,
    "work": _one_of(Work),
    "schedule": _one_of(Schedule),
    "reporting": _one_of(Reporting),
    "start": _maybe(WHEN),
    "due": _maybe(DAY),
    "percent": _maybe({"type": "integer"}),
    "closed": _EVIDENCE,
    "evidence": _EVIDENCE,
    "deleted": _EVIDENCE,
    "note": TEXT,
    "drifts": _many(_ref("drift")),
    "edits": _many(_ref("edit")),
}
_ASSIGNMENT = _object(
    "An activity, decision, notice, date to set or control, with all its turns.",
    id=TEXT,
    title=TEXT,
    kind=_one_of(TaskKind),
    area=_maybe(TEXT),
    responsible=_PEOPLE,
    outlook=_one_of(Outlook),
    awaited=YES,
    accepted=YES,
    due=_maybe(DAY),
    phrase=_maybe(TEXT),
    interpreted=YES,
    confidential=YES,
    done=COUNT,
    turns=_many(_ref("standing")),
)
_GATHERING = _object(
    "One meeting, event or observance with a day.",
    id=TEXT,
    kind=_one_of(EventKind),
    body=_maybe(TEXT),
    place=TEXT,
    held=YES,
    tentative=YES,
    confidential=YES,
    **_STANDING,
)
_INDICATOR = _object(
    "An indicator against its target: see the report's key for the levels. ratio is the share of the expected way.",
    id=TEXT,
    goal=TEXT,
    title=TEXT,
    unit=_maybe(TEXT),
    pace=_one_of(Pace),
    comparator=_one_of(("at-least", "at-most", "exactly")),
    baseline=_maybe(NUMBER),
    target=_maybe(NUMBER),
    by=DAY,
    actual=_maybe(NUMBER),
    measured=_EVIDENCE,
    source=_maybe(TEXT),
    note=TEXT,
    held=_maybe(COUNT),
    booked=_maybe(COUNT),
    unconfirmed=_maybe(COUNT),
    expected=_maybe(NUMBER),
    ratio=_maybe(NUMBER),
    level=_one_of(Level),
    level_before=_maybe(_one_of(Level)),
    trend=_one_of(Trend),
    forecast=_maybe(NUMBER),
    foretold=YES,
    judged=_maybe(_one_of(JUDGED)),
)
_DECISION = _object(
    id=TEXT,
    meeting=TEXT,
    date=_maybe(DAY),
    paragraph=_maybe(TEXT),
    outlook=_one_of(Outlook),
    accepted=_maybe(DAY),
)
_ACCOUNT = _object(
    id=TEXT,
    title=TEXT,
    amount=NUMBER,
    spent=_maybe(NUMBER),
    forecast=_maybe(NUMBER),
    planned=_maybe(NUMBER),
    over=YES,
    measured=_EVIDENCE,
)
_BODY = _object(id=TEXT, last=_maybe(TEXT), last_held=_maybe(YES), next=_maybe(TEXT), open=COUNT, late=COUNT)
_RISK = _object(
    id=TEXT,
    title=TEXT,
    probability=_maybe(NUMBER),
    consequence=_maybe(NUMBER),
    value=_maybe(NUMBER),
    value_before=_maybe(NUMBER),
    decision=_maybe(_one_of(("accept", "treat", "control"))),
    controls=_many(TEXT),
)
_CHANGE = _object(
    kind=_one_of(ChangeKind),
    part=_one_of(Part),
    id=TEXT,
    title=TEXT,
    from_={"type": ["string", "number", "null"]},
    to={"type": ["string", "number", "null"]},
)
