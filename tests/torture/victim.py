"""hjul in a process of its own that can be killed: forked with everything imported, so that hundreds take seconds."""

from __future__ import annotations

import gc
import io
import os
import select
import signal
import sys
import tempfile
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Never

from sync.cli.main import main

WRITING = frozenset(
    {"os.link", "os.mkdir", "os.remove", "os.rename", "os.utime", "socket.connect", "sqlite3.connect"}
)
"""Python's audit events between which a file, or a list of requests, may be half done; and every opening of a file to write."""
PATIENCE = 60.0
SMALL = """\
title: Liten
organisation: Liten
language: sv
period: 2026
status: adopted
meetings:
  - {id: one, title: Möte, date: 2026-02-02, time: 18:00-20:00}
areas:
  - {id: all, title: Allt, activities: [{id: it, title: Sak, due: 2026-06-01}]}
"""


@dataclass(frozen=True, slots=True)
class Death:
    """When the process is killed: so many seconds after its start, or before its n-th writing call; else it lives."""

    seconds: float | None = None
    event: int | None = None


NEVER = Death()


@dataclass(frozen=True, slots=True)
class End:
    """How a process ended: ``code`` is None when it was killed."""

    code: int | None
    printed: str
    seconds: float

    @property
    def killed(self) -> bool:
        return self.code is None


def run(folder: Path, *words: str, death: Death = NEVER, today: str = "2026-03-10") -> End:
    """``hjul WORDS`` in this folder, killed by SIGKILL at that moment if it is not done before."""
    _warm_up()
    output = folder.with_name(f"{folder.name}.printed")
    begun = time.monotonic()
    child = os.fork()
    if child == 0:
        _live(folder, words, output, death, today)
    code = _wait(child, begun, death.seconds)
    return End(code, output.read_text(encoding="utf-8", errors="replace"), time.monotonic() - begun)


@cache
def _warm_up() -> None:
    """Everything that the commands import and keep is there before the first fork."""
    with tempfile.TemporaryDirectory() as place, chdir(place):
        Path("plan.yaml").write_text(SMALL, encoding="utf-8")
        for words in (
            ("check",),
            ("sync",),
            ("mark", "it", "done"),
            ("preview",),
            ("report", "-o", "r.html"),
        ):
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                hjul(words, "2026-03-10")
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            hjul(("drift", "accept", "one"), "2026-03-10")
    gc.freeze()  # a child then copies less


def hjul(words: tuple[str, ...], today: str) -> int:
    """The command in this process, with an environment and words as a person gives them; its exit code."""
    argv, environment = sys.argv, os.environ.copy()
    sys.argv = ["hjul", *words]
    os.environ["HJUL_TODAY"] = today
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    finally:
        sys.argv = argv
        os.environ.clear()
        os.environ.update(environment)
    return 0


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
    """The child's whole life: whatever happens, it never returns into its parent's code."""
    code = 70
    try:
        os.chdir(folder)
        printed = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        with open(1, "w", encoding="utf-8") as out, redirect_stdout(out), redirect_stderr(out):
            if death.event is not None:
                _die_before(death.event)
            code = hjul(words, today)
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
