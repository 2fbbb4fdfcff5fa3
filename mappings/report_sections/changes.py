"""What changed: in the plan since its earlier version, and in calendars and lists by people. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mappings.agenda import shown_drifts
from mappings.evidence import Edit, Settled
from mappings.follow_up import FollowUp
from mappings.plan_changes import Change, Said
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
from mappings.standing import Standing, end_of
from mappings.wording import Wording

SETTLED_TONES = {Settled.KEPT: Tone.WATCH, Settled.ACCEPTED: Tone.CLOSED, Settled.RESTORED: Tone.CLOSED}


def plan_changes(follow: FollowUp, say: Wording) -> Section:
    """Added, dropped, moved and renamed in the plan; then who moved what, what the board has said of it, and what else was changed."""
    blocks: list[Block] = []
    if follow.changes is None:
        blocks.append(Paragraph(say("no_earlier_plan")))
    elif follow.changes:
        lines = tuple(Cell(_sentence(change, say)) for change in follow.changes)
        blocks += [Subheading(say("changes_in_plan")), Bullets(lines)]
    else:
        blocks.append(Paragraph(say("no_plan_changes")))
    rows, edits = tuple(_moves(follow, say)), tuple(_edits(follow, say))
    if rows or edits:
        blocks.append(Subheading(say("changes_by_people")))
    if rows:
        columns = (
            say.column("what"),
            say.column("was", ColumnKind.DATE),
            say.column("now", ColumnKind.DATE),
            say.column("who"),
            say.column("state", ColumnKind.STATE),
        )
        blocks.append(Table(say("caption_moves"), columns, rows))
    else:
        blocks.append(Paragraph(say("no_moves")))
    if edits:
        blocks.append(Bullets(edits))
    return Section("changes", say("changes"), tuple(blocks))


def _sentence(change: Change, say: Wording) -> str:
    key = f"change.{change.kind}"
    values = {
        "what": say.words.word(f"part.{change.part}"),
        "title": say.title(change.title),
        "old": _said(change.old, say),
        "new": _said(change.new, say),
    }
    dated = f"{key}_dated"
    if dated in say.words.words and (change.new if change.old is None else change.old) is not None:
        key = dated
    return say.words.word(key, **values)


def _said(value: Said, say: Wording) -> str:
    match value:
        case None:
            return "–"
        case date():
            return say.moment(value)
        case str():
            return say.title(value)
        case number:
            return say.number(number)


def _moves(follow: FollowUp, say: Wording) -> Iterator[tuple[Cell, ...]]:
    """The moves of the period, and the earlier ones that the board has not settled."""
    since = end_of(follow.edition.previous, follow.plan.zone)
    for title, standing in _titled(follow, say):
        for drift in shown_drifts(standing):
            if drift.evidence.when >= since or drift.settled is Settled.KEPT:
                yield (
                    Cell(title),
                    Cell(say.moment(drift.old) or "–"),
                    Cell(say.moment(drift.new) or "–"),
                    Cell(say.told(drift.evidence), detail=say.title(drift.evidence.source)),
                    Cell("", Mark(SETTLED_TONES[drift.settled], say.words.word(f"settled.{drift.settled}"))),
                )


_SHOWN = frozenset({"title", "place", "responsible"})
"""Fields whose values read as words; the others are said to have been changed."""


def _edits(follow: FollowUp, say: Wording) -> Iterator[Cell]:
    """What else people changed in the period."""
    since = end_of(follow.edition.previous, follow.plan.zone)
    for title, standing in _titled(follow, say):
        for edit in standing.edits:
            if edit.evidence.when >= since:
                yield Cell(_edited(title, edit, say), detail=say.title(edit.evidence.source))


def _edited(title: str, edit: Edit, say: Wording) -> str:
    key, field, told = edit.field, f"field.{edit.field}", say.told(edit.evidence)
    if key == "recurrence":
        told = "; ".join(part for part in (say.note(edit.new), told) if part)
    elif key != "project":
        key = "text" if edit.field in _SHOWN and (edit.old or edit.new) else "field"
    return say.words.word(
        f"edit.{key}",
        title=title,
        field=say.words.word(field) if field in say.words.words else edit.field,
        old=say.note(edit.old),
        new=say.note(edit.new),
        told=told,
    )


def _titled(follow: FollowUp, say: Wording) -> Iterator[tuple[str, Standing]]:
    for one in follow.gatherings:
        yield say.title(one.event.title, one.confidential), one.standing
    for assignment in follow.assignments:
        for turn in assignment.each:
            yield say.title(turn.item.title, assignment.confidential), turn
