"""A ledger that bytes were lost or changed in: each command works, or says in a sentence what to do; nothing else is lost."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.hostile.bounds import bounded, much
from tests.sync.conftest import Hjul, Ran
from tests.sync.test_road import drag, edit, files

PAGE = 4096
HEAD = (16, 18, 20, 24, 28, 32, 40, 44, 47, 52, 56, 59, 60, 68, 96)
"""Where the fields of the file's head stand: https://www.sqlite.org/fileformat.html."""
COMMANDS = (
    ("history",),
    ("history", "--format", "json"),
    ("report", "--month", "2026-02"),
    ("preview",),
    ("status",),
    ("mark", "letter@2026-03", "done"),
    ("sync",),
)
SAYS_WHAT_TO_DO = (
    "move it away",
    "move the ledger away",
    "give hjul.toml another ledger",
    "check that its folder",
)
WORDS = (
    *(b"2026-", b'"v":1', b'"type"', b'"start"', b"done", b"moved", b"sync", b"0001", b"title:", b"T17:"),
    *(b'"number"', b'"field"', b'"to"', b'"from"', b'"created"', b'"ref"', b'"etag"', b'"digest"'),
)
WHOLE_FILE = 5
"""The first so many ways are tried every time, with every command."""


@pytest.fixture
def ledger(hjul: Hjul, folder: Path) -> Path:
    """A ledger with runs, a tick, a dragged meeting, a mark, a number, notes and an issued report, closed and whole."""
    hjul("sync")
    there = files(folder)
    edit(there["campaign"], ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z"))
    drag(there["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    hjul("measure", "more", "104", "--note", "räknat två gånger")
    hjul("mark", "letter@2026-03", "started", "--by", "Anna", "--note", "halvvägs")
    hjul("sync")
    hjul("report", "--month", "2026-02")
    path = folder / "hjul-data" / "hjul.db"
    assert not list(path.parent.glob("hjul.db-*"))
    assert path.stat().st_size > 10 * PAGE
    return path


Damage = Callable[[bytes], bytes]


def flipped(at: int, mask: int) -> Damage:
    return lambda data: data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]


def noise(at: int, seed: int) -> Damage:
    return lambda data: data[:at] + Random(seed).randbytes(64) + data[at + 64 :]


def first(size: int) -> Damage:
    return lambda data: data[:size]


def blank(page: int) -> Damage:
    return lambda data: data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :]


def swapped(one: int, other: int) -> Damage:
    def swap(data: bytes) -> bytes:
        pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
        pages[one], pages[other] = pages[other], pages[one]
        return b"".join(pages)

    return swap


def damages(size: int, rng: Random) -> Iterator[tuple[str, Damage]]:
    """Each field of the file's head, each page's head, and random places; then what copying and disks do."""
    yield "an empty file", lambda _: b""
    yield "a text file", lambda _: "Detta är ingen liggare.\n".encode() * 300
    yield "zeros", lambda data: bytes(len(data))
    yield "garbage after the end", lambda data: data + rng.randbytes(3 * PAGE)
    yield "half a page after the end", lambda data: data + bytes(PAGE // 2)
    for at in HEAD:
        yield f"the head at {at}", flipped(at, 1 << rng.randrange(8))
    pages = size // PAGE
    for page in range(pages):
        yield f"page {page} blank", blank(page)
        yield f"the head of page {page}", flipped(page * PAGE + 100 * (page == 0) + rng.randrange(8), 0x0F)
    for end in (1, 15, 16, 99, 100, PAGE - 1, PAGE, PAGE + 1, size // 2, size - PAGE, size - 1):
        yield f"only {end} bytes", first(end)
    for _ in range(much(25)):
        at = rng.randrange(size)
        yield f"a bit at {at}", flipped(at, 1 << rng.randrange(8))
        yield f"noise at {at}", noise(at, at)
    for _ in range(much(5)):
        one, other = rng.sample(range(pages), 2)
        yield f"pages {one} and {other} for each other", swapped(one, other)


def damaged_text(rng: Random, data: bytes) -> Iterator[tuple[str, Damage]]:
    """Letters within values, where no database sees it: days, JSON, states, words."""
    for word in WORDS:
        places = [at for at in range(len(data)) if data.startswith(word, at)]
        for at in rng.sample(places, min(len(places), 2)):
            yield f"{word.decode()} at {at} is no text", flipped(at + 1, 0x80)
            yield f"{word.decode()} at {at} is another", flipped(at + 1, 0x01)


def told(path: Path) -> dict[str, int]:
    """How many rows of each table can be read."""
    rows: dict[str, int] = {}
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for table in ("plan_version", "run", "observation", "report_issue", "intent", "agreed"):
            try:
                (rows[table],) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
            except (sqlite3.Error, UnicodeDecodeError):
                rows[table] = 0
    return rows


def check(ran: Ran, words: tuple[str, ...]) -> None:
    """It worked, or it said what to do."""
    said = ran.err.replace("\n", " ")
    assert "Traceback" not in said
    assert "unforeseen" not in said, said
    if ran.code != 0:
        assert ran.code == 1, ran
        assert said.startswith("hjul: hjul-data/hjul.db: "), ran
        assert any(hint in said for hint in SAYS_WHAT_TO_DO), said
    elif "json" in words:
        json.loads(ran.out)


def put(there: Mapping[Path, bytes], folder: Path) -> None:
    """Everything as it was, and nothing beside it."""
    for path in folder.glob("hjul-data/**/*"):
        if path.is_file() and path not in there:
            path.unlink()
    for path, data in there.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def bears_agenda(data: bytes) -> bool:
    """Whether an event shows what a ledger alone knew; one that is taken for new draws it from what is told anew."""
    return "\\nFörslag till beslut:".encode() in data.replace(b"\r\n ", b"")


def of(folder: Path) -> dict[Path, bytes]:
    """Every file, the calendar's and the ledger's."""
    return {path: path.read_bytes() for path in folder.glob("**/*") if path.is_file()}


def test_whatever_is_damaged_the_calendar_is_left_alone_and_it_is_said_what_to_do(
    hjul: Hjul, folder: Path, ledger: Path
) -> None:
    rng = Random(os.environ.get("SEED") or "bytes")
    whole = of(folder)
    data = whole[ledger]
    ways = [*damages(len(data), rng), *damaged_text(rng, data)]
    for number, (what, damage) in enumerate(
        [*ways[:WHOLE_FILE], *rng.sample(ways, min(len(ways), much(55)))]
    ):
        put(whole | {ledger: damage(data)}, folder)
        nothing_left = not any(told(ledger).values())
        for words in COMMANDS if number < WHOLE_FILE else rng.sample(COMMANDS, 3):
            before, rows, stood = of(folder), told(ledger), ledger.read_bytes()
            try:
                ran = hjul(*words)
                check(ran, words)
                after = of(folder)
                items = {path for path in before if path.suffix in {".ics", ".yaml"}}
                drawn = {path for path in items if nothing_left and bears_agenda(before[path])}
                if words[0] != "mark":  # which writes to the list what was reported
                    same = items - drawn
                    assert {path: after.get(path) for path in same} == {path: before[path] for path in same}
                assert {path for path in after if path.suffix in {".ics", ".yaml"}} == items
                if ran.code != 0:
                    assert all(told(ledger)[table] >= count for table, count in rows.items()), (
                        "rows were lost"
                    )
                if ran.code != 0 and not any(rows.values()):
                    assert ledger.read_bytes() == stood, "a ledger that cannot be read was written to"
            except AssertionError as error:
                raise AssertionError(f"{what}: hjul {' '.join(words)}: {error}") from error


@pytest.mark.parametrize("change", ["DELETE FROM plan_version", "UPDATE plan_version SET text = 'title: x'"])
def test_a_plan_text_that_is_gone_or_another_makes_no_other_report(
    hjul: Hjul, ledger: Path, change: str
) -> None:
    with closing(sqlite3.connect(ledger)) as connection, connection:
        connection.execute(change)
    for words in (("report", "--month", "2026-02"), ("undo", "4", "--preview")):
        ran = hjul(*words)
        assert ran.code == 1, ran
        check(ran, words)


@pytest.mark.parametrize("command", ["preview", "sync"])
@pytest.mark.parametrize(
    "kind", ["a pipe", "a folder", "a link to itself", "a link to nothing", "a device", "a socket"]
)
def test_what_is_no_file_is_no_ledger(folder: Path, kind: str, command: str) -> None:
    path = folder / "hjul-data" / "hjul.db"
    path.parent.mkdir(mode=0o700)
    match kind:
        case "a pipe":
            os.mkfifo(path)
        case "a folder":
            path.mkdir()
        case "a link to itself":
            path.symlink_to(path)
        case "a link to nothing":
            path.symlink_to(folder / "not-mounted" / "hjul.db")
        case "a device":
            path.symlink_to(os.ttyname(os.openpty()[1]))  # our own: nothing of the machine's is at stake
            path.chmod(0o666)
        case _:
            with closing(socket.socket(socket.AF_UNIX)) as one:
                one.bind(os.path.relpath(path))
    ran = bounded(command, folder=folder, seconds=10)
    assert ran.code == 1, ran
    assert ran.err.startswith("hjul: hjul-data/hjul.db: ")
    assert "unforeseen" not in ran.err
    assert len(ran.err.splitlines()) == 1
    assert os.path.lexists(path)
    assert kind != "a device" or stat.S_IMODE(path.stat().st_mode) == 0o666
    assert not list(folder.glob("hjul-data/*/*.ics"))
