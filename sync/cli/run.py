"""``hjul preview`` and ``hjul sync``: look, show, and (sync only) do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from config.errors import CHANGES_PENDING, GUARDED, WRONG_INPUT, UserError
from config.plan import Status
from sync.cli.files import write
from sync.cli.outcome import as_data, show, stop_on_errors, tell, warn
from sync.cli.terminal import complain, progress, say, say_json
from sync.look import Wish
from sync.saved import MOST_BYTES, Saved, from_text, to_text
from sync.session import do, keep_to, look_at_all, running
from sync.workspace import Workspace


def run_preview(
    path: Path,
    *,
    since: date | None,
    today: date | None,
    draft: bool,
    exit_code: bool,
    as_json: bool,
    save: Path | None,
) -> None:
    """Show the whole list of operations and findings; change nothing, not even the ledger."""
    workspace = Workspace.open(path, today=today, since=since)
    with workspace.remembered() as ledger:
        outcomes = look_at_all(workspace, ledger, Wish())
    if save is not None:
        decisions = {one.target: one.seen.decision for one in outcomes if one.seen is not None}
        write(save, to_text(workspace.plan.id, decisions))
    if as_json:
        say_json({"plan": workspace.plan.id, "targets": [as_data(one) for one in outcomes]})
    else:
        for outcome in outcomes:
            show(outcome, workspace)
            warn(outcome, workspace)
        if _held_back(workspace, draft):
            say(workspace.words.word("summary.draft"))
    stop_on_errors(outcomes)
    pending = any(one.seen and not one.seen.decision.is_empty for one in outcomes)
    if exit_code and pending:
        raise SystemExit(CHANGES_PENDING)


def run_sync(
    path: Path,
    *,
    since: date | None,
    saved: Path | None,
    today: date | None,
    draft: bool,
    anyway: bool,
    as_json: bool,
) -> None:
    """Do what preview shows, or just what a saved preview says.

    The exit code is 1 when anything was left undone, 3 when the guard stopped it.
    """
    workspace = Workspace.open(path, today=today, since=since)
    preview = _read_saved(saved, workspace) if saved is not None else None
    if _held_back(workspace, draft):
        raise UserError(workspace.words.word("summary.draft"), exit_code=GUARDED)
    if not anyway:
        _stop_when_renamed(workspace)
    with running(workspace, "sync") as session:
        outcomes = look_at_all(workspace, session.ledger, Wish())
        stopped = any(one.alarms for one in outcomes) and not anyway and preview is None
        if preview is not None:
            keep_to(preview, outcomes)
        if stopped:
            session.result = "guarded"
        else:
            for outcome in outcomes:
                do(workspace, session, outcome, Wish(), progress, again=preview is None)
    if as_json:
        say_json({"plan": workspace.plan.id, "targets": [as_data(one) for one in outcomes]})
    elif stopped:
        for outcome in outcomes:
            show(outcome, workspace)
            warn(outcome, workspace)
    else:
        for outcome in outcomes:
            tell(outcome, workspace)
    if stopped:
        complain(workspace.words.word("guard.go_on"))
        raise SystemExit(GUARDED)
    stop_on_errors(outcomes)


def _stop_when_renamed(workspace: Workspace) -> None:
    """A plan without an id of its own that has got another name would be sent a second time as another plan."""
    if "id" in workspace.file.tree.value:
        return
    with workspace.remembered() as ledger:
        known = ledger.plans()
    if known and workspace.plan.id not in known:
        old = ", ".join(sorted(known))
        text = workspace.words.word("guard.another_plan", old=old, new=workspace.plan.id)
        raise UserError(text, exit_code=GUARDED)


def _read_saved(file: Path, workspace: Workspace) -> Saved:
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise OSError
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
        saved = from_text(raw.decode() if len(raw) <= MOST_BYTES else "", str(file))
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"{file}: cannot be read; name a day or a saved preview", exit_code=WRONG_INPUT
        ) from None
    if saved.plan != workspace.plan.id:
        raise UserError(f"{file}: this preview is of another plan ({saved.plan[:80]})", exit_code=WRONG_INPUT)
    return saved


def _held_back(workspace: Workspace, draft: bool) -> bool:
    return workspace.plan.status is Status.DRAFT and not draft
