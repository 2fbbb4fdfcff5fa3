"""Whether a CalDAV target can be used: what ``hjul doctor`` tells of it, and whether anything can be written there.

Changes nothing unless it is asked to write, and then takes away what it wrote.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from adapters.base import Check, NotAllowed, ServiceError, Terminal
from adapters.caldav_described import EVENTS, TASKS, WHAT, asked, described, info_of
from adapters.caldav_http import Answer, Connection
from adapters.caldav_state import Roster
from adapters.caldav_xml import (
    HJUL,
    XML,
    multiget,
    own_property,
    put_own_property,
    read_members,
    read_own_property,
    took,
)
from config.addresses import is_loopback
from config.caldav_target import CalDAVTarget

_WORDS = {EVENTS: "events", TASKS: "tasks"}
_TRIAL = "examined"
"""The property that is put there, read back and taken away to see whether the server keeps any."""


def examine(
    connection: Connection, target: CalDAVTarget, plan_id: str, *, write: bool = False
) -> Iterator[Check]:
    """One thing after the other; nothing more after a thing that all the rest needs."""
    wanted = [
        (url, component)
        for url, component in ((target.calendar, EVENTS), (target.tasks, TASKS))
        if url is not None
    ]
    urls = list(dict.fromkeys(url for url, _ in wanted))
    for url in urls:
        if url.startswith("http:") and not is_loopback(url):
            yield Check("plain_http", True, {"url": url}, warning=True)
    for url in urls:
        try:
            answer = asked(connection, url, WHAT)
        except NotAllowed as error:
            yield Check("signed_in", False, {"host": connection.host, "said": str(error)})
            return
        except ServiceError as error:
            yield Check("reachable", False, {"host": connection.host, "said": str(error)})
            return
        if url == urls[0]:
            code = "reachable" if target.user is None else "signed_in"
            yield Check(code, True, {"host": connection.host, "user": target.user or ""})
        yield from _examine(
            connection, url, [one for place, one in wanted if place == url], answer, write=write
        )
    if urls:
        yield from _remembers(connection, urls[0], plan_id, write=write)


def _examine(
    connection: Connection, url: str, components: list[str], answer: Answer, *, write: bool
) -> Iterator[Check]:
    """One collection."""
    told = list(described(url, answer))
    if not answer.ok or not told:
        code = "there" if answer.status in {404, 410} or answer.ok else "seen"
        yield Check(code, False, {"url": url, "said": str(answer.status)})
        return
    info = info_of(url, told[0][1])
    if info is None:
        yield Check("calendar", False, {"url": url})
        return
    about = {"url": url, "name": info.name}
    for component in components:
        yield Check(f"holds_{_WORDS[component]}", info.holds(component), about)
    if info.writable is None and not write:
        yield Check("writable_unknown", True, about, warning=True)
    elif info.writable is not None:
        yield Check("writable", info.writable, about)
    yield Check("syncs" if info.syncs else "compares", True, about)
    for component in components if write else ():
        try:
            try_writing(connection, url, info.name, component)
            yield Check("wrote", True, about)
        except ServiceError as error:
            yield Check("wrote", False, {**about, "said": str(error)})


def _remembers(connection: Connection, url: str, plan_id: str, *, write: bool) -> Iterator[Check]:
    """Whether the server keeps what hjul made there (see ``caldav_state.Roster``): known where it does, or by trying."""
    try:
        kept = bool(Roster(connection, url, plan_id).read())
        if write and not kept:
            kept = _keeps_properties(connection, url)
            if not kept:
                yield Check("forgets", True, {"url": url}, warning=True)
    except ServiceError as error:
        yield Check("remembers", False, {"url": url, "said": str(error)})
        return
    if kept:
        yield Check("remembers", True, {"url": url})


def _keeps_properties(connection: Connection, url: str) -> bool:
    put = connection.request("PROPPATCH", url, put_own_property(_TRIAL, "x"), XML)
    if not put.ok or not took(put.tree):
        return False
    answer = connection.request("PROPFIND", url, own_property(_TRIAL), {**XML, "Depth": "0"})
    away = (
        f'<D:propertyupdate xmlns:D="DAV:" xmlns:H="{HJUL}"><D:remove><D:prop><H:{_TRIAL}/></D:prop></D:remove>'
        "</D:propertyupdate>"
    )
    connection.request("PROPPATCH", url, away, XML)
    return read_own_property(answer.tree, _TRIAL) == "x"


def try_writing(connection: Connection, url: str, name: str, component: str) -> None:
    """Put a small object there, read it back and take it away. ServiceError says which of the three failed."""
    uid = str(uuid.uuid4())
    href = f"{url}{uid}.ics"
    ics = {"Content-Type": "text/calendar; charset=utf-8"}
    try:
        put = connection.request("PUT", href, _small(uid, component), {**ics, "If-None-Match": "*"})
    except ServiceError:  # a server may fail and have written all the same
        with suppress(ServiceError):
            connection.request("DELETE", href)
        raise
    if not put.ok:
        raise NotAllowed(
            f"{name}: nothing can be written there ({put.status}); choose another, or have the right to write given to you"
        )
    read: ServiceError | None = None
    try:
        answer = connection.request("REPORT", url, multiget([urlsplit(href).path]), {**XML, "Depth": "1"})
        there = read_members(answer.tree)
        if there is None or not any(uid.encode() in (member.data or b"") for member in there.members):
            read = Terminal(f"{name}: what was written there cannot be read back")
    except ServiceError as error:
        read = error
    gone = connection.request("DELETE", href)
    if not gone.ok:
        raise Terminal(f"{name}: what was written there cannot be taken away ({gone.status}): {href}")
    if read is not None:
        raise read


def _small(uid: str, component: str) -> str:
    now = datetime.now(UTC)
    when = (
        f"DTSTART;VALUE=DATE:{now:%Y%m%d}\r\nDTEND;VALUE=DATE:{now + timedelta(days=1):%Y%m%d}\r\n"
        if component == EVENTS
        else f"DUE;VALUE=DATE:{now:%Y%m%d}\r\n"
    )
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//hjul//hjul//EN\r\n"
        f"BEGIN:{component}\r\nUID:{uid}\r\nDTSTAMP:{now:%Y%m%dT%H%M%SZ}\r\n{when}"
        f"SUMMARY:hjul: is writing allowed here?\r\nEND:{component}\r\nEND:VCALENDAR\r\n"
    )
