"""Every meeting and event with its days: single ones, lists and rules, with exceptions, moves and clock times. Pure.

Knows nothing of deadlines. What cannot be is complained of, never guessed and never raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from config.deadlines import read_calendar_words
from config.language import Language
from config.plan import Gathering, Occurrence, Plan, Source
from config.recurrence import (
    ONE_DAY,
    WEEKDAY_CODES,
    Hours,
    days_of,
    is_rrule,
    read_hours,
    read_length,
    read_rule,
)

Path = tuple[str | int, ...]
"""Where in the plan: ("meetings", 0, "dates", 3)."""

Complain = Callable[[Path, str, str], None]
"""Called with the place, what was found there and what is expected."""

DEFAULT_LENGTH = timedelta(hours=2)
LONGEST_NIGHT = timedelta(hours=12)
"""What ends on the day after it began and lasts longer is a slip of the pen."""
LONGEST_SERIES = timedelta(days=31 * 366)
MOST_OCCURRENCES = 4_000


@dataclass(frozen=True, slots=True)
class Slot:
    """One gathering with a day. ``start``/``end`` as in ``mappings.items.Event``: whole days (end exclusive) or aware."""

    nominal: date  # the day by the rule or the list: the slot's name, whatever day it was moved to
    start: date | datetime
    end: date | datetime
    name: str | None = None  # None for a gathering that is not a series
    moved: bool = False
    cancelled: bool = False
    tentative: bool = False
    place: str = ""
    theme: str = ""
    agenda: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def day(self) -> date:
        return self.start.date() if isinstance(self.start, datetime) else self.start


def read_slots(
    gathering: Gathering, plan: Plan, speakers: tuple[Language, ...], path: Path, complain: Complain
) -> tuple[Slot, ...]:
    """The gathering's days in the order of its list or rule. Empty for one that has only a month, or no day at all."""
    return _Reader(gathering, plan, speakers, path, complain).slots()


def read_reminders(
    gathering: Gathering, speakers: tuple[Language, ...], path: Path, complain: Complain
) -> tuple[timedelta, ...]:
    """How long before the start people want to be reminded."""
    found: list[timedelta] = []
    for number, text in enumerate(gathering.reminders):
        length = read_length(text, speakers)
        if length is None:
            complain(
                (*path, "reminders", number),
                f"{text!r} is not a length of time",
                "expected such as '1 day' or '2 hours'",
            )
        else:
            found.append(length)
    return tuple(found)


class _Listed(NamedTuple):
    """A date of a series, what the plan says of it in its list, and where that stands."""

    day: date
    says: Occurrence
    where: Path


class _Reader:
    """Reads one gathering."""

    def __init__(
        self, gathering: Gathering, plan: Plan, speakers: tuple[Language, ...], path: Path, complain: Complain
    ) -> None:
        self.gathering = gathering
        self.plan = plan
        self.speakers = speakers
        self.path = path
        self.complain = complain
        self.usual = self.hours(gathering.time, "time")

    def slots(self) -> tuple[Slot, ...]:
        if self.gathering.date:
            return (self.single(self.gathering.date),)
        listed = self.listed() if self.gathering.dates else self.by_rule() if self.gathering.every else []
        self.check_dates_named({one.day for one in listed})
        excepted = self.excepted()
        held = [one for one in listed if one.day not in excepted]
        found = tuple(self.one(one) for one in held)
        self.check_names(zip(held, found, strict=True))
        return found

    # One gathering

    def single(self, day: date) -> Slot:
        entry = self.gathering
        start, end = self.span(day, self.usual)
        if entry.end:
            end = end + (entry.end - day) if isinstance(end, datetime) else entry.end + ONE_DAY
        return Slot(
            nominal=day,
            start=start,
            end=end,
            cancelled=entry.cancelled if isinstance(entry.cancelled, bool) else day in entry.cancelled,
            tentative=entry.tentative,
            place=entry.place or "",
            theme=entry.theme or "",
            source=entry.source,
        )

    def one(self, listed: _Listed) -> Slot:
        """One of a series: what the list says of it, what ``occurrences`` says of it, where it was moved."""
        entry, day = self.gathering, listed.day
        special, own = entry.occurrences.get(day, listed.says), listed.says
        hours = self.hours(own.time, *listed.where) or self.usual
        if special is not own:
            hours = self.hours(special.time, "occurrences", day.isoformat(), "time") or hours
        to = special.date or day
        if day in entry.moved:
            to, moved_hours = self.moved(day, entry.moved[day])
            hours = moved_hours or hours
        start, end = self.span(to, hours)
        cancelled = entry.cancelled if isinstance(entry.cancelled, bool) else day in entry.cancelled
        return Slot(
            nominal=day,
            start=start,
            end=end,
            name=special.id or own.id or day.isoformat(),
            moved=to != day,
            cancelled=cancelled or special.cancelled or own.cancelled,
            tentative=entry.tentative or special.tentative or own.tentative,
            place=special.place or own.place or entry.place or "",
            theme=special.theme or own.theme or entry.theme or "",
            agenda=special.agenda or own.agenda,
            source=special.source or own.source or entry.source,
        )

    # The days of a series

    def listed(self) -> list[_Listed]:
        found: list[_Listed] = []
        for number, entry in enumerate(self.gathering.dates):
            if entry.date is None:
                self.wrong("no date", "expected a date, such as 2026-02-11", "dates", number)
            else:
                found.append(_Listed(entry.date, entry, ("dates", number)))
        return found

    def by_rule(self) -> list[_Listed]:
        written = self.gathering.every or ""
        rule = read_rule(written, self.speakers)
        if rule is None:
            expected = (
                "expected such as 'first Monday', 'every other Tuesday', 'last Sunday of April' or an RRULE"
            )
            self.wrong(f"the rule {written!r} is not understood", expected, "every")
            return []
        first = self.gathering.start or self.plan.period.start
        last = self.gathering.until or self.plan.period.end
        if last - first > LONGEST_SERIES:
            self.wrong(f"a series from {first} to {last}", "expected a series of at most 30 years", "every")
            return []
        if not is_rrule(written):
            first = _first_of(rule, first)
        found: list[_Listed] = []
        for day in days_of(rule, first, last):
            if len(found) >= MOST_OCCURRENCES:
                self.wrong(
                    f"the rule {written!r} gives more than {MOST_OCCURRENCES} dates",
                    "expected fewer",
                    "every",
                )
                return []
            found.append(_Listed(day, Occurrence(), ("every",)))
        return found

    def excepted(self) -> set[date]:
        days: set[date] = set()
        for number, entry in enumerate(self.gathering.except_):
            if isinstance(entry, date):
                days.add(entry)
            elif (window := read_calendar_words(entry)) and window.earliest and window.latest:
                days |= {
                    window.earliest + timedelta(days=n)
                    for n in range((window.latest - window.earliest).days + 1)
                }
            else:
                expected = "expected a date, a month (2026-07) or a week (2026-W27)"
                self.wrong(f"{entry!r} is not a date", expected, "except", number)
        return days

    def moved(self, day: date, to: date | str) -> tuple[date, Hours | None]:
        if isinstance(to, date):
            return to, None
        head, _, rest = to.partition(" ")
        hours = read_hours(rest) if rest.strip() else None
        try:
            if rest.strip() and hours is None:
                raise ValueError
            return date.fromisoformat(head), hours
        except ValueError:
            expected = "expected a date, or a date and a time: 2026-04-13 18:00-20:00"
            self.wrong(f"{to!r} is not a date", expected, "moved", day.isoformat())
            return day, None

    # What a series says of its own dates

    def check_dates_named(self, known: set[date]) -> None:
        entry = self.gathering
        named: list[tuple[str, Iterable[date]]] = [("moved", entry.moved), ("occurrences", entry.occurrences)]
        for key, days in named:
            for day in days:
                if day not in known:
                    self.no_meeting_on(day, key, day.isoformat())
        for number, day in enumerate(entry.cancelled if isinstance(entry.cancelled, tuple) else ()):
            if day not in known:
                self.no_meeting_on(day, "cancelled", number)

    def no_meeting_on(self, day: date, *where: str | int) -> None:
        self.wrong(f"no meeting of {self.gathering.id!r} falls on {day}", "expected one of its dates", *where)

    def check_names(self, held: Iterable[tuple[_Listed, Slot]]) -> None:
        seen: set[str | None] = set()
        for listed, slot in held:
            if slot.name in seen:
                expected = "expected each date once, or an id of its own for each"
                self.wrong(f"{slot.name} stands twice", expected, *listed.where)
            seen.add(slot.name)

    # Small parts

    def wrong(self, found: str, expected: str, *where: str | int) -> None:
        self.complain((*self.path, *where), found, expected)

    def hours(self, text: str | None, *where: str | int) -> Hours | None:
        if text is None:
            return None
        hours = read_hours(text)
        if hours is None:
            self.wrong(f"{text!r} is not a time of day", "expected such as 18:00 or 18:00-20:00", *where)
        elif hours[1] is not None and _past_midnight(hours[0], hours[1]) > LONGEST_NIGHT:
            self.wrong(f"{text!r} ends before it begins", "expected such as 18:00-20:00", *where)
            return None
        return hours

    def span(self, day: date, hours: Hours | None) -> tuple[date | datetime, date | datetime]:
        if hours is None:
            return day, day + ONE_DAY
        zone = self.plan.zone
        start = datetime.combine(day, hours[0], zone)
        if hours[1] is None:
            return start, start + DEFAULT_LENGTH
        return start, datetime.combine(day if hours[1] > hours[0] else day + ONE_DAY, hours[1], zone)


def _past_midnight(begin: time, end: time) -> timedelta:
    """How long a gathering lasts that ends on the day after it began; nothing when it ends the same day."""
    minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
    return timedelta(minutes=minutes + 24 * 60) if minutes <= 0 else timedelta()


def _first_of(rule: str, first: date) -> date:
    """The first day of a weekly rule said in words, so that "every other Tuesday" starts with the next Tuesday."""
    if not rule.startswith("FREQ=WEEKLY"):
        return first
    days = {WEEKDAY_CODES.index(code) for code in rule.rpartition("BYDAY=")[2].split(",")}
    return next(day for n in range(7) if (day := first + timedelta(days=n)).weekday() in days)
