"""Tables with weeks down and weekdays across: what stands in a cell is on that day of that week. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from mappings.reading.clocks import clocks
from mappings.reading.days import Frame, When, times
from mappings.reading.entries import Entry, frame_of
from mappings.reading.lines import Line
from mappings.reading.model import Precision
from mappings.reading.tongue import is_of

_LEAST = 3
"""Weekdays that make a table one of this kind."""


def weekdays_of(row: Line) -> dict[int, int]:
    """The columns that are headed by a weekday; the first day of the week is 0."""
    names = [name.casefold() for name in row.language.weekdays]
    found = {
        place: names.index(plain)
        for place, column in enumerate(row.columns)
        if (plain := column.casefold().strip(" .:")) in names
    }
    by_week = is_of(row.columns[0], row.language.units["week"])
    return found if len(found) >= _LEAST - by_week else {}


def of_week(row: Line, weekdays: dict[int, int], period: Frame) -> Iterator[Entry]:
    """Weeks down, weekdays across: what stands in a cell is on that day of that week."""
    words = row.language
    label = row.cells[0].strip()
    said = f"{words.units['week'][0]} {label}" if re.fullmatch(r"\d{1,2}\.?", label) else label
    weeks = [when for when in times(said, words, frame_of(row, period)) if when.precision is Precision.WEEK]
    if not weeks or weeks[0].first is None:
        return
    for place, weekday in weekdays.items():
        for piece in row.cells[place].split("\n") if place < len(row.cells) else ():
            if re.search(r"[^\W\d_]{3}", piece):
                day = weeks[0].first + timedelta(days=weekday)
                clock = next(iter(clocks(piece, words)), None)
                yield Entry(
                    piece,
                    When(0, 0, day, day, Precision.DAY),
                    row,
                    row.part(f"{label} | {piece}"),
                    clock=clock,
                )
