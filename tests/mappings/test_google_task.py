"""Assignments to Google Tasks and back: what comes home, what people's notes survive, and how the mark is known again."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings import google_task_marks as marks
from mappings.google_task import (
    MOST_NOTES,
    Words,
    as_stored,
    from_google,
    is_deleted,
    is_missed,
    key_of,
    taken,
    to_google,
)
from mappings.items import Key, Progress, Stamp, State, Task, TaskKind
from tests.make import PLAN_ID, make_task

AT = datetime(2026, 5, 20, 9, 15, tzinfo=UTC)
WORDS = Words("egne notater nedenfor", "Avlyst")
LINES = "Ansvarlig: Kari Eksempel\nOmråde: Organisasjon\nKilde: Arbeidsplan 2026"
TASK = as_stored(make_task(description=LINES))


def made(item: Task = TASK, **more: Any) -> dict[str, Any]:
    """A new task as Google would give it."""
    return to_google(item, plan_id=PLAN_ID, words=WORDS, **more)


def read(body: dict[str, Any]) -> Any:
    entry = from_google(body, plan_id=PLAN_ID)
    assert entry is not None
    return entry


def edited(body: dict[str, Any], item: Task = TASK, **more: Any) -> dict[str, Any]:
    """The task after hjul wrote into it."""
    patch = to_google(item, plan_id=PLAN_ID, words=WORDS, existing=body, **more)
    return {name: value for name, value in {**body, **patch}.items() if value is not None}


# --- there and back --------------------------------------------------------------------------------------------------

patient = settings(deadline=None)  # the machine's pace is not what is tested
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
days = st.none() | st.dates()
keys = st.from_regex(r"[^\W_][\w-]{0,20}(@[\w.-]{1,12})?(/[a-z-]{1,8})?", fullmatch=True).map(Key)
stamps = st.builds(
    Stamp, days, days, st.just(False), st.integers(1, 2**64 - 1).map(lambda number: f"{number:016x}")
)
words_of_the_board = st.sampled_from(
    [
        None,
        Progress(),
        Progress(State.STARTED),
        Progress(State.STARTED, 50),
        Progress(State.DONE, 100, AT),
        Progress(State.CANCELLED),
        Progress(State.CANCELLED, 30),
    ]
)


@patient
@given(
    key=keys,
    title=texts,
    due=days,
    description=texts,
    kind=st.sampled_from(TaskKind),
    stamp=stamps,
    progress=words_of_the_board,
    notes=texts,
)
def test_all_that_is_kept_comes_home(
    key: Key,
    title: str,
    due: date | None,
    description: str,
    kind: TaskKind,
    stamp: Stamp,
    progress: Progress | None,
    notes: str,
) -> None:
    task = make_task(key=key, title=title, due=due, description=description, kind=kind)
    stored = as_stored(task)
    assert as_stored(stored) == stored
    body = made(task, stamp=stamp, progress=progress, people_notes=notes)
    there = read(body)
    assert (there.item, there.stamp) == (stored, stamp)
    assert there.progress == (progress or Progress())
    assert made(task, stamp=stamp, existing=body) == {}
    assert read(made(task, people_notes=there.notes)).notes == there.notes


@patient
@given(before=texts, after=texts, notes=texts)
def test_a_patch_makes_an_old_task_say_what_a_new_one_would(before: str, after: str, notes: str) -> None:
    old = make_task(title=before, description=before)
    new = make_task(title=after, description=after, due=None)
    body = made(old, people_notes=notes)
    there = read(edited(body, new))
    assert (there.item, there.notes) == (as_stored(new), read(body).notes)


def test_what_google_has_no_place_for_is_left_out() -> None:
    assert Task(TASK.key, TASK.title, due=TASK.due, kind=TASK.kind, description=LINES) == TASK
    assert "start" not in made()


def test_only_the_day_of_a_due_time_counts() -> None:
    assert made()["due"] == "2026-06-01T00:00:00.000Z"
    assert read(made() | {"due": "2026-06-20T00:00:00.000Z"}).item.due == date(2026, 6, 20)
    assert "due" not in to_google(TASK, plan_id=PLAN_ID, existing=made() | {"due": "2026-06-01T23:00:00Z"})
    assert edited(made(), replace(TASK, due=None)).get("due") is None


def test_what_is_too_long_is_cut_where_it_is_seen_and_leaves_room_for_people() -> None:
    long = as_stored(make_task(title="😀" * 2_000, description="ord " * 5_000))
    body = made(long, people_notes="x" * 3_000)
    assert long.title.endswith("…")
    assert long.description.endswith("…")
    assert len(body["title"].encode("utf-16-le")) // 2 <= 1_024
    assert len(body["notes"].encode("utf-16-le")) // 2 <= MOST_NOTES
    assert read(body).item == long


def test_people_s_notes_are_never_cut() -> None:
    long = made(people_notes="x" * 7_000)
    with pytest.raises(ValueError, match="no room"):
        made(make_task(description="y" * 3_000), existing=long)


# --- the line --------------------------------------------------------------------------------------------------------


def test_the_plans_text_comes_first_and_the_line_is_one_line_that_people_write_under() -> None:
    lines = made()["notes"].split("\n")
    assert lines[:3] == LINES.split("\n")
    assert lines[4].startswith("-- hjul: egne notater nedenfor · vervekonkurranse ")
    assert lines[4].endswith(" --")
    assert len(lines) == 5
    assert len(lines[4]) < 100


@pytest.mark.parametrize("key", ["årsmöte_2.0@2026-03/kallelse-ø", "a--b---c@2026-01", "møte@a.b/x"])
def test_every_key_stands_in_the_line_without_anything_that_programs_make_dashes_of(key: str) -> None:
    body = made(replace(TASK, key=Key(key)))
    assert key_of(body, plan_id=PLAN_ID) == key
    assert body["notes"].count("--") == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("--", "—"),
        lambda text: text.replace("-- hjul", "- hjul").removesuffix(" --"),
        lambda text: "> " + text.replace("\n", "\n> "),
        lambda text: text.upper().replace("VERVEKONKURRANSE", "vervekonkurranse"),
        lambda text: text.replace("\n", "  \n") + "\n\n",
    ],
)
def test_what_programs_do_to_a_text_does_not_hide_the_mark(change: Any) -> None:
    body = made(people_notes="Ring Ola")
    there = read(body | {"notes": change(body["notes"])})
    assert there.item.key == TASK.key
    assert there.stamp == Stamp.of(TASK)
    assert there.notes.replace("> ", "").strip().lower() == "ring ola"


def test_a_task_without_the_line_or_with_another_plans_is_not_ours() -> None:
    for notes in ("", LINES, "-- hjul: egne notater nedenfor --", "hjul: vervekonkurranse abcdefgh"):
        assert from_google({"notes": notes}, plan_id=PLAN_ID) is None
    assert from_google(to_google(TASK, plan_id="en-annen"), plan_id=PLAN_ID) is None
    assert from_google({}, plan_id=PLAN_ID) is None


def test_what_was_assigned_in_a_document_or_a_chat_is_not_ours() -> None:
    assigned = made() | {"assignmentInfo": {"surfaceType": "DOCUMENT"}}
    assert from_google(assigned, plan_id=PLAN_ID) is None
    assert key_of(assigned, plan_id=PLAN_ID) is None


def test_a_damaged_line_still_says_which_item_it_was() -> None:
    whole = made()["notes"]
    for notes in (whole[:-8], whole.replace("vervekonkurranse", "vervekonkurransen"), whole[:-5] + "77 --"):
        body = {"notes": notes}
        assert key_of(body, plan_id=PLAN_ID) in {"vervekonkurranse", "vervekonkurransen"}
        with pytest.raises(ValueError, match="changed"):
            from_google(body, plan_id=PLAN_ID)
        with pytest.raises(ValueError, match="changed"):
            taken(body, plan_id=PLAN_ID)


def test_a_whole_line_comes_before_a_damaged_one() -> None:
    whole = made()["notes"]
    assert read({"notes": whole[:-8] + "\n" + whole}).item.key == TASK.key


@patient
@given(st.text(max_size=200), st.binary(max_size=60))
def test_no_text_makes_the_reading_stumble(text: str, data: bytes) -> None:
    begun = made()["notes"][:120]
    for notes in (text, begun + text, f"-- hjul: x vervekonkurranse {data.hex()}"):
        body = {"notes": notes, "title": text, "completed": text}
        if key_of(body, plan_id=PLAN_ID) is None:
            assert from_google(body, plan_id=PLAN_ID) is None
        else:
            with pytest.raises(ValueError, match="changed"):
                from_google(body, plan_id=PLAN_ID)


# --- people's notes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_what_people_write_among_the_plans_lines_is_theirs_and_moves_below_the_line(at: int) -> None:
    lines = made(people_notes="Under")["notes"].split("\n")
    body = made() | {"notes": "\n".join([*lines[:at], "Ring Ola", "og Per", *lines[at:]])}
    assert (read(body).item, read(body).notes) == (TASK, "Ring Ola\nog Per\nUnder")
    after = edited(body, replace(TASK, description="Ny tekst"))
    assert (read(after).item.description, read(after).notes) == ("Ny tekst", "Ring Ola\nog Per\nUnder")
    assert after["notes"].startswith("Ny tekst\n\n-- hjul")


def test_blank_lines_around_people_s_notes_make_no_difference() -> None:
    body = made(people_notes="\n\nRing Ola\n")
    assert body["notes"].endswith(" --\nRing Ola")
    assert to_google(TASK, plan_id=PLAN_ID, words=WORDS, existing=body) == {}


def test_what_people_write_on_the_line_itself_is_theirs() -> None:
    notes = made()["notes"]
    assert read(made() | {"notes": notes + " ring Ola"}).notes == "ring Ola"
    assert read(made() | {"notes": notes.replace("-- hjul", "Ring Per -- hjul")}).notes == "Ring Per"


def test_a_changed_line_of_the_plans_is_seen_as_an_edit() -> None:
    body = made(people_notes="Ring Ola")
    body["notes"] = body["notes"].replace("Kari Eksempel", "Per")
    assert read(body).item.description == LINES.replace("Kari Eksempel", "Per")
    after = read(edited(body))
    assert (after.item, after.notes) == (TASK, "Ring Ola")


def test_a_task_without_any_text_of_the_plans_has_its_line_all_the_same() -> None:
    bare = replace(TASK, description="")
    body = made(bare)
    assert body["notes"].startswith("-- hjul")
    assert read(body | {"notes": f"Ring Ola\n\n{body['notes']}"}).notes == "Ring Ola"


def test_many_lines_are_read_as_they_were_written() -> None:
    many = as_stored(replace(TASK, description="\n".join(map(str, range(300)))))
    assert read(made(many, people_notes="x")).item == many


# --- ticks -----------------------------------------------------------------------------------------------------------


def test_a_tick_is_done_and_one_taken_back_is_open() -> None:
    ticked = made() | {"status": "completed", "completed": "2026-05-20T09:15:00.000Z", "hidden": True}
    assert read(ticked).progress == Progress(State.DONE, 100, AT)
    assert read(made()).progress == Progress()


@pytest.mark.parametrize("said", [None, "", "soon", "2026-05-20T09:15:00"])
def test_a_tick_without_a_time_that_can_be_read_is_a_tick(said: str | None) -> None:
    assert read(made() | {"status": "completed", "completed": said}).progress == Progress(State.DONE, 100)


def test_an_update_leaves_a_tick_alone_unless_the_board_has_spoken() -> None:
    ticked = made() | {"status": "completed", "completed": "2026-05-20T09:15:00.123Z"}
    new = replace(TASK, title="Nytt")
    assert edited(ticked, new)["completed"] == ticked["completed"]
    assert read(edited(ticked, new)).progress == Progress(State.DONE, 100, AT)
    at = AT.astimezone(timezone(timedelta(hours=2))) + timedelta(days=1)
    patch = to_google(new, plan_id=PLAN_ID, existing=ticked, progress=Progress(State.DONE, 100, at))
    assert patch["completed"] == "2026-05-21T09:15:00.000Z"


def test_a_cancelled_task_is_ticked_off_with_a_word_before_its_title() -> None:
    body = made(progress=Progress(State.CANCELLED))
    assert (body["title"], body["status"]) == ("Avlyst: Arrangere vervekonkurranse", "completed")
    assert (read(body).item, read(body).progress.state) == (TASK, State.CANCELLED)
    after = edited(body, replace(TASK, title="Nytt"))
    assert (after["title"], read(after).progress.state) == ("Avlyst: Nytt", State.CANCELLED)


def test_whoever_opens_a_cancelled_task_has_taken_the_cancelling_back() -> None:
    opened = made(progress=Progress(State.CANCELLED)) | {"status": "needsAction"}
    assert (read(opened).item, read(opened).progress) == (TASK, Progress())
    assert edited(opened)["title"] == TASK.title


def test_whoever_takes_the_word_away_has_done_it() -> None:
    done = made(progress=Progress(State.CANCELLED)) | {"title": TASK.title}
    assert read(done).progress.state is State.DONE


def test_the_boards_word_that_a_task_is_started_gives_way_to_a_tick() -> None:
    started = made(progress=Progress(State.STARTED, 50))
    assert started["status"] == "needsAction"
    assert read(started | {"status": "completed"}).progress.state is State.DONE
    assert read(edited(started, progress=Progress())).progress == Progress()


# --- deleted ---------------------------------------------------------------------------------------------------------


def test_remains_tell_whether_hjul_took_it_away() -> None:
    missed = made() | {"deleted": True}
    gone = edited(made()) | taken(made(), plan_id=PLAN_ID) | {"deleted": True}
    assert (is_deleted(missed), is_missed(missed, plan_id=PLAN_ID)) == (True, True)
    assert (is_deleted(gone), is_missed(gone, plan_id=PLAN_ID)) == (True, False)
    assert not is_missed(made(), plan_id=PLAN_ID)


def test_one_that_was_nearly_taken_away_is_whole_after_the_next_update() -> None:
    half = made(people_notes="Ring Ola") | taken(made(people_notes="Ring Ola"), plan_id=PLAN_ID)
    assert (read(half).item, read(half).notes) == (TASK, "Ring Ola")
    assert is_missed(edited(half) | {"deleted": True}, plan_id=PLAN_ID)


@pytest.mark.parametrize("body", [{"due": "soon"}, {"due": 7}, {"title": 7}])
def test_what_cannot_be_read_is_said(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"due|title"):
        from_google(made() | body, plan_id=PLAN_ID)


def test_a_stamp_that_no_task_has_is_refused() -> None:
    for stamp in (
        Stamp(None, AT, False, "0" * 16),
        Stamp(None, None, False, "abc"),
        Stamp(None, None, False, "z" * 16),
    ):
        with pytest.raises(ValueError, match=r".+"):
            marks.line(marks.Mark(TASK.key, stamp=stamp), PLAN_ID, "x")
