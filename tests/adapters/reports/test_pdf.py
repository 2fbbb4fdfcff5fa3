"""The report as PDF: tagged for screen readers, the same bytes each time, and what people wrote is never typst's markup."""

from __future__ import annotations

import re
import zlib

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from adapters.reports.pdf import render
from config.language import languages
from mappings.report import Charts, Report, Table
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import WHAT_PEOPLE_DID, make_plan, reported

REPORT = reported(make_plan(), *WHAT_PEOPLE_DID)
MADE = render(REPORT)
TYPST = (
    "#panic(1)",
    '#read("/etc/passwd")',
    "= heading *bold* _thin_ $x^2$ @ref <label>",
    "#let x = 1; #x",
    '"] #emph[',
    "\\ // comment /* more */",
    '#import "@preview/cetz:0.1.0"',
)


def text(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return " ".join("\n".join(pages).replace("\ufffe", "").replace("\u00ad", "").split())


def objects(made: bytes) -> str:
    """The file as it stands, and all its compressed streams unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    unpacked = [made]
    for stream in streams:
        try:
            unpacked.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(unpacked).decode("latin-1")


INSIDE = objects(MADE)


@pytest.mark.parametrize("code", languages())
def test_every_language_is_said_and_shown(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    made = render(report)
    shown = text(made)
    assert all(section.heading in shown for section in report.sections)
    assert f"/Lang({code})" in objects(made).replace(" ", "")


def test_the_file_is_tagged_and_claims_the_standard_that_its_writer_has_checked() -> None:
    assert "/MarkInfo" in INSIDE
    assert "/StructTreeRoot" in INSIDE
    assert re.search(r"pdfuaid:part(=\"|>)1", INSIDE)
    document = pypdfium2.PdfDocument(MADE)
    assert pdfium.FPDFCatalog_IsTagged(document.raw)


def test_headings_tables_and_lists_are_told_to_a_screen_reader() -> None:
    wanted = [block for section in REPORT.sections for block in section.blocks]
    tables = [block for block in wanted if isinstance(block, Table)]
    compact = INSIDE.replace(" ", "")
    assert len(re.findall(r"/S/Table\b", compact)) == len(tables)
    assert len(re.findall(r"/S/TH\b", compact)) >= sum(len(table.columns) for table in tables)
    assert len(re.findall(r"/S/H1\b", compact)) == 1
    assert len(re.findall(r"/S/H2\b", compact)) == len(REPORT.sections)
    assert "/S/LI" in compact


def test_every_picture_has_its_text_alternative() -> None:
    charts = [
        chart
        for section in REPORT.sections
        for block in section.blocks
        if isinstance(block, Charts)
        for chart in block.charts
    ]
    figures = re.findall(r"/S/Figure\b", INSIDE.replace(" ", ""))
    assert len(figures) == len(charts) == 3
    assert len(re.findall(r"/Alt\b", INSIDE)) >= len(charts)


def test_the_file_bears_the_reports_own_day() -> None:
    document = pypdfium2.PdfDocument(MADE)
    about = document.get_metadata_dict()
    assert (about["Title"], about["Author"]) == (REPORT.title, REPORT.organisation)
    assert about["CreationDate"].startswith("D:20260331120000")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(REPORT) == MADE


def test_every_letter_comes_with_the_file() -> None:
    fonts = set(re.findall(r"/BaseFont\s*/([A-Za-z0-9+-]+)", INSIDE))
    assert fonts
    assert all(re.match(r"[A-Z]{6}\+(Libertinus|DejaVu|NewCM)", font) for font in fonts), fonts


def test_nothing_in_the_file_leads_anywhere_or_runs() -> None:
    assert not re.search(r"/(URI|JavaScript|Launch|GoToR|EmbeddedFile)\b", INSIDE)


@pytest.mark.parametrize("attack", [*ATTACKS, *TYPST], ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    shown = text(render(hostile_report(attack)))
    assert "".join(plain(attack).split())[:2000] in "".join(shown.split()).replace("-", "-")


@pytest.mark.parametrize("title", ["Møte 🎉 i parken", "会議", "اجتماع", "\U0001f600\ue000"])
def test_a_letter_that_the_fonts_lack_stops_no_report(title: str) -> None:
    report: Report = reported(make_plan(title=title), *WHAT_PEOPLE_DID)
    made = render(report)
    assert made.startswith(b"%PDF")
    assert render(report) == made
