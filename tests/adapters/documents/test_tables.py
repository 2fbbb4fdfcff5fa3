"""Tables by themselves: .xlsx and .csv, where one plan's table is the same rows."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from adapters.documents.read import read_document
from tests.adapters.documents.making import xlsx
from tests.adapters.documents.reading import blocks

ROWS = [
    ["Månad", "Aktivitet", "Ansvarig"],
    ["Februari", "9. Årsmöte; val av styrelse", "Styrelsen"],
    ["", "Konstituering", ""],
    ["Juli", "", ""],
    ["Oktober", 'Höst"städning", och fika', "Husgruppen"],
]
SHOWN = [" | ".join(row) for row in ROWS]


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def sheet(rows: list[list[Any]] | None = None) -> tuple[Workbook, Any]:
    book = Workbook()
    active: Any = book.active
    for row in rows or []:
        active.append(row)
    return book, active


def written(delimiter: str, rows: list[list[str]]) -> str:
    return "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    )


def test_a_workbook_and_a_text_of_the_same_table_are_the_same_rows() -> None:
    book, _ = sheet([[cell or None for cell in row] for row in ROWS])
    assert blocks(saved(book), "plan.xlsx") == SHOWN
    for delimiter in ",;\t|":
        assert blocks(written(delimiter, ROWS), "plan.csv") == SHOWN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_delimiter_and_the_encoding_are_told_by_the_content(encoding: str) -> None:
    text = "Månad;Aktivitet\nFebruari;Årsmöte, val, fika\nMars;Möte, kl 18,30\n"
    assert blocks(text.encode(encoding), "plan.csv") == [
        "Månad | Aktivitet",
        "Februari | Årsmöte, val, fika",
        "Mars | Möte, kl 18,30",
    ]


def test_the_line_in_which_excel_names_the_delimiter_is_no_row() -> None:
    assert blocks("sep=,\nMars,Möte\nApril,Fest\n", "plan.csv") == ["Mars | Möte", "April | Fest"]


def test_a_cell_may_hold_lines_and_the_place_is_the_first_of_them() -> None:
    document = read_document('Mars;"Möte\nFest"\n\nApril;Resa\n'.encode(), "plan.csv")
    assert [block.text for block in document.blocks] == ["Mars\tMöte\nFest", "April\tResa"]
    assert [(block.place.line, block.place.table) for block in document.blocks] == [(1, 1), (4, 2)]


def test_dates_are_days_and_no_more_of_them_than_the_sheet_shows() -> None:
    book, active = sheet()
    cells = [
        (dt.date(2027, 3, 9), "yyyy-mm-dd"),
        (dt.date(2027, 3, 9), "d/m"),
        (dt.datetime(2027, 3, 9, 18, 30), "yyyy-mm-dd hh:mm"),  # noqa: DTZ001  # a sheet knows no zone
        (dt.date(2027, 3, 1), "mmmm yyyy"),
        (dt.date(2027, 3, 1), "mmm"),
        (dt.date(2027, 1, 1), "yyyy"),
        (dt.time(18, 30), "hh:mm"),
        (0.1, "0%"),
        (120, "General"),
        (4.5, "General"),
    ]
    for column, (value, form) in enumerate(cells, start=1):
        active.cell(1, column, value).number_format = form
    assert blocks(saved(book), "plan.xlsx") == [
        "2027-03-09 | 2027-03-09 | 2027-03-09 18:30 | 2027-03 | 2027-03 | 2027 | 18:30 | 10 % | 120 | 4.5"
    ]


def test_merged_months_are_repeated_and_a_merged_title_is_a_heading() -> None:
    book, active = sheet([["Årshjul 2027", None], ["Mars", "Årsmöte"], [None, "Fest"], ["Juli", None]])
    active.merge_cells("A1:B1")
    active.merge_cells("A2:A3")
    assert blocks(saved(book), "plan.xlsx") == ["# Årshjul 2027", "Mars | Årsmöte", "Mars^ | Fest", "Juli | "]


def test_every_sheet_has_its_name_above_it_where_there_are_several() -> None:
    book, active = sheet([["Mars", "Årsmöte"]])
    active.title = "Möten"
    book.create_sheet("Fester").append(["Juni", "Dans"])
    book.create_sheet("Tom")
    assert blocks(saved(book), "plan.xlsx") == ["# Möten", "Mars | Årsmöte", "# Fester", "Juni | Dans"]
    places = [block.place for block in read_document(saved(book), "plan.xlsx").blocks]
    assert [(place.sheet, place.row) for place in places] == [
        ("Möten", None),
        ("Möten", 1),
        ("Fester", None),
        ("Fester", 1),
    ]


def test_hidden_rows_columns_and_sheets_are_left_out_and_told_of() -> None:
    book, active = sheet(
        [["Mars", "hemlig", "Årsmöte"], ["April", "hemlig", "dold"], ["Juni", "hemlig", "Dans"]]
    )
    active.title = "Plan"
    active.row_dimensions[2].hidden = True
    active.column_dimensions["B"].hidden = True
    secret = book.create_sheet("Dold")
    secret.append(["x"])
    secret.sheet_state = "hidden"
    document = read_document(saved(book), "plan.xlsx")
    assert [block.text for block in document.blocks] == ["Mars\tÅrsmöte", "Juni\tDans"]
    assert document.left_out == ("hidden sheets: 1", "hidden rows in the sheet Plan: 1")


def test_a_sheets_own_row_numbers_are_the_places() -> None:
    book, active = sheet()
    active["B3"], active["C3"], active["B7"] = "Mars", "Möte", "April"
    rows = [(block.place.row, block.place.table) for block in read_document(saved(book), "plan.xlsx").blocks]
    assert rows == [(3, 1), (7, 2)]


def test_bold_and_struck_out_cells_and_words_are_known() -> None:
    book, active = sheet([["Mars", "Årsmöte", None]])
    active["A1"].font = Font(b=True)
    active["B1"].font = Font(strike=True)
    active["C1"] = CellRichText("Fest ", TextBlock(InlineFont(strike=True), "12 maj"), " 19 maj")
    assert blocks(saved(book), "plan.xlsx") == ["*Mars* | ~Årsmöte~ | Fest ~12 maj~ 19 maj"]


def test_a_formula_is_what_it_gave_and_one_that_never_gave_anything_is_told_of() -> None:
    rows = ['<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>2+2</f></c></row>']
    document = read_document(xlsx(rows), "plan.xlsx")
    assert [block.text for block in document.blocks] == ["2"]
    assert document.left_out == ("formulas that no program has calculated yet: 1",)
