"""What boards write about time is read by the conventions of docs/deadlines.md, in every language, for the plan year 2026."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.deadlines import (
    PHRASE_RULES,
    Deadline,
    Surroundings,
    annual_meeting,
    read_calendar_words,
    read_deadline,
)
from config.language import Language, language, languages

YEAR_2026 = Surroundings(date(2026, 1, 1), date(2026, 12, 31), adopted=date(2026, 1, 24))
SCHOOL_YEAR = Surroundings(date(2026, 8, 1), date(2027, 7, 31), adopted=date(2026, 8, 20))
FIVE_YEARS = Surroundings(date(2026, 1, 1), date(2030, 12, 31), adopted=date(2026, 1, 24))


def speakers(code: str) -> tuple[Language, ...]:
    return (language(code),) if code == "en" else (language(code), language("en"))


def read(code: str, phrase: str, around: Surroundings = YEAR_2026) -> Deadline | None:
    return read_deadline(phrase, speakers(code), around)


def day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


PHRASES = [
    # that day, included
    ("DATE", "03-15", "sv: senast 15/3 · senast den 15 mars · till den 15/3 · den 15 mars · 15:e mars · sista dag 15 mars"),
    ("DATE", "03-15", "sv: söndagen den 15 mars · 15.3 · senast 15 mars 2026 · 15/3-26 · mars 15"),
    ("DATE", "06-01", "nb: innen 1. juni · senest 1. juni · frist 1. juni · 01.06 · 1.juni · mandag 1. juni · til 1. juni 2026"),
    ("DATE", "10-01", "nn: innan 1. oktober · seinast 1. oktober · 1.10. · torsdag 1. oktober"),
    ("DATE", "09-15", "da: senest 15. september · inden 15. september · d. 15. september · 15/9 · 15, september · den 15. sept."),
    ("DATE", "10-01", "en: by October 1 · no later than 1 October · due 1st October · Thursday 1st October · the 1st of October"),
    # the day before
    ("BEFORE-DATE", "04-30", "sv: före den 1 maj · innan 1 maj · före 1/5 · innan maj"),
    ("BEFORE-DATE", "04-30", "nb: før 1. mai · før mai"),
    ("BEFORE-DATE", "04-30", "nn: før 1. mai"),
    ("BEFORE-DATE", "04-30", "da: før 1. maj · før den 1. maj"),
    ("BEFORE-DATE", "04-30", "en: before 1 May · prior to May 1 · before 2026-05-01 · before 2026-05"),
    # the last day of the month
    ("MONTH", "03-31", "sv: mars · i mars · under mars · senast i mars · före mars månads utgång · innan utgången av mars · februari/mars"),
    ("MONTH", "03-31", "nb: mars · i løpet av mars · innen utgangen av mars · før utgangen av mars · januar–mars"),
    ("MONTH", "03-31", "nn: i løpet av mars · innan utgangen av mars"),
    ("MONTH", "03-31", "da: marts · i marts · inden udgangen af marts · februar-marts"),
    ("MONTH", "03-31", "en: March · in March · by the end of March · 2026-03 · March 2026"),
    # early, middle, late
    ("PART-OF-MONTH", "10-10", "sv: i början av oktober · början av oktober · primo oktober"),
    ("PART-OF-MONTH", "08-15", "sv: mitt augusti · i mitten av augusti"),
    ("PART-OF-MONTH", "08-31", "sv: slut augusti · slutet av augusti · i slutet av augusti"),
    ("PART-OF-MONTH", "12-10", "nb: tidlig desember · i begynnelsen av desember"),
    ("PART-OF-MONTH", "03-31", "nb: sist i mars · i slutten av mars"),
    ("PART-OF-MONTH", "05-31", "nn: i slutten av mai"),
    ("PART-OF-MONTH", "04-15", "da: medio april · i midten af april"),
    ("PART-OF-MONTH", "06-30", "da: ultimo juni · senest ultimo juni"),
    ("PART-OF-MONTH", "03-15", "en: mid-March · in the middle of March"),
    # the Sunday of the week
    ("WEEK", "02-15", "sv: v. 7 · v 7 · vecka 7 · senast v. 7 · under vecka 7"),
    ("WEEK", "12-06", "sv: v. 47-49 · vecka 48 och 49"),
    ("WEEK", "09-27", "nb: uke 39 · innen uke 39"),
    ("WEEK", "09-27", "nn: veke 39"),
    ("WEEK", "03-22", "da: uge 12"),
    ("WEEK", "10-11", "en: week 41 · 2026-W41"),
    # the last day
    ("QUARTER", "06-30", "sv: Q2 · andra kvartalet · kvartal 2 · under andra kvartalet"),
    ("QUARTER", "12-31", "nb: siste kvartal · 4. kvartal 2026"),
    ("QUARTER", "09-30", "da: 3. kvartal"),
    ("QUARTER", "09-30", "en: third quarter · Q3 · 2026-Q3"),
    ("TERTIAL", "08-31", "sv: tertial 2 · andra tertialet · 2026-T2"),
    ("TERTIAL", "04-30", "nb: 1. tertial"),
    ("HALF", "06-30", "sv: första halvåret · 2026-H1"),
    ("HALF", "12-31", "nb: 2. halvår · andre halvår 2026"),
    ("HALF", "12-31", "nn: andre halvår"),
    ("HALF", "06-30", "da: første halvår"),
    # days out of two
    ("WINDOW", "09-28", "sv: 27-28 september · 27 – 28 september · mellan 27 och 28 september"),
    ("WINDOW", "05-04", "sv: 1 mars - 4 maj · 1 mars till 4 maj · fr.o.m. 1 mars t.o.m. 4 maj"),
    ("WINDOW", "03-30", "da: 29. - 30. marts"),
    # seasons and feasts
    ("SUMMER-BEFORE", "06-15", "sv: innan sommaren · före sommaren · före sommarlovet · Innan  sommaren."),
    ("SUMMER-BEFORE", "06-15", "nb: før sommeren · innen sommerferien"),
    ("SUMMER-BEFORE", "06-15", "nn: før sommaren"),
    ("SUMMER-BEFORE", "06-15", "da: inden sommerferien · før sommeren"),
    ("SUMMER-BEFORE", "06-15", "en: before the summer"),
    ("SUMMER-DURING", "08-31", "sv: under sommaren · i sommar"),
    ("SUMMER-DURING", "08-31", "nb: i løpet av sommeren · sommeren 2026"),
    ("SUMMER-DURING", "08-31", "nn: i løpet av sommaren"),
    ("SUMMER-DURING", "08-31", "da: i løbet af sommeren"),
    ("SUMMER-DURING", "08-31", "en: during the summer"),
    ("SPRING", "05-31", "sv: under våren · på våren · våren 2026"),
    ("SPRING", "05-31", "nb: i løpet av våren"),
    ("SPRING", "05-31", "nn: i løpet av våren"),
    ("SPRING", "05-31", "da: i foråret · i løbet af foråret · foråret 2026"),
    ("SPRING", "05-31", "en: in the spring"),
    ("AUTUMN", "11-30", "sv: under hösten · på hösten · hösten 2026"),
    ("AUTUMN", "11-30", "nb: i løpet av høsten"),
    ("AUTUMN", "11-30", "nn: i løpet av hausten"),
    ("AUTUMN", "11-30", "da: i løbet af efteråret · i efteråret"),
    ("AUTUMN", "11-30", "en: during the autumn"),
    ("WINTER", "02-28", "sv: under vintern"),
    ("WINTER", "02-28", "nb: i løpet av vinteren"),
    ("WINTER", "02-28", "nn: i løpet av vinteren"),
    ("WINTER", "02-28", "da: i løbet af vinteren"),
    ("TERM-SPRING", "06-15", "sv: under vårterminen"),
    ("TERM-SPRING", "06-15", "nb: i vårsemesteret"),
    ("TERM-AUTUMN", "12-20", "sv: under höstterminen"),
    ("TERM-AUTUMN", "12-20", "nn: i haustsemesteret"),
    ("YEAR", "12-31", "sv: under året · under verksamhetsåret · innan året är slut · vid årets slut · i slutet av 2026 · 2026"),
    ("YEAR", "12-31", "nb: i løpet av året · innen utgangen av året · innen utgangen av 2026 · i løpet av 2026 · i 2026"),
    ("YEAR", "12-31", "nn: i løpet av året · innan utgangen av året"),
    ("YEAR", "12-31", "da: i løbet af året · inden udgangen af året · inden årets udgang"),
    ("YEAR", "12-31", "en: during the year · by the end of the year · by year end"),
    ("NEW-YEAR", "12-31", "sv: före årsskiftet · innan nyår"),
    ("NEW-YEAR", "12-31", "nb: før nyttår"),
    ("NEW-YEAR", "12-31", "da: inden nytår"),
    ("XMAS", "12-20", "sv: före jul · innan jul"),
    ("XMAS", "12-20", "nb: før jul"),
    ("XMAS", "12-20", "nn: før jul"),
    ("XMAS", "12-20", "da: inden jul"),
    ("XMAS", "12-20", "en: before Christmas"),
    ("EASTER", "04-01", "sv: före påsk · innan påsk"),
    ("EASTER", "04-01", "nb: før påske"),
    ("EASTER", "04-01", "da: inden påske"),
    ("EASTER-DURING", "04-06", "nb: i påsken"),
    ("EASTER-DURING", "04-06", "sv: under påsken"),
    ("MIDSUMMER", "06-18", "sv: före midsommar"),
    ("ST-JOHNS-EVE", "06-22", "nb: før sankthans"),
    ("ST-JOHNS-EVE", "06-22", "nn: før jonsok"),
    ("ST-JOHNS-EVE", "06-22", "da: inden Sankt Hans"),
    ("AGM", "2027-03-31", "sv: till årsmötet · inför årsmötet · till årsmötet 2027 · inför nästa årsmöte"),
    ("AGM", "2027-03-31", "nb: til årsmøtet · innen årsmøtet"),
    ("AGM", "2027-03-31", "nn: til årsmøtet"),
    ("AGM", "2027-03-31", "da: til generalforsamlingen · inden næste generalforsamling"),
    ("AGM", "2027-03-31", "en: by the annual meeting · by the AGM"),
]  # fmt: skip


def cases() -> list[tuple[str, str, str, date]]:
    found = []
    for rule, latest, said in PHRASES:
        code, _, phrases = said.partition(": ")
        found += [(code, phrase, rule, day(latest)) for phrase in phrases.split(" · ")]
    return found


@pytest.mark.parametrize(("code", "phrase", "rule", "latest"), cases())
def test_a_phrase_is_read_by_its_rule(code: str, phrase: str, rule: str, latest: date) -> None:
    deadline = read(code, phrase)
    assert deadline is not None
    assert (deadline.rule, deadline.latest) == (rule, latest)
    assert deadline.phrase is not None
    assert deadline.earliest is None or deadline.earliest <= latest


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        (code, phrase)
        for code in languages()
        for phrase, rule in language(code).deadlines.items()
        if rule == "NONE"
    ],
)
def test_words_that_name_no_day_set_none(code: str, phrase: str) -> None:
    deadline = read(code, phrase)
    assert deadline is not None
    assert (deadline.rule, deadline.earliest, deadline.latest) == ("NONE", None, None)


@pytest.mark.parametrize(
    ("code", "phrase", "earliest"),
    [
        ("sv", "från 1 mars", "03-01"),
        ("sv", "från och med mars", "03-01"),
        ("sv", "från höstterminen", "08-15"),
        ("sv", "efter 1 maj", "05-02"),
        ("sv", "efter sommaren", "09-01"),
        ("nb", "fra uke 33", "08-10"),
        ("nn", "frå hausten", "08-15"),
        ("da", "efter sommeren", "09-01"),
        ("en", "after 2026-05-01", "05-02"),
    ],
)
def test_a_start_without_an_end_sets_no_last_day(code: str, phrase: str, earliest: str) -> None:
    deadline = read(code, phrase)
    assert deadline is not None
    assert (deadline.rule, deadline.earliest, deadline.latest) == ("START", day(earliest), None)


@pytest.mark.parametrize(
    ("code", "phrase"),
    [
        ("sv", "30 februari"),
        ("sv", "lördagen den 15 mars"),  # a Sunday
        ("sv", "32/1"),
        ("sv", "vecka 54"),
        ("sv", "kvartal 5"),
        ("sv", "i god ordning"),
        ("sv", "månadsskiftet april/maj"),
        ("sv", "mars eller så"),
        ("sv", "inför valet"),  # no election is listed
        ("en", "3/4"),  # the fourth of March or the third of April
        ("nb", "før sesongstart"),
        ("sv", ""),
        ("sv", "före"),
        ("sv", "före " * 50),
        ("sv", "1 " * 5000),
    ],
)
def test_what_no_rule_reads_is_left_unread(code: str, phrase: str) -> None:
    assert read(code, phrase) is None


@pytest.mark.parametrize(
    "phrase", ["senast 15 mars", "i mars", "v. 7", "Q2", "före 1 maj", "under 2026", "27-28 september"]
)
def test_what_the_calendar_settles_needs_no_confirming(phrase: str) -> None:
    deadline = read("sv", phrase)
    assert deadline is not None
    assert not deadline.interpreted


@pytest.mark.parametrize(
    "phrase",
    ["innan sommaren", "under året", "i början av maj", "ca v. 7", "omkring 1 mars", "till årsmötet"],
)
def test_what_a_convention_settles_is_said_to_be_interpreted(phrase: str) -> None:
    deadline = read("sv", phrase)
    assert deadline is not None
    assert deadline.interpreted


def test_a_plan_in_swedish_may_speak_english_too() -> None:
    deadline = read("sv", "before the summer")
    assert deadline is not None
    assert deadline.latest == date(2026, 6, 15)


# Other years


@pytest.mark.parametrize(
    ("phrase", "latest"),
    [
        ("januari", "2027-01-31"),
        ("15/3", "2027-03-15"),
        ("15 oktober", "2026-10-15"),
        ("v. 5", "2027-02-07"),
        ("andra kvartalet", "2027-06-30"),
        ("innan sommaren", "2027-06-15"),
        ("under våren", "2027-05-31"),
        ("under hösten", "2026-11-30"),
        ("före jul", "2026-12-20"),
        ("före påsk", "2027-03-24"),
        ("före midsommar", "2027-06-24"),
        ("före årsskiftet", "2026-12-31"),
        ("under året", "2027-07-31"),
        ("till årsmötet", "2027-03-31"),
    ],
)
def test_in_a_broken_year_a_season_lies_ahead_of_the_start(phrase: str, latest: str) -> None:
    deadline = read("sv", phrase, SCHOOL_YEAR)
    assert deadline is not None
    assert deadline.latest == day(latest)


@pytest.mark.parametrize(
    ("phrase", "latest"),
    [("under våren", "2026-05-31"), ("våren 2028", "2028-05-31"), ("vintern 2028", "2028-02-29"), ("mars 2029", "2029-03-31"),
     ("v. 53 2026", "2027-01-03"), ("under perioden", "2030-12-31"), ("till årsmötet", "2031-03-31"), ("till årsmötet 2028", "2028-03-31")],
)  # fmt: skip
def test_in_a_plan_of_several_years_the_first_is_meant_unless_one_is_named(phrase: str, latest: str) -> None:
    deadline = read("sv", phrase, FIVE_YEARS)
    assert deadline is not None
    assert deadline.latest == day(latest)


def test_the_annual_meeting_is_the_first_one_listed_after_the_plans_adoption() -> None:
    listed = Surroundings(
        date(2026, 1, 1),
        date(2026, 12, 31),
        date(2026, 1, 24),
        (date(2026, 1, 24), date(2026, 11, 8), date(2027, 2, 1)),
    )
    assert annual_meeting(listed) == date(2026, 11, 8)
    assert annual_meeting(listed, 2027) == date(2027, 2, 1)
    assert annual_meeting(listed, 2028) == date(2028, 3, 31)


@pytest.mark.parametrize(
    ("start", "end", "latest"),
    [
        ("2026-01-01", "2026-12-31", "2027-03-31"),
        ("2026-03-01", "2027-02-28", "2027-03-31"),
        ("2026-08-01", "2027-07-31", "2027-03-31"),
        ("2026-04-01", "2027-03-31", "2027-03-31"),
        ("2026-07-01", "2027-06-30", "2027-03-31"),
    ],
)
def test_an_annual_meeting_that_is_not_listed_is_held_by_the_end_of_march(
    start: str, end: str, latest: str
) -> None:
    assert annual_meeting(Surroundings(day(start), day(end), day(start))) == day(latest)


@pytest.mark.parametrize(("phrase", "latest"), [("inför valet", "09-12"), ("till valet", "09-13")])
def test_an_election_is_the_one_that_is_listed(phrase: str, latest: str) -> None:
    with_election = Surroundings(
        date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1), election=date(2026, 9, 13)
    )
    deadline = read("sv", phrase, with_election)
    assert deadline is not None
    assert deadline.latest == day(latest)


# By the calendar


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-W54", "2026-W00", "2026-Q5", "2026-H3", "2026-T4", "0000", "2026-3", "26"]
)
def test_a_month_or_a_week_that_does_not_exist_is_not_one(text: str) -> None:
    assert read_calendar_words(text) is None


def test_february_ends_on_its_last_day() -> None:
    assert [read_calendar_words(f"{year}-02") for year in (2027, 2028)] == [
        Deadline(date(2027, 2, 1), date(2027, 2, 28), "MONTH", "2027-02"),
        Deadline(date(2028, 2, 1), date(2028, 2, 29), "MONTH", "2028-02"),
    ]


def test_the_29th_of_february_without_a_year_waits_for_a_leap_year() -> None:
    deadline = read("sv", "29 februari", FIVE_YEARS)
    assert deadline is not None
    assert deadline.latest == date(2028, 2, 29)


# Anything at all

SMALL_WORDS = {
    word
    for code in languages()
    for words in [language(code)]
    for group in (words.months, words.weekdays, words.before, words.after, words.at, words.within)
    for word in group
}
ODD_WORDS = [*"0123456789./-–: ", "2026", "31", "Q2", "v.", "årsmötet", "och", "2026-02-30", "9999", "٣"]
WORDS = st.sampled_from([*sorted(SMALL_WORDS), *ODD_WORDS])


@given(
    st.sampled_from(languages()), st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=8).map(" ".join))
)
def test_any_words_are_read_or_left(code: str, phrase: str) -> None:
    for around in (YEAR_2026, SCHOOL_YEAR, FIVE_YEARS):
        deadline = read(code, phrase, around)
        if deadline and deadline.earliest and deadline.latest:
            assert deadline.earliest <= deadline.latest


# The documentation


def test_every_rule_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")
    documented = set(
        re.findall(r"[A-Z]+(?:-[A-Z]+)*", " ".join(re.findall(r"^\| ([A-Z, -]+) \|", page, re.MULTILINE)))
    )
    read_by_the_calendar = {
        "DATE",
        "BEFORE-DATE",
        "MONTH",
        "PART-OF-MONTH",
        "WEEK",
        "QUARTER",
        "TERTIAL",
        "HALF",
        "WINDOW",
        "START",
    }
    hanging = {"REL", "BEFORE-EVENT", "EVENT-DATE", "LISTED-MEETING", "UNREAD"}
    assert documented == PHRASE_RULES | read_by_the_calendar | hanging
