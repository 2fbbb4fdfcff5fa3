"""A plan's years as one strip, from its follow-up as of a day: the same things, words and tables as on its wheels.

Pure: the same follow-up gives the same strip. Months stand from left to right, all equally wide, across every year of the plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from config.language import Language
from mappings.follow_up import FollowUp
from mappings.overview import HEAD, LEGEND_LINE, Maker
from mappings.strip_lanes import Between, Field, Laid, Thing, lay
from mappings.text_width import fitting, width
from mappings.wheel import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Box,
    Entry,
    Form,
    Label,
    Point,
    Rings,
    Row,
    Sign,
    Span,
    Strip,
)
from mappings.wheel_year import Year, last_of
from mappings.wording import Wording

NAMES, NAME_ROOM = 200.0, 184.0  # the width of the column of names, and of a name
NAME_SIZES, NAME_LINE, MOST_LINES = (14.0, 13.0, 12.0, 11.0), 1.25, 6
REST_SIZE = 12.0
YEARS, MONTHS = 27.0, 21.0  # the heights of the heads of years and of months
YEAR_SIZE, MONTH_SIZE, SMALL_SIZE = 15.0, 12.5, 10.0
MONTHS_OF_A_YEAR = 13  # one that begins within a month touches so many
TODAY = 22.0  # above them, the day of the strip


def strip(follow: FollowUp, words: Language, year: Year, rows: Rings, *, confidential: bool = False) -> Strip:
    """The strip of these months. What the plan keeps within the board is on it only when that is asked for."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    return _Maker(follow, say, year, rows, confidential).made()


class _Maker(Maker):
    form = Form.STRIP
    period_sign, day_sign = "bar", "day"

    left = MARGIN + NAMES
    right = WIDTH - MARGIN

    def made(self) -> Strip:
        shown, beside, left_out = self._sorted_out()
        names = self._rings(shown)
        things = [self._thing(number, one, names) for number, one in enumerate(shown, 1)]
        area, legend = self._area(shown, bunched=False)
        laid = self._laid(things, len(names), area, shown)
        if any(place.others for place in laid.places):
            area, legend = self._area(shown, bunched=True)
            laid = self._laid(things, len(names), area, shown)
        items = tuple(self._item(number, one, names) for number, one in enumerate(shown, 1))
        size = _name_size([name for _, name in names])
        rows = [_row(name, size, *edges) for (_, name), edges in zip(names, laid.rows, strict=True)]
        return Strip(
            form=self.form,
            language=self.say.words.code,
            title=self._title(),
            organisation=self._organisation(),
            as_of=self._as_of(),
            year=self.year.name,
            description=self._description(shown, names),
            left=self.left,
            right=self.right,
            top=area.top - YEARS - MONTHS,
            bottom=area.bottom,
            years=self._years(),
            months=self._months(),
            rows=tuple(rows),
            items=items,
            places=laid.places,
            labels=(*laid.labels, *self._rest(laid, rows)),
            lane=laid.lane,
            text_size=laid.size,
            hand=self._x(self.follow.edition.as_of) if self._has_today else None,
            today=self.say.day(self.follow.edition.as_of),
            legend=legend,
            table=self._table(items, names),
            beside=self._beside(beside),
            footer=self._footer(),
            left_out=left_out,
        )

    def _area(self, shown: Sequence[Entry], *, bunched: bool) -> tuple[Field, tuple[Sign, ...]]:
        """The rows' part of the sheet, between the heads of the months and the legend; and the legend."""
        rows = self._legend(shown, (), 0.0, bunched=bunched)[1]
        bottom = HEIGHT - MARGIN - (rows + 0.4) * LEGEND_LINE
        legend, _ = self._legend(shown, (), bottom + 0.9 * LEGEND_LINE, bunched=bunched)
        return Field(self.left, self.right, HEAD + TODAY + YEARS + MONTHS, bottom), legend

    def _x(self, day: date, of_day: float = 0.5) -> float:
        return self.left + self.year.share(day, of_day) * (self.right - self.left)

    def _thing(self, number: int, one: Entry, names: Sequence[tuple[str, str]]) -> Thing:
        day, ends = self._day(one), self._ends(one)
        start, end = (self._x(*ends[0]), self._x(*ends[1])) if ends else (None, None)
        in_the_middle = one.month_only and start is not None and end is not None
        row = min(self._ring(one), len(names) - 1)
        return Thing(
            number=number,
            row=row,
            at=(start + end) / 2 if in_the_middle and start is not None and end is not None else self._x(day),
            start=start,
            end=end,
            when=self._short(one),
            title=one.title,
            mark=one.mark,
            kind=one.kind,
            series=None if ends else (row, one.title, one.kind, day.year),
        )

    def _laid(self, things: Sequence[Thing], rows: int, area: Field, shown: Sequence[Entry]) -> Laid:
        """Over several years what recurs is said once a year: its days are on the wheels."""
        return lay(things, rows, area, self._between(shown), apart=self.year.months <= MONTHS_OF_A_YEAR)

    def _between(self, shown: Sequence[Entry]) -> Between:
        def said(first: Thing, last: Thing) -> str:
            return self.say.days_of_year(
                self._day(shown[first.number - 1]), self._day(shown[last.number - 1])
            )

        return said

    def _rest(self, laid: Laid, rows: Sequence[Row]) -> list[Label]:
        """Under the name of each row how many of its marks have no text."""
        found: list[Label] = []
        for numbers, row in zip(laid.without, rows, strict=True):
            if numbers:
                size = REST_SIZE
                text = fitting(self.word("rest", count=self.say.number(len(numbers))), NAMES - 16, size)
                at = Point(MARGIN + 8, row.bottom - 0.9 * size)
                box = Box(at.x, at.y - 0.6 * size, at.x + width(text, size), at.y + 0.6 * size)
                found.append(Label(numbers, "", text, at, True, None, False, (), box))
        return found

    # The heads

    def _years(self) -> tuple[Span, ...]:
        """The calendar years, named where there is room."""
        found: list[Span] = []
        for number, months in groupby(self.year.starts, key=lambda month: month.year):
            every = list(months)
            start, end = self._x(every[0], 0), self._x(last_of(every[-1]), 1)
            found.append(Span(fitting(f"{number}", end - start - 4, YEAR_SIZE, bold=True), start, end))
        return tuple(found)

    def _months(self) -> tuple[Span, ...]:
        """Every month by its whole name, its short one, its letter or none: the longest that all of them have room for."""
        spans = [Span("", self._x(month, 0), self._x(last_of(month), 1)) for month in self.year.starts]
        room, words = spans[0].end - spans[0].start - 3, self.say.words
        letters = [self.say.initial(date(2026, month, 1)) for month in range(1, 13)]
        for names, size in (
            (words.months, MONTH_SIZE),
            (words.months_short, MONTH_SIZE),
            (words.months_short, SMALL_SIZE),
            (letters, SMALL_SIZE),
        ):
            if all(width(name, size) <= room for name in names):
                return tuple(
                    replace(span, name=names[month.month - 1])
                    for span, month in zip(spans, self.year.starts, strict=True)
                )
        return tuple(spans)


def _name_size(names: Sequence[str]) -> float:
    """The largest letters in which no word of a name is parted, if there are any."""
    words = [word for name in names for word in name.split(" ")]
    fit = (size for size in NAME_SIZES if all(width(word, size, bold=True) <= NAME_ROOM for word in words))
    return next(fit, NAME_SIZES[-1])


def _row(name: str, size: float, top: float, bottom: float) -> Row:
    """The row with its name in as many lines as it has room for."""
    most = max(1, min(MOST_LINES, int((bottom - top - 6) / (size * NAME_LINE))))
    lines: list[str] = []
    left = name
    while left and len(lines) < most:
        line, left = _first_line(left, size) if len(lines) < most - 1 else (left, "")
        lines.append(fitting(line, NAME_ROOM, size, bold=True))
    return Row(name, tuple(lines), size, top, bottom)


def _first_line(text: str, size: float) -> tuple[str, str]:
    """As many whole words as a line holds, or as much of a longer word; and what is left."""
    words, kept = text.split(" "), ""
    while words and width(f"{kept} {words[0]}".strip(), size, bold=True) <= NAME_ROOM:
        kept = f"{kept} {words.pop(0)}".strip()
    if not kept:
        kept = fitting(words[0], NAME_ROOM, size, bold=True).removesuffix("…") or words[0][:1]
        words[0] = words[0].removeprefix(kept)
        kept += "-"
    return kept, " ".join(words)
