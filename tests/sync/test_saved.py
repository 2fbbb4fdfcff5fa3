"""A saved preview is done as it was seen, or refused line by line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import drag, edit, files


@pytest.fixture
def changed(hjul: Hjul, folder: Path) -> Path:
    """A synced folder, a plan changed in two places, and the preview of that, saved."""
    hjul("sync")
    text = PLAN.replace("title: Marknad", "title: Loppis").replace("due: 2026-04-30", "due: 2026-04-15")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert hjul("preview", "--save", "changes.json").code == 0
    return folder / "changes.json"


def test_exactly_the_saved_list_is_done(hjul: Hjul, folder: Path, changed: Path) -> None:
    assert changed.stat().st_mode & 0o077 == 0
    plan = folder / "plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("Skriva brev", "Skriva ett brev"), encoding="utf-8"
    )
    ran = json.loads(hjul("sync", "--from", "changes.json", "--format", "json").out)["targets"][0]
    assert {one["item"] for one in ran["operations"]} == {"fair", "campaign"}
    assert ran["done"]["updated"] == 2
    left = json.loads(hjul("preview", "--format", "json").out)["targets"][0]["operations"]
    assert {one["item"].partition("@")[0] for one in left} == {"letter", "board-meeting"}, "and what is due"


def test_a_line_whose_target_moved_since_is_refused_and_the_others_are_done(
    hjul: Hjul, folder: Path, changed: Path
) -> None:
    drag(files(folder)["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    ran = hjul("sync", "--from", str(changed))
    assert ran.code == 1
    assert "fair" in ran.out
    assert b"SUMMARY:Marknad" in files(folder)["fair"].read_bytes()
    assert b"20260415" in files(folder)["campaign"].read_bytes()


def test_a_line_that_the_plan_no_longer_wants_is_refused(hjul: Hjul, folder: Path, changed: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    ran = hjul("sync", "--from", str(changed))
    assert ran.code == 1
    assert b"SUMMARY:Marknad" in files(folder)["fair"].read_bytes()


def test_doing_it_twice_does_it_once(hjul: Hjul, changed: Path) -> None:
    assert hjul("sync", "--from", str(changed)).code == 0
    assert hjul("sync", "--from", str(changed)).code == 1
    assert hjul("preview", "--exit-code").code == 0


def test_a_colour_chosen_meanwhile_is_no_reason_to_refuse(hjul: Hjul, folder: Path, changed: Path) -> None:
    edit(files(folder)["fair"], ("END:VEVENT", "COLOR:teal\r\nEND:VEVENT"))
    assert hjul("sync", "--from", str(changed)).code == 0
    assert b"COLOR:teal" in files(folder)["fair"].read_bytes()


def test_what_people_ticked_meanwhile_is_still_read(hjul: Hjul, folder: Path, changed: Path) -> None:
    edit(
        files(folder)["letter@2026-03"],
        ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z"),
    )
    ran = json.loads(hjul("sync", "--from", str(changed), "--format", "json").out)["targets"][0]
    assert [one["kind"] for one in ran["read"]] == ["done"]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": "hjul.preview", "version": 2}', "\0"])
def test_another_file_is_no_preview(hjul: Hjul, folder: Path, text: str) -> None:
    (folder / "other.json").write_text(text)
    assert hjul("sync", "--from", "other.json").code == 2
    assert hjul("sync", "--from", "nothing.json").code == 2


def test_the_preview_of_another_plan_is_refused(hjul: Hjul, folder: Path, changed: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("id: lunden-2026", "id: lunden-2027"), encoding="utf-8")
    assert hjul("sync", "--from", str(changed)).code == 2
