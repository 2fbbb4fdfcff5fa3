"""The annual wheel, and the strip of several years, as values: what stands where on a sheet, in words and numbers, before any format.

The sheet is ``width`` by ``height`` units, x to the right and y downwards. Angles are degrees clockwise from the top. Every
renderer reads these values and nothing else. All text is data.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from config.language import Language
from mappings.report import Mark, Picture, Table

WIDTH, HEIGHT = 1600.0, 1131.0  # the shape of a sheet of paper that lies: 297 by 210
MARGIN = 28.0
HAIR = 0.001  # less than can be seen; what is added up in another order differs by less


class Form(StrEnum):
    """What is drawn. Its value is the table of the languages that its own words stand in."""

    WHEEL = "wheel"
    STRIP = "strip"


class Rings(StrEnum):
    """What the rings of a wheel and the rows of a strip stand for."""

    BODIES = "bodies"
    AREAS = "areas"
    KINDS = "kinds"


class Kind(StrEnum):
    MEETING = "meeting"
    EVENT = "event"
    OBSERVANCE = "observance"
    ACTIVITY = "activity"
    DECISION = "decision"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the plan with its days, both included; both None where it has none.

    ``mark`` is None for a day that is only observed. ``at_end``: its mark stands on its last day, as a deadline's does.
    ``month_only``: the month is known and the day is not.
    """

    key: str
    kind: Kind
    title: str
    first: date | None
    last: date | None
    mark: Mark | None
    body: str | None = None
    area: str | None = None
    who: str = ""
    at_end: bool = False
    month_only: bool = False
    confidential: bool = False

    @property
    def day(self) -> date | None:
        """The day that its mark stands on."""
        return self.last if self.at_end else self.first


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float

    @classmethod
    def on(cls, centre: Point, radius: float, angle: float) -> Point:
        """The point at this angle on a circle."""
        turn = math.radians(angle)
        return cls(centre.x + radius * math.sin(turn), centre.y - radius * math.cos(turn))


@dataclass(frozen=True, slots=True)
class Month:
    """One month's part of the circle."""

    name: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Ring:
    """Between two radii. ``letter`` stands in the wheel, ``name`` in the legend."""

    letter: str
    name: str
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an item stands: its mark, and from where to where its period goes when it has one.

    ``number`` is the item's row in the table, from 1. ``others`` have their mark here too.
    """

    number: int
    ring: int
    radius: float
    angle: float
    size: float  # half of the mark's height
    start: float | None = None
    end: float | None = None
    others: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.number, *self.others)


@dataclass(frozen=True, slots=True)
class Box:
    """What a text takes at most."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether they share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > HAIR and down > HAIR


@dataclass(frozen=True, slots=True)
class Label:
    """A line beside the wheel, or a mark of the strip. ``line`` leads from its mark to it, or through several marks.

    ``numbers`` are the items that it is about. To the right of the wheel the text goes from ``anchor`` to the right, ``when`` first; to the left, to the left of it.
    """

    numbers: tuple[int, ...]
    when: str
    title: str
    anchor: Point
    to_the_right: bool
    mark: Mark | None
    marked: bool
    line: tuple[Point, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Sign:
    """What the legend explains with a picture beside the marks."""

    name: str  # "mark", "ring", "hand", "day", "period", "bar", "observance" or "bunch"
    text: str
    at: Point
    mark: Mark | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the table, as the page says it when the item is pointed at."""

    number: int
    ring: int
    mark: Mark | None
    when: str
    title: str
    kind: str
    who: str

    @property
    def said(self) -> str:
        """All of it, on one line."""
        state = f"{self.mark.symbol} {self.mark.word}" if self.mark else ""
        return " · ".join(part for part in (self.when, self.title, state, self.kind, self.who) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Picture, ABC):
    """What a wheel and a strip share, and the tables that say the same: ``table`` what stands on it, ``beside`` what has no place."""

    form: Form
    language: str
    organisation: str
    as_of: str
    year: str
    items: tuple[Item, ...]
    labels: tuple[Label, ...]
    legend: tuple[Sign, ...]
    table: Table
    beside: Table | None
    footer: str
    left_out: int = 0  # how many confidential things are not on it

    @property
    @abstractmethod
    def groups(self) -> tuple[tuple[str, str], ...]:
        """Letter, where it has one, and name of each ring or row."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those that say something."""
        return tuple(table for table in (self.table, self.beside) if table and table.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel(Overview):
    """The year as a circle."""

    centre: Point
    hub: float
    radius: float  # of the outer rim; the months' names stand between ``band`` and it
    band: float
    months: tuple[Month, ...]
    rings: tuple[Ring, ...]
    spots: tuple[Spot, ...]
    hand: float | None

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        return tuple((ring.letter, ring.name) for ring in self.rings)


@dataclass(frozen=True, slots=True)
class Span:
    """A year or a month of a strip, from left to right. ``name`` is as long as there is room for."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Row:
    """Between two heights of a strip. ``lines`` are its name as there is room for it, in letters of ``size``."""

    name: str
    lines: tuple[str, ...]
    size: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands on a strip: its mark, and from where to where its period goes when it has one.

    ``number`` is the item's row in the table, from 1. ``others`` have their mark here too.
    """

    number: int
    row: int
    at: Point
    size: float  # half of the mark's height
    start: float | None = None
    end: float | None = None
    others: tuple[int, ...] = ()

    @property
    def numbers(self) -> tuple[int, ...]:
        return (self.number, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip(Overview):
    """The years from left to right, below ``top`` the heads of years and months, then the rows down to ``bottom``."""

    left: float
    right: float
    top: float
    bottom: float
    years: tuple[Span, ...]
    months: tuple[Span, ...]
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    lane: float  # the height of a bar's lane
    hand: float | None
    today: str

    @property
    def groups(self) -> tuple[tuple[str, str], ...]:
        return tuple(("", row.name) for row in self.rows)


def word(words: Language, form: Form, key: str, **values: object) -> str:
    """The form's own word or sentence for ``key``; where it has none of its own, the wheel's."""
    own = f"{form}.{key}"
    return words.word(own if own in words.words else f"{Form.WHEEL}.{key}", **values)
