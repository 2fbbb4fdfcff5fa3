"""Gatherings whose day is told by the form around it: headings over days, bare numbers under months, days that end sentences."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.reading.entries import sentences
from tests.mappings.reading.notation import reading


def _held(text: str, language: str) -> list[tuple[date | None, str]]:
    return [(one.date, one.title) for one in reading(text, language).meetings_and_events]


def test_a_heading_names_what_the_day_and_the_place_below_it_are_of() -> None:
    """Also where no word of the heading is known for a gathering: the headings are alike."""
    made = reading(
        "Årsplan 2027\n# Aktivitetar\n"
        "### Vårsleppet\nLaurdag 20. mars kl. 12 på grendehuset. Ta med niste. Ansvarleg: Kari Lid.\n"
        "### Kulturkveld med lokale krefter frå heile bygda\nFredag 4. juni, kl. 19, Samfunnshuset.\n"
        "### Ryddesjau\nTorsdag 9. september kl. 17\n",
        "nn",
    ).meetings_and_events
    assert [(one.date, one.title, one.place, one.responsible) for one in made] == [
        (date(2027, 3, 20), "Vårsleppet", "grendehuset", ("Kari Lid",)),
        (date(2027, 6, 4), "Kulturkveld med lokale krefter frå heile bygda", "Samfunnshuset", ()),
        (date(2027, 9, 9), "Ryddesjau", None, ()),
    ]


def test_who_leads_stands_on_the_line_below_the_day() -> None:
    made = reading(
        "Årsplan 2027\n# Aktiviteter\n## Fastelavn\nSøndag den 7. februar kl. 14-16, Klubhuset\nTovholder: Bo\n"
        "## Sankthans\nOnsdag den 23. juni kl. 20, Stranden\nTovholder: Anna\n"
        "## Åbent hus\nLørdag den 4. september kl. 10, Klubhuset\nTovholder: Festudvalget\n",
        "da",
    ).meetings_and_events
    assert [(one.title, one.place, one.responsible) for one in made] == [
        ("Fastelavn", "Klubhuset", ("Bo",)),
        ("Sankthans", "Stranden", ("Anna",)),
        ("Åbent hus", "Klubhuset", ("Festudvalget",)),
    ]


def test_a_heading_of_a_theme_names_no_gathering() -> None:
    text = "Årsplan 2027\n# Ungdom\n3 maj: Fest i parken\n# Senior\n5 juni: Kaffe i stugan\n# Idrott\n7 juli: Lopp runt sjön\n"
    assert [title for _, title in _held(text, "sv")] == ["Fest i parken", "Kaffe i stugan", "Lopp runt sjön"]


@pytest.mark.parametrize(
    ("text", "language", "held"),
    [
        (
            "# Plan 2027\n## Maj\n- Vårfest, 8\n- Öppet hus 15\n## Juni\n- Utflykt 12",
            "sv",
            [(date(2027, 5, 8), "Vårfest"), (date(2027, 5, 15), "Öppet hus"), (date(2027, 6, 12), "Utflykt")],
        ),
        (
            "# Plan 2027\n## May\nQuiz night 12, 7pm\nPlant sale 15\n## June\nSummer outing 19",
            "en",
            [
                (date(2027, 5, 12), "Quiz night"),
                (date(2027, 5, 15), "Plant sale"),
                (date(2027, 6, 19), "Summer outing"),
            ],
        ),
    ],
)
def test_the_number_at_the_end_of_lines_under_months_is_their_day(
    text: str, language: str, held: list[tuple[date, str]]
) -> None:
    assert _held(text, language) == held


def test_numbers_that_count_meetings_are_no_days() -> None:
    text = "# Plan 2027\n## Mai\n- Styremøte 1\n## Juni\n- Styremøte 2\n## September\n- Styremøte 3\n"
    assert [day for day, _ in _held(text, "nb")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Åpent hus er lør. 1/5. Kurs holdes søn. 16/5. Ons. 21/7 går vi tur.", 3),
        ("Turen går 2027-04-03. 2027-04-17 holder vi kurs.", 2),
        ("Medlemsmøde holdes 03.05.2027. 20.05.2027 holder vi marked.", 2),
        ("Møter: 13.01. 10.02. 10.03.", 1),
        ("Festen er den 3. mars.", 1),
    ],
)
def test_a_day_may_end_a_sentence_and_begin_the_next(text: str, parts: int) -> None:
    assert len(sentences(text)) == parts


def test_weekdays_cut_short_stand_before_every_day_of_a_list() -> None:
    text = "# Plan 2027\n# Kalender\nOpe hus: sun. 10/1, lau. 13/2, tor. 8/4 og ons. 29/12."
    assert _held(text, "nn") == [
        (date(2027, month, day), "Ope hus") for month, day in ((1, 10), (2, 13), (4, 8), (12, 29))
    ]
