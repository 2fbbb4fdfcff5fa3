"""What the folder adapter keeps beside the items: its cursor (in the ledger) and its burials (in the folder).

Never keeps anything that the files themselves could say.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from adapters import files
from adapters.folder_errors import cannot_read
from mappings.items import Key

BURIALS = ".hjul-deleted"
_VERSION = 1
_ABOUT = "# Items that people deleted here: hjul does not bring them back. One line each: plan, key."


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


class Burials:
    """The keys of what people deleted, in one dot-file that calendar programs do not look at.

    Other plans may keep theirs in the same file. Raises Terminal when it cannot be read: it is never taken for empty.
    """

    def __init__(self, folder: Path, plan_id: str) -> None:
        self._path = folder / BURIALS
        self._plan_id = plan_id
        self._lines: list[str] | None = None

    def keys(self) -> frozenset[Key]:
        """Read anew each time."""
        self._lines = self._read()
        plan = f"{self._plan_id}\t"
        return frozenset(Key(line.removeprefix(plan)) for line in self._lines if line.startswith(plan))

    def add(self, key: Key) -> None:
        lines = self._read()
        if self._line(key) not in lines:
            self._write([*lines, self._line(key)])

    def remove(self, key: Key) -> None:
        lines = self._read() if self._lines is None else self._lines
        if self._line(key) in lines:
            self._write([line for line in self._read() if line != self._line(key)])

    def _line(self, key: Key) -> str:
        return f"{self._plan_id}\t{key}"

    def _read(self) -> list[str]:
        try:
            text = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise cannot_read(self._path, error) from error
        return [line for line in text.splitlines() if line and line != _ABOUT]

    def _write(self, lines: list[str]) -> None:
        files.overwrite(self._path, ("\n".join([_ABOUT, *lines]) + "\n").encode())
        self._lines = lines
