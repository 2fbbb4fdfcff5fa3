"""A list of Google Tasks on a local server of its own, hjul's runs on it with ledgers in memory, and people beside them.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from adapters.base import Reading, Since
from mappings.google_task import as_stored
from mappings.items import Found, Item, Key, Task
from sync.look import Wish
from tests.adapters.site import Ran, synced, task
from tests.conformance.google_tasks_bench import GoogleTasksBench, on
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Account, Logged
from tests.servers.google.tasks import TaskList, Tasks
from tests.simulation.ledgers import PlainShelf, Shelf


@dataclass
class GoogleTasksSite:
    """``people`` use the list without hjul."""

    server: GoogleServer
    account: Account
    place: TaskList
    people: GoogleTasksBench
    shelf: Shelf

    @property
    def tasks(self) -> Tasks:
        """The server's switches."""
        return self.server.part(Tasks)

    @property
    def order(self) -> Callable[..., None]:
        """What goes wrong next."""
        return self.server.weather.add

    def read(self, since: Since | None = None) -> Reading:
        return self.people.open().read(since or Since())

    def sync(self, items: Iterable[Item], wish: Wish | None = None, shelf: Shelf | None = None) -> Ran:
        """What the command does, once."""
        return synced(map(stored, items), self.people.open(), shelf or self.shelf, wish)

    def done(self, items: Iterable[Item], wish: Wish | None = None) -> Ran:
        """A run in which all goes well, and which leaves nothing for the next."""
        wanted = tuple(items)
        ran = self.sync(wanted, wish)
        assert (ran.error, ran.failed) == (None, [])
        assert self.sync(wanted).is_quiet
        self.server.forget()
        self.people.slept.clear()
        return ran

    def settles(self, items: Iterable[Item]) -> None:
        """The next run finishes what an earlier one left: everything once, nothing else, and then nothing to do."""
        wanted = tuple(items)
        assert self.server.weather.is_over
        ran = self.sync(wanted)
        assert (ran.error, ran.failed) == (None, [])
        assert "deleted" not in ran.seen
        assert self.sync(wanted).is_quiet
        assert self.titles() == {item.key: item.title for item in wanted}
        assert len(self.people.all()) == len(wanted)

    def stands(self) -> dict[Key, Found]:
        """What a new reading finds."""
        reading = self.read()
        assert reading.flaws == ()
        return {found.key: found for found in reading.found}

    def titles(self) -> dict[Key, str]:
        return {key: found.item.title for key, found in self.stands().items()}

    def requests(self) -> list[str]:
        """What came over the wire since the last time: "batch", or a method's last word."""
        names = [request.method.rpartition(".")[2] for request in self.server.requests]
        self.server.forget()
        return names

    def calls(self, method: str) -> list[Logged]:
        """All calls of this method, alone or in batches."""
        return [call for call in self.server.calls if call.method == f"tasks.tasks.{method}"]

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
            server, account, made, GoogleTasksBench(on(server, account, made)), PlainShelf()
        )
