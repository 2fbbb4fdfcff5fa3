"""What Google refuses for good, or until somebody does something: rights, sign-ins, what is gone, what changed meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Create, Delete, NotAllowed, ServiceError, Since, Stale, Terminal, Transient, Update
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import event, events, renamed, since
from tests.make import local, make_event
from tests.servers.google.state import Token
from tests.servers.google.weather import Fault, meanwhile, refuses

SIGN_IN = [
    (401, "authError"),
    (401, "required"),
    (403, "insufficientPermissions"),
    (403, "accessNotConfigured"),
]
NO_RIGHT = ["requiredAccessLevel", "forbidden", "forbiddenForNonOrganizer", "calendarNotWritable"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


# --- sign-in ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "reason"), SIGN_IN)
@pytest.mark.parametrize("on", ["batch", "calendar.events.list", "calendar.events.insert"])
def test_a_sign_in_that_is_not_accepted_is_said_and_nothing_is_tried_again(
    site: GoogleSite, status: int, reason: str, on: str
) -> None:
    site.order(refuses(status, reason), on=on, times=5)
    ran = site.sync(events(1))
    assert isinstance(ran.error, NotAllowed)
    assert len(site.server.requests) <= 3, "the client itself sends once more what a 401 refused"
    assert site.slept == []
    site.server.weather.clear()
    site.settles(events(1))


def test_a_sign_in_that_ends_between_two_batches_stops_the_run(site: GoogleSite) -> None:
    def ends() -> None:
        del site.server.tokens[site.account.token]

    site.order(meanwhile(ends, after=True), on="batch")
    ran = site.sync(events(*range(120)))
    assert isinstance(ran.error, NotAllowed)
    assert site.requests().count("batch") <= 3
    site.server.tokens[site.account.token] = Token(site.account)
    site.settles(events(*range(120)))


# --- rights ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", NO_RIGHT)
def test_what_may_not_be_written_stops_only_itself(site: GoogleSite, reason: str) -> None:
    site.done(events(1, 2, 3))
    site.order(refuses(403, reason), on="calendar.events.insert")
    site.order(refuses(403, reason), on="calendar.events.patch")
    ran = site.sync([*renamed(events(1, 2), "Nytt"), *events(3, 4)])
    assert [type(error) for error in ran.failed] == [Terminal, Terminal]
    assert sorted(site.titles().values()) == ["Nytt", "Styremøte", "Styremøte"]
    assert site.slept == []
    site.settles([*renamed(events(1, 2), "Nytt"), *events(3, 4)])


def test_an_account_that_may_only_read_is_told_what_to_ask_for(site: GoogleSite) -> None:
    site.calendar.roles = {
        site.account.email: "reader",
        site.person.account.token: "none",
        "kari@example.org": "owner",
    }
    (error,) = site.sync(events(1)).failed
    assert isinstance(error, Terminal)
    assert "shared" in str(error)
    assert "right to make changes" in str(error)
    site.calendar.roles[site.account.email] = "writer"
    site.settles(events(1))


@pytest.mark.parametrize("status", [403, 404])
def test_an_account_that_sees_only_free_and_busy_deletes_nothing_of_the_ledgers(
    site: GoogleSite, status: int
) -> None:
    site.done(events(1, 2))
    site.events.free_busy_sees = status
    site.calendar.roles[site.account.email] = "freeBusyReader"
    ran = site.sync(events(1, 2))
    assert isinstance(ran.error, NotAllowed if status == 403 else Terminal)
    site.calendar.roles[site.account.email] = "writer"
    site.settles(events(1, 2))


# --- what is not there -------------------------------------------------------------------------------------------------


def test_a_calendar_that_is_gone_is_no_empty_one(site: GoogleSite) -> None:
    site.done(events(1, 2))
    del site.server.calendars[site.calendar.id]
    ran = site.sync(events(1, 2))
    assert isinstance(ran.error, Terminal)
    assert "not taken for deleted" in str(ran.error)
    site.server.calendars[site.calendar.id] = site.calendar
    site.settles(events(1, 2))


def test_a_calendar_that_goes_while_hjul_writes_is_said(site: GoogleSite) -> None:
    site.order(meanwhile(lambda: site.server.calendars.pop(site.calendar.id)), on="batch")
    ran = site.sync(events(1))
    assert isinstance(ran.error, Terminal) or all(isinstance(error, Stale) for error in ran.failed)
    site.server.calendars[site.calendar.id] = site.calendar
    site.settles(events(1))


@pytest.mark.parametrize("with_remains", [True, False])
@pytest.mark.parametrize("how", ["update", "delete"])
def test_what_somebody_deleted_just_now_is_decided_again(
    site: GoogleSite, how: str, with_remains: bool
) -> None:
    items = events(1, 2)
    site.done(items)

    def deleted() -> None:
        site.delete(items[0])
        if not with_remains:
            site.events.forget_remains(site.calendar)

    site.order(meanwhile(deleted), on="batch")
    wanted = renamed(items, "Nytt") if how == "update" else items[1:]
    ran = site.sync(wanted)
    assert (ran.error, [type(error) for error in ran.failed]) == (None, [Stale])
    assert set(site.titles()) == {items[1].key}
    assert site.sync(wanted).operations == ()


def test_what_somebody_deletes_at_the_same_time_as_hjul_is_deleted(site: GoogleSite) -> None:
    """The 410 of a second delete means that it is gone, and nothing else."""
    items = events(1, 2)
    site.done(items)
    site.order(meanwhile(lambda: site.delete(items[0])), on="batch", skip=1)
    ran = site.sync(items[1:])
    assert (ran.error, ran.failed) == (None, [])
    assert set(site.titles()) == {items[1].key}


# --- what changed meanwhile --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [0, 1])
def test_what_somebody_changed_just_now_is_neither_overwritten_nor_deleted(
    site: GoogleSite, batch: int
) -> None:
    items = events(1, 2)
    site.done(items)
    site.order(meanwhile(lambda: site.edit(items[0], summary="Deres")), on="batch", skip=batch)
    adapter = site.open()
    reading = adapter.read(Since())
    found = {each.key: each for each in reading.found}[items[0].key]
    (outcome,) = adapter.apply([Delete(found.key, found.ref, found.etag)])
    assert isinstance(outcome.error, Stale)
    assert site.titles()[items[0].key] == "Deres"


def test_an_update_of_what_somebody_changed_just_now_is_refused_by_the_server(site: GoogleSite) -> None:
    site.done(events(1))
    adapter = site.open()
    (found,) = adapter.read(Since()).found
    site.edit(event(1), location="Hos Ola")
    (outcome,) = adapter.apply([Update(make_event(key=found.key, title="Nytt"), found.ref, found.etag)])
    assert isinstance(outcome.error, Stale)
    assert [call.reason for call in site.calls("patch") if call.in_batch] == ["conditionNotMet"]
    assert site.body(event(1))["location"] == "Hos Ola"


def test_what_somebody_made_under_our_id_is_not_overwritten(site: GoogleSite) -> None:
    day = {"start": {"date": "2026-05-01"}, "end": {"date": "2026-05-02"}}
    site.person.do("POST", "", {"id": site.ref(event(1)), "summary": "Tannlege", **day})
    (error,) = site.sync(events(1)).failed
    assert isinstance(error, Terminal)
    assert "in the way" in str(error)
    assert site.body(event(1))["summary"] == "Tannlege"


@pytest.mark.parametrize(
    "fault",
    [
        refuses(400, "invalid"),
        refuses(400, "timeRangeEmpty"),
        refuses(413, "uploadTooLarge"),
        refuses(501, "notImplemented"),
    ],
    ids=["400 invalid", "400 timeRangeEmpty", "413", "501"],
)
def test_what_google_does_not_take_stops_only_itself(site: GoogleSite, fault: Fault) -> None:
    site.order(fault, on="calendar.events.insert")
    ran = site.sync(events(1, 2))
    assert len(ran.failed) <= 1
    assert all(isinstance(error, (Terminal, Transient)) for error in ran.failed)
    assert len(site.titles()) >= 1
    site.settles(events(1, 2))


def test_an_event_that_ends_before_it_begins_never_reaches_the_calendar(site: GoogleSite) -> None:
    wrong = make_event(end=local(2026, 4, 6, 3))
    (outcome,) = site.open().apply([Create(wrong)])
    assert isinstance(outcome.error, ServiceError)
    assert site.person.events() == []


# --- what changed since: tokens and pages --------------------------------------------------------------------------------


def test_an_expired_token_is_one_full_reading_that_takes_nothing_for_changed(site: GoogleSite) -> None:
    items = events(1, 2, 3)
    site.done(items)
    site.events.expire()
    ran = site.sync(items)
    assert ran.is_quiet
    assert [call.reason for call in site.calls("list")] == ["fullSyncRequired", ""]
    site.server.forget()
    assert site.sync(items).is_quiet
    assert site.requests() == ["list"]


def test_what_was_deleted_while_the_token_expired_is_seen(site: GoogleSite) -> None:
    items = events(1, 2, 3)
    site.done(items)
    site.delete(items[0])
    site.events.forget_remains(site.calendar)
    site.events.expire()
    ran = site.sync(items)
    assert ran.seen == ["deleted"]
    assert set(site.titles()) == {item.key for item in items[1:]}


def test_a_calendar_whose_every_token_has_expired_is_not_asked_for_ever(site: GoogleSite) -> None:
    items = events(1)
    site.done(items)
    site.order(refuses(410, "fullSyncRequired"), on="calendar.events.list", times=50)
    ran = site.sync(items)
    assert isinstance(ran.error, ServiceError)
    assert len(site.requests()) == 2
    site.server.weather.clear()
    site.settles(items)


@pytest.mark.parametrize(
    ("status", "reason"), [(410, "fullSyncRequired"), (410, "updatedMinTooLongAgo"), (400, "invalid")]
)
def test_every_word_for_a_token_that_is_no_longer_good_is_understood(
    site: GoogleSite, status: int, reason: str
) -> None:
    items = events(1, 2)
    site.done(items)
    site.order(refuses(status, reason), on="calendar.events.list")
    assert site.sync(items).is_quiet
    assert site.requests() == ["list", "list"]


@pytest.mark.parametrize("empty", [True, False])
def test_all_pages_are_read_be_they_small_or_empty(site: GoogleSite, empty: bool) -> None:
    items = events(*range(7))
    site.events.page, site.events.empty_pages = 2, empty
    site.done(items)
    assert set(site.titles()) == {item.key for item in items}
    assert site.requests() == ["list"] * (8 if empty else 4)
    for item in items[:5]:
        site.edit(item, location="Rådhuset")
    site.requests()
    assert site.sync(items).seen == ["edited"] * 5


def test_a_reading_that_breaks_off_between_pages_is_begun_again_and_forgets_nothing(site: GoogleSite) -> None:
    items = events(*range(7))
    site.done(items)
    for item in items:
        site.edit(item, location="Rådhuset")
    site.events.page = 3
    site.order(refuses(500, "backendError"), on="calendar.events.list", skip=1, times=20)
    adapter, book = site.open(), site.shelf.open()
    book.close()
    with pytest.raises(Transient):
        adapter.read(Since())
    assert isinstance(site.sync(items).error, Transient)
    site.server.weather.clear()
    assert site.sync(items).seen == ["edited"] * 7


def test_a_token_that_expires_between_pages_asks_for_everything_once(site: GoogleSite) -> None:
    items = events(*range(7))
    site.done(items)
    for item in items:
        site.edit(item, location="Rådhuset")
    site.events.page = 3
    site.order(refuses(410, "fullSyncRequired"), on="calendar.events.list", skip=1)
    assert site.sync(items).seen == ["edited"] * 7
    assert len(site.calls("list")) >= 2 + 3


def test_an_event_that_changes_while_pages_are_read_is_read_as_it_is_then(site: GoogleSite) -> None:
    items = events(*range(6))
    site.done(items)
    site.events.page = 2
    last = max(items, key=site.ref)
    site.order(meanwhile(lambda: site.edit(last, summary="Deres")), on="calendar.events.list", skip=1)
    reading = site.read()
    assert {found.key: found.item.title for found in reading.found}[last.key] == "Deres"
    again = site.read(since(reading))
    assert (again.gone, len(again.unchanged | {found.ref for found in again.found})) == (frozenset(), 6)
