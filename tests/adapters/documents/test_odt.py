"""OpenDocument texts: what the page shows, whatever the XML behind it is like."""

from __future__ import annotations

from adapters.documents.read import read_document
from tests.adapters.documents.making import odt
from tests.adapters.documents.reading import blocks

STYLES = (
    '<style:style style:name="Fet" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="Struken" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="3"/></text:list-style>'
)


def read(body: str) -> list[str]:
    return blocks(odt(body, styles=STYLES), "plan.odt")


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_headings_are_known_by_their_level_by_the_title_style_and_by_bold() -> None:
    body = (
        '<text:p text:style-name="P1">Plan</text:p><text:h text:outline-level="1">Mål</text:h>'
        '<text:p text:style-name="P2">Medlemmar</text:p><text:p>Vi ska bli fler.</text:p><text:h text:outline-level="2">Hur</text:h>'
    )
    assert read(body) == ["# Plan", "## Mål", "### Medlemmar", "Vi ska bli fler.", "### Hur"]


def test_lists_bear_the_numbers_that_are_printed() -> None:
    inner = "<text:list><text:list-item><text:p>a</text:p></text:list-item><text:list-item><text:p>b</text:p>{}</text:list-item></text:list>"
    third = "<text:list><text:list-item><text:p>djupt</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L"><text:list-item><text:p>ett</text:p><text:p>mer om ett</text:p></text:list-item>'
        f"<text:list-item><text:p>två</text:p>{inner.format(third)}</text:list-item></text:list><text:p>Emellan.</text:p>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>tre</text:p></text:list-item></text:list>'
        '<text:list text:style-name="L"><text:list-item text:start-value="7"><text:p>sju</text:p></text:list-item></text:list>'
    )
    assert read(body) == [
        "1. ett", "mer om ett", "2. två", "  a) a", "  b) b", "    2.b.1 djupt", "Emellan.", "3. tre", "7. sju",
    ]  # fmt: skip


def test_struck_out_text_is_kept_and_deleted_text_is_not() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>12 maj</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        '<text:p>Städdag <text:span text:style-name="Struken">12 maj</text:span> '
        '<text:change-start/><text:span text:style-name="Fet">19 maj</text:span><text:change-end/></text:p>'
    )
    assert read(body) == ["Städdag ~12 maj~ *+19 maj+*"]
    assert read_document(odt(body), "plan.odt").left_out == ("tracked deletions: 1",)


def test_footnotes_comments_text_boxes_and_the_contents_are_left_out() -> None:
    body = (
        "<text:table-of-content><text:index-body><text:p>Mål 1</text:p></text:index-body></text:table-of-content>"
        "<text:p>Plan<text:note><text:note-body><text:p>fotnot</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>kommentar</text:p></office:annotation>"
        "<draw:frame><draw:text-box><text:p>ruta</text:p></draw:text-box></draw:frame>"
        "<text:tab/>2027<text:line-break/>för<text:s text:c='3'/>alla</text:p>"
    )
    assert read(body) == ["Plan | 2027\nför alla"]


WIDE, TALL = 'table:number-columns-spanned="2"', 'table:number-rows-spanned="2"'
TABLE = (
    '<table:table><table:table-column table:number-columns-repeated="3"/>'
    f"<table:table-header-rows><table:table-row>{cell('Månad')}{cell('Vad', WIDE)}<table:covered-table-cell/></table:table-row>"
    f"</table:table-header-rows><table:table-row>{cell('Mars', TALL)}{cell('Årsmöte')}{cell('Styrelsen')}</table:table-row>"
    f"<table:table-row><table:covered-table-cell/>{cell('Fest')}"
    '<table:table-cell table:number-columns-repeated="1000"/></table:table-row></table:table>'
)


def test_merged_and_repeated_cells_fill_their_columns() -> None:
    assert read(TABLE) == ["== Månad | Vad | Vad^", "Mars | Årsmöte | Styrelsen", "Mars^ | Fest | "]


def test_a_frame_around_text_is_no_table() -> None:
    assert read(
        "<table:table><table:table-row><table:table-cell><text:p text:style-name='P2'>Mål</text:p>"
        "<text:p>Vi ska bli fler.</text:p></table:table-cell></table:table-row></table:table>"
    ) == ["# Mål", "Vi ska bli fler."]
