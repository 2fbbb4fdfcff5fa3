"""The demo's folder in the hands of real programs: khal shows its meetings, todoman ticks its tasks, hjul reads that back."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.adapters.test_real_clients import Machine
from tests.session import ROOT
from tests.sync.conftest import Hjul


@pytest.fixture
def demo(folder: Path, hjul: Hjul) -> Machine:
    """The demo's plan, sent to its folder, on a machine that has both programs."""
    shutil.copy(ROOT / "examples" / "lokallaget" / "plan.yaml", folder / "plan.yaml")
    assert hjul("sync").code == 0
    return Machine(folder)


def test_khal_shows_the_meetings_of_the_demo(demo: Machine) -> None:
    listed = demo.khal("list", "2026-01-01", "365d")
    for line in ("18:00-21:00 Årsmøte", "17:00-19:00 Kommunestyremøte", "10:00-14:00 Torgdag med vafler"):
        assert line in listed
    assert len(re.findall(r"^[\d:-]+ Styremøte", listed, re.MULTILINE)) == 10
    moved = demo.khal("list", "2026-04-13", "1d")
    assert "18:30-20:30 Gruppemøte" in moved


def test_a_tick_in_todoman_reaches_the_report(demo: Machine, hjul: Hjul) -> None:
    tasks = demo.todos()
    assert len(tasks) > 50
    demo.todo("done", str(tasks["Søke om kursmidler"]["id"]))
    target = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    ((item, kind, at),) = [(one["item"], one["kind"], one["at"]) for one in target["read"]]
    assert (item, kind) == ("kursmidler", "done")
    assert abs(datetime.fromisoformat(at) - datetime.now(UTC)) < timedelta(minutes=5)
    assert target["operations"] == []
    today = datetime.now(ZoneInfo("Europe/Oslo")).date().isoformat()  # the plan's own day
    report = hjul("report", "--as-of", today, today=today).out
    (row,) = [line for line in report.splitlines() if line.startswith("| Søke om kursmidler")]
    assert "✔ fullført" in row


def test_what_todoman_cancels_and_deletes_is_told_apart_from_done(demo: Machine, hjul: Hjul) -> None:
    tasks = demo.todos()
    demo.todo("cancel", str(tasks["Lage bygdequiz på kafeen"]["id"]))
    demo.todo("delete", "--yes", str(tasks["Rydde nettsiden"]["id"]))
    target = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert {(one["item"], one["kind"]) for one in target["read"]} == {
        ("quiz", "cancelled"),
        ("nettside", "deleted"),
    }
    assert {(one["item"], one["code"]) for one in target["findings"]} == {
        ("quiz", "cancelled"),
        ("nettside", "deleted"),
    }
