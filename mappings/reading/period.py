"""The period that a plan is for: stated limits, the year of its title, that of its headings, or the one of its dates. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from dateutil.relativedelta import relativedelta

from config import patterns
from config.language import Language
from config.work_words import any_of
from mappings.reading.clauses import sentences
from mappings.reading.days import EARLIEST, LATEST, Frame, When, times
from mappings.reading.founding import without_founding
from mappings.reading.lines import Form, Line
from mappings.reading.model import Period, Source
from mappings.reading.titles import YEAR, Title, says_decision
from mappings.reading.tongue import find, is_of

_LONG = 40
"""A sentence of more words says nothing of the period."""


def period_of(
    top: list[Line], lines: tuple[Line, ...], title: Title | None, words: Language
) -> tuple[Period, Source] | None:
    """Stated limits, the year or years of the title, those of the first headings, or the years that the dates give."""
    named = (_stated(title.line.text, words) or _named(title.line.text, words)) if title else None
    if (stated := _limits(top, title, named, words)) is not None:
        return stated
    if title and named:
        return _rolled(_within_one_year(named, title, lines, words), lines, words), title.line.source
    plain = [line for line in top if not says_decision(line.text, words)]
    short = [line for line in plain if line.form is Form.HEADING or len(line.text.split()) <= 8]
    return (
        _of_lines(short, words) or _two_years(lines) or _of_headings(lines, plain, words) or _by_dates(lines)
    )


def _limits(
    top: list[Line], title: Title | None, named: Period | None, words: Language
) -> tuple[Period, Source] | None:
    """The first and the last day, in the title or in a sentence of the first lines."""
    for line in [*([title.line] if title else []), *top]:
        for sentence in _undecided(line.text, words):
            stated = _stated(sentence, words) if len(sentence.split()) <= _LONG else None
            near = stated and (named is None or abs(stated.start.year - named.start.year) <= 1)
            own = title is not None and line is title.line
            if stated and near and (named is None or named.rule != "stated" or own):
                return stated, line.part(sentence)
    return None


def _undecided(text: str, words: Language) -> Iterator[str]:
    """The sentences that say nothing of a decision: its day is no limit."""
    for sentence in sentences(text):
        if not says_decision(sentence, words):
            yield sentence


def _of_lines(lines: list[Line], words: Language) -> tuple[Period, Source] | None:
    for line in lines:
        if (found := _named(line.text, words)) is not None:
            return found, line.source
    return None


def _two_years(lines: tuple[Line, ...]) -> tuple[Period, Source] | None:
    """Two years that follow each other, each a heading of its own: a school year."""
    alone = [line for line in lines if re.fullmatch(r"(?:19|20)\d{2}", line.text.strip())]
    years = [int(line.text) for line in alone]
    if len(years) != 2 or years[1] != years[0] + 1:
        return None
    return _school_year(years[0]), alone[0].source


def _school_year(first: int) -> Period:
    return Period(date(first, 8, 1), date(first + 1, 7, 31), f"{first}/{first + 1}", "school-year")


def _of_headings(lines: tuple[Line, ...], plain: list[Line], words: Language) -> tuple[Period, Source] | None:
    headings = [line for line in lines if line.form is Form.HEADING or line in plain]
    return _of_lines([line for line in headings if _early(line, lines)], words)


def _within_one_year(named: Period, title: Title, lines: tuple[Line, ...], words: Language) -> Period:
    """A season that is named by one year, and whose months stand in the order of that year: "Sæsonen 2027"."""
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<=[-–/])\d{2}(?!\d)", title.line.text)
    months = _months(lines, words)
    turns = any(later < earlier for earlier, later in pairwise(months))
    if named.rule != "school-year" or len(years) != 1:
        return named
    year = int(years[0])
    whole = Period(date(year, 1, 1), date(year, 12, 31), str(year), "year")
    ordered = len(months) >= _SEASON and not turns and months[0] < _SUMMER
    return whole if ordered or _fits_better(whole, named, lines, words) else named


def _fits_better(one: Period, other: Period, lines: tuple[Line, ...], words: Language) -> bool:
    """Whether the weekdays that stand beside the days are those of the one period, and not those of the other."""
    return not _misnamed(one, lines, words) and _misnamed(other, lines, words) > 0


def _misnamed(period: Period, lines: tuple[Line, ...], words: Language) -> int:
    """How many days would have another weekday than the text says."""
    frame = Frame(period.start, period.end)
    return sum(not when.weekday_fits for line in lines for when in times(line.text, words, frame))


_SEASON, _SUMMER, _ANY = 3, 7, 2001
"""Months that show an order; the month from which a school year may begin; a year to read days without one in."""


def _months(lines: tuple[Line, ...], words: Language) -> list[int]:
    """The months that open lines, in the order of the lines."""
    names = [name.casefold() for name in words.months]
    opening = (re.match(r"[^\W\d_]+", line.text.casefold()) for line in lines)
    return [names.index(match[0]) + 1 for match in opening if match and match[0] in names]


def _rolled(named: Period, lines: tuple[Line, ...], words: Language) -> Period:
    """Two years that are one broken year, when the months below go on from December to January once."""
    if named.rule != "years" or named.end.year != named.start.year + 1:
        return named
    names = [name.casefold() for name in words.months]
    months: list[int] = []
    for line in lines:
        tokens = re.findall(r"[^\W\d_]+", line.text.casefold())[:4]
        months += [names.index(token) + 1 for token in tokens[:4] if token in names][:1]
    dated = sum(bool(re.search(r"(?:19|20)\d{2}", line.text)) for line in lines)
    turns = sum(later < earlier - 3 for earlier, later in pairwise(months))
    if len(months) < 4 or months[0] < 7 or turns != 1 or dated > 4:
        return named
    return _school_year(named.start.year)


def _early(line: Line, lines: tuple[Line, ...]) -> bool:
    return line.number < max(10, len(lines) // 3)


def _stated(text: str, words: Language) -> Period | None:
    """1 July 2026 – 30 June 2027; season 2026-27 (October to September)."""
    text = without_founding(text, words)
    for when in times(text, words, Frame()):
        if (
            when.first
            and when.last
            and (when.last - when.first).days > 150
            and when.precision.value != "week"
        ):
            return Period(when.first, when.last, _label(when.first, when.last))
    if (part := _part_of_year(text, words)) is not None:
        return part
    if (ending := find(text, words.calendar["year_ending"])) is not None:
        return _year_to(text[ending.end() :], words)
    years = re.search(r"((?:19|20)\d{2})\s*[-–/]\s*(\d{2,4})", text)
    months = (
        next(
            (
                when
                for when in times(text, words, Frame(year=int(years[1])))
                if when.precision.value == "month"
            ),
            None,
        )
        if years
        else None
    )
    if years and months and months.first and months.last and (months.last.month != months.first.month):
        last = months.first + relativedelta(months=12) - timedelta(days=1)
        return Period(months.first, last, _label(months.first, last))
    return None


def _part_of_year(text: str, words: Language) -> Period | None:
    """The months of the one year that a title names: "Vårprogram 2027 (januari–maj)", "Møteplan 2. halvår 2027"."""
    years = {int(year) for year in patterns.findall(YEAR, text)}
    if len(years) != 1 or re.search(r"\d{4}\s*[-–/]\s*\d", text):
        return None
    year = years.pop()
    for when in times(text, words, Frame(year=year)):
        if when.precision.value == "month" and when.first and when.last and _span(when) >= _MONTHS_OF_PART:
            return Period(when.first, when.last, str(year))
    half = patterns.search(rf"(\S+)\s(?:{any_of(words.calendar['halves'])})(?!\w)", text, re.IGNORECASE)
    number = half[1].casefold().strip("().") if half else ""
    if number in {"1", "i", "första", "første", "fyrste", "first"}:
        return Period(date(year, 1, 1), date(year, 6, 30), str(year))
    if number in {"2", "ii", "andra", "andre", "anden", "andet", "second"}:
        return Period(date(year, 7, 1), date(year, 12, 31), str(year))
    return None


def _span(when: When) -> int:
    """How many months a time is of."""
    if not when.first or not when.last:
        return 0
    return (when.last.year - when.first.year) * 12 + when.last.month - when.first.month + 1


_MONTHS_OF_PART = 4
"""So many months of a title are its period."""


def _year_to(text: str, words: Language) -> Period | None:
    """The year that this day ends."""
    last = next((when.last for when in times(text, words, Frame()) if when.exact), None)
    if last is None:
        return None
    first = last - relativedelta(years=1) + timedelta(days=1)
    return Period(first, last, _label(first, last))


def _named(text: str, words: Language) -> Period | None:
    """2027; 2026–2030; school year 2026/2027; autumn 2026 – spring 2027; 2026-27."""
    calendar = words.calendar
    text = without_founding(text, words)
    broken = re.search(r"(?<![\d.])((?:19|20)\d{2})\s*([-–/])\s*((?:19|20)\d{2}|\d{2})(?![\d-])", text)
    years = [int(year) for year in patterns.findall(YEAR, text)]
    if broken:
        first = int(broken[1])
        last = int(broken[3]) if len(broken[3]) == 4 else first // 100 * 100 + int(broken[3])
        school = is_of(text, calendar["school_year"]) or broken[2] == "/"
        if last == first + 1 and (school or len(broken[3]) == 2):
            return _school_year(first)
        if first < last < first + 30:
            return Period(date(first, 1, 1), date(last, 12, 31), f"{first}-{last}", "years")
    seasons = is_of(text, (*calendar["autumn"],)) and is_of(text, (*calendar["spring"], *calendar["summer"]))
    if len(years) == 2 and years[1] == years[0] + 1 and seasons:
        return _school_year(years[0])
    if len(years) >= 1 and EARLIEST <= years[0] <= LATEST:
        if is_of(text, calendar["school_year"]):
            return _school_year(years[0])
        return Period(date(years[0], 1, 1), date(years[0], 12, 31), str(years[0]), "year")
    return None


def _label(first: date, last: date) -> str:
    if first.year == last.year:
        return str(first.year)
    return f"{first.year}/{last.year}" if (last - first).days < 400 else f"{first.year}-{last.year}"


def _by_dates(lines: tuple[Line, ...]) -> tuple[Period, Source] | None:
    """The year that most of the dates are in; of two that are in as many the first, for a plan speaks of the next one too."""
    years: Counter[int] = Counter()
    where: dict[int, Line] = {}
    for line in lines:
        for text in re.findall(
            r"(?<!\d)((?:19|20)\d{2})-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.((?:19|20)\d{2})|(?<!\w)((?:19|20)\d{2})(?!\w)",
            line.text,
        ):
            year = int(next(part for part in text if part))
            years[year] += 1
            where.setdefault(year, line)
    if not years:
        return None
    year = min(years, key=lambda one: (-years[one], one))
    return Period(date(year, 1, 1), date(year, 12, 31), str(year), "dates"), where[year].source
