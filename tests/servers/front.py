"""A front before a real server: passes every request on and every answer back, writes down what it saw, and misbehaves when told.

It changes no host, destination or address on the way, so that what the server says of addresses holds at the front too.
The ways to misbehave are in ``faults``.
"""

from __future__ import annotations

import contextlib
import http.client
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from tests.servers.asking import Account, Answer, ask

_OWN = {"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade", "alt-svc"}


@dataclass(frozen=True, slots=True)
class Request:
    """``number`` counts from 1 over all requests at the front. Header names are in small letters."""

    number: int
    connection: int
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of a request. ``status`` is None where nothing was answered."""

    request: Request
    status: int | None
    seconds: float

    @property
    def method(self) -> str:
        return self.request.method

    @property
    def path(self) -> str:
        return self.request.path

    @property
    def headers(self) -> Mapping[str, str]:
        return self.request.headers


class Exchange:
    """One request at the front, and what can be done with it: pass it on or not, answer it or not."""

    def __init__(self, front: Front, request: Request, handler: _Handler) -> None:
        self.request = request
        self.front = front
        self._handler = handler
        self._begun = time.monotonic()

    def pass_on(self) -> Answer:
        """The effect, with the real server's answer."""
        headers = {name: value for name, value in self.request.headers.items() if name not in _OWN}
        return ask(self.request.method, self.front.upstream + self.request.path, self.request.body, headers)

    def answer(self, answer: Answer) -> None:
        self.send(answer.status, answer.headers, [answer.body], len(answer.body))

    def send(
        self, status: int, headers: Mapping[str, str], body: Iterable[bytes], length: int | None = None
    ) -> None:
        """Without a length the connection's end is the body's end."""
        self._note(status)
        kept = {name: value for name, value in headers.items() if name.lower() not in _OWN}
        self._handler.respond(status, kept, body, length)

    def hang_up(self) -> None:
        """Close the connection; nothing is answered."""
        self._note(None)
        self.close()

    def close(self) -> None:
        """Close the connection, after what was sent."""
        self._handler.hang_up()

    def _note(self, status: int | None) -> None:
        self.front.note(Entry(self.request, status, time.monotonic() - self._begun))


Fault = Callable[[Exchange], None]
"""What is done with a request instead of passing it on and answering it."""

When = Callable[[Request], bool]


@dataclass(slots=True)
class _Rule:
    fault: Fault
    when: When
    skip: int
    times: int | None


class Front:
    """``with Front(server.origin) as front:``, then ``front.at(server.url)`` is a server's address at the front."""

    def __init__(self, upstream: str) -> None:
        self.upstream = upstream
        self.log: list[Entry] = []
        self._rules: list[_Rule] = []
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._connections = itertools.count(1)
        self._sockets: set[socket.socket] = set()
        self.stopped = threading.Event()
        self._server = _Listener(("127.0.0.1", 0), self)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def at(self, url: str) -> str:
        """The server's address as it is reached through the front."""
        return self.origin + urlsplit(url).path

    def account(self, account: Account) -> Account:
        return Account(self.at(account.url), account.user, account.password)

    def misbehave(  # each says one plain thing of the request
        self,
        fault: Fault,
        *,
        method: str | None = None,
        path: str = "",
        when: When = lambda _: True,
        skip: int = 0,
        times: int | None = 1,
    ) -> None:
        """``fault`` for the next requests with this method, this in their path and this true of them.

        So many of them are passed on first, and then it happens so many times; ``times=None`` is always. Of several
        that fit, the one that was told first holds.
        """

        def fits(request: Request) -> bool:
            return method in {None, request.method} and path in request.path and when(request)

        with self._lock:
            self._rules.append(_Rule(fault, fits, skip, times))

    def behave(self) -> None:
        """Forget all that was told, and what was seen."""
        with self._lock:
            self._rules.clear()
            self.log.clear()

    def count(self, method: str) -> int:
        """How many such requests came."""
        return sum(entry.method == method for entry in self.log)

    def stop(self) -> None:
        """Close every connection and listen no more."""
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        with self._lock:
            sockets = list(self._sockets)
        for connection in sockets:
            close(connection)

    # What follows is for the handler.

    def note(self, entry: Entry) -> None:
        with self._lock:
            self.log.append(entry)

    def opened(self, connection: socket.socket) -> int:
        with self._lock:
            self._sockets.add(connection)
        return next(self._connections)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.discard(connection)

    def arrived(self, connection: int, method: str, path: str, headers: Message, body: bytes) -> Request:
        named = {name.lower(): value for name, value in headers.items()}
        return Request(next(self._numbers), connection, method, path, named, body)

    def fault_for(self, request: Request) -> Fault:
        with self._lock:
            for rule in self._rules:
                if rule.times == 0 or not rule.when(request):
                    continue
                if rule.skip:
                    rule.skip -= 1
                    continue
                if rule.times is not None:
                    rule.times -= 1
                return rule.fault
        return behaving


def behaving(exchange: Exchange) -> None:
    """Pass it on, and the answer back."""
    exchange.answer(exchange.pass_on())


def close(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], front: Front) -> None:
        self.front = front
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One connection. Any method is one of ours."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Listener

    def setup(self) -> None:
        super().setup()
        self._number = self.server.front.opened(self.connection)

    def finish(self) -> None:
        self.server.front.closed(self.connection)
        with contextlib.suppress(OSError):  # whoever asked is gone
            super().finish()

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):
            return self._exchange
        raise AttributeError(name)

    def _exchange(self) -> None:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            self.respond(411, {}, [], 0)
            return
        front = self.server.front
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        request = front.arrived(self._number, self.command, self.path, self.headers, body)
        exchange = Exchange(front, request, self)
        try:
            front.fault_for(request)(exchange)
        except http.client.HTTPException:
            exchange.hang_up()

    def respond(
        self, status: int, headers: Mapping[str, str], body: Iterable[bytes], length: int | None
    ) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if length is None:
            self.send_header("Connection", "close")
        elif status not in {204, 304}:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        if self.command != "HEAD" and status not in {204, 304}:
            for part in body:
                self.wfile.write(part)
        self.wfile.flush()

    def hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        close(self.connection)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's own name for it
        """Nothing on the terminal: the front keeps its own log."""
