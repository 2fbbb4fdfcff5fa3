"""Plans in a short notation, as the blocks that a document would give: "# Heading", "- item", "  - item below", "| a | b |".

In a cell "⏎" is the end of a line, and "<" alone a cell that is merged with the one before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from mappings.blocks import Block, Cell, Document, Heading, ListItem, Paragraph, Place, Run, TableRow
from mappings.reading.model import Reading
from mappings.reading.read import read


def document(text: str, language: str = "") -> Document:
    """The document that these lines make; a table begins at every first row after another line."""
    blocks: list[Block] = []
    table = 0
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        place = Place(line=number)
        if match := re.match(r"(#+) (.+)", line):
            blocks.append(Heading(len(match[1]), (Run(match[2]),), place))
        elif match := re.match(r"( *)- (.+)", line):
            blocks.append(ListItem(len(match[1]) // 2 + 1, "-", (Run(match[2]),), place))
        elif line.startswith("|"):
            first = not blocks or not isinstance(blocks[-1], TableRow)
            table += first
            blocks.append(TableRow(_cells(line), first, Place(line=number, table=table, row=number)))
        elif line.strip():
            blocks.append(Paragraph((Run(line.strip()),), place))
    return Document("text", "plan.txt", tuple(blocks), language=language)


def _cells(line: str) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for text in line.strip().strip("|").split("|"):
        said = text.strip().replace("⏎", "\n")
        cells.append(replace(cells[-1], merged=True) if said == "<" else Cell((Run(said),)))
    return tuple(cells)


def reading(text: str, language: str = "") -> Reading:
    """What the rules make of these lines."""
    return read(document(text, language))
