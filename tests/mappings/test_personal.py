"""One person's assignments: theirs alone, all of theirs, and in the order in which they must be thought of."""

from __future__ import annotations

import json
from typing import Any

import pytest

from config.language import language, languages
from mappings.assignments import Outlook
from mappings.history import Observation, Seen
from mappings.personal import for_person
from mappings.progress_to_report import report_of
from mappings.report import Report
from mappings.report_data import to_data
from tests.progress import WHAT_PEOPLE_DID, changed, followed, make_plan, said, section, seen

EACH: dict[str, dict[str, Any]] = {
    "letter": {"responsible": ["ada", "ben"], "each": True},
    "visits": {"confidential": True},
}


def mine(person: str, *did: Observation, code: str = "en") -> Report:
    follow = for_person(followed(changed(EACH, language=code), *did), person)
    return report_of(follow, language(code))


def test_somebody_gets_what_is_late_or_awaited_first_then_what_is_due_then_the_rest() -> None:
    report = mine("ben", *WHAT_PEOPLE_DID)
    assert "Run a campaign" in said(section(report, "mine-now"))
    assert "Visit the schools (confidential)" in said(section(report, "mine-later"))
    assert report.sections[0].key == "mine-now"


def test_nobody_gets_what_is_anothers() -> None:
    for person, others in (("ada", "Run a campaign"), ("ben", "Change the locks")):
        text = "\n".join(said(one) for one in mine(person, *WHAT_PEOPLE_DID).sections)
        assert others not in text


def test_of_what_everybody_does_for_themselves_each_gets_their_own_part() -> None:
    did = seen("letter@2026-03/ada", Seen.DONE, "2026-03-20")
    follow = followed(changed(EACH), did)
    for person, state in (("ada", "done"), ("ben", "not-started")):
        own = next(one for one in for_person(follow, person).assignments if one.id == "letter")
        assert [turn.work.value for turn in own.turns if "2026-03" in turn.key] == [state]
        assert [who.id for who in own.responsible] == [person]


def test_a_body_s_assignments_are_those_of_who_leads_it() -> None:
    follow = for_person(followed(changed(EACH)), "ben")
    assert "campaign" in {one.id for one in follow.assignments}


def test_what_somebody_has_reported_stands_last() -> None:
    report = mine("ada", *WHAT_PEOPLE_DID)
    assert report.sections[-1].key == "mine-reported"
    assert "Change the locks" in said(section(report, "mine-reported"))


def test_somebody_sees_where_they_meet_and_what_they_measure() -> None:
    report = mine("ben", *WHAT_PEOPLE_DID)
    assert "Board meeting" in said(section(report, "mine-meetings"))
    assert "Members | at least 140 members [from 100, by 31 Dec]" in said(section(report, "mine-numbers"))


def test_who_has_nothing_is_told_so() -> None:
    plan = make_plan(people={"ada": {"name": "Ada Hill"}, "ben": {"name": "Ben"}, "cleo": {"name": "Cleo"}})
    report = report_of(for_person(followed(plan), "cleo"), language("en"))
    assert [one.key for one in report.sections] == ["mine-now"]
    assert "no report is awaited" in said(section(report, "mine-now"))


def test_the_data_says_whose_it_is_and_counts_theirs_alone() -> None:
    data = json.loads(json.dumps(to_data(for_person(followed(changed(EACH), *WHAT_PEOPLE_DID), "ada"))))
    assert (data["audience"], data["person"]) == ("person", "ada")
    assert data["counters"]["total"] == len(data["assignments"]) > 0
    assert data["counters"]["by_outlook"][Outlook.DONE.value] == sum(
        one["outlook"] == "done" for one in data["assignments"]
    )


@pytest.mark.parametrize("code", languages())
def test_it_can_be_said_in_every_language(code: str) -> None:
    report = mine("ben", *WHAT_PEOPLE_DID, code=code)
    assert "Ben Moor" in report.title
    assert all(one.heading for one in report.sections)
