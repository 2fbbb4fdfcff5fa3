"""Every example goes out, comes back, and has nothing left to do; and its report reads in every form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.session import ROOT
from tests.sync.conftest import Hjul

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/plan.yaml"))


@pytest.fixture
def example(request: pytest.FixtureRequest, folder: Path) -> str:
    """One of the examples, as the plan of the folder in which commands are run."""
    name: str = request.param
    shutil.copy(ROOT / "examples" / name / "plan.yaml", folder / "plan.yaml")
    return name


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_a_second_sync_of_an_example_is_empty(hjul: Hjul, example: str) -> None:
    assert hjul("check").code == 0
    words = ["--draft"] if example == "forslaget" else []
    first = json.loads(hjul("sync", *words, "--format", "json").out)["targets"][0]
    assert first["failed"] == []
    assert first["done"]["created"] > 20
    second = json.loads(hjul("sync", *words, "--format", "json").out)["targets"][0]
    assert second["operations"] == []
    assert second["read"] == []
    assert hjul("preview", *words, "--exit-code").code == 0


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_an_examples_report_reads_in_every_form(hjul: Hjul, example: str, folder: Path) -> None:
    assert example in EXAMPLES
    for name in ("report.md", "report.html", "report.json"):
        assert hjul("report", "--month", "2026-04", "-o", name, today="2026-05-02").code == 0
        assert (folder / name).stat().st_size > 2_000
    assert json.loads((folder / "report.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_an_example_without_its_ledger_is_adopted_as_it_is(hjul: Hjul, example: str, folder: Path) -> None:
    words = ["--draft"] if example == "forslaget" else []
    hjul("sync", *words)
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    again = json.loads(hjul("sync", *words, "--format", "json").out)["targets"][0]
    assert again["operations"] == []
    assert again["read"] == []


@pytest.mark.parametrize("example", EXAMPLES, indirect=True)
def test_an_example_reports_on_any_day_of_its_year(hjul: Hjul, example: str) -> None:
    assert example in EXAMPLES
    for day in ("2026-01-05", "2026-02-28", "2026-04-20", "2026-07-01", "2026-10-12", "2026-12-31"):
        assert hjul("report", "--format", "html", today=day).code == 0
        assert hjul("status", today=day).code == 0
