"""How many requests it costs: counted by the server, never timed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import Create, Since
from mappings.items import State
from tests.adapters.todoist_site import Site, since, site_on_todoist, some, task, titled

MANY = 500


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


@pytest.fixture
def roomy(tmp_path: Path) -> Iterator[Site]:
    """500 tasks need two projects: one holds 300."""
    with site_on_todoist(tmp_path) as opened:
        second = opened.sdk(opened.board).add_project("Resten").id
        opened.settings["projects"] = {"Resten": second}
        opened.requests()
        yield opened


def test_five_hundred_new_tasks_are_at_most_six_requests(roomy: Site) -> None:
    wanted = [task(number, categories=("Resten",) if number % 2 else ("Fest",)) for number in range(MANY)]
    adapter = roomy.open()
    adapter.read(Since())
    outcomes = list(adapter.apply([Create(item) for item in wanted]))
    assert [outcome.error for outcome in outcomes] == [None] * MANY
    asked = roomy.requests()
    assert len(asked) <= 6, asked
    assert len(roomy.stands()) == MANY


def test_five_hundred_new_tasks_of_a_whole_run_are_at_most_six_requests(roomy: Site) -> None:
    wanted = [task(number, categories=("Resten",) if number % 2 else ("Fest",)) for number in range(MANY)]
    ran = roomy.sync(wanted)
    assert (ran.error, ran.failed) == (None, [])
    asked = roomy.requests()
    assert len(asked) <= 6, asked
    assert roomy.sync(wanted).is_quiet
    assert len(roomy.requests()) == 1


def test_nothing_changed_is_one_request(site: Site) -> None:
    wanted = some(*range(40))
    site.done(wanted)
    site.requests()
    for _ in range(2):
        assert site.sync(wanted).is_quiet
        assert site.requests() == ["POST /sync"]


def test_ten_ticks_are_read_in_one_request(site: Site) -> None:
    wanted = some(*range(20))
    site.done(wanted)
    for item in wanted[:10]:
        site.sdk().complete_task(site.theirs(item).id)
    site.requests()
    ran = site.sync(wanted)
    assert site.requests() == ["POST /sync"]
    assert ran.seen == ["done"] * 10


def test_ten_changes_are_read_looked_at_once_more_and_written_in_three_requests(site: Site) -> None:
    wanted = some(*range(20))
    site.done(wanted)
    site.requests()
    ran = site.sync((*titled(wanted[:10], "Nytt"), *wanted[10:]))
    assert (ran.error, ran.failed) == (None, [])
    assert site.requests() == ["POST /sync"] * 3


def test_a_hundred_that_are_taken_away_are_three_requests_too(site: Site) -> None:
    wanted = some(*range(100))
    site.done(wanted)
    site.requests()
    ran = site.sync(())
    assert (ran.error, ran.failed) == (None, [])
    assert site.requests() == ["POST /sync"] * 3
    assert site.stands() == {}


def test_a_first_reading_is_few_requests_however_much_there_is(site: Site) -> None:
    wanted = some(*range(200))
    site.done(wanted)
    site.requests()
    reading = site.open().read(Since())
    assert len(reading.found) == 200
    assert len(site.requests()) <= 3
    again = site.open().read(since(reading))
    assert again.found == ()
    assert site.requests() == ["POST /sync"]


def test_what_was_ticked_long_ago_is_read_again_in_few_requests_when_the_ledger_is_lost(site: Site) -> None:
    wanted = some(*range(60))
    site.done(wanted)
    for item in wanted[:30]:
        site.sdk().complete_task(site.theirs(item).id)
    site.world.sleep(200 * 86_400)
    site.requests()
    reading = site.open().read(Since())
    assert len(reading.found) == 60
    assert sum(found.progress.state is State.DONE for found in reading.found) == 30
    assert len(site.requests()) <= 8
