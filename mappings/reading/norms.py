"""Norms by their form: whoever it concerns, people in general, what is done with a kind of thing, what each one does. Pure.

A sentence in the present that sets no day and asks nobody by name, and speaks of no single thing or body but of all of a kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from config import patterns
from config.language import Language
from config.work_words import any_of, first_names, work_words
from mappings.reading.clause import Clause
from mappings.reading.clauses import is_body
from mappings.reading.model import Due
from mappings.reading.tongue import find


@dataclass(frozen=True, slots=True)
class Holds:
    """A sentence and what is known of it."""

    text: str
    clause: Clause
    due: Due
    words: Language
    named: bool = False  # somebody is named who does it


def holds_by_form(said: Holds) -> bool:
    """Whether the form of a sentence says that it always holds."""
    clause, work = said.clause, work_words(said.words.code)
    told = find(said.text, (*work["says"], *work["today"], *work["last_time"])) is not None
    if clause.we or clause.that or told or said.text.rstrip().endswith(":"):
        return False
    if clause.past:
        return clause.verb in work["have"] and _of_such(said)
    if clause.modal and clause.modal not in work["may"]:
        return False
    if _nobody_does(said) or _of_such(said):
        return True
    dated = said.due.latest or said.due.cadence or clause.agent or (said.named and not clause.people)
    return not dated and (_each_does(said) or _people_do(said) or _is_done(said) or _happens(said))


def _nobody_does(said: Holds) -> bool:
    """``Ingen ror alene før 1. mai``."""
    work, clause = work_words(said.words.code), said.clause
    done = rf"(?:{any_of(work['negations'])})\s+[^\W\d_]+\s+(?:{any_of(work['being'])})\s"
    if clause.passive and not work["infinitive_endings"] and patterns.match(done, said.text, re.IGNORECASE):
        return not clause.agent  # "No cars are driven into the yard"
    opens = patterns.match(rf"(?:{any_of(work['nobody'])})\s+([^\W\d_]+)", said.text, re.IGNORECASE)
    if opens is None or clause.state or clause.verb in work["being"]:
        return False
    return bool(clause.verb) or opens[1].casefold().endswith((*work["present_endings"], "r"))


def _of_such(said: Holds) -> bool:
    """``Medlem som flyttar anmäler det``, ``Guests who stay late lock the door``: one or some of a kind, and of which."""
    work, words = work_words(said.words.code), said.words
    which = any_of(work["which"]) if work["infinitive_endings"] else "who|that"
    one = any_of(work["one_of"])
    match = patterns.match(rf"(?:({one})\s+)?([^\W\d_]+),?\s+(?:{which})\s", said.text, re.IGNORECASE)
    asked = said.clause.agent and said.clause.passive
    if match is None or asked or not re.search(r"[.!]$", said.text.rstrip()):
        return False
    noun = match[2].casefold()
    person = noun in work["people"] or is_body(noun, words) or _is_plural(noun, words)
    return person and (bool(match[1]) or not _is_definite(noun, words)) and not _is_small(noun, words)


def _each_does(said: Holds) -> bool:
    """``Every rower wears a lifejacket``: each one of a kind of people."""
    work = work_words(said.words.code)
    match = patterns.match(rf"(?:{any_of(work['every'])})\s+([^\W\d_]+)\s", said.text, re.IGNORECASE)
    if match is None or said.clause.state or not said.clause.verb:
        return False
    noun = match[1].casefold()
    doer = noun.endswith(work["doer_endings"]) and not noun.endswith(work["small_bodies"])
    return doer and said.clause.verb not in (*work["being"], *work["begins"])


def _people_do(said: Holds) -> bool:
    """``Vakter møter et kvarter før``, ``Runners wear lights after dark``: people of a kind, and no day."""
    words, clause = said.words, said.clause
    tokens = re.findall(r"[\w’'-]+", said.text.casefold())
    if len(tokens) < _LEAST or tokens[1] != clause.verb or clause.state or said.due.rule:
        return False
    if is_body(tokens[0], words) and not clause.people:
        return False
    work = work_words(words.code)
    bare = tokens[0] in work["people"] or _is_plural(tokens[0], words)
    does = bool(work["infinitive_endings"]) or not tokens[1].endswith(("s", "ed"))
    known = (*work["being"], *work["have"], *work["gets"], *work["pays"])
    return bare and does and not _is_small(tokens[0], words) and clause.verb not in known


_LEAST = 4
"""Words of a sentence on what people do."""


def _is_done(said: Holds) -> bool:
    """``Nycklar lämnas i skåpet``, ``Afbud til prøven meldes til lederen``: what is done with a kind of thing."""
    words, clause = said.words, said.clause
    work = work_words(words.code)
    ends = work["passive_endings"]
    first = re.match(r"[^\W\d_]+", said.text)
    if first is None or not clause.passive or clause.state or clause.it:
        return False
    noun = first[0].casefold()
    helped = _is_plural(noun, words) and (clause.verb not in work["being"] or not work["infinitive_endings"])
    if not (helped or clause.verb.endswith(ends or ("\0",))):
        return False
    before = said.text.casefold().find(f" {clause.verb}")
    near = before > 0 and len(said.text[:before].split()) <= _NEAR
    return near and not (
        said.due.rule or _is_definite(noun, words) or _is_small(noun, words) or clause.subject
    )


_NEAR = 4
"""Words before the verb."""


def _happens(said: Holds) -> bool:
    """``Betaling sker med kort``: how something that has no article is always done."""
    words, work = said.words, work_words(said.words.code)
    first = re.match(r"[^\W\d_]+", said.text)
    verb = find(said.text, work["happens"])
    if first is None or verb is None or verb.start() == 0 or said.clause.it:
        return False
    noun = first[0].casefold()
    every = noun in ("al", "all", "alt", "allt")
    near = len(said.text[: verb.start()].split()) <= _NEAR
    return near and (every or not (_is_definite(noun, words) or _is_small(noun, words)))


def _is_plural(noun: str, words: Language) -> bool:
    """Whether a noun is an indefinite plural, as far as its ending shows."""
    ends = work_words(words.code)["plural_endings"]
    return len(noun) > _SHORT and noun.endswith(ends or ("\0",)) and not _is_definite(noun, words)


_SHORT = 4
"""Letters of words whose endings say little."""


def _is_definite(noun: str, words: Language) -> bool:
    """Whether an ending says which one: "Larmet", "Utedoen", "Nøglerne"."""
    return len(noun) > _SHORT and noun.endswith(work_words(words.code)["definite_endings"] or ("\0",))


def _is_small(word: str, words: Language) -> bool:
    """Whether a word is no noun, or a name."""
    work = work_words(words.code)
    groups = (words.at, words.within, words.before, words.after, words.conjunctions, words.starting)
    lists = (
        "it",
        "we",
        "they",
        "lightly",
        "definite",
        "the",
        "own",
        "quantifiers",
        "more",
        "everybody",
        "every",
    )
    known = {form for group in groups for form in group} | {form for name in lists for form in work[name]}
    return word in known or word in words.numbers or word in first_names()
