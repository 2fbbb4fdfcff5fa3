"""Requests to one Google calendar, through Google's client, and what their failures mean.

The one place where anything is sent again: what was refused because of the pace, and what only looks. A write whose answer was
lost is never repeated here. Follows no redirect, bounds every answer in size and time, and never says what stands in an event.
"""

from __future__ import annotations

import http.client
import json
import logging
import random
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar, Literal
from urllib.parse import urlsplit
from weakref import finalize

import google_auth_httplib2  # type: ignore[import-untyped]
import httplib2  # type: ignore[import-untyped]
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]
from googleapiclient.discovery_cache import get_static_doc  # type: ignore[import-untyped]
from googleapiclient.errors import BatchError, Error, HttpError  # type: ignore[import-untyped]

from adapters.base import NotAllowed, ServiceError, Stale, Terminal, Transient
from adapters.google_refused import OFF, TOO_LITTLE, not_accepted

ROOT = "https://www.googleapis.com/"
AT_A_TIME = 50
"""Requests in one batch: larger ones meet the limits on pace part by part."""
MOST_BYTES = 64 * 1024 * 1024
"""Of one answer, unpacked."""
LONGEST = 600.0
"""Seconds for one answer, however steadily it comes."""
PATIENCE = 120.0
"""Seconds to wait for the pace to be allowed again, all told; Google counts by the minute."""
MOST_SILENCES = 3
"""Times that a question is asked without an answer."""
INVITES_NOBODY = (
    "a service account may invite nobody at Google, and so a meeting that invites people is not made or changed; "
    "take 'invite' out of the plan, or sign in as a person"
)
_LONGEST_PAUSE = 32.0
AT_ONCE, EACH_SECOND = 100.0, 5.0
"""Writes to one calendar without a pause, and then each second: Google refuses those that come too fast, far below its quota.

A part of a batch counts as much as a request alone (Calendar API guide, "Manage quotas" and "Sending batch requests").
"""

_TOO_FAST = frozenset({"rateLimitExceeded", "userRateLimitExceeded"})
_SPENT = frozenset(
    {"quotaExceeded", "dailyLimitExceeded", "dailyLimitExceededUnreg", "variableTermLimitExceeded"}
)
# What an answer that is none makes the library stumble over (Error is its own, of a batch among others).
_STUMBLES = (
    Error,
    MessageError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
)
_SIGN_IN = frozenset({"authError", "required", "invalidCredentials"}) | OFF | TOO_LITTLE
_WANTS_CONSENT = frozenset(
    {
        "invalid_grant",
        "invalid_client",
        "unauthorized_client",
        "access_denied",
        "invalid_scope",
        "deleted_client",
    }
)
_CONNECTIONS: Any = {"http": httplib2.HTTPConnectionWithTimeout, "https": httplib2.HTTPSConnectionWithTimeout}
_CHANCE = random.SystemRandom()

# It logs addresses, and a calendar's id is often somebody's mail address.
for _name in ("googleapiclient", "google_auth_httplib2", "google.auth"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``body`` is an event's, or what a ``list`` asks for; ``etag`` is the one it must still have.

    ``send_updates`` is whether Google writes to those invited, and is always said: what it does by itself is not sure.
    """

    verb: Literal["list", "get", "insert", "patch", "update", "delete"]
    ref: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    etag: str | None = None
    send_updates: Literal["all", "none"] = "none"

    @property
    def only_looks(self) -> bool:
        return self.verb in {"list", "get"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came. ``reason`` is Google's own word: one status has several meanings."""

    status: int  # 0: none came
    body: Mapping[str, Any] = field(default_factory=dict)  # of a refusal, what stands under its error
    reason: str = ""
    retry_after: float | None = None  # seconds

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def lost(self) -> bool:
        """Whether what was asked for may have been done all the same."""
        return self.status == 0 or self.status >= 500

    @property
    def busy(self) -> bool:
        """Whether it was not done, and may be tried again shortly. A 409 of this kind comes of the batch itself."""
        return (
            self.status == 429
            or (self.status == 403 and self.reason in _TOO_FAST)
            or (self.status == 409 and self.reason == "conflict")
        )

    @property
    def spent(self) -> bool:
        """Whether this account has had its share for hours."""
        return self.status in {403, 429} and self.reason in _SPENT

    @property
    def may_not_invite(self) -> bool:
        """Whether it was refused because a service account without delegation invites nobody."""
        return self.status == 403 and self.reason == "forbiddenForServiceAccounts"

    @property
    def missing(self) -> bool:
        return self.status in {404, 410}


class NoAnswer(Transient):
    """Google could not be reached, broke off or failed: what was asked for may have been done all the same."""


class Spent(Transient):
    """The account has used what Google allows it: every other request would be refused as well."""


SHARE = "have the calendar shared with it with the right to make changes"


def refused(host: str, remedy: str = SHARE) -> Callable[[Answer, str], ServiceError]:
    """What a person is told of an answer that is none of those that a caller knows what to do with.

    ``remedy`` is what to do when the account may not write.
    """

    def told(answer: Answer, what: str) -> ServiceError:
        if answer.lost:
            return NoAnswer(f"{host} did not answer, or failed; try again later")
        if answer.spent:
            return Spent(
                f"{host} takes no more from this account today ({answer.reason}); what is left is done by a later sync"
            )
        if answer.busy:
            return Transient(f"{host} is too busy just now; try again later", retry_after=answer.retry_after)
        if answer.status == 412 or answer.missing:
            return Stale(f"{what} changed since it was read")
        if answer.may_not_invite:
            return Terminal(INVITES_NOBODY)
        if answer.status == 403:
            return Terminal(f"{host} does not let this account write {what}{_word(answer)}; {remedy}")
        return Terminal(f"{host} does not take {what} ({answer.status}{_word(answer, ': ')})")

    return told


class Pace:
    """Lets ``AT_ONCE`` writes through and then ``EACH_SECOND``; ``sleep`` is given seconds."""

    def __init__(self, sleep: Callable[[float], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._sleep = sleep
        self._clock = clock
        self._left = AT_ONCE
        self._at = clock()

    def wait_for(self, writes: int) -> None:
        """Until so many may be sent."""
        now = self._clock()
        self._left = min(AT_ONCE, self._left + (now - self._at) * EACH_SECOND)
        lack = writes - self._left
        if lack > 0:
            self._sleep(lack / EACH_SECOND)
            self._left += lack
        self._at = self._clock()
        self._left -= writes


class Connection:
    """One calendar. ``name`` is that of the target whose sign-in it is, for what is said to a person. Not to be used by several threads.

    Another of Google's services has another ``api`` and its own ``_request``.
    """

    api: ClassVar[tuple[str, str]] = ("calendar", "v3")
    remedy: ClassVar[str] = SHARE

    def __init__(
        self,
        name: str,
        calendar: str,
        credentials: Credentials,
        now: Callable[[], datetime],
        *,
        root: str = ROOT,
        timeout: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.host = urlsplit(root).hostname or ""
        self.refused = refused(self.host, self.remedy)
        self._calendar = calendar
        self._credentials = credentials
        self._now = now
        self._sleep = sleep
        self._pace = Pace(sleep)
        raw = _Http(timeout=timeout, decode_limit_hard=MOST_BYTES)
        raw.follow_redirects = False
        finalize(self, raw.close)  # when nobody has the calendar open any longer
        self._signing_in = google_auth_httplib2.Request(raw)
        self._http = google_auth_httplib2.AuthorizedHttp(credentials, http=raw)
        described = json.loads(get_static_doc(*self.api))
        described["rootUrl"] = root  # the batch address follows it, and not client_options
        self._service: Any = build_from_document(described, http=self._http)

    def ask(self, asks: Sequence[Ask]) -> list[Answer]:
        """The answers, in the order of the requests: one request for a ``list`` alone, else one batch of at most 50.

        Raises NotAllowed when the sign-in is refused and Terminal for a redirect; every other failure is an Answer.
        """
        answers = [Answer(0)] * len(asks)
        todo = list(range(len(asks)))
        waited, tried = 0.0, 0
        while todo:
            self._pace.wait_for(sum(not asks[number].only_looks for number in todo))
            for number, answer in zip(todo, self._send([asks[number] for number in todo]), strict=True):
                answers[number] = self._judged(answer)
            tried += 1
            todo = [number for number in todo if _is_asked_again(asks[number], answers[number], tried)]
            pause = _pause(tried, [answers[number] for number in todo])
            if waited + pause > PATIENCE:
                break
            if todo:
                self._sleep(pause)
                waited += pause
        return answers

    def _send(self, asks: Sequence[Ask]) -> list[Answer]:
        heard: dict[str, Answer] = {}

        def hear(number: str, body: object, error: HttpError | None) -> None:
            heard[number] = self._answer(error) if error is not None else _taken(asks[int(number)], body)

        def alone() -> None:
            hear("0", self._request(asks[0]).execute(num_retries=0), None)

        def together() -> None:
            batch = self._service.new_batch_http_request(callback=hear)
            for number, ask in enumerate(asks):
                batch.add(self._request(ask), request_id=str(number))
            batch.execute(http=self._http)

        of_all = self._told(alone if asks[0].verb == "list" else together)
        return [heard.get(str(number), of_all) for number in range(len(asks))]

    def _request(self, ask: Ask) -> Any:
        events = self._service.events()
        where = {"calendarId": self._calendar}
        if ask.verb == "list":
            return events.list(**where, **ask.body)
        if ask.verb == "get":
            return events.get(**where, eventId=ask.ref)
        mail = {"sendUpdates": ask.send_updates}
        if ask.verb == "delete":
            request = events.delete(**where, **mail, eventId=ask.ref)
        else:
            whole = {"conferenceDataVersion": 1, "supportsAttachments": True} if ask.verb != "patch" else {}
            which = {} if ask.verb == "insert" else {"eventId": ask.ref}
            method = getattr(events, ask.verb)
            request = method(**where, **mail, **which, **whole, body=dict(ask.body))
        if ask.etag:
            request.headers["If-Match"] = ask.etag
        return request

    def _told(self, send: Callable[[], None]) -> Answer:
        """Send, and what came of it as a whole: an answer for those that have none of their own."""
        try:
            if not self._credentials.valid:
                self._credentials.refresh(self._signing_in)  # type: ignore[no-untyped-call]
            send()
        except ServiceError:
            raise
        except BatchError:  # the answer cannot be taken apart; no HTTP error, though of its class
            return Answer(0)
        except HttpError as error:
            return self._answer(error)
        except RefreshError as error:
            raise self._not_signed_in(error) from None
        except TransportError:  # the sign-in could not be reached
            return Answer(0)
        except GoogleAuthError:
            raise self._not_accepted() from None
        except ssl.SSLCertVerificationError:
            raise Terminal(f"{self.host} has no valid certificate; nothing was sent to it") from None
        except (OSError, http.client.HTTPException, httplib2.HttpLib2Error, *_STUMBLES):
            return Answer(0)
        return Answer(0)  # for a part that a batch's answer does not have

    def _answer(self, error: HttpError) -> Answer:
        wait = _retry_after(error.resp.get("retry-after"), self._now)
        said = _said(error.content)
        return Answer(error.status_code, said, _reason(said), wait)

    def _judged(self, answer: Answer) -> Answer:
        if 300 <= answer.status < 400:
            raise Terminal(f"{self.host} answered with another address; nothing was sent there")
        if answer.status == 401 or (answer.status == 403 and answer.reason in _SIGN_IN):
            raise self._not_accepted(answer)
        return answer

    def _not_accepted(self, answer: Answer | None = None) -> NotAllowed:
        answer = answer or Answer(401)
        return not_accepted(self.host, self.name, self.api[0], answer.reason, answer.body)

    def _not_signed_in(self, error: RefreshError) -> ServiceError:
        said = " ".join(str(each) for each in error.args)
        if any(code in said for code in _WANTS_CONSENT) or not error.args[1:]:
            return NotAllowed(f"the sign-in of {self.name} is no longer good at Google; sign in again")
        return NoAnswer("Google's sign-in failed; try again later")


class _Bounded(http.client.HTTPResponse):
    """Reads no more than ``MOST_BYTES``, and no longer than ``LONGEST``."""

    def read(self, amt: int | None = None) -> bytes:
        if amt is not None:
            return super().read(amt)
        until = time.monotonic() + LONGEST
        pieces, size = [], 0
        while piece := super().read(1 << 16):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES or time.monotonic() > until:
                self.close()
                raise Terminal(
                    f"Google's answer is larger than {MOST_BYTES >> 20} MB or takes longer than "
                    f"{LONGEST / 60:.0f} minutes; hjul reads no further"
                )
        if self.length:  # it says so itself only where it is read in one piece
            raise http.client.IncompleteRead(b"", self.length)
        return b"".join(pieces)


class _Http(httplib2.Http):  # type: ignore[misc]  # the library is not typed
    """Sends nothing twice: httplib2 itself would, where the server closes the connection without an answer."""

    def request(self, uri: str, *args: Any, **kwargs: Any) -> Any:
        if len(args) < 5 and kwargs.get("connection_type") is None:
            kwargs["connection_type"] = _WAYS[urlsplit(uri).scheme]
        return super().request(uri, *args, **kwargs)


def _once(kind: Any) -> Any:
    class Once(kind):  # type: ignore[misc]
        response_class = _Bounded

        def getresponse(self) -> http.client.HTTPResponse:
            try:
                found: http.client.HTTPResponse = super().getresponse()
            except (http.client.BadStatusLine, http.client.ResponseNotReady):
                self.close()
                raise ConnectionAbortedError("closed without an answer") from None
            return found

    return Once


_WAYS = {scheme: _once(kind) for scheme, kind in _CONNECTIONS.items()}


def _is_asked_again(ask: Ask, answer: Answer, tried: int) -> bool:
    return (answer.busy and not answer.spent) or (answer.lost and ask.only_looks and tried < MOST_SILENCES)


def _pause(tried: int, answers: Sequence[Answer]) -> float:
    """Longer each time, by chance, and never shorter than what the server asks for."""
    asked = max((answer.retry_after or 0.0 for answer in answers), default=0.0)
    longest = min(2.0**tried, _LONGEST_PAUSE)
    return asked + _CHANCE.uniform(longest / 4, longest)


def _said(content: bytes) -> Mapping[str, Any]:
    """What stands under ``error``."""
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        return _body(json.loads(content)["error"])
    return {}


def _reason(said: Mapping[str, Any]) -> str:
    for several in (said.get("errors"), said.get("details")):
        with suppress(TypeError, KeyError, IndexError):
            return _printable(several[0]["reason"])  # type: ignore[index]
    return _printable(said.get("status", ""))


def _printable(reason: object) -> str:
    return str(reason)[:60] if str(reason).isprintable() else ""


def _retry_after(text: str | None, now: Callable[[], datetime]) -> float | None:
    """Seconds or a moment (RFC 9110 §10.2.3)."""
    if text is None:
        return None
    if text.isdecimal():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now()).total_seconds())
    except (ValueError, TypeError):
        return None


def _body(body: object) -> Mapping[str, Any]:
    return body if isinstance(body, dict) else {}


def _taken(ask: Ask, body: object) -> Answer:
    """A success, where it says so in Google's own words: a proxy on the way has pages of its own, with a 200 as well."""
    if ask.verb == "delete":
        return Answer(200) if not body else Answer(0)
    found = _body(body)
    is_googles = bool(found) if ask.verb == "list" else "etag" in found
    return Answer(200, found) if is_googles else Answer(0)


def _word(answer: Answer, before: str = " (") -> str:
    if not answer.reason:
        return ""
    return f"{before}{answer.reason}" + (")" if before == " (" else "")
