"""Secrets: where they are looked for and in which order, what is refused, and that none is ever shown."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.backends.fail import Keyring as Nothing
from keyring.backends.null import Keyring as Forgetful
from pydantic import SecretStr

from config.errors import UserError
from config.secrets import NoKeyring, Secrets, variable

TELLTALE = "Hemligt-47 æøå"


class Wallet(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(Wallet):
    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked(f"{service} {username}")


class Broken(Wallet):
    def get_password(self, service: str, username: str) -> str | None:
        raise ConnectionResetError(f"the bus is gone: {service}, {username}")


@pytest.fixture
def wallet(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wallet]:
    """The keyring of this test, and nothing in the environment."""
    for name in [name for name in os.environ if name.startswith("HJUL_SECRETS")]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    before = keyring.get_keyring()
    mine = Wallet()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


def secrets(folder: Path, directory: str | None = None) -> Secrets:
    return Secrets("lunden-2026", folder, frozenset({"board", "a-b", "a_b"}), directory)


def kept(path: Path, text: str = TELLTALE, mode: int = 0o600) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def value(found: SecretStr | None) -> str | None:
    return found.get_secret_value() if found else None


def refused(where: Secrets, target: str = "board") -> UserError:
    with pytest.raises(UserError) as caught:
        where.get(target)
    for text in (str(caught.value), repr(caught.value), repr(caught.value.__cause__)):
        assert "Hemligt" not in text
    return caught.value


def test_the_environment_comes_before_the_directory_and_that_before_the_keyring(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = secrets(tmp_path)
    wallet.kept["hjul", "lunden-2026/board"] = "by keyring"
    assert value(where.find("board")) == "by keyring"
    kept(tmp_path / "hjul-secrets" / "board", "by file")
    assert value(where.find("board")) == "by file"
    monkeypatch.setenv("HJUL_SECRETS__BOARD", "by environment")
    assert value(where.find("board")) == "by environment"


def test_another_plans_secret_in_the_keyring_is_not_taken(tmp_path: Path, wallet: Wallet) -> None:
    wallet.kept["hjul", "lunden-2025/board"] = "last year's"
    assert secrets(tmp_path).find("board") is None


def test_the_directory_is_the_environments_else_the_settings_else_systemds(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(tmp_path / "systemd" / "board", "systemd's", 0o440)
    kept(tmp_path / "settings" / "board", "the settings'")
    kept(tmp_path / "environment" / "board", "the environment's")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "systemd"))
    assert value(secrets(tmp_path).find("board")) == "systemd's"
    assert value(secrets(tmp_path, "settings").find("board")) == "the settings'"
    monkeypatch.setenv("HJUL_SECRETS_DIR", str(tmp_path / "environment"))
    assert value(secrets(tmp_path, "settings").find("board")) == "the environment's"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a b\n", "a b"), ("a b\r\n", "a b"), (" a ", " a "), ("a\u00a0b", "a\u00a0b")],
)
def test_only_the_last_line_break_is_not_part_of_a_secret(
    tmp_path: Path, wallet: Wallet, written: str, meant: str
) -> None:
    kept(tmp_path / "hjul-secrets" / "board").write_bytes(written.encode())
    assert value(secrets(tmp_path).get("board")) == meant


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o644, 0o610])
def test_a_file_that_others_may_read_is_refused_with_the_remedy(
    tmp_path: Path, wallet: Wallet, mode: int
) -> None:
    path = kept(tmp_path / "hjul-secrets" / "board", mode=mode)
    assert f"chmod 600 {path}" in str(refused(secrets(tmp_path)))


def test_systemds_own_right_for_the_services_user_is_no_fault_but_the_worlds_is(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "systemd"))
    kept(tmp_path / "systemd" / "board", mode=0o444)
    assert "chmod 600" in str(refused(secrets(tmp_path)))


@pytest.mark.parametrize(
    "raw", [b"", b"\n", f"{TELLTALE}\nmore".encode(), b"Hemligt\xff", b"Hemligt\0", b"Hemligt" * 20_000]
)
def test_what_cannot_be_a_secret_is_refused_and_not_shown(tmp_path: Path, wallet: Wallet, raw: bytes) -> None:
    kept(tmp_path / "hjul-secrets" / "board").write_bytes(raw)
    assert refused(secrets(tmp_path)).exit_code == 2


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, wallet: Wallet, make: object) -> None:
    (tmp_path / "hjul-secrets").mkdir()
    assert callable(make)
    make(tmp_path / "hjul-secrets" / "board")
    assert "not a file" in str(refused(secrets(tmp_path)))


def test_a_variable_that_two_targets_share_is_given_to_neither(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert variable("a-b") == variable("a_b") == "HJUL_SECRETS__A_B"
    monkeypatch.setenv("HJUL_SECRETS__A_B", TELLTALE)
    assert "rename" in str(refused(secrets(tmp_path), "a-b"))


@pytest.mark.parametrize("backend", [Wallet, Nothing, Forgetful, Locked, Broken])
def test_nothing_found_asks_for_signing_in_and_names_the_three_ways(
    tmp_path: Path, wallet: Wallet, backend: type[keyring.backend.KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    error = refused(secrets(tmp_path))
    assert error.exit_code == 4
    for way in ("hjul connect caldav --target board", "HJUL_SECRETS__BOARD", "hjul-secrets/board"):
        assert way in str(error)


@pytest.mark.parametrize("backend", [Nothing, Locked, Broken])
def test_a_machine_without_a_keyring_is_no_error_where_another_source_has_it(
    tmp_path: Path, wallet: Wallet, backend: type[keyring.backend.KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    kept(tmp_path / "hjul-secrets" / "board")
    assert value(secrets(tmp_path).get("board")) == TELLTALE


def test_what_is_put_in_the_keyring_is_found_there(tmp_path: Path, wallet: Wallet) -> None:
    secrets(tmp_path).put_in_keyring("board", SecretStr(TELLTALE))
    assert value(secrets(tmp_path).get("board")) == TELLTALE
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("backend", [Nothing, Forgetful, Locked, Broken])
def test_a_keyring_that_keeps_nothing_says_so(
    tmp_path: Path, wallet: Wallet, backend: type[keyring.backend.KeyringBackend]
) -> None:
    keyring.set_keyring(backend())
    with pytest.raises(NoKeyring):
        secrets(tmp_path).put_in_keyring("board", SecretStr(TELLTALE))


def test_what_is_put_in_a_file_is_its_owners_alone_and_no_gits(tmp_path: Path, wallet: Wallet) -> None:
    path = secrets(tmp_path).put_in_file("board", SecretStr(TELLTALE))
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(path.parent.stat().st_mode)) == (0o600, 0o700)
    assert (path.parent / ".gitignore").read_text() == "*\n"
    assert value(secrets(tmp_path).get("board")) == TELLTALE


def test_a_secret_is_not_put_into_a_folder_that_others_look_into(tmp_path: Path, wallet: Wallet) -> None:
    (tmp_path / "hjul-secrets").mkdir(mode=0o755)
    (tmp_path / "hjul-secrets").chmod(0o755)
    with pytest.raises(UserError, match="chmod 700"):
        secrets(tmp_path).put_in_file("board", SecretStr(TELLTALE))
    assert not list((tmp_path / "hjul-secrets").iterdir())


def test_the_keyring_which_is_slow_is_not_even_loaded_where_another_source_has_it(tmp_path: Path) -> None:
    kept(tmp_path / "hjul-secrets" / "board")
    code = (
        "import sys; from pathlib import Path; from config.secrets import Secrets\n"
        f"assert Secrets('x', Path({str(tmp_path)!r})).find('board')\n"
        "sys.exit('keyring' in sys.modules)"
    )
    env = {name: value for name, value in os.environ.items() if not name.startswith("HJUL_")}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


def test_a_renewed_secret_goes_where_the_old_one_lies(tmp_path: Path, wallet: Wallet) -> None:
    where = secrets(tmp_path, "keys")
    old, new = SecretStr("old"), SecretStr("new")
    wallet.kept["hjul", "lunden-2026/board"] = "old"
    assert where.renew("board", old, new)
    assert wallet.kept["hjul", "lunden-2026/board"] == "new"
    path = kept(tmp_path / "keys" / "board", "old\n")
    assert where.renew("board", old, new)
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("new\n", 0o600)


def test_a_renewed_secret_takes_no_other_ones_place(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = secrets(tmp_path, "keys")
    old, new = SecretStr("old"), SecretStr("new")
    assert not where.renew("board", old, new)
    path = kept(tmp_path / "keys" / "board", "somebody's next one\n")
    assert not where.renew("board", old, new)
    path.write_text("old\n")
    monkeypatch.setenv("HJUL_SECRETS__BOARD", "old")
    assert not where.renew("board", old, new)
    assert path.read_text() == "old\n"
    assert wallet.kept == {}


def test_a_secret_that_a_service_is_given_is_not_written_over(
    tmp_path: Path, wallet: Wallet, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = kept(tmp_path / "given" / "board", "old\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given.parent))
    wallet.kept["hjul", "lunden-2026/board"] = "old"
    assert not secrets(tmp_path, "keys").renew("board", SecretStr("old"), SecretStr("new"))
    assert given.read_text() == "old\n"
    assert wallet.kept == {("hjul", "lunden-2026/board"): "old"}
