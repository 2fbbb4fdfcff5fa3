"""Todoist's API v1 on a loopback port, its state in memory: REST as the official SDK asks it, and ``/sync``. It never talks to Todoist.

What each behaviour rests on stands where it is: the API documentation, the official SDKs, what their issues say, or, where
nothing says it, a switch in ``switches``. Requests are made to fail by a ``Front`` before it, commands by ``World.refuse``.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.servers.todoist import rest, sync
from tests.servers.todoist.refusal import Refusal, invalid, not_found, unauthorized
from tests.servers.todoist.sign_in import Answer, SignIn
from tests.servers.todoist.world import Entry, User, World

ROOT = "/api/v1/"
MOST_BYTES = 2**20  # API documentation, "Payload Size"
_LARGEST_HEADERS = 65 * 1024  # "Header Size"


class Todoist:
    """One server for many worlds: a token tells which. It runs when the constructor returns."""

    def __init__(self) -> None:
        self._worlds: list[World] = []
        self.sign_ins: list[SignIn] = []
        self._numbers = itertools.count(1)
        self._server = _Listener(("127.0.0.1", 0), self)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def new_world(self) -> World:
        """Accounts that nobody else has anything to do with."""
        world = World(f"world-{next(self._numbers)}")
        self._worlds.append(world)
        return world

    def forget(self, world: World) -> None:
        """Its test is over. AssertionError where a client asked what Todoist has no word for."""
        self._worlds.remove(world)
        self.sign_ins = [one for one in self.sign_ins if one.world is not world]
        assert world.wrong == []

    def misuses(self) -> list[str]:
        """What clients asked since the last time that Todoist has no word for."""
        found = [wrong for world in self._worlds for wrong in world.wrong]
        for world in self._worlds:
            world.wrong.clear()
        return found

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def owner(self, token: str) -> tuple[World, User]:
        """Raises Refusal (401) when it is nobody's."""
        for world in self._worlds:
            for user in world.users.values():
                if user.token == token:
                    return world, user
        for one in self.sign_ins:
            if token in one.tokens:
                return one.world, one.person
        raise unauthorized()


RUNNING: list[Todoist] = []


def todoist() -> Todoist:
    """The server, the same one for the whole run."""
    if not RUNNING:
        RUNNING.append(Todoist())
        atexit.register(RUNNING[0].stop)
    return RUNNING[0]


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], server: Todoist) -> None:
        self.todoist = server
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener
    _at: float | None = None  # what the answer's Date says: the world's own clock

    def date_time_string(self, timestamp: float | None = None) -> str:
        return super().date_time_string(timestamp or self._at)

    def handle(self) -> None:
        with contextlib.suppress(OSError):  # whoever asked is gone
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name in the base class
        """The log is ``World.log``."""

    def do_GET(self) -> None:  # its name in the base class
        self._exchange()

    def do_POST(self) -> None:
        self._exchange()

    def do_DELETE(self) -> None:
        self._exchange()

    def _exchange(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length)
        if self.path.startswith("/oauth/"):
            self._signs_in(body)
            return
        try:
            if sum(len(name) + len(value) for name, value in self.headers.items()) > _LARGEST_HEADERS:
                raise Refusal(431, 431, "HEADERS_TOO_LARGE", "Request Header Fields Too Large")
            world, user = self.server.todoist.owner(self._token())
        except Refusal as refusal:
            self._refuse(refusal)
            return
        with world.lock:
            self._answer(world, user, body)

    def _signs_in(self, body: bytes) -> None:
        """What needs no token: which app it is about stands in what is asked."""
        parts = urlsplit(self.path)
        asked = parts.query.encode() + body
        app = next((one for one in self.server.todoist.sign_ins if one.id.encode() in asked), None)
        if app is None:
            answer = Answer(400, b'{"error": "incorrect_application_credentials"}')
        elif self.command == "GET":
            answer = app.consent(parts.query)
        else:
            answer = app.exchange(self.headers.get_content_type(), body)
        self._send(answer.status, answer.body, dict(answer.headers))

    def _answer(self, world: World, user: User, body: bytes) -> None:
        self._at = world.clock.timestamp()
        parts = urlsplit(self.path)
        path = parts.path.removeprefix(ROOT)
        commands: tuple[str, ...] = ()
        told: Any
        try:
            if not parts.path.startswith(ROOT):
                raise not_found("Endpoint")
            if len(body) > MOST_BYTES:
                raise Refusal(413, 413, "PAYLOAD_TOO_LARGE", "Request Entity Too Large")
            given = self._body(body)
            if path == "sync" and self.command == "POST":
                commands = _types(given)
                told = sync.answer(world, user, given)
            else:
                told = rest.answer(world, user, self.command, path, dict(parse_qsl(parts.query)), given)
        except Refusal as refusal:
            self._note(world, user, path, refusal.status, commands)
            self._refuse(refusal)
            return
        self._note(world, user, path, 200 if told is not None else 204, commands)
        if told is None:
            self._send(204, b"")
        else:
            self._send(200, json.dumps(told).encode())

    def _note(self, world: World, user: User, path: str, status: int, commands: tuple[str, ...]) -> None:
        world.log.append(Entry(user.id, self.command, f"/{path}", status, commands))

    def _token(self) -> str:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or not token:
            raise unauthorized()
        return token

    def _body(self, body: bytes) -> Any:
        """A form or JSON; both are taken of ``/sync`` (the TypeScript SDK sends JSON)."""
        if not body:
            return {}
        kind = self.headers.get_content_type()
        try:
            if kind == "application/x-www-form-urlencoded":
                fields = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
                return sync.of_form(dict(fields))
            if kind == "application/json":
                return json.loads(body)
        except ValueError:
            raise invalid("body", "cannot be read") from None
        raise Refusal(415, 415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type")

    def _refuse(self, refusal: Refusal) -> None:
        self._send(refusal.status, json.dumps(refusal.body()).encode(), dict(refusal.headers))

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


def _types(given: Any) -> tuple[str, ...]:
    commands = given.get("commands") if isinstance(given, dict) else None
    if not isinstance(commands, list):
        return ()
    return tuple(str(one.get("type")) for one in commands if isinstance(one, dict))
