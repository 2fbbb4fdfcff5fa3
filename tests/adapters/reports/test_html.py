"""The HTML report: one file, readable by all, that asks nobody for anything and runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from adapters.reports.html import render
from config.language import languages
from mappings.report import Mark, Table, Tone
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import WHAT_PEOPLE_DID, make_plan, reported

VOID = {"meta", "br", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """What is in a page: its elements with their attributes, and the text in each kind of element."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.unbalanced: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def visible(self) -> str:
        return " ".join("".join(text for tag, text in self.texts if tag not in {"style", "title"}).split())


PAGE_TEXT = render(reported(make_plan(), *WHAT_PEOPLE_DID))
PAGE = Page(PAGE_TEXT)


@pytest.mark.parametrize("code", languages())
def test_every_language_is_said_in_the_page_and_shown(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    page = Page(render(report))
    assert page.all("html") == [{"lang": code}]
    assert all(section.heading in page.visible for section in report.sections)
    assert report.title in page.visible


def test_the_page_is_well_formed() -> None:
    assert PAGE.unbalanced == []
    assert PAGE.open == []
    assert PAGE_TEXT.startswith("<!DOCTYPE html>\n")


def test_headings_come_in_order_and_none_is_skipped() -> None:
    levels = [int(tag[1]) for tag, _ in PAGE.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_names_itself_its_columns_and_its_rows() -> None:
    tables = [part.split("</table>")[0] for part in PAGE_TEXT.split("<table")[1:]]
    assert tables
    for table in tables:
        assert "<caption>" in table
        head, body = table.split("<tbody")
        columns = head.count('<th scope="col"')
        rows = body.split("<tr")[1:]
        assert columns >= 2
        assert rows
        for row in rows:
            assert row.count('<th scope="row"') == 1
            assert row.count("<td") == columns - 1


def test_every_section_is_named_by_its_heading_and_ids_are_unique() -> None:
    ids = [str(attributes["id"]) for _, attributes in PAGE.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    sections = PAGE.all("section")
    assert sections
    assert all(attributes["aria-labelledby"] in ids for attributes in sections)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    tags = {tag for tag, _ in PAGE.elements}
    assert tags.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "a", "image", "use"}
    )
    assert not re.search(r"https?:|//\w|url\((?!#)|@import|javascript:", PAGE_TEXT)
    names = {name for _, attributes in PAGE.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "src", "href"}}


def test_the_policy_allows_this_pages_own_style_sheet_and_nothing_else() -> None:
    (policy,) = [
        one["content"] for one in PAGE.all("meta") if one.get("http-equiv") == "Content-Security-Policy"
    ]
    style = PAGE_TEXT.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_the_policy_stands_before_everything_that_it_governs() -> None:
    assert [tag for tag, _ in PAGE.elements[:4]] == ["html", "head", "meta", "meta"]
    assert PAGE.elements[3][1]["http-equiv"] == "Content-Security-Policy"


def test_a_state_is_never_colour_alone() -> None:
    marks = re.findall(
        r'<span class="mark (\w+)"><span aria-hidden="true">(.)</span> ([^<]+)</span>', PAGE_TEXT
    )
    assert len(marks) == PAGE_TEXT.count('<span class="mark ')
    assert {Mark(Tone(tone), word).symbol == symbol for tone, symbol, word in marks} == {True}


def test_every_cell_of_the_report_is_on_the_page() -> None:
    report = reported(make_plan(), *WHAT_PEOPLE_DID)
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, Table)]
    texts = {
        part for table in tables for row in table.rows for cell in row for part in (cell.text, cell.detail)
    }
    assert [text for text in texts if " ".join(text.split()) not in PAGE.visible] == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    page = Page(render(hostile_report(attack)))
    assert page.unbalanced == []
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in PAGE.elements}
    assert {name for _, attributes in page.elements for name in attributes} <= {
        name for _, attributes in PAGE.elements for name in attributes
    }
    assert " ".join(plain(attack).split()) in page.visible


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour * 2 if len(colour) == 3 else colour
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_text_colour_is_readable_on_every_background() -> None:
    style = PAGE_TEXT.split("<style>")[1].split("</style>")[0]
    inks = set(re.findall(r"[{;\s]color: #([0-9a-f]{3,6})", style))
    grounds = set(re.findall(r"background: #([0-9a-f]{3,6})", style))
    assert len(inks) >= 6
    for ink in inks:
        for ground in grounds:
            light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, f"#{ink} on #{ground}"


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(reported(make_plan(), *WHAT_PEOPLE_DID)) == PAGE_TEXT
