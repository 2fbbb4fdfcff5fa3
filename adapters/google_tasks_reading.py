"""Reading a list of Google Tasks: which tasks are ours, which changed, which a person deleted, which cannot be understood.

Reads the whole list every time, and asks for a missing task by name before it says that it is gone. Never takes an error, or an
answer without an end, for an empty list. Sends nothing: it yields what to ask, and is given the answers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

from adapters.base import Flaw, NotAllowed, Reading, ServiceError, Since, Terminal, Transient
from adapters.google_http import AT_A_TIME, Answer, Ask
from adapters.google_tasks_http import EVERYTHING
from adapters.google_tasks_state import Body, Cursor, etag_of
from mappings.google_task import Entry, from_google, is_deleted, is_missed, key_of
from mappings.items import Found, Key

MOST_PAGES = 1_100
"""Of one list: an account holds 100,000 tasks (tasks.list)."""

Asking = Generator[Sequence[Ask], Sequence[Answer], Any]


def pages(tasks: str, refused: Callable[[Answer, str], ServiceError]) -> Asking:
    """Every task of the list by its id, deleted ones too: a dict of bodies. ``tasks`` is the list's name for a person."""
    asked: dict[str, Any] = dict(EVERYTHING)
    bodies: dict[str, Body] = {}
    for _ in range(MOST_PAGES):
        (answer,) = yield [Ask("list", body=dict(asked))]
        if answer.status == 400 and "pageToken" in asked:
            break  # the next page is no longer to be had
        if not answer.ok:
            raise _unreadable(answer, tasks, refused)
        for body in _items(answer.body):
            bodies[str(body["id"])] = body
        following = answer.body.get("nextPageToken")
        if not following:
            return bodies
        if following == asked.get("pageToken"):
            break
        asked["pageToken"] = following
    raise Transient("Google did not tell of the list to its end; try again later")


class TasksReading:
    """One reading of the list ``tasks``."""

    def __init__(
        self, tasks: str, plan_id: str, since: Since, refused: Callable[[Answer, str], ServiceError]
    ) -> None:
        self._tasks = tasks
        self._plan_id = plan_id
        self._since = since
        self._refused = refused
        loaded = Cursor.loaded(since.cursor, plan_id)
        self._cursor = loaded or Cursor()
        self._etags = since.etags if loaded is not None and loaded.tasks == tasks else {}
        self._found: dict[str, Found] = {}
        self._flaws: dict[str, Flaw] = {}
        self._updated: dict[str, str] = {}
        self._remains: dict[Key, Body] = {}
        self.keys: dict[str, Key] = {}
        self.parents: Mapping[str, int] = {}

    @property
    def alive(self) -> frozenset[Key]:
        """Items that are there, be they understood or not."""
        return frozenset(self.keys.values())

    def steps(self) -> Asking:
        """The requests of the reading, which returns a Reading. ServiceError when the list as a whole cannot be read."""
        bodies = yield from pages(self._tasks, self._refused)
        yield from self._confirm(bodies)
        self.parents = Counter(
            str(body["parent"]) for body in bodies.values() if body.get("parent") and not is_deleted(body)
        )
        for ref, body in bodies.items():
            self._sort(ref, body)
        self._part_copies()
        unchanged = frozenset(ref for ref, found in self._found.items() if self._etags.get(ref) == found.etag)
        there = self._found.keys() | self._flaws.keys()
        self._refuse_another_place(there)
        return Reading(
            found=tuple(self._found[ref] for ref in sorted(self._found.keys() - unchanged)),
            unchanged=unchanged,
            gone=frozenset(self._since.etags.keys() - there),
            flaws=tuple(self._flaws[ref] for ref in sorted(self._flaws)),
            buried=self._buried(),
            cursor=Cursor(self._tasks, self.keys).dumped(self._plan_id),
        )

    def _confirm(self, bodies: dict[str, Body]) -> Asking:
        """What was there before and is on no page: a list that people work in may move while it is read."""
        missing = sorted(self._since.etags.keys() - bodies.keys())
        for start in range(0, len(missing), AT_A_TIME):
            refs = missing[start : start + AT_A_TIME]
            answers = yield [Ask("get", ref) for ref in refs]
            for ref, answer in zip(refs, answers, strict=True):
                if answer.ok and answer.body.get("id") == ref:
                    bodies[ref] = answer.body
                elif (
                    not answer.missing and answer.status != 400
                ):  # an id that never was one is not there either
                    raise _unreadable(answer, self._tasks, self._refused)

    # Telling apart

    def _sort(self, ref: str, body: Body) -> None:
        key = key_of(body, plan_id=self._plan_id)
        known = self._cursor.keys.get(ref)
        if is_deleted(body):
            if key is not None and _updated(body) >= _updated(self._remains.get(key, {})):
                self._remains[key] = body
        elif key is None:
            if ref in self._since.etags or known is not None:
                self._flaw(ref, "no longer has the line that says which item it is; put it back", known)
        elif known is not None and known != key:
            self._flaw(ref, f"now says that it is {key}, and was {known}", known)
        else:
            self._add(ref, body, key)

    def _add(self, ref: str, body: Body, key: Key) -> None:
        try:
            entry = from_google(body, plan_id=self._plan_id)
        except ValueError as error:
            self._flaw(ref, f"cannot be understood: {error}", key)
            return
        if entry is not None:
            self.keys[ref] = key
            self._updated[ref] = _updated(body)
            self._found[ref] = _found(ref, entry, etag_of(body))

    def _flaw(self, ref: str, why: str, key: Key | None) -> None:
        self._flaws[ref] = Flaw(ref, f"task {ref} {why}", key)
        if key is not None:
            self.keys[ref] = key

    def _part_copies(self) -> None:
        """Of several tasks of one item, the one that was known before counts, else the one that has stood longest unchanged."""
        refs: dict[Key, list[str]] = {}
        for ref in self._found:
            refs.setdefault(self.keys[ref], []).append(ref)
        for several in refs.values():
            first, *copies = sorted(
                several, key=lambda ref: (ref not in self._cursor.keys, self._updated[ref], ref)
            )
            for ref in copies:
                del self._found[ref], self.keys[ref]
                self._flaw(
                    ref, f"is a copy of task {first}; delete it, or its line that begins with hjul", None
                )

    def _buried(self) -> frozenset[Key]:
        """What people deleted, as far as Google still has the remains."""
        missed = {key for key, body in self._remains.items() if is_missed(body, plan_id=self._plan_id)}
        return frozenset(missed) - self.alive

    def _refuse_another_place(self, there: set[str]) -> None:
        """Another list with none of our tasks in it is not one whose tasks were deleted."""
        before = self._cursor.tasks
        if before and before != self._tasks and self._since.etags and there.isdisjoint(self._since.etags):
            raise Terminal(
                f"hjul.toml now names the task list {self._tasks}, and none of what hjul made in {before} is there; "
                "nothing was taken for deleted. Give the target another name to begin anew in this list, "
                "or put the old one back"
            )


def _unreadable(answer: Answer, tasks: str, refused: Callable[[Answer, str], ServiceError]) -> ServiceError:
    if answer.missing or answer.status == 400:
        return Terminal(
            f"the task list {tasks} is not there (any longer); its tasks are not taken for deleted. "
            "See that it is there, or change hjul.toml"
        )
    if answer.status == 403 and not answer.busy and not answer.spent:
        return NotAllowed(f"Google does not let this account read the task list {tasks}; sign in again")
    return refused(answer, f"the reading of the task list {tasks}")


def _items(page: Body) -> list[Body]:
    """Raises Transient for what is no page of tasks: a list without any says so, with its ``kind``."""
    items = page.get("items", []) if page.get("kind") == "tasks#tasks" else None
    if not isinstance(items, list) or not all(isinstance(each, dict) and each.get("id") for each in items):
        raise Transient("Google gave an answer that cannot be understood; try again later")
    return items


def _updated(body: Body) -> str:
    return str(body.get("updated") or "")


def _found(ref: str, entry: Entry, etag: str) -> Found:
    return Found(entry.item, ref, etag, entry.progress, entry.notes, entry.stamp)
