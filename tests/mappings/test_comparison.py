"""Two editions side by side: what the later one says otherwise."""

from __future__ import annotations

import json

import pytest

from config.language import language, languages
from config.plan import Plan
from mappings.assignments import Outlook
from mappings.comparison import Comparison, Place, compare
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.pace import Level
from mappings.plan_changes import Part
from mappings.progress_to_report import report_of
from mappings.report_data import to_data
from tests.progress import (
    APRIL,
    MARCH,
    WHAT_PEOPLE_DID,
    changed,
    followed,
    make_plan,
    moved,
    said,
    section,
    seen,
)


def between(
    *did: Observation, old: Plan | None = None, new: Plan | None = None, later: Edition = APRIL
) -> Comparison:
    return compare(
        followed(old or make_plan(), *did, edition=MARCH), followed(new or make_plan(), *did, edition=later)
    )


def test_a_state_that_changed_is_told_with_both() -> None:
    turned = {one.id: (one.old, one.new) for one in between(seen("shelf", Seen.DONE, "2026-04-05")).turned}
    assert turned["shelf"] == (Outlook.NOT_REPORTED, Outlook.DONE)


def test_a_meeting_that_was_held_since_is_told() -> None:
    found = between(seen("board-meeting@2026-04-14", Seen.DONE, "2026-04-15"))
    turned = {one.id: (one.old, one.new) for one in found.turned}
    assert turned["board-meeting@2026-04-14"] == (Place.BOOKED, Place.HELD)


def test_meetings_of_one_series_are_told_apart_by_their_days() -> None:
    both = [seen(f"board-meeting@{day}", Seen.DONE, "2026-04-20") for day in ("2026-03-10", "2026-04-14")]
    report = report_of(followed(make_plan(), *both, edition=APRIL), language("en"), between(*both))
    told = said(section(report, "comparison"))
    assert "Board meeting [10 Mar] | " in told
    assert "Board meeting [14 Apr] | " in told


def test_a_number_is_told_with_its_level() -> None:
    numbers = (
        seen("members", Seen.MEASURED, "2026-03-28", number=104),
        seen("members", Seen.MEASURED, "2026-04-28", number=130),
        seen("recruiting", Seen.MEASURED, "2026-04-28", number=500),
    )
    counted = {one.id: one for one in between(*numbers).counted}
    assert (counted["members"].old, counted["members"].new) == (104, 130)
    assert (counted["members"].old_level, counted["members"].new_level) == (Level.BEHIND, Level.ON_TRACK)
    assert (counted["recruiting"].old, counted["recruiting"].new, counted["recruiting"].money) == (
        None,
        500,
        True,
    )


def test_a_day_is_told_whether_people_moved_it_or_the_plan() -> None:
    did = moved("board-meeting@2026-05-12", "start", "2026-05-12T18:00:00+02:00", "2026-05-19T18:00:00+02:00",
                "2026-04-12")  # fmt: skip
    found = between(did, new=changed({"visits": {"due": "2026-12-15"}}))
    days = {one.id: (str(one.old), str(one.new)) for one in found.shifted}
    assert days["visits"] == ("2026-11-30", "2026-12-15")
    assert days["board-meeting@2026-05-12"] == ("2026-05-12", "2026-05-19")


def test_what_is_new_and_what_is_gone_is_told() -> None:
    old, new = changed({"shelf": {"id": "chair", "title": "Mend the chair"}}), make_plan()
    found = between(old=old, new=new)
    assert [(one.part, one.title) for one in found.added] == [(Part.ACTIVITY, "Mend the shelf")]
    assert [(one.part, one.title) for one in found.dropped] == [(Part.ACTIVITY, "Mend the chair")]


def test_two_reports_that_say_the_same_differ_in_nothing() -> None:
    found = compare(followed(make_plan(), *WHAT_PEOPLE_DID), followed(make_plan(), *WHAT_PEOPLE_DID))
    assert found.is_empty
    report = report_of(followed(make_plan(), *WHAT_PEOPLE_DID), language("en"), found)
    assert "Nothing has changed" in said(section(report, "comparison"))


@pytest.mark.parametrize("code", languages())
def test_it_is_a_part_of_the_report_after_the_deviations_in_every_language(code: str) -> None:
    did = (*WHAT_PEOPLE_DID, seen("shelf", Seen.DONE, "2026-04-05"))
    follow = followed(make_plan(language=code), *did, edition=APRIL)
    report = report_of(follow, language(code), between(*did))
    keys = [one.key for one in report.sections]
    assert keys[keys.index("deviations") + 1] == "comparison"
    assert "Mend the shelf" in said(section(report, "comparison"))


def test_the_data_has_it_too_and_only_where_it_was_asked_for() -> None:
    did = seen("shelf", Seen.DONE, "2026-04-05")
    follow = followed(make_plan(), did, edition=APRIL)
    data = json.loads(json.dumps(to_data(follow, between(did))))
    assert {"id": "shelf", "title": "Mend the shelf", "from": "not-reported", "to": "done"} in data[
        "comparison"
    ]["states"]
    assert "comparison" not in to_data(follow)
