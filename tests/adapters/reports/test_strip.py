"""The strip as SVG, PNG, PDF and a page: named and described, text that stays text, every text in its own place."""

from __future__ import annotations

import re
import struct

import pypdfium2  # type: ignore[import-untyped]
import pytest
from lxml import etree  # type: ignore[import-untyped]

from adapters.reports import wheel_html
from adapters.reports.strip_svg import render
from adapters.reports.wheel_paper import pdf, png
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.adapters.reports.test_html import Page, luminance
from tests.adapters.reports.test_wheel_paper import SHORT, pages, squeezed, within_boxes
from tests.adapters.reports.test_wheel_svg import SVG, read
from tests.strips import made, strip_of

STRIP = made(150)
TEXT = render(STRIP)


def page_of(text: str) -> Page:
    """An SVG's elements may close themselves; a page's parser wants to see that said."""
    return Page(re.sub(r"<(path|circle|rect|tspan|text|g)([^>]*)/>", r"<\1\2></\1>", text))


def test_the_picture_has_a_name_and_a_description() -> None:
    root = read(TEXT)
    assert (root.get("role"), root.get("lang")) == ("img", "nb")
    named = {str(part.get("id")): part.text for part in root.iter(f"{SVG}title", f"{SVG}desc")}
    assert named[str(root.get("aria-labelledby"))] == "Tidslinje 2026–2028 – Lia idrettslag"
    assert named[str(root.get("aria-describedby"))] == STRIP.description
    assert all(row.name in STRIP.description for row in STRIP.rows)


def test_every_item_is_named_in_full_where_it_is_pointed_at() -> None:
    marks = [part for part in read(TEXT).iter(f"{SVG}g") if part.get("class") == "item"]
    assert {part.findtext(f"{SVG}title") for part in marks} == {item.said for item in STRIP.items}


def test_nothing_is_fetched_styled_or_run() -> None:
    root = read(TEXT)
    allowed = {"svg", "g", "title", "desc", "path", "circle", "rect", "text", "tspan"}
    assert {etree.QName(part).localname for part in root.iter()} <= allowed
    names = {str(name) for part in root.iter() for name in part.attrib}
    assert not {name for name in names if name.startswith("on") or name in {"style", "href", "src"}}
    assert re.findall(r"https?://[^\"]*", TEXT) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("attack", [*ATTACKS, "]]>", "<!--", "🎉"], ids=lambda one: one[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    root = read(render(strip_of(hostile_plan(attack))))
    assert {part.tag for part in root.iter()} <= {part.tag for part in read(TEXT).iter()}
    said = " ".join(str(part.text) for part in root.iter(f"{SVG}title"))
    assert plain(attack) in said
    page = page_of(wheel_html.render(strip_of(hostile_plan(attack))))
    assert page.unbalanced == []
    assert " ".join(plain(attack).split()) in page.visible


@pytest.mark.parametrize("attack", SHORT, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text_on_paper(attack: str) -> None:
    strip = strip_of(hostile_plan(attack))
    assert squeezed(strip.items[0].title) in squeezed(" ".join(pages(pdf(strip))[1:]))


def test_a_text_in_a_bar_is_dark_enough_on_every_colour() -> None:
    grounds = set(re.findall(r'fill="(#[0-9a-f]{6})"', TEXT)) - {"#1f3d5c"}
    light = [ground for ground in grounds if luminance(ground.lstrip("#")) > 0.5]
    assert light
    assert all((luminance(one.lstrip("#")) + 0.05) / (luminance("1c1c1c") + 0.05) >= 7 for one in light)


@pytest.mark.parametrize("count", [1, 40, 150, 600])
def test_every_text_stands_whole_within_its_own_place_on_paper(count: int) -> None:
    strip = made(count)
    found = within_boxes(strip, pdf(strip))
    for number, label in enumerate(strip.labels):
        assert squeezed(found[number]) == squeezed(f"{label.when}{label.title}")


def test_the_tables_follow_the_picture() -> None:
    first, *rest = pages(pdf(STRIP))
    assert "Tidslinje 2026–2028" in first
    table = squeezed(" ".join(rest))
    assert squeezed(STRIP.table.caption) in table
    assert all(squeezed(item.title) in table for item in STRIP.items)


def test_the_pdf_is_one_that_is_read_aloud() -> None:
    document = pdf(STRIP)
    assert all(sign in document for sign in (b"/MarkInfo", b"/StructTreeRoot", b"(nb)", b"pdfuaid"))


@pytest.mark.parametrize(("count", "wide"), [(150, 297), (600, 420)])
def test_letters_that_would_be_small_take_a_larger_sheet(count: int, wide: int) -> None:
    assert round(pypdfium2.PdfDocument(pdf(made(count)))[0].get_size()[0] / 72 * 25.4) == wide


def test_the_picture_is_a_png_of_3200_by_2262_points() -> None:
    assert struct.unpack(">II", png(STRIP)[16:24]) == (3200, 2262)


def test_the_page_says_all_that_the_strip_shows_and_lets_every_row_and_state_be_left_out() -> None:
    page = page_of(wheel_html.render(STRIP))
    assert page.unbalanced == []
    rows = [attributes for attributes in page.all("tr") if "data-n" in attributes]
    assert len(rows) == len(STRIP.items)
    boxes = page.all("input")
    assert {box["value"] for box in boxes if box["name"] == "ring"} == {
        str(n) for n in range(len(STRIP.rows))
    }
    assert {box["value"] for box in boxes if box["name"] == "state"} == {row["data-state"] for row in rows}
    assert "Tidslinjen som tabell" in page.visible


def test_the_same_strip_gives_the_same_bytes() -> None:
    again = made(150)
    assert render(again) == TEXT
    assert wheel_html.render(again) == wheel_html.render(STRIP)
    assert pdf(again) == pdf(STRIP)
    assert png(again) == png(STRIP)
