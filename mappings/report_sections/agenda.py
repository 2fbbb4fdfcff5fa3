"""A meeting's agenda in words: its points, the follow-up since the last meeting, what is due before the next, what to decide. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from mappings.agenda import Agenda
from mappings.assignments import Assignment
from mappings.follow_up import Gathered
from mappings.report import (
    Block,
    Bullets,
    Cell,
    Column,
    ColumnKind,
    Mark,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from mappings.report_sections.changes import SETTLED_TONES
from mappings.report_sections.first_page import proposal_sentences
from mappings.wording import Wording, plain

MOST_DECIDED = 12
"""Titles in a proposal: what is decided goes into the minutes, and there each should have its name."""


def points(agenda: Agenda, say: Wording) -> Section:
    """What stands on the agenda, numbered."""
    lines = tuple(Cell(say.title(point)) for point in agenda.points)
    block: Block = Bullets(lines, numbered=True) if lines else Paragraph(_word("no_points", say))
    return Section("points", _heading("points", "points", say), (block,))


def follow_up(agenda: Agenda, say: Wording) -> Section:
    """What was reported done, what is late, what nobody reported, and what people moved."""
    blocks: list[Block] = []
    for name, block in (
        ("done", _done(agenda, say)),
        ("late", _late(agenda, say)),
        ("silent", _silent(agenda, say)),
        ("moves", _moves(agenda, say)),
    ):
        if block is not None:
            blocks += [Subheading(_word(name, say)), block]
    if not blocks:
        blocks.append(Paragraph(_word("nothing", say)))
    since = say.day(agenda.last.day) if agenda.last else ""
    heading = _heading("follow-up", "follow_up" if since else "follow_up_first", say, date=since)
    return Section("follow-up", heading, tuple(blocks))


def _done(agenda: Agenda, say: Wording) -> Block | None:
    columns = (
        say.column("what"),
        say.column("responsible"),
        Column(_word("col_reported", say)),
        say.column("state", ColumnKind.STATE),
    )
    rows = tuple(
        (
            Cell(
                _turn_title(one.assignment, one.standing.item.title, say), detail=say.note(one.standing.note)
            ),
            Cell(say.names(one.assignment.responsible) or say("nobody")),
            Cell(say.told(one.standing.closed)),
            Cell(
                "",
                say.turn(one.standing, one.assignment.outlook).mark if one.assignment.is_accepted else None,
                "" if one.assignment.is_accepted else say("not_yet_accepted"),
            ),
        )
        for one in agenda.done
    )
    return Table.of(_word("caption_done", say), columns, rows) if rows else None


def _late(agenda: Agenda, say: Wording) -> Block | None:
    rows = tuple(_row(one, say) for one in agenda.late)
    return Table.of(_word("late", say), _columns(say), rows) if rows else None


def _silent(agenda: Agenda, say: Wording) -> Block | None:
    rows = tuple(_row(one, say) for one in agenda.silent)
    return Table.of(_word("silent", say), _columns(say), rows) if rows else None


def _columns(say: Wording) -> tuple[Column, ...]:
    return (
        say.column("what"),
        say.column("responsible"),
        say.column("due", ColumnKind.DATE),
        say.column("state", ColumnKind.STATE),
    )


def _row(one: Assignment, say: Wording) -> tuple[Cell, ...]:
    return (
        Cell(say.about(one), detail=say.remark(one)),
        Cell(say.names(one.responsible) or say("nobody")),
        say.due_cell(one),
        say.state(one),
    )


def _moves(agenda: Agenda, say: Wording) -> Block | None:
    columns = (
        say.column("what"),
        say.column("was", ColumnKind.DATE),
        say.column("now", ColumnKind.DATE),
        say.column("who"),
        say.column("state", ColumnKind.STATE),
    )
    rows = tuple(
        (
            Cell(say.title(one.standing.item.title, one.confidential)),
            Cell(say.moment(one.drift.old) or "–"),
            Cell(say.moment(one.drift.new) or "–"),
            Cell(say.told(one.drift.evidence), detail=say.title(one.drift.evidence.source)),
            Cell("", Mark(SETTLED_TONES[one.drift.settled], say.words.word(f"settled.{one.drift.settled}"))),
        )
        for one in agenda.moves
    )
    return Table(say("caption_moves"), columns, rows) if rows else None


def due(agenda: Agenda, say: Wording) -> Section:
    """What is due, and what is on, before the body meets next."""
    until = say.day(agenda.until)
    heading = _heading("due", "due" if agenda.next else "due_until", say, date=until)
    columns = (say.column("date", ColumnKind.DATE), say.column("what"), say.column("where_or_who"))
    rows = [row for _, row in sorted(_ahead(agenda, say), key=lambda pair: pair[0])]
    caption = _word("caption_due", say, date=until)
    block: Block = Table.of(caption, columns, rows) if rows else Paragraph(_word("no_due", say))
    shown = (*agenda.late, *agenda.silent, *(turn.assignment for turn in agenda.due))
    star = (Paragraph(say.words.word("key.star")),) if any(one.interpreted for one in shown) else ()
    return Section("due", heading, (block, *star))


def _ahead(agenda: Agenda, say: Wording) -> Iterator[tuple[tuple[str, str], tuple[Cell, ...]]]:
    for one in agenda.due:
        title = _turn_title(one.assignment, one.standing.item.title, say)
        who = say.names(one.assignment.responsible) or say("nobody")
        day = say.due(one.assignment) if not one.assignment.is_series else say.day(one.standing.due)
        yield (str(one.standing.due), one.standing.key), (Cell(day), Cell(title), Cell(who))
    for event in agenda.events:
        yield (
            (str(event.day), event.standing.key),
            (
                Cell(say.moment(event.standing.start or event.event.start)),
                Cell(say.title(event.event.title, event.confidential), detail=_preliminary(event, say)),
                Cell(say.title(event.event.place)),
            ),
        )


def _preliminary(one: Gathered, say: Wording) -> str:
    return say.words.word("gathered.tentative") if one.event.tentative else ""


def decide(agenda: Agenda, say: Wording) -> Section | None:
    """The proposed decisions, where the body is one that answers for the plan."""
    listed = partial(say.listed, most=MOST_DECIDED)
    sentences = tuple(Cell(text) for text in proposal_sentences(agenda.follow, agenda.proposals, say, listed))
    if not sentences:
        return None
    return Section("proposals", say("proposals"), (Bullets(sentences, numbered=True),))


def _turn_title(one: Assignment, turn: str, say: Wording) -> str:
    """Of what recurs, the turn's own title, which says which it is."""
    return say.title(turn, one.confidential) if one.is_series else say.about(one)


def _heading(part: str, key: str, say: Wording, **values: object) -> str:
    """The part's heading, by the organisation's own name for it where it has one."""
    renamed = say.plan.headings.get(f"agenda-{part}")
    return plain(renamed) if renamed else _word(key, say, **values)


def _word(key: str, say: Wording, **values: object) -> str:
    return say.words.word(f"agenda.{key}", **values)
