"""The words of each language, for reading a plan and for writing to its board. Only data files know a language.

A language is one file, ``config/languages/<code>.toml``. Adding a language is adding that file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Language:
    """One language's words. ``words`` are flat: ``report.summary`` is the key of ``[words.report] summary``."""

    code: str
    name: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    units: Mapping[str, tuple[str, ...]]  # minute, hour, day, week, month, year -> written forms
    before: tuple[str, ...]
    after: tuple[str, ...]
    at: tuple[str, ...]
    annual_meeting: tuple[str, ...]  # how the title of the annual meeting is recognised
    election: tuple[str, ...]  # words that only the title of an election day holds
    endings: tuple[str, ...]  # what a weekday or the name of a meeting may end in: måndag-en, styrelsemöte-t
    articles: tuple[str, ...]  # small words in a date that carry nothing
    least: tuple[str, ...]  # "at least", before a length of time
    about: tuple[str, ...]  # "around", before a date that is not sure
    within: tuple[str, ...]  # "during", before a month, a week or a year
    starting: tuple[str, ...]  # "from": names a start and no end
    ends: tuple[str, ...]  # "the end of"
    tails: tuple[str, ...]  # what may stand after a month: mars månads utgång
    ranges: tuple[str, ...]  # between the first and the last day
    numeric_days: bool  # 8/3 is the day before the month
    parts: Mapping[str, tuple[str, ...]]  # early, middle, late -> written forms
    periods: Mapping[str, tuple[str, ...]]  # quarter, tertial, half -> written forms
    numbers: Mapping[str, int]  # written form -> number, in lengths of time
    ordinals: Mapping[str, int]  # written form -> 1..5, or -1 for the last
    alternating: tuple[str, ...]  # "every other"
    every: tuple[str, ...]  # small words that a rule may hold and that carry nothing
    conjunctions: tuple[str, ...]
    cadences: Mapping[str, str]  # written form -> weekly, monthly, quarterly, half-yearly, yearly, continuous
    deadlines: Mapping[str, str]  # phrase -> name of a rule in config.deadlines
    minutes: Mapping[
        str, tuple[str, ...]
    ]  # what introduces a decision, its responsible, its deadline -> written forms
    seasons: Mapping[
        str, tuple[str, ...]
    ]  # summer, christmas, year_end … -> names; during, before, by -> openings
    calendar: Mapping[str, tuple[str, ...]]  # what a calendar and the head of a document are recognised by
    columns: Mapping[
        str, tuple[str, ...]
    ]  # month, date, time, what, who, note, place, due -> headings of columns
    asks: Mapping[
        str, tuple[str, ...]
    ]  # who, date, what, place -> question words that open a column's heading
    feasts: Mapping[str, str]  # name of a day -> "12-13", "easter-2", "midsummer", "all-saints"
    words: Mapping[str, str]
    people: frozenset[str] = (
        frozenset()
    )  # first names, in small letters, that the document being read alone tells of

    def word(self, key: str, /, **values: object) -> str:
        """The word or sentence for ``key`` with ``values`` filled in. KeyError when the language lacks it."""
        text = self.words[key]
        return text.format(**values) if values else text

    def month(self, day: date) -> str:
        """March 2026, in this language."""
        return f"{self.months[day.month - 1]} {day.year}"


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    words: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            words |= _flat(value, f"{prefix}{name}.")
        else:
            words[f"{prefix}{name}"] = str(value)
    return words


@cache
def table(code: str) -> Mapping[str, Any]:
    """All that the language's file holds. KeyError when there is no such file."""
    source = files("config") / "languages" / f"{code}.toml"
    if not source.is_file():
        raise KeyError(f"no language {code!r}")
    return tomllib.loads(source.read_text(encoding="utf-8"))


_SEASONS = {
    ("during", "summer"): "SUMMER-DURING",
    ("during", "spring"): "SPRING",
    ("during", "autumn"): "AUTUMN",
    ("during", "winter"): "WINTER",
    ("during", "spring_term"): "TERM-SPRING",
    ("during", "autumn_term"): "TERM-AUTUMN",
    ("during", "year"): "YEAR",
    ("during", "easter"): "EASTER-DURING",
    ("before", "summer"): "SUMMER-BEFORE",
    ("before", "christmas"): "XMAS",
    ("before", "new_year"): "NEW-YEAR",
    ("before", "easter"): "EASTER",
    ("before", "midsummer"): "MIDSUMMER",
    ("before", "st_johns_eve"): "ST-JOHNS-EVE",
    ("by", "year_end"): "YEAR",
    ("by", "new_year"): "NEW-YEAR",
}
"""Which rule of config.deadlines reads an opening and a season: "under" and "sommaren", "innan" and "jul"."""


def _deadlines(reading: Mapping[str, Any]) -> dict[str, str]:
    """The phrases that the file lists, and those that its openings and seasons make together."""
    seasons = reading["seasons"]
    made = {
        f"{opening} {name}": rule
        for (way, season), rule in _SEASONS.items()
        for opening in seasons[way]
        for name in seasons[season]
    }
    return made | {phrase.casefold(): rule for phrase, rule in reading["deadlines"].items()}


@cache
def language(code: str) -> Language:
    """The language with this code. KeyError when there is no such file."""
    data = table(code)
    reading = data["reading"]
    return Language(
        code=code,
        name=data["name"],
        months=tuple(data["months"]),
        months_short=tuple(data["months_short"]),
        weekdays=tuple(data["weekdays"]),
        units={unit: tuple(forms) for unit, forms in reading["units"].items()},
        before=tuple(reading["before"]),
        after=tuple(reading["after"]),
        at=tuple(reading["at"]),
        annual_meeting=tuple(reading["annual_meeting"]),
        election=tuple(reading["election"]),
        endings=tuple(reading["endings"]),
        articles=tuple(reading["articles"]),
        least=tuple(reading["least"]),
        about=tuple(reading["about"]),
        within=tuple(reading["within"]),
        starting=tuple(reading["starting"]),
        ends=tuple(reading["ends"]),
        tails=tuple(reading["tails"]),
        ranges=tuple(reading["ranges"]),
        numeric_days=bool(reading["numeric_days"]),
        parts={part: tuple(forms) for part, forms in reading["parts"].items()},
        periods={period: tuple(forms) for period, forms in reading["periods"].items()},
        numbers=dict(reading["numbers"]),
        ordinals=dict(reading["ordinals"]),
        alternating=tuple(reading["alternating"]),
        every=tuple(reading["every"]),
        conjunctions=tuple(reading["conjunctions"]),
        cadences=dict(reading["cadences"]),
        deadlines=_deadlines(reading),
        minutes={what: tuple(forms) for what, forms in reading["minutes"].items()},
        seasons={name: tuple(forms) for name, forms in reading["seasons"].items()},
        calendar={name: tuple(forms) for name, forms in reading["calendar"].items()},
        columns={role: tuple(forms) for role, forms in reading["columns"].items()},
        asks={role: tuple(forms) for role, forms in reading["asks"].items()},
        feasts=dict(reading["feasts"]),
        words=_flat(data["words"]),
    )


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages there are, in order."""
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in (files("config") / "languages").iterdir()
            if entry.name.endswith(".toml")
        )
    )
