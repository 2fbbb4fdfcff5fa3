"""Standing items: what is on every agenda of a body, as a sentence, a list under its label or a section says it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from config import patterns
from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.lines import Form, Line
from mappings.reading.model import StandingItem
from mappings.reading.tongue import find

_MOST_WORDS = 10
"""Of one item of a list."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of standing items. ``alone``: it says nothing else."""

    items: tuple[StandingItem, ...]
    alone: bool


def in_sentence(line: Line, sentence: str) -> Said | None:
    """``Stående punkter på varje styrelsemöte: ekonomi, …``, ``… är stående punkter på nämndens sammanträden``."""
    work, words = work_words(line.language.code), line.language
    match = find(sentence, work["standing"]) or _on_agenda(sentence, work)
    if not match:
        return None
    before, after = sentence[: match.start()], sentence[match.end() :]
    being, one = any_of(work["being"]), any_of(word for word, n in words.numbers.items() if n == 1)
    listed = patterns.match(rf"([^:]*?)(?::|(?<!\w)(?:{being})(?!\w))\s*(.+)$", after)
    single = patterns.search(
        rf"(?<!\w)(?:{any_of(work['role_as'])})\s*(?:(?:{one})\s+)?$", before, re.IGNORECASE
    )
    if listed:
        items, meeting = listed[2], listed[1]
    elif single:
        items, meeting = _object(before[: single.start()].strip(), work), after
    else:
        stated = patterns.match(rf"(.+?)\s+(?:{being})(?:\s+\w+)?\s*$", before)
        if not stated:
            return None
        items, meeting = stated[1], after
    source, where = line.part(sentence), _meeting(meeting, words) or _body(before, work)
    found = tuple(StandingItem(name, source, where) for name in split_items(items, words) if name)
    return Said(found, alone=bool(listed) or not single)


def _on_agenda(sentence: str, work: WorkWords) -> re.Match[str] | None:
    """``Saker som alltid står på sakslista til styret: …``: what is on every agenda, or always on it."""
    lead = sentence.partition(":")[0]
    agenda = find(lead, work["agenda"])
    often = (*work["always"], *work["every"])
    return agenda if agenda and ":" in sentence and find(lead, often) else None


def in_lists(lines: tuple[Line, ...]) -> Iterator[tuple[StandingItem, int]]:
    """The items of the lists below a heading or a lead-in that calls them so, each with its line's number."""
    for number, line in enumerate(lines):
        work = work_words(line.language.code)
        match = find(line.text, work["standing"])
        opens = line.form is Form.HEADING or line.text.rstrip().endswith(":")
        if not match or not opens or line.form is Form.ROW:
            continue
        where = _meeting(line.text[match.end() :], line.language) or _body(line.text[: match.start()], work)
        for below in _below(lines, number):
            yield StandingItem(below.text.strip(" .;,"), below.source, where), below.number


def _below(lines: tuple[Line, ...], number: int) -> Iterator[Line]:
    """The list right below a line; of nested ones the outer items."""
    level = None
    for line in lines[number + 1 :]:
        if line.form is not Form.ITEM:
            return
        level = level or line.level
        if line.level == level and len(line.text.split()) <= _MOST_WORDS:
            yield line


def split_items(text: str, words: Language) -> list[str]:
    """The items of a list in a sentence: its last comma or conjunction parts the last two, others stand within an item."""
    joins = any_of(words.conjunctions)
    parts = [part.strip(" .") for part in re.split(r"[,;]\s*", text.strip(" .")) if part.strip(" .")]
    if not parts:
        return []
    *first, last = parts
    closed = patterns.match(rf"(?:{joins})\s+(.+)$", last)
    if closed:
        return [*first, closed[1]]
    halves = list(patterns.finditer(rf"\s+(?:{joins})\s+", last))
    if not halves:
        return parts
    cut = halves[-1]
    return [*first, last[: cut.start()], last[cut.end() :]]


def _object(text: str, work: WorkWords) -> str:
    """What somebody shall treat as a standing item: without the verb before it."""
    verb = patterns.search(rf"(?<!\w)(?:{any_of(work['shall'])})\s+\w+\s+(.+)$", text)
    return verb[1] if verb else text


def _meeting(text: str, words: Language) -> str | None:
    """On whose agenda: without the preposition and "every" before it."""
    work = work_words(words.code)
    plain = patterns.sub(rf"^\W*(?:{any_of((*words.at, *words.within))})\s+", "", text.strip(" .:"))
    return patterns.sub(rf"^(?:{any_of(work['every'])})\s+", "", plain) or None


def _body(text: str, work: WorkWords) -> str | None:
    """Who has them: "Styret har disse faste sakene"."""
    match = patterns.match(rf"(.+?)\s+(?:{any_of(work['gets'])})(?!\w)", text.strip())
    return match[1] if match else None
