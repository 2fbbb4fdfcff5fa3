"""What kind of document some bytes are, told by the bytes. An ending that says otherwise is a lie, and is told of."""

from __future__ import annotations

import re
from pathlib import PurePath

from adapters.documents.bounds import Unreadable

_ENDINGS = {
    "docx": {"docx", "docm", "dotx", "dotm"},
    "odt": {"odt", "ott"},
    "xlsx": {"xlsx", "xlsm", "xltx", "xltm"},
    "pdf": {"pdf"},
    "html": {"html", "htm", "xhtml", "xht"},
    "csv": {"csv", "tsv", "tab"},
    "markdown": {"md", "markdown", "mdown", "mkd"},
    "text": {"txt", "text", "log", "asc"},
}
_KNOWN = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
_PLAIN = {"csv", "markdown", "text"}
"""Kinds that only their writer can tell apart: there the ending counts."""
_CALLED = {
    "docx": "a Word document",
    "odt": "an OpenDocument text",
    "xlsx": "an Excel workbook",
    "pdf": "a PDF",
    "html": "a web page",
}
_PICTURE = "is a picture, and hjul reads no pictures; ask for the document it was made from, or have its text recognised (OCR) and save that"
_NOT_READ = (
    (b"{\\rtf", "is an RTF document, which hjul does not read; open it in a word processor and save it as .docx or .odt"),
    (b"\xff\xd8\xff", _PICTURE),
    (b"\x89PNG", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"BM", _PICTURE),
    (b"\x1f\x8b", "is a compressed archive (gzip); unpack it, and import the document that is in it"),
    (b"7z\xbc\xaf", "is a compressed archive (7-Zip); unpack it, and import the document that is in it"),
    (b"Rar!", "is a compressed archive (RAR); unpack it, and import the document that is in it"),
    (b"bplist", "is a web archive of Safari; open it and save it as PDF"),
    (b"%!PS", "is a PostScript file; save it as PDF"),
)  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD = (
    (
        "WordDocument",
        "is an old Word document (.doc), which hjul does not read; open it and save it as .docx",
    ),
    ("Workbook", "is an old Excel workbook (.xls), which hjul does not read; open it and save it as .xlsx"),
    ("PowerPoint Document", "is an old PowerPoint presentation, which hjul does not read; save it as PDF"),
    (
        "__properties_version1.0",
        "is a mail of Outlook (.msg); save the plan that is in it as .docx, .pdf or .txt",
    ),
)
_TAGS = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|p|h[1-6]|ul)\b", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype|html)\b", re.IGNORECASE)
_HEAD = 4_096


def kind_of(raw: bytes, name: str) -> str:
    """docx, odt, xlsx, zip (some other container), pdf, html, csv, markdown or text. Unreadable for what is never read,
    and for an ending that belies the content. ``name`` may be a whole path; without an ending the content alone tells.
    """
    ending = PurePath(name).suffix.lower().removeprefix(".")
    found = _by_content(raw)
    said = _KNOWN.get(ending)
    if found == "zip":
        return "zip"
    if found == "html" and said == "markdown" and not _PAGE.match(raw[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")):
        return "markdown"  # which may begin with a tag
    if found == "text":
        return _plain(raw, said, ending)
    check_ending(found, name)
    return found


def check_ending(found: str, name: str) -> None:
    """Unreadable when the ending is that of another kind of document."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    said = _KNOWN.get(ending)
    if said and said != found:
        raise Unreadable(
            f"is not what its ending says: it is {_CALLED[found]}; rename it to {_renamed(name, found)}"
        )


def _renamed(name: str, kind: str) -> str:
    return PurePath(name).with_suffix(f".{kind}").name


def _plain(raw: bytes, said: str | None, ending: str) -> str:
    if said in _PLAIN:
        return str(said)
    if said:
        raise Unreadable(
            f"is not what its ending says: there is no {_CALLED[said].split(maxsplit=1)[1]} in it, only text"
            if raw.strip(b"\0\t\r\n ") and b"\0" not in raw
            else f"is a damaged or empty .{ending} file; open it in the program it was made with and save it again"
        )
    return "text"


def _by_content(raw: bytes) -> str:
    head = raw[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in head[:1_024]:
        return "pdf"
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if raw.startswith(_OLE):
        raise Unreadable(_ole(raw))
    for sign, why in _NOT_READ:
        if raw.startswith(sign) and (len(sign) > 2 or b"\0" in head):
            raise Unreadable(why)
    if head[4:8] == b"ftyp":
        raise Unreadable(_PICTURE)
    if re.match(rb"(?:From: <Saved by|MIME-Version:|From: .*\r?\nSnapshot-)", start):
        raise Unreadable(
            'is a mail or a page saved as one file (.mht); save the page as "Web page, HTML only", or as PDF'
        )
    return "html" if _is_html(head) else "text"


def _is_html(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return bool(start.startswith(b"<") and _TAGS.search(head))


def _ole(raw: bytes) -> str:
    if _ENCRYPTED in raw:
        return "is protected with a password; open it, take the password away (File > Info) and save it again"
    for stream, why in _OLD:
        if stream.encode("utf-16-le") in raw:
            return why
    return "is an old Office document, which hjul does not read; open it and save it as .docx, .xlsx or PDF"
