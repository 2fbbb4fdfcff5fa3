"""A Todoist project, or several: one task for each assignment, found again by a mark in its description.

Knows its own tasks by their marks alone. Never touches anyone else's task, shares no project, and keeps no meetings.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from adapters.base import (
    Capabilities,
    Check,
    Create,
    Effect,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Terminal,
    Touch,
)
from adapters.todoist_examined import examine_todoist, name_of
from adapters.todoist_http import (
    MOST_COMMANDS,
    MOST_SENT,
    Answer,
    Ask,
    Command,
    Connection,
    NoAnswer,
    Token,
    Told,
    as_sent,
    of_command,
)
from adapters.todoist_reading import Telling, up_to_date
from adapters.todoist_state import Mirror
from adapters.todoist_steps import Doing, Steps, resolved
from adapters.todoist_touches import Past, touched
from config.todoist_target import TodoistTarget
from mappings.items import Item, Key, Responsible, Task
from mappings.notes import OWN_NOTES
from mappings.todoist_progress import CANCELLED, STARTED, Labels
from mappings.todoist_task import Around, Words, addressed, as_stored
from mappings.todoist_text import folded

MOST_OPEN, MOST_SECTIONS = 300, 20
"""Open tasks and sections in a project, where the account does not say (API v1, "User plan limits")."""
PATIENCE_FOR_THE_LOG = 10.0
"""Seconds to wait for what a run can do without."""

_ON_THE_TASK_ALONE = frozenset({"item_update", "item_complete", "item_uncomplete"})
"""Of these what is not found is the task itself; a move may lack its section."""


class TodoistAdapter:
    """``token`` is that of an account that may write to the target's projects; ``zone`` is the plan's time zone.

    ``own_notes``, ``started`` and ``cancelled`` are words of the plan's language; the last two are labels.
    """

    def __init__(  # noqa: PLR0913  # what every adapter starts from
        self,
        name: str,
        target: TodoistTarget,
        token: Token,
        plan_id: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        *,
        own_notes: str = OWN_NOTES,
        started: str = STARTED,
        cancelled: str = CANCELLED,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = name
        self._target = target
        self._now = now
        self._connection = Connection(name, token, root=target.root, timeout=target.timeout, sleep=sleep)
        words = Words(own_notes, Labels(started, cancelled))
        self._around = Around(
            plan_id, target.project, zone, words, target.due, target.sections, target.assign
        )
        self._mirror = Mirror(target.all_projects, self._around.owner)
        self._doing = self._starts(self._mirror)
        self._made: dict[str, str] = {}  # temp id -> id, of what was made since the reading
        self._gone: set[str] = set()  # what Todoist did not have any longer when it was written to
        self._has_read = False
        self._limits_are_old = False
        self._foreseen: Mapping[str, ServiceError] = {}

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(events=False, runs_ahead=True)

    def read(self, since: Since) -> Reading:
        """Everything of ours, of which only what changed is fetched: one request where Todoist still knows its token.

        A project that is not there raises Terminal, an account that may not read NotAllowed.
        """
        around, zone = self._around, str(self._around.zone)
        place = Mirror.place_of(since.cursor, around.plan_id)
        kept = Mirror.loaded(since.cursor, around.plan_id, zone, self._target.all_projects, around.owner)
        self._mirror = kept or Mirror(self._target.all_projects, around.owner)
        self._limits_are_old = kept is not None
        self._doing = self._starts(self._mirror)
        known = frozenset(since.etags) if place == self._target.project else frozenset()
        self._mirror.known = known
        past = Past.of(self._mirror)
        self._refresh(known)
        self._seal(anew=kept is None)
        for ref in self._gone & self._mirror.items.keys():
            self._mirror.drop(ref)
        telling = Telling(self._mirror, self._doing.around, since, self._doing.home, is_same=kept is not None)
        reading = replace(telling.reading(), cursor=self._mirror.dumped(around.plan_id, zone))
        self._doing.refs, self._doing.tombs = telling.refs, telling.tombs
        self._doing.headings.there, self._doing.damaged = telling.headings, telling.damaged
        if (
            place not in (None, self._target.project)
            and since.etags
            and not self._mirror.items.keys() & since.etags.keys()
        ):
            raise Terminal(
                f"hjul.toml now names the project {self._target.project}, and none of what hjul made in {place} is there; "
                "nothing was taken for deleted. Give the target another name to begin anew in this project, "
                "or put the old one back"
            )
        return replace(reading, touches=self._touched(past, reading, since)) if kept else reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        """As many effects at a time as go into one request of a hundred commands.

        Raises NotAllowed when the sign-in is refused, and Transient when Todoist has gone away.
        """
        todo = list(effects)
        if not todo:
            return
        if not self._has_read:
            self.read(Since())
        elif not all(isinstance(effect, Create) for effect in todo):
            self._catch_up()
        full = self._overfull(todo)
        done = 0
        for some in _together(todo):
            outcomes = self._carried_out(some, full)
            yield from outcomes
            done += len(some)
            errors = [outcome.error for outcome in outcomes]
            if (
                done < len(todo)
                and errors[0] is not None
                and all(isinstance(each, NoAnswer) for each in errors)
            ):
                raise errors[0]

    def as_stored(self, item: Item) -> Item:
        return as_stored(item) if isinstance(item, Task) else item

    def mails(self, effect: Effect) -> int:
        """Todoist tells people of tasks that they are given, by mail too unless they said otherwise. There is no way to be silent.

        What was foreseen to find no room is given to nobody.
        """
        return int(self._doing.gives(effect) and self._refusal(effect, self._foreseen) is None)

    def foresee(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        """The projects that these effects would fill beyond what Todoist lets them hold."""
        self._foreseen = self._overfull(effects)
        return tuple(str(error) for error in self._foreseen.values())

    def strangers(self, items: Iterable[Item]) -> tuple[Responsible, ...]:
        """Whose name is a label: those whom the project of their task does not have, by mail address."""
        found: dict[str, Responsible] = {}
        for item in items:
            if not self._around.assigns or not isinstance(item, Task):
                continue
            members = self._mirror.members(self._doing.home_of(item)[0])
            there = {addressed(item.key, member.email) for member in members if member.email}
            found |= {
                person.id: person
                for person in item.responsible
                if members and addressed(item.key, person.email) not in there
            }
        return tuple(found.values())

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        """Whether the projects are there and may be used, how full they are, and whether anybody can be given a task."""

        def look() -> Mirror:
            self.read(Since())
            return self._mirror

        yield from examine_todoist(
            self._connection, look, MOST_OPEN, assigns=self._around.assigns, write=write
        )

    # Reading

    def _starts(self, mirror: Mirror) -> Doing:
        return Doing(
            self._name, self._around, mirror, self._target.projects, self._connection.refused, self._now
        )

    def _refresh(self, known: frozenset[str] = frozenset()) -> None:
        looking = up_to_date(self._mirror, self._now(), self._connection.refused, known)
        try:
            ask = next(looking)
            while True:
                ask = looking.send(self._connection.ask(ask))
        except StopIteration:
            self._has_read = True
        self._doing.around = replace(self._around, people=self._mirror.people_by_id())

    def _seal(self, *, anew: bool) -> None:
        """Whether something of ours may stand in archived sections: whoever did not see them archived is told nothing of it."""
        mirror = self._mirror
        if anew or mirror.sealed:
            mirror.sealed = {
                project: count
                for project, count in mirror.unseen().items()
                if anew or project in mirror.sealed
            }

    def _touched(self, past: Past, reading: Reading, since: Since) -> tuple[Touch, ...]:
        """Who changed what, and when, as far as Todoist says. Nothing is refused for want of it."""
        looking = touched(self._mirror, past, reading, since.etags, self._doing.around)
        try:
            ask = next(looking)
            while True:
                ask = looking.send(self._connection.ask(ask, PATIENCE_FOR_THE_LOG))
        except StopIteration as end:
            return tuple(end.value)

    def _catch_up(self) -> None:
        """What happened since the reading, before anything is written over it: Todoist has no conditions for a write."""
        self._refresh()
        there = self._mirror.items
        self._doing.refs = {key: ref for key, ref in self._doing.refs.items() if ref in there}

    def _look_again(self) -> None:
        """Everything anew: what was done may not have been told of."""
        self._mirror.token = None
        self._refresh()

    # Carrying out

    def _carried_out(self, effects: list[Effect], full: Mapping[str, ServiceError]) -> list[Outcome]:
        """All of these, command by command, each request as full as it may be."""
        outcomes: dict[int, Outcome] = {}
        asked: dict[int, list[Command]] = {}
        under_way = {number: self._doing.steps(effect) for number, effect in enumerate(effects)}

        def go_on(number: int, told: Told | None) -> None:
            asked.pop(number, None)
            effect = effects[number]
            try:
                if told is None and (refusal := self._refusal(effect, full)) is not None:
                    raise refusal
                asked[number] = _next(under_way[number], told)
            except StopIteration as end:
                outcomes[number] = end.value
            except ServiceError as error:
                outcomes[number] = Outcome(effect, error=error)

        for number in under_way:
            go_on(number, None)
        while asked:
            if looking := [number for number, commands in asked.items() if not commands]:
                self._look_again()
                for number in looking:
                    go_on(number, Told({}, self._made))
            for numbers in list(_requests(asked)):
                told = self._sent([command for number in numbers for command in asked[number]])
                for number in numbers:
                    go_on(number, told)
            self._doing.forget_asked()
        return [outcomes[number] for number in range(len(effects))]

    def _sent(self, commands: list[Command]) -> Told:
        """One request, which also tells what stands there afterwards."""
        commands = [resolved(command, self._made) for command in commands]
        answer = self._connection.ask(Ask("sync", str(self._mirror.token), tuple(commands)))
        if answer.status in {400, 410}:  # it may be the token that it does not know
            self._look_again()
            answer = self._connection.ask(Ask("sync", str(self._mirror.token), tuple(commands)))
        statuses, made = answer.body.get("sync_status"), answer.body.get("temp_id_mapping")
        if not answer.ok or not isinstance(statuses, dict):
            failed = Answer(0) if answer.ok else answer
            return Told({command.uuid: failed for command in commands})
        if isinstance(made, dict):
            self._made |= {str(temp): str(ref) for temp, ref in made.items()}
        if answer.body.get("full_sync"):  # it has what is open alone
            self._look_again()
        else:
            self._mirror.take(answer.body)
        self._doing.around = replace(self._around, people=self._mirror.people_by_id())
        answers = {command.uuid: of_command(statuses.get(command.uuid)) for command in commands}
        self._gone |= {
            str(command.args["id"])
            for command in commands
            if command.type in _ON_THE_TASK_ALONE and answers[command.uuid].missing
        }
        return Told(answers, self._made)

    # Room

    def _overfull(self, effects: Iterable[Effect]) -> dict[str, ServiceError]:
        """The projects that would have more open tasks, or sections, than they may, each with what to say of it.

        By what Todoist said of its limits in an earlier run nothing is refused: it does not tell when they are changed.
        """
        todo = list(effects)
        found = self._counted(todo)
        if found and self._limits_are_old:
            self._limits_are_old = False
            self._look_again()
            found = self._counted(todo)
        return found

    def _counted(self, effects: Iterable[Effect]) -> dict[str, ServiceError]:
        new: Counter[str] = Counter()
        sections: dict[str, set[str]] = {}
        headings: set[tuple[str, Key]] = set()
        found: dict[str, ServiceError] = {}
        for effect in effects:
            need = self._doing.needs(effect)
            if need is None:
                continue
            new[need.project] += need.tasks
            if need.heading is not None and (need.project, need.heading) not in headings:
                headings.add((need.project, need.heading))
                new[need.project] += 1
            if need.section:
                sections.setdefault(need.project, set()).add(folded(need.section))
            if isinstance(effect, Create) and self._mirror.sealed.get(need.project):
                found[need.project] = self._cannot_see(need.project)
        for project, count in new.items():
            there, most = self._mirror.open_in(project), self._mirror.limits.get("max_tasks", MOST_OPEN)
            if count and there + count > most:
                found[project] = self._no_room(project, "open tasks", there, count, most)
        for project, names in sections.items():
            there, most = (
                self._mirror.sections_in(project),
                self._mirror.limits.get("max_sections", MOST_SECTIONS),
            )
            if there + len(names) > most:
                found[project] = self._no_room(project, "sections", there, len(names), most)
        return found

    def _no_room(self, project: str, what: str, there: int, more: int, most: int) -> ServiceError:
        if project in self._target.projects.values():
            hint = "Complete what is done there, or share it out among several targets (areas or bodies = […] in hjul.toml)"
        else:
            hint = f"To give each area a project of its own, say: hjul connect todoist --target {self._name} --per-area"
        return Terminal(
            f"{name_of(self._mirror, project)} in Todoist has {there} {what} and would get {more} more; it holds {most}, "
            f"so nothing new goes there. {hint}"
        )

    def _cannot_see(self, project: str) -> ServiceError:
        return Terminal(
            f"{name_of(self._mirror, project)} in Todoist has an archived section into which hjul cannot look, and what the ledger "
            "does not know may stand there already, so nothing new goes there. Unarchive it in Todoist, and sync; then it may be archived again"
        )

    def _refusal(self, effect: Effect, full: Mapping[str, ServiceError]) -> ServiceError | None:
        need = self._doing.needs(effect) if full else None
        return full.get(need.project) if need is not None else None


def _next(steps: Steps, told: Told | None) -> list[Command]:
    return next(steps) if told is None else steps.send(told)


def _together(effects: list[Effect]) -> Iterator[list[Effect]]:
    """In order, as many as go into one request if each is one command, and never two of one item."""
    some: list[Effect] = []
    for effect in effects:
        if len(some) == MOST_COMMANDS or any(effect.key == other.key for other in some):
            yield some
            some = []
        some.append(effect)
    yield some


def _requests(asked: Mapping[int, list[Command]]) -> Iterator[list[int]]:
    """Which effects' commands go into which request: those of one effect are never parted."""
    numbers: list[int] = []
    count = size = 0
    for number in sorted(asked):
        commands = asked[number]
        if not commands:
            continue
        length = len(as_sent("", commands))
        if numbers and (count + len(commands) > MOST_COMMANDS or size + length > MOST_SENT):
            yield numbers
            numbers, count, size = [], 0, 0
        numbers.append(number)
        count += len(commands)
        size += length
    if numbers:
        yield numbers
