"""One run of hjul on any adapter, with the weather of one boundary; and a plan that changes in 100 places. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from adapters.base import Adapter, Capabilities
from config.errors import UserError
from mappings.items import Event, Item, Key, Task, Wanted, Whole
from sync.apply import carry_out
from sync.clock import Clock
from sync.look import Look, Wish, look
from sync.session import ROUNDS
from tests.make import PLAN_ID, ZONE, make_event, make_task
from tests.simulation.faults import PowerCut, Unreliable, UnreliableLedger, Weather
from tests.simulation.ledgers import Shelf

ITEMS = 100
TODAY = date(2026, 1, 15)
TARGET = "target"


@dataclass(frozen=True, slots=True)
class Occasion:
    clock: Clock
    plan_id: str = PLAN_ID

    def left_out(self, _item: Item, /) -> bool:
        return False


def key(number: int) -> Key:
    """The key of one of the plan's items: events have even numbers, tasks odd ones, where both are kept.

    One in ten is somebody's part of what all of these do for themselves.
    """
    return Key(f"together/item-{number:03}" if number % 10 == 7 else f"item-{number:03}")


def plan(version: int, can: Capabilities) -> tuple[Wanted, ...]:
    """Two versions of a plan of 100 items. From either to the other: 20 items made, 60 changed, 20 taken away.

    Of events and tasks, or of what the place can keep alone.
    """
    numbers = range(80) if version % 2 == 0 else range(20, ITEMS)
    return tuple(Wanted(_item(number, version % 2, can)) for number in numbers)


def _item(number: int, version: int, can: Capabilities) -> Item:
    day = date(2026, 3, 1) + timedelta(days=number)
    title = f"item {number}, version {version}"
    if can.tasks and (number % 2 or not can.events):
        whole = Whole("Together", f"Together, version {version}") if "/" in key(number) else None
        return make_task(key=key(number), title=title, due=day, start=None, whole=whole)
    return make_event(key=key(number), title=title, start=day, end=day + timedelta(days=1))


def day_of(item: Item) -> date | None:
    """The day that it is on."""
    match item:
        case Event(start=start):
            return start
        case Task(due=due):
            return due


def run(adapter: Adapter, shelf: Shelf, wanted: Iterable[Wanted], weather: Weather) -> Look | None:
    """What the command does, once. None when it was cut off; else the last look."""
    book = shelf.open()
    ledger = UnreliableLedger(book, weather)
    occasion = Occasion(Clock(ZONE, TODAY))
    unreliable = Unreliable(adapter, weather)
    items = tuple(wanted)
    try:
        number = ledger.begin_run(PLAN_ID, "sync", occasion.clock.now())
        seen = look(occasion, ledger, TARGET, items, unreliable, Wish())
        for _ in range(1, ROUNDS):
            if not carry_out(occasion, ledger, number, seen, lambda _: None).stale:
                break
            seen = look(occasion, ledger, TARGET, items, unreliable, Wish())
        ledger.end_run(number, occasion.clock.now(), "done", {})
        return seen
    except (PowerCut, UserError):
        return None
    finally:
        book.close()
