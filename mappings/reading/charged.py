"""Whom a lead-in charges with what the list below it holds: "Årsmötet uppdrar åt styrelsen", "The AGM asks the committee to". Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import names_body

_LONGEST = 4
"""Words of a body that somebody charges."""
_SMALL = 2
"""Letters of a small word before it: "åt", "i"."""


def whom_charged(text: str, words: Language) -> str:
    """The body behind the verb that charges it, or before "i uppdrag"; "" where nobody is charged at the end of the text."""
    tails = any_of((*words.minutes["that"], *work_words(words.code)["to"]))
    plain = patterns.sub(rf"(?:\s(?:om\s)?(?:{tails}))?[\s:]*$", "", text, flags=re.IGNORECASE)
    match = patterns.search(rf"(?<!\w)(?:{any_of(words.minutes['assigns'])})(?!\w)", plain, re.IGNORECASE)
    if match is None:
        return ""
    after = plain[match.end() :].split()
    if after and (len(after[0]) <= _SMALL or after[0].casefold() in words.calendar["prepositions"]):
        after = after[1:]
    if after:
        named = " ".join(after)
        return named if len(after) <= _LONGEST and names_body(named, words) else ""
    before = plain[: match.start()].split()[1:]  # "… ger styrelsen i uppdrag"
    for first in range(len(before) - 1, max(-1, len(before) - _LONGEST), -1):
        named = re.sub(r"\s\w{1,2}$", "", " ".join(before[first:]))
        if before[first].casefold() not in words.calendar["prepositions"] and names_body(named, words):
            return named
    return ""


def whose_tasks(text: str, words: Language) -> str:
    """The body that a lead-in says the tasks of: "Styrelsens uppgifter", "Oppgåver for styret", "Tasks of the board"; else ""."""
    tasks = any_of(work_words(words.code)["measures"])
    match = patterns.fullmatch(rf"(.+?)['’]?s['’]?\s+(?:{tasks})", text, re.IGNORECASE) or patterns.fullmatch(
        rf"(?:{tasks})\s+(?:for|för|of|til|till|åt)\s+(.+)", text, re.IGNORECASE
    )
    return match[1] if match and names_body(match[1], words) else ""
