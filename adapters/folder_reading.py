"""Reading a folder of .ics files: which are ours, which changed, which cannot be understood.

Opens only what changed since the last reading. Never takes a folder that is gone for an empty one, nor a file that
cannot be read for a missing one.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from adapters import files
from adapters.base import Reading, Since, Terminal
from adapters.folder_errors import cannot_read
from adapters.folder_place import COLLECTIONS, Place, is_item
from adapters.folder_state import Cursor
from adapters.objects import Pile
from mappings.icalendar import may_be_ours
from mappings.items import Key


class FolderReading:
    """One reading. ``renamed`` are items of ours under names that hjul would not give."""

    def __init__(self, place: Place, since: Since) -> None:
        self._place = place
        self._since = since
        cursor = Cursor.loaded(since.cursor, place.plan_id, str(place.zone))
        self._cursor = cursor or Cursor()
        self._etags = since.etags if cursor else {}
        self._pile = Pile(place, since.etags)
        self.renamed = self._pile.renamed

    def result(self, roster: frozenset[Key]) -> Reading:
        """Do the reading; ``roster`` is what hjul made here. Terminal when the folder as a whole cannot be read."""
        self._refuse_vanished()
        for ref, entry in self._entries():
            self._look(ref, entry)
        pile = self._pile
        pile.part_copies()
        return Reading(
            found=tuple(pile.found[ref] for ref in sorted(pile.found)),
            unchanged=frozenset(pile.unchanged),
            gone=frozenset(self._since.etags.keys() - pile.there),
            flaws=tuple(pile.flaws[ref] for ref in sorted(pile.flaws)),
            buried=pile.buried(roster),
            cursor=Cursor(pile.foreign, pile.renamed).dumped(self._place.plan_id, str(self._place.zone)),
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
        pile = self._pile
        try:
            mark = files.fingerprint(entry.stat(follow_symlinks=False))
            if self._etags.get(ref) == mark:
                pile.unchanged.add(ref)
                if ref in self._cursor.renamed:
                    pile.renamed[ref] = self._cursor.renamed[ref]
            elif self._cursor.foreign.get(ref) == mark:
                pile.foreign[ref] = mark
            else:
                self._open(ref)
        except FileNotFoundError:
            return  # gone between the listing and now
        except OSError as error:
            pile.flaw(ref, f"cannot be read: {error.strerror}")

    def _open(self, ref: str) -> None:
        try:
            data, etag = files.read(self._place.path(ref))
        except files.TooLarge as error:
            if ref in self._since.etags or any(map(may_be_ours, files.pieces(self._place.path(ref)))):
                raise
            self._pile.foreign[ref] = error.fingerprint
            return
        self._pile.add(ref, data, etag)
