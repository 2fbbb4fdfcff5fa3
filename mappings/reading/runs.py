"""Entries of a calendar that stand after one another on one line, with a sign between: "10/2 Möte · 12/3 Fest". Pure.

A sign parts entries only where each part between has a day of its own at the same end, and a name.
"""

from __future__ import annotations

import re

from config.language import Language
from mappings.reading.clocks import clocks
from mappings.reading.days import Frame, When
from mappings.reading.entries import found_times, is_last_day, leads, obliges

_SURE = (r"\s*[·•∙●|★†]\s*", r"\s*;\s+", r"\s+[*/]\s+", r"\s+//\s+")
_WEAK = (r",\s+", r"\s+[–—-]\s+")
"""Signs that also stand within an entry: three parts at least."""
_NAME = 8
"""Words of the longest name in a run."""
_LETTERS = 3


def entries_in_run(text: str, words: Language, frame: Frame) -> list[str]:
    """The entries of a line that holds several, each as written; nothing where it is one entry or a text."""
    if len(re.findall(r"\d|[^\W\d_]{3}", text)) < _LETTERS:
        return []
    for signs, least in ((_SURE, 2), (_WEAK, 3)):
        for sign in signs:
            parts = [part.strip() for part in re.split(sign, text.rstrip(" .")) if part.strip()]
            if len(parts) >= least and _are_entries(parts, words, frame):
                return parts
    return []


def _are_entries(parts: list[str], words: Language, frame: Frame) -> bool:
    """Whether each part has a time and a name, and all begin with the time or all end with it."""
    found = [found_times(part, words, frame) for part in parts]
    if not all(whens and _is_entry(part, whens, words) for part, whens in zip(parts, found, strict=True)):
        return False
    led = [leads(part, whens[0], words) for part, whens in zip(parts, found, strict=True)]
    ended = [not _rest(part[whens[-1].end :], words) for part, whens in zip(parts, found, strict=True)]
    exact = any(when.exact for whens in found for when in whens)
    return all(led) or (exact and not any(led) and all(ended))


def _is_entry(part: str, whens: tuple[When, ...], words: Language) -> bool:
    """Whether a part is a short name and its time, and neither a duty nor a last day."""
    name = part[: whens[0].begin] + " " + part[whens[-1].end :]
    said = re.findall(r"[^\W\d_]{2,}", _rest(name, words))
    short = bool(said) and len(said) <= _NAME and len("".join(said)) >= _LETTERS
    free = not any(is_last_day(part, when, words) for when in whens)
    return short and free and not obliges(part, words)


def _rest(text: str, words: Language) -> str:
    """A text without its hours and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)", "", text)
    for clock in reversed(clocks(bare, words)):
        bare = bare[: clock.begin] + " " + bare[clock.end :]
    return bare.strip(" .,;:–-")
