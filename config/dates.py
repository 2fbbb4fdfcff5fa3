"""The plan's dates worked out: every meeting of a series, every deadline, every cadence. Pure; no clock, no service.

What was written (a rule, a phrase, "14 days before annual-meeting") is kept beside the days that it was read as, with
the name of the rule, so that a reader can be told how a date came about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from config.anchors import Anchors
from config.deadlines import Deadline, Surroundings, read_calendar_words
from config.language import Language, language
from config.plan import Due, Meeting, Plan, Window, indicator_id
from config.recurrence import (
    ONE_DAY,
    Cadence,
    Turn,
    month_end,
    read_cadence,
    read_length,
    read_span,
    turns,
)
from config.series import Path, Slot, read_reminders, read_slots

__all__ = [
    "ONE_DAY",
    "Cadence",
    "DateProblem",
    "Deadline",
    "Path",
    "PlanDates",
    "Slot",
    "Turn",
    "deadlines_from",
    "month_end",
    "turns",
    "work_out",
]

LONGEST_CHAIN = 100


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Something in the plan's dates that cannot be: where in the plan, what was found, what is expected."""

    path: Path
    found: str
    expected: str


@dataclass
class PlanDates:
    """All dates of one plan. ``problems`` is empty for a plan that can be used."""

    slots: dict[str, tuple[Slot, ...]] = field(default_factory=dict)  # by the gathering's id
    deadlines: dict[str, Deadline] = field(default_factory=dict)  # by the id of activity or decision
    starts: dict[str, Deadline] = field(default_factory=dict)
    indicators: dict[str, Deadline] = field(default_factory=dict)  # by the indicator's id
    cadences: dict[str, Cadence] = field(default_factory=dict)  # by activity id, or "risk-id/number"
    notices: dict[str, relativedelta] = field(default_factory=dict)  # by meeting id
    reminders: dict[str, tuple[timedelta, ...]] = field(default_factory=dict)
    durations: dict[str, timedelta] = field(default_factory=dict)  # by activity id
    problems: list[DateProblem] = field(default_factory=list)


def work_out(plan: Plan) -> PlanDates:
    """All the plan's dates. Never raises for what a person wrote: what cannot be stands in ``problems``."""
    return _Worker(plan).run()


def deadlines_from(plan: Plan, day: date | None = None) -> Callable[[str], Deadline | None]:
    """What a deadline's words mean in the plan, or to somebody who writes them on a day; None for what no rule reads.

    From that day a date without a year is the first one, and the annual meeting the first one after it.
    """
    worker = _Worker(plan)
    around = worker.surroundings()
    if day is not None:
        around = replace(around, start=day, adopted=day)
    unheard: list[Path] = []
    anchors = Anchors(
        plan,
        worker.speakers,
        around,
        worker.dates.slots,
        worker.pending,
        worker.deadline_of,
        lambda path, _found, _expected: unheard.append(path),
    )

    def read(text: str) -> Deadline | None:
        found = anchors.read(text, ())
        return None if found is None or found.rule == "UNREAD" else found

    return read


def speakers_of(plan: Plan) -> tuple[Language, ...]:
    """The plan's language, then English, which a plan may always use."""
    own = language(plan.language)
    return (own,) if own.code == "en" else (own, language("en"))


def _places(plan: Plan) -> Iterator[tuple[Path, str, Due | None, Due | None]]:
    """Everything that can have a deadline: where it stands, its id, its due and its start."""
    for a, area in enumerate(plan.areas):
        for b, activity in enumerate(area.activities):
            yield ("areas", a, "activities", b), activity.id, activity.due, activity.start
    for number, decision in enumerate(plan.decisions):
        yield ("decisions", number), decision.id, decision.due, None


class _Worker:
    """Works out one plan: gatherings first, then deadlines, which may hang on gatherings and on one another."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.speakers = speakers_of(plan)
        self.dates = PlanDates()
        self.places = list(_places(plan))
        self.pending = {name: ((*path, "due"), due) for path, name, due, _ in self.places if due is not None}
        self.underway: list[str] = []
        self.read: dict[str, Deadline | None] = {}
        self.anchors = self.gatherings()

    def run(self) -> PlanDates:
        self.deadlines()
        self.decided()
        self.indicators()
        self.cadences()
        self.durations()
        return self.dates

    def problem(self, path: Path, found: str, expected: str) -> None:
        self.dates.problems.append(DateProblem(path, found, expected))

    # Gatherings

    def gatherings(self) -> Anchors:
        """Works out every meeting and event. What deadlines can hang on."""
        for kind, group in (("meetings", self.plan.meetings), ("events", self.plan.events)):
            for number, entry in enumerate(group):
                path = (kind, number)
                self.dates.slots[entry.id] = read_slots(entry, self.plan, self.speakers, path, self.problem)
                self.dates.reminders[entry.id] = read_reminders(entry, self.speakers, path, self.problem)
                if isinstance(entry, Meeting) and entry.notice:
                    self.notice(entry.id, entry.notice, (*path, "notice"))
        around, slots = self.surroundings(), self.dates.slots
        return Anchors(self.plan, self.speakers, around, slots, self.pending, self.deadline_of, self.problem)

    def notice(self, name: str, text: str, path: Path) -> None:
        span = read_span(text, self.speakers)
        if span is None:
            self.problem(path, f"{text!r} is not a length of time", "expected such as '4 weeks'")
        else:
            self.dates.notices[name] = span

    def surroundings(self) -> Surroundings:
        """What phrases are read against: an annual meeting is known by its title, and so is an election day."""
        annual = [name for words in self.speakers for name in words.annual_meeting]
        election = {name for words in self.speakers for name in words.election}
        meetings: list[date] = []
        elections: list[date] = []
        for entry in (*self.plan.meetings, *self.plan.events):
            title = entry.title.casefold()
            days = [slot.day for slot in self.dates.slots[entry.id] if not slot.cancelled]
            if not entry.is_series and any(word in title for word in annual):
                meetings += days
            if not entry.is_series and election.intersection(re.findall(r"[\w-]+", title)):
                elections += days
        period = self.plan.period
        adopted = self.plan.adopted or period.start
        return Surroundings(
            period.start, period.end, adopted, tuple(sorted(meetings)), min(elections, default=None)
        )

    # Decisions

    def decided(self) -> None:
        """A decision that names a meeting and a day was made at one of its meetings."""
        for number, decision in enumerate(self.plan.decisions):
            name, _, on = (decision.meeting or "").partition(" ")
            slots = self.dates.slots.get(name, ())
            days = {
                day for slot in slots for day in (slot.name, slot.nominal.isoformat(), slot.day.isoformat())
            }
            if on and slots and on.strip() not in days:
                found = f"there is no meeting of {name!r} on {on.strip()}"
                self.problem(("decisions", number, "meeting"), found, "expected one of its dates")

    # Deadlines

    def deadlines(self) -> None:
        for path, name, due, start in self.places:
            if due is not None:
                self.deadline_of(name)
            if start is not None and (begin := self.read_due(start, (*path, "start"))):
                self.dates.starts[name] = begin

    def deadline_of(self, name: str) -> Deadline | None:
        """The deadline of one activity or decision; what it hangs on is worked out first."""
        if name in self.read:
            return self.read[name]
        path, due = self.pending[name]
        if name in self.underway:
            chain = " → ".join([*self.underway[self.underway.index(name) :], name])
            expected = "expected one of them to have a day of its own"
            self.problem(path, f"the deadlines hang on one another in a circle: {chain}", expected)
            return None
        if len(self.underway) >= LONGEST_CHAIN:
            found = f"more than {LONGEST_CHAIN} deadlines hang on one another in a row"
            self.problem(path, found, "expected one of them to have a day of its own")
            return None
        self.underway.append(name)
        self.read[name] = self.read_due(due, path)
        self.underway.pop()
        if deadline := self.read[name]:
            self.dates.deadlines[name] = deadline
        return deadline

    def read_due(self, due: Due, path: Path) -> Deadline | None:
        if isinstance(due, date):
            return Deadline(None, due, "DATE")
        if isinstance(due, Window):
            return Deadline(due.start, due.end, "WINDOW")
        text = " ".join(due.split())
        if re.match(r"\d{4}-\d", text) and not read_calendar_words(text):
            expected = "expected a day (2026-03-01), month (2026-03), week (2026-W12) or quarter (2026-Q2)"
            self.problem(path, f"{text!r} is not a date", expected)
            return None
        return self.anchors.read(text, path)

    # Indicators, cadences and lengths

    def indicators(self) -> None:
        for a, area in enumerate(self.plan.areas):
            for g, goal in enumerate(area.goals):
                for n, indicator in enumerate(goal.indicators):
                    path = ("areas", a, "goals", g, "indicators", n, "by")
                    if indicator.by is not None and (by := self.read_due(indicator.by, path)):
                        self.dates.indicators[indicator_id(goal, n + 1)] = by

    def cadences(self) -> None:
        meetings = {meeting.id for meeting in self.plan.meetings}
        expected = "expected weekly, monthly, quarterly, half-yearly, yearly, continuous or 'every <meeting>'"
        wanted: list[tuple[Path, str, str]] = [
            (("areas", a, "activities", b, "cadence"), activity.id, activity.cadence)
            for a, area in enumerate(self.plan.areas)
            for b, activity in enumerate(area.activities)
            if activity.cadence
        ]
        wanted += [
            (("risks", r, "controls", c, "frequency"), f"{risk.id}/{c + 1}", control.frequency)
            for r, risk in enumerate(self.plan.risks)
            for c, control in enumerate(risk.controls)
        ]
        for path, name, text in wanted:
            cadence = read_cadence(text, self.speakers, meetings)
            if cadence is None:
                self.problem(path, f"{text!r} is not a cadence", expected)
            else:
                self.dates.cadences[name] = cadence

    def durations(self) -> None:
        for a, area in enumerate(self.plan.areas):
            for b, activity in enumerate(area.activities):
                if activity.duration is None:
                    continue
                if length := read_length(activity.duration, self.speakers):
                    self.dates.durations[activity.id] = length
                else:
                    path = ("areas", a, "activities", b, "duration")
                    found = f"{activity.duration!r} is not a length of time"
                    self.problem(path, found, "expected such as '90 minutes' or '2 hours'")
