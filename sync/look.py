"""Looking: read one target, remember what was agreed, and decide. Changes nothing, there or in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from adapters.base import Adapter, Reading, Since
from mappings.history import BOARD, PLAN, Observation, Seen
from mappings.identity import aliases, same_occurrences, with_aliases
from mappings.items import Found, Item, Key, Progress, State, Wanted
from mappings.settled import as_settled
from sync.agreed import Agreed, Intent, Presence
from sync.clock import Clock
from sync.decision import Circumstances, Decision
from sync.fields import rebuilt
from sync.ledger_base import Remembers
from sync.reconcile import reconcile, standing
from sync.resume import resume


class Occasion(Protocol):
    """Whose plan it is about, what time it is, and what is left alone this time."""

    @property
    def plan_id(self) -> str: ...

    @property
    def clock(self) -> Clock: ...

    def left_out(self, item: Item, /) -> bool: ...


@dataclass(frozen=True, slots=True)
class Look:
    """One target as it stands, and what is to be done about it."""

    target: str
    adapter: Adapter
    reading: Reading
    agreed: Mapping[Key, Agreed]  # what was remembered before this look
    decision: Decision
    intents: tuple[Intent, ...]  # unanswered ones of earlier runs: answered by this look
    cursor: str | None  # where the next reading begins: as before, when something was left out of this one


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for beside the plan: drifts to turn back, and to touch nothing else."""

    restore: frozenset[Key] = frozenset()
    only: frozenset[Key] | None = None


def look(
    occasion: Occasion,
    ledger: Remembers,
    name: str,
    wanted: Iterable[Wanted],
    adapter: Adapter,
    wish: Wish,
) -> Look:
    """Reads the target and decides. ServiceError when it cannot be read as a whole."""
    known = _Known.of(occasion.plan_id, ledger, name)
    reading = adapter.read(since(known.agreed, known.cursor))
    return _decided(occasion, known, adapter, reading, wanted, wish)


def look_again(
    occasion: Occasion, ledger: Remembers, seen: Look, wanted: Iterable[Wanted], wish: Wish
) -> Look:
    """The same reading, decided upon anew because the plan wants something else there."""
    known = _Known.of(occasion.plan_id, ledger, seen.target)
    return _decided(occasion, known, seen.adapter, seen.reading, wanted, wish)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the ledger knows of one target before a look."""

    target: str
    agreed: Mapping[Key, Agreed]
    intents: tuple[Intent, ...]
    cursor: str | None
    story: Sequence[Observation]

    @classmethod
    def of(cls, plan: str, ledger: Remembers, target: str) -> _Known:
        return cls(
            target,
            ledger.agreed(plan, target),
            tuple(ledger.pending_intents(plan, target)),
            ledger.cursor(plan, target),
            ledger.observations(plan),
        )


def _decided(
    occasion: Occasion,
    known: _Known,
    adapter: Adapter,
    reading: Reading,
    wanted: Iterable[Wanted],
    wish: Wish,
) -> Look:
    agreed, story = known.agreed, known.story
    stands = standing(agreed, reading)
    resumed = resume(agreed, known.intents, stands)
    items, rekeyed = _identified(occasion, wanted, story, resumed, stands, reading.buried)
    items = as_settled(items, story)
    outside = frozenset(one.item.key for one in items if occasion.left_out(one.item))
    outside |= {key for key, one in resumed.items() if occasion.left_out(one.item)}
    outside |= {key for key, found in stands.items() if occasion.left_out(found.item)}
    circumstances = Circumstances(
        target=known.target,
        now=occasion.clock.now(),
        today=occasion.clock.today(),
        as_stored=adapter.as_stored,
        marks=marks(story),
        restore=wish.restore,
        only=wish.only,
        outside=outside,
    )
    decision = reconcile(items, resumed, reading, circumstances)
    answered = {key: one for key, one in resumed.items() if agreed.get(key) is not one}
    lost = frozenset(key for key in agreed if key not in resumed)
    decision = replace(
        decision,
        remember={**answered, **decision.remember},
        forget=decision.forget | (lost - decision.remember.keys()),
        observations=(*rekeyed, *decision.observations),
    )
    whole = wish.only is None and not outside
    cursor = reading.cursor if whole else known.cursor
    return Look(known.target, adapter, reading, resumed, decision, known.intents, cursor)


def since(agreed: Mapping[Key, Agreed], cursor: str | None) -> Since:
    """Where the last reading of a target ended."""
    live = (
        known.found
        for known in agreed.values()
        if known.found is not None and known.presence is not Presence.DELETED
    )
    return Since(cursor, {found.ref: found.etag for found in live if found.etag is not None})


def _identified(
    occasion: Occasion,
    wanted: Iterable[Wanted],
    story: Iterable[Observation],
    agreed: Mapping[Key, Agreed],
    stands: Mapping[Key, Found],
    buried: Iterable[Key],
) -> tuple[tuple[Wanted, ...], tuple[Observation, ...]]:
    """The wanted items under the keys they have always had, and what was newly recognised.

    An occurrence is known by the day that the plan last gave it, and by the one where people have put it since.
    """
    items = with_aliases(wanted, aliases(story))
    known = [one.item for one in agreed.values() if one.presence is not Presence.DROPPED]
    known += [rebuilt(Wanted(found.item), found).item for key, found in stands.items() if key not in agreed]
    known += [stands[one.key].item for one in known if one.key in stands]
    pairs = same_occurrences([one.item for one in items], known, buried)
    now = occasion.clock.now()
    rekeyed = tuple(
        Observation(old, Seen.REKEYED, now, PLAN, value={"as": new}) for new, old in sorted(pairs.items())
    )
    return with_aliases(items, pairs), rekeyed


def marks(story: Iterable[Observation]) -> dict[Key, Progress]:
    """The board's own latest word on each task."""
    states = {
        Seen.STARTED: State.STARTED,
        Seen.DONE: State.DONE,
        Seen.CANCELLED: State.CANCELLED,
        Seen.REOPENED: State.OPEN,
    }
    found: dict[Key, Progress] = {}
    for seen in story:
        if seen.source == BOARD and seen.kind in states:
            percent = 100 if seen.kind is Seen.DONE else None
            found[Key(seen.key)] = Progress(states[seen.kind], percent, seen.at or seen.recorded_at, seen.by)
    return found
