"""Pages of a Word file that lie: a section of their own (ECMA-376 part 1, §17.6), with the header and footer of the others."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Length, Mm

EDGE = Mm(10)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size and its margins, to be taken up again."""

    orientation: WD_ORIENT
    width: Length | None
    height: Length | None
    margins: tuple[Length | None, ...]  # left, right, top, bottom


def lay(document: Document, width: Length, height: Length) -> Page:
    """From here on pages of this size with narrow margins; what the page before was like."""
    before = document.sections[-1]
    kept = Page(
        before.orientation,
        before.page_width,
        before.page_height,
        (before.left_margin, before.right_margin, before.top_margin, before.bottom_margin),
    )
    top, bottom = (
        max(EDGE, margin or EDGE) for margin in kept.margins[2:]
    )  # a header and a footer keep their room
    _turn(document, Page(WD_ORIENT.LANDSCAPE, width, height, (EDGE, EDGE, Length(top), Length(bottom))))
    return kept


def stand(document: Document, page: Page) -> None:
    """From here on pages like this one."""
    _turn(document, page)


def _turn(document: Document, page: Page) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = page.orientation, page.width, page.height
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = page.margins
