"""Events of Google Calendar, as documented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.servers.google.part import Handler, Visited

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer


class Events:
    """``calendar.events.*`` on ``server.calendars``."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server
        self.methods: Mapping[str, Handler] = {}
        self.paths: Mapping[str, Visited] = {}
