"""How many tasks and sections of a plan would come into which project, so that none is ever begun that cannot hold them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from mappings.items import Task
from mappings.todoist_task import Around, heading, heading_key, section_of
from mappings.todoist_text import folded

Sections = Literal["area", "body", "person"]


@dataclass(frozen=True, slots=True)
class Load:
    """What comes into one project."""

    tasks: int = 0
    sections: int = 0


def load(items: Iterable[Task], sections: Sections | None) -> Load:
    """Of all of these in one project."""
    every = list(items)
    names = [section_of(item, _around(sections)) for item in every]
    return Load(len(names) + len(_headings(every, sections)), len({folded(name) for name in names if name}))


def by_area(items: Iterable[Task]) -> Mapping[str, Load]:
    """Of each area, by its title, in a project of its own, where no sections are made; "" is what has no area."""
    found: dict[str, int] = {}
    every = list(items)
    for item in (*every, *_headings(every, "area").values()):
        area = section_of(item, _around("area"))
        found[area] = found.get(area, 0) + 1
    return {area: Load(count) for area, count in found.items()}


def _headings(items: Iterable[Task], sections: Sections | None) -> Mapping[str, Task]:
    """One more task for each heading that people's parts stand under, with a part of those that do."""
    around = _around(sections)
    return {heading_key(item.key): item for item in items if heading(item, around) is not None}


def _around(sections: Sections | None) -> Around:
    return Around("", "", ZoneInfo("UTC"), sections=sections)
