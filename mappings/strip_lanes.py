"""Where marks, bars and texts stand in the rows of a strip, so that none covers another. Pure.

Days decide how far to the right a mark stands and are never moved; its text stands beside it, or within its bar. What would
meet stands in lanes, one below the other. The text is as large as the sheet leaves room for; where there is little, what
recurs is one text over its marks, then titles are cut, and at last only what calls for attention has a text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mappings.report import Mark, Tone
from mappings.text_width import fitting, width
from mappings.wheel import Box, Kind, Label, Place, Point
from mappings.wheel_rings import rank

LINE = 1.28  # from one lane to the next, in letters' heights, at the least
MOST_LINE = 1.9  # where there is room
PAD = 6.0  # between a row's edge and its outermost lane
LEAST_ROW = 34.0
MARK = 0.42  # half of a mark's height, in letters' heights
BESIDE = 0.3  # between a mark and its text
TOUCHING = 1.5  # between the marks of a series
AIR = 0.7  # after each thing in a lane
SERIES = 4  # so many of the same title in a year are a series


@dataclass(frozen=True, slots=True)
class Try:
    """One way to write everything: whether what recurs is one text, the size of the letters, and how wide a title may be."""

    together: bool
    size: float
    widest: float | None = None


APART = (
    *(Try(False, size) for size in (15.5, 14.5, 13.5, 12.5)),
    *(Try(False, size, 420) for size in (12.5, 11.5)),
)
TOGETHER = (
    *(Try(True, size) for size in (15.5, 14.5, 13.5, 12.5, 11.5)),
    *(Try(True, size, 420) for size in (12.5, 11.5, 10.5, 9.5)),
    *(Try(True, 9.5, widest) for widest in (300, 220, 160)),
)


@dataclass(frozen=True, slots=True)
class Thing:
    """One item before it has a lane: where its mark and its bar are, and what is said of it.

    ``series`` is the same for what may be said together; None for what is always said on its own.
    """

    number: int
    row: int
    at: float
    start: float | None
    end: float | None
    when: str
    title: str
    mark: Mark | None
    kind: Kind
    series: tuple[object, ...] | None

    @property
    def tone(self) -> Tone | None:
        return self.mark.tone if self.mark else None


@dataclass(frozen=True, slots=True)
class Field:
    """What the rows have: from left to right and from top to bottom of the sheet."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything in its place: ``rows`` are the heights of each, ``without`` what has a mark and no text, by its row."""

    rows: tuple[tuple[float, float], ...]
    places: tuple[Place, ...]
    labels: tuple[Label, ...]
    size: float
    lane: float
    without: tuple[tuple[int, ...], ...]


Between = Callable[[Thing, Thing], str]
"""From the one's day to the other's, in words."""


def lay(things: Sequence[Thing], rows: int, area: Field, between: Between, *, apart: bool) -> Laid:
    """Every thing in a lane of its row, with its text where there is room for that.

    ``apart``: each turn of what recurs has a text of its own, as long as there is room for all of them.
    """
    every = [[one for one in things if one.row == number] for number in range(rows)]
    for tried in (*(APART if apart else ()), *TOGETHER):
        made: list[_Row] = []
        room = _lanes_in(area, rows, tried.size)
        for own in every:
            row = _Row(tried, area, room - sum(len(one.lanes) for one in made))
            if not all(row.take(block, between) for block in _blocks(own, tried)):
                break
            made.append(row)
        if len(made) == rows and _has_room(made, area, tried.size):
            return _laid(made, area, tried.size)
    return _laid(_crowded(every, area, between), area, TOGETHER[-1].size)


def _lanes_in(area: Field, rows: int, size: float) -> int:
    return int((area.bottom - area.top - rows * 2 * PAD) / (size * LINE))


def _height(row: _Row, size: float) -> float:
    return max(LEAST_ROW, len(row.lanes) * size * LINE + 2 * PAD)


def _has_room(rows: Sequence[_Row], area: Field, size: float) -> bool:
    return sum(_height(row, size) for row in rows) <= area.bottom - area.top


# What stands together ---------------------------------------------------------------------------------------------


def _blocks(things: Sequence[Thing], tried: Try) -> list[tuple[Thing, ...]]:
    """Each thing alone, or the turns of a series together: long periods first, then by day."""
    groups: dict[object, list[Thing]] = defaultdict(list)
    for one in things:
        groups[one.series if tried.together and one.series else one.number].append(one)
    found: list[tuple[Thing, ...]] = []
    for group in groups.values():
        found += [tuple(group)] if len(group) >= SERIES else [(one,) for one in group]
    return sorted(found, key=_long_first)


def _long_first(block: tuple[Thing, ...]) -> tuple[float, bool, float, int]:
    first = block[0]
    long = 0.0 if first.start is None or first.end is None else first.end - first.start
    return (-(long // 100), len(block) == 1, first.at, first.number)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text at a place along its lane."""

    x: float
    to_the_right: bool
    when: str
    title: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _Offer:
    """One way to lay a block: the lanes, from 0, that it takes, and from where to where; and its text in the first."""

    taken: tuple[tuple[int, float, float], ...]
    marks: tuple[int, ...]  # the lane of each thing's mark
    text: _Text | None


@dataclass(slots=True)
class _Row:
    """The lanes of one row while they are filled."""

    tried: Try
    area: Field
    most: int
    lanes: list[list[tuple[float, float]]] = field(default_factory=list)
    spots: list[tuple[Thing, int, tuple[int, ...]]] = field(default_factory=list)  # thing, lane, others
    texts: list[tuple[tuple[Thing, ...], _Text, int]] = field(default_factory=list)
    without: list[int] = field(default_factory=list)

    def take(self, block: tuple[Thing, ...], between: Between, within: int | None = None) -> bool:
        """Lays the block in the uppermost lanes with room for it; False when there are none within so many."""
        offer = self._offer(block, between)
        return offer is not None and self._settle(block, offer, self.most if within is None else within)

    def take_bare(self, one: Thing) -> bool:
        """Lays the mark and the bar alone."""
        offer = _Offer(((0, *self._reach(one)),), (0,), None)
        if settled := self._settle((one,), offer, self.most):
            self.without.append(one.number)
        return settled

    def _settle(self, block: tuple[Thing, ...], offer: _Offer, most: int) -> bool:
        deep = max(down for down, _, _ in offer.taken)
        for lane in range(min(len(self.lanes) + 1, most - deep)):
            if self._is_free(offer, lane):
                self._lay(block, offer, lane)
                return True
        return False

    def gather(self, one: Thing) -> None:
        """Counts it at the nearest mark, which then bears the state that calls for attention first."""
        near = min(range(len(self.spots)), key=lambda index: (abs(self.spots[index][0].at - one.at), index))
        there, lane, others = self.spots[near]
        if rank(one.tone) < rank(there.tone):  # its own day and bar stay, the state is the other's
            number, tone_of = one.number, there.number
            there = replace(there, number=number, mark=one.mark)
            self.spots[near] = (there, lane, (*others, tone_of))
        else:
            self.spots[near] = (there, lane, (*others, one.number))
        self.without.append(one.number)

    def _is_free(self, offer: _Offer, lane: int) -> bool:
        return all(
            lane + down >= len(self.lanes)
            or all(right <= first or last <= left for first, last in self.lanes[lane + down])
            for down, left, right in offer.taken
        )

    def _lay(self, block: tuple[Thing, ...], offer: _Offer, lane: int) -> None:
        for down, left, right in offer.taken:
            while len(self.lanes) <= lane + down:
                self.lanes.append([])
            self.lanes[lane + down].append((left, right))
        self.spots += [(one, lane + down, ()) for one, down in zip(block, offer.marks, strict=True)]
        if offer.text:
            self.texts.append((block, offer.text, lane))

    # Ways to lay a block

    def _reach(self, one: Thing) -> tuple[float, float]:
        half = self.tried.size * MARK + 1.2
        left = min(one.at - half, one.at if one.start is None else one.start)
        return left, max(one.at + half, one.at if one.end is None else one.end) + self.tried.size * AIR

    def _offer(self, block: tuple[Thing, ...], between: Between) -> _Offer | None:
        """The one way to lay it, if there is one: with as much of its title as can be had, all of it where none may be cut."""
        if len(block) > 1:
            series = self._series(block, between)
            return series if self._is_fit(series.text, block[0]) else None
        one, size = block[0], self.tried.size
        left, right = self._reach(one)
        ways = [text for text in (self._within(one), *self._aside(one)) if text]
        text = max(ways, key=lambda text: len(text.title), default=None)  # of equals the first
        if text is None or not self._is_fit(text, one):
            return None
        taken = (0, min(left, text.left), max(right, text.right + size * AIR))
        return _Offer((taken,), (0,), text)

    def _is_fit(self, text: _Text | None, one: Thing) -> bool:
        return text is not None and (self.tried.widest is not None or text.title == one.title)

    def _within(self, one: Thing) -> _Text | None:
        """In its bar, before a mark at the end or after one at the beginning."""
        if one.start is None or one.end is None:
            return None
        half, gap = self.tried.size * MARK, self.tried.size * BESIDE
        ends = one.at > (one.start + one.end) / 2
        left = one.start + gap if ends else max(one.start, one.at + half) + gap
        right = min(one.end, one.at - half) - gap if ends else one.end - gap
        text = self._text(one.when, one.title, left, right - left, to_the_right=True)
        return text if text and text.title == one.title else None

    def _aside(self, one: Thing) -> Iterator[_Text | None]:
        left, right = self._reach(one)
        gap = self.tried.size * BESIDE
        begin, stop = right - self.tried.size * AIR + gap, left - gap
        yield self._text(one.when, one.title, begin, self.area.right - begin, to_the_right=True)
        yield self._text(one.when, one.title, stop, stop - self.area.left, to_the_right=False)

    def _text(self, when: str, title: str, x: float, room: float, *, to_the_right: bool) -> _Text | None:
        """The text from here, or up to here, as far as there is room; None where not even the day has any."""
        size = self.tried.size
        taken = width(f"{when} ", size, bold=True) if when else 0.0
        title = fitting(title, min(room - taken, self.tried.widest or room), size)
        wide = taken + width(title, size)
        if not title or wide > room:
            return None
        return _Text(x, to_the_right, when, title, *((x, x + wide) if to_the_right else (x - wide, x)))

    def _series(self, block: tuple[Thing, ...], between: Between) -> _Offer:
        """One text over the marks, which have their lane to themselves: from the first to the right, or up to the last."""
        half = self.tried.size * MARK
        when, title = between(block[0], block[-1]), block[0].title
        begin = max(block[0].at - half, self.area.left + half)
        stop = min(block[-1].at + half, self.area.right)
        ways = (
            self._text(when, title, begin, self.area.right - begin, to_the_right=True),
            self._text(when, title, stop, stop - self.area.left, to_the_right=False),
        )
        text = max(filter(None, ways), key=lambda one: len(one.title), default=None)
        lanes: list[float] = []
        marks: list[int] = []
        for one in block:
            lane = next((n for n, last in enumerate(lanes) if last <= one.at - half - TOUCHING), len(lanes))
            lanes[lane : lane + 1] = [one.at + half]
            marks.append(lane + 1)
        first, last = block[0].at - half - TOUCHING, block[-1].at + half
        taken = [(lane + 1, first, last) for lane in range(len(lanes))]
        if text:
            taken.append((0, text.left, text.right + self.tried.size * AIR))
        return _Offer(tuple(taken), tuple(marks), text)


# Where there is not room for all ----------------------------------------------------------------------------------


def _crowded(every: Sequence[Sequence[Thing]], area: Field, between: Between) -> list[_Row]:
    """The rows with texts for what calls for attention and for meetings first, and marks without texts for the others."""
    tried = TOGETHER[-1]
    bare = [_bare_lanes(own, tried, area) for own in every]
    lanes = _shared([len(own) for own in every], _lanes_in(area, len(every), tried.size) - 2 * len(every))
    made: list[_Row] = []
    for own, need, most in zip(every, bare, lanes, strict=True):
        row = _Row(tried, area, most)
        left: list[Thing] = []
        texted = most - min(need, most // 2)
        for block in sorted(_blocks(own, tried), key=_weight):
            if not row.take(block, between, texted):
                left += block
        for one in sorted(left, key=lambda one: (rank(one.tone), one.at, one.number)):
            if not row.take_bare(one):
                row.gather(one)
        made.append(row)
    return made


def _bare_lanes(own: Sequence[Thing], tried: Try, area: Field) -> int:
    row = _Row(tried, area, len(own))
    for one in own:
        row.take_bare(one)
    return len(row.lanes)


def _shared(counts: Sequence[int], lanes: int) -> list[int]:
    """So many lanes to each row, by how much it holds."""
    total = sum(counts) or 1
    return [max(2, int(lanes * count / total)) for count in counts]


def _weight(block: tuple[Thing, ...]) -> tuple[int, float, int]:
    urgent = any(one.tone in {Tone.ALARM, Tone.MISSED} for one in block)
    gathers = block[0].kind in {Kind.MEETING, Kind.EVENT}
    return (0 if urgent else 1 if gathers else 2, block[0].at, block[0].number)


# In their places --------------------------------------------------------------------------------------------------


def _laid(rows: Sequence[_Row], area: Field, size: float) -> Laid:
    """Heights for everything: lanes as far apart as there is room for, and what is left shared by the rows."""
    room, lanes = area.bottom - area.top, sum(len(row.lanes) for row in rows)
    spare = room - sum(_height(row, size) for row in rows)
    lane = min(size * MOST_LINE, size * LINE + max(0.0, spare) / max(lanes, 1))
    heights = [max(LEAST_ROW, len(row.lanes) * lane + 2 * PAD) for row in rows]
    share = max(0.0, room - sum(heights)) / max(len(rows), 1)
    places: list[Place] = []
    labels: list[Label] = []
    edges: list[tuple[float, float]] = []
    y = area.top
    for number, (row, high) in enumerate(zip(rows, heights, strict=True)):
        top = y + PAD + min(share, PAD) / 2
        for one, n, others in row.spots:
            at = Point(one.at, top + (n + 0.5) * lane)
            places.append(Place(one.number, number, at, size * MARK, one.start, one.end, others))
        labels += [_label(block, text, top + (n + 0.5) * lane, size, lane) for block, text, n in row.texts]
        edges.append((y, y + high + share))
        y += high + share
    return Laid(
        rows=tuple(edges),
        places=tuple(sorted(places, key=lambda place: place.number)),
        labels=tuple(sorted(labels, key=lambda label: label.numbers)),
        size=size,
        lane=lane,
        without=tuple(tuple(sorted(row.without)) for row in rows),
    )


def _label(block: tuple[Thing, ...], text: _Text, y: float, size: float, lane: float) -> Label:
    """The text in its place; that of a series with a line through its marks, which stand in the next lane."""
    ends = (block[0], block[-1]) if len(block) > 1 else ()
    return Label(
        numbers=tuple(one.number for one in block),
        when=text.when,
        title=text.title,
        anchor=Point(text.x, y),
        to_the_right=text.to_the_right,
        mark=block[0].mark if len(block) == 1 else None,
        marked=True,
        line=tuple(Point(one.at, y + lane) for one in ends),
        box=Box(text.left, y - size * LINE / 2, text.right, y + size * LINE / 2),
    )
