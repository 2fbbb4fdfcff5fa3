"""Any document into blocks: what kind it is is told by its bytes, and the module of that kind reads it, within bounds.

Writes nothing, fetches nothing, runs nothing that is in a document. A format's library is imported when it is needed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from adapters.documents.bounds import MOST_BLOCKS, MOST_BYTES, MOST_CELLS, Unreadable, bomb, refuse, too_large
from adapters.documents.container import Container, kind_inside
from adapters.documents.kinds import check_ending, kind_of
from config.errors import WRONG_INPUT, UserError
from mappings.blocks import Document, TableRow

STANDARD_INPUT = "standard input"
_EMPTY = "holds no text; look that it is the right file, and that its text is not a picture"


def read_document(source: Path | bytes, name: str | None = None) -> Document:
    """The document in a file or in these bytes; ``name`` is what messages call it, its ending counts as a file's does.

    UserError (exit code 2), one sentence, for what cannot be read: what it is and what to do.
    """
    called = name or (str(source) if isinstance(source, Path) else STANDARD_INPUT)
    try:
        raw = source if isinstance(source, bytes) else _bytes_of(source)
        if len(raw) > MOST_BYTES:
            raise too_large(len(raw), MOST_BYTES)
        if not raw.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
            raise Unreadable(
                "is empty; look that it is the right file, and that it was saved and downloaded whole"
            )
        document = _read(raw, called)
        _check(document)
    except Unreadable as why:
        raise refuse(called, str(why)) from None
    except RecursionError:
        raise refuse(
            called, "has parts within parts beyond all measure, as no plan does; save it as PDF"
        ) from None
    return document


def read_standard_input(stream: BinaryIO | None = None) -> Document:
    """What is written or piped to the program, until its end. UserError as for a file."""
    return read_document((stream or sys.stdin.buffer).read(MOST_BYTES + 1))


def _bytes_of(path: Path) -> bytes:
    """At most one byte more than is allowed."""
    try:
        if path.is_dir():
            raise Unreadable("is a folder; name the document that is in it")
        if (size := path.stat().st_size) > MOST_BYTES:
            raise too_large(size, MOST_BYTES)
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable("is not there; look at its name and folder") from None
    except PermissionError:
        raise Unreadable("may not be read by you; look at its permissions") from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", exit_code=WRONG_INPUT) from None


def _read(raw: bytes, name: str) -> Document:  # one case per format
    match kind_of(raw, name):
        case "zip":
            return _unpack(raw, name)
        case "pdf":
            from adapters.documents.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(raw, name)
        case "html":
            from adapters.documents.html import read_html  # noqa: PLC0415

            return read_html(raw, name)
        case "csv":
            from adapters.documents.csv import read_csv  # noqa: PLC0415

            return read_csv(raw, name)
        case "markdown":
            from adapters.documents.markdown import read_markdown  # noqa: PLC0415

            return read_markdown(raw, name)
        case _:
            from adapters.documents.text import read_text  # noqa: PLC0415

            return read_text(raw, name)


def _unpack(raw: bytes, name: str) -> Document:
    container = Container(raw)
    kind = kind_inside(container)
    check_ending(kind, name)
    match kind:
        case "docx":
            from adapters.documents.docx import read_docx  # noqa: PLC0415

            return read_docx(container, name)
        case "odt":
            from adapters.documents.odt import read_odt  # noqa: PLC0415

            return read_odt(container, name)
        case _:
            from adapters.documents.xlsx import read_xlsx  # noqa: PLC0415

            return read_xlsx(container, raw, name)


def _check(document: Document) -> None:
    blocks = document.blocks
    if len(blocks) > MOST_BLOCKS:
        raise bomb(f"holds more than {MOST_BLOCKS:,} lines and paragraphs")
    if not any(block.text.strip() for block in blocks):
        raise Unreadable(_EMPTY)
    if sum(len(block.cells) for block in blocks if isinstance(block, TableRow)) > MOST_CELLS:
        raise bomb(f"holds tables of more than {MOST_CELLS:,} cells")
