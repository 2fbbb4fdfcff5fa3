"""A reading with only what a plan can hold: days from 1900 to 2200, hours that end after they begin, numbers one can count.

Pure. A damaged document gives the year 2627 or a number of forty digits: the words stay, the impossible value goes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from config.series import LONGEST_NIGHT
from mappings.reading.model import Action, Comparator, Gathering, Head, Reading, Recurring, Target

MOST = 10**15
MOST_PERCENT = 10**9
MOST_YEARS = 30


def possible(reading: Reading) -> Reading:
    """The reading without what no plan can hold."""
    return replace(
        reading,
        head=_head(reading.head),
        meetings_and_events=tuple(map(_gathering, reading.meetings_and_events)),
        recurring=tuple(map(_recurring, reading.recurring)),
        actions=tuple(map(_action, reading.actions)),
        targets=tuple(_target(one) for one in reading.targets if _is_countable(one)),
        budget=tuple(line for line in reading.budget if abs(line.amount) <= MOST),
    )


def _day(day: date | None) -> date | None:
    return day if day and 1900 <= day.year <= 2200 else None


def _head(head: Head) -> Head:
    period = head.period
    if period and not (
        _day(period.start)
        and _day(period.end)
        and period.start < period.end
        and period.end.year - period.start.year <= MOST_YEARS
    ):
        period = None
    return replace(head, period=period, adopted=_day(head.adopted), revised=_day(head.revised))


def _end_time(begin: time | None, end: time | None) -> time | None:
    if begin is None or end is None:
        return None
    length = timedelta(hours=end.hour - begin.hour, minutes=end.minute - begin.minute)
    if length <= timedelta():
        length += timedelta(days=1)
        return end if length <= LONGEST_NIGHT else None
    return end


def _gathering(one: Gathering) -> Gathering:
    day, end = _day(one.date), _day(one.end_date)
    return replace(
        one,
        date=day,
        end_date=end if day and end and end >= day else None,
        end_time=_end_time(one.time, one.end_time),
    )


def _recurring(one: Recurring) -> Recurring:
    days = tuple(day for day in one.occurrences if _day(day))
    return replace(one, occurrences=days, end_time=_end_time(one.time, one.end_time))


def _action(one: Action) -> Action:
    due = replace(one.due, latest=_day(one.due.latest), start=_day(one.due.start))
    return replace(one, due=due)


def _is_countable(one: Target) -> bool:
    return abs(one.value) < (MOST_PERCENT if one.comparator is Comparator.INCREASE_PERCENT else MOST)


def _target(one: Target) -> Target:
    baseline = one.baseline if one.baseline is not None and abs(one.baseline) <= MOST else None
    return replace(one, due=_day(one.due), baseline=baseline)
