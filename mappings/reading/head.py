"""What a plan document says of itself: language, organisation, title, period, status and the days of its decisions.

Only the first lines are asked for them, and never the text of the plan. What is not said is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.blocks import Document
from mappings.reading.clauses import sentences
from mappings.reading.days import Frame, times
from mappings.reading.lines import Form, Line
from mappings.reading.model import DocumentKind, Head, Source, Status
from mappings.reading.names import names_meeting
from mappings.reading.period import period_of
from mappings.reading.titles import (
    FIRST,
    YEAR,
    Title,
    first_cell,
    names_plan,
    organisation_of,
    says_decision,
    title_of,
)
from mappings.reading.tongue import find, is_of

_LONG = 40
"""A line of more words says nothing of the document."""


def read_head(document: Document, lines: tuple[Line, ...]) -> Head:
    """The head of these lines, which need no surroundings yet."""
    if not lines:
        return Head()
    words = main_language(lines)
    top = _top(lines)
    sources: dict[str, Source] = {}
    title = title_of(top, words)
    margins = (*document.margins, document.title)
    organisation = organisation_of(top, lines, title, margins, words)
    period = period_of(top, lines, title, words)
    decided = _signed(_resolved(_decisions(top, words), top, words), lines, words)
    kind = _kind(lines, title, words)
    if title:
        sources["title"] = title.source
    if organisation:
        sources["organisation"] = organisation[1]
    if period:
        sources["period"] = period[1]
    sources |= decided.sources
    return Head(
        kind_of_document=kind,
        language=words.code,
        language_variant=_variant(lines, words),
        organisation=organisation[0] if organisation else None,
        title=title.text.strip(" :–-") if title else None,
        period=None if kind is DocumentKind.RULES else (period[0] if period else None),
        status=decided.status,
        adopted=decided.adopted,
        revised=decided.revised,
        sources=sources,
    )


def main_language(lines: tuple[Line, ...]) -> Language:
    """The language that most lines are in."""
    counted = Counter(line.language.code for line in lines)
    most = counted.most_common(1)[0][0]
    return next(line.language for line in lines if line.language.code == most)


def _variant(lines: tuple[Line, ...], words: Language) -> str | None:
    """Swedish as Finland writes it: its dates have full stops, and its own words stand in it."""
    if not words.calendar["variant"]:
        return None
    text = "\n".join(line.text for line in lines)
    own = sum(is_of(text, [word]) for word in words.calendar["variant"])
    alone = (
        patterns.search(rf"(?:{any_of(words.calendar['variant_alone'])})(?!\w)", text.casefold()) is not None
    )
    days = [day for line in lines for day in _dotted(line)]
    dotted = len(days) >= _DOTTED and any(day > _MONTHS for day in days)
    return "sv-FI" if words.code == "sv" and (own >= 2 or alone or (days and own) or dotted) else None


def _dotted(line: Line) -> list[int]:
    """The days that a line writes with full stops, "27.3", "27.3.2028"; none of a number of a part, a clock or a version."""
    if line.form in (Form.HEADING, Form.ITEM) and re.match(r"\d+\.\d", line.text):
        return []
    found = re.finditer(
        r"(?<![\d.,:])(\d{1,2})(?:\s?[–-]\s?\d{1,2})?\.(\d{1,2})(?:\.(?:19|20)\d{2})?\.?(?![\d.,:]*\d|\s?(?:%|kr|km|m3))",
        line.text,
    )
    clocks = re.compile(r"(?:kl\.?|klockan|[–-])\s?$", re.IGNORECASE)
    days = [(int(one[1]), int(one[2])) for one in found if not clocks.search(line.text[: one.start()])]
    return [day for day, month in days if 0 < day <= _LONGEST_MONTH and 0 < month <= _MONTHS]


_DOTTED, _MONTHS, _LONGEST_MONTH = 3, 12, 31
"""Dates with full stops that show where a document was written; the months of a year, the days of one."""


# The first lines --------------------------------------------------------------------------------------------------


def _top(lines: tuple[Line, ...]) -> list[Line]:
    """The lines before the second section's text: title, organisation, decision."""
    return [line for line in lines[:FIRST] if len(line.text.split()) <= _LONG]


# Status and decisions ---------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Decided:
    """What the first lines say of decisions: of several days of adoption the last counts."""

    status: Status | None = None
    adopted: date | None = None
    revised: date | None = None
    sources: dict[str, Source] = field(default_factory=dict)

    def add(self, kind: str, days: list[date], source: Source) -> None:
        match kind:
            case "revised":
                self.set(Status.REVISED, source)
                if days:
                    self.revised, self.sources["revised"] = max(days), source
            case "adopted":
                if days:
                    self.adopted = max([*days, *([self.adopted] if self.adopted else [])])
                    self.sources["adopted"] = source
                if self.status is None or (days and self.status is Status.DRAFT):
                    self.set(Status.ADOPTED, source)
            case _ if self.status is None:
                self.set(Status.DRAFT, source)
            case _:
                pass

    def set(self, status: Status, source: Source) -> None:
        self.status, self.sources["status"] = status, source


def _decisions(top: list[Line], words: Language) -> _Decided:
    """Status, the day of adoption and the day of the last revision."""
    decided = _Decided()
    for line in top:
        if line.form is Form.ITEM and not says_decision(line.text, words):
            continue
        text = first_cell(line) if line.cells else line.text
        for kind, clause in _clauses(text, words):
            if kind != "draft" or line.form is not Form.ROW:
                decided.add(kind, _days(clause, words), line.part(text))
    return decided


def _resolved(decided: _Decided, top: list[Line], words: Language) -> _Decided:
    """Where no word says adopted, the dated meeting that decided what follows: "Årsmötet den 9 mars 2027 antog planen"."""
    if decided.adopted or decided.revised:
        return decided
    said_of_itself = [line for line in top if line.form is Form.TEXT]
    for line, sentence in ((one, told) for one in said_of_itself for told in sentences(one.text)):
        verb = find(sentence, words.calendar["resolved"])
        said = sentence[: verb.start()] if verb else ""
        days = _days(said, words)
        met = any(names_meeting(word, words) for word in said.casefold().split()[:_MET])
        if met and len(days) == 1 and not find(said, words.calendar["adopted"]):
            decided.add("adopted", days, line.part(sentence))
            break
    return decided


_MET = 4
"""Words in which a sentence of what was decided names the meeting."""


def _signed(decided: _Decided, lines: tuple[Line, ...], words: Language) -> _Decided:
    """Where the first lines say nothing of a decision, what the last ones say: "Vedteken på styremøte 7. desember"."""
    if decided.adopted or decided.revised:
        return decided
    for line in lines[FIRST:][-_LAST:]:
        if line.form is not Form.TEXT or len(line.text.split()) > _SAID:
            continue
        for kind, clause in _clauses(line.text, words):
            if kind != "draft" and (days := _days(clause, words)):
                decided.add(kind, days, line.source)
    return decided


_LAST = 3
"""Lines at the end of a document that may say when it was adopted."""


def _days(clause: str, words: Language) -> list[date]:
    found = times(clause, words, _year_frame(clause))
    return [when.first for when in found if when.first and when.precision.value in {"day", "range"}]


def _year_frame(text: str) -> Frame:
    """Without a year in each date, the one that stands at the end counts for all: "PU 9/9, PU 11/11 2025"."""
    years = patterns.findall(YEAR, text)
    return Frame(year=int(years[-1])) if years else Frame()


def _clauses(text: str, words: Language) -> Iterator[tuple[str, str]]:
    """The parts of a line that say of a decision, each with what kind it is."""
    undecided = (form for form in words.calendar["tentative"] if " " in form)
    if len(text.split()) > _LONG or is_of(text, undecided) or _is_dated_entry(text, words):
        return
    marks = sorted(
        (match.start(), kind)
        for kind in ("adopted", "revised", "draft")
        for form in words.calendar[kind]
        for match in [find(text, [form])]
        if match
    )
    for number, (begin, kind) in enumerate(marks):
        end = next((later for later, other in marks[number + 1 :] if other != kind), len(text))
        if kind != "draft" or _opens(text, begin) or names_plan(text, words.calendar["plan_titles"]):
            yield kind, sentences(text[begin:end])[0]


def _is_dated_entry(text: str, words: Language) -> bool:
    """Whether a line begins with a day and goes on with a name: "9. februar (foreløpig): Fest" says nothing of the plan."""
    first = next((when for when in times(text, words, _NO_YEAR) if when.exact), None)
    said = first is not None and not text[: first.begin].strip() and text[first.end :]
    return bool(said) and not any(find(text, words.calendar[kind]) for kind in ("adopted", "revised"))


_NO_YEAR = Frame(date(2000, 1, 1))


def _opens(text: str, begin: int) -> bool:
    """Whether a word opens the line, or a short last sentence of it: "Framlegg til årsmøtet."."""
    before = re.split(r"(?<=[.!?])\s+", text[:begin])
    rest = len(text[begin:].split()) + len(before[-1].split())
    return len(before[-1].split()) <= _OPENING and rest <= (_SHORT if len(before) > 1 else _SAID)


_OPENING, _SHORT, _SAID = 2, 7, 14
"""Words before the one that says it; of a sentence that says nothing else; of a line."""


# Kind -------------------------------------------------------------------------------------------------------------


def _kind(lines: tuple[Line, ...], title: Title | None, words: Language) -> DocumentKind:
    """Rules by their title and by what they demand of plans. Plan or wheel is settled when all has been read."""
    named = title is not None and find(title.text, words.calendar["rule_titles"]) is not None
    dated = title is not None and patterns.search(YEAR, title.line.text) is not None
    if named or (not dated and _demands(lines, words)):
        return DocumentKind.RULES
    return DocumentKind.PLAN


def _demands(lines: tuple[Line, ...], words: Language) -> bool:
    """Whether lines say what plans must hold: several of them, or one that leads a list and names a plan in general."""
    text = "\n".join(line.text for line in lines).casefold()
    if sum(text.count(sign) for sign in words.calendar["rule_signs"]) >= _OFTEN:
        return True
    must = work_words(words.code)["must_hold"]
    return any(
        following.form is Form.ITEM and find(line.text, must) and names_plan(line.text, _plans(words))
        for line, following in pairwise(lines)
    )


def _plans(words: Language) -> tuple[str, ...]:
    return words.calendar["plan_titles"]


_OFTEN = 3
