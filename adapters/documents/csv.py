"""Comma-separated values into rows: encoding and delimiter are told by the content, quotes as spreadsheets write them."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO

from adapters.documents.bounds import MOST_CELLS, MOST_TEXT, Unreadable, bomb, too_large
from adapters.documents.encoding import decode
from adapters.documents.runs import tidy
from mappings.blocks import Block, Cell, Document, Place, Run, TableRow

_DELIMITERS = ";\t,|"
_SAMPLE = 100
_SAID = "sep="


def read_csv(raw: bytes, name: str) -> Document:
    """Unreadable for more than MOST_TEXT or MOST_CELLS and for what is no text."""
    if len(raw) > MOST_TEXT:
        raise too_large(len(raw), MOST_TEXT)
    text = decode(raw)
    csv.field_size_limit(MOST_TEXT)
    try:
        rows = _read(text)
    except csv.Error:
        raise Unreadable("is no table that a spreadsheet wrote; save it anew as .csv or .xlsx") from None
    return Document("csv", name, tuple(_rows(rows)))


def _read(text: str) -> list[tuple[int, int, list[str]]]:
    """The rows that say something, each with its first line and its number. csv.Error, and Unreadable for too many cells."""
    delimiter, skipped = _delimiter(text)
    if skipped:
        text = text.partition("\n")[2]
    rows: list[tuple[int, int, list[str]]] = []
    cells = 0
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    for number, row in enumerate(reader, start=1):
        cells += len(row)
        if cells > MOST_CELLS:
            raise bomb(f"holds more than {MOST_CELLS:,} cells")
        if any(cell.strip() for cell in row):
            rows.append((before + 1 + skipped, number + skipped, row))
        before = reader.line_num
    return rows


def _rows(rows: list[tuple[int, int, list[str]]]) -> list[Block]:
    """Every row with as many cells as the longest that is not all blank at its end."""
    width = max((_width(row) for _, _, row in rows), default=0)
    found: list[Block] = []
    table = before = 0
    for line, number, row in rows:
        table += number != before + 1 or not found  # an empty row parts two tables
        before = number
        cells = tuple(Cell(tidy([Run(text)])) for text in (row + [""] * width)[:width])
        found.append(TableRow(cells, place=Place(line=line, table=table, row=number)))
    return found


def _width(row: list[str]) -> int:
    return max((at for at, cell in enumerate(row, start=1) if cell.strip()), default=0)


def _delimiter(text: str) -> tuple[str, int]:
    """The sign that parts the cells, and how many lines only say so ("sep=;", as Excel writes it).

    It is the one that parts most lines into the same number of cells, more than one.
    """
    lines = [line for line in text[:MOST_TEXT].split("\n", _SAMPLE)[:_SAMPLE] if line.strip()]
    if lines and lines[0].lower().startswith(_SAID) and len(said := lines[0].strip()) == len(_SAID) + 1:
        return said[-1], 1
    best, score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        widths = Counter(width for row in csv.reader(lines, delimiter=delimiter) if (width := len(row)) > 1)
        if widths and (found := (max(widths.values()), widths.most_common(1)[0][0])) > score:
            best, score = delimiter, found
    return best, 0
