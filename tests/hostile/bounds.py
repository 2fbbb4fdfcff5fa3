"""How much of the machine a hostile input may take: seconds and memory, in a process of its own; and how many are tried."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.sync.conftest import Ran

TIMES = int(os.environ.get("HJUL_FUZZ") or 1)
"""So many times as much as an ordinary test run tries: ``make fuzz`` sets it."""

SECONDS = 60
MEGABYTES = 1_500
HJUL = "from sync.cli.main import main; main()"


def much(few: int) -> int:
    """So many examples: few in an ordinary test run, more in ``make fuzz``."""
    return few * TIMES


def bounded(
    *words: str,
    folder: Path,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
    env: Mapping[str, str] | None = None,
    program: str = HJUL,
) -> Ran:
    """A command in a process that may not take more than this. AssertionError when it is stopped for taking more.

    The seconds are of processor time, so that a busy machine fails nothing; a process that waits for ever is stopped too.
    ``program`` is Python text, for readers that are no command.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000, megabytes * 1_000_000))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    try:
        ran = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(__file__).parents[2]),
                "HJUL_TODAY": "2026-03-10",
                **(env or {}),
            },
            capture_output=True,
            check=False,
            preexec_fn=limit,  # no threads here
            text=True,
            timeout=seconds * 5,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as error:
        raise AssertionError(f"{' '.join(words)} waits for ever") from error
    assert ran.returncode >= 0, f"{' '.join(words)} took more than {seconds} s (signal {-ran.returncode})"
    return Ran(ran.returncode, ran.stdout, ran.stderr)
