"""Risks in prose: what could go wrong, by its own word, by what is counted on from it, or by what is lost if it happens. Pure."""

from __future__ import annotations

import re

from config.work_words import any_of, work_words
from mappings.reading.lines import Line
from mappings.reading.model import Risk
from mappings.reading.tongue import find


def risk_in(line: Line, sentence: str, *, goes_on: bool) -> Risk | None:
    """The risk that a sentence tells. ``goes_on``: the sentence before it was about risks, and this one may name the next."""
    title = (
        _named(line, sentence)
        or (_another(line, sentence) if goes_on else None)
        or _condition(line, sentence)
    )
    return Risk(title, line.part(sentence)) if title else None


def is_about_risks(line: Line, sentence: str) -> bool:
    """Whether a sentence speaks of risks, so that the next ones may count them up."""
    return find(sentence, work_words(line.language.code)["risk"]) is not None


def _named(line: Line, sentence: str) -> str | None:
    """``Den största risken är att …``, ``Det er en risiko for at …``, ``The greatest risk is a storm``."""
    work = work_words(line.language.code)
    risk = rf"(?<!\w)(?:{any_of(work['risk'])})(?!\w)"
    that = re.search(
        rf"{risk}[^.]*?(?<!\w)(?:{any_of(work['risk_is'])})\s+(.+?)\.?$", sentence, re.IGNORECASE
    )
    being = re.search(
        rf"{risk}[^.,]*?\s(?:{any_of(work['being'])})\s+(?!\w+\s*$)(.+?)\.?$", sentence, re.IGNORECASE
    )
    if (
        being
        and not re.match(rf"(?:{any_of(work['that'])})(?!\w)", being[1])
        and (not that or being.start(1) < that.start(1))
    ):
        return being[1].strip()
    return that[1].strip() if that else None


def _another(line: Line, sentence: str) -> str | None:
    """``Den ene er, at …``, ``En annan är att …``."""
    work = work_words(line.language.code)
    match = re.match(
        rf"(?:[\w]+\s+){{1,3}}(?:{any_of(work['being'])}),?\s+(?:{any_of(work['that'])})\s+(.+?)\.?$",
        sentence,
    )
    return match[1].strip() if match else None


def _condition(line: Line, sentence: str) -> str | None:
    """``Hvis festen regner væk, mister vi …``."""
    work = work_words(line.language.code)
    match = re.match(rf"(?:{any_of(work['if'])})\s+(.+?),\s+(.+)$", sentence, re.IGNORECASE)
    return match[1].strip() if match and find(match[2], work["loses"]) else None
