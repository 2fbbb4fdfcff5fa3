"""Google Tasks: ``tasks.tasklists.*`` and ``tasks.tasks.*``, for the account that asks. Writes to nobody.

Evidence, as in apis.md: [S] discovery document, [D] developers.google.com/workspace/tasks, [I] issue threads, [K] general knowledge,
nowhere written down. What is not known of Google is a switch of ``Tasks``, and the adapter is tested with both positions.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tests.servers.google.part import Call, Handler, Visited
from tests.servers.google.refusal import Refusal, missing
from tests.servers.google.state import Account

if TYPE_CHECKING:
    from tests.servers.google.server import GoogleServer

Body = dict[str, Any]
DEFAULT = "@default"
LARGEST_PAGE, USUAL_PAGE = 100, 20  # [S] tasks.list, maxResults
MOST_LISTS_A_PAGE = 1000  # [S] tasklists.list
_MOST = {"title": 1024, "notes": 8192}  # [S]
# [S] "Output only", or read-only: what is sent of it is passed over
_OF_GOOGLE = frozenset(
    {"kind", "id", "etag", "updated", "selfLink", "webViewLink", "parent", "position", "links"}
    | {"hidden", "assignmentInfo"}
)


@dataclass(slots=True)
class TaskList:
    """One list. ``tasks`` has the remains of deleted ones too; ``order`` is from the top, subtasks among the rest."""

    id: str
    owner: str
    title: str
    tasks: dict[str, Body] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    is_default: bool = False


class Tasks:
    """All accounts' lists. Each of the switches stands for something that Google does not say."""

    def __init__(self, server: GoogleServer) -> None:
        self._server = server
        self.lists: dict[str, TaskList] = {}
        self._changes = 0
        self.honours_if_match = True  # [I] kewisch/gdata-provider#72: a stale etag is refused; not documented
        self.shows_remains = True  # [I] get of a deleted task; only tasks.list says showDeleted
        self.keeps_completed = True  # [S] ``completed`` is not read-only; whether the time sent is kept
        self.refuses_long = True  # [I] tasks/tasks#601: what is too long is cut off, without a word
        self.trims = False  # whether white space at the ends of title and notes is kept
        self.unknown = 404  # [I] jrupac/tasky#20: 400 "Invalid Value" for a list; 404 for a task
        self.page = LARGEST_PAGE  # [S] a page may be smaller than asked for
        self.between_pages: Callable[[], object] | None = None  # somebody works in the list while it is read
        self.methods: Mapping[str, Handler] = {
            "tasks.tasklists.list": self._lists,
            "tasks.tasklists.get": self._get_list,
            "tasks.tasklists.insert": self._insert_list,
            "tasks.tasklists.patch": self._patch_list,
            "tasks.tasklists.delete": self._delete_list,
            "tasks.tasks.list": self._list,
            "tasks.tasks.get": self._get,
            "tasks.tasks.insert": self._insert,
            "tasks.tasks.patch": self._patch,
            "tasks.tasks.update": self._update,
            "tasks.tasks.delete": self._delete,
            "tasks.tasks.move": self._move,
            "tasks.tasks.clear": self._clear,
        }
        self.paths: Mapping[str, Visited] = {}

    # What a test does without a request

    def new_list(self, owner: Account, title: str = "Styret") -> TaskList:
        """An empty list."""
        made = TaskList(secrets.token_urlsafe(24), owner.email, title)
        self.lists[made.id] = made
        return made

    def tick(self, tasks: TaskList, ref: str) -> None:
        """As in Google's own programs, where what is done is hidden at once: [S] tasks.list, showCompleted."""
        self._write(tasks.tasks[ref], {"status": "completed"}, patched=True)
        tasks.tasks[ref]["hidden"] = True

    def forget_remains(self, tasks: TaskList) -> None:
        """[I] Google-Tasks-Backup/tasks-backup#28: some months later nothing tells of a deleted task any longer."""
        for ref in [ref for ref, body in tasks.tasks.items() if body.get("deleted")]:
            self._drop(tasks, ref)

    def move_away(self, tasks: TaskList, ref: str, other: TaskList) -> None:
        """Somebody drags it into another list. [K] whether anything is left in the old one is not known: nothing here."""
        other.tasks[ref] = tasks.tasks[ref]
        other.order.insert(0, ref)
        self._drop(tasks, ref)

    def place(self, tasks: TaskList, **body: Any) -> Body:
        """A task as Google itself or another of its features makes it, whatever the API would say of it."""
        made = {"id": secrets.token_urlsafe(16), "status": "needsAction", **body}
        tasks.tasks[made["id"]] = made
        tasks.order.insert(0, made["id"])
        self._changed(made)
        return made

    # Lists

    def _lists(self, call: Call) -> Body:
        """[S] everybody has a default list, which cannot be deleted."""
        self._default(call.account)
        mine = [each for each in self.lists.values() if each.owner == call.account.email]
        first = _offset(call.given.get("pageToken"))
        page = mine[first : first + min(call.given.get("maxResults", MOST_LISTS_A_PAGE), MOST_LISTS_A_PAGE)]
        more = {"nextPageToken": f"l{first + len(page)}"} if first + len(page) < len(mine) else {}
        items = [self._shown_list(each) for each in page]
        return {"kind": "tasks#taskLists", "etag": self._etag(), "items": items, **more}

    def _get_list(self, call: Call) -> Body:
        return self._shown_list(self._tasks(call))

    def _insert_list(self, call: Call) -> Body:
        return self._shown_list(self.new_list(call.account, call.body.get("title", "")))

    def _patch_list(self, call: Call) -> Body:
        there = self._tasks(call)
        there.title = call.body.get("title", there.title)
        return self._shown_list(there)

    def _delete_list(self, call: Call) -> None:
        there = self._tasks(call)
        if there.is_default:
            raise Refusal(400, "invalid", "Invalid Value")  # [S], [I] jrupac/tasky#20
        del self.lists[there.id]

    # Tasks

    def _list(self, call: Call) -> Body:
        """[K] in the order of the list; [S] a page token for what comes next."""
        tasks, given = self._tasks(call), call.given
        first = _offset(given.get("pageToken"))
        if first and self.between_pages is not None:
            self.between_pages()
        found = [tasks.tasks[ref] for ref in tasks.order if _is_asked_for(tasks.tasks[ref], given)]
        page = found[first : first + min(given.get("maxResults", USUAL_PAGE), LARGEST_PAGE, self.page)]
        more = {"nextPageToken": f"l{first + len(page)}"} if first + len(page) < len(found) else {}
        items = [self._shown(tasks, each) for each in page]
        return {"kind": "tasks#tasks", "etag": self._etag(), **({"items": items} if items else {}), **more}

    def _get(self, call: Call) -> Body:
        tasks = self._tasks(call)
        there = self._there(call, tasks)
        if there.get("deleted") and not self.shows_remains:
            raise missing()
        return self._shown(tasks, there)

    def _insert(self, call: Call) -> Body:
        """[S] no id can be given; at the top, unless ``previous`` says otherwise."""
        tasks = self._tasks(call)
        made: Body = {"id": secrets.token_urlsafe(16), "status": "needsAction"}
        self._write(made, call.body, patched=True)
        tasks.tasks[made["id"]] = made
        self._put(tasks, made, call.given)
        return self._shown(tasks, made)

    def _patch(self, call: Call) -> Body:
        return self._written(call, patched=True)

    def _update(self, call: Call) -> Body:
        """[S] the whole task: what is not sent is gone."""
        return self._written(call, patched=False)

    def _written(self, call: Call, *, patched: bool) -> Body:
        tasks = self._tasks(call)
        there = self._there(call, tasks)
        self._check_condition(call, there)
        self._write(there, call.body, patched=patched)
        return self._shown(tasks, there)

    def _delete(self, call: Call) -> None:
        """[I] kewisch/gdata-provider#409: subtasks stay, and Google's own programs show them no longer."""
        there = self._there(call, self._tasks(call))
        if there.get("deleted"):
            raise missing()  # [K]
        self._check_condition(call, there)
        there["deleted"] = True
        self._changed(there)

    def _move(self, call: Call) -> Body:
        tasks = self._tasks(call)
        there = self._there(call, tasks)
        there.pop("parent", None)
        self._put(tasks, there, call.given)
        self._changed(there)
        return self._shown(tasks, there)

    def _clear(self, call: Call) -> None:
        """[S] "Clears all completed tasks": they are hidden."""
        for body in self._tasks(call).tasks.values():
            if body["status"] == "completed" and not body.get("hidden"):
                body["hidden"] = True
                self._changed(body)

    # Parts of them

    def _default(self, account: Account) -> TaskList:
        mine = [each for each in self.lists.values() if each.owner == account.email and each.is_default]
        if not mine:
            mine = [self.new_list(account, "My Tasks")]
            mine[0].is_default = True
        return mine[0]

    def _tasks(self, call: Call) -> TaskList:
        """[S] each account sees its own lists alone."""
        name = call.given["tasklist"]
        there = self._default(call.account) if name == DEFAULT else self.lists.get(name)
        if there is None or there.owner != call.account.email:
            raise missing() if self.unknown == 404 else Refusal(400, "invalid", "Invalid Value")
        return there

    def _there(self, call: Call, tasks: TaskList) -> Body:
        there = tasks.tasks.get(call.given["task"])
        if there is None:
            raise missing()
        return there

    def _check_condition(self, call: Call, there: Body) -> None:
        if self.honours_if_match and call.headers.get("if-match", "*") not in {"*", there["etag"]}:
            raise Refusal(412, "conditionNotMet")

    def _write(self, there: Body, said: Mapping[str, Any], *, patched: bool) -> None:
        new = {name: self._taken(name, value) for name, value in said.items() if name not in _OF_GOOGLE}
        if not patched:
            for name in there.keys() - _OF_GOOGLE - new.keys():
                del there[name]
            there.setdefault("status", "needsAction")
        before = there.get("status")
        there |= new
        for name in [name for name, value in there.items() if value is None or value == ""]:
            del there[name]
        there.setdefault("status", "needsAction")
        self._settle(there, before, new)
        self._changed(there)

    def _settle(self, there: Body, before: str | None, said: Mapping[str, Any]) -> None:
        """[S] ``completed`` is there only of what is completed; [I] receptron/mulmoclaude#2577: Google clears it itself."""
        if there["status"] == "completed":
            if not (said.get("completed") and self.keeps_completed) and (
                before != "completed" or "completed" not in there or said.get("completed")
            ):
                there["completed"] = self._now()
        else:
            there.pop("completed", None)
            there.pop("hidden", None)

    def _taken(self, name: str, value: Any) -> Any:
        if value is None:
            return None
        if name in _MOST:
            if len(value) > _MOST[name] and self.refuses_long:
                raise Refusal(400, "invalid", "Invalid Value")
            return (value.strip() if self.trims else value)[: _MOST[name]]
        if name == "due":
            return f"{_moment(value).date().isoformat()}T00:00:00.000Z"  # [S] "only date information is recorded"
        if name == "completed":
            return _stamped(_moment(value))
        if name == "status" and value not in {"needsAction", "completed"}:
            raise Refusal(400, "invalid", "Invalid Value")  # [S]
        return value

    def _put(self, tasks: TaskList, there: Body, given: Mapping[str, Any]) -> None:
        """[S] under ``parent``, after ``previous``; else first."""
        if "parent" in given:
            if given["parent"] not in tasks.tasks:
                raise Refusal(400, "invalid", "Invalid Value")
            there["parent"] = given["parent"]
        if there["id"] in tasks.order:
            tasks.order.remove(there["id"])
        after = given.get("previous")
        tasks.order.insert(tasks.order.index(after) + 1 if after in tasks.order else 0, there["id"])

    def _drop(self, tasks: TaskList, ref: str) -> None:
        del tasks.tasks[ref]
        tasks.order.remove(ref)

    def _changed(self, there: Body) -> None:
        there["etag"], there["updated"] = self._etag(), self._now()

    def _etag(self) -> str:
        self._changes += 1
        return f'"LTE{self._changes:09}"'  # [I] the form of an etag

    def _now(self) -> str:
        return _stamped(self._server.moment())

    def _shown_list(self, there: TaskList) -> Body:
        link = f"https://www.googleapis.com/tasks/v1/users/@me/lists/{there.id}"
        named = {"id": there.id, "title": there.title, "updated": self._now(), "selfLink": link}
        return {"kind": "tasks#taskList", "etag": self._etag(), **named}

    def _shown(self, tasks: TaskList, there: Body) -> Body:
        siblings = [ref for ref in tasks.order if tasks.tasks[ref].get("parent") == there.get("parent")]
        more = {
            "kind": "tasks#task",
            "selfLink": f"https://www.googleapis.com/tasks/v1/lists/{tasks.id}/tasks/{there['id']}",
            "webViewLink": f"https://tasks.google.com/task/{there['id']}",
            "position": f"{siblings.index(there['id']):020}",
            "links": there.get("links", []),
        }
        return {"title": "", **there, **more}


def _is_asked_for(body: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """[S] tasks.list, each of its parameters."""
    if body.get("assignmentInfo") and not given.get("showAssigned", False):
        return False
    if body.get("deleted") and not given.get("showDeleted", False):
        return False
    if body.get("hidden") and not given.get("showHidden", False):
        return False
    if body["status"] == "completed" and not given.get("showCompleted", True):
        return False
    for name, least in (
        ("due", True),
        ("completed", True),
        ("updated", True),
        ("due", False),
        ("completed", False),
    ):
        bound = given.get(f"{name}{'Min' if least else 'Max'}")
        if bound is None:
            continue
        at = body.get(name)
        if at is None or (_moment(at) < _moment(bound) if least else _moment(at) > _moment(bound)):
            return False
    return True


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(400, "invalid", "Invalid Value") from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def _stamped(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _offset(token: str | None) -> int:
    """[K] what a page token looks like inside is Google's own affair."""
    if token is None:
        return 0
    if token[:1] != "l" or not token[1:].isdecimal():
        raise Refusal(400, "invalid", "Invalid Value")
    return int(token[1:])
