"""The readable lines in the description of an event or a task, in the plan's language. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from config.language import Language
from config.plan import Plan, Source
from mappings.items import Responsible


def who(plan: Plan, ids: Iterable[str]) -> tuple[Responsible, ...]:
    """The people behind these ids: a body is answered for by its convenor, else its chair; else it stands for itself."""
    found: list[Responsible] = []
    for name in ids:
        if person := plan.people.get(name):
            found.append(Responsible(name, person.name, person.email))
        elif body := plan.bodies.get(name):
            contact = plan.people.get(body.contact or "")
            if contact and body.contact:
                found.append(Responsible(body.contact, contact.name, contact.email, body.name))
            else:
                found.append(Responsible(name, body.name, None, body.name))
    return tuple(found)


def shown_names(people: Iterable[Responsible], words: Language) -> str:
    """Names as the board reads them: Ola Eksempel (Vervegruppa)."""
    return ", ".join(
        words.word("item.body_via", person=one.name, body=one.body)
        if one.body and one.body != one.name
        else one.name
        for one in people
    )


PLACES = ("page", "sheet", "table", "row", "line", "paragraph")
"""How a place in a document is told, the widest first."""


def shown_place(source: Source, words: Language) -> str:
    """Where in a document: plan.pdf, page 3, line 12."""
    told = [(name, getattr(source, name)) for name in PLACES]
    return ", ".join(
        [source.document, *(words.word(f"place.{name}", number=at) for name, at in told if at is not None)]
    )


def source_lines(plan: Plan, words: Language, source: Source | None = None) -> tuple[str, ...]:
    """The last lines below an item: where in an imported document it stands, which plan it comes from, and where that can
    be read.
    """
    if source is not None:
        return (words.word("item.document", place=shown_place(source, words)), *source_lines(plan, words))
    return (words.word("item.source", plan=f"{plan.title}, {plan.organisation}"), plan.url or "")


def shown_day(day: date, words: Language) -> str:
    """6 April 2026, short and unmistakable, in the language's own order."""
    return words.word("item.day", day=day.day, month=words.months[day.month - 1], year=day.year)


_TURN = re.compile(r"\d{4}(?:-(?:\d{2}|W\d{2}|[QH]\d))?")


def is_calendar_turn(name: str) -> bool:
    """Whether a slot is a turn of the calendar, and not the day or the own id of a meeting."""
    return _TURN.fullmatch(name) is not None


def shown_turn(name: str, words: Language) -> str:
    """A turn of a cadence (2026-03, 2026-W12, 2026-Q1, 2026-H2, 2026) as people say it."""
    year, _, part = name.partition("-")
    if not part:
        return year
    if part[0] in "WQH":
        key = {"W": "task.turn_week", "Q": "task.turn_quarter", "H": "task.turn_half"}[part[0]]
        return words.word(key, year=year, week=int(part[1:]), number=int(part[1:]))
    return f"{words.months[int(part) - 1]} {year}"


def joined(lines: Iterable[str]) -> str:
    """The lines that say something, one below the other."""
    return "\n".join(line for line in lines if line)


def label(title: str) -> str:
    """A title as a category: without commas, at which many programs take a category apart (RFC 5545 §3.8.1.2)."""
    return " · ".join(part.strip() for part in title.split(",") if part.strip())


def plain_line(text: str, longest: int = 10_000) -> str:
    """The text on one line, without what steers a terminal or a file; cut short with … where it is longer."""
    line = " ".join(text.split())
    if not line.isprintable():
        spaced = (
            " " if letter.isspace() else letter for letter in line if letter.isspace() or _shows(letter)
        )
        line = " ".join("".join(spaced).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _shows(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
