"""What looking and doing need of a ledger, and no more. ``sync.ledger.Ledger`` is the one that people have.

Each writing method is all or nothing: when it returns, no crash can lose what it wrote.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from adapters.base import Effect
from mappings.history import Observation
from mappings.items import Found, Key
from sync.agreed import Agreed, Intent
from sync.ledger_values import Settlement

Planned = tuple[Effect, Found | None, Agreed | None]
"""An effect, what stands there before it, and what will be agreed after it."""


class Remembers(Protocol):
    """The methods and what they promise are those of ``sync.ledger.Ledger``."""

    def agreed(self, plan: str, target: str) -> dict[Key, Agreed]: ...

    def pending_intents(self, plan: str, target: str) -> list[Intent]: ...

    def cursor(self, plan: str, target: str) -> str | None: ...

    def observations(self, plan: str) -> list[Observation]: ...

    def record_reading(  # noqa: PLR0913  # all of it is one transaction
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
        at: datetime,
    ) -> None: ...

    def write_intents(self, run: int, plan: str, target: str, effects: Iterable[Planned]) -> list[Intent]: ...

    def settle(self, plan: str, target: str, settlements: Sequence[Settlement], at: datetime) -> None: ...
