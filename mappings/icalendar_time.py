"""Days and times in iCalendar, read with the zone that the file means and never with a guessed one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDDDTypes, vRecur

from mappings.icalendar_text import kept_parameters, single

UTC = ZoneInfo("UTC")
_OUR_COMMENT = "hjul: "
_YEARLY = frozenset(
    {"FREQ", "INTERVAL", "BYMONTH", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "UNTIL", "COUNT", "WKST"}
)
# A meeting is seldom dragged further than into the next year by a program that leaves the VTIMEZONE as it was.
_YEARS_AHEAD = 1


def refuse_endless_zones(calendar: Component) -> None:
    """ValueError when a time zone is defined by a rule that would be counted out, second by second, from 1970 on.

    Clocks are changed by the year, on a day of a month (RFC 5545 §3.6.5); a rule that says that is short work.
    """
    for zone in calendar.walk("VTIMEZONE"):
        for part in zone.walk():
            rules = part.get("RRULE", [])
            for rule in rules if isinstance(rules, list) else [rules]:
                if not isinstance(rule, vRecur) or not _is_yearly(rule):
                    raise ValueError("it defines a time zone by a rule that is no yearly one")


def _is_yearly(rule: vRecur) -> bool:
    said = {name.upper(): list(values) for name, values in rule.items()}
    return (
        said.keys() <= _YEARLY
        and said.get("FREQ") == ["YEARLY"]
        and said.get("INTERVAL", [1]) == [1]
        and all(len(values) <= 31 for values in said.values())
    )


def when(component: Component, name: str, calendar: Calendar, zone: ZoneInfo) -> date | datetime | None:
    """A whole day, or an aware time whose tzinfo is a ZoneInfo. Times in UTC, and floating ones, are given in ``zone``.

    Raises ValueError when the property is broken or in a time zone that neither the system nor the file knows.
    """
    found = single(component, name)
    value = getattr(found, "dt", None)
    if isinstance(value, datetime):
        return _aware(value, getattr(found, "params", {}).get("TZID"), name, calendar, zone)
    if isinstance(value, date):
        return value
    if found is None:
        return None
    raise ValueError(f"{name} is neither a day nor a time")


def length(component: Component) -> timedelta | None:
    """DURATION, which other programs write in the place of an end. Raises ValueError when it cannot be read."""
    found = single(component, "DURATION")
    value = getattr(found, "dt", None)
    if found is not None and not isinstance(value, timedelta):
        raise ValueError("DURATION cannot be read")
    return value


def day_of(value: date | datetime, zone: ZoneInfo) -> date:
    """The day of a time, as the clock in ``zone`` has it."""
    return value.astimezone(zone).date() if isinstance(value, datetime) else value


def to_second(value: date | datetime) -> date | datetime:
    """What iCalendar keeps of a day or an aware time: nothing below the second, and a zone that has a name."""
    if not isinstance(value, datetime):
        return value
    if not isinstance(value.tzinfo, ZoneInfo):
        value = value.astimezone(UTC)
    return value.replace(microsecond=0)


def put_when(component: Component, name: str, value: date | datetime | None) -> None:
    """Replace a day or a time, or take it away; what is written is ``to_second`` of it."""
    params = kept_parameters(component, name)
    if value is not None:
        component.add(name, vDDDTypes(to_second(value), params=params))


def put_timezones(calendar: Calendar, *times: date | datetime | None) -> None:
    """Define the zones of these times for the years they need; definitions that others made stay as they are."""
    timed = [value for value in times if isinstance(value, datetime) and isinstance(value.tzinfo, ZoneInfo)]
    for zone in dict.fromkeys(str(value.tzinfo) for value in timed if _named(value)):
        years = [value.year for value in timed if str(value.tzinfo) == zone]
        wanted = _definition(zone, min(years), min(max(years) + _YEARS_AHEAD, 9998))
        _put_timezone(calendar, zone, wanted)


def _aware(value: datetime, tzid: str | None, name: str, calendar: Calendar, zone: ZoneInfo) -> datetime:
    if value.tzinfo == UTC:
        return value.astimezone(zone)
    if isinstance(value.tzinfo, ZoneInfo):
        return value
    if tzid is None:  # floating: the same time on every wall (RFC 5545 §3.3.5, form 1)
        return value.replace(tzinfo=zone)
    # The library remembers a definition from one file to the next; only this file's own may speak.
    return value.replace(tzinfo=_zone_named(calendar, tzid, name)).astimezone(zone)


def _zone_named(calendar: Calendar, tzid: str, name: str) -> tzinfo:
    for definition in calendar.timezones:
        if str(definition.get("TZID")) == tzid:
            defined: tzinfo = definition.to_tz(lookup_tzid=False)
            return defined
    try:  # the library reads the TZID of some properties only, COMPLETED not among them
        return ZoneInfo(tzid)
    except (ValueError, OSError, KeyError):
        raise ValueError(
            f"{name} is in the time zone {tzid!r}, which is not known and not defined in the file"
        ) from None


def _named(value: datetime) -> bool:
    """Whether the time is written with a TZID, not in UTC."""
    return "TZID" in vDDDTypes(value).params


def _put_timezone(calendar: Calendar, zone: str, wanted: Timezone) -> None:
    at = 0
    for position, part in enumerate(calendar.subcomponents):
        if part.name != "VTIMEZONE":
            continue
        at = position + 1
        if str(part.get("TZID")) == zone:
            if str(part.get("COMMENT", "")).startswith(_OUR_COMMENT):
                calendar.subcomponents[position] = wanted
            return
    calendar.subcomponents.insert(at, wanted)


@lru_cache(maxsize=256)
def _definition(zone: str, first: int, last: int) -> Timezone:
    """A VTIMEZONE from the first to the last year, both included. Shared: nobody may change it.

    Not the library's own ``Timezone.from_tzinfo``, which gives the onset of summer time on the clock that it starts
    (03:00) and not on the one that it ends (02:00), as RFC 5545 §3.6.5 says.
    """
    start = datetime(first, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    end = datetime(last, 12, 31, 23, tzinfo=UTC)
    changes: dict[tuple[timedelta, timedelta, str], list[datetime]] = {}
    for moment, before, after in _changes(ZoneInfo(zone), start, end):
        offsets = (_offset(before), _offset(after), after.tzname() or zone)
        changes.setdefault(offsets, []).append((moment + offsets[0]).replace(tzinfo=None))
    found = Timezone()
    found.add("TZID", zone)
    found.add("COMMENT", f"{_OUR_COMMENT}valid from {first} to {last}")
    for (old, new, name), onsets in changes.items():
        found.add_component(_observance(old, new, name, onsets))
    return found


def _changes(zone: ZoneInfo, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, datetime]]:
    """Each change of the clocks: its moment (UTC), and a time before and after it. The first is the start itself."""
    moment = start.astimezone(zone)
    yield start, moment, moment
    while start < end:
        day_after = start + timedelta(days=1)
        if _offset(start.astimezone(zone)) != _offset(day_after.astimezone(zone)):
            change = _between(zone, start, day_after)
            yield change, start.astimezone(zone), change.astimezone(zone)
        start = day_after


def _between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first second after ``low`` that has the offset of ``high``."""
    new = _offset(high.astimezone(zone))
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset(middle.astimezone(zone)) == new:
            high = middle
        else:
            low = middle
    return high


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta()


def _observance(old: timedelta, new: timedelta, name: str, onsets: list[datetime]) -> Component:
    found: Component = TimezoneDaylight() if new > old else TimezoneStandard()
    found.add("DTSTART", onsets[0])
    found.add("TZOFFSETFROM", old)
    found.add("TZOFFSETTO", new)
    found.add("TZNAME", name)
    if onsets[1:]:
        found.add("RDATE", onsets[1:])
    return found
