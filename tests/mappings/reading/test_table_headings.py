"""Tables are read whatever their headings are: with a clock, as a question, unknown, before the rows, or merged over all."""

from __future__ import annotations

from datetime import date

import pytest

from adapters.documents.read import read_document
from mappings.reading.read import read
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_tables import tasks
from tests.mappings.reading.test_year_tables import told

TABLES = [
    ("nb a clock over each body", "Møter 2027 Lia bydel;;\nMåned;Bydelsutvalget kl. 18;Ungdomsrådet kl. 17\nJanuar;28;12\nFebruar;25;\nMars;18;2\n", ["01-12 Ungdomsrådet 17.00", "01-28 Bydelsutvalget 18.00", "02-25 Bydelsutvalget 18.00", "03-02 Ungdomsrådet 17.00", "03-18 Bydelsutvalget 18.00"]),
    ("da a clock over each body", "Møder 2027 Havbris;;\n;Bestyrelsen (kl. 19);Udvalget kl. 16.30\nJanuar;12;5\nMarts;9;2\nMaj;11;\n", ["01-05 Udvalget 16.30", "01-12 Bestyrelsen 19.00", "03-02 Udvalget 16.30", "03-09 Bestyrelsen 19.00", "05-11 Bestyrelsen 19.00"]),
    ("en a clock over each body", "Meetings 2027 Dale Trust;;\nMonth;Board 7pm;Finance committee 6.30pm\nJanuary;12;5\nMarch;9;\nMay;11;4\n", ["01-05 Finance committee 18.30", "01-12 Board 19.00", "03-09 Board 19.00", "05-04 Finance committee 18.30", "05-11 Board 19.00"]),
    ("da questions", "Årshjul 2027 Havbris;;\nHvornår er det;Hvad sker der;Hvem står for det\n12/1;Bestyrelsesmøde;Karen\n6/2;Fastelavnsfest;Bo og Ida\n", ["01-12 Bestyrelsesmøde @Karen", "02-06 Fastelavnsfest @Bo,Ida"]),
    ("nn questions", "Årsplan 2027 Lia bygdelag;;\nNår skjer det;Kva skjer;Kven tek seg av det\n12.1.;Styremøte;Leiar\n6.2.;Skidag;Kari\n", ["01-12 Styremøte @Leiar", "02-06 Skidag @Kari"]),
    ("en questions", "Diary 2027 Weir Choir;;\nWhen it happens;What;Who looks after it\n12 January;Rehearsal;Ann\n18 March;AGM;Committee\n", ["01-12 Rehearsal @Ann", "03-18 AGM @Committee"]),
    ("sv names below an unknown heading", "Årsplan 2027 Vikens scoutkår;;\nNär;Vad;Håller i det\n15/1;Terminsstart;\n27/1;Vinterhajk;Utmanarna\n7/2;Styrelsemöte;Kårchefen\n10/3;Kårstämma;Styrelsen\n", ["01-15 Terminsstart", "01-27 Vinterhajk @Utmanarna", "02-07 Styrelsemöte @Kårchefen", "03-10 Kårstämma @Styrelsen"]),
    ("nb names below an unknown heading", "Årsplan 2027 Tindfoss IL;;\nDato;Hva;På vakt\n12.1.;Styremøte;Leder\n6.2.;Skidag;Kari og Ola\n8.5.;Dugnad;Styret\n", ["01-12 Styremøte @Leder", "02-06 Skidag @Kari,Ola", "05-08 Dugnad @Styret"]),
    ("en days below no heading", "Programme 2027 Dale WI;;\n;Title;Tea\n12 January;Bees;Jo and Pat\n9 February;Old maps;Sue\n9 March;AGM;Committee\n", ["01-12 Bees @Jo,Pat", "02-09 Old maps @Sue", "03-09 AGM @Committee"]),
    ("nn days below a heading of time", "Årsplan 2027 Lia bygdelag;;\nTid;Kva;Kven\n12.1. kl. 19;Styremøte;Leiar\n6.2.;Skidag;Kari\nmars;Årsmøte;Styret\n", ["01-12 Styremøte 19.00 @Leiar", "02-06 Skidag @Kari", "03 Årsmøte @Styret"]),
    ("sv headings before the rows", "Årshjul 2027 Strands IF;;;\nDatum;12 jan;9 feb;18 mars\nAktivitet;Styrelsemöte;Temakväll;Årsmöte\nAnsvarig;Lena;Bo;Styrelsen\n", ["01-12 Styrelsemöte @Lena", "02-09 Temakväll @Bo", "03-18 Årsmöte @Styrelsen"]),
    ("nb headings before the rows", "Program 2027 Vika seniorlag;;;\nNår;12.1. kl. 12;9.2.;9.3.\nHva;Hyggetreff;Årsmøte;Bingo\n", ["01-12 Hyggetreff 12.00", "02-09 Årsmøte", "03-09 Bingo"]),
    ("nb days written as numbers", "Årsplan 2027 Solhaug vel;;\nDato;Hva;Hvem\n20270112;Styremøte;Leder\n20270508;Dugnad;Alle\n", ["01-12 Styremøte @Leder", "05-08 Dugnad @Alle"]),
    ("sv beside each other with a gap", "Program 2027 Tallåsens IF;;;;\nDatum;Vad;;Datum;Vad\n12 jan;Styrelsemöte;;17 aug;Styrelsemöte\n18 mars;Årsmöte;;;\n", ["01-12 Styrelsemöte", "03-18 Årsmöte", "08-17 Styrelsemöte"]),
    ("nb first and last days", "Kalender 2027 Ekra;;;\nFra dato;Til dato;Arrangement;Ansvarlig person\n6.2.2027;7.2.2027;Vinterleir;Kari\n8.5.2027;;Dugnad;Ola\n", ["02-06/02-07 Vinterleir @Kari", "05-08 Dugnad @Ola"]),
    ("nb from and to are clocks", "Terminliste 2027 Ekra;;;;\nUkedag;Dato;Fra;Til;Arrangement\ntir;12.1.;18:00;20:00;Styremøte\nlør;6.2.;10:00;14:00;Skidag\n", ["01-12 Styremøte 18.00", "02-06 Skidag 10.00"]),
    ("nb months by their first letters", "Årshjul 2027 Vika;;;;;;;;;;;;\nAktivitet;J;F;M;A;M;J;J;A;S;O;N;D\nStyremøte;x;;x;;;;;;;;;\nÅrsmøte;;;x;;;;;;;;;\nDugnad;;;;;x;;;;x;;;\n", ["01 Styremøte", "03 Styremøte", "03 Årsmøte", "05 Dugnad", "09 Dugnad"]),
    ("sv months by their numbers", "Årshjul 2027 Ekens IF;;;;;;;;;;;;\n;1;2;3;4;5;6;7;8;9;10;11;12\nStyrelsemöte;x;;x;;;;;;;;;\nÅrsmöte;;;x;;;;;;;;;\nStäddag;;;;;x;;;;;x;;\n", ["01 Styrelsemöte", "03 Styrelsemöte", "03 Årsmöte", "05 Städdag", "10 Städdag"]),
    ("sv kinds across, some days with words", "Möten 2027 Ekens IF;;\nStyrelsemöten;Medlemsmöten;Övrigt\n14 januari kl 18;3 februari;8 maj Städdag\n11 mars;7 april;12 juni Sommarfest\n13 maj;;\n", ["01-14 Styrelsemöten 18.00", "02-03 Medlemsmöten", "03-11 Styrelsemöten", "04-07 Medlemsmöten", "05-08 Städdag", "05-13 Styrelsemöten", "06-12 Sommarfest"]),
    ("en several days in a cell", "Year planner 2027 Ashby Players;;\nMonth;Meetings;Shows\nJanuary;12th Committee;\nFebruary;;Panto 5th-7th\nMarch;9th Committee, 18th AGM;\n", ["01-12 Committee", "02-05/02-07 Panto", "03-09 Committee", "03-18 AGM"]),
    ("sv years in a column", "Kalender 2027-2028 Ekens IF;;;\nÅr;Månad;Dag;Aktivitet\n2027;sep;14;Styrelsemöte\n;okt;9;Skördefest\n2028;jan;18;Styrelsemöte\n;mars;15;Årsmöte\n", ["09-14 Styrelsemöte", "10-09 Skördefest", "2028-01-18 Styrelsemöte", "2028-03-15 Årsmöte"]),
    ("en weeks by their first day", "Plan 2027 Dale School PTA;;\nWeek commencing;What;Who\n11 January;Committee meeting;Chair\n8 February;Book week;Library team\n", ["01-11/01-17 Committee meeting @Chair", "02-08/02-14 Book week @Library team"]),
    ("nb numbered meetings with a place", "Møteplan 2027 Vika FAU;;;\nNr;Styremøte;Frist for saker;Sted\n1;12.1.;5.1.;Biblioteket\n2;9.3.;2.3.;Biblioteket\n3;11.5.;4.5.;Skolen\n", ["01-12 Styremøte", "03-09 Styremøte", "05-11 Styremøte"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), TABLES, ids=[case[0] for case in TABLES])
def test_a_table_is_read_whatever_its_headings_are(name: str, text: str, expected: list[str]) -> None:
    assert told(read(read_document(text.encode(), "plan.csv"))) == expected, name


MERGED = [
    ("sv", "# Program 2027/2028\n## Visningar\nAlla visningar hålls kl. 19 på biografen.\n| Datum | Film | Ansvarig |\n| Hösten 2027 | Hösten 2027 | Hösten 2027 |\n| 7/9 | Fyren | Åsa |\n| 30/11 | Brev till Ingrid | Bo |\n| Våren 2028 | Våren 2028 | Våren 2028 |\n| 18/1 | Vinter | Bo |\n| 9/5, kl. 18 | Årsmöte | styrelsen |", ["09-07 Fyren 19.00 @Åsa", "11-30 Brev till Ingrid 19.00 @Bo", "2028-01-18 Vinter 19.00 @Bo", "2028-05-09 Årsmöte 18.00 @styrelsen"]),
    ("nb", "# Årsplan 2027\n| Dato | Hva | Hvem |\n| 1. halvår | 1. halvår | 1. halvår |\n| 12.1. | Styremøte | Leder |\n| 2. halvår | 2. halvår | 2. halvår |\n| 17.8. | Styremøte | Leder |", ["01-12 Styremøte @Leder", "08-17 Styremøte @Leder"]),
    ("da", "# Program 2027-2028\n| Dato | Hvad |\n| 2027 | |\n| 17. august | Bestyrelsesmøde |\n| 2028 | |\n| 18. marts | Generalforsamling |", ["08-17 Bestyrelsesmøde", "2028-03-18 Generalforsamling"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), MERGED, ids=[case[0] for case in MERGED])
def test_a_row_that_is_merged_over_a_table_is_the_time_of_the_rows_below_it(
    code: str, text: str, expected: list[str]
) -> None:
    assert told(reading(text, code)) == expected


def test_who_stands_beside_the_tasks_does_them_and_not_the_meetings() -> None:
    found = reading(
        "# Årshjul 2027\n| Måned | Møder | Opgaver mellem møderne | Ligger hos |\n"
        "| Januar | Bestyrelsesmøde 18/1 | Regnskab afsluttes | Kassereren |\n"
        "| Marts | Generalforsamling 18/3 | Brev til sponsorer | Sekretæren |\n"
        "| Maj | | Tilskud søges | Formanden |",
        "da",
    )
    assert told(found) == ["01-18 Bestyrelsesmøde", "03-18 Generalforsamling"]
    assert tasks(found) == [
        "Regnskab afsluttes @Kassereren 2027-01-31",
        "Brev til sponsorer @Sekretæren 2027-03-31",
        "Tilskud søges @Formanden 2027-05-31",
    ]


ROLES = [
    ("sv", "| | Jan | Feb | Mars |\n| Ordförande | Kallar till årsmöte | | |\n| Kassör | Bokslut | Deklaration | |", ["Kallar till årsmöte @Ordförande 2027-01-31", "Bokslut @Kassör 2027-01-31", "Deklaration @Kassör 2027-02-28"]),
    ("nb", "| | Januar | Februar | Mars |\n| Leder | Kaller inn til årsmøte | | |\n| Kasserer | Regnskap | | Budsjett |", ["Kaller inn til årsmøte @Leder 2027-01-31", "Regnskap @Kasserer 2027-01-31", "Budsjett @Kasserer 2027-03-31"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "table", "expected"), ROLES, ids=[case[0] for case in ROLES])
def test_what_stands_beside_a_role_below_a_month_is_the_roles_work(
    code: str, table: str, expected: list[str]
) -> None:
    assert tasks(reading(f"# Plan 2027\n{table}", code)) == expected


VALUES = [
    ("da", "| | Medlemmer | Frivillige |\n| I dag | 120 | 14 |\n| Mål 2027 | 150 | 20 |"),
    ("nb", "| | Medlemmer | Frivillige |\n| Nå | 120 | 14 |\n| Mål | 150 | 20 |"),
    ("en", "| | Members | Volunteers |\n| Baseline | 120 | 14 |\n| Target | 150 | 20 |"),
]


@pytest.mark.parametrize(("code", "table"), VALUES, ids=[case[0] for case in VALUES])
def test_values_of_today_and_values_wanted_may_stand_below_each_other(code: str, table: str) -> None:
    found = reading(f"# Plan 2027\n{table}", code).targets
    assert [(one.value, one.baseline) for one in found] == [(150, 120), (20, 14)]


DUE = [
    ("nb", "| Tiltak | Ansvarlig | Frist |\n| Male huset | Jo | Årsmøtet |"),
    ("sv", "| Åtgärd | Ansvarig | Klart |\n| Måla huset | Jo | Årsmötet |"),
    ("en", "| Action | Lead | By when |\n| Paint the house | Jo | AGM |"),
]


@pytest.mark.parametrize(("code", "table"), DUE, ids=[case[0] for case in DUE])
def test_the_name_of_a_meeting_alone_is_a_deadline(code: str, table: str) -> None:
    (one,) = reading(f"# Plan 2027\n{table}", code).actions
    assert (one.due.latest, one.due.rule) == (date(2028, 3, 31), "AGM")


BODIES = [
    ("sv", "# Plan 2027\n## Möten under året\n### Avdelningsstyrelsen (kl 13)\n24 januari\n14 mars (bokslut)\n### Övriga datum\n1 maj: demonstration på torget\n15 september: familjedag"),
    ("nb", "# Plan 2027\n## Møter i året\n### Hovedstyret (kl. 13)\n24. januar\n14. mars (regnskap)\n### Andre datoer\n1. mai: demonstrasjon på torget\n15. september: familiedag"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text"), BODIES, ids=[case[0] for case in BODIES])
def test_bodies_and_other_dates_below_a_theme_are_of_its_area(code: str, text: str) -> None:
    found = reading(text, code)
    assert [one.kind.value for one in found.meetings_and_events] == ["meeting", "meeting", "event", "event"]
    assert len(found.areas) == 1
    assert {one.area for one in found.meetings_and_events} == set(found.areas)


def test_risks_are_told_whatever_their_columns_are_called() -> None:
    text = (
        "# Plan 2027\n## Risikovurdering\n"
        "| Hva kan gå galt? | Sannsynlighet (1-5) | Konsekvens (1-5) | Forebyggende tiltak | Ansvar |\n"
        "| For få trenere | 4 | 5 | Kurse foreldre | Styret |"
    )
    found = reading(text, "nb")
    assert [(one.title, one.probability, one.consequence) for one in found.risks] == [
        ("For få trenere", 4, 5)
    ]
    assert tasks(found) == ["Kurse foreldre @Styret -"]


def test_sums_below_years_are_the_last_years_budget() -> None:
    found = reading("# Plan 2027\n| Intäkter | 2026 | 2027 |\n| Avgifter | 40 000 | 45 000 |", "sv")
    assert [(one.title, one.amount) for one in found.budget] == [("Avgifter", 45000)]


BARS = [
    ("sv", "Ekens IF\nÅrsplan 2027\nFöreningen är till för alla här.\n\n12/1 | Styrelsemöte | Lena\n6/2 | Vinterdag | Bo\n18/3 | Årsmöte | Styrelsen\n", ["01-12 Styrelsemöte @Lena", "02-06 Vinterdag @Bo", "03-18 Årsmöte @Styrelsen"]),
    ("nb", "Solhaug vel\nÅrsplan 2027\nVelet er for alle som bor her.\n\nJanuar | Styremøte | Leder\nMars | Årsmøte | Styret\nMai | Dugnad | Alle\n", ["01 Styremøte @Leder", "03 Årsmøte @Styret", "05 Dugnad @Alle"]),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "expected"), BARS, ids=[case[0] for case in BARS])
def test_lines_with_bars_are_the_rows_of_a_table(code: str, text: str, expected: list[str]) -> None:
    assert told(read(read_document(text.encode(), "plan.txt"))) == expected


WEEKS = [
    ("sv", "| Dag | Tid | Aktivitet |\n| Måndag | 18-20 | Ungdomsträning |\n| Onsdag | 19 | Seniorträning |"),
    ("nb", "| Ukedag | Kl. | Aktivitet |\n| Mandag | 18-20 | Ungdomstrening |\n| Onsdag | 19 | Seniortrening |"),
    ("en", "| Day | Time | Activity |\n| Monday | 6pm-8pm | Junior training |\n| Wednesday | 7pm | Senior training |"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "table"), WEEKS, ids=[case[0] for case in WEEKS])
def test_weekdays_alone_are_the_programme_of_every_week(code: str, table: str) -> None:
    found = reading(f"# Plan 2027\n{table}", code)
    assert [(one.rule, one.time.hour if one.time else None) for one in found.recurring] == [
        ("FREQ=WEEKLY;BYDAY=MO", 18),
        ("FREQ=WEEKLY;BYDAY=WE", 19),
    ]
    assert found.actions == ()
