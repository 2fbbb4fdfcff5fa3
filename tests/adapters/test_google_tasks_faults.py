"""What goes wrong between hjul and Google Tasks: lost answers, refusals, lists that are gone, and what Google does not say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from adapters.base import Create, NotAllowed, Since, Stale, Terminal, Transient, Update
from adapters.google_http import MOST_SILENCES, NoAnswer, Spent
from mappings.items import Item, Key, Progress, State, Task
from tests.adapters.google_tasks_site import GoogleTasksSite, google_tasks_site, tasks
from tests.adapters.site import renamed
from tests.adapters.stage import safe
from tests.make import make_event
from tests.servers.google.weather import (
    HTML,
    Fault,
    answers,
    drops,
    meanwhile,
    refuses,
    refuses_after,
    truncates,
)

INSERT, PATCH, DELETE, LIST, GET = (
    f"tasks.tasks.{verb}" for verb in ("insert", "patch", "delete", "list", "get")
)
ITEMS = tasks(1, 2, 3)


@pytest.fixture
def site() -> Iterator[GoogleTasksSite]:
    with google_tasks_site() as site:
        yield site


def first(site: GoogleTasksSite) -> Item:
    site.done(ITEMS)
    return ITEMS[0]


# --- answers that never came --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [drops(after=True), refuses_after(503, "backendError")])
def test_a_new_task_whose_answer_was_lost_is_found_by_its_mark(site: GoogleTasksSite, fault: Fault) -> None:
    site.order(fault, on=INSERT, skip=1)
    ran = site.sync(ITEMS)
    assert (ran.error, ran.failed) == (None, [])
    assert len(site.calls("insert")) == 3
    site.settles(ITEMS)


def test_a_whole_batch_whose_answer_was_lost_is_looked_for_in_one_reading(site: GoogleTasksSite) -> None:
    site.order(drops(after=True), on="batch")
    ran = site.sync(ITEMS)
    assert (ran.error, ran.failed) == (None, [])
    assert site.requests() == ["list", "batch", "list"]
    site.settles(ITEMS)


@pytest.mark.parametrize("fault", [drops(after=False), refuses(500, "backendError")])
def test_a_new_task_that_never_came_is_not_sent_again_in_the_same_run(
    site: GoogleTasksSite, fault: Fault
) -> None:
    site.order(fault, on=INSERT)
    ran = site.sync(ITEMS)
    assert [type(error) for error in ran.failed] == [NoAnswer]
    assert len(site.calls("insert")) == 3
    assert len(site.people.all()) == 2
    site.settles(ITEMS)


def test_a_new_task_that_arrives_after_hjul_has_looked_is_adopted_by_the_next_run(
    site: GoogleTasksSite,
) -> None:
    (item,) = tasks(1)
    late: list[dict[str, object]] = []
    site.order(drops(after=True), on=INSERT)

    def not_yet() -> None:
        there = site.place
        late.extend(there.tasks.values())
        there.tasks.clear()
        there.order.clear()

    site.order(meanwhile(not_yet), on=LIST, skip=1)
    assert [type(error) for error in site.sync([item]).failed] == [NoAnswer]
    for body in late:
        site.tasks.place(site.place, **body)
    site.settles([item])


def test_what_a_person_did_with_a_new_task_before_hjul_looked_is_not_written_over(
    site: GoogleTasksSite,
) -> None:
    (item,) = tasks(1)
    site.order(drops(after=True), on=INSERT)
    site.order(meanwhile(lambda: site.people.rename(item.key, "Verve!")), on=LIST, skip=1)
    assert [type(error) for error in site.sync([item]).failed] == [NoAnswer]
    assert site.titles() == {item.key: "Verve!"}
    ran = site.sync([item])
    assert (ran.seen, ran.failed) == (["edited"], [])
    assert len(site.people.all()) == 1


@pytest.mark.parametrize("after", [True, False])
def test_a_patch_whose_answer_was_lost_is_looked_for_and_sent_again_if_it_never_came(
    site: GoogleTasksSite, after: bool
) -> None:
    first(site)
    new = renamed(ITEMS, "Nytt")
    site.order(drops(after=after), on=PATCH)
    ran = site.sync(new)
    assert (ran.error, ran.failed) == (None, [])
    assert len(site.calls("patch")) == (3 if after else 4)
    site.settles(new)


def test_a_lost_patch_that_somebody_wrote_over_is_decided_again(site: GoogleTasksSite) -> None:
    item = first(site)
    new = replace(item, title="Nytt")
    site.order(meanwhile(lambda: site.people.rename(item.key, "Verve!"), after=True), on=PATCH)
    site.order(drops(after=True), on="batch", skip=1)
    site.sync([new, *ITEMS[1:]])
    assert site.titles()[item.key] == "Nytt", "the plan decides the title, and their edit was told of"
    site.settles([new, *ITEMS[1:]])


@pytest.mark.parametrize("after", [True, False])
def test_a_deletion_whose_answer_was_lost_happens_once_and_counts_as_nobody_s(
    site: GoogleTasksSite, after: bool
) -> None:
    first(site)
    site.order(drops(after=after), on=DELETE)
    ran = site.sync(ITEMS[1:])
    assert (ran.error, ran.failed) == (None, [])
    assert site.read().buried == frozenset()
    site.settles(ITEMS[1:])


def test_a_run_cut_off_between_mark_and_deletion_leaves_a_task_that_is_still_ours(
    site: GoogleTasksSite,
) -> None:
    item = first(site)
    site.order(refuses(403, "forbidden"), on=DELETE)
    assert [type(error) for error in site.sync(ITEMS[1:]).failed] == [Terminal]
    assert item.key in site.stands()
    site.settles(ITEMS)


def test_google_that_is_away_stops_the_run_and_nothing_is_sent_twice(site: GoogleTasksSite) -> None:
    many = tasks(*range(120))
    site.order(drops(after=False), on="batch", times=99)
    site.order(drops(after=False), on=LIST, skip=1, times=99)
    ran = site.sync(many)
    assert isinstance(ran.error, Transient)
    assert [len(request.parts) for request in site.server.requests if request.method == "batch"] == [0]
    site.server.weather.clear()
    site.settles(many)


@pytest.mark.parametrize(
    "fault",
    [
        drops(after=False),
        drops(after=True),
        refuses(503, "backendError"),
        refuses_after(500, "backendError"),
        refuses(403, "rateLimitExceeded"),
        answers(200, HTML, done=True),
        refuses(400, "invalid"),
    ],
)
def test_a_fault_at_any_call_is_mended_by_the_next_run(site: GoogleTasksSite, fault: Fault) -> None:
    versions = tasks(1, 2, 3, 4), renamed(tasks(3, 4, 5, 6), "Nytt")
    site.done(versions[0])
    site.sync(versions[1])
    calls = len(site.server.calls)
    for number in range(calls):
        wanted = versions[number % 2]
        site.order(fault, skip=number)
        site.sync(wanted)
        assert site.server.weather.is_over
        site.settles(wanted)
    assert calls == 1 + 2 + 2 * 2 + 2 * 3, "a reading, two new, two changed, two taken away"


# --- refusals -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "reason"), [(403, "rateLimitExceeded"), (429, "rateLimitExceeded")])
def test_what_was_refused_for_its_pace_is_sent_again_after_a_pause(
    site: GoogleTasksSite, status: int, reason: str
) -> None:
    site.order(refuses(status, reason, retry_after=3), on=INSERT)
    ran = site.sync(ITEMS)
    assert (ran.error, ran.failed) == (None, [])
    assert len(site.calls("insert")) == 4
    assert sum(site.people.slept) > 3
    site.settles(ITEMS)


def test_a_spent_account_stops_the_run(site: GoogleTasksSite) -> None:
    many = tasks(*range(60))
    site.order(refuses(403, "dailyLimitExceeded"), on=INSERT)
    ran = site.sync(many)
    assert isinstance(ran.error, Spent)
    assert len(site.calls("insert")) == 50


def test_one_refused_task_stops_no_other(site: GoogleTasksSite) -> None:
    site.order(refuses(400, "invalid"), on=INSERT, skip=1)
    ran = site.sync(ITEMS)
    assert [type(error) for error in ran.failed] == [Terminal]
    assert len(site.people.all()) == 2


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (401, "authError", NotAllowed),
        (403, "insufficientPermissions", NotAllowed),
        (403, "accessNotConfigured", NotAllowed),
        (403, "forbidden", NotAllowed),
        (404, "notFound", Terminal),
        (400, "invalid", Terminal),
        (403, "dailyLimitExceeded", Spent),
        (503, "backendError", NoAnswer),
    ],
)
def test_a_list_that_cannot_be_read_is_an_error_and_never_an_empty_one(
    site: GoogleTasksSite, status: int, reason: str, kind: type[Exception]
) -> None:
    first(site)
    site.order(refuses(status, reason), on=LIST, times=MOST_SILENCES)
    ran = site.sync(ITEMS)
    assert isinstance(ran.error, kind)
    assert ran.seen == []
    site.server.weather.clear()
    assert site.sync(ITEMS).is_quiet


@pytest.mark.parametrize(
    "fault",
    [
        answers(200, HTML),
        answers(200, b"[]", "application/json"),
        answers(200, b'{"signed_in": false}', "application/json"),
        answers(200, b'{"kind": "tasks#tasks", "items": 7}', "application/json"),
        answers(200, b'{"kind": "tasks#tasks", "items": [{}]}', "application/json"),
        truncates(),
    ],
)
def test_an_answer_that_is_none_is_an_error_and_never_an_empty_list(
    site: GoogleTasksSite, fault: Fault
) -> None:
    first(site)
    site.order(fault, on=LIST, times=MOST_SILENCES)
    ran = site.sync(ITEMS)
    assert isinstance(ran.error, Transient)
    assert ran.seen == []
    site.server.weather.clear()
    assert site.sync(ITEMS).is_quiet


@pytest.mark.parametrize("unknown", [404, 400])
def test_a_list_that_was_deleted_is_said_and_nothing_is_taken_for_deleted(
    site: GoogleTasksSite, unknown: int
) -> None:
    first(site)
    site.tasks.unknown = unknown
    del site.tasks.lists[site.place.id]
    ran = site.sync(ITEMS)
    assert isinstance(ran.error, Terminal)
    assert site.place.id in str(ran.error)
    assert ran.seen == []
    site.tasks.lists[site.place.id] = site.place
    assert site.sync(ITEMS).is_quiet


def test_another_list_is_not_one_whose_tasks_were_deleted(site: GoogleTasksSite) -> None:
    first(site)
    known = site.read()
    other = site.tasks.new_list(site.account)
    with pytest.raises(Terminal, match="another name") as raised:
        site.people.open(other.id).read(
            Since(known.cursor, {found.ref: found.etag or "" for found in known.found})
        )
    safe(raised.value)


@pytest.mark.parametrize("page", [1, 2])
def test_a_list_that_moves_while_it_is_read_loses_nothing(site: GoogleTasksSite, page: int) -> None:
    """A task that slips over to a page that was already read is asked for by name."""
    site.done(ITEMS)
    site.tasks.page = page
    order = site.place.order
    hits: list[str] = []

    def dragged_to_the_top() -> None:
        if not hits:
            hits.append(order[page])
            order.insert(0, order.pop(page))

    site.tasks.between_pages = dragged_to_the_top
    assert site.sync(ITEMS).is_quiet
    assert hits
    assert site.requests()[-1] == "batch"


def test_pages_without_an_end_are_an_error(site: GoogleTasksSite) -> None:
    first(site)
    site.order(
        answers(200, b'{"kind": "tasks#tasks", "nextPageToken": "l1"}', "application/json"), on=LIST, times=2
    )
    assert isinstance(site.sync(ITEMS).error, Transient)


def test_a_next_page_that_is_no_longer_to_be_had_is_an_error(site: GoogleTasksSite) -> None:
    first(site)
    site.tasks.page = 2
    site.order(refuses(400, "invalid"), on=LIST, skip=1)
    assert isinstance(site.sync(ITEMS).error, Transient)
    assert site.sync(ITEMS).is_quiet


def test_a_missing_task_that_cannot_be_asked_for_is_not_said_to_be_gone(site: GoogleTasksSite) -> None:
    item = first(site)
    site.tasks.move_away(site.place, site.ref(item), site.tasks.new_list(site.account))
    site.order(refuses(503, "backendError"), on=GET, times=MOST_SILENCES)
    ran = site.sync(ITEMS)
    assert isinstance(ran.error, Transient)
    assert ran.seen == []


# --- what Google does not say -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("honours", [True, False])
def test_what_somebody_writes_between_the_look_and_the_write_survives(
    site: GoogleTasksSite, honours: bool
) -> None:
    """Where Google does not hold the etag against it, only what hjul writes in that moment is written over."""
    site.tasks.honours_if_match = honours
    item = first(site)
    assert isinstance(item, Task)
    moved = replace(item, due=item.due and item.due.replace(day=20))
    site.order(meanwhile(lambda: site.people.edit(item.key, status="completed")), on=PATCH)
    ran = site.sync([moved, *ITEMS[1:]])
    assert [type(error) for error in ran.failed] == ([Stale] if honours else [])
    there = site.stands()[item.key]
    assert (there.progress.state, there.item) == (State.DONE, moved)


@pytest.mark.parametrize("shown", [True, False])
def test_what_a_person_deleted_is_neither_changed_nor_deleted(site: GoogleTasksSite, shown: bool) -> None:
    site.tasks.shows_remains = shown
    item = first(site)
    site.order(meanwhile(lambda: site.people.delete(item.key), after=True), on=LIST)
    ran = site.sync([replace(item, title="Nytt"), *ITEMS[1:]])
    assert [type(error) for error in ran.failed] == [Stale]
    assert ran.seen == ["deleted"]
    assert item.key not in site.stands()


@pytest.mark.parametrize("kept", [True, False])
def test_the_boards_own_tick_is_one_whether_or_not_its_time_is_kept(
    site: GoogleTasksSite, kept: bool
) -> None:
    site.tasks.keeps_completed = kept
    (item,) = tasks(1)
    at = datetime(2026, 1, 10, 9, tzinfo=UTC)
    adapter = site.people.open()
    (outcome,) = adapter.apply([Create(item, Progress(State.DONE, 100, at))])
    assert outcome.error is None
    progress = site.stands()[item.key].progress
    assert progress.state is State.DONE
    assert (progress.at == at) is kept


@pytest.mark.parametrize("trims", [True, False])
@pytest.mark.parametrize("refuses_long", [True, False])
def test_text_of_every_kind_makes_no_perpetual_difference(
    site: GoogleTasksSite, trims: bool, refuses_long: bool
) -> None:
    site.tasks.trims, site.tasks.refuses_long = trims, refuses_long
    texts = ["", "  \n\n x \n  ", "x" * 20_000, "😀" * 9_000, "\n".join(map(str, range(400))), "a\tb\r\nc"]
    items = [
        replace(item, title=text, description=text)
        for item, text in zip(tasks(*range(len(texts))), texts, strict=True)
    ]
    site.done(items)


def test_people_s_long_notes_are_kept_and_the_plan_s_text_then_has_to_wait(site: GoogleTasksSite) -> None:
    item = first(site)
    assert isinstance(item, Task)
    site.people.annotate(item.key, "x" * 7_000)
    longer = replace(item, description="y" * 3_000)
    ran = site.sync([longer, *ITEMS[1:]])
    assert [str(error) for error in ran.failed] == [
        f"{item.key} cannot be written: what people wrote in its notes leaves no room for the plan's text"
    ]
    assert site.stands()[item.key].notes == "x" * 7_000


@pytest.mark.parametrize("ref", ["no/such.ref", "", "a b", "?x", "ø"])
def test_a_ref_that_is_no_task_s_is_not_asked_for(site: GoogleTasksSite, ref: str) -> None:
    (item,) = tasks(1)
    adapter = site.people.open()
    (outcome,) = adapter.apply([Update(item, ref, "x")])
    assert isinstance(outcome.error, Terminal)
    assert site.server.requests == []


def test_an_item_that_is_no_task_is_refused(site: GoogleTasksSite) -> None:
    (outcome,) = site.people.open().apply([Create(make_event(key=Key("x")))])
    assert isinstance(outcome.error, Terminal)
