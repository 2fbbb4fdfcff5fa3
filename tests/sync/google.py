"""The local Google server beside a folder with a plan: a browser at it, the files that people download, and commands run there."""

from __future__ import annotations

import io
import json
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as Nothing

from tests.servers.google import browser
from tests.servers.google.server import GoogleServer
from tests.servers.google.sharing import Sharing
from tests.servers.google.sign_in import SignIn
from tests.servers.google.state import Account, Calendar
from tests.sync.conftest import Hjul, Ran

BROWSER = f"{sys.executable} {browser.__file__} %s"


@dataclass
class Google:
    """``anna`` sits at the browser. ``run`` is hjul, held to showing nothing secret."""

    server: GoogleServer
    folder: Path
    anna: Account
    run: Hjul

    @property
    def sign_in(self) -> SignIn:
        return self.server.part(SignIn)

    @property
    def sharing(self) -> Sharing:
        return self.server.part(Sharing)

    def connect(self, *words: str, target: str = "board") -> Ran:
        """With the client's file, and the sign-in kept in a file."""
        known = ("--target", target, "--root", self.server.root, "--secrets-dir", "keys")
        return self.run("connect", "google", *known, *words)

    def client(self, name: str = "client.json", **changes: Any) -> str:
        """The file that Anna downloads."""
        (self.folder / name).write_text(json.dumps(self.sign_in.client(**changes)))
        return name

    def key(self, name: str = "key.json") -> str:
        """A service account's."""
        (self.folder / name).write_text(json.dumps(self.sign_in.service_account()))
        return name

    def kept(self, target: str = "board") -> dict[str, Any]:
        """The sign-in as it lies in its file."""
        found: dict[str, Any] = json.loads((self.folder / "keys" / target).read_text("utf-8"))
        return found

    def rewrite(self, target: str = "board", **changes: Any) -> None:
        """As if it had been made otherwise."""
        place = self.folder / "keys" / target
        info = {**self.kept(target), **changes}
        place.write_text(json.dumps({key: value for key, value in info.items() if value is not None}))

    def rights(self, target: str = "board") -> int:
        """Of its file, as a mode."""
        return stat.S_IMODE((self.folder / "keys" / target).stat().st_mode)

    @property
    def calendar(self) -> Calendar:
        """The only one that there is."""
        (calendar,) = self.server.calendars.values()
        return calendar

    def asked_for(self) -> set[str]:
        """The scopes of the last page of consent, by their last words."""
        pages = [visit for visit in self.server.visits if visit.path == "/auth"]
        return {scope.rpartition("/auth/")[2] for scope in pages[-1].query["scope"][0].split()}


@contextmanager
def google_beside(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """Anna at a browser, and no keyring."""
    monkeypatch.setenv("BROWSER", BROWSER)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    before = keyring.get_keyring()
    keyring.set_keyring(Nothing())  # type: ignore[no-untyped-call]
    try:
        with GoogleServer() as server:
            anna = server.new_account("anna@example.org")
            here = Google(server, folder, anna, careful(hjul, server, folder))
            here.sign_in.person = anna
            yield here
    finally:
        keyring.set_keyring(before)


def careful(hjul: Hjul, server: GoogleServer, folder: Path) -> Hjul:
    """hjul, held to showing no secret, and to keeping none but in the secrets' files."""

    def run(*words: str, today: str | None = None) -> Ran:
        ran = hjul(*words, today=today)
        secrets = server.part(SignIn).secrets_given
        shown = ran.out + ran.err
        assert [secret for secret in secrets if secret in shown] == []
        assert "Traceback" not in ran.err
        left = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "keys"]
        texts = [path.read_bytes() for path in left if path.name not in {"client.json", "key.json", "given"}]
        assert [secret for secret in secrets if any(secret.encode() in text for text in texts)] == []
        return ran

    return run
