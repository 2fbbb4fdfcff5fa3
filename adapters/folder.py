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
from adapters.folder_place import CALENDAR, COLLECTIONS, TASKS, Place
from adapters.folder_reading import FolderReading
from adapters.folder_state import Roster
from config.whole_file import sweep
from mappings.icalendar import Entry, as_stored, from_ics, parted, to_ics
from mappings.items import Event, Item, Key, Stamp
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
        self._now = now
        self._own_notes = own_notes
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
        data = self._made_again(effect) or self._written(effect, None)
        self._make_folders()
        try:
            etag = files.create(self._place.path(ref), data)
        except FileExistsError as error:
            raise self._why_taken(ref, effect.key) from error
        self._roster.add(effect.key)
        return Outcome(effect, ref, etag)

    def _made_again(self, effect: Create) -> bytes | None:
        """The file from its image; None when there is none, or when it means nothing here."""
        if effect.image is None:
            return None
        data = _file(effect.image)
        try:
            entry = from_ics(data, plan_id=self._place.plan_id, zone=self._place.zone)
            if entry is not None and _says_so(entry, effect):
                return data
            return self._written(effect, data)
        except (ValueError, Terminal):
            return None

    def _update(self, effect: Update) -> Outcome:
        path, data, etag = self._current(effect.ref, effect.etag)
        changed = self._written(effect, data)
        if changed == data:
            return Outcome(effect, effect.ref, etag)
        return Outcome(effect, effect.ref, files.replace(path, changed, etag), image=_image(data))

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
        return Outcome(effect, image=_image(ours))

    def _current(self, ref: str, etag: str | None) -> tuple[Path, bytes, str]:
        try:
            path = self._place.path(ref)
        except ValueError as error:
            raise Terminal(str(error)) from error
        data, now = files.read(path)
        if etag is not None and not files.is_same(etag, data, now):
            raise files.Changed(str(path))
        return path, data, now

    def _written(self, effect: Create | Update, existing: bytes | None) -> bytes:
        try:
            return to_ics(
                effect.item,
                plan_id=self._place.plan_id,
                zone=self._place.zone,
                at=self._now(),
                progress=effect.progress,
                existing=existing,
                stamp=effect.stamp,
                people_notes=effect.notes if isinstance(effect, Create) else "",
                own_notes=self._own_notes,
            )
        except ValueError as error:
            raise Terminal(f"{effect.key} cannot be written: {error}") from error

    def _why_taken(self, ref: str, key: Key) -> ServiceError:
        path = self._place.path(ref)
        try:
            data, _ = files.read(path)
            entry = from_ics(data, plan_id=self._place.plan_id, zone=self._place.zone)
        except (OSError, ValueError):
            entry = None
        if entry is not None and entry.item.key == key:
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


def _image(data: bytes) -> str:
    """A file as text that loses no byte, also where it is not UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def _file(image: str) -> bytes:
    return image.encode("utf-8", "surrogateescape")


def _says_so(entry: Entry, effect: Create) -> bool:
    """Whether all that is to be written stands there already, so that not a byte need be touched."""
    return (
        entry.item == as_stored(effect.item)
        and entry.progress == (effect.progress or entry.progress)
        and entry.stamp == (effect.stamp or Stamp.of(effect.item))
    )
