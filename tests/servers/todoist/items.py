"""Tasks: what can be done with one, by REST and by sync's commands alike. Arguments stand here under their names in /sync."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from tests.servers.todoist.asked import (
    Arguments,
    a_list,
    a_moment,
    an_id,
    an_object,
    moment,
    number,
    one_of,
    or_none,
    text,
    yes_or_no,
)
from tests.servers.todoist.due import after, due_of, is_date
from tests.servers.todoist.refusal import Refusal, invalid, too_many_tasks
from tests.servers.todoist.world import Json, Row, User, World

_DUE = or_none(
    an_object(
        {
            "date": or_none(is_date),
            "string": or_none(text(150)),
            "lang": or_none(text(2, 2)),
            "timezone": or_none(text(60)),
            "is_recurring": yes_or_no,
        }
    )
)
_DEADLINE = or_none(an_object({"date": is_date, "lang": or_none(text(2, 2))}, "date"))
_DURATION = or_none(an_object({"amount": number(1), "unit": one_of("minute", "day")}, "amount", "unit"))

# API documentation, "Add a task" and "Update a task"; lengths are those of the SDK; null clears (TypeScript SDK).
UPDATED: Arguments = {
    "content": text(500, 1),
    "description": text(16_383),
    "due": _DUE,
    "deadline": _DEADLINE,
    "duration": _DURATION,
    "priority": number(1, 4),
    "is_collapsed": yes_or_no,
    "labels": a_list(text(60, 1), 500),
    "assigned_by_uid": or_none(an_id),
    "responsible_uid": or_none(an_id),
    "day_order": number(-1),
}
ADDED: Arguments = {
    **UPDATED,
    "project_id": or_none(an_id),
    "section_id": or_none(an_id),
    "parent_id": or_none(an_id),
    "child_order": number(-(10**6)),
    "auto_reminder": yes_or_no,
    "auto_parse_labels": yes_or_no,
}
MOVED: Arguments = {"project_id": an_id, "section_id": or_none(an_id), "parent_id": or_none(an_id)}
COMPLETED: Arguments = {
    "completed_at": a_moment,
    "date_completed": a_moment,
    "force_history": yes_or_no,
    "from_undo": yes_or_no,
}


def add(world: World, user: User, given: Json) -> Json:
    """API documentation, "Add a task". Where nothing is said it goes to the Inbox."""
    place = _place(world, user, given)
    _room(world, user, place["project_id"])
    at = world.stamp()
    task: Json = {
        "id": world.new_id(),
        "user_id": user.id,
        **place,
        "content": "",
        "description": "",
        "priority": 1,
        "due": None,
        "deadline": None,
        "duration": None,
        "child_order": given.get("child_order", _last(world, place) + 1),
        "day_order": -1,
        "is_collapsed": False,
        "labels": [],
        "added_by_uid": user.id,
        "assigned_by_uid": None,
        "responsible_uid": None,
        "checked": False,
        "is_deleted": False,
        "added_at": at,
        "updated_at": at,
        "completed_at": None,
        "completed_by_uid": None,
        "note_count": 0,
    }
    fields = {name: value for name, value in given.items() if name in UPDATED}
    task |= _fields(world, user, task, fields)
    if given.get("auto_parse_labels", world.switches.parses_labels):
        _parse_labels(task)
    world.put("items", task["id"], task)
    world.happened(user, "item", "added", task, content=task["content"])
    return task


def update(world: World, user: User, task: str, given: Json) -> Json:
    """API documentation, "Update a task": it neither moves nor completes."""
    row = world.get(user, "items", task)
    changes = _fields(world, user, row.data, given)
    logged = {"content", "description", "due", "responsible_uid"}
    if new := {name for name in logged & set(changes) if row.data[name] != changes[name]}:
        extra = {"content": changes.get("content", row.data["content"])}
        for name in new:
            extra |= _logged(name, changes[name]) | _logged(name, row.data[name], "last_")
        world.happened(user, "item", "updated", row.data, **extra)
    return world.edit("items", task, **changes).data


def _logged(name: str, value: Any, before: str = "") -> Json:
    """A field as the activity log has it ("Activity", ``extra_data``): of a due date the date alone."""
    if name == "due":
        return {f"{before}due_date": value and value["date"]}
    return {f"{before}{name}": value}


def move(world: World, user: User, task: str, given: Json) -> Json:
    """API documentation, "Move a task": exactly one of the three; what is below goes with it."""
    if len(given) != 1:
        raise invalid("args", "exactly one of parent_id, section_id and project_id")
    row = world.get(user, "items", task)
    (where,) = given
    if where == "section_id" and given[where] is None:
        given = {"project_id": row.data["project_id"]}
    elif where == "parent_id" and given[where] is None:
        given = {"section_id": row.data["section_id"], "project_id": row.data["project_id"]}
    place = _place(world, user, given)
    family = [task, *(each.data["id"] for each in below(world, task))]
    if task == place["parent_id"] or place["parent_id"] in family:
        raise invalid("parent_id", "a task cannot stand below itself")
    old = row.data["project_id"]
    if place["project_id"] != old:
        for _ in family:
            _room(world, user, place["project_id"])
    order = _last(world, place) + 1
    for each in family:
        own = place if each == task else {**place, "parent_id": world.rows["items"][each].data["parent_id"]}
        _relocate(world, each, own, order)
    return row.data


def complete(world: World, user: User, task: str, given: Json) -> Json:
    """item_complete: done for good, with what stands below it, even where it recurs."""
    row = world.get(user, "items", task)
    said = moment(given.get("completed_at") or given.get("date_completed") or "")
    at = world.stamp(said.astimezone(UTC)) if said else world.stamp()
    for each in (row, *below(world, task)):
        if not each.data["checked"]:
            by = user.id if world.switches.says_who_completed else None
            world.edit("items", each.data["id"], checked=True, completed_at=at, completed_by_uid=by)
            world.happened(user, "item", "completed", each.data, content=each.data["content"])
    return row.data


def close(world: World, user: User, task: str) -> Json:
    """item_close and REST's close: where it recurs, the next occurrence, and completed_at stays null."""
    row = world.get(user, "items", task)
    due = row.data["due"]
    if not due or not due["is_recurring"]:
        return complete(world, user, task, {})
    world.happened(user, "item", "completed", row.data, content=row.data["content"], is_recurring=True)
    for each in below(world, task):
        world.edit("items", each.data["id"], checked=False, completed_at=None, completed_by_uid=None)
    return world.edit("items", task, due=after(due)).data


def uncomplete(world: World, user: User, task: str) -> Json:
    """Open again, and whatever stands above it."""
    row = world.get(user, "items", task)
    above: Row | None = row
    while above is not None:
        if above.data["checked"]:
            _room(world, user, above.data["project_id"])
            world.edit("items", above.data["id"], checked=False, completed_at=None, completed_by_uid=None)
            world.happened(user, "item", "uncompleted", above.data, content=above.data["content"])
        above = world.rows["items"].get(above.data["parent_id"] or "")
    return row.data


def delete(world: World, user: User, task: str) -> None:
    """With all that stands below it."""
    row = world.get(user, "items", task)
    world.delete("items", [task])
    world.delete("items", [each.data["id"] for each in below(world, task)], shown=False)
    world.happened(user, "item", "deleted", row.data, content=row.data["content"])


def reorder(world: World, user: User, given: Json) -> None:
    """item_reorder: the order among siblings."""
    for one in given["items"]:
        world.get(user, "items", one["id"])
        world.edit("items", one["id"], child_order=one["child_order"])


def below(world: World, task: str) -> Iterator[Row]:
    """All that stands under a task, at any depth."""
    for row in list(world.rows["items"].values()):
        if row.data["parent_id"] == task and not row.data["is_deleted"]:
            yield row
            yield from below(world, row.data["id"])


def active_in(world: World, project: str) -> int:
    """How many count against the project's limit."""
    return sum(
        row.data["project_id"] == project and not row.data["checked"] and not row.data["is_deleted"]
        for row in world.rows["items"].values()
    )


def _place(world: World, user: User, given: Json) -> Json:
    """Project, section and parent, of which the narrowest decides."""
    parent, section, project = given.get("parent_id"), given.get("section_id"), given.get("project_id")
    if parent:
        row = world.get(user, "items", parent)
        return {
            "project_id": row.data["project_id"],
            "section_id": row.data["section_id"],
            "parent_id": parent,
        }
    if section:
        row = world.get(user, "sections", section)
        if project and project != row.data["project_id"]:
            raise invalid("section_id", "the section stands in another project")
        return {"project_id": row.data["project_id"], "section_id": section, "parent_id": None}
    row = world.get(user, "projects", project or user.inbox)
    return {"project_id": row.data["id"], "section_id": None, "parent_id": None}


def _relocate(world: World, task: str, place: Json, order: int) -> None:
    row = world.rows["items"][task]
    old, new = row.data["project_id"], place["project_id"]
    changes = dict(place)
    if row.data["parent_id"] == place["parent_id"] or old != new:
        changes["child_order"] = order
    if row.data["responsible_uid"] and not world.is_active(new, row.data["responsible_uid"]):
        changes |= {"responsible_uid": None, "assigned_by_uid": None}
    world.edit("items", task, **changes)
    for user in world.members[old] - world.members[new]:
        world.lost.append((world.changes, user, "items", task))


def _room(world: World, user: User, project: str) -> None:
    if active_in(world, project) >= user.plan.max_tasks:
        raise too_many_tasks(user.plan.max_tasks)


def _last(world: World, place: Json) -> int:
    orders = [
        row.data["child_order"]
        for row in world.rows["items"].values()
        if all(row.data[name] == value for name, value in place.items()) and not row.data["is_deleted"]
    ]
    return max(orders, default=0)


def _fields(world: World, user: User, task: Json, given: Json) -> Json:
    """What these arguments come to."""
    changes = dict(given)
    for name in ("content", "description"):
        if name in changes:
            changes[name] = _text(world, name, changes[name])
    if "due" in changes:
        changes["due"] = due_of(changes["due"], world.now().date())
    if changes.get("deadline") is not None:
        _on_plan(user.plan.deadlines, "deadline")
        changes["deadline"] = {"date": changes["deadline"]["date"][:10], "lang": "en"}
    if changes.get("duration") is not None:
        _on_plan(user.plan.durations, "duration")
    if "labels" in changes:
        changes["labels"] = list(dict.fromkeys(changes["labels"]))
    responsible = changes.get("responsible_uid")
    if responsible is not None:
        if not world.is_active(task["project_id"], responsible):
            raise invalid("responsible_uid", "no collaborator of this project")
        changes.setdefault("assigned_by_uid", user.id)
    elif "responsible_uid" in changes:
        changes["assigned_by_uid"] = None
    return changes


def _text(world: World, name: str, value: str) -> str:
    if name == "content" and world.switches.one_line:
        value = re.sub(r"\s*\n\s*", " ", value)
    if world.switches.trims:
        value = value.strip()
    if name == "content" and not value:
        raise invalid("content", "must not be empty")
    return value


def _parse_labels(task: Json) -> None:
    """Words that begin with @ become labels and leave the name."""
    found = re.findall(r"(?:^|\s)@(\S+)", task["content"])
    rest = re.sub(r"(?:^|\s)@\S+", "", task["content"]).strip()
    if found and rest:
        task["content"], task["labels"] = rest, list(dict.fromkeys([*task["labels"], *found]))


def _on_plan(has: bool, what: str) -> None:
    """What this account's plan does not have: its tag is known, its code is not documented."""
    if not has:
        raise Refusal(403, 32, "PREMIUM_ONLY", "Premium only feature", argument=what)


def rest_fields(given: dict[str, Any]) -> Json:
    """REST's own names for the same arguments, as the SDK sends them."""
    fields = dict(given)
    due = {
        "string": fields.pop("due_string", None),
        "lang": fields.pop("due_lang", None),
        "date": fields.pop("due_datetime", None) or fields.pop("due_date", None),
    }
    fields.pop("due_date", None)
    if due["string"] is not None or due["date"] is not None:
        fields["due"] = due
    deadline, language = fields.pop("deadline_date", None), fields.pop("deadline_lang", None)
    if deadline is not None:
        fields["deadline"] = {"date": deadline, "lang": language}
    amount, unit = fields.pop("duration", None), fields.pop("duration_unit", None)
    if (amount is None) != (unit is None):
        raise invalid("duration_unit", "duration and duration_unit go together")
    if amount is not None:
        fields["duration"] = {"amount": amount, "unit": unit}
    for old, new in (("assignee_id", "responsible_uid"), ("order", "child_order")):
        if old in fields:
            fields[new] = fields.pop(old)
    return fields
