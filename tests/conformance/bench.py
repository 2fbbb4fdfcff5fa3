"""What the conformance suite needs of a place to test: an adapter on it, and people who use it without hjul."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from adapters.base import Adapter
from mappings.items import Key, Progress


class Bench(Protocol):
    """One place of its own, empty at first. ``key`` names one of our items that is there."""

    def open(self) -> Adapter:
        """A new adapter on the same place, as the next run of the program opens it."""

    def report(self, key: Key, progress: Progress) -> None: ...

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        """``start`` and ``end`` of an event, ``start`` and ``due`` of a task."""

    def rename(self, key: Key, title: str) -> None: ...

    def annotate(self, key: Key, notes: str) -> None: ...

    def decorate(self, key: Key, name: str, value: str) -> None:
        """Another program's own field in one of our objects; ``name`` is in capitals."""

    def decorations(self, key: Key) -> Mapping[str, str]: ...

    def delete(self, key: Key) -> None: ...

    def restore(self, key: Key) -> None:
        """Bring back what was deleted last, as it was."""

    def damage(self, key: Key) -> None: ...

    def add_foreign(self, name: str) -> None:
        """An object that hjul did not make; ``name`` is any word."""

    def foreign(self) -> Mapping[str, str]:
        """All such objects, whole."""


class Opening(Protocol):
    """How an adapter joins the suite: an empty place, in a folder of its own for what it needs on disk."""

    def __call__(self, folder: Path, /) -> Bench: ...
