"""Events and tasks to iCalendar (RFC 5545) and back, so that ``from_ics(to_ics(x))`` is ``x`` for all that hjul owns.

Never draws a random identifier, reads a clock or changes what hjul does not own: people's alarms, answers, notes,
colours, unknown properties and parameters are written back as they were.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from icalendar import Component
from icalendar.error import GloballyUniqueTZIDGuessed

from mappings import icalendar_marks as marks
from mappings import icalendar_text as texts
from mappings import icalendar_time as times
from mappings import notes
from mappings.icalendar_event import read_event, write_event
from mappings.icalendar_task import as_reported, read_progress, read_task, write_progress, write_task
from mappings.items import Event, Item, Key, Progress, Stamp, Task, uid_of

_PREFIXED_ZONE = re.compile(rb'TZID="?/', re.IGNORECASE)
PRODUCT = "-//hjul//hjul//EN"
_ITEMS = ("VEVENT", "VTODO")
# What the library raises on data that is not iCalendar, or only looks like it.
_NOT_ICALENDAR = (
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    AssertionError,
    OverflowError,
    OSError,  # a time zone that is a folder of zones: TZID=Europe
    RecursionError,
)
MOST_LINES = 50_000
"""Folded ones counted once: an item of ours has about thirty, and the library takes a second for so many."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One of our items as an iCalendar object has it: what an adapter needs for a ``Found``, but its name and etag."""

    item: Item
    progress: Progress
    notes: str
    stamp: Stamp | None


def to_ics(  # noqa: PLR0913  # all that can be said of an object, by name
    item: Item,
    *,
    plan_id: str,
    zone: ZoneInfo,
    at: datetime,
    progress: Progress | None = None,
    existing: bytes | None = None,
    stamp: Stamp | None = None,
    own_notes: str = notes.OWN_NOTES,
    people_notes: str = "",
) -> bytes:
    """A new iCalendar object, or ``existing`` with the owned fields written into it.

    ``zone`` is the plan's; ``at`` is now. ``stamp`` is what the plan wanted, as ``item`` when None; ``own_notes`` are
    the words of the line above people's notes, ``people_notes`` what stands below it unless there is something already. The
    same arguments give the same bytes, and ``existing`` itself when
    nothing in it changes. With ``progress`` None, what people say of a task's progress stays. Raises ValueError when
    ``existing`` cannot be read or does not hold this item.
    """
    if existing is None:
        calendar, component = _new(item, plan_id, at)
        before = None
    else:
        calendar, component = _opened(existing, item, plan_id)
        before = _content(component)
    _write(component, item, calendar, zone)
    _describe(component, item, own_notes, people_notes)
    marks.mark(component, marks.STAMP, marks.encode_stamp(stamp or Stamp.of(item)))
    if progress is not None and isinstance(item, Task):
        _report(component, progress, calendar, zone)
    if existing is not None:
        if _content(component) == before:
            return existing
        _count_change(component, at)
    return _serialised(calendar)


def from_ics(data: bytes, *, plan_id: str, zone: ZoneInfo) -> Entry | None:
    """Our item in an iCalendar object; None when it holds none, however it may look otherwise.

    Raises ValueError, in words for a person, when ours is there and cannot be understood.
    """
    if not may_be_ours(data):
        return None
    calendar = _parsed(data)
    component = _ours(calendar, plan_id)
    if component is None:
        return None
    try:
        return _entry(component, calendar, zone)
    except OverflowError as error:
        raise ValueError("it has a day or a time beyond what a calendar holds") from error


def may_be_ours(data: bytes) -> bool:
    """Whether it says anywhere, be it in a part of a file, what every item of ours says."""
    return marks.ANY in data.upper()


def looks_like_ics(data: bytes) -> bool:
    """Whether it begins and ends as iCalendar does; nothing is said of what is in between."""
    text = data.removeprefix(b"\xef\xbb\xbf").strip().upper()
    return text.startswith(b"BEGIN:VCALENDAR") and text.endswith(b"END:VCALENDAR")


def parted(data: bytes, *, plan_id: str, key: Key) -> tuple[bytes, bytes | None]:
    """Our item alone, and the object without it: None when nothing of anyone else's would be left in it."""
    calendar = _parsed(data)
    uid = uid_of(plan_id, key)
    zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
    rest = [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]
    others = [part for part in rest if str(part.get("UID", "")) != uid]
    if not others:
        return data, None
    texts.exact(calendar)
    calendar.subcomponents = [*zones, *(part for part in rest if str(part.get("UID", "")) == uid)]
    ours = _serialised(calendar)
    calendar.subcomponents = [*zones, *others]
    return ours, _serialised(calendar)


def as_stored(item: Item) -> Item:
    """The item as it comes back: whole seconds, printable text, each category once. Nobody is invited (see ``docs/decisions.md``),
    and where the plan can be read stands in the description alone. A task has no length: DURATION is not allowed beside DUE
    (RFC 5545 §3.6.2).
    """
    categories = tuple(dict.fromkeys(filter(None, map(texts.clean, item.categories))))
    item = replace(
        item, title=texts.clean(item.title), description=texts.clean(item.description), categories=categories
    )
    if isinstance(item, Event):
        return replace(
            item,
            start=times.to_second(item.start),
            end=times.to_second(item.end),
            place=texts.clean(item.place),
            attendees=(),
            mail=False,
            source=None,
        )
    return replace(item, duration=None)


def _entry(component: Component, calendar: icalendar.Calendar, zone: ZoneInfo) -> Entry:
    key = Key(marks.decode(marks.only(component, marks.KEY) or ""))
    stamp = marks.decode_stamp(marks.only(component, marks.STAMP))
    described = _described(component)
    if component.name == "VEVENT":
        event = read_event(component, key, described.managed, calendar, zone)
        return Entry(event, Progress(), described.notes, stamp)
    task = read_task(component, key, described.managed, calendar, zone)
    return Entry(task, read_progress(component, calendar, zone), described.notes, stamp)


def _new(item: Item, plan_id: str, at: datetime) -> tuple[icalendar.Calendar, Component]:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    component: Component = icalendar.Event() if isinstance(item, Event) else icalendar.Todo()
    component.add("UID", uid_of(plan_id, item.key))
    component.add("DTSTAMP", at)
    component.add("CREATED", at)
    component.add("LAST-MODIFIED", at)
    component.add("SEQUENCE", 0)
    marks.mark(component, marks.PLAN, marks.encode(plan_id))
    marks.mark(component, marks.KEY, marks.encode(item.key))
    calendar.add_component(component)
    return calendar, component


def _opened(existing: bytes, item: Item, plan_id: str) -> tuple[icalendar.Calendar, Component]:
    calendar = _parsed(existing)
    component = _ours(calendar, plan_id)
    kind = "VEVENT" if isinstance(item, Event) else "VTODO"
    if component is None or component.get("UID") != uid_of(plan_id, item.key) or component.name != kind:
        raise ValueError(f"it does not hold {item.key}")
    texts.exact(calendar)
    return calendar, component


def _write(component: Component, item: Item, calendar: icalendar.Calendar, zone: ZoneInfo) -> None:
    if isinstance(item, Event):
        write_event(component, item, calendar, zone)
    else:
        write_task(component, item, calendar, zone)


def _report(component: Component, progress: Progress, calendar: icalendar.Calendar, zone: ZoneInfo) -> None:
    """What it says already is left in the words in which it stands."""
    if read_progress(component, calendar, zone) != as_reported(progress):
        write_progress(component, progress)


def _describe(component: Component, item: Item, own_notes: str, people_notes: str) -> None:
    kept = _described(component).notes or people_notes
    managed = texts.clean(item.description)
    texts.put_text(component, "DESCRIPTION", notes.join(notes.Description(managed, kept), own_notes))
    marks.mark(component, marks.LINES, notes.checksums(managed))


def _described(component: Component) -> notes.Description:
    return notes.split(texts.text(component, "DESCRIPTION"), marks.only(component, marks.LINES))


def _content(component: Component) -> list[object]:
    """All that it says, to tell whether a change was one; faster than writing it out."""
    return [(name, _said(value)) for name, value in component.property_items()]


def _said(value: object) -> object:
    params = getattr(value, "params", {})
    return (_serialised(value) if hasattr(value, "to_ical") else value), sorted(params.items(), key=str)


def _count_change(component: Component, at: datetime) -> None:
    sequence = component.pop("SEQUENCE", None)
    component.add("SEQUENCE", int(sequence) + 1 if isinstance(sequence, int) else 1)
    for name in ("DTSTAMP", "LAST-MODIFIED"):
        component.pop(name, None)
        component.add(name, at)


def _serialised(value: Any) -> bytes:
    """The bytes of a value or of a whole object. ValueError when something odd in it cannot be written back."""
    try:
        data: bytes = value.to_ical()
    except _NOT_ICALENDAR as error:
        raise ValueError(f"something in it cannot be written back as it was: {_shown(error)}") from error
    return data


def _parsed(data: bytes) -> icalendar.Calendar:
    lines = data.count(b"\n") - data.count(b"\n ") - data.count(b"\n\t")
    if lines > MOST_LINES:
        raise ValueError(f"it has {lines} lines, and hjul reads at most {MOST_LINES}")
    try:
        found = _parse(data)
    except _NOT_ICALENDAR as error:
        raise ValueError(f"it is not iCalendar: {_shown(error)}") from error
    if not isinstance(found, icalendar.Calendar):
        raise ValueError("it is not iCalendar: it does not begin with BEGIN:VCALENDAR")
    times.refuse_endless_zones(found)
    return found


def _parse(data: bytes) -> object:
    # Always bytes: the library opens a file by the name that a str holds.
    data = bytes(data).removeprefix(b"\xef\xbb\xbf")
    if not _PREFIXED_ZONE.search(data):
        return icalendar.Calendar.from_ical(data)
    with warnings.catch_warnings():  # /freeassociation.sourceforge.net/Europe/Oslo is what it says
        warnings.simplefilter("ignore", GloballyUniqueTZIDGuessed)
        return icalendar.Calendar.from_ical(data)


def _ours(calendar: icalendar.Calendar, plan_id: str) -> Component | None:
    """Our component. One with our marks but another UID is a copy that someone made for a purpose of their own."""
    found: dict[str, Component] = {}
    for part in calendar.subcomponents:
        if part.name not in _ITEMS or "RECURRENCE-ID" in part:
            continue
        if marks.decode(marks.only(part, marks.PLAN) or "") != plan_id:
            continue
        key = marks.decode(marks.only(part, marks.KEY) or "")
        if str(part.get("UID", "")) == uid_of(plan_id, Key(key)):
            _refuse_unreadable_lines(part)
            found.setdefault(key, part)
    if len(found) > 1:
        raise ValueError(f"it holds several items of the plan: {', '.join(sorted(found))}")
    return next(iter(found.values()), None)


def _refuse_unreadable_lines(component: Component) -> None:
    """The library drops a line that it cannot split; it may have been ours, and it would be lost when written back."""
    lost = [error for name, error in component.errors if name is None]
    if lost:
        raise ValueError(f"it has a line that is not iCalendar: {_shown(ValueError(lost[0]))}")


def _shown(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= 120 else f"{text[:117]}..."
