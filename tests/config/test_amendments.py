from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.amendments import cancel, item_and_slot, move, reopen
from config.dates import Slot
from config.errors import UserError
from config.plan_file import PlanFile, read_plan, understand

OSLO = ZoneInfo("Europe/Oslo")
EXAMPLES = sorted((Path(__file__).parent.parent.parent / "examples").glob("*/plan.yaml"))
PLAN = """\
title: Arbeidsplan
organisation: Laget
language: nb
period: 2026
meetings:
  - {id: arsmote, title: Årsmøte, date: 2026-01-24, time: 18:00-21:00}   # i salen
  - id: leir
    title: Leir
    date: 2026-06-19   # fredag
    end: 2026-06-21
  - id: styremote
    title: Styremøte
    every: første mandag
    except: [2026-07]
    occurrences:
      2026-05-04: {theme: Budsjett}
      2026-08-03: {date: 2026-08-10}
    # lokalet er bestilt
    time: 18:00-20:00
  - id: radsmote
    title: Rådsmøte
    dates:
      - 2026-02-11
      - 2026-03-11 17:00-18:00
      - {id: morgen, date: 2026-04-15, time: 08:00}
      - {id: kveld, date: 2026-04-15, time: 18:00}
  - {id: tur, title: Tur, month: 2026-03}
  - {id: seminar, title: Seminar, date: 2026-09-04, time: '18:00'}
areas:
  - id: a
    title: A
    activities:
      - {id: verving, title: Verving, responsible: [], due: før sommeren, cost: 5000}
      - id: brev
        title: Brev
        due: {from: 2026-03-01, to: 2026-03-31}
      - id: nyhetsbrev
        title: Nyhetsbrev
        cadence: månedlig
      - {id: uten, title: Uten frist}
decisions:
  - {id: sak, text: Bestille, due: 2026-03-01}
"""


@pytest.fixture
def file() -> PlanFile:
    return understand(PLAN, Path("plan.yaml"))


def at(day: str, hour: int = 0, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=OSLO)


def lines(text: str) -> list[str]:
    """The lines that were not there before."""
    return [line.strip() for line in text.splitlines() if line not in PLAN.splitlines()]


def slot_of(text: str, item: str, name: str | None = None) -> Slot:
    return next(slot for slot in understand(text, Path("plan.yaml")).dates.slots[item] if slot.name == name)


# Moving -----------------------------------------------------------------------------------------------------------


def test_a_single_meeting_gets_its_new_day(file: PlanFile) -> None:
    text = move(file, "arsmote", None, at("2026-01-31", 18), at("2026-01-31", 21))
    assert lines(text) == ["- {id: arsmote, title: Årsmøte, date: 2026-01-31, time: 18:00-21:00}   # i salen"]


def test_a_single_meeting_gets_its_new_hours(file: PlanFile) -> None:
    text = move(file, "arsmote", None, at("2026-01-24", 19), at("2026-01-24", 21, 30))
    assert lines(text) == ["- {id: arsmote, title: Årsmøte, date: 2026-01-24, time: 19:00-21:30}   # i salen"]


def test_a_time_in_another_zone_is_written_in_the_plans(file: PlanFile) -> None:
    start = datetime(2026, 1, 24, 18, 0, tzinfo=UTC)
    text = move(file, "arsmote", None, start, start + timedelta(hours=3))
    assert lines(text) == ["- {id: arsmote, title: Årsmøte, date: 2026-01-24, time: 19:00-22:00}   # i salen"]


def test_days_in_a_row_move_together(file: PlanFile) -> None:
    text = move(file, "leir", None, date(2026, 6, 12), date(2026, 6, 15))
    assert lines(text) == ["date: 2026-06-12   # fredag", "end: 2026-06-14"]


def test_whole_days_can_become_hours_and_hours_whole_days(file: PlanFile) -> None:
    hours = move(file, "leir", None, at("2026-06-19", 10), at("2026-06-19", 16))
    assert lines(hours) == ["end: 2026-06-19", "time: 10:00-16:00"]
    days = move(file, "arsmote", None, date(2026, 1, 24), date(2026, 1, 26))
    assert lines(days) == [
        "- {id: arsmote, title: Årsmøte, date: 2026-01-24, end: 2026-01-25, time: null}   # i salen"
    ]


def test_a_meeting_past_midnight_and_one_over_several_evenings_can_be_written(file: PlanFile) -> None:
    night = move(file, "arsmote", None, at("2026-01-24", 22), at("2026-01-25", 1))
    assert slot_of(night, "arsmote").end == at("2026-01-25", 1)
    days = move(file, "arsmote", None, at("2026-01-24", 18), at("2026-01-25", 21))
    assert slot_of(days, "arsmote").end == at("2026-01-25", 21)


def test_an_open_end_stays_open_where_the_meeting_is_as_long_as_before(file: PlanFile) -> None:
    text = move(file, "seminar", None, at("2026-09-11", 18), at("2026-09-11", 20))
    assert lines(text) == ["- {id: seminar, title: Seminar, date: 2026-09-11, time: '18:00'}"]


def test_one_date_of_a_rule_is_written_under_moved_with_its_comments_around_it(file: PlanFile) -> None:
    text = move(file, "styremote", "2026-04-06", at("2026-04-13", 18), at("2026-04-13", 20))
    assert lines(text) == ["moved: {2026-04-06: 2026-04-13}"]
    assert "    except: [2026-07]\n    moved:" in text
    moved = slot_of(text, "styremote", "2026-04-06")
    assert moved.day == date(2026, 4, 13)
    assert moved.moved


def test_one_date_of_a_rule_with_new_hours_gets_them_beside_its_day(file: PlanFile) -> None:
    text = move(file, "styremote", "2026-04-06", at("2026-04-13", 19), at("2026-04-13", 20, 30))
    assert lines(text) == ["moved: {2026-04-06: 2026-04-13 19:00-20:30}"]
    again = understand(text, Path("plan.yaml"))
    back = move(again, "styremote", "2026-04-06", at("2026-04-14", 18), at("2026-04-14", 20))
    assert lines(back) == ["moved: {2026-04-06: 2026-04-14}"]


def test_one_date_of_a_list_keeps_its_name_and_its_own_hours(file: PlanFile) -> None:
    text = move(file, "radsmote", "2026-03-11", at("2026-03-12", 17), at("2026-03-12", 18))
    assert lines(text) == ["moved: {2026-03-11: 2026-03-12}"]


def test_of_two_meetings_on_one_day_only_the_one_that_was_moved_moves(file: PlanFile) -> None:
    text = move(file, "radsmote", "kveld", at("2026-04-16", 19), at("2026-04-16", 21))
    assert lines(text) == ["- {id: kveld, date: 2026-04-16, time: 19:00-21:00}"]


def test_a_date_that_the_plan_already_moved_is_moved_where_it_says_so(file: PlanFile) -> None:
    text = move(file, "styremote", "2026-08-03", at("2026-08-11", 18), at("2026-08-11", 20))
    assert lines(text) == ["2026-08-03: {date: 2026-08-11}"]


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("verving", "- {id: verving, title: Verving, responsible: [], due: 2026-05-20, cost: 5000}"),
        ("brev", "due: {from: 2026-03-01, to: 2026-05-20}"),
        ("uten", "- {id: uten, title: Uten frist, due: 2026-05-20}"),
        ("sak", "- {id: sak, text: Bestille, due: 2026-05-20}"),
    ],
)
def test_a_deadline_gets_its_new_day(file: PlanFile, item: str, line: str) -> None:
    assert lines(move(file, item, None, None, date(2026, 5, 20))) == [line]


def test_a_deadline_before_its_window_is_a_day_of_its_own(file: PlanFile) -> None:
    assert lines(move(file, "brev", None, None, date(2026, 2, 20))) == ["due: 2026-02-20"]


@pytest.mark.parametrize(
    ("item", "slot", "start", "end", "told"),
    [
        ("ingen", None, date(2026, 1, 1), date(2026, 1, 2), "there is no meeting, event, activity or decision 'ingen'"),
        ("styremote", "2026-04-07", date(2026, 1, 1), date(2026, 1, 2), "there is no '2026-04-07' of 'styremote'"),
        ("styremote", None, date(2026, 1, 1), date(2026, 1, 2), "say which, such as styremote@2026-01-05"),
        ("tur", None, date(2026, 3, 1), date(2026, 3, 2), "it has no day yet"),
        ("nyhetsbrev", "2026-03", None, date(2026, 3, 2), "how often 'nyhetsbrev' comes"),
        ("arsmote", None, None, date(2026, 3, 2), "none was given"),
        ("styremote", "2026-04-06", date(2026, 4, 13), date(2026, 4, 14), "plan.yaml:11: .* write it there"),
        ("arsmote", None, at("2026-01-24", 18).replace(second=30), at("2026-01-24", 21), "plan.yaml:6: "),
    ],
)  # fmt: skip
def test_what_the_plan_cannot_say_is_told_and_not_half_written(
    file: PlanFile, item: str, slot: str | None, start: date | None, end: date, told: str
) -> None:
    with pytest.raises(UserError, match=told):
        move(file, item, slot, start, end)


# Cancelling -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "slot", "line"),
    [
        ("arsmote", None, "- {id: arsmote, title: Årsmøte, date: 2026-01-24, time: 18:00-21:00, cancelled: true}   # i salen"),
        ("tur", None, "- {id: tur, title: Tur, month: 2026-03, cancelled: true}"),
        ("styremote", "2026-04-06", "cancelled: [2026-04-06]"),
        ("radsmote", "kveld", "- {id: kveld, date: 2026-04-15, time: 18:00, cancelled: true}"),
        ("verving", None, "- {id: verving, title: Verving, responsible: [], due: før sommeren, cost: 5000, cancelled: true}"),
        ("brev", None, "cancelled: true"),
        ("sak", None, "- {id: sak, text: Bestille, due: 2026-03-01, cancelled: true}"),
    ],
)  # fmt: skip
def test_what_is_cancelled_is_cancelled_where_it_stands_and_can_be_opened_again(
    file: PlanFile, item: str, slot: str | None, line: str
) -> None:
    text = cancel(file, item, slot)
    assert lines(text) == [line]
    cancelled = understand(text, Path("plan.yaml"))
    assert cancel(cancelled, item, slot) == text
    opened = understand(reopen(cancelled, item, slot), Path("plan.yaml"))
    assert opened.dates.slots == file.dates.slots


def test_a_second_cancelled_date_joins_the_first(file: PlanFile) -> None:
    once = understand(cancel(file, "styremote", "2026-04-06"), Path("plan.yaml"))
    twice = understand(cancel(once, "styremote", "2026-05-04"), Path("plan.yaml"))
    assert lines(twice.text) == ["cancelled: [2026-04-06, 2026-05-04]"]
    assert lines(reopen(twice, "styremote", "2026-04-06")) == ["cancelled: [2026-05-04]"]


def test_one_date_of_a_series_that_is_called_off_as_a_whole_is_left_to_the_person(file: PlanFile) -> None:
    text = PLAN.replace("    title: Styremøte\n", "    title: Styremøte\n    cancelled: true\n")
    with pytest.raises(UserError, match=r"plan\.yaml:11: "):
        reopen(understand(text, Path("plan.yaml")), "styremote", "2026-04-06")


def test_a_turn_of_a_cadence_has_no_line_to_be_cancelled_in(file: PlanFile) -> None:
    with pytest.raises(UserError, match="mark that one or restore it"):
        cancel(file, "nyhetsbrev", "2026-03")


def test_a_key_is_taken_apart() -> None:
    assert item_and_slot("arsmote") == ("arsmote", None)
    assert item_and_slot("styremote@2026-04-06") == ("styremote", "2026-04-06")
    assert item_and_slot("styremote@2026-04-06/notice") == ("styremote", "2026-04-06")


# Every meeting of every example -----------------------------------------------------------------------------------

FILES = {path: read_plan(path) for path in EXAMPLES}
OPEN = [(path, item) for path, file in FILES.items() for item, slots in file.dates.slots.items() if slots]


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(OPEN), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_any_meeting_of_any_example_can_be_moved_to_any_day_and_no_other_moves(
    data: st.DataObject, where: tuple[Path, str], day: date
) -> None:
    path, item = where
    file = FILES[path]
    old = data.draw(st.sampled_from(file.dates.slots[item]))
    start, end = old.start + (day - old.day), old.end + (day - old.day)
    if isinstance(start, datetime) and isinstance(end, datetime) and data.draw(st.booleans()):
        start, end = start - timedelta(hours=1), end + timedelta(minutes=15)
    text = move(file, item, old.name, start, end)
    found = understand(text, path).dates.slots
    for name, slots in file.dates.slots.items():
        expected = [
            replace(slot, start=start, end=end) if name == item and slot.name == old.name else slot
            for slot in slots
        ]
        assert [(s.name, s.start, s.end) for s in found[name]] == [(s.name, s.start, s.end) for s in expected]
    before, after = file.text.splitlines(), text.splitlines()
    assert len([line for line in before if line not in after]) <= 3
    assert [line for line in after if line.lstrip().startswith("#")] == [
        line for line in before if line.lstrip().startswith("#")
    ]


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(OPEN))
def test_any_meeting_of_any_example_can_be_cancelled_and_opened_again(
    data: st.DataObject, where: tuple[Path, str]
) -> None:
    path, item = where
    file = FILES[path]
    old = data.draw(st.sampled_from(file.dates.slots[item]))
    change, back = (reopen, cancel) if old.cancelled else (cancel, reopen)
    changed = understand(change(file, item, old.name), path)
    assert [s.cancelled != old.cancelled for s in changed.dates.slots[item] if s.name == old.name] == [True]
    assert understand(back(changed, item, old.name), path).dates.slots == file.dates.slots
