"""Whether a Todoist target can be used: what ``hjul doctor`` tells of it.

Changes nothing unless it is asked to write, and then takes away what it wrote, in the same request.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

from adapters.base import Check, NotAllowed, ServiceError, Terminal
from adapters.todoist_http import Ask, Command, Connection, of_command
from adapters.todoist_state import Mirror


def examine_todoist(
    connection: Connection, look: Callable[[], Mirror], most_open: int, *, assigns: bool, write: bool
) -> Iterator[Check]:
    """One thing after the other; nothing more after a thing that all the rest needs. ``look`` reads the account."""
    try:
        mirror = look()
    except NotAllowed as error:
        yield Check("token", False, {"target": connection.name, "said": str(error)})
        return
    except Terminal as error:
        yield Check("project", False, {"target": connection.name, "said": str(error)})
        return
    except ServiceError as error:
        yield Check("reachable", False, {"host": connection.host, "said": str(error)})
        return
    yield Check("token", True)
    for project in mirror.projects:
        yield from _project(mirror, project, most_open, assigns=assigns)
        if write:
            yield _tried(connection, mirror, project)


def _project(mirror: Mirror, project: str, most_open: int, *, assigns: bool) -> Iterator[Check]:
    about = {"name": name_of(mirror, project)}
    most = mirror.limits.get("max_tasks", most_open)
    yield Check("project", True, {**about, "count": str(mirror.open_in(project)), "most": str(most)})
    if assigns and not mirror.members(project):
        yield Check("alone", True, about, warning=True)


def _tried(connection: Connection, mirror: Mirror, project: str) -> Check:
    """A task that is made and taken away; nobody sees it but in the activity log."""
    about = {"name": name_of(mirror, project)}
    temp = str(uuid.uuid4())
    commands = (
        Command("item_add", str(uuid.uuid4()), {"content": "hjul", "project_id": project}, temp),
        Command("item_delete", str(uuid.uuid4()), {"id": temp}),
    )
    try:
        answer = connection.ask(Ask("sync", str(mirror.token), commands))
        if not answer.ok:
            raise connection.refused(answer, about["name"])
        statuses = answer.body.get("sync_status")
        for command in commands:
            went = of_command(statuses.get(command.uuid) if isinstance(statuses, dict) else None)
            if not went.ok:
                raise connection.refused(went, about["name"])
        return Check("wrote", True, about)
    except ServiceError as error:
        return Check("wrote", False, {**about, "said": str(error)})


def name_of(mirror: Mirror, project: str) -> str:
    """What people call a project, on one line."""
    return " ".join(str(mirror.places.get(project, {}).get("name") or project).split())
