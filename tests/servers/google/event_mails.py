"""Which mails a change of an event sends. [S] parameter ``sendUpdates``, its three values; which guests hear of what is [K]."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from tests.servers.google.event_bodies import is_seen
from tests.servers.google.state import Mail


def mails(
    said: str, before: Mapping[str, Any], after: Mapping[str, Any], *, by: str, known: Container[str]
) -> list[Mail]:
    """``by`` is who makes the change and hears nothing of it; ``known`` are the addresses that have a Google Calendar."""
    if said == "none":
        return []
    found = list(_all(before, after))
    # [S] externalOnly: "Notifications are sent to non-Google Calendar guests only."
    return [mail for mail in found if mail.to != by and (said == "all" or mail.to not in known)]


def _all(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Mail]:
    name = after["id"]
    old, new = _guests(before), _guests(after)
    if after["status"] == "cancelled":
        if before.get("status", "cancelled") != "cancelled":
            yield from (Mail(guest, name, "cancellation") for guest in old)
        return
    if not before or before["status"] == "cancelled":
        yield from (Mail(guest, name, "invitation") for guest in new)
        return
    if not is_seen(before, after):
        return
    for guest in new:
        yield Mail(guest, name, "update" if guest in old else "invitation")
    yield from (Mail(guest, name, "cancellation") for guest in old if guest not in new)


def _guests(body: Mapping[str, Any]) -> list[str]:
    return [each["email"] for each in body.get("attendees", ())]
