"""A plan.yaml written out from its parts: one key a line, with comments beside and above. Pure; knows no document.

What is written here is read by ``config.plan_file``; values are written by ``config.plan_edit``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.plan_edit import written
from mappings.lines import plain_line


@dataclass(frozen=True, slots=True)
class Part:
    """A mapping of the plan. ``flow``: on one line, within braces. ``above`` are comments over it.

    A key's value is one that ``config.plan_edit`` writes, a list of parts or parts by name; empty ones are not written.
    """

    keys: Mapping[str, Any]
    notes: Mapping[str, str] = field(default_factory=dict)
    """A comment beside a key."""
    above: Sequence[str] = ()
    flow: bool = False


def page(part: Part) -> str:
    """The whole file."""
    return "".join(f"{line}\n" for line in _lines(part, 0))


def _lines(part: Part, indent: int) -> Iterator[str]:
    blanks = " " * indent
    for text in part.above:
        yield f"{blanks}# {plain_line(text)}"
    for key, value in part.keys.items():
        if value is None or value in ((), [], {}, ""):
            continue
        beside = f"   # {plain_line(part.notes[key])}" if part.notes.get(key) else ""
        name = written_key(key)
        match value:
            case Mapping() if _holds_parts(value.values()):
                yield from _gap(indent)
                yield f"{blanks}{name}:{beside}"
                for inner, entry in value.items():
                    yield from _named(inner, entry, indent + 2)
            case Sequence() if not isinstance(value, str) and _holds_parts(value):
                yield from _gap(indent)
                yield f"{blanks}{name}:{beside}"
                for entry in value:
                    yield from _entry(entry, indent + 2)
            case _:
                yield f"{blanks}{name}: {written(value)}{beside}"


def _gap(indent: int) -> Iterator[str]:
    """A blank line before each of the plan's own lists."""
    if indent == 0:
        yield ""


def _holds_parts(values: Any) -> bool:
    return any(isinstance(one, Part) for one in values)


def written_key(key: str) -> str:
    """A key as it stands in the file: in quotes where YAML would take it for something else."""
    return written({key: 0})[1:-4]


def _one_line(part: Part) -> str:
    keys = {key: value for key, value in part.keys.items() if value not in (None, (), [], {}, "")}
    beside = "; ".join(plain_line(note) for note in part.notes.values() if note)
    return f"{written(keys)}{f'   # {beside}' if beside else ''}"


def _named(name: str, part: Part, indent: int) -> Iterator[str]:
    blanks = " " * indent
    yield from (f"{blanks}# {plain_line(text)}" for text in part.above)
    yield f"{blanks}{written_key(name)}: {_one_line(part)}"


def _entry(part: Part, indent: int) -> Iterator[str]:
    blanks = " " * indent
    yield from (f"{blanks}# {plain_line(text)}" for text in part.above)
    if part.flow:
        yield f"{blanks}- {_one_line(part)}"
        return
    lines = _lines(Part(part.keys, part.notes), indent + 2)
    first = next(lines, None)
    yield f"{blanks}- {(first or '{}').lstrip()}"
    yield from lines
