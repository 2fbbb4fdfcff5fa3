"""hjul beside people in a Google calendar: what they add stays, what they do is read as what it is, what is theirs is not touched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.base import Create, Delete, Since
from mappings.items import Item
from sync.look import Wish
from tests.adapters.google_site import GoogleSite, google_site
from tests.adapters.site import event, events, renamed
from tests.make import PLAN_ID, local, make_event
from tests.simulation.ledgers import FileShelf

ADDED: dict[str, Any] = {
    "colorId": "5",
    "attendees": [
        {"email": "ola@example.net", "responseStatus": "accepted", "comment": "Jeg tar med kake"},
        {"email": "kari@example.org", "responseStatus": "declined", "optional": True},
    ],
    "attachments": [{"fileUrl": "https://example.org/sak.pdf", "title": "Saksliste"}],
    "visibility": "private",
    "guestsCanModify": True,
    "extendedProperties": {"private": {"theirs": "1"}, "shared": {"theirs": "2"}},
}
CONFERENCE = {"createRequest": {"requestId": "x", "conferenceSolutionKey": {"type": "hangoutsMeet"}}}
THEIRS = (*ADDED, "conferenceData", "iCalUID", "creator")
DAY = {"start": {"date": "2026-05-01"}, "end": {"date": "2026-05-02"}}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[GoogleSite]:
    with google_site(tmp_path) as site:
        yield site


def added(body: dict[str, Any]) -> dict[str, Any]:
    """What people and Google have in it."""
    found = {name: body.get(name) for name in THEIRS}
    extended = body["extendedProperties"]
    return found | {"extendedProperties": [extended["private"].get("theirs"), extended.get("shared")]}


def make_theirs(site: GoogleSite, item: Item) -> dict[str, Any]:
    """People make one of our events their own."""
    notes = site.body(item)["description"] + "\nRing Ola"
    site.edit(item, description=notes, conferenceData=CONFERENCE, **ADDED)
    return added(site.body(item))


# --- what people add ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reset", [True, False])
def test_what_people_added_survives_every_change_of_the_plans(site: GoogleSite, reset: bool) -> None:
    site.events.answers_reset = reset
    site.done(events(1, 2))
    before = make_theirs(site, event(1))
    moved = make_event(
        key=event(1).key,
        title="Nytt",
        start=local(2026, 5, 5, 17),
        end=local(2026, 5, 5, 18),
        place="",
        description="Ny\ntekst",
    )
    site.done([moved, event(2)])
    site.done([replace(moved, cancelled=True), event(2)])
    site.done([replace(moved, start=date(2026, 5, 6), end=date(2026, 5, 7)), event(2)])
    assert added(site.body(event(1))) == before
    assert site.stands()[event(1).key].notes == "Ring Ola"
    assert all(
        call.body.keys().isdisjoint({"attendees", "colorId"}) for call in site.calls("patch") if call.in_batch
    )


def test_reminders_that_people_set_are_theirs(site: GoogleSite) -> None:
    site.done(events(1))
    mine = {"useDefault": False, "overrides": [{"method": "email", "minutes": 15}]}
    theirs = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]}
    site.same_account.do("PATCH", f"/{site.ref(event(1))}", {"reminders": mine})
    site.edit(event(1), reminders=theirs)
    site.done(renamed(events(1), "Nytt"))
    assert site.same_account.do("GET", f"/{site.ref(event(1))}")["reminders"] == mine
    assert site.body(event(1))["reminders"] == theirs


def test_what_people_added_comes_back_with_a_meeting_that_is_made_again_from_its_image(
    site: GoogleSite,
) -> None:
    site.done(events(1))
    before = make_theirs(site, event(1))
    adapter = site.open()
    (found,) = adapter.read(Since()).found
    (deleted,) = adapter.apply([Delete(found.key, found.ref, found.etag)])
    adapter = site.open()
    (made,) = adapter.apply([Create(event(1), image=deleted.image)])
    assert made.error is None
    assert added(site.body(event(1))) == before
    assert site.stands()[event(1).key].notes == "Ring Ola"


def test_no_mail_leaves_whatever_becomes_of_a_meeting_that_people_invited_to(site: GoogleSite) -> None:
    site.done(events(1))
    make_theirs(site, event(1))
    site.done(renamed(events(1), "Nytt"))
    site.sync(())
    assert site.server.mails == []
    assert {call.query["sendUpdates"][0] for call in site.server.calls if "sendUpdates" in call.query} <= {
        "none"
    }


def test_an_answer_is_no_edit_of_the_plans_meeting(site: GoogleSite) -> None:
    site.done(events(1))
    make_theirs(site, event(1))
    site.sync(events(1))
    answered = [{**each, "responseStatus": "accepted"} for each in site.body(event(1))["attendees"]]
    site.edit(event(1), attendees=answered)
    assert site.sync(events(1)).is_quiet


# --- what people do ------------------------------------------------------------------------------------------------------


def test_a_dragged_meeting_is_a_move_and_keeps_their_date(site: GoogleSite) -> None:
    site.done(events(1, 2))
    when = {"dateTime": "2026-04-09T19:00:00", "timeZone": "Europe/Oslo"}
    site.edit(event(1), start=when, end={**when, "dateTime": "2026-04-09T21:00:00"})
    ran = site.sync(events(1, 2))
    assert set(ran.seen) == {"moved"}
    assert site.sync(renamed(events(1, 2), "Nytt")).failed == []
    found = site.stands()[event(1).key].item
    assert (found.title, getattr(found, "start", None)) == ("Nytt", local(2026, 4, 9, 19))


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kolkata", "UTC"])
def test_a_calendar_in_another_zone_makes_no_difference(site: GoogleSite, zone: str) -> None:
    site.calendar.zone = zone
    items = [event(1), make_event(key=event(2).key, start=date(2026, 3, 8), end=date(2026, 3, 9))]
    site.done(items)
    assert site.done(items).is_quiet
    assert {found.item for found in site.stands().values()} == set(items)


def test_a_meeting_made_into_a_whole_day_is_a_move(site: GoogleSite) -> None:
    site.done(events(1))
    site.edit(
        event(1),
        start={"date": "2026-04-09", "dateTime": None, "timeZone": None},
        end={"date": "2026-04-10", "dateTime": None, "timeZone": None},
    )
    assert set(site.sync(events(1)).seen) == {"moved"}


def test_an_edited_title_is_an_edit_and_the_plans_comes_back(site: GoogleSite) -> None:
    site.done(events(1, 2))
    site.edit(event(1), summary="Møte hos Ola")
    assert site.sync(events(1, 2)).seen == ["edited"]


def test_the_word_before_a_cancelled_meeting_is_the_board_s_and_people_can_take_it_away(
    site: GoogleSite,
) -> None:
    cancelled = [replace(make_event(key=event(1).key), cancelled=True)]
    site.done(cancelled)
    body = site.body(event(1))
    assert (body["status"], body["summary"], body["transparency"]) == (
        "confirmed",
        "Avlyst: Styremøte",
        "transparent",
    )
    site.edit(event(1), summary="Styremøte")
    assert "uncancelled" in site.sync(cancelled).seen


@pytest.mark.parametrize("whole", [True, False], ids=["whole remains", "only an id"])
def test_a_deleted_meeting_is_deleted_and_stays_so_until_the_board_asks(
    site: GoogleSite, whole: bool
) -> None:
    site.events.remains_are_whole = whole
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    assert site.sync(items).seen == ["deleted"]
    for _ in range(2):
        assert site.sync(items).operations == ()
    assert set(site.titles()) == {items[1].key}
    assert site.sync(items, Wish(restore=frozenset({items[0].key}))).failed == []
    assert set(site.titles()) == {item.key for item in items}
    assert site.sync(items).is_quiet


def test_a_meeting_that_people_bring_back_themselves_has_returned(site: GoogleSite) -> None:
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    site.sync(items)
    site.restore(items[0])
    assert "returned" in site.sync(items).seen
    assert site.sync(items).is_quiet


def test_a_deleted_meeting_is_known_as_such_without_a_ledger_too(site: GoogleSite) -> None:
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    site.shelf.lose()
    site.sync(items)
    assert set(site.titles()) == {items[1].key}
    assert site.sync(items).operations == ()


@pytest.mark.parametrize("whole", [True, False], ids=["whole remains", "only an id"])
def test_what_hjul_itself_took_away_is_made_again_when_the_plan_has_it_again(
    site: GoogleSite, whole: bool
) -> None:
    site.events.remains_are_whole = whole
    site.done(events(1, 2))
    site.done(events(2))
    ran = site.done(events(1, 2))
    assert "deleted" not in ran.seen
    assert set(site.titles()) == {item.key for item in events(1, 2)}


def test_a_meeting_moved_to_another_calendar_is_gone_from_this_one(site: GoogleSite) -> None:
    site.done(events(1, 2))
    other = site.server.new_calendar(site.account)
    other.roles["kari@example.org"] = "writer"
    site.person.do("POST", f"/{site.ref(event(1))}/move", destination=other.id)
    assert site.sync(events(1, 2)).seen == ["deleted"]


# --- ids that cannot be used again -----------------------------------------------------------------------------------------


def vanished(site: GoogleSite) -> None:
    site.events.forget_remains(site.calendar)


def vanished_and_free(site: GoogleSite) -> None:
    site.events.ids_stay_taken = False
    vanished(site)


def locked(site: GoogleSite) -> None:
    site.events.restores = False


@pytest.mark.parametrize("lost", [False, True], ids=["ledger kept", "ledger lost"])
@pytest.mark.parametrize(("why", "generation"), [(vanished, 1), (locked, 1), (vanished_and_free, 0)])
def test_an_id_that_cannot_be_used_again_is_followed_by_one_that_every_later_reading_knows(
    site: GoogleSite, why: Callable[[GoogleSite], None], generation: int, lost: bool
) -> None:
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    site.sync(items)
    why(site)
    assert site.sync(items, Wish(restore=frozenset({items[0].key}))).failed == []
    second = site.ref(items[0], generation)
    assert site.stands()[items[0].key].ref == second
    if lost:
        site.shelf.lose()
        site.sync(items)
    assert site.sync(items).is_quiet
    site.done(renamed(items, "Nytt"))
    assert site.stands()[items[0].key].ref == second
    assert len(site.person.events()) == 2


def test_of_two_events_of_one_item_the_later_id_counts_and_the_other_is_told_of(site: GoogleSite) -> None:
    items = events(1)
    site.done(items)
    site.delete(items[0])
    site.sync(items)
    site.events.restores = False
    site.sync(items, Wish(restore=frozenset({items[0].key})))
    site.events.restores = True
    site.restore(items[0])
    reading = site.read()
    assert [found.ref for found in reading.found] == [site.ref(items[0], 1)]
    assert [(flaw.ref, "copy" in flaw.why) for flaw in reading.flaws] == [(site.ref(items[0]), True)]


def test_a_deletion_that_google_has_forgotten_is_still_known(site: GoogleSite) -> None:
    items = events(1, 2)
    site.done(items)
    site.delete(items[0])
    site.sync(items)
    site.events.forget_remains(site.calendar)
    site.events.expire()
    for _ in range(2):
        ran = site.sync(items)
        assert (ran.seen, ran.operations) == ([], ())
    assert set(site.titles()) == {items[1].key}


# --- what is not ours ------------------------------------------------------------------------------------------------------


def test_a_copy_of_ours_and_everybody_elses_events_are_neither_read_nor_touched(site: GoogleSite) -> None:
    site.done(events(1, 2))
    ours = site.body(event(1))
    copy = {name: ours[name] for name in ("summary", "start", "end", "description", "extendedProperties")}
    site.person.do("POST", "", copy)
    site.person.do("POST", "", {"summary": "Tannlege", **DAY})
    site.person.do("POST", "", {"summary": "Kor", "recurrence": ["RRULE:FREQ=WEEKLY"], **DAY})
    site.person.do("POST", "", {"summary": "Annen plan", "id": "0other", **copy, **DAY})
    site.events.place(
        site.calendar,
        {
            "id": "0abc_20260508",
            "status": "cancelled",
            "recurringEventId": "0abc",
            "originalStartTime": {"date": "2026-05-08"},
        },
    )
    site.events.place(site.calendar, {"id": "0birthday", "eventType": "birthday", "summary": "Ola", **DAY})
    not_ours = {
        each.body["id"]: dict(each.body)
        for each in site.calendar.events.values()
        if each.body["id"] not in {site.ref(event(1)), site.ref(event(2))}
    }
    assert site.sync(events(1, 2)).is_quiet
    site.done(renamed(events(1, 2), "Nytt"))
    site.done(())
    assert {each: site.calendar.events[each].body for each in not_ours} == not_ours


def test_another_plans_events_in_the_same_calendar_are_not_ours(site: GoogleSite, tmp_path: Path) -> None:
    site.done(events(1))
    other = site.open(plan_id=f"{PLAN_ID}-other")
    (outcome,) = other.apply([Create(event(1, "Deres"))])
    assert outcome.error is None
    assert site.sync(events(1)).is_quiet
    assert [found.item.title for found in other.read(Since()).found] == ["Deres"]
    assert len(site.person.events()) == 2


def test_another_calendar_with_none_of_ours_in_it_is_not_taken_for_an_emptied_one(site: GoogleSite) -> None:
    site.done(events(1, 2))
    here, there = site.calendar, site.server.new_calendar(site.account)
    site.calendar = there
    ran = site.sync(events(1, 2))
    assert "nothing was taken for deleted" in str(ran.error)
    site.calendar = here
    site.settles(events(1, 2))


def test_two_runs_at_the_same_time_make_everything_once(site: GoogleSite, tmp_path: Path) -> None:
    wanted = events(*range(60))
    shelves = [FileShelf(tmp_path / f"ledger-{number}") for number in range(2)]
    start = threading.Barrier(2)

    def run(shelf: FileShelf) -> None:
        shelf.folder.mkdir()
        start.wait(20)
        site.sync(wanted, shelf=shelf)

    threads = [threading.Thread(target=run, args=(shelf,)) for shelf in shelves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for shelf in shelves:
        ran = site.sync(wanted, shelf=shelf)
        assert (ran.error, ran.failed, ran.operations) == (None, [], ())
    assert len(site.person.events()) == 60


def test_a_series_keeps_its_meetings_apart_when_one_is_moved(site: GoogleSite) -> None:
    items = events(1, 2, 3)
    site.done(items)
    body = site.body(items[1])
    site.edit(items[1], start={**body["start"], "dateTime": "2026-04-06T18:00:00+02:00"})
    ran = site.sync(items)
    assert set(ran.seen) == {"moved"}
    assert len(site.stands()) == 3
