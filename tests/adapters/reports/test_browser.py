"""The HTML report in a real Chromium: axe finds nothing, it fits a phone, and it asks nobody for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize

from adapters.reports.html import render
from sync.cli.report import rendered
from tests.adapters.reports.conftest import DESKTOP, PHONE
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.examples import EXAMPLES, followed_example


def at(folder: Path, text: str) -> str:
    """The address of a page with this text."""
    path = folder / "report.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def report(name: str) -> str:
    made = rendered(followed_example(name), "html")
    assert isinstance(made, str)
    return made


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("name", EXAMPLES)
def test_axe_finds_no_violation(page: Page, tmp_path: Path, name: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(at(tmp_path, report(name)))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_one(page: Page, tmp_path: Path) -> None:
    page.goto(at(tmp_path, report("kretsen").replace(' lang="sv"', "")))
    page.evaluate("document.querySelector('h1').style.color = '#b8c0c8'")
    assert {one["id"] for one in Axe().run(page).response["violations"]} >= {
        "color-contrast",
        "html-has-lang",
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_phone_shows_the_whole_width(page: Page, tmp_path: Path, name: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(at(tmp_path, report(name)))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    smallest = "Math.min(...[...document.querySelectorAll('svg text')].map(one => one.getBoundingClientRect().height))"
    assert page.evaluate(smallest) >= 9


def test_a_title_without_end_makes_no_page_wider(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    page.goto(at(tmp_path, render(hostile_report("x" * 10_000))))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_is_asked_for_and_nothing_is_refused(page: Page, tmp_path: Path, name: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    address = at(tmp_path, report(name))
    page.goto(address)
    assert (asked, said) == ([address], [])
    # The policy let the page's own style through: the title has its colour.
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(31, 61, 92)"


@pytest.mark.parametrize("attack", ATTACKS[:3], ids=lambda attack: attack[:24])
def test_what_people_wrote_runs_nothing(page: Page, tmp_path: Path, attack: str) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.goto(at(tmp_path, render(hostile_report(attack))))
    assert (len(asked), said) == (1, [])
    assert page.locator("script, img").count() == 0


def test_a_keyboard_finds_nothing_to_be_caught_in(page: Page, tmp_path: Path) -> None:
    page.goto(at(tmp_path, report("namnden")))
    for _ in range(5):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("End")
    scrolled(page)


def scrolled(page: Page) -> None:
    """Waits until the page has moved. The page's policy lets nobody else ask within it."""
    for _ in range(200):
        if page.evaluate("window.scrollY") > 0:
            return
        page.wait_for_timeout(50)
    raise AssertionError("the page did not move")


def test_every_heading_and_table_is_told_to_a_screen_reader(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)  # where tables are not laid out as tables
    page.goto(at(tmp_path, report("namnden")))
    told = page.locator("body").aria_snapshot()
    assert told.count('heading "') == page.locator("h1, h2, h3").count()
    assert told.count('table "') == page.locator("table").count()
    assert told.count('img "') == page.locator("svg").count() == 4
    assert "rowheader" in told
    assert "columnheader" in told


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_first_printed_page_is_enough_for_the_meeting(page: Page, tmp_path: Path, name: str) -> None:
    """What is to be decided, the summary and the beginning of what deviates stand on the first page of A4."""
    page.goto(at(tmp_path, report(name)))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 900})  # 184 mm: A4 without its margins
    deviations = page.evaluate("document.querySelector('#deviations').getBoundingClientRect().top")
    assert deviations < 1020  # 272 mm less a heading and a row
