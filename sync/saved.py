"""A preview that was saved: exactly its lines are done later, each only if its target still stands as it did. Pure.

What is compared is what hjul knows of an object, not its etag: a colour that somebody chose meanwhile is no change of the
line; another title, date, state or note is.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from config.errors import WRONG_INPUT, UserError
from mappings.item_json import found_to_json
from sync.decision import Decision, Operation
from sync.ledger_json import effect_to_json

FORMAT = "hjul.preview"
VERSION = 1
MOST_BYTES = 32 * 1024 * 1024
"""Of a preview of 100,000 lines; a larger file is none of ours."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a saved preview: its words for people, and what must be the same for it to be done."""

    key: str
    title: str
    same: str  # a fingerprint of the effect and of what stood there


@dataclass(frozen=True, slots=True)
class Saved:
    """The lines of each target, and the plan that they were made from."""

    plan: str
    targets: Mapping[str, tuple[Line, ...]]


def line_of(operation: Operation) -> Line:
    """The line that stands for an operation."""
    effect = {name: value for name, value in effect_to_json(operation.effect).items() if name != "etag"}
    before: dict[str, Any] = dict(found_to_json(operation.before)) if operation.before else {}
    before.pop("etag", None)
    text = json.dumps([effect, before], sort_keys=True)
    return Line(operation.key, operation.title, hashlib.sha256(text.encode()).hexdigest())


def to_text(plan: str, decisions: Mapping[str, Decision]) -> str:
    """The file that holds a preview."""
    targets = {
        name: [
            {"item": line.key, "title": line.title, "same": line.same}
            for line in map(line_of, decision.operations)
        ]
        for name, decision in decisions.items()
    }
    data = {"format": FORMAT, "version": VERSION, "plan": plan, "targets": targets}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def from_text(text: str, name: str) -> Saved:
    """The preview in this text. UserError (exit code 2) when it is none; ``name`` is the file's."""
    try:
        data = json.loads(text)
        if (data["format"], data["version"]) != (FORMAT, VERSION):
            raise ValueError
        return Saved(
            str(data["plan"]),
            {
                str(target): tuple(
                    Line(str(one["item"]), str(one["title"]), str(one["same"])) for one in lines
                )
                for target, lines in data["targets"].items()
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError(
            f"{name}: this is no preview that hjul saved; make one with hjul preview --save",
            exit_code=WRONG_INPUT,
        ) from None


def only_saved(decision: Decision, lines: Iterable[Line]) -> tuple[Decision, tuple[Line, ...]]:
    """The decision with nothing in it but the saved lines, and the lines that no longer stand as they did."""
    saved = tuple(lines)
    wanted = Counter(line.same for line in saved)
    kept: list[Operation] = []
    for operation in decision.operations:
        same = line_of(operation).same
        if wanted[same] > 0:
            wanted[same] -= 1
            kept.append(operation)
    return replace(decision, operations=tuple(kept)), tuple(line for line in saved if wanted[line.same] > 0)
