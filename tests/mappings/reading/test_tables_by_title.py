"""A table that says only when and where is read by what stands over it; sheets' own ways of writing cells are known."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from config.language import language
from mappings.reading.named_over import meeting_over
from mappings.reading.read import read
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_year_tables import told

OVER = [
    ("sv", "Sammanträden 2027 – Kulturnämnden", "Kulturnämnden"),
    ("sv", "Mötesplan 2027 för kyrkorådet", "kyrkorådet"),
    ("sv", "Styrelsemöten 2027", "Styrelsemöten"),
    ("nb", "Møteplan for 2027: Kulturutvalget", "Kulturutvalget"),
    ("nb", "Styrets møter 2027/2028", "Styrets møter"),
    ("nn", "Møte i valnemnda 2027", "Møte i valnemnda"),
    ("da", "Mødedatoer 2027, Bestyrelsen", "Bestyrelsen"),
    ("da", "Repræsentantskabets møder 2027 (kl. 19)", "Repræsentantskabets møder"),
    ("en", "Schedule of meetings 2027: Finance Committee", "Finance Committee"),
    ("en", "Trustees' meetings 2027", "Trustees' meetings"),
    ("en", "Committee meetings 2027-28", "Committee meetings"),
    ("en", "Meetings 2027", "Meetings"),
    ("en", "What we did on the way", ""),
]


@pytest.mark.parametrize(("code", "title", "expected"), OVER, ids=[case[1] for case in OVER])
def test_a_title_over_days_names_what_meets(code: str, title: str, expected: str) -> None:
    assert meeting_over((title,), language(code)) == expected


DATED = [
    ("sv", "# Kulturnämndens sammanträden 2027\n| Nr | Mötesdag | Kl. | Lokal |\n| 1 | 14 januari | 18 | Kvarnen |\n| 2 | 11 mars | 18 | Kvarnen |", ["01-14 Kulturnämndens sammanträden 18.00", "03-11 Kulturnämndens sammanträden 18.00"]),
    ("nb", "# Møteplan 2027 – Bygdeutvalget\n| Møtedato | Møtestart | Merk |\n| 12. januar | 19.00 | |\n| 9. mars | 19.00 | Husk kaffe |", ["01-12 Bygdeutvalget 19.00", "03-09 Bygdeutvalget 19.00"]),
    ("da", "# Bestyrelsesmøder 2027\n| Måned | Dag | Tid |\n| januar | 12. | 19 |\n| | 26. | 19 |\n| marts | 9. | 19 |", ["01-12 Bestyrelsesmøder 19.00", "01-26 Bestyrelsesmøder 19.00", "03-09 Bestyrelsesmøder 19.00"]),
    ("en", "# Meeting dates 2027 – Planning Committee\n| Date of meeting | Venue |\n| 12 January | Town hall |\n| 9 March | Library |", ["01-12 Planning Committee", "03-09 Planning Committee"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), DATED, ids=[case[0] for case in DATED])
def test_days_without_a_word_of_what_are_of_what_stands_over_them(
    code: str, text: str, expected: list[str]
) -> None:
    assert told(reading(text, code)) == expected


SIGNS = ['"', "-”-", '--"--', "d:o", "''", "samma som ovan"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_for_as_above_is_what_stands_above(sign: str) -> None:
    table = f"# Program 2027\n| Datum | Aktivitet | Arrangeras av |\n| 12 januari | Styrelsemöte | Anna Ek |\n| 9 mars | Vårfest | {sign} |\n| 4 maj | Loppmarknad | Bo |"
    found = reading(table, "sv").meetings_and_events
    assert [one.responsible for one in found] == [("Anna Ek",), ("Anna Ek",), ("Bo",)]


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("sv", ("12-jan", "9-mar")),
        ("nb", ("12-jan-27", "9-mar-27")),
        ("en", ("12-Jan-2027", "9-Mar-2027")),
    ],
)
def test_days_as_sheets_write_them_are_read(code: str, days: tuple[str, str]) -> None:
    first, second = days
    what = {"sv": "Möte", "nb": "Møte", "en": "Meeting"}[code]
    text = f"# Program 2027\n| {language(code).columns['date'][0]} | {language(code).columns['what'][0]} |\n| {first} | {what} |\n| {second} | {what} |"
    assert told(reading(text, code)) == [f"01-12 {what}", f"03-09 {what}"]


def test_a_caption_is_the_title_over_its_table() -> None:
    page = (
        '<html lang="da"><body><h1>Lyngby Kor</h1><table><caption>Kalender 2027</caption>'
        "<tr><th>Dato</th><th>Hvad</th></tr><tr><td>12. januar</td><td>Bestyrelsesmøde</td></tr>"
        "<tr><td>9. marts</td><td>Generalforsamling</td></tr></table></body></html>"
    )
    found = read(read_document(page.encode(), "plan.html"))
    assert told(found) == ["01-12 Bestyrelsesmøde", "03-09 Generalforsamling"]


def test_ticks_say_nothing_of_a_languages() -> None:
    table = "Year planner 2027;;\nTask;Jan;Feb\nTrustees' meeting;x;x\n"
    assert told(read(read_document(table.encode(), "plan.csv"))) == [
        "01 Trustees' meeting",
        "02 Trustees' meeting",
    ]


UNNAMED = [
    ("sv", "# Program 2027\n| | Kl. | Aktivitet | Plats |\n| 12 januari | 19 | Styrelsemöte | Kvarnen |\n| 9 mars | 18 | Vårfest | Ladan |", ["01-12 Styrelsemöte 19.00", "03-09 Vårfest 18.00"]),
    ("nb", "# Program 2027\n| Hva | | Hvem |\n| Styremøte | 12. januar | Styret |\n| Dugnad | 8. mai | Alle |", ["01-12 Styremøte @Styret", "05-08 Dugnad @Alle"]),
    ("en", "# Programme 2027\n| Date | Event |\n| 12/1 | Committee meeting |\n| Sat 20/2 | Quiz night |\n| 9/3/27 | Annual meeting |", ["01-12 Committee meeting", "02-20 Quiz night", "03-09 Annual meeting"]),
    ("en", "# Programme 2027\n| Date | Event |\n| 1/12 | Committee meeting |\n| 2/20/2027 | Quiz night |\n| 3/9 | Annual meeting |", ["01-12 Committee meeting", "02-20 Quiz night", "03-09 Annual meeting"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), UNNAMED, ids=[case[0] for case in UNNAMED])
def test_days_are_known_by_their_column_as_a_whole(code: str, text: str, expected: list[str]) -> None:
    assert told(reading(text, code)) == expected


def test_days_that_their_column_leaves_open_are_guessed_by_nobody() -> None:
    table = "# Programme 2027\n| Date | Event |\n| 1/2 | Quiz night |\n| 3/4 | Barn dance |\n| 5/6 | Annual meeting |"
    assert told(reading(table, "en")) == []


BESIDE = [
    ("nb", "# Møteplan 2027\n| Måned | Styret | Folkemøte |\n| januar | 12. | |\n| februar | 9. | 18. i Grendehuset |\n| mars | 9. (befaring, kl. 17) | |\n| april | 13. | foreløpig 20. |", ["01-12 Styret", "02-09 Styret", "02-18 Folkemøte", "03-09 Styret 17.00", "04-13 Styret", "04-20 Folkemøte"]),
    ("en", "# Meetings 2027\n| Month | Board | Council |\n| January | 12 | |\n| February | 9 | 18 at Weir Hall |\n| March | 9 (visit, 5pm) | |\n| April | 13 | 20 |", ["01-12 Board", "02-09 Board", "02-18 Council", "03-09 Board 17.00", "04-13 Board", "04-20 Council"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), BESIDE, ids=[case[0] for case in BESIDE])
def test_where_and_how_sure_a_day_of_a_matrix_is_stands_beside_it(
    code: str, text: str, expected: list[str]
) -> None:
    assert told(reading(text, code)) == expected


def test_numbers_of_tasks_are_no_days() -> None:
    table = "Tiltak 2027;;;\nNr;Tiltak;Ansvarlig;Frist\n1.1;Male huset;Jo;1. mai\n1.2;Rydde loftet;Ida;juni\n2.1;Kjøpe stoler;Styret;snarest\n"
    found = read(read_document(table.encode(), "plan.csv"))
    assert not found.meetings_and_events
    assert [one.text for one in found.actions] == ["Male huset", "Rydde loftet", "Kjøpe stoler"]
