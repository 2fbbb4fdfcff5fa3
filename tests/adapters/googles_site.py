"""What the sites of Google's two services have in common: hjul's runs on a local server, and what stands there afterwards.

Judges nothing, but holds every error to this: no secret in its words or its traceback.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from adapters.base import Adapter, Reading, Since
from mappings.items import Item
from sync.look import Wish
from tests.adapters.stage import Ran, Stage, synced
from tests.servers.google.server import GoogleServer
from tests.servers.google.state import Account, Logged
from tests.simulation.ledgers import Shelf


@dataclass
class GooglesSite(Stage):
    """``account`` is hjul's; ``SERVICE`` begins the names of the methods that it calls."""

    SERVICE = ""

    server: GoogleServer
    account: Account
    shelf: Shelf

    @abstractmethod
    def open(self) -> Adapter:
        """As the next run of the program does."""

    @abstractmethod
    def forget_sleep(self) -> None:
        """Begin to count anew how long hjul waits."""

    @property
    def order(self) -> Callable[..., None]:
        """What goes wrong next."""
        return self.server.weather.add

    def kept(self, item: Item) -> Item:
        """As the plan's item is wanted there."""
        return item

    def read(self, since: Since | None = None) -> Reading:
        return self.open().read(since or Since())

    def sync(self, items: Iterable[Item], wish: Wish | None = None, shelf: Shelf | None = None) -> Ran:
        """What the command does, once."""
        return synced(map(self.kept, items), self.open(), shelf or self.shelf, wish)

    def anew(self) -> Reading:
        return self.read()

    def behave(self) -> None:
        self.server.forget()
        self.forget_sleep()

    def settles(self, items: Iterable[Item]) -> None:
        assert self.server.weather.is_over
        super().settles(items)

    def requests(self) -> list[str]:
        """What came over the wire since the last time: "batch", or a method's last word."""
        names = [request.method.rpartition(".")[2] for request in self.server.requests]
        self.server.forget()
        return names

    def calls(self, method: str) -> list[Logged]:
        """All calls of this method, alone or in batches."""
        return [call for call in self.server.calls if call.method == f"{self.SERVICE}.{method}"]
