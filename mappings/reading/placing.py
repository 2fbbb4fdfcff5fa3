"""What an entry of a calendar is: a gathering, a dated task, a question, or nothing; and where all of them are kept until the end.

Finds no entries: it is told of each, in the order in which they are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta

from config.work_words import work_words
from mappings.reading.clauses import is_body
from mappings.reading.clocks import clocks, twice
from mappings.reading.context import Kind, contexts
from mappings.reading.dated_lines import (
    DatedLines,
)
from mappings.reading.days import Frame, When
from mappings.reading.entries import (
    SEPARATORS,
    Entry,
    sentences,
)
from mappings.reading.gatherings import (
    Named,
    due_of,
    gathering,
    is_asked,
    is_deed,
    is_nothing,
    is_task,
    is_turned,
    name,
    people,
    task_text,
)
from mappings.reading.head import main_language
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    Due,
    Gathering,
    Head,
    Precision,
    Question,
    QuestionKind,
    Recurring,
    Source,
)
from mappings.reading.names import is_calendar_heading, is_calendar_title, names_gathering
from mappings.reading.said_work import is_charged, is_done_by
from mappings.reading.surroundings import bare_title
from mappings.reading.tongue import is_of


@dataclass(frozen=True, slots=True)
class Task:
    """A dated entry of the calendar that is worded as a deadline or a task: an action for those who read the work.

    ``text`` is without its date; ``responsible`` is what a column or a bracket says, as written. ``when`` is its time.
    """

    text: str
    line: Line
    due: Due
    responsible: tuple[str, ...] = ()
    when: When | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """``taken`` are the numbers of the lines that hold nothing beyond what was read here, ``said`` such sentences of others."""

    gatherings: tuple[Gathering, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    tasks: tuple[Task, ...] = ()
    questions: tuple[Question, ...] = ()
    taken: frozenset[int] = frozenset()
    said: frozenset[str] = frozenset()


@dataclass
class Found:
    """What one entry became, with the number of its line, so that all can be put in the document's order."""

    gatherings: list[tuple[int, Gathering]] = field(default_factory=list)
    recurring: list[Recurring] = field(default_factory=list)
    tasks: list[tuple[int, Task]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)


class Placing(DatedLines):
    """One document's lines, and what their entries became."""

    def __init__(self, lines: tuple[Line, ...], head: Head) -> None:
        super().__init__(lines, Frame(head.period.start, head.period.end) if head.period else Frame())
        self.head = head
        self.contexts = contexts(lines)
        self.words = main_language(lines)
        self.found = Found()
        said = {name: " ".join(source.passage.split()) for name, source in head.sources.items()}
        decided = {said[name] for name in ("adopted", "status", "revised") if name in said}
        self.skipped = {
            line.number
            for line in lines
            if line.form is not Form.ITEM
            and line.source.passage in (set(said.values()) if line.number < _TOP else decided)
        }
        self.last_entry = NEVER
        self.undated_entries: list[Source] = []

    def in_calendar(self, line: Line) -> bool:
        """Whether the line stands in a calendar: under a month, under a heading that says so, or beside other entries."""
        beside = self.last_entry <= line.number <= self.last_entry + 2 or self.below_row(line)
        if line.span is not None or (beside and len(sentences(line.text)) <= _FEW):
            return True
        words = line.language
        headed = any(is_calendar_heading(section, words) for section in line.sections[-2:])
        return headed or self.all_dated(line)

    def below_row(self, line: Line) -> bool:
        """Whether a line broke off the row of a calendar above it."""
        above = self.lines[line.number - 1] if line.number else None
        return above is not None and above.form is Form.ROW and above.number in self.found.taken

    def place(self, entry: Entry) -> None:
        """The entry as what it is; one for each hour of its day."""
        words = entry.line.language
        if not entry.matrix and (
            hours := twice(said := f"{entry.title} {entry.rest}", clocks(said, words), words)
        ):
            for hour in hours:
                self.place_one(replace(entry, clock=hour))
            return
        self.place_one(entry)

    def place_one(self, entry: Entry) -> None:
        self.last_entry = entry.line.number
        if is_nothing(entry):
            return
        if is_deed(entry):
            self.found.taken.discard(entry.line.number)
            return
        if is_task(entry) or self.is_work(entry):
            self.task(entry)
            return
        named = self.named(entry := _in_its_year(entry))
        if entry.when is None or entry.when.first is None:
            if self.period.start is None and entry.when is not None and entry.when.first is None:
                self.undated_entries.append(entry.source)
                return
            kind = QuestionKind.TENTATIVE if entry.when is None else QuestionKind.IMPOSSIBLE_DATE
            self.ask(kind, named.title, entry)
            return
        if not named.title or (entry.line.span and entry.when.rule == "TERM"):
            return
        if (
            entry.line.table is None
            and entry.when.precision is Precision.MONTH
            and entry.line.form is Form.TEXT
            and _is_clause(named, entry)
        ):
            self.found.taken.discard(entry.line.number)
            return
        held = gathering(entry, named, entry.when)
        self.found.gatherings.append((entry.line.number, held))
        if not entry.when.weekday_fits:
            self.ask(QuestionKind.WEEKDAY, named.title, entry)
        if held.tentative:
            self.ask(QuestionKind.TENTATIVE, named.title, entry)

    def is_work(self, entry: Entry) -> bool:
        """Whether somebody is named for what a line of its own says: before it, above its list or as who it is done by."""
        if entry.held or entry.line.form is Form.ROW:
            return False
        words, passage, title = entry.line.language, entry.source.passage, entry.title.strip(SEPARATORS)
        said = next((one for one in sentences(passage) if title in one), passage)
        if is_charged(entry.title, entry.line, self.lines) or is_done_by(said, words):
            return True
        asked = Kind.MEASURES in (
            self.contexts[entry.line.number].kind,
            self.contexts[entry.line.number].labelled,
        )
        return (asked and is_asked(entry)) or is_turned(entry)

    def named(self, entry: Entry) -> Named:
        """What the entry is called; "we meet" and "they are held" are what the heading above names."""
        words = entry.line.language
        subject = [*entry.title.casefold().split(), ""][0]
        work = work_words(words.code)
        said = entry.held or entry.labelled or is_of(entry.title, words.calendar["met"])
        if not said or subject not in (*work["we"], *work["they"]):
            return name(entry)
        titles = [text for text in entry.line.sections if not is_calendar_title(text, words)]
        above = next((text for text in reversed(titles) if names_gathering(text, words)), "")
        if not above and titles and is_body(bare_title(titles[-1]).split()[-1].casefold(), words):
            above = titles[-1]
        return name(replace(entry, title=bare_title(above)) if above else entry)

    def task(self, entry: Entry) -> None:
        when = entry.when
        due = due_of(entry, when) if when else Due(phrase=entry.phrase or None)
        who = people(entry.who, entry.line.language)
        self.found.tasks.append(
            (entry.line.number, Task(task_text(entry), entry.line, due, who, when, entry.source))
        )

    def ask(self, kind: QuestionKind, about: str, entry: Entry) -> None:
        values = {"title": about}
        if entry.when and entry.when.first:
            values["date"] = entry.when.first.isoformat()
        if entry.when and entry.when.weekday is not None:
            values["weekday"] = entry.line.language.weekdays[entry.when.weekday]
        choices = _either_day(entry) if kind is QuestionKind.WEEKDAY else ()
        self.found.questions.append(
            Question(kind, about or entry.source.passage, (entry.source,), values, choices)
        )


NEVER = -9
"""Before every line."""
_FEW = 2
"""Sentences of a line that belongs to the entries above it."""
_TOP = 20
"""Lines at the top of a document, where it says what it is."""


def _either_day(entry: Entry) -> tuple[str, ...]:
    """The written date, and the date of the written weekday in the same week."""
    when = entry.when
    if when is None or when.first is None or when.weekday is None:
        return ()
    other = when.first + timedelta(days=when.weekday - when.first.weekday())
    return when.first.isoformat(), other.isoformat()


def _in_its_year(entry: Entry) -> Entry:
    """An entry in the year that its name says: "Årsmøte 2028: torsdag 27. januar", "Årsmøtet i 2028 er 27. mars"."""
    words, when = entry.line.language, entry.when
    year = re.search(r"(?:(?<=\s)|^)(?P<small>[^\W\d_]+\s)?(?P<year>20\d\d)\W*$", entry.title)
    if when is None or year is None or when.first is None or when.last is None or not when.exact:
        return entry
    said = int(year["year"])
    if said == when.first.year or str(when.first.year) in entry.source.passage:
        return entry
    try:
        moved = replace(when, first=when.first.replace(year=said), last=when.last.replace(year=said))
    except ValueError:
        return entry
    inside = (year["small"] or "").strip().casefold() in words.within
    fits = when.weekday is not None and moved.weekday_fits and not when.weekday_fits
    return replace(entry, when=moved) if fits or (inside and when.weekday is None) else entry


def _is_clause(named: Named, entry: Entry) -> bool:
    """A sentence of running text that only names a month."""
    return len(named.title.split()) > 8 or (
        entry.title.strip().endswith(".") and len(entry.title.split()) > 8
    )
