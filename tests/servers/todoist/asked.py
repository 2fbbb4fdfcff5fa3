"""What may stand in a request, and of what kind. What Todoist does not know is a mistake of ours: written down, so that a test fails."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tests.servers.todoist.refusal import invalid

Check = Callable[[Any], bool]
Arguments = Mapping[str, Check]


def text(most: int, least: int = 0) -> Check:
    return lambda value: isinstance(value, str) and least <= len(value) <= most


def number(least: int, most: int = 10**9) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def or_none(check: Check) -> Check:
    return lambda value: value is None or check(value)


def one_of(*values: object) -> Check:
    return lambda value: value in values


def a_list(check: Check, most: int = 10**6) -> Check:
    return lambda value: isinstance(value, list) and len(value) <= most and all(map(check, value))


def an_object(arguments: Arguments, *required: str) -> Check:
    """One with these alone."""
    return lambda value: (
        isinstance(value, dict)
        and set(required) <= set(value) <= set(arguments)
        and all(arguments[name](each) for name, each in value.items())
    )


def yes_or_no(value: Any) -> bool:
    return isinstance(value, bool)


def an_id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,100}", value) is not None


def a_moment(value: Any) -> bool:
    return isinstance(value, str) and moment(value) is not None


def moment(value: str) -> datetime | None:
    """RFC 3339 with Z; what has no zone is taken for UTC."""
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def checked(wrong: list[str], where: str, given: Any, arguments: Arguments, *required: str) -> dict[str, Any]:
    """What was given, if it may be. Raises Refusal (400) for the first that may not."""
    if not isinstance(given, dict):
        raise invalid("args", f"{where} has no arguments")
    for name in given:
        if name not in arguments:
            wrong.append(f"{where}: Todoist knows no {name!r}")
            raise invalid(name, "unknown argument")
    for name in required:
        if name not in given:
            raise invalid(name, "required argument is missing")
    for name, value in given.items():
        if not arguments[name](value):
            raise invalid(name, f"bad value in {where}")
    return dict(given)
