"""The plan of a simulated world as its board would write it, and what hjul reads out of that. Draws and judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from config.plan_file import understand
from mappings.items import Wanted
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from tests.simulation.plans import AREA, ORGANISATION, PEOPLE, TITLE, ZONE, Line, Plan, is_timed, writes


def plan_yaml(plan: Plan) -> str:
    """The whole file."""
    return "\n".join(_lines(plan)) + "\n"


@lru_cache(maxsize=64)
def wanted_by(text: str) -> tuple[Wanted, ...]:
    """What a plan with this text wants, by the road that a run takes."""
    file = understand(text, Path("plan.yaml"))
    return (*wanted_events(file.plan, file.dates), *wanted_tasks(file.plan, file.dates))


def _lines(plan: Plan) -> Iterator[str]:
    yield f"id: {plan.id}"
    yield f"title: {TITLE}"
    yield f"organisation: {ORGANISATION}"
    yield "language: en"
    yield f"time_zone: {ZONE.key}"
    yield "period: {start: 2025-01-01, end: 2029-12-31}"
    yield f"status: {'draft' if plan.tentative else 'adopted'}"
    yield "people:"
    for one in PEOPLE:
        yield f"  {one.id}: {{name: {one.name}, email: {one.email}}}"
    yield "meetings:"
    for name in plan.series:
        yield from _series(plan.titles[name], [line for line in plan.lines if line.id == name])
    for line in plan.lines:
        if line.kind == "event":
            yield from _event(line)
    yield "areas:"
    yield "- id: all"
    yield f"  title: {AREA}"
    yield "  activities:"
    for line in plan.lines:
        if line.kind == "task":
            yield from _task(line)


def _series(title: str, lines: list[Line]) -> Iterator[str]:
    if not lines:
        return
    yield f"- id: {lines[0].id}"
    yield f"  title: {title}"
    yield "  time: 18:00-20:00"
    yield "  dates:"
    for line in lines:
        yield f"  - {{date: {line.slot}, place: {PEOPLE[line.who].name}}}"
    moved = [f"{line.slot}: {line.day}" for line in lines if line.day != line.slot]
    if moved:
        yield f"  moved: {{{', '.join(moved)}}}"
    cancelled = [str(line.slot) for line in lines if line.cancelled]
    if cancelled:
        yield f"  cancelled: [{', '.join(cancelled)}]"


def _event(line: Line) -> Iterator[str]:
    yield f"- id: {line.id}"
    yield f"  title: {line.title}"
    yield f"  date: {line.day}"
    if is_timed(line):
        yield "  time: 18:00-20:00"
    yield f"  place: {PEOPLE[line.who].name}"
    yield f"  invite: {PEOPLE[line.who].id}"
    if writes(line):
        yield "  mail: true"
    if line.cancelled:
        yield "  cancelled: true"


def _task(line: Line) -> Iterator[str]:
    yield f"  - id: {line.id}"
    yield f"    title: {line.title}"
    yield f"    due: {line.day}"
    yield f"    responsible: {PEOPLE[line.who].id}"
    if line.cancelled:
        yield "    cancelled: true"
