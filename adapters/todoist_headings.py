"""The headings in Todoist over what everybody does for themselves: made on the way, as sections are, and never items.

One for all the parts of an activity and all of its turns. Nobody can tick it, and hjul reads nothing from it. Sends nothing: it gives
the commands that belong to those of a part.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from adapters.todoist_http import Command, Told
from adapters.todoist_state import Mirror, Raw, text_of
from mappings.items import Key, Task, Whole
from mappings.todoist_task import Around, heading, heading_key

_MARK = "* "


Home = tuple[str, str]
"""A project's id and a section's name, "" for none."""


@dataclass
class Headings:
    """``name`` makes uuids, ``section`` the commands for a section and its id. ``there`` is of the last reading, and kept up since."""

    mirror: Mirror
    around: Around
    name: Callable[..., str]
    section: Callable[[str, str], tuple[list[Command], str | None]]
    there: dict[Key, str] = field(default_factory=dict)
    _asked: dict[Key, str] = field(default_factory=dict)  # under way: key -> temp id
    _changing: set[str] = field(
        default_factory=set
    )  # the uuids of what is under way with those that are there

    def missing(self, item: Task) -> Key | None:
        """The heading that a new part needs and that is not there."""
        if heading(item, self.around) is None:
            return None
        key = heading_key(item.key)
        return key if self._known(key) is None else None

    def over(self, item: Task, home: Home, image: Raw | None = None) -> tuple[list[Command], str | None]:
        """The id of what a part is put under, or the commands that make it and the temp id that stands for it."""
        if item.whole is None and image and isinstance(title := image.get("heading"), str):
            item = replace(item, whole=Whole("", title))
        args = heading(item, self.around)
        if args is None:
            return [], None
        key = heading_key(item.key)
        if (ref := self._known(key)) is not None:
            return self._opened(ref), ref
        if key in self._asked:
            return [], self._asked[key]
        project, name = home
        before, section = self.section(project, name)
        temp = self._asked[key] = self.name("heading", key, str(self.mirror.token))
        args |= {**placed(project, section), "auto_parse_labels": False, "auto_reminder": False}
        return [*before, Command("item_add", self.name("make", temp), args, temp)], temp

    def learn(self, told: Told) -> None:
        """Those that were asked for, and are there now; one that was not made is asked for again."""
        for key, temp in list(self._asked.items()):
            if (ref := told.made.get(temp)) is not None:
                self.there[key] = ref
            else:
                self._asked.pop(key)

    def forget_asked(self) -> None:
        """What was under way has been answered."""
        self._asked.clear()
        self._changing.clear()

    def above(self, raw: Raw) -> str | None:
        """The heading that a task stands under."""
        parent = raw.get("parent_id")
        return parent if parent in self.there.values() and parent in self.mirror.items else None

    def title_over(self, raw: Raw) -> str:
        """Its title; "" where there is none."""
        ref = self.above(raw)
        return text_of(self.mirror.items[ref].get("content")).removeprefix(_MARK) if ref is not None else ""

    def renamed(self, item: Task, raw: Raw) -> list[Command]:
        """Its new title, when the plan gives one to what stands below."""
        ref, args = self.above(raw), heading(item, self.around)
        if ref is None or args is None or self.mirror.items[ref].get("content") == args["content"]:
            return []
        return self._once(ref, "item_update", {"content": args["content"]})

    def moved(self, raw: Raw, home: Home) -> list[Command]:
        """To another place, with all that stands below."""
        ref = self.above(raw)
        if ref is None:
            return []
        project, name = home
        there = self.mirror.items[ref]
        before, section = self.section(project, name)
        if there.get("project_id") == project and there.get("section_id") == section:
            return before
        return [*before, *self._once(ref, "item_move", placed(project, section))]

    def cleared(self, raw: Raw) -> Generator[list[Command], Told, None]:
        """It goes after the last that stood below it (``raw``, as it stood), unless people have written there.

        Where Todoist does not let it go, nothing is lost by that.
        """
        ref = self.above(raw)
        if ref is None or self.mirror.comments(ref):
            return
        if any(each.get("parent_id") == ref for each in self.mirror.items.values()):
            return
        self.there = {key: one for key, one in self.there.items() if one != ref}
        commands = self._once(ref, "item_delete", {})
        told = yield commands
        if all(told.answers[each.uuid].ok for each in commands):
            self.mirror.drop(ref)

    def _known(self, key: Key) -> str | None:
        """Its id, where something new can be put under it: what is archived is left alone."""
        ref = self.there.get(key, "")
        return ref if ref in self.mirror.items and not self.mirror.is_hidden(ref) else None

    def _opened(self, ref: str) -> list[Command]:
        """Nothing open stands below what is ticked; there is no box, but programs can tick it all the same."""
        return self._once(ref, "item_uncomplete", {}) if self.mirror.items[ref].get("checked") else []

    def _once(self, ref: str, kind: str, args: Mapping[str, Any]) -> list[Command]:
        """One command for all that stands below."""
        said = json.dumps(args, sort_keys=True)
        uuid = self.name(kind, ref, self.mirror.etag(ref), said)
        if uuid in self._changing:
            return []
        self._changing.add(uuid)
        return [Command(kind, uuid, {"id": ref, **args})]


def placed(project: str, section: str | None) -> dict[str, str]:
    """The argument that says where a task is put."""
    return {"section_id": section} if section else {"project_id": project}
