"""Whom the plan invites to a meeting or an event: people, and bodies through their members. Pure; writes to nobody."""

from __future__ import annotations

from collections.abc import Iterable

from config.plan import Plan
from mappings.items import Attendee


def invited(plan: Plan, ids: Iterable[str]) -> tuple[str, ...]:
    """The ids of the people behind these ids, each once: a body means its convenor, chair and members."""
    found: dict[str, None] = {}
    for name in ids:
        body = plan.bodies.get(name)
        people = (name,) if body is None else (body.convenor, body.chair, *body.members)
        found |= dict.fromkeys(each for each in people if each is not None)
    return tuple(found)


def attendees(plan: Plan, ids: Iterable[str]) -> tuple[Attendee, ...]:
    """Those of them who have an address, in its order."""
    people = [plan.people[name] for name in invited(plan, ids)]
    return in_order(Attendee(person.email, person.name) for person in people if person.email)


def in_order(people: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """By address, each address once: capitals make no other address."""
    found: dict[str, Attendee] = {}
    for each in people:
        found.setdefault(each.address, each)
    return tuple(found[address] for address in sorted(found))
