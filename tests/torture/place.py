"""Where a world's plan goes: a folder, or a real CalDAV server. What people do there, they do with programs of their own."""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.servers.board import Board
from tests.servers.radicale import Radicale

FOREIGN = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:dentist\r\nDTSTAMP:20260101T000000Z\r\n"
    "DTSTART:20260501T080000Z\r\nSUMMARY:Tandläkare\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
RESTARTS = 0.08
"""How often a server is stopped and started between two runs."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One object there. ``text`` has its long lines whole again; ``version`` is another whenever anyone has written it."""

    name: str
    text: str
    version: object


class Place(ABC):
    """The one target of a world. It begins with someone else's object in the calendar, and nothing of hjul's."""

    target: str  # its name

    @abstractmethod
    def things(self) -> list[Thing]:
        """Everything that stands there, someone else's too."""

    @abstractmethod
    def write(self, thing: Thing, text: str) -> bool:
        """A person's edit; False when the thing has changed since they looked, and they give up."""

    @abstractmethod
    def delete(self, thing: Thing) -> bool: ...

    def pause(self, rng: Random) -> None:  # noqa: B027  # a folder has nothing to do
        """Between two runs."""


class Folder(Place):
    """The folder hjul-data/ beside the plan, as it is without hjul.toml."""

    target = "folder"

    def __init__(self, folder: Path) -> None:
        self._data = folder / "hjul-data"
        theirs = self._data / "calendar" / "dentist.ics"
        theirs.parent.mkdir(parents=True, mode=0o700)
        theirs.parent.parent.chmod(0o700)
        theirs.write_text(FOREIGN, encoding="utf-8", newline="")

    def things(self) -> list[Thing]:
        return [
            Thing(str(path), path.read_bytes().replace(b"\r\n ", b"").decode(), path.stat().st_mtime_ns)
            for path in sorted(self._data.glob("*/*.ics"))
        ]

    def write(self, thing: Thing, text: str) -> bool:
        Path(thing.name).write_bytes(text.encode())
        return True

    def delete(self, thing: Thing) -> bool:
        Path(thing.name).unlink()
        return True


class Server(Place):
    """Two collections on a server that goes on while hjul is killed, with its password in a file beside the plan."""

    target = "server"

    def __init__(self, folder: Path, server: Radicale) -> None:
        self._server = server
        self._board = Board.on(server)
        self._board.account.write(f"{self._board.calendar}dentist.ics", FOREIGN.encode())
        (folder / "hjul.toml").write_text(self._board.target(self.target), encoding="utf-8")
        secrets = folder / "hjul-secrets"
        secrets.mkdir(mode=0o700)
        (secrets / self.target).touch(mode=0o600)
        (secrets / self.target).write_text(str(self._board.account.password), encoding="utf-8")

    def things(self) -> list[Thing]:
        return [Thing(one.url, one.text, one.etag) for one in self._board.everything()]

    def write(self, thing: Thing, text: str) -> bool:
        return self._ask("PUT", thing, text.encode())

    def delete(self, thing: Thing) -> bool:
        return self._ask("DELETE", thing, b"")

    def pause(self, rng: Random) -> None:
        if rng.random() < RESTARTS:
            self._server.restart()

    def _ask(self, method: str, thing: Thing, body: bytes) -> bool:
        """What hjul sent before it was killed may still be on its way there."""
        answer = self._board.account.ask(
            method, thing.name, body, if_match=str(thing.version), content_type="text/calendar; charset=utf-8"
        )
        assert answer.status in {200, 201, 204, 404, 412}, (answer.status, answer.body)
        return answer.status < 300


Opened = Callable[[Path], Place]
"""Begins a place for the plan in a folder."""


@contextmanager
def on_radicale() -> Iterator[Opened]:
    """One server for all worlds of a torture."""
    importlib.import_module("adapters.caldav")  # so that what is forked has it
    server = Radicale()
    try:
        yield lambda folder: Server(folder, server)
    finally:
        server.end()


PLACES: dict[str, Callable[[], AbstractContextManager[Opened]]] = {
    "folder": lambda: nullcontext(Folder),
    "radicale": on_radicale,
}
