"""Tables that lost their cells: columns read one after the other, or one cell on each line. By the headings they kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from config.language import Language
from mappings.reading.clocks import cell_clock, clocks
from mappings.reading.days import Frame, When, day_numbers, month_alone, times
from mappings.reading.entries import SEPARATORS, Entry, is_last_day
from mappings.reading.gatherings import looks_body
from mappings.reading.headers import role_of
from mappings.reading.lines import Form, Line
from mappings.reading.model import Precision
from mappings.reading.names import names_gathering

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
        return _unheaded(lines, period)
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
    if roles[0] not in {"date", "month"} or len(columns) < 3:
        return (), set()
    entries = []
    used = {column.heading.number for column in columns}
    rows = _rows_by_date(cells, period) if roles[0] == "date" else _rows_by_month(cells, roles, period)
    for when, held, row in rows:
        if not 2 <= len(row) <= len(columns):
            continue
        own = held or dict(zip(roles, row, strict=False))
        if "what" in own:
            entries.append(_cells_entry(when, own, row))
            used |= {cell.number for cell in row}
    return tuple(entries), used


def _cells_entry(when: When, held: dict[str, Line], row: list[Line]) -> Entry:
    """The entry of one row, from the lines that were its cells."""
    line, said = held["what"], row[0].text
    note = "; ".join(held[role].text for role in ("note", "place") if role in held)
    clock = (
        cell_clock(held["time"].text, line.language)
        if "time" in held
        else next(iter((*clocks(said, line.language), *clocks(note, line.language))), None)
    )
    return Entry(
        line.text,
        when,
        replace(line, area=None, span=None),
        line.part(" | ".join(cell.text for cell in row)),
        clock=clock,
        who=held["who"].text if "who" in held else "",
        note=note,
        deadline=is_last_day(said, when, line.language),
        phrase=said,
    )


_Row: TypeAlias = tuple[When, dict[str, Line], list[Line]]


def _rows_by_date(cells: tuple[Line, ...], period: Frame) -> list[_Row]:
    """A row from each line that holds only a date."""
    rows: list[_Row] = []
    for line in cells:
        found = times(line.text, line.language, period)
        leading = bool(found) and not line.text[: found[0].begin].strip(SEPARATORS)
        if leading and not _without_clock(line.text[found[-1].end :], line.language):
            rows.append((found[0], {}, [line]))
        elif rows:
            rows[-1][2].append(line)
    return rows


def _without_clock(text: str, words: Language) -> str:
    for clock in reversed(clocks(text, words)):
        text = text[: clock.begin] + text[clock.end :]
    return text.strip(SEPARATORS)


def _rows_by_month(cells: tuple[Line, ...], roles: list[str], period: Frame) -> list[_Row]:
    """Rows below each month: one for each day where days have a column, else one for each title, with who it is for."""
    rows: list[_Row] = []
    month: When | None = None
    for line in cells:
        if found := month_alone(line.text, line.language, replace(period, year=line.year)):
            month = found
            continue
        if month is None or month.first is None:
            continue
        if "date" in roles:
            days = day_numbers(line.text, line.language, replace(period, month=month.first))
            days = days or times(line.text, line.language, period)
            if days and days[0].exact and not line.text[days[0].end :].strip(SEPARATORS):
                rows.append((days[0], {}, [line]))
            elif rows:
                _fill(rows[-1], line, roles[roles.index("date") + 1 :])
            continue
        last = rows[-1] if rows and rows[-1][0].first == month.first else None
        free = [role for role in roles[1:] if last and role not in last[1]]
        if last and free and (role := _fitting(line, free)):
            last[1][role] = line
            last[2].append(line)
        else:
            dated = [when for when in times(line.text, line.language, period) if when.exact]
            rows.append((dated[0] if dated else month, {"what": line}, [line]))
    return [(when, held, row) for when, held, row in rows if "what" in held]


def _fill(row: _Row, line: Line, roles: list[str]) -> None:
    free = next((role for role in roles if role not in row[1]), None)
    if free:
        row[1][free] = line
        row[2].append(line)


def _fitting(line: Line, free: list[str]) -> str | None:
    """Which of the columns that are still empty a cell is of."""
    if "time" in free and cell_clock(line.text, line.language):
        return "time"
    if (
        "who" in free
        and looks_body(line.text, line.language)
        and not names_gathering(line.text, line.language)
    ):
        return "who"
    return None


# Columns without headings -----------------------------------------------------------------------------------------

_FEWEST = 3


def _unheaded(lines: tuple[Line, ...], period: Frame) -> tuple[tuple[Entry, ...], set[int]]:
    """All dates or all months, then as many titles: the first of each belong together."""
    entries: list[Entry] = []
    used: set[int] = set()
    number = 0
    while number < len(lines):
        whens = _run_of_times(lines, number, period)
        count = len(whens)
        if count < _FEWEST:
            number += max(count, 1)
            continue
        titles = _run_of_titles(lines, number + count, period)
        if len(titles) == count and not _is_headed(lines, number):
            for when, date_line, line in zip(whens, lines[number : number + count], titles, strict=True):
                bare = replace(line, span=None)
                clock = next(
                    iter((*clocks(date_line.text, line.language), *clocks(line.text, line.language))), None
                )
                passage = line.part(f"{date_line.text} | {line.text}")
                entries.append(Entry(line.text, when, bare, passage, clock=clock, phrase=date_line.text))
            used |= {line.number for line in lines[number : number + 2 * count]}
        number += count + len(titles)
    return tuple(entries), used


def _run_of_times(lines: tuple[Line, ...], first: int, period: Frame) -> list[When]:
    """The times of the lines from here on that hold nothing but one."""
    found: list[When] = []
    for place in range(first, len(lines)):
        when = _only_time(lines[place], period)
        if when is None or (found and when.exact != found[0].exact):
            break
        found.append(when)
    return found


def _only_time(line: Line, period: Frame) -> When | None:
    if line.form is Form.ROW or len(line.text) > _LONGEST_TIME:
        return None
    if month := month_alone(line.text, line.language, replace(period, year=line.year)):
        return month
    found = times(line.printed, line.language, replace(period, year=line.year))
    if len(found) != 1 or not found[0].first:
        return None
    left = f"{line.printed[: found[0].begin]} {line.printed[found[0].end :]}"
    return None if re.search(r"[^\W_]", _without_clock(left, line.language)) else found[0]


_LONGEST_TIME = 40


def _run_of_titles(lines: tuple[Line, ...], first: int, period: Frame) -> list[Line]:
    """The short lines from here on that hold no time and are no sentence."""
    found: list[Line] = []
    for place in range(first, len(lines)):
        line = lines[place]
        long = len(line.text.split()) > _LONGEST_CELL or line.text.endswith((".", ":"))
        if (
            long
            or line.form in {Form.ROW, Form.HEADING}
            or line.level > 1
            or times(line.text, line.language, period)
        ):
            break
        found.append(line)
    return found


def _is_headed(lines: tuple[Line, ...], number: int) -> bool:
    """Whether the line above names what is on all the dates."""
    above = lines[number - 1] if number else None
    return above is not None and names_gathering(above.text, above.language)
