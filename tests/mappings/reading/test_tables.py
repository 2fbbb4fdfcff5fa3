"""Tables of tasks beside their goals, of months with several kinds of entries, and of measurements: in several layouts."""

from __future__ import annotations

import pytest

from adapters.documents.read import read_document
from mappings.reading.model import QuestionKind, Reading
from mappings.reading.read import read
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_year_tables import told, workbook


def tasks(found: Reading) -> list[str]:
    """Each action as its text, who does it and by when."""
    return [f"{one.text} @{','.join(one.responsible)} {one.due.latest or '-'}" for one in found.actions]


GOALS = {
    "sv": """# Plan 2027
| Mål | Så gör vi | Vem | Klart | Läge |
| Fler hittar hit | Trycka en karta | Webbgruppen | 1 mars | pågår |
| Fler hittar hit | Ringa turistbyrån | Sekreteraren | 1 maj | |""",
    "nb": """# Plan 2027
| Hensikt | Hva gjør vi? | Hvem | Innen |
| Flere finner fram | Trykke et kart | Nettgruppa | 1. mars |
| | Ringe turistkontoret | Sekretær | 1. mai |""",
    "nn": """# Plan 2027
| Mål | Gjeremål | Kven | Frist |
| Fleire finn fram | Trykkje eit kart | Nettgruppa | 1. mars |
| | Ringje turistkontoret | Skrivar | 1. mai |""",
    "en": """# Plan 2027
| Objective | Steps | Owner | Due by |
| More people find us | Print a map | Web group | 1 March |
| | Call the tourist office | Secretary | 1 May |""",
    "da": """# Plan 2027
| Formål | Indsats | Tovholder | Senest |
| Flere finder vej | Kort trykkes | Webgruppen | 1. marts |
| | Turistkontoret ringes op | Sekretæren | 1. maj |""",
}


@pytest.mark.parametrize("code", GOALS)
def test_a_goal_beside_several_tasks_is_one_goal_and_every_row_a_task(code: str) -> None:
    found = reading(GOALS[code], code)
    assert len(found.goals) == 1
    assert [one.due.latest.isoformat() for one in found.actions if one.due.latest] == [
        "2027-03-01",
        "2027-05-01",
    ]
    assert all(one.responsible for one in found.actions)
    assert found.indicators == ()


def test_a_column_of_areas_names_the_area_of_its_rows_and_of_the_empty_cells_below() -> None:
    rows = (
        "| Innsatsområde | Mål | Tiltak | Ansvarlig | Frist |\n"
        "| Hytta | Minst 40 overnattinger | Male veggen | Hyttenemnda | mai |\n"
        "| | | Vaske vinduer | Hyttenemnda | juni |\n"
        "| Stiene | | Rydde løypa | Ola | oktober |"
    )
    found = reading(f"# Plan 2027\n{rows}", "nb")
    assert [(one.text, one.area) for one in found.actions] == [
        ("Male veggen", "Hytta"),
        ("Vaske vinduer", "Hytta"),
        ("Rydde løypa", "Stiene"),
    ]
    assert [(one.value, one.area) for one in found.targets] == [(40, "Hytta")]
    assert found.areas == ("Hytta", "Stiene")


def test_a_task_is_found_beside_who_and_when_though_no_word_names_its_column_and_a_number_stands_first() -> (
    None
):
    text = "# Plan 2027\n| Ref | Promise | Lead | By when | Cost |\n| 2.1 | Mend the gate | Warden | 30 April | £90 |"
    found = reading(text, "en")
    assert tasks(found) == ["Mend the gate @Warden 2027-04-30"]
    assert [(one.title, one.amount) for one in found.budget] == [("Mend the gate", 90)]


@pytest.mark.parametrize(
    ("code", "cell"),
    [("sv", "utses senare"), ("nb", "N.N."), ("nn", "ikkje avklart"), ("da", "?"), ("en", "to be agreed")],
)
def test_a_cell_that_names_nobody_yet_names_nobody_and_is_asked_about(code: str, cell: str) -> None:
    heads = {
        "sv": "Åtgärd | Ansvarig | Klart",
        "nb": "Tiltak | Ansvarlig | Frist",
        "nn": "Tiltak | Ansvarleg | Frist",
        "da": "Handling | Ansvarlig | Frist",
        "en": "Action | Lead | Due",
    }
    found = reading(f"# Plan 2027\n| {heads[code]} |\n| Xylofon | {cell} | 2027-05-03 |", code)
    assert [one.responsible for one in found.actions] == [()]
    assert QuestionKind.UNNAMED_BODY in {one.kind for one in found.questions}


def test_months_with_meetings_arrangements_and_work_beside_each_other_give_each_its_own() -> None:
    rows: list[list[object]] = [
        ["Årshjul 2027"],
        [],
        ["Måned", "Møter", "Arrangementer", "Skal være gjort"],
        ["Januar", "12. styremøte kl. 19", "", "Medlemslista rettet (kasserer)"],
        ["Februar", "", "6. skidag\n20.-21. vintertreff", ""],
        ["Mars", "9. årsmøte", "d. 13. og 27. åpen hall", "Regnskapet lagt fram\nHallen bestilt (Kari)"],
        ["April", "", "", ""],
    ]
    found = read(read_document(workbook(("Ark1", rows)), "plan.xlsx"))
    assert told(found) == [
        "01-12 styremøte 19.00",
        "02-06 skidag",
        "02-20/02-21 vintertreff",
        "03-09 årsmøte",
        "03-13 åpen hall",
        "03-27 åpen hall",
    ]
    assert tasks(found) == [
        "Medlemslista rettet @kasserer 2027-01-31",
        "Regnskapet lagt fram @ 2027-03-31",
        "Hallen bestilt @Kari 2027-03-31",
    ]


def test_a_column_that_only_tells_more_of_the_one_before_it_gives_no_entries_of_its_own() -> None:
    text = (
        "# Årsplan 2027\n| Måned | Aktivitet | Beskrivelse |\n| Januar | 5. Quiz | I kjelleren |\n"
        "| Mars | 6. Basar | Med lodd og kake |\n| Mai | 4. Dugnad | Ta med rake |"
    )
    assert len(reading(text, "nb").meetings_and_events) == 3


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("sv", "| Vad | 2026 | Mål 2027 |\n| Låntagare | 31 | 45 |"),
        ("da", "| Mål | I dag | Ved årets udgang |\n| Lånere | 31 | mindst 45 |"),
        ("nb", "| Hva måles | Nå | Mål |\n| Lånere | 31 | 45 |"),
        ("en", "| What | 2026 | Target for 2027 |\n| Readers | 31 | 45 |"),
        ("nn", "| Indikator | Siste tal | Mål for 2027 |\n| Lånarar | 31 | minst 45 |"),
    ],
)
def test_a_value_wanted_is_found_by_its_heading_and_the_one_beside_it_is_how_it_is(
    code: str, rows: str
) -> None:
    found = reading(f"# Plan 2027\n{rows}", code).targets
    assert [(one.value, one.baseline, one.due and one.due.isoformat()) for one in found] == [
        (45, 31, "2027-12-31")
    ]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        (
            "en",
            "| No. | Priority | Deliverable | Responsible officer | Target date |\n| 1 | High | Mend the boiler | Warden | 30 June |",
        ),
        (
            "sv",
            "| Nr | Prioritet | Leverans | Ansvarig person | Planerat datum |\n| 1 | Hög | Laga pannan | Vaktmästaren | 30 juni |",
        ),
        (
            "nb",
            "| Nr | Prioritet | Leveranse | Ansvarlig person | Planlagt dato |\n| 1 | Høy | Reparere kjelen | Vaktmester | 30. juni |",
        ),
    ],
)
def test_who_and_when_are_found_in_headings_of_several_words(code: str, rows: str) -> None:
    found = reading(f"# Plan 2027\n{rows}", code)
    assert [len(one.responsible) for one in found.actions] == [1]
    assert [f"{one.due.latest}" for one in found.actions] == ["2027-06-30"]


@pytest.mark.parametrize(
    ("code", "head"),
    [
        ("en", "KPI | 2025 actual | 2026 actual | 2027 target"),
        ("nb", "Måltall | Resultat 2025 | Resultat 2026 | Mål 2027"),
        ("sv", "Nyckeltal | Utfall 2025 | Utfall 2026 | Mål 2027"),
    ],
)
def test_of_several_years_behind_the_last_is_the_one_to_start_from(code: str, head: str) -> None:
    found = reading(f"# Plan 2027\n| {head} |\n| Xyloner | 12 | 15 | 20 |", code).targets
    assert [(one.value, one.baseline) for one in found] == [(20, 15)]


def test_a_list_of_prices_wants_nothing() -> None:
    text = "# Plan 2027\n## Priser\n| Leie | 2026 | 2027 |\n| Sal | 1 850 kr | 1 900 kr |"
    assert reading(text, "nb").targets == ()


def test_single_cells_of_a_sheet_are_text_above_its_table_and_a_list_below_it() -> None:
    lines = (
        "Årshjul 2027;;;",
        "Styremøter holdes kl. 18 i brakka;;;",
        ";;;",
        "Måned;Dato;Hva skjer;Hvem",
        "Januar;11.01.;Styremøte;Leder",
        "Mars;08.03.;Styremøte;Leder",
        "Mai;10.05.;Styremøte;Leder",
        ";;;",
        "Mål for året;;;",
        "Minst 30 nye medlemmer;;;",
        "Ikke mer enn 4 avbrudd;;;",
    )
    found = read(read_document("\n".join(lines).encode(), "plan.csv"))
    assert told(found) == [
        "01-11 Styremøte 18.00 @Leder",
        "03-08 Styremøte 18.00 @Leder",
        "05-10 Styremøte 18.00 @Leder",
    ]
    assert [one.value for one in found.targets] == [30, 4]
    assert found.areas == ()


def test_a_remark_may_say_by_when_a_task_of_a_month_is_done() -> None:
    text = (
        "# Årshjul 2027\n| Måned | Dato | Hva | Hvem | Merknad |\n| Mars | 8.3. | Styremøte | Leder | kl. 18 |\n"
        "| Mars | | Levere regnskapet til revisor | Kasserer | senest 10. mars |\n"
        "| August | | Vaske bassenget | Vaktmester | uke 34 |\n| Mai | 3.5. | Årsmøte | Styret | |"
    )
    assert tasks(reading(text, "nb")) == [
        "Levere regnskapet til revisor @Kasserer 2027-03-10",
        "Vaske bassenget @Vaktmester 2027-08-29",
    ]


def test_goals_and_measures_alone_beside_each_other_are_goals_and_tasks() -> None:
    found = reading("# Plan 2027\n| Mål | Tiltak |\n| Fleire frivillige | Kurs i førstehjelp |", "nn")
    assert [one.text for one in found.goals] == ["Fleire frivillige"]
    assert [one.text for one in found.actions] == ["Kurs i førstehjelp"]


def test_below_the_heading_of_a_role_a_months_work_is_that_roles() -> None:
    text = (
        "# Årshjul 2027\n| Månad | Ordförande | Kassör |\n| Januari | Kalla till möte | Betala avgiften |\n"
        "| Februari | | Lämna bokslutet |\n| Mars | Årsmöte 14/3 | |"
    )
    found = reading(text, "sv")
    assert tasks(found) == [
        "Kalla till möte @Ordförande 2027-01-31",
        "Betala avgiften @Kassör 2027-01-31",
        "Lämna bokslutet @Kassör 2027-02-28",
    ]
    assert told(found) == ["03-14 Årsmöte"]


def test_a_column_of_what_is_to_be_done_before_a_gathering_is_work_and_no_gathering() -> None:
    text = (
        "# Programme 2027\n| Date | Event | Lead | Actions before |\n| 14 Jan | Talk | Chair | |\n"
        "| 20 Feb | Quiz night | Bo | Book the hall by 10 January |\n| 18 Mar | Walk | Ada | |"
    )
    found = reading(text, "en")
    assert len(found.meetings_and_events) == 3
    assert tasks(found) == ["Book the hall by 10 January @ 2027-01-10"]


def test_a_goal_alone_in_its_row_is_a_goal_and_no_heading() -> None:
    text = (
        "# Plan 2027\n| Mål | Tiltak | Merknad |\n| Flere ved bordet | Baking | |\n"
        "| Bedre lys | | |\n| Ryddig bod | Vaske | med såpe |"
    )
    found = reading(text, "nb")
    assert [one.text for one in found.goals] == ["Flere ved bordet", "Bedre lys", "Ryddig bod"]
    assert found.areas == ()
