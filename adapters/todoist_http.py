"""Requests to one Todoist account, through the HTTP client that Todoist's own library uses, and what their failures mean.

The one place where anything is sent again: the same bytes, with the same uuids, so that Todoist carries out nothing twice.
Follows no redirect, bounds every answer in size and time, and never says what stands in a task.
"""

from __future__ import annotations

import json
import random
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit
from weakref import finalize

import httpx

from adapters.base import NotAllowed, ServiceError, Stale, Terminal, Transient
from config.todoist_target import ROOT

MOST_COMMANDS = 100
"""In one request (API v1, "Batching Commands")."""
MOST_SENT = 900_000
"""Bytes of one request: Todoist takes 1 MiB."""
MOST_BYTES = 64 * 1024 * 1024
"""Of one answer, unpacked."""
LONGEST = 600.0
"""Seconds for one answer, however steadily it comes."""
PATIENCE = 300.0
"""Seconds to wait for the pace to be allowed again, all told; Todoist counts over fifteen minutes."""
MOST_SILENCES = 4
"""Times that a request is sent without an answer that can be understood."""
_LONGEST_PAUSE = 32.0
_CHANCE = random.SystemRandom()
_FULL = frozenset({"PROJECT_FROZEN", "LIMIT_REACHED"})
_CODES = {
    22: (404, "NOT_FOUND"),
    35: (429, "LIMITS_REACHED"),
    49: (403, "MAX_ITEMS_LIMIT_REACHED"),
    477: (401, ""),
    478: (404, "NOT_FOUND"),
}
"""What Todoist's own numbers mean where it says nothing else (API v1 documentation; issues of its own clients)."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to be done. The same ``uuid`` is never carried out twice by Todoist."""

    type: str
    uuid: str
    args: Mapping[str, Any]
    temp_id: str | None = None

    def said(self) -> dict[str, Any]:
        """As it is sent."""
        temp = {"temp_id": self.temp_id} if self.temp_id is not None else {}
        return {"type": self.type, "uuid": self.uuid, **temp, "args": dict(self.args)}


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. A ``sync`` reads what changed since ``token``, "*" for all, and carries out ``commands`` before."""

    verb: Literal["sync", "completed", "activities"]
    token: str = "*"  # noqa: S105  # Todoist's word for "everything"
    commands: tuple[Command, ...] = ()
    asked: Mapping[str, str] = field(default_factory=dict)  # the window and the page, where it is no sync


@dataclass(frozen=True, slots=True)
class Answer:
    """What came, of a request or of one command in it. ``tag`` is Todoist's own word: one status has several meanings."""

    status: int  # 0: none came, or none that can be understood
    body: Mapping[str, Any] = field(default_factory=dict)
    tag: str = ""
    retry_after: float | None = None  # seconds
    at: datetime | None = None  # the server's clock, UTC

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def lost(self) -> bool:
        """Whether what was asked for may have been done all the same."""
        return self.status == 0 or self.status >= 500 or self.status == 408

    @property
    def busy(self) -> bool:
        """Whether it was not done, and may be tried again."""
        return self.status == 429

    @property
    def full(self) -> bool:
        """Whether what holds it has no room: a 403 that is no question of rights."""
        return self.status in {400, 403} and any(each in self.tag for each in _FULL)

    @property
    def missing(self) -> bool:
        return self.status in {404, 410} or self.tag.endswith("NOT_FOUND")


Token = str | httpx.Auth
"""What requests are signed with: a personal token, or a sign-in that renews itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """How commands went: an answer for each uuid, and the ids of what was made, by their temp ids."""

    answers: Mapping[str, Answer]
    made: Mapping[str, str] = field(default_factory=dict)


class NoAnswer(Transient):
    """Todoist could not be reached, broke off or failed: what was asked for may have been done all the same."""


def refused(host: str, name: str) -> Callable[[Answer, str], ServiceError]:
    """What a person is told of an answer that is none of those that a caller knows what to do with."""

    def told(answer: Answer, what: str) -> ServiceError:
        if answer.lost:
            return NoAnswer(f"{host} did not answer, or failed; try again later")
        if answer.busy:
            return Transient(f"{host} is too busy just now; try again later", retry_after=answer.retry_after)
        if answer.status == 401:
            return NotAllowed(
                f"{host} does not accept the sign-in of {name}; sign in again: hjul connect todoist --target {name}"
            )
        if "MAX_PROJECTS" in answer.tag:
            return Terminal(
                f"{host} lets this account have no more projects{_word(answer)}; archive one that is over, or use one that is there"
            )
        if answer.full:
            return Terminal(
                f"{host} has no room for {what}{_word(answer)}; complete or move tasks there, or say "
                f"hjul connect todoist --target {name} --per-area"
            )
        if answer.missing:
            return Stale(f"{what} is no longer there")
        if "PREMIUM" in answer.tag:
            return Terminal(
                f"{host} takes {what} only on a paid plan{_word(answer)}; deadlines are such a thing"
            )
        if answer.status == 403:
            return Terminal(
                f"{host} does not let this account write {what}{_word(answer)}; have the project shared with it"
            )
        return Terminal(f"{host} does not take {what} ({answer.status}{_word(answer, ': ')})")

    return told


def of_command(said: object) -> Answer:
    """How one command went, by the ``sync_status`` of its uuid."""
    if said == "ok":
        return Answer(200)
    if not isinstance(said, Mapping):
        return Answer(0)
    status, code = said.get("http_code"), said.get("error_code")
    if not isinstance(status, int):  # as in one documented sample
        status, tag = _CODES.get(code, (400, "")) if isinstance(code, int) else (0, "")
        return Answer(status, {}, _tag(said) or tag, _wait(said))
    return Answer(status, {}, _tag(said), _wait(said))


class Connection:
    """One account. ``name`` is the target's, for what is said to a person. Not to be used by several threads."""

    def __init__(
        self,
        name: str,
        token: Token,
        *,
        root: str = ROOT,
        timeout: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.host = urlsplit(root).hostname or ""
        self.refused = refused(self.host, name)
        self._api = f"{root}/api/v1"
        self._sleep = sleep
        auth, said = (None, token) if isinstance(token, str) else (token, "")
        self._can_sign_in = said.isascii() and said.isprintable()
        signed = {"Authorization": f"Bearer {said}"} if said and self._can_sign_in else {}
        self._client = httpx.Client(
            auth=auth,
            headers={**signed, "Accept": "application/json"},
            timeout=timeout,
            follow_redirects=False,
            verify=_trusted(),
        )
        finalize(self, self._client.close)  # when nobody has the account open any longer

    def ask(self, ask: Ask, patience: float = PATIENCE) -> Answer:
        """The answer, after as many tries as make sense in so many seconds of waiting; the bytes are the same each time.

        Raises NotAllowed when the sign-in is refused and Terminal for a redirect; every other failure is an Answer.
        """
        if not self._can_sign_in:
            raise self.refused(Answer(401), "")
        request = self._request(ask)
        waited, tried = 0.0, 0
        while True:
            answer = self._judged(self._sent(request))
            tried += 1
            if not (answer.busy or (answer.lost and tried < MOST_SILENCES)):
                return answer
            pause = _pause(tried, answer)
            if waited + pause > patience:
                return answer
            self._sleep(pause)
            waited += pause

    def _request(self, ask: Ask) -> httpx.Request:
        match ask.verb:
            case "sync":
                return self._client.build_request(
                    "POST",
                    f"{self._api}/sync",
                    content=as_sent(ask.token, ask.commands),
                    headers={"Content-Type": "application/x-www-form-urlencoded"},
                )
            case "completed":
                address = f"{self._api}/tasks/completed/by_completion_date"
                return self._client.build_request("GET", address, params=dict(ask.asked))
            case "activities":
                return self._client.build_request("GET", f"{self._api}/activities", params=dict(ask.asked))

    def _sent(self, request: httpx.Request) -> Answer:
        until = time.monotonic() + LONGEST
        try:
            response = self._client.send(request, stream=True)
            try:
                pieces, size = [], 0
                for piece in response.iter_bytes():
                    pieces.append(piece)
                    size += len(piece)
                    if size > MOST_BYTES or time.monotonic() > until:
                        raise Terminal(
                            f"{self.host}'s answer is larger than {MOST_BYTES >> 20} MB or takes longer than "
                            f"{LONGEST / 60:.0f} minutes; hjul reads no further"
                        )
            finally:
                response.close()
        except httpx.UnsupportedProtocol:
            raise Terminal(f"{self.host} cannot be asked by this address; mend 'root' in hjul.toml") from None
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            if _is_of_certificate(error):
                raise Terminal(f"{self.host} has no valid certificate; nothing was sent to it") from None
            return Answer(0)
        return _answer(response, b"".join(pieces))

    def _judged(self, answer: Answer) -> Answer:
        if 300 <= answer.status < 400:
            raise Terminal(f"{self.host} answered with another address; nothing was sent there")
        if answer.status == 401:
            raise self.refused(answer, "")
        return answer


RESOURCES = (
    "items",
    "projects",
    "sections",
    "collaborators",
    "collaborator_states",
    "notes",
    "user_plan_limits",
    "completed_info",
)
"""What a reading asks for. Labels are not among them: a task names its own."""


@cache
def _trusted() -> ssl.SSLContext:
    """What every connection trusts: read from the disk once."""
    return httpx.create_ssl_context()


def _is_of_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def as_sent(token: str, commands: Iterable[Command] = ()) -> bytes:
    """The body of a sync request."""
    fields = {"sync_token": token, "resource_types": _json(RESOURCES)}
    said = [command.said() for command in commands]
    return urlencode(fields | ({"commands": _json(said)} if said else {})).encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _answer(response: httpx.Response, content: bytes) -> Answer:
    """What came. What should be JSON and is none is no answer, such as the page that a network shows before a sign-in."""
    body: object = None
    with suppress(ValueError, RecursionError):
        body = json.loads(content)
    status = response.status_code
    at = _server_time(response.headers.get("date"))
    if status == 200 and not isinstance(body, dict):
        return Answer(0, at=at)
    said = body if isinstance(body, dict) else {}
    if status == 200:
        return Answer(status, said, at=at)
    wait = _seconds(response.headers.get("retry-after"), at)
    return Answer(status, {}, _tag(said), wait if wait is not None else _wait(said), at)


def _tag(said: Mapping[str, Any]) -> str:
    tag = said.get("error_tag")
    return tag[:60] if isinstance(tag, str) and tag.isprintable() else ""


def _wait(said: Mapping[str, Any]) -> float | None:
    """It also stands in answers that no waiting mends: only the status tells which."""
    extra = said.get("error_extra")
    wait = extra.get("retry_after") if isinstance(extra, Mapping) else None
    return float(wait) if isinstance(wait, int | float) and 0 <= wait < 1e9 else None


def _seconds(text: str | None, now: datetime | None) -> float | None:
    """Seconds or a moment (RFC 9110 §10.2.3)."""
    if text is None:
        return None
    if text.isdecimal():
        return float(text[:9])
    at = _server_time(text)
    return max(0.0, (at - now).total_seconds()) if at is not None and now is not None else None


def _server_time(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, TypeError, OverflowError):
        return None


def _pause(tried: int, answer: Answer) -> float:
    """Longer each time, by chance, and never shorter than what the server asks for."""
    longest = min(2.0**tried, _LONGEST_PAUSE)
    asked = (answer.retry_after or 0.0) if answer.busy else 0.0
    return asked + _CHANCE.uniform(longest / 4, longest)


def _word(answer: Answer, before: str = " (") -> str:
    if not answer.tag:
        return ""
    return f"{before}{answer.tag}" + (")" if before == " (" else "")
