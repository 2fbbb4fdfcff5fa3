"""Todoist's sign-in: the page on which people consent, and the token endpoint. Consents as a test has it said; shows nothing.

API documentation, "Authorization": parameters, scopes and errors; without ``redirect_uri`` the app's own address is used; a code
holds once; the documented answer has ``access_token`` and ``token_type`` alone. Doist's TypeScript SDK, ``refreshAuthToken``: new apps
get refresh tokens, which are exchanged for new ones each time; its Python SDK sends JSON, the documented example a form.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.servers.todoist.world import User, World

HOUR = 3600
_BEARER = {"token_type": "Bearer"}
KNOWN_SCOPES = {"task:add", "data:read", "data:read_write", "data:delete", "project:delete", "backups:read"}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class SignIn:
    """One app and the person at the browser. ``redirect`` is what stands in the App Management Console."""

    world: World
    person: User
    redirect: str
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    refuses: bool = False
    renews: bool = False  # a new app: its tokens end, and refresh tokens are given with them
    instead: Answer | None = None  # what the token endpoint answers whatever it is asked
    asked_for: str = ""  # the scopes of the last page
    codes: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)  # that are good now
    refreshes: set[str] = field(default_factory=set)
    given: set[str] = field(default_factory=set)  # every code and token there ever was

    def client(self, **changes: str) -> str:
        """The file that somebody writes from the App Management Console."""
        known = {"client_id": self.id, "client_secret": self.secret, "redirect_uri": self.redirect}
        return json.dumps({**known, **changes})

    def expire(self) -> None:
        """An hour goes by."""
        self.tokens.clear()

    def withdraw(self) -> None:
        """The person takes back what they allowed."""
        self.tokens.clear()
        self.refreshes.clear()

    @property
    def secrets_given(self) -> set[str]:
        """Everything that must never be seen."""
        return {*self.given, self.secret}

    def consent(self, query: str) -> Answer:
        said = dict(parse_qsl(query))
        scopes = said.get("scope", "").split(",")
        if said.get("client_id") != self.id or not said.get("state"):
            return Answer(400, b"Error: invalid_request")
        if self.refuses:
            return self._back(error="access_denied")
        if not set(scopes) <= KNOWN_SCOPES:
            return self._back(error="invalid_scope")
        self.asked_for = said["scope"]
        code = self._new()
        self.codes.add(code)
        return self._back(code=code, state=said["state"])

    def exchange(self, kind: str, body: bytes) -> Answer:
        if self.instead is not None:
            return self.instead
        said: dict[str, Any] = json.loads(body) if "json" in kind else dict(parse_qsl(body.decode()))
        if (said.get("client_id"), said.get("client_secret")) != (self.id, self.secret):
            return _json(400, error="incorrect_application_credentials")
        if said.get("grant_type") == "refresh_token":
            if said.get("refresh_token") not in self.refreshes:
                return _json(400, error="invalid_grant")
            self.refreshes.discard(said["refresh_token"])
            return self._tokens()
        if said.get("code") not in self.codes:
            return _json(400, error="bad_authorization_code")
        self.codes.discard(said["code"])
        return self._tokens()

    def _tokens(self) -> Answer:
        token = self._new()
        self.tokens.add(token)
        if not self.renews:
            return _json(200, access_token=token, **_BEARER)
        again = self._new()
        self.refreshes.add(again)
        return _json(200, access_token=token, **_BEARER, refresh_token=again, expires_in=HOUR)

    def _back(self, **said: str) -> Answer:
        return Answer(302, b"", {"Location": f"{self.redirect}?{urlencode(said)}"})

    def _new(self) -> str:
        made = secrets.token_hex(20)
        self.given.add(made)
        return made


def _json(status: int, **said: object) -> Answer:
    return Answer(status, json.dumps(said).encode(), {"Content-Type": "application/json"})
