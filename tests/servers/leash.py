"""Runs a server for as long as whoever started it lives, and no longer.

    python leash.py FOLDER COMMAND…

Whoever starts it holds the other end of its standard input. When that closes, be it because a test run was killed, the
server and all its processes get a moment to stop, and are then killed. FOLDER goes with it, unless KEEP came first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading

MOMENT = 5.0  # seconds
KEEP = b"keep"


def main() -> None:
    """Run the command in this process's own group, until it ends or standard input does."""
    command = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # some servers send it to their whole group when they stop
    end = threading.Thread(target=_stop_with_whoever_holds_us, args=[command], daemon=True)
    end.start()
    command.wait()
    end.join(1)  # it may be at work
    os.killpg(0, signal.SIGKILL)  # whatever it left running, and this process too


def _stop_with_whoever_holds_us(command: subprocess.Popen[bytes]) -> None:
    said = sys.stdin.buffer.read()
    command.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        command.wait(MOMENT)
    if said != KEEP:
        shutil.rmtree(sys.argv[1], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
