"""The gatherings of a plan: meetings, events, days and rules of recurrence, and the dated tasks that stand among them.

Nothing is guessed: what does not fit becomes a question.
"""

from __future__ import annotations

from dataclasses import dataclass

from mappings.reading.lines import Line
from mappings.reading.model import Due, Gathering, Head, Question, Recurring


@dataclass(frozen=True, slots=True)
class Task:
    """A dated entry of the calendar that is worded as a deadline or a task: an action for those who read the work.

    ``text`` is without its date; ``responsible`` is what a column or a bracket says, as written.
    """

    text: str
    line: Line
    due: Due
    responsible: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    """``taken`` are the numbers of the lines that hold nothing beyond what was read here."""

    gatherings: tuple[Gathering, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    tasks: tuple[Task, ...] = ()
    questions: tuple[Question, ...] = ()
    taken: frozenset[int] = frozenset()


def read_calendar(lines: tuple[Line, ...], head: Head) -> Calendar:
    """Every gathering and rule of these lines."""
    return Calendar()
