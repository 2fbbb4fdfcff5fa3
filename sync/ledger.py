"""The ledger: what was agreed, what was about to happen, what was seen, and what was reported. Remembers; decides nothing.

Each writing method is one transaction: all of it is on the disk when it returns, or none of it ever was
(``sync/database.py`` says how). Times come from the caller and are kept in UTC; the clock is never read here. Every
method raises UserError when the database fails, and when a row cannot be understood.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, and_, func, select, update

from config.errors import UserError
from config.forgetting import Eraser
from mappings.history import Observation
from mappings.items import Key
from sync import ledger_schema as schema
from sync.agreed import Agreed, Intent
from sync.database import ADOPTS, Database
from sync.ledger_base import Planned
from sync.ledger_forgetting import forget
from sync.ledger_json import agreed_from_json, from_texts, to_text
from sync.ledger_rows import (
    answer_intents,
    as_kept,
    digest_of,
    insert_row,
    issued_report,
    settle_intents,
    to_observation,
    to_past_intent,
    to_run,
    write_agreed,
    write_cursor,
    write_intents,
    write_observations,
)
from sync.ledger_values import IntentState, PastIntent, ReportIssue, Run, Settlement

__all__ = ["IntentState", "Ledger", "PastIntent", "ReportIssue", "Run", "Settlement"]

AT_ONCE = 1_000
"""Rows decoded together: fast, and a large plan's JSON is never in memory as a whole."""


NOT_UNDERSTOOD = (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError, RecursionError)
"""What decoding a row raises when hjul never wrote it so: a time zone that is a folder of zones is an OSError."""


class Ledger:
    """An open ledger. Close it, or use it in a ``with``. To keep other runs out is the business of ``sync/lock.py``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, where: Path | str) -> Self:
        """A file (made if it is not there), or a database URL; ``sqlite://`` is a ledger in memory, gone when closed."""
        return cls(Database.open(where))

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Runs

    def begin_run(self, plan: str, command: str, at: datetime, plan_version: int | None = None) -> int:
        """The id of a run that has begun, working from that version of the plan's text."""
        row = {"plan": plan, "command": command, "started_at": at, "plan_version": plan_version}
        with self._database.writing() as connection:
            return insert_row(connection, schema.run, **row)

    def end_run(
        self,
        run: int,
        at: datetime,
        result: str,
        counts: Mapping[str, int],
        plan_version: int | None = None,
    ) -> None:
        """How it ended, and the plan's text that it left when that is another one. A run without this was cut off."""
        row: dict[str, object] = {"ended_at": at, "result": result, "counts": to_text(dict(counts))}
        if plan_version is not None:
            row["plan_version"] = plan_version
        with self._database.writing() as connection:
            connection.execute(update(schema.run).where(schema.run.c.id == run).values(row))

    def runs(self, plan: str) -> list[Run]:
        """All runs of a plan, the earliest first."""
        table = schema.run.c
        with self._reading() as connection:
            rows = connection.execute(select(schema.run).where(table.plan == plan).order_by(table.id))
            return [to_run(row) for row in rows]

    # The plan's text

    def save_plan(self, plan: str, text: str, at: datetime) -> int:
        """The id of this text's version: the latest one if nothing has changed since, else a new one."""
        digest = digest_of(text)
        table = schema.plan_version.c
        latest = select(table.id, table.digest).where(table.plan == plan).order_by(table.id.desc()).limit(1)
        with self._database.writing() as connection:
            row = connection.execute(latest).first()
            if row is not None and row.digest == digest:
                return int(row.id)
            return insert_row(
                connection, schema.plan_version, plan=plan, recorded_at=at, digest=digest, text=text
            )

    def plan_text_at(self, plan: str, when: datetime) -> tuple[int, str] | None:
        """The version that held at a time: the latest recorded then or before, else the earliest there is."""
        table = schema.plan_version.c
        of_plan = select(table.id, table.text, table.digest).where(table.plan == plan)
        then = of_plan.where(table.recorded_at <= when).order_by(table.recorded_at.desc(), table.id.desc())
        earliest = of_plan.order_by(table.recorded_at, table.id)
        with self._reading() as connection:
            for query in (then, earliest):
                row = connection.execute(query.limit(1)).first()
                if row is not None:
                    return row.id, as_kept(row.text, row.digest)
        return None

    def plans(self) -> set[str]:
        """The plans that have been here."""
        with self._reading() as connection:
            return set(connection.scalars(select(schema.plan_version.c.plan).distinct()))

    def plan_text(self, version: int) -> str:
        """The text of one version. UserError for one that is not there: none is ever taken away, so the ledger is damaged."""
        table = schema.plan_version.c
        with self._reading() as connection:
            row = connection.execute(select(table.text, table.digest).where(table.id == version)).first()
            if row is None:
                raise KeyError(version)
            return as_kept(row.text, row.digest)

    # What was agreed, and where the last reading ended

    def agreed(self, plan: str, target: str) -> dict[Key, Agreed]:
        """Everything remembered of one target, in the order of the keys."""
        table = schema.agreed.c
        of_target = and_(table.plan == plan, table.target == target)
        rows = select(table.key, table.document).where(of_target).order_by(table.key)
        with self._reading() as connection:
            return {
                Key(row[0]): agreed
                for chunk in connection.execute(rows).partitions(AT_ONCE)
                for row, agreed in zip(
                    chunk, map(agreed_from_json, from_texts([row[1] for row in chunk])), strict=True
                )
            }

    def cursor(self, plan: str, target: str) -> str | None:
        """Where the last reading ended, in the adapter's own words."""
        table = schema.cursor.c
        with self._reading() as connection:
            query = select(table.value).where(table.plan == plan, table.target == target)
            value: str | None = connection.scalar(query)
        return value

    def record_reading(  # noqa: PLR0913  # all of it is one transaction
        self,
        run: int,
        plan: str,
        target: str,
        *,
        remember: Mapping[Key, Agreed],
        forget: Collection[Key],
        observations: Sequence[Observation],
        cursor: str | None,
        answered: Sequence[int],
        at: datetime,
    ) -> None:
        """What one look at a target told, as one: what was seen is recorded if and only if the cursor moves past it.

        ``answered`` are intents whose answer never came and whose outcome the look has told.
        """
        with self._database.writing() as connection:
            write_agreed(connection, plan, target, {**dict.fromkeys(forget), **remember})
            write_observations(connection, plan, run, observations)
            write_cursor(connection, plan, target, cursor)
            answer_intents(connection, answered, at)

    # Intents

    def write_intents(self, run: int, plan: str, target: str, effects: Iterable[Planned]) -> list[Intent]:
        """Effects that are about to happen, each with what stands there before it and what will be agreed after it.

        When this returns, no crash can lose them. The intents are in the effects' order.
        """
        planned = list(effects)
        if not planned:
            return []
        with self._database.writing() as connection:
            ids = write_intents(connection, run, plan, target, planned)
        return [
            Intent(number, run, target, effect, before, after)
            for number, (effect, before, after) in zip(ids, planned, strict=True)
        ]

    def settle(self, plan: str, target: str, settlements: Sequence[Settlement], at: datetime) -> None:
        """How intents went, many at a time. One that is still pending keeps its error and is asked about again.

        A crash before this loses only the answer: the intents are pending, and the next look tells.
        """
        if not settlements:
            return
        news = {one.key: one.agreed for one in settlements if one.forget or one.agreed is not None}
        with self._database.writing() as connection:
            settle_intents(connection, settlements, at)
            write_agreed(connection, plan, target, news)

    def pending_intents(self, plan: str, target: str) -> list[Intent]:
        """Effects of earlier runs of which nobody knows whether they happened, the earliest first."""
        table = schema.intent.c
        where = and_(table.plan == plan, table.target == target, table.state == IntentState.PENDING.value)
        return [past.intent for past in self._past_intents(where)]

    def intents(self, run: int) -> list[PastIntent]:
        """All that one run was about to do, in its order, with how each went."""
        return self._past_intents(schema.intent.c.run == run)

    def _past_intents(self, where: Any) -> list[PastIntent]:
        query = select(schema.intent).where(where).order_by(schema.intent.c.id)
        with self._reading() as connection:
            return [to_past_intent(row) for row in connection.execute(query)]

    # What was seen

    def observe(self, plan: str, run: int | None, observations: Sequence[Observation]) -> None:
        """Adds to the story; nothing in it is ever changed. The observations' own ids are not used."""
        with self._database.writing() as connection:
            write_observations(connection, plan, run, observations)

    def observations(
        self, plan: str, *, until: datetime | None = None, known_until: int | None = None
    ) -> list[Observation]:
        """The story in the order in which it was told.

        ``until``: only what happened before that time (the time itself not included, so that the midnight after a day
        ends that day). ``known_until``: only what had been told when the observation of that id was.
        """
        table = schema.observation.c
        query = select(schema.observation).where(table.plan == plan).order_by(table.id)
        if until is not None:
            query = query.where(func.coalesce(table.at, table.recorded_at) < until)
        if known_until is not None:
            query = query.where(table.id <= known_until)
        with self._reading() as connection:
            return [to_observation(row) for row in connection.execute(query)]

    # Reports

    def issue_report(
        self,
        plan: str,
        period: str,
        *,
        as_of: date,
        plan_version: int,
        at: datetime,
        anew: bool = False,
    ) -> ReportIssue:
        """Fixes what a period's report is made from: that plan text, and the story as told until now.

        A period that was issued before comes back as it was then, unless it is to be issued ``anew``.
        """
        table = schema.observation.c
        with self._database.writing() as connection, self._understood():
            known = connection.scalar(select(func.coalesce(func.max(table.id), 0)).where(table.plan == plan))
            earlier = issued_report(connection, plan, period)
            if earlier is not None and not anew:
                return earlier
            issue = ReportIssue(period, as_of, int(known or 0), plan_version, at)
            insert_row(
                connection,
                schema.report_issue,
                plan=plan,
                period=period,
                as_of=as_of,
                known_until=issue.known_until,
                plan_version=plan_version,
                issued_at=at,
            )
            return issue

    def issued(self, plan: str, period: str) -> ReportIssue | None:
        """What the period's report was made from, None when it has not been issued."""
        with self._reading() as connection:
            return issued_report(connection, plan, period)

    # Forgetting a person

    def plan_texts(self) -> list[str]:
        """Every version of every plan's text, the newest first."""
        table = schema.plan_version.c
        with self._reading() as connection:
            return [str(text) for text in connection.scalars(select(table.text).order_by(table.id.desc()))]

    def forget(
        self, eraser: Eraser, plan: str, *, doing: bool = True, story_alone: bool = False
    ) -> Mapping[str, int]:
        """How many rows of each table named the person, and with ``doing`` name them no more: all of them, or none.

        A ledger in a file is cleaned of every plan in it; a server's only of this plan, for the others are others'.
        """
        plans = [plan] if self._database.is_server else None
        with self._database.writing() as connection, self._understood():
            counts = forget(connection, eraser, plans, story_alone=story_alone)
            if not doing:
                connection.rollback()
        return counts

    def scrub(self) -> None:
        """Leave nothing behind in the file of what no row holds any more: neither in free pages nor in the journal."""
        self._database.scrub()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._database.reading() as connection, self._understood():
            yield connection

    @contextmanager
    def _understood(self) -> Iterator[None]:
        try:
            yield
        except NOT_UNDERSTOOD as error:
            raise UserError(
                f"{self._database.name}: the ledger holds something that this hjul does not understand; upgrade hjul, "
                f"or move the ledger away: {ADOPTS}"
            ) from error
