"""``hjul connect caldav`` on a real server: what is asked, what is made, what is kept, and what is left alone when it fails."""

from __future__ import annotations

import io
import os
import pty
import select
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import keyring
import pytest
from keyring.backends.fail import Keyring as Nothing

from tests.config.test_secrets import Wallet
from tests.servers.base import PASSWORD, USER, Server, free_port
from tests.servers.running import started
from tests.sync.conftest import PLAN, Hjul, Ran

OLD = '# ours\nledger = "x.db"  # here\n'


@pytest.fixture(scope="module")
def radicale() -> Iterator[Server]:
    server = started("radicale")
    yield server
    server.end()


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    before = keyring.get_keyring()
    mine = Wallet()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def connect(hjul: Hjul, monkeypatch: pytest.MonkeyPatch, radicale: Server, wallet: Wallet) -> Hjul:
    """Runs it with the password on standard input, for a target called board."""

    def run(*words: str, password: bytes = PASSWORD.encode(), address: str = radicale.origin) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(password + b"\n"), encoding="utf-8"))
        known = ("--target", "board", "--address", address, "--user", USER, "--password-stdin")
        ran = hjul("connect", "caldav", *known, *words)
        assert PASSWORD not in ran.out + ran.err
        assert "Traceback" not in ran.err
        return ran

    return run


def collections(server: Server) -> list[str]:
    return server.account.members(server.url)


def test_one_command_and_a_sync_put_the_plan_on_the_server(
    connect: Hjul, hjul: Hjul, folder: Path, wallet: Wallet, radicale: Server
) -> None:
    (folder / "hjul.toml").write_text(OLD, encoding="utf-8")
    ran = connect("--new-calendar", "Styrelsen & vi")
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3
    assert "hjul preview" in ran.out
    text = (folder / "hjul.toml").read_text(encoding="utf-8")
    assert text.startswith(f"{OLD}\n[targets.board]\n")
    target = tomllib.loads(text)["targets"]["board"]
    assert target["calendar"] == target["tasks"]
    assert (target["user"], target["auth"]) == (USER, "basic")
    assert wallet.kept == {("hjul", "lunden-2026/board"): PASSWORD}
    assert radicale.account.members(target["calendar"]) == []
    assert hjul("sync").code == 0
    assert len(radicale.account.members(target["calendar"])) > 20
    assert hjul("preview", "--exit-code").code == 0
    ledger = b"".join(path.read_bytes() for path in folder.glob("x.db*"))
    assert PASSWORD.encode() not in ledger + text.encode()


def test_meetings_and_assignments_may_go_to_collections_of_their_own(
    connect: Hjul, folder: Path, radicale: Server
) -> None:
    events, tasks = radicale.new_collection("VEVENT"), radicale.new_collection("VTODO")
    names = [url.rstrip("/").rpartition("/")[2] for url in (events, tasks)]
    ran = connect("--calendar", names[0])
    assert (ran.code, "--tasks" in ran.err, names[1] in ran.err) == (2, True, True)
    assert connect("--calendar", names[0], "--tasks", tasks).code == 0
    target = tomllib.loads((folder / "hjul.toml").read_text())["targets"]["board"]
    assert (target["calendar"], target["tasks"]) == (events, tasks)


def test_only_meetings_go_where_only_meetings_are_asked_for(connect: Hjul, folder: Path) -> None:
    assert connect("--new-calendar", "Möten", "--holds", "events").code == 0
    target = tomllib.loads((folder / "hjul.toml").read_text())["targets"]["board"]
    assert target["holds"] == ["events"]
    assert "tasks" not in target


def test_without_a_keyring_the_password_goes_into_a_file_when_that_is_asked_for(
    connect: Hjul, hjul: Hjul, folder: Path, radicale: Server
) -> None:
    keyring.set_keyring(Nothing())  # type: ignore[no-untyped-call]
    before = collections(radicale)
    ran = connect("--new-calendar", "Fil")
    assert (ran.code, "--secrets-dir" in ran.err) == (2, True)
    assert collections(radicale) == before
    assert connect("--new-calendar", "Fil", "--secrets-dir", "keys").code == 0
    path = folder / "keys" / "board"
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    assert hjul("sync").code == 0


def test_signing_in_again_needs_the_target_and_the_password_only(
    connect: Hjul, hjul: Hjul, folder: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect("--new-calendar", "Igen")
    hjul("sync")
    before = (folder / "hjul.toml").read_bytes()
    wallet.kept.clear()
    assert hjul("sync").code == 4
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSWORD.encode()), encoding="utf-8"))
    assert hjul("connect", "caldav", "--target", "board", "--password-stdin").code == 0
    assert (folder / "hjul.toml").read_bytes() == before
    assert hjul("preview", "--exit-code").code == 0


def test_a_target_that_has_been_synced_is_not_moved_to_another_calendar(
    connect: Hjul, hjul: Hjul, folder: Path, radicale: Server
) -> None:
    connect("--new-calendar", "Första")
    hjul("sync")
    other = radicale.new_collection("VEVENT", "VTODO")
    before, there = (folder / "hjul.toml").read_bytes(), collections(radicale)
    for words in (("--new-calendar", "Andra"), ("--calendar", other)):
        ran = connect(*words)
        assert (ran.code, "--target" in ran.err) == (2, True)
    assert (folder / "hjul.toml").read_bytes() == before
    assert collections(radicale) == there


def test_a_password_without_a_user_is_asked_whose_it_is(
    hjul: Hjul, monkeypatch: pytest.MonkeyPatch, radicale: Server
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASSWORD.encode()), encoding="utf-8"))
    words = ("--target", "board", "--address", radicale.origin, "--password-stdin")
    ran = hjul("connect", "caldav", *words)
    assert (ran.code, "--user" in ran.err) == (2, True)


def test_the_folder_that_was_in_use_stays_a_target(connect: Hjul, hjul: Hjul, folder: Path) -> None:
    hjul("sync")
    connect("--new-calendar", "Bredvid")
    targets = tomllib.loads((folder / "hjul.toml").read_text())["targets"]
    assert targets["folder"] == {"adapter": "folder", "path": "hjul-data", "confidential": True}
    assert "folder: " not in hjul("sync").err


def test_a_folder_that_was_never_used_is_not_brought_in(connect: Hjul, folder: Path) -> None:
    connect("--new-calendar", "Ensam")
    assert list(tomllib.loads((folder / "hjul.toml").read_text())["targets"]) == ["board"]


def test_what_stays_at_home_because_it_is_confidential_is_told(connect: Hjul, folder: Path) -> None:
    text = PLAN.replace("title: Marknad,", "title: Marknad, confidential: true,")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    assert "confidential = true" in connect("--new-calendar", "Öppen").out


@pytest.mark.parametrize(
    ("words", "changes", "code", "says"),
    [
        (("--new-calendar", "X"), {"password": b"wrong"}, 4, "refused"),
        (("--new-calendar", "X"), {"password": b""}, 2, "empty"),
        (("--new-calendar", "X"), {"password": b"a\nb"}, 2, "one line"),
        (("--new-calendar", "X"), {"password": b"\xff"}, 2, "UTF-8"),
        (("--new-calendar", "X"), {"address": f"http://127.0.0.1:{free_port()}"}, 1, "cannot be reached"),
        (("--new-calendar", "X"), {"address": "http://cal.example.org/"}, 1, "https://"),
        ((), {}, 2, "--new-calendar"),
        (("--calendar", "nothing of that name"), {}, 2, "there is none called"),
        (("--calendar", "a", "--new-calendar", "b"), {}, 2, "one of the two"),
        (("--calendar", "https://evil.example.org/c/"), {}, 1, "another server"),
        (("--new-calendar", "X", "--holds", "meetings"), {}, 2, "events,tasks"),
        (("--new-calendar", "X", "--target", "a b"), {}, 2, "no name for a target"),
        (("--new-calendar", "X", "--target", "folder"), {}, 2, "another kind"),
    ],
)
def test_whatever_fails_leaves_settings_keyring_and_server_as_they_were(
    connect: Hjul,
    folder: Path,
    wallet: Wallet,
    radicale: Server,
    words: tuple[str, ...],
    changes: dict[str, str],
    code: int,
    says: str,
) -> None:
    old = '[targets.folder]\npath = "here"\n'
    (folder / "hjul.toml").write_text(old)
    there = collections(radicale)
    ran = connect(*words, **changes)
    assert (ran.code, says in ran.err) == (code, True), ran.err
    assert (folder / "hjul.toml").read_text() == old
    assert wallet.kept == {}
    assert collections(radicale) == there
    assert {path.name for path in folder.iterdir()} == {"plan.yaml", "hjul.toml"}


def test_without_a_terminal_what_is_missing_is_one_sentence(
    hjul: Hjul, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    ran = hjul("connect", "caldav")
    assert (ran.code, len(ran.err.splitlines())) == (2, 1)
    assert "--target, --address" in ran.err


def test_settings_that_cannot_be_edited_are_told_before_anything_is_made(
    connect: Hjul, folder: Path, radicale: Server
) -> None:
    (folder / "hjul.toml").write_text('targets = {board = {adapter = "caldav"}}')
    there = collections(radicale)
    ran = connect("--new-calendar", "X")
    assert (ran.code, "by hand" in ran.err) == (2, True)
    assert collections(radicale) == there


def test_at_a_terminal_everything_is_asked_for_and_the_password_is_not_shown(
    folder: Path, radicale: Server
) -> None:
    calendar = radicale.new_collection("VEVENT", "VTODO").rstrip("/").rpartition("/")[2]
    with Terminal(folder, "connect", "caldav") as terminal:
        terminal.answer("[caldav]:", "styrelsen")
        terminal.answer("e-postadress:", radicale.origin)
        terminal.answer("Användarnamn", USER)
        terminal.answer("Lösenord: ", PASSWORD)  # the space comes when nothing typed is shown any more
        terminal.answer("[j/N]:", "kanske")
        terminal.answer("[j/N]:", "ja")
        for question in ("Möten och händelser ska till nummer:", "Uppgifter ska till nummer:"):
            listed = terminal.until(question)
            line = next(line for line in listed.splitlines() if f"/{calendar}/" in line)
            terminal.write(line.split()[0])
        screen = terminal.to_the_end()
    assert PASSWORD not in screen
    target = tomllib.loads((folder / "hjul.toml").read_text())["targets"]["styrelsen"]
    assert target["calendar"] == target["tasks"] == f"{radicale.url}{calendar}/"
    assert (folder / "hjul-secrets" / "styrelsen").read_text("utf-8") == f"{PASSWORD}\n"


class Terminal:
    """A command at a terminal of its own, on a machine without a keyring."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._screen = b""
        self._read = 0
        self._ours, theirs = pty.openpty()
        env = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
        command = [sys.executable, "-c", "from sync.cli.main import main; main()", *words]
        self._process = subprocess.Popen(
            command, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def until(self, text: str) -> str:
        """What is shown from where it was last read to the end of this text."""
        while text.encode() not in self._screen[self._read :]:
            assert self._more(), self._screen.decode("utf-8", "replace")
        begin, self._read = self._read, self._screen.index(text.encode(), self._read) + len(text.encode())
        return self._screen[begin : self._read].decode("utf-8", "replace")

    def write(self, answer: str) -> None:
        os.write(self._ours, f"{answer}\n".encode())

    def answer(self, question: str, answer: str) -> None:
        self.until(question)
        self.write(answer)

    def to_the_end(self) -> str:
        """All that was shown, once it has ended well."""
        while self._more():
            pass
        assert self._process.wait(30) == 0, self._screen.decode("utf-8", "replace")
        return self._screen.decode("utf-8", "replace")

    def _more(self) -> bool:
        if not select.select([self._ours], [], [], 60)[0]:
            return False
        try:
            self._screen += os.read(self._ours, 4096)
        except OSError:  # the other end is closed
            return False
        return True
