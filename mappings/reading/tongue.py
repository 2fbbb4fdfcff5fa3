"""Which language a text is in: by counting the words that the language files call its own. Never fetches, never learns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from config.language import Language, language, languages

_ENOUGH = 12
"""A section must hold so many known words before it can be in another language than its document."""


@cache
def _signs(code: str) -> frozenset[str]:
    words = language(code)
    names = (*words.months, *words.weekdays)
    return frozenset({*words.calendar["signs"], *(name.casefold() for name in names)})


def counts(text: str) -> dict[str, int]:
    """How many words of the text each language calls its own."""
    tokens = re.findall(r"[^\W\d_]+", text.casefold())
    return {code: sum(token in _signs(code) for token in tokens) for code in languages()}


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
