"""The table of an undoing, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from adapters.base import Bury, Create, Delete, Effect, Update
from mappings.items import Found, Item, Key, Progress, Stamp, State
from sync.agreed import Agreed, Intent, Presence
from sync.decision import Decision
from sync.ledger_values import IntentState, PastIntent
from sync.undo import Now, undo
from tests.make import make_event, make_task

AT = datetime(2026, 3, 5, 18, tzinfo=UTC)
EVENT = make_event(key=Key("board"), start=date(2026, 4, 6), end=date(2026, 4, 7))
MOVED = replace(EVENT, start=date(2026, 4, 13), end=date(2026, 4, 14))
ELSEWHERE = replace(EVENT, start=date(2026, 4, 20), end=date(2026, 4, 21))
RENAMED = replace(EVENT, title="Another title")
CALLED_OFF = replace(EVENT, cancelled=True)
TASK = make_task(key=Key("letter"), due=date(2026, 4, 30), start=None)
OPEN, DONE = Progress(), Progress(State.DONE, 100, AT)
HALFWAY = Progress(State.STARTED, 40)


def found(item: Item, progress: Progress = OPEN, notes: str = "", planned: Item | None = None) -> Found:
    return Found(item, f"{item.key}.ics", "1", progress, notes, Stamp.of(planned or item))


def did(
    before: Found | None,
    left: Found | None,
    *,
    state: IntentState = IntentState.DONE,
    pushed: Progress | None = None,
    known: Agreed | None = None,
) -> PastIntent:
    """What one intent of the run changed."""
    item = (left or before or found(EVENT)).item
    effect: Effect
    if left is None:
        effect = Delete(item.key, "x", None) if before else Bury(item.key)
    elif before is None:
        effect = Create(item, pushed)
    else:
        effect = Update(item, "x", None, pushed)
    after = None if left is None else Agreed(left.item, left, pushed=pushed)
    known = known or (Agreed(before.item, before) if before else None)
    return PastIntent(Intent(1, 1, "folder", effect, before, after), state, None, AT, known, "all of it")


def undoing(*past: PastIntent, now: Found | None, agreed: Agreed | None = None, **more: object) -> Decision:
    key = past[0].intent.effect.key
    known = agreed or next((one.intent.after for one in past if one.intent.after), None)
    return undo(
        past,
        Now({key: now} if now else {}, {key: known} if known else {}, **more),  # type: ignore[arg-type]
    )


def effects(decision: Decision) -> list[str]:
    return [type(one.effect).__name__ for one in decision.operations]


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.findings]


ROWS = [
    # before, left, now → effects, findings
    pytest.param(None, found(EVENT), found(EVENT), ["Delete"], [], id="made, as it was left"),
    pytest.param(None, found(EVENT), found(MOVED), [], ["undo_touched"], id="made, then dragged"),
    pytest.param(None, found(TASK), found(TASK, DONE), [], ["undo_touched"], id="made, then ticked"),
    pytest.param(None, found(TASK), found(TASK, notes="x"), [], ["undo_touched"], id="made, then noted"),
    pytest.param(None, found(TASK), None, [], [], id="made, then deleted"),
    pytest.param(found(TASK, HALFWAY, "x"), None, None, ["Create"], [], id="taken away"),
    pytest.param(found(EVENT), None, found(MOVED), [], ["undo_there"], id="taken away, there again"),
    pytest.param(found(EVENT), found(RENAMED), found(RENAMED), ["Update"], [], id="renamed"),
    pytest.param(found(EVENT), found(RENAMED), found(EVENT), [], [], id="renamed, named back"),
    pytest.param(
        found(EVENT),
        found(RENAMED),
        found(replace(EVENT, title="Theirs")),
        [],
        ["undo_kept"],
        id="renamed twice",
    ),
    pytest.param(found(EVENT), found(MOVED), found(MOVED), ["Update"], [], id="moved"),
    pytest.param(found(EVENT), found(MOVED), found(ELSEWHERE), [], ["undo_kept"], id="moved, then dragged"),
    pytest.param(found(EVENT), found(CALLED_OFF), found(CALLED_OFF), ["Update"], [], id="called off"),
    pytest.param(
        found(EVENT),
        found(replace(RENAMED, start=MOVED.start, end=MOVED.end)),
        found(replace(RENAMED, start=ELSEWHERE.start, end=ELSEWHERE.end)),
        ["Update"],
        ["undo_kept"],
        id="renamed and moved, then dragged",
    ),
    pytest.param(found(EVENT), found(RENAMED), None, [], ["undo_gone"], id="renamed, then deleted"),
    pytest.param(found(TASK, HALFWAY), found(TASK, DONE), found(TASK, DONE), ["Update"], [], id="marked"),
    pytest.param(
        found(TASK), found(TASK, DONE), found(TASK, HALFWAY), [], ["undo_kept"], id="marked, then said anew"
    ),
    pytest.param(None, None, None, [], [], id="buried"),
]


@pytest.mark.parametrize(("before", "left", "now", "does", "says"), ROWS)
def test_each_row_of_the_table(
    before: Found | None, left: Found | None, now: Found | None, does: list[str], says: list[str]
) -> None:
    decision = undoing(did(before, left), now=now)
    assert (effects(decision), codes(decision)) == (does, says)


@pytest.mark.parametrize(("before", "left", "now", "does", "says"), ROWS)
def test_what_failed_is_not_undone_and_what_cannot_be_read_is_left(
    before: Found | None, left: Found | None, now: Found | None, does: list[str], says: list[str]
) -> None:
    failed = undoing(did(before, left, state=IntentState.FAILED), now=now)
    assert (failed.operations, failed.findings) == ((), ())
    past = did(before, left)
    unreadable = undoing(past, now=None, flawed=frozenset({past.intent.effect.key}))
    assert unreadable.operations == ()
    assert codes(unreadable) in ([], ["undo_unreadable"])


@pytest.mark.parametrize(("before", "left", "now", "does", "says"), ROWS)
def test_once_undone_there_is_nothing_more_to_undo(
    before: Found | None, left: Found | None, now: Found | None, does: list[str], says: list[str]
) -> None:
    past = did(before, left)
    for operation in undoing(past, now=now).operations:
        now = operation.after.found if operation.after else None
    assert effects(undoing(past, now=now)) == []


def test_what_is_made_again_has_its_image_and_all_that_is_known_of_it() -> None:
    before = found(TASK, HALFWAY, "Ring Ola")
    known = Agreed(TASK, before, Presence.DROPPED, Progress(State.STARTED))
    (operation,) = undoing(did(before, None, known=known), now=None).operations
    assert operation.effect == Create(TASK, HALFWAY, before.stamp, "all of it", "Ring Ola")
    assert operation.after == replace(known, presence=Presence.LIVE)


@pytest.mark.parametrize(
    "more", [{"buried": frozenset({EVENT.key})}, {"agreed": Agreed(EVENT, None, Presence.DELETED)}]
)
def test_what_a_person_deleted_since_is_not_made_again(more: dict[str, object]) -> None:
    decision = undoing(did(found(EVENT), None), now=None, **more)  # type: ignore[arg-type]
    assert (effects(decision), codes(decision)) == ([], ["undo_gone"])


def test_several_deeds_on_one_item_are_undone_as_one() -> None:
    past = (did(found(EVENT), found(MOVED)), did(found(MOVED), found(ELSEWHERE)))
    (operation,) = undoing(*past, now=found(ELSEWHERE)).operations
    assert isinstance(operation.effect, Update)
    assert operation.effect.item == EVENT
    assert effects(undoing(did(None, found(EVENT)), did(found(EVENT), None), now=None)) == []


def test_the_last_deed_is_undone_first() -> None:
    first, second = found(EVENT), found(TASK)
    decision = undo([did(None, first), did(None, second)], Now({EVENT.key: first, TASK.key: second}))
    assert [one.key for one in decision.operations] == [TASK.key, EVENT.key]


@pytest.mark.parametrize("state", [IntentState.PENDING, IntentState.ANSWERED])
def test_a_deletion_that_never_happened_is_nothing_to_tell(state: IntentState) -> None:
    decision = undoing(did(found(EVENT), None, state=state), now=found(EVENT))
    assert (effects(decision), codes(decision)) == ([], [])


def test_a_word_put_back_is_remembered_as_not_said() -> None:
    past = did(found(TASK, HALFWAY), found(TASK, DONE), pushed=DONE)
    (operation,) = undoing(past, now=found(TASK, DONE)).operations
    assert isinstance(operation.effect, Update)
    assert operation.effect.progress == HALFWAY
    assert operation.after is not None
    assert operation.after.pushed is None


def test_a_service_without_stamps_gets_everything_back_too() -> None:
    before, left = replace(found(EVENT), stamp=None), replace(found(MOVED), stamp=None)
    (operation,) = undoing(did(before, left), now=left).operations
    assert isinstance(operation.effect, Update)
    assert operation.effect.item == EVENT
    (operation,) = undoing(did(before, None), now=None).operations
    assert operation.after is not None
    assert operation.after.item == EVENT


def test_another_kind_of_item_under_the_same_key_is_left() -> None:
    now = found(make_task(key=EVENT.key))
    assert codes(undoing(did(found(EVENT), found(RENAMED)), now=now)) == ["undo_gone"]


def test_with_the_plan_put_back_a_dragged_date_is_remembered_as_dragged() -> None:
    dragged = found(ELSEWHERE, planned=MOVED)
    accepted = Agreed(ELSEWHERE, dragged)
    decision = undo([], Now({EVENT.key: dragged}, {EVENT.key: accepted}, plan={EVENT.key: EVENT}))
    assert decision.operations == ()
    assert decision.remember == {EVENT.key: replace(accepted, item=EVENT)}
    written = Agreed(MOVED, found(MOVED))
    untouched = undo([], Now({EVENT.key: found(MOVED)}, {EVENT.key: written}, plan={EVENT.key: EVENT}))
    assert untouched.remember == {}, "what hjul wrote itself is the plan's to move"
