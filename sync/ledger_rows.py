"""The ledger's rows: values into them and out of them. Works inside the caller's transaction; ``sync/ledger.py`` is its only user."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, bindparam, delete, insert, select, update

from mappings.history import Observation, Seen
from mappings.item_json import found_from_json, found_to_json
from mappings.items import Key
from sync import ledger_schema as schema
from sync.agreed import Agreed, Intent
from sync.ledger_base import Planned
from sync.ledger_json import agreed_from_json, agreed_to_json, effect_from_json, effect_to_json, to_text
from sync.ledger_values import IntentState, PastIntent, ReportIssue, Run, Settlement

T = TypeVar("T")


def insert_row(connection: Connection, table: Table, **row: object) -> int:
    """The new row's id."""
    number: int = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return number


def write_agreed(connection: Connection, plan: str, target: str, news: Mapping[Key, Agreed | None]) -> None:
    """What is agreed from now on; None is forgotten."""
    rows = [
        {"plan": plan, "target": target, "key": key, "document": to_text(agreed_to_json(agreed))}
        for key, agreed in news.items()
        if agreed is not None
    ]
    _replace(connection, schema.agreed, [{"plan": plan, "target": target, "key": key} for key in news], rows)


def write_cursor(connection: Connection, plan: str, target: str, value: str | None) -> None:
    """Where the next reading begins; None is from the beginning."""
    place = {"plan": plan, "target": target}
    _replace(connection, schema.cursor, [place], [] if value is None else [{**place, "value": value}])


def write_intents(
    connection: Connection, run: int, plan: str, target: str, planned: Iterable[Planned]
) -> list[int]:
    """The new ids, in the order of the effects. What is agreed of each item until now is copied beside it."""
    rows = [
        {
            "run": run,
            "plan": plan,
            "target": target,
            "key": effect.key,
            "effect": to_text(effect_to_json(effect)),
            "before": None if before is None else to_text(found_to_json(before)),
            "after": None if after is None else to_text(agreed_to_json(after)),
            "state": IntentState.PENDING.value,
        }
        for effect, before, after in planned
    ]
    if not rows:
        return []
    statement = insert(schema.intent).returning(schema.intent.c.id, sort_by_parameter_order=True)
    ids = list(connection.scalars(statement, rows))
    new, now = schema.intent.c, schema.agreed.c
    until_now = select(now.document).where(now.plan == new.plan, now.target == new.target, now.key == new.key)
    connection.execute(
        update(schema.intent)
        .where(new.id.between(min(ids), max(ids)))
        .values(known=until_now.scalar_subquery())
    )
    return ids


def settle_intents(connection: Connection, settlements: Iterable[Settlement], at: datetime) -> None:
    """States, errors and images; one that is still pending has not been settled at any time."""
    rows = [
        {
            "intent": one.intent,
            "new_state": one.state.value,
            "new_error": one.error,
            "new_image": None if one.image is None else to_text(one.image),
            "new_settled_at": None if one.state is IntentState.PENDING else at,
        }
        for one in settlements
    ]
    if rows:
        statement = (
            update(schema.intent)
            .where(schema.intent.c.id == bindparam("intent"))
            .values(
                state=bindparam("new_state"),
                error=bindparam("new_error"),
                image=bindparam("new_image"),
                settled_at=bindparam("new_settled_at"),
            )
        )
        connection.execute(statement, rows)


def answer_intents(connection: Connection, intents: Iterable[int], at: datetime) -> None:
    """Those of them that are pending are so no longer."""
    rows = [{"intent": one} for one in intents]
    if rows:
        table = schema.intent.c
        statement = (
            update(schema.intent)
            .where(table.id == bindparam("intent"), table.state == IntentState.PENDING.value)
            .values(state=IntentState.ANSWERED.value, settled_at=at)
        )
        connection.execute(statement, rows)


def write_observations(
    connection: Connection, plan: str, run: int | None, observations: Iterable[Observation]
) -> None:
    """Adds to the story."""
    rows = [
        {
            "plan": plan,
            "run": run,
            "key": seen.key,
            "kind": seen.kind.value,
            "recorded_at": seen.recorded_at,
            "source": seen.source,
            "at": seen.at,
            "by": seen.by,
            "value": to_text(dict(seen.value)),
            "note": seen.note,
        }
        for seen in observations
    ]
    if rows:
        connection.execute(insert(schema.observation), rows)


def digest_of(text: str) -> str:
    """What tells one plan text from another, and whether it is still the one that was kept."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def as_kept(text: str, digest: str) -> str:
    """The plan's text. ValueError when it is no longer what was kept: a past report would be another one."""
    if digest_of(text) != digest:
        raise ValueError("the plan's text was changed in the ledger")
    return text


def to_run(row: Row[Any]) -> Run:
    """One run, with how it ended."""
    counts = {} if row.counts is None else json.loads(row.counts)
    return Run(row.id, row.command, row.started_at, row.ended_at, row.result, counts, row.plan_version)


def to_observation(row: Row[Any]) -> Observation:
    """One thing that was seen, again."""
    return Observation(
        row.key,
        Seen(row.kind),
        row.recorded_at,
        row.source,
        row.at,
        row.by,
        json.loads(row.value),
        row.note,
        row.id,
    )


def to_past_intent(row: Row[Any]) -> PastIntent:
    """An intent, with how it went."""
    intent = Intent(
        row.id,
        row.run,
        row.target,
        effect_from_json(json.loads(row.effect)),
        _maybe(found_from_json, row.before),
        _maybe(agreed_from_json, row.after),
    )
    known, image = _maybe(agreed_from_json, row.known), _maybe(str, row.image)
    return PastIntent(intent, IntentState(row.state), row.error, row.settled_at, known, image)


def _maybe(decode: Callable[[Any], T], document: str | None) -> T | None:
    return None if document is None else decode(json.loads(document))


def issued_report(connection: Connection, plan: str, period: str) -> ReportIssue | None:
    """What a period's report was made from, None when it has not been issued."""
    table = schema.report_issue.c
    columns = (table.period, table.as_of, table.known_until, table.plan_version, table.issued_at)
    latest = select(*columns).where(table.plan == plan, table.period == period).order_by(table.id.desc())
    row = connection.execute(latest.limit(1)).first()
    return None if row is None else ReportIssue(*row)


def _replace(
    connection: Connection, table: Table, old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]
) -> None:
    """Delete, then insert: as fast as an upsert here, and the same SQL in every database."""
    if old:
        where = [table.c[name] == bindparam(f"old_{name}") for name in old[0]]
        gone = [{f"old_{name}": value for name, value in row.items()} for row in old]
        connection.execute(delete(table).where(*where), gone)
    if new:
        connection.execute(insert(table), new)
