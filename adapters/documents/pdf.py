"""PDFs with text into blocks. PDFium reads them in a process of its own, within bounds; their layout is understood here.

A page that is only a picture has no text: nothing is recognised, and a document of nothing else is told of.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from adapters.documents.bounds import MOST_PAGES, PDF_SECONDS, Unreadable, bomb, damaged
from adapters.documents.headings import levelled
from adapters.documents.letters import mend
from adapters.documents.pdf_layout import Page, layout, margins
from adapters.documents.pdf_lines import Word
from mappings.blocks import Document

_PATIENCE = 4 * PDF_SECONDS
"""Seconds on the clock, on a machine with much else to do."""
_WRONG = {
    "damaged": damaged("PDF"),
    "password": Unreadable("is protected with a password; open it, and print it to a new PDF without one"),
    "pages": bomb(f"has more than {MOST_PAGES:,} pages, or very many letters on them"),
}
_NO_TEXT = (
    "is a scanned PDF: it holds pictures of pages and no text; ask for the document it was made from, "
    "or have its text recognised (OCR) and save that"
)
_BLANK = "is a PDF with nothing written in it; look that it is the right file"


def read_pdf(raw: bytes, name: str) -> Document:
    """Unreadable for a PDF without text, a password, damage, and for one that takes more than the bounds allow."""
    said = _said(raw)
    pages = [_page(number, page) for number, page in enumerate(said["pages"], start=1)]
    if not any(page.words for page in pages):
        raise Unreadable(_NO_TEXT if any(page["pictures"] for page in said["pages"]) else _BLANK)
    empty = sum(
        not page.words and bool(one["pictures"]) for page, one in zip(pages, said["pages"], strict=True)
    )
    left_out = (f"pages that are only pictures: {empty}",) if empty else ()
    blocks = tuple(levelled(layout(pages)))
    title, tag = mend(str(said["title"])).strip(), str(said["language"])[:20]
    return Document("pdf", name, blocks, title, tag, left_out, tuple(map(mend, margins(pages))))


def _said(raw: bytes) -> Any:
    """What ``pdf_words`` says of it."""
    try:
        ran = subprocess.run(  # this program itself
            [sys.executable, "-P", "-m", "adapters.documents.pdf_words"],
            input=raw,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise bomb("takes very long to read") from None
    if ran.returncode != 0:
        raise Unreadable(
            "cannot be read within bounds of time and memory; print it to a new PDF, or save it as text"
        )
    said = json.loads(ran.stdout)
    if wrong := said.get("wrong"):
        raise _WRONG[wrong]
    return said


def _page(number: int, page: Any) -> Page:
    words = [Word(mend(text), *rest) for text, *rest in page["words"]]
    rules = [tuple(rule) for rule in page["rules"]]
    return Page(number, page["width"], page["height"], [word for word in words if word.text], rules)
