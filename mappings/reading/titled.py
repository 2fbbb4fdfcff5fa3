"""Lines that only name something, and lines that are items though no mark says so. Pure.

A line that is the plan's title or its organisation, the short title before an item's sentences, the label "Nuläge:" before
a finding, the lines of a list below a label, a numbered clause without a verb of its own.
"""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.context import Context, Kind
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.names import names_gathering
from mappings.reading.when import Times

_TITLE = 4
"""Words of the title of an item."""
_LISTED = 16
"""Words of a line of a list below a label."""
_TOP = 5
"""Lines in which a title stands."""


def is_title_line(line: Line, titles: frozenset[str]) -> bool:
    """Whether a line is what the plan or its organisation is called, or a ticked item: "Byarådet – handlingsplan 2027"."""
    if re.match(r"\[[xX]\]\s", line.text):
        return True
    plain = line.text.casefold().strip(" .*#")
    if plain in titles:
        return True
    work = work_words(line.language.code)
    named = rf"[^.:!?]{{3,60}}(?:[–—-]|,|\s)\s?\w*(?:{any_of(work['plan_names'])})\w{{0,3}}(?:\s[^\W\d_]+)?(?:\s[\d/–-]+)?"
    modal = read_clause(line.text, line.language).modal
    own = line.number < _TOP or any(plain.startswith(title) for title in titles)
    return own and not modal and patterns.fullmatch(named, plain) is not None


def without_title(said: tuple[str, ...], line: Line, times: Times) -> tuple[str, ...]:
    """An item's sentences without the short title before them: "Fadderordning. Nye medlemmer får en fadder i mai."."""
    if line.form is not Form.ITEM or len(said) < 2 or not said[0].endswith("."):
        return said
    words, first = line.language, said[0].strip(" .")
    clause = read_clause(first, words)
    asks = clause.passive or clause.modal or clause.subject or opens_as_task(first, words)
    if asks or len(first.split()) > _TITLE or re.search(r"\d", first) or names_gathering(first, words):
        return said
    following = read_clause(said[1], words)
    does = following.passive or following.modal or following.subject
    return said[1:] if does or times.due(said[1], line.speakers).rule else said


def without_present(sentence: str, words: Language) -> str:
    """A finding without the label before it: "Nuläge: Taket läcker."."""
    label = rf"(?:{any_of(work_words(words.code)['present'])}):\s+(?=\S)"
    match = patterns.match(label, sentence, re.IGNORECASE)
    return sentence[match.end() :] if match else sentence


def is_listed(line: Line, context: Context) -> bool:
    """Whether a short line without a mark or a point stands below the label of a list."""
    below = context.labelled in (Kind.GOALS, Kind.MEASURES)
    return below and len(line.text.split()) < _LISTED and not re.search(r"[.:?!]\s*$", line.text)


def is_numbered(line: Line, sentence: str, clause: Clause) -> bool:
    """Whether a numbered clause has no verb that is somebody's: "3.1 Increase membership by 12 per cent."."""
    number = re.match(r"\s*\d{1,2}\.\d{1,2}\.?\s+(?=[^\W\d_])", line.text)
    bare = not (clause.verb or clause.modal or clause.subject or clause.agent or clause.past)
    return number is not None and bare and line.text.strip().endswith(sentence)
