"""One invented plan, written with nine programs: whoever imports it gets the same plan."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.reading.model import Reading
from mappings.reading.read import read
from tests.adapters.documents.test_same_plan import DOCUMENTS, FILES


def said(reading: Reading) -> dict[str, list[tuple[object, ...]]]:
    """What the plan is made of, without the places, and without what only the margins of a page say."""
    return {
        "head": [(reading.head.title, reading.head.period, reading.head.adopted)],
        "areas": [(area.casefold(),) for area in reading.areas],
        "events": [
            (one.title, one.kind, one.date, one.month, one.responsible) for one in reading.meetings_and_events
        ],
        "recurring": [(one.title, one.rule) for one in reading.recurring],
        "actions": [
            (one.text, one.responsible, one.due.latest, one.due.phrase, one.serves) for one in reading.actions
        ],
        "goals": [(one.text,) for one in reading.goals],
        "targets": [(one.text, one.value, one.unit, one.due) for one in reading.targets],
        "findings": [(one.text,) for one in reading.findings],
        "rules": [(one.text,) for one in reading.rules],
        "questions": [(one.kind, one.about) for one in reading.questions],
    }


MODEL = said(read(read_document(FILES / "plan.md")))


def test_the_model_says_something() -> None:
    assert all(
        MODEL[name] for name in ("head", "areas", "events", "recurring", "actions", "goals", "targets")
    )


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "plan.md"])
def test_every_format_gives_the_same_plan(name: str) -> None:
    assert said(read(read_document(FILES / name))) == MODEL
