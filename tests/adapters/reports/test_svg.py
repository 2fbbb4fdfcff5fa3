"""The charts: a picture that a page with a strict policy shows, that says in words what it shows, and that needs no colour."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, fromstring

import pytest

from adapters.reports.svg import FILLS, SHAPES, WIDTH, draw
from config.language import languages
from mappings.charts import Bar, BurnUp, Progress, Stack, Stacks
from mappings.report import SYMBOLS, Chart, Charts, Mark, Report, Tone
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import WHAT_PEOPLE_DID, make_plan, reported

MARKS = tuple(Mark(tone, tone.value) for tone in Tone)
BARS = Progress(
    "bars", "Bars", "One: 5 of 10", (), (Bar("One", MARKS[1], "5 of 10", 0.5, 0.75),), "expected by now"
)
STACKS = Stacks("stacks", "Stacks", "All: 8", (), MARKS, (Stack("All", (1,) * len(MARKS)),))
LINES = BurnUp(
    "lines",
    "Lines",
    "2 of 4",
    (),
    4,
    ((0.0, 0.0), (0.5, 2.0), (1.0, 4.0)),
    ((0.0, 0.0), (0.5, 2.0)),
    0.5,
    ((0.0, "J"), (0.5, "F")),
    "due: 2",
    "done: 2",
)


def charts(report: Report) -> list[Chart]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [chart for block in blocks if isinstance(block, Charts) for chart in block.charts]


def tree(chart: Chart) -> Element:
    return fromstring(draw(chart))  # noqa: S314 - our own


@pytest.mark.parametrize("chart", [BARS, STACKS, LINES], ids=lambda chart: chart.key)
def test_a_chart_names_itself_and_says_in_words_what_it_shows(chart: Chart) -> None:
    root = tree(chart)
    title, alternative = root[0], root[1]
    assert (title.tag, title.text, alternative.tag, alternative.text) == (
        "title",
        chart.title,
        "desc",
        chart.alternative,
    )
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {alternative.get('id')}"


@pytest.mark.parametrize("chart", [BARS, STACKS, LINES], ids=lambda chart: chart.key)
def test_nothing_in_a_chart_needs_a_style_a_script_or_another_file(chart: Chart) -> None:
    names = {name for one in tree(chart).iter() for name in one.attrib}
    assert names.isdisjoint({"style", "class", "href", "src"})
    assert not re.search(r"url\((?!#)|https?:", draw(chart))


def test_no_two_kinds_of_parts_look_the_same_without_their_colour() -> None:
    """In grey, a ground is dark or light; the light ones differ by their pattern."""
    looks = {(fill.pattern, int(fill.ground[1:3], 16) < 0x80) for fill in FILLS.values()}
    assert len(looks) == len(FILLS) - 1  # the one that is done and the one that was missed are both dark
    assert FILLS.keys() == SHAPES.keys() == SYMBOLS.keys()
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_a_bar_is_as_long_as_its_share_and_the_line_stands_where_it_is_expected() -> None:
    boxes = list(tree(BARS).iter("rect"))
    track, filled, _, line, *_ = boxes
    assert float(filled.get("width", "")) == pytest.approx(float(track.get("width", "")) / 2, abs=0.1)
    assert float(line.get("x", "")) + 1 == pytest.approx((WIDTH - 1) * 0.75, abs=0.1)


def test_the_parts_of_a_row_fill_it() -> None:
    parts = [one for one in tree(STACKS).iter("rect") if one.get("stroke") and one.get("height") == "16"]
    assert sum(float(one.get("width", "")) for one in parts) == pytest.approx(WIDTH - 1, abs=1)
    assert len(parts) == len(MARKS)


def test_everything_that_is_drawn_lies_within_the_picture() -> None:
    for chart in charts(reported(make_plan(), *WHAT_PEOPLE_DID)):
        root = tree(chart)
        _, _, wide, high = map(float, str(root.get("viewBox")).split())
        for one in root.iter("text"):
            assert 0 <= float(one.get("x", "")) <= wide
            assert 0 <= float(one.get("y", "")) <= high


@pytest.mark.parametrize("code", languages())
def test_a_report_with_something_to_draw_has_charts_in_every_language(code: str) -> None:
    drawn = charts(reported(make_plan(language=code), *WHAT_PEOPLE_DID))
    assert [chart.key for chart in drawn] == ["progress-1", "areas", "burn-up"]
    assert all(chart.title and chart.alternative for chart in drawn)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_drawn_as_text(attack: str) -> None:
    for chart in charts(hostile_report(attack)):
        root = tree(chart)
        assert {one.tag for one in root.iter()} <= {
            "svg", "title", "desc", "text", "rect", "path", "circle", "pattern"
        }  # fmt: skip
    areas = next(chart for chart in charts(hostile_report(attack)) if chart.key == "areas")
    assert plain(attack) in str(tree(areas)[1].text)
