"""An undo on a list of Google Tasks, where no image is kept: what people had written comes back all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.servers.google.person import Person
from tests.servers.google.tasks import Tasks
from tests.sync.conftest import Hjul
from tests.sync.google import Google, google_beside


@pytest.fixture
def google(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """A list that ``hjul connect`` made."""
    with google_beside(hjul, folder, monkeypatch) as here:
        ran = here.connect("--client", here.client(), "--new-tasks", "Att göra")
        assert ran.code == 0, ran.err
        yield here


def tasks(google: Google) -> dict[str, dict[str, Any]]:
    """Those that stand there, by their titles."""
    lists = google.server.part(Tasks).lists.values()
    return {
        task["title"]: {**task, "list": one.id}
        for one in lists
        for task in one.tasks.values()
        if not task.get("deleted")
    }


def annotate(google: Google, title: str, text: str) -> None:
    task = tasks(google)[title]
    anna = Person(google.server.root, google.anna, "")
    path = f"/tasks/v1/lists/{quote(task['list'])}/tasks/{quote(task['id'])}"
    body = json.dumps({"notes": f"{task['notes']}\n{text}"}).encode()
    assert anna.send("PATCH", path, body, Content_Type="application/json").status == 200


def test_what_was_taken_away_comes_back_with_people_s_notes(google: Google, folder: Path) -> None:
    assert google.run("sync").code == 0
    before = tasks(google)
    annotate(google, "Värva på torget", "Ring Ola")
    assert google.run("sync").code == 0
    plan = (folder / "plan.yaml").read_text("utf-8")
    assert plan.count("title: Värva på torget") == 1
    (folder / "plan.yaml").write_text(
        plan.replace("id: campaign", "id: another").replace("Värva på torget", "Något annat"), "utf-8"
    )
    assert google.run("sync", "--anyway").code == 0
    assert "Värva på torget" not in tasks(google)
    runs = json.loads(google.run("history", "--format", "json").out)["runs"]
    ran = google.run("undo", str(max(each["run"] for each in runs)), "--anyway", "--plan")
    assert ran.code == 0, ran.err
    after = tasks(google)
    assert after.keys() == before.keys()
    assert after["Värva på torget"]["notes"].endswith("\nRing Ola")
    assert google.run("preview", "--exit-code").code == 0
