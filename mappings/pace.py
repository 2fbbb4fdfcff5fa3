"""How far each indicator has come against what its pace expects by a day. Pure; no clock and no words.

The rule, as the share of the way: expected = baseline + (target − baseline) × the share of the time that has passed, and
ratio = (actual − baseline) ÷ (expected − baseline).

| pace   | expected by now                          | level before the deadline                                       |
|--------|------------------------------------------|-----------------------------------------------------------------|
| linear | evenly from the baseline to the target   | by the ratio                                                    |
| count  | evenly from nought to the target         | by the ratio                                                    |
| events | evenly from nought to the target         | by the ratio, where what is held and what is booked both count  |
| at-end | nothing                                  | not judged                                                      |

Ratio ≥ 0.95 is on track, 0.75–0.95 at risk, below that behind. What is expected is not rounded; but of what comes in wholes
(members, meetings) no lack is good or bad news while less than one is expected. Nothing is judged before its first day. A target that is only to be kept (at most 5 from 4, at least 40
from 45) is on track while it is kept. At the deadline a target is reached or it is not. A number that nobody has reported,
or not for 35 days, is never good news.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from config.plan import Indicator, Pace, Period
from mappings.standing import STALE_AFTER

ON_TRACK_FROM = 0.95
AT_RISK_FROM = 0.75
WHOLE_PERCENT = 100.0


class Level(StrEnum):
    REACHED = "reached"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    BEHIND = "behind"
    MISSED = "missed"
    NOT_JUDGED = "not-judged"  # its time has not come
    OUT_OF_DATE = "out-of-date"  # good by the last number, but that is more than 35 days old
    NOT_REPORTED = "not-reported"
    INCOMPLETE = "incomplete"  # the plan gives no target, or no baseline to count from


JUDGED = (Level.REACHED, Level.ON_TRACK, Level.AT_RISK, Level.BEHIND, Level.MISSED)
"""The five steps in which people judge a goal."""


class Trend(StrEnum):
    """The change since the last report, apart from the level."""

    BETTER = "better"
    UNCHANGED = "unchanged"
    WORSE = "worse"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Scale:
    """What an indicator is measured against: both days included, and the target as a number."""

    target: float | None
    begin: date
    end: date
    baseline: float | None = None
    comparator: str = "at-least"
    pace: Pace = Pace.LINEAR
    divisible: bool = False  # a percentage: half of one makes sense

    @property
    def start(self) -> float | None:
        """Where the way begins: a count begins at nought, whatever was counted the year before."""
        return self.baseline if self.pace in {Pace.LINEAR, Pace.AT_END} else 0

    @property
    def is_kept(self) -> bool:
        """Whether the target is a limit to keep, not a point to come to."""
        if self.target is None or self.start is None:
            return self.comparator == "at-most"
        if self.comparator == "at-least":
            return self.start >= self.target
        if self.comparator == "at-most":
            return self.start <= self.target
        return self.start == self.target

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense: nobody can recruit a quarter of a member."""
        return not self.divisible and all(map(is_whole, (self.target, self.baseline)))

    def meets(self, actual: float) -> bool:
        """Whether this number is the target reached."""
        if self.target is None:
            return False
        if self.comparator == "at-most":
            return actual <= self.target
        return actual >= self.target if self.comparator == "at-least" else actual == self.target


def is_whole(value: float | None) -> bool:
    """Whether nothing but a whole number was written here."""
    return value is None or float(value).is_integer()


@dataclass(frozen=True, slots=True)
class Tally:
    """The gatherings that count: held (confirmed), booked (still to come), and those whose day passed unconfirmed."""

    held: int = 0
    booked: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """The level with the two numbers that it was made of. ``ratio`` is None where none could be worked out."""

    level: Level
    expected: float | None = None
    ratio: float | None = None


def scale_of(indicator: Indicator, period: Period, by: date | None) -> Scale:
    """The scale of one indicator: from the period's start to its own deadline, else to the period's end."""
    baseline = None if indicator.baseline is None else float(indicator.baseline)
    divisible = "%" in (indicator.unit or "")
    scale = Scale(
        None, period.start, by or period.end, baseline, indicator.comparator, indicator.pace, divisible
    )
    match indicator.target:
        case None:
            return scale
        case str() as relative:
            share = _relative(relative)
            comparator = "at-most" if share < 0 and scale.comparator == "at-least" else scale.comparator
            target = None if baseline is None else round(baseline * (1 + share), 9)
            return replace(scale, target=target, comparator=comparator)
        case number:
            return replace(scale, target=float(number))


def _relative(text: str) -> float:
    """+10 % → 0.1, −5 % → −0.05."""
    amount = float(re.sub(r"[^\d.,]", "", text).replace(",", "."))
    return (-amount if text[0] in "-−" else amount) / 100


def share_of_time(scale: Scale, as_of: date) -> float:
    """How much of the time has passed at the end of the day: 0 before the first day, 1 from the last day on."""
    if as_of < scale.begin:
        return 0.0
    if as_of >= scale.end:
        return 1.0
    return ((as_of - scale.begin).days + 1) / ((scale.end - scale.begin).days + 1)


def expected_by(scale: Scale, as_of: date) -> float | None:
    """The number that the pace expects at the end of the day. None when nothing is expected yet or nothing is known."""
    if scale.target is None or (scale.pace is Pace.AT_END and as_of < scale.end):
        return None
    limit = scale.pace is not Pace.COUNT and scale.is_kept
    if limit:
        return scale.target
    if scale.start is None:
        return None
    expected = scale.start + (scale.target - scale.start) * share_of_time(scale, as_of)
    if scale.pace is Pace.COUNT and scale.comparator == "at-most":
        return float(math.ceil(expected)) if scale.whole else expected
    return round(expected, 9)


FORECAST_FROM = 1 / 6
"""The share of the time before which a pace says nothing of where it ends: two months of a year."""


def forecast(scale: Scale, actual: float | None, measured: date) -> float | None:
    """Where the number ends at the deadline if it goes on at the pace of the way so far, ``measured`` the day it was taken.

    None where it is too early to say, where nothing grows with time (at-end, a limit to keep), and from the deadline on.
    """
    share = share_of_time(scale, measured)
    if actual is None or scale.target is None or scale.start is None or scale.pace is Pace.AT_END:
        return None
    if (scale.pace is not Pace.COUNT and scale.is_kept) or not FORECAST_FROM <= share < 1:
        return None
    ends = max(round(scale.start + (actual - scale.start) / share, 9), min(actual, 0.0))
    if scale.divisible and max(actual, scale.target) <= WHOLE_PERCENT:
        ends = min(ends, WHOLE_PERCENT)
    return float(math.floor(ends)) if scale.whole and is_whole(actual) else ends


def judge(scale: Scale, actual: float | None, as_of: date) -> Judgement:
    """The level of one measured number."""
    if scale.target is None:
        return Judgement(Level.INCOMPLETE)
    if _not_begun(scale, as_of):
        return Judgement(Level.NOT_JUDGED)
    expected = expected_by(scale, as_of)
    if actual is None:
        waits = scale.pace is Pace.AT_END and as_of < scale.end
        return Judgement(Level.NOT_JUDGED if waits else Level.NOT_REPORTED, expected)
    if scale.pace is Pace.COUNT and scale.comparator == "at-most":
        return _ceiling_of_a_count(scale, actual, expected, as_of)
    if scale.is_kept:
        return _kept(scale, actual, expected, as_of)
    return _to_reach(scale, actual, expected, as_of)


def _not_begun(scale: Scale, as_of: date) -> bool:
    return as_of < min(scale.begin, scale.end)


def _to_reach(scale: Scale, actual: float, expected: float | None, as_of: date) -> Judgement:
    """A target to come to, from where the way begins."""
    ratio = _ratio(scale, actual, expected)
    if scale.meets(actual):
        return Judgement(Level.REACHED, expected, ratio)
    if as_of >= scale.end:
        return Judgement(Level.MISSED, expected, ratio)
    if expected is None:
        return Judgement(Level.NOT_JUDGED if scale.pace is Pace.AT_END else Level.INCOMPLETE)
    if ratio is None:
        return Judgement(Level.NOT_JUDGED, expected)  # its deadline lies before its first day
    level = _by_ratio(ratio)
    if level is not Level.ON_TRACK and _too_early(scale, actual, expected):
        level = Level.AT_RISK if ratio < 0 else Level.NOT_JUDGED  # a step back is news, however early
    return Judgement(level, expected, ratio)


def _too_early(scale: Scale, actual: float, expected: float) -> bool:
    """Whether less than one whole is expected of what comes in wholes: no progress is then neither good nor bad."""
    return scale.whole and is_whole(actual) and abs(expected - (scale.start or 0)) < 1


def _ratio(scale: Scale, actual: float, expected: float | None) -> float | None:
    """The share of the expected way that has been made; beyond an exact target counts as much as before it."""
    if expected is None or scale.start is None or expected == scale.start:
        return None
    ratio = (actual - scale.start) / (expected - scale.start)
    return 1 / ratio if scale.comparator == "exactly" and ratio > 1 else ratio


def _by_ratio(ratio: float) -> Level:
    rounded = round(ratio, 9)
    if rounded >= ON_TRACK_FROM:
        return Level.ON_TRACK
    return Level.AT_RISK if rounded >= AT_RISK_FROM else Level.BEHIND


def _kept(scale: Scale, actual: float, expected: float | None, as_of: date) -> Judgement:
    """A limit that is kept or not: there is no way to go."""
    target = scale.target or 0.0
    over = as_of >= scale.end
    if scale.pace is Pace.AT_END and not over:
        return Judgement(Level.NOT_JUDGED)
    if scale.meets(actual):
        return Judgement(Level.REACHED if over else Level.ON_TRACK, expected, 1.0)
    ratio = min(actual / target, target / actual) if target > 0 and actual > 0 else 0.0
    if over:
        return Judgement(Level.MISSED, expected, ratio)
    return Judgement(Level.AT_RISK if ratio >= AT_RISK_FROM else Level.BEHIND, expected, ratio)


def _ceiling_of_a_count(scale: Scale, actual: float, expected: float | None, as_of: date) -> Judgement:
    """A cumulative count that may not pass its limit: once passed it is missed, and faster than even is a risk."""
    ratio = expected / actual if expected is not None and actual > 0 else 1.0
    if not scale.meets(actual):
        return Judgement(Level.MISSED, expected, ratio)
    if as_of >= scale.end:
        return Judgement(Level.REACHED, expected, ratio)
    return Judgement(Level.ON_TRACK if ratio >= 1 else Level.AT_RISK, expected, ratio)


def judge_events(scale: Scale, tally: Tally, as_of: date) -> Judgement:
    """The level of "at least so many": held and booked count; what passed unconfirmed may turn out to be held."""
    counted = replace(scale, pace=Pace.COUNT)
    sure = tally.held + tally.booked
    if scale.target is None or scale.comparator != "at-least":
        return judge(counted, float(sure), as_of)
    if _not_begun(scale, as_of):
        return Judgement(Level.NOT_JUDGED)
    expected = expected_by(counted, as_of)
    ratio = sure / expected if expected else None
    rules = (
        (tally.held >= scale.target, Level.REACHED),
        (sure < scale.target <= sure + tally.unconfirmed, Level.NOT_REPORTED),
        (as_of >= scale.end, Level.MISSED),
        (sure >= scale.target, Level.ON_TRACK),
        (expected is None or (not sure and _too_early(counted, sure, expected)), Level.NOT_JUDGED),
    )
    level = next((level for holds, level in rules if holds), None) or _by_ratio(ratio or 0.0)
    return Judgement(level, expected, ratio)


def with_age(judgement: Judgement, scale: Scale, measured: date, as_of: date) -> Judgement:
    """The same judgement, unless the number behind it is too old to call it good or final."""
    counted_for_good = judgement.level is Level.REACHED and scale.pace is Pace.COUNT
    needs_news = judgement.level in {Level.ON_TRACK, Level.REACHED, Level.MISSED} and not counted_for_good
    if needs_news and min(as_of, scale.end) - measured > STALE_AFTER:
        return replace(judgement, level=Level.OUT_OF_DATE)
    return judgement


def trend(scale: Scale, before: float | None, after: float | None) -> Trend:
    """Whether the newer number is better, by the indicator's own direction."""
    if before is None or after is None:
        return Trend.MISSING
    if before == after:
        return Trend.UNCHANGED
    if scale.comparator == "exactly" and scale.target is not None:
        gain = abs(before - scale.target) - abs(after - scale.target)
        if gain == 0:
            return Trend.UNCHANGED
    else:
        gain = before - after if scale.comparator == "at-most" else after - before
    return Trend.BETTER if gain > 0 else Trend.WORSE


def worst(levels: Iterable[Level]) -> Level | None:
    """The level of a goal is that of its worst indicator. None for a goal without any."""
    order: Sequence[Level] = (
        Level.MISSED,
        Level.BEHIND,
        Level.AT_RISK,
        Level.NOT_REPORTED,
        Level.OUT_OF_DATE,
        Level.INCOMPLETE,
        Level.NOT_JUDGED,
        Level.ON_TRACK,
        Level.REACHED,
    )
    return min(levels, key=order.index, default=None)
