"""What a document says, whatever it was written with: headings, paragraphs, list items and table rows, in reading order.

Pure values, made by ``adapters/documents/`` and read by ``mappings/document_to_plan/``. The text is what a person sees in
the document; a word split at the end of a line, a ligature and a loose accent are mended, and nothing is interpreted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the source, as far as the format knows: everything counted from 1, ``sheet`` by its name.

    ``line`` of a text or of a web page's source, ``page`` of a PDF (and ``line`` on that page), ``paragraph`` of a word
    processor's body text, ``table`` of the document and ``row`` of it; ``row`` of a sheet is the one its margin shows.
    """

    line: int | None = None
    page: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one emphasis. ``struck`` is struck out, ``inserted`` is a tracked insertion; tracked deletions are not text."""

    text: str
    bold: bool = False
    struck: bool = False
    inserted: bool = False


Runs: TypeAlias = tuple[Run, ...]


def plain(runs: Iterable[Run]) -> str:
    """The text without its emphasis."""
    return "".join(run.text for run in runs)


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` from 1. A number that is printed before it ("1.2 Goals") is part of its text."""

    level: int
    runs: Runs
    place: Place = Place()

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line break that its writer put in is a newline in the text."""

    runs: Runs
    place: Place = Place()

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class ListItem:
    """``level`` from 1; ``mark`` as printed ("•", "-", "2.", "b)", "1.2"). What looks like a mark may be a day: see ``printed``."""

    level: int
    mark: str
    runs: Runs
    place: Place = Place()

    @property
    def text(self) -> str:
        return plain(self.runs)

    @property
    def printed(self) -> str:
        """The mark and the text as they stand in the document: "1. Maj 2027 Utskick"."""
        return f"{self.mark} {self.text}"


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines and paragraphs in a cell are parted by newlines. ``merged``: this repeats the cell to the left or above, with
    which it is merged.
    """

    runs: Runs = ()
    merged: bool = False

    @property
    def text(self) -> str:
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row with a cell for each column of its table. ``header`` as far as the document says so."""

    cells: tuple[Cell, ...]
    header: bool = False
    place: Place = Place()

    @property
    def text(self) -> str:
        """The cells parted by tabs, as copying them gives."""
        return "\t".join(cell.text for cell in self.cells)


Block: TypeAlias = Heading | Paragraph | ListItem | TableRow


@dataclass(frozen=True, slots=True)
class Document:
    """One document. ``kind`` is its format ("docx", "pdf", "text" …), ``name`` what messages call it.

    ``title`` is what the file says of itself, often nonsense or empty. ``language`` is a language tag that the file bears
    ("sv", "nb"), a hint only, or empty. ``left_out`` says what a person may miss: "hidden rows in the sheet Plan: 3".
    ``margins`` are lines at the head and the foot of its pages, each once; they are no part of the text.
    """

    kind: str
    name: str
    blocks: tuple[Block, ...]
    title: str = ""
    language: str = ""
    left_out: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
