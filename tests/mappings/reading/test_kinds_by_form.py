"""What a sentence is, by its form: a rule for everybody, a goal, a risk, what is told, or what somebody does."""

from __future__ import annotations

import pytest

from tests.mappings.reading.test_work_carries_over import read_in


def texts(found: object, kind: str) -> list[str]:
    return [getattr(one, "text", None) or one.title for one in getattr(found, kind)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Bastun släcks kl. 21."),
        ("nb", "Porten låses kl. 22."),
        ("da", "Terrassen lukkes kl. 23."),
        ("sv", "Katter hålls kopplade i gården."),
        ("nb", "Grinda holdes lukket."),
        ("da", "Buskene holdes under 1,20 m."),
        ("sv", "I bastun får högst 8 personer sitta samtidigt."),
        ("nb", "Alle som padler, skal bruke vest."),
        ("nn", "Alle som klatrar, skal bruke hjelm."),
        ("sv", "Hjälm bärs av alla på isen."),
        ("nb", "Refleksvest er obligatorisk på veien."),
        ("da", "Redningsvest er påbudt på søen."),
        ("en", "Helmets are compulsory on the wall."),
        ("sv", "Under matcherna är mobilen avstängd."),
        ("nb", "Kjøkkenet ryddes etter bruk."),
        ("en", "No ladders are left against the wall."),
        ("en", "Keys are only handed out against a signature."),
        ("nb", "Badstua er stengt i jula, og ingen fyrer alene."),
        ("sv", "Den som paddlar ska kunna simma 200 meter."),
    ],
)
def test_what_binds_everybody_is_a_rule(code: str, text: str) -> None:
    found = read_in(code, text)
    assert (texts(found, "rules"), texts(found, "actions")) == ([text], [])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "I år är målet 30 körsångare."),
        ("sv", "Att fler vågar dansa är vårt mål."),
        ("nb", "Flere jenter skal spille i laget."),
        ("sv", "Festivalen ska locka 700 besökare."),
        ("nb", "Innen 2028 skal 60 prosent av de unge si at de trives."),
        ("nb", "I høst skal vi ha passert 90 abonnenter."),
        ("nn", "I år skal det bli 400 besøk."),
    ],
)
def test_what_shall_come_about_is_a_goal_and_no_work(code: str, text: str) -> None:
    found = read_in(code, text)
    assert (texts(found, "goals"), texts(found, "actions")) == ([text], [])


@pytest.mark.parametrize(
    ("code", "text", "title"),
    [
        ("sv", "Att isen inte bär är den största risken för loppet.", "isen inte bär"),
        (
            "sv",
            "Vi kan bli utan bana om staden säljer marken.",
            "Vi kan bli utan bana om staden säljer marken.",
        ),
        ("en", "Should the ferry stop, we lose half the guests.", "the ferry stop"),
        (
            "sv",
            "Om fler hyr ut kan vi förlora platsen, och det är en risk.",
            "fler hyr ut",
        ),
    ],
)
def test_what_may_go_wrong_is_a_risk(code: str, text: str, title: str) -> None:
    found = read_in(code, text)
    assert (texts(found, "risks"), texts(found, "actions"), texts(found, "rules")) == ([title], [], [])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "I foråret holdt tre af syv ledere op."),
        ("nb", "Koret teller 38 sangere."),
        ("en", "The choir moved into the chapel after the fire."),
        ("sv", "Antalet trasiga lampor har ökat."),
        ("nb", "Gjerdet er råttent, og fire av stolpene står skjevt."),
    ],
)
def test_how_things_stand_is_no_work(code: str, text: str) -> None:
    assert texts(read_in(code, text), "actions") == []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Inför varje resa skickar kassören ut en lista."),
        ("sv", "För att nå fler lägger Frida Ek ut bilder i mars."),
        ("sv", "Kurserna planeras av kurskommittén, som leds av Monika Berg."),
        ("sv", "Läxhjälpen flyttas till skolan från höstterminen."),
        ("nb", "Marte Lund tar så snart som mulig kontakt med skolen."),
        ("en", "Late fees are chased by the Warden in March."),
        ("en", "The nets are being mended by the scouts."),
        ("nn", "Nytt golv skal vere på plass til haustfesten."),
        ("da", "Kontaktpersonen holder samtaler med de ansatte."),
    ],
)
def test_what_somebody_does_is_work(code: str, text: str) -> None:
    assert texts(read_in(code, text), "actions") == [text.rstrip(".")] or texts(
        read_in(code, text), "actions"
    ) == [text]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nn", "- at det vert laga eit hefte"),
        ("nn", "- få inn svar frå minst 40 heimar"),
        ("nb", "- å få registrert fotografiene"),
    ],
)
def test_an_item_that_gets_something_done_is_work(code: str, text: str) -> None:
    assert texts(read_in(code, text), "actions") == [text.removeprefix("- ")]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        (
            "sv",
            "1. Fadderskap. Nya medlemmar rings upp av Elsa Berg i mars.",
            "Nya medlemmar rings upp av Elsa Berg i mars.",
        ),
        (
            "da",
            "1. Velkomst. Nye naboer kontaktes af Bodil Krogh i maj.",
            "Nye naboer kontaktes af Bodil Krogh i maj.",
        ),
    ],
)
def test_the_title_before_an_items_sentences_is_none(code: str, text: str, said: str) -> None:
    assert texts(read_in(code, text), "actions") == [said]


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("sv", "Nuläge: Taket läcker.", "Taket läcker."),
        ("nn", "Slik er det no: Taket lek.", "Taket lek."),
    ],
)
def test_a_finding_is_told_without_its_label(code: str, text: str, said: str) -> None:
    assert texts(read_in(code, text), "findings") == [said]


def test_a_ticked_item_and_what_the_organisation_is_called_are_no_work() -> None:
    text = "- [x] Sälja gamla båten\n- [ ] Köpa en ny båt"
    assert texts(read_in("sv", text), "actions") == ["Köpa en ny båt"]


@pytest.mark.parametrize(
    "code_text",
    [("sv", "Kommunen bidrar med 40 000 kronor."), ("nb", "Planen bygger på kommuneplanen 2024–2036.")],
)
def test_money_given_and_what_a_plan_rests_on_are_no_work(code_text: tuple[str, str]) -> None:
    assert texts(read_in(*code_text), "actions") == []


@pytest.mark.parametrize(
    ("code", "text"),
    [("nb", "- Kari Moe og Ola Lie"), ("da", "- Bodil og Anders."), ("en", "- Anna and John.")],
)
def test_a_line_of_nothing_but_names_is_no_work(code: str, text: str) -> None:
    assert texts(read_in(code, text), "actions") == []
