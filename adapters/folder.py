"""A folder with one .ics file per item, ``calendar/`` and ``tasks/``, as vdirsyncer, khal and todoman keep them.

Knows its own files by their content, not by their names. Never touches, and never complains of, anyone else's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from adapters import files
from adapters.base import (
    Bury,
    Capabilities,
    Check,
    Create,
    Delete,
    Effect,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Stale,
    Terminal,
    Update,
)
from adapters.folder_errors import cannot_write
from adapters.folder_examined import examine_folder
from adapters.folder_place import CALENDAR, COLLECTIONS, TASKS, Place
from adapters.folder_reading import FolderReading
from adapters.folder_state import Roster
from adapters.objects import Objects, to_image
from config.whole_file import sweep
from mappings.icalendar import as_stored, parted
from mappings.items import Event, Item, Key
from mappings.notes import OWN_NOTES


class FolderAdapter:
    """``zone`` is the plan's time zone; ``own_notes`` are the words of the line above people's notes."""

    def __init__(
        self,
        name: str,
        path: Path,
        plan_id: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        *,
        own_notes: str = OWN_NOTES,
    ) -> None:
        self._name = name
        self._place = Place(Path(path), plan_id, zone)
        self._objects = Objects(plan_id, zone, now, own_notes)
        self._roster = Roster(self._place.folder, plan_id)
        self._renamed: frozenset[Key] | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities()

    def read(self, since: Since) -> Reading:
        """Everything of ours; files that are as they were, ours or not, are not opened.

        A folder that was there before and is not now raises Terminal: it may not be mounted.
        """
        looking = FolderReading(self._place, since)
        reading = looking.result(self._roster.read())
        self._renamed = frozenset(looking.renamed.values())
        return reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        for collection in ("", *COLLECTIONS):
            sweep(self._place.folder / collection)
        for effect in effects:
            try:
                yield self._carry_out(effect)
            except ServiceError as error:
                yield Outcome(effect, error=error)

    def as_stored(self, item: Item) -> Item:
        return as_stored(item)

    def mails(self, effect: Effect) -> int:  # noqa: ARG002  # a folder writes to nobody
        return 0

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        """Whether the folder is there and may be written in, and what hjul made there is remembered."""
        yield from examine_folder(self._place.folder, self._roster, write=write)

    def _carry_out(self, effect: Effect) -> Outcome:
        try:
            match effect:
                case Create():
                    return self._create(effect)
                case Update():
                    return self._update(effect)
                case Delete():
                    return self._delete(effect)
                case Bury():
                    self._make_folders()
                    self._roster.add(effect.key)
                    return Outcome(effect)
        except files.Changed as error:
            raise Stale(f"{error} changed since it was read") from error
        except FileNotFoundError as error:
            raise Stale(f"{error.filename} is no longer there") from error
        except OSError as error:
            raise cannot_write(self._place.folder, error) from error

    def _create(self, effect: Create) -> Outcome:
        if self._renamed is None:
            self.read(Since())
        if effect.key in (self._renamed or ()):
            raise Stale(f"{effect.key} is already there under another name")
        ref = self._place.ref(effect.key, CALENDAR if isinstance(effect.item, Event) else TASKS)
        for taken in self._place.refs(effect.key) - {ref}:
            if self._place.path(taken).exists():
                raise self._why_taken(taken, effect.key)
        data = self._objects.made(effect)
        self._make_folders()
        try:
            etag = files.create(self._place.path(ref), data)
        except FileExistsError as error:
            raise self._why_taken(ref, effect.key) from error
        self._roster.add(effect.key)
        return Outcome(effect, ref, etag)

    def _update(self, effect: Update) -> Outcome:
        path, data, etag = self._current(effect.ref, effect.etag)
        changed = self._objects.written(effect, data)
        if changed == data:
            return Outcome(effect, effect.ref, etag)
        return Outcome(effect, effect.ref, files.replace(path, changed, etag), image=to_image(data))

    def _delete(self, effect: Delete) -> Outcome:
        path, data, etag = self._current(effect.ref, effect.etag)
        try:
            ours, left = parted(data, plan_id=self._place.plan_id, key=effect.key)
        except ValueError as error:
            raise Terminal(f"{path} cannot be understood, and so it is not deleted: {error}") from error
        self._roster.remove(effect.key)
        try:
            if left is None:
                files.remove(path, etag)
            else:
                files.replace(path, left, etag)
        except (OSError, files.Changed):
            self._roster.add(effect.key)
            raise
        return Outcome(effect, image=to_image(ours))

    def _current(self, ref: str, etag: str | None) -> tuple[Path, bytes, str]:
        try:
            path = self._place.path(ref)
        except ValueError as error:
            raise Terminal(str(error)) from error
        data, now = files.read(path)
        if etag is not None and not files.is_same(etag, data, now):
            raise files.Changed(str(path))
        return path, data, now

    def _why_taken(self, ref: str, key: Key) -> ServiceError:
        path = self._place.path(ref)
        try:
            data, _ = files.read(path)
        except OSError:
            data = b""
        if self._objects.holds(data, key):
            return Stale(f"{path} is already there")
        return Terminal(
            f"{path} is in the way: hjul would give that name to {key}, but cannot tell what is in it. "
            "Look at it, then move or delete it, and sync again."
        )

    def _make_folders(self) -> None:
        """The plan is its board's own business: nobody else on the machine gets to look in."""
        folder = self._place.folder
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        for collection in COLLECTIONS:
            (folder / collection).mkdir(mode=0o700, exist_ok=True)
