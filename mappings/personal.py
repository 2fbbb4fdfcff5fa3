"""A follow-up cut down to one person: what they have on their hands, what they measure, where they meet. Pure."""

from __future__ import annotations

from dataclasses import replace

from config.plan import Plan
from mappings.assignments import Assignment, together
from mappings.follow_up import Audience, Counters, FollowUp, Gathered
from mappings.items import Task


def for_person(follow: FollowUp, person: str) -> FollowUp:
    """The follow-up of what is theirs, confidential things of theirs included. ``person`` is an id of the plan."""
    own = tuple(mine for one in follow.assignments if (mine := _share(one, person, follow)) is not None)
    bodies = bodies_of(follow.plan, person)
    gatherings = tuple(one for one in follow.gatherings if _takes_part(one, person, bodies, follow.plan))
    goals = {goal.id: goal.responsible for _, goal in follow.plan.goals}
    names = {one.id for one in own}
    return replace(
        follow,
        assignments=own,
        gatherings=gatherings,
        indicators=tuple(
            one
            for one in follow.indicators
            if _answers(follow.plan, person, (one.indicator.measured_by,))
            or (one.indicator.measured_by is None and _answers(follow.plan, person, goals[one.goal]))
        ),
        decisions=tuple(one for one in follow.decisions if one.decision.id in names),
        accounts=(),
        uncovered=(),
        risks=tuple(one for one in follow.risks if any(control.id in names for control in one.controls)),
        bodies=tuple(one for one in follow.bodies if one.id in bodies),
        counters=_counters(own, follow),
        before=None,
        changes=(),
        sources=(),
        finished=tuple(one for one in follow.finished if one.id in names),
        audience=Audience.PERSON,
        person=person,
    )


def bodies_of(plan: Plan, person: str) -> frozenset[str]:
    """The bodies that somebody is in, or leads."""
    return frozenset(
        name for name, body in plan.bodies.items() if person in (*body.members, body.chair, body.convenor)
    )


def _answers(plan: Plan, person: str, names: tuple[str | None, ...]) -> bool:
    """Whether one of these ids is theirs, or of a body whose tasks they get."""
    return any(
        name == person or (name in plan.bodies and plan.bodies[name].contact == person)
        for name in names
        if name
    )


def _share(one: Assignment, person: str, follow: FollowUp) -> Assignment | None:
    """Their assignment; of one that everybody has for themselves, their part."""
    mine = [who for who in one.responsible if who.id == person]
    if not mine:
        return None
    parts = tuple(
        part
        for turn in one.turns
        for part in turn.parts
        if isinstance(part.item, Task) and any(who.id == person for who in part.item.responsible)
    )
    if not parts:
        return one
    by_words = one.interpreted and not one.is_series
    due = next((part.due for part in parts if part.is_open), parts[-1].due if not one.is_series else None)
    outlook = together(parts, follow.edition.as_of, by_words)
    return replace(one, responsible=tuple(mine), turns=parts, outlook=outlook, due=due)


def _takes_part(one: Gathered, person: str, bodies: frozenset[str], plan: Plan) -> bool:
    if one.body in bodies:
        return True
    every = {gathering.id: gathering for gathering in (*plan.meetings, *plan.events)}
    gathering = every.get(one.id)
    if gathering is None:
        return False
    named = {*gathering.responsible, *gathering.invite}
    return person in named or bool(named & bodies)


def _counters(own: tuple[Assignment, ...], follow: FollowUp) -> Counters:
    counted = dict.fromkeys(follow.counters.by_outlook, 0)
    for one in own:
        counted[one.outlook] += 1
    return Counters(counted, sum(not one.awaited for one in own), len(own))
