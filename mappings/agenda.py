"""A meeting's agenda as values: its points, what has come of things since that body last met, and what is due before the next.

Pure: drawn from a follow-up, which knows the day. Whose business it is decides what is in it: the body that answers for the
plan sees all of it, another body what is its own, an assembly or a meeting of nobody in particular all but what is
confidential.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from config.plan import BodyKind, Plan
from mappings.assignments import Assignment, Outlook
from mappings.evidence import Drift, Settled
from mappings.follow_up import COUNTED, Edition, FollowUp, Gathered
from mappings.items import EventKind, TaskKind
from mappings.proposals import Proposal, proposals
from mappings.routing import Belongs, name_of
from mappings.standing import Standing, end_of

WITHOUT_NEXT = timedelta(days=30)
"""How far ahead a body looks that has no later meeting in the plan."""


class Scope(StrEnum):
    """What of the plan a meeting is about."""

    WHOLE = "whole"
    OPEN = "open"  # all that is not confidential
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Turn:
    """An assignment with the one turn of it that is meant."""

    assignment: Assignment
    standing: Standing


@dataclass(frozen=True, slots=True)
class Move:
    """A date that somebody moved: of a gathering, or of an assignment's turn."""

    standing: Standing
    confidential: bool
    drift: Drift


@dataclass(frozen=True, slots=True)
class Agenda:
    """One meeting's. ``follow`` is the follow-up cut down to the meeting's business; ``until`` is the last day of ``due``.

    ``done`` is what was reported since the last meeting, and what the board has not accepted since it was reported.
    """

    meeting: Gathered
    scope: Scope
    points: tuple[str, ...]
    last: Gathered | None
    next: Gathered | None
    until: date
    follow: FollowUp
    done: tuple[Turn, ...]
    late: tuple[Assignment, ...]
    silent: tuple[Assignment, ...]
    moves: tuple[Move, ...]
    due: tuple[Turn, ...]
    events: tuple[Gathered, ...]  # that are on before the next meeting
    proposals: tuple[Proposal, ...]


def answering(plan: Plan) -> tuple[str, ...]:
    """The bodies that answer for the plan: those that say so, else the boards."""
    boards = tuple(name for name, body in plan.bodies.items() if body.kind is BodyKind.BOARD)
    return plan.accountable_bodies or boards


def scope_of(plan: Plan, body: str | None) -> Scope:
    """What a meeting of this body is about."""
    answer = answering(plan)
    if body in answer or (body is None and not answer):
        return Scope.WHOLE
    if body is None or plan.bodies[body].kind is BodyKind.ASSEMBLY:
        return Scope.OPEN
    return Scope.OWN


# Meetings ---------------------------------------------------------------------------------------------------------


def meetings_of(gatherings: Iterable[Gathered], meeting: Gathered) -> list[Gathered]:
    """The body's meetings that are not called off, in the order of their days; without a body those of the same series.

    To one that is not confidential, those that are do not count.
    """
    own = [
        one
        for one in gatherings
        if one.event.kind is EventKind.MEETING
        and not one.is_called_off
        and (meeting.confidential or not one.confidential)
        and (one.body == meeting.body if meeting.body else one.id == meeting.id)
    ]
    return sorted(own, key=lambda one: (one.day, one.standing.key))


def last_before(gatherings: Iterable[Gathered], meeting: Gathered, as_of: date) -> Gathered | None:
    """The body's last meeting before this one that has been by that day."""
    before = [one for one in meetings_of(gatherings, meeting) if one.day < meeting.day and one.day <= as_of]
    return before[-1] if before else None


def edition_of(plan: Plan, last: Gathered | None, as_of: date) -> Edition:
    """The days that a meeting's follow-up is about: from the day after the last one."""
    previous = last.day if last else min(plan.period.start, as_of) - timedelta(days=1)
    return Edition(min(previous + timedelta(days=1), as_of), as_of, previous)


# The agenda -------------------------------------------------------------------------------------------------------


def agenda_of(
    follow: FollowUp,
    meeting: Gathered,
    points: tuple[str, ...],
    belongings: Mapping[tuple[str, bool], Belongs],
    *,
    public: bool = False,
) -> Agenda:
    """The agenda of one of the follow-up's meetings. ``public`` leaves out all that is confidential, whoever meets.

    ``belongings`` are the plan's, by ``mappings.routing.name_of``.
    """
    plan, as_of = follow.plan, follow.edition.as_of
    scope = scope_of(plan, meeting.body)
    shown = _cut(follow, meeting, scope, belongings, open_only=public or scope is Scope.OPEN)
    own = meetings_of([*shown.gatherings, meeting], meeting)
    last = last_before(own, meeting, as_of)
    following = next((one for one in own if one.day > meeting.day), None)
    until = following.day if following else meeting.day + WITHOUT_NEXT
    since = end_of(last.day if last else edition_of(plan, None, as_of).previous, plan.zone)
    asked = proposals(shown) if scope is Scope.WHOLE else ()
    return Agenda(
        meeting=meeting,
        scope=scope,
        points=points,
        last=last,
        next=following,
        until=until,
        follow=shown,
        done=tuple(
            Turn(one, turn)
            for one in shown.assignments
            if one.kind in COUNTED
            for turn in one.done
            if turn.closed and (turn.closed.when >= since or (_waits(one) and turn is one.done[-1]))
        ),
        late=tuple(one for one in shown.assignments if one.late),
        silent=tuple(
            one
            for one in shown.assignments
            if one.kind in COUNTED and one.outlook is Outlook.NOT_REPORTED and not one.is_deleted
        ),
        moves=tuple(
            move
            for move in _moves(shown)
            if move.drift.evidence.when >= since or move.drift.settled is Settled.KEPT
        ),
        due=tuple(sorted(_due(shown, meeting, until), key=lambda one: (one.standing.due, one.standing.key))),
        events=tuple(
            sorted(
                (one for one in shown.coming if one.day <= until and one.event.kind is not EventKind.MEETING),
                key=lambda one: (one.day, one.standing.key),
            )
        ),
        proposals=tuple(replace(one, body=meeting.body or one.body) for one in asked),
    )


def _cut(
    follow: FollowUp,
    meeting: Gathered,
    scope: Scope,
    belongings: Mapping[tuple[str, bool], Belongs],
    *,
    open_only: bool,
) -> FollowUp:
    """The follow-up with nothing in it but the meeting's business."""

    def belongs(one: Assignment) -> bool:
        if scope is not Scope.OWN:
            return True
        known = belongings.get(name_of(one.turns[0].item))
        return known is not None and meeting.body in known.bodies

    secret = {one.id for one in follow.gatherings if one.confidential}
    secret |= {one.id for one in follow.assignments if one.confidential}
    return replace(
        follow,
        assignments=tuple(
            one for one in follow.assignments if belongs(one) and not (open_only and one.confidential)
        ),
        gatherings=tuple(
            one
            for one in follow.gatherings
            if (scope is not Scope.OWN or one.body == meeting.body) and not (open_only and one.confidential)
        ),
        uncovered=tuple(one for one in follow.uncovered if not (open_only and one.id in secret)),
    )


def _waits(one: Assignment) -> bool:
    """Whether it was reported done, at whatever time, and the board has not accepted it."""
    kinds = {TaskKind.ACTIVITY, TaskKind.DECISION}
    return one.kind in kinds and one.outlook is Outlook.DONE and not one.is_accepted


def _due(follow: FollowUp, meeting: Gathered, until: date) -> Iterator[Turn]:
    """What is open and due by that day, and not late."""
    for one in follow.assignments:
        if one.outlook not in {Outlook.DONE, Outlook.CANCELLED}:
            for turn in one.turns:
                if turn.key.partition("@")[2].startswith(f"{meeting.id}."):
                    continue  # it stands on the agenda itself
                if turn.key == f"{meeting.standing.key}/notice":
                    continue  # the agenda goes out with it
                if turn.is_open and turn.due and follow.edition.as_of <= turn.due <= until:
                    yield Turn(one, turn)


def _moves(follow: FollowUp) -> Iterator[Move]:
    for one in follow.gatherings:
        yield from (Move(one.standing, one.confidential, drift) for drift in shown_drifts(one.standing))
    for assignment in follow.assignments:
        for turn in assignment.turns:
            yield from (Move(turn, assignment.confidential, drift) for drift in shown_drifts(turn))


def shown_drifts(standing: Standing) -> tuple[Drift, ...]:
    """An event's end moves with its start: one line tells it."""
    starts = [drift for drift in standing.drifts if drift.field == "start"]
    others = [drift for drift in standing.drifts if drift.field == "due"]
    return tuple(others or starts or standing.drifts)
