"""What people did and said, as values: the rows of the ledger's append-only story. Nothing here reads or writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

BOARD = "board"
"""The source of what was reported at the meeting table."""
PLAN = "plan"
"""The source of what was recognised in the plan's own text."""


class Seen(StrEnum):
    """What was observed. Done, cancelled, deleted and moved are different things, each with its evidence."""

    STARTED = "started"
    DONE = "done"
    REOPENED = "reopened"  # a tick was taken back
    PERCENT = "percent"  # value: percent
    CANCELLED = "cancelled"
    UNCANCELLED = "uncancelled"
    DELETED = "deleted"
    RETURNED = "returned"  # a deleted item is there again
    MOVED = "moved"  # value: field, from, to (ISO 8601)
    EDITED = "edited"  # a plan-owned field; value: field, from, to
    NOTED = "noted"  # people's own notes changed; value: text
    MEASURED = "measured"  # value: number; key is an indicator's or a budget line's id
    ACCEPTED = "accepted"  # a drift was accepted into the plan; value: field, from, to
    RESTORED = "restored"  # a drift was turned back to the plan
    REKEYED = "rekeyed"  # one date of a series was changed in the plan; value: as (the key that the plan would now give)


Value = Mapping[str, str | int | float | bool | None]


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was seen.

    ``at`` is when it happened (aware, UTC) where the evidence says so, else None; ``recorded_at`` is when hjul learnt of it
    (aware, UTC). ``source`` is ``BOARD``, ``PLAN`` or what ``source_of`` makes of a target's name.
    ``id`` is given by the ledger and only grows.
    """

    key: str
    kind: Seen
    recorded_at: datetime
    source: str
    at: datetime | None = None
    by: str | None = None
    value: Value = field(default_factory=dict)
    note: str = ""
    id: int = 0

    @property
    def when(self) -> datetime:
        """When it happened, as far as is known."""
        return self.at or self.recorded_at


def source_of(target: str) -> str:
    """A target's name; one that is called as the meeting table or the plan gets a mark that no target's name has."""
    return f"{target}*" if target in {BOARD, PLAN} else target
