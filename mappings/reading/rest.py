"""What stands beside the work: groups and their convenors, standing items, money, risks in prose, plans above, parts that
are promised and missing. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from config.work_words import WorkWords, any_of, work_words
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
    QuestionKind,
    RequiredPart,
    Risk,
    StandingItem,
    Statement,
    WorkingGroup,
)
from mappings.reading.money import budget_lines, opens_share
from mappings.reading.parents import parent_plans
from mappings.reading.standing import in_lists, in_sentence
from mappings.reading.tongue import find


@dataclass(frozen=True, slots=True)
class Rest:
    """``sentences`` and ``taken`` (line numbers) hold nothing beyond what was read here."""

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
    taken = frozenset(number for _, number in listed)
    for line in lines:
        contents = Kind.CONTENTS in (around[line.number].kind, around[line.number].labelled)
        if line.form in (Form.ROW, Form.HEADING) or contents or line.number in taken:
            continue
        for sentence in sentences(bare(line.text)):
            work = work_words(line.language.code)
            alone = found.groups.sentence(line, sentence) or _risk(line, sentence, work, found)
            said = in_sentence(line, sentence)
            if said:
                found.standing += said.items
            if alone or (said and said.alone):
                found.sentences.add(sentence)
            found.money(line, sentence)
            found.parents += parent_plans(line, sentence, head)
            _promised(line, sentence, work, lines, found)
    _contents(lines, around, found)
    return Rest(
        working_groups=tuple(found.groups.found),
        standing_agenda_items=tuple(found.standing),
        budget=tuple(found.budget),
        risks=tuple(found.risks),
        parent_plans=tuple({one.title.casefold(): one for one in found.parents}.values()),
        questions=(*found.questions, *found.groups.questions),
        sentences=frozenset(found.sentences),
        taken=taken,
    )


# Risks ------------------------------------------------------------------------------------------------------------


def _risk(line: Line, sentence: str, work: WorkWords, found: _Found) -> bool:
    """``Den största risken är att …``, ``Det er en risiko for at …``."""
    match = re.search(
        rf"(?<!\w)(?:{any_of(work['risk'])})(?!\w)[^.]*?(?<!\w)(?:{any_of(work['risk_is'])})\s+(.+?)\.?$",
        sentence,
        re.IGNORECASE,
    )
    if not match:
        return False
    found.risks.append(Risk(match[1].strip(), line.part(sentence)))
    return True


# Plans above and parts that are missing -----------------------------------------------------------------------------


def _promised(line: Line, sentence: str, work: WorkWords, lines: tuple[Line, ...], found: _Found) -> None:
    """An annex or a section that is referred to and not there."""
    match = re.search(rf"(?<!\w)({any_of(work['annex'])})\s+(\d+|[A-Z])(?!\w)", sentence, re.IGNORECASE)
    said = match[0] if match else None
    if match and any(_is_section(other, match) for other in lines if other.number != line.number):
        return
    if not match and find(sentence, work["last_part"]) and find(sentence, work["shown"]):
        topics = [
            word
            for word in re.findall(r"[^\W\d_]{6,}", sentence.casefold())
            if not is_body(word, line.language)
        ]
        later = [
            other.text.casefold()
            for other in lines
            if other.form is Form.HEADING and other.number > line.number
        ]
        last = find(sentence, work["last_part"])
        if last and not any(topic[:6] in heading for topic in topics for heading in later[-2:]):
            said = last[0]
    if said:
        found.questions.append(
            Question(QuestionKind.PROMISED_MISSING, said, (line.part(sentence),), {"part": said})
        )


def _is_section(line: Line, match: re.Match[str]) -> bool:
    """Whether a heading is the part that is referred to: "Bilaga 1", or "11. …" for "punkt 11"."""
    if line.form is not Form.HEADING:
        return False
    plain = line.text.casefold().strip()
    return (
        plain.startswith(match[0].casefold())
        or re.match(rf"{re.escape(match[2].casefold())}[.)\s]", plain) is not None
    )


def _contents(lines: tuple[Line, ...], around: tuple[Context, ...], found: _Found) -> None:
    """A section that the table of contents lists and that the document lacks."""
    headings = {_plain(line.text) for line in lines if line.form is Form.HEADING}
    for line in lines:
        context = around[line.number]
        if Kind.CONTENTS not in (context.kind, context.labelled) or line.form is Form.HEADING:
            continue
        listed = line.cells[0] if line.cells else line.text
        title = _plain(re.sub(r"[.\s…]*\d*\s*$", "", listed))
        if len(title) > 3 and not any(
            title in heading or heading in title for heading in headings if len(heading) > 3
        ):
            part = re.sub(r"[.\s…]*\d*\s*$", "", re.sub(r"^[\d.\s]+", "", listed))
            found.questions.append(
                Question(QuestionKind.PROMISED_MISSING, part, (line.source,), {"part": part})
            )


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", text.casefold()))


def read_indicators(lines: tuple[Line, ...]) -> tuple[Indicator, ...]:
    """What prose says is followed or measured without a wanted value: a list after a colon."""
    found: list[Indicator] = []
    for line in lines:
        if line.form is not Form.TEXT or ":" not in line.text:
            continue
        work, words = work_words(line.language.code), line.language
        lead, _, listed = line.text.partition(":")
        if not find(lead, work["indicator"]) or re.search(r"\d", listed):
            continue
        names = re.split(rf",\s*(?:{any_of(words.conjunctions)})?\s*", listed.strip(" ."))
        found += [Indicator(name.strip(), line.source, area=line.area) for name in names if name.strip()]
    return tuple(found)
