"""What is kept of a list of Google Tasks between readings, and what tells that a task has changed."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.base import Reading, Since, Transient
from adapters.google_http import Answer, refused
from adapters.google_tasks_reading import TasksReading
from adapters.google_tasks_state import Cursor, etag_of
from mappings.google_task import to_google
from mappings.items import Key
from tests.make import PLAN_ID, make_task

BODY = {**to_google(make_task(), plan_id=PLAN_ID), "id": "a", "etag": '"1"', "updated": "x"}
KNOWN = Cursor("list", {"a": make_task().key, "b": Key("annen")})

patient = settings(deadline=None)  # the machine's pace is not what is tested
documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


def test_a_cursor_is_read_as_it_was_written_for_its_own_plan_alone() -> None:
    text = KNOWN.dumped(PLAN_ID)
    assert Cursor.loaded(text, PLAN_ID) == KNOWN
    assert Cursor.loaded(text, "en-annen") is None


@patient
@given(st.data())
def test_any_cursor_is_understood_or_taken_for_none(data: st.DataObject) -> None:
    whole = json.loads(KNOWN.dumped(PLAN_ID))
    kept = {name: data.draw(st.just(value) | documents, label=name) for name, value in whole.items()}
    for text in (
        json.dumps(kept | {"version": 1, "plan": PLAN_ID}),
        data.draw(st.text(max_size=50)),
        "[" * 99_999,
    ):
        found = Cursor.loaded(text, PLAN_ID)
        assert found is None or isinstance(found.dumped(PLAN_ID), str)


@pytest.mark.parametrize("name", ["title", "notes", "status", "completed", "due"])
def test_whatever_is_read_of_a_task_is_in_its_etag(name: str) -> None:
    assert etag_of(BODY | {name: "2026-07-01"}) != etag_of(BODY)


@pytest.mark.parametrize("name", ["etag", "updated", "position", "parent", "hidden", "links"])
def test_what_is_not_read_of_a_task_is_not_in_its_etag(name: str) -> None:
    assert etag_of(BODY | {name: "2"}) == etag_of(BODY)
    assert etag_of(BODY | {"due": "2026-06-01"}) == etag_of(BODY), "only the day counts"


def heard(since: Since, tasks: list[dict[str, object]]) -> Reading:
    """What is made of a list of these tasks, beside which there are no others."""
    steps = TasksReading("list", PLAN_ID, since, refused("tasks.googleapis.com")).steps()
    asks = next(steps)
    listed = Answer(200, {"kind": "tasks#tasks", "items": tasks})
    try:
        while True:
            asks = steps.send([listed if ask.verb == "list" else Answer(404) for ask in asks])
    except StopIteration as end:
        reading: Reading = end.value
        return reading


@patient
@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": st.sampled_from("abc")},
            optional={
                **dict.fromkeys(("title", "due", "status", "completed", "updated", "parent"), documents),
                "notes": documents | st.just(BODY["notes"]),
                "deleted": documents,
                "assignmentInfo": documents,
            },
        ),
        max_size=4,
    )
)
def test_any_task_is_ours_and_read_or_ours_and_a_flaw_or_nobody_s(tasks: list[dict[str, object]]) -> None:
    reading = heard(Since(KNOWN.dumped(PLAN_ID), {"a": "x", "b": "y"}), tasks)
    told = {found.ref for found in reading.found} | {flaw.ref for flaw in reading.flaws}
    assert told | reading.gone >= {"a", "b"}
    assert told.isdisjoint(reading.gone)


@patient
@given(documents.filter(lambda each: each != {}))
def test_no_answer_is_taken_for_an_empty_list(page: object) -> None:
    steps = TasksReading("list", PLAN_ID, Since(), refused("tasks.googleapis.com")).steps()
    next(steps)
    body = page if isinstance(page, dict) else {"items": page}
    with pytest.raises(Transient):
        steps.send([Answer(200, body)])
