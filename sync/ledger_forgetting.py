"""A person taken out of the ledger's rows, inside the caller's transaction. The rows stay, and so every count does.

``sync/ledger.py`` is its only user. What is remembered of an item whose text names the person is remembered without how it
stood in the service: the next reading looks at it anew, by its stamp, and takes nobody's name for an edit.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, select, update

from config.forgetting import Eraser
from mappings.items import Key
from sync import ledger_schema as schema
from sync.agreed import Presence
from sync.ledger_json import to_text
from sync.ledger_rows import digest_of

_FOLDED = re.compile(r"\r?\n[ \t]")
"""A line of iCalendar that goes on in the next one (RFC 5545 §3.1)."""

_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nN])")
"""A letter as JSON escapes it, or a line break in iCalendar or JSON."""


def forget(
    connection: Connection, eraser: Eraser, plans: Iterable[str] | None, *, story_alone: bool = False
) -> Counter[str]:
    """How many rows of each table named the person. ``plans`` None is every plan in this ledger.

    ``story_alone`` leaves what is remembered of the services: for a sync that comes between.
    """
    some = None if plans is None else sorted(plans)
    changed: Counter[str] = Counter()
    if story_alone:
        with _changeable(connection):
            changed["observation"] = _rewrite(
                connection, schema.observation, some, lambda row: _observation(row, eraser)
            )
        return +changed
    changed["plan_version"] = _rewrite(
        connection, schema.plan_version, some, lambda row: _version(row, eraser)
    )
    changed["agreed"] = _agreed(connection, eraser, some)
    changed["intent"] = _rewrite(connection, schema.intent, some, lambda row: _intent(row, eraser))
    with _changeable(connection):
        changed["observation"] = _rewrite(
            connection, schema.observation, some, lambda row: _observation(row, eraser)
        )
    return +changed


def _rewrite(connection: Connection, table: Table, plans: list[str] | None, change: Any) -> int:
    """Every row that a change makes another, by its id."""
    query = select(table).order_by(table.c.id)
    if plans is not None:
        query = query.where(table.c.plan.in_(plans))
    news: list[dict[str, Any]] = []
    for row in connection.execute(query).mappings():
        new = change(row)
        if any(new[name] != row[name] for name in new):
            news.append({f"new_{name}": value for name, value in new.items()} | {"row": row["id"]})
    if news:
        names = [name.removeprefix("new_") for name in news[0] if name != "row"]
        statement = update(table).where(table.c.id == bindparam("row"))
        connection.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), news)
    return len(news)


def _version(row: Any, eraser: Eraser) -> dict[str, Any]:
    text = eraser.plan(row["text"], "plan.yaml")
    return {"text": text, "digest": row["digest"] if text == row["text"] else digest_of(text)}


def _intent(row: Any, eraser: Eraser) -> dict[str, Any]:
    documents = {name: _document(row[name], eraser) for name in ("effect", "before", "after", "known")}
    error = row["error"]
    return {
        **documents,
        "key": eraser.key(row["key"]),
        "image": row["image"] if _is_clean(row["image"], eraser) else None,
        "error": None if error is None else eraser.text(error),
    }


def _is_clean(image: str | None, eraser: Eraser) -> bool:
    """Whether an object in a service's own form does not name the person; one that does is not kept."""
    if image is None:
        return True
    whole = _FOLDED.sub("", str(json.loads(image)))
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", whole)
    return all(eraser.text(form) == form and not eraser.has_id(form) for form in (whole, plain))


def _observation(row: Any, eraser: Eraser) -> dict[str, Any]:
    by = row["by"]
    return {
        "key": eraser.key(row["key"]),
        "by": None if by is None else eraser.who(by),
        "value": _document(row["value"], eraser),
        "note": eraser.text(row["note"]),
    }


def _document(text: str | None, eraser: Eraser) -> str | None:
    if text is None:
        return None
    plain = json.loads(text)
    cleaned = eraser.data(plain)
    return text if cleaned == plain else to_text(cleaned)


def _agreed(connection: Connection, eraser: Eraser, plans: list[str] | None) -> int:
    """What is remembered; the targets of what changed are read from the beginning the next time."""
    table = schema.agreed
    query = select(table)
    if plans is not None:
        query = query.where(table.c.plan.in_(plans))
    news: list[dict[str, Any]] = []
    for row in connection.execute(query).mappings():
        cleaned = _document(row["document"], eraser)
        if cleaned is None or (cleaned == row["document"] and eraser.key(row["key"]) == row["key"]):
            continue
        document, old = json.loads(cleaned), json.loads(row["document"])
        if document.get("presence") != Presence.DELETED.value and _texts(document) != _texts(old):
            document.pop("found", None)
        if document.get("pushed") != old.get("pushed"):  # so that it is written there anew, without the name
            document.pop("pushed")
        cleaned = to_text(document)
        place = {name: row[name] for name in ("plan", "target", "key")}
        news.append({**place, "new_key": Key(eraser.key(row["key"])), "new_document": cleaned})
    for one in news:
        where = [table.c[name] == one[name] for name in ("plan", "target", "key")]
        connection.execute(
            update(table).where(*where).values(key=one["new_key"], document=one["new_document"])
        )
    cursor = schema.cursor
    for plan, target in sorted({(one["plan"], one["target"]) for one in news}):
        connection.execute(delete(cursor).where(cursor.c.plan == plan, cursor.c.target == target))
    return len(news)


def _texts(document: Any) -> Any:
    """What an object itself says, without how far it has come and who said so."""
    found = {name: each for name, each in document.get("found", {}).items() if name != "progress"}
    return document["item"], found


@contextmanager
def _changeable(connection: Connection) -> Iterator[None]:
    """Without the triggers that keep the story as it was told, which stand there again when the transaction ends."""
    dialect = connection.dialect.name
    for statement in schema.WITHOUT_APPEND_ONLY[dialect]:
        connection.exec_driver_sql(statement)
    yield
    for statement in schema.APPEND_ONLY[dialect]:
        connection.exec_driver_sql(statement)
