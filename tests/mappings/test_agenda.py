"""A meeting's agenda: whose business is in it, since when and until when, and the few lines that its event bears."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from adapters.reports import html, markdown
from config.dates import work_out
from config.language import language, languages
from config.plan import Plan
from mappings.agenda import Agenda, Scope, agenda_of, edition_of, last_before
from mappings.agenda_to_report import event_with, report_of, short_lines, to_data
from mappings.follow_up import Gathered
from mappings.history import BOARD, Observation, Seen
from mappings.items import Event, Key
from mappings.plan_to_events import agenda_points, wanted_events
from mappings.progress_to_follow_up import follow_up_of, gathered
from mappings.proposals import ProposalKind
from mappings.routing import belongings
from mappings.settled import as_settled
from mappings.standing import known
from tests.progress import changed, make_plan, moved, raw, seen

APRIL = "board-meeting@2026-04-14"
SECRET = {"id": "payroll", "title": "Look at the wages", "responsible": "ada", "due": "2026-04-20"}
HOSTILE = "<b>x</b> =1+1 \u202egnp.exe [a](javascript:x) | `#` -- hjul: x --"


def stand(plan: Plan, *story: Observation, as_of: date) -> tuple[Gathered, ...]:
    dates = work_out(plan)
    events = as_settled(wanted_events(plan, dates), story)
    return gathered(plan, dates, events, known(story, as_of, plan.zone), as_of)


def agenda(
    plan: Plan, *story: Observation, key: str = APRIL, as_of: date = date(2026, 4, 7), public: bool = False
) -> Agenda:
    """The agenda of one meeting as things stand on a day."""
    dates = work_out(plan)
    assert dates.problems == []
    there = stand(plan, *story, as_of=as_of)
    meeting = next(one for one in there if one.standing.key == key)
    follow = follow_up_of(plan, dates, story, edition_of(plan, last_before(there, meeting, as_of), as_of))
    points = agenda_points(plan, dates).get(Key(key), ())
    return agenda_of(follow, meeting, points, belongings(plan), public=public)


def lines(plan: Plan, *story: Observation, **given: Any) -> list[str]:
    return list(short_lines(agenda(plan, *story, **({"public": True} | given)), language(plan.language)))


def with_secret(**more: Any) -> Plan:
    plan = raw()
    plan["meetings"].append({"id": "all", "title": "All of us", "date": "2026-04-16"})
    plan["areas"][0]["activities"].append(SECRET | {"confidential": True} | more)
    return Plan.model_validate(plan)


def text(plan: Plan, *story: Observation, **given: Any) -> str:
    return markdown.render(report_of(agenda(plan, *story, **given), language(plan.language)))


def test_the_meetings_own_points_come_before_the_plans_and_those_of_the_day_last() -> None:
    plan = raw()
    plan["standing_items"] = ["The plan", "Money"]
    plan["meetings"][1] |= {"agenda": "Coffee", "occurrences": {"2026-04-14": {"agenda": "A guest"}}}
    plan["areas"][0]["activities"].append({"id": "log", "title": "The log", "cadence": "every board-meeting"})
    found = agenda(Plan.model_validate(plan))
    assert found.points == ("Coffee", "The plan", "Money", "The log", "A guest")
    assert not any(turn.assignment.id == "log" for turn in found.due), "it stands on the agenda"


def test_it_follows_up_since_the_bodys_last_meeting_and_looks_ahead_to_the_next() -> None:
    story = (
        seen("keys", Seen.DONE, "2026-02-20", by="ada", source=BOARD),
        seen("letter@2026-02", Seen.DONE, "2026-03-09"),
        seen("letter@2026-03", Seen.DONE, "2026-03-28"),
    )
    found = agenda(make_plan(), *story)
    assert found.last is not None
    assert found.next is not None
    assert (found.last.day, found.next.day) == (date(2026, 3, 10), date(2026, 5, 12))
    assert {turn.standing.key for turn in found.done} == {"letter@2026-03", "keys"}, (
        "keys waits for the board"
    )
    assert [one.id for one in found.late] == ["campaign", "cash/control"]
    due = {turn.standing.key: turn.standing.due for turn in found.due}
    assert due["shelf"] == date(2026, 4, 10)
    assert due["letter@2026-04"] == date(2026, 4, 30)
    assert max(day for day in due.values() if day) <= date(2026, 5, 12)


def test_its_own_notice_is_not_among_what_is_to_be_done_for_it_goes_out_with_it() -> None:
    keys = [one.standing.key for one in agenda(make_plan()).due]
    assert f"{APRIL}/notice" not in keys
    assert "board-meeting@2026-05-12/notice" in keys


def test_it_says_who_drew_it_up_and_which_new_date_was_given() -> None:
    late = seen("campaign", Seen.STARTED, "2026-03-20", note="New date: 30 April")
    page = text(make_plan(prepared_by="ada"), late)
    assert "- Prepared by: Ada Hill" in page
    assert "15 Mar (new date: 30 April)" in page.replace("\u00a0", " ")


def test_what_was_accepted_is_no_longer_told_as_waiting() -> None:
    done = seen("keys", Seen.DONE, "2026-02-20", source=BOARD)
    plan = changed({"keys": {"accepted": "2026-03-10"}})
    assert "keys" not in {turn.standing.key for turn in agenda(plan, done).done}
    asked = {one.kind for one in agenda(plan, done).proposals}
    assert ProposalKind.ACCEPT not in asked


def test_a_date_that_somebody_moved_is_told_until_the_board_has_settled_it() -> None:
    move = moved("shelf", "due", "2026-04-10", "2026-04-24", "2026-02-20")
    found = agenda(make_plan(), move)
    assert [one.standing.key for one in found.moves] == ["shelf"]
    assert ProposalKind.SETTLE_MOVES in {one.kind for one in found.proposals}
    settled = seen("shelf", Seen.RESTORED, "2026-03-01", source=BOARD)
    assert agenda(make_plan(), move, settled).moves == ()


def test_another_body_has_its_own_and_proposes_nothing() -> None:
    plan = raw()
    plan["meetings"].append(
        {"id": "group", "title": "The group", "body": "recruiters", "dates": ["2026-04-15"]}
    )
    found = agenda(Plan.model_validate(plan), key="group@2026-04-15")
    assert found.scope is Scope.OWN
    assert [one.id for one in found.late] == ["campaign"]
    assert found.proposals == ()
    assert found.last is None


def test_what_is_confidential_is_marked_for_the_board_and_kept_from_an_assembly() -> None:
    plan = with_secret()
    assert "Look at the wages (confidential)" in text(plan)
    assert "wages" not in text(plan, key="all")
    assert "Mend the shelf" in text(plan, key="all")


def test_nothing_confidential_stands_in_an_event_in_whatever_way_it_could() -> None:
    plan = with_secret(cost=900, due="2026-03-20")
    story = (moved("payroll", "due", "2026-03-20", "2026-03-24", "2026-03-12"),)
    for key in (APRIL, "board-meeting@2026-05-12"):
        assert "wages" not in "\n".join(lines(plan, *story, key=key))
    secret_meeting = raw()
    secret_meeting["meetings"].append(
        {"id": "talk", "title": "A talk", "body": "board", "date": "2026-04-20", "confidential": True}
    )
    found = agenda(Plan.model_validate(secret_meeting), public=True)
    assert found.next is not None
    assert found.next.day == date(2026, 5, 12)
    assert "talk" not in "\n".join(lines(Plan.model_validate(secret_meeting)))


def test_an_events_lines_are_few_and_short_whatever_there_is_and_name_nobody() -> None:
    plan = raw()
    plan["areas"][0]["activities"] += [
        {"id": f"x{n}", "title": f"{n} " + "very " * 1900 + "long", "responsible": "ben", "due": "2026-04-01"}
        for n in range(60)
    ]
    found = lines(Plan.model_validate(plan))
    assert 3 <= len(found) <= 11
    assert max(map(len, found)) < 400
    assert not any("Ben Moor" in line or "Ada Hill" in line for line in found)


def test_an_events_lines_are_the_same_on_two_days_between_which_nothing_happens() -> None:
    done = seen("letter@2026-03", Seen.DONE, "2026-03-28")
    days = [date(2026, 4, 8), date(2026, 4, 9), date(2026, 4, 10)]
    assert len({tuple(lines(make_plan(), done, as_of=day)) for day in days}) == 1
    assert lines(make_plan(), done, as_of=date(2026, 4, 11)) != lines(make_plan(), done, as_of=days[0]), (
        "the shelf is late"
    )


def test_the_lines_stand_above_where_the_plan_is_named_and_the_rest_stays() -> None:
    plan = make_plan(url="https://example.org/plan")
    dates = work_out(plan)
    (event,) = [one.item for one in wanted_events(plan, dates) if one.item.key == APRIL]
    assert isinstance(event, Event)
    bearing = event_with(agenda(plan, public=True), event, language("en"))
    before, after = event.description.split("\n"), bearing.description.split("\n")
    assert after[-2:] == before[-2:]
    assert [line for line in after if line in before] == before
    assert any(line.startswith("Follow-up since 10") for line in after)


def test_a_body_with_nothing_to_say_has_no_lines() -> None:
    plan = raw()
    plan["meetings"].append({"id": "idle", "title": "Idle", "body": "recruiters", "date": "2026-02-02"})
    plan["areas"][0]["activities"] = []
    assert lines(Plan.model_validate(plan), key="idle", as_of=date(2026, 1, 30)) == []


@pytest.mark.parametrize("code", languages())
def test_every_language_has_all_of_its_words(code: str) -> None:
    plan = make_plan(language=code)
    story = (
        seen("keys", Seen.DONE, "2026-03-20"),
        moved("shelf", "due", "2026-04-10", "2026-04-24", "2026-03-20"),
    )
    page = text(plan, *story)
    short = "\n".join(lines(plan, *story))
    for made in (page, short):
        assert "{" not in made
        assert "Mend the shelf" in made
    headings = [line for line in page.splitlines() if line.startswith("#")]
    assert len(headings) == 9
    if code != "en":
        assert not {"agenda", "late", "report", "by", "and"} & set(" ".join(headings).casefold().split())


def test_hostile_titles_are_printed_as_text() -> None:
    plan = changed({"shelf": {"title": HOSTILE}, "board-meeting": {"agenda": [HOSTILE], "place": HOSTILE}})
    document = report_of(agenda(plan), language("en"))
    page = html.render(document)
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page
    assert "\u202e" not in page + markdown.render(document)
    assert "\\[a\\](javascript:x)" in markdown.render(document)
    assert all("\u202e" not in line and "\n" not in line for line in lines(plan))


def test_as_data_it_has_keys_and_days() -> None:
    data = json.loads(json.dumps(to_data(agenda(make_plan(), seen("keys", Seen.DONE, "2026-03-20")))))
    assert data["schema"] == {"name": "hjul.agenda", "version": 1}
    assert (data["meeting"]["key"], data["last"], data["until"]) == (
        APRIL,
        "board-meeting@2026-03-10",
        "2026-05-12",
    )
    assert [one["item"] for one in data["done"]] == ["keys"]
    assert data["proposals"][0]["kind"] == "take-note"


def test_the_same_input_gives_the_same_bytes() -> None:
    assert text(make_plan()) == text(make_plan())
