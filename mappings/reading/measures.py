"""Which columns of a table of measurements hold what is measured, how it is and how it shall be. By headings and by cells. Pure."""

from __future__ import annotations

import re
from datetime import date

from config.language import Language
from config.work_words import work_words
from mappings.reading.lines import Line
from mappings.reading.model import Certainty, Due
from mappings.reading.numbers import quantities
from mappings.reading.tongue import find
from mappings.reading.when import Times

_VALUE = 4
"""Words of a value."""


def is_value(cell: str, words: Language) -> bool:
    """Whether a cell holds a number and hardly more: "75", "mindst 1.500", "2 av 7"."""
    return len(cell.split()) <= _VALUE and bool(quantities(cell, words, goal=True) or re.match(r"\d", cell))


def wanted_years(line: Line) -> dict[int, int]:
    """The columns that are headed by a value wanted and its year: "Mål 2027", "By the end of 2028"; the column by its year."""
    work = work_words(line.language.code)
    found: dict[int, int] = {}
    for number, column in enumerate(line.columns):
        match = re.search(r"(?<!\d)((?:19|20)\d\d)(?!\d)", column)
        words = (*work.columns["target"], *work["goals"], *line.language.seasons["by"], *line.language.ends)
        after = (*work.columns["target"], *work["goals"])
        if match and (find(column[: match.start()], words) or find(column[match.end() :], after)):
            found[int(match[1])] = number
    return found


def bare_years(line: Line) -> dict[int, int]:
    """The columns that are headed by a year alone, in a table of indicators: "Indicator | 2026 | 2027 | 2028"."""
    years = ((number, column.strip()) for number, column in enumerate(line.columns))
    return {int(column): number for number, column in years if re.fullmatch(r"(?:19|20)\d\d", column)}


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
    actual = _actual(line, at, {indicator, target}, times.around.start)
    if actual is not None:
        found["actual"] = actual
    return {**{role: place for role, place in at.items() if role in ("responsible", "due")}, **found}, due


def _target(line: Line, at: dict[str, int], times: Times) -> tuple[int | None, Due]:
    """The column of values wanted: by its name, by its year, or because it is headed by a day to come."""
    years = wanted_years(line)
    if len(years) == 1:
        year, place = next(iter(years.items()))
        broken = re.search(r"\d{4}\s*[/–-]\s*\d", line.columns[place])
        day = times.around.end if broken else date(year, 12, 31)
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


def _actual(line: Line, at: dict[str, int], taken: set[int], begin: date) -> int | None:
    """The column of how it is or was: by its name, by a day that is past, by "today" or "last year"."""
    named = at.get("actual")
    if named is not None and named not in taken and not re.search(r"\d{4}", line.columns[named]):
        return named
    work = work_words(line.language.code)
    past: dict[int, int] = {}
    for number, column in enumerate(line.columns):
        years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", column)]
        if number not in taken and number < len(line.cells) and years and max(years) < begin.year:
            past[max(years)] = number
    if past:
        return past[max(past)]
    for number, column in enumerate(line.columns):
        if number in taken or number >= len(line.cells):
            continue
        told = find(column, (*work["today"], *work["last_time"], *work.columns["actual"]))
        if told or is_value(line.cells[number], line.language):
            return number
    return None
