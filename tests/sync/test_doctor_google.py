"""``hjul doctor``, ``preview`` and ``sync`` at Google: a sign-in, an API, a right and a share that are missing, each told apart."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace

import keyring
import pytest
from google.auth import _exponential_backoff

from config.language import language, languages
from tests.config.test_secrets import Wallet
from tests.servers.google.part import Page
from tests.servers.google.refusal import Refusal
from tests.servers.google.state import Token
from tests.servers.google.weather import Do, Fault, refuses
from tests.sync.conftest import PLAN, Hjul
from tests.sync.google import Google, google_beside
from tests.sync.test_doctor import checks


@pytest.fixture
def google(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """A calendar and a list that ``hjul connect`` made."""
    with google_beside(hjul, folder, monkeypatch) as here:
        ran = here.connect("--client", here.client(), "--new-calendar", "Styret", "--new-tasks", "Att göra")
        assert ran.code == 0, ran.err
        here.server.forget()
        yield here


def switched_off(address: str) -> Fault:
    """[I] as googleapis' issues and others show it."""
    text = f"Google Calendar API has not been used in project 47 before or it is disabled. Enable it by visiting {address} then retry."
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "SERVICE_DISABLED",
        "domain": "googleapis.com",
        "metadata": {"service": "calendar-json.googleapis.com", "activationUrl": address},
    }

    def fault(_do: Do) -> tuple[int, dict[str, str], bytes]:
        raise Refusal(
            403, "accessNotConfigured", text, more={"status": "PERMISSION_DENIED", "details": [info]}
        )

    return fault


CONSOLE = "https://console.developers.google.com/apis/api/calendar-json.googleapis.com/overview?project=47"


def test_all_is_well_in_every_language_and_a_trial_leaves_nothing(google: Google, folder: Path) -> None:
    for code in languages():
        (folder / "plan.yaml").write_text(PLAN.replace("language: sv", f"language: {code}"))
        ran = google.run("doctor", "--write")
        assert ran.code == 0, ran.out
        words = language(code)
        assert words.word("doctor.consent") in ran.out
        assert words.word("doctor.may_change", name="Styret") in ran.out
        assert words.word("doctor.wrote", name="Att göra") in ran.out
    assert {one.body["status"] for one in google.calendar.events.values()} == {"cancelled"}
    assert google.server.mails == []


def test_looking_asks_little_and_writes_nothing(google: Google) -> None:
    assert google.run("doctor").code == 0
    asked = [call.method for call in google.server.calls]
    assert asked == ["calendar.events.list", "tasks.tasklists.get"]


def test_the_end_of_a_seven_day_sign_in_is_foreseen(google: Google) -> None:
    ends = datetime.now(UTC) + timedelta(days=2, hours=1)
    google.rewrite(refresh_token_expires=ends.isoformat())
    ran = google.run("doctor")
    assert (ran.code, "2" in ran.out, "Testing" in ran.out) == (0, True, True)
    assert "auth/audience?project=lunden-plan" in ran.out
    assert checks(google.run)["board", "consent_ends"] == (True, True)
    google.rewrite(refresh_token_expires=None)
    assert ("board", "consent_ends") not in checks(google.run)


def test_a_sign_in_that_was_withdrawn_asks_for_signing_in(google: Google) -> None:
    google.sign_in.withdraw()
    for words in (("doctor",), ("sync",), ("preview",)):
        ran = google.run(*words)
        assert ran.code == 4
        assert "hjul connect google --target board" in ran.out + ran.err
    found = checks(google.run)
    assert (found["board", "consent"], found["board-tasks", "consent"]) == ((False, False), (False, False))


def test_a_sign_in_that_cannot_be_asked_for_is_no_reason_to_sign_in(
    google: Google, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Google's library asks three times; how long it waits in between is not ours."""
    monkeypatch.setattr(_exponential_backoff, "time", SimpleNamespace(sleep=lambda _: None))
    google.sign_in.expire()
    google.rewrite(expiry="2020-01-01T00:00:00Z")
    google.sign_in.instead = Page(503, b"<html>busy")
    assert google.run("doctor").code == 1
    assert google.run("preview").code == 1
    assert checks(google.run)["board", "reachable"] == (False, False)


def test_nobody_signed_in_is_told_with_the_command(google: Google, folder: Path) -> None:
    (folder / "keys" / "board").unlink()
    for words in (("doctor",), ("sync",)):
        ran = google.run(*words)
        assert (ran.code, "hjul connect google --target board" in ran.out + ran.err) == (4, True)


def test_what_is_kept_and_is_no_sign_in_is_told(google: Google, folder: Path) -> None:
    (folder / "keys" / "board").write_text("Hemligt-47\n")
    for words in (("doctor",), ("sync",)):
        ran = google.run(*words)
        assert (ran.code, "no sign-in to Google" in ran.out + ran.err) == (4, True)
        assert "Hemligt" not in ran.out + ran.err


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (CONSOLE, CONSOLE),
        ("http://console.developers.google.com/x", "console.cloud.google.com/apis/library/calendar-json"),
        ("https://evil.example.org/x", "console.cloud.google.com/apis/library/calendar-json"),
        ("https://evilgoogle.com/x", "console.cloud.google.com/apis/library/calendar-json"),
    ],
)
def test_an_api_that_is_switched_off_is_told_with_googles_own_address_alone(
    google: Google, address: str, shown: str
) -> None:
    for words in (("doctor",), ("sync",), ("preview",)):
        google.server.weather.clear()
        google.server.weather.add(switched_off(address), on="calendar.events.list")
        ran = google.run(*words)
        assert (ran.code, shown in ran.out + ran.err) == (1 if words == ("doctor",) else 4, True), ran.err
        assert "evil" not in ran.out + ran.err


def test_a_right_that_was_not_given_is_told(google: Google) -> None:
    for bearer, token in list(google.server.tokens.items()):
        if bearer.startswith("ya29."):
            google.server.tokens[bearer] = Token(
                token.account, frozenset({"https://www.googleapis.com/auth/tasks"})
            )
    for words in (("preview",), ("sync",)):
        ran = google.run(*words)
        assert (ran.code, "every box ticked" in ran.err) == (4, True), ran.err
    google.server.weather.add(refuses(403, "insufficientPermissions"), on="calendar.events.list")
    assert checks(google.run)["board", "right"] == (False, False)


def test_a_calendar_that_is_gone_or_not_shared_is_told(google: Google) -> None:
    calendar = google.calendar
    del google.server.calendars[calendar.id]
    assert checks(google.run)["board", "shared"] == (False, False)
    ran = google.run("sync")
    assert (ran.code, calendar.id in ran.err) == (1, True)


def test_a_calendar_that_may_only_be_read_is_told(google: Google) -> None:
    google.run("sync")
    google.calendar.roles["anna@example.org"] = "reader"
    assert checks(google.run)["board", "may_change"] == (False, False)


def test_a_service_account_is_told_with_which_address_to_share(google: Google) -> None:
    calendar = google.server.new_calendar(google.anna)
    calendar.roles["hjul@lunden-plan.iam.gserviceaccount.com"] = "writer"
    ran = google.connect("--service-account", google.key(), "--calendar", calendar.id, target="robot")
    assert ran.code == 0, ran.err
    calendar.roles.clear()
    ran = google.run("doctor")
    assert "hjul@lunden-plan.iam.gserviceaccount.com" in ran.out
    assert checks(google.run)["robot", "shared_with"] == (False, False)


def test_a_list_that_is_gone_is_told(google: Google) -> None:
    text = (google.folder / "hjul.toml").read_text()
    lines = [line if not line.startswith("list") else 'list = "other"' for line in text.splitlines()]
    (google.folder / "hjul.toml").write_text("\n".join(lines))
    assert checks(google.run)["board-tasks", "list"] == (False, False)


def test_a_renewed_sign_in_is_put_back_and_one_from_the_environment_is_not(
    google: Google, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    google.sign_in.expire()
    google.rewrite(expiry="2020-01-01T00:00:00Z")
    old = google.kept()
    assert google.run("preview").code == 0
    assert google.kept()["token"] != old["token"]
    assert google.rights() == 0o600
    google.server.forget()
    assert google.run("preview").code == 0
    assert google.server.visits == [], "one that is still good is used"

    monkeypatch.setenv("HJUL_SECRETS__BOARD", json.dumps(old))
    google.sign_in.expire()
    before = google.kept()
    assert google.run("preview").code == 0
    assert google.kept() == before


class Full(Wallet):
    """A keyring that gives what it has and takes no more."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"no room for {service}, {username}: {len(password)}")


def test_a_sign_in_that_cannot_be_put_back_is_used_all_the_same(google: Google, folder: Path) -> None:
    google.sign_in.expire()
    google.rewrite(expiry="2020-01-01T00:00:00Z")
    wallet = Full()
    wallet.kept["hjul", "lunden-2026/board"] = json.dumps(google.kept())
    keyring.set_keyring(wallet)
    (folder / "keys" / "board").unlink()
    ran = google.run("sync")
    assert (ran.code, ran.err) == (0, "")
    assert len(google.calendar.events) > 10


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ('adapter = "google"\nholds = ["events"]', "'calendar' is missing"),
        ('adapter = "google"\ncalendar = "primary"', "a Google calendar takes no assignments"),
        (
            'adapter = "google"\ncalendar = "primary"\nholds = ["events"]\ncalender = "x"',
            "did you mean 'calendar'?",
        ),
        ('adapter = "google"\ncalendar = "a b"\nholds = ["events"]', "without spaces"),
        ('adapter = "google-tasks"\nholds = ["tasks"]', "'list' is missing"),
        ('adapter = "google-tasks"\nlist = "x"\nholds = ["events"]', "takes no meetings"),
        (
            'adapter = "google-tasks"\nlist = "x"\nholds = ["tasks"]\naccount = "nobody"',
            "there is no target 'nobody'",
        ),
        (
            'adapter = "google"\ncalendar = "primary"\nholds = ["events"]\nroot = "http://evil.example.org/"',
            "https://",
        ),
    ],
)
def test_wrong_keys_of_a_google_target_are_named(hjul: Hjul, folder: Path, keys: str, says: str) -> None:
    (folder / "hjul.toml").write_text(f"[targets.board]\n{keys}\n")
    for command in ("sync", "preview"):
        ran = hjul(command)
        assert (ran.code, says in ran.err) == (2, True), ran.err
        assert all(line.startswith("hjul: hjul.toml: targets.board: ") for line in ran.err.splitlines())


def test_a_clock_that_is_wrong_is_told(google: Google, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ("board", "clock") not in checks(google.run)
    for minutes in (-20, 20):
        there = datetime.now(UTC) + timedelta(minutes=minutes)
        google.server.date = format_datetime(there, usegmt=True)
        assert checks(google.run)["board", "clock"] == (True, True)
        assert "20" in google.run("doctor").out


@pytest.mark.parametrize("words", [["--help"], ["check"], ["status"], ["report"], ["drift", "list"]])
def test_google_is_not_imported_by_a_command_that_does_not_use_it(
    hjul: Hjul, folder: Path, words: list[str]
) -> None:
    (folder / "hjul.toml").write_text('[targets.folder]\npath = "hjul-data"\n')
    assert hjul("sync").code == 0
    if words[0] != "drift":  # which reads every target
        board = '[targets.board]\nadapter = "google"\ncalendar = "primary"\nholds = ["events"]\n'
        (folder / "hjul.toml").write_text(f'[targets.folder]\npath = "hjul-data"\n{board}')
    code = (
        "import sys\n"
        f"sys.argv = ['hjul', *{words!r}]\n"
        "from sync.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "google = ('google', 'googleapiclient', 'google_auth_httplib2', 'google_auth_oauthlib', 'httplib2', 'oauthlib')\n"
        "sys.exit(' '.join(name for name in sys.modules if name.split('.')[0] in google) or 0)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stderr


@pytest.mark.parametrize("refusal", [refuses(401, "authError"), refuses(403, "insufficientPermissions")])
def test_a_list_that_uses_another_targets_sign_in_asks_for_that_one(google: Google, refusal: Fault) -> None:
    """To sign in anew for the list alone would ask for a client again, and leave the calendar signed out."""
    google.server.weather.add(refusal, times=50)
    for words in ("doctor", "preview", "sync"):
        ran = google.run(words)
        assert ran.code == 4
        assert "hjul connect google --target board" in ran.out + ran.err
        assert "--target board-tasks" not in ran.out + ran.err
    google.server.weather.clear()
    assert google.connect().code == 0
    assert google.run("sync").code == 0


def test_a_sign_in_that_two_targets_use_and_neither_finds_is_asked_for_by_its_owners_name(
    google: Google,
) -> None:
    (google.folder / "keys" / "board").unlink()
    for words in ("doctor", "preview"):
        ran = google.run(words)
        assert ran.code == 4
        assert "hjul connect google --target board" in ran.out + ran.err
        assert "--target board-tasks" not in ran.out + ran.err
