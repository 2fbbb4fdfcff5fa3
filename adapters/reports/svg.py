"""A report's chart as SVG: shapes and patterns beside colours, readable in black and white, and with a text alternative.

Drawn for a width of 360, so that it is readable on a phone and at half a page's width. Nothing is styled by CSS, so that a
page with a strict policy shows it; every text is a text node of an XML tree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from mappings.charts import Bar, BurnUp, Point, Progress, Stacks
from mappings.report import Chart, Tone

WIDTH = 360
TEXT = 12.0
SMALL = 11.0
INK = "#1c1c1c"
QUIET = "#4b5661"
LINE = "#8a98a5"
RULE = "#dde3e9"
BLUE = "#1f3d5c"
LETTER = 0.55
"""A letter's width in the middle, as a share of its height, rather wide than narrow: no font is known here."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A ground, and lines or dots over it."""

    ground: str
    ink: str
    pattern: str = ""  # an SVG path within 6 × 6


FILLS: Mapping[Tone, Fill] = {
    Tone.CLOSED: Fill("#14602a", "#14602a"),
    Tone.GOOD: Fill("#e3f3e7", "#14602a", "M0 6L6 0M-1 1L1 -1M5 7L7 5"),
    Tone.WATCH: Fill("#fbf0da", "#7a4b00", "M0 0L6 6M5 -1L7 1M-1 5L1 7"),
    Tone.ALARM: Fill("#fbe6e4", "#a3140f", "M0 6L6 0M-1 1L1 -1M5 7L7 5M0 0L6 6M5 -1L7 1M-1 5L1 7"),
    Tone.MISSED: Fill("#a3140f", "#a3140f"),
    Tone.WAITING: Fill("#ffffff", "#4b5661"),
    Tone.UNKNOWN: Fill("#f3ecf9", "#5b2c83", "M1.5 1.5h1.4v1.4h-1.4zM4.5 4.5h1.4v1.4h-1.4z"),
    Tone.OFF: Fill("#eef0f2", "#4b5661", "M0 1.5H6M0 4.5H6"),
}


def draw(chart: Chart, *, font: str | None = None, titled: bool = False) -> str:
    """The chart as an ``svg`` element: without ``font`` to stand in an HTML page, with it as a file of its own.

    ``titled``: with its title written above it, for a place that has none beside it.
    """
    name = f"chart-{chart.key}"
    root = Element("svg", {"role": "img", "aria-labelledby": f"{name}-title {name}-alternative"})
    if font:
        root.attrib |= {"xmlns": "http://www.w3.org/2000/svg", "font-family": font}
    SubElement(root, "title", {"id": f"{name}-title"}).text = chart.title
    SubElement(root, "desc", {"id": f"{name}-alternative"}).text = chart.alternative
    drawing = _Drawing(root, name)
    if titled:
        drawing.text(0, 13, _cut(chart.title, WIDTH, TEXT), bold=True)
        drawing.y += 20
    match chart:
        case Progress():
            drawing.progress(chart)
        case Stacks():
            drawing.stacks(chart)
        case BurnUp():
            drawing.burn_up(chart)
        case _:
            raise TypeError(f"no drawing of {type(chart).__name__}")
    root.attrib |= {"viewBox": f"0 0 {WIDTH} {math.ceil(drawing.y)}", "font-size": _n(TEXT), "fill": INK}
    if font:
        root.attrib |= {"width": str(WIDTH), "height": str(math.ceil(drawing.y))}
    return tostring(root, encoding="unicode")


class _Drawing:
    """One drawing, made from the top: ``y`` is where the next thing begins."""

    def __init__(self, root: Element, name: str) -> None:
        self.root = root
        self.name = name
        self.y = 2.0
        self.patterns: set[Tone] = set()

    # The three kinds

    def progress(self, chart: Progress) -> None:
        for bar in chart.bars:
            self._bar(bar)
        if chart.more:
            self.text(0, self.y + SMALL, chart.more, size=SMALL, fill=QUIET)
            self.y += 17
        if any(bar.expected is not None for bar in chart.bars):
            self._expected(6, self.y + 1)
            self.text(16, self.y + 11, chart.expected, size=SMALL, fill=QUIET)
            self.y += 17

    def _bar(self, bar: Bar) -> None:
        said = f"{bar.text} · {bar.mark.word}" if bar.text else bar.mark.word
        said_wide = _wide(said, SMALL)
        self.symbol(bar.mark.tone, 1, self.y + 2)
        self.text(17, self.y + TEXT, _cut(bar.label, WIDTH - 17 - said_wide - 8, TEXT))
        self.text(WIDTH, self.y + TEXT, said, size=SMALL, fill=QUIET, anchor="end")
        top = self.y + 18
        self.box(0.5, top, WIDTH - 1, 9, fill="#ffffff", stroke=LINE)
        if bar.reached:
            self.box(0.5, top, (WIDTH - 1) * bar.reached, 9, fill=BLUE)
        if bar.expected is not None:
            self._expected(min(max((WIDTH - 1) * bar.expected, 3), WIDTH - 3), top - 3)
        self.y += 37

    def _expected(self, x: float, y: float) -> None:
        """A line across, dark within light, so that it is seen on the bar and beside it."""
        self.box(x - 2.5, y - 1, 5, 17, fill="#ffffff")
        self.box(x - 1, y, 2, 15, fill=INK)

    def stacks(self, chart: Stacks) -> None:
        for row in chart.rows:
            self.text(0, self.y + TEXT, _cut(row.label, WIDTH, TEXT))
            self.y += 17
            whole, x = sum(row.counts), 0.5
            for mark, count in zip(chart.marks, row.counts, strict=True):
                if count:
                    wide = (WIDTH - 1) * count / whole
                    self.filled(mark.tone, x, self.y, wide, 16)
                    self._count(str(count), x, wide, solid=mark.tone is Tone.CLOSED)
                    x += wide
            self.y += 24
        self._legend([(mark.tone, mark.word) for mark in chart.marks])

    def _count(self, said: str, x: float, wide: float, *, solid: bool) -> None:
        """The number in its part, on a ground of its own; nothing where the part is narrower than the number."""
        room = _wide(said, SMALL) + 6
        if wide < room:
            return
        middle = x + wide / 2
        if not solid:
            self.box(middle - room / 2, self.y + 2, room, 12, fill="#ffffff")
        colour = "#ffffff" if solid else INK
        self.text(middle, self.y + 12, said, size=SMALL, fill=colour, anchor="middle", bold=True)

    def _legend(self, entries: Sequence[tuple[Tone, str]]) -> None:
        x = 0.0
        for tone, word in entries:
            wide = 19 + 15 + _wide(word, SMALL) + 10
            if x and x + wide - 10 > WIDTH:
                x, self.y = 0.0, self.y + 18
            self.filled(tone, x + 0.5, self.y + 1, 14, 12)
            self.symbol(tone, x + 19, self.y + 1)
            self.text(x + 34, self.y + 11, word, size=SMALL)
            x += wide
        self.y += 18

    def burn_up(self, chart: BurnUp) -> None:
        left, top, high = 12 + _wide(str(chart.total), SMALL), self.y + 6, 120.0
        wide = WIDTH - left - 6

        def at(point: Point) -> tuple[float, float]:
            return left + wide * point[0], top + high * (1 - point[1] / chart.total)

        for value in _levels(chart.total):
            _, y = at((0, value))
            self.path(f"M{_n(left)} {_n(y)}H{_n(left + wide)}", RULE if value else LINE)
            self.text(left - 5, y + 4, str(value), size=SMALL, fill=QUIET, anchor="end")
        self._ticks(chart, left, wide, top + high)
        self.path(f"M{_n(at((chart.now, 0))[0])} {_n(top)}V{_n(top + high)}", LINE, dash="2 2")
        self.path(_line([at(point) for point in chart.due]), QUIET, width=1.6, dash="5 3")
        self.path(_line([at(point) for point in chart.done]), "#14602a", width=2.6)
        for point in chart.done[1:]:
            x, y = at(point)
            SubElement(self.root, "circle", {"cx": _n(x), "cy": _n(y), "r": "3.2", "fill": "#14602a"})
        self.y = top + high + 20
        self._key(chart)

    def _ticks(self, chart: BurnUp, left: float, wide: float, base: float) -> None:
        """The name of each stretch stands in its middle, as in a calendar."""
        ends = [share for share, _ in chart.ticks[1:]] + [1.0]
        for (share, word), end in zip(chart.ticks, ends, strict=True):
            self.path(f"M{_n(left + wide * share)} {_n(base)}v4", LINE)
            self.text(
                left + wide * (share + end) / 2, base + 13, word, size=SMALL, fill=QUIET, anchor="middle"
            )

    def _key(self, chart: BurnUp) -> None:
        x = 0.0
        for word, is_done in ((chart.done_word, True), (chart.due_word, False)):
            wide = 32 + _wide(word, SMALL) + 14
            if x and x + wide - 14 > WIDTH:
                x, self.y = 0.0, self.y + 17
            y = self.y + 7
            stroke, thick, dash = ("#14602a", 2.6, "") if is_done else (QUIET, 1.6, "5 3")
            self.path(f"M{_n(x)} {_n(y)}h26", stroke, width=thick, dash=dash)
            if is_done:
                SubElement(
                    self.root, "circle", {"cx": _n(x + 13), "cy": _n(y), "r": "3.2", "fill": "#14602a"}
                )
            self.text(x + 32, self.y + 11, word, size=SMALL)
            x += wide
        self.y += 18

    # Shapes

    def text(
        self,
        x: float,
        y: float,
        said: str,
        *,
        size: float = TEXT,
        fill: str = INK,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        given = {"x": _n(x), "y": _n(y)}
        given |= {"font-size": _n(size)} if size != TEXT else {}
        given |= {"fill": fill} if fill != INK else {}
        given |= {"text-anchor": anchor} if anchor != "start" else {}
        given |= {"font-weight": "bold"} if bold else {}
        SubElement(self.root, "text", given).text = said

    def box(
        self, x: float, y: float, wide: float, high: float, *, fill: str, stroke: str | None = None
    ) -> None:
        given = {"x": _n(x), "y": _n(y), "width": _n(wide), "height": _n(high), "fill": fill}
        SubElement(self.root, "rect", given | ({"stroke": stroke} if stroke else {}))

    def path(self, way: str, stroke: str, *, width: float = 1.0, dash: str = "") -> None:
        given = {"d": way, "fill": "none", "stroke": stroke, "stroke-width": _n(width)}
        SubElement(self.root, "path", given | ({"stroke-dasharray": dash} if dash else {}))

    def filled(self, tone: Tone, x: float, y: float, wide: float, high: float) -> None:
        """A box in the tone's ground and pattern, with an edge."""
        fill = FILLS[tone]
        name = f"{self.name}-{tone.value}"
        if fill.pattern and tone not in self.patterns:
            self.patterns.add(tone)
            made = {"id": name, "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
            pattern = SubElement(self.root, "pattern", made)
            SubElement(pattern, "rect", {"width": "6", "height": "6", "fill": fill.ground})
            SubElement(pattern, "path", {"d": fill.pattern, "stroke": fill.ink, "fill": "none"})
        self.box(x, y, wide, high, fill=f"url(#{name})" if fill.pattern else fill.ground, stroke=fill.ink)

    def symbol(self, tone: Tone, x: float, y: float) -> None:
        """The tone's symbol within 11 × 11, drawn, so that no font can lack it."""
        ink = FILLS[tone].ink
        way, solid = SHAPES[tone]
        given = {"d": way, "transform": f"translate({_n(x)} {_n(y)})", "stroke": ink, "stroke-width": "1.8"}
        SubElement(self.root, "path", given | {"fill": ink if solid else "none"})


SHAPES: Mapping[Tone, tuple[str, bool]] = {
    Tone.CLOSED: ("M1.5 6.5L4.5 9.5L10 2", False),
    Tone.GOOD: ("M2 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", True),
    Tone.WATCH: ("M6 1.5L10.5 6L6 10.5L1.5 6z", True),
    Tone.ALARM: ("M6 1.5L10.5 10H1.5z", True),
    Tone.MISSED: ("M2.5 2.5H9.5V9.5H2.5z", True),
    Tone.WAITING: ("M2 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", False),
    Tone.UNKNOWN: ("M3 4Q3 1.5 6 1.5Q9 1.5 9 4Q9 5.5 6 6.3V7.8M6 9.4V10.9", False),
    Tone.OFF: ("M2 2L10 10M10 2L2 10", False),
}
"""The symbols of ``mappings.report.SYMBOLS`` as paths; whether each is filled."""


def _n(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(value, 1) + 0.0:g}"


def _line(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _levels(total: int) -> Iterator[int]:
    """Nought, the whole, and the half where it is a whole number worth naming."""
    yield 0
    if total >= 8:
        yield total // 2
    yield total


def _wide(said: str, size: float) -> float:
    """About how wide a text is."""
    return len(said) * size * LETTER


def _cut(said: str, room: float, size: float) -> str:
    """As much of a text as fits; the whole of it is in the alternative."""
    most = max(int(room / (size * LETTER)), 4)
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
