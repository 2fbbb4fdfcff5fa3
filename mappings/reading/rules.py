"""A document of rules for plans: what a plan must hold and what is decided every year. It holds no task. Pure."""

from __future__ import annotations

import re

from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, sentences
from mappings.reading.context import contexts
from mappings.reading.lines import Form, Line
from mappings.reading.model import DecisionPoint, Head, Question, QuestionKind, RequiredPart, Statement
from mappings.reading.rest import Rest
from mappings.reading.tongue import find


def read_rules(lines: tuple[Line, ...], head: Head) -> Rest:
    """The checklist and the yearly decisions of a document of rules."""
    parts: list[RequiredPart] = []
    points: list[DecisionPoint] = []
    norms: list[Statement] = []
    questions: list[Question] = []
    around = contexts(lines)
    for line in lines:
        following = lines[line.number + 1] if line.number + 1 < len(lines) else None
        if line.form is Form.HEADING:
            last = following is None or following.form is Form.HEADING
            if last and line.text != head.title and line.level > 1 and following is None:
                questions.append(
                    Question(QuestionKind.PROMISED_MISSING, line.text, (line.source,), {"part": line.text})
                )
            continue
        lead = around[line.number].lead
        must = lead is not None and find(lead.text, work_words(lead.language.code)["must_hold"])
        said = sentences(bare(line.text))
        if line.form is Form.ITEM and must:
            parts.append(RequiredPart(said[0], line.part(said[0])))
            norms += [Statement(one, line.part(one), line.area) for one in said[1:] if _obliges(one, line)]
            continue
        for sentence in said:
            if point := _decision(sentence, line):
                points.append(point)
            elif _obliges(sentence, line) and not sentence.endswith(":"):
                norms.append(Statement(sentence, line.part(sentence), line.area))
    return Rest(
        required_parts=tuple(parts),
        decision_points=tuple(points),
        rules=tuple(norms),
        questions=tuple(questions),
    )


def _decision(sentence: str, line: Line) -> DecisionPoint | None:
    """``Kretsstyrelsen fastställer årsplanen i november.``: who decides what in which month, every year."""
    work, words = work_words(line.language.code), line.language
    months = {name.casefold(): number + 1 for number, name in enumerate(words.months)}
    month = re.search(rf"(?<!\w)(?:{any_of(months)})(?!\w)", sentence, re.IGNORECASE)
    verb = find(sentence, work["decides"])
    if not month or not verb:
        return None
    body = sentence[: verb.start()].strip(" ,")
    what = re.split(
        rf"\s+(?:{any_of((*words.within, *words.before, *work['yearly']))})\s+",
        sentence[verb.end() :].strip(" ."),
    )[0]
    return DecisionPoint(body or what, what, months[month[0].casefold()], line.part(sentence))


def _obliges(sentence: str, line: Line) -> bool:
    """Whether a sentence requires something: a modal verb, or one of giving and stating."""
    work = work_words(line.language.code)
    return find(sentence, tuple(word for word in work["shall"] if word != "to")) is not None
