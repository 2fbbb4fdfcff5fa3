"""What connecting a Todoist account needs: whether its token is good, its projects, a new one, and who is in one.

Asks through Todoist's own library, with its models. Shares nothing, deletes nothing, and keeps no token.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from dataclass_wizard.errors import JSONWizardError
from todoist_api_python import authentication
from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Collaborator, Project

from adapters.base import NotAllowed, ServiceError, Terminal, Transient
from adapters.todoist_http import Answer, refused
from config.todoist_target import ROOT
from mappings.todoist_task import Member

T = TypeVar("T")
SCOPE: authentication.Scope = "data:read_write"
"""The least that makes, changes and reads tasks: there is none that lets a program write and not read."""
MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class Place:
    """A project as a person chooses one."""

    id: str
    name: str
    shared: bool = False
    inbox: bool = False


class Account:
    """An account, by its token. Every method raises ServiceError, in one plain sentence, when it cannot be asked."""

    def __init__(self, token: str, *, root: str = ROOT, name: str = "Todoist") -> None:
        self._host = urlsplit(root).hostname or ""
        self._name = name
        self._client = _client(root)
        self._api = TodoistAPI(token, client=self._client)

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
        """A new project, of this account's alone."""
        return _place(self._asked(lambda: self._api.add_project(" ".join(name.split())[:MOST_NAME])))

    def make_projects(self, plan: str, areas: list[str]) -> dict[str, Place]:
        """One for each area, named for plan and area; those that are there under that name already are used."""
        there = {project.name: project for project in self.projects()}
        names = {area: " ".join(f"{plan}: {area}".split())[:MOST_NAME] for area in areas}
        return {area: there.get(name) or self.make_project(name) for area, name in names.items()}

    def members(self, project: str) -> list[Member]:
        """Those whom tasks of a project can be given to; nobody where it is not shared."""
        pages = self._asked(lambda: list(self._api.get_collaborators(project, limit=200)))
        return [_member(one) for page in pages for one in page]

    def _asked(self, ask: Callable[[], T]) -> T:
        with _told(self._host, self._name):
            return ask()


@dataclass(frozen=True, slots=True)
class SignIn:
    """A sign-in by OAuth that has begun: what a person opens, and the word that has to come back."""

    address: str
    state: str


def begin_sign_in(client_id: str) -> SignIn:
    """The page on which somebody lets hjul in; it can be opened on another machine."""
    state = secrets.token_urlsafe(24)
    return SignIn(authentication.get_authentication_url(client_id, [SCOPE], state), state)


def end_sign_in(client_id: str, client_secret: str, code: str) -> str:
    """The token for the code that came back. NotAllowed where Todoist does not take it."""
    with _told("todoist.com", "Todoist"), httpx.Client(follow_redirects=False) as client:
        return authentication.get_auth_token(client_id, client_secret, code, client=client).access_token


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


def _client(root: str) -> httpx.Client:
    mounts = {f"{ROOT}/": _To(root)} if root != ROOT else None
    return httpx.Client(follow_redirects=False, mounts=mounts, event_hooks={"response": [_refuse_half]})


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
        raise Transient(f"{host} did not answer; try again later") from None
    except (ValueError, TypeError, KeyError, AttributeError, JSONWizardError):
        raise Transient(f"{host} gave an answer that cannot be understood; try again later") from None


def _meant(response: httpx.Response, host: str, name: str) -> ServiceError:
    status = response.status_code
    if 300 <= status < 400:
        return Terminal(f"{host} answered with another address; nothing was sent there")
    if status in {400, 401} and response.request.url.path.startswith("/oauth"):
        return NotAllowed("Todoist does not take that code; sign in again")
    try:
        tag = str(response.json().get("error_tag") or "")
    except (ValueError, AttributeError):
        tag = ""
    return refused(host, name)(Answer(status, {}, tag if tag.isprintable() else ""), "this")


def _place(project: Project) -> Place:
    return Place(project.id, project.name, project.is_shared, bool(project.is_inbox_project))


def _member(one: Collaborator) -> Member:
    return Member(one.id, one.name, one.email)
