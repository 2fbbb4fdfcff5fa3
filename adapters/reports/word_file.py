"""A Word file as a package: opening an organisation's own template, and writing the same bytes for the same content."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from adapters.reports.word_styles import plain_page, speak
from config.errors import WRONG_INPUT, UserError

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 10 * MOST_BYTES
TYPES = "[Content_Types].xml"
TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
MACROS = b"macroEnabled"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold."""


def opened(template: Path | None, language: str) -> Document:
    """The template, or an empty document of our own look, in this language. UserError when it is no Word file."""
    if template is None:
        document = docx.Document()
        plain_page(document)
    else:
        document = _read(template)
    speak(document, language)
    return document


def whole(document: Document) -> bytes:
    """The file, with one time for all its parts: the same document gives the same bytes."""
    saved, made = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            entry = ZipInfo(part.filename, EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(entry, old.read(part))
    return made.getvalue()


def _read(path: Path) -> Document:
    def wrong(reason: str) -> UserError:
        return UserError(
            f"{path}: {reason}; give a template saved by Word as .docx or .dotx", exit_code=WRONG_INPUT
        )

    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise wrong(f"the template cannot be read ({error.strerror})") from None
    if len(raw) > MOST_BYTES:
        raise wrong(f"the template is larger than {MOST_BYTES // (1024 * 1024)} MB")
    try:
        return docx.Document(BytesIO(_as_document(raw)))
    except UserError as error:
        raise wrong(str(error)) from None
    except (BadZipFile, OpcError, LxmlError, KeyError, ValueError, IndexError, AttributeError, TypeError):
        raise wrong("this is no Word file") from None


def _as_document(raw: bytes) -> bytes:
    """A template is a document under another name: that name is changed, and nothing else."""
    made = BytesIO()
    with ZipFile(BytesIO(raw)) as old:
        if sum(part.file_size for part in old.infolist()) > MOST_UNPACKED:
            raise UserError("the template unpacks to more than a document holds")
        types = old.read(TYPES)
        if MACROS in types:
            raise UserError("the template has macros, which a report is not to carry")
        if TEMPLATE_TYPE not in types:
            return raw
        with ZipFile(made, "w", ZIP_DEFLATED) as new:
            for part in old.infolist():
                data = (
                    types.replace(TEMPLATE_TYPE, DOCUMENT_TYPE) if part.filename == TYPES else old.read(part)
                )
                new.writestr(part.filename, data)
    return made.getvalue()
