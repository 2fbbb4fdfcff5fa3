"""A target whose password is not known: it can neither be read nor written to, and keeps no other target from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from adapters.base import Capabilities, Effect, NotAllowed, Outcome, Reading, Since
from mappings.items import Item


class SignedOut:
    """Says ``why`` whatever is asked of it."""

    def __init__(self, name: str, why: str) -> None:
        self._name = name
        self._why = why

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities()

    def read(self, since: Since) -> Reading:  # noqa: ARG002  # the adapter's contract
        raise NotAllowed(self._why)

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:  # noqa: ARG002
        raise NotAllowed(self._why)

    def as_stored(self, item: Item) -> Item:
        return item

    def mails(self, effect: Effect) -> int:  # noqa: ARG002
        return 0
