"""Every hole that a plan can have is found, and a whole plan has none."""

import re
from pathlib import Path
from textwrap import dedent, indent

import pytest

from config.language import language, languages
from config.plan_file import PlanFile, understand
from mappings.plan_to_findings import Finding, Severity, findings

HEAD = """\
id: demo-2026
title: Plan 2026
organisation: The Society
language: {language}
period: 2026
status: adopted
adopted: 2026-01-20
people: {{anna: {{name: Anna}}}}
bodies: {{board: {{name: The board, chair: anna, members: [anna]}}}}
"""


def plan(body: str = "", *, head: str = HEAD, code: str = "en") -> PlanFile:
    return understand(head.format(language=code) + dedent(body), Path("plan.yaml"))


def area(*, goals: str = "", activities: str = "") -> str:
    """One area with these goals and activities."""
    text = "areas:\n  - id: work\n    title: Work\n"
    for key, inner in (("goals", goals), ("activities", activities)):
        if inner:
            text += f"    {key}:\n{indent(dedent(inner).strip(), '      ')}\n"
    return text


def found(file: PlanFile, code: str) -> list[Finding]:
    return [one for one in findings(file) if one.code == code]


def codes(file: PlanFile) -> list[str]:
    return [one.code for one in findings(file)]


# For each code: a plan that has the hole, and the same plan with the hole filled.

DONE = "responsible: anna, due: 2026-05-01"
GOAL = "{id: members, title: Members, indicator: {title: Members, baseline: 100, target: 120}}"
WORKING = f"- {{id: call, title: Call, goal: members, {DONE}}}"

CASES: dict[str, tuple[str, str]] = {
    "activity-without-responsible": (
        area(activities="- {id: call, title: Call, due: 2026-05-01}"),
        area(activities=f"- {{id: call, title: Call, {DONE}}}"),
    ),
    "activity-without-date": (
        area(activities="- {id: call, title: Call, responsible: anna}"),
        area(activities="- {id: call, title: Call, responsible: anna, cadence: monthly}"),
    ),
    "each-alone": (
        area(activities=f"- {{id: call, title: Call, each: true, {DONE}}}"),
        area(activities=f"- {{id: call, title: Call, {DONE}}}"),
    ),
    "activity-without-responsible-and-date": (
        area(activities="- {id: call, title: Call}"),
        area(activities=f"- {{id: call, title: Call, {DONE}}}"),
    ),
    "decision-without-responsible": (
        "decisions: [{id: d1, text: Buy chairs, due: 2026-05-01}]",
        "decisions: [{id: d1, text: Buy chairs, due: 2026-05-01, responsible: board}]",
    ),
    "decision-without-date": (
        "decisions: [{id: d1, text: Buy chairs, responsible: anna}]",
        "decisions: [{id: d1, text: Buy chairs, responsible: anna, due: 2026-Q2}]",
    ),
    "decision-without-responsible-and-date": (
        "decisions: [{id: d1, text: Buy chairs}]",
        "decisions: [{id: d1, text: Buy chairs, cancelled: true}]",
    ),
    "control-without-responsible": (
        "risks: [{id: cash, title: Cash lost, control: {what: Count the cash}}]",
        "risks: [{id: cash, title: Cash lost, control: {what: Count the cash, responsible: anna}}]",
    ),
    "body-without-contact": (
        "decisions: [{id: d1, text: Buy, due: 2026-05-01, responsible: board}]",
        "decisions: [{id: d1, text: Buy, due: 2026-05-01, responsible: anna}]",
    ),
    "deadline-unread": (
        area(activities="- {id: call, title: Call, responsible: anna, due: when pigs fly}"),
        area(activities="- {id: call, title: Call, responsible: anna, due: by 1 May}"),
    ),
    "deadline-open": (
        area(activities="- {id: call, title: Call, responsible: anna, due: as soon as possible}"),
        area(activities="- {id: call, title: Call, responsible: anna, due: continuously}"),
    ),
    "deadline-only-start": (
        area(activities="- {id: call, title: Call, responsible: anna, due: from 1 May}"),
        area(activities="- {id: call, title: Call, responsible: anna, start: from 1 May, due: 2026-06-01}"),
    ),
    "deadline-read": (
        area(activities="- {id: call, title: Call, responsible: anna, due: before the summer}"),
        area(activities="- {id: call, title: Call, responsible: anna, due: week 24}"),
    ),
    "month-only": (
        "events: [{id: trip, title: Trip, month: 2026-03}]",
        "events: [{id: trip, title: Trip, date: 2026-03-14}]",
    ),
    "gathering-without-day": (
        "meetings: [{id: talk, title: Talk}]",
        "meetings: [{id: talk, title: Talk, every: first Monday}]",
    ),
    "weekday-breaks-series": (
        "meetings: [{id: m, title: M, dates: [2026-02-04, 2026-03-05, 2026-04-15, 2026-05-06]}]",
        "meetings: [{id: m, title: M, dates: [2026-02-04, 2026-03-04, 2026-04-15, 2026-05-06]}]",
    ),
    "outside-period": (
        "events: [{id: trip, title: Trip, date: 2025-03-14}]",
        "events: [{id: trip, title: Trip, date: 2026-03-14}]",
    ),
    "invited-without-address": (
        "events: [{id: trip, title: Trip, date: 2026-03-14, invite: anna}]",
        "events: [{id: trip, title: Trip, date: 2026-03-14}]",
    ),
    "invited-without-members": (
        "events: [{id: trip, title: Trip, date: 2026-03-14, invite: crowd}]",
        "events: [{id: trip, title: Trip, date: 2026-03-14, cancelled: true, invite: crowd}]",
    ),
    "too-many-invited": (
        "events: [{id: trip, title: Trip, date: 2026-03-14, invite: crowd}]",
        "events: [{id: trip, title: Trip, date: 2026-03-14, invite: p1}]",
    ),
    "order-broken": (
        area(
            activities=f"""
            - {{id: a, title: A, responsible: anna, due: 2026-06-01}}
            - {{id: b, title: B, after: a, {DONE}}}"""
        ),
        area(
            activities=f"""
            - {{id: a, title: A, responsible: anna, due: 2026-05-01}}
            - {{id: b, title: B, after: a, {DONE}}}"""
        ),
    ),
    "goal-without-indicator": (
        area(goals="- {id: members, title: Members}", activities=WORKING),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "goal-without-activity": (
        area(goals=f"- {GOAL}\n- {GOAL.replace('members', 'friends')}", activities=WORKING),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "no-activity-names-a-goal": (
        area(goals=f"- {GOAL}", activities=f"- {{id: call, title: Call, {DONE}}}"),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "indicator-without-target": (
        area(goals="- {id: members, title: Members, indicator: {title: Members}}", activities=WORKING),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "indicator-without-baseline": (
        area(goals="- {id: members, title: M, indicator: {title: M, target: 9}}", activities=WORKING),
        area(
            goals="- {id: members, title: M, indicator: {title: M, target: 9, pace: count}}",
            activities=WORKING,
        ),
    ),
    "percent-without-baseline": (
        area(
            goals="- {id: members, title: M, indicator: {title: M, target: +10 %, pace: at-end}}",
            activities=WORKING,
        ),
        area(
            goals="- {id: members, title: M, indicator: {title: M, target: +10 %, baseline: 9}}",
            activities=WORKING,
        ),
    ),
    "percent-which-baseline": (
        area(
            goals="- {id: members, title: M, indicators: [{title: A, target: 160}, {title: B, target: +10 %}]}",
            activities=WORKING,
        ),
        area(
            goals="- {id: members, title: M, indicators: [{title: A, baseline: 145, target: 160}, {title: B, baseline: 145, target: +10 %}]}",
            activities=WORKING,
        ),
    ),
    "percent-which-baseline-down": (
        area(
            goals="- {id: members, title: M, indicators: [{title: A, target: 90, comparator: at-most}, {title: B, target: −10 %}]}",
            activities=WORKING,
        ),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "targets-contradict": (
        area(
            goals="- {id: members, title: M, indicators: [{title: A, baseline: 150, target: 160}, {title: B, baseline: 150, target: +10 %}]}",
            activities=WORKING,
        ),
        area(
            goals="- {id: members, title: M, indicators: [{title: A, baseline: 145, target: 160}, {title: B, baseline: 145, target: +10 %}]}",
            activities=WORKING,
        ),
    ),
    "events-not-booked": (
        "events: [{id: e1, title: E, date: 2026-03-14}]\n"
        + area(
            goals="- {id: talks, title: T, indicator: {title: Talks, target: 2, pace: events, counts: [e1]}}"
        ),
        "events: [{id: e1, title: E, date: 2026-03-14}, {id: e2, title: E, date: 2026-09-14}]\n"
        + area(
            goals="- {id: talks, title: T, indicator: {title: Talks, target: 2, pace: events, counts: [e1, e2]}}"
        ),
    ),
    "events-not-counted": (
        area(
            goals="- {id: members, title: T, indicator: {title: Talks, target: 2, pace: events}}",
            activities=WORKING,
        ),
        area(goals=f"- {GOAL}", activities=WORKING),
    ),
    "cost-without-cover": (
        area(activities=f"- {{id: call, title: Call, cost: 50, {DONE}}}")
        + "budget: [{id: b, title: B, amount: 99}]",
        area(activities=f"- {{id: call, title: Call, cost: 50, {DONE}}}")
        + "budget: [{id: b, title: B, amount: 99, covers: [call]}]",
    ),
    "costs-without-budget": (
        area(activities=f"- {{id: call, title: Call, cost: 50, {DONE}}}"),
        area(activities=f"- {{id: call, title: Call, cost: 0, {DONE}}}"),
    ),
    "budget-overdrawn": (
        area(activities=f"- {{id: call, title: Call, cost: 50, {DONE}}}")
        + "budget: [{id: b, title: B, amount: 49.5, covers: [call]}]",
        area(activities=f"- {{id: call, title: Call, cost: 50, {DONE}}}")
        + "budget: [{id: b, title: B, amount: 50, covers: [call]}]",
    ),
    "risk-without-control": (
        "risks: [{id: cash, title: Cash lost, decision: control}]",
        "risks: [{id: cash, title: Cash lost, decision: accept}]",
    ),
    "part-missing": (
        "requires: [events]",
        "requires: [events]\nevents: [{id: trip, title: Trip, date: 2026-03-14}]",
    ),
    "section-missing": (
        "requires: [background]\nsections: [{id: background, title: Background}]",
        "requires: [background]\nsections: [{id: background, title: Background, text: Why.}]",
    ),
}
WITHOUT_CHAIR = HEAD.replace("chair: anna, ", "")
CROWD = HEAD.replace("bodies: {{", "bodies: {{crowd: {{name: Crowd}}, ")
PEOPLE = {f"p{number}": f"{{{{name: P, email: p{number}@example.org}}}}" for number in range(201)}
CROWDED = CROWD.replace("name: Crowd", f"name: Crowd, members: [{', '.join(PEOPLE)}]").replace(
    "people: {{", f"people: {{{{{', '.join(f'{name}: {person}' for name, person in PEOPLE.items())}, "
)
HEADS: dict[str, tuple[str, str]] = {
    "invited-without-members": (CROWD, CROWD),
    "too-many-invited": (CROWDED, CROWDED),
    "body-without-contact": (WITHOUT_CHAIR, HEAD),
    "adopted-without-date": (HEAD.replace("adopted: 2026-01-20\n", ""), HEAD),
    "plan-without-id": (HEAD.replace("id: demo-2026\n", ""), HEAD),
}
CODES = sorted({*CASES, *HEADS})


def with_hole(code: str, language_code: str = "en") -> PlanFile:
    return plan(CASES.get(code, ("", ""))[0], head=HEADS.get(code, (HEAD, HEAD))[0], code=language_code)


def filled(code: str) -> PlanFile:
    return plan(CASES.get(code, ("", ""))[1], head=HEADS.get(code, (HEAD, HEAD))[1])


@pytest.mark.parametrize("code", CODES)
def test_the_hole_is_found(code: str) -> None:
    assert code in codes(with_hole(code))


@pytest.mark.parametrize("code", CODES)
def test_the_filled_hole_is_not(code: str) -> None:
    assert codes(filled(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_the_hole_is_the_only_thing_said_about_it(code: str) -> None:
    assert codes(with_hole(code)) == [code]


def test_every_code_with_a_sentence_has_a_plan_here() -> None:
    written = {key.removeprefix("check.") for key in language("en").words if key.startswith("check.")}
    assert {code for code in written if not code.startswith("part.")} - {"summary"} == set(CODES)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("spoken", languages())
def test_every_language_says_every_hole_with_its_own_words(spoken: str, code: str) -> None:
    (hole,) = found(with_hole(code), code)
    sentence = hole.sentence(language(spoken))
    assert "{" not in sentence
    assert all(value in sentence for value in hole.values.values())
    assert spoken == "en" or sentence != hole.sentence(language("en"))


@pytest.mark.parametrize("spoken", languages())
def test_every_part_that_can_be_required_has_its_name(spoken: str) -> None:
    every = "requires: [goals, indicators, activities, meetings, events, budget, risks, controls, parents, decisions]"
    missing = found(plan(every), "part-missing")
    assert len(missing) == 10
    assert all(language(spoken).word(f"check.part.{one.values['where']}") for one in missing)


def test_a_finding_stands_at_its_line_and_column() -> None:
    file = plan("events:\n  - {id: åre, title: 🎿 Åre, month: 2026-03}\n  - {id: b, title: B}")
    assert [file.place(one.place) for one in findings(file)] == [(11, 5), (12, 5)]


def test_findings_come_in_the_order_of_the_file() -> None:
    file = plan(
        """\
        risks: [{id: cash, title: Cash lost, decision: control}]
        decisions: [{id: d, text: D}]
        events: [{id: e, title: E}]
        """
    )
    places = [file.place(one.place) for one in findings(file)]
    assert places == sorted(places)
    assert len(places) == 3


def test_values_are_in_the_plans_language() -> None:
    file = plan("meetings: [{id: m, title: Möte, month: 2026-05}]", code="sv")
    (hole,) = findings(file)
    assert (
        hole.sentence(language("sv"))
        == "”Möte” har en månad (maj 2026) men ingen dag; skriv date: när dagen är bestämd"
    )


# Readings are confirmed once for each phrase


def test_a_phrase_on_many_activities_is_one_question() -> None:
    lines = "\n".join(
        f"- {{id: a{n}, title: T{n}, responsible: anna, due: during the year}}" for n in range(14)
    )
    (asked,) = findings(plan(area(activities=lines)))
    assert asked.severity is Severity.QUESTION
    assert asked.values["titles"] == "T0, T1, T2, T3, T4, …"
    assert asked.values["date"] == "31 December 2026"


def test_a_hole_is_not_a_question() -> None:
    assert findings(with_hole("month-only"))[0].severity is Severity.HOLE


def test_what_is_cancelled_or_accepted_has_no_holes() -> None:
    activities = """
        - {id: a, title: A, cancelled: true}
        - {id: b, title: B, accepted: 2027-01-01}
        """
    body = area(activities=activities) + "events: [{id: e, title: E, month: 2026-03, cancelled: true}]"
    assert codes(plan(body)) == []


def test_an_activity_without_a_goal_is_no_hole() -> None:
    assert codes(plan(area(activities=f"- {{id: call, title: Call, {DONE}}}"))) == []


def test_a_person_without_an_address_is_no_hole() -> None:
    assert codes(plan("decisions: [{id: d1, text: Buy, due: 2026-05-01, responsible: anna}]")) == []


# Bodies


def test_a_working_group_without_a_convenor_is_found_before_it_is_given_anything() -> None:
    group = HEAD.replace("chair: anna, ", "").replace(
        "name: The board", "name: The board, kind: working-group"
    )
    assert codes(plan(head=group)) == ["body-without-contact"]


def test_an_assembly_that_is_given_nothing_needs_no_chair() -> None:
    assert codes(plan(head=WITHOUT_CHAIR)) == []


@pytest.mark.parametrize(
    "body",
    [
        "meetings: [{id: m, title: M, date: 2026-05-01, body: board, notice: 2 weeks}]",
        "meetings: [{id: m, title: M, date: 2026-05-01, notice: 2 weeks, notice_by: board}]",
        "risks: [{id: r, title: R, control: {what: W, responsible: board}}]",
        "events: [{id: e, title: E, date: 2026-05-01, responsible: board}]",
    ],
)
def test_a_body_that_is_given_a_task_needs_somebody(body: str) -> None:
    assert codes(plan(body, head=WITHOUT_CHAIR)) == ["body-without-contact"]


# Series


@pytest.mark.parametrize(
    "when",
    [
        "dates: [2026-02-04, 2026-03-04, 2026-04-15, 2026-05-06], moved: {2026-03-04: 2026-03-05}",
        "dates: [2026-02-04, {date: 2026-03-05, cancelled: true}, 2026-04-15, 2026-05-06]",
        "dates: [2026-02-04, 2026-03-05]",
        "dates: [2026-02-04, 2026-03-04, 2026-04-14, 2026-05-05]",
        "dates: [2026-02-04, 2026-03-04, 2026-04-14]",
        "every: first Wednesday, moved: {2026-03-04: 2026-03-05}",
    ],
)
def test_a_series_without_a_clear_weekday_or_with_a_move_that_is_said_breaks_nothing(when: str) -> None:
    assert codes(plan(f"meetings: [{{id: m, title: M, {when}}}]")) == []


def test_the_deviating_dates_are_named_once_at_the_first_of_them() -> None:
    body = """\
        meetings:
          - id: m
            title: M
            dates:
              - 2026-02-04
              - 2026-03-05
              - 2026-04-15
              - 2026-05-06
              - 2026-06-03
              - 2026-09-08
              - 2026-10-07
              - 2026-11-04
        """
    file = plan(body)
    (hole,) = findings(file)
    assert hole.values["usual"] == "Wednesday"
    assert hole.values["dates"] == "5 March 2026 (Thursday), 8 September 2026 (Tuesday)"
    assert file.place(hole.place) == (15, 9)


# The period


def test_next_years_annual_meeting_may_close_the_plan() -> None:
    assert codes(plan("meetings: [{id: agm, title: Annual meeting, date: 2027-02-10}]")) == []


def test_a_deadline_that_hangs_on_that_meeting_is_not_outside_either() -> None:
    body = "meetings: [{id: agm, title: Annual meeting, date: 2027-02-10}]\n" + area(
        activities="- {id: call, title: Call, responsible: anna, due: 14 days before agm}"
    )
    assert codes(plan(body)) == []


@pytest.mark.parametrize("due", ["2025-05-01", "2027-02", "1 May 2027", "{from: 2027-01-01, to: 2027-02-01}"])
def test_a_deadline_with_the_wrong_year_is_asked_about(due: str) -> None:
    assert codes(plan(area(activities=f"- {{id: call, title: Call, responsible: anna, due: {due!s}}}"))) == [
        "outside-period"
    ]


def test_a_week_that_begins_in_the_old_year_is_not_outside() -> None:
    assert codes(plan(area(activities="- {id: call, title: Call, responsible: anna, due: 2026-W01}"))) == []


def test_a_series_outside_the_period_is_one_question() -> None:
    (asked,) = findings(plan("meetings: [{id: m, title: M, dates: [2026-01-05, 2027-01-04, 2027-02-01]}]"))
    assert asked.code == "outside-period"
    assert asked.values["dates"] == "4 January 2027, 1 February 2027"


# Order


def test_activities_in_their_order_may_be_due_the_same_day() -> None:
    activities = f"- {{id: a, title: A, {DONE}}}\n- {{id: b, title: B, after: a, {DONE}}}"
    assert codes(plan(area(activities=activities))) == []


def test_an_order_among_undated_activities_cannot_be_broken() -> None:
    activities = (
        f"- {{id: a, title: A, responsible: anna, cadence: monthly}}\n- {{id: b, title: B, after: a, {DONE}}}"
    )
    assert codes(plan(area(activities=activities))) == []


# Targets


def indicators(*lines: str, activity: bool = True) -> PlanFile:
    goals = "- id: members\n  title: Members\n  indicators:\n" + "\n".join(f"    - {line}" for line in lines)
    return plan(area(goals=goals, activities=WORKING if activity else ""))


@pytest.mark.parametrize(("baseline", "agree"), [(100, True), (145, True), (145.46, False), (150, False)])
def test_160_and_10_per_cent_agree_up_to_a_baseline_of_145(baseline: float, agree: bool) -> None:
    file = indicators(
        f"{{title: A, target: 160, baseline: {baseline}}}",
        f"{{title: A, target: +10 %, baseline: {baseline}}}",
    )
    assert ("targets-contradict" in codes(file)) is not agree


def test_a_contradiction_shows_what_the_percentage_asks_for() -> None:
    file = indicators("{title: A, target: 160, baseline: 150}", "{title: A, target: +10 %, baseline: 150}")
    (hole,) = findings(file)
    assert hole.values["other_target"] == "+10 % = 165"


def test_exact_arithmetic_finds_no_contradiction_where_both_say_165() -> None:
    assert (
        codes(
            indicators("{title: A, target: 165, baseline: 150}", "{title: A, target: +10 %, baseline: 150}")
        )
        == []
    )


def test_without_a_baseline_the_question_names_the_limit() -> None:
    (asked,) = findings(indicators("{title: A, target: 160}", "{title: B, target: +10 %}"))[:1]
    assert (asked.code, asked.values["limit"]) == ("percent-which-baseline", "145.45")
    assert asked.severity is Severity.QUESTION


@pytest.mark.parametrize(
    "lines",
    [
        ("{title: A, target: 40, baseline: 1}", "{title: B, target: 50, baseline: 1}"),  # two measures
        ("{title: A, target: 40, baseline: 1, unit: h}", "{title: A, target: 50, baseline: 1, unit: m}"),
        (
            "{title: A, target: 40, baseline: 1, by: 2026-06-30}",
            "{title: A, target: 50, baseline: 1}",
        ),  # two days
        ("{title: A, target: 40, baseline: 1}", "{title: A, target: 60, comparator: at-most}"),  # a span
        (
            "{title: A, target: 900, baseline: 800}",
            "{title: B, target: +50 %, baseline: 20}",
        ),  # two baselines
        (
            "{title: A, target: 900, baseline: 800, unit: x}",
            "{title: B, target: +50 %, baseline: 800, unit: y}",
        ),
        (
            "{title: A, target: 90, comparator: at-most, baseline: 100}",
            "{title: A, target: −10 %, baseline: 100}",
        ),
        ("{title: A, target: 95, comparator: at-most}", "{title: A, target: −4 %, baseline: 100}"),
    ],
)
def test_targets_for_different_things_or_different_days_do_not_contradict(lines: tuple[str, ...]) -> None:
    assert codes(indicators(*lines)) == []


@pytest.mark.parametrize(
    "lines",
    [
        ("{title: Hours, target: 40, baseline: 1}", "{title: hours, target: 50, baseline: 1}"),
        ("{title: A, target: 60, baseline: 1}", "{title: A, target: 40, comparator: at-most}"),
        ("{title: A, target: +5 %, baseline: 1}", "{title: A, target: +10 %, baseline: 1}"),
        (
            "{title: A, target: 40, comparator: exactly, baseline: 1}",
            "{title: A, target: 50, comparator: exactly, baseline: 1}",
        ),
    ],
)
def test_targets_for_one_thing_on_one_day_do(lines: tuple[str, ...]) -> None:
    assert "targets-contradict" in codes(indicators(*lines))


def test_a_decrease_that_asks_for_less_than_the_limit_contradicts_it() -> None:
    file = indicators(
        "{title: A, target: 95, comparator: at-most}", "{title: A, target: −10 %, baseline: 100}"
    )
    assert codes(file) == ["targets-contradict"]


def test_the_same_target_in_two_areas_contradicts_too() -> None:
    body = """\
        areas:
          - {id: x, title: X, goals: [{id: g, title: G, indicator: {title: Members, target: 10, pace: count}}]}
          - {id: y, title: Y, goals: [{id: h, title: H, indicator: {title: Members, target: 12, pace: count}}]}
        """
    assert "targets-contradict" in codes(plan(body))


def test_a_limit_to_keep_needs_no_baseline() -> None:
    assert codes(indicators("{title: A, target: 5, comparator: at-most}")) == []


def test_a_goal_that_meetings_work_for_needs_no_activity() -> None:
    assert codes(filled("events-not-booked")) == []


def test_events_after_the_deadline_or_called_off_do_not_count_as_booked() -> None:
    dates = "[2026-02-04, 2026-03-04, 2026-04-15, 2026-12-02], cancelled: [2026-03-04]"
    indicator = "{title: T, target: 4, pace: events, counts: m, by: 2026-06-30}"
    body = f"meetings: [{{id: m, title: M, dates: {dates}}}]\n" + area(
        goals=f"- {{id: t, title: T, indicator: {indicator}}}"
    )
    (hole,) = found(plan(body), "events-not-booked")
    assert (hole.values["booked"], hole.values["target"]) == ("2", "4")


def test_a_percentage_beside_a_number_with_a_baseline_is_worked_out_from_it() -> None:
    file = indicators("{title: A, target: 160, baseline: 150}", "{title: B, target: +10 %}")
    assert codes(file) == ["percent-without-baseline", "targets-contradict"]


def test_goals_that_no_activity_names_are_one_question() -> None:
    goals = "\n".join(
        f"- {{id: g{n}, title: G{n}, indicator: {{title: I{n}, baseline: 1, target: 2}}}}" for n in range(20)
    )
    (asked,) = findings(plan(area(goals=goals, activities=f"- {{id: a, title: A, {DONE}}}")))
    assert (asked.code, asked.severity) == ("no-activity-names-a-goal", Severity.QUESTION)


# Money


def test_a_line_shared_by_what_two_lines_cover_is_judged_with_the_other() -> None:
    activities = area(activities=f"- {{id: call, title: Call, cost: 150, {DONE}}}")
    enough = (
        activities
        + "budget: [{id: a, title: A, amount: 100, covers: call}, {id: b, title: B, amount: 50, covers: call}]"
    )
    little = enough.replace("amount: 50", "amount: 49")
    assert codes(plan(enough)) == []
    (hole,) = findings(plan(little))
    assert (hole.code, hole.values["titles"]) == ("budget-overdrawn", "A, B")


def test_a_meetings_cost_needs_cover_too() -> None:
    body = "events: [{id: e, title: E, date: 2026-03-14, cost: 10}]\nbudget: [{id: a, title: A, amount: 100}]"
    assert codes(plan(body)) == ["cost-without-cover"]


def test_what_is_cancelled_costs_nothing() -> None:
    body = (
        area(activities="- {id: a, title: A, cost: 10, cancelled: true}")
        + "budget: [{id: a1, title: A, amount: 1, covers: a}]"
    )
    assert codes(plan(body)) == []


# The plan as a whole


def test_a_draft_needs_no_day_of_adoption() -> None:
    assert codes(plan(head=HEAD.replace("status: adopted\nadopted: 2026-01-20\n", ""))) == []


def test_a_revised_plan_needs_it_as_much() -> None:
    assert codes(plan(head=HEAD.replace("status: adopted\nadopted: 2026-01-20", "status: revised"))) == [
        "adopted-without-date"
    ]


def test_the_id_that_the_plan_got_is_the_one_to_write() -> None:
    (asked,) = findings(with_hole("plan-without-id"))
    assert asked.values == {"id": "the-society-2026"}


def test_nothing_steers_a_sentence_but_its_own_words() -> None:
    body = area(activities="- {id: a, title: 'Ring {anna} %s {0}', responsible: anna}")
    (hole,) = findings(plan(body))
    assert "Ring {anna} %s {0}" in hole.sentence(language("en"))


def test_long_titles_are_cut_where_they_are_only_named() -> None:
    body = area(activities=f"- {{id: a, title: {'x' * 500}, responsible: anna}}")
    (hole,) = findings(plan(body))
    assert re.search("x{59}…”", hole.sentence(language("en")))
