"""What differs between two versions of a plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from config.dates import work_out
from config.plan import Plan
from mappings.plan_changes import Change, ChangeKind, Part, changes
from tests.make import local
from tests.progress import changed, make_plan, raw

OLD = make_plan()


def between(old: Plan, new: Plan) -> tuple[Change, ...]:
    return changes(old, work_out(old), new, work_out(new))


def test_the_same_plan_has_not_changed() -> None:
    assert between(OLD, make_plan()) == ()


@pytest.mark.parametrize(
    ("ids", "kind", "part", "old", "new"),
    [
        ({"campaign": {"title": "Recruit"}}, ChangeKind.RENAMED, Part.ACTIVITY, "Run a campaign", "Recruit"),
        (
            {"campaign": {"due": "2026-04-01"}},
            ChangeKind.MOVED,
            Part.ACTIVITY,
            date(2026, 3, 15),
            date(2026, 4, 1),
        ),
        ({"campaign": {"responsible": "ada"}}, ChangeKind.REASSIGNED, Part.ACTIVITY, "Ben Moor", "Ada Hill"),
        ({"shelf": {"responsible": "ada"}}, ChangeKind.REASSIGNED, Part.ACTIVITY, None, "Ada Hill"),
        ({"campaign": {"cancelled": True}}, ChangeKind.CANCELLED, Part.ACTIVITY, None, date(2026, 3, 15)),
        (
            {"fair": {"date": "2026-03-22"}},
            ChangeKind.MOVED,
            Part.GATHERING,
            date(2026, 3, 21),
            date(2026, 3, 22),
        ),
        ({"picnic": {"month": "2026-09"}}, ChangeKind.MOVED, Part.GATHERING, "2026-08", "2026-09"),
        (
            {"picnic": {"month": None, "date": "2026-08-15"}},
            ChangeKind.MOVED,
            Part.GATHERING,
            "2026-08",
            date(2026, 8, 15),
        ),
        (
            {"board-meeting": {"title": "Committee"}},
            ChangeKind.RENAMED,
            Part.GATHERING,
            "Board meeting",
            "Committee",
        ),
        ({"joy": {"title": "Gladness"}}, ChangeKind.RENAMED, Part.GOAL, "Joy in reading", "Gladness"),
        ({"recruiting": {"amount": 5000}}, ChangeKind.RESET, Part.BUDGET, 4000, 5000),
        ({"cash": {"probability": 1}}, ChangeKind.RESET, Part.RISK, 12, 4),
        (
            {"keys": {"due": "2026-03-20"}},
            ChangeKind.MOVED,
            Part.DECISION,
            date(2026, 3, 1),
            date(2026, 3, 20),
        ),
    ],
)
def test_a_change_is_one_line_with_what_was_before_and_after(
    ids: dict[str, dict[str, Any]], kind: ChangeKind, part: Part, old: object, new: object
) -> None:
    (change,) = between(OLD, changed(ids))
    assert (change.kind, change.part, change.old, change.new) == (kind, part, old, new)


def test_a_task_for_each_or_one_for_all_is_said_when_the_plan_turns_it() -> None:
    both = {"campaign": {"responsible": ["ada", "ben"]}}
    each = {"campaign": {"responsible": ["ada", "ben"], "each": True}}
    for old, new, kind in ((both, each, ChangeKind.EACH), (each, both, ChangeKind.TOGETHER)):
        (change,) = between(changed(old), changed(new))
        assert (change.kind, change.part, change.title) == (kind, Part.ACTIVITY, "Run a campaign")


def test_what_came_is_added_and_what_went_is_dropped() -> None:
    without = make_plan(decisions=[])
    assert [(one.kind, one.id) for one in between(OLD, without)] == [(ChangeKind.DROPPED, "keys")]
    (added,) = between(without, OLD)
    assert (added.kind, added.title, added.new) == (ChangeKind.ADDED, "Change the locks", date(2026, 3, 1))


def test_a_date_rewritten_in_the_list_of_a_series_is_a_move() -> None:
    dates = ["2026-02-10", "2026-03-10", "2026-04-21", "2026-05-12"]
    (change,) = between(OLD, changed({"board-meeting": {"dates": dates}}))
    assert (change.kind, change.part, change.id) == (ChangeKind.MOVED, Part.DATE, "board-meeting@2026-04-14")
    assert (change.old, change.new) == (local(2026, 4, 14, 18), local(2026, 4, 21, 18))


def test_a_date_of_a_series_can_come_go_and_be_called_off() -> None:
    dates = ["2026-02-10", "2026-03-10", "2026-04-14"]
    (gone,) = between(OLD, changed({"board-meeting": {"dates": dates}}))
    assert (gone.kind, gone.id) == (ChangeKind.DROPPED, "board-meeting@2026-05-12")
    (off,) = between(OLD, changed({"board-meeting": {"cancelled": ["2026-05-12"]}}))
    assert (off.kind, off.part) == (ChangeKind.CANCELLED, Part.DATE)


def test_a_series_that_came_is_one_line_and_not_one_for_each_date() -> None:
    without = make_plan(meetings=raw()["meetings"][:1], decisions=[])
    found = between(without, make_plan(decisions=[]))
    assert [(one.kind, one.id) for one in found] == [(ChangeKind.ADDED, "board-meeting")]


def test_another_order_is_no_change() -> None:
    areas = raw()["areas"]
    areas[0]["activities"].reverse()
    assert between(OLD, make_plan(areas=areas)) == ()
