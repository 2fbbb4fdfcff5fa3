"""What the work of a plan comes to: actions, goals, findings, norms and what stands beside them. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from config.language import Language
from mappings.reading.model import (
    Action,
    BudgetLine,
    DecisionPoint,
    Due,
    Goal,
    ParentPlan,
    Question,
    RequiredPart,
    Risk,
    Source,
    StandingItem,
    Statement,
    Unread,
    WorkingGroup,
)
from mappings.reading.numbers import Quantity


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clause with numbers to reach, for those who read the targets. ``lead`` is what the line above its list says of time."""

    text: str
    source: Source
    quantities: tuple[Quantity, ...]
    due: Due
    responsible: tuple[str, ...] = ()
    area: str | None = None
    goal: bool = True
    speakers: tuple[Language, ...] = ()


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
    wanted: tuple[Wanted, ...] = ()
