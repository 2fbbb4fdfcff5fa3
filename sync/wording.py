"""Decisions in words: the lines of preview, sync and drift in the plan's language. Pure; prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from adapters.base import Bury, Create, Delete, Effect, Update
from config.language import Language
from mappings.history import Seen
from mappings.items import Event, Item, Key, Responsible, State
from mappings.lines import shown_day, shown_names
from sync.decision import Change, Decision, Finding, Operation

GROUPS: Mapping[type[Effect], str] = {Create: "create", Update: "update", Delete: "delete", Bury: "bury"}
LONGEST_SHOWN = 300
"""Characters of a text that are shown: somebody may have pasted a book into a title."""
SIGNS = {"create": "+", "update": "~", "delete": "-", "bury": "x", "findings": "!"}


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading. ``code`` is create, update, delete, bury or findings."""

    code: str
    heading: str
    lines: tuple[str, ...]


def groups(decision: Decision, words: Language, zone: ZoneInfo) -> tuple[Group, ...]:
    """The whole decision, grouped by what would happen, each line with its reason."""
    found: list[Group] = []
    for kind, code in GROUPS.items():
        lines = tuple(
            operation_line(one, words, zone) for one in decision.operations if isinstance(one.effect, kind)
        )
        if lines:
            found.append(Group(code, words.word(f"preview.group_{code}", count=len(lines)), lines))
    if decision.findings:
        lines = tuple(finding_line(one, words, zone) for one in decision.findings)
        found.append(Group("findings", words.word("preview.group_findings", count=len(lines)), lines))
    if decision.observations:
        lines = tuple(observation_lines(decision, words, zone))
        if lines:
            found.append(Group("read", words.word("preview.group_read", count=len(lines)), lines))
    return tuple(found)


def operation_line(operation: Operation, words: Language, zone: ZoneInfo) -> str:
    """When, what, and why; its key in brackets."""
    parts = (_when(operation, words, zone), operation.title, reason(operation, words, zone))
    return f"{' · '.join(part for part in parts if part)} [{operation.key}]"


def _when(operation: Operation, words: Language, zone: ZoneInfo) -> str:
    match operation.effect:
        case Create(item=item) | Update(item=item):
            return item_day(item, words, zone)
        case _:
            return item_day(operation.before.item, words, zone) if operation.before else ""


def item_day(item: Item, words: Language, zone: ZoneInfo) -> str:
    """The day of an event or the due day of a task, or the words for none."""
    day = item.start if isinstance(item, Event) else item.due
    return shown_value(day, words, zone) if day is not None else words.word("status.no_date")


def reason(operation: Operation, words: Language, zone: ZoneInfo) -> str:
    """Why this is done, in a few words."""
    fields = ", ".join(words.word(f"field.{change.field}") for change in operation.changes)
    moved = next((change for change in operation.changes if change.field == "dates"), None)
    push = next((change for change in operation.changes if change.field == "progress"), None)
    text = words.word(
        f"reason.{operation.reason}",
        fields=fields,
        old=shown_value(moved.old, words, zone) if moved else "",
        new=shown_value(moved.new, words, zone) if moved else "",
        state=shown_value(push.new, words, zone) if push else "",
    )
    others = [
        change for change in operation.changes if change.field not in {"dates", "cancelled", "progress"}
    ]
    if operation.reason in {"moved_in_plan", "cancelled_in_plan", "uncancelled_in_plan", "marked"} and others:
        text += "; " + words.word(
            "reason.changed", fields=", ".join(words.word(f"field.{one.field}") for one in others)
        )
    return text


def finding_line(finding: Finding, words: Language, zone: ZoneInfo) -> str:
    """What someone did, what hjul made of it, and what to do."""
    text = finding.text
    if finding.code == "kept":
        text = words.word(f"kept.{finding.text}")
    return words.word(
        f"finding.{finding.code}",
        title=finding.title,
        key=finding.key or "",
        old=shown_value(finding.old, words, zone),
        new=shown_value(finding.new, words, zone),
        field=words.word(f"field.{finding.field}")
        if f"field.{finding.field}" in words.words
        else finding.field,
        ref=finding.title or finding.field,
        why=text,
        notes=text,
        state=text,
    )


def observation_lines(decision: Decision, words: Language, zone: ZoneInfo) -> Iterable[str]:
    """What was read back: who ticked what, and when."""
    told: set[tuple[str, Seen]] = set()
    for seen in decision.observations:
        word = f"read.{seen.kind.value}"
        if word not in words.words or (seen.key, seen.kind) in told:
            continue
        told.add((seen.key, seen.kind))
        known = decision.remember.get(Key(seen.key))
        title = _named(known.item, words, zone) if known else seen.key
        when = shown_value(seen.at, words, zone) if seen.at else ""
        yield " · ".join(part for part in (when, title, words.word(word), seen.by or "") if part)


def _named(item: Item, words: Language, zone: ZoneInfo) -> str:
    """Its title, and for a meeting the day: a series has many of the same title, and a task's says which one it is."""
    return f"{item.title} {item_day(item, words, zone)}" if isinstance(item, Event) else item.title


def shown_value(value: object, words: Language, zone: ZoneInfo) -> str:
    """Any value of an item as the board reads it, times in the plan's zone."""
    match value:
        case None | "":
            return words.word("status.nothing_there")
        case datetime():
            local = value.astimezone(zone)
            return f"{shown_day(local.date(), words)} {local:%H:%M}"
        case date():
            return shown_day(value, words)
        case State():
            return words.word(f"state.{value.value}")
        case bool():
            return words.word("status.yes" if value else "status.no")
        case timedelta():
            return str(value)
        case tuple() if value and all(isinstance(one, Responsible) for one in value):
            return shown_names((one for one in value if isinstance(one, Responsible)), words)
        case tuple():
            return ", ".join(shown_value(one, words, zone) for one in value)
        case _:
            text = " ".join(str(value).split())
            return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def plain(change: Change) -> dict[str, object]:
    """A change for machines."""
    return {"field": change.field, "old": _plain(change.old), "new": _plain(change.new)}


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case Responsible():
            return value.name
        case None | bool() | int() | str():
            return value
        case _:
            return str(value)


def as_data(decision: Decision) -> dict[str, object]:
    """The whole decision for machines: operations, findings and what was read back."""
    return {
        "operations": [
            {
                "do": GROUPS[type(one.effect)],
                "item": one.key,
                "kind": _kind(one),
                "title": one.title,
                "reason": one.reason,
                "changes": [plain(change) for change in one.changes],
            }
            for one in decision.operations
        ],
        "findings": [
            {
                "code": one.code,
                "item": one.key,
                "title": one.title,
                "field": one.field,
                "old": _plain(one.old),
                "new": _plain(one.new),
                "text": one.text,
                "settle": one.settles,
            }
            for one in decision.findings
        ],
        "read": [
            {
                "item": one.key,
                "kind": one.kind.value,
                "at": one.at.isoformat() if one.at else None,
                "by": one.by,
                "value": dict(one.value),
            }
            for one in decision.observations
        ],
    }


def _kind(operation: Operation) -> str | None:
    match operation.effect:
        case Create(item=item) | Update(item=item):
            return "event" if isinstance(item, Event) else "task"
        case _:
            return (
                None
                if operation.before is None
                else "event"
                if isinstance(operation.before.item, Event)
                else "task"
            )
