"""What changed between two editions of the report, as a part of the later one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from mappings.assignments import Outlook
from mappings.comparison import Comparison, Counted, Entry, Place, State
from mappings.report import (
    Block,
    Bullets,
    Cell,
    ColumnKind,
    Mark,
    Paragraph,
    Section,
    Subheading,
    Table,
    Tone,
)
from mappings.wording import Wording

PLACE_TONES = {
    Place.BOOKED: Tone.WAITING,
    Place.UNCONFIRMED: Tone.UNKNOWN,
    Place.HELD: Tone.CLOSED,
    Place.CANCELLED: Tone.OFF,
}


def comparison(found: Comparison, say: Wording) -> Section:
    """States that changed, numbers, moved days, then what is new and what is gone."""
    dates = {"earlier": say.long_day(found.earlier.as_of), "later": say.long_day(found.later.as_of)}
    blocks: list[Block] = [Paragraph(say("compared_with", **dates))]
    if found.is_empty:
        blocks.append(Paragraph(say("compared_nothing")))
    blocks += [block for table in _tables(found, say) for block in (Subheading(table.caption), table)]
    for key, entries in (("compared_added", found.added), ("compared_dropped", found.dropped)):
        if entries:
            blocks += [Subheading(say(key)), Bullets(tuple(_line(one, say) for one in entries))]
    return Section("comparison", say("comparison"), tuple(blocks))


def _tables(found: Comparison, say: Wording) -> Iterable[Table]:
    what, was, now = (
        say.column("what"),
        say.column("was", ColumnKind.STATE),
        say.column("now", ColumnKind.STATE),
    )
    if found.turned:
        rows = [
            (
                Cell(say.title(one.title, one.confidential), detail=say.day(one.day)),
                Cell("", _mark(one.old, say)),
                Cell("", _mark(one.new, say)),
            )
            for one in found.turned
        ]
        yield Table(say("compared_states"), (what, was, now), tuple(rows))
    if found.counted:
        yield Table(
            say("compared_numbers"), (what, was, now), tuple(_numbers(one, say) for one in found.counted)
        )
    if found.shifted:
        days = (what, say.column("was", ColumnKind.DATE), say.column("now", ColumnKind.DATE))
        moved = [
            (
                Cell(say.title(one.title, one.confidential)),
                Cell(say.day(one.old) or "–"),
                Cell(say.day(one.new) or "–"),
            )
            for one in found.shifted
        ]
        yield Table(say("compared_days"), days, tuple(moved))


def _mark(state: State, say: Wording) -> Mark:
    if isinstance(state, Outlook):
        return say.outlook(state)
    return Mark(PLACE_TONES[state], say.words.word(f"gathered.{state}"))


def _numbers(one: Counted, say: Wording) -> tuple[Cell, ...]:
    def number(value: float | None) -> str:
        return "–" if value is None else say.money(value) if one.money else say.quantity(value, one.unit)

    levels = [None if level is None else say.level(level) for level in (one.old_level, one.new_level)]
    return (
        Cell(say.title(one.title)),
        Cell(number(one.old), levels[0]),
        Cell(number(one.new), levels[1]),
    )


def _line(one: Entry, say: Wording) -> Cell:
    about = [say.words.word(f"part.{one.part}"), *([say.day(one.day)] if one.day else [])]
    return Cell(say.title(one.title, one.confidential), detail=", ".join(about))
