"""``hjul wheel``: a file in the form that its name asks for, of the year and the day that are asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.session import environment
from tests.sync.conftest import PLAN, Hjul
from tests.wheels import EXAMPLES

BEGINS = {"svg": b"<svg ", "html": b"<!DOCTYPE html>", "png": b"\x89PNG", "pdf": b"%PDF"}


@pytest.mark.parametrize("form", BEGINS)
def test_the_form_is_that_of_the_files_name(hjul: Hjul, folder: Path, form: str) -> None:
    ran = hjul("wheel", "-o", f"wheel.{form}")
    assert (ran.code, ran.out) == (0, f"wheel.{form}\n")
    assert (folder / f"wheel.{form}").read_bytes().startswith(BEGINS[form])


def test_the_form_that_is_asked_for_wins(hjul: Hjul, folder: Path) -> None:
    assert hjul("wheel", "-o", "wheel", "--format", "html").code == 0
    assert (folder / "wheel").read_bytes().startswith(BEGINS["html"])


@pytest.mark.parametrize("form", BEGINS)
def test_without_a_file_it_goes_to_the_next_program(folder: Path, form: str) -> None:
    hjul = str(Path(sys.executable).with_name("hjul"))
    ran = subprocess.run(
        [hjul, "wheel", "--format", form], cwd=folder, env=environment(), capture_output=True, check=True
    )
    assert ran.stdout.startswith(BEGINS[form])


def test_a_file_that_is_no_wheel_is_refused(hjul: Hjul, folder: Path) -> None:
    ran = hjul("wheel", "-o", "wheel.docx")
    assert ran.code == 2
    assert (
        ran.err == "hjul: wheel.docx: no wheel ends in .docx; expected .svg, .png, .pdf, .html, or --format\n"
    )
    assert not (folder / "wheel.docx").exists()


def test_drawing_makes_no_ledger(hjul: Hjul, folder: Path) -> None:
    assert hjul("wheel").code == 0
    assert not (folder / "hjul-data").exists()


def test_what_was_reported_is_on_the_wheel(hjul: Hjul) -> None:
    assert hjul("mark", "letter@2026-02", "done", "--on", "2026-02-27").code == 0
    assert "28 feb. · Skriva brev · ✔ klart (anmält)" in hjul("wheel").out.replace("\u00a0", " ")


def test_the_wheel_of_an_earlier_day_knows_nothing_of_what_came_later(hjul: Hjul) -> None:
    before = hjul("wheel", "--as-of", "2026-02-20").out
    assert hjul("mark", "letter@2026-02", "done", "--on", "2026-02-27").code == 0
    assert hjul("wheel", "--as-of", "2026-02-20").out == before
    assert hjul("wheel").out != before


def test_a_day_that_has_not_come_is_refused(hjul: Hjul) -> None:
    ran = hjul("wheel", "--as-of", "2026-05-01")
    assert ran.code == 2
    assert "2026-05-01 has not come yet" in ran.err


def test_the_plan_of_an_earlier_day_is_the_plan_as_it_was(hjul: Hjul, folder: Path) -> None:
    assert hjul("sync").code == 0
    (folder / "plan.yaml").write_text(PLAN.replace("Marknad", "Stor marknad"), encoding="utf-8")
    assert hjul("sync", today="2026-04-10").code == 0
    assert "Stor marknad" in hjul("wheel", today="2026-04-11").out
    assert "Stor marknad" not in hjul("wheel", "--as-of", "2026-03-20", today="2026-04-11").out


def test_a_plan_of_several_years_shows_the_year_that_it_is_and_says_so(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("period: 2026", "period: 2026-2028"), encoding="utf-8")
    ran = hjul("wheel", today="2027-02-01")
    assert "Årshjul 2027" in ran.out
    assert ran.err == (
        "hjul: the plan has 3 years; this is the wheel of 2027, --year shows another and --strip all of them\n"
    )
    other = hjul("wheel", "--year", "2028")
    assert "Årshjul 2028" in other.out
    assert other.err == ""


@pytest.mark.parametrize("form", BEGINS)
def test_the_strip_of_all_years_comes_in_every_form(hjul: Hjul, folder: Path, form: str) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("period: 2026", "period: 2026-2028"), encoding="utf-8")
    ran = hjul("wheel", "--strip", "-o", f"strip.{form}", today="2027-02-01")
    assert (ran.code, ran.out, ran.err) == (0, f"strip.{form}\n", "")
    assert (folder / f"strip.{form}").read_bytes().startswith(BEGINS[form])


def test_the_strip_is_of_all_years_or_of_the_one_that_is_asked_for(hjul: Hjul, folder: Path) -> None:
    assert "Tidslinje 2026 –" in hjul("wheel", "--strip").out
    (folder / "plan.yaml").write_text(PLAN.replace("period: 2026", "period: 2026-2028"), encoding="utf-8")
    assert "Tidslinje 2026–2028 –" in hjul("wheel", "--strip").out
    assert "Tidslinje 2027 –" in hjul("wheel", "--strip", "--year", "2027").out


def test_a_year_that_the_plan_has_not_is_refused(hjul: Hjul) -> None:
    ran = hjul("wheel", "--year", "2031")
    assert ran.code == 2
    assert "--year 2031" in ran.err
    assert "expected 2026" in ran.err


def test_what_is_confidential_stays_away_until_it_is_asked_for(hjul: Hjul, folder: Path) -> None:
    secret = PLAN.replace("title: Marknad,", "title: Marknad, confidential: true,")
    (folder / "plan.yaml").write_text(secret, encoding="utf-8")
    ran = hjul("wheel")
    assert "Marknad" not in ran.out
    assert ran.err == "hjul: confidential and therefore not on the wheel: 1; --confidential shows it\n"
    strip = hjul("wheel", "--strip")
    assert "Marknad" not in strip.out
    assert strip.err == "hjul: confidential and therefore not on the strip: 1; --confidential shows it\n"
    asked = hjul("wheel", "--confidential")
    assert "Marknad (konfidentiellt)" in asked.out
    assert asked.err == ""


@pytest.mark.parametrize("drawn", [(), ("--strip",)], ids=["wheel", "strip"])
@pytest.mark.parametrize("rings", ["bodies", "areas", "kinds"])
@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_drawn_with_every_kind_of_ring(
    hjul: Hjul, plan: Path, rings: str, drawn: tuple[str, ...]
) -> None:
    ran = hjul("wheel", str(plan), "--rings", rings, *drawn)
    assert ran.code == 0
    assert ran.out.startswith("<svg ")
