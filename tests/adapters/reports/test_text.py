"""The report as plain text: lines that fit a mail, and every word of the report."""

from __future__ import annotations

import pytest

from adapters.reports.text import WIDTH, render
from config.language import languages
from mappings.report import (
    SYMBOLS,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Paragraph,
    Report,
    Section,
    Table,
    Tone,
)
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import MARCH, WHAT_PEOPLE_DID, make_plan, reported

TEXT = render(reported(make_plan(), *WHAT_PEOPLE_DID))


def words(text: str) -> str:
    return " ".join(text.split())


def page(*blocks: Table | Bullets | Paragraph) -> str:
    report = Report("en", "T", "O", (), (Section("s", "S", blocks),), "F", MARCH.as_of)
    return render(report).split("S\n-\n")[1].split("\n\n--")[0]


@pytest.mark.parametrize("code", languages())
def test_no_line_is_longer_than_a_mail_may_have(code: str) -> None:
    text = render(reported(make_plan(language=code), *WHAT_PEOPLE_DID))
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize("code", languages())
def test_every_heading_and_every_paragraph_is_there(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    said = words(render(report))
    for section in report.sections:
        assert section.heading.upper() in said
        for block in section.blocks:
            if isinstance(block, Paragraph):
                assert words(block.text) in said


def test_every_cell_of_a_table_is_there() -> None:
    report = reported(make_plan(), *WHAT_PEOPLE_DID)
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    letters = {part for table in tables for row in table.rows for cell in row for part in cell.text.split()}
    assert [word for word in letters if word not in TEXT] == []


def test_a_state_is_a_symbol_and_a_word() -> None:
    assert "▲ late" in words(TEXT)
    assert "✔ held" in words(TEXT)


def test_a_table_that_fits_stands_in_columns() -> None:
    table = Table("", (Column("What"), Column("How many", ColumnKind.NUMBER)), ((Cell("One"), Cell("12")),))
    assert page(table).splitlines() == ["What  How many", "----  --------", "One         12"]


def test_a_wide_cell_is_wrapped_in_its_column() -> None:
    table = Table("", (Column("Day"), Column("What")), ((Cell("1 May"), Cell("word " * 30)),))
    lines = page(table).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert all(line.startswith("       ") for line in lines[3:])


def test_a_table_of_many_columns_is_a_list_with_its_headings() -> None:
    columns = tuple(Column(f"Column {number}") for number in range(6))
    table = Table("", columns, (tuple(Cell(f"a rather long value {number}") for number in range(6)),))
    lines = page(table).splitlines()
    assert lines[0] == "- a rather long value 0"
    assert lines[1].startswith("  Column 1: a rather long value 1 · Column 2:")


def test_counters_stand_below_one_another() -> None:
    assert "✔ done" in TEXT
    assert any(
        line.startswith("✔ done ") and line.split()[-1].lstrip("+−").isdigit() for line in TEXT.splitlines()
    )


def test_a_charts_words_stand_where_no_table_says_them() -> None:
    assert "By 31 March 2026, 1 of 8 assignments were done. 2 had their last day by then." in words(TEXT)
    assert "How far each indicator has come" not in TEXT


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_text(attack: str) -> None:
    text = render(hostile_report(attack))
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "".join(plain(attack).split()) in "".join(text.split())
    assert not {letter for letter in text if letter < " "} - {"\n"}


def test_a_key_to_every_symbol_is_there() -> None:
    assert all(f"- {SYMBOLS[tone]} " in TEXT for tone in Tone)


def test_the_same_report_gives_the_same_text() -> None:
    assert render(reported(make_plan(), *WHAT_PEOPLE_DID)) == TEXT
    assert [line for line in TEXT.splitlines() if line != line.rstrip()] == []
