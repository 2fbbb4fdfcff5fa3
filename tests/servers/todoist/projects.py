"""Projects and sections, and whom a project is shared with."""

from __future__ import annotations

from tests.servers.todoist.asked import Arguments, an_id, number, one_of, or_none, text, yes_or_no
from tests.servers.todoist.refusal import forbidden, invalid, too_many_projects, too_many_sections
from tests.servers.todoist.world import Json, User, World, project_row

# API documentation, "Add a project" and "Update a project"; lengths are those of the SDK.
PROJECT_UPDATED: Arguments = {
    "name": text(120, 1),
    "description": text(16_383),
    "color": text(30, 1),
    "is_favorite": yes_or_no,
    "is_collapsed": yes_or_no,
    "view_style": one_of("list", "board", "calendar"),
    "child_order": number(-(10**6)),
}
PROJECT_ADDED: Arguments = {**PROJECT_UPDATED, "parent_id": or_none(an_id)}
SECTION_ADDED: Arguments = {"name": text(2048, 1), "project_id": an_id, "section_order": number(-(10**6))}
SECTION_UPDATED: Arguments = {
    "name": text(2048, 1),
    "is_collapsed": yes_or_no,
    "section_order": number(-(10**6)),
}


def add_project(world: World, user: User, given: Json) -> Json:
    mine = [row for row in world.seen(user, "projects") if not row.data["is_deleted"]]
    if sum(not row.data["is_archived"] for row in mine) > user.plan.max_projects:
        raise too_many_projects(user.plan.max_projects)
    if given.get("parent_id"):
        world.get(user, "projects", given["parent_id"])
    project = project_row(world.new_id(), given["name"].strip(), world.stamp(), order=len(mine))
    project |= {name: value for name, value in given.items() if name != "name"}
    world.put("projects", project["id"], project)
    world.members[project["id"]] = {user.id}
    world.happened(user, "project", "added", project, name=project["name"])
    return project


def update_project(world: World, user: User, project: str, given: Json) -> Json:
    row = world.get(user, "projects", project)
    if "name" in given:
        world.happened(user, "project", "updated", row.data, last_name=row.data["name"])
    return world.edit("projects", project, **given).data


def delete_project(world: World, user: User, project: str) -> None:
    """With everything in it."""
    row = world.get(user, "projects", project)
    if row.data["inbox_project"]:
        raise forbidden()
    for kind in ("items", "sections"):
        inside = [number for number, each in world.rows[kind].items() if _is_in(each.data, project)]
        world.delete(kind, inside, shown=False)
    world.delete("projects", [project])
    world.happened(user, "project", "deleted", row.data, name=row.data["name"])


def archive_project(world: World, user: User, project: str, *, archived: bool) -> Json:
    """Of a personal project for everyone here: the SDK says that only the user's own is archived, which nothing here asks."""
    row = world.get(user, "projects", project)
    if row.data["inbox_project"]:
        raise forbidden()
    world.happened(user, "project", "archived" if archived else "unarchived", row.data)
    return world.edit("projects", project, is_archived=archived).data


def share(world: World, user: User, given: Json) -> None:
    """share_project: an invitation that is not answered yet."""
    world.get(user, "projects", given["project_id"])
    known = next((one for one in world.users.values() if one.email == given["email"]), None)
    if known is not None:
        world.invite(given["project_id"], known)


def add_section(world: World, user: User, given: Json) -> Json:
    project = world.get(user, "projects", given["project_id"]).data["id"]
    there = [
        row.data
        for row in world.rows["sections"].values()
        if _is_in(row.data, project) and not row.data["is_archived"]
    ]
    if len(there) >= user.plan.max_sections:
        raise too_many_sections(user.plan.max_sections)
    at = world.stamp()
    section = {
        "id": world.new_id(),
        "user_id": user.id,
        "project_id": project,
        "name": given["name"].strip(),
        "section_order": given.get(
            "section_order", max((one["section_order"] for one in there), default=0) + 1
        ),
        "is_collapsed": False,
        "is_deleted": False,
        "is_archived": False,
        "archived_at": None,
        "added_at": at,
        "updated_at": at,
    }
    if not section["name"]:
        raise invalid("name", "must not be empty")
    world.put("sections", section["id"], section)
    return section


def update_section(world: World, user: User, section: str, given: Json) -> Json:
    world.get(user, "sections", section)
    return world.edit("sections", section, **given).data


def delete_section(world: World, user: User, section: str) -> None:
    """With its tasks."""
    world.get(user, "sections", section)
    inside = [
        number
        for number, row in world.rows["items"].items()
        if row.data["section_id"] == section and not row.data["is_deleted"]
    ]
    world.delete("items", inside, shown=False)
    world.delete("sections", [section])


def archive_section(world: World, user: User, section: str, *, archived: bool) -> Json:
    """Its tasks are hidden from lists of active ones while it is archived."""
    world.get(user, "sections", section)
    at = world.stamp() if archived else None
    return world.edit("sections", section, is_archived=archived, archived_at=at).data


def move_section(world: World, user: User, section: str, project: str) -> Json:
    """With its tasks."""
    row = world.get(user, "sections", section)
    world.get(user, "projects", project)
    left = world.members[row.data["project_id"]] - world.members[project]
    moved = [number for number, one in world.rows["items"].items() if one.data["section_id"] == section]
    for each in moved:
        world.edit("items", each, project_id=project)
        world.lost += [(world.changes, user_id, "items", each) for user_id in left]
    return world.edit("sections", section, project_id=project).data


def collaborators(world: World, project: str) -> list[User]:
    """Those who take part; of a project that is not shared, nobody."""
    joined = world.members[project]
    return [world.users[number] for number in sorted(joined)] if len(joined) > 1 else []


def _is_in(data: Json, project: str) -> bool:
    return bool(data["project_id"] == project and not data["is_deleted"])
