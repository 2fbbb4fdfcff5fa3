"""How far a Todoist task has come: its tick, two labels and its subtasks. Progress is people's; only the board's word is written.

Todoist knows done and not done. That something has begun, or is off, people say with a label; how far it is, with subtasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mappings.items import Progress, State
from mappings.todoist_marks import Mark
from mappings.todoist_text import folded, listed

STARTED = "startet"
CANCELLED = "avlyst"
"""The two labels where the caller has none in the plan's language. They are understood beside that language's own."""

Raw = Mapping[str, Any]
"""A task (an ``item``) as the API gives it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The two labels that say what Todoist has no field for, in the plan's language."""

    started: str = STARTED
    cancelled: str = CANCELLED

    @property
    def all_started(self) -> frozenset[str]:
        """What is read as started."""
        return frozenset({folded(self.started), STARTED})

    @property
    def all_cancelled(self) -> frozenset[str]:
        """What is read as cancelled."""
        return frozenset({folded(self.cancelled), CANCELLED})

    def of(self, progress: Progress) -> str:
        """The label that says it; "" where the tick, or its absence, does."""
        return {State.STARTED: self.started, State.CANCELLED: self.cancelled}.get(progress.state, "")


def read_progress(
    raw: Raw, mark: Mark, labels: Labels, subtasks: Iterable[Raw], names: Mapping[str, str]
) -> Progress:
    """What a task says of itself. Its mark has the board's own word; ``names`` are people by their ids."""
    told = mark.progress
    if raw.get("checked"):
        return _done(raw, mark, names)
    there = {folded(each) for each in listed(raw.get("labels"))}
    if not labels.all_cancelled.isdisjoint(there):
        return told if told is not None and told.state is State.CANCELLED else Progress(State.CANCELLED)
    percent = share_done(subtasks)
    if percent:
        return Progress(State.STARTED, percent)
    if not labels.all_started.isdisjoint(there):
        return told if told is not None and told.state is State.STARTED else Progress(State.STARTED)
    return Progress()


def share_done(subtasks: Iterable[Raw]) -> int | None:
    """How many per cent of the subtasks are ticked, rounded down; None without subtasks."""
    ticks = [bool(each.get("checked")) for each in subtasks]
    return sum(ticks) * 100 // len(ticks) if ticks else None


def with_word(labels: Iterable[str], progress: Progress, words: Labels) -> list[str]:
    """The labels of a task of which the board says this, in place of what people's labels said."""
    ours = words.all_started | words.all_cancelled
    kept = [each for each in labels if folded(each) not in ours]
    label = words.of(progress)
    return [*kept, label] if label else kept


def moment(text: object) -> datetime | None:
    """A time of the API's (RFC 3339), in UTC and whole seconds; None where there is none."""
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) else None
        return at.astimezone(UTC).replace(microsecond=0) if at is not None and at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _done(raw: Raw, mark: Mark, names: Mapping[str, str]) -> Progress:
    """Ticked. The board's own word holds as long as the tick is the one that went with it."""
    at, told = moment(raw.get("completed_at")), mark.progress
    if told is not None and told.state is State.DONE and at is not None and mark.ticked == at:
        return Progress(State.DONE, 100, told.at or at, told.by)
    by = raw.get("completed_by_uid")
    return Progress(State.DONE, 100, at, names.get(by) if isinstance(by, str) else None)
