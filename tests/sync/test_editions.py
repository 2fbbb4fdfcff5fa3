"""``hjul report --public``, ``--for``, ``--year``, ``--compare``, ``hjul annual-report`` and ``hjul roll-over`` as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.plan_file import read_plan
from tests.sync.conftest import PLAN, Hjul

ALL_YEAR = "2027-01-20"


def test_the_public_edition_names_nobody_in_any_form(hjul: Hjul, folder: Path) -> None:
    assert hjul("mark", "letter@2026-02", "done", "--by", "Anna Ek", "--note", "Anna Ek wrote it").code == 0
    for form in ("md", "html", "txt", "json"):
        out = hjul("report", "--public", "--format", form).out
        assert "Anna" not in out
        assert "anna" not in out
        assert "Bo Alm" not in out
    for form in ("docx", "pdf"):
        assert hjul("report", "--public", "-o", f"r.{form}").code == 0
    assert (folder / "r.pdf").read_bytes().startswith(b"%PDF")


def test_titles_in_which_a_role_stands_for_a_name_are_told(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("Värva på torget", "Anna Ek värvar"), encoding="utf-8")
    told = hjul("report", "--public")
    assert "in 1 titles a role stands for a name" in told.err
    assert "Styrelsen värvar" in told.out


def test_a_confidential_plan_has_no_public_edition(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(
        PLAN.replace("status:", "confidential: true\nstatus:"), encoding="utf-8"
    )
    told = hjul("report", "--public")
    assert (told.code, told.out) == (2, "")
    assert "the whole plan is confidential" in told.err


@pytest.mark.parametrize("named", ["anna", "Anna Ek", "anna ek", "ANNA@example.org"])
def test_somebody_s_assignments_are_theirs_however_they_are_named(hjul: Hjul, named: str) -> None:
    told = hjul("report", "--for", named, "--format", "txt")
    assert told.code == 0
    assert "Skriva brev" in told.out
    assert "Värva på torget" not in told.out


def test_somebody_whom_the_plan_does_not_name_is_one_sentence(hjul: Hjul) -> None:
    told = hjul("report", "--for", "ana")
    assert (told.code, told.err) == (2, "hjul: the plan names no person 'ana'; did you mean 'anna'?\n")


def test_public_and_one_person_exclude_each_other(hjul: Hjul) -> None:
    assert hjul("report", "--for", "anna", "--public").code == 2


def test_two_months_are_compared(hjul: Hjul) -> None:
    assert hjul("mark", "letter@2026-03", "done", "--on", "2026-03-09").code == 0
    assert hjul("measure", "more", "112", "--on", "2026-03-09").code == 0
    told = hjul("report", "--month", "2026-03", "--compare", "2026-01", today="2026-04-02")
    assert told.code == 0
    assert "## Ändringar sedan en tidigare rapport" in told.out
    assert "112" in told.out.split("Ändringar sedan en tidigare rapport")[1].split("\n## ")[0]
    data = json.loads(hjul("report", "--month", "2026-03", "--compare", "2026-01", "--format", "json").out)
    assert data["comparison"]["earlier"] == "2026-01-31"


def test_only_an_earlier_month_of_the_plan_can_be_compared_with(hjul: Hjul) -> None:
    for month in ("2026-03", "2026-05"):
        told = hjul("report", "--month", "2026-03", "--compare", month, today="2026-06-02")
        assert told.code == 2
        assert "expected a month that was over before 2026-03-31" in told.err
    assert "lies before the plan" in hjul("report", "--compare", "2025-11").err


def test_a_comparison_made_again_is_the_same(hjul: Hjul) -> None:
    words = ("report", "--month", "2026-03", "--compare", "2026-02")
    assert hjul("sync").code == 0
    first = hjul(*words, today="2026-04-02").out
    assert hjul("mark", "letter@2026-02", "done", "--on", "2026-02-20", today="2026-05-02").code == 0
    assert hjul(*words, today="2026-05-02").out == first


def test_a_year_is_reported_as_it_was_first_made_and_apart_from_its_last_month(hjul: Hjul) -> None:
    assert hjul("sync").code == 0
    first = hjul("report", "--year", "2026", today=ALL_YEAR).out
    assert "1 jan.–31 dec. 2026" in first.replace("\u2009", "")
    december = hjul("report", "--month", "2026-12", today=ALL_YEAR).out
    assert december != first
    assert hjul("mark", "letter@2026-02", "done", "--on", "2026-02-20", today=ALL_YEAR).code == 0
    assert hjul("report", "--year", "2026", today=ALL_YEAR).out == first
    assert hjul("report", "--year", "2026", "--anew", today=ALL_YEAR).out != first


def test_a_year_that_the_plan_does_not_have_is_one_sentence(hjul: Hjul) -> None:
    told = hjul("report", "--year", "2031")
    assert (told.code, told.err) == (2, "hjul: the plan has no year that begins in 2031; it has 2026\n")


def test_the_annual_report_is_drafted_in_forms_that_can_be_edited(hjul: Hjul, folder: Path) -> None:
    assert hjul("mark", "annual", "done", "--on", "2026-01-21").code == 0
    told = hjul("annual-report", today=ALL_YEAR)
    assert told.code == 0
    assert told.out.startswith("# Verksamhetsberättelse 2026\n")
    assert "## Medlemmar" in told.out
    assert hjul("annual-report", "-o", "year.docx", today=ALL_YEAR).code == 0
    assert (folder / "year.docx").read_bytes().startswith(b"PK")
    assert "Anna Ek" in told.out
    assert "Anna Ek" not in hjul("annual-report", "--public", today=ALL_YEAR).out


def test_the_next_plan_passes_check_and_stands_beside_this_one(hjul: Hjul, folder: Path) -> None:
    told = hjul("roll-over", "2027", "-o", "plan-2027.yaml", today="2026-12-01")
    assert (told.code, told.out) == (0, "plan-2027.yaml\n")
    checked = hjul("check", "plan-2027.yaml")
    assert checked.code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN
    new = read_plan(folder / "plan-2027.yaml").plan
    assert (new.id, new.continues) == ("lunden-2027", "lunden-2026")
    assert (folder / "plan-2027.yaml").stat().st_mode & 0o077 == 0


def test_the_next_plan_never_takes_the_place_of_a_file(hjul: Hjul, folder: Path) -> None:
    there = folder / "there.yaml"
    there.write_text("mine", encoding="utf-8")
    told = hjul("roll-over", "2027", "-o", "there.yaml", today="2026-12-01")
    assert told.code == 2
    assert "there is such a file already" in told.err
    assert there.read_text(encoding="utf-8") == "mine"
    dangling = folder / "link.yaml"
    dangling.symlink_to(folder / "nowhere.yaml")
    assert hjul("roll-over", "2027", "-o", "link.yaml", today="2026-12-01").code == 2
    assert dangling.is_symlink()
    assert not (folder / "nowhere.yaml").exists()


def test_rolling_over_into_another_year_says_which_is_the_next(hjul: Hjul) -> None:
    told = hjul("roll-over", "2029")
    assert told.code == 2
    assert "hjul roll-over 2027" in told.err
