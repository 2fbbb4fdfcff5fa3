"""Items, progress, stamps and what was found, to plain JSON data and back: ``from_json(to_json(x))`` is x, exactly.

Plain means what ``json.dumps`` takes. What stands at its default is left out. Each document carries the version of this
form, so that a later hjul knows what it reads; ``from_…`` raises ValueError for a version it does not know, and KeyError,
TypeError, ValueError, OverflowError or OSError (a zone that is none) for what was never written here.

How values are written: a day is ``"2026-04-06"``; a time in a zone is ``["2026-04-06T18:00:00", "Europe/Stockholm"]``,
because what the board agreed on is the clock on the wall (a third entry, 1, is the second 02:30 of an autumn night); a
time with a fixed offset is ``"2026-04-06T16:00:00+00:00"``; a length of time is whole microseconds.

Written out by hand, field by field: a ledger of 100,000 items is read in about a second.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mappings.items import (
    Attendee,
    Event,
    EventKind,
    Found,
    Item,
    Key,
    Progress,
    Responsible,
    Source,
    Stamp,
    State,
    Task,
    TaskKind,
)

VERSION = 1

Json = Mapping[str, Any]

_EVENT_KINDS = {kind.value: kind for kind in EventKind}
_TASK_KINDS = {kind.value: kind for kind in TaskKind}
_STATES = {state.value: state for state in State}
_MICROSECOND = timedelta(microseconds=1)
_NOTHING_YET = Progress()


def item_to_json(item: Item) -> dict[str, Any]:
    """An event or a task; ``type`` tells which."""
    return _event_to_json(item) if isinstance(item, Event) else _task_to_json(item)


def item_from_json(data: Json) -> Item:
    """The event or task again."""
    _check(data)
    match data["type"]:
        case "event":
            return _event_from_json(data)
        case "task":
            return _task_from_json(data)
        case other:
            raise ValueError(f"an item of type {other!r}")


def progress_to_json(progress: Progress) -> dict[str, Any]:
    """How far a task has come, with its evidence."""
    data: dict[str, Any] = {"v": VERSION, "state": progress.state.value}
    if progress.percent is not None:
        data["percent"] = progress.percent
    if progress.at is not None:
        data["at"] = _when_to_json(progress.at)
    if progress.by is not None:
        data["by"] = progress.by
    return data


def progress_from_json(data: Json) -> Progress:
    """The progress again."""
    _check(data)
    at = data.get("at")
    return Progress(
        _STATES[data["state"]], data.get("percent"), None if at is None else _time(at), data.get("by")
    )


def stamp_to_json(stamp: Stamp) -> dict[str, Any]:
    """What hjul last wrote into an object, by the object's own word."""
    data: dict[str, Any] = {"v": VERSION, "digest": stamp.digest}
    if stamp.start is not None:
        data["start"] = _when_to_json(stamp.start)
    if stamp.end is not None:
        data["end"] = _when_to_json(stamp.end)
    if stamp.cancelled:
        data["cancelled"] = True
    return data


def stamp_from_json(data: Json) -> Stamp:
    """The stamp again."""
    _check(data)
    start, end = data.get("start"), data.get("end")
    return Stamp(
        None if start is None else _when(start),
        None if end is None else _when(end),
        data.get("cancelled", False),
        data["digest"],
    )


def found_to_json(found: Found, *, beside: Json | None = None) -> dict[str, Any]:
    """An item as it stood in a service. With ``beside``, an item that reads exactly so is left out: it stands there."""
    data: dict[str, Any] = {"v": VERSION, "ref": found.ref}
    item = item_to_json(found.item)
    if item != beside:
        data["item"] = item
    if found.etag is not None:
        data["etag"] = found.etag
    if found.progress is not _NOTHING_YET and found.progress != _NOTHING_YET:
        data["progress"] = progress_to_json(found.progress)
    if found.notes:
        data["notes"] = found.notes
    if found.stamp is not None:
        data["stamp"] = stamp_to_json(found.stamp)
    return data


def found_from_json(data: Json, *, beside: Item | None = None) -> Found:
    """What was found again; ``beside`` is the item that stood beside it when it was written."""
    _check(data)
    progress, stamp = data.get("progress"), data.get("stamp")
    return Found(
        item_from_json(data["item"]) if beside is None or "item" in data else beside,
        data["ref"],
        data.get("etag"),
        _NOTHING_YET if progress is None else progress_from_json(progress),
        data.get("notes", ""),
        None if stamp is None else stamp_from_json(stamp),
    )


def _event_to_json(event: Event) -> dict[str, Any]:
    data: dict[str, Any] = {
        "v": VERSION,
        "type": "event",
        "key": event.key,
        "title": event.title,
        "start": _when_to_json(event.start),
        "end": _when_to_json(event.end),
        "kind": event.kind.value,
    }
    if event.place:
        data["place"] = event.place
    if event.description:
        data["description"] = event.description
    if event.cancelled:
        data["cancelled"] = True
    if event.tentative:
        data["tentative"] = True
    if event.categories:
        data["categories"] = list(event.categories)
    if event.reminders:
        data["reminders"] = [reminder // _MICROSECOND for reminder in event.reminders]
    if event.attendees:
        data["attendees"] = [[each.email, each.name] for each in event.attendees]
    if event.mail:
        data["mail"] = True
    if event.source is not None:
        data["source"] = [event.source.url, event.source.title]
    return data


def _event_from_json(data: Json) -> Event:
    get = data.get
    return Event(
        Key(data["key"]),
        data["title"],
        _when(data["start"]),
        _when(data["end"]),
        _EVENT_KINDS[data["kind"]],
        get("place", ""),
        get("description", ""),
        get("cancelled", False),
        get("tentative", False),
        tuple(get("categories", ())),
        tuple([timedelta(microseconds=length) for length in get("reminders", ())]),
        tuple([Attendee(email, name) for email, name in get("attendees", ())]),
        get("mail", False),
        Source(*data["source"]) if "source" in data else None,
    )


def _task_to_json(task: Task) -> dict[str, Any]:
    data: dict[str, Any] = {
        "v": VERSION,
        "type": "task",
        "key": task.key,
        "title": task.title,
        "kind": task.kind.value,
    }
    if task.due is not None:
        data["due"] = _when_to_json(task.due)
    if task.start is not None:
        data["start"] = _when_to_json(task.start)
    if task.description:
        data["description"] = task.description
    if task.categories:
        data["categories"] = list(task.categories)
    if task.responsible:
        data["responsible"] = [_responsible_to_json(person) for person in task.responsible]
    if task.priority:
        data["priority"] = task.priority
    if task.duration is not None:
        data["duration"] = task.duration // _MICROSECOND
    return data


def _task_from_json(data: Json) -> Task:
    get = data.get
    due, start, duration = get("due"), get("start"), get("duration")
    return Task(
        Key(data["key"]),
        data["title"],
        None if due is None else _when(due),
        None if start is None else _when(start),
        _TASK_KINDS[data["kind"]],
        get("description", ""),
        tuple(get("categories", ())),
        tuple([_responsible_from_json(person) for person in get("responsible", ())]),
        get("priority", 0),
        None if duration is None else timedelta(microseconds=duration),
    )


def _responsible_to_json(person: Responsible) -> dict[str, Any]:
    data = {"id": person.id, "name": person.name}
    if person.email is not None:
        data["email"] = person.email
    if person.body is not None:
        data["body"] = person.body
    return data


def _responsible_from_json(data: Json) -> Responsible:
    return Responsible(data["id"], data["name"], data.get("email"), data.get("body"))


def _when_to_json(when: date | datetime) -> str | list[str | int]:
    if not isinstance(when, datetime):
        return when.isoformat()
    zone = when.tzinfo
    if isinstance(zone, ZoneInfo) and zone.key is not None:
        wall = when.replace(tzinfo=None).isoformat()
        return [wall, zone.key, 1] if when.fold else [wall, zone.key]
    if zone is None:
        raise ValueError(f"{when.isoformat()} has no time zone")
    return when.isoformat()


def _when(value: str | list[str | int]) -> date | datetime:
    return date.fromisoformat(value) if len(value) == 10 and isinstance(value, str) else _time(value)


def _time(value: str | list[str | int]) -> datetime:
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    wall, zone, *fold = value
    when = datetime.fromisoformat(str(wall)).replace(tzinfo=ZoneInfo(str(zone)))
    return when.replace(fold=1) if fold else when


def _check(data: Json) -> None:
    if data["v"] != VERSION:
        raise ValueError(f"version {data['v']!r} of the ledger's item form; this hjul knows {VERSION}")
