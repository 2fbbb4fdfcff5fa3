"""Gatherings of one name as one series, and written rules of recurrence as the plan can follow them. Pure; guesses no day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from config.deadlines import Deadline, Surroundings, read_deadline
from config.language import Language, language
from config.recurrence import month_end, read_rule
from mappings.reading.model import Gathering, Period, Precision, Recurring

LONGEST_EXCEPTION = 100
"""So many days an exception may be written out as; a longer one is no exception."""


@dataclass(frozen=True, slots=True)
class Series:
    """Gatherings of the same title, kind and area, in the order of the document; ``hours`` and ``place`` are the usual ones."""

    title: str
    all: tuple[Gathering, ...]
    hours: str | None
    place: str | None

    @property
    def first(self) -> Gathering:
        return self.all[0]


def series_of(gatherings: Iterable[Gathering]) -> list[Series]:
    """Single days of one title go together; a span, a week or a month stands alone."""
    groups: dict[object, list[Gathering]] = {}
    for number, one in enumerate(gatherings):
        alone = one.precision is not Precision.DAY or one.date is None
        key = number if alone else (one.title.casefold(), one.kind, one.area, one.responsible)
        groups.setdefault(key, []).append(one)
    return [
        Series(group[0].title, tuple(group), _most(map(_hours, group)), _most(one.place for one in group))
        for group in groups.values()
    ]


def _most(values: Iterable[str | None]) -> str | None:
    """What stands with all of them, else with most; None when it is None with any: it cannot be taken away again."""
    counted = Counter(values)
    if None in counted:
        return None
    return counted.most_common(1)[0][0]


def _hours(one: Gathering) -> str | None:
    if one.time is None:
        return None
    begin = f"{one.time:%H:%M}"
    return f"{begin}-{one.end_time:%H:%M}" if one.end_time and one.end_time != one.time else begin


# Rules ------------------------------------------------------------------------------------------------------------


def rule_keys(rule: Recurring, period: Period | None, words: Language) -> tuple[dict[str, Any], bool]:
    """What the plan says of a rule (``every``, ``from``, ``except`` or ``dates``), and whether that is all of it.

    Nothing and False for a rule whose days the words do not settle: every other week from nobody knows when, a rule
    that holds only in months that are named, an exception that is not understood.
    """
    if rule.occurrences:
        return {"dates": list(dict.fromkeys(rule.occurrences))}, True
    if period is None or not rule.rule or not _settles_days(rule.rule):
        return {}, False
    around = Surroundings(period.start, period.end, period.start)
    speakers = (words,) if words.code == "en" else (words, language("en"))
    excepted = _exceptions(rule.exceptions, speakers, around)
    if excepted is None:
        return {}, False
    rest = rule.rule_text
    for text in rule.exceptions:
        rest = rest.replace(text, " ")
    begin: date | None = None
    for found in _dates_in(rest, speakers, around):
        if found.rule == "MONTH" and "BYMONTH=" in rule.rule:
            continue
        if found.rule != "START" or begin or found.earliest is None:
            return {}, False
        begin = found.earliest
    return {"every": rule.rule, "from": begin, "except": excepted}, True


def _settles_days(rule: str) -> bool:
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if read_rule(rule, ()) is None or "INTERVAL" in parts or ("BYMONTH" in parts and "BYDAY" not in parts):
        return False
    return any(key in parts for key in ("BYDAY", "BYMONTHDAY", "BYYEARDAY"))


def _dates_in(text: str, speakers: tuple[Language, ...], around: Surroundings) -> Iterator[Deadline]:
    """The dates, weeks and months that a text names, the longest stretches of words first."""
    tokens = [token for token in re.split(r"[\s,;()]+", text) if token]
    at = 0
    while at < len(tokens):
        for end in range(min(len(tokens), at + 8), at, -1):
            found = read_deadline(" ".join(tokens[at:end]).strip(".:"), speakers, around)
            if found and (found.earliest or found.latest):
                yield found
                at = end
                break
        else:
            at += 1


def _exceptions(
    texts: Iterable[str], speakers: tuple[Language, ...], around: Surroundings
) -> list[Any] | None:
    """Days, months and weeks in which the rule does not hold. None when one of the texts names none."""
    excepted: list[Any] = []
    for text in texts:
        days = [part for found in _dates_in(text, speakers, around) for part in _excepted(found)]
        if not days:
            return None
        excepted += days
    return excepted


def _excepted(found: Deadline) -> Iterator[Any]:
    first, last = found.earliest or found.latest, found.latest
    if first is None or last is None or (last - first).days > LONGEST_EXCEPTION:
        return
    if found.rule == "WEEK":
        for week in range(0, (last - first).days, 7):
            yield (first + timedelta(days=week)).strftime("%G-W%V")
    elif first.day == 1 and last == month_end(last):
        while first <= last:
            yield f"{first:%Y-%m}"
            first = month_end(first) + timedelta(days=1)
    else:
        for day in range((last - first).days + 1):
            yield first + timedelta(days=day)
