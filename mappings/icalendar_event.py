"""A meeting, event or observance day to and from a VEVENT (RFC 5545 §3.6.1).

Writes what the plan owns; leaves people's alarms, answers, colours, categories and unknown properties as they are.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Component
from icalendar.prop import vText

from mappings import icalendar_marks as marks
from mappings import icalendar_text as texts
from mappings import icalendar_time as times
from mappings.items import Event, EventKind, Key

_WHOLE_DAY = timedelta(days=1)


def write_event(component: Component, event: Event, calendar: Calendar, zone: ZoneInfo) -> None:
    """Write the owned fields, except the description, which is shared with people's notes."""
    _retitle_alarms(component, event.title)
    texts.put_text(component, "SUMMARY", event.title)
    texts.put_text(component, "LOCATION", event.place)
    texts.put_categories(component, event.categories)
    _put_span(component, event, calendar, zone)
    _put_status(component, event)
    _put_reminders(component, event)
    marks.mark(component, marks.KIND, event.kind.value)


def read_event(component: Component, key: Key, description: str, calendar: Calendar, zone: ZoneInfo) -> Event:
    """Raises ValueError when a field that hjul owns cannot be read."""
    start, end = _span(component, calendar, zone)
    status = texts.text(component, "STATUS").upper()
    seconds = marks.decode_list(marks.only(component, marks.REMINDERS))
    return Event(
        key=key,
        title=texts.text(component, "SUMMARY"),
        start=start,
        end=end,
        kind=EventKind(marks.only(component, marks.KIND) or EventKind.EVENT),
        place=texts.text(component, "LOCATION"),
        description=description,
        cancelled=status == "CANCELLED",
        tentative=status == "TENTATIVE" or (status == "CANCELLED" and marks.TENTATIVE in component),
        categories=texts.categories(component),
        reminders=tuple(timedelta(seconds=int(each)) for each in seconds),
    )


def _span(
    component: Component, calendar: Calendar, zone: ZoneInfo
) -> tuple[date | datetime, date | datetime]:
    start = times.when(component, "DTSTART", calendar, zone)
    if start is None:
        raise ValueError("DTSTART is missing")
    end = times.when(component, "DTEND", calendar, zone)
    if end is None:
        # Without an end: DURATION, else one whole day or no time at all (RFC 5545 §3.6.1).
        end = start + (
            times.length(component) or (timedelta() if isinstance(start, datetime) else _WHOLE_DAY)
        )
    if isinstance(start, datetime) != isinstance(end, datetime):
        raise ValueError("DTSTART and DTEND are one a day and the other a time")
    if end == start and not isinstance(start, datetime):
        end = start + _WHOLE_DAY  # written so by programs that count the last day in
    if end < start:
        raise ValueError("DTEND is before DTSTART")
    return start, end


def _put_span(component: Component, event: Event, calendar: Calendar, zone: ZoneInfo) -> None:
    wanted = (times.to_second(event.start), times.to_second(event.end))
    if "DTSTART" in component and _span(component, calendar, zone) == wanted:
        return
    component.pop("DURATION", None)
    times.put_when(component, "DTSTART", event.start)
    times.put_when(component, "DTEND", event.end)
    times.put_timezones(calendar, event.start, event.end)


def _put_status(component: Component, event: Event) -> None:
    status = "CANCELLED" if event.cancelled else "TENTATIVE" if event.tentative else "CONFIRMED"
    texts.put_text(component, "STATUS", status)
    marks.mark(component, marks.TENTATIVE, "1" if event.tentative else None)


def _put_reminders(component: Component, event: Event) -> None:
    """Give the plan's reminders; once given they are people's, who may change or remove them and are left alone."""
    wanted = marks.encode_list(tuple(str(_seconds(each)) for each in event.reminders))
    if wanted == (marks.only(component, marks.REMINDERS) or ""):
        return
    marks.mark(component, marks.REMINDERS, wanted)
    component.subcomponents = [part for part in component.subcomponents if not _is_ours(part)]
    for each in event.reminders:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", texts.ExactText(texts.clean(event.title)))
        alarm.add("TRIGGER", timedelta(seconds=-_seconds(each)))
        marks.mark(alarm, marks.REMINDER, "1")
        component.add_component(alarm)


def _retitle_alarms(component: Component, title: str) -> None:
    """An alarm of ours says the meeting's name, until someone makes it say something else."""
    old = texts.text(component, "SUMMARY")
    if not title or title == old:
        return
    for alarm in filter(_is_ours, component.subcomponents):
        said = alarm.get("DESCRIPTION")
        if isinstance(said, vText) and str(said) == old:
            texts.put_text(alarm, "DESCRIPTION", title)


def _is_ours(part: Component) -> bool:
    return part.name == "VALARM" and marks.REMINDER in part


def _seconds(reminder: timedelta) -> int:
    return reminder // timedelta(seconds=1)
