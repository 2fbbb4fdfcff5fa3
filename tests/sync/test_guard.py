"""What no board does on an ordinary day stops before its first effect, and goes on with one word."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from adapters.memory import MemoryAdapter
from sync import registry
from sync.registry import Opening
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import files

MORE = "".join(
    f"      - {{id: more-{n}, title: Göra sak {n}, responsible: bo, due: 2026-09-{n:02}}}\n"
    for n in range(1, 13)
)
LONG = PLAN + MORE

TOO_MUCH = [
    pytest.param(LONG.replace(MORE, ""), "deleted", id="the plan is suddenly half as long"),
    pytest.param(LONG.replace("18:00-20:00", "19:00-21:00"), "moved", id="everything shifts by one hour"),
    pytest.param(
        LONG.replace("responsible: bo", "responsible: anna"), "reassigned", id="every responsible changes"
    ),
    pytest.param(LONG.replace("title: Göra sak", "title: Gör sak"), "renamed", id="everything is renamed"),
    pytest.param(
        re.sub(r"(due: 2026-09-..)\}", r"\1, cancelled: true}", LONG), "cancelled", id="much is cancelled"
    ),
    pytest.param(
        LONG.replace("language: sv", "language: sv\ntime_zone: America/New_York"), "moved", id="another zone"
    ),
]


def stand(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in files(folder).values()}


@pytest.mark.parametrize(("text", "code"), TOO_MUCH)
def test_too_much_of_one_thing_stops_before_the_first_effect_and_goes_on_with_one_word(
    hjul: Hjul, folder: Path, text: str, code: str
) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(LONG, encoding="utf-8")
    assert hjul("sync").code == 0
    before = stand(folder)
    assert text != LONG
    plan.write_text(text, encoding="utf-8")
    ran = hjul("sync", "--format", "json")
    assert ran.code == 3
    assert code in {one["code"] for target in json.loads(ran.out)["targets"] for one in target["guard"]}
    assert "--anyway" in ran.err
    assert stand(folder) == before
    assert hjul("preview").code == 0
    assert hjul("sync").code == 3, "it stops as long as nobody says the word"
    assert hjul("sync", "--anyway").code == 0
    assert hjul("preview", "--exit-code").code == 0


def test_an_emptied_folder_is_not_taken_for_deletions(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    for path in files(folder).values():
        path.unlink()
    roster = (folder / "hjul-data" / ".hjul-items").read_bytes()
    ran = hjul("sync", "--format", "json")
    assert ran.code == 3
    assert {one["code"] for one in json.loads(ran.out)["targets"][0]["guard"]} == {"gone"}
    assert (folder / "hjul-data" / ".hjul-items").read_bytes() == roster


@pytest.mark.parametrize(
    "text",
    [
        LONG.replace("title: Göra sak 1,", "title: Gör sak 1,"),
        LONG.replace("date: 2026-05-09", "date: 2026-05-10"),
        LONG.replace("  - {id: fair, title: Marknad, date: 2026-05-09}\n", ""),
        LONG + MORE.replace("more-", "still-more-"),
    ],
    ids=["one renamed", "one moved", "one dropped", "many added"],
)
def test_an_ordinary_day_is_not_stopped(hjul: Hjul, folder: Path, text: str) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(LONG, encoding="utf-8")
    hjul("sync")
    plan.write_text(text, encoding="utf-8")
    assert hjul("sync").code == 0


def test_a_board_sets_its_own_limits(hjul: Hjul, folder: Path) -> None:
    (folder / "hjul.toml").write_text("[guard]\nleast = 1\nshare = 0.01\n", encoding="utf-8")
    hjul("sync")
    plan = folder / "plan.yaml"
    plan.write_text(PLAN.replace("title: Marknad", "title: Loppis"), encoding="utf-8")
    assert hjul("sync").code == 3
    (folder / "hjul.toml").write_text("[guard]\nleast = 0\n", encoding="utf-8")
    assert hjul("sync").code == 2


def test_more_mails_than_usual_stop_before_the_first_leaves(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = MemoryAdapter("board", invited=2)

    def opened(opening: Opening) -> MemoryAdapter:
        return place.opened_again(opening.plan_id)

    monkeypatch.setitem(registry.ADAPTERS, "inviting", opened)
    settings = '[targets.board]\nadapter = "inviting"\n'
    (folder / "hjul.toml").write_text(settings + "[guard]\nmails = 3\n", encoding="utf-8")
    preview = hjul("preview")
    assert " mejl skulle skickas." in preview.out
    ran = hjul("sync", "--format", "json")
    (target,) = json.loads(ran.out)["targets"]
    assert ran.code == 3
    assert target["guard"] == [{"code": "mails", "count": target["mails"], "total": 3}]
    assert target["mails"] > 3
    assert place.opened_again("lunden-2026").all_keys() == []
    (folder / "hjul.toml").write_text(settings + "[guard]\nmails = 1000\n", encoding="utf-8")
    assert hjul("sync").code == 0


def test_a_sync_that_writes_to_nobody_says_nothing_of_mails(hjul: Hjul) -> None:
    preview = hjul("preview")
    assert "mejl" not in preview.out
    assert hjul("sync").code == 0
