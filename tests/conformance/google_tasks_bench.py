"""A list on the local server's Google Tasks, or on Google's own, and somebody who uses it through the plain API.

Subtasks are what others add. HJUL_LIVE_GOOGLE_TASKS names a file with a sign-in of its own for tests, as HJUL_LIVE_GOOGLE does
(``google_bench``), whose scope lets it change tasks (https://www.googleapis.com/auth/tasks). With it the whole suite runs on that
account as well: a new list for each test, all of them deleted at the end. Google takes 50,000 requests a day.
"""

from __future__ import annotations

import atexit
import json
import os
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
from google.oauth2 import service_account

from adapters.base import Adapter
from adapters.google_tasks import GoogleTasksAdapter
from adapters.google_tasks_http import ROOT
from config.google_target import GoogleTasksTarget
from mappings.google_task import key_of
from mappings.items import Key, Progress, State
from tests.conformance.bench import Opening
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google.person import Person, SignedIn
from tests.servers.google.running import google
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Account
from tests.servers.google.tasks import TaskList, Tasks

_SCOPES = ["https://www.googleapis.com/auth/tasks"]
_ALL = "maxResults=100&showCompleted=true&showHidden=true"


LIVE = "HJUL_LIVE_GOOGLE_TASKS"


@dataclass(frozen=True, slots=True)
class Place:
    """A task list, and the sign-in of the account whose it is."""

    root: str
    tasks: str
    credentials: Callable[[], Credentials]
    account: SignedIn


class GoogleTasksBench:
    """Somebody signed in as the account whose list it is: Google lets nobody share one. ``slept`` is what hjul waited."""

    def __init__(self, place: Place, plan_id: str = PLAN_ID) -> None:
        self.place = place
        self.plan_id = plan_id
        self.person = Person(place.root, place.account, "")
        self.slept: list[float] = []
        self._bin: dict[Key, str] = {}

    @classmethod
    def local(cls, _folder: Path, /) -> GoogleTasksBench:
        """A new list on the local server."""
        server = google()
        owner = server.new_account()
        return cls(on(server, owner, server.part(Tasks).new_list(owner)))

    def open(self, tasks: str | None = None, plan_id: str | None = None) -> Adapter:
        """``tasks`` is another list's id."""
        return GoogleTasksAdapter(
            "google-tasks",
            GoogleTasksTarget(list=tasks or self.place.tasks, timeout=20),
            self.place.credentials(),
            plan_id or self.plan_id,
            ZONE,
            lambda: NOW,
            root=self.place.root,
            sleep=self.slept.append if self.place.root != ROOT else time.sleep,
        )

    def ask(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """A request for the list's tasks, which must work; ``path`` is what comes after ``tasks``."""
        target = f"/tasks/v1/lists/{quote(self.place.tasks, safe='')}/tasks{path}"
        data = b"" if body is None else json.dumps(body).encode()
        heard = self.person.send(verb, target, data, Content_Type="application/json")
        assert 200 <= heard.status < 300, heard
        return heard.body

    def all(self) -> list[dict[str, Any]]:
        """Everything that is not deleted."""
        found: list[dict[str, Any]] = []
        page = self.ask("GET", f"?{_ALL}")
        while True:
            found += page.get("items", [])
            if "nextPageToken" not in page:
                return found
            page = self.ask("GET", f"?{_ALL}&pageToken={page['nextPageToken']}")

    def read(self, key: Key) -> dict[str, Any]:
        (found,) = [body for body in self.all() if key_of(body, plan_id=self.plan_id) == key]
        return found

    def edit(self, key: Key, **changes: Any) -> None:
        self.ask("PATCH", f"/{self.read(key)['id']}", changes)

    def report(self, key: Key, progress: Progress) -> None:
        """A tick, or one taken back: Google's people have no other words."""
        done = progress.state is State.DONE
        at = {"completed": progress.at.isoformat()} if done and progress.at else {}
        self.edit(key, status="completed" if done else "needsAction", **at)

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        due = days["due"]
        self.edit(key, due=None if due is None else f"{due:%Y-%m-%d}T00:00:00Z")

    def rename(self, key: Key, title: str) -> None:
        self.edit(key, title=title)

    def annotate(self, key: Key, notes: str) -> None:
        self.edit(key, notes=f"{self.read(key)['notes']}\n{notes}")

    def decorate(self, key: Key, name: str, value: str) -> None:
        parent = quote(self.read(key)["id"])
        self.ask("POST", f"?parent={parent}", {"title": name, "notes": value})

    def decorations(self, key: Key) -> Mapping[str, str]:
        parent = self.read(key)["id"]
        return {body["title"]: body["notes"] for body in self.all() if body.get("parent") == parent}

    def delete(self, key: Key) -> None:
        self._bin[key] = self.read(key)["id"]
        self.ask("DELETE", f"/{self._bin[key]}")

    def restore(self, key: Key) -> None:
        """As with "undo" in Google's own programs: ``deleted`` can be written, but of what was assigned."""
        self.ask("PATCH", f"/{self._bin.pop(key)}", {"deleted": False})

    def damage(self, key: Key) -> None:
        """Somebody takes the end of our line away, and leaves the rest."""
        notes = self.read(key)["notes"]
        self.edit(key, notes=notes[: len(notes) - 9])

    def add_foreign(self, name: str) -> None:
        self.ask("POST", "", {"title": name, "notes": "-- mine --"})

    def foreign(self) -> Mapping[str, str]:
        return {
            body["title"]: json.dumps({**body, "position": ""}, sort_keys=True)
            for body in self.all()
            if key_of(body, plan_id=self.plan_id) is None and "parent" not in body
        }


def on(server: GoogleServer, owner: Account, tasks: TaskList) -> Place:
    """A list there."""
    return Place(server.root, tasks.id, lambda: of_a_person.Credentials(owner.token), owner)  # type: ignore[no-untyped-call]


class Live:
    """One account of Google's, and the lists that this run has made there."""

    def __init__(self, sign_in: Path, root: str = ROOT) -> None:
        self._info = json.loads(sign_in.read_text("utf-8"))
        self._root = root
        self._signed_in = self.credentials()
        self._made: list[str] = []

    def credentials(self) -> Credentials:
        """Opened anew, as the next run of the program does."""
        if self._info.get("type") == "service_account":
            found = service_account.Credentials.from_service_account_info(self._info, scopes=_SCOPES)  # type: ignore[no-untyped-call]
        else:
            found = of_a_person.Credentials.from_authorized_user_info(self._info, _SCOPES)  # type: ignore[no-untyped-call]
        signed_in: Credentials = found
        return signed_in

    @property
    def token(self) -> str:
        """For the person who uses the list beside hjul: the same account, by other means."""
        if not self._signed_in.valid:
            with closing(httplib2.Http(timeout=60)) as http:
                self._signed_in.refresh(google_auth_httplib2.Request(http))  # type: ignore[no-untyped-call]
        return str(self._signed_in.token)

    def bench(self, _folder: Path, /) -> GoogleTasksBench:
        """A new list."""
        title = f"hjul's tests {datetime.now(UTC):%Y-%m-%d %H:%M}"
        made = self._ask("POST", "", {"title": title})
        self._made.append(made["id"])
        return GoogleTasksBench(Place(self._root, made["id"], self.credentials, self))

    def end(self) -> None:
        """Nothing is left on the account."""
        for name in self._made:
            self._ask("DELETE", f"/{quote(name, safe='')}")

    def _ask(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        data = b"" if body is None else json.dumps(body).encode()
        target = f"/tasks/v1/users/@me/lists{path}"
        heard = Person(self._root, self, "").send(verb, target, data, Content_Type="application/json")
        assert 200 <= heard.status < 300, heard
        return heard.body


def live_tasks() -> dict[str, Opening]:
    """The account that HJUL_LIVE_GOOGLE_TASKS names, if it does. It is signed in to when the first test asks for it."""
    named = os.environ.get(LIVE)
    if not named:
        return {}
    started: list[Live] = []

    def opened(folder: Path, /) -> GoogleTasksBench:
        if not started:
            started.append(Live(Path(named)))
            atexit.register(started[0].end)
        return started[0].bench(folder)

    return {"Google Tasks itself": opened}
