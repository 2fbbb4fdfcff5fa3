"""Todoist's answers when it does not do what it is asked, in the documented form of their bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EVENT_ID = "0123456789abcdef0123456789abcdef"


class Refusal(Exception):
    """``status`` is the request's, or the one told of a command. ``extra`` is ``error_extra``."""

    def __init__(self, status: int, code: int, tag: str, message: str, **extra: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.tag = tag
        self.extra: dict[str, Any] = {"event_id": EVENT_ID, **extra}
        self.headers: Mapping[str, str] = {}

    def body(self, *, bare: bool = False) -> dict[str, Any]:
        if bare:
            return {"error_code": self.code, "error": str(self)}
        return {
            "error": str(self),
            "error_code": self.code,
            "error_extra": self.extra,
            "error_tag": self.tag,
            "http_code": self.status,
        }


def invalid(argument: str, explanation: str = "", **more: Any) -> Refusal:
    """400. API documentation, "Response / Error" and "Pagination"."""
    extra = {"argument": argument, **({"explanation": explanation} if explanation else {}), **more}
    return Refusal(400, 20, "INVALID_ARGUMENT_VALUE", "Invalid argument value", **extra)


def not_found(what: str) -> Refusal:
    """404, with a retry_after that means nothing. API documentation, "Previous REST API endpoints error responses"."""
    return Refusal(404, 478, "NOT_FOUND", f"{what} not found", retry_after=3)


def unauthorized() -> Refusal:
    """401. A sample of the same form with its own retry_after is all that is recorded."""
    return Refusal(401, 477, "UNAUTHORIZED", "Unauthorized", retry_after=3)


def forbidden() -> Refusal:
    """403 that means a lacking right. Only the status is documented."""
    return Refusal(403, 403, "FORBIDDEN", "Forbidden")


def too_many_tasks(most: int) -> Refusal:
    """403 that means capacity: 300 active tasks in a project on every plan (Doist/todoist-mcp, pull request 531)."""
    return Refusal(403, 49, "MAX_ITEMS_LIMIT_REACHED", "Maximum number of items exceeded", max_count=most)


def too_many_sections(most: int) -> Refusal:
    """403; max_sections in the plan's limits. Its number is not documented."""
    return Refusal(
        403, 84, "MAX_SECTIONS_LIMIT_REACHED", "Maximum number of sections exceeded", max_count=most
    )


def too_many_projects(most: int) -> Refusal:
    """403; max_projects in the plan's limits. Its number is not documented."""
    return Refusal(403, 50, "MAX_PROJECTS_LIMIT_REACHED", "Maximum number of projects", max_count=most)


def too_many_requests(seconds: int) -> Refusal:
    """429, as recorded in Doist/todoist-api-python, issue 155; the header says the same."""
    refusal = Refusal(
        429,
        35,
        "LIMITS_REACHED",
        "Too many requests. Limits reached. Try again later",
        retry_after=seconds,
    )
    refusal.headers = {"Retry-After": str(seconds)}
    return refusal


def invalid_temp_id() -> Refusal:
    """API documentation, "Response / Error"."""
    return Refusal(400, 15, "INVALID_TEMPID", "Invalid temporary id")
