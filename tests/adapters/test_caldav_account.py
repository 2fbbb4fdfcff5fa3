"""Finding an account and its calendars on real servers, and on servers that are none or mean no good."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest

from adapters.base import Check, NotAllowed, ServiceError, Terminal, Transient
from adapters.caldav import CalDAVAdapter
from adapters.caldav_account import Account, find
from adapters.caldav_described import EVENTS, TASKS
from config.caldav_target import CalDAVTarget
from tests.make import NOW, PLAN_ID
from tests.servers.base import PASSWORD, USER, Server, free_port
from tests.servers.radicale import Radicale
from tests.servers.running import running

REAL = pytest.mark.parametrize("name", ["radicale", "xandikos", "cyrus"])
WRONG = "wrong æøå"
RIGHTS = """
[look]
user: .+
collection: .*locked.*
permissions: rR
[own]
user: .+
collection: {user}(/.*)?
permissions: RWrw
[root]
user: .*
collection:
permissions: R
"""


def signed_in(server: Server, address: str | None = None) -> Account:
    return find(address or server.origin, user=server.user, secret=server.password)


def examined(server: Server, *, write: bool = False, secret: str | None = None, **keys: str) -> list[Check]:
    target = CalDAVTarget.model_validate({"user": server.user, **keys} if server.user else keys)
    adapter = CalDAVAdapter(
        "board", target, secret or server.password, PLAN_ID, ZoneInfo("Europe/Oslo"), lambda: NOW
    )
    return list(adapter.examine(write=write))


def codes(checks: list[Check]) -> dict[str, bool]:
    return {check.code: check.ok for check in checks}


@REAL
def test_an_account_is_found_by_the_servers_address_and_by_its_own(name: str) -> None:
    server = running(name)
    url = server.new_collection("VEVENT")
    for address in (server.origin, f"{server.origin}/", server.url, url, f"127.0.0.1:{server.port}"):
        account = signed_in(server, address)
        assert account.homes == (server.url,)
        assert url in {one.url for one in account.collections()}


def test_how_to_sign_in_is_found_out() -> None:
    assert signed_in(running("radicale")).auth == "basic"
    assert signed_in(running("xandikos")).auth is None


@REAL
def test_what_a_collection_takes_and_that_it_may_be_written_to_is_told(name: str) -> None:
    server = running(name)
    events, tasks = server.new_collection("VEVENT"), server.new_collection("VTODO")
    both = server.new_collection("VEVENT", "VTODO")
    found = {one.url: (one.events, one.tasks, one.writable) for one in signed_in(server).collections()}
    assert [found[url] for url in (events, tasks, both)] == [
        (True, False, True),
        (False, True, True),
        (True, True, True),
    ]


@REAL
@pytest.mark.parametrize("kinds", [(True, True), (True, False), (False, True)])
def test_a_calendar_that_is_made_has_its_name_takes_what_was_asked_and_can_be_written_to(
    name: str, kinds: tuple[bool, bool]
) -> None:
    server = running(name)
    account = signed_in(server)
    title = f"Möten & <mer> {kinds}"
    made = account.create(title, events=kinds[0], tasks=kinds[1])
    assert (made.name, made.events, made.tasks) == (title, *kinds)
    assert made in account.collections()
    for component, wanted in ((EVENTS, kinds[0]), (TASKS, kinds[1])):
        if wanted:
            account.try_writing(made, component)
    assert server.account.members(made.url) == []


@pytest.mark.parametrize(("user", "secret"), [(USER, "wrong"), ("nobody", PASSWORD), (None, None)])
def test_a_wrong_user_or_password_is_not_let_in_and_not_repeated(
    user: str | None, secret: str | None
) -> None:
    with pytest.raises(NotAllowed) as caught:
        find(running("radicale").origin, user=user, secret=secret)
    assert PASSWORD not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://calendar.example.org/", "write https://"),
        ("ftp://calendar.example.org/", "no address"),
        ("", "no address"),
        ("https://", "no address"),
        ("https://cal.example.org/\n", "sends|reached|found"),
        ("http://127.0.0.1.example.org/", "write https://"),
        ("http://anna:secret@calendar.example.org/", "write https://"),
    ],
)
def test_an_address_that_will_not_do_is_refused_before_anything_is_sent(address: str, says: str) -> None:
    with pytest.raises(ServiceError, match=says) as caught:
        find(address, user="anna", secret=WRONG)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_down_is_no_missing_account() -> None:
    with pytest.raises(Transient, match="cannot be reached"):
        find(f"http://127.0.0.1:{free_port()}/", user="anna", secret=WRONG)


@contextmanager
def odd(status: int, headers: Mapping[str, str], body: bytes = b"") -> Iterator[tuple[str, list[str | None]]]:
    """A server that answers everything in one way; its address, and the Authorization of each request."""
    signatures: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            signatures.append(self.headers.get("Authorization"))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_PROPFIND = do_GET = do_OPTIONS = answer  # noqa: N815  # the base class' names

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", signatures
        finally:
            server.shutdown()


PAGE = b"<!doctype html><html><body><p>Welcome</html>"
LEADS_AWAY = """<?xml version="1.0"?><multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response>
<href>/</href><propstat><prop><C:calendar-home-set><href>http://evil.example.org/home/</href></C:calendar-home-set>
</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>"""


@pytest.mark.parametrize(
    ("status", "headers", "body", "says"),
    [
        (200, {"Content-Type": "text/html"}, PAGE, "no calendars were found"),
        (207, {"Content-Type": "text/html"}, PAGE, "no calendars were found"),
        (207, {"Content-Type": "application/xml"}, b"<multistatus xmlns='DAV:'/>", "no calendars were found"),
        (207, {"Content-Type": "application/xml"}, b"", "no calendars were found|cannot be understood"),
        (404, {}, b"", "no calendars were found"),
        (405, {}, b"", "no calendars were found"),
        (302, {"Location": "https://evil.example.org/"}, b"", "sends on to evil.example.org"),
        (301, {"Location": "https://127.0.0.1.example.org/"}, b"", "sends on to"),
        (302, {"Location": "/again"}, b"", "no calendars were found"),
        (302, {}, b"", "no calendars were found"),
        (207, {"Content-Type": "application/xml"}, LEADS_AWAY.encode(), "on evil.example.org"),
        (401, {"WWW-Authenticate": "Negotiate"}, b"", "no way to sign in"),
    ],
)
def test_a_server_without_calendars_or_that_leads_away_is_told_of_in_a_sentence(
    status: int, headers: dict[str, str], body: bytes, says: str
) -> None:
    with odd(status, headers, body) as (address, _), pytest.raises(ServiceError, match=says):
        find(address, user="anna", secret=WRONG)


def test_no_password_goes_to_whom_a_redirect_names() -> None:
    with odd(207, {"Content-Type": "application/xml"}) as (other, heard):
        elsewhere = other.replace("127.0.0.1", "localhost")
        with odd(302, {"Location": elsewhere}) as (address, signatures), pytest.raises(Terminal):
            find(address, user="anna", secret=WRONG)
    assert heard == []
    assert set(signatures) == {None}


@pytest.mark.parametrize(
    ("asks", "way"),
    [
        ('Basic realm="x"', "Basic "),
        ('Basic realm="x", Digest realm="a, b", nonce="n", qop="auth"', "Digest "),
        ('Bearer realm="x"', "Bearer "),
    ],
)
def test_one_signs_in_as_the_server_asks(asks: str, way: str) -> None:
    with odd(401, {"WWW-Authenticate": asks}) as (address, signatures), pytest.raises(NotAllowed):
        find(address, user="anna", secret=WRONG)
    given = [one for one in signatures if one is not None]
    assert given
    assert all(one.startswith(way) for one in given)


@REAL
def test_a_target_that_is_well_is_told_so_and_nothing_is_left_there(name: str) -> None:
    server = running(name)
    calendar, tasks = server.new_collection("VEVENT"), server.new_collection("VTODO")
    for write in (False, True):
        found = codes(examined(server, write=write, calendar=calendar, tasks=tasks))
        assert all(found.values())
        assert {"holds_events", "holds_tasks", "writable", "syncs"} <= found.keys()
        assert ("wrote" in found) is write
    assert server.account.members(calendar) == server.account.members(tasks) == []


def test_what_is_wrong_with_a_target_is_told() -> None:
    server = running("radicale")
    calendar, tasks = server.new_collection("VEVENT"), server.new_collection("VTODO")
    assert codes(examined(server, secret=WRONG, calendar=calendar)) == {"signed_in": False}
    assert codes(examined(server, calendar=f"{server.url}none/"))["there"] is False
    assert codes(examined(server, calendar=server.url))["calendar"] is False
    assert codes(examined(server, calendar=tasks))["holds_events"] is False
    assert codes(examined(server, calendar=f"http://127.0.0.1:{free_port()}/")) == {"reachable": False}


class Guarded(Radicale):
    """With calendars that may only be read."""

    def prepare(self) -> None:
        super().prepare()
        (self.folder / "rights").write_text(RIGHTS)
        with (self.folder / "settings").open("a") as settings:
            settings.write(f"[rights]\ntype = from_file\nfile = {self.folder}/rights\n")


def test_a_calendar_that_may_only_be_read_is_told_and_cannot_be_written_to() -> None:
    server = Guarded()
    try:
        home = server.folder / "storage" / "collection-root" / USER / "locked"
        home.mkdir(parents=True)
        (home / ".Radicale.props").write_text('{"tag": "VCALENDAR", "D:displayname": "Locked"}')
        account = signed_in(server)
        (locked,) = [one for one in account.collections() if one.name == "Locked"]
        assert locked.writable is False
        with pytest.raises(NotAllowed, match="Locked: nothing can be written there"):
            account.try_writing(locked, EVENTS)
        found = codes(examined(server, write=True, calendar=locked.url))
        assert (found["writable"], found["wrote"]) == (False, False)
    finally:
        server.end()
