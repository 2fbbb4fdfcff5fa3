"""Who stands at the end of a clause without a label: "…, valberedningen", "…, KE, sept", "…; Lotta och Milan håller i det",
"…, noe kassereren tar seg av"; or in front of it by a sign that the document explains: "BL + KE byter lysrör". Pure.
"""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, first_names, work_words
from mappings.reading.clauses import is_body, split_names
from mappings.reading.named import Named
from mappings.reading.tongue import find

_LONGEST = 3
"""Words of a role or a body, names of those who share a task."""
_TWO = 2
"""Parts of an item: what, and who."""
_REST = 40
"""Letters that may follow the words for taking something on: what, and by when."""

Spans = tuple[tuple[int, int], ...]


def who_is_last(text: str, words: Language, known: Named, times: Spans) -> list[str]:
    """Who stands after the last comma, alone or beside when; nobody where that is the end of an enumeration."""
    whole = [(_without(part, start, times).strip(" ,.–-")) for start, part in _parts(text.rstrip(" .;"))]
    parts = [part for part in whole if part]  # without those that say when
    if len(parts) < _TWO:
        return []
    company = find(parts[-1], work_words(words.code)["together"])
    names = somebody(parts[-1][: company.start()].strip() if company else parts[-1], words, known)
    several = len(parts) > _TWO or len(names) > 1
    counted_up = several and any(enumerates(before, words, known) for before in parts[:-1])
    return [] if counted_up else names


def who_takes_it(text: str, words: Language, known: Named) -> list[str]:
    """Who is said to take something on, in a clause of its own at the end or in a bracket."""
    work = work_words(words.code)
    names = r"([^,;:()]{2,40}?)"
    takes, on = any_of(work["takes_it"]), any_of(work["taken_on"])
    pronouns, which = any_of((*work["it"], *work["the"])), any_of(work["which_it"])
    ends = rf"(?!\w)[^;()]{{0,{_REST}}}$"
    opens = r"(?:[;,(]|\s[–—-])\s*"
    plain = text.rstrip(" .)")
    for pattern in (
        rf"{opens}(?:(?:{which})\s+)?{names}\s+(?:{takes}){ends}",
        rf"{opens}(?:{pronouns})\s+[^\W\d_]+\s+{names}\s+(?:{on}){ends}",
        rf"(?<!\w)v/\s*{names}(?=[,;]|$){ends}",
    ):
        if (match := patterns.search(pattern, plain, re.IGNORECASE)) and (
            found := somebody(match[1], words, known, named=True)
        ):
            return found
    return []


def who_is_first(text: str, known: Named) -> list[str]:
    """Whom signs that the document explains name before the verb: "KE ringer", "BL + OH byter"."""
    sign = "|".join(map(re.escape, sorted(known.signs, key=len, reverse=True)))
    match = patterns.match(rf"((?:{sign})(?:\s*[+/&,]\s*(?:{sign})|\s+\w{{2,3}}\s+(?:{sign}))*)\s+(?=[^\W\d_A-ZÅÄÖÆØÉ])", text) if sign else None  # fmt: skip
    return patterns.findall(rf"(?<!\w)(?:{sign})(?!\w)", match[1]) if match else []


def _parts(text: str) -> list[tuple[int, str]]:
    """What stands between the commas that are in no bracket, with where it begins."""
    cuts = [
        match.span()
        for match in re.finditer(r",\s+|\s[–—]\s|:\s+", text)
        if text.count("(", 0, match.start()) == text.count(")", 0, match.start())
    ]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [(start, text[start:end]) for start, end in zip(starts, ends, strict=True)]


def _without(part: str, start: int, times: Spans) -> str:
    return "".join(
        char for place, char in enumerate(part, start) if not any(one <= place < end for one, end in times)
    )


def somebody(text: str, words: Language, known: Named, *, named: bool = False) -> list[str]:
    """The names, where the text holds nothing but roles, bodies, people known by their first names, and signs; ``named``
    where whatever is written as a name is one.
    """
    names = split_names(text, words)
    sure = 0 < len(names) <= _LONGEST and all(
        _is_somebody(name, words, known)
        or (named and re.fullmatch(r"[A-ZÅÄÖÆØÉ][\w-]+(?:\s[A-ZÅÄÖÆØÉ]\w*)*", name))
        for name in names
    )
    return names if sure else []


def _is_somebody(name: str, words: Language, known: Named) -> bool:
    tokens = name.split()
    if known.of(name, words):
        return True
    if not tokens or len(tokens) > _LONGEST or any(char.isdigit() for char in name):
        return False
    first = tokens[0].casefold()
    person = all(token[0].isupper() for token in tokens) and (first in first_names() or first in words.people)
    articles = (*words.articles, *work_words(words.code)["definite"])
    role = len(tokens) == 1 or first in articles or tokens[0][0].isupper()
    return person or (role and is_body(tokens[-1], words))


def enumerates(before: str, words: Language, known: Named) -> bool:
    """Whether a part before the last comma ends with somebody too: "Bjud in ledare, föräldrar, kassören"."""
    last = before.rsplit(maxsplit=1)[-1] if before.split() else ""
    return is_body(last, words) or _is_somebody(last, words, known)
