"""A project on the local Todoist server, or on Todoist itself, and people who work in it through the official SDK alone.

HJUL_LIVE_TODOIST names a file with the token of an account made for tests, alone on its line. With it the whole suite runs on that
account too: in one new project for each run, emptied for each test, and deleted at the end. Todoist allows a hundred full
readings in a quarter of an hour, and the suite waits for them: a run takes some hours.
"""

from __future__ import annotations

import atexit
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Task

from adapters.base import Adapter
from adapters.todoist import TodoistAdapter
from config.todoist_target import ROOT, TodoistTarget
from mappings import todoist_marks as marks
from mappings.items import Key, Progress, State
from mappings.todoist_progress import CANCELLED, STARTED
from tests.conformance.bench import Opening
from tests.make import PLAN_ID, ZONE
from tests.servers.todoist.people import as_user, sdk, tasks, tick_at
from tests.servers.todoist.server import todoist

LIVE = "HJUL_LIVE_TODOIST"
TODAY = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)  # after all that people of the suite report
_THEIRS = "theirs-"
_WINDOWS = tuple(datetime(2025, 12, 1, tzinfo=UTC) + timedelta(days=90 * number) for number in range(3))


@dataclass(frozen=True, slots=True)
class Place:
    """A project, hjul's token, and somebody who works in the project too. ``tick`` makes one at a moment."""

    project: str
    token: str
    origin: str | None  # None is Todoist itself
    person: TodoistAPI
    tick: Callable[[str, datetime], None]


class TodoistBench:
    """``plan_id`` is the plan's whose tasks hjul keeps there."""

    def __init__(self, place: Place, plan_id: str = PLAN_ID) -> None:
        self.place = place
        self.plan_id = plan_id
        self.person = place.person
        self._bin: dict[Key, Task] = {}

    @classmethod
    def local(cls, _folder: Path, /) -> TodoistBench:
        """A new project on the local server, which hjul's account shares with somebody else's.

        Who ticked is not told there: no other service of the suite tells it.
        """
        world = todoist().new_world()
        world.switches.says_who_completed = False
        board, ola = world.new_user("Styret", "styret@example.org"), world.new_user("Ola", "ola@example.org")
        own, person = as_user(board, todoist().origin), as_user(ola, todoist().origin)
        project = own.add_project("Arbeidsplan").id
        world.share(project, ola)
        world.time_is(TODAY)

        def tick(task: str, at: datetime) -> None:
            now = world.clock
            world.time_is(at)
            person.complete_task(task)
            world.time_is(now)

        return cls(Place(project, board.token, todoist().origin, person, tick))

    def open(self) -> Adapter:
        return TodoistAdapter(
            "todoist",
            TodoistTarget(project=self.place.project, root=self.place.origin or ROOT, timeout=20),
            self.place.token,
            self.plan_id,
            ZONE,
            lambda: TODAY,
        )

    def task(self, key: Key) -> Task:
        """One of ours, done or not. Its mark is the one thing that is known here of how hjul writes it."""
        owner = marks.owner(self.plan_id, self.place.project)
        for each in self._all():
            link = marks.found(each.description, owner)
            if link is not None and marks.read(link, owner).key == key:
                return each
        raise FileNotFoundError(key)

    def report(self, key: Key, progress: Progress) -> None:
        """A tick; labels for what Todoist has no box for; subtasks, of which some are done."""
        task = self.task(key)
        if task.is_completed:
            self.person.uncomplete_task(task.id)
        for child in self._under(task.id):
            self.person.delete_task(child.id)
        said = {State.STARTED: [STARTED], State.CANCELLED: [CANCELLED]}.get(progress.state, [])
        labels = [each for each in task.labels or [] if each not in {STARTED, CANCELLED}]
        if progress.percent is not None and progress.state is State.STARTED:
            said = []
            self._steps(task.id, progress.percent)
        if [*labels, *said] != task.labels:
            self.person.update_task(task.id, labels=[*labels, *said])
        if progress.state is State.DONE:
            self.place.tick(task.id, progress.at or TODAY)

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        """Todoist has a due day, and no other."""
        (due,) = (days[name] for name in days if name == "due")
        if due is None:
            self.person.update_task(self.task(key).id, due_string="no date")
        else:
            self.person.update_task(self.task(key).id, due_date=due)

    def rename(self, key: Key, title: str) -> None:
        self.person.update_task(self.task(key).id, content=title)

    def annotate(self, key: Key, notes: str) -> None:
        task = self.task(key)
        before = task.description if task.description.endswith("\n") else f"{task.description}\n"
        self.person.update_task(task.id, description=before + notes)

    def decorate(self, key: Key, name: str, value: str) -> None:
        """Todoist keeps nobody's own fields: a label of theirs."""
        task = self.task(key)
        self.person.update_task(task.id, labels=[*(task.labels or []), f"{_THEIRS}{name}-{value}"])

    def decorations(self, key: Key) -> Mapping[str, str]:
        labels = [each for each in self.task(key).labels or [] if each.startswith(_THEIRS)]
        pairs = [each.removeprefix(_THEIRS).partition("-") for each in labels]
        return {name: value for name, _, value in pairs}

    def delete(self, key: Key) -> None:
        self._bin[key] = self.task(key)
        self.person.delete_task(self._bin[key].id)

    def restore(self, key: Key) -> None:
        """Nothing is brought back through the API: somebody writes it again, word for word."""
        old = self._bin.pop(key)
        self.person.add_task(
            old.content,
            description=old.description,
            project_id=old.project_id,
            section_id=old.section_id,
            labels=old.labels,
            priority=old.priority,
            due_date=old.due.date if old.due else None,
            assignee_id=old.assignee_id,
            auto_parse_labels=False,
        )

    def damage(self, key: Key) -> None:
        """Somebody's edit goes through the middle of hjul's own line."""
        task = self.task(key)
        link = marks.found(task.description, marks.owner(self.plan_id, self.place.project))
        assert link is not None
        broken = link[: len(link) // 2] + "…" + link[len(link) // 2 + 9 :]
        self.person.update_task(task.id, description=task.description.replace(link, broken))

    def add_foreign(self, name: str) -> None:
        self.person.add_task(name, project_id=self.place.project)

    def foreign(self) -> Mapping[str, str]:
        return {
            each.content: repr(each)
            for each in tasks(self.person, self.place.project)
            if "[hjul](" not in each.description and each.parent_id is None
        }

    def _all(self) -> Iterator[Task]:
        yield from tasks(self.person, self.place.project)
        now = datetime.now(UTC)
        for since in (*_WINDOWS, now - timedelta(days=1)):
            until = (
                min(since + timedelta(days=90), now + timedelta(days=1))
                if since > _WINDOWS[-1]
                else since + timedelta(days=90)
            )
            for page in self.person.get_completed_tasks_by_completion_date(
                since=since, until=until, limit=200
            ):
                yield from (each for each in page if each.project_id == self.place.project)

    def _under(self, task: str) -> list[Task]:
        return [each for page in self.person.get_tasks(parent_id=task) for each in page]

    def _steps(self, task: str, percent: int) -> None:
        """Two steps, of which as many are done as that comes to."""
        for number in range(2):
            step = self.person.add_task(f"steg {number}", parent_id=task)
            if (number + 1) * 50 <= percent:
                self.person.complete_task(step.id)


# --- on Todoist itself ---------------------------------------------------------------------------------------


@dataclass
class Account:
    """One account and the project of this run, which ``end`` deletes. hjul and the person are the same user.

    ``most`` readings are begun in ``within`` seconds; None is as many as there are.
    """

    token: str
    origin: str | None = None
    most: int | None = 80
    within: float = 15 * 60.0
    begun: list[float] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        self.person = sdk(self.token, self.origin)
        self.project = self.person.add_project(f"hjul's tests {datetime.now(UTC):%Y-%m-%d %H:%M}").id

    def bench(self, _folder: Path, /) -> TodoistBench:
        """The project, emptied, and another plan's each time: what earlier tests ticked means nothing to it."""
        for each in tasks(self.person, self.project):
            if each.parent_id is None:
                self.person.delete_task(each.id)
        place = Place(self.project, self.token, self.origin, self.person, self._tick)
        return Paced(place, f"{PLAN_ID}-{secrets.token_hex(4)}", self.wait)

    def wait(self) -> None:
        """Until another full reading is allowed."""
        now = self.clock()
        self.begun = [each for each in self.begun if now - each < self.within]
        if self.most is not None and len(self.begun) >= self.most:
            self.sleep(self.begun[0] + self.within - now)
        self.begun.append(self.clock())

    def end(self) -> None:
        """Nothing is left on the account."""
        self.person.delete_project(self.project)

    def _tick(self, task: str, at: datetime) -> None:
        tick_at(self.token, self.origin, task, at)


class Paced(TodoistBench):
    """Opens no faster than the account allows."""

    def __init__(self, place: Place, plan_id: str, wait: Callable[[], None]) -> None:
        super().__init__(place, plan_id)
        self._wait = wait

    def open(self) -> Adapter:
        self._wait()
        return super().open()


def rehearsed(folder: Path, /) -> TodoistBench:
    """What is done on a real account, on the local server: one user, who ticks by the hour."""
    world = todoist().new_world()
    world.switches.says_who_completed = False
    world.time_is(TODAY)
    return Account(world.new_user("Anna", "anna@example.org").token, todoist().origin, most=None).bench(
        folder
    )


def live(origin: str | None = None) -> dict[str, Opening]:
    """The account that HJUL_LIVE_TODOIST names, if it does. Its project is made when the first test asks for it.

    ``origin`` is a server in the place of Todoist's own.
    """
    named = os.environ.get(LIVE)
    if not named:
        return {}
    started: list[Account] = []

    def opened(folder: Path, /) -> TodoistBench:
        if not started:
            started.append(Account(Path(named).read_text("utf-8").strip(), origin))
            atexit.register(started[0].end)
        return started[0].bench(folder)

    return {"Todoist itself": opened}
