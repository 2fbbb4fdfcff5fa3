"""What hjul writes into an iCalendar component to know its own again: X-HJUL- properties, never anyone else's.

Values of unknown properties are raw (RFC 7265 §5.1), and some programs escape them as text all the same, so every
value here is kept free of what either reading would touch: the separator is ``|`` and the rest is percent-encoded.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from icalendar import Component
from icalendar.prop import vUnknown

from mappings.items import Progress, Responsible, Stamp, State

PLAN = "X-HJUL-PLAN"
KEY = "X-HJUL-KEY"
KIND = "X-HJUL-KIND"
STAMP = "X-HJUL-STAMP"  # what hjul last wrote: shared fields, and a digest of the plan's
LINES = "X-HJUL-LINES"  # checksums of the managed description's lines
CATEGORIES = "X-HJUL-CATEGORIES"  # which of the categories are the plan's
REMINDERS = "X-HJUL-REMINDERS"  # the plan's, in seconds before the start
REMINDER = "X-HJUL-REMINDER"  # on an alarm: hjul made it
DAYS = "X-HJUL-DAYS"  # a task's start and due as written, both: its DTSTART may be impossible to write
TENTATIVE = "X-HJUL-TENTATIVE"  # STATUS cannot say both tentative and cancelled
RESPONSIBLE = "X-HJUL-RESPONSIBLE"  # one per person; an ATTENDEE would be sent mail by scheduling servers
PROGRESS = "X-HJUL-PROGRESS"  # what the board reported, where RFC 5545 has no place for when and who

ANY = b"X-HJUL-KEY"
"""What every file with one of our components has in it."""

_UNSAFE = re.compile(r'[%|=\\;,"\x00-\x1f\x7f]')
_NOTHING = "-"
_TIME = "%Y%m%dT%H%M%S"
_DAY = "%Y%m%d"


def encode(text: str) -> str:
    """Any text as a value that no program needs to escape; letters of every language stay readable."""
    return _UNSAFE.sub(lambda found: f"%{ord(found[0]):02X}", text)


def decode(text: str) -> str:
    """What ``encode`` was given."""
    return unquote(text)


def mark(component: Component, name: str, value: str | list[str] | None) -> None:
    """Set one of our properties, or take it away when there is nothing to say."""
    component.pop(name, None)
    if value:
        values = [value] if isinstance(value, str) else value
        component.add(name, [vUnknown(each) for each in values] if len(values) > 1 else vUnknown(values[0]))


def marked(component: Component, name: str) -> list[str]:
    """The raw values of one of our properties, in their order."""
    value = component.get(name)
    if value is None:
        return []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def only(component: Component, name: str) -> str | None:
    """The raw value of one of our properties; None when it is not there or, by someone's doing, there twice."""
    values = marked(component, name)
    return values[0] if len(values) == 1 else None


def encode_list(texts: tuple[str, ...]) -> str:
    """Several texts in one value; none of them empty."""
    return "|".join(encode(text) for text in texts)


def decode_list(text: str | None) -> tuple[str, ...]:
    """What ``encode_list`` was given."""
    return tuple(decode(part) for part in text.split("|")) if text else ()


def encode_responsible(person: Responsible) -> str:
    """``id=…|name=…``, with ``email`` and ``body`` where they are known."""
    fields = (("id", person.id), ("name", person.name), ("email", person.email), ("body", person.body))
    return "|".join(f"{name}={encode(value)}" for name, value in fields if value is not None)


def decode_responsible(text: str) -> Responsible:
    """Raises ValueError when hjul did not write it."""
    fields = {name: decode(value) for name, _, value in (part.partition("=") for part in text.split("|"))}
    if "id" not in fields or "name" not in fields:
        raise ValueError(f"{RESPONSIBLE} has no id and name: {text[:80]!r}")
    return Responsible(fields["id"], fields["name"], fields.get("email"), fields.get("body"))


def encode_stamp(stamp: Stamp) -> str:
    """``start|end|cancelled|digest``: days as 20260406, times as 20260406T180000@Europe/Oslo."""
    cancelled = "1" if stamp.cancelled else "0"
    return "|".join((_encode_when(stamp.start), _encode_when(stamp.end), cancelled, encode(stamp.digest)))


def decode_stamp(text: str | None) -> Stamp | None:
    """None when it is missing or damaged: the object then only cannot vouch for itself."""
    parts = (text or "").split("|")
    if len(parts) != 4 or parts[2] not in {"0", "1"}:
        return None
    try:
        return Stamp(_decode_when(parts[0]), _decode_when(parts[1]), parts[2] == "1", decode(parts[3]))
    except (ValueError, OSError, KeyError):  # a damaged day, or a zone that this system does not know
        return None


def encode_days(start: date | None, due: date | None) -> str | None:
    """``start|due``; None without a start, when there is nothing to remember."""
    return f"{_encode_when(start)}|{_encode_when(due)}" if start else None


def decode_days(text: str | None) -> tuple[date | None, date | None]:
    """Nothing when it is missing or damaged."""
    parts = (text or "").split("|")
    if len(parts) != 2:
        return None, None
    try:
        return _decode_day(parts[0]), _decode_day(parts[1])
    except ValueError:
        return None, None


def encode_progress(progress: Progress) -> str:
    """``state|at|by=…``, the time in UTC. The percentage has a property of its own in RFC 5545."""
    at = progress.at.astimezone(UTC).strftime(_TIME) if progress.at else _NOTHING
    return "|".join((progress.state.value, at, "" if progress.by is None else f"by={encode(progress.by)}"))


def decode_progress(text: str | None) -> Progress | None:
    """None when it is missing or damaged."""
    parts = (text or "").split("|")
    if len(parts) != 3:
        return None
    try:
        at = None if parts[1] == _NOTHING else datetime.strptime(parts[1], _TIME).replace(tzinfo=UTC)
        by = decode(parts[2].removeprefix("by=")) if parts[2] else None
        return Progress(State(parts[0]), None, at, by)
    except ValueError:
        return None


def _encode_when(when: date | datetime | None) -> str:
    if when is None:
        return _NOTHING
    if not isinstance(when, datetime):
        return f"{when:%Y%m%d}".zfill(8)
    if not isinstance(when.tzinfo, ZoneInfo):
        when = when.astimezone(ZoneInfo("UTC"))
    return f"{when.strftime(_TIME).zfill(15)}@{when.tzinfo}"


def _decode_when(text: str) -> date | datetime | None:
    if text == _NOTHING:
        return None
    local, at, zone = text.partition("@")
    if at:
        return datetime.strptime(local, _TIME).replace(tzinfo=ZoneInfo(zone))
    return _decode_day(local)


def _decode_day(text: str) -> date | None:
    return None if text == _NOTHING else datetime.strptime(text, _DAY).replace(tzinfo=UTC).date()
