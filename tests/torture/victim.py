"""hjul in a process of its own that can be killed: forked with everything imported, so that hundreds take seconds."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Never

import adapters.folder  # noqa: F401  # imported once here, not in each child
from config.language import language
from sync.cli.main import main

WRITING = frozenset({"os.link", "os.mkdir", "os.remove", "os.rename", "os.utime", "sqlite3.connect"})
"""Python's audit events between which a file may be half done; and every opening of a file to write in it."""
PATIENCE = 60.0

language("sv")  # read once here, too


@dataclass(frozen=True, slots=True)
class Death:
    """When the process is killed: so many seconds after its start, or before its n-th writing call; else it lives."""

    seconds: float | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: ``code`` is None when it was killed."""

    code: int | None
    printed: str
    seconds: float

    @property
    def killed(self) -> bool:
        return self.code is None


def run(folder: Path, *words: str, death: Death = Death(), today: str = "2026-03-10") -> End:
    """``hjul WORDS`` in this folder, killed by SIGKILL at that moment if it is not done before."""
    output = folder.with_name(f"{folder.name}.printed")
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _live(folder, words, output, death, today)
    code = _wait(child, begun, death.seconds)
    return End(code, output.read_text(encoding="utf-8", errors="replace"), time.monotonic() - begun)


def _wait(child: int, begun: float, seconds: float | None) -> int | None:
    descriptor = os.pidfd_open(child)
    try:
        left = PATIENCE if seconds is None else max(0.0, begun + seconds - time.monotonic())
        if not select.select([descriptor], [], [], left)[0]:
            os.kill(child, signal.SIGKILL)
            if seconds is None:
                os.waitpid(child, 0)
                raise TimeoutError(f"hjul was not done after {PATIENCE} seconds")
    finally:
        os.close(descriptor)
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def _live(folder: Path, words: tuple[str, ...], output: Path, death: Death, today: str) -> Never:
    code = 70
    try:
        with contextlib.suppress(BaseException):
            os.chdir(folder)
            os.environ["HJUL_TODAY"] = today
            printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            os.dup2(printed, 1)
            os.dup2(printed, 2)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.argv = ["hjul", *words]
            if death.event is not None:
                _die_before(death.event)
            try:
                main()
                code = 0
            except SystemExit as stop:
                code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
            sys.stdout.flush()
            sys.stderr.flush()
    finally:
        os._exit(code)


def _die_before(event: int) -> None:
    left = [event]

    def count(name: str, about: tuple[Any, ...]) -> None:
        if name in WRITING or (name == "open" and about[2] & (os.O_WRONLY | os.O_RDWR)):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
