"""What was seen of an item: how far the work has come, where and by whom, and the dates that somebody moved. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mappings.history import Observation


class Work(StrEnum):
    """How far the work has come. For an event, done means held."""

    NOT_STARTED = "not-started"
    ONGOING = "ongoing"
    DONE = "done"
    ACCEPTED = "accepted"  # by the board, after it was reported done
    CANCELLED = "cancelled"


class Settled(StrEnum):
    """What the board has said about a date that somebody moved."""

    KEPT = "kept"  # nothing yet: theirs is kept
    ACCEPTED = "accepted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something was seen, when it happened as far as is known (aware), and who did it where that is known."""

    source: str
    when: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """A date that somebody moved in a calendar or a list. ``field`` is start, end or due."""

    field: str
    old: date | datetime | None
    new: date | datetime | None
    evidence: Evidence
    settled: Settled = Settled.KEPT


@dataclass(frozen=True, slots=True)
class Edit:
    """Something else that somebody changed in a calendar or a list. ``field`` is one of the item's, or ``project`` or ``recurrence``."""

    field: str
    old: str
    new: str
    evidence: Evidence


def evidence_of(seen: Observation) -> Evidence:
    """Where, when and by whom this was seen."""
    return Evidence(seen.source, seen.when, seen.by)
