"""One effect on a Todoist account, command by command. Sends nothing: it yields what to ask, and is told how each went.

So that a hundred effects can go into one request. What an answer does not settle is settled by looking.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from adapters.base import (
    Bury,
    Create,
    Delete,
    Effect,
    Outcome,
    ServiceError,
    Stale,
    Terminal,
    Transient,
    Update,
)
from adapters.todoist_headings import Headings, placed
from adapters.todoist_http import Answer, Command, Told
from adapters.todoist_reading import entry_of, link_of, members_of
from adapters.todoist_state import Mirror, Raw
from mappings import todoist_marks as marks
from mappings.items import Key, Progress, State, Task
from mappings.lines import label
from mappings.todoist_marks import Mark
from mappings.todoist_progress import moment
from mappings.todoist_task import (
    Around,
    Writing,
    assignee,
    heading_key,
    section_of,
    to_todoist,
    tombstone,
)
from mappings.todoist_text import folded

_NAMESPACE = uuid.UUID("b4a3a0c5-6d0e-5d38-9d2c-5f0b9a6f1d77")
_REF = re.compile(r"[A-Za-z0-9_-]{1,100}")
MOST_TRIES = 3
"""Of one write of which Todoist says that it did it, and which is not there."""


@dataclass(frozen=True, slots=True)
class Need:
    """How many open tasks more a project gets, and the section that has to be made there; "" for none.

    ``heading`` is one task more, for all that come with it: what people's parts stand under.
    """

    project: str
    tasks: int
    section: str
    heading: Key | None = None


Steps = Generator[list[Command], Told, Outcome]
"""Commands that go into one request together; none of them asks for everything to be read anew."""


@dataclass
class Doing:
    """What the effects need to know. ``refs``, ``tombs`` and ``damaged`` are of the last reading, and kept up since."""

    name: str
    around: Around
    mirror: Mirror
    projects: Mapping[str, str]  # a section's name -> the project that has it alone
    refused: Callable[[Answer, str], ServiceError]
    now: Callable[[], datetime]
    refs: dict[Key, str] = field(default_factory=dict)
    tombs: dict[Key, list[str]] = field(default_factory=dict)
    damaged: dict[str, str] = field(default_factory=dict)
    _asked: dict[tuple[str, str], str] = field(
        default_factory=dict
    )  # sections under way: (project, name) -> temp id
    headings: Headings = field(init=False)

    def __post_init__(self) -> None:
        self.headings = Headings(self.mirror, self.around, self._name, self._section)

    def steps(self, effect: Effect) -> Steps:
        """The commands of this effect; ServiceError when it fails."""
        match effect:
            case Create():
                return self._create(effect)
            case Update():
                return self._update(effect)
            case Delete():
                return self._delete(effect)
            case Bury():
                return self._bury(effect)

    def home_of(self, item: Task) -> tuple[str, str]:
        """The project and the section's name that an item belongs in."""
        by_area = replace(self.around, sections=self.around.sections or "area")
        own = {_alike(name): project for name, project in self.projects.items()}.get(
            _alike(section_of(item, by_area))
        )
        if own is not None:
            return own, ""
        return self.around.place, section_of(item, self.around)

    def home(self, item: Task) -> str:
        """The same in the words of a mark."""
        return _home(*self.home_of(item))

    def needs(self, effect: Effect) -> Need | None:
        """The room that it takes in a project; None where it takes none."""
        if isinstance(effect, Create) and isinstance(effect.item, Task) and effect.key not in self.refs:
            image = self._image_of(effect) or {}
            below = [one for one in image.get("subtasks") or () if isinstance(one, dict)]
            project, section = self.home_of(effect.item)
            count = _open(below) + (self._tick(effect, image) is None)
            heading = self.headings.missing(effect.item)
            return Need(project, count, self._to_be_made(project, section), heading)
        if isinstance(effect, Update) and isinstance(effect.item, Task):
            return self._more(effect, effect.item)
        return None

    def _more(self, effect: Update, item: Task) -> Need | None:
        """The room that a task takes which is moved, with all that is under it, or opened again."""
        raw, link = self.mirror.items.get(effect.ref), self.mirror.links.get(effect.ref)
        mark = self.mirror.mark_of(link) if link is not None else None
        if raw is None or mark is None:
            return None
        there, word = str(raw.get("project_id")), effect.progress
        is_open = word.state is not State.DONE if word is not None else not raw.get("checked")
        project, section = self.home_of(item) if mark.home != self.home(item) else (there, "")
        count, heading = int(is_open and bool(raw.get("checked"))), None
        if mark.home != self.home(item):
            heading = self.headings.missing(item)
        if project != there:
            count = is_open + _open(self.mirror.under(effect.ref))
            heading = heading or (heading_key(item.key) if self.headings.above(raw) is not None else None)
        need = Need(project, count, self._to_be_made(project, section), heading)
        return need if need.tasks or need.section or need.heading else None

    def _to_be_made(self, project: str, section: str) -> str:
        return section if section and self.mirror.section(project, section) is None else ""

    def gives(self, effect: Effect) -> bool:
        """Whether somebody gets a task who did not have it: Todoist may write to them."""
        if not isinstance(effect, Create | Update) or not isinstance(effect.item, Task):
            return False
        raw = self.mirror.items.get(effect.ref, {}) if isinstance(effect, Update) else {}
        project = str(raw.get("project_id") or self.home_of(effect.item)[0])
        found = assignee(effect.item, members_of(self.mirror, self.around, project))
        return found is not None and found[0].id != raw.get("responsible_uid")

    # Create

    def _create(self, effect: Create) -> Steps:
        item = self._task(effect)
        self._refuse_another(effect.key)
        image = self._image_of(effect)
        tick = self._tick(effect, image)
        for attempt in range(MOST_TRIES):
            temp = self._name("temp", effect.key, self._generation(effect.key), attempt)
            before, args = self._added(effect, item, image)
            add = Command("item_add", self._uuid("add", effect.key, attempt), args, temp)
            last = Command(
                "item_complete", self._uuid("tick", effect.key, attempt), {"id": temp, **(tick or {})}
            )
            ticks = [last] if tick is not None and not _has_below(image) else []
            commands = [*before, add, *ticks, *self._disinterred(effect.key)]
            told = yield commands
            self.headings.learn(told)
            if told.answers[add.uuid].ok or not self._tries_again(told, commands, attempt):
                self._raise_for(told, commands, effect.key)
            ref = self._made(told.made.get(temp), effect.key)
            if ref is None and told.answers[add.uuid].ok:
                yield []  # said to be made, and not told of: looked for before it is made once more
                ref = self._made(told.made.get(temp), effect.key)
            if ref is None:  # done before, and gone since: Todoist did not do it again
                continue
            self.refs[effect.key] = ref
            self.tombs.pop(effect.key, None)
            below = [*self._from_below(image, ref)] if image else []
            if below and tick is not None:
                below.append(replace(last, args={**last.args, "id": ref}))
            yield from self._given_back(below)
            return Outcome(effect, ref, self.mirror.etag(ref))
        raise Transient(f"{effect.key} could not be made; try again later")

    def _added(self, effect: Create, item: Task, image: Raw | None) -> tuple[list[Command], dict[str, Any]]:
        """The arguments of a new task, with what people had in it where there is an image."""
        project, name = self.home_of(item)
        before, parent = self.headings.over(item, (project, name), image)
        section = None
        if parent is None:
            before, section = self._section(project, name)
        writing = Writing(item, progress=effect.progress, ticked=self._tick_of(effect.progress))
        if image is None:
            args = self._arguments(effect, writing, project, None, None)
        else:
            mark = self._mark_in(image)
            there = {**image, "responsible_uid": None}
            args = _writable(image) | self._arguments(effect, writing, project, there, mark)
        place = {"parent_id": parent} if parent else placed(project, section)
        said = {name: value for name, value in args.items() if value is not None}
        return before, {**said, **place, "auto_parse_labels": False, "auto_reminder": False}

    def _made(self, ref: str | None, key: Key) -> str | None:
        """The task that was just made, by the id that Todoist gave, or by its mark where it gave none."""
        if ref is not None and ref in self.mirror.items:
            return ref
        return next((one for one in self.mirror.links if self._holds(one, key)), None)

    def _tick(self, effect: Create, image: Raw | None) -> dict[str, str] | None:
        """The arguments of the tick that a new task gets; None where it gets none."""
        if effect.progress is not None:
            done = effect.progress.state is State.DONE
            return _completed_at(self._tick_of(effect.progress)) if done else None
        return _completed_at(moment(image.get("completed_at"))) if image and image.get("checked") else None

    def _disinterred(self, key: Key) -> list[Command]:
        return [
            Command("item_delete", self._name("delete", tomb), {"id": tomb})
            for tomb in self.tombs.get(key, ())
        ]

    def _given_back(self, commands: list[Command]) -> Generator[list[Command], Told, None]:
        """What people had put under a task and said of it."""
        while commands:
            some, commands = commands[:50], commands[50:]
            told = yield some
            commands = [resolved(command, told.made) for command in commands]

    def _from_below(self, image: Raw, ref: str) -> Generator[Command, None, None]:
        """The commands that make subtasks and comments again, from an image."""
        temps = {str(image.get("id")): ref}
        subtasks = [raw for raw in image.get("subtasks") or () if isinstance(raw, dict)]
        for raw in subtasks:
            old = str(raw.get("id"))
            temps[old] = self._name("temp", ref, old)
            args = _writable(raw) | {"parent_id": temps.get(str(raw.get("parent_id")), ref)}
            yield Command(
                "item_add", self._name("sub", ref, old), {**args, "auto_parse_labels": False}, temps[old]
            )
        for raw in subtasks:
            if raw.get("checked"):
                old = str(raw.get("id"))
                args = {"id": temps[old], **_completed_at(moment(raw.get("completed_at")))}
                yield Command("item_complete", self._name("subtick", ref, old), args)
        for note in image.get("comments") or ():
            if isinstance(note, dict) and isinstance(note.get("content"), str):
                args = {"item_id": temps.get(str(note.get("item_id")), ref), "content": self._said(note)}
                if isinstance(note.get("file_attachment"), dict):
                    args["file_attachment"] = note["file_attachment"]
                old = str(note.get("id"))
                yield Command(
                    "note_add", self._name("note", ref, old), args, self._name("temp note", ref, old)
                )

    def _said(self, note: Raw) -> str:
        """A comment that hjul makes again in its own name, with the name of whoever wrote it."""
        who, text = self.around.names.get(str(note.get("posted_uid"))), str(note["content"])
        return text if who is None or text.startswith(f"{who}: ") else f"{who}: {text}"

    # Update

    def _update(self, effect: Update) -> Steps:
        item = self._task(effect)
        raw, mark = self._current(effect)
        first, image = raw, self._image(effect.ref)
        for attempt in range(MOST_TRIES):
            commands = self._changes(effect, item, raw, mark, attempt)
            if not commands:
                return Outcome(
                    effect, effect.ref, self.mirror.etag(effect.ref), image=image if attempt else None
                )
            told = yield commands
            self.headings.learn(told)
            again = self._tries_again(told, commands, attempt)
            if not again:
                self._raise_for(told, commands, effect.key)
            raw = self._still_there(effect)
            if again:
                continue
            if not self._changes(effect, item, raw, self._mark(effect.ref), attempt) or attempt:
                yield from self.headings.cleared(first)
                return Outcome(effect, effect.ref, self.mirror.etag(effect.ref), image=image)
        raise Transient(f"{effect.key} could not be changed; try again later")

    def _changes(self, effect: Update, item: Task, raw: Raw, mark: Mark, attempt: int) -> list[Command]:
        """The fewest commands that make the task say so."""
        before, move = self._moved(item, raw, mark)
        commands = [*before, *([self._changing("item_move", effect, move, attempt)] if move else [])]
        goes = move or (self.headings.above(raw) is not None and self.home(item) != mark.home)
        project = self.home_of(item)[0] if goes else str(raw.get("project_id"))
        word = effect.progress
        ticked = moment(raw.get("completed_at")) if raw.get("checked") else self._tick_of(word)
        args = self._arguments(effect, Writing(item, progress=word, ticked=ticked), project, raw, mark)
        if "content" in args:
            commands += self.headings.renamed(item, raw)
        if args:
            commands.append(self._changing("item_update", effect, args, attempt))
        if word is not None and word.state is State.DONE and not raw.get("checked"):
            commands.append(self._changing("item_complete", effect, _completed_at(ticked), attempt))
        if word is not None and word.state is not State.DONE and raw.get("checked"):
            commands.append(self._changing("item_uncomplete", effect, {}, attempt))
        return commands

    def _moved(self, item: Task, raw: Raw, mark: Mark) -> tuple[list[Command], dict[str, str]]:
        """Where it goes, when the plan now wants it elsewhere; what people moved stays while the plan wants the same."""
        project, name = self.home_of(item)
        if self.home(item) == mark.home:
            return [], {}
        if self.headings.above(raw) is not None and self.around.has_headings:
            return self.headings.moved(raw, (project, name)), {}
        before, parent = self.headings.over(item, (project, name))
        if parent is not None:
            return before, {"parent_id": parent}
        before, section = self._section(project, name)
        if section is not None:
            return (before, {"section_id": section}) if raw.get("section_id") != section else ([], {})
        if raw.get("project_id") == project and raw.get("section_id") is None:
            return [], {}
        return [], {"project_id": project}

    # Delete and bury

    def _delete(self, effect: Delete) -> Steps:
        raw, _ = self._current(effect)
        image = self._image(effect.ref)
        for attempt in range(MOST_TRIES):
            command = self._changing("item_delete", effect, {}, attempt)
            told = yield [command]
            if self._tries_again(told, [command], attempt):
                continue
            self._raise_for(told, [command], effect.key)
            if effect.ref in self.mirror.items and not attempt:  # it was not done
                continue
            self.mirror.drop(effect.ref)
            self.refs.pop(effect.key, None)
            yield from self.headings.cleared(raw)
            return Outcome(effect, image=image)
        raise Transient(f"{effect.key} could not be deleted; try again later")

    def _bury(self, effect: Bury) -> Steps:
        """A task that is made and ticked at once: ticked tasks are hidden, and Todoist keeps them."""
        if effect.key in self.refs:
            return Outcome(effect)
        for attempt in range(MOST_TRIES):
            grave = self._grave(effect.key)
            if grave is not None and self.mirror.items[grave].get("checked"):
                self.tombs[effect.key] = [grave]
                return Outcome(effect)
            commands = self._buried(effect.key, grave, attempt)
            told = yield commands
            if not self._tries_again(told, commands, attempt):
                self._raise_for(told, commands, effect.key)
                if self._grave(effect.key) is None:
                    yield []
        raise Transient(f"{effect.key} could not be noted as deleted; try again later")

    def _grave(self, key: Key) -> str | None:
        """The task that says that this item was deleted."""
        for ref, link in self.mirror.links.items():
            if (
                ref in self.mirror.items
                and (mark := self.mirror.mark_of(link))
                and mark.buried
                and mark.key == key
            ):
                return ref
        return None

    def _buried(self, key: Key, grave: str | None, attempt: int) -> list[Command]:
        if grave is not None:
            return [Command("item_complete", self._uuid(f"close {grave}", key, attempt), {"id": grave})]
        temp = self._name("grave", key, self._generation(key), attempt)
        args = {**tombstone(key, self.around), "project_id": self.around.place, "auto_parse_labels": False}
        return [
            Command("item_add", self._uuid("bury", key, attempt), args, temp),
            Command("item_complete", self._uuid("close", key, attempt), {"id": temp}),
        ]

    # Parts of them

    def _refuse_another(self, key: Key) -> None:
        if key in self.refs:
            raise Stale(f"{key} is already there")
        if ref := self.damaged.get(marks.digest(self.around.owner, key)):
            raise Terminal(
                f"task {ref} seems to be {key}, but hjul's own line in its description was changed, so that hjul cannot tell. "
                "Look at it, then delete it or take that line away, and sync again"
            )

    def _task(self, effect: Create | Update) -> Task:
        if not isinstance(effect.item, Task):
            raise Terminal(f"{effect.key} is of a kind that {self.name} has no place for")
        return effect.item

    def _current(self, effect: Update | Delete) -> tuple[Raw, Mark]:
        """The task as it stands, and as it was read. Stale when it is another."""
        if not _REF.fullmatch(effect.ref):
            raise Terminal(f"{effect.ref!r} is not the id of a task in {self.name}")
        raw = self.mirror.items.get(effect.ref)
        if raw is None or effect.ref not in self.mirror.links:
            raise Stale(f"{effect.key} is no longer there")
        try:
            entry = entry_of(self.mirror, effect.ref, self.around, link_of(self.mirror, effect.ref))
        except ValueError as error:
            raise Terminal(
                f"task {effect.ref} cannot be understood, and so it is left alone: {error}"
            ) from None
        if entry.item.key != effect.key:
            raise Terminal(f"task {effect.ref} is not {effect.key}, and so it is left alone")
        if effect.etag is not None and self.mirror.etag(effect.ref) != effect.etag:
            raise Stale(f"{effect.key} changed since it was read")
        return raw, entry.mark

    def _still_there(self, effect: Update) -> Raw:
        raw = self.mirror.items.get(effect.ref)
        if raw is None or not self._holds(effect.ref, effect.key):
            raise Stale(f"{effect.key} changed while it was written")
        return raw

    def _holds(self, ref: str, key: Key) -> bool:
        if ref not in self.mirror.items:
            return False
        try:
            mark = entry_of(self.mirror, ref, self.around, link_of(self.mirror, ref)).mark
        except ValueError:
            return False
        return mark.key == key and not mark.buried

    def _mark(self, ref: str) -> Mark:
        return entry_of(self.mirror, ref, self.around, link_of(self.mirror, ref)).mark

    def _arguments(
        self, effect: Create | Update, writing: Writing, project: str, existing: Raw | None, mark: Mark | None
    ) -> dict[str, Any]:
        writing = replace(
            writing,
            members=members_of(self.mirror, self.around, project),
            stamp=effect.stamp,
            home=self.home(writing.item),
            people_notes=effect.notes if isinstance(effect, Create) else "",
            lengths=self.mirror.lengths,
        )
        try:
            return to_todoist(writing, self.around, existing, mark)
        except ValueError as error:
            raise Terminal(f"{effect.key} cannot be written: {error}") from None

    def _section(self, project: str, name: str) -> tuple[list[Command], str | None]:
        """The id of the section, or the command that makes it and the temp id that stands for it."""
        if not name:
            return [], None
        there = self.mirror.section(project, name)
        if there is not None:
            return [], there
        if (project, name) in self._asked:
            return [], self._asked[project, name]
        temp = self._asked[project, name] = self._name("section", project, name, str(self.mirror.token))
        args = {"name": name, "project_id": project}
        return [Command("section_add", self._name("make", temp), args, temp)], temp

    def forget_asked(self) -> None:
        """What was under way has been answered: from here on a section or a heading is there, or is asked for anew."""
        self._asked.clear()
        self.headings.forget_asked()

    def _tick_of(self, word: Progress | None) -> datetime | None:
        """The time that the tick gets which goes with the board's word: when it was done, but never later than now."""
        if word is None or word.at is None or word.state is not State.DONE:
            return None
        return min(word.at, self.now()).astimezone(UTC).replace(microsecond=0)

    def _image_of(self, effect: Create) -> Raw | None:
        """An earlier task of this item's; None where what was given is none."""
        image = _from_image(effect.image)
        mark = self._mark_in(image) if image is not None else None
        return image if mark is not None and mark.key == effect.key else None

    def _mark_in(self, image: Raw) -> Mark | None:
        link = marks.found(image["description"], self.around.owner)
        return self.mirror.mark_of(link) if link is not None else None

    def _tries_again(self, told: Told, commands: list[Command], attempt: int) -> bool:
        """Whether it was refused for good, at first: that may be the memory of an earlier refusal of the same uuid."""
        answers = [told.answers[command.uuid] for command in commands]
        return attempt == 0 and any(
            not (each.ok or each.lost or each.busy or each.missing) for each in answers
        )

    def _raise_for(self, told: Told, commands: list[Command], key: Key) -> None:
        for command in commands:
            answer = told.answers[command.uuid]
            if not answer.ok and command.type == "item_delete" and answer.missing:
                continue
            if not answer.ok:
                raise self.refused(answer, key)

    def _image(self, ref: str) -> str:
        """A task whole, with all that is under it and was said of it."""
        below = self.mirror.under(ref)
        refs = [ref, *(str(raw["id"]) for raw in below)]
        comments = [note for one in refs for note in self.mirror.comments(one)]
        whole = {**self.mirror.items[ref], "subtasks": below, "comments": comments}
        if title := self.headings.title_over(self.mirror.items[ref]):
            whole["heading"] = title
        return json.dumps(whole, ensure_ascii=False, sort_keys=True)

    # Names: the same for the same attempt, and never for another

    def _generation(self, key: Key) -> int:
        return self.mirror.generations.get(key, 0)

    def _uuid(self, what: str, key: Key, attempt: int) -> str:
        """Of a command that makes an item: the same until a task of this item is known to have been deleted."""
        salt = str(self.mirror.token) if attempt else ""
        return self._name(what, key, self._generation(key), salt)

    def _changing(self, kind: str, effect: Update | Delete, args: Mapping[str, Any], attempt: int) -> Command:
        """A command on what stands there. Its uuid is of the task as it was read, and of what is to be written."""
        salt = str(self.mirror.token) if attempt else ""
        said = json.dumps(args, sort_keys=True)
        name = self._name(kind, effect.ref, effect.etag or self.mirror.etag(effect.ref), said, salt)
        return Command(kind, name, {"id": effect.ref, **args})

    def _name(self, *parts: object) -> str:
        text = json.dumps([self.around.owner, *map(str, parts)])
        return str(uuid.uuid5(_NAMESPACE, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()))


def resolved(command: Command, made: Mapping[str, str]) -> Command:
    """A command with the ids of what was made before it, in the place of temp ids."""
    args = {
        name: made.get(value, value)
        if isinstance(value, str) and (name == "id" or name.endswith("_id"))
        else value
        for name, value in command.args.items()
    }
    return replace(command, args=args)


def _alike(name: str) -> str:
    """A title as people write it and as the plan's items have it."""
    return folded(label(name))


def _home(project: str, section: str) -> str:
    return f"{project} {section}".strip()


def _completed_at(at: datetime | None) -> dict[str, str]:
    return {"completed_at": at.strftime("%Y-%m-%dT%H:%M:%SZ")} if at is not None else {}


def _from_image(image: str | None) -> Raw | None:
    """What ``_image`` gave; None where it is none."""
    try:
        found = json.loads(image or "null")
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(
        isinstance(found.get(name), str) for name in ("content", "description")
    ):
        return None
    return found


def _open(tasks: Iterable[Raw]) -> int:
    """How many of these are not ticked."""
    return sum(not raw.get("checked") for raw in tasks)


def _has_below(image: Raw | None) -> bool:
    return bool(image and image.get("subtasks"))


def _writable(raw: Raw) -> Raw:
    """What of a task can be written again: not where it stands, who has it, and what Todoist itself says of it."""
    names = (
        "content",
        "description",
        "labels",
        "due",
        "deadline",
        "priority",
        "duration",
        "child_order",
        "is_collapsed",
    )
    return {name: raw[name] for name in names if raw.get(name) not in (None, [], "")}
