"""Ledgers for simulated machines: a plain one in memory that is fast, and the real one in a file. Both can be lost and copied.

``PlainLedger`` promises what ``sync.ledger.Ledger`` does; ``test_ledgers.py`` holds the two to the same answers.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from mappings.history import Observation
from mappings.items import Key
from sync.agreed import Agreed, Intent
from sync.ledger import Ledger
from sync.ledger_base import Planned, Remembers
from sync.ledger_values import IntentState, Settlement


class Book(Remembers, Protocol):
    """What a whole run needs."""

    def begin_run(self, plan: str, command: str, at: datetime) -> int: ...

    def end_run(self, run: int, at: datetime, result: str, counts: Mapping[str, int]) -> None: ...

    def observe(self, plan: str, run: int | None, observations: Sequence[Observation]) -> None: ...

    def close(self) -> None: ...


class PlainLedger:
    """Dictionaries. Values are frozen, so a copy of the dictionaries is a copy of the ledger."""

    def __init__(self) -> None:
        self._runs = 0
        self._intents = 0
        self._told = 0
        self._agreed: dict[tuple[str, str], dict[Key, Agreed]] = {}
        self._cursors: dict[tuple[str, str], str | None] = {}
        self._pending: dict[tuple[str, str], dict[int, Intent]] = {}
        self._story: dict[str, list[Observation]] = {}

    def copied(self) -> PlainLedger:
        other = PlainLedger()
        other._runs, other._intents, other._told = self._runs, self._intents, self._told
        other._agreed = {place: dict(known) for place, known in self._agreed.items()}
        other._cursors = dict(self._cursors)
        other._pending = {place: dict(intents) for place, intents in self._pending.items()}
        other._story = {plan: list(story) for plan, story in self._story.items()}
        return other

    def close(self) -> None:
        pass

    def begin_run(self, plan: str, command: str, at: datetime) -> int:  # noqa: ARG002
        self._runs += 1
        return self._runs

    def end_run(self, run: int, at: datetime, result: str, counts: Mapping[str, int]) -> None:
        pass

    def agreed(self, plan: str, target: str) -> dict[Key, Agreed]:
        return dict(sorted(self._agreed.get((plan, target), {}).items()))

    def pending_intents(self, plan: str, target: str) -> list[Intent]:
        return list(self._pending.get((plan, target), {}).values())

    def cursor(self, plan: str, target: str) -> str | None:
        return self._cursors.get((plan, target))

    def observations(self, plan: str) -> list[Observation]:
        return list(self._story.get(plan, ()))

    def record_reading(  # noqa: PLR0913  # as the real one
        self,
        run: int,
        plan: str,
        target: str,
        *,
        remember: Mapping[Key, Agreed],
        forget: Collection[Key],
        observations: Sequence[Observation],
        cursor: str | None,
        answered: Sequence[int],
        at: datetime,  # noqa: ARG002
    ) -> None:
        known = self._agreed.setdefault((plan, target), {})
        for key in forget:
            known.pop(key, None)
        known.update(remember)
        self._cursors[plan, target] = cursor
        for intent in answered:
            self._pending.get((plan, target), {}).pop(intent, None)
        self.observe(plan, run, observations)

    def write_intents(self, run: int, plan: str, target: str, effects: Iterable[Planned]) -> list[Intent]:
        first = self._intents + 1
        intents = [
            Intent(number, run, target, *planned) for number, planned in enumerate(effects, start=first)
        ]
        self._intents += len(intents)
        self._pending.setdefault((plan, target), {}).update({one.id: one for one in intents})
        return intents

    def settle(self, plan: str, target: str, settlements: Sequence[Settlement], at: datetime) -> None:  # noqa: ARG002
        pending = self._pending.get((plan, target), {})
        known = self._agreed.setdefault((plan, target), {})
        for one in settlements:
            if one.state is not IntentState.PENDING:
                pending.pop(one.intent, None)
            if one.agreed is not None:
                known[one.key] = one.agreed
            elif one.forget:
                known.pop(one.key, None)

    def observe(self, plan: str, run: int | None, observations: Sequence[Observation]) -> None:  # noqa: ARG002
        story = self._story.setdefault(plan, [])
        for one in observations:
            self._told += 1
            at = one.at.astimezone(UTC) if one.at else None
            story.append(replace(one, id=self._told, at=at, recorded_at=one.recorded_at.astimezone(UTC)))


class Shelf(Protocol):
    """Where one ledger lies, with one older copy of it."""

    def open(self) -> Book: ...

    def lose(self) -> None: ...

    def keep_copy(self) -> None: ...

    def put_copy_back(self) -> bool:
        """False when there is none."""

    def copy_from(self, other: Shelf) -> None:
        """The ledger of another machine, as one copies a folder."""


class PlainShelf:
    def __init__(self) -> None:
        self.ledger = PlainLedger()
        self._copy: PlainLedger | None = None

    def open(self) -> Book:
        return self.ledger

    def lose(self) -> None:
        self.ledger = PlainLedger()

    def keep_copy(self) -> None:
        self._copy = self.ledger.copied()

    def put_copy_back(self) -> bool:
        if self._copy is None:
            return False
        self.ledger = self._copy.copied()
        return True

    def copy_from(self, other: Shelf) -> None:
        assert isinstance(other, PlainShelf)
        self.ledger = other.ledger.copied()


class FileShelf:
    """The real ledger, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self) -> Book:
        return Ledger.open(self.folder / "hjul.db")

    def lose(self) -> None:
        for path in self.folder.glob("hjul.db*"):
            path.unlink()

    def keep_copy(self) -> None:
        self._copy(self.folder, self.folder / "copy")

    def put_copy_back(self) -> bool:
        if not (self.folder / "copy").is_dir():
            return False
        self._copy(self.folder / "copy", self.folder)
        return True

    def copy_from(self, other: Shelf) -> None:
        assert isinstance(other, FileShelf)
        self._copy(other.folder, self.folder)

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        target.mkdir(exist_ok=True)
        for path in target.glob("hjul.db*"):
            path.unlink()
        for path in source.glob("hjul.db*"):
            shutil.copy(path, target / path.name)
