"""What a readable plan still lacks: the holes for the board to fill and the readings for it to confirm. Pure.

Looks only at the plan, never at how far anyone has come. What cannot be read at all is an error of the file and not here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from babel.numbers import format_decimal

from config.dates import Deadline, Path, PlanDates
from config.language import Language, language
from config.plan import (
    Activity,
    BodyKind,
    Decision,
    Gathering,
    Indicator,
    Meeting,
    Pace,
    Part,
    Plan,
    Status,
    indicator_id,
)
from config.plan_file import PlanFile
from mappings.google_attendees import MOST_INVITED
from mappings.invitations import attendees, invited
from mappings.lines import shown_day, who
from mappings.targets import Clash, Measured, Unsettled, compare, percent_of


class Severity(StrEnum):
    HOLE = "hole"  # something is missing or cannot be
    QUESTION = "question"  # something was read in a way that the board may want to confirm


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to settle: its code, where it stands in the plan, and what fills the sentence ``check.<code>``."""

    code: str
    place: Path
    values: Mapping[str, str] = field(default_factory=dict)
    severity: Severity = Severity.HOLE

    def sentence(self, words: Language) -> str:
        """What is missing and what to write."""
        return words.word(f"check.{self.code}", **self.values)


def findings(file: PlanFile) -> tuple[Finding, ...]:
    """Everything that the plan lacks, in the order of the file's lines; values are in the plan's language."""
    look = _Look(file.plan, file.dates, language(file.plan.language))
    found = [*_whole(look, has_id="id" in file.tree.value), *_people(look), *_times(look), *_gatherings(look)]
    found += [*_goals(look), *_money(look)]
    return tuple(sorted(found, key=lambda one: file.place(one.place)))


MOST_NAMED = 5
LONGEST_NAME = 60
CLEAR_MAJORITY = 0.75
FEWEST_ALIKE = 3
NEXT_ANNUAL_MEETING = timedelta(days=183)
"""So long after its period a plan may list the annual meeting that closes it."""


@dataclass(frozen=True, slots=True)
class _Look:
    """The plan as the checks look at it: its dates, and its language's way of writing."""

    plan: Plan
    dates: PlanDates
    words: Language

    def activities(self) -> Iterator[tuple[Path, Activity]]:
        """Those still to be done: neither cancelled nor accepted."""
        for a, area in enumerate(self.plan.areas):
            for b, activity in enumerate(area.activities):
                if not activity.cancelled and not activity.accepted:
                    yield ("areas", a, "activities", b), activity

    def decisions(self) -> Iterator[tuple[Path, Decision]]:
        for number, decision in enumerate(self.plan.decisions):
            if not decision.cancelled and not decision.accepted:
                yield ("decisions", number), decision

    def gatherings(self) -> Iterator[tuple[Path, Gathering]]:
        for number, meeting in enumerate(self.plan.meetings):
            if meeting.cancelled is not True:
                yield ("meetings", number), meeting
        for number, event in enumerate(self.plan.events):
            if event.cancelled is not True:
                yield ("events", number), event

    def indicators(self) -> Iterator[tuple[Path, str, str, Indicator]]:
        """Each indicator: where it stands, its goal's id, its own id, and itself."""
        for a, area in enumerate(self.plan.areas):
            for g, goal in enumerate(area.goals):
                for n, indicator in enumerate(goal.indicators):
                    yield (
                        ("areas", a, "goals", g, "indicators", n),
                        goal.id,
                        indicator_id(goal, n + 1),
                        indicator,
                    )

    def by(self, name: str) -> date:
        """The day by which an indicator's target is to be reached."""
        deadline = self.dates.indicators.get(name)
        return deadline.latest if deadline and deadline.latest else self.plan.period.end

    def inside(self, day: date) -> bool:
        return self.plan.period.start <= day <= self.plan.period.end

    # Ways of writing

    def day(self, day: date) -> str:
        return shown_day(day, self.words)

    def number(self, value: float | Decimal) -> str:
        return format_decimal(value, locale="en_GB" if self.words.code == "en" else self.words.code)

    def target(self, target: float | str | None) -> str:
        return target if isinstance(target, str) else self.number(target or 0)

    def names(self, names: Iterable[str]) -> str:
        """The first few, without repeating one."""
        each = [_short(name) for name in dict.fromkeys(names)]
        return ", ".join([*each[:MOST_NAMED], "…"] if len(each) > MOST_NAMED else each)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _question(code: str, place: Path, values: Mapping[str, str]) -> Finding:
    return Finding(code, place, values, Severity.QUESTION)


# The plan as a whole ----------------------------------------------------------------------------------------------


def _whole(look: _Look, *, has_id: bool) -> Iterator[Finding]:
    plan = look.plan
    if not has_id:
        yield _question("plan-without-id", (), {"id": plan.id})
    if plan.status is not Status.DRAFT and plan.adopted is None:
        yield Finding("adopted-without-date", ("status",))
    present = _parts(plan)
    for number, part in enumerate(plan.requires):
        place: Path = ("requires", number)
        if isinstance(part, Part):
            if not present[part]:
                named = look.words.word(f"check.part.{part.value}")
                yield Finding("part-missing", place, {"part": named, "where": part.value})
        elif not any(section.id == part and section.text for section in plan.sections):
            yield Finding("section-missing", place, {"part": part})
    for number, risk in enumerate(plan.risks):
        if risk.decision == "control" and not risk.controls:
            yield Finding("risk-without-control", ("risks", number), {"title": _short(risk.title)})


def _parts(plan: Plan) -> dict[Part, bool]:
    return {
        Part.GOALS: bool(plan.goals),
        Part.INDICATORS: bool(plan.indicators),
        Part.ACTIVITIES: bool(plan.activities),
        Part.MEETINGS: bool(plan.meetings),
        Part.EVENTS: bool(plan.events),
        Part.BUDGET: bool(plan.budget),
        Part.RISKS: bool(plan.risks),
        Part.CONTROLS: any(risk.controls for risk in plan.risks),
        Part.PARENTS: bool(plan.parents),
        Part.DECISIONS: bool(plan.decisions),
        Part.BODIES: bool(plan.bodies),
    }


# Who, and whether there is a when ---------------------------------------------------------------------------------


def _people(look: _Look) -> Iterator[Finding]:
    for place, activity in look.activities():
        undated = activity.due is None and activity.cadence is None
        if lacks := _lacks(not activity.responsible, undated):
            yield Finding(f"activity-without-{lacks}", place, {"title": _short(activity.title)})
        if activity.each and len({one.id for one in who(look.plan, activity.responsible)}) == 1:
            yield Finding("each-alone", (*place, "each"), {"title": _short(activity.title)})
    for place, decision in look.decisions():
        if lacks := _lacks(not decision.responsible, decision.due is None):
            yield Finding(f"decision-without-{lacks}", place, {"title": _short(decision.text)})
    for r, risk in enumerate(look.plan.risks):
        for c, control in enumerate(risk.controls):
            if not control.responsible:
                values = {"title": _short(control.what), "risk": _short(risk.title)}
                yield Finding("control-without-responsible", ("risks", r, "controls", c), values)
    yield from _bodies(look)


def _lacks(responsible: bool, day: bool) -> str | None:
    if responsible and day:
        return "responsible-and-date"
    return "responsible" if responsible else "date" if day else None


def _bodies(look: _Look) -> Iterator[Finding]:
    """Bodies whose tasks would reach nobody: working groups, and any other that is responsible for something."""
    plan = look.plan
    asked = {name for _, activity in look.activities() for name in activity.responsible}
    asked |= {name for _, decision in look.decisions() for name in decision.responsible}
    asked |= {name for risk in plan.risks for control in risk.controls for name in control.responsible}
    for _, entry in look.gatherings():
        asked |= set(entry.responsible)
        if isinstance(entry, Meeting):
            asked |= set(entry.notice_by)
        if entry.body and (entry.month or (isinstance(entry, Meeting) and entry.notice)):
            asked.add(entry.body)
    for name, body in plan.bodies.items():
        if body.contact is None and (name in asked or body.kind is BodyKind.WORKING_GROUP):
            yield Finding("body-without-contact", ("bodies", name), {"title": _short(body.name)})


# When -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Due:
    """A deadline as it stands somewhere in the plan."""

    place: Path
    title: str
    deadline: Deadline
    is_start: bool = False


def _times(look: _Look) -> Iterator[Finding]:
    written = list(_written(look))
    yield from _phrases(look, written)
    for due in written:
        day = due.deadline.latest or due.deadline.earliest
        if day and not look.inside(day) and not due.deadline.interpreted and due.deadline.anchor is None:
            yield _outside(look, due.place, due.title, [day])
    yield from _order(look)


def _written(look: _Look) -> Iterator[_Due]:
    """Every deadline that stands in the plan and is still to come about."""
    for place, activity in look.activities():
        if due := look.dates.deadlines.get(activity.id):
            yield _Due((*place, "due"), activity.title, due)
        if start := look.dates.starts.get(activity.id):
            yield _Due((*place, "start"), activity.title, start, is_start=True)
    for place, decision in look.decisions():
        if due := look.dates.deadlines.get(decision.id):
            yield _Due((*place, "due"), decision.text, due)
    for place, _, name, indicator in look.indicators():
        if due := look.dates.indicators.get(name):
            yield _Due((*place, "by"), indicator.title, due)


def _phrases(look: _Look, written: Iterable[_Due]) -> Iterator[Finding]:
    """One finding for each phrase and reading, however many items have it."""
    groups: dict[tuple[str, str, date | None], list[_Due]] = defaultdict(list)
    for due in written:
        if due.deadline.phrase and (code := _reading(look, due)):
            groups[code, due.deadline.phrase.casefold(), due.deadline.latest].append(due)
    for (code, _, latest), same in groups.items():
        values = {
            "phrase": _short(same[0].deadline.phrase or ""),
            "titles": look.names(one.title for one in same),
        }
        if latest:
            values["date"] = look.day(latest)
        asks = code in {"deadline-read", "deadline-open"}
        yield Finding(code, same[0].place, values, Severity.QUESTION if asks else Severity.HOLE)


def _reading(look: _Look, due: _Due) -> str | None:
    """The code for how this deadline was read; None when there is nothing to settle."""
    deadline = due.deadline
    if deadline.rule == "UNREAD":
        return "deadline-unread"
    if due.is_start:
        return None
    if deadline.rule == "START":
        return "deadline-only-start"
    if deadline.rule == "NONE":
        continuous = " ".join((deadline.phrase or "").casefold().split()) in look.words.cadences
        return None if continuous else "deadline-open"
    return "deadline-read" if deadline.interpreted else None


def _outside(look: _Look, place: Path, title: str, days: Iterable[date]) -> Finding:
    period = f"{look.day(look.plan.period.start)} – {look.day(look.plan.period.end)}"
    values = {"title": _short(title), "dates": look.names(look.day(day) for day in days), "period": period}
    return _question("outside-period", place, values)


def _order(look: _Look) -> Iterator[Finding]:
    """Activities that are due before one that must be done first."""
    titles = {activity.id: activity.title for _, activity in look.activities()}
    for place, activity in look.activities():
        own = look.dates.deadlines.get(activity.id)
        for number, name in enumerate(activity.after):
            first = look.dates.deadlines.get(name)
            if name in titles and own and first and own.latest and first.latest and own.latest < first.latest:
                values = {
                    "title": _short(activity.title),
                    "date": look.day(own.latest),
                    "other": _short(titles[name]),
                    "other_date": look.day(first.latest),
                }
                yield Finding("order-broken", (*place, "after", number), values)


# Meetings and events ----------------------------------------------------------------------------------------------


def _gatherings(look: _Look) -> Iterator[Finding]:
    for place, entry in look.gatherings():
        title = _short(entry.title)
        if entry.month:
            month = look.words.month(date.fromisoformat(f"{entry.month}-01"))
            yield Finding("month-only", place, {"title": title, "month": month})
        elif not entry.date and not entry.is_series:
            yield Finding("gathering-without-day", place, {"title": title})
        yield from _weekday(look, place, entry)
        outside = [slot.day for slot in look.dates.slots[entry.id] if _strays(look, entry, slot.day)]
        if outside:
            yield _outside(look, place, entry.title, outside)
    yield from _invitations(look)


def _invitations(look: _Look) -> Iterator[Finding]:
    """People and bodies whom an invitation would not reach, each told once, and meetings that invite too many."""
    unreached: dict[Path, list[str]] = defaultdict(list)
    for place, entry in look.gatherings():
        for name in entry.invite:
            if not invited(look.plan, [name]):
                unreached["bodies", name].append(entry.title)
        for name in invited(look.plan, entry.invite):
            if look.plan.people[name].email is None:
                unreached["people", name].append(entry.title)
        count = len(attendees(look.plan, entry.invite))
        if count > MOST_INVITED:
            values = {
                "title": _short(entry.title),
                "count": look.number(count),
                "most": look.number(MOST_INVITED),
            }
            yield Finding("too-many-invited", (*place, "invite"), values)
    for at, titles in unreached.items():
        body = look.plan.bodies.get(str(at[1]))
        name = body.name if body else look.plan.people[str(at[1])].name
        code = "invited-without-members" if body else "invited-without-address"
        yield Finding(code, at, {"name": _short(name), "titles": look.names(titles)})


def _strays(look: _Look, entry: Gathering, day: date) -> bool:
    """Whether a day lies outside the period. The annual meeting that closes the period may lie a while after it."""
    annual = any(name in entry.title.casefold() for name in look.words.annual_meeting)
    closing = annual and look.plan.period.end < day <= look.plan.period.end + NEXT_ANNUAL_MEETING
    return not look.inside(day) and not closing


def _weekday(look: _Look, place: Path, entry: Gathering) -> Iterator[Finding]:
    """The dates of a list that are not on the weekday of a clear majority. Those that are said to be moved may be."""
    slots = [slot for slot in look.dates.slots[entry.id] if not slot.moved and not slot.cancelled]
    if not entry.dates or not slots:
        return
    usual, alike = Counter(slot.nominal.weekday() for slot in slots).most_common(1)[0]
    odd = [slot.nominal for slot in slots if slot.nominal.weekday() != usual]
    if not odd or alike < FEWEST_ALIKE or alike / len(slots) < CLEAR_MAJORITY:
        return
    number = next(n for n, listed in enumerate(entry.dates) if listed.date == odd[0])
    days = ", ".join(f"{look.day(day)} ({look.words.weekdays[day.weekday()]})" for day in odd)
    values = {"title": _short(entry.title), "usual": look.words.weekdays[usual], "dates": days}
    yield Finding("weekday-breaks-series", (*place, "dates", number), values)


# Goals ------------------------------------------------------------------------------------------------------------


def _goals(look: _Look) -> Iterator[Finding]:
    for a, area in enumerate(look.plan.areas):
        for g, goal in enumerate(area.goals):
            if not goal.indicators:
                yield Finding(
                    "goal-without-indicator", ("areas", a, "goals", g), {"title": _short(goal.title)}
                )
    yield from _served(look)
    measured: list[Measured] = []
    for place, goal_id, name, indicator in look.indicators():
        if indicator.target is None:
            yield Finding("indicator-without-target", place, {"title": _short(indicator.title)})
            continue
        measured.append(Measured(name, goal_id, indicator, look.by(name)))
        yield from _booked(look, place, name, indicator)
    unsettled = [one for one in compare(measured) if isinstance(one, Unsettled)]
    asked = {each.name for one in unsettled for each in (one.percent, one.number)}
    for place, _, name, indicator in look.indicators():
        if indicator.target is not None and indicator.baseline is None and name not in asked:
            yield from _baseline(look, place, indicator)
    places = {name: place for place, _, name, _ in look.indicators()}
    yield from _contradictions(look, compare(measured), places)


def _served(look: _Look) -> Iterator[Finding]:
    """Goals that nothing in the plan works for; one question where no activity names any goal."""
    named = {
        goal for _, activity in look.plan.activities if not activity.cancelled for goal in activity.goals
    }
    goals = [
        (("areas", a, "goals", g), goal)
        for a, area in enumerate(look.plan.areas)
        for g, goal in enumerate(area.goals)
        if not any(indicator.counts for indicator in goal.indicators)
    ]
    if goals and not named:
        yield _question(
            "no-activity-names-a-goal", goals[0][0], {"titles": look.names(goal.title for _, goal in goals)}
        )
        return
    for place, goal in goals:
        if goal.id not in named:
            yield Finding("goal-without-activity", place, {"title": _short(goal.title), "goal": goal.id})


def _baseline(look: _Look, place: Path, indicator: Indicator) -> Iterator[Finding]:
    """Where a baseline is missed: a change in per cent always needs one, else only an even pace does."""
    title = _short(indicator.title)
    if percent_of(indicator.target) is not None:
        yield Finding(
            "percent-without-baseline", place, {"title": title, "target": look.target(indicator.target)}
        )
    elif indicator.pace is Pace.LINEAR and indicator.comparator != "at-most":
        yield Finding("indicator-without-baseline", place, {"title": title})


def _booked(look: _Look, place: Path, name: str, indicator: Indicator) -> Iterator[Finding]:
    """A target of so many events that the plan's own dates cannot reach."""
    wanted = indicator.target
    if indicator.pace is not Pace.EVENTS or isinstance(wanted, str) or wanted is None:
        return
    if indicator.comparator == "at-most":
        return
    if not indicator.counts:
        yield Finding("events-not-counted", place, {"title": _short(indicator.title)})
        return
    last = look.by(name)
    days = [slot.day for one in set(indicator.counts) for slot in look.dates.slots[one] if not slot.cancelled]
    booked = sum(look.plan.period.start <= day <= last for day in days)
    if booked < wanted:
        values = {
            "title": _short(indicator.title),
            "booked": look.number(booked),
            "target": look.number(wanted),
        }
        yield Finding("events-not-booked", place, values)


def _contradictions(
    look: _Look, compared: Iterable[Clash | Unsettled], places: Mapping[str, Path]
) -> Iterator[Finding]:
    for found in compared:
        if isinstance(found, Unsettled):
            down = found.percent.comparator == "at-most"
            values = {
                "title": _short(found.percent.indicator.title),
                "percent": look.target(found.percent.indicator.target),
                "other": _short(found.number.indicator.title),
                "target": look.target(found.number.indicator.target),
                "limit": look.number(found.limit),
            }
            code = "percent-which-baseline-down" if down else "percent-which-baseline"
            yield _question(code, places[found.percent.name], values)
        else:
            asks = f" = {look.number(found.asks)}" if found.asks is not None else ""
            values = {
                "title": _short(found.one.indicator.title),
                "target": look.target(found.one.indicator.target),
                "other": _short(found.other.indicator.title),
                "other_target": f"{look.target(found.other.indicator.target)}{asks}",
            }
            yield Finding("targets-contradict", places[found.other.name], values)


# Money ------------------------------------------------------------------------------------------------------------


def _money(look: _Look) -> Iterator[Finding]:
    costs = _costs(look)
    covered = {name for line in look.plan.budget for name in line.covers}
    bare = [entry for name, entry in costs.items() if name not in covered]
    if bare and not look.plan.budget:
        total = look.number(sum(entry.cost for entry in bare))
        values = {"titles": look.names(entry.title for entry in bare), "amount": total}
        yield Finding("costs-without-budget", bare[0].place, values)
    else:
        for entry in bare:
            values = {"title": _short(entry.title), "amount": look.number(entry.cost)}
            yield Finding("cost-without-cover", entry.place, values)
    yield from _overdrawn(look, {name: entry.cost for name, entry in costs.items()})


@dataclass(frozen=True, slots=True)
class _Cost:
    place: Path
    title: str
    cost: float


def _costs(look: _Look) -> dict[str, _Cost]:
    """What costs money, by id. What was cancelled costs nothing; what is done has cost what it cost."""
    found: dict[str, _Cost] = {}
    for a, area in enumerate(look.plan.areas):
        for b, activity in enumerate(area.activities):
            if activity.cost and not activity.cancelled:
                place: Path = ("areas", a, "activities", b, "cost")
                found[activity.id] = _Cost(place, activity.title, activity.cost)
    for place, entry in look.gatherings():
        if entry.cost:
            found[entry.id] = _Cost((*place, "cost"), entry.title, entry.cost)
    return found


def _overdrawn(look: _Look, costs: Mapping[str, float]) -> Iterator[Finding]:
    """Lines that do not reach for what they alone cover, and lines that share items and together do not reach."""
    lines = look.plan.budget
    sharing = Counter(name for line in lines for name in set(line.covers))
    for number, line in enumerate(lines):
        alone = sum(costs.get(name, 0) for name in set(line.covers) if sharing[name] == 1)
        if alone > abs(line.amount):
            yield _short_of(look, number, [line.title], abs(line.amount), alone)
    for group in _sharing(look.plan):
        amount = sum(abs(lines[number].amount) for number in group)
        cost = sum(costs.get(name, 0) for name in {name for number in group for name in lines[number].covers})
        if cost > amount:
            yield _short_of(look, group[0], [lines[number].title for number in group], amount, cost)


def _short_of(look: _Look, number: int, titles: list[str], amount: float, cost: float) -> Finding:
    values = {"titles": look.names(titles), "amount": look.number(amount), "cost": look.number(cost)}
    return Finding("budget-overdrawn", ("budget", number), values)


def _sharing(plan: Plan) -> list[list[int]]:
    """Groups of two or more budget lines that cover the same items, directly or by way of one another."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, line in enumerate(plan.budget):
        names, numbers = set(line.covers), [number]
        apart: list[tuple[set[str], list[int]]] = []
        for other, others in groups:
            if names & other:
                names, numbers = names | other, [*others, *numbers]
            else:
                apart.append((other, others))
        groups = [*apart, (names, numbers)]
    return [sorted(numbers) for _, numbers in groups if len(numbers) > 1]
