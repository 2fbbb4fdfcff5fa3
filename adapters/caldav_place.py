"""Where the CalDAV adapter keeps what: its collections, and the name that hjul gives to an item's object. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from adapters.caldav_xml import name_of
from config.caldav_target import CalDAVTarget
from mappings.items import Event, Item, Key, uid_of

CALENDAR = "calendar"
TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Place:
    """A ref is ``calendar/<name>`` or ``tasks/<name>``; ``zone`` is the plan's.

    ``urls`` has each collection once: where meetings and assignments go to the same one, it is ``calendar``.
    """

    plan_id: str
    zone: ZoneInfo
    urls: Mapping[str, str] = field(default_factory=dict)
    events: str | None = None  # the collection that meetings go to
    tasks: str | None = None

    @classmethod
    def of(cls, target: CalDAVTarget, plan_id: str, zone: ZoneInfo) -> Place:
        """The place that stands in hjul.toml."""
        urls = {} if target.calendar is None else {CALENDAR: target.calendar}
        tasks = TASKS
        if target.tasks is not None and target.tasks == target.calendar:
            tasks = CALENDAR
        elif target.tasks is not None:
            urls[TASKS] = target.tasks
        return cls(
            plan_id,
            zone,
            urls,
            CALENDAR if target.calendar is not None else None,
            tasks if target.tasks is not None else None,
        )

    def collection(self, item: Item) -> str | None:
        """The collection for this item; None when this target does not hold its kind."""
        return self.events if isinstance(item, Event) else self.tasks

    def ref(self, key: Key, collection: str) -> str:
        return f"{collection}/{uid_of(self.plan_id, key)}.ics"

    def refs(self, key: Key) -> frozenset[str]:
        """The names that hjul itself would give."""
        return frozenset(self.ref(key, collection) for collection in self.urls)

    def url(self, ref: str) -> str:
        """The object's address. ValueError when it is no name of an object here."""
        collection, _, name = ref.partition("/")
        if collection not in self.urls or not name or name_of(f"/{name}") != name:
            raise ValueError(f"{ref!r} is not the name of an object in this target")
        return self.urls[collection] + name

    def href(self, ref: str) -> str:
        """The object's address without its server, as servers themselves say it."""
        return urlsplit(self.url(ref)).path

    def shown(self, ref: str) -> str:
        """The object's address, for a person to find it by."""
        try:
            return self.url(ref)
        except ValueError:
            return ref
