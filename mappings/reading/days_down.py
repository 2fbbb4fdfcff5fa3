"""Tables with a day before each row and a room, a body or a kind of gathering over each column: "Dato | Salen | Stuen". Pure.

A cell with words of its own is an entry by itself; one that only says when and where, or is ticked, is its column's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.columns import is_of_tasks
from mappings.reading.entries import SEPARATORS
from mappings.reading.headers import is_lone, role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import is_mark
from mappings.reading.named_over import meeting_over
from mappings.reading.names import names_gathering

_WIDTH = 2
"""Columns of rooms or bodies, and rows with nothing in the first of them, that make a table one of this kind."""


def across_days(rows: list[Line]) -> tuple[int, ...]:
    """The columns of rooms or bodies in a table whose rows are days: most cells are empty, also in the first of them."""
    body = [row for row in rows if not row.header and not is_lone(row)]
    if not body or is_of_tasks(body[0].columns, body[0].language):
        return ()
    words, columns = body[0].language, body[0].columns
    dated = [place for place, heading in enumerate(columns) if role_of(heading, words) in _DAYS]
    places = tuple(place for place in range(len(columns)) if dated and _is_of_its_own(columns[place], words))
    if len(places) < _WIDTH or any(role_of(heading, words) == "what" for heading in columns):
        return ()
    filled = [[place for place in places if place < len(row.cells) and row.cells[place]] for row in body]
    count, beside = sum(map(len, filled)), sum(bool(row) and places[0] not in row for row in filled)
    lone = sum(len(row) == 1 for row in filled)
    return (
        places
        if beside >= _WIDTH and lone * 2 > len(body) and count * 3 <= len(body) * len(places) * 2
        else ()
    )


_DAYS = {"date", "month"}


def _is_of_its_own(heading: str, words: Language) -> bool:
    """Whether a heading is of no column that tells more of another one: no place, no names, no remarks, no sums."""
    plain, work = heading.casefold().strip(" .:"), work_words(words.code)
    known = {name for names in work.columns.values() for name in names}
    return bool(plain) and role_of(heading, words) is None and plain not in {*known, *work["state_columns"]}


def apart(row: Line, places: tuple[int, ...]) -> Iterator[Line]:
    """A row for each entry in these columns, with two cells more: what it is, and where it is or what else is said of it."""
    for place in places:
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        for piece in filter(None, (part.strip() for part in cell.split("\n"))):
            yield replace(row, cells=(*row.cells, *_named(row, place, piece)), columns=(*row.columns, "", ""))


def _named(row: Line, place: int, piece: str) -> tuple[str, str]:
    """What the entry of a cell is called, and its note: of a cell that says when alone its column's name."""
    words, heading = row.language, row.columns[place]
    name = _NOTES.sub("", heading).strip()
    if is_mark(piece):
        return name, ""
    if _says_when(piece, words):
        return name, piece
    room = not is_body(name.split()[-1], words) and not names_gathering(name, words)
    return piece, name if room else ""


_NOTES = re.compile(r"\([^)]*\)")


def _says_when(piece: str, words: Language) -> bool:
    """Whether a cell begins with its clock: what it is of is its column's."""
    found = clocks(piece, words)
    return bool(found) and not piece[: found[0].begin].strip(SEPARATORS)


def named_above(rows: list[Line], roles: dict[str, int], over: tuple[str, ...]) -> str:
    """The gathering that is named over a table, where no column says what: "Styrelsemöten" over "Datum | Tid | Lokal".

    ``over`` are further texts above it than the headings of its section, the nearest first.
    """
    line = next((row for row in rows if not row.header), None)
    if line is None or "what" in roles or "date" not in roles or {"due", "first"} & roles.keys():
        return ""
    words = line.language
    known = all(
        place in roles.values() or role_of(name, words) or _numbers(rows, place)
        for place, name in enumerate(line.columns)
        if name
    )
    return meeting_over((*reversed(line.sections), *over), words) if known else ""


def _numbers(rows: list[Line], place: int) -> bool:
    """Whether a column only numbers the rows: "1", "2.", "Møte 3"."""
    cells = [row.cells[place].strip(" .#") for row in rows if not row.header and place < len(row.cells)]
    return all(re.fullmatch(r"(?:[^\W\d_]+\s)?\d{1,2}(?:/\d\d(?:\d\d)?)?", cell) for cell in cells if cell)


def below_heading(row: Line, heading: str) -> Line:
    """The row with the name of its gathering as its last cell."""
    return replace(row, cells=(*row.cells, heading), columns=(*row.columns, ""))
