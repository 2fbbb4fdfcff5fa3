"""A calendar on the local Google server, or on Google itself, and people who use it through the plain API.

HJUL_LIVE_GOOGLE names a file with a sign-in of its own for tests, as ``hjul connect google`` keeps it: one line of JSON, a
person's (``"type": "authorized_user"``), who allowed it to make calendars, or a service account's key. With it the whole suite runs on that account as well: one new calendar for each run,
emptied for each test, and deleted at the end. Google counts each request: a run is some thousand of them.
"""

from __future__ import annotations

import atexit
import json
import os
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import google_auth_httplib2  # type: ignore[import-untyped]
import httplib2  # type: ignore[import-untyped]
from google.auth.credentials import Credentials
from google.oauth2 import credentials as of_a_person
from pydantic import SecretStr

from adapters.base import Adapter
from adapters.google_calendar import GoogleCalendarAdapter
from adapters.google_credentials import credentials, of_service, read_sign_in
from adapters.google_http import ROOT
from config.google_target import GoogleTarget
from mappings.google_event import event_id
from mappings.items import Key, Progress
from tests.conformance.bench import Opening
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google.person import Person
from tests.servers.google.running import google
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import CALENDAR, Account

LIVE = "HJUL_LIVE_GOOGLE"
_THEIRS = "theirs."


@dataclass(frozen=True, slots=True)
class Place:
    """A calendar, hjul's sign-in there, and somebody else who may write in it."""

    root: str
    calendar: str
    credentials: Callable[[], Credentials]
    person: Person
    sleep: Callable[[float], None] = time.sleep


class GoogleBench:
    """``plan_id`` is the plan's whose events hjul keeps there."""

    def __init__(self, place: Place, plan_id: str = PLAN_ID) -> None:
        self.place = place
        self.plan_id = plan_id
        self.person = place.person
        self._bin: dict[Key, dict[str, Any]] = {}

    @classmethod
    def local(cls, _folder: Path, /) -> GoogleBench:
        """A new calendar on the local server."""
        return cls(on(google()))

    def open(self) -> Adapter:
        return GoogleCalendarAdapter(
            "google",
            GoogleTarget(calendar=self.place.calendar, root=self.place.root, timeout=20),
            self.place.credentials(),
            self.plan_id,
            ZONE,
            lambda: NOW,
            root=self.place.root,
            sleep=self.place.sleep,
        )

    def ref(self, key: Key) -> str:
        """The newest id of an item that is there."""
        for generation in range(5):
            ref = event_id(self.plan_id, key, generation)
            heard = self.person.ask("GET", f"/{ref}")
            if heard.status == 200 and heard.body["status"] != "cancelled":
                return ref
        raise FileNotFoundError(key)

    def read(self, key: Key) -> dict[str, Any]:
        body: dict[str, Any] = self.person.do("GET", f"/{self.ref(key)}")
        return body

    def edit(self, key: Key, **changes: Any) -> None:
        self.person.do(
            "PATCH", f"/{self.ref(key)}", changes, conferenceDataVersion=1, supportsAttachments=True
        )

    def report(self, key: Key, progress: Progress) -> None:
        raise NotImplementedError("a calendar keeps no tasks")

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        self.edit(key, **{name: _when(day) for name, day in days.items() if day is not None})

    def rename(self, key: Key, title: str) -> None:
        self.edit(key, summary=title)

    def annotate(self, key: Key, notes: str) -> None:
        self.edit(key, description=self.read(key).get("description", "") + notes)

    def decorate(self, key: Key, name: str, value: str) -> None:
        self.edit(key, extendedProperties={"private": {_THEIRS + name: value}})

    def decorations(self, key: Key) -> Mapping[str, str]:
        private = self.read(key)["extendedProperties"]["private"]
        return {
            name.removeprefix(_THEIRS): value for name, value in private.items() if name.startswith(_THEIRS)
        }

    def delete(self, key: Key) -> None:
        self._bin[key] = self.read(key)
        self.person.do("DELETE", f"/{self._bin[key]['id']}")

    def restore(self, key: Key) -> None:
        """As from the calendar's own bin: the remains are written back as they are."""
        remains = self.person.do("GET", f"/{self._bin.pop(key)['id']}")
        self.person.do("PUT", f"/{remains['id']}", {**remains, "status": "confirmed"})

    def damage(self, key: Key) -> None:
        """Another program writes over what hjul keeps in it."""
        self.edit(key, extendedProperties={"private": {"hjul.kind": "nothing of the kind"}})

    def add_foreign(self, name: str) -> None:
        day = {"start": {"date": "2026-05-01"}, "end": {"date": "2026-05-02"}}
        self.person.do("POST", "", {"summary": name, **day})

    def foreign(self) -> Mapping[str, str]:
        return {
            each["summary"]: json.dumps(each, sort_keys=True)
            for each in self.person.events()
            if "hjul.plan" not in each.get("extendedProperties", {}).get("private", {})
        }


def on(server: GoogleServer) -> Place:
    """A new calendar there: hjul owns it, and somebody else may write in it."""
    owner, other = server.new_account(), server.new_account()
    calendar = server.new_calendar(owner)
    calendar.roles[other.email] = "writer"
    person = Person.at(server.root, other, calendar)
    return Place(server.root, calendar.id, lambda: _bearer(owner), person, lambda _seconds: None)


def _bearer(account: Account) -> Credentials:
    return of_a_person.Credentials(account.token)  # type: ignore[no-untyped-call]


# On Google itself


class Live:
    """One account of Google's and the calendar of this run, which ``end`` deletes."""

    def __init__(self, sign_in: Path, root: str = ROOT) -> None:
        self._kept = sign_in.read_text("utf-8")
        self._root = root
        self._signed_in = self.credentials()
        summary = f"hjul's tests {datetime.now(UTC):%Y-%m-%d %H:%M}"
        made = self._person("").other("POST", "calendars", {"summary": summary, "timeZone": str(ZONE)})
        self.calendar = str(made["id"])

    def credentials(self) -> Credentials:
        """Opened anew, as the next run of the program does."""
        found = read_sign_in(SecretStr(self._kept), LIVE)
        if found.is_service:
            found = of_service(found.info, [CALENDAR])
        return credentials(found, LIVE)

    @property
    def token(self) -> str:
        """For the person who uses the calendar beside hjul: the same account, by other means."""
        if not self._signed_in.valid:
            with closing(httplib2.Http(timeout=60)) as http:
                self._signed_in.refresh(google_auth_httplib2.Request(http))  # type: ignore[no-untyped-call]
        return str(self._signed_in.token)

    def bench(self, _folder: Path, /) -> GoogleBench:
        """The calendar, emptied, and another plan's each time: Google lets nobody make many calendars."""
        person = self._person(self.calendar)
        for each in person.events():
            person.do("DELETE", f"/{each['id']}")
        place = Place(self._root, self.calendar, self.credentials, person)
        return GoogleBench(place, f"{PLAN_ID}-{secrets.token_hex(4)}")

    def end(self) -> None:
        """Nothing is left on the account."""
        self._signed_in = self.credentials()
        self._person("").other("DELETE", f"calendars/{quote(self.calendar, safe='')}")

    def _person(self, calendar: str) -> Person:
        return Person(self._root, self, calendar)


def live() -> dict[str, Opening]:
    """The account that HJUL_LIVE_GOOGLE names, if it does. It is signed in to when the first test asks for it."""
    named = os.environ.get(LIVE)
    if not named:
        return {}
    started: list[Live] = []

    def opened(folder: Path, /) -> GoogleBench:
        if not started:
            started.append(Live(Path(named)))
            atexit.register(started[0].end)
        return started[0].bench(folder)

    return {"Google itself": opened}


def _when(day: date | datetime) -> dict[str, Any]:
    if isinstance(day, datetime):
        return {"dateTime": day.isoformat(), "timeZone": str(day.tzinfo), "date": None}
    return {"date": day.isoformat(), "dateTime": None, "timeZone": None}
