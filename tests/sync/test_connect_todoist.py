"""``hjul connect todoist`` on the local server: what is asked for, made and kept, and what is left alone when it fails."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import keyring
import pytest

from tests.config.test_secrets import Wallet
from tests.servers.google import browser
from tests.servers.todoist.refusal import forbidden
from tests.servers.todoist.sign_in import Answer
from tests.sync.conftest import PLAN, Hjul
from tests.sync.test_connect import Terminal
from tests.sync.todoist import Place, todoist_beside

TITLE = "Verksamhetsplan 2026"
AREAS = PLAN + (
    "  - id: money\n    title: Ekonomi\n    activities:\n"
    "      - {id: budget, title: Budget, responsible: anna, cadence: monthly}\n"
)


@pytest.fixture
def place(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    with todoist_beside(hjul, folder, monkeypatch) as here:
        yield here


def nothing_kept(place: Place) -> bool:
    return not (place.folder / "hjul.toml").exists() and not (place.folder / "keys").exists()


# A token ------------------------------------------------------------------------------------------------------------


def test_one_command_and_a_sync_put_the_assignments_in_a_project_of_their_own(place: Place) -> None:
    ran = place.connect("--new-project", "Styrelsen & vi")
    assert ran.code == 0, ran.err
    assert "hjul preview" in ran.out
    assert place.settings()["board"] == {
        "adapter": "todoist",
        "project": place.projects()["Styrelsen & vi"].id,
        "sections": "area",
        "holds": ["tasks"],
        "root": place.server.origin,
    }
    assert (place.kept(), place.rights()) == (place.board.token, 0o600)
    assert place.count("Styrelsen & vi") == 0, "a trial leaves nothing behind"
    assert place.run("sync").code == 0
    assert place.count("Styrelsen & vi") > 5
    assert place.run("preview", "--exit-code").code == 0


def test_a_project_that_is_there_is_named_by_its_name_its_id_or_its_address(place: Place) -> None:
    there = place.sdk.add_project("Verksamheten")
    for number, wish in enumerate((there.name, there.id, there.url)):
        assert place.connect("--project", wish, target=f"t{number}").code == 0
    assert {one["project"] for one in place.settings().values()} == {there.id}
    assert len(place.projects()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--project", "Verksamhten"), "did you mean 'Verksamheten'?"),
        (("--project", "x"), "there are: "),
        (("--new-project", "Verksamheten"), "use it with --project"),
        (("--project", "Tvilling"), "the name of more than one"),
        (("--project", "x", "--new-project", "y"), "one of the two"),
        (("--new-project", " "), "is empty"),
        (("--new-project", "y", "--per-area", "--sections", "person"), "leave --sections out"),
        (("--new-project", "y", "--root", "http://todoist.example.org"), "--root: expected https://"),
    ],
)
def test_what_is_said_wrongly_is_one_sentence_and_nothing_is_made(
    place: Place, words: tuple[str, ...], says: str
) -> None:
    for name in ("Verksamheten", "Tvilling", "Tvilling"):
        place.sdk.add_project(name)
    before = set(place.projects())
    ran = place.connect(*words)
    assert (ran.code, says in ran.err, len(ran.err.splitlines())) == (2, True, 1), ran.err
    assert set(place.projects()) == before
    assert nothing_kept(place)


def test_without_a_terminal_everything_that_is_missing_is_said_at_once(place: Place) -> None:
    place.pipe("")
    ran = place.run("connect", "todoist")
    assert ran.code == 2
    for word in ("--target", "--token-stdin", "--new-project"):
        assert word in ran.err
    assert nothing_kept(place)


@pytest.mark.parametrize("token", ["0123456789abcdef0123456789abcdef01234567", "två ord", "Ä" * 40])
def test_a_token_that_is_none_is_told_with_where_to_find_it(place: Place, token: str) -> None:
    ran = place.connect("--new-project", "Styret", token=token)
    assert (ran.code, "Developer" in ran.err, len(ran.err.splitlines())) == (4, True, 1), ran.err
    assert token not in ran.err
    assert place.projects() == {}
    assert nothing_kept(place)


def test_a_token_from_the_environment_is_used_and_kept_nowhere(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJUL_SECRETS__BOARD", place.board.token)
    ran = place.connect("--new-project", "Styret")
    assert (ran.code, "HJUL_SECRETS__BOARD" in ran.err) == (2, True)
    place.pipe("")
    words = ("--target", "board", "--root", place.server.origin, "--new-project", "Styret")
    assert place.run("connect", "todoist", *words).code == 0
    assert not (place.folder / "hjul-secrets").exists()
    assert place.run("sync").code == 0


def test_the_keyring_keeps_the_token_where_there_is_one(place: Place) -> None:
    wallet = Wallet()
    keyring.set_keyring(wallet)
    place.pipe(place.board.token)
    words = ("--target", "board", "--root", place.server.origin, "--token-stdin", "--new-project", "Styret")
    assert place.run("connect", "todoist", *words).code == 0
    assert wallet.kept == {("hjul", "lunden-2026/board"): place.board.token}
    assert place.run("sync").code == 0


def test_signing_in_again_keeps_project_and_sections(place: Place) -> None:
    assert place.connect("--new-project", "Styret", "--sections", "person").code == 0
    place.run("sync")
    before = (place.folder / "hjul.toml").read_bytes()
    place.board.token = "f" * 40
    ran = place.run("sync")
    assert (ran.code, "hjul connect todoist --target board" in ran.err) == (4, True), ran.err
    place.pipe("")
    ran = place.run("connect", "todoist", "--target", "board")
    assert (ran.code, "--token-stdin" in ran.err) == (4, True), ran.err
    assert place.connect().code == 0
    assert (place.folder / "hjul.toml").read_bytes() == before
    assert place.kept() == place.board.token
    assert place.run("preview", "--exit-code").code == 0


def test_what_somebody_wrote_of_projects_by_hand_is_left_as_it_stands(place: Place) -> None:
    plan, own = (place.sdk.add_project(name).id for name in ("Styret", "Medlemmar"))
    lines = (
        'adapter = "todoist"',
        f'project = "{plan}"',
        'holds = ["tasks"]',
        f'root = "{place.server.origin}"',
    )
    text = "\n".join(
        ("[targets.board]", *lines, "[targets.board.projects]  # ours", f'Medlemmar = "{own}"', "")
    )
    (place.folder / "hjul.toml").write_text(text, encoding="utf-8")
    place.pipe(place.board.token)
    place.monkeypatch.setenv("HJUL_SECRETS_DIR", "keys")
    ran = place.run("connect", "todoist", "--target", "board", "--token-stdin")
    assert ran.code == 0, ran.err
    assert (place.folder / "hjul.toml").read_text(encoding="utf-8") == text
    assert place.run("sync").code == 0
    assert place.count("Medlemmar") > 5


def test_a_target_that_has_been_synced_is_not_moved_to_another_project(place: Place) -> None:
    place.connect("--new-project", "Styret")
    place.run("sync")
    other = place.sdk.add_project("Andra")
    before = (place.folder / "hjul.toml").read_bytes()
    for words in (("--project", other.id), ("--new-project", "Tredje")):
        ran = place.connect(*words)
        assert (ran.code, "--target" in ran.err) == (2, True)
    assert (place.folder / "hjul.toml").read_bytes() == before
    assert set(place.projects()) == {"Styret", "Andra"}


def test_an_account_that_may_not_write_is_told_and_a_project_that_was_made_can_be_gone_on_with(
    place: Place,
) -> None:
    place.world.refuse(forbidden, when=lambda command: command["type"] == "item_add")
    ran = place.connect("--new-project", "Styret")
    made = place.projects()["Styret"].id
    assert (ran.code, "may only read" in ran.err, f"--project {made}" in ran.err) == (4, True, True), ran.err
    assert nothing_kept(place)
    assert place.connect("--project", made).code == 0


def test_a_right_to_delete_that_is_missing_is_told(place: Place) -> None:
    place.world.refuse(forbidden, when=lambda command: command["type"] == "item_delete")
    ran = place.connect("--new-project", "Styret")
    assert (ran.code, "may not be deleted" in ran.err) == (4, True), ran.err
    assert nothing_kept(place)


@pytest.mark.parametrize(
    ("sections", "kept", "names"),
    [
        ("area", "area", {"Medlemmar"}),
        ("person", "person", {"Anna Ek", "Bo Alm"}),
        ("none", None, set()),
    ],
)
def test_the_board_chooses_what_has_a_section(
    place: Place, sections: str, kept: str | None, names: set[str]
) -> None:
    assert place.connect("--new-project", "Styret", "--sections", sections).code == 0
    assert place.settings()["board"].get("sections") == kept
    place.run("sync")
    there = [one for page in place.sdk.get_sections(project_id=place.projects()["Styret"].id) for one in page]
    assert names <= {one.name for one in there}
    assert bool(there) == bool(names)


# People -------------------------------------------------------------------------------------------------------------


def test_it_says_who_will_get_their_tasks_and_whose_name_is_a_label(place: Place) -> None:
    place.edit("bo: {name: Bo Alm}", "bo: {name: Bo Alm, email: bo@example.org}")
    shared = place.sdk.add_project("Styret")
    anna = place.world.new_user("Anna", "Anna@example.org")
    place.world.share(shared.id, anna)
    ran = place.connect("--project", "Styret")
    given, labels = (next(line for line in ran.out.splitlines() if name in line) for name in ("Anna", "Bo"))
    assert given != labels
    assert "Dela" in ran.out, "and how the project is shared"


def test_somebody_without_an_address_is_told_apart(place: Place) -> None:
    ran = place.connect("--new-project", "Styret")
    lines = [line for line in ran.out.splitlines() if "Bo Alm" in line]
    assert (len(lines), "e-postadress" in lines[0]) == (1, True)


def test_what_is_confidential_is_said_to_stay_in_the_house(place: Place) -> None:
    place.edit("title: Värva på torget", "title: Värva på torget\n        confidential: true")
    ran = place.connect("--new-project", "Styret")
    assert "confidential = true" in ran.out
    assert "utanför huset" in ran.out
    place.run("sync")
    assert "Värva på torget" not in {
        task.content
        for page in place.sdk.get_tasks(project_id=place.projects()["Styret"].id)
        for task in page
    }


def test_a_confidential_meeting_is_not_counted_where_no_meetings_go(place: Place) -> None:
    place.edit("place: Lokalen", "place: Lokalen\n    confidential: true")
    ran = place.connect("--new-project", "Styret")
    assert (ran.code, "confidential" in ran.out) == (0, False), ran.out


# Room ---------------------------------------------------------------------------------------------------------------


def test_a_plan_that_is_too_large_for_a_project_is_split_by_area_and_none_is_half_filled(
    place: Place,
) -> None:
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    place.board.plan.max_tasks = 20
    ran = place.connect("--new-project", "Styret")
    assert (ran.code, "--per-area" in ran.err, "Ekonomi" in ran.err) == (2, True, True), ran.err
    assert place.projects() == {}
    assert nothing_kept(place)
    ran = place.connect("--new-project", "Styret", "--per-area")
    assert ran.code == 0, ran.err
    assert "som vart och ett delas för sig: Medlemmar, Ekonomi" in ran.out
    names = place.projects()
    assert set(names) == {"Styret", f"{TITLE}: Medlemmar", f"{TITLE}: Ekonomi"}
    assert place.settings()["board"]["projects"] == {
        area: names[f"{TITLE}: {area}"].id for area in ("Medlemmar", "Ekonomi")
    }
    assert place.run("sync").code == 0
    assert place.count(f"{TITLE}: Ekonomi") == 12
    assert place.run("preview", "--exit-code").code == 0


def test_projects_of_areas_stay_when_somebody_signs_in_again_and_new_areas_get_theirs(place: Place) -> None:
    assert place.connect("--new-project", "Styret", "--per-area").code == 0
    before = place.settings()["board"]["projects"]
    place.run("sync")
    assert place.connect().code == 0
    assert place.settings()["board"]["projects"] == before
    toml = place.folder / "hjul.toml"
    toml.write_text(toml.read_text("utf-8").replace("Medlemmar =", "medlemmar ="), encoding="utf-8")
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    assert place.connect("--per-area").code == 0
    after = place.settings()["board"]["projects"]
    assert (set(after), after["medlemmar"]) == ({"medlemmar", "Ekonomi"}, before["Medlemmar"])
    assert len(place.projects()) == 3


def test_an_area_that_is_too_large_by_itself_is_named_and_nothing_is_made(place: Place) -> None:
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    place.board.plan.max_tasks = 11
    ran = place.connect("--new-project", "Styret", "--per-area")
    assert (ran.code, "Ekonomi: " in ran.err, "hjul.toml" in ran.err) == (2, True, True), ran.err
    assert place.projects() == {}
    assert nothing_kept(place)


@pytest.mark.parametrize("words", [(), ("--project", "Styret")])
def test_what_hjul_itself_has_put_there_is_not_counted_twice(place: Place, words: tuple[str, ...]) -> None:
    assert place.connect("--new-project", "Styret").code == 0
    place.run("sync")
    place.board.plan.max_tasks = place.count("Styret")
    ran = place.connect(*words)
    assert ran.code == 0, ran.err
    assert place.run("preview", "--exit-code").code == 0


def test_what_people_have_in_a_project_counts(place: Place) -> None:
    there = place.sdk.add_project("Styret")
    for number in range(5):
        place.sdk.add_task(f"Eget {number}", project_id=there.id)
    place.board.plan.max_tasks = 15
    ran = place.connect("--project", "Styret")
    assert (ran.code, "--per-area" in ran.err) == (2, True), ran.err
    place.board.plan.max_tasks = 100
    assert place.connect("--project", "Styret").code == 0


def test_more_sections_than_a_project_may_have_are_foreseen(place: Place) -> None:
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    place.board.plan.max_sections = 1
    ran = place.connect("--new-project", "Styret")
    assert (ran.code, "--sections none" in ran.err) == (2, True), ran.err
    assert place.connect("--new-project", "Styret", "--sections", "none").code == 0


# A browser ----------------------------------------------------------------------------------------------------------


def test_a_browser_signs_in_with_the_least_that_hjul_needs(place: Place) -> None:
    ran = place.connect("--client", place.client(), "--new-project", "Styret")
    assert ran.code == 0, ran.err
    assert place.sign_in.asked_for == "data:read_write,data:delete"
    assert place.rights() == 0o600
    assert len(place.kept().splitlines()) == 1
    (place.folder / "client.json").unlink()
    assert place.run("sync").code == 0
    assert place.run("preview", "--exit-code").code == 0


def test_a_sign_in_that_ends_is_renewed_and_kept_and_one_that_was_withdrawn_is_asked_for_again(
    place: Place,
) -> None:
    place.sign_in.renews = True
    assert place.connect("--client", place.client(), "--new-project", "Styret").code == 0
    first = json.loads(place.kept())
    place.sign_in.expire()
    assert place.run("sync").code == 0
    second = json.loads(place.kept())
    assert second["refresh_token"] != first["refresh_token"]
    assert place.rights() == 0o600

    over = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    (place.folder / "keys" / "board").write_text(json.dumps({**second, "ends": over}))
    assert place.run("preview").code == 0
    assert json.loads(place.kept())["refresh_token"] != second["refresh_token"]

    place.sign_in.withdraw()
    for words in (("sync",), ("preview",), ("doctor",)):
        ran = place.run(*words)
        assert (ran.code, "hjul connect todoist --target board" in ran.err + ran.out) == (4, True), ran.err
    place.pipe("")
    ran = place.run("connect", "todoist", "--target", "board")
    assert ran.code == 0, ran.err
    assert place.run("preview").code == 0


def test_a_renewal_that_only_failed_is_no_reason_to_sign_in(place: Place) -> None:
    place.sign_in.renews = True
    assert place.connect("--client", place.client(), "--new-project", "Styret").code == 0
    place.sign_in.expire()
    place.sign_in.instead = Answer(503, b"<html>busy")
    ran = place.run("preview")
    assert (ran.code, "try again later" in ran.err) == (1, True), ran.err


def test_a_port_that_another_program_uses_is_told(place: Place) -> None:
    port = urlsplit(place.sign_in.redirect).port or 0
    with socket.create_server(("127.0.0.1", port)):
        ran = place.connect("--client", place.client(), "--new-project", "Styret")
    assert (ran.code, "--no-browser" in ran.err, len(ran.err.splitlines())) == (1, True, 1), ran.err
    assert nothing_kept(place)


def test_consent_that_is_refused_is_told(place: Place) -> None:
    place.sign_in.refuses = True
    ran = place.connect("--client", place.client(), "--new-project", "Styret")
    assert (ran.code, "consent was refused" in ran.err) == (4, True), ran.err
    assert nothing_kept(place)


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        (Answer(400, b'{"error": "bad_authorization_code"}'), 1, "no longer good"),
        (Answer(400, b'{"error": "incorrect_application_credentials"}'), 4, "does not know the client"),
        (Answer(400, b'{"error": "redirect_uri_mismatch"}'), 4, "OAuth redirect URL"),
        (Answer(400, b'{"error": "<script>"}'), 4, "no reason given"),
        (Answer(200, b"<html>hotel network"), 1, "cannot be understood"),
        (Answer(200, b"[]"), 1, "cannot be understood"),
        (Answer(200, b'{"access_token": "a\\nb"}'), 1, "cannot be understood"),
        (Answer(503, b""), 1, "try again later"),
        (Answer(429, b"{}"), 1, "try again later"),
        (Answer(302, b"", {"Location": "https://evil.example.org/"}), 1, "another address"),
    ],
)
def test_a_sign_in_that_fails_is_one_sentence_and_nothing_is_kept(
    place: Place, answer: Answer, code: int, says: str
) -> None:
    place.sign_in.instead = answer
    ran = place.connect("--client", place.client(), "--new-project", "Styret")
    assert (ran.code, says in ran.err, len(ran.err.splitlines())) == (code, True, 1), ran.err
    assert place.projects() == {}
    assert nothing_kept(place)


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        ('{"client_id": "a", "client_secret": "Hemligt-47"}', 0o644, "others can read it; run: chmod 600"),
        ('{"client_id": "a"}', 0o600, "'client_secret' is missing"),
        ('{"client_id": "a b", "client_secret": "Hemligt-47"}', 0o600, "'client_id' is missing"),
        ("Hemligt-47", 0o600, "this is no JSON"),
        ("[]", 0o600, "no client of Todoist's"),
        (
            '{"client_id": "a", "client_secret": "Hemligt-47", "redirect_uri": "https://evil.example.org/"}',
            0o600,
            "no address of this machine",
        ),
    ],
)
def test_a_file_that_is_no_client_is_told_and_never_quoted(
    place: Place, text: str, mode: int, says: str
) -> None:
    path = place.folder / "client.json"
    path.write_text(text)
    path.chmod(mode)
    ran = place.connect("--client", "client.json", "--new-project", "Styret")
    assert (ran.code, says in ran.err, "Hemligt" in ran.err) == (2, True, False), ran.err
    assert nothing_kept(place)


def elsewhere(place: Place, pasted: str = "") -> tuple[int, str, str]:
    """The command in a process of its own, its address opened by a browser that stops where it cannot go on."""
    words = [
        "connect",
        "todoist",
        "--target",
        "board",
        "--root",
        place.server.origin,
        "--secrets-dir",
        "keys",
    ]
    more = ["--client", place.client(), "--new-project", "Styret", "--no-browser"]
    with subprocess.Popen(
        [sys.executable, "-c", "from sync.cli.main import main; main()", *words, *more],
        cwd=place.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = next(line for line in process.stdout if line.startswith("http")).strip()
        ended = browser.ended_at(address)
        out, err = process.communicate(f"{pasted or ended}\n", timeout=60)
    assert [secret for secret in place.sign_in.secrets_given if secret in out + err] == []
    return process.returncode, out, err


def test_on_a_machine_without_a_browser_the_address_that_it_ended_at_is_pasted(place: Place) -> None:
    code, _, err = elsewhere(place)
    assert code == 0, err
    assert place.settings()["board"]["project"] == place.projects()["Styret"].id


@pytest.mark.parametrize(
    ("pasted", "code", "says"),
    [
        (" ", 1, "nothing was pasted"),
        ("nonsense", 1, "not where the browser ended"),
        ("http://localhost:1234/?code=abc", 1, "a part of the address is missing"),
        ("http://localhost:1234/?state=other&code=abc", 1, "another attempt"),
        ("http://localhost:1234/?error=access_denied", 4, "consent was refused"),
    ],
)
def test_what_is_pasted_wrongly_is_one_sentence_and_nothing_is_kept(
    place: Place, pasted: str, code: int, says: str
) -> None:
    found, _, err = elsewhere(place, pasted)
    assert (found, says in err, len(err.splitlines())) == (code, True, 1), err
    assert place.projects() == {}
    assert nothing_kept(place)


# A terminal ---------------------------------------------------------------------------------------------------------


def test_at_a_terminal_everything_is_asked_for_and_the_token_is_not_shown(place: Place) -> None:
    with Terminal(place.folder, "connect", "todoist", "--root", place.server.origin) as terminal:
        terminal.answer("[todoist]:", "styret")
        terminal.answer("(2):", "1")
        terminal.answer(f"[{TITLE}]:", "")
        terminal.answer("[y/N]:", "y")
        terminal.answer("Kopiera API-token): ", place.board.token)
        screen = terminal.to_the_end()
    assert place.board.token not in screen
    assert place.settings()["styret"]["project"] == place.projects()[TITLE].id


def test_at_a_terminal_the_split_is_proposed_and_a_project_pointed_at(place: Place) -> None:
    (place.folder / "plan.yaml").write_text(AREAS, encoding="utf-8")
    place.board.plan.max_tasks = 20
    place.sdk.add_project("Annat")
    place.sdk.add_project("Styret")
    words = ("connect", "todoist", "--root", place.server.origin, "--target", "styret")
    with Terminal(place.folder, *words, "--secrets-dir", "keys") as terminal:
        terminal.answer("(2):", "2")
        terminal.answer("Kopiera API-token): ", place.board.token)
        terminal.answer("nummer:", "2")
        terminal.answer("[Y/n]:", "y")
        terminal.to_the_end()
    assert place.settings()["styret"]["project"] == place.projects()["Styret"].id
    assert set(place.settings()["styret"]["projects"]) == {"Medlemmar", "Ekonomi"}


def test_at_a_terminal_a_token_that_is_no_longer_good_is_asked_for_anew(place: Place) -> None:
    place.connect("--new-project", "Styret")
    place.board.token = "e" * 40
    with Terminal(place.folder, "connect", "todoist", "--target", "board") as terminal:
        terminal.answer("Kopiera API-token): ", place.board.token)
        terminal.to_the_end()
    assert place.kept() == place.board.token
