"""A plan, the place that it goes to and the people around them, between two runs that may have been killed: what they did, and must find again."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from icalendar import Calendar

from config.plan_file import read_plan
from mappings.history import Seen
from sync.ledger import Ledger
from tests.torture.place import Opened, Place, Thing
from tests.torture.victim import Death, End, run

HEAD = """\
# The plan of an invented branch.
id: lunden-2026
title: Verksamhetsplan 2026
organisation: Föreningen Lunden
language: sv
period: 2026
status: adopted
people:
  anna: {name: Anna Ek}
  bo: {name: Bo Alm}
meetings:
  - id: board
    title: Styrelsemöte
    every: first Monday
    time: 18:00-20:00   # always at six
"""
OPEN = "STATUS:NEEDS-ACTION\r\n"
TICK = ("STATUS:COMPLETED\r\n", "COMPLETED:20260309T184500Z\r\n", "PERCENT-COMPLETE:100\r\n")
MONTH = ("report", "--month", "2026-02", "-o", "report.html")


@dataclass
class World:
    """One folder with a plan in it, and the place that it goes to. Everything random comes from ``rng``."""

    folder: Path
    rng: Random
    place: Place
    foreign: list[Thing]  # someone else's
    titles: dict[str, str] = field(default_factory=dict)  # key -> title, of what this world follows by name
    ticked: dict[str, int] = field(default_factory=dict)  # key -> how often
    dragged: dict[str, date] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)
    marked: dict[str, bool] = field(default_factory=dict)  # key -> whether it certainly reached the ledger
    settled: set[str] = field(default_factory=set)  # what was there when a run was last done
    number: int = 0
    kills: int = 0
    midway: int = 0  # kills that left intents of which nobody knows whether they happened
    ends: list[End] = field(default_factory=list)

    @classmethod
    def begin(cls, folder: Path, rng: Random, place: Opened) -> World:
        """A new world with events and activities, not yet sent anywhere, and someone else's object in the calendar."""
        folder.mkdir()
        there = place(folder)
        world = cls(folder, rng, there, there.things())
        events = "".join(world._line("events", world._new("e")) for _ in range(6))
        activities = "".join(world._line("activities", world._new("a")) for _ in range(10))
        areas = f"areas:\n  - id: all\n    title: Allt\n    activities:\n{activities}"
        world.plan.write_text(f"{HEAD}events:\n{events}{areas}", encoding="utf-8")
        return world

    @property
    def plan(self) -> Path:
        return self.folder / "plan.yaml"

    # Runs ---------------------------------------------------------------------------------------------------------

    def attempt(self, death: Death) -> None:
        """One command, the choice and the item random, that may be killed on its way; then what must hold at once."""
        before = self.plan.read_bytes()
        kind = self.rng.choices(["sync", "accept", "mark", "report"], [70, 12, 10, 8])[0]
        match kind:
            case "accept" if self.dragged:
                end = run(self.folder, "drift", "accept", self.rng.choice(sorted(self.dragged)), death=death)
            case "mark" if key := self._pick(self._untouched("a")):
                end = run(self.folder, "mark", key, "done", death=death)
                self.marked[key] = end.code == 0
            case "report":
                end = run(self.folder, *MONTH, death=death)
                self._whole_report()
            case _:
                end = run(self.folder, "sync", "--anyway", death=death)
        self.kills += end.killed
        self.midway += end.killed and self._left_intents()
        self.ends.append(end)
        assert end.killed or "unforeseen" not in end.printed, end.printed
        assert "Traceback" not in end.printed, end.printed
        if kind != "accept":
            assert self.plan.read_bytes() == before
        read_plan(self.plan)

    def converge(self) -> None:
        """A whole run after the kills, and one more that finds nothing to do; then everything is where it should be."""
        done = run(self.folder, "sync", "--anyway")
        assert done.code == 0, done.printed
        before = self._stands()
        again = run(self.folder, "sync")
        assert again.code == 0, again.printed
        assert self._stands() == before, "a second run changed something"
        assert run(self.folder, "preview", "--exit-code").code == 0
        self._nothing_lost()
        self._ledger_is_whole()
        self.settled = set(self.items())

    # The board ----------------------------------------------------------------------------------------------------

    def edit_the_plan(self) -> None:
        """The board adds, renames or drops something."""
        text = self.plan.read_text(encoding="utf-8")
        match self.rng.choice(["add", "add", "rename", "drop"]):
            case "add":
                text += self._line("activities", self._new("a"))
            case "rename" if key := self._pick(sorted(self.titles.keys() - self.dropped)):
                old = self.titles[key]
                self.titles[key] = f"{old.partition(' ver')[0]} ver {self.rng.randrange(1000)}"
                text = text.replace(f"title: {old},", f"title: {self.titles[key]},")
            case "drop" if len(untouched := self._untouched("a")) > 4:
                key = self.rng.choice(untouched)
                text = re.sub(rf"(?m)^.*\{{id: {key},.*\n", "", text)
                self.dropped.add(key)
            case _:
                return
        self.plan.write_text(text, encoding="utf-8")

    # People -------------------------------------------------------------------------------------------------------

    def people_act(self) -> None:
        """Someone ticks, unticks, drags, writes a note or deletes, with a program that replaces the whole file."""
        there = {key: thing for key, thing in self.items().items() if key not in self.dropped}
        match self.rng.choice(["tick", "untick", "drag", "note", "delete"]):
            case "tick" if key := self._pick(sorted(there.keys() & set(self._untouched("a")))):
                if self._rewrite(there[key], (OPEN, "".join(TICK))):
                    self.ticked[key] = 1
            case "untick" if key := self._pick(sorted(self.ticked.keys() & there.keys() & self.settled)):
                status, *rest = TICK
                if (
                    all(line in there[key].text for line in TICK)
                    and self.rng.random() < 0.3
                    and self._rewrite(there[key], (status, OPEN), *((line, "") for line in rest))
                ):
                    del self.ticked[key]
                    self.notes.setdefault(key, [])
            case "drag" if key := self._pick(sorted(k for k in there if k.startswith("e"))):
                self._drag(key, there[key])
            case "note" if key := self._pick(sorted(there)):
                note = f"anteckning {self.rng.randrange(10**9)}"
                managed = re.search(r"DESCRIPTION:[^\r]*", there[key].text)
                assert managed, there[key].text
                if self._rewrite(there[key], (managed[0], f"{managed[0]}\\n{note}")):
                    self.notes.setdefault(key, []).append(note)
            case "delete" if len(self.deleted) < 3 and (
                key := self._pick(
                    sorted(there.keys() & self.settled & set(self._untouched("a") + self._untouched("e")))
                )
            ):
                if self.place.delete(there[key]):
                    self.deleted.add(key)
            case _:
                pass

    def _drag(self, key: str, thing: Thing) -> None:
        start, end = (re.search(rf"{name};VALUE=DATE:(\d{{8}})", thing.text) for name in ("DTSTART", "DTEND"))
        assert start, thing.text
        assert end, thing.text
        day = datetime.strptime(start[1], "%Y%m%d").replace(tzinfo=UTC).date()
        new = day + timedelta(days=self.rng.randint(1, 5))
        if self._rewrite(
            thing,
            (start[0], f"DTSTART;VALUE=DATE:{new:%Y%m%d}"),
            (end[0], f"DTEND;VALUE=DATE:{new + timedelta(days=1):%Y%m%d}"),
        ):
            self.dragged[key] = new

    # What must hold -----------------------------------------------------------------------------------------------

    def items(self) -> dict[str, Thing]:
        """Every item's object by its key; no item has two."""
        found: dict[str, Thing] = {}
        for thing in self.place.things():
            if match := re.search(r"X-HJUL-KEY[^:\r]*:([^\r]+)", thing.text):
                assert match[1] not in found, f"{match[1]} stands there twice"
                found[match[1]] = thing
        return found

    def temporary(self) -> list[Path]:
        """What a killed write may leave behind."""
        data = self.folder / "hjul-data"
        return sorted(
            path
            for path in (*self.folder.iterdir(), *data.rglob("*"))
            if path.is_file()
            and (path.name.startswith(".") or path.suffix in {".tmp", ".new"})
            and path.name != ".hjul-items"
        )

    def no_litter(self) -> None:
        """What kills left an hour ago is gone after the next run that writes something."""
        for path in self.temporary():
            long_ago = path.stat().st_mtime - 7200
            os.utime(path, (long_ago, long_ago))
        text = self.plan.read_text(encoding="utf-8")
        self.plan.write_text(text + self._line("activities", self._new("a")), encoding="utf-8")
        assert run(self.folder, "sync", "--anyway").code == 0
        assert run(self.folder, *MONTH).code == 0
        assert self.temporary() == []

    def same_report(self) -> None:
        """The same month gives the same report, however many runs were killed while they made it."""
        assert run(self.folder, *MONTH).code == 0
        self._whole_report()
        first = (self.folder / "report.html").read_bytes()
        assert run(self.folder, *MONTH).code == 0
        assert (self.folder / "report.html").read_bytes() == first

    def _nothing_lost(self) -> None:
        there = self.items()
        for thing in there.values():
            Calendar.from_ical(thing.text.encode())
        wanted = self.titles.keys() - self.dropped - self.deleted
        assert wanted <= there.keys(), f"lost: {wanted - there.keys()}"
        assert not self.deleted & there.keys(), f"brought back: {self.deleted & there.keys()}"
        assert not self.dropped & there.keys(), f"still there: {self.dropped & there.keys()}"
        assert [thing for thing in self.place.things() if "X-HJUL-KEY" not in thing.text] == self.foreign
        for key in wanted:
            text = there[key].text
            assert f"\r\nSUMMARY:{self.titles[key]}\r\n" in text, text
            done = key in self.ticked or self.marked.get(key, False)
            assert ("STATUS:COMPLETED" in text) == done or key in self.marked, f"{key} done: {done}\n{text}"
            if key in self.dragged:
                assert f"DTSTART;VALUE=DATE:{self.dragged[key]:%Y%m%d}" in text, (
                    f"{self.dragged[key]}\n{text}"
                )
        for key, notes in self.notes.items():
            for note in notes if key in there else []:
                assert there[key].text.count(note) == 1, f"{note}\n{there[key].text}"

    def _ledger_is_whole(self) -> None:
        path = self.folder / "hjul-data" / "hjul.db"
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        with Ledger.open(path) as ledger:
            assert ledger.pending_intents("lunden-2026", self.place.target) == []
            story = ledger.observations("lunden-2026")
        done = [seen.key for seen in story if seen.kind is Seen.DONE]
        for key in set(done) | self.ticked.keys():
            told = done.count(key)
            if key in self.ticked:
                assert told >= 1, f"nobody told of {key}"
            assert told <= 1 or key in self.notes, f"{key} was done {told} times"
            assert key in self.ticked or key in self.marked or key in self.notes, f"{key} was never done"

    def _left_intents(self) -> bool:
        """Looked up in a copy, so that what mends the ledger after the kill is hjul and not this test."""
        data = self.folder / "hjul-data"
        with TemporaryDirectory() as place:
            for path in data.glob("hjul.db*"):
                shutil.copy(path, place)
            try:
                with closing(sqlite3.connect(Path(place) / "hjul.db")) as connection:
                    query = "SELECT count(*) FROM intent WHERE state = 'pending'"
                    return bool(connection.execute(query).fetchone()[0])
            except sqlite3.OperationalError:  # killed before there was a table
                return False

    def _whole_report(self) -> None:
        report = self.folder / "report.html"
        if report.exists():
            assert report.read_text(encoding="utf-8").endswith("</html>\n")

    def _stands(self) -> tuple[dict[Path, tuple[int, bytes]], list[Thing]]:
        paths = [self.plan, *(self.folder / "hjul-data").glob("*/*")]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in paths}, self.place.things()

    # Small things -------------------------------------------------------------------------------------------------

    def _new(self, kind: str) -> str:
        self.number += 1
        key = f"{kind}{self.number}"
        self.titles[key] = f"Sak {self.number}"
        return key

    def _line(self, part: str, key: str) -> str:
        day = date(2026, 3, 15) + timedelta(days=self.number * 2)
        if part == "events":
            return f"  - {{id: {key}, title: {self.titles[key]}, date: {day}}}\n"
        return f"      - {{id: {key}, title: {self.titles[key]}, responsible: bo, due: {day}}}\n"

    def _untouched(self, kind: str) -> list[str]:
        touched = {*self.ticked, *self.dragged, *self.notes, *self.deleted, *self.dropped, *self.marked}
        return sorted(key for key in self.titles.keys() - touched if key.startswith(kind))

    def _pick(self, keys: list[str]) -> str | None:
        return self.rng.choice(keys) if keys else None

    def _rewrite(self, thing: Thing, *changes: tuple[str, str]) -> bool:
        """Whether it could be done: nobody else wrote there meanwhile."""
        text = thing.text
        for old, new in changes:
            assert old in text, text
            text = text.replace(old, new)
        return self.place.write(thing, text)
