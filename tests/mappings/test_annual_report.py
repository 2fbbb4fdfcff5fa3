"""The draft of the annual report: under the plan's own headings, with nothing called done that nobody confirmed."""

from __future__ import annotations

from datetime import date

import pytest

from config.language import language, languages
from config.plan import Plan
from mappings.annual_report import annual_report, year_name
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.report import Report
from mappings.wording import Wording
from tests.examples import EXAMPLES, followed_example
from tests.progress import WHAT_PEOPLE_DID, changed, followed, make_plan, said, section, seen

YEAR = Edition.of_year(date(2026, 1, 1), date(2026, 12, 31))


def drafted(plan: Plan, *did: Observation) -> Report:
    return annual_report(followed(plan, *did, edition=YEAR), language(plan.language))


def test_the_plan_s_own_headings_are_the_draft_s() -> None:
    headings = [one.heading for one in drafted(make_plan(), *WHAT_PEOPLE_DID).sections]
    assert "Organisation" in headings
    assert headings[0] == "Introduction"
    assert headings[-1] == "Signatures"


def test_meetings_held_are_counted_with_their_days_and_what_nobody_confirmed_is_not() -> None:
    text = said(section(drafted(make_plan(), *WHAT_PEOPLE_DID), "year-meetings"))
    assert "Board meeting. Held: 2 [10 Feb, 10 Mar; date passed" in text
    assert "date passed, not confirmed: 21 Apr, 12 May" in text


def test_what_was_done_and_what_was_not_stand_apart_and_the_latter_says_why_or_asks() -> None:
    text = said(section(drafted(make_plan(), *WHAT_PEOPLE_DID), "area-organisation"))
    done, rest = text.split("Not finished")
    assert "Run a campaign" in rest
    assert "The printer is late" in rest
    assert "Mend the shelf" in rest
    assert "[Why, and what happens now?]" in rest
    assert "Mend the shelf" not in done


def test_a_goal_stands_with_its_outcome() -> None:
    did = seen("members", Seen.MEASURED, "2026-12-20", number=141)
    text = said(section(drafted(make_plan(), did), "area-organisation"))
    assert "141" in text
    assert "✔ reached" in text


def test_money_and_decisions_keep_the_headings_that_the_board_knows_from_its_reports() -> None:
    keys = [
        one.key for one in drafted(changed({}, headings={"money": "Our purse"}), *WHAT_PEOPLE_DID).sections
    ]
    assert {"decisions", "money", "risks"} <= set(keys)
    assert section(drafted(make_plan(headings={"money": "Our purse"})), "money").heading == "Our purse"


def test_the_board_signs_by_name() -> None:
    assert "Ada Hill" in said(section(drafted(make_plan()), "year-closing"))


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (date(2027, 3, 1), date(2028, 2, 29), "2027/2028"),
        (date(2026, 8, 1), date(2027, 7, 31), "2026/2027"),
    ],
)
def test_a_year_is_called_as_people_call_it(first: date, last: date, name: str) -> None:
    assert year_name(first, last, Wording(language("en"), make_plan(), last)) == name


@pytest.mark.parametrize("code", languages())
def test_it_can_be_said_in_every_language(code: str) -> None:
    report = drafted(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert "2026" in report.title


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_a_draft(name: str) -> None:
    follow = followed_example(name)
    report = annual_report(follow, language(follow.plan.language))
    titles = {area.title for area in follow.plan.areas if area.goals or area.activities}
    assert titles <= {one.heading for one in report.sections}
