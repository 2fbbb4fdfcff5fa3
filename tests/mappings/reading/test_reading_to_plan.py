"""What the truths say becomes a plan.yaml that can be used, and nothing in it is invented."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date, time
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from config.plan import Plan
from config.plan_file import PlanFile, understand
from config.schema import plan_schema
from mappings.blocks import Place
from mappings.plan_to_tasks import wanted_tasks
from mappings.reading.model import (
    Action,
    Comparator,
    Due,
    Gathering,
    GatheringKind,
    Head,
    Period,
    Precision,
    Reading,
    Source,
    Target,
)
from mappings.reading_to_plan import plan_text
from tests.mappings.reading.truths import as_reading, open_truths

TRUTHS = open_truths()
EDITOR = Draft7Validator(plan_schema())
PLANS = pytest.mark.parametrize("name", TRUTHS)


@cache
def drafted(name: str) -> PlanFile:
    text = plan_text(as_reading(TRUTHS[name]), TRUTHS[name]["document"], 2026)
    return understand(text, Path("plan.yaml"))


def days_of(plan: PlanFile) -> Counter[date]:
    return Counter(slot.day for slots in plan.dates.slots.values() for slot in slots)


@PLANS
def test_every_day_of_the_document_is_in_the_plan(name: str) -> None:
    wanted = Counter(
        date.fromisoformat(one["date"]) for one in TRUTHS[name]["meetings_and_events"] if one["date"]
    )
    assert not wanted - days_of(drafted(name))


@PLANS
def test_no_day_is_in_the_plan_that_the_document_does_not_give(name: str) -> None:
    truth = TRUTHS[name]
    if not any(one["rule"] for one in truth["recurring"]):
        wanted = Counter(
            date.fromisoformat(one["date"]) for one in truth["meetings_and_events"] if one["date"]
        )
        wanted += Counter(date.fromisoformat(day) for one in truth["recurring"] for day in one["occurrences"])
        assert days_of(drafted(name)) - wanted == Counter()


@PLANS
def test_every_action_is_an_activity_with_its_day(name: str) -> None:
    file = drafted(name)
    activities = [activity for _, activity in file.plan.activities]
    wanted = Counter(one["due"] for one in TRUTHS[name]["actions"])
    found = [file.dates.deadlines.get(one.id) for one in activities]
    assert Counter(one.latest.isoformat() if one and one.latest else None for one in found) == wanted


@PLANS
def test_every_item_says_where_it_stands(name: str) -> None:
    plan = drafted(name).plan
    for one in (*plan.meetings, *plan.events):
        assert one.source or all(each.source for each in one.dates), one.id
    for _, activity in plan.activities:
        assert activity.source
        assert activity.source.passage
        assert activity.source.document == TRUTHS[name]["document"]
    assert all(goal.source for _, goal in plan.goals)


@PLANS
def test_the_same_document_gives_the_same_text(name: str) -> None:
    reading = as_reading(TRUTHS[name])
    document = TRUTHS[name]["document"]
    assert plan_text(reading, document, 2026) == plan_text(reading, document, 2026)


@PLANS
def test_every_question_stands_in_the_plan_by_its_number(name: str) -> None:
    file = drafted(name)
    assert len(file.plan.questions) == len(TRUTHS[name]["questions"])
    for number in range(1, len(file.plan.questions) + 1):
        assert f" {number}" in file.text


@PLANS
def test_all_numbers_to_reach_are_indicators(name: str) -> None:
    indicators = [one for _, goal in drafted(name).plan.goals for one in goal.indicators]
    assert sum(one.target is not None for one in indicators) == len(TRUTHS[name]["targets"])


def test_rules_for_plans_give_no_task_and_are_asked_for_by_check() -> None:
    file = drafted("sv-regler-arsplan")
    assert wanted_tasks(file.plan, file.dates) == ()
    assert len(file.plan.requires) == len(TRUTHS["sv-regler-arsplan"]["required_parts"])


def test_a_findings_and_norms_are_kept_and_are_no_tasks() -> None:
    file = drafted("sv-orientering")
    titles = {activity.title for _, activity in file.plan.activities}
    findings = [state.text for area in file.plan.areas for state in area.current_state]
    assert len(findings) == len(TRUTHS["sv-orientering"]["findings"])
    assert not titles.intersection(findings)


def test_whoever_is_named_is_in_the_plan() -> None:
    plan: Plan = drafted("sv-orientering").plan
    assert "Lena Hjort" in {person.name for person in plan.people.values()}
    assert "Ungdomskommittén" in {body.name for body in plan.bodies.values()}


def small(*actions: Action) -> PlanFile:
    reading = Reading(Head(language="sv", title="Plan", organisation="Laget"), actions=actions)
    return understand(plan_text(reading, "plan.txt", 2027), Path("plan.yaml"))


HERE = Source(Place(line=3), "Styrelsen ringer alla.")


def test_a_phrase_stays_a_phrase_where_the_plan_reads_it_alike() -> None:
    due = Due(date(2027, 6, 15), phrase="innan sommaren", rule="SUMMER-BEFORE")
    ((_, activity),) = small(Action("Styrelsen ringer alla.", HERE, due=due)).plan.activities
    assert activity.due == "innan sommaren"


def test_a_phrase_that_the_plan_reads_otherwise_is_written_as_its_day() -> None:
    due = Due(date(2027, 5, 3), phrase="innan sommaren", rule="REL")
    ((_, activity),) = small(Action("Styrelsen ringer alla.", HERE, due=due)).plan.activities
    assert activity.due == date(2027, 5, 3)


def test_whatever_is_written_in_a_document_the_plan_can_be_read() -> None:
    nasty = [
        "- x: y # z",
        '"]}',
        "§ 4: 2027-01-01",
        "null",
        "\ufeff\x00\x07\u2028\ue000",
        "'" * 300,
        "å" * 5_000,
    ]
    actions = [
        Action(
            text,
            replace(HERE, passage=text),
            (text,),
            (text,),
            Due(None, phrase=text, rule="NONE"),
            area=text,
        )
        for text in nasty
    ]
    reading = Reading(
        Head(language="nb", title=nasty[0], organisation=nasty[1]),
        areas=tuple(nasty),
        actions=tuple(actions),
    )
    file = understand(plan_text(reading, "x: #.txt", 2027), Path("plan.yaml"))
    assert len(file.plan.activities) == len(nasty)


def test_what_no_plan_can_hold_is_left_out_and_its_words_stay() -> None:
    meeting = Gathering(
        "Årsmöte ²",
        GatheringKind.MEETING,
        HERE,
        Precision.DAY,
        date=date(2627, 4, 30),
        time=time(16),
        end_time=time(13),
    )
    held = replace(meeting, title="Styrelsemöte", date=date(2027, 3, 3))
    reading = Reading(
        Head(
            language="sv",
            title="Plan",
            organisation="Laget",
            period=Period(date(1, 1, 1), date(9, 1, 1), "1"),
        ),
        meetings_and_events=(meeting, held),
        actions=(
            Action("Styrelsen ringer alla.", HERE, due=Due(date(1828, 1, 1), phrase="1828", rule="DATE")),
        ),
        targets=(Target("9999 medlemmar", 10.0**40, "medlemmar", Comparator.AT_LEAST, HERE),),
    )
    file = understand(plan_text(reading, "plan.txt", 2027), Path("plan.yaml"))
    assert [one.title for one in file.plan.meetings] == ["Årsmöte ²", "Styrelsemöte"]
    assert list(days_of(file)) == [date(2027, 3, 3)]
    assert file.dates.deadlines == {}
    assert file.plan.indicators == ()


@PLANS
def test_an_editor_finds_nothing_wrong_in_a_draft(name: str) -> None:
    seen = json.loads(json.dumps(drafted(name).tree.plain(), default=str))
    assert [error.json_path for error in EDITOR.iter_errors(seen)] == []


def test_a_rise_by_a_share_is_of_what_was_counted_and_no_number_of_percent() -> None:
    there = Source(Place(line=4), "Öka antalet båtar med 10 %")
    target = Target(
        "Öka antalet båtar med 10 %", 10.0, "%", Comparator.INCREASE_PERCENT, there, baseline=140.0
    )
    head = Head(
        language="sv",
        title="Plan",
        organisation="Klubb",
        period=Period(date(2027, 1, 1), date(2027, 12, 31), "2027"),
    )
    plan = understand(plan_text(Reading(head, targets=(target,)), "plan.txt", 2027), Path("plan.yaml")).plan
    ((_, _, indicator),) = plan.indicators
    assert (indicator.baseline, indicator.unit or None) == (140, None)
