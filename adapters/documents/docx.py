"""Word documents (.docx) into blocks: headings, lists with their printed numbers, tables, and what is struck out or tracked.

Reads the XML itself (ECMA-376 Part 1), within bounds. Tracked deletions, hidden text, footnotes, text boxes, page headers
and footers are left out; nothing that the document names elsewhere is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters.documents.bounds import MOST_BLOCKS, MOST_CELLS, Unreadable, bomb, damaged
from adapters.documents.container import Container
from adapters.documents.docx_styles import Numbering, Styles, W, value
from adapters.documents.headings import Found, as_lines, levelled
from adapters.documents.letters import mend
from adapters.documents.looks import by_looks
from adapters.documents.marks import Levels
from adapters.documents.runs import tidy
from adapters.documents.trees import check_depth, local, xml
from mappings.blocks import Cell, Document, Heading, ListItem, Place, Run, Runs, TableRow

_MAIN = "word/document.xml"
_MOST_MARGINS = 6
_HARMLESS = ("/hyperlink", "/attachedTemplate")
"""Kinds of relationships that people have in ordinary documents and that bring no text."""
_DROPPED = {"del", "moveFrom", "footnoteReference", "endnoteReference", "drawing", "pict", "object", "instrText", "delText",
            "txbxContent", "rPr", "pPr", "sdtPr", "sdtEndPr", "annotationRef", "Fallback"}  # fmt: skip
_CALLED = "Word (.docx)"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"


def read_docx(container: Container, name: str) -> Document:
    """Unreadable for damage, a DTD, a bomb, and for a document that takes content from elsewhere."""
    main = _main(container)
    _check_references(container, main)
    root = _transitional(container.read(main))
    check_depth(root)
    folder = main.rpartition("/")[0]
    styles = Styles(_part(container, f"{folder}/styles.xml"))
    numbering = Numbering(_part(container, f"{folder}/numbering.xml"), styles)
    body = root.find(f"{W}body")
    if body is None:
        raise damaged(_CALLED)
    reader = _Reader(styles, numbering)
    reader.blocks(body)
    core = _part(container, "docProps/core.xml")
    title = "" if core is None else next((one.text or "" for one in core.iter() if local(one) == "title"), "")
    margins = tuple(_margins(container, folder))
    return Document(
        "docx",
        name,
        tuple(levelled(reader.found)),
        mend(title).strip(),
        styles.language,
        reader.left_out(),
        margins,
    )


def _margins(container: Container, folder: str) -> Iterator[str]:
    """The lines at the head and the foot of the pages, each once."""
    parts = [name for name in container.names() if re.fullmatch(rf"{folder}/(?:header|footer)\d*\.xml", name)]
    lines: dict[str, None] = {}
    for name in parts[:_MOST_MARGINS]:
        for element in _part(container, name).iter(f"{W}p"):
            lines[mend("".join(one.text or "" for one in element.iter(f"{W}t"))).strip()] = None
    yield from (line for line in lines if line)


def _main(container: Container) -> str:
    """The member with the text; some programs number it."""
    if _MAIN in container:
        return _MAIN
    return next(name for name in container.names() if re.fullmatch(r"word/document\d*\.xml", name))


def _part(container: Container, name: str) -> Any:
    raw = container.read(name)
    return _transitional(raw) if raw else None


def _transitional(raw: bytes) -> Any:
    """The tree of a part, of one that is saved as "Strict Open XML" too, whose names are other ones for the same."""
    return xml(raw.replace(_STRICT, W[1:-1].encode()), _CALLED)


def _check_references(container: Container, main: str) -> None:
    """A link that a person may click is no matter; a part of the document that lies elsewhere is."""
    for name in (main, "word/settings.xml"):
        folder, _, file = name.rpartition("/")
        root = _part(container, f"{folder}/_rels/{file}.rels")
        for one in () if root is None else root:
            target = str(one.get("Target", ""))
            kind = str(one.get("Type", ""))
            fetched = kind.endswith("/attachedTemplate") and re.match(r"(?i)https?:|ftp:", target)
            if one.get("TargetMode") == "External" and (fetched or not kind.endswith(_HARMLESS)):
                raise Unreadable(
                    f"takes a part of itself from elsewhere ({mend(target)[:200]}), which hjul never fetches; "
                    "break the link in Word (File > Info > Edit Links to Files), or save it as PDF"
                )


@dataclass
class _Reader:
    styles: Styles
    numbering: Numbering
    found: list[Found] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    deletions: int = 0
    hidden: int = 0

    def left_out(self) -> tuple[str, ...]:
        counts = (
            (self.deletions, "tracked deletions"),
            (self.hidden, "hidden passages"),
        )
        return tuple(f"{what}: {count}" for count, what in counts if count)

    def blocks(self, parent: Any) -> None:
        for child in _inside(parent):
            if local(child) == "p":
                self.paragraph(child)
            else:
                self.table(child)

    def paragraph(self, element: Any) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_BLOCKS:
            raise bomb(f"holds more than {MOST_BLOCKS:,} paragraphs")
        place = Place(paragraph=self.paragraphs)
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        if self.styles.is_contents(style):
            return
        number = self.numbering.printed(properties, style)
        runs = tidy(self.runs(element, style))
        if not runs:
            return
        level = self.styles.outline(properties, style)
        if level is not None:
            text = tidy([Run(f"{number[1]} "), *runs]) if number and number[1] else runs
            self.levels.end()
            self.found.append(Heading(level, _one_line(text), place))
        elif number:
            self.found.append(ListItem(number[0], number[1] or "•", runs, place))
        else:
            indent = self.styles.indent(properties, style)
            strength = (self.styles.size(element, style),)
            self.found.extend(by_looks(runs, place, self.levels, indent, strength))

    def runs(self, element: Any, style: str) -> Iterator[Run]:
        """The text of a paragraph, run by run, as it is printed with all changes accepted."""
        for run, inserted in self.printed(element, inserted=False):
            properties = run.find(f"{W}rPr")
            if self.styles.hidden(properties):
                self.hidden += 1
                continue
            bold, struck = self.styles.emphasis(properties, style)
            yield Run("".join(_letters(run)), bold, struck, inserted)

    def printed(self, element: Any, *, inserted: bool) -> Iterator[tuple[Any, bool]]:
        for child in element:
            name = local(child)
            if name == "r":
                yield child, inserted
            elif name in ("del", "moveFrom"):
                self.deletions += 1
            elif name not in _DROPPED:
                yield from self.printed(child, inserted=inserted or name in ("ins", "moveTo"))

    def table(self, element: Any) -> None:
        """A table in a cell becomes lines of that cell; one of a single cell is a frame around text."""
        rows = list(_inside(element, "tr"))
        if len(rows) == 1 and len(only := list(_inside(rows[0], "tc"))) == 1:
            self.blocks(only[0])
            return
        self.tables += 1
        number = self.tables
        self.levels.end()
        above: dict[int, Cell] = {}
        for at, row in enumerate(rows, start=1):
            cells: list[Cell] = []
            properties = row.find(f"{W}trPr")
            cells.extend([Cell()] * _number(value(properties, "gridBefore"), 0))
            for one in _inside(row, "tc"):
                self.cell(one, cells, above)
            place = Place(table=number, row=at)
            header = value(properties, "tblHeader", "0", present="1") not in ("0", "false", "off")
            if any(cell.runs for cell in cells):
                self.found.append(TableRow(tuple(cells), header, place))

    def cell(self, element: Any, cells: list[Cell], above: dict[int, Cell]) -> None:
        properties = element.find(f"{W}tcPr")
        merge = value(properties, "vMerge", present="continue")
        column = len(cells)
        if merge == "continue" and column in above:
            here = Cell(above[column].runs, merged=True)
        else:
            here = Cell(self.cell_text(element))
        wide = _number(value(properties, "gridSpan"), 1)
        self.cells += wide
        if self.cells > MOST_CELLS:
            raise bomb(f"holds tables of more than {MOST_CELLS:,} cells")
        for at in range(wide):
            one = here if at == 0 else Cell(here.runs, merged=True)
            above[column + at] = one
            cells.append(one)

    def cell_text(self, element: Any) -> Runs:
        inner = _Reader(self.styles, self.numbering)
        inner.blocks(element)
        self.deletions += inner.deletions
        self.hidden += inner.hidden
        self.cells += inner.cells
        return as_lines(inner.found)


def _inside(parent: Any, *wanted: str) -> Iterator[Any]:
    """The paragraphs and tables (or rows, or cells) of a part, those in content controls and insertions too."""
    names = wanted or ("p", "tbl")
    for child in parent:
        name = local(child)
        if name in names:
            if name == "tr" and (child.find(f"{W}trPr/{W}del") is not None):
                continue
            yield child
        elif name in (
            "sdt",
            "sdtContent",
            "ins",
            "customXml",
            "smartTag",
            "moveTo",
            "AlternateContent",
            "Choice",
        ):
            yield from _inside(child, *wanted)


def _letters(run: Any) -> Iterator[str]:
    for child in run:
        match local(child):
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield "\t"
            case "br" | "cr":
                yield " " if child.get(f"{W}type") in ("page", "column") else "\n"
            case "noBreakHyphen":
                yield "-"
            case "sym":
                yield _symbol(str(child.get(f"{W}char", "")))
            case _:
                pass


def _symbol(code: str) -> str:
    return (
        chr(int(code, 16))
        if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not code.upper().startswith("D")
        else ""
    )


def _number(text: str, otherwise: int) -> int:
    """A count of columns: a bounded one, since Word allows 63."""
    return min(int(text), 1_000) if text.isdigit() and len(text) < 6 else otherwise


def _one_line(runs: Runs) -> Runs:
    return tidy(Run(re.sub(r"[\n\t]", " ", run.text), run.bold, run.struck, run.inserted) for run in runs)
