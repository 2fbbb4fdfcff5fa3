"""The local Todoist beside a folder with a plan: a browser at it, a token, and commands run there, held to showing nothing secret."""

from __future__ import annotations

import io
import stat
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backends.fail import Keyring as Nothing
from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Project

from tests.servers.base import free_port
from tests.servers.todoist.people import as_user, tasks
from tests.servers.todoist.server import Todoist, todoist
from tests.servers.todoist.sign_in import SignIn
from tests.servers.todoist.world import User, World
from tests.sync.conftest import Hjul, Ran
from tests.sync.google import BROWSER


@dataclass
class Place:
    """``board`` is whose token hjul is given, and who sits at the browser. ``run`` is hjul."""

    server: Todoist
    world: World
    board: User
    sdk: TodoistAPI
    folder: Path
    sign_in: SignIn
    monkeypatch: pytest.MonkeyPatch
    hjul: Hjul

    def run(self, *words: str) -> Ran:
        """No secret is shown, or kept but in the secrets' files."""
        ran = self.hjul(*words)
        secrets = {self.board.token, *self.sign_in.secrets_given}
        shown = ran.out + ran.err
        assert [secret for secret in secrets if secret in shown] == []
        assert "Traceback" not in ran.err
        left = [path for path in self.folder.rglob("*") if path.is_file() and path.parent.name != "keys"]
        texts = [path.read_bytes() for path in left if path.name != "client.json"]
        assert [secret for secret in secrets if any(secret.encode() in text for text in texts)] == []
        return ran

    def connect(self, *words: str, target: str = "board", token: str | None = None) -> Ran:
        """With the token on standard input, unless ``--client`` is among the words; kept in a file."""
        self.pipe(token if token is not None else self.board.token)
        own = () if "--client" in words else ("--token-stdin",)
        known = ("--target", target, "--root", self.server.origin, "--secrets-dir", "keys")
        return self.run("connect", "todoist", *known, *own, *words)

    def pipe(self, text: str) -> None:
        """What stands on standard input next."""
        raw = io.BytesIO(f"{text}\n".encode() if text else b"")
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))

    def client(self, **changes: str) -> str:
        """The file with the app's id and secret, for its owner alone."""
        path = self.folder / "client.json"
        path.write_text(self.sign_in.client(**changes), encoding="utf-8")
        path.chmod(0o600)
        return path.name

    def kept(self, target: str = "board") -> str:
        return (self.folder / "keys" / target).read_text(encoding="utf-8").strip()

    def rights(self, target: str = "board") -> int:
        """Of its file, as a mode."""
        return stat.S_IMODE((self.folder / "keys" / target).stat().st_mode)

    def projects(self) -> dict[str, Project]:
        """By their names, the inbox left out."""
        found = [one for page in self.sdk.get_projects() for one in page]
        return {one.name: one for one in found if not one.is_inbox_project}

    def count(self, project: str) -> int:
        """How many open tasks stand there."""
        return len(tasks(self.sdk, self.projects()[project].id))

    def settings(self) -> dict[str, Any]:
        found: dict[str, Any] = tomllib.loads((self.folder / "hjul.toml").read_text("utf-8"))["targets"]
        return found

    def edit(self, old: str, new: str) -> None:
        """The plan."""
        plan = self.folder / "plan.yaml"
        text = plan.read_text(encoding="utf-8")
        assert old in text
        plan.write_text(text.replace(old, new), encoding="utf-8")


@contextmanager
def todoist_beside(hjul: Hjul, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A board's account at a browser, and no keyring."""
    monkeypatch.setenv("BROWSER", BROWSER)
    before = keyring.get_keyring()
    keyring.set_keyring(Nothing())  # type: ignore[no-untyped-call]
    server = todoist()
    world = server.new_world()
    board = world.new_user("Styrelsen", "styrelsen@example.org")
    sign_in = SignIn(world, board, f"http://localhost:{free_port()}/")
    server.sign_ins.append(sign_in)
    sdk = as_user(board, server.origin)
    try:
        yield Place(server, world, board, sdk, folder, sign_in, monkeypatch, hjul)
    finally:
        keyring.set_keyring(before)
        sdk.__exit__(None, None, None)
        server.forget(world)
