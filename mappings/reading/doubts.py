"""What only shows when all has been read: two places that cannot both hold, and tasks that are left to nobody. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.lines import Form, Line
from mappings.reading.model import Action, Comparator, Question, QuestionKind, Reading, Source, Target
from mappings.reading.tongue import find

_SLACK = 0.01
"""A share by which two numbers for the same thing may differ: they were rounded."""


def doubts(lines: tuple[Line, ...], reading: Reading) -> Iterator[Question]:
    """What a person must settle about the reading as a whole."""
    yield from _in_other_months(lines, reading)
    yield from _nobody(lines, reading)
    yield from _numbers(lines, reading)
    yield from _awaited(lines, reading)


# Days that stand in another month -----------------------------------------------------------------------------------


def _in_other_months(lines: tuple[Line, ...], reading: Reading) -> Iterator[Question]:
    """A gathering whose day is not in the month that it stands under: "Desember", "Verksted 30. nov"."""
    by_place = {line.place: line for line in lines}
    for one in reading.meetings_and_events:
        line = by_place.get(one.source.place)
        months = _months_over(line) if line else None
        if line is None or not months or one.date is None:
            continue
        if one.date.month in months or (one.end_date or one.date).month in months:
            continue
        values = {"title": one.title, "date": one.date.isoformat()}
        yield Question(QuestionKind.CONTRADICTION, one.title, (one.source,), values)


def _months_over(line: Line) -> set[int]:
    """The months of the heading over a line, or of its row; empty where there is none."""
    if line.form is Form.ROW:
        names = [name.casefold() for name in line.language.months]
        first = line.cells[0].casefold().strip(" .:") if line.cells else ""
        return {names.index(first) + 1} if first in names else set()
    if line.span is None or line.span.rule != "MONTH":
        return set()
    begin, end = line.span.first.month, line.span.last.month
    span = range(begin, end + 1) if begin <= end else (*range(begin, 13), *range(1, end + 1))
    return set(span)


# Nobody -------------------------------------------------------------------------------------------------------------


def _nobody(lines: tuple[Line, ...], reading: Reading) -> Iterator[Question]:
    """A cell or a name that says that nobody has been found, and "one of" several."""
    asked: set[str] = set()
    for line in lines:
        left = {name.casefold() for name in work_words(line.language.code)["nobody_yet"]}
        found = next((cell for cell in line.cells if cell.casefold().strip() in left), None)
        if found and line.form is Form.ROW and not line.header:
            asked.add(line.source.passage)
            yield _unnamed(found, line.source)
    for action in reading.actions:
        words = next((line.language for line in lines if line.place == action.source.place), None)
        if words is None or action.source.passage in asked:
            continue
        ones = any_of(word for word, number in words.numbers.items() if number == 1)
        one_of = patterns.match(rf"((?:{ones})\s+(?:av|of|af)\s+\w+)", action.text, re.IGNORECASE)
        left = {name.casefold() for name in work_words(words.code)["nobody_yet"]}
        name = one_of[1] if one_of else next((n for n in action.responsible if n.casefold() in left), None)
        if name:
            yield _unnamed(name, action.source)


def _unnamed(name: str, source: Source) -> Question:
    return Question(QuestionKind.UNNAMED_BODY, name, (source,), {"body": name})


# Numbers that do not agree ------------------------------------------------------------------------------------------


def _numbers(lines: tuple[Line, ...], reading: Reading) -> Iterator[Question]:
    """A rise in per cent and a level in one clause that do not fit what the document says that there is today."""
    for percent in reading.targets:
        if percent.comparator is not Comparator.INCREASE_PERCENT:
            continue
        for level in reading.targets:
            same = level is not percent and level.source == percent.source
            if not same or level.comparator is Comparator.INCREASE_PERCENT or level.delta:
                continue
            today = _today(lines, level)
            if today is not None and _differ(today[0] * (1 + percent.value / 100), level.value):
                values = {
                    "percent": f"{percent.value:g}",
                    "level": f"{level.value:g}",
                    "today": f"{today[0]:g}",
                }
                sources = (level.source, today[1])
                yield Question(QuestionKind.CONTRADICTION, level.unit or level.text, sources, values)


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > _SLACK * max(abs(other), 1.0)


def _today(lines: tuple[Line, ...], target: Target) -> tuple[float, Source] | None:
    """How many there are today, in another sentence with the same unit: "Vi är 148 medlemmar."."""
    unit = target.unit.split()[0] if target.unit else ""
    if len(unit) < 3:
        return None
    for line in lines:
        for sentence in re.split(r"(?<=[.!?])\s+", line.text):
            match = patterns.search(
                rf"(?<![\d.,])(\d{{1,6}})\s+{re.escape(unit)}(?!\w)", sentence, re.IGNORECASE
            )
            if match and float(match[1]) != target.value and sentence not in target.source.passage:
                return float(match[1]), line.part(sentence)
    return None


# What has no day ----------------------------------------------------------------------------------------------------


def _awaited(lines: tuple[Line, ...], reading: Reading) -> Iterator[Question]:
    """What an action waits for or must be done before, where the document never says when it is: "innan frosten"."""
    by_place = {line.place: line for line in lines}
    titles = [one.title for one in reading.meetings_and_events] + [one.title for one in reading.recurring]
    names = {word for title in titles for word in re.findall(r"[^\W\d_]+", title.casefold())}
    asked = {source.passage for one in reading.questions if one.kind is _MISSING for source in one.sources}
    for action in reading.actions:
        line = by_place.get(action.source.place)
        if line is None or action.source.passage in asked or not _is_open(action):
            continue
        about = _waits_for(action.due.phrase or "", line.language) or _comes(action, line.language)
        if about and not _is_held(about, names, line.language):
            values = {"anchor": about, "phrase": action.due.phrase or ""}
            yield Question(_MISSING, about, (action.source,), values)


_MISSING = QuestionKind.ANCHOR_MISSING


def _is_open(action: Action) -> bool:
    due = action.due
    return due.latest is None and due.rule in {"NONE", None} and not due.cadence


def _waits_for(phrase: str, words: Language) -> str | None:
    """What the phrase names after "before" or "as soon as"; None where that is no thing: "as soon as possible"."""
    work = work_words(words.code)
    plain = " ".join(phrase.casefold().split())
    awaited = find(plain, work["as_soon"])
    if awaited and (plain in words.deadlines or find(plain[awaited.end() :], work["possible"])):
        return None
    opening = find(phrase, words.before) or find(phrase, work["as_soon"])
    if opening is None:
        return None
    articles = any_of(words.articles)
    about = patterns.sub(
        rf"^(?:{articles})\s+", "", phrase[opening.end() :].strip(" .,;:"), flags=re.IGNORECASE
    )
    counted = find(
        about, (*words.numbers, *work["every"], *(form for unit in words.units.values() for form in unit))
    )
    return about if re.search(r"[^\W\d_]{3}", about) and not (counted or re.search(r"\d", about)) else None


def _comes(action: Action, words: Language) -> str | None:
    """What must come first, of which no day is known: "när bidraget har kommit", "when the new ones arrive"."""
    work = work_words(words.code)
    match = patterns.search(
        rf"(?<!\w)(?:{any_of((*work['when'], *work['as_soon']))})\s+((?:[^\W\d_]+\s+){{1,4}}?)(?:{any_of(work['arrives'])})(?!\w)",
        action.source.passage,
        re.IGNORECASE,
    )
    return match[1].strip() if match else None


def _is_held(about: str, names: set[str], words: Language) -> bool:
    """Whether one of the words that the plan's gatherings are called ends in what is waited for."""
    stem = _stem(about, words)
    return any(name.endswith(stem) or _stem(name, words).endswith(stem) for name in names)


def _stem(about: str, words: Language) -> str:
    """The last letters of the first long word gone, so that "basaren" is found in "Julebasar"."""
    noun = next(
        (word for word in re.findall(r"[^\W\d_]+", about.casefold()) if len(word) > 3), about.casefold()
    )
    ends = sorted(words.endings, key=len, reverse=True)
    end = next((end for end in ends if noun.endswith(end) and len(noun) - len(end) >= _STEM), "")
    return noun[: len(noun) - len(end)]


_STEM = 4
"""Letters that are left of a word without its ending."""
