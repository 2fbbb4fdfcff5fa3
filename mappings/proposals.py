"""What a follow-up asks the board to decide, drafted from its findings. Pure; the wording is the report's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mappings.assignments import Assignment, Outlook
from mappings.evidence import Work
from mappings.follow_up import COUNTED, FollowUp, Gathered
from mappings.history import BOARD
from mappings.items import TaskKind
from mappings.pace import Level
from mappings.standing import Schedule, Standing

OFF_THE_MARK = frozenset({Level.BEHIND, Level.MISSED})
"""The levels at which the board is asked to act."""

SET_DATES_WITHIN = timedelta(days=30)
"""How long before a day must be set the board is asked to set it."""


class ProposalKind(StrEnum):
    """In the order in which they are proposed."""

    TAKE_NOTE = "take-note"
    ACCEPT = "accept"  # what was reported done
    NEW_DATES = "new-dates"  # what is late
    REWORK = "rework"  # what has been off the mark in two reports running
    MEASURES = "measures"  # what is off the mark
    SETTLE_MOVES = "settle-moves"
    SETTLE_ENDINGS = "settle-endings"  # what people cancelled or deleted
    CONFIRM = "confirm"  # meetings whose day has passed
    APPOINT = "appoint"
    SET_DATES = "set-dates"
    COVER = "cover"
    OVERSPENT = "overspent"
    ASK = "ask"  # what nobody reported


@dataclass(frozen=True, slots=True)
class Subject:
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One decision that the board is asked for. ``body`` is the id of the body that would make it."""

    kind: ProposalKind
    body: str | None
    subjects: tuple[Subject, ...] = ()


def proposals(follow: FollowUp) -> tuple[Proposal, ...]:
    """What the findings call for, most formal first. The first is always there."""
    soon = follow.edition.as_of + SET_DATES_WITHIN
    found = {
        ProposalKind.ACCEPT: _to_accept(follow),
        ProposalKind.NEW_DATES: _assignments(one for one in follow.assignments if one.late),
        ProposalKind.REWORK: _goals(follow, again=True),
        ProposalKind.MEASURES: _goals(follow, again=False),
        ProposalKind.SETTLE_MOVES: _standings(one for one in _everything(follow) if one[1].unsettled),
        ProposalKind.SETTLE_ENDINGS: _standings(
            one for one in _everything(follow) if ended_by_people(one[1])
        ),
        ProposalKind.CONFIRM: _gatherings(one for one in follow.past if one.is_unconfirmed),
        ProposalKind.APPOINT: _assignments(one for one in open_work(follow) if not one.responsible),
        ProposalKind.SET_DATES: _assignments(one for one in open_work(follow) if needs_a_date(one, soon)),
        ProposalKind.COVER: tuple(Subject(one.id, one.title) for one in follow.uncovered),
        ProposalKind.OVERSPENT: tuple(Subject(one.id, one.title) for one in follow.accounts if one.is_over),
        ProposalKind.ASK: _assignments(
            one
            for one in follow.assignments
            if one.kind in COUNTED and one.outlook is Outlook.NOT_REPORTED and not one.is_deleted
        ),
    }
    return (
        Proposal(ProposalKind.TAKE_NOTE, follow.board),
        *(Proposal(kind, follow.board, subjects) for kind, subjects in found.items() if subjects),
    )


def open_work(follow: FollowUp) -> tuple[Assignment, ...]:
    """The activities, decisions and dates to set that are neither done nor cancelled."""
    closed = {Outlook.DONE, Outlook.CANCELLED}
    kinds = {TaskKind.ACTIVITY, TaskKind.DECISION, TaskKind.SET_DATE}
    return tuple(one for one in follow.assignments if one.outlook not in closed and one.kind in kinds)


def needs_a_date(one: Assignment, by: date) -> bool:
    """An event whose day is to be set by then, or an assignment without any day or words for one."""
    if one.kind is TaskKind.SET_DATE:
        return one.due is not None and one.due <= by
    return one.turns[0].schedule is Schedule.UNDATED and one.phrase is None


def ended_by_people(standing: Standing) -> bool:
    """Cancelled or deleted in a calendar or a list, where the plan still has it and the board has not said so."""
    if standing.deleted:
        return True
    closed = standing.closed
    return standing.work is Work.CANCELLED and closed is not None and closed.source != BOARD


def _everything(follow: FollowUp) -> Iterator[tuple[str, Standing]]:
    """Every item with the title that a board knows it by."""
    for gathered in follow.gatherings:
        yield gathered.event.title, gathered.standing
    for one in follow.assignments:
        for turn in one.each:
            yield turn.item.title, turn


def _to_accept(follow: FollowUp) -> tuple[Subject, ...]:
    kinds = {TaskKind.ACTIVITY, TaskKind.DECISION}
    return _assignments(
        one
        for one in follow.assignments
        if one.kind in kinds and one.outlook is Outlook.DONE and not one.is_accepted
    )


def _goals(follow: FollowUp, *, again: bool) -> tuple[Subject, ...]:
    return tuple(
        Subject(one.id, one.indicator.title)
        for one in follow.indicators
        if one.judgement.level in OFF_THE_MARK and (one.before in OFF_THE_MARK) is again
    )


def _assignments(some: Iterable[Assignment]) -> tuple[Subject, ...]:
    return tuple(Subject(one.id, one.title) for one in some)


def _standings(some: Iterable[tuple[str, Standing]]) -> tuple[Subject, ...]:
    return tuple(Subject(standing.key, title) for title, standing in some)


def _gatherings(some: Iterable[Gathered]) -> tuple[Subject, ...]:
    return tuple(Subject(one.standing.key, one.event.title) for one in some)
