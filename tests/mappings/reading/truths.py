"""The truths of tests/data/plans as readings: what the rules would make of each document if they made no mistake."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

from mappings.blocks import Place
from mappings.reading.model import (
    Action,
    BudgetLine,
    Certainty,
    Comparator,
    DecisionPoint,
    DocumentKind,
    Due,
    Gathering,
    GatheringKind,
    Goal,
    Head,
    Indicator,
    ParentPlan,
    PartOfMonth,
    Period,
    Precision,
    Question,
    QuestionKind,
    Reading,
    Recurring,
    RequiredPart,
    Risk,
    Source,
    StandingItem,
    Statement,
    Status,
    Target,
    WorkingGroup,
)

PLANS = Path(__file__).parents[2] / "data" / "plans"
Data = dict[str, Any]


def open_truths() -> dict[str, Data]:
    """The truths of the documents that may be looked at, by the document's name without its ending."""
    paths = sorted(PLANS.glob("*.truth.json"))
    return {
        path.name.removesuffix(".truth.json"): json.loads(path.read_text(encoding="utf-8")) for path in paths
    }


def as_reading(truth: Data) -> Reading:
    """The reading that says exactly this."""
    return Reading(
        head=_head(truth),
        areas=tuple(truth["areas"]),
        meetings_and_events=tuple(map(_gathering, truth["meetings_and_events"])),
        recurring=tuple(map(_recurring, truth["recurring"])),
        actions=tuple(map(_action, truth["actions"])),
        goals=tuple(Goal(one["text"], _at(one), one["area"]) for one in truth["goals"]),
        targets=tuple(map(_target, truth["targets"])),
        indicators=tuple(
            Indicator(one["text"], _at(one), one["unit"], one["area"]) for one in truth["indicators"]
        ),
        findings=tuple(Statement(one["text"], _at(one), one["area"]) for one in truth["findings"]),
        rules=tuple(Statement(one["text"], _at(one), one["area"]) for one in truth["rules"]),
        required_parts=tuple(RequiredPart(one["text"], _at(one)) for one in truth["required_parts"]),
        decision_points=tuple(
            DecisionPoint(one["body"], one["what"], one["month"], _at(one))
            for one in truth["decision_points"]
        ),
        working_groups=tuple(
            WorkingGroup(one["name"], _at(one), one["convenor"], tuple(one["members"]))
            for one in truth["working_groups"]
        ),
        standing_agenda_items=tuple(
            StandingItem(one["item"], _at(one), one["meeting"]) for one in truth["standing_agenda_items"]
        ),
        budget=tuple(
            BudgetLine(one["title"], one["amount"], one["currency"], _at(one)) for one in truth["budget"]
        ),
        risks=tuple(
            Risk(one["title"], _at(one), one["probability"], one["consequence"]) for one in truth["risks"]
        ),
        parent_plans=tuple(
            ParentPlan(one["title"], _at(one), one["organisation"]) for one in truth["parent_plans"]
        ),
        questions=tuple(map(_question, truth["questions"])),
    )


def _at(one: Data) -> Source:
    return Source(Place(line=1), one["passage"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _head(truth: Data) -> Head:
    return Head(
        kind_of_document=DocumentKind(truth["kind_of_document"]),
        language=truth["language"],
        language_variant=truth["language_variant"],
        organisation=truth["organisation"],
        title=truth["title"],
        period=_period(truth),
        status=Status(truth["status"]) if truth["status"] else None,
        adopted=_day(truth["adopted"]),
        revised=_day(truth["revised"]),
        sources={name: Source(Place(line=1), passage) for name, passage in truth["passages"].items()},
    )


def _period(truth: Data) -> Period | None:
    if truth["period"] is None:
        return None
    start, end = (date.fromisoformat(truth["period"][key]) for key in ("start", "end"))
    return Period(start, end, str(truth["year"]))


def _gathering(one: Data) -> Gathering:
    return Gathering(
        title=one["title"],
        kind=GatheringKind(one["kind"]),
        source=_at(one),
        precision=Precision(one["precision"]),
        date=_day(one["date"]),
        end_date=_day(one["end_date"]),
        month=one["month"],
        end_month=one["end_month"],
        week=one["week"],
        part_of_month=PartOfMonth(one["part_of_month"]) if one["part_of_month"] else None,
        time=_time(one["time"]),
        end_time=_time(one["end_time"]),
        tentative=one["tentative"],
        place=one["place"],
        responsible=tuple(one["responsible"]),
        agenda=tuple(one["agenda"]),
        area=one["area"],
    )


def _recurring(one: Data) -> Recurring:
    return Recurring(
        title=one["title"],
        kind=GatheringKind(one["kind"]),
        rule_text=one["rule_text"],
        source=_at(one),
        rule=one["rule"],
        exceptions=tuple(one["exceptions"]),
        dates_listed=one["dates_listed"],
        occurrences=tuple(map(date.fromisoformat, one["occurrences"])),
        time=_time(one["time"]),
        end_time=_time(one["end_time"]),
        place=one["place"],
        responsible=tuple(one["responsible"]),
        area=one["area"],
    )


def _action(one: Data) -> Action:
    due = Due(
        latest=_day(one["due"]),
        all=tuple(map(date.fromisoformat, one["due_all"])),
        phrase=one["due_phrase"],
        rule=one["due_rule"],
        certainty=Certainty(one["certainty"]),
        start=_day(one["start"]),
        cadence=one["cadence"],
    )
    names = tuple(one["responsible"]), tuple(one["in_consultation_with"])
    return Action(one["text"], _at(one), *names, due, one["also_target"], one["area"])


def _target(one: Data) -> Target:
    return Target(
        text=one["text"],
        value=one["value"],
        unit=one["unit"],
        comparator=Comparator(one["comparator"]),
        source=_at(one),
        due=_day(one["due"]),
        due_explicit=one["due_explicit"],
        due_phrase=one["due_phrase"],
        value_max=one["value_max"],
        delta=one["delta"],
        baseline=one["baseline"],
        value_in_words=one["value_in_words"],
        responsible=tuple(one["responsible"]),
        also_written=tuple(one["also_written"]),
        area=one["area"],
    )


def _question(one: Data) -> Question:
    sources = tuple(Source(Place(line=1), passage) for passage in one["passages"])
    return Question(QuestionKind(one["kind"]), one["about"], sources)
