"""Targets that hold a part of the plan: what goes where, what moves when the routing changes, and what is counted once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.sync.conftest import PLAN, Hjul

TWO = """
[targets.board]
adapter = "folder"
path = "board"
bodies = ["board"]
kinds = ["meeting"]

[targets.all]
adapter = "folder"
path = "all"
"""


REPORTS = [("status",), ("report", "--month", "2026-03")]


def keys(folder: Path, target: str) -> set[str]:
    """The parts of keys before the slot."""
    found: set[str] = set()
    for path in (folder / target).glob("*/*.ics"):
        written = re.search(r"X-HJUL-KEY[^:]*:(\S+)", path.read_text(encoding="utf-8").replace("\r\n ", ""))
        assert written is not None
        found.add(written[1].partition("@")[0])
    return found


def told(hjul: Hjul) -> list[dict[str, object]]:
    """Status and report, but for the names of the places that they were read from."""
    found = [json.loads(hjul(*words, "--format", "json").out) for words in REPORTS]
    return [{name: value for name, value in one.items() if name != "sources"} for one in found]


def settings(folder: Path, text: str) -> None:
    (folder / "hjul.toml").write_text(text, encoding="utf-8")


def test_each_target_gets_its_part(hjul: Hjul, folder: Path) -> None:
    settings(folder, TWO)
    assert hjul("sync").code == 0
    assert keys(folder, "board") == {"board-meeting"}
    assert {"annual", "board-meeting", "fair", "trip/set-date", "campaign", "letter"} <= keys(folder, "all")
    assert hjul("preview", "--exit-code").code == 0


def test_what_stands_in_two_targets_is_counted_once(hjul: Hjul, folder: Path) -> None:
    settings(folder, TWO.replace('kinds = ["meeting"]', "").replace('bodies = ["board"]', ""))
    hjul("sync")
    both = told(hjul)
    (folder / "hjul.toml").unlink()
    for path in sorted((folder / "hjul-data").glob("hjul.db*")):
        path.unlink()
    hjul("sync")
    assert told(hjul) == both


def test_a_tick_in_either_target_counts_and_reaches_the_other(hjul: Hjul, folder: Path) -> None:
    settings(folder, TWO.replace('kinds = ["meeting"]', "").replace('bodies = ["board"]', ""))
    hjul("sync")
    (path,) = [
        path for path in (folder / "all" / "tasks").iterdir() if "på torget" in path.read_text("utf-8")
    ]
    path.write_text(path.read_text("utf-8").replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED"), "utf-8")
    hjul("sync")
    tasks = [
        row for one in json.loads(hjul("status", "--format", "json").out)["people"] for row in one["tasks"]
    ]
    assert "campaign" not in {row["item"] for row in tasks}


def test_what_the_routing_no_longer_sends_is_dropped_there_and_made_in_the_other(
    hjul: Hjul, folder: Path
) -> None:
    settings(folder, TWO.replace('path = "all"', 'path = "all"\nkinds = ["activity"]'))
    hjul("sync")
    assert keys(folder, "all") == {"campaign", "letter"}
    settings(
        folder,
        TWO.replace('path = "all"', 'path = "all"\nkinds = ["meeting", "activity"]').replace(
            'kinds = ["meeting"]', 'kinds = ["control"]', 1
        ),
    )
    ran = hjul("sync")
    assert ran.code == 3
    assert keys(folder, "board") == {"board-meeting"}
    assert hjul("sync", "--anyway").code == 0
    assert {"annual", "board-meeting"} <= keys(folder, "all")
    assert len(list((folder / "board").glob("*/*.ics"))) == 3  # January, February and March have been held
    assert hjul("preview", "--exit-code").code == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            'bodies = ["bord"]',
            "targets.board.bodies: the plan has no body called 'bord'; did you mean 'board'?",
        ),
        (
            'areas = ["member"]',
            "targets.board.areas: the plan has no area called 'member'; did you mean 'members'?",
        ),
        (
            'kinds = ["meetings"]',
            "targets.board.kinds: there is no kind called 'meetings'; did you mean 'meeting'?",
        ),
        ('bodies = ["zzz"]', "there are: board"),
        ('areas = "members"', "targets.board.areas"),
    ],
)
@pytest.mark.parametrize("command", ["preview", "sync", "status"])
def test_a_part_that_the_plan_does_not_have_is_named_with_the_nearest(
    hjul: Hjul, folder: Path, command: str, line: str, says: str
) -> None:
    settings(folder, f'[targets.board]\npath = "board"\n{line}')
    ran = hjul(command)
    assert ran.code == 2
    assert says in ran.err
    assert "hjul.toml" in ran.err
    assert not (folder / "board").exists()


def test_what_is_confidential_goes_only_to_a_target_that_may_have_it(hjul: Hjul, folder: Path) -> None:
    text = PLAN.replace("title: Marknad,", "title: Marknad, confidential: true,")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    settings(folder, '[targets.open]\npath = "open"\n[targets.own]\npath = "own"\nconfidential = true')
    hjul("sync")
    assert keys(folder, "own") - keys(folder, "open") == {"fair"}


def test_a_plan_that_became_confidential_is_taken_away_and_then_refused(hjul: Hjul, folder: Path) -> None:
    settings(folder, '[targets.open]\npath = "open"\n[targets.own]\npath = "own"\nconfidential = true')
    hjul("sync")
    there = keys(folder, "own")
    assert keys(folder, "open") == there
    text = PLAN.replace("period: 2026", "period: 2026\nconfidential: true")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert hjul("sync").code == 3
    assert hjul("sync", "--anyway").code == 0
    assert keys(folder, "open") == {"annual", "board-meeting"}, "what has happened"
    assert keys(folder, "own") == there
    for command in ("preview", "sync"):
        ran = hjul(command)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert "open: the plan is confidential" in ran.err
        assert "under [targets.open] in hjul.toml" in ran.err


def test_the_folder_that_needs_no_settings_is_the_boards_own(hjul: Hjul, folder: Path) -> None:
    text = PLAN.replace("period: 2026", "period: 2026\nconfidential: true")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    hjul("sync")
    assert {"annual", "fair", "campaign"} <= keys(folder, "hjul-data")


def test_a_target_whose_password_is_missing_keeps_no_other_from_being_synced(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    away = (
        'adapter = "caldav"\nuser = "anna"\ncalendar = "http://127.0.0.1:1/"\ntasks = "http://127.0.0.1:1/"'
    )
    settings(folder, f"[targets.away]\n{away}\n{TWO}")
    for command in ("preview", "sync"):
        ran = hjul(command)
        assert ran.code == 4
        assert ran.err.startswith("hjul: away: no password is known; run 'hjul connect caldav --target away'")
    assert keys(folder, "board") == {"board-meeting"}
    ran = hjul("mark", "campaign", "done")
    assert (ran.code, "away: kept in the ledger" in ran.err) == (0, True)
    assert hjul("drift", "list").code == 4
