"""What the local server's Google Tasks does, over plain HTTP: each promise names where Google says it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.servers.google.person import Heard, Person
from tests.servers.google.server import GoogleServer
from tests.servers.google.tasks import TaskList, Tasks

ALL = {"showCompleted": "true", "showHidden": "true", "showDeleted": "true", "maxResults": "100"}


@dataclass
class Site:
    server: GoogleServer
    tasks: Tasks
    place: TaskList
    person: Person

    def ask(self, verb: str, path: str = "", body: Any = None, match: str = "", **query: str) -> Heard:
        target = f"/tasks/v1/lists/{self.place.id}/tasks{path}" + (f"?{urlencode(query)}" if query else "")
        data = b"" if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | ({"If-Match": match} if match else {})
        return self.person.send(verb, target, data, **headers)

    def made(self, **body: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.ask("POST", "", body).body
        return made

    def titles(self, **query: str) -> list[str]:
        return [body["title"] for body in self.ask("GET", **query).body.get("items", [])]


@pytest.fixture
def site() -> Iterator[Site]:
    with GoogleServer() as server:
        account = server.new_account()
        tasks = server.part(Tasks)
        yield Site(server, tasks, tasks.new_list(account), Person(server.root, account, ""))


def test_a_new_task_stands_first_has_an_id_of_googles_and_only_the_day_of_its_due_time(site: Site) -> None:
    first = site.made(title="a", due="2026-06-01T15:00:00+02:00", id="mine")
    second = site.made(title="b", notes="x")
    assert first["id"] != "mine"
    assert (first["due"], first["status"]) == ("2026-06-01T00:00:00.000Z", "needsAction")
    assert second["position"] < site.ask("GET", f"/{first['id']}").body["position"]
    assert site.titles() == ["b", "a"]


def test_a_page_holds_twenty_unless_more_are_asked_for_and_never_more_than_a_hundred(site: Site) -> None:
    for number in range(101):
        site.made(title=str(number))
    assert len(site.titles()) == 20
    page = site.ask("GET", maxResults="500").body
    assert len(page["items"]) == 100
    assert len(site.titles(maxResults="500", pageToken=page["nextPageToken"])) == 1
    assert site.ask("GET", pageToken="nonsense").reason == "invalid"


def test_what_is_done_hidden_or_deleted_is_shown_when_it_is_asked_for(site: Site) -> None:
    names = {name: site.made(title=name)["id"] for name in ("open", "done", "hidden", "deleted")}
    site.ask("PATCH", f"/{names['done']}", {"status": "completed"})
    site.tasks.tick(site.place, names["hidden"])
    assert site.ask("DELETE", f"/{names['deleted']}").status == 204
    assert set(site.titles()) == {"open", "done"}
    assert set(site.titles(showCompleted="false", showHidden="true")) == {"open"}
    assert set(site.titles(showHidden="true")) == {"open", "done", "hidden"}
    assert set(site.titles(**ALL)) == names.keys()


def test_what_was_assigned_elsewhere_is_shown_only_when_it_is_asked_for(site: Site) -> None:
    site.tasks.place(site.place, title="assigned", assignmentInfo={"surfaceType": "SPACE"})
    assert site.titles(**ALL) == []
    assert site.titles(showAssigned="true") == ["assigned"]


def test_a_patch_leaves_the_rest_and_null_takes_away_and_an_update_leaves_nothing(site: Site) -> None:
    ref = site.made(title="a", notes="x", due="2026-06-01T00:00:00Z")["id"]
    patched = site.ask("PATCH", f"/{ref}", {"due": None, "position": "7"}).body
    assert ("due" in patched, patched["notes"]) == (False, "x")
    assert "notes" not in site.ask("PUT", f"/{ref}", {"title": "b"}).body


def test_a_tick_has_its_time_and_one_taken_back_has_none(site: Site) -> None:
    ref = site.made(title="a")["id"]
    at = "2026-01-10T09:00:00.000Z"
    assert site.ask("PATCH", f"/{ref}", {"status": "completed", "completed": at}).body["completed"] == at
    assert "completed" not in site.ask("PATCH", f"/{ref}", {"status": "needsAction"}).body
    site.tasks.keeps_completed = False
    assert site.ask("PATCH", f"/{ref}", {"status": "completed", "completed": at}).body["completed"] > at
    assert site.ask("PATCH", f"/{ref}", {"status": "begun"}).reason == "invalid"


def test_an_old_etag_is_refused_unless_google_should_not_look(site: Site) -> None:
    made = site.made(title="a")
    path = f"/{made['id']}"
    assert site.ask("PATCH", path, {"title": "b"}, made["etag"]).status == 200
    assert site.ask("PATCH", path, {"title": "c"}, made["etag"]).reason == "conditionNotMet"
    assert site.ask("DELETE", path, None, made["etag"]).status == 412
    site.tasks.honours_if_match = False
    assert site.ask("PATCH", path, {"title": "c"}, made["etag"]).status == 200


def test_subtasks_and_places_are_changed_by_move_alone(site: Site) -> None:
    a, b, c = (site.made(title=title)["id"] for title in "abc")
    assert site.ask("POST", f"/{a}/move", None, parent=b).body["parent"] == b
    assert site.ask("POST", f"/{c}/move", None, previous=b).status == 200
    assert site.titles() == ["a", "b", "c"]
    assert "parent" not in site.ask("POST", f"/{a}/move").body


def test_a_deleted_task_leaves_its_subtasks_and_its_remains_until_they_are_forgotten(site: Site) -> None:
    a, b = (site.made(title=title)["id"] for title in "ab")
    site.ask("POST", f"/{b}/move", None, parent=a)
    site.ask("DELETE", f"/{a}")
    assert site.titles() == ["b"]
    assert site.ask("GET", f"/{a}").body["deleted"] is True
    assert site.ask("DELETE", f"/{a}").status == 404
    site.tasks.shows_remains = False
    assert site.ask("GET", f"/{a}").status == 404
    site.tasks.forget_remains(site.place)
    assert site.titles(**ALL) == ["b"]


def test_what_is_too_long_is_refused_or_cut(site: Site) -> None:
    assert site.ask("POST", "", {"title": "x" * 1025}).reason == "invalid"
    site.tasks.refuses_long = False
    assert len(site.made(title="x" * 1025)["title"]) == 1024
    site.tasks.trims = True
    assert site.made(title=" x ")["title"] == "x"


def test_bounds_are_kept(site: Site) -> None:
    site.made(title="early", due="2026-06-01T00:00:00Z")
    site.made(title="late", due="2026-07-01T00:00:00Z")
    site.made(title="never")
    assert site.titles(dueMin="2026-06-15T00:00:00Z") == ["late"]
    assert site.titles(dueMax="2026-06-15T00:00:00Z") == ["early"]
    now = site.server.moment().isoformat()
    assert site.titles(updatedMin=now) == []


def test_lists_are_everybody_s_own_and_the_first_cannot_be_deleted(site: Site) -> None:
    def lists(verb: str, path: str = "", body: Any = None) -> Heard:
        data = b"" if body is None else json.dumps(body).encode()
        target = f"/tasks/v1/users/@me/lists{path}"
        return site.person.send(verb, target, data, Content_Type="application/json")

    made = lists("POST", "", {"title": "Styret"}).body
    titles = [each["title"] for each in lists("GET").body["items"]]
    assert sorted(titles) == ["My Tasks", "Styret", "Styret"]
    assert lists("PATCH", f"/{made['id']}", {"title": "Nytt"}).body["title"] == "Nytt"
    assert lists("GET", f"/{made['id']}").body["title"] == "Nytt"
    assert lists("DELETE", f"/{made['id']}").status == 204
    assert lists("DELETE", "/@default").reason == "invalid"
    other = Person(site.server.root, site.server.new_account(), "")
    assert other.send("GET", f"/tasks/v1/lists/{site.place.id}/tasks").status == 404


def test_a_cleared_list_hides_what_is_done(site: Site) -> None:
    ref = site.made(title="a")["id"]
    site.ask("PATCH", f"/{ref}", {"status": "completed"})
    assert site.person.send("POST", f"/tasks/v1/lists/{site.place.id}/clear").status == 204
    assert (site.titles(), site.titles(showHidden="true")) == ([], ["a"])
