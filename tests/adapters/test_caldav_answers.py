"""What hjul makes of answers that are none, or only in part: never an empty calendar, never a deletion, always a sentence."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters import caldav_http
from adapters.base import ServiceError, Since, Terminal, Transient
from adapters.caldav_http import MOST_BYTES
from mappings.items import Key
from tests.adapters.site import Site, events, is_multiget, is_sync, name_of, since, site_on, task
from tests.adapters.stage import safe
from tests.servers import faults
from tests.servers.asking import Answer
from tests.servers.front import Exchange, Fault

ITEMS = (*events(0, 1, 2), task(0))


@pytest.fixture(params=["radicale"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    with site_on(request.param, tmp_path) as opened:
        yield opened


both = pytest.mark.parametrize("site", ["radicale", "xandikos"], indirect=True)


# --- the whole answer ----------------------------------------------------------------------------------------

_EMPTY = b'<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:sync-token>x</D:sync-token></D:multistatus>'


def plain(answer: Answer) -> Answer:
    """The answer as it would be to a client that knows no compression."""
    if answer.headers.get("content-encoding") != "gzip":
        return answer
    headers = {name: value for name, value in answer.headers.items() if name != "content-encoding"}
    return Answer(answer.status, headers, gzip.decompress(answer.body))


def prefix(exchange: Exchange) -> None:
    """The real answer up to its first member, with a length that says that this is all."""
    answer = plain(exchange.pass_on())
    end = re.search(rb"</(\w+:)?response>", answer.body)
    exchange.answer(replace(answer, body=answer.body[: end.end()] if end else b"<"))


NO_ANSWER: dict[str, Fault] = {
    "cut short of its length": faults.cut_short(claims_all=True),
    "cut short of its first byte": faults.cut_short(claims_all=True, part=0),
    "closed in the middle": faults.cut_short(claims_all=False),
    "closed at the beginning": faults.cut_short(claims_all=False, part=0),
    "cut after a whole member": prefix,
    "empty 200": faults.says(b"", 200),
    "empty 207": faults.says(b""),
    "empty 204": faults.answers(204),
    "a page": faults.HTML,
    "a page with 207": faults.says(b"<html><body/></html>", 207, "text/html"),
    "xhtml": faults.says(b'<html xmlns="http://www.w3.org/1999/xhtml"/>', 200, "application/xhtml+xml"),
    "json": faults.says(b'{"error": "not found"}', 200, "application/json"),
    "json with 207": faults.says(b"[]", 207, "application/json"),
    "other xml": faults.says(b'<D:prop xmlns:D="DAV:"/>'),
    "a multistatus of nobody's": faults.says(b"<multistatus/>"),
    "an error with 207": faults.says(b'<D:error xmlns:D="DAV:"/>'),
    "not utf-8": faults.says(b'<?xml version="1.0" encoding="utf-8"?><D:multistatus xmlns:D="DAV:">\xff'),
    "text": faults.answers(200, b"OK"),
    "an entity bomb": faults.says(faults.entity_bomb()),
    "500": faults.answers(500),
    "hung up": faults.hangs_up,
}


@pytest.mark.parametrize("fault", NO_ANSWER.values(), ids=NO_ANSWER)
def test_an_answer_that_is_none_is_never_an_empty_calendar(site: Site, fault: Fault) -> None:
    site.done(ITEMS)
    known = site.knows()
    site.front.misbehave(fault, method="REPORT", times=None)
    site.front.misbehave(fault, method="PROPFIND", times=None)
    for is_lost in (False, True):
        if is_lost:
            site.shelf.lose()
        site.front.log.clear()
        ran = site.sync(ITEMS)
        assert isinstance(ran.error, Transient | Terminal)
        assert ran.looks == []
        assert site.front.count("PUT") == site.front.count("DELETE") == 0
        assert len(site.front.log) <= 4
        assert site.knows() == (set() if is_lost else known)
    site.front.behave()
    site.settles(ITEMS)


def test_where_only_the_objects_are_not_given_none_is_missing(site: Site) -> None:
    """A server that names its objects first, and then does not give them."""
    site.done(ITEMS)
    for name, fault in NO_ANSWER.items():
        site.front.behave()
        site.front.misbehave(without_data, method="REPORT", when=is_sync, times=None)
        site.front.misbehave(fault, method="REPORT", when=is_multiget, times=None)
        with pytest.raises(ServiceError) as caught:
            pytest.fail(f"{name}: {site.read()}")
        safe(caught.value)


def without_data(exchange: Exchange) -> None:
    answer = plain(exchange.pass_on())
    body = re.sub(rb"(?s)<(\w+:)?calendar-data[^>]*>.*?</(\w+:)?calendar-data>", b"", answer.body)
    exchange.answer(replace(answer, body=body))


@pytest.mark.parametrize("says_how_long", [True, False])
def test_an_answer_without_end_is_left_at_the_limit(site: Site, says_how_long: bool) -> None:
    site.done(ITEMS)
    sent = 0

    def goes_on(exchange: Exchange) -> None:
        def body() -> Iterator[bytes]:
            nonlocal sent
            for _ in range(300):
                sent += 1_000_000
                yield b" " * 1_000_000

        exchange.send(
            207, {"content-type": "application/xml"}, body(), 300_000_000 if says_how_long else None
        )

    site.front.misbehave(goes_on, method="REPORT", times=None)
    ran = site.sync(ITEMS)
    assert "hjul reads no further" in str(ran.error)
    assert sent < MOST_BYTES + 20_000_000
    site.front.behave()
    site.settles(ITEMS)


def test_an_answer_that_drips_is_left_when_it_has_taken_too_long(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caldav_http, "LONGEST", 0.3)
    drops = 0

    def drips(exchange: Exchange) -> None:
        def body() -> Iterator[bytes]:
            nonlocal drops
            while not exchange.front.stopped.wait(0.02):
                drops += 1
                yield b" " * 9_000  # more than the front keeps to itself

        exchange.send(207, {"content-type": "application/xml"}, body(), 60_000_000)

    site.front.misbehave(drips, method="REPORT", times=None)
    ran = site.sync(ITEMS)
    assert "took longer than" in str(ran.error)
    assert drops < 1_000


@pytest.mark.parametrize("where", ["text", "attribute", "token"])
def test_hostile_xml_expands_to_nothing_and_reads_no_file(site: Site, tmp_path: Path, where: str) -> None:
    site.done(ITEMS)
    (tmp_path / "secret").write_text("hemmelig")
    bomb = faults.entity_bomb().decode()
    stolen = faults.external_entity(tmp_path / "secret").decode()
    outside = f'<!DOCTYPE x SYSTEM "{site.front.origin}/evil.dtd">'
    word = {"text": "&a;", "attribute": "", "token": "&a;"}[where]
    bodies = [bomb, stolen, bomb.replace("<D:response>", '<D:response n="&a9;">')] if where != "token" else []
    bodies.append(
        f'<?xml version="1.0"?>{outside}<D:multistatus xmlns:D="DAV:"><D:sync-token>{word}</D:sync-token></D:multistatus>'
    )
    for body in bodies:
        site.front.misbehave(faults.says(body.encode()), method="REPORT", times=None)
        site.front.misbehave(faults.says(body.encode()), method="PROPFIND", times=None)
        try:
            told = str(site.read())
        except ServiceError as error:
            told = str(safe(error))
        assert "hemmelig" not in told
        assert len(told) < 10_000
        assert not any("evil" in entry.path for entry in site.front.log)
        site.front.behave()
    site.settles(ITEMS)


# --- one member ----------------------------------------------------------------------------------------------


def member(site: Site, key: str, change: Callable[[bytes], bytes]) -> Fault:
    """The real answer, with what it says of one object changed."""
    name = name_of(site, key).encode()

    def changed(answer: Answer) -> Answer:
        answer = plain(answer)
        parts = re.split(rb"(?s)(<(?:\w+:)?response>.*?</(?:\w+:)?response>)", answer.body)
        body = b"".join(change(part) if name in part else part for part in parts)
        return replace(answer, body=body)

    return faults.changed(changed)


def sub(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda part: re.sub(b"(?s)" + pattern, new, part)


_DATA = rb"(<(\w+:)?calendar-data[^>]*>).*?(</(\w+:)?calendar-data>)"
ODD: dict[str, Callable[[bytes], bytes]] = {
    "broken data": sub(_DATA, rb"\1BEGIN:VCALENDAR&#13;X-HJUL\3"),
    "no iCalendar": sub(_DATA, rb"\1Not found\3"),
    "empty data": sub(_DATA, rb"\1\3"),
    "another's data": sub(_DATA, rb"\1BEGIN:VCALENDAR&#10;BEGIN:VEVENT&#10;UID:x&#10;END:VEVENT&#10;END:VCALENDAR\3"),
    "propstat 403": sub(rb"HTTP/1.1 200 OK", b"HTTP/1.1 403 Forbidden"),
    "propstat 500": sub(rb"HTTP/1.1 200 OK", b"HTTP/1.1 500 Internal Server Error"),
    "no status line": sub(rb"HTTP/1.1 200 OK", b"OK"),
    "status 403": sub(rb"<(\w+:)?propstat>.*</(\w+:)?propstat>", rb"<\1status>HTTP/1.1 403 Forbidden</\1status>"),
    "status 500": sub(rb"<(\w+:)?propstat>.*</(\w+:)?propstat>", rb"<\1status>HTTP/1.1 500 Oh</\1status>"),
}  # fmt: skip


@pytest.mark.parametrize("later", [False, True], ids=["everything read", "what changed read"])
@both
def test_one_odd_object_is_told_of_and_the_others_are_read(site: Site, later: bool) -> None:
    site.done(ITEMS)
    title = "Styremøte"
    for name, change in ODD.items():
        whole = site.read()
        begun = Since(whole.cursor if later else None, since(whole).etags)
        for key in ("event-1", "event-2"):
            site.edit(Key(key), (f"SUMMARY:{title}\r\n", f"SUMMARY:{name}\r\n"))
        title = name
        site.front.misbehave(member(site, "event-1", change), method="REPORT", times=None)
        reading = site.read(begun)
        assert reading.gone == frozenset()
        (flaw,) = reading.flaws
        assert name_of(site, "event-1") in flaw.ref, name
        assert [found.item.title for found in reading.found if found.key == "event-2"] == [title]
        site.front.behave()
        after = site.read(Since(reading.cursor, begun.etags))
        assert after.flaws == (), f"{name}: what is well again is read again"
        assert "event-1" in {found.key for found in after.found}


@both
def test_an_object_without_an_etag_is_read_and_not_taken_for_deleted_later(site: Site) -> None:
    site.done(ITEMS)
    site.shelf.lose()
    bare = member(site, "event-1", sub(rb"<(\w+:)?getetag>.*?</(\w+:)?getetag>", b""))
    site.front.misbehave(bare, method="REPORT", times=None)
    site.front.misbehave(bare, method="PROPFIND", times=None)
    for _ in range(3):
        ran = site.sync(ITEMS)
        assert (ran.error, ran.failed, ran.operations) == (None, [], ())
        assert "deleted" not in ran.seen
    site.front.behave()
    site.settles(ITEMS)


def left_out(part: bytes) -> bytes:
    """The server says nothing of it."""
    return b""


@both
def test_an_object_that_is_named_but_not_given_is_not_taken_for_deleted(site: Site) -> None:
    site.done(ITEMS)
    site.edit(Key("event-1"), ("SUMMARY:Styremøte", "SUMMARY:Flyttet"))
    site.front.misbehave(without_data, method="REPORT", when=is_sync, times=None)
    site.front.misbehave(member(site, "event-1", left_out), method="REPORT", when=is_multiget, times=None)
    ran = site.sync(ITEMS)
    assert (ran.error, ran.operations) == (None, ())
    assert "deleted" not in ran.seen
    assert [finding.code for finding in ran.looks[0].decision.findings] == ["unreadable"]
    site.front.behave()
    site.settles(ITEMS)
