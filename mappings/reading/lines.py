"""A document's blocks as lines with their surroundings: sections, area, month and year above, columns, lead-in.

Every part of the reading looks at the same lines. Struck-out text is no part of a line's text. Reads no item itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.language import Language, language
from mappings.blocks import Document, Heading, ListItem, Paragraph, Place, Runs, TableRow, plain
from mappings.reading.model import Source


class Form(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a heading sets for what stands below it: a month, months, a quarter, a term. ``words`` as written."""

    words: str
    first: date
    last: date
    rule: str  # MONTH, QUARTER, TERM …, as config.deadlines names them


@dataclass(frozen=True, slots=True)
class Line:
    """One block, or one written line of a paragraph.

    ``number`` is its place in the list of lines, ``parent`` that of the item or the lead-in ("The board shall:") above
    it, ``level`` that of the heading or the item. ``cells`` are a row's, ``columns`` the headings over them ("" where
    there is none), ``table`` tells tables apart. ``area`` is the thematic heading above, or None. ``span`` and ``year``
    are what a month or a year heading above says. ``speakers`` are the section's language, then English.
    """

    number: int
    form: Form
    text: str
    place: Place
    speakers: tuple[Language, ...]
    mark: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    header: bool = False
    table: int | None = None
    sections: tuple[str, ...] = ()
    area: str | None = None
    parent: int | None = None
    span: Span | None = None
    year: int | None = None
    struck: str = ""

    @property
    def language(self) -> Language:
        return self.speakers[0]

    @property
    def source(self) -> Source:
        """The line as written: a row's cells parted by " | "."""
        return self.part(" | ".join(cell for cell in self.cells if cell) if self.cells else self.printed)

    @property
    def printed(self) -> str:
        return f"{self.mark} {self.text}".strip()

    def part(self, passage: str) -> Source:
        """The source of a part of the line, such as one of its sentences."""
        return Source(self.place, " ".join(passage.split()))


def lines_of(document: Document) -> tuple[Line, ...]:
    """All lines of the document that say something, in reading order."""
    speakers = (language(document.language or "en"),)
    lines: list[Line] = []
    for block in document.blocks:
        number = len(lines)
        match block:
            case Heading():
                lines.append(
                    Line(number, Form.HEADING, standing(block.runs), block.place, speakers, level=block.level)
                )
            case ListItem():
                lines.append(
                    Line(
                        number,
                        Form.ITEM,
                        standing(block.runs),
                        block.place,
                        speakers,
                        block.mark,
                        block.level,
                    )
                )
            case TableRow():
                cells = tuple(standing(cell.runs) for cell in block.cells)
                lines.append(Line(number, Form.ROW, "\t".join(cells), block.place, speakers, cells=cells))
            case Paragraph():
                lines.append(Line(number, Form.TEXT, standing(block.runs), block.place, speakers))
    return tuple(lines)


def standing(runs: Runs) -> str:
    """The text that is not struck out."""
    return plain(run for run in runs if not run.struck).strip()
