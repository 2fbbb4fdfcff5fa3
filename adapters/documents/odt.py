"""OpenDocument texts (.odt) into blocks: headings, lists with their printed numbers, tables, what is struck out or inserted.

Reads the XML itself (OpenDocument 1.3 Part 3), within bounds. Deleted text, footnotes, text boxes, comments, the table of
contents, page headers and footers are left out; nothing that the document names elsewhere is looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from adapters.documents.bounds import MOST_CELLS, Unreadable, bomb, damaged
from adapters.documents.container import Container
from adapters.documents.headings import DEEPEST, Found, as_lines, levelled
from adapters.documents.letters import mend
from adapters.documents.looks import by_looks
from adapters.documents.marks import Levels
from adapters.documents.odt_styles import TABLE, TEXT, Lists, Styles, count
from adapters.documents.runs import paragraph_or_row, tidy
from adapters.documents.trees import check_depth, local, xml
from mappings.blocks import Cell, Document, Heading, ListItem, Place, Run, Runs, TableRow

_CALLED = "OpenDocument (.odt)"
_DROPPED = {"note", "annotation", "annotation-end", "frame", "custom-shape", "tracked-changes", "bookmark", "ruby-text",
            "table-of-content", "illustration-index", "alphabetical-index", "sequence-decls", "forms"}  # fmt: skip


def read_odt(container: Container, name: str) -> Document:
    """Unreadable for damage, a DTD, a bomb and a password."""
    if b"encryption-data" in container.read("META-INF/manifest.xml"):
        raise Unreadable("is protected with a password; open it, take the password away and save it again")
    root = xml(container.read("content.xml"), _CALLED)
    check_depth(root)
    defined = container.read("styles.xml")
    others = xml(defined, _CALLED) if defined else None
    body = next(
        (one for one in root.iter() if local(one) == "text" and local(one.getparent()) == "body"), None
    )
    if body is None:
        raise damaged(_CALLED)
    styles = Styles([one for one in (others, root) if one is not None])
    reader = _Reader(styles, Lists([one for one in (others, root) if one is not None]))
    reader.blocks(body)
    meta = container.read("meta.xml")
    title = (
        next((one.text or "" for one in xml(meta, _CALLED).iter() if local(one) == "title"), "")
        if meta
        else ""
    )
    left_out = (f"tracked deletions: {reader.deletions}",) if reader.deletions else ()
    blocks = tuple(levelled(reader.found))
    margins = tuple(_margins(others)) if others is not None else ()
    return Document("odt", name, blocks, mend(title).strip(), styles.language, left_out, margins)


def _margins(styles: Any) -> Iterator[str]:
    """The lines at the head and the foot of the pages, each once."""
    lines: dict[str, None] = {}
    for page in (one for one in styles.iter() if local(one) in ("header", "footer")):
        for element in (one for one in page.iter() if local(one) in ("p", "h")):
            lines[mend("".join(element.itertext())).strip()] = None
    yield from (line for line in lines if line)


@dataclass
class _Reader:
    styles: Styles
    lists: Lists
    found: list[Found] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    paragraphs: int = 0
    tables: int = 0
    cells: int = 0
    deletions: int = 0
    inserting: bool = False

    def blocks(self, parent: Any) -> None:
        for child in parent:
            match local(child):
                case "h" | "p":
                    self.paragraph(child)
                case "list":
                    self.levels.end()
                    self.items(child, 1, "")
                case "table":
                    self.table(child)
                case "tracked-changes":
                    self.deletions += sum(local(one) == "deletion" for one in child.iter())
                case "change-start" | "change-end":
                    self.inserting = local(child) == "change-start"
                case name if name not in _DROPPED:
                    self.blocks(child)
                case _:
                    pass

    def paragraph(self, element: Any) -> None:
        self.paragraphs += 1
        place = Place(paragraph=self.paragraphs)
        style = str(element.get(f"{TEXT}style-name", ""))
        runs = tidy(self.runs(element, self.styles.emphasis(style)))
        if not runs:
            return
        level = self.heading_level(element, style)
        if level is not None:
            self.levels.end()
            self.found.append(Heading(level, runs, place))
            return
        strength = (self.styles.size(style),)
        self.found.extend(by_looks(runs, place, self.levels, self.styles.indent(style), strength))

    def heading_level(self, element: Any, style: str) -> int | None:
        """0 for the title."""
        if self.styles.is_title(style):
            return 0
        if local(element) == "h":
            return min(max(count(element.get(f"{TEXT}outline-level")), 1), DEEPEST)
        return None

    def items(self, element: Any, level: int, style: str) -> None:
        style = str(element.get(f"{TEXT}style-name", style))
        self.lists.begin(style, level, anew=level > 1 or element.get(f"{TEXT}continue-numbering") != "true")
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            first = local(item) == "list-item"
            for child in item:
                if local(child) == "list":
                    self.items(child, level + 1, style)
                    first = False
                elif local(child) in ("p", "h"):
                    first = self.item(child, level, style, item, first=first)
                elif local(child) == "table":
                    self.table(child)

    def item(self, element: Any, level: int, style: str, item: Any, *, first: bool) -> bool:
        """A paragraph of an item; whether the item's first one is still to come."""
        self.paragraphs += 1
        place = Place(paragraph=self.paragraphs)
        named = str(element.get(f"{TEXT}style-name", ""))
        runs = tidy(self.runs(element, self.styles.emphasis(named)))
        if not first:
            if runs:
                self.found.append(paragraph_or_row(runs, place))
            return False
        mark = self.lists.mark(style, level, start=count(item.get(f"{TEXT}start-value"), -1))
        if not runs:
            return False
        if local(element) == "h":
            deep = self.heading_level(element, named) or 1
            self.found.append(Heading(deep, tidy([Run(f"{mark} "), *runs]), place))
        else:
            self.found.append(ListItem(level, mark or "•", runs, place))
        return False

    def runs(self, element: Any, emphasis: tuple[bool, bool]) -> Iterator[Run]:
        bold, struck = emphasis
        yield Run(element.text or "", bold, struck, self.inserting)
        for child in element:
            match local(child):
                case "s":
                    yield Run(" " * min(count(child.get(f"{TEXT}c"), 1), 1_000), bold, struck, self.inserting)
                case "tab":
                    yield Run("\t", bold, struck, self.inserting)
                case "line-break":
                    yield Run("\n", bold, struck, self.inserting)
                case "span":
                    own = self.styles.emphasis(str(child.get(f"{TEXT}style-name", "")), emphasis)
                    yield from self.runs(child, own)
                case "change-start" | "change-end":
                    self.inserting = local(child) == "change-start"
                case name if name not in _DROPPED:
                    yield from self.runs(child, emphasis)
                case _:
                    pass
            yield Run(child.tail or "", bold, struck, self.inserting)

    def table(self, element: Any) -> None:
        """A table in a cell becomes lines of that cell; one of a single cell is a frame around text."""
        rows = list(_rows(element, header=False))
        if len(rows) == 1 and len(only := [one for one in rows[0][0] if local(one) == "table-cell"]) == 1:
            self.blocks(only[0])
            return
        self.tables += 1
        number = self.tables
        self.levels.end()
        above: dict[int, tuple[int, Cell]] = {}
        for at, (row, header) in enumerate(rows, start=1):
            cells = self.row(row, above)
            while cells and not cells[-1].runs and not cells[-1].merged and len(cells) > _columns(element):
                cells.pop()
            if any(cell.runs for cell in cells):
                self.found.append(TableRow(tuple(cells), header, Place(table=number, row=at)))

    def row(self, row: Any, above: dict[int, tuple[int, Cell]]) -> list[Cell]:
        """``above`` has, by column, how many more rows a cell reaches down, and the cell."""
        cells: list[Cell] = []
        for element in row:
            name = local(element)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            times = min(max(count(element.get(f"{TABLE}number-columns-repeated"), 1), 1), 1_000)
            self.cells += times
            if self.cells > MOST_CELLS:
                raise bomb(f"holds tables of more than {MOST_CELLS:,} cells")
            for _ in range(times):
                column = len(cells)
                left, cell = above.get(column, (0, Cell()))
                if name == "covered-table-cell" and left:
                    above[column] = (left - 1, cell)
                    cells.append(Cell(cell.runs, merged=True))
                elif name == "covered-table-cell":
                    cells.append(Cell(cells[-1].runs, merged=True) if cells else Cell())
                else:
                    cells.append(self.spanning(element, column, above))
        return cells

    def spanning(self, element: Any, column: int, above: dict[int, tuple[int, Cell]]) -> Cell:
        cell = Cell(self.cell_text(element))
        down = count(element.get(f"{TABLE}number-rows-spanned"), 1) - 1
        wide = min(count(element.get(f"{TABLE}number-columns-spanned"), 1), 1_000)
        for at in range(column, column + max(wide, 1)):
            above[at] = (down, cell)
        return cell

    def cell_text(self, element: Any) -> Runs:
        inner = _Reader(self.styles, self.lists)
        inner.blocks(element)
        self.cells += inner.cells
        return as_lines(inner.found)


def _columns(table: Any) -> int:
    """How many columns a table says it has."""
    return sum(
        min(max(count(one.get(f"{TABLE}number-columns-repeated"), 1), 1), 1_000)
        for one in table.iter(f"{TABLE}table-column")
    )


def _rows(parent: Any, *, header: bool) -> Iterator[tuple[Any, bool]]:
    for child in parent:
        match local(child):
            case "table-row":
                yield child, header
            case "table-header-rows":
                yield from _rows(child, header=True)
            case "table-rows" | "table-row-group":
                yield from _rows(child, header=header)
            case _:
                pass
