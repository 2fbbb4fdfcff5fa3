"""Commands run as a person runs them: in a folder, with words, giving an exit code and text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.cli.main import main

PLAN = """\
# The plan of an invented branch, as small as can be.
id: lunden-2026
title: Verksamhetsplan 2026
organisation: Föreningen Lunden
language: sv
period: 2026
status: adopted
adopted: 2026-01-20
people:
  anna: {name: Anna Ek, email: anna@example.org}
  bo: {name: Bo Alm}
bodies:
  board: {name: Styrelsen, chair: anna, members: [anna, bo], accountable: true}
meetings:
  - id: annual
    title: Årsmöte
    date: 2026-01-20
    time: 18:00-20:00
  - id: board-meeting
    title: Styrelsemöte
    body: board
    every: first Monday
    except: 2026-07
    time: 18:00-20:00   # always at six
    place: Lokalen
events:
  - {id: fair, title: Marknad, date: 2026-05-09}
  - {id: trip, title: Utflykt, month: 2026-08}
areas:
  - id: members
    title: Medlemmar
    goals:
      - id: more
        title: Fler medlemmar
        indicator: {title: Antal medlemmar, baseline: 100, target: 120, by: 2026-12-31}
    activities:
      - id: campaign
        title: Värva på torget
        goal: more
        responsible: bo
        due: 2026-04-30   # before May
      - {id: letter, title: Skriva brev, responsible: anna, cadence: monthly}
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Hjul = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan in it, where the commands are run, on a day in March."""
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HJUL_TODAY", "2026-03-10")
    return tmp_path


@pytest.fixture
def hjul(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Hjul:
    """Runs a command in that folder."""
    assert folder.is_dir()

    def run(*words: str, today: str | None = None) -> Ran:
        if today:
            monkeypatch.setenv("HJUL_TODAY", today)
        monkeypatch.setattr(sys, "argv", ["hjul", *words])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return run
