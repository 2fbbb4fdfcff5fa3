"""Xandikos, which asks nobody who they are: over plain HTTP it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.servers.asking import Account
from tests.servers.base import USER, Server


class Xandikos(Server):
    @property
    def account(self) -> Account:
        return Account(f"{self.origin}/{USER}/calendars/")

    def prepare(self) -> None:
        (self.folder / "storage").mkdir()

    def command(self) -> list[str]:
        return [
            str(Path(sys.executable).with_name("xandikos")),
            *("serve", "--autocreate", "--no-detect-systemd"),
            *("--directory", str(self.folder / "storage"), "--state-dir", str(self.folder / "state")),
            *("--current-user-principal", f"/{USER}/"),
            *("--listen-address", "127.0.0.1", "--port", str(self.port)),
        ]
