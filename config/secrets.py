"""The secrets of a plan's targets: the environment, then a secrets directory, then the keyring. Never prints or logs one.

A secret is a password or a token, held as a SecretStr from the moment it is read. It never goes into hjul.toml.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from pydantic import SecretStr

from config.errors import SIGN_IN_NEEDED, WRONG_INPUT, UserError
from config.whole_file import whole_file

SERVICE = "hjul"
"""What the keyring knows all of them by; the user name there is ``<plan id>/<target>``."""

DIRECTORY = "hjul-secrets"
"""Beside the plan, when nothing else is said."""

VARIABLE = "HJUL_SECRETS__"
MOST_BYTES = 64 * 1024
_OF_OTHERS = 0o077
_OF_STRANGERS = (
    0o007  # systemd shows the right of its service's user as the group's (systemd.exec, CREDENTIALS)
)


class NoKeyring(Exception):
    """This machine has no keyring that works."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Where the secrets of one plan are. ``directory`` is what hjul.toml says, relative to ``folder``; ``targets`` all names."""

    plan_id: str
    folder: Path
    targets: frozenset[str] = frozenset()
    directory: str | None = None

    @property
    def place(self) -> Path:
        """The secrets directory: by HJUL_SECRETS_DIR, by hjul.toml, or the usual one beside the plan."""
        return self.folder / (os.environ.get("HJUL_SECRETS_DIR") or self.directory or DIRECTORY)

    @property
    def uses_files(self) -> bool:
        """Whether somebody has said that secrets lie in files."""
        return bool(os.environ.get("HJUL_SECRETS_DIR") or self.directory)

    def get(self, target: str, way: str = "caldav") -> SecretStr:
        """UserError (exit code 4) when there is none anywhere; (exit code 2) when one is kept in a way that cannot be.

        ``way`` is the word after ``hjul connect`` with which one signs in.
        """
        found = self.find(target)
        if found is None:
            raise UserError(
                f"{target}: no password is known; run 'hjul connect {way} --target {target}', or set {variable(target)}, "
                f"or put it in the file {self.place / target}",
                exit_code=SIGN_IN_NEEDED,
            )
        return found

    def find(self, target: str) -> SecretStr | None:
        """The first one found."""
        return self._in_environment(target) or self._in_files(target) or self._in_keyring(target)

    def _in_environment(self, target: str) -> SecretStr | None:
        name = variable(target)
        value = os.environ.get(name)
        if not value:
            return None
        if others := sorted(other for other in self.targets - {target} if variable(other) == name):
            raise UserError(
                f"{name}: it could be meant for {target} or {others[0]}; rename one of the two in hjul.toml",
                exit_code=WRONG_INPUT,
            )
        return _checked(value, name)

    def _in_files(self, target: str) -> SecretStr | None:
        found = _read(self.place / target, _OF_OTHERS)
        if found is None and (given := os.environ.get("CREDENTIALS_DIRECTORY")):
            found = _read(Path(given) / target, _OF_STRANGERS)
        return found

    def has_keyring(self) -> bool:
        """Whether this machine has a keyring that answers."""
        try:
            with _keyring() as keyring:
                keyring.get_password(SERVICE, self.plan_id)
        except NoKeyring:
            return False
        return True

    def _in_keyring(self, target: str) -> SecretStr | None:
        try:
            with _keyring() as keyring:
                value = keyring.get_password(SERVICE, self._user(target))
        except NoKeyring:
            return None
        return _checked(value, "the keyring") if value else None

    def put_in_keyring(self, target: str, secret: SecretStr) -> None:
        """NoKeyring when there is none that keeps it."""
        with _keyring() as keyring:
            keyring.set_password(SERVICE, self._user(target), secret.get_secret_value())
            kept = keyring.get_password(SERVICE, self._user(target))
        if kept != secret.get_secret_value():
            raise NoKeyring

    def put_in_file(self, target: str, secret: SecretStr) -> Path:
        """In the secrets directory, which is made when it is not there: both for their owner alone. UserError when it cannot be."""
        place = self.place
        try:
            if not place.is_dir():
                place.mkdir(mode=0o700, parents=True)
                (place / ".gitignore").write_text("*\n", encoding="utf-8")
            if stat.S_IMODE(place.stat().st_mode) & _OF_OTHERS:
                raise UserError(
                    f"{place}: others may look in there; run: chmod 700 {place}", exit_code=WRONG_INPUT
                )
            with whole_file(place / target) as file:
                file.write(f"{secret.get_secret_value()}\n".encode())
        except OSError as error:
            raise UserError(
                f"{place}: the password cannot be kept there ({error.strerror}); name another folder with --secrets-dir"
            ) from None
        return place / target

    def renew(self, target: str, old: SecretStr, new: SecretStr) -> bool:
        """Put one in the place of another, in the file or the keyring where that one is. Whether it was done.

        What was given for this run alone, in the environment or by a service's manager, is not kept; nor is one in
        whose place somebody has put yet another. What cannot be kept is no error: it is used all the same.
        """
        try:
            if self._in_environment(target) is not None:
                return False
            path = self.place / target
            in_file = _read(path, _OF_OTHERS)
            if in_file is None and self._in_files(target) is not None:
                return False
            if (in_file or self._in_keyring(target)) != old:
                return False
            if in_file is None:
                self.put_in_keyring(target, new)
                return True
            with whole_file(Path(os.path.realpath(path))) as file:
                file.write(f"{new.get_secret_value()}\n".encode())
        except (UserError, NoKeyring, OSError):
            return False
        return True

    def _user(self, target: str) -> str:
        return f"{self.plan_id}/{target}"


def variable(target: str) -> str:
    """The environment variable of this target's secret."""
    return VARIABLE + re.sub(r"[^A-Z0-9]", "_", target.upper())


def as_secret(text: str, where: str) -> SecretStr:
    """A secret as a person or a file gives it: without its last line break. UserError names ``where`` it came from."""
    return _checked(text.removesuffix("\n").removesuffix("\r"), where)


def _checked(value: str, where: str) -> SecretStr:
    if not value:
        raise UserError(f"{where}: the password is empty", exit_code=WRONG_INPUT)
    if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
        raise UserError(
            f"{where}: the password holds a line break or a control character; it is one line of text",
            exit_code=WRONG_INPUT,
        )
    return SecretStr(value)


def _read(path: Path, forbidden: int) -> SecretStr | None:
    """None when there is no such file. ``forbidden`` are the rights that it may not give."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise UserError(f"{path}: not a file; move it away", exit_code=WRONG_INPUT)
        if os.name == "posix" and mode & forbidden:
            raise UserError(f"{path}: others can read it; run: chmod 600 {path}", exit_code=WRONG_INPUT)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise UserError(f"{path}: too large for a password", exit_code=WRONG_INPUT)
        return as_secret(raw.decode("utf-8"), str(path))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except UnicodeDecodeError:  # its text would hold a part of the secret
        raise UserError(f"{path}: not UTF-8 text; save it as UTF-8", exit_code=WRONG_INPUT) from None
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror}); check its rights", exit_code=WRONG_INPUT
        ) from None


@contextmanager
def _keyring() -> Iterator[ModuleType]:
    """The keyring's library, which is slow to import. NoKeyring for whatever goes wrong in there.

    A backend is another program's client (a desktop's wallet over D-Bus), and any exception of it can come out.
    """
    try:
        import keyring  # noqa: PLC0415

        yield keyring
    except Exception as error:  # noqa: BLE001
        raise NoKeyring(type(error).__name__) from None
