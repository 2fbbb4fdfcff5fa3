"""An invitation to a Google event is given once, and everything that people make of it stays."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mappings.google_attendees import MOST_INVITED, is_news, wants_mail, written_to
from mappings.google_event import as_stored, event_id, from_google, merged, to_google
from mappings.items import Attendee, Event, Source
from tests.make import PLAN_ID, ZONE, local, make_event

KARI, OLA, PER = (Attendee(f"{name}@example.org", name.title()) for name in ("kari", "ola", "per"))
ACCEPTED = {
    "email": "KARI@example.org",
    "responseStatus": "accepted",
    "comment": "Kommer!",
    "additionalGuests": 2,
}
GUEST = {"email": "gjest@example.org", "optional": True, "responseStatus": "declined"}
OWNER = {"email": "board@example.org", "organizer": True, "self": True, "responseStatus": "accepted"}
PLAN = Source("https://example.org/plan", "Arbeidsplan 2026")


def inviting(*people: Attendee, **changes: Any) -> Event:
    return make_event(attendees=people, **changes)


def patch(item: Event, body: dict[str, Any]) -> dict[str, Any]:
    return to_google(item, plan_id=PLAN_ID, zone=ZONE, existing=body)


def written(item: Event, body: dict[str, Any] | None = None) -> dict[str, Any]:
    if body is not None:
        return merged(body, patch(item, body))
    return to_google(item, plan_id=PLAN_ID, zone=ZONE) | {"id": event_id(PLAN_ID, item.key)}


def read(body: dict[str, Any]) -> Event:
    entry = from_google(body, plan_id=PLAN_ID, zone=ZONE)
    assert entry is not None
    return entry.item


def test_nobody_is_invited_unasked() -> None:
    body = written(make_event())
    assert "attendees" not in body
    assert not wants_mail(body)


def test_those_invited_are_said_by_address_and_name_once_each() -> None:
    body = written(inviting(OLA, KARI, Attendee("Kari@Example.org"), Attendee("x@example.org"), mail=True))
    assert body["attendees"] == [
        {"email": "kari@example.org", "displayName": "Kari"},
        {"email": "ola@example.org", "displayName": "Ola"},
        {"email": "x@example.org"},
    ]
    assert wants_mail(body)
    assert [each.name for each in read(body).attendees] == ["Kari", "Ola", ""]


def test_answers_order_and_people_s_own_guests_stay_whatever_the_plan_changes() -> None:
    body = written(inviting(KARI, OLA)) | {"attendees": [GUEST, {"email": OLA.email}, OWNER, ACCEPTED]}
    assert "attendees" not in patch(inviting(KARI, OLA, title="Nytt", mail=True), body)
    assert patch(inviting(KARI, PER), body)["attendees"] == [
        GUEST,
        OWNER,
        ACCEPTED,
        {"email": PER.email, "displayName": "Per"},
    ]
    assert patch(make_event(), body)["attendees"] == [GUEST, OWNER]


def test_whom_a_person_took_off_the_list_is_not_invited_again() -> None:
    body = written(inviting(KARI, OLA)) | {"attendees": [ACCEPTED]}
    assert patch(inviting(KARI, OLA), body) == {}
    assert read(body) == inviting(KARI, OLA)
    again = written(inviting(KARI, OLA, PER), body)
    assert [each["email"] for each in again["attendees"]] == ["KARI@example.org", "per@example.org"]
    assert patch(inviting(KARI, OLA, PER), again) == {}


def test_whom_a_person_had_invited_already_is_not_invited_twice() -> None:
    body = written(inviting(OLA)) | {"attendees": [{"email": OLA.email}, ACCEPTED]}
    assert "attendees" not in patch(inviting(OLA, KARI), body)
    assert read(written(inviting(OLA, KARI), body)) == inviting(KARI, OLA)


def test_another_spelling_of_an_address_invites_nobody_anew() -> None:
    body = written(inviting(KARI)) | {"attendees": [ACCEPTED]}
    respelt = inviting(Attendee("Kari@example.org"))
    assert "attendees" not in patch(respelt, body)
    assert read(written(respelt, body)) == respelt


def test_a_list_that_google_shows_in_part_is_not_written_over() -> None:
    body = written(inviting(KARI)) | {"attendees": [OWNER], "attendeesOmitted": True}
    assert "attendees" not in patch(inviting(KARI, title="Nytt"), body)
    with pytest.raises(ValueError, match="does not show everyone"):
        patch(inviting(KARI, OLA), body)


@pytest.mark.parametrize("there", [None, "nobody", [None, 7, {}, {"email": 3}, ACCEPTED]])
def test_a_list_that_is_odd_is_no_stumbling_block(there: object) -> None:
    body = written(inviting(KARI)) | {"attendees": there}
    assert read(body) == inviting(KARI)
    kept = patch(inviting(KARI, OLA), body)["attendees"]
    assert kept[-1] == {"email": OLA.email, "displayName": "Ola"}
    assert kept[:-1] == (there if isinstance(there, list) else [])


def test_more_than_google_takes_are_refused_in_words() -> None:
    crowd = tuple(Attendee(f"person-{number}@example.org") for number in range(MOST_INVITED + 1))
    assert len(written(inviting(*crowd[1:]))["attendees"]) == MOST_INVITED
    for people in (crowd, tuple(Attendee(f"{number}{'å' * 60}@example.org") for number in range(100))):
        with pytest.raises(ValueError, match=r"invites \d+ people, and Google takes at most 200"):
            written(inviting(*people))


people = st.lists(
    st.sampled_from(["a@b.no", "A@b.no", "c@d.no", "|%,;@e.no", "å@f.no"]).map(Attendee), max_size=4
)


@given(people, people, st.booleans())
def test_any_list_comes_back_and_is_then_left_alone(
    first: list[Attendee], second: list[Attendee], mail: bool
) -> None:
    before, after = inviting(*first), inviting(*second, mail=mail)
    body = written(after, written(before))
    assert read(body) == as_stored(after)
    assert patch(as_stored(after), body) == {}
    assert written_to([body], "") == {each.address for each in as_stored(after).attendees}


@pytest.mark.parametrize(
    ("change", "news"),
    [
        ({"title": "Nytt"}, True),
        ({"place": "Ute"}, True),
        ({"cancelled": True}, True),
        ({"start": local(2026, 4, 6, 17)}, True),
        ({"attendees": (KARI, PER)}, True),
        ({"attendees": ()}, True),
        ({"description": "Nytt"}, False),
        ({"tentative": True}, False),
        ({"reminders": ()}, False),
        ({"categories": ()}, False),
        ({"mail": True}, False),
        ({"source": PLAN}, False),
    ],
)
def test_people_need_to_hear_of_time_place_title_and_company(change: dict[str, Any], news: bool) -> None:
    after = patch(make_event(**{"attendees": (KARI,), **change}), written(inviting(KARI)))
    assert after
    assert is_news(after) is news


def test_the_calendar_itself_and_rooms_get_no_mail() -> None:
    body = {
        "attendees": [OWNER, ACCEPTED, {"email": "Chair@example.org"}, {"email": "r@x.no", "resource": True}]
    }
    assert written_to([body], "chair@Example.org") == {"kari@example.org"}
    assert written_to([body, {"attendees": [GUEST]}, {}], "") == {
        "kari@example.org",
        "chair@example.org",
        "gjest@example.org",
    }


# --- where the plan can be read ----------------------------------------------------------------------------------


def test_the_plans_address_comes_back_also_to_those_to_whom_google_does_not_show_it() -> None:
    item = make_event(source=PLAN)
    body = written(item)
    assert body["source"] == {"url": PLAN.url, "title": PLAN.title}
    hidden = {name: value for name, value in body.items() if name != "source"}
    assert read(body) == read(hidden) == item
    assert patch(item, hidden) == {}


def test_only_the_account_that_sees_the_address_changes_it() -> None:
    moved = make_event(source=Source("https://example.org/nytt", "Plan"))
    body = written(make_event(source=PLAN))
    assert patch(moved, body)["source"] == {"url": "https://example.org/nytt", "title": "Plan"}
    assert written(make_event(), body).get("source") is None
    hidden = {name: value for name, value in body.items() if name != "source"}
    assert "source" not in patch(moved, hidden)
    assert read(written(moved, hidden)) == moved


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["email", "displayName", "self", "url"]), inner),
    max_leaves=12,
)  # fmt: skip
marked = st.dictionaries(
    st.sampled_from(["hjul.invited", "hjul.invited.2", "hjul.mail", "hjul.source"]), st.text(max_size=30)
)


@given(anything, anything, marked)
def test_whatever_stands_there_is_read_and_written_back_or_told(
    attendees: object, source: object, properties: dict[str, str]
) -> None:
    body = written(inviting(KARI)) | {"attendees": attendees, "source": source}
    body["extendedProperties"] = {"private": body["extendedProperties"]["private"] | properties}
    read(body)
    after = inviting(KARI, OLA, source=PLAN)
    assert read(written(after, body)) == after
    theirs = [each for each in attendees if not isinstance(each, dict)] if isinstance(attendees, list) else []
    assert [each for each in written(after, body).get("attendees") or [] if not isinstance(each, dict)] == (
        theirs if isinstance(attendees, list) else []
    )
