"""One run at a time: a lock that the operating system, or the database server, lets go of when its holder dies.

Beside the ledger's file lies ``….lock``, which is locked and never read, and ``….holder``, which says who holds it and
is never trusted: a lock that is free is free, whatever the note says. With PostgreSQL both are the server's: an
advisory lock on a connection of its own, and that connection's name.
"""

from __future__ import annotations

import getpass
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, NullPool, text

from config.errors import UserError
from sync.database import explained, file_of, make_engine, parse, server_name

NO_WAIT = timedelta(0)
POLL_SECONDS = 0.1

ONE_RUN = 0x686A_756D
"""The advisory lock of a run; ``sync/database.py`` has the one of a transaction."""


@contextmanager
def lock(where: Path | str, command: str, at: datetime, *, wait: timedelta = NO_WAIT) -> Iterator[None]:
    """Keeps other runs on this ledger out until the block ends or the process dies. ``where`` is as ``Ledger.open``'s.

    ``command`` and ``at`` (aware) are for the note. UserError, after ``wait``, that says who holds it and since when.
    """
    url = parse(where)
    path = file_of(url)
    if path is not None:
        with _file_lock(path, command, at, wait.total_seconds()):
            yield
    elif url.get_backend_name() == "postgresql":
        with _server_lock(url, command, wait.total_seconds()):
            yield
    else:
        yield  # a ledger in memory is this process's own


@contextmanager
def _file_lock(ledger: Path, command: str, at: datetime, seconds: float) -> Iterator[None]:
    holder = ledger.with_name(f"{ledger.name}.holder")
    file = FileLock(ledger.with_name(f"{ledger.name}.lock"), timeout=seconds, mode=0o600)
    try:
        ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.acquire()
    except Timeout:
        raise _held(str(ledger), _read_note(holder)) from None
    except OSError as error:
        raise UserError(
            f"{ledger}: the ledger cannot be locked ({error.strerror}); check its folder, its rights and the disk"
        ) from error
    try:
        with suppress(OSError):  # a courtesy; the ledger itself will say that the disk is full
            _write_note(holder, command, at)
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        file.release()


@contextmanager
def _server_lock(url: URL, command: str, seconds: float) -> Iterator[None]:
    name = server_name(url)
    engine = make_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with explained(name), engine.connect() as connection:  # closing it lets go
        label = f"hjul {command}, run by {_user()} on {socket.gethostname()}"
        connection.execute(
            text("SELECT set_config('application_name', :label, false)"), {"label": label[:63]}
        )
        give_up = time.monotonic() + seconds
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": ONE_RUN}):
            if time.monotonic() >= give_up:
                raise _held(name, _who_holds(connection))
            time.sleep(POLL_SECONDS)
        yield


def _who_holds(connection: Connection) -> str:
    row = connection.execute(
        text(
            "SELECT application_name, backend_start FROM pg_locks JOIN pg_stat_activity USING (pid) "
            "WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = :key "
            "AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ),
        {"key": ONE_RUN},
    ).first()
    if row is None or row.backend_start is None:  # just gone, or another user's
        return "another hjul run"
    return f"{row.application_name}, since {row.backend_start.astimezone(UTC):%Y-%m-%d %H:%M} UTC,"


def _held(name: str, holder: str) -> UserError:
    return UserError(
        f"{name}: {holder} is using this ledger; wait until it is done, or end it, and run again"
    )


def _write_note(holder: Path, command: str, at: datetime) -> None:
    note = {
        "command": command,
        "user": _user(),
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    draft = holder.with_name(f"{holder.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="utf-8"
    ) as file:
        json.dump(note, file)
    draft.replace(holder)


def _read_note(holder: Path) -> str:
    try:
        note: dict[str, Any] = json.loads(holder.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(note["since"])
        return (
            f"hjul {note['command']}, run by {note['user']} on {note['host']} (process {note['pid']}) "
            f"since {since:%Y-%m-%d %H:%M} UTC,"
        )
    except (OSError, ValueError, KeyError, TypeError):  # not written yet, or just gone
        return "another hjul run"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name, as in some containers
        return "an unnamed user"
