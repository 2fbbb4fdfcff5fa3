"""How many requests Google Tasks costs, and what they say, at the local server: what came over the wire, a batch as one."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from adapters.base import Create, Effect, Outcome, Since, Update
from adapters.google_http import AT_A_TIME
from adapters.google_tasks_http import A_PAGE
from mappings.items import Progress, State
from tests.adapters.google_tasks_site import GoogleTasksSite, google_tasks_site, tasks
from tests.adapters.site import renamed, since


@pytest.fixture
def site() -> Iterator[GoogleTasksSite]:
    with google_tasks_site() as site:
        yield site


def carried_out(site: GoogleTasksSite, known: Since, *effects: Effect) -> list[Outcome]:
    """By a run that has read before, as each does."""
    adapter = site.people.open()
    adapter.read(known)
    outcomes = list(adapter.apply(effects))
    assert [outcome.error for outcome in outcomes] == [None] * len(effects)
    return outcomes


def test_120_new_tasks_are_three_batches(site: GoogleTasksSite) -> None:
    carried_out(site, Since(), *(Create(item) for item in tasks(*range(120))))
    assert [len(request.parts) for request in site.server.requests] == [0, AT_A_TIME, AT_A_TIME, 20]
    assert len(site.people.all()) == 120


@pytest.mark.parametrize(("number", "requests"), [(0, 1), (1, 1), (A_PAGE, 1), (A_PAGE + 1, 2)])
def test_where_nothing_changed_there_is_one_request_for_a_hundred_tasks(
    site: GoogleTasksSite, number: int, requests: int
) -> None:
    items = tasks(*range(number))
    site.done(items)
    assert site.sync(items).is_quiet
    assert site.requests() == ["list"] * requests


def test_ten_changes_are_one_reading_a_batch_that_looks_and_one_that_writes(site: GoogleTasksSite) -> None:
    items = tasks(*range(20))
    site.done(items)
    ran = site.sync([*renamed(items[:10], "Nytt"), *items[10:]])
    assert (len(ran.effects), ran.failed) == (10, [])
    assert [[call.method for call in request.parts] for request in site.server.requests] == [
        [],
        ["tasks.tasks.get"] * 10,
        ["tasks.tasks.patch"] * 10,
    ]


def test_what_is_taken_away_is_looked_at_marked_and_deleted(site: GoogleTasksSite) -> None:
    items = tasks(*range(12))
    site.done(items)
    site.sync(items[:2])
    assert site.requests() == ["list", *["batch"] * 3]
    assert set(site.titles()) == {item.key for item in items[:2]}


def test_what_people_deleted_is_read_at_once_and_what_is_on_no_page_is_asked_for_by_name(
    site: GoogleTasksSite,
) -> None:
    items = tasks(*range(5))
    site.done(items)
    for item in items[:3]:
        site.people.delete(item.key)
    site.server.forget()
    assert site.sync(items).seen == ["deleted"] * 3
    assert site.requests() == ["list"]
    site.tasks.move_away(site.place, site.ref(items[3]), site.tasks.new_list(site.account))
    site.server.forget()
    assert site.sync(items).seen == ["deleted"]
    assert site.requests() == ["list", "batch"]


def test_a_reading_asks_for_what_is_done_hidden_and_deleted_and_not_for_what_was_assigned(
    site: GoogleTasksSite,
) -> None:
    site.read()
    (call,) = site.calls("list")
    assert {name: value for name, (value,) in call.query.items()} == {
        "maxResults": str(A_PAGE),
        "showCompleted": "true",
        "showHidden": "true",
        "showDeleted": "true",
        "alt": "json",
    }


def test_a_patch_has_only_what_changed_and_the_etag_that_google_gave(site: GoogleTasksSite) -> None:
    (item,) = tasks(1)
    site.done([item])
    etag = site.body(item)["etag"]
    site.sync([replace(item, title="Nytt")])
    (call,) = site.calls("patch")
    assert set(call.body) == {"title", "notes"}, "the stamp stands in the notes"
    assert call.headers["if-match"] == etag


def test_a_new_task_has_no_more_than_it_needs(site: GoogleTasksSite) -> None:
    (item,) = tasks(1)
    site.sync([item])
    (call,) = site.calls("insert")
    assert set(call.body) == {"title", "notes", "due", "status"}
    assert "if-match" not in call.headers


def test_an_update_that_changes_nothing_writes_nothing(site: GoogleTasksSite) -> None:
    (item,) = tasks(1)
    site.done([item])
    (found,) = site.read().found

    carried_out(site, Since(), Update(item, found.ref, found.etag, Progress(State.OPEN)))
    assert site.calls("patch") == []


def test_a_cursor_of_an_earlier_reading_tells_what_is_unchanged(site: GoogleTasksSite) -> None:
    items = tasks(1, 2)
    site.done(items)
    first = site.read()
    site.people.rename(items[0].key, "Nytt")
    again = site.read(since(first))
    assert [found.item.title for found in again.found] == ["Nytt"]
    assert again.unchanged == {site.ref(items[1])}
    assert again.complete
