"""A Google calendar (API v3): one event for each meeting, event and observance day, under an id made from its key.

Knows its own events by their marks and their ids together. Never touches anyone else's event, keeps no assignments,
invites only those whom the plan invites, and has mail sent only where it asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from google.auth.credentials import Credentials
from google.oauth2 import service_account

from adapters.base import (
    Capabilities,
    Check,
    Create,
    Delete,
    Effect,
    Outcome,
    Reading,
    Since,
    Update,
)
from adapters.google_examined import examine_calendar
from adapters.google_http import INVITES_NOBODY, ROOT, Answer, Ask, Connection
from adapters.google_reading import GoogleReading
from adapters.google_steps import Doing
from adapters.google_together import carried_out
from config.google_target import GoogleTarget
from mappings.google_event import CANCELLED, Words, as_stored
from mappings.items import Event, Item
from mappings.notes import OWN_NOTES


class GoogleCalendarAdapter:
    """``credentials`` are those of an account that may write to ``target.calendar``; ``zone`` is the plan's time zone.

    ``own_notes`` and ``cancelled`` are words of the plan's language; ``root`` is where the API is.
    """

    def __init__(  # noqa: PLR0913  # what every adapter starts from
        self,
        name: str,
        target: GoogleTarget,
        credentials: Credentials,
        plan_id: str,
        zone: ZoneInfo,
        now: Callable[[], datetime],
        *,
        own_notes: str = OWN_NOTES,
        cancelled: str = CANCELLED,
        root: str = ROOT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = name
        self._calendar = target.calendar
        self._plan_id = plan_id
        self._zone = zone
        self._connection = Connection(
            target.account or name,
            target.calendar,
            credentials,
            now,
            root=root,
            timeout=target.timeout,
            sleep=sleep,
        )
        self._doing = Doing(
            name,
            plan_id,
            zone,
            Words(own_notes, cancelled),
            self._connection.refused,
            calendar=target.calendar,
            now=now,
        )
        self._has_read = False
        self._doubts = False  # an event that was not told of as deleted is not there
        self._is_service = isinstance(credentials, service_account.Credentials)
        self._examine = partial(examine_calendar, name, credentials, target)

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(tasks=False, invites=True, runs_ahead=True)

    def read(self, since: Since) -> Reading:
        """Everything of ours, of which only what changed is fetched: one request where nothing did.

        A calendar that is not there raises Terminal, one that may not be read NotAllowed.
        """
        looking = GoogleReading(
            self._calendar, self._plan_id, self._zone, since, self._connection.refused, whole=self._doubts
        )
        reading = self._read(looking.steps())
        self._doubts = False
        self._doing.bodies = looking.bodies
        self._doing.alive = looking.alive
        self._doing.buried = looking.buried
        self._doing.generations = looking.generations
        self._has_read = True
        return reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        """Up to fifty effects at a time, each step of them in one batch.

        Raises NotAllowed when the sign-in is refused, and Transient when Google has gone away or takes no more today.
        """
        todo = list(effects)
        if not todo:
            return
        if not self._has_read and any(isinstance(effect, Create) for effect in todo):
            self.read(Since())
        yield from carried_out(
            todo, self._doing.steps, self._connection.ask, self._doing.remember, self._heard
        )

    def as_stored(self, item: Item) -> Item:
        return as_stored(item) if isinstance(item, Event) else item

    def mails(self, effect: Effect) -> int:
        return self._doing.mails(effect)

    def foresee(self, effects: Sequence[Effect]) -> tuple[str, ...]:
        """That a service account may invite nobody; one that acts for a person of its Workspace may."""
        invites = any(isinstance(one, Create | Update) and _attendees(one.item) for one in effects)
        return (INVITES_NOBODY,) if invites and self._is_service else ()

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        return self._examine(write=write)

    def _read(self, steps: Generator[Ask, Answer, Reading]) -> Reading:
        ask = next(steps)
        try:
            while True:
                (answer,) = self._connection.ask([ask])
                ask = steps.send(answer)
        except StopIteration as end:
            reading: Reading = end.value
            return reading

    def _heard(self, effect: Effect, answer: Answer) -> None:
        if answer.status == 404 and isinstance(effect, Update | Delete):
            self._doubts = True


def _attendees(item: Item) -> bool:
    return isinstance(item, Event) and bool(item.attendees)
