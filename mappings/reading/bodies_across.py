"""Tables with a body or a kind of gathering over each column and nothing but whole dates below: "Styret | Utvalget". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from config import patterns
from config.language import Language
from mappings.reading.cell_entries import within
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.days import Frame
from mappings.reading.entries import Entry, found_times, frame_of, leads
from mappings.reading.headers import role_of
from mappings.reading.lines import Line
from mappings.reading.matrices import when_of
from mappings.reading.names import ends_in, names_gathering, names_meeting
from mappings.reading.surroundings import bare_title
from mappings.reading.tongue import find

_ANY = date(2001, 1, 1)
_FEWEST = 5
"""Dates that make a table one of this kind."""


def is_dates_only(rows: list[Line], period: Frame) -> bool:
    """Whether every column has a heading of its own and whole dates below it: "Styret | Utvalget" over 12.1 and 5.1."""
    body = [row for row in rows if not row.header]
    if len(body) < 2 or len(body[0].columns) < 2:
        return False
    words = body[0].language
    columns = [
        heading
        for place, heading in enumerate(body[0].columns)
        if heading and not _is_beside(heading, words) and not _is_counted(body, place)
    ]
    if len(columns) == 1 and not names_gathering(columns[0], words):
        return False
    kinds = all(
        names_gathering(heading, words) or is_body(heading.split()[-1], words) for heading in columns[:2]
    )
    named = [role_of(heading, words) for heading in columns]
    if not columns or any(role not in _OF_DAYS and not (kinds and role == "note") for role in named):
        return False
    frame = replace(period, start=period.start or _ANY)
    cells = [
        cell
        for row in body
        for cell, heading in zip(row.cells, row.columns, strict=False)
        if cell and heading in columns and not _NUMBERED.fullmatch(cell.strip())
    ]
    dated = sum(_is_date(cell, words, frame) for cell in cells)
    if dated >= _FEWEST and dated * 10 >= len(cells) * 9:
        return True
    led = sum(_is_led(cell, words, frame) for cell in cells)
    return kinds and dated >= _SOME and led >= _FEWEST and led * 10 >= len(cells) * 9


def _is_counted(rows: list[Line], place: int) -> bool:
    """Whether a column holds nothing but the numbers of its rows."""
    cells = [row.cells[place].strip() for row in rows if place < len(row.cells) and row.cells[place]]
    return bool(cells) and all(re.fullmatch(r"#?\d{1,2}\.?", cell) for cell in cells)


_SOME = 3
"""Of those, cells that hold nothing else where some have words of their own."""
_NUMBERED = re.compile(r"(?:[^\W\d_]{3,}\s)?\d{1,2}\.?")
"""A meeting's number, with or without its name: "3", "Møte 3"."""
_OF_DAYS = {None, "what", "date", "due"}
"""What a heading over days alone may be called: "Møte", "Møtedato", "Frist"."""


def is_dates_down(rows: list[Line], period: Frame) -> bool:
    """Whether every row says what it is and then nothing but days: "Styret | 12.1 | 9.2 | 9.3", with no heading over them, or
    with the number of each.
    """
    if len(rows) < 2 or any(len(row.cells) < _WIDTH for row in rows):
        return False
    words, body = rows[0].language, rows
    if rows[0].header and not any(_is_date(cell, words, period) for cell in rows[0].cells):
        body = rows[1:]
        if any(cell and not _NUMBERED.fullmatch(cell.strip()) for cell in rows[0].cells[1:]):
            return False
    elif any(any(row.columns) and row.columns != rows[0].cells for row in rows):
        return False
    frame = replace(period, start=period.start or _ANY)
    cells = [cell for row in body for cell in row.cells[1:] if cell]
    named = all(row.cells[0] and not found_times(row.cells[0], words, frame) for row in body)
    return named and len(cells) >= _FEWEST and all(_is_date(cell, words, frame) for cell in cells)


_WIDTH = 3


def dates_down(rows: list[Line], period: Frame) -> Iterator[Entry]:
    """The entries of such a table."""
    dated = [row for row in rows if any(_is_date(cell, row.language, period) for cell in row.cells[1:])]
    for row in dated:
        title, frame = row.cells[0], replace(frame_of(row, period), month=None)
        late = _is_late(title, row.language)
        for cell in filter(None, row.cells[1:]):
            clock = next(iter((*clocks(cell, row.language), *clocks(title, row.language))), None)
            for when in when_of(cell, row.language, frame)[0]:
                source = row.part(f"{title} | {cell}")
                yield Entry(
                    title,
                    when,
                    row,
                    source,
                    "",
                    clock,
                    late,
                    labelled=True,
                    matrix=not late,
                    phrase=cell.strip(),
                )


def _is_beside(heading: str, words: Language) -> bool:
    """Whether a column tells where, or who, and not when."""
    return role_of(heading, words) in {"place", "who"}


def _is_date(cell: str, words: Language, frame: Frame) -> bool:
    found, left = when_of(cell, words, replace(frame, month=None))
    return any(when.exact for when in found) and not re.search(r"[^\W\d_]{3}|\d", left)


def _is_led(cell: str, words: Language, frame: Frame) -> bool:
    found = found_times(cell, words, replace(frame, month=None))
    return bool(found) and found[0].exact and leads(cell, found[0], words)


def dates_only(row: Line, period: Frame) -> Iterator[Entry]:
    """The entries of one row of such a table: gatherings, and what is to be done before them."""
    prepares = _prepares(row)
    for column, cell in zip(row.columns, row.cells, strict=False):
        if column and cell and not _is_beside(column, row.language):
            frame = replace(frame_of(row, period), month=None)
            found, left = when_of(cell, row.language, frame)
            if re.search(r"[^\W\d_]{3}", left) and _is_led(cell, row.language, frame):
                yield from within(Entry(cell, None, row, row.source), cell, None, frame)
                continue
            late = column in prepares
            clock = next(iter((*clocks(cell, row.language), *clocks(column, row.language))), None)
            for when in found:
                yield Entry(
                    column if late else _meeting_of(column, row),
                    when,
                    row,
                    row.part(f"{column} | {cell}"),
                    "",
                    clock,
                    late,
                    labelled=True,
                    matrix=not late,
                    phrase=cell.strip(),
                )


def _prepares(row: Line) -> set[str]:
    """The columns of last days; beside them and a meeting those of what is sent out too: "Utsendelse", "Papers circulated"."""
    words = row.language
    late = {column for column in row.columns if column and _is_late(column, words)}
    meets = {column for column in row.columns if _is_meeting_column(column, words)}
    rest = {column for column in row.columns if column and column not in meets | late}
    bodies = {
        column for column in rest if names_gathering(column, words) or is_body(column.split()[-1], words)
    }
    return late | (rest - bodies if late - meets and meets else set())


def _is_meeting_column(column: str, words: Language) -> bool:
    return names_meeting(_without_date(column, words), words) and not _is_late(column, words)


def _is_late(column: str, words: Language) -> bool:
    """Whether a column is called one of last days, in a compound too: "Frist for saker", "Innleveringsfrist"."""
    long = tuple(form for form in words.calendar["deadline"] if len(form) > _SHORT)
    return bool(find(column, words.calendar["deadline"])) or ends_in(column, long, words)


_SHORT = 3
"""Letters of a word that may end another by chance."""


def _without_date(column: str, words: Language) -> str:
    """What "Møtedato", "Meeting date" and "Date of meeting" say without the word for a date."""
    dates = "|".join(map(re.escape, sorted(words.calendar["dates_open"], key=len, reverse=True)))
    bare = patterns.sub(
        rf"^(?:{dates})\s+[^\W\d_]+\s+|\s*(?:{dates})$", "", column.strip(), flags=re.IGNORECASE
    )
    return bare[:1].upper() + bare[1:]


def _meeting_of(column: str, row: Line) -> str:
    """What a column of meetings holds; under "Møte" alone it is what the heading above names."""
    bare = _without_date(column, row.language)
    if bare and bare.casefold() not in row.language.calendar["meetings"]:
        return bare
    named = (text for text in reversed(row.sections) if names_meeting(text, row.language))
    return bare_title(next(named, bare or column))
