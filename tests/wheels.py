"""Values for the tests of the wheel: invented plans with any number of dated things, and their wheels."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from config.dates import work_out
from config.language import language
from config.plan import Plan
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.items import Task
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.plan_to_wheel import wheel
from mappings.progress_to_follow_up import follow_up_of
from mappings.wheel import Rings, Wheel
from mappings.wheel_year import years
from tests.progress import seen

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/plan.yaml"))
MEETINGS = ("Styremøte", "Medlemsmøte", "Gruppemøte", "Dugnad i hagen", "Kveld for nye medlemmer")
DEEDS = (
    "Skrive til kommunen om gangveien",
    "Sende nyhetsbrev",
    "Rydde boden",
    "Ringe medlemmer som ikke har betalt",
    "Melde på til seriestart",
    "Planlegge høstens kurs i førstehjelp for trenere og foreldre",
    "Søke om midler",
)
AREAS = ("Medlemmer", "Anlegg", "Arrangementer", "Økonomi", "Ungdom")
BODIES = ("Styret", "Arrangementskomiteen", "Anleggsgruppa", "Valgkomiteen")


def plan_of(count: int, **changes: Any) -> Plan:
    """A plan with so many dated things, spread over the year as in life: more in spring and autumn, some on the same day."""
    chance = random.Random(count)
    meetings: list[dict[str, Any]] = []
    activities: list[dict[str, Any]] = []
    for number in range(count):
        day = _day(chance)
        body = f"body-{chance.randrange(len(BODIES))}"
        if chance.random() < 0.45:
            title = chance.choice(MEETINGS)
            meetings.append({"id": f"m{number}", "title": title, "body": body, "date": f"{day}"})
            continue
        due: Any = f"{day}"
        if chance.random() < 0.2:
            start = max(date(2026, 1, 1), day - timedelta(days=chance.randrange(7, 80)))
            due = {"from": f"{start}", "to": f"{day}"}
        title = chance.choice(DEEDS)
        activities.append({"id": f"a{number}", "title": title, "responsible": body, "due": due})
    plan: dict[str, Any] = {
        "title": "Årsplan 2026",
        "organisation": "Lia idrettslag",
        "language": "nb",
        "period": 2026,
        "status": "adopted",
        "bodies": {f"body-{n}": {"name": name, "accountable": n == 0} for n, name in enumerate(BODIES)},
        "meetings": meetings,
        "areas": [
            {"id": f"area-{n}", "title": title, "activities": activities[n :: len(AREAS)]}
            for n, title in enumerate(AREAS)
        ],
    }
    return Plan.model_validate(plan | changes)


def _day(chance: random.Random) -> date:
    while True:
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(365))
        if day.month not in {7, 12} or chance.random() < 0.4:
            return day


def told(plan: Plan, as_of: date) -> list[Observation]:
    """What people reported: most of what is over, and the start of some of what comes."""
    chance = random.Random(7)
    dates = work_out(plan)
    found: list[Observation] = []
    for one in (*wanted_events(plan, dates), *wanted_tasks(plan, dates)):
        item = one.item
        day = item.due if isinstance(item, Task) else item.start
        day = day.date() if isinstance(day, datetime) else day
        if day is None:
            continue
        if day <= as_of and chance.random() < 0.85:
            found.append(seen(item.key, Seen.DONE, f"{day}"))
        elif day > as_of and isinstance(item, Task) and "@" not in item.key and chance.random() < 0.3:
            found.append(seen(item.key, Seen.STARTED, f"{as_of}"))
    return found


def wheel_of(
    plan: Plan,
    *observations: Observation,
    as_of: date = date(2026, 4, 20),
    rings: Rings = Rings.BODIES,
    year: int = 0,
    confidential: bool = False,
) -> Wheel:
    """The wheel of a plan as of a day; ``year`` counts the wheels of a longer plan from 0."""
    dates = work_out(plan)
    assert dates.problems == []
    follow = follow_up_of(plan, dates, observations, Edition.until(as_of))
    words, shown = language(plan.language), years(plan.period)[year]
    return wheel(follow, words, shown, rings, confidential=confidential)


def made(count: int, **changes: Any) -> Wheel:
    """The wheel of an invented plan with so many things, some of them reported."""
    plan, as_of = plan_of(count, **changes), date(2026, 4, 20)
    return wheel_of(plan, *told(plan, as_of), as_of=as_of)
