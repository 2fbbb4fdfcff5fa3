"""Calendars, people's lists of them, and who may see them, as Google Calendar keeps them. Knows no events.

[S] calendar v3: methods, roles and fields. [D] ``sendNotifications`` of acl is true by default and mails whom a calendar is shared with.
[I] google-api-javascript-client#521: 403 ``requiredAccessLevel`` "You need to have owner access to this calendar.".
[I] google-api-nodejs-client#1965: sharing with an address that has no Google account is answered as if it were done, and is not.
[I] niles-bot#127 and others: what is shared with a service account is in its list only once it has put it there itself.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.servers.google.part import Call, Handler, Visited
from tests.servers.google.refusal import Refusal, missing
from tests.servers.google.state import Account, Calendar, Mail, may

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer

_LISTED = "listed"
_EVERYBODY = "default"


class Sharing:
    """``calendar.calendars.*``, ``calendar.calendarList.*`` and ``calendar.acl.*``."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server
        self.methods: Mapping[str, Handler] = {
            "calendar.calendars.insert": self._new,
            "calendar.calendars.get": self._get,
            "calendar.calendars.delete": self._delete,
            "calendar.calendarList.list": self._list,
            "calendar.calendarList.get": self._entry,
            "calendar.calendarList.insert": self._add,
            "calendar.acl.list": self._rules,
            "calendar.acl.insert": self._share,
            "calendar.acl.patch": self._change,
            "calendar.acl.delete": self._unshare,
        }
        self.paths: Mapping[str, Visited] = {}
        self.allows_outside = True  # False: a Workspace whose administrator lets nobody share outside it
        self.nobodys: set[str] = set()  # addresses without a Google account
        self.page = 100

    def accept(self, calendar: Calendar, account: Account) -> None:
        """Somebody puts a calendar that is shared with them into their list."""
        calendar.more.setdefault(_LISTED, set()).add(account.email)

    # Calendars

    def _new(self, call: Call) -> Mapping[str, Any]:
        name = f"c_{secrets.token_hex(12)}@group.calendar.google.com"
        calendar = Calendar(
            name,
            call.account,
            call.body["summary"],
            call.body.get("timeZone", "UTC"),
            {call.account.email: "owner"},
        )
        calendar.more["description"] = call.body.get("description", "")
        self._server.calendars[name] = calendar
        return _calendar(calendar)

    def _get(self, call: Call) -> Mapping[str, Any]:
        return _calendar(self._seen(call, "freeBusyReader"))

    def _delete(self, call: Call) -> None:
        del self._server.calendars[self._seen(call, "owner").id]

    def _seen(self, call: Call, least: str) -> Calendar:
        """[D] 404 for whoever may not see it at all."""
        name = call.given["calendarId"]
        calendar = self._server.calendars.get(call.account.email if name == "primary" else name)
        if calendar is None or calendar.role(call.account) == "none":
            raise missing()
        if not may(calendar.role(call.account), least):
            raise Refusal(403, "requiredAccessLevel", f"You need to have {least} access to this calendar.")
        return calendar

    # Lists

    def _list(self, call: Call) -> Mapping[str, Any]:
        least = call.given.get("minAccessRole", "freeBusyReader")
        found = [
            _entry(calendar, call.account)
            for calendar in self._server.calendars.values()
            if _is_listed(calendar, call.account) and may(calendar.role(call.account), least)
        ]
        start = int(call.given.get("pageToken", 0))
        most = min(int(call.given.get("maxResults", self.page)), self.page)
        answer: dict[str, Any] = {
            "kind": "calendar#calendarList",
            "etag": '"1"',
            "items": found[start : start + most],
        }
        if start + most < len(found):
            return {**answer, "nextPageToken": str(start + most)}
        return {**answer, "nextSyncToken": "invented"}

    def _entry(self, call: Call) -> Mapping[str, Any]:
        calendar = self._seen(call, "freeBusyReader")
        if not _is_listed(calendar, call.account):
            raise missing()
        return _entry(calendar, call.account)

    def _add(self, call: Call) -> Mapping[str, Any]:
        calendar = self._server.calendars.get(call.body["id"])
        if calendar is None or calendar.role(call.account) == "none":
            raise missing()
        self.accept(calendar, call.account)
        return _entry(calendar, call.account)

    # Who may see them

    def _rules(self, call: Call) -> Mapping[str, Any]:
        calendar = self._seen(call, "writer")  # [S] writer "Provides read access to the calendar's ACLs"
        rules = [_rule(email, role) for email, role in calendar.roles.items()]
        if calendar.everyone != "none":
            rules.append(_rule(_EVERYBODY, calendar.everyone))
        return {"kind": "calendar#acl", "etag": '"1"', "items": rules, "nextSyncToken": "invented"}

    def _share(self, call: Call) -> Mapping[str, Any]:
        scope = call.body["scope"]
        if scope["type"] not in {"user", "group", _EVERYBODY}:
            raise Refusal(400, "invalid", "Invalid scope")
        return self._set(call, scope.get("value", _EVERYBODY), call.body["role"])

    def _change(self, call: Call) -> Mapping[str, Any]:
        whom = call.given["ruleId"].rpartition(":")[2]
        calendar = self._seen(call, "owner")
        if whom != _EVERYBODY and whom not in calendar.roles:
            raise missing()
        return self._set(call, whom, call.body["role"])

    def _unshare(self, call: Call) -> None:
        whom = call.given["ruleId"].rpartition(":")[2]
        if self._seen(call, "owner").roles.pop(whom, None) is None:
            raise missing()

    def _set(self, call: Call, whom: str, role: str) -> Mapping[str, Any]:
        calendar = self._seen(call, "owner")
        if whom != _EVERYBODY and "@" not in whom:
            raise Refusal(400, "invalid", "Invalid scope value.")
        if not self.allows_outside and whom.rpartition("@")[2] != calendar.owner.email.rpartition("@")[2]:
            raise Refusal(403, "forbidden", "Forbidden")
        if whom == calendar.owner.email and role != "owner":
            raise Refusal(403, "cannotChangeOwnAcl", "Cannot change your own access level.")
        if whom == _EVERYBODY:
            calendar.everyone = role
        elif whom not in self.nobodys:
            calendar.roles[whom] = role
            if call.given.get("sendNotifications", True):
                self._server.mails.append(Mail(whom, calendar.id, "sharing"))
        return _rule(whom, role)


def _is_listed(calendar: Calendar, account: Account) -> bool:
    return calendar.owner.email == account.email or account.email in calendar.more.get(_LISTED, ())


def _calendar(calendar: Calendar) -> dict[str, Any]:
    found = {
        "kind": "calendar#calendar",
        "etag": '"1"',
        "id": calendar.id,
        "summary": calendar.summary,
        "timeZone": calendar.zone,
        "dataOwner": calendar.owner.email,
    }
    if said := calendar.more.get("description"):
        found["description"] = said
    return found


def _entry(calendar: Calendar, account: Account) -> dict[str, Any]:
    return {
        **_calendar(calendar),
        "kind": "calendar#calendarListEntry",
        "accessRole": calendar.role(account),
        "selected": True,
        **({"primary": True} if calendar.id == account.email else {}),
    }


def _rule(whom: str, role: str) -> dict[str, Any]:
    scope = {"type": _EVERYBODY} if whom == _EVERYBODY else {"type": "user", "value": whom}
    name = _EVERYBODY if whom == _EVERYBODY else f"user:{whom}"
    return {"kind": "calendar#aclRule", "etag": '"1"', "id": name, "scope": scope, "role": role}
