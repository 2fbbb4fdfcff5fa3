"""Who gets an assignment in Todoist: whoever the plan says, where Todoist knows them; a label with their name where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.base import Create, Since, Terminal
from mappings.items import Responsible, Task
from tests.adapters.todoist_site import Site, person, site_on_todoist, some, task
from tests.servers.todoist.people import tasks

MARIT = Responsible("marit", "Marit Ås", "marit@example.org")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


def given_to(site: Site, item: Task) -> tuple[str | None, set[str]]:
    """Whose it is in Todoist, and its labels."""
    there = site.theirs(item)
    names = {site.kari.id: "Kari", site.ola.id: "Ola", site.board.id: "Styret", None: None}
    return names[there.assignee_id], set(there.labels or [])


def put(site: Site, *people: Responsible) -> tuple[str | None, set[str]]:
    """Who has a task of theirs."""
    item = task(0, responsible=people, categories=())
    site.done((item,))
    return given_to(site, item)


def test_a_person_gets_it_by_their_mail_address(site: Site) -> None:
    assert put(site, person(site.kari)) == ("Kari", set())


def test_large_and_small_letters_of_an_address_are_the_same(site: Site) -> None:
    assert put(site, Responsible("k", "Kari", "KARI@Example.ORG")) == ("Kari", set())


def test_the_same_name_with_another_address_is_another_person(site: Site) -> None:
    assert put(site, Responsible("k", "Kari Ek", "kari@elsewhere.example")) == (None, {"Kari_Ek"})


def test_whoever_todoist_does_not_know_is_named_by_a_label(site: Site) -> None:
    assert put(site, MARIT) == (None, {"Marit_Ås"})


def test_whoever_has_no_address_is_named_by_a_label(site: Site) -> None:
    assert put(site, Responsible("m", "Marit Ås")) == (None, {"Marit_Ås"})


def test_whoever_has_not_answered_the_invitation_is_named_by_a_label(site: Site) -> None:
    marit = site.world.new_user("Marit Ås", "marit@example.org")
    site.world.invite(site.project, marit)
    assert put(site, MARIT) == (None, {"Marit_Ås"})


def test_in_a_project_that_is_not_shared_everybody_is_a_label(site: Site) -> None:
    own = site.sdk(site.board).add_project("Ikke delt").id
    site.settings["project"] = own
    item = task(
        0, responsible=(Responsible("s", "Styret", "styret@example.org"), person(site.kari)), categories=()
    )
    site.done((item,))
    (there,) = tasks(site.sdk(site.board), own)
    assert (there.assignee_id, set(there.labels or [])) == (None, {"Styret", "Kari_Ek"})


def test_where_the_board_wants_nobody_written_to_everybody_is_a_label(site: Site) -> None:
    site.settings["assign"] = False
    assert put(site, person(site.kari), MARIT) == (None, {"Kari_Ek", "Marit_Ås"})


def test_whoever_gets_a_task_is_counted_as_written_to_and_nobody_else(site: Site) -> None:
    kari, nobody = task(0, responsible=(person(site.kari),)), task(1, responsible=(MARIT,))
    adapter = site.open()
    adapter.read(Since())
    assert [adapter.mails(Create(item)) for item in (kari, nobody)] == [1, 0]


def test_of_several_the_first_whom_todoist_knows_gets_it_and_the_others_are_labels(site: Site) -> None:
    assert put(site, MARIT, person(site.ola), person(site.kari)) == ("Ola", {"Marit_Ås", "Kari_Ek"})


def test_a_working_group_s_goes_to_whoever_calls_it_together(site: Site) -> None:
    convenor = replace(person(site.kari), body="Vervegruppa")
    assert put(site, convenor) == ("Kari", {"Vervegruppa"})


def test_nobody_responsible_is_nobody_s(site: Site) -> None:
    assert put(site) == (None, set())


def test_another_responsible_in_the_plan_moves_the_assignment(site: Site) -> None:
    before = task(0, responsible=(person(site.kari), MARIT), categories=())
    site.done((before,))
    after = replace(before, responsible=(person(site.ola),))
    site.done((after,))
    assert given_to(site, after) == ("Ola", set())
    nobody = replace(before, responsible=())
    site.done((nobody,))
    assert given_to(site, nobody) == (None, set())
    unknown = replace(before, responsible=(MARIT,))
    site.done((unknown,))
    assert given_to(site, unknown) == (None, {"Marit_Ås"})


def test_a_label_of_somebody_s_own_with_the_same_name_stays(site: Site) -> None:
    before = task(0, responsible=(), categories=())
    site.done((before,))
    site.sdk().update_task(site.theirs(before).id, labels=["Marit_Ås"])
    site.sync((before,))
    site.done((replace(before, responsible=(MARIT,)),))
    site.done((before,))
    assert given_to(site, before) == (None, {"Marit_Ås"})


def test_whoever_joins_later_gets_it_when_the_plan_next_says_something_new(site: Site) -> None:
    before = task(0, responsible=(MARIT,), categories=())
    site.done((before,))
    marit = site.world.new_user("Marit Ås", "marit@example.org")
    site.world.share(site.project, marit)
    ran = site.sync((before,))
    assert (ran.error, ran.failed) == (None, [])
    after = replace(before, title="Nytt")
    site.done((after,))
    assert site.theirs(after).assignee_id == marit.id
    assert site.theirs(after).labels == []


def test_whoever_leaves_the_project_is_told_and_becomes_a_label(site: Site) -> None:
    item = task(0, responsible=(person(site.ola),), categories=())
    site.done((item,))
    site.world.leave(site.project, site.ola)
    ran = site.sync((item,))
    assert (ran.error, ran.failed) == (None, [])
    assert ran.seen == ["edited"]
    assert site.sync((item,)).is_quiet
    assert given_to(site, item) == (None, {"Ola_Lund"})


def test_an_assignment_that_todoist_refuses_is_the_one_task_s_failure(site: Site) -> None:
    """Ola leaves between the reading and the writing."""
    adapter = site.open()
    adapter.read(Since())
    site.world.leave(site.project, site.ola)
    items = (task(0, responsible=(person(site.ola),)), task(1))
    outcomes = list(adapter.apply([Create(item) for item in items]))
    assert outcomes[1].error is None
    assert site.sync(items).error is None
    assert site.sync(items).is_quiet
    assert len(tasks(site.sdk(), site.project)) == 2


# --- room ----------------------------------------------------------------------------------------------------


def test_a_project_that_would_be_overfull_gets_nothing_new_and_the_rest_is_done(site: Site) -> None:
    site.done(some(0, 1))
    site.board.plan.max_tasks = 5
    site.world.forget_tokens()
    wanted = (task(0, "Nytt"), *some(2, 3, 4, 5, 6))
    ran = site.sync(wanted)
    assert len(ran.failed) == 5
    assert all(isinstance(error, Terminal) for error in ran.failed)
    assert all("5" in str(error) and "Arbeidsplan" in str(error) for error in ran.failed)
    assert site.titles() == {task(0).key: "Nytt"}, "what is there is changed and taken away"
    fewer = wanted[:5]
    site.settles(fewer)


def test_people_s_own_tasks_take_room_too(site: Site) -> None:
    site.board.plan.max_tasks = 5
    for number in range(3):
        site.sdk().add_task(f"Karis {number}", project_id=site.project)
    ran = site.sync(some(0, 1, 2))
    assert len(ran.failed) == 3
    assert site.titles() == {}


def test_what_is_ticked_takes_no_room(site: Site) -> None:
    site.board.plan.max_tasks = 3
    site.done(some(0, 1, 2))
    for item in some(0, 1, 2):
        site.sdk().complete_task(site.theirs(item).id)
    site.sync(some(0, 1, 2))
    site.done(some(0, 1, 2, 3, 4, 5))


def test_three_hundred_fit_and_one_more_does_not(site: Site) -> None:
    wanted = some(*range(301))
    ran = site.sync(wanted)
    assert len(ran.failed) == 301
    assert site.titles() == {}
    site.settles(wanted[:300])


def test_areas_with_projects_of_their_own_are_split_among_them(site: Site) -> None:
    second = site.sdk(site.board).add_project("Festen").id
    site.world.share(second, site.kari)
    site.settings["projects"] = {"Fest": second}
    wanted = [task(number, categories=("Fest" if number < 200 else "Verving",)) for number in range(400)]
    ran = site.sync(wanted)
    assert (ran.error, ran.failed) == (None, [])
    assert len(tasks(site.sdk(), second)) == 200
    assert len(tasks(site.sdk(), site.project)) == 200
    assert site.sync(wanted).is_quiet


def test_an_area_that_changes_moves_its_task_to_its_own_project(site: Site) -> None:
    second = site.sdk(site.board).add_project("Festen").id
    site.world.share(second, site.kari)
    site.settings["projects"] = {"Fest": second}
    before = task(0, categories=("Verving",))
    site.done((before,))
    ref = site.theirs(before).id
    site.done((replace(before, categories=("Fest",)),))
    assert site.sdk().get_task(ref).project_id == second


def test_an_area_that_gets_a_project_of_its_own_takes_its_open_tasks_there_and_all_that_is_under_them(
    site: Site,
) -> None:
    wanted = [task(number, categories=("Fest" if number < 3 else "Verving",)) for number in range(5)]
    site.done(wanted)
    refs = [site.theirs(item).id for item in wanted]
    site.sdk().complete_task(refs[0])
    site.sdk().add_comment("Ta med kaker.", task_id=refs[1])
    step = site.sdk().add_task("Handle", parent_id=refs[1])
    site.sync(wanted)
    second = site.sdk(site.board).add_project("Festen").id
    site.world.share(second, site.kari)
    site.settings["projects"] = {"Fest": second}
    site.done(wanted)
    assert {one.id for one in tasks(site.sdk(), second)} == {refs[1], refs[2], step.id}
    assert {one.id for one in tasks(site.sdk(), site.project)} == {refs[3], refs[4]}
    assert [one.content for page in site.sdk().get_comments(task_id=refs[1]) for one in page] == [
        "Ta med kaker."
    ]
    del site.settings["projects"]["Fest"]
    site.done(wanted)
    assert tasks(site.sdk(), second) == []


def test_a_project_too_small_for_an_area_gets_none_of_its_tasks(site: Site) -> None:
    wanted = [task(number, categories=("Fest",)) for number in range(3)]
    site.done(wanted)
    second = site.sdk(site.board).add_project("Festen").id
    site.settings["projects"] = {"Fest": second}
    site.board.plan.max_tasks = 2
    ran = site.sync(wanted)
    assert len(ran.failed) == 3
    assert all("Festen" in str(error) for error in ran.failed)
    assert tasks(site.sdk(site.board), second) == []


@pytest.mark.parametrize(
    ("by", "names"), [("area", {"Verving", "Fest"}), ("person", {"Kari Ek", "Ola Lund"})]
)
def test_sections_are_made_once_and_by_what_the_board_chooses(site: Site, by: str, names: set[str]) -> None:
    site.settings["sections"] = by
    wanted = tuple(
        task(
            number,
            categories=(("Verving", "Fest")[number % 2],),
            responsible=(person((site.kari, site.ola)[number % 2]),),
        )
        for number in range(6)
    )
    site.done(wanted)
    there = [one.name for page in site.sdk().get_sections(project_id=site.project) for one in page]
    assert sorted(there) == sorted(names)
    site.shelf.lose()
    site.sync(wanted)
    assert len([one for page in site.sdk().get_sections(project_id=site.project) for one in page]) == 2


def test_more_sections_than_there_is_room_for_are_foreseen_too(site: Site) -> None:
    site.settings["sections"] = "area"
    site.board.plan.max_sections = 3
    wanted = tuple(task(number, categories=(f"Område {number}",)) for number in range(4))
    ran = site.sync(wanted)
    assert len(ran.failed) == 4
    assert list(site.sdk().get_sections(project_id=site.project)) == [[]]
    assert site.titles() == {}


def test_a_section_that_fills_up_while_hjul_writes_is_a_failure_of_its_tasks_alone(site: Site) -> None:
    site.settings["sections"] = "area"
    adapter = site.open()
    adapter.read(Since())
    site.board.plan.max_sections = 1
    wanted = tuple(task(number, categories=(f"Område {number}",)) for number in range(2))
    outcomes = list(adapter.apply([Create(item) for item in wanted]))
    assert [outcome.error is None for outcome in outcomes] == [True, False]
    site.board.plan.max_sections = 20
    site.world.forget_tokens()
    site.settles(wanted)
