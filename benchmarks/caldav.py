"""What CalDAV costs beside what the server itself and others' programs take, on real servers on this machine: make bench-caldav.

Each figure stands beside its own yardstick, measured in turn with it in the same run. Exits with 1 when one is not reached.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import icalendar

from adapters.base import Since
from adapters.caldav import CalDAVAdapter
from adapters.caldav_xml import XML, sync_collection
from benchmarks.figures import show, spread, timed, times
from benchmarks.plans import meetings_text
from config.caldav_target import CalDAVTarget
from mappings.icalendar import to_ics
from mappings.items import Key, Task
from sync.cli.run import run_sync
from tests.servers import cyrus
from tests.servers.asking import Account
from tests.servers.base import Server
from tests.servers.board import Board
from tests.servers.front import Front
from tests.servers.radicale import Radicale

EVENTS = 500
MANY = 5_000
TODAY = date(2026, 1, 1)
ZONE = ZoneInfo("Europe/Stockholm")
BIN = Path(sys.executable).parent
_ICS = "text/calendar; charset=utf-8"
_DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"


S = TypeVar("S", bound=Server)


class Bare:
    """Requests on one connection that is kept as long as the server keeps it, with nothing done to the answers."""

    def __init__(self, account: Account) -> None:
        parts = urlsplit(account.url)
        self._signature = account.signature()
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port)

    def ask(self, method: str, url: str, body: bytes, **headers: str) -> bytes:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request(method, urlsplit(url).path, body, named | self._signature)
        answer = self._connection.getresponse()
        data = answer.read()
        if not 200 <= answer.status < 300:
            raise RuntimeError(f"{method} was answered with {answer.status}")
        return data

    def put_all(self, collection: str, files: Iterable[Path]) -> None:
        for file in files:
            self.ask("PUT", collection + file.name, file.read_bytes(), content_type=_ICS, if_none_match="*")


class Home:
    """A new plan's folder, for one round."""

    def __init__(self, where: Path, board: Board | None, calendar: str = "") -> None:
        self.folder = Path(tempfile.mkdtemp(dir=where))
        self.say()
        if board is not None:
            text = board.target("server", 'holds = ["events"]').replace(f'tasks = "{board.tasks}"\n', "")
            (self.folder / "hjul.toml").write_text(text.replace(board.calendar, calendar or board.calendar))
            os.environ["HJUL_SECRETS__SERVER"] = str(board.account.password)

    def say(self, title: str = "Möte") -> None:
        (self.folder / "plan.yaml").write_text(meetings_text(EVENTS, title), encoding="utf-8")

    def sync(self) -> None:
        """All that the command does, in this process."""
        with contextlib.redirect_stdout(io.StringIO()):
            run_sync(
                self.folder / "plan.yaml",
                since=None,
                saved=None,
                today=TODAY,
                draft=False,
                anyway=False,
                as_json=False,
            )

    def sync_as_a_process(self) -> None:
        words = [str(BIN / "hjul"), "sync", "--today", str(TODAY)]
        subprocess.run(words, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)


def rendered(where: Path) -> list[Path]:
    """The objects that hjul sends, as files."""
    home = Home(where, None)
    home.sync()
    return sorted((home.folder / "hjul-data" / "calendar").glob("*.ics"))


def first_push(server: Server, files: list[Path], where: Path, rounds: int) -> bool:
    """A first sync against as many bare PUTs of the same objects, one after another."""
    bare, whole = [], []
    for _ in range(rounds):
        board = Board.on(server)
        bare += timed(partial(Bare(board.account).put_all, board.calendar, files), 1)
        whole += timed(Home(where, Board.on(server)).sync, 1)
    ratio, figure = times(whole, bare)
    return show(
        f"first push, {EVENTS} events, {type(server).__name__}",
        f"{figure} {spread(whole)} against {spread(bare)}",
        "≤ 1.2×",
        ratio <= 1.2,
    )


def against_vdirsyncer(server: Server, files: list[Path], where: Path, rounds: int) -> bool:
    """A first sync, and one that finds nothing to do, as whole processes: both programs in turn."""
    ours: list[list[float]] = [[], []]
    theirs: list[list[float]] = [[], []]
    for _ in range(rounds):
        other = vdirsyncer(Board.on(server), files, Path(tempfile.mkdtemp(dir=where)))
        own = Home(where, Board.on(server)).sync_as_a_process
        for step in range(2):
            theirs[step] += timed(other, 1)
            ours[step] += timed(own, 1)
    name = f"whole process on {type(server).__name__}"
    first, figure = times(theirs[0], ours[0])
    again, second = times(theirs[1], ours[1])
    return all(
        (
            show(
                f"first push, {EVENTS} events, {name}",
                f"vdirsyncer takes {figure} hjul's time: {spread(theirs[0])} and {spread(ours[0])}",
                "≥ 2×",
                first >= 2,
            ),
            show(
                f"nothing changed, {name}",
                f"vdirsyncer takes {second} hjul's time: {spread(theirs[1])} and {spread(ours[1])}",
                "no more than its",
                again >= 1,
            ),
        )
    )


def vdirsyncer(board: Board, files: list[Path], home: Path) -> Callable[[], object]:
    """It, set up for a folder with these files and this calendar."""
    (home / "here").mkdir()
    for file in files:
        shutil.copy(file, home / "here")
    (home / "settings").write_text(
        f'[general]\nstatus_path = "{home}/status/"\n[pair p]\na = "here"\nb = "there"\ncollections = null\n'
        f'[storage here]\ntype = "filesystem"\npath = "{home}/here"\nfileext = ".ics"\n'
        f'[storage there]\ntype = "caldav"\nurl = "{board.calendar}"\n'
        f'username = "{board.account.user}"\npassword = "{board.account.password}"\n',
        encoding="utf-8",
    )
    words = [str(BIN / "vdirsyncer"), "--verbosity", "ERROR", "--config", str(home / "settings")]
    subprocess.run([*words, "discover"], check=True, stdout=subprocess.DEVNULL)
    return lambda: subprocess.run([*words, "sync"], check=True, stdout=subprocess.DEVNULL)


def later_runs(server: Server, where: Path) -> bool:
    """What a sync asks for when nothing changed, and when ten meetings did; and how long the former takes."""
    board = Board.on(server)
    with Front(server.origin) as front:
        home = Home(where, board, front.at(board.calendar))
        home.sync()
        home.sync()

        def asked() -> list[str]:
            front.behave()
            home.sync()
            return [entry.method for entry in front.log]

        nothing = asked()
        home.say("Sammanträde")
        ten = asked()
    direct = Home(where, Board.on(server))
    direct.sync()
    direct.sync()
    name = type(server).__name__
    return all(
        (
            show(
                f"nothing changed, {name}",
                f"{' '.join(nothing)}, {spread(timed(direct.sync))} with {EVENTS} events, reading the plan included",
                "1 request",
                nothing == ["REPORT"],
            ),
            show(
                f"ten meetings changed, {name}",
                f"{ten.count('PUT')} PUT, {len(ten) - ten.count('PUT')} other",
                "10 writes and 1 reading",
                sorted(ten) == ["PUT"] * 10 + ["REPORT"],
            ),
        )
    )


def read_back(server: Radicale, rounds: int) -> bool:
    """A whole list read anew, against the same answer read bare, each object parsed with icalendar alone."""
    board = Board.on(server)
    board.account.write(board.tasks, seed(MANY))
    asking = Bare(board.account)

    def bare() -> None:
        answer = asking.ask("REPORT", board.tasks, sync_collection(None).encode(), depth="0", **_named(XML))
        found = [one.text or "" for one in ET.fromstring(answer).iter(_DATA)]  # noqa: S314  # our own server's
        if sum(len(icalendar.Calendar.from_ical(one.encode()).todos) for one in found) != MANY:
            raise RuntimeError("the server did not give all of them")

    def hjul(tasks: str) -> None:
        reading = opened(board, tasks).read(Since())
        if len(reading.found) != MANY:
            raise RuntimeError(f"{len(reading.found)} were read, {len(reading.flaws)} not understood")

    with Front(server.origin) as front:
        hjul(front.at(board.tasks))
        asked = [entry.method for entry in front.log]
    alone, whole = [], []
    for _ in range(rounds):
        alone += timed(bare, 1)
        whole += timed(lambda: hjul(board.tasks), 1)
    ratio, figure = times(whole, alone)
    return all(
        (
            show(f"read {MANY:,} tasks, Radicale", " ".join(asked), "≤ 2 requests", len(asked) <= 2),
            show(
                f"read {MANY:,} tasks, Radicale",
                f"{figure} {spread(whole)} against {spread(alone)}",
                "≤ 1.5×",
                ratio <= 1.5,
            ),
        )
    )


def opened(board: Board, tasks: str) -> CalDAVAdapter:
    """As a run opens it, for a list alone."""
    target = CalDAVTarget(tasks=tasks, user=board.account.user, auth="basic")
    return CalDAVAdapter(
        "server", target, board.account.password, "bench", ZONE, lambda: datetime(2026, 1, 1, tzinfo=UTC)
    )


def seed(count: int) -> bytes:
    """A whole collection of tasks, as hjul writes them, in one object: Radicale takes it apart."""
    task = Task(Key("task"), "Göra något viktigt", description="Ansvarig: Person 1\nOmråde: Allt")
    every = (
        replace(task, key=Key(f"task-{number}"), due=TODAY + timedelta(days=number % 365))
        for number in range(count)
    )
    at = datetime(2026, 1, 1, tzinfo=UTC)
    one = [to_ics(each, plan_id="bench", zone=ZONE, at=at).decode() for each in every]
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    inner = "".join(text[text.index("BEGIN:VTODO") : text.index("END:VCALENDAR")] for text in one)
    return f"{head}{inner}END:VCALENDAR\r\n".encode()


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower().replace("-", "_"): value for name, value in headers.items()}


@contextlib.contextmanager
def started(kind: Callable[[], S]) -> Iterator[S]:
    """A server of its own for this run."""
    server = kind()
    try:
        yield server
    finally:
        server.end()


def main() -> None:
    """Print every figure; exit with 1 when one is not reached."""
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores; {_load()}", flush=True)
    reached = []
    lack = cyrus.missing()
    with tempfile.TemporaryDirectory() as place, started(Radicale) as radicale:
        where = Path(place)
        files = rendered(where)
        if lack is None:
            with started(cyrus.Cyrus) as server:
                reached.append(first_push(server, files, where, 5))
                reached.append(against_vdirsyncer(server, files, where, 5))
                reached.append(later_runs(server, where))
        else:
            print(f"not measured: {lack}")
        reached.append(read_back(radicale, 5))
        reached.append(later_runs(radicale, where))
        reached.append(first_push(radicale, files, where, 3))
    print(_load())
    sys.exit(0 if all(reached) else 1)


def _load() -> str:
    """What else this machine does: the ratios hold up to it, the times do not."""
    return (
        f"load average of the last 1, 5 and 15 minutes: {', '.join(f'{one:.1f}' for one in os.getloadavg())}"
    )


if __name__ == "__main__":
    main()
