"""What stands beside the work: groups and their convenors, standing items, money, risks in prose, plans above, parts that
are promised and missing. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from mappings.reading.lines import Line
from mappings.reading.model import (
    BudgetLine,
    DecisionPoint,
    Head,
    Indicator,
    ParentPlan,
    Question,
    RequiredPart,
    Risk,
    StandingItem,
    Statement,
    WorkingGroup,
)


@dataclass(frozen=True, slots=True)
class Rest:
    """``sentences`` and ``taken`` (line numbers) hold nothing beyond what was read here."""

    working_groups: tuple[WorkingGroup, ...] = ()
    standing_agenda_items: tuple[StandingItem, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    parent_plans: tuple[ParentPlan, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    rules: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    sentences: frozenset[str] = frozenset()
    taken: frozenset[int] = frozenset()


def read_rest(lines: tuple[Line, ...], head: Head) -> Rest:
    """What the lines say beside the work."""
    return Rest()


def read_indicators(lines: tuple[Line, ...]) -> tuple[Indicator, ...]:
    """What prose says is followed or measured without a wanted value."""
    return ()
