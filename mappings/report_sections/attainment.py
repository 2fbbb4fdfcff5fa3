"""Goals and indicators, with level and trend kept apart, and the activities area by area. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mappings.assignments import Assignment, Outlook
from mappings.follow_up import FollowUp, Measured
from mappings.items import TaskKind
from mappings.pace import Level
from mappings.report import Block, Bullets, Cell, Column, ColumnKind, Paragraph, Section, Subheading, Table
from mappings.report_sections.pictures import of_activities, of_goals
from mappings.wording import Wording

A_HUNDRED = 100


def goals(follow: FollowUp, say: Wording) -> Section | None:
    """Each indicator in a row of its own; then the goals that have none."""
    plan = follow.plan
    if not plan.goals:
        return None
    titles = {goal.id: goal.title for _, goal in plan.goals}
    rows = tuple(goal_row(one, titles[one.goal], say) for one in follow.indicators)
    blocks: list[Block] = [*of_goals(follow, say)]
    if rows:
        blocks.append(Table.of(say("caption_goals"), goal_columns(say), rows))
    without = tuple(Cell(line) for line in _without_indicator(follow, say))
    if without:
        blocks += [Paragraph(say("goals_without_indicator")), Bullets(without)]
    return Section("goals", say("goals"), tuple(blocks))


def goal_columns(say: Wording) -> tuple[Column, ...]:
    """What stands over a goal's row; ``Table.of`` leaves out forecast and judgement where there are none."""
    return (
        say.column("goal"),
        say.column("target"),
        say.column("actual", ColumnKind.NUMBER),
        say.column("expected", ColumnKind.NUMBER),
        say.column("goal_forecast", ColumnKind.NUMBER),
        say.column("level", ColumnKind.STATE),
        say.column("judged", ColumnKind.STATE),
        say.column("trend", ColumnKind.WORD),
    )


def goal_row(one: Measured, goal: str, say: Wording) -> tuple[Cell, ...]:
    """Indicator, target, actual, expected by now, forecast, level, judgement and trend."""
    indicator, unit = one.indicator, one.indicator.unit
    expected = say.expected(one.scale, one.judgement, one.actual, unit)
    return (
        Cell(say.title(indicator.title), detail=_how(one, goal, say)),
        target_cell(one, say),
        Cell(say.amount(one.actual, unit) or "–", detail=_evidence(one, say)),
        Cell(expected or "–"),
        _forecast(one, say),
        Cell(
            "",
            say.level(one.judgement.level),
            _share(one, say),
        ),
        Cell("", say.level(one.judged), say.note(one.note)) if one.judged else Cell(),
        Cell(say.trend(one.trend)),
    )


def _share(one: Measured, say: Wording) -> str:
    """How much of the expected way is made, while there is way left to go. Cut, not rounded: 94.9 is not 95 per cent."""
    ratio = one.judgement.ratio
    if (
        ratio is None
        or one.tally
        or one.scale.is_kept
        or one.judgement.level in {Level.REACHED, Level.NOT_JUDGED}
    ):
        return ""
    return say("share_of_way", share=say.share(max(math.floor(round(ratio * 100, 7)), 0) / 100))


def _forecast(one: Measured, say: Wording) -> Cell:
    """Where it ends, and what that rests on: somebody's word needs no more than the number."""
    if one.forecast is None:
        return Cell()
    basis = "" if one.foretold else say("forecast_booked" if one.tally else "forecast_pace")
    return Cell(
        say.amount(round(one.forecast, 0 if abs(one.forecast) >= A_HUNDRED else 1), one.indicator.unit),
        detail=basis,
    )


def target_cell(one: Measured, say: Wording) -> Cell:
    """What is to be reached, from where and by when; or that nobody has said it."""
    unit, scale = one.indicator.unit, one.scale
    if scale.target is None:
        written = str(one.indicator.target) if one.indicator.target is not None else "–"
        return Cell(
            written, detail=say("no_baseline") if one.indicator.target is not None else say("no_target")
        )
    target = say.words.word(f"comparator.{scale.comparator}", target=say.quantity(scale.target, unit))
    key = "from_baseline" if scale.start == scale.baseline else "before_baseline"  # a count begins at nought
    begin = "" if scale.baseline is None else say(key, baseline=say.amount(scale.baseline, unit))
    by = say("by_day", date=say.day(scale.end))
    return Cell(target, detail=", ".join(part for part in (begin, by) if part))


def _how(one: Measured, goal: str, say: Wording) -> str:
    """The goal that the indicator is of, and where its number is found."""
    source = one.indicator.source
    parts = (
        say.title(goal) if goal != one.indicator.title else "",
        say("measured_from", source=say.title(source)) if source else "",
    )
    return "; ".join(part for part in parts if part)


def _evidence(one: Measured, say: Wording) -> str:
    if one.tally is None:
        return say.told(one.evidence)
    parts = [say("booked", count=say.number(one.tally.booked))]
    if one.tally.unconfirmed:
        parts.append(say("passed", count=say.number(one.tally.unconfirmed)))
    return ", ".join(parts)


def _without_indicator(follow: FollowUp, say: Wording) -> Iterator[str]:
    by_id = {one.id: one for one in follow.assignments}
    linked = [
        (activity.goals, by_id[activity.id]) for _, activity in follow.plan.activities if activity.id in by_id
    ]
    for _, goal in follow.plan.goals:
        if goal.indicators:
            continue
        tasks = [one for names, one in linked if goal.id in names and one.outlook is not Outlook.CANCELLED]
        title = say.title(goal.title)
        if not tasks:
            yield say("goal_without_activity", goal=title)
            continue
        done = sum(one.outlook is Outlook.DONE for one in tasks)
        yield say("goal_with_activities", goal=title, done=say.number(done), total=say.number(len(tasks)))


# Activities -------------------------------------------------------------------------------------------------------


def activities(follow: FollowUp, say: Wording) -> Section | None:
    """The activities of each area, in the plan's order, so that a reader finds the plan again; or of each responsible."""
    followed = follow.of(TaskKind.ACTIVITY)
    if not followed:
        return None
    blocks: list[Block] = [*of_activities(follow, say)]
    for title, own in (
        _of_people(followed, say) if follow.by_responsible else _of_areas(follow, followed, say)
    ):
        if own:
            blocks += [Subheading(title), activity_table(say("caption_activities", area=title), own, say)]
    return Section("activities", say("activities"), tuple(blocks))


Group = tuple[str, list[Assignment]]


def _of_areas(follow: FollowUp, followed: Sequence[Assignment], say: Wording) -> Iterator[Group]:
    for area in follow.plan.areas:
        yield say.title(area.title), [one for one in followed if one.area == area.id]


def _of_people(followed: Sequence[Assignment], say: Wording) -> Iterator[Group]:
    """Each person by name, with all that they answer for; what two answer for stands under both, what nobody does last."""
    own: dict[str, list[Assignment]] = defaultdict(list)
    for one in followed:
        for name in dict.fromkeys(say.title(who.name) for who in one.responsible) or (say("nobody"),):
            own[name].append(one)
    yield from sorted(own.items(), key=lambda pair: (pair[0] == say("nobody"), pair[0].casefold()))


def activity_table(caption: str, some: list[Assignment], say: Wording) -> Table:
    """Assignments with responsible, due day, state and the last note."""
    columns = (
        say.column("activity"),
        say.column("responsible"),
        say.column("due", ColumnKind.DATE),
        say.column("state", ColumnKind.STATE),
        say.column("note"),
    )
    rows = tuple(
        (
            Cell(say.title(one.title, one.confidential)),
            Cell(say.names(one.responsible) or say("nobody")),
            say.due_cell(one, _no_day(one, say)),
            say.state(one),
            Cell(say.remark(one)),
        )
        for one in some
    )
    return Table.of(caption, columns, rows)


def _no_day(one: Assignment, say: Wording) -> str:
    if one.outlook in {Outlook.DONE, Outlook.CANCELLED}:
        return ""
    return say.words.word(f"schedule.{one.turns[0].schedule}")
