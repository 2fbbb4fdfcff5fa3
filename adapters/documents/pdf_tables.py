"""Tables of a PDF: those with drawn lines by their lines, those without by what stands below each other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from adapters.documents.pdf_lines import Segment, Word, rows_of
from adapters.documents.runs import joined_runs, tidy
from mappings.blocks import Cell, Place, Run, Runs, TableRow

Rule: TypeAlias = tuple[float, float, float, float]

_SAME = 3.0
"""Points: lines that are no further apart are one."""
_MOST = 400
"""Level or upright lines of a page: what has more is a drawing."""
_MOST_CELLS = 5_000
"""Of one table on one page."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A level line at height ``at`` or an upright one at ``at`` from the left."""

    at: float
    start: float
    end: float


@dataclass
class Grid:
    """A table with drawn lines: the edges of its columns from the left and of its rows from the top."""

    columns: list[float]
    rows: list[float]
    level: list[_Line]
    upright: list[_Line]
    words: list[Word] = field(default_factory=list)

    @property
    def top(self) -> float:
        return self.rows[0]

    def holds(self, word: Word) -> bool:
        """Whether the middle of a word lies in it."""
        x, y = _middle(word)
        return self.columns[0] <= x <= self.columns[-1] and self.rows[-1] <= y <= self.rows[0]

    def table(self, page: int, number: int, line_of: dict[int, int]) -> list[TableRow]:
        """Its rows that say something. ``line_of`` has the line on the page of each word, by the word's ``id``."""
        placed: dict[tuple[int, int], list[Word]] = {}
        for word in self.words:
            x, y = _middle(word)
            column = min(max(bisect_right(self.columns, x) - 1, 0), len(self.columns) - 2)
            row = min(max(sum(edge > y for edge in self.rows) - 1, 0), len(self.rows) - 2)
            placed.setdefault((row, column), []).append(word)
        roots = self._roots(self._parted_by_others(placed))
        own: dict[tuple[int, int], list[Word]] = {}
        for at, words in placed.items():
            own.setdefault(roots[at], []).extend(words)
        texts = {root: _cell_text(words) for root, words in own.items()}
        found: list[TableRow] = []
        for row in range(len(self.rows) - 1):
            cells = tuple(
                Cell(texts.get(roots[row, column], ()), merged=roots[row, column] != (row, column))
                for column in range(len(self.columns) - 1)
            )
            if any(cell.runs and not cell.merged for cell in cells):
                lines = [
                    line_of[id(word)]
                    for column in range(len(self.columns) - 1)
                    for word in own.get((row, column), ())
                ]
                place = Place(page=page, line=min(lines, default=None), table=number, row=row + 1)
                found.append(TableRow(cells, place=place))
        return found

    def _parted_by_others(self, placed: dict[tuple[int, int], list[Word]]) -> set[int]:
        """The rows without lines between their cells whose words stand as in the rows that have them: every second row is
        shaded, and only the shaded ones show their columns.
        """
        inner = self.columns[1:-1]
        middles = [(above + below) / 2 for above, below in pairwise(self.rows)]
        drawn = {n for n, y in enumerate(middles) if all(_covers(self.upright, x, y) for x in inner)}
        bare = {n for n, y in enumerate(middles) if not any(_covers(self.upright, x, y) for x in inner)}
        edges: dict[int, list[tuple[float, float]]] = {}
        for (row, column), words in placed.items():
            if row in drawn:
                edges.setdefault(column, []).append(_edges(words))
        found = set[int]()
        for row in bare if len(drawn) > 1 else ():
            cells = {column: words for (at, column), words in placed.items() if at == row}
            stand = all(_is_aligned(_edges(words), edges.get(column, ())) for column, words in cells.items())
            crossed = any(
                word.left < x - _SAME and word.right > x + _SAME
                for words in cells.values()
                for word in words
                for x in inner
            )
            if len(cells) > 1 and stand and not crossed:
                found.add(row)
        return found

    def _roots(self, parted: Container[int]) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell the first of those with which it is merged: no line parts them, and the row is not ``parted``."""
        roots: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.rows) - 1):
            y = (self.rows[row] + self.rows[row + 1]) / 2
            for column in range(len(self.columns) - 1):
                x = (self.columns[column] + self.columns[column + 1]) / 2
                here = row, column
                if column and row not in parted and not _covers(self.upright, self.columns[column], y):
                    here = roots[row, column - 1]
                elif row and not _covers(self.level, self.rows[row], x):
                    here = roots[row - 1, column]
                roots[row, column] = here
        return roots


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, word.baseline + 0.25 * word.size


def _edges(words: Sequence[Word]) -> tuple[float, float]:
    """Where the words of a cell begin and end."""
    return min(word.left for word in words), max(word.right for word in words)


def _is_aligned(own: tuple[float, float], others: Sequence[tuple[float, float]]) -> bool:
    """Whether a cell's words begin or end where those of another row do."""
    return any(abs(own[0] - left) <= _SAME or abs(own[1] - right) <= _SAME for left, right in others)


def _covers(lines: Sequence[_Line], at: float, point: float) -> bool:
    return any(abs(line.at - at) <= _SAME and line.start - 1 <= point <= line.end + 1 for line in lines)


def _cell_text(words: Sequence[Word]) -> Runs:
    """Lines that are full go on in the next one; others are lines of their own."""
    rows = rows_of(words)
    right = max(word.right for word in words)
    lines: list[list[Runs]] = []
    before: Segment | None = None
    for row in rows:
        line = Segment(list(row))
        first = row[0]
        full = before and before.right + first.right - first.left + 0.15 * first.size > right - 1
        if full and not _begins(line):
            lines[-1].append(line.runs)
        else:
            lines.append([line.runs])
        before = line
    return tidy(run for parts in lines for run in (*joined_runs(parts), Run("\n")))


def _begins(line: Segment) -> bool:
    return line.text[:1] in "•◦▪–-"


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that drawn lines make: at least two columns and one row."""
    level = _merged([_Line((y0 + y1) / 2, x0, x1) for x0, y0, x1, y1 in rules if x1 - x0 >= y1 - y0])
    upright = _merged([_Line((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in rules if x1 - x0 < y1 - y0])
    if not level or not upright or len(level) > _MOST or len(upright) > _MOST:
        return []
    found: list[Grid] = []
    for flat, tall in _touching(level, upright):
        columns = _distinct([line.at for line in tall])
        rows = _distinct([line.at for line in flat])[::-1]
        columns = _with_open_sides(columns, flat)
        if len(columns) > 2 and len(rows) > 1 and len(columns) * len(rows) <= _MOST_CELLS:
            found.append(Grid(columns, rows, flat, tall))
    return found


def _with_open_sides(columns: list[float], flat: Sequence[_Line]) -> list[float]:
    """A table whose level lines reach beyond its outer upright ones has columns without an edge there."""
    left, right = min(line.start for line in flat), max(line.end for line in flat)
    if columns and left < columns[0] - 4 * _SAME:
        columns = [left, *columns]
    if columns and right > columns[-1] + 4 * _SAME:
        columns = [*columns, right]
    return columns


def _merged(lines: list[_Line]) -> list[_Line]:
    """Lines drawn piece by piece are one."""
    found: list[_Line] = []
    by_place: list[list[_Line]] = []
    for line in sorted(lines, key=lambda one: one.at):
        if by_place and line.at - by_place[-1][0].at <= _SAME / 2:
            by_place[-1].append(line)
        else:
            by_place.append([line])
    for pieces in by_place:
        pieces.sort(key=lambda one: one.start)
        here = pieces[0]
        for piece in pieces[1:]:
            if piece.start <= here.end + _SAME:
                here = _Line(here.at, here.start, max(here.end, piece.end))
            else:
                found.append(here)
                here = piece
        found.append(here)
    return found


def _touching(level: list[_Line], upright: list[_Line]) -> list[tuple[list[_Line], list[_Line]]]:
    """The lines in groups that touch each other."""
    group = list(range(len(level) + len(upright)))

    def root(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    for at, flat in enumerate(level):
        for number, tall in enumerate(upright, start=len(level)):
            crosses = (
                flat.start - _SAME <= tall.at <= flat.end + _SAME
                and tall.start - _SAME <= flat.at <= tall.end + _SAME
            )
            if crosses:
                group[root(at)] = root(number)
    found: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for at, flat in enumerate(level):
        found.setdefault(root(at), ([], []))[0].append(flat)
    for number, tall in enumerate(upright, start=len(level)):
        found.setdefault(root(number), ([], []))[1].append(tall)
    return [(flat, tall) for flat, tall in found.values() if flat and tall]


def _distinct(places: Sequence[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def aligned_table(
    rows: Sequence[list[Segment]], edges: Sequence[float], page: int, number: int
) -> list[TableRow]:
    """A table without lines: ``edges`` are where its columns are parted.

    A row whose first cell is empty goes on with the row above where that one's cell was full to its edge; not one with
    several cells that all begin with a capital.
    """
    found: list[list[Runs]] = []
    places: list[Place] = []
    last: list[Segment | None] = []
    widths = _widths(rows, edges)
    for row in rows:
        cells: list[list[Segment]] = [[] for _ in range(len(edges) + 1)]
        for one in row:
            cells[bisect_right(edges, (one.left + min(one.right, one.left + 10)) / 2)].append(one)
        if found and not cells[0] and _goes_on(cells, last, widths):
            for column, cell in enumerate(cells):
                for one in cell:
                    found[-1][column] = joined_runs([found[-1][column], one.runs])
                    last[column] = one
            continue
        found.append([_together(cell) for cell in cells])
        places.append(Place(page=page, line=row[0].line, table=number, row=len(found)))
        last = [cell[-1] if cell else None for cell in cells]
    return [
        TableRow(tuple(map(Cell, texts)), place=place) for texts, place in zip(found, places, strict=True)
    ]


def _together(cell: Sequence[Segment]) -> Runs:
    return tidy(run for one in cell for run in (*one.runs, Run(" ")))


def _widths(rows: Sequence[list[Segment]], edges: Sequence[float]) -> list[float]:
    """How far to the right each column reaches."""
    found = [0.0] * (len(edges) + 1)
    for row in rows:
        for one in row:
            column = bisect_right(edges, (one.left + min(one.right, one.left + 10)) / 2)
            found[column] = max(found[column], one.right)
    return found


def _goes_on(cells: Sequence[list[Segment]], last: Sequence[Segment | None], widths: Sequence[float]) -> bool:
    said = [(column, cell[0]) for column, cell in enumerate(cells) if cell]
    if len(said) > 1 and all(one.text[:1].isupper() for _, one in said):
        return False  # two cells that both begin anew
    for column, one in said:
        above = last[column]
        word = one.words[0]
        if above is None or above.baseline - one.baseline > 1.5 * one.size:
            return False
        if above.right + word.right - word.left + 0.15 * word.size <= widths[column] - 1:
            return False
    return bool(said)
