"""A column whose heading says nothing that is known, but whose cells all name somebody, is of those responsible. Pure.

"Opgaven ligger hos", "Håller i det": what stands below tells what the heading means, so that every language has such words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from config.work_words import work_words
from mappings.reading.clauses import is_body, names_somebody
from mappings.reading.columns import roles
from mappings.reading.headers import role_of
from mappings.reading.lines import Form, Line


def named_columns(lines: list[Line]) -> tuple[Line, ...]:
    """The same lines, with such a column called what the language calls it."""
    named: list[Line] = []
    for form, group in groupby(lines, key=lambda line: line.form):
        part = list(group)
        named += _named(part) if form is Form.ROW else part
    return tuple(named)


def _named(rows: list[Line]) -> Iterator[Line]:
    for columns, group in groupby(rows, key=lambda row: row.columns):
        part = list(group)
        place = _of_somebody(part, columns)
        if place is None:
            yield from part
            continue
        name = work_words(part[0].language.code).columns["responsible"][0]
        made = tuple(name if number == place else column for number, column in enumerate(columns))
        yield from (replace(row, columns=made) for row in part)


def _of_somebody(rows: list[Line], columns: tuple[str, ...]) -> int | None:
    """The one column after the first with an unknown heading, whose cells all name somebody, where no other is of them."""
    body = [row for row in rows if not row.header and len(row.cells) == len(columns)]
    if len(body) < _ROWS or not any(columns):
        return None
    words = body[0].language
    called = roles(columns, words)
    held = [role_of(column, words) for column in columns]
    dated = not columns[0] or bool({"date", "month", "due"} & {*held, *called})
    if "who" in held or "responsible" in called or not dated:
        return None
    found = [
        place
        for place in range(len(columns) - 1, 0, -1)
        if columns[place] and held[place] is None and place not in called.values() and _names(body, place)
    ]
    if (
        found
        and "what" not in held
        and any(_are_bodies(body, place) for place in range(found[0]) if held[place] is None)
    ):
        return None  # those are what meets, and these are places or matters
    return found[0] if found and len([role for role in held if role != "date"]) > 1 else None


def _are_bodies(rows: list[Line], place: int) -> bool:
    """Whether every row has a cell in this column, and most of them are bodies: "Styrelsen", "Valberedningen"."""
    cells = [row.cells[place] for row in rows]
    return (
        all(cells)
        and sum(is_body(cell.split()[-1], rows[0].language) for cell in cells) * 5 >= len(cells) * 3
    )


def _names(rows: list[Line], place: int) -> bool:
    """Whether the cells name somebody, most of them in a word or as several, and not always another one."""
    cells = [row.cells[place] for row in rows if row.cells[place]]
    return (
        len(cells) >= _ROWS
        and all(len(cell.split()) <= _LONGEST for cell in cells)
        and sum(names_somebody(cell, rows[0].language) for cell in cells) * 5 >= len(cells) * 4
    )


_ROWS = 3
_LONGEST = 6
"""Words of the longest cell of names."""
