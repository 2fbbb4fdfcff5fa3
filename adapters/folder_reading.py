"""Reading a folder of .ics files: which are ours, which changed, which cannot be understood.

Opens only what changed since the last reading. Never takes a folder that is gone for an empty one, nor a file that
cannot be read for a missing one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from adapters import files
from adapters.base import Flaw, Reading, Since, Terminal
from adapters.folder_errors import cannot_read
from adapters.folder_place import COLLECTIONS, Place, is_item
from adapters.folder_state import Cursor
from mappings.icalendar import from_ics, looks_like_ics, may_be_ours
from mappings.items import Found, Key


class FolderReading:
    """One reading. ``renamed`` are items of ours under names that hjul would not give."""

    def __init__(self, place: Place, since: Since) -> None:
        self._place = place
        self._since = since
        cursor = Cursor.loaded(since.cursor, place.plan_id, str(place.zone))
        self._cursor = cursor or Cursor()
        self._etags = since.etags if cursor else {}
        self._unchanged: set[str] = set()
        self._found: dict[str, Found] = {}
        self._flaws: dict[str, Flaw] = {}
        self._foreign: dict[str, str] = {}
        self.renamed: dict[str, Key] = {}

    def result(self, roster: frozenset[Key]) -> Reading:
        """Do the reading; ``roster`` is what hjul made here. Terminal when the folder as a whole cannot be read."""
        self._refuse_vanished()
        for ref, entry in self._entries():
            self._look(ref, entry)
        self._part_copies()
        there = self._unchanged | self._found.keys() | self._flaws.keys()
        known = {found.key for found in self._found.values()} | set(self.renamed.values())
        return Reading(
            found=tuple(self._found[ref] for ref in sorted(self._found)),
            unchanged=frozenset(self._unchanged),
            gone=frozenset(self._since.etags.keys() - there),
            flaws=tuple(self._flaws[ref] for ref in sorted(self._flaws)),
            buried=frozenset(key for key in roster - known if there.isdisjoint(self._place.refs(key))),
            cursor=Cursor(self._foreign, self.renamed).dumped(self._place.plan_id, str(self._place.zone)),
        )

    def _refuse_vanished(self) -> None:
        for collection in COLLECTIONS:
            folder = self._place.folder / collection
            try:
                is_there = folder.is_dir()
            except OSError as error:
                raise cannot_read(folder, error) from error
            if not is_there and any(ref.startswith(f"{collection}/") for ref in self._since.etags):
                raise Terminal(
                    f"The folder {folder} is gone; its items are not taken for deleted. If it lies on a disk that is "
                    "not mounted, mount it; if you moved it, move it back or change hjul.toml."
                )

    def _entries(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Every plain .ics file, by its ref. Links and folders are left alone."""
        for collection in COLLECTIONS:
            folder = self._place.folder / collection
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        if is_item(entry.name) and entry.is_file(follow_symlinks=False):
                            yield f"{collection}/{entry.name}", entry
            except FileNotFoundError:
                continue
            except OSError as error:
                raise cannot_read(folder, error) from error

    def _look(self, ref: str, entry: os.DirEntry[str]) -> None:
        try:
            mark = files.fingerprint(entry.stat(follow_symlinks=False))
            if self._etags.get(ref) == mark:
                self._unchanged.add(ref)
                if ref in self._cursor.renamed:
                    self.renamed[ref] = self._cursor.renamed[ref]
            elif self._cursor.foreign.get(ref) == mark:
                self._foreign[ref] = mark
            else:
                self._open(ref)
        except FileNotFoundError:
            return  # gone between the listing and now
        except OSError as error:
            self._flaw(ref, f"cannot be read: {error.strerror}")

    def _open(self, ref: str) -> None:
        try:
            data, etag = files.read(self._place.path(ref))
        except files.TooLarge as error:
            if ref in self._since.etags or any(map(may_be_ours, files.pieces(self._place.path(ref)))):
                raise
            self._foreign[ref] = error.fingerprint
            return
        try:
            entry = from_ics(data, plan_id=self._place.plan_id, zone=self._place.zone)
        except ValueError as error:
            self._flaw(ref, f"cannot be understood: {error}")
            return
        if entry is not None:
            self._found[ref] = Found(entry.item, ref, etag, entry.progress, entry.notes, entry.stamp)
            if ref not in self._place.refs(entry.item.key):
                self.renamed[ref] = entry.item.key
        elif ref in self._since.etags:
            self._flaw(ref, "no longer says which item it is")
        elif not looks_like_ics(data):
            self._flaw(ref, "is not a whole iCalendar file")
        else:
            self._foreign[ref] = etag

    def _part_copies(self) -> None:
        """Of several files with one item, the one under hjul's own name counts, else the first by name."""
        claims: dict[Key, set[str]] = {}
        for ref, key in self.renamed.items():
            claims.setdefault(key, set()).add(ref)
        for ref, found in self._found.items():
            claims.setdefault(found.key, set()).add(ref)
        for key, refs in claims.items():
            own = self._place.refs(key)
            first, *copies = sorted(refs | (own & self._unchanged), key=lambda ref: (ref not in own, ref))
            for ref in copies:
                self._flaw(ref, f"is a copy of {self._place.path(first)}; only that one is followed")

    def _flaw(self, ref: str, why: str) -> None:
        self._flaws[ref] = Flaw(ref, f"{self._place.path(ref)} {why}")
        self._unchanged.discard(ref)
        self._found.pop(ref, None)
        self.renamed.pop(ref, None)
