"""Tasks that are written as labelled lines, one thing a line: "Vad? Måla bryggan", "Vem? Eva", "När? Före midsommar". Pure.

Each such group is a row, and the labels are the columns' headings, so that it is read as a table is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from config.language import language
from config.work_words import any_of, work_words
from mappings.reading.lines import Form, Line

_OWN_TABLE = 100_000
"""The number of the first table made of labelled lines: no document holds so many of its own."""


@dataclass(frozen=True, slots=True)
class _Record:
    """The labels of a task and what stands behind each, in one language; ``end`` is the line behind it."""

    first: Line
    fields: tuple[tuple[str, str], ...]
    end: int


def as_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with every group of labelled ones as a row, under a head with their labels; all numbered anew."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        group = list(_records(lines, at))
        if not group:
            found.append(lines[at])
            at += 1
            continue
        found.extend(_table(group, _OWN_TABLE + at))
        at = group[-1].end
    return tuple(replace(line, number=number) for number, line in enumerate(found))


def _records(lines: Sequence[Line], at: int) -> Iterator[_Record]:
    """The groups that follow one another from this line on."""
    while at < len(lines):
        record = _record(lines, at, lines[at].language.code)
        if record is None:
            return
        yield record
        at = record.end


def _record(lines: Sequence[Line], at: int, code: str) -> _Record | None:
    """The group that begins at a line: what is done first, then by whom or by when, each said once."""
    fields = list(_fields(lines[at], code))
    if not fields or not _is_called(fields[0], code, "task"):
        return None
    end = at + 1
    while end < len(lines) and (more := list(_fields(lines[end], code))):
        if _is_called(more[0], code, "task"):
            break
        fields += more
        end += 1
    labels = [label.casefold() for label, _ in fields]
    whole = any(_is_called(one, code, "responsible", "due") for one in fields)
    if not whole or len(set(labels)) < len(labels) or not fields[0][1]:
        return None
    return _Record(lines[at], tuple(fields), end)


def _fields(line: Line, code: str) -> Iterator[tuple[str, str]]:
    """The labels of a line that begins with one, and what stands behind each."""
    found = list(_label(code).finditer(line.text)) if line.form in (Form.TEXT, Form.ITEM) else []
    if not found or found[0].start() > 0:
        return
    ends = [match.start() for match in found[1:]] + [len(line.text)]
    for match, end in zip(found, ends, strict=True):
        yield match[1], line.text[match.end() : end].strip(" .;,|–—-")


@cache
def _label(code: str) -> re.Pattern[str]:
    """A label: at the beginning of a line, or with a capital behind the end of what stands before it."""
    known = any_of(_known(code, "task", "responsible", "due"))
    return re.compile(rf"(?:^|(?<=[.;,|?!\s])(?=[A-ZÅÄÖÆØ]))\**((?i:{known}))\**\s*[:?]+\**\s+(?=\S)")


@cache
def _known(code: str, *roles: str) -> tuple[str, ...]:
    named = {"task": "what", "responsible": "who", "due": "due"}
    columns = language(code).columns
    return tuple(
        word for role in roles for word in (*work_words(code).columns[role], *columns.get(named[role], ()))
    )


def _is_called(field: tuple[str, str], code: str, *roles: str) -> bool:
    return field[0].casefold() in _known(code, *roles)


def _table(records: Sequence[_Record], number: int) -> Iterator[Line]:
    """The groups as rows below a row of their labels, a column for each label in the order of first use."""
    labels = list(dict.fromkeys(label.casefold() for one in records for label, _ in one.fields))
    written = {label.casefold(): label for one in reversed(records) for label, _ in one.fields}
    head = tuple(written[label] for label in labels)
    yield _row(records[0].first, head, number, header=True)
    for one in records:
        held = {label.casefold(): value for label, value in one.fields}
        yield _row(one.first, tuple(held.get(label, "") for label in labels), number)


def _row(line: Line, cells: tuple[str, ...], number: int, *, header: bool = False) -> Line:
    return replace(
        line, form=Form.ROW, text="\t".join(cells), cells=cells, table=number, header=header, mark="", level=0
    )
