"""Everything that stands in a handful of Todoist accounts that share projects: rows, who sees them, and when they changed."""

from __future__ import annotations

import copy
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.servers.todoist.refusal import Refusal, not_found
from tests.servers.todoist.switches import Switches

Json = dict[str, Any]
KINDS = ("projects", "sections", "items", "notes", "labels", "collaborator_states")
_LETTERS = "23456789CFGHJMPQRVWXcfghjmpqrvwx"
_NAMES = {
    "projects": "Project",
    "sections": "Section",
    "items": "Task",
    "notes": "Comment",
    "labels": "Label",
}
BEGAN = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)


@dataclass
class Row:
    """One object in the API's form, the number of its last change, and whose alone it is (of a label)."""

    data: Json
    changed: int
    owner: str | None = None


@dataclass
class Plan:
    """API documentation, "User plan info"; 300 tasks in a project are the same on every plan."""

    max_tasks: int = 300
    max_sections: int = 20
    max_projects: int = 300
    max_collaborators: int = 25
    max_labels: int = 500
    activity_log_limit: int = -1
    deadlines: bool = True
    durations: bool = True
    plan_name: str = "pro"


@dataclass(frozen=True)
class Entry:
    """One request that a user made. ``commands`` are the types of a sync's commands."""

    user: str
    method: str
    path: str
    status: int
    commands: tuple[str, ...] = ()


@dataclass
class User:
    """One account. ``executed`` has the answer to each command by its uuid."""

    id: str
    name: str
    email: str
    token: str
    inbox: str = ""
    plan: Plan = field(default_factory=Plan)
    read_only: bool = False  # a token without the right to write
    executed: dict[str, Any] = field(default_factory=dict)


CommandRule = tuple[Callable[[Json], bool], Callable[[], Refusal], bool]


class World:
    """The accounts of one test. ``wrong`` is what a client asked that Todoist has no word for: a test fails when it is not empty."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.RLock()
        self.switches = Switches()
        self.users: dict[str, User] = {}
        self.rows: dict[str, dict[str, Row]] = {kind: {} for kind in KINDS}
        self.members: dict[str, set[str]] = {}  # project -> users
        self.lost: list[tuple[int, str, str, str]] = []  # change, user, kind, id
        self.events: list[Json] = []
        self.wrong: list[str] = []
        self.log: list[Entry] = []
        self.refusals: list[CommandRule] = []
        self.changes = 0
        self.oldest_token = 0  # tokens from before this change are not known any more
        self.counts_requests = False  # whether 1000 syncs, of which 100 full, in 15 minutes are the most
        self.syncs: dict[str, list[tuple[datetime, bool]]] = {}
        self.delayed: tuple[int, datetime, dict[str, dict[str, Row]]] | None = None
        self.clock = BEGAN
        self._random = random.Random(name)

    # --- time ------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Never the same twice."""
        self.clock += timedelta(microseconds=1)
        return self.clock

    def time_is(self, moment: datetime) -> None:
        """From here on what happens happens then."""
        self.clock = moment.astimezone(UTC) - timedelta(microseconds=1)

    def sleep(self, seconds: float) -> None:
        """Time passes: for a client that waits."""
        self.clock += timedelta(seconds=seconds)

    def stamp(self, moment: datetime | None = None) -> str:
        at = moment or self.now()
        return at.strftime("%Y-%m-%dT%H:%M:%SZ" if self.switches.whole_seconds else "%Y-%m-%dT%H:%M:%S.%fZ")

    # --- people ----------------------------------------------------------------------------------------------

    def new_user(self, name: str, email: str) -> User:
        number = str(2671355 + len(self.users))
        user = User(number, name, email, f"{self._random.getrandbits(160):040x}")
        with self.lock:
            self.users[number] = user
            user.inbox = self.new_id()
            self.put("projects", user.inbox, project_row(user.inbox, "Inbox", self.stamp(), inbox=True))
            self.members[user.inbox] = {number}
        return user

    def share(self, project: str, *people: User) -> None:
        """These join: what accepting an invitation does, which happens in Todoist's own programs."""
        with self.lock:
            joined = self.members[project]
            everyone = {*joined, *(user.id for user in people)}
            for number in everyone:
                self.states(project, number, "active")
            joined |= everyone
            self.edit("projects", project, shared=True, can_assign_tasks=True)
            self.touch_inside(project)

    def invite(self, project: str, user: User) -> None:
        """Asked and not answered yet: no collaborator to assign to."""
        with self.lock:
            self.states(project, user.id, "invited")

    def leave(self, project: str, user: User) -> None:
        """Whoever leaves sees the project no more and is responsible for nothing in it."""
        with self.lock:
            self.members[project].discard(user.id)
            row = self.states(project, user.id, "active")
            row.data["is_deleted"] = True
            for kind in ("projects", "sections", "items", "notes"):
                for number, each in self.rows[kind].items():
                    if project_of(kind, each) == project:
                        self.lost.append((self.changes, user.id, kind, number))
            for number, each in self.rows["items"].items():
                if each.data["project_id"] == project and each.data["responsible_uid"] == user.id:
                    self.edit("items", number, responsible_uid=None, assigned_by_uid=None)

    def states(self, project: str, user: str, state: str) -> Row:
        data = {"project_id": project, "user_id": user, "state": state, "is_deleted": False}
        return self.put("collaborator_states", f"{project} {user}", data)

    def is_active(self, project: str, user: str) -> bool:
        return len(self.members[project]) > 1 and user in self.members[project]

    # --- rows ------------------------------------------------------------------------------------------------

    def new_id(self) -> str:
        return "".join(self._random.choices(_LETTERS, k=16))

    def next_change(self) -> int:
        self.changes += 1
        return self.changes

    def put(self, kind: str, number: str, data: Json, owner: str | None = None) -> Row:
        row = self.rows[kind][number] = Row(data, self.next_change(), owner)
        return row

    def edit(self, kind: str, number: str, **changes: Any) -> Row:
        row = self.rows[kind][number]
        row.data.update(changes)
        if "updated_at" in row.data:
            row.data["updated_at"] = self.stamp()
        row.changed = self.next_change()
        return row

    def touch_inside(self, project: str) -> None:
        """Whoever comes in sees all of it as new."""
        for kind in ("projects", "sections", "items", "notes"):
            for row in self.rows[kind].values():
                if project_of(kind, row) == project:
                    row.changed = self.next_change()

    def get(self, user: User, kind: str, number: Any) -> Row:
        """One that is there for this user. Raises Refusal (404)."""
        row = self.rows[kind].get(str(number))
        if row is None or row.data.get("is_deleted") or not self.sees(user, kind, row):
            raise not_found(_NAMES.get(kind, kind))
        return row

    def sees(self, user: User, kind: str, row: Row) -> bool:
        if row.owner is not None:
            return row.owner == user.id
        return user.id in self.members.get(project_of(kind, row), ())

    def seen(self, user: User, kind: str) -> Iterator[Row]:
        return (row for row in self.rows[kind].values() if self.sees(user, kind, row))

    def delete(self, kind: str, numbers: Iterable[str], shown: bool = True) -> None:
        for number in numbers:
            row = self.edit(kind, number, is_deleted=True)
            if not shown and not self.switches.shows_cascade:
                row.changed = 0

    def happened(self, user: User, kind: str, event: str, row: Json, **extra: Any) -> None:
        """API documentation, "Activity"; ``object_type`` keeps its old name."""
        self.events.append(
            {
                "id": len(self.events) + 1,
                "object_type": kind,
                "object_id": row["id"],
                "event_type": event,
                "event_date": self.stamp(),
                "parent_project_id": row.get("project_id"),
                "parent_item_id": row.get("item_id") or row.get("parent_id"),
                "initiator_id": user.id,
                "extra_data": extra,
            }
        )

    # --- how a test makes it hard ---------------------------------------------------------------------------

    def refuse(
        self,
        refusal: Callable[[], Refusal],
        *,
        when: Callable[[Json], bool] = lambda _: True,
        always: bool = False,
    ) -> None:
        """The next command (or each) of which this is true is refused."""
        self.refusals.append((when, refusal, always))

    def refusal_of(self, command: Json) -> Refusal | None:
        for rule in self.refusals:
            when, refusal, always = rule
            if when(command):
                if not always:
                    self.refusals.remove(rule)
                return refusal()
        return None

    def forget_tokens(self) -> None:
        """Every sync token that was given so far is not known any more."""
        self.oldest_token = self.next_change()

    def is_big(self, behind: timedelta = timedelta(minutes=30)) -> None:
        """From here on a full sync shows what stood here now (API documentation, "Full sync data delay")."""
        with self.lock:
            self.delayed = (self.changes, self.clock - behind, copy.deepcopy(self.rows))

    def requests(self, user: User) -> list[str]:
        """What this user asked since the last time, as ``POST /sync``."""
        with self.lock:
            asked = [f"{one.method} {one.path}" for one in self.log if one.user == user.id]
            self.log = [one for one in self.log if one.user != user.id]
            return asked


def project_of(kind: str, row: Row) -> str:
    """The project that it stands in."""
    return str(row.data["id"] if kind == "projects" else row.data.get("project_id"))


def project_row(number: str, name: str, at: str, *, inbox: bool = False, order: int = 0) -> Json:
    """A personal project. API documentation, "Projects"."""
    return {
        "id": number,
        "name": name,
        "description": "",
        "workspace_id": None,
        "color": "charcoal",
        "parent_id": None,
        "child_order": order,
        "is_collapsed": False,
        "shared": False,
        "can_assign_tasks": False,
        "is_deleted": False,
        "is_archived": False,
        "is_favorite": False,
        "is_frozen": False,
        "view_style": "list",
        "inbox_project": inbox,
        "folder_id": None,
        "created_at": at,
        "updated_at": at,
    }
