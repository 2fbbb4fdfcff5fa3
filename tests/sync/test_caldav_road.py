"""The whole road on a real CalDAV server: out, nothing left to do, what people do there, and back into plan and report.

What stands on the server is looked at and changed by plain HTTP requests, as any calendar program's are.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from tests.servers.board import Board, Stored
from tests.servers.front import Front
from tests.servers.running import running
from tests.session import ROOT
from tests.sync.conftest import Hjul

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/plan.yaml"))
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """A calendar and a task list on Radicale, as the one target of the folder in which commands are run."""
    place = Board.on(running("radicale"))
    (folder / "hjul.toml").write_text(place.target("server"), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__SERVER", place.account.password or "")
    return place


@pytest.fixture
def front(folder: Path, server: Board) -> Iterator[Front]:
    """Every request of hjul is written down on its way to the server."""
    with Front(running("radicale").origin) as front:
        behind = Board(server.account, front.at(server.calendar), front.at(server.tasks))
        (folder / "hjul.toml").write_text(behind.target("server"), encoding="utf-8")
        yield front


def target(hjul: Hjul, *words: str) -> dict[str, Any]:
    """What a command says of its one target."""
    ran = hjul(*words, "--format", "json")
    assert ran.code == 0, ran.err
    (one,) = json.loads(ran.out)["targets"]
    assert one.get("failed", []) == []
    found: dict[str, Any] = one
    return found


def unchanged(server: Board, before: dict[str, Stored]) -> bool:
    """Whether everything stands there as it did, and nothing beside it."""
    return server.items() == before and len(server.everything()) == len(before)


def drag(server: Board, stored: Stored, *changes: tuple[str, str]) -> None:
    """Another program's new times, in the lines that hold them."""
    lines = stored.text.split("\r\n")
    for old, new in changes:
        lines = [
            line.replace(old, new) if line.startswith(("DTSTART;", "DTEND;")) else line for line in lines
        ]
    server.account.write(stored.url, "\r\n".join(lines).encode())


def add_note(server: Board, stored: Stored, note: str) -> None:
    """A line under the managed text, as someone types it."""
    text = re.sub(r"(DESCRIPTION:[^\r]*)", lambda found: rf"{found[1]}\n{note}", stored.text, count=1)
    server.account.write(stored.url, text.encode())


def edit_plan(folder: Path, old: str, new: str) -> None:
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    assert old in text
    plan.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_stands_there_whole_and_is_left_alone_even_when_its_ledger_is_lost(
    hjul: Hjul, server: Board, example: str, folder: Path
) -> None:
    shutil.copy(ROOT / "examples" / example / "plan.yaml", folder / "plan.yaml")
    (folder / "hjul.toml").write_text(server.target("server", "confidential = true"), encoding="utf-8")
    words = ["--draft"] if example == "forslaget" else []
    wanted = [one["item"] for one in target(hjul, "preview", *words)["operations"]]
    assert target(hjul, "sync", *words)["done"]["created"] == len(wanted) > 20
    there = server.items()
    assert sorted(there) == sorted(wanted)

    second = target(hjul, "sync", *words)
    assert (second["operations"], second["read"]) == ([], [])
    assert hjul("preview", *words, "--exit-code").code == 0

    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()
    again = target(hjul, "sync", *words)
    assert (again["operations"], again["read"]) == ([], [])
    assert unchanged(server, there)


def test_a_confidential_proposal_goes_to_no_calendar_that_is_not_said_to_be_the_boards_own(
    hjul: Hjul, server: Board, folder: Path
) -> None:
    shutil.copy(ROOT / "examples" / "forslaget" / "plan.yaml", folder / "plan.yaml")
    ran = hjul("sync", "--draft")
    assert (ran.code, "the plan is confidential" in ran.err) == (1, True), ran.err
    assert server.everything() == []


def test_each_calendar_gets_its_part_of_the_plan(
    hjul: Hjul, server: Board, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committee = Board.on(running("radicale"))
    (folder / "hjul.toml").write_text(
        committee.target("committee", 'bodies = ["board"]', 'kinds = ["meeting"]')
        + server.target("rest", 'kinds = ["event", "activity"]'),
        encoding="utf-8",
    )
    for name in ("COMMITTEE", "REST"):
        monkeypatch.setenv(f"HJUL_SECRETS__{name}", server.account.password or "")
    assert hjul("sync").code == 0
    assert {key.partition("@")[0] for key in committee.items()} == {"board-meeting"}
    assert {key.partition("@")[0] for key in server.items()} == {
        "fair",
        "trip/set-date",
        "campaign",
        "letter",
    }
    assert committee.items().keys() >= {"board-meeting@2026-04-06", "board-meeting@2026-12-07"}
    assert hjul("preview", "--exit-code").code == 0


def test_what_people_do_there_is_found_told_and_reported(hjul: Hjul, server: Board) -> None:
    assert hjul("sync").code == 0
    there = server.items()
    drag(
        server,
        there["board-meeting@2026-04-06"],
        ("20260406T180000", "20260413T183000"),
        ("20260406T200000", "20260413T203000"),
    )
    server.rewrite(there["board-meeting@2026-05-04"], ("STATUS:CONFIRMED", "STATUS:CANCELLED"))
    server.rewrite(there["board-meeting@2026-06-01"], ("SUMMARY:Styrelsemöte", "SUMMARY:Grillkväll"))
    server.account.delete(there["fair"].url)
    add_note(server, there["letter@2026-04"], "Ta med tejp.")
    done = "STATUS:COMPLETED\r\nCOMPLETED:20260308T170000Z\r\nPERCENT-COMPLETE:100"
    server.rewrite(there["campaign"], ("STATUS:NEEDS-ACTION", done))
    by_people = server.items()

    seen = target(hjul, "preview")
    findings = [(one["item"], one["code"], one["settle"]) for one in seen["findings"]]
    assert sorted(findings) == [
        ("board-meeting@2026-04-06", "moved", True),
        ("board-meeting@2026-05-04", "cancelled", True),
        ("board-meeting@2026-06-01", "edited", False),
        ("fair", "deleted", True),
    ]
    assert target(hjul, "drift", "list")["findings"] == seen["findings"]
    assert {(one["item"], one["kind"]) for one in seen["read"]} == {
        ("board-meeting@2026-04-06", "moved"),
        ("board-meeting@2026-05-04", "cancelled"),
        ("board-meeting@2026-06-01", "edited"),
        ("fair", "deleted"),
        ("campaign", "done"),
        ("letter@2026-04", "noted"),
    }
    assert unchanged(server, by_people), "looking changes nothing"

    told = target(hjul, "sync")
    assert [(one["do"], one["item"]) for one in told["operations"]] == [
        ("update", "board-meeting@2026-06-01"),
        ("bury", "fair"),
    ]
    after = server.items()
    assert "\r\nSUMMARY:Styrelsemöte\r\n" in after.pop("board-meeting@2026-06-01").text
    assert "fair" not in after
    assert after == {key: by_people[key] for key in after}, "what people did is kept as they did it"
    assert hjul("preview", "--exit-code").code == 0
    assert {one["item"] for one in target(hjul, "drift", "list")["findings"] if one["settle"]} == {
        "board-meeting@2026-04-06",
        "board-meeting@2026-05-04",
        "fair",
    }
    report = json.loads(hjul("report", "--month", "2026-03", "--format", "json", today="2026-04-02").out)
    called_for = {one["kind"]: [each["id"] for each in one["subjects"]] for one in report["proposals"]}
    assert called_for["accept"] == ["campaign"]
    assert called_for["settle-moves"] == ["board-meeting@2026-04-06"]
    assert called_for["settle-endings"] == ["board-meeting@2026-05-04", "fair"]
    turns = {turn["key"]: turn for one in report["assignments"] for turn in one["turns"]}
    assert turns["campaign"]["closed"] == {
        "source": "server",
        "when": "2026-03-08T17:00:00+00:00",
        "by": None,
    }
    assert turns["letter@2026-04"]["note"] == "Ta med tejp."


TIMES = """
  - {id: eve, title: Kväll, date: 2026-03-28, time: 18:00-20:00}
  - {id: spring, title: Vår, date: 2026-03-29, time: 18:00-20:00}
  - {id: night, title: Natt, date: 2026-10-24, time: 22:00-04:00}
  - {id: autumn, title: Höst, date: 2026-10-25, time: 18:00-20:00}
  - {id: whole, title: Hel dag, date: 2026-03-29}
  - {id: days, title: Helg, date: 2026-10-24, end: 2026-10-25}
"""


def test_times_stand_there_as_the_clock_shows_them_on_both_sides_of_daylight_saving(
    hjul: Hjul, server: Board, folder: Path
) -> None:
    edit_plan(folder, "\nevents:\n", f"\nevents:{TIMES}")
    assert hjul("sync").code == 0
    there: dict[str, Any] = {
        key: Calendar.from_ical(one.text.encode()) for key, one in server.items().items()
    }
    begins = {
        "eve": datetime(2026, 3, 28, 17, tzinfo=UTC),
        "spring": datetime(2026, 3, 29, 16, tzinfo=UTC),
        "night": datetime(2026, 10, 24, 20, tzinfo=UTC),
        "autumn": datetime(2026, 10, 25, 17, tzinfo=UTC),
    }
    lasts = {"night": timedelta(hours=7)}
    for key, instant in begins.items():
        (zone,) = there[key].timezones
        (event,) = there[key].events
        assert event["DTSTART"].params["TZID"] == zone.tz_name == "Europe/Stockholm"
        rule = zone.to_tz(lookup_tzid=False)
        start, end = (event[name].dt.replace(tzinfo=rule) for name in ("DTSTART", "DTEND"))
        assert start.astimezone(UTC) == instant, "by the rule that stands in the object itself"
        assert end.astimezone(UTC) - instant == lasts.get(key, timedelta(hours=2))
    for key, first, last in (("whole", 29, 30), ("days", 24, 26)):
        (event,) = there[key].events
        month = 3 if key == "whole" else 10
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, month, first), date(2026, month, last))
        assert there[key].timezones == []
    assert hjul("preview", "--exit-code").code == 0


def test_what_the_plan_says_of_coming_meetings_is_sent_when_it_changes_and_only_then(
    hjul: Hjul, server: Board, folder: Path, front: Front
) -> None:
    edit_plan(folder, "    place: Lokalen\n", "    place: Lokalen\n    agenda: [Läget i planen]\n")
    assert hjul("sync").code == 0
    first = server.items()
    meetings = {key for key in first if key.startswith("board-meeting@")}
    assert all("- Läget i planen" in first[key].text for key in meetings)

    def sent() -> list[str]:
        """The requests of one sync."""
        front.behave()
        assert hjul("sync").code == 0
        return sorted(entry.method for entry in front.log)

    reading = ["REPORT", "REPORT"]
    assert sent() == reading
    edit_plan(folder, "title: Antal medlemmar", "title: Medlemmar i kassan")
    assert sent() == reading, "no meeting says anything of it"
    edit_plan(folder, "[Läget i planen]", "[Läget i planen, Kassan]")
    assert sent() == ["PUT"] * len(meetings) + reading
    after = server.items()
    assert {key for key in after if after[key] != first[key]} == meetings
    assert all("- Kassan" in after[key].text for key in meetings)

    edit_plan(folder, "except: 2026-07", "except: 2026-07\n    cancelled: [2026-05-04]")
    assert sent() == ["PUT", *reading]
    cancelled = server.items()["board-meeting@2026-05-04"]
    assert "\r\nSTATUS:CANCELLED\r\n" in cancelled.text
    assert "\r\nDTSTART;TZID=Europe/Stockholm:20260504T180000\r\n" in cancelled.text
    assert sent() == reading
