"""The figures of make accuracy can be trusted: the truth scores in full, and every fault costs what it should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.scoring import MAIN, score
from tests.mappings.reading.truths import as_reading, open_truths

TRUTHS = open_truths()
PLAN = TRUTHS["nb-bygdelista"]


@pytest.mark.parametrize("name", TRUTHS)
def test_the_truth_itself_scores_in_full(name: str) -> None:
    result = score(TRUTHS[name], as_reading(TRUTHS[name]))
    assert {list_: (count.missed, count.extra) for list_, count in result.lists.items()} == dict.fromkeys(
        result.lists, (0, 0)
    )
    assert result.missed.wrong == []
    assert result.sprung == 0


def test_nothing_read_lacks_everything_and_invents_nothing() -> None:
    result = score(PLAN, None)
    assert result.failed == 1
    for name in MAIN:
        assert (result.lists[name].recall, result.lists[name].extra) == (0, 0)


def test_a_meeting_on_the_wrong_day_is_both_lacking_and_too_much() -> None:
    reading = as_reading(PLAN)
    first, *rest = reading.meetings_and_events
    assert first.date
    late = replace(first, date=first.date + timedelta(days=1))
    count = score(PLAN, replace(reading, meetings_and_events=(late, *rest))).lists["events"]
    assert (count.missed, count.extra) == (1, 1)


def test_what_is_read_twice_is_invented_once() -> None:
    reading = as_reading(PLAN)
    twice = replace(
        reading,
        actions=(*reading.actions, reading.actions[-1]),
        targets=(*reading.targets, reading.targets[-1]),
        meetings_and_events=(*reading.meetings_and_events, reading.meetings_and_events[-1]),
    )
    counts = score(PLAN, twice).lists
    assert [(counts[name].missed, counts[name].extra) for name in MAIN] == [(0, 1), (0, 1), (0, 1), (0, 0)]


def test_a_wrong_name_and_a_wrong_day_cost_a_field_and_not_the_action() -> None:
    reading = as_reading(PLAN)
    first, *rest = reading.actions
    other = replace(first, responsible=("Nobody",), due=replace(first.due, latest=None))
    result = score(PLAN, replace(reading, actions=(other, *rest)))
    assert result.lists["actions"].missed == 0
    assert {field for field, *_ in result.missed.wrong} <= {"responsible", "due"}
    assert result.asked["responsible"] - result.fields["responsible"] == 1


def test_a_target_with_another_number_is_another_target() -> None:
    reading = as_reading(PLAN)
    first, *rest = reading.targets
    count = score(PLAN, replace(reading, targets=(replace(first, value=first.value + 1), *rest))).lists[
        "targets"
    ]
    assert (count.missed, count.extra) == (1, 1)


def test_a_trap_is_sprung_by_an_item_that_stands_on_it() -> None:
    truth = next(truth for truth in TRUTHS.values() if truth["not_items"] and truth["actions"])
    reading = as_reading(truth)
    fallen = replace(
        reading.actions[0],
        source=replace(reading.actions[0].source, passage=truth["not_items"][0]["passage"]),
    )
    assert score(truth, replace(reading, actions=(*reading.actions, fallen))).sprung == 1
