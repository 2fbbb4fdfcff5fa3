"""The wheel's page in a real Chromium: no text covers another in its fonts, and mouse, keyboard, finger and axe find their way."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, ViewportSize

from adapters.reports.wheel_html import render
from tests.adapters.reports.conftest import DESKTOP, PHONE
from tests.adapters.reports.hostile import ATTACKS, hostile_plan
from tests.wheels import made, wheel_of

COVERING = """() => {
  const boxes = [...document.querySelectorAll(".label text, .legend text, .head text")].map((one) => [one.getBBox(), one.textContent]);
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


def show(page: Page, folder: Path, text: str) -> None:
    path = folder / "wheel.html"
    path.write_text(text, encoding="utf-8")
    page.goto(path.as_uri())


@pytest.mark.parametrize("count", [0, 1, 40, 150, 600])
def test_no_text_covers_another_or_leaves_the_sheet_in_the_browsers_fonts(
    page: Page, tmp_path: Path, count: int
) -> None:
    show(page, tmp_path, render(made(count)))
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("family", ["Arial", "DejaVu Sans", "Liberation Sans", "serif"])
def test_no_text_covers_another_in_other_fonts_either(page: Page, tmp_path: Path, family: str) -> None:
    show(page, tmp_path, render(made(150)))
    page.evaluate("(family) => document.querySelector('svg').setAttribute('font-family', family)", family)
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0


@pytest.mark.parametrize("attack", [*ATTACKS[:3], ATTACKS[-1]], ids=lambda attack: attack[:24])
def test_hostile_text_runs_nothing_and_stays_on_the_sheet(page: Page, tmp_path: Path, attack: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    show(page, tmp_path, render(wheel_of(hostile_plan(attack))))
    assert len(asked) == 1
    assert page.evaluate(COVERING) == []
    assert page.evaluate(OUTSIDE) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("count", [0, 40, 150])
def test_axe_finds_nothing_wrong(page: Page, tmp_path: Path, size: ViewportSize, count: int) -> None:
    page.set_viewport_size(size)
    show(page, tmp_path, render(made(count)))
    page.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_phone_shows_the_circle_as_wide_as_the_page(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(made(40)))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    box = page.locator(".circle").bounding_box()
    assert box is not None
    assert box["width"] > 300
    assert not page.locator(".label").first.is_visible()


def test_pointing_at_a_mark_tells_of_it_and_shows_its_text(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, render(made(40)))
    page.locator(".label[data-n='7']").hover()
    said = made(40).items[6].said
    assert said in (page.locator(".chosen").text_content() or "")
    assert page.locator(".on").count() == 4  # mark, line, text, row
    page.mouse.move(5, 5)
    assert page.locator(".on").count() == 0


def test_a_tap_beside_a_mark_chooses_it(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(made(1)))
    box = page.locator(".item > :last-child").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] - 8, box["y"] - 8)
    assert made(1).items[0].title in (page.locator(".chosen").text_content() or "")
    assert page.locator("[aria-pressed=true]").count() == 1


def test_the_keyboard_goes_from_mark_to_mark_and_out_again(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, render(made(40)))
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
    assert made(40).items[39].said == page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Escape")
    assert page.locator("[aria-pressed=true]").count() == 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('svg')") is None


def test_rings_and_states_are_left_out_and_shown_again(page: Page, tmp_path: Path) -> None:
    wheel = made(40)
    show(page, tmp_path, render(wheel))
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the first ring
    left = sum(item.ring != 0 for item in wheel.items)
    assert page.locator("tr[data-n]:visible").count() == left
    assert page.locator(".item:visible").count() == left
    assert page.locator(".label:visible").count() == left
    assert page.locator("[role=status]").text_content() == f"{left} av 40 vises"
    page.locator("[name=state][value=closed]").uncheck()
    done = sum(
        item.ring != 0 and item.mark is not None and item.mark.tone == "closed" for item in wheel.items
    )
    assert page.locator("tr[data-n]:visible").count() == left - done
    page.locator("button").click()
    assert page.locator("tr[data-n]:visible").count() == 40


def test_on_paper_the_whole_sheet_is_printed_from_a_phone_too(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, render(made(40)))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("svg").get_attribute("viewBox") == "0 0 1600 1131"
    assert page.locator(".label").first.is_visible()
    assert page.locator("svg .head").is_visible()
    assert not page.locator(".choose").is_visible()


def test_without_its_script_it_is_a_picture_and_a_table(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    show(page, tmp_path, render(made(40)))
    assert page.locator("svg[role=img]").is_visible()
    assert page.locator("tr[data-n]").count() == 40
    assert not page.locator(".choose").is_visible()
    context.close()
