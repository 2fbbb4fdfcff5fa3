"""A board's project on the local Todoist: what hjul.toml says of it, and its members, who work with the official SDK alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Task

from tests.servers.todoist.people import as_user, tasks
from tests.servers.todoist.server import Todoist
from tests.servers.todoist.world import User, World


@dataclass
class Office:
    """``board`` is the account that hjul signs in as; the project is shared with everybody in ``members``, by their first names."""

    server: Todoist
    world: World
    board: User
    members: dict[str, User]
    project: str
    clients: dict[str, TodoistAPI] = field(default_factory=dict)

    @classmethod
    def on(cls, server: Todoist, *members: tuple[str, str]) -> Office:
        """A new project for a board and these, each a name and a mail address."""
        world = server.new_world()
        board = world.new_user("Styrelsen", "styrelsen@example.org")
        people = {name.split()[0].lower(): world.new_user(name, address) for name, address in members}
        office = cls(server, world, board, people, "")
        office.project = office.sdk(board).add_project("Verksamhetsplanen").id
        world.share(office.project, *people.values())
        return office

    def target(self, name: str, *more: str) -> str:
        """The target of this name as it stands in hjul.toml, with more lines of its own."""
        own = [f'project = "{self.project}"', f'root = "{self.server.origin}"', 'holds = ["tasks"]']
        return "\n".join((f"[targets.{name}]", 'adapter = "todoist"', *own, *more, ""))

    def sdk(self, user: User) -> TodoistAPI:
        if user.id not in self.clients:
            self.clients[user.id] = as_user(user, self.server.origin)
        return self.clients[user.id]

    def member(self, name: str) -> TodoistAPI:
        """Their own program."""
        return self.sdk(self.members[name])

    def at(self, moment: datetime, name: str, do: Callable[[TodoistAPI], object]) -> None:
        """Somebody does something then."""
        self.world.time_is(moment)
        do(self.member(name))

    def tasks(self) -> list[Task]:
        """All that is open there, whoever made it."""
        return tasks(self.sdk(self.board), self.project)

    def called(self, title: str) -> Task:
        """The one open task of that name."""
        (found,) = [task for task in self.tasks() if task.content == title]
        return found

    def ticked(self, since: datetime, until: datetime) -> dict[str, str]:
        """What was ticked in that time, by id: titles."""
        pages = self.sdk(self.board).get_completed_tasks_by_completion_date(since=since, until=until)
        return {task.id: task.content for page in pages for task in page}

    def everything(self) -> dict[str, Task]:
        """All open tasks, by their ids."""
        return {task.id: task for task in self.tasks()}

    def requests(self) -> list[str]:
        """What hjul asked since the last time, as ``POST /sync``."""
        return self.world.requests(self.board)

    def close(self) -> None:
        """AssertionError where hjul asked what Todoist has no word for."""
        for client in self.clients.values():
            client.__exit__(None, None, None)
        self.server.forget(self.world)
