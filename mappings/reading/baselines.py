"""From where a number that shall be reached starts: what another sentence says that there is today. Pure.

Only where a sentence tells of now or of last year and counts the same; where two say different numbers, neither is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from config import patterns
from config.language import Language
from config.work_words import any_of, work_words
from mappings.reading.clauses import bare, sentences
from mappings.reading.grammar import read_clause
from mappings.reading.lines import Form, Line
from mappings.reading.model import Comparator, Target
from mappings.reading.numbers import Quantity, quantities
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
    place: tuple[int, int] = (-1, -1)  # line and sentence
    alone: bool = False  # nothing is said of what is counted: "I dag er talet 34"


def with_baselines(targets: Iterable[Target], lines: tuple[Line, ...]) -> tuple[Target, ...]:
    """The targets, each with what there is today where a sentence of the document says it."""
    wanted = tuple(targets)
    taken = {one.source.passage for one in wanted}
    told = tuple(_told(lines, taken))
    places = dict(_places(lines, taken))
    return tuple(one if one.baseline is not None else _started(one, told, places, lines) for one in wanted)


def _counts_alike(target: Target, one: _Stands) -> bool:
    """Whether two sentences beside each other count the same, or one the kind of the other: medlemshytter, hytter."""
    return _noun(target.unit) in one.unit.casefold() or _noun(target.unit).endswith(_noun(one.unit))


def _places(lines: tuple[Line, ...], taken: set[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the sentences of the targets stand: line and sentence."""
    for line in lines:
        for number, sentence in enumerate(sentences(line.text)):
            yield from ((passage, (line.number, number)) for passage in {sentence, bare(sentence)} & taken)


def _started(
    target: Target, told: tuple[_Stands, ...], places: dict[str, tuple[int, int]], lines: tuple[Line, ...]
) -> Target:
    """The target with what the document says of the same thing, else with what the sentence beside it says."""
    if (start := _start(target, told)) is not None:
        return replace(target, baseline=start)
    if target.comparator in (Comparator.EXACT, Comparator.INCREASE_PERCENT) or target.delta:
        return target
    line, number = places.get(target.source.passage, (-1, -1))
    beside = [one for one in told if line >= 0 and one.place in ((line, number + 1), (line, number - 1))]
    for one in sorted(beside, key=lambda one: -one.place[1]):
        if one.value == target.value or not _near(target, one):
            continue
        if one.alone:
            return replace(target, baseline=one.value)
        if not target.unit and one.unit:
            return replace(target, baseline=one.value, unit=one.unit)
        if target.unit and one.unit and not one.measure and _counts_alike(target, one):
            return replace(target, baseline=one.value)
    above = [one for one in told if line >= 0 and one.place == (line, number - 1) and _near(target, one)]
    if len(above) == 1 and _names_aim(target, lines[line].language) and above[0].value != target.value:
        return replace(target, baseline=above[0].value, unit=target.unit or above[0].unit)
    return target


def _names_aim(target: Target, words: Language) -> bool:
    """Whether a sentence goes on from the one before it: "Målet är 65 procent", "Our aim is 100"."""
    opening = " ".join(target.source.passage.casefold().split()[:2])
    return find(opening, work_words(words.code)["goals"]) is not None


def _told(lines: tuple[Line, ...], taken: set[str]) -> Iterator[_Stands]:
    for line in lines:
        if line.form not in (Form.TEXT, Form.ITEM):
            continue
        for number, sentence in enumerate(sentences(line.text)):
            if {sentence, bare(sentence)} & taken or (
                not re.search(r"\d", sentence) and not _has_number(sentence, line.language)
            ):
                continue
            today = _tells_of_now(sentence, line.language)
            if today is None:
                continue
            for one in _of_now(sentence, line.language):
                if not one.compared:
                    yield _Stands(
                        one.value,
                        one.unit,
                        sentence,
                        line.area,
                        today,
                        _is_measure(one.unit, line.language),
                        (line.number, number),
                        _is_alone(sentence, one, line.language),
                    )


def _of_now(sentence: str, words: Language) -> tuple[Quantity, ...]:
    """The numbers of a sentence, none of a date; where it tells of then and of now, those of now."""
    months = {month.casefold() for month in (*words.months, *words.months_short)}
    found = tuple(
        one
        for one in quantities(sentence, words, goal=True)
        if one.unit.casefold().split()[:1] == [] or one.unit.casefold().split()[0] not in months
    )
    now = find(sentence, work_words(words.code)["today"])
    if now and len(found) == 1 and found[0].baseline is not None and found[0].place < now.start():
        return (replace(found[0], value=found[0].baseline, baseline=None),)
    return tuple(one for one in found if now and one.place > now.start()) or found


def _is_alone(sentence: str, one: Quantity, words: Language) -> bool:
    """Whether a short sentence gives a number and not what it counts: "I dag er de tio.", "Ved nyttår var det 38"."""
    work = work_words(words.code)
    tail = patterns.sub(rf"^\S+|{any_of(work['percent'])}|\W", " ", sentence[one.place :].casefold())
    said = (*work["today"], *work["last_time"], *work["it"], *work["they"], *work["number_of"])
    timed = any_of((*work["today"], *work["last_time"]))
    nothing = not patterns.sub(rf"(?<!\w)(?:{timed})(?!\w)", "", " ".join(tail.split())).strip()
    return nothing and len(sentence.split()) <= _SAID and find(sentence, said) is not None


_SAID = 7
"""Words of a sentence that only gives a number."""


def _has_number(sentence: str, words: Language) -> bool:
    return any(word in words.numbers for word in re.findall(r"[^\W\d_]+", sentence.casefold()))


def _tells_of_now(sentence: str, words: Language) -> bool | None:
    """Whether a sentence that says how things stand names today or last year; None for one that says no such thing."""
    work = work_words(words.code)
    clause = read_clause(sentence, words)
    if clause.modal or find(sentence, work["goals"]):
        return None
    named = find(sentence, (*work["today"], *work["last_time"])) is not None
    was = len(sentence.split()) <= _SAID and find(sentence, work["past"])  # "Ved nyttår var det 38"
    return named if named or clause.state or clause.past or was else None


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
        number = patterns.search(rf"(\d+)\s+{re.escape(aged[1])}", one.text) if aged else None
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
        (plain.split() or [""])[0] in work["measures_of"]
        or plain in (*work["percent"], *work["money"], *work["times"], *work["measures_of"])
        or len(plain) <= _SHORT
    )


def _noun(unit: str) -> str:
    """The noun of a unit, without what says of which kind or age."""
    return re.sub(r"\s(?:\w+\s\d+.*)$", "", unit).casefold().split()[-1]


def _long(text: str) -> set[str]:
    """The first letters of the words that say what a sentence is about."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{5,}", text.casefold())}
