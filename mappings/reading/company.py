"""What stands beside a day and says no more than it: its weekday before it or in brackets behind it, its week. Pure.

"v. 10, mån 8/3", "8 mars (mån)", "måndag 2027-03-08" and "måndag v. 10" each are one day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from mappings.reading.model import Precision

if TYPE_CHECKING:
    from mappings.reading.days import When

_SHORT = 3
"""Letters of the shortest weekday that stands beside a week or in a bracket."""


def in_company(text: str, whens: tuple[When, ...], weekdays: Mapping[str, int]) -> tuple[When, ...]:
    """The times with the weekdays and weeks beside them taken in."""
    found = [_with_weekday(text, when, weekdays) for when in whens]
    found = [_of_week(when) if when.precision is Precision.WEEK else when for when in found]
    return _without_weeks(text, tuple(found))


def _with_weekday(text: str, when: When, weekdays: Mapping[str, int]) -> When:
    """The time with its weekday: before it, or in brackets or between commas behind it."""
    if when.first is None or not when.exact or when.weekday is not None:
        return when
    single = when.precision is Precision.WEEK and when.last and when.last - when.first < timedelta(days=7)
    if when.precision is Precision.WEEK and not single:
        return when
    before = _before(tuple(weekdays)).search(text, 0, when.begin)
    alike = before and (when.precision is not Precision.WEEK or len(before["day"]) >= _SHORT)
    if before and alike:
        return replace(when, begin=before.start("day"), weekday=weekdays[before["day"].casefold()])
    behind = _behind(tuple(weekdays)).match(text, when.end)
    if behind:
        named = behind["day"] or behind["last"]
        return replace(when, end=behind.end(), weekday=weekdays[named.casefold()])
    return when


def _of_week(when: When) -> When:
    """The day of a week whose weekday is said."""
    if when.weekday is None or when.first is None or when.rule != "WEEK":
        return when
    day = when.first + timedelta(days=when.weekday)
    return replace(when, first=day, last=day, precision=Precision.DAY, weekday=None)


def _without_weeks(text: str, whens: tuple[When, ...]) -> tuple[When, ...]:
    """The times without the weeks that stand beside a day of theirs, which takes their place in the text."""
    kept: list[When] = []
    for when in whens:
        last = kept[-1] if kept else None
        gap = text[last.end : when.begin] if last else ""
        if last is None or not re.fullmatch(r"[\s,;:()/–—-]{0,4}", gap):
            kept.append(when)
        elif _holds(last, when):
            kept[-1] = replace(when, begin=last.begin, end=_closed(text, when.end, gap))
        elif _holds(when, last):
            kept[-1] = replace(last, end=_closed(text, when.end, gap))
        else:
            kept.append(when)
    return tuple(kept)


def _holds(week: When, day: When) -> bool:
    """Whether one is a week, and the other a day or some days of it."""
    if week.precision is not Precision.WEEK or day.precision not in {Precision.DAY, Precision.RANGE}:
        return False
    if week.first is None or week.last is None or day.first is None:
        return False
    return week.first <= day.first <= week.last


def _closed(text: str, end: int, gap: str) -> int:
    """The end with the bracket that the gap opens."""
    return end + 1 if "(" in gap and text[end : end + 1] == ")" else end


@cache
def _before(weekdays: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(weekdays, key=len, reverse=True)))
    return re.compile(rf"(?:^|(?<=[\s(,;:–—·|/-]))(?P<day>{names})(?:\.,?|,)?\s*$", re.IGNORECASE)


@cache
def _behind(weekdays: tuple[str, ...]) -> re.Pattern[str]:
    """A weekday in brackets, or after a comma before the next sign."""
    names = "|".join(map(re.escape, sorted(weekdays, key=len, reverse=True)))
    long = "|".join(
        re.escape(name) for name in sorted(weekdays, key=len, reverse=True) if len(name) >= _SHORT
    )
    return re.compile(
        rf"\s*\((?P<day>{names})\.?\)|,?\s+(?P<last>{long})\.?(?=\s*(?:$|[:,]|[–—-]\s))", re.IGNORECASE
    )
