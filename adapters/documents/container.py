"""ZIP containers (docx, odt, xlsx), opened within bounds: so many members, so large unpacked, no password, nothing written."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from adapters.documents.bounds import (
    MEGABYTE,
    MOST_MEMBERS,
    MOST_RATIO,
    MOST_UNPACKED,
    SMALL,
    Unreadable,
    bomb,
    damaged,
)

_ENTRY = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    OverflowError,
)


class Container:
    """The members of a container by name; each is read when it is asked for, and all together at most MOST_UNPACKED."""

    def __init__(self, raw: bytes) -> None:
        """Unreadable for what is no whole ZIP file and for one with very many members."""
        if raw.count(_ENTRY) > MOST_MEMBERS:
            raise bomb(f"holds more than {MOST_MEMBERS} files")
        try:
            self._zip = zipfile.ZipFile(BytesIO(raw))
        except _BROKEN:
            raise damaged("ZIP-packed") from None
        self._members = {info.filename.replace("\\", "/"): info for info in self._zip.infolist()}
        self._left = MOST_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> tuple[str, ...]:
        """In the order of the file."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """A member unpacked; empty when there is none of this name. Unreadable for a bomb, a password and damage."""
        info = self._members.get(name)
        if info is None:
            return b""
        if info.flag_bits & 1:
            raise Unreadable(
                "is protected with a password; open it, take the password away and save it again"
            )
        most = min(self._left, max(SMALL, info.compress_size * MOST_RATIO))
        try:
            with self._zip.open(info) as member:
                data = member.read(most + 1)
        except _BROKEN:
            raise damaged("ZIP-packed") from None
        if len(data) > most:
            raise bomb(f"unpacks to more than {most // MEGABYTE} MB")
        self._left -= len(data)
        return data


def kind_inside(container: Container) -> str:
    """docx, odt or xlsx. Unreadable, with what to do, for any other container."""
    names = container.names()
    if "word/document.xml" in container or any(name.startswith("word/document") for name in names):
        return "docx"
    if "xl/workbook.xml" in container:
        return "xlsx"
    mimetype = container.read("mimetype").decode("ascii", errors="replace").strip()
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    raise Unreadable(_other(names, mimetype))


def _other(names: tuple[str, ...], mimetype: str) -> str:
    if "xl/workbook.bin" in names:
        return "is a binary Excel workbook (.xlsb), which hjul does not read; save it as .xlsx"
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return "is an OpenDocument spreadsheet, which hjul does not read; save it as .xlsx or .csv"
    if "ppt/presentation.xml" in names or mimetype.startswith("application/vnd.oasis.opendocument"):
        return "is a presentation or a drawing, which hjul does not read; save it as PDF"
    if mimetype.startswith("application/epub"):
        return "is an e-book, which hjul does not read; save it as PDF or as text"
    if any(name.endswith(".iwa") for name in names):
        return "is a document of Pages, Numbers or Keynote, which hjul does not read; export it as Word (.docx) or PDF"
    return "is a ZIP archive; unpack it, and import the document that is in it"
