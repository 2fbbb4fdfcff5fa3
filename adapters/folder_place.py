"""Where the folder adapter keeps what: the collections, and the name that hjul gives to an item's file. No I/O."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from mappings.items import Key, uid_of

CALENDAR = "calendar"
TASKS = "tasks"
COLLECTIONS = (CALENDAR, TASKS)


@dataclass(frozen=True, slots=True)
class Place:
    """A ref is ``calendar/<file name>`` or ``tasks/<file name>``; ``zone`` is the plan's."""

    folder: Path
    plan_id: str
    zone: ZoneInfo

    def ref(self, key: Key, collection: str) -> str:
        return f"{collection}/{uid_of(self.plan_id, key)}.ics"

    def refs(self, key: Key) -> frozenset[str]:
        """The names that hjul itself would give."""
        return frozenset(self.ref(key, collection) for collection in COLLECTIONS)

    def shown(self, ref: str) -> str:
        """The file as a person knows it."""
        return str(self.folder / ref)

    def path(self, ref: str) -> Path:
        """ValueError when it is no name of an item's file here."""
        collection, _, name = ref.partition("/")
        if collection not in COLLECTIONS or "/" in name or not is_item(name):
            raise ValueError(f"{ref!r} is not the name of an item in {self.folder}")
        return self.folder / collection / name


def is_item(name: str) -> bool:
    """Whether a file of this name may hold an item; calendar programs pass over what begins with a dot."""
    return name.endswith(".ics") and not name.startswith(".")
