"""One plan with everything around it: settings, words, clock, targets, and what the plan wants. Opens; decides nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path

from adapters.base import Adapter
from config.errors import SIGN_IN_NEEDED, UserError
from config.language import Language, language
from config.plan import Plan
from config.plan_file import PlanFile, read_plan
from config.secrets import Secrets
from config.settings import Settings, Target, read_settings
from mappings.items import Event, Item, Wanted
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.routing import Belongs, belongings, name_of
from sync.clock import Clock
from sync.ledger import Ledger
from sync.registry import Opening, open_adapter, way
from sync.routing import check_routing, part_of
from sync.signed_out import SignedOut


@dataclass(frozen=True)
class Workspace:
    """A plan that can be used, in its folder. ``since`` leaves out what lies before that day."""

    file: PlanFile
    settings: Settings
    clock: Clock
    since: date | None = None

    @classmethod
    def open(cls, path: Path, *, today: date | None = None, since: date | None = None) -> Workspace:
        """UserError or PlanError for what a person must mend."""
        settings = read_settings(path.parent)
        file = read_plan(path)
        check_routing(settings, file.plan, path.parent)
        return cls(file, settings, Clock(file.plan.zone, today), since)

    @property
    def plan(self) -> Plan:
        return self.file.plan

    @property
    def plan_id(self) -> str:
        return self.plan.id

    @property
    def folder(self) -> Path:
        return self.file.path.parent

    @property
    def words(self) -> Language:
        return language(self.plan.language)

    @property
    def ledger_path(self) -> Path | str:
        """A path, or a database URL as it stands in the settings."""
        return self.settings.ledger if "://" in self.settings.ledger else self.folder / self.settings.ledger

    def remembered(self) -> Ledger:
        """The ledger to read from; an empty one in memory where there is none yet, so that looking makes no file.

        A link is followed wherever it leads: one that leads nowhere is no ledger that is not there yet.
        """
        path = self.ledger_path
        return Ledger.open("sqlite://" if isinstance(path, Path) and not os.path.lexists(path) else path)

    @cached_property
    def events(self) -> tuple[Wanted, ...]:
        return wanted_events(self.plan, self.file.dates)

    @cached_property
    def tasks(self) -> tuple[Wanted, ...]:
        return wanted_tasks(self.plan, self.file.dates)

    @cached_property
    def belongings(self) -> Mapping[tuple[str, bool], Belongs]:
        """What each part of the plan belongs to: see ``mappings.routing``."""
        return belongings(self.plan)

    def wanted(self, target: Target) -> tuple[Wanted, ...]:
        """What the plan wants in this target, the past included."""
        events = self.events if "events" in target.holds else ()
        tasks = self.tasks if "tasks" in target.holds else ()
        part = part_of(target)
        return tuple(
            one for one in (*events, *tasks) if part.holds(one.item, self.belongings[name_of(one.item)])
        )

    @property
    def secrets(self) -> Secrets:
        """Where the targets' secrets are."""
        names = frozenset(self.settings.targets)
        return Secrets(self.plan.id, self.folder, names, self.settings.secrets)

    def left_out(self, item: Item) -> bool:
        """Whether ``--from`` leaves this item alone."""
        if self.since is None:
            return False
        day = item.end if isinstance(item, Event) else item.due
        if isinstance(day, datetime):
            day = day.astimezone(self.plan.zone).date()
        return day is not None and (
            day <= self.since
            if isinstance(item, Event) and not isinstance(item.end, datetime)
            else day < self.since
        )

    def targets(self) -> Iterator[tuple[str, Target, Adapter]]:
        """Every target with its adapter opened; one whose password is not known says so when it is read."""
        for name, target in self.settings.targets.items():
            adapter: Adapter
            try:
                adapter = self.opened(name, target)
            except UserError as error:
                if error.exit_code != SIGN_IN_NEEDED:
                    raise
                adapter = SignedOut(name, str(error).removeprefix(f"{name}: "))
            yield name, target, adapter

    def opened(self, name: str, target: Target) -> Adapter:
        """The adapter of one target. UserError when its settings are wrong (exit code 2) or its secret is missing (4)."""
        opening = Opening(
            target=name,
            own=target.own,
            holds=target.holds,
            folder=self.folder,
            plan_id=self.plan.id,
            zone=self.plan.zone,
            now=self.clock.now,
            own_notes=self.words.word("item.own_notes"),
            cancelled=self.words.word("item.cancelled"),
            labels=(self.words.word("read.started"), self.words.word("read.cancelled")),
            secret=partial(self.secrets.get, name, way(target.adapter)),
            secrets=self.secrets,
        )
        return open_adapter(target.adapter, opening)
