"""``hjul drift``: what people moved, cancelled or deleted, and the board's word on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from adapters.base import NotAllowed, ServiceError
from config.amendments import cancel, item_and_slot, move, reopen
from config.errors import FAILED, GUARDED, SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.plan import Status
from config.plan_edit import write_plan
from mappings.history import BOARD, Observation, Seen
from mappings.items import Event, Item, Key, Task
from sync.agendas import Bearing
from sync.cli.outcome import tell_mails
from sync.cli.tell import find_item, known_items
from sync.cli.terminal import say, say_json
from sync.decision import Finding
from sync.ledger import Ledger
from sync.look import Look, Wish, look
from sync.session import Session, running, sync_item
from sync.wording import as_data, finding_line
from sync.workspace import Workspace


def run_list(path: Path, *, today: date | None, as_json: bool) -> None:
    """Show what is unsettled, target by target."""
    workspace = Workspace.open(path, today=today)
    with workspace.remembered() as ledger:
        looks = _looks(workspace, ledger)
    open_ones = [(seen.target, one) for seen in looks for one in seen.decision.findings if one.settles]
    if as_json:
        data = [{"target": seen.target, "findings": as_data(seen.decision)["findings"]} for seen in looks]
        say_json({"plan": workspace.plan.id, "targets": data})
        return
    if not open_ones:
        say(workspace.words.word("drift.nothing"))
    for target, one in open_ones:
        say(f"{target} · {finding_line(one, workspace.words, workspace.plan.zone)}", sign="!")


def run_accept(path: Path, item: str, *, today: date | None) -> None:
    """Write what people did into plan.yaml, then let every target agree with it."""
    workspace = Workspace.open(path, today=today)
    with running(workspace, "drift accept") as session:
        wanted = find_item(item, known_items(workspace, session.ledger))
        seen, finding = _open_drift(workspace, session.ledger, wanted.item.key)
        text = _amended(
            workspace,
            _planned_key(workspace, session.ledger, wanted.item.key),
            finding,
            _stands(seen, finding),
        )
        by_the_plan = text is not None
        if text is None and finding.code in {"cancelled", "deleted"}:
            session.ledger.observe(
                workspace.plan.id, session.run, [_said(workspace, wanted.item.key, Seen.CANCELLED)]
            )
        elif text is not None:
            write_plan(workspace.file.path, workspace.file.text, text)
        session.ledger.observe(workspace.plan.id, session.run, [_accepted(workspace, finding)])
        agreed = Workspace.open(path, today=today)
        session.plan_version = session.ledger.save_plan(agreed.plan.id, agreed.file.text, agreed.clock.now())
        mails = _settle(agreed, session, Wish(only=frozenset({wanted.item.key})))
    say(
        workspace.words.word("drift.accepted" if by_the_plan else "drift.remembered", title=wanted.item.title)
    )
    tell_mails(mails, workspace)


def run_restore(path: Path, item: str, *, today: date | None) -> None:
    """Put it back as the plan says, now."""
    workspace = Workspace.open(path, today=today)
    if workspace.plan.status is Status.DRAFT:
        raise UserError(workspace.words.word("summary.draft"), exit_code=GUARDED)
    with running(workspace, "drift restore") as session:
        wanted = find_item(item, known_items(workspace, session.ledger))
        key = wanted.item.key
        _open_drift(workspace, session.ledger, key)
        mails = _settle(workspace, session, Wish(restore=frozenset({key}), only=frozenset({key})))
        session.ledger.observe(workspace.plan.id, session.run, [_said(workspace, key, Seen.RESTORED)])
        mails += _settle(workspace, session, Wish(only=frozenset()))  # what agendas say of it
    say(workspace.words.word("drift.restored", title=wanted.item.title))
    tell_mails(mails, workspace)


def _looks(workspace: Workspace, ledger: Ledger) -> list[Look]:
    found: list[Look] = []
    bearing = Bearing.of(workspace, ledger)
    for name, _, adapter in workspace.targets():
        try:
            found.append(look(workspace, ledger, name, bearing.wanted(name), adapter, Wish()))
        except ServiceError as error:
            code = SIGN_IN_NEEDED if isinstance(error, NotAllowed) else FAILED
            raise UserError(f"{name}: {error}", exit_code=code) from None
    return found


def _open_drift(workspace: Workspace, ledger: Ledger, key: Key) -> tuple[Look, Finding]:
    """The unsettled finding about this item, in the first target that has one."""
    for seen in _looks(workspace, ledger):
        for one in seen.decision.findings:
            if one.key == key and one.settles:
                return seen, one
    raise UserError(
        f"{key}: nobody moved, cancelled or deleted it; there is nothing to settle", exit_code=WRONG_INPUT
    )


def _stands(seen: Look, finding: Finding) -> Item | None:
    """The item as it stands in that target."""
    if finding.key is None or finding.code == "deleted":
        return None
    remembered = seen.decision.remember.get(finding.key) or seen.agreed.get(finding.key)
    return remembered.found.item if remembered and remembered.found else None


def _planned_key(workspace: Workspace, ledger: Ledger, key: Key) -> str:
    """The key that the plan itself gives to this item now."""
    return next(
        (name for name, one in known_items(workspace, ledger).items() if one.item.key == key and name != key),
        key,
    )


def _amended(workspace: Workspace, key: str, finding: Finding, stands: Item | None) -> str | None:
    """The plan's new text, or None when the plan has no place for it and the board's mark says it instead."""
    name, slot = item_and_slot(key)
    derived = "/" in key or not _stands_in_plan(workspace, name, slot)
    if finding.code in {"cancelled", "deleted"}:
        return None if derived else cancel(workspace.file, name, slot)
    if derived and isinstance(stands, Task) and stands.due is not None:
        return None
    if finding.code == "uncancelled":
        return reopen(workspace.file, name, slot)
    match stands:
        case Event():
            return move(workspace.file, name, slot, stands.start, stands.end)
        case Task(due=due) if due is not None:
            return move(workspace.file, name, slot, stands.start or due, due)
        case _:
            raise UserError(
                f"{key}: it has no date there any more; write one in {workspace.file.path}, or restore it",
                exit_code=FAILED,
            )


def _stands_in_plan(workspace: Workspace, name: str, slot: str | None) -> bool:
    """Whether the plan itself can say something about this one item: turns of a cadence have no line of their own."""
    return slot is None or name in workspace.file.dates.slots


def _said(workspace: Workspace, key: Key, kind: Seen) -> Observation:
    now = workspace.clock.now()
    return Observation(key, kind, now, BOARD, now)


def _accepted(workspace: Workspace, finding: Finding) -> Observation:
    now = workspace.clock.now()
    value = {
        "field": finding.field or finding.code,
        "from": None if finding.old is None else str(finding.old),
        "to": None if finding.new is None else str(finding.new),
    }
    return Observation(str(finding.key), Seen.ACCEPTED, now, BOARD, now, value=value)


def _settle(workspace: Workspace, session: Session, wish: Wish) -> int:
    """How many mails left because of it. UserError when a target could not be told."""
    if workspace.plan.status is Status.DRAFT:
        return 0
    outcomes = sync_item(workspace, session, wish)
    for outcome in outcomes:
        if outcome.error is not None:
            raise UserError(
                f"{outcome.target}: {outcome.error}; run sync again when that is mended",
                exit_code=SIGN_IN_NEEDED if isinstance(outcome.error, NotAllowed) else FAILED,
            )
        if outcome.failed:
            _, error = outcome.done[-1].failed[0]
            raise UserError(f"{outcome.target}: {error}; run sync again when that is mended")
    return sum(outcome.mails for outcome in outcomes)
