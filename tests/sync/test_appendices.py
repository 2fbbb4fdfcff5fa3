"""``hjul report --wheel`` and ``--strip``: the picture and its tables at the end, and every other report as it was."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.adapters.reports.made import word_lines
from tests.sync.conftest import PLAN, Hjul

PAPERS = ("html", "pdf", "docx", "md", "txt")
LATER = "2026-04-20"
HEADING = "Bilaga: Årshjul 2026"


def report(hjul: Hjul, folder: Path, form: str, *words: str, today: str | None = None) -> bytes:
    ran = hjul("report", *words, "-o", f"r.{form}", today=today)
    assert ran.code == 0, ran.err
    return (folder / f"r.{form}").read_bytes()


@pytest.mark.parametrize("form", PAPERS)
def test_a_report_without_an_appendix_is_as_it_was(hjul: Hjul, folder: Path, form: str) -> None:
    plain = report(hjul, folder, form, "--month", "2026-02")
    assert report(hjul, folder, form, "--month", "2026-02", "--wheel") != plain
    assert report(hjul, folder, form, "--month", "2026-02") == plain
    assert b"sheet" not in plain


@pytest.mark.parametrize("form", PAPERS)
def test_a_past_months_wheel_is_the_wheel_of_that_month_byte_for_byte(
    hjul: Hjul, folder: Path, form: str
) -> None:
    words = ("--month", "2026-02", "--wheel", "--strip")
    assert hjul("sync").code == 0
    first = report(hjul, folder, form, *words)
    assert hjul("mark", "letter@2026-02", "done", "--on", "2026-02-27").code == 0
    (folder / "plan.yaml").write_text(PLAN.replace("Marknad", "Stor marknad"), encoding="utf-8")
    assert hjul("sync", today=LATER).code == 0
    assert report(hjul, folder, form, *words, today=LATER) == first
    now = report(hjul, folder, "md", "--wheel", today=LATER)
    assert "Stor marknad" in now.decode()


def test_the_page_ends_with_the_picture_and_its_table(hjul: Hjul, folder: Path) -> None:
    page = report(hjul, folder, "html", "--wheel").decode()
    assert f"{HEADING}</h2>" in page
    assert page.index("teckenförklaring</h2>") < page.index(HEADING) < page.index('id="wheel-title"')
    assert (
        page.index('id="wheel-title"') < page.index("Allt på hjulet, i datumordning") < page.index("</main>")
    )


def test_the_pdf_has_it_on_a_sheet_that_lies_and_says_what_it_shows(hjul: Hjul, folder: Path) -> None:
    made = report(hjul, folder, "pdf", "--wheel", "--strip")
    document = pypdfium2.PdfDocument(made)
    lying = [page for page in document if page.get_size()[0] > page.get_size()[1]]
    said = [page.get_textpage().get_text_range() for page in lying]
    assert [text.splitlines()[0] for text in said] == [HEADING, "Bilaga: Tidslinje 2026"]
    assert b"pdfuaid" in made
    assert document[0].get_size()[0] < document[0].get_size()[1]
    assert document[len(document) - 1].get_size()[0] < document[len(document) - 1].get_size()[1]


def test_word_has_it_on_a_page_that_lies_with_words_in_its_place(hjul: Hjul, folder: Path) -> None:
    made = report(hjul, folder, "docx", "--wheel")
    lines = list(word_lines(made))
    at = lines.index(f"Heading 1: {HEADING}")
    assert "[Årshjul 2026. Årshjul för" in lines[at + 1]
    assert any(line.startswith("  | Datum | Vad | Läge |") for line in lines[at:])
    sections = docx.Document(BytesIO(made)).sections
    wide = [(section.page_width or 0) > (section.page_height or 0) for section in sections]
    assert wide == [False, True, False]


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_form_of_text_alone_says_it_in_words_and_as_a_table(hjul: Hjul, folder: Path, form: str) -> None:
    text = " ".join(report(hjul, folder, form, "--wheel").decode().split())
    after = text[text.lower().index(HEADING.lower()) :]
    assert "en cirkel av månader med" in after
    assert "Marknad" in after


def test_data_has_no_appendix(hjul: Hjul) -> None:
    ran = hjul("report", "--wheel", "--format", "json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "hjul: --wheel is for papers: name a file that ends in .html, .pdf or .docx, not json\n"


def test_the_public_editions_wheel_names_nobody_and_keeps_what_is_confidential(
    hjul: Hjul, folder: Path
) -> None:
    secret = PLAN.replace("title: Marknad,", "title: Marknad, confidential: true,")
    (folder / "plan.yaml").write_text(secret, encoding="utf-8")
    page = report(hjul, folder, "html", "--wheel", "--public").decode()
    assert "Anna" not in page
    assert "Marknad" not in page
    assert "Marknad (konfidentiellt)" in report(hjul, folder, "html", "--wheel").decode()


def test_one_persons_wheel_is_of_what_is_theirs(hjul: Hjul, folder: Path) -> None:
    text = report(hjul, folder, "txt", "--for", "anna", "--wheel").decode()
    assert "Skriva brev" in text
    assert "Värva på torget" not in text


def test_of_several_years_it_is_the_year_that_the_report_is_about(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("period: 2026", "period: 2026-2028"), encoding="utf-8")
    page = report(
        hjul, folder, "html", "--wheel", "--strip", "--month", "2027-01", today="2027-02-10"
    ).decode()
    assert "Bilaga: Årshjul 2027</h2>" in page
    assert "Bilaga: Tidslinje 2026–2028</h2>" in page


def test_an_organisation_may_call_it_by_a_name_of_its_own(hjul: Hjul, folder: Path) -> None:
    own = PLAN.replace("period: 2026", "period: 2026\nheadings: {wheel: Vårt år}")
    (folder / "plan.yaml").write_text(own, encoding="utf-8")
    assert "Vårt år</h2>" in report(hjul, folder, "html", "--wheel").decode()
