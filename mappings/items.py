"""The neutral vocabulary between the plan and the services: Event, Task, their Key, and Progress.

Everything here is a frozen value. Nothing here knows a service, a clock or a file.
"""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

Key = NewType("Key", str)
"""What makes an item the same item everywhere: ``id``, ``id@slot`` for one of a series, ``id/role`` for a derived task.

Examples: ``annual-meeting``, ``board-meeting@2026-04-06``, ``newsletter@2026-03``, ``annual-meeting/notice``;
``leaflets/anna`` is one person's part of what everybody does for themselves.
"""

_NAMESPACE = uuid.UUID("6f1d5c2e-8f3b-5d57-9c54-0d1b7c6a4e21")


def uid_of(plan_id: str, key: Key) -> str:
    """The UID (RFC 5545 §3.8.4.7, as RFC 7986 §5.3 advises: a UUID) that this item has in every service."""
    return str(uuid.uuid5(_NAMESPACE, f"{plan_id}\n{key}"))


def series_of(key: Key) -> str:
    """The part of a key before its slot: what all the occurrences of one series share, role included."""
    head, _, rest = key.partition("@")
    role = rest.partition("/")[2]
    return f"{head}/{role}" if role else head


class EventKind(StrEnum):
    MEETING = "meeting"
    EVENT = "event"
    OBSERVANCE = "observance"


class TaskKind(StrEnum):
    ACTIVITY = "activity"
    DECISION = "decision"
    NOTICE = "notice"  # send the notice of a meeting
    SET_DATE = "set-date"  # an event that has only a month
    CONTROL = "control"  # internal control of a risk


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who has a task: a person, or a body through its convenor or chair."""

    id: str
    name: str
    email: str | None = None
    body: str | None = None  # the body's name, when the person answers for a body


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody whom the plan invites. The address tells who it is; the name is only said along with it."""

    email: str
    name: str = field(default="", compare=False)

    @property
    def address(self) -> str:
        """The e-mail address, to compare."""
        return self.email.casefold()

    def __str__(self) -> str:
        return self.name or self.email


@dataclass(frozen=True, slots=True)
class Source:
    """Where the plan can be read: an address that begins with https://, and the plan's title."""

    url: str
    title: str = ""

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting, event or observance day.

    ``start`` and ``end`` are both dates (whole days, ``end`` exclusive as in RFC 5545) or both aware datetimes
    whose ``tzinfo`` is a ZoneInfo.
    """

    key: Key
    title: str
    start: date | datetime
    end: date | datetime
    kind: EventKind = EventKind.EVENT
    place: str = ""
    description: str = ""  # the managed part only; people's own notes are not here
    cancelled: bool = False
    tentative: bool = False
    categories: tuple[str, ...] = ()
    reminders: tuple[timedelta, ...] = ()  # how long before the start
    attendees: tuple[Attendee, ...] = ()  # whom the plan invites, by address
    mail: bool = False  # the service is to write to them
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What a task is one person's part of: the title without the person's name, and the activity's own, which has no turn in it."""

    title: str
    activity: str


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment with someone responsible. ``start`` and ``due`` are whole days in the plan's time zone, both inclusive."""

    key: Key
    title: str
    due: date | None = None
    start: date | None = None
    kind: TaskKind = TaskKind.ACTIVITY
    description: str = ""  # the managed part only
    categories: tuple[str, ...] = ()
    responsible: tuple[Responsible, ...] = ()
    priority: int = 0  # RFC 5545 §3.8.1.9: 0 undefined, 1 highest, 9 lowest
    duration: timedelta | None = None  # how long it takes whoever does it
    whole: Whole | None = field(default=None, compare=False)  # as the plan says it; no service keeps it


Item = Event | Task


class State(StrEnum):
    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far people say a task has come, and the evidence they left.

    ``at`` is when they did it (aware, UTC) where the service keeps it; ``by`` is who, where it is known.
    """

    state: State = State.OPEN
    percent: int | None = None  # 0..100, None where nobody said
    at: datetime | None = None
    by: str | None = None


# Who owns which field. The plan owns what and who; dates and cancelling are shared; all else is people's.
SHARED_EVENT_FIELDS: tuple[str, ...] = ("start", "end", "cancelled")
SHARED_TASK_FIELDS: tuple[str, ...] = ("start", "due")


def shared_fields(item: Item) -> tuple[str, ...]:
    """The fields that the plan and people both may change."""
    return SHARED_EVENT_FIELDS if isinstance(item, Event) else SHARED_TASK_FIELDS


def _owned(kind: type[Event | Task], shared: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(entry.name for entry in fields(kind) if entry.name not in {*shared, "key", "kind", "whole"})


_PLAN_EVENT_FIELDS = _owned(Event, SHARED_EVENT_FIELDS)
_PLAN_TASK_FIELDS = _owned(Task, SHARED_TASK_FIELDS)


def plan_fields(item: Item) -> tuple[str, ...]:
    """The fields that the plan alone decides, in the order in which they are shown."""
    return _PLAN_EVENT_FIELDS if isinstance(item, Event) else _PLAN_TASK_FIELDS


_LATER = frozenset({"attendees", "mail", "source", "duration"})
"""Fields that count in a digest only where they say something, so that stamps from before there were any still hold."""


def plan_digest(item: Item) -> str:
    """A short fingerprint of the plan-owned fields, to tell later whether someone edited them."""
    fields_of_old = [name for name in plan_fields(item) if name not in _LATER]
    said = [_said(name, getattr(item, name)) for name in plan_fields(item) if name in _LATER]
    text = repr([*(getattr(item, name) for name in fields_of_old), *filter(None, said)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _said(name: str, value: object) -> tuple[object, ...]:
    match value:
        case tuple():
            return (name, *(each.email for each in value)) if value else ()
        case Source():
            return (name, value.url, value.title)
        case _:
            return (name, value) if value else ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What hjul last wrote into a remote object, carried by that object, so that a lost ledger can be rebuilt."""

    start: date | datetime | None
    end: date | datetime | None  # a task's ``due`` stands here
    cancelled: bool
    digest: str

    @classmethod
    def of(cls, item: Item) -> Stamp:
        match item:
            case Event():
                return cls(item.start, item.end, item.cancelled, plan_digest(item))
            case Task():
                return cls(item.start, item.due, False, plan_digest(item))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the plan wants to exist, with the progress that the board itself has set (marks, cancelled in the plan)."""

    item: Item
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One of our items as it stands in a service now."""

    item: Item
    ref: str  # the service's own name for the object: file name, href, event id
    etag: str | None = None
    progress: Progress = field(default_factory=Progress)
    notes: str = ""  # what people wrote below the managed part
    stamp: Stamp | None = None  # what we last wrote there, by the object's own word

    @property
    def key(self) -> Key:
        return self.item.key
