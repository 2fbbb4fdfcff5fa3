"""Forms of work that any plan may have, in words of no plan: whom conditions, signs and first names charge, and what is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mappings.blocks import TableRow
from mappings.reading.model import Comparator, Reading
from mappings.reading.read import read
from tests.mappings.reading.notation import document, reading

_HEADS = {
    "sv": "# Verksamhetsplan 2027\n## Arbete\n",
    "nb": "# Arbeidsplan 2027\n## Arbeid\n",
    "nn": "# Arbeidsplan 2027\n## Arbeid\n",
    "da": "# Handleplan 2027\n## Arbejde\n",
    "en": "# Work plan 2027\n## Work\n",
}


def read_in(code: str, text: str) -> Reading:
    return reading(_HEADS[code] + text, code)


def responsible(code: str, text: str) -> list[tuple[str, ...]]:
    return [action.responsible for action in read_in(code, text).actions]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "Om isen inte bär flyttar styrelsen loppet senast 1 mars.", ("styrelsen",)),
        ("nb", "Hvis tribunen lekker, ringer anleggsutvalget takleggeren i mai.", ("anleggsutvalget",)),
        ("nn", "Dersom prøvene er dårlege, varslar styret kommunen innan 1. juni.", ("styret",)),
    ],
)
def test_whoever_answers_a_condition_is_responsible(code: str, text: str, who: tuple[str, ...]) -> None:
    assert responsible(code, text) == [who]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Cykler må ikke stå foran porten."),
        ("en", "Ball games are not allowed behind the hall between May and August."),
        ("sv", "Ingen ska behöva vänta utomhus."),
        ("nb", "Grilling er forbudt i juli."),
    ],
)
def test_what_nobody_may_do_is_no_task(code: str, text: str) -> None:
    found = read_in(code, text)
    assert not found.actions
    assert [one.text for one in found.rules] == [text]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "- Sopa grusplanen (S)\n- Olja bänkarna (K)\nS = Siv Ek, K = Karin Ås", [("S",), ("K",)]),
        (
            "da",
            "- Birthe: bestiller kager\n- Birthe og Knud: rydder skuret op",
            [("Birthe",), ("Birthe", "Knud")],
        ),
        ("en", "- Ros: waters the tubs\n- Sam: locks the shed", [("Ros",), ("Sam",)]),
    ],
)
def test_signs_that_are_explained_and_names_that_recur_are_responsible(
    code: str, text: str, who: list[tuple[str, ...]]
) -> None:
    assert responsible(code, text) == who


def test_a_sign_that_nothing_explains_names_nobody() -> None:
    assert responsible("sv", "- Sopa grusplanen (S)") == [()]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Byggruppen är Ola Lind (sammankallande) och Eva Rask."),
        ("nn", "Turnemnda er Kari Aas (leiar), Jon Vik og Pål Moe."),
        ("en", "The Tree Group is Ann Gray (convenor), Joe Hill and Meg Low."),
    ],
)
def test_who_is_in_a_group_is_no_task(code: str, text: str) -> None:
    assert not read_in(code, text).actions


@pytest.mark.parametrize(
    ("code", "text"),
    [("nb", "- Ringe alle som har sluttet"), ("sv", "- Skriva till dem som flyttade i fjol")],
)
def test_a_task_stays_one_where_its_object_tells_of_the_past(code: str, text: str) -> None:
    found = read_in(code, text)
    assert len(found.actions) == 1
    assert not found.findings


def test_a_day_written_by_the_calendar_is_no_telephone_number() -> None:
    found = read_in("sv", "- att kräva svar av värden senast 2027-03-31")
    assert [action.due.latest for action in found.actions] == [date(2027, 3, 31)]


def test_a_stated_day_goes_before_the_season_that_a_task_is_about() -> None:
    found = read_in("sv", "Styrelsen ska senast den 20 augusti besluta om priserna för hösten.")
    assert [action.due.latest for action in found.actions] == [date(2027, 8, 20)]
    found = read_in("nb", "- Trykke plakater for høsten innen 1. juni")
    assert [action.due.latest for action in found.actions] == [date(2027, 6, 1)]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        (
            "da",
            "Kassereren og billetkontoret gør regnskabet op inden 1. juni.",
            ("Kassereren", "billetkontoret"),
        ),
        ("sv", "Nycklarna räknas i maj av städerskan.", ("städerskan",)),
    ],
)
def test_a_noun_that_no_list_knows_is_responsible_beside_one_and_as_agent(
    code: str, text: str, who: tuple[str, ...]
) -> None:
    assert responsible(code, text) == [who]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        (
            "nb",
            "Leder av turgruppa ringer alle som har sluttet, og skriver ned hvorfor.",
            ("Leder av turgruppa",),
        ),
        (
            "en",
            "The Race Committee runs the relay and shall book the track by 1 May.",
            ("The Race Committee",),
        ),
    ],
)
def test_a_subject_ends_where_its_verb_begins(code: str, text: str, who: tuple[str, ...]) -> None:
    assert responsible(code, text) == [who]


def test_so_many_times_a_year_sets_no_day() -> None:
    found = read_in("nb", "Kassereren sender ut krav tre ganger i året.")
    assert [(one.due.latest, one.due.rule, one.due.phrase) for one in found.actions] == [
        (None, "NONE", "tre ganger i året")
    ]


def test_whoever_is_only_given_something_is_not_responsible() -> None:
    assert responsible("nb", "Nye trenere får tilbud om kurs før påske. Ansvarlig: Ida Moe.") == [
        ("Ida Moe",)
    ]


# Goals ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "The plan has two aims: noise falls by 5% and at least 9 crews row every week.", [-5, 9]),
        ("da", "- Fra 12 til 20 hold", [20]),
        ("en", "- Membership of 90 by 30 September", [90]),
        ("sv", "Sällskapet vill få fem nya båtar under året.", [5]),
        ("sv", "Antalet olyckor ska ner från 5 till 2.", [2]),
        ("en", "- Breakages down from 24% to no more than 15%", [15]),
    ],
)
def test_outcomes_are_goals_with_their_numbers(code: str, text: str, values: list[float]) -> None:
    found = read_in(code, text)
    assert not found.actions
    assert [target.value for target in found.targets] == values
    assert len(found.goals) == len(values)


@pytest.mark.parametrize(
    ("code", "text", "unit"),
    [
        ("sv", "Mål: minst fem nya medlemmar under 40 år", "nya medlemmar under 40 år"),
        ("nb", "Mål: 60 aktive rekrutter innen nyttår", "aktive rekrutter"),
        ("da", "Mål: 10 nye frivillige inden 1. september", "nye frivillige"),
        ("en", "- Buy ten water butts", "water butts"),
        ("en", "Goal: at least 4 of the 6 sheds have new roofs", "sheds"),
        ("sv", "Antalet besök ska öka med 15 procent.", "besök"),
        ("nn", "Talet på klager skal ned frå 9 til 4.", "klager"),
    ],
)
def test_a_unit_is_all_the_words_that_say_what_is_counted(code: str, text: str, unit: str) -> None:
    assert [target.unit for target in read_in(code, text).targets] == [unit]


@pytest.mark.parametrize(
    ("code", "text", "baseline"),
    [
        ("sv", "Vi är 41 medlemmar. Målet är 60 medlemmar vid årets slut.", 41),
        ("nb", "I fjor hadde laget 312 medlemmer. Målet er 350 medlemmer.", 312),
        ("da", "## Mål\n- 420 abonnenter inden 1. oktober (sidste sæson: 388)", 388),
        ("en", "Last year the club had 38 members. Our aim is to have 75 members by Easter.", 38),
        ("sv", "Styrelsen har fem ledamöter. Målet är 60 medlemmar vid årets slut.", None),
    ],
)
def test_where_a_goal_starts_may_stand_in_another_sentence(
    code: str, text: str, baseline: float | None
) -> None:
    assert [target.baseline for target in read_in(code, text).targets] == [baseline]


def test_a_number_within_a_clause_about_the_subject_is_none_to_reach() -> None:
    assert not read_in("nn", "Styret, som har fem medlemer, lagar budsjett innan 1. desember.").targets


# Tables -----------------------------------------------------------------------------------------------------------


def test_a_table_of_tasks_needs_no_heads() -> None:
    rows = "| Huset | Male taket | Kari | innen 15.05. |\n| | Tette vinduer | Ola og Kari | høst |\n| Hagen | Klippe hekken | | hver måned |"
    headed = document(f"# Arbeidsplan 2027\n{rows}", "nb")
    blocks = [replace(one, header=False) if isinstance(one, TableRow) else one for one in headed.blocks]
    found = read(replace(headed, blocks=tuple(blocks)))
    tasks = [(one.text, one.responsible, one.due.latest, one.area) for one in found.actions]
    assert tasks == [
        ("Male taket", ("Kari",), date(2027, 5, 15), "Huset"),
        ("Tette vinduer", ("Ola", "Kari"), date(2027, 11, 30), "Huset"),
        ("Klippe hekken", (), None, "Hagen"),
    ]


def test_a_cell_over_all_columns_is_the_area_of_the_rows_below_it() -> None:
    rows = "| Action | Done by | Lead |\n| Water | Water | Water |\n| Lag the taps | by 31 October | Des |\n| Paths | Paths | Paths |\n| Rake the gravel | ASAP | |"
    found = reading(f"# Site plan 2027\n{rows}", "en")
    assert [(one.text, one.responsible, one.area) for one in found.actions] == [
        ("Lag the taps", ("Des",), "Water"),
        ("Rake the gravel", (), "Paths"),
    ]


def test_a_row_that_its_state_calls_done_is_no_task() -> None:
    rows = "| Status | Åtgärd | Ansvarig | Klart |\n| Klar | Köpa mål | Kansliet | mars |\n| Pågår | Linjera planen | Kansliet | april |"
    found = reading(f"# Handlingsplan 2027\n{rows}", "sv")
    assert [one.text for one in found.actions] == ["Linjera planen"]


@pytest.mark.parametrize(
    ("comparator", "cell"), [(Comparator.AT_MOST, "högst 10"), (Comparator.AT_LEAST, "45")]
)
def test_an_indicator_keeps_its_value_of_last_year(comparator: Comparator, cell: str) -> None:
    found = reading(
        f"# Handlingsplan 2027\n| Mått | Utfall 2026 | Mål 2027 |\n| Lediga tider | 14 | {cell} |", "sv"
    )
    assert [(one.baseline, one.comparator) for one in found.targets] == [(14, comparator)]


# What shall be, what is counted, what is done by whoever ------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Det skal være trygt å sykle til banen."),
        ("da", "Der skal være plads til alle i omklædningen."),
        ("sv", "Väntan på en plats ska minska från sju till högst tre veckor."),
        ("nb", "Biblioteket skal gjøres tilgjengelig for rullestol."),
        ("en", "The hall will be a warm place to meet."),
        ("da", "Klubben skal være et sted, hvor alle kender hinanden."),
        ("da", "Antallet af udlån ønskes øget fra 40 til 60."),
    ],
)
def test_what_shall_be_is_a_goal_though_nothing_is_counted(code: str, text: str) -> None:
    found = read_in(code, text)
    assert ([goal.text for goal in found.goals], found.actions) == ([text], ())


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "Fyra nya guider utbildas under hösten.", ()),
        (
            "en",
            "At least two new umpires are to be trained by the Cup Committee by 30 June.",
            ("the Cup Committee",),
        ),
        (
            "da",
            "Mindst tre breve skrives af bestyrelsens medlemmer inden 1. maj.",
            ("bestyrelsens medlemmer",),
        ),
        ("sv", "Två båtar behöver målas innan midsommar.", ()),
    ],
)
def test_a_number_before_a_passive_is_work_and_no_goal(code: str, text: str, who: tuple[str, ...]) -> None:
    found = read_in(code, text)
    assert ([one.responsible for one in found.actions], found.goals) == ([who], ())


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "Den som inte har svarat kontaktas av kassören senast den 1 maj.", ("kassören",)),
        ("nb", "Arne Vik, Siri Lund og en representant for skolen vurderer lysene i mai.", None),
        ("da", "Mette og Jens undersøger prisen på en ny port.", ("Mette", "Jens")),
        ("nb", "En ny pumpe anskaffes så snart som mulig av driftslederen.", ("driftslederen",)),
        ("sv", "Linorna kontrolleras av bryggruppen under våren och resultatet anslås.", ("bryggruppen",)),
        ("nb", "Kassereren får trykket tre nye skilt.", ("Kassereren",)),
    ],
)
def test_somebody_is_charged_in_more_ways(code: str, text: str, who: tuple[str, ...] | None) -> None:
    named = responsible(code, text)
    assert len(named) == 1
    assert who is None or named == [who]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Dører låses bare av den som går sist."),
        ("da", "Nøglen afleveres, når man stopper."),
        ("sv", "Gäster parkerar på gräset."),
        ("nb", "Sykler parkeres bare i stativet om sommeren."),
    ],
)
def test_how_anybody_does_it_is_a_norm(code: str, text: str) -> None:
    found = read_in(code, text)
    assert ([one.text for one in found.rules], found.actions) == ([text], ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Pumpen startar inte alltid."),
        ("sv", "I dag är de tolv."),
        ("nn", "No er det 29 aktive medlemer."),
        ("en", "There are now 22 juniors."),
    ],
)
def test_how_things_stand_is_a_finding_beside_a_goal(code: str, text: str) -> None:
    found = read_in(code, text)
    assert ([one.text for one in found.findings], found.goals, found.actions) == ([text], (), ())


@pytest.mark.parametrize(
    ("code", "text", "cadence"),
    [
        ("da", "Hallen gøres ren hver anden onsdag af holdlederne.", "every other week"),
        ("sv", "Larmet provas varannan månad av vaktmästaren.", "every other month"),
        ("nb", "Styret selger vafler hver lørdag i desember.", "weekly"),
        ("en", "The radios have to be tested quarterly.", "quarterly"),
    ],
)
def test_work_done_again_and_again_has_a_cadence_and_no_last_day(code: str, text: str, cadence: str) -> None:
    assert [(one.due.cadence, one.due.latest) for one in read_in(code, text).actions] == [(cadence, None)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Banvakten målar hål 4 och 11 senast den 1 maj."),
        ("nn", "Banegruppa rettar opp svingane 3 og 7 innan 20. april."),
        ("en", "The Secretary writes a leaflet in three languages by 1 May."),
        ("sv", "Fåglarna räknas av Siv Ek, Ulf Dal och två elever i juni."),
    ],
)
def test_which_ones_and_beside_whom_is_no_number_to_reach(code: str, text: str) -> None:
    assert not read_in(code, text).targets


def test_a_row_of_names_of_columns_heads_another_table_within_a_sheet() -> None:
    rows = "| Åtgärd | Ansvarig | När |\n| Köpa lås | Kansliet | mars |\n| Mått | Nu | Mål 2027 |\n| Lediga båtplatser | 12 | högst 5 |"
    found = reading(f"# Handlingsplan 2027\n{rows}", "sv")
    assert [one.text for one in found.actions] == ["Köpa lås"]
    assert [(one.value, one.baseline) for one in found.targets] == [(5, 12)]


_MEASURES = {
    "sv": "# Plan 2027\n## Hamnen\n### Åtgärder\n",
    "nb": "# Plan 2027\n## Havna\n### Tiltak\n",
    "nn": "# Plan 2027\n## Hamna\n### Tiltak\n",
    "da": "# Plan 2027\n## Havnen\n### Opgaver\n",
    "en": "# Plan 2027\n## Harbour\n### Actions\n",
}


def actions_in(code: str, text: str) -> list[tuple[str, tuple[str, ...], date | None]]:
    found = reading(_MEASURES[code] + text, code)
    assert not found.meetings_and_events
    return [(one.text, one.responsible, one.due.latest) for one in found.actions]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("sv", ["Byta lås", "Laga grinden i maj"]),
        ("nb", ["Bytte lås", "Reparere porten i mai"]),
        ("da", ["Skifte lås", "Reparere lågen i maj"]),
        ("en", ["Change the locks", "Mend the gate in May"]),
    ],
)
def test_paragraphs_that_are_numbered_are_a_list(code: str, lines: list[str]) -> None:
    numbered = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    assert [text for text, *_ in actions_in(code, numbered)] == lines


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Grinden lagas."),
        ("nb", "Porten males."),
        ("nn", "Porten blir måla."),
        ("da", "Lågen repareres."),
        ("en", "The gate is mended."),
    ],
)
def test_what_is_said_to_be_done_among_measures_is_to_be_done(code: str, text: str) -> None:
    assert actions_in(code, text) == [(text, (), None)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "- Laga grinden vecka 20\n  - Ansvarig: Siv Ek\n- Byta lås vecka 21\n  - Ansvarig: kassören"),
        (
            "da",
            "- Reparere lågen i uge 20\n  - Ansvarlig: Siv Ek\n- Skifte lås i uge 21\n  - Ansvarlig: kassereren",
        ),
        (
            "en",
            "- Paint the gate in week 20\n  - Responsible: Ann Lake\n- Change the locks in week 21\n  - Responsible: clerk",
        ),
    ],
)
def test_a_label_below_a_dated_item_names_who_does_that_one(code: str, text: str) -> None:
    assert [len(names) for _, names, _ in actions_in(code, text)] == [1, 1]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "Vecka 20 målar hamngruppen grinden.", "hamngruppen"),
        ("sv", "Till den 23 maj målar Maja grinden.", "Maja"),
        ("nb", "Innen 23.5. maler styret porten.", "styret"),
        ("da", "Senest 23/5 kontakter formanden skolerne.", "formanden"),
    ],
)
def test_whoever_stands_behind_the_verb_after_a_time_does_it(code: str, text: str, who: str) -> None:
    assert actions_in(code, text) == [(text, (who,), date(2027, 5, 23))]


@pytest.mark.parametrize("label", ["Klart: senast den 15 april", "Klart senast 15/4", "Senast den 15 april"])
def test_a_sentence_that_only_says_when_is_the_last_day_of_the_one_before_it(label: str) -> None:
    assert actions_in("sv", f"- Laga grinden. {label}. Ansvarig: Siv Ek.") == [
        ("Laga grinden.", ("Siv Ek",), date(2027, 4, 15))
    ]


def test_a_first_name_or_a_section_may_be_what_shall_do_it() -> None:
    found = actions_in("en", "Maja shall paint the gate.\nThe youth section shall mend the fence.")
    assert [names for _, names, _ in found] == [("Maja",), ("The youth section",)]


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("sv", "- Styrelsen, kassören och Siv Ek: laga grinden", ("Styrelsen", "kassören", "Siv Ek")),
        ("nb", "- Styret, kassereren og Siv Lie: reparere porten", ("Styret", "kassereren", "Siv Lie")),
        ("en", "- The board, the clerk and Ann Lake: mend the gate", ("The board", "the clerk", "Ann Lake")),
    ],
)
def test_several_before_a_colon_shall_all_do_it(code: str, text: str, who: tuple[str, ...]) -> None:
    assert [names for _, names, _ in actions_in(code, text)] == [who]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Planen sammanfattar och visar hur föreningen ska nå sina mål."),
        ("nb", "Planen oppsummerer og viser hvordan laget skal nå sine mål."),
        ("da", "Planen sammenfatter og viser, hvordan foreningen skal nå sine mål."),
        ("sv", "Mycket kommer att krävas av vår styrelse och våra medlemmar."),
        ("nb", "Mye kommer til å kreves av styret vårt."),
    ],
)
def test_what_a_plan_tells_of_itself_or_foresees_is_no_task(code: str, text: str) -> None:
    found = read_in(code, text)
    assert not found.actions
    assert not found.goals


def test_two_sentences_whose_point_or_blank_is_lost_are_two() -> None:
    found = read_in("sv", "Några kvällar behöver avsättas De frågor som rör alla ska drivas under hela året.")
    assert [one.text for one in found.actions] == [
        "Några kvällar behöver avsättas",
        "De frågor som rör alla ska drivas under hela året.",
    ]
    found = read_in("sv", "Kassören ska söka bidrag under 2027.Sekreteraren ska städa arkivet.")
    assert [one.responsible for one in found.actions] == [("Kassören",), ("Sekreteraren",)]


def test_a_paragraph_above_a_list_says_why_and_the_list_what() -> None:
    """What the paragraph says that somebody does is a task all the same."""
    text = (
        "## Bryggan\nArbetet behöver göras i samråd med hamnen. {more}\n\n- Styrelsen ska ta in två anbud\n"
        "- Kassören ska söka bidrag\n"
    )
    listed = ["Styrelsen ska ta in två anbud", "Kassören ska söka bidrag"]
    assert [one.text for one in read_in("sv", text.format(more="")).actions] == listed
    more = "Byalaget ska meddela kommunen."
    assert [one.text for one in read_in("sv", text.format(more=more)).actions] == [more, *listed]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Styrelsen ska utveckla arbetet i vår förening.", None),
        ("Styrelsen ska i vår bjuda in grannarna.", "SPRING"),
        ("I vår bjuder styrelsen in grannarna.", "SPRING"),
    ],
)
def test_our_is_not_the_spring(text: str, rule: str | None) -> None:
    assert [one.due.rule for one in read_in("sv", text).actions] == [rule]
