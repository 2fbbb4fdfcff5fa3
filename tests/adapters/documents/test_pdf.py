"""PDFs: where letters stand on a page is all that there is; these pages are made letter by letter."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.documents.read import read_document
from tests.adapters.documents.making import line_from, pdf, text_at
from tests.adapters.documents.reading import blocks

TEXT = "Föreningen ska under året ordna fyra möten för alla och två"


def read(*pages: bytes) -> list[str]:
    return blocks(pdf(pages), "plan.pdf")


def lines(
    x: float, y: float, texts: Sequence[str], step: float = 14, size: float = 11, font: str = "F"
) -> bytes:
    """Texts below each other."""
    return b"".join(text_at(x, y - step * number, text, size, font) for number, text in enumerate(texts))


def test_lines_that_were_full_are_one_paragraph_and_others_are_not() -> None:
    page = lines(72, 700, ["Föreningen ska under året ordna fyra möten för alla med-", "lemmar, och därtill två fester om det finns mycket pengar för",
                           "det.", "Onsdag 8 september", "Bingo. Fika."])  # fmt: skip
    assert read(page) == [
        "Föreningen ska under året ordna fyra möten för alla medlemmar, och därtill två fester om det finns mycket pengar för det.",
        "Onsdag 8 september",
        "Bingo. Fika.",
    ]


def test_headings_are_larger_or_bold() -> None:
    page = (
        text_at(72, 760, "Plan 2027", 22)
        + text_at(72, 730, "Medlemmar", 15, "B")
        + text_at(72, 700, "Värvning", 11, "B")
        + lines(72, 680, [TEXT, TEXT])
        + text_at(72, 630, "Vi ska bli fler.", 11, "B")
    )
    assert read(page) == [
        "# Plan 2027",
        "## Medlemmar",
        "### Värvning",
        f"{TEXT} {TEXT}",
        "*Vi ska bli fler.*",
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = [f"Vänstra spalten har sin text här {word}" for word in ("ett", "två", "tre", "fyra", "fem")]
    right = [f"Högra spalten har sin text där {word}" for word in ("ett", "två", "tre", "fyra", "fem")]
    page = (
        text_at(72, 760, "Rubriken står över båda spalterna och är en lång rad för sig", 11)
        + lines(72, 700, left)
        + lines(310, 700, right)
    )
    read_ = " ".join(read(page))
    assert read_.index("Rubriken") < read_.index("Vänstra") < read_.index("här fem") < read_.index("Högra")


def test_months_in_two_columns_are_columns_and_no_table() -> None:
    left = (
        text_at(72, 700, "Januari", 12, "B")
        + lines(72, 684, ["• Bokslut", "• Kallelse"])
        + text_at(72, 650, "Februari", 12, "B")
    )
    right = (
        text_at(310, 700, "Juli", 12, "B")
        + lines(310, 684, ["• Läger", "• Resa"])
        + text_at(310, 650, "Augusti", 12, "B")
    )
    page = left + lines(72, 634, ["• Årsmöte"]) + right + lines(310, 634, ["• Uppstart"])
    assert read(page) == [
        "# Januari", "• Bokslut", "• Kallelse", "# Februari", "• Årsmöte", "# Juli", "• Läger", "• Resa", "# Augusti", "• Uppstart",
    ]  # fmt: skip


def test_a_table_without_lines_is_rows_and_a_cell_may_go_on_below() -> None:
    rows = [("Månad", "Aktivitet", "Ansvarig"), ("Januari", "Bokslutet blir klart och lämnas till", "Kassören"), ("", "revisorerna", ""),
            ("Mars", "Årsmöte", "Styrelsen"), ("", "Fest", "Alla"), ("Juli", "", "")]  # fmt: skip
    page = b"".join(
        text_at(x, 700 - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((72, 160, 400), row, strict=True)
        if cell
    )
    assert read(page) == [
        "Månad | Aktivitet | Ansvarig", "Januari | Bokslutet blir klart och lämnas till revisorerna | Kassören",
        "Mars | Årsmöte | Styrelsen", " | Fest | Alla", "Juli |  | ",
    ]  # fmt: skip


def test_a_table_with_lines_has_the_cells_that_its_lines_make() -> None:
    drawn = b"".join(line_from(72, y, 500, y) for y in (720, 700, 640)) + line_from(160, 670, 500, 670)
    drawn += b"".join(line_from(x, 640, x, 720) for x in (72, 160, 500)) + line_from(330, 640, 330, 700)
    texts = (
        text_at(76, 706, "Månad", 11, "B") + text_at(170, 706, "Vad och vem", 11, "B") + text_at(76, 684, "Mars")
        + lines(170, 688, ["Årsmöte med val av", "styrelse"]) + text_at(340, 688, "Styrelsen")
        + text_at(170, 656, "Fest") + text_at(340, 656, "Alla")
    )  # fmt: skip
    assert read(text_at(72, 780, TEXT) + drawn + texts + text_at(72, 600, "Efter tabellen.")) == [
        TEXT, "== Månad | Vad och vem | Vad och vem^", "Mars | Årsmöte med val av styrelse | Styrelsen", "Mars^ | Fest | Alla",
        "Efter tabellen.",
    ]  # fmt: skip


def test_a_row_that_is_not_shaded_has_the_cells_of_those_that_are() -> None:
    level = b"".join(line_from(72, y, 400, y) for y in (720, 700, 680, 660, 640, 620))
    boxes = [line_from(x, y, x, y + 20) for x in (200, 300) for y in (680, 640)]
    sides = line_from(72, 620, 72, 720) + line_from(400, 620, 400, 720)
    rows = (
        ("", "I dag", "Mål"),
        ("Medlemmer", "640", "700"),
        ("Dagar i skogen", "18", "20"),
        ("Kurs", "4", "6"),
        ("Alt dette er ei lang merknad som går over heile rada", "", ""),
    )
    texts = b"".join(
        text_at(x, 706 - 20 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((76, 204, 304), row, strict=True)
        if cell
    )
    note = "Alt dette er ei lang merknad som går over heile rada"
    assert read(level + b"".join(boxes) + sides + texts) == [
        " | I dag | Mål", "Medlemmer | 640 | 700", "Dagar i skogen | 18 | 20", "Kurs | 4 | 6", f"{note} | {note}^ | {note}^",
    ]  # fmt: skip


def test_what_is_printed_on_each_page_and_page_numbers_are_left_out() -> None:
    pages = [
        text_at(72, 810, "Föreningen Lindängen")
        + text_at(400, 810, "Antagen 2027-02-09")
        + lines(72, 700, [f"Del {word} av planen."])
        + text_at(280, 30, f"Sida {number} av 3")
        for number, word in enumerate(("ett", "två", "tre"), start=1)
    ]
    assert read(*pages) == ["Del ett av planen.", "Del två av planen.", "Del tre av planen."]
    assert read(lines(72, 700, ["En sida."]) + text_at(295, 30, "1")) == ["En sida."]
    for footer in ("Lunds skola · sida 1", "Byrådet - side 1 af 1", "Harbour club, page 1"):
        assert read(lines(72, 700, ["En sida."]) + text_at(220, 30, footer)) == ["En sida."]


def test_a_sentence_goes_on_on_the_next_page() -> None:
    assert read(lines(72, 100, [TEXT]), lines(72, 760, ["fester för alla."])) == [f"{TEXT} fester för alla."]


def test_bullets_of_symbol_fonts_are_bullets_and_letters_are_whole() -> None:
    page = (
        text_at(72, 700, "a", 11, "S") + text_at(90, 700, "Ringa alla")
        + text_at(72, 686, "a", 11, "S") + text_at(90, 686, "Skriva brev")
        + text_at(72, 660, "En") + text_at(88, 660, "b", 11, "S") + text_at(94.2, 660, "n h")
        + text_at(72, 640, "h") + text_at(78.1, 640, "c", 11, "S") + text_at(78.1, 640, "osten")
    )  # fmt: skip
    read_ = read(page)
    assert read_[:2] == ["• Ringa alla", "• Skriva brev"]
    assert read_[2].startswith("En fin h")
    assert read_[3] == "hösten"


def test_a_bullet_that_is_drawn_and_not_written_is_a_bullet() -> None:
    dot = b"%g %g m %g %g l %g %g l %g %g l h f\n"
    page = b"".join(dot % (74, y, 78, y, 78, y + 4, 74, y + 4) for y in (702, 688)) + lines(
        90, 700, ["Ringa alla", "Skriva brev"]
    )
    assert read(page) == ["• Ringa alla", "• Skriva brev"]


def test_nested_items_go_on_in_their_next_lines() -> None:
    page = lines(72, 700, ["- Möten för alla som vill vara med och bestämma om den"]) + lines(
        80, 686, ["nya stadgan"]
    )
    page += lines(100, 672, ["- Årsmöte", "- Höstmöte"]) + lines(72, 644, ["- Fester"])
    assert read(page) == [
        "- Möten för alla som vill vara med och bestämma om den nya stadgan",
        "  - Årsmöte",
        "  - Höstmöte",
        "- Fester",
    ]


def test_a_line_through_the_words_strikes_them_out() -> None:
    page = (
        text_at(72, 700, "12 maj")
        + line_from(72, 703.5, 105, 703.5)
        + text_at(130, 680, TEXT)
        + line_from(130, 678, 400, 678)
    )
    assert read(page) == ["~12 maj~", TEXT]


def test_letters_that_are_printed_twice_to_look_bold_stand_once() -> None:
    assert read(text_at(72, 700, "Mål") + text_at(72.4, 700, "Mål") + lines(72, 680, [TEXT])) == ["Mål", TEXT]


def test_a_page_that_lies_on_its_side_is_read_as_it_is_looked_at() -> None:
    turned = b"q 0 1 -1 0 500 100 cm\n" + lines(72, 400, ["Mål och medel för året", "Andra raden."]) + b"Q"
    assert blocks(pdf([turned], turned=90), "plan.pdf") == ["Mål och medel för året", "Andra raden."]
    assert blocks(pdf([turned]), "plan.pdf") == ["Mål och medel för året", "Andra raden."]


def test_a_page_that_is_a_picture_among_others_is_told_of() -> None:
    document = read_document(
        pdf([lines(72, 700, ["Plan för året"]), b"q 500 0 0 700 0 0 cm /P Do Q"], picture=True), "plan.pdf"
    )
    assert [block.text for block in document.blocks] == ["Plan för året"]
    assert document.left_out == ("pages that are only pictures: 1",)


def test_the_place_is_the_page_and_the_line() -> None:
    document = read_document(pdf([lines(72, 700, ["Ett.", "Två."]), lines(72, 700, ["Tre."])]), "plan.pdf")
    assert [(block.place.page, block.place.line) for block in document.blocks] == [(1, 1), (1, 2), (2, 1)]


def test_a_matrix_without_lines_keeps_its_columns_apart() -> None:
    rows = [
        ("", "KF", "KS", "AU"),
        ("Januari", "", "12", "5"),
        ("Februari", "9", "16", "2"),
        ("Mars", "10", "24*", ""),
    ]
    page = b"".join(
        text_at(x, 700 - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((72, 128, 154, 186), row, strict=True)
        if cell
    )
    assert read(page) == [
        " | KF | KS | AU",
        "Januari |  | 12 | 5",
        "Februari | 9 | 16 | 2",
        "Mars | 10 | 24* | ",
    ]


def test_wide_blanks_of_justified_lines_are_blanks() -> None:
    page = text_at(72, 700, "Föreningen ska under året ordna fyra") + text_at(270, 700, "möten för alla med-")
    page += text_at(72, 686, "lemmar och två fester.")
    assert read(page) == ["Föreningen ska under året ordna fyra möten för alla medlemmar och två fester."]


def test_list_items_keep_their_levels_over_the_end_of_a_page() -> None:
    first = lines(72, 120, ["- Möten för alla som vill vara med och bestämma om den"])
    then = lines(80, 760, ["nya stadgan:"]) + lines(100, 746, ["- Årsmöte"]) + lines(72, 732, ["- Fester"])
    assert read(first, then) == [
        "- Möten för alla som vill vara med och bestämma om den nya stadgan:",
        "  - Årsmöte",
        "- Fester",
    ]


def test_the_raised_number_of_a_footnote_is_no_part_of_its_sentence() -> None:
    assert read(
        text_at(72, 700, "Vi ska bli 120") + text_at(146, 704, "1", 6) + text_at(152, 700, "medlemmar.")
    ) == ["Vi ska bli 120 medlemmar."]


def test_what_hangs_together_is_moved_to_the_next_line_as_a_whole() -> None:
    page = lines(
        72,
        700,
        [
            "Budsjettet er på 96 000 kr, og av dette er 40",
            "000 kr satt av til valget, som er i september, og til mer.",
        ],
    )
    assert read(page) == [
        "Budsjettet er på 96 000 kr, og av dette er 40 000 kr satt av til valget, som er i september, og til mer."
    ]


def test_lines_that_stand_wide_are_one_paragraph_too() -> None:
    page = lines(72, 700, [TEXT, TEXT, TEXT, "fester."], step=22) + lines(72, 610, [TEXT, "möten."], step=22)
    assert read(page) == [f"{TEXT} {TEXT} {TEXT} fester.", f"{TEXT} möten."]


def test_columns_stay_columns_where_a_heading_stands_beside_text() -> None:
    prose = [
        f"Spalten har en lång rad {word}"
        for word in ("ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta")
    ]
    left = text_at(72, 742, "Plan", 20, "B") + lines(72, 714, [f"{line} till vänster" for line in prose])
    right = lines(330, 742, [f"{line} till höger" for line in prose]) + text_at(330, 620, "Möten", 15, "B")
    read_ = read(left + right + lines(330, 600, ["Andra tisdagen."]))
    assert read_[0] == "# Plan"
    assert read_[-2:] == ["## Möten", "Andra tisdagen."]
    said = " ".join(read_)
    assert said.index("åtta till vänster") < said.index("ett till höger")


def test_a_heading_whose_word_is_split_is_one() -> None:
    page = lines(
        72, 760, ["Kultur- och fritidsnämndens verksamhets-", "plan 2027"], step=24, size=20, font="B"
    ) + lines(72, 680, [TEXT, TEXT])
    assert read(page) == ["# Kultur- och fritidsnämndens verksamhetsplan 2027", f"{TEXT} {TEXT}"]


def test_a_large_title_that_goes_on_in_the_first_of_two_columns_is_one() -> None:
    left = [f"Vänstra spalten har sin text här {word}" for word in ("ett", "två", "tre", "fyra", "fem")]
    right = [f"Högra spalten har sin text där {word}" for word in ("ett", "två", "tre", "fyra", "fem")]
    page = (
        text_at(72, 780, "Föräldraföreningen vid Lundens skola: årsplan för", 18, "B")
        + text_at(72, 757, "läsåret 2026/27", 18, "B")
        + lines(72, 700, left)
        + lines(310, 700, right)
    )
    assert read(page)[0] == "# Föräldraföreningen vid Lundens skola: årsplan för läsåret 2026/27"


def test_a_line_through_the_words_of_a_cell_parts_no_row() -> None:
    drawn = b"".join(line_from(72, y, 400, y) for y in (720, 700, 680)) + b"".join(
        line_from(x, 680, x, 720) for x in (72, 200, 400)
    )
    texts = (
        text_at(80, 706, "Mars")
        + text_at(210, 706, "Fest")
        + text_at(80, 686, "April")
        + text_at(210, 686, "Resa")
    )
    assert read(drawn + texts + line_from(80, 689.5, 104, 689.5) + line_from(210, 689.5, 235, 689.5)) == [
        "Mars | Fest",
        "~April~ | ~Resa~",
    ]


def test_two_cells_that_begin_anew_are_a_row_of_their_own() -> None:
    rows = [("Måned", "Aktivitet", "Ansvarlig"), ("Mars", "Generalforsamling for alle", "Bestyrelsen"),
            ("", "Arbejdsdag", "Alle"), ("Juni", "Sommerfest", "Udvalget")]  # fmt: skip
    page = b"".join(
        text_at(x, 700 - 14 * number, cell)
        for number, row in enumerate(rows)
        for x, cell in zip((72, 160, 400), row, strict=True)
        if cell
    )
    assert read(page)[1:3] == ["Mars | Generalforsamling for alle | Bestyrelsen", " | Arbejdsdag | Alle"]


def test_the_last_column_of_a_page_has_an_edge_of_its_own() -> None:
    wide = text_at(
        72, 760, "En lång rad står över hela sidan och når ända ut till dess högra kant, långt bort", 11
    )
    column = lines(72, 700, ["Januari. Styrelsemöte tisdag 12 januari i bystu-", "gan. Årsmöte för alla den 23 januari, med ka-",
                             "lasmat efteråt för dem som har anmält sig hos", "kassören. Februari. Vinterfest vid sjön på lör-",
                             "dag den 20 februari. Mars. Styrelsemöte tisdag", "den 9 mars."])  # fmt: skip
    whole = (
        "Januari. Styrelsemöte tisdag 12 januari i bystugan. Årsmöte för alla den 23 januari, med kalasmat efteråt för dem "
        "som har anmält sig hos kassören. Februari. Vinterfest vid sjön på lördag den 20 februari. Mars. Styrelsemöte "
        "tisdag den 9 mars."
    )
    assert read(wide, column)[1:] == [whole]


def test_a_number_is_no_footnote_of_the_other_column() -> None:
    page = text_at(72, 700, "Program 2028", 18) + text_at(
        310, 704, "Målet är minst 20 simmare till våren", 10
    )
    assert "minst 20 simmare" in " ".join(read(page))
