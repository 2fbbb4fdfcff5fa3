"""The plain ledger of the simulation and the real one give the same answers to the same calls."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.base import Create, Delete, Effect
from mappings.history import Observation, Seen
from mappings.items import Found, Key, Progress, State
from sync.agreed import Agreed, Intent, Presence
from sync.ledger import Ledger
from sync.ledger_base import Planned
from sync.ledger_values import IntentState, Settlement
from tests.make import make_event
from tests.simulation.ledgers import Book, PlainLedger

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
PLACES = [("a", "x"), ("a", "y"), ("b", "x")]


@pytest.mark.parametrize("seed", range(8))
def test_a_plain_ledger_answers_as_the_real_one(seed: int, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "hjul.db") as real:
        plain = PlainLedger()
        drawn = random.Random(seed)
        for _ in range(40):
            call = drawn.randrange(10**9)
            told_real, told_plain = _call(real, random.Random(call)), _call(plain, random.Random(call))
            assert told_plain == told_real
            assert _answers(plain) == _answers(real)


def test_a_copy_of_a_plain_ledger_goes_its_own_way() -> None:
    ledger = PlainLedger()
    _call(ledger, random.Random(1))
    before = _answers(ledger)
    copy = ledger.copied()
    for seed in range(20):
        _call(copy, random.Random(seed))
    assert _answers(ledger) == before
    assert _answers(copy) != before


def _answers(book: Book) -> list[object]:
    agreed = [list(book.agreed(*place).items()) for place in PLACES]
    rest = [(book.pending_intents(*place), book.cursor(*place)) for place in PLACES]
    return [agreed, rest, [book.observations(plan) for plan in ("a", "b")]]


def _call(book: Book, drawn: random.Random) -> object:
    """One writing call, as a run makes it."""
    plan, target = drawn.choice(PLACES)
    run = book.begin_run(plan, "sync", AT)
    pending = book.pending_intents(plan, target)
    match drawn.randrange(3):
        case 0:
            known = [_agreed(drawn) for _ in range(drawn.randrange(4))]
            book.record_reading(
                run,
                plan,
                target,
                remember={one.key: one for one in known},
                forget=[_key(drawn) for _ in range(drawn.randrange(3))],
                observations=[_observation(drawn) for _ in range(drawn.randrange(3))],
                cursor=drawn.choice([None, "1", "2"]),
                answered=[one.id for one in pending if drawn.random() < 0.5],
                at=AT,
            )
        case 1:
            effects = [_planned(drawn) for _ in range(drawn.randrange(4))]
            return book.write_intents(run, plan, target, effects)
        case _:
            book.settle(plan, target, [_settlement(drawn, one) for one in pending], AT)
    return None


def _key(drawn: random.Random) -> Key:
    return Key(f"item-{drawn.randrange(6)}")


def _agreed(drawn: random.Random) -> Agreed:
    item = make_event(key=_key(drawn), title=f"title {drawn.randrange(9)}")
    found = Found(item, f"ref-{item.key}", str(drawn.randrange(9)), Progress(drawn.choice(list(State))))
    return Agreed(item, drawn.choice([found, None]), drawn.choice(list(Presence)))


def _observation(drawn: random.Random) -> Observation:
    zone = timedelta(hours=drawn.randrange(3))
    return Observation(_key(drawn), drawn.choice(list(Seen)), AT + zone, "x", drawn.choice([None, AT]))


def _planned(drawn: random.Random) -> Planned:
    after = _agreed(drawn)
    effects: list[Effect] = [Create(after.item), Delete(after.key, "ref", None)]
    effect = drawn.choice(effects)
    return effect, None, drawn.choice([after, None])


def _settlement(drawn: random.Random, intent: Intent) -> Settlement:
    agreed = drawn.choice([intent.after, None])
    state = drawn.choice([IntentState.DONE, IntentState.FAILED, IntentState.PENDING])
    return Settlement(intent.id, state, intent.effect.key, agreed, forget=drawn.random() < 0.3)
