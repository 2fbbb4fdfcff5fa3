from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar

from adapters.base import Adapter
from adapters.folder import FolderAdapter
from mappings.items import Key, Progress, State, uid_of
from tests.make import NOW, PLAN_ID, ZONE

_PROPERTIES = {"start": "DTSTART", "end": "DTEND", "due": "DUE"}
_STATUS = {
    State.OPEN: "NEEDS-ACTION",
    State.STARTED: "IN-PROCESS",
    State.DONE: "COMPLETED",
    State.CANCELLED: "CANCELLED",
}


class FolderBench:
    """People edit the files with icalendar alone: nothing here knows how hjul writes them, but their UID."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "hjul-data"
        self._bin: dict[Key, tuple[Path, bytes]] = {}

    def open(self) -> Adapter:
        seconds = iter(range(1_000_000))
        return FolderAdapter(
            "folder", self.folder, PLAN_ID, ZONE, lambda: NOW + timedelta(seconds=next(seconds))
        )

    def path(self, key: Key) -> Path:
        (found,) = self.folder.glob(f"*/{uid_of(PLAN_ID, key)}.ics")
        return found

    def report(self, key: Key, progress: Progress) -> None:
        self._edit(
            key,
            {
                "STATUS": _STATUS[progress.state],
                "COMPLETED": progress.at if progress.state is State.DONE else None,
                "PERCENT-COMPLETE": progress.percent,
            },
        )

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        self._edit(key, {_PROPERTIES[name]: day for name, day in days.items()})

    def rename(self, key: Key, title: str) -> None:
        self._edit(key, {"SUMMARY": title})

    def annotate(self, key: Key, notes: str) -> None:
        _, component = self._read(key)
        self._edit(key, {"DESCRIPTION": str(component["DESCRIPTION"]) + notes})

    def decorate(self, key: Key, name: str, value: str) -> None:
        self._edit(key, {f"X-THEIRS-{name}": value})

    def decorations(self, key: Key) -> Mapping[str, str]:
        _, component = self._read(key)
        prefix = "X-THEIRS-"
        return {
            name.removeprefix(prefix): str(value)
            for name, value in component.items()
            if name.startswith(prefix)
        }

    def delete(self, key: Key) -> None:
        path = self.path(key)
        self._bin[key] = path, path.read_bytes()
        path.unlink()

    def restore(self, key: Key) -> None:
        path, data = self._bin.pop(key)
        path.write_bytes(data)

    def damage(self, key: Key) -> None:
        path = self.path(key)
        path.write_bytes(path.read_bytes()[:300])

    def add_foreign(self, name: str) -> None:
        event = icalendar.Event.new(summary=name, start=date(2026, 5, 1), uid=name, stamp=NOW)
        calendar = icalendar.Calendar()
        calendar.add_component(event)
        (self.folder / "calendar").mkdir(parents=True, exist_ok=True)
        (self.folder / "calendar" / f"{name}.ics").write_bytes(calendar.to_ical())

    def foreign(self) -> Mapping[str, str]:
        texts = {path.stem: path.read_text() for path in self.folder.glob("*/*.ics")}
        return {name: text for name, text in texts.items() if "X-HJUL" not in text}

    def _read(self, key: Key) -> tuple[icalendar.Calendar, Any]:
        calendar = icalendar.Calendar.from_ical(self.path(key).read_bytes())
        return calendar, next(
            part for part in calendar.subcomponents if part.get("UID") == uid_of(PLAN_ID, key)
        )

    def _edit(self, key: Key, changes: Mapping[str, object]) -> None:
        calendar, component = self._read(key)
        for name, value in changes.items():
            component.pop(name, None)
            if value is not None:
                component.add(name, value)
        self.path(key).write_bytes(calendar.to_ical())
