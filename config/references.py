"""Who and what the plan's parts name: repeated ids and references to nobody. Pure; finds, never mends."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from config.dates import Path
from config.plan import Part, Plan

Wrong = tuple[Path, str, str]


def wrong_references(plan: Plan) -> Iterator[Wrong]:
    """Every id that stands twice and every reference to something that is not there: where, what, what is expected."""
    ids = list(_ids(plan))
    yield from _repeated(ids)
    responsible = {*plan.people, *plan.bodies}
    gatherings = {entry.id for entry in (*plan.meetings, *plan.events)}
    areas = {area.id for area in plan.areas}
    goals = {goal.id for _, goal in plan.goals}
    activities = {activity.id for _, activity in plan.activities}
    findings = {state.id for area in plan.areas for state in area.current_state if state.id}
    parent_goals = {f"{parent.id}/{goal}" for parent in plan.parents for goal in parent.goals} | {
        parent.id for parent in plan.parents
    }
    people = set(plan.people)

    yield from _unknown(_people_of_bodies(plan), people, "person", "people")
    for name, body in plan.bodies.items():
        if body.reports_to:
            yield from _unknown(
                [(("bodies", name, "reports_to"), body.reports_to)], set(plan.bodies), "body", "bodies"
            )
    yield from _unknown(_responsible(plan), responsible, "person or body", "people or bodies")
    yield from _unknown(_bodies(plan), set(plan.bodies), "body", "bodies")
    for a, area in enumerate(plan.areas):
        for g, goal in enumerate(area.goals):
            at: Path = ("areas", a, "goals", g)
            yield from _unknown(
                [((*at, "supports", n), ref) for n, ref in enumerate(goal.supports)],
                parent_goals,
                "goal of a parent plan",
                "parents",
            )
            for i, indicator in enumerate(goal.indicators):
                counted = [
                    ((*at, "indicators", i, "counts", n), ref) for n, ref in enumerate(indicator.counts)
                ]
                yield from _unknown(counted, gatherings, "meeting or event", "meetings or events")
        for b, activity in enumerate(area.activities):
            at = ("areas", a, "activities", b)
            yield from _unknown(
                [((*at, "goals", n), ref) for n, ref in enumerate(activity.goals)],
                goals,
                "goal",
                "the areas' goals",
            )
            yield from _unknown(
                [((*at, "after", n), ref) for n, ref in enumerate(activity.after)],
                activities,
                "activity",
                "the areas' activities",
            )
            yield from _unknown(
                [((*at, "answers", n), ref) for n, ref in enumerate(activity.answers)],
                findings,
                "finding",
                "an area's current_state",
            )
    for kind, group in (("meetings", plan.meetings), ("events", plan.events)):
        for n, gathering in enumerate(group):
            if gathering.area:
                yield from _unknown([((kind, n, "area"), gathering.area)], areas, "area", "areas")
    for n, risk in enumerate(plan.risks):
        if risk.area:
            yield from _unknown([(("risks", n, "area"), risk.area)], areas, "area", "areas")
    for n, line in enumerate(plan.budget):
        covered = [(("budget", n, "covers", m), ref) for m, ref in enumerate(line.covers)]
        yield from _unknown(covered, activities | gatherings, "activity or event", "activities or events")
    meetings = {meeting.id for meeting in plan.meetings}
    held = [
        (("decisions", n, "meeting"), decision.meeting.split()[0])
        for n, decision in enumerate(plan.decisions)
        if decision.meeting
    ]
    yield from _unknown(held, meetings, "meeting", "meetings")
    asked = [
        (("requires", n), str(part)) for n, part in enumerate(plan.requires) if not isinstance(part, Part)
    ]
    for path, name in asked:
        if " " in name:
            yield (
                path,
                f"{name!r} is not the name of a part",
                f"expected one of {', '.join(Part)} or the id of a section",
            )


def _ids(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every id that makes an item. They share one room, so that a command can name any of them."""
    for n, meeting in enumerate(plan.meetings):
        yield ("meetings", n, "id"), meeting.id
    for n, event in enumerate(plan.events):
        yield ("events", n, "id"), event.id
    for a, area in enumerate(plan.areas):
        yield ("areas", a, "id"), area.id
        for g, goal in enumerate(area.goals):
            yield ("areas", a, "goals", g, "id"), goal.id
            for i, indicator in enumerate(goal.indicators):
                if indicator.id and not (indicator.id == goal.id and len(goal.indicators) == 1):
                    yield ("areas", a, "goals", g, "indicators", i, "id"), indicator.id
        for b, activity in enumerate(area.activities):
            yield ("areas", a, "activities", b, "id"), activity.id
        for s, state in enumerate(area.current_state):
            if state.id:
                yield ("areas", a, "current_state", s, "id"), state.id
    for n, decision in enumerate(plan.decisions):
        yield ("decisions", n, "id"), decision.id
    for n, line in enumerate(plan.budget):
        yield ("budget", n, "id"), line.id
    for n, risk in enumerate(plan.risks):
        yield ("risks", n, "id"), risk.id


def _repeated(ids: Iterable[tuple[Path, str]]) -> Iterator[Wrong]:
    seen: set[str] = set()
    for path, name in ids:
        if name in seen:
            yield path, f"the id {name!r} stands twice", "expected an id of its own for each item"
        seen.add(name)


def _people_of_bodies(plan: Plan) -> Iterator[tuple[Path, str]]:
    for name, body in plan.bodies.items():
        for role in ("chair", "convenor"):
            if person := getattr(body, role):
                yield ("bodies", name, role), person
        for n, member in enumerate(body.members):
            yield ("bodies", name, "members", n), member


def _responsible(plan: Plan) -> Iterator[tuple[Path, str]]:
    for kind, group in (("meetings", plan.meetings), ("events", plan.events)):
        for n, gathering in enumerate(group):
            for m, name in enumerate(gathering.responsible):
                yield (kind, n, "responsible", m), name
    for n, decision in enumerate(plan.decisions):
        for m, name in enumerate(decision.responsible):
            yield ("decisions", n, "responsible", m), name
    for n, meeting in enumerate(plan.meetings):
        for m, name in enumerate(meeting.notice_by):
            yield ("meetings", n, "notice_by", m), name
    for a, area in enumerate(plan.areas):
        for g, goal in enumerate(area.goals):
            for m, name in enumerate(goal.responsible):
                yield ("areas", a, "goals", g, "responsible", m), name
            for i, indicator in enumerate(goal.indicators):
                if indicator.measured_by:
                    yield ("areas", a, "goals", g, "indicators", i, "measured_by"), indicator.measured_by
        for b, activity in enumerate(area.activities):
            for key, names in (("responsible", activity.responsible), ("with", activity.with_)):
                for m, name in enumerate(names):
                    yield ("areas", a, "activities", b, key, m), name
    for n, risk in enumerate(plan.risks):
        for c, control in enumerate(risk.controls):
            for m, name in enumerate(control.responsible):
                yield ("risks", n, "controls", c, "responsible", m), name
            if control.reported_to:
                yield ("risks", n, "controls", c, "reported_to"), control.reported_to


def _bodies(plan: Plan) -> Iterator[tuple[Path, str]]:
    for kind, group in (("meetings", plan.meetings), ("events", plan.events)):
        for n, entry in enumerate(group):
            if entry.body:
                yield (kind, n, "body"), entry.body
    for n, area in enumerate(plan.areas):
        if area.body:
            yield ("areas", n, "body"), area.body


def _unknown(
    references: Iterable[tuple[Path, str]], known: set[str], what: str, where: str
) -> Iterator[Wrong]:
    for path, name in references:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
            hint = f"did you mean {close[0]!r}?" if close else f"expected an id that stands under {where}"
            yield path, f"there is no {what} called {name!r}", hint
