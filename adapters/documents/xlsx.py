"""Excel workbooks (.xlsx) into rows, sheet by sheet: dates as days, merged cells repeated, hidden rows and sheets left out.

openpyxl reads it, after every member has been looked at within bounds. Formulas are not calculated: their stored results are
what a person saw last.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from adapters.documents.bounds import MOST_CELLS, Unreadable, damaged
from adapters.documents.container import Container
from adapters.documents.headings import levelled, may_be_heading
from adapters.documents.letters import mend
from adapters.documents.runs import is_bold, tidy
from adapters.documents.trees import local, xml
from mappings.blocks import Block, Cell, Document, Heading, Place, Run, Runs, TableRow

_CALLED = "Excel (.xlsx)"
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    OSError,
    SyntaxError,
    zipfile.BadZipFile,
)
"""What openpyxl is known to stumble over in files that are no whole workbooks."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def read_xlsx(container: Container, raw: bytes, name: str) -> Document:
    """Unreadable for damage, a DTD, and for more cells than MOST_CELLS."""
    unreckoned = _look_through(container)
    from openpyxl import load_workbook  # noqa: PLC0415  # only where there is a workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(raw), data_only=True, keep_links=False, rich_text=True)
            reader = _Reader()
            reader.book(book)
            title = mend(book.properties.title or "")
    except _BROKEN:
        raise damaged(_CALLED) from None
    if unreckoned:
        reader.left_out.append(f"formulas that no program has calculated yet: {unreckoned}")
    return Document("xlsx", name, tuple(levelled(reader.found)), title, left_out=tuple(reader.left_out))


def _look_through(container: Container) -> int:
    """How many formulas have no result. Unreadable where openpyxl would be led to make very many cells."""
    unreckoned = cells = 0
    for name in container.names():
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        raw = container.read(name)
        if not name.startswith("xl/worksheets/") or name.endswith(".rels"):
            if name.endswith((".xml", ".rels")) and raw:
                xml(raw, _CALLED)
            continue
        root = xml(raw, _CALLED)
        rows, columns = 0, 0
        for element in root.iter():
            kind = local(element)
            if kind == "c":
                cells += 1
                column, row, *_ = _corners(str(element.get("r", "")))
                rows, columns = max(rows, row), max(columns, column)
                children = {local(one) for one in element}
                unreckoned += "f" in children and not children & {"v", "is"}
            elif kind == "mergeCell":
                left, top, right, bottom = _corners(str(element.get("ref", "")))
                cells += max(0, right - left + 1) * max(0, bottom - top + 1)
        if max(cells, rows * columns) > MOST_CELLS:
            raise Unreadable(
                f"has a sheet that reaches over more than {MOST_CELLS:,} cells; "
                "delete what stands far outside its table, or save the table alone"
            )
    return unreckoned


def _corners(reference: str) -> tuple[int, int, int, int]:
    """The first and last column and row of "B2" or "A1:C3"; zeros for what is no reference."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return 0, 0, 0, 0
    left, top, right, bottom = match.groups()
    return _column(left), int(top), _column(right or left), int(bottom or top)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


@dataclass
class _Reader:
    found: list[Block] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    tables: int = 0

    def book(self, book: Any) -> None:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden = len(book.worksheets) - len(sheets)
        if hidden:
            self.left_out.append(f"hidden sheets: {hidden}")
        read = [(sheet.title, list(self.rows(sheet))) for sheet in sheets]
        several = sum(bool(rows) for _, rows in read) > 1
        for title, rows in read:
            if several and rows:
                runs = tidy([Run(title)])
                self.found.append(Heading(1, runs, Place(sheet=title)))
            self.sheet(title, rows, level=2 if several else 1)

    def sheet(self, title: str, rows: list[tuple[int, list[Cell]]], *, level: int) -> None:
        width = max((len(cells) for _, cells in rows), default=0)
        before = 0
        in_table = False
        for number, cells in rows:
            if number != before + 1 or not in_table:
                self.tables += 1
            before = number
            place = Place(sheet=title, table=self.tables, row=number)
            alone = _alone(cells)
            if (
                alone is not None
                and (alone.wide or not in_table)
                and may_be_heading(alone.cell.text, ".,;!?")
            ):
                self.found.append(Heading(level, alone.cell.runs, Place(sheet=title, row=number)))
                in_table = False
                continue
            in_table = True
            self.found.append(TableRow(tuple(cells + [Cell()] * (width - len(cells))), place=place))

    def rows(self, sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that are shown and hold something, each with its number; without the columns that are hidden."""
        merged = _merged(sheet)
        hidden_columns = _hidden_columns(sheet)
        hidden_rows = 0
        for number, row in enumerate(_rows(sheet), start=sheet.min_row):
            shown = number not in sheet.row_dimensions or not sheet.row_dimensions[number].hidden
            cells: list[Cell] = []
            for one in row:
                if one.column in hidden_columns:
                    continue
                top_left = merged.get((one.row, one.column))
                source = sheet.cell(*top_left) if top_left else one
                cells.append(
                    Cell(_runs(source), merged=top_left is not None and top_left != (one.row, one.column))
                )
            while cells and not cells[-1].runs:
                cells.pop()
            if not any(cell.runs and not cell.merged for cell in cells):
                continue
            if shown:
                yield number, cells
            else:
                hidden_rows += 1
        if hidden_rows:
            self.left_out.append(f"hidden rows in the sheet {sheet.title}: {hidden_rows}")


@dataclass(frozen=True, slots=True)
class _Alone:
    cell: Cell
    wide: bool


def _alone(cells: list[Cell]) -> _Alone | None:
    """The one cell that says something in a row, if it stands first and is bold or merged over others."""
    own = [cell for cell in cells if cell.runs and not cell.merged]
    if len(own) != 1 or cells[0] is not own[0]:
        return None
    wide = any(cell.merged for cell in cells)
    return _Alone(own[0], wide) if wide or is_bold(own[0].runs) else None


def _rows(sheet: Any) -> Any:
    """From the first row and the first column that hold anything."""
    return sheet.iter_rows(min_row=sheet.min_row, min_col=sheet.min_column)


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """For each cell of a merged range the place of the one that holds its text."""
    return {
        (row, column): (one.min_row, one.min_col)
        for one in sheet.merged_cells.ranges
        for row in range(one.min_row, one.max_row + 1)
        for column in range(one.min_col, one.max_col + 1)
    }


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for one in sheet.column_dimensions.values()
        if one.hidden and one.min and one.max
        for number in range(one.min, min(one.max, 16_384) + 1)
    }


def _runs(cell: Any) -> Runs:
    value = cell.value
    if value is None:
        return ()
    bold, struck = bool(cell.font and cell.font.b), bool(cell.font and cell.font.strike)
    if isinstance(value, list):  # rich text: strings and blocks with fonts of their own
        return tidy(
            Run(one, bold, struck)
            if isinstance(one, str)
            else Run(str(one.text), bool(one.font and one.font.b), bool(one.font and one.font.strike))
            for one in value
        )
    return tidy([Run(_shown(value, str(cell.number_format)), bold, struck)])


def _shown(value: object, form: str) -> str:
    """A value as the sheet shows it, days always as 2026-03-09 and months as 2026-03."""
    match value:
        case dt.datetime() if value.time() != dt.time() and re.search(r"h", form, re.IGNORECASE):
            return value.strftime("%Y-%m-%d %H:%M")
        case dt.date():
            return _day(value, form)
        case dt.time():
            return value.strftime("%H:%M")
        case dt.timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case bool():
            return "✓" if value else ""
        case int() | float() if "%" in form:
            return f"{_plain_number(float(value) * 100)} %"
        case int() | float():
            return _plain_number(float(value))
        case _:
            return str(value)


def _day(value: dt.date, form: str) -> str:
    """No more of a date than its format shows: "mars 2026" is no day."""
    letters = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", form).lower()
    if "d" in letters or not re.search(r"[ym]", letters):
        return value.strftime("%Y-%m-%d")
    return value.strftime("%Y-%m") if "m" in letters else value.strftime("%Y")


def _plain_number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
