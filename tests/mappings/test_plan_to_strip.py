"""The strip as values: everything is on it once, at its day, in its state, and nothing covers anything else."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from config.language import languages
from config.plan_file import read_plan
from mappings.report import Tone
from mappings.wheel import HEIGHT, MARGIN, WIDTH, Box, Label, Place, Rings, Strip
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.progress import WHAT_PEOPLE_DID, make_plan, moved
from tests.strips import made, strip_of, years_of
from tests.wheels import EXAMPLES, plan_of, wheel_of


def example(path: Path) -> Strip:
    plan = read_plan(path).plan
    return strip_of(plan, as_of=plan.period.start + timedelta(days=80))


def crowded(**when: Any) -> Strip:
    """Forty things at once, and nothing else."""
    activities = [{"id": f"a{n}", "title": f"Deed number {n}", **when} for n in range(40)]
    areas = [{"id": "all", "title": "All", "activities": activities}]
    return strip_of(plan_of(0, period="2026-2028", areas=areas))


def recurring() -> Strip:
    """A board that meets every month, another every week, and a newsletter each month, for five years."""
    weeks = [f"{date(2026, 1, 5) + timedelta(weeks=n)}" for n in range(200)]
    months = [f"{year}-{month:02}-14" for year in range(2026, 2031) for month in range(1, 13)]
    meetings = [
        {"id": "board", "title": "Styremøte", "body": "body-0", "dates": months},
        {"id": "choir", "title": "Øving", "body": "body-1", "dates": weeks},
    ]
    return strip_of(years_of(0, 5, meetings=meetings))


STRIPS = {
    **{f"{count}": made(count) for count in (0, 1, 2, 40, 150, 600)},
    "150-in-one-year": made(150, 1),
    "150-in-ten-years": made(150, 10),
    "one-day": crowded(due="2027-06-30"),
    "first-day": crowded(due="2026-01-01"),
    "last-day": crowded(due="2028-12-31"),
    "all-years": crowded(due={"from": "2026-01-01", "to": "2028-12-31"}),
    "recurring": recurring(),
    **{path.parent.name: example(path) for path in EXAMPLES},
}


@pytest.fixture(params=STRIPS, name="strip")
def _strip(request: pytest.FixtureRequest) -> Strip:
    return STRIPS[request.param]


# Nothing covers anything ------------------------------------------------------------------------------------------


def covering(strip: Strip) -> list[tuple[str, str]]:
    return [
        (one.title, other.title) for one, other in combinations(strip.labels, 2) if one.box.meets(other.box)
    ]


def square(place: Place) -> Box:
    at, half = place.at, place.size
    return Box(at.x - half, at.y - half, at.x + half, at.y + half)


def bar(place: Place) -> Box:
    assert place.start is not None
    assert place.end is not None
    return Box(place.start, place.at.y - place.size, place.end, place.at.y + place.size)


def bars(strip: Strip) -> list[Place]:
    return [place for place in strip.places if place.start is not None]


def test_no_text_covers_another(strip: Strip) -> None:
    assert covering(strip) == []


def test_no_text_lies_on_a_mark(strip: Strip) -> None:
    for label in strip.labels:
        assert [place for place in strip.places if label.box.meets(square(place))] == [], label.title


def test_no_text_lies_on_the_bar_of_another_and_in_its_own_it_lies_whole(strip: Strip) -> None:
    for label in strip.labels:
        for place in bars(strip):
            if label.box.meets(bar(place)):
                assert set(place.numbers) & set(label.numbers), label.title
                assert bar(place).left <= label.box.left < label.box.right <= bar(place).right, label.title


def test_no_mark_covers_another_or_lies_on_the_bar_of_another(strip: Strip) -> None:
    for one, other in combinations(strip.places, 2):
        assert not square(one).meets(square(other)), (one, other)
    for one in bars(strip):
        for other in strip.places:
            assert one is other or not bar(one).meets(square(other)), (one, other)


def test_no_text_leaves_its_row_or_the_sheet(strip: Strip) -> None:
    for label in strip.labels:
        row = row_of(strip, label)
        left = strip.left if label.marked else MARGIN
        assert left - 0.01 <= label.box.left < label.box.right <= strip.right + 0.01, label.title
        assert row.top - 0.01 <= label.box.top < label.box.bottom <= row.bottom + 0.01, label.title


def row_of(strip: Strip, label: Label) -> Any:
    return strip.rows[strip.items[label.numbers[0] - 1].ring]


def test_every_mark_and_bar_stays_within_its_row(strip: Strip) -> None:
    for place in strip.places:
        row = strip.rows[place.row]
        assert row.top < place.at.y - place.size < place.at.y + place.size < row.bottom
        assert strip.left <= place.at.x <= strip.right
        assert place.start is None or place.start >= strip.left
        assert place.end is None or place.end <= strip.right
    edges = [edge for row in strip.rows for edge in (row.top, row.bottom)]
    assert all(before <= after + 0.01 for before, after in pairwise(edges))
    assert strip.rows[-1].bottom <= strip.bottom + 0.01


def test_the_legend_stays_on_the_sheet_and_below_the_rows(strip: Strip) -> None:
    for sign in strip.legend:
        assert MARGIN <= sign.at.x < WIDTH - MARGIN
        assert strip.bottom < sign.at.y - 8 < sign.at.y + 8 <= HEIGHT - MARGIN / 2


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_a_hostile_title_covers_nothing_and_stands_whole_in_the_table(attack: str) -> None:
    strip = strip_of(hostile_plan(attack))
    assert covering(strip) == []
    assert all(
        label.box.left >= MARGIN - 0.01 and label.box.right <= strip.right + 0.01 for label in strip.labels
    )
    assert {row[1].text for row in strip.table.rows} >= {item.title for item in strip.items}


# Everything is on it ----------------------------------------------------------------------------------------------


def test_everything_with_a_day_has_a_mark_a_row_and_a_text(strip: Strip) -> None:
    numbers = list(range(1, len(strip.items) + 1))
    assert [item.number for item in strip.items] == numbers
    assert sorted(number for place in strip.places for number in place.numbers) == numbers
    assert sorted(number for label in strip.labels for number in label.numbers) == numbers
    assert len(strip.table.rows) == len(numbers)


@pytest.mark.parametrize("name", ["40", "150", "150-in-one-year"])
def test_so_many_things_each_have_a_mark_and_a_text_of_their_own(name: str) -> None:
    strip = STRIPS[name]
    assert len(strip.places) == len(strip.items)
    assert all(label.marked and not label.title.endswith("…") for label in strip.labels)
    assert strip.text_size >= 12


def test_what_finds_no_room_is_counted_under_the_name_of_its_row() -> None:
    rest = [label for label in STRIPS["600"].labels if not label.marked]
    assert rest
    assert all(f"{len(label.numbers)}" in label.title for label in rest)
    assert all(label.box.right < STRIPS["600"].left for label in rest)


def test_a_late_thing_keeps_its_mark_where_there_is_no_room_for_all() -> None:
    strip = STRIPS["600"]
    late = {item.number for item in strip.items if item.mark and item.mark.tone is Tone.ALARM}
    assert late
    assert all(place.number in late for place in strip.places if late & set(place.numbers))


def test_a_text_says_what_the_plan_says_or_its_beginning(strip: Strip) -> None:
    for label in strip.labels:
        whole = strip.items[label.numbers[0] - 1].title
        if label.marked:
            assert label.title == whole or whole.startswith(label.title.removesuffix("…"))


def test_what_recurs_is_said_once_a_year_over_its_marks() -> None:
    strip = STRIPS["recurring"]
    board = [label for label in strip.labels if label.title == "Styremøte"]
    assert [len(label.numbers) for label in board] == [12] * 5
    first = board[0]
    assert first.when.replace("\u00a0", " ") == "14. jan.–14. des."
    marks = {place.number: place for place in strip.places}
    points = [marks[number].at for number in first.numbers]
    assert all(point.y == pytest.approx(first.line[0].y) for point in points)
    assert (first.line[0].x, first.line[-1].x) == (points[0].x, points[-1].x)
    assert all(label.box.bottom <= points[0].y for label in board[:1])


def test_in_one_year_each_turn_has_its_own_day_while_there_is_room() -> None:
    months = [f"2026-{month:02}-14" for month in range(1, 13)]
    meetings = [{"id": "board", "title": "Styremøte", "body": "body-0", "dates": months}]
    strip = strip_of(plan_of(0, meetings=meetings), as_of=date(2026, 5, 1))
    assert [len(label.numbers) for label in strip.labels] == [1] * 12


def test_nothing_else_stands_among_the_marks_of_what_recurs() -> None:
    strip = STRIPS["recurring"]
    for label in strip.labels:
        for place in strip.places if label.line else ():
            if place.number not in label.numbers and abs(place.at.y - label.line[0].y) < 1:
                assert not label.line[0].x < place.at.x < label.line[-1].x


# At its day -------------------------------------------------------------------------------------------------------


def placed(strip: Strip, title: str) -> Place:
    number = next(item.number for item in strip.items if item.title == title)
    return next(place for place in strip.places if number in place.numbers)


def test_a_mark_stands_in_the_month_of_its_day() -> None:
    activities = [{"id": f"a{n}", "title": f"{n}", "due": f"2027-{n:02}-28"} for n in range(1, 13)]
    strip = strip_of(years_of(0, areas=[{"id": "a", "title": "A", "activities": activities}]))
    for number in range(1, 13):
        month = strip.months[11 + number]
        assert month.start < placed(strip, f"{number}").at.x < month.end


def test_years_and_months_fill_the_strip_from_left_to_right(strip: Strip) -> None:
    for spans in (strip.years, strip.months):
        assert spans[0].start == pytest.approx(strip.left)
        assert spans[-1].end == pytest.approx(strip.right)
        assert all(before.end == pytest.approx(after.start) for before, after in pairwise(spans))
    assert [year.name for year in made(1).years] == ["2026", "2027", "2028"]


@pytest.mark.parametrize(("years", "first"), [(1, "januar"), (3, "jan"), (5, "J"), (25, "")])
def test_months_bear_the_longest_name_that_has_room(years: int, first: str) -> None:
    assert made(0, years).months[0].name == first


def test_a_broken_year_begins_in_its_own_month() -> None:
    strip = strip_of(plan_of(0, period="2026/2027"), as_of=date(2026, 9, 1))
    assert [strip.months[0].name, strip.months[-1].name] == ["august", "juli"]
    assert [year.name for year in strip.years] == ["2026", "2027"]
    assert strip.title == "Tidslinje 2026/2027"


def test_a_period_of_several_years_is_one_bar_that_ends_at_its_mark() -> None:
    activity = {"id": "hall", "title": "Build", "due": {"from": "2026-07-01", "to": "2028-06-30"}}
    strip = strip_of(years_of(0, areas=[{"id": "house", "title": "House", "activities": [activity]}]))
    place = placed(strip, "Build")
    assert place.start == pytest.approx(strip.months[6].start)
    assert place.end == pytest.approx(place.at.x)
    assert strip.months[29].start < place.at.x < strip.months[29].end


def test_what_goes_on_after_the_plan_ends_at_its_edge() -> None:
    activity = {"id": "hall", "title": "Build", "due": {"from": "2028-07-01", "to": "2031-06-30"}}
    strip = strip_of(years_of(0, areas=[{"id": "house", "title": "House", "activities": [activity]}]))
    assert placed(strip, "Build").end == pytest.approx(strip.right, abs=2)


def test_what_has_only_a_month_is_that_month() -> None:
    strip = strip_of(make_plan(), as_of=date(2026, 4, 20))
    place, august = placed(strip, "Picnic"), strip.months[7]
    assert place.start == pytest.approx(august.start)
    assert place.end == pytest.approx(august.end)
    assert place.at.x == pytest.approx((august.start + august.end) / 2)


def test_the_line_of_the_day_stands_where_the_day_is() -> None:
    strip = strip_of(years_of(0), as_of=date(2027, 7, 1))
    assert strip.hand is not None
    assert strip.months[18].start < strip.hand < strip.months[18].start + 2
    assert strip_of(years_of(0), as_of=date(2025, 7, 1)).hand is None
    assert strip_of(years_of(0), as_of=date(2029, 7, 1)).hand is None


# As the wheel says ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("rows", Rings)
def test_a_strip_holds_what_the_plans_wheels_hold_in_the_same_states(path: Path, rows: Rings) -> None:
    plan = read_plan(path).plan
    as_of = plan.period.start + timedelta(days=80)
    years = plan.period.end.year - plan.period.start.year + 1 if plan.period.start.month == 1 else 1
    wheels = [wheel_of(plan, as_of=as_of, rings=rows, year=n) for n in range(years)]
    found = {(one.when, one.title, one.mark, one.kind, one.who) for wheel in wheels for one in wheel.items}
    strip = strip_of(plan, as_of=as_of, rows=rows)
    assert {(one.when, one.title, one.mark, one.kind, one.who) for one in strip.items} == found
    assert {name for _, name in strip.groups} >= {
        name for wheel in wheels for _, name in wheel.groups if wheel.items
    } - {"Alt"}


def test_what_was_moved_stands_where_people_keep_it() -> None:
    strip = strip_of(make_plan(), *WHAT_PEOPLE_DID, as_of=date(2026, 4, 20))
    april = strip.months[3]
    assert any(
        april.start < place.at.x < april.end
        for place in strip.places
        if strip.items[place.number - 1].when.replace("\u00a0", " ") == "21 Apr"
    )


def test_nothing_that_happened_later_is_on_the_strip_of_a_day() -> None:
    later = moved("fair", "start", "2026-03-21", "2026-09-21", "2026-05-02")
    plan, day = make_plan(), date(2026, 4, 20)
    assert strip_of(plan, later, as_of=day) == strip_of(plan, as_of=day)


def test_the_legend_explains_every_state_on_the_strip(strip: Strip) -> None:
    tones = {item.mark.tone for item in strip.items if item.mark}
    assert {sign.mark.tone for sign in strip.legend if sign.name == "mark" and sign.mark} == tones
    assert not any(sign.name == "ring" for sign in strip.legend)
    assert any(sign.name == "bunch" for sign in strip.legend) == any(place.others for place in strip.places)
    assert any(sign.name == "bar" for sign in strip.legend) == bool(bars(strip))
    assert any(sign.name == "day" for sign in strip.legend) == (strip.hand is not None)


def test_what_is_confidential_is_on_the_strip_only_when_that_is_asked_for() -> None:
    activities = [{"id": "talks", "title": "Talks", "due": "2026-05-01", "confidential": True}]
    plan = make_plan(areas=[{"id": "a", "title": "A", "activities": activities}])
    assert "Talks (confidential)" in {item.title for item in strip_of(plan, confidential=True).items}
    hidden = strip_of(plan)
    assert "Talks" not in str(hidden)
    assert hidden.left_out == 1


def test_a_long_name_of_a_row_is_whole_in_as_many_lines_as_it_needs() -> None:
    bodies = {"body-0": {"name": "Arrangementskomiteen for somrer og høster", "accountable": True}}
    meetings = [
        {"id": f"m{n}", "title": "Møte", "body": "body-0", "date": f"2026-05-{n:02}"} for n in range(1, 9)
    ]
    row = strip_of(years_of(0, bodies=bodies, meetings=meetings)).rows[0]
    assert " ".join(row.lines) == row.name
    assert len(row.lines) > 1


@pytest.mark.parametrize("code", languages())
def test_the_strip_speaks_the_plans_language(code: str) -> None:
    strip = strip_of(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert strip.language == code
    assert strip.title == ("Timeline 2026" if code == "en" else "Tidslinje 2026")
    assert covering(strip) == []


def test_the_same_follow_up_gives_the_same_strip() -> None:
    assert made(150) == STRIPS["150"]
