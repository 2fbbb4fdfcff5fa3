"""A Google calendar on a local server of its own, hjul's runs on it with ledgers in files, and people beside them.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from adapters.google_calendar import GoogleCalendarAdapter
from config.google_target import GoogleTarget
from mappings.google_event import event_id
from mappings.items import Item, Key
from tests.adapters.googles_site import GooglesSite
from tests.boundaries.runs import TARGET
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google.events import Events
from tests.servers.google.person import Person
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Calendar
from tests.simulation.ledgers import FileShelf


@dataclass
class GoogleSite(GooglesSite):
    """``person`` is somebody else's who may write; ``slept`` is what hjul waited."""

    SERVICE = "calendar.events"

    calendar: Calendar
    person: Person
    slept: list[float] = field(default_factory=list)

    @property
    def events(self) -> Events:
        """The server's switches."""
        return self.server.part(Events)

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

    def count(self) -> int:
        return len(self.person.events())

    def forget_sleep(self) -> None:
        self.slept.clear()

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
            server, account, FileShelf(ledger), calendar, Person.at(server.root, other, calendar)
        )
