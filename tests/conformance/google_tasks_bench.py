"""A list on the local server's Google Tasks, and somebody who uses it through the plain API. Subtasks are what others add."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from google.oauth2 import credentials as of_a_person

from adapters.base import Adapter
from adapters.google_tasks import GoogleTasksAdapter
from config.google_target import GoogleTasksTarget
from mappings.google_task import key_of
from mappings.items import Key, Progress, State
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.google.person import Person
from tests.servers.google.running import google
from tests.servers.google.server import GoogleServer
from tests.servers.google.tasks import Tasks

_ALL = "maxResults=100&showCompleted=true&showHidden=true"


class GoogleTasksBench:
    """Somebody signed in as the account whose list it is: Google lets nobody share one. ``slept`` is what hjul waited."""

    def __init__(self, server: GoogleServer, plan_id: str = PLAN_ID) -> None:
        self.server = server
        self.plan_id = plan_id
        self.account = server.new_account()
        self.tasks = server.part(Tasks)
        self.list = self.tasks.new_list(self.account)
        self.person = Person(server.root, self.account, "")
        self.slept: list[float] = []
        self._bin: dict[Key, str] = {}

    @classmethod
    def local(cls, _folder: Path, /) -> GoogleTasksBench:
        """A new list on the local server."""
        return cls(google())

    def open(self, tasks: str | None = None, plan_id: str | None = None) -> Adapter:
        """``tasks`` is another list's id."""
        return GoogleTasksAdapter(
            "google-tasks",
            GoogleTasksTarget(list=tasks or self.list.id, root=self.server.root, timeout=20),
            of_a_person.Credentials(self.account.token),  # type: ignore[no-untyped-call]
            plan_id or self.plan_id,
            ZONE,
            lambda: NOW,
            root=self.server.root,
            sleep=self.slept.append,
        )

    def ask(self, verb: str, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """A request for the list's tasks, which must work; ``path`` is what comes after ``tasks``."""
        target = f"/tasks/v1/lists/{quote(self.list.id, safe='')}/tasks{path}"
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
