"""The local Todoist as its documents say: by plain HTTP, and by the official SDK, whose own models read every answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest
from todoist_api_python.api import TodoistAPI

from tests.servers.todoist import refusal
from tests.servers.todoist.people import as_user, tasks
from tests.servers.todoist.server import todoist
from tests.servers.todoist.world import User, World

EVERYTHING = ["items", "projects", "sections", "labels", "notes", "collaborators", "collaborator_states"]


@dataclass
class Place:
    """Anna and Bo share a project; Cilla has an account and nothing to do with it."""

    world: World
    anna: User
    bo: User
    cilla: User
    project: str
    http: httpx.Client
    clients: dict[str, TodoistAPI] = field(default_factory=dict)

    def post(self, path: str, user: User | None = None, **how: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {(user or self.anna).token}"}
        return self.http.post(f"{todoist().origin}/api/v1/{path}", headers=headers, **how)

    def get(self, path: str, **parameters: str | int) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.anna.token}"}
        return self.http.get(f"{todoist().origin}/api/v1/{path}", headers=headers, params=parameters)

    def sync(self, since: str = "*", types: list[str] | None = None, user: User | None = None) -> Any:
        asked = {"sync_token": since, "resource_types": json.dumps(types or EVERYTHING)}
        answer = self.post("sync", user, data=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def command(self, *commands: dict[str, Any], user: User | None = None) -> Any:
        answer = self.post("sync", user, data={"commands": json.dumps(commands)})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def sdk(self, user: User | None = None) -> TodoistAPI:
        """The same one each time: a client that nobody holds closes itself."""
        whose = user or self.anna
        if whose.id not in self.clients:
            self.clients[whose.id] = as_user(whose, todoist().origin)
        return self.clients[whose.id]


@pytest.fixture
def place() -> Iterator[Place]:
    world = todoist().new_world()
    anna, bo = world.new_user("Anna Ek", "anna@example.org"), world.new_user("Bo Alm", "bo@example.org")
    cilla = world.new_user("Cilla", "cilla@example.org")
    with httpx.Client() as http:
        opened = Place(world, anna, bo, cilla, "", http)
        opened.project = opened.sdk().add_project("Plan").id
        world.share(opened.project, bo)
        yield opened
    todoist().forget(world)


def add(uuid: str, content: str, project: str, **args: Any) -> dict[str, Any]:
    arguments = {"content": content, "project_id": project, **args}
    return {"type": "item_add", "uuid": uuid, "temp_id": f"temp-{uuid}", "args": arguments}


def do(kind: str, uuid: str, **args: Any) -> dict[str, Any]:
    return {"type": kind, "uuid": uuid, "args": args}


def known(answer: Any, name: str) -> str:
    """The id that a temp id became."""
    number: str = answer["temp_id_mapping"][name]
    return number


# --- the official SDK ----------------------------------------------------------------------------------------


def test_the_sdk_reads_every_field_of_a_task_that_it_added(place: Place) -> None:
    api = place.sdk()
    section = api.add_section("Medlemmar", place.project)
    made = api.add_task(
        "Värva på torget",
        description="Ta med tejp",
        section_id=section.id,
        labels=["styrelsen"],
        priority=4,
        due_date=date(2026, 4, 30),
        due_lang="sv",
        deadline_date=date(2026, 5, 1),
        duration=90,
        duration_unit="minute",
        assignee_id=place.bo.id,
        order=3,
        auto_parse_labels=False,
    )
    read = api.get_task(made.id)
    assert read == made
    assert (read.content, read.description, read.priority, read.order) == (
        "Värva på torget",
        "Ta med tejp",
        4,
        3,
    )
    assert (read.project_id, read.section_id, read.labels) == (place.project, section.id, ["styrelsen"])
    assert read.due is not None
    assert (read.due.date, read.due.is_recurring) == (date(2026, 4, 30), False)
    assert read.deadline is not None
    assert read.deadline.date == date(2026, 5, 1)
    assert read.duration is not None
    assert (read.duration.amount, read.duration.unit) == (90, "minute")
    assert (read.assignee_id, read.assigner_id, read.creator_id) == (
        place.bo.id,
        place.anna.id,
        place.anna.id,
    )
    assert not read.is_completed


@pytest.mark.parametrize("whole", [False, True])
def test_the_sdk_s_models_read_every_answer(place: Place, whole: bool) -> None:
    place.world.switches.whole_seconds = whole
    api = place.sdk()
    section = api.add_section("Medlemmar", place.project, order=2)
    task = api.add_task("Brev", section_id=section.id)
    assert api.update_task(task.id, content="Brevet", labels=["b"], priority=2).content == "Brevet"
    assert api.move_task(task.id, project_id=place.project)
    assert api.complete_task(task.id)
    assert api.uncomplete_task(task.id)
    comment = api.add_comment("Klart snart", task_id=task.id)
    assert api.update_comment(comment.id, "Klart").content == "Klart"
    on_project = api.add_comment("Till alla", project_id=place.project)
    assert [[one.id for one in page] for page in api.get_comments(task_id=task.id)] == [[comment.id]]
    assert [[one.id for one in page] for page in api.get_comments(project_id=place.project)] == [
        [on_project.id]
    ]
    assert api.delete_comment(comment.id)
    label = api.add_label("b")
    assert api.update_label(label.id, name="brev").name == "brev"
    assert api.get_task(task.id).labels == ["brev"]
    assert api.delete_label(label.id)
    assert api.get_task(task.id).labels == []
    assert api.update_section(section.id, name="Alla").name == "Alla"
    assert [[one.name for one in page] for page in api.get_sections(project_id=place.project)] == [["Alla"]]
    assert api.update_project(place.project, name="Planen").name == "Planen"
    assert {one.name for page in api.get_projects() for one in page} == {"Inbox", "Planen"}
    people = [one for page in api.get_collaborators(place.project) for one in page]
    assert {one.email for one in people} == {"anna@example.org", "bo@example.org"}
    assert api.get_project(place.project).is_shared
    assert api.delete_task(task.id)
    assert api.delete_section(section.id)
    assert api.delete_project(place.project)


def test_pages_follow_each_other_by_cursor_and_are_never_larger_than_200(place: Place) -> None:
    for start in range(0, 250, 50):
        place.command(
            *(add(f"u{number}", f"t{number}", place.project) for number in range(start, start + 50))
        )
    pages = list(place.sdk().get_tasks(project_id=place.project))
    assert [len(page) for page in pages] == [50] * 5
    assert len({task.id for page in pages for task in page}) == 250
    assert [len(page) for page in place.sdk().get_tasks(limit=200)] == [200, 50]
    refused = place.get("tasks", limit=201)
    assert refused.status_code == 400
    assert refused.json()["error_extra"]["argument"] == "limit"


def test_a_cursor_holds_for_the_same_parameters_alone(place: Place) -> None:
    place.command(*(add(f"u{number}", "t", place.project) for number in range(60)))
    cursor = place.get("tasks", project_id=place.project).json()["next_cursor"]
    assert place.get("tasks", project_id=place.project, cursor=cursor).status_code == 200
    for parameters in ({"cursor": cursor}, {"project_id": place.project, "cursor": "x"}):
        assert place.get("tasks", **parameters).json()["error_extra"]["argument"] == "cursor"


def test_completed_tasks_are_read_by_windows_of_three_months_at_most(place: Place) -> None:
    api, ticked = place.sdk(), datetime(2026, 3, 8, 17, tzinfo=UTC)
    task = api.add_task("Brev", project_id=place.project)
    place.world.time_is(ticked)
    place.sdk(place.bo).complete_task(task.id)
    since, until = ticked - timedelta(days=40), ticked + timedelta(days=40)
    ((read,),) = api.get_completed_tasks_by_completion_date(since=since, until=until)
    assert (read.id, read.completed_at) == (task.id, ticked)
    assert list(
        api.get_completed_tasks_by_completion_date(
            since=ticked + timedelta(days=1), until=ticked + timedelta(days=2)
        )
    ) == [[]]
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        list(api.get_completed_tasks_by_completion_date(since=ticked, until=ticked + timedelta(days=100)))


def test_closing_what_recurs_schedules_the_next_and_leaves_no_completed_task(place: Place) -> None:
    api = place.sdk()
    task = api.add_task("Städa", project_id=place.project, due_string="every week")
    assert task.due is not None
    api.complete_task(task.id)
    again = api.get_task(task.id)
    assert again.due is not None
    assert isinstance(task.due.date, date)
    assert (again.due.date, again.due.is_recurring) == (task.due.date + timedelta(days=7), True)
    assert again.completed_at is None
    assert place.command(do("item_complete", "u", id=task.id))["sync_status"] == {"u": "ok"}
    assert tasks(api, place.project) == []


def test_what_is_below_goes_with_it_and_what_is_above_opens_with_it(place: Place) -> None:
    api = place.sdk()
    parent = api.add_task("Fest", project_id=place.project)
    child = api.add_task("Köpa bröd", parent_id=parent.id)
    api.complete_task(parent.id)
    assert tasks(api, place.project) == []
    api.uncomplete_task(child.id)
    assert {task.id for task in tasks(api, place.project)} == {parent.id, child.id}
    api.delete_task(parent.id)
    assert tasks(api, place.project) == []


# --- assignment ----------------------------------------------------------------------------------------------


def test_only_those_who_take_part_in_a_shared_project_are_responsible(place: Place) -> None:
    place.world.invite(place.project, place.cilla)
    own = place.sdk().add_project("Egen").id
    for project, person in ((place.project, place.cilla), (own, place.bo), (own, place.anna)):
        answer = place.command(add("u" + project + person.id, "t", project, responsible_uid=person.id))
        (status,) = answer["sync_status"].values()
        assert (status["http_code"], status["error_extra"]["argument"]) == (400, "responsible_uid")
    assert (
        place.sdk().add_task("t", project_id=place.project, assignee_id=place.bo.id).assignee_id
        == place.bo.id
    )
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        place.sdk().add_task("t", project_id=place.project, assignee_id=place.cilla.id)


def test_whoever_leaves_is_responsible_for_nothing_and_sees_it_go(place: Place) -> None:
    task = place.sdk().add_task("t", project_id=place.project, assignee_id=place.bo.id)
    token = place.sync(user=place.bo)["sync_token"]
    place.world.leave(place.project, place.bo)
    assert place.sdk().get_task(task.id).assignee_id is None
    seen = place.sync(token, user=place.bo)
    assert [(one["id"], one["is_deleted"]) for one in seen["items"]] == [(task.id, True)]
    (state,) = seen["collaborator_states"]
    assert state["is_deleted"]


def test_null_takes_things_away(place: Place) -> None:
    made = place.command(
        add(
            "u",
            "t",
            place.project,
            responsible_uid=place.bo.id,
            due={"date": "2026-05-01"},
            deadline={"date": "2026-05-02"},
        )
    )
    task = known(made, "temp-u")
    cleared = do("item_update", "v", id=task, responsible_uid=None, due=None, deadline=None, duration=None)
    assert place.command(cleared)["sync_status"] == {"v": "ok"}
    read = place.sdk().get_task(task)
    assert (read.assignee_id, read.assigner_id, read.due, read.deadline) == (None, None, None, None)


# --- reading by token ----------------------------------------------------------------------------------------


def test_a_full_sync_has_what_is_active_and_people_alone(place: Place) -> None:
    api = place.sdk()
    open_, done, gone = (api.add_task(name, project_id=place.project) for name in ("open", "done", "gone"))
    api.complete_task(done.id)
    api.delete_task(gone.id)
    full = place.sync()
    assert full["full_sync"] is True
    assert [one["id"] for one in full["items"]] == [open_.id]
    assert {one["email"] for one in full["collaborators"]} == {"anna@example.org", "bo@example.org"}
    assert full["full_sync_date_utc"].endswith("Z")
    assert place.sync(user=place.cilla)["items"] == []


def test_an_incremental_sync_has_what_changed_with_its_flags(place: Place) -> None:
    api = place.sdk()
    names = ("same", "done", "gone", "moved", "renamed")
    same, done, gone, moved, renamed = (api.add_task(name, project_id=place.project) for name in names)
    token = place.sync()["sync_token"]
    bo = place.sdk(place.bo)
    bo.complete_task(done.id)
    bo.delete_task(gone.id)
    own = bo.add_project("Bos egen").id
    bo.move_task(moved.id, project_id=own)
    bo.update_task(renamed.id, content="new")
    seen = place.sync(token)
    assert seen["full_sync"] is False
    flags = {one["id"]: (one["checked"], one["is_deleted"]) for one in seen["items"]}
    assert flags == {
        done.id: (True, False),
        gone.id: (False, True),
        moved.id: (False, True),
        renamed.id: (False, False),
    }
    assert same.id not in flags
    (ticked,) = [one for one in seen["items"] if one["checked"]]
    assert ticked["completed_by_uid"] == place.bo.id
    again = place.sync(seen["sync_token"])
    assert again["items"] == []
    assert again["sync_token"] != seen["sync_token"]
    place.world.switches.same_token = True
    assert place.sync()["sync_token"] == place.sync()["sync_token"]


def test_what_was_deleted_may_come_back_bare_or_whole_and_with_or_without_what_was_in_it(
    place: Place,
) -> None:
    api = place.sdk()
    for bare, cascade in ((False, True), (True, True), (True, False)):
        place.world.switches.bare_tombstones, place.world.switches.shows_cascade = bare, cascade
        section = api.add_section("S", place.project)
        task = api.add_task("t", section_id=section.id)
        token = place.sync()["sync_token"]
        api.delete_section(section.id)
        seen = place.sync(token)
        assert [one["id"] for one in seen["sections"]] == [section.id]
        assert [one["id"] for one in seen["items"]] == ([task.id] if cascade else [])
        assert (set(seen["sections"][0]) == {"id", "is_deleted"}) == bare


@pytest.mark.parametrize(("position", "status"), [("full", 200), ("400", 400), ("410", 410)])
def test_a_token_that_is_not_known_is_answered_as_the_switch_says(
    place: Place, position: Any, status: int
) -> None:
    place.world.switches.lost_cursor = position
    old = place.sync()["sync_token"]
    place.world.forget_tokens()
    for token in (old, "x", place.sync(user=place.bo)["sync_token"]):
        answer = place.post("sync", data={"sync_token": token, "resource_types": '["items"]'})
        assert answer.status_code == status
        if status == 200:
            assert answer.json()["full_sync"] is True


def test_a_big_account_s_full_sync_is_late_and_its_token_gives_the_rest(place: Place) -> None:
    first = place.sdk().add_task("first", project_id=place.project)
    place.world.is_big()
    second = place.sdk().add_task("second", project_id=place.project)
    full = place.sync()
    assert [one["id"] for one in full["items"]] == [first.id]
    assert full["full_sync_date_utc"] < "2026-01-15T12:10"
    assert [one["id"] for one in place.sync(full["sync_token"])["items"]] == [second.id]


@pytest.mark.parametrize("inside", [True, False])
def test_how_many_are_completed_is_told_of_what_holds_them(place: Place, inside: bool) -> None:
    place.world.switches.counts_inside = inside
    api = place.sdk()
    section = api.add_section("S", place.project)
    assert place.sync(types=["completed_info"])["completed_info"] == []
    for made in (api.add_task("t", project_id=place.project), api.add_task("t", section_id=section.id)):
        api.complete_task(made.id)
    told = place.sync(types=["completed_info"])["completed_info"]
    assert told == [
        {"project_id": place.project, "completed_items": 2 if inside else 1, "archived_sections": 0},
        {"section_id": section.id, "completed_items": 1, "id": section.id},
    ]


# --- commands ------------------------------------------------------------------------------------------------


def test_commands_are_done_in_order_and_refer_to_what_came_before_them(place: Place) -> None:
    answer = place.command(
        {
            "type": "section_add",
            "uuid": "1",
            "temp_id": "t-1",
            "args": {"name": "S", "project_id": place.project},
        },
        {"type": "item_add", "uuid": "2", "temp_id": "t-2", "args": {"content": "a", "section_id": "t-1"}},
        {"type": "item_add", "uuid": "3", "temp_id": "t-3", "args": {"content": "b", "parent_id": "t-2"}},
        do("item_complete", "4", id="t-3", completed_at="2026-03-01T12:00:00.000000Z"),
        do("note_add", "5", item_id="t-2", content="n"),
    )
    assert answer["sync_status"] == dict.fromkeys("12345", "ok")
    section, parent = known(answer, "t-1"), known(answer, "t-2")
    read = place.sdk().get_task(parent)
    assert (read.section_id, read.content) == (section, "a")
    assert [task.content for task in tasks(place.sdk(), place.project)] == ["a"]


@pytest.mark.parametrize("maps", [True, False])
def test_a_command_sent_again_is_not_done_again(place: Place, maps: bool) -> None:
    place.world.switches.replay_maps = maps
    commands = (add("1", "a", place.project), do("item_update", "2", id="temp-1", content="b"))
    first, second = place.command(*commands), place.command(*commands)
    assert second["sync_status"] == first["sync_status"] == {"1": "ok", "2": "ok"}
    assert second["temp_id_mapping"] == (first["temp_id_mapping"] if maps else {})
    assert [task.content for task in tasks(place.sdk(), place.project)] == ["b"]
    assert place.command(*commands, user=place.bo)["temp_id_mapping"] != first["temp_id_mapping"]


def test_one_that_is_refused_stops_no_other_and_says_why(place: Place) -> None:
    answer = place.command(
        add("1", "a", place.project),
        do("item_update", "2", id="temp-unknown", content="x"),
        do("item_update", "3", id="6X7rM8997g3RQmvh", content="x"),
        add("4", "", place.project),
        add("5", "b", place.project),
    )
    status = answer["sync_status"]
    assert (status["1"], status["5"]) == ("ok", "ok")
    assert status["2"] == refusal.invalid_temp_id().body()
    assert (status["3"]["http_code"], status["4"]["error_tag"]) == (404, "INVALID_ARGUMENT_VALUE")
    place.world.switches.bare_errors = True
    bare = place.command(do("item_update", "6", id="temp-unknown", content="x"))
    assert bare["sync_status"]["6"] == {"error_code": 15, "error": "Invalid temporary id"}


@pytest.mark.parametrize("again", [True, False])
def test_one_that_was_refused_and_is_sent_again(place: Place, again: bool) -> None:
    place.world.switches.failed_again = again
    place.world.refuse(lambda: refusal.invalid("content"))
    refused = place.command(add("1", "a", place.project))["sync_status"]["1"]
    second = place.command(add("1", "a", place.project))["sync_status"]["1"]
    assert second == ("ok" if again else refused)


def test_a_project_that_is_full_takes_no_more_and_says_that_it_is_capacity(place: Place) -> None:
    place.anna.plan.max_tasks = 3
    answer = place.command(*(add(str(number), "t", place.project) for number in range(5)))
    refused = [status for status in answer["sync_status"].values() if status != "ok"]
    assert [(one["http_code"], one["error_tag"], one["error_code"]) for one in refused] == [
        (403, "MAX_ITEMS_LIMIT_REACHED", 49)
    ] * 2
    with pytest.raises(httpx.HTTPStatusError, match="403"):
        place.sdk().add_task("t", project_id=place.project)
    place.sdk().complete_task(tasks(place.sdk(), place.project)[0].id)
    place.sdk().add_task("t", project_id=place.project)
    assert place.sync(types=["user_plan_limits"])["user_plan_limits"]["current"]["max_tasks"] == 3


def test_sections_have_their_limit_too(place: Place) -> None:
    place.anna.plan.max_sections = 2
    for name in "ab":
        place.sdk().add_section(name, place.project)
    refused = place.post("sections", json={"name": "c", "project_id": place.project})
    assert (refused.status_code, refused.json()["error_tag"]) == (403, "MAX_SECTIONS_LIMIT_REACHED")


def test_a_request_has_at_most_a_hundred_commands_and_a_mebibyte(place: Place) -> None:
    commands = [add(str(number), "t", place.project) for number in range(101)]
    assert place.post("sync", data={"commands": json.dumps(commands)}).status_code == 400
    assert place.command(*commands[:100])["sync_status"]["99"] == "ok"
    long = [add(f"l{number}", "t", place.project, description="x" * 16_000) for number in range(70)]
    assert place.post("sync", data={"commands": json.dumps(long)}).status_code == 413


def test_more_syncs_than_are_allowed_are_told_to_wait(place: Place) -> None:
    place.world.counts_requests = True
    for _ in range(100):
        place.sync(types=["labels"])
    refused = place.post("sync", data={"sync_token": "*", "resource_types": '["labels"]'})
    assert refused.status_code == 429
    body = refused.json()
    assert (body["error_code"], body["error_tag"]) == (35, "LIMITS_REACHED")
    assert refused.headers["Retry-After"] == str(body["error_extra"]["retry_after"])
    place.world.sleep(body["error_extra"]["retry_after"])
    place.sync(types=["labels"])


# --- texts ---------------------------------------------------------------------------------------------------


def test_what_becomes_of_texts_is_as_the_switches_say(place: Place) -> None:
    api = place.sdk()
    assert api.add_task(" a ").content == "a"
    assert (api.add_task("a @b").content, api.add_task("a @b").labels) == ("a", ["b"])
    kept = api.add_task("a @b", auto_parse_labels=False)
    assert (kept.content, kept.labels) == ("a @b", [])
    place.world.switches.trims = False
    place.world.switches.one_line = True
    assert api.add_task(" a\nb ").content == " a b "


# --- who, and who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nobody", "Basic x"])
def test_nobody_without_a_token_is_answered(place: Place, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    for answer in (
        place.http.get(f"{todoist().origin}/api/v1/tasks", headers=headers),
        place.http.post(f"{todoist().origin}/api/v1/sync", headers=headers, data={"sync_token": "*"}),
    ):
        assert (answer.status_code, answer.json()["error_code"]) == (401, 477)


def test_a_token_that_may_only_read_is_refused_without_a_word_of_capacity(place: Place) -> None:
    place.anna.read_only = True
    status = place.command(add("1", "t", place.project))["sync_status"]["1"]
    assert (status["http_code"], status["error_tag"]) == (403, "FORBIDDEN")
    assert place.post("tasks", json={"content": "t"}).status_code == 403
    assert place.sync()["full_sync"] is True


def test_nobody_sees_what_they_have_no_part_in(place: Place) -> None:
    task = place.sdk().add_task("t", project_id=place.project)
    for ask in (place.sdk(place.cilla).get_task, place.sdk(place.cilla).delete_task):
        with pytest.raises(httpx.HTTPStatusError, match="404"):
            ask(task.id)
    assert place.get("tasks/6X7rM8997g3RQmvh").json() == refusal.not_found("Task").body()


def test_the_activity_log_tells_who_did_what(place: Place) -> None:
    task = place.sdk().add_task("t", project_id=place.project)
    place.sdk(place.bo).complete_task(task.id)
    told = place.get("activities", object_event_types='["item:completed"]').json()
    assert [(one["object_id"], one["initiator_id"]) for one in told["results"]] == [(task.id, place.bo.id)]
    assert told["next_cursor"] is None
    assert place.get("activities", limit=101).status_code == 400


def test_what_todoist_has_no_word_for_is_refused_and_written_down(place: Place) -> None:
    assert place.post("tasks", json={"content": "t", "colour": "red"}).status_code == 400
    assert place.post("tasks", json={"content": "t", "priority": 5}).status_code == 400
    assert place.command(do("item_paint", "1", id="x"))["sync_status"]["1"]["http_code"] == 400
    assert place.post("sync", data={"sync_token": "*", "resource_types": '["tasks"]'}).status_code == 400
    assert place.post("paint", json={}).status_code == 404
    assert len(place.world.wrong) == 4
    assert len(todoist().misuses()) == 4
    assert place.world.wrong == []


def test_each_one_s_requests_are_counted_apart(place: Place) -> None:
    place.world.requests(place.anna)
    place.sync()
    place.sdk(place.bo).add_task("t")
    assert place.world.requests(place.anna) == ["POST /sync"]
    assert place.world.requests(place.bo) == ["POST /tasks"]
    assert place.world.requests(place.anna) == []
