"""Tables of days with a room, a body or a kind of gathering over each column, and tables made with spaces, are read cell by cell."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.reading.read import read
from tests.mappings.reading.test_year_tables import told

ROOMS = [
    ("da.csv", "Program 2027 Havbris hus;;;\nDag;Dato;Teatersalen;Kælderen\nti;12.1.;;Bestyrelsesmøde kl. 19\nlø;6.2.;Fastelavn kl. 14;\n;9.3.;Generalforsamling kl. 19;\nlø;8.5.;;Keramikkursus\n", ["01-12 Bestyrelsesmøde 19.00", "02-06 Fastelavn 14.00", "03-09 Generalforsamling 19.00", "05-08 Keramikkursus"]),
    ("sv.csv", "Program 2027 Tallåsens byalag;;;\nDatum;Logen;Bagarstugan;Ängen\n12 jan;;Styrelsemöte kl. 18;\n8 maj;;;Majbrasa\n18 mars;Årsmöte kl. 18;Soppkväll kl. 17;\n9 juni;;Bakkurs;\n", ["01-12 Styrelsemöte 18.00", "03-18 Soppkväll 17.00", "03-18 Årsmöte 18.00", "05-08 Majbrasa", "06-09 Bakkurs"]),
    ("en.csv", "Diary 2027 Weir Trust,,,\nDate,Trustees,Volunteers,Everybody\n12 January,7pm in the loft,,\n9 February,,6pm,\n8 May,,,Plant sale\n14 September,7pm in the loft,,\n", ["01-12 Trustees 19.00", "02-09 Volunteers 18.00", "05-08 Plant sale", "09-14 Trustees 19.00"]),
    ("nb.csv", "Møter 2027 Lia skole;;;\nNår;Utvalget;Elevrådet;Alle\n12.1.;kl. 18, rom 2;;\n9.2.;;kl. 12;\n;;;\n8.5.;;;Vårdugnad\n8.9.;;kl. 12;\n", ["01-12 Utvalget 18.00", "02-09 Elevrådet 12.00", "05-08 Vårdugnad", "09-08 Elevrådet 12.00"]),
    ("nn.csv", "Årsplan 2027 Lia bygdelag;;;\nDato;Styret;Tunet;Låven\n12.1.;X;;\n9.2.;;Skidag;\n8.5.;;;Dans\n8.9.;X;;\n", ["01-12 Styret", "02-09 Skidag", "05-08 Dans", "09-08 Styret"]),
]  # fmt: skip

COLUMNS = [
    ("en.csv", "Diary 2027 Weir Trust,,,,,,\nStart date,End date,Start,Finish,Event,Venue,Status\n2027-01-12,2027-01-12,19:00,21:00,Board meeting,Loft,\n2027-05-08,2027-05-09,,,Spring walk,Hills,provisional\n2027-06-05,2027-06-05,,,Boat trip,,cancelled\n", ["01-12 Board meeting 19.00", "05-08/05-09 Spring walk ?"]),
    ("da.csv", "Kalender 2027 Havbris;;;;;\nUge;Dag;Dato;Fra;Til;Hvad\n2;ti;12-01;19.00;21.00;Bestyrelsesmøde\n23;lø;12-06;10;;Havedag\n24;;;;;Havefest\n", ["01-12 Bestyrelsesmøde 19.00", "06-12 Havedag 10.00", "06-14/06-20 Havefest"]),
    ("sv.csv", "Årskalender 2027 Tallåsens byalag;;;\nDatum;Hur dags;Vad;Rum\n12 jan;19;Styrelsemöte;Logen\n8 maj;INSTÄLLT;Majbrasa;Ängen\n18 maj;10–14;Utfärd;\n", ["01-12 Styrelsemöte 19.00", "05-18 Utfärd 10.00"]),
    ("nb.csv", "Terminliste 2027 Lia vel;;;\nMåned;Dato;Hva;Sted\nMai;8;Dugnad;Huset\nOktober;;Rusken (dato avtales i september);\n", ["05-08 Dugnad", "10 Rusken ?"]),
    ("nn.csv", "Møte 2027 Lia bygdelag;;\n;;\nStyremøte;;\nDato;Klokka;Stad\n12.1.;19.00;Huset\n9.3.;19.00;Skulen\n", ["01-12 Styremøte 19.00", "03-09 Styremøte 19.00"]),
]  # fmt: skip

BESIDE = [
    ("da.csv", "Program 2027/2028 Havbris;;;\nEfterår;Hvad;Forår;Hvad\n14/9;Bestyrelsesmøde;18/1;Bestyrelsesmøde\n6/11;Banko;;\n", ["09-14 Bestyrelsesmøde", "11-06 Banko", "2028-01-18 Bestyrelsesmøde"]),
    ("en.csv", "Diary 2027/2028 Weir School PTA,,,\nAutumn term,Event,Spring term,Event\n14 September,Committee meeting,18 January,AGM\n6 November,Fireworks,4 March,Quiz night\n", ["09-14 Committee meeting", "11-06 Fireworks", "2028-01-18 AGM", "2028-03-04 Quiz night"]),
    ("nb.csv", "Møteplan 2027 Lia bydel;;;;\nOrgan;Januar;Mars;Mai;Tid og sted\nBU;12.;9.;11.;18.00, Lillesalen\nUngdomsrådet;5.;;4. (kl. 16);17, Stua\n", ["01-05 Ungdomsrådet 17.00", "01-12 BU 18.00", "03-09 BU 18.00", "05-04 Ungdomsrådet 16.00", "05-11 BU 18.00"]),
    ("sv.csv", "Möten 2027 Vikens kommun;;;;\nNämnd;Q1;Q2;Q3;Klockan\nTN;26.1;4.5;31.8;17.00\nKulturnämnden;3.2;12.5;15.9;18\n", ["01-26 TN 17.00", "02-03 Kulturnämnden 18.00", "05-04 TN 17.00", "05-12 Kulturnämnden 18.00", "08-31 TN 17.00", "09-15 Kulturnämnden 18.00"]),
]  # fmt: skip

SPACES = [
    ("nb.txt", "Terminliste 2027\nLia skiklubb\n\nDag      Dato        Kl     Hva               Sted\n--------------------------------------------------------\ntir      9. feb      19     Årsmøte           Hytta\nfre-søn  11.-13. juni       Vårleir           Lia\nlør      20. nov     18-21  Fest              Hytta\n", ["02-09 Årsmøte 19.00", "06-11/06-13 Vårleir", "11-20 Fest 18.00"]),
    ("sv.txt", "Vikens kör\nDatum 2027\n\n            jan    feb    mars   april  sept\nStyrelse    12            9             14\nRepetition         3             7\n\nVälkommen!\n", ["01-12 Styrelse", "02-03 Repetition", "03-09 Styrelse", "04-07 Repetition", "09-14 Styrelse"]),
    ("da.txt", "HAVBRIS HUSFORENING\nÅrskalender 2027\n\nJanuar       12. bestyrelsesmøde  26. banko kl. 19\nMarts        9. generalforsamling kl. 18\n             20.-21. kræmmermarked\nApril        -\nJuni         8. bestyrelsesmøde\n", ["01-12 bestyrelsesmøde", "01-26 banko 19.00", "03-09 generalforsamling 18.00", "03-20/03-21 kræmmermarked", "06-08 bestyrelsesmøde"]),
]  # fmt: skip

CASES = ROOMS + COLUMNS + BESIDE + SPACES


@pytest.mark.parametrize(("name", "text", "expected"), CASES, ids=[one[0] for one in CASES])
def test_what_stands_in_a_cell_is_on_the_day_of_its_row(name: str, text: str, expected: list[str]) -> None:
    found = read(read_document(text.encode(), name))
    doubtful = [f"{one.title} ?" for one in found.meetings_and_events if one.tentative]
    assert (sorted(told(found)), doubtful) == (
        [one.removesuffix(" ?") for one in expected],
        [one.split(" ", 1)[1] for one in expected if one.endswith("?")],
    )


WORK = [
    ("nb", "# Plan 2027\n| Nr | Tiltak | Hvorfor | Hvem | Når | Kostnad (kr) | Status |\n|---|---|---|---|---|---|---|\n| 1 | Rydding av stien | Trygghet | Styret | lørdag 8. mai | 500 | |\n| 2 | Brannøvelse i huset | Krav | Alle | Uke 41 | 0 | |\n| | Mål: 12 nye medlemmer innen 1. oktober | | | | | |\n", ["Rydding av stien", "Brannøvelse i huset"]),
    ("sv", "# Plan 2027\n| Åtgärd | Varför | Vem | När | Läge |\n|---|---|---|---|---|\n| Städdag på gården | Trivsel | Styrelsen | lördag 8 maj | |\n| Kurs i brandskydd | Krav | Alla | Vecka 41 | |\n| Mål: 12 nya medlemmar före den 1 oktober | | | | |\n", ["Städdag på gården", "Kurs i brandskydd"]),
    ("en", "# Plan 2027\n| Action | Why | Who | When | Cost | Progress |\n|---|---|---|---|---|---|\n| Fire drill in the hall | Rules | Committee | 8 May | 0 | |\n| Clean the gutters | Damp | Jo | Week 41 | 40 | begun |\n| | Goal: 12 new members by 1 October | | | | |\n", ["Fire drill in the hall", "Clean the gutters"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "tasks"), WORK, ids=[one[0] for one in WORK])
def test_a_table_of_why_and_how_far_holds_tasks_alone_and_the_goals_between_them(
    code: str, text: str, tasks: list[str]
) -> None:
    found = read(read_document(text.encode(), "plan.md"))
    assert [one.text for one in found.actions] == tasks, code
    assert not found.meetings_and_events
    assert [one.value for one in found.targets] == [12]


LEADERS = [
    ("nb", "Plan 2027\n\nDrift\n\nStyret (leder: Mia) ...... fornye leieavtalen ........ innen 31.3.\nMalerne (ansv. Geir) ..... male veggen ............. 1.9.\nKasserer ................. levere søknaden ......... i løpet av våren\n", ["Styret", "Malerne+Geir", "Kasserer"]),
    ("sv", "Plan 2027\n\nDrift\n\nStyrelsen ..... förnya arrendet ........ senast 31 mars\nKassören ...... lämna in ansökan ....... 1 september\nFestgruppen ... boka lokalen ........... under våren\n", ["Styrelsen", "Kassören", "Festgruppen"]),
    ("en", "Plan 2027\n\nUpkeep\n\nCommittee ..... renew the lease ........ by 31 March\nTreasurer ..... apply for the grant .... by 1 September\nSecretary ..... book the hall .......... in the spring\n", ["Committee", "Treasurer", "Secretary"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "who"), LEADERS, ids=[one[0] for one in LEADERS])
def test_rows_of_dots_part_columns(code: str, text: str, who: list[str]) -> None:
    found = read(read_document(text.encode(), "plan.txt"))
    assert ["+".join(one.responsible) for one in found.actions] == who, code
    assert all(one.due.latest for one in found.actions)


@pytest.mark.parametrize(
    ("code", "head", "sums"),
    [
        ("nb", "| Tiltak | Hvem | Når | Kostnad (kr) |", [6000, 14500]),
        ("nn", "| Tiltak | Kven | Innan | Kr |", [6000, 14500]),
        ("da", "| Handling | Hvem | Hvornår | Budget (DKK) |", [6000, 14500]),
    ],
)
def test_what_a_task_costs_is_kept_whoever_reads_its_day(code: str, head: str, sums: list[int]) -> None:
    rows = "| Male huset | Styret | 8. mai | 6 000 |\n| Bytte lås | Styret | Uke 9 | 14 500 |\n| Ringe kommunen | Styret | april | 0 |"
    found = read(read_document(f"# Plan 2027\n{head}\n|---|---|---|---|\n{rows}\n".encode(), "plan.md"))
    assert [one.amount for one in found.budget] == sums, code
