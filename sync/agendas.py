"""The agendas of a plan's meetings as things stand: the follow-up that they are drawn from, and the events that bear them.

Reads the ledger's story, which is given; asks no service and prints nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from config.plan import BodyKind, Plan
from config.settings import Target
from mappings.agenda import Agenda, Scope, agenda_of, answering, edition_of, last_before, scope_of
from mappings.agenda_to_report import event_with
from mappings.follow_up import FollowUp, Gathered
from mappings.history import Observation
from mappings.identity import aliases, with_aliases
from mappings.invitations import invited
from mappings.items import Event, EventKind, Key, Wanted
from mappings.plan_to_events import agenda_points
from mappings.progress_to_follow_up import follow_up, gathered
from mappings.settled import as_told
from mappings.standing import end_of, known
from sync.ledger_base import Remembers
from sync.look import Wish
from sync.workspace import Workspace


@dataclass(frozen=True)
class Stand:
    """A plan and what had been told of it by the end of a day."""

    workspace: Workspace
    story: Sequence[Observation]
    as_of: date

    @classmethod
    def now(cls, workspace: Workspace, story: Sequence[Observation]) -> Stand:
        """As things stand today."""
        return cls(workspace, story, workspace.clock.today())

    @cached_property
    def keys(self) -> Mapping[Key, Key]:
        """From the key that the plan gives each event now to the one that it has always had."""
        given = self.workspace.events
        kept = with_aliases(given, aliases(self.story))
        return {old.item.key: one.item.key for old, one in zip(given, kept, strict=True)}

    def _settled(self, items: tuple[Wanted, ...]) -> tuple[Wanted, ...]:
        return as_told(items, self.story, end_of(self.as_of, self.workspace.plan.zone))

    @cached_property
    def gatherings(self) -> tuple[Gathered, ...]:
        """Every meeting and event with a day, as it stands."""
        plan = self.workspace.plan
        story = known(self.story, self.as_of, plan.zone)
        return gathered(
            plan, self.workspace.file.dates, self._settled(self.workspace.events), story, self.as_of
        )

    @cached_property
    def points(self) -> Mapping[Key, tuple[str, ...]]:
        """What is on the agenda of each gathering."""
        found = agenda_points(self.workspace.plan, self.workspace.file.dates)
        return {self.keys.get(key, key): points for key, points in found.items()}

    def follow(self, meeting: Gathered | None) -> FollowUp:
        """The follow-up since the last meeting before this one."""
        last = last_before(self.gatherings, meeting, self.as_of) if meeting else None
        return follow_up(
            self.workspace.plan,
            self.workspace.file.dates,
            self._settled(self.workspace.tasks),
            self._settled(self.workspace.events),
            self.story,
            edition_of(self.workspace.plan, last, self.as_of),
        )

    def agenda(self, meeting: Gathered, follow: FollowUp, *, public: bool = False) -> Agenda:
        """One meeting's agenda, drawn from a follow-up of that day."""
        points = self.points.get(Key(meeting.standing.key), ())
        return agenda_of(follow, meeting, points, self.workspace.belongings, public=public)


# The events that bear them ----------------------------------------------------------------------------------------


class Bearing:
    """What the plan wants in the targets, with the agenda in the description of each body's next meeting."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._any = any(_bears(target) for target in workspace.settings.targets.values())
        self._events: Mapping[Key, Event] = {}
        self._keys: frozenset[Key] = frozenset()

    @classmethod
    def of(cls, workspace: Workspace, ledger: Remembers) -> Bearing:
        """With the agendas as the ledger's story gives them; it is not read where no target shows any."""
        made = cls(workspace)
        if made.draws:
            made.hear(ledger.observations(workspace.plan.id))
        return made

    @property
    def draws(self) -> bool:
        """Whether any target shows agendas."""
        return self._any

    def hear(self, story: Sequence[Observation]) -> bool:
        """Draws the agendas anew from this story. Whether any came out otherwise than before."""
        before = self._events
        if self._any:
            self._events, self._keys = borne(self._workspace, story)
        return before != self._events

    def wished(self, wish: Wish) -> Wish:
        """A wish that touches some items only, with the meetings that bear what becomes of them."""
        return wish if wish.only is None else replace(wish, only=wish.only | self._keys)

    def wanted(self, name: str) -> tuple[Wanted, ...]:
        """What the plan wants in this target."""
        target = self._workspace.settings.targets[name]
        items = self._workspace.wanted(target)
        if not self._events or not _bears(target):
            return items
        return tuple(
            replace(one, item=self._events[one.item.key]) if one.item.key in self._events else one
            for one in items
        )

    def bears(self, name: str) -> bool:
        """Whether this target shows agendas at all."""
        return _bears(self._workspace.settings.targets[name])


def _bears(target: Target) -> bool:
    return target.shows_agenda and "events" in target.holds


def borne(workspace: Workspace, story: Sequence[Observation]) -> tuple[Mapping[Key, Event], frozenset[Key]]:
    """The next meeting of each body with its agenda, by the key that the plan gives it now; and the keys they have always had."""
    stand = Stand.now(workspace, story)
    meetings = list(_next_meetings(stand))
    if not meetings:
        return {}, frozenset()
    first = min(meetings, key=lambda one: scope_of(workspace.plan, one.body) is not Scope.WHOLE)
    follow = stand.follow(first)
    chosen = {Key(one.standing.key): stand.agenda(one, follow, public=True) for one in meetings}
    given = {one.item.key: one.item for one in workspace.events}
    found: dict[Key, Event] = {}
    for key, event in given.items():
        agenda = chosen.get(stand.keys[key])
        if agenda is not None and isinstance(event, Event):
            found[key] = event_with(agenda, event, workspace.words)
    return found, frozenset(chosen)


def _next_meetings(stand: Stand) -> Sequence[Gathered]:
    """Of each body the first from today on: none that is confidential, an assembly's, or open to others than the body."""
    plan = stand.workspace.plan
    bodies = [name for name, body in plan.bodies.items() if body.kind is not BodyKind.ASSEMBLY]
    found: list[Gathered] = []
    for body in (*bodies, None):
        coming = [
            one
            for one in stand.gatherings
            if one.body == body
            and one.event.kind is EventKind.MEETING
            and one.day >= stand.as_of
            and not (one.confidential or one.is_called_off)
        ]
        if coming and scope_of(plan, body) is not Scope.OPEN:
            first = min(coming, key=lambda one: (one.day, one.standing.key))
            if _among_themselves(plan, first):
                found.append(first)
    return found


def _among_themselves(plan: Plan, meeting: Gathered) -> bool:
    """Whether nobody is invited but those who are in the body, or in one that answers for the plan."""
    bodies = (*answering(plan), *((meeting.body,) if meeting.body else ()))
    gathering = next(one for one in plan.meetings if one.id == meeting.id)
    return set(invited(plan, gathering.invite)) <= set(invited(plan, bodies))
