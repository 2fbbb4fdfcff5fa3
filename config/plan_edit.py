"""Small edits of plan.yaml's text: one value is set, every other byte stays (comments, order, quotes, line ends).

An edit is checked by reading the new text: it must say what the old one said, with exactly that change. Where that
cannot be had, nothing is changed and the person is told what to write in which line. Never rewrites a whole file.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import re
from codecs import BOM_UTF8
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as File
from typing import Any

from config.dates import Path
from config.errors import PlanError, UserError
from config.plan_file import SINGULAR
from config.whole_file import whole_file
from config.yaml_tree import Node, decode, parse

Scalar = None | bool | int | float | str | dt.date
Value = Scalar | Sequence["Value"] | Mapping[str, "Value"]

_BOM = BOM_UTF8.decode()
_AFTER_VALUE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=\r|\n|\Z)")


def set_value(
    text: str, path: Path, value: Value, *, after: Sequence[str] = (), name: str = "plan.yaml"
) -> str:
    """The text with ``value`` at this place in the plan.

    A key that is missing is added, with the mappings around it: behind the first of ``after`` that is there, else
    last. ``name`` is only named in complaints. UserError when the change would disturb anything else.
    """
    if text.startswith(_BOM):
        return _BOM + set_value(text.removeprefix(_BOM), path, value, after=after, name=name)
    tree = parse(text, name)
    spot = _find(tree, path)
    wanted = _changed(tree.plain(), spot.walked, _nested(spot.rest, value), add=bool(spot.rest))
    if _same(tree.plain(), wanted):
        return text
    try:
        if not spot.rest or spot.node.value is None:
            edited = _replace(text, spot, _nested(spot.rest, value))
        elif isinstance(spot.node.value, dict) and isinstance(spot.rest[0], str):
            edited = _add_key(text, spot.node, spot.rest[0], _nested(spot.rest[1:], value), after)
        else:
            raise _Unsafe
        return _checked(edited, wanted, name)
    except _Unsafe:
        raise _by_hand(name, spot, value) from None


def add_to_list(
    text: str, path: Path, value: Value, *, after: Sequence[str] = (), name: str = "plan.yaml"
) -> str:
    """The text with ``value`` last in the list at this place; a list of one written without brackets becomes a list."""
    if text.startswith(_BOM):
        return _BOM + add_to_list(text.removeprefix(_BOM), path, value, after=after, name=name)
    tree = parse(text, name)
    spot = _find(tree, path)
    if spot.rest or not isinstance(spot.node.value, list):
        there = [] if spot.rest or spot.node.value is None else [spot.node.plain()]
        return set_value(text, path, [*there, value], after=after, name=name)
    wanted = _changed(tree.plain(), spot.walked, [*spot.node.plain(), value])
    try:
        return _checked(_add_entry(text, spot.node, value), wanted, name)
    except _Unsafe:
        raise _by_hand(name, spot, [*spot.node.plain(), value]) from None


def take_out(text: str, path: Path, *, name: str = "plan.yaml") -> str:
    """The text without the key or the entry at this place; what held nothing else goes with it. Its comment stays.

    UserError when the change would disturb anything else.
    """
    if text.startswith(_BOM):
        return _BOM + take_out(text.removeprefix(_BOM), path, name=name)
    tree = parse(text, name)
    spot = _find(tree, path)
    if spot.rest or not spot.walked:
        return text
    walked = spot.walked
    while len(walked) > 1 and len(_find(tree, walked[:-1]).node.value) == 1:
        walked = walked[:-1]
    spot, around = _find(tree, walked), _find(tree, walked[:-1]).node
    wanted = _missing(tree.plain(), walked)
    try:
        return _checked(_cut(text, around, walked[-1], spot), wanted, name)
    except _Unsafe:
        line = (spot.key or spot.node).line + 1
        raise UserError(
            f"{name}:{line}: this cannot be taken out without disturbing what stands around it; do it by hand"
        ) from None


class _Unsafe(Exception):
    """This edit would disturb something else."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """How far into the file a place leads."""

    node: Node  # the deepest node that is there
    key: Node | None  # the key that it stands under
    walked: Path  # the steps that are there, as written
    rest: Path  # the steps that are not


def _find(tree: Node, path: Path) -> _Spot:
    node, key = tree, None
    walked: list[str | int] = []
    for number, step in enumerate(path):
        if isinstance(node.value, dict) and step != 0:
            name = str(step)
            written = name if name in node.value else SINGULAR.get(name, name)
            if written not in node.value:
                return _Spot(node, key, tuple(walked), (name, *path[number + 1 :]))
            key, node = node.value[written]
            walked.append(written)
        elif isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
            key, node = None, node.value[step]
            walked.append(step)
        elif step != 0 or isinstance(node.value, list) or node.value is None:
            return _Spot(node, key, tuple(walked), path[number:])
        # Else it is the only entry of a list that is written without the list.
    return _Spot(node, key, tuple(walked), ())


def _nested(steps: Path, value: Value) -> Value:
    for step in reversed(steps):
        value = [value] if step == 0 else {str(step): value}
    return value


def _changed(plain: Any, walked: Path, value: Value, *, add: bool = False) -> Any:
    """The plain data with ``value`` at a place, or with its keys added to the mapping there."""
    if not walked:
        return {**plain, **value} if add and isinstance(plain, dict) and isinstance(value, Mapping) else value
    step = walked[0]
    if isinstance(plain, list):
        return [
            _changed(each, walked[1:], value, add=add) if n == step else each for n, each in enumerate(plain)
        ]
    return {
        key: _changed(each, walked[1:], value, add=add) if key == step else each
        for key, each in plain.items()
    }


def _missing(plain: Any, walked: Path) -> Any:
    """The plain data without what stands at a place."""
    step = walked[0]
    if isinstance(plain, list):
        kept = [
            _missing(each, walked[1:]) if n == step and walked[1:] else each for n, each in enumerate(plain)
        ]
        return kept if walked[1:] else [each for n, each in enumerate(kept) if n != step]
    if not walked[1:]:
        return {key: each for key, each in plain.items() if key != step}
    return {key: _missing(each, walked[1:]) if key == step else each for key, each in plain.items()}


def _cut(text: str, around: Node, step: str | int, spot: _Spot) -> str:
    """Without one entry of a mapping or a list."""
    entries = (
        list(around.value.values())
        if isinstance(around.value, dict)
        else [(one, one) for one in around.value]
    )
    number = list(around.value).index(step) if isinstance(around.value, dict) else int(step)
    start, end = entries[number][0].start, _end(spot.node, text)
    if around.flow:
        if number + 1 < len(entries):
            return text[:start] + text[entries[number + 1][0].start :]
        return (
            text[: _end(entries[number - 1][1], text)] + text[end:] if number else text[:start] + text[end:]
        )
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if text[begin:start].strip() not in {"", "-"} or (
        isinstance(around.value, dict) and text[begin:start].strip()
    ):
        raise _Unsafe  # the first key of an entry stands behind its dash
    finish = _line_end(text, end)
    comment = text[end:finish].strip()
    if "#" in text[start:end] and (spot.node.value is None or isinstance(spot.node.value, list | dict)):
        raise _Unsafe  # a comment within would be lost
    line_break = _line_break(text, finish)
    after = finish + len(line_break) if text.startswith(line_break, finish) else finish
    indent = text[begin:start].replace("-", " ")
    left = f"{indent}{comment}{line_break}" if comment else ""
    return text[:begin] + left + text[after:]


def _same(one: Any, other: Any) -> bool:
    """Equal, and of the same kinds: true is not 1, and a date is not its text."""
    if isinstance(one, list) and isinstance(other, Sequence) and not isinstance(other, str):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, dict) and isinstance(other, Mapping):
        return set(one) == set(other) and all(_same(each, other[key]) for key, each in one.items())
    return type(one) is type(other) and bool(one == other)


def _checked(edited: str, wanted: Any, name: str) -> str:
    try:
        found = parse(edited, name).plain()
    except PlanError:
        raise _Unsafe from None
    if not _same(found, wanted):
        raise _Unsafe
    return edited


def _by_hand(name: str, spot: _Spot, value: Value) -> UserError:
    key = spot.key.value if spot.key and not spot.rest else None
    line = _written(value if spot.rest[1:] == () else _nested(spot.rest[1:], value))
    label = spot.rest[0] if spot.rest else key.isoformat() if isinstance(key, dt.date) else key
    wish = f"{label}: {line}" if label is not None else line
    return UserError(
        f"{name}:{spot.node.line + 1}: this cannot be changed without disturbing what stands around it; write there: {wish}"
    )


# Where in the text ------------------------------------------------------------------------------------------------


def _end(node: Node, text: str) -> int:
    """Where a value's own text ends. The parser's end of an indented block lies behind the comments that follow it."""
    if not node.flow and isinstance(node.value, dict) and node.value:
        return _end(list(node.value.values())[-1][1], text)
    if not node.flow and isinstance(node.value, list) and node.value:
        return _end(node.value[-1], text)
    return node.start + len(text[node.start : node.end].rstrip())


def _line_end(text: str, at: int) -> int:
    """The end of the line, where only a comment may follow."""
    match = _AFTER_VALUE.match(text, at)
    if match is None:
        raise _Unsafe
    return match.end()


def _line_break(text: str, at: int) -> str:
    """The line break that ends the line at this offset, or in the last line the one before it."""
    found = re.compile(r"\r\n|\r|\n").match(text, at)
    return found[0] if found else (re.findall(r"\r\n|\r|\n", text[:at]) or ["\n"])[-1]


def _replace(text: str, spot: _Spot, value: Value) -> str:
    node = spot.node
    start, end = node.start, _end(node, text)
    if start == end and node.value is None:  # "moved:" with nothing behind it
        return f"{text[:start]} {_written(value)}{text[end:]}"
    scalar = not isinstance(node.value, list | dict)
    block = text[start] in "|>" if scalar else not node.flow
    if spot.key and block and not scalar:
        start = text.index(":", spot.key.end) + 1
        written = f" {_written(value)}"
    else:
        written = _written(value, quote=text[start] if scalar else "")
    if (block or not scalar) and "#" in text[start:end]:
        raise _Unsafe  # a comment would be lost
    return text[:start] + written + text[end:]


def _add_key(text: str, mapping: Node, key: str, value: Value, after: Sequence[str]) -> str:
    line = f"{_written_key(key)}: {_written(value)}"
    if mapping.value and not mapping.flow and (entries := _mappings(value)):
        first = next(iter(mapping.value.values()))[1]
        indent = " " * (mapping.column + 2)
        mark = _line_break(text, _end(first, text))
        line = mark.join([f"{_written_key(key)}:", *(f"{indent}- {_written(each)}" for each in entries)])
    if not mapping.value:
        return f"{text[: mapping.start + 1]}{line}{text[mapping.start + 1 :]}"
    behind = next((name for name in after if name in mapping.value), list(mapping.value)[-1])
    at = _end(mapping.value[behind][1], text)
    if mapping.flow:
        return f"{text[:at]}, {line}{text[at:]}"
    at = _line_end(text, at)
    return f"{text[:at]}{_line_break(text, at)}{' ' * mapping.column}{line}{text[at:]}"


def _mappings(value: Value) -> Sequence[Value]:
    """The entries of a list of mappings, which stand on lines of their own; else nothing."""
    if (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(each, Mapping) for each in value)
    ):
        return value
    return ()


def _add_entry(text: str, entries: Node, value: Value) -> str:
    if not entries.value:
        return f"{text[: entries.start + 1]}{_written(value)}{text[entries.start + 1 :]}"
    at = _end(entries.value[-1], text)
    if entries.flow:
        return f"{text[:at]}, {_written(value)}{text[at:]}"
    at = _line_end(text, at)
    return f"{text[:at]}{_line_break(text, at)}{' ' * entries.column}- {_written(value)}{text[at:]}"


# How a value is written -------------------------------------------------------------------------------------------


def _written(value: Value, quote: str = "") -> str:
    """A value on one line, fit to stand within brackets; text keeps the quotes that stood there."""
    match value:
        case None | bool() | int() | float():
            return json.dumps(value)
        case dt.date():
            return value.isoformat()
        case str():
            return _written_text(value, quote)
        case Mapping():
            return (
                "{" + ", ".join(f"{_written_key(key)}: {_written(each)}" for key, each in value.items()) + "}"
            )
        case _:
            return "[" + ", ".join(_written(each) for each in value) + "]"


def _written_text(value: str, quote: str = "") -> str:
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quote != '"' and value.isprintable() and _reads_as(f"[{value}]", [value]):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)


@lru_cache(maxsize=1024)
def _written_key(key: str) -> str:
    return key if _reads_as(f"{{{key}: 0}}", {key: 0}) else json.dumps(key)


def _reads_as(text: str, wanted: Any) -> bool:
    try:
        return "\n" not in text and _same(parse(text, "").plain(), wanted)
    except PlanError:
        return False


def written(value: Value, quote: str = "") -> str:
    """A value on one line, as it may stand in a plan; text in these quotes where it can."""
    return _written(value, quote)


def written_key(key: str) -> str:
    """A key as it stands before its colon."""
    return _written_key(key)


# The file ---------------------------------------------------------------------------------------------------------


def write_plan(path: File, old_text: str, new_text: str) -> None:
    """Put the new text in the plan's file, whole or not at all.

    Keeps a byte order mark and the file's rights, and writes where a link leads. UserError when the file no longer
    holds ``old_text``, or cannot be written; it then stands as it was.
    """
    target = File(os.path.realpath(path))
    try:
        raw = _unchanged(path, target, old_text)
        with whole_file(target, target.stat().st_mode & 0o7777) as file:
            file.write((BOM_UTF8 if raw.startswith(BOM_UTF8) else b"") + new_text.removeprefix(_BOM).encode())
            _unchanged(path, target, old_text)
    except OSError as error:
        raise UserError(f"{path}: {_why(error, target.parent)}; nothing was changed") from None


def _unchanged(path: File, target: File, old_text: str) -> bytes:
    try:
        with target.open(
            "r+b"
        ) as file:  # for writing too: a write-protected file is not to be replaced either
            raw = file.read()
    except PermissionError:
        raise UserError(f"{path}: the file is write-protected; nothing was changed") from None
    if decode(raw, str(path)) != old_text.removeprefix(_BOM):
        raise UserError(
            f"{path}: the file was changed while hjul worked; nothing was written, run the command again"
        )
    return raw


def _why(error: OSError, folder: File) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"the folder {folder} may not be written in"
    return f"the file cannot be written ({error.strerror})"
