"""When a clause is due: phrase, rule, day and certainty are kept together, and what hangs on a meeting moves with it."""

from __future__ import annotations

from datetime import date

import pytest

from config.language import language
from mappings.blocks import Place
from mappings.reading.model import Certainty, Due, Gathering, GatheringKind, Head, Period, Precision, Source
from mappings.reading.placing import Calendar
from mappings.reading.when import Times

HEAD = Head(period=Period(date(2027, 1, 1), date(2027, 12, 31), "2027"), adopted=date(2027, 2, 20))


def gathering(title: str, day: date, kind: GatheringKind = GatheringKind.MEETING) -> Gathering:
    return Gathering(title, kind, Source(Place(), title), Precision.DAY, date=day)


MEETINGS = {
    "sv": ("Årsmöte", "Styrelsemöte", "Höstmöte"),
    "nb": ("Årsmøte", "Styremøte", "Høstmøte"),
    "nn": ("Årsmøte", "Styremøte", "Haustmøte"),
    "da": ("Generalforsamling", "Bestyrelsesmøde", "Efterårsmøde"),
    "en": ("AGM", "Board meeting", "Autumn meeting"),
}


def due(code: str, text: str, *, shift: int = 0) -> Due:
    annual, board, autumn = MEETINGS[code]
    found = (
        gathering(annual, date(2027, 2, 20)),
        gathering(board, date(2027, 3, 9 + shift)),
        gathering(board, date(2027, 5, 11)),
        gathering(autumn, date(2027, 11, 10)),
    )
    words = (language(code), language("en"))
    return Times(HEAD, Calendar(gatherings=found)).due(text, words)


@pytest.mark.parametrize(
    ("code", "text", "day", "rule", "certainty"),
    [
        ("sv", "ska senast den 15 mars lämna planen", date(2027, 3, 15), "DATE", Certainty.EXACT),
        ("sv", "före augusti månads utgång", date(2027, 8, 31), "MONTH", Certainty.WINDOW),
        ("sv", "före 2028 års utgång", date(2028, 12, 31), "YEAR", Certainty.WINDOW),
        ("nb", "ferdig i uke 38", date(2027, 9, 26), "WEEK", Certainty.WINDOW),
        ("nb", "innen fristen 15. april", date(2027, 4, 15), "DATE", Certainty.EXACT),
        ("nn", "i løpet av hausten", date(2027, 11, 30), "AUTUMN", Certainty.INTERPRETED),
        ("da", "inden udgangen af marts", date(2027, 3, 31), "MONTH", Certainty.WINDOW),
        ("en", "before the summer of 2027", date(2027, 6, 15), "SUMMER-BEFORE", Certainty.INTERPRETED),
        ("en", "week 16, 2027", date(2027, 4, 25), "WEEK", Certainty.WINDOW),
        ("sv", "under vårterminen", date(2027, 6, 15), "TERM", Certainty.INTERPRETED),
    ],
)
def test_a_phrase_gives_its_day_its_rule_and_how_sure_it_is(
    code: str, text: str, day: date, rule: str, certainty: Certainty
) -> None:
    found = due(code, text)
    assert (found.latest, found.rule, found.certainty) == (day, rule, certainty)
    assert found.phrase is not None
    assert found.phrase in text


@pytest.mark.parametrize(
    ("code", "text", "day", "rule"),
    [
        ("sv", "på höstmötet", date(2027, 11, 10), "LISTED-MEETING"),
        ("nb", "på styremøtet i mars", date(2027, 3, 9), "LISTED-MEETING"),
        ("nn", "seinast to veker før haustmøtet", date(2027, 10, 27), "REL"),
        ("sv", "senast en månad före årsmötet 2028", date(2028, 2, 29), "REL"),
        ("da", "til generalforsamlingen", date(2028, 3, 31), "AGM"),
        ("nb", "på første styremøte etter årsmøtet", date(2027, 3, 9), "LISTED-MEETING"),
    ],
)
def test_what_hangs_on_a_meeting_takes_its_day_and_keeps_its_anchor(
    code: str, text: str, day: date, rule: str
) -> None:
    found = due(code, text)
    assert (found.latest, found.rule) == (day, rule)
    assert found.anchor


def test_a_relative_deadline_moves_with_its_meeting() -> None:
    before = due("nb", "senest fem dager før styremøtet i mars")
    after = due("nb", "senest fem dager før styremøtet i mars", shift=7)
    assert (before.latest, after.latest) == (date(2027, 3, 4), date(2027, 3, 11))


@pytest.mark.parametrize(
    ("code", "text", "cadence"),
    [
        ("sv", "löpande", "continuous"),
        ("nb", "hver måned", "monthly"),
        ("da", "to gange om året", "half-yearly"),
        ("en", "quarterly", "quarterly"),
        ("nb", "på hvert styremøte", "every styremøte"),
    ],
)
def test_how_often_is_a_cadence_without_a_day(code: str, text: str, cadence: str) -> None:
    found = due(code, text)
    assert (found.latest, found.rule, found.cadence) == (None, "NONE", cadence)


def test_of_two_deadlines_the_later_counts_and_both_are_kept() -> None:
    found = due("nn", "innan 1. mars og innan 1. september")
    assert (found.latest, found.all) == (date(2027, 9, 1), (date(2027, 3, 1), date(2027, 9, 1)))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("nb", "budsjettet for 2027"),
        ("nb", "daglig leder møter kommunen"),
        ("sv", "då bjuder Maj Ek in"),
        ("sv", "ett möte om taket"),
        ("nb", "kvar månad"),
    ],
)
def test_words_that_set_no_time_give_none(code: str, text: str) -> None:
    assert due(code, text).latest is None


def test_from_names_a_start_and_no_end() -> None:
    found = due("sv", "från september")
    assert (found.latest, found.start, found.rule) == (None, date(2027, 9, 1), "START")


def test_an_anchor_without_a_day_gives_a_rule_and_no_day() -> None:
    found = due("nn", "to veker etter forfall")
    assert (found.latest, found.rule, found.anchor) == (None, "REL", "forfall")
