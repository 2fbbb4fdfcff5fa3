"""Who does a clause and when: names that no list has, several of them, brackets with both, meetings of a body, days of every week."""

from __future__ import annotations

import pytest

from mappings.reading.model import Action
from tests.mappings.reading.notation import reading


def _actions(text: str, code: str) -> list[Action]:
    return list(reading(f"# Plan 2027\n## Ting\n{text}\n", code).actions)


@pytest.mark.parametrize(
    ("code", "text", "who"),
    [
        ("da", "Tjalfe bestiller nye skilte senest 3. maj.", ("Tjalfe",)),
        ("nb", "Ragnfrid henter inn priser innen utgangen av mars.", ("Ragnfrid",)),
        ("sv", "Hjördis lägger ut bilder efter varje tävling.", ("Hjördis",)),
        ("en", "Odette books the hall by 3 May.", ("Odette",)),
        ("da", "Karen og Poul Erik ringer rundt i uge 15.", ("Karen", "Poul Erik")),
        ("sv", "Kursen erbjuds under sommaren av Karin Ek och Tage.", ("Karin Ek", "Tage")),
        ("nb", "Brygga må ha nye planker; Ola henter inn priser innen 1. mars.", ("Ola",)),
        ("da", "Ordningen skal være klar inden 1. juni, og den tager Lone Bak sig af.", ("Lone Bak",)),
        ("en", "- Write to the landlord (Secretary, by 16 April)", ("Secretary",)),
        ("sv", "- Förrådet städas i maj (alla)", ("alla",)),
        ("nn", "Alle nemndene leverer rapport til skrivaren seinast 15. januar.", ("Alle nemndene",)),
        ("da", "Udvalget vil derfor:\n\n- afholde et kursus i uge 43", ("Udvalget",)),
        ("nb", "- Banekomiteen: rydde boden i oktober", ("Banekomiteen",)),
        ("sv", "Utställningen hängs v 16 av bildgruppen.", ("bildgruppen",)),
    ],
)
def test_whoever_is_named_does_it(code: str, text: str, who: tuple[str, ...]) -> None:
    (action,) = _actions(text, code)
    assert action.responsible == who


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "Nye medlemmer får en mappe i mars."),
        ("da", "Indkaldelsen går ud senest den 3. maj."),
        ("sv", "Alla nya medlemmar ska få en fadder."),
    ],
)
def test_who_is_given_something_and_what_is_sent_do_nothing(code: str, text: str) -> None:
    assert not any(action.responsible for action in _actions(text, code))


MEETINGS = {
    "da": "- Bestyrelsesmøde 9. november\n- Bestyrelsesmøde 7. december",
    "nb": "- Rådsmøte 9. november\n- Rådsmøte 7. desember",
    "sv": "- Styrelsemöte 9 november\n- Styrelsemöte 7 december",
    "en": "- Committee meeting 9 November\n- Committee meeting 7 December",
}


@pytest.mark.parametrize(
    ("code", "text", "day"),
    [
        ("da", "Udvalget skriver et oplæg, klar til bestyrelsens møde i november.", "2027-11-09"),
        ("da", "Formanden gør status på årets sidste bestyrelsesmøde.", "2027-12-07"),
        ("nb", "Sekretæren legger fram budsjettet på rådets møte i desember.", "2027-12-07"),
        ("nb", "- Uttale seg om skoleplanen (møtet i november)", "2027-11-09"),
        ("sv", "Kassören lägger fram budgeten på styrelsens möte i december.", "2027-12-07"),
        ("en", "The treasurer presents the budget at the committee's meeting in December.", "2027-12-07"),
        ("nb", "Sekretæren sender sakene en uke før hvert møte.", "None"),
    ],
)
def test_the_meeting_that_a_deadline_names_sets_its_day(code: str, text: str, day: str) -> None:
    (action,) = _actions(f"{text}\n\n## Møter\n{MEETINGS[code]}", code)
    assert str(action.due.latest) == day


@pytest.mark.parametrize(
    ("code", "text", "phrase", "often"),
    [
        ("sv", "Jouren bemannas på tisdagar av Inga och Rolf.", "på tisdagar", "weekly"),
        ("en", "- The shop is staffed on Tuesdays by Ann and Bob.", "on Tuesdays", "weekly"),
        (
            "sv",
            "Brevet skickas ut den första i varje månad av kansliet.",
            "den första i varje månad",
            "monthly",
        ),
        ("nb", "Bryggerådet måler isen hver fredag når den ligger.", "hver fredag når den ligger", "weekly"),
        (
            "nb",
            "Lederen ringer skolen så snart det nye året er i gang.",
            "så snart det nye året er i gang",
            None,
        ),
    ],
)
def test_how_often_is_told_whole(code: str, text: str, phrase: str, often: str | None) -> None:
    (action,) = _actions(text, code)
    assert (action.due.phrase, action.due.cadence) == (phrase, often)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("da", "Kontoret er lukket i uge 29 og 30."),
        ("sv", "Föreningen fyller 40 år i oktober."),
        ("en", "The office is closed in August."),
        ("nb", "Mange hilsener fra Ragnfrid"),
    ],
)
def test_nothing_is_done_where_something_is_closed_or_old_or_greeted(code: str, text: str) -> None:
    assert _actions(text, code) == []
