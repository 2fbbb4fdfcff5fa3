"""What a written rule, cadence, length of time or time of day means, and the days that a rule sets. Pure; no clock.

Words come from the language files; RRULE values follow RFC 5545 §3.3.10. Never guesses: what is not understood is None.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

from config import patterns
from config.language import Language

ONE_DAY = timedelta(days=1)
Hours = tuple[time, time | None]
WEEKDAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def month_end(day: date) -> date:
    """The last day of the month that ``day`` lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def years_of(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The years of a plan, each with its first and last day: of one that runs from March, from March to February."""
    found: list[tuple[date, date]] = []
    begin = first
    while begin <= last:
        after = first + relativedelta(years=len(found) + 1)
        found.append((begin, min(after - ONE_DAY, last)))
        begin = after
    return tuple(found)


def lookup(text: str, tables: Iterable[Mapping[str, str]]) -> str | None:
    """What the first table that has this phrase says of it; case, spaces and a final full stop do not matter."""
    plain = " ".join(text.casefold().split())
    forms = (plain, plain.rstrip(" .,;"))
    return next((table[form] for table in tables for form in forms if form in table), None)


def inflected(word: str, stem: str, endings: Iterable[str]) -> bool:
    """Whether ``word`` is ``stem`` as it stands or with one of the endings: måndagen, styrelsemötet. Both casefolded."""
    return word == stem or (len(stem) > 3 and word.startswith(stem) and word[len(stem) :] in endings)


# Lengths of time and times of day ---------------------------------------------------------------------------------


def read_span(text: str, speakers: tuple[Language, ...]) -> relativedelta | None:
    """A length of time such as ``4 weeks``, ``14 dagar``, ``tre uker``, ``2 hours``. None when it is not one."""
    match = re.fullmatch(r"(?:(\d{1,4})\s*|([^\W\d]+)\s+)([^\W\d]+)\.?", text.strip())
    unit = _unit(match[3], speakers) if match else None
    if not match or unit is None:
        return None
    word = (match[2] or "").casefold()
    count = (
        int(match[1])
        if match[1]
        else next((one.numbers[word] for one in speakers if word in one.numbers), None)
    )
    return None if count is None or count > _MOST[unit] else count * _ONE[unit]


def read_length(text: str, speakers: tuple[Language, ...]) -> timedelta | None:
    """A length of time that is always the same, such as ``90 minutes`` or ``2 timmar``: of months and years none is."""
    span = read_span(text, speakers)
    if span is None or span.months or span.years:
        return None
    return timedelta(days=span.days, hours=span.hours, minutes=span.minutes)


_ONE = {
    "minute": relativedelta(minutes=1),
    "hour": relativedelta(hours=1),
    "day": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "year": relativedelta(years=1),
}


_MOST = {"minute": 9999, "hour": 9999, "day": 3660, "week": 520, "month": 120, "year": 10}
"""A length of time is at most ten years: what is longer is a slip of the finger."""


def _unit(word: str, speakers: tuple[Language, ...]) -> str | None:
    plain = word.casefold()
    return next((unit for words in speakers for unit, forms in words.units.items() if plain in forms), None)


_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_HOURS = re.compile(rf"(?:kl\.?\s*)?{_CLOCK}(?:\s*[-–]\s*{_CLOCK})?", re.IGNORECASE)


def read_hours(text: str) -> Hours | None:
    """``18:00``, ``18.00-20.00``, ``kl 18``: the clock times, in the plan's time zone. None when it is not one."""
    match = _HOURS.fullmatch(text.strip())
    if not match:
        return None
    try:
        begin = time(int(match[1]), int(match[2] or 0))
        return begin, time(int(match[3]), int(match[4] or 0)) if match[3] else None
    except ValueError:
        return None


# Rules ------------------------------------------------------------------------------------------------------------


def is_rrule(text: str) -> bool:
    """Whether this is written as an RRULE and not in words."""
    return re.match(r"(RRULE:)?FREQ=", text.strip(), re.IGNORECASE) is not None


def read_rule(text: str, speakers: tuple[Language, ...]) -> str | None:
    """``first Monday``, ``second and fourth Tuesday``, ``last Sunday of April``, ``every other Thursday`` as an RRULE value.

    An RRULE is taken as it is when ``days_of`` can follow it. None when the words are not understood. "Every second
    Tuesday of the month" is not: some mean the second Tuesday, others every other.
    """
    if is_rrule(text):
        bare = text.strip().upper().removeprefix("RRULE:")
        return bare if _parts(bare) else None
    rest, alternates = _without_alternating(f" {text.casefold()} ", speakers)
    tokens = re.findall(r"[\w:]+", rest)
    ordinals: list[int] = []
    days: list[int] = []
    months: list[int] = []
    for token in tokens:
        if (ordinal := _ordinal(token, speakers)) is not None:
            ordinals.append(ordinal)
        elif (day := _position(token, [(words.weekdays, words.endings) for words in speakers])) is not None:
            days.append(day)
        elif (month := _position(token, [(words.months, ()) for words in speakers])) is not None:
            months.append(month + 1)
        elif not any(token in words.every or token in words.conjunctions for words in speakers):
            return None
    if not days or (months and not ordinals):
        return None
    if alternates:
        of_the_month = any(_unit(token, speakers) == "month" for token in tokens)
        return None if ordinals or of_the_month else f"FREQ=WEEKLY;INTERVAL=2;BYDAY={_codes(days)}"
    if not ordinals:
        return f"FREQ=WEEKLY;BYDAY={_codes(days)}"
    by_day = ",".join(f"{ordinal}{WEEKDAY_CODES[day]}" for ordinal in ordinals for day in days)
    if months:
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYDAY={by_day}"
    return f"FREQ=MONTHLY;BYDAY={by_day}"


def _codes(days: Iterable[int]) -> str:
    return ",".join(WEEKDAY_CODES[day] for day in days)


def _without_alternating(text: str, speakers: tuple[Language, ...]) -> tuple[str, bool]:
    phrases = {phrase for words in speakers for phrase in words.alternating}
    for phrase in sorted(phrases, key=len, reverse=True):
        if f" {phrase} " in text:
            return text.replace(f" {phrase} ", " ", 1), True
    return text, False


def _ordinal(token: str, speakers: tuple[Language, ...]) -> int | None:
    return next((words.ordinals[token] for words in speakers if token in words.ordinals), None)


def _position(token: str, tables: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]) -> int | None:
    """Where a word stands in a table of weekdays or months, whatever ending it has."""
    for table, endings in tables:
        for number, word in enumerate(table):
            if inflected(token, word.casefold(), endings):
                return number
    return None


# The days of an RRULE ---------------------------------------------------------------------------------------------

_KEYS = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,3}",
    "COUNT": r"[1-9]\d{0,4}",
    "UNTIL": r"\d{8}(T\d{6}Z?)?",
    "BYMONTH": r"(1[0-2]|[1-9])(,(1[0-2]|[1-9]))*",
    "BYWEEKNO": r"(5[0-3]|[1-4]\d|[1-9])(,(5[0-3]|[1-4]\d|[1-9]))*",
    "BYYEARDAY": r"-?[1-9]\d{0,2}(,-?[1-9]\d{0,2})*",
    "BYMONTHDAY": r"-?(3[01]|[12]\d|[1-9])(,-?(3[01]|[12]\d|[1-9]))*",
    "BYDAY": r"([-+]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)(,([-+]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU))*",
    "BYSETPOS": r"-?[1-9]\d{0,2}(,-?[1-9]\d{0,2})*",
    "WKST": r"MO|SU",
}
"""What hjul reads of RFC 5545 §3.3.10: whole days only, so no hours, and weeks counted from the year's beginning."""


def _parts(rule: str) -> dict[str, str] | None:
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        key, _, value = part.partition("=")
        if key in parts or key not in _KEYS or not patterns.fullmatch(_KEYS[key], value):
            return None
        parts[key] = value
    return parts if "FREQ" in parts and _allowed(parts) else None


def _allowed(parts: Mapping[str, str]) -> bool:
    """The combinations that RFC 5545 forbids, or that never give a day."""
    often = parts["FREQ"]
    if often != "YEARLY" and ("BYWEEKNO" in parts or "BYYEARDAY" in parts):
        return False
    if often == "WEEKLY" and "BYMONTHDAY" in parts:
        return False
    if re.search(r"\d", parts.get("BYDAY", "")) and (
        often not in {"MONTHLY", "YEARLY"} or "BYWEEKNO" in parts
    ):
        return False
    return not (
        "BYSETPOS" in parts
        and (often == "DAILY" or not any(key.startswith("BY") for key in parts if key != "BYSETPOS"))
    )


def days_of(rule: str, first: date, last: date) -> Iterator[date]:
    """The days of an RRULE that starts on ``first`` (its DTSTART, which is a day of it only when the rule says so).

    ValueError when the rule cannot be followed. Bounded by ``last``, whatever the rule says.
    """
    parts = _parts(rule)
    if parts is None:
        raise ValueError(f"not a rule: {rule}")
    until = last
    if "UNTIL" in parts:
        until = min(last, date.fromisoformat(parts["UNTIL"][:8]))
    found = (day for days in _periods(parts, first, until) for day in _chosen(parts, days, first))
    inside = (day for day in found if first <= day <= until)
    return islice(inside, int(parts["COUNT"])) if "COUNT" in parts else inside


def _periods(parts: Mapping[str, str], first: date, last: date) -> Iterator[list[date]]:
    """The days of each day, week, month or year that the rule looks at."""
    step = int(parts.get("INTERVAL", "1"))
    often = parts["FREQ"]
    begin, grow = first, relativedelta(days=1)
    if often == "WEEKLY":
        begin -= timedelta(days=(first.weekday() + (1 if parts.get("WKST") == "SU" else 0)) % 7)
        grow = relativedelta(weeks=1)
    elif often == "MONTHLY":
        begin, grow = first.replace(day=1), relativedelta(months=1)
    elif often == "YEARLY":
        begin, grow = first.replace(month=1, day=1), relativedelta(years=1)
    while begin <= last:
        yield [begin + timedelta(days=number) for number in range((begin + grow - begin).days)]
        begin += step * grow


def _chosen(parts: Mapping[str, str], days: list[date], first: date) -> list[date]:
    """The days of one period that the rule chooses, in order."""
    chosen = [day for day in days if _fits(parts, day, first)]
    if "BYSETPOS" not in parts:
        return chosen
    places = {int(place) for place in parts["BYSETPOS"].split(",")}
    return [
        day for number, day in enumerate(chosen) if number + 1 in places or number - len(chosen) in places
    ]


def _fits(parts: Mapping[str, str], day: date, first: date) -> bool:
    if "BYMONTH" in parts and str(day.month) not in parts["BYMONTH"].split(","):
        return False
    if "BYWEEKNO" in parts and str(day.isocalendar().week) not in parts["BYWEEKNO"].split(","):
        return False
    year_length = 366 if isleap(day.year) else 365
    if "BYYEARDAY" in parts and not _at(parts["BYYEARDAY"], day.timetuple().tm_yday, year_length):
        return False
    if "BYMONTHDAY" in parts and not _at(parts["BYMONTHDAY"], day.day, month_end(day).day):
        return False
    if "BYDAY" in parts:
        return any(_weekday_fits(parts, code, day) for code in parts["BYDAY"].split(","))
    return _as_the_first(parts, day, first)


def _at(wanted: str, place: int, length: int) -> bool:
    return any(int(number) in {place, place - length - 1} for number in wanted.split(","))


def _weekday_fits(parts: Mapping[str, str], code: str, day: date) -> bool:
    if WEEKDAY_CODES[day.weekday()] != code[-2:]:
        return False
    if code == code[-2:]:
        return True
    if parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts:
        place, length = day.day, month_end(day).day
    else:
        place, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
    return int(code[:-2]) in {(place - 1) // 7 + 1, -((length - place) // 7 + 1)}


def _as_the_first(parts: Mapping[str, str], day: date, first: date) -> bool:
    """A rule that names no days takes them from its first one: the same weekday, day of the month, or day and month."""
    if any(key in parts for key in ("BYWEEKNO", "BYYEARDAY", "BYMONTHDAY")):
        return True
    match parts["FREQ"]:
        case "WEEKLY":
            return day.weekday() == first.weekday()
        case "MONTHLY":
            return day.day == first.day
        case "YEARLY":
            return day.day == first.day and ("BYMONTH" in parts or day.month == first.month)
        case _:
            return True


# Cadences ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often: by the calendar (``every`` is weekly, monthly, …, continuous) or at each meeting of ``meeting``."""

    every: str | None = None
    meeting: str | None = None


def read_cadence(text: str, speakers: tuple[Language, ...], meetings: set[str]) -> Cadence | None:
    """``monthly``, ``månadsvis``, ``every board-meeting``. None when it is neither a cadence nor a known meeting."""
    if every := lookup(text, [words.cadences for words in speakers]):
        return Cadence(every=every)
    small = {token for words in speakers for token in (*words.every, *words.at)}
    left = [token for token in text.split() if token.casefold() not in small]
    return Cadence(meeting=left[0]) if len(left) == 1 and left[0] in meetings else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a cadence, both days included: ``name`` is 2026-03, 2026-W12, 2026-Q1, 2026-H2 or 2026."""

    name: str
    start: date
    due: date


def turns(cadence: str, start: date, end: date) -> tuple[Turn, ...]:
    """The turns of a calendar cadence that lie in the period (both days included), cut to it. Continuous has none."""
    step = {"weekly": 0, "monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}.get(cadence)
    if step is None:
        return ()
    found: list[Turn] = []
    if step == 0:
        first = start - timedelta(days=start.weekday())
        while first <= end:
            year, week, _ = first.isocalendar()
            found.append(Turn(f"{year}-W{week:02d}", max(first, start), min(first + timedelta(days=6), end)))
            first += timedelta(days=7)
        return tuple(found)
    first = date(start.year, (start.month - 1) // step * step + 1, 1)
    while first <= end:
        last = first + relativedelta(months=step) - ONE_DAY
        number = (first.month - 1) // step + 1
        name = {
            1: f"{first:%Y-%m}",
            3: f"{first.year}-Q{number}",
            6: f"{first.year}-H{number}",
            12: f"{first.year}",
        }[step]
        found.append(Turn(name, max(first, start), min(last, end)))
        first = last + ONE_DAY
    return tuple(found)
