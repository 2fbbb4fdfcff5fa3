"""What happened in the targets, in words and for machines, and the exit code that it comes to. Decides nothing."""

from __future__ import annotations

from dataclasses import asdict

from adapters.base import NotAllowed
from config.errors import DONE, FAILED, SIGN_IN_NEEDED
from sync.cli.terminal import complain, say
from sync.session import DID, Outcome
from sync.wording import SIGNS, groups, operation_line
from sync.wording import as_data as decision_data
from sync.workspace import Workspace

MOST_SHOWN = 5
"""Lines that failed for the same reason and are shown; the rest are counted."""


def show(outcome: Outcome, workspace: Workspace, *, saying: str = "preview", **values: object) -> None:
    """The whole list of one target. ``saying`` is the part of the language files with its title and its nothing."""
    words = workspace.words
    if outcome.seen is None:
        return
    found = groups(outcome.seen.decision, words, workspace.plan.zone)
    if not found:
        say(words.word(f"{saying}.nothing", target=outcome.target, **values))
        return
    say(words.word(f"{saying}.title", target=outcome.target, **values), bold=True)
    for group in found:
        say()
        say(group.heading, bold=True)
        for line in group.lines:
            say(line, sign=SIGNS.get(group.code, "·"))
    if outcome.mails:
        say()
        say(words.word("preview.mails", count=outcome.mails), bold=True)


def warn(outcome: Outcome, workspace: Workspace) -> None:
    """What the guard has to say."""
    for alarm in outcome.alarms:
        say(
            workspace.words.word(
                f"guard.{alarm.code}", count=alarm.count, total=alarm.total, target=outcome.target
            ),
            sign="!",
        )


def tell(outcome: Outcome, workspace: Workspace, *, saying: str = "preview", **values: object) -> None:
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
        if (
            outcome.error is not None
        ):  # it was ended before anything was done: its own words are on standard error
            return
        say(words.word(f"{saying}.nothing", target=outcome.target, **values))
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


def tell_mails(count: int, workspace: Workspace) -> None:
    """How many left, after a command that has no preview of its own."""
    if count:
        say(workspace.words.word("summary.mails", count=count))


def _failures(outcome: Outcome, workspace: Workspace) -> dict[str, list[str]]:
    """What was not done, by the reason why: one reason may hold for a whole target."""
    found: dict[str, list[str]] = {}
    for operation, error in outcome.done[-1].failed:
        line = operation_line(operation, workspace.words, workspace.plan.zone)
        found.setdefault(str(error), []).append(line)
    return found


def as_data(outcome: Outcome) -> dict[str, object]:
    """All of it for machines."""
    data: dict[str, object] = {"target": outcome.target}
    if outcome.seen:
        data |= decision_data(outcome.seen.decision)
        data["mails"] = outcome.mails
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


def stop_on_errors(outcomes: list[Outcome]) -> None:
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
                f"{outcome.target}: {outcome.failed} could not be done; run the command again when that is mended"
            )
            code = max(code, FAILED)
    if code != DONE:
        raise SystemExit(code)
