"""Completed tasks by a window of time. API documentation, "Tasks REST endpoints"; what the SDK says of the parameters."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.servers.todoist.asked import moment
from tests.servers.todoist.refusal import invalid
from tests.servers.todoist.world import Json, User, World

MOST = timedelta(days=93)  # "up to 3 months"


def by_completion(world: World, user: User, given: Json) -> list[Json]:
    """Both ends belong to it, and the last that was completed comes first."""
    since, until = _moment(given, "since"), _moment(given, "until")
    if until < since or until - since > MOST:
        raise invalid("until", "the window is at most 3 months")
    found = [
        row.data
        for row in world.seen(user, "items")
        if row.data["checked"] and not row.data["is_deleted"] and _is_shown(world, user, row.data)
    ]
    inside = [task for task in found if since <= (moment(task["completed_at"]) or until + MOST) <= until]
    return sorted(inside, key=lambda task: str(task["completed_at"]), reverse=True)


def _is_shown(world: World, user: User, task: Json) -> bool:
    if world.rows["projects"][task["project_id"]].data["is_deleted"]:
        return False
    return world.switches.others_completed or task["completed_by_uid"] in {None, user.id}


def _moment(given: Json, name: str) -> datetime:
    read = moment(str(given.get(name)))
    if read is None:
        raise invalid(name, "not a moment")
    return read
