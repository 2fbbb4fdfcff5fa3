"""A decision as values: operations with their reasons, findings, observations, and what is to be remembered. Does nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from adapters.base import Effect, Touch
from mappings.history import Observation, Seen, Value, source_of
from mappings.items import Found, Item, Key, Progress
from sync.agreed import Agreed


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one item: what stands there and what will."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Operation:
    """One effect with its reason: the code of a sentence in the language files, and the changed fields."""

    effect: Effect
    reason: str
    title: str
    changes: tuple[Change, ...] = ()
    after: Agreed | None = None  # what will be remembered once it is done; ref and etag come with the outcome
    before: Found | None = None  # what stands there now: kept, so that it can be put back

    @property
    def key(self) -> Key:
        return self.effect.key


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that people should know, and may have to settle. ``code`` names its sentence in the language files."""

    code: str
    key: Key | None
    title: str = ""
    old: object = None
    new: object = None
    field: str = ""
    text: str = ""

    @property
    def settles(self) -> bool:
        """Whether ``hjul drift`` can settle it."""
        return self.code in {"moved", "moved_both", "cancelled", "uncancelled", "deleted"}


@dataclass(frozen=True, slots=True)
class Decision:
    """All that is to be done, known, recorded and remembered for one target, before anything is."""

    operations: tuple[Operation, ...] = ()
    findings: tuple[Finding, ...] = ()
    observations: tuple[Observation, ...] = ()
    remember: Mapping[Key, Agreed] = field(default_factory=dict)
    forget: frozenset[Key] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether a sync would change nothing, neither there nor in the ledger's story."""
        return not self.operations and not self.observations


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the decision needs besides the three sides. ``now`` is aware; ``today`` is in the plan's time zone."""

    target: str
    now: datetime
    today: date
    as_stored: Callable[[Item], Item]
    marks: Mapping[Key, Progress] = field(
        default_factory=dict
    )  # the board's own word, the latest for each item
    restore: frozenset[Key] = frozenset()  # drifts to turn back to the plan now
    only: frozenset[Key] | None = None  # nothing but these is touched
    outside: frozenset[Key] = frozenset()  # left alone: before the day that a run was narrowed to


class Work:
    """A decision in the making: what has been decided so far."""

    def __init__(
        self,
        given: Circumstances,
        buried: frozenset[Key],
        touches: Mapping[tuple[Key, str], Touch],
    ) -> None:
        self.given = given
        self.buried = buried
        self._touches = touches
        self.operations: list[Operation] = []
        self.findings: list[Finding] = []
        self.observations: list[Observation] = []
        self.remember: dict[Key, Agreed] = {}
        self.forget: set[Key] = set()

    def decision(self) -> Decision:
        return Decision(
            tuple(self.operations),
            tuple(self.findings),
            tuple(self.observations),
            self.remember,
            frozenset(self.forget),
        )

    def saw(
        self,
        key: Key,
        kind: Seen,
        value: Value | None = None,
        at: datetime | None = None,
        by: str | None = None,
    ) -> None:
        """Something was seen. When and by whom is the place's own word where the item itself does not tell."""
        if at is None and by is None and (touch := self._touches.get((key, _what(kind, value)))) is not None:
            at, by = touch.at, touch.by
        self.observations.append(
            Observation(key, kind, self.given.now, source_of(self.given.target), at, by, value or {})
        )


def _what(kind: Seen, value: Value | None) -> str:
    """What of an item such an observation is about, as a touch names it."""
    match kind:
        case Seen.MOVED | Seen.EDITED:
            return str((value or {}).get("field"))
        case Seen.NOTED:
            return "notes"
        case _:
            return kind.value
