"""An hour that is said once counts for all that it is said of, and for nothing else."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from adapters.documents.read import read_document
from mappings.reading.model import GatheringKind, Reading
from mappings.reading.read import read


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "plan.md"
    path.write_text(text, encoding="utf-8")
    return read(read_document(path))


def hours(reading: Reading) -> dict[date | None, time | None]:
    return {one.date: one.time for one in reading.meetings_and_events}


@pytest.mark.parametrize(
    "text",
    [
        (
            "# Mötesplan 2027\n\nStyrelsen träffas klockan 18 i ladan och valberedningen klockan 17.\n\n"
            "- 14 januari: Styrelsen\n- 3 februari: Valberedningen\n- 6 mars: Vårfest\n"
        ),
        (
            "# Møteplan 2027\n\n- 14. januar: Styret\n- 3. februar: Valgkomiteen\n- 6. mars: Vårfest\n\n"
            "Styret: kl. 18 i låven. Valgkomiteen: kl. 17.\n"
        ),
        (
            "# Møteplan 2027\n\nMøta i styret tek til kl. 18, i valnemnda kl. 17.\n\n"
            "- 14. januar: Styret\n- 3. februar: Valnemnda\n- 6. mars: Vårfest\n"
        ),
        (
            "# Kalender 2027\n\nBestyrelsen begynder kl. 18, udvalgene kl. 17.\n\n"
            "- 14. januar: Bestyrelsen\n- 3. februar: Festudvalget\n- 6. marts: Forårsfest\n"
        ),
        (
            "# Calendar 2027\n\nBC = board of the club, 6 pm in the barn\n\nYC = youth committee, 5 pm\n\n"
            "- 14 January: BC\n- 3 February: YC\n- 6 March: Spring fair\n"
        ),
    ],
    ids=["sv", "nb", "nn", "da", "en"],
)
def test_an_hour_given_to_a_body_counts_for_its_meetings_alone(tmp_path: Path, text: str) -> None:
    assert hours(read_text(tmp_path, text)) == {
        date(2027, 1, 14): time(18),
        date(2027, 2, 3): time(17),
        date(2027, 3, 6): None,
    }


@pytest.mark.parametrize(
    "text",
    [
        (
            "# Program 2027\n\n## Måndagar 19.00\n\n- 18 januari: quiz\n- 15 februari: årsmöte\n\n"
            "## Helger\n\n- 8 maj: utflykt\n"
        ),
        (
            "# Program 2027\n\n## Klubben\n\nVi begynner kl. 19 og slutter kl. 21.\n\n"
            "- 18. januar: quiz\n- 15. februar: årsmøte\n\n## Helger\n\n- 8. mai: utflukt\n"
        ),
        (
            "# Program 2027\n\n## Klubben\n\nMøtestad: Låven. Klokkeslett: 19.00\n\n"
            "- 18. januar: quiz\n- 15. februar: årsmøte\n\n## Helger\n\n- 8. mai: utflukt\n"
        ),
    ],
    ids=["sv", "nb", "nn"],
)
def test_an_hour_at_the_head_of_a_list_counts_below_that_heading_alone(tmp_path: Path, text: str) -> None:
    assert hours(read_text(tmp_path, text)) == {
        date(2027, 1, 18): time(19),
        date(2027, 2, 15): time(19),
        date(2027, 5, 8): None,
    }


@pytest.mark.parametrize(
    "line",
    [
        "Basar, lørdag 29. mai, skolen, 10–14",
        "Åpent hus lørdag 29. mai (10–14)",
        "Åpent hus lørdag 29. mai klokka ti",
        "Fjelløpet: lørdag 29. mai, start 10.00",
    ],
)
def test_an_hour_that_stands_alone_beside_its_day_is_read(tmp_path: Path, line: str) -> None:
    text = f"# Aktiviteter 2027\n\n- Dugnad 17. april kl. 10\n- {line}\n- Årsmøte 3. mars kl. 19\n"
    assert hours(read_text(tmp_path, text))[date(2027, 5, 29)] == time(10)


def test_a_sentence_that_only_says_hour_and_place_is_nothing_else(tmp_path: Path) -> None:
    text = (
        "# Möteskalender 2027\n\nAlla möten är i skolan kl. 18 om inget annat sägs.\n\n"
        "- 14 januari: Styrelsemöte\n- 3 februari: Styrelsemöte, kl. 17\n"
    )
    reading = read_text(tmp_path, text)
    assert hours(reading) == {date(2027, 1, 14): time(18), date(2027, 2, 3): time(17)}
    assert (reading.actions, reading.rules, reading.findings, reading.recurring) == ((), (), (), ())


def test_a_short_name_that_is_explained_as_a_meeting_is_a_meeting(tmp_path: Path) -> None:
    text = "# Terminsliste 2027\n\nSM = styremøte, AN = anleggsnemnda\n\n- 12. januar: SM\n- 9. februar: AN\n"
    kinds = [one.kind for one in read_text(tmp_path, text).meetings_and_events]
    assert kinds == [GatheringKind.MEETING, GatheringKind.MEETING]


def test_sentences_below_a_month_say_but_the_day(tmp_path: Path) -> None:
    text = (
        "# Kalender 2027\n\nApril. Styrelsen samlas den 12 i skolan klockan 18.\n\n"
        "Maj. Vårstädningen är lördagen den 22 med början klockan 10. Kassören bokar släpet senast den 10.\n\n"
        "September. Höstfesten infaller den 18 och börjar klockan 12.\n"
    )
    reading = read_text(tmp_path, text)
    assert hours(reading) == {
        date(2027, 4, 12): time(18),
        date(2027, 5, 22): time(10),
        date(2027, 9, 18): time(12),
    }
    assert [one.responsible for one in reading.actions] == [("Kassören",)]


def test_a_day_right_above_a_heading_is_the_day_of_what_it_names(tmp_path: Path) -> None:
    parts = [("8 May", "Spring fair"), ("6 June", "Open day"), ("18 September", "Harvest supper")]
    text = "# Club plan 2027\n\n## Calendar\n\n" + "\n\n".join(
        f"{day}\n\n### {name}\n\nBring a friend and a cake." for day, name in parts
    )
    reading = read_text(tmp_path, text)
    assert [one.title for one in reading.meetings_and_events] == [name for _, name in parts]
    assert reading.actions == ()


@pytest.mark.parametrize(
    "line",
    [
        "Tur til fyret en lørdag i august. Dato kommer på nettsida.",
        "Udflugt til fyret en lørdag i august. Dato følger på hjemmesiden.",
    ],
)
def test_a_sentence_that_leaves_the_day_open_is_a_doubt_and_no_finding(tmp_path: Path, line: str) -> None:
    text = f"# Program 2027\n\nMøte 4. februar kl. 18.\n\n{line}\n\nFest 12. september kl. 11.\n"
    reading = read_text(tmp_path, text)
    assert [one.tentative for one in reading.meetings_and_events] == [False, True, False]
    assert reading.findings == ()


def test_hours_of_the_twelve_hour_clock_may_be_joined_by_a_word(tmp_path: Path) -> None:
    text = "# Calendar 2027\n\nSaturday 13 November, 10 am to 2 pm\n\nChristmas bazaar\n\n"
    held = read_text(tmp_path, f"{text}Sunday 19 December, 5 pm\n\nCarols\n").meetings_and_events
    assert [(one.time, one.end_time) for one in held] == [(time(10), time(14)), (time(17), None)]
