"""What changed: in the plan since its earlier version, and in calendars and lists by people. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mappings.evidence import Drift, Settled
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
    """Added, dropped, moved and renamed in the plan; then who moved what, and what the board has said of it."""
    blocks: list[Block] = []
    if follow.changes is None:
        blocks.append(Paragraph(say("no_earlier_plan")))
    elif follow.changes:
        lines = tuple(Cell(_sentence(change, say)) for change in follow.changes)
        blocks += [Subheading(say("changes_in_plan")), Bullets(lines)]
    else:
        blocks.append(Paragraph(say("no_plan_changes")))
    rows = tuple(_moves(follow, say))
    if rows:
        columns = (
            say.column("what"),
            say.column("was", ColumnKind.DATE),
            say.column("now", ColumnKind.DATE),
            say.column("who"),
            say.column("state", ColumnKind.STATE),
        )
        blocks += [Subheading(say("changes_by_people")), Table(say("caption_moves"), columns, rows)]
    else:
        blocks.append(Paragraph(say("no_moves")))
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
        for drift in _shown_drifts(standing):
            if drift.evidence.when >= since or drift.settled is Settled.KEPT:
                yield (
                    Cell(title),
                    Cell(say.moment(drift.old) or "–"),
                    Cell(say.moment(drift.new) or "–"),
                    Cell(say.told(drift.evidence), detail=say.title(drift.evidence.source)),
                    Cell("", Mark(SETTLED_TONES[drift.settled], say.words.word(f"settled.{drift.settled}"))),
                )


def _titled(follow: FollowUp, say: Wording) -> Iterator[tuple[str, Standing]]:
    for one in follow.gatherings:
        yield say.title(one.event.title, one.confidential), one.standing
    for assignment in follow.assignments:
        for turn in assignment.each:
            yield say.title(turn.item.title, assignment.confidential), turn


def _shown_drifts(standing: Standing) -> tuple[Drift, ...]:
    """An event's end moves with its start: one line tells it."""
    starts = [drift for drift in standing.drifts if drift.field == "start"]
    others = [drift for drift in standing.drifts if drift.field == "due"]
    return tuple(others or starts or standing.drifts)
