"""Which months a plan's wheel or strip has, and where a day stands among them: at which angle of a circle. Pure; no clock.

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
    """The months of one wheel or strip, the first and the last day included."""

    first: date
    months: int

    @property
    def last(self) -> date:
        return _month(self.first, self.months) - timedelta(days=1)

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def share(self, day: date, of_day: float = 0.5) -> float:
        """How much has passed, from 0 to 1. Months are equally wide; ``of_day`` is 0 at its beginning and 1 at its end."""
        months = (day.year - self.first.year) * MONTHS + day.month - self.first.month
        length = calendar.monthrange(day.year, day.month)[1]
        return (months + (day.day - 1 + of_day) / length) / self.months

    def angle(self, day: date, of_day: float = 0.5) -> float:
        """Where the day stands on the circle."""
        return OPENING / 2 + self.share(day, of_day) * (360 - OPENING)

    @property
    def name(self) -> str:
        """2026, 2026/2027 for a year that is of two, 2026–2028 for several."""
        first, last = self.first.year, self.last.year
        between = "/" if self.months <= MONTHS + 1 else "–"
        return f"{first}" if first == last else f"{first}{between}{last}"

    @property
    def starts(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(_month(self.first, number) for number in range(self.months))

    def sectors(self, words: Language) -> tuple[Month, ...]:
        return tuple(
            Month(words.months[start.month - 1], self.angle(start, 0), self.angle(last_of(start), 1))
            for start in self.starts
        )


def years(period: Period) -> tuple[Year, ...]:
    """The wheels of a plan: its own year, also where that begins in August; one for each year of a longer plan.

    A year that begins within a month touches thirteen of them, and its wheel has them all.
    """
    every = all_years(period)
    if every.months <= MONTHS + 1:
        return (every,)
    return tuple(Year(_month(every.first, number), MONTHS) for number in range(0, every.months, MONTHS))


def year_of(period: Period, day: date) -> Year:
    """The plan's year that the day lies in, else the nearest."""
    found = years(period)
    return next((one for one in found if day <= one.last), found[-1])


def all_years(period: Period) -> Year:
    """The strip of a plan: all its months, and never fewer than twelve."""
    first = period.start.replace(day=1)
    touched = (period.end.year - first.year) * MONTHS + period.end.month - first.month + 1
    return Year(first, max(touched, MONTHS))


def _month(first: date, later: int) -> date:
    """The first of the month so many months later."""
    number = first.year * MONTHS + first.month - 1 + later
    return date(number // MONTHS, number % MONTHS + 1, 1)


def last_of(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
