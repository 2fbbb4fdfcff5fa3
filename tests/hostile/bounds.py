"""How much of the machine a hostile input may take: seconds and memory, in a process of its own; and how many are tried."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import adapters.folder
import adapters.reports.html
import sync.cli.check
import sync.cli.drift
import sync.cli.history
import sync.cli.report
import sync.cli.run
import sync.cli.status
import sync.cli.tell
import sync.cli.undo
from sync.cli.main import main
from tests.sync.conftest import Ran

TIMES = int(os.environ.get("HJUL_FUZZ") or 1)
"""So many times as much as an ordinary test run tries: ``make fuzz`` sets it."""

SECONDS = 60
MEGABYTES = 1_000
LOADED = (adapters, sync)
"""Imported here once, and not by each process again."""
STATM = Path("/proc/self/statm")
"""How large this process is, where the system is Linux."""


def much(few: int) -> int:
    """So many examples: few in an ordinary test run, more in ``make fuzz``."""
    return few * TIMES


def bounded(
    *words: str,
    folder: Path,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
    env: Mapping[str, str] | None = None,
) -> Ran:
    """A command in a process of its own that may not take more than this. AssertionError when it took more, or waited.

    The seconds are of processor time, so that a busy machine fails nothing; who waits for ever is stopped too.
    """
    return in_bounds(lambda: run_hjul(words, folder, env or {}), " ".join(words), seconds, megabytes)


def run_hjul(words: Sequence[str], folder: Path, env: Mapping[str, str]) -> int:
    """The exit code."""
    os.chdir(folder)
    os.environ.update({"HJUL_TODAY": "2026-03-10", **env})
    sys.argv = ["hjul", *words]
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0


def in_bounds(work: Callable[[], int], what: str, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> Ran:
    """Any reading of anything, as ``bounded`` runs a command: what it printed, and the number that it returned."""
    with TemporaryFile("w+") as out, TemporaryFile("w+") as err:
        process = os.fork()
        if process == 0:
            os._exit(_child(work, out, err, seconds, megabytes))
        give_up = time.monotonic() + 3 * seconds
        while (ended := os.waitpid(process, os.WNOHANG))[0] == 0:
            if time.monotonic() > give_up:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                raise AssertionError(f"{what} waits for ever")
            time.sleep(0.002)
        code = os.waitstatus_to_exitcode(ended[1])
        assert code >= 0, f"{what} took more than {seconds} s (signal {-code})"
        out.seek(0)
        err.seek(0)
        return Ran(code, out.read(), err.read())


def _child(work: Callable[[], int], out: IO[str], err: IO[str], seconds: int, megabytes: int) -> int:
    code = 99
    sys.stdout, sys.stderr = out, err
    try:
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + seconds, spent + seconds + 1))
        if STATM.exists():
            pages = int(STATM.read_text().split()[0])
            most = pages * resource.getpagesize() + megabytes * 1_000_000
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        code = work()
    except BaseException:  # noqa: BLE001  # the process ends here
        traceback.print_exc()
    finally:
        out.flush()
        err.flush()
    return code
