"""Where marks and arcs stand in the rings of a wheel, so that none covers another. Pure.

Days decide the angle and are never moved. What would meet on the same days stands in lanes, one inside the other; a ring is
as wide as its lanes. The marks are as large as the rings leave room for; where even the smallest would meet, those that
meet are one mark that says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from mappings.report import Tone
from mappings.wheel import Ring, Spot

SIZES = (9.0, 8.0, 7.0, 6.2, 5.4, 4.7, 4.0, 3.4)
PAD = 5.0  # between a ring's edge and its outermost lane
LEAST_RING = 24.0
WORST_FIRST = (
    Tone.ALARM,
    Tone.MISSED,
    Tone.UNKNOWN,
    Tone.WATCH,
    Tone.GOOD,
    Tone.WAITING,
    Tone.OFF,
    Tone.CLOSED,
)
"""Which mark stands for several."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item before it has a lane: its ring, the angle of its mark, its period."""

    number: int
    ring: int
    angle: float
    tone: Tone | None
    start: float | None = None
    end: float | None = None

    @property
    def span(self) -> tuple[float, float]:
        """From the first to the last of its angles."""
        angles = [self.angle, *(angle for angle in (self.start, self.end) if angle is not None)]
        return min(angles), max(angles)


@dataclass(slots=True)
class _Lane:
    """``half`` is how many degrees a mark takes here to each side, with a little air."""

    radius: float
    half: float
    taken: list[tuple[float, float, int]] = field(default_factory=list)  # from, to, the spot that takes it

    @classmethod
    def at(cls, radius: float, size: float) -> _Lane:
        # A chord's end lies outside its arc: the angle whose chord is the mark's width, not its arc.
        return cls(radius, math.degrees(math.asin(min(1.0, (size + 1) / max(radius - size, size + 1)))))

    def is_free(self, span: tuple[float, float]) -> bool:
        start, end = span[0] - self.half, span[1] + self.half
        return all(end <= first or last <= start for first, last, _ in self.taken)

    def take(self, span: tuple[float, float], spot: int) -> None:
        self.taken.append((span[0] - self.half, span[1] + self.half, spot))


def place(
    items: Sequence[Placed], rings: Sequence[tuple[str, str]], hub: float, outer: float
) -> tuple[tuple[Ring, ...], tuple[Spot, ...]]:
    """The rings, the first of them outermost, and every item's spot in them. ``rings`` are letters and names."""
    for size in SIZES:
        found = _laid(items, rings, (hub, outer), size, None)
        if found is not None:
            return found
    found = _laid(items, rings, (hub, outer), SIZES[-1], _most_lanes(items, rings, outer - hub, SIZES[-1]))
    return found or ((), ())


def _most_lanes(
    items: Sequence[Placed], rings: Sequence[tuple[str, str]], room: float, size: float
) -> list[int]:
    """How many lanes each ring gets when there is not room for all: by how much it holds."""
    lanes = max(len(rings), int((room - len(rings) * 2 * PAD) / _pitch(size)) - len(rings))
    counts = [sum(one.ring == number for one in items) for number in range(len(rings))]
    total = sum(counts) or 1
    least = math.ceil((LEAST_RING - 2 * PAD) / _pitch(size))
    shared = [max(least, int(lanes * count / total)) for count in counts]
    while sum(shared) > lanes and max(shared) > least:
        shared[shared.index(max(shared))] -= 1
    return shared


def _pitch(size: float) -> float:
    return 2 * size + 2


def _laid(
    items: Sequence[Placed],
    rings: Sequence[tuple[str, str]],
    room: tuple[float, float],
    size: float,
    most: Sequence[int] | None,
) -> tuple[tuple[Ring, ...], tuple[Spot, ...]] | None:
    """The rings with marks of this size, over all the room there is; None when they go into the hub."""
    close = _stacked(items, rings, room, size, most, 0.0)
    if close is None:
        return None
    spare = close[0][-1].inner - room[0]
    for part in (
        1.0,
        0.75,
        0.5,
        0.25,
    ):  # farther in there is less room along the circle, and perhaps more lanes
        wider = _stacked(items, rings, room, size, most, max(0.0, spare) * part / len(rings))
        if wider is not None:
            return wider
    return close


def _stacked(
    items: Sequence[Placed],
    rings: Sequence[tuple[str, str]],
    room: tuple[float, float],
    size: float,
    most: Sequence[int] | None,
    share: float,
) -> tuple[tuple[Ring, ...], tuple[Spot, ...]] | None:
    """The rings from the rim inwards, each so much wider than its lanes need; None when they go into the hub."""
    made: list[Ring] = []
    spots: list[Spot] = []
    hub, outer = room
    for number, (letter, name) in enumerate(rings):
        own = [one for one in items if one.ring == number]
        lanes = most[number] if most else int((outer - hub) / _pitch(size))
        found, used = _in_lanes(own, outer - share / 2, size, lanes, gather=most is not None)
        inner = outer - max(LEAST_RING, used * _pitch(size) + 2 * PAD) - share
        if inner < hub - 0.01 and (most is None or share):
            return None
        made.append(Ring(letter, name, inner, outer))
        spots += found
        outer = inner
    return tuple(made), tuple(spots)


def _in_lanes(
    items: Sequence[Placed], top: float, size: float, most: int, *, gather: bool
) -> tuple[list[Spot], int]:
    """Each item in the outermost lane with room for it, and how many lanes there are.

    For what has none, the nearest mark speaks (``gather``), or there is one lane more than there may be.
    """
    lanes: list[_Lane] = []
    spots: list[Spot] = []
    by_number = {one.number: one for one in items}
    for one in sorted(items, key=_long_first):
        lane = next((lane for lane in lanes if lane.is_free(one.span)), None)
        if lane is None and len(lanes) < most:
            lane = _Lane.at(top - PAD - size - 1 - len(lanes) * _pitch(size), size)
            lanes.append(lane)
        if lane is None and not gather:
            return spots, most + 1
        if lane is None:
            _gather(one, spots, by_number)
            continue
        lane.take(one.span, len(spots))
        spots.append(Spot(one.number, one.ring, lane.radius, one.angle, size, one.start, one.end))
    return spots, len(lanes)


def _long_first(one: Placed) -> tuple[float, float, int]:
    """Long periods take the outer lanes, so that they lie together; then by day."""
    long = 0.0 if one.start is None or one.end is None else one.end - one.start
    return (-round(long), one.angle, one.number)


def _gather(one: Placed, spots: list[Spot], by_number: Mapping[int, Placed]) -> None:
    """Counts it at the nearest mark of its ring, which then bears the state that calls for attention first."""
    near = min(range(len(spots)), key=lambda index: (abs(spots[index].angle - one.angle), index))
    there = spots[near]
    first, more = there.number, one.number
    if rank(one.tone) < rank(by_number[first].tone):
        first, more = more, first
    spots[near] = replace(there, number=first, others=(*there.others, more))


def rank(tone: Tone | None) -> int:
    """Which of several marks speaks for them: the lowest."""
    return len(WORST_FIRST) if tone is None else WORST_FIRST.index(tone)
