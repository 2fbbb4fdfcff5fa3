"""A month in a working branch: members do what members do in Todoist, hjul looks in every day, and the chair gets the report.

Everything that the report says of who did what and when is compared with what they did.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from todoist_api_python.api import TodoistAPI

from mappings.todoist_progress import STARTED
from tests.servers.todoist.office import Office
from tests.servers.todoist.server import todoist
from tests.sync.conftest import Hjul

STOCKHOLM = ZoneInfo("Europe/Stockholm")
PLAN = """\
id: skogsdungen-2026
title: Verksamhetsplan 2026
organisation: Föreningen Skogsdungen
language: sv
period: 2026
status: adopted
adopted: 2026-01-20
people:
  anna: {name: Anna Ek, email: anna@example.org}
  bo: {name: Bo Alm, email: bo@example.org}
  cilla: {name: Cilla Sand, email: cilla@example.org}
bodies:
  board: {name: Styrelsen, chair: anna, members: [anna, bo, cilla], accountable: true}
  party: {name: Festgruppen, kind: working-group, convenor: bo, reports_to: board}
meetings:
  - {id: board-meeting, title: Styrelsemöte, body: board, dates: [2026-03-03, 2026-04-07], time: 18:00-20:00}
areas:
  - id: members
    title: Medlemmar
    activities:
      - {id: poster, title: Sätta upp affischer, responsible: anna, due: 2026-03-10}
      - {id: speakers, title: Fråga talare, responsible: anna, due: 2026-04-15}
      - {id: banner, title: Måla banderollen, responsible: cilla, due: 2026-04-10}
      - {id: letter, title: Veckobrevet, responsible: bo, cadence: weekly, start: 2026-03-02, due: 2026-03-29}
  - id: feast
    title: Vårfesten
    activities:
      - {id: hall, title: Boka lokal, responsible: party, due: 2026-03-14}
      - {id: choir, title: Boka kören, responsible: cilla, due: 2026-03-20}
      - {id: cake, title: Beställa tårta, responsible: bo, due: 2026-03-31}
      - {id: review, title: Utvärdera festen, responsible: bo, due: 2026-05-15}
      - {id: thanks, title: Tacka talarna, responsible: anna, due: 2026-03-27}
"""


Ids = dict[str, str]
Act = Callable[[TodoistAPI, Ids], object]


def tick(title: str) -> Act:
    return lambda api, ids: api.complete_task(ids[title])


def untick(title: str) -> Act:
    return lambda api, ids: api.uncomplete_task(ids[title])


def change(title: str, **fields: Any) -> Act:
    return lambda api, ids: api.update_task(ids[title], **fields)


def label(title: str, word: str) -> Act:
    return lambda api, ids: api.update_task(
        ids[title], labels=[*(api.get_task(ids[title]).labels or []), word]
    )


def give(title: str, who: str) -> Act:
    return lambda api, ids: api.update_task(ids[title], assignee_id=ids[who])


def say(title: str, words: str) -> Act:
    return lambda api, ids: api.add_comment(words, task_id=ids[title])


def delete(title: str) -> Act:
    return lambda api, ids: api.delete_task(ids[title])


def add_step(title: str, step: str) -> Act:
    return lambda api, ids: ids.update({step: api.add_task(step, parent_id=ids[title]).id})


def add_own(title: str) -> Act:
    return lambda api, ids: api.add_task(title, project_id=ids["the project"])


def to_own_section(title: str) -> Act:
    return lambda api, ids: api.move_task(
        ids[title], section_id=api.add_section("Hörnan", ids["the project"]).id
    )


DIARY: list[tuple[int, str, str, Act]] = [
    (3, "08:15", "anna", tick("Sätta upp affischer")),
    (4, "09:00", "bo", add_step("Boka lokal", "Ringa biblioteket")),
    (4, "09:01", "bo", add_step("Boka lokal", "Betala handpenning")),
    (5, "09:30", "bo", tick("Ringa biblioteket")),
    (6, "10:00", "cilla", change("Boka kören", due_date=date(2026, 3, 27))),
    (8, "07:40", "bo", tick("Veckobrevet 1")),
    (9, "09:00", "anna", untick("Sätta upp affischer")),
    (10, "11:59", "bo", change("Beställa tårta", content="Köpa bullar")),
    (11, "06:05", "cilla", tick("Sätta upp affischer")),
    (12, "09:20", "bo", tick("Betala handpenning")),
    (12, "09:21", "bo", tick("Boka lokal")),
    (13, "08:00", "anna", say("Fråga talare", "Tre har tackat ja.")),
    (14, "08:00", "anna", give("Fråga talare", "bo")),
    (17, "10:00", "cilla", delete("Måla banderollen")),
    (20, "20:10", "bo", tick("Veckobrevet 2")),
    (20, "20:11", "bo", tick("Veckobrevet 3")),
    (23, "08:00", "cilla", label("Boka kören", STARTED)),
    (25, "10:00", "cilla", tick("Boka kören")),
    (26, "09:00", "bo", change("Utvärdera festen", due_string="every month", due_date=date(2026, 5, 15))),
    (28, "08:00", "bo", to_own_section("Utvärdera festen")),
    (28, "08:02", "anna", add_own("Annas egen")),
    (29, "08:00", "anna", tick("Beställa tårta")),
    (29, "08:05", "anna", untick("Beställa tårta")),
]
"""Day of March, the clock in Stockholm, who, and what."""
EVERY_DAY = frozenset(range(1, 32)) - {19, 20, 21}
"""On which somebody runs hjul, at noon: nobody does for three days."""
TOLD_WITHOUT_ACT = frozenset({22})
FORGOTTEN = 25
"""The day on which Todoist does not know hjul's token any more."""


class Month:
    """What is read on each day of the diary."""

    def __init__(self, hjul: Hjul, office: Office) -> None:
        self._hjul = hjul
        self.office = office
        self.heard: list[tuple[int, str, str]] = []  # day, item, what was read
        self.told: list[tuple[str | None, str | None]] = []  # of each of these: when it was, and who did it

    def passes(self, days: frozenset[int] = EVERY_DAY) -> None:
        """``days`` are those on which somebody runs hjul; on the first everybody gets their tasks."""
        self.office.world.time_is(moment(1, "12:00"))
        self.look(1)
        ids = self._ids()
        for day in range(2, 32):
            acts = [act for act in DIARY if act[0] == day]
            for _, clock, who, do in acts:
                self.office.world.time_is(moment(day, clock))
                do(self.office.member(who), ids)
            if day == FORGOTTEN:
                self.office.world.forget_tokens()
            if day in days:
                self.office.world.time_is(moment(day, "12:00"))
                self.look(day, quiet=days == EVERY_DAY and not acts and day not in TOLD_WITHOUT_ACT)

    def look(self, day: int, *, quiet: bool = False) -> None:
        """Hjul's sync. Where nobody did anything it is one request, and nothing to tell."""
        self.office.requests()
        ran = self._hjul("sync", "--format", "json", today=f"2026-03-{day:02}")
        assert ran.code == 0, ran.out + ran.err
        (told,) = json.loads(ran.out)["targets"]
        assert told["failed"] == []
        self.heard += [(day, one["item"], one["kind"]) for one in told["read"]]
        self.told += [(one["at"], one["by"]) for one in told["read"]]
        if quiet:
            assert (told["operations"], told["read"]) == ([], [])
            assert self.office.requests() == ["POST /sync"]

    def _ids(self) -> Ids:
        """Titles, first names and the project, each with what Todoist calls it; the weekly letters are numbered."""
        tasks = {task.content: task.id for task in self.office.tasks()}
        weekly = sorted(title for title in tasks if title.startswith("Veckobrevet"))
        letters = {f"Veckobrevet {number}": tasks[title] for number, title in enumerate(weekly, 1)}
        people = {name: user.id for name, user in self.office.members.items()}
        return {**tasks, **letters, **people, "the project": self.office.project}


@pytest.fixture
def month(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Month]:
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    people = (
        ("Anna Ek", "anna@example.org"),
        ("Bo Alm", "bo@example.org"),
        ("Cilla Sand", "cilla@example.org"),
    )
    office = Office.on(todoist(), *people)
    (folder / "hjul.toml").write_text(office.target("todoist", 'sections = "area"'), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__TODOIST", office.board.token)
    yield Month(hjul, office)
    office.close()


def moment(day: int, clock: str) -> datetime:
    """On that day of March, as the clock shows it in Stockholm."""
    return datetime.combine(date(2026, 3, day), time.fromisoformat(clock), STOCKHOLM)


def closed(day: int, clock: str, who: str) -> dict[str, str]:
    """As the report tells who did something, and when."""
    return {"source": "todoist", "when": moment(day, clock).astimezone(UTC).isoformat(), "by": who}


def test_every_day_tells_what_was_done_since_the_day_before(month: Month) -> None:
    month.passes()
    letters = [heard for heard in month.heard if heard[1].startswith("letter@")]
    assert [(day, kind) for day, _, kind in letters] == [(8, "done"), (22, "done"), (22, "done")]
    assert [heard for heard in month.heard if heard not in letters] == [
        (3, "poster", "done"),
        (5, "hall", "started"),
        (6, "choir", "moved"),
        (9, "poster", "reopened"),
        (10, "cake", "edited"),
        (11, "poster", "done"),
        (12, "hall", "done"),
        (13, "speakers", "noted"),
        (14, "speakers", "edited"),
        (17, "banner", "deleted"),
        (23, "choir", "started"),
        (25, "choir", "done"),
        (26, "review", "edited"),
    ]
    unsaid = [heard for heard, told in zip(month.heard, month.told, strict=True) if None in told]
    assert unsaid == [(23, "choir", "started")], "of a label Todoist does not say who put it there"
    acts = {(moment(day, clock).astimezone(UTC).isoformat(), who) for day, clock, who, _ in DIARY}
    first = {"Anna Ek": "anna", "Bo Alm": "bo", "Cilla Sand": "cilla", None: None}
    assert {(at, first[by]) for at, by in month.told} - acts == {(None, None)}
    names = {task.content for task in month.office.tasks()}
    assert {"Beställa tårta", "Annas egen"} <= names, (
        "the plan's own name is put back, and people's tasks stay"
    )


def test_the_report_says_who_ticked_what_and_when(month: Month, hjul: Hjul) -> None:
    month.passes()
    report = json.loads(hjul("report", "--month", "2026-03", "--format", "json", today="2026-04-01").out)
    turns = {turn["key"]: turn for one in report["assignments"] for turn in one["turns"]}
    assert {key: turn["closed"] for key, turn in turns.items() if turn["closed"] and "@" not in key} == {
        "poster": closed(11, "06:05", "Cilla Sand"),
        "hall": closed(12, "09:21", "Bo Alm"),
        "choir": closed(25, "10:00", "Cilla Sand"),
    }
    assert [turn["closed"] for key, turn in sorted(turns.items()) if key.startswith("letter@")] == [
        closed(8, "07:40", "Bo Alm"),
        closed(20, "20:10", "Bo Alm"),
        closed(20, "20:11", "Bo Alm"),
        None,
    ]
    assert turns["speakers"]["note"] == "Anna Ek: Tre har tackat ja."
    assert turns["banner"]["deleted"] == closed(17, "10:00", "Cilla Sand")
    assert (turns["banner"]["work"], turns["banner"]["closed"]) == ("not-started", None)
    (drift,) = turns["choir"]["drifts"]
    assert (drift["field"], drift["from"], drift["to"]) == ("due", "2026-03-20", "2026-03-27")
    assert drift["evidence"] == closed(6, "10:00", "Cilla Sand")
    outlooks = {one["id"]: one["outlook"] for one in report["assignments"]}
    assert {
        name: outlooks[name] for name in ("poster", "hall", "choir", "letter", "thanks", "cake", "review")
    } == {
        "poster": "done",
        "hall": "done",
        "choir": "done",
        "letter": "late",
        "thanks": "late",
        "cake": "not-reported",
        "review": "planned",
    }
    assert {one["name"] for one in report["sources"]} >= {"todoist"}


LINES = """\
- Fråga talare: någon ändrade ansvarig från ”Anna Ek” till ”Bo Alm” (14 mars, Anna Ek); återställt enligt planen (todoist)
- Beställa tårta: någon ändrade titel från ”Beställa tårta” till ”Köpa bullar” (10 mars, Bo Alm); återställt enligt planen (todoist)
- Utvärdera festen: någon lät uppgiften upprepas (every month; 26 mars, Bo Alm); regeln får stå, men en avbockning där ses inte som klar (todoist)
2. Styrelsen godkänner som genomfört: Sätta upp affischer; Boka lokal; Boka kören.
4. Styrelsen avgör om flyttade datum ska gälla eller återställas: Boka kören (20 mars → 27 mars).
5. Styrelsen avgör om det som ställts in eller tagits bort i kalendrar och listor ska utgå: Måla banderollen.
| Veckobrevet | ▲ försenat (3 av 4 klara; kvarstår: vecka 13) | Bo Alm | 29 mars |
| Måla banderollen | ? borttagen i listan, inte anmäld som klar (17 mars, Cilla Sand) | Cilla Sand | 10 apr. |
| Sätta upp affischer | Anna Ek | 10 mars | ✔ klart (anmält) (11 mars, Cilla Sand) |  |
| Fråga talare | Anna Ek | 15 apr. | ○ ej påbörjat | Anna Ek: Tre har tackat ja. |
| Boka lokal | Bo Alm (Festgruppen) | 14 mars | ✔ klart (anmält) (12 mars, Bo Alm) |
| Boka kören | Cilla Sand | 27 mars | ✔ klart (anmält) (25 mars, Cilla Sand) |
| Beställa tårta | Bo Alm | 31 mars | ? ej rapporterat |
| Tacka talarna | Anna Ek | 27 mars | ▲ försenat (ej rapporterat) |
"""


def test_the_report_reads_for_the_chair(month: Month, hjul: Hjul) -> None:
    month.passes()
    text = hjul("report", "--month", "2026-03", today="2026-04-01").out
    said = text.splitlines()
    assert [line for line in LINES.splitlines() if line not in said] == []
    assert "Annas egen" not in text
    assert text == hjul("report", "--month", "2026-03", today="2026-06-01").out


def test_the_same_month_read_at_its_end_alone_says_who_closed_what_and_when(month: Month, hjul: Hjul) -> None:
    """Nobody ran hjul from the first to the last: ticks that stand are told as they were made, all else as it stands."""
    month.passes(frozenset({31}))
    report = json.loads(hjul("report", "--month", "2026-03", "--format", "json", today="2026-04-01").out)
    turns = {turn["key"]: turn for one in report["assignments"] for turn in one["turns"]}
    assert {key: turn["closed"] for key, turn in turns.items() if turn["closed"] and "@" not in key} == {
        "poster": closed(11, "06:05", "Cilla Sand"),
        "hall": closed(12, "09:21", "Bo Alm"),
        "choir": closed(25, "10:00", "Cilla Sand"),
    }
    assert turns["banner"]["closed"] is None
    assert turns["banner"]["deleted"] == closed(17, "10:00", "Cilla Sand")
    (drift,) = turns["choir"]["drifts"]
    assert drift["evidence"] == closed(6, "10:00", "Cilla Sand")
