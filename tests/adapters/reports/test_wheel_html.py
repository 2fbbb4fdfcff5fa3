"""The wheel's page: one file that asks nobody for anything, runs its own script alone, and says everything in a table too."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from adapters.reports.wheel_html import render
from config.language import languages
from mappings.wheel import Wheel
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.adapters.reports.test_html import Page
from tests.progress import WHAT_PEOPLE_DID, make_plan
from tests.wheels import made, wheel_of

WHEEL = made(40)
TEXT = render(WHEEL)
# An SVG's elements may close themselves; a page's parser wants to see that said.
PAGE = Page(re.sub(r"<(path|circle|rect|tspan|g)([^>]*)/>", r"<\1\2></\1>", TEXT))


def digest(text: str, tag: str) -> str:
    inside = text.split(f"<{tag}>")[1].split(f"</{tag}>", maxsplit=1)[0]
    return base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()


@pytest.mark.parametrize("wheel", [WHEEL, made(0), made(600)], ids=["40", "0", "600"])
def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(wheel: Wheel) -> None:
    text = render(wheel)
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest(text, 'style')}'; "
        f"script-src 'sha256-{digest(text, 'script')}'; base-uri 'none'; form-action 'none'"
    )
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script>")


def test_nothing_is_fetched() -> None:
    tags = {tag for tag, _ in PAGE.elements}
    assert tags.isdisjoint({"link", "img", "iframe", "object", "embed", "base", "a", "use", "image"})
    assert set(re.findall(r"https?://[^\"]*", TEXT)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\(|@import|javascript:|fetch\(|XMLHttp|import\(|eval\(|innerHTML", TEXT)
    names = {name for _, attributes in PAGE.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "src", "href", "action"}}


def test_the_page_is_well_formed_and_its_ids_are_unique() -> None:
    assert PAGE.unbalanced == []
    assert PAGE.open == []
    ids = [attributes["id"] for _, attributes in PAGE.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_table_says_all_that_the_wheel_shows() -> None:
    rows = [attributes for attributes in PAGE.all("tr") if "data-n" in attributes]
    assert [attributes["data-n"] for attributes in rows] == [str(item.number) for item in WHEEL.items]
    for item in WHEEL.items:
        assert item.title in PAGE.visible
        assert item.mark is None or item.mark.word in PAGE.visible


def test_every_ring_and_state_can_be_left_out() -> None:
    boxes = PAGE.all("input")
    assert {box["value"] for box in boxes if box["name"] == "ring"} == {
        str(n) for n in range(len(WHEEL.rings))
    }
    states = {attributes["data-state"] for attributes in PAGE.all("tr") if "data-state" in attributes}
    assert {box["value"] for box in boxes if box["name"] == "state"} == states


@pytest.mark.parametrize("code", languages())
def test_every_language_is_said_in_the_page(code: str) -> None:
    wheel = wheel_of(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert f'<html lang="{code}">' in render(wheel)
    assert wheel.table.caption in render(wheel)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    text = re.sub(
        r"<(path|circle|rect|tspan|g)([^>]*)/>", r"<\1\2></\1>", render(wheel_of(hostile_plan(attack)))
    )
    page = Page(text)
    assert page.unbalanced == []
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in PAGE.elements}
    assert {name for _, attributes in page.elements for name in attributes} <= {
        name for _, attributes in PAGE.elements for name in attributes
    }
    assert " ".join(plain(attack).split()) in page.visible
    assert text.count("<script>") == text.count("</script>") == 1


def test_the_same_wheel_gives_the_same_bytes() -> None:
    assert render(made(40)) == TEXT
