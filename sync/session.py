"""One command's run through the targets: look at all, let the guard look at the whole, then do. Prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace

from adapters.base import Foresees, ServiceError, Terminal
from config.settings import Target
from sync.agendas import Bearing
from sync.apply import Summary, carry_out
from sync.decision import Finding, Operation
from sync.guard import Alarm, alarms
from sync.ledger import Ledger
from sync.ledger_base import Remembers
from sync.lock import lock
from sync.look import Look, Wish, look, look_again
from sync.saved import Line, Saved, only_saved
from sync.workspace import Workspace

DID = ("created", "updated", "deleted")
ROUNDS = 3
"""How often a target is read again because something changed there meanwhile."""

Turn = Callable[[Look], Look]
"""What a command makes of each look before anything is done."""

Bar = Callable[[str, int], AbstractContextManager[Callable[[Operation], None]]]
"""Shows how far a target has come: its name and the number of operations, then one call for each that is done."""


@dataclass
class Outcome:
    """What happened in one target: what was seen, what was done, or why it could not be."""

    target: str
    seen: Look | None = None
    mails: int = 0  # that the service would send because of it
    alarms: tuple[Alarm, ...] = ()
    refused: tuple[Line, ...] = ()  # lines of a saved preview that no longer stand as they did
    done: list[Summary] = field(default_factory=list)
    error: ServiceError | None = None

    @property
    def unreadable(self) -> int:
        """How many objects there cannot be understood."""
        findings = self.seen.decision.findings if self.seen else ()
        return sum(one.code in {"unreadable", "undo_unreadable"} for one in findings)

    @property
    def failed(self) -> int:
        """How many operations were not done in the end."""
        return len(self.done[-1].failed) if self.done else 0


@dataclass
class Session:
    """A run that has begun: its ledger, its id there, and what it has done so far."""

    ledger: Ledger
    run: int
    counts: dict[str, int] = field(default_factory=dict)
    result: str = "done"
    plan_version: int | None = None  # the plan's text that it leaves, when that is not the one it began with

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
        version = ledger.save_plan(workspace.plan.id, workspace.file.text, now)
        session = Session(ledger, ledger.begin_run(workspace.plan.id, command, now, version))
        result = "stopped"
        try:
            yield session
            result = session.result
        finally:
            ledger.end_run(session.run, workspace.clock.now(), result, session.counts, session.plan_version)


def as_it_is(seen: Look) -> Look:
    """What the plan wants."""
    return seen


def look_at_all(workspace: Workspace, ledger: Remembers, wish: Wish, turn: Turn = as_it_is) -> list[Outcome]:
    """Every target as it stands, what is to be done there, and what of it is too much for an ordinary day.

    What one target tells may stand in another's agendas, so that those are drawn when all have been read.
    """
    outcomes: list[Outcome] = []
    bearing = Bearing.of(workspace, ledger)
    wish = bearing.wished(wish)
    for name, _, adapter in workspace.targets():
        outcome = Outcome(name)
        try:
            outcome.seen = turn(look(workspace, ledger, name, bearing.wanted(name), adapter, wish))
        except ServiceError as error:
            outcome.error = error
        outcomes.append(outcome)
    if _hear(workspace, ledger, bearing, outcomes):
        for outcome in outcomes:
            if outcome.seen is not None and bearing.bears(outcome.target):
                wanted = bearing.wanted(outcome.target)
                outcome.seen = turn(look_again(workspace, ledger, outcome.seen, wanted, wish))
    for outcome in outcomes:
        _look_ahead(workspace, outcome)
    return outcomes


def _hear(workspace: Workspace, ledger: Remembers, bearing: Bearing, outcomes: list[Outcome]) -> bool:
    """Draws the agendas anew from what was just read too, as the last of the story. Whether any came out otherwise."""
    if not bearing.draws:
        return False
    news = [one for each in outcomes if each.seen is not None for one in each.seen.decision.observations]
    if not news:
        return False
    story = ledger.observations(workspace.plan.id)
    last = max((seen.id for seen in story), default=0)
    return bearing.hear([*story, *(replace(one, id=last + n) for n, one in enumerate(news, 1))])


def _look_ahead(workspace: Workspace, outcome: Outcome) -> None:
    """What will not go, how many mails would leave, and whether it is too much."""
    if outcome.seen is None:
        return
    target = workspace.settings.targets[outcome.target]
    try:
        outcome.seen = foreseen(outcome.seen)
        stands = [known.item for known in outcome.seen.agreed.values()]
        _refuse_confidential(workspace, target, outcome)
        outcome.mails = _mails(outcome.seen)
        outcome.alarms = alarms(outcome.seen.decision, stands, workspace.settings.guard, outcome.mails)
    except ServiceError as error:
        outcome.error = error


def foreseen(seen: Look) -> Look:
    """With a finding for each thing that the target says it will not take."""
    if not isinstance(seen.adapter, Foresees) or not seen.decision.operations:
        return seen
    full = seen.adapter.foresee([one.effect for one in seen.decision.operations])
    others = (one for one in seen.decision.findings if one.code != "foreseen")
    findings = (*others, *(Finding("foreseen", None, text=sentence) for sentence in full))
    return replace(seen, decision=replace(seen.decision, findings=findings))


def _refuse_confidential(workspace: Workspace, target: Target, outcome: Outcome) -> None:
    """Terminal for a confidential plan at a target that is not the board's own, once it has been taken away there."""
    seen = outcome.seen
    if not workspace.plan.confidential or target.confidential or seen is None:
        return
    if seen.decision.operations:  # it went there before, and what is yet to come is taken away
        return
    outcome.seen = None
    raise Terminal(
        "the plan is confidential, so nothing of it goes there; if only the board can look in there, write "
        f"confidential = true under [targets.{outcome.target}] in hjul.toml"
    )


def _mails(seen: Look) -> int:
    """How many would leave because of what is to be done."""
    return sum(seen.adapter.mails(one.effect) for one in seen.decision.operations)


def keep_to(saved: Saved, outcomes: list[Outcome]) -> None:
    """Cut every target's decision down to what a saved preview says; tell what no longer stands as it did."""
    for outcome in outcomes:
        if outcome.seen is not None:
            decision, outcome.refused = only_saved(
                outcome.seen.decision, saved.targets.get(outcome.target, ())
            )
            outcome.seen = foreseen(replace(outcome.seen, decision=decision))
            outcome.mails = _mails(outcome.seen)


def do(
    workspace: Workspace,
    session: Session,
    outcome: Outcome,
    wish: Wish,
    bar: Bar,
    *,
    again: bool = True,
    turn: Turn = as_it_is,
) -> None:
    """Carry out what was seen in one target; look and do ``again`` where something changed there meanwhile."""
    seen = outcome.seen
    try:
        for _ in range(ROUNDS):
            if seen is None:
                return
            outcome.done.append(Summary(outcome.target))
            try:
                with bar(outcome.target, len(seen.decision.operations)) as tick:
                    carry_out(workspace, session.ledger, session.run, seen, tick, outcome.done[-1])
            finally:
                session.count(outcome.done[-1])
            if not outcome.done[-1].stale or not again:
                return
            bearing = Bearing.of(workspace, session.ledger)
            wanted = bearing.wanted(outcome.target)
            wider = bearing.wished(wish)
            seen = turn(look(workspace, session.ledger, outcome.target, wanted, seen.adapter, wider))
    except ServiceError as error:
        outcome.error = error


@contextmanager
def no_bar(name: str, total: int) -> Iterator[Callable[[Operation], None]]:  # noqa: ARG001  # the shape of a Bar
    """Shows nothing."""
    yield lambda _: None


def sync_item(workspace: Workspace, session: Session, wish: Wish) -> list[Outcome]:
    """Look and do for what the wish names only: too little for the guard."""
    outcomes = look_at_all(workspace, session.ledger, wish)
    for outcome in outcomes:
        do(workspace, session, outcome, wish, no_bar)
    return outcomes
