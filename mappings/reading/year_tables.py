"""The dated entries of tables: by what the headings over the columns say, whatever order they stand in.

Months over rows, months over columns, matrices of months and bodies, and one cell with many days in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from config.language import Language
from config.work_words import work_words
from mappings.reading.clocks import Clock, cell_clock, clocks
from mappings.reading.days import Frame, When, day_numbers, month_alone, named_day, times
from mappings.reading.entries import SEPARATORS, Entry, found_times, frame_of, is_last_day, leads, primary
from mappings.reading.gatherings import looks_body
from mappings.reading.lines import Line
from mappings.reading.model import Precision
from mappings.reading.names import ends_in, names_gathering
from mappings.reading.surroundings import role_of
from mappings.reading.tongue import find, is_of


@dataclass(frozen=True, slots=True)
class _Table:
    """What the columns of a row hold, by their places. ``days`` are all that hold a date, a weekday or a week."""

    roles: dict[str, int]
    months: dict[int, When]
    days: tuple[int, ...] = ()


def table_entries(rows: list[Line], period: Frame) -> Iterator[Entry]:
    """The entries of the rows of one table, in order. Nothing for a table that is no calendar."""
    month: When | None = None
    above: date | None = None
    rows = _shifted(rows)
    guessed = _guessed(rows, period)
    for row in rows:
        if row.header:
            continue
        table = guessed or _columns(row, period)
        if table.months:
            yield from _transposed(row, table, period)
            continue
        named = _month_cell(row, table, period)
        month = named or (month if _keeps_month(row, table) else None)
        if _is_matrix(row, rows):
            yield from _matrix(row, month, period)
        elif "what" in table.roles and (
            {"month", "date"} & set(table.roles) or row.span or _holds_days(rows, table, period)
        ):
            for entry in _row(row, table, month, above, period):
                yield entry
                above = entry.when.first if entry.when and entry.when.first else above


def _holds_days(rows: list[Line], table: _Table, period: Frame) -> bool:
    """Whether most cells that say what begin with their day: "sö 17.1 kl. 14 Knutkaffe"."""
    place = table.roles["what"]
    cells = [(row.cells[place], row) for row in rows if not row.header and place < len(row.cells)]
    dated = [
        cell
        for cell, row in cells
        if (found := found_times(cell, row.language, period)) and leads(cell, found[0], row.language)
    ]
    return len(dated) * 2 > len(cells)


def _columns(row: Line, period: Frame) -> _Table:
    words = row.language
    roles: dict[str, int] = {}
    days = []
    months: dict[int, When] = {}
    for place, heading in enumerate(row.columns):
        role = role_of(heading, words)
        if role:
            roles.setdefault(role, place)
        if role == "date":
            days.append(place)
        if len(heading.split()) <= 2 and (month := month_alone(heading, words, period)):
            months[place] = month
    if len(months) < 3:
        months = {}
    if "due" in roles and "date" not in roles:
        if "month" not in roles:
            return _Table({}, months)
        roles["date"] = roles["due"]
        days.append(roles["due"])
    if "what" not in roles and (what := _what(row, roles)) is not None:
        roles["what"] = what
    return _Table(roles, months, tuple(days))


def _what(row: Line, roles: dict[str, int]) -> int | None:
    """The column that says what, where none is called so: the first that has a heading of its own."""
    if "month" in roles and len(row.columns) == 2:
        return 1 - roles["month"]
    if not {"date", "month"} & set(roles):
        return None
    work = work_words(row.language.code).columns
    named = {name for names in work.values() for name in names}
    free = [
        place for place, heading in enumerate(row.columns) if heading and not role_of(heading, row.language)
    ]
    known = any(row.columns[place].casefold().strip(" .:") in named for place in free)
    return free[0] if len(free) == 1 or (free and not known) else None


def _shifted(rows: list[Line]) -> list[Line]:
    """The rows with their headings in place, where the empty one over the months was lost."""
    if (
        not rows
        or not rows[0].header
        or rows[0].columns[-1:] != ("",)
        or role_of(rows[0].columns[0], rows[0].language)
    ):
        return rows
    columns = ("", *rows[0].columns[:-1])
    return [replace(row, columns=columns) if len(row.columns) == len(columns) else row for row in rows]


def _guessed(rows: list[Line], period: Frame) -> _Table | None:
    """What the columns of a table without headings hold: a month or a date in one, perhaps a clock, and what it is."""
    body = [row for row in rows if not row.header]
    if body and _is_matrix(body[0], rows):
        return None
    if len(body) < 3 or any(any(row.columns) for row in body) or len(body[0].cells) < 2:
        return None
    width = len(body[0].cells)
    for place in range(min(width, 3)):
        if role := _held_in(place, body, period):
            roles = {role: place}
            following = place + 1
            clocked = [row.cells[following] for row in body if following < width and row.cells[following]]
            if clocked and all(cell_clock(cell, body[0].language) for cell in clocked):
                roles["time"], following = following, following + 1
            roles["what"] = 0 if place else following
            if following + (not place) < width:
                roles["who"] = following + (not place)
            days = (place,) if role == "date" else ()
            return _Table(roles, {}, days) if roles["what"] < width else None
    return None


def _held_in(place: int, body: list[Line], period: Frame) -> str | None:
    """Whether most cells of a column are a date, or a month. None for neither."""
    cells = [(row, row.cells[place]) for row in body if place < len(row.cells) and row.cells[place]]
    frame = replace(period, start=period.start or _ANY)
    read = [
        found
        for row, cell in cells
        if len(cell.split()) <= 5 and (found := _cell_times(_plain_month(cell), row.language, frame))
    ]
    if not read or len(read) * 3 < len(cells) * 2:
        return None
    months = sum(found[0].precision is Precision.MONTH for found in read)
    return "month" if months * 2 > len(read) else "date"


def _cell_times(cell: str, words: Language, frame: Frame) -> tuple[When, ...]:
    """The times of a cell that holds nothing else, a day's name too."""
    found = found_times(cell, words, frame)
    if found:
        return found
    if month := month_alone(cell, words, frame):
        return (month,)
    feast = named_day(cell, words, frame)
    return (feast,) if feast and len(cell.split()) <= 3 else ()


_ANY = date(2001, 1, 1)


def _plain_month(cell: str) -> str:
    """A month without the footnotes that are glued to it: Mars2."""
    return re.sub(r"(?<=[^\W\d_]{3})[\d*†]{1,2}$", "", cell.strip())


def _month_cell(row: Line, table: _Table, period: Frame) -> When | None:
    """The month that the row's first cell or its column of months says."""
    place = table.roles.get("month", 0)
    cell = _plain_month(row.cells[place]) if place < len(row.cells) else ""
    return month_alone(cell, row.language, replace(period, year=row.year))


def _keeps_month(row: Line, table: _Table) -> bool:
    place = table.roles.get("month", 0)
    return place < len(row.cells) and not row.cells[place]


# Matrices ---------------------------------------------------------------------------------------------------------


def _is_matrix(row: Line, rows: list[Line]) -> bool:
    """Months down, bodies across, day numbers in the cells."""
    named = any(role_of(heading, row.language) == "what" for heading in row.columns)
    if named or not any(row.columns[1:]):
        return False
    cells = [cell for line in rows if not line.header for cell in line.cells[1:] if cell]
    numbers = [cell for cell in cells if re.match(r"\d{1,2}(?!\d)(?!\s*[%])", cell)]
    return len(numbers) >= 3 and len(numbers) * 2 > len(cells)


def _matrix(row: Line, month: When | None, period: Frame) -> Iterator[Entry]:
    if month is None or month.first is None:
        return
    frame = replace(frame_of(row, period), month=month.first)
    for column, cell in zip(row.columns[1:], row.cells[1:], strict=False):
        for part in re.split(r"\s*(?:,|;|\n| og | och | and | & )\s*(?=\d)", cell):
            plain = re.sub(r"[*†‡°]+", "", part)
            found = day_numbers(plain.strip(), row.language, frame) or times(plain, row.language, frame)
            if not found or not column:
                continue
            clock = next(iter((*clocks(part, row.language), *clocks(column, row.language))), None)
            marks = "".join(re.findall(r"[*†‡°]", part))
            own = re.sub(r"\([^)]*\)", "", plain.strip()[found[0].end :]).strip(SEPARATORS)
            if re.match(r"[^\W\d_]{3}", own) and not clocks(own, row.language):
                clock = next(iter(clocks(part, row.language)), None)
                yield Entry(own, found[0], row, row.part(f"{row.cells[0]} | {part}"), "", clock)
                continue
            yield Entry(column, found[0], row, row.source, marks, clock, labelled=True, matrix=True)


def _transposed(row: Line, table: _Table, period: Frame) -> Iterator[Entry]:
    """Months across, kinds of task down: a cell that is only a date is of the kind that its row names."""
    label = row.cells[0] if row.cells else ""
    for place, month in table.months.items():
        cell = row.cells[place] if place < len(row.cells) else ""
        for piece in cell.split("\n"):
            if not piece.strip() or month.first is None:
                continue
            frame = replace(frame_of(row, period), month=month.first)
            passage = f"{label} | {piece}" if label else piece
            yield from _piece(row, piece, label, month, frame, passage)


def _piece(row: Line, piece: str, label: str, month: When, frame: Frame, passage: str) -> Iterator[Entry]:
    words = row.language
    found = found_times(piece, words, frame)
    if not found:
        tentative = "?" in piece
        yield Entry(
            piece,
            replace(month, begin=0, end=0, tentative=tentative),
            row,
            row.part(passage if tentative else piece),
        )
        return
    when = primary(piece, found, words)[0]
    left = f"{piece[: when.begin]} {piece[when.end :]}"
    for one in reversed(clocks(left, words)):
        left = f"{left[: one.begin]} {left[one.end :]}"
    clock = next(iter(clocks(piece, words)), None)
    bare = re.sub(r"[*†]|\(.*?\)", "", left).strip(SEPARATORS)
    title, labelled = (piece[: when.begin].strip(SEPARATORS) or bare, False) if bare else (label, True)
    deadline = is_last_day(piece, when, words)
    source = row.part(passage if labelled else piece)
    yield Entry(
        title,
        when,
        row,
        source,
        piece[when.end :],
        clock,
        deadline,
        labelled=labelled,
        phrase=piece[when.begin : when.end],
    )


# Rows -------------------------------------------------------------------------------------------------------------


def _row(row: Line, table: _Table, month: When | None, above: date | None, period: Frame) -> Iterator[Entry]:
    """One row of a table with a column that says what. ``above`` is the last day over it: a number alone is of its month."""
    words = row.language

    def cell(role: str) -> str:
        place = table.roles.get(role)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    what = cell("what")
    if not what.strip():
        return
    first = (
        month.first if month and month.first and month.last and (month.last - month.first).days < 31 else None
    )
    own = frame_of(row, period)
    frame = replace(
        own,
        month=first or own.month,
        year=own.year or (first.year if first and _given_year(row, table) else None),
    )
    clock = cell_clock(cell("time"), words) if cell("time") else None
    base = Entry(
        what,
        None,
        row,
        row.source,
        clock=clock,
        who=cell("who"),
        note="; ".join(part for part in (cell("place"), cell("note")) if part),
        phrase=cell("month").strip(),
        deadline=_holds_tasks(row, table) and not names_gathering(what, words),
    )
    if said := _date_cell(row, table, frame):
        if frame.month is None and above is not None and _DAY_ALONE.fullmatch(said):
            frame = replace(frame, month=above.replace(day=1))
        yield from _dated(base, said, frame, month or _span(row))
        return
    yield from _within(base, what, month or _span(row), frame)
    for place in _more_entries(row, table):
        late = is_of(row.columns[place], words.calendar["deadline"]) or _ends_as_due(
            row.columns[place], words
        )
        other = replace(base, title=row.cells[place], who="", note="", deadline=late)
        yield from _within(other, row.cells[place], month or _span(row), frame)


def _more_entries(row: Line, table: _Table) -> list[int]:
    """Further columns whose cells begin with a day: "Gudstjenester", "Møter" and "Frister" beside each other."""
    known = {*table.roles.values(), *table.days}
    free = [place for place, heading in enumerate(row.columns) if heading and place not in known]
    return [
        place
        for place in free
        if place < len(row.cells)
        and re.match(r"\d{1,2}\.(?:\s*[-–]\s*\d{1,2}\.)?\s+[^\W\d]", row.cells[place])
    ]


def _ends_as_due(heading: str, words: Language) -> bool:
    return ends_in(heading, words.calendar["deadline"], words)


def _holds_tasks(row: Line, table: _Table) -> bool:
    """Whether the column that says what is called tasks."""
    place = table.roles["what"]
    heading = row.columns[place] if place < len(row.columns) else ""
    return heading.casefold().strip(" .:") in row.language.calendar["task_columns"]


def _date_cell(row: Line, table: _Table, frame: Frame) -> str:
    """The words of the row's columns of days: a weekday goes before its day, and a number in a column of weeks is a week."""
    words = row.language
    parts = []
    for place in table.days:
        cell = row.cells[place].strip() if place < len(row.cells) else ""
        heading = row.columns[place] if place < len(row.columns) else ""
        if re.fullmatch(r"\d{1,2}(?:\s*[-–]\s*\d{1,2})?\.?", cell) and is_of(heading, words.units["week"]):
            cell = f"{words.units['week'][0]} {cell}"
        if cell:
            parts.append(cell)
    exact = [
        part
        for part in parts
        if any(
            when.first and when.precision is not Precision.WEEK for when in _cell_times(part, words, frame)
        )
    ]
    if not exact:
        return " ".join(parts)
    return " ".join([*(part for part in parts if not re.search(r"\d", part) and part not in exact), exact[0]])


_DAY_ALONE = re.compile(r"\D{0,12}\d{1,2}\.?(?:\s*[-–]\s*\d{1,2}\.?)?(?:,?\s+[^\d\s]+\s+[\d.:–-]+)?")
"""A day of the month above, with or without its weekday and its clock: "27", "to 27.", "27 kl. 18"."""


def _given_year(row: Line, table: _Table) -> bool:
    place = table.roles.get("month", 0)
    return place < len(row.cells) and bool(re.search(r"\d{4}", row.cells[place]))


def _span(row: Line) -> When | None:
    if row.span is None or row.span.rule not in {"MONTH", "PART-OF-MONTH"}:
        return None
    return When(0, 0, row.span.first, row.span.last, Precision.MONTH, row.span.rule)


def _dated(base: Entry, date: str, frame: Frame, month: When | None) -> Iterator[Entry]:
    """The entry of each time in a cell of dates; without one it is some time of its month."""
    words = base.line.language
    found = _cell_times(date, words, frame)
    if not found:
        unknown = bool(re.fullmatch(r"[?X\s.]+", date, re.IGNORECASE))
        vague = unknown or is_of(date, words.ordinals) or bool(find(date, _parts(words)))
        yield replace(
            base,
            when=_within_month(date, month, words) if month and vague else None,
            phrase=date.strip(),
            deadline=not vague,
            note=f"{base.note} ?".strip() if unknown else base.note,
        )
        return
    whens = primary(date, found, words)
    clock = base.clock or next(iter(clocks(date, words)), None)
    for when in whens:
        yield replace(
            base,
            when=when,
            clock=clock,
            phrase=date.strip(),
            deadline=base.deadline or is_last_day(date, when, words),
        )


def _parts(words: Language) -> tuple[str, ...]:
    """The words of parts of a month, without the preposition that joins them to its name."""
    smalls = ("i", "af", "av", "in", "of")
    return tuple(
        re.sub(rf"\s(?:{'|'.join(smalls)})$", "", form) for forms in words.parts.values() for form in forms
    )


def _within_month(date: str, month: When, words: Language) -> When:
    """A part of the row's month: "siste uke", "midten"."""
    name = words.months[month.first.month - 1] if month.first else ""
    spoken = times(f"{date} {words.within[0]} {name}", words, Frame(start=month.first))
    part = next((when.part for when in spoken if when.part), None)
    return replace(month, begin=0, end=0, part=part)


_MANY = re.compile(
    r"(?<![\d.–-])(?<![–-]\s)(?<! og )(?<! och )(?<! and )(?=\d{1,2}\.(?:\s*[-–]\s*\d{1,2}\.)?(?:\s*[-–]\s*|\s+)[^\W\d])"
)


def _within(base: Entry, what: str, month: When | None, frame: Frame) -> Iterator[Entry]:
    """The cell that says what holds the days too: "04. – Gruppemøte 07. – Kommunestyre Tur til Tinget"."""
    words = base.line.language
    named = base.line.cells[0] if month and base.line.cells and base.line.cells[0].strip() != what else ""
    pieces = [part for line in what.split("\n") for part in _pieces(line, words)]
    for place, piece in enumerate(pieces):
        if place and looks_body(piece, words) and not re.search(r"\d", piece):
            continue
        passage = (
            base.source if piece == what.strip() else base.line.part(f"{named} | {piece}" if named else piece)
        )
        found = found_times(piece, words, frame)
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


def _pieces(text: str, words: Language) -> Iterator[str]:
    """The entries of a cell with many days; a last one that begins with a capital of its own has no day."""
    joints = "|".join(map(re.escape, words.conjunctions))
    text = re.sub(rf"(?<=[^\W\d_]{{3}})\s+(?:{joints})\s+(?=\d{{1,2}}\.\s+[^\W\d])", " ", text)
    parts = [part.strip() for part in _MANY.split(text) if part.strip()]
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


def _says_what(text: str, words: Language) -> bool:
    """Whether a text holds more than a day and its clock."""
    names = [name.casefold() for name in (*words.months, *words.weekdays)]
    return any(
        not word.startswith((*names, "advent")) for word in re.findall(r"[^\W\d_]{4,}", text.casefold())
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
    return after.end() if names_gathering(before, words) and not _GOES_ON.search(before) else None
