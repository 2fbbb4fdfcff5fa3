"""The work of a plan: measures, obligations, goals without a number, findings, norms and what stands beside them."""

from __future__ import annotations

from dataclasses import dataclass

from mappings.reading.calendar import Calendar
from mappings.reading.lines import Line
from mappings.reading.model import (
    Action,
    BudgetLine,
    DecisionPoint,
    Goal,
    Head,
    ParentPlan,
    Question,
    RequiredPart,
    Risk,
    StandingItem,
    Statement,
    Unread,
    WorkingGroup,
)


@dataclass(frozen=True, slots=True)
class Work:
    actions: tuple[Action, ...] = ()
    goals: tuple[Goal, ...] = ()
    findings: tuple[Statement, ...] = ()
    rules: tuple[Statement, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    standing_agenda_items: tuple[StandingItem, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    parent_plans: tuple[ParentPlan, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()


def read_work(lines: tuple[Line, ...], head: Head, calendar: Calendar) -> Work:
    """Everything that somebody shall do, and what is no task."""
    return Work()
