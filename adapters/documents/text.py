"""Plain text into blocks: what its writer showed by blank lines, indentation, dashes, tabs and underlining.

Lines that an editor wrapped are one paragraph again; lines that were ended on purpose stay apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from adapters.documents.bounds import MOST_TEXT, Unreadable, too_large
from adapters.documents.encoding import decode
from adapters.documents.headings import Found, Shown, in_capitals, levelled, may_be_heading
from adapters.documents.letters import mend
from adapters.documents.marks import Levels, in_series, is_rule, numbered, split_mark
from adapters.documents.runs import is_bold, joined_runs, marked_up
from adapters.documents.text_columns import with_tabs
from mappings.blocks import Block, Cell, Document, ListItem, Paragraph, Place, Runs, TableRow, plain

UNDERLINED, UNDERLINED_THINLY, CAPITALS, BOLD, ALONE = (5.0,), (4.0,), (3.0,), (2.0,), (1.0,)
_TAB = 4
_LONG = 40
_WRAPPED = (40, 130)
_SECTION = 200
_PATTERN = 3
_PAGE_NUMBER = re.compile(r"([^\W\d]{1,6})\.? (\d{1,3}) ([^\W\d]{1,3}) (\d{1,3})")
_ENDS = ".:;!?"
_TAGGED_BOLD = re.compile(r"\*\*[^*]+\*\*|__[^_]+__")


def read_text(raw: bytes, name: str) -> Document:
    """Unreadable for more than MOST_TEXT and for what is no text."""
    if len(raw) > MOST_TEXT:
        raise too_large(len(raw), MOST_TEXT)
    return Document("text", name, tuple(text_blocks(decode(raw))))


def text_blocks(text: str) -> list[Block]:
    """The blocks of a text, each with its line."""
    lines = _lines(text)
    if not any(line.text for line in lines):
        raise Unreadable("is empty; save the plan once more and look that its text is there")
    return levelled(_Reader(lines).blocks())


@dataclass(slots=True)
class _Line:
    number: int
    indent: int = 0
    text: str = ""  # without indentation; the tabs in it are kept
    leading: int = 0  # tabs before it
    mark: str = ""
    rest: str = ""
    series: tuple[int, ...] = ()
    chain: tuple[int, int, int] = (0, 0, 0)  # the list that its number counts in

    @property
    def tabbed(self) -> bool:
        """Whether words stand on both sides of a tab, or a first column has nothing in the second."""
        return "\t" in (self.rest if self.mark else self.text)

    @property
    def width(self) -> int:
        return self.indent + len(self.text.rstrip("\t"))


def _lines(text: str) -> list[_Line]:
    found: list[_Line] = []
    for number, raw in enumerate(with_tabs(mend(text.replace("\f", "\n\f")).split("\n")), start=1):
        whole = raw.rstrip(" ")
        bare = whole.lstrip()
        if not bare or (is_rule(bare) and "\t" not in bare):
            found.append(_Line(number, text=bare and _rule(bare)))
            continue
        blanks = whole[: len(whole) - len(bare)]
        mark, rest = split_mark(bare)
        line = _Line(number, len(blanks.expandtabs(_TAB)), bare, blanks.count("\t"), mark, rest)
        found.append(line)
    _number(found)
    return _without_page_numbers(found)


def _without_page_numbers(lines: list[_Line]) -> list[_Line]:
    """Without "Sida 1 av 4" and its fellows, which stand in the midst of what was copied from pages."""
    numbers = [(line, match) for line in lines if (match := _PAGE_NUMBER.fullmatch(line.text))]
    said = [(int(match[2]), match[1], match[3], match[4]) for _, match in numbers]
    if said and all(one == (number, *said[0][1:]) for number, one in enumerate(said, start=said[0][0])):
        for line, match in numbers:
            if int(match[2]) <= int(match[4]):
                line.text, line.mark, line.series = "", "", ()
    return lines


def _rule(text: str) -> str:
    """A drawn line is kept only as the sign of what underlines."""
    return "=" if set(text) == {"="} else "-" if set(text) <= {"-", "_", "–", "—"} else ""


def _number(lines: Sequence[_Line]) -> None:
    """Takes for marks the numbers that count: of lines equally far in, in their order."""
    by_indent: dict[tuple[int, bool], list[tuple[_Line, tuple[int, ...], str, str]]] = {}
    for line in lines:
        if line.text and not line.mark and (found := numbered(line.text)):
            deep = len(found.number) > 1
            by_indent.setdefault((line.indent, deep), []).append((line, found.number, found.mark, found.rest))
    for (indent, deep), counted in by_indent.items():
        for (line, number, mark, rest), chain in zip(
            counted, in_series([one[1] for one in counted]), strict=True
        ):
            if chain:
                line.mark, line.rest, line.series = mark, rest, number
                line.chain = (indent, int(deep), chain)


@dataclass
class _Reader:
    lines: list[_Line]
    found: list[Found] = field(default_factory=list)
    levels: Levels = field(default_factory=Levels)
    item: _Line | None = None  # the list item that the next line may go on with
    tables: int = 0
    rows: int = 0

    def __post_init__(self) -> None:
        self.wrap = _wrap(self.lines)
        self.sections = self.numbered_sections()
        sections = sum(
            bool(line.text) and self.begins_section(at, line.text) for at, line in enumerate(self.lines)
        )
        self.pattern = sections >= _PATTERN  # so many: then a full stop at the end of such a line is a slip

    def numbered_sections(self) -> set[tuple[int, int, int]]:
        """The lists whose items have text of their own below them: headings with numbers."""
        members: Counter[tuple[int, int, int]] = Counter()
        with_text: Counter[tuple[int, int, int]] = Counter()
        for at, line in enumerate(self.lines):
            if not line.series:
                continue
            members[line.chain] += 1
            below = self.near(at + 1)
            if self.near_blank(at - 1) and below and below.text and self.is_headed(line, below):
                with_text[line.chain] += 1
        return {chain for chain, count in with_text.items() if count >= 2 and 2 * count >= members[chain]}

    def is_headed(self, line: _Line, below: _Line) -> bool:
        """Whether what stands below a numbered line is text of its own: not the rest of it, nor the next number."""
        if not below.mark and not self.goes_on(line, line, below):
            return True
        deeper = below.indent > line.indent and may_be_heading(line.rest, ".,;!?:")
        return deeper and (bool(below.mark) or (below.text[0].isupper() and line.width < _LONG))

    def blocks(self) -> list[Found]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if line.text in ("", "-", "="):
                self.item = None
                self.rows = 0 if not line.text else self.rows
                at += 1
            elif strength := self.heading(at):
                self.end_list()
                self.found.append(Shown(strength, marked_up(line.text), Place(line=line.number)))
                at += 2 if strength in (UNDERLINED, UNDERLINED_THINLY) else 1
            elif line.mark and not line.tabbed:
                at = self.list_item(at)
            elif line.tabbed or (self.rows and line.leading):
                self.row(line)
                at += 1
            else:
                at = self.paragraph(at)
        return _even_rows(self.found)

    def begins_section(self, at: int, words: str) -> bool:
        """Whether a lone line stands between the list that ends one section and the long text that begins the next."""
        line = self.lines[at]
        before = next((one for one in reversed(self.lines[max(0, at - 4) : at]) if one.text), None)
        after = next((one for one in self.lines[at + 1 : at + 5] if one.text), None)
        return (
            before is not None
            and after is not None
            and bool(before.mark)
            and not line.mark
            and not line.tabbed
            and not after.mark
            and after.width >= 2 * _LONG
            and may_be_heading(words)
            and not words[0].isdigit()
            and self.near_blank(at - 1)
            and self.near_blank(at + 1)
        )

    def near(self, at: int) -> _Line | None:
        return self.lines[at] if 0 <= at < len(self.lines) else None

    def heading(self, at: int) -> tuple[float, ...] | None:
        """How strongly this line is a heading; None when it is none."""
        line, below = self.lines[at], self.near(at + 1)
        words = plain(marked_up(line.text)) if line.text[:1] in "*_" else line.text
        if line.series and line.chain in self.sections and len(words) <= _SECTION:
            return ALONE
        if self.pattern and self.begins_section(at, line.text.removesuffix(".")):
            return ALONE
        if (line.mark and not line.series) or line.tabbed or not may_be_heading(words, ".,;!?"):
            return None
        if below and below.text in ("=", "-") and self.near_blank(at - 1):
            return UNDERLINED if below.text == "=" else UNDERLINED_THINLY
        if line.series and not self.numbered_heading(at):
            return None
        if in_capitals(words):
            return CAPITALS
        if _TAGGED_BOLD.fullmatch(line.text) and self.near_blank(at - 1):
            return BOLD
        if (
            words[-1] == ":"
            or not self.near_blank(at - 1, or_item=True)
            or (words[0].isdigit() and not line.series)
        ):
            return None
        return ALONE if self.alone(at) else None

    def near_blank(self, at: int, *, or_item: bool = False) -> bool:
        line = self.near(at)
        return line is None or not line.text or (or_item and bool(line.mark))

    def numbered_heading(self, at: int) -> bool:
        """A numbered line alone between blank lines, with something else than the next number below it."""
        line = self.lines[at]
        after = next((one for one in self.lines[at + 1 : at + 4] if one.text), None)
        return (
            self.near_blank(at - 1)
            and self.near_blank(at + 1)
            and after is not None
            and (not after.series or len(after.series) > len(line.series))
        )

    def alone(self, at: int) -> bool:
        """Above a list at once; or between blank lines, and not one of several such lines."""
        below = self.near(at + 1)
        if below is None:
            return False
        if below.text:
            return self.above_text(self.lines[at], below) or (
                bool(below.mark) and (not below.series or below.series[-1] == 1)
            )
        if not self.near_blank(at - 1):
            return False
        after_it = next((one for one in self.lines[at + 1 : at + 6] if one.text), None)
        if after_it and self.was_torn(self.lines[at], after_it):
            return False
        before, after = self.lonely(at, -1), self.lonely(at, 1)
        return after is not None and not (before and after)

    def above_text(self, line: _Line, below: _Line) -> bool:
        """A short line on a long one, after a blank one: nobody ends a line there but for a heading."""
        full = 0.8 * self.wrap or 1.5 * _LONG
        return (
            not below.mark
            and not below.tabbed
            and below.width >= full
            and line.width <= 0.75 * full
            and self.near_blank(line.number - 2)
        )

    def lonely(self, at: int, step: int) -> bool | None:
        """Whether the next words in this direction are such a short line too; None where there are none."""
        for _ in range(4):
            at += step
            line = self.near(at)
            if line is None:
                return None
            if line.text:
                return (
                    not line.mark
                    and not line.tabbed
                    and may_be_heading(line.text)
                    and self.near_blank(at - 1)
                    and self.near_blank(at + 1)
                )
        return False

    def end_list(self) -> None:
        self.levels.end()
        self.item = None
        self.rows = 0

    def list_item(self, at: int) -> int:
        """One item with the lines that go on with it; the number of the next line."""
        line = self.lines[at]
        runs, following = self.with_continuation(at, line.rest)
        level = len(line.series) if len(line.series) > 1 else self.levels.level(line.indent, line.mark)
        self.found.append(ListItem(level, line.mark, runs, Place(line=line.number)))
        return following

    def paragraph(self, at: int) -> int:
        line = self.lines[at]
        if self.item is None:
            self.levels.end()
        self.rows = 0
        runs, following = self.with_continuation(at, line.text)
        self.found.append(
            Shown(BOLD, runs, Place(line=line.number))
            if self.is_bold_heading(at, runs)
            else Paragraph(runs, Place(line=line.number))
        )
        return following

    def is_bold_heading(self, at: int, runs: Runs) -> bool:
        return is_bold(runs) and self.near_blank(at - 1) and may_be_heading(plain(runs), ".,;!?")

    def with_continuation(self, at: int, first: str) -> tuple[Runs, int]:
        lines = [marked_up(first)]
        following = at + 1
        while (then := self.near(following)) and self.goes_on(
            self.lines[at], self.lines[following - 1], then
        ):
            lines.append(marked_up(then.text))
            following += 1
        beyond = next(
            (at for at in range(following, following + 5) if (one := self.near(at)) and one.text), None
        )
        if beyond and beyond > following and self.was_torn(self.lines[following - 1], self.lines[beyond]):
            more, following = self.with_continuation(beyond, self.lines[beyond].text)
            lines.append(more)
        return joined_runs(lines), following

    def was_torn(self, line: _Line, then: _Line) -> bool:
        """Whether a sentence goes on after a blank line, as at the end of a page that was copied."""
        return (
            then.text[0].islower()
            and not then.mark
            and not then.tabbed
            and line.text[-1] not in _ENDS
            and line.width >= _LONG
            and (bool(line.mark) or not line.text[0].islower())
        )

    def goes_on(self, first: _Line, line: _Line, then: _Line) -> bool:
        """Whether the writer ended the line, or only the program did."""
        if not then.text or then.mark or then.tabbed or then.text in ("-", "="):
            return False
        if first.mark and then.indent > first.indent:
            return True
        if then.indent > line.indent and not first.mark:
            return False
        if re.search(r"[^\W\d_]-$", line.text) and then.text[0].islower():
            return True
        if any(form.match(first.text) and form.match(then.text) for form in (_DATED, _ALIGNED)):
            return False
        if self.wrap and line.width + 1 + len(then.text.split()[0]) > self.wrap:
            return line.width > self.wrap * 0.6
        return then.text[0].islower() and line.text[-1] not in _ENDS and len(line.text) >= _LONG

    def row(self, line: _Line) -> None:
        self.levels.end()
        self.item = None
        if not self.rows:
            self.tables += 1
        leading = line.leading if self.rows else 0
        self.rows += 1
        cells = [""] * leading + line.text.split("\t")
        place = Place(line=line.number, table=self.tables, row=self.rows)
        self.found.append(TableRow(tuple(Cell(marked_up(cell)) for cell in cells), place=place))


_NAMED = r"(?:[^\W\d_]{2,10}\.?(?:\s?[-–/]\s?[^\W\d_]{2,10}\.?)?,?\s?(?:(?:den|the|d\.)\s)?)?"
_DATED = re.compile(
    rf"{_NAMED}\d{{1,2}}(?:[.:/]|(?:st|nd|rd|th|:[ae])?\s?(?:[-–+&,/]\s?|\s[^\W\d_]{{3}}))|[^\W\d_]{{3,10}}\.?:\s+\d{{1,2}}\b|\d{{4}}-\d\d-\d\d\b"
)
"""How the lines of a list of days begin: "lørdag 6. feb", "lør-søn 6-7/2", "uke 8:", "12/3", "Feb.: 9.", "2027-02-09"."""
_ALIGNED = re.compile(r"(?:\S+ ){0,5}\S+ {3,}(?:\S+ ?)+$")
"""A line of two columns with blanks between."""


def _wrap(lines: Sequence[_Line]) -> int:
    """The width at which an editor broke the lines; 0 when it broke none."""
    pairs = [
        line.width
        for line, below in pairwise(lines)
        if line.text and below.text and not below.mark and not line.tabbed
    ]
    widest = max((line.width for line in lines if not line.tabbed), default=0)
    low, high = _WRAPPED
    if not low <= widest <= high or len(pairs) < 2:
        return 0
    return widest if sum(width > 0.8 * widest for width in pairs) >= 0.4 * len(pairs) else 0


def _even_rows(found: list[Found]) -> list[Found]:
    """Every row with as many cells as the longest of its table; a paragraph's one tab makes no table of its own."""
    most: dict[int | None, int] = {}
    for one in found:
        if isinstance(one, TableRow):
            most[one.place.table] = max(most.get(one.place.table, 0), len(one.cells))
    return [
        replace(one, cells=one.cells + (Cell(),) * (most[one.place.table] - len(one.cells)))
        if isinstance(one, TableRow)
        else one
        for one in found
    ]
