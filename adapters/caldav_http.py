"""Requests to one CalDAV account, through the caldav library, and what their failures mean.

Follows no redirect: a password goes to the address that stands in hjul.toml and to no other. Bounds every answer in size
and in time. Waits where the server says how long (RFC 9110 §10.2.3), within reason, and where it takes one writer at a
time; it repeats nothing else: what was refused with 423, 429 or 503 was not done. Never says a password or what stands in an object.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit
from weakref import finalize

import niquests
from caldav.davclient import DAVClient
from caldav.lib.error import AuthorizationError, DAVError, RateLimitError, parse_preconditions

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from config.addresses import is_loopback

MOST_BYTES = 64 * 1024 * 1024
"""Of one answer: some tens of thousands of objects."""
LONGEST = 600.0
"""Seconds for one answer, however steadily it comes."""
PATIENCE = 30.0
"""Seconds that a server is waited for with one request, all told."""
SHORTEST = 0.1
"""Seconds to wait at first where a server takes one writer at a time (423, as Cyrus does); it doubles with every try."""

# What an answer that is none makes the library stumble over: broken XML is a SyntaxError.
_STUMBLES = (
    DAVError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
_WRITES = {"PUT", "DELETE"}
_CHANGES = {*_WRITES, "PROPPATCH"}
_STANDARD = ("{DAV:}", "{urn:ietf:params:xml:ns:caldav}")
_UNAUTHORISED, _LOCKED, _NO_ROOM = 401, 423, 507

# The library logs bodies, and complains on stderr of what it finds odd in an answer: both are the plan's own business.
for _name in ("caldav", "niquests", "urllib3_future", "urllib3"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered. ``tree`` is the body's root element where it is XML, else None."""

    status: int
    headers: Mapping[str, str]
    tree: Any = None
    preconditions: frozenset[str] = frozenset()  # RFC 4918 §16, as {namespace}name
    is_page: bool = (
        False  # 200 with a page for people: what stands between answers so, never a calendar server
    )

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def dislikes(self) -> frozenset[str]:
        """The names of what the standards know and this request did not meet: the same request never will.

        Some servers also name what they call it themselves (sabre/dav: ``exception``), of whichever failure.
        """
        return frozenset(name.rpartition("}")[2] for name in self.preconditions if name.startswith(_STANDARD))

    def violates(self, precondition: str) -> bool:
        """Whether the server names this precondition, in whichever namespace."""
        return any(name.endswith(f"}}{precondition}") for name in self.preconditions)


class Failed(Transient):
    """The server answered that it failed, which is not the same as no answer."""


class NoAnswer(Transient):
    """The server could not be reached, broke off or kept silent: what was asked for may have been done all the same."""


class Connection:
    """An account on one server. ``name`` is the target's, for what is said to a person; may be used by several threads."""

    def __init__(  # noqa: PLR0913  # all that an account is, by name
        self,
        name: str,
        address: str,
        *,
        user: str | None,
        secret: str | None,
        auth: str | None = None,
        timeout: float = 60.0,
        connections: int = 4,
        one_writer: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.host = urlsplit(address).hostname or ""
        self._sleep = sleep
        if auth is None and user is not None and (address.startswith("https:") or is_loopback(address)):
            auth = "basic"
            self._may_negotiate = True
        else:
            self._may_negotiate = False
        self._client: Any = _client(address, user, secret, auth, timeout, connections)
        self._lock = Lock()
        self._one_writer = one_writer
        self._writing = Lock()
        finalize(self, _close, clients := [self._client])  # when nobody has the account open any longer
        self._clients = clients
        self._without_auth: Callable[[], Any] = lambda: _client(
            address, user, secret, None, timeout, connections
        )

    def request(
        self, method: str, url: str, body: bytes | str = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request. Answers that a caller has to judge (2xx, and 4xx but 401 and 429) are returned.

        Raises NotAllowed for a sign-in that was refused, Transient for what may go better later (its effect is unknown,
        unless the server said that it was too busy), and Terminal for a redirect and for a full account.
        """
        data = body.encode() if isinstance(body, str) else body
        waited = 0.0
        while True:
            try:
                with self._writing if self._one_writer and method in _WRITES else nullcontext():
                    return self._judged(method, self._once(method, url, data, dict(headers or {})))
            except Transient as error:
                if error.retry_after is None or waited + error.retry_after > PATIENCE:
                    raise
                pause = max(error.retry_after, SHORTEST + waited)
                self._sleep(pause)
                waited += pause

    def _once(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        client = self._client
        with self._told():
            try:
                response = client.request(url, method, body, headers)
            except AuthorizationError as error:
                if error.status == _UNAUTHORISED and self._is_another_way_than(client):
                    return self._once(method, url, body, headers)
                if error.status == _UNAUTHORISED:
                    raise NotAllowed(
                        f"{self.host} refused the user name or the password; run 'hjul connect caldav' to sign in again"
                    ) from None
                return Answer(error.status or 403, {}, None, frozenset(error.preconditions))
        raw = response._raw if response.status >= 300 else None  # noqa: SLF001  # the library keeps it there
        return Answer(
            response.status,
            response.headers,
            response.tree,
            frozenset(parse_preconditions(raw) if raw else ()),
            response.status == 200
            and "html" in str(response.headers.get("Content-Type", ""))
            and bool(response._raw),  # noqa: SLF001
        )

    def _is_another_way_than(self, client: Any) -> bool:
        """Whether there is a way to sign in beside the one that this client tried: the server is left to say which."""
        with self._lock:
            if self._client is client and self._may_negotiate:
                self._may_negotiate = False
                self._client = self._without_auth()
                self._clients.append(self._client)
            return self._client is not client

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the library and the network raise, as what is to be done about it."""
        try:
            yield
        except ServiceError:
            raise
        except RateLimitError as error:
            raise Transient(
                f"{self.host} is too busy just now; try again later",
                retry_after=error.retry_after_seconds if error.retry_after_seconds is not None else None,
            ) from None
        except niquests.exceptions.SSLError:
            raise Terminal(f"{self.host} has no valid certificate; nothing was sent to it") from None
        except niquests.exceptions.Timeout:
            raise NoAnswer(f"{self.host} did not answer in time; try again later") from None
        except OSError:
            raise NoAnswer(f"{self.host} cannot be reached, or broke off; try again later") from None
        except NotImplementedError:
            raise NotAllowed(f"{self.host} offers no way to sign in that hjul knows") from None
        except _STUMBLES as error:
            kind = type(error).__name__
            raise Transient(
                f"{self.host} gave an answer that cannot be understood ({kind}); try again later"
            ) from None

    def _judged(self, method: str, answer: Answer) -> Answer:
        status = answer.status
        if answer.is_page and method in _CHANGES:
            raise NoAnswer(
                f"a web page came in the place of an answer of {self.host}, as networks do that want a sign-in; "
                "open it in a browser, and try again"
            )
        if 300 <= status < 400:
            where = host_of(str(answer.headers.get("Location", ""))) or "another address"
            raise Terminal(
                f"{self.host} says that the calendar has moved (to {where[:100]}); nothing was sent there. "
                "If that is right, give the new address in hjul.toml"
            )
        if status == _NO_ROOM and not answer.violates("number-of-matches-within-limits"):
            raise Terminal(f"the account on {self.host} is full; make room there and sync again")
        if status == _LOCKED:
            self._one_writer = True
            raise Transient(f"{self.host} is busy with the same calendar; try again later", retry_after=0.0)
        if status >= 500 and status not in {501, 505, _NO_ROOM}:
            raise Failed(f"{self.host} failed ({status}); try again later")
        return answer


def host_of(address: str) -> str | None:
    """The host in an address that somebody else wrote; None when there is none, or it is no address."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class _Session(niquests.Session):
    """Follows no redirect, and reads no more than ``MOST_BYTES`` of an answer."""

    def request(self, *args: Any, **kwargs: Any) -> Any:
        kwargs.update(allow_redirects=False, stream=True)
        response = super().request(*args, **kwargs)
        until = time.monotonic() + LONGEST
        pieces, size = [], 0
        for piece in response.iter_content(1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                response.close()
                raise Terminal(
                    f"the server's answer is larger than {MOST_BYTES >> 20} MB; hjul reads no further"
                )
            if time.monotonic() > until:
                response.close()
                raise Transient(
                    f"the server's answer took longer than {LONGEST / 60:.0f} minutes; try again later"
                )
        response._content = b"".join(pieces)  # noqa: SLF001  # where .content looks
        return response


def _close(clients: list[Any]) -> None:
    for client in clients:
        client.close()


def _client(
    address: str, user: str | None, secret: str | None, auth: str | None, timeout: float, connections: int
) -> DAVClient:
    client = DAVClient(
        address,
        username=user,
        password=secret,
        auth_type=auth if user is not None else None,
        timeout=timeout,  # type: ignore[arg-type]  # handed on to the HTTP library, which takes any number
        enable_rfc6764=False,
        rate_limit_handle=False,
    )
    session = _Session(pool_maxsize=max(connections, 2))
    session.trust_env = client.session.trust_env
    client.session.close()
    client.session = session
    return client
