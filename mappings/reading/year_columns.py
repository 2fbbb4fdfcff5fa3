"""What the columns of a table of dated entries hold: by their headings, or by what most cells hold where none says it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from config import patterns
from config.language import Language
from config.work_words import work_words
from mappings.reading.clocks import cell_clock, clocks
from mappings.reading.columns import is_of_tasks
from mappings.reading.days import Frame, When, month_alone, named_day
from mappings.reading.entries import found_times, leads
from mappings.reading.headers import is_lone, role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import (
    is_matrix,
    plain_month,
)
from mappings.reading.model import Precision
from mappings.reading.names import names_gathering
from mappings.reading.spans import span_of


@dataclass(frozen=True, slots=True)
class Table:
    """What the columns of a row hold, by their places. ``days`` are all that hold a date, a weekday or a week; ``ends``:
    what it says ends with its day, a bare number.
    """

    roles: dict[str, int]
    months: dict[int, When]
    days: tuple[int, ...] = ()
    ends: bool = False


def is_alone(row: Line) -> bool:
    """Whether a row holds one cell only, or one that is merged over all of them."""
    return sum(bool(cell) for cell in row.cells) == 1 or is_lone(row)


def with_days(table: Table, rows: list[Line], period: Frame) -> Table:
    """The table, with its first column as that of its days where it holds them and no heading says so: "", "Tid"."""
    table = _with_month(table, rows, period)
    known = {"month", "date", "due"} & set(table.roles)
    columns = rows[0].columns
    if not known and (place := _when_and_where(table, rows, period)) is not None:
        roles = {name: at for name, at in table.roles.items() if at != place} | {"date": place}
        return Table(roles, table.months, (place,))
    if table.months or not any(columns) or (not table.roles and is_of_tasks(columns, rows[0].language)):
        return table
    if (place := _unnamed(table, rows, period)) is not None:
        roles = table.roles | {"date": place}
        if "what" not in roles and (what := _what(rows[0], roles)) is not None:
            roles["what"] = what
        return replace(table, roles=roles, days=tuple(sorted({*table.days, place})))
    free = table.roles.get("time", 0) == 0 and table.roles.get("what") != 0
    free = free and not names_gathering(columns[0], rows[0].language)
    if known or not free or not (role := _held_in(0, rows, period)):
        return table
    others = {name: place for name, place in table.roles.items() if place}
    roles = others | {role: 0}
    if "what" not in roles and (what := _what(rows[0], roles)) is not None:
        roles["what"] = what
    return Table(roles, table.months, (0,) if role == "date" else ())


def _with_month(table: Table, rows: list[Line], period: Frame) -> Table:
    """The table, with its first column as that of months where it holds them beside days, whatever it is called: "Period"."""
    if "month" in table.roles or "date" not in table.roles or table.roles.get("what", 0) or table.months:
        return table
    if table.roles["date"] == 0 or not rows[0].columns[0] or _held_in(0, rows, period) != "month":
        return table
    roles = {role: place for role, place in table.roles.items() if place} | {"month": 0}
    return replace(table, roles=roles)


def told_in_notes(table: Table, rows: list[Line]) -> Table:
    """The table, with its column of notes as the one that says what where no other does and every note is a title: "Details"."""
    place = table.roles.get("note")
    if place is None or "what" in table.roles or not {"date", "month"} & table.roles.keys():
        return table
    cells = [row.cells[place] for row in rows if place < len(row.cells)]
    if not all(cells) or len(cells) < LEAST or _gatherings(cells, rows[0].language) < _CLEARLY:
        return table
    others = {role: at for role, at in table.roles.items() if role != "note"}
    return replace(table, roles=others | {"what": place})


def _unnamed(table: Table, rows: list[Line], period: Frame) -> int | None:
    """The one column without a heading that holds days, in a table whose headings name none; numbers below months too."""
    if any(_is_whole(rows, place, period) for place in table.days) or "due" in table.roles:
        return None
    below = replace(period, month=ANY) if "month" in table.roles else period
    held = [
        place
        for place, heading in enumerate(rows[0].columns)
        if not heading and place not in table.roles.values() and _held_in(place, rows, below) == "date"
    ]
    return held[0] if len(held) == 1 else None


def _is_whole(rows: list[Line], place: int, period: Frame) -> bool:
    """Whether a column that is called days holds them, and not weekdays or weeks alone."""
    frame = replace(period, start=period.start or ANY)
    cells = [(row.cells[place], row.language) for row in rows if not row.header and place < len(row.cells)]
    found = [cell_times(spelled(cell, frame), words, frame) for cell, words in cells if cell]
    return any(one and one[0].precision is not Precision.WEEK for one in found)


def _when_and_where(table: Table, rows: list[Line], period: Frame) -> int | None:
    """The column called after a clock or a place whose cells begin with a day: "Tid och plats" over "9 mars kl. 18, Kvarnen"."""
    for place in sorted({table.roles[role] for role in ("time", "place") if role in table.roles}):
        cells = [
            (row.language, row.cells[place]) for row in rows if place < len(row.cells) and row.cells[place]
        ]
        dated = [
            cell
            for words, cell in cells
            if (found := found_times(cell, words, period)) and found[0].exact and leads(cell, found[0], words)
        ]
        if "what" in table.roles and len(dated) > 1 and len(dated) * 3 >= len(cells) * 2:
            return place
    return None


def columns_of(rows: list[Line], period: Frame) -> Table:
    """The columns of a table by their headings, and by the first cell below that is filled where a heading may say two things."""
    roles: dict[str, int] = {}
    row = replace(rows[0], cells=tuple(_first(rows, place) for place in range(len(rows[0].columns))))
    days = []
    for place in range(len(row.columns)):
        for role in _held_by(row, place):
            roles.setdefault(role, place)
            if role == "date":
                days.append(place)
    months = _months(row, roles, period)
    if "due" in roles and "date" not in roles:
        if "month" not in roles:
            return Table({}, months)
        roles["date"] = roles["due"]
        days.append(roles["due"])
    if "what" not in roles and (what := _what(row, roles)) is not None:
        roles["what"] = what
    return Table(roles, months, tuple(days))


def _first(rows: list[Line], place: int) -> str:
    """The first filled cell of a column."""
    return next((row.cells[place] for row in rows if place < len(row.cells) and row.cells[place]), "")


def _held_by(row: Line, place: int) -> Iterator[str]:
    """What a column holds by its heading; of first and last ones by whether its cell is a day or a clock."""
    words, heading = row.language, row.columns[place]
    role, plain = role_of(heading, words), heading.casefold().strip(" .:")
    begins = role == "first" or _is_end(plain, words.starting, words)
    ends = role == "last" or _is_end(plain, words.ranges, words)
    if role in _ENDS or role is None:
        role = None
        if (begins or ends) and _at_clock(row, place):
            yield "time" if begins else "stop"
        elif begins:
            yield "date"
        elif ends:
            yield "until"
    elif role == "time" and _is_day(row, place):
        yield "date"
    else:
        yield role
    if plain in _periods(words):
        yield "month"


_ENDS = {"first", "last"}


def _is_day(row: Line, place: int) -> bool:
    """Whether a cell holds a day and no clock."""
    cell = row.cells[place] if place < len(row.cells) else ""
    found = cell_times(cell, row.language, Frame(start=ANY))
    return bool(found) and found[0].exact and not clocks(cell, row.language) and bool(_WHOLE_DAY.search(cell))


_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d[./]\s?\d+[./]|\d\.?\s+[^\W\d_]{3}")
"""A day with its month, that no clock looks like."""


def _months(row: Line, roles: dict[str, int], period: Frame) -> dict[int, When]:
    """The months, the quarters or the terms that stand over columns, where they stand over most."""
    words = row.language
    months = {
        place: month
        for place, heading in enumerate(row.columns)
        if len(heading.split()) <= LEAST and (month := month_heading(heading, words, period))
    }
    if any(month.rule == "MONTH" for month in months.values()):
        months = {place: month for place, month in months.items() if month.rule == "MONTH"}
    others = [
        place
        for place, heading in enumerate(row.columns)
        if place and heading and place not in months and place not in roles.values()
    ]
    if len(months) < LEAST and (len(months) < 2 or others):
        months = {}
    return _over_two(months, row.columns)


def _is_end(heading: str, ends: tuple[str, ...], words: Language) -> bool:
    """Whether a heading is of first days, or of last ones: "Från", "Fra dato"."""
    dates = "|".join(map(re.escape, words.columns["date"]))
    return patterns.sub(rf"[\s-]+(?:{dates})$", "", heading) in ends


def _at_clock(row: Line, place: int) -> bool:
    """Whether a cell holds a clock and nothing else; beside a column of days a number is one too."""
    cell = row.cells[place].strip() if place < len(row.cells) else ""
    found = clocks(cell, row.language)
    dated = any(role_of(heading, row.language) == "date" for heading in row.columns)
    whole = bool(found) and (found[0].begin, found[0].end) == (0, len(cell))
    return whole or (dated and _HOUR.fullmatch(cell) is not None)


_HOUR = re.compile(r"(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?")


def _over_two(months: dict[int, When], columns: tuple[str, ...]) -> dict[int, When]:
    """The months, each of which stands over its own column and over the empty heading after it, where all do."""
    after = [place + 1 for place in months]
    if not months or any(place in months or (place < len(columns) and columns[place]) for place in after):
        return months
    return months | {place + 1: month for place, month in months.items() if place + 1 < len(columns)}


def month_heading(heading: str, words: Language, period: Frame) -> When | None:
    """The month, the quarter or the term that a heading names."""
    if month := month_alone(heading, words, period):
        return month
    span = span_of(heading.strip(" :"), words, period) if heading.strip() else None
    return When(0, 0, span.first, span.last, Precision.MONTH, span.rule) if span else None


def _periods(words: Language) -> tuple[str, ...]:
    return tuple(form for kind in ("quarter", "tertial", "half") for form in words.periods[kind])


def _what(row: Line, roles: dict[str, int]) -> int | None:
    """The column that says what, where none is called so: the first that has a heading of its own."""
    if "month" in roles and "date" not in roles and len(row.columns) == 2:
        return 1 - roles["month"]
    if not {"date", "month"} & set(roles):
        return None
    work = work_words(row.language.code).columns
    named = {name for names in work.values() for name in names}
    free = [
        place
        for place, heading in enumerate(row.columns)
        if heading and place not in roles.values()
        if not role_of(heading, row.language) and not _is_number(row, place)
    ]
    known = any(row.columns[place].casefold().strip(" .:") in named for place in free)
    return free[0] if len(free) == 1 or (free and not known) else None


def _is_number(row: Line, place: int) -> bool:
    """Whether a cell only counts its row: "1", "2.", "3/27"."""
    return (
        place < len(row.cells)
        and re.fullmatch(r"#?\d{1,3}\.?(?:/\d{2,4})?", row.cells[place].strip()) is not None
    )


def shifted(rows: list[Line], period: Frame) -> list[Line]:
    """The rows with their headings in place, where the empty one over the months or the days was lost."""
    if not rows or not rows[0].header or rows[0].columns[-1:] != ("",):
        return rows
    role = role_of(rows[0].columns[0], rows[0].language)
    if role and (role in {"date", "month", "due", "first", "time"} or not _held_in(0, rows[1:], period)):
        return rows
    columns = ("", *rows[0].columns[:-1])
    return [replace(row, columns=columns) if len(row.columns) == len(columns) else row for row in rows]


def guessed(rows: list[Line], period: Frame) -> Table | None:
    """What the columns of a table without headings hold: a month or a date in one, perhaps a clock, and what it is."""
    body = [row for row in rows if not row.header]
    if body and is_matrix(rows, period):
        return None
    if len(body) < 3 or any(any(row.columns) for row in body) or len(body[0].cells) < 2:
        return None
    width = len(body[0].cells)
    alone = [row for row in body if is_alone(row) and month_cell(row, Table({}, {}), period)]
    frame = replace(period, month=ANY) if alone else period
    held = [row for row in body if row not in alone]
    for place in range(min(width, _TRIED)):
        if _is_counted(place, held) or not (role := _held_in(place, held, frame)):
            continue
        return _beside(place, role, held, width)
    return None


_TRIED = 4
"""Columns that may hold the days of a table without headings."""


def _beside(place: int, role: str, rows: list[Line], width: int) -> Table | None:
    """What the columns beside that of days hold: a clock, a weekday, what it is, and who."""
    words = rows[0].language
    filled = {
        n: [row.cells[n].strip() for row in rows if n < len(row.cells) and row.cells[n]] for n in range(width)
    }
    names = {name.casefold() for name in words.weekdays}
    days = [
        n for n in filled if filled[n] and all(cell.casefold().strip(" .,") in names for cell in filled[n])
    ]
    times = [
        n
        for n in filled
        if n > place and filled[n] and all(cell_clock(cell, words) is not None for cell in filled[n])
    ][:1]
    free = [n for n in filled if n not in (place, *days, *times) and filled[n] and not _is_counted(n, rows)]
    if not free:
        return None
    what = max(
        free,
        key=lambda n: (_gatherings(filled[n], words) - _gatherings(filled[free[0]], words) >= _CLEARLY, -n),
    )
    roles = {role: place, "what": what} | ({"time": times[0]} if times else {})
    who = [n for n in free if n != what]
    if who:
        roles["who"] = who[0]
    return Table(roles, {}, tuple(sorted([place, *days])) if role == "date" else ())


_CLEARLY = 0.3
"""The share of its cells that makes another column than the first the one that says what."""


def _gatherings(cells: list[str], words: Language) -> float:
    return sum(names_gathering(cell, words) for cell in cells) / len(cells)


def _is_counted(place: int, rows: list[Line]) -> bool:
    """Whether a column numbers the rows."""
    numbers = [row.cells[place].strip(" .") for row in rows if place < len(row.cells)]
    return len(numbers) > 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _held_in(place: int, body: list[Line], period: Frame) -> str | None:
    """Whether most cells of a column are a date, or a month. None for neither."""
    cells = [(row, row.cells[place]) for row in body if place < len(row.cells) and row.cells[place]]
    frame = replace(period, start=period.start or ANY)
    read = [
        found
        for row, cell in cells
        if len(cell.split()) <= 5 and (found := cell_times(plain_month(cell), row.language, frame))
    ]
    if not read or len(read) * 3 < len(cells) * 2:
        return None
    months = sum(found[0].precision is Precision.MONTH for found in read)
    return "month" if months * 2 > len(read) else "date"


_DIGITS = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
"""A day written as a number: 20270112."""


def cell_times(cell: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The times of a cell that holds nothing else, a day's name too."""
    found = found_times(spelled(cell, frame), words, frame)
    if found:
        return found
    if month := month_alone(cell, words, frame):
        return (month,)
    feast = named_day(cell, words, frame)
    return (feast,) if feast and len(cell.split()) <= 3 else ()


def spelled(cell: str, frame: Frame) -> str:
    """A cell of a day as days are mostly written: 20270112 with its signs, 12-01 with points where no month is above it."""
    if named := _NAMED.fullmatch(cell.strip()):
        return f"{named[1]} {named[2]}" + (f" 20{named[3][-2:]}" if named[3] else "")
    if frame.month is None and (dashed := _DASHED.fullmatch(cell.strip())):
        year = f"20{dashed[3][-2:]}" if dashed[3] else ""
        return f"{dashed[1]}.{dashed[2]}.{year}"
    return _DIGITS.sub(r"\1-\2-\3", cell)


_DASHED = re.compile(r"([0-3]?\d)-(0[1-9]|1[0-2])(?:-((?:20)?\d\d))?")
"""A day and its month with a dash between them: 12-01, 12-01-27."""
_NAMED = re.compile(r"([0-3]?\d)\.?-([^\W\d_]{3,9}\.?)(?:-((?:20)?\d\d))?")
"""A day and its month's name, as sheets write them: 12-jan, 12-jan-27."""
ANY = date(2001, 1, 1)
LEAST = 3
"""Columns, or rows, that make a table one of a kind."""


def month_cell(row: Line, table: Table, period: Frame) -> When | None:
    """The month that the row's first cell or its column of months says."""
    place = table.roles.get("month", 0)
    cell = plain_month(row.cells[place]) if place < len(row.cells) else ""
    if "month" in table.roles and _NUMBER.fullmatch(cell):
        cell = row.language.months[int(cell.strip(".")) - 1]
    return month_heading(cell, row.language, replace(period, year=row.year))


_NUMBER = re.compile(r"(?:0?[1-9]|1[0-2])\.?")
"""A month by its number."""


def keeps_month(row: Line, table: Table) -> bool:
    """Whether the row says no month of its own and so is of the one above it."""
    place = table.roles.get("month", 0)
    return place < len(row.cells) and not row.cells[place]
