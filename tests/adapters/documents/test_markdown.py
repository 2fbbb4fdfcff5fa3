"""Markdown: headings, lists, tables and emphasis, as GitHub shows them."""

from __future__ import annotations

from adapters.documents.read import read_document
from tests.adapters.documents.reading import blocks


def read(text: str) -> list[str]:
    return blocks(text, "plan.md")


def test_headings_paragraphs_and_breaks() -> None:
    assert read("Plan\n====\n\n### Mål ###\n\nVi ska\nbli fler.  \nSnart.\n") == [
        "# Plan",
        "### Mål",
        "Vi ska bli fler.\nSnart.",
    ]


def test_lists_with_levels_numbers_and_ticks() -> None:
    text = "3. tre\n   - punkt\n     1) djupt\n4. fyra\n\n   mer om fyra\n\n- [ ] ringa\n- [x] skriva\n"
    assert read(text) == [
        "3. tre",
        "  - punkt",
        "    1) djupt",
        "4. fyra",
        "mer om fyra",
        "☐ ringa",
        "☑ skriva",
    ]


def test_tables_emphasis_links_and_escapes() -> None:
    text = "| Månad | Vad |\n|---|---|\n| Mars | ~~Fest~~ **Möte** |\n\nSe [planen](plan.md), `kod` och 9\\. maj.\n"
    assert read(text) == ["== Månad | Vad", "Mars | ~Fest~ *Möte*", "Se planen, kod och 9. maj."]


def test_a_bold_line_is_a_heading_below_the_named_one() -> None:
    assert read("# Plan\n\n**Mål**\n\nText.\n") == ["# Plan", "## Mål", "Text."]


def test_html_in_it_is_dropped_and_its_words_are_kept() -> None:
    assert read("<div>\nVi ska <b>bli</b> fler.\n</div>\n\n<!-- hemligt -->\n\nMars<br>Möte\n") == [
        "Vi ska bli fler.",
        "Mars\nMöte",
    ]


def test_what_stands_before_a_document_for_programs_is_no_text_and_counts_as_lines() -> None:
    document = read_document(b"---\ntitle: x\n---\n\n# Plan\n", "plan.md")
    assert [(block.text, block.place.line) for block in document.blocks] == [("Plan", 5)]


def test_marks_that_markdown_does_not_know_make_items_too() -> None:
    assert read("Att göra:\n• Måla\n• Laga\n  och slipa\n\na) ett\nb) två\n\n☐ Ringa Eva\n\nMer – som\n– ett inskott – här.\n") == [
        "Att göra:",
        "• Måla",
        "• Laga och slipa",
        "a) ett",
        "b) två",
        "☐ Ringa Eva",
        "Mer – som – ett inskott – här.",
    ]  # fmt: skip
