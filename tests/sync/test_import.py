"""A plan document becomes a plan that can be used, through the command as a person runs it."""

from __future__ import annotations

import json
import os
import pty
import select
import stat
import subprocess
import sys
import termios
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from config.plan_file import PlanFile, read_plan
from tests.adapters.documents.making import docx, zipped
from tests.mappings.reading.truths import PLANS, open_truths
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_road import files

TRUTHS = open_truths()
DOCUMENT = """\
Verksamhetsplan 2027
Föreningen Lunden

Antagen av årsmötet den 14 februari 2027

Medlemmar

Målet är 150 medlemmar vid årets slut.

- Styrelsen ringer alla nya medlemmar före den 15 mars.
- Valberedningen bjuder in grannarna innan sommaren.

Kalender

Onsdag 3 mars – Styrelsemöte kl. 18.30
Torsdag 7 april – Styrelsemöte kl. 18.30
Lördag 8 maj – Städdag
"""


@pytest.fixture
def written(folder: Path) -> Path:
    """The document in a folder without a plan."""
    (folder / "plan.yaml").unlink()
    path = folder / "verksamhetsplan.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


def imported(folder: Path) -> PlanFile:
    return read_plan(folder / "plan.yaml")


# Every document ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(TRUTHS)[::4])  # test_reading_to_plan.py drafts every one
def test_a_document_gives_a_plan_that_check_reads_without_errors(hjul: Hjul, folder: Path, name: str) -> None:
    (folder / "plan.yaml").unlink()
    ran = hjul("import", str(PLANS / TRUTHS[name]["document"]), "-o", "plan.yaml")
    assert (ran.code, "Traceback" in ran.err) == (0, False), ran.err
    assert hjul("check").code == 0
    file = imported(folder)
    for _, activity in file.plan.activities:
        assert activity.source
        assert activity.source.document == TRUTHS[name]["document"]


@pytest.mark.parametrize("name", ["nb-bygdelista", "sv-koloni", "da-havnelaug", "en-sailing"])
def test_the_json_has_every_list_and_every_item_its_passage(hjul: Hjul, name: str) -> None:
    ran = hjul("import", str(PLANS / TRUTHS[name]["document"]), "--format", "json")
    data = json.loads(ran.out)
    lists = {key for key, value in TRUTHS[name].items() if isinstance(value, list)} - {"not_items"}
    assert lists <= set(data)
    items = [*data["meetings_and_events"], *data["actions"], *data["targets"], *data["recurring"]]
    assert items
    assert all(one["source"]["passage"] for one in items)


# One document -----------------------------------------------------------------------------------------------------


def test_a_document_becomes_a_plan_with_its_days_names_and_numbers(
    hjul: Hjul, folder: Path, written: Path
) -> None:
    assert hjul("import", written.name, "-o", "plan.yaml").code == 0
    file = imported(folder)
    plan = file.plan
    assert (plan.title, plan.organisation, plan.language) == (
        "Verksamhetsplan 2027",
        "Föreningen Lunden",
        "sv",
    )
    assert (plan.status, str(plan.adopted)) == ("adopted", "2027-02-14")
    days = sorted(slot.day.isoformat() for slots in file.dates.slots.values() for slot in slots)
    assert days == ["2027-03-03", "2027-04-07", "2027-05-08"]
    due = {activity.title.split()[0]: file.dates.deadlines[activity.id] for _, activity in plan.activities}
    assert {who: str(one.latest) for who, one in due.items()} == {
        "Styrelsen": "2027-03-14",
        "Valberedningen": "2027-06-15",
    }
    assert "innan sommaren" in file.text
    assert [indicator.target for _, _, indicator in plan.indicators] == [150]


def test_a_line_that_no_rule_reads_is_counted_and_stands_in_the_plan(
    hjul: Hjul, folder: Path, written: Path
) -> None:
    lost = "Grästrimmer, två säckar, kvast."
    written.write_text(DOCUMENT.replace("Medlemmar\n", f"Medlemmar\n\n{lost}\n", 1), encoding="utf-8")
    ran = hjul("import", str(written), "-o", "plan.yaml")
    assert "Rader som ingen regel läste: 1" in ran.out
    comments = [line for line in imported(folder).text.splitlines() if line.startswith("#")]
    assert any(line.endswith(f": {lost}") for line in comments)


def test_a_weekday_that_does_not_fit_is_asked_in_the_plan_and_by_check(
    hjul: Hjul, folder: Path, written: Path
) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    (question,) = imported(folder).plan.questions
    assert "7 april" in (question.passage or "")
    assert question.question in hjul("check").out


def test_standard_input_is_read_as_a_file_is(
    hjul: Hjul, folder: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_file = hjul("import", written.name).out
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(written.read_bytes()), encoding="utf-8"))
    of_stdin = hjul("import", "-").out
    assert of_stdin.replace("standard input", written.name) == of_file


def test_without_a_file_to_write_the_plan_is_printed_and_nothing_is_written(
    hjul: Hjul, folder: Path, written: Path
) -> None:
    before = sorted(folder.iterdir())
    assert "title: Verksamhetsplan 2027" in hjul("import", written.name).out
    assert sorted(folder.iterdir()) == before


def test_a_new_plan_is_its_owners_alone(hjul: Hjul, folder: Path, written: Path) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    assert stat.S_IMODE((folder / "plan.yaml").stat().st_mode) == 0o600


# A plan that is there ---------------------------------------------------------------------------------------------


def test_a_plan_that_is_there_is_left_as_it_is_until_asked(hjul: Hjul, folder: Path, written: Path) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    before = (folder / "plan.yaml").read_bytes()
    written.write_text(DOCUMENT.replace("8 maj – Städdag", "15 maj – Städdag"), encoding="utf-8")
    shown = hjul("import", written.name, "-o", "plan.yaml")
    assert shown.code == 0
    assert "2027-05-08 → 2027-05-15" in shown.out
    assert (folder / "plan.yaml").read_bytes() == before
    assert hjul("import", written.name, "-o", "plan.yaml", "--apply").code == 0
    (event,) = imported(folder).plan.events
    assert str(event.date) == "2027-05-15"
    assert hjul("check").code == 0


def test_the_same_document_again_finds_nothing_to_change(hjul: Hjul, folder: Path, written: Path) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    before = (folder / "plan.yaml").read_bytes()
    assert " → " not in hjul("import", written.name, "-o", "plan.yaml", "--apply").out
    assert (folder / "plan.yaml").read_bytes() == before


def test_a_hand_edit_survives_a_revision(hjul: Hjul, folder: Path, written: Path) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    text = (folder / "plan.yaml").read_text(encoding="utf-8")
    edited = text.replace("title: Städdag", "title: Stor städdag   # as the board calls it")
    assert edited != text
    (folder / "plan.yaml").write_text(edited, encoding="utf-8")
    written.write_text(DOCUMENT.replace("8 maj – Städdag", "15 maj – Städdag"), encoding="utf-8")
    hjul("import", written.name, "-o", "plan.yaml", "--apply")
    (event,) = imported(folder).plan.events
    assert (event.title, str(event.date)) == ("Stor städdag", "2027-05-15")
    assert "# as the board calls it" in imported(folder).text


def test_a_plan_that_cannot_be_read_is_not_touched(hjul: Hjul, folder: Path, written: Path) -> None:
    (folder / "plan.yaml").write_text("title: [", encoding="utf-8")
    ran = hjul("import", written.name, "-o", "plan.yaml", "--apply")
    assert ran.code == 2
    assert "broken YAML" in ran.err
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == "title: ["


def test_a_revised_document_changes_what_it_says_that_it_changes(hjul: Hjul, folder: Path) -> None:
    (folder / "plan.yaml").unlink()
    hjul("import", str(PLANS / "sv-batklubb-2027.md"), "-o", "plan.yaml")
    ran = hjul("import", str(PLANS / "sv-batklubb-2027-reviderad.docx"), "-o", "plan.yaml", "--apply")
    told = {sign: [line for line in ran.out.splitlines() if line.startswith(f"  {sign} ")] for sign in "+~-"}
    revision = TRUTHS["sv-batklubb-2027-reviderad"]["revision"]
    for text in revision["added"]:
        assert any(text.casefold() in line.casefold() for line in told["+"]), text
    for change in revision["changed"]:
        assert any(change["after"].rstrip(".").casefold() in line.casefold() for line in told["~"]), change
    assert len(told["-"]) == len(revision["dropped"])
    assert hjul("check").code == 0


# Bad input --------------------------------------------------------------------------------------------------------

_DTD = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
BAD = [
    pytest.param("plan.txt", b"", "is empty", id="empty"),
    pytest.param("plan.pdf", b"%PDF-1.4\n%%EOF\n", "plan.pdf", id="damaged PDF"),
    pytest.param("plan.docx", b"Styrelsen ska", "plan.docx", id="an ending that lies"),
    pytest.param("plan.docx", docx("", before=_DTD), "plan.docx", id="DTD"),
    pytest.param("plan.docx", zipped({"a.txt": "x"}), "plan.docx", id="another kind of container"),
    pytest.param("plan.docx", docx("<w:p><w:r><w:t>x"), "plan.docx", id="broken XML"),
    pytest.param(
        "plan.txt",
        "Kokous pidetään maanantaina. Hallitus päättää asiasta.\n".encode(),
        "nothing in it could be read as a plan",
        id="too little of another language",
    ),
    pytest.param(
        "plan.txt",
        "Kokous pidetään maanantaina. Hallitus päättää asiasta ja kutsuu jäsenet talkoisiin ennen kesää.\n".encode(),
        "is in a language that hjul does not read",
        id="another language",
    ),
    pytest.param("plan.txt", bytes(range(256)) * 20, "plan.txt", id="no text"),
]


@pytest.mark.parametrize(("name", "data", "says"), BAD)
def test_a_document_that_cannot_be_read_gets_one_sentence_and_the_plan_stays(
    hjul: Hjul, folder: Path, name: str, data: bytes, says: str
) -> None:
    (folder / name).write_bytes(data)
    ran = hjul("import", name, "-o", "plan.yaml", "--apply")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith("hjul: ")
    assert says in ran.err
    assert ran.out == ""
    assert (folder / "plan.yaml").read_text(encoding="utf-8") == PLAN
    assert not (folder / "hjul-data").exists()


def test_a_document_that_would_unfold_beyond_measure_is_refused(hjul: Hjul, folder: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("word/document.xml", b" " * 500_000_000)
    (folder / "plan.docx").write_bytes(out.getvalue())
    ran = hjul("import", "plan.docx", "-o", "plan.yaml")
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.pdf"], "is not there"),
        (["."], "is a folder"),
        (["verksamhetsplan.txt", "-o", "no/such/folder/plan.yaml"], "cannot be written"),
        (["verksamhetsplan.txt", "--review"], "there is none"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    hjul: Hjul, folder: Path, written: Path, words: list[str], says: str
) -> None:
    ran = hjul("import", *words)
    assert ran.code != 0
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (folder / "plan.yaml").exists()


# Answers ----------------------------------------------------------------------------------------------------------


def reviewed(folder: Path, *answers: str) -> str:
    """What a person sees who presses these keys, one at each question."""
    ours, theirs = pty.openpty()
    hjul = str(Path(sys.executable).with_name("hjul"))
    process = subprocess.Popen(
        [hjul, "import", "verksamhetsplan.txt", "-o", "plan.yaml", "--review"],
        cwd=folder,
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.PIPE,
    )
    seen = ""
    for answer in answers:
        seen += read_until(ours, "q: ")
        wait_for_one_key(theirs)
        os.write(ours, answer[:1].encode())
        if answer[1:]:
            seen += read_until(ours, "):")
            os.write(ours, f"{answer[1:]}\n".encode())
    process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, seen
    return seen


def wait_for_one_key(terminal: int) -> None:
    """Until the terminal gives each key at once: what was typed before is thrown away then."""
    for _ in range(600):
        if not termios.tcgetattr(terminal)[3] & termios.ICANON:
            return
        time.sleep(0.05)
    raise AssertionError("no key was asked for")


def read_until(terminal: int, mark: str) -> str:
    return "".join(_pieces(terminal, mark))


def _pieces(terminal: int, mark: str) -> Iterator[str]:
    seen = ""
    while mark not in seen:
        assert select.select([terminal], [], [], 60)[0], f"waited for {mark!r} after {seen!r}"
        piece = os.read(terminal, 4096).decode(errors="replace")
        seen += piece
        yield piece


def test_an_answer_goes_into_the_plan_and_is_asked_no_more(folder: Path, written: Path) -> None:
    seen = reviewed(folder, "02027-04-08")
    assert "7 april" in seen
    file = imported(folder)
    days = {slot.day.isoformat() for slots in file.dates.slots.values() for slot in slots}
    assert "2027-04-08" in days
    assert "2027-04-07" not in days
    assert [question.answer for question in file.plan.questions] == ["2027-04-08"]


def test_whether_the_plan_is_adopted_is_asked_in_the_boards_words(folder: Path) -> None:
    undecided = "\n".join(line for line in DOCUMENT.splitlines() if "årsmötet" not in line)
    (folder / "verksamhetsplan.txt").write_text(undecided, encoding="utf-8")
    seen = reviewed(folder, "2", "q")
    assert "2: antagen" in seen
    assert imported(folder).plan.status == "adopted"


def test_what_is_left_for_later_stays_a_question(folder: Path, written: Path) -> None:
    reviewed(folder, "s")
    assert [question.answer for question in imported(folder).plan.questions] == [None]


# The way back -----------------------------------------------------------------------------------------------------


def test_an_item_shows_where_it_was_read(hjul: Hjul, folder: Path, written: Path) -> None:
    hjul("import", written.name, "-o", "plan.yaml")
    (event,) = imported(folder).plan.events
    shown = hjul("show", event.id)
    assert shown.code == 0
    assert "verksamhetsplan.txt" in shown.out
    assert "Lördag 8 maj – Städdag" in shown.out
    line = DOCUMENT.splitlines().index("Lördag 8 maj – Städdag") + 1
    assert json.loads(hjul("show", event.id, "--format", "json").out)["source"]["line"] == line


def test_an_unknown_item_is_told_the_nearest(hjul: Hjul) -> None:
    ran = hjul("show", "campain")
    assert ran.code == 2
    assert "did you mean campaign" in ran.err
    assert hjul("show", "campaign").code == 0
    assert hjul("show", "board-meeting@1999-01-01").code == 2


def test_a_calendars_item_has_one_line_about_its_source_and_only_where_there_is_one(
    hjul: Hjul, folder: Path
) -> None:
    source = "source: {document: plan.pdf, page: 3, line: 12, passage: 9 maj – Marknad}"
    text = PLAN.replace("{id: fair, title: Marknad,", f"{{id: fair, title: Marknad, {source},")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert hjul("sync").code == 0
    there = {key: path.read_bytes().replace(b"\r\n ", b"").decode() for key, path in files(folder).items()}
    assert r"I dokumentet: plan.pdf\, sidan 3\, rad 12" in there["fair"]
    assert not any("I dokumentet" in text for key, text in there.items() if key != "fair")
