"""A run is cut off before, or after, or loses the answer of, every single call of a change of 100 items, reads, effects and
the ledger's writes alike. The next run finishes it: nothing twice, nothing lost, nothing of people's undone.

Each call is broken on the memory adapter with a ledger in memory; on the others, whose entry says how often, with a real
one. HJUL_SWEEP=1 breaks every call of all of them, with real ledgers.
"""

from __future__ import annotations

import itertools
import os
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from adapters.base import Capabilities, Since
from mappings.items import Progress, State
from sync.look import Look
from tests.boundaries.runs import ITEMS, day_of, key, plan, run
from tests.conformance.adapters import ADAPTERS
from tests.conformance.bench import Bench
from tests.simulation.faults import CUT_AFTER, CUT_BEFORE, LOST, Weather
from tests.simulation.ledgers import FileShelf, PlainShelf, Shelf

TICKED, DRAGGED, ANNOTATED, DELETED = key(33), key(34), key(35), key(36)
DONE = Progress(State.DONE, 100, datetime(2026, 1, 14, 18, tzinfo=UTC))
THEIR_DAY = date(2026, 9, 9)
EFFECTS = ITEMS - 1  # nothing is done about the one that people deleted


EVERYTHING = os.environ.get("HJUL_SWEEP") == "1"
SLOW = 20
"""Calls to each one that is broken, from which on a place is a slow one."""
SWEPT = {name: joined for name, joined in ADAPTERS.items() if joined.every is not None}


@dataclass(frozen=True, slots=True)
class Site:
    """One adapter's place, a ledger, and how many calls there are to each one that is broken."""

    bench: Bench
    shelf: Shelf
    every: int

    def run(self, version: int, weather: Weather | None = None) -> Look | None:
        """Each with an adapter and a ledger opened anew, as the next run of the program does."""
        return run(self.bench.open(), self.shelf, plan(version, self.can), weather or Weather())

    @property
    def can(self) -> Capabilities:
        return self.bench.open().capabilities


@pytest.fixture(params=list(SWEPT.values()), ids=list(SWEPT))
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    every: int = 1 if EVERYTHING else request.param.every
    shelf = PlainShelf() if every == 1 and not EVERYTHING else FileShelf(tmp_path / "ledger")
    (tmp_path / "ledger").mkdir()
    return Site(request.param.open(tmp_path), shelf, every)


def settled(site: Site) -> int:
    """A place in agreement with the plan, where people have done things. How many calls the next change makes."""
    bench = site.bench
    assert site.run(0) is not None
    if site.can.tasks:
        bench.report(TICKED, DONE)
    if site.can.events:
        bench.drag(DRAGGED, start=THEIR_DAY, end=date(2026, 9, 10))
    else:
        bench.drag(DRAGGED, due=THEIR_DAY)
    bench.annotate(ANNOTATED, "bring cake")
    bench.delete(DELETED)
    bench.add_foreign("dentist")
    assert site.run(0) is not None
    return max(calls_of(site, 1), calls_of(site, 2))


def calls_of(site: Site, version: int) -> int:
    counting = Weather()
    assert site.run(version, counting) is not None
    return counting.calls


def mended(site: Site, version: int) -> None:
    """One more run, and then one that does nothing."""
    assert site.run(version) is not None
    last = site.run(version)
    assert last is not None
    assert (last.decision.operations, last.decision.observations) == ((), ())


def judge(bench: Bench, version: int, where: str) -> None:
    reading = bench.open().read(Since())
    stands = {found.key: found for found in reading.found}
    assert len(stands) == len(reading.found), where
    can = bench.open().capabilities
    wanted = {one.item.key: one.item for one in plan(version, can)}
    assert set(stands) == set(wanted) - {DELETED} | ({TICKED} if can.tasks else set()), where
    assert reading.flaws == (), where
    for name, found in stands.items():
        assert found.item.title == wanted[name].title, where
        assert day_of(found.item) == (THEIR_DAY if name == DRAGGED else day_of(wanted[name])), where
    if can.tasks:
        assert stands[TICKED].progress == DONE, where
    assert stands[ANNOTATED].notes == "bring cake", where
    assert list(bench.foreign()) == ["dentist"], where


def test_a_fault_at_any_call_is_mended_by_the_next_run(site: Site) -> None:
    """On a slow place at one call that is drawn, at the least, for each fault, with the ledger kept and lost."""
    calls = settled(site)
    assert calls > 100
    versions = itertools.count(3)
    for fault, ledger in itertools.product((CUT_BEFORE, CUT_AFTER, LOST), ("kept", "lost")):
        hit = 0
        first = random.SystemRandom().randrange(min(site.every, calls))
        for call in range(first, calls, site.every):
            weather, version = Weather({call: fault}), next(versions)
            cut = site.run(version, weather)
            assert (cut is None) == (fault != LOST and weather.hits != [])
            hit += weather.hits == [fault]
            if ledger == "lost":
                site.shelf.lose()
            mended(site, version)
            judge(site.bench, version, f"{fault} at call {call}, ledger {ledger}")
        assert hit >= (EFFECTS if fault == LOST else calls - 1) // site.every


@pytest.mark.parametrize("fault", [CUT_BEFORE, CUT_AFTER])
def test_runs_that_are_all_cut_off_get_there_in_the_end(site: Site, fault: str) -> None:
    """Each run gets a few calls further than the one before; on the slower places more at a time, so that fewer do."""
    calls = settled(site)
    stride = max(1, site.every // SLOW)
    for call in range(0, calls, stride):
        site.run(3, Weather({min(call, 5 * stride): fault}))
    mended(site, 3)
    judge(site.bench, 3, f"{calls} calls in runs that were each {fault}")
