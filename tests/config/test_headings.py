"""Headings of an organisation's own: every part can be renamed, and nothing else can."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.errors import PlanError
from config.headings import AGENDA, ANNUAL, HEADINGS, PERSONAL, REPORT
from config.language import language, languages
from config.plan_file import understand
from mappings.agenda_to_report import report_of as agenda_report
from mappings.annual_report import annual_report
from mappings.follow_up import Edition
from mappings.personal import for_person
from mappings.progress_to_report import SECTIONS, report_of
from mappings.report_sections.personal import PERSONAL as PERSONAL_PARTS
from tests.mappings.test_agenda import agenda
from tests.progress import WHAT_PEOPLE_DID, followed, make_plan, said, section

HEAD = "title: Plan\norganisation: O\nlanguage: en\nperiod: 2026\n"


def test_an_unknown_heading_is_one_sentence_with_the_nearest_key() -> None:
    with pytest.raises(PlanError) as told:
        understand(f"{HEAD}headings: {{deviation: What did not come about}}\n", Path("plan.yaml"))
    assert (
        str(told.value)
        == "plan.yaml:5:23: there is no heading called 'deviation'; did you mean 'deviations'?"
    )


def test_a_heading_that_is_like_none_gets_all_of_them() -> None:
    with pytest.raises(PlanError, match="expected one of proposals, summary"):
        understand(f"{HEAD}headings: {{xyz: X}}\n", Path("plan.yaml"))


@pytest.mark.parametrize("code", languages())
def test_every_heading_has_a_word_in_every_language(code: str) -> None:
    words = language(code).words
    keys = [name.replace("-", "_") for name in HEADINGS]
    known = {key.removeprefix("report.").replace("agenda.", "agenda_") for key in words}
    assert [key for key in keys if key not in known] == []


def test_every_part_of_the_reports_goes_by_its_own_name_for_it() -> None:
    own = {name: f"Our {name}" for name in HEADINGS}
    plan = make_plan(headings=own)
    follow = followed(plan, *WHAT_PEOPLE_DID)
    year = followed(plan, *WHAT_PEOPLE_DID, edition=Edition.of_year(plan.period.start, plan.period.end))
    words = language("en")
    made = [
        *report_of(follow, words).sections,
        *report_of(for_person(follow, "ben"), words).sections,
        *annual_report(year, words).sections,
    ]
    named = [one for one in made if not one.key.startswith("area-")]
    assert [one.key for one in named if one.heading != f"Our {one.key}"] == []
    assert {one.key for one in named} >= {*REPORT, *ANNUAL} - {
        "comparison",
        "timeline",
    }  # which are not always there


def test_the_agendas_parts_go_by_their_own_names_too() -> None:
    own = {name: f"Our {name}" for name in (*AGENDA, "proposals")}
    made = agenda_report(agenda(make_plan(headings=own)), language("en")).sections
    assert [one.heading for one in made] == [f"Our {name}" for name in (*AGENDA, "proposals")]


def test_where_another_part_names_it_the_own_heading_stands_too() -> None:
    report = report_of(followed(make_plan(headings={"not-reported": "The silent"})), language("en"))
    assert "“The silent”" in said(section(report, "deviations"))


def test_there_is_a_key_for_every_part() -> None:
    assert len(REPORT) == len(SECTIONS) + 1  # the comparison is there when it is asked for
    assert len(PERSONAL) == len(PERSONAL_PARTS)


def test_a_hostile_heading_is_one_line_of_text() -> None:
    plan = make_plan(headings={"summary": "{0} <b>\u202e%s"})
    assert report_of(followed(plan), language("en")).sections[1].heading == "{0} <b>%s"
