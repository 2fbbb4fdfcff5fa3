"""Calendars and task lists on a CalDAV server (RFC 4791): one object for each item, under a name made from its key.

Knows its own objects by their content, not by their names. Never touches, and never complains of, anyone else's object,
sends no invitations, and follows no address but those in hjul.toml.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from adapters.base import (
    Bury,
    Capabilities,
    Check,
    Create,
    Delete,
    Effect,
    NotAllowed,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Stale,
    Terminal,
    Transient,
    Update,
)
from adapters.caldav_examined import examine
from adapters.caldav_http import Answer, Connection, NoAnswer
from adapters.caldav_oddities import oddities_of, server_of, with_broken_lines
from adapters.caldav_place import Place
from adapters.caldav_reading import CalDAVReading, fetched
from adapters.caldav_state import Body, Roster
from adapters.objects import Objects, to_image
from config.caldav_target import CalDAVTarget
from mappings.icalendar import as_stored
from mappings.items import Item, Key
from mappings.notes import OWN_NOTES

_ICS = {"Content-Type": "text/calendar; charset=utf-8"}
_FORBIDDEN, _NOT_FOUND, _CONFLICT, _GONE, _STALE, _TOO_LARGE = 403, 404, 409, 410, 412, 413
MOST_SILENCES = 3
"""Effects in a row without an answer, or with one that asks to come back later, after which the server is taken to be away
and the rest is left for the next run."""


class CalDAVAdapter:
    """``secret`` is the password or token of ``target.user``; ``zone`` is the plan's time zone."""

    def __init__(  # what every adapter starts from
        self,
        name: str,
        target: CalDAVTarget,
        secret: str | None,
        plan_id: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        *,
        own_notes: str = OWN_NOTES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = name
        self._target = target
        self._place = Place.of(target, plan_id, zone)
        first = next(iter(self._place.urls.values()))
        self._connections = target.connections
        self._oddities = oddities_of(target.server or server_of(first))
        self._connection = Connection(
            name,
            first,
            user=target.user,
            secret=secret,
            auth=target.auth,
            timeout=target.timeout,
            connections=target.connections,
            one_writer=self._oddities.one_writer,
            sleep=sleep,
        )
        self._objects = Objects(plan_id, zone, now, own_notes)
        self._roster = Roster(
            self._connection, first, plan_id, kept=False if self._oddities.forgets else None
        )
        self._bodies: dict[str, Body] = {}
        self._renamed: frozenset[Key] | None = None
        self._there: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        """A server that has refused to keep the roster keeps no burials; until it is asked, it is taken to."""
        return Capabilities(
            events=self._place.events is not None,
            tasks=self._place.tasks is not None,
            keeps_burials=self._roster.kept is not False,
            runs_ahead=self._connections > 1,
        )

    def read(self, since: Since) -> Reading:
        """Everything of ours, of which only what changed is fetched: one request for each collection.

        A collection that is not there raises Terminal, one that may not be read NotAllowed.
        """
        looking = CalDAVReading(
            self._connection, self._place, since, self._roster, knows_sync=not self._oddities.compares_etags
        )
        reading = looking.result()
        self._bodies = looking.bodies
        self._renamed = frozenset(looking.renamed.values())
        self._there = frozenset({*(found.ref for found in reading.found), *reading.unchanged})
        return reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        """One request for each effect, several at a time; what is remembered of them on the server, in one more.

        Raises NotAllowed when the sign-in is refused, and Transient when the server has gone away or stays too busy.
        """
        todo = list(effects)
        if not todo:
            return
        self._prepare(todo)
        made: list[Key] = []
        not_deleted: list[Key] = []
        silences = 0
        last = len(todo) - 1
        with ThreadPoolExecutor(self._connections, thread_name_prefix="hjul-caldav") as pool:
            for number, outcome in enumerate(self._in_order(pool, todo)):
                effect, error = outcome.effect, outcome.error
                if isinstance(effect, Create) and error is None:
                    made.append(effect.key)
                if isinstance(effect, Delete) and error is not None:
                    not_deleted.append(effect.key)
                silences = silences + 1 if error is not None and _is_away(error) else 0
                if number == last or silences == MOST_SILENCES:
                    self._roster.try_change(add=[*made, *not_deleted])
                yield outcome
                if error is not None and silences == MOST_SILENCES and number != last:
                    raise error

    def as_stored(self, item: Item) -> Item:
        return as_stored(self._kept(item))

    def mails(self, effect: Effect) -> int:  # noqa: ARG002  # nobody is ever invited
        return 0

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        """What hjul doctor tells of this target."""
        return examine(self._connection, self._target, self._place.plan_id, write=write)

    # Order

    def _prepare(self, effects: list[Effect]) -> None:
        """What all of them need, asked for at once. Nothing is changed yet but the roster."""
        if self._renamed is None and any(isinstance(effect, Create) for effect in effects):
            bodies = dict(self._bodies)
            self.read(Since())
            self._bodies |= bodies
        wanted = [
            effect.ref
            for effect in effects
            if isinstance(effect, Update | Delete) and not self._has_body(effect)
        ]
        known = [ref for ref in wanted if self._is_ref(ref)]
        for ref, member in fetched(self._connection, self._place, known):
            self._bodies.pop(ref, None)
            if member.data is not None:
                self._bodies[ref] = (member.etag or "", member.data)
        self._roster.change(
            add=[effect.key for effect in effects if isinstance(effect, Bury)],
            remove=[effect.key for effect in effects if isinstance(effect, Delete)],
        )

    def _in_order(self, pool: ThreadPoolExecutor, effects: list[Effect]) -> Iterator[Outcome]:
        """Outcomes in the order of the effects, which are begun in that order; two of one item never at the same time."""
        waiting: list[tuple[Effect, Future[Outcome]]] = []
        coming = iter(effects)
        following = list(islice(coming, 1))
        while waiting or following:
            while following and len(waiting) < self._connections:
                effect = following[0]
                if any(other.key == effect.key for other, _ in waiting):
                    break
                waiting.append((effect, pool.submit(self._outcome, effect)))
                following = list(islice(coming, 1))
            _, first = waiting.pop(0)
            yield first.result()

    def _outcome(self, effect: Effect) -> Outcome:
        """NotAllowed for a refused sign-in is raised: it would be the same for all the others."""
        try:
            match effect:
                case Create():
                    return self._create(effect)
                case Update():
                    return self._update(effect)
                case Delete():
                    return self._delete(effect)
                case Bury():
                    return Outcome(effect)
        except NotAllowed:
            raise
        except ServiceError as error:
            return Outcome(effect, error=error)

    # One effect

    def _create(self, effect: Create) -> Outcome:
        collection = self._place.collection(effect.item)
        if collection is None:
            raise Terminal(f"{effect.key} is of a kind that {self._name} has no collection for")
        ref = self._place.ref(effect.key, collection)
        if effect.key in (self._renamed or ()):
            raise Stale(f"{effect.key} is already there under another name")
        if elsewhere := self._there & (self._place.refs(effect.key) - {ref}):
            raise Stale(f"{self._place.shown(next(iter(elsewhere)))} is already there")
        data = self._objects.made(replace(effect, item=self._kept(effect.item)))
        if self._oddities.looks_first and self._stands(ref) is not None:
            raise self._why_taken(ref, effect.key)
        answer = self._put(ref, data, {"If-None-Match": "*"})
        if answer.ok:
            return Outcome(effect, ref, self._etag(answer))
        if answer.violates("no-uid-conflict") or self._says_taken(answer):
            raise self._why_taken(ref, effect.key)
        if answer.dislikes:
            raise self._refused(answer, effect.key)
        if answer.status == _STALE:
            raise self._why_taken(ref, effect.key)
        if answer.status in (_NOT_FOUND, _CONFLICT, _GONE):
            raise Terminal(
                f"{self._place.urls[collection]} is not there (any longer), so {effect.key} was not made"
            )
        raise self._refused(answer, effect.key)

    def _update(self, effect: Update) -> Outcome:
        etag, data = self._current(effect.ref, effect.etag, effect.key)
        changed = self._objects.written(replace(effect, item=self._kept(effect.item)), data)
        if changed == data:
            return Outcome(effect, effect.ref, etag)
        answer = self._put(effect.ref, changed, _if_match(etag))
        self._bodies.pop(effect.ref, None)
        if answer.ok:
            return Outcome(effect, effect.ref, self._etag(answer), image=to_image(data))
        if answer.status in (_STALE, _NOT_FOUND, _GONE, _CONFLICT) and not answer.dislikes:
            raise Stale(f"{self._place.shown(effect.ref)} changed since it was read")
        raise self._refused(answer, effect.key)

    def _delete(self, effect: Delete) -> Outcome:
        etag, data = self._current(effect.ref, effect.etag, effect.key)
        if not self._objects.holds(data, effect.key):
            raise Terminal(f"{self._place.shown(effect.ref)} cannot be understood, and so it is not deleted")
        answer = self._connection.request("DELETE", self._place.url(effect.ref), headers=_if_match(etag))
        self._bodies.pop(effect.ref, None)
        if answer.ok:
            return Outcome(effect, image=to_image(data))
        if answer.status in (_STALE, _NOT_FOUND, _GONE, _CONFLICT) and not answer.dislikes:
            raise Stale(f"{self._place.shown(effect.ref)} changed since it was read")
        raise self._refused(answer, effect.key)

    # Parts of them

    def _kept(self, item: Item) -> Item:
        return with_broken_lines(item) if self._oddities.breaks_lines else item

    def _put(self, ref: str, data: bytes, conditions: dict[str, str]) -> Answer:
        return self._connection.request("PUT", self._place.url(ref), data, {**_ICS, **conditions})

    def _current(self, ref: str, etag: str | None, key: Key) -> Body:
        """The object as it stands. Stale when it is another than was read."""
        if not self._is_ref(ref):
            raise Terminal(f"{ref!r} is not the name of an object in {self._name}")
        body = self._bodies.get(ref)
        if body is None:
            raise Stale(f"{self._place.shown(ref)} is no longer there")
        if etag is not None and body[0] != etag:
            raise Stale(f"{self._place.shown(ref)} changed since it was read")
        if not body[0]:
            raise Terminal(
                f"the server gives no etag for {self._place.shown(ref)}, and so {key} is not changed"
            )
        return body

    def _has_body(self, effect: Update | Delete) -> bool:
        body = self._bodies.get(effect.ref)
        return body is not None and effect.etag is not None and body[0] == effect.etag

    def _is_ref(self, ref: str) -> bool:
        try:
            self._place.url(ref)
        except ValueError:
            return False
        return True

    def _etag(self, answer: Answer) -> str | None:
        """The new object's, where the server says it and it can be relied on; else the next reading learns it."""
        etag = answer.headers.get("ETag")
        return None if self._oddities.distrusts_etags or not etag or etag.startswith("W/") else str(etag)

    def _stands(self, ref: str) -> bytes | None:
        """What stands under this name now."""
        ((_, member),) = fetched(self._connection, self._place, [ref])
        return member.data

    def _says_taken(self, answer: Answer) -> bool:
        return any("uid" in name.lower() for name in answer.preconditions)

    def _why_taken(self, ref: str, key: Key) -> ServiceError:
        data = self._stands(ref)
        shown = self._place.shown(ref)
        if data is None:
            return Terminal(
                f"the server has {key} already, in another calendar of this account; delete it there, or let the "
                "target point to that calendar, and sync again"
            )
        if self._objects.holds(data, key):
            return Stale(f"{shown} is already there")
        return Terminal(
            f"{shown} is in the way: hjul would give that name to {key}, but cannot tell what is in it. "
            "Look at it, then move or delete it, and sync again."
        )

    def _refused(self, answer: Answer, key: Key) -> ServiceError:
        host = self._connection.host
        if answer.status == _FORBIDDEN and not answer.dislikes:
            return Terminal(
                f"{host} does not let this user write {key}; have the calendar shared with write access"
            )
        if answer.status == _TOO_LARGE or answer.violates("max-resource-size"):
            return Terminal(f"{key} is larger than {host} takes; shorten what is attached or written to it")
        named = ", ".join(sorted(answer.dislikes))
        return Terminal(f"{host} does not take {key} ({answer.status}{f': {named[:100]}' if named else ''})")


def _is_away(error: ServiceError) -> bool:
    return isinstance(error, NoAnswer) or (isinstance(error, Transient) and error.retry_after is not None)


def _if_match(etag: str) -> dict[str, str]:
    """A weak etag never matches (RFC 9110 §13.1.1): what was just read is all the certainty that such a server gives."""
    return {} if etag.startswith("W/") else {"If-Match": etag}
