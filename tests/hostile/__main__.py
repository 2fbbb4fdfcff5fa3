"""``make fuzz``: the tests of ``test_fuzz.py`` and the damaged ledgers with many more examples, then led by coverage.

SECONDS is how long (600 without it): half for hypothesis alone, half shared by the functions under atheris, where that is
installed. What fails is printed with what to repeat it by; the exit code is 1 then.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FUNCTIONS = "tests.hostile.test_fuzz"
LEDGERS = "tests/hostile/test_ledger_damage.py"
ROUND = 20
"""Times as many examples as in an ordinary run, in each round: some minutes."""
CRASHES = ROOT / ".hypothesis"
LIMITS = (
    "-timeout=60",
    "-rss_limit_mb=2000",
    "-max_len=4096",
    "-len_control=0",
    f"-artifact_prefix={CRASHES}/",
)


def main() -> int:
    """0 when nothing was found, 1 when something was."""
    seconds = int(os.environ.get("SECONDS") or 600)
    led = importlib.util.find_spec("atheris") is not None
    failed = by_chance(seconds // 2 if led else seconds)
    if led:
        failed |= led_by_coverage(seconds - seconds // 2)
    else:
        print("atheris is not installed: hypothesis alone")
    return int(failed)


def by_chance(seconds: int) -> bool:
    """Rounds of hypothesis, each from another seed, until the time is out."""
    began, rounds, failed = time.monotonic(), 0, False
    while time.monotonic() - began < seconds and not failed:
        rounds += 1
        few = max(1, min(ROUND, int(seconds - (time.monotonic() - began)) // 30))
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-p",
                "no:cacheprovider",
                "tests/hostile/test_fuzz.py",
                LEDGERS,
            ],
            cwd=ROOT,
            env={**os.environ, "HJUL_FUZZ": str(few), "SEED": str(time.time_ns())},
            check=False,
        )
        failed = ran.returncode != 0
        print(
            f"hypothesis: round {rounds}, {few} times an ordinary run, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return failed


def led_by_coverage(seconds: int) -> bool:
    """Each function in a process of its own, because atheris ends its process."""
    functions = vars(importlib.import_module(FUNCTIONS))
    names = [
        name for name, one in functions.items() if name.startswith("test_") and hasattr(one, "hypothesis")
    ]
    failed = False
    CRASHES.mkdir(exist_ok=True)
    for name in names:
        ran = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.hostile",
                name,
                f"-max_total_time={max(1, seconds // len(names))}",
                *LIMITS,
            ],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
        )
        done = re.findall(r"#(\d+)\s.*?cov: (\d+)", ran.stderr)
        print(f"atheris: {name}: {' inputs, coverage '.join(done[-1]) if done else 'nothing'}", flush=True)
        if ran.returncode != 0:
            failed = True
            print(ran.stdout[-4_000:], ran.stderr[-8_000:], sep="\n")
    return failed


def lead(name: str, options: list[str]) -> None:
    """One function under atheris; never returns."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["config", "mappings", "sync", "adapters"]):
        function = getattr(importlib.import_module(FUNCTIONS), name)
    atheris.Setup([sys.argv[0], *options], function.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        lead(sys.argv[1], sys.argv[2:])
    sys.exit(main())
