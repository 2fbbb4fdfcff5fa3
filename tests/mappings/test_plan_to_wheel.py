"""The wheel as values: everything is on it once, at its day, in its state, and nothing covers anything else."""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from config.language import languages
from config.plan import Plan
from config.plan_file import read_plan
from mappings.history import Seen
from mappings.report import Tone
from mappings.wheel import HEIGHT, MARGIN, WIDTH, Label, Point, Rings, Spot, Wheel
from mappings.wheel_labels import nearest
from mappings.wheel_year import years
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.progress import WHAT_PEOPLE_DID, make_plan, moved, seen
from tests.wheels import EXAMPLES, made, plan_of, wheel_of

COUNTS = (0, 1, 2, 40, 150, 600)
WHEELS = {str(count): made(count) for count in COUNTS}


def example(path: Path) -> Wheel:
    plan = read_plan(path).plan
    return wheel_of(plan, as_of=plan.period.start + timedelta(days=80))


def crowded(**when: Any) -> Wheel:
    """Forty things at once, and nothing else."""
    activities = [{"id": f"a{n}", "title": f"Deed number {n}", **when} for n in range(40)]
    return wheel_of(plan_of(0, areas=[{"id": "all", "title": "All", "activities": activities}]))


def many_bodies() -> Wheel:
    """Eleven bodies with long names, as of the end of the year."""
    names = [f"Arbeidsgruppa for det som er nummer {n}" for n in range(11)]
    bodies = {f"body-{n}": {"name": name, "accountable": n == 0} for n, name in enumerate(names)}
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 13) for day in (3, 9, 17)]
    meetings = [
        {"id": f"m{n}", "title": "Møte", "body": f"body-{n}", "dates": days[n % 3 :: 4 + n % 2]}
        for n in range(11)
    ]
    plan = plan_of(0, bodies=bodies, meetings=meetings)
    return wheel_of(plan, as_of=date(2026, 12, 20))


CROWDED = {
    "one-day": crowded(due="2026-06-30"),
    "last-day": crowded(due="2026-12-31"),
    "all-year": crowded(due={"from": "2026-01-01", "to": "2026-12-31"}),
    "many-bodies": many_bodies(),
}
ALL = WHEELS | CROWDED | {path.parent.name: example(path) for path in EXAMPLES}


@pytest.fixture(params=ALL, name="wheel")
def _wheel(request: pytest.FixtureRequest) -> Wheel:
    return ALL[request.param]


# Nothing covers anything ------------------------------------------------------------------------------------------


def test_no_text_covers_another(wheel: Wheel) -> None:
    assert covering(wheel) == []


def test_no_text_is_cut_at_the_edge_or_lies_on_the_wheel(wheel: Wheel) -> None:
    for label in wheel.labels:
        box = label.box
        assert MARGIN - 0.01 <= box.left < box.right <= WIDTH - MARGIN + 0.01, label.title
        assert 100 <= box.top < box.bottom <= HEIGHT - MARGIN, label.title
        x = box.left if label.to_the_right else box.right
        y = min((box.top, box.bottom), key=lambda edge: abs(edge - wheel.centre.y))
        assert math.hypot(x - wheel.centre.x, y - wheel.centre.y) > wheel.radius + 20, label.title


def test_the_legend_stays_on_the_sheet_and_below_the_texts(wheel: Wheel) -> None:
    lowest = max((label.box.bottom for label in wheel.labels), default=0.0)
    for sign in wheel.legend:
        assert sign.at.x >= MARGIN
        assert lowest < sign.at.y - 8 < sign.at.y + 8 <= HEIGHT - MARGIN / 2


def test_no_mark_covers_another(wheel: Wheel) -> None:
    places = [(spot, Point.on(wheel.centre, spot.radius, spot.angle)) for spot in wheel.spots]
    for (one, here), (other, there) in combinations(places, 2):
        apart = math.hypot(here.x - there.x, here.y - there.y)
        assert apart >= one.size + other.size, (one, other)


def test_no_mark_lies_on_the_period_of_another(wheel: Wheel) -> None:
    arcs = [spot for spot in wheel.spots if spot.start is not None]
    for arc in arcs:
        for spot in wheel.spots:
            assert spot is arc or not lies_on(spot, arc), (spot, arc)


def test_every_mark_and_period_stays_within_its_ring(wheel: Wheel) -> None:
    for spot in wheel.spots:
        ring = wheel.rings[spot.ring]
        assert ring.inner < spot.radius - spot.size < spot.radius + spot.size < ring.outer
    edges = [wheel.band, *(edge for ring in wheel.rings for edge in (ring.outer, ring.inner)), wheel.hub]
    assert all(before >= after - 0.01 for before, after in pairwise(edges))


def test_no_line_crosses_another_or_runs_through_a_text(wheel: Wheel) -> None:
    lines = [label for label in wheel.labels if label.line]
    for one, other in combinations(lines, 2):
        assert not any(crosses(a, b) for a in pairwise(one.line) for b in pairwise(other.line)), (one, other)
    for one in lines:
        for other in wheel.labels:
            assert one is other or not any(through(piece, other) for piece in pairwise(one.line)), (
                one,
                other,
            )


def lies_on(spot: Spot, arc: Spot) -> bool:
    """Whether a mark reaches an arc, which lies between two angles at one radius."""
    assert arc.start is not None
    assert arc.end is not None
    half = math.degrees(spot.size / spot.radius)
    beside = spot.angle + half < arc.start or arc.end < spot.angle - half
    return not beside and abs(spot.radius - arc.radius) < spot.size + arc.size * 0.25


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < -1e-6 and side(c, d, a) * side(c, d, b) < -1e-6


def through(piece: tuple[Point, Point], label: Label) -> bool:
    box, (a, b) = label.box, piece
    steps = (n / 20 for n in range(21))
    return any(
        box.left + 1 < a.x + (b.x - a.x) * n < box.right - 1
        and box.top + 1 < a.y + (b.y - a.y) * n < box.bottom - 1
        for n in steps
    )


def covering(wheel: Wheel) -> list[tuple[str, str]]:
    return [
        (one.title, other.title) for one, other in combinations(wheel.labels, 2) if one.box.meets(other.box)
    ]


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_a_hostile_title_covers_nothing_and_stands_whole_in_the_table(attack: str) -> None:
    wheel = wheel_of(hostile_plan(attack))
    assert covering(wheel) == []
    assert all(
        label.box.left >= MARGIN - 0.01 and label.box.right <= WIDTH - MARGIN + 0.01 for label in wheel.labels
    )
    assert {row[1].text for row in wheel.table.rows} >= {item.title for item in wheel.items}


def test_forty_things_on_one_day_are_forty_texts_and_no_line_goes_back_over_the_wheel() -> None:
    for name in ("one-day", "last-day"):
        wheel = ALL[name]
        assert len(wheel.labels) == 40
        for label in wheel.labels:
            away = [math.hypot(p.x - wheel.centre.x, p.y - wheel.centre.y) for p in label.line]
            assert min(away) >= wheel.radius


def test_heights_are_as_near_as_can_be_to_what_was_asked_for() -> None:
    assert nearest([10, 50, 90], 10, 0, 100) == [10, 50, 90]
    assert nearest([50, 50, 50], 10, 0, 100) == [40, 50, 60]
    assert nearest([99, 99], 10, 0, 100) == [90, 100]
    assert nearest([0, 0, 80], 10, 5, 100) == [5, 15, 80]
    assert nearest([], 10, 0, 100) == []


# Everything is on it ----------------------------------------------------------------------------------------------


def test_everything_with_a_day_has_a_mark_a_row_and_a_text(wheel: Wheel) -> None:
    numbers = list(range(1, len(wheel.items) + 1))
    assert [item.number for item in wheel.items] == numbers
    assert sorted(number for spot in wheel.spots for number in spot.numbers) == numbers
    assert sorted(number for label in wheel.labels for number in label.numbers) == numbers
    assert len(wheel.table.rows) == len(numbers)


@pytest.mark.parametrize("count", [40, 150])
def test_so_many_things_each_have_a_mark_of_their_own(count: int) -> None:
    assert len(WHEELS[str(count)].spots) == count
    assert all(label.marked for label in WHEELS[str(count)].labels)


def test_what_finds_no_room_is_counted_and_not_forgotten() -> None:
    wheel = WHEELS["600"]
    rest = [label for label in wheel.labels if not label.marked]
    assert rest
    assert all(f"{len(label.numbers)}" in label.title for label in rest)


def test_a_late_thing_keeps_its_text_and_its_mark_where_there_is_no_room_for_all() -> None:
    wheel = WHEELS["600"]
    late = {item.number for item in wheel.items if item.mark and item.mark.tone is Tone.ALARM}
    told = {
        number
        for label in wheel.labels
        if label.mark and label.mark.tone is Tone.ALARM
        for number in label.numbers
    }
    assert late == told
    gathered = [spot for spot in wheel.spots if late & set(spot.numbers)]
    assert all(spot.number in late for spot in gathered)


def test_letters_grow_when_there_is_little_to_say() -> None:
    sizes = [WHEELS[str(count)].text_size for count in COUNTS]
    assert sizes == sorted(sizes, reverse=True)
    assert WHEELS["150"].text_size >= 9.5


def test_a_text_says_what_the_plan_says_or_its_beginning(wheel: Wheel) -> None:
    for label in wheel.labels:
        whole = wheel.items[label.numbers[0] - 1].title
        if label.marked:
            assert label.title == whole or whole.startswith(label.title.removesuffix("…"))


# At its day -------------------------------------------------------------------------------------------------------


def placed(wheel: Wheel, title: str, when: str = "") -> Spot:
    number = next(
        item.number
        for item in wheel.items
        if item.title == title and when in item.when.replace("\u00a0", " ")
    )
    return next(spot for spot in wheel.spots if number in spot.numbers)


def test_the_year_goes_clockwise_from_the_top() -> None:
    wheel = wheel_of(make_plan())
    angles = [placed(wheel, "Board meeting", day).angle for day in ("10 Feb", "10 Mar", "14 Apr", "12 May")]
    assert angles == sorted(angles)
    assert 5 < placed(wheel, "Annual meeting").angle < 35
    assert len(wheel.months) == 12
    assert wheel.months[0].name == "January"


def test_a_mark_stands_in_the_month_of_its_day() -> None:
    wheel = WHEELS["600"]
    names = {month.name[:3]: month for month in wheel.months}
    for spot in wheel.spots:
        if spot.start is None and not spot.others:
            short = wheel.items[spot.number - 1].when.replace("\u00a0", " ").split(" ")[1][:3]
            assert names[short].start <= spot.angle <= names[short].end


def test_a_meeting_that_somebody_moved_stands_where_people_keep_it() -> None:
    wheel = wheel_of(make_plan(), *WHAT_PEOPLE_DID)
    day = placed(wheel, "Board meeting", "21 Apr")
    assert wheel.months[3].start < day.angle < wheel.months[3].end


def test_a_window_is_an_arc_that_ends_at_its_mark() -> None:
    activity = {"id": "hall", "title": "Paint the hall", "due": {"from": "2026-04-01", "to": "2026-06-30"}}
    wheel = wheel_of(make_plan(areas=[{"id": "house", "title": "House", "activities": [activity]}]))
    spot = placed(wheel, "Paint the hall")
    assert spot.start == pytest.approx(wheel.months[3].start)
    assert spot.end == pytest.approx(spot.angle)
    assert wheel.months[5].start < spot.angle < wheel.months[5].end


def test_a_period_of_several_years_goes_through_every_wheel_that_it_reaches() -> None:
    activity = {"id": "hall", "title": "Build", "due": {"from": "2026-07-01", "to": "2028-06-30"}}
    areas = [{"id": "house", "title": "House", "activities": [activity]}]
    plan = plan_of(0, period="2026-2030", areas=areas)
    found = [wheel_of(plan, year=n) for n in range(5)]
    assert [len(wheel.spots) for wheel in found] == [1, 1, 1, 0, 0]
    first, second, third = (wheel.spots[0] for wheel in found[:3])
    assert first.start == pytest.approx(found[0].months[6].start)
    assert second.start == pytest.approx(5)
    assert second.end == pytest.approx(355, abs=1)
    assert third.end == pytest.approx(third.angle)
    assert [wheel.labels[0].when.replace("\u00a0", " ") for wheel in found[:3]] == [
        "30. juni 2028",
        "30. juni 2028",
        "30. juni",
    ]


def test_what_has_only_a_month_is_that_month() -> None:
    wheel = wheel_of(make_plan(), as_of=date(2026, 4, 20))
    spot = placed(wheel, "Picnic")
    august = wheel.months[7]
    assert spot.start == pytest.approx(august.start)
    assert spot.end == pytest.approx(august.end)
    assert next(label.when for label in wheel.labels if label.title == "Picnic") == "August"


def test_the_hand_points_at_the_day_of_the_wheel() -> None:
    wheel = wheel_of(make_plan(), as_of=date(2026, 7, 1))
    assert wheel.hand is not None
    assert wheel.months[6].start < wheel.hand < wheel.months[6].start + 1
    assert wheel.as_of == "As of 1 July 2026"


def test_before_and_after_the_plans_year_there_is_no_hand() -> None:
    assert wheel_of(make_plan(), as_of=date(2025, 11, 1)).hand is None
    assert wheel_of(make_plan(), as_of=date(2027, 2, 1)).hand is None


# Which year -------------------------------------------------------------------------------------------------------


def period(**days: str) -> Any:
    return make_plan(period=days).period


def test_a_broken_year_begins_in_its_own_month() -> None:
    (year,) = years(period(start="2026-08-01", end="2027-07-31"))
    wheel = wheel_of(plan_of(0, period="2026/2027"), as_of=date(2026, 9, 1))
    assert (year.first, year.last, year.name) == (date(2026, 8, 1), date(2027, 7, 31), "2026/2027")
    assert [wheel.months[0].name, wheel.months[-1].name] == ["august", "juli"]
    assert wheel.year == "2026/2027"


def test_a_year_that_begins_within_a_month_has_all_its_months() -> None:
    (year,) = years(period(start="2026-03-15", end="2027-03-14"))
    assert (year.first, year.last, year.months) == (date(2026, 3, 1), date(2027, 3, 31), 13)


def test_half_a_year_is_still_twelve_months() -> None:
    (year,) = years(period(start="2026-01-01", end="2026-06-30"))
    assert year.months == 12


def test_a_plan_of_several_years_has_a_wheel_for_each() -> None:
    found = years(period(start="2026-01-01", end="2030-12-31"))
    assert [year.name for year in found] == ["2026", "2027", "2028", "2029", "2030"]
    meetings = [{"id": "congress", "title": "Congress", "dates": ["2026-05-01", "2028-05-01"]}]
    plan = plan_of(0, period="2026-2030", meetings=meetings)
    assert [len(wheel_of(plan, year=n).items) for n in range(5)] == [1, 0, 1, 0, 0]
    assert wheel_of(plan).beside is None


def test_what_has_no_day_or_lies_outside_the_plan_is_told_beside_the_wheel() -> None:
    activities = [
        {"id": "some-day", "title": "Some day"},
        {"id": "later", "title": "Next year", "due": "2027-02-01"},
        {"id": "now", "title": "This year", "due": "2026-05-01"},
    ]
    wheel = wheel_of(make_plan(areas=[{"id": "a", "title": "A", "activities": activities}]))
    assert wheel.beside is not None
    beside = {row[0].text for row in wheel.beside.rows}
    assert {"Some day", "Next year"} <= beside
    assert "This year" not in beside


# In its state -----------------------------------------------------------------------------------------------------


def state(wheel: Wheel, title: str, when: str = "") -> Tone | None:
    number = placed(wheel, title, when).number
    mark = wheel.items[number - 1].mark
    return mark.tone if mark else None


def test_states_are_those_of_the_report() -> None:
    wheel = wheel_of(make_plan(), *WHAT_PEOPLE_DID, as_of=date(2026, 3, 31))
    assert state(wheel, "Annual meeting") is Tone.CLOSED
    assert state(wheel, "Book fair") is Tone.OFF
    assert state(wheel, "Board meeting", "12 May") is Tone.WAITING


def test_silence_is_never_green() -> None:
    wheel = wheel_of(make_plan(), as_of=date(2026, 12, 31))
    tones = {item.mark.tone for item in wheel.items if item.mark}
    assert tones <= {Tone.UNKNOWN, Tone.ALARM, Tone.OFF, Tone.CLOSED, Tone.WAITING}
    assert state(wheel, "Annual meeting") is Tone.UNKNOWN


def test_nothing_that_happened_later_is_on_the_wheel_of_a_day() -> None:
    later = seen("annual-meeting", Seen.CANCELLED, "2026-05-02")
    shifted = moved("fair", "start", "2026-03-21", "2026-09-21", "2026-05-02")
    plan, day = make_plan(), date(2026, 4, 20)
    assert wheel_of(plan, later, shifted, as_of=day) == wheel_of(plan, as_of=day)


def test_a_day_that_is_set_is_no_event_that_was_held() -> None:
    wheel = wheel_of(make_plan(), seen("picnic/set-date", Seen.DONE, "2026-04-01"))
    assert state(wheel, "Picnic") is Tone.WAITING


def test_a_day_to_observe_has_no_state() -> None:
    wheel = wheel_of(make_plan())
    assert state(wheel, "Book day") is None
    assert any(sign.name == "observance" for sign in wheel.legend)


def test_the_legend_explains_every_state_and_ring_on_the_wheel(wheel: Wheel) -> None:
    tones = {item.mark.tone for item in wheel.items if item.mark}
    assert {sign.mark.tone for sign in wheel.legend if sign.name == "mark" and sign.mark} == tones
    assert [sign.letter for sign in wheel.legend if sign.name == "ring"] == [
        ring.letter for ring in wheel.rings
    ]
    assert any(sign.name == "bunch" for sign in wheel.legend) == any(spot.others for spot in wheel.spots)
    assert any(sign.name == "period" for sign in wheel.legend) == any(
        spot.start is not None for spot in wheel.spots
    )


def test_what_is_confidential_is_on_the_wheel_only_when_that_is_asked_for() -> None:
    activities = [{"id": "talks", "title": "Talks", "due": "2026-05-01", "confidential": True}]
    plan = make_plan(areas=[{"id": "a", "title": "A", "activities": activities}])
    shown = wheel_of(plan, confidential=True)
    hidden = wheel_of(plan)
    assert "Talks (confidential)" in {item.title for item in shown.items}
    assert "Talks" not in str(hidden)
    assert (shown.left_out, hidden.left_out) == (0, 1)


# Rings ------------------------------------------------------------------------------------------------------------


def test_rings_are_bodies_areas_or_kinds() -> None:
    plan = plan_of(150)
    assert [ring.name for ring in wheel_of(plan).rings] == [body.name for body in plan.bodies.values()]
    areas = [ring.name for ring in wheel_of(plan, rings=Rings.AREAS).rings]
    assert areas == [*(area.title for area in plan.areas), "Øvrige"]
    assert [ring.name for ring in wheel_of(plan, rings=Rings.KINDS).rings] == ["Møter", "Aktiviteter"]


def test_more_bodies_than_rings_share_the_last_ring() -> None:
    bodies = {f"b{n}": {"name": f"Group {n}", "accountable": n == 0} for n in range(12)}
    meetings = [
        {"id": f"m{n}-{m}", "title": "Meets", "body": f"b{n}", "date": f"2026-{m:02}-10"}
        for n in range(12)
        for m in range(1, 13 - n % 3)
    ]
    plan = Plan.model_validate(
        {
            "title": "P",
            "organisation": "O",
            "language": "en",
            "period": 2026,
            "bodies": bodies,
            "meetings": meetings,
        }
    )
    wheel = wheel_of(plan)
    assert len(wheel.rings) == 8
    assert wheel.rings[-1].name == "Others"
    assert len(wheel.spots) == len(meetings)


@pytest.mark.parametrize("code", languages())
def test_the_wheel_speaks_the_plans_language(code: str) -> None:
    wheel = wheel_of(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert wheel.language == code
    assert {"sv": "Årshjul 2026", "en": "Annual wheel 2026"}.get(code, "Årshjul 2026") == wheel.title
    assert covering(wheel) == []


def test_the_description_says_what_the_picture_holds() -> None:
    wheel = WHEELS["150"]
    assert "Lia idrettslag" in wheel.description
    assert "150" in wheel.description
    assert all(ring.name in wheel.description for ring in wheel.rings)


def test_the_same_follow_up_gives_the_same_wheel() -> None:
    assert made(150) == WHEELS["150"]
