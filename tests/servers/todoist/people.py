"""People who work in Todoist with the official SDK alone."""

from __future__ import annotations

import json
import ssl
import uuid
from datetime import UTC, datetime

import httpx
from todoist_api_python.api import TodoistAPI
from todoist_api_python.models import Task

from tests.servers.todoist.world import User

OFFICIAL = "https://api.todoist.com"
_TRUST = ssl.create_default_context()  # made once: it takes longer than all else here


class Redirected(httpx.HTTPTransport):
    """The SDK's addresses are whole: each request to Todoist goes to this server instead, and none anywhere else."""

    def __init__(self, origin: str) -> None:
        super().__init__(verify=_TRUST)
        self._origin = httpx.URL(origin)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == httpx.URL(OFFICIAL).host, request.url
        request.url = request.url.copy_with(
            scheme=self._origin.scheme, host=self._origin.host, port=self._origin.port
        )
        return super().handle_request(request)


def sdk(token: str, origin: str | None) -> TodoistAPI:
    """The official client; ``origin`` None is Todoist itself."""
    transport = Redirected(origin) if origin is not None else httpx.HTTPTransport(verify=_TRUST)
    return TodoistAPI(token, client=httpx.Client(transport=transport))


def as_user(user: User, origin: str) -> TodoistAPI:
    return sdk(user.token, origin)


def tasks(api: TodoistAPI, project: str) -> list[Task]:
    """All active ones."""
    return [task for page in api.get_tasks(project_id=project, limit=200) for task in page]


def tick_at(token: str, origin: str | None, task: str, at: datetime) -> None:
    """What Todoist's own programs do with a tick that was made offline: completed then, not now. The SDK has no word for it."""
    when = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    command = {"type": "item_complete", "uuid": str(uuid.uuid4()), "args": {"id": task, "completed_at": when}}
    answer = httpx.post(
        f"{origin or OFFICIAL}/api/v1/sync",
        headers={"Authorization": f"Bearer {token}"},
        data={"commands": json.dumps([command])},
        verify=_TRUST,
    )
    answer.raise_for_status()
    assert list(answer.json()["sync_status"].values()) == ["ok"], answer.text
