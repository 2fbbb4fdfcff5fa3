"""A calendar and a task list on a real server: what hjul.toml says of them, and what people see and do there by plain HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

from tests.servers.asking import Account
from tests.servers.base import Server

_EVERYTHING = (
    b'<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>'
    b'<C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
)
_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"


@dataclass(frozen=True, slots=True)
class Stored:
    """One object as it stands on the server. ``text`` has its long lines whole again and ends them with CRLF."""

    url: str
    etag: str
    text: str


@dataclass(frozen=True, slots=True)
class Board:
    """Both collections, which may be the same one."""

    account: Account
    calendar: str
    tasks: str

    @classmethod
    def on(cls, server: Server) -> Board:
        """New and empty ones, in an account where no UID is taken."""
        account = server.new_account()
        calendar, tasks = (server.new_collection(kind, account=account) for kind in ("VEVENT", "VTODO"))
        return cls(account, calendar, tasks)

    def target(self, name: str, *more: str) -> str:
        """The target of this name as it stands in hjul.toml, with more lines of its own."""
        where = [f'calendar = "{self.calendar}"', f'tasks = "{self.tasks}"', f'user = "{self.account.user}"']
        return "\n".join((f"[targets.{name}]", 'adapter = "caldav"', 'auth = "basic"', *where, *more, ""))

    def everything(self) -> list[Stored]:
        """All objects, someone else's too: one request for each collection."""
        return [one for url in dict.fromkeys((self.calendar, self.tasks)) for one in self._in(url)]

    def items(self) -> dict[str, Stored]:
        """What hjul made, by its keys; no item stands there twice."""
        found: dict[str, Stored] = {}
        for one in self.everything():
            if match := re.search(r"X-HJUL-KEY[^:\r]*:([^\r]+)", one.text):
                assert match[1] not in found, f"{match[1]} stands there twice"
                found[match[1]] = one
        return found

    def rewrite(self, stored: Stored, *changes: tuple[str, str]) -> None:
        """Another program's edit of one object: each text for another, wherever it stands."""
        text = stored.text
        for old, new in changes:
            assert old in text, f"{old!r} is not in\n{text}"
            text = text.replace(old, new)
        self.account.write(stored.url, text.encode())

    def _in(self, collection: str) -> Iterator[Stored]:
        answer = self.account.ask(
            "REPORT", collection, _EVERYTHING, depth="1", content_type="application/xml; charset=utf-8"
        )
        assert answer.status == 207, (answer.status, answer.body[:500])
        for one in ET.fromstring(answer.body).iter("{DAV:}response"):  # noqa: S314  # our own server's answer
            href, etag, data = (
                one.findtext(f".//{name}") or "" for name in ("{DAV:}href", "{DAV:}getetag", _DATA)
            )
            yield Stored(urljoin(collection, href), etag, _whole(data))


def _whole(data: str) -> str:
    """An XML parser makes LF of CRLF; people's programs write CRLF."""
    return data.replace("\r\n", "\n").replace("\n ", "").replace("\n", "\r\n")
