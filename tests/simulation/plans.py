"""The plan of a simulated world: a few lines, their edits, and the items that they want. Knows no service and no ledger."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mappings.items import Attendee, Event, EventKind, Item, Key, Progress, Responsible, State, Task, Wanted

ZONE = ZoneInfo("Europe/Oslo")
FIRST_DAY = date(2026, 1, 12)
PEOPLE = tuple(Responsible(f"p{n}", f"Person {n}", f"p{n}@example.org") for n in range(4))
TITLE, ORGANISATION, AREA = "The plan", "The association", "All"
RHYTHM = 28
"""Days between the dates of a series. A date is overwritten by one at most a quarter of that away."""

_TASK, _EVENT, _SERIES = "task", "event", "series"


@dataclass(slots=True)
class Line:
    """One thing that the board wants. ``number`` is its true identity, which no program sees."""

    number: int
    id: str
    kind: str
    title: str
    day: date
    slot: date | None = None  # the date in the list of a series; the key is made from it
    cancelled: bool = False
    who: int = 0
    moved: int = 0  # when (in steps) the plan last changed the day
    turned: int = 0  # when the plan last cancelled it or took that back
    ever_turned: bool = False
    retitled: bool = False
    born: int = 0

    @property
    def key(self) -> Key:
        """The key that the plan gives it now."""
        return Key(f"{self.id}@{self.slot}" if self.slot else self.id)


@dataclass(slots=True)
class Series:
    """``mixed`` when several of its dates changed at once, or a date that once stood in the list stands there again: then
    which meeting is which is a guess, as it is for people.
    """

    id: str
    changed: int = 0
    mixed: bool = False
    dates: set[date] = field(default_factory=set)  # every date that has ever stood in the list


@dataclass
class Plan:
    """A plan that is edited line by line."""

    id: str
    lines: list[Line] = field(default_factory=list)
    series: dict[str, Series] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    tentative: bool = False
    revision: int = 0
    made: int = 0

    def line(self, key: Key) -> Line | None:
        """The line to which the plan gives this key now."""
        return next((line for line in self.lines if line.key == key), None)

    def add(self, kind: str, day: date, step: int) -> Line:
        """A line of its own."""
        self.made += 1
        name = f"{kind[0]}{self.made}"
        line = Line(self.made, name, kind, f"{kind} {self.made}", day, moved=step, turned=step, born=step)
        self.lines.append(line)
        self.revision += 1
        return line

    def add_series(self, name: str, first: date, count: int) -> None:
        """Meetings at regular dates in a list."""
        self.series[name] = Series(name)
        self.titles[name] = f"meeting {name}"
        for turn in range(count):
            self.add_date(name, first + timedelta(days=RHYTHM * turn), 0)

    def add_date(self, name: str, day: date, step: int) -> Line | None:
        """One more date; none when it is there."""
        if any(line.id == name and day in (line.slot, line.day) for line in self.lines):
            return None
        self.made += 1
        self._list(name, day)
        line = Line(
            self.made, name, _SERIES, self.titles[name], day, slot=day, moved=step, turned=step, born=step
        )
        self.lines.append(line)
        self.revision += 1
        return line

    def _list(self, name: str, day: date) -> None:
        series = self.series[name]
        series.mixed = series.mixed or day in series.dates
        series.dates.add(day)

    def overwrite(self, line: Line, day: date, step: int) -> None:
        """Another date in the list, where this one stood."""
        self._list(line.id, day)
        line.slot = line.day = day
        line.moved = step

    def wanted(self) -> tuple[Wanted, ...]:
        """What the plan wants now."""
        return tuple(
            Wanted(self._item(line), _CANCELLED if line.cancelled and line.kind == _TASK else None)
            for line in self.lines
        )

    def _item(self, line: Line) -> Item:
        """As the reader makes it of the plan's text."""
        people = PEOPLE[line.who]
        source = f"From: {TITLE}, {ORGANISATION}"
        if line.kind == _TASK:
            return Task(
                line.key,
                line.title,
                line.day,
                description=f"Responsible: {people.name}\nArea: {AREA}\n{source}",
                categories=(AREA,),
                responsible=(people,),
            )
        start: date | datetime = line.day
        end: date | datetime = line.day + timedelta(days=1)
        if is_timed(line):
            start = datetime.combine(line.day, time(18), ZONE)
            end = start + timedelta(hours=2)
        return Event(
            line.key,
            line.title,
            start,
            end,
            EventKind.MEETING,
            place=people.name,
            description=source,
            cancelled=line.cancelled,
            tentative=self.tentative,
            attendees=(Attendee(people.email or "", people.name),) if invites(line) else (),
            mail=invites(line) and writes(line),
        )


def is_timed(line: Line) -> bool:
    """Whether the meeting has a time; else it is for whole days."""
    return line.kind == _SERIES or line.number % 2 == 0


def invites(line: Line) -> bool:
    """Whether whoever has it is invited; a series invites for all its dates alike, and these do not."""
    return line.kind == _EVENT


def writes(line: Line) -> bool:
    """Whether the service is to write to whoever has it."""
    return line.who % 2 == 1


_CANCELLED = Progress(State.CANCELLED)


def first_plan(name: str, singles: int, dates: int, start: date) -> Plan:
    """A plan as the board first adopts it."""
    plan = Plan(name)
    for number in range(singles):
        plan.add(_TASK if number % 2 == 0 else _EVENT, start + timedelta(days=9 + 17 * number), 0)
    if dates:
        plan.add_series("board", start + timedelta(days=14), dates)
    return plan


def next_years_plan(plan: Plan, name: str, step: int) -> Plan:
    """The roll-over: the same ids a year later, under another plan id."""
    year = timedelta(days=364)
    lines = [
        replace(
            line,
            day=line.day + year,
            slot=line.slot + year if line.slot else None,
            cancelled=False,
            moved=step,
            turned=step,
            ever_turned=False,
        )
        for line in plan.lines
    ]
    series = {
        one: Series(one, dates={line.slot for line in lines if line.id == one and line.slot})
        for one in plan.series
    }
    return Plan(name, lines, series, dict(plan.titles), made=plan.made)


def edit(plan: Plan, what: int, which: int, step: int, *, settled: bool) -> bool:
    """One edit by the board. ``settled``: every ledger has seen the plan's last change of a series. False: nothing done.

    When dates of a series change although the last change has not been seen, the series is mixed from then on.
    """
    kinds = (
        _add,
        _drop,
        _rename,
        _reorder,
        _move,
        _respond,
        _cancel,
        _adopt,
        _add_date,
        _drop_date,
        _overwrite,
    )
    kind = kinds[what % len(kinds)]
    structural = kind in (_add_date, _drop_date, _overwrite)
    if structural and not settled and which % 5:
        return False
    done = kind(plan, which, step)
    if done:
        plan.revision += 1
        if structural:
            for series in plan.series.values():
                series.mixed = series.mixed or not settled
                series.changed = step
    return done


def _pick(plan: Plan, which: int, *, series: bool | None = None) -> Line | None:
    lines = [line for line in plan.lines if series is None or (line.kind == _SERIES) is series]
    return lines[which % len(lines)] if lines else None


def _add(plan: Plan, which: int, step: int) -> bool:
    if len(plan.lines) > 9:
        return False
    plan.add(_TASK if which % 2 else _EVENT, FIRST_DAY + timedelta(days=which % 120), step)
    return True


def _drop(plan: Plan, which: int, _step: int) -> bool:
    line = _pick(plan, which, series=False)
    if line:
        plan.lines.remove(line)
    return line is not None


def _rename(plan: Plan, which: int, step: int) -> bool:
    line = _pick(plan, which)
    if line is None:
        return False
    title = f"{line.id} as of {step}"
    if line.kind == _SERIES:
        plan.titles[line.id] = title
    for each in plan.lines:
        if each is line or (line.kind == _SERIES and each.id == line.id):
            each.title, each.retitled = title, True
    return True


def _reorder(plan: Plan, which: int, _step: int) -> bool:
    if not plan.lines:
        return False
    at = which % len(plan.lines)
    plan.lines = plan.lines[at:] + plan.lines[:at]
    return True


def _move(plan: Plan, which: int, step: int) -> bool:
    """Another day for a line of its own, or one meeting of a series moved with its date in the list kept."""
    line = _pick(plan, which)
    if line is None:
        return False
    day = (line.slot or line.day) + timedelta(days=which % 9 - 4)
    if day == line.day:
        return False
    line.day, line.moved = day, step
    return True


def _respond(plan: Plan, which: int, _step: int) -> bool:
    line = _pick(plan, which)
    if line is None:
        return False
    line.who = (line.who + 1 + which % 3) % len(PEOPLE)
    return True


def _cancel(plan: Plan, which: int, step: int) -> bool:
    line = _pick(plan, which)
    if line is None:
        return False
    line.cancelled, line.turned, line.ever_turned = not line.cancelled, step, True
    return True


def _adopt(plan: Plan, _which: int, _step: int) -> bool:
    plan.tentative = not plan.tentative
    return True


def _add_date(plan: Plan, which: int, step: int) -> bool:
    if not plan.series or len(plan.lines) > 9:
        return False
    day = FIRST_DAY + timedelta(days=14 + RHYTHM * (which % 6))
    return plan.add_date("board", day, step) is not None


def _drop_date(plan: Plan, which: int, _step: int) -> bool:
    line = _pick(plan, which, series=True)
    if line:
        plan.lines.remove(line)
    return line is not None


def _overwrite(plan: Plan, which: int, step: int) -> bool:
    """Another date written over one in the list, as a chair does it."""
    line = _pick(plan, which, series=True)
    if line is None or line.slot is None:
        return False
    day = line.slot + timedelta(days=(1, 2, 7, -1, -7)[which % 5])
    if any(
        other.id == line.id and other is not line and day in (other.slot, other.day) for other in plan.lines
    ):
        return False
    plan.overwrite(line, day, step)
    return True
