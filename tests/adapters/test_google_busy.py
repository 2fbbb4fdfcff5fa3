"""Google takes no more just now, or no more today: what is sent again, when, and what is left for a later run."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Stale, Transient
from adapters.google_http import AT_A_TIME, AT_ONCE, EACH_SECOND, PATIENCE, Spent
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import events, renamed
from tests.servers.google.events import Limit
from tests.servers.google.weather import meanwhile, refuses

TOO_FAST = [(403, "rateLimitExceeded"), (403, "userRateLimitExceeded"), (429, "rateLimitExceeded")]
SPENT = [(403, "quotaExceeded"), (403, "dailyLimitExceeded"), (429, "quotaExceeded")]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


@pytest.mark.parametrize(("status", "reason"), TOO_FAST)
def test_parts_that_come_too_fast_are_sent_again_alone_after_what_the_server_asks_for(
    site: GoogleSite, status: int, reason: str
) -> None:
    site.order(refuses(status, reason, retry_after=7), on="calendar.events.insert", skip=2, times=3)
    ran = site.sync(events(*range(10)))
    assert (ran.error, ran.failed) == (None, [])
    assert [len(request.parts) for request in site.server.requests] == [0, 10, 3]
    assert [7 < seconds <= 9 for seconds in site.slept] == [True]
    site.settles(events(*range(10)))


@pytest.mark.parametrize(("status", "reason"), TOO_FAST)
@pytest.mark.parametrize("on", ["batch", "calendar.events.list"])
def test_a_whole_request_that_comes_too_fast_is_sent_again(
    site: GoogleSite, status: int, reason: str, on: str
) -> None:
    site.order(refuses(status, reason, retry_after=30), on=on, whole=True, times=2)
    ran = site.sync(events(*range(10)))
    assert (ran.error, ran.failed) == (None, [])
    assert [30 < seconds <= 34 for seconds in site.slept] == [True, True]
    assert len(site.calls("insert")) == 10
    site.settles(events(*range(10)))


def test_each_pause_is_longer_and_by_chance(site: GoogleSite) -> None:
    site.order(refuses(429, "rateLimitExceeded"), on="batch", times=4)
    site.sync(events(1))
    assert len(set(site.slept)) == 4
    for number, seconds in enumerate(site.slept, start=1):
        assert 2**number / 4 <= seconds <= 2**number


def test_patience_ends_and_the_next_run_goes_on(site: GoogleSite) -> None:
    site.order(refuses(403, "rateLimitExceeded"), on="calendar.events.insert", times=1000)
    ran = site.sync(events(1, 2))
    assert [type(error) for error in ran.failed] == [Transient, Transient]
    assert sum(site.slept) <= PATIENCE
    assert site.person.events() == []
    site.server.weather.clear()
    site.settles(events(1, 2))


@pytest.mark.parametrize(("status", "reason"), [*TOO_FAST, (409, "conflict")])
def test_a_calendar_that_takes_nothing_at_all_is_waited_for_once_and_not_for_every_batch(
    site: GoogleSite, status: int, reason: str
) -> None:
    items = events(*range(3 * AT_A_TIME))
    site.order(refuses(status, reason), on="calendar.events.insert", times=10_000)
    ran = site.sync(items)
    assert isinstance(ran.error, Transient)
    assert sum(site.slept) <= PATIENCE + (AT_A_TIME * 20) / EACH_SECOND  # and what the pace itself asks for
    asked = {json.loads(call.body)["id"] for call in site.calls("insert")}
    assert asked == {site.ref(item) for item in items[:AT_A_TIME]}, "one batch, and each under its first id"
    site.server.weather.clear()
    site.settles(items)
    assert {site.ref(item) for item in items} == {body["id"] for body in site.person.events()}


def test_what_takes_longer_than_anyone_waits_is_not_waited_for(site: GoogleSite) -> None:
    site.order(refuses(429, "rateLimitExceeded", retry_after=3600), on="batch")
    (error,) = site.sync(events(1)).failed
    assert isinstance(error, Transient)
    assert (error.retry_after, site.slept) == (3600, [])
    site.settles(events(1))


def test_events_of_one_batch_that_get_in_each_others_way_are_sent_again(site: GoogleSite) -> None:
    site.order(refuses(409, "conflict"), on="calendar.events.insert", times=2)
    ran = site.sync(events(1, 2, 3))
    assert (ran.error, ran.failed) == (None, [])
    assert [len(request.parts) for request in site.server.requests] == [0, 3, 2]
    site.settles(events(1, 2, 3))


def test_a_calendar_that_takes_few_at_once_gets_them_all_in_the_end(site: GoogleSite) -> None:
    for skip in (10, 20, 30):
        site.order(refuses(403, "rateLimitExceeded"), on="calendar.events.insert", skip=skip, times=15)
    ran = site.sync(events(*range(60)))
    assert (ran.error, ran.failed) == (None, [])
    site.settles(events(*range(60)))


def test_a_calendar_that_takes_as_many_writes_as_hjul_sends_never_has_to_refuse_one(site: GoogleSite) -> None:
    site.events.limit = Limit(AT_ONCE + 25, EACH_SECOND)  # a batch may be seconds on its way
    ran = site.sync(events(*range(300)))
    assert (ran.error, ran.failed) == (None, [])
    assert site.requests() == ["list", *["batch"] * 6]
    assert len(site.person.events()) == 300


def test_a_calendar_that_takes_fewer_gets_them_all_the_same(site: GoogleSite) -> None:
    site.events.limit = Limit(20, 2)
    ran = site.sync(events(*range(60)))
    assert (ran.error, ran.failed) == (None, [])
    assert any(call.reason == "rateLimitExceeded" for call in site.calls("insert"))
    site.settles(events(*range(60)))


@pytest.mark.parametrize(("status", "reason"), SPENT)
def test_an_account_that_has_had_its_share_is_asked_for_nothing_more(
    site: GoogleSite, status: int, reason: str
) -> None:
    items = events(*range(2 * AT_A_TIME))
    site.order(refuses(status, reason), on="calendar.events.insert", skip=20, times=1000)
    ran = site.sync(items)
    assert all(isinstance(error, Spent) for error in [*ran.failed, *([ran.error] if ran.error else [])])
    assert "today" in str(ran.error)
    assert site.requests() == ["list", "batch"]
    assert site.slept == []
    site.server.weather.clear()
    site.settles(items)


@pytest.mark.parametrize(("status", "reason"), SPENT)
def test_an_account_that_has_had_its_share_cannot_even_read(
    site: GoogleSite, status: int, reason: str
) -> None:
    site.done(events(1))
    site.order(refuses(status, reason), on="calendar.events.list")
    ran = site.sync(())
    assert isinstance(ran.error, Spent)
    assert (site.requests(), site.slept) == (["list"], [])
    site.settles(events(1))


def test_what_a_person_does_while_hjul_waits_is_seen(site: GoogleSite) -> None:
    items = events(1, 2)
    site.done(items)
    act = meanwhile(lambda: site.edit(items[0], summary="Deres"))
    site.order(refuses(429, "rateLimitExceeded"), on="batch")
    site.order(act, on="batch")
    ran = site.sync(renamed(items, "Nytt"))
    assert [type(error) for error in ran.failed] == [Stale]
    assert "edited" in ran.seen
    assert len(site.slept) == 1
