"""What the sites of all services have in common: hjul's runs on them, and what stands there and in the ledger afterwards.

Judges nothing of its own, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

import base64
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field

from adapters.base import Adapter, Effect, Reading, ServiceError
from mappings.items import Found, Item, Key, Wanted
from sync.apply import Summary, carry_out
from sync.clock import Clock
from sync.decision import Operation
from sync.look import Look, Wish, look
from sync.session import ROUNDS
from tests.boundaries.runs import TARGET, TODAY, Occasion
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.base import PASSWORD, USER
from tests.servers.google.state import TOKENS
from tests.simulation.ledgers import Shelf

SECRETS = (
    PASSWORD,
    base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
    "Authorization",
    "Bearer",
    TOKENS,
)


def safe(error: ServiceError) -> ServiceError:
    """The error, which says nothing secret and is one sentence or a few, on one line."""
    told = f"{error}{error!r}{''.join(traceback.format_exception(error))}"
    assert not any(secret in told for secret in SECRETS)
    assert "\n" not in str(error)
    assert "Traceback" not in str(error)
    return error


@dataclass
class Ran:
    """What one run saw, did and could not do."""

    looks: list[Look] = field(default_factory=list)
    done: list[Summary] = field(default_factory=list)
    error: ServiceError | None = None

    @property
    def operations(self) -> tuple[Operation, ...]:
        """What the first look asked for."""
        return self.looks[0].decision.operations

    @property
    def effects(self) -> list[Effect]:
        return [operation.effect for operation in self.operations]

    @property
    def failed(self) -> list[ServiceError]:
        """All that failed in any round."""
        return [error for summary in self.done for _, error in summary.failed]

    @property
    def seen(self) -> list[str]:
        """The kinds of what was observed."""
        return [one.kind.value for each in self.looks for one in each.decision.observations]

    @property
    def is_quiet(self) -> bool:
        """Whether there was nothing to do and nothing to tell."""
        return self.error is None and not self.operations and not self.seen


def synced(items: Iterable[Item], adapter: Adapter, shelf: Shelf, wish: Wish | None = None) -> Ran:
    """What the command does, once."""
    wanted = tuple(Wanted(item) for item in items)
    ran, occasion = Ran(), Occasion(Clock(ZONE, TODAY))
    book = shelf.open()
    try:
        number = book.begin_run(PLAN_ID, "sync", NOW)
        for _ in range(ROUNDS):
            ran.looks.append(look(occasion, book, TARGET, wanted, adapter, wish or Wish()))
            ran.done.append(carry_out(occasion, book, number, ran.looks[-1], lambda _: None))
            if not ran.done[-1].stale:
                break
        book.end_run(number, NOW, "done", {})
    except ServiceError as error:
        ran.error = safe(error)
    finally:
        book.close()
    for each in ran.failed:
        safe(each)
    return ran


class Stage(ABC):
    """A place at a service with hjul's ledger of it."""

    shelf: Shelf

    @abstractmethod
    def sync(self, items: Iterable[Item], *, wish: Wish | None = None) -> Ran:
        """What the command does, once."""

    @abstractmethod
    def anew(self) -> Reading:
        """What a first reading finds, with nothing in its way."""

    @abstractmethod
    def count(self) -> int:
        """How many of all objects people see there."""

    @abstractmethod
    def behave(self) -> None:
        """From now on nothing goes wrong; what was counted so far is forgotten."""

    def done(self, items: Iterable[Item], wish: Wish | None = None) -> Ran:
        """A run in which all goes well, and which leaves nothing for the next."""
        wanted = tuple(items)
        ran = self.sync(wanted, wish=wish)
        assert (ran.error, ran.failed) == (None, [])
        assert self.sync(wanted).is_quiet
        self.behave()
        return ran

    def settles(self, items: Iterable[Item]) -> None:
        """The next run finishes what an earlier one left: everything once, nothing else, and then nothing to do."""
        wanted = tuple(items)
        ran = self.sync(wanted)
        assert (ran.error, ran.failed) == (None, [])
        assert "deleted" not in ran.seen
        assert self.sync(wanted).is_quiet
        assert self.titles() == {item.key: item.title for item in wanted}
        assert self.count() == len(wanted)

    def stands(self) -> dict[Key, Found]:
        """What a new reading finds."""
        reading = self.anew()
        assert reading.flaws == ()
        return {found.key: found for found in reading.found}

    def titles(self) -> dict[Key, str]:
        return {key: found.item.title for key, found in self.stands().items()}

    def knows(self) -> set[Key]:
        """What the ledger remembers as standing there."""
        book = self.shelf.open()
        try:
            return {key for key, known in book.agreed(PLAN_ID, TARGET).items() if known.found is not None}
        finally:
            book.close()

    def pending(self) -> set[Key]:
        """What the ledger has no answer to."""
        book = self.shelf.open()
        try:
            return {intent.effect.key for intent in book.pending_intents(PLAN_ID, TARGET)}
        finally:
            book.close()
