"""The entries of one row of a table with a column that says what: its days, its clock, who and where. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from config import patterns
from config.language import Language
from config.work_words import work_words
from mappings.reading.cell_entries import within
from mappings.reading.clocks import cell_clock, clocks
from mappings.reading.columns import is_of_tasks, labelled_goal
from mappings.reading.days import Frame, When, month_alone, times
from mappings.reading.entries import Entry, found_times, frame_of, is_last_day, primary
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.headers import role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import (
    holds_tasks,
)
from mappings.reading.model import Precision
from mappings.reading.names import ends_in, names_gathering
from mappings.reading.told_columns import begins_with_day
from mappings.reading.tongue import find, is_of
from mappings.reading.year_columns import Table, cell_times, spelled


def row_entries(
    row: Line, table: Table, month: When | None, above: date | None, period: Frame
) -> Iterator[Entry]:
    """One row of a table with a column that says what. ``above`` is the last day over it: a number alone is of its month."""
    for one in _by_lines(row, table):
        yield from _row_entries(one, table, month, above, period)


def _by_lines(row: Line, table: Table) -> list[Line]:
    """The rows that one row holds whose cells have as many lines: "3.5⏎9.5 | Fest⏎Quiz"; else the row alone."""
    split = [[line.strip() for line in cell.split("\n") if line.strip()] for cell in row.cells]
    places = [table.roles.get("date", -1), table.roles.get("what", -1)]
    counts = {len(split[place]) if 0 <= place < len(split) else 0 for place in places}
    many = counts.pop()
    if counts or many < _MANY or not all(re.search(r"\d", line) for line in split[places[0]]):
        return [row]
    return [
        replace(
            row,
            cells=tuple(
                lines[n] if len(lines) == many else cell for lines, cell in zip(split, row.cells, strict=True)
            ),
        )
        for n in range(many)
    ]


_MANY = 2


def _row_entries(
    row: Line, table: Table, month: When | None, above: date | None, period: Frame
) -> Iterator[Entry]:
    words = row.language

    def cell(role: str) -> str:
        place = table.roles.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    what = cell("what")
    if not what.strip() or labelled_goal(row):
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
        note="; ".join(part for part in (cell("place"), cell("note"), *_doubts(row, table)) if part),
        phrase=cell("month").strip(),
        deadline=_holds_tasks(row, table) and (_is_of_work(row) or not names_gathering(what, words)),
        held=_is_of_a_kind(row, table),
    )
    said = _date_cell(row, table, frame) or _detailed(row, table, frame)
    if said and (whole := _days_within(said, what, frame, words)):
        yield from within(base, what, whole, replace(frame, month=whole.first), ends=table.ends)
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
    yield from within(base, what, month or _span(row), frame, ends=table.ends)
    yield from _beside(row, table, base, month or _span(row), frame)


def _detailed(row: Line, table: Table, frame: Frame) -> str:
    """The cell of details, where it begins with the day of its row."""
    place = table.roles.get("details", len(row.cells))
    cell = row.cells[place] if place < len(row.cells) else ""
    return cell if begins_with_day(cell, row, frame) else ""


def _is_of_work(row: Line) -> bool:
    """Whether a table says of each row why it is done, what it costs and how far it is: none of its rows is a gathering."""
    work = work_words(row.language.code)
    known = (*work["state_columns"], *work.columns["amount"], *work["reason_columns"])
    named = [re.sub(r"\([^)]*\)", "", heading).casefold().strip(" .:?") for heading in row.columns]
    return is_of_tasks(row.columns, row.language) and sum(name in known for name in named) >= _MANY


def _doubts(row: Line, table: Table) -> Iterator[str]:
    """What further cells say of whether it takes place, and when: a state, or a word in the place of the clock."""
    calendar, told = row.language.calendar, {table.roles.get(role) for role in ("what", "note", "place")}
    for place, cell in enumerate(row.cells):
        doubt = find(cell, (*calendar["cancelled"], *calendar["tentative"]))
        if doubt and place not in told and place not in table.days and len(cell.split()) <= _STATE:
            yield cell


_STATE = 6
"""Words of a cell that says how it stands."""


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
    row: Line, table: Table, base: Entry, month: When | None, frame: Frame, *, tasks: bool = False
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


def _does(row: Line, table: Table) -> int | None:
    """The filled column of tasks right before the one of names, behind the column that says what: they are whose it is."""
    who, what = table.roles.get("who", 0), table.roles.get("what", 0)
    place = who - 1
    if place <= what or place >= len(row.cells) or not row.cells[place] or place in table.roles.values():
        return None
    return place if holds_tasks(row.columns[place].split()[0], row.language) else None


def _until(entry: Entry, last: str, frame: Frame) -> Entry:
    """The entry up to the day that a column of last days says."""
    found = [when for when in cell_times(last, entry.line.language, frame) if when.exact] if last else []
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


def _more_entries(row: Line, table: Table) -> list[int]:
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


def _is_of_a_kind(row: Line, table: Table) -> bool:
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


def _holds_tasks(row: Line, table: Table) -> bool:
    """Whether the column that says what is called tasks."""
    place = table.roles["what"]
    heading = row.columns[place] if place < len(row.columns) else ""
    return holds_tasks(heading, row.language)


def _date_cell(row: Line, table: Table, frame: Frame) -> str:
    """The words of the row's columns of days: a weekday goes before its day, and a number in a column of weeks is a week."""
    words = row.language
    parts = []
    for place in table.days:
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        heading = row.columns[place] if place < len(row.columns) else ""
        if re.fullmatch(r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?\.?", cell) and is_of(heading, words.units["week"]):
            cell = f"{words.units['week'][0]} {cell}"
        begun = [
            when for when in times(f"{heading} {cell}", words, frame) if when.precision is Precision.WEEK
        ]
        if begun and begun[0].begin == 0 and not found_times(cell, words, frame)[1:]:
            cell = f"{heading} {cell}"  # "Week commencing" over a day
        if cell:
            parts.append(spelled(cell, frame))
    exact = [
        part
        for part in parts
        if any(when.first and when.precision is not Precision.WEEK for when in cell_times(part, words, frame))
    ]
    if not exact:
        return _every(" ".join(parts), row, table, frame)
    return " ".join([*(part for part in parts if not re.search(r"\d", part) and part not in exact), exact[0]])


_DAY_ALONE = re.compile(r"\D{0,12}\d{1,2}\.?(?:\s*[-–]\s*\d{1,2}\.?)?(?:,?\s+[^\d\s]+\s+[\d.:–-]+)?")
"""A day of the month above, with or without its weekday and its clock: "27", "to 27.", "27 kl. 18"."""


def _every(said: str, row: Line, table: Table, frame: Frame) -> str:
    """A weekday alone, in a table that has neither days nor months, is every such day: a week's programme."""
    words = row.language
    plain = said.casefold().strip(" .")
    week = plain in {name.casefold() for name in words.weekdays}
    lone = week and "month" not in table.roles and frame.month is None and len(table.days) == 1
    return f"{words.every[0]} {plain}" if lone else said


def _given_year(row: Line, table: Table) -> bool:
    place = table.roles.get("month", 0)
    return place < len(row.cells) and bool(re.search(r"\d{4}", row.cells[place]))


def _span(row: Line) -> When | None:
    if row.span is None or row.span.rule not in {"MONTH", "PART-OF-MONTH"}:
        return None
    return When(0, 0, row.span.first, row.span.last, Precision.MONTH, row.span.rule)


def _dated(base: Entry, date: str, frame: Frame, month: When | None) -> Iterator[Entry]:
    """The entry of each time in a cell of dates; without one it is some time of its month."""
    words = base.line.language
    lines = [line for line in date.split("\n") if line.strip()]
    if len(lines) > 1 and all(any(when.exact for when in cell_times(one, words, frame)) for one in lines):
        for one in lines:
            yield from _dated(base, one, frame, month)
        return
    found = cell_times(date, words, frame)
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
        patterns.sub(rf"\s(?:{'|'.join(smalls)})$", "", form)
        for forms in words.parts.values()
        for form in forms
    )


def _within_month(date: str, month: When, words: Language) -> When:
    """A part of the row's month: "siste uke", "midten"."""
    name = words.months[month.first.month - 1] if month.first else ""
    spoken = times(f"{date} {words.within[0]} {name}", words, Frame(start=month.first))
    part = next((when.part for when in spoken if when.part), None)
    return replace(month, begin=0, end=0, part=part)
