"""An assignment that everybody does for themselves: its tasks, and how it stands by how theirs do."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.plan import Plan
from config.plan_file import understand
from mappings.assignments import Assignment, Outlook
from mappings.evidence import Work
from mappings.follow_up import FollowUp
from mappings.history import Observation, Seen
from mappings.items import Task, plan_digest
from mappings.plan_to_tasks import wanted_tasks
from mappings.routing import belongings, name_of
from mappings.standing import Reporting, Schedule
from tests.progress import MARCH, followed, moved, said, section, seen
from tests.progress import reported as make_report

PLAN = """\
id: lodge-2026
title: Plan 2026
organisation: The Lodge
language: en
period: 2026
people:
  ada: {name: Ada}
  ben: {name: Ben, email: ben@example.org}
  control: {name: Cleo}
bodies:
  party: {name: Party group, kind: working-group, convenor: ben}
  nobodys: {name: Choir}
areas:
  - id: work
    title: Work
    activities:
      - {id: leaflets, title: Hand out, responsible: [ada, party, control], each: true, due: 2026-04-10}
"""


def plan(old: str = "", new: str = "") -> Plan:
    assert old in PLAN
    return understand(PLAN.replace(old, new) if old else PLAN, Path("plan.yaml")).plan


def tasks(text: str = PLAN) -> list[Task]:
    file = understand(text, Path("plan.yaml"))
    return [one.item for one in wanted_tasks(file.plan, file.dates) if isinstance(one.item, Task)]


def the_one(follow: FollowUp) -> Assignment:
    (found,) = follow.assignments
    return found


def part(who: str, kind: Seen, day: str, **more: str) -> Observation:
    return seen(f"leaflets/{who}", kind, day, **more)


def test_everybody_has_a_task_with_their_name_and_a_group_is_answered_for_by_its_convenor() -> None:
    assert [(task.key, task.title, [one.id for one in task.responsible]) for task in tasks()] == [
        ("leaflets/ada", "Hand out – Ada", ["ada"]),
        ("leaflets/ben", "Hand out – Ben", ["ben"]),
        ("leaflets/control", "Hand out – Cleo", ["control"]),
    ]


@pytest.mark.parametrize(
    ("people", "keys"),
    [
        ("[ben, party]", ["leaflets/ben"]),  # in two ways, and one task
        ("[ada]", ["leaflets/ada"]),
        ("[ada, nobodys]", ["leaflets/ada", "leaflets/nobodys"]),
        ("[]", ["leaflets"]),
    ],
)
def test_each_person_has_one_and_where_nobody_is_named_it_is_one_task(people: str, keys: list[str]) -> None:
    assert [task.key for task in tasks(PLAN.replace("[ada, party, control]", people))] == keys


def test_without_the_word_it_is_the_one_task_that_it_always_was() -> None:
    (task,) = tasks(PLAN.replace("each: true", "each: false"))
    assert (task.key, len(task.responsible), task.whole) == ("leaflets", 3, None)
    first = tasks()[0]
    assert plan_digest(first) == plan_digest(Task(**{name: getattr(first, name) for name in FIELDS}))


FIELDS = (
    "key",
    "title",
    "due",
    "start",
    "kind",
    "description",
    "categories",
    "responsible",
    "priority",
    "duration",
)
"""Those that services keep: what a task is a part of is none of them."""


def test_every_part_goes_where_the_activity_goes() -> None:
    known = belongings(plan())
    assert {known[name_of(task)].area for task in tasks()} == {"work"}


def test_it_is_as_far_as_its_parts_are() -> None:
    done = [part(who, Seen.DONE, f"2026-03-0{day}", by=who) for day, who in enumerate(("ada", "ben"), 5)]
    one = the_one(followed(plan(), *done))
    (turn,) = one.turns
    assert (one.outlook, turn.work, turn.schedule) == (Outlook.ONGOING, Work.ONGOING, Schedule.SOON)
    assert (turn.reporting, one.awaited) == (Reporting.NOT_REPORTED, True), "one has said nothing"
    assert turn.closed is None

    one = the_one(followed(plan(), *done, part("control", Seen.CANCELLED, "2026-03-09")))
    assert one.outlook is Outlook.DONE, "what one is let off is not left"
    one = the_one(
        followed(plan(), *(part(who, Seen.CANCELLED, "2026-03-09") for who in ("ada", "ben", "control")))
    )
    assert one.outlook is Outlook.CANCELLED


def test_what_is_said_of_the_whole_says_nothing_of_the_parts() -> None:
    one = the_one(followed(plan(), seen("leaflets", Seen.DONE, "2026-03-05", by="ada")))
    assert one.outlook is Outlook.NOT_REPORTED


def test_one_who_is_late_makes_it_late_and_the_days_of_the_others_are_theirs() -> None:
    later = moved("leaflets/ada", "due", "2026-04-10", "2026-05-10", "2026-03-05")
    late = plan("2026-04-10", "2026-03-20")
    one = the_one(followed(late, part("ben", Seen.DONE, "2026-03-05"), later))
    assert (one.outlook, str(one.due)) == (Outlook.LATE, "2026-03-20")
    one = the_one(
        followed(late, part("ben", Seen.DONE, "2026-03-05"), part("control", Seen.DONE, "2026-03-05"), later)
    )
    assert (one.outlook, str(one.due)) == (Outlook.ONGOING, "2026-05-10")


def test_the_board_accepts_it_as_one() -> None:
    one = the_one(followed(plan("due: 2026-04-10", "due: 2026-04-10, accepted: 2026-03-20")))
    assert one.is_accepted


def test_a_person_called_control_controls_nothing() -> None:
    one = the_one(followed(plan(", due: 2026-04-10", "")))
    assert {each.schedule for each in one.each} == {Schedule.UNDATED}


def test_the_report_asks_those_who_are_silent_and_tells_whose_part_was_deleted() -> None:
    report = make_report(
        plan(),
        part("ada", Seen.DONE, "2026-03-05", by="ada"),
        part("ben", Seen.DELETED, "2026-03-06", by="ben"),
        edition=MARCH,
    )
    awaited = said(section(report, "not-reported"))
    assert "Cleo | Hand out (10 Apr)" in awaited
    assert "Ada" not in awaited
    assert "Hand out – Ben" in said(section(report, "deviations"))
    assert "left: Ben, Cleo" in said(section(report, "activities"))
