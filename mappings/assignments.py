"""The plan's assignments as a board follows them: all the turns of one activity are one assignment. Pure.

Who has what, how it goes and what is awaited, as of a day. It reads standings; it never looks at a service or a clock.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from config.dates import PlanDates
from config.plan import Plan
from mappings.evidence import Work
from mappings.items import Responsible, Task, TaskKind, series_of
from mappings.standing import SOON, Reporting, Schedule, Standing
from mappings.wholes import with_wholes

ON_THEIR_DAY = frozenset({TaskKind.NOTICE, TaskKind.SET_DATE})


class Outlook(StrEnum):
    """The one word for an assignment in the counters; each assignment has exactly one."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"  # its time has not come, and nobody has said anything
    NOT_REPORTED = "not-reported"  # its time has come, and nobody has said anything
    LATE = "late"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One activity, decision, notice, date to set or control, with all its turns in the order of their days.

    ``title`` is the activity's, the decision's or the control's own; of a notice or a date to set, the gathering's.
    """

    id: str
    title: str
    kind: TaskKind
    area: str | None
    responsible: tuple[Responsible, ...]
    turns: tuple[Standing, ...]
    outlook: Outlook
    awaited: bool  # a report is due: nobody has said anything, or not for long
    due: date | None  # of a series: of its first turn that is not closed
    phrase: str | None = None  # the deadline as written, when words were read as a day or set none
    interpreted: bool = False
    confidential: bool = False

    @property
    def is_series(self) -> bool:
        return "@" in self.turns[0].key

    @property
    def done(self) -> tuple[Standing, ...]:
        return tuple(turn for turn in self.turns if turn.work in {Work.DONE, Work.ACCEPTED})

    @property
    def late(self) -> tuple[Standing, ...]:
        return tuple(turn for turn in self.turns if turn.schedule is Schedule.LATE)

    @property
    def is_accepted(self) -> bool:
        return all(turn.work in {Work.ACCEPTED, Work.CANCELLED} for turn in self.turns) and bool(self.done)

    @property
    def is_deleted(self) -> bool:
        return any(turn.deleted for turn in self.turns)

    @property
    def each(self) -> tuple[Standing, ...]:
        """What stands on people's lists: its turns, or where everybody has a task of their own, theirs of each turn."""
        return tuple(one for turn in self.turns for one in turn.each)

    @property
    def note(self) -> str:
        """The last that anybody wrote about it."""
        told = [turn for turn in self.turns if turn.note]
        return max(told, key=lambda turn: (_when(turn), turn.key)).note if told else ""

    def turn_at(self, day: date) -> Standing:
        """The turn that the day belongs to: the last that had begun, else the first."""
        begun = [turn for turn in self.turns if (_begins(turn) or date.max) <= day]
        return begun[-1] if begun else self.turns[0]


def assignments(
    plan: Plan, dates: PlanDates, standings: Iterable[Standing], as_of: date
) -> tuple[Assignment, ...]:
    """The plan's assignments in its order, each with its turns. ``standings`` are those of the plan's tasks."""
    areas = {activity.id: area.id for area, activity in plan.activities}
    titles = {activity.id: activity.title for _, activity in plan.activities}
    titles |= {gathering.id: gathering.title for gathering in (*plan.meetings, *plan.events)}
    secret = {activity.id for _, activity in plan.activities if activity.confidential}
    secret |= {gathering.id for gathering in (*plan.meetings, *plan.events) if gathering.confidential}
    secret |= {decision.id for decision in plan.decisions if decision.confidential}
    controls = _controls(plan)
    turns: dict[str, list[Standing]] = defaultdict(list)
    meets = {
        f"{name}@{slot.name}/notice" if slot.name else f"{name}/notice": slot.day
        for name, slots in dates.slots.items()
        for slot in slots
    }
    for one in with_wholes(standings):
        if not (one.is_open and meets.get(one.key, date.max) <= as_of):  # a notice of a meeting that is over
            turns[series_of(one.item.key)].append(one)
    found: list[Assignment] = []
    for name, group in turns.items():
        task = group[0].item
        if not isinstance(task, Task):
            continue
        group.sort(key=lambda turn: (_begins(turn) or date.max, turn.key))
        head = name.partition("/")[0]
        deadline = dates.deadlines.get(name)
        is_series = "@" in task.key
        by_words = bool(deadline and deadline.interpreted and not is_series and name not in dates.starts)
        area, what = controls.get(name, (areas.get(name), None))
        found.append(
            Assignment(
                id=name,
                title=what or titles.get(head, task.title),
                kind=task.kind,
                area=area,
                responsible=task.responsible,
                turns=tuple(group),
                outlook=together(group, as_of, by_words),
                awaited=any(is_awaited(turn, as_of, by_words) for turn in group),
                due=_next_due(group) if is_series else group[0].due,
                phrase=deadline.phrase if deadline and not is_series else None,
                interpreted=bool(deadline and deadline.interpreted and not is_series),
                confidential=head in secret,
            )
        )
    return tuple(found)


def _controls(plan: Plan) -> Mapping[str, tuple[str | None, str]]:
    """For each control's tasks (see plan_to_tasks): the area of its risk, and what is controlled."""
    return {
        f"{risk.id}-{number}/control" if len(risk.controls) > 1 else f"{risk.id}/control": (
            risk.area,
            control.what,
        )
        for risk in plan.risks
        for number, control in enumerate(risk.controls, 1)
    }


def is_awaited(turn: Standing, as_of: date, by_words: bool = False) -> bool:
    """Whether somebody should have said something: its time has come, or comes within 14 days, or it has no day.

    Of a notice to send or a day to set, nobody reports before it is due. ``by_words``: a phrase ("before the summer") was
    read as its time, and only the last day of it is one that anybody is held to.
    """
    if not turn.is_open or turn.reporting is Reporting.REPORTED:
        return False
    if isinstance(turn.item, Task) and turn.item.kind in ON_THEIR_DAY:
        return turn.due is not None and turn.due <= as_of
    if turn.start is not None and not (by_words and turn.start == turn.item.start):
        return _day(turn.start) <= as_of or (turn.due is not None and turn.due < as_of)
    return turn.due is None or turn.due <= as_of + SOON


def outlook(turn: Standing, as_of: date, by_words: bool = False) -> Outlook:
    """The one word for one turn."""
    if turn.work is Work.CANCELLED:
        return Outlook.CANCELLED
    if turn.work in {Work.DONE, Work.ACCEPTED}:
        return Outlook.DONE
    if turn.schedule is Schedule.LATE:
        return Outlook.LATE
    if turn.deleted:
        return Outlook.NOT_REPORTED
    if turn.work is Work.ONGOING:
        return Outlook.ONGOING
    return Outlook.NOT_REPORTED if is_awaited(turn, as_of, by_words) else Outlook.PLANNED


def together(turns: Iterable[Standing], as_of: date, by_words: bool) -> Outlook:
    """One word for all the turns: what calls for attention first."""
    all_of = {outlook(turn, as_of, by_words) for turn in turns}
    if all_of == {Outlook.CANCELLED}:
        return Outlook.CANCELLED
    if all_of <= {Outlook.DONE, Outlook.CANCELLED}:
        return Outlook.DONE
    for first in (Outlook.LATE, Outlook.NOT_REPORTED):
        if first in all_of:
            return first
    return Outlook.ONGOING if all_of & {Outlook.ONGOING, Outlook.DONE} else Outlook.PLANNED


def _next_due(turns: Iterable[Standing]) -> date | None:
    return next((turn.due for turn in turns if turn.is_open), None)


def _begins(turn: Standing) -> date | None:
    return _day(turn.start) if turn.start is not None else turn.due


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _when(turn: Standing) -> datetime:
    return turn.evidence.when if turn.evidence else datetime.min.replace(tzinfo=UTC)
