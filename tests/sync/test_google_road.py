"""The whole road to Google, on the local server: out, nothing left to do, what people do there, and back into plan and report.

Commands are real, and so is Google's client; what stands there is looked at and changed by plain HTTP, as other programs do.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.settings_edit import read_text, set_target, write_text
from mappings.google_event import event_id
from mappings.items import Key
from tests.servers.google.person import Person
from tests.servers.google.tasks import Tasks
from tests.session import ROOT
from tests.sync.conftest import Hjul
from tests.sync.google import Google, google_beside

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/plan.yaml"))


@pytest.fixture
def google(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """A calendar and a list that ``hjul connect`` made, and Kari, who may change the calendar."""
    with google_beside(hjul, folder, monkeypatch) as here:
        made = ("--new-calendar", "Styret", "--share", "kari@example.org:writer", "--new-tasks", "Att göra")
        ran = here.connect("--client", here.client(), *made)
        assert ran.code == 0, ran.err
        yield here


@pytest.fixture
def kari(google: Google) -> Person:
    return Person.at(google.server.root, google.server.new_account("kari@example.org"), google.calendar)


def targets(google: Google, *words: str) -> dict[str, dict[str, Any]]:
    """What a command says of each target, by its name."""
    ran = google.run(*words, "--format", "json")
    assert ran.code == 0, ran.err
    found = {one["target"]: one for one in json.loads(ran.out)["targets"]}
    assert [one["failed"] for one in found.values() if one.get("failed")] == []
    return found


def stands(google: Google) -> dict[str, Any]:
    """Everything in the calendar and on the list, remains too, by ids."""
    events = {name: one.body for name, one in google.calendar.events.items()}
    lists = google.server.part(Tasks)
    return events | {name: task for one in lists.lists.values() for name, task in one.tasks.items()}


def unchanged_by(google: Google, *words: str) -> None:
    """A command that finds nothing to do, and does nothing."""
    before = json.dumps(stands(google), sort_keys=True)
    for one in targets(google, *words).values():
        assert (one["operations"], one["read"]) == ([], [])
    assert json.dumps(stands(google), sort_keys=True) == before


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_stands_there_whole_and_is_left_alone_even_when_its_ledger_is_lost(
    google: Google, folder: Path, example: str
) -> None:
    shutil.copy(ROOT / "examples" / example / "plan.yaml", folder / "plan.yaml")
    text = read_text(folder)
    changed = text
    for name in ("board", "board-tasks"):
        changed = set_target(changed, name, {"confidential": True})
    write_text(folder, text, changed)
    words = ["--draft"] if example == "forslaget" else []
    seen = targets(google, "preview", *words)
    wanted = {name: len(one["operations"]) for name, one in seen.items()}
    assert sum(wanted.values()) > 20
    done = targets(google, "sync", *words)
    assert {name: one["done"]["created"] for name, one in done.items()} == wanted

    mails = sum(one["mails"] for one in seen.values())
    assert len(google.server.mails) == mails, "as many as the preview said"
    unchanged_by(google, "sync", *words)
    assert google.run("preview", *words, "--exit-code").code == 0

    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    unchanged_by(google, "sync", *words)
    unchanged_by(google, "sync", *words)
    assert len(google.server.mails) == mails


# What people do -----------------------------------------------------------------------------------------------------


def ref(key: str) -> str:
    return event_id("lunden-2026", Key(key))


def event(kari: Person, key: str) -> dict[str, Any]:
    """As Kari sees it."""
    found: dict[str, Any] = kari.do("GET", f"/{ref(key)}")
    return found


def edit(kari: Person, key: str, **changes: Any) -> None:
    kari.do("PATCH", f"/{ref(key)}", changes)


def restore(kari: Person, key: str) -> None:
    """As from the calendar's bin."""
    kari.do("PUT", f"/{ref(key)}", {**event(kari, key), "status": "confirmed"})


def at(moment: str) -> dict[str, str]:
    return {"dateTime": f"{moment}:00", "timeZone": "Europe/Stockholm"}


def findings(google: Google, *words: str) -> list[tuple[str, str, bool]]:
    return sorted(
        (found["item"], found["code"], found["settle"])
        for one in targets(google, *words).values()
        for found in one["findings"]
    )


def read_back(google: Google, *words: str) -> set[tuple[str, str]]:
    return {(one["item"], one["kind"]) for each in targets(google, *words).values() for one in each["read"]}


def proposals(google: Google) -> dict[str, list[str]]:
    """What the report of March asks the board to decide."""
    ran = google.run("report", "--month", "2026-03", "--format", "json", today="2026-04-02")
    report = json.loads(ran.out)
    return {one["kind"]: [each["id"] for each in one["subjects"]] for one in report["proposals"]}


def test_what_people_do_there_is_found_told_and_reported(google: Google, kari: Person) -> None:
    assert google.run("sync").code == 0
    edit(kari, "board-meeting@2026-04-06", start=at("2026-04-13T18:30"), end=at("2026-04-13T20:30"))
    edit(kari, "board-meeting@2026-06-01", summary="Grillkväll", colorId="5")
    kari.do("DELETE", f"/{ref('fair')}")
    kari.do(
        "POST", "", {"summary": "Karis eget", "start": {"date": "2026-05-01"}, "end": {"date": "2026-05-02"}}
    )
    tick(google, "Värva på torget")
    by_people = json.dumps(stands(google), sort_keys=True)

    expected = [
        ("board-meeting@2026-04-06", "moved", True),
        ("board-meeting@2026-06-01", "edited", False),
        ("fair", "deleted", True),
    ]
    assert findings(google, "preview") == expected
    assert findings(google, "drift", "list") == expected
    assert read_back(google, "preview") == {
        ("board-meeting@2026-04-06", "moved"),
        ("board-meeting@2026-06-01", "edited"),
        ("fair", "deleted"),
        ("campaign", "done"),
    }
    assert json.dumps(stands(google), sort_keys=True) == by_people, "looking changes nothing"

    assert google.run("sync").code == 0
    assert event(kari, "board-meeting@2026-06-01")["summary"] == "Styrelsemöte"
    assert event(kari, "board-meeting@2026-06-01")["colorId"] == "5", "people choose colours"
    assert event(kari, "board-meeting@2026-04-06")["start"]["dateTime"].startswith("2026-04-13T18:30")
    assert event(kari, "fair")["status"] == "cancelled"
    assert google.run("preview", "--exit-code").code == 0
    assert [found[:2] for found in findings(google, "drift", "list") if found[2]] == [
        ("board-meeting@2026-04-06", "moved"),
        ("fair", "deleted"),
    ]
    asked = proposals(google)
    assert (asked["accept"], asked["settle-moves"], asked["settle-endings"]) == (
        ["campaign"],
        ["board-meeting@2026-04-06"],
        ["fair"],
    )
    assert google.server.mails == []


def tick(google: Google, title: str) -> None:
    """Anna ticks an assignment in Google's own program."""
    lists = google.server.part(Tasks)
    anna = Person(google.server.root, google.anna, "")
    ((name, task),) = [
        (one.id, task)
        for one in lists.lists.values()
        for task in one.tasks.values()
        if task.get("title") == title
    ]
    heard = anna.send(
        "PATCH",
        f"/tasks/v1/lists/{name}/tasks/{task['id']}",
        json.dumps({"status": "completed"}).encode(),
        Content_Type="application/json",
    )
    assert heard.status == 200


def test_a_meeting_that_people_delete_and_take_back_is_told_both_times(google: Google, kari: Person) -> None:
    assert google.run("sync").code == 0
    kari.do("DELETE", f"/{ref('fair')}")
    assert google.run("sync").code == 0
    assert findings(google, "drift", "list") == [("fair", "deleted", True)]
    restore(kari, "fair")
    assert ("fair", "returned") in read_back(google, "preview")
    assert google.run("sync").code == 0
    assert event(kari, "fair")["status"] == "confirmed"
    assert findings(google, "drift", "list") == []
    assert google.run("preview", "--exit-code").code == 0
    assert "settle-endings" not in proposals(google)


def test_what_people_did_is_accepted_into_the_plan_or_put_back(
    google: Google, kari: Person, folder: Path
) -> None:
    assert google.run("sync").code == 0
    edit(kari, "board-meeting@2026-04-06", start=at("2026-04-13T18:30"), end=at("2026-04-13T20:30"))
    kari.do("DELETE", f"/{ref('fair')}")
    kari.do("DELETE", f"/{ref('board-meeting@2026-05-04')}")
    assert google.run("sync").code == 0

    assert google.run("drift", "accept", "board-meeting@2026-04-06").code == 0
    assert "2026-04-13" in (folder / "plan.yaml").read_text("utf-8")
    assert google.run("drift", "restore", "fair").code == 0
    assert event(kari, "fair")["status"] == "confirmed"
    assert google.run("drift", "accept", "board-meeting@2026-05-04").code == 0
    assert google.run("sync").code == 0
    assert findings(google, "drift", "list") == []
    assert event(kari, "board-meeting@2026-05-04")["status"] == "cancelled"
    assert google.run("preview", "--exit-code").code == 0
    assert google.server.mails == []


def test_a_meeting_that_the_plan_cancels_says_so_in_the_plans_language(
    google: Google, kari: Person, folder: Path
) -> None:
    assert google.run("sync").code == 0
    plan = folder / "plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text(text.replace("except: 2026-07", "except: 2026-07\n    cancelled: [2026-05-04]"), "utf-8")
    assert google.run("sync").code == 0
    assert event(kari, "board-meeting@2026-05-04")["summary"] == "Inställt: Styrelsemöte"
    edit(kari, "board-meeting@2026-05-04", summary="Styrelsemöte")
    assert findings(google, "preview") == [("board-meeting@2026-05-04", "uncancelled", True)]


def test_a_lost_ledger_keeps_what_people_moved_and_deleted(
    google: Google, kari: Person, folder: Path
) -> None:
    assert google.run("sync").code == 0
    edit(kari, "board-meeting@2026-04-06", start=at("2026-04-13T18:30"), end=at("2026-04-13T20:30"))
    kari.do("DELETE", f"/{ref('fair')}")
    assert google.run("sync").code == 0
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    before = json.dumps(stands(google), sort_keys=True)
    assert google.run("sync").code == 0
    assert json.dumps(stands(google), sort_keys=True) == before
    settled = [found[:2] for found in findings(google, "drift", "list") if found[2]]
    assert settled == [("board-meeting@2026-04-06", "moved"), ("fair", "deleted")]


def test_an_event_that_another_program_robbed_of_its_marks_is_told_by_its_title_and_can_be_had_again(
    google: Google, kari: Person
) -> None:
    assert google.run("sync").code == 0
    there = event(kari, "fair")
    kari.do("PUT", f"/{ref('fair')}", {name: there[name] for name in ("summary", "start", "end")})
    ran = google.run("sync")
    assert (ran.code, "Marknad [fair]: kan inte läsas" in ran.out) == (1, True)
    assert event(kari, "fair")["summary"] == "Marknad", "it may be somebody's own by now"
    kari.do("DELETE", f"/{ref('fair')}")
    assert google.run("sync").code == 0
    assert google.run("drift", "restore", "fair").code == 0
    assert event(kari, "fair")["extendedProperties"]["private"]["hjul.key"] == "fair"
    assert google.run("preview", "--exit-code").code == 0
