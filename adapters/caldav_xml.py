"""What is asked of a CalDAV collection, and what a multistatus answers (RFC 4918 §13, RFC 4791 §9, RFC 6578 §6). No I/O.

Reads each object's answer by itself: one that is odd says nothing of the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote, unquote, urlsplit

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
HJUL = "https://hjul.invalid/ns"
"""The namespace of our own property: a name that nobody can own (RFC 6761 §6.4)."""
XML = {"Content-Type": "application/xml; charset=utf-8"}

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACES = f'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:H="{HJUL}"'
_OBJECT = "<D:prop><D:getetag/><C:calendar-data/></D:prop>"
_SAFE_IN_A_NAME = "@:!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Member:
    """One object of a collection as an answer has it. ``name`` is the last part of its address, quoted in one way."""

    name: str
    status: int  # 404: it is gone
    etag: str | None
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Members:
    """All objects of one answer; with ``truncated`` there are more to come after ``token`` (RFC 6578 §3.6)."""

    members: tuple[Member, ...]
    token: str | None = None
    truncated: bool = False


def sync_collection(token: str | None) -> str:
    """What changed since ``token``, with the objects themselves (RFC 6578 §3.2); everything without one."""
    return (
        f"{_HEAD}<D:sync-collection {_SPACES}><D:sync-token>{_text(token or '')}</D:sync-token>"
        f"<D:sync-level>1</D:sync-level>{_OBJECT}</D:sync-collection>"
    )


def multiget(hrefs: Iterable[str]) -> str:
    """Some objects, by their addresses (RFC 4791 §7.9)."""
    wanted = "".join(f"<D:href>{_text(href)}</D:href>" for href in hrefs)
    return f"{_HEAD}<C:calendar-multiget {_SPACES}>{_OBJECT}{wanted}</C:calendar-multiget>"


def etags() -> str:
    """Every object's etag and kind, for PROPFIND with depth 1."""
    return f"{_HEAD}<D:propfind {_SPACES}><D:prop><D:getetag/><D:resourcetype/></D:prop></D:propfind>"


def own_property(name: str) -> str:
    """One property of ours, for PROPFIND with depth 0."""
    return f"{_HEAD}<D:propfind {_SPACES}><D:prop><H:{name}/></D:prop></D:propfind>"


def put_own_property(name: str, text: str) -> str:
    """One property of ours, for PROPPATCH (RFC 4918 §9.2)."""
    return (
        f"{_HEAD}<D:propertyupdate {_SPACES}><D:set><D:prop><H:{name}>{_text(text)}</H:{name}></D:prop></D:set>"
        "</D:propertyupdate>"
    )


def read_members(tree: Any) -> Members | None:
    """None when the answer is no multistatus: then nothing can be said of what is there."""
    if tree is None or tree.tag != f"{DAV}multistatus":
        return None
    found: list[Member] = []
    truncated = False
    for response in tree.iterfind(f"{DAV}response"):
        href = (response.findtext(f"{DAV}href") or "").strip()
        status = _status(response.findtext(f"{DAV}status"))
        if status == 507:  # RFC 6578 §3.6: the answer is not whole
            truncated = True
            continue
        try:
            name = name_of(href)
        except ValueError:
            return None  # it may be one of ours: what is not named is not taken for gone
        if (
            name is None
            or response.find(f"./{DAV}propstat/{DAV}prop/{DAV}resourcetype/{DAV}collection") is not None
        ):
            continue  # the collection itself, or one inside it
        found.append(_member(name, status, response))
    token = tree.findtext(f"{DAV}sync-token")
    return Members(tuple(found), token.strip() if token and token.strip() else None, truncated)


def read_own_property(tree: Any, name: str) -> str | None:
    """Our property's text; None when it is not there."""
    if tree is None:
        return None
    for response in tree.iterfind(f"{DAV}response"):
        for prop in _well(response):
            found = prop.find(f"{{{HJUL}}}{name}")
            if found is not None:
                return found.text or ""
    return None


def own_property_status(tree: Any, name: str) -> int | None:
    """What is said of our property: 200 it is there, 404 it is not; None when the answer is no multistatus."""
    if tree is None or tree.tag != f"{DAV}multistatus":
        return None
    for propstat in tree.iterfind(f"{DAV}response/{DAV}propstat"):
        if propstat.find(f"{DAV}prop/{{{HJUL}}}{name}") is not None:
            return _status(propstat.findtext(f"{DAV}status"))
    failed = [_status(one.text) for one in tree.iterfind(f"{DAV}response/{DAV}status")]
    return next((status for status in failed if status >= 300), 404)


def took(tree: Any) -> bool:
    """Whether a PROPPATCH was taken: an answer without a multistatus says so by its own status."""
    if tree is None or tree.tag != f"{DAV}multistatus":
        return True
    statuses = [element.text for element in tree.iter(f"{DAV}status")]
    return all(200 <= _status(status) < 300 for status in statuses)


def name_of(href: str) -> str | None:
    """The last part of an address, quoted in one way whichever the server chose; None for a collection.

    ValueError when it is no address.
    """
    last = urlsplit(href).path.rpartition("/")[2]
    return quote(unquote(last), safe=_SAFE_IN_A_NAME) if last else None


def _member(name: str, status: int, response: Any) -> Member:
    if status >= 300:
        return Member(name, status, None, None)
    etag, data, refused = None, None, 0
    for propstat in response.iterfind(f"{DAV}propstat"):
        code = _status(propstat.findtext(f"{DAV}status"))
        if code >= 300:
            has_data = propstat.find(f"{DAV}prop/{CALDAV}calendar-data") is not None
            refused = code if has_data and code != 404 else refused  # 404: not told here
            continue
        prop = propstat.find(f"{DAV}prop")
        if prop is not None:
            etag = prop.findtext(f"{DAV}getetag") or etag
            text = prop.findtext(f"{CALDAV}calendar-data")
            data = text.encode() if text and text.strip() else data
    return Member(name, refused if refused and data is None else 200, (etag or "").strip() or None, data)


def _well(response: Any) -> Iterator[Any]:
    for propstat in response.iterfind(f"{DAV}propstat"):
        prop = propstat.find(f"{DAV}prop")
        if prop is not None and 200 <= _status(propstat.findtext(f"{DAV}status")) < 300:
            yield prop


def _status(text: str | None) -> int:
    """The code of a status line; 200 where there is none. One that is no status line counts as a failure."""
    if text is None:
        return 200
    parts = text.split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() else 500


def _text(text: str) -> str:
    return escape(text, quote=False)
