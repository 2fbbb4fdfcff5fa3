"""A list of Google Tasks (API v1): one task for each assignment, known again by a line in its notes.

Reads the whole list every time. Never touches anyone else's task, nor subtasks, order and links of its own, and keeps no events.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from google.auth.credentials import Credentials

from adapters.base import Capabilities, Check, Create, Delete, Effect, Outcome, Reading, Since, Transient
from adapters.google_examined import examine_list
from adapters.google_http import Answer, Ask
from adapters.google_tasks_http import ROOT, TasksConnection
from adapters.google_tasks_reading import Asking, TasksReading, pages
from adapters.google_tasks_steps import Doing
from adapters.google_together import carried_out
from config.google_target import GoogleTasksTarget
from mappings.google_task import CANCELLED, Words, as_stored
from mappings.items import Item, Task
from mappings.notes import OWN_NOTES


class GoogleTasksAdapter:
    """``credentials`` are those of the account whose list ``target.list`` is.

    ``own_notes`` and ``cancelled`` are words of the plan's language; ``root`` is where the API is. ``zone`` is the plan's: Google
    keeps days alone, and so nothing here asks for it.
    """

    def __init__(  # noqa: PLR0913  # what every adapter starts from
        self,
        name: str,
        target: GoogleTasksTarget,
        credentials: Credentials,
        plan_id: str,
        zone: ZoneInfo,  # noqa: ARG002
        now: Callable[[], datetime],
        *,
        own_notes: str = OWN_NOTES,
        cancelled: str = CANCELLED,
        root: str = ROOT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._name = name
        self._list = target.list
        self._plan_id = plan_id
        self._connection = TasksConnection(
            target.account or name,
            target.list,
            credentials,
            now,
            root=root,
            timeout=target.timeout,
            sleep=sleep,
        )
        self._doing = Doing(name, plan_id, Words(own_notes, cancelled), self._connection.refused)
        self._has_read = False
        self._examine = partial(examine_list, name, credentials, target)

    @property
    def name(self) -> str:
        return self._name

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            events=False, keeps_states=False, keeps_burials=False, keeps_images=False, runs_ahead=True
        )

    def read(self, since: Since) -> Reading:
        """Everything of ours: a request for each hundred tasks of the list, and one for what is missing in it.

        A list that is not there raises Terminal, one that may not be read NotAllowed.
        """
        looking = TasksReading(self._list, self._plan_id, since, self._connection.refused)
        reading: Reading = self._heard(looking.steps())
        self._doing.alive = looking.alive
        self._doing.parents = looking.parents
        self._has_read = True
        return reading

    def apply(self, effects: Iterable[Effect]) -> Iterator[Outcome]:
        """Up to fifty effects at a time, each step of them in one batch.

        Raises NotAllowed when the sign-in is refused, and Transient when Google has gone away or takes no more today.
        """
        todo = list(effects)
        if not self._has_read and any(isinstance(effect, Create | Delete) for effect in todo):
            self.read(Since())
        yield from carried_out(todo, self._doing.steps, self._ask, self._doing.remember)

    def examine(self, *, write: bool = False) -> Iterator[Check]:
        return self._examine(write=write)

    def as_stored(self, item: Item) -> Item:
        return as_stored(item) if isinstance(item, Task) else item

    def mails(self, effect: Effect) -> int:  # noqa: ARG002  # Google Tasks writes to nobody
        return 0

    def _heard(self, asking: Asking) -> Any:
        asks = next(asking)
        try:
            while True:
                asks = asking.send(self._connection.ask(asks))
        except StopIteration as end:
            return end.value

    def _ask(self, asks: Sequence[Ask]) -> list[Answer]:
        """A batch; those that ask for the whole list are answered by one reading of it."""
        alone = [ask for ask in asks if ask.verb != "list"]
        answers = iter(self._connection.ask(alone) if alone else [])
        listed: Answer | None = None
        if len(alone) < len(asks):
            listed = self._listed()
        return [listed if ask.verb == "list" and listed is not None else next(answers) for ask in asks]

    def _listed(self) -> Answer:
        try:
            bodies = self._heard(pages(self._list, self._connection.refused))
        except Transient:
            return Answer(0)
        return Answer(200, {"items": list(bodies.values())})
