"""Plain text: what its writer showed by blank lines, indentation, dashes, tabs and underlining."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.blocks import ListItem
from tests.adapters.documents.reading import blocks


def test_a_month_above_its_bullets_is_their_heading() -> None:
    text = "Mars\n • Årsmöte\n • Motioner lämnas (senast 1:e mars)\nApril\n • Städdag\n"
    assert blocks(text) == [
        "# Mars",
        "• Årsmöte",
        "• Motioner lämnas (senast 1:e mars)",
        "# April",
        "• Städdag",
    ]


def test_capitals_underlines_and_lone_lines_are_headings_of_their_own_levels() -> None:
    text = "Plan\n====\n\nMÅL\n\nFler\n----\n\nVi ska bli fler.\n\nHur det går till\n\nAlla ringer.\n"
    assert blocks(text) == [
        "# Plan",
        "### MÅL",
        "## Fler",
        "Vi ska bli fler.",
        "#### Hur det går till",
        "Alla ringer.",
    ]


def test_a_first_line_that_is_the_title_stands_above_all_other_headings() -> None:
    assert blocks("Arbetsplan\n\nMedlemmar\n\nVi ska bli fler.\n\nEkonomi\n\nVi sparar.\n") == [
        "# Arbetsplan", "## Medlemmar", "Vi ska bli fler.", "## Ekonomi", "Vi sparar.",
    ]  # fmt: skip


def test_days_below_each_other_are_no_headings() -> None:
    days = ["14 januari", "11 mars (budget)", "Onsdag 3 april", "8 maj"]
    assert blocks("STYRELSEMÖTEN (kl 18.30)\n" + "\n".join(days)) == ["# STYRELSEMÖTEN (kl 18.30)", *days]
    assert blocks("STYRELSEMÖTEN (kl 18.30)\n\n" + "\n\n".join(days)) == ["# STYRELSEMÖTEN (kl 18.30)", *days]


@pytest.mark.parametrize(
    ("line", "mark", "text"),
    [
        ("- Årsmöte", "-", "Årsmöte"),
        ("-Årsmöte", "-", "Årsmöte"),
        ("– Årsmöte", "–", "Årsmöte"),
        ("•Årsmöte", "•", "Årsmöte"),
        ("●\tÅrsmöte", "●", "Årsmöte"),
        ("\uf0b7 Årsmöte", "•", "Årsmöte"),
        ("\uf0a7  Årsmöte", "▪", "Årsmöte"),
        ("* Årsmöte", "*", "Årsmöte"),
        ("- o Årsmöte", "o", "Årsmöte"),
        ("o Årsmöte", "o", "Årsmöte"),
        ("★ 5. juni: Grundlovsmøde", "★", "5. juni: Grundlovsmøde"),
        ("– 31 jan. Avgiften betald", "–", "31 jan. Avgiften betald"),
        ("a) Årsmöte", "a)", "Årsmöte"),
        ("2) Årsmöte", "2)", "Årsmöte"),
        ("(b) Årsmöte", "(b)", "Årsmöte"),
    ],
)
def test_every_mark_that_people_and_programs_write_begins_an_item(line: str, mark: str, text: str) -> None:
    (block,) = read_document(f" {line}\n".encode(), "plan.txt").blocks
    assert isinstance(block, ListItem)
    assert (block.mark, block.text) == (mark, text)


@pytest.mark.parametrize(
    "line",
    [
        "15. mai: Frist for plassleie",
        "24. – Årsmøte",
        "-5 grader",
        "8.3 Styrelsemöte",
        "§ 3 Årsmöte",
        "2027 blir ett bra år.",
        "d. 18-20. juni. Havedage",
    ],
)
def test_a_day_or_a_number_is_no_mark(line: str) -> None:
    assert blocks(f"{line}\n") == [line]


def test_numbers_are_marks_where_they_count() -> None:
    assert blocks("1. Välja ordförande\n2. Läsa\n4. Fika\n") == ["1. Välja ordförande", "2. Läsa", "4. Fika"]
    (first, *_) = read_document(b"1. Maj 2027 Utskick\n2. Juni Samtal\n", "plan.txt").blocks
    assert isinstance(first, ListItem)
    assert first.printed == "1. Maj 2027 Utskick"
    assert blocks("Möter\n15. mai Styre\n16. mai Komité\n17. mai Tog\n")[1:] == [
        "15. mai Styre",
        "16. mai Komité",
        "17. mai Tog",
    ]


def test_clauses_with_deep_numbers_are_items_of_their_depth() -> None:
    text = "1.1 Styret skal møtes.\n1.2 Styret skal skrive.\n1.2.1 Leder skriver.\n1.3 Alle skal lese.\n"
    read = [block for block in read_document(text.encode(), "plan.txt").blocks if isinstance(block, ListItem)]
    assert [(one.level, one.mark) for one in read] == [(2, "1.1"), (2, "1.2"), (3, "1.2.1"), (2, "1.3")]


def test_numbered_lines_with_text_of_their_own_are_headings() -> None:
    text = "1. Medlemmar\nVi ska bli fler.\n\n2. Ekonomi\nVi ska spara.\n"
    assert blocks(text) == ["# 1. Medlemmar", "Vi ska bli fler.", "# 2. Ekonomi", "Vi ska spara."]


def test_numbered_lines_with_lists_or_text_further_in_are_headings() -> None:
    text = "1. Medlemmar\n   - Ring alla nya\n\n2. Ekonomi\n   Vi ska spara.\n\n3. Möten\n   - Årsmöte\n"
    found = ["# 1. Medlemmar", "- Ring alla nya", "# 2. Ekonomi", "Vi ska spara.", "# 3. Möten", "- Årsmöte"]
    assert [line.strip() for line in blocks(text)] == found


def test_a_numbered_item_with_sentences_below_it_is_an_item() -> None:
    text = "1. Ring alla som har flyttat in.\n   Skriv upp dem.\n\n2. Köp en gåva,\n   gärna en bok.\n"
    assert [line[:2] for line in blocks(text)] == ["1.", "2."]


def test_nested_items_lie_as_deep_as_they_stand_or_as_their_marks_say() -> None:
    by_indent = "- Möten\n    - Årsmöte\n        - Kallelse\n    - Höstmöte\n- Fester\n"
    assert blocks(by_indent) == ["- Möten", "  - Årsmöte", "    - Kallelse", "  - Höstmöte", "- Fester"]
    by_mark = "• Möten\no Årsmöte\no Höstmöte\n• Fester\n"
    assert blocks(by_mark) == ["• Möten", "  o Årsmöte", "  o Höstmöte", "• Fester"]


def test_lines_that_an_editor_wrapped_are_one_paragraph_and_others_are_not() -> None:
    wrapped = (
        "Föreningen ska under året ordna fyra möten för alla medlemmar\n"
        "och därtill två fester, en på våren och en på hösten, med med-\n"
        "lemmarnas hjälp. Styrelsen bestämmer dagarna i januari och\n"
        "berättar om dem för kommunens skol-\n"
        "och fritidsnämnd.\n"
    )
    assert blocks(wrapped) == [
        (
            "Föreningen ska under året ordna fyra möten för alla medlemmar och därtill två fester, en på våren och en på hösten, "
            "med medlemmarnas hjälp. Styrelsen bestämmer dagarna i januari och berättar om dem för kommunens skol- och fritidsnämnd."
        )
    ]
    assert blocks("Onsdag 8 september kl 14-16\nBingo. Fika.\n") == [
        "Onsdag 8 september kl 14-16",
        "Bingo. Fika.",
    ]


def test_a_sentence_that_a_blank_line_tears_is_one() -> None:
    torn = "- genom insändare och inlägg påvisa vad vi har åstadkommit och vad vi vill\n\nåstadkomma i framtiden\n"
    assert blocks(torn) == [
        "- genom insändare och inlägg påvisa vad vi har åstadkommit och vad vi vill åstadkomma i framtiden"
    ]


def test_tabs_part_cells_and_empty_cells_stay() -> None:
    text = "Månad\tAktivitet\tAnsvarig\nMars\tÅrsmöte\tStyrelsen\n\tKonstituering\nJuli\t\n\nInledning\t1\n"
    assert blocks(text) == [
        "Månad | Aktivitet | Ansvarig",
        "Mars | Årsmöte | Styrelsen",
        " | Konstituering | ",
        "Juli |  | ",
        "Inledning | 1",
    ]
    tables = [block.place.table for block in read_document(text.encode(), "plan.txt").blocks]
    assert tables == [1, 1, 1, 1, 2]


def test_the_stars_and_links_of_a_copied_page_are_emphasis_and_words() -> None:
    assert blocks(
        "- **Värvning:** vi ska ha **minst 160 medlemmar** enligt [programmet](#), ~~inte 150~~.\n"
    ) == ["- *Värvning:* vi ska ha *minst 160 medlemmar* enligt programmet, ~inte 150~."]


def test_letters_are_whole_again() -> None:
    damaged = (
        "Vi tra\u0308ffas p\u00e5 ho¨sten och ¨oppnar o\ufb03cens\u00ad kassa\u200b,\u00a0a\u030arligen."
    )
    assert blocks(damaged) == ["Vi träffas på hösten och öppnar officens kassa, årligen."]


def test_a_drawn_line_is_no_text() -> None:
    assert blocks("Vi ska bli fler.\n\n* * *\n\n-----------\nVi ska spara.\n") == [
        "Vi ska bli fler.",
        "Vi ska spara.",
    ]


def test_windows_and_old_mac_line_ends_are_line_ends() -> None:
    unix = read_document(b"A\n\n- b\n- c\n", "plan.txt").blocks
    assert read_document(b"A\r\n\r\n- b\r\n- c\r\n", "plan.txt").blocks == unix
    assert read_document(b"A\r\r- b\r- c\r", "plan.txt").blocks == unix


def test_every_line_is_somewhere() -> None:
    """Nothing that a person wrote is lost, whatever it is taken for."""
    text = "\n".join(
        f"{'  ' * (n % 3)}{'- ' * (n % 2)}ord{n} och ord{n + 1_000}{' slut.' * (n % 4)}" for n in range(200)
    )
    said = " ".join(block.text for block in read_document(text.encode(), "plan.txt").blocks)
    assert all(f"ord{n} " in said for n in range(200))


def test_the_numbers_of_copied_pages_are_no_text_and_days_are() -> None:
    torn = "Föreningen ska under året ordna fyra möten för alla och\n\nSide 1 av 2\n\ntvå fester.\n\nSide 2 av 2\n"
    assert blocks(torn) == ["Föreningen ska under året ordna fyra möten för alla och två fester."]
    assert blocks("1/3\n2/3\n3/3\n") == ["1/3", "2/3", "3/3"]


def test_a_full_stop_after_a_heading_is_a_slip_where_all_sections_begin_alike() -> None:
    prose = "Föreningen har under året som gått gjort mycket av det här, och vill göra mer av det i år."
    titles = ["Medlemmar", "Fester och resor", "Ekonomi", "Tydliga vägar inom föreningen.", "Lokalen"]
    text = "".join(f"{title}\n\n{prose}\n\n- Styrelsen ska göra något åt det\n\n" for title in titles)
    assert [line for line in blocks(text) if line.startswith("#")] == [f"# {title}" for title in titles]
    assert "Tydliga vägar inom föreningen." in blocks(text.replace("- Styrelsen", "Styrelsen"))


def test_a_word_split_at_a_printed_hyphen_is_whole() -> None:
    text = "Vi söker bidrag från kommunen och före\N{HYPHEN}\nningen bjuder sedan alla medlemmar på resan.\n"
    assert blocks(text) == [
        "Vi söker bidrag från kommunen och föreningen bjuder sedan alla medlemmar på resan."
    ]


def test_columns_made_with_spaces_are_cells() -> None:
    text = (
        "Month      Activity            Lead\n"
        "January    Committee meeting   Chair\n"
        "           Winter walk         Jo\n"
        "February\n"
        "March      AGM                 Chair\n"
    )
    assert blocks(text) == [
        "Month | Activity | Lead",
        "January | Committee meeting | Chair",
        " | Winter walk | Jo",
        "February |  | ",
        "March | AGM | Chair",
    ]


def test_two_columns_made_with_spaces_stay_lines() -> None:
    text = "12 January   Committee meeting\n20 March     AGM\n8 May        Plant sale\n"
    assert len(blocks(text)) == 3
    assert not any(" | " in block for block in blocks(text))
