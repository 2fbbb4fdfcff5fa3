"""Somebody who uses the local Google server without hjul and without Google's client: plain HTTP, one request at a time."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

from tests.servers.google.state import Account, Calendar


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer. ``body`` is None where it was no JSON."""

    status: int
    headers: dict[str, str]
    raw: bytes
    body: Any = None

    @property
    def reason(self) -> str:
        """Google's word for what was wrong."""
        return str(self.body["error"]["errors"][0]["reason"]) if self.body else ""


class Refused(AssertionError):
    """Somebody was not allowed to do what the test lets them do."""


@dataclass(slots=True)
class Person:
    """At one calendar."""

    root: str
    account: Account
    calendar: str
    _connection: list[http.client.HTTPConnection] = field(default_factory=list)

    @classmethod
    def at(cls, root: str, account: Account, calendar: Calendar) -> Self:
        return cls(root, account, calendar.id)

    def close(self) -> None:
        while self._connection:
            self._connection.pop().close()

    def send(self, verb: str, target: str, body: bytes = b"", **headers: str) -> Heard:
        """One request as it is. Over the same connection as the last, where the server keeps it."""
        if not self._connection:
            self._connection.append(http.client.HTTPConnection(urlsplit(self.root).netloc, timeout=10))
        connection = self._connection[0]
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(
                verb, target, body or None, {"Authorization": f"Bearer {self.account.token}", **named}
            )
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        kind = answer.getheader("Content-Type", "")
        said = json.loads(raw) if raw and kind.startswith("application/json") else None
        return Heard(answer.status, {name.lower(): value for name, value in answer.getheaders()}, raw, said)

    def ask(
        self,
        verb: str,
        path: str = "",
        body: Any = None,
        *,
        headers: dict[str, str] | None = None,
        **query: Any,
    ) -> Heard:
        """A request for the calendar's events: ``path`` is what comes after ``events``."""
        target = f"/calendar/v3/calendars/{quote(self.calendar, safe='')}/events{path}"
        text = {
            name: json.dumps(value) if isinstance(value, bool) else value for name, value in query.items()
        }
        if text:
            target += "?" + urlencode(text, doseq=True)
        data = b"" if body is None else json.dumps(body).encode()
        return self.send(verb, target, data, **{"Content-Type": "application/json", **(headers or {})})

    def do(self, verb: str, path: str = "", body: Any = None, **query: Any) -> Any:
        """The same, which must work; gives the answer's body."""
        heard = self.ask(verb, path, body, **query)
        if not 200 <= heard.status < 300:
            raise Refused(f"{verb} {path}: {heard.status} {heard.raw.decode()}")
        return heard.body

    def events(self, *, deleted: bool = False) -> list[dict[str, Any]]:
        """All of them, as this person sees them."""
        found: list[dict[str, Any]] = []
        query: dict[str, Any] = {"maxResults": 2500, "showDeleted": deleted}
        while True:
            page = self.do("GET", **query)
            found += page["items"]
            if "nextPageToken" not in page:
                return found
            query["pageToken"] = page["nextPageToken"]
