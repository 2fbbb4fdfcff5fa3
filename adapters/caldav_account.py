"""A CalDAV account as ``hjul connect`` needs it: where it is, what calendars it has, what may be done there.

Sends a password only over TLS or to this machine, and only to the server whose address a person gave. Changes nothing but
what ``create`` makes and ``try_writing`` takes away again.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urljoin, urlsplit

import niquests
from caldav.discovery import discover_caldav
from caldav.lib.auth import extract_auth_types, select_auth_type

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.caldav_described import (
    EVENTS,
    TASKS,
    WHAT,
    WHO,
    CollectionInfo,
    asked,
    described,
    hrefs,
    info_of,
    look,
)
from adapters.caldav_examined import try_writing
from adapters.caldav_http import Connection, host_of
from adapters.caldav_xml import CALDAV, DAV, XML
from config.addresses import is_loopback
from config.plan import slug

TIMEOUT = 20.0
"""Seconds without a word, while a person waits."""

MOST_HOPS = 5

PATHS = (
    "remote.php/dav/",  # Nextcloud and ownCloud, also below a folder
    "/.well-known/caldav",  # RFC 6764 §5
    "/remote.php/dav/",
    "/dav.php/",  # Baïkal
    "/caldav.php/",  # DAViCal
    "/dav/",  # Zimbra, Fastmail
    "/SOGo/dav/",
)
"""Where calendars are on servers whose address a person knows only the beginning of, relative to what was given."""

_UNAUTHORISED, _MULTISTATUS = 401, 207


class _Elsewhere(Terminal):
    """The server sends on to another one."""


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who is signed in. ``auth`` is how, None where the server asked for nothing."""

    homes: tuple[str, ...]
    user: str | None
    auth: str | None
    _connection: Connection = field(repr=False)

    def collections(self) -> tuple[CollectionInfo, ...]:
        """All calendars and task lists, in the server's order."""
        found: dict[str, CollectionInfo] = {}
        for home in self.homes:
            answer = asked(self._connection, home, WHAT, depth="1")
            if not answer.ok:
                raise Terminal(f"{home} cannot be looked into ({answer.status})")
            for url, prop in described(home, answer):
                if _same_account(home, url) and (info := info_of(url, prop)) is not None:
                    found.setdefault(url, info)
        return tuple(found.values())

    def look(self, url: str) -> CollectionInfo | None:
        """One collection by its address; None when it is no calendar. ServiceError when it may not be seen, or is elsewhere."""
        if not _same_account(self.homes[0], url):
            raise Terminal(f"{url} is on another server than {self.homes[0]}; no password was sent there")
        return look(self._connection, url)

    def create(self, name: str, *, events: bool, tasks: bool) -> CollectionInfo:
        """A new calendar (RFC 4791 §5.3.1). What it says it holds may be less than was asked for. Terminal when it may not be."""
        kinds = [kind for kind, wished in ((EVENTS, events), (TASKS, tasks)) if wished]
        ascii_name = (
            unicodedata.normalize("NFKD", slug(name)).encode("ascii", "ignore").decode().strip("-")[:40]
        )
        url = f"{self.homes[0]}{ascii_name or 'hjul'}-{secrets.token_hex(4)}/"
        answer = self._connection.request("MKCALENDAR", url, _new(name, kinds), XML)
        if not answer.ok:
            raise Terminal(
                f"{self._connection.host} did not make the calendar {name!r} ({answer.status}); make it in the calendar's "
                "own program, then run this again and choose it"
            )
        made = look(self._connection, url)
        if made is None:
            raise Terminal(
                f"{self._connection.host} made {name!r}, but it is no calendar; make one in its own program"
            )
        return made

    def try_writing(self, collection: CollectionInfo, component: str) -> None:
        """Put a small object there, read it back and take it away. ServiceError says which of the three failed."""
        try_writing(self._connection, collection.url, collection.name, component)


def _new(name: str, kinds: list[str]) -> str:
    comps = "".join(f'<C:comp name="{kind}"/>' for kind in kinds)
    return (
        '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        f"<D:set><D:prop><D:displayname>{escape(name, quote=False)}</D:displayname>"
        f"<C:supported-calendar-component-set>{comps}</C:supported-calendar-component-set>"
        "</D:prop></D:set></C:mkcalendar>"
    )


# Finding ----------------------------------------------------------------------------------------------------------


def find(
    address: str,
    *,
    user: str | None,
    secret: str | None,
    auth: str | None = None,
    timeout: float = TIMEOUT,
) -> Account:
    """Sign in to the account at an address as people know it: a URL, a server's name, or an e-mail address.

    ``timeout`` is in seconds. Raises NotAllowed for a user or a password that the server does not take, Terminal where
    no calendars are found or the password would leave by plain HTTP or for another server, Transient when it is away.
    """
    first = _start(address.strip(), timeout)
    trouble: ServiceError | None = None
    for number, url in enumerate(dict.fromkeys([first, *(urljoin(first, path) for path in PATHS)])):
        try:
            place, ways = _arrive(url, timeout)
        except (Transient, _Elsewhere) as error:
            if number == 0 and isinstance(error, Transient):  # the server itself is away
                raise
            trouble = trouble or error
            continue
        if place is not None and (account := _sign_in(place, ways, user, secret, auth, timeout)) is not None:
            return account
    if trouble is not None:
        raise trouble
    raise Terminal(
        f"{urlsplit(first).hostname}: no calendars were found there; give the address that the server's own help "
        "names for CalDAV"
    )


def _start(address: str, timeout: float) -> str:
    """The first URL to ask. A bare name or an e-mail address is looked up as RFC 6764 says, over TLS alone."""
    if "://" not in address:
        host = address.rpartition("@")[2]
        if is_loopback(f"http://{host}"):
            address = f"http://{host}"
        elif "/" in host or ":" in host:
            address = f"https://{host}"
        else:
            known = discover_caldav(address, timeout=int(timeout), require_tls=True)
            address = known.url if known is not None else f"https://{host}"
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or not address.isprintable():
        raise Terminal("that is no address of a server; write it as https://calendar.example.org/")
    if parts.scheme == "http" and not is_loopback(address):
        raise Terminal(
            f"http://{parts.hostname} would send the password so that others can read it on the way; write https://"
        )
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path or '/'}"


def _arrive(url: str, timeout: float) -> tuple[str | None, frozenset[str] | None]:
    """Where the server leads someone whom it does not know yet, and the ways to sign in there.

    No place when it speaks no WebDAV there; None for the ways when it asks for nobody.
    """
    for _ in range(MOST_HOPS):
        status, headers = _greet(url, timeout)
        if not 300 <= status < 400:
            break
        try:
            there = urljoin(url, headers.get("location", ""))
            is_same = _same_server(url, there)
        except ValueError:  # no address at all
            there, is_same = "", False
        if not is_same:
            host = host_of(there) or "another address"
            raise _Elsewhere(
                f"{urlsplit(url).hostname} sends on to {host[:100]}; no password was sent there. If that is right, give "
                "that address"
            )
        url = there
    else:
        return None, None
    if status == _UNAUTHORISED:
        return url, frozenset(extract_auth_types(headers.get("www-authenticate", "")))
    return (url, None) if status == _MULTISTATUS else (None, None)


def _greet(url: str, timeout: float) -> tuple[int, Mapping[str, str]]:
    """The status and the headers, with names in small letters, of a request without a password. The body is not read."""
    host = urlsplit(url).hostname
    try:
        with niquests.Session() as session:
            answer = session.request(
                "PROPFIND",
                url,
                data=WHO.encode(),
                headers={**XML, "Depth": "0"},
                timeout=timeout,
                allow_redirects=False,
                stream=True,
            )
            headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
            return int(answer.status_code or 0), headers
    except niquests.exceptions.SSLError:
        raise Terminal(f"{host} has no valid certificate; nothing was sent to it") from None
    except niquests.exceptions.Timeout:
        raise Transient(f"{host} did not answer in time; try again later") from None
    except (OSError, ValueError):
        raise Transient(f"{host} cannot be reached; look at the address, or try again later") from None


def _same_server(url: str, there: str) -> bool:
    old, new = urlsplit(url), urlsplit(there)
    if old.hostname != new.hostname or new.scheme not in {"http", "https"}:
        return False
    return (old.netloc == new.netloc and old.scheme == new.scheme) or (old.scheme, new.scheme) == (
        "http",
        "https",
    )


def _sign_in(
    place: str,
    ways: frozenset[str] | None,
    user: str | None,
    secret: str | None,
    auth: str | None,
    timeout: float,
) -> Account | None:
    """None when there are no calendars there."""
    host = urlsplit(place).hostname
    if ways is not None and user is None:
        raise NotAllowed(f"{host} asks who you are; name a user")
    way = auth or (_way(ways) if ways is not None else None)
    if ways and way is None:
        raise NotAllowed(f"{host} offers no way to sign in that hjul knows ({', '.join(sorted(ways))[:100]})")
    connection = Connection(str(host), place, user=user, secret=secret, auth=way, timeout=timeout)
    homes = tuple(_homes(connection, place))
    return Account(homes, user, way, connection) if homes else None


def _way(ways: frozenset[str]) -> str | None:
    """Digest before Basic, as the library has it; a token where nothing else is taken. None: not known."""
    chosen = select_auth_type(set(ways), has_username=True, has_password=True)
    return chosen or ("bearer" if "bearer" in ways else None)


def _homes(connection: Connection, place: str) -> Iterator[str]:
    """Where the account's calendars lie (RFC 4791 §6.2.1): told here, or by the principal that is named here."""
    told = list(described(place, asked(connection, place, WHO)))
    principals = [url for _, prop in told for url in hrefs(place, prop, f"{DAV}current-user-principal")]
    homes = [url for _, prop in told for url in hrefs(place, prop, f"{CALDAV}calendar-home-set")]
    for principal in principals[:1]:
        if _same_account(place, principal):
            told = list(described(principal, asked(connection, principal, WHO)))
            homes = [
                url for _, prop in told for url in hrefs(principal, prop, f"{CALDAV}calendar-home-set")
            ] or homes
    for home in dict.fromkeys(homes):
        if not _same_account(place, home):
            raise Terminal(
                f"{connection.host} says that the calendars are on {urlsplit(home).hostname}; no password was sent there. "
                "If that is right, give that address"
            )
        yield home if home.endswith("/") else f"{home}/"


def _same_account(place: str, there: str) -> bool:
    """Whether a password for the one place is meant for the other: the same server, or over TLS its neighbour.

    iCloud signs in at caldav.icloud.com and has each account's calendars at p12-caldav.icloud.com.
    """
    old, new = urlsplit(place), urlsplit(there)
    if old.hostname == new.hostname:
        return old.netloc == new.netloc and old.scheme == new.scheme
    above = (old.hostname or "").partition(".")[2]
    neighbours = above.count(".") > 0 and (new.hostname or "").partition(".")[2] == above
    return neighbours and old.scheme == new.scheme == "https"
