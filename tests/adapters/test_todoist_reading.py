"""What is made of Todoist's answers: full and incremental ones, windows of what is completed, and tasks as people leave them."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.base import NotAllowed, Reading, Remark, ServiceError, Since, Terminal, Transient
from adapters.todoist_http import Answer, Ask, NoAnswer, refused
from adapters.todoist_reading import MOST_PAGES, WINDOW, Telling, up_to_date, windows
from adapters.todoist_state import Mirror
from mappings import todoist_marks as marks
from mappings.items import Key, Progress, State, plan_digest
from mappings.todoist_task import Around, Writing, as_stored, to_todoist, tombstone
from tests.make import KARI, NOW, PLAN_ID, ZONE, make_task

PLACE, OTHER_PLACE = "6Jf8VQXxpwv56VQ7", "6Jf8VQXxpwv56VQ8"
AROUND = Around(PLAN_ID, PLACE, ZONE)
TASK = as_stored(make_task())
OTHER = as_stored(make_task(key=Key("annen"), title="Årsmøte"))
REFUSED = refused("api.todoist.com", "todo")
PROJECT = {
    "id": PLACE,
    "name": "Arbeidsplan",
    "shared": True,
    "can_assign_tasks": True,
    "created_at": "2026-01-10T08:00:00.000000Z",
}
FOREIGN = {"id": "dentist", "content": "Tannlege", "description": "", "project_id": PLACE, "checked": False}
EXPIRED = Answer(400, tag="INVALID_ARGUMENT_VALUE")


def raw(item: Any = TASK, **changes: Any) -> dict[str, Any]:
    """Our task as Todoist would give it. Its id is its key."""
    said = {
        "id": item.key,
        "project_id": PLACE,
        "section_id": None,
        "parent_id": None,
        "checked": False,
        "is_deleted": False,
        "responsible_uid": None,
        "labels": [],
        "priority": 1,
        "due": None,
        "added_at": "2026-01-11T08:00:00.000000Z",
        "updated_at": "2026-01-11T08:00:00.000000Z",
        **to_todoist(Writing(item), AROUND),
    }
    return {**said, **changes}


def full(*items: Any, at: str = "2026-01-15T12:30:00Z", **more: Any) -> Answer:
    said = {"items": list(items), "projects": [PROJECT], "sections": [], "completed_info": [], **more}
    return Answer(200, {"sync_token": "t1", "full_sync": True, "full_sync_date_utc": at, **said})


def part(*items: Any, **more: Any) -> Answer:
    return Answer(200, {"sync_token": "t2", "full_sync": False, "items": list(items), **more})


def page(*items: Any, cursor: str | None = None) -> Answer:
    return Answer(200, {"items": list(items), "next_cursor": cursor})


def log(*events: Any) -> Answer:
    return Answer(200, {"results": list(events), "next_cursor": None})


def heard(since: Since | None, *answers: Answer) -> tuple[list[Ask], Reading]:
    """What was asked, and what was read; every answer has to be used."""
    since = since or Since()
    loaded = Mirror.loaded(since.cursor, PLAN_ID, str(ZONE), (PLACE,), AROUND.owner)
    mirror = loaded or Mirror((PLACE,), AROUND.owner)
    looking = up_to_date(mirror, NOW, REFUSED, frozenset(since.etags))
    asked, coming = [], iter(answers)
    try:
        ask = next(looking)
        while True:
            asked.append(ask)
            ask = looking.send(next(coming))
    except StopIteration:
        assert next(coming, None) is None
    around = replace(AROUND, people=mirror.people_by_id())
    telling = Telling(mirror, around, since, lambda _: "", is_same=loaded is not None)
    return asked, replace(telling.reading(), cursor=mirror.dumped(PLAN_ID, str(ZONE)))


def fails(since: Since | None, *answers: Answer) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        heard(since, *answers)
    return raised.value


def since(reading: Reading) -> Since:
    """What the ledger would remember of it."""
    return Since(reading.cursor, {found.ref: found.etag or "" for found in reading.found})


FIRST = heard(None, full(raw(), raw(OTHER), FOREIGN), page())[1]
KNOWN = since(FIRST)


# --- asking ------------------------------------------------------------------------------------------------------


def test_everything_is_read_at_first_and_then_what_changed() -> None:
    asked, reading = heard(None, full(raw(), raw(OTHER), FOREIGN), page())
    assert [(ask.verb, ask.token) for ask in asked] == [("sync", "*"), ("completed", "*")]
    assert {found.item for found in reading.found} == {TASK, OTHER}
    asked, again = heard(since(reading), part())
    assert [(ask.verb, ask.token) for ask in asked] == [("sync", "t1")]
    assert (again.found, again.gone, again.unchanged) == ((), frozenset(), frozenset({TASK.key, OTHER.key}))


def test_an_old_full_answer_is_brought_up_to_date_at_once() -> None:
    asked, reading = heard(None, full(raw(), at="2026-01-15T12:00:00Z"), part(raw(content="Nytt")), page())
    assert [ask.token for ask in asked] == ["*", "t1", "*"]
    assert reading.found[0].item.title == "Nytt"


@pytest.mark.parametrize("answer", [EXPIRED, Answer(410), Answer(404)])
def test_a_token_that_is_not_known_any_more_leads_to_one_full_reading(answer: Answer) -> None:
    asked, reading = heard(KNOWN, answer, full(raw(), raw(OTHER)))
    assert [ask.token for ask in asked] == ["t1", "*"]
    assert reading.unchanged == {TASK.key, OTHER.key}


def test_what_was_ticked_is_asked_for_where_everything_is_read_and_something_was() -> None:
    info = [{"project_id": PLACE, "completed_items": 1}]
    done = raw(OTHER, checked=True, completed_at="2026-01-12T17:00:00Z")
    asked, reading = heard(None, full(raw(), completed_info=info), page(done))
    assert [ask.verb for ask in asked] == ["sync", "completed"]
    progress = {found.key: found.progress for found in reading.found}
    assert progress == {
        TASK.key: Progress(),
        OTHER.key: Progress(State.DONE, 100, datetime(2026, 1, 12, 17, tzinfo=UTC)),
    }


@pytest.mark.parametrize(
    ("info", "asks"),
    [
        ({"completed_info": []}, False),
        ({"completed_info": [{"project_id": "another", "completed_items": 3}]}, False),
        ({"completed_info": [{"section_id": "s", "completed_items": 3}]}, True),
        ({"completed_info": [{"item_id": TASK.key, "completed_items": 3}]}, True),
        ({"completed_info": None}, True),
    ],
)
def test_it_is_asked_for_unless_todoist_says_that_there_is_nothing(info: Any, asks: bool) -> None:
    sections = [{"id": "s", "project_id": PLACE, "name": "Fest"}]
    if info["completed_info"] is None:
        answer = full(raw(), raw(OTHER), sections=sections)
        answer = replace(answer, body={k: v for k, v in answer.body.items() if k != "completed_info"})
    else:
        answer = full(raw(), raw(OTHER), sections=sections, **info)
    asked, _ = heard(KNOWN, EXPIRED, answer, *([page()] if asks else []))
    assert [ask.verb for ask in asked] == ["sync", "sync", *(["completed"] if asks else [])]


def test_where_nothing_is_known_and_ours_are_there_what_is_ticked_is_asked_for_whatever_todoist_counts() -> (
    None
):
    done = raw(OTHER, checked=True, completed_at="2026-01-12T17:00:00Z")
    asked, reading = heard(None, full(raw(), completed_info=[]), page(done))
    assert [ask.verb for ask in asked] == ["sync", "completed"]
    assert {found.key for found in reading.found} == {TASK.key, OTHER.key}


def test_a_new_project_is_read_in_one_request() -> None:
    asked, _ = heard(None, full(FOREIGN, completed_info=[]))
    assert [ask.verb for ask in asked] == ["sync"]


def test_windows_are_never_longer_than_todoist_answers_for_and_leave_nothing_out() -> None:
    first, last = NOW - timedelta(days=400), NOW
    parts = list(windows(first, last))
    assert parts[0][1] == last
    assert parts[-1][0] <= first
    assert all(until - since == WINDOW for since, until in parts)
    assert all(one[0] == other[1] for one, other in pairwise(parts))


def test_pages_of_what_was_ticked_are_followed_to_the_last() -> None:
    info = [{"project_id": PLACE, "completed_items": 2}]
    pages = [page(raw(checked=True), cursor="a"), page(cursor="b"), page(raw(OTHER, checked=True))]
    asked, reading = heard(None, full(completed_info=info), *pages)
    assert [ask.asked.get("cursor") for ask in asked[1:]] == [None, "a", "b"]
    assert len(reading.found) == 2


# --- errors ------------------------------------------------------------------------------------------------------


def without(name: str) -> Answer:
    answer = full(raw())
    return replace(answer, body={key: value for key, value in answer.body.items() if key != name})


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (without("items"), Transient),
        (without("projects"), Transient),
        (without("sync_token"), Transient),
        (without("full_sync"), Transient),
        (full(items={}), Transient),
        (full(items=["x"]), Transient),
        (full(items=[{"content": "no id"}]), Transient),
        (full(notes="x"), Transient),
        (part(raw()), Transient),
        (Answer(200, {}), Transient),
        (Answer(0), NoAnswer),
        (Answer(503), NoAnswer),
        (Answer(429, retry_after=66), Transient),
        (Answer(403, tag="FORBIDDEN"), NotAllowed),
        (Answer(400, tag="INVALID_ARGUMENT_VALUE"), Terminal),
        (full(raw(), projects=[]), Terminal),
        (full(raw(), projects=[{**PROJECT, "is_archived": True}]), Terminal),
        (full(raw(), projects=[{**PROJECT, "is_deleted": True}]), Terminal),
    ],
)
def test_an_error_is_never_an_empty_project(answer: Answer, kind: type[ServiceError]) -> None:
    assert isinstance(fails(None, answer), kind)
    assert isinstance(fails(KNOWN, EXPIRED, answer), kind)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {}),
        Answer(200, {"items": "x"}),
        Answer(200, {"items": [{}]}),
        Answer(503),
        page(cursor="a"),
    ],
)
def test_half_a_window_is_an_error_and_nothing_is_taken_for_open_or_gone(answer: Answer) -> None:
    info = [{"project_id": PLACE, "completed_items": 1}]
    again = [answer] * (2 if answer.body.get("next_cursor") else 1)
    assert isinstance(fails(None, full(raw(), completed_info=info), *again), Transient)


def test_pages_without_end_are_an_error() -> None:
    info = [{"project_id": PLACE, "completed_items": 1}]
    endless = [page(cursor=str(number)) for number in range(MOST_PAGES)]
    assert isinstance(fails(None, full(completed_info=info), *endless), Transient)


def test_a_project_that_goes_while_nobody_looks_is_an_error() -> None:
    gone = part({"id": TASK.key, "is_deleted": True}, projects=[{**PROJECT, "is_deleted": True}])
    assert isinstance(fails(KNOWN, gone), Terminal)


# --- what people do ----------------------------------------------------------------------------------------------


def test_a_tick_a_new_day_a_new_name_and_a_deletion_are_each_read() -> None:
    tick = {"checked": True, "completed_at": "2026-01-14T17:05:09Z", "completed_by_uid": "7"}
    people = [{"id": "7", "full_name": "Ola Lund", "email": "ola@example.org"}]
    _, reading = heard(KNOWN, part(raw(**tick), collaborators=people))
    (found,) = reading.found
    assert found.progress == Progress(
        State.DONE, 100, datetime(2026, 1, 14, 17, 5, 9, tzinfo=UTC), "Ola Lund"
    )
    _, reading = heard(KNOWN, part(raw(content="Nytt", due={"date": "2026-09-09"})))
    (found,) = reading.found
    assert (found.item.title, str(found.item.due)) == ("Nytt", "2026-09-09")  # type: ignore[union-attr]
    _, reading = heard(KNOWN, part({"id": TASK.key, "is_deleted": True}))
    assert reading.gone == {TASK.key}
    assert reading.unchanged == {OTHER.key}


def test_a_comment_and_a_subtask_are_read_though_the_task_itself_is_not_told_of() -> None:
    note = {
        "id": "n",
        "item_id": TASK.key,
        "content": "Bestilt",
        "posted_uid": "7",
        "posted_at": "2026-01-14",
    }
    _, reading = heard(KNOWN, part(notes=[note]))
    assert [found.notes for found in reading.found] == ["Bestilt"]
    steps = [
        {**FOREIGN, "id": str(number), "parent_id": TASK.key, "checked": number < 1} for number in range(4)
    ]
    _, reading = heard(KNOWN, part(*steps))
    assert [found.progress for found in reading.found] == [Progress(State.STARTED, 25)]


def test_what_is_told_below_is_found_whatever_its_order() -> None:
    child = {**FOREIGN, "id": "c", "parent_id": TASK.key, "checked": True}
    _, reading = heard(None, full(child, raw()))
    assert reading.found[0].progress == Progress(State.STARTED, 100)


def test_what_somebody_made_repeat_and_moved_away_is_remarked_every_time() -> None:
    due = {"date": "2026-06-01", "string": "hver  uke", "is_recurring": True}
    _, reading = heard(KNOWN, part(raw(due=due, project_id="another")))
    expected = (Remark(TASK.key, "recurs", "hver uke"), Remark(TASK.key, "elsewhere"))
    moved = {"field": "project", "from": PLACE, "to": "another"}
    given = {"field": "recurrence", "from": "", "to": "hver uke"}
    seen = (replace(expected[0], seen=given), replace(expected[1], seen=moved))
    assert reading.remarks == seen, "seen once"
    _, again = heard(since(reading), part())
    assert again.remarks == expected
    assert TASK.key in again.unchanged


def test_a_copy_is_told_and_the_first_one_is_followed() -> None:
    copy = raw(id="a-copy", added_at="2026-01-14T08:00:00Z", content="Kopi")
    _, reading = heard(None, full(copy, raw()))
    assert [found.ref for found in reading.found] == [TASK.key]
    assert [(flaw.ref, flaw.key) for flaw in reading.flaws] == [("a-copy", None)]
    _, later = heard(since(reading), part({"id": TASK.key, "is_deleted": True}))
    assert [found.ref for found in later.found] == ["a-copy"]


def test_a_mark_that_was_taken_away_is_remembered_and_a_broken_one_is_told() -> None:
    _, reading = heard(KNOWN, part(raw(description="Bare mitt")))
    (found,) = reading.found
    assert (found.key, found.item.description, found.notes) == (TASK.key, "", "Bare mitt")
    link = marks.found(raw()["description"], AROUND.owner)
    assert link is not None
    broken = raw(description=raw()["description"].replace(link, link[:60] + "…)"))
    _, reading = heard(KNOWN, part(broken))
    assert [(flaw.ref, flaw.key) for flaw in reading.flaws] == [(TASK.key, TASK.key)]
    _, reading = heard(None, full(broken))
    assert [(flaw.ref, flaw.key) for flaw in reading.flaws] == [(TASK.key, None)]


@pytest.mark.parametrize("wrong", [{"due": {"date": "neste uke"}}, {"content": None}, {"description": 7}])
def test_what_cannot_be_understood_is_a_flaw_and_neither_there_nor_gone(wrong: Any) -> None:
    _, reading = heard(KNOWN, part(raw(**wrong)))
    assert [(flaw.ref, flaw.key) for flaw in reading.flaws] == [(TASK.key, TASK.key)]
    assert (reading.found, reading.gone) == ((), frozenset())
    assert reading.unchanged == {OTHER.key}


def test_what_was_buried_is_told_until_it_is_there_again() -> None:
    grave = {**FOREIGN, **tombstone(TASK.key, AROUND), "id": "grave", "checked": True}
    info = [{"project_id": PLACE, "completed_items": 1}]
    _, reading = heard(None, full(completed_info=info), page(grave))
    assert reading.buried == {TASK.key}
    assert reading.found == ()
    _, again = heard(since(reading), part())
    assert again.buried == {TASK.key}
    _, again = heard(since(reading), part(raw()))
    assert again.buried == frozenset()


def test_another_plan_s_tasks_and_another_place_s_are_nobody_s_here() -> None:
    others = Around("annen-2026", PLACE, ZONE), Around(PLAN_ID, OTHER_PLACE, ZONE)
    items = [raw(**to_todoist(Writing(TASK), around)) for around in others]
    _, reading = heard(None, full(*items))
    assert (reading.found, reading.flaws) == ((), ())


# --- gone, or only not told of -----------------------------------------------------------------------------------


def test_what_a_full_reading_does_not_tell_of_is_gone_unless_the_log_says_that_it_was_ticked() -> None:
    ticked = {
        "object_id": OTHER.key,
        "event_type": "completed",
        "event_date": "2026-01-14T17:00:00Z",
        "initiator_id": "7",
    }
    deleted = {"object_id": TASK.key, "event_type": "deleted", "event_date": "2026-01-14T18:00:00Z"}
    asked, reading = heard(KNOWN, EXPIRED, full(), page(), log(deleted, ticked))
    assert asked[-1].verb == "activities"
    assert reading.gone == {TASK.key}
    assert [(found.key, found.progress.state) for found in reading.found] == [(OTHER.key, State.DONE)]


def test_what_is_known_and_not_open_is_looked_for_among_the_ticked_whatever_their_number_is_said_to_be() -> (
    None
):
    tick = {"checked": True, "completed_at": "2026-01-14T17:00:00Z"}
    asked, reading = heard(KNOWN, EXPIRED, full(raw(OTHER), completed_info=[]), page(raw(**tick)))
    assert asked[-1].verb == "completed"
    assert reading.gone == frozenset()
    assert [(found.key, found.progress.state) for found in reading.found] == [(TASK.key, State.DONE)]


@pytest.mark.parametrize("answer", [log(), Answer(403), Answer(404)])
def test_where_the_log_is_silent_it_is_gone_and_never_done(answer: Answer) -> None:
    _, reading = heard(KNOWN, EXPIRED, full(raw(OTHER)), page(), answer)
    assert reading.gone == {TASK.key}
    assert reading.found == ()


@pytest.mark.parametrize("answer", [Answer(0), Answer(503), Answer(429), Answer(200, {})])
def test_where_the_log_does_not_answer_nothing_is_taken_for_gone(answer: Answer) -> None:
    with pytest.raises(Transient):
        heard(KNOWN, EXPIRED, full(raw(OTHER)), page(), answer)


def test_a_section_that_is_gone_makes_everything_be_read_anew() -> None:
    inside = heard(None, full(raw(section_id="s"), raw(OTHER)))[1]
    asked, reading = heard(
        since(inside), part(sections=[{"id": "s", "is_deleted": True}]), full(raw(OTHER)), page(), log()
    )
    assert [ask.token for ask in asked[:2]] == ["t1", "*"]
    assert reading.gone == {TASK.key}


@pytest.mark.parametrize("told", [True, False])
def test_what_stands_in_an_archived_section_is_hidden_and_not_gone(told: bool) -> None:
    section = {"id": "s", "project_id": PLACE, "name": "Vår", "is_archived": False}
    away = {**section, "is_archived": True}
    first = since(heard(None, full(raw(section_id="s"), raw(OTHER), sections=[section]))[1])
    archived = heard(first, part(sections=[away]))[1]
    assert archived.gone == frozenset()
    later = replace(first, cursor=archived.cursor)
    _, anew = heard(later, EXPIRED, full(raw(OTHER), sections=[away] if told else []), page())
    assert anew.gone == frozenset()
    assert anew.unchanged == {str(TASK.key), str(OTHER.key)}


# --- people who join ---------------------------------------------------------------------------------------------


def joined(state: str = "active") -> dict[str, Any]:
    kari = {"id": "7", "full_name": "Kari", "email": KARI.email}
    states = [{"project_id": PLACE, "user_id": "7", "state": state, "is_deleted": False}]
    return {"collaborators": [kari], "collaborator_states": states}


def test_somebody_who_joins_gets_the_tasks_that_nobody_could_be_given() -> None:
    _, reading = heard(KNOWN, part(**joined()))
    assert [found.item.responsible for found in reading.found] == [(), ()]  # type: ignore[union-attr]
    for found in reading.found:
        assert found.stamp is not None
        assert found.stamp.digest == plan_digest(found.item)
    _, reading = heard(KNOWN, part(**joined("invited")))
    assert reading.found == ()


def test_what_people_edited_or_ticked_is_not_given_to_anybody_meanwhile() -> None:
    _, reading = heard(KNOWN, part(raw(content="Nytt"), raw(OTHER, checked=True), **joined()))
    assert [found.item.responsible for found in reading.found] == [OTHER.responsible, TASK.responsible]  # type: ignore[union-attr]


def test_the_cursor_has_no_word_of_what_is_not_ours() -> None:
    _, reading = heard(None, full(raw(), FOREIGN))
    mirror = Mirror.loaded(reading.cursor, PLAN_ID, str(ZONE), (PLACE,), AROUND.owner)
    assert mirror is not None
    assert "Tannlege" not in json.dumps(mirror.items)
    assert mirror.open_in(PLACE) == 2


# --- whatever it says --------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)
FIELDS = st.dictionaries(
    st.sampled_from(sorted({*raw(), "completed_at", "completed_by_uid"} - {"id"})), ANYTHING
)
OTHERS = {
    "notes": ["item_id", "content", "posted_uid", "posted_at", "is_deleted", "file_attachment"],
    "sections": ["project_id", "name", "is_deleted", "is_archived"],
    "collaborators": ["id", "full_name", "email"],
    "collaborator_states": ["project_id", "user_id", "state", "is_deleted"],
    "completed_info": ["project_id", "item_id", "completed_items", "archived_sections"],
}


def objects(names: list[str]) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.dictionaries(
        st.sampled_from(names), ANYTHING | st.sampled_from([PLACE, TASK.key, "7"]), max_size=4
    )
    return st.lists(one.map(lambda said: {"id": "x", **said}), max_size=2)


@settings(deadline=None)
@given(FIELDS, st.fixed_dictionaries({name: objects(names) for name, names in OTHERS.items()}), st.booleans())
def test_no_answer_makes_the_reading_stumble(fields: Any, others: Any, everything: bool) -> None:
    """Something is read, or it is told in one of our errors; and what the cursor keeps of it is read as the same."""
    answer = full(raw(**fields), **others) if everything else part(raw(**fields), **others)
    answers = [EXPIRED, answer] if everything else [answer]
    mirror = Mirror.loaded(KNOWN.cursor, PLAN_ID, str(ZONE), (PLACE,), AROUND.owner)
    assert mirror is not None
    looking = up_to_date(mirror, NOW, REFUSED)
    next(looking)
    with suppress(ServiceError, StopIteration):
        for each in [*answers, Answer(503), Answer(503)]:
            looking.send(each)
    around = replace(AROUND, people=mirror.people_by_id())
    text = mirror.dumped(PLAN_ID, str(ZONE))
    first = Telling(mirror, around, KNOWN, lambda _: "", is_same=True).reading()
    again = Mirror.loaded(text, PLAN_ID, str(ZONE), (PLACE,), AROUND.owner)
    assert again is not None
    assert Telling(again, around, KNOWN, lambda _: "", is_same=True).reading() == first
