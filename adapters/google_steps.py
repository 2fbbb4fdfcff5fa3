"""One effect on a Google calendar, request by request. Sends nothing: it yields what to ask, and is given the answers.

So that fifty effects can go on at the same time, a batch for each of their steps. An answer that never came is resolved by looking.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

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
from adapters.google_state import Body, from_image, to_image
from adapters.google_together import Steps
from mappings.google_attendees import is_news, written_to
from mappings.google_event import (
    Words,
    event_id,
    from_google,
    generation_of,
    is_deleted,
    is_missed,
    key_of,
    merged,
    taken,
    to_google,
    tombstone,
    writable,
)
from mappings.items import Event, Key

MOST_TRIES = 4
"""Of one write whose answers are lost, or of an id after the other."""
_REF = re.compile(r"[a-v0-9]{5,1024}")


@dataclass
class Doing:
    """What the effects need to know. ``bodies``, ``alive``, ``buried`` and ``generations`` are of the last reading.

    ``calendar`` is its id, which is its owner's address where it is the main one; ``now`` tells what is over.
    """

    name: str
    plan_id: str
    zone: ZoneInfo
    words: Words
    refused: Callable[[Answer, str], ServiceError]
    bodies: dict[str, Body] = field(default_factory=dict)
    alive: frozenset[Key] = frozenset()
    buried: frozenset[Key] = frozenset()
    generations: dict[Key, int] = field(default_factory=dict)
    calendar: str = ""
    now: Callable[[], datetime] | None = None

    def steps(self, effect: Effect) -> Steps:
        """The requests of this effect; ServiceError when it fails."""
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
            self.buried -= {effect.key}
        elif isinstance(effect, Delete):
            self.alive -= {effect.key}
            self.buried -= {effect.key}

    # Mail

    def mails(self, effect: Effect) -> int:
        """How many people Google writes to because of this effect: whoever the reading did not show is not written to.

        None unless the plan asks for mail and they need to hear of it. Nobody needs to hear of what is over, nor
        of what becomes of a meeting that was called off and stays so.
        """
        try:
            return len(self._written_to(effect))
        except (ServiceError, ValueError):  # it will fail
            return 0

    def _written_to(self, effect: Effect) -> frozenset[str]:
        there = None if isinstance(effect, Create | Bury) else self.bodies.get(effect.ref)
        entry = None if there is None else from_google(there, plan_id=self.plan_id, zone=self.zone)
        before = None if entry is None else entry.item
        after = effect.item if isinstance(effect, Create | Update) else None
        stand = [each for each in (before, after) if isinstance(each, Event)]
        if all(each.cancelled for each in stand) or all(self._is_over(each.end) for each in stand):
            return frozenset()
        match effect:
            case Create(item=Event(mail=True)):
                return written_to([self._made(effect)], self.calendar)
            case Update(item=Event(mail=True)) if there is not None:
                patch = self._written(effect, there)
                return written_to([there, merged(there, patch)] if is_news(patch) else [], self.calendar)
            case Delete() if there is not None and before is not None and before.mail:
                return written_to([there], self.calendar)
            case _:
                return frozenset()

    def _is_over(self, end: date | datetime) -> bool:
        if self.now is None:
            return False
        now = self.now().astimezone(self.zone)
        return end <= now if isinstance(end, datetime) else end <= now.date()

    def _send_updates(self, effect: Effect) -> Literal["all", "none"]:
        return "all" if self.mails(effect) else "none"

    # Create

    def _create(self, effect: Create) -> Steps:
        self._event(effect)
        mail = self._send_updates(effect)
        lost = False
        for _ in range(MOST_TRIES):
            ref = self._ref(effect.key)
            body = self._made(effect)
            answer = yield Ask("insert", ref, {**body, "id": ref}, send_updates=mail)
            if answer.ok:
                return Outcome(effect, ref, _etag(answer.body))
            lost = lost or answer.lost
            if answer.busy or (answer.status != 409 and not answer.lost):
                raise self.refused(answer, effect.key)
            look = yield Ask("get", ref)
            if look.missing and answer.lost:
                continue
            if look.missing:  # taken, and no longer to be seen
                self._next_generation(effect.key)
                continue
            there = self._seen(look, effect.key)
            if is_deleted(there):
                if lost:
                    raise Stale(f"{effect.key} was deleted meanwhile")
                outcome = yield from self._brought_back(effect, ref, body, there)
                if outcome is not None:
                    return outcome
                self._next_generation(effect.key)
            elif lost and self._says(there, effect):
                return Outcome(effect, ref, _etag(there))
            else:
                raise self._why_taken(there, ref, effect.key)
        raise Transient(f"{effect.key} could not be made; try again later")

    def _brought_back(
        self, effect: Create, ref: str, body: Body, there: Body
    ) -> Generator[Ask, Answer, Outcome | None]:
        """The remains of a deleted event made whole; None where Google does not let that id be used again."""
        whole = {**body, "id": ref} | ({"sequence": there["sequence"]} if "sequence" in there else {})
        answer = yield Ask("update", ref, whole, _etag(there), self._send_updates(effect))
        if answer.ok:
            return Outcome(effect, ref, _etag(answer.body))
        if answer.lost:
            look = yield Ask("get", ref)
            found = self._seen(look, effect.key)
            if not is_deleted(found) and self._says(found, effect):
                return Outcome(effect, ref, _etag(found))
            raise self.refused(answer, effect.key)
        if _is_used_up(answer):
            return None
        raise self.refused(answer, effect.key)

    def _made(self, effect: Create) -> Body:
        """A new event, from its image where that is of use."""
        image = from_image(effect.image) if effect.image is not None else None
        if image is not None and key_of(image, plan_id=self.plan_id) == effect.key:
            kept = writable(image)
            try:
                return merged(kept, self._written(effect, kept))
            except ValueError:
                pass
        try:
            return self._written(effect, None)
        except ValueError as error:
            raise Terminal(f"{effect.key} cannot be written: {error}") from None

    # Update

    def _update(self, effect: Update) -> Steps:
        self._event(effect)
        mail = self._send_updates(effect)
        for _ in range(MOST_TRIES):
            body = yield from self._current(effect)
            try:
                patch = self._written(effect, body)
            except ValueError as error:
                raise Terminal(f"{effect.key} cannot be written: {error}") from None
            if not patch:
                return Outcome(effect, effect.ref, _etag(body))
            answer = yield Ask("patch", effect.ref, patch, _etag(body), mail)
            self.bodies.pop(effect.ref, None)
            if answer.ok:
                return Outcome(effect, effect.ref, _etag(answer.body), image=to_image(body))
            if not answer.lost:
                raise self.refused(answer, effect.key)
            look = yield Ask("get", effect.ref)
            there = self._seen(look, effect.key)
            if not is_deleted(there) and self._says(there, effect):
                return Outcome(effect, effect.ref, _etag(there), image=to_image(body))
            if _etag(there) != _etag(body):
                raise Stale(f"{effect.key} changed since it was read")
        raise Transient(f"{effect.key} could not be changed; try again later")

    # Delete

    def _delete(self, effect: Delete) -> Steps:
        """In two steps: Google keeps the remains, and they shall say that no person deleted it. Only the second is news."""
        mail = self._send_updates(effect)
        body = yield from self._current(effect)
        etag = yield from self._said_to_be_taken(effect, body)
        self.bodies.pop(effect.ref, None)
        for _ in range(MOST_TRIES):
            answer = yield Ask("delete", effect.ref, etag=etag, send_updates=mail)
            if answer.ok or answer.missing:
                return Outcome(effect, image=to_image(body))
            if not answer.lost:
                raise self.refused(answer, effect.key)
            look = yield Ask("get", effect.ref)
            if look.missing or (look.ok and is_deleted(look.body)):
                return Outcome(effect, image=to_image(body))
            if _etag(self._seen(look, effect.key)) != etag:
                raise Stale(f"{effect.key} changed since it was read")
        raise Transient(f"{effect.key} could not be deleted; try again later")

    def _said_to_be_taken(self, effect: Delete, body: Body) -> Generator[Ask, Answer, str | None]:
        """The etag that it then has."""
        for _ in range(MOST_TRIES):
            answer = yield Ask("patch", effect.ref, taken(), _etag(body))
            if answer.ok:
                return _etag(answer.body)
            if not answer.lost:
                raise self.refused(answer, effect.key)
            look = yield Ask("get", effect.ref)
            there = self._seen(look, effect.key)
            if is_deleted(there):
                raise Stale(f"{effect.key} was deleted meanwhile")
            if merged(there, taken()) == there:
                return _etag(there)
            if _etag(there) != _etag(body):
                raise Stale(f"{effect.key} changed since it was read")
        raise Transient(f"{effect.key} could not be deleted; try again later")

    # Bury

    def _bury(self, effect: Bury) -> Steps:
        """Nothing where Google keeps the remains; where it no longer does, an event that is made and deleted at once."""
        if effect.key in self.buried | self.alive:
            return Outcome(effect)
        for _ in range(MOST_TRIES):
            ref = self._ref(effect.key)
            look = yield Ask("get", ref)
            body = tombstone(effect.key, plan_id=self.plan_id, generation=self.generations.get(effect.key, 0))
            if look.missing:
                answer = yield Ask("insert", ref, {**body, "id": ref})
            else:
                there = self._seen(look, effect.key)
                if not is_deleted(there) or (is_missed(there) and there.get("status") == "cancelled"):
                    return Outcome(effect)
                sequence = {"sequence": there["sequence"]} if "sequence" in there else {}
                answer = yield Ask("update", ref, {**body, **sequence, "status": "confirmed"}, _etag(there))
            if answer.ok:
                answer = yield Ask("delete", ref, etag=_etag(answer.body))
                if not answer.ok and not answer.missing:
                    raise self.refused(answer, effect.key)
                return Outcome(effect)
            if answer.busy or not (answer.status == 409 or (not look.missing and _is_used_up(answer))):
                raise self.refused(answer, effect.key)
            self._next_generation(effect.key)
        raise Transient(f"what became of {effect.key} could not be noted; try again later")

    # Parts of them

    def _event(self, effect: Create | Update) -> Event:
        if not isinstance(effect.item, Event):
            raise Terminal(f"{effect.key} is of a kind that {self.name} has no place for")
        if isinstance(effect, Create) and effect.key in self.alive:
            raise Stale(f"{effect.key} is already there")
        return effect.item

    def _ref(self, key: Key) -> str:
        return event_id(self.plan_id, key, self.generations.get(key, 0))

    def _next_generation(self, key: Key) -> None:
        self.generations[key] = self.generations.get(key, 0) + 1

    def _current(self, effect: Update | Delete) -> Generator[Ask, Answer, Body]:
        """The event as it stands, and as it was read. Stale when it is another."""
        if not _REF.fullmatch(effect.ref):
            raise Terminal(f"{effect.ref!r} is not the id of an event in {self.name}")
        body = self.bodies.get(effect.ref)
        if body is None or effect.etag is None or _etag(body) != effect.etag:
            look = yield Ask("get", effect.ref)
            body = self._seen(look, effect.key)
        if is_deleted(body):
            raise Stale(f"{effect.key} is no longer there")
        if effect.etag is not None and _etag(body) != effect.etag:
            raise Stale(f"{effect.key} changed since it was read")
        if not self._holds(body, effect.key):
            raise Terminal(f"event {effect.ref} cannot be understood, and so it is left alone")
        return body

    def _seen(self, look: Answer, key: Key) -> Body:
        if not look.ok:
            raise self.refused(look, key)
        return look.body

    def _holds(self, body: Body, key: Key) -> bool:
        try:
            entry = from_google(body, plan_id=self.plan_id, zone=self.zone)
        except ValueError:
            return False
        return entry is not None and entry.item.key == key

    def _written(self, effect: Create | Update, existing: Body | None) -> dict[str, Any]:
        return to_google(
            self._event(effect),
            plan_id=self.plan_id,
            zone=self.zone,
            existing=existing,
            stamp=effect.stamp,
            words=self.words,
            people_notes=effect.notes if isinstance(effect, Create) else "",
            generation=self._generation(effect, existing),
        )

    def _generation(self, effect: Create | Update, existing: Body | None) -> int:
        if isinstance(effect, Update) and existing is not None:
            return generation_of(existing)
        return self.generations.get(effect.key, 0)

    def _says(self, there: Body, effect: Create | Update) -> bool:
        """Whether all that was to be written stands there: the answer was lost, and not the request."""
        try:
            return self._holds(there, effect.key) and not self._written(effect, there)
        except ValueError:
            return False

    def _why_taken(self, there: Body, ref: str, key: Key) -> ServiceError:
        if self._holds(there, key):
            return Stale(f"{key} is already there")
        return Terminal(
            f"event {ref} is in the way: hjul would give that id to {key}, but cannot tell what is in it. "
            "Look at it, then delete it, and sync again."
        )


def _is_used_up(answer: Answer) -> bool:
    """Whether Google does not let this id be used again, of remains that are there or of those that are not."""
    kept = answer.busy or answer.spent or answer.may_not_invite
    return answer.status in {400, 403, 404, 409, 410} and not kept


def _etag(body: Mapping[str, Any]) -> str | None:
    etag = body.get("etag")
    return etag if isinstance(etag, str) and etag else None
