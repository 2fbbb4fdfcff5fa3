"""Columns whose headings say nothing that is known, told by what their cells hold: gatherings and bodies, or days. Pure."""

from __future__ import annotations

from dataclasses import replace

from mappings.reading.clauses import is_body
from mappings.reading.columns import is_of_tasks
from mappings.reading.days import Frame
from mappings.reading.entries import found_times, is_last_day, leads
from mappings.reading.headers import role_of
from mappings.reading.lines import Line
from mappings.reading.names import names_gathering
from mappings.reading.year_columns import ANY, LEAST, Table, is_alone

_CLEARLY = 0.4
"""The share of its cells by which another column is rather the one that says what."""
_MOSTLY = 0.6
"""The share of its cells that are days, gatherings or bodies."""


def told(table: Table, rows: list[Line], period: Frame) -> Table:
    """The table, with the column of bodies as the one that says what, and one of details as that of days, where only
    their cells tell so.
    """
    return _with_details(_with_bodies(table, rows), rows, period)


def _with_bodies(table: Table, rows: list[Line]) -> Table:
    """The column of bodies and gatherings says what, where no heading does: "Organ | Datum | Ort"."""
    what, words = table.roles.get("what"), rows[0].language
    columns = rows[0].columns
    named = what is not None and (what >= len(columns) or role_of(columns[what], words) is not None)
    if named or not {"date", "month"} & table.roles.keys() or is_of_tasks(columns, words):
        return table
    known = {place for role, place in table.roles.items() if role not in {"who", "what"}}
    if what is not None and table.roles.get("who", 0) > what:
        known.add(table.roles["who"])
    shares = {
        place: _gather(rows, place)
        for place, heading in enumerate(columns)
        if heading and place not in known and place not in table.days
    }
    if not shares:
        return table
    best = max(shares, key=lambda place: (shares[place], -place))
    now = shares.get(what, 0.0) if what is not None else 0.0
    if best == what or shares[best] < max(_MOSTLY, now + _CLEARLY):
        return table
    others = {role: place for role, place in table.roles.items() if place != best}
    if what is not None and "place" not in others:
        others["place"] = what
    return replace(table, roles=others | {"what": best})


def _gather(rows: list[Line], place: int) -> float:
    """The share of a column's cells that name a gathering or a body."""
    cells = [(row.cells[place], row.language) for row in rows if not is_alone(row) and place < len(row.cells)]
    filled = [(cell, words) for cell, words in cells if cell]
    if len(filled) < LEAST or len(filled) < len(cells):
        return 0.0
    said = [names_gathering(cell, words) or is_body(cell.split()[-1], words) for cell, words in filled]
    return sum(said) / len(said)


def _with_details(table: Table, rows: list[Line], period: Frame) -> Table:
    """A column of details that begin with their days is the one of notes: "Måned | Arrangement | Nærmere"."""
    if "month" not in table.roles or "what" not in table.roles or {"date", "due"} & table.roles.keys():
        return table
    note = table.roles.get("note")
    free = [
        place
        for place, heading in enumerate(rows[0].columns)
        if place == note or (note is None and place > table.roles["what"] and _is_unknown(heading, rows[0]))
    ]
    found = next((place for place in free if _begin_with_days(rows, place, period)), None)
    return table if found is None else replace(table, roles=table.roles | {"details": found, "note": found})


def _is_unknown(heading: str, row: Line) -> bool:
    return role_of(heading, row.language) is None and not is_of_tasks(row.columns, row.language)


def _begin_with_days(rows: list[Line], place: int, period: Frame) -> bool:
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]]
    frame = replace(period, start=period.start or ANY, month=ANY)
    dated = sum(begins_with_day(cell, rows[0], frame) for cell in cells)
    return dated >= LEAST - 1 and dated * 3 >= len(cells)


def begins_with_day(cell: str, row: Line, frame: Frame) -> bool:
    """Whether a cell begins with a day, or with a last day or a week: "Torsdag den 7/10, kl. 18", "Senest 22/1"."""
    found = found_times(cell, row.language, frame)
    if not found or not found[0].first:
        return False
    first = cell[: found[0].begin].split()
    late = len(first) <= 1 and is_last_day(cell, found[0], row.language)
    return found[0].exact and (late or leads(cell, found[0], row.language))


def days_beside(rows: list[Line], period: Frame) -> Table | None:
    """What the columns of a table with no headings hold, where each row is a name and a longer cell that begins with its
    day: "Lunches | Fridays 10 and 17 March, 12.30, hall".
    """
    body = [row for row in rows if not row.header]
    if (
        len(body) < LEAST
        or any(any(row.columns) for row in body)
        or any(len(row.cells) < _WIDTH for row in body)
    ):
        return None
    frame = replace(period, start=period.start or ANY)
    for place in range(_WIDTH):
        dated = sum(begins_with_day(row.cells[place], row, frame) for row in body)
        names = [row.cells[1 - place] for row in body]
        plain = all(
            name and not found_times(name, row.language, frame) for name, row in zip(names, body, strict=True)
        )
        if plain and dated >= LEAST and dated * 3 >= len(body) * 2:
            return Table({"what": 1 - place, "date": place}, {}, (place,))
    return None


_WIDTH = 2
"""Columns of a name and its days."""
