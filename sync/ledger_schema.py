"""The ledger's tables, as they are now. Migrations say how they came to be; ``sync/ledger.py`` is their only user.

| table          | one row is                                                            | changes                     |
|----------------|-----------------------------------------------------------------------|-----------------------------|
| `plan_version` | the plan's text, as hjul saw it from ``recorded_at`` on               | never                       |
| `run`          | one command that did something, with how it ended                     | once, when it ends          |
| `agreed`       | what is remembered of one item in one target                          | often: a memory, no history |
| `cursor`       | where the last reading of a target ended                              | often                       |
| `intent`       | an effect, written before it happens, with what stood there before it | once, when it is answered   |
| `observation`  | one thing that was seen or said                                       | never: triggers refuse it   |
| `report_issue` | what a period's report was made from, so that it stays the same       | never                       |

Only ``hjul forget`` changes what is never changed: a person is taken out of the rows, and the rows stay.

Every row belongs to a plan, so that one PostgreSQL database holds many. Documents (items, effects) are JSON text of
``mappings/item_json.py``, not columns: no query looks inside them, and a new field of an item is no migration. The text
is ASCII, so that no odd character in someone's note is more than a database can hold.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.types import TypeDecorator

REVISION = "0001"
"""The newest migration: a ledger that says so is as the tables here."""

APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER observation_never_updated BEFORE UPDATE ON observation "
            "BEGIN SELECT RAISE(ABORT, 'observations are never changed'); END"
        ),
        (
            "CREATE TRIGGER observation_never_deleted BEFORE DELETE ON observation "
            "BEGIN SELECT RAISE(ABORT, 'observations are never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION observation_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'observations are never changed or deleted'; END $$"
        ),
        (
            "CREATE TRIGGER observation_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON observation "
            "FOR EACH STATEMENT EXECUTE FUNCTION observation_refuse()"
        ),
    ),
}
"""The triggers that keep the story as it was told, by dialect."""

WITHOUT_APPEND_ONLY = {
    "sqlite": (
        "DROP TRIGGER observation_never_updated",
        "DROP TRIGGER observation_never_deleted",
    ),
    "postgresql": (
        "DROP TRIGGER observation_append_only ON observation",
        "DROP FUNCTION observation_refuse()",
    ),
}
"""What lifts them, in a transaction that puts them back: only to forget a person."""


class UtcTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC. SQLite keeps no zone, so it is taken off on the way in and put on again."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """ValueError for a time without a zone: nobody could say later when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OthersText(TypeDecorator[str]):
    """Text that other people's programs wrote: what no database takes (NUL, half a character) becomes a mark."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode()


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# AUTOINCREMENT: ids only grow, and none is given twice.
plan_version = Table(
    "plan_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("digest", String, nullable=False),
    Column("text", Text, nullable=False),
    Index(None, "plan", "id"),
    sqlite_autoincrement=True,
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String, nullable=False),
    Column("command", String, nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
    Column("result", String),
    Column("counts", Text),
    Column("plan_version", Integer, ForeignKey("plan_version.id")),  # the text that it worked from
    Index(None, "plan", "id"),
    sqlite_autoincrement=True,
)

agreed = Table(
    "agreed",
    metadata,
    Column("plan", String, primary_key=True),
    Column("target", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("document", Text, nullable=False),
)

cursor = Table(
    "cursor",
    metadata,
    Column("plan", String, primary_key=True),
    Column("target", String, primary_key=True),
    Column("value", Text, nullable=False),
)

intent = Table(
    "intent",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, ForeignKey("run.id"), nullable=False),
    Column("plan", String, nullable=False),
    Column("target", String, nullable=False),
    Column("key", String, nullable=False),
    Column("effect", Text, nullable=False),
    Column("before", Text),  # what stood there
    Column("after", Text),  # what will be agreed once it is done
    Column("known", Text),  # what was agreed until then
    Column("image", Text),  # the whole object as it stood there, in the service's own form
    Column("state", String, nullable=False),
    Column("error", OthersText),
    Column("settled_at", UtcTime),
    Index(None, "plan", "target", "state"),
    Index(None, "run"),
    sqlite_autoincrement=True,
)

observation = Table(
    "observation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String, nullable=False),
    Column("run", Integer, ForeignKey("run.id")),
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    Column("source", String, nullable=False),
    Column("at", UtcTime),
    Column("by", OthersText),
    Column("value", Text, nullable=False),
    Column("note", OthersText, nullable=False),
    Index(None, "plan", "id"),
    sqlite_autoincrement=True,
)

report_issue = Table(
    "report_issue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan", String, nullable=False),
    Column("period", String, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("known_until", Integer, nullable=False),
    Column("plan_version", Integer, ForeignKey("plan_version.id"), nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Index(None, "plan", "period"),
    sqlite_autoincrement=True,
)


def create(connection: Connection) -> None:
    """Today's tables in an empty database, in the caller's transaction: what all the migrations together come to.

    A test holds the two together. Going through the migrations alone lost: ten times slower, on every first run.
    """
    metadata.create_all(connection, checkfirst=False)
    for statement in APPEND_ONLY[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    connection.execute(
        text(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
            "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": REVISION})
