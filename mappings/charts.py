"""Charts as values: shares, counts and words, before any drawing. Nothing here knows a size, a colour or a format."""

from __future__ import annotations

from dataclasses import dataclass

from mappings.report import Chart, Mark

Point = tuple[float, float]
"""Where on the way from the left to the right, 0 to 1, and how many."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How far one thing has come, and should have come, as shares of its way from 0 to 1; None where nobody can say."""

    label: str
    mark: Mark
    text: str
    reached: float | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class Progress(Chart):
    """A bar for each indicator, with a line across it where it is expected to be. ``more`` says what was left out."""

    bars: tuple[Bar, ...]
    expected: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of parts that add up: a count for each of the chart's marks."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stacks(Chart):
    """Rows of the same kinds of parts, each as wide as the whole."""

    marks: tuple[Mark, ...]
    rows: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class BurnUp(Chart):
    """What is done and what was to be done by then, over a stretch of time, with all there is to do as the height."""

    total: int
    due: tuple[Point, ...]
    done: tuple[Point, ...]
    now: float
    ticks: tuple[tuple[float, str], ...]
    due_word: str
    done_word: str
