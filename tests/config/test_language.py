"""The languages are one table: what one can say, all can."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from config.deadlines import PHRASE_RULES
from config.language import language, languages
from config.plan import LANGUAGES

FOLDER = Path(__file__).parents[2] / "config" / "languages"
CADENCES = {"weekly", "monthly", "quarterly", "half-yearly", "yearly", "continuous"}
ENGLISH = language("en")
WORDS_AS_KEYS = {
    "reading.numbers",
    "reading.ordinals",
    "reading.cadences",
    "reading.deadlines",
    "reading.feasts",
}
every_language = pytest.mark.parametrize("code", languages())


def shape(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    """Every key but those of the tables whose keys are themselves words of the language."""
    for key, value in table.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and name not in WORDS_AS_KEYS:
            yield from shape(value, f"{name}.")
        else:
            yield name


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def raw(code: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))


def test_the_languages_are_those_a_plan_can_be_written_in() -> None:
    assert set(languages()) == set(LANGUAGES)


@every_language
def test_a_language_has_exactly_the_keys_of_english(code: str) -> None:
    own, english = set(shape(raw(code))), set(shape(raw("en")))
    assert sorted(own - english) == []
    assert sorted(english - own) == []


@every_language
def test_every_sentence_has_the_placeholders_of_the_english_one(code: str) -> None:
    words = language(code)
    differing = {
        key: text
        for key, text in words.words.items()
        if key in ENGLISH.words and placeholders(text) != placeholders(ENGLISH.words[key])
    }
    assert differing == {}


@every_language
def test_no_word_is_empty_or_has_spaces_around_it(code: str) -> None:
    assert [text for text in strings(raw(code)) if not text.strip() or text != text.strip()] == []


@every_language
def test_a_year_has_twelve_months_and_a_week_seven_days(code: str) -> None:
    words = language(code)
    assert len(set(words.months)) == len(set(words.months_short)) == 12
    assert len(set(words.weekdays)) == 7


@every_language
def test_every_deadline_phrase_names_a_rule_that_there_is(code: str) -> None:
    assert set(language(code).deadlines.values()) <= PHRASE_RULES


def test_every_rule_can_be_said_in_some_language() -> None:
    assert {rule for code in languages() for rule in language(code).deadlines.values()} == PHRASE_RULES


@every_language
def test_every_cadence_can_be_said(code: str) -> None:
    assert set(language(code).cadences.values()) == CADENCES


@every_language
def test_ordinals_reach_from_first_to_fifth_and_last(code: str) -> None:
    assert set(language(code).ordinals.values()) == {1, 2, 3, 4, 5, -1}


@every_language
def test_what_is_read_is_written_in_small_letters_so_that_case_does_not_matter(code: str) -> None:
    reading = raw(code)["reading"]
    assert [text for text in strings(reading) if text != text.casefold() and text not in PHRASE_RULES] == []


@every_language
def test_no_month_or_weekday_is_taken_for_another_word(code: str) -> None:
    words = language(code)
    names = {name.casefold() for name in (*words.months, *words.weekdays)}
    assert names.isdisjoint({*words.ordinals, *words.every, *words.at, *words.before, *words.after})


@every_language
def test_a_word_that_opens_a_deadline_says_only_one_thing(code: str) -> None:
    words = language(code)
    groups = [words.after, words.starting, words.ends, *words.parts.values(), words.within]
    said = [word for group in groups for word in group]
    assert len(said) == len(set(said))
    assert set(words.after).isdisjoint({*words.before, *words.at})


@pytest.mark.parametrize("code", ["sv", "nb", "nn", "da"])
def test_no_sentence_was_left_in_english(code: str) -> None:
    def said(text: str) -> set[str]:
        return set(re.findall(r"[^\W\d_]{3,}", re.sub(r"{[^}]*}|hjul drift \w+|hjul \w+|--\w+", "", text)))

    small = {"the", "and", "with", "not", "there", "from", "has", "was", "when"}
    assert {key: text for key, text in language(code).words.items() if said(text) & small} == {}
