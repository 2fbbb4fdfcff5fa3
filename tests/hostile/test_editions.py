"""Text that tries to be something else, in names, titles, notes and headings: in every edition and in the next plan it is text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.reports import html, markdown, text
from config.forgetting import Eraser, Person
from config.language import language
from config.plan import Plan
from config.plan_edit import written
from config.plan_file import understand
from mappings.annual_report import annual_report
from mappings.comparison import compare
from mappings.follow_up import Edition
from mappings.history import Seen
from mappings.personal import for_person
from mappings.progress_to_report import report_of
from mappings.public import Veil
from mappings.roll_over import rolled_over
from tests.hostile.payloads import LINES
from tests.hostile.test_injection import check_html, check_markdown
from tests.progress import APRIL, followed, raw, seen

WORDS = language("en")


def plan_of(payload: str) -> Plan:
    data: dict[str, Any] = raw()
    data["title"] = data["organisation"] = payload
    data["people"]["ada"]["name"] = data["people"]["ada"]["role"] = payload
    data["bodies"]["board"]["name"] = payload
    data["headings"] = {"summary": payload, "mine-now": payload, "year-opening": payload}
    area = data["areas"][0]
    area["title"] = area["activities"][2]["title"] = area["goals"][0]["title"] = payload
    area["goals"][0]["indicator"]["title"] = payload
    return Plan.model_validate(data)


@pytest.mark.parametrize("payload", LINES)
def test_in_every_edition_it_is_text(payload: str) -> None:
    plan = plan_of(payload)
    did = seen("visits", Seen.STARTED, "2026-03-02", note=payload, by=payload)
    follow = followed(plan, did)
    year = followed(plan, did, edition=Edition.of_year(plan.period.start, plan.period.end))
    later = followed(plan, did, edition=APRIL)
    for report in (
        report_of(for_person(follow, "ada"), WORDS),
        report_of(later, WORDS, compare(follow, later)),
        annual_report(year, WORDS),
        report_of(followed(Veil.over([plan], WORDS).plan(plan)), WORDS),
    ):
        check_html(html.render(report))
        check_markdown(markdown.render(report))
        assert text.render(report)
    assert understand(rolled_over(year, WORDS), Path("next.yaml")).plan.organisation == plan.organisation


@pytest.mark.parametrize("payload", LINES)
def test_whoever_is_called_so_is_forgotten_and_the_plan_stays_one(payload: str) -> None:
    name = written(payload.strip())
    source = (
        "title: Plan\norganisation: O\nlanguage: en\nperiod: 2026\n"
        f"people:\n  x1: {{name: {name}}}\n"
        f"meetings:\n  - {{id: m, title: {name}, date: 2026-02-02}}\n"
    )
    eraser = Eraser(Person("x1", frozenset({payload.strip()}), frozenset()), "somebody", 1)
    plan = understand(eraser.plan(source, "plan.yaml"), Path("plan.yaml")).plan
    assert plan.people["x1"].name == "somebody"
    assert plan.meetings[0].title == "somebody"
