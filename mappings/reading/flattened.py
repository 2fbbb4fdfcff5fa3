"""Tables that lost their cells: columns read one after the other, or one cell on each line. By the headings they kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mappings.reading.clocks import cell_clock, clocks
from mappings.reading.days import Frame, When, day_numbers, times
from mappings.reading.entries import SEPARATORS, Entry, is_last_day
from mappings.reading.lines import Form, Line
from mappings.reading.model import Precision
from mappings.reading.surroundings import role_of

_LONGEST_CELL = 8


@dataclass(frozen=True, slots=True)
class _Column:
    """A heading that stands alone on its line, and the lines below it up to the next one."""

    role: str
    heading: Line
    cells: tuple[Line, ...]


def flattened(lines: tuple[Line, ...], period: Frame) -> tuple[tuple[Entry, ...], set[int]]:
    """The entries of tables that lost their cells, and the numbers of the lines that they took."""
    columns = list(_columns(lines))
    roles = [column.role for column in columns]
    if len(columns) < 2 or not {"date", "month"} & set(roles) or "what" not in roles:
        return (), set()
    if all(column.cells for column in columns[:2]):
        return _one_after_the_other(columns, period)
    return _one_cell_a_line(columns, period)


def _columns(lines: tuple[Line, ...]) -> Iterator[_Column]:
    heads: list[Line] = []
    roles: set[str] = set()
    for line in lines:
        short = line.form in {Form.TEXT, Form.HEADING} and len(line.text.split()) <= 2
        role = role_of(line.text, line.language) if short else None
        if role and role not in roles:
            heads.append(line)
            roles.add(role)
    for number, head in enumerate(heads):
        end = heads[number + 1].number if number + 1 < len(heads) else len(lines)
        cells: list[Line] = []
        for line in lines[head.number + 1 : end]:
            if len(line.text.split()) > _LONGEST_CELL or line.form is Form.ROW:
                break
            cells.append(line)
        yield _Column(role_of(head.text, head.language) or "", head, tuple(cells))


# Columns one after the other --------------------------------------------------------------------------------------


def _one_after_the_other(columns: list[_Column], period: Frame) -> tuple[tuple[Entry, ...], set[int]]:
    """All dates, then all titles, then all names: the first of each belong together."""
    dates = next(column for column in columns if column.role in {"date", "month"})
    whens = list(_dates(dates.cells, period))
    titles = next(column for column in columns if column.role == "what")
    if len(whens) < 2 or len(titles.cells) < len(whens):
        return (), set()
    people = next((column for column in columns if column.role == "who"), None)
    names = (
        [line.text for line in people.cells[: len(whens)]]
        if people and len(people.cells) >= len(whens)
        else []
    )
    hours = next((column for column in columns if column.role == "time"), None)
    times_ = hours.cells if hours and len(hours.cells) == len(whens) else ()
    entries = []
    used = {column.heading.number for column in columns} | {line.number for line in dates.cells}
    for number, (text, when) in enumerate(whens):
        line = titles.cells[number]
        bare = replace(line, area=None, span=None)
        who = names[number] if names else ""
        passage = " | ".join(part for part in (text, line.text, who) if part)
        clock = (
            cell_clock(times_[number].text, line.language)
            if times_
            else next(iter(clocks(line.text, line.language)), None)
        )
        entries.append(Entry(line.text, when, bare, line.part(passage), clock=clock, who=who))
        used.add(line.number)
    if people:
        used |= {line.number for line in people.cells[: len(whens)]}
    return tuple(entries), used


def _dates(cells: tuple[Line, ...], period: Frame) -> Iterator[tuple[str, When]]:
    """The days of a column, each with its words: a number alone is a day of the month above it."""
    month: date | None = None
    year: int | None = None
    for line in cells:
        text = line.text
        if re.fullmatch(r"(?:19|20)\d{2}", text):
            year = int(text)
            continue
        frame = replace(period, year=year, month=month)
        found = times(text, line.language, frame)
        exact = [when for when in found if when.exact and when.first]
        if not exact:
            exact = [when for when in day_numbers(text, line.language, frame) if when.first]
        if exact:
            yield text, exact[0]
            month = exact[0].first.replace(day=1) if exact[0].first else month
        elif found and found[0].first and found[0].precision is Precision.MONTH:
            month = found[0].first


# One cell a line --------------------------------------------------------------------------------------------------


def _one_cell_a_line(columns: list[_Column], period: Frame) -> tuple[tuple[Entry, ...], set[int]]:
    """When, who, what, remarks, each on its own line: a row begins at each date, and its last cells may be empty."""
    roles = [column.role for column in columns]
    cells = columns[-1].cells
    if roles[0] != "date" or len(columns) < 3:
        return (), set()
    rows: list[list[Line]] = []
    for line in cells:
        found = times(line.text, line.language, period)
        leading = bool(found) and not line.text[: found[0].begin].strip(SEPARATORS)
        if leading and not line.text[found[-1].end :].strip(SEPARATORS):
            rows.append([line])
        elif rows:
            rows[-1].append(line)
    entries = []
    used = {column.heading.number for column in columns}
    for row in rows:
        if not 2 <= len(row) <= len(columns):
            continue
        held = dict(zip(roles, row, strict=False))
        if "what" not in held:
            continue
        line = held["what"]
        when = times(row[0].text, line.language, period)[0]
        note = "; ".join(held[role].text for role in ("note", "place") if role in held)
        who = held["who"].text if "who" in held else ""
        clock = (
            cell_clock(held["time"].text, line.language)
            if "time" in held
            else next(iter(clocks(note, line.language)), None)
        )
        passage = " | ".join(cell.text for cell in row)
        bare = replace(line, area=None, span=None)
        deadline = is_last_day(row[0].text, when, line.language)
        entries.append(
            Entry(
                line.text,
                when,
                bare,
                line.part(passage),
                clock=clock,
                who=who,
                note=note,
                deadline=deadline,
                phrase=row[0].text,
            )
        )
        used |= {cell.number for cell in row}
    return tuple(entries), used
