import http.client
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree  # type: ignore[import-untyped]

from tests.servers import faults
from tests.servers.asking import Account, Answer
from tests.servers.front import Fault, Front
from tests.servers.running import running
from tests.servers.test_servers import EVENT


@pytest.fixture
def front() -> Iterator[Front]:
    with Front(running("radicale").origin) as front:
        yield front


@pytest.fixture
def collection() -> str:
    return running("radicale").new_collection("VEVENT")


@pytest.fixture
def direct() -> Account:
    return running("radicale").account


@pytest.fixture
def account(front: Front, direct: Account) -> Account:
    return front.account(direct)


@pytest.fixture
def url(front: Front, collection: str) -> str:
    return front.at(f"{collection}mote.ics")


def put(account: Account, url: str) -> Answer:
    return account.ask("PUT", url, EVENT, content_type="text/calendar")


def is_there(direct: Account, collection: str) -> bool:
    return direct.members(collection) != []


def test_the_real_server_is_reached_and_what_it_said_is_written_down(
    front: Front, account: Account, url: str
) -> None:
    assert put(account, url).status == 201
    assert b"SUMMARY" in account.read(url)
    assert account.members(url.removesuffix("mote.ics")) == [url]
    assert [(entry.method, entry.status) for entry in front.log] == [
        ("PUT", 201),
        ("GET", 200),
        ("PROPFIND", 207),
    ]
    assert all("authorization" in entry.headers and entry.seconds > 0 for entry in front.log)
    assert {front.at("/") + entry.path.removeprefix("/") for entry in front.log[:2]} == {url}


def test_one_connection_serves_many_requests(front: Front, url: str) -> None:
    connection = http.client.HTTPConnection(front.origin.removeprefix("http://"))
    for _ in range(3):
        connection.request("GET", urlsplit(url).path)
        connection.getresponse().read()
    connection.close()
    assert [entry.request.connection for entry in front.log] == [1, 1, 1]


def test_a_name_can_be_moved_through_the_front(account: Account, url: str) -> None:
    put(account, url)
    moved = url.replace("mote", "flyttet")
    assert account.ask("MOVE", url, destination=moved).status == 201
    assert b"SUMMARY" in account.read(moved)


@pytest.mark.parametrize("status", [401, 403, 404, 409, 412, 413, 423, 500, 502, 503, 507])
def test_a_refused_request_never_reaches_the_real_server(
    front: Front, account: Account, direct: Account, collection: str, url: str, status: int
) -> None:
    front.misbehave(faults.answers(status, b"no", www_authenticate="Basic"), method="PUT")
    assert put(account, url) == Answer(
        status,
        {"content-type": "text/plain; charset=utf-8", "www-authenticate": "Basic", "content-length": "2"},
        b"no",
    )
    assert not is_there(direct, collection)
    assert put(account, url).status == 201


@pytest.mark.parametrize(
    ("after", "text"),
    [
        (7, "7"),
        (datetime(2026, 1, 15, 12, 30, tzinfo=UTC), "Thu, 15 Jan 2026 12:30:00 GMT"),
        ("soon", "soon"),
    ],
)
def test_a_busy_server_says_when(
    front: Front, account: Account, url: str, after: int | datetime | str, text: str
) -> None:
    front.misbehave(faults.busy(429, after))
    assert put(account, url).headers["retry-after"] == text


LOST = [
    (faults.hangs_up, False),
    (faults.is_silent(0.05), False),
    (faults.does_it_and(faults.hangs_up), True),
    (faults.does_it_and(faults.is_silent(0.05)), True),
]


@pytest.mark.parametrize(("fault", "happens"), LOST)
def test_nothing_is_answered_whether_it_was_done_or_not(
    front: Front, account: Account, url: str, fault: Fault, happens: bool
) -> None:
    front.misbehave(fault)
    with pytest.raises((OSError, http.client.HTTPException)):
        put(account, url)
    assert [entry.status for entry in front.log] == [None]
    assert account.ask("GET", url).status == (200 if happens else 404)


def test_the_effect_can_happen_and_be_denied(
    front: Front, account: Account, direct: Account, collection: str, url: str
) -> None:
    front.misbehave(faults.does_it_and(faults.answers(500)))
    assert put(account, url).status == 500
    assert is_there(direct, collection)


def test_a_body_cut_short_is_shorter_than_it_claims_or_not_well_formed(
    front: Front, account: Account, url: str
) -> None:
    put(account, url)
    front.misbehave(faults.cut_short(claims_all=True), method="GET")
    with pytest.raises(http.client.IncompleteRead):
        account.read(url)
    front.misbehave(faults.cut_short(claims_all=False), method="GET")
    cut, whole = account.read(url), account.read(url)
    assert cut == whole[: len(whole) // 2]


def test_a_body_is_replaced(front: Front, account: Account, url: str) -> None:
    put(account, url)
    front.misbehave(faults.HTML)
    front.misbehave(faults.says(b""))
    front.misbehave(faults.changed(lambda answer: replace(answer, body=answer.body.lower())))
    html, nothing, changed = (account.ask("GET", url) for _ in range(3))
    assert (html.status, html.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert (nothing.status, nothing.body) == (207, b"")
    assert changed.body == account.read(url).lower()


def test_hostile_xml_is_as_bad_as_it_claims(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemmelig")
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False, huge_tree=True)
    stolen = etree.fromstring(faults.external_entity(tmp_path / "secret"), careless)
    assert "/hemmelig" in stolen.itertext()
    bomb = etree.fromstring(faults.entity_bomb(4), careless)
    assert "".join(bomb.itertext()).count("word") == 10_000


@pytest.mark.parametrize("says_how_long", [True, False])
def test_a_long_body_is_as_long_as_it_says(
    front: Front, account: Account, url: str, says_how_long: bool
) -> None:
    front.misbehave(faults.goes_on_and_on(3, says_how_long=says_how_long))
    answer = account.ask("PROPFIND", url)
    assert len(answer.body) > 3_000_000
    assert answer.body.endswith(b"</D:multistatus>")
    assert ("content-length" in answer.headers) == says_how_long


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_another_host_is_pointed_to_and_sees_what_is_sent_there(
    front: Front, account: Account, url: str, status: int
) -> None:
    with Front(front.upstream) as other:
        front.misbehave(faults.redirects(status, other.origin))
        answer = put(account, url)
        assert (answer.status, answer.headers["location"]) == (status, other.at(url))
        account.ask("GET", answer.headers["location"])
        assert ["authorization" in entry.headers for entry in other.log] == [True]


def test_a_fault_comes_where_and_as_often_as_it_is_told_to(front: Front, account: Account, url: str) -> None:
    front.misbehave(faults.answers(503), method="GET", path="mote", skip=1, times=2)
    front.misbehave(faults.answers(404), method="GET", when=lambda request: request.number == 5, times=None)
    put(account, url)
    assert [account.ask("GET", url).status for _ in range(5)] == [200, 503, 503, 404, 200]
    front.misbehave(faults.answers(500), times=None)
    front.behave()
    assert account.ask("GET", url).status == 200
    assert front.count("GET") == len(front.log) == 1


def test_someone_does_something_in_between(front: Front, account: Account, direct: Account, url: str) -> None:
    mine, theirs = EVENT.replace(b"UID:mote", b"UID:min"), EVENT
    there = url.replace(front.origin, front.upstream)
    front.misbehave(faults.meanwhile(lambda: direct.write(there, theirs)))
    answer = account.ask("PUT", url, mine, content_type="text/calendar", if_none_match="*")
    assert answer.status == 412
    front.misbehave(faults.right_after(lambda: direct.delete(there)))
    assert account.ask("GET", url).status == 200
    assert account.ask("GET", url).status == 404


def test_a_slow_answer_takes_its_time_and_holds_up_nobody_else(
    front: Front, account: Account, url: str
) -> None:
    arrived = threading.Event()
    front.misbehave(faults.meanwhile(arrived.set, faults.slowly(0.2)), method="PUT")
    slow = threading.Thread(target=put, args=(account, url))
    slow.start()
    assert arrived.wait(20)
    account.ask("OPTIONS", url)
    slow.join()
    assert [entry.method for entry in front.log] == ["OPTIONS", "PUT"]
    assert front.log[1].seconds >= 0.2
