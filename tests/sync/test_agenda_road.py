"""The standing item, there and back: agenda, minutes, calendar and task list, a tick, the next meeting's word, the report."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.servers.board import Board
from tests.servers.running import running
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import drag, edit, files
from tests.sync.test_undo import latest

DONE = ("STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nCOMPLETED:20260312T170000Z\r\nPERCENT-COMPLETE:100")
NEXT = "board-meeting@2026-04-06"
MINUTES = """\
# Protokoll

§ 1 Mötet öppnas
§ 4 Beslut: Bo köper en ny dator senast 1 april
"""
ACCEPTING = "§ 2 Styrelsen godkänner som genomfört: Bo köper en ny dator.\n"


def operations(hjul: Hjul, command: str = "sync") -> list[str]:
    ran = hjul(command, "--format", "json")
    assert ran.code == 0, ran.err
    return [one["item"] for target in json.loads(ran.out)["targets"] for one in target["operations"]]


def described(folder: Path, key: str) -> list[str]:
    """The lines of an event's description in the folder."""
    text = files(folder)[key].read_bytes().replace(b"\r\n ", b"").decode()
    found = re.search(r"^DESCRIPTION:(.*?)\r$", text, re.MULTILINE)
    assert found is not None
    return found[1].replace("\\,", ",").replace("\\;", ";").split("\\n")


def lose_ledger(folder: Path) -> None:
    for path in (folder / "hjul-data").glob("hjul.db*"):
        path.unlink()


@pytest.fixture
def minutes(folder: Path) -> Path:
    path = folder / "decisions.md"
    path.write_text(MINUTES, encoding="utf-8")
    return path


# The road ---------------------------------------------------------------------------------------------------------


def road(hjul: Hjul, folder: Path, tick: Callable[[str], None], bears: Callable[[str], str]) -> None:
    """Plan → agenda → minutes → sync → tick → the next agenda → the next minutes → report."""
    assert "# Dagordning, Styrelsemöte 6 april 2026" in hjul("agenda", "board-meeting").out
    assert hjul("minutes", "board-meeting", "decisions.md", "--yes").code == 0
    assert hjul("sync").code == 0
    (key,) = [key for key in operations_known(hjul) if key.startswith("bo-köper")]
    assert "Bo köper en ny dator" in bears(NEXT), "it is due before the next meeting"
    assert operations(hjul) == []

    tick(key)
    assert NEXT in operations(hjul)
    assert "1 anmäld klar" in bears(NEXT)
    assert operations(hjul) == []
    agenda = hjul("agenda", "board-meeting").out
    assert "| Bo köper en ny dator | Bo Alm | 12 mars | ännu inte godkänt |" in agenda
    assert "Styrelsen godkänner som genomfört: Bo köper en ny dator." in agenda
    report = hjul("report", "--as-of", "2026-03-16").out
    assert re.search(r"Bo köper en ny dator.*ännu inte godkänt", report)

    (folder / "accepting.md").write_text(ACCEPTING, encoding="utf-8")
    ran = hjul("minutes", "board-meeting", "accepting.md", "--yes", today="2026-04-07")
    assert ran.code == 0, ran.err
    assert "ingen har anmält" not in ran.out
    assert "accepted: 2026-04-06" in (folder / "plan.yaml").read_text(encoding="utf-8")
    assert hjul("sync").code == 0
    assert operations(hjul) == []
    (row,) = [
        line
        for line in hjul("report", "--as-of", "2026-04-07").out.splitlines()
        if line.startswith("| Bo köper en ny dator") and "§ 4" in line
    ]
    assert "✔ godkänt av styrelsen" in row
    assert "Bo köper" not in hjul("agenda", "board-meeting").out, "it is closed"


def operations_known(hjul: Hjul) -> list[str]:
    status = json.loads(hjul("status", "--format", "json").out)
    return [task["item"] for person in status["people"] for task in person["tasks"]]


def test_a_decision_goes_the_whole_way_in_a_folder(hjul: Hjul, folder: Path, minutes: Path) -> None:
    assert minutes.exists()
    hjul("sync")

    def tick(key: str) -> None:
        hjul("sync", today="2026-03-16")
        edit(files(folder)[key], DONE)

    road(hjul, folder, tick, lambda key: "\n".join(described(folder, key)))


def test_a_decision_goes_the_whole_way_over_caldav(
    hjul: Hjul, folder: Path, minutes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert minutes.exists()
    server = Board.on(running("radicale"))
    (folder / "hjul.toml").write_text(server.target("server", "agenda = true"), encoding="utf-8")
    monkeypatch.setenv("HJUL_SECRETS__SERVER", server.account.password or "")
    hjul("sync")

    def tick(key: str) -> None:
        hjul("sync", today="2026-03-16")
        server.rewrite(server.items()[key], DONE)

    road(hjul, folder, tick, lambda key: server.items()[key].text)


# In the calendar --------------------------------------------------------------------------------------------------


def test_only_the_next_meeting_bears_its_agenda_and_a_second_sync_has_nothing_to_do(
    hjul: Hjul, folder: Path
) -> None:
    hjul("sync")
    bearing = [key for key in files(folder) if any("Uppföljning" in line for line in _text(folder, key))]
    assert bearing == [NEXT]
    assert operations(hjul) == []
    assert operations(hjul, "preview") == []


def _text(folder: Path, key: str) -> list[str]:
    return files(folder)[key].read_bytes().replace(b"\r\n ", b"").decode().splitlines()


def test_a_day_on_which_nothing_becomes_late_writes_nothing(hjul: Hjul, folder: Path) -> None:
    hjul("sync", today="2026-03-10")
    before = {path: path.read_bytes() for path in files(folder).values()}
    for day in ("2026-03-11", "2026-03-12", "2026-03-16"):
        hjul("sync", today=day)
    assert {path: path.read_bytes() for path in files(folder).values()} == before


def test_when_the_meeting_is_over_the_next_one_takes_the_agenda(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    hjul("sync", today="2026-04-06")
    assert any("Uppföljning sedan" in line for line in described(folder, NEXT)), "on its own day still"
    hjul("sync", today="2026-04-07")
    assert not any("Uppföljning" in line for line in described(folder, NEXT))
    assert any(
        line.startswith("Uppföljning sedan 6") for line in described(folder, "board-meeting@2026-05-04")
    )
    assert operations(hjul) == []


def test_what_people_wrote_below_stays_when_the_lines_change(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    path = files(folder)[NEXT]
    text = path.read_bytes().replace(b"\r\n ", b"")
    path.write_bytes(re.sub(rb"(?m)^(DESCRIPTION:[^\r]*)", rb"\1\\nKaffe: Anna", text, count=1))
    hjul("sync")
    edit(files(folder)["campaign"], DONE)
    hjul("sync", today="2026-03-16")
    found = described(folder, NEXT)
    assert found[-1] == "Kaffe: Anna"
    assert any("1 anmäld klar" in line for line in found)
    assert operations(hjul) == []


def test_a_lost_ledger_changes_no_line_that_the_lists_still_tell(hjul: Hjul, folder: Path) -> None:
    hjul("sync", today="2026-03-16")
    edit(files(folder)["campaign"], DONE)
    hjul("sync")
    before = described(folder, NEXT)
    lose_ledger(folder)
    ran = json.loads(hjul("sync", "--format", "json").out)["targets"][0]
    assert ran["operations"] == []
    assert [one["code"] for one in ran["findings"]] == []
    assert described(folder, NEXT) == before
    assert operations(hjul) == []


def test_a_mark_and_a_settled_date_reach_the_agenda_at_once(hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    hjul("mark", "campaign", "done")
    assert any("1 anmäld klar" in line for line in described(folder, NEXT))
    drag(files(folder)["fair"], ("20260509", "20260516"), ("20260510", "20260517"))
    hjul("sync")
    assert any("1 flyttat datum" in line for line in described(folder, NEXT))
    hjul("drift", "restore", "fair")
    assert operations(hjul) == []
    assert not any("om flyttade datum" in line for line in described(folder, NEXT))


def test_a_calendar_that_is_not_the_boards_own_bears_none_unless_it_is_said(hjul: Hjul, folder: Path) -> None:
    own = '[targets.{0}]\nadapter = "folder"\npath = "{0}"\n{1}\n'
    places = [
        ("quiet", ""),
        ("asked", "agenda = true"),
        ("secret", "confidential = true"),
        ("no", "confidential = true\nagenda = false"),
    ]
    (folder / "hjul.toml").write_text("".join(own.format(*place) for place in places), encoding="utf-8")
    assert hjul("sync").code == 0
    bear = {
        name
        for name, _ in places
        if any(b"Uppf" in path.read_bytes() for path in (folder / name).glob("calendar/*.ics"))
    }
    assert bear == {"asked", "secret"}


def test_nothing_confidential_reaches_an_event_of_the_board(hjul: Hjul, folder: Path) -> None:
    wages = (
        "      - {id: wages, title: Hemliga löner, responsible: bo, due: 2026-03-20, confidential: true}\n"
    )
    (folder / "plan.yaml").write_text(PLAN + wages, encoding="utf-8")
    hjul("sync")
    assert "Hemliga" in files(folder)["wages"].read_text(encoding="utf-8")
    hjul("sync", today="2026-03-30")
    assert not any("Hemliga" in line for line in described(folder, NEXT))
    assert "Hemliga löner (konfidentiellt)" in hjul("agenda", "board-meeting").out


def test_a_meeting_to_which_others_are_invited_bears_no_agenda(hjul: Hjul, folder: Path) -> None:
    plan = PLAN.replace(
        "  bo: {name: Bo Alm}", "  bo: {name: Bo Alm}\n  ute: {name: Ute Gäst, email: ute@example.org}"
    )
    plan = plan.replace("    place: Lokalen\n", "    place: Lokalen\n    invite: [board, ute]\n")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    assert hjul("sync").code == 0
    assert not any("Uppföljning" in line for line in described(folder, NEXT))


# The command ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("board-meeting", "6 april 2026"),
        ("board-meeting@2026-05-04", "4 maj 2026"),
        ("styrelsemöte", "6 april 2026"),
        ("annual", "20 januari 2026"),
    ],
)
def test_a_meeting_is_named_by_id_by_date_by_series_or_by_title(hjul: Hjul, name: str, title: str) -> None:
    assert title in hjul("agenda", name).out.splitlines()[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bord-meeting", ("did you mean board-meeting?",)),
        ("board-meeting@2026-04-07", ("board-meeting@2026-04-06",)),
        ("fair", ("there is no meeting called 'fair'",)),
        ("", ("there are: board-meeting, annual",)),
        ("x" * 10_000, ("there is no meeting",)),
    ],
)
def test_an_unknown_meeting_is_told_with_the_nearest_names(
    hjul: Hjul, name: str, words: tuple[str, ...]
) -> None:
    ran = hjul("agenda", name)
    assert ran.code == 2
    assert len(ran.err) < 400
    for word in words:
        assert word in ran.err


def test_a_series_that_is_over_says_so(hjul: Hjul) -> None:
    ran = hjul("agenda", "board-meeting", today="2026-12-20")
    assert (ran.code, "no meeting from today on; its last is board-meeting@2026-12-07" in ran.err) == (
        2,
        True,
    )


def test_an_agenda_is_written_in_the_form_that_its_file_asks_for(hjul: Hjul, folder: Path) -> None:
    assert hjul("agenda", "board-meeting", "-o", "a.html").out == "a.html\n"
    assert "<h1>Dagordning, Styrelsemöte 6 april 2026</h1>" in (folder / "a.html").read_text(encoding="utf-8")
    data = json.loads(hjul("agenda", "board-meeting", "--format", "json").out)
    assert data["meeting"]["key"] == NEXT
    assert hjul("agenda", "board-meeting", "-o", "a.xyz").code == 2
    assert not (folder / "hjul-data").exists(), "looking makes no ledger"


def test_a_past_meetings_agenda_is_that_of_its_day(hjul: Hjul) -> None:
    hjul("sync")
    before = hjul("agenda", "board-meeting@2026-04-06", today="2026-04-06").out
    hjul("mark", "campaign", "done", today="2026-04-20")
    assert hjul("agenda", "board-meeting@2026-04-06", today="2026-04-21").out == before


# Minutes ----------------------------------------------------------------------------------------------------------


def test_minutes_are_shown_first_and_written_only_when_that_is_said(
    hjul: Hjul, folder: Path, minutes: Path
) -> None:
    ran = hjul("minutes", "board-meeting", str(minutes))
    assert ran.code == 2
    assert "+ § 4 · Bo köper en ny dator · ansvarig: Bo Alm · senast 1 april 2026" in ran.out
    assert "--yes" in ran.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_reading_the_same_minutes_twice_adds_nothing_and_every_other_byte_stays(
    hjul: Hjul, folder: Path, minutes: Path
) -> None:
    assert hjul("minutes", "board-meeting", str(minutes), "--yes").code == 0
    written = (folder / "plan.yaml").read_text(encoding="utf-8")
    assert written.startswith(PLAN)
    entry = "{id: bo-köper-en-ny-dator, meeting: board-meeting 2026-03-02, §: 4, text: Bo köper en ny dator, responsible: bo, due: 2026-04-01}"
    assert written.removeprefix(PLAN).splitlines() == ["decisions:", f"  - {entry}"]
    again = hjul("minutes", "board-meeting@2026-03-02", str(minutes), "--yes")
    assert (again.code, "Inget nytt" in again.out) == (0, True)
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == written
    (folder / "more.md").write_text("§ 5 Beslut: Anna skriver ett brev\n", encoding="utf-8")
    assert hjul("minutes", "board-meeting", "more.md", "--yes").code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8").startswith(written)
    assert hjul("check").code == 0


@pytest.mark.parametrize(
    ("code", "named"), [("sv", "standardindata"), ("nb", "standard inn"), ("da", "standardinput")]
)
def test_minutes_from_a_pipe_are_named_in_the_plans_language(
    hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch, code: str, named: str
) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("language: sv", f"language: {code}"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# ...\n"), encoding="utf-8"))
    ran = hjul("minutes", "board-meeting", "-")
    assert ran.code == 0
    assert named in ran.out


def test_one_unknown_name_and_nothing_at_all_is_written(hjul: Hjul, folder: Path) -> None:
    (folder / "d.md").write_text(MINUTES + "§ 5 Beslut: Ana skriver ett brev\n", encoding="utf-8")
    ran = hjul("minutes", "board-meeting", "d.md", "--yes")
    assert ran.code == 2
    assert "d.md:5: the plan has nobody called 'Ana'; did you mean Anna Ek?" in ran.err
    assert "nothing was written" in ran.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_minutes_can_be_undone(hjul: Hjul, folder: Path, minutes: Path) -> None:
    hjul("sync")
    hjul("minutes", "board-meeting", str(minutes), "--yes")
    assert hjul("undo", latest(hjul), "--plan").code == 0
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("d.md", b""),
        ("d.md", b"\x00\x01\x02"),
        ("d.pdf", b"%PDF-1.7 broken"),
        ("d.docx", b"PK\x03\x04broken"),
        ("d.md", "Hej på er\n".encode("utf-16")),
        ("missing.md", None),
    ],
)
def test_what_is_no_minutes_is_refused_or_holds_nothing(
    hjul: Hjul, folder: Path, name: str, content: bytes | None
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    ran = hjul("minutes", "board-meeting", name, "--yes")
    assert ran.code in {0, 2}
    assert ran.code == 2 or "Inga beslut" in ran.out
    assert "unforeseen" not in ran.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN


def test_hostile_minutes_stay_text_in_the_plan_and_on_the_terminal(hjul: Hjul, folder: Path) -> None:
    odd = "§ 4: x} Beslut: Bo köper: {a: b}, [c] & *d <b>, # e \u202e \x1b[31m 'f' \"g\" - \\N senast 1 april"
    (folder / "d.md").write_text(f"§ 9 Beslut: {odd.partition('Beslut: ')[2]}\n", encoding="utf-8")
    ran = hjul("minutes", "board-meeting", "d.md", "--yes")
    assert ran.code == 0, ran.err
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert hjul("check").code == 0
    assert hjul("sync").code == 0
    assert operations(hjul) == []


def test_a_series_without_a_meeting_so_far_has_no_minutes(hjul: Hjul, minutes: Path) -> None:
    ran = hjul("minutes", "board-meeting", str(minutes), "--yes", today="2026-01-02")
    assert (ran.code, "no meeting until today" in ran.err) == (2, True)
