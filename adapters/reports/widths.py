"""How wide the columns of a table are to be, as shares of the page, by what stands in them. Pure."""

from __future__ import annotations

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
    """A share for each column; together they are one. A column is never narrower than its heading's longest word."""
    columns = [(column, [row[number] for row in table.rows]) for number, column in enumerate(table.columns)]
    least = [_least(column, cells) for column, cells in columns]
    wanted = [max(few, _wanted(column, cells)) for few, (column, cells) in zip(least, columns, strict=True)]
    spare, over = page - sum(least), sum(wanted) - sum(least)
    if 0 < spare < over:
        wanted = [few + (many - few) * spare / over for few, many in zip(least, wanted, strict=True)]
    return [one / sum(wanted) for one in wanted]


def _least(column: Column, cells: list[Cell]) -> float:
    heading = column.mark.word if column.mark else column.heading
    word = min(max(map(len, heading.split()), default=0), LONGEST_WORD) + (2 if column.mark else 0)
    few = MOST if column.kind is ColumnKind.WORD else LEAST
    return max(word * BOLD, min(few[column.kind], _longest(cells))) + PADDING


def _wanted(column: Column, cells: list[Cell]) -> float:
    return min(_longest(cells), MOST[column.kind]) + PADDING


def _longest(cells: list[Cell]) -> float:
    return max((len(_main(cell)) + len(cell.detail) * 0.7 for cell in cells), default=0.0)


def _main(cell: Cell) -> str:
    mark = f"{cell.mark.symbol} {cell.mark.word} " if cell.mark else ""
    return f"{mark}{cell.text}"
