"""A report with a wheel and a strip at its end in a real Chromium: axe finds nothing, it fits a phone, and it prints on sheets of its own."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize

from mappings.wheel import Form
from sync.cli.report import rendered
from tests.adapters.reports.conftest import DESKTOP, PHONE
from tests.examples import EXAMPLES, followed_example


def show(page: Page, folder: Path, name: str) -> None:
    made = rendered(followed_example(name), "html", appendices=tuple(Form))
    assert isinstance(made, str)
    path = folder / "report.html"
    path.write_text(made, encoding="utf-8")
    page.goto(path.as_uri())


@pytest.mark.parametrize(("name", "size"), list(zip(EXAMPLES, cycle((DESKTOP, PHONE)), strict=False)))
def test_axe_finds_no_violation_and_the_page_is_no_wider_than_the_window(
    page: Page, tmp_path: Path, name: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    show(page, tmp_path, name)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_keyboard_reaches_a_picture_that_is_wider_than_the_phone(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)
    show(page, tmp_path, "kretsen")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "sheet"
    page.keyboard.press("ArrowRight")
    for _ in range(100):  # wait_for_function compiles text, which the page's policy refuses
        if page.evaluate("document.activeElement.scrollLeft") > 0:
            break
        page.wait_for_timeout(50)
    assert page.evaluate("document.activeElement.scrollLeft") > 0


def test_it_is_printed_whole_on_sheets_that_lie(page: Page, tmp_path: Path) -> None:
    show(page, tmp_path, "kretsen")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    pages = [(*page.get_size(), page.get_textpage().get_text_range()) for page in document]
    first = [text for width, height, text in pages if width > height and "Bilaga: " in text]
    assert [("Årshjul" in text, "Tidslinje" in text) for text in first] == [(True, False), (False, True)]
    assert all("läge" in text or "tidslinjens dag" in text or "hjulets dag" in text for text in first)
    assert pages[0][0] < pages[0][1]
