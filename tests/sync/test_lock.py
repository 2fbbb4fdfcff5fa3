from __future__ import annotations

import getpass
import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from config.errors import FAILED, UserError
from sync.ledger import Ledger
from sync.lock import lock

AT = datetime(2026, 3, 10, 12, tzinfo=UTC)

HOLD = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from sync.lock import lock

with lock(Path(sys.argv[1]), "sync", datetime(2026, 3, 10, 11, 58, tzinfo=UTC)):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""

COUNT = """
import sys, time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sync.lock import lock

path = Path(sys.argv[1])
for _ in range(20):
    with lock(path / "hjul.db", "sync", datetime.now(UTC), wait=timedelta(seconds=60)):
        count = int((path / "count").read_text())
        time.sleep(0.002)
        (path / "count").write_text(str(count + 1))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hjul-data" / "hjul.db"


@contextmanager
def held_by_another(path: Path, seconds: float = 600) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-c", HOLD, str(path), str(seconds)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "held\n"
            yield child
        finally:
            child.kill()


def test_the_second_run_is_told_who_holds_it_and_since_when(path: Path) -> None:
    with held_by_another(path) as child:
        with pytest.raises(UserError) as caught, lock(path, "sync", AT):
            pytest.fail("two runs at once")
        assert str(caught.value) == (
            f"{path}: hjul sync, run by {getpass.getuser()} on {socket.gethostname()} (process {child.pid}) "
            "since 2026-03-10 11:58 UTC, is using this ledger; wait until it is done, or end it, and run again"
        )
        assert caught.value.exit_code == FAILED


def test_two_runs_in_one_process_are_two_runs(path: Path) -> None:
    with lock(path, "sync", AT):
        with pytest.raises(UserError, match=f"process {os.getpid()}"), lock(path, "preview", AT):
            pytest.fail("two runs at once")
        with pytest.raises(UserError), lock(path, "preview", AT, wait=timedelta(seconds=0.2)):
            pytest.fail("two runs at once")


def test_a_killed_run_holds_nothing(path: Path) -> None:
    with held_by_another(path) as child:
        child.kill()
        child.wait()
        assert path.with_name("hjul.db.holder").exists()
        with lock(path, "preview", AT):
            note = json.loads(path.with_name("hjul.db.holder").read_text())
    assert (note["command"], note["pid"]) == ("preview", os.getpid())


def test_a_run_may_wait_for_its_turn(path: Path) -> None:
    with held_by_another(path, 0.5) as child, lock(path, "sync", AT, wait=timedelta(seconds=60)):
        assert child.wait(timeout=10) == 0


def test_runs_never_interleave(tmp_path: Path) -> None:
    (tmp_path / "count").write_text("0")
    several = [subprocess.Popen([sys.executable, "-c", COUNT, tmp_path]) for _ in range(4)]
    assert [one.wait(timeout=120) for one in several] == [0] * 4
    assert (tmp_path / "count").read_text() == "80"


def test_the_lock_is_let_go_of_also_when_the_run_fails(path: Path) -> None:
    with pytest.raises(RuntimeError), lock(path, "sync", AT):
        raise RuntimeError
    with lock(path, "sync", AT):
        pass
    assert not path.with_name("hjul.db.holder").exists()


def test_the_note_is_its_owners_alone_and_says_the_time_in_utc(path: Path) -> None:
    with lock(path, "sync", AT.astimezone(timezone(timedelta(hours=2)))):
        for name in ("hjul.db.lock", "hjul.db.holder"):
            assert stat.S_IMODE(path.with_name(name).stat().st_mode) == 0o600
        assert json.loads(path.with_name("hjul.db.holder").read_text())["since"] == AT.isoformat()
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("note", ["", "[]", '{"since": "yesterday"}', '{"since": 3}'])
def test_a_note_that_cannot_be_read_is_no_hindrance(path: Path, note: str) -> None:
    with held_by_another(path):
        path.with_name("hjul.db.holder").write_text(note)
        with pytest.raises(UserError, match="another hjul run is using"), lock(path, "sync", AT):
            pytest.fail("two runs at once")


def test_where_nothing_can_be_locked_is_told(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    with (
        pytest.raises(UserError, match="cannot be locked"),
        lock(tmp_path / "a-file" / "hjul.db", "sync", AT),
    ):
        pytest.fail("locked nothing")


def test_a_locked_ledger_can_be_opened_and_one_in_memory_needs_no_lock(path: Path) -> None:
    with lock(f"sqlite:///{path}", "sync", AT), Ledger.open(path) as ledger:
        assert ledger.runs("p") == []
        with pytest.raises(UserError), lock(path, "sync", AT):
            pytest.fail("two runs at once")
    with lock("sqlite://", "sync", AT), lock("sqlite://", "sync", AT):
        pass
