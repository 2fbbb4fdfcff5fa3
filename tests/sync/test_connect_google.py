"""``hjul connect google`` on the local server: what is asked for, made, shared and kept, and what is left alone when it fails."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest

from tests.config.test_secrets import Wallet
from tests.servers.google import browser
from tests.servers.google.part import Page
from tests.servers.google.state import Mail
from tests.servers.google.weather import drops, refuses
from tests.sync.conftest import Hjul
from tests.sync.google import Google, google_beside
from tests.sync.test_connect import Terminal


@pytest.fixture
def google(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with google_beside(hjul, folder, monkeypatch) as here:
        yield here


def settings(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((folder / "hjul.toml").read_text("utf-8"))["targets"]
    return found


# A person -----------------------------------------------------------------------------------------------------------


def test_one_command_and_a_sync_put_the_meetings_in_a_calendar_of_their_own(
    google: Google, folder: Path
) -> None:
    ran = google.connect("--client", google.client(), "--new-calendar", "Styrelsen & vi")
    assert ran.code == 0, ran.err
    assert "hjul preview" in ran.out
    assert "--share ADRESS:reader" in ran.out, "nobody but Anna sees it yet"
    assert settings(folder)["board"] == {
        "adapter": "google",
        "calendar": google.calendar.id,
        "holds": ["events"],
        "root": google.server.root,
    }
    assert (google.calendar.summary, google.calendar.zone) == ("Styrelsen & vi", "Europe/Stockholm")
    assert "Verksamhetsplan 2026" in google.calendar.more["description"]
    assert google.rights() == 0o600
    assert google.run("sync").code == 0
    assert len(google.calendar.events) > 10
    assert google.run("preview", "--exit-code").code == 0
    assert google.server.mails == []


def test_a_trial_leaves_nothing_behind(google: Google) -> None:
    google.connect("--client", google.client(), "--new-calendar", "Styret")
    assert [one.body["status"] for one in google.calendar.events.values()] == ["cancelled"]


@pytest.mark.parametrize(
    ("words", "scopes"),
    [
        (("--new-calendar", "X"), {"calendar.app.created"}),
        (
            ("--new-calendar", "X", "--share", "bo@example.org:reader"),
            {"calendar.app.created", "calendar.acls"},
        ),
        (("--calendar", "Styret"), {"calendar.events", "calendar.calendarlist.readonly"}),
        (("--calendar", "ID"), {"calendar.events"}),
        (("--new-calendar", "X", "--new-tasks", "Y"), {"calendar.app.created", "tasks"}),
        (("--new-tasks", "Y"), {"tasks"}),
    ],
)
def test_only_what_the_chosen_use_needs_is_asked_for(
    google: Google, words: tuple[str, ...], scopes: set[str]
) -> None:
    there = google.server.new_calendar(google.anna)
    named = [there.id if word == "ID" else word for word in words]
    assert google.connect("--client", google.client(), *named).code == 0
    assert google.asked_for() == scopes


def test_a_box_that_was_unticked_is_told_and_nothing_is_made(google: Google, folder: Path) -> None:
    google.sign_in.unticked = frozenset({"https://www.googleapis.com/auth/calendar.acls"})
    ran = google.connect(
        "--client", google.client(), "--new-calendar", "X", "--share", "bo@example.org:reader"
    )
    assert (ran.code, "calendar.acls" in ran.err) == (4, True)
    assert google.server.calendars == {}
    assert not (folder / "hjul.toml").exists()


def test_sharing_by_role_sends_no_mail_and_says_who_can_see_what(google: Google) -> None:
    ran = google.connect(
        *("--client", google.client(), "--new-calendar", "Styret"),
        *("--share", "bo@example.org:reader", "--share", "cia@example.org:writer"),
    )
    assert ran.code == 0, ran.err
    roles = {"anna@example.org": "owner", "bo@example.org": "reader", "cia@example.org": "writer"}
    assert google.calendar.roles == roles
    assert google.server.mails == []
    assert all(email in ran.out for email in roles)
    inserts = [call for call in google.server.calls if call.method == "calendar.acl.insert"]
    assert {call.query["sendNotifications"][0] for call in inserts} == {"false"}


def test_sharing_again_with_the_same_role_changes_nothing_and_another_role_is_given(google: Google) -> None:
    google.connect("--client", google.client(), "--new-calendar", "S", "--share", "bo@example.org:reader")
    google.server.forget()
    assert google.connect("--share", "Bo@example.org:reader", "--share", "anna@example.org:reader").code == 0
    assert "calendar.acl.insert" not in {call.method for call in google.server.calls}
    assert google.calendar.roles == {"anna@example.org": "owner", "bo@example.org": "reader"}
    assert google.connect("--share", "bo@example.org:writer").code == 0
    assert google.calendar.roles["bo@example.org"] == "writer"
    assert google.server.visits == [], "a sign-in that may do it is used again"


def test_a_calendar_that_google_does_not_know_the_owner_of_yet_is_shared_a_little_later(
    google: Google,
) -> None:
    said = "You need to have owner access to this calendar."
    google.server.weather.add(refuses(403, "requiredAccessLevel", message=said), on="calendar.acl.insert")
    ran = google.connect(
        "--client", google.client(), "--new-calendar", "S", "--share", "bo@example.org:reader"
    )
    assert ran.code == 0, ran.err
    assert google.calendar.roles["bo@example.org"] == "reader"


def test_an_address_without_a_google_account_is_not_said_to_see_the_calendar(google: Google) -> None:
    google.sharing.nobodys.add("bo@example.org")
    words = ("--share", "bo@example.org:reader", "--share", "cia@example.org:reader")
    ran = google.connect("--client", google.client(), "--new-calendar", "Styret", *words)
    assert ran.code == 0, ran.err
    assert "bo@example.org fick ingen rätt till Styret" in ran.out
    assert "cia@example.org får nu se Styret" in ran.out
    assert "bo@example.org får nu" not in ran.out


def test_an_organisation_that_lets_nobody_share_outside_is_told_and_the_calendar_can_be_gone_on_with(
    google: Google, folder: Path
) -> None:
    google.sharing.allows_outside = False
    words = ("--client", google.client())
    ran = google.connect(*words, "--new-calendar", "Styret", "--share", "bo@example.net:reader")
    assert (ran.code, "administrator" in ran.err, google.calendar.id in ran.err) == (4, True, True)
    assert not (folder / "hjul.toml").exists()
    assert google.connect(*words, "--calendar", google.calendar.id).code == 0
    assert google.server.mails == []


def test_tasks_are_a_second_target_that_signs_in_as_the_first(google: Google, folder: Path) -> None:
    ran = google.connect("--client", google.client(), "--new-calendar", "Styret", "--new-tasks", "Att göra")
    assert ran.code == 0, ran.err
    board = settings(folder)["board-tasks"]
    assert (board["adapter"], board["account"], board["holds"]) == ("google-tasks", "board", ["tasks"])
    assert sorted(path.name for path in (folder / "keys").iterdir()) == [".gitignore", "board"]
    assert google.run("sync").code == 0
    assert google.run("preview", "--exit-code").code == 0


def test_a_target_of_another_kind_is_only_in_the_way_of_a_list(google: Google, folder: Path) -> None:
    (folder / "hjul.toml").write_text('[targets.board-tasks]\npath = "here"\n')
    ran = google.connect("--client", google.client(), "--new-calendar", "Styret", "--new-tasks", "X")
    assert (ran.code, "board-tasks is already a target of another kind" in ran.err) == (2, True)
    assert google.connect("--client", "client.json", "--new-calendar", "Styret").code == 0


def test_a_list_may_come_later_and_by_its_name(google: Google, folder: Path) -> None:
    google.connect("--client", google.client(), "--new-calendar", "Styret")
    assert google.connect("--new-tasks", "Att göra").code == 0
    assert google.asked_for() == {"calendar.app.created", "tasks"}
    assert google.connect("--tasks", "Att göra").code == 0
    ran = google.connect("--new-tasks", "Att göra")
    assert (ran.code, "already" in ran.err) == (2, True)
    assert set(settings(folder)) == {"board", "board-tasks"}


def test_signing_in_again_needs_the_target_only_and_keeps_its_calendar(google: Google, folder: Path) -> None:
    google.connect("--client", google.client(), "--new-calendar", "Styret")
    google.run("sync")
    before = (folder / "hjul.toml").read_bytes()
    google.sign_in.withdraw()
    ran = google.run("sync")
    assert (ran.code, "hjul connect google --target board" in ran.err) == (4, True)
    assert google.run("connect", "google", "--target", "board").code == 0
    assert google.asked_for() == {"calendar.app.created"}
    assert (folder / "hjul.toml").read_bytes() == before
    assert google.run("preview", "--exit-code").code == 0


def test_a_target_that_has_been_synced_is_not_moved_to_another_calendar(google: Google, folder: Path) -> None:
    google.connect("--client", google.client(), "--new-calendar", "Styret")
    google.run("sync")
    before = (folder / "hjul.toml").read_bytes()
    other = google.server.new_calendar(google.anna)
    for words in (("--calendar", other.id), ("--new-calendar", "Andra")):
        ran = google.connect("--client", "client.json", *words)
        assert (ran.code, "--target" in ran.err) == (2, True)
    assert (folder / "hjul.toml").read_bytes() == before
    assert len(google.server.calendars) == 2


@pytest.mark.parametrize("role", ["reader", "freeBusyReader", "writerWithoutPrivateAccess"])
def test_a_calendar_that_may_only_be_read_is_refused(google: Google, folder: Path, role: str) -> None:
    bo = google.server.new_account("bo@example.org")
    shared = google.server.new_calendar(bo)
    shared.roles["anna@example.org"] = role
    ran = google.connect("--client", google.client(), "--calendar", shared.id)
    assert (ran.code, len(ran.err.splitlines())) == (4, 1), ran.err
    assert shared.events == {}
    assert not (folder / "hjul.toml").exists()


# A browser elsewhere ------------------------------------------------------------------------------------------------


def elsewhere(google: Google, folder: Path, edit: str = "") -> tuple[int, str, str]:
    """The command in a process of its own, its address opened by a browser that stops where it cannot go on."""
    words = ["connect", "google", "--target", "board", "--root", google.server.root, "--secrets-dir", "keys"]
    more = ["--client", google.client(), "--new-calendar", "Styret", "--no-browser"]
    with subprocess.Popen(
        [sys.executable, "-c", "from sync.cli.main import main; main()", *words, *more],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        address = next(line for line in process.stdout if line.startswith("http")).strip()
        ended = edit or browser.ended_at(address)
        out, err = process.communicate(
            f"{ended.replace('CODE', google.sign_in.codes_given[-1] if google.sign_in.codes_given else '')}\n",
            timeout=60,
        )
    assert [secret for secret in google.sign_in.secrets_given if secret in out + err] == []
    return process.returncode, out, err


def test_on_a_machine_without_a_browser_the_address_that_it_ended_at_is_pasted(
    google: Google, folder: Path
) -> None:
    code, _, err = elsewhere(google, folder)
    assert code == 0, err
    assert settings(folder)["board"]["calendar"] == google.calendar.id


@pytest.mark.parametrize(
    ("pasted", "code", "says"),
    [
        ("", 1, ""),
        ("nonsense", 1, "not where the browser ended"),
        ("4/0AbCdEf-invented", 1, "the code alone"),
        ("http://localhost:1234/?code=4/0AbC", 1, "the end of the address is missing"),
        ("http://localhost:1234/?state=other&code=4/0AbC", 1, "another attempt"),
        ("http://localhost:1234/?error=access_denied&state=x", 4, "consent was refused"),
        ("https://accounts.google.com/o/oauth2/auth?client_id=x", 1, "the page on which one signs in"),
    ],
)
def test_what_is_pasted_wrongly_is_one_sentence_and_nothing_is_kept(
    google: Google, folder: Path, pasted: str, code: int, says: str
) -> None:
    found, _, err = elsewhere(google, folder, pasted or " ")
    assert (found, says in err, len(err.splitlines())) == (code, True, 1), err
    assert {path.name for path in folder.iterdir()} == {"plan.yaml", "client.json"}
    assert google.server.calendars == {}


def test_consent_that_is_refused_is_told(google: Google, folder: Path) -> None:
    google.sign_in.refuses = True
    ran = google.connect("--client", google.client(), "--new-calendar", "Styret")
    assert (ran.code, "consent was refused" in ran.err) == (4, True)
    assert not (folder / "hjul.toml").exists()


# A service account --------------------------------------------------------------------------------------------------


def test_a_service_accounts_new_calendar_must_be_shared_with_somebody(google: Google) -> None:
    words = ("--service-account", google.key(), "--new-calendar", "Styret")
    ran = google.connect(*words)
    assert (ran.code, "hjul@lunden-plan.iam" in ran.err) == (2, True)
    assert google.server.calendars == {}
    ran = google.connect(*words, "--share", "anna@example.org:writer")
    assert ran.code == 0, ran.err
    assert google.calendar.roles["anna@example.org"] == "writer"
    assert google.run("sync").code == 0
    assert google.run("preview", "--exit-code").code == 0
    assert google.server.mails == []


def test_a_service_account_is_told_what_to_click_until_the_calendar_is_shared_with_it(google: Google) -> None:
    calendar = google.server.new_calendar(google.anna)
    words = ("--service-account", google.key(), "--calendar", calendar.id)
    ran = google.connect(*words)
    assert (ran.code, "hjul@lunden-plan.iam" in ran.err, "Make changes to events" in ran.err) == (
        4,
        True,
        True,
    )
    calendar.roles["hjul@lunden-plan.iam.gserviceaccount.com"] = "writer"
    assert google.connect(*words).code == 0
    assert google.run("sync").code == 0


def test_a_service_account_is_known_to_invite_nobody_before_anything_is_sent(
    google: Google, folder: Path
) -> None:
    calendar = google.server.new_calendar(google.anna)
    calendar.roles["hjul@lunden-plan.iam.gserviceaccount.com"] = "writer"
    assert google.connect("--service-account", google.key(), "--calendar", calendar.id).code == 0
    assert "may invite nobody" not in google.run("preview").out
    text = (folder / "plan.yaml").read_text("utf-8")
    edited = text.replace("place: Lokalen", "place: Lokalen\n    invite: [anna]")
    assert edited != text
    (folder / "plan.yaml").write_text(edited, "utf-8")
    ran = google.run("preview")
    assert (ran.code, ran.out.count("may invite nobody")) == (0, 1), ran.out


def test_a_service_account_keeps_what_a_later_use_needs(google: Google, folder: Path) -> None:
    calendar = google.server.new_calendar(google.anna)
    calendar.roles["hjul@lunden-plan.iam.gserviceaccount.com"] = "owner"
    words = ("--calendar", calendar.id)
    ran = google.connect("--service-account", google.key(), "--calendar", "Styret")
    assert (ran.code, "by its id" in ran.err) == (2, True)
    assert google.connect("--service-account", google.key(), *words).code == 0
    first = google.kept()["scopes"]
    assert google.connect("--share", "anna@example.org:writer").code == 0
    assert set(google.kept()["scopes"]) > set(first)
    assert google.run("sync").code == 0


def test_a_sign_in_in_the_environment_is_not_hidden_by_a_new_one(
    google: Google, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJUL_SECRETS__BOARD", "old")
    for words in (("--client", google.client()), ("--service-account", google.key())):
        ran = google.connect(*words, "--new-calendar", "X", "--share", "bo@example.org:reader")
        assert (ran.code, "HJUL_SECRETS__BOARD" in ran.err) == (2, True)
    assert google.server.calendars == {}


def test_a_service_accounts_task_lists_are_refused_since_nobody_sees_them(google: Google) -> None:
    ran = google.connect("--service-account", google.key(), "--new-tasks", "X")
    assert (ran.code, "nobody else can see" in ran.err) == (2, True)


# What is wrong ------------------------------------------------------------------------------------------------------


def _files(google: Google) -> dict[str, str]:
    client, evil = google.sign_in.client(), "http://evil.example.org/"
    return {
        "web": json.dumps({"web": client["installed"]}),
        "client": json.dumps(client),
        "key": json.dumps(google.sign_in.service_account()),
        "user": json.dumps({"type": "authorized_user", "refresh_token": "x"}),
        "api": "AIzaSyInvented0123456789abcdefghijklmn",
        "part": "47-invented.apps.googleusercontent.com",
        "html": "<!doctype html><title>Sign in</title>",
        "text": "hello",
        "list": "[]",
        "deep": "[" * 50_000,
        "half": json.dumps({"installed": {**client["installed"], "client_secret": ""}}),
        "plain": json.dumps({"installed": {**client["installed"], "token_uri": evil}}),
        "page": json.dumps({"installed": {**client["installed"], "auth_uri": evil}}),
        "large": " " * 70_000,
    }


@pytest.mark.parametrize(
    ("option", "file", "says"),
    [
        ("--client", "web", "web application"),
        ("--client", "key", "--service-account"),
        ("--client", "user", "another program's sign-in"),
        ("--client", "api", "API key"),
        ("--client", "part", "a part of a client"),
        ("--client", "html", "web page"),
        ("--client", "text", "no JSON"),
        ("--client", "list", "no JSON of Google's"),
        ("--client", "deep", "no JSON"),
        ("--client", "half", "'client_secret' is missing"),
        ("--client", "plain", "no https://"),
        ("--client", "page", "no https://"),
        ("--client", "large", "too large"),
        ("--client", "none", "no such file"),
        ("--service-account", "client", "--client"),
        ("--service-account", "web", "web application"),
        ("--service-account", "user", "another program's sign-in"),
        ("--service-account", "text", "no JSON"),
    ],
)
def test_a_wrong_file_is_told_from_the_right_one(
    google: Google, folder: Path, option: str, file: str, says: str
) -> None:
    if file != "none":
        (folder / "given").write_text(_files(google)[file])
    words = (option, "given", "--new-calendar", "X", "--share", "bo@example.org:reader")
    ran = google.run("connect", "google", "--target", "board", "--root", google.server.root, *words)
    assert (ran.code, says in ran.err, len(ran.err.splitlines())) == (2, True, 1), ran.err
    assert google.server.visits == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "--client (or --service-account), --new-calendar or --calendar"),
        (("--client", "client.json", "--calendar", "a", "--new-calendar", "b"), 2, "one of the two"),
        (("--client", "client.json", "--calendar", "nothing of that name"), 2, "there is none called"),
        (("--client", "client.json", "--calendar", "x@group.calendar.google.com"), 2, "not there"),
        (("--client", "client.json", "--new-tasks", "X", "--share", "a@example.org:reader"), 2, "--share"),
        (
            ("--client", "client.json", "--new-calendar", "X", "--share", "a@example.org:boss"),
            2,
            "EMAIL:reader",
        ),
        (
            ("--client", "client.json", "--new-calendar", "X", "--root", "http://evil.example.org/"),
            2,
            "https://",
        ),
    ],
)
def test_whatever_fails_keeps_nothing(
    google: Google, folder: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    google.client()
    old = '[targets.folder]\npath = "here"\n'
    (folder / "hjul.toml").write_text(old)
    ran = google.connect(*words)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert (folder / "hjul.toml").read_text() == old
    assert not (folder / "keys").exists()
    assert google.server.calendars == {}


def test_the_token_endpoint_being_down_is_no_refusal(google: Google, folder: Path) -> None:
    for page in (Page(503, b"<html>busy"), Page(200, b"<html>sign in to the network"), Page(502, b"")):
        google.sign_in.instead = page
        ran = google.connect("--client", google.client(), "--new-calendar", "X")
        assert (ran.code, "try again later" in ran.err) == (1, True), ran.err
    assert not (folder / "hjul.toml").exists()


def test_a_calendar_whose_making_was_not_answered_is_not_made_twice(google: Google) -> None:
    google.server.weather.add(drops(after=True), on="calendar.calendars.insert")
    ran = google.connect("--client", google.client(), "--new-calendar", "Styret")
    assert (ran.code, "--calendar" in ran.err) == (1, True)
    assert len(google.server.calendars) == 1


def test_the_keyring_keeps_the_sign_in_where_there_is_one(google: Google, folder: Path) -> None:
    wallet = Wallet()
    keyring.set_keyring(wallet)
    words = ("--target", "board", "--root", google.server.root, "--client", google.client())
    assert google.run("connect", "google", *words, "--new-calendar", "Styret").code == 0
    ((key, kept),) = wallet.kept.items()
    assert key == ("hjul", "lunden-2026/board")
    google.sign_in.expire()
    info = json.loads(kept)
    wallet.kept[key] = json.dumps({**info, "expiry": "2020-01-01T00:00:00Z"})
    assert google.run("sync").code == 0
    renewed = json.loads(wallet.kept[key])
    assert renewed["token"] != info["token"]
    assert renewed["expiry"] > "2020-01-02"
    assert not (folder / "hjul-secrets").exists()


def test_at_a_terminal_everything_is_asked_for(google: Google, folder: Path) -> None:
    google.client()
    (folder / "hjul.toml").write_text("")
    with Terminal(folder, "connect", "google", "--root", google.server.root) as terminal:
        terminal.answer("[google]:", "styret")
        terminal.answer("JSON", "client.json")
        terminal.answer("(2):", "1")
        terminal.answer("[Verksamhetsplan 2026]:", "")
        terminal.answer("[j/N]:", "j")
        terminal.to_the_end()
    assert settings(folder)["styret"]["calendar"] == google.calendar.id
    assert google.calendar.summary == "Verksamhetsplan 2026"


def test_someone_shared_with_who_accepts_sees_the_calendar(google: Google) -> None:
    bo = google.server.new_account("bo@example.org")
    google.connect("--client", google.client(), "--new-calendar", "S", "--share", "bo@example.org:writer")
    google.sharing.accept(google.calendar, bo)
    google.sign_in.person = bo
    ran = google.connect("--client", "client.json", "--calendar", "S", target="bos")
    assert ran.code == 0, ran.err
    assert Mail("bo@example.org", google.calendar.id, "sharing") not in google.server.mails
