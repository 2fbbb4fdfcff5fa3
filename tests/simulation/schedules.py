"""Schedules: the steps of a world, drawn from a seed, tried, and shortened to the fewest that still break a promise."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from tests.simulation.faults import FIRST_EFFECT
from tests.simulation.promises import Promise
from tests.simulation.world import FULL, POOR, UNHURRIED, Setting, Step, World

_KINDS = {
    "sync": 30,
    "fault": 26,
    "edit": 16,
    "person": 26,
    "wait": 3,
    "clock": 2,
    "mark": 3,
    "accept": 2,
    "restore": 2,
    "ledger": 4,
    "roll": 1,
}
_NAMES, _WEIGHTS = tuple(_KINDS), tuple(_KINDS.values())
CALLS, EFFECTS = 14, 5
"""Faults are armed for one of so many first calls of a run, or of so many first effects."""
WRITTEN = 12
"""In one world of so many the plan goes through its text."""


@dataclass(frozen=True, slots=True)
class Schedule:
    seed: int
    setting: Setting
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """``kept`` are the numbers of the steps that are enough."""

    seed: int
    kept: tuple[int, ...]
    broken: tuple[tuple[Promise, str], ...]
    log: tuple[str, ...]


def schedule(seed: int, ledgers: Path | None = None) -> Schedule:
    """Everything that happens in the world of this seed."""
    drawn = random.Random(seed)
    poor = drawn.random() < 0.1
    machines = 1 if poor else drawn.choice((1, 1, 2, 2))
    setting = Setting(
        singles=drawn.randint(1, 4),
        dates=drawn.choice((0, 2, 3)),
        machines=machines,
        shared=drawn.random() < 0.4,
        capabilities=POOR if poor else drawn.choice((FULL, FULL, UNHURRIED)),
        ledgers=ledgers,
        written=seed % WRITTEN == 0,
    )
    names = drawn.choices(_NAMES, _WEIGHTS, k=drawn.randint(8, 30))
    steps = [("sync", 0, 0)]
    for name in names:
        first = _call(drawn) if name == "fault" else drawn.randrange(10_000)
        steps.append((name, first, drawn.randrange(10_000)))
    return Schedule(seed, setting, tuple(steps))


def _call(drawn: random.Random) -> int:
    """A call of a run, or an effect. Most runs have few, so the first are drawn most."""
    first, most = (0, CALLS) if drawn.random() < 0.5 else (FIRST_EFFECT, EFFECTS)
    return first + min(drawn.randrange(most), drawn.randrange(most))


def play(given: Schedule, kept: Iterable[int] | None = None) -> World:
    """The world after these steps, or after those of them that are kept."""
    steps = given.steps if kept is None else [given.steps[number] for number in kept]
    return World(given.setting).play(steps)


def shorten(given: Schedule, promise: Promise) -> tuple[int, ...]:
    """The numbers of a set of steps that breaks this promise, and no longer does without any one of them."""

    def breaks(kept: Sequence[int]) -> bool:
        return any(one is promise for one, _ in play(given, kept).judge.broken)

    kept = list(range(len(given.steps)))
    size = len(kept) // 2
    while size:
        at = 0
        while at < len(kept):
            fewer = kept[:at] + kept[at + size :]
            if breaks(fewer):
                kept = fewer
            else:
                at += size
        size = min(size // 2, len(kept)) if size > 1 else 0
    number = 0
    while number < len(kept):  # what one step needed may no longer be needed without it
        fewer = kept[:number] + kept[number + 1 :]
        if breaks(fewer):
            kept, number = fewer, 0
        else:
            number += 1
    return tuple(kept)


def failure(seed: int) -> Failure:
    """A broken promise with the shortest history that breaks it."""
    given = schedule(seed)
    kept = shorten(given, play(given).judge.broken[0][0])
    short = play(given, kept)
    return Failure(seed, kept, tuple(short.judge.broken), tuple(short.log))


def breaks(seed: int) -> bool:
    """Whether the world of this seed breaks a promise."""
    return bool(play(schedule(seed)).judge.broken)


def sweep(first: int, count: int, cores: int = 1, done: Callable[[int], None] = lambda _: None) -> list[int]:
    """The seeds, of so many from the first on, that break a promise."""
    seeds = range(first, first + count)
    if cores == 1:
        return _broken(map(breaks, seeds), seeds, done)
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        return _broken(pool.map(breaks, seeds, chunksize=250), seeds, done)


def _broken(results: Iterable[bool], seeds: Iterable[int], done: Callable[[int], None]) -> list[int]:
    broken = []
    for number, (seed, broke) in enumerate(zip(seeds, results, strict=True), start=1):
        if broke:
            broken.append(seed)
        if number % 1_000 == 0:
            done(number)
    return broken
