"""The plan's dates worked out: every meeting of a series, every deadline, every cadence. Pure; no clock, no service.

What was written (a rule, a phrase, "14 days before annual-meeting") is kept beside the days that it was read as, with
the name of the rule, so that a reader can be told how a date came about.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from config.deadlines import (
    LONGEST_PHRASE,
    Deadline,
    Surroundings,
    annual_meeting,
    read_calendar_words,
    read_deadline,
)
from config.language import Language, language
from config.plan import Due, Gathering, Plan, Window, indicator_id
from config.recurrence import ONE_DAY, Cadence, Turn, inflected, month_end, read_cadence, read_span, turns
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
    problems: list[DateProblem] = field(default_factory=list)


def work_out(plan: Plan) -> PlanDates:
    """All the plan's dates. Never raises for what a person wrote: what cannot be stands in ``problems``."""
    return _Worker(plan).run()


def speakers_of(plan: Plan) -> tuple[Language, ...]:
    """The plan's language, then English, which a plan may always use."""
    own = language(plan.language)
    return (own,) if own.code == "en" else (own, language("en"))


class _Worker:
    """Works out one plan: gatherings first, then deadlines, which may hang on gatherings and on one another."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.speakers = speakers_of(plan)
        self.dates = PlanDates()
        self.pending: dict[str, tuple[Path, Due]] = {}  # id -> where its deadline stands and how it reads
        self.underway: list[str] = []
        self.read: dict[str, Deadline | None] = {}
        self.gatherings: dict[str, Gathering] = {}
        self.around = Surroundings(plan.period.start, plan.period.end, plan.period.start)

    def run(self) -> PlanDates:
        for kind, group in (("meetings", self.plan.meetings), ("events", self.plan.events)):
            for number, gathering in enumerate(group):
                self.gathering(gathering, (kind, number))
        self.around = self.surroundings()
        for number, meeting in enumerate(self.plan.meetings):
            if meeting.notice:
                self.notice(meeting.id, meeting.notice, ("meetings", number, "notice"))
        self.deadlines()
        self.indicators()
        self.cadences()
        return self.dates

    def problem(self, path: Path, found: str, expected: str) -> None:
        self.dates.problems.append(DateProblem(path, found, expected))

    # Gatherings

    def gathering(self, entry: Gathering, path: Path) -> None:
        self.gatherings[entry.id] = entry
        self.dates.slots[entry.id] = read_slots(entry, self.plan, self.speakers, path, self.problem)
        self.dates.reminders[entry.id] = read_reminders(entry, self.speakers, path, self.problem)

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
        for name, entry in self.gatherings.items():
            title = entry.title.casefold()
            days = [slot.day for slot in self.dates.slots[name] if not slot.cancelled]
            if not entry.is_series and any(word in title for word in annual):
                meetings += days
            if not entry.is_series and election.intersection(re.findall(r"[\w-]+", title)):
                elections += days
        period = self.plan.period
        adopted = self.plan.adopted or period.start
        return Surroundings(
            period.start, period.end, adopted, tuple(sorted(meetings)), min(elections, default=None)
        )

    # Deadlines

    def deadlines(self) -> None:
        places: list[tuple[Path, str, Due | None, Due | None]] = [
            (("areas", a, "activities", b), activity.id, activity.due, activity.start)
            for a, area in enumerate(self.plan.areas)
            for b, activity in enumerate(area.activities)
        ]
        places += [
            (("decisions", n), decision.id, decision.due, None)
            for n, decision in enumerate(self.plan.decisions)
        ]
        self.pending = {name: ((*path, "due"), due) for path, name, due, _ in places if due is not None}
        for path, name, due, start in places:
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
        return read_deadline(text, self.speakers, self.around) or self.relative(text, path)

    def relative(self, text: str, path: Path) -> Deadline | None:
        """``14 days before annual-meeting``, ``before board-meeting 2026-04-06``, ``på styrelsemötet i november``."""
        if len(text) <= LONGEST_PHRASE:
            for span, sign, rest in (*self.relations(text), (None, 0, text)):
                found, deadline = self.hanging(text, span, sign, rest, path)
                if found:
                    return deadline
        return Deadline(None, None, "UNREAD", text, interpreted=True)

    def relations(self, text: str) -> Iterator[tuple[relativedelta | None, int, str]]:
        """How far, before (-1), at (0) or after (1), and what: each way in which the words can be taken apart."""
        ways = [
            (word, sign)
            for words in self.speakers
            for sign, group in ((0, words.at), (-1, words.before), (1, words.after))
            for word in group
        ]
        for word, sign in sorted(ways, key=lambda way: -len(way[0])):
            match = re.fullmatch(rf"(?:(\d{{1,4}} ?[^\W\d]+) )?{re.escape(word)} (.+)", text, re.IGNORECASE)
            if not match or (match[1] and sign == 0):
                continue
            span = read_span(match[1], self.speakers) if match[1] else None
            if match[1] and (span is None or span.hours or span.minutes):
                continue
            yield span, sign, match[2]

    def hanging(
        self, text: str, span: relativedelta | None, sign: int, rest: str, path: Path
    ) -> tuple[bool, Deadline | None]:
        """Whether the deadline hangs on something that the plan knows, and when that is: an id, a day or a title."""
        match = re.fullmatch(r"([\w-]+)(?: (\d{4}-\d{2}-\d{2}))?", rest)
        if match and (match[1] in self.gatherings or match[1] in self.pending):
            day = self.anchor_day(match[1], match[2], path)
            return True, self.shifted(text, day, span, sign, anchor=match[1]) if day else None
        if span and (found := read_deadline(rest, self.speakers, self.around)):
            near = found.latest if sign > 0 else found.earliest or found.latest
            return near is not None, self.shifted(text, near, span, sign) if near else None
        if named := self.by_title(rest):
            return True, self.shifted(text, named[0], span, sign, anchor=named[1] or None, guessed=True)
        if match and sign and self.meant_as_id(match[1], path):
            return True, None
        return False, None

    def shifted(
        self,
        text: str,
        day: date,
        span: relativedelta | None,
        sign: int,
        *,
        anchor: str | None = None,
        guessed: bool = False,
    ) -> Deadline:
        """The deadline that lies so far before or after this day; merely "after" it is a start without an end."""
        if sign > 0 and span is None:
            return Deadline(day + ONE_DAY, None, "START", text, guessed, anchor)
        rule = "REL"
        if span is None and anchor not in self.pending:
            meeting = any(anchor == entry.id for entry in self.plan.meetings)
            rule = "BEFORE-EVENT" if sign else "LISTED-MEETING" if meeting else "EVENT-DATE"
        return Deadline(None, day + sign * (span or relativedelta(days=1)), rule, text, guessed, anchor)

    def meant_as_id(self, name: str, path: Path) -> bool:
        """Complains of what can only be an id that nothing has: it looks like one, or nearly is one."""
        known = [*self.gatherings, *self.pending]
        close = difflib.get_close_matches(name, known, n=1, cutoff=0.8)
        if not close and not re.search(r"[-_\d]", name):
            return False
        expected = (
            f"did you mean {close[0]!r}?"
            if close
            else "expected the id of a meeting, event, activity or decision"
        )
        self.problem(path, f"there is nothing called {name!r}", expected)
        return True

    def anchor_day(self, name: str, on: str | None, path: Path) -> date | None:
        """The day of what has this id, or None and a complaint."""
        if name not in self.gatherings:
            deadline = self.deadline_of(name)
            if deadline and deadline.latest is None:
                self.problem(path, f"{name!r} has no day itself", "expected something that has a day")
            return deadline.latest if deadline else None
        entry, slots = self.gatherings[name], self.dates.slots[name]
        if entry.month:
            return date.fromisoformat(f"{entry.month}-01")
        if on:
            slots = tuple(
                slot for slot in slots if on in (slot.name, slot.nominal.isoformat(), slot.day.isoformat())
            )
        if len(slots) == 1:
            return slots[0].day
        if not slots:
            self.problem(
                path, f"no meeting of {name!r}{f' on {on}' if on else ''}", "expected one of its dates"
            )
        else:
            expected = f"expected which one, such as '{name} {slots[0].nominal}'"
            self.problem(path, f"{name!r} has {len(slots)} dates", expected)
        return None

    def by_title(self, text: str) -> tuple[date, str] | None:
        """The day and the id of what is called so: the annual meeting, else the one gathering whose title it is."""
        plain = text.casefold().strip(" .,;")
        for words in self.speakers:
            articles = tuple(f"{word} " for word in words.articles)
            bare = next((plain.removeprefix(word) for word in articles if plain.startswith(word)), plain)
            if any(inflected(bare, name, words.endings) for name in words.annual_meeting):
                day = annual_meeting(self.around)
                return day, next(
                    (
                        name
                        for name, slots in self.dates.slots.items()
                        if any(slot.day == day for slot in slots)
                    ),
                    "",
                )
            for within in ("", *words.within):
                head, _, when = bare.partition(f" {within} ") if within else (bare, "", "")
                days = list(self.days_called(head, when, words))
                if len(days) == 1:
                    return days[0]
        return None

    def days_called(self, name: str, when: str, words: Language) -> Iterator[tuple[date, str]]:
        """Every day of the gatherings with this title, inflected or not; with ``when``, those in that month or week."""
        window = read_deadline(when, self.speakers, self.around) if when else None
        if when and (window is None or window.earliest is None or window.latest is None):
            return
        for entry in self.gatherings.values():
            if not inflected(name, entry.title.casefold(), words.endings):
                continue
            days = [slot.day for slot in self.dates.slots[entry.id]]
            if entry.month:
                days = [date.fromisoformat(f"{entry.month}-01")]
            for day in days:
                if not window or (
                    window.earliest and window.latest and window.earliest <= day <= window.latest
                ):
                    yield day, entry.id

    # Indicators and cadences

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
