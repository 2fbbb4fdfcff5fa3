"""Assignments as a board follows them: turns summed up, silence told apart from what has not come."""

from __future__ import annotations

from datetime import date

import pytest

from mappings.assignments import Assignment, Outlook
from mappings.follow_up import Edition, FollowUp
from mappings.history import Seen
from tests.progress import APRIL, MARCH, changed, followed, make_plan, moved, seen


def one(follow: FollowUp, name: str) -> Assignment:
    return next(one for one in follow.assignments if one.id == name)


def test_the_turns_of_one_activity_are_one_assignment() -> None:
    letter = one(followed(make_plan()), "letter")
    assert letter.is_series
    assert letter.title == "Send the letter"
    assert [turn.key for turn in letter.turns[:2]] == ["letter@2026-02", "letter@2026-03"]
    assert len(letter.turns) == 11


def test_notices_dates_and_controls_carry_the_names_of_what_they_are_for() -> None:
    follow = followed(make_plan())
    names = ("board-meeting/notice", "picnic/set-date", "cash/control")
    assert [one(follow, name).title for name in names] == ["Board meeting", "Picnic", "Count the cash box"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("campaign", Outlook.LATE),
        ("keys", Outlook.LATE),
        ("letter", Outlook.LATE),  # February's was not sent
        ("visits", Outlook.PLANNED),  # due in November
        ("shelf", Outlook.NOT_REPORTED),  # due in ten days
        ("someday", Outlook.NOT_REPORTED),  # never had a day
        ("website", Outlook.NOT_REPORTED),  # goes on all the time
        ("cash/control", Outlook.NOT_REPORTED),  # the quarter's last day
    ],
)
def test_silence_is_late_not_reported_or_not_yet_due_but_never_ongoing_or_done(
    name: str, expected: Outlook
) -> None:
    assert one(followed(make_plan()), name).outlook is expected


@pytest.mark.parametrize("due", ["2026-06-15", "before the summer", "15 June", "by 15 June"])
@pytest.mark.parametrize(
    ("edition", "expected"),
    [
        (MARCH, Outlook.PLANNED),
        (Edition.until(date(2026, 5, 31)), Outlook.PLANNED),
        (Edition.until(date(2026, 6, 1)), Outlook.NOT_REPORTED),  # 14 days left
        (Edition.until(date(2026, 6, 16)), Outlook.LATE),
    ],
)
def test_silence_is_the_same_whether_a_day_was_written_or_read_from_words(
    due: str, edition: Edition, expected: Outlook
) -> None:
    visits = one(followed(changed({"visits": {"due": due}}), edition=edition), "visits")
    assert visits.due == date(2026, 6, 15)
    assert visits.outlook is expected
    assert visits.awaited is (expected is not Outlook.PLANNED)


@pytest.mark.parametrize(
    "written",
    [
        {"due": "2026-Q1", "start": None},
        {"due": "2026-11-30", "start": "2026-03-01"},
        {"due": "before the summer", "start": "2026-03-01"},
    ],
)
def test_a_report_is_due_from_a_start_or_a_window_that_was_written(written: dict[str, str | None]) -> None:
    visits = one(followed(changed({"visits": written})), "visits")
    assert (visits.outlook, visits.awaited) == (Outlook.NOT_REPORTED, True)


def test_a_start_that_people_moved_is_a_time_of_its_own() -> None:
    plan = changed({"visits": {"due": "before the summer"}})
    earlier = moved("visits", "start", "2026-01-01", "2026-03-10", "2026-02-10")
    assert one(followed(plan, earlier), "visits").awaited is True


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        ({"02": Seen.DONE, "03": Seen.DONE}, Outlook.ONGOING),
        ({"02": Seen.DONE}, Outlook.NOT_REPORTED),
        ({"02": Seen.DONE, "03": Seen.STARTED}, Outlook.ONGOING),
        ({"03": Seen.DONE}, Outlook.LATE),
        ({"02": Seen.CANCELLED, "03": Seen.DONE}, Outlook.ONGOING),
        ({f"{month:02}": Seen.DONE for month in range(2, 13)}, Outlook.DONE),
        ({f"{month:02}": Seen.CANCELLED for month in range(2, 13)}, Outlook.CANCELLED),
    ],
)
def test_a_series_takes_the_word_that_calls_for_attention_first(
    turns: dict[str, Seen], expected: Outlook
) -> None:
    story = [seen(f"letter@2026-{month}", kind, "2026-03-20") for month, kind in turns.items()]
    assert one(followed(make_plan(), *story), "letter").outlook is expected


def test_the_notice_of_a_meeting_that_is_over_is_no_longer_asked_for() -> None:
    turns = one(followed(make_plan()), "board-meeting/notice").turns
    assert [turn.key for turn in turns] == [
        "board-meeting@2026-04-14/notice",
        "board-meeting@2026-05-12/notice",
    ]
    sent = seen("board-meeting@2026-03-10/notice", Seen.DONE, "2026-03-02")
    assert len(one(followed(make_plan(), sent), "board-meeting/notice").turns) == 3


def test_a_decision_is_an_assignment_from_the_day_it_was_made() -> None:
    names = [one.id for one in followed(make_plan(), edition=Edition.of_month(date(2026, 1, 1))).assignments]
    assert "keys" not in names
    assert "keys" in [one.id for one in followed(make_plan()).assignments]


def test_done_is_reported_and_accepted_is_the_boards() -> None:
    done = seen("keys", Seen.DONE, "2026-02-27", by="ada")
    assert not one(followed(make_plan(), done), "keys").is_accepted
    accepted = changed({"keys": {"accepted": "2026-03-10"}})
    assert one(followed(accepted, done), "keys").is_accepted
    february = Edition.of_month(date(2026, 2, 1))
    assert not one(followed(accepted, done, edition=february), "keys").is_accepted


def test_accepting_a_series_accepts_the_turns_that_had_come() -> None:
    letter = one(followed(changed({"letter": {"accepted": "2026-03-10"}})), "letter")
    assert [turn.work.value for turn in letter.turns[:2]] == ["accepted", "not-started"]


@pytest.mark.parametrize(
    ("kind", "awaited"),
    [(Seen.STARTED, False), (Seen.NOTED, False), (Seen.DELETED, True), (Seen.EDITED, True)],
)
def test_a_report_is_awaited_until_somebody_says_something(kind: Seen, awaited: bool) -> None:
    assert one(followed(make_plan(), seen("shelf", kind, "2026-03-20")), "shelf").awaited is awaited


def test_what_was_last_heard_of_long_ago_is_awaited_again() -> None:
    started = seen("shelf", Seen.STARTED, "2026-02-01")
    assert one(followed(make_plan(), started), "shelf").awaited is True


def test_what_was_deleted_is_asked_about_and_not_called_done() -> None:
    shelf = one(followed(make_plan(), seen("shelf", Seen.DELETED, "2026-03-20")), "shelf")
    assert (shelf.outlook, shelf.is_deleted) == (Outlook.NOT_REPORTED, True)


def test_a_deadline_that_was_moved_is_late_by_the_day_people_keep() -> None:
    later = moved("campaign", "due", "2026-03-15", "2026-04-20", "2026-03-10")
    assert one(followed(make_plan(), later), "campaign").outlook is Outlook.PLANNED
    assert one(followed(make_plan(), later, edition=APRIL), "campaign").outlook is Outlook.LATE


def test_the_counters_hold_each_assignment_once_and_what_changed_since_the_report_before() -> None:
    follow = followed(
        make_plan(), seen("keys", Seen.DONE, "2026-03-02"), seen("letter@2026-02", Seen.DONE, "2026-02-20")
    )
    assert follow.counters.total == 8
    assert follow.before is not None
    assert (follow.counters.by_outlook[Outlook.DONE], follow.before.by_outlook[Outlook.DONE]) == (1, 0)
    assert [one.id for one in follow.finished] == ["keys"]
    assert (follow.counters.reported, follow.counters.expected) == (1, 7)


def test_the_first_report_of_a_plan_is_compared_with_nothing() -> None:
    assert followed(make_plan(), edition=Edition.of_month(date(2026, 1, 1))).before is None


@pytest.mark.parametrize(
    ("edition", "days"),
    [
        (MARCH, ("2026-03-01", "2026-03-31", "2026-02-28")),
        (Edition.of_month(date(2026, 3, 9), date(2026, 3, 17)), ("2026-03-01", "2026-03-17", "2026-02-28")),
        (Edition.of_month(date(2026, 3, 1), date(2026, 9, 17)), ("2026-03-01", "2026-03-31", "2026-02-28")),
        (Edition.until(date(2026, 3, 17)), ("2026-03-01", "2026-03-17", "2026-02-28")),
        (Edition.of_year(date(2026, 1, 1), date(2026, 12, 31)), ("2026-01-01", "2026-12-31", "2025-12-31")),
    ],
)
def test_a_month_that_is_not_over_goes_to_today(edition: Edition, days: tuple[str, str, str]) -> None:
    found = (edition.period_start, edition.as_of, edition.previous)
    assert tuple(day.isoformat() for day in found) == days
