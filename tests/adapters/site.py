"""A calendar behind a front that misbehaves when told, and hjul's runs on it, with ledgers in files.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

import base64
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from adapters.base import Adapter, Effect, Reading, ServiceError, Since
from adapters.caldav import CalDAVAdapter
from config.caldav_target import CalDAVTarget
from mappings.items import Found, Item, Key, Wanted, uid_of
from sync.apply import Summary, carry_out
from sync.clock import Clock
from sync.decision import Operation
from sync.look import Look, Wish, look
from sync.session import ROUNDS
from tests.boundaries.runs import TARGET, TODAY, Occasion
from tests.make import NOW, PLAN_ID, ZONE, make_event, make_task
from tests.servers.asking import Account
from tests.servers.base import PASSWORD, USER, Server
from tests.servers.front import Front, Request
from tests.servers.google.state import TOKENS
from tests.servers.running import running
from tests.simulation.ledgers import FileShelf, Shelf

SECRETS = (
    PASSWORD,
    base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
    "Authorization",
    "Bearer",
    TOKENS,
)


def safe(error: ServiceError) -> ServiceError:
    """The error, which says nothing secret and is one sentence or a few, on one line."""
    told = f"{error}{error!r}{''.join(traceback.format_exception(error))}"
    assert not any(secret in told for secret in SECRETS)
    assert "\n" not in str(error)
    assert "Traceback" not in str(error)
    return error


def event(number: int, title: str = "Styremøte") -> Item:
    start = make_event().start + timedelta(days=number)
    return make_event(key=Key(f"event-{number}"), title=title, start=start, end=start + timedelta(hours=2))


def task(number: int, title: str = "Vervekonkurranse") -> Item:
    return make_task(key=Key(f"task-{number}"), title=title)


def events(*numbers: int, title: str = "Styremøte") -> tuple[Item, ...]:
    return tuple(event(number, title) for number in numbers)


@dataclass
class Ran:
    """What one run saw, did and could not do."""

    looks: list[Look] = field(default_factory=list)
    done: list[Summary] = field(default_factory=list)
    error: ServiceError | None = None

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What the first look asked for."""
        return self.looks[0].decision.operations

    @property
    def effects(self) -> list[Effect]:
        return [operation.effect for operation in self.operations]

    @property
    def failed(self) -> list[ServiceError]:
        """All that failed in any round."""
        return [error for summary in self.done for _, error in summary.failed]

    @property
    def seen(self) -> list[str]:
        """The kinds of what was observed."""
        return [one.kind.value for each in self.looks for one in each.decision.observations]

    @property
    def is_quiet(self) -> bool:
        """Whether there was nothing to do and nothing to tell."""
        return self.error is None and not self.operations and not self.seen


def synced(items: Iterable[Item], adapter: Adapter, shelf: Shelf, wish: Wish | None = None) -> Ran:
    """What the command does, once."""
    wanted = tuple(Wanted(item) for item in items)
    ran, occasion = Ran(), Occasion(Clock(ZONE, TODAY))
    book = shelf.open()
    try:
        number = book.begin_run(PLAN_ID, "sync", NOW)
        for _ in range(ROUNDS):
            ran.looks.append(look(occasion, book, TARGET, wanted, adapter, wish or Wish()))
            ran.done.append(carry_out(occasion, book, number, ran.looks[-1], lambda _: None))
            if not ran.done[-1].stale:
                break
        book.end_run(number, NOW, "done", {})
    except ServiceError as error:
        ran.error = safe(error)
    finally:
        book.close()
    for each in ran.failed:
        safe(each)
    return ran


@dataclass
class Site:
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
        self, items: Iterable[Item], adapter: CalDAVAdapter | None = None, shelf: Shelf | None = None
    ) -> Ran:
        """What the command does, once."""
        return synced(items, adapter or self.open(), shelf or self.shelf)

    def done(self, items: Iterable[Item]) -> None:
        """A run in which all goes well, and which leaves nothing for the next."""
        wanted = tuple(items)
        ran = self.sync(wanted)
        assert (ran.error, ran.failed) == (None, [])
        assert self.sync(wanted).is_quiet
        self.front.behave()

    def settles(self, items: Iterable[Item]) -> None:
        """The next run finishes what an earlier one left: everything once, nothing else, and then nothing to do."""
        wanted = tuple(items)
        ran = self.sync(wanted)
        assert (ran.error, ran.failed) == (None, [])
        assert "deleted" not in ran.seen
        assert self.sync(wanted).is_quiet
        assert self.titles() == {item.key: item.title for item in wanted}
        assert len(self.account.members(self.calendar)) == len(wanted)

    def stands(self) -> dict[Key, Found]:
        """What a new reading finds, without the front."""
        reading = self.open(self.calendar).read(Since())
        assert reading.flaws == ()
        return {found.key: found for found in reading.found}

    def titles(self) -> dict[Key, str]:
        return {key: found.item.title for key, found in self.stands().items()}

    def knows(self) -> set[Key]:
        """What the ledger remembers as standing there."""
        book = self.shelf.open()
        try:
            return {key for key, known in book.agreed(PLAN_ID, TARGET).items() if known.found is not None}
        finally:
            book.close()

    def pending(self) -> set[Key]:
        """What the ledger has no answer to."""
        book = self.shelf.open()
        try:
            return {intent.effect.key for intent in book.pending_intents(PLAN_ID, TARGET)}
        finally:
            book.close()

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
