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
from config.work_words import work_words
from mappings.reading.bodies_across import dates_only, is_dates_only
from mappings.reading.cell_entries import within
from mappings.reading.clocks import cell_clock, clocks
from mappings.reading.columns import serves_goals
from mappings.reading.days import Frame, When, month_alone, named_day, times
from mappings.reading.entries import Entry, found_times, frame_of, is_last_day, leads, primary
from mappings.reading.gatherings import is_task
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.headers import is_lone, role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import (
    Across,
    Cells,
    across,
    cells_of,
    holds_tasks,
    is_matrix,
    matrix,
    of_week,
    plain_month,
    side_by_side,
    weekdays_of,
)
from mappings.reading.model import Precision
from mappings.reading.names import ends_in, names_gathering
from mappings.reading.spans import span_of
from mappings.reading.tongue import find, is_of


@dataclass(frozen=True, slots=True)
class _Table:
    """What the columns of a row hold, by their places. ``days`` are all that hold a date, a weekday or a week."""

    roles: dict[str, int]
    months: dict[int, When]
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the rows below one header are."""

    table: _Table
    across: Across | None = None
    weekdays: dict[int, int] = field(default_factory=dict)
    matrix: bool = False
    places: tuple[int, ...] = ()
    dates: bool = False
    calendar: bool = False
    cells: Cells = field(default_factory=Cells)


def table_entries(rows: list[Line], period: Frame) -> Iterator[Entry]:
    """The entries of the rows of one table, in order. Nothing for a table that is no calendar."""
    month: When | None = None
    above: date | None = None
    headed = False
    rows = _side_by_side(_shifted(rows))
    guessed = _guessed(rows, period)
    for part in _parts_of(rows):
        kind = _kind_of(part, guessed, period)
        for row in part:
            if row.header:
                continue
            if kind.across:
                yield from across(row, kind.across, period)
                continue
            if kind.weekdays or kind.dates:
                yield from of_week(row, kind.weekdays, period) if kind.weekdays else dates_only(row, period)
                continue
            named = _month_cell(row, kind.table, period)
            headed = _is_alone(row) if named else headed
            month = named or (month if headed or _keeps_month(row, kind.table) else None)
            if kind.matrix:
                yield from matrix(row, month, period, kind.cells, kind.places)
            elif kind.calendar or (row.span and "what" in kind.table.roles):
                for entry in _row(row, kind.table, month, above, period):
                    yield entry
                    above = entry.when.first if entry.when and entry.when.first else above


def with_siblings(entries: list[Entry]) -> list[Entry]:
    """The entries of a table, where most that open as a bare verb are known to be tasks all of them: "Lese av målerne"."""
    bare = [
        number
        for number, one in enumerate(entries)
        if one.clock is None
        and opens_as_task(one.title.strip(), one.line.language)
        and not names_gathering(one.title, one.line.language)
    ]
    if len(bare) < _LEAST or sum(is_task(entries[number]) for number in bare) * 2 < len(bare):
        return entries
    marked = frozenset(bare)
    return [replace(one, deadline=True) if number in marked else one for number, one in enumerate(entries)]


def _is_alone(row: Line) -> bool:
    return sum(bool(cell) for cell in row.cells) == 1 or is_lone(row)


def _side_by_side(rows: list[Line]) -> list[Line]:
    """The rows of tables that stand beside each other with the same headings, below each other: "Date | What | Date | What"."""
    columns = tuple(column.casefold().strip() for column in rows[-1].columns) if rows else ()
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


def _kind_of(rows: list[Line], guessed: _Table | None, period: Frame) -> _Kind:
    """By what its headings say, and by what most of its cells hold."""
    body = [row for row in rows if not row.header]
    if not body:
        return _Kind(guessed or _Table({}, {}))
    table = guessed or _with_days(_columns(body[0], period), body, period)
    if serves_goals(body[0].columns, body[0].language):
        return _Kind(table)
    if table.months:
        return _Kind(table, across=_across(body, table))
    if weekdays := weekdays_of(body[0]):
        return _Kind(table, weekdays=weekdays)
    if is_matrix(body, period):
        return _Kind(table, matrix=True, cells=cells_of([cell for row in body for cell in row.cells[1:]]))
    if guessed is None and (places := side_by_side(body, period)):
        return _Kind(table, matrix=True, places=places)
    if guessed is None and is_dates_only(body, period):
        return _Kind(table, dates=True)
    return _Kind(table, calendar=_is_calendar(body, table, period))


def _with_days(table: _Table, rows: list[Line], period: Frame) -> _Table:
    """The table, with its first column as that of its days where it holds them and no heading says so: "", "Tid"."""
    known = {"month", "date", "due"} & set(table.roles)
    columns = rows[0].columns
    free = bool(columns) and any(columns) and table.roles.get("time", 0) == 0 and table.roles.get("what") != 0
    free = free and not names_gathering(columns[0], rows[0].language)
    if known or table.months or not free or not (role := _held_in(0, rows, period)):
        return table
    others = {name: place for name, place in table.roles.items() if place}
    roles = others | {role: 0}
    if "what" not in roles and (what := _what(rows[0], roles)) is not None:
        roles["what"] = what
    return _Table(roles, table.months, (0,) if role == "date" else ())


def _across(rows: list[Line], table: _Table) -> Across:
    cells = [row.cells[place] for row in rows for place in table.months if place < len(row.cells)]
    labels = [row.cells[0] for row in rows if row.cells and 0 not in table.months]
    days = [label for label in labels if re.fullmatch(r"(?:\D{1,12}\s)?\d{1,2}\.?", label.strip())]
    return Across(
        table.months,
        table.roles.get("who"),
        table.roles.get("note"),
        cells=cells_of(cells),
        days=len(days) >= _LEAST and len(days) * 2 > len(labels),
    )


def _is_calendar(rows: list[Line], table: _Table, period: Frame) -> bool:
    """Whether the rows have a column that says what, and say when."""
    if "what" not in table.roles:
        return False
    return bool({"month", "date"} & set(table.roles)) or _holds_days(rows, table, period)


def _holds_days(rows: list[Line], table: _Table, period: Frame) -> bool:
    """Whether most cells that say what begin with their day: "sö 17.1 kl. 14 Knutkaffe"."""
    place = table.roles["what"]
    cells = [(row.cells[place], row) for row in rows if not row.header and place < len(row.cells)]
    dated = [
        cell
        for cell, row in cells
        if (found := found_times(cell, row.language, period)) and leads(cell, found[0], row.language)
    ]
    return len(dated) * 2 > len(cells)


def _columns(row: Line, period: Frame) -> _Table:
    words = row.language
    roles: dict[str, int] = {}
    days = []
    months: dict[int, When] = {}
    for place, heading in enumerate(row.columns):
        role = role_of(heading, words)
        if role:
            roles.setdefault(role, place)
        plain = heading.casefold().strip(" .:")
        if role is None and _is_end(plain, (*words.starting, *words.ranges), words) and _at_clock(row, place):
            roles.setdefault("time" if _is_end(plain, words.starting, words) else "stop", place)
        elif role == "date" or _is_end(plain, words.starting, words):
            roles.setdefault("date", place)
            days.append(place)
        elif _is_end(plain, words.ranges, words):
            roles.setdefault("until", place)
        if len(heading.split()) <= _LEAST and (month := _month_heading(heading, words, period)):
            months[place] = month
        if heading.casefold().strip(" .:") in _periods(words):
            roles.setdefault("month", place)
    if any(month.rule == "MONTH" for month in months.values()):
        months = {place: month for place, month in months.items() if month.rule == "MONTH"}
    others = [
        place
        for place, heading in enumerate(row.columns)
        if place and heading and place not in months and place not in roles.values()
    ]
    if len(months) < _LEAST and (len(months) < 2 or others):
        months = {}
    months = _over_two(months, row.columns)
    if "due" in roles and "date" not in roles:
        if "month" not in roles:
            return _Table({}, months)
        roles["date"] = roles["due"]
        days.append(roles["due"])
    if "what" not in roles and (what := _what(row, roles)) is not None:
        roles["what"] = what
    return _Table(roles, months, tuple(days))


def _is_end(heading: str, ends: tuple[str, ...], words: Language) -> bool:
    """Whether a heading is of first days, or of last ones: "Från", "Fra dato"."""
    dates = "|".join(map(re.escape, words.columns["date"]))
    return re.sub(rf"[\s-]+(?:{dates})$", "", heading) in ends


def _at_clock(row: Line, place: int) -> bool:
    """Whether a cell holds a clock and nothing else."""
    cell = row.cells[place] if place < len(row.cells) else ""
    found = clocks(cell, row.language)
    return bool(found) and (found[0].begin, found[0].end) == (0, len(cell.strip()))


def _over_two(months: dict[int, When], columns: tuple[str, ...]) -> dict[int, When]:
    """The months, each of which stands over its own column and over the empty heading after it, where all do."""
    after = [place + 1 for place in months]
    if not months or any(place in months or (place < len(columns) and columns[place]) for place in after):
        return months
    return months | {place + 1: month for place, month in months.items() if place + 1 < len(columns)}


def _month_heading(heading: str, words: Language, period: Frame) -> When | None:
    """The month, the quarter or the term that a heading names."""
    if month := month_alone(heading, words, period):
        return month
    span = span_of(heading.strip(" :"), words, period) if heading.strip() else None
    return When(0, 0, span.first, span.last, Precision.MONTH, span.rule) if span else None


def _periods(words: Language) -> tuple[str, ...]:
    return tuple(form for kind in ("quarter", "tertial", "half") for form in words.periods[kind])


def _what(row: Line, roles: dict[str, int]) -> int | None:
    """The column that says what, where none is called so: the first that has a heading of its own."""
    if "month" in roles and len(row.columns) == 2:
        return 1 - roles["month"]
    if not {"date", "month"} & set(roles):
        return None
    work = work_words(row.language.code).columns
    named = {name for names in work.values() for name in names}
    free = [
        place for place, heading in enumerate(row.columns) if heading and not role_of(heading, row.language)
    ]
    known = any(row.columns[place].casefold().strip(" .:") in named for place in free)
    return free[0] if len(free) == 1 or (free and not known) else None


def _shifted(rows: list[Line]) -> list[Line]:
    """The rows with their headings in place, where the empty one over the months was lost."""
    if (
        not rows
        or not rows[0].header
        or rows[0].columns[-1:] != ("",)
        or role_of(rows[0].columns[0], rows[0].language)
    ):
        return rows
    columns = ("", *rows[0].columns[:-1])
    return [replace(row, columns=columns) if len(row.columns) == len(columns) else row for row in rows]


def _guessed(rows: list[Line], period: Frame) -> _Table | None:
    """What the columns of a table without headings hold: a month or a date in one, perhaps a clock, and what it is."""
    body = [row for row in rows if not row.header]
    if body and is_matrix(rows, period):
        return None
    if len(body) < 3 or any(any(row.columns) for row in body) or len(body[0].cells) < 2:
        return None
    width = len(body[0].cells)
    alone = [row for row in body if _is_alone(row) and _month_cell(row, _Table({}, {}), period)]
    frame = replace(period, month=_ANY) if alone else period
    for place in range(min(width, 3)):
        if role := _held_in(place, [row for row in body if row not in alone], frame):
            roles = {role: place}
            following = place + 1
            clocked = [row.cells[following] for row in body if following < width and row.cells[following]]
            if clocked and all(cell_clock(cell, body[0].language) for cell in clocked):
                roles["time"], following = following, following + 1
            roles["what"] = 0 if place else following
            if following + (not place) < width:
                roles["who"] = following + (not place)
            days = (place,) if role == "date" else ()
            return _Table(roles, {}, days) if roles["what"] < width else None
    return None


def _held_in(place: int, body: list[Line], period: Frame) -> str | None:
    """Whether most cells of a column are a date, or a month. None for neither."""
    cells = [(row, row.cells[place]) for row in body if place < len(row.cells) and row.cells[place]]
    frame = replace(period, start=period.start or _ANY)
    read = [
        found
        for row, cell in cells
        if len(cell.split()) <= 5 and (found := _cell_times(plain_month(cell), row.language, frame))
    ]
    if not read or len(read) * 3 < len(cells) * 2:
        return None
    months = sum(found[0].precision is Precision.MONTH for found in read)
    return "month" if months * 2 > len(read) else "date"


_DIGITS = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?!\d)")
"""A day written as a number: 20270112."""


def _cell_times(cell: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The times of a cell that holds nothing else, a day's name too."""
    found = found_times(_DIGITS.sub(r"\1-\2-\3", cell), words, frame)
    if found:
        return found
    if month := month_alone(cell, words, frame):
        return (month,)
    feast = named_day(cell, words, frame)
    return (feast,) if feast and len(cell.split()) <= 3 else ()


_ANY = date(2001, 1, 1)
_LEAST = 3
"""Columns, or rows, that make a table one of a kind."""


def _month_cell(row: Line, table: _Table, period: Frame) -> When | None:
    """The month that the row's first cell or its column of months says."""
    place = table.roles.get("month", 0)
    cell = plain_month(row.cells[place]) if place < len(row.cells) else ""
    return _month_heading(cell, row.language, replace(period, year=row.year))


def _keeps_month(row: Line, table: _Table) -> bool:
    place = table.roles.get("month", 0)
    return place < len(row.cells) and not row.cells[place]


# Rows -------------------------------------------------------------------------------------------------------------


def _row(row: Line, table: _Table, month: When | None, above: date | None, period: Frame) -> Iterator[Entry]:
    """One row of a table with a column that says what. ``above`` is the last day over it: a number alone is of its month."""
    words = row.language

    def cell(role: str) -> str:
        place = table.roles.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    what = cell("what")
    if not what.strip():
        return
    first = (
        month.first if month and month.first and month.last and (month.last - month.first).days < 31 else None
    )
    own = frame_of(row, period)
    frame = replace(
        own,
        month=first or own.month,
        year=own.year or (first.year if first and _given_year(row, table) else None),
    )
    hours = "–".join(part for part in (cell("time"), cell("stop")) if part)
    clock = cell_clock(hours, words) if cell("time") else None
    does = _does(row, table)
    base = Entry(
        what,
        None,
        row,
        row.source,
        clock=clock,
        who="" if does is not None else cell("who"),
        note="; ".join(part for part in (cell("place"), cell("note")) if part),
        phrase=cell("month").strip(),
        deadline=_holds_tasks(row, table) and not names_gathering(what, words),
        held=_is_of_a_kind(row, table),
    )
    said = _date_cell(row, table, frame)
    if said and (whole := _days_within(said, what, frame, words)):
        yield from within(base, what, whole, replace(frame, month=whole.first))
        yield from _beside(row, table, base, whole, frame, tasks=True)
        return
    if said:
        if frame.month is None and above is not None and _DAY_ALONE.fullmatch(said):
            frame = replace(frame, month=above.replace(day=1))
        for entry in _dated(base, said, frame, month or _span(row)):
            yield _until(entry, cell("until"), frame)
        yield from _beside(row, table, base, month or _span(row), frame, tasks=True)
        return
    if "month" not in table.roles and cell("due").strip() and not found_times(what, words, frame):
        return
    if found_times(base.note, words, frame) or find(base.note, words.calendar["deadline"]):
        base = replace(base, phrase=base.note)  # a task's remark may say by when
    yield from within(base, what, month or _span(row), frame)
    yield from _beside(row, table, base, month or _span(row), frame)


def _days_within(said: str, what: str, frame: Frame, words: Language) -> When | None:
    """The month that is all the cell of dates says, where the cell that says what holds its day: "Mars | Årsmøte 7."."""
    month = month_alone(said, words, frame)
    if month is None or month.first is None or month.last is None or month.part:
        return None
    if (month.last - month.first).days > _MONTH or "\n" in what:
        return None
    held = found_times(what, words, replace(frame, month=month.first))
    return month if any(when.exact and when.first for when in held) else None


_MONTH = 31
"""Days of the longest month."""


def _beside(
    row: Line, table: _Table, base: Entry, month: When | None, frame: Frame, *, tasks: bool = False
) -> Iterator[Entry]:
    """The entries of further columns of the row; with ``tasks`` only of those that are called tasks."""
    words = row.language
    for place in _more_entries(row, table):
        heading = row.columns[place]
        called = holds_tasks(heading.split()[0], words)
        late = called or is_of(heading, words.calendar["deadline"]) or _ends_as_due(heading, words)
        if called or not tasks:
            who = row.cells[table.roles["who"]] if place == _does(row, table) else ""
            other = replace(base, title=row.cells[place], who=who, note="", deadline=late)
            yield from within(other, row.cells[place], month, frame)


def _does(row: Line, table: _Table) -> int | None:
    """The filled column of tasks right before the one of names, behind the column that says what: they are whose it is."""
    who, what = table.roles.get("who", 0), table.roles.get("what", 0)
    place = who - 1
    if place <= what or place >= len(row.cells) or not row.cells[place] or place in table.roles.values():
        return None
    return place if holds_tasks(row.columns[place].split()[0], row.language) else None


def _until(entry: Entry, last: str, frame: Frame) -> Entry:
    """The entry up to the day that a column of last days says."""
    found = [when for when in _cell_times(last, entry.line.language, frame) if when.exact] if last else []
    when = entry.when
    if (
        not found
        or when is None
        or when.first is None
        or found[0].last is None
        or found[0].last <= when.first
    ):
        return entry
    return replace(entry, when=replace(when, last=found[0].last, precision=Precision.RANGE))


def _more_entries(row: Line, table: _Table) -> list[int]:
    """Further columns whose cells begin with a day: "Gudstjenester", "Møter" and "Frister" beside each other."""
    known = {*table.roles.values(), *table.days}
    free = [place for place, heading in enumerate(row.columns) if heading and place not in known]
    return [
        place
        for place in free
        if place < len(row.cells)
        and (
            re.match(r"\d{1,2}\.(?:\s*[-–]\s*\d{1,2}\.)?\s+[^\W\d]", row.cells[place])
            or (row.cells[place] and holds_tasks(row.columns[place].split()[0], row.language))
        )
    ]


def _ends_as_due(heading: str, words: Language) -> bool:
    return ends_in(heading, words.calendar["deadline"], words)


def _is_of_a_kind(row: Line, table: _Table) -> bool:
    """Whether a row with a day is one of what its column alone is called, films or lectures: nobody's work, whatever its title."""
    words, place = row.language, table.roles["what"]
    heading = row.columns[place].casefold().strip(" .:") if place < len(row.columns) else ""
    work = {name for names in work_words(words.code).columns.values() for name in names}
    if not heading or role_of(heading, words) or heading in work or holds_tasks(heading, words):
        return False
    what = row.cells[place]
    said = find(what, (*words.calendar["deadline"], *words.calendar["must"]))
    return (
        "date" in table.roles
        and not said
        and not opens_as_task(what, words)
        and not read_clause(what, words).passive
    )


def _holds_tasks(row: Line, table: _Table) -> bool:
    """Whether the column that says what is called tasks."""
    place = table.roles["what"]
    heading = row.columns[place] if place < len(row.columns) else ""
    return holds_tasks(heading, row.language)


def _date_cell(row: Line, table: _Table, frame: Frame) -> str:
    """The words of the row's columns of days: a weekday goes before its day, and a number in a column of weeks is a week."""
    words = row.language
    parts = []
    for place in table.days:
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        heading = row.columns[place] if place < len(row.columns) else ""
        if re.fullmatch(r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?\.?", cell) and is_of(heading, words.units["week"]):
            cell = f"{words.units['week'][0]} {cell}"
        if cell:
            parts.append(cell)
    exact = [
        part
        for part in parts
        if any(
            when.first and when.precision is not Precision.WEEK for when in _cell_times(part, words, frame)
        )
    ]
    if not exact:
        return " ".join(parts)
    return " ".join([*(part for part in parts if not re.search(r"\d", part) and part not in exact), exact[0]])


_DAY_ALONE = re.compile(r"\D{0,12}\d{1,2}\.?(?:\s*[-–]\s*\d{1,2}\.?)?(?:,?\s+[^\d\s]+\s+[\d.:–-]+)?")
"""A day of the month above, with or without its weekday and its clock: "27", "to 27.", "27 kl. 18"."""


def _given_year(row: Line, table: _Table) -> bool:
    place = table.roles.get("month", 0)
    return place < len(row.cells) and bool(re.search(r"\d{4}", row.cells[place]))


def _span(row: Line) -> When | None:
    if row.span is None or row.span.rule not in {"MONTH", "PART-OF-MONTH"}:
        return None
    return When(0, 0, row.span.first, row.span.last, Precision.MONTH, row.span.rule)


def _dated(base: Entry, date: str, frame: Frame, month: When | None) -> Iterator[Entry]:
    """The entry of each time in a cell of dates; without one it is some time of its month."""
    words = base.line.language
    found = _cell_times(date, words, frame)
    if not found:
        unknown = bool(
            re.fullmatch(r"[?X\s.]+", date, re.IGNORECASE) or find(date, words.calendar["tentative"])
        )
        vague = unknown or is_of(date, words.ordinals) or bool(find(date, _parts(words)))
        yield replace(
            base,
            when=_within_month(date, month, words) if month and vague else None,
            phrase=date.strip(),
            deadline=not vague,
            note=f"{base.note} ?".strip() if unknown else base.note,
        )
        return
    whens = primary(date, found, words)
    clock = base.clock or next(iter(clocks(date, words)), None)
    for when in whens:
        yield replace(
            base,
            when=when,
            clock=clock,
            phrase=date.strip(),
            deadline=base.deadline or is_last_day(date, when, words),
        )


def _parts(words: Language) -> tuple[str, ...]:
    """The words of parts of a month, without the preposition that joins them to its name."""
    smalls = ("i", "af", "av", "in", "of")
    return tuple(
        re.sub(rf"\s(?:{'|'.join(smalls)})$", "", form) for forms in words.parts.values() for form in forms
    )


def _within_month(date: str, month: When, words: Language) -> When:
    """A part of the row's month: "siste uke", "midten"."""
    name = words.months[month.first.month - 1] if month.first else ""
    spoken = times(f"{date} {words.within[0]} {name}", words, Frame(start=month.first))
    part = next((when.part for when in spoken if when.part), None)
    return replace(month, begin=0, end=0, part=part)
