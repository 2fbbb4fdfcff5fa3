"""The gatherings of a plan: meetings, events, days and rules of recurrence, and the dated tasks that stand among them.

Nothing is guessed: what does not fit becomes a question. A month-only mention of what is dated elsewhere is no second event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from config.language import Language
from config.work_words import work_words
from mappings.reading.clocks import clocks
from mappings.reading.columns import lone_season
from mappings.reading.dated_lines import (
    LONGEST_ENTRY,
    feast_of,
    is_detail,
    who_of,
)
from mappings.reading.days import Frame, When, compound_day, times
from mappings.reading.entries import (
    SEPARATORS,
    Entry,
    bracketed,
    found_times,
    frame_of,
    is_last_day,
    is_prose,
    label_title,
    leads,
    line_entries,
    obliges,
    primary,
    sentences,
    span_when,
)
from mappings.reading.flattened import flattened
from mappings.reading.gatherings import (
    is_nothing,
    people,
)
from mappings.reading.headers import is_lone
from mappings.reading.lines import Form, Line, Span
from mappings.reading.model import (
    DocumentKind,
    Gathering,
    Head,
    Precision,
    Question,
    QuestionKind,
    Recurring,
)
from mappings.reading.named_above import NamedAbove
from mappings.reading.names import names_gathering, names_meeting
from mappings.reading.placing import NEVER, Calendar
from mappings.reading.prose import SEASON, dated_list, is_due, prose_entries
from mappings.reading.recurring import line_rules
from mappings.reading.runs import entries_in_run
from mappings.reading.said_once import with_said
from mappings.reading.series import breaks, same_day_once, same_series, without_mentions
from mappings.reading.short_names import with_short_names
from mappings.reading.spans import span_of
from mappings.reading.tongue import find, is_of
from mappings.reading.year_tables import table_entries, with_siblings


def read_calendar(lines: tuple[Line, ...], head: Head) -> Calendar:
    """Every gathering and rule of these lines, in the order of the document."""
    if head.kind_of_document is DocumentKind.RULES or not lines:
        return Calendar()
    return _Reader(lines, head).run()


class _Reader(NamedAbove):
    """Reads one document's calendar: tables first, then columns that were read one after the other, then lines."""

    def __init__(self, lines: tuple[Line, ...], head: Head) -> None:
        super().__init__(lines, head)
        self.said_here: set[str] = set()

    def run(self) -> Calendar:
        self.tables()
        entries, used = flattened(self.lines, self.period)
        for entry in entries:
            self.place(entry)
        self.last_entry = NEVER
        self.skipped |= used
        self.found.taken |= used
        number = 0
        while number < len(self.lines):
            number += self.line(number)
        return self.whole()

    def whole(self) -> Calendar:
        if self.period.start is None and self.undated_entries:
            self.found.questions.append(
                Question(QuestionKind.YEAR, self.head.title or "", tuple(self.undated_entries[:3]))
            )
        ordered_pairs = sorted(self.found.gatherings, key=lambda pair: pair[0])
        merged = same_day_once(with_short_names(ordered_pairs, self.lines))
        ordered, said = with_said(merged, self.lines, self.found.recurring, self.period)
        gatherings = without_mentions(ordered, self.words)
        settled = [self.listed(rule, gatherings) for rule in self.found.recurring]
        recurring = tuple(
            rule for rule in settled if not (rule.dates_listed and _is_weekday_only(rule, self.words))
        )
        return Calendar(
            gatherings=gatherings,
            recurring=recurring,
            tasks=tuple(task for _, task in sorted(self.found.tasks, key=lambda pair: pair[0])),
            questions=(*self.found.questions, *breaks(gatherings, recurring, self.words)),
            taken=frozenset(self.found.taken),
            said=said | self.said_here,
        )

    def listed(self, rule: Recurring, gatherings: tuple[Gathering, ...]) -> Recurring:
        dated = [
            one
            for one in gatherings
            if same_series(rule.title, one.title, self.words) and one.kind is rule.kind
        ]
        if len(dated) < 2:
            return rule
        return replace(rule, dates_listed=True, occurrences=())

    # Tables

    def tables(self) -> None:
        rows: list[Line] = []
        for line in (*self.lines, None):
            if line is not None and line.form is Form.ROW and (not rows or _same_table(rows[-1], line)):
                rows.append(line)
                continue
            self.table(rows)
            rows = [line] if line is not None and line.form is Form.ROW else []

    def table(self, rows: list[Line]) -> None:
        for entry in with_siblings(list(table_entries(rows, self.period, self.over(rows)))):
            self.found.taken.add(entry.line.number)
            if self.row_rule(entry):
                continue
            if is_of(f"{entry.title} {entry.note}", entry.line.language.calendar["after_meeting"]):
                entry = self.after_above(entry)  # noqa: PLW2901
            self.place(entry)
        if rows:
            self.footnotes(rows)

    def over(self, rows: list[Line]) -> tuple[str, ...]:
        """The texts over a table, the nearest first: its title in a row of its own, short lines above it, the document's title."""
        alone = [_alone(row) for row in takewhile(is_lone, rows)]
        first = rows[0].number if rows else 0
        above = takewhile(_is_short, reversed(self.lines[max(first - _OVER, 0) : first]))
        return (
            *reversed(alone),
            *map(_alone, above),
            self.head.title or "",
            self.head.organisation or "",
        )

    def row_rule(self, entry: Entry) -> bool:
        """Whether the cell that says when gives a rule: "hver torsdag i oktober kl. 18 | Fællesspisning"."""
        if (entry.when and entry.when.exact) or not entry.phrase or entry.matrix:
            return False
        line = replace(entry.line, form=Form.ITEM, text=entry.title, span=_month_of(entry))
        whole = replace(line, text=f"{entry.title} {entry.phrase}", span=None)
        said = [list(line_rules(one, self.period)) for one in (line, whole)]
        rules = [rule for rule in said[0] or said[1] if rule.rule]
        who = people(entry.who, entry.line.language)
        self.found.recurring += [
            replace(
                rule,
                source=entry.source,
                responsible=who or rule.responsible,
                area=entry.line.area,
                time=rule.time or (entry.clock.start if entry.clock else None),
                end_time=rule.end_time or (entry.clock.stop if entry.clock else None),
            )
            for rule in rules
        ]
        return bool(rules)

    def after_above(self, entry: Entry) -> Entry:
        """An entry directly after a meeting is on its day."""
        previous = self.previous_day(replace(entry.line, number=entry.line.number + 1))
        if previous is None or (entry.when and entry.when.exact):
            return entry
        return replace(entry, when=replace(previous, rule="AFTER-EVENT"))

    def footnotes(self, rows: list[Line]) -> None:
        """What the marks in the cells mean, below the table, is no entry."""
        marks = {
            mark
            for row in rows
            for cell in row.cells[1:]
            for mark in re.findall(r"(?<=\d)\s?([*†‡°]+)", cell)
        }
        for line in takewhile(lambda one: one.form is not Form.ROW, self.lines[rows[-1].number + 1 :]):
            mark = re.match(r"[*†‡°]+", line.printed)
            if not mark or mark[0] not in marks:
                break
            self.skipped.add(line.number)
            self.found.taken.add(line.number)

    # Lines

    def line(self, number: int) -> int:
        """Reads the line; how many lines that took."""
        line = self.unlabelled(self.lines[number])
        if line.form is Form.ROW or number in self.skipped:
            return 1
        if line.form is Form.HEADING and not self.is_dated(line):
            return 1
        if (
            self.names_below(number)
            or self.rules(line)
            or self.doubts_above(number)
            or self.tells_of_above(number)
        ):
            return 1
        if line.form is Form.ITEM and self.agenda_of(line) is not None:
            self.found.taken.add(number)
            return 1
        whens = found_times(line.text, line.language, frame_of(line, self.period))
        if self.is_date_only(line, whens):
            return self.date_only(number)
        if self.is_noted_date(line, whens):
            self.listed_dates(line, self.label_of(number))
            return 1
        self.told(line, whens)
        return 1

    def unlabelled(self, line: Line) -> Line:
        """A line of days without the season that it begins with: "Vinter: Årsmøte 27. februar. Skirenn 6. mars"."""
        label = re.match(r"([^\W\d_]+(?:\s[^\W\d_]+)?)(?:\s*:|\s[–—-])\s+(?=\S)", line.text)
        if (
            label is None
            or line.form not in {Form.TEXT, Form.ITEM}
            or times(label[1], line.language, self.period)
        ):
            return line
        rest = line.text[label.end() :]
        frame = frame_of(line, self.period)
        dated = any(when.exact for when in times(rest, line.language, frame))
        return replace(line, text=rest) if dated and _is_season(label[1], line.language, frame) else line

    def is_noted_date(self, line: Line, whens: tuple[When, ...]) -> bool:
        """A date of a list with a remark after it: "25 november, därefter middag", "22. juni – NB! kl. 12"."""
        above = self.lines[line.number - 1] if line.number else None
        if above is None or not whens or not leads(line.text, whens[0], line.language):
            return False
        if above.form is not line.form or not self.is_of_list(above) or not self.is_remark(line, whens[0]):
            return False
        label = self.label_of(line.number)
        said = names_gathering(label, line.language) or is_of(label, line.language.calendar["met"])
        return said and any(self.looks_date_only(one) for one in self.run_of_dates(line.number))

    def rules(self, line: Line) -> bool:
        """Whether the line gives a rule; its other sentences are read too."""
        found = [
            rule
            for rule in line_rules(line, self.period)
            if not self.lists_days(rule, line) and not self.heads_days(rule, line)
        ]
        self.found.recurring += found
        if not found:
            return False
        self.found.taken.add(line.number)
        for sentence in sentences(line.text):
            inner = replace(line, text=sentence)
            if not any(sentence in rule.source.passage for rule in found):
                for entry in prose_entries(inner, self.period, calendar=self.in_calendar(line)):
                    if not _is_first_of(entry, found):
                        self.place(entry)
        return True

    def heads_days(self, rule: Recurring, line: Line) -> bool:
        """Whether a heading says the weekday of the dates below it, "Måndagar i Folkets hus", and gives no rule."""
        if line.form is not Form.HEADING or not _is_weekday_only(rule, line.language):
            return False
        below = takewhile(lambda one: one.form is not Form.HEADING, self.lines[line.number + 1 :])
        return any((when := self.first_time(one)) is not None and when.exact for one in below)

    def lists_days(self, rule: Recurring, line: Line) -> bool:
        """Whether the days stand in the sentence, and the rule only says more of them: "3. mai og 7. juni, alltid torsdager"."""
        words = line.language
        without = find(rule.source.passage, words.calendar["except_for"])
        said = rule.source.passage[: without.start()] if without else rule.source.passage
        named = times(said, words, frame_of(line, self.period))
        days = [when for when in named if when.precision is Precision.DAY and when.rule == "DATE"]
        return len(days) > 1 and any(
            entry.held
            for entry in prose_entries(replace(line, text=said), self.period, calendar=self.in_calendar(line))
        )

    def told(self, line: Line, whens: tuple[When, ...]) -> None:
        """A line that is more than a date: a label and its dates, several entries, sentences, or an entry."""
        frame = frame_of(line, self.period)
        labelled = re.match(r"[^:;\d]{2,60}:\s", line.text) and dated_list(line.text, line.language, frame)
        if not labelled and (run := entries_in_run(line.text, line.language, frame)):
            self.found.taken.add(line.number)
            for part in run:
                for entry in line_entries(replace(line, text=part), self.period):
                    self.place(replace(entry, line=line, source=line.part(part)))
            return
        if self.is_listing(line, whens):
            made = list(prose_entries(line, self.period, calendar=True))
            for entry in made:
                self.place(entry)
            self.lists(line, made)
            return
        bound = is_of(line.text, line.language.calendar["must"])
        led = whens and leads(line.text, whens[0], line.language)
        prose = is_prose(line) and (bound or not led or self.tells_of_several(line))
        if prose or self.is_sentence(line):
            count = len(self.found.gatherings)
            made = list(self.sentences(line))
            for entry in made:
                self.place(entry)
            if len(self.found.gatherings) > count:
                self.found.taken.add(line.number)
            self.lists(line, made)
            self.led_by(line, count)
            return
        self.entry_line(line, whens)

    def lists(self, line: Line, made: list[Entry]) -> None:
        """Takes the sentences that but list the days of one thing: "Styret har tre møter: 3. mai, 4. juni og 5. september"."""
        passages = [entry.source.passage for entry in made if entry.held and entry.labelled]
        for sentence in sentences(line.text):
            if sum(passage in sentence for passage in passages) > 1:
                self.said_here.add(sentence)

    def led_by(self, line: Line, count: int) -> None:
        """Whom a sentence of its own names for the one gathering of a line: "Dugnad 3. mai. Ansvarlig: Kari."."""
        made = self.found.gatherings[count:]
        if len(made) == 1:
            self.doubted_by(line, count)
        made = self.found.gatherings[count:]
        if len(made) != 1 or made[0][1].responsible:
            return
        said = (who_of(replace(line, text=sentence)) for sentence in sentences(line.text)[1:])
        if named := next(filter(None, said), ""):
            number, held = made[0]
            self.found.gatherings[count] = number, replace(held, responsible=people(named, line.language))

    def doubted_by(self, line: Line, place: int) -> None:
        """The one gathering of a line whose day a sentence of its own leaves open: "Tur i august. Dato kommer på nettet."."""
        number, held = self.found.gatherings[place]
        doubts = line.language.calendar["tentative"]
        said = [
            sentence
            for sentence in sentences(line.text)[1:]
            if (doubt := find(sentence, doubts)) and not doubt.start() and len(sentence.split()) <= _DOUBT
        ]
        if not said or held.tentative:
            return
        self.found.gatherings[place] = number, replace(held, tentative=True)
        self.found.questions.append(
            Question(QuestionKind.TENTATIVE, held.title, (line.source,), {"title": held.title})
        )
        self.said_here |= set(said)

    def is_sentence(self, line: Line) -> bool:
        """Whether a short line is a list of names and days, or a sentence whose verb says that something takes place."""
        if dated_list(line.text, line.language, frame_of(line, self.period)):
            return True
        told = line.form in {Form.TEXT, Form.ITEM} and line.text.endswith((".", "!"))
        if not told or len(sentences(line.text)) > 1:
            return False
        return any(entry.held for entry in prose_entries(line, self.period, calendar=self.in_calendar(line)))

    def tells_of_several(self, line: Line) -> bool:
        """Whether more than one sentence of a paragraph says a day on which something is."""
        words, frame = line.language, frame_of(line, self.period)
        said = 0
        for sentence in sentences(line.text):
            whens = found_times(sentence, words, frame)
            said += any(when.exact and not is_last_day(sentence, when, words) for when in whens)
        return said > 1

    def sentences(self, line: Line) -> Iterator[Entry]:
        """The gatherings that a paragraph says take place."""
        yield from prose_entries(line, self.period, calendar=self.in_calendar(line))

    def agenda_of(self, line: Line) -> int | None:
        """The meeting that an item below it is a point of. None when the point is work of its own."""
        parent = self.lines[line.parent] if line.parent is not None else None
        if parent is None or (parent.form is not Form.ITEM and not self.found.gatherings):
            return None
        if parent.form is not Form.ITEM and (
            not names_meeting(parent.text, line.language) or self.has_time(line)
        ):
            return None
        place = next(
            (
                n
                for n in range(len(self.found.gatherings) - 1, -1, -1)
                if self.found.gatherings[n][0] == parent.number
            ),
            None,
        )
        if place is None or re.search(r"\([^)]*\)\s*$", line.text):
            return None
        number, held = self.found.gatherings[place]
        self.found.gatherings[place] = (number, replace(held, agenda=(*held.agenda, line.text)))
        return place

    def date_only(self, number: int) -> int:
        """A date alone on its line: of the heading above, in a list of such lines, or of the line below."""
        line = self.lines[number]
        below = self.lines[number + 1] if number + 1 < len(self.lines) else None
        if line.form is not Form.HEADING and self.is_listed(number) and (label := self.label_of(number)):
            self.listed_dates(line, label)
            return 1
        if below is None or below.form in {Form.HEADING, Form.ROW}:
            return 1
        details = self.details(number + 2, heading=line.form is Form.HEADING)
        who = next((found for detail in details if (found := who_of(detail))), "")
        note = " ".join(
            detail.text for detail in details if is_of(detail.text, line.language.calendar["tentative"])
        )
        for entry in line_entries(line, self.period, below=below.text):
            passage = f"{line.text} {below.text}"
            self.place(
                replace(
                    entry, who=who, note=note, source=line.part(passage), clock=entry.clock, labelled=False
                )
            )
        self.found.taken |= {number, below.number}
        self.found.taken |= {detail.number for detail in details if is_detail(detail)}
        self.skipped |= {detail.number for detail in details if is_detail(detail)}
        return 2

    def listed_dates(self, line: Line, label: str) -> None:
        """The dates of a line, each of what its list is of."""
        title, where = label_title(re.sub(r"\s*\(.*?\)|\s+(?:19|20)\d\d$", "", label), line.language)
        for entry in line_entries(line, self.period):
            if not entry.labelled and is_nothing(entry):
                continue
            clock = entry.clock or next(iter(clocks(label, line.language)), None)
            remark = "" if entry.labelled else entry.title
            made = replace(entry, title=title, rest=entry.rest if entry.labelled else "", labelled=True)
            self.place(replace(made, clock=clock, where=entry.where or where, note=remark))
        self.found.taken.add(line.number)

    def entry_line(self, line: Line, whens: tuple[When, ...]) -> None:
        """A line that is an entry of a calendar, if it is one."""
        words = line.language
        calendar = self.in_calendar(line)
        frame = frame_of(line, self.period)
        feast = feast_of(line.text, words, frame)
        if feast is None and line.span is None and line.form is Form.ITEM and self.some_dated(line):
            feast = compound_day(line.text, words, frame)
        calendar = calendar or (not whens and feast is not None and self.some_dated(line))
        if whens:
            if not self.accepts(line, whens, calendar=calendar):
                for entry in prose_entries(line, self.period, calendar=False):
                    exact = entry.when is not None and entry.when.exact
                    if exact or line.form is not Form.ITEM or names_meeting(entry.title, words):
                        self.place(entry)
                return
            self.found.taken.add(line.number)
            count = len(self.found.gatherings)
            for part in self.entries_of(line, whens):
                self.place(part)
            self.led_by(line, count)
        elif feast is not None and calendar and len(line.text.split()) <= 7:
            self.found.taken.add(line.number)
            self.place(Entry(line.text, feast, line, line.source))
        elif line.span is not None and line.form in {Form.ITEM, Form.TEXT}:
            self.undated(line)
        elif (
            line.form in {Form.ITEM, Form.TEXT}
            and is_of(line.text, words.calendar["tentative"])
            and self.siblings_dated(line)
        ):
            self.found.taken.add(line.number)
            self.place(Entry(line.text, None, line, line.source))

    def entries_of(self, line: Line, whens: tuple[When, ...]) -> Iterator[Entry]:
        """The entries of a line; under a month each sentence may be one: "Banen åpner. Dugnad 17. april"."""
        if len(halves := self.dated_parts(line)) > 1:
            for half in halves:
                made = list(line_entries(replace(line, text=half), self.period))
                feast = None if made else feast_of(half, line.language, frame_of(line, self.period))
                for entry in made or [Entry(half, feast, line, line.source)]:
                    yield replace(entry, line=line, source=line.part(half))
            return
        parts = sentences(line.text)
        when = span_when(line)
        later = bool(whens) and whens[0].begin >= len(parts[0])
        if (
            when is None
            or len(parts) < 2
            or not later
            or any(len(part.split()) > LONGEST_ENTRY for part in parts)
        ):
            yield from line_entries(line, self.period)
            return
        for part in parts:
            inner = replace(line, text=part)
            made = list(line_entries(inner, self.period)) or [Entry(part, when, inner, line.part(part))]
            yield from (replace(entry, line=line) for entry in made)

    def dated_parts(self, line: Line) -> list[str]:
        """The parts of a line that each have a name and a day: "Løp 12. juni; leir 9.–11. juli". Else nothing."""
        parts = [
            part
            for half in re.split(r"\s*;\s+", line.text)
            for said in sentences(half)
            for part in bracketed(said)
        ]
        frame, words = frame_of(line, self.period), line.language
        for part in parts:
            whens = found_times(part, words, frame)
            said = re.sub(
                r"[^a-zåäöæø]",
                "",
                "".join(part[: one.begin] + part[one.end :] for one in whens[:1]).casefold(),
            )
            if not whens or not whens[0].exact or is_last_day(part, whens[0], words) or len(said) < _SAID:
                return self.run_together(line) if len(parts) == 1 else []
        return parts if len(parts) > 1 else self.run_together(line)

    def run_together(self, line: Line) -> list[str]:
        """Two entries that a page's narrow column made one line: "Årsmøte 24. april kl. 16 Dugnad 29. mai". Else nothing."""
        if (
            line.place.page is None
            or len(line.text.split()) > 3 * LONGEST_ENTRY
            or len(sentences(line.text)) > 1
        ):
            return []
        for cut in re.finditer(r"(?<=[^\s,;:–-])\s+(?=[A-ZÅÄÖÆØ][^\W\d_]{3}|\d{1,2}[./ –-])", line.text):
            parts = [line.text[: cut.start()], line.text[cut.end() :]]
            if self.are_entries(line, parts):
                return [parts[0], *(self.run_together(replace(line, text=parts[1])) or parts[1:])]
        return []

    def are_entries(self, line: Line, parts: list[str]) -> bool:
        """Whether both texts have a day, and both begin with it or both with what they name."""
        words, frame = line.language, frame_of(line, self.period)
        found = [times(part, words, frame) for part in parts]
        days = [
            whens[0] if whens else feast_of(part, words, frame)
            for part, whens in zip(parts, found, strict=True)
        ]
        if any(day is None for day in days):
            return False
        led = [bool(day and leads(part, day, words)) for part, day in zip(parts, days, strict=True)]
        named = names_gathering(parts[1].split()[0], words)
        bare = [
            re.sub(r"\W", "", part[: day.begin] + part[day.end :])
            for part, day in zip(parts, days, strict=True)
            if day
        ]
        whole = all(len(text) >= _SAID for text in bare)
        joined = all(
            day and _JOINED.match(_after_clock(part[day.end :], words))
            for part, day in zip(parts, days, strict=True)
        )
        exact = all(day and day.exact for day in days)
        return whole and (joined if all(led) else exact and named and not any(led))

    def accepts(self, line: Line, whens: tuple[When, ...], *, calendar: bool) -> bool:
        """Whether a line with a date in it is an entry and no clause of the plan's text."""
        words = line.language
        first = primary(line.text, whens, words)[0]
        before = line.text[: first.begin]
        lasts = (
            first.first is not None and first.last is not None and (first.last - first.first).days > SEASON
        )
        due = is_due(before, words) and not is_last_day(line.text, first, words)
        if due or (lasts and first.exact and not names_gathering(line.text, words)):
            return False
        if obliges(line.text, words):
            return False
        if line.form is Form.ITEM and not first.exact and _opens_with_deed(line.text.split(), words):
            return False
        if leads(line.text, first, words):
            return (
                first.exact
                or first.tentative
                or first.first is None
                or bool(re.match(r"\W*(?:\w+\s*)?[:–—-]|\s*\.", line.text[first.end :]))
                or line.text[: first.end].endswith(".")
                or calendar
                or self.is_timeline(line)
                or self.all_led(line)
            )
        if not calendar and line.form is Form.ITEM and _opens_with_verb(line.text.split(), words):
            return False
        opened = whens[0].exact and leads(line.text, whens[0], words)
        if opened or calendar or list(self.listed_in(line)):
            return True
        title = line.text[: first.begin].strip(SEPARATORS)
        if is_last_day(line.text, first, words):
            return False
        after = re.sub(r"\([^)]*\)", "", line.text[first.end :]).strip(SEPARATORS)
        joint = re.search(r"[–—:-]\s*$", line.text[: first.begin])
        if not first.exact and (after or not joint or not names_meeting(title, words)):
            return False
        if _is_name(title, words, first_word=bool(after), clocked=bool(clocks(line.text, words))):
            return True
        return self.siblings_dated(line)

    def listed_in(self, line: Line) -> Iterator[Entry]:
        return (entry for entry in line_entries(line, self.period) if entry.held)

    def undated(self, line: Line) -> None:
        """A line without a date under a month: what happens in that month, or what is to be done in it."""
        words = line.language
        when = span_when(line)
        if line.span is None:
            return
        if is_of(line.text, words.calendar["after_meeting"]) and (previous := self.previous_day(line)):
            after = find(line.text, words.calendar["after_meeting"])
            title = line.text[: after.start()] if after else line.text
            self.found.taken.add(line.number)
            self.place(Entry(title, replace(previous, rule="AFTER-EVENT"), line, line.source))
            return
        if when is None and line.span.rule in {"QUARTER", "TERTIAL", "HALF"}:
            when = When(0, 0, line.span.first, line.span.last, Precision.MONTH, line.span.rule)
        if when is None or len(line.text.split()) > 14:
            return
        self.found.taken.add(line.number)
        doubt = line.span.words if is_of(line.span.words, words.calendar["tentative"]) else ""
        entry = Entry(line.text, when, line, line.source, note=doubt)
        if (
            line.form is Form.ITEM
            and line.parent is not None
            and any(number == line.parent for number, _ in self.found.gatherings)
        ):
            self.task(entry)
        else:
            self.place(entry)

    def previous_day(self, line: Line) -> When | None:
        """The day of the gathering just above."""
        for number, one in reversed(self.found.gatherings):
            if number < line.number and one.date and one.precision is Precision.DAY:
                return When(0, 0, one.date, one.date, Precision.DAY)
        return None

    # Entries


_JOINED = re.compile(r"\s*[–—:-]\s")
"""The sign between a day and what is on it."""
_DOUBT = 7
"""Words of the longest sentence that says but that a day is open."""
_SAID = 3
"""Letters of the shortest name."""
_NAME, _LONG_NAME = 4, 8
"""Words of the longest name before a day, and of one whose hour is said too."""


def _month_of(entry: Entry) -> Span | None:
    """The month that a row is of, as a heading over it would say it."""
    when = entry.when
    if when is None or when.first is None or when.last is None or when.rule != "MONTH":
        return None
    return Span(entry.phrase, when.first, when.last, "MONTH")


def _after_clock(text: str, words: Language) -> str:
    """What follows a day, without the hour that stands first in it."""
    first = next(iter(clocks(text, words)), None)
    return text[first.end :] if first and not text[: first.begin].strip(SEPARATORS) else text


def _is_season(label: str, words: Language, frame: Frame) -> bool:
    """Whether a label is one season or two, a quarter or a half of the year."""
    named = [word for word in label.casefold().split() if word not in words.conjunctions]
    known = {form for name in ("autumn", "spring", "summer") for form in words.calendar[name]}
    return all(word in known or lone_season(word, words) for word in named) or bool(
        span_of(label, words, frame)
    )


def _is_first_of(entry: Entry, rules: list[Recurring]) -> bool:
    """Whether an entry is the first or the last time of what the rule beside it is of: "Første øvelse er 17. august"."""
    words = entry.line.language
    first, _, rest = entry.title.casefold().strip(SEPARATORS).partition(" ")
    return bool(rules) and first in words.ordinals and len(rest.split()) == 1


_OVER, _SHORT = 4, 12
"""Lines above a table, and words of one, that may name what it is of."""


def _is_short(line: Line) -> bool:
    return (line.form is not Form.ROW or is_lone(line)) and len(line.text.split()) <= _SHORT


def _alone(line: Line) -> str:
    """What a line says, or a row that says one thing."""
    return next(filter(None, line.cells), line.text)


def _same_table(one: Line, other: Line) -> bool:
    return one.table == other.table or (len(one.cells) == len(other.cells) and one.columns == other.columns)


def _is_weekday_only(rule: Recurring, words: Language) -> bool:
    """A weekday in the plural tells on which day listed meetings are: "torsdager kl. 10"."""
    first = rule.rule_text.casefold().removeprefix("på ").removeprefix("on ").split()[:1]
    days = [f"{day.casefold()}{end}" for day in words.weekdays for end in words.calendar["plural_weekdays"]]
    return bool(first) and first[0].strip(",.") in days


def _opens_with_verb(tokens: list[str], words: Language) -> bool:
    """A verb first, and small letters after it: "ordnar gårdsfest v. 35"."""
    work = work_words(words.code)
    first = tokens[0] if len(tokens) > 1 else ""
    ends = first.endswith(work["present_endings"] or ("\0",)) or first in work["presents"]
    spoken = ends or first.casefold().endswith(work["present_endings"] or ("\0",))
    return spoken and tokens[1][:1].islower() and not names_gathering(first, words)


def _opens_with_deed(tokens: list[str], words: Language) -> bool:
    """A verb and no preposition after it: "Bjuder in alla föräldrar", and not "Kurser for nye"."""
    small = {*words.calendar["prepositions"], *words.calendar["place"], *words.conjunctions}
    return _opens_with_verb(tokens, words) and tokens[1].casefold() not in small


def _is_name(title: str, words: Language, *, first_word: bool, clocked: bool = False) -> bool:
    """Whether a few words before a date name a gathering: the first of them does, or the last without a preposition."""
    tokens = title.casefold().split()
    if not tokens or len(tokens) > (_LONG_NAME if clocked else _NAME):
        return False
    small = {*words.calendar["prepositions"], *words.calendar["place"]}
    if _opens_with_verb(tokens, words):
        return False
    last = not first_word and not small & set(tokens) and names_gathering(tokens[-1], words)
    return last or names_gathering(tokens[0], words)
