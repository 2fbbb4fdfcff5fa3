"""The decision table, row by row, and the promises that hold in every row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from adapters.base import Bury, Create, Delete, Flaw, Reading, Remark, Touch, Update
from mappings.history import Seen
from mappings.items import Event, Found, Item, Key, Progress, Stamp, State, Task, Wanted
from sync.agreed import Agreed, Presence
from sync.decision import Circumstances, Decision
from sync.reconcile import reconcile
from tests.make import make_event, make_task

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Stockholm")
EVENT = make_event(key=Key("board"), start=date(2026, 4, 6), end=date(2026, 4, 7))
TASK = make_task(key=Key("letter"), due=date(2026, 4, 30), start=None)
DONE = Progress(State.DONE, 100, datetime(2026, 3, 5, 18, tzinfo=UTC))


def found(item: Item, progress: Progress | None = None, stamp: Item | None = None, notes: str = "") -> Found:
    return Found(item, f"{item.key}.ics", "1", progress or Progress(), notes, Stamp.of(stamp or item))


def agreed(item: Item, there: Found | None = None, presence: Presence = Presence.LIVE) -> Agreed:
    return Agreed(item, there or found(item), presence)


def given(**changes: object) -> Circumstances:
    base = Circumstances("folder", NOW, date(2026, 3, 10), lambda item: item)
    return replace(base, **changes)  # type: ignore[arg-type]


def decide(
    wanted: Item | Wanted | None,
    known: Agreed | None,
    there: Found | None,
    *,
    buried: bool = False,
    circumstances: Circumstances | None = None,
) -> Decision:
    plan = [wanted if isinstance(wanted, Wanted) else Wanted(wanted)] if wanted else []
    key = plan[0].item.key if plan else known.key if known else there.key if there else Key("")
    reading = Reading((there,) if there else (), buried=frozenset({key}) if buried else frozenset())
    return reconcile(plan, {known.key: known} if known else {}, reading, circumstances or given())


def effects(decision: Decision) -> list[str]:
    return [type(one.effect).__name__ for one in decision.operations]


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.findings]


def kinds(decision: Decision) -> list[Seen]:
    return [one.kind for one in decision.observations]


MOVED = replace(EVENT, start=date(2026, 4, 13), end=date(2026, 4, 14))
MOVED_ELSEWHERE = replace(EVENT, start=date(2026, 4, 20), end=date(2026, 4, 21))
RENAMED = replace(EVENT, title="Another title")
CALLED_OFF = replace(EVENT, cancelled=True)
PAST = replace(EVENT, start=date(2026, 3, 9), end=date(2026, 3, 10))

ROWS = [
    # wanted, agreed, found → effects, findings, observations
    pytest.param(EVENT, None, None, ["Create"], [], [], id="new"),
    pytest.param(EVENT, None, found(EVENT), [], [], [], id="adopted as it is"),
    pytest.param(
        EVENT, None, found(MOVED, stamp=EVENT), [], ["moved"], [Seen.MOVED, Seen.MOVED], id="adopted, dragged"
    ),
    pytest.param(MOVED, None, found(EVENT, stamp=EVENT), ["Update"], [], [], id="adopted, the plan moved it"),
    pytest.param(TASK, None, found(TASK, DONE), [], [], [Seen.DONE], id="adopted, ticked"),
    pytest.param(EVENT, agreed(EVENT), found(EVENT), [], [], [], id="nothing changed"),
    pytest.param(RENAMED, agreed(EVENT), found(EVENT), ["Update"], [], [], id="renamed in the plan"),
    pytest.param(
        EVENT,
        agreed(EVENT),
        found(RENAMED, stamp=EVENT),
        ["Update"],
        ["edited"],
        [Seen.EDITED],
        id="renamed there",
    ),
    pytest.param(MOVED, agreed(EVENT), found(EVENT), ["Update"], [], [], id="moved in the plan"),
    pytest.param(
        EVENT, agreed(EVENT), found(MOVED, stamp=EVENT), [], ["moved"], [Seen.MOVED, Seen.MOVED], id="dragged"
    ),
    pytest.param(
        MOVED,
        agreed(EVENT),
        found(MOVED, stamp=EVENT),
        [],
        [],
        [Seen.MOVED, Seen.MOVED],
        id="both moved it alike",
    ),
    pytest.param(
        MOVED_ELSEWHERE,
        agreed(EVENT),
        found(MOVED, stamp=EVENT),
        [],
        ["moved_both"],
        [Seen.MOVED, Seen.MOVED],
        id="both moved it",
    ),
    pytest.param(MOVED, agreed(EVENT), found(MOVED), [], [], [], id="moved by another machine's hjul"),
    pytest.param(
        MOVED_ELSEWHERE,
        agreed(EVENT),
        found(MOVED),
        ["Update"],
        [],
        [],
        id="moved by another's, then in the plan",
    ),
    pytest.param(RENAMED, agreed(EVENT), found(RENAMED), [], [], [], id="renamed by another machine's hjul"),
    pytest.param(EVENT, agreed(EVENT, found(MOVED)), found(MOVED), [], ["moved"], [], id="still unsettled"),
    pytest.param(
        MOVED_ELSEWHERE, agreed(EVENT, found(MOVED)), found(MOVED), ["Update"], [], [], id="decided since"
    ),
    pytest.param(CALLED_OFF, agreed(EVENT), found(EVENT), ["Update"], [], [], id="cancelled in the plan"),
    pytest.param(
        EVENT,
        agreed(EVENT),
        found(CALLED_OFF, stamp=EVENT),
        [],
        ["cancelled"],
        [Seen.CANCELLED],
        id="cancelled there",
    ),
    pytest.param(EVENT, agreed(EVENT), None, ["Bury"], ["deleted"], [Seen.DELETED], id="deleted there"),
    pytest.param(
        EVENT, agreed(EVENT, None, Presence.DELETED), None, [], ["deleted"], [], id="deleted before"
    ),
    pytest.param(
        CALLED_OFF, agreed(EVENT, None, Presence.DELETED), None, [], [], [], id="deleted and called off"
    ),
    pytest.param(
        EVENT,
        agreed(EVENT, None, Presence.DELETED),
        found(EVENT),
        [],
        ["returned"],
        [Seen.RETURNED],
        id="there again",
    ),
    pytest.param(TASK, agreed(TASK), found(TASK, DONE), [], [], [Seen.DONE], id="ticked"),
    pytest.param(
        TASK, agreed(TASK, found(TASK, DONE)), found(TASK), [], [], [Seen.REOPENED], id="tick taken back"
    ),
    pytest.param(
        TASK,
        agreed(TASK),
        found(TASK, Progress(State.CANCELLED)),
        [],
        ["cancelled"],
        [Seen.CANCELLED],
        id="task cancelled there",
    ),
    pytest.param(None, agreed(EVENT), found(EVENT), ["Delete"], [], [], id="dropped from the plan"),
    pytest.param(None, agreed(PAST), found(PAST), [], ["kept"], [], id="dropped when past"),
    pytest.param(
        None, agreed(TASK, found(TASK, DONE)), found(TASK, DONE), [], ["kept"], [], id="dropped when done"
    ),
    pytest.param(None, agreed(EVENT), None, [], [], [], id="dropped and gone"),
    pytest.param(None, None, found(EVENT), ["Delete"], [], [], id="ours, and nobody knows it"),
]


@pytest.mark.parametrize(("wanted", "known", "there", "does", "says", "saw"), ROWS)
def test_each_row_of_the_table(
    wanted: Item | None,
    known: Agreed | None,
    there: Found | None,
    does: list[str],
    says: list[str],
    saw: list[Seen],
) -> None:
    decision = decide(wanted, known, there)
    assert (effects(decision), codes(decision), kinds(decision)) == (does, says, saw)


@pytest.mark.parametrize(("wanted", "known", "there", "does", "says", "saw"), ROWS)
def test_once_carried_out_the_same_circumstances_need_nothing_more(
    wanted: Item | None,
    known: Agreed | None,
    there: Found | None,
    does: list[str],
    says: list[str],
    saw: list[Seen],
) -> None:
    first = decide(wanted, known, there)
    after = dict(first.remember)
    if known and known.key not in after and known.key not in first.forget:
        after[known.key] = known
    stands = {there.key: there} if there else {}
    for operation in first.operations:
        match operation.effect:
            case Create(item=item) | Update(item=item):
                assert operation.after is not None
                assert operation.after.found is not None
                written = replace(operation.after.found, ref=f"{item.key}.ics", etag="2")
                after[item.key] = replace(operation.after, found=written)
                stands[item.key] = written
            case Delete(key=key):
                stands.pop(key)
                after.pop(key, None)
            case Bury():
                pass
    plan = [Wanted(wanted)] if wanted else []
    second = reconcile(plan, after, Reading(tuple(stands.values())), given())
    assert effects(second) == []
    assert kinds(second) == []


def test_a_buried_item_is_not_brought_back_when_the_ledger_is_lost() -> None:
    decision = decide(EVENT, None, None, buried=True)
    assert effects(decision) == []
    assert codes(decision) == ["deleted"]


def test_a_task_cancelled_in_the_plan_is_not_created() -> None:
    assert effects(decide(Wanted(TASK, Progress(State.CANCELLED)), None, None)) == []


def test_a_done_task_stays_done_when_the_plan_cancels_it() -> None:
    there = found(TASK, DONE)
    decision = decide(Wanted(TASK, Progress(State.CANCELLED)), agreed(TASK, there), there)
    assert effects(decision) == []


def test_a_task_cancelled_in_the_plan_is_cancelled_there_and_opened_when_the_plan_takes_it_back() -> None:
    cancelled = Progress(State.CANCELLED)
    first = decide(Wanted(TASK, cancelled), agreed(TASK), found(TASK))
    (operation,) = first.operations
    assert operation.reason == "cancelled_in_plan"
    assert operation.after is not None
    second = decide(TASK, operation.after, operation.after.found)
    (back,) = second.operations
    assert isinstance(back.effect, Update)
    assert back.effect.progress == Progress(State.OPEN)


def test_the_boards_mark_goes_out_once_and_a_later_word_of_a_person_wins() -> None:
    mark = Progress(State.DONE, 100, datetime(2026, 3, 6, tzinfo=UTC))
    circumstances = given(marks={TASK.key: mark})
    first = decide(TASK, agreed(TASK), found(TASK), circumstances=circumstances)
    (operation,) = first.operations
    assert operation.reason == "marked"
    assert operation.after is not None
    reopened = found(TASK, Progress(State.OPEN, None, datetime(2026, 3, 8, tzinfo=UTC)))
    second = decide(TASK, operation.after, reopened, circumstances=circumstances)
    assert effects(second) == []
    assert kinds(second) == [Seen.REOPENED]


def test_a_persons_word_after_the_mark_is_not_overwritten_even_if_the_mark_never_went_out() -> None:
    mark = Progress(State.DONE, 100, datetime(2026, 3, 6, tzinfo=UTC))
    started = found(TASK, Progress(State.STARTED, 40, datetime(2026, 3, 8, tzinfo=UTC)))
    decision = decide(TASK, agreed(TASK), started, circumstances=given(marks={TASK.key: mark}))
    assert effects(decision) == []


def test_restoring_turns_a_dragged_meeting_back_and_makes_a_deleted_one_again() -> None:
    circumstances = given(restore=frozenset({EVENT.key}))
    dragged = decide(EVENT, agreed(EVENT, found(MOVED)), found(MOVED), circumstances=circumstances)
    assert [one.reason for one in dragged.operations] == ["restored"]
    gone = decide(EVENT, agreed(EVENT, None, Presence.DELETED), None, circumstances=circumstances)
    assert effects(gone) == ["Create"]


def test_a_kept_date_and_a_new_title_go_together_and_the_stamp_says_what_the_plan_wanted() -> None:
    decision = decide(RENAMED, agreed(EVENT), found(MOVED, stamp=EVENT))
    (operation,) = decision.operations
    assert isinstance(operation.effect, Update)
    assert isinstance(operation.effect.item, Event)
    assert operation.effect.item.start == MOVED.start
    assert operation.effect.item.title == RENAMED.title
    assert operation.effect.stamp == Stamp.of(RENAMED)


def test_a_failed_write_after_both_moved_it_still_keeps_theirs() -> None:
    plan = replace(MOVED_ELSEWHERE, title="Another title")
    first = decide(plan, agreed(EVENT), found(MOVED, stamp=EVENT))
    assert codes(first) == ["moved_both"]
    second = decide(plan, first.remember[EVENT.key], found(MOVED, stamp=EVENT))
    (operation,) = second.operations
    assert isinstance(operation.effect, Update)
    assert isinstance(operation.effect.item, Event)
    assert operation.effect.item.start == MOVED.start


def test_an_unreadable_object_is_neither_deleted_nor_written() -> None:
    known = agreed(EVENT)
    reading = Reading((), flaws=(Flaw("board.ics", "broken"),))
    decision = reconcile([Wanted(RENAMED)], {EVENT.key: known}, reading, given())
    assert effects(decision) == []
    assert codes(decision) == ["unreadable"]


def test_what_an_incremental_reading_does_not_mention_has_not_changed() -> None:
    decision = reconcile([Wanted(EVENT)], {EVENT.key: agreed(EVENT)}, Reading((), complete=False), given())
    assert decision.is_empty


def test_what_an_incremental_reading_says_is_gone_is_gone() -> None:
    reading = Reading((), complete=False, gone=frozenset({"board.ics"}))
    assert effects(reconcile([Wanted(EVENT)], {EVENT.key: agreed(EVENT)}, reading, given())) == ["Bury"]


def test_notes_that_go_with_a_dropped_item_are_told() -> None:
    there = found(EVENT, notes="bring cake")
    decision = decide(None, agreed(EVENT, there), there)
    assert codes(decision) == ["notes_lost"]


def test_the_same_instant_in_another_zone_is_no_move() -> None:
    start = datetime(2026, 4, 6, 18, tzinfo=ZONE)
    evening = replace(EVENT, start=start, end=start + timedelta(hours=2))
    elsewhere = replace(
        evening, start=start.astimezone(UTC), end=(start + timedelta(hours=2)).astimezone(UTC)
    )
    assert decide(evening, agreed(evening), found(elsewhere, stamp=evening)).operations == ()


def test_what_lies_outside_the_run_is_left_alone() -> None:
    circumstances = given(outside=frozenset({EVENT.key}))
    assert decide(RENAMED, agreed(EVENT), found(MOVED), circumstances=circumstances).is_empty
    assert decide(None, agreed(EVENT), found(EVENT), circumstances=circumstances).is_empty


def test_a_task_moved_by_a_member_keeps_their_day() -> None:
    later = replace(TASK, due=date(2026, 5, 15))
    decision = decide(TASK, agreed(TASK), found(later, stamp=TASK))
    assert (effects(decision), codes(decision)) == ([], ["moved"])
    assert isinstance(later, Task)


def test_what_a_place_remarks_is_told_of_what_the_plan_has_and_of_nothing_else() -> None:
    reading = Reading(
        (found(TASK),), remarks=(Remark(TASK.key, "recurs", "every week"), Remark(EVENT.key, "recurs"))
    )
    decision = reconcile([Wanted(TASK)], {TASK.key: agreed(TASK)}, reading, given())
    assert [(one.code, one.key, one.text) for one in decision.findings] == [
        ("recurs", TASK.key, "every week")
    ]
    assert decision.is_empty


def test_when_and_by_whom_something_was_changed_is_the_places_own_word_for_that_change_alone() -> None:
    there = found(replace(TASK, due=date(2026, 5, 15), title="Another title"), stamp=TASK)
    touched = datetime(2026, 3, 6, 9, tzinfo=UTC)
    reading = Reading((there,), touches=(Touch(there.ref, "due", touched, "Ola"), Touch("other", "title")))
    decision = reconcile([Wanted(TASK)], {TASK.key: agreed(TASK)}, reading, given())
    assert {(one.kind, one.at, one.by) for one in decision.observations} == {
        (Seen.MOVED, touched, "Ola"),
        (Seen.EDITED, None, None),
    }


def test_who_deleted_something_is_told_where_the_place_knows() -> None:
    there, at = found(TASK), datetime(2026, 3, 6, 9, tzinfo=UTC)
    reading = Reading((), gone=frozenset({there.ref}), touches=(Touch(there.ref, "deleted", at, "Ola"),))
    decision = reconcile([Wanted(TASK)], {TASK.key: agreed(TASK, there)}, reading, given())
    assert [(one.kind, one.at, one.by) for one in decision.observations] == [(Seen.DELETED, at, "Ola")]


def test_a_tick_keeps_its_own_time_and_person() -> None:
    there = found(TASK, DONE)
    reading = Reading((there,), touches=(Touch(there.ref, "done", NOW, "Ola"),))
    decision = reconcile([Wanted(TASK)], {TASK.key: agreed(TASK)}, reading, given())
    assert [(one.kind, one.at, one.by) for one in decision.observations] == [(Seen.DONE, DONE.at, None)]
