"""The ledger is deleted, older than the world, copied, doubled, cut short or closed to writing, in the middle of a year of people's
and the board's doings. Whatever became of it: nothing twice, nothing deleted comes back, and what was done is told with its time.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import icalendar
import pytest

from adapters.base import Adapter, Capabilities, Effect, Outcome, Reading, Since
from mappings.history import Seen
from mappings.items import Event, Item, Key, Progress, State, uid_of
from sync import registry
from sync.cli.main import main
from sync.ledger import Ledger
from tests.conformance.bench import Bench
from tests.conformance.folder_bench import FolderBench
from tests.conformance.memory_bench import MemoryBench
from tests.make import PLAN_ID
from tests.sync.conftest import Ran

HEAD = f"""\
id: {PLAN_ID}
title: Arbeidsplan 2026
organisation: Laget Eksempel
language: nb
period: 2026
status: adopted
people:
  kari: {{name: Kari Eksempel}}
"""
EVENTS = {
    "market": ("Marked", "2026-05-09"),
    "trip": ("Tur", "2026-06-13"),
    "concert": ("Konsert", "2026-06-20"),
    "party": ("Fest", "2026-08-22"),
    "seminar": ("Seminar", "2026-09-12"),
}
TASKS = {
    "posters": ("Henge opp plakater", "2026-04-30"),
    "letter": ("Skrive brev", "2026-05-15"),
    "flyers": ("Dele ut løpesedler", "2026-05-20"),
    "stamps": ("Kjøpe frimerker", "2026-05-25"),
    "thanks": ("Takke for hjelpen", "2026-04-10"),
    "mail": ("Sende e-post", "2026-06-01"),
}
TICKED, TICKED_LATER = datetime(2026, 3, 8, 17, tzinfo=UTC), datetime(2026, 3, 9, 20, 15, tzinfo=UTC)
DONE, DONE_LATER = Progress(State.DONE, 100, TICKED), Progress(State.DONE, 100, TICKED_LATER)
HALF, CANCELLED = Progress(State.STARTED, 50), Progress(State.CANCELLED)
NOTE = "Ta med tape."
FOREIGN = b"BEGIN:VCALENDAR\r\nVERSION:2.0\nPRODID:x\r\n BEGIN\r\nEND:VCALENDAR\n\n"
STAGES = 5


def written(version: int) -> str:
    """The plan as the board had it after so many of its meetings: 0, 1 or 2."""
    events, tasks = dict(EVENTS), dict(TASKS)
    if version >= 1:
        del tasks["mail"], tasks["thanks"]
        tasks["flyers"] = ("Dele ut hefter", "2026-05-20")
        tasks["coffee"] = ("Koke kaffe", "2026-06-02")
        events["evening"] = ("Kveld", "2026-10-03")
        events["seminar"] = ("Seminar", "2026-09-13")
    if version >= 2:
        del events["market"]
        tasks["coffee"] = ("Koke mye kaffe", "2026-06-02")
    lines = [HEAD, "events:\n"]
    lines += [f"  - {{id: {key}, title: {title}, date: {day}}}\n" for key, (title, day) in events.items()]
    lines.append("areas:\n  - id: all\n    title: Alt\n    activities:\n")
    lines += [
        f"      - {{id: {key}, title: {title}, responsible: kari, due: {day}}}\n"
        for key, (title, day) in tasks.items()
    ]
    return "".join(lines)


ENDS = {
    "trip": ("Tur", date(2026, 6, 13), Progress(), ""),
    "concert": ("Konsert", date(2026, 6, 20), Progress(), ""),
    "seminar": ("Seminar", date(2026, 9, 20), Progress(), ""),
    "posters": ("Henge opp plakater", date(2026, 4, 30), DONE, ""),
    "letter": ("Skrive brev", date(2026, 5, 15), CANCELLED, ""),
    "flyers": ("Dele ut hefter", date(2026, 5, 20), HALF, NOTE),
    "thanks": ("Takke for hjelpen", date(2026, 4, 10), DONE, ""),
    "coffee": ("Koke mye kaffe", date(2026, 6, 2), DONE_LATER, ""),
}
"""What stands there in the end, by its key: title, day, progress and notes."""


@dataclass
class Machine:
    """One workspace: a plan, settings and a ledger of its own, with others perhaps on the same target."""

    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger" / "hjul.db"

    def hjul(self, *words: str) -> Ran:
        """The command as a person gives it in this workspace. Another machine may run in the middle of it."""
        out, err = io.StringIO(), io.StringIO()
        argv, sys.argv = sys.argv, ["hjul", *words]
        code = 0
        try:
            with chdir(self.folder), redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
        finally:
            sys.argv = argv
        return Ran(code, out.getvalue(), err.getvalue())

    def sync(self) -> None:
        ran = self.hjul("sync", "--anyway")
        assert ran.code == 0, ran.out + ran.err

    def process(self, *words: str) -> subprocess.Popen[str]:
        """The same in a process of its own."""
        return subprocess.Popen(
            [Path(sys.executable).with_name("hjul"), *words],
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def lose(self) -> None:
        for path in self.ledger.parent.glob("hjul.db*"):
            path.unlink()

    def keep(self, name: str) -> None:
        """A backup of the ledger."""
        shutil.copytree(self.ledger.parent, self.folder / f"backup-{name}")

    def put_back(self, name: str) -> None:
        shutil.rmtree(self.ledger.parent)
        shutil.copytree(self.folder / f"backup-{name}", self.ledger.parent)

    def copy_from(self, other: Machine) -> None:
        """The other's ledger, as one copies a folder."""
        self.lose()
        shutil.copytree(other.ledger.parent, self.ledger.parent, dirs_exist_ok=True)


@dataclass
class Year:
    """A target, and what people and the board do between the syncs of one or more machines."""

    bench: Bench
    root: Path
    settings: str

    def machine(self, name: str) -> Machine:
        machine = Machine(self.root / name)
        machine.folder.mkdir()
        (machine.folder / "hjul.toml").write_text(self.settings, encoding="utf-8")
        return machine

    def stage(self, number: int, *machines: Machine) -> None:
        """What happens before the sync of this stage, to the target and to every machine's copy of the plan."""
        if number == 1:
            self._people_act()
        elif number == 3:
            self._people_act_again()
        for machine in machines:
            text = written((0, 0, 1, 1, 2)[number])
            (machine.folder / "plan.yaml").write_text(text, encoding="utf-8")

    def _people_act(self) -> None:
        bench = self.bench
        bench.add_foreign("tannlege")
        for key in ("posters", "thanks"):
            bench.report(Key(key), DONE)
        bench.report(Key("letter"), CANCELLED)
        bench.report(Key("flyers"), HALF)
        bench.annotate(Key("flyers"), NOTE)
        bench.drag(Key("market"), start=date(2026, 5, 10), end=date(2026, 5, 11))
        bench.rename(Key("concert"), "Allsang")
        bench.delete(Key("party"))
        bench.delete(Key("stamps"))
        if isinstance(bench, FolderBench):
            bench.report(Key("trip"), CANCELLED)
            for name in ("calendar/someone.ics", "tasks/someone.ics", "calendar/photo.jpg"):
                (bench.folder / name).write_bytes(FOREIGN)

    def _people_act_again(self) -> None:
        self.bench.report(Key("coffee"), DONE_LATER)
        self.bench.drag(Key("seminar"), start=date(2026, 9, 20), end=date(2026, 9, 21))
        self.bench.delete(Key("evening"))

    # What must hold in the end ---------------------------------------------------------------------------------------

    def judge(self, *machines: Machine) -> None:
        """At rest on every machine; each one's ledger and report know what was done and when."""
        self._stands_as_it_should()
        before = self.bytes()
        for machine in machines:
            nothing_left(machine)
        assert self.bytes() == before
        for machine in machines:
            tells_what_was_done(machine)

    def _stands_as_it_should(self) -> None:
        found = self.bench.open().read(Since()).found
        assert Counter(one.item.title for one in found).most_common(1)[0][1] == 1
        stands = {
            str(one.key): (one.item.title, day_of(one.item), one.progress, one.notes.strip()) for one in found
        }
        assert len(stands) == len(found)
        assert stands == ENDS
        assert set(self.bench.foreign()) >= {"tannlege"}
        if isinstance(self.bench, FolderBench):
            self._files_stand_as_they_should(self.bench.folder)

    @staticmethod
    def _files_stand_as_they_should(folder: Path) -> None:
        assert (folder / "calendar" / "someone.ics").read_bytes() == FOREIGN
        assert (folder / "tasks" / "someone.ics").read_bytes() == FOREIGN
        assert (folder / "calendar" / "photo.jpg").read_bytes() == FOREIGN
        uids: list[str] = []
        for path in folder.glob("*/*.ics"):
            if path.name != "someone.ics":
                for part in icalendar.Calendar.from_ical(path.read_bytes()).subcomponents:
                    uids += [str(part["UID"])] if part.name in {"VEVENT", "VTODO"} else []
        assert sorted(uids) == sorted([*(uid_of(PLAN_ID, Key(key)) for key in ENDS), "tannlege"])
        trip = (folder / "calendar" / f"{uid_of(PLAN_ID, Key('trip'))}.ics").read_bytes()
        assert b"STATUS:CANCELLED" in trip

    def bytes(self) -> object:
        """All of the target as it stands."""
        if not isinstance(self.bench, FolderBench):
            return {one.ref: one for one in self.bench.open().read(Since()).found}, dict(self.bench.foreign())
        files = (path for path in self.bench.folder.rglob("*") if path.is_file())
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}


def day_of(item: Item) -> object:
    return item.start if isinstance(item, Event) else item.due


def nothing_left(machine: Machine) -> None:
    """A run that finds nothing to do and nothing new to tell."""
    assert machine.hjul("preview", "--exit-code").code == 0
    ran = machine.hjul("sync", "--format", "json")
    assert ran.code == 0, ran.err
    (target,) = json.loads(ran.out)["targets"]
    assert (target["operations"], target["read"]) == ([], [])
    told = {(one["item"], one["code"]) for one in target["findings"]}
    assert told >= {("party", "deleted"), ("stamps", "deleted"), ("evening", "deleted"), ("seminar", "moved")}


def tells_what_was_done(machine: Machine) -> None:
    with Ledger.open(machine.ledger) as ledger:
        story = ledger.observations(PLAN_ID)
    done = {(seen.key, seen.at) for seen in story if seen.kind is Seen.DONE}
    assert done >= {("posters", TICKED), ("coffee", TICKED_LATER)}
    assert {key for key, _ in done} <= {"posters", "coffee", "thanks"}
    ran = machine.hjul("report", "--as-of", "2026-03-10", "--format", "json")
    assert ran.code == 0, ran.err
    told = {one["id"]: one for one in json.loads(ran.out)["assignments"]}
    for key, when in (("posters", TICKED), ("coffee", TICKED_LATER)):
        (turn,) = told[key]["turns"]
        assert (turn["work"], turn["closed"]["when"]) == ("done", when.isoformat())
    assert {key for key, one in told.items() if one["outlook"] == "done"} == {"posters", "coffee"}


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HJUL_TODAY", "2026-03-10")


@pytest.fixture(params=["folder", "memory"])
def year(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    return begun(request.param, tmp_path, monkeypatch)


@pytest.fixture
def folder_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    """On the folder only: for what the files show, or other processes do."""
    return begun("folder", tmp_path, monkeypatch)


def begun(kind: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> Year:
    ledger = 'ledger = "ledger/hjul.db"\n[targets.place]\n'
    if kind == "folder":
        bench = FolderBench(root / "shared")
        return Year(bench, root, f'{ledger}adapter = "folder"\npath = "{bench.folder}"\n')
    memory = MemoryBench()
    monkeypatch.setitem(registry.ADAPTERS, "memory", lambda _: memory.open())
    return Year(memory, root, f'{ledger}adapter = "memory"\n')


def live(year: Year, machine: Machine, stages: Iterable[int] = range(STAGES)) -> None:
    """Stage by stage with a sync each, and a backup of the ledger before it."""
    for number in stages:
        year.stage(number, machine)
        machine.sync()
        machine.keep(str(number))


def test_a_year_with_its_ledger_ends_as_it_should(year: Year) -> None:
    machine = year.machine("one")
    live(year, machine)
    year.judge(machine)


# Deleted, or put back from a backup ----------------------------------------------------------------------------------

LOSSES = [(stage, backup) for stage in range(STAGES) for backup in (None, *range(stage))]


@pytest.mark.parametrize(("stage", "backup"), LOSSES, ids=str)
@pytest.mark.parametrize("when", ["before its sync", "after its sync"])
def test_a_ledger_that_is_lost_or_older_than_the_world_changes_nothing_there(
    year: Year, stage: int, backup: int | None, when: str
) -> None:
    machine = year.machine("one")
    live(year, machine, range(stage))
    year.stage(stage, machine)
    if when == "after its sync":
        machine.sync()
    if backup is None:
        machine.lose()
    else:
        machine.put_back(str(backup))
    machine.sync()
    machine.keep(str(stage))
    live(year, machine, range(stage + 1, STAGES))
    year.judge(machine)


def test_a_ledger_that_is_lost_before_every_sync_changes_nothing_there(year: Year) -> None:
    machine = year.machine("one")
    for number in range(STAGES):
        year.stage(number, machine)
        machine.lose()
        machine.sync()
    year.judge(machine)


# Copied to another machine, or one for each --------------------------------------------------------------------------


@pytest.mark.parametrize("stage", range(STAGES - 1))
def test_a_copied_ledger_goes_on_elsewhere(year: Year, stage: int) -> None:
    first, second = year.machine("one"), year.machine("two")
    live(year, first, range(stage + 1))
    second.copy_from(first)
    live(year, second, range(stage + 1, STAGES))
    year.judge(second)


@pytest.mark.parametrize("stage", range(STAGES - 1))
@pytest.mark.parametrize("copied", [True, False], ids=["copied", "one each"])
def test_two_machines_with_a_ledger_each_take_turns(year: Year, stage: int, copied: bool) -> None:
    first, second = year.machine("one"), year.machine("two")
    live(year, first, range(stage + 1))
    if copied:
        second.copy_from(first)
    for number in range(stage + 1, STAGES):
        year.stage(number, first, second)
        turns = (first, second) if number % 2 else (second, first)
        turns[0].sync()
    first.sync()
    second.sync()
    year.judge(first, second)


class Interrupted:
    """The real adapter; before one of its effects another machine has a whole run."""

    def __init__(self, inner: Adapter, at: int, other: Callable[[], None]) -> None:
        self.inner = inner
        self.at = at
        self.other = other

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def capabilities(self) -> Capabilities:
        return self.inner.capabilities

    def read(self, since: Since) -> Reading:
        return self.inner.read(since)

    def as_stored(self, item: Item) -> Item:
        return self.inner.as_stored(item)

    def mails(self, effect: Effect) -> int:
        return self.inner.mails(effect)

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        for number, effect in enumerate(effects):
            if number == self.at:
                self.other()
            yield from self.inner.apply([effect])


@pytest.mark.parametrize(
    ("stage", "copied"), [(0, False), (1, True), (1, False), (2, True), (2, False), (4, True)]
)
def test_another_machines_run_in_the_middle_of_a_run_makes_nothing_twice(
    folder_year: Year, stage: int, copied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At several effects in turn, or at each with HJUL_SWEEP=1: the stage is put back, and had again with the other in between."""
    year = folder_year
    first, second = year.machine("one"), year.machine("two")
    for number in range(stage):
        year.stage(number, first, second)
        first.sync()
    if copied:
        second.copy_from(first)
    year.stage(stage, first, second)
    assert isinstance(year.bench, FolderBench)
    year.bench.folder.mkdir(parents=True, exist_ok=True)
    back = put_back_later(year.root / "saved", year.bench.folder, first.folder, second.folder)
    effects = len(json.loads(first.hjul("preview", "--format", "json").out)["targets"][0]["operations"])
    every = int(os.environ.get("HJUL_SWEEP") or 4)
    for at in range(SystemRandom().randrange(min(every, effects)), effects, every):
        back()
        with monkeypatch.context() as patch:
            interrupted(patch, at, second.sync)
            first.sync()
        second.sync()
        for number in range(stage + 1, STAGES):
            year.stage(number, first, second)
            (first, second)[number % 2].sync()
        for machine in (first, second):
            machine.sync()
        year.judge(first, second)


def put_back_later(saved: Path, *folders: Path) -> Callable[[], None]:
    """Keeps the folders as they are; what is returned puts them back."""
    for folder in folders:
        shutil.copytree(folder, saved / folder.name)

    def back() -> None:
        for folder in folders:
            shutil.rmtree(folder)
            shutil.copytree(saved / folder.name, folder)

    return back


def interrupted(patch: pytest.MonkeyPatch, at: int, other: Callable[[], None]) -> None:
    """Lets the other have its run once, before the effect of that number."""
    real = registry.ADAPTERS["folder"]
    waiting = [other]

    def once() -> None:
        if waiting:
            waiting.pop()()

    patch.setitem(registry.ADAPTERS, "folder", lambda opening: Interrupted(real(opening), at, once))


# Two processes at once -----------------------------------------------------------------------------------------------


def large(machine: Machine, tasks: int = 150) -> None:
    """A plan whose sync takes its time."""
    lines = [f"      - {{id: more-{number}, title: Mer {number}}}\n" for number in range(tasks)]
    (machine.folder / "plan.yaml").write_text(written(0) + "".join(lines), encoding="utf-8")


def ended(process: subprocess.Popen[str]) -> Ran:
    out, err = process.communicate(timeout=120)
    return Ran(process.returncode, out, err)


@pytest.mark.skipif(
    not hasattr(signal, "SIGSTOP"), reason="needs signals that stop a process and let it go on"
)
def test_of_two_processes_on_one_ledger_the_second_is_told_in_one_sentence(folder_year: Year) -> None:
    year = folder_year
    first, second = year.machine("one"), year.machine("two")
    large(first)
    large(second)
    shared = f'ledger = "{first.ledger}"'
    (second.folder / "hjul.toml").write_text(
        year.settings.replace('ledger = "ledger/hjul.db"', shared), encoding="utf-8"
    )
    running = first.process("sync", "--anyway")
    try:
        while not first.ledger.with_name("hjul.db.holder").exists() and running.poll() is None:
            time.sleep(0.002)
        running.send_signal(signal.SIGSTOP)
        refused = ended(second.process("sync", "--anyway"))
    finally:
        running.send_signal(signal.SIGCONT)
    done = ended(running)
    assert done.code == 0, done.err
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.count("\n") == 1
    assert f"process {running.pid}" in refused.err
    assert "is using this ledger; wait until it is done" in refused.err
    again = second.hjul("sync", "--format", "json")
    assert (again.code, json.loads(again.out)["targets"][0]["operations"]) == (0, [])
    assert isinstance(year.bench, FolderBench)
    assert len(list(year.bench.folder.glob("*/*.ics"))) == 150 + len(EVENTS) + len(TASKS)


def test_two_processes_with_a_ledger_each_make_nothing_twice(folder_year: Year) -> None:
    year = folder_year
    first, second = year.machine("one"), year.machine("two")
    for machine in (first, second):
        large(machine, 60)
    runs = [machine.process("sync", "--anyway") for machine in (first, second)]
    for ran in [ended(one) for one in runs]:
        assert ran.code in {0, 1}, (
            ran.err
        )  # 1: the other was faster three times, and the next run says the rest
        assert "unforeseen" not in ran.err
    for number in range(STAGES):
        year.stage(number, first, second)
        for machine in (first, second):
            machine.sync()
    year.judge(first, second)


# What lies beside the ledger, and who may write it -------------------------------------------------------------------


@pytest.mark.parametrize("stage", range(STAGES))
def test_a_ledger_whose_journal_was_lost_is_an_older_ledger(folder_year: Year, stage: int) -> None:
    machine = folder_year.machine("one")
    live(folder_year, machine, range(stage))
    folder_year.stage(stage, machine)
    machine.ledger.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(machine.ledger)) as reader:
        reader.execute("PRAGMA journal_mode = WAL")
        reader.execute("BEGIN")
        reader.execute(
            "SELECT count(*) FROM sqlite_schema"
        ).fetchall()  # from now on nothing may leave the journal
        machine.sync()
        assert machine.ledger.with_name("hjul.db-wal").stat().st_size > 0
        shutil.copy(machine.ledger, machine.folder / "without-journal")
    machine.lose()
    shutil.copy(machine.folder / "without-journal", machine.ledger)
    machine.sync()
    live(folder_year, machine, range(stage + 1, STAGES))
    folder_year.judge(machine)


@contextmanager
def nobody(root: Path) -> Iterator[None]:
    """A user who has to ask for rights; root would be let in everywhere."""
    user = os.geteuid()
    if user == 0:
        for path in (root, *root.rglob("*")):
            os.chown(path, 65_534, 65_534)
        os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_ledger_that_may_only_be_read_stops_the_run_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with TemporaryDirectory() as place:
        year = begun("folder", Path(place), monkeypatch)
        machine = year.machine("one")
        live(year, machine, range(2))
        year.stage(2, machine)
        before = year.bytes()
        machine.ledger.chmod(0o400)
        with nobody(year.root):
            ran = machine.hjul("sync", "--anyway")
            looked = machine.hjul("preview", "--exit-code")
        refused_in_a_sentence(machine, ran)
        assert looked.code == 10, looked.err
        assert year.bytes() == before
        machine.ledger.chmod(0o600)
        machine.sync()
        live(year, machine, range(3, STAGES))
        year.judge(machine)


def refused_in_a_sentence(machine: Machine, ran: Ran) -> None:
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert str(machine.ledger.name) in ran.err
    assert "cannot be opened or written" in ran.err


@pytest.mark.parametrize("stage", range(1, STAGES))
def test_while_the_ledger_is_there_nothing_is_lost_with_the_folders_roster(
    folder_year: Year, stage: int
) -> None:
    assert isinstance(folder_year.bench, FolderBench)
    machine = folder_year.machine("one")
    live(folder_year, machine, range(stage))
    folder_year.stage(stage, machine)
    (folder_year.bench.folder / ".hjul-items").unlink()
    machine.sync()
    live(folder_year, machine, range(stage + 1, STAGES))
    folder_year.judge(machine)


@pytest.mark.parametrize("stage", range(1, STAGES))
def test_without_ledger_and_roster_what_people_deleted_comes_back_once_and_nothing_else_is_lost(
    folder_year: Year, stage: int
) -> None:
    assert isinstance(folder_year.bench, FolderBench)
    machine = folder_year.machine("one")
    live(folder_year, machine, range(stage))
    folder_year.stage(stage, machine)
    (folder_year.bench.folder / ".hjul-items").unlink()
    machine.lose()
    machine.sync()
    gone = {"party", "stamps"} | ({"evening"} if stage >= 3 else set())
    for key in gone:
        folder_year.bench.delete(Key(key))
    machine.sync()
    live(folder_year, machine, range(stage + 1, STAGES))
    folder_year.judge(machine)
