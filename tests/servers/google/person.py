"""Somebody who uses the local Google server without hjul and without Google's client: plain HTTP, one request at a time."""

from __future__ import annotations

import http.client
import json
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Protocol, Self
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


class SignedIn(Protocol):
    @property
    def token(self) -> str:
        """The bearer token."""


class Refused(AssertionError):
    """Somebody was not allowed to do what the test lets them do."""


@dataclass(slots=True)
class Person:
    """At one calendar."""

    root: str
    account: SignedIn
    calendar: str

    @classmethod
    def at(cls, root: str, account: Account, calendar: Calendar) -> Self:
        return cls(root, account, calendar.id)

    def send(self, verb: str, target: str, body: bytes = b"", **headers: str) -> Heard:
        """One request as it is, over a connection of its own."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        signed = {"Authorization": f"Bearer {self.account.token}", **named}
        with closing(self._opened()) as connection:
            connection.request(verb, target, body or None, signed)
            answer = connection.getresponse()
            raw = answer.read()
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

    def other(self, verb: str, path: str, body: Any = None) -> Any:
        """A request for something else than events, which must work; ``path`` is what comes after the version."""
        data = b"" if body is None else json.dumps(body).encode()
        heard = self.send(verb, f"/calendar/v3/{path}", data, Content_Type="application/json")
        if not 200 <= heard.status < 300:
            raise Refused(f"{verb} {path}: {heard.status} {heard.raw.decode()}")
        return heard.body

    def _opened(self) -> http.client.HTTPConnection:
        url = urlsplit(self.root)
        if url.scheme == "https":
            return http.client.HTTPSConnection(url.netloc, timeout=60)
        return http.client.HTTPConnection(url.netloc, timeout=10)

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
