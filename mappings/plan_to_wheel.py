"""The annual wheel of a plan, from its follow-up as of a day: what stands on the sheet, and the tables that say the same.

Pure: the same follow-up gives the same wheel. How each item goes is the follow-up's word; nothing is worked out twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from config.language import Language
from mappings.follow_up import FollowUp
from mappings.report import Cell, Column, ColumnKind, Mark, Table, Tone
from mappings.text_width import fitting, width
from mappings.wheel import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Entry,
    Item,
    Kind,
    Point,
    Rings,
    Sign,
    Wheel,
)
from mappings.wheel_entries import entries
from mappings.wheel_labels import AIR, Field, Said, labels
from mappings.wheel_rings import Placed, place
from mappings.wheel_year import Year
from mappings.wording import Wording

MOST_RINGS = 8
HEAD = 104.0  # the height of the title block
LEGEND_LINE, LEGEND_SIZE = 25.0, 14.5
LONGEST_IN_LEGEND = 420.0
LARGEST, CROWDED, LARGEST_CROWDED = (
    372.0,
    90,
    402.0,
)  # the rim's radius: many items need room within, few beside
HUB, BAND = 92.0, 27.0
SHORTEST_PERIOD = 7  # days; what is shorter is a mark alone
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def wheel(
    follow: FollowUp, words: Language, year: Year, rings: Rings, *, confidential: bool = False
) -> Wheel:
    """The wheel of one year of the plan. What the plan keeps within the board is on it only when that is asked for."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    return _Maker(follow, say, year, rings, confidential).made()


def said(say: Wording, key: str, **values: object) -> str:
    """The wheel's word or sentence for ``key``."""
    return say.words.word(f"wheel.{key}", **values)


@dataclass
class _Maker:
    follow: FollowUp
    say: Wording
    year: Year
    by: Rings
    confidential: bool

    def made(self) -> Wheel:
        found = entries(self.follow, self.say)
        every = [one for one in found if self.confidential or not one.confidential]
        shown = [one for one in every if self._is_shown(one)]
        beside = [one for one in every if not self._is_shown(one) and self._is_beside(one)]
        names = self._rings(shown)
        placed = [self._place(number, one, names) for number, one in enumerate(shown, 1)]
        field, legend = self._field(shown, names, bunched=False)
        drawn, spots = place(placed, names, HUB, field.radius - BAND)
        if any(spot.others for spot in spots):
            field, legend = self._field(shown, names, bunched=True)
            drawn, spots = place(placed, names, HUB, field.radius - BAND)
        texts, size = labels(self._said(shown), field, said(self.say, "more"))
        items = tuple(self._item(number, one, names) for number, one in enumerate(shown, 1))
        return Wheel(
            language=self.say.words.code,
            title=self._title(),
            organisation=self.say.title(self.follow.plan.organisation),
            as_of=said(self.say, "as_of", date=self.say.long_day(self.follow.edition.as_of)),
            year=self.year.name,
            description=self._description(shown, names),
            centre=field.centre,
            hub=HUB,
            radius=field.radius,
            band=field.radius - BAND,
            months=self.year.sectors(self.say.words),
            rings=drawn,
            items=items,
            spots=spots,
            labels=texts,
            text_size=size,
            hand=self._hand(),
            legend=legend,
            table=self._table(items, names),
            beside=self._beside(beside),
            footer=said(
                self.say,
                "footer",
                plan=self.say.title(self.follow.plan.title),
                organisation=self.say.title(self.follow.plan.organisation),
            ),
            left_out=len(found) - len(every),
        )

    def _field(
        self, shown: Sequence[Entry], names: Sequence[tuple[str, str]], *, bunched: bool
    ) -> tuple[Field, tuple[Sign, ...]]:
        """The sheet between title and legend, with the circle in its middle; and the legend."""
        rows = self._legend(shown, names, 0.0, bunched=bunched)[1]
        foot = MARGIN + (rows + 0.4) * LEGEND_LINE
        top, bottom = HEAD, HEIGHT - foot
        largest = LARGEST_CROWDED if len(shown) > CROWDED else LARGEST
        radius = min(largest, (bottom - top) / 2 - AIR - 8)
        legend, _ = self._legend(shown, names, bottom + 0.9 * LEGEND_LINE, bunched=bunched)
        return Field(Point(WIDTH / 2, (top + bottom) / 2), radius, top, bottom), legend

    # What stands on it

    def _is_shown(self, one: Entry) -> bool:
        """What has its mark in the year, or a period that reaches into it."""
        if one.day is None or one.first is None or one.last is None:
            return False
        reaches = one.first <= self.year.last and self.year.first <= one.last
        return self.year.has(one.day) or (reaches and self._is_period(one))

    def _is_beside(self, one: Entry) -> bool:
        """What is on none of the plan's wheels."""
        period = self.follow.plan.period
        return one.day is None or not period.start <= one.day <= period.end

    def _is_period(self, one: Entry) -> bool:
        return (
            one.first is not None
            and one.last is not None
            and (one.last - one.first).days + 1 >= SHORTEST_PERIOD
        )

    def _day(self, one: Entry) -> date:
        """The day that its mark stands on: the first or last of the wheel where its own lies beyond."""
        return min(max(one.day or self.year.first, self.year.first), self.year.last)

    def _rings(self, shown: Sequence[Entry]) -> list[tuple[str, str]]:
        """Letter and name of each ring that something stands in, in the order of the plan; what is left over is last."""
        counts = Counter(self._belongs(one) for one in shown)
        known = [(name, title) for name, title in self._known() if counts[name]]
        if len(known) > MOST_RINGS - 1 and (len(known) > MOST_RINGS or counts[""]):
            largest = {name for name, _ in sorted(known, key=lambda one: -counts[one[0]])[: MOST_RINGS - 1]}
            known = [one for one in known if one[0] in largest]
        self.of_ring = {name: number for number, (name, _) in enumerate(known)}
        titles = [title for _, title in known]
        if any(name not in self.of_ring for name in counts) or not titles:
            titles.append(said(self.say, "others" if titles else "all"))
        return [(LETTERS[number], title) for number, title in enumerate(titles)]

    def _known(self) -> Iterable[tuple[str, str]]:
        plan, say = self.follow.plan, self.say
        match self.by:
            case Rings.BODIES:
                return [(name, say.title(body.name)) for name, body in plan.bodies.items()]
            case Rings.AREAS:
                return [(area.id, say.title(area.title)) for area in plan.areas]
            case Rings.KINDS:
                return [(kind.value, said(say, f"kinds.{kind}")) for kind in Kind]

    def _belongs(self, one: Entry) -> str:
        match self.by:
            case Rings.BODIES:
                return one.body or ""
            case Rings.AREAS:
                return one.area or ""
            case Rings.KINDS:
                return one.kind.value

    def _ring(self, one: Entry) -> int:
        return self.of_ring.get(self._belongs(one), len(self.of_ring))

    def _place(self, number: int, one: Entry, names: Sequence[tuple[str, str]]) -> Placed:
        start, end = self._period(one)
        angle = self.year.angle(self._day(one))
        if one.month_only and start is not None and end is not None:
            angle = (start + end) / 2
        ring = min(self._ring(one), len(names) - 1)
        return Placed(number, ring, angle, one.mark.tone if one.mark else None, start, end)

    def _period(self, one: Entry) -> tuple[float, float] | tuple[None, None]:
        """From where to where its arc goes, as far as that is on this wheel."""
        if one.first is None or one.last is None or not self._is_period(one):
            return None, None
        first, last = max(one.first, self.year.first), min(one.last, self.year.last)
        return self.year.angle(first, 0), self.year.angle(last, 0.5 if one.at_end else 1)

    def _hand(self) -> float | None:
        as_of = self.follow.edition.as_of
        return self.year.angle(as_of) if self.year.has(as_of) else None

    # In words

    def _title(self) -> str:
        return said(self.say, "title", year=self.year.name)

    def _when(self, one: Entry) -> str:
        """The days, without their year where it is one of the wheel's."""
        if one.first is None or one.last is None:
            return ""
        if one.month_only:
            return self.say.words.month(one.first)
        if one.first == one.last:
            return self.say.day(one.first)
        if one.first.year == one.last.year == self.follow.edition.as_of.year:
            return self.say.days_of_year(one.first, one.last)
        return self.say.stretch(one.first, one.last)

    def _short(self, one: Entry) -> str:
        if one.first is None or one.last is None:
            return ""
        if one.month_only:
            return self.say.words.months[one.first.month - 1]
        if one.at_end or one.first == one.last:
            return self.say.day_of_year(one.last) if self.year.has(one.last) else self.say.long_day(one.last)
        return self.say.days_of_year(one.first, one.last)

    def _said(self, shown: Sequence[Entry]) -> list[Said]:
        found: list[Said] = []
        for number, one in enumerate(shown, 1):
            day = self._day(one)
            placed = self._place(number, one, [("A", "")] * (MOST_RINGS + 1))
            found.append(
                Said(
                    numbers=(number,),
                    angle=placed.angle,
                    month=(day.year - self.year.first.year) * 12 + day.month,
                    when=self._short(one),
                    title=one.title,
                    mark=one.mark,
                    kind=one.kind,
                    again=""
                    if one.month_only or not (one.at_end or one.first == one.last)
                    else self.say.day_of_month(day),
                )
            )
        return found

    def _is_of_one_day(self, one: Entry) -> bool:
        return one.day == self._day(one) and not one.month_only and (one.at_end or one.first == one.last)

    def _item(self, number: int, one: Entry, names: Sequence[tuple[str, str]]) -> Item:
        ring = min(self._ring(one), len(names) - 1)
        kind = said(self.say, f"kind.{one.kind}")
        return Item(number, ring, one.mark, self._when(one), one.title, kind, one.who)

    def _description(self, shown: Sequence[Entry], names: Sequence[tuple[str, str]]) -> str:
        """What somebody who does not see it should know first; the table says the rest."""
        marks = Counter(one.mark.word for one in shown if one.mark)
        parts = [f"{word}: {self.say.number(count)}" for word, count in marks.most_common()]
        rings = self.say.enumerated([name for _, name in names])
        return said(
            self.say,
            "description",
            organisation=self.say.title(self.follow.plan.organisation),
            first=self.say.long_day(self.year.first),
            last=self.say.long_day(self.year.last),
            count=self.say.number(len(shown)),
            rings=rings,
            states="; ".join(parts) or "–",
        )

    # The legend and the tables

    def _legend(
        self, shown: Sequence[Entry], names: Sequence[tuple[str, str]], top: float, *, bunched: bool
    ) -> tuple[tuple[Sign, ...], float]:
        """The signs in rows that begin at this height, rings first; and how many rows they take."""
        tones = [tone for tone in Tone if any(one.mark and one.mark.tone is tone for one in shown)]
        rings = [Sign("ring", name, Point(0, 0), letter=letter) for letter, name in names]
        marks = [
            Sign("mark", said(self.say, f"key.{tone}"), Point(0, 0), mark=Mark(tone, "")) for tone in tones
        ]
        if any(one.kind is Kind.OBSERVANCE and one.mark is None for one in shown):
            marks.append(Sign("observance", said(self.say, "key.observance"), Point(0, 0)))
        if any(self._period(one)[0] is not None for one in shown):
            marks.append(Sign("period", said(self.say, "key.period"), Point(0, 0)))
        if bunched:
            marks.append(Sign("bunch", said(self.say, "key.bunch"), Point(0, 0), mark=Mark(Tone.GOOD, "")))
        if self._hand() is not None:
            day = self.say.day_of_year(self.follow.edition.as_of)
            marks.append(Sign("hand", said(self.say, "key.hand", date=day), Point(0, 0)))
        placed: list[Sign] = []
        row = 0
        for group in (rings, marks):
            x = MARGIN
            for sign in group:
                text = fitting(sign.text, LONGEST_IN_LEGEND, LEGEND_SIZE)
                wide = 26 + width(text, LEGEND_SIZE) + 22
                if x > MARGIN and x + wide - 22 > WIDTH - MARGIN:
                    x, row = MARGIN, row + 1
                at = Point(x, top + row * LEGEND_LINE)
                placed.append(Sign(sign.name, text, at, sign.mark, sign.letter))
                x += wide
            row += bool(group)
        return tuple(placed), row

    def _table(self, items: Sequence[Item], names: Sequence[tuple[str, str]]) -> Table:
        say = self.say
        columns = (
            say.column("date", ColumnKind.DATE),
            say.column("what"),
            say.column("state", ColumnKind.STATE),
            Column(said(say, "col_kind"), ColumnKind.WORD),
            Column(said(say, f"col_ring_{self.by}")),
            say.column("responsible"),
        )
        rows = [
            (
                Cell(item.when),
                Cell(item.title),
                Cell("", item.mark),
                Cell(item.kind),
                Cell(names[item.ring][1] if self.by is not Rings.KINDS else ""),
                Cell(item.who),
            )
            for item in items
        ]
        return Table.of(said(say, "caption"), columns, rows)

    def _beside(self, beside: Sequence[Entry]) -> Table | None:
        """What the plan holds without a day, and what lies outside its months."""
        if not beside:
            return None
        say = self.say
        columns = (
            say.column("what"),
            say.column("date", ColumnKind.DATE),
            say.column("state", ColumnKind.STATE),
            Column(said(say, "col_kind"), ColumnKind.WORD),
            say.column("responsible"),
        )
        rows = [
            (
                Cell(one.title),
                Cell(self._when(one)),
                Cell("", one.mark),
                Cell(said(say, f"kind.{one.kind}")),
                Cell(one.who),
            )
            for one in beside
        ]
        return Table.of(said(say, "caption_beside"), columns, rows)
