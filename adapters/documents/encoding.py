"""Which encoding a text has, told by its bytes: Unicode with and without a mark, and the old Nordic ones."""

from __future__ import annotations

import codecs
import re

from adapters.documents.bounds import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "cp850", "mac_roman")
_NORDIC = re.compile(
    r"(?<=[a-zåäöæøé ])[åäöæøé](?=[a-zåäöæøé .,])|(?<![a-zåäöæøé])[ÅÄÖÆØ](?=[a-zåäöæøé])|(?<=[A-ZÅÄÖÆØ])[ÅÄÖÆØ]|–|”|’|•"
)
_ODD = re.compile(r"[^\x00-\x7fåäöæøéèüáÅÄÖÆØÉÜ–—“”‘’•…§°½´»«\xa0€·\u0161\u0160ŽžÁàÀêíóúðþ]")
_SAMPLE = 200_000
_WIDE = 1_000


def decode(raw: bytes) -> str:
    """The text. Unreadable for what is no text: a NUL, or a mark that the rest belies."""
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _strict(raw, name)
    if wide := _without_mark(raw[:_WIDE]):
        return _strict(raw, wide)
    if b"\0" in raw:
        raise Unreadable(
            "is not text but some other kind of file; save the plan as .docx, .odt, .pdf or .txt"
        )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _old(raw)


def _strict(raw: bytes, name: str) -> str:
    try:
        text = raw.decode(name)
    except UnicodeDecodeError:
        raise Unreadable(
            "begins as Unicode text and goes on as something else; save it anew as UTF-8 text"
        ) from None
    if "\0" in text:
        raise Unreadable(
            "is not text but some other kind of file; save the plan as .docx, .odt, .pdf or .txt"
        )
    return text


def _without_mark(start: bytes) -> str:
    """UTF-16 without a mark has its NULs at every other place."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    half = len(start) / 2
    if half >= 2 and odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if half >= 2 and even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _old(raw: bytes) -> str:
    """The one in which Nordic letters stand where Nordic words have them. Windows' own where nothing tells."""
    sample = raw[:_SAMPLE]

    def fits(name: str) -> int:
        text = sample.decode(name, errors="replace")
        return len(_NORDIC.findall(text)) - 3 * len(_ODD.findall(text))

    best = max(_OLD, key=fits)
    try:
        return raw.decode(best)
    except UnicodeDecodeError:
        return raw.decode("latin-1")
