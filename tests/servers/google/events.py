"""Events of Google Calendar: ``calendar.events.*`` on ``server.calendars``. Sends no mail: it writes down which would be sent.

Evidence, as in apis.md: [D] guide, [S] discovery document, [I] issue threads, [K] general knowledge, nowhere written down. What is
not known of Google is a switch of ``Events``, and the adapter is tested with both positions.
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.servers.google import event_bodies as bodies
from tests.servers.google.event_list import LARGEST_PAGE, listed
from tests.servers.google.event_mails import mails
from tests.servers.google.part import Call, Handler, Visited
from tests.servers.google.refusal import Refusal, missing
from tests.servers.google.state import Account, Calendar, Stored, may

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer

Body = bodies.Body
_FIRST_ETAG = 3181161784712000  # [I] the form of an etag


@dataclass(slots=True)
class Limit:
    """So many writes to a calendar at once, and so many more each second; what comes faster is refused."""

    at_once: float
    each_second: float
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)  # what is left, and since when

    def count(self, calendar: str, now: float) -> None:
        """One write. [D] 403 rateLimitExceeded."""
        left, at = self._left.get(calendar, (self.at_once, now))
        left = min(self.at_once, left + (now - at) * self.each_second)
        self._left[calendar] = max(left - 1, left if left < 1 else 0), now
        if left < 1:
            raise Refusal(403, "rateLimitExceeded")


class Events:
    """All calendars' events. Each of the switches stands for something that Google does not say."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server
        self._changes = 1
        self._oldest = 0
        self.restores = True  # [I] update of a deleted event restores it; some were answered 403
        self.remains_are_whole = (
            True  # [S] "only guaranteed to have the id", but whole on the organizer's calendar
        )
        self.ids_stay_taken = True  # whether an id is free again when the remains are gone
        self.answers_reset = True  # whether a guest written without an answer loses the one given
        self.free_busy_sees = 403  # how the events are refused to one who sees only free and busy
        # [D] "operational limits" on writes to one calendar: how many is not said
        self.limit: Limit | None = None
        self.page = LARGEST_PAGE  # [S] a page may be smaller than asked for
        self.empty_pages = False  # [S] and empty
        self.methods: Mapping[str, Handler] = {
            "calendar.events.list": self._list,
            "calendar.events.get": self._get,
            "calendar.events.insert": self._insert,
            "calendar.events.import": self._import,
            "calendar.events.patch": self._patch,
            "calendar.events.update": self._update,
            "calendar.events.delete": self._delete,
            "calendar.events.move": self._move,
        }
        self.paths: Mapping[str, Visited] = {}

    # What a test does without a request

    def expire(self) -> None:
        """Sync tokens given until now are good no longer: 410."""
        self._changes += 1
        self._oldest = self._changes

    def forget_remains(self, calendar: Calendar) -> None:
        """[S] "deleted events will eventually disappear": nobody is told, and a get says 404."""
        for name in [name for name, each in calendar.events.items() if each.body["status"] == "cancelled"]:
            del calendar.events[name]
            calendar.ids_gone.add(name)

    def place(self, calendar: Calendar, body: Body) -> None:
        """An event as Google itself or another of its features makes it, whatever the API would say of it."""
        self._changes += 1
        whole = {"kind": "calendar#event", "status": "confirmed", "etag": self._etag(), **body}
        calendar.events[body["id"]] = Stored(whole, self._changes)

    # Methods

    def _list(self, call: Call) -> Body:
        calendar = self._calendar(call, "reader")
        page = listed(
            calendar,
            call.given,
            last=self._changes,
            oldest=self._oldest,
            most=self.page,
            with_empty=self.empty_pages,
        )
        return {
            "kind": "calendar#events",
            "etag": f'"p{self._changes}"',
            "summary": calendar.summary,
            "timeZone": calendar.zone,
            "updated": self._server.moment().isoformat(),
            "accessRole": calendar.role(call.account),
            "defaultReminders": [],
            "items": [self._shown(each, calendar, call) for each in page.events],
            **page.more,
        }

    def _get(self, call: Call) -> Body:
        """[S] "The get method always returns" cancelled events, too."""
        calendar = self._calendar(call, "reader")
        there = self._there(call, calendar)
        if call.headers.get("if-none-match") == there.body["etag"]:
            raise Refusal(304, "notModified")  # [D]
        return self._shown(there, calendar, call)

    def _insert(self, call: Call) -> Body:
        calendar = self._calendar(call, "writer")
        if "if-match" in call.headers:
            raise Refusal(
                412, "conditionNotMet"
            )  # [D] no conditions on insert: there is nothing that could match
        if "id" in call.body and "iCalUID" in call.body:
            raise Refusal(400, "invalid", "Only one of id and iCalUID should be supplied.")  # [S]
        return self._made(call, calendar, {})

    def _import(self, call: Call) -> Body:
        """[S] with iCalUID; nobody is invited; the organizer is as it is said."""
        calendar = self._calendar(call, "writer")
        if any(each.body.get("iCalUID") == call.body["iCalUID"] for each in calendar.events.values()):
            raise Refusal(409, "duplicate")
        organizer = call.body.get("organizer")
        return self._made(call, calendar, {"organizer": organizer} if organizer else {})

    def _made(self, call: Call, calendar: Calendar, more: Body) -> Body:
        name = call.body.get("id") or secrets.token_hex(13)
        if not bodies.ID.fullmatch(name):
            raise Refusal(400, "invalid", "Invalid resource id value.")  # [S] alphabet and length
        if name in calendar.events or (self.ids_stay_taken and name in calendar.ids_gone):
            raise Refusal(409, "duplicate")  # [D]; [I] of a deleted event as well
        body = bodies.written(call.body, calendar.zone)
        self._check_invites(call, body)
        body = _with_options(call, {}, body)
        reminders = bodies.reminders(body.pop("reminders", None))
        account = call.account
        body = {
            "id": name,
            "iCalUID": f"{name}@google.com",
            "htmlLink": f"https://www.google.com/calendar/event?eid={name}",
            "created": self._now(),
            "creator": {"email": account.email},
            "organizer": {"email": calendar.id, "displayName": calendar.summary, "self": True},
            "eventType": "default",
            **body,
            **more,
        }
        stored = Stored(body, 0, body.pop("sequence", 0), {account.email: reminders})
        calendar.events[name] = stored
        self._changed(stored)
        self._mail(call, {}, stored.body)
        return self._shown(stored, calendar, call)

    def _patch(self, call: Call) -> Body:
        calendar = self._calendar(call, "writer")
        there = self._there(call, calendar)
        self._check_condition(call, there)
        old = self._whole(there, call.account)
        return self._written(call, calendar, there, bodies.merged(old, call.body), patched=True)

    def _update(self, call: Call) -> Body:
        """[D] the whole event: what is not sent is gone. Of a deleted event [I]: brings it back, or 403."""
        calendar = self._calendar(call, "writer")
        there = self._there(call, calendar)
        self._check_condition(call, there)
        if there.body["status"] == "cancelled":
            asks = call.body.get("status", "cancelled") != "cancelled"
            if not self.restores or not asks or call.body.get("sequence", -1) < there.sequence:
                raise Refusal(403, "forbidden", "Forbidden")  # [I] a bare one, without status and sequence
        return self._written(call, calendar, there, copy.deepcopy(call.body), patched=False)

    def _written(self, call: Call, calendar: Calendar, there: Stored, body: Body, *, patched: bool) -> Body:
        if body.get("id", there.body["id"]) != there.body["id"]:
            raise Refusal(400, "invalid", "Invalid resource id value.")
        if body.get("sequence", there.sequence) < there.sequence:
            raise Refusal(400, "invalid", "Invalid sequence value.")  # [I]
        before = there.body
        new = bodies.written(body, calendar.zone)
        self._check_invites(call, new)
        self._check_organizer(calendar, before, new)
        new = _with_options(call, before, new)
        if before.get("creator", {}).get("email") != call.account.email:
            _keep_old(before, new, "source")  # [S] "Can only be seen or modified by the creator of the event"
        sequence = new.pop("sequence", there.sequence)
        reminders = bodies.reminders(new.pop("reminders", None))
        self._keep_answers(before, new, call.body)
        kept = {name: before[name] for name in _OF_GOOGLE if name in before}
        only_reminders = patched and call.body.keys() == {"reminders"}
        there.body = {**new, **kept}
        there.reminders[call.account.email] = reminders
        there.sequence = sequence + bodies.is_moved(before, there.body)
        self._changed(
            there, updated=before.get("updated") if only_reminders else None
        )  # [S] not by reminders
        self._mail(call, before, there.body)
        return self._shown(there, calendar, call)

    def _delete(self, call: Call) -> None:
        calendar = self._calendar(call, "writer")
        there = self._there(call, calendar)
        if there.body["status"] == "cancelled":
            raise Refusal(410, "deleted")  # [D]
        self._check_condition(call, there)
        before = there.body
        there.body = {**before, "status": "cancelled"}
        there.sequence += 1
        self._changed(there)
        self._mail(call, before, there.body)

    def _move(self, call: Call) -> Body:
        """[S] to another calendar, which then organizes it."""
        calendar = self._calendar(call, "writer")
        there = self._there(call, calendar)
        self._check_condition(call, there)
        other = self._calendar(call, "writer", name=call.given["destination"])
        organizer = {"email": other.id, "displayName": other.summary, "self": True}
        moved = Stored({**there.body, "organizer": organizer}, 0, there.sequence, dict(there.reminders))
        other.events[there.body["id"]] = moved
        self._changed(moved)
        there.body = {**there.body, "status": "cancelled"}
        self._changed(there)
        return self._shown(moved, other, call)

    # Parts of them

    def _calendar(self, call: Call, least: str, *, name: str | None = None) -> Calendar:
        """[D] 404 where it is not there or not to be seen; 403 where the role is not enough."""
        name = name or call.given["calendarId"]
        primary = name in {"primary", call.account.email}
        calendar = self._server.primary(call.account) if primary else self._server.calendars.get(name)
        if calendar is None or calendar.role(call.account) == "none":
            raise missing()
        role = calendar.role(call.account)
        if role == "freeBusyReader":
            raise missing() if self.free_busy_sees == 404 else Refusal(403, "requiredAccessLevel")
        if not may(role, "writerWithoutPrivateAccess" if least == "writer" else least):
            # [I] "You need to have writer access to this calendar."
            raise Refusal(403, "requiredAccessLevel")
        if least == "writer" and self.limit is not None:
            self.limit.count(calendar.id, self._server.seconds())
        return calendar

    def _there(self, call: Call, calendar: Calendar) -> Stored:
        there = calendar.events.get(call.given["eventId"])
        if there is None:
            raise missing()
        return there

    def _check_condition(self, call: Call, there: Stored) -> None:
        if call.headers.get("if-match", "*") not in {"*", there.body["etag"]}:
            raise Refusal(412, "conditionNotMet")  # [D] guide "Resource versions"

    def _check_invites(self, call: Call, body: Body) -> None:
        account = call.account
        if body.get("attendees") and account.is_service and not account.acts_for_others:
            raise Refusal(403, "forbiddenForServiceAccounts")  # [S] delegation is needed, [K] the reason

    def _check_organizer(self, calendar: Calendar, before: Body, after: Body) -> None:
        if before.get("organizer", {}).get("email", calendar.id) != calendar.id and bodies.is_seen(
            before, after
        ):
            raise Refusal(403, "forbiddenForNonOrganizer")  # [D]

    def _keep_answers(self, before: Body, after: Body, said: Body) -> None:
        """What becomes of the answer of a guest who is written again without it is not documented."""
        if self.answers_reset or not said.get("attendees"):
            return
        silent = {each["email"] for each in said["attendees"] if "responseStatus" not in each}
        old = {each["email"]: each["responseStatus"] for each in before.get("attendees", ())}
        for each in after["attendees"]:
            if each["email"] in silent and each["email"] in old:
                each["responseStatus"] = old[each["email"]]

    def _changed(self, stored: Stored, *, updated: str | None = None) -> None:
        """[S] every change makes another etag."""
        self._changes += 1
        stored.change = self._changes
        stored.body |= {"kind": "calendar#event", "etag": self._etag(), "updated": updated or self._now()}

    def _etag(self) -> str:
        return f'"{_FIRST_ETAG + 2 * self._changes}"'

    def _now(self) -> str:
        return self._server.moment().isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _mail(self, call: Call, before: Body, after: Body) -> None:
        said = call.given.get("sendUpdates", "all" if call.given.get("sendNotifications") else "none")
        self._server.mails += mails(said, before, after, by=call.account.email, known=self._server.accounts)

    def _whole(self, stored: Stored, account: Account) -> Body:
        reminders = stored.reminders.get(account.email, {"useDefault": True})
        return {**copy.deepcopy(stored.body), "reminders": reminders}

    def _shown(self, stored: Stored, calendar: Calendar, call: Call) -> Body:
        """What this account sees of it, and in which zone."""
        if stored.body["status"] == "cancelled" and not self.remains_are_whole:
            return {name: stored.body[name] for name in ("kind", "id", "status", "etag")}
        body = self._whole(stored, call.account)
        if "start" not in body:
            del body["reminders"]
            return body
        body["sequence"] = stored.sequence
        zone = call.given.get("timeZone", calendar.zone)
        body |= {name: bodies.shown_time(body[name], zone) for name in ("start", "end")}
        if body.get("creator", {}).get("email") != call.account.email:
            body.pop("source", None)  # [S], as above
        return body


# What stays as Google itself made it, whatever is written.
_OF_GOOGLE = ("id", "iCalUID", "htmlLink", "created", "creator", "organizer", "eventType", "hangoutLink")


def _with_options(call: Call, before: Body, after: Body) -> Body:
    """[S] attachments and conferences change only where the request says that it knows of them."""
    new = dict(after)
    if not call.given.get("supportsAttachments"):
        _keep_old(before, new, "attachments")
    if len(new.get("attachments", ())) > bodies.MOST_ATTACHMENTS:
        raise Refusal(400, "invalid", "Too many attachments.")
    if call.given.get("conferenceDataVersion", 0) < 1:
        _keep_old(before, new, "conferenceData")
    elif "createRequest" in new.get("conferenceData", {}) and "entryPoints" not in new["conferenceData"]:
        new["conferenceData"] = {**new["conferenceData"], **_conference(secrets.token_hex(5))}
    return new


def _keep_old(before: Body, new: Body, name: str) -> None:
    new.pop(name, None)
    if name in before:
        new[name] = before[name]


def _conference(word: str) -> Body:
    """[D] guide "Create events": what stands there once a conference has been made."""
    return {
        "conferenceId": word,
        "conferenceSolution": {"key": {"type": "hangoutsMeet"}, "name": "Google Meet"},
        "entryPoints": [{"entryPointType": "video", "uri": f"https://meet.google.com/{word}"}],
    }
