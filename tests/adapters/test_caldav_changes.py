"""How hjul learns what changed from servers that lose their tokens, cannot tell, or tell in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Terminal
from tests.adapters.site import Site, event, events, is_multiget, is_sync, name_of, site_on, task
from tests.conformance.ics_bench import someone_elses
from tests.servers import faults
from tests.servers.asking import Answer
from tests.servers.front import Exchange, Fault, Request

ITEMS = (*events(0, 1, 2), task(0))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on("radicale", tmp_path) as opened:
        yield opened


EXPIRED: dict[str, Fault] = {
    "403": faults.precondition(403, "valid-sync-token"),
    "409": faults.precondition(409, "valid-sync-token"),
    "412": faults.precondition(412, "valid-sync-token"),
    "403 without a reason": faults.answers(403),
    "400": faults.answers(400),
    "410 of the token": faults.precondition(410, "valid-sync-token"),
    "500": faults.answers(500),
    "507": faults.precondition(507, "number-of-matches-within-limits"),
}


def has_token(request: Request) -> bool:
    return re.search(rb"sync-token>[^<]", request.body) is not None


@pytest.mark.parametrize("fault", EXPIRED.values(), ids=EXPIRED)
def test_a_token_that_is_no_longer_known_costs_one_whole_reading(site: Site, fault: Fault) -> None:
    site.done(ITEMS)
    site.account.delete(site.url(event(1)))
    site.front.misbehave(fault, method="REPORT", when=has_token, times=None)
    ran = site.sync(ITEMS)
    assert ran.error is None
    assert ran.seen == ["deleted"]
    assert site.front.count("REPORT") == 2
    assert site.sync(ITEMS).is_quiet


REFUSES = {
    "400": faults.answers(400),
    "403": faults.precondition(403, "supported-report"),
    "405": faults.answers(405),
    "415": faults.answers(415),
    "501": faults.answers(501),
}


@pytest.mark.parametrize("fault", REFUSES.values(), ids=REFUSES)
def test_a_server_that_cannot_tell_what_changed_is_compared_with(site: Site, fault: Fault) -> None:
    theirs = f"{site.calendar}theirs.ics"
    site.account.write(theirs, someone_elses("theirs"))
    site.front.misbehave(fault, method="REPORT", when=is_sync, times=None)
    assert site.sync(ITEMS).error is None
    site.sync(ITEMS)
    site.front.log.clear()
    assert site.sync(ITEMS).is_quiet
    paths = [entry.path for entry in site.front.log]
    assert [entry.method for entry in site.front.log] == ["PROPFIND"] * len(paths)
    assert len(paths) == len(set(paths)), (
        "one request for each collection, and it is asked no more what it cannot tell"
    )
    assert not any(is_multiget(entry.request) for entry in site.front.log)
    site.edit(event(1), ("SUMMARY:Styremøte", "SUMMARY:Flyttet"))
    site.account.delete(site.url(event(2)))
    site.front.log.clear()
    ran = site.sync(ITEMS)
    assert "deleted" in ran.seen
    (asked,) = [entry.request.body for entry in site.front.log if is_multiget(entry.request)]
    assert asked.count(b"href>") == 2, "one object, opened and closed"
    assert site.text(event(1)).count("SUMMARY:Styremøte") == 1


@pytest.mark.parametrize("profile", ["posteo", "yahoo"])
def test_a_server_that_is_known_not_to_tell_is_not_asked(tmp_path: Path, profile: str) -> None:
    with site_on("radicale", tmp_path, server=None) as site:
        site.settings["server"] = profile
        site.done(ITEMS)
        assert site.sync(ITEMS).is_quiet
        assert not any(is_sync(entry.request) for entry in site.front.log)
        assert not any(is_multiget(entry.request) for entry in site.front.log)


def paged(site: Site, pages: dict[str, tuple[tuple[str, ...], str]]) -> Fault:
    """From the token asked with to the objects told of and the next token; what has no entry itself is the last."""

    def fault(exchange: Exchange) -> None:
        asked = re.search(rb"sync-token>([^<]*)</", exchange.request.body)
        names, following = pages[asked[1].decode() if asked else ""]
        rows = "".join(
            f"<D:response><D:href>{exchange.request.path}{name_of(site, name)}</D:href><D:propstat><D:prop>"
            '<D:getetag>"x"</D:getetag></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>'
            for name in names
        )
        if following in pages:
            rows += f"<D:response><D:href>{exchange.request.path}</D:href><D:status>HTTP/1.1 507 More</D:status></D:response>"
        body = f'<D:multistatus xmlns:D="DAV:">{rows}<D:sync-token>{following}</D:sync-token></D:multistatus>'
        exchange.answer(Answer(207, {"content-type": "application/xml"}, body.encode()))

    return fault


def test_an_answer_in_parts_is_read_to_its_end(site: Site) -> None:
    site.done(ITEMS)
    pages = {"": (("event-0", "event-1"), "p1"), "p1": (("event-2",), "p2"), "p2": (("task-0",), "p3")}
    site.front.misbehave(paged(site, pages), method="REPORT", when=is_sync, times=None)
    reading = site.read()
    assert {found.key for found in reading.found} == {item.key for item in ITEMS}
    assert sum(is_sync(entry.request) for entry in site.front.log) == 3
    assert sum(is_multiget(entry.request) for entry in site.front.log) == 1


@pytest.mark.parametrize(
    "pages",
    [
        {"": (("event-0",), "")},
        {"": (("event-0",), "p1"), "p1": ((), "p1")},
        {"": ((), "p1"), "p1": ((), "p2"), "p2": ((), "p1")},
        {"": ((), "0")} | {str(number): ((), str(number + 1)) for number in range(200)},
    ],
    ids=["no token", "the same token", "in a ring", "without end"],
)
def test_an_answer_in_parts_that_never_ends_is_an_error(
    site: Site, pages: dict[str, tuple[tuple[str, ...], str]]
) -> None:
    site.done(ITEMS)
    site.shelf.lose()
    site.front.misbehave(paged(site, pages), method="REPORT", when=is_sync, times=None)
    ran = site.sync(ITEMS)
    assert isinstance(ran.error, Terminal)
    assert "never came to an end" in str(ran.error)
    assert len(site.front.log) <= 101


@pytest.mark.parametrize("status", [400, 403, 409, 500, 507])
def test_a_later_part_that_is_refused_costs_one_whole_reading(site: Site, status: int) -> None:
    site.done(ITEMS)
    token = site.read().cursor
    assert token is not None
    at = re.search(r'"token": "([^"]*)"', token)
    assert at is not None
    pages = {at[1]: (("event-0",), "p1"), "p1": ((), "p2")}
    more = paged(site, pages)
    site.front.misbehave(more, method="REPORT", when=lambda request: at[1].encode() in request.body)
    refused = faults.precondition(status, "number-of-matches-within-limits")
    site.front.misbehave(refused, method="REPORT", when=lambda request: b">p1<" in request.body)
    ran = site.sync(ITEMS)
    assert (ran.error, ran.operations, ran.seen) == (None, (), [])
    site.front.behave()
    site.settles(ITEMS)
