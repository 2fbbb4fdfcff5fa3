"""Values for the tests of the report: a small invented plan, what people did with it, and the report of a month."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from config.dates import PlanDates, work_out
from config.language import language
from config.plan import Plan
from mappings.follow_up import Edition, FollowUp
from mappings.history import Observation, Seen
from mappings.progress_to_follow_up import follow_up_of
from mappings.progress_to_report import report_of
from mappings.report import Bullets, Cell, Charts, Paragraph, Picture, Quote, Report, Section, Table

MARCH = Edition.of_month(date(2026, 3, 1))
APRIL = Edition.of_month(date(2026, 4, 1))

PLAN: dict[str, Any] = {
    "title": "Work plan 2026",
    "organisation": "The Reading Society",
    "language": "en",
    "time_zone": "Europe/Oslo",
    "period": 2026,
    "status": "adopted",
    "adopted": "2026-01-20",
    "currency": "NOK",
    "people": {
        "ada": {"name": "Ada Hill", "email": "ada@example.org"},
        "ben": {"name": "Ben Moor"},
    },
    "bodies": {
        "board": {
            "name": "The board",
            "kind": "board",
            "chair": "ada",
            "members": ["ada", "ben"],
            "accountable": True,
        },
        "recruiters": {
            "name": "The recruiters",
            "kind": "working-group",
            "convenor": "ben",
            "reports_to": "board",
        },
    },
    "meetings": [
        {"id": "annual-meeting", "title": "Annual meeting", "body": "board", "date": "2026-01-20"},
        {
            "id": "board-meeting",
            "title": "Board meeting",
            "body": "board",
            "dates": ["2026-02-10", "2026-03-10", "2026-04-14", "2026-05-12"],
            "time": "18:00-20:00",
            "place": "The library",
            "notice": "1 week",
            "notice_by": "ada",
        },
    ],
    "events": [
        {"id": "book-day", "title": "Book day", "date": "2026-03-14", "observance": True},
        {"id": "fair", "title": "Book fair", "date": "2026-03-21", "cost": 2000},
        {"id": "picnic", "title": "Picnic", "month": "2026-08", "responsible": "ben"},
        {"id": "evening-1", "title": "Reading evening in spring", "date": "2026-03-05"},
        {"id": "evening-2", "title": "Reading evening in autumn", "date": "2026-10-01"},
    ],
    "areas": [
        {
            "id": "organisation",
            "title": "Organisation",
            "goals": [
                {
                    "id": "members",
                    "title": "More members",
                    "responsible": "ben",
                    "indicator": {
                        "title": "Members",
                        "unit": "members",
                        "baseline": 100,
                        "target": 140,
                        "measured_by": "ben",
                    },
                },
                {
                    "id": "evenings",
                    "title": "We meet",
                    "indicator": {
                        "title": "Reading evenings",
                        "target": 2,
                        "pace": "events",
                        "counts": ["evening-1", "evening-2"],
                    },
                },
                {"id": "joy", "title": "Joy in reading"},
            ],
            "activities": [
                {
                    "id": "campaign",
                    "title": "Run a campaign",
                    "goal": "members",
                    "responsible": "recruiters",
                    "due": "2026-03-15",
                    "cost": 3000,
                },
                {
                    "id": "letter",
                    "title": "Send the letter",
                    "responsible": "ada",
                    "cadence": "monthly",
                    "start": "2026-02-01",
                },
                {"id": "visits", "title": "Visit the schools", "responsible": "ben", "due": "2026-11-30"},
                {"id": "shelf", "title": "Mend the shelf", "due": "2026-04-10", "goal": "joy"},
                {"id": "someday", "title": "Find a better name"},
                {"id": "website", "title": "Keep the website", "responsible": "ben", "cadence": "continuous"},
            ],
        }
    ],
    "decisions": [
        {
            "id": "keys",
            "meeting": "board-meeting 2026-02-10",
            "§": 7,
            "text": "Change the locks",
            "responsible": "ada",
            "due": "2026-03-01",
        }
    ],
    "budget": [{"id": "recruiting", "title": "Recruiting", "amount": 4000, "covers": ["campaign"]}],
    "risks": [
        {
            "id": "cash",
            "title": "The cash box is short",
            "probability": 3,
            "consequence": 4,
            "decision": "control",
            "control": {"what": "Count the cash box", "frequency": "quarterly", "responsible": "ben"},
        }
    ],
}


def raw() -> dict[str, Any]:
    """The plan as it would stand in a file, to be changed at will."""
    return deepcopy(PLAN)


def make_plan(**changes: Any) -> Plan:
    """The Reading Society's plan, with what a test is about changed at the top level."""
    return Plan.model_validate(PLAN | changes)


def changed(ids: dict[str, dict[str, Any]], **top: Any) -> Plan:
    """The plan with fields of single entries changed, by their ids."""

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            own = {key: walk(inner) for key, inner in value.items()}
            return own | ids.get(str(value.get("id")), {})
        return [walk(inner) for inner in value] if isinstance(value, list) else value

    return Plan.model_validate(walk(PLAN | top))


def seen(key: str, kind: Seen, day: str, **given: Any) -> Observation:
    """One observation at noon (UTC) of a day; ``by``, ``note``, ``source`` and ``learnt`` are said so, the rest is its value."""
    at = datetime.fromisoformat(f"{day}T12:00:00+00:00")
    learnt = given.pop("learnt", None)
    return Observation(
        key=key,
        kind=kind,
        recorded_at=datetime.fromisoformat(f"{learnt}T12:00:00+00:00") if learnt else at,
        source=given.pop("source", "list"),
        at=at,
        by=given.pop("by", None),
        note=given.pop("note", ""),
        value=given,
    )


def moved(key: str, field: str, old: str, new: str | None, day: str, **given: Any) -> Observation:
    """Somebody moved a date."""
    return seen(key, Seen.MOVED, day, field=field, **{"from": old, "to": new}, **given)


def followed(
    plan: Plan, *observations: Observation, edition: Edition = MARCH, earlier: Plan | None = None
) -> FollowUp:
    """The follow-up of a plan after these observations."""
    return follow_up_of(plan, _dates(plan), observations, edition, earlier_plan=earlier)


def reported(
    plan: Plan, *observations: Observation, edition: Edition = MARCH, earlier: Plan | None = None
) -> Report:
    """The report of a plan after these observations."""
    readings = [
        ("list", datetime(2026, 3, 31, 15, tzinfo=UTC)),
        ("list", datetime(2026, 5, 2, tzinfo=UTC)),
    ]
    follow = follow_up_of(plan, _dates(plan), observations, edition, earlier_plan=earlier, readings=readings)
    return report_of(follow, language(plan.language))


def _dates(plan: Plan) -> PlanDates:
    dates = work_out(plan)
    assert dates.problems == []
    return dates


def section(report: Report, key: str) -> Section:
    """The part of a report with this key."""
    return next(part for part in report.sections if part.key == key)


def said(part: Section) -> str:
    """Everything a part says, a line for each paragraph, list item and table row."""
    lines: list[str] = []
    for block in part.blocks:
        match block:
            case Paragraph() | Quote():
                lines.append(block.text)
            case Bullets():
                lines += [shown(item) for item in block.items]
            case Table():
                lines += [" | ".join(shown(cell) for cell in row) for row in block.rows]
            case Charts():
                lines += [line for chart in block.charts for line in chart.lines]
            case Picture():
                lines.append(block.description)
            case _:
                lines.append(block.text)
    return "\n".join(lines).replace("\u00a0", " ")


def shown(cell: Cell) -> str:
    """What a cell says, on one line."""
    mark = f"{cell.mark.symbol} {cell.mark.word}" if cell.mark else ""
    return " ".join(part for part in (mark, cell.text, f"[{cell.detail}]" if cell.detail else "") if part)


WHAT_PEOPLE_DID = (
    seen("annual-meeting", Seen.DONE, "2026-01-21", source="board"),
    seen("board-meeting@2026-02-10", Seen.DONE, "2026-02-10", source="board"),
    seen("board-meeting@2026-03-10", Seen.DONE, "2026-03-10", source="board", note="Minutes in the folder"),
    seen("evening-1", Seen.DONE, "2026-03-06", source="board"),
    seen("letter@2026-02", Seen.DONE, "2026-02-20", by="ada"),
    seen("letter@2026-03", Seen.DONE, "2026-03-20", by="ada"),
    seen("keys", Seen.DONE, "2026-02-27", by="ada"),
    seen("campaign", Seen.STARTED, "2026-03-02", by="ben", percent=60, note="The printer is late"),
    seen("members", Seen.MEASURED, "2026-02-25", source="board", by="ben", number=103),
    seen("members", Seen.MEASURED, "2026-03-28", source="board", by="ben", number=104),
    seen("recruiting", Seen.MEASURED, "2026-03-28", source="board", number=1250.5),
    moved(
        "board-meeting@2026-04-14",
        "start",
        "2026-04-14T18:00:00+02:00",
        "2026-04-21T18:00:00+02:00",
        "2026-03-12",
        by="ben",
        source="calendar",
    ),
    moved(
        "board-meeting@2026-04-14",
        "end",
        "2026-04-14T20:00:00+02:00",
        "2026-04-21T20:00:00+02:00",
        "2026-03-12",
        by="ben",
        source="calendar",
    ),
    seen("fair", Seen.CANCELLED, "2026-03-11", source="calendar"),
)
