"""Words on a page as lines, and lines as headings, paragraphs and list items.

A line goes on in the next one if the next one's first word would not have fitted into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from adapters.documents.headings import Found, Shown, depth, may_be_heading
from adapters.documents.marks import Levels, in_series, numbered, split_mark
from adapters.documents.runs import is_bold, joined_runs, paragraph_or_row, tidy, without
from mappings.blocks import ListItem, Paragraph, Place, Run, Runs, TableRow, plain

LARGER = 1.1
"""So much larger than the text are letters of a heading."""
NEAR = 1.55
"""Lines of one paragraph are no further apart, in sizes of their letters (which hold the room above them), if the document's
lines do not all stand wider.
"""
_WIDE = 0.8
"""A gap that may be one between columns."""
_TAB = 1.5
"""A gap in a line that stands in no column and no table, and is no blank between words all the same."""
_GAP = 0.16
"""What is less than this is no blank at all."""
_MARK_GAP = 4.0
_NEARLY = 0.8
_NARROW, _BROAD = 7.0, 16.0
"""Columns of text are wider than this, in sizes of their letters."""
_SENTENCE_ENDS = ".:;!?"


@dataclass(frozen=True, slots=True)
class Word:
    """Points, from the lower left corner of the page. ``open``: no blank is written after it, so that only a gap is one."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    open: bool = False
    struck: bool = False


@dataclass(slots=True)
class Segment:
    """Words on one baseline with no wide gap between them."""

    words: list[Word]
    line: int = 0  # which line of the page it stands on, from 1
    page: int = 0
    mark: str = ""
    rest: str = ""
    series: tuple[int, ...] = ()
    runs: Runs = ()

    def __post_init__(self) -> None:
        self.runs = _runs(self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return max(word.right for word in self.words[-2:])

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def size(self) -> float:
        """That of most of its letters: one from another font may stand in a taller box."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return sizes.most_common(1)[0][0]

    @property
    def text(self) -> str:
        return plain(self.runs)

    @property
    def place(self) -> Place:
        return Place(page=self.page, line=self.line)


def _runs(words: Sequence[Word]) -> Runs:
    found: list[Run] = []
    for word, after in zip(words, [*words[1:], None], strict=True):
        blank = "" if after is None or (word.open and after.left - word.right < _GAP * word.size) else " "
        found.append(Run(word.text + blank, word.bold, word.struck))
    return tidy(found)


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words on one baseline, from the top and from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: -one.baseline):
        if rows and rows[-1][0].baseline - word.baseline <= _same_line(rows[-1][0], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda one: one.left)
    return rows


def _same_line(one: Word, other: Word) -> float:
    """How far apart the baselines of two words on one line may be: more where one is a small raised number."""
    small, large = sorted((one.size, other.size))
    return (0.45 if small < 0.8 * large else 0.3) * large


def segments_of(row: Sequence[Word]) -> list[Segment]:
    """The parts of a row between wide gaps; a mark stays with what it marks."""
    parts: list[list[Word]] = [[row[0]]]
    for word in row[1:]:
        last = parts[-1][-1]
        gap = word.left - last.right
        is_mark = len(parts[-1]) == 1 and _only_mark(last.text)
        if gap > (_MARK_GAP if is_mark else _WIDE) * max(word.size, last.size):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Segment(part) for part in parts]


def as_line(row: list[Segment]) -> list[Segment]:
    """A row outside of tables: what wide blanks have parted in justified text is together again."""
    parts = row[:1]
    for one in row[1:]:
        last = parts[-1]
        if one.left - last.right >= _TAB * one.size:
            parts.append(one)
            continue
        skipped = len(last.text) - len(last.rest)
        both = Segment([*last.words, *one.words], last.line, last.page, last.mark, "", last.series)
        both.rest = both.text[skipped:]
        parts[-1] = both
    return parts


def _only_mark(text: str) -> bool:
    marked = f"{text} x"
    found = numbered(marked)
    return split_mark(marked)[1] == "x" or (found is not None and found.rest == "x")


def mark(segments: Sequence[Segment]) -> None:
    """Finds the marks of list items; numbers count as marks where they count on."""
    counted: dict[tuple[int, bool], list[tuple[Segment, tuple[int, ...], str, str]]] = {}
    for one in segments:
        one.mark, one.rest = split_mark(one.text)
        if not one.mark and (found := numbered(one.text)):
            key = round(one.left / 8), len(found.number) > 1
            counted.setdefault(key, []).append((one, found.number, found.mark, found.rest))
    for those in counted.values():
        for (one, number, sign, rest), chain in zip(
            those, in_series([that[1] for that in those]), strict=True
        ):
            if chain:
                one.mark, one.rest, one.series = sign, rest, number


@dataclass
class Lines:
    """The lines of one column after another into blocks. ``body`` is the size of the document's text, ``near`` how far apart
    the lines of one paragraph may be, in sizes of their letters.
    """

    body: float
    near: float = NEAR
    found: list[Found] = field(default_factory=list)
    levels: Levels = field(default_factory=lambda: Levels(slack=3))

    def read(self, lines: Sequence[list[Segment]], right: float = 0.0) -> None:
        """The lines of one column, from the top; a line of several segments is parted by tabs. ``right`` is where lines end,
        if more is known of it than these lines tell.
        """
        lines = [as_line(line) for line in lines]
        own = [line for line in lines if line[0].size < LARGER * self.body]
        right = max([right, *(line[-1].right for line in own)]) if not _is_column(own, right) else _edge(own)
        at = 0
        while at < len(lines):
            line = lines[at]
            strength = self.heading(line)
            end = at + 1
            if strength:
                while (
                    end < len(lines)
                    and end - at < 3
                    and self.same_heading(lines[end - 1], lines[end], strength, right)
                ):
                    end += 1
                self.levels.end()
                self.found.append(Shown(strength, _joined(lines[at:end]), line[0].place))
            else:
                while end < len(lines) and self.goes_on(line, lines[end - 1], lines[end], right):
                    end += 1
                self.block(lines[at:end])
            at = end

    def block(self, lines: Sequence[list[Segment]]) -> None:
        first = lines[0][0]
        runs = _joined(lines)
        if first.mark and len(lines[0]) == 1:
            skipped = len(first.text) - len(first.rest)
            deep = len(first.series)
            level = deep if deep > 1 else self.levels.level(first.left, first.mark)
            self.found.append(ListItem(level, first.mark, without(runs, skipped), first.place))
            return
        block = paragraph_or_row(runs, first.place)
        if self.rest_of_heading(lines, block):
            return
        if isinstance(block, Paragraph) and self.found and (whole := _across_pages(self.found[-1], block)):
            self.found[-1] = whole
            return
        self.levels.end()
        self.found.append(block)

    def rest_of_heading(self, lines: Sequence[list[Segment]], block: Paragraph | TableRow) -> bool:
        """Adds a line that begins small to the large heading above it: a title over two columns that was too long for one."""
        above, first = self.found[-1] if self.found else None, lines[0][0]
        if not isinstance(above, Shown) or not isinstance(block, Paragraph) or len(lines) > 1:
            return False
        goes_on = first.text[0].islower() and above.place.page == first.page
        if not goes_on or first.size < LARGER * self.body or above.strength[0] != self.scale(first):
            return False
        self.found[-1] = replace(above, runs=joined_runs([above.runs, block.runs]))
        return True

    def scale(self, line: Segment) -> float:
        """How much larger than the text of the document, to a tenth."""
        return round(line.size / self.body * 10) / 10

    def heading(self, line: Sequence[Segment]) -> tuple[float, ...] | None:
        """How strongly a line is a heading; None when it is none."""
        first = line[0]
        if len(line) > 1 or (first.mark and not first.series):
            return None
        large = first.size >= LARGER * self.body
        bold = is_bold(first.runs)
        if not (large or bold) or not may_be_heading(first.text, "" if large else ".,;!?"):
            return None
        if first.series and not large and depth(first.text) == 1 and not bold:
            return None
        return (self.scale(first) if large else 1.0, float(bold))

    def same_heading(
        self, line: Sequence[Segment], then: Sequence[Segment], strength: tuple[float, ...], right: float
    ) -> bool:
        """Whether a heading goes on in the next line."""
        first, below = line[0], then[0]
        if len(then) > 1 or below.mark or abs(first.size - below.size) > 0.05 * first.size:
            return False
        if (
            is_bold(first.runs) != is_bold(below.runs)
            or first.baseline - below.baseline > self.near * first.size
        ):
            return False
        if below.text[0].islower():
            return strength > (1.0, 1.0) or first.text.endswith("-")
        return self.heading(then) == strength and _is_full(line, then, right)

    def goes_on(
        self, first: Sequence[Segment], line: Sequence[Segment], then: Sequence[Segment], right: float
    ) -> bool:
        here, below = line[-1], then[0]
        if len(then) > 1 or len(first) > 1 or below.mark or self.heading(then):
            return False
        if (
            here.baseline - below.baseline > self.near * here.size
            or abs(here.size - below.size) > 0.1 * here.size
        ):
            return False
        if first[0].mark:
            if below.left < first[0].left - 2:
                return False
            return below.left > first[0].left + 3 or _is_full(line, then, right)
        return _is_full(line, then, right) and below.left < first[0].left + 40


def _edge(lines: Sequence[list[Segment]]) -> float:
    return max((line[-1].right for line in lines), default=0.0)


def _is_column(lines: Sequence[list[Segment]], right: float) -> bool:
    """Whether these lines are wrapped text in a column of their own that ends long before ``right``: the last one of a page
    whose other column is empty. Many reach to its edge, and some go on with a small letter.
    """
    if len(lines) < _LINES:
        return False
    left, edge = min(line[0].left for line in lines), _edge(lines)
    if edge > right - 0.25 * (right - left):
        return False
    reach = sum(line[-1].right > edge - 0.08 * (edge - left) for line in lines)
    small = sum(line[0].text[:1].islower() for line in lines)
    return reach * 5 >= 2 * len(lines) and small * 6 >= len(lines)


_LINES = 6
"""Lines that make a column."""


def _is_full(line: Sequence[Segment], then: Sequence[Segment], right: float) -> bool:
    """Whether the next line's first word would not have fitted. A short line is hardly one: the next one's first letter tells."""
    word = then[0].words[0]
    wide = line[-1].right - line[0].left
    if wide < (_NARROW if then[0].text[:1].islower() else _BROAD) * word.size:
        return False
    if line[-1].right + (word.right - word.left) + 0.15 * word.size > right - 1:
        return True
    # What hangs together ("40 000 kr", "kl. 18") is moved to the next line as a whole.
    begins, ends = then[0].text[0], line[-1].text[-1]
    goes_on = begins.islower() or (begins.isdigit() and ends.isdigit())
    return (
        goes_on
        and ends not in _SENTENCE_ENDS
        and line[-1].right - line[0].left > _NEARLY * (right - line[0].left)
    )


def _joined(lines: Sequence[list[Segment]]) -> Runs:
    return joined_runs(
        tidy(run for one in line for run in (*((Run("\t"),) if one is not line[0] else ()), *one.runs))
        for line in lines
    )


def _across_pages(last: Found, then: Paragraph) -> Found | None:
    """One block where a sentence goes on on the next page; None where it does not."""
    if (
        isinstance(last, Paragraph | ListItem)
        and last.place.page != then.place.page
        and then.text[0].islower()
        and last.text[-1] not in _SENTENCE_ENDS
    ):
        return replace(last, runs=joined_runs([last.runs, then.runs]))
    return None
