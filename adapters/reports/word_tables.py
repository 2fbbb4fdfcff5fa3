"""A table of the report as Word's own: a header row that repeats, rows that stay whole, and columns as wide as they need.

Built as elements in one go: python-docx's cells find their neighbours anew each time, and a table of a thousand rows takes minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from adapters.reports.widths import is_crowded, shares
from adapters.reports.word_styles import table_style
from mappings.report import Cell, Column, ColumnKind, Mark, Table, Tone

TWIP = 635
"""English Metric Units in a twentieth of a point."""
LOOK = "06A0"  # first row, first column, no bands: ECMA-376 part 1, §17.4.55
QUIET = "4B5661"
LETTERS = 86
"""On a line of a table, in a wider letter than ours: nobody knows which fonts the reader has."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Half points of what stands in a cell, None for the table's own, and of what is quiet beside it."""

    text: int | None
    detail: int


USUAL = Sizes(None, 16)
SMALL = Sizes(16, 14)
"""Where the columns are so many that their words would not fit."""
SMALLER = 1.2
"""So many times as many small letters stand on a line."""


Look: TypeAlias = tuple[Mapping[Tone, str], Sizes]


def table_of(document: Document, table: Table, colours: Mapping[Tone, str]) -> Any:
    """The ``w:tbl`` element. Its caption is its alternative text."""
    page = document.sections[-1]
    room = (page.page_width or Mm(210)) - (page.left_margin or 0) - (page.right_margin or 0)
    crowded = is_crowded(table, LETTERS)
    sizes = SMALL if crowded else USUAL
    letters = LETTERS * (SMALLER if crowded else 1)
    widths = [round(share * room / TWIP) for share in shares(table, letters)]
    element = _element("w:tbl")
    properties = _under(element, "w:tblPr")
    _under(properties, "w:tblStyle", val=table_style(document))
    _under(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    _under(properties, "w:tblLayout", type="fixed")
    _under(properties, "w:tblLook", val=LOOK, firstRow="1", firstColumn="1", noHBand="1", noVBand="1")
    _under(properties, "w:tblCaption", val=table.caption)
    grid = _under(element, "w:tblGrid")
    for width in widths:
        _under(grid, "w:gridCol", w=str(width))
    head = [Cell(mark=column.mark) if column.mark else Cell(column.heading) for column in table.columns]
    _row(element, head, table.columns, widths, (colours, sizes), header=True)
    for row in table.rows:
        _row(element, row, table.columns, widths, (colours, sizes))
    return element


def _row(
    table: Any,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    look: Look,
    *,
    header: bool = False,
) -> None:
    row = _under(table, "w:tr")
    properties = _under(row, "w:trPr")
    _under(properties, "w:cantSplit")
    if header:
        _under(properties, "w:tblHeader")
    for cell, column, width in zip(cells, columns, widths, strict=True):
        place = _under(row, "w:tc")
        _under(_under(place, "w:tcPr"), "w:tcW", w=str(width), type="dxa")
        line = _under(place, "w:p")
        if column.kind is ColumnKind.NUMBER or header:
            properties = _under(line, "w:pPr")
            if header:
                _under(properties, "w:keepNext")
            if column.kind is ColumnKind.NUMBER:
                _under(properties, "w:jc", val="right")
        _said(line, cell, look, bold=True if place is row[1] and not header else None)


def _said(line: Any, cell: Cell, look: Look, *, bold: bool | None) -> None:
    colours, sizes = look
    mark: Mark | None = cell.mark
    if mark:
        _run(line, f"{mark.symbol} {mark.word}", bold=True, colour=colours[mark.tone], size=sizes.text)
    if cell.text:
        _run(line, f" {cell.text}" if mark else cell.text, bold=bold, size=sizes.text)
    if not cell.detail:
        return
    if bold and cell.text:  # what belongs to a row's name stands under it
        _under(_under(line, "w:r"), "w:br")
        _run(line, cell.detail, bold=False, colour=QUIET, size=sizes.detail)
    else:
        _run(line, f" {cell.detail}" if mark or cell.text else cell.detail, colour=QUIET, size=sizes.detail)


def _run(
    line: Any, said: str, *, bold: bool | None = None, colour: str | None = None, size: int | None = None
) -> None:
    run = _under(line, "w:r")
    if bold is not None or colour or size:
        look = _under(run, "w:rPr")
        if bold is not None:
            _under(look, "w:b", **({} if bold else {"val": "0"}))
        if colour:
            _under(look, "w:color", val=colour)
        if size:
            _under(look, "w:sz", val=str(size))
    text = _under(run, "w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = said


def _element(name: str) -> Any:
    return OxmlElement(name)


def _under(parent: Any, name: str, **given: str) -> Any:
    element = parent.makeelement(qn(name), {qn(f"w:{key}"): value for key, value in given.items()})
    parent.append(element)
    return element
