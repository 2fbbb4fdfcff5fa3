"""The dated entries of tables: by what the headings over the columns say, whatever order they stand in.

Months over rows, months over columns, matrices of months and bodies, and one cell with many days in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from config.language import Language
from mappings.reading.bodies_across import dates_down, dates_only, is_dates_down, is_dates_only
from mappings.reading.cell_days import Cells, cells_of, end_with_days
from mappings.reading.clocks import clocks
from mappings.reading.columns import serves_goals
from mappings.reading.days import Frame, When
from mappings.reading.days_down import across_days, apart, below_heading, named_above
from mappings.reading.entries import SEPARATORS, Entry, found_times, is_last_day, leads
from mappings.reading.gatherings import is_task
from mappings.reading.grammar import opens_as_task
from mappings.reading.lines import Line
from mappings.reading.matrices import (
    Across,
    across,
    is_matrix,
    matrix,
    side_by_side,
)
from mappings.reading.names import names_gathering
from mappings.reading.numeric_days import settled
from mappings.reading.spans import span_of
from mappings.reading.told_columns import days_beside, told
from mappings.reading.weekdays_across import of_week, weekdays_of
from mappings.reading.weeks_down import is_by_weeks, week_of
from mappings.reading.year_columns import (
    ANY,
    LEAST,
    Table,
    columns_of,
    guessed,
    is_alone,
    keeps_month,
    month_cell,
    shifted,
    told_in_notes,
    with_days,
)
from mappings.reading.year_rows import row_entries


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the rows below one header are."""

    table: Table
    across: Across | None = None
    weekdays: dict[int, int] = field(default_factory=dict)
    matrix: bool = False
    weeks: bool = False
    places: tuple[int, ...] = ()
    dates: bool = False
    calendar: bool = False
    rooms: tuple[int, ...] = ()
    named: str = ""
    cells: Cells = field(default_factory=Cells)


def table_entries(rows: list[Line], period: Frame, over: tuple[str, ...] = ()) -> Iterator[Entry]:
    """The entries of the rows of one table, in order. Nothing for a table that is no calendar.

    ``over`` are the texts above it that may name what meets on its days, the nearest first.
    """
    month: When | None = None
    above: date | None = None
    headed, said = False, ""
    if is_dates_down(rows, period):
        yield from dates_down(rows, period)
        return
    rows = _in_years(_side_by_side(shifted(settled(rows), period), period))
    known = guessed(rows, period) or days_beside(rows, period)
    for part in _parts_of(rows):
        kind = _kind_of(part, known, period, over)
        for row in part:
            if row.header:
                continue
            if kind.across:
                yield from across(row, kind.across, period)
                continue
            if kind.weekdays or kind.dates:
                yield from of_week(row, kind.weekdays, period) if kind.weekdays else dates_only(row, period)
                continue
            named = week_of(row, period) if kind.weeks else month_cell(row, kind.table, period)
            headed = is_alone(row) if named else headed
            month = named or (month if headed or keeps_month(row, kind.table) else None)
            said = _month_said(row, kind.table) if named else said if month else ""
            if kind.matrix:
                yield from matrix(row, month, period, kind.cells, kind.places)
            elif kind.calendar or (row.span and "what" in kind.table.roles):
                for one in _rows_of(row, kind):
                    for entry in row_entries(one, kind.table, month, above, period):
                        yield replace(entry, phrase=entry.phrase or said)
                        above = entry.when.first if entry.when and entry.when.first else above


def _rows_of(row: Line, kind: _Kind) -> Iterator[Line]:
    """What a row holds, each with a cell that says what it is."""
    if kind.rooms:
        yield from apart(row, kind.rooms)
    else:
        yield below_heading(row, kind.named) if kind.named else row


def _month_said(row: Line, table: Table) -> str:
    """The month of a row as written, which counts for the rows below it where the cell is empty."""
    place = table.roles.get("month")
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def with_siblings(entries: list[Entry]) -> list[Entry]:
    """The entries of a table, where most that open as a bare verb are known to be tasks all of them: "Lese av målerne"."""
    bare = [
        number
        for number, one in enumerate(entries)
        if one.clock is None
        and opens_as_task(one.title.strip(), one.line.language)
        and not names_gathering(one.title, one.line.language)
    ]
    if len(bare) < LEAST or sum(is_task(entries[number]) for number in bare) * 2 < len(bare):
        return entries
    marked = frozenset(bare)
    return [replace(one, deadline=True) if number in marked else one for number, one in enumerate(entries)]


def _side_by_side(rows: list[Line], period: Frame) -> list[Line]:
    """The rows of tables that stand beside each other with the same headings, below each other: "Date | What | Date | What",
    also with the terms over the days: "Autumn | What | Spring | What".
    """
    columns = tuple(_plain(column, rows[-1].language, period) for column in rows[-1].columns) if rows else ()
    begins = [place for place, column in enumerate(columns) if column and column == columns[0]]
    parts = list(pairwise((*begins, len(columns))))
    named = {_ended(columns[first:last]) for first, last in parts}
    if len(parts) < 2 or len(named) != 1 or len(next(iter(named))) < 2:
        return rows
    return [
        replace(row, cells=row.cells[first:last], columns=row.columns[first:last])
        for first, last in parts
        for row in rows
        if len(row.cells) == len(columns) and (not first or not row.header) and any(row.cells[first:last])
    ]


def _plain(heading: str, words: Language, period: Frame) -> str:
    """A heading to compare with others: one that names a term or a quarter is as good as another one."""
    span = (
        span_of(heading.strip(" :"), words, replace(period, start=period.start or ANY))
        if heading.strip()
        else None
    )
    return "|" if span and span.rule != "MONTH" else heading.casefold().strip()


def _in_years(rows: list[Line]) -> list[Line]:
    """The rows, each with the year that a column of years says, an empty cell as the one above it."""
    words, columns = rows[-1].language if rows else None, rows[-1].columns if rows else ()
    place = next(
        (n for n, name in enumerate(columns) if words and name.casefold() in words.units["year"]), None
    )
    if place is None:
        return rows
    made, year = [], None
    for row in rows:
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        year = int(cell) if re.fullmatch(r"(?:19|20)\d{2}", cell) else year
        made.append(row if row.header else replace(row, year=year or row.year))
    return made


def _ended(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The headings without the empty ones after the last: what parts two tables that stand beside each other."""
    return columns if not columns or columns[-1] else _ended(columns[:-1])


def _parts_of(rows: list[Line]) -> Iterator[list[Line]]:
    """The rows below each header of a table."""
    part: list[Line] = []
    for row in rows:
        if part and row.columns != part[-1].columns:
            yield part
            part = []
        part.append(row)
    if part:
        yield part


def _kind_of(rows: list[Line], known: Table | None, period: Frame, over: tuple[str, ...]) -> _Kind:
    """By what its headings say, and by what most of its cells hold."""
    body = [row for row in rows if not row.header]
    if not body:
        return _Kind(known or Table({}, {}))
    table = known or _told(body, period)
    if serves_goals(body[0].columns, body[0].language):
        return _Kind(table)
    if table.months:
        return _Kind(table, across=_across(body, table))
    if weekdays := weekdays_of(body[0]):
        return _Kind(table, weekdays=weekdays)
    weeks = is_by_weeks(body, period)
    if weeks or is_matrix(body, period):
        return _Kind(
            table, matrix=True, weeks=weeks, cells=cells_of([cell for row in body for cell in row.cells[1:]])
        )
    if known is None and (places := side_by_side(body, period)):
        return _Kind(table, matrix=True, places=places)
    if known is None and is_dates_only(body, period):
        return _Kind(table, dates=True)
    if known is None and (rooms := across_days(body)):
        width = len(body[0].columns)
        roles = table.roles | {"what": width, "note": width + 1}
        return _Kind(replace(table, roles=roles), calendar=True, rooms=rooms)
    if known is None and (named := named_above(body, table.roles, over)):
        return _Kind(
            replace(table, roles=table.roles | {"what": len(body[0].columns)}), calendar=True, named=named
        )
    return _Kind(
        replace(table, ends=_ends_with_days(body, table)), calendar=_is_calendar(body, table, period)
    )


def _told(body: list[Line], period: Frame) -> Table:
    """What the columns hold, by their headings first and then by their cells."""
    return told(told_in_notes(with_days(columns_of(body, period), body, period), body), body, period)


def _ends_with_days(rows: list[Line], table: Table) -> bool:
    """Whether what is said below months ends with its day, a bare number: "Mars | Årsmöte 26"."""
    place = table.roles.get("what")
    if (
        place is None
        or "date" in table.roles
        or ("month" not in table.roles and not all(row.span for row in rows))
    ):
        return False
    return end_with_days(row.cells[place] for row in rows if place < len(row.cells))


def _across(rows: list[Line], table: Table) -> Across:
    cells = [row.cells[place] for row in rows for place in table.months if place < len(row.cells)]
    labels = [row.cells[0] for row in rows if row.cells and 0 not in table.months]
    days = [label for label in labels if re.fullmatch(r"(?:\D{1,12}\s)?\d{1,2}\.?", label.strip())]
    return Across(
        table.months,
        table.roles.get("who"),
        table.roles.get("note", table.roles.get("place")),
        table.roles.get("time"),
        cells=cells_of(cells),
        days=len(days) >= LEAST and len(days) * 2 > len(labels),
    )


def _is_calendar(rows: list[Line], table: Table, period: Frame) -> bool:
    """Whether the rows have a column that says what, and say when."""
    if "what" not in table.roles:
        return False
    return bool({"month", "date"} & set(table.roles)) or _holds_days(rows, table, period)


def _holds_days(rows: list[Line], table: Table, period: Frame) -> bool:
    """Whether most cells that say what begin or end with their day: "sö 17.1 kl. 14 Knutkaffe", "Knutkaffe, 17 januari"."""
    place = table.roles["what"]
    cells = [(row.cells[place], row) for row in rows if not row.header and place < len(row.cells)]
    dated = [
        cell
        for cell, row in cells
        if (found := found_times(cell, row.language, period))
        and (leads(cell, found[0], row.language) or (found[0].exact and _ends(cell, found[0], row.language)))
    ]
    return len(dated) * 2 > len(cells)


def _ends(cell: str, when: When, words: Language) -> bool:
    """Whether nothing but a clock stands after a time that is no last day."""
    rest = cell[when.end :]
    for clock in reversed(clocks(rest, words)):
        rest = f"{rest[: clock.begin]}{rest[clock.end :]}"
    return not rest.strip(SEPARATORS + ")") and not is_last_day(cell, when, words)
