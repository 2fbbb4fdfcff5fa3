"""What a meeting's minutes come to in the plan: decisions to add, and what the board accepts as carried out. Values, and lines.

Nothing here reads a file; a line is what a person sees of it, without a document's marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mappings.blocks import Document, Heading, ListItem

MOST_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or heading of the minutes. ``number`` from 1: its line, or its place in the document."""

    number: int
    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A decision as plan.yaml will have it. ``last`` is the day that ``due`` comes to, where it does."""

    line: int
    id: str
    text: str
    meeting: str
    paragraph: str | None
    responsible: tuple[str, ...]
    due: date | str | None = None
    last: date | None = None
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Acceptance:
    """An activity or a decision that the board accepts as carried out; ``place`` is where it stands in the plan."""

    line: int
    id: str
    title: str
    place: tuple[str | int, ...]
    reported: bool  # whether somebody has said that it is done


@dataclass(frozen=True, slots=True)
class Minutes:
    """``there`` stood in the plan before; ``left`` speaks of deciding and gives nobody anything to do.

    With ``wrong`` (what a person must mend, one sentence each) nothing is to be written.
    """

    new: tuple[NewDecision, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    there: tuple[Line, ...] = ()
    left: tuple[Line, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """The meeting whose minutes they are: how plan.yaml names it, its day, and the next one of the same body."""

    id: str
    named: str
    day: date
    body: str | None = None
    following: tuple[str, date] | None = None


# Lines ------------------------------------------------------------------------------------------------------------

_MARK = re.compile(r"(?:>\s*|[-*+•–]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)+")
_HEADING = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"[-=*_|:\s]+")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def lines_of_text(text: str) -> Iterator[Line]:
    """The lines of a plain or Markdown text. One that goes on in the next, unmarked one is one line."""
    open_line: Line | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line, starts = _plain(number, raw)
        if open_line is not None and (
            line is None or starts or open_line.heading or _is_new(open_line.text, line.text)
        ):
            yield open_line
            open_line = None
        if line is not None:
            open_line = (
                Line(open_line.number, f"{open_line.text} {line.text}") if open_line is not None else line
            )
    if open_line is not None:
        yield open_line


def _plain(number: int, raw: str) -> tuple[Line | None, bool]:
    """The line without its marks, and whether a mark began it. None for an empty one, and for a rule."""
    text = raw.strip()
    if not text or _RULE.fullmatch(text):
        return None, True
    heading = _HEADING.match(text)
    mark = heading or _MARK.match(text)
    text = text[mark.end() :] if mark else text
    if text.startswith("|"):
        text, mark = " ".join(cell.strip() for cell in text.strip("|").split("|")), _MARK.match("- ")
    text = _ESCAPE.sub(r"\1", _EMPHASIS.sub("", _LINK.sub(r"\1", text))).strip()
    return (Line(number, text, heading is not None) if text else None), mark is not None


def _is_new(before: str, text: str) -> bool:
    """Whether a line begins something of its own: a paragraph of the minutes, a word with a colon, another sentence."""
    if before.endswith((".", "!", "?")) and text[:1].isupper():
        return True
    return re.match(r"§|[^\W\d]+(?: [^\W\d]+)?(?: \d[\d/]*)?:", text) is not None


def lines_of_document(document: Document) -> Iterator[Line]:
    """The lines of any other document, by the order of what stands in it."""
    for number, block in enumerate(document.blocks, 1):
        place = block.place
        at = place.line or place.paragraph or place.row or number
        text = block.printed if isinstance(block, ListItem) and "§" in block.mark else block.text
        for part in text.split("\n"):
            said = " ".join(part.split())
            if said:
                yield Line(at, said, isinstance(block, Heading))


def bounded(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines; ValueError when there are more than any minutes have."""
    kept: list[Line] = []
    for line in lines:
        kept.append(line)
        if len(kept) > MOST_LINES:
            raise ValueError
    return tuple(kept)
