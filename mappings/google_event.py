"""Events to Google Calendar (API v3) and back, so that ``from_google(to_google(x))`` is ``x`` for all that hjul owns.

Never says a word of what hjul does not own: colours, answers, conferences, attachments and people's reminders are not in a patch,
and so stay. Google's ``status: cancelled`` means deleted, so a meeting that the plan cancels stays confirmed, with a word
before its title.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mappings import google_attendees as people
from mappings import google_marks as marks
from mappings import google_time as times
from mappings import notes
from mappings.google_text import described, one_line, shortened
from mappings.icalendar_marks import decode_list, decode_stamp, encode_list, encode_stamp
from mappings.icalendar_text import clean
from mappings.invitations import in_order
from mappings.items import Event, EventKind, Key, Source, Stamp

CANCELLED = "Avlyst"
"""The word before a cancelled meeting's title where the caller has none in the plan's language."""

MOST_REMINDERS = 5
LONGEST_REMINDER = timedelta(minutes=40_320)
_MINUTE = timedelta(minutes=1)
# Google says no limits but those of the properties; these are what its own forms take, with room for people's notes.
_MOST_IN_A_LINE, _MOST_MANAGED, _MOST_LINES, _MOST_CATEGORIES = 900, 6_000, 400, 8_000
_OF_THE_OBJECT = frozenset(
    {"kind", "etag", "id", "iCalUID", "htmlLink", "created", "updated", "creator", "organizer", "hangoutLink"}
    | {
        "sequence",
        "status",
        "locked",
        "privateCopy",
        "recurringEventId",
        "originalStartTime",
        "endTimeUnspecified",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One of our events as Google has it: what an adapter needs for a ``Found``, but its name and etag."""

    item: Event
    notes: str
    stamp: Stamp | None
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """What the plan's language calls things: the line above people's notes, and the word before a cancelled title."""

    own_notes: str = notes.OWN_NOTES
    cancelled: str = CANCELLED


def event_id(plan_id: str, key: Key, generation: int = 0) -> str:
    """The id of an item's event: base32hex as the API asks (``a``-``v``, ``0``-``9``), 52 characters.

    Google never gives an id free again; ``generation`` makes another where one cannot be used any longer.
    """
    text = f"{plan_id}\n{key}" + (f"\n{generation}" if generation else "")
    return base64.b32hexencode(hashlib.sha256(text.encode()).digest()).decode().lower().rstrip("=")


def to_google(  # all that can be said of an event, by name
    item: Event,
    *,
    plan_id: str,
    zone: ZoneInfo,
    existing: Mapping[str, Any] | None = None,
    stamp: Stamp | None = None,
    words: Words | None = None,
    people_notes: str = "",
    generation: int = 0,
) -> dict[str, Any]:
    """The body of a new event, or of a patch (RFC 7396) that makes ``existing`` say the same: empty when it does already.

    ``zone`` is the plan's; ``stamp`` is what the plan wanted, as ``item`` when None. ``people_notes`` stand below the managed text
    unless there are some already. Raises ValueError when ``existing`` cannot be read.
    """
    words = words or Words()
    wanted = as_stored(item)
    body = existing or {}
    before = marks.private(body)
    text = _described(body)
    whole = notes.join(notes.Description(wanted.description, text.notes or people_notes), words.own_notes)
    private = _marks(wanted, plan_id, stamp, words, generation)
    after: dict[str, Any] = {
        "summary": _titled(wanted, words),
        "location": wanted.place,
        "status": "tentative" if wanted.tentative else "confirmed",
        "description": whole,
    }
    after |= _transparency(body, before, private, cancelled=wanted.cancelled)
    after |= _reminders(body, before, wanted)
    after |= people.wanted(body, before, wanted)
    after |= _source(body, before, wanted.source, is_new=existing is None)
    if existing is None:
        after = {name: value for name, value in after.items() if value not in ("", None)}
        return after | {
            "start": times.to_google(wanted.start),
            "end": times.to_google(wanted.end),
            "extendedProperties": {"private": private},
        }
    return _patch(body, after, wanted, zone) | _patched_marks(before, private)


def from_google(body: Mapping[str, Any], *, plan_id: str, zone: ZoneInfo) -> Entry | None:
    """Our item in an event, be it deleted; None when it is not ours, or a copy that somebody made.

    Raises ValueError, in words for a person, when it is ours and cannot be understood.
    """
    key = key_of(body, plan_id=plan_id)
    if key is None:
        return None
    private = marks.private(body)
    start, end = times.span(body, zone)
    text = _described(body)
    title, cancelled = _untitled(_text(body, "summary"), marks.get(private, marks.CANCELLED))
    try:
        kind = EventKind(marks.get(private, marks.KIND) or EventKind.EVENT)
        minutes = [int(each) for each in decode_list(marks.get(private, marks.REMINDERS))]
        reminders = tuple(timedelta(minutes=each) for each in minutes)
    except (ValueError, OverflowError):
        raise ValueError("what hjul keeps in it was changed") from None
    item = Event(
        key=key,
        title=title,
        start=start,
        end=end,
        kind=kind,
        place=one_line(_text(body, "location"), _MOST_IN_A_LINE),
        description=text.managed,
        cancelled=cancelled,
        tentative=body.get("status") == "tentative",
        categories=decode_list(marks.get(private, marks.CATEGORIES)),
        reminders=reminders,
        attendees=people.given(private, body),
        mail=marks.MAIL in private,
        source=_given_source(private),
    )
    return Entry(item, text.notes, decode_stamp(marks.get(private, marks.STAMP)), generation_of(body))


def key_of(body: Mapping[str, Any], *, plan_id: str) -> Key | None:
    """Which item of the plan's it is, by its marks and by its id together."""
    private = marks.private(body)
    if marks.get(private, marks.PLAN) != plan_id:
        return None
    key = Key(marks.get(private, marks.KEY) or "")
    return key if body.get("id") == event_id(plan_id, key, generation_of(body)) else None


def generation_of(body: Mapping[str, Any]) -> int:
    """The how-manieth id of its item it has."""
    text = marks.get(marks.private(body), marks.GENERATION) or "0"
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def is_deleted(body: Mapping[str, Any]) -> bool:
    """Whether nobody sees it any longer: Google keeps deleted events for a while."""
    return body.get("status") == "cancelled" or marks.BURIED in marks.private(body)


def is_missed(body: Mapping[str, Any]) -> bool:
    """Whether a person deleted it, and not hjul."""
    return is_deleted(body) and marks.TAKEN not in marks.private(body)


def taken() -> dict[str, Any]:
    """A patch that says that hjul takes an event away."""
    return {"extendedProperties": {"private": {marks.TAKEN: "1"}}}


def tombstone(key: Key, *, plan_id: str, generation: int = 0) -> dict[str, Any]:
    """An event to be deleted at once, whose remains say that a person deleted this item."""
    private = _identity(plan_id, key, generation) | {marks.BURIED: "1"}
    day = {"start": {"date": "1970-01-01"}, "end": {"date": "1970-01-02"}}
    return {
        "summary": "hjul",
        "transparency": "transparent",
        **day,
        "extendedProperties": {"private": private},
    }


def writable(body: Mapping[str, Any]) -> dict[str, Any]:
    """What of an event can be written again: not what Google itself says of the old object."""
    return {name: value for name, value in body.items() if name not in _OF_THE_OBJECT}


def merged(body: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """A body after a patch (RFC 7396 §2)."""
    after = dict(body)
    for name, value in patch.items():
        if value is None:
            after.pop(name, None)
        elif isinstance(value, dict):
            old = after.get(name)
            after[name] = merged(old if isinstance(old, dict) else {}, value)
        else:
            after[name] = value
    return after


def as_stored(item: Event) -> Event:
    """The event as it comes back: one-line titles, whole seconds, at most five reminders of whole minutes, attendees by address."""
    lines = clean(item.description).split("\n")[:_MOST_LINES]
    return replace(
        item,
        title=one_line(item.title, _MOST_IN_A_LINE),
        place=one_line(item.place, _MOST_IN_A_LINE),
        description=shortened("\n".join(lines), _MOST_MANAGED),
        start=times.as_stored(item.start),
        end=times.as_stored(item.end),
        categories=_that_fit(tuple(dict.fromkeys(filter(None, map(clean, item.categories))))),
        reminders=_kept(item.reminders),
        attendees=in_order(item.attendees),
        mail=item.mail and bool(item.attendees),
        source=item.source and replace(item.source, title=one_line(item.source.title, _MOST_IN_A_LINE)),
    )


def _described(body: Mapping[str, Any]) -> notes.Description:
    return described(_text(body, "description"), marks.get(marks.private(body), marks.LINES))


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str):
        raise ValueError(f"its {name} is no text")
    return value


def _that_fit(categories: tuple[str, ...]) -> tuple[str, ...]:
    kept = categories
    while len(encode_list(kept).encode()) > _MOST_CATEGORIES:
        kept = kept[:-1]
    return kept


def _kept(reminders: tuple[timedelta, ...]) -> tuple[timedelta, ...]:
    whole = (each // _MINUTE * _MINUTE for each in reminders)
    possible = (each for each in whole if timedelta() <= each <= LONGEST_REMINDER)
    return tuple(dict.fromkeys(possible))[:MOST_REMINDERS]


def _titled(item: Event, words: Words) -> str:
    return f"{words.cancelled}: {item.title}".strip() if item.cancelled else item.title


def _untitled(title: str, word: str | None) -> tuple[str, bool]:
    """The plan's title, and whether the word that hjul put before it still stands there."""
    text = one_line(title, 2 * _MOST_IN_A_LINE)
    if word is not None and text.startswith(f"{word}:"):
        return text.removeprefix(f"{word}:").strip(), True
    return text, False


def _identity(plan_id: str, key: Key, generation: int) -> dict[str, str]:
    private: dict[str, str] = {}
    marks.put(private, marks.PLAN, plan_id)
    marks.put(private, marks.KEY, key)
    marks.put(private, marks.GENERATION, str(generation) if generation else "")
    return private


def _marks(item: Event, plan_id: str, stamp: Stamp | None, words: Words, generation: int) -> dict[str, str]:
    private = _identity(plan_id, item.key, generation)
    minutes = tuple(str(each // _MINUTE) for each in item.reminders)
    marks.put(private, marks.KIND, item.kind.value)
    marks.put(private, marks.STAMP, encode_stamp(stamp or Stamp.of(item)))
    marks.put(private, marks.LINES, notes.checksums(item.description))
    marks.put(private, marks.CATEGORIES, encode_list(item.categories))
    marks.put(private, marks.REMINDERS, encode_list(minutes))
    marks.put(private, marks.SOURCE, encode_list((item.source.url, item.source.title)) if item.source else "")
    marks.put(private, marks.CANCELLED, words.cancelled if item.cancelled else "")
    people.mark(private, item)
    return private


def _transparency(
    body: Mapping[str, Any], before: Mapping[str, str], private: dict[str, str], *, cancelled: bool
) -> dict[str, Any]:
    """A cancelled meeting takes nobody's time; what a person had chosen comes back as it was, and is else left alone."""
    if cancelled:
        if marks.FREED in before:
            private[marks.FREED] = before[marks.FREED]
        elif marks.CANCELLED not in before and body.get("transparency") != "transparent":
            private[marks.FREED] = "1"
            return {"transparency": "transparent"}
    elif marks.FREED in before:
        return {"transparency": "opaque"}
    return {}


def _reminders(body: Mapping[str, Any], before: Mapping[str, str], item: Event) -> dict[str, Any]:
    """Give the plan's reminders; once given they are people's, who may change or remove them and are left alone."""
    wanted = [each // _MINUTE for each in item.reminders]
    given = [int(each) for each in decode_list(marks.get(before, marks.REMINDERS)) if each.isdecimal()]
    if wanted == given:
        return {}
    said = body.get("reminders")
    there = said.get("overrides") if isinstance(said, dict) else None
    theirs = [
        each
        for each in (there if isinstance(there, list) else [])
        if not (each.get("method") == "popup" and each.get("minutes") in {*given, *wanted})
    ]
    overrides = [*theirs, *({"method": "popup", "minutes": each} for each in wanted)][:MOST_REMINDERS]
    return {"reminders": {"useDefault": not overrides, "overrides": overrides}}


def _given_source(private: Mapping[str, str]) -> Source | None:
    url, *title = decode_list(marks.get(private, marks.SOURCE)) or ("",)
    return Source(url, *title[:1]) if url else None


def _source(
    body: Mapping[str, Any], before: Mapping[str, str], source: Source | None, *, is_new: bool
) -> dict[str, Any]:
    """Google shows it to the account that made the event alone, and lets nobody else change it; the description says it to all."""
    if _given_source(before) == source or not (is_new or "source" in body):
        return {}
    return {"source": {"url": source.url, "title": source.title} if source else None}


def _patch(
    body: Mapping[str, Any], after: Mapping[str, Any], wanted: Event, zone: ZoneInfo
) -> dict[str, Any]:
    """Only what reads otherwise than it should."""
    patch = {name: value for name, value in after.items() if (body.get(name) or "") != value}
    private = marks.private(body)
    marked = marks.get(private, marks.LINES)
    if _text(body, "description") and _reads_the_same(body, after["description"], marked, wanted):
        patch.pop("description", None)
    if one_line(_text(body, "location"), _MOST_IN_A_LINE) == wanted.place:
        patch.pop("location", None)
    if not _is_then(body, wanted, zone):
        patch |= {"start": _whole(wanted.start), "end": _whole(wanted.end)}
    return patch


def _is_then(body: Mapping[str, Any], wanted: Event, zone: ZoneInfo) -> bool:
    try:
        there = times.span(body, zone)
    except ValueError:
        return False
    return [*map(times.moment, there)] == [times.moment(wanted.start), times.moment(wanted.end)]


def _reads_the_same(body: Mapping[str, Any], whole: str, marked: str | None, wanted: Event) -> bool:
    """Whether the description says that already, be it as HTML: then not a letter of it is touched."""
    lines = notes.checksums(wanted.description)
    return marked == lines and described(_text(body, "description"), marked) == notes.split(whole, lines)


def _whole(value: date | datetime) -> dict[str, str | None]:
    """A day or a time that leaves nothing of what stood there before."""
    return {"date": None, "dateTime": None, "timeZone": None} | times.to_google(value)


def _patched_marks(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any]:
    """The properties that differ; None takes one of ours away that is no longer true."""
    changes: dict[str, str | None] = dict.fromkeys(marks.ours(before).keys() - after.keys())
    changes |= {name: value for name, value in after.items() if before.get(name) != value}
    return {"extendedProperties": {"private": changes}} if changes else {}
