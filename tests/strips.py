"""Values for the tests of the strip: invented plans of several years with any number of dated things, and their strips."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from config.language import language
from config.plan import Plan
from mappings.follow_up import Edition
from mappings.history import Observation
from mappings.plan_to_strip import strip
from mappings.wheel import Rings, Strip
from mappings.wheel_year import all_years
from tests.progress import followed
from tests.wheels import AREAS, BODIES, DEEDS, MEETINGS, plan_of, told

AS_OF = date(2027, 4, 20)


def years_of(count: int, years: int = 3, **changes: Any) -> Plan:
    """A plan from 2026 with so many things on any of its days: meetings, deadlines, and periods of up to a year and more."""
    chance = random.Random(count)
    meetings: list[dict[str, Any]] = []
    activities: list[dict[str, Any]] = []
    for number in range(count):
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(365 * years))
        body = f"body-{chance.randrange(len(BODIES))}"
        if chance.random() < 0.45:
            title = chance.choice(MEETINGS)
            meetings.append({"id": f"m{number}", "title": title, "body": body, "date": f"{day}"})
            continue
        due: Any = f"{day}"
        if chance.random() < 0.3:
            start = max(date(2026, 1, 1), day - timedelta(days=chance.randrange(20, 400)))
            due = {"from": f"{start}", "to": f"{day}"}
        title = chance.choice(DEEDS)
        activities.append({"id": f"a{number}", "title": title, "responsible": body, "due": due})
    areas = [
        {"id": f"area-{n}", "title": title, "activities": activities[n :: len(AREAS)]}
        for n, title in enumerate(AREAS)
    ]
    period = 2026 if years == 1 else f"2026-{2025 + years}"
    return plan_of(0, **({"period": period, "meetings": meetings, "areas": areas} | changes))


def strip_of(
    plan: Plan,
    *observations: Observation,
    as_of: date = AS_OF,
    rows: Rings = Rings.BODIES,
    confidential: bool = False,
) -> Strip:
    """The strip of all the plan's years as of a day."""
    follow = followed(plan, *observations, edition=Edition.until(as_of))
    return strip(follow, language(plan.language), all_years(plan.period), rows, confidential=confidential)


def made(count: int, years: int = 3, **changes: Any) -> Strip:
    """The strip of an invented plan with so many things, some of them reported."""
    plan = years_of(count, years, **changes)
    as_of = AS_OF if years > 1 else AS_OF.replace(year=2026)
    return strip_of(plan, *told(plan, as_of), as_of=as_of)
