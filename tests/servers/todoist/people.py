"""People who work in Todoist with the official SDK alone."""

from __future__ import annotations

import httpx
from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Task

from tests.servers.todoist.world import User

OFFICIAL = "https://api.todoist.com"


class Redirected(httpx.HTTPTransport):
    """The SDK's addresses are whole: each request to Todoist goes to this server instead, and none anywhere else."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self._origin = httpx.URL(origin)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == httpx.URL(OFFICIAL).host, request.url
        request.url = request.url.copy_with(
            scheme=self._origin.scheme, host=self._origin.host, port=self._origin.port
        )
        return super().handle_request(request)


def sdk(token: str, origin: str | None) -> TodoistAPI:
    """The official client; ``origin`` None is Todoist itself."""
    transport = Redirected(origin) if origin is not None else None
    return TodoistAPI(token, client=httpx.Client(transport=transport))


def as_user(user: User, origin: str) -> TodoistAPI:
    return sdk(user.token, origin)


def tasks(api: TodoistAPI, project: str) -> list[Task]:
    """All active ones."""
    return [task for page in api.get_tasks(project_id=project, limit=200) for task in page]
