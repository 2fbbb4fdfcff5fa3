"""What the Todoist adapter knows of an account: our tasks, what people have put under them, and where they stand.

It is kept in the ledger from one reading to the next, so that a reading is one request, and taken up to date by every answer, those to
writes too. Never keeps a token for signing in, nor a word of tasks that are not ours.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from mappings import todoist_marks as marks
from mappings.items import Key
from mappings.todoist_task import Member
from mappings.todoist_text import folded

_VERSION = 1
_MOST_UNPACKED = 256 * 1024 * 1024

Raw = dict[str, Any]

OF_A_TASK = (
    "content",
    "description",
    "project_id",
    "section_id",
    "parent_id",
    "labels",
    "priority",
    "due",
    "deadline",
    "duration",
    "responsible_uid",
    "checked",
    "completed_at",
    "updated_at",
)
"""What makes a task another one than it was: there is no etag."""
_KEPT = frozenset(
    {
        *OF_A_TASK,
        "id",
        "child_order",
        "added_at",
        "completed_by_uid",
        "is_deleted",
        "day_order",
        "is_collapsed",
    }
)

_KINDS: dict[str, type] = {
    **dict.fromkeys(("items", "notes", "sections", "places", "people"), dict),
    **dict.fromkeys(("links", "others", "states", "hidden", "away", "rules"), str),
    **dict.fromkeys(("limits", "generations", "sealed"), int),
}
_NOT_KEPT = frozenset({"deleted", "before", "known", "archived", "doubtful", "_index"})


@dataclass
class Mirror:
    """The account as far as it concerns us. Ids are Todoist's own."""

    projects: tuple[str, ...]  # the target's own, the first one first
    owner: str  # of the marks that are ours
    token: str | None = None
    items: dict[str, Raw] = field(default_factory=dict)  # ours, and all that is under them
    links: dict[str, str] = field(
        default_factory=dict
    )  # ref -> its mark's text, as it last stood there whole
    others: dict[str, str] = field(
        default_factory=dict
    )  # open tasks in our projects that are not ours -> project
    notes: dict[str, Raw] = field(default_factory=dict)  # comments on ours
    sections: dict[str, Raw] = field(default_factory=dict)
    places: dict[str, Raw] = field(default_factory=dict)  # our projects
    people: dict[str, Raw] = field(default_factory=dict)  # collaborators: id, full_name, email
    states: dict[str, str] = field(default_factory=dict)  # "project user" -> active, invited
    away: dict[str, str] = field(default_factory=dict)  # ref -> another project, where somebody put ours
    rules: dict[str, str] = field(default_factory=dict)  # ref -> the rule that somebody gave ours
    limits: dict[str, int] = field(default_factory=dict)
    generations: dict[str, int] = field(
        default_factory=dict
    )  # key -> how many of its tasks have been deleted
    deleted: set[str] = field(default_factory=set)  # refs that Todoist says are deleted; not kept
    before: dict[str, Raw] = field(default_factory=dict)  # ours, before everything was read anew; not kept
    known: frozenset[str] = frozenset()  # refs that the ledger has; not kept
    hidden: dict[str, str] = field(default_factory=dict)  # sections seen to be archived -> project
    archived: dict[str, int] = field(
        default_factory=dict
    )  # project -> how many sections are, by the last answer with everything; not kept
    sealed: dict[str, int] = field(
        default_factory=dict
    )  # project -> in how many archived sections ours may stand that nobody tells of
    doubtful: bool = False  # what something of ours stood in is gone, and nothing was said of ours; not kept
    _index: dict[str, tuple[list[Raw], list[Raw]]] | None = field(default=None, repr=False, compare=False)

    # Taking answers

    def take(self, answer: Mapping[str, Any]) -> None:
        """What a sync answered: all that there is, where it says so, else what has changed."""
        if answer.get("full_sync"):
            self._forget()
        self._take_places(answer)
        told = {str(raw["id"]) for raw in _each(answer, "items")}
        for raw in _each(answer, "items"):
            self.take_item(raw)
        for raw in _each(answer, "items"):  # subtasks that came before what they are under
            if str(raw["id"]) not in self.items:
                self.take_item(raw)
        for raw in _each(answer, "notes"):
            self._take_note(raw)
        if isinstance(answer.get("sync_token"), str):
            self.token = answer["sync_token"]
        gone = {
            str(raw["id"])
            for name in ("sections", "items")
            for raw in _each(answer, name)
            if raw.get("is_deleted")
        }
        stood = [raw for ref, raw in self.items.items() if ref not in told]
        self.doubtful = any(gone & {str(raw.get("section_id")), str(raw.get("parent_id"))} for raw in stood)

    def take_item(self, raw: Mapping[str, Any]) -> None:
        """A task as it now is, ours or not."""
        raw = _with_ids(raw)
        ref = str(raw["id"])
        if raw.get("is_deleted"):
            self._count_unseen(ref, raw)
            self.drop(ref)
            return
        link = marks.found(text_of(raw.get("description")), self.owner)
        if link is None and ref in self.known:  # its mark was taken away before it was ever read
            self.links.setdefault(ref, "")
        if link is None and ref not in self.links and raw.get("parent_id") not in self.items:
            self._take_other(ref, raw)
            return
        self.others.pop(ref, None)
        self.deleted.discard(ref)
        self._index = None
        self.items[ref] = {name: value for name, value in raw.items() if name in _KEPT}
        if link is not None and (ref not in self.links or self.mark_of(link) is not None):
            self.links[ref] = link

    def take_hidden(self) -> None:
        """What stood in a section that is archived is as it was: no answer with everything tells of it, and nobody deleted it."""
        for ref, raw in self.before.items():
            if (
                str(raw.get("section_id")) in self.hidden
                and ref not in self.items
                and ref not in self.deleted
            ):
                self.take_item(raw)

    def is_hidden(self, ref: str) -> bool:
        """Whether a task stands in a section that is archived."""
        return str(self.items.get(ref, {}).get("section_id")) in self.hidden

    def take_unseen(self, deleted: Iterable[str]) -> None:
        """What stood in a section that no answer with everything tells of, where some are archived that nobody saw: it is taken for one.

        ``deleted`` are those that are known to be gone all the same.
        """
        unseen, gone = self.unseen(), {*deleted, *self.deleted, *self.items}
        for ref, raw in self.before.items():
            section, project = str(raw.get("section_id") or ""), str(raw.get("project_id"))
            if not section or section in self.sections or project not in unseen:
                continue
            if ref not in gone:
                self.hidden[section] = project
                self.take_item(raw)

    def unseen(self) -> dict[str, int]:
        """In how many archived sections of each project nobody has looked: an answer with everything only counts them."""
        seen = Counter(self.hidden.values())
        return {
            project: count - seen[project]
            for project, count in self.archived.items()
            if count > seen[project]
        }

    def _count_unseen(self, ref: str, raw: Mapping[str, Any]) -> None:
        """One of ours that was made and deleted between two readings."""
        link = marks.found(text_of(raw.get("description")), self.owner)
        mark = self.mark_of(link) if link is not None else None
        if mark is not None and ref not in self.items and ref not in self.deleted:
            self.generations[mark.key] = self.generations.get(mark.key, 0) + 1

    def drop(self, ref: str) -> None:
        """That a task is deleted, and with it all that is under it."""
        self._index = None
        self.others.pop(ref, None)
        self.deleted.add(ref)
        if self.items.pop(ref, None) is None:
            return
        link = self.links.pop(ref, None)
        if link is not None and (mark := self.mark_of(link)) is not None:
            self.generations[mark.key] = self.generations.get(mark.key, 0) + 1
        self.notes = {one: note for one, note in self.notes.items() if note.get("item_id") != ref}
        for child in [one for one, raw in self.items.items() if raw.get("parent_id") == ref]:
            if child not in self.links:
                self.items.pop(child)

    def _take_other(self, ref: str, raw: Mapping[str, Any]) -> None:
        self._index = None
        self.items.pop(ref, None)
        if raw.get("project_id") in self.projects and not raw.get("checked"):
            self.others[ref] = str(raw["project_id"])
        else:
            self.others.pop(ref, None)

    def _take_note(self, raw: Mapping[str, Any]) -> None:
        self._index = None
        ref = str(raw["id"])
        if raw.get("is_deleted") or raw.get("item_id") not in self.items:
            self.notes.pop(ref, None)
            return
        kept = ("id", "item_id", "content", "posted_uid", "posted_at", "file_attachment")
        self.notes[ref] = {name: raw.get(name) for name in kept}

    def _take_places(self, answer: Mapping[str, Any]) -> None:
        for raw in _each(answer, "projects"):
            if raw["id"] in self.projects:
                self.places[str(raw["id"])] = dict(raw)
        for raw in _each(answer, "sections"):
            ref, is_there = str(raw["id"]), not raw.get("is_deleted")
            self.sections.pop(ref, None)
            self.hidden.pop(ref, None)
            if is_there and raw.get("project_id") in self.projects:
                self.sections[ref] = dict(raw)
                if raw.get("is_archived"):
                    self.hidden[ref] = str(raw["project_id"])
        for raw in _all(answer, "completed_info") if answer.get("full_sync") else ():
            if raw.get("project_id") in self.projects:
                self.archived[str(raw["project_id"])] = _number(raw.get("archived_sections"))
        for raw in _each(answer, "collaborators"):
            self.people[str(raw["id"])] = {"name": raw.get("full_name"), "email": raw.get("email")}
        for raw in _all(answer, "collaborator_states"):
            if raw.get("project_id") in self.projects:
                name = f"{raw['project_id']} {raw.get('user_id')}"
                self.states[name] = "" if raw.get("is_deleted") else text_of(raw.get("state"))
        self._take_limits(answer.get("user_plan_limits"))

    def _take_limits(self, said: object) -> None:
        current = said.get("current", said) if isinstance(said, Mapping) else {}
        if isinstance(current, Mapping):
            self.limits |= {
                name: value
                for name, value in current.items()
                if isinstance(value, int) and not isinstance(value, bool)
            }
        if isinstance(said, Mapping):
            self.limits["durations"] = int(isinstance(current, Mapping) and current.get("durations") is True)

    def _forget(self) -> None:
        """All but what no answer tells again: what marks said, and how often an item was made."""
        self._index = None
        self.before = {**self.before, **self.items}
        self.items, self.others, self.notes, self.sections, self.archived = {}, {}, {}, {}, {}
        self.places, self.people, self.states = {}, {}, {}

    # Asking

    def mark_of(self, link: str) -> marks.Mark | None:
        """What a mark says; None where it was damaged."""
        try:
            return marks.read(link, self.owner)
        except ValueError:
            return None

    def under(self, ref: str) -> list[Raw]:
        """The subtasks of a task, and theirs, but none that is an item of its own. In their order."""
        found: list[Raw] = []
        waiting = [ref]
        while waiting:
            children, _ = self._indexed().get(waiting.pop(), ([], []))
            new = [raw for raw in children if raw not in found]
            found += new
            waiting += [str(raw["id"]) for raw in new]
        return sorted(found, key=lambda raw: (_number(raw.get("child_order")), str(raw["id"])))

    def comments(self, ref: str) -> list[Raw]:
        """The comments on a task, the earliest first."""
        _, found = self._indexed().get(ref, ([], []))
        return sorted(found, key=lambda note: (text_of(note.get("posted_at")), str(note["id"])))

    def _indexed(self) -> dict[str, tuple[list[Raw], list[Raw]]]:
        """What is under each task: subtasks, and comments."""
        if self._index is None:
            index: dict[str, tuple[list[Raw], list[Raw]]] = {}
            for ref, raw in self.items.items():
                if raw.get("parent_id") and ref not in self.links:
                    index.setdefault(str(raw["parent_id"]), ([], []))[0].append(raw)
            for note in self.notes.values():
                index.setdefault(str(note["item_id"]), ([], []))[1].append(note)
            self._index = index
        return self._index

    def people_by_id(self) -> dict[str, Member]:
        """Everybody whom the account knows of."""
        return {
            uid: Member(
                uid, text_of(raw.get("name")) or text_of(raw.get("email")) or uid, text_of(raw.get("email"))
            )
            for uid, raw in self.people.items()
        }

    def members(self, project: str) -> list[Member]:
        """Those whom a task of this project can be given to: none where it is not shared."""
        place = self.places.get(project, {})
        said = [
            place.get(name) for name in ("is_shared", "shared", "can_assign_tasks")
        ]  # a team's says the last
        if not any(said) or said[2] is False:
            return []
        everybody = self.people_by_id()
        return [everybody[uid] for uid in everybody if self.states.get(f"{project} {uid}") == "active"]

    @property
    def lengths(self) -> bool:
        """Whether the account keeps how long a task takes: only some that are paid for do."""
        return bool(self.limits.get("durations"))

    def open_in(self, project: str) -> int:
        """How many open tasks a project has, people's own and subtasks too."""
        ours = sum(
            1 for raw in self.items.values() if raw.get("project_id") == project and not raw.get("checked")
        )
        return ours + sum(each == project for each in self.others.values())

    def sections_in(self, project: str) -> int:
        """How many sections a project has that are not archived."""
        return sum(
            1
            for raw in self.sections.values()
            if raw.get("project_id") == project and not raw.get("is_archived")
        )

    def section(self, project: str, name: str) -> str | None:
        """The id of a section by its name."""
        wanted = folded(name)
        for ref, raw in sorted(self.sections.items()):
            said = folded(text_of(raw.get("name")))
            if raw.get("project_id") == project and said == wanted and not raw.get("is_archived"):
                return ref
        return None

    # Etags, and from one reading to the next

    def etag(self, ref: str) -> str:
        """What tells a task from what it was before: its fields, its subtasks' ticks, its comments and its time of change."""
        raw = self.items[ref]
        said = [
            [raw.get(name) for name in OF_A_TASK],
            [[one["id"], bool(one.get("checked"))] for one in self.under(ref)],
            [[note["id"], note.get("content")] for note in self.comments(ref)],
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]

    def dumped(self, plan_id: str, zone: str) -> str:
        """As the ledger's cursor."""
        kept = {
            entry.name: getattr(self, entry.name) for entry in fields(self) if entry.name not in _NOT_KEPT
        }
        kept["links"] = {ref: link for ref, link in self.links.items() if ref in self.items}
        data = json.dumps(kept, sort_keys=True).encode()
        packed = base64.b85encode(zlib.compress(data, 6)).decode()
        said = {"version": _VERSION, "plan": plan_id, "zone": zone, "place": self.projects[0], "kept": packed}
        return json.dumps(said, sort_keys=True)

    @classmethod
    def loaded(
        cls, text: str | None, plan_id: str, zone: str, projects: tuple[str, ...], owner: str
    ) -> Mirror | None:
        """None when there is none, or it was made for something else: then everything is read.

        One of the same place with other projects beside it is read anew too, and forgets nothing that no answer tells again; so is one
        of before it was known whether the account keeps how long a task takes.
        """
        try:
            said = json.loads(text or "null")
            if [said["version"], said["plan"], said["zone"]] != [_VERSION, plan_id, zone]:
                return None
            opened = zlib.decompressobj()
            data = opened.decompress(base64.b85decode(said["kept"]), _MOST_UNPACKED)
            kept = json.loads(data)
            kept.setdefault("rules", {})  # nobody had been told of any
            before = tuple(kept.pop("projects"))
            if opened.unconsumed_tail or kept.pop("owner") != owner:
                return None
            if not isinstance(kept["token"], str) or not all(
                isinstance(value, kind) for name, kind in _KINDS.items() for value in kept[name].values()
            ):
                return None
            if before != projects or (kept["limits"] and "durations" not in kept["limits"]):
                kept["token"] = None
            return cls(projects, owner, **kept)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
            return None

    @staticmethod
    def place_of(text: str | None, plan_id: str) -> str | None:
        """The project that a cursor was made for; None where it says nothing of the kind."""
        try:
            said = json.loads(text or "null")
            return str(said["place"]) if said["plan"] == plan_id else None
        except (ValueError, TypeError, KeyError, RecursionError):
            return None


def key_of(mirror: Mirror, ref: str) -> Key | None:
    """Which item a task is, by its mark."""
    link = mirror.links.get(ref)
    mark = mirror.mark_of(link) if link is not None else None
    return mark.key if mark is not None else None


_IDS = ("id", "project_id", "section_id", "parent_id", "item_id", "user_id", "responsible_uid", "posted_uid")


def _all(answer: Mapping[str, Any], name: str) -> list[Raw]:
    found = answer.get(name) or ()
    return [_with_ids(each) for each in found if isinstance(each, Mapping)]


def _with_ids(raw: Mapping[str, Any]) -> Raw:
    """An object whose ids are texts, or are not there."""
    ids = {name: _id(raw[name]) for name in _IDS if name in raw}
    return {**raw, **ids}


def _id(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _each(answer: Mapping[str, Any], name: str) -> list[Raw]:
    return [each for each in _all(answer, name) if each.get("id")]


def text_of(value: object) -> str:
    """A text, whatever stands there."""
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
