"""What sorting looks at: one clause with its time, its numbers and where it stands, and the questions asked of it everywhere. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from config import patterns
from config.language import Language
from config.work_words import WorkWords, any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.context import Kind
from mappings.reading.model import Due
from mappings.reading.numbers import Quantity
from mappings.reading.tongue import find


class Sort(StrEnum):
    ACTION = "action"
    GOAL = "goal"
    FINDING = "finding"
    NORM = "norm"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Seen:
    """All that sorting looks at. ``led`` is whether a lead-in names who shall do the list."""

    text: str
    clause: Clause
    due: Due
    quantities: tuple[Quantity, ...]
    named: bool
    kind: Kind | None
    labelled: Kind | None
    item: bool
    led: bool
    calendar: bool  # below a month or among gatherings
    leads: bool  # it leads a list of measures
    words: Language
    year: int = 0  # the plan's first
    dates: bool = False  # in a section of the calendar
    review: bool = False  # in a section on the year gone by


def goal_label(text: str, words: Language) -> re.Match[str] | None:
    """``Mål:``, ``Delmål: …``: a label that makes what follows it a goal."""
    goals = any_of(work_words(words.code)["goals"])
    return patterns.match(rf"(?:{goals})(?:\s+\d+)?\s*[:–]\s*(?=\S)", text, re.IGNORECASE)


def starts_with_number(seen: Seen) -> bool:
    """Whether the number opens the item, with or without "at least": "Minst 60 speidere", "900 følgere"."""
    first = seen.quantities[0]
    named = "" if first.money else r"^[^:.;]{2,40}:\s"
    before = patterns.sub(named, "", seen.text[: first.place]).casefold().split()
    work = work_words(seen.words.code)
    forms = (*work["at_least"], *work["at_most"], *work["on_average"])
    compared = {word for form in forms for word in form.split()}
    compared |= {*work["from"], *work["up_to"]} if first.baseline is not None else set()
    opening = not before or all(word in compared or word[0].isdigit() for word in before)
    return opening and not seen.named


def opens(text: str, forms: tuple[str, ...]) -> bool:
    """Whether a text begins with one of these words."""
    return patterns.match(rf"(?:{any_of(forms)})(?!\w)", text, re.IGNORECASE) is not None


def being(work: WorkWords) -> tuple[str, ...]:
    """The infinitive of being, which stands second among the words of reaching."""
    return work["reach"][1:2]


def is_dated(seen: Seen) -> bool:
    """Whether it has a last day that is not only the end of the year."""
    return seen.due.latest is not None and seen.due.rule != "YEAR"


def deadline_word(seen: Seen) -> bool:
    """Whether a word for a last day stands in it."""
    return find(seen.text, work_words(seen.words.code)["deadline"]) is not None
