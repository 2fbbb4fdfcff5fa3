"""A person's own programs on a real server: vdirsyncer mirrors it, khal and todoman show and change what hjul sent there."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.adapters.test_real_clients import Machine
from tests.servers.board import Board
from tests.servers.running import running
from tests.sync.conftest import Hjul, folder, hjul

__all__ = ["folder", "hjul"]

TODAY = date.today()  # noqa: DTZ011  # todoman ticks by the machine's own clock


def day(number: int) -> date:
    """So many days from now."""
    return TODAY + timedelta(days=number)


PLAN = f"""\
id: lunden
title: Verksamhetsplan
organisation: Föreningen Lunden
language: sv
time_zone: Europe/Oslo
period: {{start: {day(-30)}, end: {day(300)}}}
status: adopted
people:
  bo: {{name: Bo Alm}}
meetings:
  - id: board-meeting
    title: Styrelsemöte
    dates: [{day(20)}, {day(200)}]
    time: 18:00-20:00
    place: Lokalen
events:
  - {{id: fair, title: Marknad, date: {day(40)}}}
areas:
  - id: members
    title: Medlemmar
    activities:
      - {{id: campaign, title: Värva på torget, responsible: bo, due: {day(50)}}}
      - {{id: letter, title: Skriva brev, responsible: bo, due: {day(60)}}}
"""


class Mirror(Machine):
    """A person's machine, whose folder is kept like the server's two collections by vdirsyncer."""

    def __init__(self, home: Path, board: Board) -> None:
        super().__init__(home)
        self._settings = home / "vdirsyncer.conf"
        parts = [f'[general]\nstatus_path = "{home}/status/"\n']
        for name, url in (("calendar", board.calendar), ("tasks", board.tasks)):
            (self.folder / name).mkdir(parents=True)
            parts.append(
                f'[pair {name}]\na = "{name}_here"\nb = "{name}_there"\ncollections = null\n'
                f'[storage {name}_here]\ntype = "filesystem"\npath = "{self.folder / name}"\nfileext = ".ics"\n'
                f'[storage {name}_there]\ntype = "caldav"\nurl = "{url}"\n'
                f'username = "{board.account.user}"\npassword = "{board.account.password}"\n'
            )
        self._settings.write_text("\n".join(parts), encoding="utf-8")
        self._vdirsyncer("discover")

    def mirror(self) -> None:
        """Both ways: what changed here goes there, and what changed there comes here."""
        self._vdirsyncer("sync")

    def _vdirsyncer(self, command: str) -> None:
        self._run("vdirsyncer", "--verbosity", "ERROR", "--config", str(self._settings), command)


@pytest.fixture
def board(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """The server's two collections, to which the plan in the folder goes, today."""
    place = Board.on(running("radicale"))
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "hjul.toml").write_text(place.target("server"), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__SERVER", place.account.password or "")
    monkeypatch.delenv("HJUL_TODAY")
    return place


def test_what_hjul_sent_is_shown_ticked_and_noted_in_peoples_programs_and_comes_home(
    hjul: Hjul, board: Board, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    machine = Mirror(tmp_path_factory.mktemp("home"), board)
    assert hjul("sync").code == 0
    machine.mirror()

    form = "{start-long}|{end-long}|{title}|{location}"
    listed = machine.khal("list", f"{day(0)}", f"{day(299)}", "--day-format", "", "--once", "--format", form)
    assert listed.split("\n")[:-1] == [
        f"{day(20)} 18:00|{day(20)} 20:00|Styrelsemöte|Lokalen",
        f"{day(40)}|{day(40)}|Marknad|",
        f"{day(200)} 18:00|{day(200)} 20:00|Styrelsemöte|Lokalen",
    ]
    todos = machine.todos()
    assert set(todos) == {"Värva på torget", "Skriva brev"}

    before = datetime.now(UTC) - timedelta(seconds=1)
    machine.todo("done", str(todos["Värva på torget"]["id"]))
    letter = todos["Skriva brev"]
    machine.todo("edit", "-r", str(letter["id"]), words=f"{letter['description']}Ring Ola, Per; og\nKari")
    machine.mirror()
    assert hjul("sync").code == 0

    report = json.loads(hjul("report", "--format", "json").out)
    turns = {turn["key"]: turn for one in report["assignments"] for turn in one["turns"]}
    assert turns["campaign"]["work"] == "done"
    assert turns["campaign"]["closed"]["source"] == "server"
    assert before <= datetime.fromisoformat(turns["campaign"]["closed"]["when"]) <= datetime.now(UTC)
    assert turns["letter"]["note"] == "Ring Ola, Per; og\nKari"

    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("Skriva brev", "Skriva ett brev")
    plan.write_text(text.replace("Värva på torget", "Värva på stora torget"), encoding="utf-8")
    assert hjul("sync").code == 0
    machine.mirror()
    todos = machine.todos()
    assert "Ring Ola, Per; og\nKari" in todos["Skriva ett brev"]["description"]
    assert todos["Värva på stora torget"]["completed"]
    assert hjul("preview", "--exit-code").code == 0
