"""What a test reads, as short lines that show what matters."""

from __future__ import annotations

from adapters.documents.read import read_document
from mappings.blocks import Block, Heading, ListItem, Runs, TableRow


def blocks(source: str | bytes, name: str = "plan.txt") -> list[str]:
    """``# heading``, ``  • item`` (two blanks for each level below the first), ``a | b`` (``==`` before a header, ``^`` after a
    cell that repeats), or the paragraph itself. ``*bold*``, ``~struck~`` and ``+inserted+``.
    """
    raw = source.encode() if isinstance(source, str) else source
    return [shown(block) for block in read_document(raw, name).blocks]


def shown(block: Block) -> str:
    """One block as a line."""
    match block:
        case Heading():
            return f"{'#' * block.level} {_marked(block.runs)}"
        case ListItem():
            return f"{'  ' * (block.level - 1)}{block.mark} {_marked(block.runs)}"
        case TableRow():
            cells = [f"{_marked(cell.runs)}{'^' if cell.merged else ''}" for cell in block.cells]
            return f"{'== ' if block.header else ''}{' | '.join(cells)}"
        case _:
            return _marked(block.runs)


def _marked(runs: Runs) -> str:
    text = ""
    for run in runs:
        signs = ("*" if run.bold else "") + ("~" if run.struck else "") + ("+" if run.inserted else "")
        text += f"{signs}{run.text}{signs[::-1]}"
    return text
