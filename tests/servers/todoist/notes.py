"""Comments on tasks and projects."""

from __future__ import annotations

from tests.servers.todoist.asked import Arguments, a_list, an_id, or_none, text
from tests.servers.todoist.refusal import forbidden, invalid
from tests.servers.todoist.world import Json, User, World

ADDED: Arguments = {
    "content": text(15_000),
    "item_id": or_none(an_id),
    "project_id": or_none(an_id),
    "uids_to_notify": or_none(a_list(an_id)),
    "file_attachment": or_none(lambda value: isinstance(value, dict)),
}
UPDATED: Arguments = {"content": text(15_000)}


def add(world: World, user: User, given: Json) -> Json:
    """On a task or on a project, never both."""
    item, project = given.get("item_id"), given.get("project_id")
    if (item is None) == (project is None):
        raise invalid("item_id", "exactly one of item_id and project_id")
    if item is not None:
        row = world.get(user, "items", item)
        project = row.data["project_id"]
        world.edit("items", item, note_count=row.data["note_count"] + 1)
    else:
        world.get(user, "projects", project or "")
    note = {
        "id": world.new_id(),
        "posted_uid": user.id,
        "content": given["content"],
        "file_attachment": given.get("file_attachment"),
        "uids_to_notify": given.get("uids_to_notify"),
        "is_deleted": False,
        "posted_at": world.stamp(),
        "reactions": None,
        "item_id": item,
        "project_id": project,
    }
    world.put("notes", note["id"], note)
    world.happened(user, "note", "added", note, content=note["content"])
    return note


def update(world: World, user: User, note: str, given: Json) -> Json:
    if world.get(user, "notes", note).data["posted_uid"] != user.id:
        raise forbidden()
    return world.edit("notes", note, **given).data


def delete(world: World, user: User, note: str) -> None:
    row = world.get(user, "notes", note)
    world.delete("notes", [note])
    world.happened(user, "note", "deleted", row.data)


def sync_form(note: Json) -> Json:
    """A task's comment does not name the project."""
    hidden = "project_id" if note["item_id"] is not None else "item_id"
    return {name: value for name, value in note.items() if name != hidden}
