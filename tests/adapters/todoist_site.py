"""A project on the local Todoist behind a front that misbehaves when told, and hjul's runs on it, with ledgers in files.

Kari and Ola work in it with the official SDK alone. Judges nothing, but holds every error to this: no secret in its words or its
traceback; and hjul to this: it asks nothing that Todoist has no word for.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Task as SdkTask

from adapters.base import Reading, ServiceError, Since
from adapters.todoist import TodoistAdapter
from config.todoist_target import TodoistTarget
from mappings.items import Item, Key, Responsible, Task
from sync.look import Wish
from tests.adapters.stage import Ran, Stage, safe, synced
from tests.boundaries.runs import TARGET
from tests.make import NOW, PLAN_ID, ZONE, make_task
from tests.servers.front import Front
from tests.servers.todoist.people import as_user, tasks
from tests.servers.todoist.server import todoist
from tests.servers.todoist.world import User, World
from tests.simulation.ledgers import FileShelf

SYNC = "/api/v1/sync"


def task(number: int, title: str = "Vervekonkurranse", **changes: Any) -> Task:
    due = date(2026, 6, 1) + timedelta(days=number)
    fields = {"key": Key(f"task-{number}"), "title": title, "due": due, "start": None, "responsible": ()}
    return make_task(**{**fields, **changes})


def some(*numbers: int, title: str = "Vervekonkurranse") -> tuple[Task, ...]:
    return tuple(task(number, title) for number in numbers)


def titled(items: Iterable[Task], title: str) -> tuple[Task, ...]:
    return tuple(replace(item, title=title) for item in items)


def person(user: User) -> Responsible:
    """Somebody as the plan names them."""
    return Responsible(user.name.split()[0].lower(), user.name, user.email)


@dataclass
class Site(Stage):
    """``slept`` is what hjul waited; time passed in Todoist meanwhile."""

    world: World
    board: User
    kari: User
    ola: User
    project: str
    front: Front
    shelf: FileShelf
    settings: dict[str, Any]
    clients: dict[str, TodoistAPI]
    slept: list[float] = field(default_factory=list)

    def target(self, root: str | None = None, **settings: Any) -> TodoistTarget:
        keys = {"project": self.project, **self.settings, **settings}
        return TodoistTarget(root=root or self.front.origin, **keys)

    def open(
        self, root: str | None = None, token: str | None = None, plan_id: str = PLAN_ID, **settings: Any
    ) -> TodoistAdapter:
        """As the next run of the program does."""
        return TodoistAdapter(
            TARGET,
            self.target(root, **settings),
            token or self.board.token,
            plan_id,
            ZONE,
            lambda: NOW,
            sleep=self._sleep,
        )

    def sync(
        self, items: Iterable[Item], adapter: TodoistAdapter | None = None, *, wish: Wish | None = None
    ) -> Ran:
        ran = synced(items, adapter or self.open(), self.shelf, wish)
        for error in [*ran.failed, *([ran.error] if ran.error else [])]:
            self.safe(error)
        return ran

    def anew(self) -> Reading:
        return self.open(todoist().origin).read(Since())

    def count(self) -> int:
        return len(tasks(self.sdk(), self.project))

    def behave(self) -> None:
        self.front.behave()

    def requests(self) -> list[str]:
        """What hjul asked since the last time, as ``POST /sync``."""
        return self.world.requests(self.board)

    # --- people ----------------------------------------------------------------------------------------------

    def sdk(self, user: User | None = None) -> TodoistAPI:
        """Kari's own program, or another's."""
        whose = user or self.kari
        if whose.id not in self.clients:
            self.clients[whose.id] = as_user(whose, todoist().origin)
        return self.clients[whose.id]

    def theirs(self, item: Item | Key) -> SdkTask:
        """One of ours as the SDK reads it; it is still open."""
        ref = self.stands()[item if isinstance(item, str) else item.key].ref
        return self.sdk().get_task(ref)

    def safe(self, error: ServiceError) -> ServiceError:
        """The error, which says nothing secret and is one sentence or a few, on one line."""
        assert self.board.token not in "".join(traceback.format_exception(safe(error)))
        return error

    def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.world.sleep(seconds)


@contextmanager
def site_on_todoist(folder: Path, **settings: Any) -> Iterator[Site]:
    """A new project that hjul's account shares with Kari's and Ola's. ``settings`` are keys of the target."""
    world = todoist().new_world()
    board = world.new_user("Styret", "styret@example.org")
    kari, ola = world.new_user("Kari Ek", "kari@example.org"), world.new_user("Ola Lund", "ola@example.org")
    ledger = folder / "ledger"
    ledger.mkdir(exist_ok=True)
    with Front(todoist().origin) as front:
        site = Site(world, board, kari, ola, "", front, FileShelf(ledger), settings, {})
        site.project = site.sdk(board).add_project("Arbeidsplan").id
        world.share(site.project, kari, ola)
        site.requests()
        yield site
        for client in site.clients.values():
            client.__exit__(None, None, None)
    todoist().forget(world)


def since(reading: Reading) -> Since:
    """What the ledger would remember of it."""
    return Since(reading.cursor, {each.ref: each.etag for each in reading.found if each.etag is not None})
