"""Columns that a writer made with spaces: found by what stands below each other, and given tabs as if they had been typed.

At least three columns, in at least three lines that follow each other. Two columns are a list with its dates, and stay.
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
    found = list(lines)
    for first, last in _blocks(lines):
        starts = _starts(lines[first:last])
        if len(starts) >= _COLUMNS:
            found[first:last] = [_parted(line, starts) for line in lines[first:last]]
    return found


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
    return [start for start in starts if start == own or not any(_crosses(line, start) for line in lines)]


def _crosses(line: str, start: int) -> bool:
    """Whether a word of the line goes on over this place."""
    return len(line) > start and not line[start - 1].isspace()


def _parted(line: str, starts: Sequence[int]) -> str:
    edges = (*starts, len(line))
    cells = [line[left:right].strip() for left, right in pairwise(edges)]
    text = "\t".join(re.sub(r" {2,}", " ", cell) for cell in cells).rstrip("\t")
    first_only = "\t" not in text and len(line) < starts[1]
    return f"{text}\t" if first_only else text
