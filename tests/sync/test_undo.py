"""What a run changed is put back, as far as nobody has changed it since; and an undo is a run like any other."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import icalendar
import pytest

from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_interrupted import PowerCut, unreliable  # noqa: F401  # a fixture
from tests.sync.test_road import drag, edit, files

MANGLED = PLAN.split("areas:")[0].replace("every: first Monday\n    except: 2026-07", "dates: [2026-04-06]")
MANGLED = MANGLED.replace("  - {id: fair, title: Marknad, date: 2026-05-09}\n", "")
OTHERWISE = (
    PLAN.replace("title: Marknad, date: 2026-05-09", "title: Loppis, date: 2026-05-10")
    .replace("title: Styrelsemöte", "title: Möte i styrelsen")
    .replace("time: 18:00-20:00   # always", "time: 19:00-21:00   # always")
    .replace("responsible: bo", "responsible: anna")
    .replace("due: 2026-04-30", "due: 2026-04-15")
)
NEXT = "board-meeting@2026-04-06"
"""The next meeting bears the state of things, and that has changed: people's own changes are known now."""
DONE = ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z\r\nPERCENT-COMPLETE:100")
STARTED = ("STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:40")
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Ring Bo\r\nTRIGGER:-PT30M\r\nEND:VALARM\r\n"
STAMPS = re.compile(rb"^(SEQUENCE|LAST-MODIFIED|DTSTAMP|CREATED):.*\r\n", re.MULTILINE)
FOREIGN = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20260101T000000Z\r\n"
    b"DTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def say(folder: Path) -> dict[str, bytes]:
    """As ``stand``, however each line is folded and in whatever order it stands."""
    return {
        key: STAMPS.sub(b"", icalendar.Calendar.from_ical(path.read_bytes()).to_ical())
        for key, path in files(folder).items()
    }


def write(folder: Path, text: str) -> None:
    (folder / "plan.yaml").write_text(text, encoding="utf-8")


def stand(folder: Path) -> dict[str, bytes]:
    """Every item's file, byte for byte but for the marks of when it was written."""
    return {key: STAMPS.sub(b"", path.read_bytes()) for key, path in files(folder).items()}


def note(path: Path, text: str) -> None:
    """A person's own line below the managed part."""
    data = path.read_bytes().replace(b"\r\n ", b"")
    path.write_bytes(re.sub(rb"DESCRIPTION:[^\r]*", lambda line: line[0] + text.encode(), data, count=1))


def runs(hjul: Hjul) -> list[dict[str, Any]]:
    """The runs, the latest first."""
    found: list[dict[str, Any]] = json.loads(hjul("history", "--format", "json").out)["runs"]
    return found


def latest(hjul: Hjul) -> str:
    return str(runs(hjul)[0]["run"])


def told(hjul: Hjul, *words: str) -> dict[str, str]:
    """What an undo leaves alone, by item."""
    target = json.loads(hjul("undo", *words, "--format", "json").out)["targets"][0]
    return {one["item"]: one["code"] for one in target["findings"]}


def is_settled(hjul: Hjul) -> bool:
    return hjul("preview", "--exit-code").code == 0


def lived_in(folder: Path) -> dict[str, Path]:
    """What people had made of a synced folder: ticks, notes, alarms, colours and fields of other programs."""
    there = files(folder)
    edit(there["letter@2026-05"], STARTED, ("END:VTODO", "X-THEIRS:turkos\\, grön\r\nEND:VTODO"))
    note(there["letter@2026-05"], "Ta med tejp.")
    edit(there["campaign"], ("END:VTODO", f"{ALARM}END:VTODO"))
    edit(there["fair"], ("END:VEVENT", f"COLOR:teal\r\n{ALARM}END:VEVENT"))
    note(there["board-meeting@2026-06-01"], "Fika: Bo")
    return there


# A first sync


def test_undoing_a_first_sync_takes_away_all_that_it_made_and_nothing_else(hjul: Hjul, folder: Path) -> None:
    calendar = folder / "hjul-data" / "calendar"
    calendar.mkdir(parents=True)
    (calendar / "someone.ics").write_bytes(FOREIGN)
    hjul("sync")
    assert hjul("undo", latest(hjul)).code == 3
    ran = hjul("undo", latest(hjul), "--anyway")
    assert files(folder) != {}, "the guarded undo was the latest run, and it did nothing"
    ran = hjul("undo", "1", "--anyway")
    assert ran.code == 0
    assert files(folder) == {}
    assert [path.name for path in folder.glob("hjul-data/*/*.ics")] == ["someone.ics"]
    assert (calendar / "someone.ics").read_bytes() == FOREIGN
    assert "säger fortfarande annat" in ran.out


def test_a_sync_after_it_does_the_same_again(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    before = stand(folder)
    hjul("undo", "1", "--anyway")
    again = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert {(one["do"], one["reason"]) for one in again["operations"]} == {("create", "new")}
    assert stand(folder) == before
    assert is_settled(hjul)


def test_what_people_made_theirs_is_not_taken_away_and_that_is_told(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    there = files(folder)
    edit(there["campaign"], DONE)
    note(there["letter@2026-04"], "\\nTa med tejp.")
    drag(there["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    before = {key: there[key].read_bytes() for key in ("campaign", "letter@2026-04", "fair")}
    there["trip/set-date"].unlink()
    left = told(hjul, "1", "--anyway")
    assert left == dict.fromkeys(before, "undo_touched")
    assert {key: path.read_bytes() for key, path in files(folder).items()} == before


# A mangled plan


def test_undoing_a_mangled_plan_brings_back_everything_with_all_that_people_had_added(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    lived_in(folder)
    note(files(folder)["letter@2026-06"], "\\n\\n  Ring Anna\\, Bo\\n\\n")
    hjul("sync")
    before = stand(folder)
    write(folder, MANGLED)
    assert hjul("sync").code == 3
    assert hjul("sync", "--anyway").code == 0
    assert len(files(folder)) < len(before) / 3
    ran = hjul("undo", latest(hjul))
    assert ran.code == 0, "bringing things back is nothing that the guard stops"
    assert stand(folder) == before
    assert hjul("sync").code == 3, "the plan still says otherwise"


def test_with_plan_the_plan_is_put_back_too_and_then_there_is_nothing_to_sync(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    before = stand(folder)
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    shown = hjul("undo", latest(hjul), "--plan", "--preview")
    assert shown.code == 0
    assert "plan.yaml skulle få tillbaka" in shown.out
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == MANGLED, "a preview changes nothing"
    ran = hjul("undo", latest(hjul), "--plan")
    assert ran.code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN
    assert stand(folder) == before
    assert is_settled(hjul)
    assert hjul("sync").code == 0
    assert stand(folder) == before


def test_what_was_brought_back_is_not_read_as_done_anew(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    hjul("undo", latest(hjul), "--plan")
    assert json.loads(hjul("sync", "--format", "json").out)["targets"][0]["read"] == []


def test_what_is_there_again_or_was_deleted_since_is_left_as_it_is(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    run = latest(hjul)
    write(folder, PLAN)
    hjul("sync", "--anyway")
    files(folder)["fair"].unlink()
    before = stand(folder)
    left = told(hjul, run)
    assert left["fair"] == "undo_gone"
    assert left["campaign"] == "undo_there"
    assert stand(folder) == before


def test_without_the_images_as_after_a_cut_the_rest_still_comes_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    before = stand(folder)
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    run = latest(hjul)
    with closing(sqlite3.connect(folder / "hjul-data" / "hjul.db")) as by_hand, by_hand:
        by_hand.execute("UPDATE intent SET image = NULL, state = 'answered' WHERE run = ?", [run])
    assert hjul("undo", run, "--plan").code == 0
    after = stand(folder)
    assert after.keys() == before.keys()
    letter = after["letter@2026-05"].replace(b"\r\n ", b"")
    assert b"Ta med tejp." in letter
    assert b"STATUS:IN-PROCESS" in letter
    assert b"PERCENT-COMPLETE:40" in letter
    assert is_settled(hjul)


# Renames and moves


def test_renames_moves_and_new_people_are_put_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    before = say(folder)
    write(folder, OTHERWISE)
    assert hjul("sync", "--anyway").code == 0
    run = latest(hjul)
    changed = say(folder)
    assert changed != before
    assert hjul("undo", run).code == 3, "moving everything is too much in either direction"
    assert hjul("undo", run, "--anyway").code == 0
    assert say(folder) == before
    assert hjul("sync", "--anyway").code == 0
    assert say(folder) == changed, "a sync does the same again"
    assert hjul("undo", latest(hjul), "--anyway").code == 0
    assert say(folder) == before
    write(folder, PLAN)
    assert is_settled(hjul), "with the plan put back by hand there is nothing to do"


def test_of_one_item_only_the_fields_that_still_stand_are_put_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, OTHERWISE)
    hjul("sync", "--anyway")
    run = latest(hjul)
    fair = files(folder)["fair"]
    drag(fair, ("20260510", "20260516"), ("20260511", "20260517"))
    edit(files(folder)["campaign"], DONE)
    assert told(hjul, run, "--anyway") == {"fair": "undo_kept"}
    assert b"SUMMARY:Marknad" in fair.read_bytes()
    assert b"DTSTART;VALUE=DATE:20260516" in fair.read_bytes()
    assert b"STATUS:COMPLETED" in files(folder)["campaign"].read_bytes()
    assert b"20260430" in files(folder)["campaign"].read_bytes()
    hjul("sync", "--anyway")
    assert b"DTSTART;VALUE=DATE:20260516" in fair.read_bytes(), "their day stays theirs"


def test_their_day_stays_theirs_when_the_plan_is_put_back_too(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    drag(files(folder)["board-meeting@2026-05-04"], ("20260504", "20260511"))
    write(folder, OTHERWISE)
    hjul("sync", "--anyway")
    drag(files(folder)["fair"], ("20260510", "20260516"), ("20260511", "20260517"))
    assert hjul("undo", latest(hjul), "--plan", "--anyway").code == 0
    ran = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert {one["item"] for one in ran["operations"]} <= {NEXT}
    assert {one["item"]: one["code"] for one in ran["findings"]} == {
        "fair": "moved",
        "board-meeting@2026-05-04": "moved",
    }


def test_a_later_run_s_changes_are_not_undone_with_an_earlier_one(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("Marknad", "Loppis"))
    hjul("sync")
    run = latest(hjul)
    write(folder, PLAN.replace("Marknad", "Vårmarknad"))
    hjul("sync")
    assert told(hjul, run) == {"fair": "undo_kept"}
    assert b"SUMMARY:V\xc3\xa5rmarknad" in files(folder)["fair"].read_bytes()


def test_what_people_did_since_is_read_when_it_is_undone(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, OTHERWISE)
    hjul("sync", "--anyway")
    edit(files(folder)["letter@2026-03"], DONE)
    ran = json.loads(hjul("undo", latest(hjul), "--anyway", "--format", "json").out)["targets"][0]
    assert [(one["item"], one["kind"]) for one in ran["read"]] == [("letter@2026-03", "done")]
    assert json.loads(hjul("sync", "--anyway", "--format", "json").out)["targets"][0]["read"] == []


def test_a_broken_file_is_left_as_it_is(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("Marknad", "Loppis"))
    hjul("sync")
    files(folder)["fair"].write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEV")
    assert told(hjul, latest(hjul)) == {"fair": "undo_unreadable"}


def test_a_mark_is_taken_back_where_it_went_and_goes_out_again(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    hjul("mark", "campaign", "done", "--on", "2026-03-09")
    marked = stand(folder)
    assert hjul("undo", latest(hjul)).code == 0
    assert b"STATUS:NEEDS-ACTION" in files(folder)["campaign"].read_bytes()
    assert hjul("sync").code == 0
    assert stand(folder) == marked


def test_putting_back_a_dragged_meeting_can_be_undone(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    fair = files(folder)["fair"]
    drag(fair, ("20260509", "20260516"), ("20260510", "20260517"))
    hjul("drift", "restore", "fair")
    assert hjul("undo", latest(hjul)).code == 0
    assert b"DTSTART;VALUE=DATE:20260516" in fair.read_bytes()
    assert json.loads(hjul("preview", "--format", "json").out)["targets"][0]["findings"][0]["code"] == "moved"


def test_bringing_back_a_deleted_meeting_can_be_undone(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    files(folder)["fair"].unlink()
    hjul("sync")
    hjul("drift", "restore", "fair")
    assert "fair" in files(folder)
    assert hjul("undo", latest(hjul)).code == 0
    assert "fair" not in files(folder)
    hjul("sync")
    assert "fair" not in files(folder), "it is left deleted, as it was"


def test_an_accepted_date_can_be_taken_out_of_the_plan_again(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    drag(files(folder)["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    hjul("drift", "accept", "fair")
    assert "2026-05-16" in (folder / "plan.yaml").read_text(encoding="utf-8")
    assert hjul("undo", latest(hjul), "--plan").code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN
    target = json.loads(hjul("preview", "--format", "json").out)["targets"][0]
    assert {one["item"] for one in target["operations"]} <= {NEXT}
    assert [one["code"] for one in target["findings"]] == ["moved"]


# Undoing an undo


def test_an_undo_can_itself_be_undone(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    mangled = stand(folder)
    hjul("undo", latest(hjul), "--plan")
    whole = stand(folder)
    assert hjul("undo", latest(hjul), "--plan", "--anyway").code == 0
    assert stand(folder) == mangled
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == MANGLED
    assert is_settled(hjul)
    assert hjul("undo", latest(hjul), "--plan").code == 0
    assert stand(folder) == whole
    assert is_settled(hjul)


def test_undoing_the_undoing_of_a_first_sync_brings_every_file_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    edit(files(folder)["fair"], ("END:VEVENT", "COLOR:teal\r\nEND:VEVENT"))
    before = stand(folder)
    hjul("undo", "1", "--anyway")
    assert hjul("undo", latest(hjul)).code == 0
    assert stand(folder) == before
    assert is_settled(hjul)


def test_undoing_twice_does_nothing_more(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("Marknad", "Loppis"))
    hjul("sync")
    run = latest(hjul)
    hjul("undo", run)
    before = stand(folder)
    again = hjul("undo", run)
    assert again.code == 0
    assert "Inget att ångra" in again.out
    assert stand(folder) == before


# Cut off


@pytest.mark.parametrize("how", ["before", "after", "lost"])
@pytest.mark.parametrize("position", [0, 3, 9])
def test_a_run_that_was_cut_off_can_be_undone(
    hjul: Hjul,
    folder: Path,
    unreliable: Callable[[int, str], None],  # noqa: F811
    position: int,
    how: str,
) -> None:
    unreliable(position, how)
    with suppress(PowerCut):
        hjul("sync")
    assert runs(hjul)[0]["result"] in {"stopped", "done"}
    assert hjul("undo", "1", "--anyway").code == 0
    assert files(folder) == {}
    assert hjul("sync").code == 0
    assert is_settled(hjul)


@pytest.mark.parametrize("how", ["before", "after", "lost"])
@pytest.mark.parametrize("position", [0, 5])
def test_an_undo_that_was_cut_off_goes_on_where_it_was(
    hjul: Hjul,
    folder: Path,
    unreliable: Callable[[int, str], None],  # noqa: F811
    position: int,
    how: str,
) -> None:
    hjul("sync")
    lived_in(folder)
    hjul("sync")
    before = stand(folder)
    write(folder, MANGLED)
    hjul("sync", "--anyway")
    run = latest(hjul)
    unreliable(position, how)
    with suppress(PowerCut):
        assert hjul("undo", run, "--plan").code == 1
        assert (folder / "plan.yaml").read_text(encoding="utf-8") == MANGLED
    assert hjul("undo", run, "--plan").code == 0
    assert stand(folder) == before
    assert is_settled(hjul)


# The plan file


def test_a_plan_that_was_edited_since_is_left_as_it_is(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("Marknad", "Loppis"))
    hjul("sync")
    run = latest(hjul)
    write(folder, PLAN.replace("Marknad", "Loppis") + "# edited since\n")
    ran = hjul("undo", run, "--plan")
    assert ran.code == 1
    assert "har ändrats efter" in ran.out
    assert b"SUMMARY:Marknad" in files(folder)["fair"].read_bytes()
    assert (folder / "plan.yaml").read_text(encoding="utf-8").endswith("# edited since\n")


def test_the_first_run_has_no_earlier_plan_to_put_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    ran = hjul("undo", "1", "--plan", "--anyway")
    assert ran.code == 1
    assert "ingen text från före körning 1" in ran.out
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_the_plan_can_be_put_back_afterwards(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("Marknad", "Loppis"))
    hjul("sync")
    run = latest(hjul)
    first = hjul("undo", run)
    assert f"hjul undo {run} --plan" in first.out
    assert hjul("undo", run, "--plan").code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN
    assert is_settled(hjul)
    again = hjul("undo", run, "--plan")
    assert again.code == 0
    assert "har redan sin text" in again.out


# History


def test_history_tells_the_runs_the_latest_first(hjul: Hjul, folder: Path) -> None:
    assert "Inga körningar" in hjul("history").out
    assert not (folder / "hjul-data").exists()
    hjul("sync")
    write(folder, MANGLED)
    hjul("sync")
    hjul("measure", "more", "104")
    write(folder, PLAN)
    hjul("measure", "more", "104")
    told = [(one["run"], one["command"], one["result"]) for one in runs(hjul)]
    assert told == [(3, "measure", "done"), (2, "sync", "guarded"), (1, "sync", "done")]
    assert runs(hjul)[-1]["counts"]["created"] == len(files(folder))
    shown = hjul("history").out.splitlines()
    assert shown[0].split() == ["Körning", "När", "Kommando", "Slutade", "Gjorde"]
    assert shown[1].startswith("3")
    assert "10 mars 2026 12:00" in shown[1]
    assert f"{len(files(folder))} nya" in shown[3]


def test_a_run_that_never_ended_is_shown_as_cut_off(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    with closing(sqlite3.connect(folder / "hjul-data" / "hjul.db")) as by_hand, by_hand:
        by_hand.execute("UPDATE run SET ended_at = NULL, result = NULL, counts = NULL")
    assert runs(hjul)[0]["result"] == "cut-off"
    assert "avhuggen" in hjul("history").out
    assert hjul("undo", "1", "--anyway").code == 0
    assert files(folder) == {}


def test_a_preview_of_an_undo_changes_nothing_not_even_the_history(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    before = stand(folder)
    shown = hjul("undo", "1", "--preview")
    assert shown.code == 0
    assert "Marknad" in shown.out
    assert "--anyway" not in shown.err
    assert stand(folder) == before
    assert [one["command"] for one in runs(hjul)] == ["sync"]


@pytest.mark.parametrize("number", ["2", "0", "-1", "99999999999999999999"])
def test_a_run_that_there_is_not_is_wrong_input(hjul: Hjul, number: str) -> None:
    hjul("sync")
    ran = hjul("undo", "--", number)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert [one["command"] for one in runs(hjul)] == ["sync"]


def test_a_run_of_another_plan_is_wrong_input(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    write(folder, PLAN.replace("id: lunden-2026", "id: lunden-2027"))
    ran = hjul("undo", "1")
    assert ran.code == 2
    assert "lunden-2027 has no run 1" in ran.err
    assert files(folder) != {}


def test_what_a_run_did_in_a_target_that_is_gone_is_told(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    (folder / "hjul.toml").write_text('[targets.other]\npath = "elsewhere"\n', encoding="utf-8")
    ran = hjul("undo", "1", "--anyway")
    assert ran.code == 1
    assert "folder: finns inte längre i hjul.toml" in ran.out
