"""Ledgers of earlier forms. Each form has a ledger in ``tests/sync/ledgers/``, as ``sqlite3 hjul.db .dump`` wrote it."""

from __future__ import annotations

import logging
import re
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine, inspect, text

from adapters.base import Bury, Create, Delete, Update
from mappings.history import Observation, Seen
from mappings.items import Found, Key, Progress, Stamp, State
from sync.agreed import Agreed, Presence
from sync.database import migrate
from sync.ledger import IntentState, Ledger, ReportIssue, Run, Settlement
from sync.ledger_base import Planned
from sync.ledger_schema import REVISION, create, metadata
from tests.make import KARI, local, make_event, make_task

LEDGERS = Path(__file__).parent / "ledgers"
VERSIONS = Path(__file__).parents[2] / "sync" / "migrations" / "versions"

PLAN = "eksempel-2026"
AT = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 10, 13, tzinfo=UTC)

BOARD = make_event(start=local(2026, 4, 6, 18), end=local(2026, 4, 6, 20))
TASK = make_task(responsible=(KARI,))
OLD = make_task(key=Key("nyhetsbrev@2026-02"), due=None, start=None)
AGREED_BOARD = Agreed(BOARD, Found(BOARD, "styremote.ics", '"1"', stamp=Stamp.of(BOARD)))
AGREED_TASK = Agreed(
    TASK,
    Found(
        make_task(title="Vervekonkurranse, ny", responsible=(KARI,)),
        "verve.ics",
        None,
        Progress(State.STARTED, 40, AT, "Kari"),
        "Husk premien",
        Stamp.of(TASK),
    ),
    Presence.DELETED,
    Progress(State.CANCELLED, None, AT, None),
)
INTENTS: list[Planned] = [
    (Create(BOARD, None, Stamp.of(BOARD)), None, AGREED_BOARD),
    (Update(TASK, "verve.ics", '"2"', Progress(State.DONE, 100)), AGREED_TASK.found, AGREED_TASK),
    (Delete(OLD.key, "brev.ics", None), Found(OLD, "brev.ics"), None),
    (Bury(OLD.key), None, None),
]
IMAGE = "BEGIN:VCALENDAR\r\nX-NAME:årsmøte \0 \udc80\r\nEND:VCALENDAR\r\n"
STORY = [
    Observation(TASK.key, Seen.STARTED, AT, "folder", AT - timedelta(days=2), "Kari", {"percent": 40}, ""),
    Observation("medlemmer", Seen.MEASURED, LATER, "board", None, None, {"value": 212.5}, "talt på årsmøtet"),
]


def tell(ledger: Ledger) -> None:
    """Everything that a ledger can be told, once each: how the files in ``ledgers/`` were made, then dumped."""
    version = ledger.save_plan(PLAN, "title: Arbeidsplan\n", AT)
    first = ledger.begin_run(PLAN, "sync", AT, version)
    ledger.record_reading(
        first,
        PLAN,
        "folder",
        remember={BOARD.key: AGREED_BOARD, TASK.key: AGREED_TASK},
        forget=[],
        observations=STORY[:1],
        cursor="17",
        answered=[],
        at=AT,
    )
    done, failed, _, _ = ledger.write_intents(first, PLAN, "folder", INTENTS)
    ledger.settle(
        PLAN,
        "folder",
        [
            Settlement(done.id, IntentState.DONE, BOARD.key, AGREED_BOARD, image=IMAGE),
            Settlement(failed.id, IntentState.FAILED, TASK.key, error="endret siden sist"),
        ],
        LATER,
    )
    ledger.end_run(first, LATER, "failed", {"created": 1})
    ledger.observe(PLAN, None, STORY[1:])
    ledger.issue_report(PLAN, "2026-03", as_of=date(2026, 3, 31), plan_version=version, at=LATER)
    ledger.begin_run(PLAN, "sync", LATER)


def hear(ledger: Ledger) -> None:
    """That all of it is still there."""
    assert ledger.plan_text_at(PLAN, AT) == (1, "title: Arbeidsplan\n")
    assert ledger.runs(PLAN) == [
        Run(1, "sync", AT, LATER, "failed", {"created": 1}, 1),
        Run(2, "sync", LATER, None, None, {}),
    ]
    assert ledger.agreed(PLAN, "folder") == {BOARD.key: AGREED_BOARD, TASK.key: AGREED_TASK}
    assert ledger.cursor(PLAN, "folder") == "17"
    past = ledger.intents(1)
    assert [(one.intent.effect, one.intent.before, one.intent.after) for one in past] == INTENTS
    assert [(one.state, one.error, one.settled_at) for one in past] == [
        (IntentState.DONE, None, LATER),
        (IntentState.FAILED, "endret siden sist", LATER),
        (IntentState.PENDING, None, None),
        (IntentState.PENDING, None, None),
    ]
    assert [one.known for one in past] == [AGREED_BOARD, AGREED_TASK, None, None]
    assert [one.image for one in past] == [IMAGE, None, None, None]
    assert ledger.pending_intents(PLAN, "folder") == [one.intent for one in past[2:]]
    story = ledger.observations(PLAN)
    assert [(one.id, one.key, one.kind, one.when, one.by, one.value, one.note) for one in story] == [
        (number, one.key, one.kind, one.when, one.by, one.value, one.note)
        for number, one in enumerate(STORY, start=1)
    ]
    assert ledger.issued(PLAN, "2026-03") == ReportIssue("2026-03", date(2026, 3, 31), 2, 1, LATER)


def test_a_ledger_hears_what_it_was_told(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "hjul.db") as ledger:
        tell(ledger)
        hear(ledger)


@pytest.mark.parametrize("dump", sorted(LEDGERS.glob("*.sql")), ids=lambda dump: dump.stem)
def test_a_ledger_of_an_earlier_form_loses_nothing(dump: Path, tmp_path: Path) -> None:
    path = tmp_path / "hjul.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(dump.read_text(encoding="utf-8"))
    with Ledger.open(path) as ledger:
        hear(ledger)
        ledger.observe(PLAN, None, STORY)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [(REVISION,)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            database.execute("DELETE FROM observation")


def test_every_form_has_its_ledger_and_the_newest_is_ours() -> None:
    forms = {file.name[:4] for file in VERSIONS.glob("[0-9]*.py")}
    assert forms == {dump.stem for dump in LEDGERS.glob("*.sql")}
    assert max(forms) == REVISION


def shape(connection: Connection) -> dict[str, object]:
    """What autogenerate does not compare: the triggers, and the rest of each table's words in any order."""
    rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    return {f"{row.type} {row.name}": sorted(re.sub(r"[\s,()]+", " ", row.sql).split()) for row in rows}


def test_the_migrations_come_to_todays_tables() -> None:
    migrated, made = create_engine("sqlite://"), create_engine("sqlite://")
    with migrated.begin() as by_steps, made.begin() as at_once:
        migrate(by_steps, None, "a ledger")
        create(at_once)
        for connection in (by_steps, at_once):
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, metadata) == []
            assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == REVISION
        assert shape(by_steps) == shape(at_once)
    migrated.dispose()
    made.dispose()


def test_a_migration_says_nothing_and_leaves_logging_alone(capfd: pytest.CaptureFixture[str]) -> None:
    before = (logging.root.level, list(logging.root.handlers), logging.getLogger("sqlalchemy").disabled)
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        migrate(connection, None, "a ledger")
    engine.dispose()
    assert (
        logging.root.level,
        list(logging.root.handlers),
        logging.getLogger("sqlalchemy").disabled,
    ) == before
    assert capfd.readouterr() == ("", "")


def test_a_migration_that_is_cut_off_has_not_begun(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'hjul.db'}", connect_args={"isolation_level": None})
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        migrate(connection, None, "a ledger")
        assert inspect(connection).get_table_names()
        connection.rollback()
        assert inspect(connection).get_table_names() == []
    engine.dispose()
