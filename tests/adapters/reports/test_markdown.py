"""The Markdown report: tables that hold together, and text that stays text."""

from __future__ import annotations

import re
from html import unescape

import pytest
from markdown_it import MarkdownIt

from adapters.reports.markdown import render
from config.language import languages
from mappings.wording import plain
from tests.adapters.reports.hostile import ATTACKS, hostile_report
from tests.progress import WHAT_PEOPLE_DID, make_plan, reported

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = render(reported(make_plan(), *WHAT_PEOPLE_DID))


def tags(text: str) -> set[str]:
    return set(re.findall(r"<(\w+)", READER.render(text)))


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"</?\w[^>]*>", "", READER.render(text))).split())


@pytest.mark.parametrize("code", languages())
def test_every_language_renders_with_its_headings(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    text = render(report)
    assert text.startswith(f"# {report.title}\n")
    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        section.heading for section in report.sections
    ]


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for table in re.findall(r"(?:^\|.*\|\n)+", TEXT, re.MULTILINE):
        counts = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(counts) == 1


def test_a_reader_sees_headings_lists_tables_and_nothing_else() -> None:
    expected = {
        "h1",
        "h2",
        "h3",
        "p",
        "strong",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert tags(TEXT) == expected | {"blockquote", "hr"}


def test_a_date_at_the_start_of_a_line_does_not_begin_a_list() -> None:
    text = render(reported(make_plan(language="nb"), *WHAT_PEOPLE_DID))
    assert "| 10. mars | Board meeting" in text
    assert READER.render(text).count("<ol>") == 1


def test_a_state_has_its_symbol_and_its_word() -> None:
    assert "▲ late" in TEXT
    assert "✔ held" in TEXT


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack[:24])
def test_hostile_text_is_printed_as_text(attack: str) -> None:
    text = render(hostile_report(attack))
    assert tags(text) <= tags(TEXT)
    assert plain(attack) in words(text)
    assert READER.render(text).count("<h2>") == TEXT.count("\n## ")


@pytest.mark.parametrize("attack", ["https://evil.example/path", "HTTP://evil.example", "www.evil.example"])
def test_an_address_is_not_made_a_link_by_readers_that_look_for_them(attack: str) -> None:
    text = render(hostile_report(attack))
    assert not re.search(r"https?://|www\.", text, re.IGNORECASE)
    assert attack in words(text)


def test_the_text_ends_with_one_line_break_and_no_line_with_a_space() -> None:
    assert TEXT.endswith("\n")
    assert not TEXT.endswith("\n\n")
    assert [line for line in TEXT.splitlines() if line != line.rstrip()] == []
