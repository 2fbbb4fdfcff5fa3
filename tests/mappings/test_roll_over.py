"""The next plan as proposed: a plan that can be used, with everything that was not finished, and each line's origin."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.language import language, languages
from config.plan import Period, Plan, Status
from config.plan_file import PlanFile, understand
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.roll_over import check_year, next_period, rolled_over, same_week
from sync.cli.roll_over import proposed
from tests.examples import EXAMPLES, followed_example, read_example
from tests.progress import WHAT_PEOPLE_DID, changed, followed, make_plan, raw, seen

YEAR = Edition.of_year(date(2026, 1, 1), date(2026, 12, 31))
LATE = seen("members", Seen.MEASURED, "2026-12-20", number=131)


def text_of(plan: Plan, *did: Observation) -> str:
    return rolled_over(followed(plan, *did, edition=YEAR), language(plan.language))


def rolled(plan: Plan, *did: Observation) -> PlanFile:
    return understand(text_of(plan, *did), Path("next.yaml"))


def line(text: str, start: str) -> str:
    return next(one.strip() for one in text.splitlines() if one.strip().startswith(start))


def test_the_next_plan_is_a_draft_of_its_own_that_says_which_it_carries_on() -> None:
    old = make_plan()
    new = rolled(old).plan
    assert (new.status, new.continues) == (Status.DRAFT, old.id)
    assert new.id != old.id
    assert new.title == "Work plan 2027"
    assert new.adopted is None
    assert (new.period.start, new.period.end) == (date(2027, 1, 1), date(2027, 12, 31))


def test_what_was_done_is_left_out_and_told_and_what_was_not_is_carried_over_and_told() -> None:
    text = text_of(make_plan(), *WHAT_PEOPLE_DID, seen("shelf", Seen.DONE, "2026-04-01"))
    ids = {one.id for _, one in understand(text, Path("next.yaml")).plan.activities}
    assert ids == {"campaign", "letter", "visits", "someday", "website"}
    assert "# Done in 2026, so left out: Mend the shelf" in text
    assert "# Not finished in 2026 (late): The printer is late" in text


def test_what_was_called_off_is_left_out() -> None:
    text = text_of(changed({"visits": {"cancelled": True}, "fair": {"cancelled": True}}))
    plan = understand(text, Path("next.yaml")).plan
    assert "visits" not in {one.id for _, one in plan.activities}
    assert "fair" not in {one.id for one in plan.events}
    assert "# Called off in 2026, so left out: Visit the schools" in text
    assert "# Called off in 2026, so left out: Book fair" in text


def test_an_item_keeps_its_id_from_one_plan_to_the_next() -> None:
    old = make_plan()
    new = rolled(old).plan
    assert {one.id for one in new.meetings} == {one.id for one in old.meetings}
    assert {goal.id for _, goal in new.goals} == {goal.id for _, goal in old.goals}


def test_a_rule_stays_a_rule() -> None:
    plan = changed({"board-meeting": {"dates": [], "every": "second Tuesday", "from": "2026-02-01", "except": ["2026-07", "2026-08-11"]}})  # fmt: skip
    file = rolled(plan)
    meeting = next(one for one in file.plan.meetings if one.id == "board-meeting")
    assert (meeting.every, meeting.start, meeting.except_) == (
        "second Tuesday",
        date(2027, 2, 1),
        ("2027-07",),
    )
    days = [slot.day for slot in file.dates.slots["board-meeting"]]
    assert all(day.weekday() == 1 and 8 <= day.day <= 14 for day in days)


def test_every_other_week_keeps_its_rhythm() -> None:
    plan = changed({"board-meeting": {"dates": [], "every": "every other Tuesday", "from": "2026-01-13"}})
    old = [date(2026, 1, 13) + timedelta(days=14 * n) for n in range(60)]
    new = [slot.day for slot in rolled(plan).dates.slots["board-meeting"]]
    assert len(new) > 20
    assert set(new) <= set(old)


def test_a_bare_day_is_proposed_to_the_same_weekday_and_week_and_is_preliminary() -> None:
    text = text_of(make_plan())
    file = understand(text, Path("next.yaml"))
    evening = next(one for one in file.plan.events if one.id == "evening-1")
    assert evening.date == date(2027, 3, 11)  # Thursday of week 10, as 5 March 2026
    assert evening.tentative
    assert "2026-03-05" in line(text, "date: 2027-03-11")
    board = next(one for one in file.plan.meetings if one.id == "board-meeting")
    assert board.tentative
    assert [one.date for one in board.dates] == [date(2027, 2, 16), date(2027, 3, 16), date(2027, 4, 20), date(2027, 5, 18)]  # fmt: skip


def test_a_day_to_observe_stays_that_day_of_the_year() -> None:
    book_day = next(one for one in rolled(make_plan()).plan.events if one.id == "book-day")
    assert (book_day.date, book_day.tentative) == (date(2027, 3, 14), False)


def test_an_indicator_begins_where_this_year_ended() -> None:
    text = text_of(make_plan(), LATE)
    _, _, members = understand(text, Path("next.yaml")).plan.indicators[0]
    assert (members.baseline, members.target) == (131, 140)
    assert line(text, "baseline: 131").endswith("# outcome of 2026: 131 members; the target was 140 members")


def test_what_nobody_measured_keeps_its_baseline_and_says_so() -> None:
    text = text_of(make_plan())
    assert line(text, "baseline: 100").endswith("# not measured in 2026")


def test_a_decision_that_was_not_carried_out_goes_on_and_says_where_it_was_made() -> None:
    text = text_of(make_plan())
    assert [one.id for one in understand(text, Path("next.yaml")).plan.decisions] == ["keys"]
    assert "# Not carried out in 2026. Decided: board-meeting 2026-02-10 § 7" in text
    assert not rolled(make_plan(), *WHAT_PEOPLE_DID).plan.decisions


def test_a_day_that_already_lies_in_the_next_plan_stays() -> None:
    (decision,) = rolled(changed({"keys": {"due": "2027-03-01"}})).plan.decisions
    assert decision.due == date(2027, 3, 1)


def test_who_draws_up_the_papers_goes_on_doing_it() -> None:
    assert rolled(make_plan(prepared_by="ada")).plan.prepared_by == "ada"


def test_the_budget_says_what_was_spent_and_covers_only_what_goes_on() -> None:
    text = text_of(make_plan(), *WHAT_PEOPLE_DID)
    assert "# outcome of 2026: NOK 1,250.50 of NOK 4,000" in text
    off = rolled(changed({"campaign": {"cancelled": True}})).plan
    assert off.budget[0].covers == ()


@pytest.mark.parametrize(
    ("due", "moved"),
    [
        ("2026-11-30", date(2027, 11, 30)),
        ("2026-03", "2027-03"),
        ("2026-W53", "2027-W52"),
        ("2026-Q2", "2027-Q2"),
        ("before the summer", "before the summer"),
        ("15 March 2026", "15 March 2027"),
        ("14 days before evening-1", "14 days before evening-1"),
        ("before board-meeting 2026-03-10", "before board-meeting 2027-03-16"),
    ],
)
def test_a_deadline_is_moved_as_it_is_written(due: str, moved: object) -> None:
    visits = next(
        one for _, one in rolled(changed({"visits": {"due": due}})).plan.activities if one.id == "visits"
    )
    assert visits.due == moved


def test_a_line_that_no_longer_fits_becomes_a_comment() -> None:
    plan = changed(
        {"annual-meeting": {"cancelled": True}, "visits": {"cadence": "every annual-meeting", "due": None}}
    )
    follow = followed(plan, edition=YEAR)
    file = understand("title: x\norganisation: y\nlanguage: en\nperiod: 2026\n", Path("plan.yaml"))
    text = proposed(file, follow, language("en"), Path("next.yaml"))
    assert "# left out, for it does not fit the new plan: cadence: every annual-meeting" in text
    assert understand(text, Path("next.yaml")).plan.status is Status.DRAFT


@pytest.mark.parametrize(
    ("old", "start", "end"),
    [
        ("2026", "2027-01-01", "2027-12-31"),
        ("2026-2030", "2031-01-01", "2035-12-31"),
        ("2026/2027", "2027-08-01", "2028-07-31"),
        ({"start": "2026-03-01", "end": "2027-02-28"}, "2027-03-01", "2028-02-29"),  # into a leap year
        ({"start": "2027-03-01", "end": "2028-02-29"}, "2028-03-01", "2029-02-28"),  # out of one
        ({"start": "2026-01-15", "end": "2026-07-14"}, "2026-07-15", "2027-01-11"),
    ],
)
def test_the_next_period_is_as_long_as_this_one(old: Any, start: str, end: str) -> None:
    period = next_period(make_plan(period=old, meetings=[], events=[], decisions=[], adopted=None).period)
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)


def test_a_leap_day_becomes_a_day_that_exists() -> None:
    plan = make_plan(
        period=2028,
        decisions=[],
        meetings=[],
        events=[{"id": "leap", "title": "Leap day", "date": "2028-02-29", "observance": True}],
        areas=[{"id": "a", "title": "A", "activities": [{"id": "x", "title": "X", "due": "2028-02-29"}]}],
        budget=[],
    )
    edition = Edition.of_year(date(2028, 1, 1), date(2028, 12, 31))
    file = understand(rolled_over(followed(plan, edition=edition), language("en")), Path("next.yaml"))
    assert file.plan.events[0].date == date(2029, 2, 28)
    assert file.plan.activities[0][1].due == date(2029, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 10))
def test_the_same_week_is_the_same_weekday_at_most_a_week_away(day: date, years: int) -> None:
    moved = same_week(day, years)
    assert moved.weekday() == day.weekday()
    assert moved.isocalendar().year == day.isocalendar().year + years
    assert abs(moved.isocalendar().week - day.isocalendar().week) <= 1


def test_another_year_than_the_next_is_refused_with_the_right_one() -> None:
    with pytest.raises(Exception, match="hjul roll-over 2027"):
        check_year(make_plan(), 2028)


def test_hostile_titles_and_notes_stay_text() -> None:
    nasty = "x: \"{[#'%@`\\ – & *a !b | > - ? \u202e # y"
    data = raw() | {"title": nasty, "organisation": nasty}
    data["areas"][0]["activities"][2]["title"] = nasty
    plan = Plan.model_validate(data)
    note = seen("visits", Seen.STARTED, "2026-12-02", note="a\n- id: evil\n  title: evil")
    new = rolled(plan, note).plan
    assert new.organisation == nasty
    assert next(one for _, one in new.activities if one.id == "visits").title == nasty
    assert "evil" not in {one.id for _, one in new.activities}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_rolls_over_into_a_plan_that_can_be_used(name: str) -> None:
    file = read_example(name)
    period = file.plan.period
    follow = followed_example(name, Edition.of_year(period.start, min(period.end, date(2027, 2, 28))))
    text = proposed(file, follow, language(file.plan.language), Path("next.yaml"))
    new = understand(text, Path("next.yaml")).plan
    assert new.period == next_period(Period(start=period.start, end=period.end))
    assert text.splitlines()[0] == file.text.splitlines()[0]
    twice = next_period(new.period)
    assert twice.start == new.period.end + timedelta(days=1)


@pytest.mark.parametrize("code", languages())
def test_the_comments_are_in_the_plan_s_language(code: str) -> None:
    text = text_of(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert understand(text, Path("next.yaml")).plan.language == code
    assert language(code).word("rollover.look") in text
