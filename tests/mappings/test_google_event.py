from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mappings.google_event import (
    Entry,
    Words,
    as_stored,
    event_id,
    from_google,
    is_deleted,
    is_missed,
    merged,
    taken,
    to_google,
    tombstone,
    writable,
)
from mappings.items import Attendee, Event, EventKind, Key, Source, Stamp
from tests.make import PLAN_ID, ZONE, local, make_event

HOSTILE = 'linje; to, \\ "tre" C:\\New\n\nBEGIN:VEVENT\n😀 <b>æøå</b> &amp; \' -- %41 #1'
LONG = "å" * 3_000
HTML_OF_A_PERSON = (
    "Saksliste:<br>1. Åpning<br>2. Oppfølging av arbeidsplanen<br><br>"
    "-- hjul: egna anteckningar nedan / own notes below --<br>"
    'Ta med&nbsp;<b>kaffe</b> &amp; <a href="https://example.org/kart">kart</a>'
)
patient = settings(deadline=None)  # the machine's pace is not what is tested


def written(item: Event, existing: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """The event as it stands after hjul wrote it: a new one, or ``existing`` after its patch."""
    body = to_google(item, plan_id=PLAN_ID, zone=ZONE, existing=existing, **more)
    if existing is not None:
        return merged(existing, body)
    return body | {"id": event_id(PLAN_ID, item.key)}


def read(body: dict[str, Any]) -> Entry:
    entry = from_google(body, plan_id=PLAN_ID, zone=ZONE)
    assert entry is not None
    return entry


def patch(item: Event, existing: dict[str, Any], **more: Any) -> dict[str, Any]:
    return to_google(item, plan_id=PLAN_ID, zone=ZONE, existing=existing, **more)


def private(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["extendedProperties"]["private"]
    return found


# --- round trips -------------------------------------------------------------------------------------------------

EVENTS = {
    "a meeting": make_event(),
    "a whole day": make_event(start=date(2026, 3, 8), end=date(2026, 3, 9), kind=EventKind.OBSERVANCE),
    "several days": make_event(start=date(2026, 6, 12), end=date(2026, 6, 15)),
    "over midnight": make_event(end=local(2026, 4, 7, 1)),
    "over the change of clocks": make_event(start=local(2026, 3, 28, 20), end=local(2026, 3, 29, 12)),
    "in another zone": make_event(
        start=datetime(2026, 4, 6, 9, tzinfo=ZoneInfo("America/New_York")),
        end=datetime(2026, 4, 6, 10, tzinfo=ZoneInfo("America/New_York")),
    ),
    "before there were time zones": make_event(
        start=datetime(1850, 1, 1, 12, tzinfo=ZONE), end=datetime(1850, 1, 1, 13, tzinfo=ZONE)
    ),
    "cancelled": make_event(cancelled=True),
    "cancelled and tentative": make_event(cancelled=True, tentative=True),
    "cancelled without a title": make_event(cancelled=True, title=""),
    "with a title that says cancelled": make_event(title="Avlyst: Styremøte"),
    "tentative": make_event(tentative=True),
    "nothing": make_event(title="", place="", description="", categories=(), reminders=()),
    "hostile": make_event(title=HOSTILE, place=HOSTILE, description=HOSTILE, categories=(HOSTILE,)),
    "too long": make_event(title=LONG, place=LONG, description=LONG * 4, categories=(LONG, "b", LONG)),
    "many lines": make_event(description="\n".join(str(number) for number in range(2_000))),
    "many reminders": make_event(reminders=tuple(timedelta(minutes=each) for each in range(9))),
    "odd reminders": make_event(reminders=(timedelta(seconds=90), timedelta(days=90), timedelta(-1))),
    "inviting": make_event(attendees=(Attendee("kari@example.org", "Kari"), Attendee("a@b.no")), mail=True),
    "mail to nobody": make_event(mail=True),
    "inviting many": make_event(
        attendees=tuple(Attendee(f"person-{each}@example.org") for each in range(200)),
        description="\n".join(str(number) for number in range(2_000)),
        categories=(LONG, "b", LONG),
    ),
    "from a plan on the web": make_event(source=Source("https://example.org/plan?a|b", HOSTILE)),
    "a long key": make_event(key=Key("årsmøte/" * 300)),
}


@pytest.mark.parametrize("item", EVENTS.values(), ids=EVENTS)
def test_an_event_comes_back_as_it_is_stored(item: Event) -> None:
    assert read(written(item)).item == as_stored(item)


@pytest.mark.parametrize("item", EVENTS.values(), ids=EVENTS)
def test_a_patch_gives_every_owned_field_and_then_nothing_more(item: Event) -> None:
    before = written(make_event(key=item.key))
    after = written(item, before)
    assert read(after).item == as_stored(item)
    assert patch(item, after) == {}


@pytest.mark.parametrize("item", EVENTS.values(), ids=EVENTS)
def test_no_property_is_longer_than_google_keeps(item: Event) -> None:
    properties = private(written(item))
    assert all(len(name) <= 44 and len(value.encode()) <= 1024 for name, value in properties.items())
    assert sum(len(name) + len(value.encode()) for name, value in properties.items()) < 32_000


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1))  # noqa: DTZ001
zones = st.sampled_from(
    [ZONE, ZoneInfo("UTC"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/St_Johns")]
)


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | datetime, date | datetime]:
    if draw(st.booleans()):
        day = draw(st.dates(date(1971, 1, 1), date(2099, 1, 1)))
        return day, day + timedelta(days=draw(st.integers(1, 20)))
    zone = draw(zones)
    start = draw(moments).replace(tzinfo=zone, fold=draw(st.integers(0, 1)))
    length = draw(st.timedeltas(timedelta(), timedelta(days=3)))
    return start, (start.astimezone(UTC) + length).astimezone(zone)


@st.composite
def events(draw: st.DrawFn) -> Event:
    start, end = draw(spans())
    return Event(
        key=Key("mote@2026-04-06"),
        title=draw(words),
        start=start,
        end=end,
        kind=draw(st.sampled_from(EventKind)),
        place=draw(words),
        description=draw(words),
        cancelled=draw(st.booleans()),
        tentative=draw(st.booleans()),
        categories=tuple(draw(st.lists(words, max_size=4))),
        reminders=tuple(draw(st.lists(st.timedeltas(timedelta(-2), timedelta(50)), max_size=8))),
    )


@patient
@given(events(), events())
def test_any_event_comes_back_new_and_patched(first: Event, second: Event) -> None:
    body = written(first)
    assert read(body).item == as_stored(first)
    after = written(second, body)
    assert read(after).item == as_stored(second)
    assert patch(second, after) == {}


@patient
@given(events())
def test_the_stored_form_of_a_stored_form_is_itself(item: Event) -> None:
    assert as_stored(as_stored(item)) == as_stored(item)


@patient
@given(events(), words)
def test_notes_survive_any_change(item: Event, text: str) -> None:
    body = written(make_event(key=item.key), people_notes="Ta med kake")
    body["description"] += f"\n{text}"
    before = read(body).notes
    assert read(written(item, body)).notes == before
    assert "Ta med kake" in before


# --- days and times ----------------------------------------------------------------------------------------------


def test_a_whole_day_has_an_exclusive_end_and_a_time_its_zone() -> None:
    day = written(make_event(start=date(2026, 3, 8), end=date(2026, 3, 9)))
    assert (day["start"], day["end"]) == ({"date": "2026-03-08"}, {"date": "2026-03-09"})
    timed = written(make_event())
    assert timed["start"] == {"dateTime": "2026-04-06T18:00:00+02:00", "timeZone": "Europe/Oslo"}


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    once = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    first = make_event(start=once, end=local(2026, 10, 25, 5))
    second = replace(first, start=once.replace(fold=1))
    body = written(first)
    assert patch(second, body)["start"]["dateTime"] == "2026-10-25T02:30:00+01:00"
    assert read(written(second)).item.start.utcoffset() == timedelta(hours=1)  # type: ignore[union-attr]


def test_a_time_that_the_clocks_jump_over_is_stored_as_the_one_they_then_show() -> None:
    gap = make_event(start=local(2026, 3, 29, 2, 30), end=local(2026, 3, 29, 5))
    assert as_stored(gap).start == local(2026, 3, 29, 3, 30)


def test_a_time_to_a_day_leaves_nothing_of_the_time() -> None:
    body = written(make_event())
    change = patch(make_event(start=date(2026, 4, 6), end=date(2026, 4, 7)), body)
    assert change["start"] == {"date": "2026-04-06", "dateTime": None, "timeZone": None}


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ({"dateTime": "2026-04-06T16:00:00Z", "timeZone": "Europe/Oslo"}, local(2026, 4, 6, 18)),
        ({"dateTime": "2026-04-06T16:00:00Z"}, local(2026, 4, 6, 18)),
        ({"dateTime": "2026-04-06T18:00:00"}, local(2026, 4, 6, 18)),
        ({"dateTime": "2026-04-06T16:00:00Z", "timeZone": "Nowhere/Unknown"}, local(2026, 4, 6, 18)),
    ],
)
def test_a_time_is_read_however_it_is_said(said: dict[str, str], start: datetime) -> None:
    found = read(written(make_event()) | {"start": said}).item
    assert (found.start, found.start.tzinfo) == (start, ZONE)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "change",
    [
        {"start": None},
        {"start": {}},
        {"start": {"date": "i morgen"}},
        {"end": {"dateTime": "2026-04-06"}},
        {"start": {"date": "2026-04-06"}},
        {"end": {"dateTime": "2026-04-06T17:00:00+02:00"}},
        {"summary": 5},
        {"description": ["a"]},
    ],
)
def test_what_cannot_be_understood_is_said_and_not_guessed(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="its"):
        read(written(make_event()) | change)


def test_a_damaged_kind_is_said() -> None:
    body = written(make_event())
    private(body)["hjul.kind"] = "party"
    with pytest.raises(ValueError, match="changed"):
        read(body)


# --- cancelled ---------------------------------------------------------------------------------------------------


def test_a_cancelled_meeting_stays_to_be_seen_and_takes_no_time() -> None:
    body = written(make_event(cancelled=True), words=Words(cancelled="Inställt"))
    assert (body["summary"], body["status"]) == ("Inställt: Styremøte", "confirmed")
    assert body["transparency"] == "transparent"
    assert not is_deleted(body)


def test_what_a_person_deleted_is_not_what_hjul_cancelled_nor_what_it_took_away() -> None:
    body = written(make_event(cancelled=True))
    deleted = body | {"status": "cancelled"}
    assert (is_deleted(body), is_deleted(deleted), is_missed(deleted)) == (False, True, True)
    assert not is_missed(merged(deleted, taken()))


def test_a_person_takes_a_cancelling_back_by_taking_the_word_away() -> None:
    body = written(make_event(cancelled=True)) | {"summary": "Styremøte"}
    assert read(body).item == as_stored(make_event())


def test_time_comes_back_when_the_plan_takes_it_back_but_not_what_a_person_freed() -> None:
    body = written(make_event(cancelled=True), written(make_event()))
    assert written(make_event(), body)["transparency"] == "opaque"
    freed = written(make_event()) | {"transparency": "transparent"}
    cancelled = written(make_event(cancelled=True), freed)
    assert written(make_event(), cancelled)["transparency"] == "transparent"


# --- what hjul does not own --------------------------------------------------------------------------------------

THEIRS: dict[str, Any] = {
    "colorId": "5",
    "attendees": [{"email": "ola@example.org", "responseStatus": "accepted"}],
    "conferenceData": {"conferenceId": "abc"},
    "attachments": [{"fileUrl": "https://example.org/a"}],
    "visibility": "private",
    "guestsCanModify": True,
}


def test_a_patch_says_only_what_differs_and_never_what_is_people_s() -> None:
    body = written(make_event()) | THEIRS
    change = patch(make_event(title="Nytt"), body)
    assert set(change) == {"summary", "extendedProperties"}
    assert set(private(change)) == {"hjul.stamp"}
    assert {name: merged(body, change)[name] for name in THEIRS} == THEIRS


def test_people_s_properties_survive() -> None:
    body = written(make_event())
    private(body)["theirs"] = "1"
    body["extendedProperties"]["shared"] = {"theirs": "2"}
    after = written(make_event(title="Nytt", categories=()), body)
    assert private(after)["theirs"] == "1"
    assert after["extendedProperties"]["shared"] == {"theirs": "2"}


def test_reminders_are_given_once_and_then_people_s() -> None:
    body = written(make_event())
    assert body["reminders"] == {"useDefault": False, "overrides": [{"method": "popup", "minutes": 1440}]}
    own = body | {"reminders": {"useDefault": False, "overrides": [{"method": "email", "minutes": 30}]}}
    assert "reminders" not in patch(make_event(title="Nytt"), own)
    changed = patch(make_event(reminders=(timedelta(hours=1),)), own)["reminders"]["overrides"]
    assert changed == [{"method": "email", "minutes": 30}, {"method": "popup", "minutes": 60}]
    assert "reminders" not in written(make_event(reminders=()))


def test_a_description_that_google_made_html_of_is_read_and_left_alone() -> None:
    body = written(make_event()) | {"description": HTML_OF_A_PERSON}
    found = read(body)
    assert found.item.description == make_event().description
    assert found.notes == "Ta med kaffe & kart <https://example.org/kart>"
    assert "description" not in patch(make_event(title="Nytt"), body)
    assert read(written(make_event(description="Nytt"), body)).notes == found.notes


def test_an_address_that_google_leads_by_way_of_itself_is_still_the_plan_s() -> None:
    item = make_event(description="Fra: Plan\nhttps://example.org/plan?a=b+c&d=1")
    body = written(item)
    line = (
        '<a href="https://www.google.com/url?q=https://example.org/plan?a%3Db%2Bc%26d%3D1&amp;sa=D&amp;source=calendar'
        '&amp;usd=2&amp;usg=AOv" target="_blank">https://example.org/plan?a=b+c&amp;d=1</a>'
    )
    ours = f"Fra: Plan<br>{line}<br><br>-- hjul: egna anteckningar nedan / own notes below --<br>"
    told = 'Se <a href="https://www.google.com/url?q=https://example.org/kart&amp;sa=D">kart</a> og <a href="http://[">x</a>'
    found = read(body | {"description": ours + told})
    assert found.item == item
    assert found.notes == "Se kart <https://example.org/kart> og x <http://[>"


def test_angle_brackets_of_the_plan_s_own_are_not_html() -> None:
    item = make_event(description="a <b>b</b> &amp; <br> c")
    assert read(written(item)).item.description == "a <b>b</b> &amp; <br> c"


# --- whose it is -------------------------------------------------------------------------------------------------


def test_another_plan_s_event_a_copy_and_a_stranger_s_are_not_ours() -> None:
    body = written(make_event())
    assert from_google(body, plan_id="another", zone=ZONE) is None
    assert from_google(body | {"id": "copy0123456789"}, plan_id=PLAN_ID, zone=ZONE) is None
    assert from_google({"id": "x", "status": "cancelled"}, plan_id=PLAN_ID, zone=ZONE) is None
    odd = {"id": "x", "extendedProperties": {"private": ["hjul.plan"]}}
    assert from_google(odd, plan_id=PLAN_ID, zone=ZONE) is None


def test_an_id_is_what_the_api_asks_for_and_the_same_every_time() -> None:
    ids = {event_id(PLAN_ID, Key("a"), number) for number in range(3)} | {event_id("b", Key("a"))}
    assert len(ids) == 4
    assert all(len(each) == 52 and set(each) <= set("abcdefghijklmnopqrstuv0123456789") for each in ids)
    assert event_id("eksempel-2026", Key("styremote")) == event_id("eksempel-2026", Key("styremote"))


def test_a_later_generation_knows_which_it_is() -> None:
    body = to_google(make_event(), plan_id=PLAN_ID, zone=ZONE, generation=2)
    body["id"] = event_id(PLAN_ID, make_event().key, 2)
    assert read(body).generation == 2


def test_the_stamp_says_what_the_plan_wanted() -> None:
    wanted = Stamp(date(2026, 1, 1), date(2026, 1, 2), True, "0123456789abcdef")
    assert read(written(make_event(), stamp=wanted)).stamp == wanted
    assert read(written(make_event())).stamp == Stamp.of(make_event())


def test_a_tombstone_is_a_deleted_one() -> None:
    body = tombstone(make_event().key, plan_id=PLAN_ID)
    assert is_missed(body)
    assert not is_missed(written(make_event()))


def test_what_is_made_again_keeps_what_people_had_and_not_what_google_said() -> None:
    body = written(make_event()) | THEIRS | {"etag": '"1"', "iCalUID": "a@google.com", "sequence": 3}
    kept = writable(body)
    assert not {"id", "etag", "iCalUID", "sequence"} & kept.keys()
    assert {name: kept[name] for name in THEIRS} == THEIRS
