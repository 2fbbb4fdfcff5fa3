"""A run is cut off before, or after, or loses the answer of, every single call of a change of 100 items, reads, effects and
the ledger's writes alike. The next run finishes it: nothing twice, nothing lost, nothing of people's undone.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.base import Since
from mappings.items import Progress, State
from tests.boundaries.adapters import ADAPTERS
from tests.boundaries.runs import day_of, key, plan, run
from tests.conformance.bench import Bench
from tests.conformance.memory_bench import MemoryBench
from tests.simulation.faults import CUT_AFTER, CUT_BEFORE, LOST, Weather
from tests.simulation.ledgers import FileShelf

TICKED, DRAGGED, ANNOTATED, DELETED = key(33), key(34), key(35), key(36)
DONE = Progress(State.DONE, 100, datetime(2026, 1, 14, 18, tzinfo=UTC))
THEIR_DAY = date(2026, 9, 9)


@pytest.fixture(params=list(ADAPTERS.values()), ids=list(ADAPTERS))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    opened: Bench = request.param(tmp_path)
    return opened


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    folder = tmp_path / "ledger"
    folder.mkdir()
    return folder


def settled(bench: Bench, ledger: Path) -> int:
    """A place in agreement with the plan, where people have done things. How many calls the next change makes."""
    assert run(bench.open(), ledger, plan(0), Weather()) is not None
    bench.report(TICKED, DONE)
    bench.drag(DRAGGED, start=THEIR_DAY, end=date(2026, 9, 10))
    bench.annotate(ANNOTATED, "bring cake")
    bench.delete(DELETED)
    bench.add_foreign("dentist")
    assert run(bench.open(), ledger, plan(0), Weather()) is not None
    counting = Weather()
    assert run(bench.open(), ledger, plan(1), counting) is not None
    return counting.calls


def mended(bench: Bench, ledger: Path, version: int) -> None:
    """One more run, and then one that does nothing."""
    assert run(bench.open(), ledger, plan(version), Weather()) is not None
    last = run(bench.open(), ledger, plan(version), Weather())
    assert last is not None
    assert (last.decision.operations, last.decision.observations) == ((), ())


def judge(bench: Bench, version: int, where: str) -> None:
    reading = bench.open().read(Since())
    stands = {found.key: found for found in reading.found}
    assert len(stands) == len(reading.found), where
    wanted = {one.item.key: one.item for one in plan(version)}
    assert set(stands) == set(wanted) - {DELETED} | {TICKED}, where
    assert reading.flaws == (), where
    for name, found in stands.items():
        assert found.item.title == wanted[name].title, where
        assert day_of(found.item) == (THEIR_DAY if name == DRAGGED else day_of(wanted[name])), where
    assert stands[TICKED].progress == DONE, where
    assert stands[ANNOTATED].notes == "bring cake", where
    assert list(bench.foreign()) == ["dentist"], where


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER, LOST])
def test_a_fault_at_any_call_is_mended_by_the_next_run(bench: Bench, ledger: Path, fault: str) -> None:
    sweep(bench, ledger, fault, lambda: None)


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER])
def test_a_fault_at_any_call_is_mended_although_the_ledger_is_lost_with_it(
    bench: Bench, ledger: Path, fault: str
) -> None:
    sweep(bench, ledger, fault, FileShelf(ledger).lose, share=5)


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER])
def test_runs_that_are_all_cut_off_get_there_in_the_end(bench: Bench, ledger: Path, fault: str) -> None:
    calls = settled(bench, ledger)
    for call in range(calls):
        run(bench.open(), ledger, plan(2), Weather({min(call, 5): fault}))
    mended(bench, ledger, 2)
    judge(bench, 2, f"{calls} runs, each {fault}")


def sweep(bench: Bench, ledger: Path, fault: str, then: Callable[[], None], share: int = 1) -> None:
    """Every call, or each of so many (a random one to begin with) where that would take minutes: see docs/reliability.md."""
    calls = settled(bench, ledger)
    assert calls > 100
    every = int(os.environ.get("HJUL_SWEEP") or (share if isinstance(bench, MemoryBench) else 20))
    for version, call in enumerate(range(random.SystemRandom().randrange(every), calls, every), start=2):
        weather = Weather({call: fault})
        cut = run(bench.open(), ledger, plan(version), weather)
        assert (cut is None) == (fault != LOST and weather.hits != [])
        then()
        mended(bench, ledger, version)
        judge(bench, version, f"{fault} at call {call}: {weather.hits}")
