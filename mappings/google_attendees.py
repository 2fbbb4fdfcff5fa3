"""The people invited to a Google event: those whom the plan invites, beside those whom people invite themselves.

An invitation is given once; from then on it is people's. Never touches an answer, or anyone whom hjul did not invite.
Patching the list replaces it whole (API page "Events with attendees"), so that it is always built from the one that stands there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mappings import google_marks as marks
from mappings.google_text import one_line
from mappings.icalendar_marks import decode_list, encode_list
from mappings.items import Attendee, Event

MOST_INVITED = 200
"""People in one event: beyond that, answers no longer come through (``EventAttendee.responseStatus`` in the discovery document)."""
_MOST_MARKED = 12_000
"""Bytes of their addresses: half of what Google keeps of properties is left for the rest."""
_LONGEST_NAME = 200
_NEWS = frozenset({"summary", "location", "start", "end", "attendees"})
"""What those invited need to hear of when it changes."""


def given(private: Mapping[str, str], body: Mapping[str, Any]) -> tuple[Attendee, ...]:
    """Whom hjul invited, by its own mark, whatever became of the invitation."""
    names = {_address(each): str(each.get("displayName") or "") for each in _listed(body)}
    invited = decode_list(marks.get(private, marks.INVITED))
    return tuple(Attendee(email, names.get(email.casefold(), "")) for email in invited)


def mark(private: dict[str, str], item: Event) -> None:
    """Set the marks of those invited. ValueError, in words for a person, when they are more than Google takes."""
    emails = encode_list(tuple(each.email for each in item.attendees))
    if len(item.attendees) > MOST_INVITED or len(emails.encode()) > _MOST_MARKED:
        raise ValueError(
            f"it invites {len(item.attendees)} people, and Google takes at most {MOST_INVITED} to one meeting; "
            "write the address of a mailing list as one person in the plan"
        )
    marks.put(private, marks.INVITED, emails)
    marks.put(private, marks.MAIL, "1" if item.mail else "")


def wanted(body: Mapping[str, Any], before: Mapping[str, str], item: Event) -> dict[str, Any]:
    """The list as it shall be, where the plan invites others than it did; nothing where it does not.

    ``before`` are the marks in ``body``. ValueError when Google does not show who is invited.
    """
    now = {each.address: each for each in item.attendees}
    was = {each.address for each in given(before, body)}
    if now.keys() == was:
        return {}
    if body.get("attendeesOmitted"):
        raise ValueError("Google does not show everyone whom it invites, so that nobody can be added to them")
    there = {_address(each) for each in _listed(body)}
    kept = [each for each in _entries(body) if _address(each) not in was - now.keys()]
    added = [_entry(each) for address, each in now.items() if address not in was | there]
    return {"attendees": [*kept, *added]}


def is_news(patch: Mapping[str, Any]) -> bool:
    """Whether those invited need to hear of this patch: another time, place or title, called off, or others invited."""
    return not _NEWS.isdisjoint(patch)


def wants_mail(body: Mapping[str, Any]) -> bool:
    """Whether hjul was asked to have Google write to those invited when it last wrote to this event."""
    return marks.MAIL in marks.private(body)


def written_to(bodies: Iterable[Mapping[str, Any]], calendar: str) -> frozenset[str]:
    """The addresses that Google writes to of those in any of these; not the calendar's own, nor rooms."""
    listed = (each for body in bodies for each in _listed(body))
    others = {_address(each) for each in listed if not each.get("self") and not each.get("resource")}
    return frozenset(others) - {calendar.casefold()}


def _entry(person: Attendee) -> dict[str, str]:
    name = one_line(person.name, _LONGEST_NAME)
    return {"email": person.email} | ({"displayName": name} if name else {})


def _entries(body: Mapping[str, Any]) -> list[Any]:
    found = body.get("attendees")
    return found if isinstance(found, list) else []


def _listed(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those with an address."""
    return [each for each in _entries(body) if _address(each)]


def _address(entry: object) -> str:
    email = entry.get("email") if isinstance(entry, dict) else None
    return email.casefold() if isinstance(email, str) else ""
