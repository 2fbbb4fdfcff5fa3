"""Whom a document names by signs and first names of its own: initials that it explains ("S = Siv Ek"), and names that stand
before the colon of item after item ("Birthe: bestiller kager"). Pure. A name that stands so once is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import bare, split_names
from mappings.reading.lines import Form, Line

_UPPER = "A-ZÅÄÖÆØÉ"
_LEGEND = re.compile(rf"(?<![\w.])([{_UPPER}]{{1,4}})\s*(?:=|–)\s*(?=[{_UPPER}][^\W\d_])")
_NAME = re.compile(rf"[{_UPPER}][\w.-]+(?:\s[{_UPPER}][\w.-]+){{0,2}}")
_OFTEN = 2
"""Items of a list that begin with a name."""


@dataclass(frozen=True, slots=True)
class Named:
    """The signs and the names by which a document calls its people."""

    signs: frozenset[str]
    labels: frozenset[str]

    def of(self, text: str, words: Language) -> list[str]:
        """Those whom the text names, where it names nobody and nothing else."""
        parts = split_names(text, words)
        known = all(part in self.signs or part in self.labels for part in parts)
        return parts if parts and known else []


def named_in(lines: Iterable[Line]) -> Named:
    """The signs that a legend explains, and the names before a colon that item after item begins with."""
    signs: set[str] = set()
    counted: Counter[str] = Counter()
    for line in lines:
        found = _LEGEND.findall(line.text)
        signs.update(found if "=" in line.text else ())
        if line.form is Form.ITEM:
            counted.update(_before_colon(line))
    return Named(frozenset(signs), frozenset(counted) if sum(counted.values()) >= _OFTEN else frozenset())


def _before_colon(line: Line) -> list[str]:
    """The names before an item's colon, where what follows begins with a small letter: a verb, and no title."""
    match = re.match(r"([^:]{2,40}):\s+(?=[^\W\d_A-ZÅÄÖÆØÉ])", bare(line.text))
    if match is None:
        return []
    work = work_words(line.language.code)
    names = split_names(match[1], line.language)
    labels = {*work["goals"], *work["measures"], *work["deadline"], *work["responsible"]}
    persons = all(_NAME.fullmatch(name) and name.casefold() not in labels for name in names)
    return names if persons else []
