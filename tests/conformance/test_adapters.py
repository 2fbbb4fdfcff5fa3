"""The contract in ``adapters.base``, as promises. Asks what an adapter can do, never which one it is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from adapters.base import (
    Bury,
    Create,
    Delete,
    Effect,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Stale,
    Terminal,
    Update,
)
from mappings.items import (
    Attendee,
    Event,
    EventKind,
    Found,
    Item,
    Key,
    Progress,
    Source,
    Stamp,
    State,
    Task,
    TaskKind,
)
from tests.conformance.adapters import ADAPTERS
from tests.conformance.bench import Bench
from tests.make import KARI, local, make_event, make_task

AT = datetime(2026, 5, 20, 9, 15, tzinfo=UTC)
HOSTILE = 'linje; to, \\ "tre" C:\\New\n\nBEGIN:VEVENT\n😀 <b>æøå</b> \' -- %41 #1'

EVENTS: dict[str, Event] = {
    "a meeting with a time": make_event(),
    "a whole day": make_event(start=date(2026, 3, 8), end=date(2026, 3, 9), kind=EventKind.OBSERVANCE),
    "several days": make_event(start=date(2026, 6, 12), end=date(2026, 6, 15), kind=EventKind.EVENT),
    "a meeting over midnight": make_event(end=local(2026, 4, 7, 1)),
    "a meeting over the change of clocks": make_event(
        start=local(2026, 3, 28, 20), end=local(2026, 3, 29, 12)
    ),
    "a cancelled meeting": make_event(cancelled=True),
    "a tentative meeting": make_event(tentative=True),
    "nothing but a title": make_event(place="", description="", categories=(), reminders=()),
    "hostile text": make_event(title=HOSTILE, place=HOSTILE, description=HOSTILE),
    "many reminders": make_event(reminders=(timedelta(days=7), timedelta(days=1), timedelta(minutes=30))),
    "categories with commas": make_event(categories=("Vennskap, solidaritet og fred", "Styret; alle")),
    "categories with backslashes": make_event(categories=("C:\\New", "\\new; \\, \\\\N")),
    "a meeting that invites": make_event(
        attendees=(Attendee("kari@example.org", "Kari"), Attendee("ola@example.org"))
    ),
    "a meeting of a plan on the web": make_event(source=Source("https://example.org/plan", "Arbeidsplan")),
    "a key with everything in it": make_event(key=Key("årsmöte_2.0@2026-03/kallelse-ø")),
}
TASKS = {
    "a task with both days": make_task(),
    "a task with a due day": make_task(start=None),
    "a task with a start": make_task(due=None),
    "a task with no day": make_task(start=None, due=None),
    "a task for one day": make_task(start=date(2026, 6, 1)),
    "a control": make_task(kind=TaskKind.CONTROL, priority=1),
    "nothing but a title": make_task(description="", categories=(), responsible=(), priority=0),
    "hostile text": make_task(title=HOSTILE, description=HOSTILE, responsible=(replace(KARI, name=HOSTILE),)),
}
REPORTS = {
    "started": Progress(State.STARTED),
    "halfway": Progress(State.STARTED, 50),
    "done": Progress(State.DONE, 100, AT),
    "cancelled": Progress(State.CANCELLED),
}

EVENT, TASK = make_event(), make_task()
OTHER_TASK = make_task(key=Key("valgkomite"), title="Finne kandidater", due=date(2026, 4, 1), start=None)
OTHER_EVENT = make_event(key=TASK.key, title="Årsmøte", start=date(2026, 6, 1), end=date(2026, 6, 2))


@pytest.fixture(params=list(ADAPTERS.values()), ids=list(ADAPTERS))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    opened: Bench = request.param.open(tmp_path)
    asked = request.node.callspec.params.get("item")
    if isinstance(asked, Task):
        ask_for_tasks(opened)
    if isinstance(asked, Event):
        ask_for_events(opened)
    return opened


@pytest.fixture
def events(bench: Bench) -> None:
    ask_for_events(bench)


@pytest.fixture
def tasks(bench: Bench) -> None:
    ask_for_tasks(bench)


def ask_for_events(bench: Bench) -> None:
    if not bench.open().capabilities.events:
        pytest.skip("keeps no events")


def ask_for_tasks(bench: Bench) -> None:
    if not bench.open().capabilities.tasks:
        pytest.skip("keeps no tasks")


def ask_for_a_word(bench: Bench, report: Progress) -> None:
    if report.state is not State.DONE and not bench.open().capabilities.keeps_states:
        pytest.skip("people can say there only that a task is done")


def one(bench: Bench) -> Item:
    """An item as the place keeps it: an event, where they are kept."""
    adapter = bench.open()
    return adapter.as_stored(EVENT if adapter.capabilities.events else TASK)


def another(bench: Bench) -> Item:
    """An item beside that one: a task, where they are kept beside events."""
    adapter = bench.open()
    match adapter.capabilities.events, adapter.capabilities.tasks:
        case True, True:
            return adapter.as_stored(TASK)
        case True, _:
            return adapter.as_stored(OTHER_EVENT)
        case _:
            return adapter.as_stored(OTHER_TASK)


def done(bench: Bench, *effects: Effect) -> list[Outcome]:
    """The outcomes, all of them without an error."""
    outcomes = list(bench.open().apply(effects))
    assert [outcome.error for outcome in outcomes] == [None] * len(effects)
    return outcomes


def failed(bench: Bench, effect: Effect) -> ServiceError:
    (outcome,) = bench.open().apply([effect])
    assert outcome.effect == effect
    assert outcome.error is not None
    assert outcome.ref is None
    return outcome.error


def everything(bench: Bench) -> Reading:
    return bench.open().read(Since())


def found(bench: Bench, key: Key) -> Found:
    (one,) = [each for each in everything(bench).found if each.key == key]
    return one


def since(reading: Reading) -> Since:
    """What the ledger would remember of a reading."""
    return Since(reading.cursor, {each.ref: each.etag for each in reading.found if each.etag is not None})


def kept(bench: Bench, progress: Progress) -> Progress:
    """As much of people's progress as the service keeps."""
    return progress if bench.open().capabilities.keeps_completion_time else replace(progress, at=None)


# --- writing and reading back --------------------------------------------------------------------------------


def test_an_empty_place_reads_as_empty_and_complete(bench: Bench) -> None:
    reading = everything(bench)
    assert (reading.found, reading.flaws, reading.buried) == ((), (), frozenset())
    assert reading.complete


def test_its_name_is_printable(bench: Bench) -> None:
    assert bench.open().name.isprintable()


@pytest.mark.parametrize("item", [*EVENTS.values(), *TASKS.values()], ids=[*EVENTS, *TASKS])
def test_what_was_created_is_read_back_field_by_field(bench: Bench, item: Item) -> None:
    done(bench, Create(item))
    assert found(bench, item.key).item == bench.open().as_stored(item)


@pytest.mark.parametrize("item", [*EVENTS.values(), *TASKS.values()], ids=[*EVENTS, *TASKS])
def test_every_owned_field_can_be_updated(bench: Bench, item: Item) -> None:
    before = replace(EVENT if isinstance(item, Event) else TASK, key=item.key)
    (outcome,) = done(bench, Create(before))
    assert outcome.ref is not None
    done(bench, Update(item, outcome.ref, outcome.etag))
    assert found(bench, item.key).item == bench.open().as_stored(item)


@pytest.mark.parametrize("item", [*EVENTS.values(), *TASKS.values()], ids=[*EVENTS, *TASKS])
def test_the_stored_form_of_a_stored_form_is_itself(bench: Bench, item: Item) -> None:
    adapter = bench.open()
    assert adapter.as_stored(adapter.as_stored(item)) == adapter.as_stored(item)


def test_reading_changes_nothing(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    assert everything(bench).found == everything(bench).found


@pytest.mark.usefixtures("tasks")
def test_a_new_object_has_no_notes_and_nothing_done(bench: Bench) -> None:
    done(bench, Create(TASK))
    there = found(bench, TASK.key)
    assert (there.notes, there.progress) == ("", Progress())


def test_the_outcome_of_a_create_names_the_object_as_the_next_reading_does(bench: Bench) -> None:
    item = one(bench)
    (outcome,) = done(bench, Create(item))
    assert outcome.ref == found(bench, item.key).ref


def test_the_outcome_of_a_write_is_enough_to_write_again(bench: Bench) -> None:
    item = one(bench)
    (created,) = done(bench, Create(item))
    assert created.ref is not None
    (updated,) = done(bench, Update(replace(item, title="En"), created.ref, created.etag))
    assert updated.ref == created.ref
    done(bench, Update(replace(item, title="To"), created.ref, updated.etag))
    assert found(bench, item.key).item.title == "To"


def test_a_create_repeated_finds_its_first_attempt(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    assert isinstance(failed(bench, Create(replace(item, title="Igjen"))), Stale)
    assert isinstance(failed(bench, Create(second)), Stale)
    assert {each.item for each in everything(bench).found} == {item, second}


def test_many_items_are_all_read(bench: Bench) -> None:
    second = another(bench)
    keys = {Key(f"sak-{number}") for number in range(120)}
    done(bench, *(Create(replace(second, key=key)) for key in sorted(keys)))
    assert {each.key for each in everything(bench).found} == keys


def test_the_same_item_of_a_series_on_other_days_is_another_item(bench: Bench) -> None:
    item = one(bench)
    first, second = replace(item, key=Key("mote@2026-01")), replace(item, key=Key("mote@2026-02"))
    done(bench, Create(first), Create(second))
    assert {each.item for each in everything(bench).found} == {first, second}


def test_a_kind_that_the_service_does_not_keep_is_refused(bench: Bench) -> None:
    can = bench.open().capabilities
    for item, keeps in ((EVENT, can.events), (TASK, can.tasks)):
        if not keeps:
            assert isinstance(failed(bench, Create(item)), Terminal)


# --- invitations ---------------------------------------------------------------------------------------------


INVITING = make_event(attendees=(Attendee("kari@example.org", "Kari"), Attendee("ola@example.org")))


@pytest.mark.usefixtures("events")
def test_nobody_is_said_to_be_invited_where_nobody_can_be(bench: Bench) -> None:
    adapter = bench.open()
    stored = adapter.as_stored(replace(INVITING, mail=True))
    assert isinstance(stored, Event)
    invites = adapter.capabilities.invites
    assert (stored.attendees, stored.mail) == ((INVITING.attendees, True) if invites else ((), False))


@pytest.mark.usefixtures("events")
def test_no_mail_is_counted_but_for_those_invited_where_the_plan_asks_for_it(bench: Bench) -> None:
    done(bench, Create(INVITING))
    there = found(bench, INVITING.key)
    adapter = bench.open()
    adapter.read(Since())
    for mail in (False, True):
        moved = replace(INVITING, start=local(2026, 4, 6, 17), mail=mail)
        count = 2 if mail and adapter.capabilities.invites else 0
        assert adapter.mails(Update(adapter.as_stored(moved), there.ref, there.etag)) == count
        new = replace(moved, key=Key("en-annen"))
        assert adapter.mails(Create(adapter.as_stored(new))) == count
    assert adapter.mails(Delete(there.key, there.ref, there.etag)) == 0, "it was made without"
    assert adapter.mails(Bury(there.key)) == 0


# --- changes that came in between ----------------------------------------------------------------------------


def test_an_update_of_what_someone_changed_is_refused_and_theirs_stands(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item))
    read = found(bench, item.key)
    bench.rename(item.key, "Møte hos Ola")
    assert isinstance(failed(bench, Update(replace(item, title="Nytt"), read.ref, read.etag)), Stale)
    assert found(bench, item.key).item == replace(item, title="Møte hos Ola")


@pytest.mark.usefixtures("tasks")
def test_a_delete_of_what_someone_changed_is_refused_and_theirs_stands(bench: Bench) -> None:
    done(bench, Create(TASK))
    read = found(bench, TASK.key)
    bench.report(TASK.key, Progress(State.DONE, 100, AT))
    assert isinstance(failed(bench, Delete(TASK.key, read.ref, read.etag)), Stale)
    assert found(bench, TASK.key).progress.state is State.DONE


def test_an_update_without_an_etag_is_not_refused(bench: Bench) -> None:
    item = one(bench)
    (outcome,) = done(bench, Create(item))
    bench.rename(item.key, "Møte hos Ola")
    assert outcome.ref is not None
    done(bench, Update(item, outcome.ref, None))
    assert found(bench, item.key).item == item


def test_what_someone_deleted_can_be_neither_updated_nor_deleted(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item))
    read = found(bench, item.key)
    bench.delete(item.key)
    assert isinstance(failed(bench, Update(item, read.ref, read.etag)), Stale)
    assert isinstance(failed(bench, Delete(item.key, read.ref, read.etag)), Stale)
    assert everything(bench).found == ()


def test_a_delete_takes_ours_away_and_nothing_else(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    read = found(bench, item.key)
    done(bench, Delete(item.key, read.ref, read.etag))
    assert [each.key for each in everything(bench).found] == [second.key]


def test_what_was_deleted_can_be_created_again(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item))
    read = found(bench, item.key)
    done(bench, Delete(item.key, read.ref, read.etag), Create(item))
    assert found(bench, item.key).item == item


# --- what people do ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("events")
def test_a_dragged_meeting_is_read_where_it_was_put(bench: Bench) -> None:
    done(bench, Create(EVENT))
    bench.drag(EVENT.key, start=local(2026, 4, 8, 19), end=local(2026, 4, 8, 21))
    assert found(bench, EVENT.key).item == replace(
        EVENT, start=local(2026, 4, 8, 19), end=local(2026, 4, 8, 21)
    )


@pytest.mark.usefixtures("tasks")
def test_a_moved_due_day_is_read(bench: Bench) -> None:
    done(bench, Create(TASK))
    bench.drag(TASK.key, due=date(2026, 6, 20))
    moved = replace(TASK, due=date(2026, 6, 20))
    assert found(bench, TASK.key).item == bench.open().as_stored(moved)


def test_an_edited_title_is_read_as_it_stands(bench: Bench) -> None:
    second = another(bench)
    done(bench, Create(second))
    bench.rename(second.key, "Verve, verve")
    assert found(bench, second.key).item == replace(second, title="Verve, verve")


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.usefixtures("tasks")
def test_what_people_report_is_read(bench: Bench, report: Progress) -> None:
    ask_for_a_word(bench, report)
    done(bench, Create(TASK))
    bench.report(TASK.key, report)
    assert found(bench, TASK.key).progress == kept(bench, report)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.usefixtures("tasks")
def test_an_update_leaves_what_people_reported(bench: Bench, report: Progress) -> None:
    ask_for_a_word(bench, report)
    done(bench, Create(TASK))
    bench.report(TASK.key, report)
    read = found(bench, TASK.key)
    done(bench, Update(replace(TASK, title="Nytt"), read.ref, read.etag))
    assert found(bench, TASK.key).progress == kept(bench, report)


@pytest.mark.usefixtures("tasks")
def test_a_tick_taken_back_is_read_as_open(bench: Bench) -> None:
    done(bench, Create(TASK))
    bench.report(TASK.key, REPORTS["done"])
    bench.report(TASK.key, Progress())
    assert found(bench, TASK.key).progress == Progress()


@pytest.mark.parametrize("word", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.usefixtures("tasks")
def test_the_boards_own_word_goes_out_with_a_new_task(bench: Bench, word: Progress) -> None:
    done(bench, Create(TASK, word))
    assert found(bench, TASK.key).progress == kept(bench, word)


@pytest.mark.parametrize("word", [*REPORTS.values(), Progress()], ids=[*REPORTS.keys(), "open"])
@pytest.mark.usefixtures("tasks")
def test_the_boards_own_word_goes_out_with_an_update(bench: Bench, word: Progress) -> None:
    done(bench, Create(TASK))
    bench.report(TASK.key, Progress(State.DONE, 100, AT + timedelta(days=1)))
    read = found(bench, TASK.key)
    done(bench, Update(TASK, read.ref, read.etag, word))
    assert found(bench, TASK.key).progress == kept(bench, word)


@pytest.mark.usefixtures("tasks")
def test_what_is_done_is_read_as_a_hundred_percent_however_it_was_said(bench: Bench) -> None:
    done(bench, Create(TASK, Progress(State.DONE)))
    assert found(bench, TASK.key).progress.percent == 100


def test_notes_are_read_and_survive_every_update(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    if not bench.open().capabilities.keeps_notes:
        pytest.skip("keeps no notes")
    done(bench, Create(item), Create(second))
    for key in (item.key, second.key):
        bench.annotate(key, f"Ring Ola, Per; og Kari\n\\o/ {key}")
    for each in (item, second):
        read = found(bench, each.key)
        assert read.item == each
        done(bench, Update(replace(each, title="Nytt", description="Ny\ntekst"), read.ref, read.etag))
        assert found(bench, each.key).notes == read.notes == f"Ring Ola, Per; og Kari\n\\o/ {each.key}"


@pytest.mark.usefixtures("events")
def test_other_programs_fields_survive_every_update(bench: Bench) -> None:
    done(bench, Create(EVENT))
    bench.decorate(EVENT.key, "COLOR", "turquoise")
    read = found(bench, EVENT.key)
    done(bench, Update(replace(EVENT, title="Nytt", start=local(2026, 4, 6, 17)), read.ref, read.etag))
    assert bench.decorations(EVENT.key) == {"COLOR": "turquoise"}


def test_what_others_made_is_neither_read_nor_touched(bench: Bench) -> None:
    item = one(bench)
    bench.add_foreign("tannlege")
    before = dict(bench.foreign())
    done(bench, Create(item))
    read = found(bench, item.key)
    done(bench, Update(replace(item, title="Nytt"), read.ref, read.etag))
    read = found(bench, item.key)
    done(bench, Delete(item.key, read.ref, read.etag), Bury(item.key))
    assert bench.foreign() == before
    assert (everything(bench).found, everything(bench).flaws) == ((), ())


def test_a_deleted_and_restored_object_is_read_again(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item))
    bench.delete(item.key)
    assert everything(bench).found == ()
    bench.restore(item.key)
    assert found(bench, item.key).item == item


# --- the stamp -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("events")
def test_the_stamp_says_what_was_written_whatever_people_did_since(bench: Bench) -> None:
    done(bench, Create(EVENT))
    bench.drag(EVENT.key, start=local(2026, 4, 8, 19), end=local(2026, 4, 8, 21))
    bench.rename(EVENT.key, "Møte hos Ola")
    expected = Stamp.of(EVENT) if bench.open().capabilities.keeps_stamp else None
    assert found(bench, EVENT.key).stamp == expected


@pytest.mark.parametrize("item", [EVENT, TASK], ids=["event", "task"])
def test_the_stamp_says_what_the_plan_wanted_where_a_persons_date_is_kept(bench: Bench, item: Item) -> None:
    wanted = Stamp(date(2026, 1, 1), date(2026, 1, 2), isinstance(item, Event), "0123456789abcdef")
    (outcome,) = done(bench, Create(item, stamp=wanted))
    expected = wanted if bench.open().capabilities.keeps_stamp else None
    assert found(bench, item.key).stamp == expected
    assert outcome.ref is not None
    done(bench, Update(replace(item, title="Nytt"), outcome.ref, outcome.etag, stamp=wanted))
    assert found(bench, item.key).stamp == expected


# --- burials -------------------------------------------------------------------------------------------------


def test_a_burial_is_remembered_by_the_place_itself(bench: Bench) -> None:
    done(bench, Bury(EVENT.key), Bury(TASK.key), Bury(TASK.key))
    expected = {EVENT.key, TASK.key} if bench.open().capabilities.keeps_burials else set()
    assert everything(bench).buried == expected


def test_what_is_created_is_buried_no_more(bench: Bench) -> None:
    item = one(bench)
    key = Key("årsmöte@2026/kallelse")
    done(bench, Bury(key), Bury(TASK.key), Create(replace(item, key=key)))
    assert everything(bench).buried <= {TASK.key}
    assert found(bench, key).item.key == key


# --- images --------------------------------------------------------------------------------------------------


def imaged(bench: Bench, item: Item) -> str:
    """What a delete leaves of an object that people and another program had made their own."""
    if not bench.open().capabilities.keeps_images:
        pytest.skip("keeps no images")
    done(bench, Create(item))
    if isinstance(item, Task):
        bench.report(item.key, REPORTS["halfway"])
    if bench.open().capabilities.keeps_notes:
        bench.annotate(item.key, "Ring Ola, Per; og Kari\n\\o/")
    bench.decorate(item.key, "COLOR", "turquoise")
    read = found(bench, item.key)
    (deleted,) = done(bench, Delete(item.key, read.ref, read.etag))
    assert deleted.image is not None
    return deleted.image


def test_an_image_is_left_of_what_is_changed_or_deleted_where_they_are_kept(bench: Bench) -> None:
    item = one(bench)
    (created,) = done(bench, Create(item))
    assert created.image is None
    assert created.ref is not None
    (updated,) = done(bench, Update(replace(item, title="Nytt"), created.ref, created.etag))
    (deleted,) = done(bench, Delete(item.key, created.ref, updated.etag))
    keeps = bench.open().capabilities.keeps_images
    assert [updated.image is not None, deleted.image is not None] == [keeps, keeps]


@pytest.mark.parametrize("item", [EVENT, TASK], ids=["event", "task"])
def test_what_is_made_again_from_its_image_has_all_that_people_had_added(bench: Bench, item: Item) -> None:
    image = imaged(bench, item)
    (made,) = done(bench, Create(item, image=image))
    there = found(bench, item.key)
    assert (there.item, there.ref) == (bench.open().as_stored(item), made.ref)
    assert there.progress == (REPORTS["halfway"] if isinstance(item, Task) else Progress())
    assert "Ring Ola" in there.notes or not bench.open().capabilities.keeps_notes
    assert bench.decorations(item.key) == {"COLOR": "turquoise"}


@pytest.mark.usefixtures("tasks")
def test_what_is_made_again_has_the_owned_fields_and_the_progress_that_are_asked_for(bench: Bench) -> None:
    image = imaged(bench, TASK)
    other = replace(TASK, title="Nytt", due=date(2026, 6, 20), description="Ny tekst")
    wanted = Stamp(date(2026, 1, 1), date(2026, 1, 2), False, "0123456789abcdef")
    done(bench, Create(other, REPORTS["done"], wanted, image))
    there = found(bench, TASK.key)
    assert there.item == bench.open().as_stored(other)
    assert there.progress == kept(bench, REPORTS["done"])
    assert there.stamp == (wanted if bench.open().capabilities.keeps_stamp else None)
    assert bench.decorations(TASK.key) == {"COLOR": "turquoise"}


@pytest.mark.parametrize(
    "image", ["", "no image", "{}", "[]", "[1, 2, 3]", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "\0"]
)
def test_an_image_that_means_nothing_here_is_passed_over(bench: Bench, image: str) -> None:
    second = another(bench)
    word = REPORTS["done"] if isinstance(second, Task) else None
    done(bench, Create(second, word, image=image, notes="Ring Ola"))
    there = found(bench, second.key)
    assert (there.item, there.progress) == (second, kept(bench, word or Progress()))


def test_an_image_of_another_item_is_passed_over_or_only_lends_what_people_added(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    image = imaged(bench, second)
    done(bench, Create(item, image=image))
    assert {each.item for each in everything(bench).found} == {item}


def test_people_s_notes_come_back_without_an_image_too(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item, notes="Ring Ola, Per; og Kari\n\\o/"))
    expected = "Ring Ola, Per; og Kari\n\\o/" if bench.open().capabilities.keeps_notes else ""
    assert found(bench, item.key).notes == expected


# --- reading only what changed -------------------------------------------------------------------------------


def test_nothing_changed_is_nothing_found_and_nothing_gone(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    bench.add_foreign("tannlege")
    first = settled(bench)
    again = bench.open().read(since(first))
    assert (again.gone, again.flaws) == (frozenset(), ())
    if bench.open().capabilities.incremental:
        assert again.found == ()
    if again.complete:
        assert again.unchanged | {each.ref for each in again.found} == {each.ref for each in first.found}


def test_only_what_changed_is_read(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    first = settled(bench)
    bench.rename(second.key, "Nytt")
    again = bench.open().read(since(first))
    assert replace(second, title="Nytt") in {each.item for each in again.found}
    if bench.open().capabilities.incremental:
        assert len(again.found) == 1


def test_what_hjul_itself_wrote_since_is_known_by_the_outcomes(bench: Bench) -> None:
    """The next reading has the cursor of the last one and the etags of what was written after it."""
    item = one(bench)
    second = another(bench)
    done(bench, Create(second))
    first = settled(bench)
    (outcome,) = done(bench, Create(item))
    assert outcome.ref is not None
    assert outcome.etag is not None
    known = since(first)
    again = bench.open().read(replace(known, etags={**known.etags, outcome.ref: outcome.etag}))
    assert again.gone == frozenset()
    assert outcome.ref in again.unchanged | {each.ref for each in again.found}


def test_what_someone_deleted_is_gone(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    first = settled(bench)
    ref = found(bench, item.key).ref
    bench.delete(item.key)
    again = bench.open().read(since(first))
    assert ref not in again.unchanged | {each.ref for each in again.found}
    assert again.complete or ref in again.gone
    assert found(bench, second.key).ref not in again.gone


def test_a_cursor_that_means_nothing_here_reads_everything(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    for cursor in ("", "x", "99999999", "{}", '{"version": 99}', "null", "[]", "\0"):
        reading = bench.open().read(
            Since(cursor, {each.ref: each.etag or "" for each in everything(bench).found})
        )
        assert reading.complete
        assert {each.item for each in reading.found} == {item, second}


# --- what cannot be understood -------------------------------------------------------------------------------


def test_a_damaged_object_is_a_flaw_and_neither_found_nor_gone(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item), Create(second))
    ref = found(bench, item.key).ref
    first = settled(bench)
    bench.damage(item.key)
    for reading in (everything(bench), bench.open().read(since(first)), bench.open().read(since(first))):
        assert [flaw.ref for flaw in reading.flaws] == [ref]
        assert all(flaw.why for flaw in reading.flaws)
        assert ref not in reading.gone | reading.unchanged
        assert item.key not in {each.key for each in reading.found}
    assert [each.key for each in everything(bench).found] == [second.key]


def test_nothing_is_written_over_a_damaged_object(bench: Bench) -> None:
    item = one(bench)
    done(bench, Create(item))
    read = found(bench, item.key)
    bench.damage(item.key)
    failed(bench, Create(item))
    failed(bench, Update(replace(item, title="Nytt"), read.ref, read.etag))
    failed(bench, Delete(item.key, read.ref, read.etag))
    assert [flaw.ref for flaw in everything(bench).flaws] == [read.ref]


# --- carrying out --------------------------------------------------------------------------------------------


def test_one_failing_effect_stops_no_other(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    done(bench, Create(item))
    other = replace(second, key=Key("annen"))
    effects: list[Effect] = [
        Create(second),
        Create(item),
        Update(other, "no/such.ref", "x"),
        Bury(item.key),
        Create(other),
    ]
    outcomes = list(bench.open().apply(effects))
    assert [outcome.effect for outcome in outcomes] == effects
    assert [outcome.error is None for outcome in outcomes] == [True, False, False, True, True]
    assert {each.key for each in everything(bench).found} == {item.key, second.key, other.key}


def test_no_effect_is_carried_out_before_its_outcome_is_asked_for(bench: Bench) -> None:
    item = one(bench)
    second = another(bench)
    adapter = bench.open()
    outcomes = adapter.apply([Create(item), Create(second)])
    assert everything(bench).found == ()
    next(outcomes)
    there = {each.key for each in everything(bench).found}
    assert item.key in there
    assert there == {item.key} or adapter.capabilities.runs_ahead


def test_no_effects_are_no_outcomes(bench: Bench) -> None:
    assert list(bench.open().apply([])) == []
    assert everything(bench).found == ()


def settled(bench: Bench) -> Reading:
    """A reading whose etags can be trusted: changes too fresh for that are read once more."""
    reading = everything(bench)
    assert reading.complete
    return reading
