"""What a note says of a deviation: its cause, what is done about it, and the new date. Pure; the labels are the caller's.

People write "Cause: the printer is late; Measure: ask another; New date: 30 April", on one line or several. What stands
behind no label stays a note; nothing is read out of words without a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that stand before a colon, each in every way that people write it."""

    cause: tuple[str, ...]
    measure: tuple[str, ...]
    new_date: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Each "" where nothing was said of it. ``rest`` is the note without what was labelled."""

    cause: str = ""
    measure: str = ""
    new_date: str = ""
    rest: str = ""


def explained(note: str, labels: Labels) -> Explanation:
    """The note by its labels; of one that is used twice, both texts."""
    found: dict[str, list[str]] = {"cause": [], "measure": [], "new_date": [], "rest": []}
    named = {
        word.casefold(): name
        for name, words in (
            ("cause", labels.cause),
            ("measure", labels.measure),
            ("new_date", labels.new_date),
        )
        for word in words
    }
    label = _label(tuple(sorted(named, key=len, reverse=True)))
    for line in unicodedata.normalize("NFC", note).splitlines():
        before, *pairs = label.split(line)
        found["rest"].append(_text(before, pairs))
        for word, text in zip(pairs[::2], pairs[1::2], strict=True):
            found[named[word.casefold()]].append(text.strip(" \t;,"))
    return Explanation(**{name: " ".join(text for text in texts if text) for name, texts in found.items()})


def _text(before: str, pairs: Sequence[str]) -> str:
    return before.strip(" \t;,") if pairs else before


@lru_cache(maxsize=8)
def _label(words: tuple[str, ...]) -> re.Pattern[str]:
    """A label at the beginning of a line or of what follows a full stop, a comma or a semicolon."""
    return re.compile(
        rf"(?:^|(?<=[.;,]))[ \t]*({'|'.join(map(re.escape, words))})[ \t]*:[ \t]*", re.IGNORECASE
    )
