"""Google Calendar and Google Tasks on a loopback port, in a thread of this process. Never talks to Google.

A module adds to it with a class that keeps ``part.Part``: made with the server, it has ``methods``, a handler for each of Google's
method ids (``{"calendar.events.insert": self._insert}``), which is given a ``part.Call`` (parameters typed and checked, body
checked, account and scopes known) and returns the answer's body, or None for 204, or raises ``refusal.Refusal``; and ``paths``,
for what is no method of the API (``{"/token": self._token}``), which is given a ``part.Visit`` and returns a ``part.Page``; those
are logged in ``visits`` and never in ``requests``. Name the class in ``PARTS`` below; a test gets it with ``server.part(Class)``. Shared
state is in ``state``: ``server.calendars``, ``server.accounts`` (by address) and ``server.tokens`` (by bearer token). All handlers run
under one lock. The right scope is asked for by Google's own list for each method; roles are for the handler to ask for.

Whatever departs from Google's description is put in ``misuses``, and the test in which it happened fails: when the server is
stopped, or for one that lives on by tests/conftest.py.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self, TypeVar, cast
from urllib.parse import parse_qs, urlsplit
from weakref import WeakSet

from tests.servers.google.described import BATCHES, Misuse, method_of
from tests.servers.google.events import Events
from tests.servers.google.part import Call, Handler, Part, Visit, Visited
from tests.servers.google.refusal import Refusal
from tests.servers.google.sharing import Sharing
from tests.servers.google.sign_in import SignIn
from tests.servers.google.state import EVERYTHING, TOKENS, Account, Calendar, Logged, Mail, Token
from tests.servers.google.tasks import Tasks
from tests.servers.google.weather import Dropped, Truncated, Weather

PARTS: tuple[type[Part], ...] = (Events, Sharing, SignIn, Tasks)
MOST_PARTS = 1000
"""[D] calls in one batch, by the guide of 2026; older copies say 50 (apis.md 1.5)."""
_JSON = "application/json; charset=UTF-8"
_APIS = ("/calendar/", "/tasks/")

SERVERS: WeakSet[GoogleServer] = WeakSet()
Raw = tuple[int, dict[str, str], bytes]
P = TypeVar("P")


class GoogleServer:
    """Use with ``with``, or ``start`` and ``stop``. ``root`` is where the APIs are."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}
        self.tokens: dict[str, Token] = {}
        self.calendars: dict[str, Calendar] = {}
        self.mails: list[Mail] = []
        self.requests: list[Logged] = []  # as they came over the wire: a batch is one, with its parts
        self.visits: list[Visit] = []
        self.misuses: list[str] = []
        self.weather = Weather()
        self.answers_backwards = False  # [D] a batch's calls may be done, and answered, in any order
        self.date: str | None = None  # what its answers say that the time is; None for the real one
        self.lock = threading.RLock()
        self._passed = timedelta()
        self._moment = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
        self._parts: dict[type, Part] = {part: part(self) for part in PARTS}
        self._methods: dict[str, Handler] = {}
        self._paths: dict[str, Visited] = {}
        for part in self._parts.values():
            self._methods |= part.methods
            self._paths |= part.paths
        handler = type("Handler", (_Handler,), {"google": self})
        self._http = _Quiet(("127.0.0.1", 0), handler)
        self._http.daemon_threads = True
        self.root = f"http://127.0.0.1:{self._http.server_port}/"
        SERVERS.add(self)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Raises AssertionError where it was asked for what Google does not describe."""
        self._http.shutdown()
        self._http.server_close()
        misuses, self.misuses = self.misuses, []
        assert misuses == []

    def part(self, kind: type[P]) -> P:
        """The module of this class."""
        return cast(P, self._parts[kind])

    def new_account(self, email: str = "", *, name: str = "", is_service: bool = False) -> Account:
        """An account with a bearer token that is good for everything."""
        email = email or f"person{len(self.accounts)}@example.org"
        account = Account(email, f"{TOKENS}{secrets.token_hex(8)}", name, is_service)
        self.accounts[email] = account
        self.tokens[account.token] = Token(account, EVERYTHING)
        return account

    def new_calendar(self, owner: Account, *, summary: str = "Styret", zone: str = "Europe/Oslo") -> Calendar:
        """An empty secondary calendar."""
        name = f"c_{secrets.token_hex(12)}@group.calendar.google.com"
        calendar = Calendar(name, owner, summary, zone, {owner.email: "owner"})
        self.calendars[name] = calendar
        return calendar

    def primary(self, account: Account) -> Calendar:
        """The account's own calendar, whose id is its address [S]."""
        own = Calendar(account.email, account, account.email, "Europe/Oslo", {account.email: "owner"})
        return self.calendars.setdefault(account.email, own)

    @property
    def calls(self) -> list[Logged]:
        """Every call of a method, those in batches one by one."""
        return [
            call
            for request in self.requests
            for call in (request.parts or [request])
            if call.method != "batch"
        ]

    def forget(self) -> None:
        """Count from here: what was asked until now is not in ``requests`` any longer."""
        self.requests.clear()
        self.visits.clear()

    def moment(self) -> datetime:
        """A time that never comes twice, and never stands still."""
        self._moment += timedelta(milliseconds=1)
        return self._moment

    def pass_time(self, **more: float) -> None:
        """Let so much time go by (arguments of timedelta)."""
        self._moment += timedelta(**more)
        self._passed += timedelta(**more)

    def seconds(self) -> float:
        """What tells how fast requests come: the time it is, and what was let go by."""
        return time.monotonic() + self._passed.total_seconds()

    # One request

    def answered(self, verb: str, target: str, headers: Mapping[str, str], body: bytes) -> Raw:
        """The answer to one request as it came over the wire. Raises Dropped and Truncated."""
        url = urlsplit(target)
        query = parse_qs(url.query, keep_blank_values=True)
        if url.path in self._paths:
            visit = Visit(verb, url.path, query, headers, body)
            with self.lock:
                self.visits.append(visit)
                page = self._paths[url.path](visit)
            return page.status, dict(page.headers), page.body
        if url.path in BATCHES:
            logged = Logged("batch", url.path, query, headers, body)
            self.requests.append(logged)
            return self._through("batch", logged, lambda: self._batch(logged), whole=True)
        logged = Logged("", url.path, query, headers, body)
        self.requests.append(logged)
        return self._through_both(verb, logged)

    def _through_both(self, verb: str, logged: Logged) -> Raw:
        """A request that is no batch is one call as well."""
        name = _name(verb, logged.path)
        return self._through(name, logged, lambda: self._called(verb, logged), whole=True)

    def _called(self, verb: str, logged: Logged) -> Raw:
        logged.method = _name(verb, logged.path)
        return self._through(logged.method, logged, lambda: self._carried_out(verb, logged), whole=False)

    def _through(self, name: str, logged: Logged, do: Any, *, whole: bool) -> Raw:
        """Through the weather, and every refusal made an answer."""
        fault = self.weather.fault(name, whole=whole)
        try:
            raw: Raw = do() if fault is None else fault(do)
        except Refusal as no:
            logged.reason = no.reason
            content = b"" if no.status == 304 else json.dumps(no.body).encode()
            raw = no.status, {"Content-Type": _JSON, **no.headers}, content
        logged.status = raw[0]
        return raw

    def _carried_out(self, verb: str, logged: Logged) -> Raw:
        with self.lock:
            try:
                return self._handled(verb, logged)
            except Misuse as misuse:
                self.misuses.append(str(misuse))
                raise Refusal(400, "misuse", str(misuse)) from None

    def _handled(self, verb: str, logged: Logged) -> Raw:
        method, path = method_of(verb, logged.path)
        token = self._token(logged)
        given = method.parameters(path, logged.query)
        body = _parsed(logged)
        method.check_body(body)
        # [S] each method lists the scopes of which one is needed; [D] 403 insufficientPermissions
        if method.scopes.isdisjoint(token.scopes):
            raise Refusal(403, "insufficientPermissions")
        if method.id not in self._methods:
            raise Misuse(f"{method.id} is not built in the local server")
        answer = self._methods[method.id](Call(self, method, given, body or {}, logged.headers, token))
        method.check_answer(None if answer is None else dict(answer))
        if answer is None:
            return 204, {}, b""
        etag = {"ETag": answer["etag"]} if isinstance(answer.get("etag"), str) else {}
        return 200, {"Content-Type": _JSON, **etag}, json.dumps(answer).encode()

    def _token(self, logged: Logged) -> Token:
        said = logged.headers.get("authorization", "")
        token = self.tokens.get(said.removeprefix("Bearer "))
        if token is None:  # [D] "Invalid Credentials", [S] the client refreshes once and sends again
            raise Refusal(401, "authError") if said else Refusal(401, "required", "Login Required.")
        return token

    # Batches: [D] guide "Sending batch requests"; [M] apis.md 1.5

    def _batch(self, logged: Logged) -> Raw:
        kind = logged.headers.get("content-type", "")
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        message = message_from_bytes(head + logged.body)
        if logged.body and not message.is_multipart():
            raise Refusal(400, "badRequest", "Failed to parse batch request")
        parts = [part for part in message.get_payload() if not isinstance(part, str)]
        if len(parts) > MOST_PARTS:
            raise Refusal(400, "badRequest", f"The batch has more than {MOST_PARTS} calls")
        boundary = f"batch_{secrets.token_hex(12)}"
        pieces = [self._part(part, logged, boundary) for part in parts]
        if self.answers_backwards:
            pieces.reverse()
        answer = b"".join([*pieces, f"--{boundary}--\r\n".encode()])
        return 200, {"Content-Type": f"multipart/mixed; boundary={boundary}"}, answer

    def _part(self, part: Any, batch: Logged, boundary: str) -> bytes:
        """One part's answer with CRLF and headers of its own, without which the client stumbles; nothing where it was dropped."""
        verb, call = _asked(part, batch)
        batch.parts.append(call)
        if not call.path.startswith(_APIS):
            self.misuses.append(f"a batch to {batch.path} asks for {call.path}")
        try:
            status, headers, body = self._called(verb, call)
        except (Dropped, Truncated):
            return b""
        number = (part["Content-ID"] or "<>").strip().removeprefix("<").removesuffix(">")
        named = {**headers, "Content-Length": str(len(body))}
        lines = [
            f"--{boundary}",
            "Content-Type: application/http",
            f"Content-ID: <response-{number}>",
            "",
            f"HTTP/1.1 {status} {responses.get(status, 'Unknown')}",
            *(f"{name}: {value}" for name, value in named.items()),
            "",
            "",
        ]
        return "\r\n".join(lines).encode() + body + b"\r\n"


def _asked(part: Any, batch: Logged) -> tuple[str, Logged]:
    """The request within a part."""
    head, _, body = part.get_payload(decode=True).replace(b"\r\n", b"\n").partition(b"\n\n")
    line, *lines = head.decode().split("\n")
    verb, target, *_ = line.split(" ")
    own = {name.strip().lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
    # [D] the outer request's headers hold for every part, unless the part has its own
    outer = {name: value for name, value in batch.headers.items() if not name.startswith("content-")}
    url = urlsplit(target)
    query = parse_qs(url.query, keep_blank_values=True)
    return verb, Logged("", url.path, query, {**outer, **own}, body.strip(), in_batch=True)


def _parsed(logged: Logged) -> Any:
    """The body, which the log then has as JSON. [D] 400 parseError."""
    if not logged.body:
        logged.body = None
        return None
    try:
        logged.body = json.loads(logged.body)
    except ValueError:
        raise Refusal(400, "parseError", "Parse Error") from None
    return logged.body


def _name(verb: str, path: str) -> str:
    with suppress(Misuse):
        return method_of(verb, path)[0].id
    return ""


class _Quiet(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that has gone away is nothing to speak of."""


class _Handler(BaseHTTPRequestHandler):
    google: GoogleServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        verb = headers.get("x-http-method-override", self.command)  # [S] a long GET comes as a POST
        target = self.path if verb == self.command else f"{self.path}?{body.decode()}"
        try:
            answer = self.google.answered(verb, target, headers, body if verb == self.command else b"")
        except Dropped:
            self.close_connection = True
            return
        except Truncated as cut:
            self.close_connection = True
            self._send(cut.status, cut.headers, cut.body, cut.length)
            return
        self._send(*answer, len(answer[2]))

    def date_time_string(self, timestamp: float | None = None) -> str:
        return self.google.date or super().date_time_string(timestamp)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, length: int) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status not in {204, 304}:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silent: ``requests`` has it."""
