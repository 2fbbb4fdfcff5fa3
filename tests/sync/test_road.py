"""The whole road on the folder: plan, calendar and tasks, what people do there, and back into plan and ledger."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from sync.lock import lock
from tests.sync.conftest import Hjul


def files(folder: Path) -> dict[str, Path]:
    """Every item's file by its key."""
    found = {}
    for path in (folder / "hjul-data").glob("*/*.ics"):
        text = path.read_bytes().replace(b"\r\n ", b"").decode()
        if match := re.search(r"X-HJUL-KEY[^:]*:(\S+)", text):
            found[match[1]] = path
    return found


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Another program's edit of one file."""
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text, f"{old!r} is not in\n{text}"
        text = text.replace(old, new)
    path.write_bytes(text.encode())


def drag(path: Path, *changes: tuple[str, str]) -> None:
    """Another program's new times, in the lines that hold them."""
    lines = path.read_bytes().decode().split("\r\n")
    for old, new in changes:
        lines = [line.replace(old, new) if line.startswith(("DTSTART", "DTEND")) else line for line in lines]
    path.write_bytes("\r\n".join(lines).encode())


def findings(hjul: Hjul) -> list[tuple[str, str]]:
    targets = json.loads(hjul("preview", "--format", "json").out)["targets"]
    return [(one["item"], one["code"]) for target in targets for one in target["findings"]]


def test_a_first_sync_makes_a_file_for_each_item_and_a_second_does_nothing(hjul: Hjul, folder: Path) -> None:
    assert hjul("preview", "--exit-code").code == 10
    assert not (folder / "hjul-data").exists(), "a preview changes nothing"
    assert hjul("sync").code == 0
    there = files(folder)
    assert {
        "annual",
        "board-meeting@2026-04-06",
        "fair",
        "trip/set-date",
        "campaign",
        "letter@2026-03",
    } <= set(there)
    before = {path: path.stat().st_mtime_ns for path in there.values()}
    again = hjul("sync")
    assert again.code == 0
    assert {path: path.stat().st_mtime_ns for path in there.values()} == before
    assert hjul("preview", "--exit-code").code == 0


def test_a_ticked_task_is_read_back_and_stays_ticked(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["campaign"]
    edit(
        path,
        ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z\r\nPERCENT-COMPLETE:100"),
    )
    read = json.loads(hjul("sync", "--format", "json").out)["targets"][0]["read"]
    assert [(one["item"], one["kind"], one["at"]) for one in read] == [
        ("campaign", "done", "2026-03-08T17:00:00+00:00")
    ]
    assert b"STATUS:COMPLETED" in path.read_bytes()
    status = json.loads(hjul("status", "--format", "json").out)
    assert "campaign" not in json.dumps(status)


def test_a_dragged_meeting_is_kept_and_accepting_it_writes_it_into_the_plan(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["board-meeting@2026-04-06"]
    drag(path, ("20260406T180000", "20260413T183000"), ("20260406T200000", "20260413T203000"))
    assert findings(hjul) == [("board-meeting@2026-04-06", "moved")]
    assert hjul("sync").code == 0
    assert b"20260413T183000" in path.read_bytes()
    old = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert hjul("drift", "accept", "board-meeting@2026-04-06").code == 0
    new = (folder / "plan.yaml").read_text(encoding="utf-8")
    added = [line for line in new.splitlines() if line not in old.splitlines()]
    assert [line for line in old.splitlines() if line not in new.splitlines()] == []
    assert len(added) == 1
    assert "2026-04-13" in added[0]
    assert findings(hjul) == []
    assert hjul("preview", "--exit-code").code == 0


def test_a_dragged_meeting_can_be_put_back(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    drag(path, ("20260509", "20260516"), ("20260510", "20260517"))
    hjul("sync")
    assert hjul("drift", "restore", "fair").code == 0
    assert b"DTSTART;VALUE=DATE:20260509" in path.read_bytes()
    assert hjul("preview", "--exit-code").code == 0


def test_a_title_that_someone_edited_is_put_back_and_told(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    edit(path, ("SUMMARY:Marknad", "SUMMARY:Loppis"))
    ran = hjul("sync")
    assert "Loppis" in ran.out
    assert b"SUMMARY:Marknad" in path.read_bytes()


def test_notes_under_the_managed_part_survive_every_sync(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["campaign"]
    text = path.read_bytes().replace(b"\r\n ", b"")
    path.write_bytes(re.sub(rb"(DESCRIPTION:[^\r]*)", rb"\1\\nTa med tejp.", text, count=1))
    hjul("sync")
    plan = folder / "plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("Värva på torget", "Värva på stora torget"), encoding="utf-8"
    )
    hjul("sync")
    after = path.read_bytes().replace(b"\r\n ", b"").decode()
    assert "Ta med tejp." in after
    assert "SUMMARY:Värva på stora torget" in after


def test_a_deleted_file_is_told_and_not_brought_back_even_when_the_ledger_is_lost(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    path.unlink()
    assert findings(hjul) == [("fair", "deleted")]
    hjul("sync")
    for name in ("hjul.db", "hjul.db-wal", "hjul.db-shm"):
        (folder / "hjul-data" / name).unlink(missing_ok=True)
    assert hjul("sync").code == 0
    assert "fair" not in files(folder)
    assert hjul("drift", "accept", "fair").code == 0
    assert "cancelled: true" in (folder / "plan.yaml").read_text(encoding="utf-8")
    assert findings(hjul) == []


def test_a_lost_ledger_makes_no_duplicate_and_loses_no_tick_and_no_dragged_date(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    edit(
        files(folder)["campaign"],
        ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z\r\nPERCENT-COMPLETE:100"),
    )
    drag(files(folder)["board-meeting@2026-04-06"], ("20260406T", "20260413T"))
    edit(files(folder)["board-meeting@2026-05-04"], ("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    hjul("sync")
    before = files(folder)
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    ran = hjul("sync", "--format", "json")
    assert ran.code == 0
    target = json.loads(ran.out)["targets"][0]
    assert target["operations"] == []
    assert files(folder) == before
    assert ("campaign", "done", "2026-03-08T17:00:00+00:00") in {
        (one["item"], one["kind"], one["at"]) for one in target["read"]
    }
    assert set(findings(hjul)) == {
        ("board-meeting@2026-04-06", "moved"),
        ("board-meeting@2026-05-04", "cancelled"),
    }


def test_foreign_files_are_never_touched_and_a_corrupt_one_stops_nothing(hjul: Hjul, folder: Path) -> None:
    calendar = folder / "hjul-data" / "calendar"
    calendar.mkdir(parents=True)
    foreign = calendar / "someone.ics"
    foreign.write_bytes(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:x\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    corrupt = calendar / "broken.ics"
    corrupt.write_bytes(b"BEGIN:VCALENDAR\r\nnot a calendar")
    before = foreign.read_bytes(), corrupt.read_bytes()
    ran = hjul("sync")
    assert ran.code == 1, "something there could not be read, and that is said"
    assert "broken.ics" in ran.out
    assert (foreign.read_bytes(), corrupt.read_bytes()) == before
    assert "fair" in files(folder)


def test_an_item_of_ours_that_became_unreadable_is_not_deleted(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)["fair"]
    path.write_bytes(b"BEGIN:VCALENDAR\r\nBEGIN:VEV")
    ran = hjul("sync")
    assert "deleted" not in [code for _, code in findings(hjul)]
    assert path.exists()
    assert ran.code == 1


def test_renaming_reordering_and_moving_make_no_new_item(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace(
        "    every: first Monday\n    except: 2026-07\n",
        "    dates: [2026-02-02, 2026-03-02, 2026-04-06, 2026-05-04]\n",
    )
    plan.write_text(text, encoding="utf-8")
    hjul("sync")
    before = files(folder)
    text = text.replace("title: Styrelsemöte", "title: Möte i styrelsen").replace(
        "2026-04-06, 2026-05-04", "2026-05-04, 2026-04-08"
    )
    plan.write_text(text, encoding="utf-8")
    ran = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert ran["done"] == {"created": 0, "updated": 4, "deleted": 0}
    assert set(files(folder).values()) == set(before.values())
    assert hjul("preview", "--exit-code").code == 0


def test_what_leaves_the_plan_leaves_the_folder_but_what_has_happened_stays(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    text = re.sub(r"  - id: annual\n(    .*\n)+", "", text)
    text = re.sub(r"  - \{id: fair.*\n", "", text)
    plan.write_text(text, encoding="utf-8")
    ran = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert ran["done"]["deleted"] == 1
    there = files(folder)
    assert "fair" not in there
    assert "annual" in there
    assert hjul("preview", "--exit-code").code == 0


def test_a_draft_is_sent_nowhere_unless_asked_to(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("status: adopted\nadopted: 2026-01-20", "status: draft"),
        encoding="utf-8",
    )
    assert hjul("sync").code == 3
    assert not list(folder.glob("hjul-data/*/*.ics"))
    assert hjul("sync", "--draft").code == 0
    assert b"STATUS:TENTATIVE" in files(folder)["fair"].read_bytes()


def test_from_leaves_alone_what_lies_before(hjul: Hjul, folder: Path) -> None:
    assert hjul("sync", "--from", "2026-03-01").code == 0
    there = files(folder)
    assert "annual" not in there
    assert "board-meeting@2026-02-02" not in there
    assert "board-meeting@2026-03-02" in there


def test_a_mark_of_the_board_goes_out_to_the_task_list(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    assert (
        hjul("mark", "campaign", "done", "--by", "Bo Alm", "--on", "2026-03-09", "--note", "40 nya").code == 0
    )
    assert b"STATUS:COMPLETED" in files(folder)["campaign"].read_bytes()
    assert hjul("preview", "--exit-code").code == 0
    report = hjul("report", "--as-of", "2026-03-10")
    assert report.code == 0
    assert "40 nya" in report.out


def test_what_somebody_judges_stands_in_the_report_with_its_reason(hjul: Hjul) -> None:
    without = hjul("measure", "more", "104", "--on", "2026-03-01", "--judged", "behind")
    assert without.code == 2
    assert "--note" in without.err
    told = ("--judged", "behind", "--forecast", "110", "--note", "A class moves away")
    assert hjul("measure", "more", "104", "--on", "2026-03-01", *told).code == 0
    assert hjul("measure", "more", "104", "--forecast", "many").code == 2
    goals = hjul("report").out.partition("## ")[2]
    assert "A class moves away" in goals
    assert "110" in goals


def test_a_measured_number_stands_in_the_report(hjul: Hjul) -> None:
    assert hjul("measure", "more", "104", "--on", "2026-03-01").code == 0
    assert "104" in hjul("report", "--as-of", "2026-03-10").out
    unknown = hjul("measure", "mor", "104")
    assert unknown.code == 2
    assert "there are: more" in unknown.err
    assert hjul("measure", "more", "104", "--on", "2026-03-11").code == 2, "that day has not come yet"


def test_a_past_months_report_is_the_same_however_late_it_is_made(hjul: Hjul, folder: Path) -> None:
    hjul("sync", today="2026-03-10")
    first = hjul("report", "--month", "2026-03", today="2026-04-02")
    assert first.code == 0
    hjul("mark", "campaign", "done", "--on", "2026-03-15", today="2026-04-20")
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("Marknad", "Stora marknaden"), encoding="utf-8")
    hjul("sync", today="2026-05-01")
    for form in ("md", "html", "json"):
        assert hjul("report", "--month", "2026-03", "--format", form, today="2026-09-01").code == 0
    assert hjul("report", "--month", "2026-03", today="2026-09-01").out == first.out


def test_a_past_months_report_can_be_made_anew_and_tells_that_there_is_more(hjul: Hjul) -> None:
    hjul("sync", today="2026-03-10")
    first = hjul("report", "--month", "2026-03", today="2026-04-02")
    hjul("mark", "campaign", "done", "--on", "2026-03-15", "--note", "40 nya", today="2026-04-20")
    late = hjul("report", "--month", "2026-03", today="2026-04-21")
    assert late.out == first.out
    assert "--anew" in late.err
    anew = hjul("report", "--month", "2026-03", "--anew", today="2026-04-21")
    assert "40 nya" in anew.out
    assert hjul("report", "--month", "2026-03", today="2026-06-01").out == anew.out


def test_the_second_of_two_runs_says_who_holds_the_ledger(hjul: Hjul, folder: Path) -> None:
    (folder / "hjul-data").mkdir()
    with lock(folder / "hjul-data" / "hjul.db", "sync", datetime(2026, 3, 10, tzinfo=UTC)):
        ran = hjul("sync")
    assert ran.code == 1
    assert "sync" in ran.err


def test_copying_the_folder_elsewhere_and_syncing_there_does_nothing(
    hjul: Hjul, folder: Path, tmp_path: Path
) -> None:
    hjul("sync")
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=lambda *_: ["copy"])
    assert hjul("preview", str(copy / "plan.yaml"), "--exit-code").code == 0


def test_status_names_what_waits_for_the_boards_word(hjul: Hjul) -> None:
    status = json.loads(hjul("status", "--format", "json").out)
    assert "board-meeting@2026-03-02" in {one["item"] for one in status["to_confirm"]}
    assert {one["item"] for one in status["to_measure"]} == {"more"}
    assert "board-meeting@2026-03-02" in hjul("status").out


def test_a_plan_without_an_id_is_not_sent_twice_when_its_organisation_is_renamed(
    hjul: Hjul, folder: Path
) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("id: lunden-2026\n", "")
    plan.write_text(text, encoding="utf-8")
    assert hjul("sync").code == 0
    before = files(folder)
    plan.write_text(text.replace("Föreningen Lunden", "Föreningen Nya Lunden"), encoding="utf-8")
    ran = hjul("sync")
    assert ran.code == 3
    assert "id: föreningen-lunden-2026" in ran.err
    assert files(folder) == before


def test_a_file_name_that_no_report_has_is_refused(hjul: Hjul) -> None:
    assert hjul("report", "--month", "2026-02", "-o", "report.odt").code == 2
    assert hjul("report", "--month", "2020-01").code == 2


def test_a_target_called_board_is_not_the_meeting_table(hjul: Hjul, folder: Path) -> None:
    """What somebody cancelled in one target is a drift there, and no word of the board's for the others."""
    places = "".join(
        f'[targets.{name}]\nadapter = "folder"\npath = "{name}"\n' for name in ("board", "plan", "all")
    )
    (folder / "hjul.toml").write_text(places, encoding="utf-8")
    assert hjul("sync").code == 0
    (fair,) = [path for path in (folder / "board").glob("*/*.ics") if "SUMMARY:Marknad" in path.read_text()]
    fair.write_text(fair.read_text().replace("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    for _ in range(2):
        assert hjul("sync").code == 0
        assert "fair" in hjul("drift", "list").out
        assert "STATUS:CONFIRMED" in (folder / "all" / "calendar" / fair.name).read_text()
        assert "STATUS:CONFIRMED" in (folder / "plan" / "calendar" / fair.name).read_text()
