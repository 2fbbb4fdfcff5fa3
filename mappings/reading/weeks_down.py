"""Tables with a week before each row and a body or a kind of gathering over each column: "Veke 3 | Styret | Rådet". Pure.

What a cell says of its day alone is its column's, as in a table of months and bodies.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from mappings.reading.days import Frame, When, times
from mappings.reading.entries import frame_of
from mappings.reading.headers import is_lone, role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import is_bare
from mappings.reading.model import Precision
from mappings.reading.tongue import is_of

_ANY = date(2001, 1, 1)
_LEAST = 3
"""Cells with nothing but a day that make a table one of this kind."""
_TOLD = {"date", "month", "what", "due", "first", "last"}
"""What no column of a body is called."""


def is_by_weeks(rows: list[Line], period: Frame) -> bool:
    """Whether most rows below one header begin with a week and hold days or marks under the headings of bodies."""
    body = [row for row in rows if not row.header and not is_lone(row)]
    if not body or sum(map(bool, body[0].columns[1:])) < 1:
        return False
    words = body[0].language
    if any(role_of(heading, words) in _TOLD for heading in body[0].columns[1:]):
        return False
    frame = replace(period, start=period.start or _ANY)
    if sum(week_of(row, frame) is not None for row in body) * 3 < len(body) * 2:
        return False
    below = replace(frame, month=_ANY)
    cells = [cell for row in body if not _merged(row) for cell in row.cells[1:] if cell]
    bare = sum(is_bare(cell, words, below) for cell in cells)
    return bare >= _LEAST and bare * 2 > len(cells)


def week_of(row: Line, period: Frame) -> When | None:
    """The week that a row begins with, also as a number under the word for weeks. None where it is not known or says more."""
    label, words = row.cells[0].strip() if row.cells else "", row.language
    if _merged(row):
        return None
    if re.fullmatch(r"\d{1,2}\.?", label) and is_of(row.columns[0], words.units["week"]):
        label = f"{words.units['week'][0]} {label.strip('.')}"
    found = times(label, words, replace(frame_of(row, period), month=None)) if label else ()
    weeks = [when for when in found if when.precision is Precision.WEEK and when.first]
    return weeks[0] if len(weeks) == 1 else None


def _merged(row: Line) -> bool:
    """Whether one cell goes over all the columns of bodies: "Veke 12 | Påskeveka | Påskeveka"."""
    filled = {cell for cell in row.cells[1:] if cell}
    return len(filled) == 1 and len(row.cells) > len(("week", "body")) and all(row.cells[1:])
