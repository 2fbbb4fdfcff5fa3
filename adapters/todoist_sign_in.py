"""Signing in to Todoist as a person, in a browser: here with a redirect to this machine, or anywhere, pasting where it ended.

Follows no redirect, and never shows a code or a token.
"""

from __future__ import annotations

import html
import secrets
import time
import webbrowser
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

from todoist_api_python import authentication

from adapters.base import Terminal, Transient
from adapters.todoist_credentials import NEW, SITE, SignIn, given, refused_sign_in, site_of
from adapters.todoist_files import REDIRECT, Client
from config.todoist_target import ROOT

SCOPES: list[authentication.Scope] = ["data:read_write", "data:delete"]
"""To read, make and change tasks, sections and projects, and to delete tasks. ``task:add`` reads nothing, ``data:read_write`` deletes
nothing; ``project:delete`` is for what hjul never does (API v1, "Authorization")."""
PATIENCE = 600
"""Seconds that somebody may take to consent."""


class Consent:
    """One attempt to sign in. ``address`` is the page on which a person lets hjul in; it can be opened on any machine."""

    def __init__(self, client: Client, root: str = ROOT) -> None:
        self._client = client
        self._root = root
        self._state = secrets.token_urlsafe(24)
        address = authentication.get_authentication_url(client.id, SCOPES, self._state)
        self.address = f"{site_of(root)}{address.removeprefix(SITE)}"

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
        said = given(self._root, self._client, {"code": code})
        client = {"client_id": self._client.id, "client_secret": self._client.secret}
        if self._client.redirect != REDIRECT:
            client["redirect_uri"] = self._client.redirect
        return SignIn({**client, **said})

    def _code(self, address: str) -> str:
        said = _said(address)
        if error := said.get("error"):
            raise refused_sign_in(error)
        if not address:
            raise Terminal(f"nothing was pasted; {NEW}")
        if "code" not in said and "state" not in said:
            raise Terminal(
                f"that is not where the browser ended; paste the whole address, as {self._client.redirect}?state=…"
            )
        if "state" not in said or "code" not in said:
            raise Terminal(f"a part of the address is missing; paste the whole of it: ?state=…&code=…. {NEW}")
        if not secrets.compare_digest(said["state"].encode(), self._state.encode()):
            raise Terminal(
                f"that address belongs to another attempt to sign in; {NEW} and open the new address"
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
            raise Transient(f"nobody consented within {PATIENCE // 60} minutes; {NEW}")
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


def _said(address: str) -> dict[str, str]:
    try:
        query = urlsplit(address).query
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=50).items()}
    except ValueError:
        return {}
