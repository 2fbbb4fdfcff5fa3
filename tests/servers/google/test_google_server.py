"""What the stand-in for Google Calendar promises, through the real client."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError  # type: ignore[import-untyped]

from tests.servers.google.refusal import Refusal
from tests.servers.google.server import GoogleServer, service

DAY = {"start": {"date": "2027-05-17"}, "end": {"date": "2027-05-18"}}


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    with GoogleServer() as server:
        yield server


def _refused(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        request.execute()
    body = json.loads(caught.value.content or b"{}")
    return caught.value.status_code, body["error"]["errors"][0]["reason"] if body else ""


def test_a_deleted_id_stays_taken_until_it_is_restored(google: GoogleServer) -> None:
    events, at = service(google).events(), google.new_calendar()
    body = DAY | {"id": "abcde"}
    events.insert(calendarId=at, body=body).execute()
    events.delete(calendarId=at, eventId="abcde").execute()
    assert _refused(events.delete(calendarId=at, eventId="abcde")) == (410, "deleted")
    assert _refused(events.insert(calendarId=at, body=body)) == (409, "duplicate")
    back = events.update(calendarId=at, eventId="abcde", body=body | {"status": "confirmed"}).execute()
    assert back["status"] == "confirmed"


def test_a_stale_etag_is_refused_and_a_patch_merges(google: GoogleServer) -> None:
    events, at = service(google).events(), google.new_calendar()
    first = events.insert(calendarId=at, body=DAY | {"id": "abcde", "location": "Hall"}).execute()
    patched = events.patch(
        calendarId=at, eventId="abcde", body={"location": None, "summary": "New"}
    ).execute()
    assert "location" not in patched
    assert patched["start"] == DAY["start"]
    stale = events.delete(calendarId=at, eventId="abcde")
    stale.headers["If-Match"] = first["etag"]
    assert _refused(stale) == (412, "conditionNotMet")
    same = events.get(calendarId=at, eventId="abcde")
    same.headers["If-None-Match"] = patched["etag"]
    assert _refused(same)[0] == 304


def test_only_the_last_page_has_a_sync_token_and_it_tells_of_deletions(google: GoogleServer) -> None:
    events, at = service(google).events(), google.new_calendar()
    for name in ("aaaaa", "bbbbb", "ccccc"):
        events.insert(calendarId=at, body=DAY | {"id": name}).execute()
    google.page_size = 2
    page = events.list(calendarId=at).execute()
    assert "nextSyncToken" not in page
    token = events.list(calendarId=at, pageToken=page["nextPageToken"]).execute()["nextSyncToken"]
    google.edit(at, "bbbbb", status="cancelled")
    changed = events.list(calendarId=at, syncToken=token).execute()["items"]
    assert [(e["id"], e["status"]) for e in changed] == [("bbbbb", "cancelled")]
    assert _refused(events.list(calendarId=at, syncToken=token, q="x"))[0] == 400
    google.oldest_token = 99
    assert _refused(events.list(calendarId=at, syncToken=token)) == (410, "fullSyncRequired")


@pytest.mark.parametrize("wrong", [{"id": "XYZZY"}, {"colour": "1"}, {"summary": 1}])
def test_a_wrong_body_is_refused(google: GoogleServer, wrong: dict[str, Any]) -> None:
    at = google.new_calendar()
    assert _refused(service(google).events().insert(calendarId=at, body=DAY | wrong)) == (400, "invalid")


def test_long_properties_are_cut_without_a_word(google: GoogleServer) -> None:
    at = google.new_calendar()
    body = DAY | {"extendedProperties": {"private": {"k" * 45: "x", "kept": "v" * 1025}}}
    made = service(google).events().insert(calendarId=at, body=body).execute()
    assert made["extendedProperties"]["private"] == {"kept": "v" * 1024}


def test_a_fault_hits_one_request(google: GoogleServer) -> None:
    get = service(google).calendars().get(calendarId=google.new_calendar())
    google.misbehave(Refusal(403, "rateLimitExceeded", "usageLimits", "3"))
    assert _refused(get) == (403, "rateLimitExceeded")
    assert get.execute()["timeZone"] == "UTC"
