"""Which lines under a month end with a number that is its day: "Vårfest 8", "Årsmøte, 25", "Quiz night 12, 7pm".

Looks at all lines under months together: a number alone says nothing, but where most lines end so, and the numbers do not
count meetings ("Styremøte 1, Styremøte 2"), they are days. Reads no item itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from config.recurrence import month_end
from mappings.reading.clocks import clocks
from mappings.reading.days import Frame, day_numbers, times
from mappings.reading.lines import Form, Line

_LAST = re.compile(r"(?P<name>[^\W\d_]{2}[^\W\d]*),?\s+(?P<day>\d{1,2})(?:\s?[-–]\s?\d{1,2})?\W*$")
_FEW, _SHORT = 3, 12


def with_days_last(lines: Sequence[Line]) -> list[Line]:
    """The same lines, those marked whose last number is a day of the month above."""
    under = [line for line in lines if _is_entry(line)]
    numbered = {line.number: day for line in under if (day := _day_last(line)) is not None}
    if len(numbered) < _FEW or len(numbered) * 3 < len(under) * 2 or _count(lines, numbered):
        return list(lines)
    return [replace(line, day_last=True) if line.number in numbered else line for line in lines]


def _is_entry(line: Line) -> bool:
    """Whether a line is a short one under one month."""
    single = (
        line.span is not None and (line.span.last - line.span.first).days < month_end(line.span.first).day
    )
    return single and line.form in {Form.ITEM, Form.TEXT} and len(line.text.split()) <= _SHORT


def _day_last(line: Line) -> int | None:
    """The number that a line ends with, before the hour, where nothing else in it says a day."""
    span, words = line.span, line.language
    if (
        span is None
        or times(line.text, words, Frame())
        or day_numbers(line.text, words, Frame(month=span.first))
    ):
        return None
    first = next(iter(clocks(line.text, words)), None)
    match = _LAST.search(line.text[: first.begin].rstrip(" ,") if first else line.text)
    day = int(match["day"]) if match else 0
    return day if 1 <= day <= span.last.day else None


def _count(lines: Sequence[Line], numbered: dict[int, int]) -> bool:
    """Whether the numbers count what is held: each is one more than that of the line before it of the same name."""
    by_name: dict[str, list[int]] = {}
    for number, day in numbered.items():
        name = re.split(r"\d", lines[number].text)[0].casefold().strip(" ,")
        by_name.setdefault(name, []).append(day)
    pairs = [pair for days in by_name.values() for pair in pairwise(days)]
    return bool(pairs) and sum(after == before + 1 for before, after in pairs) * 2 > len(pairs)
