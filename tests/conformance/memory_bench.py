from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from adapters.base import Adapter, Capabilities
from adapters.memory import MemoryAdapter
from mappings.items import Key, Progress

PLAIN = Capabilities(
    incremental=False,
    keeps_notes=False,
    keeps_completion_time=False,
    keeps_stamp=False,
    keeps_burials=False,
    keeps_images=False,
)
"""A service that can do next to nothing."""


class MemoryBench:
    def __init__(self, capabilities: Capabilities | None = None) -> None:
        self._adapter = MemoryAdapter(capabilities=capabilities)

    @classmethod
    def full(cls, _folder: Path) -> "MemoryBench":
        return cls()

    @classmethod
    def plain(cls, _folder: Path) -> "MemoryBench":
        return cls(PLAIN)

    @classmethod
    def events(cls, _folder: Path) -> "MemoryBench":
        return cls(Capabilities(tasks=False))

    @classmethod
    def tasks(cls, _folder: Path) -> "MemoryBench":
        return cls(Capabilities(events=False))

    def open(self) -> Adapter:
        return self._adapter.opened_again()

    def report(self, key: Key, progress: Progress) -> None:
        self._adapter.report(key, progress)

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        self._adapter.drag(key, **days)

    def rename(self, key: Key, title: str) -> None:
        self._adapter.rename(key, title)

    def annotate(self, key: Key, notes: str) -> None:
        self._adapter.annotate(key, notes)

    def decorate(self, key: Key, name: str, value: str) -> None:
        self._adapter.decorate(key, name, value)

    def decorations(self, key: Key) -> Mapping[str, str]:
        return self._adapter.decorations(key)

    def delete(self, key: Key) -> None:
        self._adapter.delete(key)

    def restore(self, key: Key) -> None:
        self._adapter.restore(key)

    def damage(self, key: Key) -> None:
        self._adapter.damage(key)

    def add_foreign(self, name: str) -> None:
        self._adapter.add_foreign(name, f"content of {name}")

    def foreign(self) -> Mapping[str, str]:
        return self._adapter.foreign()
