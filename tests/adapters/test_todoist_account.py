"""A Todoist account as ``hjul connect`` needs it, on the local server: what is asked, and what each failure means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.todoist_account import Account, Room
from tests.adapters.todoist_site import Site, site_on_todoist
from tests.servers import faults
from tests.servers.faults import answers, hangs_up, redirects
from tests.servers.front import Fault
from tests.servers.todoist.people import tasks
from tests.servers.todoist.refusal import Refusal

JSON = "application/json"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


@pytest.fixture
def account(site: Site) -> Iterator[Account]:
    opened = Account(site.board.token, root=site.front.origin, name="tasks")
    yield opened
    opened.close()


def test_projects_are_named_with_whether_they_are_shared(account: Account, site: Site) -> None:
    there = {one.name: one for one in account.projects()}
    assert (there["Arbeidsplan"].shared, there["Arbeidsplan"].inbox) == (True, False)
    assert there["Inbox"].inbox
    made = account.make_project("Styret \n og vi")
    assert made.name == "Styret og vi"
    assert made in account.projects()
    site.sdk(site.board).archive_project(site.project)
    assert "Arbeidsplan" not in {one.name for one in account.projects()}


def test_more_projects_than_a_page_holds_are_all_seen(account: Account, site: Site) -> None:
    for number in range(210):
        site.sdk(site.board).add_project(f"P{number}")
    assert len(account.projects()) == 212


def test_members_are_those_whom_a_task_can_be_given_to(account: Account, site: Site) -> None:
    emails = {member.email for member in account.members(site.project)}
    assert {"kari@example.org", "ola@example.org"} <= emails
    assert account.members(account.make_project("Alene").id) == []


def test_what_a_project_may_hold_is_the_accounts_own_word(account: Account, site: Site) -> None:
    assert account.most() == Room(300, 20, 300)
    site.board.plan.max_tasks, site.board.plan.max_sections = 7, 3
    assert account.most() == Room(7, 3, 300)
    site.front.misbehave(faults.says(b"{}", 200, JSON), path="/sync")
    assert account.most() == Room(300, 20, None)


def test_what_is_open_there_counts_whoever_made_it(account: Account, site: Site) -> None:
    kari = site.sdk(site.kari)
    parent = kari.add_task("Bake", project_id=site.project)
    kari.add_task("Kjøpe mel", parent_id=parent.id)
    kari.complete_task(kari.add_task("Ferdig", project_id=site.project).id)
    kari.add_section("Vår", project_id=site.project)
    assert account.full(site.project) == Room(2, 1)


def test_trying_to_write_is_one_request_and_leaves_nothing(account: Account, site: Site) -> None:
    (place,) = (one for one in account.projects() if one.id == site.project)
    site.requests()
    account.try_writing(place)
    assert site.requests() == ["POST /sync"]
    assert tasks(site.sdk(site.board), site.project) == []


def test_a_project_that_is_full_just_now_may_be_written_and_one_that_is_frozen_may_not(
    account: Account, site: Site
) -> None:
    (place,) = (one for one in account.projects() if one.id == site.project)
    site.board.plan.max_tasks = 0
    account.try_writing(place)
    frozen = Refusal(403, 403, "PROJECT_FROZEN", "Project is frozen")
    site.world.refuse(lambda: frozen, when=lambda command: command["type"] == "item_add")
    with pytest.raises(Terminal, match="PROJECT_FROZEN"):
        account.try_writing(place)


def test_a_project_whose_making_was_not_answered_is_not_made_twice(account: Account, site: Site) -> None:
    site.front.misbehave(faults.does_it_and(hangs_up), method="POST", path="/projects")
    with pytest.raises(Terminal, match="--project if it did"):
        account.make_project("Styret")
    assert [one.name for one in account.projects()].count("Styret") == 1


@pytest.mark.parametrize(
    ("fault", "raised", "says"),
    [
        (answers(401, b"{}", JSON), NotAllowed, "hjul connect todoist --target tasks"),
        (answers(429, b'{"error_extra": {"retry_after": 3}}', JSON), Transient, "too busy"),
        (answers(503, b"<html>"), Transient, "try again later"),
        (answers(200, b"<html>hotel network"), Transient, "cannot be understood"),
        (answers(200, b"{}", JSON), Transient, "cannot be understood"),
        (
            answers(200, b'{"results": [{"id": "x"}], "next_cursor": null}', JSON),
            Transient,
            "cannot be understood",
        ),
        (answers(200, b'{"results": null, "next_cursor": null}', JSON), Transient, "cannot be understood"),
        (hangs_up, Transient, "did not answer"),
        (redirects(302, "https://evil.example.org"), Terminal, "another address"),
    ],
)
def test_no_answer_is_taken_for_an_account_without_projects(
    account: Account, site: Site, fault: Fault, raised: type[ServiceError], says: str
) -> None:
    site.front.misbehave(fault, times=None)
    with pytest.raises(raised, match=says) as told:
        account.projects()
    site.safe(told.value)


def test_a_command_that_nothing_is_said_of_was_perhaps_not_carried_out(account: Account, site: Site) -> None:
    (place,) = (one for one in account.projects() if one.id == site.project)
    said = json.dumps({"sync_status": {}, "temp_id_mapping": {}}).encode()
    site.front.misbehave(faults.says(said, 200, JSON), path="/sync")
    with pytest.raises(Transient):
        account.try_writing(place)
