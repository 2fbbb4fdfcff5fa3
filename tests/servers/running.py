"""The servers that this test run uses: each is started when it is first asked for, and stopped at the end."""

from __future__ import annotations

import atexit
import os
from typing import NoReturn

import pytest

from tests.servers import cyrus
from tests.servers.base import Server
from tests.servers.radicale import Radicale
from tests.servers.xandikos import Xandikos

SERVERS: dict[str, type[Server]] = {"radicale": Radicale, "xandikos": Xandikos, "cyrus": cyrus.Cyrus}

_running: dict[str, Server] = {}


def running(name: str) -> Server:
    """The server, the same one for the whole run. Cyrus is not on every machine: there the test is skipped, but never in CI."""
    if name not in _running:
        _running[name] = started(name)
        atexit.register(_running[name].end)
    return _running[name]


def started(name: str) -> Server:
    """A server for one test alone, which must ``end`` it."""
    if name == "cyrus" and (missing := cyrus.missing()) is not None:
        lack(missing)
    return SERVERS[name]()


def lack(what: str) -> NoReturn:
    """A program is not on this machine: the test is skipped, and fails in CI, which brings all of them."""
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(what)
    pytest.fail(what, pytrace=False)
