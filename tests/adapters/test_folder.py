import contextlib
import errno
import os
import resource
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest

from adapters import files
from adapters.base import Bury, Create, Delete, Effect, Outcome, Reading, Since, Stale, Terminal, Update
from adapters.folder import FolderAdapter
from adapters.folder_state import ROSTER
from mappings.items import Found, Key, uid_of
from tests.make import NOW, PLAN_ID, ZONE, local, make_event, make_task

EVENT, TASK = make_event(), make_task()
NOBODY = 65534
HOUR = 3_600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hjul-data"


def opened(folder: Path, plan_id: str = PLAN_ID, zone: ZoneInfo = ZONE) -> FolderAdapter:
    return FolderAdapter("folder", folder, plan_id, zone, lambda: NOW)


def done(folder: Path, *effects: Effect) -> list[Outcome]:
    outcomes = list(opened(folder).apply(effects))
    assert [outcome.error for outcome in outcomes] == [None] * len(effects)
    return outcomes


def failed(folder: Path, effect: Effect) -> str:
    (outcome,) = opened(folder).apply([effect])
    assert isinstance(outcome.error, Terminal)
    return str(outcome.error)


def everything(folder: Path) -> Reading:
    return opened(folder).read(Since())


def since(reading: Reading) -> Since:
    return Since(reading.cursor, {each.ref: each.etag for each in reading.found if each.etag is not None})


def found(folder: Path, key: Key) -> Found:
    (one,) = [each for each in everything(folder).found if each.key == key]
    return one


def event_file(folder: Path, key: Key = EVENT.key) -> Path:
    return folder / "calendar" / f"{uid_of(PLAN_ID, key)}.ics"


def task_file(folder: Path, key: Key = TASK.key) -> Path:
    return folder / "tasks" / f"{uid_of(PLAN_ID, key)}.ics"


def names(folder: Path) -> set[str]:
    """Every file but the roster."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    return found - {ROSTER}


def swap(path: Path, old: str, new: str) -> None:
    """Edit the file in place, as a text editor does."""
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


def quietly(path: Path, old: str, new: str) -> None:
    """Edit it so that its size, its date and its number say nothing."""
    assert len(old.encode()) == len(new.encode())
    before = path.stat()
    swap(path, old, new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert files.fingerprint(path.stat()) == files.fingerprint(before)


def aged(path: Path, seconds: int = 10) -> None:
    when = path.stat().st_mtime_ns - seconds * 1_000_000_000
    os.utime(path, ns=(when, when))


# --- the files -----------------------------------------------------------------------------------------------


def test_each_item_is_a_file_of_its_own_by_its_uid(folder: Path) -> None:
    done(folder, Create(EVENT), Create(TASK))
    assert names(folder) == {
        f"calendar/{uid_of(PLAN_ID, EVENT.key)}.ics",
        f"tasks/{uid_of(PLAN_ID, TASK.key)}.ics",
    }


def test_a_file_is_valid_as_other_programs_want_it(folder: Path) -> None:
    done(folder, Create(EVENT), Create(TASK))
    for path in (event_file(folder), task_file(folder)):
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n")
        assert max(map(len, data.split(b"\r\n"))) <= 75
        calendar = icalendar.Calendar.from_ical(data)
        assert not any(part.errors for part in calendar.walk())
        assert calendar.get_missing_tzids() == set()
        assert {"VERSION", "PRODID"} <= calendar.keys()
        (item,) = [part for part in calendar.subcomponents if part.name != "VTIMEZONE"]
        assert item["UID"] == path.stem
        assert set(item.required) <= item.keys()


def test_the_plan_is_its_boards_own_business(folder: Path) -> None:
    done(folder, Create(EVENT), Bury(TASK.key))
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_dir()} == {0o700}
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()} == {0o600}


def test_a_file_that_was_opened_to_others_stays_open_to_them(folder: Path) -> None:
    done(folder, Create(EVENT))
    event_file(folder).chmod(0o664)
    read = found(folder, EVENT.key)
    done(folder, Update(replace(EVENT, title="Nytt"), read.ref, read.etag))
    assert stat.S_IMODE(event_file(folder).stat().st_mode) == 0o664


def test_an_update_that_changes_nothing_does_not_touch_the_file(folder: Path) -> None:
    (outcome,) = done(folder, Create(EVENT))
    before = event_file(folder).stat()
    assert outcome.ref is not None
    (again,) = done(folder, Update(EVENT, outcome.ref, outcome.etag))
    assert again.etag == outcome.etag
    assert files.fingerprint(event_file(folder).stat()) == files.fingerprint(before)


def test_a_reader_never_sees_half_a_file(folder: Path) -> None:
    (outcome,) = done(folder, Create(EVENT))
    path, stop, seen = event_file(folder), threading.Event(), []

    def look() -> None:
        while not stop.is_set():
            seen.append(path.read_bytes())

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(40):
        assert outcome.ref is not None
        (outcome,) = done(
            folder, Update(replace(EVENT, title=f"{number}" * 2_000), outcome.ref, outcome.etag)
        )
    stop.set()
    reader.join()
    assert all(data.startswith(b"BEGIN:VCALENDAR") and data.endswith(b"END:VCALENDAR\r\n") for data in seen)


# --- whose files they are ------------------------------------------------------------------------------------


def test_a_renamed_file_is_still_ours(folder: Path) -> None:
    done(folder, Create(EVENT))
    event_file(folder).rename(folder / "calendar" / "Styremøte i april.ics")
    read = found(folder, EVENT.key)
    assert read.ref == "calendar/Styremøte i april.ics"
    (outcome,) = opened(folder).apply([Create(EVENT)])
    assert isinstance(outcome.error, Stale)
    done(folder, Update(replace(EVENT, title="Nytt"), read.ref, read.etag))
    assert names(folder) == {"calendar/Styremøte i april.ics"}
    again = opened(folder).read(since(everything(folder)))
    assert again.found == ()
    assert again.unchanged == {"calendar/Styremøte i april.ics"}


def test_a_renamed_file_is_still_ours_in_a_later_run_that_does_not_open_it(folder: Path) -> None:
    done(folder, Create(EVENT))
    event_file(folder).rename(folder / "calendar" / "april.ics")
    later = opened(folder)
    assert later.read(since(everything(folder))).unchanged == {"calendar/april.ics"}
    (outcome,) = later.apply([Create(EVENT)])
    assert isinstance(outcome.error, Stale)


def test_a_task_that_a_person_moved_to_the_other_collection_is_not_made_twice(folder: Path) -> None:
    done(folder, Create(TASK), Create(EVENT))
    moved = folder / "calendar" / task_file(folder).name
    task_file(folder).rename(moved)
    assert found(folder, TASK.key).ref == f"calendar/{moved.name}"
    (outcome,) = opened(folder).apply([Create(TASK)])
    assert isinstance(outcome.error, Stale)


def test_a_copied_file_is_a_flaw_and_the_first_one_is_followed(folder: Path) -> None:
    done(folder, Create(EVENT))
    original = everything(folder)
    copy = folder / "calendar" / "1 copy.ics"
    shutil.copy2(event_file(folder), copy)
    for reading in (
        everything(folder),
        opened(folder).read(since(original)),
        opened(folder).read(since(everything(folder))),
    ):
        assert [flaw.ref for flaw in reading.flaws] == ["calendar/1 copy.ics"]
        assert "is a copy of" in reading.flaws[0].why
        assert {*reading.unchanged, *(each.ref for each in reading.found)} == {original.found[0].ref}
    event_file(folder).unlink()
    after = opened(folder).read(since(original))
    assert [each.ref for each in after.found] == ["calendar/1 copy.ics"]
    assert after.flaws == ()


def test_of_two_renamed_copies_the_first_by_name_is_followed_however_they_were_read(folder: Path) -> None:
    done(folder, Create(EVENT))
    b = event_file(folder).rename(folder / "calendar" / "b.ics")
    only_b = everything(folder)
    shutil.copy2(b, folder / "calendar" / "a.ics")
    for reading in (everything(folder), opened(folder).read(since(only_b))):
        assert [each.ref for each in reading.found] == ["calendar/a.ics"]
        assert [flaw.ref for flaw in reading.flaws] == ["calendar/b.ics"]


def test_an_event_that_a_person_duplicated_for_themselves_is_theirs(folder: Path) -> None:
    done(folder, Create(EVENT))
    copy = folder / "calendar" / "min.ics"
    shutil.copy(event_file(folder), copy)
    swap(copy, f"UID:{uid_of(PLAN_ID, EVENT.key)}", "UID:min-egen")
    reading = everything(folder)
    assert (len(reading.found), reading.flaws) == (1, ())


def test_two_plans_share_a_folder_without_seeing_each_other(folder: Path) -> None:
    done(folder, Create(EVENT), Bury(TASK.key))
    other = opened(folder, "annen-plan")
    assert [outcome.error for outcome in other.apply([Create(EVENT), Bury(Key("x"))])] == [None, None]
    assert len(everything(folder).found) == len(other.read(Since()).found) == 1
    assert everything(folder).buried == {TASK.key}
    assert other.read(Since()).buried == {"x"}


def test_links_and_folders_are_left_alone(folder: Path, tmp_path: Path) -> None:
    done(folder, Create(EVENT))
    elsewhere = tmp_path / "elsewhere.ics"
    event_file(folder).rename(elsewhere)
    event_file(folder).symlink_to(elsewhere)
    (folder / "tasks" / "folder.ics").mkdir()
    (folder / "tasks" / "broken.ics").symlink_to("nowhere")
    os.mkfifo(folder / "tasks" / "pipe.ics")
    reading = everything(folder)
    assert (reading.found, reading.flaws) == ((), ())
    assert "is in the way" in failed(folder, Create(EVENT))
    (outcome,) = opened(folder).apply([Update(EVENT, f"calendar/{event_file(folder).name}", None)])
    assert isinstance(outcome.error, Stale)
    assert event_file(folder).is_symlink()


def test_a_link_to_nowhere_under_our_name_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    (folder / "calendar").mkdir(parents=True)
    event_file(folder).symlink_to(tmp_path / "nowhere.ics")
    assert "is in the way" in failed(folder, Create(EVENT))
    assert not (tmp_path / "nowhere.ics").exists()


def test_hidden_and_other_files_are_not_items(folder: Path) -> None:
    done(folder, Create(EVENT))
    shutil.copy(event_file(folder), folder / "calendar" / ".hidden.ics")
    shutil.copy(event_file(folder), folder / "calendar" / "event.ics.bak")
    (folder / "calendar" / "color").write_text("#ff0000")
    assert (len(everything(folder).found), everything(folder).flaws) == (1, ())


FOREIGN = {
    "no marks": b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "unix line ends": b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\nEND:VEVENT\nEND:VCALENDAR\n",
    "several calendars": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n" * 3,
    "with a mark of order": b"\xef\xbb\xbfBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n\r\n",
    "in latin 1": b"BEGIN:VCALENDAR\r\nX-NAME:\xe5\xe4\xf6\r\nEND:VCALENDAR\r\n",
    "that no library reads": b"BEGIN:VCALENDAR\r\n;;;\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
}


@pytest.mark.parametrize("content", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_foreign_file_is_no_error_and_is_not_opened_again(folder: Path, content: bytes) -> None:
    (folder / "calendar").mkdir(parents=True)
    path = folder / "calendar" / "theirs.ics"
    path.write_bytes(content)
    aged(path)
    first = everything(folder)
    assert (first.found, first.flaws) == ((), ())
    quietly(path, "BEGIN:VCALENDAR", "BEGIN;VCALENDAR")
    assert len(everything(folder).flaws) == 1
    assert opened(folder).read(since(first)).flaws == ()


# --- what cannot be understood -------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"<html></html>", b"BEGIN:VCALENDAR\r\nBEGIN:VEV"])
def test_a_file_that_is_no_calendar_is_a_flaw_and_the_rest_is_read(folder: Path, content: bytes) -> None:
    done(folder, Create(EVENT), Create(TASK))
    first = everything(folder)
    event_file(folder).write_bytes(content)
    for known in (Since(), since(first)):
        reading = opened(folder).read(known)
        (flaw,) = reading.flaws
        assert str(event_file(folder)) in flaw.why
        assert reading.gone == frozenset()
    assert str(event_file(folder)) in failed(folder, Create(EVENT))
    assert event_file(folder).read_bytes() == content


def test_an_item_that_lost_its_marks_is_a_flaw_and_not_a_deletion(folder: Path) -> None:
    done(folder, Create(EVENT))
    first = everything(folder)
    swap(event_file(folder), "X-HJUL-KEY", "X-ELSE")
    reading = opened(folder).read(since(first))
    assert [flaw.ref for flaw in reading.flaws] == [first.found[0].ref]
    assert "no longer says which item it is" in reading.flaws[0].why
    assert reading.gone == frozenset()
    assert opened(folder, zone=ZoneInfo("Europe/Stockholm")).read(since(first)).gone == frozenset()


def test_a_file_that_may_not_be_read_is_a_flaw(shared: Path) -> None:
    with nobody():
        done(shared, Create(EVENT), Create(TASK))
        first = everything(shared)
        event_file(shared).chmod(0o000)
        reading = opened(shared).read(Since())
        again = opened(shared).read(replace(since(first), cursor=None))
    assert [flaw.ref for flaw in reading.flaws] == [flaw.ref for flaw in again.flaws] == [first.found[0].ref]
    assert "cannot be read: Permission denied" in reading.flaws[0].why
    assert again.gone == frozenset()


def test_a_file_with_a_component_of_someone_elses_keeps_it_when_ours_is_deleted(folder: Path) -> None:
    done(folder, Create(EVENT))
    swap(
        event_file(folder),
        "END:VCALENDAR",
        "BEGIN:VJOURNAL\r\nUID:x\r\nSUMMARY:Min\r\nEND:VJOURNAL\r\nEND:VCALENDAR",
    )
    read = found(folder, EVENT.key)
    done(folder, Delete(EVENT.key, read.ref, read.etag))
    assert everything(folder).found == ()
    assert b"SUMMARY:Min" in event_file(folder).read_bytes()


@pytest.mark.parametrize(
    "ref",
    ["../plan.ics", "calendar/../../x.ics", "calendar/x.txt", "x.ics", "", "other/x.ics", "calendar/.x.ics"],
)
def test_no_name_leads_out_of_the_folder(folder: Path, ref: str) -> None:
    assert "is not the name of an item" in failed(folder, Update(EVENT, ref, None))
    assert "is not the name of an item" in failed(folder, Delete(EVENT.key, ref, None))


# --- what changed --------------------------------------------------------------------------------------------


def test_a_change_too_fresh_to_show_is_still_seen(folder: Path) -> None:
    done(folder, Create(EVENT))
    swap(event_file(folder), "Samfunnshuset", "Kommunehuset!")
    first = everything(folder)
    quietly(event_file(folder), "Kommunehuset!", "Biblioteket!!")
    (seen,) = opened(folder).read(since(first)).found
    assert seen.item == replace(EVENT, place="Biblioteket!!")
    (outcome,) = opened(folder).apply([Update(EVENT, first.found[0].ref, first.found[0].etag)])
    assert isinstance(outcome.error, Stale)


def test_a_file_that_has_been_left_alone_is_not_opened_again(folder: Path) -> None:
    done(folder, Create(EVENT))
    aged(event_file(folder))
    first = everything(folder)
    quietly(event_file(folder), "Samfunnshuset", "Kommunehuset!")
    again = opened(folder).read(since(first))
    assert again.found == ()
    assert again.unchanged == {first.found[0].ref}


def test_what_hjul_wrote_itself_is_not_opened_again_and_a_change_right_after_is_seen(folder: Path) -> None:
    (outcome,) = done(folder, Create(EVENT))
    assert outcome.ref is not None
    assert outcome.etag is not None
    known = Since(opened(folder).read(Since()).cursor, {outcome.ref: outcome.etag})
    assert opened(folder).read(known).found == ()
    swap(event_file(folder), "Samfunnshuset", "Kommunehuset!")
    (seen,) = opened(folder).read(known).found
    assert seen.item == replace(EVENT, place="Kommunehuset!")


def test_a_file_written_anew_by_another_program_with_the_same_content_is_simply_read_again(
    folder: Path,
) -> None:
    done(folder, Create(EVENT))
    first = everything(folder)
    data = event_file(folder).read_bytes()
    event_file(folder).unlink()
    event_file(folder).write_bytes(data)
    assert [each.item for each in opened(folder).read(since(first)).found] == [EVENT]


def test_another_time_zone_reads_every_file_anew(folder: Path) -> None:
    done(folder, Create(TASK))
    swap(task_file(folder), "DUE;VALUE=DATE:20260601", "DUE:20260601T223000Z")
    aged(task_file(folder))
    first = everything(folder)
    in_london = opened(folder, zone=ZoneInfo("Europe/London")).read(since(first))
    (seen,) = in_london.found
    assert seen.item == TASK
    assert first.found[0].item == replace(TASK, due=make_task().due.replace(day=2))  # type: ignore[union-attr]


# --- a folder that is not there, or refuses ------------------------------------------------------------------


def test_a_folder_that_was_never_there_is_empty(folder: Path) -> None:
    assert everything(folder).found == ()
    assert not folder.exists()


@pytest.mark.parametrize("lost", ["", "calendar"])
def test_a_folder_that_has_vanished_is_not_taken_for_deletions(folder: Path, lost: str) -> None:
    done(folder, Create(EVENT), Create(TASK))
    first = everything(folder)
    shutil.move(folder / lost, folder.with_name("moved"))
    with pytest.raises(Terminal, match="is gone; its items are not taken for deleted"):
        opened(folder).read(since(first))


def test_an_emptied_folder_is_read_as_emptied(folder: Path) -> None:
    done(folder, Create(EVENT), Create(TASK))
    first = everything(folder)
    event_file(folder).unlink()
    task_file(folder).unlink()
    assert opened(folder).read(since(first)).gone == {each.ref for each in first.found}


def test_a_file_in_the_place_of_the_folder_is_said(folder: Path) -> None:
    folder.write_text("not a folder")
    with pytest.raises(Terminal, match="cannot be read"):
        everything(folder)
    (outcome,) = opened(folder).apply([Bury(TASK.key)])
    assert isinstance(outcome.error, Terminal)
    assert folder.read_text() == "not a folder"


def test_a_folder_that_may_not_be_read_is_said(shared: Path) -> None:
    with nobody():
        done(shared, Create(EVENT))
        first = everything(shared)
        (shared / "calendar").chmod(0o000)
        with pytest.raises(Terminal, match="calendar cannot be read"):
            opened(shared).read(since(first))


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user can come to, too."""
    root = Path(tempfile.mkdtemp())
    root.chmod(0o777)
    yield root / "hjul-data"
    shutil.rmtree(root)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """As a user to whom permissions apply."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_without_write_permission_each_effect_says_so_in_one_sentence(shared: Path) -> None:
    with nobody():
        done(shared, Create(EVENT), Create(TASK))
        read = found(shared, EVENT.key)
        (shared / "calendar").chmod(0o500)
        effects: list[Effect] = [
            Create(replace(EVENT, key=Key("ny"))),
            Update(replace(EVENT, title="Nytt"), read.ref, read.etag),
            Delete(EVENT.key, read.ref, read.etag),
            Create(replace(TASK, key=Key("ny-oppgave"))),
        ]
        outcomes = list(opened(shared).apply(effects))
        (shared / "calendar").chmod(0o700)
        assert [type(outcome.error) for outcome in outcomes] == [Terminal, Terminal, Terminal, type(None)]
        for outcome in outcomes[:3]:
            assert str(shared / "calendar") in str(outcome.error)
            assert "give yourself write permission to the folder and sync again." in str(outcome.error)
            assert ".hjul-" not in str(outcome.error)
        assert {each.item for each in everything(shared).found} >= {EVENT, TASK}
        assert len(names(shared)) == 3


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk is full; make room on it and sync again"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_disk_that_refuses_leaves_nothing_half_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    done(folder, Create(EVENT))
    read, before, there = found(folder, EVENT.key), event_file(folder).read_bytes(), names(folder)
    effects: list[Effect] = [
        Create(TASK),
        Update(replace(EVENT, title="Nytt"), read.ref, read.etag),
        Bury(Key("x")),
    ]

    def refuse(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        outcomes = list(opened(folder).apply(effects))
    for outcome in outcomes:
        assert isinstance(outcome.error, Terminal)
        assert words in str(outcome.error)
        assert str(folder) in str(outcome.error)
    assert names(folder) == there
    assert event_file(folder).read_bytes() == before
    done(folder, *effects)


def test_a_write_that_the_system_cuts_off_leaves_nothing_behind(folder: Path) -> None:
    done(folder, Create(EVENT))
    there = names(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        (outcome,) = opened(folder).apply([Create(TASK)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert isinstance(outcome.error, Terminal)
    assert names(folder) == there


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP])
def test_where_there_are_no_hard_links_a_file_is_still_never_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    done(folder, Create(EVENT))
    assert found(folder, EVENT.key).item == EVENT
    task_file(folder).write_bytes(b"theirs")
    failed(folder, Create(TASK))
    assert task_file(folder).read_bytes() == b"theirs"
    assert len(names(folder)) == 2


def test_what_a_killed_write_left_is_removed_after_an_hour_and_never_read(folder: Path) -> None:
    done(folder, Create(EVENT))
    old, fresh = folder / "calendar" / ".hjul-old.tmp", folder / "tasks" / ".hjul-fresh.tmp"
    old.write_bytes(b"half")
    aged(old, HOUR + 60)
    fresh.write_bytes(b"half")
    assert len(everything(folder).found) == 1
    done(folder, Create(TASK))
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_change_between_reading_and_replacing_is_not_written_over(folder: Path) -> None:
    done(folder, Create(EVENT))
    path = event_file(folder)
    _, etag = files.read(path)
    path.write_bytes(b"theirs")
    for act in (lambda: files.replace(path, b"ours", etag), lambda: files.remove(path, etag)):
        with pytest.raises(files.Changed):
            act()
    assert path.read_bytes() == b"theirs"
    assert len(names(folder)) == 1


# --- burials -------------------------------------------------------------------------------------------------


def test_a_person_can_take_a_burial_back_with_a_text_editor(folder: Path) -> None:
    done(folder, Bury(EVENT.key), Bury(TASK.key))
    path = folder / ROSTER
    lines = path.read_text().splitlines()
    path.write_text("\n".join(line for line in lines if TASK.key not in line))
    assert everything(folder).buried == {EVENT.key}


def test_burials_that_cannot_be_read_are_not_taken_for_none(folder: Path) -> None:
    done(folder, Bury(EVENT.key))
    (folder / ROSTER).write_bytes(b"\xff\xfe")
    with pytest.raises(Terminal, match="hjul-items cannot be read"):
        everything(folder)


def test_a_moved_meeting_keeps_its_file(folder: Path) -> None:
    (outcome,) = done(folder, Create(EVENT))
    assert outcome.ref is not None
    done(
        folder,
        Update(
            replace(EVENT, start=local(2027, 1, 1, 9), end=local(2027, 1, 1, 10)), outcome.ref, outcome.etag
        ),
    )
    assert names(folder) == {f"calendar/{event_file(folder).name}"}
