"""The five examples with an invented story: what their boards could have said and done by the end of May. No randomness."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from config.plan_file import PlanFile, read_plan
from mappings.follow_up import Edition, FollowUp
from mappings.history import Observation, Seen
from mappings.items import Task, Wanted
from mappings.pace import scale_of
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.progress_to_follow_up import follow_up_of

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = ("forslaget", "handlingsplanen", "kretsen", "lokallaget", "namnden")
MAY = Edition.of_month(date(2026, 5, 1))
SHARES = (0.45, 0.2, 0.32, 1.0)
"""How far the indicators have come, one after the other; every fifth is not reported."""
WHY = {
    "sv": "Orsak: en av oss har varit sjuk; Åtgärd: två delar på arbetet; Nytt datum: 30 juni",
    "nb": "Årsak: en av oss har vært syk; Tiltak: to deler på arbeidet; Ny frist: 30. juni",
    "nn": "Årsak: ein av oss har vore sjuk; Tiltak: to deler på arbeidet; Ny frist: 30. juni",
    "da": "Årsag: en af os har været syg; Tiltag: to deles om arbejdet; Ny frist: 30. juni",
    "en": "Cause: one of us has been ill; Measure: two share the work; New date: 30 June",
}
"""What somebody wrote beside what is late."""


def read_example(name: str) -> PlanFile:
    """One example's plan."""
    return read_plan(FOLDER / name / "plan.yaml")


def followed_example(name: str, edition: Edition = MAY) -> FollowUp:
    """The follow-up of an example after its story."""
    file = read_example(name)
    plan, dates = file.plan, file.dates
    tasks, events = wanted_tasks(plan, dates), wanted_events(plan, dates)
    readings = [("kalender", datetime(2026, 5, 30, 6, tzinfo=UTC))]
    return follow_up_of(
        plan, dates, story(file, tasks, events), edition, earlier_plan=plan, readings=readings
    )


def story(file: PlanFile, tasks: tuple[Wanted, ...], events: tuple[Wanted, ...]) -> Iterator[Observation]:
    """Of what was due by the end of May most is done, some is under way, some is silent; a meeting is moved."""
    for number, wanted in enumerate(tasks):
        due = wanted.item.due if isinstance(wanted.item, Task) else None
        if due is not None and due <= MAY.as_of:
            yield from _task(wanted, due, number, file.plan.language)
        elif number % 9 == 4:
            yield _seen(wanted.item.key, Seen.STARTED, date(2026, 5, 20), percent=30)
    for number, wanted in enumerate(events):
        yield from _event(wanted, number)
    by_id = file.dates.indicators
    for number, (_, name, indicator) in enumerate(file.plan.indicators):
        by = by_id.get(name)
        scale = scale_of(indicator, file.plan.period, by.latest if by else None)
        if scale.target is not None and scale.start is not None and number % 5 != 4:
            value = scale.start + (scale.target - scale.start) * SHARES[number % len(SHARES)]
            yield _seen(name, Seen.MEASURED, date(2026, 5, 28), number=round(value))
    for line in file.plan.budget[::2]:
        yield _seen(line.id, Seen.MEASURED, date(2026, 5, 29), number=round(float(line.amount) * 0.4))


def _task(wanted: Wanted, due: date, number: int, code: str) -> Iterator[Observation]:
    key, day = wanted.item.key, max(due - timedelta(days=2), date(2026, 1, 15))
    match number % 7:
        case 0 | 1 | 2 | 4:
            yield _seen(key, Seen.DONE, day)
        case 3:
            yield _seen(key, Seen.STARTED, day, percent=60)
        case 5:
            yield _seen(key, Seen.NOTED, day, text=WHY[code])
        case _:
            return


def _event(wanted: Wanted, number: int) -> Iterator[Observation]:
    start = wanted.item.start
    day = start.date() if isinstance(start, datetime) else start
    if day is None:
        return
    if day <= MAY.as_of and number % 4 != 3:
        yield _seen(wanted.item.key, Seen.DONE, day, source="board")
    elif day > MAY.as_of and number % 11 == 5 and isinstance(start, datetime):
        later = start + timedelta(days=7)
        yield _seen(
            wanted.item.key,
            Seen.MOVED,
            date(2026, 5, 12),
            field="start",
            **{"from": start.isoformat(), "to": later.isoformat()},
        )


def _seen(
    key: str, kind: Seen, day: date, *, source: str = "kalender", **value: str | float | bool | None
) -> Observation:
    at = datetime.combine(day, time(12), UTC)
    return Observation(key=key, kind=kind, recorded_at=at, source=source, at=at, value=value)
