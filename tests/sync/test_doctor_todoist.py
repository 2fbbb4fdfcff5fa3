"""``hjul doctor`` at Todoist: a sign-in, a project, room, people and rights, each told apart; and what costs nothing when unused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.language import language, languages
from tests.servers.todoist.people import tasks
from tests.servers.todoist.refusal import forbidden
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_connect_todoist import AREAS
from tests.sync.test_doctor import checks
from tests.sync.todoist import Place, todoist_beside


@pytest.fixture
def place(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A project that ``hjul connect`` made."""
    with todoist_beside(hjul, folder, monkeypatch) as here:
        ran = here.connect("--new-project", "Styret")
        assert ran.code == 0, ran.err
        here.world.requests(here.board)
        yield here


def test_all_is_well_in_every_language_and_a_trial_leaves_nothing(place: Place) -> None:
    anna = place.world.new_user("Anna Ek", "anna@example.org")
    place.world.share(place.projects()["Styret"].id, anna)
    for code in languages():
        (place.folder / "plan.yaml").write_text(PLAN.replace("language: sv", f"language: {code}"))
        ran = place.run("doctor", "--write")
        assert ran.code == 0, ran.out
        words = language(code)
        assert words.word("doctor.token") in ran.out
        assert words.word("doctor.project", name="Styret", count=0, most=300) in ran.out
        assert words.word("doctor.strangers", whom="Bo Alm") in ran.out
        assert words.word("doctor.wrote", name="Styret") in ran.out
    assert tasks(place.sdk, place.projects()["Styret"].id) == []


def test_looking_asks_once_and_writes_nothing(place: Place) -> None:
    assert place.run("doctor").code == 0
    asked = place.world.requests(place.board)
    assert asked[:1] == ["POST /sync"]
    assert all(one.startswith(("POST /sync", "GET /")) for one in asked)
    assert place.count("Styret") == 0


def test_a_token_that_was_taken_back_asks_for_signing_in(place: Place) -> None:
    place.board.token = "f" * 40
    for words in (("doctor",), ("sync",), ("preview",)):
        assert place.run(*words).code == 4
    assert "hjul connect todoist --target board" in place.run("doctor").out
    assert checks(place.run)["board", "token"] == (False, False)


def test_nobody_signed_in_is_told_with_the_command(place: Place) -> None:
    (place.folder / "keys" / "board").unlink()
    for words in (("doctor",), ("sync",)):
        ran = place.run(*words)
        assert (ran.code, "hjul connect todoist --target board" in ran.out + ran.err) == (4, True)


@pytest.mark.parametrize("what", ["archived", "deleted", "another's"])
def test_a_project_that_cannot_be_used_is_told(place: Place, what: str) -> None:
    project = place.projects()["Styret"].id
    if what == "archived":
        place.sdk.archive_project(project)
    elif what == "deleted":
        place.sdk.delete_project(project)
    else:
        place.world.members[project].clear()
    ran = place.run("doctor")
    assert ran.code == 1
    assert "hjul connect todoist --target board" in ran.out
    assert checks(place.run)["board", "project"] == (False, False)


def test_a_plan_that_has_outgrown_its_project_is_told_before_anything_is_half_done(place: Place) -> None:
    assert place.run("sync").code == 0
    here = place.count("Styret")
    assert ("board", "room") not in checks(place.run)
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    place.board.plan.max_tasks = here + 5
    ran = place.run("doctor")
    assert (ran.code, "--per-area" in ran.out, f"{here + 5}" in ran.out) == (1, True, True), ran.out
    assert checks(place.run)["board", "room"] == (False, False)
    ran = place.run("connect", "todoist", "--target", "board", "--per-area")
    assert ran.code == 0, ran.err
    assert place.run("doctor").code == 0
    assert place.run("sync").code == 0
    assert place.run("preview", "--exit-code").code == 0


def test_a_project_that_is_nobody_else_s_says_so_and_names_nobody(place: Place) -> None:
    found = checks(place.run)
    assert found["board", "alone"] == (True, True)
    assert ("board", "strangers") not in found


def test_a_right_to_write_that_is_missing_is_told_when_it_is_tried(place: Place) -> None:
    place.world.refuse(forbidden, when=lambda command: command["type"] == "item_add", always=True)
    assert place.run("doctor").code == 0
    assert checks(place.run, "--write")["board", "wrote"] == (False, False)


@pytest.mark.parametrize(
    "words", [["--help"], ["check"], ["status"], ["connect", "--help"], ["connect", "todoist", "--help"]]
)
def test_todoist_is_not_imported_by_a_command_that_does_not_use_it(
    place: Place, folder: Path, words: list[str]
) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['hjul', *{words!r}]\n"
        "from sync.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "names = ('todoist_api_python', 'httpx', 'dataclass_wizard')\n"
        "sys.exit(' '.join(name for name in sys.modules if name.split('.')[0] in names) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr
