"""Headings that a document shows and does not name: short lines that are bold, large, underlined or alone; and their levels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

from adapters.documents.marks import in_series, numbered
from adapters.documents.runs import is_bold, tidy, without
from mappings.blocks import Block, Heading, ListItem, Paragraph, Place, Run, Runs, TableRow, plain

MOST_LETTERS = 90
MOST_WORDS = 14
DEEPEST = 6
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*(?=\.?\s)")
_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

Strength: TypeAlias = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A heading by its looks. The larger ``strength`` is, the higher it stands; its level is known when all are."""

    strength: Strength
    runs: Runs
    place: Place


Found: TypeAlias = Block | Shown


def as_lines(found: Iterable[Found]) -> Runs:
    """What was found within a cell or a heading: a line each, a list item with its mark."""
    runs: list[Run] = []
    for one in found:
        if runs:
            runs.append(Run("\n"))
        if isinstance(one, ListItem):
            runs.extend([Run(f"{one.mark} "), *one.runs])
        elif isinstance(one, TableRow):
            runs.append(Run(one.text))
        else:
            runs.extend(one.runs)
    return tidy(runs)


def may_be_heading(text: str, endings: str = ".,;!?:") -> bool:
    """Whether the words are those of a heading: few, begun with no small letter, and no sentence."""
    words = text.split()
    return (
        0 < len(text) <= MOST_LETTERS
        and len(words) <= MOST_WORDS
        and "\n" not in text
        and text[-1] not in endings
        and not text[0].islower()
        and sum(letter.isalpha() for letter in text) > 2
    )


def in_capitals(text: str) -> bool:
    """Whether it is written in capitals throughout, but for what stands in brackets, and is more than an abbreviation."""
    letters = [letter for letter in _BRACKETS.sub("", text) if letter.isalpha()]
    return len(letters) > 2 and all(letter.isupper() for letter in letters)


def depth(text: str) -> int:
    """How deep its printed number lies: 2 for "1.2 Goals", 1 without a number."""
    match = _NUMBER.match(text)
    return match[0].count(".") + 1 if match else 1


def levelled(found: Iterable[Found]) -> list[Block]:
    """The blocks, with the shown headings below the named ones that they follow, the strongest highest.

    Where none is named, a first heading of the weakest kind is the title, and the others stand below it.
    """
    found = _numbered(_with_headers(_below_titles(found)))
    shown = [one for one in found if isinstance(one, Shown)]
    ranks = _ranks(shown, titled=_begins_with_title(found))
    blocks: list[Block] = []
    above = 0
    for one in found:
        if isinstance(one, Shown):
            rank = 1 if one is shown[0] and ranks.titled else ranks.levels[_with_depth(one)]
            blocks.append(Heading(min(above + rank, DEEPEST), unbold(one.runs), one.place))
        elif isinstance(one, Heading):
            above = one.level
            blocks.append(replace(one, runs=unbold(one.runs)))
        elif isinstance(one, TableRow) and one.header:
            blocks.append(
                replace(one, cells=tuple(replace(cell, runs=unbold(cell.runs)) for cell in one.cells))
            )
        else:
            blocks.append(one)
    return blocks


def _with_headers(found: Iterable[Found]) -> list[Found]:
    """The first row of a table is its header when it is bold throughout and no other row is, and none says it is one."""
    rows: list[Found] = []
    for row, others in groupby(found, key=_table):
        table = list(others)
        first, *rest = table
        if (
            row is not None
            and isinstance(first, TableRow)
            and rest
            and _is_bold_row(first)
            and not any(_is_bold_row(one) for one in rest)
            and not any(isinstance(one, TableRow) and one.header for one in table)
        ):
            rows.append(replace(first, header=True))
            rows.extend(rest)
        else:
            rows.extend(table)
    return rows


def _table(one: Found) -> tuple[str | None, int | None] | None:
    return (one.place.sheet, one.place.table) if isinstance(one, TableRow) else None


def _is_bold_row(row: Found) -> bool:
    said = [cell.runs for cell in row.cells if cell.runs] if isinstance(row, TableRow) else []
    return len(said) > 1 and all(map(is_bold, said))


def unbold(runs: Runs) -> Runs:
    """A heading that is bold throughout says nothing by it."""
    return tidy(replace(run, bold=False) for run in runs) if is_bold(runs) else runs


def _numbered(found: Sequence[Found]) -> list[Found]:
    """Paragraphs below each other that begin with numbers which count are list items whose numbers were typed."""
    made: list[Found] = []
    for is_numbered, group in groupby(
        found, key=lambda one: isinstance(one, Paragraph) and bool(numbered(one.text))
    ):
        if not is_numbered:
            made.extend(group)
            continue
        those = [(one, mark) for one in group if isinstance(one, Paragraph) and (mark := numbered(one.text))]
        for (one, mark), counts in zip(those, in_series([mark.number for _, mark in those]), strict=True):
            runs = without(one.runs, len(one.text) - len(mark.rest))
            made.append(ListItem(len(mark.number), mark.mark, runs, one.place) if counts else one)
    return made


def _begins_with_title(found: Sequence[Found]) -> bool:
    """Whether the first line is the document's title and not its first section's: it names a year, or another heading or
    another short line follows at once.
    """
    if not found or not isinstance(found[0], Shown):
        return False
    title = plain(found[0].runs)
    after = found[1] if len(found) > 1 else None
    short = isinstance(after, Paragraph) and may_be_heading(after.text)
    return not _NUMBER.match(title) and bool(_YEAR.search(title) or isinstance(after, Shown) or short)


def _below_titles(found: Iterable[Found]) -> list[Found]:
    """A title that its style names has level 0 so far: it is the first level, and all named headings are below it."""
    found = list(found)
    if not any(isinstance(one, Heading) and one.level == 0 for one in found):
        return found
    return [
        replace(one, level=min(one.level + 1, DEEPEST)) if isinstance(one, Heading) else one for one in found
    ]


@dataclass(frozen=True, slots=True)
class _Ranks:
    levels: dict[Strength, int]
    titled: bool


def _with_depth(one: Shown) -> Strength:
    return (*one.strength, -depth(plain(one.runs)))


def _ranks(shown: Sequence[Shown], *, titled: bool) -> _Ranks:
    strengths = sorted({_with_depth(one) for one in shown}, reverse=True)
    alone = bool(
        titled
        and len(shown) > 1
        and _with_depth(shown[0]) == strengths[-1]
        and sum(_with_depth(one) == strengths[-1] for one in shown) > 1
    )
    return _Ranks({one: number + (2 if alone else 1) for number, one in enumerate(strengths)}, alone)
