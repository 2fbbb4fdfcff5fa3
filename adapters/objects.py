"""iCalendar objects, one for each item, as a folder and a CalDAV collection keep them: written, made again, told apart.

Reads and writes no file and reaches no server; decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from adapters.base import Create, Flaw, Terminal, Update
from mappings.icalendar import Entry, as_stored, from_ics, looks_like_ics, to_ics
from mappings.items import Found, Key, Stamp
from mappings.notes import OWN_NOTES


class Names(Protocol):
    """The refs that hjul itself would give to an item, and how a ref is said to a person."""

    @property
    def plan_id(self) -> str: ...

    @property
    def zone(self) -> ZoneInfo: ...

    def refs(self, key: Key, /) -> frozenset[str]: ...

    def shown(self, ref: str, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Objects:
    """``zone`` is the plan's; ``own_notes`` are the words of the line above people's notes."""

    plan_id: str
    zone: ZoneInfo
    now: Callable[[], datetime]
    own_notes: str = OWN_NOTES

    def written(self, effect: Create | Update, existing: bytes | None) -> bytes:
        """The object after this effect; ``existing`` itself when nothing in it changes. Terminal when it cannot be."""
        try:
            return to_ics(
                effect.item,
                plan_id=self.plan_id,
                zone=self.zone,
                at=self.now(),
                progress=effect.progress,
                existing=existing,
                stamp=effect.stamp,
                people_notes=effect.notes if isinstance(effect, Create) else "",
                own_notes=self.own_notes,
            )
        except ValueError as error:
            raise Terminal(f"{effect.key} cannot be written: {error}") from error

    def made(self, effect: Create) -> bytes:
        """A new object, from its image where that is of use."""
        return self._made_again(effect) or self.written(effect, None)

    def holds(self, data: bytes, key: Key) -> bool:
        """Whether this object is, as far as can be told, that item of ours."""
        try:
            entry = from_ics(data, plan_id=self.plan_id, zone=self.zone)
        except ValueError:
            return False
        return entry is not None and entry.item.key == key

    def _made_again(self, effect: Create) -> bytes | None:
        """None when there is no image, or when it means nothing here."""
        if effect.image is None:
            return None
        data = from_image(effect.image)
        try:
            entry = from_ics(data, plan_id=self.plan_id, zone=self.zone)
            if entry is not None and _says_so(entry, effect):
                return data
            return self.written(effect, data)
        except (ValueError, Terminal):
            return None


@dataclass
class Pile:
    """The objects of one reading, told apart as they come. ``known`` is from ref to etag: what was ours before.

    ``renamed`` are items of ours under names that hjul would not give, ``foreign`` (from ref to etag) what is not ours.
    """

    names: Names
    known: Mapping[str, str]
    unchanged: set[str] = field(default_factory=set)
    found: dict[str, Found] = field(default_factory=dict)
    flaws: dict[str, Flaw] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)
    renamed: dict[str, Key] = field(default_factory=dict)

    @property
    def there(self) -> frozenset[str]:
        """Every ref of ours that was seen, be it as it was, changed or not to be understood."""
        return frozenset(self.unchanged | self.found.keys() | self.flaws.keys())

    def add(self, ref: str, data: bytes, etag: str | None) -> None:
        """An object that is new or changed."""
        try:
            entry = from_ics(data, plan_id=self.names.plan_id, zone=self.names.zone)
        except ValueError as error:
            self.flaw(ref, f"cannot be understood: {error}")
            return
        if entry is not None:
            self.found[ref] = Found(entry.item, ref, etag, entry.progress, entry.notes, entry.stamp)
            if ref not in self.names.refs(entry.item.key):
                self.renamed[ref] = entry.item.key
        elif ref in self.known:
            self.flaw(ref, "no longer says which item it is")
        elif not looks_like_ics(data):
            self.flaw(ref, "is not a whole iCalendar file")
        elif etag is not None:
            self.foreign[ref] = etag

    def flaw(self, ref: str, why: str) -> None:
        """One that cannot be understood, or is one too many."""
        self.flaws[ref] = Flaw(ref, f"{self.names.shown(ref)} {why}")
        self.unchanged.discard(ref)
        self.found.pop(ref, None)
        self.renamed.pop(ref, None)

    def part_copies(self) -> None:
        """Of several objects with one item, the one under hjul's own name counts, else the first by name."""
        claims: dict[Key, set[str]] = {}
        for ref, key in self.renamed.items():
            claims.setdefault(key, set()).add(ref)
        for ref, found in self.found.items():
            claims.setdefault(found.key, set()).add(ref)
        for key, refs in claims.items():
            own = self.names.refs(key)
            first, *copies = sorted(refs | (own & self.unchanged), key=lambda ref: (ref not in own, ref))
            for ref in copies:
                self.flaw(ref, f"is a copy of {self.names.shown(first)}; only that one is followed")

    def buried(self, roster: frozenset[Key]) -> frozenset[Key]:
        """Those on the roster of what hjul made that are not there."""
        known = {found.key for found in self.found.values()} | set(self.renamed.values())
        there = self.there
        return frozenset(key for key in roster - known if there.isdisjoint(self.names.refs(key)))


def to_image(data: bytes) -> str:
    """An object as text that loses no byte, also where it is not UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def from_image(image: str) -> bytes:
    """What ``to_image`` was given."""
    return image.encode("utf-8", "surrogateescape")


def _says_so(entry: Entry, effect: Create) -> bool:
    """Whether all that is to be written stands there already, so that not a byte need be touched."""
    return (
        entry.item == as_stored(effect.item)
        and entry.progress == (effect.progress or entry.progress)
        and entry.stamp == (effect.stamp or Stamp.of(effect.item))
    )
