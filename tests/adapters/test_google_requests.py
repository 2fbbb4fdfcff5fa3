"""How many requests Google Calendar costs, counted at the local server: what came over the wire, a batch as one."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.base import Create, Delete, Effect, Outcome, Since, Update
from adapters.google_http import AT_A_TIME, AT_ONCE, EACH_SECOND
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import event, events, renamed, since


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


def carried_out(site: GoogleSite, known: Since, *effects: Effect) -> list[Outcome]:
    """By a run that has read before, as each does."""
    adapter = site.open()
    adapter.read(known)
    outcomes = list(adapter.apply(effects))
    assert [outcome.error for outcome in outcomes] == [None] * len(effects)
    return outcomes


def test_500_new_events_are_ten_batches(site: GoogleSite) -> None:
    carried_out(site, Since(), *(Create(event(number)) for number in range(500)))
    assert [len(request.parts) for request in site.server.requests] == [0, *[AT_A_TIME] * 10]
    assert site.requests() == ["list", *["batch"] * 10]
    assert len(site.person.events()) == 500
    assert sum(site.slept) <= (500 - AT_ONCE) / EACH_SECOND


def test_500_events_are_read_in_one_request(site: GoogleSite) -> None:
    carried_out(site, Since(), *(Create(event(number)) for number in range(500)))
    site.requests()
    assert len(site.read().found) == 500
    assert site.requests() == ["list"]


def test_where_nothing_changed_there_is_one_request(site: GoogleSite) -> None:
    items = events(*range(20))
    site.done(items)
    assert site.sync(items).is_quiet
    assert site.requests() == ["list"]


def test_ten_changes_are_one_reading_and_one_batch(site: GoogleSite) -> None:
    items = events(*range(20))
    site.done(items)
    ran = site.sync([*renamed(items[:10], "Nytt"), *items[10:]])
    assert (len(ran.effects), ran.failed) == (10, [])
    assert site.requests() == ["list", "batch"]


def test_ten_changes_that_people_made_are_one_reading(site: GoogleSite) -> None:
    items = events(*range(20))
    site.done(items)
    for item in items[:10]:
        site.edit(item, location="Rådhuset")
    known = since(site.read())
    site.requests()
    site.read(known)
    assert site.requests() == ["list"]


def test_ten_deletions_are_one_reading_and_two_batches_as_the_remains_must_say_who_deleted_them(
    site: GoogleSite,
) -> None:
    items = events(*range(20))
    site.done(items)
    ran = site.sync(items[10:])
    assert (len(ran.effects), ran.failed) == (10, [])
    patched, deleted = site.server.requests[1:]
    assert {part.method for part in patched.parts} == {"calendar.events.patch"}
    assert {part.method for part in deleted.parts} == {"calendar.events.delete"}
    assert site.requests() == ["list", "batch", "batch"]


def test_everything_at_once_is_a_batch_for_each_step(site: GoogleSite) -> None:
    items = events(*range(20))
    site.done(items)
    site.sync([*renamed(items[:5], "Nytt"), *items[5:15], *events(*range(20, 30))])
    assert site.requests() == ["list", "batch", "batch"]


def test_what_is_known_of_an_event_saves_reading_it_again(site: GoogleSite) -> None:
    (created,) = carried_out(site, Since(), Create(event(1)))
    reading = site.read()
    site.requests()
    (found,) = reading.found
    (updated,) = carried_out(
        site, since(reading), Update(replace(found.item, title="Nytt"), found.ref, found.etag)
    )
    assert site.requests() == ["list", "batch"]
    assert len({created.etag, updated.etag}) == 2
    known = Since(reading.cursor, {found.ref: updated.etag or ""})
    carried_out(site, known, Delete(found.key, found.ref, updated.etag))
    assert site.requests() == ["list", "batch", "batch"]


def test_events_brought_back_are_three_batches(site: GoogleSite) -> None:
    outcomes = carried_out(site, Since(), *(Create(event(number)) for number in range(10)))
    deleted = carried_out(
        site, Since(), *(Delete(each.effect.key, each.ref or "", each.etag) for each in outcomes)
    )
    site.requests()
    carried_out(
        site, Since(), *(Create(event(number), image=each.image) for number, each in enumerate(deleted))
    )
    assert site.requests() == ["list", "batch", "batch", "batch"]


def test_answers_of_a_batch_are_told_apart_in_whichever_order_they_come(site: GoogleSite) -> None:
    site.server.answers_backwards = True
    outcomes = carried_out(site, Since(), *(Create(event(number)) for number in range(10)))
    assert [outcome.ref for outcome in outcomes] == [site.ref(event(number)) for number in range(10)]
    assert {outcome.ref: outcome.etag for outcome in outcomes} == {
        each["id"]: each["etag"] for each in site.person.events()
    }
