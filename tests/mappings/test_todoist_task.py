import base64
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings import todoist_marks as marks
from mappings import todoist_text as texts
from mappings.items import Key, Progress, Responsible, Stamp, State, Task, TaskKind
from mappings.todoist_progress import CANCELLED, STARTED
from mappings.todoist_task import (
    Around,
    Entry,
    Member,
    Writing,
    addressed,
    as_stored,
    assignee,
    from_todoist,
    is_recurring,
    lacks_length,
    section_of,
    to_todoist,
    tombstone,
)
from tests.make import KARI, OLA, PLAN_ID, ZONE, make_task

PLACE = "6Jf8VQXxpwv56VQ7"
AROUND = Around(PLAN_ID, PLACE, ZONE)
KARI_THERE = Member("2671355", "Kari E.", "KARI@example.org")
OLA_THERE = Member("2671356", "Ola Lund", "ola@example.org")
EVERYBODY = {member.id: member for member in (KARI_THERE, OLA_THERE)}
HOSTILE = "linje; to, \\ **tre** [x](y) @styret #prosjekt p1 i morgen 😀 <b>æøå</b> ' -- %41 !1"
AT = datetime(2026, 5, 20, 9, 15, tzinfo=UTC)
TASK = make_task()
STORED = as_stored(TASK)
patient = settings(deadline=None)  # the machine's pace is not what is tested


def new(item: Task = TASK, around: Around = AROUND, **more: Any) -> dict[str, Any]:
    """The task as Todoist has it after hjul made it."""
    return whole(to_todoist(Writing(item, **more), around))


def whole(args: dict[str, Any]) -> dict[str, Any]:
    """All that Todoist says of a task with these arguments."""
    empty: dict[str, Any] = {
        "due": None,
        "deadline": None,
        "labels": [],
        "priority": 1,
        "responsible_uid": None,
        "checked": False,
    }
    return {**empty, **args, "description": args["description"].strip()}


def patch(item: Task, raw: dict[str, Any], around: Around = AROUND, **more: Any) -> dict[str, Any]:
    return to_todoist(Writing(item, **more), around, raw, read(raw, around).mark)


def read(raw: dict[str, Any], around: Around = AROUND, subtasks: Any = (), comments: Any = ()) -> Entry:
    link = marks.found(raw["description"], around.owner)
    return from_todoist(raw, link, replace(around, people=EVERYBODY), subtasks, comments)


def annotated(raw: dict[str, Any], text: str) -> dict[str, Any]:
    return {**raw, "description": f"{raw['description']}\n{text}"}


# --- round trips -------------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)
days = st.none() | st.dates(date(1970, 1, 1), date(2100, 1, 1))
people = st.builds(Responsible, words, words, st.none() | st.emails(), st.none() | words)
items = st.builds(
    Task,
    key=words.map(Key),
    title=words,
    due=days,
    start=days,
    kind=st.sampled_from(TaskKind),
    description=st.text(max_size=300),
    categories=st.lists(words, max_size=3).map(tuple),
    responsible=st.lists(people, max_size=3, unique_by=lambda person: person.id).map(tuple),
    priority=st.integers(0, 9),
    duration=st.none() | st.timedeltas(timedelta(0), timedelta(days=4000)),
)


@patient
@given(items, words)
def test_everything_that_hjul_owns_comes_home(item: Task, notes: str) -> None:
    raw = annotated(new(item), f"Ring {notes.strip()}.")
    entry = read(raw)
    assert entry.item == as_stored(item)
    assert entry.stamp == Stamp.of(as_stored(item))
    assert entry.notes == f"Ring {notes.strip()}."
    assert patch(item, raw) == {}


@patient
@given(items)
def test_the_stored_form_of_a_stored_form_is_itself(item: Task) -> None:
    assert as_stored(as_stored(item)) == as_stored(item)


@patient
@given(items, items)
def test_an_update_makes_one_item_of_another_and_leaves_nothing_to_do(before: Task, after: Task) -> None:
    after = replace(after, key=before.key)
    raw = annotated(new(before), "Ring Ola")
    raw = whole({**raw, **patch(after, raw)})
    assert read(raw).item == as_stored(after)
    assert read(raw).notes == "Ring Ola"
    assert patch(after, raw) == {}


def test_a_new_task_says_what_todoist_can_say_itself() -> None:
    raw = new(members=(KARI_THERE,))
    assert raw["content"] == "Arrangere vervekonkurranse"
    assert raw["due"] == {"date": "2026-06-01"}
    assert raw["responsible_uid"] == KARI_THERE.id
    assert raw["labels"] == ["Organisasjonsarbeid", "Vervegruppa", "Ola_Eksempel"]
    assert raw["description"].startswith(f"{TASK.description}\n\n[hjul](hjul:")


def test_the_due_day_stands_in_the_deadline_where_the_board_wants_it() -> None:
    around = replace(AROUND, due="deadline")
    raw = new(around=around)
    assert (raw["deadline"], raw["due"]) == ({"date": "2026-06-01"}, None)
    raw["due"] = {"date": "2026-05-07", "is_recurring": False}
    assert read(raw, around).item == STORED
    assert "due" not in patch(replace(TASK, due=date(2026, 7, 1)), raw, around)


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        (HOSTILE, HOSTILE),
        ("  to \n linjer\t her ", "to linjer her"),
        ("* uten rute", "• uten rute"),
        ("*utheva* tekst", "*utheva* tekst"),
        ("", "–"),
        ("\x00\x07", "–"),
    ],
)
def test_a_title_comes_through_as_text_on_one_line_that_can_be_ticked(title: str, stands: str) -> None:
    assert new(replace(TASK, title=title))["content"] == stands


def test_a_long_title_is_cut_where_todoist_would_refuse_it_and_that_is_seen() -> None:
    for title in ("å" * 501, "😀" * 300):
        content = new(replace(TASK, title=title))["content"]
        assert 490 < texts.length(content) <= 500
        assert content.endswith("…")
    assert new(replace(TASK, title="å" * 500))["content"] == "å" * 500


def test_blank_lines_around_a_description_are_not_kept_since_todoist_keeps_none() -> None:
    item = replace(TASK, description="\n \n x \n\n y \n ")
    assert read(new(item)).item.description == as_stored(item).description == "x \n\n y"


def test_a_description_never_gets_longer_than_todoist_takes() -> None:
    item = replace(TASK, description="å" * 20_000, title=HOSTILE)
    raw = annotated(new(item), "x" * 8_000)
    assert texts.length(raw["description"]) <= texts.MOST_DESCRIPTION
    assert len(read(raw).item.description) == 6_000
    with pytest.raises(ValueError, match="no room"):
        patch(replace(item, title="Nytt"), annotated(raw, "y" * 8_000))


@pytest.mark.parametrize("text", ["Vennskap, solidaritet og fred", "C:\\New", "@#&|!()", "😀 ja", "a" * 200])
def test_a_label_is_made_of_any_title_and_the_title_comes_home(text: str) -> None:
    raw = new(replace(TASK, categories=(text,), responsible=()))
    assert read(raw).item.categories == (text,)
    for label in raw["labels"]:
        assert 0 < len(label) <= 60
        assert not set(label) & set(" @#&|!()")


# --- what is people's stays --------------------------------------------------------------------------------------


def test_people_s_labels_are_never_taken_away_and_hjul_s_own_are() -> None:
    raw = new(replace(TASK, responsible=()))
    raw["labels"] = ["egen", *raw["labels"], "STYRET"]
    changed = replace(TASK, responsible=(), categories=("Styret",))
    raw |= patch(changed, raw)
    assert raw["labels"] == ["egen", "STYRET"]
    assert patch(replace(TASK, responsible=(), categories=()), raw).get("labels") is None


def test_a_label_is_the_same_however_a_phone_composes_its_letters() -> None:
    raw = new(replace(TASK, categories=("Vårfest",), responsible=()))
    raw["labels"] = ["va\u030arfest", "STARTET"]
    assert read(raw).item.categories == ("Vårfest",)
    assert "labels" not in patch(replace(TASK, title="Nytt", categories=("Vårfest",), responsible=()), raw)


def test_a_label_of_the_plan_s_that_somebody_took_away_is_seen() -> None:
    raw = {**new(), "labels": ["Vervegruppa", "Kari_Eksempel"]}
    entry = read(raw)
    assert entry.item == replace(STORED, categories=(), responsible=STORED.responsible[:1])
    assert set(patch(TASK, raw)["labels"]) == {
        "Vervegruppa",
        "Kari_Eksempel",
        "Organisasjonsarbeid",
        "Ola_Eksempel",
    }


def test_a_time_and_a_rule_on_the_same_day_are_left_alone() -> None:
    due = {"date": "2026-06-01T18:30:00", "string": "hver uke", "lang": "nb", "is_recurring": True}
    raw = {**new(), "due": due}
    assert read(raw).item == STORED
    assert is_recurring(raw)
    assert "due" not in patch(replace(TASK, title="Nytt"), raw)
    moved = patch(replace(TASK, due=date(2026, 7, 1)), raw)["due"]
    assert moved == {"date": "2026-07-01T18:30:00", "string": "hver uke", "lang": "nb", "is_recurring": True}


@pytest.mark.parametrize(
    ("there", "then"),
    [
        ({"date": "2026-06-01"}, {"date": "2026-12-01"}),
        ({"date": "2026-06-01T18:30:00"}, {"date": "2026-12-01T18:30:00"}),
        (
            {"date": "2026-05-31T22:30:00Z", "timezone": "Europe/Oslo"},
            {"date": "2026-11-30T23:30:00Z", "timezone": "Europe/Oslo"},
        ),
    ],
)
def test_the_time_that_somebody_set_goes_along_to_the_plan_s_new_day(
    there: dict[str, Any], then: dict[str, Any]
) -> None:
    day = date(2026, 12, 1)
    raw = {**new(), "due": there}
    changed = patch(replace(TASK, due=day), raw)
    assert changed["due"] == then
    assert read({**raw, **changed}).item.due == day


@pytest.mark.parametrize(
    ("stands", "day"),
    [
        ("2026-05-31T23:30:00Z", date(2026, 6, 1)),
        ("2026-05-31T23:30:00.000000", date(2026, 5, 31)),
        ("2026-06-02", date(2026, 6, 2)),
    ],
)
def test_a_time_is_the_day_it_falls_on_in_the_plan_s_zone(stands: str, day: date) -> None:
    assert read({**new(), "due": {"date": stands}}).item.due == day


@pytest.mark.parametrize(
    "due", [{"date": "neste uke"}, {"date": None}, {}, "2026-06-01", {"date": "2026-13-01"}]
)
def test_a_due_day_that_is_none_is_told_and_not_guessed(due: Any) -> None:
    with pytest.raises(ValueError, match="its due is no day"):
        read({**new(), "due": due})


def test_a_priority_is_people_s_where_the_plan_says_nothing() -> None:
    raw = {**new(replace(TASK, priority=0)), "priority": 4}
    assert read(raw).item.priority == 0
    assert "priority" not in patch(replace(TASK, priority=0, title="Nytt"), raw)
    assert patch(replace(TASK, priority=9), raw)["priority"] == 2


@pytest.mark.parametrize(
    ("minutes", "there"),
    [(90, (90, "minute")), (24 * 60, (1, "day")), (7 * 24 * 60, (7, "day")), (25 * 60, (1500, "minute"))],
)
def test_the_plan_s_length_is_todoist_s_and_comes_home_as_it_was(
    minutes: int, there: tuple[int, str]
) -> None:
    long = replace(TASK, duration=timedelta(minutes=minutes))
    raw = new(long)
    assert raw["duration"] == {"amount": there[0], "unit": there[1]}
    assert read(raw).item.duration == long.duration
    assert read({**raw, "duration": {"amount": minutes, "unit": "minute"}}).item.duration == long.duration
    assert read({**raw, "duration": {"amount": 5, "unit": "minute"}}).item.duration == timedelta(minutes=5)
    assert patch(replace(TASK, duration=None), raw)["duration"] is None
    for none in (None, {}, {"amount": 0, "unit": "day"}, {"amount": 1, "unit": "week"}, {"amount": "1"}, 7):
        assert read({**raw, "duration": none}).item.duration is None


def test_a_length_is_people_s_where_the_plan_says_nothing() -> None:
    raw = {**new(), "duration": {"amount": 30, "unit": "minute"}}
    assert read(raw).item.duration is None
    assert "duration" not in patch(replace(TASK, title="Nytt"), raw)


def test_a_length_that_todoist_does_not_keep_is_not_sent_and_not_missed() -> None:
    long = replace(TASK, duration=timedelta(hours=2))
    for raw in (
        new(long, lengths=False),
        new(replace(long, due=None)),
        new(long, replace(AROUND, due="deadline")),
    ):
        assert "duration" not in raw
        assert read(raw).item.duration == long.duration
        assert lacks_length({**raw, "due": {"date": "2026-06-01"}}, read(raw).mark)
    assert not lacks_length(new(long), read(new(long)).mark)
    raw = {**new(long), "due": None, "duration": None}
    assert read(raw).item.duration == long.duration, "it goes with the day, and nobody took it away"


@pytest.mark.parametrize(("said", "there"), [(1, 4), (4, 4), (5, 3), (6, 2), (9, 2)])
def test_the_plan_s_priority_is_todoist_s_and_comes_home_as_it_was(said: int, there: int) -> None:
    raw = new(replace(TASK, priority=said))
    assert raw["priority"] == there
    assert read(raw).item.priority == said
    assert read({**raw, "priority": 1}).item.priority == 0


# --- people ------------------------------------------------------------------------------------------------------


def test_a_task_goes_to_the_first_of_the_responsible_whom_the_project_has() -> None:
    both = replace(TASK, responsible=(OLA, KARI))
    found = assignee(both, (OLA_THERE, KARI_THERE))
    assert found == (KARI_THERE, KARI), "Ola has no address in the plan"
    assert assignee(both, ()) is None


def test_nobody_s_mail_address_stands_in_a_task_however_it_is_packed() -> None:
    item = replace(TASK, responsible=(KARI, replace(OLA, email="Ola@example.org")))
    raw = new(item)
    packed = raw["description"].partition("[hjul](")[2].partition(")")[0].rpartition(".")[2]
    opened = zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))).decode()
    assert KARI.name in opened
    assert "example.org" not in raw["description"].casefold() + opened.casefold()
    assert assignee(read(raw).item, (OLA_THERE,)) == (OLA_THERE, read(raw).item.responsible[1])
    assert patch(item, raw) == {}


def test_an_address_is_known_again_in_small_letters_and_only_with_the_same_item() -> None:
    ours = addressed(TASK.key, "kari@example.org")
    assert ours == addressed(TASK.key, "Kari@Example.org") == addressed(TASK.key, ours)
    assert ours != addressed(Key("another"), "kari@example.org")
    assert (addressed(TASK.key, None), addressed(TASK.key, "")) == (None, "")


def test_a_task_given_to_somebody_else_there_is_read_as_that() -> None:
    raw = new(members=(KARI_THERE,))
    assert read(raw).item == STORED
    to_ola = read({**raw, "responsible_uid": OLA_THERE.id}).item.responsible
    address = addressed(TASK.key, "ola@example.org")
    assert to_ola == (Responsible(OLA_THERE.id, "Ola Lund", address), OLA)
    assert read({**raw, "responsible_uid": "99"}).item.responsible == (Responsible("99", "99"), OLA)
    assert read({**raw, "responsible_uid": None}).item.responsible == (OLA,)
    assert (
        patch(TASK, {**raw, "responsible_uid": "99"}, members=(KARI_THERE,))["responsible_uid"]
        == KARI_THERE.id
    )


def test_a_task_that_nobody_had_and_somebody_took_is_read_as_that() -> None:
    item = read({**new(), "responsible_uid": KARI_THERE.id}).item
    assert item.responsible == STORED.responsible, "it was hers already"
    assert (
        read({**new(replace(TASK, responsible=())), "responsible_uid": OLA_THERE.id}).item.responsible[0].name
        == "Ola Lund"
    )


def test_changing_the_responsible_moves_the_task_and_the_labels() -> None:
    raw = new(members=(KARI_THERE, OLA_THERE))
    ola = replace(OLA, email="Ola@Example.org", body=None)
    changed = patch(replace(TASK, responsible=(ola,)), raw, members=(KARI_THERE, OLA_THERE))
    assert (changed["responsible_uid"], changed["labels"]) == (OLA_THERE.id, ["Organisasjonsarbeid"])
    assert patch(replace(TASK, responsible=()), raw)["responsible_uid"] is None


@pytest.mark.parametrize(
    ("sections", "name"),
    [(None, ""), ("area", "Organisasjonsarbeid"), ("body", "Vervegruppa"), ("person", KARI.name)],
)
def test_a_section_is_that_of_the_area_the_body_or_the_person(sections: Any, name: str) -> None:
    assert section_of(TASK, replace(AROUND, sections=sections)) == name


# --- progress ----------------------------------------------------------------------------------------------------


def ticked(
    raw: dict[str, Any], at: str = "2026-05-20T09:15:00.123456Z", by: str | None = None
) -> dict[str, Any]:
    return {**raw, "checked": True, "completed_at": at, "completed_by_uid": by}


def test_a_tick_is_read_with_its_time_and_who_made_it() -> None:
    assert read(ticked(new(), by=OLA_THERE.id)).progress == Progress(State.DONE, 100, AT, "Ola Lund")
    assert read(ticked(new(), by="77")).progress == Progress(State.DONE, 100, AT)
    assert read(ticked(new(), at="?")).progress == Progress(State.DONE, 100)


@pytest.mark.parametrize(
    ("done", "of", "progress"),
    [(0, 3, Progress()), (1, 3, Progress(State.STARTED, 33)), (3, 3, Progress(State.STARTED, 100))],
)
def test_ticked_subtasks_are_progress_and_never_done(done: int, of: int, progress: Progress) -> None:
    subtasks = [{"checked": number < done} for number in range(of)]
    assert read(new(), subtasks=subtasks).progress == progress


def test_people_s_labels_say_started_and_cancelled() -> None:
    raw = new()
    assert read({**raw, "labels": [*raw["labels"], STARTED.upper()]}).progress == Progress(State.STARTED)
    assert read({**raw, "labels": [*raw["labels"], STARTED, CANCELLED]}).progress == Progress(State.CANCELLED)


@pytest.mark.parametrize(
    "word",
    [
        Progress(State.STARTED, 40, AT, "Per"),
        Progress(State.CANCELLED, None, AT, "Per"),
        Progress(State.STARTED),
    ],
)
def test_the_board_s_word_comes_home_until_people_say_otherwise(word: Progress) -> None:
    raw = new(progress=word)
    assert read(raw).progress == word
    raw |= patch(replace(TASK, title="Nytt"), raw)
    assert read(raw).progress == word
    assert read({**raw, "labels": []}).progress == Progress()
    raw |= patch(TASK, raw, progress=Progress())
    assert read(raw).progress == Progress()
    assert not {STARTED, CANCELLED} & set(raw["labels"])


def test_the_board_s_tick_is_the_board_s_as_long_as_it_is_that_tick() -> None:
    told = Progress(State.DONE, 100, AT - timedelta(days=9), "Per")
    raw = new(progress=told, ticked=AT)
    assert read(ticked(raw)).progress == told
    assert read(ticked(raw, at="2026-05-21T09:15:00Z", by=OLA_THERE.id)).progress.by == "Ola Lund"


def test_a_tick_of_the_board_s_without_a_time_has_todoist_s() -> None:
    raw = new(progress=Progress(State.DONE, None, None, "Per"), ticked=AT)
    assert read(ticked(raw)).progress == Progress(State.DONE, 100, AT, "Per")


def test_comments_are_notes() -> None:
    assert read(annotated(new(), "Ring"), comments=["Ola: ja"]).notes == "Ring\nOla: ja"


# --- marks -------------------------------------------------------------------------------------------------------


def test_the_mark_is_one_word_to_people_and_says_whose_it_is() -> None:
    link = marks.found(new()["description"], AROUND.owner)
    assert link is not None
    assert link.startswith(f"[hjul](hjul:{AROUND.owner}.{marks.digest(AROUND.owner, TASK.key)}.")
    assert link.endswith(")")
    assert marks.found(new()["description"], marks.owner("annen-2026", PLACE)) is None
    assert marks.found(new()["description"], marks.owner(PLAN_ID, "annet")) is None


@pytest.mark.parametrize("where", [0.3, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("instead", ["", "…", "A", "AAAAAAAAAAAA"])
def test_a_mark_that_was_changed_is_told_and_not_read(where: float, instead: str) -> None:
    raw = new()
    link = marks.found(raw["description"], AROUND.owner)
    assert link is not None
    at = int(len(link) * where)
    raw["description"] = raw["description"].replace(link, link[:at] + instead + link[at + 5 :])
    with pytest.raises(ValueError, match="was changed"):
        read(raw)


@patient
@given(st.text())
def test_no_text_makes_the_reading_of_marks_stumble(text: str) -> None:
    for link in (f"[hjul](hjul:{AROUND.owner}.{text})", text):
        try:
            marks.read(link, AROUND.owner)
        except ValueError as error:
            assert "was changed" in str(error)  # noqa: PT017  # most of them are none


def test_text_beside_the_mark_and_a_line_that_was_lost_leave_the_plan_s_text_known() -> None:
    raw = new()
    link = marks.found(raw["description"], AROUND.owner)
    assert link is not None
    beside = {**raw, "description": raw["description"].replace(link, f"Ta med kaker {link} takk")}
    assert read(beside).item == STORED
    assert "Ta med kaker" in read(beside).notes
    gone = {**raw, "description": "Bare mitt"}
    entry = from_todoist(gone, link, AROUND)
    assert (entry.item.description, entry.notes) == ("", "Bare mitt")
    again = whole({**gone, **to_todoist(Writing(TASK), AROUND, gone, entry.mark)})
    assert (read(again).item, read(again).notes) == (STORED, "Bare mitt")


def test_a_tombstone_says_which_item_and_nothing_else() -> None:
    grave = tombstone(TASK.key, AROUND)
    mark = marks.read(grave["description"], AROUND.owner)
    assert (mark.key, mark.buried, mark.stamp) == (TASK.key, True, None)
