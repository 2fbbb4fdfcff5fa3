"""A year that is drawn as a table gives its gatherings, whatever stands across and whatever stands down."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from adapters.documents.read import read_document
from mappings.reading.model import Reading
from mappings.reading.read import read


def told(reading: Reading) -> list[str]:
    """Each gathering as its day, its title, its clock and who it is for."""
    found = []
    for one in reading.meetings_and_events:
        last = f"/{one.end_date:%m-%d}" if one.date and one.end_date and one.end_date != one.date else ""
        clock = f" {one.time:%H.%M}" if one.time else ""
        who = f" @{','.join(one.responsible)}" if one.responsible else ""
        found.append(f"{one.date or one.month}{last} {one.title}{clock}{who}".removeprefix("2027-"))
    return sorted(found)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    raw = BytesIO()
    book.save(raw)
    return raw.getvalue()


MATRICES = [
    ("sv ticked with a dot", "Årshjul 2027 Kvarnby BK;;;;\nAktivitet;Jan;Feb;Mar;Ansvarig\nStyrelsemöte;●;;●;Ordföranden\nÅrsmöte;;;●;Styrelsen\n", ["01 Styrelsemöte @Ordföranden", "03 Styrelsemöte @Ordföranden", "03 Årsmöte @Styrelsen"]),
    ("nb ticked with 1", "Årshjul 2027 Tindfoss IL;;;\nAktivitet;Jan;Feb;Mar\nStyremøte;1;1;\nDugnad;;;1\n", ["01 Styremøte", "02 Styremøte", "03 Dugnad"]),
    ("da ticked, titles across", "Årshjul 2027 Lyngby Kor;;;\nMåned;Bestyrelsesmøde;Koncert;Generalforsamling\nJanuar;x;;\nMarts;;;x\nMaj;x;x;\n", ["01 Bestyrelsesmøde", "03 Generalforsamling", "05 Bestyrelsesmøde", "05 Koncert"]),
    ("nb days in a row", "Aktivitetsplan 2027 Vika seniorlag;;\nMåned;Hyggetreff;Styremøte\nJanuar;5, 19;11\nFebruar;2. og 16.;8.\nMars;2;8\n", ["01-05 Hyggetreff", "01-11 Styremøte", "01-19 Hyggetreff", "02-02 Hyggetreff", "02-08 Styremøte", "02-16 Hyggetreff", "03-02 Hyggetreff", "03-08 Styremøte"]),
    ("sv weekdays before days", "Möten 2027 Strands IF;;\n;Styrelse;Kansli\nJanuari;tis 12;mån 4\nFebruari;tis 9;\nMars;tis 9;mån 1\n", ["01-04 Kansli", "01-12 Styrelse", "02-09 Styrelse", "03-01 Kansli", "03-09 Styrelse"]),
    ("da weeks", "Årsplan 2027;;\nMåned;Træning;Stævne\nJanuar;uge 2;\nMarts;uge 10;uge 12\n", ["01-11/01-17 Træning", "03-08/03-14 Træning", "03-22/03-28 Stævne"]),
    ("en titles that end with their day", "Diary 2027 Weir Rowing Club;;\n;Committee;Social\nJanuary;12;Quiz 23\nFebruary;9;\nMarch;9;AGM 18\n", ["01-12 Committee", "01-23 Quiz", "02-09 Committee", "03-09 Committee", "03-18 AGM"]),
    ("en bodies across, dates below", "Meetings 2027 Dale Council;;\nFull Council;Planning;Finance\n11 January;18 January;25 January\n8 February;15 February;\n", ["01-11 Full Council", "01-18 Planning", "01-25 Finance", "02-08 Full Council", "02-15 Planning"]),
    ("sv months with years across", "Plan HT 2027–VT 2028;;;\n;Nov 2027;Dec 2027;Jan 2028\nStyrelsemöte;9;;11\nLuciafirande;;13;\n", ["11-09 Styrelsemöte", "12-13 Luciafirande", "2028-01-11 Styrelsemöte"]),
    ("nb years over months", "Årshjul Solhaug barnehage;;;;\n;2026;;2027;\n;Nov;Des;Jan;Feb\nStyremøte;10;;12;\nTurdag;;;;9. kl 10\n", ["01-12 Styremøte", "02-09 Turdag 10.00", "2026-11-10 Styremøte"]),
    ("nn terms across", "Møteplan 2027 Lia bygdelag;;\nKva;Vår;Haust\nStyremøte;12. januar, 9. mars;17. august\nDugnad;8. mai;\n", ["01-12 Styremøte", "03-09 Styremøte", "05-08 Dugnad", "08-17 Styremøte"]),
    ("nb quarters across", "Årshjul 2027 Solvang vel;;;\n1. kvartal;2. kvartal;3. kvartal;4. kvartal\nÅrsmøte 16. mars;Dugnad 8. mai;;Julebord 4. desember\n", ["03-16 Årsmøte", "05-08 Dugnad", "12-04 Julebord"]),
    ("sv months over two columns", "Årsplan 2027 Kråkvikens IF;;;\nJanuari;;Februari;\n12;Styrelsemöte;9;Styrelsemöte\n23;Vinterfest;27-28;Läger\n", ["01-12 Styrelsemöte", "01-23 Vinterfest", "02-09 Styrelsemöte", "02-27/02-28 Läger"]),
    ("da a day before each row", "Årskalender 2027 Havbris;;\nDag;Januar;Februar\n1;;\n2;;Bestyrelsesmøde\n3;Nytårstur;\n4;;Fest kl. 18\n", ["01-03 Nytårstur", "02-02 Bestyrelsesmøde", "02-04 Fest 18.00"]),
    ("nb weekdays across", "Terminplan 2027 Ekra FAU;;\nUke;Mandag;Onsdag\n34;Styremøte kl 19;\n35;;Temakveld\n", ["08-23 Styremøte 19.00", "09-01 Temakveld"]),
    ("en beside each other", "Programme 2027 Ashby Gardeners;;;\nDate;Event;Date;Event\n12 January;Seed swap;17 August;Show planning\n9 March;AGM;4 September;Autumn show\n", ["01-12 Seed swap", "03-09 AGM", "08-17 Show planning", "09-04 Autumn show"]),
    ("sv from and to", "Kalender 2027 Vikens scoutkår;;;\nFrån;Till;Aktivitet;Ansvarig\n2027-01-23;2027-01-24;Vinterhajk;Maja\n2027-03-18;;Kårstämma;Styrelsen\n", ["01-23/01-24 Vinterhajk @Maja", "03-18 Kårstämma @Styrelsen"]),
    ("da months between the rows", "Aktiviteter 2027 Møllevang;\nJanuar;\n12.;Bestyrelsesmøde\n23.;Nytårskur\nMarts;\n18.;Generalforsamling\n", ["01-12 Bestyrelsesmøde", "01-23 Nytårskur", "03-18 Generalforsamling"]),
    ("da quarters down", "Årshjul 2027 Strandby;;\nKvartal;Hvad;Hvem\n1. kvartal;Generalforsamling 18. marts;Bestyrelsen\n2. kvartal;Arbejdsdag 8. maj;Alle\n;Sommerfest 12. juni;Festudvalget\n", ["03-18 Generalforsamling @Bestyrelsen", "05-08 Arbejdsdag @Alle", "06-12 Sommerfest @Festudvalget"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), MATRICES, ids=[case[0] for case in MATRICES])
def test_a_year_in_a_table_gives_its_gatherings(name: str, text: str, expected: list[str]) -> None:
    assert told(read(read_document(text.encode(), "plan.csv"))) == expected, name


def test_what_is_done_in_a_ticked_month_is_an_action_of_it() -> None:
    table = "Annual cycle 2027 Lowfield Trust;;;\nTask;Jan;Feb;Who\nTrustees' meeting;x;x;Chair\nReview of insurance;;x;Treasurer\n"
    found = read(read_document(table.encode(), "plan.csv"))
    assert told(found) == ["01 Trustees' meeting @Chair", "02 Trustees' meeting @Chair"]
    assert [(one.text, one.due.latest, one.responsible) for one in found.actions] == [
        ("Review of insurance", date(2027, 2, 28), ("Treasurer",))
    ]


def test_a_month_counts_for_the_rows_below_it_and_one_in_which_nothing_is_for_none() -> None:
    table = "Annual cycle 2027 Lowfield Trust;;\nMonth;What;Who\nJune;Book the hall;Chair\nJuly;;\nAugust;Trustees' meeting 25 August;\n;Send out the programme;Secretary\n"
    found = read(read_document(table.encode(), "plan.csv"))
    assert [(one.text, one.due.latest, one.due.phrase) for one in found.actions] == [
        ("Book the hall", date(2027, 6, 30), "June"),
        ("Send out the programme", date(2027, 8, 31), "August"),
    ]


TERMS = [
    ("sv", ("HT 2027", [["Datum", "Vad", "Vem"], ["17/8", "Styrelsemöte", "Ordföranden"], ["12/9", "Skördefest", "Alla"]]), ("VT 2028", [["Datum", "Vad", "Vem"], ["18/1", "Styrelsemöte", "Ordföranden"]]), ["08-17 Styrelsemöte @Ordföranden", "09-12 Skördefest @Alla", "2028-01-18 Styrelsemöte @Ordföranden"]),
    ("nb", ("Høst 2026", [["Måned", "Hva", "Hvem"], ["September", "Foreldremøte 9.9.", "FAU"], ["Oktober", "", ""]]), ("Vår 2027", [["Måned", "Hva", "Hvem"], ["Mars", "Årsmøte", "Styret"]]), ["03 Årsmøte @Styret", "2026-09-09 Foreldremøte @FAU"]),
    ("en", ("2027", [["Annual plan Hill Choir"], ["Date", "Event"], [date(2027, 3, 20), "AGM"]]), ("2028", [["Date", "Event"], [date(2028, 1, 22), "Workshop"]]), ["03-20 AGM", "2028-01-22 Workshop"]),
    ("da", ("Januar", [["Dato", "Hvad"], ["12.", "Bestyrelsesmøde"]]), ("Marts", [["Årshjul 2027 Vester Vandværk"], ["Dato", "Hvad"], ["18.", "Generalforsamling"]]), ["01-12 Bestyrelsesmøde", "03-18 Generalforsamling"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "first", "second", "expected"), TERMS, ids=[case[0] for case in TERMS])
def test_a_sheet_for_each_term_year_or_month_gives_the_year_of_its_dates(
    language: str,
    first: tuple[str, list[list[object]]],
    second: tuple[str, list[list[object]]],
    expected: list[str],
) -> None:
    found = read(read_document(workbook(first, second), "plan.xlsx"))
    assert (found.head.language, told(found)) == (language, expected)


HEADS = {
    "sv": "Björkvikens byalag\nÅrsplan 2027\nByalaget är till för alla som bor i trakten.\n\n",
    "nb": "Solvang velforening\nÅrsplan 2027\nVelforeningen er til for alle som bor her.\n\n",
    "da": "Strandby beboerforening\nÅrsplan 2027\nForeningen er til for alle, der bor her.\n\n",
}
TORN = [
    ("nb", "Måned\nAktivitet\nAnsvarlig\nJanuar\nStyremøte\nLeder\nMars\nÅrsmøte\nStyret\nJuli\nAugust\nGrillkveld\nFestkomiteen\n", ["01 Styremøte @Leder", "03 Årsmøte @Styret", "08 Grillkveld @Festkomiteen"]),
    ("sv", "Månad\nDatum\nAktivitet\nJanuari\n14\nStyrelsemöte\n23\nPulkadag\nMars\n18\nÅrsmöte\n", ["01-14 Styrelsemöte", "01-23 Pulkadag", "03-18 Årsmöte"]),
    ("sv", "Januari\nFebruari\nMars\n\nStyrelsemöte\nPulkadag\nÅrsmöte\n", ["01 Styrelsemöte", "02 Pulkadag", "03 Årsmöte"]),
    ("da", "12. januar\n9. februar\n18. marts\n\nBestyrelsesmøde\nFastelavnsfest\nGeneralforsamling\n", ["01-12 Bestyrelsesmøde", "02-09 Fastelavnsfest", "03-18 Generalforsamling"]),
    ("da", "Måned      Aktivitet               Ansvarlig\nJanuar     Bestyrelsesmøde 12/1    Formanden\nFebruar    Vandretur               Bo\n           Vinterbadning 20/2      Ida\nMarts\n", ["01-12 Bestyrelsesmøde @Formanden", "02 Vandretur @Bo", "02-20 Vinterbadning @Ida"]),
    ("sv", "1. Januari 2027 Uppstartsmöte\n2. 14 mars 2027 Öppet hus\n3. September 2027 Höstfest\n", ["01 Uppstartsmöte", "03-14 Öppet hus", "09 Höstfest"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), TORN)
def test_columns_that_were_torn_apart_find_each_other_again(
    language: str, text: str, expected: list[str]
) -> None:
    assert told(read(read_document((HEADS[language] + text).encode(), "plan.txt"))) == expected


def test_dates_below_the_name_of_a_meeting_take_no_titles_from_the_lines_after_them() -> None:
    text = HEADS["nb"] + "Styremøter\n12. januar\n9. februar\n9. mars\nLeder\nKasserer\nSekretær\n"
    assert told(read(read_document(text.encode(), "plan.txt"))) == [
        "01-12 Styremøter",
        "02-09 Styremøter",
        "03-09 Styremøter",
    ]


DEEDS = [
    ("sv", "Styrelsemöte 12 januari.\n\nKalle Lund startar en kurs för nya i februari.\n\nTidningen ges ut i mars och juni.\n", ["01-12 Styrelsemöte"]),
    ("nb", "Styremøte 12. januar.\n\nHyttestyret fyller på ved og gass i september.\n", ["01-12 Styremøte"]),
    ("da", "Bestyrelsesmøde 12. januar.\n\nIda Holm starter et hold for nye roere i april.\n", ["01-12 Bestyrelsesmøde"]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), DEEDS, ids=[case[0] for case in DEEDS])
def test_what_somebody_does_some_time_of_a_month_is_no_gathering(
    language: str, text: str, expected: list[str]
) -> None:
    assert told(read(read_document((HEADS[language] + text).encode(), "plan.txt"))) == expected
