"""What is remembered of one item in one target between two runs. Values only; the ledger stores them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from adapters.base import Effect
from mappings.items import Found, Item, Key, Progress


class Presence(StrEnum):
    LIVE = "live"
    DROPPED = "dropped"  # the plan no longer has it; it is still there: it has happened and stays, or is to be deleted
    DELETED = "deleted"  # a person deleted it; it is not brought back unasked


@dataclass(frozen=True, slots=True)
class Agreed:
    """``item`` is what the plan wanted when hjul last looked (in the service's form); ``found`` is what stood there then.

    ``found`` is None only for what this ledger has never seen there. ``pushed`` is the last progress of the board's that was written there.
    """

    item: Item
    found: Found | None
    presence: Presence = Presence.LIVE
    pushed: Progress | None = None

    @property
    def key(self) -> Key:
        return self.item.key


@dataclass(frozen=True, slots=True)
class Intent:
    """An effect that was about to happen, pending until its outcome is known.

    ``before`` is what stood there (kept, so that it can be put back); ``after`` is what will be remembered once it is done.
    """

    id: int
    run: int
    target: str
    effect: Effect
    before: Found | None = None
    after: Agreed | None = None
