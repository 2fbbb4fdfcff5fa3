"""The report's figures: each format against reading the same plan and ledger without rendering, 2,000 items, a year of news."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from benchmarks.figures import ROUNDS, show, spread, timed, times
from benchmarks.plans import plan_text
from mappings.follow_up import Edition
from mappings.history import Observation, Seen
from sync.cli.report import make, rendered
from sync.ledger import Ledger
from sync.workspace import Workspace

TODAY = date(2026, 12, 31)
EDITION = Edition.of_month(date(2026, 11, 1))
SECONDS = {"json": 0.5, "html": 1.0, "md": 1.0, "txt": 1.0, "pdf": 3.0, "docx": 3.0}
READING = 0.15
"""Seconds that reading 2,000 items and a year's story takes on the machine whose seconds those are."""


def figures(folder: Path) -> bool:
    """Every format's time for 2,000 items, and whether it grows with the items and no faster."""
    small, large = world(folder / "small", 1_000), world(folder / "large", 2_000)
    reached = []
    for form, most in SECONDS.items():
        bare, whole, half = [], [], []
        for _ in range(ROUNDS):
            bare += timed(partial(read, large), 1)
            whole += timed(partial(report, large, form), 1)
            half += timed(partial(report, small, form), 1)
        ratio, said = times(whole, bare)
        figure = f"{said} reading, {spread(whole)}"
        goal = f"≤ {most / READING:.1f}×, {most:g} s where reading takes {READING:g} s"
        reached.append(show(f"report as {form}, 2,000 items", figure, goal, ratio <= most / READING))
        growth, said = times(whole, half)
        reached.append(show(f"report as {form}, 1,000 → 2,000", f"{said} the time", "≤ 2.4×", growth <= 2.4))
    return all(reached)


def world(folder: Path, items: int) -> Path:
    """A plan of so many items and a ledger with what people said of half of them in twelve months."""
    folder.mkdir()
    path = folder / "plan.yaml"
    path.write_text(plan_text(items), encoding="utf-8")
    workspace = Workspace.open(path, today=TODAY)
    workspace.folder.joinpath("hjul-data").mkdir()
    with Ledger.open(workspace.ledger_path) as ledger:
        ledger.save_plan(workspace.plan_id, workspace.file.text, datetime(2026, 1, 1, tzinfo=UTC))
        ledger.observe(workspace.plan_id, None, list(story(workspace)))
    return path


def story(workspace: Workspace) -> Iterator[Observation]:
    """Ticks, notes, started tasks and moved meetings, from a seed."""
    chance = random.Random(8)
    start = datetime(2026, 1, 2, 12, tzinfo=UTC)
    for number, wanted in enumerate((*workspace.tasks, *workspace.events)):
        if number % 2:
            continue
        at = start + timedelta(days=chance.randrange(363))
        kind = chance.choice((Seen.DONE, Seen.DONE, Seen.STARTED, Seen.NOTED))
        value = {"text": "Vi väntar på svar från kommunen."} if kind is Seen.NOTED else {}
        yield Observation(wanted.item.key, kind, at, "folder", at, f"p{number % 20}", value)


def read(path: Path) -> None:
    """The plan and the whole story, as every report reads them."""
    workspace = Workspace.open(path, today=TODAY)
    with workspace.remembered() as ledger:
        ledger.observations(workspace.plan_id)


def report(path: Path, form: str) -> str | bytes:
    """The whole road from the files to the report's text or bytes."""
    workspace = Workspace.open(path, today=TODAY)
    with workspace.remembered() as ledger:
        return rendered(make(workspace, ledger, EDITION, anew=True), form)
