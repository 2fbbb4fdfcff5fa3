"""Another program on the same calendar: gcsa reads what hjul wrote and edits it, whole events at a time, and hjul sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from gcsa.event import Event as TheirEvent  # type: ignore[import-untyped]
from gcsa.google_calendar import GoogleCalendar  # type: ignore[import-untyped]
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document  # type: ignore[import-untyped]
from googleapiclient.discovery_cache import get_static_doc  # type: ignore[import-untyped]

from mappings.items import Item
from sync.look import Wish
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import event, events, renamed
from tests.make import ZONE, local, make_event

ITEMS: tuple[Item, ...] = (
    event(1),
    make_event(key=event(2).key, title="Årsmøte", start=date(2026, 3, 8), end=date(2026, 3, 10)),
    make_event(key=event(3).key, place="", description="", reminders=()),
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


@pytest.fixture
def theirs(site: GoogleSite) -> Iterator[Any]:
    """Used by the other person. Where the API is cannot be told to it, so its connection is given."""
    credentials = Credentials(site.person.account.token)  # type: ignore[no-untyped-call]
    calendar = GoogleCalendar(site.calendar.id, credentials=credentials)
    calendar.service.close()
    described = json.loads(get_static_doc("calendar", "v3"))
    described["rootUrl"] = site.server.root
    calendar.service = build_from_document(described, credentials=credentials)
    yield calendar
    calendar.service.close()


def all_of(theirs: Any) -> dict[str, Any]:
    span = {"time_min": date(2026, 1, 1), "time_max": date(2027, 1, 1), "timezone": "Europe/Oslo"}
    return {each.summary: each for each in theirs.get_events(**span)}


def test_it_reads_what_hjul_wrote(site: GoogleSite, theirs: Any) -> None:
    site.done(ITEMS)
    found = all_of(theirs)
    meeting, days = theirs.get_event(site.ref(ITEMS[0])), found["Årsmøte"]
    assert (meeting.start, meeting.end) == (local(2026, 4, 7, 18), local(2026, 4, 7, 20))
    assert (meeting.timezone, meeting.location) == (str(ZONE), "Samfunnshuset")
    assert meeting.description.startswith("Saksliste:\n1. Åpning")
    assert (days.start, days.end) == (date(2026, 3, 8), date(2026, 3, 10))
    assert [reminder.minutes_before_start for reminder in meeting.reminders] == []
    assert len(found) == 2, "two of the three have one title"


def test_its_edits_are_read_as_what_they_are_and_nothing_of_hjul_s_is_lost(
    site: GoogleSite, theirs: Any
) -> None:
    site.done(ITEMS)
    meeting = theirs.get_event(site.ref(ITEMS[0]))
    meeting.start, meeting.end = local(2026, 4, 9, 19), local(2026, 4, 9, 21)
    meeting.color_id = "7"
    theirs.update_event(meeting)
    ran = site.sync(ITEMS)
    assert (set(ran.seen), ran.failed) == ({"moved"}, [])
    moved = make_event(key=ITEMS[0].key, start=local(2026, 4, 9, 19), end=local(2026, 4, 9, 21))
    assert site.stands()[ITEMS[0].key].item == moved
    assert site.done(renamed(ITEMS, "Nytt")).failed == []
    assert site.body(ITEMS[0])["colorId"] == "7"


def test_a_title_and_notes_of_its_own_are_read(site: GoogleSite, theirs: Any) -> None:
    site.done(ITEMS)
    meeting = theirs.get_event(site.ref(ITEMS[0]))
    meeting.summary = "Møte hos Ola"
    meeting.description += "\nTa med kake"
    theirs.update_event(meeting)
    assert sorted(site.sync(ITEMS).seen) == ["edited", "noted"]
    assert site.stands()[ITEMS[0].key].notes == "Ta med kake"


def test_what_it_deletes_stays_deleted_until_the_board_asks(site: GoogleSite, theirs: Any) -> None:
    site.done(ITEMS)
    theirs.delete_event(site.ref(ITEMS[0]))
    assert site.sync(ITEMS).seen == ["deleted"]
    assert site.sync(ITEMS).is_quiet
    site.sync(ITEMS, Wish(restore=frozenset({ITEMS[0].key})))
    assert theirs.get_event(site.ref(ITEMS[0])).summary == "Styremøte"


def test_what_it_makes_is_not_hjul_s(site: GoogleSite, theirs: Any) -> None:
    site.done(ITEMS)
    start = datetime(2026, 5, 1, 12, tzinfo=ZONE)
    made = theirs.add_event(
        TheirEvent("Tannlege", start=start, end=start + timedelta(hours=1), timezone="Europe/Oslo")
    )
    assert site.sync(ITEMS).is_quiet
    site.done(())
    assert set(all_of(theirs)) == {"Tannlege"}
    assert theirs.get_event(made.event_id).start == start


def test_hjul_leaves_what_it_added(site: GoogleSite, theirs: Any) -> None:
    site.done(events(1))
    meeting = theirs.get_event(site.ref(event(1)))
    meeting.add_attendee("ola@example.net")
    meeting.visibility = "private"
    meeting.default_reminders = False
    meeting.add_popup_reminder(minutes_before_start=5)
    theirs.update_event(meeting)
    site.sync(events(1))
    site.done(renamed(events(1), "Nytt"))
    after = theirs.get_event(site.ref(event(1)))
    assert (after.summary, after.visibility) == ("Nytt", "private")
    assert [each.email for each in after.attendees] == ["ola@example.net"]
    assert [each.minutes_before_start for each in after.reminders] == [5]
