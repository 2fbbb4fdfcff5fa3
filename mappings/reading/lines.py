"""A document's blocks as lines with their surroundings: sections, area, month and year above, columns, lead-in.

Every part of the reading looks at the same lines. Struck-out text is no part of a line's text. Reads no item itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby, pairwise, zip_longest

from config.language import Language, language, languages
from mappings.blocks import Block, Document, Heading, ListItem, Paragraph, Place, Run, Runs, TableRow, plain
from mappings.reading.model import Source
from mappings.reading.tongue import language_of, section_language, speakers_of


class Form(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a heading sets for what stands below it: a month, months, a quarter, a term. ``words`` as written."""

    words: str
    first: date
    last: date
    rule: str  # MONTH, QUARTER, TERM …, as config.deadlines names them


@dataclass(frozen=True, slots=True)
class Line:
    """One block, or one written line of a paragraph.

    ``number`` is its place in the list of lines, ``parent`` that of the item or the lead-in ("The board shall:") above
    it, ``level`` that of the heading or the item. ``cells`` are a row's, ``columns`` the headings over them ("" where
    there is none), ``table`` tells tables apart. ``area`` is the thematic heading above, or None. ``span`` and ``year``
    are what a month or a year heading above says. ``speakers`` are the section's language, then English. ``day_last``:
    the number at its end is a day of that month.
    """

    number: int
    form: Form
    text: str
    place: Place
    speakers: tuple[Language, ...]
    mark: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    header: bool = False
    table: int | None = None
    sections: tuple[str, ...] = ()
    area: str | None = None
    parent: int | None = None
    span: Span | None = None
    year: int | None = None
    struck: str = ""
    day_last: bool = False

    @property
    def language(self) -> Language:
        return self.speakers[0]

    @property
    def source(self) -> Source:
        """The line as written: a row's cells parted by " | "."""
        return self.part(" | ".join(cell for cell in self.cells if cell) if self.cells else self.printed)

    @property
    def printed(self) -> str:
        return f"{self.mark} {self.text}".strip()

    def part(self, passage: str) -> Source:
        """The source of a part of the line, such as one of its sentences."""
        return Source(self.place, " ".join(passage.split()))


def lines_of(document: Document) -> tuple[Line, ...]:
    """All lines of the document that say something, in reading order, each in the language of its section."""
    bare = [line for block in document.blocks for line in _lines(block)]
    bare = _barred(bare)
    if document.kind == "pdf":
        bare = _joined(bare)
    if not any(line.form is Form.HEADING for line in bare):
        bare = _headed(bare)
    bare = _sectioned(_numbered(_in_capitals(_in_romans(_once(_below_tables(_lone_rows(bare)))))))
    code = language_of((line.text for line in bare), document.language)
    found: list[Line] = []
    for section in _sections(bare):
        own = section_language((line.text for line in section), code)
        speakers = speakers_of(own)
        parts = _under_months([part for line in section for part in _by_months(line, speakers[0])], own)
        parts = _months_of_days(parts, speakers[0])
        found += [
            replace(line, number=len(found) + number, speakers=speakers) for number, line in enumerate(parts)
        ]
    return tuple(found)


def _by_months(line: Line, words: Language) -> Iterator[Line]:
    """A paragraph whose months were written on, a line for each of them: "Mars. Årsmøte 15. April. Styremøte 4."."""
    label = _month_label(words.code)
    if line.form is not Form.TEXT or not label.match(line.text):
        yield line
        return
    cuts = [match.start() for match in label.finditer(line.text)]
    for begin, end in pairwise((*cuts, len(line.text))):
        yield replace(line, text=line.text[begin:end].strip())


@cache
def _month_label(code: str) -> re.Pattern[str]:
    """A month's name with a capital and a sign after it, at the beginning or after a sentence."""
    names = "|".join(re.escape(name.capitalize()) for name in language(code).months)
    return re.compile(rf"(?:^|(?<=[.!?)]\s))(?:{names})[.:](?=\s)")


def _under_months(lines: list[Line], code: str) -> list[Line]:
    """The lines of a list whose months lead the first entry of each, "June – Friday 18th, supper", with those as headings."""
    labels = [_leading_month(code).match(line.text) if line.form in _RUN_IN else None for line in lines]
    led = [number for number, label in enumerate(labels) if label]
    if len({match[1] for match in labels if match}) < _MONTHS or not _is_run_in(lines, led):
        return lines
    level = max(line.level for line in lines[: led[0] + 1] if line.form is not Form.ITEM) + 1
    made: list[Line] = []
    for line, label in zip(lines, labels, strict=True):
        if label is None:
            made.append(line)
            continue
        made.append(replace(line, form=Form.HEADING, level=level, text=label[1], mark=""))
        made.append(replace(line, text=line.text[label.end() :].strip()))
    return made


def _months_of_days(lines: list[Line], words: Language) -> list[Line]:
    """The lines with the months that open paragraphs as headings, where sentences say but the day: "Maj. Talkot är den 22."."""
    label, day = _opening_month(words.code), _bare_day(words.code)
    led = [label.match(line.text) if line.form is Form.TEXT else None for line in lines]
    days = [match is not None and day.search(line.text) for match, line in zip(led, lines, strict=True)]
    if sum(map(bool, led)) < _MONTHS or not any(days):
        return lines
    level = max((line.level for line in lines if line.form is Form.HEADING), default=1) + 1
    made: list[Line] = []
    for line, match in zip(lines, led, strict=True):
        if match is None:
            made.append(line)
            continue
        made.append(replace(line, form=Form.HEADING, level=level, text=match[1]))
        made.append(replace(line, text=line.text[match.end() :].strip()))
    return made


@cache
def _opening_month(code: str) -> re.Pattern[str]:
    """A month with a capital, or two, and a full stop or a colon before a sentence."""
    words = language(code)
    names = "|".join(re.escape(name.capitalize()) for name in words.months)
    second = "|".join(re.escape(name) for name in words.months)
    joints = "|".join(map(re.escape, (*words.conjunctions, "/", "–", "-")))
    return re.compile(rf"((?:{names})(?:\s?(?:{joints})\s?(?i:{second}))?)[.:]\s+(?=[^\W\d_a-zåäöæø])")


@cache
def _bare_day(code: str) -> re.Pattern[str]:
    """A day without its month: "den 12 på skolan", "on the 12th"."""
    words = language(code)
    names = "|".join(re.escape(name) for name in (*words.months, *words.months_short))
    nth = r"(?:st|nd|rd|th)" if code == "en" else r"\.?"
    return re.compile(rf"(?<!\w)(?:den|the|d\.)\s\d{{1,2}}{nth}(?=[\s,.](?!\s*(?:{names}))|$)", re.IGNORECASE)


def _is_run_in(lines: list[Line], led: list[int]) -> bool:
    """Whether months that lead lines hold for those below them too: lines without a month stand between, all in one list."""
    between = lines[led[0] : led[-1]]
    alike = all(line.form is lines[led[0]].form for line in between)
    return alike and len(between) >= len(led)


_RUN_IN = (Form.TEXT, Form.ITEM)
_MONTHS = 3
"""Months that lead lines of a list and are no accident."""


@cache
def _leading_month(code: str) -> re.Pattern[str]:
    """A month's name or two at the beginning, with a colon or a dash after it and more."""
    names = "|".join(re.escape(name) for name in language(code).months)
    return re.compile(rf"((?:{names})(?:\s?[/–-]\s?(?:{names}))?)(?:\s?[:–—]|\s-)\s(?=\S)", re.IGNORECASE)


def _numbered(lines: list[Line]) -> list[Line]:
    """The lines with paragraphs that count from one, right below each other, as the items that they are; no days."""
    made, run = list(lines), 0
    for place, (line, below) in enumerate(zip_longest(lines, lines[1:])):
        count = _counted(line)
        run = run + 1 if count == run + 1 else int(count == 1)
        if not run or (run == 1 and (below is None or _counted(below) != _SECOND)):
            run = 0
            continue
        mark, text = line.text.split(maxsplit=1)
        made[place] = replace(line, form=Form.ITEM, level=1, mark=mark, text=text)
    return made


_SECOND = 2


def _counted(line: Line) -> int:
    """The number that a short paragraph begins with, 0 where it has none or it is that of a day: "1. mars"."""
    match = _COUNT.match(line.text) if line.form is Form.TEXT and not line.mark else None
    if match is None or match[2].casefold() in _months() or len(line.text.split()) > _PARAGRAPH:
        return 0
    return int(match[1])


def _sectioned(lines: list[Line]) -> list[Line]:
    """The lines with paragraphs that have the number of the heading above them and one of their own: "3.2 Rådet svarer …"
    below "3. Rådets oppgaver". The number is their mark, and no day.
    """
    made, section = list(lines), ""
    for place, line in enumerate(lines):
        if line.form is Form.HEADING or len(line.text.split()) <= _HEADING:
            head = re.match(r"(?:[^\W\d_]+\s+)?(\d{1,2})[.):]?\s+\D", line.text)
            section = head[1] if head else "" if line.form is Form.HEADING else section
        match = _SUBNUMBER.match(line.text) if line.form is Form.TEXT and not line.mark else None
        if match and match[1] == section and match[3].casefold() not in _months():
            made[place] = replace(line, mark=match[0].strip(), text=line.text[match.end(2) :].strip())
    return made


_SUBNUMBER = re.compile(r"(\d{1,2})(?:\.\d{1,2})+(\.?\s+)(?=([^\W\d_]{2,}))")
_COUNT = re.compile(r"(\d{1,2})[.)]\s+([^\W\d_]{2,})")
_PARAGRAPH = 25
"""Words of the longest item of a list that lost its marks."""


def _barred(lines: list[Line]) -> list[Line]:
    """The lines with those that are written with as many bars, three or more below each other, as the rows of a table."""
    made: list[Line] = []
    for bars, group in groupby(
        lines, key=lambda line: line.text.count(" | ") if line.form is Form.TEXT else 0
    ):
        part = list(group)
        if not bars or len(part) < _ROWS or any(re.match(r"[^|]+:\s[^|]+\|", line.text) for line in part):
            made += part
            continue
        for line in part:
            cells = tuple(cell.strip() for cell in line.text.split("|"))
            made.append(replace(line, form=Form.ROW, cells=cells, text="\t".join(cells), table=-3))
    return made


_ROWS = 3
"""Lines with bars that are a table."""


def _headed(lines: list[Line]) -> list[Line]:
    """The lines of a document without headings, with those that look like some made so: short ones that are no sentence,
    have no number, and stand above text or a list.
    """
    made = list(lines)
    for number, (line, below) in enumerate(pairwise(lines)):
        words = line.text.split()
        short = (
            line.form is Form.TEXT and len(words) <= _HEADING and not re.search(r"\d|[.,:;!?|]$", line.text)
        )
        text = below.form is Form.ITEM or (below.form is Form.TEXT and len(below.text.split()) >= _LONG)
        if number > 1 and short and text and line.text[0].isupper():
            made[number] = replace(line, form=Form.HEADING, level=2)
    return made


_HEADING = 6
"""Words of a heading that does not look like one."""


def _in_romans(lines: list[Line]) -> list[Line]:
    """A chapter whose Roman number was taken for the letter of a list, "V. Föreningen", beside headings "IV." and "VI."."""
    levels = [line.level for line in lines if line.form is Form.HEADING and _ROMAN.match(line.text)]
    if not levels:
        return lines
    return [
        replace(line, form=Form.HEADING, level=levels[0], text=line.printed, mark="")
        if line.form is Form.ITEM and line.mark in {"I.", "V.", "X."} and _is_short(line.text)
        else line
        for line in lines
    ]


_ROMAN = re.compile(r"(?:I{2,3}|IV|VI{1,3}|IX)\.\s")


def _in_capitals(lines: list[Line]) -> list[Line]:
    """The lines with those that are written in capitals alone as headings, where there are some and most lines are not."""
    found = [
        number
        for number, (line, below) in enumerate(pairwise(lines))
        if number > 1 and line.form is Form.TEXT and _is_short(line.text) and line.text.isupper()
        if not (below.form is Form.TEXT and below.text.isupper())
    ]
    if len(found) < _SOME or len(found) * 3 > len(lines):
        return lines
    made, level, capitals = list(lines), 1, frozenset(found)
    for number, line in enumerate(lines):
        level = line.level if line.form is Form.HEADING else level
        if number in capitals:
            made[number] = replace(line, form=Form.HEADING, level=level + 1)
    return made


def _once(lines: list[Line]) -> list[Line]:
    """The lines without a heading that only says again what the heading right above it says: a sheet's tab and its title."""
    return [
        line
        for above, line in pairwise((None, *lines))
        if line is not None
        and not (
            above is not None
            and above.form is line.form is Form.HEADING
            and above.text.casefold() == line.text.casefold()
        )
    ]


def _lone_rows(lines: list[Line]) -> list[Line]:
    """The lines of a sheet with the blocks of rows that hold a single cell each as what they are: text above a table,
    and below one a heading and its list.
    """
    made: list[Line] = []
    tabled = False
    for (form, _), group in groupby(lines, key=lambda line: (line.form, line.table)):
        rows = list(group)
        lone = form is Form.ROW and all(
            len(row.cells) > 1 and sum(map(bool, row.cells)) == 1 and row.cells[0] and not row.header
            for row in rows
        )
        if not lone or not _is_sheet(rows[0]):
            tabled = tabled or form is Form.ROW
            made += rows
            continue
        texts = [replace(row, form=Form.TEXT, text=row.cells[0], cells=()) for row in rows]
        if tabled and len(texts) > 1 and _is_short(texts[0].text):
            made.append(replace(texts[0], form=Form.HEADING, level=2, table=None))
            listed = not any(text.text.endswith(".") for text in texts[1:])
            texts = [
                replace(text, form=Form.ITEM, level=1, table=None) if listed else text for text in texts[1:]
            ]
        made += texts
    return made


def _is_sheet(line: Line) -> bool:
    return line.place.page is None and line.place.row is not None


def _below_tables(lines: list[Line]) -> list[Line]:
    """The lines with the sentences below a table, each in a row of its own as sheets have them, as text."""
    made: list[Line] = []
    for line in reversed(lines):
        below = made[-1] if made else None
        ends = below is None or below.form is not Form.ROW or below.table != line.table
        filled = [cell for cell in line.cells if cell]
        alone = line.form is Form.ROW and len(line.cells) > 1 and len(filled) == 1 and not line.header
        if alone and ends and _is_sentence(filled[0]):
            made += (
                replace(line, form=Form.TEXT, text=text, cells=()) for text in reversed(_tidy(filled[0]))
            )
        elif alone and below and below.table == line.table and ends and _is_short(filled[0]):
            made.append(replace(line, form=Form.HEADING, level=2, text=filled[0], cells=(), table=None))
        else:
            made.append(line)
    return made[::-1]


def _is_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and len(text.split()) >= _SENTENCE and not text[0].islower()


_SENTENCE = 4
"""Words of the shortest sentence below a table."""


_SOME = 2
"""Lines in capitals that are no accident."""


def _is_short(text: str) -> bool:
    return len(text.split()) <= _HEADING and len(text) > _LETTERS and not re.search(r"\d|[.,:;!?|]$", text)


_LETTERS = 3
"""Letters of an abbreviation."""


def _joined(lines: list[Line]) -> list[Line]:
    """The lines of a page, with a sentence that two columns or pages cut in two made whole again."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last and last.form is Form.TEXT and line.form is Form.TEXT and _is_cut(last.text, line.text):
            joined[-1] = replace(last, text=f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _is_cut(text: str, below: str) -> bool:
    """Whether a long text stops within a sentence: after a comma or a small word, or before a small letter."""
    if text.endswith((".", "!", "?", ":", ";")):
        return False
    last = text.rsplit(maxsplit=1)[-1]
    if last in _conjunctions():
        return True
    if len(text.split()) < _LONG:
        return False
    small = len(last) <= 3 and last.isalpha() and last.islower() and last not in _months()
    return text.endswith(",") or below[:1].islower() or small


@cache
def _conjunctions() -> frozenset[str]:
    """Words after which every sentence goes on, in all the languages."""
    return frozenset(word for code in languages() for word in language(code).conjunctions)


_LONG = 8
"""Words of a line that may be a cut sentence."""


def _sections(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines from each heading to the next."""
    section: list[Line] = []
    for line in lines:
        if line.form is Form.HEADING and section:
            yield section
            section = []
        section.append(line)
    if section:
        yield section


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case TableRow():
            cells = tuple(standing(cell.runs) for cell in block.cells)
            if any(cells):
                table = block.place.table or 0
                yield Line(
                    0,
                    Form.ROW,
                    "\t".join(cells),
                    block.place,
                    (),
                    cells=cells,
                    header=block.header,
                    table=table,
                )
        case Heading():
            yield from _written(block.runs, Line(0, Form.HEADING, "", block.place, (), level=block.level))
        case ListItem() if _is_day(block):
            empty = Line(0, Form.TEXT, "", block.place, ())
            yield from _written((Run(f"{block.mark} "), *block.runs), empty)
        case ListItem():
            empty = Line(0, Form.ITEM, "", block.place, (), mark=block.mark, level=block.level)
            yield from _written(block.runs, empty)
        case Paragraph():
            yield from _written(block.runs, Line(0, Form.TEXT, "", block.place, ()))


@cache
def _months() -> tuple[str, ...]:
    return tuple(sorted({name for code in languages() for name in language(code).months if name.islower()}))


def _is_day(item: ListItem) -> bool:
    """Whether what looks like a list's number is a day: "5. maj: Generalforsamling". A capital begins a sentence."""
    if not re.fullmatch(r"\d{1,2}\.", item.mark):
        return False
    text = item.text.lstrip()
    return text.startswith(_months()) or bool(_day_goes_on().match(text))


@cache
def _day_goes_on() -> re.Pattern[str]:
    """What follows the number of a day: its month in any letters before an end, another day after a sign or a word."""
    known = [language(code) for code in languages()]
    small_letters = {
        name.rstrip(".") for words in known for name in (*words.months, *words.months_short) if name.islower()
    }
    short = small_letters | {name.upper() for name in small_letters}
    joints = {form for words in known for form in (*words.conjunctions, *words.ranges)}
    months, between = ("|".join(map(re.escape, sorted(group))) for group in (short, joints))
    weekdays = "|".join(sorted({re.escape(day) for words in known for day in words.weekdays}))
    small = rf"(?:(?:{weekdays}|[^\W\d_]{{2,4}})\.?\s+|den\s+|the\s+)*"
    number = r"\d{1,2}(?:\.|\s|:)"
    return re.compile(
        rf"(?:(?:{months})(?:t|\.)?(?=\s*(?:$|[:.,;(–-]|['’]?\d)))|(?:[-–—&+,/]|(?:{between})\s)\s*{small}{number}",
    )


def _written(runs: Runs, empty: Line) -> Iterator[Line]:
    """One line for each written line of the block; a line of cells that are parted by bars is a row."""
    struck = plain(run for run in runs if run.struck).strip()
    for text in _tidy(standing(runs)):
        yield replace(empty, text=text, struck=struck)


def _tidy(text: str) -> list[str]:
    """The written lines of a text that say something."""
    return [tidy for written in text.split("\n") if (tidy := " ".join(written.split()))]


def standing(runs: Runs) -> str:
    """The text that is not struck out."""
    return plain(run for run in runs if not run.struck).strip()
