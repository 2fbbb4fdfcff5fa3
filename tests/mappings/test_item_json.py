from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.item_json import (
    VERSION,
    found_from_json,
    found_to_json,
    item_from_json,
    item_to_json,
    progress_from_json,
    progress_to_json,
    stamp_from_json,
    stamp_to_json,
)
from mappings.items import (
    Attendee,
    Event,
    EventKind,
    Found,
    Item,
    Key,
    Progress,
    Responsible,
    Source,
    Stamp,
    State,
    Task,
    TaskKind,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ZONES = st.sampled_from(
    [STOCKHOLM, ZoneInfo("Europe/Oslo"), ZoneInfo("UTC"), UTC, timezone(timedelta(hours=5, minutes=45))]
)

texts = st.text(max_size=30)
maybe_texts = st.none() | texts
wall_times = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1))  # noqa: DTZ001 - the zone comes with it


@st.composite
def times(draw: st.DrawFn) -> datetime:
    zone = draw(ZONES)
    # Only a zone with rules has an hour that comes twice.
    fold = draw(st.integers(0, 1)) if isinstance(zone, ZoneInfo) else 0
    return draw(wall_times).replace(tzinfo=zone, fold=fold)


whens = st.dates() | times()
keys = texts.map(Key)
events = st.builds(
    Event,
    key=keys,
    title=texts,
    start=whens,
    end=whens,
    kind=st.sampled_from(EventKind),
    place=texts,
    description=texts,
    cancelled=st.booleans(),
    tentative=st.booleans(),
    categories=st.lists(texts, max_size=3).map(tuple),
    reminders=st.lists(st.timedeltas(), max_size=3).map(tuple),
    attendees=st.lists(st.builds(Attendee, email=texts, name=texts), max_size=3).map(tuple),
    mail=st.booleans(),
    source=st.none() | st.builds(Source, url=texts, title=texts),
)
tasks = st.builds(
    Task,
    key=keys,
    title=texts,
    due=st.none() | st.dates(),
    start=st.none() | st.dates(),
    kind=st.sampled_from(TaskKind),
    description=texts,
    categories=st.lists(texts, max_size=3).map(tuple),
    responsible=st.lists(
        st.builds(Responsible, id=texts, name=texts, email=maybe_texts, body=maybe_texts), max_size=3
    ).map(tuple),
    priority=st.integers(0, 9),
    duration=st.none() | st.timedeltas(timedelta(0), timedelta(days=4000)),
)
items = events | tasks
progresses = st.builds(
    Progress,
    state=st.sampled_from(State),
    percent=st.none() | st.integers(0, 100),
    at=st.none() | wall_times.map(lambda when: when.replace(tzinfo=UTC, fold=0)),
    by=maybe_texts,
)
stamps = st.builds(
    Stamp, start=st.none() | whens, end=st.none() | whens, cancelled=st.booleans(), digest=texts
)
founds = st.builds(
    Found,
    item=items,
    ref=texts,
    etag=maybe_texts,
    progress=progresses,
    notes=texts,
    stamp=st.none() | stamps,
)


def through_text(data: dict[str, object]) -> dict[str, object]:
    """As a file or a database gives it back."""
    result: dict[str, object] = json.loads(json.dumps(data))
    return result


def exactly(value: object) -> str:
    """Two times in different zones can be equal; their names are not."""
    return repr(value)


@given(items)
def test_an_item_comes_back_exactly(item: Item) -> None:
    again = item_from_json(through_text(item_to_json(item)))
    assert again == item
    assert exactly(again) == exactly(item)


@given(progresses)
def test_progress_comes_back_exactly(progress: Progress) -> None:
    assert exactly(progress_from_json(through_text(progress_to_json(progress)))) == exactly(progress)


@given(stamps)
def test_a_stamp_comes_back_exactly(stamp: Stamp) -> None:
    assert exactly(stamp_from_json(through_text(stamp_to_json(stamp)))) == exactly(stamp)


@given(founds)
def test_what_was_found_comes_back_exactly(found: Found) -> None:
    assert exactly(found_from_json(through_text(found_to_json(found)))) == exactly(found)


@given(founds, items)
def test_what_was_found_comes_back_exactly_beside_an_item(found: Found, item: Item) -> None:
    data = through_text(found_to_json(found, beside=item_to_json(item)))
    assert exactly(found_from_json(data, beside=item)) == exactly(found)


@given(founds)
def test_an_item_that_already_stands_beside_is_not_written_twice(found: Found) -> None:
    data = found_to_json(found, beside=item_to_json(found.item))
    assert "item" not in data
    assert found_from_json(data, beside=found.item).item is found.item


def test_an_equal_instant_in_another_zone_is_another_item() -> None:
    stockholm = Event(
        Key("a"),
        "A",
        datetime(2026, 4, 6, 18, tzinfo=STOCKHOLM),
        datetime(2026, 4, 6, 20, tzinfo=STOCKHOLM),
    )
    utc = Event(Key("a"), "A", datetime(2026, 4, 6, 16, tzinfo=UTC), datetime(2026, 4, 6, 18, tzinfo=UTC))
    assert stockholm == utc
    data = found_to_json(Found(utc, "a.ics"), beside=item_to_json(stockholm))
    assert exactly(found_from_json(data, beside=stockholm).item) == exactly(utc)


def test_the_second_half_past_two_of_an_autumn_night_stays_the_second() -> None:
    second = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM, fold=1)
    event = Event(Key("a"), "A", second, second + timedelta(hours=1))
    again = item_from_json(through_text(item_to_json(event)))
    assert isinstance(again, Event)
    assert isinstance(again.start, datetime)
    assert again.start.utcoffset() == timedelta(hours=1)


def test_a_meeting_is_kept_by_the_clock_on_the_wall_and_what_is_not_said_is_left_out() -> None:
    event = Event(
        Key("board@2026-04-06"),
        "Styrelsemöte",
        datetime(2026, 4, 6, 18, tzinfo=STOCKHOLM),
        datetime(2026, 4, 6, 20, tzinfo=STOCKHOLM),
        EventKind.MEETING,
        reminders=(timedelta(days=1),),
    )
    assert item_to_json(event) == {
        "v": VERSION,
        "type": "event",
        "key": "board@2026-04-06",
        "title": "Styrelsemöte",
        "start": ["2026-04-06T18:00:00", "Europe/Stockholm"],
        "end": ["2026-04-06T20:00:00", "Europe/Stockholm"],
        "kind": "meeting",
        "reminders": [86_400_000_000],
    }


def test_a_time_without_a_zone_is_refused() -> None:
    floating = datetime(2026, 4, 6, 18)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="no time zone"):
        item_to_json(Event(Key("a"), "A", floating, floating))


@pytest.mark.parametrize("change", [{"v": VERSION + 1}, {"type": "journal"}])
def test_a_form_that_is_not_known_is_refused(change: dict[str, object]) -> None:
    data = item_to_json(Task(Key("a"), "A", due=date(2026, 3, 1))) | change
    with pytest.raises(ValueError, match=r"version|type"):
        item_from_json(data)
