"""The dates of a whole plan: series with their exceptions, deadlines that hang on meetings and on one another."""

from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import dedent, indent
from zoneinfo import ZoneInfo

import pytest

from config.dates import Deadline, PlanDates, Slot
from config.errors import PlanError
from config.plan_file import understand

HEAD = "id: demo\ntitle: Plan\norganisation: Society\n"


def dates(body: str, *, language: str = "en", period: str = "2026", more: str = "") -> PlanDates:
    head = f"{HEAD}language: {language}\nperiod: {period}\n{more}"
    return understand(head + dedent(body), Path("plan.yaml")).dates


def meeting(when: str, **head: str) -> tuple[Slot, ...]:
    """The slots of one meeting whose YAML is this."""
    return dates(f"meetings:\n  - id: m\n    title: M\n{indent(dedent(when).strip(), '    ')}", **head).slots[
        "m"
    ]


def days(slots: tuple[Slot, ...]) -> list[str]:
    return [slot.day.isoformat() for slot in slots]


def problems(body: str, **head: str) -> list[str]:
    with pytest.raises(PlanError) as caught:
        dates(body, **head)
    return [f"{one.line}:{one.column}: {one.found}; {one.expected}" for one in caught.value.problems]


def activities(**due: str) -> str:
    """Activities that are due so, by their ids."""
    lines = "\n".join(f"      - {{id: {name}, title: T {name}, due: {when}}}" for name, when in due.items())
    return f"areas:\n  - id: area\n    title: Area\n    activities:\n{lines}\n"


def due(when: str, others: str = "", **head: str) -> Deadline:
    """How one deadline is read, beside these meetings and events."""
    return dates(others + activities(it=f"'{when}'"), **head).deadlines["it"]


# Series


def test_a_rule_gives_its_days_within_the_plans_period() -> None:
    assert days(meeting("every: first Monday", period="{start: 2026-03-01, end: 2026-05-31}")) == [
        "2026-03-02",
        "2026-04-06",
        "2026-05-04",
    ]


def test_a_rule_may_have_limits_of_its_own() -> None:
    assert days(meeting("every: Monday\nfrom: 2026-02-03\nuntil: 2026-02-23")) == [
        "2026-02-09",
        "2026-02-16",
        "2026-02-23",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("sv", "varannan torsdag"),
        ("nb", "annenhver torsdag"),
        ("nn", "annankvar torsdag"),
        ("da", "hver anden torsdag"),
    ],
)
def test_every_other_week_begins_with_the_first_of_its_days(language: str, words: str) -> None:
    slots = meeting(f"every: {words}\nfrom: 2026-01-09\nuntil: 2026-02-28", language=language)
    assert days(slots) == ["2026-01-15", "2026-01-29", "2026-02-12", "2026-02-26"]


def test_an_rrule_is_followed_to_the_letter() -> None:
    slots = meeting("every: FREQ=WEEKLY;INTERVAL=2;BYDAY=TH\nfrom: 2026-01-09\nuntil: 2026-02-28")
    assert days(slots) == ["2026-01-22", "2026-02-05", "2026-02-19"]


def test_an_exception_is_a_day_a_week_or_a_month() -> None:
    slots = meeting("every: Monday\nuntil: 2026-03-08\nexcept: [2026-01-05, 2026-W03, 2026-02]")
    assert days(slots) == ["2026-01-19", "2026-01-26", "2026-03-02"]


def test_a_moved_meeting_keeps_the_name_it_has_by_the_rule() -> None:
    (slot,) = meeting(
        "every: first Monday\nfrom: 2026-04-01\nuntil: 2026-04-30\nmoved: {2026-04-06: 2026-04-13}"
    )
    assert (slot.name, slot.nominal, slot.day, slot.moved) == (
        "2026-04-06",
        date(2026, 4, 6),
        date(2026, 4, 13),
        True,
    )


def test_a_meeting_may_be_moved_to_another_time_of_day() -> None:
    (slot,) = meeting(
        """\
        every: first Monday
        from: 2026-04-01
        until: 2026-04-30
        time: 18:00-20:00
        moved: {2026-04-06: 2026-04-13 17:00}
        """
    )
    zone = ZoneInfo("UTC")
    assert (slot.start, slot.end) == (
        datetime(2026, 4, 13, 17, tzinfo=zone),
        datetime(2026, 4, 13, 19, tzinfo=zone),
    )


def test_moving_one_date_leaves_the_names_of_the_others() -> None:
    before = meeting("every: first Monday")
    after = meeting("every: first Monday\nmoved: {2026-04-06: 2026-04-13}")
    assert [slot.name for slot in before] == [slot.name for slot in after]


def test_one_date_may_have_its_own_place_theme_agenda_and_name() -> None:
    slots = meeting(
        """\
        dates:
          - 2026-02-11
          - 2026-03-11 17:00-19:00
          - {date: 2026-04-15, id: spring, place: The library, theme: Budget, agenda: Accounts, tentative: true}
          - {date: 2026-05-13, cancelled: yes}
        occurrences: {2026-02-11: {theme: Roads}}
        time: 18.30
        place: The hall
        """
    )
    assert [slot.theme for slot in slots] == ["Roads", "", "Budget", ""]
    assert [slot.place for slot in slots] == ["The hall", "The hall", "The library", "The hall"]
    assert [slot.name for slot in slots] == ["2026-02-11", "2026-03-11", "spring", "2026-05-13"]
    assert [isinstance(slot.start, datetime) and slot.start.hour for slot in slots] == [18, 17, 18, 18]
    assert (slots[2].tentative, slots[2].agenda, slots[3].cancelled) == (True, ("Accounts",), True)


def test_what_is_said_of_a_date_is_added_to_what_its_list_says() -> None:
    (slot,) = meeting("dates: ['2026-02-11 17:00']\noccurrences: {2026-02-11: {theme: Roads}}\ntime: 18:00")
    assert isinstance(slot.start, datetime)
    assert (slot.start.hour, slot.theme) == (17, "Roads")


def test_a_whole_series_or_some_of_its_dates_may_be_cancelled() -> None:
    some = meeting("dates: [2026-02-11, 2026-03-11]\ncancelled: [2026-03-11]")
    whole = meeting("dates: [2026-02-11, 2026-03-11]\ncancelled: true")
    assert [slot.cancelled for slot in (*some, *whole)] == [False, True, True, True]


def test_whole_days_end_the_day_after() -> None:
    (slot,) = meeting("date: 2026-12-31\nend: 2027-01-01")
    assert (slot.start, slot.end, slot.name) == (date(2026, 12, 31), date(2027, 1, 2), None)


def test_a_meeting_without_an_end_lasts_two_hours() -> None:
    (slot,) = meeting("date: 2026-05-01\ntime: 18:00")
    assert (slot.start, slot.end) == tuple(
        datetime(2026, 5, 1, hour, tzinfo=ZoneInfo("UTC")) for hour in (18, 20)
    )


def test_a_meeting_past_midnight_ends_the_next_day() -> None:
    (slot,) = meeting("date: 2026-05-01\ntime: 22:00-01:00")
    assert slot.end == datetime(2026, 5, 2, 1, tzinfo=ZoneInfo("UTC"))


def test_a_gathering_of_several_days_with_hours_ends_on_its_last_day() -> None:
    (slot,) = meeting("date: 2026-05-01\nend: 2026-05-03\ntime: 10:00-16:00")
    assert (slot.day, slot.end) == (date(2026, 5, 1), datetime(2026, 5, 3, 16, tzinfo=ZoneInfo("UTC")))


def test_six_oclock_is_six_oclock_in_winter_and_in_summer() -> None:
    slots = meeting("dates: [2026-03-28, 2026-03-29, 2026-10-25]\ntime: 18:00", language="nb")
    starts = [slot.start for slot in slots if isinstance(slot.start, datetime)]
    assert [start.hour for start in starts] == [18, 18, 18]
    assert [start.utcoffset() for start in starts] == [
        timedelta(hours=1),
        timedelta(hours=2),
        timedelta(hours=1),
    ]


def test_a_meeting_that_has_only_a_month_has_no_slot() -> None:
    assert meeting("month: 2026-05") == ()


def test_a_year_of_meetings_is_the_same_in_every_language() -> None:
    said = {
        "sv": "sista onsdagen i april",
        "nb": "siste onsdag i april",
        "nn": "siste onsdagen i april",
        "da": "sidste onsdag i april",
    }
    assert {tuple(days(meeting(f"every: {words}", language=code))) for code, words in said.items()} == {
        ("2026-04-29",)
    }


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("every: whenever", "the rule 'whenever' is not understood; expected such as"),
        (
            "every: Monday\nmoved: {2026-04-07: 2026-04-13}",
            "no meeting of 'm' falls on 2026-04-07; expected one of",
        ),
        ("every: Monday\nmoved: {2026-04-06: soon}", "'soon' is not a date; expected a date"),
        (
            "every: Monday\nmoved: {2026-04-06: 2026-04-13 late}",
            "'2026-04-13 late' is not a date; expected a date",
        ),
        ("every: Monday\nexcept: [July]", "'July' is not a date; expected a date, a month"),
        ("every: Monday\noccurrences: {2026-04-07: {theme: T}}", "no meeting of 'm' falls on 2026-04-07"),
        ("every: Monday\ncancelled: [2026-04-07]", "no meeting of 'm' falls on 2026-04-07"),
        ("dates: [2026-02-11, 2026-02-11]", "2026-02-11 stands twice; expected each date once, or an id"),
        ("dates: [2026-02-11, {date: 2026-03-11, id: '2026-02-11'}]", "2026-02-11 stands twice"),
        ("dates: [{theme: Budget}]", "no date; expected a date, such as 2026-02-11"),
        ("dates: [2026-02-11 late]", "'late' is not a time of day; expected such as 18:00"),
        ("date: 2026-02-11\ntime: teatime", "'teatime' is not a time of day; expected such as 18:00"),
        (
            "date: 2026-02-11\nnotice: a while",
            "'a while' is not a length of time; expected such as '4 weeks'",
        ),
        (
            "date: 2026-02-11\nreminders: [1 month]",
            "'1 month' is not a length of time; expected such as '1 day'",
        ),
        (
            "every: FREQ=DAILY\nuntil: 2050-01-01",
            "the rule 'FREQ=DAILY' gives more than 4000 dates; expected fewer",
        ),
        (
            "every: Monday\nuntil: 2199-01-01",
            "a series from 2026-01-01 to 2199-01-01; expected a series of at most 30",
        ),
    ],
)
def test_what_cannot_be_in_a_series_is_said(when: str, said: str) -> None:
    body = f"meetings:\n  - id: m\n    title: M\n{indent(when, '    ')}"
    (problem,) = problems(body)
    assert said in problem


def test_two_on_one_day_need_names() -> None:
    slots = meeting("dates: [2026-02-11, {date: 2026-02-11, id: evening}]")
    assert [slot.name for slot in slots] == ["2026-02-11", "evening"]


def test_a_notice_and_reminders_are_lengths_of_time() -> None:
    worked = dates(
        "meetings: [{id: m, title: M, date: 2026-05-01, notice: 4 uker, reminders: [1 dag, 2 timer]}]",
        language="nb",
    )
    assert worked.notices["m"].days == 28
    assert worked.reminders["m"] == (timedelta(days=1), timedelta(hours=2))


# Deadlines that hang on something

MEETINGS = """\
meetings:
  - {id: annual, title: Annual meeting, date: 2026-03-21}
  - {id: board, title: Board meeting, dates: [2026-02-02, 2026-04-06, 2026-11-02], moved: {2026-04-06: 2026-04-13}}
events:
  - {id: fair, title: Summer fair, date: 2026-06-13}
  - {id: trip, title: Trip, month: 2026-09}
"""


@pytest.mark.parametrize(
    ("when", "rule", "latest"),
    [
        ("14 days before annual", "REL", "2026-03-07"),
        ("2 weeks before annual", "REL", "2026-03-07"),
        ("1 month before annual", "REL", "2026-02-21"),
        ("10 days after annual", "REL", "2026-03-31"),
        ("before annual", "BEFORE-EVENT", "2026-03-20"),
        ("at annual", "LISTED-MEETING", "2026-03-21"),
        ("by annual", "LISTED-MEETING", "2026-03-21"),
        ("annual", "LISTED-MEETING", "2026-03-21"),
        ("at fair", "EVENT-DATE", "2026-06-13"),
        ("before board 2026-02-02", "BEFORE-EVENT", "2026-02-01"),
        ("before board 2026-04-06", "BEFORE-EVENT", "2026-04-12"),
        ("before board 2026-04-13", "BEFORE-EVENT", "2026-04-12"),
        ("14 days before trip", "REL", "2026-08-18"),
        ("14 days before 2026-05-01", "REL", "2026-04-17"),
        ("2 weeks before March", "REL", "2026-02-15"),
        ("2 weeks after March", "REL", "2026-04-14"),
    ],
)
def test_a_deadline_hangs_on_what_it_names(when: str, rule: str, latest: str) -> None:
    deadline = due(when, MEETINGS)
    assert (deadline.rule, deadline.latest) == (rule, date.fromisoformat(latest))
    assert not deadline.interpreted


def test_a_deadline_after_a_meeting_has_a_start_and_no_end() -> None:
    deadline = due("after annual", MEETINGS)
    assert (deadline.rule, deadline.earliest, deadline.latest) == ("START", date(2026, 3, 22), None)


def test_a_deadline_remembers_its_anchor() -> None:
    assert due("14 days before annual", MEETINGS).anchor == "annual"


def test_a_deadline_follows_its_meeting_when_that_moves() -> None:
    later = MEETINGS.replace("2026-03-21", "2026-03-28")
    assert due("14 days before annual", later).latest == date(2026, 3, 14)


TITLED = {
    "sv": "meetings: [{id: a, title: Styrelsemöte, dates: [2026-02-02, 2026-11-02]}]\nevents: [{id: f, title: Sommarfest, date: 2026-06-13}]\n",
    "nb": "meetings: [{id: a, title: Styremøte, dates: [2026-02-02, 2026-11-02]}]\nevents: [{id: f, title: Sommerfest, date: 2026-06-13}]\n",
    "nn": "meetings: [{id: a, title: Styremøte, dates: [2026-02-02, 2026-11-02]}]\nevents: [{id: f, title: Haustmøte, date: 2026-10-03}]\n",
    "da": "meetings: [{id: a, title: Bestyrelsesmøde, dates: [2026-02-02, 2026-11-02]}]\nevents: [{id: f, title: Sommerfest, date: 2026-06-13}]\n",
}


@pytest.mark.parametrize(
    ("language", "when", "latest"),
    [
        ("sv", "på styrelsemötet i november", "2026-11-02"),
        ("sv", "före sommarfesten", "2026-06-12"),
        ("sv", "14 dagar före sommarfesten", "2026-05-30"),
        ("sv", "senast 2 veckor innan styrelsemötet i november", "2026-10-19"),
        ("sv", "minst tre veckor före sommarfesten", "2026-05-23"),
        ("sv", "en månad före sommarfesten", "2026-05-13"),
        ("sv", "senast på styrelsemötet i november", "2026-11-02"),
        ("nb", "til styremøtet i november", "2026-11-02"),
        ("nb", "3 uker før sommerfesten", "2026-05-23"),
        ("nb", "innen sommerfesten", "2026-06-13"),
        ("nn", "til haustmøtet", "2026-10-03"),
        ("nn", "3 veker før haustmøtet", "2026-09-12"),
        ("da", "på bestyrelsesmødet i november", "2026-11-02"),
        ("da", "8 dage før sommerfesten", "2026-06-05"),
        ("da", "14 dage inden sommerfesten", "2026-05-30"),
        ("da", "inden sommerfesten", "2026-06-13"),
    ],
)
def test_a_meeting_may_be_named_by_its_title_and_is_asked_about(
    language: str, when: str, latest: str
) -> None:
    deadline = due(when, TITLED[language], language=language)
    assert deadline.latest == date.fromisoformat(latest)
    assert deadline.interpreted


def test_a_title_that_several_meetings_have_is_left_unread() -> None:
    assert due("före styrelsemötet", TITLED["sv"], language="sv").rule == "UNREAD"


def test_the_annual_meeting_needs_no_id() -> None:
    listed = "meetings: [{id: a, title: Årsmöte, date: 2026-02-20}, {id: b, title: Årsmöte 2027, date: 2027-02-19}]\n"
    adopted = "status: adopted\nadopted: 2026-02-20\n"
    assert due("14 dagar före årsmötet", listed, language="sv", more=adopted).latest == date(2027, 2, 5)
    assert due("till årsmötet", listed, language="sv", more=adopted).latest == date(2027, 2, 19)
    assert due("efter årsmötet", listed, language="sv", more=adopted).earliest == date(2027, 2, 20)
    assert due("14 dagar före årsmötet", language="sv").latest == date(2027, 3, 17)


def test_a_cancelled_annual_meeting_is_not_the_one_meant() -> None:
    listed = "meetings: [{id: a, title: Årsmöte, date: 2026-11-20, cancelled: true}]\n"
    assert due("till årsmötet", listed, language="sv").latest == date(2027, 3, 31)


def test_an_election_is_found_by_its_name_and_a_festival_is_not_one() -> None:
    listed = "events: [{id: f, title: Stadsfestival, date: 2026-08-01}, {id: e, title: Kommunval, date: 2026-09-13}]\n"
    assert due("inför valet", listed, language="sv").latest == date(2026, 9, 12)
    assert due("inför valet", listed.replace("Kommunval", "Karneval"), language="sv").rule == "UNREAD"


def test_decisions_and_indicators_have_deadlines_too() -> None:
    worked = dates(
        """\
        decisions: [{id: d, text: Buy, due: before easter}]
        areas:
          - id: a
            title: A
            goals: [{id: g, title: G, indicators: [{title: I, by: 2026-Q3}, {id: own, title: J, by: in May}]}]
        """
    )
    assert worked.deadlines["d"].latest == date(2026, 4, 1)
    assert {name: one.latest for name, one in worked.indicators.items()} == {
        "g-1": date(2026, 9, 30),
        "own": date(2026, 5, 31),
    }


def test_a_start_is_worked_out_beside_the_end() -> None:
    worked = dates(
        "areas: [{id: a, title: A, activities: [{id: x, title: X, start: in April, due: 2026-06}]}]"
    )
    assert worked.starts["x"].earliest == date(2026, 4, 1)


# Chains and circles


def test_a_chain_of_deadlines_is_worked_out_in_any_order() -> None:
    chain = activities(c="1 week after b", a="2026-05-01", b="1 week after a")
    assert [dates(chain).deadlines[name].latest for name in "abc"] == [
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 15),
    ]


def test_a_circle_is_told_once_with_the_whole_way_round() -> None:
    (problem,) = problems(activities(a="before b", b="before c", c="before a", d="before a"))
    assert "the deadlines hang on one another in a circle: a → b → c → a" in problem


def test_what_hangs_on_itself_is_a_circle() -> None:
    (problem,) = problems(activities(a="1 day after a"))
    assert "in a circle: a → a; expected one of them to have a day of its own" in problem


def test_a_chain_longer_than_anyone_writes_ends_with_a_word_and_not_a_crash() -> None:
    links = {f"a{n}": f"1 day after a{n + 1}" for n in range(2000)}
    found = problems(activities(**links, a2000="2026-05-01"))
    assert all("more than 100 deadlines hang on one another in a row" in problem for problem in found)


def test_a_long_chain_in_its_own_order_is_no_trouble() -> None:
    links = {f"a{n}": f"at a{n - 1}" for n in range(1, 2000)}
    assert dates(activities(a0="2026-05-01", **links)).deadlines["a1999"].latest == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("14 days before annul", "there is nothing called 'annul'; did you mean 'annual'?"),
        ("before the-party", "there is nothing called 'the-party'; expected the id of a meeting"),
        ("before board", "'board' has 3 dates; expected which one, such as 'board 2026-02-02'"),
        ("before board 2026-05-05", "no meeting of 'board' on 2026-05-05; expected one of its dates"),
        ("2026-02-30", "expected a day that exists"),
        ("2026-13", "'2026-13' is not a date; expected a day (2026-03-01), month (2026-03)"),
        ("2026-03-1", "'2026-03-1' is not a date"),
    ],
)
def test_a_deadline_that_hangs_on_nothing_is_an_error(when: str, said: str) -> None:
    (problem,) = problems(MEETINGS + activities(it=when))
    assert said in problem


def test_a_deadline_cannot_hang_on_what_has_no_day() -> None:
    (problem,) = problems(activities(a="as soon as possible", b="before a"))
    assert "'a' has no day itself; expected something that has a day" in problem


def test_words_that_nobody_knows_are_kept_and_left_unread() -> None:
    assert due("när vi hinner", language="sv") == Deadline(
        None, None, "UNREAD", "när vi hinner", interpreted=True
    )


def test_the_phrase_is_kept_as_it_was_written() -> None:
    assert due("Före  Sommaren", language="sv").phrase == "Före Sommaren"


@pytest.mark.parametrize(
    "when", ["2 hours before annual", "0 days before annual", "9999 years before annual"]
)
def test_deadlines_are_whole_days_apart(when: str) -> None:
    deadline = due(when, MEETINGS)
    assert deadline.latest in {None, date(2026, 3, 21)}


# Cadences


def test_cadences_of_activities_and_controls_are_worked_out() -> None:
    worked = dates(
        """\
        meetings: [{id: styremote, title: Styremøte, every: første mandag}]
        areas: [{id: a, title: A, activities: [{id: x, title: X, cadence: månedlig}, {id: y, title: Y, cadence: hver styremote}]}]
        risks: [{id: r, title: R, controls: [{what: W}, {what: V, frequency: kvartalsvis}]}]
        """,
        language="nb",
    )
    assert {name: one.every or one.meeting for name, one in worked.cadences.items()} == {
        "x": "monthly",
        "y": "styremote",
        "r/1": "yearly",
        "r/2": "quarterly",
    }


def test_a_cadence_that_is_none_is_said_at_its_place() -> None:
    (problem,) = problems("areas: [{id: a, title: A, activities: [{id: x, title: X, cadence: sometimes}]}]")
    assert problem.startswith("6:67: 'sometimes' is not a cadence; expected weekly, monthly")
