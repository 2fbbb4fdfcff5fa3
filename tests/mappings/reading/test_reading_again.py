"""A revised document changes in the plan what it changes, and leaves alone what the board has edited since."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from config.plan_file import PlanFile, understand
from mappings.reading_again import Memory, Proposal, amended, propose, remembered
from mappings.reading_to_plan import plan_text
from tests.mappings.reading.truths import as_reading, open_truths

TRUTHS = open_truths()
OLD, NEW = "sv-batklubb-2027", "sv-batklubb-2027-reviderad"
REVISION = TRUTHS[NEW]["revision"]


@cache
def drafted(name: str) -> PlanFile:
    return plan(plan_text(as_reading(TRUTHS[name]), TRUTHS[name]["document"], 2027))


def plan(text: str) -> PlanFile:
    return understand(text, Path("plan.yaml"))


def revised(text: str, before: Memory | None) -> tuple[Proposal, PlanFile]:
    proposal = propose(plan(text), drafted(NEW), before)
    new, by_hand = amended(plan(text), proposal)
    assert by_hand == []
    return proposal, plan(new)


def told(proposal: Proposal, kind: str) -> str:
    return "\n".join(
        " ".join(line.values.values()) for line in proposal.lines if line.kind == kind
    ).casefold()


@pytest.mark.parametrize("known", [True, False], ids=["remembered", "not remembered"])
def test_what_a_revision_adds_changes_and_drops_is_told(known: bool) -> None:
    old = drafted(OLD)
    proposal, _ = revised(old.text, remembered(old) if known else None)
    for text in REVISION["added"]:
        assert text.casefold() in told(proposal, "added")
    for text in REVISION["dropped"]:
        assert text.casefold().rstrip(".") in told(proposal, "dropped")
    for change in REVISION["changed"]:
        assert change["after"].casefold().rstrip(".") in told(proposal, "changed")
    assert told(proposal, "kept") == ""


def test_a_revision_taken_in_once_changes_nothing_the_second_time() -> None:
    old = drafted(OLD)
    proposal, there = revised(old.text, remembered(old))
    again = propose(there, drafted(NEW), proposal.memory)
    assert (again.lines, again.edits) == ([], [])


@pytest.mark.parametrize("name", TRUTHS)
def test_the_same_document_again_changes_nothing(name: str) -> None:
    old = drafted(name)
    for before in (remembered(old), None):
        again = propose(old, old, before)
        assert (again.lines, again.edits) == ([], [])


def test_ids_and_comments_stay() -> None:
    old = drafted(OLD)
    _, there = revised(old.text.replace("meetings:", "# The board's own words.\nmeetings:"), remembered(old))
    assert "# The board's own words." in there.text
    before = {activity.id for _, activity in old.plan.activities}
    assert before <= {activity.id for _, activity in there.plan.activities}


def test_what_the_board_has_edited_by_hand_stays_and_is_told() -> None:
    old = drafted(OLD)
    edited = old.text.replace("due: 2027-05-01", "due: 2027-04-20")
    assert edited != old.text
    proposal, there = revised(edited, remembered(old))
    assert "2027-04-20" in told(proposal, "kept")
    assert "due: 2027-04-20" in there.text


def test_what_the_board_has_added_is_left_alone() -> None:
    old = drafted(OLD)
    text = old.text.replace("events:\n", "events:\n  - {id: own, title: Eget möte, date: 2027-05-05}\n", 1)
    proposal, there = revised(text, remembered(old))
    assert "eget möte" not in told(proposal, "dropped")
    own = next(event for event in there.plan.events if event.id == "own")
    assert own.cancelled is False


def test_what_the_board_has_taken_away_does_not_come_back() -> None:
    old = drafted(OLD)
    last = old.plan.events[-1]
    lines = old.text.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(f"  - id: {last.id}\n"))
    end = next(number for number in range(at + 1, len(lines)) if not lines[number].startswith("    "))
    proposal, there = revised("".join(lines[:at] + lines[end:]), remembered(old))
    assert last.id not in {event.id for event in there.plan.events}
    assert last.title.casefold() not in told(proposal, "added")


def test_what_a_revision_drops_is_cancelled_and_keeps_its_place() -> None:
    old = drafted(OLD)
    _, there = revised(old.text, remembered(old))
    cancelled = {event.title for event in there.plan.events if event.cancelled}
    cancelled |= {f"{activity.title}." for _, activity in there.plan.activities if activity.cancelled}
    assert cancelled == set(REVISION["dropped"])
