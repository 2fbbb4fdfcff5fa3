"""The real plans that stand beside the project where it is made: how many of each thing is in them. Counts, never text.

They were counted by hand, clause by clause. What they say stays where it is: nothing of it is in the project.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from adapters.documents.read import read_document
from benchmarks.scoring import plain
from mappings.blocks import ListItem
from mappings.reading.model import DocumentKind, Gathering, Reading, Status

Counted = Iterator[tuple[str, object, object]]
"""What was counted, how many there are, and how many were read."""

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
NUMBERS = ("000", "001", "002", "003", "004")


def seeds_in(folder: Path) -> dict[str, Path]:
    """The real plans by their number; empty where they are not here."""
    inner = folder if folder.name == "seeds" else folder / "seeds"
    return {number: path for number in NUMBERS for path in sorted(inner.glob(f"{number}_*"))}


def compare(number: str, reading: Reading, path: Path | None = None) -> Counted:
    """Each count of one real plan. ``path`` is its file, for what hangs on which clauses are list items."""
    yield from _WAYS[number](reading, _bullets(path) if path else set())


def _bullets(path: Path) -> set[str]:
    return {plain(block.text) for block in read_document(path).blocks if isinstance(block, ListItem)}


def _dated(reading: Reading) -> list[Gathering]:
    return [one for one in reading.meetings_and_events if one.date]


def _undated(reading: Reading) -> list[Gathering]:
    return [one for one in reading.meetings_and_events if not one.date]


def _days_without_words(reading: Reading) -> int:
    """Deadlines that no words of the document support."""
    return sum(one.due.latest is not None and not one.due.phrase for one in reading.actions)


def _first(reading: Reading, _: set[str]) -> Counted:
    yield "gatherings with a day", 0, len(_dated(reading))
    yield "action clauses", 12, len(reading.actions)
    yield "norms", 8, len(reading.rules)
    yield "indicators without a target", 3, len(reading.indicators)
    yield "targets", 0, len(reading.targets)
    yield "days that no words support", 0, _days_without_words(reading)


def _second(reading: Reading, _: set[str]) -> Counted:
    weekdays = Counter(one.date.weekday() for one in _dated(reading) if one.date)
    yield "gatherings with a day", 19, len(_dated(reading))
    yield "of these on Mondays, Wednesdays, Thursdays", (9, 9, 1), tuple(weekdays[day] for day in (0, 2, 3))
    yield "gatherings with a month only", 3, len(_undated(reading))
    yield "measures", 18, len(reading.actions)
    yield "of these with somebody named", 0, sum(bool(one.responsible) for one in reading.actions)
    wanted = sorted([160, 10, 40, 950, 50, 4, 50, 100, 4, 1])
    yield "targets", wanted, sorted(round(one.value) for one in reading.targets)
    yield "days that no words support", 0, _days_without_words(reading)


def _third(reading: Reading, _: set[str]) -> Counted:
    yield "kind", DocumentKind.RULES, reading.head.kind_of_document
    yield "required parts", 8, len(reading.required_parts)
    yield "months of the points of decision", [1, 12], sorted(one.month for one in reading.decision_points)
    yield "tasks", 0, len(reading.actions)
    yield "gatherings", 0, len(reading.meetings_and_events)


def _fourth(reading: Reading, bullets: set[str]) -> Counted:
    listed = [one for one in reading.actions if plain(one.text) in bullets]
    yield "goals", 23, len(reading.goals)
    yield "findings in lists", 21, sum(plain(one.text) in bullets for one in reading.findings)
    yield "measures in lists", 24, len(listed)
    yield "measures in all", 29, len(reading.actions)
    yield "targets", [400], [round(one.value) for one in reading.targets]
    yield "gatherings with a day", 0, len(_dated(reading))


def _fifth(reading: Reading, bullets: set[str]) -> Counted:
    listed = [one for one in reading.actions if any(plain(one.text) in bullet for bullet in bullets)]
    named = Counter(plain(one.responsible[0]) if one.responsible else "" for one in listed)
    nobody = named.pop("", 0)
    yield "status", Status.DRAFT, reading.head.status
    yield "days", 6, len(_dated(reading))
    yield "years of the days", {2021}, {one.date.year for one in _dated(reading) if one.date}
    yield "measures in lists", 20, len(listed)
    yield "measures in all", 21, len(reading.actions)
    yield "measures in lists by who does them", [16, 1, 1], sorted(named.values(), reverse=True)
    yield "measures in lists that name nobody, or only us", 2, nobody
    yield "targets", 0, len(reading.targets)


_WAYS: dict[str, Callable[[Reading, set[str]], Counted]] = dict(
    zip(NUMBERS, (_first, _second, _third, _fourth, _fifth), strict=True)
)
