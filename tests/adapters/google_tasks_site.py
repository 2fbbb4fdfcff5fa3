"""A list of Google Tasks on a local server of its own, hjul's runs on it with ledgers in memory, and people beside them.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from adapters.base import Adapter
from mappings.google_task import as_stored
from mappings.items import Item, Task
from tests.adapters.googles_site import GooglesSite
from tests.adapters.site import task
from tests.conformance.google_tasks_bench import GoogleTasksBench, on
from tests.servers.google.server import GoogleServer
from tests.servers.google.tasks import TaskList, Tasks
from tests.simulation.ledgers import PlainShelf


@dataclass
class GoogleTasksSite(GooglesSite):
    """``people`` use the list without hjul."""

    SERVICE = "tasks.tasks"

    place: TaskList
    people: GoogleTasksBench

    @property
    def tasks(self) -> Tasks:
        """The server's switches."""
        return self.server.part(Tasks)

    def open(self) -> Adapter:
        return self.people.open()

    def count(self) -> int:
        return len(self.people.all())

    def forget_sleep(self) -> None:
        self.people.slept.clear()

    def kept(self, item: Item) -> Item:
        return stored(item)

    def ref(self, item: Item) -> str:
        return str(self.people.read(item.key)["id"])

    def body(self, item: Item) -> dict[str, Any]:
        """The task as people see it."""
        return self.people.read(item.key)


def stored(item: Item) -> Item:
    return as_stored(item) if isinstance(item, Task) else item


def tasks(*numbers: int, title: str = "Vervekonkurranse") -> tuple[Item, ...]:
    """As a list of Google's keeps them."""
    return tuple(stored(task(number, title)) for number in numbers)


@contextmanager
def google_tasks_site() -> Iterator[GoogleTasksSite]:
    """A server, and a new list on it."""
    with GoogleServer() as server:
        account = server.new_account("hjul@example.org")
        made = server.part(Tasks).new_list(account)
        yield GoogleTasksSite(
            server, account, PlainShelf(), made, GoogleTasksBench(on(server, account, made))
        )
