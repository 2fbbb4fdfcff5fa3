"""Word documents: what the page shows, whatever the XML behind it is like."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from adapters.documents.read import read_document
from tests.adapters.documents.making import docx, word_part, zipped
from tests.adapters.documents.reading import blocks


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def read(body: str, **more: str) -> list[str]:
    return blocks(
        docx(body, more={f"word/{name}.xml": word_part(name, inner) for name, inner in more.items()}),
        "plan.docx",
    )


def style(key: str, name: str, inner: str = "", based_on: str = "") -> str:
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{above}{inner}</w:style>'


STYLES = "".join(
    (
        style("Rubrik1", "heading 1"),
        style("Rubrik2", "heading 2"),
        style("Rubrik", "Title"),
        style("Eget", "Vår rubrik", based_on="Rubrik2"),
        style("Niva", "Nivå", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        style("Innehll1", "toc 1"),
        style("Fet", "Fet text", "<w:rPr><w:b/></w:rPr>"),
    )
)
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for level, (form, text) in enumerate(
        (("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%1.%3"), ("bullet", "\uf0b7"))
    )
)
NUMBERS = (
    f'<w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def in_list(level: int, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_headings_are_known_by_style_by_its_ancestor_and_by_outline_level() -> None:
    body = "".join(
        (
            p("Plan", '<w:pStyle w:val="Rubrik"/>'),
            p("Mål", '<w:pStyle w:val="Rubrik1"/>'),
            p("Fler", '<w:pStyle w:val="Eget"/>'),
            p("Hur", '<w:pStyle w:val="Niva"/>'),
            p("När", '<w:outlineLvl w:val="3"/>'),
            p("Text."),
        )
    )
    assert read(body, styles=STYLES) == ["# Plan", "## Mål", "### Fler", "#### Hur", "##### När", "Text."]


def test_a_short_bold_line_is_a_heading_below_the_named_one_and_a_bold_sentence_is_not() -> None:
    body = "".join(
        (
            p("Mål", '<w:pStyle w:val="Rubrik1"/>'),
            p("Medlemmar", run="<w:b/>"),
            p("Vi ska bli fler.", run="<w:b/>"),
            p("Ekonomi", '<w:pStyle w:val="Fet"/>'),
            p("Inte fet", '<w:pStyle w:val="Fet"/>', '<w:b w:val="0"/>'),
        )
    )
    assert read(body, styles=STYLES) == [
        "# Mål",
        "## Medlemmar",
        "*Vi ska bli fler.*",
        "## Ekonomi",
        "Inte fet",
    ]


def test_bold_lines_alone_are_ranked_by_their_size() -> None:
    body = p("Plan", run='<w:b/><w:sz w:val="40"/>') + p("Mål", run="<w:b/>") + p("Vi ska bli fler.")
    assert read(body) == ["# Plan", "## Mål", "Vi ska bli fler."]


def test_lists_bear_the_numbers_that_word_prints() -> None:
    body = "".join(
        (
            p("ett", in_list(0)),
            p("två", in_list(0)),
            p("två a", in_list(1)),
            p("två b", in_list(1)),
            p("två b i", in_list(2)),
            p("punkt", in_list(3)),
            p("tre", in_list(0)),
            p("tre a", in_list(1)),
            p("på nytt", in_list(0, 2)),
            p("utanför", in_list(0, 0)),
        )
    )
    assert read(body, numbering=NUMBERS) == [
        "1. ett", "2. två", "  a) två a", "  b) två b", "    2.i två b i", "      • punkt", "3. tre", "  a) tre a", "1. på nytt",
        "utanför",
    ]  # fmt: skip


def test_a_numbered_heading_has_its_number_in_its_text() -> None:
    body = p("Mål", '<w:pStyle w:val="Rubrik1"/>' + in_list(0)) + p(
        "Ekonomi", '<w:pStyle w:val="Rubrik1"/>' + in_list(0)
    )
    assert read(body, styles=STYLES, numbering=NUMBERS) == ["# 1. Mål", "# 2. Ekonomi"]


def test_a_typed_dash_is_a_list_item_too() -> None:
    assert read(p("- Ringa alla") + p("-\tSkriva brev")) == ["- Ringa alla", "- Skriva brev"]


def test_struck_out_text_is_kept_as_struck_out() -> None:
    assert read(
        "<w:p><w:r><w:t>Städdag </w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>12 maj</w:t></w:r></w:p>"
    ) == ["Städdag ~12 maj~"]


def test_tracked_deletions_are_gone_and_insertions_are_there() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Städdag </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>12 maj</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>19 maj</w:t></w:r></w:ins></w:p>'
    )
    assert read(body) == ["Städdag +19 maj+"]
    assert read_document(docx(body), "plan.docx").left_out == ("tracked deletions: 1",)


def test_what_word_does_not_print_in_the_text_is_left_out() -> None:
    body = (
        "<w:p><w:r><w:t>Plan</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hemligt</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>ruta</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
        + p("Inledning\t1", '<w:pStyle w:val="Innehll1"/>')
    )
    assert read(body, styles=STYLES, footnotes="<w:footnote/>", header1=p("Sidhuvud")) == ["Plan"]


def test_the_result_of_a_field_is_text_and_its_instruction_is_not() -> None:
    body = (
        '<w:p><w:r><w:t xml:space="preserve">Plan </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2027</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert read(body) == ["Plan 2027"]


def test_links_controls_and_insertions_hold_text_like_any_other() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>Programmet</w:t></w:r></w:hyperlink></w:p>"
        f"<w:sdt><w:sdtContent>{p('I en kontroll')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtContent><w:r><w:t>Välj datum</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert read(body) == ["Programmet", "I en kontroll", "Välj datum"]


def test_breaks_tabs_and_soft_hyphens_are_what_a_person_sees() -> None:
    body = (
        "<w:p><w:r><w:t>Tema:</w:t><w:br/><w:t>med\u00adlemmar</w:t><w:softHyphen/><w:t>na</w:t><w:noBreakHyphen/><w:t>s</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>Mars</w:t><w:tab/><w:t>Årsmöte</w:t></w:r></w:p>"
        '<w:p><w:r><w:t>före</w:t><w:br w:type="page"/><w:t>efter</w:t></w:r></w:p>'
    )
    assert read(body) == ["Tema:\nmedlemmarna-s", "Mars | Årsmöte", "före efter"]


SPAN, TOP, BELOW = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
MERGED = (
    "<w:tbl>",
    f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{tc('Månad')}{tc('Vad', SPAN)}</w:tr>",
    f"<w:tr>{tc('Mars', TOP)}{tc('Årsmöte')}{tc('Styrelsen')}</w:tr>",
    f"<w:tr>{tc('', BELOW)}{tc('Fest')}{tc('')}</w:tr>",
    "</w:tbl>",
)


def test_merged_cells_are_repeated_and_say_so() -> None:
    assert read("".join(MERGED)) == ["== Månad | Vad | Vad^", "Mars | Årsmöte | Styrelsen", "Mars^ | Fest | "]


def test_a_cell_keeps_its_lines_its_bullets_and_the_table_in_it() -> None:
    inner = f"<w:tbl><w:tr>{tc('10')}{tc('Fika')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{tc('Mars')}<w:tc>{p('Möten')}{p('Årsmöte', in_list(3))}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    assert read(body, numbering=NUMBERS) == ["Mars | Möten\n• Årsmöte\n10\tFika"]


def test_a_first_row_in_bold_is_the_header_where_no_other_row_is_bold() -> None:
    bold, plain = (
        f"<w:tr><w:tc>{p('Månad', run=run)}</w:tc><w:tc>{p('Vad', run=run)}</w:tc></w:tr>"
        for run in ("<w:b/>", "")
    )
    assert read(f"<w:tbl>{bold}{plain}</w:tbl>") == ["== Månad | Vad", "Månad | Vad"]
    assert read(f"<w:tbl>{bold}{bold}</w:tbl>") == ["*Månad* | *Vad*", "*Månad* | *Vad*"]


def test_a_deleted_row_is_no_row() -> None:
    body = f"<w:tbl><w:tr>{tc('Mars')}{tc('Fest')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc('April')}{tc('Resa')}</w:tr></w:tbl>"
    assert read(body) == ["Mars | Fest"]


def test_a_document_in_the_strict_form_is_read_as_any_other() -> None:
    with zipfile.ZipFile(BytesIO(docx(p("Mål", '<w:outlineLvl w:val="0"/>')))) as made:
        members = {name: made.read(name) for name in made.namelist()}
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = members["word/document.xml"].replace(usual, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert blocks(zipped({**members, "word/document.xml": strict}), "plan.docx") == ["# Mål"]


@pytest.mark.parametrize("name", ["plan.docx", "plan.docm", "plan.dotx", "plan", None])
def test_every_ending_of_word_and_none_is_fine(name: str | None) -> None:
    assert read_document(docx(p("Plan")), name).kind == "docx"


def test_a_frame_around_text_is_no_table() -> None:
    assert read(
        f"<w:tbl><w:tr><w:tc>{p('Mål', run='<w:b/>')}{p('Vi ska bli fler.')}</w:tc></w:tr></w:tbl>"
    ) == ["# Mål", "Vi ska bli fler."]


def test_a_typed_number_with_a_tab_behind_it_is_no_cell() -> None:
    assert read(p("24.\tfebruar: Repræsentantskabsmøde")) == ["24. februar: Repræsentantskabsmøde"]


def test_numbers_that_were_typed_are_marks_where_they_count() -> None:
    assert read(p("Tiltak:") + p("1. Ringe alle") + p("2. Skrive brev") + p("15. mai: Frist")) == [
        "Tiltak:", "1. Ringe alle", "2. Skrive brev", "15. mai: Frist",
    ]  # fmt: skip
    kinds = [
        type(block).__name__ for block in read_document(docx(p("1. Ringe alle") + p("2. Skrive brev"))).blocks
    ]
    assert kinds == ["ListItem", "ListItem"]
    assert read(p("15. mai: Frist") + p("16. mai: Møte")) == ["15. mai: Frist", "16. mai: Møte"]
