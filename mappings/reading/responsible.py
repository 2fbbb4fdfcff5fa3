"""Who is responsible for an action, and who does the other half of its sentence. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.clauses import (
    Said,
    is_body,
    split_names,
)
from mappings.reading.lines import Line
from mappings.reading.parts import clause_of
from mappings.reading.tongue import find
from mappings.reading.when import Times


def who(clause: Clause, said: Said, led: tuple[str, ...], words: Language, *, timed: bool) -> tuple[str, ...]:
    """Whoever is responsible: the lead-in's body, the agent or the subject, and whom a label or a bracket names."""
    found: list[str] = list(led)
    by_alone = not (clause.verb or clause.subject or work_words(words.code)["infinitive_endings"])
    if clause.agent and (clause.passive or by_alone):  # "decision by the Council"; "av" is "of" too
        found += split_names(clause.agent, words)
    elif (
        clause.doer
        and timed
        and not (_goes_out(clause, words) or clause.subject or clause.modal or clause.it or said.named)
        and not _receives(clause, words)
    ):
        found += split_names(clause.doer, words)
    elif clause.subject and not (
        ((said.named or led) and _is_counted(clause, words))
        or clause.passive
        or clause.we
        or (clause.everybody and (said.named or not _is_of_all_bodies(clause, words)))
        or _receives(clause, words)
    ):
        by = any_of(work_words(words.code)["by"])
        alone = patterns.sub(rf",\s+[^\W\d_]+\s+(?:{by})\s.*$", "", clause.subject)  # ", led by Ann"
        found += split_names(alone, words)
    found += said.named
    return tuple(dict.fromkeys(name for name in found if name))


def second(sentence: str, line: Line, times: Times) -> list[str]:
    """Who does the other half: "Kommunen bekoster rampen, og rådet sørger for toalettet"."""
    work = work_words(line.language.code)
    joins = any_of(dict.fromkeys((*work["while"], *line.language.conjunctions)))
    match = patterns.search(rf",\s+(?:{joins})\s+|;\s+", sentence)
    if not match:
        return []
    pronoun = rf"(?:{any_of((*work['it'], *work['the'], *work['they']))})\s+[^\W\d_]+\s+"
    told = patterns.match(pronoun, sentence[match.end() :], re.IGNORECASE)
    if told and (doer := _doer_first(sentence[match.end() + told.end() :], line.language)):
        return doer  # "…, og den tager Lone Bak sig af"
    half = clause_of(sentence[match.end() :], times, line)
    verbs = (*work["presents"], *work["shall"])
    said = half.verb in verbs or half.verb.endswith(work["present_endings"]) or bool(half.modal)
    plain = half.subject and not (half.passive or half.state) and half.text.startswith(half.subject) and said
    return split_names(half.subject, line.language) if plain else []


def _is_of_all_bodies(clause: Clause, words: Language) -> bool:
    """Whether all of a kind of bodies do something: "Alle nemndene leverer årsmelding". What they shall be or have is nobody's."""
    return not clause.modal and is_body(clause.subject.split()[-1], words)


def _doer_first(text: str, words: Language) -> list[str]:
    """Who does what the words before speak of: a name or a body, right after its verb."""
    name = re.match(r"(?:[A-ZÅÄÖÆØÉ][\w-]+)(?:\s+[A-ZÅÄÖÆØÉ][\w-]+)*", text)
    first = name[0] if name else " ".join(text.split()[:1]).strip(" .,")
    return split_names(first, words) if first and (name or is_body(first, words)) else []


def _goes_out(clause: Clause, words: Language) -> bool:
    """Whether what stands before the verb is only sent: "Indkaldelsen går ud"."""
    return find(clause.text, work_words(words.code)["goes_out"]) is not None


def _receives(clause: Clause, words: Language) -> bool:
    """Whether the subject is only given something: "Nye medlemmer får en mappe"."""
    work = work_words(words.code)
    if clause.modal and clause.verb in work["to_receive"]:
        return _is_given(clause.rest, words)
    has_it_done = clause.verb in work["states"] and not clause.state  # "Nestleder får snekret benker"
    return not clause.modal and clause.verb in work["receives"] and not has_it_done


def _is_given(rest: str, words: Language) -> bool:
    """Whether what stands behind "skal få" is given, and not got done: "en mappe", "tilbud om", but "taket tetta", "inn svar"."""
    first = rest.casefold().split()[:1]
    particles, endings = (
        work_words(words.code)["particles"],
        tuple(end for end in words.endings if len(end) > 1),
    )
    return (
        bool(first)
        and first[0] not in (*particles, *words.at, *words.within, *words.calendar["prepositions"])
        and not (len(first[0]) > _NOUN and first[0].endswith(endings))
    )


_NOUN = 4
"""Letters from which an ending is believed: "taket"."""


def _is_counted(clause: Clause, words: Language) -> bool:
    """Whether the subject is only so many: "Fyra nya ombud"."""
    first = clause.subject.casefold().split()[:1]
    return bool(first) and (first[0].isdigit() or words.numbers.get(first[0], 0) > 1)
