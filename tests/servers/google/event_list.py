"""Lists of events: pages, and the tokens by which Google tells what changed since. [S] ``calendar.events.list``."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.servers.google.described import Misuse
from tests.servers.google.event_bodies import moment
from tests.servers.google.refusal import Refusal
from tests.servers.google.state import Calendar, Stored

_NOT_WITH_A_TOKEN = frozenset(
    {
        "iCalUID",
        "orderBy",
        "privateExtendedProperty",
        "q",
        "sharedExtendedProperty",
        "timeMin",
        "timeMax",
        "updatedMin",
    }
)
_MAY_DIFFER = frozenset({"maxResults", "pageToken", "syncToken", "alt", "prettyPrint"})
LARGEST_PAGE, USUAL_PAGE = 2500, 250


@dataclass(frozen=True, slots=True)
class Token:
    """Of a page or of what is new: which calendar and parameters it is for, and where it goes on."""

    calendar: str
    asked: str
    since: int  # what changed after this change; 0 for everything
    upto: int  # the last change there was when the list began
    after: str = ""  # of a page: the last event of the page before

    def __str__(self) -> str:
        fields = [self.calendar, self.asked, self.since, self.upto, self.after]
        return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode()

    @classmethod
    def read(cls, text: str) -> Token:
        try:
            return cls(*json.loads(base64.urlsafe_b64decode(text)))
        except (ValueError, TypeError):
            raise Refusal(400, "invalid", "Invalid token value.") from None  # [I]


@dataclass(frozen=True, slots=True)
class Listed:
    """One page."""

    events: list[Stored]
    more: dict[str, str]


def listed(
    calendar: Calendar, given: Mapping[str, Any], *, last: int, oldest: int, most: int, with_empty: bool
) -> Listed:
    """``last`` is the newest change there is; tokens from before ``oldest`` have expired; ``most`` events to a page."""
    _check(given)
    token = _begun(calendar, given, last)
    if token.since and token.since < oldest:
        raise Refusal(410, "fullSyncRequired")  # [D] guide "Synchronize resources efficiently"
    if with_empty and not token.after.startswith("."):
        # [S] "or none at all, even if there are more events matching"
        return Listed([], {"nextPageToken": str(_going_on(token, "." + token.after))})
    place = token.after.removeprefix(".")
    found = [
        each
        for each in _in_order(calendar, token)
        if _place(each, token) > place and _fits(each, given, token, calendar)
    ]
    page = found[: min(given.get("maxResults", USUAL_PAGE), LARGEST_PAGE, most)]
    if len(page) < len(found):
        return Listed(page, {"nextPageToken": str(_going_on(token, _place(page[-1], token)))})
    if _NOT_WITH_A_TOKEN & given.keys():  # [K] such a list cannot be gone on with
        return Listed(page, {})
    return Listed(page, {"nextSyncToken": str(Token(calendar.id, token.asked, token.upto, 0))})


def _check(given: Mapping[str, Any]) -> None:
    if "syncToken" in given:
        for name in sorted(_NOT_WITH_A_TOKEN & given.keys()):
            raise Refusal(400, "invalid", f"{name} cannot be used with syncToken")  # [S]
        if given.get("showDeleted") is False:
            raise Refusal(400, "invalid", "showDeleted cannot be false with syncToken")  # [S]
    if given.get("orderBy") == "startTime" and not given.get("singleEvents"):
        raise Refusal(
            400, "invalid", "The requested ordering is not available for the particular query."
        )  # [S]


def _begun(calendar: Calendar, given: Mapping[str, Any], last: int) -> Token:
    asked = json.dumps({name: given[name] for name in sorted(given.keys() - _MAY_DIFFER)}, sort_keys=True)
    if "pageToken" in given:
        token = Token.read(given["pageToken"])
    elif "syncToken" in given:
        old = Token.read(given["syncToken"])
        token = Token(old.calendar, old.asked, old.since, last)
    else:
        return Token(calendar.id, asked, 0, last)
    if token.calendar != calendar.id:
        raise Refusal(400, "invalid", "Invalid token value.")
    if token.asked != asked:
        # [S] "should be the same as for the initial synchronization to avoid undefined behavior"
        raise Misuse(f"a token of a list with {token.asked} is used in one with {asked}")
    return token


def _going_on(token: Token, after: str) -> Token:
    return Token(token.calendar, token.asked, token.since, token.upto, after)


def _in_order(calendar: Calendar, token: Token) -> list[Stored]:
    return sorted(calendar.events.values(), key=lambda each: _place(each, token))


def _place(event: Stored, token: Token) -> str:
    """Where an event stands in its list: one that changes while pages are read is not passed over."""
    return f"{event.change:012}" if token.since else event.body["id"]


def _fits(event: Stored, given: Mapping[str, Any], token: Token, calendar: Calendar) -> bool:
    body = event.body
    if token.since:
        return event.change > token.since
    if body["status"] == "cancelled" and not (given.get("showDeleted") or "updatedMin" in given):
        return False  # [S] unless it is asked for
    if given.get("singleEvents") and "recurrence" in body:
        raise Misuse("the local server does not take series apart")
    return _matches(body, given) and _is_then(body, given, calendar)


def _matches(body: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    extended = body.get("extendedProperties", {})
    for kind in ("private", "shared"):
        for wanted in given.get(f"{kind}ExtendedProperty", ()):
            name, _, value = wanted.partition("=")
            if extended.get(kind, {}).get(name) != value:
                return False
    if "iCalUID" in given and body.get("iCalUID") != given["iCalUID"]:
        return False
    text = " ".join(str(body.get(name, "")) for name in ("summary", "description", "location")).lower()
    return given.get("q", "").lower() in text


def _is_then(body: Mapping[str, Any], given: Mapping[str, Any], calendar: Calendar) -> bool:
    """[S] timeMin is for the end, timeMax for the start; updatedMin for the last change."""
    if "updatedMin" in given and datetime.fromisoformat(body["updated"]) < datetime.fromisoformat(
        given["updatedMin"]
    ):
        return False
    if "start" not in body:
        return "timeMin" not in given and "timeMax" not in given
    after = "timeMin" not in given or moment(body["end"], calendar.zone) > datetime.fromisoformat(
        given["timeMin"]
    )
    before = "timeMax" not in given or moment(body["start"], calendar.zone) < datetime.fromisoformat(
        given["timeMax"]
    )
    return after and before
