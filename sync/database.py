"""The database under the ledger: opens it, brings it up to date, and says in one sentence what is wrong with it.

Knows files, transactions and errors; knows no plan, item or run. An empty database gets today's tables at once; an older
ledger gets them through Alembic, which is imported only then.

What a crash can take, on SQLite. The journal is a WAL and every commit is synced to the disk (``synchronous=FULL``), so
that what was committed is there after a kill, a power cut or a crash of the machine, and what was not has not happened.
``NORMAL`` would be faster by one sync per transaction, but after a power cut the last commits may be gone: an intent
could be lost whose effect had already happened. One sync is a fraction of a millisecond to some milliseconds, and a
whole list of intents is one commit, so this costs nothing that a person notices.

Every writing transaction begins with ``BEGIN IMMEDIATE`` (SQLite) or with a lock on the whole ledger (PostgreSQL): one
writer at a time, so that ids are seen in the order in which they were given, and a reader's transaction never has to
become a writer's.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError

from config.errors import WRONG_INPUT, UserError
from sync.ledger_schema import REVISION, create

BUSY_SECONDS = 5.0
"""How long to wait for another writer's transaction. Runs exclude each other anyway (``sync/lock.py``)."""

POSTGRESQL_WRITER = 0x686A_756C
"""The advisory lock of whoever writes: "hjul"."""

ADOPTS = (
    "the next sync then starts a new one and adopts what is in the calendars and task lists, "
    "but what was reported only to hjul is in the copy alone"
)


class Database:
    """An open database that has today's tables. ``name`` is how messages call it: a path, or host and database."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._writer = engine.execution_options(hjul_writes=True)
        self.name = name

    @classmethod
    def open(cls, where: Path | str) -> Database:
        """A file, made with mode 0600 if it is not there, or an SQLAlchemy URL (``sqlite://`` is kept in memory only).

        UserError when it cannot be opened, is no ledger, is damaged, or was written by a newer hjul.
        """
        url = parse(where)
        if url.get_backend_name() == "sqlite":
            database = _sqlite(url)
        else:
            database = cls(make_engine(url), server_name(url))
        with ExitStack() as unless_well:
            unless_well.callback(database.close)
            database._bring_up_to_date()
            unless_well.pop_all()
        return database

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What has been committed."""
        with explained(self.name), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing, and on the disk when it ends."""
        with explained(self.name), self._writer.begin() as connection:
            _be_the_only_writer(connection)
            yield connection

    @property
    def is_server(self) -> bool:
        return self._engine.dialect.name != "sqlite"

    def scrub(self) -> None:
        """Make the file anew of what its rows hold, and empty its journal. A server does that in its own time."""
        if self.is_server:
            return
        with explained(self.name), self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA secure_delete=ON").close()
            raw.execute("VACUUM").close()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            if _revision(connection, self.name) == REVISION:
                return
        with (
            explained(self.name),
            self._writer.connect() as connection,
            _without_foreign_keys(connection),
            connection.begin(),
        ):
            _be_the_only_writer(connection)
            revision = _revision(connection, self.name)  # another process may have been first
            if revision is None:
                create(connection)
            elif revision != REVISION:
                migrate(connection, revision, self.name)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turns what the database says into what a person can do. Our own mistakes are let through."""
    try:
        yield
    except UnicodeDecodeError as error:  # a damaged name of a table, in SQLite's own words about it
        raise UserError(f"{name}: {_DAMAGED.format(file=Path(name).name)}") from error
    except (DBAPIError, sqlite3.Error) as error:
        said = error.orig if isinstance(error, DBAPIError) else error
        message = _sqlite_says(said) if isinstance(said, sqlite3.Error) else _server_says(error)
        if message is None:
            raise
        raise UserError(f"{name}: {message.format(file=Path(name).name)}") from error


def server_name(url: URL) -> str:
    """How messages call a database that is a server: no user, no password."""
    return f"{url.host or 'localhost'}/{url.database}"


def file_of(url: URL) -> Path | None:
    """The file of a ledger in SQLite, None for one in memory or on a server."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def parse(where: Path | str) -> URL:
    """The address, never repeated in a message: it may hold a password. UserError (exit code 2) for what is none."""
    if isinstance(where, Path):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(where)
    except (ArgumentError, ValueError):
        raise UserError(
            "the ledger's address is no database URL; write it as postgresql+psycopg://user@host/database",
            exit_code=WRONG_INPUT,
        ) from None
    kind = url.get_backend_name()
    if kind not in {"sqlite", "postgresql"}:
        raise UserError(
            f"the ledger cannot be kept in {kind}; use a file or PostgreSQL", exit_code=WRONG_INPUT
        )
    if kind == "sqlite" and url.query:
        raise UserError(
            "the ledger's address has options that a file does not take; write it as a path",
            exit_code=WRONG_INPUT,
        )
    return url


def make_engine(url: URL, **options: Any) -> Engine:
    """``hide_parameters``: no plan text and no name in an exception's words."""
    try:
        return create_engine(url, hide_parameters=True, **options)
    except NoSuchModuleError:
        raise UserError(
            f"the ledger's address names {url.drivername!r}, and there is no such driver; "
            "write it as postgresql+psycopg://user@host/database",
            exit_code=WRONG_INPUT,
        ) from None
    except ModuleNotFoundError as error:
        raise UserError(
            f"the ledger's database needs the Python package {error.name}; install it beside hjul",
            exit_code=WRONG_INPUT,
        ) from None


def _sqlite(url: URL) -> Database:
    connecting = {"isolation_level": None, "timeout": BUSY_SECONDS}  # we begin transactions ourselves
    path = file_of(url)
    if path is None:
        engine = make_engine(
            url, connect_args={**connecting, "check_same_thread": False}, poolclass=StaticPool
        )
        name = "the ledger in memory"
    else:
        _make_file(path)
        engine = make_engine(url, connect_args=connecting)
        name = str(path)
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Database(engine, name)


def _make_file(path: Path) -> None:
    """An empty file of the owner's alone, before SQLite makes one with whatever mode; the journal's files get its mode.

    A file that is there is never opened here: closing it would drop the locks that this process has on it.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.parent.is_dir():
            raise UserError(
                f"{path.parent}: not a folder, so no ledger can be kept in it; move that file away"
            ) from None
        if path.is_dir():
            raise UserError(f"{path}: a folder where the ledger should be; move it away") from None
        if not path.exists():  # SQLite would make a new one where it leads
            raise UserError(
                f"{path}: a link that leads to no ledger; mount what it leads to, or remove it"
            ) from None
        with suppress(OSError):  # SQLite says it, if it matters
            mode = path.stat().st_mode
            if not stat.S_ISREG(mode):  # a pipe would be waited for, and a device is everyone's
                raise UserError(f"{path}: not a file, so no ledger can be kept in it; move it away") from None
            if mode & 0o007:  # a copy that was put back may be open to everyone
                path.chmod(mode & 0o770)
    except OSError as error:
        raise UserError(
            f"{path}: the ledger cannot be written ({error.strerror}); check the folder, its rights and the disk"
        ) from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in (
        "journal_mode=WAL",  # where the file system cannot (some network disks), SQLite keeps its rollback journal
        "synchronous=FULL",
        "fullfsync=ON",  # macOS: past the disk's own cache
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("hjul_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _be_the_only_writer(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # on SQLite, BEGIN IMMEDIATE has said it
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": POSTGRESQL_WRITER})


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew, which foreign keys forbid; they cannot be turned off in a transaction."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON").close()


def _revision(connection: Connection, name: str) -> str | None:
    """What the ledger says it is; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if tables:
        raise UserError(f"{name}: a database of another program, not a ledger; give hjul.toml another ledger")
    return None


def migrate(connection: Connection, revision: str | None, name: str) -> None:
    """From that revision (None: an empty database) to today's, in the caller's transaction.

    UserError for a revision that this hjul does not know.
    """
    from alembic import command  # noqa: PLC0415  # only when there is a migration to run
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise UserError(
            f"{name}: written by a newer hjul (its form is {revision}, this hjul knows {REVISION}); "
            "upgrade hjul, or give hjul.toml another ledger"
        )
    command.upgrade(config, "head")


_DAMAGED = (
    "the ledger is damaged, or is no ledger; put a copy of it back, or move it away "
    f"(with {{file}}-wal and {{file}}-shm, if they are there): {ADOPTS}"
)
_MISTAKE = "syntax error"
"""By these words SQLite tells a mistake in a statement of ours from tables that are not as they were made."""


def _sqlite_says(error: sqlite3.Error) -> str | None:
    """What an error means for a person, None for a mistake of ours. The error's own words are left out."""
    code, said = getattr(error, "sqlite_errorcode", None), str(error)
    if code is None and "decode" in said:  # Python's own words for a text that is none
        code = sqlite3.SQLITE_CORRUPT
    if code is None or (code == sqlite3.SQLITE_ERROR and _MISTAKE in said):
        return None
    match code & 0xFF:  # the rest of an extended code says where, not what
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_ERROR:
            return _DAMAGED
        case sqlite3.SQLITE_FULL:
            return "the disk is full, so nothing was written to the ledger; make room and run again"
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return "another program is writing to the ledger; run again when it is done"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_READONLY | sqlite3.SQLITE_AUTH:
            return "the ledger cannot be opened or written; check that its folder is there, and the rights"
        case sqlite3.SQLITE_IOERR:
            return "the ledger could not be read or written; check the disk and run again"
        case _:
            return None


def _server_says(error: BaseException) -> str | None:
    """As ``_sqlite_says``, for a database that is a server."""
    if isinstance(error, OperationalError | InterfaceError):
        return "the ledger's database cannot be used; check that it runs, that it can be reached, and who may sign in"
    if (
        isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) == "42501"
    ):  # insufficient_privilege
        return "the ledger's database does not let this user read and write there; ask for the right to"
    return None
