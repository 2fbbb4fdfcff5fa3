"""What commands leave behind and what they say: the files that are documented, their owner's alone, and no word too much."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile.bounds import in_bounds, run_hjul
from tests.sync.conftest import PLAN, Hjul, Ran
from tests.sync.test_road import drag, files

TELLTALES = ("anna@example.org", "Anna Ek", "Bo Alm", "Lokalen", "TOKEN-do-not-tell")
COMMANDS: tuple[tuple[str, ...], ...] = (
    *(("check",), ("preview",), ("sync",), ("status",), ("drift", "list"), ("history",), ("report",)),
    *(("mark", "campaign", "done"), ("measure", "more", "104"), ("undo", "1"), ("drift", "restore", "fair")),
)
OUTSIDE = {
    "hjul_outside.py": """
import json, os, stat
from pathlib import Path

class Outside:
    name = "outside"

    def __init__(self, opening):
        from adapters.base import Capabilities
        from adapters.memory import MemoryAdapter
        self.opening, self.capabilities = opening, Capabilities()

    def read(self, since):
        folder = self.opening.folder / "hjul-data"
        there = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.glob("*")}
        (self.opening.folder / "seen.json").write_text(json.dumps(there))
        raise RuntimeError("cannot send Bo Alm (anna@example.org) TOKEN-do-not-tell " + self.opening.own["token"])
""",
    "hjul_outside-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: hjul-outside\nVersion: 1\n",
    "hjul_outside-1.dist-info/entry_points.txt": "[hjul.adapters]\noutside = hjul_outside:Outside\n",
}
SETTINGS = (
    '[targets.folder]\nadapter = "folder"\npath = "hjul-data"\n'
    '[targets.outside]\nadapter = "outside"\ntoken = "TOKEN-do-not-tell"\n'
)


def modes(folder: Path) -> dict[str, int]:
    """Every file and folder, with its rights."""
    return {str(path.relative_to(folder)): stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}


@pytest.fixture(params=[0o022, 0o000])
def mask(request: pytest.FixtureRequest) -> Iterator[int]:
    """The rights that a new file is usually given."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_commands_write_the_documented_files_for_their_owner_alone(
    hjul: Hjul,
    folder: Path,
    mask: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(home))
    for command in ("check", "preview", "status", "history", "schema"):
        hjul(command)
    hjul("drift", "list")
    assert set(modes(folder)) == {"plan.yaml"}, "reading wrote something"
    hjul("preview", "--save", "saved.json")
    for words in COMMANDS:
        hjul(*words)
    for form in ("html", "md", "json"):
        hjul("report", "-o", f"report.{form}")
    drag(files(folder)["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    assert hjul("drift", "accept", "fair").code == 0
    left = modes(folder)
    items = {name for name in left if name.endswith(".ics")}
    assert set(left) - items == {
        "plan.yaml",
        "saved.json",
        *(f"report.{form}" for form in ("html", "md", "json")),
        "hjul-data",
        *(f"hjul-data/{name}" for name in ("calendar", "tasks", ".hjul-items", "hjul.db", "hjul.db.lock")),
    }
    folders = {"hjul-data", "hjul-data/calendar", "hjul-data/tasks"}
    private = {name: mode for name, mode in left.items() if name != "plan.yaml"}
    assert {name: oct(mode) for name, mode in private.items()} == {
        name: "0o700" if name in folders else "0o600" for name in private
    }
    assert list(home.rglob("*")) == []


@pytest.fixture
def outside(folder: Path) -> Path:
    """A third party's adapter, installed beside hjul, that fails with all it knows in its words."""
    for name, text in OUTSIDE.items():
        path = folder / "plugins" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "hjul.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def crashed(folder: Path, *words: str) -> Ran:
    def work() -> int:
        sys.path.insert(0, str(folder / "plugins"))
        return run_hjul(words, folder, {})

    return in_bounds(work, " ".join(words), seconds=20)


@pytest.mark.parametrize(
    "words", [("preview",), ("sync",), ("mark", "campaign", "done"), ("undo", "1"), ("drift", "list")]
)
def test_a_crash_in_somebodys_adapter_says_its_kind_and_none_of_its_words(
    hjul: Hjul, outside: Path, words: tuple[str, ...], mask: int
) -> None:
    (outside / "hjul.toml").rename(outside / "later.toml")
    hjul("sync")
    (outside / "later.toml").rename(outside / "hjul.toml")
    before = set(modes(outside))
    ran = crashed(outside, *words)
    assert ran.code == 1
    assert ran.err == "hjul: something unforeseen happened (RuntimeError); run again with --debug\n"
    assert set(modes(outside)) - before == {"seen.json"}
    seen = json.loads((outside / "seen.json").read_text())
    assert {name: oct(mode) for name, mode in seen.items() if name.startswith("hjul.db")} == {
        name: "0o600" for name in seen if name.startswith("hjul.db")
    }
    assert {"hjul.db-wal", "hjul.db-shm"} <= set(seen)
    debugged = crashed(outside, "--debug", *words)
    assert "Traceback" in debugged.err
    if words == ("sync",):
        ended = json.loads(hjul("history", "--format", "json").out)["runs"]
        assert {one["result"] for one in ended} == {"done", "stopped"}
        data = b"".join(path.read_bytes() for path in (outside / "hjul-data").glob("hjul.db*"))
        assert b"TOKEN-do-not-tell" not in data


WRONG = {
    "a wrong word of the plan": (PLAN.replace("period: 2026", "period: soon"), ("check",)),
    "nobody of that name": (PLAN.replace("responsible: bo", "responsible: boo"), ("sync",)),
    "no such item": (PLAN, ("mark", "nothing", "done")),
    "no such indicator": (PLAN, ("measure", "nothing", "1")),
    "no such run": (PLAN, ("undo", "99")),
    "a draft": (PLAN.replace("status: adopted", "status: draft"), ("sync",)),
    "a report of tomorrow": (PLAN, ("report", "--month", "2027-01")),
    "a report to nowhere": (PLAN, ("report", "-o", "nowhere/report.html")),
    "nothing to settle": (PLAN, ("drift", "accept", "fair")),
    "settings": (PLAN, ("history",)),
}


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("what", WRONG)
def test_a_complaint_names_what_it_is_about_and_nobody_else(
    hjul: Hjul, folder: Path, what: str, debug: bool
) -> None:
    text, words = WRONG[what]
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    if what == "settings":
        (folder / "hjul.toml").write_text('[targets.x]\nholds = ["TOKEN-do-not-tell"]\n', encoding="utf-8")
    ran = hjul(*(["--debug"] if debug else []), *words)
    assert ran.code in {1, 2, 3}
    assert ("Traceback" in ran.err) is (debug and what != "a wrong word of the plan")
    assert not [telltale for telltale in TELLTALES if telltale in ran.err], ran.err


@pytest.mark.parametrize("words", COMMANDS)
def test_what_goes_well_says_nothing_on_the_error_line(
    hjul: Hjul, folder: Path, words: tuple[str, ...]
) -> None:
    hjul("sync")
    drag(files(folder)["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    ran = hjul(*words)
    assert not [telltale for telltale in TELLTALES if telltale in ran.err], ran.err
    assert ran.err == "" or words[0] == "undo"
    assert "anna@example.org" not in ran.out
