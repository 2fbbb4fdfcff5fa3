"""A simulated plan wants the same whether it is asked directly or written as plan.yaml and read again."""

from __future__ import annotations

import random

import pytest

from tests.simulation.plans import FIRST_DAY, Plan, edit, first_plan, next_years_plan
from tests.simulation.schedules import WRITTEN, play, schedule
from tests.simulation.written import plan_yaml, wanted_by


@pytest.mark.parametrize("seed", range(30))
def test_a_plan_read_from_its_text_wants_what_the_plan_wants(seed: int) -> None:
    drawn = random.Random(seed)
    plan = first_plan("y2026", drawn.randint(1, 4), drawn.choice((0, 2, 3)), FIRST_DAY)
    for step in range(1, 6):
        for _ in range(4):
            edit(plan, drawn.randrange(10_000), drawn.randrange(10_000), step, settled=True)
        _assert_same(plan)
        _assert_same(next_years_plan(plan, "y2027", step))


def test_a_world_whose_plan_is_written_has_the_same_history_twice() -> None:
    given = schedule(7 * WRITTEN)
    assert given.setting.written
    assert play(given).log == play(given).log


def _assert_same(plan: Plan) -> None:
    read = wanted_by(plan_yaml(plan))
    assert len({one.item.key for one in read}) == len(read)
    assert {one.item.key: one for one in read} == {one.item.key: one for one in plan.wanted()}
