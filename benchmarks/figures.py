"""Taking times and showing them: the median of several rounds, and the least and the most beside it."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Callable

ROUNDS = 5


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Seconds of each round."""
    found: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return found


def spread(values: list[float]) -> str:
    """The median, and the least and the most."""
    return f"{statistics.median(values) * 1000:.1f} ms ({min(values) * 1000:.1f}–{max(values) * 1000:.1f})"


def times(whole: list[float], bare: list[float]) -> tuple[float, str]:
    """How many times ``bare`` each round of ``whole`` took: the median, and that with the least and the most."""
    ratios = [one / other for one, other in zip(whole, bare, strict=True)]
    median = statistics.median(ratios)
    return median, f"{median:.2f}× ({min(ratios):.2f}–{max(ratios):.2f})"


def command(*words: str) -> Callable[[], object]:
    """A whole process, its output thrown away."""
    return lambda: subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def show(name: str, figure: str, goal: str, reached: bool) -> bool:
    """Print one figure beside its goal."""
    print(f"{'ok  ' if reached else 'MISS'}  {name}: {figure}; goal {goal}", flush=True)
    return reached
