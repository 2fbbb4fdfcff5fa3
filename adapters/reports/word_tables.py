"""A table of the report as Word's own: a header row that repeats, rows that stay whole, and columns as wide as they need.

Built as elements in one go: python-docx's cells find their neighbours anew each time, and a table of a thousand rows takes minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from adapters.reports.widths import shares
from adapters.reports.word_styles import table_style
from mappings.report import Cell, Column, ColumnKind, Mark, Table, Tone

TWIP = 635
"""English Metric Units in a twentieth of a point."""
LOOK = "06A0"  # first row, first column, no bands: ECMA-376 part 1, §17.4.55
QUIET = "4B5661"
LETTERS = 86
"""On a line of a table, in a wider letter than ours: nobody knows which fonts the reader has."""


def table_of(document: Document, table: Table, colours: Mapping[Tone, str]) -> Any:
    """The ``w:tbl`` element. Its caption is its alternative text."""
    page = document.sections[-1]
    room = (page.page_width or Mm(210)) - (page.left_margin or 0) - (page.right_margin or 0)
    widths = [round(share * room / TWIP) for share in shares(table, LETTERS)]
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
    _row(element, head, table.columns, widths, colours, header=True)
    for row in table.rows:
        _row(element, row, table.columns, widths, colours)
    return element


def _row(
    table: Any,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    colours: Mapping[Tone, str],
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
            look = _under(line, "w:pPr")
            if header:
                _under(look, "w:keepNext")
            if column.kind is ColumnKind.NUMBER:
                _under(look, "w:jc", val="right")
        _said(line, cell, colours, bold=True if place is row[1] and not header else None)


def _said(line: Any, cell: Cell, colours: Mapping[Tone, str], *, bold: bool | None) -> None:
    mark: Mark | None = cell.mark
    if mark:
        _run(line, f"{mark.symbol} {mark.word}", bold=True, colour=colours[mark.tone])
    if cell.text:
        _run(line, f" {cell.text}" if mark else cell.text, bold=bold)
    if cell.detail:
        _run(line, f" {cell.detail}" if mark or cell.text else cell.detail, colour=QUIET, size=16)


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
