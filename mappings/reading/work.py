"""The work of a plan: measures, obligations, goals without a number, findings, norms and what stands beside them.

Every sentence, list item and table row that the calendar did not take is looked at once. Nothing is guessed: a "we"
without a body and a deadline whose anchor has no day become questions.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from config.language import Language
from config.work_words import any_of, work_words
from mappings.blocks import Place
from mappings.reading.calendar import Calendar, Task
from mappings.reading.clauses import (
    Said,
    bare,
    fields,
    is_body,
    label_line,
    names_body,
    names_somebody,
    only_names,
    sentences,
    split_names,
    take_apart,
    unlabelled,
    without_number,
)
from mappings.reading.context import Context, Kind, contexts, is_label, is_lead, opens
from mappings.reading.grammar import Clause, condition, opens_as_task, read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    Action,
    BudgetLine,
    DecisionPoint,
    DocumentKind,
    Due,
    Goal,
    Head,
    ParentPlan,
    Question,
    QuestionKind,
    RequiredPart,
    Risk,
    Source,
    StandingItem,
    Statement,
    Unread,
    WorkingGroup,
)
from mappings.reading.named import named_in
from mappings.reading.names import names_gathering
from mappings.reading.numbers import Quantity, quantities
from mappings.reading.parts import aims_in, clause_of, parts_of
from mappings.reading.rest import Rest, read_rest
from mappings.reading.rules import read_rules
from mappings.reading.said_work import says_deed
from mappings.reading.sorting import Seen, Sort, goal_label, is_no_clause, sort
from mappings.reading.tables import Row, read_row
from mappings.reading.tongue import find
from mappings.reading.when import Moment, Times


@dataclass(frozen=True, slots=True)
class Wanted:
    """A clause with numbers to reach, for those who read the targets. ``lead`` is what the line above its list says of time."""

    text: str
    source: Source
    quantities: tuple[Quantity, ...]
    due: Due
    responsible: tuple[str, ...] = ()
    area: str | None = None
    goal: bool = True
    speakers: tuple[Language, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    actions: tuple[Action, ...] = ()
    goals: tuple[Goal, ...] = ()
    findings: tuple[Statement, ...] = ()
    rules: tuple[Statement, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    standing_agenda_items: tuple[StandingItem, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    parent_plans: tuple[ParentPlan, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()
    wanted: tuple[Wanted, ...] = ()


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


_NEAR = 6
"""Lines from a task to the gathering that it is for."""
_CALENDAR = 4
"""So many gatherings make a section one of the calendar, whose sentences say how and where they are held."""


class _Reader:
    """Reads the lines of one document, in order."""

    def __init__(self, lines: tuple[Line, ...], head: Head, calendar: Calendar, rest: Rest) -> None:
        self.lines = lines
        self.calendar = calendar
        self.rest = rest
        self.times = Times(head, calendar)
        self.contexts = contexts(lines)
        self.said_of_itself = {source.passage for source in head.sources.values()}
        self.passages = _passages(lines, calendar)
        self.titles: dict[Place, list[str]] = {}
        told = [(one.source.place, one.title) for one in calendar.gatherings]
        told += [(one.source.place, one.title) for one in calendar.recurring]
        for place, title in told:
            self.titles.setdefault(place, []).append(title)
        self.found: dict[int, list[Action]] = {}
        self.goals: list[Goal] = []
        self.findings: list[Statement] = []
        self.norms: list[Statement] = []
        self.questions: list[Question] = []
        self.wanted: list[Wanted] = []
        self.risks: list[Risk] = list(rest.risks)
        self.budget: list[BudgetLine] = list(rest.budget)
        self.known = named_in(lines)
        self.last: Action | None = None
        self.last_line = -1
        self.first_year = head.period.start.year if head.period else 0
        held = Counter(one.area for one in calendar.gatherings if one.area)
        self.dated_areas = {area for area, count in held.items() if count >= _CALENDAR}

    def work(self) -> Work:
        return Work(
            actions=tuple(action for number in sorted(self.found) for action in self.found[number]),
            goals=tuple(self.goals),
            findings=tuple(self.findings),
            rules=tuple(self.norms),
            working_groups=self.rest.working_groups,
            standing_agenda_items=self.rest.standing_agenda_items,
            budget=tuple(self.budget),
            risks=tuple(self.risks),
            parent_plans=self.rest.parent_plans,
            questions=(*self.rest.questions, *self.questions),
            wanted=tuple(self.wanted),
        )

    def read(self) -> None:
        for task in self.calendar.tasks:
            self.task(task)
        numbers = iter(range(len(self.lines)))
        for number in numbers:
            line = self.lines[number]
            if self.skips(line) or (line.number in self.calendar.taken and not self.holds_more(line)):
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
        if Kind.CONTENTS in (context.kind, context.labelled):
            return True
        label = line.form is not Form.ITEM and is_label(line)
        if line.form is Form.HEADING or label or not re.search(r"[^\W\d_]{2}", line.text):
            return True
        if line.number in self.rest.taken or _says_none(line) or _greets(line):
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
        headed = task.text if line.cells else line.text
        written = next((cell for cell in line.cells if task.text[:12] in cell), headed)
        start = max(written.find(task.text[:12]), 0)
        led_by_time = not line.cells and task.text[:1].islower() and self.is_only_time(written[:start], line)
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
            if is_no_clause(sentence):
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
            if line.cells and _is_thing(clause.subject, words, named=bool(part.named)):
                clause = replace(clause, subject="")
            spans = tuple((one.start, one.end) for one in moments)
            self.action(line, sentence, text, part, clause, due, self.led_by(line, clause, part), spans)

    def led_by(self, line: Line, clause: Clause, said: Said) -> tuple[str, ...]:
        """Who the lead-in or the heading of a list says shall do its items."""
        led, _ = self.lead(self.contexts[line.number])
        nobody = not (clause.subject or clause.agent or clause.we or said.named)
        return self.of_heading(line) if not led and line.form is Form.ITEM and nobody else led

    def is_only_time(self, text: str, line: Line) -> bool:
        """Whether nothing but a phrase of time stands here, with no sign after it."""
        moments = self.times.moments(text, line.speakers) if text.strip() else ()
        return len(moments) == 1 and moments[0].start == 0 and not text[moments[0].end :].strip()

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
        plain, words = bare(without_number(text, line.sections)), line.language
        names = label_line(plain, words)
        if names is not None:
            self.add_names(names)
            return
        context = self.contexts[line.number]
        following = self.lines[line.number + 1] if line.number + 1 < len(self.lines) else None
        leads = is_lead(line, following)
        said = sentences(plain)
        for number, sentence in enumerate(said):
            if names := label_line(sentence, words):
                if number and self.last_line == line.number:
                    self.add_names(names)
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

    def adds_deadline(self, line: Line, sentence: str) -> bool:
        """A sentence that only gives the deadline of the one before it: "Frist for begge deler er 20. juni."."""
        work = work_words(line.language.code)
        starts = sentence.casefold().startswith(tuple(f"{word} " for word in work["deadline"]))
        if not starts or self.last is None or self.last_line != line.number or self.last.due.latest:
            return False
        due = self.times.due(sentence, line.speakers)
        if due.latest is None or len(sentence.split()) > 9:
            return False
        actions = self.found[self.last_line]
        dated = replace(self.last, due=due)
        actions[actions.index(self.last)] = dated
        self.last = dated
        return True

    def adds_who(self, line: Line, sentence: str) -> bool:
        """A sentence that is only who does the one before it, and by when: "Stinemnda, ferdig til 15. juni.", "(Torben)"."""
        if self.last is None or self.last_line != line.number:
            return False
        moments = self.times.moments(sentence, line.speakers)
        rest = "".join(
            char
            for place, char in enumerate(sentence)
            if not any(one.start <= place < one.end for one in moments)
        )
        names = only_names(rest, line.language)
        due_alone = rest.casefold().strip(" .,;:()–-") in work_words(line.language.code)["deadline"]
        if not (names or due_alone):
            return False
        self.add_names([] if due_alone else names)
        due = self.times.due(sentence, line.speakers)
        if due.latest and not self.last.due.latest:
            actions = self.found[self.last_line]
            dated = replace(self.last, due=due)
            actions[actions.index(self.last)] = dated
            self.last = dated
        return True

    def add_names(self, names: list[str]) -> None:
        """A label of responsibility belongs to the action before it."""
        if self.last is None or self.last_line not in self.found:
            return
        actions = self.found[self.last_line]
        more = tuple(name for name in names if name not in self.last.responsible)
        named = replace(self.last, responsible=(*self.last.responsible, *more))
        actions[actions.index(self.last)] = named
        self.last = named

    def add(self, line: Line, action: Action) -> None:
        money = work_words(line.language.code)["money"]
        if not re.search(
            r"[^\W\d_]{2}", re.sub(rf"(?<!\w)(?:{any_of(money)})(?!\w)", "", action.text.casefold())
        ):
            return
        here = self.found.setdefault(line.number, [])
        twin = next((one for one in here if one.text == action.text and one.source == action.source), None)
        if twin:  # the calendar asked for it too: whichever says how often is kept
            here.remove(twin)
            action = twin if twin.due.cadence and not action.due.cadence else action
        here.append(action)
        self.last, self.last_line = action, line.number

    def sentence(self, line: Line, sentence: str, context: Context, *, leads: bool = False) -> None:
        words = line.language
        if any(taken in sentence or sentence in taken for taken in self.rest.sentences):
            return
        clause_text, after = fields(sentence, words)
        said = take_apart(clause_text, words)
        self.fielded(said, after, line)
        self.bracketed(said, line)
        text, moments = self.without_label(said, line)
        whole = " ".join((said.text, f"({said.bracket})" if said.bracket else "", after)).strip()
        due = self.times.due(text, line.speakers)
        if due.latest is None:
            due = self.above(line, _or(self.times.due(whole, line.speakers), due))
        if said.bracket and due.rule in {None, "MONTH"}:
            due = self.of_meeting(said.bracket, line) or due
        spans = tuple((moment.start, moment.end) for moment in moments)
        if answered := condition(text, words) if due.rule else 0:
            spans = ((0, answered), *(span for span in spans if span[0] >= answered))
        clause = read_clause(text, words, spans)
        spans += clause.inserted
        led, (_, lead_due) = self.led_by(line, clause, said), self.lead(context)
        below_a_time = line.span is not None and len(text.split()) < 12 and not clause.people
        item = line.form is Form.ITEM or (
            line.form is Form.TEXT and (below_a_time or self.in_bare_list(line))
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
            case Sort.ACTION:
                if due.rule is None:
                    due = self.times.due("", line.speakers, line.span)
                said.named += self.second(sentence, line)
                wins = item and self.wins(text, clause, said, line, spans)
                if wins:
                    self.goal(line, sentence, text, clause, due, spans)
                self.action(line, sentence, text, said, clause, due, led, None if wins else spans)
            case Sort.GOAL:
                self.goal(line, sentence, text, clause, due if due.rule else lead_due, spans)
            case Sort.FINDING:
                self.findings.append(Statement(sentence, line.part(sentence), line.area))
            case Sort.NORM:
                self.norms.append(Statement(sentence, line.part(sentence), line.area))
            case _:
                pass

    def of_meeting(self, bracket: str, line: Line) -> Due | None:
        """The day of the meeting that is all a bracket names: "(møtet i april)"."""
        due = self.times.cell(bracket, line.speakers)
        return due if due.latest and due.rule in {"AGM", "LISTED-MEETING"} else None

    def wins(
        self, text: str, clause: Clause, said: Said, line: Line, spans: tuple[tuple[int, int], ...]
    ) -> bool:
        """Whether an item with nobody to do it says how many shall be won: "Rekruttere 6 nye mannskaper"."""
        first = re.match(r"[^\W\d_]+", text)
        recruits = first is not None and first[0].casefold() in work_words(line.language.code)["recruit"]
        somebody = clause.subject or clause.agent or said.named
        return recruits and not somebody and bool(quantities(text, line.language, spans, goal=True))

    def fielded(self, said: Said, after: str, line: Line) -> None:
        """Who and when, where they stand after a dash or a colon as in the columns of a table."""
        words = line.language
        if after:
            pieces = [unlabelled(piece, words) for piece in re.split(r",\s+", after)]
            names = [piece for piece in pieces if names_somebody(piece, words)]
            said.named += [name for piece in names for name in split_names(piece, words)]
        match = re.match(r"(.{4,}):\s+([^:]{2,40})$", said.text)
        if match and (moments := self.times.moments(match[2], line.speakers)):
            rest = match[2][: moments[0].start] + match[2][moments[-1].end :]
            if not rest.strip(" .,") and not said.bracket:
                said.text, said.bracket = match[1], match[2]

    def in_bare_list(self, line: Line) -> bool:
        """Whether a line is one of several bare verbs below one another: a list that lost its marks or never had any."""
        around = [self.lines[n] for n in (line.number - 1, line.number + 1) if 0 <= n < len(self.lines)]
        return _is_bare(line) and any(_is_bare(other) for other in around if other.sections == line.sections)

    def bracketed(self, said: Said, line: Line) -> None:
        """A bracket at the end that says when is no part of the text: "Motioner (senast 1 november)"."""
        work = work_words(line.language.code)
        told = find(said.bracket, (*work["last_time"], *work["today"])) if said.bracket else None
        if names := self.known.of(said.bracket, line.language):
            said.named += names
            said.text, said.bracket = re.sub(r"\s*\([^()]*\)\s*[.,;]?\s*$", "", said.text), ""
        moments = self.times.moments(said.bracket, line.speakers) if said.bracket else ()
        if moments and not told:
            said.named += _names_beside(said.bracket, moments, line.language)
        timed = bool(said.bracket) and bool(told or moments)
        if timed and said.text.endswith((")", ").")):
            said.text = said.text[: said.text.rindex("(")].rstrip()

    def without_label(self, said: Said, line: Line) -> tuple[str, tuple[Moment, ...]]:
        """The clause without a run-in label or a leading date, and its phrases of time."""
        text = self.without_date(said.text, line)
        if (match := re.match(r"([^:.,;()]{2,40}):\s+(?=[^\W\d_]|\d)", text)) and not goal_label(
            text, line.language
        ):
            label, rest = match[1], text[match.end() :]
            known = names_body(label, line.language) or bool(self.known.of(label, line.language))
            if known and not self.begins_with_time(rest, line):
                said.named += split_names(label, line.language)
                text = rest
            elif len(rest.split()) >= 3 and len(label.split()) <= 5 and not self.begins_with_time(rest, line):
                text = rest
        moments = self.times.moments(text, line.speakers)
        return text, moments

    def without_date(self, text: str, line: Line) -> str:
        """The clause without a leading date: "31/3 Avgiften betalas", "Medio november: Tagrender renses"."""
        moments = self.times.moments(text, line.speakers)
        if not moments or moments[0].start > 0:
            return text
        rest = text[moments[0].end :]
        label = re.match(r"\s*[.:–-]\s+(?=\S)|\s+(?=[A-ZÅÄÖÆØÉ])", rest)
        return rest[label.end() :] if label and re.search(r"[^\W\d_]{3}", rest) else text

    def begins_with_time(self, text: str, line: Line) -> bool:
        moments = self.times.moments(text, line.speakers)
        return bool(moments) and moments[0].start == 0

    def lead(self, context: Context) -> tuple[tuple[str, ...], Due]:
        """Who a list's lead-in says shall do it, and by when."""
        lead = context.lead
        if lead is None:
            return (), Due()
        last = sentences(bare(lead.text))[-1].rstrip(" :")
        moments = self.times.moments(last, lead.speakers)
        clause = read_clause(last, lead.language, tuple((one.start, one.end) for one in moments))
        if not clause.modal:  # "Styrelsen får i uppdrag"
            clause = read_clause(f"{last} {work_words(lead.language.code)['to'][0]}", lead.language)
        due = self.times.due(last, lead.speakers)
        names = split_names(clause.subject, lead.language) if clause.subject and clause.modal else []
        if lead.text.rstrip().endswith(":") and _is_name(last, lead.language):
            names = split_names(last, lead.language)
        return tuple(names), due

    def of_heading(self, line: Line) -> tuple[str, ...]:
        """Whom the heading right above a list names: "Kassör", "Trivselgruppen"."""
        heading = line.sections[-1] if line.sections else ""
        for text in (self.right_above(line), heading):
            plain = re.sub(r"^[\d.§\s]+|\s*\([^()]*\)\s*$", "", text).strip(" :")
            if 0 < len(plain.split()) <= 2 and names_body(plain, line.language):
                return tuple(split_names(plain, line.language))
        return ()

    def right_above(self, line: Line) -> str:
        """The short line of text right above a list, where there is one."""
        number = line.number - 1
        while number >= 0 and self.lines[number].form is Form.ITEM:
            number -= 1
        above = self.lines[number] if number >= 0 else None
        lone = above is not None and above.form is Form.TEXT and above.sections == line.sections
        return above.text if above and lone and not above.text.endswith(".") else ""

    def action(
        self,
        line: Line,
        sentence: str,
        text: str,
        said: Said,
        clause: Clause,
        due: Due,
        led: tuple[str, ...],
        spans: tuple[tuple[int, int], ...] | None,
    ) -> None:
        """Keeps an action, and its number where ``spans`` is given."""
        whole = line.form is Form.TEXT or (line.form is Form.ITEM and sentence.rstrip().endswith("."))
        timed = due.rule is not None and whole and line.span is None
        responsible = self.who(clause, said, led, line.language, timed=timed)
        counted = tuple(
            one
            for one in (
                () if spans is None or clause.whoever else quantities(text, line.language, spans, goal=False)
            )
            if one.compared or ((responsible or not one.in_words or one.place < 22) and not due.cadence)
        )
        self.add(
            line,
            Action(
                text,
                line.part(sentence),
                responsible,
                clause.together,
                due,
                also_target=bool(counted and responsible),
                area=line.area,
            ),
        )
        if counted:
            self.wanted.append(
                Wanted(
                    text,
                    line.part(sentence),
                    counted[:1],
                    due,
                    responsible,
                    line.area,
                    goal=False,
                    speakers=line.speakers,
                )
            )
        self.ask(line, sentence, clause, due)

    def who(
        self, clause: Clause, said: Said, led: tuple[str, ...], words: Language, *, timed: bool
    ) -> tuple[str, ...]:
        """Whoever is responsible: the lead-in's body, the agent or the subject, and whom a label or a bracket names."""
        found: list[str] = list(led)
        if clause.agent and clause.passive:
            found += split_names(clause.agent, words)
        elif (
            clause.doer
            and timed
            and not (_goes_out(clause, words) or clause.subject or clause.modal or clause.it or said.named)
        ):
            found += split_names(clause.doer, words)
        elif clause.subject and not (
            ((said.named or led) and _is_counted(clause, words))
            or clause.passive
            or clause.we
            or (clause.everybody and (said.named or not _is_of_all_bodies(clause, words)))
            or _receives(clause, words)
        ):
            found += split_names(clause.subject, words)
        found += said.named
        return tuple(dict.fromkeys(name for name in found if name))

    def goal(
        self,
        line: Line,
        sentence: str,
        text: str,
        clause: Clause,
        due: Due,
        spans: tuple[tuple[int, int], ...],
    ) -> None:
        label = goal_label(text, line.language)
        offset = label.end() if label else 0
        plain = text[offset:]
        self.goals.append(Goal(plain, line.part(sentence), line.area))
        held = tuple(span for span in spans if span not in clause.inserted)
        numbers = tuple(
            one
            for one in quantities(text, line.language, held, goal=True)
            if not any(begin <= one.place < end for begin, end in clause.inserted)
        )
        if (start := self.told_in_bracket(sentence, line)) is not None and numbers:
            numbers = (replace(numbers[0], baseline=start), *numbers[1:])
        if numbers:
            names = () if clause.we or not clause.subject or clause.passive else (clause.subject,)
            self.wanted.append(
                Wanted(plain, line.part(sentence), numbers, due, names, line.area, speakers=line.speakers)
            )

    def told_in_bracket(self, sentence: str, line: Line) -> float | None:
        """From where a goal starts, as a bracket behind it says: "420 abonnenter (sidste sæson: 388)"."""
        work, bracket = work_words(line.language.code), re.search(r"\(([^()]+)\)", sentence)
        if bracket is None or find(bracket[1], (*work["last_time"], *work["today"])) is None:
            return None
        numbers = re.findall(r"(?<![\d.,])\d+(?:[.,]\d+)?(?![\d.,])", bracket[1])
        return float(numbers[0].replace(",", ".")) if len(numbers) == 1 else None

    def second(self, sentence: str, line: Line) -> list[str]:
        """Who does the other half: "Kommunen bekoster rampen, og rådet sørger for toalettet"."""
        work = work_words(line.language.code)
        joins = any_of(dict.fromkeys((*work["while"], *line.language.conjunctions)))
        match = re.search(rf",\s+(?:{joins})\s+|;\s+", sentence)
        if not match:
            return []
        pronoun = rf"(?:{any_of((*work['it'], *work['the'], *work['they']))})\s+[^\W\d_]+\s+"
        told = re.match(pronoun, sentence[match.end() :], re.IGNORECASE)
        if told and (doer := _doer_first(sentence[match.end() + told.end() :], line.language)):
            return doer  # "…, og den tager Lone Bak sig af"
        half = clause_of(sentence[match.end() :], self.times, line)
        verbs = (*work["presents"], *work["shall"])
        said = half.verb in verbs or half.verb.endswith(work["present_endings"]) or bool(half.modal)
        plain = (
            half.subject and not (half.passive or half.state) and half.text.startswith(half.subject) and said
        )
        return split_names(half.subject, line.language) if plain else []

    def ask(self, line: Line, sentence: str, clause: Clause, due: Due) -> None:
        """What a person must settle about an action: who "we" are, when the anchor is."""
        source = line.part(sentence)
        if clause.we:
            self.questions.append(Question(QuestionKind.WE, clause.text, (source,), {"text": clause.text}))
        each = find(due.anchor or "", work_words(line.language.code)["every"])
        known = due.latest is not None or each is not None
        if not known and due.rule in {"REL", "LISTED-MEETING", "ELECTION", "AGM"} and due.anchor:
            self.questions.append(
                Question(
                    QuestionKind.ANCHOR_MISSING,
                    due.anchor,
                    (source,),
                    {"anchor": due.anchor, "phrase": due.phrase or ""},
                )
            )

    # Tables

    def heading_goal(self, line: Line) -> None:
        """A heading over a table of indicators is the goal that they measure, where the heading above it says so."""
        goals = work_words(line.language.code)["goals"]
        above = " ".join(line.sections[:-1]).casefold()
        if line.area and find(above, goals) and line.area not in {goal.text for goal in self.goals}:
            self.goals.append(Goal(line.area, line.part(line.area), line.area))

    def row(self, line: Line) -> None:
        """A row of a table that says who does what by when, what is measured, what may go wrong or what it costs."""
        row = read_row(line, self.times)
        if row is None:
            return
        if row.aim is not None:
            self.aim(line, row.aim)
        self.told_in_row(line, row)
        if row.measured:
            self.told_in_row(line, row.measured)

    def aim(self, line: Line, text: str) -> None:
        """The goal that stands beside a task in its row; once, though it stands beside each of several tasks."""
        if not text or any(goal.text == text and goal.area == line.area for goal in self.goals):
            return
        moments = self.times.moments(text, line.speakers)
        spans = tuple((moment.start, moment.end) for moment in moments)
        clause = read_clause(text, line.language, spans)
        self.goal(line, text, text, clause, self.times.due(text, line.speakers), spans)

    def told_in_row(self, line: Line, row: Row) -> None:
        if (row.wanted and row.wanted[4]) or row.indicator:
            self.heading_goal(line)
        if row.action:
            self.add(line, row.action)
        if row.risk:
            self.risks.append(row.risk)
        self.budget += row.budget
        if row.wanted:
            text, numbers, due, names, goal = row.wanted
            self.wanted.append(
                Wanted(text, line.source, numbers, due, names, line.area, goal=goal, speakers=line.speakers)
            )
        for text, numbers, due in row.yearly:
            self.wanted.append(
                Wanted(text, line.source, numbers, due, area=line.area, speakers=line.speakers)
            )
        self.questions += row.questions


def _is_of_all_bodies(clause: Clause, words: Language) -> bool:
    """Whether all of a kind of bodies do something: "Alle nemndene leverer årsmelding". What they shall be or have is nobody's."""
    return not clause.modal and is_body(clause.subject.split()[-1], words)


def _doer_first(text: str, words: Language) -> list[str]:
    """Who does what the words before speak of: a name or a body, right after its verb."""
    name = re.match(r"(?:[A-ZÅÄÖÆØÉ][\w-]+)(?:\s+[A-ZÅÄÖÆØÉ][\w-]+)*", text)
    first = name[0] if name else " ".join(text.split()[:1]).strip(" .,")
    return split_names(first, words) if first and (name or is_body(first, words)) else []


def _goes_out(clause: Clause, words: Language) -> bool:
    """Whether what stands before the verb is only sent: "Indkaldelsen går ud"."""
    return find(clause.text, work_words(words.code)["goes_out"]) is not None


def _receives(clause: Clause, words: Language) -> bool:
    """Whether the subject is only given something: "Nye medlemmer får en mappe"."""
    work = work_words(words.code)
    has_it_done = clause.verb in work["states"] and not clause.state  # "Nestleder får snekret benker"
    return not clause.modal and clause.verb in work["receives"] and not has_it_done


def _names_beside(text: str, moments: tuple[Moment, ...], words: Language) -> list[str]:
    """Who stands in a bracket beside when: "Secretary, by 16 April", "15. maj, Lone og Bo"."""
    for moment in sorted(moments, key=lambda one: one.start, reverse=True):
        text = f"{text[: moment.start]},{text[moment.end :]}"
    rest = text.strip(" ,.;–-")
    return split_names(rest, words) if rest and names_somebody(rest, words) else []


def _is_counted(clause: Clause, words: Language) -> bool:
    """Whether the subject is only so many: "Fyra nya ombud"."""
    first = clause.subject.casefold().split()[:1]
    return bool(first) and (first[0].isdigit() or words.numbers.get(first[0], 0) > 1)


def _is_name(text: str, words: Language) -> bool:
    """Whether a lead-in is nothing but who shall do the list: "Fiskenemnda:", "Studieansvarleg Marta Lid:"."""
    person = re.fullmatch(r"(?:[\w-]+\s+)?(?:[A-ZÅÄÖÆØÉ][\w-]+)(?:\s+[A-ZÅÄÖÆØÉ][\w-]+)+", text) is not None
    return names_body(text, words) or (person and names_somebody(text, words))


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


def _passages(lines: tuple[Line, ...], calendar: Calendar) -> dict[int, list[str]]:
    """What the calendar read of the lines that it took, by their number."""
    said: dict[Place, list[str]] = {}
    sources = [one.source for one in calendar.gatherings] + [one.source for one in calendar.recurring]
    for source in sources:
        said.setdefault(source.place, []).append(source.passage)
    for task in calendar.tasks:
        said.setdefault(task.line.place, []).append((task.source or task.line.source).passage)
    return {line.number: said.get(line.place, []) for line in lines if line.number in calendar.taken}


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
    return len(plain.split()) <= _NONE and (signed or re.match(rf"(?:{greets})(?!\w)", plain) is not None)


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
