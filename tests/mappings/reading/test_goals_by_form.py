"""Goals and their numbers in every form of a sentence, of a bound and of a change; and what stands beside goals."""

from __future__ import annotations

import pytest

from mappings.reading.model import Comparator
from tests.mappings.reading.notation import reading

LEAST, MOST, CHANGE = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.INCREASE_PERCENT

_TITLE = {
    "sv": "# Verksamhetsplan 2027 för Tallåsens kör\n## Sång",
    "nb": "# Årsplan 2027 for Furuåsen kor\n## Sang",
    "nn": "# Årsplan 2027 for Furuåsen kor\n## Song",
    "da": "# Årsplan 2027 for Granly kor\n## Sang",
    "en": "# Annual plan 2027 of Pinehill Choir\n## Singing",
}

_SENTENCES = {
    "sv": [
        "Målet ligger på {} sångare.",
        "Styrelsens mål är {} sångare.",
        "Ambitionen är {} sångare.",
        "{} sångare är vårt mål.",
        "Vi siktar på {} sångare.",
        "Kören ska räkna {} sångare.",
        "Antalet sångare ska vara {} vid årets slut.",
    ],
    "nb": [
        "Målet er satt til {} sangere.",
        "Styrets mål er {} sangere.",
        "Ambisjonen er {} sangere.",
        "{} sangere er målet vårt.",
        "Vi tar sikte på {} sangere.",
        "Koret skal telle {} sangere.",
        "Antallet sangere skal være {} ved årets slutt.",
    ],
    "nn": [
        "Målet ligg på {} songarar.",
        "Målet til styret er {} songarar.",
        "Ambisjonen er {} songarar.",
        "{} songarar er målet vårt.",
        "Vi tek sikte på {} songarar.",
        "Koret skal telje {} songarar.",
        "Talet på songarar skal vere {} ved årsskiftet.",
    ],
    "da": [
        "Målet er sat til {} sangere.",
        "Bestyrelsens mål er {} sangere.",
        "Ambitionen er {} sangere.",
        "{} sangere er vores mål.",
        "Vi sigter mod {} sangere.",
        "Koret skal tælle {} sangere.",
        "Antallet af sangere skal være {} ved årets udgang.",
    ],
    "en": [
        "The target stands at {} singers.",
        "The committee's target is {} singers.",
        "The ambition is {} singers.",
        "{} singers is our target.",
        "We are aiming for {} singers.",
        "The choir should number {} singers.",
        "The number of singers should be {} by the end of the year.",
    ],
}

_BOUNDS = {
    "sv": [
        ("90", 90, LEAST),
        ("minst 90", 90, LEAST),
        ("inte fler än 90", 90, MOST),
        ("drygt 90", 90, LEAST),
    ],
    "nb": [
        ("90", 90, LEAST),
        ("ikke færre enn 90", 90, LEAST),
        ("maks. 90", 90, MOST),
        ("om lag 90", 90, LEAST),
    ],
    "nn": [
        ("90", 90, LEAST),
        ("nitti", 90, LEAST),
        ("ikkje fleire enn 90", 90, MOST),
        ("kring 90", 90, LEAST),
    ],
    "da": [("90", 90, LEAST), ("firs", 80, LEAST), ("højest 90", 90, MOST), ("omkring 90", 90, LEAST)],
    "en": [
        ("90", 90, LEAST),
        ("ninety", 90, LEAST),
        ("not more than 90", 90, MOST),
        ("around 90", 90, LEAST),
    ],
}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@pytest.mark.parametrize(
    ("code", "text", "value", "comparator"),
    [
        (code, _capital(sentence.format(bound)), value, comparator)
        for code, sentences in _SENTENCES.items()
        for sentence in sentences
        for bound, value, comparator in _BOUNDS[code]
    ],
)
def test_a_goal_is_read_by_any_of_its_names(
    code: str, text: str, value: float, comparator: Comparator
) -> None:
    found = reading(f"{_TITLE[code]}\n{text}", code)
    assert [(one.value, one.comparator) for one in found.targets] == [(value, comparator)]
    assert found.actions == ()


@pytest.mark.parametrize(
    ("code", "heading", "text", "value", "upper"),
    [
        ("sv", "Mål", "Konserter: 60–70", 60, 70),
        ("nb", "Ambisjoner", "Flere sangere (60–70)", 60, 70),
        ("nn", "Resultatmål", "Songarar – 80 innan nyttår", 80, None),
        ("da", "Pejlemærker", "Øge antallet af sangere til 60–70", 60, 70),
        ("en", "Success measures", "Singers – 80 by December", 80, None),
    ],
)
def test_a_number_behind_what_it_counts_is_a_target(
    code: str, heading: str, text: str, value: float, upper: float | None
) -> None:
    found = reading(f"{_TITLE[code]}\n### {heading}\n- {text}", code)
    assert [(one.value, one.value_max) for one in found.targets] == [(value, upper)]
    assert found.actions == ()


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("sv", "Elförbrukningen ska minska med en fjärdedel.", -25),
        ("nb", "Antallet sangere skal øke med en tredel.", 33),
        ("nn", "Straumforbruket skal ned med ein femtedel.", -20),
        ("da", "Elforbruget skal reduceres med halvdelen.", -50),
        ("en", "Membership should grow by a tenth.", 10),
    ],
)
def test_a_change_by_a_fraction_is_one_in_per_cent(code: str, text: str, value: float) -> None:
    found = reading(f"{_TITLE[code]}\n{text}", code).targets
    assert [(one.value, one.comparator) for one in found] == [(value, CHANGE)]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "80 % av sångarna ska ha gått kursen."),
        ("nb", "Åtti prosent av sangerne skal ha gått kurset."),
        ("nn", "Minst 80 % av songarane skal ha gått kurset."),
        ("da", "Firs procent af sangerne skal have gået på kurset."),
        ("en", "80% of the singers should have taken the course."),
    ],
)
def test_a_share_that_shall_have_done_something_is_a_goal_and_no_task(code: str, text: str) -> None:
    found = reading(f"{_TITLE[code]}\n{text}", code)
    assert ([one.value for one in found.targets], found.actions) == ([80], ())


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "Loppisen ska ge 25 000:-."),
        ("nb", "Loppemarkedet skal gi NOK 25 000."),
        ("nn", "Loppemarknaden skal gje 25 000 kroner."),
        ("da", "Loppemarkedet skal indbringe 25.000 kr."),
        ("en", "The fair should raise EUR 25,000."),
    ],
)
def test_what_something_shall_bring_in_is_a_goal_and_no_budget(code: str, text: str) -> None:
    found = reading(f"{_TITLE[code]}\n{text}", code)
    assert ([one.value for one in found.targets], found.budget) == ([25000], ())


_RISKS = {
    "sv": ("Våra största risker", "För få ledare", "Taket läcker – kassören byter pannor före den 1 maj"),
    "nb": ("Hva kan gå galt", "For få ledere", "Taket lekker – kassereren bytter takstein før 1. mai"),
    "nn": ("Risiko og tiltak", "For få leiarar", "Taket lek – kasseraren byter takstein før 1. mai"),
    "da": ("Risici", "For få ledere", "Taget lækker – kassereren skifter tagsten før den 1. maj"),
    "en": (
        "Risk register",
        "Too few leaders",
        "The roof leaks – the treasurer replaces the tiles before 1 May",
    ),
}


@pytest.mark.parametrize("code", _RISKS)
@pytest.mark.parametrize("form", ["## {}\n- {}\n- {}", "{}:\n- {}\n- {}"])
def test_a_list_below_a_heading_that_names_risks_holds_risks_and_the_response_is_work(
    code: str, form: str
) -> None:
    heading, first, second = _RISKS[code]
    found = reading(f"{_TITLE[code]}\n{form.format(heading, first, second)}", code)
    assert [one.title for one in found.risks] == [first, second.partition(" – ")[0]]
    assert [one.text for one in found.actions] == [second.partition(" – ")[2]]


def test_lines_that_lost_their_marks_below_risks_are_risks() -> None:
    found = reading(f"{_TITLE['en']}\n## Risks\nTheft from the store\nMould in the robes", "en")
    assert [one.title for one in found.risks] == ["Theft from the store", "Mould in the robes"]
    assert found.actions == ()
