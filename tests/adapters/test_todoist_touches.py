"""What members change in Todoist is read with who changed it and when, as far as Todoist says so of that very change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mappings.history import Observation, Seen
from tests.adapters.stage import Ran
from tests.adapters.todoist_site import Site, site_on_todoist, some
from tests.servers import faults
from tests.servers.todoist import refusal

OLD = some(0, 1, 2, 3, 4)
FIRST = OLD[0]
AT = datetime(2026, 3, 8, 17, 5, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 9, 8, 0, 0, tzinfo=UTC)
LOOKED_UP = ["POST /sync", "GET /activities"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        opened.done(OLD)
        opened.world.time_is(AT)
        opened.requests()
        yield opened


def seen(ran: Ran) -> list[Observation]:
    assert (ran.error, ran.failed) == (None, [])
    return [one for each in ran.looks for one in each.decision.observations]


def only(ran: Ran) -> Observation:
    (one,) = seen(ran)
    return one


def moves(site: Site) -> None:
    site.sdk(site.ola).update_task(site.theirs(FIRST).id, due_date=date(2026, 6, 20))


def renames(site: Site) -> None:
    site.sdk(site.ola).update_task(site.theirs(FIRST).id, content="Tävling")


def assigns(site: Site) -> None:
    site.sdk(site.ola).update_task(site.theirs(FIRST).id, assignee_id=site.kari.id)


def writes_below_the_line(site: Site) -> None:
    theirs = site.theirs(FIRST)
    site.sdk(site.ola).update_task(theirs.id, description=f"{theirs.description}\nRing Per")


def deletes(site: Site) -> None:
    site.sdk(site.ola).delete_task(site.theirs(FIRST).id)


@pytest.mark.parametrize(
    ("does", "kind", "field"),
    [
        (moves, Seen.MOVED, "due"),
        (renames, Seen.EDITED, "title"),
        (assigns, Seen.EDITED, "responsible"),
        (writes_below_the_line, Seen.NOTED, None),
        (deletes, Seen.DELETED, None),
    ],
)
def test_a_change_is_read_with_who_made_it_and_when_for_one_request_more(
    site: Site, does: Callable[[Site], None], kind: Seen, field: str | None
) -> None:
    does(site)
    site.world.time_is(LATER)
    site.requests()
    one = only(site.sync(OLD))
    assert site.requests()[:2] == LOOKED_UP
    assert (one.kind, one.value.get("field")) == (kind, field)
    assert (one.at, one.by) == (AT, "Ola Lund")
    assert site.sync(OLD).is_quiet


def test_a_tick_that_is_taken_back_is_read_with_who_took_it_back(site: Site) -> None:
    ticked = site.theirs(FIRST).id
    site.sdk(site.kari).complete_task(ticked)
    site.sync(OLD)
    site.world.time_is(LATER)
    site.sdk(site.ola).uncomplete_task(ticked)
    site.requests()
    one = only(site.sync(OLD))
    assert site.requests() == LOOKED_UP
    assert (one.kind, one.at, one.by) == (Seen.REOPENED, LATER, "Ola Lund")


def test_a_comment_is_read_with_who_wrote_it_and_when_without_another_request(site: Site) -> None:
    site.sdk(site.ola).add_comment("Lokalen är bokad", task_id=site.theirs(FIRST).id)
    site.world.time_is(LATER)
    site.requests()
    one = only(site.sync(OLD))
    assert site.requests() == ["POST /sync"]
    assert (one.kind, one.at, one.by) == (Seen.NOTED, AT, "Ola Lund")


def test_a_subtasks_tick_is_read_with_who_made_it_and_when_without_another_request(site: Site) -> None:
    steps = [site.sdk().add_task(f"Steg {one}", parent_id=site.theirs(FIRST).id).id for one in range(3)]
    told = []
    for at, who, step in zip((AT, LATER), (site.ola, site.kari), steps, strict=False):
        site.world.time_is(at)
        site.sdk(who).complete_task(step)
        site.requests()
        one = only(site.sync(OLD))
        told.append((one.kind, one.value["percent"], one.at, one.by))
        assert site.requests() == ["POST /sync"]
    assert told == [(Seen.STARTED, 33, AT, "Ola Lund"), (Seen.PERCENT, 66, LATER, "Kari Ek")]


def test_comments_by_two_people_are_nobodys_alone(site: Site) -> None:
    for who in (site.kari, site.ola):
        site.sdk(who).add_comment("Lokalen är bokad", task_id=site.theirs(FIRST).id)
    one = only(site.sync(OLD))
    assert (one.kind, one.at, one.by) == (Seen.NOTED, AT, None)


def test_each_of_two_changes_has_its_own_person_and_time(site: Site) -> None:
    moves(site)
    site.world.time_is(LATER)
    site.sdk(site.kari).update_task(site.theirs(FIRST).id, content="Tävling")
    told = {one.kind: (one.at, one.by) for one in seen(site.sync(OLD))}
    assert told == {Seen.MOVED: (AT, "Ola Lund"), Seen.EDITED: (LATER, "Kari Ek")}


def test_of_two_moves_the_last_one_is_told(site: Site) -> None:
    moves(site)
    site.world.time_is(LATER)
    site.sdk(site.kari).update_task(site.theirs(FIRST).id, due_date=date(2026, 6, 21))
    one = only(site.sync(OLD))
    assert (one.value["to"], one.at, one.by) == ("2026-06-21", LATER, "Kari Ek")


def test_a_change_to_what_hjul_wrote_since_the_last_reading_is_told_too(site: Site) -> None:
    new = (replace(FIRST, due=date(2026, 6, 7)), *OLD[1:])
    assert seen(site.sync(new)) == []
    site.world.time_is(LATER)
    moves(site)
    one = only(site.sync(new))
    assert (one.kind, one.at, one.by) == (Seen.MOVED, LATER, "Ola Lund")


def test_what_hjul_wrote_itself_is_not_looked_up(site: Site) -> None:
    new = (replace(FIRST, title="Tävling", due=date(2026, 6, 7)), *OLD[1:])
    site.sync(new)
    site.sdk(site.ola).complete_task(site.theirs(FIRST).id)
    site.requests()
    assert site.sync(new).seen == ["done"]
    assert site.requests() == ["POST /sync"]


def test_where_the_log_has_no_word_for_it_nothing_is_said(site: Site) -> None:
    site.world.events.clear()
    moves(site)
    site.world.events.clear()
    one = only(site.sync(OLD))
    assert (one.kind, one.at, one.by) == (Seen.MOVED, None, None)


def test_an_earlier_change_of_the_same_field_is_not_taken_for_this_one(site: Site) -> None:
    moves(site)
    site.sync(OLD)
    site.world.time_is(LATER)
    site.sdk(site.kari).update_task(site.theirs(FIRST).id, content="Tävling")
    site.sync(OLD)
    last = len(site.world.events)
    site.world.time_is(datetime(2026, 3, 10, 8, tzinfo=UTC))
    site.sdk(site.kari).update_task(site.theirs(FIRST).id, due_date=date(2026, 6, 21))
    del site.world.events[last:]
    one = only(site.sync(OLD))
    assert (one.kind, one.at, one.by) == (Seen.MOVED, None, None)


@pytest.mark.parametrize("status", [200, 403, 404, 500])
def test_a_log_that_does_not_answer_stops_nothing(site: Site, status: int) -> None:
    site.front.misbehave(faults.answers(status, b"{}", "application/json"), path="activities", times=None)
    moves(site)
    one = only(site.sync(OLD))
    assert (one.kind, one.at, one.by) == (Seen.MOVED, None, None)


def test_a_busy_log_is_not_waited_for(site: Site) -> None:
    body = json.dumps(refusal.too_many_requests(66).body()).encode()
    site.front.misbehave(faults.answers(429, body, "application/json"), path="activities", times=None)
    moves(site)
    one = only(site.sync(OLD))
    assert (one.kind, one.at, one.by) == (Seen.MOVED, None, None)
    assert sum(site.slept) == 0
