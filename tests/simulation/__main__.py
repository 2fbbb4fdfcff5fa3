"""``make simulate``: many worlds, one after another, from a seed; the shortest history of each broken promise.

SCHEDULES is how many, SEED the first (a fresh one without it), CORES how many processes. With STEPS, the world of that one
seed is played again with those of its steps alone, and its history is printed.
"""

from __future__ import annotations

import os
import random
import sys
import time

from tests.simulation.schedules import failure, play, schedule, sweep


def main() -> int:
    """0 when every promise held, 1 when one did not."""
    first = int(os.environ.get("SEED") or random.SystemRandom().randrange(10**9))
    if os.environ.get("STEPS"):
        return replay(first, [int(number) for number in os.environ["STEPS"].split(",")])
    count = int(os.environ.get("SCHEDULES") or 20_000)
    cores = int(os.environ.get("CORES") or 1)
    began = time.perf_counter()
    broken = sweep(first, count, cores, lambda done: show_progress(done, count))
    seconds = time.perf_counter() - began
    print(
        f"{count} schedules from seed {first}: {len(broken)} broken, {seconds:.1f} s, "
        f"{count / seconds:.0f} a second on {cores} core{'s' * (cores > 1)}"
    )
    for seed in broken[:5]:
        show(seed)
    return 1 if broken else 0


def replay(seed: int, kept: list[int]) -> int:
    """One world again, with its history."""
    world = play(schedule(seed), kept)
    print("\n".join(world.log))
    for promise, text in world.judge.broken:
        print(f"BROKEN: {promise}: {text}")
    return 1 if world.judge.broken else 0


def show(seed: int) -> None:
    """The shortest history that breaks what this seed breaks."""
    one = failure(seed)
    print(f"\nSEED={seed} STEPS={','.join(map(str, one.kept))}")
    print("\n".join(one.log))
    for promise, text in one.broken:
        print(f"BROKEN: {promise}: {text}")


def show_progress(done: int, count: int) -> None:
    """Where it stands, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r{done} of {count}", end="\r", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
