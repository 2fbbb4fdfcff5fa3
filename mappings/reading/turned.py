"""Tables whose headings stand before the rows and not over the columns, turned as tables mostly are. Pure.

"Datum | 12 jan | 9 feb" above "Aktivitet | Styrelsemöte | Årsmöte", and "I dag | 120 | 14" above "Mål | 150 | 20".
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, takewhile

from config.language import Language
from config.work_words import work_words
from mappings.reading.columns import roles
from mappings.reading.headers import is_lone, role_of
from mappings.reading.lines import Form, Line


def turned(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same lines, with such tables turned, and all numbered anew."""
    made: list[Line] = []
    for (form, _), group in groupby(lines, key=lambda line: (line.form, line.table)):
        part = list(group)
        titles = list(takewhile(is_lone, part)) if form is Form.ROW else part
        rows = part[len(titles) :]
        made += (*titles, *(_turned(rows) if rows and _is_turned(rows) else rows))
    return tuple(replace(line, number=number) for number, line in enumerate(made))


def _is_turned(rows: list[Line]) -> bool:
    """Whether the cells before the rows are headings, of days and what is on them or of a value of today and one wanted,
    and those above the columns are none.
    """
    width = len(rows[0].cells)
    if not _FEWEST <= len(rows) <= _MOST or width <= _FEWEST or any(len(row.cells) != width for row in rows):
        return False
    words = rows[0].language
    labels = tuple(row.cells[0] for row in rows)
    above = rows[0].cells[1:]
    if not all(above) or any(role_of(cell, words) for cell in above):
        return False
    return _of_days(labels, words) or (not labels[0] and _of_values(labels[1:], words))


def _of_days(labels: tuple[str, ...], words: Language) -> bool:
    held = [role_of(label, words) for label in labels]
    return all(held) and len(set(held)) == len(held) and "what" in held and "date" in held


def _of_values(labels: tuple[str, ...], words: Language) -> bool:
    found = roles(("", _indicator(words), *labels), words)
    return len(labels) > 1 and {"actual", "target"} <= found.keys()


def _indicator(words: Language) -> str:
    """What the language calls a column of what is measured."""
    return work_words(words.code).columns["indicator"][0]


def _turned(rows: list[Line]) -> list[Line]:
    """A header of what stood before the rows, and a row for each column."""
    labels = tuple(row.cells[0] for row in rows)
    labels = (labels[0] or _indicator(rows[0].language), *labels[1:])
    made = [replace(rows[0], header=True, cells=labels, text="\t".join(labels))]
    for place in range(1, len(rows[0].cells)):
        cells = tuple(row.cells[place] for row in rows)
        if any(cells):
            made.append(replace(rows[0], header=False, cells=cells, text="\t".join(cells)))
    return made


_FEWEST, _MOST = 2, 6
"""Rows of a table that may be turned."""
