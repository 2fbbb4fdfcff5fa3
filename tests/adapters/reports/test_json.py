"""The JSON report: a schema with a name and a version, codes and numbers instead of words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.reports.json import render
from config.language import languages
from config.plan import Plan
from mappings.history import Observation
from mappings.report_data import to_data
from tests.adapters.reports.hostile import ATTACKS, hostile_plan, hostile_story
from tests.progress import WHAT_PEOPLE_DID, followed, make_plan


def written(plan: Plan, *observations: Observation, earlier: Plan | None = None) -> str:
    return render(to_data(followed(plan, *observations, earlier=earlier)))


DATA: dict[str, Any] = json.loads(written(make_plan(), *WHAT_PEOPLE_DID, earlier=make_plan(budget=[])))


def keys(value: Any, prefix: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield f"{prefix}{name}"
            yield from keys(inner, f"{prefix}{name}.")
    elif isinstance(value, list):
        for inner in value:
            yield from keys(inner, prefix)


def by_id(part: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in DATA[part] if one["id"] == name)
    return found


def test_the_schema_has_a_name_and_a_version() -> None:
    assert DATA["schema"] == {"name": "hjul.report", "version": 1}


def test_the_parts_stand_in_a_fixed_order() -> None:
    assert list(DATA) == [
        "schema",
        "plan",
        "edition",
        "proposals",
        "counters",
        "counters_before",
        "finished",
        "indicators",
        "assignments",
        "gatherings",
        "decisions",
        "budget",
        "uncovered",
        "bodies",
        "risks",
        "changes",
        "sources",
    ]


def test_days_are_iso_and_moments_have_an_offset() -> None:
    assert DATA["edition"] == {
        "period_start": "2026-03-01",
        "as_of": "2026-03-31",
        "previous": "2026-02-28",
        "board": "board",
        "next_meeting": "board-meeting@2026-04-14",
        "agenda_item": None,
        "prepared_by": None,
    }
    (april,) = (one for one in DATA["gatherings"] if one["key"] == "board-meeting@2026-04-14")
    assert april["start"] == "2026-04-21T18:00:00+02:00"
    (start, _) = april["drifts"]
    assert (start["from"], start["to"], start["settled"]) == (
        "2026-04-14T18:00:00+02:00",
        "2026-04-21T18:00:00+02:00",
        "kept",
    )


def test_a_number_is_a_number_with_who_measured_it_and_when() -> None:
    members = by_id("indicators", "members")
    assert {
        name: members[name] for name in ("baseline", "target", "actual", "expected", "level", "trend")
    } == {
        "baseline": 100,
        "target": 140,
        "actual": 104,
        "expected": 109.863013699,  # 100 + 40 × 90/365
        "level": "behind",
        "trend": "better",
    }
    assert members["ratio"] == pytest.approx(4 / (40 * 90 / 365), abs=1e-6)
    assert members["measured"] == {"source": "board", "when": "2026-03-28T12:00:00+00:00", "by": "ben"}


def test_states_are_codes() -> None:
    campaign = by_id("assignments", "campaign")
    turn = campaign["turns"][0]
    assert (campaign["outlook"], turn["work"], turn["schedule"], turn["reporting"], turn["percent"]) == (
        "late",
        "ongoing",
        "late",
        "reported",
        60,
    )
    assert [one["kind"] for one in DATA["proposals"]][:3] == ["take-note", "accept", "new-dates"]
    assert DATA["changes"] == [
        {
            "kind": "added",
            "part": "budget",
            "id": "recruiting",
            "title": "Recruiting",
            "from": None,
            "to": None,
        }
    ]


def test_the_counters_add_up() -> None:
    counters = DATA["counters"]
    assert sum(counters["by_outlook"].values()) == counters["total"] == 8


@pytest.mark.parametrize("code", languages())
def test_the_language_of_the_plan_changes_no_key_and_no_code(code: str) -> None:
    other = json.loads(written(make_plan(language=code), *WHAT_PEOPLE_DID, earlier=make_plan(budget=[])))
    assert list(keys(other)) == list(keys(DATA))
    assert [one["outlook"] for one in other["assignments"]] == [one["outlook"] for one in DATA["assignments"]]
    assert other["indicators"] == DATA["indicators"]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_comes_back_letter_for_letter(attack: str) -> None:
    data = json.loads(written(hostile_plan(attack), *hostile_story(attack)))
    assert data["plan"]["title"] == attack.strip()


def test_letters_are_written_as_letters() -> None:
    text = written(make_plan(title="Årsplan ½"), *WHAT_PEOPLE_DID)
    assert "Årsplan ½" in text
    assert not re.search(r"NaN|Infinity", text)
    assert text.endswith("}\n")
