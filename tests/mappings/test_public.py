"""The public edition: nobody's name, address or id, and nothing confidential, in any part of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from config.dates import work_out
from config.language import language
from config.plan import Plan
from mappings.assignments import Outlook
from mappings.follow_up import FollowUp
from mappings.history import Observation, Seen
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.progress_to_follow_up import follow_up_of
from mappings.progress_to_report import report_of
from mappings.public import Veil
from mappings.report_data import to_data
from tests.examples import EXAMPLES, MAY, read_example, story
from tests.progress import MARCH, WHAT_PEOPLE_DID, changed, moved, reported, said, section, seen

ENGLISH = language("en")
PERSONAL: dict[str, dict[str, Any]] = {
    "campaign": {"title": "Ada Hill runs a campaign", "responsible": ["ada", "recruiters"]},
    "letter": {"title": "Send Ada’s letter", "responsible": ["ada", "ben"], "each": True},
    "visits": {"title": "Visit the schools: write to ada@example.org", "text": "BEN  MOOR knows them."},
    "shelf": {"confidential": True, "title": "Mend the shelf in secret"},
    "fair": {"confidential": True, "title": "Secret fair"},
    "keys": {"text": "Give Moor the keys"},
}


def veiled(plan: Plan, *did: Observation, earlier: Plan | None = None) -> FollowUp:
    """The follow-up that the public gets."""
    veil = Veil.over([plan, *([earlier] if earlier else [])], ENGLISH)
    shown, dates = veil.plan(plan), veil.dates(plan)
    return follow_up_of(
        shown,
        dates,
        list(veil.story(did, plan)),
        MARCH,
        earlier_plan=veil.plan(earlier) if earlier else None,
        earlier_dates=veil.dates(earlier) if earlier else None,
    )


def everything(follow: FollowUp) -> str:
    """All that the edition says, as a document and as data."""
    report = report_of(follow, ENGLISH)
    words = "\n".join([report.title, *(": ".join(fact) for fact in report.facts), report.footer])
    parts = "\n".join(f"{one.heading}\n{said(one)}" for one in report.sections)
    return f"{words}\n{parts}\n{json.dumps(to_data(follow), ensure_ascii=False)}"


NAMES = ("ada", "hill", "ben", "moor", "example.org")
PEOPLE_DID = (
    *WHAT_PEOPLE_DID,
    seen("letter@2026-03/ada", Seen.DONE, "2026-03-20", by="Ada Hill", note="Ben was there too"),
    seen("visits", Seen.STARTED, "2026-03-20", by="Somebody Else", note="Telephone 12 34 56"),
    seen("visits", Seen.NOTED, "2026-03-21", text="call Ben"),
    seen("shelf", Seen.DONE, "2026-03-22", by="ben"),
)


def test_no_name_address_or_id_of_a_person_stands_in_a_public_edition() -> None:
    text = everything(veiled(changed(PERSONAL), *PEOPLE_DID)).casefold()
    assert [name for name in (*NAMES, "somebody else", "12 34 56") if name in text] == []


def test_a_role_stands_where_a_name_stood() -> None:
    people = {"ada": {"name": "Ada Hill", "role": "chair"}, "ben": {"name": "Ben Moor"}}
    text = everything(veiled(changed(PERSONAL, people=people), *PEOPLE_DID))
    assert "chair runs a campaign" in text
    assert "Send chair’s letter" in text
    assert "Give The recruiters the keys" in text


def test_whoever_drew_it_up_is_named_by_role() -> None:
    facts = dict(report_of(veiled(changed({}, prepared_by="ada")), ENGLISH).facts)
    assert facts["Prepared by"] == "The board"


def test_what_is_confidential_is_not_in_a_public_edition_and_not_counted_there() -> None:
    whole = veiled(changed({}), *WHAT_PEOPLE_DID)
    shown = veiled(changed(PERSONAL), *PEOPLE_DID)
    assert "secret" not in everything(shown).casefold()
    assert shown.counters.total == whole.counters.total - 1
    assert not [one for one in shown.uncovered if one.id == "fair"]


def test_what_is_public_stands_as_it_does_for_the_board() -> None:
    shown = veiled(changed(PERSONAL), *PEOPLE_DID)
    outlooks = {one.id: one.outlook for one in shown.assignments}
    assert outlooks["keys"] is Outlook.DONE
    assert outlooks["campaign"] is Outlook.LATE
    assert [one.actual for one in shown.indicators][:1] == [104]
    letter = next(one for one in shown.assignments if one.id == "letter")
    assert [part.work.value for turn in letter.turns[1:2] for part in turn.parts] == ["done", "not-started"]


def test_a_deadline_that_hangs_on_something_confidential_stays_its_day() -> None:
    plan = changed({"fair": {"confidential": True}, "visits": {"due": "10 days before fair"}})
    visits = next(one for one in veiled(plan).assignments if one.id == "visits")
    assert visits.due is not None
    assert visits.due.isoformat() == "2026-03-11"


def test_a_name_in_an_id_is_taken_out_of_it_everywhere_alike() -> None:
    plan = changed({"visits": {"id": "call-ada"}})
    follow = veiled(plan, seen("call-ada", Seen.DONE, "2026-03-02"))
    found = next(one for one in follow.assignments if one.title == "Visit the schools")
    assert (found.id, found.outlook) == ("call-person-1", Outlook.DONE)


def test_what_changed_in_the_plan_tells_no_name_of_either_version() -> None:
    earlier = changed(
        {"visits": {"responsible": "cleo"}},
        people={"ada": {"name": "Ada Hill"}, "ben": {"name": "Ben Moor"}, "cleo": {"name": "Cleo Vane"}},
    )
    follow = veiled(changed(PERSONAL), earlier=earlier)
    assert follow.changes
    text = everything(follow).casefold()
    assert [name for name in (*NAMES, "cleo", "vane") if name in text] == []


def test_what_somebody_wrote_into_a_field_is_not_told_in_public_and_that_it_was_changed_is() -> None:
    did = (
        seen(
            "visits",
            Seen.EDITED,
            "2026-03-20",
            by="Ada Hill",
            **{"field": "title", "from": "Visit", "to": "Ask Outsider"},
        ),
        seen(
            "visits",
            Seen.EDITED,
            "2026-03-21",
            **{"field": "responsible", "from": "Ben Moor", "to": "Outsider"},
        ),
    )
    public, board = (
        everything(veiled(changed(PERSONAL), *did)),
        said(section(reported(changed(PERSONAL), *did), "changes")),
    )
    assert "Outsider" not in public
    assert public.count("someone changed") == 2
    assert "someone changed title from “Visit” to “Ask Outsider” (20 Mar, Ada Hill)" in board
    assert "someone changed responsible from “Ben Moor” to “Outsider” (21 Mar)" in board


def test_a_date_that_somebody_moved_is_told_without_whom() -> None:
    did = moved("board-meeting@2026-04-14", "start", "2026-04-14T18:00:00+02:00", "2026-04-21T18:00:00+02:00",
                "2026-03-12", by="Ben Moor")  # fmt: skip
    report = report_of(veiled(changed({}), did), ENGLISH)
    assert "21 Apr" in said(section(report, "changes"))
    assert "Ben" not in said(section(report, "changes"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada and hill walking", "A and hill walking"),  # hill is no name in small letters
        ("Adalina and Hillside", "Adalina and Hillside"),
        ("ADA HILL", "A"),
        ("ada\nhill", "A"),
        ("<b>Ada Hill</b> =Ada", "<b>A</b> =A"),
        ("write to x.y+z@sub.example.net.", "write to a member."),
        ("Ben's and Bens", "B's and Bs"),
        (
            "May Reading meets in May",
            "May Reading meets in May",
        ),  # words of the calendar and of the organisation
    ],
)
def test_what_is_taken_for_a_name(text: str, shown: str) -> None:
    people = {
        "a": {"name": "Ada Hill", "role": "A"},
        "b": {"name": "Ben Moor", "role": "B"},
        "c": {"name": "May Reading-Society", "role": "C"},
    }
    plan = Plan.model_validate(
        {
            "title": "P",
            "organisation": "The Reading Society",
            "language": "en",
            "period": 2026,
            "people": people,
        }
    )
    assert Veil.over([plan], ENGLISH).text(text) == shown


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_example_names_anybody_in_public(name: str) -> None:
    file = read_example(name)
    plan = file.plan.model_copy(update={"confidential": False})
    words = language(plan.language)
    veil = Veil.over([plan], words)
    shown, dates = veil.plan(plan), veil.dates(plan)
    did = list(veil.story(story(file, wanted_tasks(plan, file.dates), wanted_events(plan, file.dates)), plan))
    follow = follow_up_of(shown, dates, did, MAY)
    report = report_of(follow, words)
    text = json.dumps(to_data(follow), ensure_ascii=False) + "\n".join(said(one) for one in report.sections)
    for person in plan.people.values():
        assert person.name not in text
        assert person.email is None or person.email not in text
    assert work_out(plan).problems == []
