"""What no rule read: lines that look like content and that nothing of the reading stands on. A line that a rule knows to say
nothing that is to be done or known (a heading, a pause, a fee, a telephone number, an introduction) is read. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from config.work_words import work_words
from mappings.blocks import Place
from mappings.reading.clauses import bare
from mappings.reading.context import Context, Kind, contexts, is_label, is_lead
from mappings.reading.headers import role_of
from mappings.reading.idle import is_no_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import Reading, Source, Unread
from mappings.reading.tongue import find

WHY = "no rule reads it"
_BEFORE = 4
"""A sentence may go on in so many lines after the one where it begins."""
_LEAST = 2
"""Words of what looks like content."""


def unread(lines: tuple[Line, ...], reading: Reading, taken: frozenset[int]) -> tuple[Unread, ...]:
    """Each line that was not read, in the order of the document. ``taken`` are the numbers of those that the calendar read."""
    said: dict[Place, list[str]] = {}
    for source in _sources(reading):
        said.setdefault(source.place, []).append(_plain(source.passage))
    around = contexts(lines)
    found: list[Unread] = []
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        if line.number in taken or _is_said(line, lines, said):
            continue
        if not _says_nothing(line, following, around[line.number]):
            found.append(Unread(line.source, WHY))
    return tuple(found)


def _sources(reading: Reading) -> Iterator[Source]:
    """What everything in the reading stands on."""
    yield from reading.head.sources.values()
    for one in fields(reading):
        items = getattr(reading, one.name)
        for item in items if isinstance(items, tuple) else ():
            if (source := getattr(item, "source", None)) is not None:
                yield source
            yield from getattr(item, "sources", ())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _is_said(line: Line, lines: tuple[Line, ...], said: dict[Place, list[str]]) -> bool:
    """Whether something of the reading stands on the line, or on a sentence that began above and goes on in it."""
    own = _plain(line.source.passage)
    if any(passage in own or own in passage for passage in said.get(line.place, ())):
        return True
    above = lines[max(line.number - _BEFORE, 0) : line.number]
    return any(own in passage for other in above for passage in said.get(other.place, ()))


def _says_nothing(line: Line, following: Line | None, context: Context) -> bool:
    """Whether a rule knows that the line is no content."""
    if line.form is Form.HEADING or line.header or is_label(line) or is_lead(line, following):
        return True
    if Kind.CONTENTS in (context.kind, context.labelled) or Kind.BACKGROUND in (
        context.kind,
        context.labelled,
    ):
        return True
    content = _content(line)
    if len(re.findall(r"[^\W\d_]{2,}", content)) < _LEAST and line.form is not Form.ROW:
        return True
    return not re.search(r"[^\W\d_]{2}", content) or _is_time(line, content) or _is_known(line, content)


def _is_time(line: Line, content: str) -> bool:
    """Whether the content is the name of a month, with nothing in it."""
    words = line.language
    return content.casefold().strip(" .:") in {
        name.casefold() for name in (*words.months, *words.months_short)
    }


def _content(line: Line) -> str:
    """The text, of a row without the cells that only say when and who."""
    if line.form is not Form.ROW:
        return bare(line.text)
    beside = {"month", "date", "time", "who", "place", "note", "due"}
    cells = zip(line.cells, line.columns or ("",) * len(line.cells), strict=False)
    return " ".join(cell for cell, column in cells if role_of(column, line.language) not in beside)


def _is_known(line: Line, content: str) -> bool:
    """A pause, what is cancelled, a fee, history, an address: known, and nothing to be done."""
    calendar, work = line.language.calendar, work_words(line.language.code)
    if is_no_clause(content) or find(content, (*calendar["pause"], *calendar["cancelled"], *work["history"])):
        return True
    return any(fee in content.casefold() for fee in work["fees"])
