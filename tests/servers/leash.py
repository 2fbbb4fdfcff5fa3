"""Runs a server for as long as whoever started it lives, and no longer.

    python leash.py COMMAND…

Whoever starts it holds the other end of its standard input. When that closes, be it because a test run was killed, the
server and all its processes get a moment to stop, and are then killed.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading

MOMENT = 5.0  # seconds


def main() -> None:
    """Run the command in this process's own group, until it ends or standard input does."""
    command = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # some servers send it to their whole group when they stop
    threading.Thread(target=_stop_with_whoever_holds_us, args=[command], daemon=True).start()
    command.wait()
    os.killpg(0, signal.SIGKILL)  # whatever it left running, and this process too


def _stop_with_whoever_holds_us(command: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    command.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        command.wait(MOMENT)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
