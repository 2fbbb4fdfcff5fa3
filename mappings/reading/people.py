"""The first names that a document tells of and that stand in no list: "Agnete skriver programmet", "Tormod henter inn priser". Pure.

A capital word before a verb in the present, at the beginning of a sentence, is a name when the document uses it as no noun:
it has a capital within sentences too, or it looks like no noun and its verb has an object.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import bare, is_body, sentences
from mappings.reading.lines import Form, Line
from mappings.reading.names import names_gathering

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_OPENS = re.compile(r"([^\W\d_]{2,14}(?:-[^\W\d_]{2,10})?)\s+([^\W\d_]{2,})\s+(.+)")


def with_people(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines, whose language knows the names of this document's people."""
    people = people_in(lines)
    if not people:
        return lines
    codes = {one.code: one for line in lines for one in line.speakers}
    named = {code: replace(words, people=people) for code, words in codes.items()}
    return tuple(replace(line, speakers=tuple(named[one.code] for one in line.speakers)) for line in lines)


@dataclass(slots=True)
class _Seen:
    """The words of the document: in small letters, and with a capital within a sentence."""

    small: set[str] = field(default_factory=set)
    within: set[str] = field(default_factory=set)


def people_in(lines: Iterable[Line]) -> frozenset[str]:
    """The names, in small letters."""
    seen, opening = _Seen(), dict[str, bool]()
    for line in lines:
        if line.form is Form.HEADING:
            continue
        for sentence in _said(line):
            _note(sentence, seen)
            if line.form is not Form.ROW and (name := _before_verb(sentence, line.language)):
                opening[name[0]] = opening.get(name[0], False) or name[1]
    return frozenset(
        name for name, plain in opening.items() if name not in seen.small and (plain or name in seen.within)
    )


def _said(line: Line) -> Iterator[str]:
    for cell in line.cells or (bare(line.text),):
        for sentence in sentences(cell):
            yield from (part.strip() for part in sentence.split(";"))


def _note(sentence: str, seen: _Seen) -> None:
    for number, match in enumerate(_WORD.finditer(sentence)):
        word = match[0]
        if word[0].islower():
            seen.small.add(word)
        elif number and re.search(r"[\w,(]\s+\(?$", sentence[: match.start()]):
            seen.within.add(word.casefold())


def _before_verb(sentence: str, words: Language) -> tuple[str, bool] | None:
    """What may be a name before its verb, and whether it is one without being seen elsewhere."""
    match = _OPENS.match(sentence)
    if match is None or not _is_capital(match[1]) or not _does(match[2], words):
        return None
    name = match[1].casefold()
    if is_body(name, words) or names_gathering(name, words) or name in _small(words) or _is_act(name, words):
        return None
    adjective = _is_verb(match[3].split()[0].rstrip(".,"), words)  # "Nye medlemmer får en mappe"
    bare_verb = not sentence.endswith(".") and name.endswith(
        work_words(words.code)["infinitive_endings"] or ("\0",)
    )
    plain = not (adjective or bare_verb or _is_noun(name, words))
    return name, plain and _has_object(match[3], words)


def _is_verb(word: str, words: Language) -> bool:
    """Whether the word after what may be a verb is one itself, so that the other is a noun: "Nya stolar beställs i maj"."""
    work = work_words(words.code)
    finite = (*work["states"], *work["shall"], *work["passive_helpers"])
    passive = len(word) > len("nær") and word.islower() and word.endswith(work["passive_endings"] or ("\0",))
    return _does(word, words) or word in finite or passive


def _is_act(name: str, words: Language) -> bool:
    """Whether a word is made of another one, as no name is: "Medlemskap", "Påmelding", or is a verb."""
    work = work_words(words.code)
    plan = any(name.endswith(form) for form in work["plan_names"])
    return plan or name.endswith(work["derived"]) or name in work["infinitives"]


def _is_capital(word: str) -> bool:
    return word[0].isupper() and word[1:].replace("-", "").isalpha() and not word.isupper()


def _small(words: Language) -> frozenset[str]:
    """Words that open a sentence and are no names."""
    work = work_words(words.code)
    kinds = ("lightly", "it", "we", "they", "everybody", "people", "every", "own", "the", "when", "if", "while",
             "that", "negations", "today", "always", "only", "anybody", "relative", "deadline", "goals", "more", "openers")  # fmt: skip
    groups = (words.at, words.before, words.after, words.within, words.conjunctions, words.articles)
    days = {name.casefold() for name in (*words.months, *words.weekdays)}
    gone = {word for form in work["last_time"] for word in form.split()}
    return frozenset(
        (*days, *gone, *words.ordinals, *words.numbers, *(word for group in groups for word in group))
    ) | {word for kind in kinds for word in work[kind]}


def _does(word: str, words: Language) -> bool:
    """Whether a word is a verb in the present of what somebody does."""
    work, calendar = work_words(words.code), words.calendar
    if not word.islower() or word in (*work["states"], *work["begins"], *work["being"], *work["shall"]):
        return False
    if any(word in calendar[kind] for kind in ("held", "met", "start")):
        return False
    endings = work["present_endings"]
    return word in work["presents"] or (len(word) > len("nær") and word.endswith(endings or ("\0",)))


def _is_noun(name: str, words: Language) -> bool:
    """Whether a word looks like a noun: its ending says which one or how many."""
    plurals = work_words(words.code)["present_endings"]
    definite = tuple(end for end in words.endings if len(end) > 1)
    short = "n" in words.endings and re.search(r"[aou]n$", name) is not None  # "hyran"
    return short or name.endswith((*definite, *plurals))


def _has_object(rest: str, words: Language) -> bool:
    """Whether a verb's rest begins with what it is done with; English: with the, a, our."""
    work, calendar = work_words(words.code), words.calendar
    first, *more = rest.casefold().split()
    first = first.strip(",.")
    if words.code == "en":
        return first in (*words.articles, *work["own"], *work["definite"], "a", "an", "all")
    small = (*calendar["place"], *calendar["prepositions"], *words.conjunctions, *words.at, *words.within)
    if first in work["reflexive"] or (first in calendar["particles"] and first not in small):
        return bool(more)
    return first not in (*small, *words.before, *words.after, *work["lightly"], *work["negations"])
