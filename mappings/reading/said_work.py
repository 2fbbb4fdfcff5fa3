"""Whether a short line of a calendar says that work is done, and does not name what is held. Pure.

"Julgranen tas ned", "Kassereren afstemmer registret", "Raffle tickets sold": a thing and what is done with it, somebody and
what they do, or what shall be done by then. Seen by the grammar of the line, and by the words for what has been done.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from config import patterns
from config.language import Language
from config.work_words import work_words
from mappings.reading.clause import Clause
from mappings.reading.clauses import names_body
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.names import names_gathering


def says_deed(head: str, words: Language) -> bool:
    """Whether a title without a gathering in it is a clause of somebody's work, or of a thing that work is done on."""
    calendar = words.calendar
    clause = read_clause(head, words)
    held = (*calendar["held"], *calendar["start"], *calendar["met"], *calendar["organises"])
    if clause.verb in (*held, *calendar["performs"]) or not clause.verb[:1].isalpha():
        return _is_finished(head, words)
    if _is_finished(head, words):
        return True
    if clause.passive and clause.verb:
        before = head.casefold().partition(clause.verb)[0].split()
        return bool(before) and (bool(clause.modal) or not _is_genitive(before[-1], words))
    return _does(clause, words)


def deed_at(head: str, words: Language) -> int | None:
    """Where the verb of a clause of work stands: what is before it is who does it or what it is done with."""
    clause = read_clause(head, words)
    if not (clause.subject or clause.passive) or not says_deed(head, words):
        return None
    verb = patterns.search(rf"(?<!\w){re.escape(clause.verb)}(?!\w)", head, re.IGNORECASE)
    return verb.start() if verb and verb.start() else None


def is_done_by(passage: str, words: Language) -> bool:
    """Whether work is done by somebody in the passive, and nothing held: "Utställningen hängs v 16 av utställningsgruppen"."""
    calendar, clause = words.calendar, read_clause(passage, words)
    held = (*calendar["held"], *calendar["start"], *calendar["met"], *calendar["organises"])
    return bool(clause.agent and clause.passive and clause.verb) and clause.verb not in held


def is_charged(title: str, line: Line, lines: Sequence[Line]) -> bool:
    """Whether somebody named above or before a bare verb shall do it: "The board will: – hold a course", "Tinget: rydde bua"."""
    words, text = line.language, title.strip(" .")
    label = re.match(r"([^:]{2,40}):\s+(?=\S)", text)
    if label:
        return names_body(label[1], words) and opens_as_task(text[label.end() :], words)
    lead = lines[line.parent] if line.form is Form.ITEM and line.parent is not None else None
    if lead is None or lead.form is Form.ITEM or not lead.text.rstrip().endswith(":"):
        return False
    clause = read_clause(lead.text.rstrip(" :"), words)
    return bool(clause.modal and clause.subject) and opens_as_task(text, words)


def _is_genitive(word: str, words: Language) -> bool:
    """Whether a word says whose the next one is: "Sommarens dans"."""
    return bool(work_words(words.code)["passive_endings"]) and word.endswith("s")


def _does(clause: Clause, words: Language) -> bool:
    """Whether somebody does something with a thing: a verb right before its object, which is no name and no place."""
    work = work_words(words.code)
    being = clause.state or clause.verb in (*work["states"], *work["gets"], *work["have"])
    if not clause.verb or clause.past or (being and clause.verb not in work["receives"]):
        return False
    rest = clause.rest.split()
    if not rest:
        return False
    first = rest[0].strip(",.")
    if not (clause.subject or clause.doer):  # English: any noun may stand before its verb
        return clause.text.casefold() != clause.rest.casefold() and first in words.articles
    small = (
        *words.calendar["place"],
        *words.calendar["prepositions"],
        *words.conjunctions,
        *words.at,
        *words.within,
    )
    adverb = first in words.calendar["particles"] and len(rest) > 1
    return (first[:1].islower() or first[:1].isdigit()) and (adverb or first not in small)


def _is_finished(head: str, words: Language) -> bool:
    """Whether a thing is said to be done with by then: "Sæsonkort sat til salg", "Nettsiden oppdatert"."""
    done = _finished_at(head, words)
    if done is None:
        return False
    tokens = re.findall(r"[^\W\d_]+", head)
    following = tokens[done + 1].casefold() if done + 1 < len(tokens) else ""
    small = (*words.calendar["place"], *words.calendar["prepositions"], *words.at, *words.conjunctions)
    particles = words.calendar["particles"]
    return not following or following in (*small, *particles, *words.within, *words.before)


def _finished_at(text: str, words: Language) -> int | None:
    """The number of the first word after the first, in small letters, that says what has been done and no gathering."""
    forms = words.calendar["finished"]
    for number, token in enumerate(re.findall(r"[^\W\d_]+", text)):
        if number and token.islower() and token.endswith(forms) and not names_gathering(token, words):
            return number
    return None
