"""Targets that say different things of the same thing. Pure; compares, never chooses between them.

A number and a percentage agree when the percentage, worked out from the baseline, asks for no more than the number does:
160 members and +10 % agree from 145 (159.5), and contradict each other from 150 (165).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from config.plan import Indicator


@dataclass(frozen=True, slots=True)
class Measured:
    """One indicator with a target, its goal and the day by which it is to be reached."""

    name: str
    goal: str
    indicator: Indicator
    by: date

    @property
    def percent(self) -> Decimal | None:
        """The change that the target asks for, in per cent; None when the target is a number."""
        return percent_of(self.indicator.target)

    @property
    def comparator(self) -> str:
        """At least, at most or exactly. A decrease in per cent is at most."""
        own = self.indicator.comparator
        return "at-most" if own == "at-least" and self.percent is not None and self.percent < 0 else own


@dataclass(frozen=True, slots=True)
class Clash:
    """Two targets that contradict each other. ``asks`` is what a percentage comes to, where one of them is one."""

    one: Measured
    other: Measured
    asks: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A number and a percentage of which nobody can say whether they agree: they do up (or down) to ``limit``."""

    percent: Measured
    number: Measured
    limit: Decimal


def percent_of(target: float | str | None) -> Decimal | None:
    """+10 % → 10, −5 % → −5. None for a target that is a number."""
    if not isinstance(target, str):
        return None
    amount = Decimal(re.sub(r"[^\d.,]", "", target).replace(",", "."))
    return -amount if target[0] in "-−" else amount


def compare(measured: Iterable[Measured]) -> Iterator[Clash | Unsettled]:
    """Each pair of targets for the same thing by the same day that cannot both hold, or of which nobody can tell."""
    for one, other in _pairs(measured):
        if one.by != other.by or not _same_thing(one, other):
            continue
        if (one.percent is None) == (other.percent is None):
            if _called_alike(one, other) and _clash(one, other, _plain(one), _plain(other)):
                yield Clash(one, other)
        elif one.percent is None:
            yield from _number_and_percent(one, other)
        else:
            yield from _number_and_percent(other, one)


def _pairs(measured: Iterable[Measured]) -> Iterator[tuple[Measured, Measured]]:
    """Those worth comparing: of one title or of one goal, each pair once, in the plan's order."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    every = list(measured)
    for number, one in enumerate(every):
        groups["title", _folded(one.indicator.title)].append(number)
        groups["goal", one.goal].append(number)
    pairs = {pair for group in groups.values() for pair in combinations(group, 2)}
    return ((every[one], every[other]) for one, other in sorted(pairs))


def _called_alike(one: Measured, other: Measured) -> bool:
    return _folded(one.indicator.title) == _folded(other.indicator.title)


def _folded(text: str | None) -> str:
    return " ".join((text or "").casefold().split())


def _same_thing(one: Measured, other: Measured) -> bool:
    """The same title and unit; or one goal's number and percentage, where neither unit nor baseline says otherwise."""
    units = {_folded(each.indicator.unit) for each in (one, other)} - {"", "%"}
    if len(units) > 1:
        return False
    if _called_alike(one, other):
        return True
    baselines = {each.indicator.baseline for each in (one, other)} - {None}
    mixed = (one.percent is None) != (other.percent is None)
    return mixed and one.goal == other.goal and len(baselines) < 2


def _plain(one: Measured) -> Decimal:
    return one.percent if one.percent is not None else _decimal(one.indicator.target)


def _decimal(value: float | str | None) -> Decimal:
    return Decimal(str(value))


_CANNOT_BOTH_HOLD: dict[tuple[str, str], Callable[[Decimal, Decimal], bool]] = {
    ("at-least", "at-least"): lambda one, other: one != other,
    ("at-most", "at-most"): lambda one, other: one != other,
    ("at-least", "at-most"): lambda one, other: one > other,
    ("at-most", "at-least"): lambda one, other: one < other,
    ("exactly", "exactly"): lambda one, other: one != other,
    ("exactly", "at-least"): lambda one, other: one < other,
    ("at-least", "exactly"): lambda one, other: one > other,
    ("exactly", "at-most"): lambda one, other: one > other,
    ("at-most", "exactly"): lambda one, other: one < other,
}
"""Two targets for one thing: at least 40 and at least 50 could both hold, but a board that writes both means two things."""


def _clash(one: Measured, other: Measured, one_value: Decimal, other_value: Decimal) -> bool:
    return _CANNOT_BOTH_HOLD[one.comparator, other.comparator](one_value, other_value)


def _number_and_percent(number: Measured, percent: Measured) -> Iterator[Clash | Unsettled]:
    target, change = _decimal(number.indicator.target), percent.percent or Decimal(0)
    known = [one.indicator.baseline for one in (percent, number) if one.indicator.baseline is not None]
    if not known:
        if change > -100:
            yield Unsettled(percent, number, (target / (1 + change / 100)).quantize(Decimal("0.01")))
        return
    asks = (_decimal(known[0]) * (1 + change / 100)).quantize(Decimal("0.01"))
    both = {number.comparator, percent.comparator}
    if both == {"at-least"}:
        wrong = asks > target
    elif both == {"at-most"}:
        wrong = asks < target
    else:
        wrong = _clash(number, percent, target, asks)
    if wrong:
        yield Clash(number, percent, asks.normalize())
