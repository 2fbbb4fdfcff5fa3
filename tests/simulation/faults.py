"""What goes wrong: a service and a ledger that fail at chosen calls, within what their contracts allow. Decides no outcome.

Every call of a run has a number: readings, effects and the ledger's writes, in the order in which they are made. A fault is
armed for a number; what it is follows from the kind of call that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from adapters.base import (
    Adapter,
    Capabilities,
    Effect,
    NotAllowed,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Stale,
    Terminal,
    Transient,
)
from config.errors import UserError
from mappings.history import Observation
from mappings.items import Item, Key
from sync.agreed import Agreed, Intent
from sync.ledger_base import Planned
from sync.ledger_values import Settlement
from tests.simulation.ledgers import Book


class PowerCut(BaseException):
    """The process is no more: nothing in the program may catch this, and nothing can be written after it."""


class Interrupted(BaseException):
    """Somebody pressed Ctrl-C: what stands in ``finally`` is still done."""


CUT_BEFORE, CUT_AFTER, LOST = "cut before", "cut after", "answer lost"
MEANWHILE, MEANWHILE_AFTER = "something else happens before", "something else happens after"

REFUSALS = (
    "unreachable",
    "too many requests",
    "server error",
    "overloaded",
    "sign-in needed",
    "not allowed",
    "broken for good",
)
"""What a service says instead of doing anything."""

READ_FAULTS = (
    *REFUSALS,
    "broken off in the middle",
    "a page missing",
    "cursor expired",
    "a page twice",
    "another order",
    "lagging",
    MEANWHILE,
    MEANWHILE,
    MEANWHILE_AFTER,
    MEANWHILE_AFTER,
    MEANWHILE_AFTER,
    CUT_BEFORE,
    CUT_AFTER,
)
EFFECT_FAULTS = (
    *REFUSALS,
    "conflict",
    "gone",
    "service stops",
    LOST,
    LOST,
    "tried twice",
    "interrupted",
    MEANWHILE,
    MEANWHILE,
    MEANWHILE,
    MEANWHILE_AFTER,
    CUT_BEFORE,
    CUT_AFTER,
)
WRITE_FAULTS = (CUT_BEFORE, CUT_AFTER, "disk full")
FIRST_EFFECT = 1_000
"""From here on a number names an effect, counted from 0, whatever calls come before it."""


@dataclass
class Weather:
    """The faults of one run. ``armed`` is from a call's number to any number, or to a fault's name."""

    armed: Mapping[int, int | str] = field(default_factory=dict)
    meanwhile: Callable[[int, Key | None], None] = lambda *_: None  # with the key of what is being done
    calls: int = 0
    effects: int = 0
    dead: bool = False
    hits: list[str] = field(default_factory=list)

    def at_call(self, faults: Sequence[str]) -> tuple[str, int]:
        """What happens at this call: the fault's name (or nothing) and the number it was drawn with."""
        if self.dead:
            raise PowerCut
        drawn = self.armed.get(self.calls)
        self.calls += 1
        if faults is EFFECT_FAULTS:
            drawn = self.armed.get(FIRST_EFFECT + self.effects, drawn)
            self.effects += 1
        if drawn is None:
            return "", 0
        fault = drawn if isinstance(drawn, str) else faults[drawn % len(faults)]
        if fault not in faults:
            return "", 0
        self.hits.append(fault)
        return fault, drawn // len(faults) if isinstance(drawn, int) else 0

    def cut(self) -> PowerCut:
        """From here on nothing of this process reaches anything."""
        self.dead = True
        return PowerCut()


def _error(fault: str) -> ServiceError:
    match fault:
        case "too many requests":
            return Transient("429", retry_after=30)
        case "sign-in needed":
            return NotAllowed("401")
        case "not allowed":
            return NotAllowed("403")
        case "broken for good" | "service stops":
            return Terminal("404")
        case "gone":
            return Stale("410")
        case "conflict":
            return Stale("412")
        case "server error":
            return Transient("500")
        case "overloaded":
            return Transient("503", retry_after=5)
        case _:
            return Transient(f"{fault}: no answer")


class Unreliable:
    """An adapter that fails as the weather says. ``landed`` is told of every effect that took place, answered or not.

    ``lagging`` gives an earlier state of the place, or None when there is none that may be read.
    """

    def __init__(
        self,
        inner: Adapter,
        weather: Weather,
        *,
        was_read: Callable[[], None] = lambda: None,
        landing: Callable[[Effect], None] = lambda _: None,
        landed: Callable[[Outcome], None] = lambda _: None,
        lagging: Callable[[int], Adapter | None] = lambda _: None,
    ) -> None:
        self._inner = inner
        self._weather = weather
        self._was_read = was_read
        self._landing = landing
        self._landed = landed
        self._lagging = lagging

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self._inner.capabilities

    def as_stored(self, item: Item) -> Item:
        return self._inner.as_stored(item)

    def mails(self, effect: Effect) -> int:
        return self._inner.mails(effect)

    def read(self, since: Since) -> Reading:
        weather = self._weather
        fault, drawn = weather.at_call(READ_FAULTS)
        if fault in REFUSALS:
            raise _error(fault)
        match fault:
            case "":
                self._was_read()
                return self._inner.read(since)
            case "cut before":
                raise weather.cut()
            case "something else happens before":
                weather.meanwhile(drawn, None)
            case "cursor expired":
                since = replace(since, cursor="expired")
            case _:
                pass
        source = (self._lagging(drawn) if fault == "lagging" else None) or self._inner
        self._was_read()
        reading = source.read(since)
        match fault:
            case "cut after":
                raise weather.cut()
            case "broken off in the middle" | "a page missing":
                raise _error(fault)  # what came is less than there is, and so is no answer at all
            case "a page twice":
                reading = replace(reading, found=reading.found * 2)
            case "another order":
                reading = replace(reading, found=reading.found[::-1])
            case "something else happens after":
                weather.meanwhile(drawn, None)
            case _:
                pass
        return reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        for effect in effects:
            yield self._one(effect)

    def _one(self, effect: Effect) -> Outcome:
        weather = self._weather
        fault, drawn = weather.at_call(EFFECT_FAULTS)
        if fault in (*REFUSALS, "conflict", "gone"):
            return Outcome(effect, error=_error(fault))
        match fault:
            case "cut before":
                raise weather.cut()
            case "interrupted":
                raise Interrupted
            case "service stops":
                raise _error(fault)
            case "something else happens before":
                weather.meanwhile(drawn, effect.key)
            case _:
                pass
        outcome = self._carry_out(effect)
        match fault:
            case "cut after":
                raise weather.cut()
            case "answer lost":
                return Outcome(effect, error=_error(fault))
            case (
                "tried twice"
            ):  # the adapter asks again, and hears that it exists already (409), or is not as it was
                outcome = self._carry_out(effect)
            case "something else happens after":
                weather.meanwhile(drawn, effect.key)
            case _:
                pass
        return outcome

    def _carry_out(self, effect: Effect) -> Outcome:
        self._landing(effect)
        (outcome,) = self._inner.apply([effect])
        if outcome.error is None:
            self._landed(outcome)
        return outcome


class UnreliableLedger:
    """A ledger whose writes fail as the weather says. ``heard`` is told of every reading that was recorded."""

    def __init__(
        self,
        inner: Book,
        weather: Weather,
        heard: Callable[[Sequence[Observation]], None] = lambda _: None,
    ) -> None:
        self._inner = inner
        self._weather = weather
        self._heard = heard
        self.agreed = inner.agreed
        self.pending_intents = inner.pending_intents
        self.cursor = inner.cursor
        self.observations = inner.observations

    def close(self) -> None:
        self._inner.close()

    def begin_run(self, plan: str, command: str, at: datetime) -> int:
        with _Writing(self._weather):
            return self._inner.begin_run(plan, command, at)

    def end_run(self, run: int, at: datetime, result: str, counts: Mapping[str, int]) -> None:
        with _Writing(self._weather):
            self._inner.end_run(run, at, result, counts)

    def record_reading(  # noqa: PLR0913  # as the real one
        self,
        run: int,
        plan: str,
        target: str,
        *,
        remember: Mapping[Key, Agreed],
        forget: Collection[Key],
        observations: Sequence[Observation],
        cursor: str | None,
        answered: Sequence[int],
        at: datetime,
    ) -> None:
        with _Writing(self._weather):
            self._inner.record_reading(
                run,
                plan,
                target,
                remember=remember,
                forget=forget,
                observations=observations,
                cursor=cursor,
                answered=answered,
                at=at,
            )
            self._heard(observations)

    def write_intents(self, run: int, plan: str, target: str, effects: Iterable[Planned]) -> list[Intent]:
        with _Writing(self._weather):
            return self._inner.write_intents(run, plan, target, effects)

    def settle(self, plan: str, target: str, settlements: Sequence[Settlement], at: datetime) -> None:
        with _Writing(self._weather):
            self._inner.settle(plan, target, settlements, at)

    def observe(self, plan: str, run: int | None, observations: Sequence[Observation]) -> None:
        with _Writing(self._weather):
            self._inner.observe(plan, run, observations)


class _Writing:
    """One write: before it the disk may be full or the power go; after it the power may go."""

    def __init__(self, weather: Weather) -> None:
        self._weather = weather
        self._fault = ""

    def __enter__(self) -> None:
        self._fault, _ = self._weather.at_call(WRITE_FAULTS)
        if self._fault == CUT_BEFORE:
            raise self._weather.cut()
        if self._fault == "disk full":
            raise UserError("the disk is full")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._fault == CUT_AFTER and kind is None:
            raise self._weather.cut()
