"""What a document's areas are: its themes, however their headings are written, and never its labels, roles and months."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mappings.blocks import ListItem
from mappings.reading.read import read
from tests.mappings.reading.notation import document, reading


def test_a_label_written_as_high_as_its_theme_stands_below_it() -> None:
    found = reading(
        "# Plan 2027\n## Ungdomane\n## Vi vil\n- Styret inviterer skulen i mai.\n## Huset\n## Vi vil\n- Styret målar huset i juni.",
        "nn",
    )
    assert found.areas == ("Ungdomane", "Huset")


def test_headings_that_only_say_who_are_no_areas_where_all_beside_them_are() -> None:
    text = "# Arbetsplan 2027\n## Vem gör vad\n### Kassör\n- betalar hyran i mars\n### Båtutskottet (Siv Ek)\n- målar bryggan i maj"
    found = reading(text, "sv")
    assert found.areas == ("Vem gör vad",)
    text = "# Work plan 2027\n## What we do\n### Members\n- Call everybody in March.\n### Heating\n- Repair the stove in May."
    assert reading(text, "en").areas == ("Members", "Heating")


def test_lines_in_capitals_and_chapters_with_roman_numbers_are_headings() -> None:
    text = "# Årsplan 2027\nLaget\nMEDLEMMER\nLeder ringer alle nye medlemmer i mars.\nHYTTA\nHyttesjefen maler taket i juni."
    assert reading(text, "nb").areas == ("MEDLEMMER", "HYTTA")
    chapters = document(
        "# Handlingsplan 2027\n## IV. Haven\nFormanden slår græsset i maj.\n- Huset\nKassereren maler døren i juni.",
        "da",
    )
    blocks = tuple(replace(one, mark="V.") if isinstance(one, ListItem) else one for one in chapters.blocks)
    assert read(replace(chapters, blocks=blocks)).areas == ("Haven", "Huset")


def test_a_month_with_the_whole_year_beside_it_is_no_area() -> None:
    text = "# Årsplan 2027\n## Oktober / heile arbeidsåret\n- Leiaren ringjer naboane.\n## Huset\n- Styret målar døra i mai."
    assert reading(text, "nn").areas == ("Huset",)


@pytest.mark.parametrize(
    ("code", "calendar", "kinds"),
    [
        ("nb", "Terminliste", ("Møter", "Stevner og annet")),
        ("sv", "Kalendarium", ("Träffar", "Tävlingar")),
        ("da", "Kalender", ("Møder", "Ture")),
    ],
)
def test_the_kinds_of_a_calendars_entries_are_no_themes(
    code: str, calendar: str, kinds: tuple[str, str]
) -> None:
    lists = "\n".join(f"### {kind}\n- 12/1\n- 9/2\n- 8/3: Vandring" for kind in kinds)
    found = reading(f"# Plan 2027\n## {calendar}\n{lists}", code)
    assert {one.area for one in found.meetings_and_events} == {calendar}
