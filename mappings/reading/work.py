"""The work of a plan: measures, obligations, goals without a number, findings, norms and what stands beside them.

Every sentence, list item and table row that the calendar did not take is looked at once. Nothing is guessed: a "we"
without a body and a deadline whose anchor has no day become questions.
"""

from __future__ import annotations

import re
from dataclasses import replace

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clause import Clause
from mappings.reading.clauses import (
    Said,
    as_labels,
    bare,
    fields,
    label_line,
    names_somebody,
    sentences,
    split_names,
    take_apart,
    without_number,
)
from mappings.reading.context import Context, Kind, is_label, is_lead, opens
from mappings.reading.grammar import condition, opens_as_task, read_clause
from mappings.reading.idle import is_no_clause
from mappings.reading.item_ends import Ended, ends_of
from mappings.reading.led_times import is_time_alone, is_what_for
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    DocumentKind,
    Due,
    Head,
    Statement,
)
from mappings.reading.names import names_gathering
from mappings.reading.numbers import quantities
from mappings.reading.parts import aims_in, clause_of, parts_of
from mappings.reading.placing import Calendar, Task
from mappings.reading.responsible import second
from mappings.reading.rest import Rest, read_rest
from mappings.reading.rules import read_rules
from mappings.reading.said_work import says_deed
from mappings.reading.seen import Seen, Sort
from mappings.reading.sorting import sort
from mappings.reading.tables import cost_of
from mappings.reading.titled import is_listed, is_numbered, is_title_line, without_present, without_title
from mappings.reading.tongue import find
from mappings.reading.when import Times
from mappings.reading.work_clauses import Led
from mappings.reading.work_found import Work


def read_work(lines: tuple[Line, ...], head: Head, calendar: Calendar) -> Work:
    """Everything that somebody shall do, and what is no task."""
    rest = read_rest(lines, head)
    if head.kind_of_document is DocumentKind.RULES:
        return _with_rest(read_rules(lines, head), rest)
    reader = _Reader(lines, head, calendar, rest)
    reader.read()
    return reader.work()


def _with_rest(rules: Rest, rest: Rest) -> Work:
    return Work(
        rules=rules.rules,
        required_parts=rules.required_parts,
        decision_points=rules.decision_points,
        parent_plans=rest.parent_plans,
        questions=(*rest.questions, *rules.questions),
    )


_GROUND = 5
"""Lines from a paragraph to the list that it is the ground for."""
_NEAR = 6
"""Lines from a task to the gathering that it is for."""


class _Reader(Led):
    """Reads the lines of one document, in order."""

    def read(self) -> None:
        for task in self.calendar.tasks:
            self.task(task)
        numbers = iter(range(len(self.lines)))
        for number in numbers:
            line = self.lines[number]
            if self.skips(line) or (line.number in self.calendar.taken and not self.holds_more(line)):
                self.budget += cost_of(line) if line.form is Form.ROW else ()
                continue
            if line.form is Form.ROW:
                self.row(line)
                continue
            text, used = self.joined(number)
            for _ in range(used):
                next(numbers, None)
            self.line(line, text)

    def skips(self, line: Line) -> bool:
        """Headings, labels, what the document says of itself, and what the rest of the reading took."""
        context = self.contexts[line.number]
        if Kind.CONTENTS in (context.kind, context.labelled) or line.number in self.named_over:
            return True
        label = (line.form is not Form.ITEM and is_label(line)) or line.number in self.named_over
        if line.form is Form.HEADING or label or not re.search(r"[^\W\d_]{2}", line.text):
            return True
        if (
            line.number in self.rest.taken
            or _says_none(line)
            or _greets(line)
            or is_title_line(line, self.titled)
        ):
            return True
        return line.source.passage in self.said_of_itself and not _is_duty(line, self.times)

    def holds_more(self, line: Line) -> bool:
        """Whether a line that the calendar took has sentences that it did not read."""
        read = line.span is None or bool(self.passages.get(line.number))
        return read and line.form is Form.TEXT and len(sentences(line.text)) > 1

    def joined(self, number: int) -> tuple[str, int]:
        """The line with those that go on with it: a sentence that was broken in the middle."""
        text, used = self.lines[number].text, 0
        while number + used + 1 < len(self.lines):
            following = self.lines[number + used + 1]
            open_end = not re.search(r"[.!?:;]\s*$", text)
            goes_on = following.text[:1].islower() or _left_open(text, self.lines[number].language)
            goes_on = goes_on and not _opens_another(text, following)
            if following.form is not Form.TEXT or not open_end or not goes_on or len(text) < 25:
                break
            text, used = f"{text} {following.text}", used + 1
        return text, used

    def task(self, task: Task) -> None:
        """A task that the calendar found: its whole clause, which says more than the calendar asks for."""
        line, words = task.line, task.line.language
        if task.text.casefold().strip(" .:") in work_words(words.code)["done"]:
            return  # "Klart: senast den 15 april" says when what stands before it is done
        if line.form is not Form.ROW and is_time_alone(line.text, line.speakers, self.times):
            return  # "Frist 1. mars" above what is to be done by then
        ended = self.ended(line, as_labels(bare(without_number(line.text, line.sections)), words))
        if ended and ended.when:
            self.sentence(line, ended.text, self.contexts[line.number], ended=ended)
            return
        headed = task.text if line.cells else line.text
        written = next((cell for cell in line.cells if task.text[:12] in cell), headed)
        start = max(written.find(task.text[:12]), 0)
        led_by_time = not line.cells and self.is_led(written[:start], task, line)
        ends = [
            place
            for other in self.calendar.tasks
            if other.line.number == line.number and (place := written.find(other.text[:12])) > start
        ]
        start = 0 if led_by_time else start  # "Senest 15. marts trykkes en folder"
        rest = " ".join(written[start : min(ends, default=len(written))].split())
        if line.cells and task.source:
            rest = _own_part(task, rest)
        said = sentences(rest) or (task.text,)
        alone = not any(one.source.passage == line.source.passage for one in self.calendar.gatherings)
        for number, sentence in enumerate(said if alone and not line.cells else said[:1]):
            if is_no_clause(sentence, dated=task.due.latest is not None and not number):
                continue
            if number and self.adds_who(line, sentence):
                continue
            clause_text, after = fields(sentence, words)
            part = take_apart(clause_text, words)
            self.fielded(part, after, line)
            self.bracketed(part, line)
            text, moments = self.without_label(part, line)
            own = self.times.due(sentence, line.speakers)
            clause = read_clause(text, words, tuple((one.start, one.end) for one in moments))
            if number and not (clause.subject or clause.passive or clause.modal):
                continue
            if task.due.rule in {"DATE", "MONTH"} and _is_of_what(own, words):
                own = Due()
            due = self.above(line, _of_task(own, self.as_cell(task.due, line)))
            part.named += [name for names in task.responsible for name in split_names(names, words)]
            places = tuple((one.start, one.end) for one in moments)
            if not line.cells:
                part.named += self.without_label_last(text, clause, part, line, places)
            if line.cells and _is_thing(clause.subject, words, named=bool(part.named)):
                clause = replace(clause, subject="")
            self.action(line, sentence, text, part, clause, due, self.led_by(line, clause, part), places)

    def is_led(self, before: str, task: Task, line: Line) -> bool:
        """Whether a time is the first part of a task's sentence: "Senest 15. marts trykkes …", "By 15 March Ann prints …"."""
        words = line.language
        small = (*words.at, *words.before, *words.within, *words.after, *work_words(words.code)["deadline"])
        opened = before.casefold().startswith(tuple(f"{word} " for word in small))
        whole = opened and line.form is Form.TEXT and line.text.rstrip().endswith(".")
        return (task.text[:1].islower() or whole) and self.is_only_time(before, line)

    def is_only_time(self, text: str, line: Line) -> bool:
        """Whether nothing but a phrase of time stands here, with no sign after it."""
        moments = self.times.moments(text, line.speakers) if text.strip() else ()
        return len(moments) == 1 and moments[0].start == 0 and text[moments[0].end :].strip() in ("", ".")

    def as_cell(self, due: Due, line: Line) -> Due:
        """What the words of a task's date say by the rules of deadlines, where they say more than the calendar asks for."""
        if not due.phrase:
            return due
        said = self.times.cell(due.phrase, line.speakers)
        within = due.rule == "MONTH" and said.latest is not None and due.latest and said.latest < due.latest
        more = said.latest is not None and (due.latest is None or said.rule != "DATE" or bool(within))
        if more or (said.rule is not None and due.latest is None):
            return said
        return replace(due, rule=due.rule or "NONE", cadence=due.cadence or said.cadence)

    def above(self, line: Line, due: Due) -> Due:
        """A length of time before nothing that is named hangs on the gathering beside it: "saker senest 8 dager før"."""
        if due.rule != "REL" or due.latest or due.anchor:
            return due
        near = [*range(line.number, line.number - _NEAR, -1), *range(line.number + 1, line.number + _NEAR)]
        places = [self.lines[number].place for number in near if 0 <= number < len(self.lines)]
        days = {one.source.place: one.date for one in self.calendar.gatherings if one.date}
        day = next((days[place] for place in places if place in days), None)
        return self.times.hung(due, day, line.speakers[0]) if day else due

    # One line

    def line(self, line: Line, text: str) -> None:
        words = line.language
        text = self.rest.beyond.get(line.number, text)
        plain = as_labels(bare(without_number(text, line.sections)), words)
        names = label_line(plain, words)
        if names is not None:
            self.go_back(line)
            self.add_names(names)
        elif not self.takes_ended(line, plain):
            self.said_in(line, plain)

    def said_in(self, line: Line, plain: str) -> None:
        """The sentences of a line, one after the other."""
        words = line.language
        context = self.contexts[line.number]
        following = self.lines[line.number + 1] if line.number + 1 < len(self.lines) else None
        leads = is_lead(line, following)
        said = without_title(sentences(plain), line, self.times)
        for number, sentence in enumerate(said):
            if names := label_line(sentence, words):
                if number and self.last_line == line.number:
                    self.add_names(names)
                continue
            if line.form is Form.TEXT and is_time_alone(sentence, line.speakers, self.times):
                continue
            if leads and number == len(said) - 1 and (sentence.endswith(":") or len(sentence.split()) < 15):
                continue
            if self.in_calendar(line, sentence) or self.adds_deadline(line, sentence):
                continue
            if number and self.adds_who(line, sentence):
                continue
            if aims := aims_in(sentence, words):
                for aim in aims:
                    self.sentence(line, aim, replace(context, kind=Kind.GOALS, labelled=None))
                continue
            for part in parts_of(sentence, words, self.times, line):
                self.sentence(line, part, context, leads=leads and opens(line) is Kind.MEASURES)

    def ended(self, line: Line, text: str) -> Ended | None:
        """An item without who and when at its ends."""
        listed = line.form is Form.ITEM or (line.form is Form.TEXT and self.in_bare_list(line))
        return ends_of(text, line, self.times, self.known) if listed else None

    def takes_ended(self, line: Line, text: str) -> bool:
        """Reads an item that has who and when at its ends, unless the calendar did."""
        ended = self.ended(line, text)
        if ended and not self.in_calendar(line, ended.text):
            self.sentence(line, ended.text, self.contexts[line.number], ended=ended)
        return ended is not None

    def in_calendar(self, line: Line, sentence: str) -> bool:
        """Whether the calendar read this sentence of a line that it took."""
        passages = self.passages.get(line.number, ())
        if any(said in sentence for said in passages):
            return True
        within = [said for said in passages if sentence in said]
        return bool(within) and not all(self.is_beside(line, sentence, said) for said in within)

    def is_beside(self, line: Line, sentence: str, said: str) -> bool:
        """Whether a sentence beside one on a gathering says that work is done: "Helg 4–5/3. Malte trycker affischen."."""
        if len(sentences(said)) == 1 or any(title in sentence for title in self.titles.get(line.place, ())):
            return False
        return says_deed(sentence.rstrip(" ."), line.language)

    def sentence(
        self,
        line: Line,
        sentence: str,
        context: Context,
        *,
        leads: bool = False,
        ended: Ended | None = None,
    ) -> None:
        words = line.language
        if any(
            taken in sentence or sentence in taken for taken in (*self.rest.sentences, *self.calendar.said)
        ):
            return
        clause_text, after = fields(sentence, words)
        said = take_apart(clause_text, words)
        self.fielded(said, after, line)
        self.bracketed(said, line)
        said.named += ended.names if ended else ()
        text, moments = self.without_label(said, line)
        due = self.due_in(text, said, after, line, ended)
        spans = tuple((moment.start, moment.end) for moment in moments)
        if answered := condition(text, words) if due.rule else 0:
            spans = ((0, answered), *(span for span in spans if span[0] >= answered))
        clause = read_clause(text, words, spans)
        spans += clause.inserted
        led, lead_due = self.led_by(line, clause, said), self.led_time(line)
        said.named += self.without_label_last(text, clause, said, line, spans)
        below_a_time = line.span is not None and len(text.split()) < 12 and not clause.people
        item = line.form is Form.ITEM or (
            line.form is Form.TEXT
            and (
                below_a_time
                or self.in_bare_list(line)
                or is_listed(line, context)
                or is_numbered(line, sentence, clause)
            )
        )
        seen = Seen(
            text,
            clause,
            due,
            (),
            bool(said.named),
            context.kind,
            context.labelled,
            item,
            bool(led),
            line.span is not None,
            leads,
            words,
            self.first_year,
            line.area in self.dated_areas,
            find(" ".join(line.sections), work_words(words.code)["review"]) is not None,
        )
        found = sort(replace(seen, quantities=quantities(text, words, spans, goal=True)))
        match found:
            case Sort.ACTION if _nobody_does(clause, said) and self.leads_a_list(line, sentence, due):
                pass  # "Listan ska lämnas in i mars" above what the list says that somebody shall do about it
            case Sort.ACTION:
                if due.rule is None or (lead_due.rule and is_what_for(due, text, words)):
                    due = lead_due if lead_due.rule else self.times.due("", line.speakers, line.span)
                said.named += second(sentence, line, self.times)
                wins = item and self.wins(text, clause, said, line, spans)
                if wins:
                    self.goal(line, sentence, text, clause, due, spans)
                self.action(line, sentence, text, said, clause, due, led, None if wins else spans)
            case Sort.GOAL:
                self.goal(line, sentence, text, clause, due if due.rule else lead_due, spans)
            case Sort.FINDING:
                told = without_present(sentence, words)
                self.findings.append(Statement(told, line.part(sentence), line.area))
            case Sort.NORM:
                self.norms.append(Statement(sentence, line.part(sentence), line.area))
            case _:
                pass

    def due_in(self, text: str, said: Said, after: str, line: Line, ended: Ended | None) -> Due:
        """When a clause says that it is due, in its words or in what stood around them."""
        whole = " ".join((said.text, f"({said.bracket})" if said.bracket else "", after)).strip()
        due = self.times.due(text, line.speakers)
        if due.latest is None:
            due = self.above(line, _or(self.times.due(whole, line.speakers), due))
        if ended and ended.when and due.latest is None:
            due = _or(self.times.cell(ended.when, line.speakers), due)
        if said.bracket and due.rule in {None, "MONTH"}:
            due = self.of_meeting(said.bracket, line) or due
        return due

    def of_meeting(self, bracket: str, line: Line) -> Due | None:
        """The day of the meeting that is all a bracket names: "(møtet i april)"."""
        due = self.times.cell(bracket, line.speakers)
        return due if due.latest and due.rule in {"AGM", "LISTED-MEETING"} else None

    def leads_a_list(self, line: Line, sentence: str, due: Due) -> bool:
        """Whether a paragraph is the ground for a list of measures below it in its section, and no measure itself."""
        below = range(line.number + 1, min(line.number + _GROUND, len(self.lines)))
        after = next((self.lines[n] for n in below if self.lines[n].form is not Form.TEXT), None)
        listed = after is not None and after.form is Form.ITEM and after.sections == line.sections
        own = due.latest is not None and not line.text.rstrip().endswith(sentence)
        return listed and not own and line.form is Form.TEXT and bool(line.sections)

    def in_bare_list(self, line: Line) -> bool:
        """Whether a line is one of several bare verbs below one another: a list that lost its marks or never had any."""
        around = [self.lines[n] for n in (line.number - 1, line.number + 1) if 0 <= n < len(self.lines)]
        return _is_bare(line) and any(_is_bare(other) for other in around if other.sections == line.sections)

    # Tables


def _nobody_does(clause: Clause, said: Said) -> bool:
    return clause.passive and not (said.named or clause.agent)


def _is_bare(line: Line) -> bool:
    return (
        line.form is Form.TEXT
        and len(line.text.split()) <= _SHORT
        and opens_as_task(line.text, line.language)
    )


_SHORT = 14
"""Words of a line of a list without marks."""


def _is_duty(line: Line, times: Times) -> bool:
    """Whether a line that says something of the document obliges somebody all the same."""
    clause = clause_of(line.text, times, line)
    return bool(clause.modal or (clause.subject and clause.verb and not (clause.state or clause.past)))


def _is_thing(subject: str, words: Language, *, named: bool) -> bool:
    """Whether what a cell's clause begins with does nothing itself: "Regnskapet lagt fram", "Sesongkort solgt (Kari)"."""
    last = subject.rsplit(maxsplit=1)[-1:]
    small = bool(last) and last[0][:1].islower()
    return bool(subject) and (small or named) and not names_somebody(subject, words)


def _own_part(task: Task, rest: str) -> str:
    """Of a cell with several entries on lines of their own the one that the task is."""
    passage = task.source.passage if task.source else ""
    parts = [part for part in passage.split(" | ") if task.text[:12] in part]
    part = min(parts, key=len, default="")
    own = part[part.index(task.text[:12]) :] if part else ""
    return own if own and rest.startswith(own) else rest


def _is_of_what(own: Due, words: Language) -> bool:
    """Whether a clause's time only says what it is about: "Avgiften för kvartal 2 aviseras"."""
    phrase = (own.phrase or "").casefold()
    return own.rule in {"QUARTER", "TERTIAL", "HALF", "TERM", "YEAR"} and phrase.startswith(
        tuple(f"{word} " for word in work_words(words.code)["purpose"])
    )


def _of_task(own: Due, task: Due) -> Due:
    """What a dated clause says of its own time, unless that is only the gathering that it is for, or else its date."""
    stated = task.rule in {"DATE", "MONTH"} and own.rule in _MENTIONS
    if (own.latest or own.rule == "REL") and not stated:
        return _or(own, task)
    if own.rule == "NONE" and task.rule == "MONTH" and own.phrase:
        return own  # "fortløpende", "så snart isen går"
    return replace(task, cadence=own.cadence or task.cadence)


def _is_remark(line: Line) -> bool:
    """Whether a line is but what became of something, "inställt", that its day comes later, or what a mark means: "* = på Zoom"."""
    words, text = line.language.calendar, line.text.casefold().strip(" .,;:–-()*")
    if text in words["cancelled"] or text in words["pause"] or text in words["moved"]:
        return True
    return bool(re.match(r"[^\w\s]{0,2}\s*=\s", line.text)) and len(sentences(line.text)) < _FEW


_FEW = 3


def _says_none(line: Line) -> bool:
    """Whether a line only says that nothing is held: "Inga möten under sommaren"."""
    tokens, words = line.text.casefold().strip(" .!").split(), line.language
    if not 1 < len(tokens) <= _NONE or tokens[0] not in words.calendar["none_of"]:
        return False
    return names_gathering(" ".join(tokens[1:3]), words) and not read_clause(line.text, words).modal


def _greets(line: Line) -> bool:
    """Whether a line only takes leave of whoever reads it: "Mange hilsner fra Agnete", "/Kenneth, som vanligt"."""
    plain = line.text.casefold()
    greets = any_of(work_words(line.language.code)["greets"])
    signed = re.match(r"/\s?[A-ZÅÄÖÆØÉ][^\W\d_]+", line.text) is not None
    return len(plain.split()) <= _NONE and (
        signed or patterns.match(rf"(?:{greets})(?!\w)", plain) is not None
    )


_NONE = 7
"""Words of the longest such line."""
_MENTIONS = {"AGM", "LISTED-MEETING", "EVENT-DATE", "AUTUMN", "SPRING"}
"""Times that a clause may only be about: "Regnskap for grøtfesten", "Referatene for høsten"."""


def _or(whole: Due, own: Due) -> Due:
    """What the clause says with its label and bracket, or without them."""
    return whole if whole.latest or own.rule is None else own


def _opens_another(text: str, following: Line) -> bool:
    """Whether a line begins as the one above it does, with "that": the next of several clauses, each on its own line."""
    opens = tuple(f"{word} " for word in work_words(following.language.code)["that"])
    return text.casefold().startswith(opens) and following.text.casefold().startswith(opens)


def _left_open(text: str, words: Language) -> bool:
    """Whether a line ends where no sentence can: with a comma, with "and", with a preposition."""
    last = text.casefold().rsplit(maxsplit=1)[-1] if text.split() else ""
    work = work_words(words.code)
    return last.endswith(",") or last in (
        *work["joins"],
        *words.at,
        *work["up_to"],
        *work["by"],
        *work["aged"],
        *words.within,
    )
