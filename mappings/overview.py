"""What a wheel and a strip of a plan share: which of its things stand on it, in which ring, and how the tables and the legend say it.

Pure: the same follow-up gives the same. How each item goes is the follow-up's word; nothing is worked out twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from mappings.follow_up import FollowUp
from mappings.report import Cell, Column, ColumnKind, Mark, Table, Tone
from mappings.text_width import fitting, width
from mappings.wheel import MARGIN, WIDTH, Entry, Form, Item, Kind, Point, Rings, Sign, word
from mappings.wheel_entries import entries
from mappings.wheel_year import Year
from mappings.wording import Wording

MOST_RINGS = 8
HEAD = 104.0  # the height of the title block
LEGEND_LINE, LEGEND_SIZE = 25.0, 14.5
LONGEST_IN_LEGEND = 420.0
SHORTEST_PERIOD = 7  # days; what is shorter is a mark alone
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass
class Maker:
    """One wheel or strip of these months, while it is made."""

    form: ClassVar[Form]
    period_sign: ClassVar[str]
    day_sign: ClassVar[str]

    follow: FollowUp
    say: Wording
    year: Year
    by: Rings
    confidential: bool
    of_ring: dict[str, int] = field(default_factory=dict)

    def word(self, key: str, **values: object) -> str:
        """The form's word or sentence for ``key``."""
        return word(self.say.words, self.form, key, **values)

    # What stands on it

    def _sorted_out(self) -> tuple[list[Entry], list[Entry], int]:
        """What stands on it, what has no place on it, and how many confidential things are left out."""
        found = entries(self.follow, self.say)
        every = [one for one in found if self.confidential or not one.confidential]
        shown = [one for one in every if self._is_shown(one)]
        beside = [one for one in every if not self._is_shown(one) and self._is_beside(one)]
        return shown, beside, len(found) - len(every)

    def _is_shown(self, one: Entry) -> bool:
        """What has its mark in the year, or a period that reaches into it."""
        if one.day is None or one.first is None or one.last is None:
            return False
        reaches = one.first <= self.year.last and self.year.first <= one.last
        return self.year.has(one.day) or (reaches and self._is_period(one))

    def _is_beside(self, one: Entry) -> bool:
        """What is on none of the plan's wheels, nor on the strip of them all."""
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
            titles.append(self.word("others" if titles else "all"))
        return [(LETTERS[number], title) for number, title in enumerate(titles)]

    def _known(self) -> Iterable[tuple[str, str]]:
        plan, say = self.follow.plan, self.say
        match self.by:
            case Rings.BODIES:
                return [(name, say.title(body.name)) for name, body in plan.bodies.items()]
            case Rings.AREAS:
                return [(area.id, say.title(area.title)) for area in plan.areas]
            case Rings.KINDS:
                return [(kind.value, self.word(f"kinds.{kind}")) for kind in Kind]

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

    def _ends(self, one: Entry) -> tuple[tuple[date, float], tuple[date, float]] | None:
        """The days that its period goes from and to, each with how much of it has passed, as far as it is on this one."""
        if one.first is None or one.last is None or not self._is_period(one):
            return None
        first, last = max(one.first, self.year.first), min(one.last, self.year.last)
        return (first, 0.0), (last, 0.5 if one.at_end else 1.0)

    @property
    def _has_today(self) -> bool:
        return self.year.has(self.follow.edition.as_of)

    # In words

    def _plan(self) -> str:
        return self.say.title(self.follow.plan.title)

    def _organisation(self) -> str:
        return self.say.title(self.follow.plan.organisation)

    def _as_of(self) -> str:
        return self.word("as_of", date=self.say.long_day(self.follow.edition.as_of))

    def _footer(self) -> str:
        return self.word("footer", plan=self._plan(), organisation=self._organisation())

    def _title(self) -> str:
        return self.word("title", year=self.year.name)

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

    def _item(self, number: int, one: Entry, names: Sequence[tuple[str, str]]) -> Item:
        ring = min(self._ring(one), len(names) - 1)
        kind = self.word(f"kind.{one.kind}")
        return Item(number, ring, one.mark, self._when(one), one.title, kind, one.who)

    def _description(self, shown: Sequence[Entry], names: Sequence[tuple[str, str]]) -> str:
        """What somebody who does not see it should know first; the table says the rest."""
        marks = Counter(one.mark.word for one in shown if one.mark)
        parts = [f"{state}: {self.say.number(count)}" for state, count in marks.most_common()]
        rings = self.say.enumerated([name for _, name in names])
        return self.word(
            "description",
            organisation=self._organisation(),
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
        marks = [Sign("mark", self.word(f"key.{tone}"), Point(0, 0), mark=Mark(tone, "")) for tone in tones]
        if any(one.kind is Kind.OBSERVANCE and one.mark is None for one in shown):
            marks.append(Sign("observance", self.word("key.observance"), Point(0, 0)))
        if any(self._ends(one) for one in shown):
            marks.append(Sign(self.period_sign, self.word("key.period"), Point(0, 0)))
        if bunched:
            marks.append(Sign("bunch", self.word("key.bunch"), Point(0, 0), mark=Mark(Tone.GOOD, "")))
        if self._has_today:
            day = self.say.day_of_year(self.follow.edition.as_of)
            marks.append(Sign(self.day_sign, self.word("key.hand", date=day), Point(0, 0)))
        placed: list[Sign] = []
        row = 0
        for group in filter(None, (rings, marks)):
            x = MARGIN
            for sign in group:
                text = fitting(sign.text, LONGEST_IN_LEGEND, LEGEND_SIZE)
                wide = 26 + width(text, LEGEND_SIZE) + 22
                if x > MARGIN and x + wide - 22 > WIDTH - MARGIN:
                    x, row = MARGIN, row + 1
                at = Point(x, top + row * LEGEND_LINE)
                placed.append(Sign(sign.name, text, at, sign.mark, sign.letter))
                x += wide
            row += 1
        return tuple(placed), row

    def _table(self, items: Sequence[Item], names: Sequence[tuple[str, str]]) -> Table:
        say = self.say
        columns = (
            say.column("date", ColumnKind.DATE),
            say.column("what"),
            say.column("state", ColumnKind.STATE),
            Column(self.word("col_kind"), ColumnKind.WORD),
            Column(self.word(f"col_ring_{self.by}")),
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
        return Table.of(self.word("caption"), columns, rows)

    def _beside(self, beside: Sequence[Entry]) -> Table | None:
        """What the plan holds without a day, and what lies outside its months."""
        if not beside:
            return None
        say = self.say
        columns = (
            say.column("what"),
            say.column("date", ColumnKind.DATE),
            say.column("state", ColumnKind.STATE),
            Column(self.word("col_kind"), ColumnKind.WORD),
            say.column("responsible"),
        )
        rows = [
            (
                Cell(one.title),
                Cell(self._when(one)),
                Cell("", one.mark),
                Cell(self.word(f"kind.{one.kind}")),
                Cell(one.who),
            )
            for one in beside
        ]
        return Table.of(self.word("caption_beside"), columns, rows)
