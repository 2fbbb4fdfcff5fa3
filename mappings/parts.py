"""An assignment that everybody responsible does for themselves: one task for each person, who all must do theirs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mappings.items import Item, Key, Responsible, Task, TaskKind, Whole


def divided(task: Task, activity: str) -> Iterator[Task]:
    """A task for each of the responsible, each person once; the task itself where nobody is. ``activity`` is its title there."""
    people: dict[str, Responsible] = {}
    for person in task.responsible:
        people.setdefault(person.id, person)
    if not people:
        yield task
    for person in people.values():
        yield replace(
            task,
            key=Key(f"{task.key}/{person.id}"),
            title=f"{task.title} – {person.name}",
            responsible=(person,),
            whole=Whole(task.title, activity),
        )


def is_part(item: Item) -> bool:
    """Whether it is one person's part, and not what follows from an item: its notice, the day to set, a control."""
    return isinstance(item, Task) and item.kind is TaskKind.ACTIVITY and "/" in item.key


def whole_of(key: Key) -> Key:
    """The key of what a part is a part of."""
    return Key(key.partition("/")[0])


def activity_of(key: Key) -> str:
    """The id of the activity that a task comes from, whatever its turn and whoever's part it is."""
    return key.partition("/")[0].partition("@")[0]
