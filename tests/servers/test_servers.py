import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.base import Server, is_open
from tests.servers.running import SERVERS, running, started

EVENT = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:mote\r\nDTSTAMP:20260101T000000Z\r\n"
    b"DTSTART;VALUE=DATE:20260501\r\nSUMMARY:M\xc3\xb8te\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture(params=list(SERVERS))
def own(request: pytest.FixtureRequest) -> Iterator[Server]:
    server = started(request.param)
    yield server
    server.end()


@pytest.fixture(params=list(SERVERS))
def server(request: pytest.FixtureRequest) -> Server:
    return running(request.param)


def test_a_collection_keeps_what_is_put_there_through_a_stop_and_a_kill(own: Server) -> None:
    collection = own.new_collection("VEVENT")
    assert own.account.members(collection) == []
    own.account.write(f"{collection}mote.ics", EVENT)
    own.restart()
    assert "SUMMARY:Møte" in own.account.read(f"{collection}mote.ics").decode()
    own.kill()
    with pytest.raises(OSError, match="refused"):
        own.account.read(f"{collection}mote.ics")
    own.restart()
    assert own.account.members(collection) == [f"{collection}mote.ics"]


def test_a_uid_that_is_taken_in_one_account_is_free_in_a_new_one(server: Server) -> None:
    for _ in range(2):
        account = server.new_account()
        collection = server.new_collection("VEVENT", account=account)
        account.write(f"{collection}mote.ics", EVENT)


@pytest.mark.parametrize("component", ["VEVENT", "VTODO"])
def test_a_collection_is_for_its_own_components(server: Server, component: str) -> None:
    found = server.account.ask(
        "PROPFIND",
        server.new_collection(component),
        b'<propfind xmlns="DAV:"><prop><supported-calendar-component-set xmlns="urn:ietf:params:xml:ns:caldav"/>'
        b"</prop></propfind>",
        depth="0",
        content_type="application/xml",
    )
    other = {"VEVENT", "VTODO"} - {component}
    assert component in found.body.decode()
    assert not any(name in found.body.decode() for name in other)


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SERVERS["radicale"], "command", lambda _: ["sh", "-c", "echo no room; exit 3"])
    with pytest.raises(RuntimeError, match="no room"):
        started("radicale")


def test_a_server_ends_with_whoever_started_it() -> None:
    program = (
        "import os, signal\nfrom tests.servers.running import running\n"
        "server = running('radicale')\nprint(server.port, server.folder, flush=True)\nos.kill(os.getpid(), signal.SIGKILL)"
    )
    ran = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=False, timeout=60)
    port, folder = ran.stdout.decode().split()
    end = time.monotonic() + 20
    while (is_open(int(port)) or Path(folder).exists()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not is_open(int(port))
    assert not Path(folder).exists()
