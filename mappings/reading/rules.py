"""A document of rules for plans: what a plan must hold and what is decided every year. It holds no task. Pure."""

from __future__ import annotations

import re

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, sentences
from mappings.reading.context import contexts
from mappings.reading.grammar import read_clause
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
            norms += [Statement(one, line.part(one), line.area) for one in said[1:] if _adds(one, line)]
            continue
        for sentence in said:
            if point := _decision(sentence, line):
                points.append(point)
            elif _obliges(sentence, line, head) and not sentence.endswith(":"):
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
    month = patterns.search(rf"(?<!\w)(?:{any_of(months)})(?!\w)", sentence, re.IGNORECASE)
    decides, decision = find(sentence, work["decides"]), find(sentence, work["decision"])
    verb = decides or decision
    if not month or not verb:
        return None
    clause = read_clause(sentence, words)
    body = clause.subject if decision and not decides else sentence[: verb.start()].strip(" ,")
    what = patterns.sub(
        rf"^(?:{any_of(work['yearly'])})\s+(?:om|on)\s+", "", sentence[verb.end() :].strip(" .")
    )
    ends = any_of((*words.within, *words.before, *work["yearly"]))
    what = re.split(rf"(?<!\w)(?:{ends})(?!\w)", what)[0].strip(" ,")
    return DecisionPoint(body or what, what, months[month[0].casefold()], line.part(sentence))


def _obliges(sentence: str, line: Line, head: Head) -> bool:
    """Whether a sentence requires something: a modal verb, what somebody does or does not, or what one is told to do.
    What tells of the rules themselves, before their first section, requires nothing.
    """
    words = line.language
    if find(" ".join(sentence.casefold().split()[:2]), _inflected(words)):
        return False
    if _requires(sentence, words):
        return True
    within = len(line.sections) > 1 or (line.sections and line.sections[-1] != head.title)
    clause = read_clause(sentence, words)
    return bool(within and clause.verb and sentence.endswith((".", "!"))) and (
        clause.negated or not clause.state
    )


def _adds(sentence: str, line: Line) -> bool:
    """Whether a further sentence of a required part requires something: a modal verb, or what each one of them has."""
    work = work_words(line.language.code)
    each = read_clause(sentence, line.language).passive and find(sentence, work["every"])
    return _requires(sentence, line.language) or bool(each)


def _requires(sentence: str, words: Language) -> bool:
    shall = tuple(word for word in work_words(words.code)["shall"] if word != "to")
    return find(sentence, shall) is not None


def _inflected(words: Language) -> tuple[str, ...]:
    """What a document of rules calls itself: riktlinjer, riktlinjerna."""
    return tuple(
        f"{name}{ending}"
        for name in words.calendar["rule_titles"]
        for ending in ("", "na", "ne", "n", "en", "ene", "a")
    )
