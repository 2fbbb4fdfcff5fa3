"""A Google account as ``hjul connect`` and ``hjul doctor`` need it: its calendars and lists, who may see them, what may be done there.

Changes nothing but what ``create``, ``share`` and ``create_list`` are for, and takes away what it tries. Sends no mail.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, ClassVar, Literal, cast

from google.auth.credentials import Credentials

from adapters.base import NotAllowed, ServiceError, Terminal
from adapters.google_http import ROOT, Answer, Ask, Connection, refused
from adapters.google_tasks_http import ROOT as TASKS_ROOT

MOST_PAGES = 100
TIMEOUT = 30.0
"""Seconds without a word, while a person waits."""
_ID = "0123456789abcdefghijklmnopqrstuv"
_TRIAL = "hjul: is writing allowed here?"
_OWNED_SOON = 3
"""Times that sharing is tried: for some seconds Google does not know yet who owns a calendar that was just made."""


@dataclass(frozen=True, slots=True)
class CalendarInfo:
    """A calendar as Google describes it to whoever asks."""

    id: str
    name: str
    role: str  # freeBusyReader, reader, writerWithoutPrivateAccess, writer or owner
    is_primary: bool = False

    @property
    def writable(self) -> bool:
        return self.role in {"writer", "owner"}


@dataclass(frozen=True, slots=True)
class ListInfo:
    """A task list."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of who may see a calendar. ``whom`` is a mail address, a domain, or "" for everybody."""

    whom: str
    role: str


class GoogleAccount:
    """Whoever has these credentials; ``name`` is the target's. ``root`` is where the APIs are, None for Google's own."""

    def __init__(
        self,
        name: str,
        credentials: Credentials,
        *,
        root: str | None = None,
        timeout: float = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self._sleep = sleep

        def service(kind: type[_Service], at: str) -> _Service:
            return kind(name, "", credentials, _now, root=root or at, timeout=timeout, sleep=sleep)

        self._calendars = service(_Calendars, ROOT)
        self._tasks = service(_Tasks, TASKS_ROOT)

    def renew(self) -> timedelta | None:
        """How far ahead of Google's this machine's clock is, by the answer to a renewed sign-in; None when it does not say.

        NotAllowed when Google does not accept the sign-in, Transient when it cannot be asked.
        """
        return self._calendars.renew()

    # Calendars

    def calendars(self) -> tuple[CalendarInfo, ...]:
        """Those in the person's own list. Needs the right to see it."""
        found = self._calendars.pages(
            lambda service, **asked: service.calendarList().list(maxResults=250, **asked)
        )
        return tuple(
            CalendarInfo(
                str(one["id"]),
                str(one.get("summaryOverride") or one.get("summary") or one["id"]),
                str(one.get("accessRole", "")),
                one.get("primary") is True,
            )
            for one in found
            if one.get("id")
        )

    def calendar(self, name: str) -> CalendarInfo | None:
        """One by its id, whoever's list it is in; None when it is not there, or not to be seen by this account."""
        answer = self._calendars.looked(
            lambda service: service.events().list(calendarId=name, maxResults=1, fields="accessRole,summary")
        )
        if answer.missing:
            return None
        if not answer.ok:
            raise _not_seen(answer, name)
        said = answer.body
        return CalendarInfo(name, str(said.get("summary") or name), str(said.get("accessRole", "")))

    def create(self, title: str, zone: str, description: str) -> CalendarInfo:
        """A new calendar of this account's. Terminal when it may not be, or when it is not known whether it was made."""
        body = {"summary": title, "timeZone": zone, "description": description}
        answer = self._calendars.done("insert", lambda service: service.calendars().insert(body=body))
        if answer.lost:
            raise Terminal(
                f"Google did not say whether it made the calendar {title!r}; look there, and use it with --calendar if it did"
            )
        if not answer.ok or not answer.body.get("id"):
            raise _not_done(answer, f"the calendar {title!r} cannot be made")
        return CalendarInfo(str(answer.body["id"]), title, "owner")

    def rules(self, calendar: str) -> tuple[Rule, ...]:
        """Who may see it. Needs the right to share."""
        found = self._calendars.pages(
            lambda service, **asked: service.acl().list(calendarId=calendar, maxResults=250, **asked)
        )
        return tuple(
            Rule(str((one.get("scope") or {}).get("value") or ""), str(one.get("role", ""))) for one in found
        )

    def share(self, calendar: str, whom: str, role: Literal["reader", "writer"]) -> bool:
        """Whether anything changed: who has this role already, or owns it, keeps what they have. No mail is sent."""
        before = next(
            (rule for rule in self.rules(calendar) if rule.whom.casefold() == whom.casefold()), None
        )
        if before is not None and before.role in {role, "owner"}:
            return False
        body = {"role": role, "scope": {"type": "user", "value": whom}}
        answer = Answer(0)
        for tried in range(_OWNED_SOON):
            answer = self._calendars.done(
                "insert",
                lambda service: service.acl().insert(calendarId=calendar, sendNotifications=False, body=body),
            )
            if answer.ok:
                return True
            if answer.reason != "requiredAccessLevel":
                break
            self._sleep(2.0**tried)
        raise _not_shared(answer, whom)

    def try_writing(self, calendar: str) -> None:
        """Put a small event there, read it back and take it away. ServiceError says which of the three failed."""
        name = "".join(secrets.choice(_ID) for _ in range(40))
        today = date.today()  # noqa: DTZ011  # any day will do
        body = {
            "id": name,
            "summary": _TRIAL,
            "start": {"date": today.isoformat()},
            "end": {"date": (today + timedelta(days=1)).isoformat()},
            "transparency": "transparent",
            "reminders": {"useDefault": False},
        }
        where: dict[str, Any] = {"calendarId": calendar}
        one = {**where, "eventId": name}
        self._calendars.try_out(
            calendar,
            lambda service: service.events().insert(**where, sendUpdates="none", body=body),
            lambda service: service.events().get(**one),
            lambda service: service.events().delete(**one, sendUpdates="none"),
        )

    # Task lists

    def lists(self) -> tuple[ListInfo, ...]:
        """All of the person's."""
        found = self._tasks.pages(lambda service, **asked: service.tasklists().list(maxResults=100, **asked))
        return tuple(ListInfo(str(one["id"]), str(one.get("title") or "")) for one in found if one.get("id"))

    def list(self, name: str) -> ListInfo | None:
        """One by its id; None when it is not there."""
        answer = self._tasks.looked(lambda service: service.tasklists().get(tasklist=name))
        if answer.missing or answer.status == 400:  # [I] an id that is none is answered with 400
            return None
        if not answer.ok:
            raise _not_done(answer, f"the list {name} cannot be looked at")
        return ListInfo(name, str(answer.body.get("title") or name))

    def create_list(self, title: str) -> ListInfo:
        """A new list of this account's."""
        answer = self._tasks.done("insert", lambda service: service.tasklists().insert(body={"title": title}))
        if answer.lost:
            raise Terminal(
                f"Google did not say whether it made the list {title!r}; look there, and use it with --tasks if it did"
            )
        if not answer.ok or not answer.body.get("id"):
            raise _not_done(answer, f"the list {title!r} cannot be made")
        return ListInfo(str(answer.body["id"]), title)

    def try_writing_task(self, name: str) -> None:
        """Put a small task there, read it back and take it away. ServiceError says which of the three failed."""
        body = {"title": _TRIAL}
        answer = self._tasks.done("insert", lambda service: service.tasks().insert(tasklist=name, body=body))
        if not answer.ok or not answer.body.get("id"):
            raise _not_written(answer, name)
        one = {"tasklist": name, "task": str(answer.body["id"])}
        self._tasks.read_and_take_away(
            name, lambda service: service.tasks().get(**one), lambda service: service.tasks().delete(**one)
        )


@dataclass(frozen=True, slots=True)
class _Call(Ask):
    build: Callable[[Any], Any] = lambda service: service


class _Service(Connection):
    """One of Google's APIs, one request at a time."""

    def renew(self) -> timedelta | None:
        dates: list[str] = []
        done: list[bool] = []

        def noted(*args: Any, **more: Any) -> Any:
            answer = self._signing_in(*args, **more)
            dates.append(str(answer.headers.get("date", "")))
            return answer

        def renewed() -> None:
            self._credentials.refresh(noted)  # type: ignore[no-untyped-call]
            done.append(True)

        of_all = self._told(renewed)
        if not done:
            raise self.refused(of_all, "the sign-in")
        return _ahead(dates[-1]) if dates else None

    def looked(self, build: Callable[[Any], Any]) -> Answer:
        return self.done("get", build)

    def done(self, verb: Literal["get", "insert", "delete"], build: Callable[[Any], Any]) -> Answer:
        (answer,) = self.ask([_Call(verb, build=build)])
        return answer

    def pages(self, build: Callable[..., Any]) -> Iterator[Mapping[str, Any]]:
        asked: dict[str, str] = {}
        for _ in range(MOST_PAGES):
            answer = self.looked(lambda service: build(service, **asked))
            if not answer.ok:
                raise _not_done(answer, "what is there cannot be listed")
            items = answer.body.get("items") or []
            yield from (one for one in items if isinstance(one, dict))
            following = answer.body.get("nextPageToken")
            if not following or asked.get("pageToken") == following:
                return
            asked["pageToken"] = str(following)

    def try_out(
        self, name: str, put: Callable[[Any], Any], read: Callable[[Any], Any], away: Callable[[Any], Any]
    ) -> None:
        answer = self.done("insert", put)
        if answer.lost:  # it may be there all the same
            self.done("delete", away)
        if not answer.ok:
            raise _not_written(answer, name)
        self.read_and_take_away(name, read, away)

    def read_and_take_away(self, name: str, read: Callable[[Any], Any], away: Callable[[Any], Any]) -> None:
        back = self.looked(read)
        gone = self.done("delete", away)
        if not gone.ok and not gone.missing:
            raise Terminal(f"{name}: what was written there cannot be taken away ({gone.status}): {_TRIAL!r}")
        if not back.ok:
            raise Terminal(f"{name}: what was written there cannot be read back")

    def _send(self, asks: Sequence[Ask]) -> list[Answer]:
        return [self._sent(ask) for ask in asks]

    def _sent(self, ask: Ask) -> Answer:
        heard: list[Answer] = []

        def send() -> None:
            body = self._request(ask).execute(num_retries=0)
            heard.append(Answer(200, body if isinstance(body, dict) else {}))

        of_all = self._told(send)
        return heard[0] if heard else of_all

    def _request(self, ask: Ask) -> Any:
        return cast(_Call, ask).build(self._service)


class _Calendars(_Service):
    api: ClassVar[tuple[str, str]] = ("calendar", "v3")


class _Tasks(_Service):
    api: ClassVar[tuple[str, str]] = ("tasks", "v1")


def _now() -> datetime:
    return datetime.now(UTC)


def _ahead(text: str) -> timedelta | None:
    """Of a moment as HTTP writes it (RFC 9110 §6.6.1)."""
    try:
        there = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    return _now() - there if there.tzinfo else None


def _away(answer: Answer) -> ServiceError | None:
    """What the connection itself has words for: Google is away, busy, or takes no more."""
    return refused("Google")(answer, "this") if answer.lost or answer.busy or answer.spent else None


def _not_seen(answer: Answer, name: str) -> ServiceError:
    away = _away(answer)
    return away or NotAllowed(
        f"this account may not look into {name} ({answer.reason or answer.status}); have it shared with it"
    )


def _not_done(answer: Answer, what: str) -> ServiceError:
    away = _away(answer)
    if away is not None:
        return away
    if answer.status == 403:
        return NotAllowed(
            f"{what}: Google does not let this account do it ({answer.reason or 403}); "
            "in an organisation, ask its administrator"
        )
    return Terminal(f"{what} ({answer.status} {answer.reason})")


def _not_written(answer: Answer, name: str) -> ServiceError:
    away = _away(answer)
    return away or NotAllowed(
        f"{name}: nothing can be written there ({answer.reason or answer.status}); choose another, or have the right to make "
        "changes given to this account"
    )


def _not_shared(answer: Answer, whom: str) -> ServiceError:
    away = _away(answer)
    if away is not None:
        return away
    if answer.reason == "requiredAccessLevel":
        return NotAllowed(
            f"only who owns the calendar can share it with {whom}; ask them to, or make one of hjul's own with --new-calendar"
        )
    if answer.status == 403:
        return NotAllowed(
            f"Google does not let this account share the calendar with {whom}: an organisation may forbid sharing outside it; "
            "ask its administrator"
        )
    return Terminal(
        f"the calendar cannot be shared with {whom} ({answer.status} {answer.reason}); look at the address"
    )
