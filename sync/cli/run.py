"""``hjul preview`` and ``hjul sync``: look, show, and (sync only) do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from adapters.base import NotAllowed, ServiceError
from config.errors import CHANGES_PENDING, DONE, FAILED, GUARDED, SIGN_IN_NEEDED, UserError
from config.plan import Status
from sync.apply import Summary, carry_out
from sync.cli.terminal import complain, progress, say, say_json
from sync.ledger import Ledger
from sync.lock import lock
from sync.look import Look, Wish, look
from sync.wording import SIGNS, as_data, groups, operation_line
from sync.workspace import Workspace

DID = ("created", "updated", "deleted")
ROUNDS = 3
"""How often a target is read again because something changed there meanwhile."""


@dataclass
class Outcome:
    """What happened in one target: what was seen, what was done, or why it could not be."""

    target: str
    seen: Look | None = None
    done: list[Summary] = field(default_factory=list)
    error: ServiceError | None = None

    @property
    def failed(self) -> int:
        """How many operations were not done in the end."""
        return len(self.done[-1].failed) if self.done else 0


def run_preview(
    path: Path, *, since: date | None, today: date | None, draft: bool, exit_code: bool, as_json: bool
) -> None:
    """Show the whole list of operations and findings; change nothing, not even the ledger."""
    workspace = Workspace.open(path, today=today, since=since)
    outcomes: list[Outcome] = []
    with workspace.remembered() as ledger:
        for name, target, adapter in workspace.targets():
            outcome = Outcome(name)
            try:
                outcome.seen = look(workspace, ledger, name, workspace.wanted(target), adapter, Wish())
            except ServiceError as error:
                outcome.error = error
            outcomes.append(outcome)
    if as_json:
        say_json({"plan": workspace.plan.id, "targets": [_as_data(one) for one in outcomes]})
    else:
        for outcome in outcomes:
            _show(outcome, workspace)
        if _held_back(workspace, draft):
            say(workspace.words.word("summary.draft"))
    _stop_on_errors(outcomes)
    pending = any(one.seen and not one.seen.decision.is_empty for one in outcomes)
    if exit_code and pending:
        raise SystemExit(CHANGES_PENDING)


def run_sync(path: Path, *, since: date | None, today: date | None, draft: bool, as_json: bool) -> None:
    """Do what preview shows. The exit code is 1 when anything was left undone."""
    workspace = Workspace.open(path, today=today, since=since)
    if _held_back(workspace, draft):
        raise UserError(workspace.words.word("summary.draft"), exit_code=GUARDED)
    with running(workspace, "sync") as session:
        outcomes = [sync_target(workspace, session, name, Wish()) for name in workspace.settings.targets]
    if as_json:
        say_json({"plan": workspace.plan.id, "targets": [_as_data(one) for one in outcomes]})
    else:
        for outcome in outcomes:
            _tell(outcome, workspace)
    _stop_on_errors(outcomes)


@dataclass
class Session:
    """A run that has begun: its ledger, its id there, and what it has done so far."""

    ledger: Ledger
    run: int
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, summary: Summary) -> None:
        """Add what was done in one target."""
        for name in (*DID, "failed"):
            value = getattr(summary, name)
            self.counts[name] = self.counts.get(name, 0) + (value if isinstance(value, int) else len(value))


@contextmanager
def running(workspace: Workspace, command: str) -> Iterator[Session]:
    """The ledger, locked, with a run begun in it and the plan's text kept."""
    now = workspace.clock.now()
    with lock(workspace.ledger_path, command, now), Ledger.open(workspace.ledger_path) as ledger:
        ledger.save_plan(workspace.plan.id, workspace.file.text, now)
        session = Session(ledger, ledger.begin_run(workspace.plan.id, command, now))
        result = "stopped"
        try:
            yield session
            result = "done"
        finally:
            ledger.end_run(session.run, workspace.clock.now(), result, session.counts)


def sync_target(workspace: Workspace, session: Session, name: str, wish: Wish) -> Outcome:
    """Look and do, again where something changed meanwhile. What could not be done is in the outcome."""
    outcome = Outcome(name)
    target, adapter = next(
        (target, adapter) for found, target, adapter in workspace.targets() if found == name
    )
    try:
        for _ in range(ROUNDS):
            seen = look(workspace, session.ledger, name, workspace.wanted(target), adapter, wish)
            outcome.seen = outcome.seen or seen
            with progress(name, len(seen.decision.operations)) as tick:
                outcome.done.append(carry_out(workspace, session.ledger, session.run, seen, tick))
            session.count(outcome.done[-1])
            if not outcome.done[-1].stale:
                break
    except ServiceError as error:
        outcome.error = error
    return outcome


def _held_back(workspace: Workspace, draft: bool) -> bool:
    return workspace.plan.status is Status.DRAFT and not draft


# Showing ----------------------------------------------------------------------------------------------------------


def _show(outcome: Outcome, workspace: Workspace) -> None:
    words = workspace.words
    if outcome.seen is None:
        return
    found = groups(outcome.seen.decision, words, workspace.plan.zone)
    if not found:
        say(words.word("preview.nothing", target=outcome.target))
        return
    say(words.word("preview.title", target=outcome.target), bold=True)
    for group in found:
        say()
        say(group.heading, bold=True)
        for line in group.lines:
            say(line, sign=SIGNS.get(group.code, "·"))


def _tell(outcome: Outcome, workspace: Workspace) -> None:
    """The summary of one target: what was done, what was read back, what is to be known, what failed."""
    words = workspace.words
    if outcome.seen is None:
        return
    found = [
        group
        for group in groups(outcome.seen.decision, words, workspace.plan.zone)
        if group.code in {"findings", "read"}
    ]
    did = [sum(getattr(one, name) for one in outcome.done) for name in DID]
    if not any(did) and not outcome.failed and not found:
        say(words.word("preview.nothing", target=outcome.target))
        return
    counts = words.word("summary.sent", created=did[0], updated=did[1], deleted=did[2])
    say(f"{outcome.target}: {counts}", bold=True)
    for group in found:
        say(group.heading)
        for line in group.lines:
            say(line, sign=SIGNS.get(group.code, "·"))
    if outcome.failed:
        say(words.word("preview.group_failed", count=outcome.failed))
        for operation, error in outcome.done[-1].failed:
            say(f"{operation_line(operation, words)}: {error}", sign="!")


def _as_data(outcome: Outcome) -> dict[str, object]:
    data: dict[str, object] = {"target": outcome.target}
    if outcome.seen:
        data |= as_data(outcome.seen.decision)
    if outcome.done:
        data["done"] = {name: sum(getattr(one, name) for one in outcome.done) for name in DID}
        data["failed"] = [
            {"item": operation.key, "error": str(error)} for operation, error in outcome.done[-1].failed
        ]
    if outcome.error:
        data["error"] = str(outcome.error)
    return data


def _stop_on_errors(outcomes: list[Outcome]) -> None:
    """The exit code of what went wrong, the services' own words on standard error."""
    code = DONE
    for outcome in outcomes:
        if outcome.error is not None:
            complain(f"{outcome.target}: {outcome.error}")
            code = max(code, SIGN_IN_NEEDED if isinstance(outcome.error, NotAllowed) else FAILED)
        elif outcome.failed:
            complain(
                f"{outcome.target}: {outcome.failed} could not be done; run sync again when that is mended"
            )
            code = max(code, FAILED)
    if code != DONE:
        raise SystemExit(code)
