"""How much a document may be: of bytes, members, nodes, pages and cells. Generous for a plan, small for a machine.

Whoever reads a document asks here before each step that could take time or memory out of proportion.
"""

from __future__ import annotations

from config.errors import WRONG_INPUT, UserError

MEGABYTE = 1024 * 1024

MOST_BYTES = 64 * MEGABYTE
"""Of a file. A plan with a photograph on each page is below this; pictures are never opened."""
MOST_TEXT = 16 * MEGABYTE
"""Of a text, a web page or a table as text: some 5,000 pages."""
MOST_MEMBERS = 10_000
"""Files inside a ZIP container."""
MOST_UNPACKED = 64 * MEGABYTE
"""Of all members together that are read."""
MOST_RATIO = 200
"""Unpacked to packed, of a member that is not small: the densest real sheets stay below 50."""
SMALL = 1 * MEGABYTE
MOST_NODES = 3_000_000
"""Tags and attributes of one XML member or web page."""
MOST_DEPTH = 200
"""Elements in elements; libxml2 refuses 256 of its own accord."""
MOST_PAGES = 2_000
MOST_CELLS = 300_000
"""Of all sheets or tables together, empty ones in the midst of them too."""
MOST_BLOCKS = 200_000
PDF_SECONDS = 120
"""Of processor time for a PDF."""
PDF_MEGABYTES = 1_000


class Unreadable(Exception):
    """What is wrong with a document and what to do, without the document's name: the second half of a sentence."""


def refuse(name: str, why: str) -> UserError:
    """The sentence for a person: exit code 2."""
    return UserError(f"{name} {why}", exit_code=WRONG_INPUT)


def too_large(size: int, most: int) -> Unreadable:
    """For a file of ``size`` bytes."""
    return Unreadable(
        f"is {size / MEGABYTE:,.0f} MB, and hjul reads at most {most // MEGABYTE} MB; "
        "save the plan alone, without pictures and appendices"
    )


def bomb(what: str) -> Unreadable:
    """For a small file that becomes a large one."""
    return Unreadable(f"{what}, as no plan does; save it anew, or as PDF")


def damaged(kind: str) -> Unreadable:
    """For what is cut off or broken inside."""
    return Unreadable(f"is a damaged {kind} file; open it in the program it was made with and save it again")
