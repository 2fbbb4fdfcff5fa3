"""A few kills, for every day; ``make torture KILLS=300`` is for hundreds."""

from __future__ import annotations

import sys
from random import SystemRandom

import pytest

from tests.torture.torture import torture

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="waits for a process by its pidfd"
)


def test_killed_at_any_time_hjul_loses_nothing_and_doubles_nothing() -> None:
    seed = SystemRandom().randrange(1_000_000)
    print(f"again: python -m tests.torture --kills 20 --seed {seed}")  # noqa: T201  # shown when it fails
    assert torture(20, seed).kills >= 20
