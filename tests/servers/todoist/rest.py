"""The REST part of the API as the official SDK asks it: which request does what, and what may stand in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tests.servers.todoist import completed, items, labels, notes, projects, sync
from tests.servers.todoist.asked import (
    Arguments,
    Check,
    a_list,
    a_moment,
    an_id,
    checked,
    number,
    one_of,
    or_none,
    text,
    yes_or_no,
)
from tests.servers.todoist.due import is_date
from tests.servers.todoist.refusal import Refusal, forbidden, invalid, not_found
from tests.servers.todoist.world import Json, User, World

PAGE, MOST, MOST_ACTIVITIES = 50, 200, 100
_NUMBER = re.compile(r"\d{1,9}")


def _digits(value: Any) -> bool:
    return isinstance(value, str) and _NUMBER.fullmatch(value) is not None


_PAGED: Arguments = {"limit": _digits, "cursor": text(2000, 1)}
_REST_DUE: dict[str, Check] = {
    "due_string": text(150),
    "due_lang": text(2, 2),
    "due_date": is_date,
    "due_datetime": is_date,
    "assignee_id": or_none(an_id),
    "duration": number(1),
    "duration_unit": one_of("minute", "day"),
    "deadline_date": is_date,
    "deadline_lang": text(2, 2),
}
_TASK: Arguments = {
    name: check
    for name, check in items.UPDATED.items()
    if name not in {"due", "deadline", "duration", "responsible_uid", "assigned_by_uid"}
} | _REST_DUE
_NEW_TASK: Arguments = {
    **{name: check for name, check in _TASK.items() if name not in {"is_collapsed", "day_order"}},
    "project_id": an_id,
    "section_id": an_id,
    "parent_id": an_id,
    "order": number(-(10**6)),
    "auto_reminder": yes_or_no,
    "auto_parse_labels": yes_or_no,
}
_COMMENT: Arguments = {
    "content": text(15_000, 1),
    "task_id": an_id,
    "project_id": an_id,
    "attachment": or_none(lambda value: isinstance(value, dict)),
    "uids_to_notify": a_list(an_id),
}
_WINDOW: Arguments = {
    "since": a_moment,
    "until": a_moment,
    "workspace_id": text(60),
    "filter_query": text(1024),
    "filter_lang": text(2, 2),
    **_PAGED,
}
_ACTIVITIES: Arguments = {
    "object_type": one_of("project", "item", "note", "section"),
    "object_id": an_id,
    "parent_project_id": an_id,
    "parent_item_id": an_id,
    "initiator_id": an_id,
    "event_type": text(30),
    "object_event_types": text(1000),
    "date_from": a_moment,
    "date_to": a_moment,
    **_PAGED,
}


class Asked:
    """One request of a user's: the ids in its path, its query and its body."""

    def __init__(
        self, world: World, user: User, name: str, ids: tuple[str, ...], query: Mapping[str, str], body: Any
    ) -> None:
        self.world, self.user, self.name = world, user, name
        self.ids, self.query, self.body = ids, dict(query), body

    def arguments(self, allowed: Arguments, *required: str) -> Json:
        """Those of the body; there may be none in the query."""
        checked(self.world.wrong, self.name, self.query, {})
        return checked(self.world.wrong, self.name, self.body or {}, allowed, *required)

    def nothing(self) -> None:
        self.arguments({})

    def parameters(self, allowed: Arguments, *required: str) -> Json:
        return checked(self.world.wrong, self.name, self.query, allowed, *required)

    def page(self, found: list[Json], key: str = "results", most: int = MOST) -> Json:
        """One page, and the cursor of the next: it holds for this user and these parameters alone."""
        limit = int(self.query.get("limit", PAGE))
        if not 1 <= limit <= most:
            raise invalid("limit", expected=f"Input should be less than or equal to {most}")
        others = {name: value for name, value in self.query.items() if name != "cursor"}
        mark = hashlib.sha256(
            json.dumps([self.user.id, self.name, others], sort_keys=True).encode()
        ).hexdigest()[:12]
        start = _start(self.query.get("cursor"), mark)
        more = start + limit < len(found)
        return {
            key: found[start : start + limit],
            "next_cursor": _cursor(start + limit, mark) if more else None,
        }


def _cursor(start: int, mark: str) -> str:
    return base64.urlsafe_b64encode(f"{start}.{mark}".encode()).decode()


def _start(cursor: str | None, mark: str) -> int:
    if cursor is None:
        return 0
    try:
        start, _, own = base64.urlsafe_b64decode(cursor.encode()).decode().partition(".")
        begins = int(start)
    except (ValueError, UnicodeError):
        own, begins = "", 0
    if own != mark:
        raise invalid("cursor")
    return begins


Handler = Callable[[Asked], Any]
"""What it gives is the answer's JSON; None is 204."""


# --- tasks ---------------------------------------------------------------------------------------------------


def _tasks(asked: Asked) -> Json:
    given = asked.parameters(
        {
            "project_id": an_id,
            "section_id": an_id,
            "parent_id": an_id,
            "label": text(60),
            "ids": text(10_000),
            **_PAGED,
        }
    )
    wanted = {
        name: value for name, value in given.items() if name in {"project_id", "section_id", "parent_id"}
    }
    ids = given["ids"].split(",") if "ids" in given else None
    found = [
        row.data
        for row in asked.world.seen(asked.user, "items")
        if sync.is_active(asked.world.rows, row)
        and all(row.data[name] == value for name, value in wanted.items())
        and (ids is None or row.data["id"] in ids)
        and ("label" not in given or given["label"] in row.data["labels"])
    ]
    return asked.page(found)


def _task(asked: Asked) -> Json:
    asked.nothing()
    row = asked.world.get(asked.user, "items", asked.ids[0])
    if row.data["checked"] and not asked.world.switches.gets_completed:
        raise not_found("Task")
    return row.data


def _add_task(asked: Asked) -> Json:
    given = items.rest_fields(asked.arguments(_NEW_TASK, "content"))
    return items.add(asked.world, asked.user, given)


def _update_task(asked: Asked) -> Json:
    given = items.rest_fields(asked.arguments({**_TASK, "child_order": number(-(10**6))}))
    order = given.pop("child_order", None)
    if order is not None:
        items.reorder(asked.world, asked.user, {"items": [{"id": asked.ids[0], "child_order": order}]})
    return items.update(asked.world, asked.user, asked.ids[0], given)


def _close_task(asked: Asked) -> None:
    asked.nothing()
    items.close(asked.world, asked.user, asked.ids[0])


def _reopen_task(asked: Asked) -> None:
    asked.nothing()
    items.uncomplete(asked.world, asked.user, asked.ids[0])


def _move_task(asked: Asked) -> Json:
    given = asked.arguments({"project_id": an_id, "section_id": an_id, "parent_id": an_id})
    return items.move(asked.world, asked.user, asked.ids[0], given)


def _delete_task(asked: Asked) -> None:
    asked.nothing()
    items.delete(asked.world, asked.user, asked.ids[0])


def _completed(asked: Asked) -> Json:
    given = asked.parameters(_WINDOW, "since", "until")
    return asked.page(completed.by_completion(asked.world, asked.user, given), "items")


# --- projects, sections, people ------------------------------------------------------------------------------


def _projects(asked: Asked) -> Json:
    asked.parameters(_PAGED)
    found = [row.data for row in asked.world.seen(asked.user, "projects")]
    return asked.page([one for one in found if not one["is_deleted"] and not one["is_archived"]])


def _project(asked: Asked) -> Json:
    asked.nothing()
    return asked.world.get(asked.user, "projects", asked.ids[0]).data


def _add_project(asked: Asked) -> Json:
    return projects.add_project(asked.world, asked.user, asked.arguments(projects.PROJECT_ADDED, "name"))


def _update_project(asked: Asked) -> Json:
    given = asked.arguments(projects.PROJECT_UPDATED)
    return projects.update_project(asked.world, asked.user, asked.ids[0], given)


def _delete_project(asked: Asked) -> None:
    asked.nothing()
    projects.delete_project(asked.world, asked.user, asked.ids[0])


def _archive_project(asked: Asked) -> Json:
    asked.nothing()
    return projects.archive_project(asked.world, asked.user, asked.ids[0], archived=True)


def _unarchive_project(asked: Asked) -> Json:
    asked.nothing()
    return projects.archive_project(asked.world, asked.user, asked.ids[0], archived=False)


def _collaborators(asked: Asked) -> Json:
    asked.parameters(_PAGED)
    asked.world.get(asked.user, "projects", asked.ids[0])
    people = projects.collaborators(asked.world, asked.ids[0])
    return asked.page([{"id": one.id, "email": one.email, "name": one.name} for one in people])


def _sections(asked: Asked) -> Json:
    given = asked.parameters({"project_id": an_id, **_PAGED})
    found = [row.data for row in asked.world.seen(asked.user, "sections")]
    return asked.page(
        [
            one
            for one in found
            if not one["is_deleted"]
            and not one["is_archived"]
            and given.get("project_id", one["project_id"]) == one["project_id"]
        ]
    )


def _section(asked: Asked) -> Json:
    asked.nothing()
    return asked.world.get(asked.user, "sections", asked.ids[0]).data


def _add_section(asked: Asked) -> Json:
    given = asked.arguments(
        {"name": text(2048, 1), "project_id": an_id, "order": number(-(10**6))}, "name", "project_id"
    )
    if "order" in given:
        given["section_order"] = given.pop("order")
    return projects.add_section(asked.world, asked.user, given)


def _update_section(asked: Asked) -> Json:
    given = asked.arguments(projects.SECTION_UPDATED)
    return projects.update_section(asked.world, asked.user, asked.ids[0], given)


def _delete_section(asked: Asked) -> None:
    asked.nothing()
    projects.delete_section(asked.world, asked.user, asked.ids[0])


def _me(asked: Asked) -> Json:
    asked.nothing()
    return sync.me(asked.user)


# --- labels, comments, what happened -------------------------------------------------------------------------


def _labels(asked: Asked) -> Json:
    asked.parameters(_PAGED)
    found = [row.data for row in asked.world.seen(asked.user, "labels")]
    return asked.page([labels.rest_form(one) for one in found if not one["is_deleted"]])


def _label(asked: Asked) -> Json:
    asked.nothing()
    return labels.rest_form(asked.world.get(asked.user, "labels", asked.ids[0]).data)


def _add_label(asked: Asked) -> Json:
    return labels.rest_form(labels.add(asked.world, asked.user, asked.arguments(labels.UPDATED, "name")))


def _update_label(asked: Asked) -> Json:
    given = asked.arguments(labels.UPDATED)
    return labels.rest_form(labels.update(asked.world, asked.user, asked.ids[0], given))


def _delete_label(asked: Asked) -> None:
    asked.nothing()
    labels.delete(asked.world, asked.user, asked.ids[0])


def _shared_labels(asked: Asked) -> Json:
    given = asked.parameters({"omit_personal": one_of("true", "false"), **_PAGED})
    names = {name for row in asked.world.seen(asked.user, "items") for name in row.data["labels"]}
    own = {row.data["name"] for row in asked.world.seen(asked.user, "labels")}
    shown: list[Any] = sorted(names - own if given.get("omit_personal") == "true" else names | own)
    return asked.page(shown)


def _comments(asked: Asked) -> Json:
    given = asked.parameters({"task_id": an_id, "project_id": an_id, **_PAGED})
    name, key = ("item_id", "task_id") if "task_id" in given else ("project_id", "project_id")
    if key not in given:
        raise invalid("task_id", "exactly one of task_id and project_id")
    asked.world.get(asked.user, "items" if key == "task_id" else "projects", given[key])
    found = [row.data for row in asked.world.seen(asked.user, "notes") if row.data[name] == given[key]]
    mine = [one for one in found if not one["is_deleted"] and (name == "item_id" or one["item_id"] is None)]
    return asked.page(mine)


def _comment(asked: Asked) -> Json:
    asked.nothing()
    return asked.world.get(asked.user, "notes", asked.ids[0]).data


def _add_comment(asked: Asked) -> Json:
    given = asked.arguments(_COMMENT, "content")
    for old, new in (("task_id", "item_id"), ("attachment", "file_attachment")):
        if old in given:
            given[new] = given.pop(old)
    return notes.add(asked.world, asked.user, given)


def _update_comment(asked: Asked) -> Json:
    return notes.update(asked.world, asked.user, asked.ids[0], asked.arguments(notes.UPDATED))


def _delete_comment(asked: Asked) -> None:
    asked.nothing()
    notes.delete(asked.world, asked.user, asked.ids[0])


def _activities(asked: Asked) -> Json:
    """The last one first, and none that is older than the plan lets it be (``activity_log_limit``, in days)."""
    limit, oldest = asked.user.plan.activity_log_limit, ""
    if limit >= 0:
        oldest = asked.world.stamp(asked.world.now() - timedelta(days=limit))
    given = asked.parameters(_ACTIVITIES)
    pairs = _pairs(given.pop("object_event_types", "[]"))
    plain = {
        name: value
        for name, value in given.items()
        if name not in {"limit", "cursor", "date_from", "date_to"}
    }
    found = [
        one
        for one in reversed(asked.world.events)
        if asked.user.id in asked.world.members.get(one["parent_project_id"] or one["object_id"], ())
        and all(one[name] == value for name, value in plain.items())
        and (not pairs or any(_fits(one, *pair) for pair in pairs))
        and one["event_date"] >= oldest
        and given.get("date_from", "") <= one["event_date"] <= given.get("date_to", "9999")
    ]
    return asked.page(found, most=MOST_ACTIVITIES)


def _pairs(text_: str) -> list[tuple[str, str]]:
    try:
        named: list[str] = json.loads(text_)
    except ValueError:
        raise invalid("object_event_types", "no JSON") from None
    return [(kind, event) for kind, _, event in (one.partition(":") for one in named)]


def _fits(event: Json, kind: str, what: str) -> bool:
    return kind in {"", event["object_type"]} and what in {"", event["event_type"]}


# --- which is which ------------------------------------------------------------------------------------------

_ROUTES: list[tuple[str, str, Handler]] = [
    ("GET", "tasks", _tasks),
    ("POST", "tasks", _add_task),
    ("GET", "tasks/completed/by_completion_date", _completed),
    ("GET", "tasks/*", _task),
    ("POST", "tasks/*", _update_task),
    ("POST", "tasks/*/close", _close_task),
    ("POST", "tasks/*/reopen", _reopen_task),
    ("POST", "tasks/*/move", _move_task),
    ("DELETE", "tasks/*", _delete_task),
    ("GET", "projects", _projects),
    ("POST", "projects", _add_project),
    ("GET", "projects/*", _project),
    ("POST", "projects/*", _update_project),
    ("POST", "projects/*/archive", _archive_project),
    ("POST", "projects/*/unarchive", _unarchive_project),
    ("DELETE", "projects/*", _delete_project),
    ("GET", "projects/*/collaborators", _collaborators),
    ("GET", "sections", _sections),
    ("POST", "sections", _add_section),
    ("GET", "sections/*", _section),
    ("POST", "sections/*", _update_section),
    ("DELETE", "sections/*", _delete_section),
    ("GET", "labels", _labels),
    ("POST", "labels", _add_label),
    ("GET", "labels/shared", _shared_labels),
    ("GET", "labels/*", _label),
    ("POST", "labels/*", _update_label),
    ("DELETE", "labels/*", _delete_label),
    ("GET", "comments", _comments),
    ("POST", "comments", _add_comment),
    ("GET", "comments/*", _comment),
    ("POST", "comments/*", _update_comment),
    ("DELETE", "comments/*", _delete_comment),
    ("GET", "user", _me),
    ("GET", "activities", _activities),
]
_COMPILED = [
    (method, re.compile(path.replace("*", "([A-Za-z0-9_-]+)")), handler) for method, path, handler in _ROUTES
]


def answer(world: World, user: User, method: str, path: str, query: Mapping[str, str], body: Any) -> Any:
    """The answer's JSON, None for 204. Raises Refusal; a path that nothing here answers is written down as wrong."""
    for known, pattern, handler in _COMPILED:
        match = pattern.fullmatch(path)
        if known == method and match:
            if user.read_only and method != "GET":
                raise forbidden()
            return handler(Asked(world, user, f"{method} {path}", match.groups(), query, body))
    world.wrong.append(f"{method} {path}: this server has no such endpoint")
    raise Refusal(404, 478, "NOT_FOUND", "Not found")
