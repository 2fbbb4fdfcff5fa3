"""Todoist that does what it is told and tells of it later: no document says how soon an answer has what a command did."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mappings.items import State
from tests.adapters.todoist_site import Site, site_on_todoist, some, task, titled
from tests.servers import faults
from tests.servers.asking import Answer
from tests.servers.front import Fault, Request
from tests.servers.todoist.people import tasks

OLD = some(0, 1, 2, 3)
NEW = (*titled(some(1, 2), "Nytt"), task(3), *some(4, 5))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


def writes(request: Request) -> bool:
    return b"commands" in request.body


def told_without_items() -> Fault:
    """All is done, and the answer has none of it."""

    def silent(answer: Answer) -> Answer:
        return replace(answer, body=json.dumps({**json.loads(answer.body), "items": []}).encode())

    return faults.changed(silent)


def test_what_an_answer_does_not_tell_of_is_looked_for_and_not_made_twice(site: Site) -> None:
    site.front.misbehave(told_without_items(), when=writes, times=None)
    ran = site.sync(OLD)
    assert (ran.error, ran.failed) == (None, [])
    assert len(tasks(site.sdk(), site.project)) == len(OLD)
    assert len(site.requests()) == 4  # a reading, the commands, one look for all of them, and what is ticked


def test_changes_and_deletions_that_are_not_told_of_are_made_all_the_same(site: Site) -> None:
    site.done(OLD)
    site.front.misbehave(told_without_items(), when=writes, times=None)
    ran = site.sync(NEW)
    assert (ran.error, ran.failed) == (None, [])
    site.front.behave()
    site.settles(NEW)


def test_what_was_ticked_in_the_same_request_is_found_too(site: Site) -> None:
    site.done(OLD)
    site.sdk().complete_task(site.theirs(OLD[0]).id)
    site.sdk().delete_task(site.theirs(OLD[1]).id)
    site.front.misbehave(told_without_items(), when=writes, times=None)
    assert sorted(site.sync(OLD).seen) == ["deleted", "done"]
    site.front.behave()
    assert site.sync(OLD).is_quiet
    assert site.stands()[OLD[0].key].progress.state is State.DONE
    site.shelf.lose()
    site.sync(OLD)
    assert OLD[1].key not in site.stands()
