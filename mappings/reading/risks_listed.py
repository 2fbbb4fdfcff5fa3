"""Risks in lists: what stands below a heading or a label that calls it so, one an item. Pure.

What an item says of its response behind a dash or a colon, and a second sentence, are left to others: that is work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, sentences
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import Risk
from mappings.reading.said_work import says_deed
from mappings.reading.tongue import find

_TITLE = 6
"""Words of a heading over risks."""
_LINE = 12
"""Words of a line in a list without marks."""


def listed_risks(lines: tuple[Line, ...]) -> Iterator[tuple[Risk, int, str]]:
    """Each risk, its line's number, and what its line says beyond it."""
    for number, line in enumerate(lines):
        if not names_risks(line):
            continue
        for below in _below(lines, number):
            title, beyond = _parted(below)
            if not _is_work(title, below):
                yield Risk(title, below.source), below.number, beyond


def names_risks(line: Line) -> bool:
    """Whether a heading or a label says that risks follow: "Risker", "Våra största risker 2027:", "Risici og tiltag"."""
    words, work = line.language, work_words(line.language.code)
    if line.form is Form.ROW or (line.form is Form.ITEM and not line.text.rstrip().endswith(":")):
        return False
    plain = re.sub(r"^[\d.\s]+|(?:19|20)\d\d|[(].*?[)]", "", bare(line.text)).casefold().strip(" .:?")
    said = plain.split()
    if not said or len(said) > _TITLE or line.text.rstrip().endswith("."):
        return False
    titles = any_of(work["risk_titles"])
    joins = any_of((*words.conjunctions, "&", *work["purpose"], *words.within, *words.at))
    opening = r"(?:[^\W\d_]+\s){0,2}"
    return patterns.fullmatch(rf"{opening}(?:{titles})(?:\s?[/,]\s?.+|\s(?:{joins})\s.+)?", plain) is not None


def _below(lines: tuple[Line, ...], number: int) -> Iterator[Line]:
    """The list right below a line; of nested ones the outer items, and lines of a list that lost its marks."""
    first = lines[number + 1] if number + 1 < len(lines) else None
    if first is None or first.form not in (Form.ITEM, Form.TEXT):
        return
    group = list(takewhile(lambda line: line.form is first.form, lines[number + 1 :]))
    if first.form is Form.ITEM:
        yield from (line for line in group if line.level == first.level)
        return
    alike = list(takewhile(_is_bare, group))
    if len(alike) == len(group) > 1:
        yield from alike


def _is_bare(line: Line) -> bool:
    """Whether a line is short and no sentence."""
    return len(line.text.split()) <= _LINE and not line.text.rstrip().endswith((".", ":"))


_RESPONSE = re.compile(r"\s*(?:→|=>|->)\s*|\s[–—-]\s+|;\s+|:\s+")
"""What stands between a risk and what is done about it."""


def _parted(line: Line) -> tuple[str, str]:
    """The risk and what else its line says."""
    label = rf"(?:{any_of(work_words(line.language.code)['risk_titles'])})(?:\s\d+)?\s?(?::|[–—-])\s+"
    text = patterns.sub(rf"^{label}", "", bare(line.text), flags=re.IGNORECASE)
    first, *others = sentences(text)
    rest = " ".join(others)
    if (sign := _RESPONSE.search(first)) and says_deed(first[sign.end() :].strip(" ."), line.language):
        return first[: sign.start()].strip(" .;,"), f"{first[sign.end() :]} {rest}".strip()
    return first.strip(" .;,"), rest


def _is_work(title: str, line: Line) -> bool:
    """Whether an item among risks says what somebody shall do about them."""
    clause, work = read_clause(title, line.language), work_words(line.language.code)
    asked = clause.modal in work["promises"] and not clause.negated
    return asked and (bool(clause.subject) or clause.we or find(title, work["deadline"]) is not None)
