"""Who is named without a label: at the end of an item, in a clause of its own, by a sign that the document explains."""

from __future__ import annotations

import pytest

from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_deadlines import HEADS

TAILS = [
    ("sv", "- Hitta en ny redaktör, valberedningen", ["valberedningen"]),
    ("sv", "- Provtagning av vatten, miljögruppen i samråd med kommunen, vecka 33", ["miljögruppen"]),
    ("sv", "- Nytt staket, Eva och Line tar det", ["Eva", "Line"]),
    ("sv", "- Måla planket (Siv ser på detta före sommaren)", ["Siv"]),
    ("sv", "- Arrangera kurser -- Ansvarig: Ledargruppen -- Klart: april", ["Ledargruppen"]),
    ("sv", "- Söka bidrag. Ansvar: kassören i samverkan med föreningarna", ["kassören"]),
    ("sv", "- Skicka ut brevet en gång i månaden (styrelsen turas om).", ["styrelsen"]),
    ("sv", "- Tidningen delas ut genom festkommitténs försorg.", ["festkommitténs"]),
    ("sv", "- Sju båtar lagas. Vem? Verkstadsgruppen. När? Innan utgången av maj.", ["Verkstadsgruppen"]),
    ("sv", "- Hemsidan översätts (Kaj Ö., klart före midsommar).", ["Kaj Ö"]),
    ("nb", "- Lotteri holdes før jul, og sekretæren har ansvaret for det", ["sekretæren"]),
    ("nn", "- Oppmennene hentar inn attestar frå alle trenarar", ["Oppmennene"]),
    ("en", "- Fire curtain inspected by an approved firm", ["an approved firm"]),
    ("en", "The path group, led by Harald Wood, will mend the walk by 1 May.", ["The path group"]),
    ("nn", "Styret skal få på plass ny avtale innan 1. mai.", ["Styret"]),
    ("en", "- Decision by the Council on the leak", ["the Council"]),
    ("nb", "- Skaffe syrefrie esker: magasinforvalteren", ["magasinforvalteren"]),
    ("nb", "- Innkjøp av jord v/ Kjetil, i løpet av april", ["Kjetil"]),
    ("nb", "- Teksten oversettes i høst, ansvarlig er Brigitte.", ["Brigitte"]),
    ("nb", "- Skoleklassene får tilbud om omvisning, noe formannen tar seg av", ["formannen"]),
    ("nn", "- Parkering og skilting, det tek grendelaget seg av.", ["grendelaget"]),
    ("nn", "- Tinging av nye stolar (innkjøp: Olav S. og Turid)", ["Olav S", "Turid"]),
    ("da", "- Male plankeværket; Lone og Bo tager sig af det", ["Lone", "Bo"]),
    ("da", "- Finde en ny redaktør, bestyrelsen", ["bestyrelsen"]),
    ("en", "- Recruit a second coach - Head - before Easter.", ["Head"]),
    ("en", "- Paint the boathouse; Ravi takes care of it", ["Ravi"]),
    (
        "en",
        "- Send a reply to the council, no later than 30 September, the Deputy Chair",
        ["the Deputy Chair"],
    ),
]


@pytest.mark.parametrize(("code", "text", "who"), TAILS)
def test_whoever_is_named_at_the_end_is_responsible(code: str, text: str, who: list[str]) -> None:
    assert list(reading(HEADS[code] + text, code).actions[0].responsible) == who


def test_the_end_of_an_enumeration_names_nobody() -> None:
    text = "- Bjuda in ledare, föräldrar, styrelsen\n- Ringa till kommunen"
    assert [one.responsible for one in reading(HEADS["sv"] + text, "sv").actions] == [(), ()]


def test_signs_that_the_document_explains_name_people_before_the_verb() -> None:
    text = (
        "Initialer: BL = Britta Lund, KE = Kent Edman\n- KE ringer runt i maj\n- BL + KE byter lysrör i juni"
    )
    found = reading(HEADS["sv"] + text, "sv").actions
    assert [list(one.responsible) for one in found] == [["KE"], ["BL", "KE"]]


AGENTS = [
    ("nb", "Kvist ryddes av de enkelte gruppene i mai.", ["de enkelte gruppene"]),
    ("nb", "Lisensen betales av hver enkelt spiller innen 1. mars.", ["hver enkelt spiller"]),
    ("nb", "Kiosken bemannes i mai av foreldrene i stevnegruppa.", ["foreldrene i stevnegruppa"]),
    ("sv", "- Kaffe ordnas i maj av föräldrarna i klass 3.", ["föräldrarna i klass 3"]),
]


@pytest.mark.parametrize(("code", "text", "who"), AGENTS)
def test_an_agent_may_be_described(code: str, text: str, who: list[str]) -> None:
    assert list(reading(HEADS[code] + text, code).actions[0].responsible) == who


LEADS = [
    ("nn", "FAU skal\n- kartleggje allergiar\n- ringje kommunen", "FAU"),
    ("nn", "Programnemnda har frie hender, men pliktar å\n- halde konsertar\n- leige lyd", "Programnemnda"),
    ("sv", "Festkommittén har till uppgift att\n- boka musik\n- koka kaffe", "Festkommittén"),
    ("da", "Festudvalget har til opgave at\n- bestille musik\n- lave kaffe", "Festudvalget"),
    ("en", "The Garden Group undertakes to\n- plant roses\n- oil the benches", "The Garden Group"),
]


@pytest.mark.parametrize(("code", "text", "who"), LEADS)
def test_a_lead_in_that_obliges_names_who_does_the_list(code: str, text: str, who: str) -> None:
    assert [list(one.responsible) for one in reading(HEADS[code] + text, code).actions] == [[who], [who]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Skoleklassene skal få tilbud om omvisning før 20. mai."),
        ("nn", "Ungdomsgruppa skal få ny redaktør innan 1. mai."),
        ("sv", "Ungdomsgruppen ska få en mapp före 20 maj."),
    ],
)
def test_whoever_shall_be_given_something_is_not_responsible(code: str, text: str) -> None:
    assert all(one.responsible == () for one in reading(HEADS[code] + text, code).actions)


OVER = [
    ("nn", "Ansvarleg for heile kapittelet: Margunn Haugo", ["Margunn Haugo"]),
    ("sv", "Ansvarig: hamnkaptenen", ["hamnkaptenen"]),
    ("sv", "Ansvariga för avsnittet: Eva Lind och stugvärden", ["Eva Lind", "stugvärden"]),
    ("nb", "Ansvarlig: Havneutvalget", ["Havneutvalget"]),
    ("da", "Ansvarlig for området: Haveudvalget", ["Haveudvalget"]),
    ("en", "Responsible for this section: the Boat Committee", ["the Boat Committee"]),
]
LISTS = {
    "sv": "- Måla bryggan\n- Byta bojar",
    "nb": "- Male brygga\n- Bytte bøyer",
    "nn": "- Måle brygga\n- Byte bøyer",
    "da": "- Male broen\n- Købe reb",
    "en": "- Paint the quay\n- Buy new buoys",
}


@pytest.mark.parametrize(("code", "label", "who"), OVER)
def test_whoever_is_responsible_for_a_section_does_what_names_nobody_in_it(
    code: str, label: str, who: list[str]
) -> None:
    text = f"## Hamna A\n{label}\n{LISTS[code]}\n## Stuga B\n{LISTS[code]}"
    found = reading(HEADS[code] + text, code).actions
    assert [list(one.responsible) for one in found] == [who, who, [], []]
