"""Which columns of a table of measurements hold what is measured, how it is and how it shall be. By headings and by cells. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from config.language import Language
from config.work_words import work_words
from mappings.reading.lines import Line
from mappings.reading.model import Certainty, Due
from mappings.reading.numbers import quantities
from mappings.reading.tongue import find
from mappings.reading.when import Times
from mappings.reading.years_named import year_named

_VALUE = 4
"""Words of a value."""


def is_value(cell: str, words: Language) -> bool:
    """Whether a cell holds a number and hardly more: "75", "mindst 1.500", "2 av 7"."""
    return len(cell.split()) <= _VALUE and bool(quantities(cell, words, goal=True) or re.match(r"\d", cell))


def wanted_days(line: Line, times: Times) -> dict[date, int]:
    """The columns that are headed by a value wanted and its time: "Mål 2027", "Mål 27/28", "By the end of 2028"; the column by
    the last day of it.
    """
    return {_last_day(match, line, times): number for number, match in _wanted(line)}


def days_headed(line: Line, times: Times, *, indicator: bool) -> dict[date, int]:
    """The columns of values for several years, by their last days: "Mål 2027 | Mål 2028"; where a column says that an
    ``indicator`` is measured, also "2026 | År 2027 | 2028" without what is past.
    """
    if len(wanted := wanted_days(line, times)) > 1:
        return wanted
    bare = list(_bare(line))
    if wanted or not indicator or len(bare) < _SEVERAL:
        return {}
    coming = [(number, match) for number, match in bare if not _is_past(match, times.around.start)]
    return {_last_day(match, line, times): number for number, match in coming}


_SEVERAL = 2


def value_columns(line: Line) -> list[int]:
    """The columns of values wanted that a time is named over; the first of those with a time alone tells of before."""
    return [number for number, _ in _wanted(line)] or [number for number, _ in _bare(line)][1:]


def _wanted(line: Line) -> Iterator[tuple[int, re.Match[str]]]:
    work = work_words(line.language.code)
    words = (*work.columns["target"], *work["goals"], *line.language.seasons["by"], *line.language.ends)
    after = (*work.columns["target"], *work["goals"])
    for number, column in enumerate(line.columns):
        match = year_named(column)
        if match and (find(column[: match.start()], words) or find(column[match.end() :], after)):
            yield number, match


def _bare(line: Line) -> Iterator[tuple[int, re.Match[str]]]:
    for number, column in enumerate(line.columns):
        match = year_named(column)
        if match and _is_alone(match, line.language):
            yield number, match


def namesyear_named(cell: str, words: Language) -> bool:
    """Whether a cell holds a year or a broken one and nothing else, as a heading over values does."""
    match = year_named(cell)
    return match is not None and _is_alone(match, words)


def _is_past(match: re.Match[str], begin: date) -> bool:
    """Whether a column tells of the year before the plan, or of one before that; a broken one began before it."""
    last = int(match["year"] or 2000 + int(match["last"][-2:]))
    return last < begin.year + bool(match["last"])


def _is_alone(match: re.Match[str], words: Language) -> bool:
    """Whether a heading says only of which year it is: "2027", "År 2027", "Läsåret 26/27"."""
    label = (match.string[: match.start()] + match.string[match.end() :]).casefold().strip(" .:*()")
    return label in ("", *words.units["year"], *words.seasons["year"], *words.calendar["school_year"])


def _last_day(match: re.Match[str], line: Line, times: Times) -> date:
    """The day until which a column's values count; a broken year ends as the plan's does, or with July."""
    if match["year"]:
        read = times.read(match[0], line.speakers) if match["day"] else None
        return read.latest if read and read.latest else date(int(match["year"]), 12, 31)
    first, year = int(match["first"][-2:]), 2000 + int(match["last"][-2:])
    if year - 2000 != first + 1:
        return date(year, 12, 31)
    around = times.around
    month = around.end.month if around.start.year < around.end.year else _SCHOOL_YEAR
    return date(year, month, monthrange(year, month)[1])


_SCHOOL_YEAR = 7
"""The month with which a school year ends."""


def measured(line: Line, at: dict[str, int], times: Times) -> tuple[dict[str, int], Due] | None:
    """The places of what is measured, of its value wanted and, where one stands beside it, of that of today; and by when
    the headings say. None for a table of another kind.
    """
    target, due = _target(line, at, times)
    if target is None or target >= len(line.cells):
        return None
    indicator = _indicator(line, at, target)
    if indicator is None:
        return None
    found = {"indicator": indicator, "target": target}
    actual = actual_of(line, at, {indicator, target}, times.around.start)
    if actual is not None:
        found["actual"] = actual
    return {**{role: place for role, place in at.items() if role in ("responsible", "due")}, **found}, due


def _target(line: Line, at: dict[str, int], times: Times) -> tuple[int | None, Due]:
    """The column of values wanted: by its name, by its year, or because it is headed by a day to come."""
    days = wanted_days(line, times)
    if len(days) == 1:
        day, place = next(iter(days.items()))
        return place, Due(day, (day,), line.columns[place], "YEAR", Certainty.WINDOW)
    if "target" in at:
        return at["target"], Due()
    named = at.get("indicator")
    if named and named < len(line.cells) and is_value(line.cells[named], line.language):
        return named, Due()  # "Vad | Nu | Mål": what is called a goal is its value
    if "indicator" not in at:
        return None, Due()
    for number, column in enumerate(line.columns):
        if (
            number in at.values()
            or number >= len(line.cells)
            or not is_value(line.cells[number], line.language)
        ):
            continue
        due = times.due(column, line.speakers)
        if due.latest and due.latest > times.around.start and len(column.split()) <= _HEADING:
            return number, due
    return None, Due()


_HEADING = 5
"""Words of a heading that is a time."""


def _indicator(line: Line, at: dict[str, int], target: int) -> int | None:
    """The column that says what is measured: by its name, or the first whose cell is no value."""
    place = at.get("indicator")
    if place is not None and place != target:
        return place
    others = {at[role] for role in ("actual", "responsible", "due") if role in at}
    for number, cell in enumerate(line.cells):
        words = re.findall(r"[^\W\d_]{2,}", cell)
        if number not in {target, *others} and words and not is_value(cell, line.language):
            return number
    return None


def actual_of(line: Line, at: dict[str, int], taken: set[int], begin: date) -> int | None:
    """The column of how it is or was: by its name, by a day that is past, by "today" or "last year"."""
    named = at.get("actual")
    if named is not None and named not in taken and not year_named(line.columns[named]):
        return named
    work = work_words(line.language.code)
    past: dict[int, int] = {}
    for number, column in enumerate(line.columns):
        time = year_named(column)
        if time and _is_past(time, begin) and number not in taken and number < len(line.cells):
            past[int(time["year"] or 2000 + int(time["last"][-2:]))] = number
    if past:
        return past[max(past)]
    for number, column in enumerate(line.columns):
        if number in taken or number >= len(line.cells):
            continue
        told = find(column, (*work["today"], *work["last_time"], *work.columns["actual"]))
        if told or is_value(line.cells[number], line.language):
            return number
    return None
