"""From where a number that shall be reached starts: what another sentence says that there is today. Pure.

Only where a sentence tells of now or of last year and counts the same; where two say different numbers, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from config.language import Language
from config.work_words import work_words
from mappings.reading.clauses import sentences
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import Comparator, Target
from mappings.reading.numbers import quantities
from mappings.reading.tongue import find


@dataclass(frozen=True, slots=True)
class _Stands:
    """A number of today, what it counts, and the words of its sentence. ``measure``: it counts no things."""

    value: float
    unit: str
    text: str
    area: str | None
    today: bool  # the sentence names today or last year
    measure: bool


def with_baselines(targets: Iterable[Target], lines: tuple[Line, ...]) -> tuple[Target, ...]:
    """The targets, each with what there is today where a sentence of the document says it."""
    wanted = tuple(targets)
    taken = {one.source.passage for one in wanted}
    told = tuple(_told(lines, taken))
    return tuple(replace(one, baseline=_start(one, told)) if one.baseline is None else one for one in wanted)


def _told(lines: tuple[Line, ...], taken: set[str]) -> Iterator[_Stands]:
    for line in lines:
        if line.form not in (Form.TEXT, Form.ITEM):
            continue
        for sentence in sentences(line.text):
            if sentence in taken or (
                not re.search(r"\d", sentence) and not _has_number(sentence, line.language)
            ):
                continue
            today = _tells_of_now(sentence, line.language)
            if today is None:
                continue
            for one in quantities(sentence, line.language, goal=True):
                if not one.compared:
                    yield _Stands(
                        one.value, one.unit, sentence, line.area, today, _is_measure(one.unit, line.language)
                    )


def _has_number(sentence: str, words: Language) -> bool:
    return any(word in words.numbers for word in re.findall(r"[^\W\d_]+", sentence.casefold()))


def _tells_of_now(sentence: str, words: Language) -> bool | None:
    """Whether a sentence that says how things stand names today or last year; None for one that says no such thing."""
    work = work_words(words.code)
    clause = read_clause(sentence, words)
    if clause.modal or find(sentence, work["goals"]):
        return None
    named = find(sentence, (*work["today"], *work["last_time"])) is not None
    return named if named or clause.state or clause.past else None


def _start(target: Target, told: tuple[_Stands, ...]) -> float | None:
    """The number that the document gives for the same thing. None when there is none, or more than one."""
    if target.delta or target.comparator is Comparator.EXACT or not target.unit:
        return None
    alike = [one for one in _of_that_age(target, told) if one.value != target.value and _near(target, one)]
    for group in (
        [one for one in alike if one.today and one.area == target.area],
        [one for one in alike if one.area == target.area],
        [one for one in alike if one.today],
        alike,
    ):
        if values := {one.value for one in group}:
            return values.pop() if len(values) == 1 else None
    return None


_SHORT = 3
_FAR = 5
"""So many times more or less is something else, as a board's members are beside those of a club."""


def _near(target: Target, one: _Stands) -> bool:
    share = target.comparator is Comparator.INCREASE_PERCENT or not one.value
    return share or 1 / _FAR < target.value / one.value < _FAR


def _of_that_age(target: Target, told: tuple[_Stands, ...]) -> Iterator[_Stands]:
    """The numbers that count the same; of those under an age, as in "846 medlemmer, heraf 391 under 18 år"."""
    aged = re.search(r"\s(\w+\s\d+)(?:\s\w+)?$", target.unit)
    for one in told:
        if not _same(target, one):
            continue
        number = re.search(rf"(\d+)\s+{re.escape(aged[1])}", one.text) if aged else None
        if number is not None:
            yield replace(one, value=float(number[1]))
        elif aged is None:
            yield one


def _same(target: Target, one: _Stands) -> bool:
    """Whether both count the same: the same noun, or the same measure of something that both name."""
    if not one.unit or (target.comparator is Comparator.INCREASE_PERCENT and one.measure):
        return False
    wanted, stands = _noun(target.unit), _noun(one.unit)
    kind = target.unit.casefold().replace(wanted, " ").split()
    if wanted != stands or any(word not in one.text.casefold() for word in kind):
        return False
    return not one.measure or bool((_long(target.text) & _long(one.text)) - {wanted[:6]})


def _is_measure(unit: str, words: Language) -> bool:
    """Whether a unit only measures, so that something else must say what: per cent, kroner, metres, times."""
    work, plain = work_words(words.code), unit.casefold().rstrip(".")
    return (
        plain in (*work["percent"], *work["money"], *work["times"], *work["measures_of"])
        or len(plain) <= _SHORT
    )


def _noun(unit: str) -> str:
    """The noun of a unit, without what says of which kind or age."""
    return re.sub(r"\s(?:\w+\s\d+.*)$", "", unit).casefold().split()[-1]


def _long(text: str) -> set[str]:
    """The first letters of the words that say what a sentence is about."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{5,}", text.casefold())}
