"""The entries of one cell: its lines, and of a line that holds many days each with what is on it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from config import patterns
from config.language import Language, language
from mappings.reading.cell_days import dotted, entries_in
from mappings.reading.clocks import Clock, clocks
from mappings.reading.days import Frame, When, named_day
from mappings.reading.entries import SEPARATORS, Entry, found_times, in_brackets, is_last_day, leads, primary
from mappings.reading.gatherings import looks_body
from mappings.reading.lines import Line
from mappings.reading.names import names_gathering

_MANY = re.compile(
    r"(?<![\d.–-])(?<![–-]\s)(?<! og )(?<! och )(?<! and )(?=\d{1,2}\.(?:\s*[-–]\s*\d{1,2}\.)?(?:\s*[-–]\s*|\s+)[^\W\d])"
)


def within(
    base: Entry, what: str, month: When | None, frame: Frame, *, ends: bool = False
) -> Iterator[Entry]:
    """The cell that says what holds the days too: "04. – Gruppemøte 07. – Kommunestyre Tur til Tinget"."""
    words = base.line.language
    named = base.line.cells[0] if month and base.line.cells and base.line.cells[0].strip() != what else ""
    lines = cell_lines(what, base.line, frame)
    apart = [part for line in lines for part in entries_in(line, words, frame, ends=ends)]
    pieces = [part for line in apart for part in _pieces(line, words)]
    for place, written in enumerate(pieces):
        piece = dotted(written, ends=ends)
        if place and len(piece.split()) <= _BODY and looks_body(piece, words) and not re.search(r"\d", piece):
            continue
        passage = (
            base.source
            if written == what.strip()
            else base.line.part(f"{named} | {written}" if named else written)
        )
        found = found_times(piece, words, frame)
        if month and not any(when.exact or not in_brackets(piece, when) for when in found):
            found = ()  # "(date agreed in September)"
        if not found:
            feast = (
                named_day(piece, words, replace(frame, start=month.first)) if month and month.first else None
            )
            within = (
                feast
                if feast and month and feast.first and feast.last and month.last and feast.first <= month.last
                else month
            )
            yield replace(base, title=piece, when=within and replace(within, begin=0, end=0), source=passage)
            continue
        when = primary(piece, found, words)[0]
        title, rest = (
            (piece[when.end :], "")
            if not piece[: when.begin].strip(SEPARATORS)
            else (piece[: when.begin], piece[when.end :])
        )
        if not title.strip(SEPARATORS):
            title, rest = piece, ""
        clock: Clock | None = base.clock or next(iter(clocks(piece, words)), None)
        phrase = piece[when.begin : when.end].strip()
        deadline = base.deadline or is_last_day(piece, when, words)
        for other in found[1:]:
            if (other.begin, other.end) == (when.begin, when.end):
                yield replace(
                    base, title=title, rest=rest, when=other, clock=clock, source=passage, phrase=phrase
                )
        yield replace(
            base,
            title=title,
            rest=rest,
            when=when,
            clock=clock,
            source=passage,
            phrase=phrase,
            deadline=deadline,
        )


_BODY = 3
"""Words of a body that a line of a cell names for the entry above it."""


def cell_lines(cell: str, row: Line, frame: Frame) -> list[str]:
    """The lines of a cell; on a page a line that begins small or with a bracket goes on with the one above it."""
    found: list[str] = []
    for line in filter(None, (_BULLET.sub("", written).strip() for written in cell.split("\n"))):
        times = found_times(line, row.language, frame)
        begins = bool(times) and leads(line, times[0], row.language)
        small = re.match(r"\(|[a-zåäöæøé]{3,}", line) and not begins
        if found and small and row.place.page is not None:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


_BULLET = re.compile(r"^\s*(?:[•·●▪‣◦*]|[-–—](?=\s))\s*(?=\w)")
"""What stands before an entry that a cell lists."""


def _pieces(text: str, words: Language) -> Iterator[str]:
    """The entries of a cell with many days; a last one that begins with a capital of its own has no day."""
    joints = "|".join(map(re.escape, words.conjunctions))
    text = patterns.sub(rf"(?<=[^\W\d_]{{3}})\s+(?:{joints})\s+(?=\d{{1,2}}\.\s+[^\W\d])", " ", text)
    parts = _with_weekdays([part.strip() for part in _MANY.split(text) if part.strip()], words)
    if len(listed := _LISTED.split(text.strip())) > 1 and _DAY.match(text.strip()):
        for part in listed:
            yield from _pieces(part, words)
        return
    begins = re.match(r"\d{1,2}\.", text.strip()) or re.search(r"\d{1,2}\.\s*[-–]\s+[^\W\d]", text)
    if not begins:
        yield from _named_pieces(text.strip(), words)
        return
    for part in parts:
        cut = _second_name(part, words)
        if cut:
            yield part[:cut].strip()
            yield part[cut:].strip()
        else:
            yield part


def _with_weekdays(parts: list[str], words: Language) -> list[str]:
    """The parts, each with the weekday that stands before its day: "mandag 8. – Møte", not "mandag" and "8. – Møte"."""
    weekday, made = _weekday_last(words.code), [""]
    for part in parts:
        ends = weekday.search(made[-1])
        before = made[-1][ends.start() :].strip() if ends else ""
        made[-1] = made[-1][: ends.start()].strip() if ends else made[-1]
        made.append(f"{before} {part}".strip())
    return list(filter(None, made))


@cache
def _weekday_last(code: str) -> re.Pattern[str]:
    """A weekday, whole or short, or an article at the end of a text."""
    words = language(code)
    short = (*words.calendar["weekdays_short"], *words.calendar["weekdays_shorter"])
    names = {name.casefold() for name in (*words.weekdays, *short)} | {"den", "d.", "the"}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})\.?$", re.IGNORECASE)


_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|:[ae]|\.|/\d{1,2})\s+[^\W\d]")
_LISTED = re.compile(rf"\s*[,;]\s+(?={_DAY.pattern})")
"""Between entries that each begin with their day: "9th Committee, 18th AGM", "9/3 Styrelsemöte, 18/3 Årsmöte"."""


def _says_what(text: str, words: Language) -> bool:
    """Whether a text holds more than a day and its clock."""
    names = tuple(name.casefold() for name in (*words.months, *words.weekdays))
    return any(
        not word.startswith((*names, "advent")) and not any(name.startswith(word) for name in names)
        for word in re.findall(r"[^\W\d_]{4,}", text.casefold())
    )


def _named_pieces(text: str, words: Language) -> Iterator[str]:
    """Two entries that a cell holds on two lines, when the reader of the format made one of them."""
    match = re.search(r"(?<=[\d)])\s+(?=([A-ZÅÄÖÆØ][a-zåäöæø]{3,}))", text)
    month = match and match[1].casefold() in {name.casefold() for name in words.months}
    before = text[: match.start()] if match else ""
    if match and not month and re.search(r"\d", before) and _says_what(before, words):
        yield text[: match.start()]
        yield from _named_pieces(text[match.end() :], words)
    else:
        yield text


_CAPITAL = re.compile(r"(?<=[a-zåäöæø0-9)]) (?=[A-ZÅÄÖÆØ][a-zåäöæø]{2,})")
_GOES_ON = re.compile(r"[:,–-]\s*$|(?<!\w)[^\W\d_A-ZÅÄÖÆØ]{1,4}$")
"""What joins a capital to the words before it: a sign, or a short word such as a preposition."""


def _second_name(text: str, words: Language) -> int | None:
    """Where a second entry without a day begins: a capital inside what is otherwise a name in small letters."""
    match = re.match(r"\d{1,2}\.?(?:\s*[-–]\s*\d{1,2}\.?)?\s*[-–]?\s*[^\W\d_][^\W_]*", text)
    if not match:
        return None
    after = _CAPITAL.search(text, match.end())
    if not after:
        return None
    before = text[: after.start()]
    body = looks_body(before.split()[-1], words) and len(before.split()) > 1
    return after.end() if (names_gathering(before, words) or body) and not _GOES_ON.search(before) else None
