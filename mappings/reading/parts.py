"""The parts of a sentence that each say something of their own: goals that it counts up, two bodies with a deadline each. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Line
from mappings.reading.tongue import find
from mappings.reading.when import Times


def aims_in(sentence: str, words: Language) -> tuple[str, ...]:
    """The goals that a sentence counts up: "The plan has three aims: every plot is worked, water use falls by 10%, and …"."""
    work = work_words(words.code)
    match = re.match(r"([^:]{5,60}):\s+(?=\S)", sentence)
    if match is None or not find(match[1], work["goals"]):
        return ()
    joins = any_of(words.conjunctions)
    parts = re.split(rf",\s+(?:(?:{joins})\s+)?|;\s+", sentence[match.end() :])
    if len(parts) == _TWO_AIMS - 1:
        parts = re.split(rf"\s+(?:{joins})\s+", parts[0])
    return tuple(part.strip(" .") for part in parts) if len(parts) >= _TWO_AIMS else ()


_TWO_AIMS = 2


def parts_of(sentence: str, words: Language, times: Times, line: Line) -> tuple[str, ...]:
    """The halves of a sentence that say two things: two bodies with a deadline each, or a fact and a duty."""
    work = work_words(words.code)
    if len(several := _that_clauses(sentence, words, times, line)) > 1:
        return several
    for match in patterns.finditer(
        rf",\s+(?:{any_of(dict.fromkeys((*work['while'], *words.conjunctions)))})\s+", sentence
    ):
        first, second = sentence[: match.start()], sentence[match.end() :]
        halves = [clause_of(half, times, line) for half in (first, second)]
        if not (halves[1].subject or _is_deadline(second, work)):
            continue
        both = all(half.subject and half.verb for half in halves)
        dated = all(times.due(half, line.speakers).latest for half in (first, second))
        if both and dated:
            return first, second
        if halves[1].modal and not halves[0].modal and halves[0].state:
            return (second,)
        if _is_deadline(second, work) and times.due(second, line.speakers).latest and halves[0].state:
            return (second,)
    return (sentence,)


def _that_clauses(sentence: str, words: Language, times: Times, line: Line) -> tuple[str, ...]:
    """The att-clauses that lost the ends of their lines: "att stugan målas av Eva att taket ses över före jul"."""
    that = work_words(words.code)["that"]
    if not sentence.casefold().startswith(tuple(f"{word} " for word in that)):
        return (sentence,)
    starts = [0]
    for match in patterns.finditer(rf"\s(?={any_of(that)}\s)", sentence):
        before, after = sentence[starts[-1] : match.start()], sentence[match.end() :]
        if _ends_a_clause(before, words, times, line) and _begins_a_clause(after, times, line):
            starts.append(match.end())
    ends = [*(start - 1 for start in starts[1:]), len(sentence)]
    return tuple(sentence[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _ends_a_clause(text: str, words: Language, times: Times, line: Line) -> bool:
    """Whether a clause may end here: it has its verb, and its last word is no verb and leads to nothing."""
    clause, last = clause_of(text, times, line), text.casefold().split()[-1].strip(",")
    work = work_words(words.code)
    small = (*words.calendar["prepositions"], *words.calendar["place"], *words.conjunctions, *work["lightly"])
    verb = last == clause.verb or last in (*work["states"], *work["says"], *work["shall"], *work["being"])
    return bool(clause.verb) and not (verb or last in small or text.endswith((",", ":")))


def _begins_a_clause(text: str, times: Times, line: Line) -> bool:
    """Whether what follows "that" has a verb of its own, and is no infinitive: "att mattorna tvättas"."""
    clause = clause_of(text, times, line)
    return bool(clause.that and clause.verb) and not clause.told and clause.text.split()[1:2] != [clause.verb]


def clause_of(text: str, times: Times, line: Line) -> Clause:
    """What a half says, read by itself."""
    return read_clause(
        text, line.language, tuple((one.start, one.end) for one in times.moments(text, line.speakers))
    )


def _is_deadline(text: str, work: WorkWords) -> bool:
    return text.casefold().startswith(tuple(f"{word} " for word in work["deadline"]))
