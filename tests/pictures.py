"""The pictures in the README, of an invented plan in which people have reported this and that.

python -m tests.pictures    draws them anew; make pictures does so
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from adapters.reports.wheel_svg import render
from config.plan_file import read_plan
from tests.wheels import told, wheel_of

ROOT = Path(__file__).resolve().parent.parent
WHEEL = ROOT / "docs" / "pictures" / "wheel.svg"
AS_OF = date(2026, 5, 10)


def wheel() -> str:
    """The wheel of the branch that the README's session is about."""
    plan = read_plan(ROOT / "examples" / "lokallaget" / "plan.yaml").plan
    return render(wheel_of(plan, *told(plan, AS_OF), as_of=AS_OF))


if __name__ == "__main__":
    WHEEL.parent.mkdir(exist_ok=True)
    WHEEL.write_text(wheel(), encoding="utf-8")
