"""Whoever a sentence or a lead-in charges with something is responsible for it, in whatever words it is said."""

from __future__ import annotations

import pytest

from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_item_ends import HEADS

SENTENCES = [
    ("sv", "Styrelsen har till uppgift att byta lås i boden.", "Styrelsen"),
    ("sv", "Det är kassören som renskriver kassaboken.", "kassören"),
    ("nb", "Festkomiteen har fått i oppgave å bestille bussen.", "Festkomiteen"),
    ("nb", "Det er kassereren som oppdaterer listen.", "kassereren"),
    ("nn", "Styret blir bedt om å byte lås i bua.", "Styret"),
    ("nn", "Kasseraren får ansvaret for å telje opp lageret.", "Kasseraren"),
    ("da", "Festudvalget får ansvaret for at bestille bussen.", "Festudvalget"),
    ("da", "Det er kassereren, der renskriver kassebogen.", "kassereren"),
    ("en", "The treasurer has been asked to copy out the cash book.", "The treasurer"),
]
LEADS = [
    ("sv", "Styrelsens arbetsuppgifter:", "Styrelsen", "byta lås i boden"),
    ("sv", "Kassören ansvarar för att:", "Kassören", "renskriva kassaboken"),
    ("nb", "Styrets oppgaver:", "Styret", "bytte lås i boden"),
    ("nb", "Kassereren har ansvar for å:", "Kassereren", "renskrive kassaboka"),
    ("nn", "Oppgåver for styret:", "styret", "byte lås i bua"),
    ("da", "Bestyrelsens opgaver:", "Bestyrelsen", "male broen"),
    ("en", "Tasks for the committee:", "the committee", "trim the hedges"),
]


@pytest.mark.parametrize(("code", "text", "who"), SENTENCES)
def test_whoever_a_sentence_charges_is_responsible(code: str, text: str, who: str) -> None:
    assert [one.responsible for one in reading(HEADS[code] + text, code).actions] == [(who,)]


@pytest.mark.parametrize(("code", "lead", "who", "item"), LEADS)
def test_whoever_a_lead_in_charges_is_responsible_for_its_list(
    code: str, lead: str, who: str, item: str
) -> None:
    text = f"{HEADS[code]}{lead}\n\n- {item}\n- {item} 2027"
    assert [one.responsible for one in reading(text, code).actions] == [(who,), (who,)]
