"""Answers of Google's that are lost: the connection breaks, a proxy answers, a part is missing. What was done is looked for.

Nothing is ever sent twice that may have been done, and the next run leaves everything once.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Create, Since, Stale, Transient
from adapters.google_http import AT_A_TIME, MOST_SILENCES, NoAnswer
from sync.look import Wish
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import event, events, renamed
from tests.servers.google.weather import (
    HTML,
    Fault,
    answers,
    drops,
    meanwhile,
    refuses,
    refuses_after,
    slows,
    truncates,
)

BEFORE: dict[str, Fault] = {
    "closed before": drops(after=False),
    "500": refuses(500, "backendError"),
    "503": refuses(503, "backendError", retry_after=5),
    "HTML of a proxy": answers(502, HTML),
    "HTML with 200": answers(200, HTML),
    "nothing with 200": answers(200, b"", "application/json"),
    "no JSON": answers(200, b"{", "application/json"),
    "JSON of another shape": answers(200, b"[1]", "application/json"),
}
AFTER: dict[str, Fault] = {
    "closed after": drops(after=True),
    "500 though done": refuses_after(500, "backendError"),
    "HTML though done": answers(502, HTML, done=True),
    "nothing though done": answers(200, b"", "application/json", done=True),
    "cut in the middle": truncates(),
    "cut at the end": truncates(0.98),
}
FAULTS = {**BEFORE, **AFTER}
METHODS = ("insert", "patch", "delete")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


def changed(site: GoogleSite) -> list[object]:
    """A calendar in order, and what the next run is to make of it: one event new, one changed, one taken away."""
    site.done(events(1, 2, 3))
    return [*renamed(events(1), "Nytt"), *events(2, 4)]


def once(site: GoogleSite) -> bool:
    """Whether no write was carried out twice."""
    done = [(call.method, call.path) for call in site.server.calls if 200 <= call.status < 300]
    writes = [each for each in done if not each[0].endswith((".list", ".get"))]
    return len(set(writes)) == len(writes)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_lost_part_of_a_batch_is_looked_for_at_once(site: GoogleSite, fault: Fault, method: str) -> None:
    items = [*renamed(events(1), "Nytt"), *events(2, 4)]
    changed(site)
    site.order(fault, on=f"calendar.events.{method}")
    ran = site.sync(items)
    assert all(isinstance(error, (Transient, Stale)) for error in ran.failed)
    site.settles(items)


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("method", METHODS)
def test_a_part_whose_answer_is_missing_is_resolved_within_the_run_and_never_done_twice(
    site: GoogleSite, method: str, after: bool
) -> None:
    changed(site)
    site.order(drops(after=after), on=f"calendar.events.{method}")
    items = [*renamed(events(1), "Nytt"), *events(2, 4)]
    ran = site.sync(items)
    assert (ran.error, ran.failed) == (None, [])
    assert once(site)
    site.settles(items)


@pytest.mark.parametrize("which", [0, 1], ids=["first batch", "second batch"])
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_lost_batch_is_looked_for_and_mended_by_the_next_run_at_the_latest(
    site: GoogleSite, fault: Fault, which: int
) -> None:
    changed(site)
    items = [*renamed(events(1), "Nytt"), *events(2, 4)]
    site.order(fault, on="batch", skip=which)
    ran = site.sync(items)
    assert all(isinstance(error, (Transient, Stale)) for error in [*ran.failed, ran.error] if error)
    assert once(site)
    site.settles(items)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_reading_whose_answer_is_lost_is_asked_again(site: GoogleSite, fault: Fault) -> None:
    items = events(1, 2)
    site.done(items)
    site.order(fault, on="calendar.events.list", whole=True)
    ran = site.sync(items)
    assert ran.is_quiet or isinstance(ran.error, Transient)
    site.settles(items)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_reading_that_is_never_answered_is_no_empty_calendar(site: GoogleSite, fault: Fault) -> None:
    items = events(1, 2)
    site.done(items)
    site.order(fault, on="calendar.events.list", whole=True, times=MOST_SILENCES)
    ran = site.sync(items)
    assert isinstance(ran.error, Transient)
    assert ran.looks == []
    site.server.weather.clear()
    site.settles(items)


def test_a_server_that_takes_too_long_may_have_done_it(site: GoogleSite) -> None:
    site.order(slows(4.0), on="batch")
    adapter = site.open(timeout=2)
    (outcome,) = adapter.apply([Create(event(1))])
    assert outcome.error is None or isinstance(outcome.error, Transient)
    site.settles(events(1))


def test_a_server_that_is_away_is_not_asked_for_all_the_rest(site: GoogleSite) -> None:
    items = events(*range(3 * AT_A_TIME))
    site.order(drops(after=False), on="batch", times=100)
    ran = site.sync(items)
    assert isinstance(ran.error, NoAnswer)
    assert site.requests().count("batch") <= 1 + MOST_SILENCES
    site.server.weather.clear()
    site.settles(items)


def test_an_insert_whose_answer_is_lost_is_never_repeated_blindly(site: GoogleSite) -> None:
    """httplib2 by itself would send it again over a new connection."""
    site.order(drops(after=True), on="batch", whole=True)
    site.sync(events(1))
    assert [call.status for call in site.calls("insert")] == [200]
    site.settles(events(1))


def test_an_insert_that_was_lost_and_not_done_is_done_after_looking(site: GoogleSite) -> None:
    site.order(drops(after=False), on="batch", whole=True)
    ran = site.sync(events(1))
    assert (ran.error, ran.failed) == (None, [])
    assert [len(request.parts) for request in site.server.requests] == [0, 0, 1, 1]
    assert [call.method.rpartition(".")[2] for call in site.server.calls] == ["list", "get", "insert"]


def test_what_a_person_does_right_after_a_lost_write_is_kept(site: GoogleSite) -> None:
    items = events(1, 2)
    site.done(items)

    def theirs() -> None:
        site.edit(items[0], location="Hos Ola")

    site.order(meanwhile(theirs, after=True), on="batch")
    site.order(drops(after=False), on="calendar.events.patch")
    ran = site.sync(renamed(items, "Nytt"))
    assert all(isinstance(error, Stale) for error in ran.failed)
    assert "edited" in ran.seen


@pytest.mark.parametrize("fault", [drops(after=True), drops(after=False), refuses_after(503, "backendError")])
def test_a_bringing_back_whose_answer_is_lost_is_mended_by_the_next_run(
    site: GoogleSite, fault: Fault
) -> None:
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    assert "deleted" in site.sync(items).seen
    site.server.forget()
    site.order(fault, on="calendar.events.update")
    wish = Wish(restore=frozenset({items[0].key}))
    ran = site.sync(items, wish)
    assert all(isinstance(error, Transient) for error in ran.failed)
    assert site.sync(items, wish).failed == []
    assert set(site.titles()) == {item.key for item in items}
    assert site.sync(items).is_quiet


@pytest.mark.parametrize("part", range(6))
def test_a_batch_cut_anywhere_leaves_nothing_twice(site: GoogleSite, part: int) -> None:
    items = events(*range(12))
    site.order(truncates(part / 6), on="batch")
    ran = site.sync(items)
    assert all(isinstance(error, Transient) for error in ran.failed)
    assert len(site.calls("insert")) == len({call.body["id"] for call in site.calls("insert")})
    site.settles(items)


def test_a_lost_answer_before_anything_is_known_is_found_by_a_run_without_a_ledger(
    site: GoogleSite, tmp_path: Path
) -> None:
    site.order(drops(after=True), on="batch", times=10)
    site.sync(events(1, 2))
    site.server.weather.clear()
    site.shelf.lose()
    assert {found.key for found in site.open().read(Since()).found} == {item.key for item in events(1, 2)}
    site.settles(events(1, 2))
