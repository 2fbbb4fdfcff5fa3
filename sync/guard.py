"""The guard: looks at a decision as a whole, before its first effect, for what no board does on an ordinary day. Pure.

It counts what would be deleted, moved, renamed, cancelled or handed to others, and what has vanished from the target,
each against how much of that kind stands there, and the mails that would leave. It only says; a person's one word (``--anyway``) goes past it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from adapters.base import Bury, Create, Delete, Update
from config.settings import Guard
from mappings.items import Event, Item, State
from sync.decision import Decision, Operation


@dataclass(frozen=True, slots=True)
class Alarm:
    """Too much of one thing. ``code`` names its sentence in the language files."""

    code: str
    count: int
    total: int


CODES = ("gone", "deleted", "moved", "renamed", "reassigned", "cancelled")


def alarms(decision: Decision, stands: Iterable[Item], limits: Guard, mails: int = 0) -> tuple[Alarm, ...]:
    """What is too much in this decision. ``stands`` is what was there when hjul last looked, before any of it; ``mails``
    is how many would leave because of it.
    """
    kinds = {item.key: isinstance(item, Event) for item in stands}
    totals = Counter(kinds.values())
    found: Counter[tuple[str, bool]] = Counter()
    for operation in decision.operations:
        for code in _codes(operation):
            found[code, kinds.get(operation.key, _is_event(operation))] += 1
    changes = tuple(
        Alarm(code, count, totals[event])
        for code in CODES
        for event in (True, False)
        if (count := found[code, event]) and _too_much(count, totals[event], limits)
    )
    return (*changes, Alarm("mails", mails, limits.mails)) if mails > limits.mails else changes


def _too_much(count: int, total: int, limits: Guard) -> bool:
    return count > limits.count or (count >= limits.least and count > limits.share * total)


def _codes(operation: Operation) -> Iterator[str]:
    match operation.effect:
        case Delete():
            yield "deleted"
        case Bury():
            yield "gone"
        case Update():
            fields = {change.field: change for change in operation.changes}
            if "dates" in fields:
                yield "moved"
            if "title" in fields:
                yield "renamed"
            if "responsible" in fields:
                yield "reassigned"
            cancelled, progress = fields.get("cancelled"), fields.get("progress")
            if (cancelled and cancelled.new is True) or (progress and progress.new is State.CANCELLED):
                yield "cancelled"
        case Create():
            pass


def _is_event(operation: Operation) -> bool:
    return operation.before is not None and isinstance(operation.before.item, Event)
