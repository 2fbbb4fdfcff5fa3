"""Where an item stands: what each observation means, and what silence means."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from mappings.evidence import Settled, Work
from mappings.history import Observation, Seen
from mappings.items import EventKind, Progress, State, Wanted
from mappings.standing import Reporting, Schedule, Standing, known, standing
from tests.make import ZONE, local, make_event, make_task
from tests.progress import moved, seen

DAY = date(2026, 5, 10)
TASK = Wanted(make_task(due=date(2026, 6, 1), start=None))
EVENT = Wanted(make_event())
KEY = TASK.item.key


def of_task(*observations: Observation, as_of: date = DAY, due: date | None = date(2026, 6, 1)) -> Standing:
    wanted = Wanted(make_task(due=due, start=None))
    return standing(wanted, known(observations, as_of, ZONE).get(KEY, ()), as_of)


def of_event(*observations: Observation, as_of: date = DAY, wanted: Wanted = EVENT) -> Standing:
    return standing(wanted, known(observations, as_of, ZONE).get(wanted.item.key, ()), as_of)


@pytest.mark.parametrize(
    ("story", "work"),
    [
        ([], Work.NOT_STARTED),
        ([Seen.STARTED], Work.ONGOING),
        ([Seen.DONE], Work.DONE),
        ([Seen.DONE, Seen.REOPENED], Work.NOT_STARTED),
        ([Seen.DONE, Seen.STARTED], Work.ONGOING),
        ([Seen.STARTED, Seen.CANCELLED], Work.CANCELLED),
        ([Seen.STARTED, Seen.CANCELLED, Seen.UNCANCELLED], Work.ONGOING),
        ([Seen.CANCELLED, Seen.DONE], Work.DONE),
        ([Seen.DONE, Seen.CANCELLED], Work.CANCELLED),
        ([Seen.NOTED], Work.NOT_STARTED),
        ([Seen.DELETED], Work.NOT_STARTED),
        ([Seen.EDITED], Work.NOT_STARTED),
        ([Seen.REKEYED], Work.NOT_STARTED),
    ],
)
def test_the_last_word_decides_how_far_the_work_has_come(story: list[Seen], work: Work) -> None:
    observations = [seen(KEY, kind, f"2026-05-0{day}") for day, kind in enumerate(story, 1)]
    assert of_task(*observations).work is work


def test_a_percentage_above_nought_is_work_under_way_and_a_hundred_is_not_done() -> None:
    assert of_task(seen(KEY, Seen.PERCENT, "2026-05-01", percent=0)).work is Work.NOT_STARTED
    full = of_task(seen(KEY, Seen.PERCENT, "2026-05-01", percent=100))
    assert (full.work, full.percent) == (Work.ONGOING, 100)


def test_what_was_learnt_last_counts_whatever_day_it_is_dated() -> None:
    started = seen(KEY, Seen.STARTED, "2026-05-04")
    done = seen(KEY, Seen.DONE, "2026-05-02", learnt="2026-05-06", by="kari", source="board")
    stands = of_task(started, done)
    assert stands.work is Work.DONE
    assert stands.closed is not None
    assert (stands.closed.when.date(), stands.closed.by, stands.closed.source) == (
        date(2026, 5, 2),
        "kari",
        "board",
    )


@pytest.mark.parametrize(
    ("due", "schedule"),
    [
        (date(2026, 5, 9), Schedule.LATE),
        (date(2026, 5, 10), Schedule.SOON),
        (date(2026, 5, 24), Schedule.SOON),
        (date(2026, 5, 25), Schedule.ON_TRACK),
        (None, Schedule.UNDATED),
    ],
)
def test_a_deadline_is_met_until_its_last_day_is_over(due: date | None, schedule: Schedule) -> None:
    assert of_task(due=due).schedule is schedule


def test_what_goes_on_all_the_time_lacks_no_day() -> None:
    wanted = Wanted(make_task(due=None, start=None))
    assert standing(wanted, (), DAY, continuous=True).schedule is Schedule.CONTINUOUS


@pytest.mark.parametrize("kind", [Seen.DONE, Seen.CANCELLED])
def test_what_is_done_or_cancelled_is_never_late(kind: Seen) -> None:
    assert of_task(seen(KEY, kind, "2026-05-01"), due=date(2026, 4, 1)).schedule is Schedule.CLOSED


@pytest.mark.parametrize(
    ("day", "reporting"),
    [("2026-05-10", Reporting.REPORTED), ("2026-04-05", Reporting.REPORTED), ("2026-04-04", Reporting.STALE)],
)
def test_a_report_is_out_of_date_after_thirty_five_days(day: str, reporting: Reporting) -> None:
    assert of_task(seen(KEY, Seen.STARTED, day)).reporting is reporting


@pytest.mark.parametrize("kind", [Seen.DELETED, Seen.EDITED, Seen.RESTORED, Seen.MEASURED])
def test_what_says_nothing_about_the_work_is_no_report(kind: Seen) -> None:
    assert of_task(seen(KEY, kind, "2026-05-09")).reporting is Reporting.NOT_REPORTED


def test_a_move_is_no_report_of_the_work() -> None:
    assert (
        of_task(moved(KEY, "due", "2026-06-01", "2026-06-20", "2026-05-09")).reporting
        is Reporting.NOT_REPORTED
    )


def test_a_past_meeting_that_nobody_confirmed_is_not_held() -> None:
    stands = of_event(as_of=date(2026, 4, 6))
    assert (stands.work, stands.schedule) == (Work.NOT_STARTED, Schedule.PASSED)
    assert of_event(as_of=date(2026, 4, 5)).schedule is Schedule.SOON


def test_a_meeting_that_somebody_confirmed_is_held() -> None:
    stands = of_event(seen(EVENT.item.key, Seen.DONE, "2026-04-07", source="board"))
    assert (stands.work, stands.schedule) == (Work.DONE, Schedule.CLOSED)


def test_an_observance_day_needs_nobody_to_confirm_it() -> None:
    wanted = Wanted(make_event(kind=EventKind.OBSERVANCE, start=date(2026, 3, 8), end=date(2026, 3, 9)))
    assert of_event(wanted=wanted).schedule is Schedule.CLOSED


def test_a_meeting_of_several_days_has_passed_when_its_last_day_has() -> None:
    wanted = Wanted(make_event(start=date(2026, 5, 8), end=date(2026, 5, 12)))
    assert of_event(wanted=wanted, as_of=date(2026, 5, 10)).schedule is Schedule.SOON
    assert of_event(wanted=wanted, as_of=date(2026, 5, 11)).schedule is Schedule.PASSED


def test_what_the_plan_cancelled_is_cancelled_unless_somebody_opened_it_again() -> None:
    wanted = Wanted(make_task(), Progress(State.CANCELLED))
    again = known([seen(KEY, Seen.UNCANCELLED, "2026-05-01")], DAY, ZONE)[KEY]
    assert standing(wanted, (), DAY).work is Work.CANCELLED
    assert standing(wanted, again, DAY).work is Work.NOT_STARTED
    assert of_event(wanted=Wanted(make_event(cancelled=True))).work is Work.CANCELLED


def test_deleted_is_not_done_and_says_who_and_when() -> None:
    stands = of_task(seen(KEY, Seen.DELETED, "2026-05-02", by="ola"))
    assert stands.work is Work.NOT_STARTED
    assert stands.deleted is not None
    assert stands.deleted.by == "ola"
    assert (
        of_task(seen(KEY, Seen.DELETED, "2026-05-02"), seen(KEY, Seen.RETURNED, "2026-05-03")).deleted is None
    )


def test_deleting_what_was_done_takes_nothing_back() -> None:
    stands = of_task(seen(KEY, Seen.DONE, "2026-05-01"), seen(KEY, Seen.DELETED, "2026-05-02"))
    assert (stands.work, stands.deleted) == (Work.DONE, None)


def test_a_deletion_that_the_board_accepted_is_a_cancellation() -> None:
    deleted, accepted = (
        seen(KEY, Seen.DELETED, "2026-05-02"),
        seen(KEY, Seen.ACCEPTED, "2026-05-05", field="deleted"),
    )
    assert of_task(deleted, accepted).work is Work.CANCELLED
    restored = seen(KEY, Seen.RESTORED, "2026-05-05", field="deleted")
    assert (of_task(deleted, restored).work, of_task(deleted, restored).deleted) == (Work.NOT_STARTED, None)


def test_a_dragged_deadline_is_kept_and_shown_with_both_days() -> None:
    stands = of_task(
        moved(KEY, "due", "2026-05-01", "2026-05-20", "2026-04-20", by="ola"), due=date(2026, 5, 1)
    )
    (drift,) = stands.drifts
    assert stands.due == date(2026, 5, 20)
    assert stands.schedule is Schedule.SOON
    assert (drift.old, drift.new, drift.settled, drift.evidence.by) == (
        date(2026, 5, 1),
        date(2026, 5, 20),
        Settled.KEPT,
        "ola",
    )


def test_a_meeting_dragged_twice_shows_where_it_came_from() -> None:
    key = EVENT.item.key
    stands = of_event(
        moved(key, "start", "2026-04-06T18:00:00+02:00", "2026-04-13T18:00:00+02:00", "2026-03-01"),
        moved(key, "start", "2026-04-13T18:00:00+02:00", "2026-04-20T18:00:00+02:00", "2026-03-02"),
    )
    (drift,) = stands.unsettled
    assert drift.old == local(2026, 4, 6, 18)
    assert stands.start == datetime.fromisoformat("2026-04-20T18:00:00+02:00")


def test_a_meeting_dragged_back_was_not_moved() -> None:
    key = EVENT.item.key
    stands = of_event(
        moved(key, "start", "2026-04-06T18:00:00+02:00", "2026-04-13T18:00:00+02:00", "2026-03-01"),
        moved(key, "start", "2026-04-13T18:00:00+02:00", "2026-04-06T18:00:00+02:00", "2026-03-02"),
    )
    assert stands.drifts == ()


@pytest.mark.parametrize(
    ("kind", "settled"), [(Seen.ACCEPTED, Settled.ACCEPTED), (Seen.RESTORED, Settled.RESTORED)]
)
def test_a_move_that_the_board_settled_is_remembered_and_no_longer_kept(kind: Seen, settled: Settled) -> None:
    stands = of_task(
        moved(KEY, "due", "2026-06-01", "2026-06-20", "2026-05-01"),
        seen(KEY, kind, "2026-05-03", field="due"),
    )
    assert [drift.settled for drift in stands.drifts] == [settled]
    assert stands.unsettled == ()
    assert stands.due == date(2026, 6, 1)


def test_a_move_to_where_the_plan_now_has_it_is_settled() -> None:
    stands = of_task(moved(KEY, "due", "2026-05-20", "2026-06-01", "2026-05-01"))
    assert stands.unsettled == ()


def test_a_deadline_that_somebody_took_away_is_missing() -> None:
    assert of_task(moved(KEY, "due", "2026-06-01", None, "2026-05-01")).schedule is Schedule.UNDATED


def test_the_last_note_is_shown() -> None:
    stands = of_task(
        seen(KEY, Seen.NOTED, "2026-05-01", text="First"),
        seen(KEY, Seen.STARTED, "2026-05-02", note="Second"),
    )
    assert stands.note == "Second"


def test_nothing_of_a_later_day_is_known() -> None:
    done = seen(KEY, Seen.DONE, "2026-05-11")
    assert of_task(done, as_of=date(2026, 5, 10)) == of_task(as_of=date(2026, 5, 10))
    assert of_task(done, as_of=date(2026, 5, 11)).work is Work.DONE


def test_a_day_ends_at_midnight_in_the_plans_time_zone() -> None:
    late = Observation(KEY, Seen.DONE, datetime.fromisoformat("2026-05-10T21:59:59+00:00"), "list")
    after = Observation(KEY, Seen.DONE, datetime.fromisoformat("2026-05-10T22:00:00+00:00"), "list")
    assert of_task(late).work is Work.DONE
    assert of_task(after).work is Work.NOT_STARTED


def test_what_was_learnt_later_can_be_left_out() -> None:
    told_late = seen(KEY, Seen.DONE, "2026-05-01", learnt="2026-05-20")
    by_then = datetime.fromisoformat("2026-05-11T00:00:00+00:00")
    assert known([told_late], DAY, ZONE)[KEY]
    assert known([told_late], DAY, ZONE, by_then) == {}
