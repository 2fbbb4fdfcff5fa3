"""A Google calendar on a local server of its own, hjul's runs on it with ledgers in files, and people beside them.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from adapters.base import Reading, Since
from adapters.google_calendar import GoogleCalendarAdapter
from config.google_target import GoogleTarget
from mappings.google_event import event_id
from mappings.items import Found, Item, Key
from sync.look import Wish
from tests.adapters.site import Ran, synced
from tests.boundaries.runs import TARGET
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google.events import Events
from tests.servers.google.person import Person
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Account, Calendar, Logged
from tests.simulation.ledgers import FileShelf, Shelf


@dataclass
class GoogleSite:
    """``account`` is hjul's, ``person`` somebody else's who may write; ``slept`` is what hjul waited."""

    server: GoogleServer
    account: Account
    calendar: Calendar
    person: Person
    shelf: Shelf
    slept: list[float] = field(default_factory=list)

    @property
    def events(self) -> Events:
        """The server's switches."""
        return self.server.part(Events)

    @property
    def order(self) -> Callable[..., None]:
        """What goes wrong next."""
        return self.server.weather.add

    @property
    def same_account(self) -> Person:
        """Somebody who uses the account that hjul uses."""
        return Person.at(self.server.root, self.account, self.calendar)

    def open(
        self, calendar: str | None = None, plan_id: str = PLAN_ID, timeout: float = 10
    ) -> GoogleCalendarAdapter:
        """As the next run of the program does."""
        return GoogleCalendarAdapter(
            TARGET,
            GoogleTarget(calendar=calendar or self.calendar.id, timeout=timeout),
            Credentials(self.account.token),  # type: ignore[no-untyped-call]
            plan_id,
            ZONE,
            lambda: NOW,
            root=self.server.root,
            sleep=self.sleep,
        )

    def sleep(self, seconds: float) -> None:
        """As hjul sleeps: only the server's clock goes on."""
        self.slept.append(seconds)
        self.server.pass_time(seconds=seconds)

    def read(self, since: Since | None = None) -> Reading:
        return self.open().read(since or Since())

    def sync(self, items: Iterable[Item], wish: Wish | None = None, shelf: Shelf | None = None) -> Ran:
        """What the command does, once."""
        return synced(items, self.open(), shelf or self.shelf, wish)

    def done(self, items: Iterable[Item], wish: Wish | None = None) -> Ran:
        """A run in which all goes well, and which leaves nothing for the next."""
        wanted = tuple(items)
        ran = self.sync(wanted, wish)
        assert (ran.error, ran.failed) == (None, [])
        assert self.sync(wanted).is_quiet
        self.server.forget()
        self.slept.clear()
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
        assert len(self.person.events()) == len(wanted)

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
        return [call for call in self.server.calls if call.method == f"calendar.events.{method}"]

    def ref(self, item: Item | Key, generation: int = 0) -> str:
        return event_id(PLAN_ID, Key(item) if isinstance(item, str) else item.key, generation)

    def body(self, item: Item | Key) -> dict[str, Any]:
        """The event as the other person sees it."""
        body: dict[str, Any] = self.person.do("GET", f"/{self.ref(item)}")
        return body

    def edit(self, item: Item | Key, **changes: Any) -> None:
        """The other person changes it."""
        self.person.do(
            "PATCH", f"/{self.ref(item)}", changes, conferenceDataVersion="1", supportsAttachments=True
        )

    def delete(self, item: Item | Key) -> None:
        self.person.do("DELETE", f"/{self.ref(item)}")

    def restore(self, item: Item | Key) -> None:
        """As from the calendar's bin."""
        self.person.do("PUT", f"/{self.ref(item)}", {**self.body(item), "status": "confirmed"})


@contextmanager
def google_site(folder: Path) -> Iterator[GoogleSite]:
    """A server, and a new calendar on it that two people may write in."""
    ledger = folder / "ledger"
    ledger.mkdir(exist_ok=True)
    with GoogleServer() as server:
        account, other = server.new_account("hjul@example.org"), server.new_account("kari@example.org")
        calendar = server.new_calendar(account)
        calendar.roles[other.email] = "writer"
        yield GoogleSite(
            server, account, calendar, Person.at(server.root, other, calendar), FileShelf(ledger)
        )
