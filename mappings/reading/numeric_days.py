"""Days written 18/2 in a language that may mean either number by either: the days of one column settle it together. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mappings.reading.lines import Line

_DAY = re.compile(r"^((?:[^\W\d_]{2,9}[.,]?\s+)?)(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/])")
_LEAST = 3
"""Days of a column that settle how they are written."""
_MONTHS = 12


def settled(rows: list[Line]) -> list[Line]:
    """The rows with such days in words, where one of the numbers is more than any month and the other never is."""
    if not rows or rows[0].language.numeric_days:
        return rows
    width = max(len(row.cells) for row in rows)
    orders = {place: order for place in range(width) if (order := _order(rows, place)) is not None}
    return [replace(row, cells=tuple(_cells(row, orders))) for row in rows] if orders else rows


def _order(rows: list[Line], place: int) -> bool | None:
    """Whether the day goes first in a column; None where that is not settled."""
    cells = [row.cells[place] for row in rows if place < len(row.cells)]
    pairs = [(int(match[2]), int(match[3])) for cell in cells if (match := _DAY.match(cell.strip()))]
    high = [max(numbers) > _MONTHS for numbers in zip(*pairs, strict=True)]
    return high[0] if len(pairs) >= _LEAST and high[0] != high[1] else None


def _cells(row: Line, orders: dict[int, bool]) -> list[str]:
    return [
        _worded(cell, row, orders[place]) if place in orders else cell for place, cell in enumerate(row.cells)
    ]


def _worded(cell: str, row: Line, day_first: bool) -> str:
    match = _DAY.match(cell.strip())
    if match is None:
        return cell
    day, month = (match[2], match[3]) if day_first else (match[3], match[2])
    if not 0 < int(month) <= _MONTHS:
        return cell
    year = f" 20{match[4][-2:]}" if match[4] else ""
    return f"{match[1]}{int(day)} {row.language.months[int(month) - 1]}{year}{cell.strip()[match.end() :]}"
