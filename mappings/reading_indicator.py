"""What an indicator is called when a document gives only a sentence with a number in it.

Pure: the unit is one word or a few of the document's own, and two numbers with the same unit need two names. The name is
what stands from the unit on, to the next mark or to the words about time, so that "at least 950 followers on the wall by
June" is "Followers on the wall". Where that gives no more than the unit, a short sentence is its own name, and the unit else.
"""

from __future__ import annotations

import re

from mappings.lines import plain_line
from mappings.reading.model import Comparator, Target

LONGEST_NAME = 60
_END = re.compile(r"[,;:.!?]\s|[,;:.!?]$|\s[(–—-]|\s?\d")
"""Where a name ends: at a mark, at a bracket or dash, at the next number."""


def indicator_name(target: Target) -> str | None:
    """The name, in the document's words and on one line; None where only the whole sentence says what is counted."""
    unit = plain_line(target.unit)
    if target.comparator is Comparator.INCREASE_PERCENT or not re.search(r"[^\W\d_]{2}", unit):
        return None
    text = plain_line(target.text)
    found = _after_the_number(text, unit)
    name = _named(text[found:], len(unit), plain_line(target.due_phrase or "")) if found else None
    if name and name.casefold() != unit.casefold():
        return name
    return text if len(text) <= LONGEST_NAME else unit


def _after_the_number(text: str, unit: str) -> int:
    """Where the counted unit begins: behind a number where it stands there, else where it stands last; 0 for nowhere."""
    found = [one.start() for one in re.finditer(rf"(?<!\w){re.escape(unit)}(?!\w)", text, re.IGNORECASE)]
    counted = [start for start in found if re.search(r"\d\s*$", text[:start])]
    return (counted or found[-1:] or [0])[0]


def _named(tail: str, unit: int, due: str) -> str | None:
    """The words of ``tail``, which begins with a unit of that length, up to where they stop being a name."""
    at = tail.find(due) if due else -1
    own = tail[:at] if at >= unit else tail
    end = _END.search(own, unit)
    if end and own[end.start() :].strip()[:1].isdigit():
        return None
    name = own[: end.start()].strip() if end else own.strip()
    return name if len(name) <= LONGEST_NAME else None
