"""What is made of a Google calendar's answers: page by page, and of events as people and Google leave them."""

from dataclasses import replace
from typing import Any

import pytest

from adapters.base import NotAllowed, Reading, ServiceError, Since, Terminal, Transient
from adapters.google_http import Answer, Ask, NoAnswer, Spent, refused
from adapters.google_reading import GoogleReading
from mappings.google_event import event_id, merged, taken, to_google, tombstone
from mappings.items import Key
from tests.make import PLAN_ID, ZONE, make_event

CALENDAR = "styret@example.org"
EVENT = make_event()
OTHER = make_event(key=Key("annen"), title="Årsmøte")
EXPIRED = Answer(410, reason="fullSyncRequired")
FOREIGN = {"id": "dentist", "status": "confirmed", "summary": "Tannlege", "start": {"date": "2026-05-01"}}


def ref(item: Any = EVENT) -> str:
    return event_id(PLAN_ID, item.key)


def body(item: Any = EVENT, etag: str = '"1"', **changes: Any) -> dict[str, Any]:
    """Our event as Google would give it."""
    return {**to_google(item, plan_id=PLAN_ID, zone=ZONE), "id": ref(item), "etag": etag, **changes}


def page(*items: Any, **more: Any) -> Answer:
    return Answer(200, {"items": list(items), **more})


def last(*items: Any, at: str = "t1") -> Answer:
    return page(*items, nextSyncToken=at)


def heard(since: Since | None, *answers: Answer, calendar: str = CALENDAR) -> tuple[list[Ask], Reading]:
    """What was asked, and what was read; every answer has to be used."""
    looking = GoogleReading(calendar, PLAN_ID, ZONE, since or Since(), refused("www.googleapis.com"))
    steps = looking.steps()
    asked = []
    coming = iter(answers)
    try:
        ask = next(steps)
        while True:
            asked.append(ask)
            ask = steps.send(next(coming))
    except StopIteration as end:
        assert next(coming, None) is None
        return asked, end.value


def fails(since: Since | None, *answers: Answer, calendar: str = CALENDAR) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        heard(since, *answers, calendar=calendar)
    return raised.value


def since(reading: Reading) -> Since:
    """What the ledger would remember of it."""
    return Since(reading.cursor, {found.ref: found.etag or "" for found in reading.found})


FIRST = heard(None, last(body(), body(OTHER), FOREIGN))[1]
KNOWN = since(FIRST)


# --- asking ------------------------------------------------------------------------------------------------------


def test_everything_is_read_at_first_and_then_what_changed() -> None:
    asked, reading = heard(None, last(body(), body(OTHER), FOREIGN))
    assert "syncToken" not in asked[0].body
    assert asked[0].body["showDeleted"] is True
    assert {found.item for found in reading.found} == {EVENT, OTHER}
    asked, again = heard(since(reading), last())
    assert [ask.body["syncToken"] for ask in asked] == ["t1"]
    assert (again.found, again.gone, again.unchanged) == ((), frozenset(), frozenset({ref(), ref(OTHER)}))


def test_pages_are_followed_to_the_last_with_the_token_and_empty_ones_too() -> None:
    pages = [page(body(), nextPageToken="a"), page(nextPageToken="b"), last(body(OTHER), at="t2")]
    asked, reading = heard(None, *pages)
    assert [ask.body.get("pageToken") for ask in asked] == [None, "a", "b"]
    assert len(reading.found) == 2
    asked, _ = heard(since(reading), page(nextPageToken="c"), last(at="t3"))
    assert [(ask.body["syncToken"], ask.body.get("pageToken")) for ask in asked] == [
        ("t2", None),
        ("t2", "c"),
    ]


@pytest.mark.parametrize("answer", [EXPIRED, Answer(410), Answer(400, reason="invalid")])
def test_an_expired_token_leads_to_one_full_reading(answer: Answer) -> None:
    asked, reading = heard(KNOWN, answer, last(body()))
    assert ["syncToken" in ask.body for ask in asked] == [True, False]
    assert (reading.unchanged, reading.gone) == (frozenset({ref()}), frozenset({ref(OTHER)}))
    assert isinstance(fails(KNOWN, answer, EXPIRED), ServiceError)


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ([page()], Transient),
        ([Answer(200, {})], Transient),
        ([page(nextPageToken="a"), page(nextPageToken="a")], Transient),
        ([Answer(200, {"items": "none", "nextSyncToken": "t"})], Transient),
        ([Answer(200, {"items": [{}], "nextSyncToken": "t"})], Transient),
        ([Answer(0)], NoAnswer),
        ([Answer(503)], NoAnswer),
        ([Answer(403, reason="quotaExceeded")], Spent),
        ([Answer(403, reason="rateLimitExceeded")], Transient),
        ([Answer(404, reason="notFound")], Terminal),
        ([Answer(403, reason="forbidden")], NotAllowed),
    ],
)
def test_an_error_is_never_an_empty_calendar(answers: list[Answer], kind: type[ServiceError]) -> None:
    for known in (None, KNOWN):
        assert type(fails(known, *answers)) is kind


@pytest.mark.parametrize(
    ("status", "reason"), [(410, "fullSyncRequired"), (400, "invalid"), (404, "notFound")]
)
def test_a_page_that_is_gone_is_not_a_calendar_that_is(status: int, reason: str) -> None:
    first, gone = page(body(), nextPageToken="a"), Answer(status, reason=reason)
    error = fails(None, first, gone)
    assert (type(error), "not tell of the calendar to its end" in str(error)) == (Transient, True)


def test_another_calendar_is_not_one_whose_events_were_deleted() -> None:
    error = fails(KNOWN, last(FOREIGN), calendar="other@example.org")
    assert isinstance(error, Terminal)
    assert CALENDAR in str(error)


# --- telling apart -----------------------------------------------------------------------------------------------


def test_what_a_person_deleted_is_gone_and_buried() -> None:
    for deleted in (body(status="cancelled"), {"id": ref(), "status": "cancelled"}):
        _, reading = heard(KNOWN, last(deleted))
        assert (reading.gone, reading.buried) == (frozenset({ref()}), frozenset({EVENT.key}))
        _, again = heard(Since(reading.cursor, {ref(OTHER): '"1"'}), last())
        assert again.buried == {EVENT.key}


def test_what_hjul_took_away_is_not_buried() -> None:
    remains = merged(body(status="cancelled"), taken())
    assert heard(None, last(remains))[1].buried == frozenset()
    assert heard(Since(FIRST.cursor, {ref(OTHER): '"1"'}), last(remains))[1].buried == frozenset()


def test_a_lost_ledger_learns_from_the_remains_what_people_deleted() -> None:
    _, reading = heard(None, last(body(status="cancelled"), body(OTHER), FOREIGN | {"status": "cancelled"}))
    assert reading.buried == {EVENT.key}
    assert [found.item for found in reading.found] == [OTHER]


def test_a_burial_that_was_cut_off_is_one_and_what_is_made_again_is_none() -> None:
    half = {**tombstone(EVENT.key, plan_id=PLAN_ID), "id": ref(), "etag": '"1"', "status": "confirmed"}
    _, reading = heard(None, last(half))
    assert (reading.found, reading.buried) == ((), frozenset({EVENT.key}))
    _, again = heard(since(reading), last(body(etag='"2"')))
    assert again.buried == frozenset()


def test_a_burial_outlives_an_expired_token_and_google_s_memory() -> None:
    _, buried = heard(KNOWN, last(body(status="cancelled")))
    _, reading = heard(Since(buried.cursor, {ref(OTHER): '"1"'}), EXPIRED, last(body(OTHER)))
    assert reading.buried == {EVENT.key}


def test_what_cannot_be_understood_is_a_flaw_until_it_is_whole() -> None:
    _, reading = heard(KNOWN, last(body(etag='"2"', start=None)))
    assert [(flaw.ref, flaw.key) for flaw in reading.flaws] == [(ref(), EVENT.key)]
    known = Since(reading.cursor, KNOWN.etags)
    _, again = heard(known, last())
    assert (again.flaws, again.gone) == (reading.flaws, frozenset())
    _, whole = heard(Since(again.cursor, KNOWN.etags), last(body(etag='"3"')))
    assert (whole.flaws, [found.item for found in whole.found]) == ((), [EVENT])


def test_one_of_ours_that_lost_its_marks_is_a_flaw_and_a_stranger_s_is_nothing() -> None:
    bare = body(etag='"2"', extendedProperties={})
    assert [flaw.ref for flaw in heard(KNOWN, last(bare))[1].flaws] == [ref()]
    _, reading = heard(KNOWN, last(FOREIGN, body(id="copy0000"), {"id": ref() + "_20260406", "status": "x"}))
    assert (reading.found, reading.flaws, len(reading.unchanged)) == ((), (), 2)


def test_of_two_ids_of_one_item_the_later_counts() -> None:
    later = to_google(replace(EVENT, title="Nytt"), plan_id=PLAN_ID, zone=ZONE, generation=1)
    later |= {"id": event_id(PLAN_ID, EVENT.key, 1), "etag": '"2"'}
    _, reading = heard(None, last(body(), later))
    assert [found.item.title for found in reading.found] == ["Nytt"]
    assert [flaw.ref for flaw in reading.flaws] == [ref()]
