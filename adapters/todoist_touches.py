"""When and by whom something of a task was changed: by its comments and subtasks, and by Todoist's activity log.

The log is asked once for each project in which something else than a tick was seen, and tells of names, descriptions, due dates, who is
responsible, what was opened again and what was deleted (API v1, "Activity"). Never says more than the log says of that very change, and
no reading fails for want of it: how far back it goes depends on what the account pays for. Sends nothing: it yields what to ask.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.base import Reading, Touch
from adapters.todoist_http import Answer, Ask
from adapters.todoist_state import Mirror, Raw, text_of
from mappings.items import Found, Task, plan_digest
from mappings.todoist_progress import moment
from mappings.todoist_task import Around, is_recurring

_FIELDS = {
    "title": "content",
    "description": "description",
    "due": "due",
    "responsible": "responsible_uid",
}
"""What the log tells of, and what it is called in a task."""
_SAID = {
    "title": "content",
    "description": "description",
    "due": "due_date",
    "responsible": "responsible_uid",
}
"""What it is called in the log, where ``last_`` and this name is what it was before."""
_EVENTS = {"deleted": "deleted", "uncompleted": "reopened"}
_ASKED = '["item:updated","item:uncompleted","item:deleted"]'


@dataclass(frozen=True, slots=True)
class Past:
    """A mirror as it stood before it was taken up to date."""

    items: Mapping[str, Raw]
    links: Mapping[str, str]
    notes: Mapping[str, Raw]

    @classmethod
    def of(cls, mirror: Mirror) -> Past:
        return cls(dict(mirror.items), dict(mirror.links), dict(mirror.notes))


def touched(
    mirror: Mirror, past: Past, reading: Reading, known: Iterable[str], around: Around
) -> Generator[Ask, Answer, tuple[Touch, ...]]:
    """Who changed what, and when, of the tasks in ``known`` in which ``reading`` found something new."""
    refs, touches = frozenset(known), list[Touch]()
    waiting: dict[str, set[str]] = {ref: {"deleted"} for ref in sorted(reading.gone & refs)}
    for found in reading.found:
        if found.ref in refs:
            whats = _changed(mirror, past, found, around)
            touches += _commented(mirror, past, found.ref, around, described="description" in whats)
            touches += _further(mirror, past, found, around)
            if whats:
                waiting[found.ref] = whats
    for project in _projects(mirror, past, waiting):
        answer = yield Ask(
            "activities",
            asked={"parent_project_id": project, "object_event_types": _ASKED, "limit": "100"},
        )
        events = answer.body.get("results") if answer.ok else None
        for event in events if isinstance(events, list) else []:
            if isinstance(event, dict):
                touches += _told(mirror, past, event, waiting, around)
    return tuple(touches)


def _changed(mirror: Mirror, past: Past, found: Found, around: Around) -> set[str]:
    """What of a task is another than it was, of all that the log tells of. What hjul has written since is nobody's change."""
    was, now = past.items.get(found.ref), mirror.items[found.ref]
    if was is not None and past.links.get(found.ref) == mirror.links[found.ref]:
        whats = {what for what, name in _FIELDS.items() if was.get(name) != now.get(name)}
    else:
        whats = _edited(mirror, found)
    if around.due != "due":  # the log has no word for a deadline
        whats.discard("due")
    if was is not None and was.get("checked") and not now.get("checked"):
        whats.add("reopened")
    return whats


def _edited(mirror: Mirror, found: Found) -> set[str]:
    """What may be another than hjul wrote it, by the task's own mark, which has only a digest of most."""
    mark = mirror.mark_of(mirror.links[found.ref])
    if mark is None or mark.stamp is None or not isinstance(found.item, Task):
        return set()
    whats = {"due"} if found.item.due != mark.stamp.end else set()
    if plan_digest(found.item) != mark.stamp.digest:
        whats |= {"title", "description", "responsible"}
    return whats


def _commented(mirror: Mirror, past: Past, ref: str, around: Around, *, described: bool) -> Iterator[Touch]:
    """The latest of the new comments, unless something else changed in people's notes."""
    before = {one: note.get("content") for one, note in past.notes.items() if note.get("item_id") == ref}
    there = {str(note["id"]): note for note in mirror.comments(ref)}
    if described or any(
        one not in there or there[one].get("content") != said for one, said in before.items()
    ):
        return
    new = [note for one, note in there.items() if one not in before]
    if new:
        who = {str(note.get("posted_uid")) for note in new}
        by = around.names.get(next(iter(who))) if len(who) == 1 else None
        yield Touch(ref, "notes", moment(new[-1].get("posted_at")), by)


def _further(mirror: Mirror, past: Past, found: Found, around: Around) -> Iterator[Touch]:
    """The latest tick of a subtask, where ticks are all that became another in how far the task is."""
    steps = {str(one["id"]): one for one in mirror.under(found.ref)}
    before = {
        ref for ref, one in past.items.items() if one.get("parent_id") == found.ref and one.get("checked")
    }
    new = [one for ref, one in steps.items() if one.get("checked") and ref not in before]
    if not new or not found.progress.percent or any(not steps.get(ref, {}).get("checked") for ref in before):
        return
    last = max(new, key=lambda one: text_of(one.get("completed_at")))
    by = around.names.get(str(last.get("completed_by_uid")))
    for what in ("started", "percent"):
        yield Touch(found.ref, what, moment(last.get("completed_at")), by)


def _projects(mirror: Mirror, past: Past, waiting: Iterable[str]) -> list[str]:
    """Where the tasks stood or stand now; all of ours where that is not known."""
    asked: set[str] = set()
    for ref in waiting:
        places = [raw.get("project_id") for raw in (past.items.get(ref), mirror.items.get(ref)) if raw]
        asked |= {str(place) for place in places} or {*mirror.projects}
    return [project for project in mirror.projects if project in asked]


def _told(
    mirror: Mirror, past: Past, event: Mapping[str, Any], waiting: Mapping[str, set[str]], around: Around
) -> Iterator[Touch]:
    """What one line of the log tells of what is waited for. The latest comes first; if it is of another change, nothing is said."""
    names = (str(event.get(name)) for name in ("object_id", "v2_object_id"))
    ref, said = next((name for name in names if name in waiting), ""), event.get("extra_data")
    said = said if isinstance(said, Mapping) else {}
    at, by = moment(event.get("event_date")), around.names.get(str(event.get("initiator_id")))
    earliest = moment(past.items[ref].get("updated_at")) if ref in past.items else None
    whats = {what for what, name in _SAID.items() if f"last_{name}" in said}
    if event.get("event_type") in _EVENTS:
        whats = {_EVENTS[event["event_type"]]}
    for what in sorted(whats & waiting.get(ref, set())):
        waiting[ref].discard(what)
        if at is None or (earliest is not None and at < earliest) or not _holds(mirror, ref, what, said):
            continue
        yield Touch(ref, what, at, by)
        if what == "description" and not _has_new_comments(mirror, past, ref):
            yield Touch(ref, "notes", at, by)
        if what == "due" and _recurs(mirror.items.get(ref)) and not _recurs(past.items.get(ref)):
            yield Touch(ref, "recurrence", at, by)


def _recurs(raw: Raw | None) -> bool:
    return raw is not None and is_recurring(raw)


def _holds(mirror: Mirror, ref: str, what: str, said: Mapping[str, Any]) -> bool:
    """Whether what the log says it was changed to is what stands there."""
    if what not in _SAID or what == "due" or _SAID[what] not in said:
        return True
    new, now = said[_SAID[what]], mirror.items.get(ref, {}).get(_FIELDS[what])
    return (None if new is None else str(new)) == now


def _has_new_comments(mirror: Mirror, past: Past, ref: str) -> bool:
    return any(note["id"] not in past.notes for note in mirror.comments(ref))
