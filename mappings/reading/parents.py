"""The plans that this one follows or serves, as sentences name them: by their verb, or by their kind and their years. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.lines import Line
from mappings.reading.model import Head, ParentPlan
from mappings.reading.tongue import find

_UPPER = "A-ZÅÄÖÆØÉ"
_SPAN = r"(?:19|20)\d{2}(?:\s?[-–—]\s?(?:19|20)\d{2}|[-–—]\d{2})(?!\d)"
_OWN = r"(?:ei?g[aen]\w*\s+)?"
"""``sin egen``, ``si eiga``."""
_LONGEST = 12
"""Words of a title."""


def parent_plans(line: Line, sentence: str, head: Head) -> Iterator[ParentPlan]:
    """Each plan that the sentence says this one builds on; none twice."""
    words, plain = line.language, re.sub(r"(?<=\d)([-–])\s(?=\d)", r"\1", sentence)
    found: dict[str, ParentPlan] = {}
    for part in (*_followed(plain, words), *_base(plain, words), *_spanned(plain, words)):
        title, owner = _owned(part, words)
        known = any(_same(title, other) for other in found)
        if title and not known and not _is_own(title, head, words):
            found[title] = ParentPlan(title, line.part(sentence), owner)
    yield from found.values()


def _same(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a in b or b in a


# Where they stand -------------------------------------------------------------------------------------------------


def _followed(sentence: str, words: Language) -> Iterator[str]:
    """``Planen bygger på förbundets strategi och på programmet 2026``: what follows the verb, part by part."""
    work = work_words(words.code)
    match = find(sentence, work["parents"])
    if not match:
        return
    subject = sentence[: match.start()].strip(" ,")
    of_plan = _is_plan(subject, words)
    rest = re.split(rf"[.;]|,\s+(?:{any_of(work['which'])})\b", sentence[match.end() :])
    tail = sentence[match.end() + len(rest[0]) :]
    later = patterns.search(rf",\s+(?:{any_of(words.conjunctions)})\s+(?:{_on(words)})\s+(.+)$", tail)
    for text in (rest[0], *([later[1]] if later else [])):
        for part in _parts(text, words):
            named = _names_plan(part, words) or _QUOTED.search(part)
            if named and (of_plan or patterns.search(_SPAN, part)):
                yield part


def _is_plan(subject: str, words: Language) -> bool:
    """Whether what follows another plan is this plan: "Planen", "Den", "Handlingsplanen 2027 skal"; or a clause without one."""
    work = work_words(words.code)
    tokens = re.findall(r"[^\W\d_]+", subject.casefold())
    if not tokens:
        return True
    plans = (*work["plan_names"], *words.calendar["plan_titles"])
    pronouns = (*work["itself"], *work["it"])
    return (
        tokens[-1] in work["which"]
        or any(token in pronouns for token in tokens[:3])
        or any(plan in token for token in tokens for plan in plans)
    )


def _base(sentence: str, words: Language) -> Iterator[str]:
    """``Den nationella strategin och programmet är de viktigaste utgångspunkterna``."""
    work = work_words(words.code)
    match = patterns.match(
        rf"(.+?)\s+(?:{any_of(work['being'])})\s+(?:\w+\s+){{0,3}}?(?:{any_of(work['bases'])})(?!\w)",
        sentence,
    )
    if match:
        yield from (part for part in _parts(match[1], words) if _names_plan(part, words))


def _spanned(sentence: str, words: Language) -> Iterator[str]:
    """A plan of several years by name: "økonomiplanen 2027–2030", "programmet Hele kommunen 2023–2027"."""
    kinds = any_of(work_words(words.code)["plan_names"])
    capital = rf"(?-i:[{_UPPER}])[\w-]*"
    of = r"\s+(?:for|för)\s+\w+(?:\s+\w+)?"
    pattern = (
        rf"((?:[\w-]+s\s+)?(?:{capital}\s+)?[\w-]*(?:{kinds})\w{{0,4}}"
        rf"(?:{of}|(?:\s+{capital})(?:\s+[\w-]+){{0,3}}?)?\s+{_SPAN})"
    )
    for match in patterns.finditer(pattern, sentence, re.IGNORECASE):
        yield match[1]


def _parts(text: str, words: Language) -> Iterator[str]:
    """The plans of a list: parted where the preposition is said again, or after one that is named already."""
    joins = any_of(words.conjunctions)
    pieces = re.split(rf",?\s+(?:{joins})\s+(?:{_on(words)})\s+|,\s+(?:{joins})\s+", text)
    for piece in pieces:
        halves = re.split(rf"\s+(?:{joins})\s+", piece, maxsplit=1)
        both = len(halves) == 2 and all(_names_plan(half, words) for half in halves)
        yield from (half.strip(" ,.") for half in (halves if both else [piece]))


@cache
def _prepositions(code: str) -> str:
    return any_of(
        {phrase.split()[-1] for phrase in work_words(code)["parents"] if " " in phrase} | {"av", "på", "of"}
    )


def _on(words: Language) -> str:
    return _prepositions(words.code)


# Their names ------------------------------------------------------------------------------------------------------


_QUOTED = re.compile(r"[«»„“”\"]([^«»„“”\"]{3,})(?:[«»“”\"]|$)")
"""A title in quotation marks."""


def _names_plan(text: str, words: Language) -> bool:
    plain = text.casefold()
    named = any(name in plain for name in work_words(words.code)["plan_names"])
    dated = (
        re.search(r"(?:19|20)\d\d", text) is not None and patterns.search(rf"[{_UPPER}]", text) is not None
    )
    return (named or dated) and len(text.split()) <= _LONGEST


def _owned(text: str, words: Language) -> tuple[str, str | None]:
    """The title, and whose plan it is: "förbundets strategi Skogen åt alla 2030", "landsmøtet sin Strategi"."""
    work, text = work_words(words.code), _ended(text.strip(" ,."))
    whole, owner = text, None
    genitive = rf"((?:the\s+)?[^\W\d_][\w-]*(?:\s+[^\W\d_][\w-]*|(?:\s+(?-i:[{_UPPER}])[\w-]*){{2,5}})?)['’]s\s+(.+)$"
    plain = rf"([\w-]{{3,}}[^\Ws])s\s+{_OWN}(.+)$" if words.code != "en" else r"(?!)"
    theirs = rf"([\w-]+)\s+(?:{any_of(work['theirs'])})\s+{_OWN}(.+)$"
    for pattern in (genitive, theirs, plain):
        if match := patterns.match(pattern, text, re.IGNORECASE):
            owner, text = match[1], match[2]
            break
    if quoted := _QUOTED.search(text):
        return quoted[1].strip(), owner
    proper_owner = owner and owner[:1].isupper() and not owner.casefold().startswith("the ")
    if proper_owner and text[:1].islower() and patterns.match(rf"[\w-]+\s+{_SPAN}", text):
        return whole, owner
    if owner and not (text[:1].isupper() or re.search(r"(?:19|20)\d\d", text)):
        return whole, owner
    article = patterns.match(rf"(?:{any_of(work['the'])})\s+(?=[a-zåäöæø])", text, re.IGNORECASE)
    if article and words.code != "en":
        text = text[article.end() :]
    proper = patterns.match(rf"[a-zåäöæø][\w-]*\s+(?=[{_UPPER}][\w-]*\s+\w+.*(?:19|20)\d\d)", text)
    of = patterns.match(rf"[\w-]+\s+(?:{any_of(work['belongs_to'])})\s+([\w-]+)", text)
    return (text[proper.end() :] if proper and owner else text), owner or (of[1] if of else None)


def _ended(text: str) -> str:
    """Without what follows its years: "… 2024–2028 vid sammanträdet"; a comma and a name belong to it."""
    match = patterns.search(rf"{_SPAN}", text)
    if not match or text[match.end() : match.end() + 1] == ",":
        return text
    return text[: match.end()]


def _is_own(title: str, head: Head, words: Language) -> bool:
    """Whether it is this very plan: "planen", "arbeidsplanen 2027", its own years."""
    plain = title.casefold()
    own = [name for name in words.calendar["plan_titles"] if head.title and name in head.title.casefold()]
    bare = re.fullmatch(
        r"(?:(?:den|denne|this|the|our)\s+[^\W\d_]*\s?plan|[^\W\d_]*plan(?:en|ene|erna))(?:\s+(?:i|under|in)\s.*)?",
        plain,
    )
    said = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", plain)}
    years = head.period is not None and said == {head.period.start.year, head.period.end.year}
    same = head.title is not None and plain in head.title.casefold()
    return bool(bare) or same or bool(years and any(name in plain for name in own))
