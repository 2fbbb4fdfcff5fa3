"""The year in which an association was founded, where its name has it: "Skytteforeningen af 1921", "Rifle Club (est. 1921)". Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of

_LATEST = 2015
"""The last year that a name is taken to be of: later ones are those of plans."""


def without_founding(text: str, words: Language) -> str:
    """A text without the year of its founding, and the words that lead to it."""
    years = r"((?:1[6-9]|20)\d\d)"
    pattern = rf",?\s\(?(?:{any_of(words.calendar['founded'])})\s(?:in\s|i\s|år\s)?{years}\)?(?![\d/–-])"
    return patterns.sub(
        pattern, lambda one: "" if int(one[1]) <= _LATEST else one[0], text, flags=re.IGNORECASE
    )
