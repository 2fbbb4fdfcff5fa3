"""People who edit iCalendar objects with icalendar alone: nothing here knows how hjul writes them, but their UID."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import icalendar

from adapters.base import Adapter
from mappings.items import Key, Progress, State, uid_of
from tests.make import NOW, PLAN_ID

_PROPERTIES = {"start": "DTSTART", "end": "DTEND", "due": "DUE"}
_STATUS = {
    State.OPEN: "NEEDS-ACTION",
    State.STARTED: "IN-PROCESS",
    State.DONE: "COMPLETED",
    State.CANCELLED: "CANCELLED",
}
_THEIRS = "X-THEIRS-"


class IcsBench(ABC):
    """A place of iCalendar objects, one for each item. A subclass says what the place is."""

    @abstractmethod
    def open(self) -> Adapter: ...

    @abstractmethod
    def read(self, key: Key) -> bytes: ...

    @abstractmethod
    def write(self, key: Key, data: bytes) -> None:
        """Write over the object, which is there."""

    @abstractmethod
    def delete(self, key: Key) -> None: ...

    @abstractmethod
    def restore(self, key: Key) -> None: ...

    @abstractmethod
    def damage(self, key: Key) -> None: ...

    @abstractmethod
    def add_foreign(self, name: str) -> None: ...

    @abstractmethod
    def foreign(self) -> Mapping[str, str]: ...

    def report(self, key: Key, progress: Progress) -> None:
        self.edit(
            key,
            {
                "STATUS": _STATUS[progress.state],
                "COMPLETED": progress.at if progress.state is State.DONE else None,
                "PERCENT-COMPLETE": progress.percent,
            },
        )

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        self.edit(key, {_PROPERTIES[name]: day for name, day in days.items()})

    def rename(self, key: Key, title: str) -> None:
        self.edit(key, {"SUMMARY": title})

    def annotate(self, key: Key, notes: str) -> None:
        _, component = self.parsed(key)
        self.edit(key, {"DESCRIPTION": str(component["DESCRIPTION"]) + notes})

    def decorate(self, key: Key, name: str, value: str) -> None:
        self.edit(key, {f"{_THEIRS}{name}": value})

    def decorations(self, key: Key) -> Mapping[str, str]:
        _, component = self.parsed(key)
        return {
            name.removeprefix(_THEIRS): str(value)
            for name, value in component.items()
            if name.startswith(_THEIRS)
        }

    def parsed(self, key: Key) -> tuple[icalendar.Calendar, Any]:
        """The object, and our component in it."""
        calendar = icalendar.Calendar.from_ical(self.read(key))
        return calendar, next(
            part for part in calendar.subcomponents if part.get("UID") == uid_of(PLAN_ID, key)
        )

    def edit(self, key: Key, changes: Mapping[str, object]) -> None:
        calendar, component = self.parsed(key)
        for name, value in changes.items():
            component.pop(name, None)
            if value is not None:
                component.add(name, value)
        self.write(key, calendar.to_ical())


def someone_elses(name: str) -> bytes:
    """An event that hjul did not make."""
    event = icalendar.Event.new(summary=name, start=date(2026, 5, 1), uid=name, stamp=NOW)
    calendar = icalendar.Calendar.new(prodid="-//someone//else//EN")
    calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def not_ours(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {name: text for name, text in texts.items() if "X-HJUL" not in text}
