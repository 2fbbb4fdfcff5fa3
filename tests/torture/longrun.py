"""``python -m tests.torture.longrun --syncs 1000``: many syncs in one process, with edits in between; what stays behind is measured."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
import tempfile
import threading
import time
import tracemalloc
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.torture.place import Folder
from tests.torture.victim import hjul
from tests.torture.world import World

WARM_UP = 8
TODAY = "2026-03-10"


@dataclass(frozen=True, slots=True)
class Stock:
    """What the process holds at one moment."""

    allocated: int  # bytes that Python has handed out and not got back
    resident: int  # bytes of the machine's memory
    handles: int
    threads: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Many syncs: what was held when everything was warm, and in the end."""

    syncs: int
    warm: Stock
    end: Stock
    seconds: float

    @property
    def per_sync(self) -> float:
        """Bytes that each sync leaves behind."""
        return (self.end.allocated - self.warm.allocated) / self.syncs


def long_run(syncs: int, seed: int) -> Growth:
    """So many syncs after the warm-up, each of a plan and a folder that were changed since the last."""
    rng = Random(seed)
    with tempfile.TemporaryDirectory(prefix="hjul-longrun-") as place:
        world = World.begin(Path(place) / "world", rng, Folder)
        with chdir(world.folder):
            for _ in range(WARM_UP):
                _turn(world, rng)
            tracemalloc.start()
            try:
                for _ in range(WARM_UP):
                    _turn(world, rng)
                warm, begun = _stock(), time.monotonic()
                for _ in range(syncs):
                    _turn(world, rng)
                return Growth(syncs, warm, _stock(), time.monotonic() - begun)
            finally:
                tracemalloc.stop()


def _turn(world: World, rng: Random) -> None:
    """One change that leaves the plan and the folder no larger than they were, one sync, and now and then a report."""
    text = world.plan.read_text(encoding="utf-8")
    key = rng.choice(sorted(world.titles))
    title = f"Sak {rng.randrange(1_000_000)}"
    text = text.replace(f"title: {world.titles[key]},", f"title: {title},")
    world.titles[key] = title
    world.plan.write_text(text, encoding="utf-8")
    path = rng.choice(sorted((world.folder / "hjul-data" / "tasks").glob("*.ics")) or [world.plan])
    if path.suffix == ".ics":
        before, after = (b"STATUS:NEEDS-ACTION", b"STATUS:IN-PROCESS")[:: rng.choice([1, -1])]
        path.write_bytes(path.read_bytes().replace(before, after))
    commands = [("sync", "--anyway"), *rng.choices([("status",), ("preview",), ("report",)], k=1)]
    for words in commands:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()) as printed:
            code = hjul(words, TODAY)
        if code != 0:
            raise AssertionError(f"{words}: {printed.getvalue()}")


def _stock() -> Stock:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return Stock(
        tracemalloc.get_traced_memory()[0],
        pages * os.sysconf("SC_PAGE_SIZE"),
        len(os.listdir("/proc/self/fd")),  # noqa: PTH208  # links that lead nowhere
        threading.active_count(),
    )


def main() -> None:
    """Prints what was held when warm and in the end."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture.longrun", description=__doc__)
    parser.add_argument("--syncs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    found = long_run(wish.syncs, wish.seed)
    for name, stock in (("warm", found.warm), ("end", found.end)):
        sys.stdout.write(
            f"{name}: {stock.allocated / 1e6:.2f} MB allocated, {stock.resident / 1e6:.0f} MB resident, "
            f"{stock.handles} file handles, {stock.threads} threads\n"
        )
    sys.stdout.write(
        f"{found.syncs} syncs in {found.seconds:.0f} s leave {found.per_sync:.0f} bytes each behind\n"
    )


if __name__ == "__main__":
    main()
