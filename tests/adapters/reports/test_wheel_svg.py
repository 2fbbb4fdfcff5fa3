"""The wheel as SVG: well-formed, named and described, text that stays text, and a shape for every state."""

from __future__ import annotations

import re

import pytest
from lxml import etree  # type: ignore[import-untyped]

from adapters.reports.wheel_drawing import COLOURS, shape
from adapters.reports.wheel_svg import render
from mappings.report import Mark, Tone
from mappings.wheel import Point
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.adapters.reports.test_html import luminance
from tests.wheels import made, wheel_of

SVG = "{http://www.w3.org/2000/svg}"
WHEEL = made(150)
TEXT = render(WHEEL)


def read(text: str) -> etree._Element:
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


def test_the_picture_has_a_name_and_a_description() -> None:
    root = read(TEXT)
    assert root.get("role") == "img"
    assert root.get("lang") == "nb"
    named = {str(part.get("id")): part.text for part in root.iter(f"{SVG}title", f"{SVG}desc")}
    assert named[str(root.get("aria-labelledby"))] == "Årshjul 2026 – Lia idrettslag"
    assert named[str(root.get("aria-describedby"))] == WHEEL.description


def test_every_item_is_named_in_full_where_it_is_pointed_at() -> None:
    titles = {
        part.findtext(f"{SVG}title") for part in read(TEXT).iter(f"{SVG}g") if part.get("class") == "item"
    }
    assert titles == {item.said for item in WHEEL.items}


def test_nothing_is_fetched_styled_or_run() -> None:
    root = read(TEXT)
    allowed = {"svg", "g", "title", "desc", "path", "circle", "rect", "text", "tspan"}
    assert {etree.QName(part).localname for part in root.iter()} <= allowed
    names = {str(name) for part in root.iter() for name in part.attrib}
    assert not {name for name in names if name.startswith("on") or name in {"style", "href", "src"}}
    assert "url(" not in TEXT
    assert re.findall(r"https?://[^\"]*", TEXT) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize(
    "attack", [*ATTACKS, "\ufffe\uffff end", "]]>", "<!--", "🎉"], ids=lambda one: one[:24]
)
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    wheel = wheel_of(hostile_plan(attack))
    root = read(render(wheel))
    assert {part.tag for part in root.iter()} <= {part.tag for part in read(TEXT).iter()}
    assert {name for part in root.iter() for name in part.attrib} <= {
        name for part in read(TEXT).iter() for name in part.attrib
    }
    said = " ".join(str(part.text) for part in root.iter(f"{SVG}title"))
    assert plain(attack).replace("\ufffe", "").replace("\uffff", "") in said


def drawn(tone: Tone) -> str:
    """A state's picture as it is on paper in black and white: without its colour."""
    picture = shape(Mark(tone, ""), Point(0, 0), 8)
    return re.sub(r"#(?!ffffff)[0-9a-f]{6}", "black", picture)


def test_every_state_has_a_shape_of_its_own_without_its_colour() -> None:
    pictures = {drawn(tone) for tone in Tone}
    assert len(pictures) == len(Tone)


@pytest.mark.parametrize("tone", Tone)
def test_every_colour_is_seen_on_both_grounds(tone: Tone) -> None:
    for ground in ("ffffff", "eef3f8"):
        light, dark = sorted((luminance(ground), luminance(COLOURS[tone].lstrip("#"))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_same_wheel_gives_the_same_bytes() -> None:
    assert render(made(150)) == TEXT


@pytest.mark.parametrize("count", [0, 1, 600])
def test_a_plan_of_any_size_is_drawn(count: int) -> None:
    root = read(render(made(count)))
    marks = [part for part in root.iter(f"{SVG}g") if part.get("class") == "item"]
    assert len(marks) == len(made(count).spots)
