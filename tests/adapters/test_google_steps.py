"""Each effect on a Google calendar, request by request: what it asks next after each answer that Google may give."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.base import (
    Bury,
    Create,
    Delete,
    Effect,
    NotAllowed,
    Outcome,
    ServiceError,
    Stale,
    Terminal,
    Transient,
    Update,
)
from adapters.google_http import Answer, NoAnswer, Spent, refused
from adapters.google_state import Body, from_image, to_image
from adapters.google_steps import MOST_TRIES, Doing
from mappings.google_event import Words, event_id, from_google, is_missed, merged, taken, to_google
from mappings.items import Attendee, Event, Key
from tests.make import PLAN_ID, ZONE, local, make_event, make_task

EVENT = make_event()
REF = event_id(PLAN_ID, EVENT.key)
NEXT = event_id(PLAN_ID, EVENT.key, 1)
LOST, MISSING = Answer(0), Answer(404, reason="notFound")
DUPLICATE, CHANGED = Answer(409, reason="duplicate"), Answer(412, reason="conditionNotMet")
OTHER = make_event(title="Nytt")


def doing(**known: Any) -> Doing:
    return Doing("board", PLAN_ID, ZONE, Words(), refused("www.googleapis.com"), **known)


def body(etag: str = '"1"', item: Any = EVENT, **changes: Any) -> dict[str, Any]:
    """Our event as Google would give it."""
    made = to_google(item, plan_id=PLAN_ID, zone=ZONE)
    return {**made, "id": REF, "etag": etag, "sequence": 3, **changes}


def there(found: Body) -> Answer:
    return Answer(200, found)


def played(effect: Effect, *answers: Answer, known: Doing | None = None) -> tuple[list[Any], Outcome]:
    """What was asked, and how it ended; every answer has to be used."""
    steps = (known or doing()).steps(effect)
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


def verbs(asked: list[Any]) -> list[str]:
    return [ask.verb for ask in asked]


def fails(effect: Effect, *answers: Answer, known: Doing | None = None) -> ServiceError:
    with pytest.raises(ServiceError) as raised:
        played(effect, *answers, known=known)
    return raised.value


def update(etag: str | None = '"1"') -> Update:
    return Update(OTHER, REF, etag)


def delete() -> Delete:
    return Delete(EVENT.key, REF, '"1"')


# --- create ------------------------------------------------------------------------------------------------------


def test_a_new_event_is_one_insert_under_an_id_made_from_its_key() -> None:
    asked, outcome = played(Create(EVENT), there(body()))
    assert verbs(asked) == ["insert"]
    assert asked[0].body["id"] == REF
    assert (outcome.ref, outcome.etag, outcome.image) == (REF, '"1"', None)


def test_a_lost_insert_is_looked_for_and_not_made_twice() -> None:
    asked, outcome = played(Create(EVENT), LOST, there(body()))
    assert verbs(asked) == ["insert", "get"]
    assert outcome.etag == '"1"'


def test_a_lost_insert_that_never_came_is_made_then() -> None:
    asked, outcome = played(Create(EVENT), LOST, MISSING, there(body()))
    assert verbs(asked) == ["insert", "get", "insert"]
    assert outcome.ref == REF


def test_a_lost_insert_that_came_late_is_known_again() -> None:
    asked, _ = played(Create(EVENT), LOST, MISSING, DUPLICATE, there(body()))
    assert verbs(asked) == ["insert", "get", "insert", "get"]


def test_a_lost_insert_that_a_person_changed_or_deleted_at_once_is_decided_again() -> None:
    assert isinstance(fails(Create(EVENT), LOST, there(body(item=OTHER))), Stale)
    assert isinstance(fails(Create(EVENT), LOST, there(body(status="cancelled"))), Stale)


def test_a_service_that_never_answers_is_not_asked_for_ever() -> None:
    assert isinstance(fails(Create(EVENT), LOST, LOST), NoAnswer)
    assert isinstance(fails(Create(EVENT), *[LOST, MISSING] * MOST_TRIES), Transient)


def test_one_that_is_there_is_not_made_again() -> None:
    assert isinstance(fails(Create(EVENT), DUPLICATE, there(body())), Stale)
    assert isinstance(fails(Create(EVENT), known=doing(alive=frozenset({EVENT.key}))), Stale)


def test_nothing_is_written_over_what_cannot_be_understood() -> None:
    assert isinstance(fails(Create(EVENT), DUPLICATE, there({"id": REF, "summary": "?"})), Terminal)


def test_a_deleted_event_is_brought_back_whole_when_it_is_asked_for() -> None:
    remains = merged(body('"8"', status="cancelled"), taken())
    asked, outcome = played(Create(EVENT), DUPLICATE, there(remains), there(body('"9"')))
    assert verbs(asked) == ["insert", "get", "update"]
    assert (asked[2].etag, asked[2].body["status"], asked[2].body["sequence"]) == ('"8"', "confirmed", 3)
    assert not is_missed({**asked[2].body, "id": REF})
    assert "hjul.taken" not in asked[2].body["extendedProperties"]["private"]
    assert (outcome.ref, outcome.etag) == (REF, '"9"')


def test_a_lost_bringing_back_is_looked_for() -> None:
    remains = there(body(status="cancelled"))
    asked, outcome = played(Create(EVENT), DUPLICATE, remains, LOST, there(body('"9"')))
    assert verbs(asked) == ["insert", "get", "update", "get"]
    assert outcome.etag == '"9"'
    assert isinstance(fails(Create(EVENT), DUPLICATE, remains, LOST, remains), Transient)


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_an_id_that_cannot_be_used_again_is_followed_by_the_next(status: int) -> None:
    known = doing()
    remains = there(body(status="cancelled"))
    asked, outcome = played(
        Create(EVENT), DUPLICATE, remains, Answer(status), there(body(id=NEXT)), known=known
    )
    assert (asked[3].verb, asked[3].ref, outcome.ref) == ("insert", NEXT, NEXT)
    found = from_google(asked[3].body, plan_id=PLAN_ID, zone=ZONE)
    assert found is not None
    assert found.generation == known.generations[EVENT.key] == 1


def test_a_later_id_is_begun_with_where_it_is_known() -> None:
    asked, outcome = played(Create(EVENT), there(body(id=NEXT)), known=doing(generations={EVENT.key: 1}))
    assert (asked[0].ref, outcome.ref) == (NEXT, NEXT)


def test_what_is_made_from_an_image_has_what_people_had_added() -> None:
    image = to_image(body(colorId="5", attendees=[{"email": "ola@example.org"}], iCalUID="x@google.com"))
    asked, _ = played(Create(OTHER, image=image), there(body()))
    assert (asked[0].body["colorId"], asked[0].body["summary"]) == ("5", "Nytt")
    assert asked[0].body["attendees"] == [{"email": "ola@example.org"}]
    assert not {"iCalUID", "etag", "sequence"} & asked[0].body.keys()


def test_an_image_of_another_item_is_passed_over() -> None:
    other = make_event(key=Key("annen"))
    image = to_image({**body(item=other, colorId="5"), "id": event_id(PLAN_ID, other.key)})
    asked, _ = played(Create(EVENT, image=image), there(body()))
    assert "colorId" not in asked[0].body


def test_a_task_is_refused_before_anything_is_asked() -> None:
    assert isinstance(fails(Create(make_task())), Terminal)


# --- update ------------------------------------------------------------------------------------------------------


def test_a_change_is_one_patch_of_what_differs_where_the_event_is_known() -> None:
    asked, outcome = played(update(), there(body('"2"', OTHER)), known=doing(bodies={REF: body()}))
    assert verbs(asked) == ["patch"]
    assert asked[0].etag == '"1"'
    assert set(asked[0].body) == {"summary", "extendedProperties"}
    assert outcome.etag == '"2"'
    assert from_image(outcome.image or "") == body()


def test_an_unknown_event_is_read_first() -> None:
    asked, _ = played(update(), there(body()), there(body('"2"')))
    assert verbs(asked) == ["get", "patch"]
    asked, _ = played(update(None), there(body('"7"')), there(body('"8"')))
    assert (verbs(asked), asked[1].etag) == (["get", "patch"], '"7"')


def test_a_change_that_is_none_asks_for_nothing() -> None:
    asked, outcome = played(Update(EVENT, REF, '"1"'), known=doing(bodies={REF: body()}))
    assert (asked, outcome.etag, outcome.image) == ([], '"1"', None)


@pytest.mark.parametrize("answer", [CHANGED, MISSING, Answer(410, reason="deleted")])
def test_what_changed_meanwhile_is_decided_again(answer: Answer) -> None:
    assert isinstance(fails(update(), there(body()), answer), Stale)
    assert isinstance(fails(delete(), there(body()), answer), Stale)


def test_what_was_read_as_another_is_not_even_tried() -> None:
    for found in (body('"2"'), body(status="cancelled")):
        assert isinstance(fails(update(), there(found)), Stale)
        assert isinstance(fails(delete(), there(found)), Stale)


def test_a_lost_patch_is_looked_for_and_tried_again_only_where_nothing_happened() -> None:
    _, outcome = played(update(), there(body()), LOST, there(body('"2"', OTHER)))
    assert outcome.etag == '"2"'
    again = [there(body()), LOST, there(body()), there(body())]
    asked, outcome = played(update(), *again, there(body('"2"', OTHER)))
    assert (verbs(asked).count("patch"), outcome.etag) == (2, '"2"')
    assert isinstance(fails(update(), there(body()), LOST, there(body('"3"'))), Stale)


def test_a_later_id_keeps_its_number_through_an_update() -> None:
    made = to_google(EVENT, plan_id=PLAN_ID, zone=ZONE, generation=1) | {"id": NEXT, "etag": '"1"'}
    asked, _ = played(Update(OTHER, NEXT, '"1"'), there(made), there(made))
    assert "hjul.generation" not in asked[1].body["extendedProperties"]["private"]


@pytest.mark.parametrize("ref", ["", "no/such.ref", "../x", "styremøte", "w" * 60])
def test_a_ref_that_is_no_id_of_ours_is_refused_before_anything_is_asked(ref: str) -> None:
    assert isinstance(fails(Update(EVENT, ref, None)), Terminal)
    assert isinstance(fails(Delete(EVENT.key, ref, None)), Terminal)


# --- delete ------------------------------------------------------------------------------------------------------


def test_what_hjul_takes_away_says_so_before_it_is_deleted() -> None:
    marked = merged(body('"2"'), taken())
    asked, outcome = played(delete(), there(marked), Answer(204), known=doing(bodies={REF: body()}))
    assert [(ask.verb, ask.etag) for ask in asked] == [("patch", '"1"'), ("delete", '"2"')]
    assert not is_missed({**marked, "status": "cancelled"})
    assert from_image(outcome.image or "") == body()


def test_lost_answers_to_a_deletion_are_looked_for() -> None:
    marked = merged(body('"2"'), taken())
    gone = there({**marked, "status": "cancelled"})
    for answers in (
        [there(marked), LOST, gone],
        [there(marked), LOST, MISSING],
        [LOST, there(marked), Answer(204)],
        [there(marked), LOST, there(marked), Answer(204)],
        [there(marked), Answer(410, reason="deleted")],
    ):
        _, outcome = played(delete(), there(body()), *answers)
        assert outcome.image is not None
    assert isinstance(fails(delete(), there(body()), LOST, there(body('"5"'))), Stale)


def test_what_cannot_be_understood_is_not_deleted() -> None:
    assert isinstance(fails(delete(), there(body(start=None))), Terminal)


# --- bury --------------------------------------------------------------------------------------------------------


def test_what_google_itself_remembers_is_not_buried_again() -> None:
    assert played(Bury(EVENT.key), known=doing(buried=frozenset({EVENT.key})))[0] == []
    assert verbs(played(Bury(EVENT.key), there(body(status="cancelled")))[0]) == ["get"]


def test_what_google_has_forgotten_is_made_and_deleted_at_once() -> None:
    asked, _ = played(Bury(EVENT.key), MISSING, there({"etag": '"1"'}), Answer(204))
    assert verbs(asked) == ["get", "insert", "delete"]
    assert is_missed(asked[1].body)


def test_what_hjul_once_took_away_can_still_be_buried() -> None:
    remains = merged(body(status="cancelled"), taken())
    asked, _ = played(Bury(EVENT.key), there(remains), there({"etag": '"2"'}), Answer(204))
    assert verbs(asked) == ["get", "update", "delete"]
    assert is_missed(asked[1].body)


def test_what_is_buried_under_an_id_that_cannot_be_used_again_gets_the_next() -> None:
    remains = merged(body(status="cancelled"), taken())
    for first in ([MISSING, DUPLICATE], [there(remains), Answer(403, reason="forbidden")]):
        asked, _ = played(Bury(EVENT.key), *first, MISSING, there({"etag": '"1"'}), Answer(204))
        assert [ask.ref for ask in asked] == [REF, REF, NEXT, NEXT, NEXT]
        assert verbs(asked)[2:] == ["get", "insert", "delete"]


def test_an_account_that_may_not_write_buries_nothing_anywhere() -> None:
    refused = Answer(403, reason="requiredAccessLevel")
    assert isinstance(fails(Bury(EVENT.key), MISSING, refused), Terminal)


# --- what each refusal means -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(403, reason="rateLimitExceeded", retry_after=7), Transient),
        (Answer(403, reason="userRateLimitExceeded"), Transient),
        (Answer(429, reason="rateLimitExceeded"), Transient),
        (Answer(409, reason="conflict"), Transient),
        (Answer(403, reason="quotaExceeded"), Spent),
        (Answer(403, reason="dailyLimitExceeded"), Spent),
        (Answer(500, reason="backendError"), NoAnswer),
        (Answer(503), NoAnswer),
        (Answer(0), NoAnswer),
        (Answer(412, reason="conditionNotMet"), Stale),
        (Answer(404, reason="notFound"), Stale),
        (Answer(410, reason="deleted"), Stale),
        (Answer(403, reason="requiredAccessLevel"), Terminal),
        (Answer(403, reason="forbidden"), Terminal),
        (Answer(400, reason="invalid"), Terminal),
    ],
)
def test_every_refusal_says_what_to_do_next(answer: Answer, kind: type[ServiceError]) -> None:
    error = refused("www.googleapis.com")(answer, "styremote")
    assert type(error) is kind
    assert not isinstance(error, NotAllowed)
    if isinstance(error, Transient):
        assert error.retry_after == answer.retry_after


# --- mail --------------------------------------------------------------------------------------------------------

KARI, OLA = Attendee("kari@example.org"), Attendee("ola@example.org")
INVITING = make_event(attendees=(KARI, OLA), mail=True)
ANSWERED = [{"email": KARI.email, "responseStatus": "accepted"}, {"email": "gjest@example.org"}]


def known(item: Event, **changes: Any) -> dict[str, Any]:
    """What a reading tells of this event."""
    return {"bodies": {REF: body(item=item, **changes)}}


def sent(asked: list[Any]) -> list[str]:
    return [ask.send_updates for ask in asked]


def changed(**changes: Any) -> Update:
    return Update(replace(INVITING, **changes), REF, '"1"')


def test_those_invited_are_written_to_when_the_plan_asks_for_it_and_only_then() -> None:
    for item, count, word in ((INVITING, 2, "all"), (replace(INVITING, mail=False), 0, "none")):
        asked, _ = played(Create(item), there(body(item=item)))
        assert (doing().mails(Create(item)), sent(asked)) == (count, [word])
        assert len(asked[0].body["attendees"]) == 2


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"title": "Nytt"}, 2),
        ({"cancelled": True}, 2),
        ({"attendees": (KARI,)}, 2),  # also the one who is no longer invited
        ({"attendees": (KARI, OLA, Attendee("per@example.org"))}, 3),
        ({"description": "Nytt"}, 0),
        ({"reminders": ()}, 0),
        ({"title": "Nytt", "mail": False}, 0),
        ({"title": "Nytt", "mail": False, "attendees": ()}, 0),
    ],
)
def test_a_change_is_told_to_those_invited_when_they_need_to_hear_of_it(
    changes: dict[str, Any], count: int
) -> None:
    update = changed(**changes)
    assert doing(**known(INVITING)).mails(update) == count
    asked, _ = played(update, there(body('"2"', update.item)), known=doing(**known(INVITING)))
    assert sent(asked) == ["all" if count else "none"]


def test_answers_and_people_s_own_guests_stay_in_what_is_written() -> None:
    state = doing(**known(INVITING, attendees=ANSWERED))
    asked, _ = played(changed(attendees=(KARI, Attendee("per@example.org"))), there(body('"2"')), known=state)
    assert asked[0].body["attendees"] == [*ANSWERED, {"email": "per@example.org"}]


def test_what_is_taken_away_is_told_with_the_deletion_and_not_with_the_word_before_it() -> None:
    state = doing(**known(INVITING))
    assert state.mails(delete()) == 2
    asked, _ = played(delete(), there(body('"2"', INVITING)), Answer(204), known=state)
    assert sent(asked) == ["none", "all"]
    asked, _ = played(delete(), there(body('"2"')), Answer(204), known=doing(**known(EVENT)))
    assert sent(asked) == ["none", "none"]


def test_the_memory_of_a_deletion_is_no_news_to_anybody() -> None:
    asked, _ = played(Bury(INVITING.key), MISSING, there({"etag": '"1"'}), Answer(204))
    assert sent(asked) == ["none", "none", "none"]
    assert doing().mails(Bury(INVITING.key)) == 0


def test_what_is_over_and_what_stays_called_off_is_no_news() -> None:
    later = local(2026, 4, 8, 12)
    over = doing(**known(INVITING), now=lambda: later)
    day = replace(INVITING, start=date(2026, 4, 6), end=date(2026, 4, 7))
    for effect in (Create(INVITING), Create(day), changed(title="Nytt"), delete()):
        assert over.mails(effect) == 0
        assert doing(**known(INVITING), now=lambda: later - timedelta(days=3)).mails(effect) == 2
    assert over.mails(changed(start=later, end=later + timedelta(hours=1))) == 2
    off = doing(**known(replace(INVITING, cancelled=True)))
    assert off.mails(Create(replace(INVITING, cancelled=True))) == 0
    assert off.mails(changed(cancelled=True, title="Nytt")) == 0
    assert off.mails(delete()) == 0
    assert off.mails(changed(cancelled=False)) == 2


def test_a_lost_answer_is_looked_for_and_nobody_is_written_to_twice() -> None:
    asked, _ = played(Create(INVITING), LOST, there(body(item=INVITING)))
    assert [(ask.verb, ask.send_updates) for ask in asked] == [("insert", "all"), ("get", "none")]
    after = changed(title="Nytt")
    asked, _ = played(after, LOST, there(body('"2"', after.item)), known=doing(**known(INVITING)))
    assert [(ask.verb, ask.send_updates) for ask in asked] == [("patch", "all"), ("get", "none")]


def test_no_more_people_are_written_to_than_the_preview_could_say() -> None:
    """What the last reading did not tell of is not counted, and so nobody hears of it."""
    assert doing().mails(changed(title="Nytt")) == doing().mails(delete()) == 0
    asked, _ = played(changed(title="Nytt"), there(body(item=INVITING)), there(body('"2"')))
    assert sent(asked) == ["none", "none"]


def test_what_is_brought_back_is_told() -> None:
    remains = there(body('"8"', INVITING, status="cancelled"))
    asked, _ = played(Create(INVITING), DUPLICATE, remains, there(body('"9"', INVITING)))
    assert (verbs(asked), sent(asked)) == (["insert", "get", "update"], ["all", "none", "all"])


def test_the_account_itself_is_not_counted() -> None:
    me = {"email": "board@example.org", "self": True, "organizer": True}
    assert doing(**known(INVITING, attendees=[me, *ANSWERED])).mails(delete()) == 2
    assert doing(calendar="Kari@example.org").mails(Create(INVITING)) == 1


def test_a_service_account_that_may_invite_nobody_says_what_to_do() -> None:
    refusal = Answer(403, reason="forbiddenForServiceAccounts")
    for effect, answers in (
        (Create(INVITING), [refusal]),
        (Create(INVITING), [DUPLICATE, there(body(status="cancelled")), refusal]),
        (changed(attendees=(KARI,)), [there(body(item=INVITING)), refusal]),
    ):
        error = fails(effect, *answers)
        assert isinstance(error, Terminal)
        assert "take 'invite' out of the plan, or sign in as a person" in str(error)


def test_too_many_are_refused_before_anything_is_asked() -> None:
    crowd = replace(INVITING, attendees=tuple(Attendee(f"p{each}@example.org") for each in range(201)))
    for effect, answers in ((Create(crowd), []), (Update(crowd, REF, '"1"'), [there(body())])):
        error = fails(effect, *answers)
        assert isinstance(error, Terminal)
        assert "Google takes at most 200" in str(error)
        assert doing().mails(effect) == 0
