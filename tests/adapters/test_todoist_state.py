import base64
import json
import zlib
from typing import Any

import pytest

from adapters.todoist_state import Mirror
from mappings import todoist_marks as marks
from mappings.items import Key
from mappings.todoist_task import Around, Member, Writing, to_todoist, tombstone
from tests.make import PLAN_ID, ZONE, make_task

PLACE, SECOND = "6Jf8VQXxpwv56VQ7", "6Jf8VQXxpwv56VQ8"
AROUND = Around(PLAN_ID, PLACE, ZONE)
TASK = make_task()


def ours(ref: str = "a", **changes: Any) -> dict[str, Any]:
    return {**below(ref, None), **to_todoist(Writing(TASK), AROUND), **changes}


def below(ref: str, parent: str | None, **changes: Any) -> dict[str, Any]:
    return {
        "id": ref,
        "content": "Kjøp brød",
        "description": "",
        "project_id": PLACE,
        "parent_id": parent,
        **changes,
    }


def note(ref: str, of: str, **changes: Any) -> dict[str, Any]:
    return {"id": ref, "item_id": of, "content": "Bestilt", "posted_at": "2026-01-14", **changes}


def mirror(*items: dict[str, Any], **more: Any) -> Mirror:
    found = Mirror((PLACE, SECOND), AROUND.owner)
    take(found, *items, full_sync=True, projects=[{"id": PLACE, "name": "Plan", "shared": True}], **more)
    return found


def take(found: Mirror, *items: dict[str, Any], **more: Any) -> None:
    found.take({"sync_token": "t", "items": list(items), **more})


def is_doubtful(found: Mirror) -> bool:
    return found.doubtful


def loaded(
    text: str | None, projects: tuple[str, ...] = (PLACE, SECOND), plan: str = PLAN_ID
) -> Mirror | None:
    return Mirror.loaded(text, plan, str(ZONE), projects, AROUND.owner)


WHOLE = mirror(
    ours(),
    below("b", "a", checked=True),
    below("dentist", None),
    notes=[note("n", "a")],
    sections=[{"id": "s", "project_id": PLACE, "name": "Fest"}],
    collaborators=[{"id": "7", "full_name": "Kari", "email": "kari@example.org"}],
    collaborator_states=[{"project_id": PLACE, "user_id": "7", "state": "active", "is_deleted": False}],
    user_plan_limits={"current": {"max_tasks": 300, "deadlines": True}},
)


# --- from one reading to the next --------------------------------------------------------------------------------


def test_what_is_known_comes_back_as_it_was() -> None:
    assert loaded(WHOLE.dumped(PLAN_ID, str(ZONE))) == WHOLE


def test_a_cursor_of_another_plan_zone_or_place_is_none() -> None:
    text = WHOLE.dumped(PLAN_ID, str(ZONE))
    assert loaded(text, plan="annen") is None
    assert Mirror.loaded(text, PLAN_ID, str(ZONE), (SECOND,), marks.owner(PLAN_ID, SECOND)) is None
    assert Mirror.loaded(text, PLAN_ID, "Europe/Paris", (PLACE, SECOND), AROUND.owner) is None
    assert Mirror.place_of(text, PLAN_ID) == PLACE
    assert Mirror.place_of(text, "annen") is None


def test_with_other_projects_beside_the_first_everything_is_asked_for_and_what_is_known_stays() -> None:
    found = loaded(WHOLE.dumped(PLAN_ID, str(ZONE)), projects=(PLACE,))
    assert found is not None
    assert (found.token, found.projects, found.links) == (None, (PLACE,), WHOLE.links)


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "items",
        "links",
        "others",
        "notes",
        "sections",
        "places",
        "people",
        "states",
        "limits",
        "generations",
    ],
)
def test_a_damaged_cursor_is_none_and_never_half_of_one(name: str) -> None:
    said = json.loads(WHOLE.dumped(PLAN_ID, str(ZONE)))
    kept = json.loads(zlib.decompress(base64.b85decode(said["kept"])))
    for damaged in (
        *({**kept, name: value} for value in (5, [5], {"a": [1]})),
        {k: v for k, v in kept.items() if k != name},
    ):
        packed = base64.b85encode(zlib.compress(json.dumps(damaged).encode())).decode()
        assert loaded(json.dumps({**said, "kept": packed})) is None, damaged.get(name)


@pytest.mark.parametrize("text", [None, "", "null", "[]", "{}", '{"version": 1}', "\0", "[" * 100_000])
def test_what_is_no_cursor_is_none(text: str | None) -> None:
    assert loaded(text) is None
    assert Mirror.place_of(text, PLAN_ID) is None


# --- what answers say --------------------------------------------------------------------------------------------


def test_only_ours_and_what_is_below_it_is_kept() -> None:
    assert set(WHOLE.items) == {"a", "b"}
    assert (WHOLE.others, WHOLE.open_in(PLACE), WHOLE.open_in(SECOND)) == ({"dentist": PLACE}, 2, 0)
    assert WHOLE.limits == {"max_tasks": 300, "durations": 0}
    assert [one["id"] for one in WHOLE.under("a")] == ["b"]
    assert [one["content"] for one in WHOLE.comments("a")] == ["Bestilt"]


def test_a_subtask_is_ours_while_it_is_below_ours() -> None:
    found = mirror(ours(), below("b", "a"))
    take(found, below("b", None))
    assert (found.under("a"), found.others) == ([], {"b": PLACE})
    take(found, below("c", "b"), below("b", "a"))
    assert {one["id"] for one in found.under("a")} == {"b", "c"}


def test_an_item_below_another_is_an_item_of_its_own() -> None:
    other = to_todoist(Writing(make_task(key=Key("annen"))), AROUND)
    found = mirror(ours(), {**below("b", "a"), **other})
    assert found.under("a") == []


def test_what_is_deleted_goes_with_all_that_is_below_it_and_is_counted() -> None:
    found = mirror(ours(), below("b", "a"), notes=[note("n", "a")])
    take(found, {"id": "a", "is_deleted": True})
    assert (found.items, found.notes, found.deleted) == ({}, {}, {"a"})
    assert found.generations == {TASK.key: 1}
    take(found, {"id": "a", "is_deleted": True})
    assert found.generations == {TASK.key: 1}


def test_what_was_made_and_deleted_between_two_readings_is_counted_too() -> None:
    found = mirror()
    take(found, ours(is_deleted=True))
    take(found, ours(is_deleted=True))
    assert found.generations == {TASK.key: 1}


def test_a_full_answer_forgets_what_it_does_not_tell_of() -> None:
    found = mirror(ours(), below("dentist", None))
    take(found, full_sync=True)
    assert (found.items, found.others, found.places) == ({}, {}, {})
    assert set(found.before) == {"a"}


def test_a_task_whose_section_or_parent_went_without_a_word_of_it_is_doubtful() -> None:
    found = mirror(ours(section_id="s"))
    take(found, sections=[{"id": "s", "project_id": PLACE, "is_deleted": True}])
    assert is_doubtful(found)
    take(found, {"id": "a", "is_deleted": True}, sections=[{"id": "s", "is_deleted": True}])
    assert not is_doubtful(found)
    found = mirror(ours(parent_id="theirs"))
    take(found, {"id": "theirs", "is_deleted": True})
    assert is_doubtful(found)


def test_a_damaged_mark_does_not_take_the_place_of_a_whole_one() -> None:
    found = mirror(ours())
    link = found.links["a"]
    take(found, ours(description=ours()["description"].replace(link, link[:70] + ")")))
    assert found.links["a"] == link


def test_a_comment_that_is_deleted_is_gone() -> None:
    found = mirror(ours(), notes=[note("n", "a")])
    take(found, notes=[note("n", "a", is_deleted=True), note("m", "dentist")])
    assert found.notes == {}


# --- etags -------------------------------------------------------------------------------------------------------


def test_an_etag_is_the_same_until_something_changes() -> None:
    found = mirror(ours())
    before = found.etag("a")
    take(found, ours(child_order=9, is_collapsed=True))
    assert found.etag("a") == before
    seen = {before}
    for changes in (
        {"content": "Nytt"},
        {"checked": True},
        {"updated_at": "2026-02-01"},
        {"section_id": "s"},
    ):
        take(found, ours(**changes))
        seen.add(found.etag("a"))
    take(found, ours(), below("b", "a"))
    seen.add(found.etag("a"))
    take(found, notes=[note("n", "a")])
    seen.add(found.etag("a"))
    assert len(seen) == 7


# --- places and people -------------------------------------------------------------------------------------------


def test_a_team_s_project_is_shared_where_its_tasks_can_be_given_to_somebody() -> None:
    found = loaded(WHOLE.dumped(PLAN_ID, str(ZONE)))
    assert found is not None
    take(found, projects=[{"id": PLACE, "workspace_id": "1", "can_assign_tasks": True}])
    assert found.members(PLACE) == [Member("7", "Kari", "kari@example.org")]


def test_tasks_are_given_to_members_of_a_shared_project_alone() -> None:
    assert WHOLE.members(PLACE) == [Member("7", "Kari", "kari@example.org")]
    assert WHOLE.members(SECOND) == []
    for change in (
        {"projects": [{"id": PLACE, "shared": False}]},
        {"projects": [{"id": PLACE, "is_shared": True, "can_assign_tasks": False}]},
        {"collaborator_states": [{"project_id": PLACE, "user_id": "7", "state": "invited"}]},
        {
            "collaborator_states": [
                {"project_id": PLACE, "user_id": "7", "state": "active", "is_deleted": True}
            ]
        },
    ):
        found = loaded(WHOLE.dumped(PLAN_ID, str(ZONE)))
        assert found is not None
        take(found, **change)
        assert found.members(PLACE) == []


def test_a_section_is_found_by_its_name_as_people_write_it() -> None:
    assert WHOLE.section(PLACE, " fest ") == "s"
    assert WHOLE.section(SECOND, "Fest") is None
    found = mirror(sections=[{"id": "s", "project_id": PLACE, "name": "Fest", "is_archived": True}])
    assert (found.section(PLACE, "Fest"), found.sections_in(PLACE)) == (None, 0)


def test_a_tombstone_is_kept_as_one_of_ours() -> None:
    found = mirror({**below("grave", None), **tombstone(TASK.key, AROUND)})
    mark = found.mark_of(found.links["grave"])
    assert mark is not None
    assert (mark.key, mark.buried) == (TASK.key, True)
