"""The numbers of the charts: the same that the report's tables and first page tell."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.assignments import Outlook
from mappings.charts import BurnUp, Progress, Stacks
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.report import Charts
from tests.progress import APRIL, MARCH, WHAT_PEOPLE_DID, followed, make_plan, reported, section, seen

YEAR = 365


def charts(key: str, *observations: Observation, edition: Edition = MARCH) -> Charts:
    blocks = section(reported(make_plan(), *observations, edition=edition), key).blocks
    return next(block for block in blocks if isinstance(block, Charts))


def burn_up(*observations: Observation, edition: Edition = MARCH) -> BurnUp:
    return next(
        one for one in charts("activities", *observations, edition=edition).charts if isinstance(one, BurnUp)
    )


def test_an_indicator_stands_on_its_way_from_baseline_to_target() -> None:
    (chart,) = charts("goals", *WHAT_PEOPLE_DID).charts
    assert isinstance(chart, Progress)
    members, evenings = chart.bars
    assert (members.label, members.reached, members.mark.word) == (
        "Members",
        0.1,
        "behind",
    )  # 104 from 100 to 140
    assert members.expected is not None
    assert round(members.expected, 3) == round(90 / YEAR, 3)
    assert evenings.text == "1 of 2"


def test_what_lies_beyond_the_target_or_before_the_baseline_is_cut() -> None:
    for number, share in ((400, 1.0), (20, 0.0)):
        measured = seen("members", Seen.MEASURED, "2026-03-20", number=number)
        (chart,) = charts("goals", measured).charts
        assert isinstance(chart, Progress)
        assert chart.bars[0].reached == share


def test_a_number_that_nobody_reported_is_no_bar_at_all() -> None:
    (chart,) = charts("goals").charts
    assert isinstance(chart, Progress)
    assert chart.bars[0].reached is None
    assert chart.bars[0].mark.word == "not reported"


def test_the_areas_count_what_their_tables_hold() -> None:
    (chart,) = (one for one in charts("activities", *WHAT_PEOPLE_DID).charts if isinstance(one, Stacks))
    followed_up = followed(make_plan(), *WHAT_PEOPLE_DID)
    assert sum(map(sum, (row.counts for row in chart.rows))) == sum(
        one.area == "organisation" for one in followed_up.assignments
    )
    assert [row.label for row in chart.rows] == ["Organisation"]


def test_the_burn_up_ends_at_the_counters_of_the_first_page() -> None:
    chart = burn_up(*WHAT_PEOPLE_DID)
    counters = followed(make_plan(), *WHAT_PEOPLE_DID).counters
    assert chart.done[-1][0] == pytest.approx(90 / YEAR)
    assert chart.done[-1][1] == counters.by_outlook[Outlook.DONE]
    assert chart.total == counters.total
    assert chart.ticks[0] == (0.0, "J")
    assert len(chart.ticks) == 12


def test_what_is_done_later_is_not_in_an_earlier_months_picture() -> None:
    later = seen("shelf", Seen.DONE, "2026-04-05")
    assert burn_up(later) == burn_up()
    april = burn_up(later, edition=APRIL)
    assert [count for _, count in april.done] == [0, 0, 0, 0, 1]


def test_what_has_no_day_is_never_due_and_what_is_cancelled_is_not_there() -> None:
    chart = burn_up(seen("visits", Seen.CANCELLED, "2026-03-01"))
    assert chart.total == burn_up().total - 1
    assert max(count for _, count in chart.due) < chart.total  # "Find a better name" has no day


def test_a_plan_of_many_years_is_marked_by_its_years() -> None:
    plan = make_plan(period="2026-2030")
    blocks = section(reported(plan), "activities").blocks
    (block,) = (one for one in blocks if isinstance(one, Charts))
    (chart,) = (one for one in block.charts if isinstance(one, BurnUp))
    assert [word for _, word in chart.ticks] == ["2026", "2027", "2028", "2029", "2030"]


def test_a_report_after_the_plans_time_ends_at_its_edge() -> None:
    chart = burn_up(edition=Edition.until(date(2027, 2, 10)))
    assert chart.now == 1.0
    assert chart.done[-1][0] == 1.0
