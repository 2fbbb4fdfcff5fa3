"""What stands around each line: its sections and area, the month and the year above it, its columns and its lead-in.

A line that holds nothing but a time is a heading of its own, whatever it was written as. Reads no item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from config import patterns
from config.deadlines import Surroundings
from config.language import Language
from config.recurrence import month_end
from config.work_words import work_words
from mappings.reading.bare_days import with_days_last
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks
from mappings.reading.columns import (
    area_of,
    heads_rows,
    named_by_cells,
)
from mappings.reading.context import Kind, label_kind
from mappings.reading.days import Frame, day_numbers, times
from mappings.reading.dittos import as_above
from mappings.reading.entries import leads, sentences
from mappings.reading.headers import is_lone, role_of, tabled
from mappings.reading.lines import Form, Line, Span
from mappings.reading.model import Head, Precision
from mappings.reading.named_columns import named_columns
from mappings.reading.names import is_calendar_title, names_gathering
from mappings.reading.records import as_rows
from mappings.reading.spans import span_of
from mappings.reading.tongue import find
from mappings.reading.turned import turned

NUMBER = re.compile(
    r"^\s*(?:(?:§|kap\.?)\s*)?(?:\d+(?:\.\d+)*[.)]?|[a-z][.)]|[IVX]{1,5}[.)])\s+(?=\D)|^\s*(?:kap\.?)\s*\d+[.)]*\s*",
    re.IGNORECASE,
)
_BELOW = 9
"""The level of a heading that was not written as one."""


@dataclass(frozen=True, slots=True)
class _Section:
    """An open heading. ``span`` and ``year`` are what it says of time; ``area`` is its name if it can be one."""

    level: int
    text: str
    area: str | None
    span: Span | None = None
    year: int | None = None


def surround(lines: tuple[Line, ...], head: Head) -> tuple[Line, ...]:
    """The same lines with sections, area, span, year, columns and parent."""
    lines = tuple(map(_unless_it_goes_on, turned(as_rows(as_above(lines)))))
    frame = Frame(head.period.start, head.period.end) if head.period else Frame()
    repeated = _repeated(lines)
    own = {text.casefold() for text in (head.title, head.organisation) if text}
    flat = _month_lines(lines)
    roles = _roles(lines)
    found: list[Line] = []
    sections: list[_Section] = []
    columns: tuple[str, ...] = ()
    unheaded = named_by_cells(lines, _around(head))
    for number, line in enumerate(lines):
        made, columns = tabled(_month_row(line, bare=line.number in flat), columns, found)
        named, grouped = unheaded.get(number, ((), None))
        if named and (made.header or not any(made.columns)):
            made, columns = replace(made, header=False, columns=named), ()
        grouped = grouped or area_of(made, found[-1] if found else None)
        made, columns = _headed(made, lines[number + 1 : number + 2], columns, sections, frame)
        year = _year_of(sections)
        at = replace(frame, year=year)
        heading = time_heading(made, at)
        if heading is not None:
            level = made.level if made.form is Form.HEADING else _time_level(sections)
            _close(sections, level)
            sections.append(_Section(level, made.text, None, heading.span, heading.year))
            columns = heading.columns
            made = replace(made, form=Form.HEADING, level=level)
        elif made.form is Form.HEADING:
            made = _below_its_theme(made, repeated, sections)
            _close(sections, made.level)
            title = made.text.strip(" :")
            known = title.casefold() in own or any(
                title.casefold().startswith(name) for name in own if len(name) > 12
            )
            label = known or line.number in roles or _is_no_theme(made, repeated, sections)
            bare = label or _names_gathering(made, lines[number + 1 : number + 9], sections, at)
            area = None if bare else _without_clock(bare_title(title), made.language)
            dated = _is_dated(made, at)
            if dated and not _only_a_day(made, at):
                made = replace(made, form=Form.TEXT, level=0)
            if not dated and title.casefold() not in made.language.calendar["pause"]:
                sections.append(_Section(made.level, title, area, year=_year_within(title, head)))
            columns = ()
        elif made.form is not Form.ROW and " | " in made.text and columns:
            cells = tuple(cell.strip() for cell in made.text.split("|"))
            if len(cells) == len(columns):
                made = replace(made, form=Form.ROW, cells=cells, columns=columns, table=-1)
        below_table = made.form is Form.TEXT and made.table is not None  # of a whole sheet, not of its time
        span = None if below_table else next((one.span for one in reversed(sections) if one.span), None)
        made = _day_item(made, span, found)
        if (under := _under_its_month(made, at)) is not None:
            made, span = under
        found.append(
            replace(
                made,
                number=number,
                sections=tuple(section.text for section in sections),
                area=grouped or next((section.area for section in reversed(sections) if section.area), None),
                span=span,
                year=_year_of(sections),
                parent=_parent(made, found),
            )
        )
    return named_columns(with_days_last(found))


def _around(head: Head) -> Surroundings:
    start, end = (head.period.start, head.period.end) if head.period else (_ANY, month_end(_ANY))
    return Surroundings(start, end, start)


_ANY = date(2001, 1, 1)


def _headed(
    row: Line, below: tuple[Line, ...], columns: tuple[str, ...], sections: list[_Section], frame: Frame
) -> tuple[Line, tuple[str, ...]]:
    """A row that heads others as a heading, and the columns of the rows below it."""
    if heads_rows(row, row.columns, below[0] if below else None):
        return _row_as_heading(row, sections), ()
    return (_row_as_heading(row, sections) if _is_time_alone(row, frame) else row), columns


def _is_time_alone(row: Line, frame: Frame) -> bool:
    """Whether a row of a table with headings is the year or the term of the rows below it: one cell merged over all columns."""
    if row.form is not Form.ROW or row.header or not any(row.columns) or not is_lone(row) or not row.cells[0]:
        return False
    span = span_of(row.cells[0].strip(" :"), row.language, frame)
    year = re.fullmatch(r"(?:19|20)\d{2}", row.cells[0].strip())
    return bool(year) or (span is not None and (span.rule != "MONTH" or len(set(row.cells)) == 1))


def _row_as_heading(line: Line, sections: list[_Section]) -> Line:
    """A row that heads others as a heading of its own, below those that are open."""
    text = next(cell for cell in line.cells if cell)
    level = max((one.level for one in sections if one.level < _OF_ROWS), default=0)
    own = next((one.level for one in sections if one.level == _OF_ROWS), None)
    return replace(line, form=Form.HEADING, level=own or max(level + 1, _OF_ROWS), text=text)


_OF_ROWS = 7
"""The level of a row that heads others."""


def _year_within(title: str, head: Head) -> int | None:
    """The one year that a section of a plan of several years is for: "Calendar 2027"."""
    years = {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?![\d%])", title)}
    if not head.period or len(years) != 1 or (head.period.end - head.period.start).days < _TWO_YEARS:
        return None
    year = years.pop()
    return year if head.period.start.year <= year <= head.period.end.year else None


_TWO_YEARS = 500
"""Days: a shorter period is one year, broken or not."""


def _under_its_month(line: Line, frame: Frame) -> tuple[Line, Span] | None:
    """A paragraph without the month that it begins with, and that month: "Mars. Möte 13/3. Annelie söker bidrag."."""
    if line.form not in {Form.TEXT, Form.ITEM}:
        return None
    label = re.match(r"([^\W\d_]{3,}(?:[\s/–-]+[^\W\d_]+){0,3}?)\s*[.:]\s+(?=\S)", line.text)
    span = span_of(label[1], line.language, frame) if label else None
    if span is None or label is None or span.rule != "MONTH" or not label[1][0].isupper():
        return None
    rest = line.text[label.end() :]
    if len(sentences(line.text)) < _PARAGRAPH and not _holds_its_days(rest, line.language, frame, span):
        return None
    return replace(line, text=rest), span


def _holds_its_days(text: str, words: Language, frame: Frame, span: Span) -> bool:
    """Whether a text under one month says its days by numbers alone: "Bestyrelsesmøde tirsdag den 12."."""
    if text[:1].isdigit() or times(text, words, frame) or span.first.month != span.last.month:
        return False
    return bool(day_numbers(text, words, replace(frame, month=span.first)))


_PARAGRAPH = 2
"""Sentences of a paragraph that is told under the month it begins with, the name among them or not."""


def _day_item(line: Line, span: Span | None, found: list[Line]) -> Line:
    """Under a month "12. Styremøte" is the 12th, unless the numbers count the items of a list."""
    if span is None or line.form is not Form.ITEM or span.first.month != span.last.month:
        return line
    if not re.fullmatch(r"\d{1,2}\.", line.mark):
        return line
    above = found[-1] if found else None
    before = (
        int(above.mark[:-1])
        if above and above.form is Form.ITEM and re.fullmatch(r"\d{1,2}\.", above.mark)
        else 0
    )
    if int(line.mark[:-1]) == before + 1:
        return line
    return replace(line, form=Form.TEXT, text=line.printed, mark="", level=0)


def _month_lines(lines: tuple[Line, ...]) -> frozenset[int]:
    """The lines of a table of months whose tabs are gone: a month's name and at once an entry, three times or more."""
    named: dict[int, str] = {}
    for line in lines:
        months = "|".join(map(re.escape, line.language.months))
        match = (
            patterns.match(rf"(?i:({months}))\s+(?=[A-ZÅÄÖÆØ][^\W\d_]+)", line.text)
            if line.form is Form.TEXT
            else None
        )
        if match and not re.search(r"[^\W\d]\.$", line.text):
            named[line.number] = match[1].casefold()
    return frozenset(named) if len(set(named.values())) >= _TABLE else frozenset()


_TABLE = 3
"""Lines that make a table."""


def _month_row(line: Line, *, bare: bool) -> Line:
    """A month and its days on one line, as a row of the table that it was: "Mars 04. – Gruppemøte 07. – Dugnad"."""
    months = "|".join(map(re.escape, line.language.months))
    days = ".+" if bare else r"\d{1,2}\.(?:\s*[-–]\s*\d{1,2}\.)?\s*[-–]?\s*[^\W\d].*"
    match = patterns.fullmatch(rf"({months})\s+({days})", line.text, re.IGNORECASE)
    if line.form is not Form.TEXT or not match:
        return line
    return replace(line, form=Form.ROW, cells=(match[1], match[2]), text=f"{match[1]}\t{match[2]}", table=-2)


def bare_title(text: str) -> str:
    """A heading without its number: "3.1 Goals" is "Goals", "Tema 2: Hamnen" is "Hamnen"."""
    return NUMBER.sub("", _COUNTED.sub("", text)).strip(" :") or text


_COUNTED = re.compile(r"^\s*[^\W\d_]{3,}\s+(?:\d{1,2}|[IVX]{1,4})\s*(?:[:.]|\s[–—-])\s+(?=[^\W\d_])")
"""What counts the parts of a plan: "Tema 1: ", "Del II – "."""


def _without_clock(title: str, words: Language) -> str:
    """A heading without the clock that counts for the list below it: "Styrelsemöten (kl 18.30)" is "Styrelsemöten"."""
    bare = re.sub(r"\s*\([^)]*\)", lambda bracket: "" if clocks(bracket[0], words) else bracket[0], title)
    found = clocks(bare, words)
    return bare[: found[0].begin].strip(" ,:–—-") or title if found else bare


def _is_gathering(heading: Line, below: tuple[Line, ...], frame: Frame) -> bool:
    """Whether a heading is an event by itself: one line below it says when, "Vanligvis i september", "Lørdag 5. juni kl. 12"."""
    words = heading.language
    own = tuple(takewhile(lambda line: line.form is Form.TEXT, below))
    if not own or not names_gathering(heading.text, words):
        return False
    dated = [
        line
        for line in own
        if (found := times(line.text, words, frame)) and leads(line.text, found[0], words)
    ]
    if len(dated) > 1:
        return False
    first = sentences(own[0].text)[0]
    found = times(first, words, frame)
    held = tuple(form for form in words.calendar["held"] if len(form) > 3)
    verb = find(first, (*held, *words.calendar["usually"]))
    subject = first[: verb.start()].split() if verb else []
    itself = not subject or (
        len(subject) == 1
        and subject[0].casefold().startswith(heading.text.casefold()[: max(4, len(heading.text) - 2)])
    )
    return bool(found) and ((verb is not None and itself) or leads(first, found[0], words))


def _is_weekday(title: str, words: Language) -> bool:
    """Whether a heading is nothing but days of the week, perhaps with their hour: "Måndagar 19.00", "Weekender"."""
    said = [token.casefold() for token in re.findall(r"[^\W\d_]+", title)]
    small = {*words.conjunctions, *words.calendar["clock"], *words.at, *words.articles}
    small |= {form.strip(".") for form in small}
    ends = ("", *words.endings, *words.calendar["plural_weekdays"])
    days = {f"{day.casefold()}{end}" for day in (*words.weekdays, *words.calendar["weekend"]) for end in ends}
    days |= {f"{day.casefold().removesuffix('en')}{end}" for day in words.calendar["weekend"] for end in ends}
    return any(token in days for token in said) and all(token in days or token in small for token in said)


def _names_gathering(heading: Line, below: tuple[Line, ...], sections: list[_Section], frame: Frame) -> bool:
    """Whether a heading is no theme but what is held on the days below it."""
    return _is_gathering(heading, below, frame) or _lists_dates(heading, below, sections, frame)


def _lists_dates(heading: Line, below: tuple[Line, ...], sections: list[_Section], frame: Frame) -> bool:
    """Whether a heading below a theme is a body or a gathering, or other dates, with nothing but dated lines below it."""
    own = list(takewhile(lambda line: line.form in {Form.TEXT, Form.ITEM}, below))
    above = [section for section in sections if section.area and section.level < heading.level]
    words, said = heading.language, re.sub(r"\(.*?\)", "", heading.text).strip(" :").casefold().split()
    if not above or not own or not said or len(said) > _ROLE:
        return False
    dates = {
        f"{form}{ending}" for form in words.calendar["dates_open"] for ending in ("", *words.endings, "s")
    }
    of_calendar = is_calendar_title(
        above[-1].text, words
    )  # "Terminliste", with "Møter" and "Turneringer" below it
    if said[-1] not in dates and not of_calendar and not is_body(said[-1], words):
        return False
    dated = [
        line
        for line in own
        if (found := times(line.text, words, frame)) and leads(line.text, found[0], words)
    ]
    return len(dated) * 4 >= len(own) * 3


def _repeated(lines: tuple[Line, ...]) -> set[str]:
    """Headings that stand more than once: labels, not themes."""
    counted = Counter(line.text.strip(" :") for line in lines if line.form is Form.HEADING)
    return {text for text, count in counted.items() if count > 1}


def is_label(line: Line, repeated: set[str] | frozenset[str] = frozenset()) -> bool:
    """Whether a heading names no theme: goals, measures, introduction. A number makes it a theme."""
    text = line.text.strip(" :")
    return text in repeated or (
        bare_title(text) == text and text.casefold() in line.language.calendar["labels"]
    )


def _is_no_theme(heading: Line, repeated: set[str], sections: list[_Section]) -> bool:
    """Whether a heading is a label or a day of the week."""
    title = heading.text.strip(" :")
    return (
        is_label(heading, repeated)
        or _labels_its_theme(heading, sections)
        or _is_weekday(title, heading.language)
    )


def _labels_its_theme(heading: Line, sections: list[_Section]) -> bool:
    """Whether a heading below a theme says that its goals or its measures follow: "Vad vi ska göra" below "Utbildning"."""
    themed = any(one.area and one.level < heading.level for one in sections)
    return themed and label_kind(heading) in (Kind.GOALS, Kind.MEASURES)


def _unless_it_goes_on(line: Line) -> Line:
    """A line as a paragraph that was taken for a heading and is a clause that its list ends: "Nemnda har fritt val, men skal"."""
    work, said = work_words(line.language.code), line.text.casefold().split()
    if line.form is not Form.HEADING or len(said) < _CLAUSE or said[-1] not in (*work["that"], *work["to"]):
        return line
    return replace(line, form=Form.TEXT, level=0)


_CLAUSE = 4
"""Words of a clause."""


def _below_its_theme(heading: Line, repeated: set[str], sections: list[_Section]) -> Line:
    """A label that stands below each theme, written as a heading of the theme's own level, a level further down."""
    title = heading.text.strip(" :")
    if title not in repeated or names_gathering(title.split()[-1], heading.language):
        return heading
    beside = any(one.level == heading.level and one.area and one.text not in repeated for one in sections)
    return replace(heading, level=heading.level + 1) if beside else heading


def _roles(lines: tuple[Line, ...]) -> frozenset[int]:
    """The numbers of headings that are no themes, for all of them below the same heading say who does the list under each."""
    headings = [line for line in lines if line.form is Form.HEADING]
    found: set[int] = set()
    for parts in _parts_of_each(headings):
        if len(parts) > 1 and all(_is_role(one) for one in parts):
            found.update(one.number for one in parts)
    return frozenset(found)


def _parts_of_each(headings: list[Line]) -> Iterator[list[Line]]:
    """The highest of the headings below each one that has a level; each heading is looked at once."""
    open_ones: list[tuple[int, list[Line]]] = []
    for heading in headings:
        while open_ones and open_ones[-1][0] >= heading.level:
            yield open_ones.pop()[1]
        parts = open_ones[-1][1] if open_ones else []
        if parts and parts[0].level > heading.level:
            parts.clear()
        if not parts or parts[0].level == heading.level:
            parts.append(heading)
        if heading.level:
            open_ones.append((heading.level, []))
    yield from (parts for _, parts in open_ones)


def _is_role(heading: Line) -> bool:
    """Whether a heading is a role or a body: "Kassör", "Udvalget (Bo Krag)"."""
    names = re.sub(r"\([^)]*\)", "", heading.text).strip(" :").split()
    return 0 < len(names) <= _ROLE and is_body(names[-1], heading.language)


_ROLE = 3
"""Words of a role that stands as a heading."""


def _close(sections: list[_Section], level: int) -> None:
    while sections and sections[-1].level >= level:
        sections.pop()


def _year_of(sections: list[_Section]) -> int | None:
    return next((section.year for section in reversed(sections) if section.year), None)


def _time_level(sections: list[_Section]) -> int:
    """A time that stands as a heading without being one: beside the last such heading, or below all others."""
    spanned = next((section.level for section in reversed(sections) if section.span or section.year), None)
    return spanned if spanned is not None else _BELOW


def _only_a_day(line: Line, frame: Frame) -> bool:
    """Whether a heading is a day and a clock alone, with what it is about below it."""
    text = line.text
    for clock in reversed(clocks(text, line.language)):
        text = f"{text[: clock.begin]} {text[clock.end :]}"
    for when in reversed(times(text, line.language, frame)):
        text = text[: when.begin] + text[when.end :]
    return not re.sub(r"\([^)]*\)", "", text).strip(" .,:–—-")


def _is_dated(line: Line, frame: Frame) -> bool:
    """Whether a heading says a day or a week: it is an entry of the calendar, and no section."""
    text = re.sub(r"^\s*\d+\.\d+(?:\.\d+)*\.?\s+", "", line.text)
    found = times(text, line.language, frame)
    if any(when.exact for when in found):
        return True
    if found and re.match(r"\s*:\s+\S", text[found[0].end :]) and not text[: found[0].begin].strip():
        return True
    return (
        any(when.precision is Precision.MONTH for when in found)
        and bool(re.search(r"\s[–—-]\s|:", text))
        and names_gathering(text, line.language)
    )


# Headings that are a time -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeHeading:
    """A line that holds a time only; ``columns`` when it names those of the lines below ("Mars: Ansvarig | Aktivitet")."""

    span: Span | None
    year: int | None
    columns: tuple[str, ...] = ()


def time_heading(line: Line, frame: Frame) -> TimeHeading | None:
    """What the line says of time when it says nothing else: a month, months, a quarter, a term, a season, a year."""
    if line.form is Form.ROW or (line.form is Form.ITEM and line.level > 1):
        return None
    words = line.language
    text = line.text
    columns: tuple[str, ...] = ()
    if match := re.fullmatch(r"(.+?):\s*([^|]+(?:\|[^|]+)+)", text):
        roles = tuple(cell.strip() for cell in match[2].split("|"))
        if all(role_of(cell, words) for cell in roles):
            text, columns = match[1], roles
    plain = text.strip(" :.–-—*").strip()
    if not plain or len(plain.split()) > 7:
        return None
    if re.fullmatch(r"(?:19|20)\d{2}", plain):
        return TimeHeading(None, int(plain))
    if line.form is Form.ITEM:
        return None
    if (span := span_of(plain, words, frame)) is not None:
        year = int(found[0]) if (found := re.findall(r"(?:19|20)\d{2}", plain)) else None
        return TimeHeading(replace(span, words=(text if columns else line.text).strip(" :")), year, columns)
    return None


# Lead-ins ---------------------------------------------------------------------------------------------------------


def _parent(line: Line, found: list[Line]) -> int | None:
    """The item one level up, or the text that leads in the list."""
    if line.form is not Form.ITEM:
        return None
    for other in reversed(found):
        if other.form is Form.HEADING or other.form is Form.ROW:
            return other.number if other.form is Form.HEADING and other.text.endswith(":") else None
        if other.form is Form.ITEM:
            if other.level < line.level:
                return other.number
            if other.level == line.level:
                return other.parent
            continue
        return other.number if line.level == 1 else None
    return None
