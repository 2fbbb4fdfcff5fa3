"""Who and what the plan's parts name: repeated ids, references to nobody, circles. Pure; finds, never mends."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from config.dates import Path
from config.headings import HEADINGS
from config.plan import Activity, Gathering, Goal, Part, Plan, Risk, indicator_id

Wrong = tuple[Path, str, str]
Reference = tuple[Path, str, str]
"""Where it stands, what it names, and which kind of thing it must be: a key of ``_KINDS``."""

_KINDS = {
    "person": "people",
    "body": "bodies",
    "person or body": "people or bodies",
    "area": "areas",
    "goal": "the areas' goals",
    "goal of a parent plan": "parents",
    "activity": "the areas' activities",
    "finding": "an area's current_state",
    "meeting": "meetings",
    "meeting or event": "meetings or events",
    "activity, meeting or event": "the areas' activities, meetings or events",
}
"""What can be named, and where its ids stand."""

_MOST_HINTS = 50
"""So many references get a "did you mean": a file with more is wrong all over, and need not wait for hints."""


def wrong_references(plan: Plan) -> Iterator[Wrong]:
    """Every id that stands twice and every reference to something that is not there: where, what, what is expected."""
    yield from _repeated(_ids(plan))
    yield from _repeated((("parents", number, "id"), parent.id) for number, parent in enumerate(plan.parents))
    yield from _repeated(
        (("sections", number, "id"), section.id) for number, section in enumerate(plan.sections)
    )
    for name in plan.bodies:
        if name in plan.people:
            found = f"{name!r} is the id of a person and of a body"
            yield ("bodies", name), found, "expected an id of its own for each"
    known = _known(plan)
    hints = 0
    for path, name, kind in references(plan):
        if name not in known[kind]:
            close = (
                difflib.get_close_matches(name, known[kind], n=1, cutoff=0.6) if hints < _MOST_HINTS else []
            )
            hints += 1
            expected = f"expected an id that stands under {_KINDS[kind]}"
            yield (
                path,
                f"there is no {kind} called {name!r}",
                f"did you mean {close[0]!r}?" if close else expected,
            )
    yield from _circles(plan)
    yield from _unknown_headings(plan)
    for number, part in enumerate(plan.requires):
        if not isinstance(part, Part) and " " in part:
            expected = f"expected one of {', '.join(Part)} or the id of a section"
            yield ("requires", number), f"{part!r} is not the name of a part", expected


def _unknown_headings(plan: Plan) -> Iterator[Wrong]:
    for name in plan.headings:
        if name not in HEADINGS:
            close = difflib.get_close_matches(name[:80].replace("_", "-"), HEADINGS, n=1, cutoff=0.5)
            expected = f"did you mean {close[0]!r}?" if close else f"expected one of {', '.join(HEADINGS)}"
            yield ("headings", name), f"there is no heading called {name!r}", expected


def _known(plan: Plan) -> dict[str, set[str]]:
    """The ids of each kind of thing."""
    people, bodies = set(plan.people), set(plan.bodies)
    meetings = {meeting.id for meeting in plan.meetings}
    gatherings = meetings | {event.id for event in plan.events}
    activities = {activity.id for _, activity in plan.activities}
    parents = {parent.id for parent in plan.parents}
    return {
        "person": people,
        "body": bodies,
        "person or body": people | bodies,
        "area": {area.id for area in plan.areas},
        "goal": {goal.id for _, goal in plan.goals},
        "goal of a parent plan": parents | {f"{one.id}/{goal}" for one in plan.parents for goal in one.goals},
        "activity": activities,
        "finding": {state.id for area in plan.areas for state in area.current_state if state.id},
        "meeting": meetings,
        "meeting or event": gatherings,
        "activity, meeting or event": activities | gatherings,
    }


# References -------------------------------------------------------------------------------------------------------


def references(plan: Plan) -> Iterator[Reference]:
    """Everything that the plan names by id, in the order of the model."""
    yield from _one((), "person or body", prepared_by=plan.prepared_by)
    for name, body in plan.bodies.items():
        at: Path = ("bodies", name)
        yield from _one(at, "person", chair=body.chair, convenor=body.convenor)
        yield from _many(at, "person", members=body.members)
        yield from _one(at, "body", reports_to=body.reports_to)
    for number, meeting in enumerate(plan.meetings):
        yield from _many(("meetings", number), "person or body", notice_by=meeting.notice_by)
        yield from _of_gathering(("meetings", number), meeting)
    for number, event in enumerate(plan.events):
        yield from _of_gathering(("events", number), event)
    for a, area in enumerate(plan.areas):
        yield from _one(("areas", a), "body", body=area.body)
        for number, goal in enumerate(area.goals):
            yield from _of_goal(("areas", a, "goals", number), goal)
        for number, activity in enumerate(area.activities):
            yield from _of_activity(("areas", a, "activities", number), activity)
    for number, decision in enumerate(plan.decisions):
        at = ("decisions", number)
        yield from _many(at, "person or body", responsible=decision.responsible)
        yield from _one(at, "meeting", meeting=decision.meeting.split()[0] if decision.meeting else None)
    for number, line in enumerate(plan.budget):
        yield from _many(("budget", number), "activity, meeting or event", covers=line.covers)
    for number, risk in enumerate(plan.risks):
        yield from _of_risk(("risks", number), risk)


def _of_gathering(at: Path, gathering: Gathering) -> Iterator[Reference]:
    yield from _many(at, "person or body", responsible=gathering.responsible, invite=gathering.invite)
    yield from _one(at, "body", body=gathering.body)
    yield from _one(at, "area", area=gathering.area)


def _of_goal(at: Path, goal: Goal) -> Iterator[Reference]:
    yield from _many(at, "goal of a parent plan", supports=goal.supports)
    yield from _many(at, "person or body", responsible=goal.responsible)
    for number, indicator in enumerate(goal.indicators):
        inner = (*at, "indicators", number)
        yield from _one(inner, "person or body", measured_by=indicator.measured_by)
        yield from _many(inner, "meeting or event", counts=indicator.counts)


def _of_activity(at: Path, activity: Activity) -> Iterator[Reference]:
    yield from _many(at, "person or body", responsible=activity.responsible)
    yield from _many(at, "person or body", **{"with": activity.with_})
    yield from _many(at, "goal", goals=activity.goals)
    yield from _many(at, "activity", after=activity.after)
    yield from _many(at, "finding", answers=activity.answers)


def _of_risk(at: Path, risk: Risk) -> Iterator[Reference]:
    yield from _one(at, "area", area=risk.area)
    for number, control in enumerate(risk.controls):
        inner = (*at, "controls", number)
        yield from _many(inner, "person or body", responsible=control.responsible)
        yield from _one(inner, "person or body", reported_to=control.reported_to)


def _one(at: Path, kind: str, **named: str | None) -> Iterator[Reference]:
    for key, name in named.items():
        if name is not None:
            yield (*at, key), name, kind


def _many(at: Path, kind: str, **named: Iterable[str]) -> Iterator[Reference]:
    for key, names in named.items():
        for number, name in enumerate(names):
            yield (*at, key, number), name, kind


# Ids --------------------------------------------------------------------------------------------------------------


def _ids(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every id that makes an item. They share one room, so that a command can name any of them."""
    plain: Mapping[str, Iterable[tuple[int, str]]] = {
        "meetings": enumerate(meeting.id for meeting in plan.meetings),
        "events": enumerate(event.id for event in plan.events),
        "areas": enumerate(area.id for area in plan.areas),
        "decisions": enumerate(decision.id for decision in plan.decisions),
        "budget": enumerate(line.id for line in plan.budget),
        "risks": enumerate(risk.id for risk in plan.risks),
    }
    for kind, numbered in plain.items():
        yield from (((kind, number, "id"), name) for number, name in numbered)
    for a, area in enumerate(plan.areas):
        for number, activity in enumerate(area.activities):
            yield ("areas", a, "activities", number, "id"), activity.id
        for number, state in enumerate(area.current_state):
            if state.id:
                yield ("areas", a, "current_state", number, "id"), state.id
        for number, goal in enumerate(area.goals):
            yield ("areas", a, "goals", number, "id"), goal.id
            yield from _indicator_ids(("areas", a, "goals", number), goal)


def _indicator_ids(at: Path, goal: Goal) -> Iterator[tuple[Path, str]]:
    """The ids that indicators are measured by; a goal's only one may go by the goal's own."""
    for number in range(len(goal.indicators)):
        name = indicator_id(goal, number + 1)
        if name != goal.id or len(goal.indicators) > 1:
            yield (*at, "indicators", number, "id"), name


def _repeated(ids: Iterable[tuple[Path, str]]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for path, name in ids:
        if name in seen:
            yield path, f"the id {name!r} stands twice", "expected an id of its own for each item"
        seen.add(name)


# Circles ----------------------------------------------------------------------------------------------------------


def _circles(plan: Plan) -> Iterator[Wrong]:
    """Activities that must each be done after the other, and bodies that report to one another."""
    activities: dict[str, tuple[Path, tuple[str, ...]]] = {
        activity.id: (("areas", a, "activities", b, "after"), activity.after)
        for a, area in enumerate(plan.areas)
        for b, activity in enumerate(area.activities)
    }
    bodies: dict[str, tuple[Path, tuple[str, ...]]] = {
        name: (("bodies", name, "reports_to"), (body.reports_to,) if body.reports_to else ())
        for name, body in plan.bodies.items()
    }
    for circle in _found_circles({name: after for name, (_, after) in activities.items()}):
        chain = " → ".join((*circle, circle[0]))
        path = activities[circle[0]][0]
        yield path, f"each of these comes after the next: {chain}", "expected one of them to be first"
    for circle in _found_circles({name: above for name, (_, above) in bodies.items()}):
        chain = " → ".join((*circle, circle[0]))
        yield (
            bodies[circle[0]][0],
            f"each of these reports to the next: {chain}",
            "expected one of them to be last",
        )


def _found_circles(follows: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One circle for each group that has one. Walks without recursion: a chain may be as long as the plan."""
    finished: set[str] = set()
    for first in follows:
        trail: list[str] = []
        left = [(first, iter(follows[first]))] if first not in finished else []
        if left:
            trail.append(first)
        while left:
            name, rest = left[-1]
            following = next((one for one in rest if one in follows and one not in finished), None)
            if following is None:
                finished.add(name)
                trail.pop()
                left.pop()
            elif following in trail:
                yield tuple(trail[trail.index(following) :])
                finished.update(trail)
                break
            else:
                trail.append(following)
                left.append((following, iter(follows[following])))
