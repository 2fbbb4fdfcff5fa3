"""Fresh worlds in every run. A failure prints the shortest history that breaks a promise, and how to play it again.

HJUL_SCHEDULES says how many; the default fits beside the other tests, and is more where CI is set.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from tests.simulation.schedules import failure, play, schedule, sweep

SCHEDULES = int(os.environ.get("HJUL_SCHEDULES") or (20_000 if os.environ.get("CI") else 5_000))
PARTS = 8
"""So that several processes of a test run share them."""
ON_REAL_LEDGERS = 25
FIXED = range(1_000_000, 1_000_500)


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_in_fresh_worlds(part: int) -> None:
    first = random.SystemRandom().randrange(10**9)
    sys.stdout.write(f"part {part}, first seed: {first}\n")
    broken = sweep(first, -(-SCHEDULES // PARTS))
    assert not broken, _told(broken[0])


def test_nothing_is_lost_in_the_worlds_that_every_run_has() -> None:
    broken = sweep(FIXED.start, len(FIXED))
    assert not broken, _told(broken[0])


@pytest.mark.parametrize("seed", range(ON_REAL_LEDGERS))
def test_nothing_is_lost_on_real_ledgers(seed: int, tmp_path: Path) -> None:
    real = play(schedule(seed, tmp_path))
    assert real.judge.broken == []
    plain = play(schedule(seed))
    assert real.log == plain.log, "a plain ledger and a real one give the same history"


def test_the_same_seed_gives_the_same_history() -> None:
    assert play(schedule(7)).log == play(schedule(7)).log


def _told(seed: int) -> str:
    one = failure(seed)
    steps = ",".join(map(str, one.kept))
    history = "\n".join([*one.log, *(f"BROKEN: {promise}: {text}" for promise, text in one.broken)])
    return f"SEED={seed} STEPS={steps} make simulate\n{history}"
