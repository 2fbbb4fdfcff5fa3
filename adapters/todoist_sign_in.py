"""Signing in to Todoist as a person, in a browser: here with a redirect to this machine, or anywhere, pasting where it ended.

Todoist's library makes the address that is opened. The exchange is here: the library's own fails on the documented answer, which
has no ``state``, and knows no renewal, without which a sign-in of a new app ends within the hour. Never shows a code or a token.
"""

from __future__ import annotations

import html
import json
import os
import re
import secrets
import stat
import time
import webbrowser
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from pydantic import SecretStr
from todoist_api_python import authentication

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from config.caldav_target import is_loopback
from config.errors import WRONG_INPUT, UserError
from config.todoist_target import ROOT

SCOPES: list[authentication.Scope] = ["data:read_write", "data:delete"]
"""To read, make and change tasks, sections and projects, and to delete tasks. ``task:add`` reads nothing, ``data:read_write`` deletes
nothing; ``project:delete`` is for what hjul never does (API v1, "Authorization")."""
REDIRECT = "http://localhost:43117/"
"""Where the browser comes back to. An app of Todoist's names it beforehand, so its port cannot be any that is free."""
PATIENCE = 600
"""Seconds that somebody may take to consent."""
TIMEOUT = 20.0
"""Seconds without a word, while a person waits."""
EARLY = timedelta(minutes=5)
"""Before its end a sign-in is renewed, so that it lasts for a request."""
MOST_BYTES = 64 * 1024
_SITE = "https://todoist.com"
_NEW = "run the command again"
_GET = 'it holds {"client_id": "…", "client_secret": "…"}, as the App Management Console of Todoist shows the two'


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody's own app in Todoist, on whose behalf people sign in."""

    id: str
    secret: str = field(repr=False)
    redirect: str = REDIRECT


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


def read_client(path: Path) -> Client:
    """UserError (exit code 2) when it cannot be read, others can read it, or it is something else. Never says what stands in it."""
    found = _json(path)
    for key in ("client_id", "client_secret"):
        value = found.get(key)
        if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]{1,500}", value):
            raise _wrong(path, f"{key!r} is missing in it")
    redirect = found.get("redirect_uri", REDIRECT)
    if not isinstance(redirect, str) or not _comes_back(redirect):
        raise _wrong(path, f"its 'redirect_uri' is no address of this machine with a port, as {REDIRECT}")
    return Client(found["client_id"], found["client_secret"], redirect)


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
            said = _token(self._root, self.sign_in.client, known)
        except (NotAllowed, Terminal):
            raise NotAllowed(
                f"Todoist no longer accepts the sign-in of {self._name}: somebody withdrew hjul's access, or the app that it was "
                f"made with is gone. Sign in again: hjul connect todoist --target {self._name}"
            ) from None
        self.sign_in = SignIn({**self.sign_in.info, **said})
        if self._keep is not None:
            self._keep(self.sign_in.secret())


class Consent:
    """One attempt to sign in. ``address`` is the page on which a person lets hjul in; it can be opened on any machine."""

    def __init__(self, client: Client, root: str = ROOT) -> None:
        self._client = client
        self._root = root
        self._state = secrets.token_urlsafe(24)
        address = authentication.get_authentication_url(client.id, SCOPES, self._state)
        self.address = f"{_site(root)}{address.removeprefix(_SITE)}"

    def in_browser(self, told: Callable[[str], None], done: str) -> SignIn:
        """Open a browser here; ``told`` is given the address, and ``done`` is what the browser shows at the end.

        NotAllowed when consent is refused, Terminal where there is no browser or the port is taken, Transient when nobody answers.
        """
        parts = urlsplit(self._client.redirect)
        try:
            server = _Listener(("localhost", parts.port or 80), done)
        except OSError:
            raise Terminal(
                f"another program uses the port of {self._client.redirect}; end it, or say --no-browser"
            ) from None
        with server:
            told(self.address)
            if not webbrowser.open(self.address):
                raise Terminal("no browser could be opened on this machine; say --no-browser")
            return self.finish(server.came_back())

    def finish(self, ended: str) -> SignIn:
        """From the address that the browser ended at. NotAllowed when consent was refused, Terminal when it is another address."""
        code = self._code("".join(ended.split()).strip("<>\"'"))
        said = _token(self._root, self._client, {"code": code})
        client = {"client_id": self._client.id, "client_secret": self._client.secret}
        if self._client.redirect != REDIRECT:
            client["redirect_uri"] = self._client.redirect
        return SignIn({**client, **said})

    def _code(self, address: str) -> str:
        said = _said(address)
        if error := said.get("error"):
            raise _refused(error)
        if not address:
            raise Terminal(f"nothing was pasted; {_NEW}")
        if "code" not in said and "state" not in said:
            raise Terminal(
                f"that is not where the browser ended; paste the whole address, as {self._client.redirect}?state=…"
            )
        if "state" not in said or "code" not in said:
            raise Terminal(
                f"a part of the address is missing; paste the whole of it: ?state=…&code=…. {_NEW}"
            )
        if not secrets.compare_digest(said["state"].encode(), self._state.encode()):
            raise Terminal(
                f"that address belongs to another attempt to sign in; {_NEW} and open the new address"
            )
        return said["code"]


class _Listener(HTTPServer):
    """Waits on this machine for the browser to come back. ``done`` is what it then shows."""

    def __init__(self, at: tuple[str, int], done: str) -> None:
        super().__init__(at, _Page)
        self.done = f"<!doctype html><meta charset=utf-8><title>hjul</title><p>{html.escape(done)}".encode()
        self.address = ""

    def came_back(self) -> str:
        until = time.monotonic() + PATIENCE
        while not self.address and (left := until - time.monotonic()) > 0:
            self.timeout = left
            self.handle_request()
        if not self.address:
            raise Transient(f"nobody consented within {PATIENCE // 60} minutes; {_NEW}")
        return self.address

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away has nothing to be told; the base class would print what it asked."""


class _Page(BaseHTTPRequestHandler):
    server: _Listener
    timeout = 10

    def do_GET(self) -> None:  # its name in the base class
        said = _said(self.path)
        came = bool(said.keys() & {"code", "error", "state"})
        if came:
            self.server.address = self.path
        self.send_response(200 if came else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(self.server.done if came else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in the base class
        """What is asked for holds a code, so nothing is written down."""


# The token endpoint -----------------------------------------------------------------------------------------------


def _token(root: str, client: Client, known: Mapping[str, str]) -> dict[str, Any]:
    """What Todoist gives for a code, or for a refresh token (API v1, "Authorization"), with the moment of its end."""
    asked = {"client_id": client.id, "client_secret": client.secret, **known}
    try:
        with httpx.Client(follow_redirects=False, timeout=TIMEOUT) as http:
            response = http.post(f"{_site(root)}/oauth/access_token", data=asked)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise Transient("Todoist's sign-in cannot be reached; try again later") from None
    if response.is_redirect:
        raise Terminal("Todoist's sign-in answered with another address; nothing was sent there")
    said = _body(response)
    if response.status_code >= 500 or response.status_code in {408, 429}:
        raise Transient("Todoist's sign-in failed; try again later")
    if not response.is_success or "error" in said:
        raise _refused(str(said.get("error") or ""))
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


def _refused(code: str) -> ServiceError:
    match code:
        case "access_denied":
            return NotAllowed("consent was refused; run the command again and allow it")
        case "bad_authorization_code" | "invalid_grant":
            return Terminal(f"that code is no longer good: it holds once and for a few minutes; {_NEW}")
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
            return NotAllowed(f"Todoist did not sign in ({word}); {_NEW}")


def _site(root: str) -> str:
    return _SITE if root == ROOT else root


# What people bring ------------------------------------------------------------------------------------------------


def _json(path: Path) -> dict[str, Any]:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # a pipe would be waited for
            raise UserError(f"{path}: not a file", exit_code=WRONG_INPUT)
        if os.name == "posix" and mode & 0o077:
            raise UserError(f"{path}: others can read it; run: chmod 600 {path}", exit_code=WRONG_INPUT)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise UserError(f"{path}: there is no such file", exit_code=WRONG_INPUT) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "no name of a file"
        raise UserError(f"{path}: cannot be read ({why})", exit_code=WRONG_INPUT) from None
    if len(raw) > MOST_BYTES:
        raise _wrong(path, "this is too large")
    try:
        found = json.loads(raw.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        raise _wrong(path, "this is no JSON") from None
    if not isinstance(found, dict):
        raise _wrong(path, "this is no client of Todoist's")
    return found


def _wrong(path: Path, why: str) -> UserError:
    return UserError(f"{path}: {why}; {_GET}", exit_code=WRONG_INPUT)


def _comes_back(address: str) -> bool:
    try:
        parts = urlsplit(address)
        named = parts.scheme == "http" and bool(parts.port) and not (parts.query or parts.fragment)
    except ValueError:
        return False
    return named and address.isprintable() and is_loopback(address)


def _said(address: str) -> dict[str, str]:
    try:
        query = urlsplit(address).query
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=50).items()}
    except ValueError:
        return {}


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text or ""))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _now() -> datetime:
    return datetime.now(UTC)
