"""A language is told from a few lines, also from its nearest neighbours."""

from __future__ import annotations

import pytest

from mappings.reading.tongue import is_foreign, language_of, section_language

LINES = {
    "nb": "Vi vil ha minst 90 medlemmer\nRinge alle som har flyttet inn\nSkrive et brev til de nye",
    "nn": "Styret skal skrive til dei nye medlemene\nVi ønskjer oss ein møteleiar frå bygda innan hausten",
    "da": "Bestyrelsen skriver til de nye medlemmer\nVi ønsker os mindst to nye udvalg inden efteråret",
    "sv": "Styrelsen skriver till de nya medlemmarna\nVi vill ha minst två nya grupper före hösten",
    "en": "The committee writes to the new members\nWe want at least two new groups before the autumn",
}


@pytest.mark.parametrize("code", LINES)
def test_a_few_lines_tell_their_language(code: str) -> None:
    assert language_of(LINES[code].split("\n")) == code


def test_what_the_file_says_of_itself_decides_where_the_words_do_not() -> None:
    assert language_of(["2027"], "sv-SE") == "sv"
    assert language_of(["2027"], "no") == "nb"


def test_a_few_words_of_a_neighbour_are_no_section_in_another_language() -> None:
    assert section_language(["Møte med Göteborgs hamn om nya bryggor"], "nb") == "nb"
    assert section_language([LINES["en"]] * 3, "nb") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Arbeitsplan 2027 des Vereins. Der Vorstand ruft alle neuen Mitglieder bis zum 15. März an. 8. Mai: Putztag am See um 10 Uhr.",
        "Toimintasuunnitelma 2027. Hallitus soittaa kaikille uusille jäsenille ennen maaliskuun loppua ja järjestää kesäjuhlan rannalla klo 18.",
        "Plan d'action 2027. Le bureau appelle tous les nouveaux membres avant le 15 mars et prépare la fête d'été au bord du lac.",
        "Starfsáætlun 2027. Stjórnin hringir í alla nýja félaga fyrir 15. mars og heldur sumarhátíð við vatnið 12. júní kl. 18.",
    ],
)
def test_a_language_without_a_file_is_known_as_foreign(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize("code", LINES)
def test_a_language_with_a_file_is_none(code: str) -> None:
    assert not is_foreign(LINES[code])
