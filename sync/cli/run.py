"""``hjul preview`` and ``hjul sync``: look, show, and (sync only) do."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

from adapters.base import NotAllowed
from config.errors import CHANGES_PENDING, DONE, FAILED, GUARDED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.plan import Status
from sync.cli.files import write
from sync.cli.terminal import complain, progress, say, say_json
from sync.look import Wish
from sync.saved import Saved, from_text, to_text
from sync.session import DID, Outcome, do, keep_to, look_at_all, running
from sync.wording import SIGNS, as_data, groups, operation_line
from sync.workspace import Workspace

MOST_SHOWN = 5
"""Lines that failed for the same reason and are shown; the rest are counted."""


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
        say_json({"plan": workspace.plan.id, "targets": [_as_data(one) for one in outcomes]})
    else:
        for outcome in outcomes:
            _show(outcome, workspace)
            _warn(outcome, workspace)
        if _held_back(workspace, draft):
            say(workspace.words.word("summary.draft"))
    _stop_on_errors(outcomes)
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
        say_json({"plan": workspace.plan.id, "targets": [_as_data(one) for one in outcomes]})
    elif stopped:
        for outcome in outcomes:
            _show(outcome, workspace)
            _warn(outcome, workspace)
    else:
        for outcome in outcomes:
            _tell(outcome, workspace)
    if stopped:
        complain(workspace.words.word("guard.go_on"))
        raise SystemExit(GUARDED)
    _stop_on_errors(outcomes)


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
        saved = from_text(file.read_text(encoding="utf-8"), str(file))
    except (OSError, UnicodeDecodeError):
        raise UserError(
            f"{file}: cannot be read; name a day or a saved preview", exit_code=WRONG_INPUT
        ) from None
    if saved.plan != workspace.plan.id:
        raise UserError(f"{file}: this preview is of another plan ({saved.plan})", exit_code=WRONG_INPUT)
    return saved


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


def _warn(outcome: Outcome, workspace: Workspace) -> None:
    """What the guard has to say."""
    for alarm in outcome.alarms:
        say(
            workspace.words.word(
                f"guard.{alarm.code}", count=alarm.count, total=alarm.total, target=outcome.target
            ),
            sign="!",
        )


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
    if not any(did) and not outcome.failed and not found and not outcome.refused:
        say(words.word("preview.nothing", target=outcome.target))
        return
    counts = words.word("summary.sent", created=did[0], updated=did[1], deleted=did[2])
    say(f"{outcome.target}: {counts}", bold=True)
    for group in found:
        say(group.heading)
        for line in group.lines:
            say(line, sign=SIGNS.get(group.code, "·"))
    for refused in outcome.refused:
        say(words.word("saved.refused", title=refused.title, key=refused.key), sign="!")
    if outcome.failed:
        say(words.word("preview.group_failed", count=outcome.failed))
        for reason, lines in _failures(outcome, workspace).items():
            for line in lines[:MOST_SHOWN]:
                say(line, sign="!")
            if len(lines) > MOST_SHOWN:
                say(f"… +{len(lines) - MOST_SHOWN}", sign="!")
            say(reason)


def _failures(outcome: Outcome, workspace: Workspace) -> dict[str, list[str]]:
    """What was not done, by the reason why: one reason may hold for a whole target."""
    found: dict[str, list[str]] = {}
    for operation, error in outcome.done[-1].failed:
        line = operation_line(operation, workspace.words, workspace.plan.zone)
        found.setdefault(str(error), []).append(line)
    return found


def _as_data(outcome: Outcome) -> dict[str, object]:
    data: dict[str, object] = {"target": outcome.target}
    if outcome.seen:
        data |= as_data(outcome.seen.decision)
    if outcome.done:
        data["done"] = {name: sum(getattr(one, name) for one in outcome.done) for name in DID}
        data["failed"] = [
            {"item": operation.key, "error": str(error)} for operation, error in outcome.done[-1].failed
        ]
    if outcome.refused:
        data["refused"] = [line.key for line in outcome.refused]
    if outcome.alarms:
        data["guard"] = [asdict(alarm) for alarm in outcome.alarms]
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
        elif outcome.refused:
            complain(
                f"{outcome.target}: {len(outcome.refused)} of the saved lines were not done; look at a new preview"
            )
            code = max(code, FAILED)
        elif (unread := outcome.unreadable) and outcome.done:
            complain(
                f"{outcome.target}: {unread} cannot be read and {'was' if unread == 1 else 'were'} left as it is"
            )
            code = max(code, FAILED)
        elif outcome.failed:
            complain(
                f"{outcome.target}: {outcome.failed} could not be done; run sync again when that is mended"
            )
            code = max(code, FAILED)
    if code != DONE:
        raise SystemExit(code)
