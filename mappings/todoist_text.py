"""Text in a Todoist task: titles on one line, labels without what Todoist gives a meaning of its own. Renders nothing.

The sync API takes text as it is: ``@label``, ``#project``, ``p1`` and dates in a title mean something in quick-add alone.
"""

from __future__ import annotations

import re
import unicodedata

from mappings.icalendar_text import clean

MOST_CONTENT = 500
MOST_DESCRIPTION = 16_383
MOST_LABEL = 60
_ELLIPSIS = "…"
_NO_LABEL = re.compile(r'[\s@#"\'()|&!,\\/*]+')
# A task whose title begins so has no box to tick.
_UNCOMPLETABLE = re.compile(r"\*\s+")


def length(text: str) -> int:
    """How long a text is in UTF-16, which is never shorter than any other way of counting characters."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, most: int) -> str:
    """Text of at most so many characters, counted as ``length`` does; what was cut off is seen."""
    if length(text) <= most:
        return text
    kept = text[: most - 1]
    while length(kept) > most - 1:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def content(title: str) -> str:
    """A title on one line, as long as Todoist lets one be, that always can be ticked. Never empty."""
    line = " ".join(clean(title).split())
    if _UNCOMPLETABLE.match(line):
        line = "•" + line[1:]
    return shortened(line, MOST_CONTENT) or "–"


def heading(title: str) -> str:
    """A title as the heading over other tasks, which has no box to tick: anybody's tick of it would tick all below."""
    return f"* {shortened(content(title), MOST_CONTENT - 2)}"


def label(text: str) -> str:
    """A label's name: no spaces and none of the letters that filters are made of. "" where nothing is left."""
    return shortened(_NO_LABEL.sub("_", clean(text)).strip("_"), MOST_LABEL)


def folded(name: str) -> str:
    """What tells labels and sections apart: not their letters' size, nor how a phone composes å, ä and ö."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def listed(value: object) -> list[str]:
    """A task's labels, whatever stands there."""
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
