"""``hjul forget``: not a byte of the name is left in what hjul keeps, every count stays, and a run that was cut off is finished."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from config.forgetting import Eraser, Person
from config.plan_file import read_plan
from sync.ledger import Ledger
from tests.sync.conftest import PLAN, Hjul

NAMES = (b"Anna", b"anna", b"\\u0041nna")
"""Of the person, of whom the address and the id are made too."""


def everything(folder: Path) -> dict[str, bytes]:
    """What hjul keeps beside the plan."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in (folder / "hjul-data").rglob("*")
        if path.is_file()
    }


def naming(folder: Path) -> list[str]:
    return [name for name, raw in everything(folder).items() if any(form in raw for form in NAMES)]


def patient(folder: Path) -> None:
    """A guard that lets most of so small a plan be given to others."""
    (folder / "hjul.toml").write_text("[guard]\nleast = 1000\n", encoding="utf-8")


def lived(hjul: Hjul, folder: Path) -> None:
    """A year in which Anna has done something of everything."""
    plan = folder / "plan.yaml"
    patient(folder)
    assert hjul("sync").code == 0
    assert hjul("mark", "letter@2026-02", "done", "--by", "Anna Ek", "--note", "Anna Ek wrote it").code == 0
    assert hjul("mark", "letter@2026-01", "done", "--by", "anna").code == 0
    assert hjul("measure", "more", "104", "--by", "anna@example.org", "--note", "says Anna Ek").code == 0
    plan.write_text(
        plan.read_text(encoding="utf-8").replace("Utflykt", "Utflykt med Anna Ek"), encoding="utf-8"
    )
    assert hjul("sync").code == 0
    plan.write_text(plan.read_text(encoding="utf-8").replace(" med Anna Ek", ""), encoding="utf-8")
    assert hjul("sync").code == 0
    assert hjul("report", "--month", "2026-02", "-o", "before.json").code == 0


def move(folder: Path, day: str, to: str) -> None:
    """Somebody drags in a calendar what is on that day."""
    for path in (folder / "hjul-data").rglob("*.ics"):
        moved = re.sub(rf"(?m)^(DT(?:START|END).*:){day}", rf"\g<1>{to}", path.read_text(encoding="utf-8"))
        path.write_text(moved, encoding="utf-8", newline="")


def numbers(path: Path) -> Any:
    """What a report counts."""
    data = json.loads(path.read_text(encoding="utf-8"))
    turns = [(one["id"], one["outlook"], one["done"], len(one["turns"])) for one in data["assignments"]]
    return data["counters"], turns, [one["actual"] for one in data["indicators"]], data["sources"]


def rows(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "hjul-data" / "hjul.db")) as database:
        tables = ("plan_version", "run", "observation", "report_issue", "agreed")
        return {name: database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}  # noqa: S608


def test_not_a_byte_of_the_person_is_left_and_every_count_stays(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    assert naming(folder)
    before = rows(folder)
    told = hjul("forget", "anna", "--yes")
    assert told.code == 0, told.err
    assert naming(folder) == []
    assert hjul("sync").code == 0
    assert naming(folder) == []
    after = rows(folder)
    assert after["observation"] == before["observation"]
    assert after["report_issue"] == before["report_issue"]
    assert hjul("report", "--month", "2026-02", "-o", "after.json").code == 0
    assert numbers(folder / "after.json") == numbers(folder / "before.json")
    for form in ("md", "html", "txt", "json"):
        assert not any(name in hjul("report", "--format", form).out.encode() for name in NAMES)


def test_the_plan_loses_the_person_and_keeps_its_comments(hjul: Hjul, folder: Path) -> None:
    assert hjul("forget", "Anna Ek", "--yes").code == 0
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    plan = read_plan(folder / "plan.yaml").plan
    assert list(plan.people) == ["bo"]
    assert plan.bodies["board"].members == ("bo",)
    for comment in (
        "# always at six",
        "# before May",
        "# The plan of an invented branch, as small as can be.",
    ):
        assert comment in text


def test_a_second_run_finds_nothing(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    assert hjul("forget", "anna", "--yes").code == 0
    before = everything(folder)
    again = hjul("forget", "Anna Ek", "--yes")
    assert (again.code, again.out) == (0, "Anna Ek: nothing here names them\n")
    assert {name for name, raw in everything(folder).items() if raw != before.get(name)} <= {
        "hjul-data/hjul.db"
    }
    assert hjul("preview", "--exit-code").code == 0


def test_nothing_is_done_without_being_asked_to(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    before = {**everything(folder), "plan": (folder / "plan.yaml").read_bytes()}
    told = hjul("forget", "anna")
    assert told.code == 2
    assert "--yes" in told.err
    assert "observation" not in told.out
    after = {**everything(folder), "plan": (folder / "plan.yaml").read_bytes()}
    assert {name for name in after if after[name] != before.get(name) and "hjul.db" not in name} == set()
    assert naming(folder)


def test_what_it_will_do_is_said_before_it_is_done(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    told = hjul("forget", "anna")
    assert "3 reports of what people did" in told.out
    assert "plan.yaml: 4 places (lines 10)" in told.out


def test_where_the_guard_stops_what_is_outside_the_ledger_waits_and_a_second_run_finishes(
    hjul: Hjul, folder: Path
) -> None:
    lived(hjul, folder)
    (folder / "hjul.toml").unlink()
    told = hjul("forget", "anna", "--yes")
    assert told.code == 3
    assert "run hjul forget again" in told.err
    assert hjul("sync", "--anyway").code == 0
    assert hjul("forget", "anna", "--yes").code == 0
    assert naming(folder) == []


def test_the_guard_can_be_told_that_all_of_it_is_meant(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    (folder / "hjul.toml").unlink()
    assert hjul("forget", "anna", "--yes", "--anyway").code == 0
    assert naming(folder) == []


def test_of_a_draft_nothing_is_sent(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").write_text(
        PLAN.replace("status: adopted\nadopted: 2026-01-20\n", ""), encoding="utf-8"
    )
    assert hjul("mark", "letter@2026-02", "done", "--by", "Anna Ek").code == 0
    assert hjul("forget", "anna", "--yes").code == 0
    assert naming(folder) == []
    assert not list((folder / "hjul-data").rglob("*.ics"))


def test_a_line_that_still_names_them_is_told(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(f"{PLAN}# Anna Ek knows more\n", encoding="utf-8")
    told = hjul("forget", "anna", "--yes")
    assert told.code == 0
    assert "still names them" in told.err
    assert "# Anna Ek knows more" in plan.read_text(encoding="utf-8")


def test_a_run_that_fails_has_changed_nothing_in_the_ledger_and_is_finished_by_the_next(
    hjul: Hjul, folder: Path
) -> None:
    lived(hjul, folder)
    ledger = folder / "hjul-data" / "hjul.db"
    with closing(sqlite3.connect(ledger)) as database:
        database.execute(
            "CREATE TRIGGER stop BEFORE UPDATE ON intent WHEN old.id > 3 BEGIN SELECT RAISE(ABORT, 'stopped'); END"
        )
        told = database.execute('SELECT id, "by", note FROM observation').fetchall()
    eraser = Eraser(Person("anna", frozenset({"Anna Ek"}), frozenset({"anna@example.org"})), "x", 1)
    with Ledger.open(ledger) as opened, pytest.raises(Exception, match="stopped"):
        opened.forget(eraser, "lunden-2026")
    with closing(sqlite3.connect(ledger)) as database:
        assert database.execute('SELECT id, "by", note FROM observation').fetchall() == told
        triggers = database.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'observation_never%'")
        assert triggers.fetchone() == (2,)
        database.execute("DROP TRIGGER stop")
    assert hjul("forget", "anna", "--yes").code == 0
    assert naming(folder) == []


def test_what_was_cut_off_before_the_file_was_cleaned_is_cleaned_by_the_next_run(
    hjul: Hjul, folder: Path
) -> None:
    lived(hjul, folder)
    assert hjul("forget", "anna", "--yes", "--keep-plan").code == 0
    lived_on = folder / "plan.yaml"
    lived_on.write_text(PLAN, encoding="utf-8")
    assert hjul("sync").code == 0
    eraser = Eraser(Person("anna", frozenset({"Anna Ek"}), frozenset({"anna@example.org"})), "x", 7)
    with Ledger.open(folder / "hjul-data" / "hjul.db") as ledger:
        ledger.forget(eraser, "lunden-2026")  # and no scrubbing: killed here
    assert hjul("forget", "anna", "--yes").code == 0
    assert naming(folder) == []


def test_the_story_cannot_be_changed_by_anything_else_afterwards(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    assert hjul("forget", "anna", "--yes").code == 0
    with (
        closing(sqlite3.connect(folder / "hjul-data" / "hjul.db")) as database,
        pytest.raises(sqlite3.IntegrityError, match="never"),
    ):
        database.execute("DELETE FROM observation")


def test_whoever_has_the_id_of_a_role_after_them_is_left_alone(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    of_a_role = PLAN.replace("anna", "ordf").replace("ordf@example.org", "anna@example.org")
    plan.write_text(of_a_role, encoding="utf-8")
    patient(folder)
    assert hjul("sync").code == 0
    plan.write_text(of_a_role.replace("Anna Ek", "Cilla Dal").replace("anna@", "cilla@"), encoding="utf-8")
    assert hjul("sync").code == 0
    assert hjul("forget", "Anna Ek", "--yes").code == 0
    assert naming(folder) == []
    assert read_plan(plan).plan.people["ordf"].name == "Cilla Dal"
    assert hjul("preview", "--exit-code").code == 0


def test_somebody_whom_nothing_names_is_said_to_be_named_nowhere(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    assert hjul("forget", "Nobody Here", "--yes").out == "Nobody Here: nothing here names them\n"
    wrong = hjul("forget", "ana", "--yes")
    assert wrong.code == 2
    assert "give the whole name or the address" in wrong.err


def test_undo_and_history_can_still_be_read(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    assert hjul("forget", "anna", "--yes").code == 0
    assert hjul("history").code == 0
    assert hjul("undo", "1", "--preview").code == 0
    assert hjul("drift", "list").code == 0
    assert hjul("doctor").code == 0


def test_who_is_forgotten_draws_up_no_papers_any_more(hjul: Hjul, folder: Path) -> None:
    plan = folder / "plan.yaml"
    plan.write_text(f"{PLAN}prepared_by: anna\n", encoding="utf-8")
    assert hjul("forget", "anna", "--yes").code == 0
    assert read_plan(plan).plan.prepared_by is None


def test_what_is_moved_before_and_after_somebody_is_forgotten_is_one_story(hjul: Hjul, folder: Path) -> None:
    lived(hjul, folder)
    move(folder, "20260406", "20260407")
    assert hjul("sync").code == 0
    assert hjul("forget", "anna", "--yes").code == 0
    move(folder, "20260407", "20260408")
    told = hjul("sync")
    assert told.code == 0
    assert "6 april 2026" in told.out
    assert "8 april 2026" in told.out
    assert hjul("drift", "list").out.count("8 april 2026") == 1
    assert naming(folder) == []
    assert hjul("preview", "--exit-code").code == 0
