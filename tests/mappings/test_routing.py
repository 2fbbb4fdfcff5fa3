"""Which part of the plan goes to which target."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.plan_file import PlanFile, read_plan
from mappings.items import Item
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.routing import Part, belongings, name_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/plan.yaml"))
PLAN = """\
id: lunden-2026
title: Verksamhetsplan 2026
organisation: Föreningen Lunden
language: sv
period: 2026
status: adopted
people:
  anna: {name: Anna Ek}
bodies:
  board: {name: Styrelsen, chair: anna, accountable: true}
  fest: {name: Festkommittén, chair: anna}
meetings:
  - {id: annual, title: Årsmöte, date: 2026-03-20, notice: 4 weeks}
  - {id: board-meeting, title: Styrelsemöte, body: board, dates: [2026-02-02, 2026-04-06], notice: 1 week, notice_by: fest}
events:
  - {id: fair, title: Marknad, area: out, responsible: fest, date: 2026-05-09}
  - {id: trip, title: Utflykt, area: out, month: 2026-08}
  - {id: secret, title: Personalärende, body: board, date: 2026-06-01, confidential: true}
  - {id: flag, title: Flaggdag, observance: true, date: 2026-06-06}
areas:
  - id: out
    title: Utåt
    body: board
    activities:
      - {id: stall, title: Bygga stånd, responsible: fest, due: 2026-05-01}
      - {id: poster, title: Affisch, responsible: anna, due: 2026-04-01}
  - id: home
    title: Hemma
    activities:
      - {id: letter, title: Brev, responsible: anna, cadence: quarterly}
decisions:
  - {id: lamp, text: Köpa lampa, meeting: board-meeting 2026-02-02, responsible: anna, due: 2026-05-01}
risks:
  - {id: money, title: Pengar, area: out, controls: [{what: Räkna kassan}, {what: Läsa boken, responsible: fest}]}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> PlanFile:
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return read_plan(path)


def items(file: PlanFile) -> list[Item]:
    return [one.item for one in (*wanted_events(file.plan, file.dates), *wanted_tasks(file.plan, file.dates))]


def held(file: PlanFile, **asked: set[str] | bool) -> set[str]:
    """The parts of keys before the slot, with what is derived from them."""
    sets = {name: frozenset(value) for name, value in asked.items() if not isinstance(value, bool)}
    part = Part(**sets, confidential=bool(asked.get("confidential")))
    belongs = belongings(file.plan)
    return {
        item.key.partition("@")[0]
        + ("/" + item.key.partition("/")[2] if "@" in item.key and "/" in item.key else "")
        for item in items(file)
        if part.holds(item, belongs[name_of(item)])
    }


ALL = {
    "annual", "annual/notice", "board-meeting", "board-meeting/notice", "fair", "trip/set-date", "flag",
    "stall", "poster", "letter", "lamp", "money-1/control", "money-2/control",
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({}, ALL),
        ({"confidential": True}, ALL | {"secret"}),
        (
            {"bodies": {"board"}},
            {"board-meeting", "board-meeting/notice", "trip/set-date", "poster", "lamp", "money-1/control"},
        ),
        ({"bodies": {"fest"}}, {"fair", "stall", "money-2/control"}),
        ({"areas": {"home"}}, {"letter"}),
        ({"areas": {"out"}}, {"fair", "trip/set-date", "stall", "poster", "money-1/control", "money-2/control"}),
        (
            {"kinds": {"meeting"}},
            {"annual", "annual/notice", "board-meeting", "board-meeting/notice"},
        ),
        ({"kinds": {"event"}}, {"fair", "trip/set-date"}),
        ({"kinds": {"observance"}}, {"flag"}),
        ({"kinds": {"notice"}}, {"annual/notice", "board-meeting/notice"}),
        ({"kinds": {"control", "decision"}}, {"lamp", "money-1/control", "money-2/control"}),
        ({"kinds": {"meeting"}, "bodies": {"board"}}, {"board-meeting", "board-meeting/notice"}),
        ({"bodies": {"board"}, "areas": {"home"}}, set()),
        ({"bodies": {"board"}, "kinds": {"event"}, "confidential": True}, {"secret", "trip/set-date"}),
    ],
    ids=lambda value: (
        " ".join(f"{name}: {' '.join(sorted(those)) if isinstance(those, set) else those}" for name, those in value.items())
        if isinstance(value, dict)
        else f"{len(value)} items"
    ),
)  # fmt: skip
def test_a_target_gets_its_part_and_what_is_derived_from_it(
    file: PlanFile, asked: dict[str, set[str] | bool], there: set[str]
) -> None:
    assert held(file, **asked) == there


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_item_of_a_plan_belongs_somewhere_known(path: Path) -> None:
    file = read_plan(path)
    belongs = belongings(file.plan)
    assert [item.key for item in items(file) if name_of(item) not in belongs] == []


def test_a_plan_that_is_confidential_goes_only_where_it_may(file: PlanFile) -> None:
    plan = file.plan.model_copy(update={"confidential": True})
    assert all(one.confidential for one in belongings(plan).values())
