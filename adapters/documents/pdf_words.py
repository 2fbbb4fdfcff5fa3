"""The words of a PDF with their places, and its drawn lines, as PDFium sees them. Run as a program of its own, within bounds.

``python -m adapters.documents.pdf_words`` reads a PDF from standard input and writes JSON: see ``read``. PDFium is C++ that
reads whatever somebody sent; what makes it run wild or crash ends this process and no other.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as c  # type: ignore[import-untyped]

from adapters.documents.bounds import MOST_PAGES, PDF_MEGABYTES, PDF_SECONDS

MOST_LETTERS = 8_000_000
_HYPHEN = 2
"""What PDFium gives for a hyphen at the end of a line."""
_MOST_DOTS = 2_000
MOST_OBJECTS = 200_000
"""Drawn things on a page that are looked at."""
DEEPEST_FORM = 4
_BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!a)", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_GAP = 0.16
"""So much of the size of the letters between two of them is a blank."""
_THIN = 2.6
"""Points: what is no thicker is a drawn line."""
_DOT = (1.0, 9.0)
"""Points: the size of a bullet that is drawn and not written, as browsers do."""


def read(raw: bytes) -> dict[str, Any]:
    """``{"title", "language", "pages": [{"width", "height", "words": […], "rules": […], "pictures": n}]}``, or ``{"wrong":
    "damaged" | "password" | "pages"}``.

    A word is [text, left, right, baseline, size, bold, open (no blank is written after it)]; a rule is [left, bottom, right, top]. Points, from the lower left corner
    of the page as it is looked at.
    """
    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        return {"wrong": "password" if "assword" in str(error) or "ecurity" in str(error) else "damaged"}
    if len(document) > MOST_PAGES:
        return {"wrong": "pages"}
    pages: list[dict[str, Any]] = []
    letters = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue
        found = _Page(page)
        letters += found.count
        if letters > MOST_LETTERS:
            return {"wrong": "pages"}
        pages.append(found.said())
        page.close()
    if not pages:
        return {"wrong": "damaged"}
    title = str(document.get_metadata_value("Title") or "")
    return {"title": title, "language": _language(document), "pages": pages}


def _language(document: Any) -> str:
    size = c.FPDFCatalog_GetLanguage(document.raw, None, 0) if hasattr(c, "FPDFCatalog_GetLanguage") else 0
    if not 2 < size < 100:
        return ""
    buffer = ctypes.create_string_buffer(size)
    c.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(c.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", errors="ignore")


@dataclass
class _Page:
    """One page. Coordinates are turned so that most of its text runs from left to right."""

    page: Any
    words: list[list[Any]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    dots: list[tuple[float, float, float, float, bool]] = field(default_factory=list)
    pictures: int = 0
    count: int = 0
    turn: int = 0
    fonts: dict[int, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.width, self.height = self.page.get_size()
        self.box = self.page.get_mediabox()
        text = self.page.get_textpage()
        self.count = text.count_chars()
        self.turn = self.turned(text.raw)
        self.read_words(text.raw)
        text.close()
        self.read_drawn()

    def turned(self, text: Any) -> int:
        """By how many quarters most of the text is turned."""
        step = max(1, self.count // 200)
        angles = Counter(
            round(c.FPDFText_GetCharAngle(text, at) / (math.pi / 2)) % 4 for at in range(0, self.count, step)
        )
        turn = int(angles.most_common(1)[0][0]) if angles else 0
        if turn % 2 != self.page.get_rotation() // 90 % 2:
            self.width, self.height = self.height, self.width
        return turn

    def place(self, x: float, y: float) -> tuple[float, float]:
        """As it is looked at."""
        left, bottom, right, top = self.box
        match self.turn:
            case 1:
                return top - y, x - left
            case 2:
                return right - x, top - y
            case 3:
                return y - bottom, right - x
            case _:
                return x - left, y - bottom

    def read_words(self, text: Any) -> None:
        """Letters that follow each other in the file without a gap are a word. Asks PDFium as little as it can per letter."""
        unicode_of, box_of = c.FPDFText_GetUnicode, c.FPDFText_GetLooseCharBox
        box = c.FS_RECTF()
        here = ctypes.byref(box)
        word = _Word()
        for at in range(self.count):
            code = unicode_of(text, at)
            if code <= 32 or code == 0xA0:
                if code != _HYPHEN:
                    if code in (32, 0xA0) and not c.FPDFText_IsGenerated(text, at):
                        word.ended = True
                    continue
                code = 0x2D
            elif code in (0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000 or not box_of(text, at, here):
                continue
            if code == 0x2D and not box_of(text, at, here):
                continue
            corners = self.upright(box) if self.turn else (box.left, box.bottom, box.right, box.top)
            if not word.takes(*corners):
                self.close(word)
                word = self.begin(text, at, *corners)
            word.letters.append(chr(code))
            word.right = max(word.right, corners[2])
        self.close(word)

    def upright(self, box: Any) -> tuple[float, float, float, float]:
        return self.bounds(box.left, box.bottom, box.right, box.top)

    def begin(self, text: Any, at: int, left: float, bottom: float, right: float, top: float) -> _Word:
        x, y = ctypes.c_double(), ctypes.c_double()
        c.FPDFText_GetCharOrigin(text, at, x, y)
        baseline = self.place(x.value, y.value)[1] if self.turn else y.value
        shown = ctypes.cast(c.FPDFText_GetTextObject(text, at), ctypes.c_void_p).value or 0
        if shown not in self.fonts:
            self.fonts[shown] = _is_bold(text, at)
        return _Word(left, right, bottom, top, baseline, bold=self.fonts[shown])

    def close(self, word: _Word) -> None:
        if not word.letters or not all(
            map(math.isfinite, (word.left, word.right, word.bottom, word.top, word.baseline))
        ):
            return
        left, bottom = (0.0, 0.0) if self.turn else self.box[:2]
        self.words.append(
            [
                "".join(word.letters),
                round(word.left - left, 1),
                round(word.right - left, 1),
                round(word.baseline - bottom, 1),
                round(word.top - word.bottom, 1),
                word.bold,
                not word.ended,
            ]
        )

    def read_drawn(self) -> None:
        left = MOST_OBJECTS
        for shape in self.page.get_objects(max_depth=DEEPEST_FORM):
            left -= 1
            if left <= 0:
                return
            if shape.type == c.FPDF_PAGEOBJ_IMAGE:
                self.pictures += 1
            elif shape.type == c.FPDF_PAGEOBJ_PATH:
                self.path(shape)

    def path(self, shape: Any) -> None:
        mode, stroke = ctypes.c_int(), c.FPDF_BOOL()
        c.FPDFPath_GetDrawMode(shape.raw, mode, stroke)
        if not mode.value and not stroke.value:
            return
        points = c.FPDFPath_CountSegments(shape.raw)
        x0, y0, x1, y1 = self.bounds(*shape.get_bounds())
        wide, high = x1 - x0, y1 - y0
        if wide <= _THIN or high <= _THIN:
            if max(wide, high) > _THIN:
                self.rules.append((x0, y0, x1, y1))
            elif mode.value and min(wide, high) >= _DOT[0]:
                self.dots.append((x0, y0, x1, y1, True))
        elif max(wide, high) <= _DOT[1] and abs(wide - high) < 0.35 * max(wide, high):
            self.dots.append((x0, y0, x1, y1, bool(mode.value)))
        elif stroke.value and points <= 2_000:
            self.lines(shape, points)

    def bounds(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        x0, y0 = self.place(left, bottom)
        x1, y1 = self.place(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def lines(self, shape: Any, points: int) -> None:
        """The upright and level lines of a drawn path: the grid of a table in one stroke, a box."""
        matrix = shape.get_matrix()
        x, y = ctypes.c_float(), ctypes.c_float()
        start = before = (0.0, 0.0)
        for at in range(points):
            segment = c.FPDFPath_GetPathSegment(shape.raw, at)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            here = self.place(*matrix.on_point(x.value, y.value))
            if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
                start = here
            else:
                self.line(before, here)
            if c.FPDFPathSegment_GetClose(segment):
                self.line(here, start)
            before = here

    def line(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        x0, x1 = sorted((one[0], other[0]))
        y0, y1 = sorted((one[1], other[1]))
        if min(x1 - x0, y1 - y0) <= 1 and max(x1 - x0, y1 - y0) > 4:
            self.rules.append((x0, y0, x1, y1))

    def said(self) -> dict[str, Any]:
        self.words.extend(list(self.bullets()))
        return {
            "width": round(self.width, 1),
            "height": round(self.height, 1),
            "words": self.words,
            "rules": [[round(one, 1) for one in rule] for rule in self.rules],
            "pictures": self.pictures,
        }

    def bullets(self) -> Iterator[list[Any]]:
        """A dot that is drawn just before a word is its bullet."""
        if len(self.dots) > _MOST_DOTS:
            return
        for x0, y0, x1, y1, filled in self.dots:
            middle = (y0 + y1) / 2
            for _, left, _, baseline, size, _, _ in self.words:
                if 0 < left - x1 < 2.2 * size and baseline - 0.1 * size < middle < baseline + 0.75 * size:
                    yield ["•" if filled else "◦", round(x0, 1), round(x1, 1), baseline, size, False, False]
                    break


@dataclass(slots=True)
class _Word:
    left: float = 0
    right: float = 0
    bottom: float = 0
    top: float = 0
    baseline: float = 0
    bold: bool = False
    letters: list[str] = field(default_factory=list)
    ended: bool = False

    def takes(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether the next letter belongs to it: on its line, of its size, and at its end."""
        size = self.top - self.bottom
        slack = _GAP * size
        return (
            bool(self.letters)
            and not self.ended
            and abs(bottom - self.bottom) < slack
            and abs(top - self.top) < slack
            and -1.2 * size < left - self.right < slack
            and right > self.left
        )


def _is_bold(text: Any, at: int) -> bool:
    buffer = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    size = c.FPDFText_GetFontInfo(text, at, buffer, 200, flags)
    name = buffer.raw[: max(0, min(size, 200) - 1)].decode("utf-8", errors="replace")
    return bool(_BOLD.search(name) or flags.value & _FORCED_BOLD or c.FPDFText_GetFontWeight(text, at) >= 600)


def _within_bounds() -> None:
    """Where the system has such bounds."""
    try:
        import resource  # noqa: PLC0415  # not on every system
    except ImportError:
        return
    bounds = [(resource.RLIMIT_CPU, PDF_SECONDS), (resource.RLIMIT_CORE, 0)]
    if sys.platform.startswith("linux"):
        bounds.append((resource.RLIMIT_AS, PDF_MEGABYTES * 1_000_000))
    for what, most in bounds:
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, hard))


def main() -> None:
    """Standard input to standard output."""
    _within_bounds()
    json.dump(read(sys.stdin.buffer.read()), sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
