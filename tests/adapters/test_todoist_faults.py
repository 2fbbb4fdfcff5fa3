"""What hjul makes of Todoist when it fails: nothing twice, nothing lost, nothing believed that was not said."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from adapters.base import Bury, Create, NotAllowed, Since, Stale, Terminal, Transient
from adapters.todoist_http import PATIENCE
from mappings.items import Key
from tests.adapters.todoist_site import SYNC, Site, since, site_on_todoist, some, task, titled
from tests.servers import faults
from tests.servers.asking import Answer
from tests.servers.front import Fault, Request
from tests.servers.todoist import refusal
from tests.servers.todoist.people import tasks
from tests.servers.todoist.refusal import Refusal
from tests.servers.todoist.server import todoist

OLD = some(0, 1, 2, 3, 4)
NEW = (*titled(some(2, 3), "Nytt"), task(4), *some(5, 6))
"""Two are taken away, two are changed and two are made."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


@pytest.fixture
def impatient(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path, timeout=0.4) as opened:
        yield opened


def asked(request: Request) -> dict[str, Any]:
    """The fields of a sync."""
    fields = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
    return {name: text if name == "sync_token" else json.loads(text) for name, text in fields.items()}


def writes(request: Request) -> bool:
    return request.path == SYNC and b"commands" in request.body


def reads(request: Request) -> bool:
    return request.path == SYNC and b"commands" not in request.body


def refused(status: int, make: Callable[[], Refusal]) -> Fault:
    """The documented body."""
    return faults.answers(
        status, json.dumps(make().body()).encode(), "application/json", **dict(make().headers)
    )


def told(change: Callable[[dict[str, Any]], Any]) -> Fault:
    """Todoist's own answer, with something in it changed on the way."""

    def changed(answer: Answer) -> Answer:
        body = change(json.loads(answer.body))
        return replace(answer, body=json.dumps(body).encode())

    return faults.changed(changed)


def without(*names: str) -> Fault:
    return told(lambda body: {name: value for name, value in body.items() if name not in names})


HTML = faults.answers(200, b"<!DOCTYPE html><html><h1>Sign in</h1></html>", "text/html; charset=utf-8")
LOST: dict[str, Fault] = {
    "500 after it was done": faults.does_it_and(faults.answers(500)),
    "500 before it was done": faults.answers(500),
    "502 from a proxy, after it was done": faults.does_it_and(faults.answers(502, b"<html>", "text/html")),
    "503 before": faults.answers(503),
    "hung up before": faults.hangs_up,
    "hung up after": faults.does_it_and(faults.hangs_up),
    "cut short": faults.cut_short(claims_all=True),
    "cut short without a length": faults.cut_short(claims_all=False),
    "a page instead of JSON, after it was done": faults.does_it_and(HTML),
    "a page instead of JSON, before": HTML,
    "a list, after it was done": faults.does_it_and(faults.answers(200, b"[]", "application/json")),
}
SILENT: dict[str, Fault] = {
    "silent before": faults.is_silent(30),
    "silent after": faults.does_it_and(faults.is_silent(30)),
}


# --- lost answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_a_lost_answer_is_asked_for_again_in_the_same_bytes(site: Site, fault: Fault) -> None:
    site.done(OLD)
    site.front.misbehave(fault, when=writes)
    ran = site.sync(NEW)
    assert (ran.error, ran.failed) == (None, [])
    first, second = [entry.request.body for entry in site.front.log if writes(entry.request)][:2]
    assert first == second
    assert site.titles() == {item.key: item.title for item in NEW}
    assert site.sync(NEW).is_quiet
    assert len(tasks(site.sdk(), site.project)) == len(NEW)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
@pytest.mark.parametrize("ledger", ["kept", "lost"])
def test_answers_that_stay_lost_cost_one_more_run_and_nothing_else(
    site: Site, fault: Fault, ledger: str
) -> None:
    site.done(OLD)
    site.front.misbehave(fault, when=writes, times=None)
    ran = site.sync(NEW)
    assert ran.failed or ran.error
    assert all(isinstance(error, Transient) for error in (*ran.failed, *([ran.error] if ran.error else [])))
    assert site.pending()
    site.front.behave()
    if ledger == "lost":
        site.shelf.lose()
        site.sync(NEW)
    site.settles(NEW)
    assert site.pending() == set()


@pytest.mark.parametrize("fault", SILENT.values(), ids=SILENT)
def test_a_server_that_says_nothing_is_not_waited_for_longer_than_the_timeout(
    impatient: Site, fault: Fault
) -> None:
    impatient.done(OLD)
    impatient.front.misbehave(fault, when=writes, times=None)
    ran = impatient.sync(NEW)
    assert ran.failed or ran.error
    impatient.front.behave()
    impatient.settles(NEW)


@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
def test_nothing_is_written_or_believed_where_nothing_can_be_read(site: Site, fault: Fault) -> None:
    site.done(OLD)
    site.front.misbehave(fault, when=reads, times=None)
    ran = site.sync(NEW)
    assert isinstance(ran.error, Transient)
    assert not any(writes(entry.request) for entry in site.front.log)
    assert ran.seen == []
    site.front.behave()
    site.settles(NEW)


def test_a_run_that_was_cut_off_is_taken_up_with_the_same_commands(site: Site) -> None:
    """Its commands are the same whoever sends them: they are made of what is to be done."""
    adapter = site.open()
    adapter.read(Since())
    next(iter(adapter.apply([Create(item) for item in OLD])))
    sent = [asked(entry.request)["commands"] for entry in site.front.log if writes(entry.request)]
    site.front.behave()
    site.front.misbehave(faults.meanwhile(lambda: None), when=writes)
    later = site.open(todoist().origin)
    outcomes = list(later.apply([Create(item) for item in OLD]))
    assert all(isinstance(outcome.error, Stale) for outcome in outcomes)
    assert sent
    assert len(site.stands()) == len(OLD) == len(tasks(site.sdk(), site.project))


# --- commands ------------------------------------------------------------------------------------------------


def test_one_command_that_is_refused_is_its_own_item_s_failure_and_no_other_s(site: Site) -> None:
    site.done(OLD)
    site.world.refuse(
        lambda: refusal.invalid("content", "not today"),
        when=lambda command: command["type"] == "item_add" and "Trea" in command["args"]["content"],
        always=True,
    )
    wanted = (*OLD, task(7, "Ettan"), task(8, "Trean"), task(9, "Tvåan"))
    ran = site.sync(wanted)
    ((operation, error),) = [pair for summary in ran.done for pair in summary.failed]
    assert isinstance(error, Terminal)
    assert (operation.effect.key, "task-8" in str(error)) == (Key("task-8"), True)
    assert set(site.titles().values()) == {"Vervekonkurranse", "Ettan", "Tvåan"}
    site.world.refusals.clear()
    site.settles(wanted)


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("again", [True, False])
def test_a_refusal_that_passes_is_none_in_the_next_run(site: Site, bare: bool, again: bool) -> None:
    site.world.switches.bare_errors, site.world.switches.failed_again = bare, again
    site.done(OLD)
    site.world.refuse(
        lambda: refusal.invalid("content"), when=lambda command: command["type"] == "item_add", always=True
    )
    assert [type(error) for error in site.sync(NEW).failed] == [Terminal] * 2
    site.world.refusals.clear()
    site.settles(NEW)


@pytest.mark.parametrize("kind", ["item_add", "item_update", "item_delete"])
def test_a_command_without_a_word_of_how_it_went_is_not_taken_for_done(site: Site, kind: str) -> None:
    site.done(OLD)

    def silent(body: dict[str, Any]) -> dict[str, Any]:
        sent = [asked(entry.request) for entry in site.front.log[-1:]]
        return {**body, "sync_status": {}, "sent": len(sent)}

    site.front.misbehave(told(silent), when=lambda request: writes(request) and kind.encode() in request.body)
    ran = site.sync(NEW)
    assert all(isinstance(error, Transient) for error in ran.failed)
    site.front.behave()
    site.settles(NEW)


@pytest.mark.parametrize("status", [None, 7, "no", [], {}, {"error": "?"}])
def test_a_word_that_means_nothing_is_not_taken_for_done(site: Site, status: Any) -> None:
    site.done(OLD)
    site.front.misbehave(
        told(lambda body: {**body, "sync_status": dict.fromkeys(body["sync_status"], status)}),
        when=writes,
        times=None,
    )
    ran = site.sync(NEW)
    assert ran.failed or ran.error
    site.front.behave()
    site.settles(NEW)


@pytest.mark.parametrize("maps", [True, False])
def test_what_a_replay_does_not_map_is_found_by_its_mark(site: Site, maps: bool) -> None:
    site.world.switches.replay_maps = maps
    site.front.misbehave(faults.does_it_and(faults.hangs_up), when=writes)
    ran = site.sync(OLD)
    assert (ran.error, ran.failed) == (None, [])
    assert site.sync(OLD).is_quiet
    assert len(tasks(site.sdk(), site.project)) == len(OLD)


def test_no_more_than_a_hundred_commands_and_a_mebibyte_go_into_a_request(site: Site) -> None:
    long = tuple(replace(task(number), description="æ" * 5_900) for number in range(120))
    ran = site.sync(long)
    assert (ran.error, ran.failed) == (None, [])
    sent = [entry.request for entry in site.front.log if writes(entry.request)]
    assert all(len(asked(request)["commands"]) <= 100 for request in sent)
    assert all(len(request.body) <= 2**20 for request in sent)
    assert site.sync(long).is_quiet


def test_what_goes_away_between_reading_and_writing_is_read_again(site: Site) -> None:
    site.done(OLD)
    ref = site.stands()[Key("task-2")].ref
    site.front.misbehave(faults.meanwhile(lambda: site.sdk().delete_task(ref)), when=writes)
    site.sync(NEW)
    site.front.behave()
    site.sync(NEW)
    assert site.sync(NEW).is_quiet
    assert Key("task-2") not in site.titles()


# --- half answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sync_token", "full_sync", "items", "projects"])
def test_a_full_answer_that_lacks_a_part_is_an_error_and_nothing_is_taken_for_deleted(
    site: Site, name: str
) -> None:
    site.done(OLD)
    site.front.misbehave(without(name), when=reads, times=None)
    with pytest.raises(Transient):
        site.open().read(Since())
    site.front.behave()
    assert site.sync(OLD).is_quiet


def test_changes_alone_are_not_taken_for_everything(site: Site) -> None:
    site.done(OLD)
    some_of_it = told(lambda body: {**body, "full_sync": False, "items": body["items"][:2]})
    site.front.misbehave(some_of_it, when=reads, times=None)
    with pytest.raises(Transient):
        site.open().read(Since())


@pytest.mark.parametrize("name", ["items", "projects", "sections", "notes", "collaborators"])
@pytest.mark.parametrize("value", [{}, "x", 7, [7], [None]])
def test_a_part_of_another_kind_is_an_error(site: Site, name: str, value: Any) -> None:
    site.done(OLD)
    site.front.misbehave(told(lambda body: {**body, name: value}), when=reads, times=None)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Transient)
    site.front.behave()
    assert site.sync(OLD).is_quiet


@pytest.mark.parametrize("lacking", ["items", "next_cursor"])
def test_a_page_of_completed_tasks_without_results_is_an_error(site: Site, lacking: str) -> None:
    site.done(OLD)
    for item in OLD:
        site.sdk().complete_task(site.theirs(item).id)
    site.front.misbehave(without(lacking), path="completed", times=None)
    adapter = site.open()
    if lacking == "next_cursor":
        assert len(adapter.read(Since()).found) == len(OLD)
        return
    with pytest.raises(Transient):
        adapter.read(Since())


def test_a_page_that_leads_to_itself_is_not_read_without_end(site: Site) -> None:
    site.done(OLD)
    site.sdk().complete_task(site.theirs(OLD[0]).id)
    site.front.misbehave(told(lambda body: {**body, "next_cursor": "x"}), path="completed", times=1)
    site.front.misbehave(
        faults.answers(200, b'{"items": [], "next_cursor": "x"}', "application/json"),
        path="completed",
        times=None,
    )
    with pytest.raises(Transient):
        site.open().read(Since())


# --- busy ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", [reads, writes])
def test_a_rate_limit_is_waited_out_as_long_as_it_says(site: Site, when: Callable[[Request], bool]) -> None:
    site.done(OLD)
    site.front.misbehave(refused(429, lambda: refusal.too_many_requests(66)), when=when)
    ran = site.sync(NEW)
    assert (ran.error, ran.failed) == (None, [])
    assert 66 <= sum(site.slept) <= 66 + 40
    assert site.sync(NEW).is_quiet


def test_a_rate_limit_is_read_from_the_body_where_no_header_says_it(site: Site) -> None:
    body = json.dumps(refusal.too_many_requests(42).body()).encode()
    site.front.misbehave(faults.answers(429, body, "application/json"), when=reads)
    assert site.sync(OLD).error is None
    assert sum(site.slept) >= 42


def test_a_longer_wait_than_hjul_has_patience_for_is_left_to_the_next_run(site: Site) -> None:
    site.front.misbehave(refused(429, lambda: refusal.too_many_requests(900)), when=writes, times=None)
    ran = site.sync(OLD)
    errors = [*ran.failed, *([ran.error] if ran.error else [])]
    assert errors
    assert all(isinstance(error, Transient) and error.retry_after == 900 for error in errors)
    assert sum(site.slept) <= PATIENCE
    site.front.behave()
    site.settles(OLD)


def test_a_server_that_stays_busy_is_left_in_peace(site: Site) -> None:
    site.front.misbehave(faults.answers(429), times=None)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Transient)
    assert sum(site.slept) <= PATIENCE
    assert len(site.front.log) < 40


def test_the_documented_number_of_syncs_is_kept_to_by_waiting(site: Site) -> None:
    site.world.counts_requests = True
    for _ in range(105):
        site.world.sleep(7)
        assert len(site.open().read(Since()).found) == 0
    assert site.slept


@pytest.mark.parametrize("status", [401, 404])
def test_a_wait_that_stands_in_another_refusal_is_none(site: Site, status: int) -> None:
    """Both come with a retry_after of 3 seconds, which no waiting mends."""
    make = refusal.unauthorized if status == 401 else lambda: refusal.not_found("Endpoint")
    site.front.misbehave(refused(status, make), times=None)
    ran = site.sync(OLD)
    assert ran.error is not None
    assert not isinstance(ran.error, Transient)
    assert site.slept == []


# --- refused -------------------------------------------------------------------------------------------------


def test_a_sign_in_that_is_refused_at_reading_ends_the_run(site: Site) -> None:
    site.done(OLD)
    site.front.misbehave(refused(401, refusal.unauthorized), times=None)
    ran = site.sync(NEW)
    assert isinstance(ran.error, NotAllowed)
    assert not any(writes(entry.request) for entry in site.front.log)
    site.front.behave()
    site.settles(NEW)


def test_a_sign_in_that_is_refused_in_the_middle_ends_the_run_and_what_was_done_is_remembered(
    site: Site,
) -> None:
    wanted = some(*range(150))
    site.front.misbehave(refused(401, refusal.unauthorized), when=writes, skip=1, times=None)
    ran = site.sync(wanted)
    assert isinstance(ran.error, NotAllowed)
    there = set(site.titles())
    assert 0 < len(there) <= 100
    assert there <= site.knows() | site.pending()
    site.front.behave()
    site.settles(wanted)


def test_a_right_that_lacks_is_told_from_a_place_that_is_full(site: Site) -> None:
    site.board.read_only = True
    lacking = site.sync(OLD)
    site.board.read_only = False
    site.board.plan.max_tasks = 3
    full = site.sync(OLD)
    for ran, word in ((lacking, "does not let"), (full, "room")):
        errors = [*ran.failed, *([ran.error] if ran.error else [])]
        assert errors
        assert all(isinstance(error, Terminal | NotAllowed) for error in errors)
        assert all(word in str(error) for error in errors), errors
    site.board.plan.max_tasks = 300
    site.settles(OLD)


@pytest.mark.parametrize("when", [reads, writes])
def test_a_403_of_the_whole_request_is_a_right_that_lacks(
    site: Site, when: Callable[[Request], bool]
) -> None:
    site.front.misbehave(refused(403, refusal.forbidden), when=when, times=None)
    ran = site.sync(OLD)
    errors = [*ran.failed, *([ran.error] if ran.error else [])]
    assert errors
    assert all(isinstance(error, Terminal | NotAllowed) for error in errors)
    assert all("room" not in str(error) for error in errors)


def test_a_project_that_is_gone_is_an_error_and_none_of_its_tasks_is_taken_for_deleted(site: Site) -> None:
    site.done(OLD)
    site.sdk(site.board).delete_project(site.project)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Terminal)
    assert ran.seen == []
    assert not any(writes(entry.request) for entry in site.front.log)
    assert site.knows() == {item.key for item in OLD}


def test_a_project_that_one_is_shut_out_from_is_an_error_too(site: Site) -> None:
    site.done(OLD)
    site.world.leave(site.project, site.board)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Terminal | NotAllowed)
    assert ran.seen == []


def test_an_archived_project_is_an_error_too(site: Site) -> None:
    site.done(OLD)
    site.sdk(site.board).archive_project(site.project)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Terminal)
    assert "Arbeidsplan" in str(ran.error), "people know it by its name"
    assert ran.seen == []
    site.sdk(site.board).unarchive_project(site.project)
    site.settles(OLD)


@pytest.mark.parametrize("status", [301, 307])
def test_the_token_follows_no_address(site: Site, status: int) -> None:
    with_front = faults.redirects(status, todoist().origin)
    site.requests()
    site.front.misbehave(with_front, times=None)
    ran = site.sync(OLD)
    assert isinstance(ran.error, Terminal)
    assert site.requests() == []


# --- what no document says -----------------------------------------------------------------------------------


@pytest.mark.parametrize("position", ["full", "400", "410"])
def test_a_token_that_is_not_known_any_more_reads_everything(site: Site, position: Any) -> None:
    site.world.switches.lost_cursor = position
    site.done(OLD)
    site.sdk().complete_task(site.theirs(OLD[0]).id)
    site.sdk().delete_task(site.theirs(OLD[1]).id)
    site.world.forget_tokens()
    ran = site.sync(OLD)
    assert ran.error is None
    assert sorted(ran.seen) == ["deleted", "done"]
    assert site.sync(OLD).is_quiet


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("cascade", [False, True])
def test_what_is_deleted_is_known_however_it_is_told(site: Site, bare: bool, cascade: bool) -> None:
    site.world.switches.bare_tombstones, site.world.switches.shows_cascade = bare, cascade
    site.settings["sections"] = "area"
    wanted = (task(0, categories=("Fest",)), task(1, categories=("Fest",)), task(2, categories=("Musik",)))
    site.done(wanted)
    section = site.theirs(wanted[0]).section_id
    assert section is not None
    site.sdk().delete_task(site.theirs(wanted[2]).id)
    site.sdk().delete_section(section)
    ran = site.sync(wanted)
    assert ran.seen == ["deleted"] * 3
    assert site.sync(wanted).is_quiet


@pytest.mark.parametrize(
    "switch",
    ["whole_seconds", "one_line", "gets_completed", "same_token"],
)
@pytest.mark.parametrize("off", ["trims", "counts_inside", "parses_labels", "others_completed"])
def test_hjul_settles_whatever_todoist_does_with_what_it_is_given(site: Site, switch: str, off: str) -> None:
    setattr(site.world.switches, switch, True)
    setattr(site.world.switches, off, False)
    wanted = (task(0, " a @b\n#c p1 i morgon ", description=" x \n\n y "), task(1, "*  ingen ruta"), task(2))
    ran = site.sync(wanted)
    assert (ran.error, ran.failed) == (None, [])
    assert site.sync(wanted).is_quiet
    site.sdk(site.board).complete_task(site.theirs(wanted[2]).id)
    assert site.sync(wanted).seen == ["done"]
    assert site.sync(wanted).is_quiet
    site.shelf.lose()
    site.sync(wanted)
    assert site.sync(wanted).is_quiet
    assert len(site.stands()) == 3


def test_labels_are_never_read_out_of_a_title(site: Site) -> None:
    site.done([task(0, "Möte @styrelsen", categories=())])
    theirs = site.theirs(Key("task-0"))
    assert (theirs.content, theirs.labels) == ("Möte @styrelsen", [])


def test_a_big_account_that_is_read_late_loses_nothing(site: Site) -> None:
    site.done(OLD)
    site.world.is_big()
    site.sdk().complete_task(site.theirs(OLD[0]).id)
    site.sdk().delete_task(site.theirs(OLD[1]).id)
    site.shelf.lose()
    reading = site.open().read(Since())
    assert {found.key for found in reading.found} == {item.key for item in OLD if item is not OLD[1]}
    assert next(found for found in reading.found if found.key == OLD[0].key).progress.percent == 100


def test_a_burial_survives_every_lost_answer(site: Site) -> None:
    for fault in LOST.values():
        site.front.misbehave(fault, when=writes)
        key = Key("grav")
        outcomes = list(site.open().apply([Bury(key)]))
        assert [outcome.error for outcome in outcomes] == [None]
        assert site.open().read(Since()).buried == {key}
        site.front.behave()
    assert tasks(site.sdk(), site.project) == []


def test_changes_between_a_reading_and_a_writing_are_not_lost(site: Site) -> None:
    """The token of an answer to a write must not pass over what people did before it."""
    site.done(OLD)
    reading = site.open().read(Since())
    ref = next(found.ref for found in reading.found if found.key == OLD[4].key)
    site.front.misbehave(faults.meanwhile(lambda: site.sdk().complete_task(ref)), when=writes)
    ran = site.sync(NEW)
    assert ran.error is None
    site.front.behave()
    seen = [*ran.seen, *site.sync(NEW).seen]
    assert seen.count("done") == 1
    assert site.sync(NEW).is_quiet
    assert since(reading).etags
