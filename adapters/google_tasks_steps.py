"""One effect on a list of Google Tasks, request by request. Sends nothing: it yields what to ask, and is given the answers.

Google promises no If-Match for tasks, and takes no id for a new one. So a task is read just before it is written, and a new one
whose answer never came is looked for by its mark and never made again in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.base import (
    Bury,
    Create,
    Delete,
    Effect,
    Outcome,
    ServiceError,
    Stale,
    Terminal,
    Transient,
    Update,
)
from adapters.google_http import Answer, Ask
from adapters.google_tasks_state import Body, etag_of
from adapters.google_together import Steps
from mappings.google_task import Words, from_google, is_deleted, key_of, taken, to_google
from mappings.items import Key, Task

MOST_TRIES = 4
"""Of one write whose answers are lost."""
_REF = re.compile(r"[\w=-]{1,500}", re.ASCII)


@dataclass
class Doing:
    """What the effects need to know. ``alive``, and how many subtasks hang on each task, are of the last reading."""

    name: str
    plan_id: str
    words: Words
    refused: Callable[[Answer, str], ServiceError]
    alive: frozenset[Key] = frozenset()
    parents: Mapping[str, int] = field(default_factory=dict)

    def steps(self, effect: Effect) -> Steps:
        """The requests of this effect; ServiceError when it fails. A ``list`` asks for every task that is there."""
        match effect:
            case Create():
                return self._create(effect)
            case Update():
                return self._update(effect)
            case Delete():
                return self._delete(effect)
            case Bury():
                return self._bury(effect)

    def remember(self, effect: Effect) -> None:
        """That it was carried out."""
        if isinstance(effect, Create):
            self.alive |= {effect.key}
        elif isinstance(effect, Delete):
            self.alive -= {effect.key}

    def _create(self, effect: Create) -> Steps:
        self._task(effect)
        if effect.key in self.alive:
            raise Stale(f"{effect.key} is already there")
        answer = yield Ask("insert", body=self._written(effect, None))
        if answer.lost:
            look = yield Ask("list")
            if not look.ok:
                raise self.refused(look, effect.key)
            made = [body for body in look.body["items"] if self._says(body, effect)]
            if not made:  # it may yet come: the next look tells
                raise self.refused(answer, effect.key)
            answer = Answer(200, min(made, key=lambda body: str(body["id"])))
        if not answer.ok or not answer.body.get("id"):
            raise self.refused(answer, effect.key)
        return Outcome(effect, str(answer.body["id"]), etag_of(answer.body))

    def _update(self, effect: Update) -> Steps:
        self._task(effect)
        body = yield from self._current(effect)
        patch = self._written(effect, body)
        if not patch:
            return Outcome(effect, effect.ref, etag_of(body))
        after = yield from self._patched(effect, body, patch)
        return Outcome(effect, effect.ref, etag_of(after))

    def _delete(self, effect: Delete) -> Steps:
        """In two steps: Google keeps the remains for a while, and they shall say that no person deleted it."""
        if self.parents.get(effect.ref):
            raise Terminal(
                f"{effect.key} has subtasks, which would no longer be seen by anybody: move or delete them, and sync again"
            )
        body = yield from self._current(effect)
        patch = taken(body, plan_id=self.plan_id, words=self.words)
        body = (yield from self._patched(effect, body, patch)) if patch else body
        for _ in range(MOST_TRIES):
            answer = yield Ask("delete", effect.ref, etag=_etag(body))
            if answer.ok or answer.missing:
                return Outcome(effect)
            if not answer.lost:
                raise self.refused(answer, effect.key)
            look = yield Ask("get", effect.ref)
            if look.missing or (look.ok and is_deleted(look.body)):
                return Outcome(effect)
            if not look.ok:
                raise self.refused(look, effect.key)
            if etag_of(look.body) != etag_of(body):
                raise Stale(f"{effect.key} changed since it was read")
        raise Transient(f"{effect.key} could not be deleted; try again later")

    def _bury(self, effect: Bury) -> Steps:
        """Nothing: there is no place for it but Google's own bin, where it lies for a while."""
        yield from ()
        return Outcome(effect)

    # Parts of them

    def _patched(
        self, effect: Update | Delete, body: Body, patch: Mapping[str, Any]
    ) -> Generator[Ask, Answer, Body]:
        """The task after the patch, which says the same however often it is sent."""
        for _ in range(MOST_TRIES):
            answer = yield Ask("patch", effect.ref, patch, _etag(body))
            if answer.ok:
                return answer.body
            if not answer.lost:
                raise self.refused(answer, effect.key)
            look = yield Ask("get", effect.ref)
            if not look.ok:
                raise self.refused(look, effect.key)
            if all((look.body.get(name) or None) == (value or None) for name, value in patch.items()):
                return look.body
            if is_deleted(look.body) or etag_of(look.body) != etag_of(body):
                raise Stale(f"{effect.key} changed since it was read")
        raise Transient(f"{effect.key} could not be changed; try again later")

    def _current(self, effect: Update | Delete) -> Generator[Ask, Answer, Body]:
        """The task as it stands, which is as it was read. Stale when it is another."""
        if not _REF.fullmatch(effect.ref):
            raise Terminal(f"{effect.ref!r} is not the id of a task in {self.name}")
        look = yield Ask("get", effect.ref)
        if not look.ok:
            raise self.refused(look, effect.key)
        body = look.body
        if is_deleted(body):
            raise Stale(f"{effect.key} is no longer there")
        if effect.etag is not None and etag_of(body) != effect.etag:
            raise Stale(f"{effect.key} changed since it was read")
        try:
            entry = from_google(body, plan_id=self.plan_id)
        except ValueError:
            entry = None
        if entry is None or entry.item.key != effect.key:
            raise Terminal(f"task {effect.ref} cannot be understood, and so it is left alone")
        return body

    def _task(self, effect: Create | Update) -> Task:
        if not isinstance(effect.item, Task):
            raise Terminal(f"{effect.key} is of a kind that {self.name} has no place for")
        return effect.item

    def _written(self, effect: Create | Update, existing: Body | None) -> dict[str, Any]:
        try:
            return to_google(
                self._task(effect),
                plan_id=self.plan_id,
                existing=existing,
                stamp=effect.stamp,
                progress=effect.progress,
                words=self.words,
                people_notes=effect.notes if isinstance(effect, Create) else "",
            )
        except ValueError as error:
            raise Terminal(f"{effect.key} cannot be written: {error}") from None

    def _says(self, body: Body, effect: Create) -> bool:
        """Whether it is this item's, and all that was to be written stands there."""
        if is_deleted(body) or key_of(body, plan_id=self.plan_id) != effect.key:
            return False
        try:
            return not self._written(effect, body)
        except ServiceError:
            return False


def _etag(body: Body) -> str | None:
    """Google's own, which it seems to hold against If-Match all the same."""
    etag = body.get("etag")
    return etag if isinstance(etag, str) and etag else None
