"""khal and todoman as they are installed, each with settings of its own, on a folder that hjul keeps."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.base import Bury, Create, Effect, Since, Update
from adapters.folder import FolderAdapter
from mappings.items import Event, Found, Item, Key, Progress, State, Task
from tests.make import NOW, PLAN_ID, ZONE, local, make_event, make_task

BIN = Path(sys.executable).parent
TASK = make_task()
ONE_DAY = make_task(key=Key("en-dag"), title="En dag", start=date(2026, 6, 1))
COMMAS = make_task(
    key=Key("komma"), title="Komma; og mer", categories=("Vennskap, solidaritet og fred", "Styret", "Økonomi")
)


class Machine:
    """A person's machine, with both programs set up for one folder."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.folder = home / "hjul-data"
        self._env = {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "TZ": "Europe/Oslo",
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
        }
        (home / "khal.conf").write_text(
            f"[calendars]\n[[plan]]\npath = {self.folder}/calendar\n"
            "[locale]\nlocal_timezone = Europe/Oslo\ndefault_timezone = Europe/Oslo\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {home}/khal.db\n"
        )
        (home / "todoman.py").write_text(
            f"path = '{self.folder}/tasks'\ndate_format = '%Y-%m-%d'\ntime_format = '%H:%M'\n"
            f"default_list = 'tasks'\ncache_path = '{home}/todoman.db'\n"
        )

    def write(self, *effects: Effect) -> None:
        assert [outcome.error for outcome in self._adapter().apply(effects)] == [None] * len(effects)

    def found(self, item: Item) -> Found:
        (one,) = [each for each in self._adapter().read(Since()).found if each.key == item.key]
        return one

    def is_there(self, item: Item) -> bool:
        reading = self._adapter().read(Since())
        assert reading.flaws == ()
        return item.key in {each.key for each in reading.found}

    def khal(self, *arguments: str) -> str:
        return self._run("khal", "--config", str(self._home / "khal.conf"), *arguments)

    def todo(self, *arguments: str, words: str | None = None) -> str:
        return self._run("todo", "--config", str(self._home / "todoman.py"), *arguments, words=words)

    def todos(self) -> dict[str, dict[str, Any]]:
        listed = json.loads(self.todo("--porcelain", "list", "--status", "ANY"))
        return {each["summary"]: each for each in listed}

    def number(self, item: Item) -> str:
        return str(self.todos()[item.title]["id"])

    def _adapter(self) -> FolderAdapter:
        return FolderAdapter("folder", self.folder, PLAN_ID, ZONE, lambda: NOW)

    def _run(self, *command: str, words: str | None = None) -> str:
        program = str(BIN / command[0])
        ran = subprocess.run(
            [program, *command[1:]],
            env=self._env,
            input=words,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        assert ran.stderr == ""
        return ran.stdout


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_khal_shows_the_meetings_as_the_plan_has_them(machine: Machine) -> None:
    events: list[Event] = [
        make_event(),
        make_event(
            key=Key("kvinnedagen"), title="Kvinnedagen, 8. mars", start=date(2026, 3, 8), end=date(2026, 3, 9)
        ),
        make_event(key=Key("helg"), title="Helgeseminar", start=date(2026, 9, 5), end=date(2026, 9, 7)),
        make_event(
            key=Key("vinter"), title="Vintermøte", start=local(2026, 12, 1, 18), end=local(2026, 12, 1, 20)
        ),
        make_event(
            key=Key("avlyst"),
            title="Avlyst møte",
            cancelled=True,
            start=local(2026, 5, 4, 18),
            end=local(2026, 5, 4, 20),
        ),
    ]
    machine.write(*map(Create, events))
    form = "{start-long}|{end-long}|{title}|{location}|{status}|{categories}|{description}"
    listed = machine.khal("list", "2026-01-01", "2026-12-31", "--day-format", "", "--once", "--format", form)
    assert "2026-04-06 18:00|2026-04-06 20:00|Styremøte|Samfunnshuset|CONFIRMED |Styret|Saksliste:" in listed
    assert "2026-03-08|2026-03-08|Kvinnedagen, 8. mars|" in listed
    assert "2026-09-05|2026-09-06|Helgeseminar|" in listed
    assert "2026-12-01 18:00|2026-12-01 20:00|Vintermøte|" in listed
    assert "Avlyst møte|Samfunnshuset|CANCELLED |" in listed
    assert "own notes below" in listed


def test_khal_shows_a_meeting_where_the_plan_moved_it(machine: Machine) -> None:
    machine.write(Create(make_event()))
    machine.khal("list", "2026-01-01", "2026-12-31")
    read = machine.found(make_event())
    machine.write(
        Update(make_event(start=local(2027, 7, 1, 9), end=local(2027, 7, 1, 10)), read.ref, read.etag)
    )
    listed = machine.khal(
        "list", "2026-01-01", "2027-12-31", "--day-format", "", "--format", "{start-long} {title}"
    )
    assert listed.split() == ["2027-07-01", "09:00", "Styremøte"]


def test_todoman_lists_the_assignments(machine: Machine) -> None:
    machine.write(*map(Create, (TASK, ONE_DAY, COMMAS)))
    todos = machine.todos()
    assert set(todos) == {TASK.title, ONE_DAY.title, COMMAS.title}
    assert todos[TASK.title]["list"] == "tasks"
    assert datetime.fromtimestamp(todos[TASK.title]["due"], ZONE).date() == TASK.due
    assert not todos[TASK.title]["completed"]
    assert "Kari Eksempel" in machine.todo("show", machine.number(TASK))


@pytest.mark.parametrize("task", [TASK, ONE_DAY, COMMAS], ids=lambda task: task.key)
def test_a_tick_in_todoman_is_read_as_done_with_its_time_and_nothing_else(
    machine: Machine, task: Task
) -> None:
    machine.write(Create(task))
    before = datetime.now(UTC)
    machine.todo("done", machine.number(task))
    read = machine.found(task)
    assert read.item == task
    assert read.notes == ""
    assert (read.progress.state, read.progress.percent) == (State.DONE, 100)
    assert read.progress.at is not None
    assert before - timedelta(seconds=1) <= read.progress.at <= datetime.now(UTC)


def test_a_ticked_task_is_updated_and_stays_ticked_for_todoman_too(machine: Machine) -> None:
    machine.write(Create(COMMAS))
    machine.todo("done", machine.number(COMMAS))
    read = machine.found(COMMAS)
    changed = replace(COMMAS, title="Nytt navn")
    machine.write(Update(changed, read.ref, read.etag))
    assert machine.found(COMMAS).progress == read.progress
    assert machine.found(COMMAS).item == changed
    assert machine.todos()["Nytt navn"]["completed"]


def test_a_due_day_edited_in_todoman_is_read_as_that_day(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("edit", "--due", "2026-06-20", machine.number(TASK))
    assert machine.found(TASK).item == replace(TASK, due=date(2026, 6, 20))


def test_a_due_time_edited_in_todoman_is_read_as_its_day(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("edit", "--due", "2026-06-20 00:30", machine.number(TASK))
    assert machine.found(TASK).item == replace(TASK, due=date(2026, 6, 20))


def test_a_due_day_before_the_start_moves_nothing_but_the_due_day(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("edit", "--due", "2026-04-01", machine.number(TASK))
    machine.todo("done", machine.number(TASK))
    assert machine.found(TASK).item == replace(TASK, due=date(2026, 4, 1))


def test_a_priority_edited_in_todoman_is_seen(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("edit", "--priority", "high", machine.number(TASK))
    assert machine.found(TASK).item == replace(TASK, priority=4)


def test_a_cancellation_in_todoman_is_not_done_and_not_deleted(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("cancel", machine.number(TASK))
    assert machine.found(TASK).progress == Progress(State.CANCELLED)


def test_a_deletion_in_todoman_takes_it_away(machine: Machine) -> None:
    machine.write(Create(TASK), Create(ONE_DAY))
    machine.todo("delete", "--yes", machine.number(TASK))
    assert not machine.is_there(TASK)
    assert machine.is_there(ONE_DAY)


def test_a_note_added_in_todoman_is_a_note_and_survives(machine: Machine) -> None:
    machine.write(Create(TASK))
    description = machine.todos()[TASK.title]["description"]
    machine.todo("edit", "-r", machine.number(TASK), words=f"{description}Ring Ola, Per; og\nKari")
    read = machine.found(TASK)
    assert (read.item, read.notes) == (TASK, "Ring Ola, Per; og\nKari")
    machine.write(Update(replace(TASK, description="Ny tekst"), read.ref, read.etag))
    assert machine.found(TASK).notes == read.notes
    assert "Ring Ola" in machine.todos()[TASK.title]["description"]


def test_a_description_replaced_in_todoman_is_kept_as_a_note(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("edit", "-r", machine.number(TASK), words="Bare mine ord")
    read = machine.found(TASK)
    assert (read.item, read.notes) == (replace(TASK, description=""), "Bare mine ord")


def test_a_task_copied_in_todoman_is_the_persons_own(machine: Machine) -> None:
    machine.write(Create(TASK))
    machine.todo("copy", "--list", "tasks", machine.number(TASK))
    assert machine.is_there(TASK)
    assert len(list((machine.folder / "tasks").glob("*.ics"))) == 2


def test_a_tick_and_a_percentage_by_the_board_are_shown_in_todoman(machine: Machine) -> None:
    at = datetime(2026, 5, 20, 9, 15, tzinfo=UTC)
    machine.write(
        Create(TASK, Progress(State.DONE, 100, at, "kari")), Create(ONE_DAY, Progress(State.STARTED, 40))
    )
    todos = machine.todos()
    assert todos[TASK.title]["completed_at"] == at.timestamp()
    assert todos[ONE_DAY.title]["percent"] == 40


def test_the_dot_file_of_burials_disturbs_nobody(machine: Machine) -> None:
    machine.write(Create(TASK), Create(make_event()), Bury(Key("slettet")))
    assert len(machine.todos()) == 1
    assert machine.khal("list", "2026-04-01", "2026-04-30", "--format", "{title}").split()[-1] == "Styremøte"
