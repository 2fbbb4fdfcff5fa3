"""Which part of the plan each target of hjul.toml asks for, and whether the plan has such parts. Reads and opens nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
from config.plan import Plan
from config.settings import FILE_NAME, MOST_COMPLAINTS, Settings, Target
from mappings.routing import KINDS, Part


def part_of(target: Target) -> Part:
    """The part of the plan that goes to this target."""
    return Part(
        frozenset(target.bodies), frozenset(target.areas), frozenset(target.kinds), target.confidential
    )


def check_routing(settings: Settings, plan: Plan, folder: Path) -> None:
    """UserError (exit code 2) for every body, area or kind that a target names and that there is not."""
    wrong = list(_unknown(settings, plan))
    if wrong:
        shown = [f"{folder / FILE_NAME}: {line}" for line in wrong[:MOST_COMPLAINTS]]
        raise UserError("\n".join(shown), exit_code=WRONG_INPUT)


def _unknown(settings: Settings, plan: Plan) -> Iterator[str]:
    areas = [area.id for area in plan.areas]
    for name, target in settings.targets.items():
        at = f"targets.{name}"
        yield from _among(f"{at}.bodies", "the plan has no body called", target.bodies, plan.bodies)
        yield from _among(f"{at}.areas", "the plan has no area called", target.areas, areas)
        yield from _among(f"{at}.kinds", "there is no kind called", target.kinds, KINDS)


def _among(at: str, what: str, written: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    known = list(known)
    for name in written:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            there = ", ".join(known[:20]) or "none"
            hint = f"did you mean {close[0]!r}?" if close else f"there are: {there}"
            yield f"{at}: {what} {name!r}; {hint}"
