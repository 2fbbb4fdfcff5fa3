"""The local Google server of this test run: started when it is first asked for, and gone with the process."""

from __future__ import annotations

from functools import cache

from tests.servers.google.server import GoogleServer


@cache
def google() -> GoogleServer:
    """The same one each time."""
    server = GoogleServer()
    server.start()
    return server
