"""Gatherings that sentences tell of, in each language: by a verb, in lists, under a month, before and after their day."""

from datetime import date, time

import pytest

from tests.mappings.reading.notation import reading
from tests.mappings.reading.test_calendar import DA, EN, NB, SV, calendar_of, days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DA
            + "Maj\n\nSommerfest fredag den 14. kl. 18 i haven. Tur til øen fra lørdag den 22. til søndag den 23. "
            "Tilmelding til Ida senest den 3.\n",
            [("2027-05-14", "Sommerfest"), ("2027-05-22", "Tur til øen")],
        ),
        (
            SV
            + "Vad händer\n\nMars. Stämma måndag 15/3 kl 19. Filmkväll 27/3.\n\nMaj. Loppis lördag 8/5 kl 10.\n",
            [("2027-03-15", "Stämma"), ("2027-03-27", "Filmkväll"), ("2027-05-08", "Loppis")],
        ),
        (
            NB
            + "Møter og samvær\n\nVåren innledes med basar lørdag 13. mars. Torsdag 8. april blir det foredrag "
            "om fugler, og 20. mai er det dugnad ved skolen.\n",
            [
                ("2027-03-13", "basar"),
                ("2027-04-08", "foredrag om fugler"),
                ("2027-05-20", "dugnad ved skolen"),
            ],
        ),
        (
            EN
            + "Around the year\n\nOther dates: jumble sale, Saturday 17 April, 10am; annual dinner, 28 May; "
            "visit of our friends, 2–4 July.\n",
            [
                ("2027-04-17", "jumble sale"),
                ("2027-05-28", "annual dinner"),
                ("2027-07-02", "visit of our friends"),
            ],
        ),
        (
            EN + "Races\n\nHome races are on 7 March and 4 April, always Sundays at 11:00.\n",
            [("2027-03-07", "Home races"), ("2027-04-04", "Home races")],
        ),
        (
            SV + "Möten\n\nStyrelsemöten (kl 18:30, före träningen):\n\n4 februari, 8 april och 7 oktober\n\n"
            "Kallelsen skickas av sekreteraren en vecka före varje möte till alla som är med i styrelsen i år.\n",
            [
                ("2027-02-04", "Styrelsemöten"),
                ("2027-04-08", "Styrelsemöten"),
                ("2027-10-07", "Styrelsemöten"),
            ],
        ),
    ],
)
def test_sentences_tell_when_something_is_held(text: str, expected: list[tuple[str, str]]) -> None:
    assert days(calendar_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        NB + "Møter\n\nHusk at søknadsfristen for leiren er 29. januar.\n",
        DA + "Møder\n\nFærdselsforbuddet på øen gælder 1. april–31. juli.\n",
        NB + "Mai\n\n17. mai-komiteen rydder boden.\n",
        SV + "Om oss\n\nI september är det val. Målet är fler medlemmar.\n",
    ],
)
def test_last_days_seasons_and_bodies_are_no_gatherings(text: str) -> None:
    assert days(calendar_of(text)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Årsmøte 2028: torsdag 27. januar kl. 18", "2028-01-27"),
        ("Årsmøtet i 2028 er lagt til 27. mars.", "2028-03-27"),
        ("Budsjettmøte 2028: 12. november kl. 18", "2027-11-12"),
    ],
)
def test_a_year_in_the_name_is_the_year_of_its_day(line: str, expected: str) -> None:
    assert [day for day, _ in days(calendar_of(f"{NB}Møteplan\n\n{line}\n"))] == [expected]


def test_a_conference_on_two_days_is_one() -> None:
    (one,) = calendar_of(DA + "Kalender\n\n- Landsmøde den 2. og 3. oktober\n").gatherings
    assert (str(one.date), str(one.end_date)) == ("2027-10-02", "2027-10-03")


@pytest.mark.parametrize(
    ("code", "sentence", "place"),
    [
        (
            "sv",
            "Styrelsen sammanträder på Medborgarhuset kl. 19 den 9 mars, 20 april och 8 juni.",
            "Medborgarhuset",
        ),
        ("nb", "Styret møtes kl. 19 den 9. mars, 20. april og 8. juni.", None),
        ("da", "Bestyrelsen mødes i klubhuset kl. 19 den 9. marts, 20. april og 8. juni.", "klubhuset"),
        ("en", "The Committee meets in the hall at 7 pm on 9 March, 20 April and 8 June.", "the hall"),
        ("nb", "Styret møtes 9. mars kl. 19, 20. april kl. 19 og 8. juni kl. 19.", None),
    ],
)
def test_the_hour_of_a_body_counts_for_each_of_its_days(code: str, sentence: str, place: str | None) -> None:
    found = reading(f"# Plan 2027\n## 1\n{sentence}", code).meetings_and_events
    assert [(one.date, one.time, one.place) for one in found] == [
        (date(2027, month, day), time(19), place) for month, day in ((3, 9), (4, 20), (6, 8))
    ]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("sv", "## Höstresan\nVanligtvis i september. Ordnas av kommittén."),
        ("da", "## Høstmarked\nNormalt i september. Vi sælger pandekager."),
    ],
)
def test_a_heading_whose_day_is_only_usual_is_not_settled(code: str, text: str) -> None:
    assert [one.tentative for one in reading(f"# Plan 2027\n{text}", code).meetings_and_events] == [True]
