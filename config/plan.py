"""The plan as the board thinks of it. Pure shapes: nothing here reads a file, a clock or a service.

Ids are stable: an item keeps its id when it is renamed, moved or reordered. The fields say what a chair may write;
how a written date or deadline becomes days is in ``config.dates``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

LANGUAGES = ("sv", "nb", "nn", "da", "en")
TIME_ZONES = {
    "sv": "Europe/Stockholm",
    "nb": "Europe/Oslo",
    "nn": "Europe/Oslo",
    "da": "Europe/Copenhagen",
    "en": "UTC",
}


def slug(text: str) -> str:
    """A readable id out of a name: lower case, letters, digits and hyphens."""
    plain = re.sub(r"[^\w]+", "-", unicodedata.normalize("NFC", text).casefold()).strip("-")
    return plain or "plan"


def _as_list(value: Any) -> Any:
    return value if value is None or isinstance(value, list) else [value]


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("expected the name of a time zone, such as Europe/Stockholm")
    return value


def _line(value: str) -> str:
    if not value.strip():
        raise ValueError("expected some text")
    if any(unicodedata.category(letter) == "Cc" for letter in value):
        raise ValueError("expected one line of text without control characters")
    return value.strip()


def _text(value: str) -> str:
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in value):
        raise ValueError("expected text without control characters")
    return value.strip()


def _email(value: str) -> str:
    if not re.fullmatch(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+", value):
        raise ValueError("expected an e-mail address")
    return value


def _day(value: Any) -> Any:
    """Only real days: a number is not a date, and 30 February is not a day."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("expected a day that exists, such as 2026-02-28")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("expected a number")
    if value != value or abs(value) > 1e15:
        raise ValueError("expected a number that can be counted")
    return value


def _due(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        return _day(value.strip())
    if isinstance(value, str | dict | Model) or (
        isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    ):
        return value
    raise ValueError(
        "expected a day (2026-03-01), a month (2026-03), a window {from, to} or words such as '14 days before annual-meeting'"
    )


Day = Annotated[dt.date, BeforeValidator(_day)]
Id = Annotated[
    str,
    Field(pattern=r"^[^\W_][\w-]*$", max_length=80),
    AfterValidator(lambda v: unicodedata.normalize("NFC", v)),
]
Line = Annotated[str, AfterValidator(_line), Field(max_length=10_000)]
Text = Annotated[str, AfterValidator(_text), Field(max_length=100_000)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_as_list)]
Email = Annotated[str, AfterValidator(_email)]
Number = Annotated[int | float, BeforeValidator(_number)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)


class Window(Model):
    """Two days, both included."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError("expected 'to' not to be before 'from'")
        return self


Due = Annotated[dt.date | Window | Line, BeforeValidator(_due)]
"""A day, a window, or words: a month (2026-03), a week (2026-W12), a quarter (2026-Q2), "14 days before annual-meeting",
or a phrase of the plan's language ("innan sommaren")."""


class Status(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    REVISED = "revised"


class Period(Model):
    """The first and the last day of the plan, both included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end <= self.start:
            raise ValueError("expected the period's end to be after its start")
        if self.end.year - self.start.year > 30:
            raise ValueError("expected a period of at most 30 years")
        return self


def _period(value: Any) -> Any:
    """2026 · 2026-2030 · 2026/2027 (a school year: 1 August to 31 July) · {start, end}."""
    if isinstance(value, bool) or isinstance(value, Model | dict):
        return value
    text = str(value)
    if re.fullmatch(r"\d{4}", text) and 1900 <= int(text) <= 2200:
        return {"start": Day(int(text), 1, 1), "end": Day(int(text), 12, 31)}
    if match := re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", text):
        first, last = int(match[1]), int(match[2])
        if 1900 <= first < last <= 2200:
            return {"start": Day(first, 1, 1), "end": Day(last, 12, 31)}
    if match := re.fullmatch(r"(\d{4})/(\d{4})", text):
        first, last = int(match[1]), int(match[2])
        if first >= 1900 and last == first + 1 <= 2200:
            return {"start": Day(first, 8, 1), "end": Day(last, 7, 31)}
    raise ValueError(
        "expected a year (2026), years (2026-2030), a school year (2026/2027) or {start: 2026-03-01, end: 2027-02-28}"
    )


class Person(Model):
    name: Line
    email: Email | None = None
    role: Line | None = None


class BodyKind(StrEnum):
    BOARD = "board"
    WORKING_GROUP = "working-group"
    NOMINATING_COMMITTEE = "nominating-committee"
    COMMITTEE = "committee"
    EXECUTIVE = "executive"
    ASSEMBLY = "assembly"
    COUNCIL_GROUP = "council-group"
    OTHER = "other"


class Body(Model):
    """A board, working group or committee. Its convenor, else its chair, gets its tasks; the accountable body answers for them."""

    name: Line
    kind: BodyKind | None = None
    chair: Id | None = None
    convenor: Id | None = None
    members: Ids = ()
    accountable: bool = False
    reports_to: Id | None = None
    mandate: Text | None = None

    @property
    def contact(self) -> str | None:
        """Who gets the body's tasks."""
        return self.convenor or self.chair


class Pace(StrEnum):
    LINEAR = "linear"  # expected grows evenly from baseline to target
    AT_END = "at-end"  # judged only when the time is out
    COUNT = "count"  # a cumulative count from zero, growing evenly
    EVENTS = "events"  # at least N events: held and booked both count


class Indicator(Model):
    id: Id | None = None
    title: Line
    unit: Line | None = None
    baseline: Number | None = None
    target: Number | Annotated[str, Field(pattern=r"^[+−-]\s?\d+([.,]\d+)?\s?%$")] | None = None
    comparator: Literal["at-least", "at-most", "exactly"] = "at-least"
    by: Due | None = None
    pace: Pace = Pace.LINEAR
    counts: Ids = ()  # meetings and events that count, for pace: events
    measured_by: Id | None = None
    source: Line | None = None


class Goal(Model):
    id: Id
    title: Line
    text: Text | None = None
    indicators: tuple[Indicator, ...] = ()
    supports: Lines = ()  # goals of parent plans: "parent-id/goal-id", many to many
    responsible: Ids = ()

    @model_validator(mode="before")
    @classmethod
    def _one_indicator(cls, data: Any) -> Any:
        if isinstance(data, dict) and "indicator" in data and "indicators" not in data:
            data = dict(data)
            data["indicators"] = _as_list(data.pop("indicator"))
        return data


class Activity(Model):
    id: Id
    title: Line
    text: Text | None = None
    goals: Ids = ()
    responsible: Ids = ()
    with_: Ids = Field(default=(), alias="with")  # consulted, not responsible
    due: Due | None = None
    start: Due | None = None
    cadence: Line | None = (
        None  # weekly, monthly, quarterly, half-yearly, yearly, continuous, or "every <meeting>"
    )
    after: Ids = ()  # activities that must be done first
    answers: Ids = ()  # findings of the present state that this activity answers
    cost: Number | None = None
    cancelled: bool = False
    accepted: Day | None = None  # the day the board accepted what was reported as done
    confidential: bool = False

    @model_validator(mode="before")
    @classmethod
    def _one_goal(cls, data: Any) -> Any:
        if isinstance(data, dict) and "goal" in data and "goals" not in data:
            data = dict(data)
            data["goals"] = data.pop("goal")
        return data


class CurrentState(Model):
    """A finding about how things stand: kept, shown, never a task."""

    id: Id | None = None
    text: Line


class Area(Model):
    id: Id
    title: Line
    text: Text | None = None
    body: Id | None = None
    current_state: tuple[CurrentState, ...] = ()
    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()


class Occurrence(Model):
    """What is special about one meeting of a series."""

    id: Id | None = None
    date: Day | None = None
    time: Line | None = None
    place: Line | None = None
    theme: Line | None = None
    agenda: Lines = ()
    cancelled: bool = False
    tentative: bool = False


def _occurrences(value: Any) -> Any:
    """A date, words ("2026-02-11 18:00-20:00") or a mapping with ``date`` are all one occurrence."""
    if isinstance(value, list):
        return [_occurrence(entry) for entry in value]
    return value


def _occurrence(entry: Any) -> Any:
    if isinstance(entry, dt.date):
        return {"date": entry}
    if isinstance(entry, str):
        day, _, rest = entry.partition(" ")
        try:
            return {"date": Day.fromisoformat(day), **({"time": rest.strip()} if rest.strip() else {})}
        except ValueError:
            raise ValueError(
                "expected a date, such as 2026-02-11, or a date and a time, such as 2026-02-11 18:00-20:00"
            ) from None
    return entry


class Gathering(Model):
    """What meetings and events share: when and where."""

    id: Id
    title: Line
    body: Id | None = None
    area: Id | None = None
    text: Text | None = None
    date: Day | None = None
    end: Day | None = None  # the last day, included
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None  # no day yet: "set a date"
    dates: Annotated[tuple[Occurrence, ...], BeforeValidator(_occurrences)] = ()
    every: Line | None = None  # "first Monday", "Monday", "last Sunday of April", or an RRULE of RFC 5545
    start: Day | None = Field(
        default=None, alias="from"
    )  # limits of ``every``; the plan's period without them
    until: Day | None = None
    except_: Annotated[tuple[Day | Line, ...], BeforeValidator(_as_list)] = Field(default=(), alias="except")
    moved: dict[Day, Day | Line] = Field(default_factory=dict)  # the date by the rule -> where it went
    occurrences: dict[Day, Occurrence] = Field(default_factory=dict)
    time: Line | None = None  # "18:00" or "18:00-20:00"; whole days without it
    place: Line | None = None
    theme: Line | None = None
    responsible: Ids = ()
    cost: Number | None = None
    reminders: Lines = ()  # "1 day", "2 hours"
    tentative: bool = False
    cancelled: bool | tuple[Day, ...] = False  # the whole, or these dates of a series
    confidential: bool = False

    @model_validator(mode="after")
    def _one_way_to_say_when(self) -> Gathering:
        ways = [name for name in ("date", "month", "dates", "every") if getattr(self, name)]
        if len(ways) > 1:
            raise ValueError(
                f"expected one of date, month, dates and every, not {' and '.join(ways)} together"
            )
        if self.end and not self.date:
            raise ValueError("expected 'date' (the first day) beside 'end' (the last day)")
        if self.end and self.date and self.end < self.date:
            raise ValueError("expected 'end' not to be before 'date'")
        return self

    @property
    def is_series(self) -> bool:
        return bool(self.dates or self.every)


class Meeting(Gathering):
    agenda: Lines = ()  # standing items
    notice: Line | None = None  # "4 weeks": makes the task "send the notice"
    notice_by: Ids = ()


class Event(Gathering):
    observance: bool = False  # only the name of a day


class Decision(Model):
    id: Id
    text: Line
    meeting: Line | None = None  # "board-meeting 2026-02-02" or the id of a single meeting
    paragraph: Annotated[str, BeforeValidator(str)] | None = Field(default=None, alias="§")
    responsible: Ids = ()
    due: Due | None = None
    accepted: Day | None = None
    cancelled: bool = False
    confidential: bool = False


class BudgetLine(Model):
    id: Id
    title: Line
    amount: Number
    covers: Ids = ()  # activities and events
    spent: Number | None = None
    forecast: Number | None = None


class Control(Model):
    what: Line
    method: Line | None = None
    frequency: Line = "yearly"  # as ``cadence``
    responsible: Ids = ()
    reported_to: Id | None = None


class Risk(Model):
    id: Id
    title: Line
    cause: Text | None = None
    probability: Annotated[int, Field(ge=1, le=5)] | None = None
    consequence: Annotated[int, Field(ge=1, le=5)] | None = None
    decision: Literal["accept", "treat", "control"] | None = None
    controls: tuple[Control, ...] = ()
    area: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_control(cls, data: Any) -> Any:
        if isinstance(data, dict) and "control" in data and "controls" not in data:
            data = dict(data)
            data["controls"] = _as_list(data.pop("control"))
        return data

    @property
    def value(self) -> int | None:
        return self.probability * self.consequence if self.probability and self.consequence else None


class ParentPlan(Model):
    id: Id
    title: Line
    organisation: Line | None = None
    url: Line | None = None
    goals: dict[Id, Line] = Field(default_factory=dict)


class Section(Model):
    """A part of the plan that is text only: background, norms of conduct, follow-up rules. Never a task."""

    id: Id
    title: Line
    text: Text | None = None


class Part(StrEnum):
    """The parts that rules for plans can require."""

    GOALS = "goals"
    INDICATORS = "indicators"
    ACTIVITIES = "activities"
    MEETINGS = "meetings"
    EVENTS = "events"
    BUDGET = "budget"
    RISKS = "risks"
    CONTROLS = "controls"
    PARENTS = "parents"
    DECISIONS = "decisions"
    BODIES = "bodies"


class Plan(Model):
    id: Id = ""
    title: Line
    organisation: Line
    language: Literal["sv", "nb", "nn", "da", "en"]
    time_zone: Annotated[str, AfterValidator(_zone)] = ""
    period: Annotated[Period, BeforeValidator(_period)]
    status: Status = Status.DRAFT
    adopted: Day | None = None
    revised: Day | None = None
    confidential: bool = False
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    parents: tuple[ParentPlan, ...] = ()
    people: dict[Id, Person] = Field(default_factory=dict)
    bodies: dict[Id, Body] = Field(default_factory=dict)
    standing_items: Lines = ()  # on the agenda of every meeting of the accountable body
    meetings: tuple[Meeting, ...] = ()
    events: tuple[Event, ...] = ()
    areas: tuple[Area, ...] = ()
    decisions: tuple[Decision, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    sections: tuple[Section, ...] = ()
    requires: tuple[Part | Line, ...] = ()  # parts this plan must have: names above, or ids of sections

    @model_validator(mode="before")
    @classmethod
    def _defaults(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        language = data.get("language")
        if "time_zone" not in data and isinstance(language, str) and language in TIME_ZONES:
            data["time_zone"] = TIME_ZONES[language]
        organisation, period = data.get("organisation"), data.get("period")
        if "id" not in data and isinstance(organisation, str) and period is not None:
            first = period.get("start") if isinstance(period, dict) else period
            year = re.match(r"\d{4}", str(first))
            data["id"] = slug(f"{organisation[:60]}-{year[0] if year else ''}")
        return data

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def activities(self) -> tuple[tuple[Area, Activity], ...]:
        return tuple((area, activity) for area in self.areas for activity in area.activities)

    @property
    def goals(self) -> tuple[tuple[Area, Goal], ...]:
        return tuple((area, goal) for area in self.areas for goal in area.goals)

    @property
    def indicators(self) -> tuple[tuple[Goal, str, Indicator], ...]:
        """Every indicator with its goal and its id (its own, else the goal's, else the goal's with its number)."""
        return tuple(
            (goal, indicator_id(goal, number), indicator)
            for _, goal in self.goals
            for number, indicator in enumerate(goal.indicators, 1)
        )

    @property
    def accountable_bodies(self) -> tuple[str, ...]:
        return tuple(name for name, body in self.bodies.items() if body.accountable)


def indicator_id(goal: Goal, number: int) -> str:
    """The id under which the goal's ``number``-th indicator (from 1) is measured."""
    own = goal.indicators[number - 1].id
    return own or (goal.id if len(goal.indicators) == 1 else f"{goal.id}-{number}")
