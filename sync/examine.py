"""Whether everything is in its place: the plan, the settings, the ledger, and each target. Asks; changes nothing of a target
unless it is told to write, and then takes away what it wrote.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from adapters.base import Adapter, Check, Create, Examined, Foresees, GivesTasks, ServiceError
from config.errors import SIGN_IN_NEEDED, UserError
from config.plan import Status
from config.plan_file import read_plan
from config.settings import FILE_NAME, read_settings
from mappings.routing import name_of
from sync.clock import Clock
from sync.database import parse, server_name
from sync.ledger import Ledger
from sync.lock import lock
from sync.registry import signs_in_as, way
from sync.routing import check_routing, part_of
from sync.workspace import Workspace

SIGN_IN = {"secret", "signed_in", "consent", "right", "token"}
"""What is not well when somebody only has to sign in."""


@dataclass(frozen=True, slots=True)
class Examination:
    """One check, and the target that it is about; "" for the plan's own surroundings."""

    target: str
    check: Check


def examine_all(path: Path, *, write: bool = False) -> Iterator[Examination]:
    """One thing after the other. What needs a thing that is not well is not looked at."""
    workspace, checks = _surroundings(path)
    yield from (Examination("", check) for check in checks)
    if workspace is None:
        return
    yield from (Examination("", check) for check in (*_ledger(workspace), *_nowhere(workspace)))
    for name in workspace.settings.targets:
        yield from (Examination(name, check) for check in _target(workspace, name, write=write))


def _surroundings(path: Path) -> tuple[Workspace | None, list[Check]]:
    """The plan and hjul.toml, each by itself, so that both are told at once."""
    checks: list[Check] = []
    file = settings = None
    try:
        file = read_plan(path)
        checks.append(Check("plan", True, {"file": path.name}))
        if file.plan.status is Status.DRAFT:
            checks.append(Check("draft", True, warning=True))
    except UserError as error:
        checks.append(Check("plan", False, {"file": path.name, "said": str(error)}))
    try:
        settings = read_settings(path.parent)
        if file is not None:
            check_routing(settings, file.plan, path.parent)
        known = (path.parent / FILE_NAME).exists()
        checks.append(Check("settings" if known else "settings_none", True, {"file": FILE_NAME}))
    except UserError as error:
        settings = None
        checks.append(Check("settings", False, {"file": FILE_NAME, "said": str(error)}))
    if file is None or settings is None:
        return None, checks
    return Workspace(file, settings, Clock(file.plan.zone)), checks


def _ledger(workspace: Workspace) -> Iterator[Check]:
    where = workspace.ledger_path
    try:
        about = {"ledger": str(where) if isinstance(where, Path) else server_name(parse(where))}
    except UserError as error:
        yield Check("ledger", False, {"ledger": "…", "said": str(error)})
        return
    if isinstance(where, Path) and not where.exists():
        yield Check("ledger_none", True, about)
        return
    try:
        with Ledger.open(where) as ledger:
            ledger.plans()
        if isinstance(where, Path) and not os.access(where, os.W_OK):
            yield Check("ledger_writable", False, about)
            return
        yield Check("ledger", True, about)
    except UserError as error:
        yield Check("ledger", False, {**about, "said": str(error)})
        return
    try:
        with lock(where, "doctor", workspace.clock.now()):
            pass
    except UserError as error:
        yield Check("locked", True, {**about, "said": str(error)}, warning=True)


def _nowhere(workspace: Workspace) -> Iterator[Check]:
    """What of the plan goes to no target."""
    targets = workspace.settings.targets.values()
    sent = {one.item.key for target in targets for one in workspace.wanted(target)}
    lost = [one.item for one in (*workspace.events, *workspace.tasks) if one.item.key not in sent]
    home = [item for item in lost if workspace.belongings[name_of(item)].confidential]
    if home and not any(part_of(target).confidential for target in targets):
        yield Check("kept_home", True, {"count": str(len(home))}, warning=True)
        lost = [item for item in lost if item not in home]
    if lost:
        yield Check("nowhere", True, {"count": str(len(lost))}, warning=True)


def _target(workspace: Workspace, name: str, *, write: bool) -> Iterator[Check]:
    try:
        adapter = workspace.opened(name, workspace.settings.targets[name])
    except UserError as error:
        code = "secret" if error.exit_code == SIGN_IN_NEEDED else "target"
        how = way(workspace.settings.targets[name].adapter)
        whose = signs_in_as(name, workspace.settings.targets[name].own) if code == "secret" else name
        yield Check(code, False, {"target": whose, "way": how, "said": str(error)})
        return
    if not isinstance(adapter, Examined):
        yield Check("opened", True)
        yield from _of_the_plan(workspace, name, adapter)
        return
    try:
        well = True
        for check in adapter.examine(write=write):
            well = well and check.ok
            yield check
        if well:
            yield from _of_the_plan(workspace, name, adapter)
    except ServiceError as error:
        yield Check("target", False, {"target": name, "said": str(error)})


def _of_the_plan(workspace: Workspace, name: str, adapter: Adapter) -> Iterator[Check]:
    """What of the plan has no room there, whether meetings bear their agendas, and who cannot be given a task."""
    wanted = [one.item for one in workspace.wanted(workspace.settings.targets[name])]
    if isinstance(adapter, Foresees):
        with workspace.remembered() as ledger:
            known = ledger.agreed(workspace.plan.id, name).keys()
        new = [Create(item) for item in wanted if item.key not in known]
        for said in adapter.foresee(new):
            yield Check("room", False, {"target": name, "said": said})
    if "events" in workspace.settings.targets[name].holds:
        yield Check("agenda" if workspace.settings.targets[name].shows_agenda else "agenda_off", True)
    if isinstance(adapter, GivesTasks) and (others := adapter.strangers(wanted)):
        yield Check("strangers", True, {"whom": ", ".join(one.name for one in others)}, warning=True)
