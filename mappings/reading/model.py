"""What a plan document was read as: pure values, every one with the place and the words that it stands on.

The names are those of ``hjul import --format json`` and of ``tests/data/plans/truth.schema.json``. Days are dates of the
plan's own place; both ends of a span are included. A month is "2027-03", an ISO week "2027-W11". Nothing here reads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TypeAlias

from mappings.blocks import Place

Day: TypeAlias = date
Clock: TypeAlias = time  # of the plan's own place, without a zone


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands. ``passage`` is verbatim but for white space; a row's cells are parted by " | "."""

    place: Place
    passage: str


class DocumentKind(StrEnum):
    """``RULES`` are requirements on plans: they hold no task."""

    PLAN = "plan"
    WHEEL = "wheel"
    PLAN_AND_WHEEL = "plan_and_wheel"
    RULES = "rules"


class Status(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    REVISED = "revised"


class GatheringKind(StrEnum):
    """A body deliberates, something is arranged, or only the name of a day."""

    MEETING = "meeting"
    EVENT = "event"
    OBSERVANCE = "observance"


class Precision(StrEnum):
    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"


class PartOfMonth(StrEnum):
    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Certainty(StrEnum):
    """The text gives the day; it gives a window whose last day counts; the day is a convention; there is no day."""

    EXACT = "exact"
    WINDOW = "window"
    INTERPRETED = "interpreted"
    NONE = "none"


class Comparator(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EXACT = "exact"
    INCREASE_PERCENT = "increase_percent"


class QuestionKind(StrEnum):
    """Why a person is asked; the truths' schema explains each."""

    WEEKDAY = "weekday"
    TENTATIVE = "tentative"
    CONTRADICTION = "contradiction"
    SERIES_BREAK = "series-break"
    PROMISED_MISSING = "promised-missing"
    WE = "we"
    BASELINE = "baseline"
    INDICATOR_WITHOUT_TARGET = "indicator-without-target"
    IMPOSSIBLE_DATE = "impossible-date"
    YEAR = "year"
    PERIOD = "period"
    DUPLICATE = "duplicate"
    DAMAGED = "damaged"
    UNNAMED_BODY = "unnamed-body"
    ANCHOR_MISSING = "anchor-missing"
    STATUS = "status"
    UNKNOWN_ABBREVIATION = "unknown-abbreviation"


# The document -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """``label`` is the year as one says it: "2027", "2026/2027", "2026-2030". ``rule`` says how it was found
    ("stated", "year", "school-year", "dates").
    """

    start: date
    end: date
    label: str
    rule: str = "stated"


@dataclass(frozen=True, slots=True)
class Head:
    """What the document says of itself. ``sources`` by the name of the field, for those that the text supports."""

    kind_of_document: DocumentKind = DocumentKind.PLAN
    language: str = "en"
    language_variant: str | None = None
    organisation: str | None = None
    title: str | None = None
    period: Period | None = None
    status: Status | None = None
    adopted: date | None = None
    revised: date | None = None
    sources: dict[str, Source] = field(default_factory=dict)


# The calendar -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting, an event or a day. ``date`` is the first day of a range or week and None when only a month is known.

    ``rule`` names the rule of Part B that gave the day when ``interpreted`` ("NTH-WEEKDAY", "AFTER-EVENT").
    """

    title: str
    kind: GatheringKind
    source: Source
    precision: Precision
    date: Day | None = None
    end_date: Day | None = None
    month: str | None = None
    end_month: str | None = None
    week: str | None = None
    part_of_month: PartOfMonth | None = None
    time: Clock | None = None
    end_time: Clock | None = None
    tentative: bool = False
    place: str | None = None
    responsible: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    area: str | None = None
    interpreted: bool = False
    rule: str | None = None

    @property
    def all_day(self) -> bool:
        return self.time is None


@dataclass(frozen=True, slots=True)
class Recurring:
    """A gathering given as a rule. ``rule`` is an RRULE value, or None where one cannot say it ("about once a month")."""

    title: str
    kind: GatheringKind
    rule_text: str
    source: Source
    rule: str | None = None
    exceptions: tuple[str, ...] = ()
    dates_listed: bool = False
    occurrences: tuple[Day, ...] = ()
    time: Clock | None = None
    end_time: Clock | None = None
    place: str | None = None
    responsible: tuple[str, ...] = ()
    area: str | None = None


# The work ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the words, the rule that read them and the days that they set, the last one in ``latest``.

    ``anchor`` are the words of what it hangs on ("årsmötet"), so that it can move with it. Empty: no words about time.
    """

    latest: date | None = None
    all: tuple[date, ...] = ()
    phrase: str | None = None
    rule: str | None = None
    certainty: Certainty = Certainty.NONE
    start: date | None = None
    cadence: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A measure, an obligation or a deadline: ``text`` without mark, label and leading date. Names are as written.

    ``serves`` is the text of the goal that it stands under.
    """

    text: str
    source: Source
    responsible: tuple[str, ...] = ()
    in_consultation_with: tuple[str, ...] = ()
    due: Due = Due()
    also_target: bool = False
    area: str | None = None
    serves: str | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """What shall be reached. One with a number stands among the targets too."""

    text: str
    source: Source
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One number to reach. ``value`` is negative for a decrease; ``due_explicit`` is False for the period's last day."""

    text: str
    value: float
    unit: str
    comparator: Comparator
    source: Source
    due: date | None = None
    due_explicit: bool = False
    due_phrase: str | None = None
    value_max: float | None = None
    delta: bool = False
    baseline: float | None = None
    value_in_words: bool = False
    responsible: tuple[str, ...] = ()
    also_written: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured without a wanted value."""

    text: str
    source: Source
    unit: str | None = None
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A finding about how things stand, or a norm of conduct. Never a task."""

    text: str
    source: Source
    area: str | None = None


# What stands beside -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequiredPart:
    """In a document of rules: what a plan must hold."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """In a document of rules: what ``body`` decides every year, in ``month`` (1 to 12)."""

    body: str
    what: str
    month: int
    source: Source


@dataclass(frozen=True, slots=True)
class WorkingGroup:
    """``convenor`` is not among the ``members``."""

    name: str
    source: Source
    convenor: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingItem:
    """What is on every agenda, of ``meeting`` as written."""

    item: str
    source: Source
    meeting: str | None = None


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """``currency`` by ISO 4217."""

    title: str
    amount: float
    currency: str
    source: Source


@dataclass(frozen=True, slots=True)
class Risk:
    title: str
    source: Source
    probability: int | None = None
    consequence: int | None = None


@dataclass(frozen=True, slots=True)
class ParentPlan:
    """A plan that this one follows or serves."""

    title: str
    source: Source
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Sign:
    """Letters by which the document calls somebody, and the name that its legend gives: "BL = Britta Lund"."""

    sign: str
    meaning: str
    source: Source


@dataclass(frozen=True, slots=True)
class Question:
    """What a person must settle. ``values`` fill in the sentence that a language file has for ``kind``.

    ``choices`` are the answers that offer themselves, the likeliest first.
    """

    kind: QuestionKind
    about: str
    sources: tuple[Source, ...]
    values: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that looks like content and was not placed."""

    source: Source
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document as read. Lists are in the order of the document."""

    head: Head
    areas: tuple[str, ...] = ()
    meetings_and_events: tuple[Gathering, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    actions: tuple[Action, ...] = ()
    goals: tuple[Goal, ...] = ()
    targets: tuple[Target, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    findings: tuple[Statement, ...] = ()
    rules: tuple[Statement, ...] = ()
    required_parts: tuple[RequiredPart, ...] = ()
    decision_points: tuple[DecisionPoint, ...] = ()
    working_groups: tuple[WorkingGroup, ...] = ()
    standing_agenda_items: tuple[StandingItem, ...] = ()
    budget: tuple[BudgetLine, ...] = ()
    risks: tuple[Risk, ...] = ()
    parent_plans: tuple[ParentPlan, ...] = ()
    signs: tuple[Sign, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[Unread, ...] = ()
