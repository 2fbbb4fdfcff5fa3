"""A sign-in to Todoist as it is kept and used: a personal token, or what an app was given, which renews itself when it ends.

The exchange is here: that of Todoist's own library fails on the documented answer, which has no ``state``, and it knows no renewal,
without which a sign-in of a new app ends within the hour. Never shows a code, a token or the library's own words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from pydantic import SecretStr

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.todoist_files import REDIRECT, Client
from config.todoist_target import ROOT

SITE = "https://todoist.com"
TIMEOUT = 20.0
"""Seconds without a word, while a person waits."""
EARLY = timedelta(minutes=5)
"""Before its end a sign-in is renewed, so that it lasts for a request."""
NEW = "run the command again"


@dataclass(frozen=True, slots=True)
class SignIn:
    """What is kept of a sign-in: the client and the tokens. It holds secrets and is never printed."""

    info: Mapping[str, Any] = field(repr=False)

    @property
    def client(self) -> Client:
        return Client(
            str(self.info["client_id"]),
            str(self.info["client_secret"]),
            str(self.info.get("redirect_uri") or REDIRECT),
        )

    @property
    def token(self) -> str:
        return str(self.info["access_token"])

    @property
    def renewable(self) -> bool:
        return bool(self.info.get("refresh_token"))

    def is_over(self, now: datetime) -> bool:
        """Whether it must be renewed. One of which Todoist said no end has none."""
        ends = _moment(self.info.get("ends"))
        return ends is not None and self.renewable and now + EARLY >= ends

    def secret(self) -> SecretStr:
        """One line."""
        return SecretStr(json.dumps(dict(self.info), sort_keys=True))


def read_sign_in(secret: SecretStr) -> SignIn | None:
    """None where it is a personal token."""
    try:
        info = json.loads(secret.get_secret_value())
    except (ValueError, RecursionError):
        return None
    needed = ("access_token", "client_id", "client_secret")
    return SignIn(info) if isinstance(info, dict) and all(info.get(key) for key in needed) else None


def signed(
    secret: SecretStr, name: str, root: str, keep: Callable[[SecretStr], None] | None = None
) -> str | httpx.Auth:
    """What requests are signed with. ``keep`` is given a renewed sign-in."""
    sign_in = read_sign_in(secret)
    return secret.get_secret_value() if sign_in is None else Signed(sign_in, name, root, keep)


class _Spent(Terminal):
    """A code or a refresh token that is no longer good."""


class Signed(httpx.Auth):
    """Signs requests, and renews the sign-in when it ends. NotAllowed when somebody must sign in again, Transient when it only failed."""

    def __init__(
        self, sign_in: SignIn, name: str, root: str, keep: Callable[[SecretStr], None] | None = None
    ) -> None:
        self.sign_in = sign_in
        self._name = name
        self._root = root
        self._keep = keep

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        renewed = self.sign_in.is_over(_now())
        if renewed:
            self._renew()
        request.headers["Authorization"] = f"Bearer {self.sign_in.token}"
        response = yield request
        if response.status_code == 401 and self.sign_in.renewable and not renewed:
            self._renew()
            request.headers["Authorization"] = f"Bearer {self.sign_in.token}"
            yield request

    def _renew(self) -> None:
        known = {"grant_type": "refresh_token", "refresh_token": str(self.sign_in.info["refresh_token"])}
        try:
            said = given(self._root, self.sign_in.client, known)
        except (NotAllowed, _Spent):
            raise NotAllowed(
                f"Todoist no longer accepts the sign-in of {self._name}: somebody withdrew hjul's access, or the app that it was "
                f"made with is gone. Sign in again: hjul connect todoist --target {self._name}"
            ) from None
        self.sign_in = SignIn({**self.sign_in.info, **said})
        if self._keep is not None:
            self._keep(self.sign_in.secret())


# The token endpoint -----------------------------------------------------------------------------------------------


def given(root: str, client: Client, known: Mapping[str, str]) -> dict[str, Any]:
    """What Todoist gives for a code, or for a refresh token (API v1, "Authorization"), with the moment of its end.

    NotAllowed when it refuses, Terminal for a code that is no longer good, Transient when it only failed.
    """
    asked = {"client_id": client.id, "client_secret": client.secret, **known}
    try:
        with httpx.Client(follow_redirects=False, timeout=TIMEOUT) as http:
            response = http.post(f"{site_of(root)}/oauth/access_token", data=asked)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise Transient("Todoist's sign-in cannot be reached; try again later") from None
    if response.is_redirect:
        raise Terminal("Todoist's sign-in answered with another address; nothing was sent there")
    said = _body(response)
    if response.status_code >= 500 or response.status_code in {408, 429}:
        raise Transient("Todoist's sign-in failed; try again later")
    if not response.is_success or "error" in said:
        raise refused_sign_in(str(said.get("error") or ""))
    token, again = said.get("access_token"), said.get("refresh_token")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,4000}", token):
        raise Transient("Todoist's sign-in gave an answer that cannot be understood; try again later")
    found: dict[str, Any] = {"access_token": token}
    if isinstance(again, str) and again:
        found["refresh_token"] = again
        seconds = said.get("expires_in")
        lasts = seconds if isinstance(seconds, int) and 0 < seconds < 10**9 else 3600
        found["ends"] = (_now() + timedelta(seconds=lasts)).isoformat(timespec="seconds")
    return found


def _body(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def refused_sign_in(code: str) -> ServiceError:
    """What a person is told of Todoist's word for it."""
    match code:
        case "access_denied":
            return NotAllowed("consent was refused; run the command again and allow it")
        case "bad_authorization_code" | "invalid_grant":
            return _Spent(f"that code is no longer good: it holds once and for a few minutes; {NEW}")
        case "incorrect_application_credentials" | "invalid_client":
            return NotAllowed(
                "Todoist does not know the client in that file; copy its id and secret from the App Management Console again"
            )
        case "redirect_uri_mismatch" | "redirect_uri_not_configured":
            return NotAllowed(
                f"the app's OAuth redirect URL in Todoist is another one; set it to {REDIRECT} in the App Management Console"
            )
        case _:
            word = code if re.fullmatch(r"[a-z_]{1,40}", code) else "no reason given"
            return NotAllowed(f"Todoist did not sign in ({word}); {NEW}")


def site_of(root: str) -> str:
    """Where the sign-in is: beside the API where that is reached through a proxy."""
    return SITE if root == ROOT else root


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)
