"""The report: its parts and their order, what each finding says, and that nothing of a later day is in it."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.language import language, languages
from config.plan import Plan, Status
from mappings.assignments import Outlook
from mappings.evidence import Settled
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from mappings.items import TaskKind
from mappings.pace import Level, Trend
from mappings.plan_changes import ChangeKind, Part
from mappings.progress_to_report import report_of
from mappings.proposals import ProposalKind
from mappings.report import Mark, Report, Subheading, Table, Tone
from mappings.standing import Schedule
from mappings.wording import Wording, plain
from tests.progress import (
    APRIL,
    MARCH,
    WHAT_PEOPLE_DID,
    changed,
    followed,
    make_plan,
    moved,
    raw,
    reported,
    said,
    section,
    seen,
)

EVERY_PART = [
    "proposals",
    "summary",
    "deviations",
    "goals",
    "activities",
    "held",
    "coming",
    "decisions",
    "money",
    "bodies",
    "risks",
    "changes",
    "not-reported",
    "basis",
]
BARE = make_plan(people={}, bodies={}, meetings=[], events=[], areas=[], decisions=[], budget=[], risks=[])


def part(key: str, *observations: Observation, edition: Edition = MARCH) -> str:
    return said(section(reported(make_plan(), *observations, edition=edition), key))


def marks(report: Report) -> list[Mark]:
    tables = [block for one in report.sections for block in one.blocks if isinstance(block, Table)]
    return [cell.mark for table in tables for row in table.rows for cell in row if cell.mark]


# The whole --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages())
def test_every_language_has_every_part_in_the_boards_order(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    assert [one.key for one in report.sections] == EVERY_PART
    assert report.language == code
    assert len({one.heading for one in report.sections}) == len(EVERY_PART)


@pytest.mark.parametrize(
    ("code", "title", "headings"),
    [
        (
            "sv",
            "Uppföljningsrapport mars 2026",
            ["Förslag till beslut", "Sammanfattning", "Avvikelser och åtgärder"],
        ),
        ("nb", "Oppfølgingsrapport mars 2026", ["Forslag til vedtak", "Sammendrag", "Avvik og tiltak"]),
        ("nn", "Oppfølgingsrapport mars 2026", ["Forslag til vedtak", "Samandrag", "Avvik og tiltak"]),
        ("da", "Opfølgningsrapport marts 2026", ["Indstilling", "Sammenfatning", "Afvigelser og tiltag"]),
        (
            "en",
            "Monthly follow-up report, March 2026",
            ["Proposed decisions", "Summary", "Deviations and corrective action"],
        ),
    ],
)
def test_the_headings_are_those_that_boards_use(code: str, title: str, headings: list[str]) -> None:
    report = reported(make_plan(language=code))
    assert report.title == title
    assert [one.heading for one in report.sections[:3]] == headings


def test_parts_that_are_about_nothing_fall_away() -> None:
    report = reported(BARE)
    assert [one.key for one in report.sections] == [
        "proposals",
        "summary",
        "deviations",
        "held",
        "coming",
        "changes",
        "not-reported",
        "basis",
    ]
    assert said(section(report, "deviations")) == "No deviations among what was reported."


def test_the_title_block_says_whose_plan_as_of_when_and_for_which_meeting() -> None:
    facts = dict(reported(make_plan()).facts)
    assert facts == {
        "Period": "1–31 Mar 2026",
        "Data as of": "31 March 2026",
        "Plan": "Work plan 2026, adopted 20 January 2026",
        "To": "The board, Board meeting 14\u00a0Apr 18:00",
    }


def test_a_draft_says_so_and_a_month_that_is_not_over_is_preliminary() -> None:
    report = reported(
        make_plan(status=Status.DRAFT, confidential=True), edition=Edition.until(date(2026, 3, 17))
    )
    facts = dict(report.facts)
    assert facts["Plan"] == "Work plan 2026, draft, not adopted"
    assert facts["Edition"].startswith("preliminary")
    assert facts["Access"] == "confidential"


def test_a_stretch_of_months_is_named_by_its_days() -> None:
    report = reported(make_plan(), edition=Edition.of_year(date(2026, 1, 1), date(2026, 6, 30)))
    assert report.title == "Follow-up report, 1 Jan\u2009–\u200930 Jun 2026"


# Page one ---------------------------------------------------------------------------------------------------------


def test_the_proposals_come_from_the_findings_each_with_its_body() -> None:
    assert part("proposals", *WHAT_PEOPLE_DID).splitlines() == [
        "The board takes note of the follow-up for March 2026.",
        "The board accepts as done: Change the locks.",
        "The board asks those responsible for measures and a new date for: Run a campaign.",
        "The board has the plan reworked for what has been behind in two reports running: Members.",
        "The board decides whether moved dates are to stand or be put back: Board meeting (14 Apr → 21 Apr).",
        "The board decides whether what was cancelled or deleted in calendars and lists is to lapse: Book fair 21 Mar.",
        "The board appoints someone responsible for: Mend the shelf; Find a better name.",
        "The board sets a date for: Find a better name.",
        "The board decides how to pay for: Book fair.",
        "The board asks for a report at the next meeting on: Mend the shelf; Find a better name; Keep the website; Internal control: Count the cash box.",
    ]


def test_when_all_is_well_the_board_only_takes_note() -> None:
    assert (
        said(section(reported(BARE), "proposals")) == "The board takes note of the follow-up for March 2026."
    )


def test_a_long_list_names_the_first_and_counts_the_rest() -> None:
    activities = [
        {"id": f"a{n}", "title": f"Task {n}", "due": "2026-02-01", "responsible": "ada"} for n in range(9)
    ]
    plan = make_plan(
        areas=[{"id": "area", "title": "Area", "activities": activities}], events=[], budget=[], decisions=[]
    )
    late = said(section(reported(plan), "proposals")).splitlines()[1]
    assert late.endswith("Task 0; Task 1; Task 2; Task 3; Task 4; and 4 more.")


def test_one_sentence_can_be_read_aloud() -> None:
    assert part("summary", *WHAT_PEOPLE_DID).splitlines()[0] == (
        "As of 31 March 2026, 1 of 8 assignments is done, 1 ongoing, 1 planned, 4 not reported and 1 late; "
        "none has been finished since the last report."
    )


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("sv", "Den 31 mars 2026 är 1 av 8 uppdrag klart, 1 pågående, 1 planerat, 4 ej rapporterade och 1 försenat; "),
        ("nb", "Den 31. mars 2026 er 1 av 8 oppgaver fullført, 1 i gang, 1 planlagt, 4 ikke rapportert og 1 forsinket; "),
        ("nn", "Den 31. mars 2026 er 1 av 8 oppgåver fullført, 1 i gang, 1 planlagt, 4 ikkje rapporterte og 1 forseinka; "),
        ("da", "Den 31. marts 2026 er 1 af 8 opgaver færdig, 1 i gang, 1 planlagt, 4 ikke indberettet og 1 forsinket; "),
    ],
)  # fmt: skip
def test_the_sentence_is_one_that_people_say(code: str, sentence: str) -> None:
    summary = section(reported(make_plan(language=code), *WHAT_PEOPLE_DID), "summary")
    assert said(summary).startswith(sentence)


def test_the_sentence_begins_with_the_first_state_that_there_is() -> None:
    areas = raw()["areas"]
    areas[0]["activities"] = [
        {"id": f"a{n}", "title": "Visit", "due": "2026-11-30", "responsible": "ada"} for n in range(3)
    ]
    several = make_plan(areas=areas, decisions=[], budget=[], risks=[])
    told = said(section(reported(several), "summary"))
    assert told.startswith("As of 31 March 2026, 3 of 3 assignments are planned; ")
    areas[0]["activities"] = areas[0]["activities"][:1]
    single = make_plan(areas=areas, decisions=[], budget=[], risks=[])
    told = said(section(reported(single), "summary"))
    assert told.startswith("As of 31 March 2026, the plan’s only assignment is planned; ")


def test_late_notices_and_dates_to_set_stand_beside_the_counters_that_leave_them_out() -> None:
    assert "Beside these" not in part("summary")
    late_notice = Edition.until(date(2026, 4, 8))
    rows = part("deviations", edition=late_notice).splitlines()
    late = sum("▲ late" in row for row in rows)
    summary = part("summary", edition=late_notice).splitlines()
    assert "Beside these, 1 notice or date to set is late" in summary
    assert summary[1].split(" | ")[5] == str(late - 1)
    both = Edition.until(date(2026, 8, 1))
    plan = make_plan(meetings=[{**one, "dates": [*one["dates"], "2026-08-04"]} if "dates" in one else one
                               for one in raw()["meetings"]])  # fmt: skip
    assert "Beside these, 2 notices or dates to set are late" in said(
        section(reported(plan, edition=both), "summary")
    )


@pytest.mark.parametrize(
    ("code", "word"), [("sv", "klart"), ("nb", "fullført"), ("nn", "fullført"), ("da", "færdig"), ("en", "done")]
)  # fmt: skip
def test_the_counter_of_what_is_done_does_not_say_that_it_is_only_reported(code: str, word: str) -> None:
    summary = section(reported(make_plan(language=code)), "summary")
    counters = next(block for block in summary.blocks if isinstance(block, Table))
    assert counters.columns[1].heading == word


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Board", "The board takes note"),
        ("The Board", "The Board takes note"),
        ("Executive Committee", "The Executive Committee takes note"),
    ],
)
def test_a_body_takes_its_article_in_english(name: str, sentence: str) -> None:
    bodies = raw()["bodies"]
    bodies["board"]["name"] = name
    assert said(section(reported(make_plan(bodies=bodies)), "proposals")).startswith(sentence)


def test_one_who_answers_also_for_a_body_is_named_once() -> None:
    plan = changed({"campaign": {"responsible": ["ben", "recruiters", "ada"]}})
    report = reported(plan)
    rows = said(section(report, "deviations")).splitlines()
    row = next(line for line in rows if line.startswith("Run a campaign"))
    assert "| Ben Moor (The recruiters), Ada Hill |" in row
    awaited = said(section(report, "not-reported"))
    assert [line.count("Run a campaign") for line in awaited.splitlines()] == [1, 1, 0]


def test_a_unit_in_the_plural_stands_beside_a_one_as_what_is_counted() -> None:
    assert "| at least 1 (evenings) [" in goal_row("2026-03-31", 0, target=1, unit="evenings", pace="count")
    assert "| at least 2 evenings [" in goal_row("2026-03-31", 0, target=2, unit="evenings", pace="count")


def test_the_counters_stand_beside_those_of_the_report_before() -> None:
    summary = part("summary", *WHAT_PEOPLE_DID).splitlines()
    assert summary[1:4] == [
        "31 Mar | 1 | 1 | 1 | 4 | 1 | 0 | 8",
        "28 Feb | 1 | 1 | 3 | 3 | 0 | 0 | 8",
        "Change | 0 | 0 | −2 | +1 | +1 | 0 | 0",
    ]
    assert "Reported: 3 of the 7 due to report" in summary
    assert "Goals and indicators: on track: 1 · behind: 1" in summary
    assert "Meetings and events: held: 2 · cancelled: 1" in summary


def test_a_late_assignment_is_a_deviation_with_its_note_and_who_has_it() -> None:
    rows = part("deviations", *WHAT_PEOPLE_DID).splitlines()
    assert rows[0] == (
        "Run a campaign | ▲ late [ongoing, 60%] | Ben Moor (The recruiters) | 15 Mar | The printer is late"
    )
    assert rows[1] == "Members | ▲ behind [104; 110 expected by now] | Ben Moor | 140 members by 31 Dec | "


@pytest.mark.parametrize(
    ("code", "note", "row"),
    [
        (
            "en",
            "Cause: the printer is late; Measure: ask another; New date: 30 April\nRing Ada",
            "[new date: 30 April] | the printer is late | ask another | Ring Ada",
        ),
        ("sv", "Orsak: sjukdom. Åtgärd: ny ansvarig. Nytt datum: 30 april", "sjukdom. | ny ansvarig."),
        ("nb", "årsak: sykdom\ntiltak: ny ansvarlig", "sykdom | ny ansvarlig"),
        ("nn", "Årsak: sjukdom, Tiltak: ny ansvarleg", "sjukdom | ny ansvarleg"),
        (
            "da",
            "Årsag: sygdom; Tiltag: ny ansvarlig; Ny frist: 1. maj",
            "[ny frist: 1. maj] | sygdom | ny ansvarlig",
        ),
    ],
)
def test_a_deviation_has_its_cause_its_counter_measure_and_its_new_date_where_given(
    code: str, note: str, row: str
) -> None:
    report = reported(make_plan(language=code), seen("campaign", Seen.NOTED, "2026-03-20", text=note))
    assert row in said(section(report, "deviations"))


def test_the_board_agrees_to_a_new_date_where_one_is_given_and_asks_for_one_where_not() -> None:
    given = seen("campaign", Seen.NOTED, "2026-03-20", text="New date: 30 April")
    proposals = part("proposals", given).splitlines()
    assert "The board agrees to a new date for: Run a campaign (30 April)." in proposals
    asked = next(line for line in proposals if "asks those responsible for measures" in line)
    assert "Run a campaign" not in asked


def test_a_note_without_labels_stays_a_note() -> None:
    deviations = part(
        "deviations", seen("campaign", Seen.NOTED, "2026-03-20", text="The cause: unknown to us: sorry")
    )
    assert "| The cause: unknown to us: sorry" in deviations


def test_money_beyond_the_budget_says_why() -> None:
    said_why = seen(
        "recruiting", Seen.MEASURED, "2026-03-28", number=5000, note="Cause: dearer print; Measure: fewer"
    )
    assert "| dearer print | fewer" in part("deviations", said_why)


def test_what_is_late_and_silent_says_both() -> None:
    assert "▲ late [not reported]" in part("deviations")


def test_what_somebody_cancelled_or_deleted_is_a_deviation_until_the_board_has_said_so() -> None:
    cancelled = seen("visits", Seen.CANCELLED, "2026-03-03", by="ben")
    assert "Visit the schools | ✕ cancelled [3 Mar, Ben Moor] | Ben Moor | 30 Nov" in part(
        "deviations", cancelled
    )
    deleted = seen("visits", Seen.DELETED, "2026-03-03")
    assert "Visit the schools | ? deleted in the list, not reported as done [3 Mar]" in part(
        "deviations", deleted
    )
    by_the_board = seen("visits", Seen.CANCELLED, "2026-03-03", source="board")
    assert "Visit the schools" not in part("deviations", by_the_board)


def test_money_beyond_the_budget_is_a_deviation() -> None:
    overspent = seen("recruiting", Seen.MEASURED, "2026-03-30", number=4500)
    assert "Recruiting | ▲ over budget [NOK 500 over NOK 4,000]" in part("deviations", overspent)
    assert "The board decides on the overrun of: Recruiting." in part("proposals", overspent)


# The rest ---------------------------------------------------------------------------------------------------------


def test_level_and_trend_are_kept_apart() -> None:
    goals = part("goals", *WHAT_PEOPLE_DID).splitlines()
    assert goals[0] == (
        "Members [More members] | at least 140 members [from 100, by 31 Dec] | 104 [28 Mar, Ben Moor] | 110 | "
        "116 [at this pace] | ▲ behind [40% of the expected way] | ↗ better"
    )
    assert goals[1] == (
        "Reading evenings [We meet] | at least 2 [by 31 Dec] | 1 [1 more booked] | 0.5 | "
        "2 [with what is booked] | ● on track | – unknown"
    )


def goal_row(day: str, number: float, **indicator: object) -> str:
    areas = raw()["areas"]
    areas[0]["goals"] = [
        {"id": "one", "title": "A goal", "indicator": {"id": "it", "title": "It", **indicator}},
    ]
    areas[0]["activities"] = []
    plan = make_plan(areas=areas, budget=[])
    at = Edition.until(date.fromisoformat(day))
    return said(
        section(reported(plan, seen("it", Seen.MEASURED, day, number=number), edition=at), "goals")
    ).splitlines()[0]


@pytest.mark.parametrize(
    ("day", "number", "indicator", "shown"),
    [
        # 152 + 28 × 90/365 = 158.90; 6 of 6.90 is 86.9 %
        ("2026-03-31", 158, {"baseline": 152, "target": 180}, "| 159 | ◆ at risk [86% of the expected way]"),
        # 3 + 90/365 = 3.25: a whole number would say that nothing is expected
        ("2026-03-31", 3, {"baseline": 3, "target": 4}, "| 3.2 | ○ judged later |"),
        # 3 + 90/365 = 3.25; 0.2 of 0.2466 is 81.1 %
        ("2026-03-31", 3.2, {"baseline": 3, "target": 4}, "| 3.25 | ◆ at risk [81% of the expected way]"),
        # 40 % + 20 % × 90/365 = 44.93 %; nought of 4.93 %
        ("2026-03-31", 40, {"baseline": 40, "target": 60, "unit": "%"}, "| 44.9% | ▲ behind [0% of the"),
        ("2026-03-31", 39, {"baseline": 40, "target": 60, "unit": "%"}, "| 44.9% | ▲ behind [0% of the"),
        # 20000 × 90/365 = 4931.5; 4684.9 is 94.999 %: the key's 95 per cent begins at 4684.93
        ("2026-03-31", 4684.9, {"pace": "count", "target": 20000}, "| 4,931.5 | ◆ at risk [94% of the"),
    ],
)
def test_the_number_expected_is_shown_as_people_count(
    day: str, number: float, indicator: dict[str, object], shown: str
) -> None:
    row = goal_row(day, number, **indicator)
    assert shown in re.sub(r" \S+ \[at this pace\] \|", "", row)


def test_a_goal_says_where_it_ends_at_the_pace_so_far() -> None:
    measured = seen("members", Seen.MEASURED, "2026-03-28", by="ben", number=109)
    assert "| 137 [at this pace] |" in part("goals", measured)


def test_of_what_is_to_be_held_the_booked_is_in_the_forecast() -> None:
    assert "| 2 [with what is booked] |" in part("goals", *WHAT_PEOPLE_DID)


def test_somebodys_forecast_stands_before_the_pace() -> None:
    measured = seen("members", Seen.MEASURED, "2026-03-28", by="ben", number=109, forecast=125)
    assert "| 125 |" in part("goals", measured)
    assert "at this pace" not in part("goals", measured)


def test_a_forecast_of_money_is_the_one_last_said() -> None:
    money = part("money", seen("recruiting", Seen.MEASURED, "2026-03-28", number=1000, forecast=4500))
    assert "4,500" in money
    assert "over budget" in money


def test_what_was_judged_stands_beside_what_was_worked_out_with_its_reason() -> None:
    judged = seen(
        "members",
        Seen.MEASURED,
        "2026-03-28",
        by="ben",
        number=112,
        judged="at-risk",
        note="A class moves away",
    )
    assert "● on track [121% of the expected way] | ◆ at risk [A class moves away]" in part("goals", judged)
    deviation = part("deviations", judged)
    assert "◆ at risk [112; 110 expected by now; worked out: on track]" in deviation
    assert "A class moves away" in deviation


def test_what_was_judged_long_ago_is_not_shown_as_good() -> None:
    judged = seen(
        "members", Seen.MEASURED, "2026-02-10", by="ben", number=112, judged="on-track", note="Many ask"
    )
    goals = part("goals", judged)
    assert "on track" not in goals
    assert "out of date" in goals


def test_the_board_is_asked_for_measures_where_people_judge_a_goal_behind() -> None:
    judged = seen(
        "members", Seen.MEASURED, "2026-03-28", number=112, judged="behind", note="They leave in May"
    )
    assert "Members" in part("proposals", judged)


def test_nought_has_no_sign() -> None:
    assert "-0" not in goal_row("2026-03-31", -0.0, baseline=0, target=20, unit="%")
    assert "-0" not in goal_row("2026-03-31", 60, baseline=60, target=-0.0, unit="%", comparator="at-most")


def test_a_goal_without_an_indicator_is_told_by_its_activities() -> None:
    assert "Joy in reading: 0 of 1 activities done" in part("goals")


def test_an_indicator_that_nobody_measured_is_not_reported_and_awaited() -> None:
    assert "? not reported" in part("goals").splitlines()[0]
    assert (
        "Ben Moor | Run a campaign (15 Mar); Keep the website; Internal control: Count the cash box (quarter 1); Members"
        in (part("not-reported"))
    )


def test_a_number_from_long_ago_is_out_of_date_and_not_on_track() -> None:
    old = seen("members", Seen.MEASURED, "2026-01-10", number=139)
    assert "? out of date" in part("goals", old).splitlines()[0]


def test_the_month_of_what_recurs_is_told_with_the_sum() -> None:
    lines = part("activities", *WHAT_PEOPLE_DID).splitlines()
    assert "Send the letter | Ada Hill | 30 Apr | ● ongoing [2 of 11 done; March: done] | " in lines
    missed = part("activities", seen("letter@2026-03", Seen.DONE, "2026-03-20"))
    assert "▲ late [1 of 11 done; March: done; outstanding: February]" in missed


def test_an_activity_without_anyone_says_so() -> None:
    assert "Mend the shelf | nobody named | 10 Apr | ? not reported" in part("activities")


def test_a_meeting_that_nobody_confirmed_is_not_called_held() -> None:
    held = part(
        "held", seen("board-meeting@2026-03-10", Seen.DONE, "2026-03-10", note="Minutes in the folder")
    )
    assert "10 Mar | Board meeting [The library] | ✔ held [10 Mar] | Minutes in the folder" in held
    assert "21 Mar | Book fair | ? date passed, not confirmed" in held
    assert "Book day" not in held  # only the name of a day
    assert (
        "these were held: Annual meeting 20 Jan; Board meeting 10 Feb; Reading evening in spring 5 Mar; Book fair 21 Mar."
        in (part("proposals", seen("board-meeting@2026-03-10", Seen.DONE, "2026-03-10")))
    )


def test_a_meeting_that_nobody_confirmed_is_awaited_until_somebody_does() -> None:
    report = reported(make_plan(), *WHAT_PEOPLE_DID[4:], edition=APRIL)
    awaited = said(section(report, "not-reported"))
    assert "Annual meeting (20 Jan: date passed, not confirmed)" in awaited
    assert "Board meeting (10 Feb, 10 Mar" in awaited
    confirm = next(line for line in said(section(report, "proposals")).splitlines() if "confirms" in line)
    assert "Annual meeting 20 Jan" in confirm


def test_what_comes_stands_by_thirty_sixty_and_ninety_days_with_notices_and_what_lacks_a_day() -> None:
    coming = part("coming")
    assert "7 Apr | Send the notice: Board meeting 14 April 2026 [deadline] | Ada Hill" in coming
    assert "14 Apr 18:00 | Board meeting | The library" in coming
    assert (
        coming.index("In 1–30 days")
        < coming.index("14 Apr")
        < coming.index("In 31–60 days")
        < coming.index("12 May")
    )
    assert coming.index("To be given a date") < coming.index("Find a better name")
    assert "Send the letter (April 2026)" in coming
    assert "Send the letter (May 2026)" not in coming  # what recurs: the next month only


def test_an_event_without_a_day_is_named_with_its_month_and_the_board_is_asked_in_time() -> None:
    june = Edition.of_month(date(2026, 6, 1))
    assert "Picnic [August 2026, Ben Moor]" in part("coming", edition=june)
    assert "Picnic" not in part("proposals", edition=Edition.until(date(2026, 6, 17)))
    assert "The board sets a date for: Find a better name; Picnic." in part("proposals", edition=june)


def test_nobody_is_asked_to_report_on_a_notice_before_it_is_due() -> None:
    assert "Notice: Board meeting" not in part("not-reported")
    assert "Notice: Board meeting (7 Apr)" in part("not-reported", edition=Edition.until(date(2026, 4, 8)))


def test_a_moved_meeting_is_announced_on_the_day_people_keep() -> None:
    assert "21 Apr 18:00 | Board meeting" in part("coming", *WHAT_PEOPLE_DID)


def test_a_decision_is_closed_in_two_stages() -> None:
    done = seen("keys", Seen.DONE, "2026-02-27", by="ada")
    assert (
        "Change the locks | Board meeting 10 Feb [§ 7] | Ada Hill | 1 Mar | ✔ done [27 Feb, Ada Hill; not yet accepted]"
        in (part("decisions", done))
    )
    accepted = reported(changed({"keys": {"accepted": "2026-03-10"}}), done)
    assert "✔ accepted by the board [10 Mar]" in said(section(accepted, "decisions"))


PUT_OFF = seen(
    "keys",
    Seen.STARTED,
    "2026-03-05",
    note="soon. Cause: no smith; Measure: ask Ben; New date: 20 April",
    by="ada",
)


def test_a_new_date_stands_under_the_old_one_wherever_an_assignment_is_listed() -> None:
    row = next(
        line for line in part("decisions", PUT_OFF).splitlines() if line.startswith("Change the locks")
    )
    assert "Change the locks [soon; Cause: no smith; Counter-measure: ask Ben]" in row
    assert "1 Mar [new date: 20 April]" in row
    note = replace(PUT_OFF, key="visits")
    assert "30 Nov [new date: 20 April]" in part("activities", note)


def test_what_is_done_has_no_new_date() -> None:
    done = seen("keys", Seen.DONE, "2026-03-20", by="ada")
    assert "[new date" not in part("decisions", PUT_OFF, done)


def test_the_head_says_under_which_item_it_is_taken_up_and_who_drew_it_up() -> None:
    plan = raw() | {"standing_items": ["Money", "Follow-up of the work plan"], "prepared_by": "ada"}
    plan["people"]["ada"]["role"] = "secretary"
    facts = dict(reported(Plan.model_validate(plan)).facts)
    assert facts["Agenda item"] == "2. Follow-up of the work plan"
    assert facts["Prepared by"] == "Ada Hill, secretary"


@pytest.mark.parametrize(
    ("title", "point", "is_it"),
    [
        ("Arbeidsplan 2026", "Oppfølging av arbeidsplanen", True),
        ("Forslag til virksomhedsplan 2026", "Virksomhedsplanen", True),
        ("Work plan 2026", "The plan", True),
        ("Work plan 2026", "Planning of the party", False),
        ("Årshjul 2026", "Årshjulet", False),
    ],
)
def test_a_point_that_names_the_plan_is_the_reports_own(title: str, point: str, is_it: bool) -> None:
    follow = followed(make_plan(title=title, standing_items=["Money", point]))
    assert follow.agenda_item == ((2, point) if is_it else None)


def test_a_committee_is_not_called_a_board() -> None:
    plan = raw()
    plan["bodies"]["board"] |= {"kind": "committee", "name": "Library committee"}
    plan["decisions"][0]["accepted"] = "2026-03-10"
    report = reported(Plan.model_validate(plan), seen("keys", Seen.DONE, "2026-02-27"))
    assert "✔ accepted [10 Mar]" in said(section(report, "decisions"))
    assert report.footer.endswith("The Library committee decides.")
    assert "board’s" not in said(section(report, "basis"))


def test_the_money_says_what_is_spent_left_and_without_cover() -> None:
    money = part("money", *WHAT_PEOPLE_DID)
    assert "Recruiting | NOK 4,000 | NOK 1,250.50 [28 Mar] | NOK 2,749.50 | – | ● within budget" in money
    assert "Book fair: NOK 2,000" in money
    assert "Recruiting | NOK 4,000 | – | – | – | ? not reported" in part("money")


def test_bodies_say_when_they_met_and_what_is_open() -> None:
    assert "The recruiters | Ben Moor | – | – | 1" in part("bodies", *WHAT_PEOPLE_DID)
    assert "The board | Ada Hill | 10 Mar [date passed, not confirmed]" in part("bodies")


def test_an_indicator_says_where_its_number_is_found() -> None:
    plan = raw()
    plan["areas"][0]["goals"][0]["indicator"]["source"] = "The list of members"
    goals = said(section(reported(Plan.model_validate(plan)), "goals"))
    assert "Members [More members; source: The list of members]" in goals


def test_a_count_says_what_it_was_before_and_not_that_it_began_there() -> None:
    plan = raw()
    plan["areas"][0]["goals"][0]["indicator"] |= {"pace": "count", "baseline": 100}
    told = said(section(reported(Plan.model_validate(plan)), "goals"))
    assert "at least 140 members [100 before, by 31 Dec]" in told


def test_a_deviation_from_a_limit_says_that_it_is_one() -> None:
    plan = raw()
    plan["areas"][0]["goals"][0]["indicator"] |= {"baseline": 100, "target": 60, "comparator": "at-most"}
    late = seen("members", Seen.MEASURED, "2026-03-20", number=110)
    told = said(section(reported(Plan.model_validate(plan), late), "deviations"))
    assert "at most 60 members by 31 Dec" in told


def test_risks_say_their_value_and_how_their_controls_go() -> None:
    assert part("risks") == (
        "The cash box is short | ▲ 12 high [3 × 4] | to be controlled | Count the cash box | Ben Moor | 31 Mar | "
        "? not reported [0 of 4 done; quarter 1: not reported]"
    )


def election_plan(**changes: object) -> Plan:
    areas = raw()["areas"]
    areas.append(
        {
            "id": "election",
            "title": "The council election",
            "timeline": True,
            "activities": [
                {"id": "list", "title": "Hand in the list", "responsible": "ada", "due": "2026-03-31"},
                {"id": "slogan", "title": "Find a slogan"},
            ],
        }
    )
    day = {"id": "election-day", "title": "Election day", "date": "2026-09-14", "area": "election"}
    return make_plan(areas=areas, events=[*raw()["events"], day], **changes)


def test_an_election_has_its_days_in_a_part_of_its_own() -> None:
    election = said(section(reported(election_plan()), "timeline")).splitlines()
    assert election[0] == "The council election"
    assert [line.partition(" | ")[2].partition(" | ")[0] for line in election[1:]] == [
        "Hand in the list",
        "Election day",
        "Find a slogan",
    ]
    assert "? not reported" in election[1]
    assert "14 Sept" in election[2]


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        ({"probability": 3, "consequence": 4}, "3 × 4; unchanged"),
        ({"probability": 2, "consequence": 4}, "3 × 4; ↗ up from 8"),
        ({"probability": 4, "consequence": 4}, "3 × 4; ↘ down from 16"),
        ({"probability": None, "consequence": None}, "3 × 4; rated for the first time"),
        ({"id": "fire"}, "3 × 4; new"),
    ],
)
def test_a_risk_says_how_its_value_has_changed_since_the_last_reports_plan(
    earlier: dict[str, object], told: str
) -> None:
    report = reported(make_plan(), earlier=changed({"cash": earlier}))
    assert f"▲ 12 high [{told}]" in said(section(report, "risks"))


@pytest.mark.parametrize("code", languages())
def test_the_election_stands_between_the_risks_and_the_changes_in_every_language(code: str) -> None:
    keys = [one.key for one in reported(election_plan(language=code)).sections]
    assert keys[keys.index("risks") : keys.index("changes") + 1] == ["risks", "timeline", "changes"]


def test_the_activities_stand_by_who_answers_for_them_where_that_is_asked_for() -> None:
    follow = replace(followed(make_plan()), by_responsible=True)
    activities = section(report_of(follow, language("en")), "activities")
    names = [block.text for block in activities.blocks if isinstance(block, Subheading)]
    assert names == ["Ada Hill", "Ben Moor", "nobody named"]


def test_a_control_says_when_it_is_due() -> None:
    assert "| Ben Moor | 31 Mar |" in part("risks")


def test_changes_tell_what_the_plan_changed_and_who_moved_what() -> None:
    earlier = changed({"campaign": {"title": "Campaign", "due": "2026-03-01"}})
    changes = said(section(reported(make_plan(), *WHAT_PEOPLE_DID, earlier=earlier), "changes"))
    assert "Renamed: “Campaign” is now “Run a campaign” (activity)" in changes
    assert "Moved: Run a campaign (activity), 1 Mar → 15 Mar" in changes
    assert (
        "Board meeting | 14 Apr 18:00 | 21 Apr 18:00 | 12 Mar, Ben Moor [calendar] | ◆ kept, not settled"
        in changes
    )


def test_a_move_that_was_settled_is_told_in_its_month_and_not_again() -> None:
    story = (
        moved("visits", "due", "2026-11-30", "2026-12-10", "2026-03-10"),
        seen("visits", Seen.RESTORED, "2026-03-20", field="due"),
    )
    assert "Visit the schools | 30 Nov | 10 Dec | 10 Mar [list] | ✔ put back" in part("changes", *story)
    assert "Visit the schools" not in part("changes", *story, edition=APRIL)


def test_what_was_read_stands_with_its_day_and_nothing_later() -> None:
    assert "list | 2 | 20 Mar 13:00 | 31 Mar 17:00" in part("basis", *WHAT_PEOPLE_DID)


def test_a_deadline_read_from_words_carries_a_star_and_the_key_explains_it() -> None:
    plan = changed({"visits": {"due": "before the summer"}, "shelf": {"due": "as soon as possible"}})
    activities = said(section(reported(plan), "activities"))
    assert "Visit the schools | Ben Moor | 15 Jun*" in activities
    assert "Mend the shelf | nobody named | as soon as possible" in activities
    assert "* the date was read from the plan’s own words" in part("basis")


def test_what_is_confidential_says_so_in_the_boards_report() -> None:
    report = reported(changed({"visits": {"confidential": True}}))
    assert "Visit the schools (confidential)" in said(section(report, "activities"))


# Silence, and as of then ------------------------------------------------------------------------------------------


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)))
@settings(deadline=None, max_examples=30)
def test_silence_is_never_green(day: date) -> None:
    report = reported(make_plan(), edition=Edition.until(day))
    good = {mark.word for mark in marks(report) if mark.tone in {Tone.GOOD, Tone.CLOSED}}
    assert good <= {"on track"}  # "at least two evenings": what is booked counts
    areas = raw()["areas"]
    del areas[0]["goals"][1]["indicator"]
    without = make_plan(areas=areas)
    assert [
        mark for mark in marks(reported(without, edition=Edition.until(day))) if mark.tone is Tone.GOOD
    ] == []


KINDS = [
    Seen.STARTED,
    Seen.DONE,
    Seen.REOPENED,
    Seen.CANCELLED,
    Seen.UNCANCELLED,
    Seen.DELETED,
    Seen.RETURNED,
    Seen.NOTED,
]
KEYS = ["campaign", "letter@2026-02", "letter@2026-03", "visits", "keys", "board-meeting@2026-03-10", "fair"]


def story(seed: int) -> list[Observation]:
    chance = random.Random(seed)
    days = [date(2026, 1, 5) + timedelta(days=chance.randrange(200)) for _ in range(40)]
    return [
        *(seen(chance.choice(KEYS), chance.choice(KINDS), day.isoformat()) for day in sorted(days)),
        *(
            seen("members", Seen.MEASURED, day.isoformat(), number=chance.randrange(90, 150))
            for day in days[:8]
        ),
    ]


@pytest.mark.parametrize("seed", range(10))
def test_what_happens_later_never_changes_the_report_of_an_earlier_month(seed: int) -> None:
    every = story(seed)
    then = [one for one in every if one.when.date() <= MARCH.as_of]
    assert reported(make_plan(), *every) == reported(make_plan(), *then)


def test_the_same_input_gives_the_same_report() -> None:
    assert repr(reported(make_plan(), *story(1))) == repr(reported(make_plan(), *story(1)))


def test_a_reading_of_a_later_day_is_not_named() -> None:
    assert "2 May" not in part("basis", *WHAT_PEOPLE_DID)


# Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ("level", Level),
        ("trend", Trend),
        ("outlook", Outlook),
        ("schedule", Schedule),
        ("settled", Settled),
        ("kind", TaskKind),
        ("part", Part),
        ("change", ChangeKind),
        ("proposal", ProposalKind),
        ("plan_status", Status),
        ("key", Tone),
    ],
)
def test_every_state_has_a_word_in_every_language(code: str, prefix: str, codes: type[StrEnum]) -> None:
    words = language(code).words
    assert [one for one in codes if f"{prefix}.{one}" not in words] == []
    if codes is Outlook:
        assert [
            one for one in codes for many in ("one", "many") if f"counted.{one}_{many}" not in words
        ] == []


@pytest.mark.parametrize("code", languages())
def test_no_sentence_of_the_report_ends_twice_or_keeps_a_placeholder(code: str) -> None:
    report = reported(make_plan(language=code), *WHAT_PEOPLE_DID)
    text = "\n".join(said(one) for one in report.sections)
    assert "{" not in text
    assert re.findall(r"\.\.$|  ", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("code", "day", "money"),
    [
        ("sv", "28\u00a0mars", "1\u00a0250,50\u00a0Nkr"),
        ("nb", "28.\u00a0mars", "1\u00a0250,50\u00a0kr"),
        ("nn", "28.\u00a0mars", "1\u00a0250,50\u00a0kr"),
        ("da", "28.\u00a0mar.", "1.250,50\u00a0NOK"),
        ("en", "28\u00a0Mar", "NOK\u00a01,250.50"),
    ],
)
def test_dates_and_money_are_written_as_the_language_writes_them(code: str, day: str, money: str) -> None:
    table = next(
        block
        for block in section(reported(make_plan(language=code), *WHAT_PEOPLE_DID), "money").blocks
        if isinstance(block, Table)
    )
    spent = table.rows[0][2]
    assert (spent.detail, spent.text.replace("\u202f", "\u00a0")) == (day, money)


@pytest.mark.parametrize(
    ("code", "currency", "whole", "odd"),
    [
        ("en", "GBP", "£4,000", "£1,250.50"),
        ("en", "USD", "US$4,000", "US$1,250.50"),
        ("en", "NOK", "NOK\u00a04,000", "NOK\u00a01,250.50"),
        ("sv", "SEK", "4\u00a0000\u00a0kr", "1\u00a0250,50\u00a0kr"),
        ("nb", "NOK", "4\u00a0000\u00a0kr", "1\u00a0250,50\u00a0kr"),
        ("nn", "NOK", "4\u00a0000\u00a0kr", "1\u00a0250,50\u00a0kr"),
        ("da", "DKK", "4.000\u00a0kr.", "1.250,50\u00a0kr."),
    ],
)
def test_money_stands_on_the_side_that_the_language_puts_it(
    code: str, currency: str, whole: str, odd: str
) -> None:
    say = Wording(language(code), make_plan(language=code, currency=currency), MARCH.as_of)
    assert (say.money(4000), say.money(1250.5)) == (whole, odd)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("left\u202eright\u2066in\u2069", "leftrightin"),
        ("bell\x07", "bell"),
        ("שלום", "שלום"),
        ("Café – ½ 日本", "Café – ½ 日本"),
    ],
)
def test_what_people_wrote_is_one_line_that_steers_nothing(text: str, line: str) -> None:
    assert plain(text) == line
