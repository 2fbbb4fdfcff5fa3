"""The whole road in Todoist: out, nothing left to do, what members do there, and back into plan and report.

What stands there is looked at and changed with the official SDK alone.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from config.language import language, languages
from tests.servers.todoist.office import Office
from tests.servers.todoist.server import todoist
from tests.session import ROOT
from tests.sync.conftest import Hjul

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/plan.yaml"))
NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)


@pytest.fixture
def office(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A project in Todoist as the one target of the folder in which commands are run."""
    place = Office.on(todoist(), ("Anna Ek", "anna@example.org"), ("Bo Alm", "bo@example.org"))
    place.world.time_is(NOON)
    (folder / "hjul.toml").write_text(place.target("todoist"), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__TODOIST", place.board.token)
    place.requests()
    yield place
    place.close()


def target(hjul: Hjul, *words: str) -> dict[str, Any]:
    """What a command says of its one target."""
    ran = hjul(*words, "--format", "json")
    assert ran.code == 0, ran.err
    (one,) = json.loads(ran.out)["targets"]
    assert one.get("failed", []) == []
    found: dict[str, Any] = one
    return found


def edit_plan(folder: Path, old: str, new: str) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_stands_there_whole_and_is_left_alone_even_when_its_ledger_is_lost(
    hjul: Hjul, office: Office, example: str, folder: Path
) -> None:
    shutil.copy(ROOT / "examples" / example / "plan.yaml", folder / "plan.yaml")
    lines = ("confidential = true", 'sections = "area"')
    (folder / "hjul.toml").write_text(office.target("todoist", *lines), encoding="utf-8")
    words = ["--draft"] if example == "forslaget" else []
    wanted = [one["item"] for one in target(hjul, "preview", *words)["operations"]]
    assert target(hjul, "sync", *words)["done"]["created"] == len(wanted) > 20
    there = office.everything()
    headings = {task.parent_id for task in there.values() if task.parent_id}
    assert len(there) - len(headings) == len(wanted)
    assert len(office.requests()) <= 6

    second = target(hjul, "sync", *words)
    assert (second["operations"], second["read"], second["findings"]) == ([], [], [])
    assert office.requests() == ["POST /sync"]
    assert hjul("preview", *words, "--exit-code").code == 0

    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    again = target(hjul, "sync", *words)
    assert (again["operations"], again["read"]) == ([], [])
    assert office.everything() == there


def test_a_confidential_proposal_goes_to_no_project_that_is_not_said_to_be_the_boards_own(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    shutil.copy(ROOT / "examples" / "forslaget" / "plan.yaml", folder / "plan.yaml")
    ran = hjul("sync", "--draft")
    assert (ran.code, "the plan is confidential" in ran.err) == (1, True), ran.err
    assert office.tasks() == []


def test_meetings_are_not_for_todoist_and_a_target_that_wants_them_there_is_a_sentence(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    toml = office.target("todoist").replace('holds = ["tasks"]', 'holds = ["events", "tasks"]')
    (folder / "hjul.toml").write_text(toml, encoding="utf-8")
    ran = hjul("sync")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert 'write holds = ["tasks"]' in ran.err
    assert office.tasks() == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "'project' is missing; run 'hjul connect todoist --target todoist'"),
        ('project = "a b"', "project: "),
        ('project = "x"\nroot = "http://example.org"', "expected https://"),
        ('project = "x"\nsection = "area"', "did you mean 'sections'?"),
    ],
)
def test_a_wrong_key_is_a_sentence(hjul: Hjul, office: Office, folder: Path, line: str, said: str) -> None:
    toml = f'[targets.todoist]\nadapter = "todoist"\nholds = ["tasks"]\n{line}\n'
    (folder / "hjul.toml").write_text(toml, encoding="utf-8")
    ran = hjul("sync")
    assert (ran.code, "Traceback" in ran.err) == (2, False)
    assert said in ran.err
    assert office.requests() == []


def test_what_members_do_there_is_found_told_and_reported(hjul: Hjul, office: Office) -> None:
    assert hjul("sync").code == 0
    anna, bo = office.member("anna"), office.member("bo")
    letters = {task.content: task for task in office.tasks()}
    campaign = office.called("Värva på torget")
    assert (campaign.assignee_id, "Bo_Alm" in (campaign.labels or [])) == (None, True), "he has no address"
    assert campaign.due is not None
    assert campaign.due.date == date(2026, 4, 30)
    (april, may, june) = (
        task
        for name, task in sorted(letters.items())
        if any(month in name for month in ("april", "maj", "juni"))
    )
    anna.update_task(april.id, due_date=date(2026, 5, 4))
    anna.update_task(may.id, content="Grillkväll")
    anna.delete_task(june.id)
    anna.add_comment("Ta med tejp.", task_id=campaign.id)
    office.at(datetime(2026, 3, 10, 17, tzinfo=UTC), "bo", lambda _: bo.complete_task(campaign.id))

    seen = target(hjul, "preview")
    assert sorted(one["code"] for one in seen["findings"]) == ["deleted", "edited", "moved"]
    kinds = {(one["item"], one["kind"]) for one in seen["read"]}
    assert ("campaign", "done") in kinds
    assert ("campaign", "noted") in kinds
    assert {kind for _, kind in kinds} == {"done", "noted", "moved", "edited", "deleted"}

    told = target(hjul, "sync")
    assert sorted(one["do"] for one in told["operations"]) == ["bury", "update"]
    assert hjul("preview", "--exit-code").code == 0
    assert anna.get_task(may.id).content == may.content
    due = anna.get_task(april.id).due
    assert due is not None
    assert due.date == date(2026, 5, 4)

    report = json.loads(hjul("report", "--month", "2026-03", "--format", "json", today="2026-04-02").out)
    turns = {turn["key"]: turn for one in report["assignments"] for turn in one["turns"]}
    assert turns["campaign"]["closed"] == {
        "source": "todoist",
        "when": "2026-03-10T17:00:00+00:00",
        "by": "Bo Alm",
    }
    assert turns["campaign"]["note"] == "Anna Ek: Ta med tejp."
    called_for = {one["kind"]: [each["id"] for each in one["subjects"]] for one in report["proposals"]}
    assert called_for["accept"] == ["campaign"]


@pytest.mark.parametrize("code", languages())
def test_the_labels_that_say_how_far_it_is_are_told_in_every_language(code: str) -> None:
    said = (ROOT / "docs" / "todoist.md").read_text(encoding="utf-8")
    words = language(code)
    assert f"`{words.word('read.started')}`, `{words.word('read.cancelled')}`" in " ".join(said.split())


def test_a_moved_day_is_accepted_into_the_plan_or_put_back(hjul: Hjul, office: Office, folder: Path) -> None:
    assert hjul("sync").code == 0
    anna, campaign = office.member("anna"), office.called("Värva på torget")
    anna.update_task(campaign.id, due_date=date(2026, 5, 4))
    assert hjul("sync").code == 0
    assert hjul("drift", "restore", "campaign").code == 0
    hjul("sync")
    due = anna.get_task(campaign.id).due
    assert due is not None
    assert due.date == date(2026, 4, 30)
    anna.update_task(campaign.id, due_date=date(2026, 5, 11))
    assert hjul("sync").code == 0
    assert hjul("drift", "accept", "campaign").code == 0
    assert "due: 2026-05-11" in (folder / "plan.yaml").read_text(encoding="utf-8")
    assert hjul("sync").code == 0
    assert hjul("preview", "--exit-code").code == 0
    assert target(hjul, "drift", "list")["findings"] == []


def test_what_left_the_plan_comes_back_with_all_that_people_had_put_there(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    assert hjul("sync").code == 0
    anna, campaign = office.member("anna"), office.called("Värva på torget")
    step = anna.add_task("Trycka affischer", parent_id=campaign.id)
    anna.complete_task(anna.add_task("Boka bord", parent_id=campaign.id).id)
    anna.add_comment("Ta med tejp.", task_id=campaign.id)
    anna.update_task(
        campaign.id,
        labels=[*(campaign.labels or []), "egen"],
        description=campaign.description + "\nRing Ola.",
    )
    assert hjul("sync").code == 0
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    start, end = text.index("      - id: campaign"), text.index("      - {id: letter")
    (folder / "plan.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    assert hjul("sync").code == 0
    assert [task for task in office.tasks() if task.content in {campaign.content, step.content}] == []
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    runs = json.loads(hjul("history", "--format", "json").out)["runs"]
    assert hjul("undo", str(runs[0]["run"])).code == 0
    again = office.called(campaign.content)
    assert "egen" in (again.labels or [])
    assert again.description.endswith("Ring Ola.")
    (below,) = [task for task in office.tasks() if task.parent_id == again.id]
    assert below.content == step.content
    (said,) = [one for page in anna.get_comments(task_id=again.id) for one in page]
    assert said.content.endswith("Ta med tejp.")
    assert hjul("sync").code == 0
    assert hjul("preview", "--exit-code").code == 0


def test_another_responsible_in_the_plan_gets_the_assignment(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    assert hjul("sync").code == 0
    edit_plan(folder, "responsible: bo\n", "responsible: anna\n")
    told = target(hjul, "sync")
    assert [(one["do"], one["item"]) for one in told["operations"]] == [("update", "campaign")]
    assert office.called("Värva på torget").assignee_id == office.members["anna"].id
    assert hjul("preview", "--exit-code").code == 0


def test_the_plan_s_priority_is_shown_there_and_what_has_none_is_people_s(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    edit_plan(folder, "responsible: bo\n", "responsible: bo\n        priority: high\n")
    edit_plan(folder, "{id: letter,", "{id: letter, priority: low,")
    assert hjul("sync").code == 0
    shown = {task.content: task.priority for task in office.tasks()}
    letters = {priority for title, priority in shown.items() if title.startswith("Skriva brev")}
    assert (shown["Värva på torget"], letters) == (4, {2}), "4 is what Todoist's programs call p1"
    edit_plan(folder, "        priority: high\n", "")
    assert hjul("sync").code == 0
    assert office.called("Värva på torget").priority == 1
    office.member("anna").update_task(office.called("Värva på torget").id, priority=3)
    assert target(hjul, "sync")["operations"] == []
    edit_plan(folder, "priority: low", "priority: urgent")
    ran = hjul("check")
    assert (ran.code, "expected high, medium or low" in ran.out + ran.err) == (2, True)


def test_a_mark_of_the_board_ticks_the_task_there_on_the_day_that_it_says(hjul: Hjul, office: Office) -> None:
    assert hjul("sync").code == 0
    task = office.called("Värva på torget")
    assert hjul("mark", "campaign", "done", "--by", "Bo Alm", "--on", "2026-03-09").code == 0
    assert hjul("sync").code == 0
    first, last = datetime(2026, 3, 8, tzinfo=UTC), datetime(2026, 3, 10, 12, tzinfo=UTC)
    done = office.sdk(office.board).get_completed_tasks_by_completion_date(since=first, until=last)
    ((ticked,),) = list(done)
    assert ticked.id == task.id
    assert ticked.completed_at is not None
    assert ticked.completed_at.date() == date(2026, 3, 9)
    assert hjul("preview", "--exit-code").code == 0


def test_what_would_overfill_the_project_is_foreseen_in_the_preview_and_nothing_is_put_there(
    hjul: Hjul, office: Office
) -> None:
    office.board.plan.max_tasks = 5
    ran = hjul("preview")
    assert "Verksamhetsplanen" in ran.out + ran.err
    assert "mejl" not in ran.out, "nobody gets what finds no room"
    assert hjul("sync").code != 0
    assert office.tasks() == []
    office.board.plan.max_tasks = 300
    assert hjul("sync").code == 0
    assert hjul("preview", "--exit-code").code == 0


def test_a_token_that_is_not_good_is_a_sentence_and_never_printed(
    hjul: Hjul, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "0123456789abcdef0123456789abcdef01234567"  # noqa: S105  # nobody's
    monkeypatch.setenv("HJUL_SECRETS__TODOIST", secret)
    ran = hjul("sync")
    assert ran.code != 0
    assert "sign in again" in ran.out + ran.err
    assert secret not in ran.out + ran.err
    assert office.tasks() == []


def test_without_a_token_nothing_is_asked(
    hjul: Hjul, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HJUL_SECRETS__TODOIST")
    ran = hjul("sync")
    assert ran.code == 4
    assert office.requests() == []
