"""Risks in prose: what could go wrong, by its own word, by what is counted on from it, or by what is lost if it happens. Pure."""

from __future__ import annotations

import re
from functools import cache

from config import patterns
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.lines import Line
from mappings.reading.model import Risk
from mappings.reading.tongue import find


def risk_in(line: Line, sentence: str, *, goes_on: bool) -> Risk | None:
    """The risk that a sentence tells. ``goes_on``: the sentence before it was about risks, and this one may name the next."""
    title = (
        _named(line, sentence)
        or _called_a_risk(line, sentence)
        or (_another(line, sentence) if goes_on else None)
        or _condition(line, sentence)
        or _condition_behind(line, sentence)
    )
    return Risk(title, line.part(sentence)) if title else None


def is_about_risks(line: Line, sentence: str) -> bool:
    """Whether a sentence speaks of risks, so that the next ones may count them up."""
    return find(sentence, work_words(line.language.code)["risk"]) is not None


def _named(line: Line, sentence: str) -> str | None:
    """``Den största risken är att …``, ``Det er en risiko for at …``, ``The greatest risk is a storm``."""
    work = work_words(line.language.code)
    risk = rf"(?<!\w)(?:{any_of(work['risk'])})(?!\w)"
    if labelled := patterns.match(rf"{risk}(?::|\s[–—-])\s+(\w.+?)\.?$", sentence, re.IGNORECASE):
        return labelled[1].strip()
    that = patterns.search(
        rf"{risk}[^.]*?(?<!\w)(?:{any_of(work['risk_is'])})\s+(.+?)\.?$", sentence, re.IGNORECASE
    )
    being = patterns.search(
        rf"{risk}[^.,]*?\s(?:{any_of(work['being'])})\s+(?!\w+\s*$)(.+?)\.?$", sentence, re.IGNORECASE
    )
    if (
        being
        and not patterns.match(rf"(?:{any_of(work['that'])})(?!\w)", being[1])
        and (not that or being.start(1) < that.start(1))
    ):
        return being[1].strip()
    return that[1].strip() if that else None


def _called_a_risk(line: Line, sentence: str) -> str | None:
    """``Att taket rasar är den största faran``, ``Om fler klagar kan vi förlora lokalen, och det är en risk``."""
    work = work_words(line.language.code)
    risk, being = any_of(work["risk"]), any_of(work["being"])
    that = patterns.match(
        rf"(?:{any_of(work['that'])})\s+(.+?),?\s+(?:{being})\s(?:[\w-]+\s){{0,4}}(?:{risk})(?!\w)",
        sentence,
        re.IGNORECASE,
    )
    if that:
        return that[1].strip()
    may = any_of((*work["might"], *work["shall"]))
    match = patterns.match(rf"(?:{any_of(work['if'])})\s+(.+?),?\s+(?:{may})\s(.+)$", sentence, re.IGNORECASE)
    called = match and patterns.search(
        rf"(?<!\w)(?:{being})\s(?:[\w-]+\s){{0,3}}(?:{risk})(?!\w)", match[2], re.IGNORECASE
    )
    return match[1].strip() if match and called else None


def _condition_behind(line: Line, sentence: str) -> str | None:
    """``Vi kan bli utan lokal om kommunen säljer skolan``, ``We could lose the field if …``: what is lost, before its condition."""
    work = work_words(line.language.code)
    match = patterns.match(rf"(.+?),?\s(?:{any_of(work['if'])})\s+(.+)$", sentence, re.IGNORECASE)
    lost = match and find(match[1], work["might"]) and _loses(match[1], work)
    short = match is not None and len(match[1].split()) <= _SHORT
    return sentence.strip() if lost and short and not re.search(r"\d", sentence) else None


_SHORT = 9
"""Words of what is lost."""


def _another(line: Line, sentence: str) -> str | None:
    """``Den ene er, at …``, ``En annan är att …``."""
    work = work_words(line.language.code)
    match = patterns.match(
        rf"(?:[\w]+\s+){{1,3}}(?:{any_of(work['being'])}),?\s+(?:{any_of(work['that'])})\s+(.+?)\.?$",
        sentence,
    )
    return match[1].strip() if match else None


def _condition(line: Line, sentence: str) -> str | None:
    """``Hvis festen regner væk, mister vi …``, ``Går prisen opp, kan turen ikke holdes``: what is lost under a condition."""
    work = work_words(line.language.code)
    said = any_of((*work["if"], *work["if_first"]))
    sentence = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+(?=[^\W\d])", "", sentence)
    match = patterns.match(rf"(?:{said})\s+(.+?),\s+(.+)$", sentence, re.IGNORECASE)
    verb_first = None if match or work["infinitive_endings"] == () else _VERB_FIRST.match(sentence)
    found = match or verb_first
    return found[1].strip() if found and _loses(found[2], work) else None


_VERB_FIRST = re.compile(r"([^\W\d_]+r\s+[^,]{4,80}),\s+([^\W\d_]+\s.+)$")
"""A verb in the present, its subject, and a clause that begins with its own verb: a condition without "if"."""


@cache
def _lost(forms: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(_APART.join(map(re.escape, form.split())) for form in forms)
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)", re.IGNORECASE)


def _loses(consequence: str, work: WorkWords) -> bool:
    """Whether something is lost, with the parts of the words for it apart or together: "kan turen ikke holdes"."""
    return _lost(work["loses"]).search(consequence[:_NEAR]) is not None


_APART = r"(?!\w)(?:\s+[\w-]+){0,4}?\s+"
"""What may stand between the parts of a verb."""
_NEAR = 160
"""Letters of a consequence that are looked at."""
