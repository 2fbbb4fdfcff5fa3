"""A Google calendar (API v3): one event for each meeting, event and observance day, under an id made from its key.

Knows its own events by their marks and their ids together. Never touches anyone else's event, keeps no assignments,
invites only those whom the plan invites, and has mail sent only where it asks for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from google.auth.credentials import Credentials

from adapters.base import (
    Capabilities,
    Check,
    Create,
    Delete,
    Effect,
    Outcome,
    Reading,
    ServiceError,
    Since,
    Update,
)
from adapters.google_examined import examine_calendar
from adapters.google_http import AT_A_TIME, ROOT, Answer, Ask, Connection, NoAnswer, Spent
from adapters.google_reading import GoogleReading
from adapters.google_steps import Doing, Steps
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
            name, target.calendar, credentials, now, root=root, timeout=target.timeout, sleep=sleep
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
        done = 0
        for some in _together(todo):
            outcomes = self._carried_out(some)
            yield from outcomes
            done += len(some)
            away = _is_away(outcomes)
            if away is not None and done < len(todo):
                raise away

    def as_stored(self, item: Item) -> Item:
        return as_stored(item) if isinstance(item, Event) else item

    def mails(self, effect: Effect) -> int:
        return self._doing.mails(effect)

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

    def _carried_out(self, effects: list[Effect]) -> list[Outcome]:
        """All of these at the same time, step by step."""
        outcomes: dict[int, Outcome] = {}
        asked: dict[int, Ask] = {}
        under_way = {number: self._doing.steps(effect) for number, effect in enumerate(effects)}

        def go_on(number: int, answer: Answer | None) -> None:
            asked.pop(number, None)
            if answer is not None and answer.status == 404 and isinstance(effects[number], Update | Delete):
                self._doubts = True
            try:
                asked[number] = _next(under_way[number], answer)
            except StopIteration as end:
                outcomes[number] = end.value
                self._doing.remember(effects[number])
            except ServiceError as error:
                outcomes[number] = Outcome(effects[number], error=error)

        for number in under_way:
            go_on(number, None)
        while asked:
            waiting = sorted(asked)
            answers = self._connection.ask([asked[number] for number in waiting])
            for number, answer in zip(waiting, answers, strict=True):
                go_on(number, answer)
        return [outcomes[number] for number in range(len(effects))]


def _next(steps: Steps, answer: Answer | None) -> Ask:
    return next(steps) if answer is None else steps.send(answer)


def _together(effects: list[Effect]) -> Iterator[list[Effect]]:
    """In order, as many as go into one batch, and never two of one item."""
    some: list[Effect] = []
    for effect in effects:
        if len(some) == AT_A_TIME or any(effect.key == other.key for other in some):
            yield some
            some = []
        some.append(effect)
    yield some


def _is_away(outcomes: list[Outcome]) -> ServiceError | None:
    """Why it would be of no use to go on: nothing was answered, or Google takes no more."""
    errors = [outcome.error for outcome in outcomes]
    spent = next((error for error in errors if isinstance(error, Spent)), None)
    if spent is not None or not all(isinstance(error, NoAnswer) for error in errors):
        return spent
    return errors[0]
