"""What a person answers to a document's question, put into the reading. Pure.

An answer that says a day, a name, a number or a status goes where the question's passage stands; every answer is kept beside
its question, so that it is asked no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from config.language import Language, language
from mappings.lines import plain_line
from mappings.question_sentences import sentence
from mappings.reading.model import (
    Action,
    Certainty,
    Gathering,
    Precision,
    Question,
    QuestionKind,
    Reading,
    Status,
    Target,
)
from mappings.reading.tongue import find
from mappings.reading.when import from_anchor

Item = TypeVar("Item", Action, Gathering, Target)

_DAYS = {
    QuestionKind.WEEKDAY,
    QuestionKind.TENTATIVE,
    QuestionKind.IMPOSSIBLE_DATE,
    QuestionKind.YEAR,
    QuestionKind.SERIES_BREAK,
    QuestionKind.CONTRADICTION,
}
_NAMES = {QuestionKind.WE, QuestionKind.UNNAMED_BODY}
MOST_NAMES = 8
NOTHING_MISSING = "nothing-missing"


def with_status_asked(reading: Reading) -> Reading:
    """The reading with a question about draft or adopted, where the document does not say and nothing asks yet."""
    head = reading.head
    if head.status is not None or any(one.kind is QuestionKind.STATUS for one in reading.questions):
        return reading
    title = head.sources.get("title")
    question = Question(QuestionKind.STATUS, head.title or "", (title,) if title else ())
    return replace(reading, questions=(question, *reading.questions))


def choices_of(question: Question, reading: Reading) -> tuple[str, ...]:
    """The answers that offer themselves; for who somebody is, those who do most in the document."""
    if question.choices:
        return question.choices
    if question.kind is QuestionKind.STATUS:
        return tuple(status.value for status in Status)
    if question.kind is QuestionKind.PROMISED_MISSING:
        return (NOTHING_MISSING,)
    if question.kind in _NAMES:
        named = [name for one in reading.actions for name in one.responsible]
        counted = Counter(name.casefold() for name in named)
        shown = {name.casefold(): name for name in reversed(named)}
        return tuple(shown[name] for name, _ in counted.most_common(MOST_NAMES))
    return ()


def with_answers(reading: Reading, answers: Mapping[str, str], words: Language) -> Reading:
    """The reading with what was answered before: ``answers`` by the questions' sentences."""
    for question in reading.questions:
        if answer := answers.get(sentence(question, words)):
            reading = answered(reading, question, answer)
    return reading


def answered(reading: Reading, question: Question, answer: str) -> Reading:
    """The reading as the answer makes it; a day is written 2027-03-31."""
    reading = replace(
        reading,
        questions=tuple(
            replace(one, values={**one.values, "answer": plain_line(answer, 500)}) if one == question else one
            for one in reading.questions
        ),
    )
    day, number = _day(answer), _number(answer)
    if question.kind is QuestionKind.STATUS and answer in set(Status):
        return replace(reading, head=replace(reading.head, status=Status(answer)))
    if question.kind in _DAYS and day:
        return replace(
            reading,
            meetings_and_events=_each(reading.meetings_and_events, question, lambda one: _on(one, day)),
        )
    if question.kind is QuestionKind.ANCHOR_MISSING and day:
        words = language(reading.head.language)
        return replace(reading, actions=_each(reading.actions, question, lambda one: _due(one, day, words)))
    if question.kind in _NAMES:
        return replace(
            reading,
            actions=_each(reading.actions, question, lambda one: replace(one, responsible=(answer,))),
            targets=_each(reading.targets, question, lambda one: replace(one, responsible=(answer,))),
        )
    if question.kind is QuestionKind.BASELINE and number is not None:
        return replace(
            reading, targets=_each(reading.targets, question, lambda one: replace(one, baseline=number))
        )
    return reading


def _on(one: Gathering, day: date) -> Gathering:
    """The gathering on this day; one that is on it already keeps how long it lasts."""
    if one.date == day:
        return replace(one, tentative=False)
    settled = {"month": None, "end_month": None, "week": None, "part_of_month": None, "tentative": False}
    changes: dict[str, Any] = {"date": day, "end_date": None, "precision": Precision.DAY, **settled}
    return replace(one, **changes)


def _due(one: Action, day: date, words: Language) -> Action:
    """The action due by the day of what it hangs on: so long before or after it as its phrase says, or the day before."""
    phrase = one.due.phrase or ""
    latest = from_anchor(phrase, day, words)
    if latest is None:
        latest = day - timedelta(days=1) if find(phrase, words.before) else day
    return replace(
        one, due=replace(one.due, latest=latest, all=(latest,), rule="DATE", certainty=Certainty.EXACT)
    )


def _each(items: tuple[Item, ...], question: Question, change: Callable[[Item], Item]) -> tuple[Item, ...]:
    """The items with the change made to those that stand on the question's passage."""
    passages = {_bare(source.passage) for source in question.sources}
    return tuple(change(one) if _bare(one.source.passage) in passages else one for one in items)


def _bare(passage: str) -> str:
    return plain_line(passage).casefold()


def _day(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer.split(maxsplit=1)[0])
    except (ValueError, IndexError):
        return None


def _number(answer: str) -> float | None:
    try:
        return float(answer.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
