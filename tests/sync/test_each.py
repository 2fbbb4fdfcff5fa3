"""What everybody responsible does for themselves: a task for each, one line in the report, and a change of plan in between.

In Todoist the tasks stand under a heading; in other places they are tasks beside one another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from todoist_api_python.models import Task

from config.language import language, languages
from tests.servers.board import Board
from tests.servers.running import running
from tests.servers.todoist.office import Office
from tests.servers.todoist.projects import archive_section
from tests.servers.todoist.server import todoist
from tests.sync.conftest import Hjul

NOON = datetime(2026, 3, 10, 11, tzinfo=UTC)
TITLE = "Dela ut flygblad"
PARTS = [f"{TITLE} – Anna Ek", f"{TITLE} – Bo Alm", f"{TITLE} – Karin Sand"]
LINE = "      - {id: leaflets, title: Dela ut flygblad, responsible: [anna, party, karin], each: true, due: 2026-04-10}\n"
PLAN = f"""\
id: lunden-2026
title: Verksamhetsplan 2026
organisation: Föreningen Lunden
language: sv
period: 2026
status: adopted
adopted: 2026-01-20
people:
  anna: {{name: Anna Ek, email: anna@example.org}}
  bo: {{name: Bo Alm, email: bo@example.org}}
  karin: {{name: Karin Sand, email: karin@example.org}}
bodies:
  board: {{name: Styrelsen, chair: anna, members: [anna, bo, karin], accountable: true}}
  party: {{name: Festgruppen, kind: working-group, convenor: bo, reports_to: board}}
areas:
  - id: members
    title: Medlemmar
    activities:
{LINE}"""


@pytest.fixture
def plan(folder: Path) -> Path:
    path = folder / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def office(plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """A project in Todoist, with a section for each area, as the one target."""
    members = (
        ("Anna Ek", "anna@example.org"),
        ("Bo Alm", "bo@example.org"),
        ("Karin Sand", "karin@example.org"),
    )
    place = Office.on(todoist(), *members)
    place.world.time_is(NOON)
    (folder / "hjul.toml").write_text(place.target("todoist", 'sections = "area"'), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__TODOIST", place.board.token)
    place.requests()
    yield place
    place.close()


def run(hjul: Hjul, *words: str) -> dict[str, Any]:
    """What a command says of its one target."""
    ran = hjul(*words, "--format", "json")
    assert ran.code == 0, ran.err
    (one,) = json.loads(ran.out)["targets"]
    assert one.get("failed", []) == []
    found: dict[str, Any] = one
    return found


def sync(hjul: Hjul) -> list[tuple[str, str]]:
    """What is done to which item; what comes next finds nothing to do."""
    done = [(one["do"], one["item"]) for one in run(hjul, "sync", "--anyway")["operations"]]
    after = run(hjul, "sync")
    assert (after["operations"], after["read"]) == ([], [])
    return done


def edit(plan: Path, old: str, new: str) -> None:
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


def reported(hjul: Hjul) -> dict[str, Any]:
    """The one assignment in the report."""
    (one,) = json.loads(hjul("report", "--format", "json").out)["assignments"]
    found: dict[str, Any] = one
    return found


def line(hjul: Hjul) -> str:
    """Its line among the activities."""
    *_, row = [one for one in hjul("report").out.splitlines() if one.startswith(f"| {TITLE} |")]
    return row.replace("\u00a0", " ")


def below(office: Office) -> tuple[Task, list[Task]]:
    """The heading, and what stands under it."""
    (heading,) = [task for task in office.tasks() if task.parent_id is None]
    return heading, [task for task in office.tasks() if task.parent_id == heading.id]


def test_everybody_gets_their_own_under_a_heading_that_cannot_be_ticked(hjul: Hjul, office: Office) -> None:
    assert sync(hjul) == [("create", f"leaflets/{who}") for who in ("anna", "bo", "karin")]
    heading, parts = below(office)
    assert heading.content == f"* {TITLE}"
    assert (heading.assignee_id, heading.due) == (None, None)
    assert sorted(part.content for part in parts) == PARTS
    people = {user.id for user in office.members.values()}
    assert {part.assignee_id for part in parts} == people, "a working group's convenor has its part"
    assert {part.section_id for part in parts} == {heading.section_id} != {None}


def test_two_tick_and_the_report_says_who_and_when_and_who_is_left(hjul: Hjul, office: Office) -> None:
    sync(hjul)
    for day, name, part in ((8, "anna", PARTS[0]), (9, "bo", PARTS[1])):
        office.world.time_is(datetime(2026, 3, day, 9, tzinfo=UTC))
        office.member(name).complete_task(office.called(part).id)
    assert [one["kind"] for one in run(hjul, "sync")["read"]] == ["done", "done"]
    assert sync(hjul) == []
    one = reported(hjul)
    (turn,) = one["turns"]
    assert (one["id"], one["outlook"], turn["key"], turn["title"]) == (
        "leaflets",
        "ongoing",
        "leaflets",
        TITLE,
    )
    told = [(part["key"], part["work"], part["closed"] and part["closed"]["by"]) for part in turn["parts"]]
    assert told == [
        ("leaflets/anna", "done", "Anna Ek"),
        ("leaflets/bo", "done", "Bo Alm"),
        ("leaflets/karin", "not-started", None),
    ]
    assert "2 av 3 klara (Anna Ek 8 mars, Bo Alm 9 mars); kvar: Karin Sand" in line(hjul)
    assert "Karin Sand" in hjul("status").out
    assert "Anna Ek" not in hjul("status").out

    ref = office.called(PARTS[2]).id
    office.at(datetime(2026, 3, 10, 9, tzinfo=UTC), "anna", lambda api: api.complete_task(ref))
    run(hjul, "sync")
    assert reported(hjul)["outlook"] == "done"
    assert "3 av 3 klara (Anna Ek 8 mars, Bo Alm 9 mars, Karin Sand 10 mars – Anna Ek)" in line(hjul)


def test_a_program_that_ticks_the_heading_ticks_the_parts_and_each_says_so(
    hjul: Hjul, office: Office
) -> None:
    sync(hjul)
    heading, _ = below(office)
    office.at(datetime(2026, 3, 9, 9, tzinfo=UTC), "bo", lambda api: api.complete_task(heading.id))
    assert {one["item"]: one["by"] for one in run(hjul, "sync")["read"]} == dict.fromkeys(
        ("leaflets/anna", "leaflets/bo", "leaflets/karin"), "Bo Alm"
    )
    assert reported(hjul)["outlook"] == "done"


def test_somebody_joins_what_is_done_and_it_is_open_again(hjul: Hjul, office: Office, plan: Path) -> None:
    edit(plan, "[anna, party, karin]", "[anna, party]")
    sync(hjul)
    heading, _ = below(office)
    office.at(datetime(2026, 3, 9, 9, tzinfo=UTC), "bo", lambda api: api.complete_task(heading.id))
    run(hjul, "sync")
    edit(plan, "[anna, party]", "[anna, party, karin]")
    assert ("create", "leaflets/karin") in sync(hjul)
    again, parts = below(office)
    assert (again.id, [part.content for part in parts]) == (heading.id, PARTS[2:])
    assert reported(hjul)["outlook"] == "ongoing"


def test_who_leaves_loses_an_open_task_and_keeps_a_done_one(hjul: Hjul, office: Office, plan: Path) -> None:
    sync(hjul)
    ref = office.called(PARTS[0]).id
    office.member("anna").complete_task(ref)
    run(hjul, "sync")
    edit(plan, "[anna, party, karin]", "[party]")
    done = sync(hjul)
    assert done == [("update", "leaflets/bo"), ("delete", "leaflets/karin")]
    _, parts = below(office)
    assert [part.content for part in parts] == PARTS[1:2]
    assert office.ticked(NOON - timedelta(days=9), NOON + timedelta(days=9)) == {ref: PARTS[0]}
    assert len(reported(hjul)["turns"][0]["parts"]) == 1


def test_turned_off_it_is_one_task_and_the_heading_goes_and_comes_back_with_an_undo(
    hjul: Hjul, office: Office, plan: Path
) -> None:
    sync(hjul)
    edit(plan, "each: true, ", "")
    assert sync(hjul) == [
        ("create", "leaflets"),
        *(("delete", f"leaflets/{who}") for who in ("anna", "bo", "karin")),
    ]
    (task,) = office.tasks()
    assert (task.content, task.assignee_id) == (TITLE, office.members["anna"].id)
    assert set(task.labels or []) >= {"Bo_Alm", "Karin_Sand"}

    runs = json.loads(hjul("history", "--format", "json").out)["runs"]
    changed = next(one["run"] for one in runs if one["counts"].get("deleted"))
    assert hjul("undo", str(changed), "--anyway").code == 0
    heading, parts = below(office)
    assert heading.content == f"* {TITLE}"
    assert sorted(part.content for part in parts) == PARTS


def test_turned_on_a_task_becomes_one_for_each(hjul: Hjul, office: Office, plan: Path) -> None:
    edit(plan, "each: true, ", "")
    sync(hjul)
    edit(plan, "karin], due", "karin], each: true, due")
    done = sync(hjul)
    assert done == [
        *(("create", f"leaflets/{who}") for who in ("anna", "bo", "karin")),
        ("delete", "leaflets"),
    ]
    assert len(below(office)[1]) == 3


def test_a_lost_ledger_finds_everybodys_part_and_the_heading(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    sync(hjul)
    office.member("bo").complete_task(office.called(PARTS[1]).id)
    run(hjul, "sync")
    there = office.everything()
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    again = run(hjul, "sync")
    assert again["operations"] == []
    assert [(one["item"], one["kind"], one["by"]) for one in again["read"]] == [
        ("leaflets/bo", "done", "Bo Alm")
    ]
    assert sync(hjul) == []
    assert office.everything() == there


def test_a_deleted_heading_is_told_of_each_part_and_what_is_restored_stands_under_a_new_one(
    hjul: Hjul, office: Office
) -> None:
    sync(hjul)
    heading, _ = below(office)
    office.member("anna").delete_task(heading.id)
    told = run(hjul, "sync")
    assert {(one["item"], one["kind"]) for one in told["read"]} == {
        (f"leaflets/{who}", "deleted") for who in ("anna", "bo", "karin")
    }
    assert hjul("drift", "restore", "leaflets/karin").code == 0
    again, parts = below(office)
    assert (again.id != heading.id, [part.content for part in parts]) == (True, PARTS[2:])


def test_a_new_title_and_a_new_project_reach_the_heading_once(
    hjul: Hjul, office: Office, plan: Path, folder: Path
) -> None:
    sync(hjul)
    edit(plan, TITLE, "Dela ut brev")
    sync(hjul)
    heading, parts = below(office)
    assert heading.content == "* Dela ut brev"
    assert [part.content.partition(" – ")[0] for part in parts] == ["Dela ut brev"] * 3
    own = office.sdk(office.board).add_project("Medlemmar").id
    office.world.share(own, *office.members.values())
    toml = office.target("todoist", f'projects = {{ Medlemmar = "{own}" }}')
    (folder / "hjul.toml").write_text(toml, encoding="utf-8")
    sync(hjul)
    assert office.tasks() == []
    office.project = own
    moved, parts = below(office)
    assert (moved.id, len(parts)) == (heading.id, 3)
    assert {part.assignee_id for part in parts} == {user.id for user in office.members.values()}


def test_where_people_have_sections_everybodys_part_stands_in_their_own(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    (folder / "hjul.toml").write_text(office.target("todoist", 'sections = "person"'), encoding="utf-8")
    sync(hjul)
    assert sorted(task.content for task in office.tasks()) == PARTS
    assert {task.parent_id for task in office.tasks()} == {None}
    assert len({task.section_id for task in office.tasks()}) == 3


def test_other_sections_part_them_and_bring_them_together_again(
    hjul: Hjul, office: Office, folder: Path
) -> None:
    sync(hjul)
    refs = {task.id for task in below(office)[1]}
    for sections, together in (("person", False), ("area", True)):
        line = f'sections = "{sections}"'
        (folder / "hjul.toml").write_text(office.target("todoist", line), encoding="utf-8")
        assert {do for do, _ in sync(hjul)} == {"update"}
        there = {task.id: task for task in office.tasks()}
        assert refs <= there.keys()
        assert len({there[ref].section_id for ref in refs}) == (1 if together else 3)
        assert len(there) == (4 if together else 3), "an empty heading does not stay"
    assert {task.id for task in below(office)[1]} == refs


def test_an_undone_beginning_leaves_what_somebody_has_ticked_where_it_stands(
    hjul: Hjul, office: Office
) -> None:
    sync(hjul)
    ref = office.called(PARTS[0]).id
    office.member("anna").complete_task(ref)
    assert hjul("undo", "1", "--anyway").code == 0
    heading, parts = below(office)
    assert (heading.content, parts) == (f"* {TITLE}", [])
    assert office.ticked(NOON - timedelta(days=9), NOON + timedelta(days=9)) == {ref: PARTS[0]}


def test_another_day_of_ones_own_is_accepted_for_that_one(hjul: Hjul, office: Office, plan: Path) -> None:
    sync(hjul)
    office.member("bo").update_task(office.called(PARTS[1]).id, due_date=date(2026, 4, 20))
    before = plan.read_text(encoding="utf-8")
    assert hjul("drift", "accept", "leaflets/bo").code == 0
    assert plan.read_text(encoding="utf-8") == before
    assert sync(hjul) == []
    days = {task.content: task.due and task.due.date for task in below(office)[1]}
    assert days == dict(zip(PARTS, (date(2026, 4, 10), date(2026, 4, 20), date(2026, 4, 10)), strict=True))
    (turn,) = reported(hjul)["turns"]
    assert [part["due"] for part in turn["parts"]] == ["2026-04-10", "2026-04-20", "2026-04-10"]
    assert turn["due"] == "2026-04-10"


def test_a_comment_under_the_heading_keeps_it(hjul: Hjul, office: Office, plan: Path) -> None:
    sync(hjul)
    heading, _ = below(office)
    office.member("bo").add_comment("Kartor finns i lokalen.", task_id=heading.id)
    edit(plan, "each: true, ", "")
    sync(hjul)
    assert {task.content for task in office.tasks()} == {TITLE, heading.content}


def test_what_stands_in_an_archived_section_is_left_there_and_a_new_part_gets_a_new_heading(
    hjul: Hjul, office: Office, plan: Path
) -> None:
    sync(hjul)
    heading, _ = below(office)
    assert heading.section_id is not None
    archive_section(office.world, office.board, heading.section_id, archived=True)
    edit(plan, "karin: {name", "siv: {name: Siv Ro}\n  karin: {name")
    edit(plan, "party, karin]", "party, karin, siv]")
    assert ("create", "leaflets/siv") in sync(hjul)
    again, parts = below(office)
    assert (again.id != heading.id, [part.content for part in parts]) == (True, [f"{TITLE} – Siv Ro"])
    assert sync(hjul) == []


def test_turns_stand_under_one_heading_and_each_is_counted_by_itself(
    hjul: Hjul, office: Office, plan: Path
) -> None:
    edit(plan, "due: 2026-04-10", "cadence: monthly, start: 2026-02-01, due: 2026-04-30")
    sync(hjul)
    _, parts = below(office)
    assert len(parts) == 9
    office.member("bo").complete_task(office.called(f"{TITLE} (mars 2026) – Bo Alm").id)
    run(hjul, "sync")
    assert [turn["key"] for turn in reported(hjul)["turns"]] == [
        f"leaflets@2026-0{month}" for month in (2, 3, 4)
    ]
    assert "mars: 1 av 3 klara (Bo Alm" in line(hjul)
    ran = hjul("mark", "leaflets@2026-02", "done")
    assert ran.code == 0
    assert [turn["work"] for turn in reported(hjul)["turns"]] == ["done", "ongoing", "not-started"]


def test_a_mark_is_for_everybody_who_is_not_done_or_for_one(hjul: Hjul, office: Office) -> None:
    sync(hjul)
    office.at(
        datetime(2026, 3, 8, 9, tzinfo=UTC), "anna", lambda api: api.complete_task(office.called(PARTS[0]).id)
    )
    run(hjul, "sync")
    assert hjul("mark", "leaflets/bo", "done", "--on", "2026-03-09").code == 0
    assert "kvar: Karin Sand" in line(hjul)
    assert hjul("mark", "leaflets", "done").code == 0
    assert reported(hjul)["outlook"] == "done"
    assert "Anna Ek 8 mars, Bo Alm 9 mars, Karin Sand 10 mars" in line(hjul)
    assert [task.content for task in office.tasks()] == [f"* {TITLE}"]
    assert sync(hjul) == []
    assert "say whose" in hjul("drift", "accept", "leaflets").err


@pytest.mark.parametrize("code", languages())
def test_every_language_says_how_many_and_who_is_left(hjul: Hjul, plan: Path, code: str) -> None:
    edit(plan, "language: sv", f"language: {code}")
    assert hjul("sync").code == 0
    assert hjul("mark", "leaflets/bo", "done", "--on", "2026-03-09").code == 0
    words = language(code)
    said = line(hjul)
    assert words.word("report.done_of", done="1", total="3") in said
    assert words.word("report.left", names="Anna Ek, Karin Sand") in said


def test_on_a_server_of_calendars_they_are_tasks_beside_one_another_too(
    hjul: Hjul, plan: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Board.on(running("radicale"))
    (folder / "hjul.toml").write_text(place.target("server"), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__SERVER", place.account.password or "")
    sync(hjul)
    there = place.items()
    assert sorted(there) == ["leaflets/anna", "leaflets/bo", "leaflets/karin"]
    place.rewrite(there["leaflets/bo"], ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED"))
    run(hjul, "sync")
    assert "1 av 3 klara" in line(hjul)
    edit(plan, "each: true, ", "")
    assert sync(hjul) == [("create", "leaflets"), ("delete", "leaflets/anna"), ("delete", "leaflets/karin")]
    assert sorted(place.items()) == ["leaflets", "leaflets/bo"]


def test_in_a_folder_they_are_tasks_beside_one_another_and_a_tick_is_one_persons(
    hjul: Hjul, plan: Path, folder: Path
) -> None:
    assert hjul("sync").code == 0
    files = {path.read_text(encoding="utf-8"): path for path in (folder / "hjul-data").rglob("*.ics")}
    assert len(files) == 3
    text, path = next(
        pair for pair in files.items() if "Bo Alm" in pair[0].partition("SUMMARY")[2].partition("\n")[0]
    )
    ticked = text.replace("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\nPERCENT-COMPLETE:100")
    path.write_text(ticked, encoding="utf-8", newline="\r\n")
    assert hjul("sync").code == 0
    assert [part["work"] for part in reported(hjul)["turns"][0]["parts"]] == [
        "not-started",
        "done",
        "not-started",
    ]
    edit(plan, "each: true, ", "")
    assert sync(hjul) == [("create", "leaflets"), ("delete", "leaflets/anna"), ("delete", "leaflets/karin")]
