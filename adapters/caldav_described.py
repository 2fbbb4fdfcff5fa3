"""What a CalDAV server says of itself and of a collection (RFC 4791 §5.2, §6.2; RFC 3744 §5.5). Reads; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from adapters.base import NotAllowed, Terminal
from adapters.caldav_http import Answer, Connection
from adapters.caldav_xml import CALDAV, DAV, XML

EVENTS, TASKS = "VEVENT", "VTODO"
_SPACES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
WHO = (
    f"<D:propfind {_SPACES}><D:prop><D:current-user-principal/><C:calendar-home-set/><D:resourcetype/>"
    "</D:prop></D:propfind>"
)
WHAT = (
    f"<D:propfind {_SPACES}><D:prop><D:resourcetype/><D:displayname/><C:supported-calendar-component-set/>"
    "<D:current-user-privilege-set/><D:supported-report-set/></D:prop></D:propfind>"
)
_NO_CALENDAR = {
    f"{CALDAV}schedule-inbox",
    f"{CALDAV}schedule-outbox",
    "{http://calendarserver.org/ns/}subscribed",
}
_WRITES = {f"{DAV}all", f"{DAV}write", f"{DAV}write-content", f"{DAV}bind"}
_NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class CollectionInfo:
    """A calendar or task list as its server describes it. ``writable`` is None where the server does not say."""

    url: str  # absolute, with its last slash
    name: str
    events: bool
    tasks: bool
    writable: bool | None = None
    syncs: bool = False  # can tell what changed since a token (RFC 6578)

    def holds(self, component: str) -> bool:
        return self.events if component == EVENTS else self.tasks


def asked(connection: Connection, url: str, body: str, *, depth: str = "0") -> Answer:
    """A PROPFIND (RFC 4918 §9.1) for the properties in ``body``."""
    return connection.request("PROPFIND", url, body, {**XML, "Depth": depth})


def described(base: str, answer: Answer) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each resource of a multistatus with the properties that it has, by their names. Nothing where it is none."""
    if answer.tree is None or answer.tree.tag != f"{DAV}multistatus":
        return
    for response in answer.tree.iterfind(f"{DAV}response"):
        href = (response.findtext(f"{DAV}href") or "").strip()
        props: dict[str, Any] = {}
        for propstat in response.iterfind(f"{DAV}propstat"):
            if " 200" in (propstat.findtext(f"{DAV}status") or " 200"):
                props |= {element.tag: element for element in propstat.iterfind(f"{DAV}prop/*")}
        address = _absolute(base, href) if href else None
        if address is not None:
            yield address, props


def _absolute(base: str, href: str) -> str | None:
    """An address as a server writes it, whole and quoted in one way; None when it is none."""
    try:
        parts = urlsplit(urljoin(base, href))
    except ValueError:
        return None
    return parts._replace(
        path=quote(unquote(parts.path), safe="/@:!$&'()*+,;=~-._"), query="", fragment=""
    ).geturl()


def hrefs(base: str, prop: Mapping[str, Any], name: str) -> Iterator[str]:
    """The addresses that a property holds, made absolute."""
    if name in prop:
        for element in prop[name].iterfind(f"{DAV}href"):
            address = _absolute(base, (element.text or "").strip()) if (element.text or "").strip() else None
            if address is not None:
                yield address


def look(connection: Connection, url: str) -> CollectionInfo | None:
    """One collection; None when it is no calendar. Terminal when it is not there, NotAllowed when it may not be seen."""
    answer = asked(connection, url, WHAT)
    if answer.status == _NOT_FOUND:
        raise Terminal(f"{url} is not there")
    if not answer.ok:
        raise NotAllowed(f"{url} may not be looked at ({answer.status})")
    for _, prop in described(url, answer):
        return info_of(url, prop)
    return None


def info_of(url: str, prop: Mapping[str, Any]) -> CollectionInfo | None:
    """A collection by its properties; None when it is no calendar."""
    kind = prop.get(f"{DAV}resourcetype")
    kinds = {element.tag for element in kind} if kind is not None else set()
    if f"{CALDAV}calendar" not in kinds or kinds & _NO_CALENDAR:
        return None
    allowed = prop.get(f"{CALDAV}supported-calendar-component-set")
    holds = (
        {element.get("name", "").upper() for element in allowed} if allowed is not None else {EVENTS, TASKS}
    )
    rights = prop.get(f"{DAV}current-user-privilege-set")
    granted = (
        {element.tag for element in rights.iterfind(f"{DAV}privilege/*")} if rights is not None else set()
    )
    reports = prop.get(f"{DAV}supported-report-set")
    name = prop.get(f"{DAV}displayname")
    shown = ((name.text or "") if name is not None else "").strip()
    return CollectionInfo(
        url if url.endswith("/") else f"{url}/",
        shown or unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]),
        EVENTS in holds,
        TASKS in holds,
        bool(granted & _WRITES) if rights is not None and len(rights) else None,
        reports is not None and next(reports.iter(f"{DAV}sync-collection"), None) is not None,
    )
