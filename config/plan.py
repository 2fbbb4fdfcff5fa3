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
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones (Europe) is an OSError
        raise ValueError("expected the name of a time zone, such as Europe/Stockholm") from None


def _words(value: Any) -> Any:
    """A whole number is text too, where text is due: theme: 2027."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


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


def _url(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/?#@:<>\"]+(:\d{1,5})?([/?#][^\s<>\"]*)?", value):
        raise ValueError("expected an address such as https://example.org/plan")
    return value


def _day(value: Any) -> Any:
    """Only real days: a number is not a date, and 30 February is not a day."""
    day = value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            day = dt.date.fromisoformat(value)
        except ValueError:
            day = None
    if isinstance(day, dt.date) and not isinstance(day, dt.datetime) and 1900 <= day.year <= 2200:
        return day
    raise ValueError("expected a day that exists, such as 2026-02-28")


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("expected a number")
    if not abs(value) <= 1e15:
        raise ValueError("expected a number that can be counted")
    return value


def _flag(value: Any) -> Any:
    """Yes and no, which older YAML took for true and false, mean that here too."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.casefold() in {"yes", "no", "on", "off"}:
        return value.casefold() in {"yes", "on"}
    raise ValueError("expected true or false")


def _paragraph(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("expected a number or text")
    return str(value)


def _clock(value: Any) -> Any:
    """18.30 and 18, which YAML takes for numbers, are times of day."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 24:
        return f"{value:.2f}"
    return value


def _due(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200:
        return str(value)  # a year, which YAML takes for a number
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
Line = Annotated[str, BeforeValidator(_words), AfterValidator(_line), Field(max_length=10_000)]
Phrase = Annotated[str, AfterValidator(_line), Field(max_length=10_000)]
Text = Annotated[str, AfterValidator(_text), Field(max_length=100_000)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_as_list)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_as_list)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, Field(max_length=1_000), AfterValidator(_url)]
Number = Annotated[int | float, BeforeValidator(_number)]
Clock = Annotated[Line, BeforeValidator(_clock)]
Flag = Annotated[bool, BeforeValidator(_flag)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, hide_input_in_errors=True)


class Window(Model):
    """Two days, both included."""

    start: Day = Field(alias="from")
    """The first day of the window."""
    end: Day = Field(alias="to")
    """The last day of the window, included."""

    @model_validator(mode="after")
    def _in_order(self) -> Window:
        if self.end < self.start:
            raise ValueError("expected 'to' not to be before 'from'")
        return self


Due = Annotated[dt.date | Window | Phrase, BeforeValidator(_due)]
"""A day, a window, or words: a month (2026-03), a week (2026-W12), a quarter (2026-Q2), "14 days before annual-meeting",
or a phrase of the plan's language ("innan sommaren")."""


class Status(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    REVISED = "revised"


class Period(Model):
    """The first and the last day of the plan, both included."""

    start: Day
    """The first day of the plan."""
    end: Day
    """The last day of the plan, included."""

    @model_validator(mode="after")
    def _in_order(self) -> Period:
        if self.end <= self.start:
            raise ValueError("expected the period's end to be after its start")
        if self.end.year - self.start.year > 30:
            raise ValueError("expected a period of at most 30 years")
        return self


def _period(value: Any) -> Any:
    """2026 · 2026-2030 · 2026/2027 (a school year: 1 August to 31 July) · {start, end}."""
    if isinstance(value, bool | Model | dict):
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


Place = Annotated[int, Field(strict=True, ge=1)] | None


class Source(Model):
    """Where in a document something stands: what ``hjul import`` read it from."""

    document: Line
    """The document's file name."""
    page: Place = None
    """Its page, from 1."""
    line: Place = None
    """The line of the text, or of the page."""
    paragraph: Place = None
    """The paragraph of a word processor's document."""
    sheet: Line | None = None
    """The sheet of a workbook, by its name."""
    table: Place = None
    """The table of the document, from 1."""
    row: Place = None
    """The row of the table or the sheet, from 1."""
    passage: Text | None = None
    """The words that it was read from."""


class OpenQuestion(Model):
    """What the document leaves open and a person must settle."""

    question: Line
    """What is asked."""
    passage: Text | None = None
    """The words that it is about."""
    answer: Line | None = None
    """What was settled: the question is not asked any more."""


class Person(Model):
    name: Line
    """The person's name, as it stands in tasks and reports."""
    email: Email | None = None
    """Where task lists that know people by address find this person, and where invitations go. No mail is sent
    because it stands here."""
    role: Line | None = None
    """What the person is: chair, treasurer, group leader."""


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
    """The body's name, as it stands in tasks and reports."""
    kind: BodyKind | None = None
    """What sort of body it is."""
    chair: Id | None = None
    """The id of the person who leads it."""
    convenor: Id | None = None
    """The id of the person who calls it together and gets its tasks; without one the chair does."""
    members: Ids = ()
    """The ids of the people in it."""
    accountable: Flag = False
    """True for the board that answers for the plan: the follow-up comes up at its meetings."""
    reports_to: Id | None = None
    """The id of the body that it reports to."""
    mandate: Text | None = None
    """What it was asked to do."""

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
    """A name to measure it by; without one it goes by the goal's id."""
    title: Line
    """What is measured."""
    unit: Line | None = None
    """What is counted: members, hours, per cent."""
    baseline: Number | None = None
    """Where it stood when the plan began."""
    target: Number | Annotated[str, Field(pattern=r"^[+−-]\s?\d{1,9}([.,]\d{1,9})?\s?%$")] | None = None
    """Where it should be: a number, or a change such as +10 %."""
    comparator: Literal["at-least", "at-most", "exactly"] = "at-least"
    """Whether the target is the least, the most or the very value wanted."""
    by: Due | None = None
    """When the target should be met, written as an activity's due; the end of the plan's period without it."""
    pace: Pace = Pace.LINEAR
    """How it should grow: linear, at-end, count (from zero) or events (at least so many held)."""
    counts: Ids = ()
    """For pace: events – the ids of the meetings and events that count."""
    measured_by: Id | None = None
    """The id of the person or body that measures it."""
    source: Line | None = None
    """Where the number is found."""


class Goal(Model):
    id: Id
    """A short name that the goal keeps."""
    title: Line
    """What should be reached."""
    text: Text | None = None
    """Why, and what is meant."""
    indicators: tuple[Indicator, ...] = ()
    """How one sees that it is reached."""
    supports: Lines = ()
    """Goals of parent plans that it serves, written parent-id/goal-id."""
    responsible: Ids = ()
    """The ids of people or bodies that answer for the goal."""
    source: Source | None = None
    """Where in the document that was imported it stands."""

    @model_validator(mode="before")
    @classmethod
    def _one_indicator(cls, data: Any) -> Any:
        if isinstance(data, dict) and "indicator" in data and "indicators" not in data:
            data = dict(data)
            data["indicators"] = _as_list(data.pop("indicator"))
        return data


class Activity(Model):
    id: Id
    """A short name that the activity keeps, whatever its title becomes."""
    title: Line
    """What is to be done."""
    text: Text | None = None
    """How, and what to think of."""
    goals: Ids = ()
    """The ids of the goals that it serves."""
    responsible: Ids = ()
    """The ids of people or bodies that do it; a body's convenor, else its chair, gets the task."""
    each: Flag = False
    """True gives everybody who is responsible a task of their own; it is done when all of them are. Else it is one task
    that they have together."""
    with_: Ids = Field(default=(), alias="with")
    """The ids of people or bodies that are consulted, and not responsible."""
    due: Due | None = None
    """When it should be done: a day, a year, month (2026-03), week (2026-W12) or quarter (2026-Q2), {from, to}, words
    such as '14 days before annual-meeting', or a phrase of the plan's language ('innan sommaren')."""
    start: Due | None = None
    """When it may begin, written as due."""
    cadence: Line | None = (
        None  # weekly, monthly, quarterly, half-yearly, yearly, continuous, or "every <meeting>"
    )
    """How often: weekly, monthly, quarterly, half-yearly, yearly, continuous, or 'every <meeting>'."""
    after: Ids = ()
    """The ids of activities that must be done first."""
    answers: Ids = ()
    """The ids of findings in current_state that it answers."""
    cost: Number | None = None
    """What it costs, in the plan's currency."""
    priority: Literal["high", "medium", "low"] | None = None
    """How it is sorted on people's lists: high, medium or low. Without it that is theirs."""
    duration: Line | None = None
    """How long it takes whoever does it, each time: 90 minutes, 2 hours, 1 day. Lists that know no length leave it out;
    without it that is theirs."""
    cancelled: Flag = False
    """True when the board has called it off."""
    accepted: Day | None = None
    """The day on which the board accepted what was reported as done."""
    confidential: Flag = False
    """True keeps it out of what is shown outside the board."""
    source: Source | None = None
    """Where in the document that was imported it stands."""

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
    """A name by which activities answer the finding."""
    text: Line
    """What was found."""
    source: Source | None = None
    """Where in the document that was imported it stands."""


class Area(Model):
    id: Id
    """A short name that the area keeps."""
    title: Line
    """The heading of this part of the plan."""
    text: Text | None = None
    """What the area is about."""
    body: Id | None = None
    """The id of the body that the area belongs to."""
    timeline: Flag = False
    """True for an election, a congress, a jubilee: the report shows its days in a part of their own."""
    current_state: tuple[CurrentState, ...] = ()
    """How things stand: findings that are shown beside the goals and never become tasks."""
    goals: tuple[Goal, ...] = ()
    """What should be reached."""
    activities: tuple[Activity, ...] = ()
    """What is to be done."""


class Occurrence(Model):
    """What is special about one meeting of a series."""

    id: Id | None = None
    """A name that this date keeps even if it is changed; needed when two fall on one day."""
    date: Day | None = None
    """The day of this meeting."""
    time: Clock | None = None
    """Its own time, such as 18:00-20:00."""
    place: Line | None = None
    """Its own place."""
    theme: Line | None = None
    """What this meeting is about."""
    agenda: Lines = ()
    """Items for this meeting alone."""
    cancelled: Flag = False
    """True when this one is called off."""
    tentative: Flag = False
    """True while this one is preliminary."""
    source: Source | None = None
    """Where in the document that was imported it stands."""


def _occurrence(entry: Any) -> Any:
    """A date, words ("2026-02-11 18:00-20:00") or a mapping with ``date`` are all one occurrence."""
    if isinstance(entry, dt.date):
        return {"date": entry}
    if isinstance(entry, str):
        day, _, rest = entry.partition(" ")
        try:
            return {"date": dt.date.fromisoformat(day), **({"time": rest.strip()} if rest.strip() else {})}
        except ValueError:
            pass
    elif isinstance(entry, dict | Model):
        return entry
    raise ValueError(
        "expected a date, such as 2026-02-11, or a date and a time, such as 2026-02-11 18:00-20:00"
    )


class Gathering(Model):
    """What meetings and events share: when and where."""

    id: Id
    """A short name that it keeps, whatever its title and date become."""
    title: Line
    """What the calendar shows."""
    body: Id | None = None
    """The id of the body that meets or arranges."""
    area: Id | None = None
    """The id of the area that it belongs to."""
    text: Text | None = None
    """What people should know beforehand."""
    date: Day | None = None
    """The day, or the first of several."""
    end: Day | None = None
    """The last day, included."""
    month: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] | None = None
    """The month, when no day is set yet: makes the task of setting one."""
    dates: tuple[Annotated[Occurrence, BeforeValidator(_occurrence)], ...] = ()
    """The days of a series: 2026-02-11, '2026-02-11 18:00-20:00', or a mapping with date, time, place,
    theme."""
    every: Line | None = None
    """The rule of a series: first Monday, every other Tuesday, last Sunday of April, or an RRULE of RFC
    5545."""
    start: Day | None = Field(default=None, alias="from")
    """The day from which the rule holds; the plan's first without it."""
    until: Day | None = None
    """The last day on which the rule holds; the plan's last without it."""
    except_: Annotated[tuple[Day | Line, ...], BeforeValidator(_as_list)] = Field(default=(), alias="except")
    """Days, months (2026-07) or weeks (2026-W29) in which the rule does not hold."""
    moved: dict[Day, Day | Line] = Field(default_factory=dict)
    """The date by the rule, and where it went: {2026-04-06: 2026-04-13} or with a time, 2026-04-13
    18:00-20:00."""
    occurrences: dict[Day, Occurrence] = Field(default_factory=dict)
    """What is special about one date of the series, under the date by the rule."""
    time: Clock | None = None
    """18:00 or 18:00-20:00, in the plan's time zone; whole days without it."""
    place: Line | None = None
    """Where."""
    theme: Line | None = None
    """What it is about; shown behind the title."""
    responsible: Ids = ()
    """The ids of people or bodies that arrange it."""
    invite: Ids = ()
    """The ids of people or bodies (its members, chair and convenor) whom a calendar that can invite people, such as
    Google's, shall invite. Nobody is invited without it."""
    mail: Flag = False
    """True for that calendar to write to those invited when it is made, moved, renamed, called off or taken away. No
    mail is sent without it; people whose own calendar is another service's then hear nothing."""
    cost: Number | None = None
    """What it costs, in the plan's currency."""
    reminders: Lines = ()
    """How long before the start to remind: 1 day, 2 hours."""
    tentative: Flag = False
    """True while it is preliminary."""
    cancelled: Flag | tuple[Day, ...] = False
    """True when the whole is called off, or the dates of a series that are."""
    confidential: Flag = False
    """True keeps it out of what is shown outside the board."""
    source: Source | None = None
    """Where in the document that was imported it stands."""

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
        if self.mail and not self.invite:
            raise ValueError("expected 'invite' (the ids of those to write to) beside 'mail'")
        return self

    @property
    def is_series(self) -> bool:
        return bool(self.dates or self.every)


class Meeting(Gathering):
    agenda: Lines = ()
    """Standing items, which every one of these meetings has."""
    notice: Line | None = None
    """How long before the meeting the notice goes out, such as 4 weeks: makes the task of sending it."""
    notice_by: Ids = ()
    """The ids of people or bodies that send the notice."""


class Event(Gathering):
    observance: Flag = False
    """True for a day that is only observed: it has a name and nobody arranges it."""


class Decision(Model):
    id: Id
    """A short name that the decision keeps."""
    text: Line
    """What was decided."""
    meeting: Line | None = None
    """Where: 'board-meeting 2026-02-02', or the id of a single meeting."""
    paragraph: Annotated[Line, BeforeValidator(_paragraph)] | None = Field(default=None, alias="§")
    """The paragraph of the minutes; may be written paragraph: where the keyboard has no §."""
    responsible: Ids = ()
    """The ids of people or bodies that carry it out."""
    due: Due | None = None
    """When it should be carried out, written as an activity's due."""
    accepted: Day | None = None
    """The day on which the board accepted it as carried out."""
    cancelled: Flag = False
    """True when the board has taken it back."""
    confidential: Flag = False
    """True keeps it out of what is shown outside the board."""

    @model_validator(mode="before")
    @classmethod
    def _paragraph_sign(cls, data: Any) -> Any:
        if isinstance(data, dict) and "paragraph" in data and "§" not in data:
            data = dict(data)
            data["§"] = data.pop("paragraph")
        return data


class BudgetLine(Model):
    id: Id
    """A short name that the line keeps."""
    title: Line
    """What the money is for."""
    amount: Number
    """The budget, in the plan's currency."""
    covers: Ids = ()
    """The ids of activities, meetings and events that are paid with it."""
    spent: Number | None = None
    """What has gone so far."""
    forecast: Number | None = None
    """What is expected to go in the whole period."""
    source: Source | None = None
    """Where in the document that was imported it stands."""


class Control(Model):
    what: Line
    """What is checked."""
    method: Line | None = None
    """How it is checked."""
    frequency: Line = "yearly"
    """How often, as an activity's cadence."""
    responsible: Ids = ()
    """The ids of people or bodies that make the check."""
    reported_to: Id | None = None
    """The id of the person or body that hears of it."""


class Risk(Model):
    id: Id
    """A short name that the risk keeps."""
    title: Line
    """What could happen."""
    cause: Text | None = None
    """Why it could happen."""
    probability: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    """From 1, hardly ever, to 5, almost certain."""
    consequence: Annotated[int, Field(strict=True, ge=1, le=5)] | None = None
    """From 1, hardly noticed, to 5, very serious."""
    decision: Literal["accept", "treat", "control"] | None = None
    """Whether the risk is accepted, treated with activities, or watched with controls."""
    controls: tuple[Control, ...] = ()
    """The internal controls that watch it."""
    area: Id | None = None
    """The id of the area that it belongs to."""
    source: Source | None = None
    """Where in the document that was imported it stands."""

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
    """A short name for the plan above."""
    title: Line
    """The title of that plan."""
    organisation: Line | None = None
    """Whose plan it is."""
    url: Line | None = None
    """Where it can be read."""
    goals: dict[Id, Line] = Field(default_factory=dict)
    """Its goals that this plan serves, each with a short name."""
    source: Source | None = None
    """Where in the document that was imported it stands."""


class Section(Model):
    """A part of the plan that is text only: background, norms of conduct, follow-up rules. Never a task."""

    id: Id
    """A short name that the section keeps."""
    title: Line
    """The heading."""
    text: Text | None = None
    """The text, as it stands in the plan."""
    source: Source | None = None
    """Where in the document that was imported it stands."""


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
    """What the plan's items are known by in calendars: never change it once the plan is sent. From the
    organisation and the year without it."""
    title: Line
    """The plan's title."""
    organisation: Line
    """Whose plan it is."""
    language: Literal["sv", "nb", "nn", "da", "en"]
    """The language of the plan, and of what is written from it."""
    time_zone: Annotated[str, AfterValidator(_zone)] = ""
    """The time zone of all times, such as Europe/Stockholm; that of the language without it."""
    period: Annotated[Period, BeforeValidator(_period)]
    """What the plan covers: 2026, 2026-2030, 2026/2027 (a school year) or {start, end}."""
    status: Status = Status.DRAFT
    """A draft is sent nowhere."""
    adopted: Day | None = None
    """The day on which the plan was adopted."""
    revised: Day | None = None
    """The day on which it was last revised."""
    url: Url | None = None
    """Where the plan can be read, an address that begins with https://; stands below each meeting and task."""
    confidential: Flag = False
    """True keeps the whole plan out of what is shown outside the board."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    """Three letters, such as SEK."""
    continues: Id | None = None
    """The id of the plan that this one carries on: that of the year before. What both have keeps its id in both."""
    parents: tuple[ParentPlan, ...] = ()
    """Plans above this one, whose goals it serves."""
    people: dict[Id, Person] = Field(default_factory=dict)
    """Everyone whom the plan names, each under a short name."""
    bodies: dict[Id, Body] = Field(default_factory=dict)
    """Boards, working groups and committees, each under a short name."""
    prepared_by: Id | None = None
    """The id of the person or body that draws up agendas and reports; stands at their head."""
    standing_items: Lines = ()
    """What is on the agenda of every meeting of the accountable body."""
    meetings: tuple[Meeting, ...] = ()
    """Meetings, single or in series."""
    events: tuple[Event, ...] = ()
    """Events and days to observe."""
    areas: tuple[Area, ...] = ()
    """The parts of the plan: goals, how things stand, and what is to be done."""
    decisions: tuple[Decision, ...] = ()
    """Decisions to be carried out."""
    budget: tuple[BudgetLine, ...] = ()
    """The lines of the budget and what they pay for."""
    risks: tuple[Risk, ...] = ()
    """Risks, and the internal controls that watch them."""
    sections: tuple[Section, ...] = ()
    """Parts that are text only: background, rules of conduct. They never become tasks."""
    headings: dict[str, Line] = Field(default_factory=dict)
    """What the organisation calls the parts of its reports, by their keys: {deviations: What did not come about}."""
    questions: tuple[OpenQuestion, ...] = ()
    """What the imported document leaves open, until it is answered."""
    requires: tuple[Annotated[Part | Line, Field(union_mode="left_to_right")], ...] = ()
    """Parts that the plan must have: goals, indicators, budget, risks …, or the ids of sections."""

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
