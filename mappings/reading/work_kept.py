"""Keeps what is found of a plan's work, and adds to it what a later line says of the action before. Pure."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from config import patterns
from config.work_words import any_of, work_words
from mappings.blocks import Place
from mappings.reading.clause import Clause
from mappings.reading.clauses import (
    Said,
    only_names,
)
from mappings.reading.context import contexts
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    Action,
    BudgetLine,
    Due,
    Goal,
    Head,
    Question,
    QuestionKind,
    Risk,
    Statement,
)
from mappings.reading.named import named_in
from mappings.reading.numbers import quantities
from mappings.reading.over_sections import named_over
from mappings.reading.placing import Calendar
from mappings.reading.responsible import who
from mappings.reading.rest import Rest
from mappings.reading.seen import goal_label
from mappings.reading.tables import Row, read_row
from mappings.reading.tongue import find
from mappings.reading.when import Times
from mappings.reading.work_found import Wanted, Work

_CALENDAR = 4
"""So many gatherings make a section one of the calendar, whose sentences say how and where they are held."""


class Keeper:
    """What was found so far, line by line, and the action that the next line may say more of."""

    def __init__(self, lines: tuple[Line, ...], head: Head, calendar: Calendar, rest: Rest) -> None:
        self.lines = lines
        self.calendar = calendar
        self.rest = rest
        self.times = Times(head, calendar)
        self.contexts = contexts(lines)
        self.said_of_itself = {source.passage for source in head.sources.values()}
        self.titled = frozenset(
            name.casefold().strip(" .") for name in (head.title, head.organisation) if name
        )
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
        self.named_over = named_over(lines)
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
        work = work_words(line.language.code)
        due_alone = rest.casefold().strip(" .,;:?()–-") in (
            *work["deadline"],
            *(work.columns["due"] if moments else ()),
            *(("", *work["done"]) if moments else ()),
        )
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

    def go_back(self, line: Line) -> None:
        """Makes the last action above a line the one that it says more of, where the calendar found later ones first."""
        above = [number for number, kept in self.found.items() if kept and number <= line.number]
        if above:
            self.last_line = max(above)
            self.last = self.found[self.last_line][-1]

    def over_section(self, line: Line) -> tuple[str, ...]:
        """Whom a label above makes responsible for the whole of the section that this line is in, the innermost first."""
        around = [
            (len(sections), names)
            for number, (sections, names) in self.named_over.items()
            if number < line.number and line.sections[: len(sections)] == sections
        ]
        return max(around, default=(0, ()), key=lambda found: found[0])[1]

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
            r"[^\W\d_]{2}", patterns.sub(rf"(?<!\w)(?:{any_of(money)})(?!\w)", "", action.text.casefold())
        ):
            return
        here = self.found.setdefault(line.number, [])
        twin = next((one for one in here if one.text == action.text and one.source == action.source), None)
        if twin:  # the calendar asked for it too: whichever says how often is kept
            here.remove(twin)
            action = twin if twin.due.cadence and not action.due.cadence else action
        here.append(action)
        self.last, self.last_line = action, line.number

    def wins(
        self, text: str, clause: Clause, said: Said, line: Line, spans: tuple[tuple[int, int], ...]
    ) -> bool:
        """Whether an item with nobody to do it says how many shall be won: "Rekruttere 6 nye mannskaper"."""
        first = re.match(r"[^\W\d_]+", text)
        recruits = first is not None and first[0].casefold() in work_words(line.language.code)["recruit"]
        somebody = clause.subject or clause.agent or said.named
        return recruits and not somebody and bool(quantities(text, line.language, spans, goal=True))

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
        responsible = who(clause, said, led, line.language, timed=timed)
        if not (responsible or line.cells or clause.we or clause.everybody):
            responsible = self.over_section(line)
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

    def heading_goal(self, line: Line) -> None:
        """A heading over a table of indicators is the goal that they measure, where the heading above it says so."""
        goals = work_words(line.language.code)["goals"]
        themes = [text for text in line.sections[:-1] if text not in self.said_of_itself]
        above = " ".join(themes).casefold()
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


def _passages(lines: tuple[Line, ...], calendar: Calendar) -> dict[int, list[str]]:
    """What the calendar read of the lines that it took, by their number."""
    said: dict[Place, list[str]] = {}
    sources = [one.source for one in calendar.gatherings] + [one.source for one in calendar.recurring]
    for source in sources:
        said.setdefault(source.place, []).append(source.passage)
    for task in calendar.tasks:
        said.setdefault(task.line.place, []).append((task.source or task.line.source).passage)
    return {line.number: said.get(line.place, []) for line in lines if line.number in calendar.taken}
