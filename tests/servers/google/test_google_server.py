"""The local Google server by itself, over plain HTTP: each thing that hjul's adapter leans upon, as Google documents it."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.servers.google import weather
from tests.servers.google.events import Events
from tests.servers.google.person import Heard, Person
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Account, Calendar, Mail, Token

DAY = {"start": {"date": "2027-05-17"}, "end": {"date": "2027-05-18"}}
EVENING = {
    "start": {"dateTime": "2027-05-17T18:00:00+02:00", "timeZone": "Europe/Oslo"},
    "end": {"dateTime": "2027-05-17T20:00:00+02:00", "timeZone": "Europe/Oslo"},
}
GUESTS = [{"email": "ola@example.net"}, {"email": "kari@example.org"}]


@dataclass
class Site:
    server: GoogleServer
    account: Account
    calendar: Calendar

    @property
    def events(self) -> Events:
        return self.server.part(Events)

    @property
    def owner(self) -> Person:
        return Person.at(self.server.root, self.account, self.calendar)

    def other(self, role: str, email: str = "") -> Person:
        account = self.server.new_account(email)
        self.calendar.roles[account.email] = role
        return Person.at(self.server.root, account, self.calendar)

    def made(self, name: str = "abcde", **fields: Any) -> dict[str, Any]:
        body: dict[str, Any] = self.owner.do("POST", "", {"id": name, **DAY, **fields})
        return body


@pytest.fixture
def site() -> Iterator[Site]:
    with GoogleServer() as server:
        account = server.new_account("styret@example.org")
        yield Site(server, account, server.new_calendar(account))


def said(heard: Heard) -> tuple[int, str]:
    return heard.status, heard.reason


# --- what Google describes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "path", "body", "query"),
    [
        ("POST", "", {**DAY, "colour": "1"}, {}),
        ("POST", "", {**DAY, "summary": 1}, {}),
        ("POST", "", {**DAY, "attendees": [{"mail": "x@example.org"}]}, {}),
        ("POST", "", [], {}),
        ("POST", "", DAY, {"sendUpdate": "none"}),
        ("POST", "", DAY, {"sendUpdates": "nobody"}),
        ("POST", "", DAY, {"conferenceDataVersion": "2"}),
        ("POST", "", DAY, {"supportsAttachments": "yes"}),
        ("GET", "", DAY, {}),
        ("GET", "", None, {"maxResults": "0"}),
        ("GET", "", None, {"maxResults": "many"}),
        ("GET", "", None, {"pageToken": ["a", "b"]}),
        ("GET", "/abcde/guests", None, {}),
        ("POST", "/quickAdd", None, {"text": "not built here"}),
    ],
)
def test_what_google_does_not_describe_is_told_to_the_test(
    site: Site, verb: str, path: str, body: Any, query: dict[str, Any]
) -> None:
    assert said(site.owner.ask(verb, path, body, **query)) == (400, "misuse")
    assert len(site.server.misuses) == 1
    site.server.misuses.clear()


def test_an_answer_of_its_own_that_google_does_not_describe_is_told_as_well(site: Site) -> None:
    site.events.place(site.calendar, {"id": "abcde", "nothing": "of the kind"})
    assert site.owner.ask("GET").status == 400
    assert "nothing" in site.server.misuses.pop()


@pytest.mark.parametrize("lacking", ["start", "end"])
def test_what_must_be_said_of_a_new_event_is_asked_for(site: Site, lacking: str) -> None:
    body = {name: value for name, value in DAY.items() if name != lacking}
    assert said(site.owner.ask("POST", "", body)) == (400, "required")


def test_without_a_good_token_nothing_is_answered(site: Site) -> None:
    person = site.owner
    assert said(person.ask("GET", headers={"Authorization": "Bearer no"})) == (401, "authError")
    del site.server.tokens[site.account.token]
    assert said(person.ask("GET")) == (401, "authError")


def test_a_token_is_good_for_its_scopes_alone(site: Site) -> None:
    read_only = "https://www.googleapis.com/auth/calendar.events.readonly"
    site.server.tokens[site.account.token] = Token(site.account, frozenset({read_only}))
    assert site.owner.ask("GET").status == 200
    assert said(site.owner.ask("POST", "", DAY)) == (403, "insufficientPermissions")


def test_a_connection_is_kept_and_every_request_is_written_down(site: Site) -> None:
    with closing(http.client.HTTPConnection(urlsplit(site.server.root).netloc)) as connection:
        for _ in range(2):
            path = f"/calendar/v3/calendars/{site.calendar.id}/events"
            connection.request("GET", path, headers={"Authorization": f"Bearer {site.account.token}"})
            answer = connection.getresponse()
            assert (answer.version, answer.status, bool(answer.read())) == (11, 200, True)
            assert not answer.will_close
    assert [each.method for each in site.server.requests] == ["calendar.events.list"] * 2
    site.server.forget()
    assert site.server.requests == []


# --- insert ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"), [("abcd", 400), ("abcdw", 400), ("ABCDE", 400), ("a" * 1024, 200), ("a" * 1025, 400)]
)
def test_an_id_is_of_the_letters_and_the_length_that_are_asked_for(
    site: Site, name: str, status: int
) -> None:
    assert site.owner.ask("POST", "", {"id": name, **DAY}).status == status


def test_an_id_can_be_given_once_though_its_event_is_deleted(site: Site) -> None:
    site.made()
    assert said(site.owner.ask("POST", "", {"id": "abcde", **DAY})) == (409, "duplicate")
    site.owner.do("DELETE", "/abcde")
    assert said(site.owner.ask("POST", "", {"id": "abcde", **DAY})) == (409, "duplicate")


@pytest.mark.parametrize("stay", [True, False])
def test_an_id_whose_remains_are_gone_may_be_taken_all_the_same(site: Site, stay: bool) -> None:
    site.events.ids_stay_taken = stay
    site.made()
    site.owner.do("DELETE", "/abcde")
    site.events.forget_remains(site.calendar)
    assert said(site.owner.ask("GET", "/abcde")) == (404, "notFound")
    assert site.owner.ask("POST", "", {"id": "abcde", **DAY}).status == (409 if stay else 200)


def test_a_new_event_says_who_made_it_and_where_it_is(site: Site) -> None:
    body = site.made(summary="Årsmøte")
    assert (body["kind"], body["status"], body["sequence"]) == ("calendar#event", "confirmed", 0)
    assert (body["creator"]["email"], body["organizer"]["email"]) == ("styret@example.org", site.calendar.id)
    assert body["iCalUID"] == "abcde@google.com"
    assert body["htmlLink"].startswith("https://")
    assert body["created"] <= body["updated"]
    assert body["reminders"] == {"useDefault": True}
    assert body["etag"].startswith('"')


def test_an_event_has_an_id_or_a_uid_of_its_own_and_not_both(site: Site) -> None:
    assert site.owner.ask("POST", "", {"id": "abcde", "iCalUID": "x@example.org", **DAY}).status == 400
    assert site.owner.do("POST", "", {"iCalUID": "x@example.org", **DAY})["iCalUID"] == "x@example.org"


def test_an_imported_event_has_its_own_organizer_who_alone_may_change_what_is_shared(site: Site) -> None:
    body = {"iCalUID": "x@example.org", "organizer": {"email": "hun@example.net"}, **DAY}
    name = site.owner.do("POST", "/import", body)["id"]
    assert said(site.owner.ask("PATCH", f"/{name}", {"summary": "Ny"})) == (403, "forbiddenForNonOrganizer")
    site.owner.do("PATCH", f"/{name}", {"colorId": "3"})


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ({"date": "2027-05-18"}, {"date": "2027-05-17"}, "timeRangeEmpty"),
        (
            {"dateTime": "2027-05-17T18:00:00+02:00"},
            {"dateTime": "2027-05-17T17:00:00+02:00"},
            "timeRangeEmpty",
        ),
        ({"date": "2027-05-17"}, {"dateTime": "2027-05-17T17:00:00+02:00"}, "invalid"),
        ({"dateTime": "2027-05-17T18:00:00"}, {"dateTime": "2027-05-17T19:00:00"}, "required"),
        ({"date": "2027-05-17", "dateTime": "2027-05-17T18:00:00Z"}, {"date": "2027-05-18"}, "invalid"),
        ({"date": "2027-05-17", "timeZone": "Nowhere/Unknown"}, {"date": "2027-05-18"}, "invalid"),
        ({}, {}, "invalid"),
    ],
)
def test_a_time_that_is_none_is_refused(site: Site, start: Any, end: Any, reason: str) -> None:
    assert said(site.owner.ask("POST", "", {"start": start, "end": end})) == (400, reason)


def test_a_time_is_shown_in_the_calendars_zone_or_in_the_one_asked_for(site: Site) -> None:
    in_utc: dict[str, Any] = {
        name: {"dateTime": f"2027-05-17T{hour}:00:00Z"} for name, hour in (("start", 16), ("end", 18))
    }
    site.made(**in_utc)
    assert site.owner.do("GET", "/abcde")["start"]["dateTime"] == "2027-05-17T18:00:00+02:00"
    assert site.owner.do("GET", "/abcde", timeZone="UTC")["start"]["dateTime"] == "2027-05-17T16:00:00Z"


def test_a_long_property_is_dropped_or_cut_without_a_word(site: Site) -> None:
    given = {"k" * 45: "x", "k" * 44: "v" * 1025}
    body = site.made(extendedProperties={"private": given, "shared": given})
    assert body["extendedProperties"] == {kind: {"k" * 44: "v" * 1024} for kind in ("private", "shared")}


@pytest.mark.parametrize(
    "reminders",
    [
        {"useDefault": False, "overrides": [{"method": "popup", "minutes": n} for n in range(6)]},
        {"useDefault": True, "overrides": [{"method": "popup", "minutes": 5}]},
        {"useDefault": False, "overrides": [{"method": "popup", "minutes": 40_321}]},
        {"useDefault": False, "overrides": [{"method": "sms", "minutes": 5}]},
    ],
)
def test_reminders_that_google_does_not_take_are_refused(site: Site, reminders: Any) -> None:
    assert site.owner.ask("POST", "", {**DAY, "reminders": reminders}).status == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"colorId": "12"},
        {"status": "done"},
        {"transparency": "x"},
        {"source": {"url": "ftp://x"}},
        {"attendees": [{"email": "Ola"}]},
    ],
)
def test_a_value_that_google_does_not_know_is_refused(site: Site, wrong: Any) -> None:
    assert said(site.owner.ask("POST", "", {**DAY, **wrong})) == (400, "invalid")


def test_attachments_and_conferences_are_taken_from_those_who_know_of_them_alone(site: Site) -> None:
    more: dict[str, Any] = {
        "attachments": [{"fileUrl": "https://example.org/sak.pdf", "title": "Saksliste"}],
        "conferenceData": {
            "createRequest": {"requestId": "x", "conferenceSolutionKey": {"type": "hangoutsMeet"}}
        },
    }
    knows = {"supportsAttachments": True, "conferenceDataVersion": "1"}
    assert not {"attachments", "conferenceData"} & site.made(**more).keys()
    full = site.owner.do("PATCH", "/abcde", more, **knows)
    assert full["attachments"] == more["attachments"]
    assert full["conferenceData"]["entryPoints"][0]["uri"].startswith("https://")
    kept = site.owner.do("PUT", "/abcde", DAY)
    assert (kept["attachments"], kept["conferenceData"]) == (full["attachments"], full["conferenceData"])
    assert not {"attachments", "conferenceData"} & site.owner.do("PUT", "/abcde", DAY, **knows).keys()


# --- patch, update, delete -----------------------------------------------------------------------------------------


def test_a_patch_merges_and_null_takes_away(site: Site) -> None:
    site.made(location="Salen", extendedProperties={"private": {"a": "1", "b": "2"}}, attendees=GUESTS)
    body = site.owner.do(
        "PATCH",
        "/abcde",
        {
            "location": None,
            "extendedProperties": {"private": {"a": None, "c": "3"}},
            "attendees": GUESTS[:1],
        },
    )
    assert "location" not in body
    assert body["extendedProperties"]["private"] == {"b": "2", "c": "3"}
    assert [each["email"] for each in body["attendees"]] == ["ola@example.net"]
    assert body["start"] == DAY["start"]


def test_a_day_becomes_a_time_when_the_day_is_taken_away(site: Site) -> None:
    site.made()
    times = {name: {**when, "date": None} for name, when in EVENING.items()}
    assert site.owner.ask("PATCH", "/abcde", EVENING).status == 400
    assert site.owner.do("PATCH", "/abcde", times)["start"] == EVENING["start"]


def test_an_update_drops_what_is_not_sent_and_keeps_what_is_googles(site: Site) -> None:
    before = site.made(location="Salen", colorId="3", extendedProperties={"private": {"a": "1"}})
    after = site.owner.do("PUT", "/abcde", {**DAY, "summary": "Ny"})
    assert not {"location", "colorId", "extendedProperties"} & after.keys()
    assert all(after[name] == before[name] for name in ("id", "iCalUID", "created", "htmlLink", "creator"))


def test_every_change_gives_another_etag_and_a_later_time(site: Site) -> None:
    first = site.made()
    second = site.owner.do("PATCH", "/abcde", {"summary": "Ny"})
    third = site.owner.do("PUT", "/abcde", {**DAY, "summary": "Ny"})
    assert len({first["etag"], second["etag"], third["etag"]}) == 3
    assert first["updated"] < second["updated"] < third["updated"]
    assert first["created"] == third["created"]


def test_an_event_that_is_moved_counts_on_and_an_older_count_is_refused(site: Site) -> None:
    site.made()
    moved = site.owner.do("PATCH", "/abcde", {"start": {"date": "2027-05-16"}})
    assert moved["sequence"] == 1
    assert site.owner.do("PATCH", "/abcde", {"summary": "Ny"})["sequence"] == 1
    assert site.owner.ask("PUT", "/abcde", {**DAY, "sequence": 0}).status == 400


@pytest.mark.parametrize("verb", ["PATCH", "PUT", "DELETE"])
def test_a_change_of_what_changed_since_is_refused(site: Site, verb: str) -> None:
    old = site.made()["etag"]
    new = site.owner.do("PATCH", "/abcde", {"summary": "Ny"})["etag"]
    body = None if verb == "DELETE" else DAY
    assert said(site.owner.ask(verb, "/abcde", body, headers={"If-Match": old})) == (412, "conditionNotMet")
    assert site.owner.ask(verb, "/abcde", body, headers={"If-Match": new}).status < 300


def test_what_is_known_already_is_not_sent_again(site: Site) -> None:
    etag = site.made()["etag"]
    heard = site.owner.ask("GET", "/abcde", headers={"If-None-Match": etag})
    assert (heard.status, heard.raw) == (304, b"")


def test_a_deleted_event_keeps_what_it_was_and_cannot_be_deleted_again(site: Site) -> None:
    site.made(extendedProperties={"private": {"a": "1"}})
    assert site.owner.ask("DELETE", "/abcde").status == 204
    assert said(site.owner.ask("DELETE", "/abcde")) == (410, "deleted")
    remains = site.owner.do("GET", "/abcde")
    assert (remains["status"], remains["extendedProperties"]) == ("cancelled", {"private": {"a": "1"}})
    site.events.remains_are_whole = False
    assert site.owner.do("GET", "/abcde").keys() == {"kind", "id", "status", "etag"}


def test_a_deleted_event_is_restored_by_a_whole_update_of_the_newest_count(site: Site) -> None:
    site.made()
    site.owner.do("DELETE", "/abcde")
    remains = site.owner.do("GET", "/abcde")
    assert said(site.owner.ask("PUT", "/abcde", DAY)) == (403, "forbidden")
    whole = {**remains, "status": "confirmed"}
    site.events.restores = False
    assert said(site.owner.ask("PUT", "/abcde", whole)) == (403, "forbidden")
    site.events.restores = True
    assert site.owner.do("PUT", "/abcde", whole)["status"] == "confirmed"
    assert [each["id"] for each in site.owner.events()] == ["abcde"]


def test_what_was_never_there_is_missing(site: Site) -> None:
    for verb, body in (("GET", None), ("PATCH", {}), ("PUT", DAY), ("DELETE", None)):
        assert said(site.owner.ask(verb, "/abcde", body)) == (404, "notFound")


def test_a_moved_event_is_deleted_in_one_calendar_and_there_in_the_other(site: Site) -> None:
    site.made()
    other = site.server.new_calendar(site.account)
    site.owner.do("POST", "/abcde/move", destination=other.id)
    assert site.owner.do("GET", "/abcde")["status"] == "cancelled"
    assert (
        Person.at(site.server.root, site.account, other).do("GET", "/abcde")["organizer"]["email"] == other.id
    )


# --- people ----------------------------------------------------------------------------------------------------------


def test_a_role_says_what_may_be_done(site: Site) -> None:
    site.made()
    for role in ("reader", "writer", "writerWithoutPrivateAccess"):
        person = site.other(role)
        assert person.ask("GET", "/abcde").status == 200
        assert person.ask("PATCH", "/abcde", {"colorId": "2"}).status == (403 if role == "reader" else 200)
    assert said(site.other("reader").ask("DELETE", "/abcde")) == (403, "requiredAccessLevel")
    assert said(site.other("none").ask("GET")) == (404, "notFound")
    for status in (403, 404):
        site.events.free_busy_sees = status
        assert site.other("freeBusyReader").ask("GET").status == status


def test_reminders_are_each_ones_own_and_do_not_count_as_a_change_in_time(site: Site) -> None:
    before = site.made()
    mine = {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]}
    other = site.other("writer")
    assert other.do("PATCH", "/abcde", {"reminders": mine})["reminders"] == mine
    seen = site.owner.do("GET", "/abcde")
    assert (seen["reminders"], seen["updated"]) == ({"useDefault": True}, before["updated"])


def test_a_source_is_seen_and_changed_by_whoever_made_the_event_alone(site: Site) -> None:
    site.made(source={"url": "https://example.org/plan", "title": "Plan"})
    other = site.other("writer")
    assert "source" not in other.do("GET", "/abcde")
    other.do("PUT", "/abcde", {**DAY, "summary": "Ny"})
    assert site.owner.do("GET", "/abcde")["source"]["title"] == "Plan"


def test_a_service_account_invites_nobody_unless_it_acts_for_others(site: Site) -> None:
    robot = site.server.new_account("robot@example.iam.gserviceaccount.com", is_service=True)
    site.calendar.roles[robot.email] = "writer"
    person = Person.at(site.server.root, robot, site.calendar)
    assert said(person.ask("POST", "", {**DAY, "attendees": GUESTS})) == (403, "forbiddenForServiceAccounts")
    robot.acts_for_others = True
    assert person.ask("POST", "", {**DAY, "attendees": GUESTS}).status == 200


@pytest.mark.parametrize("reset", [True, False])
def test_an_answer_stands_until_the_guests_are_written_again(site: Site, reset: bool) -> None:
    site.events.answers_reset = reset
    site.made(attendees=[{**GUESTS[0], "responseStatus": "accepted"}])
    assert site.owner.do("PATCH", "/abcde", {"summary": "Ny"})["attendees"][0]["responseStatus"] == "accepted"
    again = site.owner.do("PATCH", "/abcde", {"attendees": GUESTS[:1]})
    assert again["attendees"][0]["responseStatus"] == ("needsAction" if reset else "accepted")


# --- mails -----------------------------------------------------------------------------------------------------------


def test_nobody_is_written_to_unless_it_is_asked_for(site: Site) -> None:
    site.made(attendees=GUESTS)
    site.owner.do("PATCH", "/abcde", {"summary": "Ny"}, sendUpdates="none")
    site.owner.do("DELETE", "/abcde")
    assert site.server.mails == []


def test_those_invited_are_written_to_of_what_they_would_see(site: Site) -> None:
    site.owner.do("POST", "", {"id": "abcde", **DAY, "attendees": GUESTS[:1]}, sendUpdates="all")
    site.owner.do("PATCH", "/abcde", {"colorId": "3"}, sendUpdates="all")
    site.owner.do("PATCH", "/abcde", {"summary": "Ny"}, sendUpdates="all")
    site.owner.do("PATCH", "/abcde", {"attendees": GUESTS[1:]}, sendUpdates="all")
    site.owner.do("DELETE", "/abcde", sendUpdates="all")
    ola, kari = (each["email"] for each in GUESTS)
    assert [(mail.to, mail.why) for mail in site.server.mails] == [
        (ola, "invitation"),
        (ola, "update"),
        (kari, "invitation"),
        (ola, "cancellation"),
        (kari, "cancellation"),
    ]


def test_those_with_a_calendar_at_google_can_be_left_out(site: Site) -> None:
    site.server.new_account("kari@example.org")
    site.owner.do("POST", "", {"id": "abcde", **DAY, "attendees": GUESTS}, sendUpdates="externalOnly")
    assert site.server.mails == [Mail("ola@example.net", "abcde", "invitation")]


# --- lists -----------------------------------------------------------------------------------------------------------


def pages(person: Person, **query: Any) -> list[dict[str, Any]]:
    found = [person.do("GET", **query)]
    while "nextPageToken" in found[-1]:
        found.append(person.do("GET", **query, pageToken=found[-1]["nextPageToken"]))
    return found


def names(*found: dict[str, Any]) -> list[str]:
    return [each["id"] for page in found for each in page["items"]]


def test_only_the_last_page_says_where_to_go_on(site: Site) -> None:
    for name in ("aaaaa", "bbbbb", "ccccc"):
        site.made(name)
    found = pages(site.owner, maxResults=2)
    assert [len(page["items"]) for page in found] == [2, 1]
    assert ["nextSyncToken" in page for page in found] == [False, True]
    assert site.owner.do("GET", maxResults=2, syncToken=found[-1]["nextSyncToken"])["items"] == []


def test_a_page_may_be_smaller_than_asked_for_and_empty(site: Site) -> None:
    for name in ("aaaaa", "bbbbb", "ccccc"):
        site.made(name)
    site.events.page, site.events.empty_pages = 1, True
    found = pages(site.owner, maxResults=2500)
    assert [len(page["items"]) for page in found] == [0, 1, 0, 1, 0, 1]
    assert names(*found) == ["aaaaa", "bbbbb", "ccccc"]
    assert sum("nextSyncToken" in page for page in found) == 1


def test_an_event_that_changes_between_two_pages_is_not_passed_over(site: Site) -> None:
    for name in ("aaaaa", "bbbbb", "ccccc"):
        site.made(name)
    first = site.owner.do("GET", maxResults=2)
    site.owner.do("PATCH", "/ccccc", {"summary": "Ny"})
    second = site.owner.do("GET", maxResults=2, pageToken=first["nextPageToken"])
    assert names(first, second) == ["aaaaa", "bbbbb", "ccccc"]
    assert names(site.owner.do("GET", syncToken=second["nextSyncToken"])) == ["ccccc"]


def test_a_sync_token_tells_of_what_changed_and_was_deleted_since(site: Site) -> None:
    for name in ("aaaaa", "bbbbb", "ccccc"):
        site.made(name)
    token = site.owner.do("GET")["nextSyncToken"]
    site.owner.do("PATCH", "/bbbbb", {"summary": "Ny"})
    site.owner.do("DELETE", "/aaaaa")
    changed = site.owner.do("GET", syncToken=token)
    assert [(each["id"], each["status"]) for each in changed["items"]] == [
        ("bbbbb", "confirmed"),
        ("aaaaa", "cancelled"),
    ]
    assert site.owner.do("GET", syncToken=changed["nextSyncToken"])["items"] == []


def test_deleted_events_are_listed_where_they_are_asked_for(site: Site) -> None:
    site.made()
    site.owner.do("DELETE", "/abcde")
    assert names(site.owner.do("GET")) == []
    assert names(site.owner.do("GET", showDeleted=True)) == ["abcde"]


@pytest.mark.parametrize(
    "more",
    [
        {"q": "x"},
        {"iCalUID": "x"},
        {"orderBy": "updated"},
        {"timeMin": "2027-01-01T00:00:00Z"},
        {"privateExtendedProperty": "a=1"},
        {"showDeleted": False},
    ],
)
def test_what_cannot_be_asked_with_a_sync_token_is_refused(site: Site, more: Any) -> None:
    token = site.owner.do("GET")["nextSyncToken"]
    assert site.owner.ask("GET", syncToken=token, **more).status == 400


def test_a_sync_token_used_with_other_parameters_is_told_to_the_test(site: Site) -> None:
    token = site.owner.do("GET", showDeleted=True)["nextSyncToken"]
    assert site.owner.ask("GET", syncToken=token).reason == "misuse"
    site.server.misuses.clear()


def test_an_old_sync_token_asks_for_a_full_reading(site: Site) -> None:
    site.made()
    token = site.owner.do("GET")["nextSyncToken"]
    site.events.expire()
    heard = site.owner.ask("GET", syncToken=token)
    assert (said(heard), heard.body["error"]["errors"][0]["domain"]) == (
        (410, "fullSyncRequired"),
        "calendar",
    )
    assert site.owner.do("GET")["nextSyncToken"] != token
    assert site.owner.ask("GET", syncToken="nonsense").status == 400


def test_a_list_can_be_asked_for_some_events_alone(site: Site) -> None:
    site.made("aaaaa", summary="Styremøte", extendedProperties={"private": {"k": "1", "l": "2"}})
    site.made("bbbbb", summary="Årsmøte", **EVENING)
    assert names(site.owner.do("GET", q="styre")) == ["aaaaa"]
    assert names(site.owner.do("GET", privateExtendedProperty=["k=1", "l=2"])) == ["aaaaa"]
    assert names(site.owner.do("GET", privateExtendedProperty=["k=1", "l=3"])) == []
    assert names(site.owner.do("GET", iCalUID="bbbbb@google.com")) == ["bbbbb"]
    assert names(site.owner.do("GET", timeMin="2027-05-17T22:30:00Z")) == []
    assert names(site.owner.do("GET", timeMax="2027-05-17T10:00:00Z")) == ["aaaaa"]


# --- batches ---------------------------------------------------------------------------------------------------------


def batch(site: Site, *parts: tuple[str, str, Any], **headers: str) -> Heard:
    """The parts as the guide writes them."""
    pieces = []
    for number, (verb, path, body) in enumerate(parts):
        data = "" if body is None else json.dumps(body)
        target = f"/calendar/v3/calendars/{site.calendar.id}/events{path}"
        inner = f"{verb} {target} HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{data}"
        pieces.append(
            f"--x\r\nContent-Type: application/http\r\nContent-ID: <part{number}>\r\n\r\n{inner}\r\n"
        )
    text = "".join([*pieces, "--x--\r\n"]).encode()
    return site.owner.send(
        "POST", "/batch/calendar/v3", text, Content_Type="multipart/mixed; boundary=x", **headers
    )


def test_each_part_of_a_batch_has_an_answer_of_its_own(site: Site) -> None:
    site.made()
    site.server.forget()
    heard = batch(
        site, ("GET", "/abcde", None), ("GET", "/none0", None), ("POST", "", {"id": "bbbbb", **DAY})
    )
    assert heard.status == 200
    text = heard.raw.decode()
    boundary = heard.headers["content-type"].partition("boundary=")[2]
    parts = text.split(f"--{boundary}")
    assert parts[-1] == "--\r\n"
    assert [f"<response-part{n}>" in part for n, part in enumerate(parts[1:-1])] == [True] * 3
    assert ["HTTP/1.1 200" in part for part in parts[1:-1]] == [True, False, True]
    assert "HTTP/1.1 404 Not Found\r\n" in parts[2]
    assert "\n" not in text.partition("{")[0].replace("\r\n", "")
    (request,) = site.server.requests
    assert [(part.method, part.status) for part in request.parts] == [
        ("calendar.events.get", 200),
        ("calendar.events.get", 404),
        ("calendar.events.insert", 200),
    ]
    assert all(part.in_batch for part in site.server.calls)


def test_a_batch_has_at_most_a_thousand_parts(site: Site) -> None:
    assert batch(site, *[("GET", "/abcde", None)] * 1000).status == 200
    assert batch(site, *[("GET", "/abcde", None)] * 1001).status == 400


def test_a_batch_of_nothing_that_can_be_read_is_refused(site: Site) -> None:
    heard = site.owner.send("POST", "/batch/calendar/v3", b"nothing", Content_Type="application/json")
    assert heard.status == 400


# --- weather ---------------------------------------------------------------------------------------------------------


def test_what_is_ordered_hits_so_many_and_then_it_is_over(site: Site) -> None:
    site.server.weather.add(weather.refuses(403, "rateLimitExceeded", retry_after=3), times=2)
    first = site.owner.ask("GET")
    assert (said(first), first.headers["retry-after"]) == ((403, "rateLimitExceeded"), "3")
    assert first.body["error"]["errors"][0]["domain"] == "usageLimits"
    assert site.owner.ask("GET").status == 403
    assert site.server.weather.is_over
    assert site.owner.ask("GET").status == 200


def test_a_fault_can_be_meant_for_one_part_or_for_the_whole_batch(site: Site) -> None:
    site.server.weather.add(weather.refuses(503, "backendError"), on="calendar.events.insert", skip=1)
    heard = batch(site, *[("POST", "", {"id": f"{n}aaaa", **DAY}) for n in range(3)])
    assert [part.status for part in site.server.requests[-1].parts] == [200, 503, 200]
    assert heard.raw.count(b"HTTP/1.1 503") == 1
    site.server.weather.add(weather.answers(502, weather.HTML), on="batch")
    heard = batch(site, ("GET", "/0aaaa", None))
    assert (heard.status, heard.body) == (502, None)


@pytest.mark.parametrize("after", [True, False])
def test_a_connection_can_be_dropped_before_or_after_it_was_done(site: Site, after: bool) -> None:
    site.server.weather.add(weather.drops(after=after), whole=True)
    with pytest.raises(http.client.RemoteDisconnected):
        site.owner.ask("POST", "", {"id": "abcde", **DAY})
    assert [each["id"] for each in site.owner.events()] == (["abcde"] if after else [])


def test_an_answer_can_stop_in_the_middle(site: Site) -> None:
    site.server.weather.add(weather.truncates(), whole=True)
    with pytest.raises(http.client.IncompleteRead):
        site.owner.ask("POST", "", {"id": "abcde", **DAY})
    assert len(site.owner.events()) == 1


def test_a_part_can_be_missing_in_a_batchs_answer(site: Site) -> None:
    site.server.weather.add(weather.drops(after=True))
    heard = batch(site, ("POST", "", {"id": "aaaaa", **DAY}), ("POST", "", {"id": "bbbbb", **DAY}))
    assert heard.raw.count(b"HTTP/1.1 200") == 1
    assert len(site.owner.events()) == 2
