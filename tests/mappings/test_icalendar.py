import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.icalendar import Entry, as_stored, from_ics, parted, to_ics
from mappings.icalendar_task import as_reported
from mappings.items import (
    Attendee,
    Event,
    EventKind,
    Item,
    Key,
    Progress,
    Responsible,
    Stamp,
    State,
    Task,
    TaskKind,
    uid_of,
)
from tests.make import NOW, PLAN_ID, ZONE, local, make_event, make_task

LATER = datetime(2026, 2, 1, 8, tzinfo=UTC)


def written(item: Item, progress: Progress | None = None, existing: bytes | None = None) -> bytes:
    at = NOW if existing is None else LATER
    return to_ics(item, plan_id=PLAN_ID, zone=ZONE, at=at, progress=progress, existing=existing)


def read(data: bytes) -> Entry:
    entry = from_ics(data, plan_id=PLAN_ID, zone=ZONE)
    assert entry is not None
    return entry


def swapped(data: bytes, old: str, new: str) -> bytes:
    """The file as a person or another program left it."""
    assert old.encode() in data
    return data.replace(old.encode(), new.encode())


def component(data: bytes) -> Any:
    calendar = icalendar.Calendar.from_ical(data)
    return next(part for part in calendar.subcomponents if part.name in {"VEVENT", "VTODO"})


# --- round trips -------------------------------------------------------------------------------------------------

patient = settings(deadline=None)  # the machine's pace is not what is tested

HOSTILE = [
    "",
    "komma, semikolon; kolon: \\ og \"anførsel\" 'slik'",
    "C:\\New\\notes og \\, og \\\\n",
    "BEGIN:VEVENT\nUID:x\nEND:VEVENT",
    "\n\n  først og sist  \n\n",
    "😀 ÅÄÖ æøå ß ﬁ \u00a0 \u2028 \ufeff",
    "-- hjul: egna anteckningar nedan / own notes below --\n-- hjul: x --",
    "=?utf-8?q?x?= %0A %2C | = ^n ^'",
    "tab\tog\ttab",
    "æ" * 300,
    "linje\n" * 30,
]

text = st.sampled_from(HOSTILE) | st.text(
    st.characters(
        exclude_categories=["Cs"], exclude_characters=[chr(n) for n in (*range(9), *range(11, 32), 127)]
    ),
    max_size=60,
)
word = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
categories = st.lists(word, max_size=4, unique=True).map(tuple)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
zones = st.sampled_from(["Europe/Oslo", "Europe/London", "America/New_York", "Africa/Casablanca", "UTC"])
keys = st.from_regex(r"[a-zåäöæø0-9_.-]{1,20}(@[0-9-]{4,10})?(/[a-z-]{1,8})?", fullmatch=True).map(Key)
moments = st.builds(datetime.combine, days, st.times())
times = st.builds(
    lambda moment, zone: moment.replace(microsecond=0, tzinfo=zone), moments, zones.map(ZoneInfo)
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date, date] | tuple[datetime, datetime]:
    if draw(st.booleans()):
        day = draw(days)
        return day, day + timedelta(days=draw(st.integers(1, 400)))
    start = draw(times)
    return start, start + timedelta(minutes=draw(st.integers(0, 5_000)))


@st.composite
def events(draw: st.DrawFn) -> Event:
    start, end = draw(spans())
    return Event(
        key=draw(keys),
        title=draw(text),
        start=start,
        end=end,
        kind=draw(st.sampled_from(EventKind)),
        place=draw(text),
        description=draw(text),
        cancelled=draw(st.booleans()),
        tentative=draw(st.booleans()),
        categories=draw(categories),
        reminders=tuple(draw(st.lists(st.timedeltas(timedelta(-2), timedelta(60)), max_size=3))),
    )


responsible = st.builds(Responsible, id=word, name=text, email=st.none() | text, body=st.none() | text)
tasks = st.builds(
    Task,
    key=keys,
    title=text,
    due=st.none() | days,
    start=st.none() | days,
    kind=st.sampled_from(TaskKind),
    description=text,
    categories=categories,
    responsible=st.lists(responsible, max_size=3).map(tuple),
    priority=st.integers(0, 9),
)
progresses = st.builds(
    Progress,
    state=st.sampled_from(State),
    percent=st.none() | st.integers(0, 100),
    at=st.none() | times.map(lambda moment: moment.astimezone(UTC)),
    by=st.none() | text,
)


def whole_seconds(item: Item) -> Item:
    if isinstance(item, Event):
        seconds = tuple(timedelta(seconds=each // timedelta(seconds=1)) for each in item.reminders)
        return replace(item, reminders=seconds)
    return item


@patient
@given(events() | tasks)
def test_every_owned_field_comes_back_as_it_was_written(item: Item) -> None:
    item = whole_seconds(item)
    entry = read(written(item))
    assert entry.item == item
    assert entry.notes == ""
    assert entry.stamp == Stamp.of(item)


@patient
@given(old=events(), new=events(), notes=text)
def test_an_event_written_over_another_is_the_new_one_with_the_notes_kept(
    old: Event, new: Event, notes: str
) -> None:
    old, new = whole_seconds(old), whole_seconds(replace(new, key=old.key))  # type: ignore[assignment]
    data = with_notes(written(old), notes)
    entry = read(written(new, existing=data))
    assert entry.item == new
    assert entry.notes == notes.strip("\n")


@patient
@given(old=tasks, new=tasks, notes=text, progress=progresses)
def test_a_task_written_over_another_keeps_notes_and_progress(
    old: Task, new: Task, notes: str, progress: Progress
) -> None:
    new = replace(new, key=old.key)
    data = with_notes(written(old, progress), notes)
    entry = read(written(new, existing=data))
    assert entry.item == new
    assert entry.notes == notes.strip("\n")
    assert entry.progress == as_reported(progress)


@patient
@given(tasks, progresses)
def test_progress_that_the_board_reported_comes_back(task: Task, progress: Progress) -> None:
    assert read(written(task, progress)).progress == as_reported(progress)


@patient
@given(events() | tasks)
def test_writing_the_same_again_changes_not_one_byte(item: Item) -> None:
    data = written(item)
    assert written(item, existing=data) == data
    assert written(item) == data


def with_notes(data: bytes, notes: str) -> bytes:
    calendar = icalendar.Calendar.from_ical(data)
    part = next(part for part in calendar.subcomponents if part.name in {"VEVENT", "VTODO"})
    from mappings.icalendar_text import ExactText, exact  # noqa: PLC0415

    exact(calendar)
    old = str(part.pop("DESCRIPTION", "-- hjul: x --\n"))
    part.add("DESCRIPTION", ExactText(old + notes))
    result: bytes = calendar.to_ical()
    return result


def test_a_length_stands_beside_no_due_day_and_is_not_missed() -> None:
    task = make_task(due=date(2026, 3, 6), duration=timedelta(hours=2))
    assert b"DURATION" not in written(task)
    assert read(written(task)).item == as_stored(task) == replace(task, duration=None)


@pytest.mark.parametrize("long", ["x" * 10_000, "æ😀" * 5_000, "linje\n" * 2_000, "\\" * 10_000])
def test_long_texts_come_back(long: str) -> None:
    task = make_task(title=long, description=long)
    entry = read(written(task))
    assert entry.item == task
    assert entry.notes == ""


def test_line_breaks_of_other_systems_are_stored_as_plain_ones() -> None:
    event = make_event(title="a\r\nb", place="c\rd", description="e\x00\x0bf")
    stored = as_stored(event)
    assert (stored.title, stored.description) == ("a\nb", "ef")
    assert read(written(event)).item == stored


def test_a_category_said_twice_is_stored_once() -> None:
    task = make_task(categories=("Styret", "", "Styret"))
    assert as_stored(task).categories == ("Styret",)
    assert read(written(as_stored(task))).item == as_stored(task)


def test_fractions_of_a_second_are_not_stored() -> None:
    event = make_event(start=local(2026, 4, 6, 18).replace(microsecond=5))
    assert read(written(event)).item == as_stored(event) == make_event()


# --- what the object looks like ----------------------------------------------------------------------------------


def test_the_uid_is_the_items_own_and_the_clock_is_the_callers() -> None:
    part = component(written(make_event()))
    assert part["UID"] == uid_of(PLAN_ID, make_event().key)
    assert part["DTSTAMP"].dt == NOW


def test_whole_days_end_on_the_day_after() -> None:
    data = written(make_event(start=date(2026, 3, 8), end=date(2026, 3, 9)))
    assert b"DTSTART;VALUE=DATE:20260308" in data
    assert b"DTEND;VALUE=DATE:20260309" in data
    assert b"VTIMEZONE" not in data


def test_a_timed_event_defines_its_zone_for_its_own_years_alone() -> None:
    data = written(make_event())
    assert b"DTSTART;TZID=Europe/Oslo:20260406T180000" in data
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"DTSTART:20260329T020000\r\nRDATE:20270328T020000" in data
    assert len(data) < 2_000


@pytest.mark.parametrize(
    "zone", ["Europe/Oslo", "Europe/Dublin", "Africa/Casablanca", "Asia/Tokyo", "Australia/Lord_Howe"]
)
def test_the_written_zone_gives_the_same_offsets_as_the_system(zone: str) -> None:
    event = make_event(
        start=datetime(2026, 1, 1, 12, tzinfo=ZoneInfo(zone)),
        end=datetime(2026, 12, 31, tzinfo=ZoneInfo(zone)),
    )
    (definition,) = icalendar.Calendar.from_ical(written(event)).timezones
    rebuilt = definition.to_tz(lookup_tzid=False)
    for hours in range(0, 365 * 24, 7):
        moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        local_time = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
        assert rebuilt.utcoffset(local_time) == local_time.replace(tzinfo=ZoneInfo(zone)).utcoffset(), moment


def test_an_event_moved_to_another_year_gets_that_years_zone() -> None:
    data = written(
        make_event(start=local(2029, 7, 1, 18), end=local(2029, 7, 1, 20)), existing=written(make_event())
    )
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"valid from 2029 to 2030" in data


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, b"CONFIRMED"),
        ({"tentative": True}, b"TENTATIVE"),
        ({"cancelled": True}, b"CANCELLED"),
        ({"tentative": True, "cancelled": True}, b"CANCELLED"),
    ],
)
def test_the_status_says_whether_the_meeting_stands(changes: dict[str, bool], status: bytes) -> None:
    assert b"STATUS:" + status in written(make_event(**changes))


def test_nobody_is_invited_and_so_nobody_is_sent_mail() -> None:
    inviting = make_event(attendees=(Attendee("kari@example.org"),), mail=True)
    for data in (written(make_task()), written(inviting)):
        assert b"ATTENDEE" not in data
        assert b"ORGANIZER" not in data
    assert read(written(as_stored(inviting))).item == as_stored(inviting) == make_event()


def test_a_change_is_counted_and_dated() -> None:
    part = component(written(make_event(title="Ekstra styremøte"), existing=written(make_event())))
    assert part["SEQUENCE"] == 1
    assert part["LAST-MODIFIED"].dt == LATER
    assert part["CREATED"].dt == NOW


def test_a_task_for_one_day_is_due_on_it_and_still_has_its_start() -> None:
    task = make_task(start=date(2026, 6, 1), due=date(2026, 6, 1))
    data = written(task)
    assert b"DTSTART" not in data
    assert read(data).item == task
    moved = read(swapped(data, "DUE;VALUE=DATE:20260601", "DUE;VALUE=DATE:20260610")).item
    assert moved == replace(task, due=date(2026, 6, 10))


def test_a_due_day_moved_before_the_start_by_a_program_that_drops_the_start_moves_the_due_day_alone() -> None:
    data = swapped(written(make_task()), "DTSTART;VALUE=DATE:20260501\r\n", "")
    data = swapped(data, "DUE;VALUE=DATE:20260601", "DUE;VALUE=DATE:20260415")
    assert read(data).item == make_task(due=date(2026, 4, 15))


def test_a_start_that_a_person_took_away_is_gone() -> None:
    data = swapped(written(make_task()), "DTSTART;VALUE=DATE:20260501\r\n", "")
    assert read(data).item == make_task(start=None)


def test_the_stamp_says_what_the_plan_wanted_where_a_persons_own_date_is_kept() -> None:
    wanted = Stamp.of(make_task(start=date(2026, 1, 1)))
    kept = make_task(start=date(2026, 6, 1))
    entry = read(to_ics(kept, plan_id=PLAN_ID, zone=ZONE, at=NOW, stamp=wanted))
    assert entry.stamp == wanted
    assert entry.item == kept


def test_the_stamp_is_what_hjul_wrote_whatever_people_did_since() -> None:
    data = swapped(written(make_event()), ":20260406T200000\r\n", ":20260406T210000\r\n")
    entry = read(data)
    assert entry.item == make_event(end=local(2026, 4, 6, 21))
    assert entry.stamp == Stamp.of(make_event())


@pytest.mark.parametrize(
    "damaged", ["", "x", "20260406T180000@Europe/Nowhere|-|0|x", "20261399|-|0|x", "-|-|2|x"]
)
def test_a_damaged_stamp_vouches_for_nothing(damaged: str) -> None:
    data = written(make_task())
    line = next(line for line in data.decode().split("\r\n") if line.startswith("X-HJUL-STAMP"))
    entry = read(swapped(data, line, f"X-HJUL-STAMP:{damaged}"))
    assert entry.stamp is None
    assert entry.item == make_task()


# --- what people and other programs put there survives -----------------------------------------------------------

THEIRS = """ATTENDEE;PARTSTAT=ACCEPTED;X-NUM-GUESTS=2;CN="Ola, Per":mailto:ola@example.org
ATTACH;FMTTYPE=application/pdf:https://example.org/sak.pdf
COLOR:turquoise
COMMENT:C:\\\\New\\, og mer
X-MOZ-LASTACK;X-PARAM="a:b;c":20260401T000000Z
X-APPLE-SORT-ORDER:42
CLASS:PRIVATE
GEO:59.9;10.7
URL:https://example.org
BEGIN:VALARM
ACTION:AUDIO
TRIGGER:-PT15M
X-THEIRS:1
END:VALARM
"""


def test_an_update_leaves_everything_of_peoples_as_it_was() -> None:
    existing = swapped(written(make_event()), "END:VEVENT", THEIRS.replace("\n", "\r\n") + "END:VEVENT")
    existing = swapped(existing, "\r\nCATEGORIES:Styret", "\r\nCATEGORIES:Styret,Min egen")
    existing = swapped(existing, "LOCATION:", "LOCATION;X-APPLE-RADIUS=70;LANGUAGE=nb:")
    before, after = (
        component(existing),
        component(
            written(make_event(title="Nytt", place="Rådhuset", categories=("Politikk",)), existing=existing)
        ),
    )
    for name in (
        "ATTENDEE",
        "ATTACH",
        "COLOR",
        "COMMENT",
        "X-MOZ-LASTACK",
        "X-APPLE-SORT-ORDER",
        "CLASS",
        "GEO",
        "URL",
    ):
        assert after[name] == before[name]
        assert after[name].params == before[name].params
    assert after["CATEGORIES"].cats == ["Politikk", "Min egen"]
    assert after["LOCATION"] == "Rådhuset"
    assert dict(after["LOCATION"].params) == {"X-APPLE-RADIUS": "70", "LANGUAGE": "nb"}
    assert [dict(part) for part in after.subcomponents if "X-THEIRS" in part] == [
        dict(part) for part in before.subcomponents if "X-THEIRS" in part
    ]


def test_other_components_and_zones_in_the_object_stay_in_their_order() -> None:
    other = "BEGIN:VTIMEZONE\r\nTZID:Egen sone\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    journal = "BEGIN:VJOURNAL\r\nUID:dagbok\r\nDTSTAMP:20260101T000000Z\r\nEND:VJOURNAL\r\n"
    existing = swapped(written(make_event()), "BEGIN:VEVENT", f"{other}{journal}BEGIN:VEVENT")
    updated = icalendar.Calendar.from_ical(written(make_event(title="Nytt"), existing=existing))
    assert [str(part.get("TZID", part.name)) for part in updated.subcomponents] == [
        "Europe/Oslo",
        "Egen sone",
        "VJOURNAL",
        "VEVENT",
    ]


def test_a_zone_that_someone_else_defined_is_left_as_they_defined_it() -> None:
    existing = swapped(written(make_event()), "COMMENT:hjul: valid from 2026 to 2027", "COMMENT:Olas")
    updated = written(make_event(start=local(2030, 1, 1, 9), end=local(2030, 1, 1, 10)), existing=existing)
    assert b"COMMENT:Olas" in updated
    assert updated.count(b"BEGIN:VTIMEZONE") == 1


def test_a_reminder_that_a_person_removed_stays_removed_until_the_plan_changes_its_reminders() -> None:
    data = written(make_event())
    start, end = data.index(b"BEGIN:VALARM"), data.index(b"END:VALARM\r\n") + len(b"END:VALARM\r\n")
    removed = data[:start] + data[end:]
    assert read(removed).item == make_event()
    assert b"VALARM" not in written(make_event(title="Nytt"), existing=removed)
    again = make_event(reminders=(timedelta(hours=2),))
    assert b"TRIGGER:-PT2H" in written(again, existing=removed)


def test_new_reminders_replace_ours_and_not_peoples() -> None:
    existing = swapped(written(make_event()), "END:VEVENT", THEIRS.replace("\n", "\r\n") + "END:VEVENT")
    updated = component(
        written(make_event(reminders=(timedelta(hours=3), timedelta(days=7))), existing=existing)
    )
    triggers = [part["TRIGGER"].dt for part in updated.subcomponents]
    assert triggers == [timedelta(minutes=-15), timedelta(hours=-3), timedelta(days=-7)]


def test_our_alarm_says_the_meetings_new_name() -> None:
    updated = component(written(make_event(title="Årsmøte"), existing=written(make_event())))
    assert [str(part["DESCRIPTION"]) for part in updated.subcomponents] == ["Årsmøte"]


def test_a_category_that_a_person_removed_is_seen_and_one_they_added_is_theirs() -> None:
    data = swapped(written(make_task()), "\r\nCATEGORIES:Organisasjonsarbeid", "\r\nCATEGORIES:Min egen")
    assert read(data).item == make_task(categories=())
    assert component(written(make_task(), existing=data))["CATEGORIES"].cats == [
        "Organisasjonsarbeid",
        "Min egen",
    ]


def test_a_category_with_a_comma_survives_a_program_that_splits_it() -> None:
    task = make_task(categories=("Vennskap, solidaritet og fred",))
    split = swapped(
        written(task),
        "CATEGORIES:Vennskap\\, solidaritet og fred",
        "CATEGORIES:Vennskap, solidaritet og fred",
    )
    assert read(split).item == task
    cats = component(written(replace(task, title="Nytt"), existing=split))["CATEGORIES"].cats
    assert cats == ["Vennskap, solidaritet og fred"]


def test_categories_on_several_lines_keep_their_lines() -> None:
    data = swapped(
        written(make_task()), "\r\nCATEGORIES:Org", "\r\nCATEGORIES;LANGUAGE=nb:Min\r\nCATEGORIES:Org"
    )
    updated = written(make_task(categories=("Ny",)), existing=data)
    assert b"CATEGORIES;LANGUAGE=nb:Ny,Min\r\n" in updated
    assert updated.count(b"\r\nCATEGORIES") == 1


def test_a_due_time_that_another_program_set_is_its_day_and_is_left_when_the_day_is_right() -> None:
    data = swapped(written(make_task()), "DUE;VALUE=DATE:20260601", "DUE:20260531T223000Z")
    assert read(data).item == make_task()
    assert b"DUE:20260531T223000Z" in written(make_task(title="Nytt"), existing=data)
    assert b"DUE;VALUE=DATE:20260602" in written(make_task(due=date(2026, 6, 2)), existing=data)


def test_an_event_in_another_zone_at_the_same_moment_is_not_rewritten() -> None:
    data = swapped(
        written(make_event()), "DTSTART;TZID=Europe/Oslo:20260406T180000", "DTSTART:20260406T160000Z"
    )
    assert read(data).item == make_event()
    assert b"DTSTART:20260406T160000Z" in written(make_event(title="Nytt"), existing=data)


# --- dialects of progress ----------------------------------------------------------------------------------------

DONE_AT = datetime(2026, 5, 20, 9, 15, tzinfo=UTC)
DIALECTS: list[tuple[str, Progress]] = [
    ("STATUS:NEEDS-ACTION", Progress()),
    ("X-NOTHING:1", Progress()),
    (
        "STATUS:COMPLETED\nCOMPLETED:20260520T091500Z\nPERCENT-COMPLETE:100",
        Progress(State.DONE, 100, DONE_AT),
    ),
    ("COMPLETED:20260520T091500Z", Progress(State.DONE, 100, DONE_AT)),
    ("STATUS:NEEDS-ACTION\nCOMPLETED:20260520T091500Z", Progress(State.DONE, 100, DONE_AT)),
    ("COMPLETED;TZID=Europe/Oslo:20260520T111500", Progress(State.DONE, 100, DONE_AT)),
    ("COMPLETED:20260520T111500", Progress(State.DONE, 100, DONE_AT)),
    ("COMPLETED;VALUE=DATE:20260520", Progress(State.DONE, 100, datetime(2026, 5, 19, 22, tzinfo=UTC))),
    ("STATUS:COMPLETED", Progress(State.DONE, 100)),
    ("STATUS:completed", Progress(State.DONE, 100)),
    ("STATUS:COMPLETED\nPERCENT-COMPLETE:50", Progress(State.DONE, 100)),
    ("PERCENT-COMPLETE:100", Progress(State.DONE, 100)),
    ("STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:100", Progress(State.DONE, 100)),
    ("PERCENT-COMPLETE:1", Progress(State.STARTED, 1)),
    ("STATUS:NEEDS-ACTION\nPERCENT-COMPLETE:99", Progress(State.STARTED, 99)),
    ("STATUS:IN-PROCESS", Progress(State.STARTED)),
    ("STATUS:IN-PROCESS\nPERCENT-COMPLETE:40", Progress(State.STARTED, 40)),
    ("STATUS:IN-PROCESS\nPERCENT-COMPLETE:0", Progress(State.STARTED)),
    ("STATUS:IN-PROCESS\nPERCENT-COMPLETE:100", Progress(State.STARTED, 100)),
    ("STATUS:IN-PROCESS\nCOMPLETED:20260520T091500Z", Progress(State.STARTED)),
    ("STATUS:CANCELLED", Progress(State.CANCELLED)),
    ("STATUS:CANCELLED\nPERCENT-COMPLETE:40", Progress(State.CANCELLED, 40)),
    ("STATUS:CANCELLED\nCOMPLETED:20260520T091500Z", Progress(State.CANCELLED)),
    ("PERCENT-COMPLETE:0", Progress()),
    ("PERCENT-COMPLETE:-5", Progress()),
    ("PERCENT-COMPLETE:900", Progress()),
    ("STATUS:SOMETHING-NEW", Progress()),
]


@pytest.mark.parametrize(("lines", "progress"), DIALECTS)
def test_progress_is_read_in_every_dialect(lines: str, progress: Progress) -> None:
    data = swapped(written(make_task()), "STATUS:NEEDS-ACTION", lines.replace("\n", "\r\n"))
    assert read(data).progress == progress
    assert read(data).item == make_task()


@pytest.mark.parametrize(("lines", "progress"), DIALECTS)
def test_an_update_without_progress_leaves_peoples_word_as_it_stands(lines: str, progress: Progress) -> None:
    data = swapped(written(make_task()), "STATUS:NEEDS-ACTION", lines.replace("\n", "\r\n"))
    updated = written(make_task(title="Nytt"), existing=data)
    assert read(updated).progress == progress


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("lines", "before"), DIALECTS)
def test_progress_of_the_boards_replaces_any_dialect(lines: str, before: Progress, state: State) -> None:
    data = swapped(written(make_task()), "STATUS:NEEDS-ACTION", lines.replace("\n", "\r\n"))
    wanted = Progress(state, 30, DONE_AT, "kari")
    assert read(written(make_task(), wanted, data)).progress == as_reported(wanted)


def test_what_the_board_said_is_not_believed_of_what_people_did_later() -> None:
    data = written(make_task(), Progress(State.CANCELLED, None, DONE_AT, "kari"))
    ticked = swapped(data, "STATUS:CANCELLED", "STATUS:COMPLETED\r\nCOMPLETED:20260601T100000Z")
    assert read(ticked).progress == Progress(State.DONE, 100, datetime(2026, 6, 1, 10, tzinfo=UTC))


def test_an_event_has_no_progress_to_write() -> None:
    assert written(make_event(), Progress(State.DONE, 100)) == written(make_event())


# --- what other programs write instead ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (
            "DTSTART:20260406T160000Z",
            "DTEND:20260406T180000Z",
            (local(2026, 4, 6, 18), local(2026, 4, 6, 20)),
        ),
        ("DTSTART:20260406T180000", "DTEND:20260406T200000", (local(2026, 4, 6, 18), local(2026, 4, 6, 20))),
        ("DTSTART:20260406T160000Z", "DURATION:PT90M", (local(2026, 4, 6, 18), local(2026, 4, 6, 19, 30))),
        ("DTSTART:20260406T160000Z", "X-NO-END:1", (local(2026, 4, 6, 18), local(2026, 4, 6, 18))),
        ("DTSTART;VALUE=DATE:20260406", "X-NO-END:1", (date(2026, 4, 6), date(2026, 4, 7))),
        ("DTSTART;VALUE=DATE:20260406", "DURATION:P3D", (date(2026, 4, 6), date(2026, 4, 9))),
        ("DTSTART;VALUE=DATE:20260406", "DTEND;VALUE=DATE:20260406", (date(2026, 4, 6), date(2026, 4, 7))),
        (
            "DTSTART;TZID=W. Europe Standard Time:20260406T180000",
            "DTEND;TZID=W. Europe Standard Time:20260406T200000",
            (local(2026, 4, 6, 18), local(2026, 4, 6, 20)),
        ),
    ],
)
def test_a_moved_meeting_is_read_in_every_form(start: str, end: str, span: tuple[date, date]) -> None:
    data = swapped(written(make_event()), "DTSTART;TZID=Europe/Oslo:20260406T180000", start)
    data = swapped(data, "DTEND;TZID=Europe/Oslo:20260406T200000", end)
    item = read(data).item
    assert isinstance(item, Event)
    assert (item.start, item.end) == span
    assert read(written(make_event(), existing=data)).item == make_event()


def test_a_zone_of_the_files_own_making_is_read_by_its_definition() -> None:
    for offset, hour in (
        ("+0300", 18),
        ("+0500", 16),
    ):  # the second file must not be read by the first one's zone
        custom = (
            "BEGIN:VTIMEZONE\r\nTZID:Tilpasset\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
            f"TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
        )
        data = swapped(
            written(make_event()),
            "DTSTART;TZID=Europe/Oslo:20260406T180000",
            "DTSTART;TZID=Tilpasset:20260406T190000",
        )
        for whole in (
            swapped(data, "BEGIN:VEVENT", f"{custom}BEGIN:VEVENT"),
            swapped(data, "END:VCALENDAR", f"{custom}END:VCALENDAR"),
        ):
            item = read(whole).item
            assert isinstance(item, Event)
            assert item.start == local(2026, 4, 6, hour)


def test_a_zone_that_nobody_defines_is_an_error_and_no_guess() -> None:
    data = swapped(written(make_event()), "DTSTART;TZID=Europe/Oslo", "DTSTART;TZID=Hos Ola")
    with pytest.raises(ValueError, match="DTSTART is in the time zone 'Hos Ola', which is not known"):
        read(data)


@pytest.mark.filterwarnings("error")
def test_a_zone_with_a_makers_prefix_is_the_zone_without_a_warning() -> None:
    data = swapped(
        written(make_event()),
        "DTSTART;TZID=Europe/Oslo",
        "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Oslo",
    )
    assert read(data).item == make_event()


BROKEN = [
    ("DTSTART;TZID=Europe/Oslo:20260406T180000", "DTSTART:snart", "DTSTART"),
    ("DTSTART;TZID=Europe/Oslo:20260406T180000", "X-NO-START:1", "DTSTART is missing"),
    (
        "DTSTART;TZID=Europe/Oslo:20260406T180000",
        "DTSTART;VALUE=DATE:20260406",
        "one a day and the other a time",
    ),
    ("DTSTART;TZID=Europe/Oslo:20260406T180000", "DTSTART:20260407T180000Z", "before"),
    ("DTSTART;TZID=Europe/Oslo:20260406T180000", "DTSTART:PT1H", "neither a day nor a time"),
    ("DTEND;TZID=Europe/Oslo:20260406T200000", "DURATION:lenge", "DURATION"),
    ("SUMMARY:Styrem", "SUMMARY:En\r\nSUMMARY:To", "SUMMARY stands there 2 times"),
    ("X-HJUL-KIND:meeting", "X-HJUL-KIND:party", "party"),
    ("END:VEVENT", "", "not iCalendar"),
    ("END:VCALENDAR", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR", "not iCalendar"),
    ("BEGIN:VCALENDAR", "<html>BEGIN:VCALENDAR", "not iCalendar"),
    ("STATUS:CONFIRMED", "STATUS:CONFIRMED\r\nDTSTART", "a line that is not iCalendar"),
]


@pytest.mark.parametrize(("old", "new", "why"), BROKEN)
def test_what_cannot_be_understood_is_said_and_not_guessed(old: str, new: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read(swapped(written(make_event()), old, new))


@pytest.mark.parametrize("where", range(0, 1300, 53))
def test_a_file_cut_short_is_never_taken_for_a_whole_one(where: int) -> None:
    data = written(make_event())[:where]
    try:
        entry = from_ics(data, plan_id=PLAN_ID, zone=ZONE)
    except ValueError:
        return
    assert entry is None


@patient
@given(st.binary(max_size=200), st.integers(0, 1400))
def test_garbage_in_a_file_gives_only_the_promised_error(garbage: bytes, where: int) -> None:
    data = written(make_event())
    with contextlib.suppress(ValueError):
        from_ics(data[:where] + garbage + data[where:], plan_id=PLAN_ID, zone=ZONE)


def test_what_cannot_be_written_back_as_it_was_is_read_and_not_written_over() -> None:
    data = swapped(written(make_event()), "END:VALARM", "CATEGORIES;VALUE=BINARY:x\r\nEND:VALARM")
    assert read(data).item == make_event()
    with pytest.raises(ValueError, match="cannot be written back as it was"):
        written(make_event(title="Nytt"), existing=data)


def test_a_day_beyond_the_calendar_is_an_error_in_plain_words() -> None:
    data = swapped(written(make_task()), "DTSTART;VALUE=DATE:20260501\r\n", "DTSTART:99991231T235959\r\n")
    data = swapped(data, "DUE;VALUE=DATE:20260601", "DURATION:P9000D")
    with pytest.raises(ValueError, match="beyond what a calendar holds"):
        read(data)


# --- whose it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "foreign",
    [
        b"",
        b"not a calendar",
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
        swapped(written(make_event()), "X-HJUL-PLAN:", "X-HJUL-PLAN:annen-"),
        swapped(written(make_event()), "\r\nUID:", "\r\nUID:copy-"),
        swapped(written(make_event()), "X-HJUL-KEY:", "X-HJUL-KEY:another-"),
    ],
)
def test_what_is_not_ours_is_nothing_to_us(foreign: bytes) -> None:
    assert from_ics(foreign, plan_id=PLAN_ID, zone=ZONE) is None


def test_an_override_of_one_occurrence_is_not_taken_for_the_item() -> None:
    data = written(make_event())
    start, end = data.index(b"BEGIN:VEVENT"), data.index(b"END:VCALENDAR")
    override = data[start:end].replace(b"SUMMARY:", b"RECURRENCE-ID:20260406T160000Z\r\nSUMMARY:Annet ")
    assert read(data[:start] + override + data[start:]).item == make_event()


def test_two_items_in_one_object_cannot_be_told_apart() -> None:
    data, other = written(make_task()), written(make_task(key=Key("annen")))
    start, end = other.index(b"BEGIN:VTODO"), other.index(b"END:VCALENDAR")
    with pytest.raises(ValueError, match="several items of the plan: annen, vervekonkurranse"):
        read(swapped(data, "BEGIN:VTODO", other[start:end].decode() + "BEGIN:VTODO"))


def test_an_update_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        written(make_task(), existing=written(make_event()))
    with pytest.raises(ValueError, match="does not hold"):
        written(make_task(), existing=written(make_task(key=Key("annen"))))


def test_taking_ours_out_leaves_what_others_put_beside_it() -> None:
    event = make_event()
    data = swapped(
        written(event), "BEGIN:VEVENT", "BEGIN:VJOURNAL\r\nUID:dagbok\r\nEND:VJOURNAL\r\nBEGIN:VEVENT"
    )
    ours, left = parted(data, plan_id=PLAN_ID, key=event.key)
    assert left is not None
    assert b"UID:dagbok" in left
    assert b"X-HJUL" not in left
    assert read(ours).item == event
    assert b"UID:dagbok" not in ours
    assert parted(written(event), plan_id=PLAN_ID, key=event.key) == (written(event), None)


def test_a_progress_that_stands_there_already_is_left_in_its_own_words() -> None:
    data = swapped(
        written(make_task()),
        "STATUS:NEEDS-ACTION",
        "STATUS:COMPLETED\r\nCOMPLETED;X-BY=phone:20260308T170000Z",
    )
    assert written(make_task(), read(data).progress, data) == data
    assert b"X-BY" not in written(make_task(), Progress(State.OPEN), data)


def test_notes_can_be_put_under_a_new_item_and_never_over_what_stands_there() -> None:
    def noted(notes: str, existing: bytes | None = None) -> bytes:
        return to_ics(make_task(), plan_id=PLAN_ID, zone=ZONE, at=NOW, existing=existing, people_notes=notes)

    assert read(noted("Ring Ola;\n-- og Kari")).notes == "Ring Ola;\n-- og Kari"
    assert read(noted("Ring Ola", noted("Ring Kari"))).notes == "Ring Kari"
