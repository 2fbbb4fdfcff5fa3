"""Each layout of a plan, in every language: what is to be done, what is to be reached and how things stand."""

from __future__ import annotations

import pytest

from mappings.reading.model import Reading
from tests.mappings.reading.notation import reading

TITLES = {
    "sv": "# Verksamhetsplan 2027\n",
    "nb": "# Arbeidsplan 2027\n",
    "nn": "# Arbeidsplan 2027\n",
    "da": "# Handlingsplan 2027\n",
    "en": "# Work plan 2027\n",
}


def plan(code: str, text: str) -> Reading:
    return reading(TITLES[code] + text, code)


def said(reading: Reading) -> tuple[list[str], list[str], list[str]]:
    """The first two words of each action, goal and finding."""

    def start(text: str) -> str:
        return " ".join(text.split()[:2]).strip(".,:")

    return (
        [start(one.text) for one in reading.actions],
        [start(one.text) for one in reading.goals],
        [start(one.text) for one in reading.findings],
    )


PROSE = [  # P1
    (
        "sv",
        "## Medlemmar\nFöreningen har tappat familjer. Målet är 150 medlemmar. Styrelsen ringer alla i vår. Avgiften är 200 kr.",
        (["Styrelsen ringer"], ["Målet är"], ["Föreningen har"]),
    ),
    (
        "nb",
        "## Medlemmer\nVi er færre enn i fjor, og mange er eldre. Målet er 150 medlemmer. Styret ringer alle som ikke har betalt, innen 1. mai.",
        (["Styret ringer"], ["Målet er"], ["Vi er"]),
    ),
    (
        "nn",
        "## Medlemer\nDet er færre unge enn før i laget vårt. Målet er 150 medlemer ved utgangen av året. Styret ringjer alle i løpet av hausten.",
        (["Styret ringjer"], ["Målet er"], ["Det er"]),
    ),
    (
        "da",
        "## Medlemmer\nVi mangler børnefamilier. Målet er 150 medlemmer. Udvalget for unge afholder en åben dag i september.",
        (["Udvalget for"], ["Målet er"], ["Vi mangler"]),
    ),
    (
        "en",
        "## Members\nMost of our members are over sixty. Our aim is 150 members by the end of the year. The Committee will hold an open day in May.",
        (["The Committee"], ["Our aim"], ["Most of"]),
    ),
]

NUMBERED = [  # P2
    (
        "sv",
        "## 1. Hamnen\n1.1 Hamngruppen ska byta två bryggor.\n1.2 Styrelsen ska söka bidrag.\n## 2. Seglarskolan\n2.1 Skolan ska ordna två läger.",
        ["Hamngruppen ska", "Styrelsen ska", "Skolan ska"],
    ),
    (
        "nb",
        "## 1. Havna\n1.1 Havnekomiteen skal skifte to brygger.\n1.2 Styret skal søke støtte.",
        ["Havnekomiteen skal", "Styret skal"],
    ),
    (
        "nn",
        "## 1. Hamna\n1.1 Hamnenemnda skal skifte to bryggjer.\n1.2 Styret skal søkje stønad.",
        ["Hamnenemnda skal", "Styret skal"],
    ),
    (
        "da",
        "## 1. Havnen\n1.1 Havneudvalget skal udskifte to broer.\n1.2 Bestyrelsen skal søge tilskud.",
        ["Havneudvalget skal", "Bestyrelsen skal"],
    ),
    (
        "en",
        "## 1. The harbour\n1.1 The Harbour Group shall replace two jetties.\n1.2 The Board shall apply for a grant.",
        ["The Harbour", "The Board"],
    ),
]

BARE_VERBS = [  # P3
    (
        "sv",
        "## Stugan\n- Olja altanen\n- Byta lås\n- Se över försäkringen före midsommar",
        ["Olja altanen", "Byta lås", "Se över"],
    ),
    (
        "nb",
        "## Hytta\n- Olje terrassen\n- Arrangere vervekampanje\n- Gå gjennom forsikringen",
        ["Olje terrassen", "Arrangere vervekampanje", "Gå gjennom"],
    ),
    (
        "nn",
        "## Hytta vår\n- Olje terrassen\n- Skipe til ein dugnad\n- Gå gjennom forsikringa",
        ["Olje terrassen", "Skipe til", "Gå gjennom"],
    ),
    (
        "da",
        "## Hytten\n- Oliere terrassen\n- Afholde en hvervekampagne\n- Gennemgå forsikringen",
        ["Oliere terrassen", "Afholde en", "Gennemgå forsikringen"],
    ),
    (
        "en",
        "## The hut\n- Oil the deck\n- Hold a recruitment evening\n- Review the insurance",
        ["Oil the", "Hold a", "Review the"],
    ),
    (
        "sv",
        "## Stugan\nOlja altanen\nByta lås i förrådet\nAnordna en städdag",
        ["Olja altanen", "Byta lås", "Anordna en"],
    ),
    (
        "nb",
        "## Hytta\nOlje terrassen\nSkifte lås i boden\nArrangere en dugnad",
        ["Olje terrassen", "Skifte lås", "Arrangere en"],
    ),
    (
        "da",
        "## Hytten\nOliere terrassen\nSkifte låse i skuret\nArrangere en arbejdsdag",
        ["Oliere terrassen", "Skifte låse", "Arrangere en"],
    ),
    (
        "en",
        "## The hut\nOil the deck\nChange the locks\nArrange a work day",
        ["Oil the", "Change the", "Arrange a"],
    ),
]

BLOCKS = [  # P5
    (
        "sv",
        "## Medlemmar\nDelmål: 300 aktiva\nÅtgärder:\n- Ringa gamla medlemmar\n- Ordna en prova på-dag",
        (["Ringa gamla", "Ordna en"], ["300 aktiva"]),
    ),
    (
        "sv",
        "## Medlemmar\nMål\n- Minst 300 aktiva\n- Fler unga ledare\nAktiviteter\n- Ringa gamla medlemmar",
        (["Ringa gamla"], ["Minst 300", "Fler unga"]),
    ),
    (
        "nb",
        "## Medlemmer\nDelmål: 300 aktive\nTiltak:\n- Ringe gamle medlemmer\n- Holde en åpen dag",
        (["Ringe gamle", "Holde en"], ["300 aktive"]),
    ),
    (
        "nb",
        "## Medlemmer\nMålsetting:\n- Minst 300 aktive\n- Et godt miljø\nAksjonsplan:\n- Ringe gamle medlemmer",
        (["Ringe gamle"], ["Minst 300", "Et godt"]),
    ),
    (
        "nn",
        "## Medlemer\nDelmål: 300 aktive\nTiltak:\n- Ringje gamle medlemer\n- Halde ein open dag",
        (["Ringje gamle", "Halde ein"], ["300 aktive"]),
    ),
    (
        "da",
        "## Medlemmer\nMål: 300 aktive\nHandlinger:\n- Ringe til gamle medlemmer\n- Holde en åben dag",
        (["Ringe til", "Holde en"], ["300 aktive"]),
    ),
    (
        "en",
        "## Members\nGoal: 300 active members\nActions:\n- Ring former members\n- Hold an open day",
        (["Ring former", "Hold an"], ["300 active"]),
    ),
    (
        "en",
        "## Members\nObjectives\n- At least 300 active members\n- More young leaders\nMeasures\n- Ring former members",
        (["Ring former"], ["At least", "More young"]),
    ),
]

THAT = [  # P6
    (
        "sv",
        "## Beslut\n- Att styrelsen under året kartlägger behoven\n- att hyra en lokal\n- att medlemsantalet ökar med 10 procent",
        (["Att styrelsen", "att hyra"], ["att medlemsantalet"]),
    ),
    (
        "sv",
        "## Beslut\nÅrsmötet beslutar\n- att kassören ser över avtalen\n- att vi ordnar en fest i maj",
        (["att kassören", "att vi"], []),
    ),
    (
        "nb",
        "## Vedtak\n- At styret i løpet av året kartlegger behovene\n- at medlemstallet øker med 10 prosent",
        (["At styret"], ["at medlemstallet"]),
    ),
    (
        "nn",
        "## Vedtak\n- At styret i løpet av året kartlegg behova\n- at medlemstalet aukar med 10 prosent",
        (["At styret"], ["at medlemstalet"]),
    ),
    (
        "da",
        "## Beslutning\n- At bestyrelsen i løbet af året kortlægger behovene\n- at medlemstallet stiger med 10 procent",
        (["At bestyrelsen"], ["at medlemstallet"]),
    ),
]

STATE = [  # P8
    (
        "sv",
        "# Organisation\n## MÅL\n- en bred styrelse\n- 400 medlemmar\n## NULÄGE\n- få unga\n- styrelsen är gammal\n## STRATEGIER\n- bjuda in unga\n- utse en mentor",
        (["bjuda in", "utse en"], ["en bred", "400 medlemmar"], ["få unga", "styrelsen är"]),
    ),
    (
        "nb",
        "# Organisasjon\n## MÅL\n- et bredt styre\n## NÅSITUASJON\n- få unge\n- styret er gammelt\n## TILTAK\n- invitere unge",
        (["invitere unge"], ["et bredt"], ["få unge", "styret er"]),
    ),
    (
        "nn",
        "# Organisasjon\n## MÅL\n- eit breitt styre\n## STODA I DAG\n- få unge\n## TILTAK\n- be inn unge",
        (["be inn"], ["eit breitt"], ["få unge"]),
    ),
    (
        "da",
        "# Organisation\n## MÅL\n- en bred bestyrelse\n## STATUS\n- få unge\n## INDSATSER\n- invitere unge",
        (["invitere unge"], ["en bred"], ["få unge"]),
    ),
    (
        "en",
        "# Organisation\n## GOALS\n- a broad board\n## PRESENT SITUATION\n- few young people\n## ACTIONS\n- invite young people",
        (["invite young"], ["a broad"], ["few young"]),
    ),
]


@pytest.mark.parametrize(("code", "text", "wanted"), PROSE)
def test_prose_gives_its_duties_its_goals_and_its_findings(
    code: str, text: str, wanted: tuple[list[str], list[str], list[str]]
) -> None:
    assert said(plan(code, text)) == wanted


@pytest.mark.parametrize(("code", "text", "wanted"), NUMBERED)
def test_numbered_clauses_are_tasks_under_their_heading(code: str, text: str, wanted: list[str]) -> None:
    assert said(plan(code, text))[0] == wanted


@pytest.mark.parametrize(("code", "text", "wanted"), BARE_VERBS)
def test_bare_verbs_are_tasks_with_and_without_a_list_mark(code: str, text: str, wanted: list[str]) -> None:
    assert said(plan(code, text)) == (wanted, [], [])


@pytest.mark.parametrize(("code", "text", "wanted"), BLOCKS)
def test_goals_and_measures_stand_below_their_labels(
    code: str, text: str, wanted: tuple[list[str], list[str]]
) -> None:
    assert said(plan(code, text))[:2] == wanted


@pytest.mark.parametrize(("code", "text", "wanted"), THAT)
def test_that_clauses_oblige_somebody_or_say_what_shall_come_about(
    code: str, text: str, wanted: tuple[list[str], list[str]]
) -> None:
    assert said(plan(code, text))[:2] == wanted


@pytest.mark.parametrize(("code", "text", "wanted"), STATE)
def test_the_present_state_stands_beside_goals_and_measures(
    code: str, text: str, wanted: tuple[list[str], list[str], list[str]]
) -> None:
    assert said(plan(code, text)) == wanted


@pytest.mark.parametrize(
    ("code", "rows", "value"),
    [
        (
            "sv",
            "| Indikator | Utfall | Mål |\n| Andel nöjda (%) | 58 | Minst 65 % |\n| Antal kurser | 3 | 5 |",
            [65, 5],
        ),
        (
            "nb",
            "| Indikator | Status | Mål |\n| Andel fornøyde (%) | 58 | Minst 65 % |\n| Antall kurs | 3 | 5 |",
            [65, 5],
        ),
        (
            "nn",
            "| Indikator | Status | Mål |\n| Del nøgde (%) | 58 | Minst 65 % |\n| Talet på kurs | 3 | 5 |",
            [65, 5],
        ),
        (
            "da",
            "| Indikator | Status | Mål |\n| Andel tilfredse (%) | 58 | Mindst 65 % |\n| Antal kurser | 3 | 5 |",
            [65, 5],
        ),
        (
            "en",
            "| Indicator | Now | Target |\n| Share of satisfied (%) | 58 | At least 65 % |\n| Courses | 3 | 5 |",
            [65, 5],
        ),
    ],
)
def test_a_table_of_indicators_gives_targets_and_no_tasks(code: str, rows: str, value: list[float]) -> None:
    found = plan(code, "## Kvalitet\n" + rows)
    assert ([one.value for one in found.targets], found.actions) == (value, ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Planen bygger på tre teman. Sist i planen finns en kalender."),
        ("sv", "Styrelsen har sju ledamöter. Föreningen bildades 1932 av några fiskare."),
        ("sv", "Styrelsemöten hålls kl. 18 i klubbstugan."),
        ("nb", "Planen viser hva vi vil. Styret har sju medlemmer og to varaer."),
        ("nb", "Foreningen ble stiftet i 1932 av noen fiskere. Styremøtene holdes kl. 18 på klubbhuset."),
        ("nn", "Planen syner kva vi vil. Laget vart skipa i 1932 av nokre fiskarar."),
        ("da", "Planen viser, hvad vi vil. Foreningen blev stiftet i 1932 af nogle fiskere."),
        ("da", "Bestyrelsesmøder holdes kl. 19 i klubhuset. Bestyrelsen består af syv medlemmer."),
        ("en", "This plan shows what we want. The club was founded in 1932 by a few fishermen."),
        ("en", "Board meetings are held at 7pm in the hut. The Board consists of seven members."),
    ],
)
def test_what_a_plan_tells_of_itself_its_body_and_its_past_is_nothing_to_follow_up(
    code: str, text: str
) -> None:
    assert said(plan(code, "## Allt annat\n" + text)) == ([], [], [])
