"""The report in Word: what a secretary edits is made of real styles, lists and tables, and a template stays the organisation's."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from adapters.reports.word import render
from config.errors import UserError
from config.language import languages
from mappings.report import Cell, Charts, Column, Report, Section, Table
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import WHAT_PEOPLE_DID, make_plan, reported

REPORT = reported(make_plan(), *WHAT_PEOPLE_DID)
MADE = render(REPORT)


def opened(made: bytes) -> Document:
    return docx.Document(BytesIO(made))


def words(document: Document) -> str:
    """All the text of the body, in its order."""
    return " ".join("".join(str(one.text or "") for one in document.element.body.iter(qn("w:t"))).split())


def styled(document: Document, name: str) -> list[str]:
    return [line.text for line in document.paragraphs if line.style is not None and line.style.name == name]


def tables(report: Report) -> list[Table]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("code", languages())
def test_the_headings_are_real_headings_in_every_language(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    document = opened(render(report))
    assert styled(document, "Title") == [report.title]
    assert styled(document, "Heading 1") == [section.heading for section in report.sections]
    assert styled(document, "Heading 2")


@pytest.mark.parametrize(
    ("code", "tag"), [("sv", "sv-SE"), ("nb", "nb-NO"), ("nn", "nn-NO"), ("da", "da-DK"), ("en", "en-GB")]
)
def test_the_language_is_said_for_the_proof_reader(code: str, tag: str) -> None:
    document = opened(render(reported(make_plan(language=code))))
    said = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert said == {tag}
    assert document.core_properties.language == tag


def test_every_table_has_a_header_row_that_repeats_and_rows_that_stay_whole() -> None:
    made = opened(MADE).tables
    assert len(made) == len(tables(REPORT))
    for table, wanted in zip(made, tables(REPORT), strict=True):
        rows = table._tbl.tr_lst  # noqa: SLF001
        assert len(rows) == len(wanted.rows) + 1
        assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [
            True,
            *(False for _ in wanted.rows),
        ]
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert [len(row.tc_lst) for row in rows] == [len(wanted.columns)] * len(rows)


def test_every_cell_holds_what_the_report_says() -> None:
    for made, wanted in zip(opened(MADE).tables, tables(REPORT), strict=True):
        for row, cells in zip(made.rows[1:], wanted.rows, strict=True):
            for shown, cell in zip(row.cells, cells, strict=True):
                for part in (cell.text, cell.detail, cell.mark.word if cell.mark else ""):
                    assert part in shown.text


def test_the_proposals_are_a_numbered_list_and_the_others_have_dots() -> None:
    document = opened(MADE)
    assert styled(document, "List Number") == [
        item.text
        for item in REPORT.sections[0].blocks[0].items  # type: ignore[union-attr]
    ]
    assert styled(document, "List Bullet")


def test_every_picture_says_in_words_what_it_shows_and_has_an_id_of_its_own() -> None:
    about = list(opened(MADE).element.body.iter(qn("wp:docPr")))
    drawn = [
        chart
        for section in REPORT.sections
        for block in section.blocks
        if isinstance(block, Charts)
        for chart in block.charts
    ]
    assert [one.get("descr") for one in about] == [f"{chart.title}. {chart.alternative}" for chart in drawn]
    assert len({one.get("id") for one in about}) == len(about) == 3


def test_the_file_bears_title_author_and_the_reports_own_day() -> None:
    about = opened(MADE).core_properties
    assert (about.title, about.author) == (REPORT.title, REPORT.organisation)
    assert about.created == about.modified == datetime(2026, 3, 31, 12, tzinfo=UTC)


def test_the_pages_are_a4_and_numbered() -> None:
    section = opened(MADE).sections[0]
    assert [round((side or 0) / Mm(1)) for side in (section.page_width, section.page_height)] == [210, 297]
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]  # noqa: SLF001
    assert fields == ["PAGE", "NUMPAGES"]
    assert REPORT.footer in section.footer.paragraphs[0].text


def test_the_same_report_gives_the_same_bytes_and_no_time_of_writing() -> None:
    assert render(REPORT) == MADE
    with ZipFile(BytesIO(MADE)) as file:
        assert {part.date_time for part in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    document = opened(render(hostile_report(attack)))
    assert plain(attack) in words(document)
    kinds = {one.tag for one in document.element.body.iter() if isinstance(one.tag, str)}
    assert kinds <= {one.tag for one in opened(MADE).element.body.iter() if isinstance(one.tag, str)}
    assert not [rel for rel in document.part.rels.values() if rel.is_external]


# An organisation's own template -----------------------------------------------------------------------------------


def template(path: Path, **changes: Any) -> Path:
    """A template as an organisation has it: a logo in the header, an address in the footer, its own letters."""
    document = docx.Document()
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Garamond", Pt(17)
    document.sections[0].header.paragraphs[0].text = "LOGO"
    document.sections[0].footer.paragraphs[0].text = "Storgata 1"
    document.sections[0].page_width = Mm(200)
    for name in changes.get("without", ()):
        element = document.styles[name].element
        element.getparent().remove(element)
    if body := changes.get("body"):
        document.add_paragraph(body)
    document.save(str(path))
    return path


def test_a_template_keeps_its_styles_its_page_its_header_and_its_footer(tmp_path: Path) -> None:
    document = opened(render(REPORT, template(tmp_path / "own.docx")))
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "LOGO"
    assert [line.text for line in section.footer.paragraphs] == ["Storgata 1"]
    assert abs(int(section.page_width or 0) - Mm(200)) < 1000
    heading = document.styles["Heading 1"]
    assert (heading.font.name, heading.font.size) == ("Garamond", Pt(17))
    assert styled(document, "Heading 1") == [one.heading for one in REPORT.sections]
    assert section.page_width is not None
    widest = max(
        sum(int(column.get(qn("w:w"))) for column in table._tbl.tblGrid)  # noqa: SLF001
        for table in document.tables
    )
    assert (
        widest * 635 <= section.page_width - (section.left_margin or 0) - (section.right_margin or 0) + 6350
    )


def test_what_stands_in_a_templates_body_stays_and_comes_first(tmp_path: Path) -> None:
    document = opened(render(REPORT, template(tmp_path / "own.docx", body="To the members")))
    assert document.paragraphs[0].text == "To the members"
    assert styled(document, "Title") == [REPORT.title]


def test_a_template_without_our_styles_is_given_them(tmp_path: Path) -> None:
    missing = ("Heading 1", "Heading 2", "Title", "Subtitle", "Quote", "List Bullet", "List Number")
    document = opened(render(REPORT, template(tmp_path / "own.docx", without=missing)))
    names = [style.name for style in document.styles if style.type is WD_STYLE_TYPE.PARAGRAPH]
    assert sorted(name for name in names if name in missing) == sorted(missing)
    assert styled(document, "Heading 1") == [one.heading for one in REPORT.sections]
    numbers = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:numId"))}
    known = {one.get(qn("w:numId")) for one in document.part.numbering_part.element.iter(qn("w:num"))}
    assert numbers
    assert numbers <= known


def test_a_template_saved_as_one_is_used_too(tmp_path: Path) -> None:
    path = template(tmp_path / "own.dotx")
    changed = BytesIO()
    with ZipFile(path) as old, ZipFile(changed, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", b"template.main+xml")
            new.writestr(part.filename, data)
    path.write_bytes(changed.getvalue())
    assert opened(render(REPORT, path)).sections[0].header.paragraphs[0].text == "LOGO"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not a zip file", "no Word file"),
        (b"PK\x05\x06" + bytes(18), "no Word file"),
        (b"", "no Word file"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_word_file_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes | None, reason: str
) -> None:
    path = tmp_path / "own.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError, match=reason) as caught:
        render(REPORT, path)
    assert "\n" not in str(caught.value)
    assert "own.docx" in str(caught.value)


def test_macros_are_not_carried_over(tmp_path: Path) -> None:
    path = template(tmp_path / "own.dotm")
    changed = BytesIO()
    with ZipFile(path) as old, ZipFile(changed, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "[Content_Types].xml":
                data = data.replace(
                    b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"vnd.ms-word.template.macroEnabledTemplate.main+xml",
                )
            new.writestr(part.filename, data)
    path.write_bytes(changed.getvalue())
    with pytest.raises(UserError, match="macros"):
        render(REPORT, path)


def test_a_damaged_template_is_refused_whatever_is_cut_off(tmp_path: Path) -> None:
    whole = template(tmp_path / "whole.docx").read_bytes()
    path = tmp_path / "own.docx"
    for size in range(0, len(whole), len(whole) // 12):
        path.write_bytes(whole[:size])
        with pytest.raises(UserError):
            render(REPORT, path)


def test_a_picture_is_sharp_enough_for_print() -> None:
    with ZipFile(BytesIO(MADE)) as file:
        pictures = [file.read(name) for name in file.namelist() if name.endswith(".png")]
    assert len(pictures) == 3
    for picture in pictures:
        (wide,) = struct.unpack(">I", picture[16:20])
        assert wide / 83 * 25.4 >= 200  # dots to the inch, on 83 mm


def made_of(table: Table) -> Document:
    return opened(render(replace(REPORT, sections=(Section("a", "A", (table,)),))))


def test_what_belongs_to_a_rows_name_stands_under_it_and_is_not_bold() -> None:
    rows = ((Cell("Mend the lamp", detail="Cause: no ladder"), Cell("Ada")),)
    cell = made_of(Table("", (Column("What"), Column("Who")), rows)).tables[0].rows[1].cells[0]
    assert cell.text == "Mend the lamp\nCause: no ladder"
    assert [run.bold for run in cell.paragraphs[0].runs if run.text.strip()] == [True, False]


def test_a_table_of_many_columns_is_set_smaller() -> None:
    columns = tuple(Column(f"Responsible{number}") for number in range(9))
    rows = (tuple(Cell("responsibilities") for _ in columns),)
    sizes = {
        run.font.size
        for cell in made_of(Table("", columns, rows)).tables[0].rows[1].cells
        for run in cell.paragraphs[0].runs
    }
    assert sizes == {Pt(8)}
