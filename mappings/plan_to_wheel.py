"""The annual wheel of a plan, from its follow-up as of a day: what stands on the sheet, and the tables that say the same.

Pure: the same follow-up gives the same wheel. How each item goes is the follow-up's word; nothing is worked out twice.
"""

from __future__ import annotations

from collections.abc import Sequence

from config.language import Language
from mappings.follow_up import FollowUp
from mappings.overview import HEAD, LEGEND_LINE, MOST_RINGS, Maker
from mappings.wheel import HEIGHT, MARGIN, WIDTH, Entry, Form, Point, Rings, Sign, Wheel
from mappings.wheel_labels import AIR, Field, Said, labels
from mappings.wheel_rings import Placed, place
from mappings.wheel_year import Year
from mappings.wording import Wording

LARGEST, CROWDED, LARGEST_CROWDED = (
    372.0,
    90,
    402.0,
)  # the rim's radius: many items need room within, few beside
HUB, BAND = 92.0, 27.0


def wheel(
    follow: FollowUp, words: Language, year: Year, rings: Rings, *, confidential: bool = False
) -> Wheel:
    """The wheel of one year of the plan. What the plan keeps within the board is on it only when that is asked for."""
    say = Wording(words, follow.plan, follow.edition.as_of)
    return _Maker(follow, say, year, rings, confidential).made()


class _Maker(Maker):
    form = Form.WHEEL
    period_sign, day_sign = "period", "hand"

    def made(self) -> Wheel:
        shown, beside, left_out = self._sorted_out()
        names = self._rings(shown)
        placed = [self._place(number, one, names) for number, one in enumerate(shown, 1)]
        field, legend = self._field(shown, names, bunched=False)
        drawn, spots = place(placed, names, HUB, field.radius - BAND)
        if any(spot.others for spot in spots):
            field, legend = self._field(shown, names, bunched=True)
            drawn, spots = place(placed, names, HUB, field.radius - BAND)
        texts, size = labels(self._said(shown), field, self.word("more"))
        items = tuple(self._item(number, one, names) for number, one in enumerate(shown, 1))
        return Wheel(
            form=self.form,
            language=self.say.words.code,
            title=self._title(),
            organisation=self._organisation(),
            as_of=self._as_of(),
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
            hand=self.year.angle(self.follow.edition.as_of) if self._has_today else None,
            legend=legend,
            table=self._table(items, names),
            beside=self._beside(beside),
            footer=self._footer(),
            left_out=left_out,
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

    def _place(self, number: int, one: Entry, names: Sequence[tuple[str, str]]) -> Placed:
        start, end = self._period(one)
        angle = self.year.angle(self._day(one))
        if one.month_only and start is not None and end is not None:
            angle = (start + end) / 2
        ring = min(self._ring(one), len(names) - 1)
        return Placed(number, ring, angle, one.mark.tone if one.mark else None, start, end)

    def _period(self, one: Entry) -> tuple[float, float] | tuple[None, None]:
        """From where to where its arc goes, as far as that is on this wheel."""
        ends = self._ends(one)
        return (self.year.angle(*ends[0]), self.year.angle(*ends[1])) if ends else (None, None)

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
