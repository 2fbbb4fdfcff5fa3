"""The next plan, proposed from this one and from how it went: a text that a board edits before it adopts anything. Pure.

Rules stay rules and go on; a bare day becomes the same weekday of the same week, and is preliminary. What was not finished
is carried over, what was done is left out, and an indicator begins where this one ended. Ids stay, so that the two plans
can be followed from one into the other. Beside everything stands where it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from config.dates import ONE_DAY, speakers_of
from config.deadlines import read_calendar_words
from config.errors import WRONG_INPUT, UserError
from config.language import Language
from config.plan import Activity, Area, Decision, Event, Gathering, Goal, Pace, Period, Plan, slug
from config.plan_edit import written, written_key
from config.recurrence import is_rrule, read_rule, years_of
from mappings.assignments import Assignment, Outlook
from mappings.follow_up import FollowUp, Measured
from mappings.wording import Wording, plain, shortened

LONGEST_REMARK = 200
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d{2}(?!\d)")
CLOSED = frozenset({Outlook.DONE, Outlook.CANCELLED})
CARRIED = (
    "organisation",
    "language",
    "time_zone",
    "currency",
    "confidential",
    "prepared_by",
    "standing_items",
    "headings",
    "requires",
)

Field = tuple[str, Any, str]
"""A key, its value, and a remark beside it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a list: its fields, what stands above it, and the lists within it."""

    fields: tuple[Field, ...]
    above: str = ""
    within: tuple[
        tuple[str, tuple[Entry, ...], tuple[str, ...]], ...
    ] = ()  # key, entries, remarks behind them


def next_period(period: Period) -> Period:
    """As long as this one, from the day after it: of whole years as many whole years, leap days or not."""
    start = period.end + ONE_DAY
    years = len(years_of(period.start, period.end))
    if period.start + relativedelta(years=years) == start:
        return Period(start=start, end=start + relativedelta(years=years) - ONE_DAY)
    return Period(start=start, end=start + (period.end - period.start))


def same_week(day: date, years: int) -> date:
    """The same weekday in the same ISO week, so many years later; of a week 53 that is not there, in week 52."""
    year, week, weekday = day.isocalendar()
    try:
        return date.fromisocalendar(year + years, week, weekday)
    except ValueError:
        return date.fromisocalendar(year + years, week - 1, weekday)


def _same_of_its_month(day: date, years: int) -> date:
    """The second Tuesday of May for the second Tuesday of May; of a fifth that is not there, the fourth."""
    first = day.replace(day=1) + relativedelta(years=years)
    moved = first + ((day.weekday() - first.weekday()) % 7 + (day.day - 1) // 7 * 7) * ONE_DAY
    return moved if moved.month == day.month else moved - 7 * ONE_DAY


def rolled_over(follow: FollowUp, words: Language, first_line: str = "") -> str:
    """The text of the next plan. ``first_line`` is a comment that this one's file begins with, for an editor."""
    return _Roller(follow, words).text(first_line)


@dataclass
class _Roller:
    follow: FollowUp
    words: Language
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.old = self.follow.plan
        self.period = next_period(self.old.period)
        self.years = self.period.start.year - self.old.period.start.year
        self.say = Wording(self.words, self.old, date(1, 1, 1))  # no year goes without saying
        self.last = self._period_name(self.old.period)
        self.tasks = {one.id: one for one in self.follow.assignments}
        self.measured = {one.id: one for one in self.follow.indicators}
        every: tuple[Gathering, ...] = (*self.old.meetings, *self.old.events)
        self.kept_gatherings = [one for one in every if one.cancelled is not True]
        self.kept_activities = [one for _, one in self.old.activities if self._goes_on(one)]
        self.there = {one.id for one in self.kept_gatherings} | {one.id for one in self.kept_activities}

    def text(self, first_line: str) -> str:
        if first_line:
            self.lines.append(first_line)
        self._head()
        self._named("people", self.old.people)
        self._named("bodies", self.old.bodies)
        for key, some in (("meetings", self.old.meetings), ("events", self.old.events)):
            kept = [one for one in some if one.id in self.there]
            gone = [one.title for one in some if one.id not in self.there]
            self._list(key, [self._gathering(one) for one in kept], self._left_out("left_cancelled", gone))
        self._list("areas", [self._area(area) for area in self.old.areas])
        self._list("decisions", [self._decision(one) for one in self.old.decisions if self._is_open(one.id)])
        self._list("budget", [self._budget_line(number) for number in range(len(self.old.budget))])
        self._list("risks", [Entry(tuple(_plainly(one))) for one in self.old.risks])
        self._list("sections", [Entry(tuple(_plainly(one))) for one in self.old.sections])
        return "\n".join(self.lines) + "\n"

    def word(self, key: str, **values: object) -> str:
        return self.words.word(f"rollover.{key}", **values)

    # The head

    def _head(self) -> None:
        day = self.say.long_day(self.follow.edition.as_of)
        self._remark(self.word("head", plan=plain(self.old.title), period=self.last, date=day))
        self._remark(self.word("look"))
        self._field("id", _new_id(self.old, self.years, self.period))
        self._field("continues", self.old.id, self.word("continues"))
        self._field("title", self._with_years(self.old.title))
        self._field("period", _period_value(self.period))
        self._field("status", "draft", self.word("draft"))
        data = self.old.model_dump(by_alias=True, exclude_unset=True)
        for key in CARRIED:
            if key in data:
                self._field(key, _value(data[key]))
        if self.old.parents:
            self._list("parents", [Entry(tuple(_plainly(one))) for one in self.old.parents])

    def _named(self, key: str, entries: Mapping[str, Any]) -> None:
        if entries:
            self.lines += ["", f"{key}:"]
            for name, one in entries.items():
                value = _value(one.model_dump(by_alias=True, exclude_unset=True, exclude_none=True))
                self.lines.append(f"  {written_key(name)}: {written(value)}")

    # Meetings and events

    def _gathering(self, one: Gathering) -> Entry:
        data = dict(_plainly_pairs(one))
        for key in ("date", "end", "month", "dates", "from", "until", "except", "tentative"):
            data.pop(key, None)
        special = [data.pop(key, None) for key in ("moved", "occurrences", "cancelled")]
        if isinstance(one.every, str) and is_rrule(one.every):
            data["every"] = re.sub(r";?UNTIL=[^;]*", "", one.every, flags=re.IGNORECASE)
        when = tuple(self._when(one))
        names = ("id", "title", "body", "area")
        head: list[Field] = [(key, data.pop(key), "") for key in names if key in data]
        if one.every and "every" in data:
            head.append(("every", data.pop("every"), self.word("rule")))
        fields = (*head, *when, *((key, value, "") for key, value in data.items()))
        dropped = any(special) or any(isinstance(day, date) for day in one.except_)
        return Entry(fields, self.word("single_dates", period=self.last) if dropped else "")

    def _when(self, one: Gathering) -> Iterator[Field]:
        """Its days, moved. A bare day is only proposed."""
        if one.month:
            yield "month", self._calendar(one.month), self.word("month", old=one.month)
        elif one.date and isinstance(one, Event) and one.observance:
            day = one.date + relativedelta(years=self.years)
            yield "date", day, self.word("same_day", old=one.date.isoformat())
            if one.end:
                yield "end", day + (one.end - one.date), ""
        elif one.date:
            yield from self._bare_day(one, one.date)
        elif one.dates:
            days = [(each, self._day(each.date)) for each in one.dates if each.date and not each.cancelled]
            kept = [(each, day) for each, day in days if day is not None]
            entries = [
                _occurrence(each.model_dump(exclude_unset=True, exclude_none=True), day) for each, day in kept
            ]
            yield "dates", entries, self.word("same_weeks", period=self.last)
            yield "tentative", True, ""
        else:
            for key, edge in (("from", one.start), ("until", one.until)):
                if edge and (moved := self._bound(one, edge)):
                    yield key, moved, self.word("was", old=edge.isoformat())
            later = [self._calendar(each) for each in one.except_ if isinstance(each, str)]
            if later:
                yield "except", later, ""
        if one.tentative and one.every:
            yield "tentative", True, ""

    def _bare_day(self, one: Gathering, old: date) -> Iterator[Field]:
        day = self._day(old)
        if day is None:
            yield "month", f"{self.period.start:%Y-%m}", self.word("no_day", old=old.isoformat())
            return
        yield "date", day, self.word("same_week", old=old.isoformat())
        if one.end:
            yield "end", day + (one.end - old), ""
        yield "tentative", True, ""

    def _bound(self, one: Gathering, day: date) -> date | None:
        """Where a rule begins or ends to hold: the same day; of every other week, a day that keeps the rhythm."""
        rule = read_rule(one.every or "", speakers_of(self.old)) or ""
        moved = day + relativedelta(years=self.years)
        if day == one.start and (often := re.search(r"FREQ=WEEKLY.*INTERVAL=(\d+)", rule)):
            step = 7 * int(often[1])
            moved = day + (same_week(day, self.years) - day).days // step * step * ONE_DAY
            while moved < self.period.start:
                moved += step * ONE_DAY
        return moved if self.period.start <= moved <= self.period.end else None

    def _day(self, day: date) -> date | None:
        """The same weekday of the same week in the next period; None where none lies in it."""
        moved = same_week(day, self.years)
        for candidate in (moved, moved + 7 * ONE_DAY, moved - 7 * ONE_DAY):
            if self.period.start <= candidate <= self.period.end:
                return candidate
        return None

    # Areas

    def _area(self, area: Area) -> Entry:
        own = [one for one in area.activities if one.id in self.there]
        gone = [one for one in area.activities if one.id not in self.there]
        off = [one.title for one in gone if self._outlook(one.id) is not Outlook.DONE]
        done = [one.title for one in gone if self._outlook(one.id) is Outlook.DONE]
        left = (*self._left_out("left_done", done), *self._left_out("left_cancelled", off))
        states = tuple(Entry(tuple(_plainly(one))) for one in area.current_state)
        return Entry(
            tuple(one for one in _plainly(area) if one[0] not in {"goals", "activities", "current_state"}),
            within=(
                ("current_state", states, ()),
                ("goals", tuple(self._goal(goal) for goal in area.goals), ()),
                ("activities", tuple(self._activity(one) for one in own), left),
            ),
        )

    def _goal(self, goal: Goal) -> Entry:
        fields = tuple(one for one in _plainly(goal) if one[0] != "indicators")
        names = {id(each): name for _, name, each in self.old.indicators}
        inner = tuple(self._indicator(self.measured.get(names[id(each)]), each) for each in goal.indicators)
        return Entry(fields, within=(("indicators", inner, ()),))

    def _indicator(self, measured: Measured | None, indicator: Any) -> Entry:
        """It begins where this one ended, when anybody has measured it; the target is the old one, to be set anew."""
        data = dict(_plainly_pairs(indicator))
        actual = measured.actual if measured else None
        fields: list[Field] = []
        begins = indicator.pace in {Pace.LINEAR, Pace.AT_END}
        for key, value in data.items():
            if key == "baseline":
                continue
            if key == "counts":
                fields.append((key, [name for name in value if name in self.there], ""))
            elif key == "by":
                fields.append((key, self._due(indicator.by), ""))
            else:
                fields.append((key, value, self._target(indicator) if key == "target" else ""))
        if begins and actual is not None:
            fields.append(("baseline", _tidy(actual), self._outcome(measured)))
        elif "baseline" in data:
            remark = self.word("not_measured", period=self.last) if begins else self._outcome(measured)
            fields.append(("baseline", data["baseline"], remark))
        elif actual is not None:
            return Entry(tuple(fields), self._outcome(measured))
        return Entry(tuple(fields))

    def _target(self, indicator: Any) -> str:
        return self.word("target", period=self.last) if indicator.target is not None else ""

    def _outcome(self, measured: Measured | None) -> str:
        if measured is None or measured.actual is None:
            return self.word("not_measured", period=self.last)
        actual = self.say.quantity(measured.actual, measured.indicator.unit)
        target = self.say.quantity(measured.scale.target, measured.indicator.unit) or "–"
        return self.word("outcome", period=self.last, actual=actual, target=target)

    def _activity(self, one: Activity) -> Entry:
        data = dict(_plainly_pairs(one))
        for key in ("accepted", "cancelled"):
            data.pop(key, None)
        if "after" in data:
            data["after"] = [name for name in one.after if name in self.there]
        return Entry(tuple(self._with_due(data, one)), self._how_it_went(self.tasks.get(one.id), one))

    def _with_due(self, data: Mapping[str, Any], one: Activity | Decision) -> Iterator[Field]:
        for key, value in data.items():
            if key in {"due", "start"}:
                old = getattr(one, key)
                moved = self._due(old)
                yield key, moved, self.word("was", old=_shown(old)) if moved != _value(old) else ""
            elif value != []:
                yield key, value, ""

    def _how_it_went(self, task: Assignment | None, one: Activity) -> str:
        if task is None:
            return ""
        if one.cadence and not task.is_series:
            return ""
        if one.cadence:
            turns = {"done": self.say.number(len(task.done)), "total": self.say.number(len(task.turns))}
            return self.word("goes_on", period=self.last, **turns)
        state = self.words.word(f"outlook.{task.outlook}")
        return ": ".join(
            part
            for part in (self.word("carried_over", period=self.last, state=state), plain(task.note))
            if part
        )

    def _decision(self, one: Decision) -> Entry:
        data = dict(_plainly_pairs(one))
        meeting, paragraph = data.pop("meeting", ""), data.pop("§", "")
        for key in ("accepted", "cancelled"):
            data.pop(key, None)
        told = " ".join(part for part in (str(meeting), f"§ {paragraph}" if paragraph else "") if part)
        return Entry(
            tuple(self._with_due(data, one)), self.word("decided", period=self.last, meeting=told or "–")
        )

    def _budget_line(self, number: int) -> Entry:
        line, account = self.old.budget[number], self.follow.accounts[number]
        fields: list[Field] = []
        for key, value in _plainly_pairs(line):
            if key == "covers":
                fields.append((key, [name for name in line.covers if name in self.there], ""))
            elif key == "amount":
                spent = self.say.money(account.spent) or "–"
                remark = self.word(
                    "spent", period=self.last, spent=spent, budget=self.say.money(account.amount)
                )
                fields.append((key, value, remark))
            elif key not in {"spent", "forecast"}:
                fields.append((key, value, ""))
        return Entry(tuple(one for one in fields if one[1] != []))

    # What goes on

    def _outlook(self, name: str) -> Outlook | None:
        return self.tasks[name].outlook if name in self.tasks else None

    def _is_open(self, name: str) -> bool:
        return self._outlook(name) not in {*CLOSED, None}

    def _goes_on(self, one: Activity) -> bool:
        if one.cancelled or self._outlook(one.id) is Outlook.CANCELLED:
            return False
        return bool(one.cadence) or self._outlook(one.id) is not Outlook.DONE

    def _left_out(self, key: str, titles: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.word(key, period=self.last, title=plain(title)) for title in titles)

    # Days in words

    def _due(self, due: Any) -> Any:
        """The same day, month, week or words in the next period; a day that lies beyond this one stays."""
        match due:
            case date() if due > self.old.period.end:
                return due
            case date():
                return due + relativedelta(years=self.years)
            case str():
                return self._calendar(due)
            case None:
                return None
            case _:
                return {
                    "from": due.start + relativedelta(years=self.years),
                    "to": due.end + relativedelta(years=self.years),
                }

    def _calendar(self, said: str) -> str:
        """2026-03, 2026-W12, or words; a meeting's day in them becomes the day of that meeting in the next period."""
        moved = _DAY.sub(lambda match: self._met_on(match[0], said), said)
        if moved != said:
            return moved
        moved = self._with_years(said)
        if read_calendar_words(said) and not read_calendar_words(moved):
            return re.sub("W53", "W52", moved, flags=re.IGNORECASE)
        return moved

    def _met_on(self, written_day: str, said: str) -> str:
        """The day of a series that the words hang on: by its rule the same one of its month, of a list the same week's."""
        try:
            day = date.fromisoformat(written_day)
        except ValueError:
            return written_day
        words = set(said.split())
        named = next((one for one in self.kept_gatherings if one.id in words), None)
        rule = read_rule(named.every, speakers_of(self.old)) if named and named.every else None
        if rule and rule.startswith("FREQ=MONTHLY"):
            return _same_of_its_month(day, self.years).isoformat()
        return (self._day(day) or day + relativedelta(years=self.years)).isoformat()

    def _with_years(self, said: str) -> str:
        return YEAR.sub(lambda match: str(int(match[0]) + self.years), said)

    def _period_name(self, period: Period) -> str:
        value = _period_value(period)
        return str(value) if not isinstance(value, dict) else f"{period.start} – {period.end}"

    # Lines

    def _remark(self, said: str, indent: int = 0) -> None:
        self.lines.append(f"{' ' * indent}# {shortened(plain(said), LONGEST_REMARK)}")

    def _field(self, key: str, value: Any, remark: str = "", indent: int = 0, dash: str = "") -> None:
        beside = f"   # {shortened(plain(remark), LONGEST_REMARK)}" if remark else ""
        self.lines.append(f"{' ' * indent}{dash}{written_key(key)}: {written(value)}{beside}")

    def _list(self, key: str, entries: Iterable[Entry], remarks: Iterable[str] = (), indent: int = 0) -> None:
        some, behind = list(entries), list(remarks)
        if indent == 0 and (some or behind):
            self.lines.append("")
        if some:
            self.lines.append(f"{' ' * indent}{key}:")
        for one in some:
            self._entry(one, indent + 2)
        for remark in behind:
            self._remark(remark, indent + 2 if some else indent)

    def _entry(self, one: Entry, indent: int) -> None:
        if one.above:
            self._remark(one.above, indent)
        for number, (key, value, remark) in enumerate(one.fields):
            self._field(
                key, value, remark, indent if number == 0 else indent + 2, "- " if number == 0 else ""
            )
        for key, entries, remarks in one.within:
            self._list(key, entries, remarks, indent + 2)


def _plainly_pairs(model: Any) -> Iterator[tuple[str, Any]]:
    for key, value in model.model_dump(by_alias=True, exclude_unset=True, exclude_none=True).items():
        if value not in ((), [], {}):
            yield key, _value(value)


def _plainly(model: Any) -> Iterator[Field]:
    return ((key, value, "") for key, value in _plainly_pairs(model))


def _value(value: Any) -> Any:
    """Plain data as the plan's text holds it."""
    match value:
        case dict():
            return {
                key.isoformat() if isinstance(key, date) else str(key): _value(each)
                for key, each in value.items()
            }
        case list() | tuple():
            return [_value(each) for each in value]
        case str():
            return str(value)
        case Period():
            return _period_value(value)
        case _ if hasattr(value, "model_dump"):
            return _value(value.model_dump(by_alias=True, exclude_unset=True, exclude_none=True))
        case _:
            return value


def _occurrence(data: Mapping[str, Any], day: date) -> Any:
    """One date of a list: its own name, time and place stay; what it was about was that year's."""
    kept = {key: data[key] for key in ("id", "time", "place") if key in data}
    return {"date": day, **kept} if kept else day


def _period_value(period: Period) -> Any:
    start, end = period.start, period.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return start.year if start.year == end.year else f"{start.year}-{end.year}"
    if (start.month, start.day, end.month, end.day) == (8, 1, 7, 31) and end.year == start.year + 1:
        return f"{start.year}/{end.year}"
    return {"start": start, "end": end}


def _new_id(plan: Plan, years: int, period: Period) -> str:
    """This plan's id with its years moved, else made of the organisation's name; never this plan's own."""
    moved = YEAR.sub(lambda match: str(int(match[0]) + years), plan.id)
    made = moved if moved != plan.id else slug(f"{plan.organisation[:60]}-{period.start.year}")
    return made if made != plan.id else f"{made[:76]}-2"


def _shown(due: Any) -> str:
    value = _value(due)
    return f"{value['from']} – {value['to']}" if isinstance(value, dict) else str(value)


def _tidy(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


def check_year(plan: Plan, year: int) -> None:
    """UserError (exit code 2) when the plan that follows on this one does not begin in that year."""
    begins = next_period(plan.period).start
    if begins.year != year:
        raise UserError(
            f"this plan ends on {plan.period.end}, so the next one begins on {begins}: hjul roll-over {begins.year}",
            exit_code=WRONG_INPUT,
        )
    if begins.year + (plan.period.end.year - plan.period.start.year) > LAST_YEAR:
        raise UserError(f"no plan goes on after {LAST_YEAR}", exit_code=WRONG_INPUT)


LAST_YEAR = 2200
