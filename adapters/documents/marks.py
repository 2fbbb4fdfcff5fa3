"""Marks of list items where a document is only lines: which there are, where an item's words begin, how deep it lies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_BULLETS = "•◦▪▫‣⁃●○■□◆◇❖★☆✓✔☐☑☒➢➤►▶→·∙\uf0b7"
BULLET = re.compile(
    rf"(?P<mark>[{_BULLETS}]|[-–—*+](?=[^\W\d_])|(?:[-–—*+]|o|»|>)(?=[ \t]))[ \t]*(?:(?P<inner>o|[{_BULLETS}])[ \t]+)?(?=\S)"
)
"""A dash may stand without a blank before a word, but not before a number; "- o" is one mark, the inner one."""
_LETTERED = re.compile(
    r"(?P<mark>\(?(?:\d{1,3}|[A-Za-zÅÄÖåäö]|[ivx]{1,5})\)|[A-Za-z]\.(?=[ \t]+[^\W\d_]))[ \t]+(?=\S)"
)
_NUMBERED = re.compile(r"(?P<mark>(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})\.?)[ \t]+(?=[^\W_])")
_RULE = re.compile(r"(?:[-–—_=*~#•·. ]){3,}")


def is_rule(text: str) -> bool:
    """Whether this line is only drawn: dashes, stars."""
    return bool(_RULE.fullmatch(text))


def split_mark(text: str) -> tuple[str, str]:
    """A bullet or a "a)" and what follows; no mark is an empty one. Numbers with a point: see ``Numbers``."""
    match = BULLET.match(text) or _LETTERED.match(text)
    if not match:
        return "", text
    inner = match.groupdict().get("inner")
    return inner or match["mark"], text[match.end() :]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with a number as clauses and days do."""

    mark: str
    number: tuple[int, ...]
    rest: str


def numbered(text: str) -> Numbered | None:
    """The number before a line's words: "2. ", "1.2 ". A single number needs its point."""
    match = _NUMBERED.match(text)
    if not match or (match["mark"].isdigit()):
        return None
    return Numbered(match["mark"], tuple(map(int, match["number"].split("."))), text[match.end() :])


def in_series(numbers: Sequence[tuple[int, ...]]) -> list[int]:
    """For each number the list that counts from its beginning to which it belongs, 0 for none: 1, 2, 3 is one, the days
    15, 16 are not. A list may leave out or repeat a number, as clauses that were struck out leave it.
    """
    kept = [0] * len(numbers)
    chain: list[int] = []
    for at, number in enumerate([*numbers, ()]):
        if chain and number and _follows(numbers[chain[-1]], number):
            chain.append(at)
            continue
        if len(chain) > 1:
            for one in chain:
                kept[one] = chain[0] + 1
        chain = [at] if number and number[-1] <= 2 and number[0] <= 2 else []
    return kept


def _follows(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    if number == (*before, 1):
        return True
    if len(number) > len(before) or number[:-1] != before[: len(number) - 1]:
        return False
    step = number[-1] - before[len(number) - 1]
    return step == 1 or (len(number) == len(before) == 1 and 0 <= step <= 2)


_OWN = "-*+o»>"
"""Marks that Markdown knows, or that begin other things in it."""


def marked_lines(text: str) -> list[tuple[str, str, int]]:
    """The items of lines that bear marks of their own, each with its mark, its words and the number of its line from 0; what
    stands before the first bears none. Empty where one line at most bears a mark, but for a first one with a bullet.
    """
    lines = text.split("\n")
    marks = [_own_mark(line) for line in lines]
    kinds = [kind_of(mark) for mark, _ in marks if mark]
    several = any(kinds.count(kind) > 1 for kind in kinds)
    if not several and not (marks[0][0] and marks[0][0] in _BULLETS):
        return []
    found: list[tuple[str, str, int]] = []
    for number, (mark, rest) in enumerate(marks):
        if mark or not found:
            found.append((mark, rest, number))
        else:
            before = found.pop()
            found.append((before[0], f"{before[1]}\n{rest}", before[2]))
    return found


def _own_mark(line: str) -> tuple[str, str]:
    mark, rest = split_mark(line)
    if mark and mark not in _OWN:
        return mark, rest
    clause = numbered(line)
    return (clause.mark, clause.rest) if clause and len(clause.number) > 1 else ("", line)


def kind_of(mark: str) -> str:
    """What marks of one list have in common: the sign itself, or "1." for any number, "a)" for any letter."""
    return re.sub(r"\d+", "1", re.sub(r"[A-Za-zÅÄÖåäö](?=[.)])|[ivx]+(?=[.)])", "a", mark))


@dataclass(slots=True)
class Levels:
    """The depth of each item of a list, from how far in it stands and what mark it bears."""

    slack: float = 0
    """Indents that differ by no more are the same."""
    _stack: list[tuple[float, str]] = field(default_factory=list)

    def end(self) -> None:
        """The list is over."""
        self._stack.clear()

    def level(self, indent: float, mark: str) -> int:
        """From 1."""
        kind = kind_of(mark)
        while self._stack and self._stack[-1][0] > indent + self.slack:
            self._stack.pop()
        same = [
            at
            for at, (other, sign) in enumerate(self._stack)
            if abs(other - indent) <= self.slack and sign == kind
        ]
        if same:
            del self._stack[same[0] + 1 :]
        else:
            self._stack.append((indent, kind))
        return len(self._stack)
