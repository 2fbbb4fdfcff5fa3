"""``hjul history``: the runs of a plan, the latest first. Reads the ledger; asks no service."""

from __future__ import annotations

from pathlib import Path

from config.language import Language
from sync.cli.terminal import say, say_json, table
from sync.ledger import Run
from sync.session import DID
from sync.wording import shown_value
from sync.workspace import Workspace

CUT_OFF = "cut-off"
"""A run that nobody saw end: the process was killed, or it is still at work."""


def run(path: Path, *, as_json: bool) -> None:
    """Number, time, command, how it ended and what it did."""
    workspace = Workspace.open(path)
    with workspace.remembered() as ledger:
        runs = ledger.runs(workspace.plan.id)[::-1]
    if as_json:
        say_json({"plan": workspace.plan.id, "runs": [_as_data(one) for one in runs]})
        return
    words = workspace.words
    if not runs:
        say(words.word("history.nothing"))
        return
    zone = workspace.plan.zone
    rows = [
        [
            str(one.id),
            shown_value(one.started_at, words, zone),
            one.command,
            words.words.get(f"history.{_ended(one)}", _ended(one)),
            _did(one, words),
        ]
        for one in runs
    ]
    table(rows, [words.word(f"history.{name}") for name in ("run", "when", "command", "ended", "did")])


def _ended(run: Run) -> str:
    return run.result or CUT_OFF


def _did(run: Run, words: Language) -> str:
    """Counts, where there is anything to count."""
    parts: list[str] = []
    if any(run.counts.get(name) for name in DID):
        parts.append(words.word("summary.sent", **{name: run.counts.get(name, 0) for name in DID}))
    if run.counts.get("failed"):
        parts.append(words.word("summary.failed", count=run.counts["failed"]))
    return ", ".join(parts)


def _as_data(run: Run) -> dict[str, object]:
    return {
        "run": run.id,
        "command": run.command,
        "started_at": run.started_at.isoformat(),
        "ended_at": run.ended_at.isoformat() if run.ended_at else None,
        "result": _ended(run),
        "counts": dict(run.counts),
        "plan_version": run.plan_version,
    }
