"""The ledger's file and its faults: who may read it, what a crash leaves, and what a person is told."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError

from adapters.base import Create
from config.errors import FAILED, WRONG_INPUT, UserError
from mappings.history import Observation, Seen
from mappings.items import Found, Key
from sync.agreed import Agreed
from sync.database import Database
from sync.ledger import Ledger
from tests.make import make_task

PLAN = "branch-2026"
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hjul-data" / "hjul.db"


def some(number: int) -> list[Agreed]:
    tasks = [make_task(key=Key(f"task-{n}")) for n in range(number)]
    return [Agreed(task, Found(task, f"{task.key}.ics")) for task in tasks]


def fill(ledger: Ledger, number: int) -> None:
    ledger.record_reading(
        ledger.begin_run(PLAN, "sync", AT),
        PLAN,
        "folder",
        remember={one.key: one for one in some(number)},
        forget=[],
        observations=[Observation("task-0", Seen.DONE, AT, "folder")],
        cursor=None,
        answered=[],
        at=AT,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def opened(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    try:
        yield database
    finally:
        database.close()


# The file


def test_the_ledger_is_its_owners_alone(path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, 1)
        assert mode(path.parent) == 0o700
        assert {file.name: mode(file) for file in path.parent.iterdir()} == {
            "hjul.db": 0o600,
            "hjul.db-wal": 0o600,
            "hjul.db-shm": 0o600,
        }
    assert [file.name for file in path.parent.iterdir()] == ["hjul.db"]


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o640), (0o660, 0o660), (0o600, 0o600)])
def test_a_copy_put_back_is_closed_to_everyone_else_and_a_group_keeps_its_right(
    path: Path, before: int, after: int
) -> None:
    Ledger.open(path).close()
    path.chmod(before)
    Ledger.open(path).close()
    assert mode(path) == after


def test_a_file_may_be_given_as_a_url(path: Path) -> None:
    with Ledger.open(f"sqlite:///{path}") as ledger:
        fill(ledger, 1)
    with Ledger.open(path) as ledger:
        assert ledger.agreed(PLAN, "folder")


def test_an_intent_is_on_the_disk_when_it_is_written(path: Path) -> None:
    with opened(path) as database, database.reading() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_opening_closes_everything_again(path: Path) -> None:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("open files are counted where the system shows them")
    Ledger.open(path).close()
    before = len(list(handles.iterdir()))
    for _ in range(20):
        with Ledger.open(path) as ledger:
            ledger.begin_run(PLAN, "sync", AT)
    assert len(list(handles.iterdir())) == before


def test_a_ledger_that_is_up_to_date_needs_no_alembic(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sync.ledger import Ledger\n"
        "for _ in range(2): Ledger.open(Path(sys.argv[1])).close()\n"
        "sys.exit('alembic' in sys.modules or 'sqlalchemy.orm' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, path], check=True)


def test_many_may_open_a_new_ledger_at_once(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from sync.ledger import Ledger; from datetime import UTC, datetime\n"
        "with Ledger.open(Path(sys.argv[1])) as ledger: ledger.begin_run('p', 'sync', datetime.now(UTC))"
    )
    several = [subprocess.Popen([sys.executable, "-c", program, path]) for _ in range(6)]
    assert [one.wait(timeout=60) for one in several] == [0] * 6
    with Ledger.open(path) as ledger:
        assert len(ledger.runs("p")) == 6


# The story is only added to


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE observation SET note = 'another'",
        "DELETE FROM observation",
        "DELETE FROM observation WHERE id = 1",
    ],
)
def test_the_story_cannot_be_changed_even_by_hand(path: Path, statement: str) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, 1)
        story = ledger.observations(PLAN)
        with closing(sqlite3.connect(path)) as by_hand, pytest.raises(sqlite3.IntegrityError, match="never"):
            by_hand.execute(statement)
        assert ledger.observations(PLAN) == story


def test_our_own_mistakes_are_not_called_the_databases(path: Path) -> None:
    with opened(path) as database:
        with pytest.raises(IntegrityError), database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO observation (id) VALUES (1)")
        with pytest.raises(Exception, match="syntax") as caught, database.reading() as connection:
            connection.exec_driver_sql("SELEKT 1")
    assert not isinstance(caught.value, UserError)


# Crashes

CRASH = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from sync.ledger import Ledger
from tests.sync.test_database import AT, PLAN, some
from adapters.base import Create
from mappings.history import Observation

class Endless(list):
    def __iter__(self):
        print("inside", flush=True)
        time.sleep(600)
        return super().__iter__()

with Ledger.open(Path(sys.argv[1])) as ledger:
    run = ledger.begin_run(PLAN, "sync", AT)
    ledger.write_intents(run, PLAN, "folder", [(Create(one.item), None, one) for one in some(50)])
    ledger.record_reading(
        run, PLAN, "folder", remember={one.key: one for one in some(50)}, forget=[],
        observations=Endless(), cursor="after", answered=[], at=AT,
    )
"""


def kill_in_the_middle(path: Path) -> None:
    root = Path(__file__).parents[2]
    child = subprocess.Popen([sys.executable, "-c", CRASH, path], stdout=subprocess.PIPE, text=True, cwd=root)
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "inside\n"
        child.send_signal(signal.SIGKILL)


def test_a_kill_in_the_middle_of_a_transaction_leaves_what_was_written_before_it(path: Path) -> None:
    kill_in_the_middle(path)
    with Ledger.open(path) as ledger:
        assert [one.effect.key for one in ledger.pending_intents(PLAN, "folder")] == [
            one.key for one in some(50)
        ]
        assert [run.ended_at for run in ledger.runs(PLAN)] == [None]
        assert ledger.agreed(PLAN, "folder") == {}
        assert ledger.cursor(PLAN, "folder") is None
        fill(ledger, 1)


def test_a_ledger_deleted_after_a_crash_begins_anew_whatever_journal_it_left(path: Path) -> None:
    kill_in_the_middle(path)
    assert path.with_name("hjul.db-wal").stat().st_size
    path.unlink()
    with Ledger.open(path) as ledger:
        assert ledger.runs(PLAN) == []
        fill(ledger, 3)
        assert len(ledger.agreed(PLAN, "folder")) == 3


# Faults


def complaint(path: Path | str) -> str:
    with pytest.raises(UserError) as caught:
        Ledger.open(path)
    assert caught.value.exit_code == FAILED
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_database_may_be_moved_away(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"title: Verksamhetsplan\n" * 1_000)
    told = complaint(path)
    assert str(path) in told
    assert "move it away" in told
    assert "hjul.db-wal" in told
    assert "the next sync then starts a new one and adopts" in told
    assert path.read_bytes().startswith(b"title:")


def test_an_empty_file_is_a_new_ledger(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Ledger.open(path) as ledger:
        fill(ledger, 1)


def test_damage_in_the_middle_of_a_run_is_told_and_nothing_more_is_written(path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, 2_000)
    with Ledger.open(path) as ledger:
        run = ledger.begin_run(PLAN, "sync", AT)
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(size // 2)
            file.write(b"\xa5" * (size // 3))
        with pytest.raises(UserError, match="damaged") as caught:
            ledger.agreed(PLAN, "folder")
        assert "adopts what is in the calendars" in str(caught.value)
        with pytest.raises(UserError, match="damaged"):
            fill(ledger, 2_000)
        assert run


def test_a_document_that_nobody_wrote_is_told(path: Path) -> None:
    with Ledger.open(path) as ledger:
        fill(ledger, 2)
        with closing(sqlite3.connect(path)) as by_hand, by_hand:
            by_hand.execute("UPDATE agreed SET document = '{\"item\": {\"v\": 99}}' WHERE key = 'task-1'")
        with pytest.raises(UserError, match="does not understand; upgrade hjul"):
            ledger.agreed(PLAN, "folder")


def test_a_ledger_without_its_tables_is_told(path: Path) -> None:
    with Ledger.open(path) as ledger:
        with closing(sqlite3.connect(path)) as by_hand, by_hand:
            by_hand.execute("DROP TABLE agreed")
        with pytest.raises(UserError, match="damaged, or is no ledger"):
            ledger.agreed(PLAN, "folder")


def test_a_newer_ledger_is_left_alone(path: Path) -> None:
    Ledger.open(path).close()
    with closing(sqlite3.connect(path)) as by_hand, by_hand:
        by_hand.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    told = complaint(path)
    assert "written by a newer hjul" in told
    assert "9999" in told
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as by_hand, by_hand:
        by_hand.execute("CREATE TABLE khal (id INTEGER)")
    assert "a database of another program" in complaint(path)
    with closing(sqlite3.connect(path)) as by_hand:
        assert by_hand.execute("SELECT name FROM sqlite_master").fetchall() == [("khal",)]


@pytest.mark.parametrize(
    ("ledger", "why"),
    [
        pytest.param("a-file/hjul.db", "a-file: not a folder", id="under a file"),
        pytest.param("a-file/deeper/hjul.db", "Not a directory", id="deep under a file"),
        pytest.param("a-folder", "a folder where the ledger should be", id="a folder in its place"),
        pytest.param("n" * 300, "File name too long", id="a name that no disk takes"),
    ],
)
def test_where_no_ledger_can_be_is_told(tmp_path: Path, ledger: str, why: str) -> None:
    (tmp_path / "a-file").touch()
    (tmp_path / "a-folder").mkdir()
    told = complaint(tmp_path / ledger)
    assert told.startswith(str(tmp_path))
    assert why in told


@contextmanager
def nobodys_folder() -> Iterator[Path]:
    """A folder of a user who has to ask for rights; root would be let in everywhere."""
    Ledger.open("sqlite://").close()  # nothing is imported meanwhile: nobody may not be allowed to read it
    user = os.geteuid()
    if user == 0:
        os.seteuid(65_534)
    try:
        with TemporaryDirectory() as folder:
            yield Path(folder)
            Path(folder).chmod(0o700)
    finally:
        os.seteuid(user)


def test_a_folder_that_may_not_be_written_is_told() -> None:
    with nobodys_folder() as folder:
        folder.chmod(0o500)
        assert "Permission denied" in complaint(folder / "hjul.db")
        assert "Permission denied" in complaint(folder / "deeper" / "hjul.db")


def test_a_ledger_that_may_not_be_written_is_told() -> None:
    with nobodys_folder() as folder:
        path = folder / "hjul.db"
        Ledger.open(path).close()
        folder.chmod(0o500)
        assert "cannot be opened or written" in complaint(path)
        folder.chmod(0o700)
        path.chmod(0o400)
        with Ledger.open(path) as ledger, pytest.raises(UserError, match="cannot be opened or written"):
            ledger.begin_run(PLAN, "sync", AT)


@contextmanager
def a_disk_of(pages: int) -> Iterator[None]:
    """Every SQLite file opened meanwhile is full at that many pages, as SQLite itself says it."""

    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "connect", small)
    try:
        yield
    finally:
        event.remove(Engine, "connect", small)


def test_a_full_disk_is_told_and_nothing_is_half_written(path: Path) -> None:
    Ledger.open(path).close()
    with a_disk_of(40), Ledger.open(path) as ledger:
        run = ledger.begin_run(PLAN, "sync", AT)
        with pytest.raises(UserError, match="the disk is full") as caught:
            ledger.write_intents(run, PLAN, "folder", [(Create(one.item), None, one) for one in some(2_000)])
        assert caught.value.exit_code == FAILED
        assert ledger.pending_intents(PLAN, "folder") == []
        fill(ledger, 3)
        assert len(ledger.agreed(PLAN, "folder")) == 3


def test_another_writer_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.database.BUSY_SECONDS", 0.1)
    with Ledger.open(path) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        fill(ledger, 1)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="another program is writing"):
            ledger.begin_run(PLAN, "sync", AT)
        assert len(ledger.agreed(PLAN, "folder")) == 1


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("no url at all://", "no database URL"),
        ("postgresql://anna:s3cret@host:port/plans", "no database URL"),
        ("oddbase://anna:s3cret@host/plans", "cannot be kept in oddbase"),
        ("mysql://anna:s3cret@host/plans", "cannot be kept in mysql"),
        ("postgresql+odd://anna:s3cret@host/plans", "there is no such driver"),
        ("postgresql+pg8000://anna:s3cret@host/plans", "needs the Python package pg8000"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(url: str, why: str) -> None:
    with pytest.raises(UserError, match=why) as caught:
        Ledger.open(url)
    assert caught.value.exit_code == WRONG_INPUT
    assert "s3cret" not in str(caught.value)
    assert "anna" not in str(caught.value)
