"""How the cells of one table write their days: ticks that are ones, titles that end with their day, entries in a row. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from config.language import Language, language
from mappings.reading.days import Frame, When
from mappings.reading.entries import SEPARATORS, found_times

_LEAST = 3
"""Cells that make a table one of this kind."""


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of one table are to be read: ``ones``, it ticks with 1; ``ends``, its titles end with their day."""

    ones: bool = False
    ends: bool = False


def cells_of(cells: list[str]) -> Cells:
    """Every number that is 1 is a tick and no day; numbers after titles are days where some are too high to count."""
    lines = [line.strip() for cell in cells for line in cell.split("\n")]
    numbers = [line for line in lines if re.match(r"\d", line)]
    ends = [int(match[1]) for line in lines if (match := _ENDS.search(line))]
    return Cells(
        ones=len(numbers) >= _LEAST and all(number in {"1", "1.0"} for number in numbers),
        ends=any(_HIGHEST_COUNT < number <= _LAST for number in ends) and max(ends) <= _LAST,
    )


_ENDS = re.compile(r"(?<=[^\W\d_]{2})(?:[,:]|\s[–—-])?\s(\d{1,2})(?=\s*$|\s+[^\W\d_]{2,3}\.?\s*\d)")
_HIGHEST_COUNT, _LAST = 12, 31


def end_with_days(cells: Iterable[str]) -> bool:
    """Whether the entries of a column below months end with their days: as cells do, and most of them."""
    entries = [part.strip() for cell in cells for part in re.split(r"[;\n]|(?<=\d),\s", cell) if part.strip()]
    ending = [entry for entry in entries if _ENDS.search(entry)]
    return cells_of(entries).ends and len(ending) * 3 >= len(entries) * 2


def dotted(text: str, *, ends: bool) -> str:
    """A title with its day after it, as it is read everywhere: "Quiz 23" as "Quiz 23."."""
    return _ENDS.sub(r" \1.", text, count=1) if ends else text


# Entries in a row -------------------------------------------------------------------------------------------------


def entries_in(text: str, words: Language, frame: Frame, *, ends: bool = False) -> list[str]:
    """The entries that stand after each other on one line, each with its name and its day: "Fest, 9; Quiz, 20", "Fest (9),
    Quiz (20)", "9/3 Fest, 20/3 Quiz". The text alone where they do not.
    """
    for separator in _separators(words.code):
        parts = separator.split(text)
        if len(parts) < _TWO or (";" not in separator.pattern and not _alike(parts, words, frame, ends=ends)):
            continue
        dated = [part for part in parts if _day_of(part, words, frame, ends=ends)]
        if len(dated) >= _TWO and all(part in dated or re.match(r"\W*[A-ZÅÄÖÆØ]", part) for part in parts):
            return parts
    return [text]


_TWO = 2


@cache
def _separators(code: str) -> tuple[re.Pattern[str], ...]:
    """What stands between entries, the surest first."""
    joints = "|".join(map(re.escape, language(code).conjunctions))
    begins = r"(?=\d|[A-ZÅÄÖÆØ]|[^\W\d_]+\.?\s+(?:den\s+)?\d)"
    return (
        re.compile(r"\s*;\s*"),
        re.compile(r"\s+[·•|/]\s+"),
        re.compile(rf"(?<=\)),?\s+(?:(?:{joints})\s+)?{begins}"),
        re.compile(rf"(?:,\s+(?:(?:{joints})\s+)?|\s+(?:{joints}|&)\s+){begins}"),
    )


def _alike(parts: Sequence[str], words: Language, frame: Frame, *, ends: bool) -> bool:
    """Whether every part has a day, all of them before their names or all of them after."""
    leading = set()
    for part in parts:
        when = _day_of(part, words, frame, ends=ends)
        if when is None:
            return False
        leading.add(not part[: when.begin].strip(SEPARATORS + "("))
    return len(leading) == 1


def _day_of(part: str, words: Language, frame: Frame, *, ends: bool) -> When | None:
    """The day of a part that says more than its day."""
    said = dotted(part, ends=ends)
    when = next((one for one in found_times(said, words, frame) if one.exact and one.first), None)
    left = f"{said[: when.begin]} {said[when.end :]}" if when else ""
    return when if re.search(r"[^\W\d_]{3}", left) else None
