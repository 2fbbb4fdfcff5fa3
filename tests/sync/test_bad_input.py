"""Bad input gets one clear message, an exit code, and loses nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import files

BROKEN = [
    pytest.param("title: [", "broken YAML", id="broken YAML"),
    pytest.param("", "the file is empty", id="empty"),
    pytest.param("- a\n- b\n", "not a mapping", id="a list"),
    pytest.param(
        PLAN.replace("organisation:", "organization:"), "did you mean 'organisation'?", id="unknown key"
    ),
    pytest.param(PLAN.replace("period: 2026", "period: next year"), "expected a year", id="wrong period"),
    pytest.param(
        PLAN.replace("date: 2026-05-09", "date: 2026-02-30"), "such as 2026-02-28", id="no such day"
    ),
    pytest.param(PLAN.replace("id: fair", "id: annual"), "stands twice", id="the same id twice"),
    pytest.param(PLAN.replace("responsible: bo", "responsible: boo"), "did you mean 'bo'?", id="nobody"),
    pytest.param(PLAN.replace("due: 2026-04-30", "due: 3 days before campaign"), "circle", id="circle"),
    pytest.param(PLAN.replace("Föreningen", "F\0reningen"), "NUL byte", id="NUL byte"),
    pytest.param(PLAN.replace("id: fair", "id: &x fair").replace("id: trip", "id: *x"), "alias", id="alias"),
]


def clear(text: str) -> None:
    assert text.startswith("hjul: ")
    assert "Traceback" not in text
    assert "site-packages" not in text


@pytest.mark.parametrize(("text", "says"), BROKEN)
@pytest.mark.parametrize("command", ["check", "preview", "sync", "status", "report", "wheel"])
def test_a_plan_that_cannot_be_used_is_complained_of_and_nothing_is_written(
    hjul: Hjul, folder: Path, command: str, text: str, says: str
) -> None:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = hjul(command)
    assert ran.code == 2
    clear(ran.err)
    assert says in ran.err
    assert not (folder / "hjul-data").exists()


def test_everything_wrong_is_said_at_once(hjul: Hjul, folder: Path) -> None:
    text = PLAN.replace("period: 2026", "period: soon").replace("language: sv", "language: se")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert len(hjul("check").err.splitlines()) == 2


def test_a_file_of_fifty_megabytes_is_refused_at_once(hjul: Hjul, folder: Path) -> None:
    with (folder / "plan.yaml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    ran = hjul("sync")
    assert ran.code == 2
    assert "50 MB" in ran.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: " + "[" * 1_000_000, "nested more than 40 deep"),
        ("title: " + "{a: " * 1_000_000, "nested more than 40 deep"),
        ("a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(10_000)), "an alias"),
        (PLAN + f"requires: [{'[],' * 2_000_000}]\n", "more than 500000 keys and values"),
        (PLAN + "".join(f"key{n}: 1\n" for n in range(100_000)), "key0"),
        (PLAN + "title: x\n" * 100_000, "stands twice"),
        (PLAN.replace("Verksamhetsplan 2026", "x" * 15_000_000), "at most 10000 characters"),
        (PLAN.replace("baseline: 100", f"baseline: {'9' * 1_000_000}"), "expected a number"),
        (PLAN.replace("target: 120", f"target: +{'9' * 1_000_000} %"), "expected"),
        (PLAN.replace("every: first Monday", "every: FREQ=SECONDLY;COUNT=999999999"), "not understood"),
    ],
    ids=["lists", "maps", "aliases", "values", "keys", "twice", "scalar", "digits", "per cent", "rule"],
)
def test_a_bomb_of_a_plan_is_refused_in_a_few_lines(hjul: Hjul, folder: Path, text: str, says: str) -> None:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    ran = hjul("check")
    assert ran.code == 2
    clear(ran.err)
    assert says in ran.err
    assert len(ran.err) < 100_000
    assert len(ran.err.splitlines()) <= 201


@pytest.mark.parametrize(
    ("name", "says"), [("nothing.yaml", "no such file"), (".", "folder")], ids=["missing", "a folder"]
)
def test_a_plan_that_is_not_a_file_is_named(hjul: Hjul, name: str, says: str) -> None:
    ran = hjul("check", name)
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ledger = ", "broken TOML"),
        ("legder = 'x.db'", "did you mean 'ledger'?"),
        ("[targets.x]\nadapter = 'kalender'", "there is no adapter 'kalender'"),
        ("[targets.x]\nadapter = 'folder'", "'path' is missing"),
        ("[targets.x]\nadapter = 'folder'\npath = 'x'\npaht = 'y'", "'paht'"),
    ],
)
def test_broken_settings_are_complained_of(hjul: Hjul, folder: Path, text: str, says: str) -> None:
    (folder / "hjul.toml").write_text(text, encoding="utf-8")
    ran = hjul("sync")
    assert ran.code == 2
    clear(ran.err)
    assert says in ran.err


def test_a_corrupt_ledger_stops_the_run_and_touches_nothing(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    ledger = folder / "hjul-data" / "hjul.db"
    for path in ledger.parent.glob("hjul.db-*"):
        path.unlink()
    ledger.write_bytes(b"this was a ledger once" * 400)
    before = {path: path.read_bytes() for path in files(folder).values()}
    ran = hjul("sync")
    assert ran.code == 1
    clear(ran.err)
    assert "move it away" in ran.err
    assert {path: path.read_bytes() for path in files(folder).values()} == before


def test_a_ledger_of_a_newer_hjul_is_left_alone(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    with sqlite3.connect(folder / "hjul-data" / "hjul.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    ran = hjul("sync")
    assert ran.code == 1
    clear(ran.err)


@pytest.fixture
def small_disk(folder: Path) -> Iterator[Path]:
    """A real disk with room for about half of the plan's files."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"):
        pytest.skip("making a small disk needs Linux and root; .ci/run has both")
    disk = folder / "hjul-data"
    disk.mkdir()
    size = "size=360k"
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(disk)], check=False, capture_output=True
    )
    if done.returncode != 0:
        pytest.skip(f"this machine lets nobody mount a small disk: {done.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_loses_nothing_and_the_rest_is_done_when_there_is_room(
    hjul: Hjul, folder: Path, small_disk: Path
) -> None:
    plan = folder / "plan.yaml"
    more = "".join(
        f"      - {{id: more-{n}, title: Mer att göra {n}, responsible: bo, due: 2026-09-01}}\n"
        for n in range(80)
    )
    plan.write_text(PLAN + more, encoding="utf-8")
    ran = hjul("sync")
    assert ran.code == 1
    clear(ran.err)
    done = len(files(folder))
    assert done < 100
    assert not list(small_disk.glob("*/.hjul-*tmp*"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert hjul("sync").code == 0
    assert len(files(folder)) > 100
    assert hjul("preview", "--exit-code").code == 0


def test_a_folder_that_may_not_be_written_is_named(hjul: Hjul, folder: Path) -> None:
    (folder / "hjul-data").write_text("a file stands where the folder should be")
    ran = hjul("sync")
    assert ran.code == 1
    clear(ran.err)
    assert "hjul-data" in ran.err


def test_a_report_that_cannot_be_written_says_so(hjul: Hjul) -> None:
    ran = hjul("report", "--month", "2026-02", "-o", "nowhere/report.html")
    assert ran.code == 1
    clear(ran.err)


@pytest.mark.parametrize(
    "words",
    [
        ("mark", "nobody-knows", "done"),
        ("mark", "letter", "done"),
        ("measure", "more", "many"),
        ("drift", "accept", "fair"),
        ("report", "--month", "2027-01"),
        ("report", "--month", "2026-01", "--as-of", "2026-01-05"),
    ],
)
def test_words_that_fit_nothing_are_complained_of(hjul: Hjul, words: tuple[str, ...]) -> None:
    hjul("sync")
    ran = hjul(*words)
    assert ran.code == 2
    clear(ran.err)


@pytest.mark.parametrize(
    "words", [("sync", "--today", "soon"), ("report", "--month", "march"), ("sing",), ("sync", "--loud")]
)
def test_words_that_the_command_line_does_not_know_are_wrong_input(
    hjul: Hjul, words: tuple[str, ...]
) -> None:
    assert hjul(*words).code == 2


def test_nothing_of_the_plan_stands_in_an_unforeseen_errors_message(
    hjul: Hjul, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJUL_LEDGER", "nonsense://anna:secret@nowhere/db")
    ran = hjul("sync")
    assert ran.code in {1, 2}
    assert "secret" not in ran.err + ran.out
    clear(ran.err)
