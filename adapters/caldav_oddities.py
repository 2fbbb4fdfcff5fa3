"""What some servers do otherwise than the RFCs say, as the caldav library's own profiles have it. Reaches no server.

Each oddity here says what the adapter does about it. Which server it is stands in hjul.toml (``server``), or is told by
the address of those that have one of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from caldav import compatibility_hints

from mappings.items import Event, Item

_HINTS: Any = compatibility_hints  # its names are not typed

_HOSTS = {
    ".icloud.com": "icloud",
    ".calendar.yahoo.com": "yahoo",
    ".gmx.net": "gmx",
    "posteo.de": "posteo",
    ".infomaniak.com": "infomaniak",
    ".purelymail.com": "purelymail",
    ".ecloud.global": "ecloud",
}
_PATHS = {
    "/remote.php/dav/": "nextcloud",
    "/SOGo/": "sogo",
    "/caldav.php/": "davical",
    "/dav.php/": "baikal",
    "/ucaldav/": "bedework",
}

_ONE_WRITER = {"xandikos", "cyrus"}  # 0.4.10 and 3.6.1, measured; others are taken so from their first 423 on
_FORGETFUL = {"xandikos"}  # 0.4.10: PROPPATCH of a property it does not know is answered with 403
_LINE_BREAKERS = {"xandikos"}  # 0.4.10, whose icalendar takes a backslash and a capital N for a line break


@dataclass(frozen=True, slots=True)
class Oddities:
    """The defaults are what the RFCs say."""

    looks_first: bool = (
        False  # If-None-Match: * would overwrite (SOGo, Zimbra): look whether it is there, then write
    )
    distrusts_etags: bool = (
        False  # the etag of a PUT is no good (GMX, Robur): it is learnt at the next reading
    )
    compares_etags: bool = (
        False  # sync-collection cannot be relied on (Yahoo, GMX, Posteo): compare etags each time
    )
    forgets: bool = (
        False  # it keeps no property of ours (Xandikos), and so no roster: see ``caldav_state.Roster``
    )
    one_writer: bool = (
        False  # it refuses a second write to a collection while one is under way (423): write one by one
    )
    breaks_lines: bool = (
        False  # it stores a backslash and a capital N (C:\New) as a line break: so it is written
    )
    parts_kinds: bool = False  # a collection holds meetings or assignments, never both (iCloud, Zimbra)


def server_of(address: str) -> str | None:
    """The library's name for the server at this address, where the address tells."""
    parts = urlsplit(address)
    host = f".{parts.hostname or ''}"
    for end, name in _HOSTS.items():
        if host.endswith(end):
            return name
    return next((name for part, name in _PATHS.items() if part in f"{parts.path}/"), None)


def oddities_of(server: str | None) -> Oddities:
    """None, and a name that the library does not know, is a server that does as the RFCs say."""
    profile = getattr(_HINTS, server or "", None)
    if not isinstance(profile, dict):
        return Oddities()
    features = _HINTS.FeatureSet(profile)
    return Oddities(
        looks_first=not features.is_supported("save.if-none-match"),
        distrusts_etags=not features.is_supported("save.etag") or "weak" in str(profile.get("save.etag", "")),
        compares_etags=not features.is_supported("sync-token"),
        forgets=server in _FORGETFUL,
        one_writer=server in _ONE_WRITER,
        breaks_lines=server in _LINE_BREAKERS,
        parts_kinds=not features.is_supported("save-load.todo.mixed-calendar"),
    )


def with_broken_lines(item: Item) -> Item:
    """The item as such a server keeps it."""
    item = replace(
        item,
        title=_broken(item.title),
        description=_broken(item.description),
        categories=tuple(map(_broken, item.categories)),
    )
    return replace(item, place=_broken(item.place)) if isinstance(item, Event) else item


def _broken(text: str) -> str:
    return text.replace("\\N", "\n")


def is_known(server: str) -> bool:
    """Whether the library has a profile of that name."""
    return isinstance(getattr(_HINTS, server, None), dict)
