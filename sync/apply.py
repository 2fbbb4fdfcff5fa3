"""Doing: the only place where an effect happens. Every intent stands in the ledger before the first effect.

Decides nothing: it carries out a decision as it is and remembers how each effect went.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from adapters.base import Create, Delete, Outcome, ServiceError, Stale, Transient, Update
from sync.agreed import Agreed, Intent
from sync.decision import Operation
from sync.ledger_base import Remembers
from sync.ledger_values import IntentState, Settlement
from sync.look import Look, Occasion

BATCH = 50
"""Outcomes remembered in one transaction. What a crash leaves unanswered is answered by the next look."""


@dataclass
class Summary:
    """What one run did in one target."""

    target: str
    created: int = 0
    updated: int = 0
    deleted: int = 0
    failed: list[tuple[Operation, ServiceError]] = field(default_factory=list)
    stale: int = 0

    def count(self, operation: Operation) -> None:
        match operation.effect:
            case Create():
                self.created += 1
            case Update():
                self.updated += 1
            case Delete():
                self.deleted += 1
            case _:
                pass


def carry_out(
    occasion: Occasion,
    ledger: Remembers,
    run: int,
    seen: Look,
    tick: Callable[[Operation], None],
    summary: Summary | None = None,
) -> Summary:
    """Remembers the look, writes the intents, then does them one by one. One failing effect never stops the others.

    A ServiceError that ends the whole service is raised after what is known has been remembered; ``summary`` then says what
    was done before it.
    """
    plan, decision = occasion.plan_id, seen.decision
    ledger.record_reading(
        run,
        plan,
        seen.target,
        remember=decision.remember,
        forget=decision.forget,
        observations=decision.observations,
        cursor=seen.cursor,
        answered=[intent.id for intent in seen.intents],
        at=occasion.clock.now(),
    )
    summary = summary or Summary(seen.target)
    if not decision.operations:
        return summary
    intents = ledger.write_intents(
        run, plan, seen.target, [(one.effect, one.before, one.after) for one in decision.operations]
    )
    settled: list[Settlement] = []
    try:
        outcomes = seen.adapter.apply([one.effect for one in decision.operations])
        for operation, intent, outcome in zip(decision.operations, intents, outcomes, strict=True):
            settled.append(_settlement(operation, intent, outcome, summary))
            tick(operation)
            if len(settled) >= BATCH:
                ledger.settle(plan, seen.target, settled, occasion.clock.now())
                settled = []
    finally:
        ledger.settle(plan, seen.target, settled, occasion.clock.now())
    return summary


def _settlement(operation: Operation, intent: Intent, outcome: Outcome, summary: Summary) -> Settlement:
    """How one effect went, for the ledger. What may or may not have happened stays pending: the next look tells."""
    error = outcome.error
    if error is None:
        summary.count(operation)
        if isinstance(operation.effect, Delete):
            return Settlement(
                intent.id,
                IntentState.DONE,
                operation.key,
                agreed=operation.after,
                forget=operation.after is None,
                image=outcome.image,
            )
        agreed = _as_landed(operation, outcome)
        return Settlement(intent.id, IntentState.DONE, operation.key, agreed=agreed, image=outcome.image)
    if isinstance(error, Stale):
        summary.stale += 1
    summary.failed.append((operation, error))
    # What changed meanwhile may have been changed by our own first try; a Create that finds its object there adopts it.
    unsure = isinstance(error, Transient) or (
        isinstance(error, Stale) and not isinstance(operation.effect, Create)
    )
    state = IntentState.PENDING if unsure else IntentState.FAILED
    return Settlement(intent.id, state, operation.key, error=str(error))


def _as_landed(operation: Operation, outcome: Outcome) -> Agreed | None:
    """What is remembered once it is done, with the names and the etag that the service gave."""
    after = operation.after
    if after is None or after.found is None:
        return after
    return replace(after, found=replace(after.found, ref=outcome.ref or after.found.ref, etag=outcome.etag))
