from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from adapters.base import Adapter
from adapters.caldav import CalDAVAdapter
from config.caldav_target import CalDAVTarget
from mappings.items import Key, uid_of
from tests.conformance.bench import Opening
from tests.conformance.ics_bench import IcsBench, not_ours, someone_elses
from tests.make import NOW, PLAN_ID, ZONE
from tests.servers.base import Server
from tests.servers.running import running

_NOWHERE = {"TZID": "Nowhere/Unknown"}


class CalDAVBench(IcsBench):
    """People edit the objects on the server with plain HTTP requests. ``settings`` are more keys of the target in hjul.toml."""

    def __init__(self, server: Server, /, *, together: bool = False, **settings: Any) -> None:
        self.server = server
        self.account = server.new_account()
        if together:
            self.calendar = self.tasks = self._collection("VEVENT", "VTODO")
        else:
            self.calendar, self.tasks = self._collection("VEVENT"), self._collection("VTODO")
        self.settings = settings
        self._bin: dict[Key, tuple[str, bytes]] = {}

    @classmethod
    def on(cls, name: str, /, *, together: bool = False, **settings: Any) -> Opening:
        """How it joins the suite on this server, with one collection for all or one for each kind."""

        def opened(_folder: Path, /) -> CalDAVBench:
            return cls(running(name), together=together, **settings)

        return opened

    def target(self) -> CalDAVTarget:
        """What stands in hjul.toml."""
        return CalDAVTarget(calendar=self.calendar, tasks=self.tasks, user=self.account.user, **self.settings)

    def open(self) -> Adapter:
        seconds = iter(range(1_000_000))
        return CalDAVAdapter(
            "caldav",
            self.target(),
            self.account.password,
            PLAN_ID,
            ZONE,
            lambda: NOW + timedelta(seconds=next(seconds)),
        )

    def url(self, key: Key) -> str:
        """Where our object stands now."""
        for collection in {self.calendar, self.tasks}:
            url = f"{collection}{uid_of(PLAN_ID, key)}.ics"
            if self.account.ask("GET", url).status == 200:
                return url
        raise FileNotFoundError(key)

    def read(self, key: Key) -> bytes:
        return self.account.read(self.url(key))

    def write(self, key: Key, data: bytes) -> None:
        self.account.write(self.url(key), data)

    def delete(self, key: Key) -> None:
        url = self.url(key)
        self._bin[key] = url, self.account.read(url)
        self.account.delete(url)

    def restore(self, key: Key) -> None:
        self.account.write(*self._bin.pop(key))

    def damage(self, key: Key) -> None:
        """Let it end in a time zone that nobody knows: all these servers take that of an event that begins at a time."""
        calendar, component = self.parsed(key)
        is_event = component.name == "VEVENT"
        for name in ("DTSTART", "DTEND", "DUE", "DURATION"):
            component.pop(name, None)
        if is_event:
            component.add("DTSTART", NOW)
        end = datetime(2027, 1, 1, 12)  # noqa: DTZ001  # its zone is beside it
        component.add("DTEND" if is_event else "DUE", end, parameters=_NOWHERE)
        self.write(key, calendar.to_ical())

    def add_foreign(self, name: str) -> None:
        self.account.write(f"{self.calendar}{name}.ics", someone_elses(name))

    def foreign(self) -> Mapping[str, str]:
        urls = [url for collection in {self.calendar, self.tasks} for url in self.account.members(collection)]
        texts = {url.rpartition("/")[2].removesuffix(".ics"): self.account.read(url).decode() for url in urls}
        return not_ours(texts)

    def _collection(self, *components: str) -> str:
        return self.server.new_collection(*components, account=self.account)
