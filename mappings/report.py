"""The report as a document: headings, paragraphs, lists and tables in the reader's language, before any format.

Every renderer reads these values and nothing else. All text is data: a renderer escapes it and never reads markup in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"


class Tone(StrEnum):
    """How a state is to be taken. Each has its own symbol, so that colour only repeats what the symbol says."""

    CLOSED = "closed"
    GOOD = "good"
    WATCH = "watch"
    ALARM = "alarm"
    MISSED = "missed"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    OFF = "off"


SYMBOLS: Mapping[Tone, str] = {
    Tone.CLOSED: "✔",
    Tone.GOOD: "●",
    Tone.WATCH: "◆",
    Tone.ALARM: "▲",
    Tone.MISSED: "■",
    Tone.WAITING: "○",
    Tone.UNKNOWN: "?",
    Tone.OFF: "✕",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a symbol with a word beside it; never one without the other."""

    tone: Tone
    word: str

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.tone]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's cell or a list's line: a mark, a text, and smaller text under it. Each may be missing."""

    text: str = ""
    mark: Mark | None = None
    detail: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.mark or self.detail)


class ColumnKind(StrEnum):
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    STATE = "state"
    WORD = "word"  # so short that it stands on one line


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, or a mark in its place."""

    heading: str
    kind: ColumnKind = ColumnKind.TEXT
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The first cell of each row names the row. ``caption`` says what the table holds."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
        """The table without the columns in which no row says anything."""
        kept = [tuple(row) for row in rows]
        said = [n for n in range(len(columns)) if n == 0 or any(not row[n].is_empty for row in kept)]
        return cls(
            caption, tuple(columns[n] for n in said), tuple(tuple(row[n] for n in said) for row in kept)
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence to be read aloud."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Cell, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Subheading:
    """One level under the section's heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers; what it draws stands in ``mappings.charts``. ``key`` is its own among the report's charts.

    ``alternative`` says the same in words, for those who cannot see it. ``lines`` is that for a format of text alone, and
    empty where a table beside it says it all.
    """

    key: str
    title: str
    alternative: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts that stand beside one another where there is room."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that fills a sheet of its own; what it draws stands in ``mappings.wheel``.

    ``description`` is what somebody who does not see it should know first. ``text_size`` is that of its smallest letters.
    """

    title: str
    description: str
    text_size: float


Block = Paragraph | Quote | Bullets | Table | Subheading | Charts | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """``key`` is the same in every language."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``facts`` is the title block, as labels and values. ``as_of`` is the day that a file bears as its own."""

    language: str
    title: str
    organisation: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    footer: str
    as_of: date
