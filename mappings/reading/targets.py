"""The numbers that a plan wants to reach, and what it measures without one."""

from __future__ import annotations

from dataclasses import dataclass

from mappings.reading.calendar import Calendar
from mappings.reading.lines import Line
from mappings.reading.model import Head, Indicator, Question, Target
from mappings.reading.work import Work


@dataclass(frozen=True, slots=True)
class Targets:
    targets: tuple[Target, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    questions: tuple[Question, ...] = ()


def read_targets(lines: tuple[Line, ...], head: Head, calendar: Calendar, work: Work) -> Targets:
    """One target for each number to reach."""
    return Targets()
