"""The strip's page in a real Chromium: no text covers another in its fonts, and mouse, keyboard, finger and axe find their way."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize

from adapters.reports.wheel_html import render
from mappings.wheel import Strip
from tests.adapters.reports.conftest import DESKTOP, PHONE
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.adapters.reports.test_wheel_browser import COVERING, OUTSIDE, show
from tests.mappings.test_plan_to_strip import STRIPS
from tests.strips import made, strip_of

ALL_COVERING = COVERING.replace(".label text,", ".label text, .name text, .ground text, .hand text,")


@pytest.mark.parametrize("name", STRIPS)
def test_no_text_covers_another_or_leaves_the_sheet_in_the_browsers_fonts(
    page: Page, tmp_path: Path, name: str
) -> None:
    show(page, tmp_path, render(STRIPS[name]))
    assert page.evaluate(ALL_COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("family", ["Arial", "DejaVu Sans", "Liberation Sans", "serif"])
@pytest.mark.parametrize("name", ["150", "150-in-one-year", "recurring"])
def test_no_text_covers_another_in_other_fonts_either(
    page: Page, tmp_path: Path, name: str, family: str
) -> None:
    show(page, tmp_path, render(STRIPS[name]))
    page.evaluate("(family) => document.querySelector('svg').setAttribute('font-family', family)", family)
    assert page.evaluate(ALL_COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("attack", [*ATTACKS[:3], ATTACKS[-1]], ids=lambda attack: attack[:24])
def test_hostile_text_runs_nothing_and_stays_on_the_sheet(page: Page, tmp_path: Path, attack: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    show(page, tmp_path, render(strip_of(hostile_plan(attack))))
    assert len(asked) == 1
    assert page.evaluate(ALL_COVERING) == []
    assert page.evaluate(OUTSIDE) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


@pytest.mark.parametrize(
    ("name", "size"), [("0", DESKTOP), ("40", PHONE), ("150", DESKTOP), ("recurring", PHONE)]
)
def test_axe_finds_nothing_wrong(page: Page, tmp_path: Path, size: ViewportSize, name: str) -> None:
    page.set_viewport_size(size)
    show(page, tmp_path, render(STRIPS[name]))
    page.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_phone_it_is_moved_sideways_and_begins_about_the_day(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(STRIPS["150"]))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".hand").bounding_box()
    assert box is not None
    assert 0 < box["x"] < PHONE["width"]
    letters = page.locator(".label text").first.bounding_box()
    assert letters is not None
    assert letters["height"] > 9


def test_pointing_at_a_text_tells_of_its_mark(page: Page, tmp_path: Path) -> None:
    strip = STRIPS["40"]
    show(page, tmp_path, render(strip))
    page.locator(".label[data-n='7']").hover()
    assert strip.items[6].said in (page.locator(".chosen").text_content() or "")
    assert page.locator(".on").count() == 3  # mark, text, row
    page.mouse.move(5, 5)
    assert page.locator(".on").count() == 0


def test_the_keyboard_goes_from_mark_to_mark_and_out_again(page: Page, tmp_path: Path) -> None:
    strip = STRIPS["40"]
    show(page, tmp_path, render(strip))
    page.locator("summary").focus()
    page.keyboard.press("Tab")
    here = "document.activeElement.dataset.n"
    assert page.evaluate(here) == "1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == "3"
    page.keyboard.press("End")
    assert page.evaluate(here) == "40"
    page.keyboard.press("Enter")
    assert page.locator(".item[aria-pressed=true]").get_attribute("data-n") == "40"
    assert strip.items[39].said == page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None


def left(strip: Strip, row: int) -> int:
    return sum(item.ring != row for item in strip.items)


def test_rows_and_states_are_left_out_and_shown_again(page: Page, tmp_path: Path) -> None:
    strip = STRIPS["40"]
    show(page, tmp_path, render(strip))
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first row
    assert page.locator("tr[data-n]:visible").count() == left(strip, 0)
    assert page.locator(".item:visible").count() == left(strip, 0)
    assert page.locator(".label:visible").count() == left(strip, 0)
    page.locator("button").click()
    assert page.locator("tr[data-n]:visible").count() == 40


def test_on_paper_the_whole_sheet_is_printed_from_a_phone_too(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(made(40)))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("svg").get_attribute("viewBox") == "0 0 1600 1131"
    box = page.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]
    assert page.locator("svg .head").is_visible()


def test_without_its_script_it_is_a_picture_and_a_table(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, tmp_path, render(STRIPS["40"]))
    assert page.locator("svg[role=img]").is_visible()
    assert page.locator("tr[data-n]").count() == 40
    assert not page.locator(".choose").is_visible()
    context.close()
