"""What simulated worlds have found: each fault of hjul's as the shortest story that showed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from adapters.base import Capabilities
from adapters.memory import MemoryAdapter
from mappings.history import BOARD, Observation, Seen
from mappings.identity import with_aliases
from mappings.items import Event, Item, Key, Progress, State, Wanted
from sync.apply import carry_out
from sync.clock import Clock
from sync.look import Look, Wish, look
from sync.session import ROUNDS
from tests.make import NOW, PLAN_ID, ZONE, local, make_event, make_task
from tests.simulation.faults import FIRST_EFFECT, LOST, Unreliable, Weather
from tests.simulation.ledgers import PlainLedger

TASK = make_task()
FEBRUARY = make_event(key=Key("board@2026-02-02"), start=local(2026, 2, 2, 18), end=local(2026, 2, 2, 20))
MARCH = make_event(key=Key("board@2026-03-02"), start=local(2026, 3, 2, 18), end=local(2026, 3, 2, 20))
NO_STAMPS = Capabilities(keeps_stamp=False)
REFUSED, UNREACHABLE, TRIED_TWICE = "not allowed", "unreachable", "tried twice"


class Occasion:
    plan_id = PLAN_ID
    clock = Clock(ZONE, date(2026, 1, 15))

    def left_out(self, _item: Item, /) -> bool:
        return False


@dataclass
class Machine:
    """One with hjul on it, and a ledger of its own."""

    place: MemoryAdapter
    ledger: PlainLedger = field(default_factory=PlainLedger)

    def sync(self, *wanted: Item, effect: str | None = None) -> Look:
        """A run. ``effect`` is the fault of its first effect; what comes back is the last look of the run."""
        armed: Mapping[int, int | str] = {FIRST_EFFECT: effect} if effect else {}
        adapter = Unreliable(self.place, Weather(armed))
        for _ in range(ROUNDS):
            run = self.ledger.begin_run(PLAN_ID, "sync", NOW)
            plan = [Wanted(item) for item in wanted]
            seen = look(Occasion(), self.ledger, "calendar", plan, adapter, Wish())
            if not carry_out(Occasion(), self.ledger, run, seen, lambda _: None).stale:
                return seen
        raise AssertionError("no rest in so many rounds")

    def story(self) -> list[tuple[str, Seen]]:
        """What was told of people and of the board, in order."""
        return [(one.key, one.kind) for one in self.ledger.observations(PLAN_ID)]

    def mark(self, item: Item, kind: Seen) -> None:
        self.ledger.observe(PLAN_ID, None, [Observation(item.key, kind, NOW, BOARD, NOW)])


def machine(can: Capabilities | None = None) -> Machine:
    return Machine(MemoryAdapter("calendar", can, PLAN_ID))


def on(event: Event, day: date) -> Event:
    """The same turn in the list, with another date written over it: the plan's own name for it is another."""
    start = local(day.year, day.month, day.day, 18)
    return replace(event, key=Key(f"board@{day}"), start=start, end=start + timedelta(hours=2))


# Whose work it was -------------------------------------------------------------------------------------------------


def test_what_another_machine_wrote_is_not_told_as_people_s() -> None:
    ours = machine()
    theirs = Machine(ours.place)
    renamed = replace(TASK, title="Another title", due=date(2026, 6, 8))
    ours.sync(TASK)
    theirs.sync(TASK)
    ours.sync(renamed)
    assert theirs.sync(renamed).decision.is_empty
    assert theirs.story() == []


def test_a_lost_answer_is_not_told_as_people_s_when_they_changed_something_else_since() -> None:
    ours = machine(NO_STAMPS)
    ours.sync(TASK)
    renamed = replace(TASK, title="Another title")
    ours.sync(renamed, effect=LOST)
    ours.place.drag(TASK.key, due=date(2026, 6, 20))
    ours.sync(renamed)
    assert ours.story() == [(TASK.key, Seen.MOVED)]


def test_a_write_that_is_tried_twice_is_not_told_as_people_s() -> None:
    """The first answer was lost, and the second try hears that the object is not as it was read."""
    ours = machine(NO_STAMPS)
    ours.sync(TASK)
    moved = replace(TASK, due=date(2026, 6, 8))
    ours.sync(moved, effect=TRIED_TWICE)
    ours.sync(moved)
    assert ours.story() == []


# What people did ---------------------------------------------------------------------------------------------------


def test_what_people_wrote_in_an_item_is_told_before_it_goes_with_the_plans_line() -> None:
    ours = machine()
    ours.sync(FEBRUARY, TASK)
    ours.place.rename(TASK.key, "Their title")
    ours.place.annotate(TASK.key, "the key is under the mat")
    ours.sync(FEBRUARY)
    assert ours.place.seen(TASK.key) is None
    assert ours.story() == [(TASK.key, Seen.EDITED), (TASK.key, Seen.NOTED)]


def test_what_people_did_to_a_dropped_item_is_told_once_however_often_its_deletion_fails() -> None:
    ours = machine()
    ours.sync(TASK)
    ours.place.drag(TASK.key, due=date(2026, 6, 20))
    ours.sync(effect=REFUSED)
    ours.sync(effect=REFUSED)
    ours.sync()
    assert ours.place.seen(TASK.key) is None
    assert ours.story() == [(TASK.key, Seen.MOVED)]


def test_a_task_done_anew_between_two_runs_is_told_with_its_new_time() -> None:
    ours = machine()
    ours.sync(TASK)
    for at in (NOW, NOW + timedelta(hours=3)):
        ours.place.report(TASK.key, Progress())
        ours.place.tick(TASK.key, at)
        ours.sync(TASK)
    assert [one.at for one in ours.ledger.observations(PLAN_ID)] == [NOW, NOW + timedelta(hours=3)]


def test_the_boards_word_is_said_once_more_when_another_machine_made_the_object_without_it() -> None:
    ours = machine()
    theirs = Machine(ours.place)
    ours.mark(TASK, Seen.STARTED)
    ours.sync(TASK, effect=UNREACHABLE)
    theirs.sync(TASK)
    ours.sync(TASK)
    found = ours.place.seen(TASK.key)
    assert found is not None
    assert found.progress.state is State.STARTED


# Which meeting is which --------------------------------------------------------------------------------------------


def test_a_deleted_meeting_whose_date_is_overwritten_after_a_lost_ledger_does_not_come_back() -> None:
    ours = machine()
    ours.sync(FEBRUARY, MARCH)
    ours.place.delete(FEBRUARY.key)
    anew = Machine(ours.place)
    moved = on(FEBRUARY, date(2026, 2, 3))
    anew.sync(moved, MARCH)
    assert ours.place.all_keys() == [MARCH.key]
    assert (FEBRUARY.key, Seen.DELETED) in anew.story()


def test_a_new_date_far_from_a_deleted_one_is_another_meeting() -> None:
    ours = machine()
    ours.sync(FEBRUARY, MARCH)
    ours.place.delete(FEBRUARY.key)
    ours.sync(MARCH)
    january = on(FEBRUARY, date(2026, 1, 19))
    ours.sync(january, MARCH)
    assert ours.place.all_keys() == [MARCH.key, january.key]


def test_a_new_date_is_not_taken_for_a_dropped_one_that_could_not_be_deleted() -> None:
    ours = machine()
    ours.sync(FEBRUARY, MARCH)
    ours.sync(FEBRUARY, effect=REFUSED)
    later = on(MARCH, date(2026, 3, 9))
    ours.sync(FEBRUARY, later)
    assert ours.place.all_keys() == [FEBRUARY.key, later.key]


def test_a_meeting_keeps_its_key_although_the_plan_once_gave_that_to_another() -> None:
    first, second, third = FEBRUARY.key, MARCH.key, Key("board@2026-03-30")
    wanted = [Wanted(on(FEBRUARY, date(2026, 3, 2))), Wanted(on(MARCH, date(2026, 3, 30)))]
    named = with_aliases(wanted, {second: first, third: second})
    assert [one.item.key for one in named] == [first, second]


# An answer that never came, on a service without stamps ------------------------------------------------------------


def test_of_a_change_whose_answer_was_lost_a_person_may_take_a_part_back() -> None:
    """What is left of it tells whose work it was: the title first, then the days."""
    for change in (
        {"title": "Another title"},
        {"start": local(2026, 2, 4, 18), "end": local(2026, 2, 4, 20)},
    ):
        ours = machine(NO_STAMPS)
        ours.sync(FEBRUARY)
        changed = replace(FEBRUARY, cancelled=True, **change)
        ours.sync(changed, effect=LOST)
        ours.place.edit(FEBRUARY.key, cancelled=False)
        ours.sync(changed)
        assert ours.story() == [(FEBRUARY.key, Seen.UNCANCELLED)], "the plan's own change is nobody's"
        found = ours.place.seen(FEBRUARY.key)
        assert found is not None
        assert found.item == replace(changed, cancelled=False)


def test_a_tick_after_a_change_whose_answer_was_lost_does_not_make_the_change_a_persons() -> None:
    ours = machine(NO_STAMPS)
    ours.sync(TASK)
    moved = replace(TASK, due=date(2026, 6, 20))
    ours.mark(TASK, Seen.STARTED)
    ours.sync(moved, effect=LOST)
    ours.place.report(TASK.key, Progress(State.DONE, 100, NOW + timedelta(hours=1)))
    ours.sync(moved)
    assert (TASK.key, Seen.DONE) in ours.story()
    assert (TASK.key, Seen.MOVED) not in ours.story()
