"""A calendar behind a front that misbehaves when told, and hjul's runs on it, with ledgers in files.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.base import Reading, Since
from adapters.caldav import CalDAVAdapter
from config.caldav_target import CalDAVTarget
from mappings.items import Item, Key, uid_of
from sync.look import Wish
from tests.adapters.stage import Ran, Stage, synced
from tests.boundaries.runs import TARGET
from tests.make import NOW, PLAN_ID, ZONE, make_event, make_task
from tests.servers.asking import Account
from tests.servers.base import Server
from tests.servers.front import Front, Request
from tests.servers.running import running
from tests.simulation.ledgers import FileShelf, Shelf


def event(number: int, title: str = "Styremøte") -> Item:
    start = make_event().start + timedelta(days=number)
    return make_event(key=Key(f"event-{number}"), title=title, start=start, end=start + timedelta(hours=2))


def task(number: int, title: str = "Vervekonkurranse") -> Item:
    return make_task(key=Key(f"task-{number}"), title=title)


def events(*numbers: int, title: str = "Styremøte") -> tuple[Item, ...]:
    return tuple(event(number, title) for number in numbers)


@dataclass
class Site(Stage):
    """``calendar`` is the real address of the one collection that holds everything; ``slept`` is what hjul waited."""

    server: Server
    account: Account
    front: Front
    calendar: str
    shelf: Shelf
    settings: dict[str, Any]
    slept: list[float] = field(default_factory=list)

    def target(self, calendar: str | None = None, **settings: Any) -> CalDAVTarget:
        url = calendar or self.front.at(self.calendar)
        keys: dict[str, Any] = {"user": self.account.user, **self.settings, **settings}
        return CalDAVTarget(calendar=url, tasks=url, **keys)

    def open(self, calendar: str | None = None, secret: str | None = None, **settings: Any) -> CalDAVAdapter:
        """As the next run of the program does."""
        return CalDAVAdapter(
            TARGET,
            self.target(calendar, **settings),
            secret or self.account.password,
            PLAN_ID,
            ZONE,
            lambda: NOW,
            sleep=self.slept.append,
        )

    def read(self, since: Since | None = None, **settings: Any) -> Reading:
        return self.open(**settings).read(since or Since())

    def sync(
        self,
        items: Iterable[Item],
        adapter: CalDAVAdapter | None = None,
        shelf: Shelf | None = None,
        *,
        wish: Wish | None = None,
    ) -> Ran:
        return synced(items, adapter or self.open(), shelf or self.shelf, wish)

    def anew(self) -> Reading:
        return self.open(self.calendar).read(Since())

    def count(self) -> int:
        return len(self.account.members(self.calendar))

    def behave(self) -> None:
        self.front.behave()

    def url(self, item: Item | Key) -> str:
        """Where our object stands, on the server itself."""
        key = item if isinstance(item, str) else item.key
        return f"{self.calendar}{uid_of(PLAN_ID, Key(key))}.ics"

    def edit(self, item: Item | Key, *swaps: tuple[str, str]) -> None:
        """A person's program writes over it, with these words in the place of those."""
        text = self.account.read(self.url(item)).decode()
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new, 1)
        self.account.write(self.url(item), text.encode())

    def text(self, item: Item | Key) -> str:
        """The object, unfolded."""
        return self.account.read(self.url(item)).decode().replace("\r\n ", "").replace("\n ", "")


@contextmanager
def site_on(name: str, folder: Path, server: Server | None = None, **settings: Any) -> Iterator[Site]:
    """A new calendar on this server. ``settings`` are keys of the target."""
    server = server or running(name)
    account = server.new_account()
    calendar = server.new_collection("VEVENT", "VTODO", account=account)
    ledger = folder / "ledger"
    ledger.mkdir(exist_ok=True)
    known = {"server": "xandikos"} if name == "xandikos" else {}
    with Front(server.origin) as front:
        yield Site(server, account, front, calendar, FileShelf(ledger), {**known, **settings})


def since(reading: Reading) -> Since:
    """What the ledger would remember of it."""
    return Since(reading.cursor, {each.ref: each.etag for each in reading.found if each.etag is not None})


def renamed(items: Iterable[Item], title: str) -> tuple[Item, ...]:
    return tuple(replace(item, title=title) for item in items)


def name_of(site: Site, key: str) -> str:
    """The last part of its address."""
    return site.url(Key(key)).rpartition("/")[2]


def only(site: Site, number: int) -> Callable[[Request], bool]:
    """Requests about this event alone."""
    name = site.url(event(number)).rpartition("/")[2]
    return lambda request: request.path.endswith(name)


def is_sync(request: Request) -> bool:
    """Whether it asks what changed."""
    return b"sync-collection" in request.body


def is_multiget(request: Request) -> bool:
    """Whether it asks for objects by name."""
    return b"calendar-multiget" in request.body
