"""The project's figures, each measured against its own yardstick in the same run: make bench.

Ratios, because machines differ and drift; the spread of the repeated measurements stands beside each. Exits with 1 when a
figure is not reached.
"""

from __future__ import annotations

import contextlib
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import icalendar

from adapters.base import Reading
from benchmarks.figures import ROUNDS, command, show, spread, timed
from benchmarks.plans import plan_text
from benchmarks.reports import figures
from mappings.items import Found, Key, Stamp, Task, Wanted
from sync.agreed import Agreed
from sync.cli.run import run_sync
from sync.decision import Circumstances
from sync.reconcile import reconcile


def help_page() -> bool:
    """The help page against python -c pass, alternating, in the same environment."""
    hjul = str(Path(sys.executable).with_name("hjul"))
    bare, whole = [], []
    for _ in range(15):
        bare += timed(command(sys.executable, "-c", "pass"), 1)
        whole += timed(command(hjul, "--help"), 1)
    limit = 3 * statistics.median(bare) + 0.150
    figure = f"{spread(whole)} against python -c pass {spread(bare)}"
    return show(
        "hjul --help", figure, f"≤ 3× + 150 ms = {limit * 1000:.0f} ms", statistics.median(whole) <= limit
    )


def reconcile_speed() -> bool:
    """Items decided in a second, with one in ten changed by a person and one in ten by the plan; and whether it is linear."""

    def world(size: int) -> tuple[list[Wanted], dict[Key, Agreed], Reading]:
        wanted: list[Wanted] = []
        agreed: dict[Key, Agreed] = {}
        found: list[Found] = []
        for number in range(size):
            item = Task(
                Key(f"task-{number}"), f"Task {number}", due=date(2026, 1 + number % 12, 1 + number % 28)
            )
            there = replace(item, due=date(2026, 12, 31)) if number % 10 == 1 else item
            last = Found(item, f"{number}.ics", "1", stamp=Stamp.of(item))
            wanted.append(Wanted(replace(item, title=f"Renamed {number}") if number % 10 == 2 else item))
            agreed[item.key] = Agreed(item, last)
            found.append(replace(last, item=there))
        return wanted, agreed, Reading(tuple(found))

    given = Circumstances("folder", datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1), lambda item: item)
    rates: dict[int, float] = {}
    for size in (1_000, 10_000, 100_000):
        wanted, agreed, reading = world(size)
        work = partial(reconcile, wanted, agreed, reading, given)
        seconds = statistics.median(timed(work, 7 if size < 100_000 else 3))
        rates[size] = size / seconds
    figure = ", ".join(f"{size:,}: {rate:,.0f}/s" for size, rate in rates.items())
    linear = rates[1_000] / rates[100_000]
    fast = show("reconcile", figure, "≥ 50,000/s", min(rates.values()) >= 50_000)
    return (
        show("reconcile, 1,000 → 100,000", f"{linear:.2f}× the time per item", "≤ 1.5×", linear <= 1.5)
        and fast
    )


def unchanged_sync(folder: Path) -> bool:
    """A sync that finds nothing to do, against reading and parsing the same files with icalendar alone."""
    path = folder / "plan.yaml"
    path.write_text(plan_text(2_000), encoding="utf-8")

    def sync() -> None:
        with contextlib.redirect_stdout(io.StringIO()):
            run_sync(
                path, since=None, saved=None, today=date(2026, 3, 1), draft=False, anyway=False, as_json=False
            )

    def parse() -> None:
        for file in files:
            icalendar.Calendar.from_ical(file.read_bytes())

    first = timed(sync, 1)
    time.sleep(3)  # longer than a file system's clock may hide a change
    sync()
    files = sorted((folder / "hjul-data").glob("*/*.ics"))
    bare, whole = [], []
    for _ in range(ROUNDS):
        bare += timed(parse, 1)
        whole += timed(sync, 1)
    ratio = statistics.median(whole) / statistics.median(bare)
    figure = f"{ratio:.2f}× ({spread(whole)} against {spread(bare)}, {len(files)} files; first sync {spread(first)})"
    return show("no-change sync, 2,000 items", figure, "≤ 2×", ratio <= 2)


def memory(folder: Path) -> bool:
    """The most memory that a whole process takes to send, and then to re-read, a plan of 10,000 items."""
    (folder / "plan.yaml").write_text(plan_text(10_000), encoding="utf-8")
    peaks = []
    for words in (["sync"], ["sync"], ["report", "--month", "2026-02"]):
        hjul = str(Path(sys.executable).with_name("hjul"))
        script = (
            "import resource, subprocess, sys; "
            "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, hjul, *words, "--today", "2026-03-01"],
            cwd=folder,
            check=True,
            capture_output=True,
            text=True,
        )
        peaks.append(int(done.stdout) / 1024)
    figure = ", ".join(
        f"{name} {peak:.0f} MB"
        for name, peak in zip(("first sync", "second sync", "report"), peaks, strict=True)
    )
    return show("peak memory, 10,000 items", figure, "≤ 300 MB", max(peaks) <= 300)


def main() -> None:
    """Print every figure; exit with 1 when one is not reached."""
    print(f"Python {sys.version.split()[0]}, {resource.getpagesize()}-byte pages")
    with (
        tempfile.TemporaryDirectory() as small,
        tempfile.TemporaryDirectory() as large,
        tempfile.TemporaryDirectory() as told,
    ):
        reached = [
            help_page(),
            reconcile_speed(),
            unchanged_sync(Path(small)),
            memory(Path(large)),
            figures(Path(told)),
        ]
    sys.exit(0 if all(reached) else 1)


if __name__ == "__main__":
    main()
