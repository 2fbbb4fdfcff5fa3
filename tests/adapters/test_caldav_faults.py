"""What hjul makes of a server that fails while it writes: nothing twice, nothing lost, nothing believed that was not said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.base import Bury, NotAllowed, Since, Stale, Terminal, Transient
from adapters.caldav import MOST_SILENCES
from adapters.caldav_http import PATIENCE
from tests.adapters.site import Site, event, events, only, renamed, site_on, task
from tests.servers import faults
from tests.servers.front import Fault
from tests.servers.running import started

OLD = (*events(0, 1, 2, 3), task(0))
NEW = (*events(2, 3, title="Nytt"), task(0), *events(4, 5))
"""Two are taken away, two are changed and two are made."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on("radicale", tmp_path) as opened:
        yield opened


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Site]:
    with site_on("radicale", tmp_path, timeout=0.4) as opened:
        yield opened


LOST: dict[str, Fault] = {
    "500 after it was done": faults.does_it_and(faults.answers(500)),
    "500 before it was done": faults.answers(500),
    "502 from a proxy, after it was done": faults.does_it_and(faults.answers(502, b"<html>", "text/html")),
    "hung up before": faults.hangs_up,
    "hung up after": faults.does_it_and(faults.hangs_up),
}
SILENT: dict[str, Fault] = {
    "silent before": faults.is_silent(30),
    "silent after": faults.does_it_and(faults.is_silent(30)),
}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_lost_answer_costs_one_more_run_and_nothing_else(site: Site, fault: Fault, method: str) -> None:
    site.done(OLD)
    site.front.misbehave(fault, method=method, skip=1)
    ran = site.sync(NEW)
    assert ran.error is None
    (error,) = ran.failed
    assert isinstance(error, Transient)
    assert len(site.pending()) == 1
    site.settles(NEW)
    assert site.pending() == set()


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
@pytest.mark.parametrize("fault", SILENT.values(), ids=SILENT)
def test_a_server_that_says_nothing_is_not_waited_for_longer_than_the_timeout(
    impatient: Site, fault: Fault, method: str
) -> None:
    impatient.done(OLD)
    impatient.front.misbehave(fault, method=method)
    (error,) = impatient.sync(NEW).failed
    assert "did not answer in time" in str(error)
    impatient.settles(NEW)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_nothing_is_deleted_before_the_place_has_said_that_it_remembers(site: Site, fault: Fault) -> None:
    site.done(OLD)
    site.front.misbehave(fault, method="PROPPATCH")
    ran = site.sync(NEW)
    assert isinstance(ran.error, Transient)
    assert site.front.count("DELETE") == site.front.count("PUT") == 0
    site.settles(NEW)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_what_the_place_could_not_be_told_afterwards_ends_no_run(site: Site, fault: Fault) -> None:
    site.done(OLD)
    site.front.misbehave(fault, method="PROPPATCH", skip=1)
    ran = site.sync(NEW)
    assert (ran.error, ran.failed) == (None, [])
    site.settles(NEW)


def test_a_server_that_is_restarted_in_the_middle_of_a_push_gets_the_rest_in_the_next(tmp_path: Path) -> None:
    server = started("radicale")
    try:
        with site_on("radicale", tmp_path, server) as site:
            wanted = events(*range(12))
            site.front.misbehave(faults.meanwhile(server.restart), method="PUT", skip=4)
            assert all(isinstance(error, Transient) for error in site.sync(wanted).failed)
            site.settles(wanted)
    finally:
        server.end()


def test_a_server_that_goes_away_is_given_up_soon_and_gets_the_rest_when_it_is_back(tmp_path: Path) -> None:
    server = started("radicale")
    try:
        with site_on("radicale", tmp_path, server) as site:
            wanted = events(*range(30))
            site.front.misbehave(faults.meanwhile(server.kill), method="PUT", skip=4)
            ran = site.sync(wanted)
            assert isinstance(ran.error, Transient)
            assert site.front.count("PUT") <= 4 + MOST_SILENCES + 2 * 4
            assert len(site.pending()) >= len(wanted) - 4
            assert len(site.knows()) <= 5
            again = site.sync(wanted)
            assert isinstance(again.error, Transient)
            assert again.looks == []
            server.restart()
            site.settles(wanted)
    finally:
        server.end()


# --- busy ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "REPORT", "PROPPATCH"])
def test_a_busy_server_is_waited_for_as_it_asks_and_then_asked_once(
    site: Site, method: str, status: int
) -> None:
    site.done(OLD)
    site.front.misbehave(faults.busy(status, 7), method=method)
    ran = site.sync(NEW)
    assert (ran.error, ran.failed) == (None, [])
    assert site.slept == [7.0]
    assert site.front.count("PUT") == 4 + (method == "PUT")
    assert site.front.count("DELETE") == 2 + (method == "DELETE")
    assert site.sync(NEW).is_quiet


def test_a_busy_server_may_name_the_moment(site: Site) -> None:
    site.front.misbehave(faults.busy(503, datetime.now(UTC) + timedelta(seconds=20)), method="PUT")
    assert site.sync(OLD).failed == []
    (slept,) = site.slept
    assert 1 < slept <= 20
    assert site.sync(OLD).is_quiet


@pytest.mark.parametrize("after", [0, -5, "Thu, 15 Jan 2015 12:30:00 GMT"])
def test_a_wait_that_is_over_is_a_short_one_and_never_without_end(site: Site, after: int | str) -> None:
    site.front.misbehave(faults.busy(429, after), method="REPORT", times=None)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Transient)
    assert 0 < len(site.slept) < 20
    assert all(pause > 0 for pause in site.slept)
    assert sum(site.slept) <= 3 * PATIENCE


@pytest.mark.parametrize("after", ["soon", "", "9" * 400, "nan", "Thu, 99 Jan 2026 12:30:00 GMT"])
def test_a_wait_that_cannot_be_understood_is_no_wait(site: Site, after: str) -> None:
    site.front.misbehave(faults.busy(503, after), method="PUT")
    (error,) = site.sync(OLD).failed
    assert isinstance(error, Transient)
    assert site.slept == []
    site.settles(OLD)


@pytest.mark.parametrize("status", [429, 503])
def test_a_longer_wait_than_hjul_has_patience_for_is_left_to_the_next_run(site: Site, status: int) -> None:
    site.front.misbehave(faults.busy(status, 3600), method="PUT", skip=1)
    (error,) = site.sync(OLD).failed
    assert isinstance(error, Transient)
    assert error.retry_after == 3600
    assert site.slept == []
    site.settles(OLD)


def test_a_server_that_stays_busy_is_left_in_peace(site: Site) -> None:
    wanted = events(*range(30))
    site.front.misbehave(faults.busy(429, 3600), method="PUT", skip=2, times=None)
    ran = site.sync(wanted)
    assert isinstance(ran.error, Transient)
    assert ran.error.retry_after == 3600
    assert site.front.count("PUT") <= 2 + MOST_SILENCES + 2 * 4
    site.front.behave()
    site.settles(wanted)


def test_a_busy_server_that_says_no_time_is_left_to_the_next_run(site: Site) -> None:
    site.front.misbehave(faults.answers(503), method="PUT")
    site.front.misbehave(faults.answers(429), method="PUT")
    failed = site.sync(OLD).failed
    assert len(failed) == 2
    assert all(isinstance(error, Transient) for error in failed)
    assert site.slept == []
    site.settles(OLD)


def test_a_calendar_that_someone_else_writes_to_is_waited_for(site: Site) -> None:
    site.front.misbehave(faults.answers(423), method="PUT", times=3)
    assert site.sync(OLD).failed == []
    assert len(site.slept) == 3
    assert sum(site.slept) < PATIENCE
    site.settles(OLD)


def test_a_lock_that_is_never_lifted_ends_in_a_sentence(site: Site) -> None:
    site.front.misbehave(faults.answers(423), method="PUT", times=None, when=only(site, 1))
    (error,) = site.sync(OLD).failed
    assert "busy" in str(error)
    site.front.behave()
    site.settles(OLD)


# --- refused -------------------------------------------------------------------------------------------------


def test_a_sign_in_that_is_refused_at_reading_ends_the_run(site: Site) -> None:
    site.done(OLD)
    site.front.misbehave(faults.answers(401, www_authenticate='Basic realm="x"'), times=None)
    ran = site.sync(NEW)
    assert isinstance(ran.error, NotAllowed)
    assert "hjul connect caldav" in str(ran.error)
    assert site.front.count("PUT") == 0
    site.front.behave()
    site.settles(NEW)


@pytest.mark.parametrize("challenge", ['Basic realm="x"', "Negotiate", ""])
def test_a_sign_in_that_is_refused_in_the_middle_ends_the_run_and_what_was_done_is_remembered(
    site: Site, challenge: str
) -> None:
    wanted = events(*range(12))
    refused = faults.answers(401, www_authenticate=challenge) if challenge else faults.answers(401)
    site.front.misbehave(refused, method="PUT", skip=5, times=None)
    ran = site.sync(wanted)
    assert isinstance(ran.error, NotAllowed)
    there = set(site.titles())
    assert len(there) == 5
    assert site.knows() <= there
    assert there <= site.knows() | site.pending()
    site.front.behave()
    site.settles(wanted)


REFUSED = {
    "403": (faults.answers(403), "does not let this user write event-1"),
    "403 with a reason": (faults.precondition(403, "need-privileges"), "does not take event-1"),
    "400": (faults.precondition(400, "valid-calendar-data", "urn:ietf:params:xml:ns:caldav"), "valid-cal"),
    "405": (faults.answers(405), "does not take event-1"),
    "409 with a reason": (
        faults.precondition(409, "supported-calendar-component", "urn:ietf:params:xml:ns:caldav"),
        "supported-calendar-component",
    ),
    "412 with a reason": (
        faults.precondition(412, "max-attendees-per-instance", "urn:ietf:params:xml:ns:caldav"),
        "max-attendees-per-instance",
    ),
    "413": (faults.answers(413), "larger than"),
    "415": (faults.precondition(415, "supported-calendar-data"), "supported-calendar-data"),
    "507": (faults.answers(507), "full"),
}


@pytest.mark.parametrize(("fault", "says"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("stood", [False, True], ids=["made", "changed"])
def test_one_object_that_is_refused_stops_none_of_the_others(
    site: Site, fault: Fault, says: str, stood: bool
) -> None:
    if stood:
        site.done(OLD)
    wanted = renamed(OLD, "Nytt")
    site.front.misbehave(fault, method="PUT", times=None, when=only(site, 1))
    ran = site.sync(wanted)
    assert ran.error is None
    (error,) = ran.failed
    assert isinstance(error, Terminal)
    assert says in str(error)
    assert sum(title == "Nytt" for title in site.titles().values()) == len(wanted) - 1
    site.front.behave()
    site.settles(wanted)


@pytest.mark.parametrize("status", [404, 409, 410, 412])
def test_an_object_that_is_refused_as_changed_is_read_again_and_then_written(site: Site, status: int) -> None:
    site.done(OLD)
    for method in ("PUT", "DELETE"):
        site.front.misbehave(faults.answers(status), method=method)
    ran = site.sync(NEW)
    assert ran.error is None
    assert [type(error) for error in ran.failed] == [Stale, Stale]
    site.settles(NEW)


@pytest.mark.parametrize("status", [404, 409, 410])
def test_nothing_can_be_made_in_a_calendar_that_is_not_there(site: Site, status: int) -> None:
    site.front.misbehave(faults.answers(status), method="PUT", times=None)
    ran = site.sync(OLD)
    assert ran.error is None
    assert all(isinstance(error, Terminal) and "is not there" in str(error) for error in ran.failed)
    assert len(ran.failed) == len(OLD)
    site.front.behave()
    site.settles(OLD)


@pytest.mark.parametrize("name", ["radicale", "xandikos"])
@pytest.mark.parametrize("when", ["before reading", "before writing"])
def test_a_calendar_that_is_gone_is_not_one_that_was_emptied(name: str, when: str, tmp_path: Path) -> None:
    with site_on(name, tmp_path) as site:
        site.done(OLD)
        known = site.knows()
        if when == "before reading":
            site.account.delete(site.calendar)
        else:
            site.front.misbehave(faults.meanwhile(lambda: site.account.delete(site.calendar)), method="PUT")
        ran = site.sync(renamed(OLD, "Nytt"))
        assert isinstance(ran.error, Terminal)
        assert "not taken for deleted" in str(ran.error)
        assert ran.seen == []
        assert site.knows() == known


@pytest.mark.parametrize("status", [403, 404, 410])
def test_a_calendar_that_may_not_be_read_is_not_an_empty_one(site: Site, status: int) -> None:
    site.done(OLD)
    site.front.misbehave(faults.answers(status), method="REPORT", times=None)
    ran = site.sync(NEW)
    assert isinstance(ran.error, NotAllowed if status == 403 else Terminal)
    assert ran.looks == []
    site.front.behave()
    site.settles(NEW)


# --- pages that are no answer --------------------------------------------------------------------------------


def test_a_sign_in_page_of_a_network_is_no_calendar_that_took_anything(site: Site) -> None:
    site.done(OLD)
    for method in ("PUT", "DELETE"):
        site.front.misbehave(faults.HTML, method=method, times=None)
    ran = site.sync(NEW)
    assert isinstance(ran.error, Transient)
    assert "a web page came" in str(ran.error)
    site.front.behave()
    site.settles(NEW)


def test_nothing_is_taken_for_remembered_that_a_page_took(site: Site) -> None:
    """The roster is read before it is written over: a page in the place of it is not an empty roster."""
    site.done(OLD)
    adapter = site.open()
    for page in (
        faults.HTML,
        faults.says(b""),
        faults.answers(500),
        faults.answers(403),
        faults.answers(400),
    ):
        site.front.misbehave(page, method="PROPFIND")
        with pytest.raises((Transient, NotAllowed, Terminal)):
            list(site.open().apply([Bury(event(9).key)]))
    assert site.open().read(Since()).buried == frozenset()
    site.account.delete(site.url(event(0)))
    assert adapter.read(Since()).buried == {event(0).key}
