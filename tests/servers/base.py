"""A real CalDAV server in processes of its own, on a loopback port, with storage of its own in a temporary folder.

Knows nothing of hjul. It never outlives whoever started it: see ``leash``.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from pathlib import Path

from tests.servers import leash
from tests.servers.asking import Account, ask

START = 20.0  # seconds in which a server must answer
STOP = 10.0
USER, PASSWORD = "anna", "hemmelig æøå"


class Server(ABC):
    """One account, whose home is ``url``. It runs when the constructor returns."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hjul-server-"))
        self.port = free_port()
        self._names = (f"calendar-{number}" for number in itertools.count(1))
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self.prepare()
            self.start()
        except BaseException:
            self.end()
            raise

    @property
    @abstractmethod
    def account(self) -> Account: ...

    @abstractmethod
    def prepare(self) -> None:
        """Write the server's settings into ``folder``, once."""

    @abstractmethod
    def command(self) -> list[str]: ...

    def opened(self) -> None:  # noqa: B027  # most have nothing to do
        """What is to be done once it runs, each time."""

    def new_account(self) -> Account:
        """An account in which no UID is taken: of its own where a UID may stand in one of an account's collections alone."""
        return self.account

    @property
    def ports(self) -> tuple[int, ...]:
        """All that it listens on."""
        return (self.port,)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return self.account.url

    @property
    def user(self) -> str | None:
        return self.account.user

    @property
    def password(self) -> str | None:
        return self.account.password

    def new_collection(self, *components: str, account: Account | None = None) -> str:
        """Make a calendar for these (``VEVENT``, ``VTODO``); returns its absolute address."""
        return (account or self.account).new_collection(next(self._names), *components)

    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text("utf-8", "replace") if path.exists() else ""

    def start(self) -> None:
        """Start it and wait until it answers. Raises RuntimeError, with the server's own words, when it does not."""
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", str(Path(leash.__file__)), str(self.folder), *self.command()],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        end = time.monotonic() + START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                self.kill()
                raise RuntimeError(
                    f"{type(self).__name__} did not start on port {self.port}:\n{self.log()[-4000:]}"
                )
            time.sleep(0.02)
        self.opened()

    def stop(self) -> None:
        """Let it end in its own way."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):  # it has ended by itself
            process.stdin.write(leash.KEEP)
            process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP)
        self.kill()

    def kill(self) -> None:
        """End all its processes at once, as a power cut does."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdin.close()
        while any(map(is_open, self.ports)):  # its last processes are still on their way out
            time.sleep(0.005)

    def restart(self) -> None:
        """Stop, if it runs, and start on the same port with the same storage."""
        self.stop()
        self.start()

    def end(self) -> None:
        """Stop it and take its storage away."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            return ask("OPTIONS", f"{self.origin}/", b"", {}).status < 500
        except (OSError, http.client.HTTPException):
            return False


def is_open(port: int) -> bool:
    """Whether anyone listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """A port that nobody listens on, from below those that the system itself gives to outgoing connections."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no free port between 20000 and 32000")
