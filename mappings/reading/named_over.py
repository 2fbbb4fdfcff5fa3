"""What meets on the days of a table that says only when and where: the title, a caption or a heading over it names it. Pure.

"Styremøter 2027", "Mødeplan 2027 – Kulturudvalget", "Meetings of the Parish Council" over "Date | Time | Place".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from config import patterns
from config.language import Language, language
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.gatherings import looks_body
from mappings.reading.names import is_calendar_title, names_meeting

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d\d){1,2})?(?!\d)")
_NOTES = re.compile(r"\([^)]*\)")
_PARTS = re.compile(r"\s+[–—|·-]\s+|\s*[:,;]\s+|\n")
_EDGES = " .,:;–—-|·"


def meeting_over(texts: Iterable[str], words: Language) -> str:
    """What these texts, the nearest first, name that meets. Else ""."""
    parts = [part for text in texts for part in _parts(text, words)]
    named = next((part for part in parts if _names_one(part, words)), "")
    return named or next((part for part in parts if names_meeting(part, words)), "")


def _parts(text: str, words: Language) -> list[str]:
    """The parts of a text, without years, notes and clocks, and what a calendar is of apart from the word for it."""
    bare = _NOTES.sub(" ", _YEAR.sub(" ", text))
    for clock in reversed(clocks(bare, words)):
        bare = f"{bare[: clock.begin]} – {bare[clock.end :]}"
    parts = [part.strip(_EDGES) for part in _PARTS.split(f" {bare} ")]
    return [one for part in parts if part for one in _without_kind(_trimmed(part, words), words) if one]


def _trimmed(part: str, words: Language) -> str:
    """A part without the small words that its year left at an end of it: "Mødeplan for", "for the Board"."""
    small = (
        rf"(?:{'|'.join(map(re.escape, (*words.calendar['prepositions'], *words.articles, *words.within)))})"
    )
    return patterns.sub(rf"^(?:{small}\s+)+|(?:\s+{small})+$", "", part, flags=re.IGNORECASE).strip(_EDGES)


def _without_kind(part: str, words: Language) -> tuple[str, ...]:
    """What a calendar is of, before the whole: "Møteplan for menighetsrådet" is of "menighetsrådet"."""
    joint = _joint(words.code).search(part)
    first = part[: joint.start()] if joint else part
    meetings = first.casefold() in words.calendar["meetings"]
    if joint and not meetings and (is_calendar_title(first, words) or _is_any(first, words)):
        return (_trimmed(part[joint.end() :], words), first)
    return (part,)


@cache
def _joint(code: str) -> re.Pattern[str]:
    words = language(code)
    small = (*words.calendar["prepositions"], *words.within)
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, small))})\s+", re.IGNORECASE)


def _names_one(part: str, words: Language) -> bool:
    """Whether a part names a body, or its meetings: not only meetings or their days."""
    if is_calendar_title(part, words) or _is_any(part, words):
        return False
    return names_meeting(part, words) or _is_of_body(part, words)


def _is_of_body(part: str, words: Language) -> bool:
    tokens = part.split()
    return len(tokens) <= _NAME and (
        looks_body(part, words) or any(is_body(token, words) for token in tokens)
    )


_NAME = 8
"""Words of the longest name of a body."""


def _is_any(part: str, words: Language) -> bool:
    """Whether a part says no more than that there are meetings: "Møter", "Meeting dates", "Sammanträdesdagar"."""
    plain, meetings = part.casefold(), words.calendar["meetings"]
    first = re.match(r"[^\W\d_]+", plain)
    known = (*words.calendar["calendars"], *words.calendar["dates_open"])
    if first is None or plain in known:
        return True
    opens = any(first[0].startswith(form) and len(form) > _STEM for form in meetings)
    return opens and not any(is_body(token, words) or looks_body(token, words) for token in plain.split())


_STEM = 3
