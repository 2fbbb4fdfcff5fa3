"""Days and times in a Google event (Calendar API v3, ``start`` and ``end``). Reads no clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_WHOLE_DAY = timedelta(days=1)


def to_google(value: date | datetime) -> dict[str, str]:
    """``date`` for a whole day; ``dateTime`` with its offset and ``timeZone`` for a time."""
    if not isinstance(value, datetime):
        return {"date": value.isoformat()}
    kept = as_stored(value)
    assert isinstance(kept, datetime)  # noqa: S101  # for the type checker
    zone = str(kept.tzinfo)
    if (
        kept.utcoffset() or timedelta()
    ).seconds % 60:  # before the zones of today: RFC 3339 has no such offset
        kept = kept.astimezone(UTC)
    return {"dateTime": kept.isoformat(), "timeZone": zone}


def span(body: Mapping[str, Any], zone: ZoneInfo) -> tuple[date | datetime, date | datetime]:
    """When an event begins and ends; ``zone`` is the plan's, for times that name none.

    Raises ValueError, in words for a person, when that cannot be read.
    """
    start, end = _when(body, "start", zone), _when(body, "end", zone)
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise ValueError("its start and its end are one a day and the other a time")
    if end == start and not isinstance(start, datetime):
        end = start + _WHOLE_DAY
    if end < start:
        raise ValueError("its end is before its start")
    return start, end


def as_stored(value: date | datetime) -> date | datetime:
    """What Google keeps: whole seconds in a zone that has a name, and no time that the clocks jump over."""
    if not isinstance(value, datetime):
        return value
    zone = value.tzinfo if isinstance(value.tzinfo, ZoneInfo) and value.tzinfo.key else ZoneInfo("UTC")
    try:
        return value.replace(microsecond=0).astimezone(UTC).astimezone(zone)
    except OverflowError:  # within a day of the first or the last one there is
        return value.replace(microsecond=0)


def moment(value: date | datetime) -> date | float:
    """What tells two days or times apart, also the two that a clock shows twice in the night when it is set back."""
    return value.timestamp() if isinstance(value, datetime) else value


def _when(body: Mapping[str, Any], name: str, zone: ZoneInfo) -> date | datetime:
    said = body.get(name)
    if not isinstance(said, Mapping):
        raise ValueError(f"its {name} is missing")
    try:
        if (text := said.get("dateTime")) is not None:
            return _time(datetime.fromisoformat(text), said.get("timeZone"), zone)
        return date.fromisoformat(said["date"])
    except (ValueError, TypeError, KeyError, OverflowError):
        raise ValueError(f"its {name} is neither a day nor a time") from None


def _time(value: datetime, named: object, zone: ZoneInfo) -> datetime:
    """In the zone that the event names, where this system knows it; else in the plan's."""
    try:
        own = ZoneInfo(named) if isinstance(named, str) else zone
    except (ValueError, OSError, KeyError):
        own = zone
    if value.tzinfo is None:
        return value.replace(tzinfo=own, microsecond=0)
    return value.replace(microsecond=0).astimezone(own)
