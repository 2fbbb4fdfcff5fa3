"""hjul beside others in Todoist: what members do there is read as what it is, and what they add is left alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.base import Create, Delete, Since, Stale, Update
from mappings.history import Observation, Seen
from mappings.items import Progress, State, Task
from mappings.todoist_progress import CANCELLED, STARTED
from tests.adapters.stage import Ran
from tests.adapters.todoist_site import Site, person, site_on_todoist, some, task, titled
from tests.servers.todoist.people import tasks
from tests.servers.todoist.projects import archive_section
from tests.simulation.ledgers import FileShelf

OLD = some(0, 1, 2, 3, 4)
FIRST = OLD[0]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with site_on_todoist(tmp_path) as opened:
        yield opened


def seen(ran: Ran) -> list[Observation]:
    return [one for each in ran.looks for one in each.decision.observations]


def only(ran: Ran) -> Observation:
    assert (ran.error, ran.failed) == (None, [])
    (one,) = seen(ran)
    return one


def left_alone(site: Site, wanted: tuple[Task, ...]) -> None:
    """Nothing more to tell, and nothing to do."""
    assert site.sync(wanted).is_quiet


# --- what they do --------------------------------------------------------------------------------------------


def test_a_tick_is_read_with_who_made_it_and_when(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.world.time_is(datetime(2026, 3, 8, 17, 5, 9, tzinfo=UTC))
    site.sdk(site.ola).complete_task(theirs.id)
    one = only(site.sync(OLD))
    assert (one.key, one.kind) == (FIRST.key, Seen.DONE)
    assert (one.at, one.by) == (datetime(2026, 3, 8, 17, 5, 9, tzinfo=UTC), "Ola Lund")
    left_alone(site, OLD)


def test_a_tick_is_read_without_who_where_todoist_does_not_say(site: Site) -> None:
    site.world.switches.says_who_completed = False
    site.done(OLD)
    site.sdk(site.ola).complete_task(site.theirs(FIRST).id)
    one = only(site.sync(OLD))
    assert (one.kind, one.by) == (Seen.DONE, None)
    assert one.at is not None


def test_a_tick_taken_back_is_read_as_that(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().complete_task(theirs.id)
    site.sync(OLD)
    site.sdk().uncomplete_task(theirs.id)
    assert only(site.sync(OLD)).kind is Seen.REOPENED
    left_alone(site, OLD)


def test_a_tick_made_and_taken_back_between_two_readings_is_nothing(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().complete_task(theirs.id)
    site.sdk().uncomplete_task(theirs.id)
    left_alone(site, OLD)


def test_a_deleted_task_is_told_and_never_brought_back_unasked(site: Site) -> None:
    site.done(OLD)
    site.sdk().delete_task(site.theirs(FIRST).id)
    assert only(site.sync(OLD)).kind is Seen.DELETED
    left_alone(site, OLD)
    site.shelf.lose()
    site.sync(OLD)
    assert FIRST.key not in site.stands(), "a lost ledger does not bring it back either"
    left_alone(site, OLD)


def test_a_tick_and_then_a_deletion_is_a_deletion(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().complete_task(theirs.id)
    assert site.sync(OLD).seen == ["done"]
    site.sdk().uncomplete_task(theirs.id)
    site.sdk().delete_task(theirs.id)
    assert "deleted" in site.sync(OLD).seen


def test_what_is_not_there_is_never_taken_for_done(site: Site) -> None:
    site.done(OLD)
    site.sdk().delete_task(site.theirs(FIRST).id)
    site.world.forget_tokens()
    assert site.sync(OLD).seen == ["deleted"]


def test_a_deleted_section_and_what_was_in_it(site: Site) -> None:
    site.settings["sections"] = "area"
    wanted = (*some(0, 1), task(2, categories=("Annet",)))
    site.done(wanted)
    section = site.theirs(wanted[0]).section_id
    assert section is not None
    site.sdk().delete_section(section)
    assert site.sync(wanted).seen == ["deleted", "deleted"]
    left_alone(site, wanted)
    assert set(site.stands()) == {wanted[2].key}


@pytest.mark.parametrize("shown", [True, False])
def test_what_was_ticked_in_a_section_that_is_deleted_is_no_failure_for_ever(site: Site, shown: bool) -> None:
    site.world.switches.shows_cascade = shown
    site.settings["sections"] = "area"
    site.done(OLD)
    theirs = site.theirs(FIRST)
    assert theirs.section_id is not None
    site.sdk().complete_task(theirs.id)
    assert site.sync(OLD).seen == ["done"]
    site.sdk().delete_section(theirs.section_id)
    site.sync(titled(OLD, "Nytt"))
    left_alone(site, titled(OLD, "Nytt"))


def test_a_new_day_is_kept_and_told(site: Site) -> None:
    site.done(OLD)
    site.sdk().update_task(site.theirs(FIRST).id, due_date=date(2026, 9, 9))
    one = only(site.sync(OLD))
    assert (one.kind, one.value["to"]) == (Seen.MOVED, "2026-09-09")
    left_alone(site, OLD)
    assert site.stands()[FIRST.key].item.due == date(2026, 9, 9)  # type: ignore[union-attr]


def test_a_time_on_the_same_day_is_no_new_day_and_stays(site: Site) -> None:
    site.done(OLD)
    assert FIRST.due is not None
    at = datetime(FIRST.due.year, FIRST.due.month, FIRST.due.day, 18, 30)  # noqa: DTZ001  # floating, as people write it
    site.sdk().update_task(site.theirs(FIRST).id, due_datetime=at)
    left_alone(site, OLD)
    site.done(titled(OLD, "Nytt"))
    due = site.theirs(FIRST).due
    assert due is not None
    assert due.date == at


def test_a_day_taken_away_is_told(site: Site) -> None:
    site.done(OLD)
    site.sdk().update_task(site.theirs(FIRST).id, due_string="no date")
    one = only(site.sync(OLD))
    assert (one.kind, one.value["to"]) == (Seen.MOVED, None)
    left_alone(site, OLD)


def test_where_the_plan_s_day_is_the_deadline_the_due_day_is_people_s_own(site: Site) -> None:
    site.settings["due"] = "deadline"
    site.done(OLD)
    theirs = site.theirs(FIRST)
    assert theirs.due is None
    assert theirs.deadline is not None
    assert theirs.deadline.date == FIRST.due
    site.sdk().update_task(theirs.id, due_date=date(2026, 5, 5))
    left_alone(site, OLD)
    site.done(titled(OLD, "Nytt"))
    kept = site.theirs(FIRST).due
    assert kept is not None
    assert kept.date == date(2026, 5, 5)
    site.sdk().update_task(theirs.id, deadline_date=date(2026, 9, 9))
    one = only(site.sync(titled(OLD, "Nytt")))
    assert (one.kind, one.value["to"]) == (Seen.MOVED, "2026-09-09")
    left_alone(site, titled(OLD, "Nytt"))


def test_a_new_name_is_told_and_the_plan_s_is_put_back(site: Site) -> None:
    site.done(OLD)
    site.sdk().update_task(site.theirs(FIRST).id, content="Verve, verve")
    one = only(site.sync(OLD))
    assert (one.kind, one.value["field"], one.value["to"]) == (Seen.EDITED, "title", "Verve, verve")
    assert site.titles()[FIRST.key] == FIRST.title
    left_alone(site, OLD)


def test_a_task_given_to_somebody_else_is_told(site: Site) -> None:
    wanted = (task(0, responsible=(person(site.kari),)), *some(1, 2))
    site.done(wanted)
    theirs = site.theirs(wanted[0])
    assert theirs.assignee_id == site.kari.id
    site.sdk().update_task(theirs.id, assignee_id=site.ola.id)
    one = only(site.sync(wanted))
    assert (one.key, one.kind, one.value["field"]) == (wanted[0].key, Seen.EDITED, "responsible")
    assert "Ola Lund" in str(one.value["to"])
    left_alone(site, wanted)


def test_a_move_to_a_section_of_theirs_is_left_where_it_is(site: Site) -> None:
    site.settings["sections"] = "area"
    site.done(OLD)
    own = site.sdk().add_section("På gång", site.project)
    site.sdk().move_task(site.theirs(FIRST).id, section_id=own.id)
    assert "deleted" not in site.sync(OLD).seen
    left_alone(site, OLD)
    site.done(titled(OLD, "Nytt"))
    assert site.theirs(FIRST).section_id == own.id


def test_a_move_to_another_project_that_hjul_sees_is_no_deletion(site: Site) -> None:
    site.done(OLD)
    other = site.sdk().add_project("Festen").id
    site.world.share(other, site.board)
    site.sdk().move_task(site.theirs(FIRST).id, project_id=other)
    ran = site.sync(OLD)
    one = only(ran)
    assert (one.key, one.kind, one.value["field"], one.value["to"]) == (
        FIRST.key,
        Seen.EDITED,
        "project",
        other,
    )
    assert [(one.code, one.key) for one in ran.looks[0].decision.findings] == [("elsewhere", FIRST.key)]
    left_alone(site, OLD)
    site.world.forget_tokens()
    left_alone(site, OLD)
    site.sdk().complete_task(site.theirs(FIRST).id)
    assert site.sync(OLD).seen == ["done"]


def test_a_move_to_a_project_that_hjul_does_not_see_is_told_as_gone_and_is_not_made_again(site: Site) -> None:
    site.done(OLD)
    own = site.sdk().add_project("Karis egen").id
    moved = site.theirs(FIRST).id
    site.sdk().move_task(moved, project_id=own)
    assert only(site.sync(OLD)).kind is Seen.DELETED
    left_alone(site, OLD)
    site.sdk().move_task(moved, project_id=site.project)
    assert site.sync(OLD).seen == ["returned"]
    left_alone(site, OLD)


def test_a_comment_is_told_with_who_wrote_it(site: Site) -> None:
    site.done(OLD)
    site.sdk(site.ola).add_comment("Lokalen är bokad", task_id=site.theirs(FIRST).id)
    one = only(site.sync(OLD))
    assert one.kind is Seen.NOTED
    assert "Lokalen är bokad" in str(one.value["text"])
    assert "Ola Lund" in str(one.value["text"])
    left_alone(site, OLD)


def test_labels_say_what_todoist_has_no_box_for(site: Site) -> None:
    site.done(OLD)
    started, cancelled = site.theirs(OLD[0]), site.theirs(OLD[1])
    site.sdk().update_task(started.id, labels=[*(started.labels or []), STARTED])
    site.sdk().update_task(cancelled.id, labels=[*(cancelled.labels or []), CANCELLED])
    kinds = {one.key: one.kind for one in seen(site.sync(OLD))}
    assert kinds == {OLD[0].key: Seen.STARTED, OLD[1].key: Seen.CANCELLED}
    left_alone(site, OLD)


def test_subtasks_that_are_ticked_are_progress_and_no_more(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST).id
    steps = [site.sdk().add_task(f"steg {number}", parent_id=theirs) for number in range(4)]
    assert site.sync(OLD).seen in ([], ["noted"])
    for step, percent in zip(steps[:3], (25, 50, 75), strict=True):
        site.sdk().complete_task(step.id)
        site.sync(OLD)
        assert site.stands()[FIRST.key].progress == Progress(State.STARTED, percent)
    site.sdk().complete_task(steps[3].id)
    site.sync(OLD)
    there = site.stands()[FIRST.key].progress
    assert there.state is not State.DONE, "all steps are done; that it is done nobody said"
    left_alone(site, OLD)


def test_progress_of_subtasks_is_the_same_when_the_ledger_is_lost(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST).id
    steps = [site.sdk().add_task(f"steg {number}", parent_id=theirs) for number in range(4)]
    site.sdk().complete_task(steps[0].id)
    before = site.open().read(Since())
    site.shelf.lose()
    site.sync(OLD)
    assert site.stands()[FIRST.key].progress == Progress(State.STARTED, 25)
    assert len(before.found) == len(OLD)


def test_a_task_made_recurring_keeps_its_rule_and_is_told(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().update_task(theirs.id, due_string="every week", due_date=FIRST.due)
    first = site.sync(OLD)
    assert first.error is None
    told = [(one.code, one.key, one.text) for each in first.looks for one in each.decision.findings]
    assert told == [("recurs", FIRST.key, "every week")]
    site.sync(titled(OLD, "Nytt"))
    due = site.theirs(FIRST).due
    assert due is not None
    assert (site.theirs(FIRST).content, due.is_recurring, due.string) == ("Nytt", True, "every week")


def test_a_tick_of_what_somebody_made_recurring_moves_it_on_and_is_told(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().update_task(theirs.id, due_string="every week", due_date=FIRST.due)
    site.sync(OLD)
    site.sdk().complete_task(theirs.id)
    ran = site.sync(OLD)
    assert (ran.error, "done" in ran.seen) == (None, False)
    assert "moved" in ran.seen
    left_alone(site, OLD)
    again = site.theirs(FIRST).due
    assert again is not None
    assert again.is_recurring


# --- what they add -------------------------------------------------------------------------------------------


def test_everything_that_people_add_survives_every_change_of_the_plan(site: Site) -> None:
    site.done(OLD)
    api, theirs = site.sdk(), site.theirs(FIRST)
    api.update_task(
        theirs.id,
        description=theirs.description + "\nRing Ola\n- [ ] bröd",
        labels=[*(theirs.labels or []), "egen"],
        duration=30,
        duration_unit="minute",
        order=77,
        collapsed=True,
    )
    comment = api.add_comment("Vi tar bilen", task_id=theirs.id)
    step = api.add_task("Köpa bröd", parent_id=theirs.id, labels=["handla"])
    site.sync(OLD)
    changed = (task(0, "Nytt namn", description="Ny text", due=date(2026, 8, 1)), *OLD[1:])
    site.done(changed)
    after = api.get_task(theirs.id)
    assert (after.content, after.order, after.is_collapsed) == ("Nytt namn", 77, True)
    assert after.description.endswith("Ring Ola\n- [ ] bröd")
    assert after.description.startswith("Ny text")
    assert "egen" in (after.labels or [])
    assert after.duration is not None
    assert after.duration.amount == 30
    assert [one for page in api.get_comments(task_id=theirs.id) for one in page] == [comment]
    assert api.get_task(step.id) == step


def test_the_plan_s_length_stands_on_the_list_and_what_a_member_makes_of_it_is_told(site: Site) -> None:
    wanted = (replace(FIRST, duration=timedelta(minutes=90)), *OLD[1:])
    site.done(wanted)
    theirs = site.theirs(FIRST)
    assert theirs.duration is not None
    assert (theirs.duration.amount, theirs.duration.unit) == (90, "minute")
    left_alone(site, wanted)
    site.sdk().update_task(theirs.id, duration=5, duration_unit="minute")
    one = only(site.sync(wanted))
    assert (one.kind, one.value["field"]) == (Seen.EDITED, "duration")
    assert site.stands()[FIRST.key].item == site.open().as_stored(wanted[0]), "put back as the plan says"
    site.done(OLD)
    assert site.theirs(FIRST).duration is None


def test_an_account_that_keeps_no_lengths_is_asked_for_none_until_it_does(site: Site) -> None:
    site.board.plan.durations = False
    wanted = (replace(FIRST, duration=timedelta(days=1)), *OLD[1:])
    site.done(wanted)
    assert site.theirs(FIRST).duration is None
    left_alone(site, wanted)
    site.shelf.lose()
    site.sync(wanted)
    left_alone(site, wanted)
    site.board.plan.durations = True
    site.shelf.lose()
    site.sync(wanted)
    kept = site.theirs(FIRST).duration
    assert kept is not None
    assert (kept.amount, kept.unit) == (1, "day")
    left_alone(site, wanted)


def test_tasks_of_their_own_are_neither_read_nor_touched(site: Site) -> None:
    own = site.sdk().add_task("Karis", project_id=site.project, description="[hjul](hjul:000000000000.x)")
    section = site.sdk().add_section("Karis", site.project)
    inside = site.sdk().add_task("Inuti", section_id=section.id)
    site.done(OLD)
    site.done(())
    assert [site.sdk().get_task(one.id) for one in (own, inside)] == [own, inside]
    assert [one.name for page in site.sdk().get_sections(project_id=site.project) for one in page] == [
        "Karis"
    ]


def test_our_task_below_one_of_theirs_is_still_ours(site: Site) -> None:
    site.done(OLD)
    own = site.sdk().add_task("Festen", project_id=site.project)
    site.sdk().move_task(site.theirs(FIRST).id, parent_id=own.id)
    assert "deleted" not in site.sync(OLD).seen
    left_alone(site, OLD)
    site.sdk().delete_task(own.id)
    assert "deleted" in site.sync(OLD).seen
    left_alone(site, OLD)


def test_a_copy_that_somebody_made_is_not_followed_and_nothing_is_written_to_it(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    copy = site.sdk().add_task("Kopia", project_id=site.project, description=theirs.description)
    ran = site.sync(OLD)
    assert (ran.error, ran.failed) == (None, [])
    again = site.sync(titled(OLD, "Nytt"))
    assert (again.error, again.failed) == (None, [])
    assert site.sdk().get_task(copy.id).content == "Kopia"
    assert site.sdk().get_task(theirs.id).content == "Nytt"


def test_a_mark_that_somebody_took_away_is_known_by_the_ledger_and_put_back(site: Site) -> None:
    site.done(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().update_task(theirs.id, description="Bara min text")
    ran = site.sync(OLD)
    assert ran.error is None
    assert "deleted" not in ran.seen
    site.sync(OLD)
    left_alone(site, OLD)
    there = site.sdk().get_task(theirs.id).description
    assert "Bara min text" in there
    assert len(tasks(site.sdk(), site.project)) == len(OLD)


def test_a_mark_taken_away_before_it_was_ever_read_is_told_of_and_the_task_is_not_taken_for_deleted(
    site: Site,
) -> None:
    site.sync(OLD)
    theirs = site.theirs(FIRST)
    site.sdk().update_task(theirs.id, description="Bara min text")
    for _ in range(2):
        ran = site.sync(OLD)
        assert (ran.error, seen(ran)) == (None, [])
        (flaw,) = ran.looks[0].reading.flaws
        assert (flaw.ref, theirs.content in flaw.why) == (theirs.id, True)
        assert site.sdk().get_task(theirs.id).description == "Bara min text"
    assert len(tasks(site.sdk(), site.project)) == len(OLD)
    site.sdk().update_task(theirs.id, description=theirs.description)
    site.settles(OLD)


def test_nothing_is_written_over_what_changed_since_the_reading(site: Site) -> None:
    site.done(OLD)
    adapter = site.open()
    found = {one.key: one for one in adapter.read(Since()).found}
    renamed, ticked, same = (found[item.key] for item in OLD[:3])
    site.sdk().update_task(renamed.ref, content="Karis")
    site.sdk().complete_task(ticked.ref)
    outcomes = adapter.apply(
        [
            Update(task(0, "Nytt"), renamed.ref, renamed.etag),
            Delete(ticked.key, ticked.ref, ticked.etag),
            Update(task(2, "Nytt"), same.ref, same.etag),
        ]
    )
    assert [type(outcome.error) for outcome in outcomes] == [Stale, Stale, type(None)]
    stands = site.stands()
    assert [stands[item.key].item.title for item in OLD[:3]] == ["Karis", FIRST.title, "Nytt"]
    assert stands[ticked.key].progress.state is State.DONE


# --- two at a time -------------------------------------------------------------------------------------------


def test_two_runs_at_the_same_time_make_everything_once(tmp_path: Path) -> None:
    with site_on_todoist(tmp_path) as site:
        shelves = [FileShelf(tmp_path / f"ledger-{number}") for number in range(2)]
        start = threading.Barrier(2)

        def run(shelf: FileShelf) -> None:
            shelf.folder.mkdir()
            start.wait(20)
            Site.sync(site_with(site, shelf), OLD)

        threads = [threading.Thread(target=run, args=(shelf,)) for shelf in shelves]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(tasks(site.sdk(), site.project)) == len(OLD)
        assert set(site.stands()) == {item.key for item in OLD}


def site_with(site: Site, shelf: FileShelf) -> Site:
    """The same place, with another machine's ledger."""
    return Site(
        site.world,
        site.board,
        site.kari,
        site.ola,
        site.project,
        site.front,
        shelf,
        site.settings,
        site.clients,
    )


def test_what_another_machine_made_is_found_and_not_made_again(site: Site, tmp_path: Path) -> None:
    site.done(OLD)
    (tmp_path / "other").mkdir()
    other = site_with(site, FileShelf(tmp_path / "other"))
    assert not [effect for effect in other.sync(OLD).effects if isinstance(effect, Create)]
    assert other.sync(OLD).is_quiet
    assert len(tasks(site.sdk(), site.project)) == len(OLD)


def test_what_happened_while_nobody_looked_for_half_a_year_is_read(site: Site) -> None:
    site.done(OLD)
    for number, item in enumerate(OLD):
        site.world.sleep(timedelta(days=35).total_seconds())
        theirs = site.theirs(item).id
        (site.sdk(), site.sdk(site.ola))[number % 2].complete_task(theirs)
    site.world.forget_tokens()
    site.world.switches.lost_cursor = "410"
    observed = seen(site.sync(OLD))
    assert [(one.kind, one.by) for one in observed] == [
        (Seen.DONE, ("Kari Ek", "Ola Lund")[number % 2]) for number in range(5)
    ]
    assert all(one.at is not None for one in observed)


@pytest.mark.parametrize("gets", [True, False])
@pytest.mark.parametrize("inside", [True, False])
def test_others_ticks_are_told_from_deletions_where_the_completed_windows_leave_them_out(
    site: Site, gets: bool, inside: bool
) -> None:
    site.world.switches.others_completed = False
    site.world.switches.gets_completed, site.world.switches.counts_inside = gets, inside
    site.done(OLD)
    site.sdk().complete_task(site.theirs(FIRST).id)
    site.sdk().delete_task(site.theirs(OLD[1]).id)
    site.world.forget_tokens()
    assert {one.key: one.kind for one in seen(site.sync(OLD))} == {
        FIRST.key: Seen.DONE,
        OLD[1].key: Seen.DELETED,
    }
    left_alone(site, OLD)


def test_what_nobody_tells_is_never_taken_for_done_and_never_made_again(site: Site) -> None:
    """Completed windows leave others' ticks out, and the log of what happened does not go back so far: somebody must settle it."""
    site.world.switches.others_completed = False
    site.board.plan.activity_log_limit = 7
    site.done(OLD)
    site.sdk().complete_task(site.theirs(FIRST).id)
    site.world.sleep(30 * 86_400)
    site.world.forget_tokens()
    ran = site.sync(OLD)
    assert (ran.error, ran.seen) == (None, ["deleted"])
    assert [(one.code, one.settles) for one in ran.looks[0].decision.findings] == [("deleted", True)]
    assert not any(isinstance(effect, Create) for effect in ran.effects)
    left_alone(site, OLD)


def test_two_plans_in_one_project_do_not_see_each_other_s_tasks(site: Site) -> None:
    site.done(OLD)
    other = site.open(plan_id="annen-2026")
    assert other.read(Since()).found == ()
    outcomes = list(other.apply([Create(item) for item in OLD]))
    assert [outcome.error for outcome in outcomes] == [None] * len(OLD)
    assert len(site.open(plan_id="annen-2026").read(Since()).found) == len(OLD)
    left_alone(site, OLD)
    assert len(tasks(site.sdk(), site.project)) == 2 * len(OLD)


# --- archived sections ---------------------------------------------------------------------------------------


def archive(site: Site, section: str, *, archived: bool = True) -> None:
    """Kari does; the SDK has no word for it."""
    archive_section(site.world, site.kari, section, archived=archived)


def with_an_archived_section(site: Site) -> tuple[str, tuple[Task, ...]]:
    """The section, and what the plan wants: two of three stand in it."""
    site.settings["sections"] = "area"
    wanted = (*some(0, 1), task(2, categories=("Annet",)))
    site.done(wanted)
    section = site.theirs(wanted[0]).section_id
    assert section is not None
    archive(site, section)
    return section, wanted


def test_an_archived_section_is_remembered_however_often_the_token_is_not_known(site: Site) -> None:
    section, wanted = with_an_archived_section(site)
    left_alone(site, wanted)
    for _ in range(3):
        site.world.forget_tokens()
        left_alone(site, wanted)
    archive(site, section, archived=False)
    left_alone(site, wanted)
    site.sdk().delete_section(section)
    assert site.sync(wanted).seen == ["deleted", "deleted"]


def test_a_section_that_is_archived_while_the_token_is_lost_is_told_from_one_that_is_deleted(
    site: Site,
) -> None:
    site.settings["sections"] = "area"
    wanted = tuple(task(number, categories=(f"Område {number}",)) for number in range(3))
    site.done(wanted)
    sections = [site.theirs(item).section_id or "" for item in wanted]
    archive(site, sections[0])
    site.sdk().delete_task(site.theirs(wanted[1]).id)
    site.sdk().delete_section(sections[1])
    site.world.forget_tokens()
    ran = site.sync(wanted)
    assert [(one.key, one.kind) for one in seen(ran)] == [(wanted[1].key, Seen.DELETED)]
    site.world.forget_tokens()
    left_alone(site, wanted)


def test_with_a_lost_ledger_nothing_is_made_again_that_may_stand_in_an_archived_section(site: Site) -> None:
    section, wanted = with_an_archived_section(site)
    site.shelf.lose()
    for _ in range(2):
        ran = site.sync(wanted)
        assert [("Arbeidsplan" in str(error), "Unarchive" in str(error)) for error in ran.failed] == [
            (True, True)
        ] * 2
    archive(site, section, archived=False)
    site.settles(wanted)
    archive(site, section)
    site.done((*wanted, task(3)))


def test_with_a_lost_ledger_and_all_of_it_archived_nothing_is_made_again_either(site: Site) -> None:
    site.settings["sections"] = "area"
    site.done(OLD)
    section = site.theirs(FIRST).section_id
    assert section is not None
    archive(site, section)
    site.shelf.lose()
    assert len(site.sync(OLD).failed) == len(OLD)
    archive(site, section, archived=False)
    site.settles(OLD)


def test_what_is_archived_is_not_taken_for_deleted_when_an_area_gets_a_project_of_its_own(site: Site) -> None:
    section, wanted = with_an_archived_section(site)
    second = site.sdk(site.board).add_project("Festen").id
    site.settings["projects"] = {"Fest": second}
    left_alone(site, wanted)
    more = (*wanted, task(3))
    site.done(more)
    archive(site, section, archived=False)
    site.settles(more)


def test_ticks_are_not_made_again_where_todoist_counts_them_wrongly_and_the_ledger_is_lost(
    site: Site,
) -> None:
    site.world.switches.counts_completed = False
    site.done(OLD)
    for item in OLD[:3]:
        site.sdk().complete_task(site.theirs(item).id)
    site.shelf.lose()
    ran = site.sync(OLD)
    assert (ran.effects, ran.seen) == ([], ["done"] * 3)
    left_alone(site, OLD)
