"""A date of a series that is changed by hand is the same meeting, moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from mappings.history import Observation, Seen
from mappings.identity import aliases, same_occurrences, with_aliases
from mappings.items import Event, Key, Wanted
from tests.make import make_event, make_task


def council(nominal: str, day: date | None = None) -> Event:
    start = day or date.fromisoformat(nominal)
    return make_event(key=Key(f"council@{nominal}"), start=start, end=start + timedelta(days=1))


KNOWN = [council("2026-02-11"), council("2026-03-11"), council("2026-04-15")]


def test_a_date_changed_in_the_list_keeps_its_identity() -> None:
    wanted = [council("2026-02-11"), council("2026-03-12"), council("2026-04-15")]
    assert same_occurrences(wanted, KNOWN) == {"council@2026-03-12": "council@2026-03-11"}


def test_the_same_day_is_recognised_before_the_nearest() -> None:
    known = [council("2026-03-11", date(2026, 3, 20)), council("2026-03-18", date(2026, 3, 18))]
    wanted = [council("2026-03-20")]
    assert same_occurrences(wanted, known) == {"council@2026-03-20": "council@2026-03-11"}


def test_a_rule_moved_by_a_week_moves_every_meeting() -> None:
    wanted = [council("2026-02-18"), council("2026-03-18"), council("2026-04-22")]
    assert same_occurrences(wanted, KNOWN) == {
        "council@2026-02-18": "council@2026-02-11",
        "council@2026-03-18": "council@2026-03-11",
        "council@2026-04-22": "council@2026-04-15",
    }


def test_a_date_that_people_chose_and_the_board_accepts_is_the_meeting_that_stands_there() -> None:
    """Also when a deleted one, of which only the key is left, once stood nearer."""
    known = [council("2026-02-23"), council("2026-02-23", date(2026, 2, 5))]
    wanted = [council("2026-02-22", date(2026, 2, 5))]
    assert same_occurrences(wanted, known, [Key("council@2026-01-26")]) == {
        "council@2026-02-22": "council@2026-02-23"
    }


def test_a_date_written_over_in_the_list_is_known_by_the_list_wherever_the_meeting_was_moved() -> None:
    known = [council("2026-01-26"), council("2026-02-23", date(2026, 3, 15)), council("2026-03-23")]
    wanted = [council("2026-01-26"), council("2026-02-16"), council("2026-03-23")]
    assert same_occurrences(wanted, known) == {"council@2026-02-16": "council@2026-02-23"}


def test_a_far_away_date_is_another_meeting() -> None:
    assert same_occurrences([*KNOWN[:2], council("2026-11-18")], KNOWN) == {}


def test_what_is_only_added_or_only_dropped_is_not_paired() -> None:
    assert same_occurrences([*KNOWN, council("2026-03-12")], KNOWN) == {}
    assert same_occurrences(KNOWN[:2], KNOWN) == {}


def test_the_notice_of_a_meeting_follows_it() -> None:
    old = make_task(key=Key("council@2026-03-11/notice"), due=date(2026, 2, 25))
    new = make_task(key=Key("council@2026-03-12/notice"), due=date(2026, 2, 26))
    assert same_occurrences([new], [old]) == {"council@2026-03-12/notice": "council@2026-03-11/notice"}


def test_turns_of_the_calendar_are_never_paired() -> None:
    old = make_task(key=Key("letter@2026-03"), due=date(2026, 3, 31))
    new = make_task(key=Key("letter@2026-Q1"), due=date(2026, 3, 31))
    assert same_occurrences([new], [old]) == {}


def test_recorded_aliases_are_used_and_the_latest_wins() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    story = [
        Observation("council@2026-03-11", Seen.REKEYED, now, "plan", value={"as": "council@2026-03-12"}),
        Observation("council@2026-03-11", Seen.REKEYED, now, "plan", value={"as": "council@2026-03-13"}),
    ]
    (kept,) = with_aliases([Wanted(council("2026-03-13"))], aliases(story))
    assert kept.item.key == "council@2026-03-11"


def test_an_alias_never_takes_a_key_that_the_plan_gives_to_another_meeting() -> None:
    wanted = [Wanted(council("2026-03-11")), Wanted(council("2026-03-12"))]
    kept = with_aliases(wanted, {Key("council@2026-03-12"): Key("council@2026-03-11")})
    assert [one.item.key for one in kept] == ["council@2026-03-11", "council@2026-03-12"]
