"""A few kills, for every day; ``make torture KILLS=300 PLACE=radicale`` is for hundreds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import SystemRandom

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="waits for a process by its pidfd"
)


@pytest.mark.parametrize(("place", "kills"), [("folder", 20), ("radicale", 8)])
def test_killed_at_any_time_hjul_loses_nothing_and_doubles_nothing(place: str, kills: int) -> None:
    """In a process that has no other threads, as what is forked again and again must be."""
    seed = SystemRandom().randrange(1_000_000)
    words = ["-m", "tests.torture", "--kills", str(kills), "--seed", str(seed), "--place", place]
    ran = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"again: python {' '.join(words)}\n{ran.stderr}"
    assert "nothing lost, nothing twice" in ran.stdout
