"""Which body, area and kind each of the plan's items belongs to, so that a target can hold a part of the plan. Pure.

An item belongs to the body that it names; where it names none, to the bodies that are responsible for it; where none is,
to the body of its area, or for a decision of the meeting that made it. What is derived from a meeting or an event (its
notice to send, its date to set) goes where that goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from config.plan import Plan
from mappings.items import EventKind, Item, Key, TaskKind
from mappings.plan_to_events import kind_of

KINDS = tuple(kind.value for kind in (*EventKind, *TaskKind))
"""What ``kinds`` of a target may hold. Notices and dates to set are of their meeting's kind too."""

_DERIVED = {TaskKind.NOTICE, TaskKind.SET_DATE}


@dataclass(frozen=True, slots=True)
class Belongs:
    """What one item of the plan belongs to. ``kind`` is a gathering's own, "" for all else."""

    bodies: frozenset[str] = frozenset()
    area: str | None = None
    kind: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the plan that a target holds. Of bodies, areas and kinds nothing means everything."""

    bodies: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    confidential: bool = False

    def holds(self, item: Item, one: Belongs) -> bool:
        """Whether the item goes there."""
        kinds = {item.kind.value, one.kind} if item.kind in _DERIVED else {item.kind.value}
        return (
            (not self.bodies or not self.bodies.isdisjoint(one.bodies))
            and (not self.areas or one.area in self.areas)
            and (not self.kinds or not self.kinds.isdisjoint(kinds))
            and (self.confidential or not one.confidential)
        )


def name_of(item: Item) -> tuple[str, bool]:
    """The plan's own id of what the item came from, and whether it is a control: risks' controls have names of their own."""
    return _head(item.key), item.kind is TaskKind.CONTROL


def belongings(plan: Plan) -> Mapping[tuple[str, bool], Belongs]:
    """What each part of the plan belongs to, by ``name_of`` its items."""
    return dict(_all(plan))


def _head(key: Key) -> str:
    return key.partition("@")[0].partition("/")[0]


def _all(plan: Plan) -> Iterator[tuple[tuple[str, bool], Belongs]]:
    of_area = {area.id: area.body for area in plan.areas}
    of_meeting = {gathering.id: gathering.body for gathering in plan.meetings}
    for gathering in (*plan.meetings, *plan.events):
        inherited = of_area.get(gathering.area or "")
        yield (
            (gathering.id, False),
            Belongs(
                _bodies(plan, gathering.body, gathering.responsible, inherited),
                gathering.area,
                kind_of(gathering).value,
                plan.confidential or gathering.confidential,
            ),
        )
    for area, activity in plan.activities:
        bodies = _bodies(plan, None, activity.responsible, area.body)
        secret = plan.confidential or activity.confidential
        yield (activity.id, False), Belongs(bodies, area.id, confidential=secret)
    for decision in plan.decisions:
        meeting = (decision.meeting or "").partition(" ")[0]
        bodies = _bodies(plan, None, decision.responsible, of_meeting.get(meeting))
        yield (decision.id, False), Belongs(bodies, confidential=plan.confidential or decision.confidential)
    for risk in plan.risks:
        for number, control in enumerate(risk.controls, 1):
            name = f"{risk.id}-{number}" if len(risk.controls) > 1 else risk.id
            bodies = _bodies(plan, None, control.responsible, of_area.get(risk.area or ""))
            yield (name, True), Belongs(bodies, risk.area, confidential=plan.confidential)


def _bodies(plan: Plan, own: str | None, responsible: Iterable[str], inherited: str | None) -> frozenset[str]:
    if own is not None:
        return frozenset({own})
    named = frozenset(name for name in responsible if name in plan.bodies)
    return named or frozenset({inherited} if inherited else ())
