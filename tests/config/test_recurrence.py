"""Rules, cadences, lengths of time and times of day: what is understood, what is not, and the days that follow."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from config.language import Language, language, languages
from config.recurrence import (
    Cadence,
    Turn,
    days_of,
    read_cadence,
    read_hours,
    read_rule,
    read_span,
    turns,
)

NEW_YEAR, NEW_YEARS_EVE = date(2026, 1, 1), date(2026, 12, 31)


def speakers(code: str) -> tuple[Language, ...]:
    return (language(code),) if code == "en" else (language(code), language("en"))


# Rules in words

RULES = [
    ("FREQ=MONTHLY;BYDAY=1MO", "sv: första måndagen · första måndagen i månaden · första måndagen varje månad · 1:a måndagen · First Monday"),
    ("FREQ=MONTHLY;BYDAY=1MO", "nb: første mandag · første mandagen i måneden · den første mandagen i hver måned · 1. mandag"),
    ("FREQ=MONTHLY;BYDAY=1MO", "nn: første måndag · første måndagen i månaden · fyrste måndagen"),
    ("FREQ=MONTHLY;BYDAY=1MO", "da: første mandag · den første mandag i måneden · 1. mandag i hver måned"),
    ("FREQ=MONTHLY;BYDAY=1MO", "en: first Monday · the first Monday of every month · 1st monday"),
    ("FREQ=MONTHLY;BYDAY=2TU", "da: anden tirsdag · den anden tirsdag i måneden"),
    ("FREQ=MONTHLY;BYDAY=2TU", "nn: andre tysdag · andre tysdagen i månaden"),
    ("FREQ=MONTHLY;BYDAY=2TU,4TU", "sv: andra och fjärde tisdagen i varje månad · andra och fjärde tisdagen"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "sv: sista fredagen · siste fredagen i månaden"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "da: sidste fredag"),
    ("FREQ=YEARLY;BYMONTH=4;BYDAY=-1WE", "nb: siste onsdag i april · siste onsdagen i april"),
    ("FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU", "da: sidste søndag i april"),
    ("FREQ=YEARLY;BYMONTH=4,10;BYDAY=1SA", "sv: första lördagen i april och oktober"),
    ("FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU", "en: last Sunday of April"),
    ("FREQ=WEEKLY;BYDAY=MO", "sv: måndag · måndagar · varje måndag · på måndagar · måndagarna"),
    ("FREQ=WEEKLY;BYDAY=MO", "nb: mandag · hver mandag · mandager"),
    ("FREQ=WEEKLY;BYDAY=MO", "nn: kvar måndag · måndagar"),
    ("FREQ=WEEKLY;BYDAY=MO", "da: hver mandag · mandage"),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "en: Mondays and Thursdays · every Monday and Thursday"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "sv: varannan torsdag"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "nb: annenhver torsdag · annen hver torsdag · hver andre torsdag · hver 2. torsdag"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "nn: annankvar torsdag · annan kvar torsdag · kvar andre torsdag"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "da: hver anden torsdag · hveranden torsdag"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "en: every other Thursday · every second Thursday"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "en: RRULE:FREQ=MONTHLY;BYMONTHDAY=15 · freq=monthly;bymonthday=15"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "words", "rule"),
    [(said[:2], words, rule) for rule, said in RULES for words in said[4:].split(" · ")],
)
def test_a_rule_in_words_is_understood(code: str, words: str, rule: str) -> None:
    assert read_rule(words, speakers(code)) == rule


@pytest.mark.parametrize("code", languages())
def test_every_ordinal_and_weekday_of_a_language_makes_a_rule(code: str) -> None:
    words = language(code)
    for written, ordinal in words.ordinals.items():
        for number, weekday in enumerate(words.weekdays):
            expected = f"FREQ=MONTHLY;BYDAY={ordinal}{('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[number]}"
            assert read_rule(f"{written} {weekday}", speakers(code)) == expected


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "every second Tuesday of the month"),  # the second, or every other?
        ("da", "hver anden tirsdag i måneden"),
        ("sv", "varannan måndag i månaden"),
        ("sv", "varannan första måndagen"),
        ("sv", "när det passar"),
        ("sv", "måndag i april"),
        ("sv", "första"),
        ("sv", "sjätte måndagen"),
        ("sv", ""),
        ("en", "FREQ=HOURLY"),
        ("en", "FREQ=DAILY;BYHOUR=1,2"),
        ("en", "FREQ=DAILY;INTERVAL=0"),
        ("en", "FREQ=DAILY;FREQ=WEEKLY"),
        ("en", "FREQ=WEEKLY;BYDAY=1MO"),
        ("en", "FREQ=WEEKLY;BYMONTHDAY=1"),
        ("en", "FREQ=MONTHLY;BYMONTHDAY=32"),
        ("en", "FREQ=MONTHLY;BYSETPOS=1"),
        ("en", "FREQ=DAILY;BYDAY=MO;BYSETPOS=2"),
        ("en", "FREQ=DAILY;BYWEEKNO=7"),
        ("en", "FREQ=DAILY;BYEASTER=0"),
        ("en", "FREQ=DAILY;COUNT=0"),
        ("en", "FREQ=DAILY;UNTIL=soon"),
    ],
)
def test_a_rule_that_could_mean_two_things_or_none_is_not(code: str, words: str) -> None:
    assert read_rule(words, speakers(code)) is None


# The days of a rule


def listed(rule: str, first: date = NEW_YEAR, last: date = NEW_YEARS_EVE) -> list[str]:
    return [day.isoformat() for day in days_of(rule, first, last)]


def test_a_fifth_monday_comes_only_where_there_is_one() -> None:
    assert listed("FREQ=MONTHLY;BYDAY=5MO") == ["2026-03-30", "2026-06-29", "2026-08-31", "2026-11-30"]


def test_the_31st_is_skipped_where_there_is_none() -> None:
    assert listed("FREQ=MONTHLY;BYMONTHDAY=31", last=date(2026, 6, 30)) == [
        "2026-01-31",
        "2026-03-31",
        "2026-05-31",
    ]


def test_a_leap_day_comes_every_fourth_year() -> None:
    days = listed("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", last=date(2034, 1, 1))
    assert days == ["2028-02-29", "2032-02-29"]


def test_a_count_and_an_end_each_close_a_rule() -> None:
    assert listed("FREQ=WEEKLY;BYDAY=MO;COUNT=2") == ["2026-01-05", "2026-01-12"]
    assert listed("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260112T235959Z") == ["2026-01-05", "2026-01-12"]


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYDAY=60MO", "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=9"],
)
def test_a_rule_that_never_comes_true_gives_no_day_and_ends(rule: str) -> None:
    assert listed(rule, last=date(2056, 12, 31)) == []


def test_what_is_not_a_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="not a rule"):
        days_of("FREQ=NEVER", NEW_YEAR, NEW_YEARS_EVE)


WEEKDAYS = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
MONTH_DAYS = st.lists(st.integers(1, 31) | st.integers(-31, -1), min_size=1, max_size=3, unique=True)


def numbers(values: list[int]) -> str:
    return ",".join(map(str, values))


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Any rule that hjul follows, but those whose days RFC 5545 and dateutil count differently."""
    often = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={often}"]
    if draw(st.booleans()):
        parts.append(f"INTERVAL={draw(st.integers(1, 5))}")
    if draw(st.booleans()):
        parts.append(f"BYMONTH={numbers(draw(MONTHS))}")
    if often != "WEEKLY" and draw(st.booleans()):
        parts.append(f"BYMONTHDAY={numbers(draw(MONTH_DAYS))}")
    if draw(st.booleans()):
        days = draw(st.lists(WEEKDAYS, min_size=1, max_size=3, unique=True))
        if often in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
            days = [f"{draw(st.sampled_from([1, 2, 5, -1, -2]))}{day}" for day in days]
        parts.append(f"BYDAY={','.join(days)}")
    elif often == "YEARLY" and draw(st.booleans()):
        parts.append(
            f"BYYEARDAY={numbers(draw(st.lists(st.integers(1, 366), min_size=1, max_size=3, unique=True)))}"
        )
    if (
        often in {"MONTHLY", "YEARLY"}
        and any(part.startswith("BY") for part in parts)
        and draw(st.booleans())
    ):
        parts.append(
            f"BYSETPOS={numbers(draw(st.lists(st.sampled_from([1, 2, -1]), min_size=1, unique=True)))}"
        )
    if often == "WEEKLY" and draw(st.booleans()):
        parts.append(f"WKST={draw(st.sampled_from(['MO', 'SU']))}")
    if draw(st.booleans()):
        parts.append(f"COUNT={draw(st.integers(1, 20))}")
    return ";".join(parts)


@given(rules(), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_the_days_of_a_rule_are_those_that_dateutil_counts(rule: str, first: date) -> None:
    last = first + timedelta(days=800)
    found = list(days_of(rule, first, last))
    assert found == sorted(set(found))
    if not found:
        return  # dateutil would look for the first day until the year 9999
    theirs = rrulestr(rule, dtstart=datetime.combine(first, time()))
    assert [moment.date() for moment in islice(theirs, len(found))] == found
    if "COUNT" not in rule:
        nearest = theirs.after(datetime.combine(found[-1], time()))
        assert nearest is None or nearest.date() > last


@given(st.text(max_size=40), st.sampled_from(languages()))
def test_any_words_are_a_rule_or_not(words: str, code: str) -> None:
    for text in (words, f"FREQ={words}", f"FREQ=YEARLY;{words}"):
        rule = read_rule(text, speakers(code))
        if rule is not None:
            list(days_of(rule, NEW_YEAR, NEW_YEARS_EVE))


# Cadences

CADENCES = {
    "weekly": ("varje vecka", "hver uke", "kvar veke", "hver uge", "every week"),
    "monthly": ("månadsvis", "hver måned", "kvar månad", "månedligt", "monthly"),
    "quarterly": ("kvartalsvis", "hvert kvartal", "kvart kvartal", "kvartalsvis", "every quarter"),
    "half-yearly": (
        "två gånger om året",
        "to ganger i året",
        "to gonger i året",
        "2 gange årligt",
        "twice a year",
    ),
    "yearly": ("årligen", "årlig", "kvart år", "hvert år", "annually"),
    "continuous": ("Löpande", "fortløpende", "jamleg", "løbende", "ongoing"),
}


@pytest.mark.parametrize(
    ("code", "words", "every"),
    [
        (code, words, every)
        for every, said in CADENCES.items()
        for code, words in zip(("sv", "nb", "nn", "da", "en"), said, strict=True)
    ],
)
def test_a_cadence_is_understood_in_every_language(code: str, words: str, every: str) -> None:
    assert read_cadence(words, speakers(code), set()) == Cadence(every=every)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "every board-meeting"),
        ("en", "at each board-meeting"),
        ("sv", "varje board-meeting"),
        ("sv", "vid varje board-meeting"),
    ],
)
def test_a_cadence_may_be_every_meeting(code: str, words: str) -> None:
    assert read_cadence(words, speakers(code), {"board-meeting"}) == Cadence(meeting="board-meeting")


@pytest.mark.parametrize(
    "words", ["now and then", "every committee", "every", "", "board-meeting board-meeting"]
)
def test_another_cadence_is_not(words: str) -> None:
    assert read_cadence(words, speakers("en"), {"board-meeting"}) is None


def test_turns_are_cut_to_the_period() -> None:
    assert turns("monthly", date(2026, 1, 20), date(2026, 3, 10)) == (
        Turn("2026-01", date(2026, 1, 20), date(2026, 1, 31)),
        Turn("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        Turn("2026-03", date(2026, 3, 1), date(2026, 3, 10)),
    )


@pytest.mark.parametrize(
    ("cadence", "names"),
    [
        ("quarterly", ["2026-Q3", "2026-Q4", "2027-Q1", "2027-Q2", "2027-Q3"]),
        ("half-yearly", ["2026-H2", "2027-H1", "2027-H2"]),
        ("yearly", ["2026", "2027"]),
        ("continuous", []),
    ],
)
def test_turns_of_a_broken_year_follow_the_calendar(cadence: str, names: list[str]) -> None:
    assert [turn.name for turn in turns(cadence, date(2026, 8, 1), date(2027, 7, 31))] == names


def test_weeks_are_named_by_the_iso_year_that_they_belong_to() -> None:
    names = [turn.name for turn in turns("weekly", date(2026, 12, 21), date(2027, 1, 12))]
    assert names == ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]


@given(
    st.sampled_from(["weekly", "monthly", "quarterly", "half-yearly", "yearly"]),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 900),
)
def test_turns_cover_the_period_once(cadence: str, start: date, length: int) -> None:
    end = start + timedelta(days=length)
    found = turns(cadence, start, end)
    assert (found[0].start, found[-1].due) == (start, end)
    assert all(later.start == earlier.due + timedelta(days=1) for earlier, later in pairwise(found))
    assert len({turn.name for turn in found}) == len(found)


# Lengths of time and times of day


@pytest.mark.parametrize(
    ("code", "words", "span"),
    [
        ("sv", "14 dagar", relativedelta(days=14)),
        ("sv", "4 veckor", relativedelta(weeks=4)),
        ("nb", "3 uker", relativedelta(weeks=3)),
        ("nn", "3 veker", relativedelta(weeks=3)),
        ("da", "3 mdr.", relativedelta(months=3)),
        ("en", "2 hours", relativedelta(hours=2)),
        ("sv", "30min", relativedelta(minutes=30)),
        ("nb", "1 år", relativedelta(years=1)),
        ("sv", "1 day", relativedelta(days=1)),
        ("sv", "tre veckor", relativedelta(weeks=3)),
        ("nb", "en måned", relativedelta(months=1)),
        ("da", "fjorten dage", relativedelta(days=14)),
    ],
)
def test_a_length_of_time_is_understood(code: str, words: str, span: relativedelta) -> None:
    assert read_span(words, speakers(code)) == span


@pytest.mark.parametrize(
    "words",
    [
        "",
        "4",
        "weeks",
        "many weeks",
        "fourweeks",
        "4 weeks before",
        "9999 years",
        "11 years",
        "4000 days",
        "-1 day",
        "1.5 days",
    ],
)
def test_another_length_of_time_is_not(words: str) -> None:
    assert read_span(words, speakers("en")) is None


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("18:00", (time(18), None)),
        ("18.30", (time(18, 30), None)),
        ("18", (time(18), None)),
        ("kl. 18", (time(18), None)),
        ("kl 18.00–20.00", (time(18), time(20))),
        ("9:15 - 10:45", (time(9, 15), time(10, 45))),
        ("22-01", (time(22), time(1))),
    ],
)
def test_a_time_of_day_is_understood(words: str, hours: tuple[time, time | None]) -> None:
    assert read_hours(words) == hours


@pytest.mark.parametrize("words", ["", "24:00", "18:60", "evening", "18:0", "18:00-", "6 pm", "18:00-25:00"])
def test_another_time_of_day_is_not(words: str) -> None:
    assert read_hours(words) is None
