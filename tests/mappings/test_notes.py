import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.notes import OWN_NOTES, Description, checksums, join, separator, split

LANGUAGES = Path(__file__).parents[2] / "config" / "languages"
MANAGED = "Saksliste:\n1. Åpning\n2. Økonomi"
MARKS = checksums(MANAGED)
SEPARATOR = separator(OWN_NOTES)

lines = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
texts = st.lists(lines | st.sampled_from([SEPARATOR, "", "-- hjul: x --", "-- hjul"]), max_size=6).map(
    "\n".join
)


def test_what_was_joined_is_split_again() -> None:
    assert split(join(Description(MANAGED, "Ta med kaffe"), OWN_NOTES), MARKS) == Description(
        MANAGED, "Ta med kaffe"
    )


def test_the_separator_stands_there_before_anyone_has_written_notes() -> None:
    assert SEPARATOR in join(Description(MANAGED), OWN_NOTES)


def test_nothing_managed_and_no_notes_is_no_text() -> None:
    assert join(Description(""), OWN_NOTES) == ""


@pytest.mark.parametrize("language", sorted(LANGUAGES.glob("*.toml")), ids=lambda path: path.stem)
def test_the_separator_is_found_in_every_language(language: Path) -> None:
    own_notes = tomllib.loads(language.read_text())["words"]["item"]["own_notes"]
    text = join(Description(MANAGED, "Ring Ola"), own_notes)
    assert split(text, MARKS) == split(text, None) == Description(MANAGED, "Ring Ola")


@pytest.mark.parametrize(
    "damaged",
    [
        "\u2013 hjul: egne notater under \u2013",
        "\u2014 hjul: egne notater under \u2014",
        "> -- hjul: egne notater under --",
        "--hjul:egne notater--",
        "  -- HJUL: egne notater --  ",
    ],
)
def test_a_separator_that_a_program_reworked_still_separates(damaged: str) -> None:
    assert split(f"{MANAGED}\n\n{damaged}\nRing Ola", MARKS) == Description(MANAGED, "Ring Ola")


def test_notes_survive_when_the_separator_is_removed() -> None:
    assert split(f"{MANAGED}\nRing Ola\nTa med kaffe", MARKS) == Description(
        MANAGED, "Ring Ola\nTa med kaffe"
    )


def test_notes_survive_when_the_separator_is_removed_and_the_managed_text_cut() -> None:
    kept = split("1. Åpning\nRing Ola", MARKS)
    assert kept == Description("1. Åpning", "Ring Ola")


def test_a_separator_cut_in_half_becomes_a_note_and_loses_nothing() -> None:
    kept = split(f"{MANAGED}\n\n-- hjul: egne no\nRing Ola", MARKS)
    assert kept.managed == MANAGED
    assert kept.notes.endswith("Ring Ola")


def test_a_note_typed_on_the_separators_own_line_survives() -> None:
    assert split(f"{MANAGED}\n\n{SEPARATOR}Ring Ola\nog Kari", MARKS).notes == "Ring Ola\nog Kari"
    assert split(f"{MANAGED}\n\nRing Ola {SEPARATOR}", MARKS).notes == "Ring Ola"


def test_a_line_put_in_among_untouched_managed_lines_is_a_note() -> None:
    text = f"NB!\nSaksliste:\n1. Åpning\n2. Økonomi\nRing Ola\n\n{SEPARATOR}\nTa med kaffe"
    assert split(text, MARKS) == Description(MANAGED, "NB!\nRing Ola\n\nTa med kaffe")


def test_a_changed_managed_line_is_seen_as_an_edit() -> None:
    text = f"Saksliste:\n1. Avlyst\n2. Økonomi\n\n{SEPARATOR}\nTa med kaffe"
    assert split(text, MARKS) == Description("Saksliste:\n1. Avlyst\n2. Økonomi", "Ta med kaffe")


def test_spaces_that_a_program_trimmed_make_no_line_a_note() -> None:
    assert split(f"{MANAGED} \n\n{SEPARATOR}", MARKS).notes == ""


def test_without_checksums_the_separator_alone_decides() -> None:
    text = f"{MANAGED}\n\n{SEPARATOR}\nRing Ola"
    assert split(text, None) == Description(MANAGED, "Ring Ola")
    assert split("Ring Ola", "12.damaged") == Description("", "Ring Ola")


def test_notes_under_an_empty_managed_text_are_notes() -> None:
    assert split("Ring Ola", checksums("")) == Description("", "Ring Ola")


@given(managed=texts, notes=texts)
def test_every_text_comes_back_even_with_separators_inside(managed: str, notes: str) -> None:
    written = join(Description(managed, notes), OWN_NOTES)
    kept = split(written, checksums(managed))
    assert kept.managed == managed
    assert kept.notes == notes.strip("\n")


@given(managed=texts, notes=texts)
def test_no_line_of_anyones_is_lost_when_separators_are_removed(managed: str, notes: str) -> None:
    written = join(Description(managed, notes), OWN_NOTES)
    damaged = [line for line in written.split("\n") if "hjul" not in line]
    kept = split("\n".join(damaged), checksums(managed))
    assert sorted(line for line in f"{kept.managed}\n{kept.notes}".split("\n") if line.strip()) == sorted(
        line for line in damaged if line.strip()
    )


@given(managed=texts, notes=texts)
def test_rewriting_what_was_read_changes_nothing(managed: str, notes: str) -> None:
    once = split(join(Description(managed, notes), OWN_NOTES), checksums(managed))
    again = split(join(once, OWN_NOTES), checksums(once.managed))
    assert again == once
