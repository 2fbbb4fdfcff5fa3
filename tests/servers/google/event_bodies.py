"""What Google makes of the body of an event: what it refuses, drops, cuts, adds, and shows to whom. Keeps nothing.

Evidence, as in apis.md: [D] guide, [S] discovery document, [I] issue threads, [K] general knowledge, nowhere written down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.servers.google.refusal import Refusal

Body = dict[str, Any]
ID = re.compile(r"[a-v0-9]{5,1024}")
"""[S] base32hex in small letters, 5 to 1024 of them."""
MOST_REMINDERS, LONGEST_REMINDER, MOST_ATTACHMENTS = 5, 40_320, 25  # [S]
_LONGEST_NAME, _LONGEST_VALUE = 44, 1024  # [I] quoting the guide to extended properties
# [S] "Read-only": passed over in what is written
_READ_ONLY = (
    "kind",
    "etag",
    "htmlLink",
    "created",
    "updated",
    "creator",
    "hangoutLink",
    "locked",
    "organizer",
)
_RECURRENCE = ("RRULE:", "EXRULE:", "RDATE", "EXDATE")  # [S]
# What guests see of an event; a change to the rest is nobody's mail. [K]
_SEEN = (
    "summary",
    "location",
    "description",
    "start",
    "end",
    "recurrence",
    "status",
    "attendees",
    "conferenceData",
    "attachments",
)


def merged(old: Any, new: Any) -> Any:
    """[D] guide "Performance tips", patch semantics: objects merge, null deletes, arrays are replaced whole."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return _without_nulls(new)
    after = {name: value for name, value in old.items() if name not in new}
    after |= {name: merged(old.get(name), value) for name, value in new.items() if value is not None}
    return after


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return value


def written(body: Mapping[str, Any], zone: str) -> Body:
    """What is kept of a whole event that is written. Raises Refusal."""
    kept = {name: value for name, value in body.items() if name not in _READ_ONLY and value is not None}
    for name in ("summary", "location", "description"):
        if kept.get(name) == "":  # [K] an empty text is not shown again
            del kept[name]
    kept.setdefault("status", "confirmed")  # [S]
    _one_of(kept, "status", ("confirmed", "tentative", "cancelled"))
    _one_of(kept, "transparency", ("opaque", "transparent"))
    _one_of(kept, "visibility", ("default", "public", "private", "confidential"))
    _one_of(kept, "colorId", tuple(map(str, range(1, 12))))  # [S] colors.get, section event
    _check_times(kept, zone)
    if "extendedProperties" in kept:
        kept["extendedProperties"] = _properties(kept["extendedProperties"])
    if "attendees" in kept:
        kept["attendees"] = [_attendee(each) for each in kept["attendees"]]
    if not re.match(
        r"https?://", kept.get("source", {}).get("url", "https://")
    ):  # [S] "must be HTTP or HTTPS"
        raise Refusal(400, "invalid", "Invalid source url.")
    return kept


def reminders(said: Mapping[str, Any] | None) -> Body:
    """[S] at most five, 0 to 40320 minutes; [I] not both the calendar's own and others."""
    if said is None:
        return {"useDefault": True}
    overrides = said.get("overrides") or []
    if said.get("useDefault") and overrides:
        raise Refusal(400, "cannotUseDefaultRemindersAndSpecifyOverride", domain="calendar")
    if len(overrides) > MOST_REMINDERS:
        raise Refusal(400, "invalid", "Too many override reminders.")
    for each in overrides:
        if (
            each.get("method") not in {"popup", "email"}
            or not 0 <= each.get("minutes", -1) <= LONGEST_REMINDER
        ):
            raise Refusal(400, "invalid", "Invalid reminder.")
    return {"useDefault": bool(said.get("useDefault"))} | ({"overrides": overrides} if overrides else {})


def is_seen(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether guests would see a difference."""
    return any(before.get(name) != after.get(name) for name in _SEEN)


def is_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether SEQUENCE counts on: RFC 5546 section 2.1.4, which Google's ``sequence`` is named after. [K]"""
    return any(before.get(name) != after.get(name) for name in ("start", "end", "recurrence", "status"))


def shown_time(value: Mapping[str, Any], zone: str) -> Body:
    """[S] in the zone that is asked for, or the calendar's; ``timeZone`` stays the event's own."""
    if "dateTime" not in value:
        return dict(value)
    own = ZoneInfo(value.get("timeZone") or zone)
    moment = datetime.fromisoformat(value["dateTime"])
    moment = moment.replace(tzinfo=own) if moment.tzinfo is None else moment
    text = moment.astimezone(ZoneInfo(zone)).replace(microsecond=0).isoformat()
    return {**value, "dateTime": text.replace("+00:00", "Z"), "timeZone": value.get("timeZone") or zone}


def moment(value: Mapping[str, Any], zone: str) -> datetime:
    """When a start or an end is, a whole day's at midnight in ``zone``."""
    if "date" in value:
        day = date.fromisoformat(value["date"])
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return datetime.fromisoformat(shown_time(value, zone)["dateTime"]).astimezone(UTC)


def _check_times(body: Mapping[str, Any], zone: str) -> None:
    for name in ("start", "end"):
        value = body.get(name)
        if not isinstance(value, dict) or ("date" in value) == ("dateTime" in value):
            raise Refusal(400, "invalid", f"Invalid {name} time.")
        if (own := value.get("timeZone")) is not None:
            try:
                ZoneInfo(own)
            except (ValueError, OSError, KeyError):
                raise Refusal(400, "invalid", f"Invalid time zone definition for {name} time.") from None
        elif "dateTime" in value and datetime.fromisoformat(value["dateTime"]).tzinfo is None:
            raise Refusal(400, "required", f"Missing time zone definition for {name} time.")  # [S]
        elif (
            body.get("recurrence") and "dateTime" in value
        ):  # [S] "For recurring events this field is required"
            raise Refusal(400, "required", f"Missing time zone definition for {name} time.")
    if ("date" in body["start"]) != ("date" in body["end"]):  # [I]
        raise Refusal(400, "invalid", "Start and end times must either both be date or both be dateTime.")
    if moment(body["end"], zone) < moment(body["start"], zone):
        raise Refusal(400, "timeRangeEmpty")  # [D]
    if not all(line.startswith(_RECURRENCE) for line in body.get("recurrence", ())):
        raise Refusal(400, "invalid", "Invalid recurrence rule.")


def _properties(said: Mapping[str, Any]) -> Body:
    """[I] without a word: a long name is dropped, a long value is cut."""
    return {
        kind: {name: value[:_LONGEST_VALUE] for name, value in held.items() if len(name) <= _LONGEST_NAME}
        for kind, held in said.items()
    }


def _attendee(said: Mapping[str, Any]) -> Body:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", said.get("email", "")):  # [S] "must be a valid email address"
        raise Refusal(400, "invalid", "Invalid attendee email.")
    _one_of(said, "responseStatus", ("needsAction", "declined", "tentative", "accepted"))
    return {"responseStatus": "needsAction", **said}


def _one_of(body: Mapping[str, Any], name: str, values: tuple[str, ...]) -> None:
    if name in body and body[name] not in values:
        raise Refusal(400, "invalid", f"Invalid value for: {name}")
