"""What the ledger promises about what it was told. About its file and its faults: test_database.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from adapters.base import Bury, Create, Delete, Update
from config.errors import UserError
from mappings.history import Observation, Seen
from mappings.items import Found, Item, Key, Progress, Stamp, State
from sync.agreed import Agreed, Presence
from sync.ledger import IntentState, Ledger, PastIntent, ReportIssue, Run, Settlement
from sync.ledger_base import Planned
from tests.make import make_event, make_task

PLAN = "branch-2026"
TARGET = "folder"
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.fixture(params=["file", "memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open("sqlite://" if request.param == "memory" else tmp_path / "hjul.db") as opened:
        yield opened


def stands(item: Item, etag: str | None = "1") -> Found:
    return Found(item, f"{item.key}.ics", etag, stamp=Stamp.of(item))


def agreed(item: Item) -> Agreed:
    return Agreed(item, stands(item))


def saw(key: str, kind: Seen = Seen.DONE, **changes: object) -> Observation:
    values: dict[str, object] = {"key": key, "kind": kind, "recorded_at": AT, "source": TARGET}
    return Observation(**{**values, **changes})  # type: ignore[arg-type]


def record(
    ledger: Ledger,
    *,
    remember: tuple[Agreed, ...] = (),
    forget: tuple[str, ...] = (),
    observations: tuple[Observation, ...] = (),
    cursor: str | None = None,
    answered: tuple[int, ...] = (),
    plan: str = PLAN,
    target: str = TARGET,
) -> None:
    ledger.record_reading(
        ledger.begin_run(plan, "sync", AT),
        plan,
        target,
        remember={one.key: one for one in remember},
        forget=[Key(key) for key in forget],
        observations=observations,
        cursor=cursor,
        answered=answered,
        at=LATER,
    )


BOARD = make_event(key=Key("board"))
LETTER = make_task(key=Key("letter"))


def test_a_new_ledger_knows_nothing(ledger: Ledger) -> None:
    assert ledger.agreed(PLAN, TARGET) == {}
    assert ledger.cursor(PLAN, TARGET) is None
    assert ledger.pending_intents(PLAN, TARGET) == []
    assert ledger.observations(PLAN) == []
    assert ledger.runs(PLAN) == []
    assert ledger.plan_text_at(PLAN, AT) is None
    assert ledger.issued(PLAN, "2026-03") is None


# Runs


def test_a_run_is_told_with_how_it_ended(ledger: Ledger) -> None:
    run = ledger.begin_run(PLAN, "sync", AT)
    ledger.end_run(run, LATER, "done", {"created": 3, "failed": 0})
    assert ledger.runs(PLAN) == [Run(run, "sync", AT, LATER, "done", {"created": 3, "failed": 0})]


def test_a_run_that_was_cut_off_has_no_end(ledger: Ledger) -> None:
    first, second = ledger.begin_run(PLAN, "sync", AT), ledger.begin_run(PLAN, "sync", LATER)
    ledger.end_run(second, LATER, "done", {})
    assert [(run.id, run.ended_at, run.result) for run in ledger.runs(PLAN)] == [
        (first, None, None),
        (second, LATER, "done"),
    ]


def test_a_run_knows_the_text_that_it_worked_from_and_the_one_that_it_left(ledger: Ledger) -> None:
    before, after = ledger.save_plan(PLAN, "A", AT), ledger.save_plan(PLAN, "B", LATER)
    runs = [ledger.begin_run(PLAN, "sync", AT, before) for _ in range(2)]
    ledger.end_run(runs[0], LATER, "done", {})
    ledger.end_run(runs[1], LATER, "done", {}, after)
    assert [run.plan_version for run in ledger.runs(PLAN)] == [before, after]


def test_times_are_kept_in_utc_whatever_zone_they_were_said_in(ledger: Ledger) -> None:
    ledger.begin_run(PLAN, "sync", AT.astimezone(timezone(timedelta(hours=2))))
    started = ledger.runs(PLAN)[0].started_at
    assert started == AT
    assert started.tzinfo is UTC


# The plan's text


def test_a_plan_that_has_not_changed_is_the_same_version(ledger: Ledger) -> None:
    first = ledger.save_plan(PLAN, "title: A", AT)
    assert ledger.save_plan(PLAN, "title: A", LATER) == first
    assert ledger.save_plan(PLAN, "title: B", LATER) != first
    third = ledger.save_plan(PLAN, "title: A", LATER)
    assert third != first
    assert ledger.plan_text(third) == "title: A"


def test_a_plan_version_that_is_not_there_is_damage(ledger: Ledger) -> None:
    with pytest.raises(UserError, match="move the ledger away"):
        ledger.plan_text(17)


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        pytest.param(-1, "A", id="before the first there was only the first"),
        pytest.param(0, "A", id="at the very time"),
        pytest.param(1, "A", id="between"),
        pytest.param(2, "B", id="the second"),
        pytest.param(99, "B", id="long after"),
    ],
)
def test_the_plan_of_a_past_day_is_the_one_that_held_then(ledger: Ledger, hours: int, text: str) -> None:
    ledger.save_plan(PLAN, "A", AT)
    ledger.save_plan(PLAN, "B", AT + timedelta(hours=2))
    ledger.save_plan("another", "C", AT)
    found = ledger.plan_text_at(PLAN, AT + timedelta(hours=hours))
    assert found is not None
    assert found[1] == text
    assert ledger.plan_text(found[0]) == text


# What was agreed


def test_what_was_agreed_comes_back(ledger: Ledger) -> None:
    deleted = Agreed(
        LETTER, stands(LETTER, None), Presence.DELETED, Progress(State.CANCELLED, at=AT, by="Åsa")
    )
    unseen = Agreed(make_task(key=Key("unseen")), None)
    record(ledger, remember=(agreed(BOARD), deleted, unseen), cursor="17")
    assert ledger.agreed(PLAN, TARGET) == {
        "board": agreed(BOARD),
        "letter": deleted,
        "unseen": unseen,
    }
    assert ledger.cursor(PLAN, TARGET) == "17"


def test_more_than_one_handful_comes_back_in_the_order_of_the_keys(ledger: Ledger) -> None:
    several = {one.key: one for one in (agreed(make_task(key=Key(f"{n:04}"))) for n in range(2_500))}
    record(ledger, remember=tuple(reversed(several.values())))
    assert list(ledger.agreed(PLAN, TARGET).items()) == list(several.items())


def test_the_latest_word_holds_and_the_forgotten_is_gone(ledger: Ledger) -> None:
    record(ledger, remember=(agreed(BOARD), agreed(LETTER)), cursor="1")
    moved = agreed(make_event(key=Key("board"), start=date(2026, 5, 1), end=date(2026, 5, 2)))
    record(ledger, remember=(moved,), forget=("letter", "never-there"), cursor=None)
    assert ledger.agreed(PLAN, TARGET) == {"board": moved}
    assert ledger.cursor(PLAN, TARGET) is None


def test_what_is_forgotten_and_remembered_at_once_is_remembered(ledger: Ledger) -> None:
    record(ledger, remember=(agreed(BOARD),), forget=("board",))
    assert ledger.agreed(PLAN, TARGET) == {"board": agreed(BOARD)}


def test_plans_and_targets_do_not_know_each_other(ledger: Ledger) -> None:
    record(ledger, remember=(agreed(BOARD),), observations=(saw("board"),), cursor="1")
    record(ledger, remember=(agreed(LETTER),), cursor="2", target="calendar")
    record(ledger, forget=("board",), plan="another")
    assert ledger.agreed(PLAN, TARGET) == {"board": agreed(BOARD)}
    assert ledger.agreed(PLAN, "calendar") == {"letter": agreed(LETTER)}
    assert (ledger.cursor(PLAN, TARGET), ledger.cursor("another", TARGET)) == ("1", None)
    assert ledger.observations("another") == []


def test_a_reading_is_recorded_as_a_whole_or_not_at_all(ledger: Ledger) -> None:
    record(ledger, remember=(agreed(BOARD),), cursor="1")
    floating = saw("letter", at=datetime(2026, 3, 1, 12))  # noqa: DTZ001 - the fault
    with pytest.raises(Exception, match="time zone"):
        record(ledger, remember=(agreed(LETTER),), forget=("board",), observations=(floating,), cursor="2")
    assert ledger.agreed(PLAN, TARGET) == {"board": agreed(BOARD)}
    assert ledger.cursor(PLAN, TARGET) == "1"
    assert ledger.observations(PLAN) == []


def test_what_belongs_to_no_run_is_refused(ledger: Ledger) -> None:
    with pytest.raises(IntegrityError):
        ledger.write_intents(999, PLAN, TARGET, [(Bury(Key("board")), None, None)])


# Intents


def test_an_intent_is_pending_until_it_is_settled_and_keeps_what_stood_there(ledger: Ledger) -> None:
    run = ledger.begin_run(PLAN, "sync", AT)
    renamed = make_task(key=Key("letter"), title="Another")
    planned: list[Planned] = [
        (Create(BOARD), None, agreed(BOARD)),
        (Update(renamed, "letter.ics", "1", Progress(State.DONE)), stands(LETTER), agreed(renamed)),
        (Delete(Key("old"), "old.ics", None), stands(make_task(key=Key("old"))), None),
        (Bury(Key("gone")), None, None),
    ]
    intents = ledger.write_intents(run, PLAN, TARGET, planned)
    assert [(one.effect, one.before, one.after) for one in intents] == planned
    assert [one.id for one in intents] == sorted({one.id for one in intents})
    assert {(one.run, one.target) for one in intents} == {(run, TARGET)}
    assert ledger.pending_intents(PLAN, TARGET) == intents
    assert ledger.pending_intents(PLAN, "calendar") == []


def test_nothing_to_do_is_nothing_to_write(ledger: Ledger) -> None:
    assert ledger.write_intents(ledger.begin_run(PLAN, "sync", AT), PLAN, TARGET, []) == []
    ledger.settle(PLAN, TARGET, [], AT)
    ledger.observe(PLAN, None, [])


def test_settling_writes_the_outcome_and_what_is_agreed_together(ledger: Ledger) -> None:
    old = make_task(key=Key("old"))
    record(ledger, remember=(agreed(old), agreed(LETTER)))
    run = ledger.begin_run(PLAN, "sync", AT)
    created, deleted, failed, unanswered = ledger.write_intents(
        run,
        PLAN,
        TARGET,
        [
            (Create(BOARD), None, agreed(BOARD)),
            (Delete(old.key, "old.ics", "1"), stands(old), None),
            (Update(LETTER, "letter.ics", "1"), stands(LETTER), agreed(LETTER)),
            (Bury(Key("gone")), None, None),
        ],
    )
    ledger.settle(
        PLAN,
        TARGET,
        [
            Settlement(created.id, IntentState.DONE, BOARD.key, agreed(BOARD)),
            Settlement(deleted.id, IntentState.DONE, old.key, forget=True, image="all of it"),
            Settlement(failed.id, IntentState.FAILED, LETTER.key, error="changed since it was read"),
            Settlement(unanswered.id, IntentState.PENDING, Key("gone"), error="no answer"),
        ],
        LATER,
    )
    assert ledger.agreed(PLAN, TARGET) == {"board": agreed(BOARD), "letter": agreed(LETTER)}
    assert ledger.pending_intents(PLAN, TARGET) == [unanswered]
    assert ledger.intents(run) == [
        PastIntent(created, IntentState.DONE, None, LATER),
        PastIntent(deleted, IntentState.DONE, None, LATER, agreed(old), "all of it"),
        PastIntent(failed, IntentState.FAILED, "changed since it was read", LATER, agreed(LETTER)),
        PastIntent(unanswered, IntentState.PENDING, "no answer", None),
    ]


def test_an_intent_keeps_what_was_agreed_when_it_was_written_whatever_is_agreed_later(ledger: Ledger) -> None:
    record(ledger, remember=(agreed(LETTER),))
    record(ledger, remember=(agreed(make_task(key=LETTER.key, title="Elsewhere")),), target="calendar")
    run = ledger.begin_run(PLAN, "sync", AT)
    renamed = make_task(key=LETTER.key, title="Another")
    (update,) = ledger.write_intents(
        run, PLAN, TARGET, [(Update(renamed, "letter.ics", "1"), stands(LETTER), agreed(renamed))]
    )
    ledger.settle(PLAN, TARGET, [Settlement(update.id, IntentState.DONE, LETTER.key, agreed(renamed))], AT)
    record(ledger, forget=("letter",))
    assert [past.known for past in ledger.intents(run)] == [agreed(LETTER)]


def test_one_item_may_be_settled_twice_at_once_and_the_last_word_holds(ledger: Ledger) -> None:
    run = ledger.begin_run(PLAN, "sync", AT)
    first, second = ledger.write_intents(
        run, PLAN, TARGET, [(Bury(BOARD.key), None, None), (Create(BOARD), None, agreed(BOARD))]
    )
    ledger.settle(
        PLAN,
        TARGET,
        [
            Settlement(first.id, IntentState.DONE, BOARD.key, forget=True),
            Settlement(second.id, IntentState.DONE, BOARD.key, agreed(BOARD)),
        ],
        LATER,
    )
    assert ledger.agreed(PLAN, TARGET) == {"board": agreed(BOARD)}


def test_an_intent_whose_answer_never_came_is_answered_by_a_look(ledger: Ledger) -> None:
    run = ledger.begin_run(PLAN, "sync", AT)
    done, lost = ledger.write_intents(
        run, PLAN, TARGET, [(Create(BOARD), None, None), (Create(LETTER), None, None)]
    )
    ledger.settle(PLAN, TARGET, [Settlement(done.id, IntentState.DONE, BOARD.key, agreed(BOARD))], AT)
    record(ledger, answered=(done.id, lost.id))
    assert ledger.pending_intents(PLAN, TARGET) == []
    assert [(one.state, one.settled_at) for one in ledger.intents(run)] == [
        (IntentState.DONE, AT),
        (IntentState.ANSWERED, LATER),
    ]


# The story


def test_the_story_is_told_in_the_order_in_which_it_was_heard(ledger: Ledger) -> None:
    told = [
        saw("letter", Seen.MOVED, value={"field": "due", "from": "2026-03-01", "to": None}),
        saw(
            "members",
            Seen.MEASURED,
            at=AT - timedelta(days=9),
            by="Åsa",
            value={"value": 12.5},
            note="räknat",
        ),
        saw("board", Seen.CANCELLED, value={"sure": True, "times": 2}),
    ]
    ledger.observe(PLAN, None, told[:2])
    ledger.observe(PLAN, ledger.begin_run(PLAN, "mark", AT), told[2:])
    story = ledger.observations(PLAN)
    assert [one.id for one in story] == sorted({one.id for one in story})
    assert [
        saw(one.key, one.kind, at=one.at, by=one.by, value=one.value, note=one.note) for one in story
    ] == told


def test_a_past_day_ends_at_midnight(ledger: Ledger) -> None:
    midnight = datetime(2026, 4, 1, tzinfo=UTC)
    ledger.observe(
        PLAN,
        None,
        [
            saw("march", at=midnight - timedelta(microseconds=1), recorded_at=midnight + timedelta(days=9)),
            saw("april", at=midnight, recorded_at=midnight + timedelta(days=9)),
            saw("march-without-evidence", recorded_at=midnight - timedelta(days=1)),
            saw("april-without-evidence", recorded_at=midnight),
        ],
    )
    march = ledger.observations(PLAN, until=midnight)
    assert [one.key for one in march] == ["march", "march-without-evidence"]
    assert ledger.observations(PLAN, until=midnight.astimezone(timezone(timedelta(hours=-9)))) == march


def test_the_story_as_it_was_known_then_does_not_know_what_came_later(ledger: Ledger) -> None:
    ledger.observe(PLAN, None, [saw("first")])
    known = ledger.observations(PLAN)[-1].id
    ledger.observe(PLAN, None, [saw("learnt later, happened before", at=AT - timedelta(days=30))])
    assert [one.key for one in ledger.observations(PLAN, known_until=known)] == ["first"]


def test_odd_characters_in_what_others_wrote_stop_nothing(ledger: Ledger) -> None:
    odd = make_task(key=Key("letter"), title="nul \0 and half \ud800 a character")
    record(ledger, remember=(agreed(odd),), observations=(saw("letter", by="a\0b", note="c\ud800d"),))
    assert ledger.agreed(PLAN, TARGET) == {"letter": agreed(odd)}
    (seen,) = ledger.observations(PLAN)
    assert (seen.by, seen.note) == ("a\N{REPLACEMENT CHARACTER}b", "c?d")


# Reports


def test_a_period_is_issued_once_and_stays_as_it_was(ledger: Ledger) -> None:
    version = ledger.save_plan(PLAN, "A", AT)
    ledger.observe(PLAN, None, [saw("first")])
    issue = ledger.issue_report(PLAN, "2026-03", as_of=date(2026, 3, 31), plan_version=version, at=AT)
    known = ledger.observations(PLAN)[-1].id
    assert issue == ReportIssue("2026-03", date(2026, 3, 31), known, version, AT)
    ledger.observe(PLAN, None, [saw("second")])
    later = ledger.save_plan(PLAN, "B", LATER)
    again = ledger.issue_report(PLAN, "2026-03", as_of=date(2026, 4, 1), plan_version=later, at=LATER)
    assert again == issue
    assert ledger.issued(PLAN, "2026-03") == issue
    assert ledger.issued(PLAN, "2026-04") is None
    assert ledger.issued("another", "2026-03") is None


def test_a_period_issued_anew_is_made_from_what_is_known_now(ledger: Ledger) -> None:
    version = ledger.save_plan(PLAN, "one", AT)
    first = ledger.issue_report(PLAN, "2026-03", as_of=date(2026, 3, 31), plan_version=version, at=AT)
    later = ledger.save_plan(PLAN, "two", LATER)
    anew = ledger.issue_report(
        PLAN, "2026-03", as_of=date(2026, 3, 31), plan_version=later, at=LATER, anew=True
    )
    assert anew.plan_version == later != first.plan_version
    assert ledger.issued(PLAN, "2026-03") == anew


def test_a_report_can_be_issued_before_anything_was_seen(ledger: Ledger) -> None:
    version = ledger.save_plan(PLAN, "A", AT)
    ledger.observe("another", None, [saw("elsewhere")])
    issue = ledger.issue_report(PLAN, "2026-03", as_of=date(2026, 3, 31), plan_version=version, at=AT)
    assert issue.known_until == 0
    assert ledger.observations(PLAN, known_until=issue.known_until) == []
