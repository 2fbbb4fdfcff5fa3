"""YAML text as a tree that knows its places, so that every complaint can name line and column.

Built from the parser's events, never by constructing objects: no tags, no aliases (and so no bombs), bounded size and
depth. Scalars follow the YAML 1.2 core schema plus plain dates, so ``18:00`` and ``no`` stay what the chair wrote.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from config.errors import PlanError, Problem

MOST_BYTES = 16 * 1024 * 1024
MOST_DEPTH = 40
MOST_VALUES = 500_000
"""Keys and values, three times those of a plan with 10,000 items."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(0|[1-9]\d{0,17})")
_FLOAT = re.compile(r"[-+]?(\d+\.\d*|\.\d+|\d+(\.\d*)?[eE][-+]?\d+)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class Node:
    """One value with its place: 0-based ``line`` and ``column``; ``start`` and ``end`` are offsets in the text."""

    value: Any  # a scalar, a list of nodes, or a dict of str -> (key node, value node)
    line: int
    column: int
    start: int
    end: int
    flow: bool = False

    def plain(self) -> Any:
        """The value as ordinary Python data."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, (_, node) in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def scalar(text: str) -> Any:
    """What a plain (unquoted) scalar means. A date that does not exist stays text, and is complained of where a date is due."""
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if _INT.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            return text
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


def decode(raw: bytes, name: str) -> str:
    """The file's text. PlanError when it is too large, holds NUL bytes or is not UTF-8."""
    if len(raw) > MOST_BYTES:
        size = len(raw) // (1024 * 1024)
        raise PlanError(
            [
                Problem(
                    name,
                    1,
                    1,
                    f"the file is {size} MB",
                    f"expected a plan of at most {MOST_BYTES // (1024 * 1024)} MB",
                )
            ]
        )
    if (at := raw.find(b"\0")) >= 0:
        place = _place(raw, at)
        hint = (
            "save it as UTF-8 text"
            if b"\0" in raw[:2] or raw[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "remove it"
        )
        raise PlanError([Problem(name, *place, "a NUL byte", f"expected text; {hint}")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found, expected = "a byte that is not UTF-8", "expected text saved as UTF-8"
        raise PlanError([Problem(name, *_place(raw, error.start), found, expected)]) from None


def _place(raw: bytes, at: int) -> tuple[int, int]:
    """The line and the column, in characters, of a byte."""
    row = raw[raw.rfind(b"\n", 0, at) + 1 : at]
    return raw.count(b"\n", 0, at) + 1, len(row.decode(errors="replace")) + 1


def parse(text: str, name: str) -> Node:
    """The tree of the one document in ``text``. PlanError for broken YAML, repeated keys, aliases, tags and deep nesting."""
    tree, problems = read_tree(text, name)
    if problems:
        raise PlanError(problems)
    return tree


def read_tree(text: str, name: str) -> tuple[Node, list[Problem]]:
    """The tree with the keys that stand twice, of which it has the first. PlanError for all that leaves no tree."""
    try:
        return _Builder(text, name).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(str(error.problem or error.context or "broken YAML").split())
        raise PlanError([Problem(name, *place, f"broken YAML: {what}", _hint(text, place[0] - 1))]) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        before = text[: error.start] if isinstance(error, UnicodeEncodeError) else _before(text, error)
        place = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        found = "broken YAML: a character that YAML does not allow"
        raise PlanError([Problem(name, *place, found, "expected plain text")]) from None


def _before(text: str, error: yaml.YAMLError) -> str:
    """The text before the character that stopped the reader, who counts in bytes of UTF-8."""
    position = getattr(error, "position", 0)
    return text.encode()[:position].decode(errors="replace")


def _hint(text: str, line: int) -> str:
    rows = text.splitlines()
    row = rows[line] if 0 <= line < len(rows) else ""
    if "\t" in row[: len(row) - len(row.lstrip())]:
        return "expected spaces, not tabs, at the start of a line"
    if re.search(r":\s\S.*:\s", row):
        return "expected text that holds a colon to stand in quotes"
    return "expected 'key: value' lines with even indentation; text with : # or quotes in it stands in quotes"


def _end(event: Any) -> int:
    return int(event.end_mark.index)


class _Builder:
    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self.problems: list[Problem] = []
        self.refused = False
        self.values = 0

    def document(self) -> tuple[Node, list[Problem]]:
        next(self.events)  # stream start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            expected = "expected a plan, with at least title, organisation, language and period"
            raise PlanError([Problem(self.name, 1, 1, "the file is empty", expected)])
        root = self.node(next(self.events), 0)
        next(self.events)  # document end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.refuse(event, "a second document", "expected one plan in a file")
        if self.refused:
            raise PlanError(self.problems)
        return root, self.problems

    def refuse(self, event: Any, found: str, expected: str) -> None:
        """Complains of what leaves no tree to look at further."""
        self.refused = True
        self.complain(event, found, expected)

    def complain(self, event: Any, found: str, expected: str) -> None:
        self.problems.append(
            Problem(self.name, event.start_mark.line + 1, event.start_mark.column + 1, found, expected)
        )

    def node(self, event: Any, depth: int) -> Node:
        if depth > MOST_DEPTH:
            self.refuse(event, f"lists and mappings nested more than {MOST_DEPTH} deep", "expected a plan")
            raise PlanError(self.problems)
        self.values += 1
        if self.values > MOST_VALUES:
            self.refuse(event, f"more than {MOST_VALUES} keys and values", "expected a plan")
            raise PlanError(self.problems)
        start, end = event.start_mark, event.end_mark
        node = Node(None, start.line, start.column, start.index, end.index)
        if isinstance(event, yaml.AliasEvent):
            expected = "expected the value itself; plans do not use aliases"
            self.refuse(event, f"an alias (*{event.anchor})", expected)
        elif isinstance(event, yaml.ScalarEvent):
            node.value = (
                scalar(event.value) if event.implicit[0] and event.style in (None, "") else event.value
            )
            if not any(event.implicit):
                self.refuse(event, f"a tag ({event.tag})", "expected plain values; plans do not use tags")
        elif not event.implicit:
            self.refuse(event, f"a tag ({event.tag})", "expected plain values; plans do not use tags")
            raise PlanError(self.problems)
        elif isinstance(event, yaml.SequenceStartEvent):
            node.flow = bool(event.flow_style)
            node.value = self.sequence(depth)
            node.end = self.last_end
        else:
            node.flow = bool(event.flow_style)
            node.value = self.mapping(depth)
            node.end = self.last_end
        return node

    last_end = 0

    def sequence(self, depth: int) -> list[Node]:
        found: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            found.append(self.node(event, depth + 1))
        self.last_end = _end(event)
        return found

    def mapping(self, depth: int) -> dict[str, tuple[Node, Node]]:
        found: dict[str, tuple[Node, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if isinstance(key.value, list | dict):
                self.refuse(event, "a key that is a list or a mapping", "expected a word as key")
                continue
            written = (
                key.value.isoformat()
                if isinstance(key.value, dt.date)
                else str(event.value if isinstance(event, yaml.ScalarEvent) else key.value)
            )
            if written in found:
                self.complain(
                    event,
                    f"the key {written!r} stands twice (first in line {found[written][0].line + 1})",
                    "expected it once",
                )
                continue
            found[written] = (key, value)
        self.last_end = _end(event)
        return found
