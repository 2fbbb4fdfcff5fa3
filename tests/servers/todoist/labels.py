"""A user's own labels. Labels on tasks are names, and need none of these (API documentation, "Labels")."""

from __future__ import annotations

from collections.abc import Callable

from tests.servers.todoist.asked import Arguments, number, text, yes_or_no
from tests.servers.todoist.refusal import Refusal, invalid
from tests.servers.todoist.world import Json, User, World

UPDATED: Arguments = {
    "name": text(60, 1),
    "color": text(30, 1),
    "item_order": number(0),
    "is_favorite": yes_or_no,
}


def add(world: World, user: User, given: Json) -> Json:
    own = list(world.seen(user, "labels"))
    if any(row.data["name"] == given["name"] and not row.data["is_deleted"] for row in own):
        raise invalid("name", "label already exists")
    if len(own) >= user.plan.max_labels:
        raise Refusal(
            403, 57, "MAX_LABELS_LIMIT_REACHED", "Maximum number of labels", max_count=user.plan.max_labels
        )
    label = {
        "id": world.new_id(),
        "name": given["name"],
        "color": given.get("color", "charcoal"),
        "item_order": given.get("item_order", len(own)),
        "is_deleted": False,
        "is_favorite": given.get("is_favorite", False),
    }
    world.put("labels", label["id"], label, owner=user.id)
    return label


def update(world: World, user: User, label: str, given: Json) -> Json:
    """A new name is the new name on every task that this user sees."""
    old = world.get(user, "labels", label).data["name"]
    if given.get("name", old) != old:
        rename(world, user, old, given["name"])
    return world.edit("labels", label, **given).data


def delete(world: World, user: User, label: str, cascade: str = "all") -> None:
    name = world.get(user, "labels", label).data["name"]
    world.delete("labels", [label])
    if cascade == "all":
        remove(world, user, name)


def rename(world: World, user: User, old: str, new: str) -> None:
    _on_tasks(world, user, old, lambda names: [new if name == old else name for name in names])


def remove(world: World, user: User, old: str) -> None:
    _on_tasks(world, user, old, lambda names: [name for name in names if name != old])


def rest_form(label: Json) -> Json:
    """As the SDK's model reads it."""
    return {
        "id": label["id"],
        "name": label["name"],
        "color": label["color"],
        "order": label["item_order"],
        "is_favorite": label["is_favorite"],
    }


def _on_tasks(world: World, user: User, name: str, change: Callable[[list[str]], list[str]]) -> None:
    for row in list(world.seen(user, "items")):
        if name in row.data["labels"] and not row.data["is_deleted"]:
            world.edit("items", row.data["id"], labels=change(row.data["labels"]))
