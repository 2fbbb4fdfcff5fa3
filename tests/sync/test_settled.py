"""What the board settles holds, in every place, until something else is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import edit, files, findings

NOTICE = PLAN.replace("    date: 2026-01-20\n", "    date: 2026-11-20\n    notice: 4 weeks\n")


def test_an_adopted_item_is_remembered_so_that_deleting_it_later_is_seen(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    hjul("sync")
    files(folder)["fair"].unlink()
    assert findings(hjul) == [("fair", "deleted")]
    hjul("sync")
    assert "fair" not in files(folder)


@pytest.mark.parametrize("item", ["letter@2026-09", "annual/notice", "trip/set-date"])
def test_accepting_the_deletion_of_what_has_no_line_in_the_plan_settles_it(
    hjul: Hjul, folder: Path, item: str
) -> None:
    (folder / "plan.yaml").write_text(NOTICE, encoding="utf-8")
    hjul("sync")
    files(folder)[item].unlink()
    hjul("sync")
    assert hjul("drift", "accept", item).code == 0
    assert findings(hjul) == []
    assert hjul("preview", "--exit-code").code == 0
    assert item not in files(folder)


@pytest.mark.parametrize("item", ["letter@2026-09", "annual/notice", "trip/set-date"])
def test_accepting_a_new_day_of_what_has_no_line_in_the_plan_keeps_it(
    hjul: Hjul, folder: Path, item: str
) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(NOTICE, encoding="utf-8")
    hjul("sync")
    path = files(folder)[item]
    (old,) = [line for line in path.read_bytes().decode().split("\r\n") if line.startswith("DUE")]
    edit(path, (old, "DUE;VALUE=DATE:20260929"))
    assert findings(hjul) == [(item, "moved")]
    assert hjul("drift", "accept", item).code == 0
    assert findings(hjul) == []
    assert hjul("preview", "--exit-code").code == 0
    assert b"20260929" in files(folder)[item].read_bytes()
    assert plan.read_text(encoding="utf-8") == NOTICE
    status = json.loads(hjul("status", "--format", "json", today="2026-09-10").out)
    due = {task["item"]: task["due"] for one in status["people"] for task in one["tasks"]}
    assert due[item] == "2026-09-29"


def test_an_accepted_day_gives_way_when_the_plan_itself_changes(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(NOTICE, encoding="utf-8")
    hjul("sync")
    path = files(folder)["annual/notice"]
    edit(path, ("DUE;VALUE=DATE:20261023", "DUE;VALUE=DATE:20261016"))
    hjul("drift", "accept", "annual/notice")
    plan.write_text(NOTICE.replace("date: 2026-11-20", "date: 2026-11-27"), encoding="utf-8")
    hjul("sync")
    assert b"DUE;VALUE=DATE:20261030" in path.read_bytes()


def test_a_meeting_that_the_board_marks_as_cancelled_is_cancelled_in_the_calendar(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    assert hjul("mark", "board-meeting@2026-05-04", "cancelled").code == 0
    assert b"STATUS:CANCELLED" in files(folder)["board-meeting@2026-05-04"].read_bytes()
    assert hjul("preview", "--exit-code").code == 0
