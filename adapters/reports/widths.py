"""How wide the columns of a table are to be, as shares of the page, by what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from mappings.report import Cell, Column, ColumnKind, Table

PAGE = 108
"""Letters on a page's line, in the size of a table, where nothing else is said."""
PADDING = 2.6
LONGEST_WORD = 16
BOLD = 1.2
LEAST = {
    ColumnKind.DATE: 8,
    ColumnKind.NUMBER: 5,
    ColumnKind.STATE: 13,
    ColumnKind.WORD: 8,
    ColumnKind.TEXT: 8,
}
MOST = {
    ColumnKind.DATE: 15,
    ColumnKind.NUMBER: 16,
    ColumnKind.STATE: 28,
    ColumnKind.WORD: 16,
    ColumnKind.TEXT: 44,
}


def shares(table: Table, page: float = PAGE) -> list[float]:
    """A share for each column; together they are one.

    First each gets what its heading and its numbers need, then the longest word in it, then what it would like.
    """
    widths = _each(table, _least)
    for more in (_of_words, _wanted):
        widths = _grown(widths, _each(table, more), page)
    return [one / sum(widths) for one in widths]


def is_crowded(table: Table, page: float = PAGE) -> bool:
    """Whether the longest words of all columns do not fit beside one another."""
    needs = zip(_each(table, _least), _each(table, _of_words), strict=True)
    return sum(max(few, many) for few, many in needs) > page


def _each(table: Table, width: Callable[[Column, list[Cell]], float]) -> list[float]:
    return [width(column, [row[number] for row in table.rows]) for number, column in enumerate(table.columns)]


def _grown(widths: list[float], wanted: list[float], page: float) -> list[float]:
    """As wide as wanted, or as far on the way to it as the page has room for."""
    grown = [max(few, many) for few, many in zip(widths, wanted, strict=True)]
    spare, over = page - sum(widths), sum(grown) - sum(widths)
    if spare >= over or not over:
        return grown
    part = max(spare, 0.0) / over
    return [few + (many - few) * part for few, many in zip(widths, grown, strict=True)]


def _least(column: Column, cells: list[Cell]) -> float:
    heading = column.mark.word if column.mark else column.heading
    word = min(max(map(len, heading.split()), default=0), LONGEST_WORD) + (2 if column.mark else 0)
    few = MOST[column.kind] if column.kind is ColumnKind.WORD else LEAST[column.kind]
    if column.kind in {ColumnKind.NUMBER, ColumnKind.DATE}:  # a number is never broken, nor is a day
        few = min(max(few, _longest_word(cells, " ")), MOST[column.kind])
    return max(word * BOLD, min(few, _longest(cells))) + PADDING


def _of_words(column: Column, cells: list[Cell]) -> float:
    if column.kind is not ColumnKind.TEXT:
        return 0.0
    return min(_longest_word(cells, r"[\s-]"), LONGEST_WORD) * BOLD + PADDING


def _wanted(column: Column, cells: list[Cell]) -> float:
    return min(_longest(cells), MOST[column.kind]) + PADDING


def _longest_word(cells: list[Cell], between: str) -> int:
    return max((len(word) for cell in cells for word in re.split(between, cell.text)), default=0)


def _longest(cells: list[Cell]) -> float:
    return max((len(_main(cell)) + len(cell.detail) * 0.7 for cell in cells), default=0.0)


def _main(cell: Cell) -> str:
    mark = f"{cell.mark.symbol} {cell.mark.word} " if cell.mark else ""
    return f"{mark}{cell.text}"
