"""Who is to do it: every way in which plans are known to say so, in every language."""

from __future__ import annotations

import pytest

from mappings.reading.model import Reading
from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_deadlines import HEADS


def plan(code: str, text: str) -> Reading:
    return reading(HEADS[code] + text, code)


NAMED = [
    # a body before its verb, with and without a word for the duty
    ("sv", "Hamnkaptenen ska märka bojarna.", ["Hamnkaptenen"]),
    ("sv", "Festkommittén bör boka musiken före sommaren.", ["Festkommittén"]),
    ("sv", "Det åligger styrelsen att föra ett register.", ["styrelsen"]),
    ("sv", "Byalaget ansvarar för plogningen.", ["Byalaget"]),
    ("sv", "Programutskottet har ansvar för att boka talare.", ["Programutskottet"]),
    ("sv", "Kassören redovisar ekonomin i maj.", ["Kassören"]),
    ("sv", "Kretsen ska bevaka remisser.", ["Kretsen"]),
    ("sv", "Ordföranden och sekreteraren skriver under protokollet.", ["Ordföranden", "sekreteraren"]),
    ("sv", "Valberedningen får i uppdrag att söka en revisor.", ["Valberedningen"]),
    ("sv", "I augusti kontrollerar stugvärden spisen.", ["stugvärden"]),
    ("sv", "Före jul besöker prästen de äldsta.", ["prästen"]),
    ("sv", "Under våren kommer styrelsen att se över stadgarna.", ["styrelsen"]),
    ("sv", "När medlen inte räcker ska kassören söka mer.", ["kassören"]),
    ("nb", "Løypekomiteen skal merke traseen.", ["Løypekomiteen"]),
    ("nb", "I løpet av våren kommer styret også til å gå gjennom vedtektene.", ["styret"]),
    ("nb", "Lokallagene har ansvar for å verve.", ["Lokallagene"]),
    ("nb", "Styret sørger for at båten blir pusset.", ["Styret"]),
    ("nb", "Kasserer avslutter regnskapet i januar.", ["Kasserer"]),
    ("nb", "Sekretæren sender ut referatet innen en uke.", ["Sekretæren"]),
    ("nb", "I mai sjekker materialforvalteren teltene.", ["materialforvalteren"]),
    ("nb", "Hytteutvalget tar ansvar for vedhogsten.", ["Hytteutvalget"]),
    ("nn", "Vegnemnda skal grusa vegen.", ["Vegnemnda"]),
    ("nn", "Kulturutvalet har ansvar for å leige lokale.", ["Kulturutvalet"]),
    ("nn", "Skrivaren sender ut møteboka.", ["Skrivaren"]),
    ("nn", "Leiaren og kasseraren signerer avtalen.", ["Leiaren", "kasseraren"]),
    ("da", "Bestyrelsen skal forny aftalen.", ["Bestyrelsen"]),
    ("da", "Skovudvalget har ansvaret for stierne.", ["Skovudvalget"]),
    ("da", "Formanden indkalder til mødet.", ["Formanden"]),
    ("da", "Menighedsrådet skal tage stilling til taget.", ["Menighedsrådet"]),
    ("da", "Kassereren sørger for, at regningerne bliver betalt.", ["Kassereren"]),
    ("da", "I maj efterser havnefogeden broen.", ["havnefogeden"]),
    ("en", "The Committee shall renew the lease.", ["The Committee"]),
    ("en", "The Treasurer prepares the accounts.", ["The Treasurer"]),
    ("en", "The Harbour Master will mark the buoys.", ["The Harbour Master"]),
    ("en", "Clerk to send the minutes.", ["Clerk"]),
    ("en", "The Secretary is responsible for the mailing list.", ["The Secretary"]),
    ("en", "The Trustees are to approve the budget.", ["The Trustees"]),
    # the agent
    ("sv", "Verksamhetsberättelsen tas fram av styrelsen.", ["styrelsen"]),
    ("sv", "Lokalen städas av ungdomsgruppen i juni.", ["ungdomsgruppen"]),
    ("nb", "Årsmeldingen utarbeides av sekretæren.", ["sekretæren"]),
    ("nb", "Turen organiseres av turkomiteen.", ["turkomiteen"]),
    ("nn", "Årsmeldinga vert skriven av skrivaren.", ["skrivaren"]),
    ("da", "Årsberetningen udarbejdes af formanden.", ["formanden"]),
    ("en", "The newsletter is edited by the Secretary.", ["the Secretary"]),
    # nobody but us
    ("sv", "Vi ska måla båthuset i maj.", []),
    ("sv", "Att vi under året bjuder in grannarna.", []),
    ("nb", "Vi skal male naustet i mai.", []),
    ("nn", "Vi vil måla naustet i mai.", []),
    ("da", "Vi vil male skuret i maj.", []),
    ("en", "We will paint the shed in May.", []),
    # bare verbs
    ("sv", "- Bygga en ny brygga", []),
    ("nb", "- Arrangere vervekampanje", []),
    ("nn", "- Skipa til ein ryddedag", []),
    ("da", "- Afholde en temaaften", []),
    ("en", "- Mend the slipway", []),
    ("en", "- Invite the school to the harbour", []),
    ("en", "- Ask the council for a grant", []),
    # a bracket at the end
    ("sv", "- Boka lokal (sekreteraren)", ["sekreteraren"]),
    ("sv", "- Boka lokal (ansvariga: Amira och Sten)", ["Amira", "Sten"]),
    ("sv", "- Boka lokal (ansv. Ebba)", ["Ebba"]),
    ("nb", "- Bestille buss (nestleder)", ["nestleder"]),
    ("nb", "- Bestille buss (ansvarlig: Gro)", ["Gro"]),
    ("nn", "- Tinga buss (leiaren)", ["leiaren"]),
    ("da", "- Bestille bus (formanden)", ["formanden"]),
    ("da", "- Bestille bus (tovholder: Inge)", ["Inge"]),
    ("en", "- Book a coach (Treasurer)", ["Treasurer"]),
    # a label after it, on the line or below
    ("sv", "- Rensa diket. Ansvarig: trafikgruppen", ["trafikgruppen"]),
    ("sv", "- Rensa diket, ansv: Ove", ["Ove"]),
    ("sv", "- Rensa diket – ansvarig Ove Ek", ["Ove Ek"]),
    ("sv", "Styrelsen ska rensa diket.\nAnsvarig: Ove", ["Styrelsen", "Ove"]),
    ("nb", "- Rense grøfta. Ansvarlig: FAU-leder", ["FAU-leder"]),
    ("nb", "- Rense grøfta. Ansvar: Per og Kari", ["Per", "Kari"]),
    ("nn", "- Rense grøfta. Ansvarleg: leiaren", ["leiaren"]),
    ("da", "- Rense grøften. Ansvarlig: gruppen", ["gruppen"]),
    ("da", "- Rense grøften. Ansvar: Bo v/ havnelauget", ["Bo", "havnelauget"]),
    ("en", "- Clear the ditch. Responsible: Jo Hale", ["Jo Hale"]),
    ("en", "- Clear the ditch. Lead: the Secretary", ["the Secretary"]),
    # a prefix
    ("sv", "- Styrelsen: Förnya avtalet om hamnen", ["Styrelsen"]),
    ("nb", "- Kasserer: Sende ut krav om kontingent", ["Kasserer"]),
    ("da", "- Formanden: Skrive til kommunen om vejen", ["Formanden"]),
    ("en", "- Treasurer: Renew the insurance of the boats", ["Treasurer"]),
]


@pytest.mark.parametrize(("code", "text", "responsible"), NAMED)
def test_a_plan_says_in_many_ways_who_is_responsible(code: str, text: str, responsible: list[str]) -> None:
    actions = plan(code, text).actions
    assert [list(one.responsible) for one in actions] == [responsible]


@pytest.mark.parametrize(
    ("code", "rows"),
    [
        ("sv", "| Aktivitet | Ansvarig | Klart |\n| Köpa pump | Amira och Sten-Olof | v. 20 |"),
        ("sv", "| Vad | Vem | När |\n| Köpa pump | Amira, Sten-Olof | maj |"),
        ("nb", "| Tiltak | Ansvar | Frist |\n| Kjøpe pumpe | Amira / Sten-Olof | 1. mai |"),
        ("nn", "| Tiltak | Ansvarleg | Frist |\n| Kjøpe pumpe | Amira og Sten-Olof | 1. mai |"),
        ("da", "| Opgave | Tovholder | Hvornår |\n| Købe pumpe | Amira og Sten-Olof | maj |"),
        ("en", "| Action | Lead | By when |\n| Buy a pump | Amira and Sten-Olof | 1 May |"),
    ],
)
def test_a_column_names_several_who_are_kept_apart(code: str, rows: str) -> None:
    actions = plan(code, rows).actions
    assert [list(one.responsible) for one in actions] == [["Amira", "Sten-Olof"]]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Styrelsen ska välja plats i samverkan med kommunen."),
        ("nb", "Styret skal velge sted sammen med kommunen."),
        ("nn", "Styret skal velje stad i dialog med kommunen."),
        ("da", "Bestyrelsen skal vælge sted efter aftale med kommunen."),
        ("en", "The Board shall choose a place together with the council."),
    ],
)
def test_those_who_are_asked_are_not_responsible(code: str, text: str) -> None:
    action = plan(code, text).actions[0]
    assert len(action.responsible) == 1
    assert [name.split()[-1] for name in action.in_consultation_with] in (["kommunen"], ["council"])


@pytest.mark.parametrize(
    ("code", "text", "responsible"),
    [
        ("sv", "Trivselgruppen:\n- plantera rosor\n- olja bänkarna", ["Trivselgruppen"]),
        ("sv", "Styrelsen får i uppdrag\n- att plantera rosor\n- att olja bänkarna", ["Styrelsen"]),
        ("sv", "Årsmötet uppdrar åt styrelsen\n- att plantera rosor\n- att olja bänkarna", ["styrelsen"]),
        ("sv", "Stämman ger styrelsen i uppdrag att\n- plantera rosor\n- olja bänkarna", ["styrelsen"]),
        ("nb", "Årsmøtet pålegger styret å\n- plante roser\n- olje benkene", ["styret"]),
        (
            "da",
            "Generalforsamlingen beder bestyrelsen om at\n- plante roser\n- oliere bænkene",
            ["bestyrelsen"],
        ),
        ("en", "The AGM instructs the committee to\n- plant roses\n- oil the benches", ["the committee"]),
        ("sv", "### Kassör\n- ser över försäkringen\n- bokför fakturor", ["Kassör"]),
        ("nb", "Hageutvalget:\n- plante roser\n- olje benkene", ["Hageutvalget"]),
        ("nn", "Hagenemnda:\n- plante roser\n- olje benkene", ["Hagenemnda"]),
        ("da", "Haveudvalget:\n- plante roser\n- oliere bænkene", ["Haveudvalget"]),
        ("en", "The Garden Group:\n- plant roses\n- oil the benches", ["The Garden Group"]),
    ],
)
def test_who_stands_over_a_list_is_responsible_for_all_of_it(
    code: str, text: str, responsible: list[str]
) -> None:
    assert [list(one.responsible) for one in plan(code, text).actions] == [responsible, responsible]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Nya stolar beställs före sommaren."),
        ("sv", "Gamla båtar ska säljas i maj."),
        ("sv", "Till valet ska redan på årsmötet en oberoende valberedning utses."),
        ("nb", "Nye medlemmer ringes opp i mars."),
        ("nn", "Nye medlemmer blir ringde opp i mars."),
        ("da", "Gamle stole sælges i maj."),
    ],
)
def test_what_something_is_done_with_is_nobody(code: str, text: str) -> None:
    assert [(action.text, action.responsible) for action in plan(code, text).actions] == [(text, ())]


def test_others_are_nobody() -> None:
    for text, code, who in (
        ("- Styret og andre aktører rydder stranda i mai.", "nb", ("Styret",)),
        ("- Rydde stranda (styret m.fl.)", "nb", ("styret",)),
        ("- Måla bryggan (styrelsen, övriga)", "sv", ("styrelsen",)),
        ("- Paint the jetty (board and others)", "en", ("board",)),
        ("- Male broen (bestyrelsen m.fl.)", "da", ("bestyrelsen",)),
    ):
        found = reading(f"# Plan 2027\n## Huset\n{text}", code)
        assert [one.responsible for one in found.actions] == [who]


TURNED = [
    ("nb", "Derfor innhenter hyttekomiteen tre tilbud innen 1. mai.", "hyttekomiteen"),
    ("nb", "I samråd med kommunen avgjør styret om det skal søkes midler.", "styret"),
    ("nb", "Til nye beboere sender styret en mappe før sommeren.", "styret"),
    ("nb", "For å få flere medlemmer ringer verveansvarlig til naboene i april.", "verveansvarlig"),
    ("nn", "Difor hentar husnemnda inn tilbod innan 1. mai.", "husnemnda"),
    ("nn", "Dessutan skriv skrivaren brev til kommunen i mars.", "skrivaren"),
    ("sv", "Därför utreder viceordföranden andra vägar före juni.", "viceordföranden"),
    ("sv", "Till dem som inte svarar skriver styrelsen före sommaren.", "styrelsen"),
    ("sv", "För att få fler medlemmar kontaktar styrelsen skolorna i april.", "styrelsen"),
    ("sv", "Styrelsen diskuterar i september om avgiften ska höjas.", "Styrelsen"),
    ("da", "Derudover søger kassereren tilskud i marts.", "kassereren"),
    ("da", "Til dem, der ikke møder, skriver bestyrelsen inden sommerferien.", "bestyrelsen"),
    ("da", "Bestyrelsen drøfter i september, om gebyret skal afskaffes.", "Bestyrelsen"),
    ("en", "Together with the school, the Board shall arrange a race in June.", "the Board"),
    (
        "en",
        "In consultation with the council the Harbour Committee will have the quay mended by May.",
        "the Harbour Committee",
    ),
]


@pytest.mark.parametrize(("code", "text", "who"), TURNED)
def test_whoever_stands_behind_the_verb_after_an_opening_is_responsible(
    code: str, text: str, who: str
) -> None:
    assert [list(one.responsible) for one in plan(code, text).actions] == [[who]]
