"""Columns that a writer made with spaces: found by what stands below each other, and given tabs as if they had been typed.

Rows of dots part columns too. At least three columns, in at least three lines that follow each other; fewer lines when their first one heads columns
and everything stands below its words. Two columns are a list with its dates, and stay, unless numbers stand in the second
one, also where the first is empty.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_COLUMNS = 3
_LINES = 3
_OPENING = re.compile(r"[-•*·◦▪–]\s")


def with_tabs(lines: Sequence[str]) -> list[str]:
    """The same lines, with a tab where a column begins in each block of lines that has some."""
    found = (
        [_led(line) for line in lines]
        if sum(len(_LEADERS.findall(line)) >= _PAIR for line in lines) >= _PAIR
        else list(lines)
    )
    lines = found[:]
    for first, last in _blocks(lines):
        block = [line for line in lines[first:last] if not _RULED.fullmatch(line)]
        if parted := _table(block):
            found[first:last] = [*parted, *([""] * (last - first - len(parted)))]
    return found


def _table(block: Sequence[str]) -> list[str]:
    """The lines with their tabs; none where they are no table."""
    if headed := _below_heads(block):
        return headed
    starts = _starts(block)
    if len(starts) >= _COLUMNS or (len(starts) == _PAIR and _is_numbered(block, starts[1])):
        return [_parted(line, starts) for line in block]
    return []


def _led(line: str) -> str:
    """A line whose columns are joined by rows of dots; one such row alone leads to a page's number."""
    return _LEADERS.sub("\t", line).strip() if len(_LEADERS.findall(line)) >= _PAIR else line


_LEADERS = re.compile(r"(?<=\S)\s*(?:[.·…]{3,}|(?:\.\s){4,})\s*(?=\S)")
"""A row of dots between two columns."""
_RULED = re.compile(r"\s*(?:[-–—=_*+.]\s?){8,}\s*")
"""A line drawn under a table's head."""
_PAIR = 2


def _is_numbered(block: Sequence[str], start: int) -> bool:
    """Whether numbers stand in the second of two columns, in a line without the first one too."""
    beside = [line[start:] for line in block if len(line) > start]
    alone = [line for line in block if line[:start].strip() == "" and len(line) > start]
    short = all(len(line[:start].split()) <= _PAIR for line in block)
    return bool(alone) and short and sum(bool(re.match(r"\d", one)) for one in beside) * 2 > len(beside)


def _below_heads(block: Sequence[str]) -> list[str]:
    """The lines of a table with few cells filled, each below one of the words of the first line; none for another one."""
    heads = [match.span() for match in _WORDS.finditer(block[0])] if block else []
    rows = [[match.span() for match in _WORDS.finditer(line)] for line in block[1:]]
    if len(heads) < _HEADS or not rows or not any(len(row) > 1 for row in rows):
        return []
    label = heads[0][0] > 1 and all(row and row[0][0] < heads[0][0] - 1 for row in rows)
    made = [
        "\t".join(
            ["", *(block[0][slice(*head)] for head in heads)]
            if label
            else [block[0][slice(*head)] for head in heads]
        )
    ]
    for line, row in zip(block[1:], rows, strict=True):
        cells = [""] * len(heads)
        for group in row[label:]:
            below = [place for place, head in enumerate(heads) if group[0] == head[0]]
            below = below or [
                place for place, head in enumerate(heads) if group[0] <= head[1] and head[0] <= group[1]
            ]
            if len(below) != 1 or cells[below[0]]:
                return []
            cells[below[0]] = line[slice(*group)]
        made.append("\t".join([line[slice(*row[0])], *cells] if label else cells))
    return made


_WORDS = re.compile(r"\S+(?: \S+)*")
_HEADS = 4
"""Headings that make a table of what stands below them."""


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Lines without a blank one, a tab or a list's dash between them, from and to."""
    first: int | None = None
    for number, line in enumerate((*lines, "")):
        plain = bool(line.strip()) and "\t" not in line and not _OPENING.match(line.lstrip())
        if plain and first is None:
            first = number
        elif not plain and first is not None:
            if number - first >= _LINES:
                yield first, number
            first = None


def _starts(lines: Sequence[str]) -> list[int]:
    """Where the columns of these lines begin: after a gap, in most of the lines that have one, and never within a word."""
    counted: Counter[int] = Counter()
    gapped = 0
    for line in lines:
        ends = [match.end() for match in _GAP.finditer(line)]
        lead = len(line) - len(line.lstrip())
        gapped += bool(ends)
        counted.update({*ends, lead} if lead > 1 else ends)
    if gapped < _LINES or gapped * 3 < len(lines) * 2:
        return []
    often = [start for start, count in counted.items() if count >= _LINES and count * 2 >= gapped]
    own = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    starts = sorted({own, *often})
    return [start for start in starts if start == own or _parts(lines, start, starts)]


def _parts(lines: Sequence[str], start: int, starts: Sequence[int]) -> bool:
    """Whether columns are parted here: no word goes on over the place, but for a long cell in one line of many."""
    over = [line for line in lines if _crosses(line, start)]
    long = all(
        any(one.start() in starts and one.start() < start < one.end() for one in _WORDS.finditer(line))
        for line in over
    )
    return long and len(over) * _MANY <= len(lines)


_MANY = 8
"""Lines of a table that may have one with a cell too long for its column."""


def _crosses(line: str, start: int) -> bool:
    """Whether a word of the line goes on over this place."""
    return len(line) > start and not line[start - 1].isspace()


def _parted(line: str, starts: Sequence[int]) -> str:
    edges = (*(_behind(line, start) if start != starts[0] else start for start in starts), len(line))
    cells = [line[left:right].strip() for left, right in pairwise(edges)]
    text = "\t".join(re.sub(r" {2,}", " ", cell) for cell in cells).rstrip("\t")
    first_only = "\t" not in text and len(line) < starts[1]
    return f"{text}\t" if first_only else text


def _behind(line: str, start: int) -> int:
    """Where a column begins in a line: behind the long cell that goes on over its place."""
    if not _crosses(line, start):
        return start
    gap = _GAP.search(line, start)
    return gap.end() if gap else len(line)
