"""A list of Google Tasks that hjul shares with people, other programs, other plans and another hjul."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from adapters.base import Create, Terminal
from config.plan_file import read_plan
from mappings.google_task import as_stored
from mappings.items import Item, Progress, State, Task
from mappings.plan_to_tasks import wanted_tasks
from sync.look import Wish
from tests.adapters.google_tasks_site import GoogleTasksSite, google_tasks_site, tasks
from tests.adapters.site import renamed
from tests.servers.google.weather import meanwhile
from tests.simulation.ledgers import PlainShelf
from tests.test_examples import EXAMPLES, NAMES

ITEMS = tasks(1, 2, 3)
ITEM = ITEMS[0]


@pytest.fixture
def site() -> Iterator[GoogleTasksSite]:
    with google_tasks_site() as site:
        yield site


@pytest.fixture
def shared(site: GoogleTasksSite) -> GoogleTasksSite:
    """One in which everything of the plan's stands."""
    site.done(ITEMS)
    return site


# --- what people do -----------------------------------------------------------------------------------------------------


def test_a_tick_in_googles_own_programs_is_read_with_its_time_though_the_task_is_hidden(
    shared: GoogleTasksSite,
) -> None:
    shared.tasks.tick(shared.place, shared.ref(ITEM))
    progress = shared.stands()[ITEM.key].progress
    assert progress.state is State.DONE
    assert progress.at is not None
    assert progress.at.date() == date(2026, 1, 15)
    ran = shared.done(ITEMS)
    assert ran.seen == ["done"]


def test_a_cleared_list_is_read_as_done_and_never_as_deleted(shared: GoogleTasksSite) -> None:
    shared.people.edit(ITEM.key, status="completed")
    shared.done(ITEMS)
    target = f"/tasks/v1/lists/{shared.place.id}/clear"
    assert shared.people.person.send("POST", target).status == 204
    assert shared.sync(ITEMS).is_quiet
    assert shared.stands()[ITEM.key].progress.state is State.DONE


def test_a_tick_taken_back_is_told_as_such(shared: GoogleTasksSite) -> None:
    shared.people.edit(ITEM.key, status="completed")
    shared.done(ITEMS)
    shared.people.edit(ITEM.key, status="needsAction")
    assert shared.done(ITEMS).seen == ["reopened"]


def test_a_tick_survives_a_change_of_the_plan_s(shared: GoogleTasksSite) -> None:
    shared.people.report(ITEM.key, Progress(State.DONE, 100, datetime(2026, 1, 14, 18, tzinfo=UTC)))
    shared.done(renamed(ITEMS, "Nytt"))
    there = shared.stands()[ITEM.key]
    assert there.item.title == "Nytt"
    assert there.progress == Progress(State.DONE, 100, datetime(2026, 1, 14, 18, tzinfo=UTC))


def test_a_moved_due_day_is_kept_and_reported_and_restored_when_asked(shared: GoogleTasksSite) -> None:
    shared.people.drag(ITEM.key, due=date(2026, 6, 20))
    assert shared.done(ITEMS).seen == ["moved"]
    assert shared.body(ITEM)["due"][:10] == "2026-06-20"
    shared.done(ITEMS, Wish(restore=frozenset({ITEM.key})))
    assert shared.body(ITEM)["due"][:10] == "2026-06-01"


def test_an_edited_title_is_told_and_put_back(shared: GoogleTasksSite) -> None:
    shared.people.rename(ITEM.key, "Verve!")
    assert shared.done(ITEMS).seen == ["edited"]
    assert shared.titles()[ITEM.key] == ITEM.title


@pytest.mark.parametrize("above", [True, False])
def test_notes_are_people_s_wherever_they_write_them(shared: GoogleTasksSite, above: bool) -> None:
    text = shared.body(ITEM)["notes"]
    shared.people.edit(ITEM.key, notes=f"Ring Ola\n{text}" if above else f"{text}\nRing Ola")
    assert shared.sync(ITEMS).seen == ["noted"]
    shared.done(renamed(ITEMS, "Nytt"))
    there = shared.stands()[ITEM.key]
    assert (there.notes, there.item.title) == ("Ring Ola", "Nytt")
    assert shared.body(ITEM)["notes"].endswith(" --\nRing Ola") or above


def test_place_in_the_list_subtasks_and_links_survive_an_update(shared: GoogleTasksSite) -> None:
    ref = shared.ref(ITEM)
    shared.people.decorate(ITEM.key, "Ring Ola", "i morgen")
    shared.people.ask("POST", f"/{ref}/move?parent={shared.ref(ITEMS[1])}")
    link = {"type": "email", "description": "Innkalling", "link": "https://example.org/mail"}
    shared.place.tasks[ref]["links"] = [link]
    before = shared.body(ITEM)
    assert shared.sync(ITEMS).is_quiet
    shared.done(renamed(ITEMS, "Nytt"))
    after = shared.body(ITEM)
    for name in ("parent", "position", "links"):
        assert after[name] == before[name]
    assert shared.people.decorations(ITEM.key) == {"Ring Ola": "i morgen"}


def test_a_task_that_somebody_hung_subtasks_on_is_not_taken_away_with_them(shared: GoogleTasksSite) -> None:
    """Google's own programs would show them to nobody any longer."""
    shared.people.decorate(ITEM.key, "Ring Ola", "i morgen")
    ran = shared.sync(ITEMS[1:])
    assert [type(error) for error in ran.failed] == [Terminal]
    assert "subtasks" in str(ran.failed[0])
    assert ITEM.key in shared.stands()
    (subtask,) = [body for body in shared.people.all() if "parent" in body]
    shared.people.ask("DELETE", f"/{subtask['id']}")
    shared.done(ITEMS[1:])
    assert ITEM.key not in shared.stands()


def test_what_a_person_deleted_stays_away_until_the_board_asks_for_it(shared: GoogleTasksSite) -> None:
    shared.people.delete(ITEM.key)
    assert shared.done(ITEMS).seen == ["deleted"]
    assert ITEM.key not in shared.stands()
    shared.done(ITEMS, Wish(restore=frozenset({ITEM.key})))
    assert ITEM.key in shared.stands()
    shared.people.delete(ITEM.key)
    assert shared.done(ITEMS).seen == ["deleted"]


def test_what_a_person_brought_back_is_told(shared: GoogleTasksSite) -> None:
    shared.people.delete(ITEM.key)
    shared.done(ITEMS)
    shared.people.restore(ITEM.key)
    assert shared.done(ITEMS).seen == ["returned"]


def test_a_task_in_another_list_counts_as_deleted_here(shared: GoogleTasksSite) -> None:
    other = shared.tasks.new_list(shared.account)
    shared.tasks.move_away(shared.place, shared.ref(ITEM), other)
    assert shared.done(ITEMS).seen == ["deleted"]


# --- the line in the notes ------------------------------------------------------------------------------------------------


def test_a_task_that_lost_its_line_is_a_flaw_and_not_gone(shared: GoogleTasksSite) -> None:
    ref, text = shared.ref(ITEM), shared.body(ITEM)["notes"]
    shared.people.ask("PATCH", f"/{ref}", {"notes": "Ring Ola"})
    for _ in range(2):
        ran = shared.sync(renamed(ITEMS, "Nytt"))
        (finding,) = [one for one in ran.looks[0].decision.findings if one.code == "unreadable"]
        assert "line that says which item it is" in (finding.text or "")
        assert (ran.seen, ran.failed) == ([], [])
    assert len(shared.people.all()) == 3
    shared.people.ask("PATCH", f"/{ref}", {"notes": text})
    shared.done(renamed(ITEMS, "Nytt"))
    assert shared.titles()[ITEM.key] == "Nytt"


def test_a_task_that_now_says_that_it_is_another_is_a_flaw(shared: GoogleTasksSite) -> None:
    ref, own = shared.ref(ITEM), shared.body(ITEM)["notes"]
    shared.people.ask("PATCH", f"/{ref}", {"notes": shared.body(ITEMS[1])["notes"]})
    ran = shared.sync(ITEMS)
    assert [one.field for one in ran.looks[0].decision.findings] == [ref]
    assert (ran.seen, ran.failed, ran.effects) == ([], [], [])
    shared.people.ask("PATCH", f"/{ref}", {"notes": own})
    shared.done(ITEMS)


def test_a_copy_that_somebody_made_is_told_and_the_first_goes_on(shared: GoogleTasksSite) -> None:
    body = shared.body(ITEM)
    first = body["id"]
    copy = shared.people.ask("POST", "", {name: body[name] for name in ("title", "notes", "due")})["id"]
    ran = shared.sync(renamed(ITEMS, "Nytt"))
    assert [one.field for one in ran.looks[0].decision.findings if one.code == "unreadable"] == [copy]
    assert shared.place.tasks[first]["title"] == "Nytt"
    assert shared.place.tasks[copy]["title"] == ITEM.title
    shared.people.ask("DELETE", f"/{copy}")
    shared.done(renamed(ITEMS, "Nytt"))


def test_without_a_ledger_the_copy_that_has_stood_longest_is_the_item(shared: GoogleTasksSite) -> None:
    body = shared.body(ITEM)
    shared.people.ask("POST", "", {name: body[name] for name in ("title", "notes", "due")})
    reading = shared.read()
    assert [found.ref for found in reading.found if found.key == ITEM.key] == [body["id"]]
    assert len(reading.flaws) == 1


# --- others in the same list ----------------------------------------------------------------------------------------------


def test_what_others_made_and_what_was_assigned_elsewhere_stays_as_it_is(shared: GoogleTasksSite) -> None:
    shared.people.add_foreign("Tannlege")
    notes = shared.body(ITEM)["notes"]
    assigned = {"assignmentInfo": {"surfaceType": "DOCUMENT"}, "notes": notes, "title": "Fra et dokument"}
    placed = dict(shared.tasks.place(shared.place, **assigned))
    before = dict(shared.people.foreign())
    shared.done(renamed(ITEMS, "Nytt"))
    shared.done(ITEMS[1:])
    assert shared.people.foreign() == before
    assert shared.place.tasks[placed["id"]] == placed


def test_another_plan_in_the_same_list_is_left_alone(shared: GoogleTasksSite) -> None:
    other = shared.people.open(plan_id="en-annen")
    (outcome,) = other.apply([Create(ITEM)])
    assert outcome.error is None
    assert shared.sync(ITEMS).is_quiet
    shared.done(renamed(ITEMS, "Nytt"))
    refs = {body["id"]: body["title"] for body in shared.people.all()}
    assert refs[outcome.ref or ""] == ITEM.title


def test_two_machines_that_create_at_once_make_copies_that_are_told_until_one_is_deleted(
    site: GoogleTasksSite,
) -> None:
    other = PlainShelf()
    site.order(meanwhile(lambda: site.sync([ITEM], shelf=other)), on="batch")
    site.sync([ITEM])
    assert len(site.people.all()) == 2
    for shelf in (site.shelf, other):
        ran = site.sync([ITEM], shelf=shelf)
        assert len([one for one in ran.looks[0].decision.findings if one.code == "unreadable"]) == 1
        assert (ran.effects, ran.failed) == ([], [])
    (first, *_) = [found.ref for found in site.read().found]
    (copy,) = [body["id"] for body in site.people.all() if body["id"] != first]
    site.people.ask("DELETE", f"/{copy}")
    site.sync([ITEM])
    site.sync([ITEM], shelf=other)
    assert [body["id"] for body in site.people.all()] == [first]


def test_another_machine_s_work_is_nobody_s_edit(shared: GoogleTasksSite) -> None:
    other = PlainShelf()
    assert shared.sync(ITEMS, shelf=other).effects == []
    shared.done(renamed(ITEMS, "Nytt"))
    ran = shared.sync(renamed(ITEMS, "Nytt"), shelf=other)
    assert (ran.seen, ran.effects) == ([], [])


# --- a lost ledger ----------------------------------------------------------------------------------------------------------


def test_a_lost_ledger_makes_no_copies_and_still_knows_what_people_did(shared: GoogleTasksSite) -> None:
    shared.people.drag(ITEM.key, due=date(2026, 6, 20))
    shared.people.delete(ITEMS[1].key)
    shared.people.edit(ITEMS[2].key, status="completed")
    shared.shelf.lose()
    ran = shared.sync(ITEMS)
    assert sorted(ran.seen) == ["deleted", "done", "moved"]
    assert ran.effects == []
    assert len(shared.people.all()) == 2
    assert shared.sync(ITEMS).is_quiet


def test_what_hjul_took_away_itself_is_made_again_without_a_ledger_too(shared: GoogleTasksSite) -> None:
    shared.done(ITEMS[1:])
    shared.shelf.lose()
    shared.settles(ITEMS)


def test_of_several_remains_the_latest_tells_who_took_the_task_away(shared: GoogleTasksSite) -> None:
    shared.people.delete(ITEM.key)
    shared.done(ITEMS)
    shared.done(ITEMS, Wish(restore=frozenset({ITEM.key})))
    shared.done(ITEMS[1:])
    shared.shelf.lose()
    shared.settles(ITEMS)


def test_what_google_has_forgotten_comes_back_once_without_a_ledger(shared: GoogleTasksSite) -> None:
    """Which is why the adapter does not promise to keep burials."""
    shared.people.delete(ITEM.key)
    shared.done(ITEMS)
    shared.tasks.forget_remains(shared.place)
    assert shared.sync(ITEMS).is_quiet
    shared.shelf.lose()
    shared.done(ITEMS)
    assert ITEM.key in shared.stands()


# --- the whole road ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_example_s_assignments_go_there_and_come_back_and_the_second_run_is_empty(
    site: GoogleTasksSite, name: str
) -> None:
    file = read_plan(EXAMPLES / name / "plan.yaml")
    wanted = {
        each.item.key: each.item for each in wanted_tasks(file.plan, file.dates) if each.progress is None
    }
    items: list[Item] = list(wanted.values())
    site.done(items)
    assert {key: found.item for key, found in site.stands().items()} == {
        key: as_stored(item) for key, item in wanted.items() if isinstance(item, Task)
    }
    assert all(len(body["notes"]) < 1_500 for body in site.people.all())


def test_whoever_is_responsible_is_seen_in_the_task(site: GoogleTasksSite) -> None:
    file = read_plan(EXAMPLES / "lokallaget" / "plan.yaml")
    items = [each.item for each in wanted_tasks(file.plan, file.dates) if each.progress is None]
    site.done(items)
    for item in items:
        assert isinstance(item, Task)
        for person in item.responsible:
            assert person.name in site.body(item)["notes"]
