"""Twelve months as a circle: which months a plan's wheel has, and at which angle a day stands. Pure; no clock.

The circle is open for a few degrees at the top, where the year begins and ends and the rings bear their letters.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from config.language import Language
from config.plan import Period
from mappings.wheel import Month

OPENING = 10.0  # degrees, half of them on each side of the top
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Year:
    """The months of one wheel, the first and the last day included."""

    first: date
    months: int

    @property
    def last(self) -> date:
        return _month(self.first, self.months) - timedelta(days=1)

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def angle(self, day: date, share: float = 0.5) -> float:
        """Where the day stands. Months are equally wide; ``share`` of the day: 0 its beginning, 1 its end."""
        months = (day.year - self.first.year) * MONTHS + day.month - self.first.month
        length = calendar.monthrange(day.year, day.month)[1]
        passed = (months + (day.day - 1 + share) / length) / self.months
        return OPENING / 2 + passed * (360 - OPENING)

    @property
    def name(self) -> str:
        """2026, or 2026/2027 where the months are of two years."""
        first, last = self.first.year, self.last.year
        return f"{first}" if first == last else f"{first}/{last}"

    def sectors(self, words: Language) -> tuple[Month, ...]:
        starts = [_month(self.first, number) for number in range(self.months)]
        return tuple(
            Month(words.months[start.month - 1], self.angle(start, 0), self.angle(_last_of(start), 1))
            for start in starts
        )


def years(period: Period) -> tuple[Year, ...]:
    """The wheels of a plan: its own year, also where that begins in August; one for each year of a longer plan.

    A year that begins within a month touches thirteen of them, and its wheel has them all.
    """
    first = period.start.replace(day=1)
    touched = (period.end.year - first.year) * MONTHS + period.end.month - first.month + 1
    if touched <= MONTHS + 1:
        return (Year(first, max(touched, MONTHS)),)
    return tuple(Year(_month(first, number), MONTHS) for number in range(0, touched, MONTHS))


def _month(first: date, later: int) -> date:
    """The first of the month so many months later."""
    number = first.year * MONTHS + first.month - 1 + later
    return date(number // MONTHS, number % MONTHS + 1, 1)


def _last_of(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
