"""The mark by which hjul finds its task again: one short link in the description, and what it says packed behind it.

Todoist has no place for another program's fields, so all that it cannot keep itself stands here: which item of which plan it is,
its first day, what hjul last wrote. People see one word, ``hjul``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from mappings.icalendar_marks import (
    decode_days,
    decode_progress,
    decode_responsible,
    decode_stamp,
    encode_days,
    encode_progress,
    encode_responsible,
    encode_stamp,
)
from mappings.items import Key, Progress, Responsible, Stamp, Task, TaskKind

_LINK = re.compile(r"\[hjul\]\(hjul:(?P<of>[0-9a-f]{12})\.(?P<rest>[^)\s]*)\)?")
_MOST_UNPACKED = 64 * 1024
_VERSION = 1
_MINUTE = timedelta(minutes=1)
MOST_MINUTES = 3660 * 24 * 60
"""Of a task's length: no plan says more."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a task says of itself. ``assigned`` is whom hjul gave it in Todoist: the account's id, and the person's in the plan."""

    key: Key
    kind: TaskKind = TaskKind.ACTIVITY
    lines: str = ""  # checksums of the managed description's lines
    stamp: Stamp | None = None
    task: Task | None = (
        None  # start, due, priority, length, categories and responsible as written; else empty
    )
    lasts: bool = False  # Todoist was given that length
    assigned: tuple[str, str] = ("", "")
    labels: tuple[str, ...] = ()  # those that hjul put there
    home: str = ""  # where hjul put it: a project's id and a section's name
    progress: Progress | None = None  # the board's own word
    ticked: datetime | None = None  # Todoist's own time of the tick that goes with that word
    buried: bool = False  # no task, only the memory that a person deleted one


def owner(plan_id: str, place: str) -> str:
    """What tells this plan's tasks in this place from all other marks. ``place`` is the id of the target's first project."""
    return hashlib.sha256(f"{plan_id}\n{place}".encode()).hexdigest()[:12]


def written(mark: Mark, of: str) -> str:
    """The mark as text, on one line. ``of`` is ``owner``'s."""
    data = json.dumps(_to_json(mark), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    packed = base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")
    return f"[hjul](hjul:{of}.{digest(of, mark.key)}.{packed})"


def found(description: str, of: str) -> str | None:
    """The mark's text, where one of ours stands in a description; None where there is none."""
    return next((link[0] for link in _LINK.finditer(description) if link["of"] == of), None)


@lru_cache(maxsize=16_384)
def read(link: str, of: str) -> Mark:
    """What a mark's text says. ValueError, in words for a person, when it was changed."""
    match = _LINK.fullmatch(link)
    try:
        if match is None or match["of"] != of:
            raise ValueError
        key, _, packed = match["rest"].partition(".")
        opened = zlib.decompressobj()
        data = opened.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), _MOST_UNPACKED)
        if not opened.eof:
            raise ValueError
        mark = _from_json(json.loads(data))
        if key != digest(of, mark.key):
            raise ValueError
        return mark
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, zlib.error):
        raise ValueError(
            "hjul's own line in its description was changed; put it back, or delete the task"
        ) from None


def digest(of: str, key: Key) -> str:
    """A short digest of plan, place and key, which stands in the mark in the open."""
    return hashlib.sha256(f"{of}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


def digest_in(link: str) -> str:
    """The digest in a mark's text, be the rest of it damaged; "" where it is not whole."""
    match = _LINK.fullmatch(link)
    said = match["rest"].partition(".")[0] if match else ""
    return said if re.fullmatch(r"[0-9a-f]{12}", said) else ""


def without(description: str, link: str | None) -> str:
    """A description with the line of the mark taken out, or only the mark where somebody wrote on the same line."""
    if link is None:
        return description
    lines = []
    for line in description.split("\n"):
        if link not in line:
            lines.append(line)
        elif rest := line.replace(link, "").strip():
            lines.append(rest)
    return "\n".join(lines)


def _to_json(mark: Mark) -> dict[str, Any]:
    task = mark.task
    said = {
        "v": _VERSION,
        "key": mark.key,
        "kind": mark.kind.value,
        "lines": mark.lines,
        "stamp": encode_stamp(mark.stamp) if mark.stamp else "",
        "days": (encode_days(task.start, task.due) or "") if task else "",
        "priority": task.priority if task else 0,
        "minutes": _minutes(task),
        "lasts": int(mark.lasts),
        "categories": list(task.categories) if task else [],
        "who": [encode_responsible(person) for person in task.responsible] if task else [],
        "assigned": list(mark.assigned) if any(mark.assigned) else [],
        "labels": list(mark.labels),
        "home": mark.home,
        "progress": encode_progress(replace(mark.progress, percent=None)) if mark.progress else "",
        "ticked": mark.ticked.isoformat() if mark.ticked else "",
        "percent": (mark.progress.percent or 0) if mark.progress else 0,
        "buried": int(mark.buried),
    }
    return {name: value for name, value in said.items() if value or name == "v"}


def _from_json(said: dict[str, Any]) -> Mark:
    key = Key(_text(said["key"]))
    if said["v"] != _VERSION:
        raise ValueError
    start, due = decode_days(_text(said.get("days", "")))
    minutes = _number(said.get("minutes", 0), MOST_MINUTES)
    task = Task(
        key,
        "",
        due,
        start,
        TaskKind(said["kind"]),
        categories=_texts(said.get("categories", [])),
        responsible=_people(_texts(said.get("who", []))),
        priority=_number(said.get("priority", 0), 9),
        duration=timedelta(minutes=minutes) if minutes else None,
    )
    uid, person = _texts(said["assigned"]) if "assigned" in said else ("", "")
    progress = decode_progress(_text(said.get("progress", "")))
    if progress is not None:
        progress = replace(progress, percent=_number(said.get("percent", 0), 100) or None)
    return Mark(
        key,
        task.kind,
        _text(said.get("lines", "")),
        decode_stamp(_text(said.get("stamp", ""))),
        task,
        bool(said.get("lasts", 0)),
        (uid, person),
        _texts(said.get("labels", [])),
        _text(said.get("home", "")),
        progress,
        datetime.fromisoformat(_text(said["ticked"])) if "ticked" in said else None,
        bool(said.get("buried", 0)),
    )


def _minutes(task: Task | None) -> int:
    return task.duration // _MINUTE if task and task.duration else 0


def _people(texts: tuple[str, ...]) -> tuple[Responsible, ...]:
    return tuple(decode_responsible(text) for text in texts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(each) for each in value)


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or not 0 <= value <= most:
        raise ValueError
    return value
