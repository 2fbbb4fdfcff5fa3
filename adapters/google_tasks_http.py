"""Requests to one list of Google Tasks (API v1), through the connection that all of Google's services share.

Asks for what people see, what is done, what was cleared away and what was deleted; never for what was assigned elsewhere.
"""

from __future__ import annotations

from typing import Any, ClassVar

from adapters.google_http import Ask, Connection

ROOT = "https://tasks.googleapis.com/"
A_PAGE = 100
"""Tasks: the most that Google gives at once."""
EVERYTHING = {"maxResults": A_PAGE, "showCompleted": True, "showHidden": True, "showDeleted": True}
"""What a reading asks for. What was completed in Google's own programs is hidden (tasks.list, ``showCompleted``)."""


class TasksConnection(Connection):
    """One task list, whose id stands where a calendar's does."""

    api: ClassVar[tuple[str, str]] = ("tasks", "v1")
    remedy: ClassVar[str] = "sign in with the account whose list it is"

    def _request(self, ask: Ask) -> Any:
        tasks = self._service.tasks()
        where = {"tasklist": self._calendar}
        if ask.verb == "list":
            return tasks.list(**where, **ask.body)
        which = {} if ask.verb == "insert" else {"task": ask.ref}
        whole = {"body": dict(ask.body)} if ask.verb in {"insert", "patch", "update"} else {}
        request = getattr(tasks, ask.verb)(**where, **which, **whole)
        if ask.etag:
            request.headers["If-Match"] = ask.etag
        return request
