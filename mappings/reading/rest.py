"""What stands beside the work: groups and their convenors, standing items, money, risks in prose, plans above, parts that
are promised and missing. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from config import patterns
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, is_body, sentences
from mappings.reading.context import Context, Kind, contexts
from mappings.reading.groups import Groups
from mappings.reading.lines import Form, Line
from mappings.reading.model import (
    BudgetLine,
    DecisionPoint,
    Head,
    Indicator,
    ParentPlan,
    Question,
    RequiredPart,
    Risk,
    StandingItem,
    Statement,
    WorkingGroup,
)
from mappings.reading.money import budget_lines, opens_share
from mappings.reading.parents import parent_plans
from mappings.reading.promises import listed_and_missing, promised
from mappings.reading.risks import is_about_risks, risk_in
from mappings.reading.risks_listed import listed_risks
from mappings.reading.standing import in_lists, in_sentence
from mappings.reading.tongue import find


@dataclass(frozen=True, slots=True)
class Rest:
    """``sentences`` and ``taken`` (line numbers) hold nothing beyond what was read here; ``beyond`` is what the line of a risk
    says of the response to it.
    """

    working_groups: tuple[WorkingGroup, ...] = ()
    standing_agenda_items: tuple[StandingItem, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    parent_plans: tuple[ParentPlan, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    rules: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    sentences: frozenset[str] = frozenset()
    taken: frozenset[int] = frozenset()
    beyond: Mapping[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Found:
    groups: Groups = field(default_factory=Groups)
    standing: list[StandingItem] = field(default_factory=list)
    budget: list[BudgetLine] = field(default_factory=list)
    risks: list[Risk] = field(default_factory=list)
    parents: list[ParentPlan] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    sentences: set[str] = field(default_factory=set)
    paid_on: int = -1  # the line of the last sum

    risky_on: int = -1  # the line that spoke of risks

    def risk(self, line: Line, sentence: str) -> bool:
        risk = risk_in(line, sentence, goes_on=self.risky_on == line.number)
        if risk or is_about_risks(line, sentence):
            self.risky_on = line.number
        self.risks += [risk] if risk else []
        return risk is not None

    def money(self, line: Line, sentence: str) -> None:
        goes_on = self.paid_on == line.number and opens_share(sentence, line.language)
        lines = list(budget_lines(line, sentence, goes_on=goes_on))
        if lines:
            self.budget, self.paid_on = [*self.budget, *lines], line.number


def read_rest(lines: tuple[Line, ...], head: Head) -> Rest:
    """What the lines say beside the work."""
    found = _Found()
    around = contexts(lines)
    listed = list(in_lists(lines))
    found.standing += (item for item, _ in listed)
    risky = list(listed_risks(lines))
    found.risks += (risk for risk, _, _ in risky)
    beyond = {number: text for _, number, text in risky}
    taken = frozenset(
        {*(number for _, number in listed), *(number for number in beyond if not beyond[number])}
    )
    for line in lines:
        if line.form is Form.HEADING and "(" in line.text:
            found.groups.sentence(line, line.text)
        contents = Kind.CONTENTS in (around[line.number].kind, around[line.number].labelled)
        if line.form in (Form.ROW, Form.HEADING) or contents or line.number in {*taken, *beyond}:
            continue
        for sentence in sentences(bare(line.text)):
            alone = found.groups.sentence(line, sentence) or found.risk(line, sentence)
            said = in_sentence(line, sentence)
            if said:
                found.standing += said.items
            if alone or (said and said.alone):
                found.sentences.add(sentence)
            if not _wants(line, sentence, around[line.number]):
                found.money(line, sentence)
            found.parents += parent_plans(line, sentence, head)
            found.questions += promised(line, sentence, lines)
    found.questions += listed_and_missing(lines, around)
    return Rest(
        working_groups=tuple(found.groups.found),
        standing_agenda_items=tuple(found.standing),
        budget=tuple(found.budget),
        risks=tuple(found.risks),
        parent_plans=tuple({one.title.casefold(): one for one in found.parents}.values()),
        questions=(*found.questions, *found.groups.questions),
        sentences=frozenset(found.sentences),
        taken=taken,
        beyond=beyond,
    )


def _wants(line: Line, sentence: str, context: Context) -> bool:
    """Whether a sum of money is a goal: an item among goals that sets nothing aside, or what something shall bring in."""
    work = work_words(line.language.code)
    goals = Kind.GOALS in (context.kind, context.labelled) and line.form is Form.ITEM
    shall = rf"(?<!\w)(?:{any_of(work['shall'])})\s(?:\w+\s)?(?:{any_of(work['gains'])})\s"
    brings = patterns.search(shall, sentence, re.IGNORECASE)
    subject = sentence[: brings.start()].split() if brings else []
    gained = bool(subject) and not any(is_body(word, line.language) for word in subject)
    gained = gained and find(sentence, work["purpose"]) is None
    return (goals or gained) and find(sentence, work["set_aside"]) is None


def read_indicators(lines: tuple[Line, ...]) -> tuple[Indicator, ...]:
    """What prose says is followed or measured without a wanted value: a list after a colon."""
    found: list[Indicator] = []
    for line in lines:
        if line.form is Form.TEXT:
            listed = next((text for text in _measured(line) if text), "")
            joins = any_of(line.language.conjunctions)
            names = re.split(rf",\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+(?=[^,]+$)", listed.strip(" ."))
            found += [Indicator(name.strip(), line.source, area=line.area) for name in names if name.strip()]
    return tuple(found)


def _measured(line: Line) -> Iterator[str]:
    """What is measured: after a colon behind "indicators", or after "is measured by" as a list of three or more."""
    work = work_words(line.language.code)
    lead, colon, listed = line.text.partition(":")
    if colon and find(lead, work["indicator"]) and not re.search(r"\d", listed):
        yield listed
    for sentence in sentences(line.text):
        match = find(sentence, work["measured_by"])
        if match and sentence[match.end() :].count(",") >= _LISTED and not re.search(r"\d", sentence):
            yield sentence[match.end() :]


_LISTED = 2
"""Commas of a list of what is measured."""
