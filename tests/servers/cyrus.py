"""Cyrus IMAP, as Debian packages it. Its master must be started as root, and goes on as the user ``cyrus``."""

from __future__ import annotations

import imaplib
import itertools
import os
import shutil
import subprocess
from pathlib import Path

from tests.servers.asking import Account
from tests.servers.base import PASSWORD, USER, Server, free_port

PACKAGES = ("cyrus-caldav", "cyrus-imapd", "sasl2-bin")
_BIN = Path("/usr/lib/cyrus/bin")
_ADMIN = "cyradm"
_SETTINGS = """
configdirectory: {folder}/conf
proc_path: {folder}/proc
mboxname_lockpath: {folder}/lock
defaultpartition: default
partition-default: {folder}/spool
admins: cyradm
allowplaintext: yes
sasl_mech_list: PLAIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {folder}/users
virtdomains: off
unixhierarchysep: yes
altnamespace: no
httpmodules: caldav
caldav_create_default: no
caldav_create_sched: no
caldav_allowscheduling: off
lmtpsocket: {folder}/sock/lmtp
idlesocket: {folder}/sock/idle
notifysocket: {folder}/sock/notify
servername: localhost
"""
_SERVICES = """
START {{
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C {folder}/settings -r"
}}
SERVICES {{
  http cmd="/usr/lib/cyrus/bin/httpd -C {folder}/settings -U 250" listen="127.0.0.1:{port}" prefork=1 maxchild=40
  imap cmd="/usr/lib/cyrus/bin/imapd -C {folder}/settings -U 250" listen="127.0.0.1:{imap}" prefork=0 maxchild=4
}}
EVENTS {{
  checkpoint cmd="/usr/sbin/cyrus ctl_cyrusdb -C {folder}/settings -c" period=30
}}
"""


def missing() -> str | None:
    """What a machine lacks to run it, and what to do about it; None when nothing."""
    if not (_BIN / "httpd").exists() or shutil.which("saslpasswd2", path="/usr/sbin:/usr/bin") is None:
        return f"Cyrus is not installed: apt-get install --no-install-recommends {' '.join(PACKAGES)}"
    if os.geteuid() != 0:
        return "Cyrus can only be started by root"
    return None


class Cyrus(Server):
    def __init__(self) -> None:
        self._imap = free_port()
        self._users = (f"{USER}{number}" for number in itertools.count(1))
        super().__init__()

    @property
    def account(self) -> Account:
        return self._account(USER)

    @property
    def ports(self) -> tuple[int, ...]:
        return self.port, self._imap

    def new_account(self) -> Account:
        user = next(self._users)
        self._add_password(user)
        self._add_mailbox(user)
        return self._account(user)

    def prepare(self) -> None:
        names = {"folder": self.folder, "port": self.port, "imap": self._imap}
        (self.folder / "settings").write_text(_SETTINGS.format(**names))
        (self.folder / "services").write_text(_SERVICES.format(**names))
        for inner in ("db", "log", "msg", "proc", "user", "lock"):
            (self.folder / "conf" / inner).mkdir(parents=True)
        for name in ("spool", "proc", "lock", "sock"):
            (self.folder / name).mkdir()
        for user in (_ADMIN, USER):
            self._add_password(user)
        for path in (self.folder, *self.folder.rglob("*")):
            shutil.chown(path, "cyrus", "mail")

    def command(self) -> list[str]:
        return [
            str(_BIN / "master"),
            *("-C", str(self.folder / "settings"), "-M", str(self.folder / "services")),
            *("-p", str(self.folder / "pid"), "-D"),
        ]

    def opened(self) -> None:
        if not any((self.folder / "spool").iterdir()):
            self._add_mailbox(USER)

    def _account(self, user: str) -> Account:
        return Account(f"{self.origin}/dav/calendars/user/{user}/", user, PASSWORD)

    def _add_password(self, user: str) -> None:
        """In the realm of ``servername`` and in the machine's own: which one is asked depends on the machine."""
        for realm in (["-u", "localhost"], []):
            command = ["/usr/sbin/saslpasswd2", "-p", "-f", str(self.folder / "users"), *realm, "-c", user]
            subprocess.run(command, input=PASSWORD.encode(), check=True, timeout=20)

    def _add_mailbox(self, user: str) -> None:
        with imaplib.IMAP4("127.0.0.1", self._imap, timeout=20) as admin:
            admin.authenticate("PLAIN", lambda _: f"\0{_ADMIN}\0{PASSWORD}".encode())
            answer, why = admin.create(f"user/{user}")
            if answer != "OK":
                raise RuntimeError(f"Cyrus makes no mailbox for {user}: {why!r}")
