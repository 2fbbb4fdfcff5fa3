"""Which language a text is in: by the words that only some of the language files hold. Never fetches, never learns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from config.language import Language, language, languages, table

_ENOUGH = 12
"""A section must hold so many known words before it can be in another language than its document."""


@cache
def _holders() -> Mapping[str, frozenset[str]]:
    """Every word of the language files, with the languages that have it."""
    known: dict[str, set[str]] = {}
    for code in languages():
        for text in _texts(table(code)):
            for word in _WORD.findall(_FIELD.sub(" ", text.casefold())):
                known.setdefault(word, set()).add(code)
    return {word: frozenset(codes) for word, codes in known.items()}


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    """The words that tell a language: those that not all of them have."""
    return {word: codes for word, codes in _holders().items() if len(codes) < len(languages())}


_WORD = re.compile(r"[^\W\d_]+")
_FIELD = re.compile(r"\{[^}]*\}")
"""What a sentence of a language file has where a value comes: {number}."""


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def counts(text: str) -> dict[str, float]:
    """How much of the text each language calls its own: one for each word, shared where several languages have it."""
    found = dict.fromkeys(languages(), 0.0)
    known = _vocabulary()
    for word in _WORD.findall(text.casefold()):
        codes = known.get(word, ()) if word != _TICK else ()
        for code in codes:
            found[code] += 1 / len(codes)
    return found


_TICK = "x"
"""What a cell is ticked with is a word of no language."""


def is_foreign(text: str) -> bool:
    """Whether a text is in none of the languages that there are files for: too few of its words stand in any of them.

    Of the words of a plan the file of its language holds well over half; of those of other languages a quarter at most.
    """
    words = [word for word in _WORD.findall(text.casefold()) if len(word) > 1]
    if len(words) < _TELLING:
        return False
    holders = _holders()
    known = max(sum(code in holders.get(word, ()) for word in words) for code in languages())
    return known < _UNDERSTOOD * len(words)


_TELLING = 10
_UNDERSTOOD = 0.35


def language_of(texts: Iterable[str], hint: str = "") -> str:
    """The language of these texts. ``hint`` is a language tag; it decides between languages that count alike."""
    scores = counts("\n".join(texts))
    best = max(scores.values(), default=0)
    likely = [code for code, score in scores.items() if score == best]
    told = hint.casefold().split("-")[0].replace("no", "nb")
    return told if told in likely else ("en" if best == 0 else likely[0])


def section_language(texts: Iterable[str], document: str) -> str:
    """The language of one section of a document: the document's own unless another is clearly heard."""
    scores = counts("\n".join(texts))
    best = max(scores, key=lambda code: scores[code])
    clear = scores[best] >= _ENOUGH and scores[best] > 1.5 * scores[document]
    return best if clear else document


def speakers_of(code: str) -> tuple[Language, ...]:
    """The language, then English, whose words a plan may always use."""
    own = language(code)
    return (own,) if code == "en" else (own, language("en"))


def is_of(text: str, forms: Iterable[str]) -> bool:
    """Whether the text holds one of these words or phrases, as a whole. Case does not matter."""
    return bool(_search(tuple(forms), text))


def _search(forms: tuple[str, ...], text: str) -> re.Match[str] | None:
    return pattern(forms).search(text) if forms else None


def find(text: str, forms: Iterable[str]) -> re.Match[str] | None:
    """Where one of these words or phrases stands in the text, the longest of them at the first place."""
    return _search(tuple(forms), text)


@cache
def pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """What finds one of these words or phrases as a whole."""
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
