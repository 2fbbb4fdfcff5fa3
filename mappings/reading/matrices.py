"""Tables whose cells say no more than when: months against bodies or kinds of gathering, days of the month.

The heading over the column or beside the row then says what it is. A cell with words of its own is an entry by itself. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from config.language import Language
from config.work_words import work_words
from mappings.reading.cell_days import Cells, dotted
from mappings.reading.cell_entries import cell_lines, within
from mappings.reading.clauses import is_body
from mappings.reading.clocks import Clock, cell_clock, clocks
from mappings.reading.days import Frame, When, day_numbers, month_alone, times
from mappings.reading.entries import SEPARATORS, Entry, found_times, frame_of, is_last_day, primary
from mappings.reading.gatherings import is_task
from mappings.reading.grammar import opens_as_task, read_clause
from mappings.reading.headers import role_of
from mappings.reading.lines import Line
from mappings.reading.model import Precision, Source
from mappings.reading.names import names_gathering
from mappings.reading.spans import span_of
from mappings.reading.tongue import find

_MARK = re.compile(r"(?:[xX×✓✔✗●•○◯■□◆◼▪▲★☆*+√]|\(x\))\s*[\d*†]?")
_NOTES = re.compile(r"[*†‡°]+|\([^)]*\)")
_PARTS = re.compile(r"\s*[,;\n]\s*(?![^()]*\))")
_LEAST = 3
"""Cells that make a table one of this kind."""


@dataclass(frozen=True, slots=True)
class Across:
    """A table with months across. ``months`` by their places; ``who``, ``note`` and ``time`` are columns beside them;
    ``days`` when days of the month stand before the rows.
    """

    months: dict[int, When]
    who: int | None = None
    note: int | None = None
    time: int | None = None
    cells: Cells = field(default_factory=Cells)
    days: bool = False


# What a cell holds ------------------------------------------------------------------------------------------------


def is_mark(cell: str, *, one: bool = False) -> bool:
    """Whether a cell is only ticked; ``one``: its table counts with 1."""
    return bool(_MARK.fullmatch(cell.strip())) or (one and cell.strip() in {"1", "1.0"})


@cache
def _smalls(also: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(map(re.escape, also))}|&)\s+(?=\D{{0,10}}\d)", re.IGNORECASE)


def _pieces(cell: str, words: Language) -> list[str]:
    """The times of a cell apart: "5, 19", "2 og 16", "tis 12 och tor 28", on lines of their own. A date is left whole."""
    whole: list[str] = []
    for part in _PARTS.split(cell):
        whole += _smalls(words.conjunctions).split(part)
    return [part for part in whole if part.strip()]


def when_of(part: str, words: Language, frame: Frame) -> tuple[tuple[When, ...], str]:
    """The times of a part of a cell, and what else it says."""
    plain = _NOTES.sub("", part).strip()
    hours = clocks(plain, words)
    for clock in reversed(hours):
        plain = f"{plain[: clock.begin]} {plain[clock.end :]}"
    plain = plain.strip(SEPARATORS.replace(".", ""))
    whole = times(plain, words, frame)
    if whole and all(when.exact for when in whole) and not (left := _without(plain, whole)):
        return whole, left
    found = day_numbers(plain, words, frame) or whole
    return found, _without(plain, found)


def _without(text: str, found: tuple[When, ...]) -> str:
    """What a text says beside these times."""
    for begin, end in sorted({(one.begin, one.end) for one in found}, reverse=True):
        text = f"{text[:begin]} {text[end:]}"
    return text.strip(SEPARATORS)


def is_bare(cell: str, words: Language, frame: Frame) -> bool:
    """Whether a cell holds times or a mark and nothing else."""
    if is_mark(cell):
        return True
    parts = _pieces(cell, words) if re.search(r"\d", cell) else []
    return bool(parts) and all(_is_time(part, words, frame) for part in parts)


def _is_time(part: str, words: Language, frame: Frame) -> bool:
    found, left = when_of(part, words, frame)
    return bool(found) and not re.search(r"[^\W\d_]{2}|\d", left)


_MONTH, _SPAN = 31, 3
"""Days of the longest month; words of the longest name of a quarter or a term."""


# Months down, bodies across ---------------------------------------------------------------------------------------

_JANUARY = date(2001, 1, 1)


def is_matrix(rows: list[Line], period: Frame) -> bool:
    """Whether the rows below one header hold times or marks under the headings of bodies or kinds of gathering."""
    body = [row for row in rows if not row.header]
    if not body or not any(body[0].columns[1:]):
        return False
    words, places = body[0].language, _named(body[0])
    if any(role_of(heading, words) == "date" for heading in body[0].columns):
        return False
    if not _labelled_by_months(body, period):
        return False
    frame = replace(period, start=period.start or _JANUARY, month=_JANUARY)
    cells = [
        row.cells[place] for row in body for place in places if place < len(row.cells) and row.cells[place]
    ]
    named = any(role_of(heading, words) == "what" for heading in body[0].columns)
    bare = sum(is_bare(cell, words, frame) or (not named and _opens_with_day(cell)) for cell in cells)
    return bare >= _LEAST and bare * 2 > len(cells)


def _opens_with_day(cell: str) -> bool:
    return bool(re.match(r"\d{1,2}(?!\d)(?!\s*[%])", cell))


def _named(row: Line) -> list[int]:
    """The columns that may be of a body or a kind of gathering: those after the first with a heading that is no other's."""
    beside = {"who", "note", "place", "time", "month", "due"}
    return [
        place
        for place, heading in enumerate(row.columns)
        if place and heading and role_of(heading, row.language) not in beside
    ]


def _labelled_by_months(rows: list[Line], period: Frame, *, spans: bool = False) -> bool:
    """Whether most rows begin with a month; ``spans``: or with a quarter or a term."""
    labels = [row.cells[0] for row in rows if row.cells and row.cells[0]]
    frame, words = replace(period, start=period.start or _JANUARY), rows[0].language
    months = sum(
        month_alone(plain_month(label), words, frame) is not None
        or (spans and len(label.split()) <= _SPAN and span_of(label.strip(" :"), words, frame) is not None)
        for label in labels
    )
    return months * 2 > len(labels) or (not labels and any(row.span for row in rows))


def plain_month(cell: str) -> str:
    """A month without the footnotes that are glued to it: Mars2."""
    return re.sub(r"(?<=[^\W\d_]{3})[\d*†]{1,2}$", "", cell.strip())


def side_by_side(rows: list[Line], period: Frame) -> tuple[int, ...]:
    """The columns of a table of months, of quarters or of terms that hold entries of different kinds: meetings beside what
    is arranged and what is to be done. Not one that only tells more of the one before it.
    """
    body = [row for row in rows if not row.header]
    if not body or not _labelled_by_months(body, period, spans=True):
        return ()
    words, columns = body[0].language, body[0].columns
    roles = {role_of(column, words) for column in columns}
    places = [place for place in _named(body[0]) if not _is_beside(columns[place], words)]
    if {"date", "time"} & roles or (
        "who" in roles and not any(_names_a_kind(columns[place], words) for place in places)
    ):
        return ()
    own = tuple(place for place in places if _is_of_its_own(place, places, body, period))
    return own if len(own) > 1 else ()


def _is_beside(column: str, words: Language) -> bool:
    """Whether a column says who, how much or why, and not what."""
    work, plain = work_words(words.code), re.sub(r"\([^)]*\)", "", column).casefold().strip(" .:?")
    beside = ("responsible", "amount", "goal", "area")
    return plain in work["state_columns"] or any(plain in work.columns[role] for role in beside)


def _names_a_kind(column: str, words: Language) -> bool:
    return holds_tasks(column, words) or names_gathering(column, words)


def _is_role(column: str, words: Language) -> bool:
    """Whether a column is called after a body or a role: what is to be done in it is theirs."""
    return bool(column.split()) and is_body(column.rsplit(maxsplit=1)[-1], words)


def _is_of_its_own(place: int, places: list[int], rows: list[Line], period: Frame) -> bool:
    """Whether a column holds entries by itself: by its name, in rows where the one before is empty, or with days of its own."""
    words = rows[0].language
    if _names_a_kind(rows[0].columns[place], words) or _is_role(rows[0].columns[place], words):
        return True
    filled = [row for row in rows if place < len(row.cells) and row.cells[place]]
    at = places.index(place)
    beside = places[at - 1] if at else places[-1]
    alone = [row for row in filled if not (beside < len(row.cells) and row.cells[beside])]
    frame = replace(period, start=period.start or _JANUARY, month=_JANUARY)
    dated = [row for row in filled if found_times(row.cells[place], words, frame)]
    done = [row for row in filled if opens_as_task(row.cells[place], words)]
    return bool(alone) or max(len(dated), len(done)) * 2 > len(filled)


def matrix(
    row: Line, month: When | None, period: Frame, cells: Cells, places: tuple[int, ...] = ()
) -> Iterator[Entry]:
    """The entries of one row; a time in a cell is of the column's kind. ``places`` are its columns, if not all.

    Whom a column of names says is who does what stands right before it.
    """
    who = next(
        (place for place, column in enumerate(row.columns) if role_of(column, row.language) == "who"), None
    )
    named = row.cells[who] if who is not None and who < len(row.cells) else ""
    for place in places or _named(row):
        theirs = named if who is not None and place == who - 1 else ""
        for entry in _of_column(row, place, month, period, cells, places):
            yield replace(entry, who=entry.who or theirs)


def _of_column(
    row: Line, place: int, month: When | None, period: Frame, cells: Cells, places: tuple[int, ...]
) -> Iterator[Entry]:
    """The entries of one cell of the row."""
    month = month or _above(row)
    if month is None or month.first is None:
        return
    lone = month.last is None or (month.last - month.first).days < _MONTH
    frame = replace(frame_of(row, period), month=month.first if lone else None)
    column, cell = row.columns[place], row.cells[place] if place < len(row.cells) else ""
    if is_mark(cell, one=cells.ones):
        yield Entry(column, replace(month, begin=0, end=0), row, _passage(row, cell), labelled=True)
        return
    if holds_tasks(column, row.language):
        yield from _tasks(row, cell, month, frame)
        return
    told = not places and _only_tells(when_of(cell, row.language, frame)[1], row.language)
    if (places or _opens_with_day(cell)) and not told and not is_bare(cell, row.language, frame):
        who = column if _is_role(column, row.language) else ""
        for entry in within(Entry(cell, None, row, row.source, phrase=row.cells[0]), cell, month, frame):
            yield replace(entry, who=who) if who and is_task(entry) else entry
        return
    for part in _whole(_pieces(cell, row.language), row.language, frame):
        yield from _cell(row, column, part, month, frame, cells)


def _only_tells(said: str, words: Language) -> bool:
    """Whether what stands beside a day only says where it is, or how sure: "i Fjellhall", "førebels"."""
    plain = said.casefold().strip(SEPARATORS)
    doubt = find(plain, (*words.calendar["tentative"], *words.calendar["cancelled"]))
    first, _, rest = plain.partition(" ")
    where = first in words.calendar["place"] and bool(rest) and len(rest.split()) <= _SPAN
    return where or (doubt is not None and doubt[0] == plain)


def holds_tasks(column: str, words: Language) -> bool:
    """Whether a column is called tasks, alone or with where or when they are done: "Opgaver mellem møderne"."""
    plain = re.sub(r"\([^)]*\)", "", column).casefold().strip(" .:!")
    tasks, said = words.calendar["task_columns"], plain.split()
    joined = (*words.calendar["prepositions"], *words.calendar["place"], *words.conjunctions)
    return plain in tasks or (len(said) > 1 and said[0] in tasks and said[1] in joined)


def _tasks(row: Line, cell: str, month: When, frame: Frame) -> Iterator[Entry]:
    """What is to be done in the month, each on a line of its own; a day in it is the last one."""
    lines = cell_lines(cell, row, frame)
    for part in filter(str.strip, (part for line in lines for part in re.split(r"\s*;\s*", line))):
        found = primary(part, found_times(part, row.language, frame), row.language)
        when = found[0] if found and found[0].exact else replace(month, begin=0, end=0)
        phrase = part[when.begin : when.end] if when.exact else row.cells[0]
        named = _IN_BRACKETS.search(part)
        title, who = (part[: named.start()], named[1]) if named else (part, "")
        yield Entry(title, when, row, _passage(row, part), deadline=True, phrase=phrase, who=who)


_IN_BRACKETS = re.compile(r"\s*\(((?:[^\W\d_][^\W\d]*[\s,/&]*){1,5})\)\s*$")
"""Who does a task, in brackets behind it: "Haltider søgt (forretningsføreren)"."""


def _whole(parts: list[str], words: Language, frame: Frame) -> list[str]:
    """The parts of a cell, with a title and the time after its comma as one: "Temauke, uke 46"."""
    whole: list[str] = []
    for part in parts:
        lone = bool(whole) and not when_of(whole[-1], words, frame)[0]
        if lone and _is_time(part, words, frame):
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole


def _above(row: Line) -> When | None:
    if row.span is None or row.span.rule != "MONTH":
        return None
    return When(0, 0, row.span.first, row.span.last, Precision.MONTH, "MONTH")


def _passage(row: Line, part: str) -> Source:
    return row.part(" | ".join(text for text in (row.cells[0], part) if text))


def _cell(row: Line, column: str, part: str, month: When, frame: Frame, cells: Cells) -> Iterator[Entry]:
    words = row.language
    found, own = when_of(part, words, frame)
    if not found:
        found, own = when_of(dotted(part, ends=cells.ends), words, frame)
    clock = next(iter(clocks(part, words)), None)
    beside = own if found and _only_tells(own, words) else ""
    if re.search(r"[^\W\d_]{3}", own) and not beside:
        when = found[0] if found else replace(month, begin=0, end=0)
        yield Entry(own, when, row, _passage(row, part), "", clock)
        return
    clock = clock or next(iter(clocks(column, words)), None)
    notes = " ".join((*_NOTES.findall(part), beside)).strip()
    late = bool(find(column, words.calendar["deadline"]))
    for when in found:
        yield Entry(
            column,
            when,
            row,
            row.source,
            notes,
            clock,
            late,
            labelled=True,
            matrix=not late,
            phrase=part.strip(),
        )


# Months across ----------------------------------------------------------------------------------------------------


def across(row: Line, table: Across, period: Frame) -> Iterator[Entry]:
    """Months across, kinds of gathering or days of the month down: a cell without a title is what its row is called."""
    first = row.cells[0] if row.cells and 0 not in table.months else ""
    day = re.fullmatch(r"(?:\D{1,12}\s)?(\d{1,2})\.?", first.strip()) if table.days else None
    held = _paired(row, table.months)
    who = _beside(row, table.who)
    note = _beside(row, table.note)
    hours = _beside(row, table.time)
    for place, cell in held:
        month = table.months[place]
        if month.first is None or not cell.strip():
            continue
        frame = replace(frame_of(row, period), month=month.first if month.rule == "MONTH" else None)
        if day:
            yield from _of_day(row, cell, int(day[1]), month)
            continue
        for piece in _own_pieces(cell, row.language, frame):
            for entry in _piece(row, piece, first, month, frame, table.cells):
                tasks = holds_tasks(first, row.language) and not entry.labelled
                theirs = first if not entry.labelled and _is_role(first, row.language) else ""
                named = names_gathering(entry.title, row.language)
                late = entry.deadline or (tasks and not named) or (bool(theirs) and _is_done(theirs, entry))
                clock = entry.clock or _first_clock(hours, row.language)
                yield replace(
                    entry,
                    who=entry.who or who or theirs,
                    note=entry.note or note,
                    deadline=late,
                    clock=clock,
                    phrase=entry.phrase or row.columns[place],
                )


def _beside(row: Line, place: int | None) -> str:
    """The cell of a column that tells of all the others of its row; the first one is the row's name."""
    return row.cells[place] if place and place < len(row.cells) else ""


def _first_clock(hours: str, words: Language) -> Clock | None:
    """The clock that a cell begins with: "17.00, Lillsalen"."""
    first = re.split(r"[,;\n]", hours, maxsplit=1)[0].strip()
    return cell_clock(first, words) if first else None


def _is_done(who: str, entry: Entry) -> bool:
    """Whether an entry beside a role is the role's work: it has no day, and names no gathering that the role does not act on."""
    if entry.when is not None and entry.when.exact:
        return False
    words, title = entry.line.language, entry.title.strip()
    clause = read_clause(f"{who} {title[:1].lower()}{title[1:]}", words)
    return bool(clause.subject and clause.verb) or not names_gathering(title, words)


def _paired(row: Line, months: dict[int, When]) -> list[tuple[int, str]]:
    """The cells below months; a day and the title beside it are one where both stand below the same month."""
    found: list[tuple[int, str]] = []
    for place, month in sorted(months.items()):
        cell = row.cells[place] if place < len(row.cells) else ""
        before = found[-1] if found else None
        same = before is not None and months[before[0]].first == month.first
        if (
            before
            and same
            and cell
            and re.fullmatch(r"\D{0,9}\d{1,2}\.?(?:\s?[-–]\s?\d{1,2}\.?)?", before[1])
        ):
            found[-1] = (before[0], f"{before[1]} {cell}")
        else:
            found.append((place, cell))
    return found


def _of_day(row: Line, cell: str, day: int, month: When) -> Iterator[Entry]:
    """A calendar of the whole year: the day stands before the row, the month above the column."""
    if month.first is None or not re.search(r"[^\W\d_]{3}", cell):
        return
    try:
        date_ = month.first.replace(day=day)
    except ValueError:
        return
    for piece in cell.split("\n"):
        if piece.strip():
            clock = next(iter(clocks(piece, row.language)), None)
            yield Entry(
                piece, When(0, 0, date_, date_, Precision.DAY), row, row.part(f"{day} | {piece}"), clock=clock
            )


def _own_pieces(cell: str, words: Language, frame: Frame) -> list[str]:
    """The entries of a cell: its lines, or the days that it lists when it holds nothing else."""
    lines = [line for line in cell.split("\n") if line.strip()]
    found: list[str] = []
    for line in lines:
        parts = _pieces(line, words)
        found += parts if len(parts) > 1 and all(_is_time(part, words, frame) for part in parts) else [line]
    return found


def _piece(row: Line, written: str, label: str, month: When, frame: Frame, cells: Cells) -> Iterator[Entry]:
    words = row.language
    passage = f"{label} | {written}" if label else written
    piece = written if times(written, words, frame) else dotted(written, ends=cells.ends)
    if is_mark(piece, one=cells.ones):
        if label:
            yield Entry(label, replace(month, begin=0, end=0), row, row.part(passage), labelled=True)
        return
    found = found_times(piece, words, frame)
    bare, left = when_of(piece, words, frame)
    if label and bare and not re.search(r"[^\W\d_]{2}|\d", left):
        found = bare
    if not found:
        tentative = "?" in piece
        when = replace(month, begin=0, end=0, tentative=tentative)
        yield Entry(piece, when, row, row.part(passage if tentative else written))
        return
    when = primary(piece, found, words)[0]
    if found is bare:
        title, labelled, rest = label, True, " ".join(_NOTES.findall(piece))
    else:
        title, labelled, rest = _title(piece, label, when, words)
    clock = next(iter(clocks(piece, words)), None)
    late = is_last_day(piece, when, words)
    source = row.part(passage if labelled else written)
    phrase = piece[when.begin : when.end] if found is not bare else piece
    yield Entry(title, when, row, source, rest, clock, late, labelled=labelled, phrase=phrase)


def _title(piece: str, label: str, when: When, words: Language) -> tuple[str, bool, str]:
    """What a cell calls its entry, whether that is the row's label, and what follows the day."""
    left = f"{piece[: when.begin]} {piece[when.end :]}"
    for one in reversed(clocks(left, words)):
        left = f"{left[: one.begin]} {left[one.end :]}"
    bare = re.sub(r"[*†]|\(.*?\)", "", left).strip(SEPARATORS)
    if not bare:
        return label, True, piece[when.end :]
    return piece[: when.begin].strip(SEPARATORS) or bare, False, piece[when.end :]
