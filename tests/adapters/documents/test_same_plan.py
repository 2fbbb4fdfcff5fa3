"""One invented plan, written with nine programs: whoever reads it gets the same blocks.

The files in tests/data/documents/ were made from plan.md and plan.html: plan.docx by python-docx, plan.odt by odfpy,
plan.chromium.pdf by Chromium's print, plan.typst.pdf by Typst (justified, hyphenated, ruled table, headers and footers),
plan.reportlab.pdf by ReportLab (a table without lines, headers and page numbers). plan.txt was typed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from adapters.documents.read import read_document
from mappings.blocks import Block, Heading, ListItem, Paragraph, TableRow

FILES = Path(__file__).parents[2] / "data" / "documents"

H, P, L, R = "heading", "paragraph", "item", "row"
PLAN = [
    (H, 1, "Verksamhetsplan 2027"),
    (P, ("Föreningen Lindängen i Solvik ska vara en förening där alla känner sig välkomna, och där det som årsmötet har "
     "beslutat också blir gjort under året. Planen antogs av årsmötet den 9 februari 2027.")),
    (H, 2, "Medlemmar"),
    (P, "Föreningen ska ha minst 120 medlemmar vid årets slut. Det gör vi:"),
    (L, 1, "•", "Styrelsen ringer alla nya medlemmar före den 15 mars."),
    (L, 2, "•", "Valberedningen skriver en lista över dem som inte har svarat."),
    (L, 2, "•", "Listan lämnas till kassören."),
    (L, 1, "•", ("Festkommittén bjuder in grannarna till våra fester och berättar om föreningen för dem som ännu inte har hört "
     "talas om oss, så att fler vill vara med.")),
    (H, 2, "Möten"),
    (L, 1, "1.", "Årsmötet hålls i februari."),
    (L, 1, "2.", "Styrelsen möts första måndagen i varje månad utom juli."),
    (L, 1, "3.", "Medlemsmöten hålls vår och höst."),
    (R, True, "Månad", "Aktivitet", "Ansvarig"),
    (R, False, "Februari", "9. Årsmöte", "Styrelsen"),
    (R, False, "Mars", "Valborgsgruppen börjar planera, ved beställs", "Amira"),
    (R, False, "April", "30. Valborgsfirande", "Festkommittén"),
    (R, False, "Juli", "", ""),
    (R, False, "Oktober", "Höststädning", "Husgruppen"),
    (H, 2, "Evenemang"),
    (P, "6 juni – Lindängens dag"),
    (P, "13 december – Lucia"),
    (H, 2, "Ekonomi"),
    (P, ("Avgiften är oförändrad. Kassören lämnar en rapport till varje styrelsemöte, och styrelsen ska senast den 31 augusti ha "
     "gått igenom om pengarna räcker till det som är planerat för hösten. Om de inte gör det ska styrelsen kalla till ett "
     "extra medlemsmöte innan något av det ställs in.")),
    (P, "Bidrag söks hos kommunens skol- och fritidsnämnd före april månads utgång."),
    (H, 2, "Uppföljning"),
    (P, ("Styrelsen följer upp planen på varje möte. En rapport lämnas till medlemsmötet på hösten och till årsmötet 2028, där "
     "medlemmarna också bestämmer om nästa års plan. Det som inte har blivit gjort ska stå där tillsammans med skälet till det.")),
]  # fmt: skip
DOCUMENTS = (
    "plan.md",
    "plan.txt",
    "plan.html",
    "plan.docx",
    "plan.odt",
    "plan.chromium.pdf",
    "plan.typst.pdf",
    "plan.reportlab.pdf",
)


def said(block: Block) -> tuple[object, ...]:
    """A block without its place. Any bullet is one: a program has its own sign for each level."""
    match block:
        case Heading():
            return H, block.level, block.text
        case Paragraph():
            return P, block.text
        case ListItem():
            return L, block.level, re.sub(r"^[^\w(]$", "•", block.mark), block.text
        case TableRow():
            return R, block.header, *(cell.text for cell in block.cells)


def as_text_shows(row: tuple[object, ...]) -> tuple[object, ...]:
    """Text has capitals for headings, and no way to say that a row is the header."""
    if row[0] == H and row[1] == 2:
        return (*row[:2], str(row[2]).upper())
    return (R, False, *row[2:]) if row[0] == R else row


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_format_gives_the_same_blocks(name: str) -> None:
    document = read_document(FILES / name)
    expected = [as_text_shows(row) for row in PLAN] if name == "plan.txt" else PLAN
    assert [said(block) for block in document.blocks] == expected


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "plan.txt"])
def test_what_is_bold_in_the_text_is_bold_in_every_format(name: str) -> None:
    runs = [
        run.text
        for block in read_document(FILES / name).blocks
        if not isinstance(block, TableRow)
        for run in block.runs
        if run.bold
    ]
    assert runs == ["minst 120 medlemmar"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
def test_a_text_is_the_same_in_every_encoding(encoding: str) -> None:
    text = (FILES / "plan.txt").read_text(encoding="utf-8")
    if encoding == "cp850":
        text = text.replace("–", "-")  # it has no such dash
    read = read_document(text.encode(encoding), "plan.txt").blocks
    assert read == read_document(text.encode(), "plan.txt").blocks


def test_what_is_piped_in_is_read_as_a_file_is() -> None:
    for name in DOCUMENTS[1:]:
        assert read_document((FILES / name).read_bytes()).blocks == read_document(FILES / name).blocks


def test_a_document_says_what_it_is_its_title_and_its_language() -> None:
    documents = {name: read_document(FILES / name) for name in DOCUMENTS}
    assert [one.kind for one in documents.values()] == [
        "markdown",
        "text",
        "html",
        "docx",
        "odt",
        "pdf",
        "pdf",
        "pdf",
    ]
    assert {one.title for name, one in documents.items() if name not in ("plan.md", "plan.txt")} == {
        "Verksamhetsplan 2027"
    }
    assert documents["plan.html"].language == documents["plan.typst.pdf"].language == "sv"


def test_every_block_knows_its_place() -> None:
    places = {name: [block.place for block in read_document(FILES / name).blocks] for name in DOCUMENTS}
    assert [place.line for place in places["plan.txt"]][:5] == [1, 4, 8, 10, 12]
    assert [place.paragraph for place in places["plan.docx"]][:3] == [1, 2, 3]
    assert (places["plan.docx"][12].table, places["plan.docx"][12].row) == (1, 1)
    assert {place.page for place in places["plan.reportlab.pdf"]} == {1, 2}
    assert all(place.page and place.line for place in places["plan.chromium.pdf"])
