"""What is printed is text: no title, note or file name steers the terminal, and none stops the command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sync.cli.terminal import harmless, say_json
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import edit, files

STEERING = "\x1b[31mred\x1b]0;title\x07 \x9b2J\u202eback\u2066\u200b\ud800\x00"


def test_a_line_is_one_line_of_plain_letters() -> None:
    assert harmless(STEERING) == "[31mred]0;title 2Jback"
    assert harmless("one\ntwo\r\nthree\x85four\u2028five\tsix") == "one two three four five six"
    assert harmless("Ålesund – møte · 5 °C ✓ 😀") == "Ålesund – møte · 5 °C ✓ 😀"


def test_json_says_the_same_without_steering(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"title": STEERING, "other": "Ålesund"})
    printed = capsys.readouterr().out
    assert harmless(printed).replace(" ", "") == printed.replace("\n", "").replace(" ", "")
    assert json.loads(printed) == {"title": STEERING, "other": "Ålesund"}


def test_what_others_write_in_titles_and_file_names_is_shown_harmlessly(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    edit(files(folder)["fair"], ("SUMMARY:Marknad", "SUMMARY:Lop\x1b]0;evil\x07\u202epis\x9b"))
    for name in ("a\x1b[31mb\nc\u202e.ics", os.fsdecode(b"\xff\xfe.ics")):
        (folder / "hjul-data" / "calendar" / name).write_bytes(b"BEGIN:VCALENDAR\r\nnot")
    for words in (("preview",), ("preview", "--format", "json"), ("sync",), ("drift", "list"), ("status",)):
        ran = hjul(*words)
        assert ran.code == (1 if words == ("sync",) else 0), ran  # two files cannot be read
        assert "unforeseen" not in ran.err
        for line in (ran.out + ran.err).splitlines():
            assert line == harmless(line)


def test_the_books_that_somebody_pastes_into_a_title_are_not_printed(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    edit(files(folder)["fair"], ("SUMMARY:Marknad", f"SUMMARY:{'x' * 100_000}"))
    ran = hjul("sync")
    assert ran.code == 0
    assert len(ran.out) < 2_000


@pytest.mark.parametrize("name", ["a\x1b[31mb.yaml", "a\nb.yaml", os.fsdecode(b"\xff.yaml"), "a\u202eb.yaml"])
@pytest.mark.parametrize("text", [None, PLAN, "title: ["])
def test_a_plans_own_file_name_is_only_text(hjul: Hjul, folder: Path, name: str, text: str | None) -> None:
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    for words in (("check", name), ("check", name, "--format", "json"), ("status", name)):
        ran = hjul(*words)
        assert ran.code == (0 if text == PLAN else 2)
        assert "unforeseen" not in ran.err
        for line in (ran.out + ran.err).splitlines():
            assert line == harmless(line)


@pytest.mark.parametrize("option", ["--by", "--note"])
@pytest.mark.parametrize(
    "said", [STEERING.replace("\0", ""), "two\nlines", "x" * 10_001, os.fsdecode(b"\xff")]
)
def test_what_is_told_of_an_item_is_one_line_of_text(hjul: Hjul, option: str, said: str) -> None:
    hjul("sync")
    ran = hjul("mark", "campaign", "done", option, said)
    assert ran.code == 2
    assert "one line of text" in ran.err.replace("\n", " ")
    assert hjul("mark", "campaign", "done", option, "Åse: «ferdig» 👍").code == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2201-01-01", "x" * 10_000])
@pytest.mark.parametrize("words", [("status", "--today"), ("report", "--as-of"), ("sync", "--today")])
def test_a_day_is_one_that_a_plan_can_hold(hjul: Hjul, words: tuple[str, ...], day: str) -> None:
    ran = hjul(*words, day)
    assert ran.code == 2
    assert "is not a day" in ran.err
    assert len(ran.err) < 1_000


def test_a_pipe_that_cannot_hold_a_letter_gets_its_number(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", "from sync.cli.main import main; main()", "status"],
        env={
            **os.environ,
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "HJUL_TODAY": "2026-03-10",
        },
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert b"V\\xe4rva p\\xe5 torget" in ran.stdout
