"""What is to be done, by whom and when: one construction after another, in every language."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.reading.model import Action, QuestionKind, Reading
from tests.mappings.reading.notation import reading

TITLES = {
    "sv": "# Verksamhetsplan 2027\n## Hus\n",
    "nb": "# Arbeidsplan 2027\n## Hus\n",
    "nn": "# Arbeidsplan 2027\n## Hus og heim\n",
    "da": "# Handlingsplan 2027\n## Huset\n",
    "en": "# Work plan 2027\n## The house\n",
}


def plan(code: str, text: str) -> Reading:
    return reading(TITLES[code] + text, code)


def only(code: str, text: str) -> Action:
    actions = plan(code, text).actions
    assert len(actions) == 1, actions
    return actions[0]


@pytest.mark.parametrize(
    ("code", "text", "responsible"),
    [
        ("sv", "Styrelsen ska byta lås i källaren.", ["Styrelsen"]),
        ("nb", "Huskomiteen skal male gjerdet.", ["Huskomiteen"]),
        ("nn", "Husnemnda skal måle gjerdet.", ["Husnemnda"]),
        ("da", "Husudvalget skal male plankeværket.", ["Husudvalget"]),
        ("en", "The Board shall paint the fence.", ["The Board"]),
    ],
)
def test_the_body_before_a_modal_verb_is_responsible(code: str, text: str, responsible: list[str]) -> None:
    assert list(only(code, text).responsible) == responsible


@pytest.mark.parametrize(
    ("code", "text", "responsible"),
    [
        ("sv", "Före midsommar ska styrelsen byta lås.", ["styrelsen"]),
        ("sv", "Trappan målas av Nils Ek i maj.", ["Nils Ek"]),
        ("nb", "Porten males av huskomiteen før jul.", ["huskomiteen"]),
        ("da", "Porten males af husudvalget inden jul.", ["husudvalget"]),
        ("en", "The gate is painted by the Caretaker in May.", ["the Caretaker"]),
        ("sv", "- Byta lås (vaktmästaren)", ["vaktmästaren"]),
        ("nb", "- Bytte lås. Ansvarlig: Kari og Per", ["Kari", "Per"]),
        ("da", "- Skifte lås. Tovholder: Mette", ["Mette"]),
        ("sv", "Husgruppen, som leds av Ada Ek, målar trappan i maj.", ["Husgruppen"]),
        ("nb", "Leder og kasserer sender søknaden innen 1. mai.", ["Leder", "kasserer"]),
        ("nb", "Trappen males i mai, og vaktmesteren er ansvarlig.", ["vaktmesteren"]),
    ],
)
def test_agents_labels_and_brackets_say_who_is_responsible(
    code: str, text: str, responsible: list[str]
) -> None:
    assert list(only(code, text).responsible) == responsible


def test_a_list_takes_the_body_of_the_line_that_leads_it() -> None:
    found = plan("sv", "Huskommittén ska\n- olja dörrarna\n- rensa vinden").actions
    assert [(one.text, one.responsible) for one in found] == [
        ("olja dörrarna", ("Huskommittén",)),
        ("rensa vinden", ("Huskommittén",)),
    ]


def test_that_clauses_name_their_subject_after_that() -> None:
    action = only("sv", "- att kassören före jul tar in offerter")
    assert (action.responsible, action.due.latest) == (("kassören",), date(2027, 12, 20))


def test_nobody_is_responsible_when_the_plan_says_we_and_a_person_is_asked_who() -> None:
    found = plan("sv", "Vi ska byta alla lås före jul.")
    assert found.actions[0].responsible == ()
    assert [one.kind for one in found.questions] == [QuestionKind.WE]


@pytest.mark.parametrize(
    ("code", "text", "asked"),
    [
        ("sv", "Styrelsen ska välja färg i samråd med hyresgästerna.", ("hyresgästerna",)),
        ("nb", "Styret skal velge farge i samarbeid med leietakerne.", ("leietakerne",)),
        ("da", "Bestyrelsen skal vælge farve sammen med lejerne.", ("lejerne",)),
        ("en", "The Board shall choose a colour in consultation with the tenants.", ("the tenants",)),
    ],
)
def test_whom_one_works_with_is_consulted_and_not_responsible(
    code: str, text: str, asked: tuple[str, ...]
) -> None:
    action = only(code, text)
    assert action.in_consultation_with == asked
    assert not set(asked) & set(action.responsible)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Taket har läckt i två år."),
        ("nb", "Kjelleren er fuktig."),
        ("da", "Huset blev malet i 2019."),
        ("en", "The roof was mended last year."),
    ],
)
def test_how_things_stand_is_a_finding_and_no_task(code: str, text: str) -> None:
    found = plan(code, text)
    assert (found.actions, len(found.findings)) == ((), 1)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Alla medlemmar låser efter sig."),
        ("nb", "Den som låner nøkkelen, leverer den tilbake."),
        ("da", "Hunde skal føres i snor."),
        ("en", "The hall must not be used after midnight."),
    ],
)
def test_how_one_behaves_is_a_norm_and_no_task(code: str, text: str) -> None:
    found = plan(code, text)
    assert (found.actions, len(found.rules)) == ((), 1)


def test_below_the_present_state_nothing_is_a_task() -> None:
    found = plan("sv", "NULÄGE\n- för få kommer\n- ingen städar\nÅTGÄRDER\n- bjuda in grannarna")
    assert [one.text for one in found.findings] == ["för få kommer", "ingen städar"]
    assert [one.text for one in found.actions] == ["bjuda in grannarna"]


def test_a_table_says_who_does_what_by_when() -> None:
    rows = "| Tiltak | Ansvarlig | Frist |\n| Bytte kjele | Huskomiteen | 30. september |\n| Vaske loftet | Kari, Per | uke 20 |"
    found = plan("nb", rows).actions
    assert [(one.text, one.responsible, one.due.latest) for one in found] == [
        ("Bytte kjele", ("Huskomiteen",), date(2027, 9, 30)),
        ("Vaske loftet", ("Kari", "Per"), date(2027, 5, 23)),
    ]


def test_a_fee_a_telephone_number_and_a_question_oblige_nobody() -> None:
    found = plan("sv", "Avgiften är 300 kr.\nRing 070-000 00 00.\nVem ska städa?")
    assert found.actions == ()


def test_a_fact_before_a_duty_is_left_out_of_the_task() -> None:
    action = only("nb", "Forbudet gjelder hele våren, og vaktmesteren skal merke grensen før sommeren.")
    assert action.text.startswith("vaktmesteren skal merke")
