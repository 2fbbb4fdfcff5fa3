"""What the ledger is told and tells: settlements, runs, past intents, issued reports. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mappings.items import Key
from sync.agreed import Agreed, Intent


class IntentState(StrEnum):
    PENDING = "pending"  # nobody knows yet whether it happened
    DONE = "done"
    FAILED = "failed"  # it did not happen
    ANSWERED = "answered"  # the answer never came; a later look at the service told


@dataclass(frozen=True, slots=True)
class Settlement:
    """How one intent went. ``agreed`` is what is remembered of the item from now on; ``forget`` when nothing is.

    ``error`` is printed to people and must hold no secret. ``image`` is the whole object as it stood before.
    """

    intent: int
    state: IntentState
    key: Key
    agreed: Agreed | None = None
    forget: bool = False
    error: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class PastIntent:
    """An intent of an earlier run, with how it went, and what was there to be put back.

    ``known`` is what was remembered of the item until then. ``image`` is the whole object as it stood before, where it
    was kept: not when the answer never came.
    """

    intent: Intent
    state: IntentState
    error: str | None
    settled_at: datetime | None
    known: Agreed | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """One command that did something. One that never ended was cut off. ``plan_version`` is the text that it worked from."""

    id: int
    command: str
    started_at: datetime
    ended_at: datetime | None
    result: str | None
    counts: Mapping[str, int]
    plan_version: int | None = None


@dataclass(frozen=True, slots=True)
class ReportIssue:
    """What a period's report was made from: it is made from the same ever after."""

    period: str
    as_of: date
    known_until: int
    plan_version: int
    issued_at: datetime
