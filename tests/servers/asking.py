"""Plain HTTP requests, as people's own programs send them: nothing here knows hjul, or any CalDAV library."""

from __future__ import annotations

import base64
import http.client
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

PATIENCE = 60.0  # seconds without a word


@dataclass(frozen=True, slots=True)
class Answer:
    """``headers`` have their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Account:
    """Someone's home on a server, where UIDs are theirs alone. Without a user the server asks for nobody."""

    url: str  # ends with /
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def ask(self, method: str, url: str, body: bytes = b"", **headers: str) -> Answer:
        """One request on a connection of its own; ``url`` may be an href. Header names have _ for -. Any status is an answer."""
        return ask(method, urljoin(self.url, url), body, {**self.signature(), **_named(headers)})

    def read(self, url: str) -> bytes:
        """The object; FileNotFoundError when there is none."""
        answer = self.ask("GET", url)
        if answer.status == 404:
            raise FileNotFoundError(url)
        return _good(answer, "GET", url).body

    def write(self, url: str, data: bytes) -> None:
        """Put the object there, whatever stood there before."""
        _good(self.ask("PUT", url, data, content_type="text/calendar; charset=utf-8"), "PUT", url)

    def delete(self, url: str) -> None:
        _good(self.ask("DELETE", url), "DELETE", url)

    def members(self, collection: str) -> list[str]:
        """The absolute addresses of what is in a collection."""
        answer = _good(
            self.ask("PROPFIND", collection, _NAMES, depth="1", content_type=_XML), "PROPFIND", collection
        )
        tree = ET.fromstring(answer.body)  # noqa: S314  # our own server's answer
        urls = [urljoin(collection, found.text or "") for found in tree.iter("{DAV:}href")]
        return [url for url in urls if url.rstrip("/") != collection.rstrip("/")]

    def new_collection(self, name: str, *components: str) -> str:
        """Make a calendar for these (``VEVENT``, ``VTODO``) in the home; returns its absolute address."""
        url = f"{self.url}{name}/"
        kinds = "".join(f'<C:comp name="{component}"/>' for component in components)
        body = _MAKE.format(name=name, kinds=kinds).encode()
        _good(self.ask("MKCALENDAR", url, body, content_type=_XML), "MKCALENDAR", url)
        return url

    def signature(self) -> dict[str, str]:
        """The header by which this user signs in; none for nobody."""
        if self.user is None:
            return {}
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}


_XML = "application/xml; charset=utf-8"
_NAMES = b'<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'
_MAKE = (
    '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    "<D:displayname>{name}</D:displayname>"
    "<C:supported-calendar-component-set>{kinds}</C:supported-calendar-component-set>"
    "</D:prop></D:set></C:mkcalendar>"
)


def ask(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """One request on a connection of its own. Raises OSError and HTTPException when there is no answer."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port or 80, timeout=PATIENCE)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, target, body, dict(headers))
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def _good(answer: Answer, method: str, url: str) -> Answer:
    if not 200 <= answer.status < 300:
        text = answer.body.decode("utf-8", "replace")[:500]
        raise RuntimeError(f"{method} {url} was answered with {answer.status}: {text}")
    return answer
