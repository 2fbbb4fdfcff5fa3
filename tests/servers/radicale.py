"""Radicale, with a password."""

from __future__ import annotations

import sys

from tests.servers.asking import Account
from tests.servers.base import PASSWORD, USER, Server

_SETTINGS = """
[server]
hosts = 127.0.0.1:{port}
max_connections = 40
delay_on_error = 0
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/storage
[logging]
level = warning
"""


class Radicale(Server):
    @property
    def account(self) -> Account:
        return Account(f"{self.origin}/{USER}/", USER, PASSWORD)

    def prepare(self) -> None:
        (self.folder / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
        (self.folder / "settings").write_text(_SETTINGS.format(port=self.port, folder=self.folder))

    def command(self) -> list[str]:
        return [sys.executable, "-m", "radicale", "--config", str(self.folder / "settings")]
