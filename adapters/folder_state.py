"""What the folder adapter keeps beside the items: its cursor (in the ledger) and its roster (in the folder).

Never keeps anything that the files themselves could say.
"""

from __future__ import annotations

import errno
import json
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from adapters import files
from adapters.folder_errors import cannot_read
from mappings.items import Key

ROSTER = ".hjul-items"
MOST_BYTES = 64 * 1024 * 1024
"""Of the roster: a million lines of it."""
_VERSION = 1
_ABOUT = "# What hjul made here: if it is not there, a person deleted it, and hjul does not bring it back. plan, key"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Files that need not be opened again to know whose they are."""

    foreign: Mapping[str, str] = field(default_factory=dict)  # ref -> fingerprint
    renamed: Mapping[str, Key] = field(default_factory=dict)  # ref -> key, where the name does not tell

    @classmethod
    def loaded(cls, text: str | None, plan_id: str, zone: str) -> Cursor | None:
        """None when there is none, or it was made for something else: then every file is opened."""
        try:
            kept = json.loads(text or "null")
            if [kept["version"], kept["plan"], kept["zone"]] != [_VERSION, plan_id, zone]:
                return None
            return cls(
                {str(ref): str(mark) for ref, mark in kept["foreign"].items()},
                {str(ref): Key(key) for ref, key in kept["renamed"].items()},
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return None

    def dumped(self, plan_id: str, zone: str) -> str:
        """``plan_id`` and ``zone`` are what the files were read with."""
        foreign, renamed = dict(self.foreign), dict(self.renamed)
        kept = {"version": _VERSION, "plan": plan_id, "zone": zone, "foreign": foreign, "renamed": renamed}
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)


class Roster:
    """The keys of all that hjul made here and has not taken away, in a dot-file that calendar programs do not look at.

    A line for each item, and a line with a minus before it when hjul took the item away; the last line about an item
    counts. Only ever added to, so that a crash loses a line at most. Other plans may keep theirs in the same file. Raises
    Terminal when it cannot be read: it is never taken for empty.
    """

    def __init__(self, folder: Path, plan_id: str) -> None:
        self._path = folder / ROSTER
        self._plan_id = plan_id

    def read(self) -> frozenset[Key]:
        """Read anew each time."""
        made: dict[Key, bool] = {}
        for line in self._lines():
            plan, _, key = line.removeprefix("-").partition("\t")
            if plan == self._plan_id and key:
                made[Key(key)] = not line.startswith("-")
        return frozenset(key for key, there in made.items() if there)

    def add(self, *keys: Key) -> None:
        self._append([f"{self._plan_id}\t{key}" for key in keys])

    def remove(self, key: Key) -> None:
        self._append([f"-{self._plan_id}\t{key}"])

    def _lines(self) -> list[str]:
        try:
            try:
                self._path.lstat()
            except FileNotFoundError:
                return []
            status = self._path.stat()
            if not stat.S_ISREG(status.st_mode):  # a pipe would be waited for
                raise OSError(errno.EINVAL, "it is not a file")
            if status.st_size > MOST_BYTES:
                raise OSError(errno.EFBIG, f"it is larger than {MOST_BYTES // 1024 // 1024} MB")
            text = self._path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise cannot_read(self._path, error) from error
        return [line for line in text.splitlines() if line and line != _ABOUT]

    def _append(self, lines: list[str]) -> None:
        if lines:
            head = [] if self._path.exists() else [_ABOUT]
            files.append(self._path, "".join(f"{line}\n" for line in [*head, *lines]).encode())
