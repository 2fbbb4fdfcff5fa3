"""The pictures in the README and in docs, of an invented plan in which people have reported this and that.

python -m tests.pictures    draws them anew; make pictures does so
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]

from adapters.reports import strip_svg
from adapters.reports.wheel_svg import render
from config.plan_file import read_plan
from sync.cli.report import rendered
from tests.adapters.reports.made import pdf_lines
from tests.examples import followed_example
from tests.strips import strip_of
from tests.wheels import told, wheel_of

ROOT = Path(__file__).resolve().parent.parent
WHEEL = ROOT / "docs" / "pictures" / "wheel.svg"
STRIP = ROOT / "docs" / "pictures" / "strip.svg"
REPORT = ROOT / "docs" / "pictures" / "report.png"
AS_OF = date(2026, 5, 10)
SCALE = 1.4
"""Pixels for each point of the page."""


def wheel() -> str:
    """The wheel of the branch that the README's session is about."""
    plan = read_plan(ROOT / "examples" / "lokallaget" / "plan.yaml").plan
    return render(wheel_of(plan, *told(plan, AS_OF), as_of=AS_OF))


def strip() -> str:
    """The strip of the example that runs over five years, in its second."""
    plan, as_of = (
        read_plan(ROOT / "examples" / "handlingsplanen" / "plan.yaml").plan,
        AS_OF.replace(year=2027),
    )
    return strip_svg.render(strip_of(plan, *told(plan, as_of), as_of=as_of))


def report() -> bytes:
    """The same branch's report as PDF."""
    made = rendered(followed_example("lokallaget"), "pdf")
    assert isinstance(made, bytes)
    return made


def said(made: bytes) -> str:
    """A digest of what the first page says: a picture's bytes hang on the library that draws them."""
    _, *lines = pdf_lines(made)
    first = "\n".join(takewhile(lambda line: not line.startswith("--- page"), lines))
    return hashlib.sha256(first.encode()).hexdigest()


def first_page(made: bytes) -> bytes:
    """The first page as PNG, which bears the digest of what it says."""
    drawn = pypdfium2.PdfDocument(made)[0].render(scale=SCALE, rev_byteorder=True)
    width, height, stride = drawn.width, drawn.height, drawn.stride
    raw = bytes(drawn.buffer)
    rows = b"".join(b"\0" + raw[at * stride : at * stride + 3 * width] for at in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (
        (b"IHDR", header),
        (b"tEXt", b"said\0" + said(made).encode()),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    """PNG, 5.3: length, kind, data, and the checksum of the last two."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def digest_in(picture: bytes) -> str:
    """The digest that a picture bears."""
    return next(data.removeprefix(b"said\0").decode() for kind, data in _chunks(picture) if kind == b"tEXt")


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += length + 12


if __name__ == "__main__":
    WHEEL.parent.mkdir(exist_ok=True)
    WHEEL.write_text(wheel(), encoding="utf-8")
    STRIP.write_text(strip(), encoding="utf-8")
    REPORT.write_bytes(first_page(report()))
