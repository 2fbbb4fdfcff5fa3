"""The report as plain text for a mail: no line is longer than 78 letters (RFC 5322 §2.1.1), and nothing in it is markup.

A table stands in columns where it fits, and else as a list with a heading before each value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import TextWrapper, wrap
from typing import TypeAlias

from mappings.report import (
    Block,
    Bullets,
    Cell,
    Charts,
    Column,
    ColumnKind,
    Paragraph,
    Picture,
    Quote,
    Report,
    Section,
    Subheading,
    Table,
)

WIDTH = 78
MOST_COLUMNS = 4
NARROWEST = 14
NO_BREAK = "\u00a0"
GAP = "  "
BETWEEN = " · "


def render(report: Report) -> str:
    """The whole report, ending in one line break."""
    head = [*_lined(report.title.upper(), "="), *_wrapped(report.organisation), ""]
    wide = max((len(label) for label, _ in report.facts), default=0) + 2
    for label, value in report.facts:
        head += _wrapped(value, first=f"{label}:".ljust(wide), rest=" " * wide)
    parts = [line for section in report.sections for line in _section(section)]
    foot = ["", "--", *_wrapped(report.footer)]
    return "\n".join(line.rstrip() for line in (*head, *parts, *foot)).replace(NO_BREAK, " ") + "\n"


def _wrapped(said: str, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most ``WIDTH`` letters; a word that is longer is broken."""
    wrapper = TextWrapper(
        WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, replace_whitespace=False
    )
    return wrapper.wrap(said) or [first]


def _lined(said: str, sign: str) -> list[str]:
    lines = _wrapped(said)
    return [*lines, sign * max(map(len, lines))]


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield ""
    yield from _lined(section.heading.upper(), "-")
    for number, block in enumerate(section.blocks):
        if number:
            yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from _wrapped(block.text)
        case Picture():
            yield from _wrapped(block.description)
        case Quote():
            yield from _wrapped(f"{block.label}: {block.text}", first="  ", rest="  ")
        case Subheading():
            yield from _lined(block.text, "·")
        case Bullets():
            for number, item in enumerate(block.items, 1):
                sign = f"{number}. ".rjust(4) if block.numbered else "- "
                yield from _wrapped(_cell(item), first=sign, rest=" " * len(sign))
        case Charts():
            yield from _charts(block)
        case Table():
            yield from _columns(_grid(block)) or _columns(_turned(_grid(block))) or _listed(block)


def _charts(block: Charts) -> Iterator[str]:
    for number, chart in enumerate(chart for chart in block.charts if chart.lines):
        if number:
            yield ""
        yield from _wrapped(f"{chart.title}:")
        for line in chart.lines:
            yield from _wrapped(line, first="- ", rest="  ")


Grid: TypeAlias = "tuple[list[list[str]], list[bool]]"
"""The heading's row and the others, and which columns hold numbers."""


def _grid(table: Table) -> Grid:
    head = [_heading(column) for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return [head, *rows], [column.kind is ColumnKind.NUMBER for column in table.columns]


def _turned(grid: Grid) -> Grid:
    """A few rows of many numbers, with a row for each number; for any other table nothing."""
    rows, numbers = grid
    if len(rows) > MOST_COLUMNS or not all(numbers[1:]):
        return [], []
    return [list(row) for row in zip(*rows, strict=True)], [False, *(True for _ in rows[1:])]


def _columns(grid: Grid) -> list[str]:
    """The table in columns, the wide ones wrapped; nothing where it does not fit so."""
    rows, numbers = grid
    room = WIDTH - len(GAP) * (len(numbers) - 1)
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    least = [min(width, NARROWEST) for width in wide]
    if not rows or sum(least) > room or (len(numbers) > MOST_COLUMNS and sum(wide) > room):
        return []
    while (over := sum(wide) - room) > 0:
        widest, next_wide = sorted(wide, reverse=True)[:2] if len(wide) > 1 else (wide[0], 0)
        wide[wide.index(widest)] -= min(over, max(widest - next_wide, 1))
    lines = [line for row in rows for line in _row(row, wide, numbers)]
    after = len(list(_row(rows[0], wide, numbers)))
    return [*lines[:after], GAP.join("-" * width for width in wide), *lines[after:]]


def _row(row: Sequence[str], wide: Sequence[int], numbers: Sequence[bool]) -> Iterator[str]:
    parts = [wrap(said, width, break_on_hyphens=False) or [""] for said, width in zip(row, wide, strict=True)]
    for line in zip_longest(*parts, fillvalue=""):
        yield GAP.join(
            said.rjust(width) if number else said.ljust(width)
            for said, width, number in zip(line, wide, numbers, strict=True)
        )


def _listed(table: Table) -> Iterator[str]:
    """A row as its first cell, and below it the others, each after its heading."""
    for row in table.rows:
        yield from _wrapped(_cell(row[0]), first="- ", rest="  ")
        said = [
            f"{_heading(column)}: {_cell(cell)}"
            for column, cell in zip(table.columns[1:], row[1:], strict=True)
            if not cell.is_empty
        ]
        if said:
            yield from _wrapped(BETWEEN.join(said), first="  ", rest="  ")


def _heading(column: Column) -> str:
    return _cell(Cell(mark=column.mark)) if column.mark else column.heading


def _cell(cell: Cell) -> str:
    mark = f"{cell.mark.symbol} {cell.mark.word}" if cell.mark else ""
    main = " ".join(part for part in (mark, cell.text) if part)
    said = f"{main} ({cell.detail})" if main and cell.detail else main or cell.detail
    return said.replace(f"{cell.mark.symbol} ", f"{cell.mark.symbol}{NO_BREAK}", 1) if cell.mark else said
