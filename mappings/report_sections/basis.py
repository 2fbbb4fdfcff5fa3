"""What the report rests on: who has not reported, which data it read and when, and the key to its symbols. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mappings.assignments import Assignment, is_awaited
from mappings.follow_up import FollowUp, Measured, Source
from mappings.history import BOARD
from mappings.items import Responsible, Task
from mappings.pace import Level
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
from mappings.report_sections.first_page import measured_by
from mappings.standing import Reporting, Standing
from mappings.wholes import left
from mappings.wording import Wording

SILENT_LEVELS = frozenset({Level.NOT_REPORTED, Level.OUT_OF_DATE})


def not_reported(follow: FollowUp, say: Wording) -> Section:
    """By whom a report is awaited, and on what."""
    awaited: dict[str, list[str]] = defaultdict(list)
    for one in follow.assignments:
        if one.awaited:
            for name, what in _from_whom(one, follow, say):
                awaited[name].append(what)
    for measured in follow.indicators:
        if measured.judgement.level in SILENT_LEVELS and measured.tally is None:
            for name in _names(measured_by(follow, measured), say):
                awaited[name].append(_awaited_number(measured, say))
    named = sorted(awaited, key=lambda name: (name == say("nobody"), name))
    rows = tuple((Cell(name), Cell("; ".join(awaited[name]))) for name in named)
    columns = (say.column("awaited_from"), say.column("awaited"))
    block: Block = (
        Table(say("caption_not_reported"), columns, rows) if rows else Paragraph(say("all_reported"))
    )
    return Section("not-reported", say("not_reported"), (block,))


def _from_whom(one: Assignment, follow: FollowUp, say: Wording) -> Iterator[tuple[str, str]]:
    """Each name with what is awaited; where everybody has a task of their own, of those who have not said how theirs goes."""
    turns = [turn for turn in one.turns if is_awaited(turn, follow.edition.as_of)] or list(one.turns)
    if not any(turn.parts for turn in turns):
        yield from ((name, _awaited(one, turns, say)) for name in _names(one.responsible, say))
        return
    own: dict[str, list[Standing]] = defaultdict(list)
    for turn in turns:
        for part in left(turn):
            if part.reporting is not Reporting.REPORTED and isinstance(part.item, Task):
                own[_names(part.item.responsible, say)[0]].append(turn)
    yield from ((name, _awaited(one, theirs, say)) for name, theirs in own.items())


def _names(people: tuple[Responsible, ...], say: Wording) -> list[str]:
    """Each person by name, once; one who answers for a body is still one person."""
    return list(dict.fromkeys(say.title(one.name) for one in people)) or [say("nobody")]


def _awaited(one: Assignment, turns: list[Standing], say: Wording) -> str:
    title = say.about(one)
    if one.is_series:
        return f"{title} ({say.listed((say.turn_name(turn) for turn in turns), ', ')})"
    last = None if turns[0].parts else turns[0].evidence
    told = say("last_told", date=say.day(last.when)) if last else ""
    due = say.due(one)
    about = ", ".join(part for part in (due, told) if part)
    return f"{title} ({about})" if about else title


def _awaited_number(one: Measured, say: Wording) -> str:
    title = say.title(one.indicator.title)
    return f"{title} ({say('last_told', date=say.day(one.evidence.when))})" if one.evidence else title


# Basis and key ----------------------------------------------------------------------------------------------------


def basis(follow: FollowUp, say: Wording) -> Section:
    """The plan's version, what each source told and when it was read, and what each symbol means."""
    plan, as_of = follow.plan, follow.edition.as_of
    opening = say(
        "basis_sentence",
        plan=say.title(plan.title),
        status=say.words.word(f"plan_status.{plan.status}"),
        date=say.long_day(as_of),
    )
    blocks: list[Block] = [Paragraph(opening)]
    if follow.sources:
        columns = (
            say.column("source"),
            say.column("reports", ColumnKind.NUMBER),
            say.column("latest", ColumnKind.DATE),
            say.column("read", ColumnKind.DATE),
        )
        rows = tuple(_source_row(source, say) for source in follow.sources)
        blocks.append(Table(say("caption_sources"), columns, rows))
    else:
        blocks.append(Paragraph(say("no_sources")))
    blocks += [Subheading(say("key")), Bullets(tuple(_key(say)))]
    return Section("basis", say("basis"), tuple(blocks))


def _source_row(source: Source, say: Wording) -> tuple[Cell, ...]:
    name = say("source_board") if source.name == BOARD else say.title(source.name)
    return (
        Cell(name),
        Cell(say.number(source.count)),
        Cell(say.moment(source.last) or "–"),
        Cell(say.moment(source.read) or "–"),
    )


def _key(say: Wording) -> Iterator[Cell]:
    for tone in Tone:
        yield Cell("", Mark(tone, say.words.word(f"key.{tone}")))
    yield Cell(say.words.word("key.star"))
    yield Cell(say.words.word("key.level"))
