"""Where the lines of text beside a wheel stand, so that none covers another, and how a line leads to each. Pure.

Texts hug the circle on both sides in the order of their days. Each is as near to its day as its neighbours let it be
(isotonic regression); the lines to them wind outwards in the same order, so that none crosses another. The text is as
large as the sheet leaves room for. Where there is no room for all, the same thing in the same month is one text, and then
the end of a month says how many more there are.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mappings.report import Mark, Tone
from mappings.text_width import fitting, width
from mappings.wheel import MARGIN, WIDTH, Box, Kind, Label, Point

SIZES = (15.5, 14.5, 13.5, 12.5, 11.5, 10.5, 9.5)
WITHOUT_CUTTING = 3  # of the sizes, so many are tried before a title is cut short
LINE = 1.28  # from one line to the next, in letters' heights
AIR = 44.0  # between the rim and the texts, for the lines that lead to them
RIM = 4.0
NEAR_THE_TOP = 26.0
STEP = 3.0  # degrees at most between the points of a winding line


@dataclass(frozen=True, slots=True)
class Said:
    """One text before it has a place. ``numbers`` are the items that it is about, ``angle`` that of the first."""

    numbers: tuple[int, ...]
    angle: float
    month: int
    when: str
    title: str
    mark: Mark | None
    kind: Kind | None  # None for "and 12 more"
    again: str = ""  # another day in the same month is said like this: "4, 18"


@dataclass(frozen=True, slots=True)
class Field:
    """What the texts have: round this circle, between top and bottom of the sheet."""

    centre: Point
    radius: float  # of the rim
    top: float
    bottom: float

    @property
    def round(self) -> float:
        return self.radius + AIR


def labels(said: Sequence[Said], field: Field, more: str) -> tuple[tuple[Label, ...], float]:
    """Every text in its place, and the size of the letters. ``more`` is "and {count} more in {month}", to be filled in."""
    together = _together(said)
    for size in SIZES[:WITHOUT_CUTTING]:
        if _has_room(said, field, size) and _whole(found := _placed(said, field, size), said):
            return found, size
    for texts in (said, together):
        for size in SIZES:
            if _has_room(texts, field, size):
                return _placed(texts, field, size), size
    size = SIZES[-1]
    kept = [one for side in _sides(together) for one in _shortened(side, _room(field, size), more)]
    return _placed(kept, field, size), size


def _sides(said: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """Those to the right and those to the left of the wheel, each from the top down."""
    ordered = sorted(said, key=lambda one: (one.angle, one.numbers))
    right = [one for one in ordered if one.angle < 180]
    return right, [one for one in reversed(ordered) if one.angle >= 180]


def _has_room(said: Sequence[Said], field: Field, size: float) -> bool:
    return all(len(side) <= _room(field, size) for side in _sides(said))


def _whole(found: Sequence[Label], said: Sequence[Said]) -> bool:
    """Whether every title stands there whole."""
    titles = {one.numbers: one.title for one in said}
    return all(label.title == titles[label.numbers] for label in found)


def _room(field: Field, size: float) -> int:
    return int((field.bottom - field.top) / (size * LINE))


def _together(said: Sequence[Said]) -> list[Said]:
    """The same thing on several days of one month as one text."""
    groups: dict[tuple[object, ...], list[Said]] = defaultdict(list)
    for number, one in enumerate(said):
        side = one.angle < 180
        key = (one.title, one.month, one.mark, one.kind, side) if one.again else (number,)
        groups[key].append(one)
    found: list[Said] = []
    for group in groups.values():
        first = group[0]
        said_last = group[-1].again
        days = ", ".join(
            [*dict.fromkeys(one.again for one in group if one.again != said_last), group[-1].when]
        )
        numbers = tuple(number for one in group for number in one.numbers)
        found.append(
            first
            if len(group) == 1
            else Said(numbers, first.angle, first.month, days, first.title, first.mark, first.kind)
        )
    return found


def _shortened(side: list[Said], room: int, more: str) -> list[Said]:
    """So many texts as have room: of every month what calls for attention and the meetings first, then how many more."""
    months: dict[int, list[Said]] = defaultdict(list)
    for one in side:
        months[one.month].append(one)
    level = 1
    while sum(min(len(month), level + 1) for month in months.values()) <= room and level < len(side):
        level += 1
    kept: list[Said] = []
    for month in months.values():
        if len(month) <= level:
            kept += month
            continue
        chosen = sorted(month, key=_weight)[: level - 1]
        left = [one for one in month if one not in chosen]
        rest = tuple(number for one in left for number in one.numbers)
        last = max(month, key=lambda one: one.angle)
        kept += chosen
        kept.append(Said(rest, last.angle, last.month, "", more.format(count=len(rest)), None, None))
    return kept


def _weight(one: Said) -> tuple[int, float]:
    urgent = one.mark is not None and one.mark.tone in {Tone.ALARM, Tone.MISSED}
    return (0 if urgent else 1 if one.kind in {Kind.MEETING, Kind.EVENT} else 2, one.angle)


# In their places --------------------------------------------------------------------------------------------------


def _placed(said: Sequence[Said], field: Field, size: float) -> tuple[Label, ...]:
    found: list[Label] = []
    for number, side in enumerate(_sides(said)):
        pitch = size * LINE
        ideal = [field.centre.y - field.round * math.cos(math.radians(one.angle)) for one in side]
        heights = nearest(ideal, pitch, field.top + pitch / 2, field.bottom - pitch / 2)
        ends = [_beside(field, y, pitch / 2, 1 if number == 0 else -1) for y in heights]
        # The same circles for every line, so that the straight pieces between them keep the order too.
        turns = [abs(_bearing(field, end) - one.angle) for one, end in zip(side, ends, strict=True)]
        steps = math.ceil(max(turns, default=0.0) / STEP) + 1
        for one, end in zip(side, ends, strict=True):
            line = _line(one.angle, end, field, steps) if one.kind is not None else ()
            found.append(_label(one, end, size, line, to_the_right=number == 0))
    return tuple(sorted(found, key=lambda one: one.numbers))


def nearest(ideal: Sequence[float], apart: float, top: float, bottom: float) -> list[float]:
    """Heights in the order given, at least so far apart, within top and bottom, as near to the ideal ones as can be.

    The pool-adjacent-violators algorithm on the heights less what their order takes. ``ideal`` must ascend.
    """
    pools: list[tuple[float, int]] = []
    for number, height in enumerate(ideal):
        mean, count = height - number * apart, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    lowest = max(top, bottom - (len(ideal) - 1) * apart)
    heights: list[float] = []
    for mean, count in pools:
        settled = min(max(mean, top), lowest)
        heights += [settled + (len(heights) + more) * apart for more in range(count)]
    return heights


def _beside(field: Field, y: float, half: float, toward: int) -> Point:
    """Where a text at this height begins: the corner of its box that is nearest to the circle stands on it."""
    height = max(0.0, abs(y - field.centre.y) - half)
    aside = math.sqrt(max(0.0, field.round**2 - height**2))
    return Point(field.centre.x + toward * max(aside, NEAR_THE_TOP), y)


def _bearing(field: Field, point: Point) -> float:
    return math.degrees(math.atan2(point.x - field.centre.x, field.centre.y - point.y)) % 360


def _label(one: Said, end: Point, size: float, line: tuple[Point, ...], *, to_the_right: bool) -> Label:
    half, toward = size * LINE / 2, 1 if to_the_right else -1
    edge, y = end.x, end.y
    sign = size * 1.15 if one.kind is not None else 0.0
    anchor = Point(edge + toward * sign, y)
    room = (WIDTH - MARGIN - anchor.x) if to_the_right else anchor.x - MARGIN
    taken = width(f"{one.when} ", size, bold=True) if one.when else 0.0
    title = fitting(one.title, room - taken, size)
    wide = sign + taken + width(title, size)
    left, right = (edge, edge + wide) if to_the_right else (edge - wide, edge)
    return Label(
        numbers=one.numbers,
        when=one.when,
        title=title,
        anchor=anchor,
        to_the_right=to_the_right,
        mark=one.mark,
        marked=one.kind is not None,
        line=line,
        box=Box(left, y - half, right, y + half),
    )


def _line(angle: float, end: Point, field: Field, steps: int) -> tuple[Point, ...]:
    """From the rim to the text, winding outwards evenly: lines in the same order at both ends never cross."""
    away = math.hypot(end.x - field.centre.x, end.y - field.centre.y)
    final = _bearing(field, end)
    # A text beyond the top or the bottom is reached from the place on the circle below it.
    begin = field.radius + RIM
    reach = min(away, field.round)
    points = [
        Point.on(field.centre, begin + (reach - begin) * n / steps, angle + (final - angle) * n / steps)
        for n in range(steps + 1)
    ]
    return (*points, end) if away > reach + 1 else tuple(points)
