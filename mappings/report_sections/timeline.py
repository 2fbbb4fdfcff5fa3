"""What has a timeline of its own, an election or a congress: its days from the first to the last, and how each goes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from config.plan import Area
from mappings.assignments import Assignment
from mappings.follow_up import FollowUp
from mappings.items import Task
from mappings.report import Block, Cell, ColumnKind, Paragraph, Section, Subheading, Table
from mappings.report_sections.gatherings import gathering_mark
from mappings.standing import Standing
from mappings.wording import Wording

Row = tuple[tuple[str, str], tuple[Cell, ...]]
"""What the row is sorted by, and its cells."""


def timeline(follow: FollowUp, say: Wording) -> Section | None:
    """A table for each area that the plan calls a timeline; what has no day stands last."""
    areas = [area for area in follow.plan.areas if area.timeline]
    blocks: list[Block] = []
    columns = (
        say.column("date", ColumnKind.DATE),
        say.column("what"),
        say.column("where_or_who"),
        say.column("state", ColumnKind.STATE),
    )
    for area in areas:
        rows = [cells for _, cells in sorted(_rows(area, follow, say), key=lambda row: row[0])]
        title = say.title(area.title)
        table = Table(say("caption_timeline", area=title), columns, tuple(rows))
        blocks += [Subheading(title), table if rows else Paragraph(say("nothing_on_timeline"))]
    return Section("timeline", say("timeline"), tuple(blocks)) if blocks else None


def _rows(area: Area, follow: FollowUp, say: Wording) -> Iterator[Row]:
    own = {one.id: one for one in (*follow.plan.meetings, *follow.plan.events) if one.area == area.id}
    for gathered in follow.gatherings:
        if gathered.id in own:
            start = gathered.standing.start or gathered.event.start
            title = say.title(gathered.event.title, gathered.confidential)
            state = Cell("", gathering_mark(gathered, say))
            cells = (Cell(say.moment(start)), Cell(title), Cell(say.title(gathered.event.place)), state)
            yield _order(start, gathered.standing.key), cells
    for one in follow.assignments:
        head = one.id.partition("/")[0]
        if one.area == area.id or head in own:
            yield from _turns(one, say)


def _turns(one: Assignment, say: Wording) -> Iterator[Row]:
    """Of what recurs, its next day alone: the area's own table has them all."""
    who = Cell(say.names(one.responsible) or say("nobody"))
    yield (
        _order(one.due, one.id),
        (Cell(say.due(one) or _no_day(one.turns[0], say)), Cell(say.about(one)), who, say.state(one)),
    )


def _no_day(turn: Standing, say: Wording) -> str:
    return say.words.word(f"schedule.{turn.schedule}") if isinstance(turn.item, Task) and turn.is_open else ""


def _order(when: date | datetime | None, key: str) -> tuple[str, str]:
    day = when.date() if isinstance(when, datetime) else when
    return day.isoformat() if day else "~", key
