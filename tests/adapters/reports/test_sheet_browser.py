"""The pages of the wheel and of the strip in a real Chromium: no text covers another in its fonts, and mouse, keyboard and
axe find their way.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize

from adapters.reports.wheel_html import render
from config.plan import Plan
from mappings.wheel import Strip, Wheel
from tests import strips, wheels
from tests.adapters.reports.conftest import DESKTOP, PHONE, show
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.mappings.test_plan_to_strip import STRIPS

COVERING = """() => {
  const boxes = [...document.querySelectorAll(".label text, .legend text, .head text, .name text, .ground text, .hand text")].map((one) => [one.getBBox(), one.textContent]);
  const found = [];
  for (const [n, [a, one]] of boxes.entries()) for (const [b, other] of boxes.slice(n + 1)) {
    // A line's box is higher than its letters: lines may touch, letters may not.
    const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
    const down = Math.min(a.y + a.height * 0.82, b.y + b.height * 0.82) - Math.max(a.y + a.height * 0.1, b.y + b.height * 0.1);
    if (across > 0 && down > 0) found.push([one, other]);
  }
  return found;
}"""
OUTSIDE = """() => [...document.querySelectorAll("svg text")]
  .filter((one) => !one.getAttribute("transform")).map((one) => one.getBBox())
  .filter((box) => box.x < 10 || box.x + box.width > 1590 || box.y < 10 || box.y + box.height > 1131).length"""


WHEELS = {str(count): wheels.made(count) for count in (0, 1, 40, 150, 600)}
SHEETS: dict[str, Wheel | Strip] = {
    **{f"wheel of {name}": sheet for name, sheet in WHEELS.items()},
    **{f"strip of {name}": sheet for name, sheet in STRIPS.items()},
}
FORTY = ["wheel of 40", "strip of 40"]


@pytest.mark.parametrize("name", SHEETS)
def test_no_text_covers_another_or_leaves_the_sheet_in_the_browsers_fonts(
    page: Page, tmp_path: Path, name: str
) -> None:
    show(page, tmp_path, render(SHEETS[name]))
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("family", ["Arial", "DejaVu Sans", "Liberation Sans", "serif"])
@pytest.mark.parametrize(
    "name", ["wheel of 150", "strip of 150", "strip of 150-in-one-year", "strip of recurring"]
)
def test_no_text_covers_another_in_other_fonts_either(
    page: Page, tmp_path: Path, name: str, family: str
) -> None:
    show(page, tmp_path, render(SHEETS[name]))
    page.evaluate("(family) => document.querySelector('svg').setAttribute('font-family', family)", family)
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("made", [wheels.wheel_of, strips.strip_of], ids=["wheel", "strip"])
@pytest.mark.parametrize("attack", [*ATTACKS[:3], ATTACKS[-1]], ids=lambda attack: attack[:24])
def test_hostile_text_runs_nothing_and_stays_on_the_sheet(
    page: Page, tmp_path: Path, attack: str, made: Callable[[Plan], Wheel | Strip]
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    show(page, tmp_path, render(made(hostile_plan(attack))))
    assert len(asked) == 1
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("wheel of 0", DESKTOP),
        ("wheel of 40", PHONE),
        ("wheel of 150", DESKTOP),
        ("wheel of 150", PHONE),
        ("strip of 0", DESKTOP),
        ("strip of 40", PHONE),
        ("strip of 150", DESKTOP),
        ("strip of recurring", PHONE),
    ],
)
def test_axe_finds_nothing_wrong(page: Page, tmp_path: Path, size: ViewportSize, name: str) -> None:
    page.set_viewport_size(size)
    show(page, tmp_path, render(SHEETS[name]))
    page.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("name", "parts"), [("wheel of 40", 4), ("strip of 40", 3)])
def test_pointing_at_a_text_tells_of_its_mark(page: Page, tmp_path: Path, name: str, parts: int) -> None:
    """Mark, text and row; on the wheel the line between mark and text too."""
    show(page, tmp_path, render(SHEETS[name]))
    page.locator(".label[data-n='7']").hover()
    assert SHEETS[name].items[6].said in (page.locator(".chosen").text_content() or "")
    assert page.locator(".on").count() == parts
    page.mouse.move(5, 5)
    assert page.locator(".on").count() == 0


@pytest.mark.parametrize("name", FORTY)
def test_the_keyboard_goes_from_mark_to_mark_and_out_again(page: Page, tmp_path: Path, name: str) -> None:
    show(page, tmp_path, render(SHEETS[name]))
    page.locator("summary").focus()
    page.keyboard.press("Tab")
    here = "document.activeElement.dataset.n"
    assert page.evaluate(here) == "1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(here) == "3"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("End")
    assert page.evaluate(here) == "40"
    page.keyboard.press("Enter")
    assert page.locator(".item[aria-pressed=true]").get_attribute("data-n") == "40"
    assert SHEETS[name].items[39].said == page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None


@pytest.mark.parametrize("name", FORTY)
def test_lanes_and_states_are_left_out_and_shown_again(page: Page, tmp_path: Path, name: str) -> None:
    items = SHEETS[name].items
    show(page, tmp_path, render(SHEETS[name]))
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first ring or row
    left = [item for item in items if item.ring != 0]
    assert 0 < len(left) < len(items)
    for shown in ("tr[data-n]", ".item", ".label"):
        assert page.locator(f"{shown}:visible").count() == len(left)
    assert page.locator("[role=status]").text_content() == f"{len(left)} av 40 vises"
    page.locator("[name=state][value=closed]").uncheck()
    closed = [item for item in left if item.mark is not None and item.mark.tone == "closed"]
    assert page.locator("tr[data-n]:visible").count() == len(left) - len(closed)
    page.locator("button").click()
    assert page.locator("tr[data-n]:visible").count() == 40


@pytest.mark.parametrize("name", FORTY)
def test_on_paper_the_whole_sheet_is_printed_from_a_phone_too(page: Page, tmp_path: Path, name: str) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(SHEETS[name]))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("svg").get_attribute("viewBox") == "0 0 1600 1131"
    box = page.locator("svg").bounding_box()
    assert box is not None
    assert box["width"] <= PHONE["width"]
    assert page.locator(".label").first.is_visible()
    assert page.locator("svg .head").is_visible()
    assert not page.locator(".choose").is_visible()


@pytest.mark.parametrize("name", FORTY)
def test_without_its_script_it_is_a_picture_and_a_table(browser: Browser, tmp_path: Path, name: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, tmp_path, render(SHEETS[name]))
    assert page.locator("svg[role=img]").is_visible()
    assert page.locator("tr[data-n]").count() == 40
    assert not page.locator(".choose").is_visible()
    context.close()


def test_a_phone_shows_the_circle_as_wide_as_the_page(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(WHEELS["40"]))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".circle").bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert not page.locator(".label").first.is_visible()


def test_on_a_phone_the_strip_is_moved_sideways_and_begins_about_the_day(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(STRIPS["150"]))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".hand").bounding_box()
    assert box is not None
    assert 0 < box["x"] < PHONE["width"]
    letters = page.locator(".label text").first.bounding_box()
    assert letters is not None
    assert letters["height"] > 9


def test_a_tap_beside_a_mark_chooses_it(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(WHEELS["1"]))
    box = page.locator(".item > :last-child").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] - 8, box["y"] - 8)
    assert WHEELS["1"].items[0].title in (page.locator(".chosen").text_content() or "")
    assert page.locator("[aria-pressed=true]").count() == 1
