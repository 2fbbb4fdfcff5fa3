"""The report's charts: each indicator against its expected line, the areas by state, and what is done over the year. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from config.dates import month_end
from mappings.assignments import Assignment, Outlook
from mappings.charts import Bar, BurnUp, Point, Progress, Stack, Stacks
from mappings.follow_up import COUNTED, FollowUp, Measured
from mappings.items import TaskKind
from mappings.pace import Scale
from mappings.report import Charts
from mappings.report_sections.first_page import counted_mark
from mappings.wording import Wording

MOST_ROWS = 12
ONE_CHART = 5
ONE_DAY = timedelta(days=1)
MONTHS_SHOWN = 18
"""A longer time is marked at the turn of each year."""


def of_goals(follow: FollowUp, say: Wording) -> Iterator[Charts]:
    """One bar for each indicator that has a way to go; of many, half and half. Nothing where fewer than two have."""
    bars = [bar for one in follow.indicators if (bar := _bar(one, say))]
    if len(bars) < 2:
        return
    half = len(bars) if len(bars) <= ONE_CHART else min(math.ceil(len(bars) / 2), MOST_ROWS)
    parts = [bars[:half], bars[half : half + MOST_ROWS]] if half < len(bars) else [bars]
    left = len(bars) - sum(map(len, parts))
    yield Charts(
        tuple(
            Progress(
                key=f"progress-{number}",
                title=say("chart_progress") + (f" ({number}/{len(parts)})" if len(parts) > 1 else ""),
                alternative=f"{'; '.join(f'{bar.label}: {bar.text}, {bar.mark.word}' for bar in part)}.",
                lines=(),
                bars=tuple(part),
                expected=say("chart_expected"),
                more=say("more", count=say.number(left)) if left and number == len(parts) else "",
            )
            for number, part in enumerate(parts, 1)
        )
    )


def _bar(one: Measured, say: Wording) -> Bar | None:
    scale = one.scale
    if scale.target is None or scale.start is None or scale.start == scale.target or scale.is_kept:
        return None
    numbers = [
        say.amount(one.actual, one.indicator.unit) or "–",
        say.amount(scale.target, one.indicator.unit),
    ]
    return Bar(
        label=say.title(one.indicator.title),
        mark=say.level(one.judgement.level),
        text=say("chart_of", actual=numbers[0], target=numbers[1]),
        reached=_share(one.actual, scale),
        expected=_share(one.judgement.expected, scale),
    )


def _share(value: float | None, scale: Scale) -> float | None:
    """How much of the way from its start to its target a number is, cut at both ends."""
    if value is None or scale.target is None or scale.start is None:
        return None
    return min(max((value - scale.start) / (scale.target - scale.start), 0.0), 1.0)


# Activities -------------------------------------------------------------------------------------------------------


def of_activities(follow: FollowUp, say: Wording) -> Iterator[Charts]:
    """The areas by state, and what is done over the year."""
    charts = (*_areas(follow, say), *_burn_up(follow, say))
    if charts:
        yield Charts(charts)


def _areas(follow: FollowUp, say: Wording) -> Iterator[Stacks]:
    followed = follow.of(TaskKind.ACTIVITY)
    counted = Counter((one.area, one.outlook) for one in followed)
    here = [outlook for outlook in Outlook if any(one.outlook is outlook for one in followed)]
    rows = [
        Stack(say.title(area.title), tuple(counted[area.id, outlook] for outlook in here))
        for area in follow.plan.areas
        if any(counted[area.id, outlook] for outlook in here)
    ]
    if not rows:
        return
    if len(rows) > MOST_ROWS:
        rest = rows[MOST_ROWS - 1 :]
        together = tuple(sum(column) for column in zip(*(row.counts for row in rest), strict=True))
        rows = [*rows[: MOST_ROWS - 1], Stack(say("more", count=say.number(len(rest))), together)]
    marks = tuple(counted_mark(outlook, say) for outlook in here)
    lines = tuple(
        f"{row.label}: "
        + ", ".join(
            f"{mark.word} {say.number(count)}" for mark, count in zip(marks, row.counts, strict=True) if count
        )
        for row in rows
    )
    yield Stacks("areas", say("chart_areas"), f"{'; '.join(lines)}.", lines, marks, tuple(rows))


def _burn_up(follow: FollowUp, say: Wording) -> Iterator[BurnUp]:
    """What counts, the cancelled left out, month by month. What has no day is done or not, and never due."""
    counted = [
        one for one in follow.assignments if one.kind in COUNTED and one.outlook is not Outlook.CANCELLED
    ]
    if not counted:
        return
    period, as_of = follow.plan.period, follow.edition.as_of
    now = min(as_of, period.end)
    due = [day for one in counted if (day := _last_day(one))]
    done = [_done_on(one, as_of) for one in counted if one.outlook is Outlook.DONE]
    days = list(_month_ends(period.start, period.end))
    past = [day for day in days if day < now] + ([now] if now >= period.start else [])

    def share(day: date) -> float:
        return ((day - period.start).days + 1) / ((period.end - period.start).days + 1)

    def line(events: Iterable[date], at: Sequence[date]) -> tuple[Point, ...]:
        known = sorted(events)
        return ((0.0, 0.0), *((share(day), float(sum(one <= day for one in known))) for day in at))

    words = say(
        "chart_burn_up_words",
        date=say.long_day(as_of),
        done=say.number(len(done)),
        due=say.number(sum(day <= as_of for day in due)),
        total=say.number(len(counted)),
    )
    yield BurnUp(
        key="burn-up",
        title=say("chart_burn_up"),
        alternative=words,
        lines=(words,),
        total=len(counted),
        due=line(due, days),
        done=line(done, past),
        now=share(now) if now >= period.start else 0.0,
        ticks=tuple(
            (share(day - ONE_DAY) if day > period.start else 0.0, name) for day, name in _ticks(follow, say)
        ),
        due_word=say("chart_due", count=say.number(sum(day <= as_of for day in due))),
        done_word=say("chart_done", count=say.number(len(done))),
    )


def _last_day(one: Assignment) -> date | None:
    return max((turn.due for turn in one.turns if turn.due), default=None)


def _done_on(one: Assignment, as_of: date) -> date:
    """When the last of it was reported done; where nobody wrote the day, its last day."""
    told = [turn.closed.when.date() for turn in one.turns if turn.closed]
    return min(max(told, default=_last_day(one) or as_of), as_of)


def _month_ends(first: date, last: date) -> Iterator[date]:
    day = month_end(first)
    while day < last:
        yield day
        day = month_end(day + ONE_DAY)
    yield last


def _ticks(follow: FollowUp, say: Wording) -> Iterator[tuple[date, str]]:
    """The months by their first letters; of a longer time the years."""
    period = follow.plan.period
    starts = [
        period.start,
        *(day + ONE_DAY for day in _month_ends(period.start, period.end) if day < period.end),
    ]
    if len(starts) <= MONTHS_SHOWN:
        for day in starts:
            yield day, say.initial(day)
    else:
        for day in starts:
            if day == period.start or day.month == 1:
                yield day, str(day.year)
