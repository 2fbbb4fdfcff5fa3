"""Meetings and events: those of the period, and what comes in the next 30, 60 and 90 days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mappings.assignments import Assignment, Outlook
from mappings.follow_up import FollowUp, Gathered
from mappings.items import Task, TaskKind
from mappings.plan_to_tasks import SET_DATE_LEAD
from mappings.proposals import needs_a_date, open_work
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
from mappings.standing import Standing
from mappings.wording import Wording

HORIZONS = (30, 60, 90)


def held(follow: FollowUp, say: Wording) -> Section:
    """The period's meetings and events; what nobody confirmed is not called held."""
    columns = (
        say.column("date", ColumnKind.DATE),
        say.column("meeting"),
        say.column("state", ColumnKind.STATE),
        say.column("note"),
    )
    rows = tuple(
        (
            Cell(say.day(one.day)),
            Cell(say.title(one.event.title, one.confidential), detail=say.title(one.event.place)),
            Cell("", gathering_mark(one, say), say.told(one.standing.closed)),
            Cell(say.note(one.standing.note)),
        )
        for one in follow.past
    )
    block: Block = Table.of(say("caption_held"), columns, rows) if rows else Paragraph(say("none_held"))
    return Section("held", say("held"), (block,))


def gathering_mark(one: Gathered, say: Wording) -> Mark:
    """Held, called off, passed without confirmation, preliminary or booked."""
    if one.was_held:
        return Mark(Tone.CLOSED, say.words.word("gathered.held"))
    if one.is_called_off:
        return Mark(Tone.OFF, say.words.word("gathered.cancelled"))
    if one.is_unconfirmed:
        return Mark(Tone.UNKNOWN, say.words.word("gathered.unconfirmed"))
    return Mark(
        Tone.WAITING, say.words.word("gathered.tentative" if one.event.tentative else "gathered.booked")
    )


# Look-ahead -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Coming:
    day: date
    start: date | datetime
    title: str
    detail: str
    about: str


def coming(follow: FollowUp, say: Wording) -> Section:
    """What comes in the next 30, 60 and 90 days, and what still has no day."""
    as_of = follow.edition.as_of
    ahead = sorted(_ahead(follow, say), key=lambda one: (one.day, str(one.start), one.title))
    blocks: list[Block] = []
    before = 0
    for days in HORIZONS:
        first, last = as_of + timedelta(days=before), as_of + timedelta(days=days)
        rows = tuple(
            (Cell(say.moment(one.start)), Cell(one.title, detail=one.detail), Cell(one.about))
            for one in ahead
            if first < one.day <= last
        )
        caption = say("caption_coming", first=say.number(before + 1), last=say.number(days))
        if rows:
            columns = (say.column("date", ColumnKind.DATE), say.column("what"), say.column("where_or_who"))
            blocks += [Subheading(caption), Table.of(caption, columns, rows)]
        before = days
    if not blocks:
        blocks.append(Paragraph(say("nothing_coming")))
    undated = tuple(
        Cell(say.title(one.title, one.confidential), detail=_undated(one, say))
        for one in open_work(follow)
        if needs_a_date(one, as_of + timedelta(days=HORIZONS[-1]))
    )
    if undated:
        blocks += [Subheading(say("undated")), Bullets(undated)]
    return Section("coming", say("coming"), tuple(blocks))


def _undated(one: Assignment, say: Wording) -> str:
    """The month that a day is to be set in, and whose it is."""
    month = ""
    if one.kind is TaskKind.SET_DATE and isinstance(task := one.turns[0].item, Task) and task.due:
        month = say.words.month(task.due + SET_DATE_LEAD)
    return ", ".join(part for part in (month, say.names(one.responsible)) if part)


def _ahead(follow: FollowUp, say: Wording) -> Iterator[_Coming]:
    last = follow.edition.as_of + timedelta(days=HORIZONS[-1])
    for one in follow.coming:
        if one.day <= last:
            yield _Coming(
                one.day,
                one.standing.start or one.event.start,
                say.title(one.event.title, one.confidential),
                say.words.word("gathered.tentative") if one.event.tentative else "",
                say.title(one.event.place),
            )
    for assignment in follow.assignments:
        if assignment.outlook in {Outlook.DONE, Outlook.CANCELLED}:
            continue
        for turn in assignment.turns:
            if (
                turn.is_open
                and turn.due
                and follow.edition.as_of < turn.due <= last
                and _shown(assignment, turn, follow)
            ):
                yield _Coming(
                    turn.due,
                    turn.due,
                    say.title(turn.item.title, assignment.confidential),
                    say.words.word("schedule.due"),
                    say.names(assignment.responsible) or say("nobody"),
                )


def _shown(one: Assignment, turn: Standing, follow: FollowUp) -> bool:
    """What recurs is shown for the next month only; a notice to send always."""
    if not one.is_series or one.kind is TaskKind.NOTICE or turn.due is None:
        return True
    return (turn.due - follow.edition.as_of).days <= HORIZONS[0]
