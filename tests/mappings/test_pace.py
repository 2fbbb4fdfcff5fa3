"""The pace rules, each as a table of cases."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.plan import Indicator, Pace, Period
from mappings.pace import (
    Judgement,
    Level,
    Scale,
    Tally,
    Trend,
    expected_by,
    judge,
    judge_events,
    scale_of,
    share_of_time,
    trend,
    with_age,
    worst,
)

YEAR = Period(start=date(2026, 1, 1), end=date(2026, 12, 31))
HALF_WAY = date(2026, 7, 1)
LAST_DAY = date(2026, 12, 31)
R, OK, RISK, BEHIND, MISSED = Level.REACHED, Level.ON_TRACK, Level.AT_RISK, Level.BEHIND, Level.MISSED


def scale(**given: Any) -> Scale:
    return scale_of(Indicator(title="Members", **given), YEAR, None)


def level(day: date, actual: float | None, **given: Any) -> Level:
    return judge(scale(**given), actual, day).level


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 12, 31), 0.0),
        (date(2026, 1, 1), 1 / 365),
        (date(2026, 7, 2), 183 / 365),
        (date(2026, 12, 31), 1.0),
        (date(2027, 6, 1), 1.0),
    ],
)
def test_the_share_of_time_counts_both_days(day: date, share: float) -> None:
    assert share_of_time(scale(target=1), day) == pytest.approx(share)


@pytest.mark.parametrize(
    ("actual", "expected_level"),
    [
        (180, OK),
        (176, OK),
        (175, RISK),
        (160, RISK),
        (159, BEHIND),
        (100, BEHIND),
        (90, BEHIND),
        (260, R),
        (None, Level.NOT_REPORTED),
    ],
)
def test_linear_growth_is_judged_by_the_share_of_the_expected_way(
    actual: float | None, expected_level: Level
) -> None:
    given = {"baseline": 100, "target": 260, "pace": "linear"}
    assert expected_by(scale(**given), HALF_WAY) == pytest.approx(100 + 160 * 182 / 365)
    assert level(HALF_WAY, actual, **given) is expected_level


def test_a_count_begins_at_nought_whatever_was_counted_the_year_before() -> None:
    given = {"baseline": 18_200, "target": 21_000, "pace": "count"}
    assert level(HALF_WAY, 10_500, **given) is OK
    assert level(HALF_WAY, 5_000, **given) is BEHIND
    assert level(HALF_WAY, 10_500, baseline=25_000, target=21_000, pace="count") is OK


def test_a_big_baseline_does_not_make_standing_still_look_well() -> None:
    assert level(HALF_WAY, 145, baseline=145, target=160) is BEHIND


@pytest.mark.parametrize(
    ("ratio", "expected_level"), [(0.95, OK), (0.9499, RISK), (0.75, RISK), (0.7499, BEHIND)]
)
def test_the_levels_begin_at_95_and_75_per_cent(ratio: float, expected_level: Level) -> None:
    until = scale_of(Indicator(title="x", baseline=0, target=20_000.5), YEAR, date(2026, 12, 31))
    expected = expected_by(until, HALF_WAY)
    assert expected is not None
    assert judge(until, expected * ratio, HALF_WAY).level is expected_level


@pytest.mark.parametrize(
    ("actual", "expected_level"),
    [(150, BEHIND), (156, BEHIND), (157, BEHIND), (158, RISK), (159, OK), (160, OK), (180, R)],
)
def test_a_number_just_short_of_what_is_expected_is_not_rounded_up_to_it(
    actual: float, expected_level: Level
) -> None:
    given = {"baseline": 152, "target": 180}
    march = date(2026, 3, 31)
    assert expected_by(scale(**given), march) == pytest.approx(152 + 28 * 90 / 365)  # 158.9
    assert level(march, actual, **given) is expected_level


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 3, 31), HALF_WAY, date(2026, 12, 30)])
def test_one_whole_step_is_neither_green_nor_red_before_it_is_due(day: date) -> None:
    given = {"baseline": 3, "target": 4}
    assert level(day, 3, **given) is Level.NOT_JUDGED
    assert level(LAST_DAY, 3, **given) is MISSED
    assert level(day, 4, **given) is R


@pytest.mark.parametrize(
    ("given", "actual", "expected_level"),
    [
        ({"baseline": 3, "target": 4, "unit": "%"}, 3, BEHIND),
        ({"baseline": 3, "target": 4}, 3.1, BEHIND),  # a grade: 3.50 is expected
        ({"baseline": 3, "target": 4}, 3.4, RISK),
        ({"baseline": 3, "target": 4}, 3.48, OK),
        ({"baseline": 3.5, "target": 4}, 3.5, BEHIND),
    ],
)
def test_what_does_not_come_in_wholes_is_judged_from_the_first_day(
    given: dict[str, Any], actual: float, expected_level: Level
) -> None:
    assert level(HALF_WAY, actual, **given) is expected_level


@pytest.mark.parametrize(
    ("day", "actual", "expected_level"),
    [
        (date(2026, 1, 5), 99, RISK),  # 100.1 is expected
        (date(2026, 1, 5), 100, Level.NOT_JUDGED),
        (date(2026, 1, 5), 101, OK),
        (date(2026, 2, 5), 100, Level.NOT_JUDGED),  # 36 days of 365: 100.99
        (date(2026, 2, 6), 100, BEHIND),  # 37 days: 101.01
    ],
)
def test_before_one_whole_is_expected_only_a_step_back_is_a_risk(
    day: date, actual: float, expected_level: Level
) -> None:
    assert level(day, actual, baseline=100, target=110) is expected_level


@pytest.mark.parametrize(
    "given",
    [
        {"baseline": 100, "target": 110},
        {"target": 40, "pace": "count"},
        {"target": 3, "pace": "count", "comparator": "at-most"},
        {"target": 5, "comparator": "at-most"},
        {"baseline": 45, "target": 40},
    ],
)
@pytest.mark.parametrize("actual", [None, 0, 2, 100, 105])
def test_before_its_first_day_nothing_is_judged(given: dict[str, Any], actual: float | None) -> None:
    assert level(date(2025, 12, 31), actual, **given) is Level.NOT_JUDGED
    assert (
        judge_events(scale(target=4, pace="events"), Tally(booked=4), date(2025, 12, 31)).level
        is Level.NOT_JUDGED
    )


@pytest.mark.parametrize(
    ("actual", "expected_level"),
    [(79, BEHIND), (64, BEHIND), (55, OK), (56, OK), (57, RISK), (60, RISK), (61, BEHIND), (40, R), (30, R)],
)
def test_a_number_that_is_to_fall_is_judged_downwards(actual: float, expected_level: Level) -> None:
    given = {"baseline": 72, "target": 40, "comparator": "at-most"}
    assert expected_by(scale(**given), HALF_WAY) == pytest.approx(72 - 32 * 182 / 365)
    assert level(HALF_WAY, actual, **given) is expected_level


@pytest.mark.parametrize(
    ("given", "actual", "expected_level"),
    [
        ({"target": 5, "comparator": "at-most"}, 5, OK),
        ({"target": 5, "comparator": "at-most"}, 6, RISK),
        ({"target": 5, "comparator": "at-most"}, 9, BEHIND),
        ({"target": 5, "baseline": 4, "comparator": "at-most"}, 4.5, OK),
        ({"target": 0, "comparator": "at-most"}, 0, OK),
        ({"target": 0, "comparator": "at-most"}, 1, BEHIND),
        ({"target": 40, "baseline": 45}, 40, OK),
        ({"target": 40, "baseline": 45}, 38, RISK),
        ({"target": 40, "baseline": 45}, 20, BEHIND),
        ({"target": 7, "baseline": 7, "comparator": "exactly"}, 7, OK),
        ({"target": 7, "baseline": 7, "comparator": "exactly"}, 8, RISK),
    ],
)
def test_a_limit_is_on_track_while_it_is_kept(
    given: dict[str, Any], actual: float, expected_level: Level
) -> None:
    assert level(HALF_WAY, actual, **given) is expected_level
    at_end = level(LAST_DAY, actual, **given)
    assert at_end is (R if expected_level is OK else MISSED)


def test_at_the_end_is_not_judged_before_the_end() -> None:
    given = {"baseline": 10, "target": 20, "pace": "at-end"}
    assert expected_by(scale(**given), HALF_WAY) is None
    assert level(HALF_WAY, 11, **given) is Level.NOT_JUDGED
    assert level(HALF_WAY, 20, **given) is R
    assert level(LAST_DAY, 19, **given) is MISSED
    assert level(LAST_DAY, 20, **given) is R
    assert level(HALF_WAY, 11, target=20, pace="at-end") is Level.NOT_JUDGED
    assert level(HALF_WAY, None, **given) is Level.NOT_JUDGED
    assert level(LAST_DAY, None, **given) is Level.NOT_REPORTED


@pytest.mark.parametrize(
    ("actual", "expected_level"), [(19, OK), (18, RISK), (15, RISK), (14, BEHIND), (40, R), (41, R)]
)
def test_a_count_grows_evenly_from_nought(actual: float, expected_level: Level) -> None:
    given = {"target": 40, "pace": "count"}
    assert expected_by(scale(**given), HALF_WAY) == pytest.approx(40 * 182 / 365)
    assert level(HALF_WAY, actual, **given) is expected_level


@pytest.mark.parametrize(
    ("day", "actual", "expected_level"),
    [
        (date(2026, 1, 10), 1, OK),
        (date(2026, 1, 10), 2, RISK),
        (HALF_WAY, 3, RISK),
        (HALF_WAY, 4, MISSED),
        (LAST_DAY, 3, R),
    ],
)
def test_a_count_that_may_not_pass_its_limit_is_missed_once_it_has(
    day: date, actual: float, expected_level: Level
) -> None:
    assert level(day, actual, target=3, pace="count", comparator="at-most") is expected_level


@pytest.mark.parametrize(
    ("day", "tally", "expected_level"),
    [
        (
            date(2026, 2, 15),
            Tally(held=0, booked=4),
            OK,
        ),  # the fourth in November is no reason for red in February
        (date(2026, 2, 15), Tally(), Level.NOT_JUDGED),
        (date(2026, 2, 15), Tally(booked=1), OK),
        (HALF_WAY, Tally(held=1), BEHIND),  # 1.99 are expected
        (HALF_WAY, Tally(held=1, booked=1), OK),
        (date(2026, 3, 31), Tally(), Level.NOT_JUDGED),  # 0.99
        (date(2026, 4, 2), Tally(), BEHIND),  # 1.01
        (HALF_WAY, Tally(), BEHIND),
        (date(2026, 10, 1), Tally(held=1, booked=1), BEHIND),
        (date(2026, 10, 1), Tally(held=4), R),
        (date(2026, 10, 1), Tally(held=2, unconfirmed=2), Level.NOT_REPORTED),
        (LAST_DAY, Tally(held=3), MISSED),
        (LAST_DAY, Tally(held=3, unconfirmed=1), Level.NOT_REPORTED),
    ],
)
def test_of_events_what_is_held_and_booked_counts_and_what_nobody_confirmed_does_not(
    day: date, tally: Tally, expected_level: Level
) -> None:
    assert judge_events(scale(target=4, pace="events"), tally, day).level is expected_level


@pytest.mark.parametrize(
    ("target", "baseline", "number", "comparator"),
    [
        ("+10 %", 150, 165, "at-least"),
        ("+12,5%", 200, 225, "at-least"),
        ("−5 %", 200, 190, "at-most"),
        ("-50%", 8, 4, "at-most"),
        ("+10 %", None, None, "at-least"),
    ],
)
def test_a_target_in_per_cent_is_counted_from_the_baseline(
    target: str, baseline: float | None, number: float | None, comparator: str
) -> None:
    found = scale(target=target, baseline=baseline)
    assert (found.target, found.comparator) == (number, comparator)


@pytest.mark.parametrize("given", [{}, {"target": "+10 %"}, {"baseline": 10}])
def test_without_a_target_nothing_is_judged(given: dict[str, Any]) -> None:
    assert level(HALF_WAY, 12, **given) is Level.INCOMPLETE


def test_growth_without_a_baseline_cannot_be_judged_on_the_way_but_can_at_the_end() -> None:
    assert level(HALF_WAY, 30, target=40) is Level.INCOMPLETE
    assert level(HALF_WAY, 40, target=40) is R
    assert level(LAST_DAY, 39, target=40) is MISSED


def test_beyond_an_exact_target_is_as_wrong_as_before_it() -> None:
    given = {"baseline": 0, "target": 100.5, "comparator": "exactly"}
    expected = expected_by(scale(**given), HALF_WAY) or 0
    assert level(HALF_WAY, expected, **given) is OK
    assert level(HALF_WAY, expected * 1.2, **given) is RISK
    assert level(HALF_WAY, expected * 2.5, **given) is BEHIND


@pytest.mark.parametrize(
    ("first", "pace", "age", "expected_level"),
    [
        (OK, Pace.LINEAR, 35, OK),
        (OK, Pace.LINEAR, 36, Level.OUT_OF_DATE),
        (R, Pace.LINEAR, 36, Level.OUT_OF_DATE),
        (R, Pace.COUNT, 36, R),  # a count does not go down
        (BEHIND, Pace.LINEAR, 36, BEHIND),  # bad news does not get better with age
        (MISSED, Pace.LINEAR, 36, Level.OUT_OF_DATE),
    ],
)
def test_an_old_number_is_never_good_news(first: Level, pace: Pace, age: int, expected_level: Level) -> None:
    measured = HALF_WAY - timedelta(days=age)
    judged = with_age(Judgement(first), scale(target=5, pace=pace), measured, HALF_WAY)
    assert judged.level is expected_level


def test_a_number_from_the_last_weeks_of_the_period_stays_final_for_ever() -> None:
    judged = with_age(Judgement(R), scale(target=5), date(2026, 12, 20), date(2028, 1, 1))
    assert judged.level is R


@pytest.mark.parametrize(
    ("comparator", "before", "after", "expected"),
    [
        ("at-least", 1, 2, Trend.BETTER),
        ("at-least", 2, 1, Trend.WORSE),
        ("at-most", 2, 1, Trend.BETTER),
        ("at-most", 1, 2, Trend.WORSE),
        ("exactly", 1, 4, Trend.BETTER),
        ("exactly", 5, 9, Trend.WORSE),
        ("exactly", 4, 6, Trend.UNCHANGED),
        ("at-least", 3, 3, Trend.UNCHANGED),
        ("at-least", None, 3, Trend.MISSING),
        ("at-least", 3, None, Trend.MISSING),
    ],
)
def test_a_trend_follows_the_indicators_own_direction(
    comparator: str, before: float | None, after: float | None, expected: Trend
) -> None:
    assert trend(scale(target=5, comparator=comparator), before, after) is expected


def test_a_goal_is_as_its_worst_indicator() -> None:
    assert worst([OK, Level.NOT_REPORTED, RISK]) is RISK
    assert worst([OK, Level.NOT_REPORTED]) is Level.NOT_REPORTED
    assert worst([]) is None


numbers = st.floats(-1e6, 1e6) | st.integers(-1000, 1000)


@given(
    baseline=st.none() | numbers,
    target=numbers,
    actual=st.none() | numbers,
    comparator=st.sampled_from(["at-least", "at-most", "exactly"]),
    pace=st.sampled_from(list(Pace)),
    day=st.dates(date(2025, 6, 1), date(2027, 6, 1)),
)
def test_every_number_can_be_judged_and_silence_is_never_good(
    baseline: float | None, target: float, actual: float | None, comparator: Any, pace: Pace, day: date
) -> None:
    judged = judge(
        scale(baseline=baseline, target=target, comparator=comparator, pace=pace), actual, day
    ).level
    if actual is None:
        assert judged in {Level.NOT_REPORTED, Level.NOT_JUDGED}
    if day >= LAST_DAY and actual is not None:
        assert judged in {Level.REACHED, Level.MISSED}
