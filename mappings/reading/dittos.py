"""Cells that say no more than "as above", with a sign or a word for it, told as the cell above them. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from mappings.reading.lines import Form, Line

_DITTO = re.compile(
    r"[-–—]*\s*(?:[\"”“″»„]|''|’’|,,){1,2}\s*[-–—]*|(?:ditto|dito|d:o|do)\.?|[↑⇑]"
    r"|\(?(?:som|same as|samme som|samma som|se)\s+(?:ovan|ovanfor|over|ovenfor|above|before)\)?",
    re.IGNORECASE,
)


def as_above(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same lines, each such cell of a table with what stands above it."""
    made: list[Line] = []
    for line in lines:
        above = made[-1] if made else None
        same = above is not None and line.table == above.table and len(line.cells) == len(above.cells)
        if line.form is not Form.ROW or above is None or not same:
            made.append(line)
            continue
        cells = tuple(
            over if over and _DITTO.fullmatch(cell.strip()) else cell
            for cell, over in zip(line.cells, above.cells, strict=True)
        )
        made.append(line if cells == line.cells else replace(line, cells=cells, text="\t".join(cells)))
    return tuple(made)
