"""The numbers that a plan wants to reach, and what it measures without one.

One target per number; the same number for the same thing by the same day is one. A change in per cent without a start is a
question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from config import patterns
from config.language import languages
from config.work_words import any_of, work_words
from mappings.reading.baselines import with_baselines
from mappings.reading.columns import roles
from mappings.reading.lines import Form, Line
from mappings.reading.measures import value_columns
from mappings.reading.model import Comparator, Head, Indicator, Question, QuestionKind, Target
from mappings.reading.numbers import Quantity
from mappings.reading.placing import Calendar
from mappings.reading.rest import read_indicators
from mappings.reading.seen import goal_label
from mappings.reading.units import thing
from mappings.reading.work_found import Wanted, Work


@dataclass(frozen=True, slots=True)
class Targets:
    targets: tuple[Target, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    questions: tuple[Question, ...] = ()


def read_targets(lines: tuple[Line, ...], head: Head, calendar: Calendar, work: Work) -> Targets:
    """One target for each number to reach."""
    end = head.period.end if head.period else None
    found: list[Target] = []
    for wanted in work.wanted:
        for quantity in wanted.quantities:
            target = _target(wanted, quantity, _at_gathering(wanted.text, calendar) or end)
            twin = next((one for one in found if _same(one, target)), None)
            if twin:
                found[found.index(twin)] = replace(twin, also_written=(*twin.also_written, target.text))
                continue
            found.append(target)
    targets = with_baselines(found, lines)
    valued = {one.source for one in targets}
    unvalued = tuple(one for one in _unvalued(lines) if one.source not in valued)
    indicators = unvalued + read_indicators(lines)
    return Targets(targets, indicators, tuple(_without_baseline(targets)))


def _without_baseline(targets: Iterable[Target]) -> Iterator[Question]:
    """A change in per cent of which nobody says from what."""
    for target in targets:
        if target.comparator is Comparator.INCREASE_PERCENT and target.baseline is None:
            values = {"text": target.text}
            yield Question(QuestionKind.BASELINE, target.text, (target.source,), values)


def _target(wanted: Wanted, quantity: Quantity, end: date | None) -> Target:
    explicit = wanted.due.latest is not None
    return Target(
        text=wanted.text,
        value=quantity.value,
        unit=quantity.unit or _labelled(wanted),
        comparator=quantity.comparator,
        source=wanted.source,
        due=wanted.due.latest or end,
        due_explicit=explicit,
        due_phrase=wanted.due.phrase if explicit else None,
        value_max=quantity.value_max,
        delta=quantity.delta,
        baseline=quantity.baseline,
        value_in_words=quantity.in_words,
        responsible=wanted.responsible,
        area=wanted.area,
    )


def _labelled(wanted: Wanted) -> str:
    """What a label before a bare number says is counted: "Turleiarar: mellom 60 og 70"."""
    words = wanted.speakers[0] if wanted.speakers else None
    label = re.match(r"([^\W\d][^:.;]{1,40}):\s", wanted.source.passage.lstrip("-•* "))
    if words is None or label is None or goal_label(label[0] + "1", words):
        return ""
    return thing(
        patterns.sub(rf"^(?:{any_of(work_words(words.code)['more'])})\s+", "", label[1], flags=re.IGNORECASE),
        words,
    )


def _at_gathering(text: str, calendar: Calendar) -> date | None:
    """The last day of the one gathering that a goal names: what is wanted there is due then."""
    plain = text.casefold()
    named = [
        one
        for one in calendar.gatherings
        if one.date and len(one.title) > 7 and one.title.casefold() in plain
    ]
    return (named[0].end_date or named[0].date) if len(named) == 1 else None


def _same(one: Target, other: Target) -> bool:
    """The same number for the same thing by the same day, and not twice in the same words."""
    return (
        (one.value, one.comparator, one.delta, one.due)
        == (other.value, other.comparator, other.delta, other.due)
        and one.unit.casefold() == other.unit.casefold()
        and one.text != other.text
        and one.comparator is not Comparator.EXACT
        and (not _is_share(one) or _of_the_same(one, other))
    )


def _is_share(one: Target) -> bool:
    """Whether a number is a share or a change of something that only the text names."""
    change = one.comparator is Comparator.INCREASE_PERCENT or one.delta
    return change or any(one.unit.casefold().startswith(sign) for sign in _PERCENT)


_PERCENT = tuple({sign for code in languages() for sign in work_words(code)["percent"]})


def _of_the_same(one: Target, other: Target) -> bool:
    """Whether two texts share most of their words beyond those of changes, of time and of counting."""
    own, others = _said(one), _said(other)
    return 2 * len(own & others) > min(len(own), len(others))


def _said(one: Target) -> set[str]:
    text = one.text.casefold().replace((one.due_phrase or "\0").casefold(), " ")
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text) if word not in _GENERAL}


_GENERAL = frozenset(
    word
    for code in languages()
    for name in (
        "percent",
        "points",
        "rise",
        "fall",
        "number_of",
        "at_least",
        "at_most",
        "double",
        "halve",
        "shall",
        "reach",
        "being",
    )
    for form in work_words(code)[name]
    for word in form.split()
)


def _unvalued(lines: tuple[Line, ...]) -> list[Indicator]:
    """The rows of indicator tables that want no value."""
    found: list[Indicator] = []
    for line in lines:
        if line.form is not Form.ROW or line.header or not any(line.columns):
            continue
        at = roles(line.columns, line.language)
        place = at.get("indicator", 0 if len(value_columns(line)) > 1 else None)
        values = [at["target"]] if "target" in at else value_columns(line)
        if place is None or not values or max(place, *values) >= len(line.cells):
            continue
        text = " ".join(line.cells[place].split())
        if text and not any(re.search(r"\d", line.cells[value]) for value in values):
            found.append(Indicator(text, line.source, area=line.area))
    return found
