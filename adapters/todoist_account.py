"""What connecting a Todoist account needs: its projects, a new one, who is in one, how much it holds, and whether one may write.

Asks through Todoist's own library, with its models. Shares nothing, takes away what it tries, and keeps no token.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from dataclass_wizard.errors import JSONWizardError
from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Collaborator, Project

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.todoist_http import Answer, Command, NoAnswer, Token, of_command, refused
from config.todoist_target import ROOT
from mappings.todoist_task import Member

T = TypeVar("T")
MOST_NAME = 120
MOST_OPEN, MOST_SECTIONS = 300, 20
"""Where the account does not say."""
TIMEOUT = 30.0
"""Seconds without a word, while a person waits."""
_TRIAL = "hjul: is writing allowed here?"


@dataclass(frozen=True, slots=True)
class Place:
    """A project as a person chooses one."""

    id: str
    name: str
    shared: bool = False
    inbox: bool = False
    team: bool = False  # one of a team's, which do not count among the account's own


@dataclass(frozen=True, slots=True)
class Room:
    """How many open tasks and sections a project holds, or has; of an account also how many projects, where it says so."""

    tasks: int
    sections: int
    projects: int | None = None


class Account:
    """An account, by its token. Every method raises ServiceError, in one plain sentence, when it cannot be asked."""

    def __init__(self, token: Token, *, root: str = ROOT, name: str = "Todoist") -> None:
        self._host = urlsplit(root).hostname or ""
        self._name = name
        self._client = _client(root, token)
        self._api = TodoistAPI("", client=self._client)  # the client signs

    def close(self) -> None:
        self._client.close()

    def check(self) -> None:
        """NotAllowed where the token is not good (any longer)."""
        self._asked(lambda: next(iter(self._api.get_projects(limit=1)), []))

    def projects(self) -> list[Place]:
        """Those that tasks can be put in, as they stand in Todoist."""
        found = self._asked(lambda: [one for page in self._api.get_projects(limit=200) for one in page])
        return [_place(project) for project in found if not project.is_archived]

    def make_project(self, name: str) -> Place:
        """A new project, of this account's alone. Terminal when it may not be, or when it is not known whether it was made."""
        try:
            return _place(self._asked(lambda: self._api.add_project(named(name))))
        except NoAnswer:
            raise Terminal(
                f"Todoist did not say whether it made the project {name!r}; look there, and use it with --project if it did"
            ) from None

    def members(self, project: str) -> list[Member]:
        """Those whom tasks of a project can be given to; nobody where it is not shared."""
        pages = self._asked(lambda: list(self._api.get_collaborators(project, limit=200)))
        return [_member(one) for page in pages for one in page]

    def most(self) -> Room:
        """What one of its projects may hold: the account's own word (API v1, "User plan limits")."""
        said = self._sync({"sync_token": "*", "resource_types": json.dumps(["user_plan_limits"])})
        limits = said.get("user_plan_limits")
        current = limits.get("current", limits) if isinstance(limits, dict) else {}
        tasks, sections, projects = (
            current.get(key) if isinstance(current, dict) else None
            for key in ("max_tasks", "max_sections", "max_projects")
        )
        return Room(
            tasks if isinstance(tasks, int) else MOST_OPEN,
            sections if isinstance(sections, int) else MOST_SECTIONS,
            projects if isinstance(projects, int) else None,
        )

    def full(self, project: str) -> Room:
        """What is open there now, whoever made it."""
        tasks = self._asked(lambda: list(self._api.get_tasks(project_id=project, limit=200)))
        sections = self._asked(lambda: list(self._api.get_sections(project_id=project, limit=200)))
        return Room(sum(map(len, tasks)), sum(map(len, sections)))

    def try_writing(self, project: Place) -> None:
        """Make a task there and delete it, in one request: a lost answer leaves nothing. NotAllowed when it may not be.

        Where there is no room for one more nothing is made, and that is no error: it is no question of rights.
        """
        temp = str(uuid.uuid4())
        commands = (
            Command("item_add", str(uuid.uuid4()), {"content": _TRIAL, "project_id": project.id}, temp),
            Command("item_delete", str(uuid.uuid4()), {"id": temp}),
        )
        said = self._sync({"commands": json.dumps([command.said() for command in commands])})
        statuses = said.get("sync_status")
        made, gone = (
            of_command(statuses.get(command.uuid) if isinstance(statuses, dict) else None)
            for command in commands
        )
        if "MAX_ITEMS" in made.tag:  # it may be written, and is full just now
            return
        if not made.ok:
            if made.status == 403 and not made.full:
                raise NotAllowed(
                    f"{project.name}: this account may only read there; have it shared with the right to write, or choose another"
                )
            raise refused(self._host, self._name)(made, project.name)
        if not gone.ok:
            raise NotAllowed(
                f"{project.name}: what was written there may not be deleted, and {_TRIAL!r} stands there; "
                "allow hjul to delete tasks, and delete that one by hand"
            )

    def _sync(self, fields: dict[str, str]) -> dict[str, Any]:
        def ask() -> dict[str, Any]:
            response = self._client.post(f"{ROOT}/api/v1/sync", data=fields)
            response.raise_for_status()
            said = response.json()
            if not isinstance(said, dict):
                raise TypeError(type(said))
            return said

        return self._asked(ask)

    def _asked(self, ask: Callable[[], T]) -> T:
        with _told(self._host, self._name):
            return ask()


def named(name: str) -> str:
    """A project's name, on one line and as short as Todoist wants it."""
    return " ".join(name.split())[:MOST_NAME]


class _Signs(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _To(httpx.HTTPTransport):
    """Todoist's library asks whole addresses: with another root each request goes there, and none anywhere else."""

    def __init__(self, root: str) -> None:
        super().__init__()
        self._root = httpx.URL(root)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        root = self._root
        path = root.raw_path.rstrip(b"/") + request.url.raw_path
        request.url = request.url.copy_with(scheme=root.scheme, host=root.host, port=root.port, raw_path=path)
        request.headers["Host"] = root.netloc.decode()
        return super().handle_request(request)


def _client(root: str, token: Token) -> httpx.Client:
    return httpx.Client(
        auth=_Signs(token) if isinstance(token, str) else token,
        follow_redirects=False,
        timeout=TIMEOUT,
        mounts={f"{ROOT}/": _To(root)} if root != ROOT else None,
        event_hooks={"response": [_refuse_half]},
    )


def _refuse_half(response: httpx.Response) -> None:
    """The library takes a page without results for an empty one: then a project would be made twice."""
    if response.request.method != "GET" or response.status_code != 200:
        return
    response.read()
    body = response.json()
    if not isinstance(body, dict) or not isinstance(body.get("results"), list):
        raise TypeError(type(body))


@contextmanager
def _told(host: str, name: str) -> Iterator[None]:
    """Everything that the library may raise, as one of our errors. What stands in an answer is never told."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        raise _meant(error.response, host, name) from None
    except httpx.HTTPError:
        raise NoAnswer(f"{host} did not answer; try again later") from None
    except (ValueError, TypeError, KeyError, AttributeError, JSONWizardError):
        raise Transient(f"{host} gave an answer that cannot be understood; try again later") from None


def _meant(response: httpx.Response, host: str, name: str) -> ServiceError:
    status = response.status_code
    if 300 <= status < 400:
        return Terminal(f"{host} answered with another address; nothing was sent there")
    try:
        tag = str(response.json().get("error_tag") or "")
    except (ValueError, AttributeError):
        tag = ""
    return refused(host, name)(Answer(status, {}, tag if tag.isprintable() else ""), "this")


def _place(project: Project) -> Place:
    team = project.workspace_id is not None
    return Place(project.id, project.name, project.is_shared, bool(project.is_inbox_project), team)


def _member(one: Collaborator) -> Member:
    return Member(one.id, one.name, one.email)
