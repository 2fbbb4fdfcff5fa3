"""The layout of a PDF's pages: what is printed on each of them alike, tables, columns, and the order to read them in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from adapters.documents.headings import Found
from adapters.documents.pdf_lines import LARGER, NEAR, Lines, Segment, Word, mark, rows_of, segments_of
from adapters.documents.pdf_tables import Grid, Rule, aligned_table, grids
from adapters.documents.runs import is_bold
from config.language import language, languages

_MARGIN = 0.12
"""So much of a page, above and below, may be its header and footer."""
_OFTEN = 0.4
_PAGE_NUMBER = re.compile(
    r"\W*(?:[^\W\d]{1,9}\.?\s)?(\d{1,4})(?:\s?(?:/|\(|of|av|[^\W\d]{1,3})\s?\d{1,4}\)?)?\W*"
)
_MOST_IN_MARGIN = 80
"""Letters beside the number of a page, which name the document or whose it is."""
_STEM = 3
"""Letters that "page" begins with in all its forms: sida, sidan, sidor."""
_PROSE = 22
"""Letters on an average line: columns of text have more, a table has fewer."""
_FULL = 0.6
_MOST_RULES = 2_000
_WIDEST = 2.5
_LINES = 6
"""Columns of text have at least so many lines."""
_CROSSING = 0.3
_APART = 2.6
"""Rows of a table are no further apart, in sizes of their letters."""


@dataclass(slots=True)
class Page:
    """Points; the words as they are drawn, in any order."""

    number: int
    width: float
    height: float
    words: list[Word]
    rules: list[Rule]


def layout(pages: Sequence[Page]) -> list[Found]:
    """All blocks in reading order."""
    pages = [_struck(page) for page in pages]
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size, 1)] += len(word.text)
    body = sizes.most_common(1)[0][0] if sizes else 12.0
    repeated = _repeated(pages)
    read = [_PageReader(page, repeated) for page in pages]
    rights: dict[float, float] = {}
    for page_reader in read:
        edges = (row[0].right for row in page_reader.rows if len(row) == 1 and row[0].size < LARGER * body)
        rights[page_reader.page.width] = max(rights.get(page_reader.page.width, 0.0), *edges, 0.0)
    mark([one for page in read for row in page.rows for one in row])
    lines = Lines(body, near=_near(pages))
    tables = 0
    for page_reader in read:
        tables = page_reader.blocks(lines, tables, rights[page_reader.page.width])
    return lines.found


def _near(pages: Sequence[Page]) -> float:
    """How far apart the lines of one paragraph may be: a little more than most lines are."""
    steps: Counter[float] = Counter()
    for page in pages:
        for row, below in pairwise(rows_of(page.words)):
            size = max(word.size for word in row)
            if abs(size - max(word.size for word in below)) < 0.1 * size:
                steps[round((row[0].baseline - below[0].baseline) / size, 1)] += 1
    usual = steps.most_common(1)[0][0] if steps else 0.0
    return max(NEAR, 1.05 * usual + 0.05) if usual < _WIDEST else NEAR


def _struck(page: Page) -> Page:
    """The page, with what is struck out: a line goes through the middle of its letters, and is none of a table's."""
    level = sorted(
        ((y0 + y1) / 2, (x0, y0, x1, y1)) for x0, y0, x1, y1 in page.rules if y1 - y0 < 3 and x1 - x0 > 4
    )
    if not level or len(level) > _MOST_RULES:
        return page
    words: list[Word] = []
    strokes: set[Rule] = set()
    for word in page.words:
        first = bisect_left(level, (word.baseline + 0.1 * word.size,))
        last = bisect_left(level, (word.baseline + 0.4 * word.size,))
        wide = 0.8 * (word.right - word.left)
        through = [
            rule for _, rule in level[first:last] if min(rule[2], word.right) - max(rule[0], word.left) > wide
        ]
        strokes.update(through)
        words.append(replace(word, struck=True) if through else word)
    return replace(page, words=words, rules=[rule for rule in page.rules if rule not in strokes])


def _without_references(row: Sequence[Word]) -> list[Word]:
    """The row without the small raised numbers of its footnotes."""
    beside = [None, *row[:-1]], [*row[1:], None]
    return [
        word
        for word, before, after in zip(row, *beside, strict=True)
        if not (word.text.isdigit() and any(one and _is_raised(word, one) for one in (before, after)))
    ]


def _is_raised(word: Word, by: Word) -> bool:
    """Whether a word stands small and raised by its neighbour: what is further off may be of another column."""
    near = max(by.left - word.right, word.left - by.right) < by.size
    return near and word.size < 0.8 * by.size and word.baseline > by.baseline + 0.15 * by.size


@cache
def _named_page() -> re.Pattern[str]:
    """A number that is called that of a page, with the name of the document before it: "Lunden School · page 1 of 2"."""
    words = "|".join(
        re.escape(language(code).word("place.page", number="").strip()[:_STEM]) for code in languages()
    )
    before = rf".{{1,{_MOST_IN_MARGIN}}}\W\s*"
    return re.compile(
        rf"{before}(?:{words})[^\W\d]{{0,3}}\s(\d{{1,4}})(?:\s?(?:/|[^\W\d]{{1,3}})\s?\d{{1,4}})?\W*",
        re.IGNORECASE,
    )


_BEHIND_NAME = re.compile(rf".{{3,{_MOST_IN_MARGIN}}}\s[-–—|·•]\s?(\d{{1,4}})")
"""The number of a page behind the document's name: "Lunden School, work plan – 2"."""


def _alike(row: Sequence[Word]) -> str:
    return re.sub(r"\d+", "#", _text(row))


def _in_margin(page: Page, row: Sequence[Word]) -> str:
    """Whether a row stands where headers and footers do: "above", "below" or neither."""
    if row[0].baseline > (1 - _MARGIN) * page.height:
        return "above"
    return "below" if row[0].baseline < _MARGIN * page.height else ""


def _repeated(pages: Sequence[Page]) -> frozenset[tuple[str, str]]:
    """What stands in the margin of many pages alike, but for numbers."""
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        seen.update({(where, _alike(row)) for row in rows_of(page.words) if (where := _in_margin(page, row))})
    least = max(2, _OFTEN * len(pages))
    return frozenset(key for key, count in seen.items() if count >= least)


def margins(pages: Sequence[Page]) -> tuple[str, ...]:
    """What stands in the margins of many pages, as the first of them has it; no page numbers."""
    repeated = _repeated(pages)
    found: dict[tuple[str, str], str] = {}
    for page in pages:
        for row in rows_of(page.words):
            key = (_in_margin(page, row), _alike(row))
            if key in repeated and not _PAGE_NUMBER.fullmatch(_text(row)):
                found.setdefault(key, _text(row))
    return tuple(dict.fromkeys(found.values()))


def _text(row: Sequence[Word]) -> str:
    return " ".join(word.text for word in row)


class _PageReader:
    """One page: ``rows`` are its lines outside tables with drawn lines, each as segments."""

    def __init__(self, page: Page, repeated: frozenset[tuple[str, str]]) -> None:
        self.page = page
        rows = self._without_margins(rows_of(page.words), repeated)
        self.grids = grids(page.rules)
        self.right = 0.0
        self.line_of: dict[int, int] = {}
        self.rows: list[list[Segment]] = []
        for number, row in enumerate(rows, start=1):
            outside: list[Word] = []
            for word in _without_references(row):
                self.line_of[id(word)] = number
                grid = next((one for one in self.grids if one.holds(word)), None)
                if grid:
                    grid.words.append(word)
                else:
                    outside.append(word)
            if outside:
                segments = segments_of(outside)
                for one in segments:
                    one.line, one.page = number, page.number
                self.rows.append(segments)
        self.grids = [grid for grid in self.grids if grid.words]

    def _without_margins(
        self, rows: list[list[Word]], repeated: frozenset[tuple[str, str]]
    ) -> list[list[Word]]:
        kept = [
            row
            for row in rows
            if not (where := _in_margin(self.page, row)) or (where, _alike(row)) not in repeated
        ]
        for at in (-1, 0):
            if kept and _in_margin(self.page, kept[at]) and self._is_page_number(kept[at]):
                del kept[at]
        return kept

    def _is_page_number(self, row: Sequence[Word]) -> bool:
        text = _text(row)
        behind_name = _BEHIND_NAME.fullmatch(text)
        if behind_name and int(behind_name[1]) == self.page.number:
            return True
        match = _PAGE_NUMBER.fullmatch(text) or _named_page().fullmatch(text)
        return bool(match) and int(match[1]) <= self.page.number + 400 if match else False

    def blocks(self, lines: Lines, tables: int, right: float) -> int:
        """Adds the page's blocks, from the top; how many tables there are now. ``right`` is where lines end on pages like it."""
        self.right = right
        waiting = sorted(self.grids, key=lambda grid: -grid.top)
        part: list[list[Segment]] = []
        for row in self.rows:
            while waiting and row[0].baseline < waiting[0].top:
                tables = self._flush(part, lines, tables)
                part = []
                tables = self._grid(waiting.pop(0), lines, tables)
            part.append(row)
        tables = self._flush(part, lines, tables)
        for grid in waiting:
            tables = self._grid(grid, lines, tables)
        return tables

    def _grid(self, grid: Grid, lines: Lines, tables: int) -> int:
        lines.levels.end()
        lines.found.extend(grid.table(self.page.number, tables + 1, self.line_of))
        return tables + 1

    def _flush(self, rows: list[list[Segment]], lines: Lines, tables: int) -> int:
        single: list[list[Segment]] = []
        for band in (
            one for part in _parts(rows) for one in ([part] if isinstance(part, _Band) else _bands(part))
        ):
            if not band.edges or not band.several:
                single.extend(band.rows)
                continue
            lines.read(single, self.right)
            single = []
            if band.is_prose():
                for column in band.columns():
                    lines.read(column)
            else:
                tables += 1
                lines.levels.end()
                lines.found.extend(aligned_table(band.rows, band.edges, self.page.number, tables))
        lines.read(single, self.right)
        return tables


@dataclass
class _Band:
    """Rows below each other that leave the same upright gaps free."""

    rows: list[list[Segment]]
    free: list[tuple[float, float]]
    left: float
    right: float

    @property
    def edges(self) -> list[float]:
        """The middles of the gaps that have text on both sides."""
        return [(start + end) / 2 for start, end in self.free if self.left < start and end < self.right]

    def add(self, row: list[Segment], free: list[tuple[float, float]]) -> None:
        """A row that leaves these gaps free with the others."""
        self.rows.append(row)
        self.free = free
        self.left = min(self.left, row[0].left)
        self.right = max(self.right, row[-1].right)

    @property
    def several(self) -> bool:
        """More than one row with a gap, or one with a very wide one."""
        return sum(len(row) > 1 for row in self.rows) > 1

    def columns(self) -> list[list[list[Segment]]]:
        """The lines of each column."""
        edges = [0.0, *self.edges, float("inf")]
        return [
            [part for row in self.rows if (part := [one for one in row if start <= one.left < end])]
            for start, end in pairwise(edges)
        ]

    def is_prose(self) -> bool:
        """Columns of text, each to be read by itself; not a table."""
        columns = self.columns()
        marked = sum(any(one.mark for row in column for one in row) for column in columns)
        first = self.rows[0][0].line
        titled = any(
            is_bold(one.runs) and one.line != first
            for column in columns[1:]
            for line in column
            for one in line
        )
        if len(self.rows) > 3 and (marked > 1 or (titled and marked)):
            return True
        return len(self.rows) > 3 and sum(map(_is_text, columns)) > 1


def _is_text(column: Sequence[list[Segment]]) -> bool:
    said = [one for line in column for one in line]
    wide = max(one.right for one in said) - min(one.left for one in said)
    letters = sum(len(one.text) for one in said) / len(said)
    filled = sum(one.right - one.left for one in said) / (len(said) * wide) if wide else 0
    return letters >= _PROSE and filled >= _FULL


def _parts(rows: list[list[Segment]]) -> list[_Band | list[list[Segment]]]:
    """The rows of a page, with those that stand in two columns of text as one band, whatever sizes their headings have."""
    middle = _gutter(rows)
    if middle is None:
        return [rows]
    found: list[_Band | list[list[Segment]]] = []
    for crossing, group in groupby(rows, key=lambda row: any(one.left < middle < one.right for one in row)):
        those = list(group)
        left, right = min(row[0].left for row in those), max(row[-1].right for row in those)
        band = _Band(those, [(middle - 1, middle + 1)], left, right)
        columns = [column for column in band.columns() if column]
        if (
            not crossing
            and len(columns) == 2
            and all(len(one) >= _LINES and _is_text(one) for one in columns)
        ):
            found.append(band)
        else:
            found.append(those)
    return found if any(isinstance(one, _Band) for one in found) else [rows]


def _gutter(rows: Sequence[list[Segment]]) -> float | None:
    """Where a page is parted in two columns: what few rows cross, near its middle."""
    if len(rows) < _LINES:
        return None
    left, right = min(row[0].left for row in rows), max(row[-1].right for row in rows)
    step = (right - left) / 100
    crossed = [
        sum(any(one.left - 1 < x < one.right + 1 for one in row) for row in rows)
        for x in (left + number * step for number in range(35, 66))
    ]
    least = min(crossed)
    if least > _CROSSING * len(rows):
        return None
    places = [number for number, count in enumerate(crossed) if count == least]
    return float(left + (35 + places[len(places) // 2]) * step)


def _bands(rows: Sequence[list[Segment]]) -> list[_Band]:
    found: list[_Band] = []
    for row in rows:
        alone = _Band([row], _gaps(row), row[0].left, row[-1].right)
        last = found[-1] if found else None
        if last is None:
            found.append(alone)
            continue
        common = _common(last.free, alone.free, 0.8 * row[0].size)
        both = _Band([], common, min(last.left, alone.left), max(last.right, alone.right))
        if (len(row) > 1 or last.edges) and not _belongs(last, row, both.edges):
            found.append(alone)
        else:
            last.add(row, common)
    return found


def _belongs(band: _Band, row: list[Segment], edges: Sequence[float]) -> bool:
    """Whether a row goes on with the band above: near, of its size, and leaving its gaps free, of which ``edges`` remain."""
    above = band.rows[-1]
    if above[0].baseline - row[0].baseline > _APART * max(above[0].size, row[0].size):
        return False
    if len(row) == 1 and (abs(row[0].size - above[0].size) > 0.08 * above[0].size):
        return False
    if not band.edges:
        return False
    return len(edges) >= len(band.edges) or (len(row) > 1 and bool(edges))


def _gaps(row: Sequence[Segment]) -> list[tuple[float, float]]:
    edges = [float("-inf")]
    for one in row:
        edges.extend((one.left, one.right))
    edges.append(float("inf"))
    return [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]


def _common(
    ones: Sequence[tuple[float, float]], others: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    at = number = 0
    while at < len(ones) and number < len(others):
        start, end = max(ones[at][0], others[number][0]), min(ones[at][1], others[number][1])
        if end - start >= least:
            found.append((start, end))
        if ones[at][1] < others[number][1]:
            at += 1
        else:
            number += 1
    return found
