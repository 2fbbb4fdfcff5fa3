"""The reference adapter: a service in memory that keeps the contract to the letter, and people who use it.

Never loses or gains anything but by ``apply`` and by what a person does. Other adapters are measured against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from adapters.base import (
    Bury,
    Capabilities,
    Create,
    Delete,
    Effect,
    Flaw,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Stale,
    Terminal,
    Update,
)
from mappings.item_json import progress_from_json, progress_to_json
from mappings.items import Event, Found, Item, Key, Progress, Stamp, State


@dataclass(frozen=True, slots=True)
class _Object:
    """``others`` is what other programs keep in the same object: fields that hjul knows nothing of."""

    ref: str
    version: int
    plan: str
    item: Item
    progress: Progress
    notes: str = ""
    stamp: Stamp | None = None
    others: tuple[tuple[str, str], ...] = ()
    damaged: str | None = None


@dataclass(slots=True)
class _Store:
    """What is there, what is gone and when each last changed; ``roster``: what hjul made and has not taken away."""

    version: int = 0
    objects: dict[str, _Object] = field(default_factory=dict)
    refs: dict[tuple[str, Key], str] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    roster: set[tuple[str, Key]] = field(default_factory=set)
    foreign: dict[str, str] = field(default_factory=dict)


_BARE = json.dumps(["", [], progress_to_json(Progress())])
"""The image of an object that nobody has added anything to."""


class MemoryAdapter:
    """``opened_again`` is another adapter on the same place, as the next run of the program would open it.

    Several plans may share one place; what is another plan's is foreign. ``invited`` people, whom no plan knows, get a mail
    about each event; those whom a plan invites get one about each event that asks for mail.
    """

    def __init__(
        self,
        name: str = "memory",
        capabilities: Capabilities | None = None,
        plan_id: str = "",
        *,
        invited: int = 0,
    ) -> None:
        self._name = name
        self._capabilities = capabilities or Capabilities(invites=True)
        self._plan_id = plan_id
        self._invited = invited
        self._store = _Store()
        self._bin: dict[tuple[str, Key], _Object] = {}

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def read(self, since: Since) -> Reading:
        """With a cursor of this place: what changed after it. Otherwise everything."""
        after = self._version_of(since.cursor)
        objects = [each for each in self._store.objects.values() if each.plan == self._plan_id]
        flaws = tuple(Flaw(each.ref, each.damaged, each.item.key) for each in objects if each.damaged)
        whole = [each for each in objects if not each.damaged]
        return Reading(
            found=tuple(self._found(each) for each in whole if after is None or each.version > after),
            unchanged=frozenset(each.ref for each in whole if since.etags.get(each.ref) == _etag(each)),
            gone=frozenset(ref for ref, version in self._store.gone.items() if version > (after or 0)),
            flaws=flaws,
            buried=frozenset(
                key for plan, key in self._store.roster - self._store.refs.keys() if plan == self._plan_id
            ),
            cursor=str(self._store.version),
            complete=after is None,
        )

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        """Each effect is carried out when its outcome is asked for."""
        for effect in effects:
            try:
                yield self._carry_out(effect)
            except ServiceError as error:
                yield Outcome(effect, error=error)

    def as_stored(self, item: Item) -> Item:
        if isinstance(item, Event) and not self._capabilities.invites:
            return replace(item, attendees=(), mail=False)
        return item

    def mails(self, effect: Effect) -> int:
        there = self._store.objects.get(effect.ref) if isinstance(effect, Update | Delete) else None
        item = effect.item if isinstance(effect, Create | Update) else there and there.item
        if not isinstance(item, Event):
            return 0
        invited = self._invited if isinstance(effect, Create | Update) else 0
        return invited + (len(item.attendees) if item.mail else 0)

    # What a person does here. ``key`` names the item as the plan does; KeyError when it is not there.

    def tick(self, key: Key, at: datetime | None = None, by: str | None = None) -> None:
        self.report(key, Progress(State.DONE, 100, at, by))

    def report(self, key: Key, progress: Progress) -> None:
        self._put(replace(self._of(key), progress=progress))

    def drag(self, key: Key, **days: date | datetime | None) -> None:
        self.edit(key, **days)

    def rename(self, key: Key, title: str) -> None:
        self.edit(key, title=title)

    def edit(self, key: Key, **changes: Any) -> None:
        there = self._of(key)
        self._put(replace(there, item=replace(there.item, **changes)))

    def annotate(self, key: Key, notes: str) -> None:
        self._put(replace(self._of(key), notes=notes))

    def decorate(self, key: Key, name: str, value: str) -> None:
        """Keep a field of another program's in one of our objects."""
        there = self._of(key)
        self._put(replace(there, others=(*there.others, (name, value))))

    def decorations(self, key: Key) -> dict[str, str]:
        return dict(self._of(key).others)

    def damage(self, key: Key, why: str = "it cannot be read") -> None:
        self._put(replace(self._of(key), damaged=why))

    def repair(self, key: Key) -> None:
        self._put(replace(self._of(key), damaged=None))

    def all_keys(self) -> list[Key]:
        """What is there of this plan's, the oldest first."""
        return [key for plan, key in self._store.refs if plan == self._plan_id]

    def seen(self, key: Key) -> Found | None:
        """The object as a person sees it, whatever the service lets programs read."""
        ref = self._store.refs.get((self._plan_id, key))
        return None if ref is None else _whole(self._store.objects[ref])

    def delete(self, key: Key) -> None:
        self._bin[self._plan_id, key] = self._of(key)
        self._take_away(self._of(key).ref)

    def restore(self, key: Key) -> None:
        """Take it out of the bin, unless there is another one by now."""
        if (self._plan_id, key) in self._store.refs:
            raise KeyError(key)
        self._put(self._bin.pop((self._plan_id, key)))

    def add_foreign(self, ref: str, content: str) -> None:
        self._store.foreign[ref] = content

    def foreign(self) -> dict[str, str]:
        return dict(self._store.foreign)

    def opened_again(self, plan_id: str | None = None) -> MemoryAdapter:
        """For the same plan, or for another one in the same place."""
        plan_id = self._plan_id if plan_id is None else plan_id
        other = MemoryAdapter(self._name, self._capabilities, plan_id, invited=self._invited)
        other._store, other._bin = self._store, self._bin
        return other

    def replica(self) -> MemoryAdapter:
        """The place as it is now, which learns of nothing later: what a server that lags behind would answer from."""
        other = MemoryAdapter(self._name, self._capabilities, self._plan_id)
        other._bin = dict(self._bin)
        other._store = replace(
            self._store,
            objects=dict(self._store.objects),
            refs=dict(self._store.refs),
            gone=dict(self._store.gone),
            roster=set(self._store.roster),
            foreign=dict(self._store.foreign),
        )
        return other

    def _carry_out(self, effect: Effect) -> Outcome:
        match effect:
            case Create():
                done = self._create(effect)
                return Outcome(effect, done.ref, _etag(done))
            case Update():
                there = self._current(effect.ref, effect.etag)
                progress = there.progress if effect.progress is None else _reported(effect.progress)
                stamp = effect.stamp or Stamp.of(effect.item)
                item = self.as_stored(effect.item)
                done = self._put(replace(there, item=item, progress=progress, stamp=stamp))
                return Outcome(effect, done.ref, _etag(done), image=self._image(there))
            case Delete():
                there = self._current(effect.ref, effect.etag)
                self._take_away(there.ref)
                self._store.roster.discard((self._plan_id, effect.key))
                return Outcome(effect, image=self._image(there))
            case Bury():
                self._enrol(effect.key)
                return Outcome(effect)

    def _create(self, effect: Create) -> _Object:
        is_event = isinstance(effect.item, Event)
        if not (self._capabilities.events if is_event else self._capabilities.tasks):
            raise Terminal(f"{self._name} keeps no {'events' if is_event else 'tasks'}")
        if (self._plan_id, effect.key) in self._store.refs:
            raise Stale(f"{effect.key} is already there")
        self._enrol(effect.key)
        progress = Progress() if effect.progress is None else _reported(effect.progress)
        ref = f"object-{self._store.version + 1}"
        stamp = effect.stamp or Stamp.of(effect.item)
        made = _Object(ref, 0, self._plan_id, self.as_stored(effect.item), progress, effect.notes, stamp)
        return self._put(self._from_image(made, effect))

    def _image(self, there: _Object) -> str | None:
        """All of it that is not the plan's."""
        if not self._capabilities.keeps_images:
            return None
        if not there.notes and not there.others and there.progress == Progress():
            return _BARE
        return json.dumps([there.notes, there.others, progress_to_json(there.progress)])

    def _from_image(self, made: _Object, effect: Create) -> _Object:
        if effect.image is None or not self._capabilities.keeps_images:
            return made
        try:
            notes, others, progress = json.loads(effect.image)
            return replace(
                made,
                notes=notes,
                others=tuple((name, value) for name, value in others),
                progress=made.progress if effect.progress else progress_from_json(progress),
            )
        except (ValueError, KeyError, TypeError):
            return made

    def _enrol(self, key: Key) -> None:
        if self._capabilities.keeps_burials:
            self._store.roster.add((self._plan_id, key))

    def _current(self, ref: str, etag: str | None) -> _Object:
        there = self._store.objects.get(ref)
        if there is None or (etag is not None and _etag(there) != etag):
            raise Stale(f"{ref} changed since it was read")
        return there

    def _put(self, changed: _Object) -> _Object:
        self._store.version += 1
        changed = replace(changed, version=self._store.version)
        self._store.objects[changed.ref] = changed
        self._store.refs[changed.plan, changed.item.key] = changed.ref
        self._store.gone.pop(changed.ref, None)
        return changed

    def _take_away(self, ref: str) -> None:
        self._store.version += 1
        taken = self._store.objects.pop(ref)
        del self._store.refs[taken.plan, taken.item.key]
        self._store.gone[ref] = self._store.version

    def _of(self, key: Key) -> _Object:
        return self._store.objects[self._store.refs[self._plan_id, key]]

    def _version_of(self, cursor: str | None) -> int | None:
        if not self._capabilities.incremental or cursor is None or not cursor.isdecimal():
            return None
        return int(cursor) if int(cursor) <= self._store.version else None

    def _found(self, there: _Object) -> Found:
        """As much of it as this service keeps."""
        can, found = self._capabilities, _whole(there)
        return replace(
            found,
            progress=found.progress if can.keeps_completion_time else replace(found.progress, at=None),
            notes=found.notes if can.keeps_notes else "",
            stamp=found.stamp if can.keeps_stamp else None,
        )


def _whole(there: _Object) -> Found:
    return Found(there.item, there.ref, _etag(there), there.progress, there.notes, there.stamp)


def _etag(there: _Object) -> str:
    return f"v{there.version}"


def _reported(progress: Progress) -> Progress:
    """What is done is 100 %, as every service has it."""
    return replace(progress, percent=100) if progress.state is State.DONE else progress
