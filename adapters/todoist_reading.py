"""Reading a Todoist account: which tasks are ours, which changed, which are gone, which cannot be understood.

Asks for what changed since the last time by Todoist's sync token, and for everything when that is not known any more. What is ticked is
then asked for by itself, since a full answer has open tasks alone. Never takes an error, or half an answer, for an empty project.
Sends nothing: it yields what to ask, and is given the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.base import Flaw, NotAllowed, Reading, Remark, ServiceError, Since, Terminal, Transient
from adapters.todoist_http import Answer, Ask
from adapters.todoist_state import Mirror, Raw, text_of
from mappings import todoist_marks as marks
from mappings.items import Found, Key, Responsible, Task, plan_digest
from mappings.todoist_progress import moment
from mappings.todoist_task import (
    Around,
    Entry,
    Member,
    assignee,
    from_todoist,
    is_heading,
    is_recurring,
    lacks_length,
)
from mappings.todoist_text import shortened

Steps = Generator[Ask, Answer, Mirror]
WINDOW = timedelta(days=89)
"""Todoist tells of completed tasks of at most three months at once."""
FURTHEST = timedelta(days=800)
"""How far back completed tasks are looked for: a yearly plan, and the one before it."""
MOST_PAGES = 100
MOST_LOGS = 10
"""Pages of a project's activity log."""
_TICKED_OR_DELETED = '["item:completed","item:deleted"]'
_SOON = timedelta(minutes=1)
_LISTS = ("items", "projects", "sections", "notes", "collaborators", "collaborator_states", "completed_info")


def up_to_date(
    mirror: Mirror,
    now: datetime,
    refused: Callable[[Answer, str], ServiceError],
    known: frozenset[str] = frozenset(),
) -> Steps:
    """The requests that take ``mirror`` up to date: one where Todoist still knows its token. The mirror may be another one.

    ``known`` are refs that must not be taken for gone unless Todoist says so. ServiceError when the account cannot be read.
    """
    if mirror.token is not None and not mirror.sealed:
        answer = yield Ask("sync", mirror.token)
        if answer.ok:
            body = _understood(answer)
            if body.get("full_sync"):
                return (yield from _everything(mirror, answer, now, refused, known))
            mirror.take(body)
            _refuse_lost_projects(mirror)
            if not mirror.doubtful and known <= mirror.items.keys() | mirror.deleted:
                return mirror
        elif answer.status not in {400, 404, 410}:
            raise _unreadable(answer, refused)
    answer = yield Ask("sync")
    if not answer.ok:
        raise _unreadable(answer, refused)
    return (yield from _everything(mirror, answer, now, refused, known))


def _everything(
    mirror: Mirror,
    answer: Answer,
    now: datetime,
    refused: Callable[[Answer, str], ServiceError],
    known: frozenset[str],
) -> Steps:
    body = _understood(answer)
    if not body.get("full_sync") or not all(
        isinstance(body.get(name), list) for name in ("items", "projects")
    ):
        raise _half()
    mirror.take(body)
    at = moment(body.get("full_sync_date_utc"))
    if at is None or at < now - _SOON:  # large accounts are told of as they were some time ago
        answer = yield Ask("sync", str(mirror.token))
        if not answer.ok:
            raise _unreadable(answer, refused)
        later = _understood(answer)
        if later.get("full_sync"):
            raise _half()
        mirror.take(later)
    _refuse_lost_projects(mirror)
    known |= mirror.before.keys()
    if _may_have_completed(mirror, body) or _missing(mirror, known):
        yield from _completed(mirror, max(now, at or now), refused)
    mirror.take_hidden()
    gone = yield from _accounted_for(mirror, known, refused)
    mirror.take_unseen(gone)
    return mirror


def _may_have_completed(mirror: Mirror, body: Mapping[str, Any]) -> bool:
    """Whether anything in our projects may have been ticked: Todoist counts that where it tells of it at all.

    Where ours are found of which nothing was known, as when the ledger is lost, its count is not relied on: a tick that it leaves out
    would be a task made once more.
    """
    said = body.get("completed_info")
    if not isinstance(said, list) or (mirror.links and not mirror.before):
        return True
    ours = {*mirror.projects, *mirror.sections, *mirror.items}
    return any(
        not isinstance(each, Mapping) or ours & {str(value) for value in each.values()} for each in said
    )


def _completed(
    mirror: Mirror, now: datetime, refused: Callable[[Answer, str], ServiceError]
) -> Generator[Ask, Answer, None]:
    """All that was ticked since our projects were made, from window to window and page to page."""
    made = [at for place in mirror.places.values() if (at := moment(place.get("created_at"))) is not None]
    first = max(min(made, default=now - FURTHEST), now - FURTHEST) - timedelta(days=1)
    for since, until in windows(first, now + timedelta(days=1)):
        asked = {"since": _said(since), "until": _said(until), "limit": "200"}
        for _ in range(MOST_PAGES):
            answer = yield Ask("completed", asked=dict(asked))
            if not answer.ok:
                raise _unreadable(answer, refused)
            tasks = answer.body.get("items")
            if not isinstance(tasks, list) or not all(
                isinstance(one, dict) and one.get("id") for one in tasks
            ):
                raise _half()
            for _twice in range(2):  # a subtask may come before what it is under
                for raw in tasks:
                    if str(raw["id"]) not in mirror.items:
                        mirror.take_item({**raw, "checked": True})
            following = answer.body.get("next_cursor")
            if not following:
                break
            if following == asked.get("cursor"):
                raise _half()
            asked["cursor"] = str(following)
        else:
            raise _half()


def windows(first: datetime, last: datetime) -> Iterator[tuple[datetime, datetime]]:
    """A stretch of time, and a little more before it, in parts that Todoist answers for, the latest first."""
    until = last
    while until > first:
        yield until - WINDOW, until
        until -= WINDOW


def _accounted_for(
    mirror: Mirror, known: frozenset[str], refused: Callable[[Answer, str], ServiceError]
) -> Generator[Ask, Answer, set[str]]:
    """What is known and neither open nor ticked is gone, unless the activity log says that somebody ticked it last.

    Gives what the log says was deleted.

    No document says that completed tasks are told of that another member ticked. Where the log says nothing of them, or this account
    may not read it, they are taken for deleted, which is reported and settled by a person. A log that did not answer says nothing at all.
    """
    missing, gone = _missing(mirror, known), set[str]()
    for project in mirror.projects:
        asked = {"parent_project_id": project, "object_event_types": _TICKED_OR_DELETED, "limit": "100"}
        for _ in range(MOST_LOGS):
            if not missing:
                return gone
            answer = yield Ask("activities", asked=dict(asked))
            if answer.lost or answer.busy:
                raise _unreadable(answer, refused)
            if not answer.ok:
                return gone
            events = answer.body.get("results")
            if not isinstance(events, list):
                raise _half()
            for event in events:
                if isinstance(event, dict) and (ref := str(event.get("object_id"))) in missing:
                    missing.discard(ref)  # the latest comes first
                    _ticked(mirror, ref, event)
                    if event.get("event_type") == "deleted":
                        gone.add(ref)
            following = answer.body.get("next_cursor")
            if not following or following == asked.get("cursor"):
                break
            asked["cursor"] = str(following)
    return gone


def _missing(mirror: Mirror, known: frozenset[str]) -> set[str]:
    """Those of ours of which nothing was said."""
    return {
        ref for ref in known if ref in mirror.links and ref not in mirror.items and ref not in mirror.deleted
    }


def _ticked(mirror: Mirror, ref: str, event: Mapping[str, Any]) -> None:
    if event.get("event_type") == "completed" and ref in mirror.before:
        tick = {
            "checked": True,
            "completed_at": event.get("event_date"),
            "completed_by_uid": event.get("initiator_id"),
        }
        mirror.take_item({**mirror.before[ref], **tick})


class Telling:
    """What a mirror that is up to date comes to, for ``since``. Its etags count when its cursor was this place's.

    ``home`` says where an item belongs now, in the words of its mark.
    """

    def __init__(
        self, mirror: Mirror, around: Around, since: Since, home: Callable[[Task], str], *, is_same: bool
    ) -> None:
        self._mirror = mirror
        self._around = around
        self._since = since
        self._home = home
        self._etags = since.etags if is_same else {}
        self._found: dict[str, Found] = {}
        self._unchanged: set[str] = set()
        self._flaws: dict[str, Flaw] = {}
        self._remarks: list[Remark] = []
        self._away: dict[str, str] = {}  # ref -> the project that is not ours
        self._rules: dict[str, str] = {}  # ref -> the rule by which it recurs there
        self.refs: dict[Key, str] = {}  # items that are there, and that can be understood or not
        self.tombs: dict[Key, list[str]] = {}
        self.headings: dict[Key, str] = {}  # what people's parts stand under
        self.damaged: dict[str, str] = {}  # the digest in a mark that was damaged -> ref

    def reading(self) -> Reading:
        """All of ours, with no cursor: the mirror is that, and remembers what was told once."""
        for ref in self._in_order():
            self._sort(ref, self._mirror.items[ref])
        self._mirror.away, self._mirror.rules = self._away, self._rules
        gone = self._since.etags.keys() - self._found.keys() - self._unchanged - self._flaws.keys()
        if self._mirror.sealed:  # it may stand where nobody can look
            gone &= self._mirror.deleted
        return Reading(
            found=tuple(self._found[ref] for ref in sorted(self._found)),
            unchanged=frozenset(self._unchanged),
            gone=frozenset(gone),
            flaws=tuple(self._flaws[ref] for ref in sorted(self._flaws)),
            remarks=tuple(self._remarks),
            buried=frozenset(self.tombs.keys() - self.refs.keys()),
            complete=not self._mirror.sealed,
        )

    def _in_order(self) -> list[str]:
        """Ours; of several of one item, the one that was known before comes first, and then the eldest."""
        return sorted(
            (ref for ref in self._mirror.links if ref in self._mirror.items),
            key=lambda ref: (
                ref not in self._since.etags,
                text_of(self._mirror.items[ref].get("added_at")),
                ref,
            ),
        )

    def _sort(self, ref: str, raw: Raw) -> None:
        link = link_of(self._mirror, ref)
        known = self._mirror.mark_of(self._mirror.links[ref])
        if known is not None and (known.buried or is_heading(known)):
            self._set_aside(ref, known)
            return
        if known is not None and known.key in self.refs:
            if not raw.get("checked"):
                first = self.refs[known.key]
                self._flaws[ref] = Flaw(
                    ref,
                    f"task {ref}, {_title(raw)}, is a copy of task {first}; only that one is followed, so delete the copy",
                )
            return
        try:
            entry = entry_of(self._mirror, ref, self._around, link)
        except ValueError as error:
            self._flaws[ref] = Flaw(
                ref,
                f"task {ref}, {_title(raw)}, cannot be understood: {error}",
                known.key if known else None,
            )
            if known is not None:
                self.refs[known.key] = ref
            elif digest := marks.digest_in(link):
                self.damaged[digest] = ref
            return
        self.refs[entry.item.key] = ref
        self._remark(ref, entry.item.key, raw)
        if left := self._who_left(raw, entry):
            entry = replace(entry, item=replace(entry.item, responsible=_as_written(entry)))
            self._remarks.append(Remark(entry.item.key, "left", left))
        etag = self._mirror.etag(ref)
        found = Found(entry.item, ref, etag, entry.progress, entry.notes, entry.stamp)
        if (left and _is_as_written(entry)) or self._waits_for_somebody(raw, entry):
            self._found[ref] = _as_if(replace(entry.item, responsible=()), found)
        elif self._belongs_elsewhere(raw, entry):
            self._found[ref] = _as_if(replace(entry.item, categories=()), found)
        elif self._mirror.lengths and lacks_length(raw, entry.mark) and _is_as_written(entry):
            self._found[ref] = _as_if(replace(entry.item, duration=None), found)
        elif self._etags.get(ref) == etag:
            self._unchanged.add(ref)
        else:
            self._found[ref] = found

    def _set_aside(self, ref: str, known: marks.Mark) -> None:
        """What is hjul's own, and no item. Of several headings over the same, one that is not archived counts."""
        if known.buried:
            self.tombs.setdefault(known.key, []).append(ref)
        elif known.key not in self.headings or self._mirror.is_hidden(self.headings[known.key]):
            self.headings[known.key] = ref

    def _who_left(self, raw: Raw, entry: Entry) -> str:
        """The name of whoever had the task and is no longer in its project: Todoist took it from them, and nobody edited anything."""
        uid, person_id = entry.mark.assigned
        members = (member.id for member in self._mirror.members(str(raw.get("project_id"))))
        if not uid or raw.get("responsible_uid") or raw.get("checked") or uid in members:
            return ""
        return next((person.name for person in _as_written(entry) if person.id == person_id), "")

    def _waits_for_somebody(self, raw: Raw, entry: Entry) -> bool:
        """Whether nobody could be given the task when it was written, and one of the responsible has joined the project since."""
        if (
            raw.get("checked")
            or raw.get("responsible_uid")
            or any(entry.mark.assigned)
            or not _is_as_written(entry)
        ):
            return False
        return (
            assignee(entry.item, members_of(self._mirror, self._around, str(raw.get("project_id"))))
            is not None
        )

    def _belongs_elsewhere(self, raw: Raw, entry: Entry) -> bool:
        """Whether hjul.toml has since given its area another project, or its project other sections."""
        if raw.get("checked") or not entry.item.categories or not entry.mark.home:
            return False
        return _is_as_written(entry) and self._home(entry.item) != entry.mark.home

    def _remark(self, ref: str, key: Key, raw: Raw) -> None:
        if raw.get("checked"):
            return
        if is_recurring(raw):
            rule = " ".join(text_of(raw["due"].get("string")).split())[:80]
            before, self._rules[ref] = self._mirror.rules.get(ref), rule
            given = {"field": "recurrence", "from": before or "", "to": rule}
            self._remarks.append(Remark(key, "recurs", rule, seen=given if before != rule else None))
        project = text_of(raw.get("project_id"))
        if project not in self._mirror.projects:
            self._away[ref] = project
            is_new = self._mirror.away.get(ref) != project
            moved = {"field": "project", "from": self._mirror.projects[0], "to": project}
            self._remarks.append(Remark(key, "elsewhere", seen=moved if is_new else None))


def _as_written(entry: Entry) -> tuple[Responsible, ...]:
    """The responsible as hjul wrote them."""
    return entry.mark.task.responsible if entry.mark.task is not None else ()


def _is_as_written(entry: Entry) -> bool:
    """Whether nobody has edited it: an edit is settled first."""
    return entry.stamp is not None and plan_digest(entry.item) == entry.stamp.digest


def _title(raw: Raw) -> str:
    """What people call it, on one line."""
    return repr(shortened(" ".join(text_of(raw.get("content")).split()), 80))


def _as_if(item: Task, found: Found) -> Found:
    """As if hjul had written it so: then the plan's is written, with all that hangs on it, and nobody is blamed."""
    if found.stamp is None:
        return found
    return replace(found, item=item, stamp=replace(found.stamp, digest=plan_digest(item)))


def link_of(mirror: Mirror, ref: str) -> str:
    """A task's mark, as it stands there; where somebody took it away, as it last stood."""
    there = marks.found(text_of(mirror.items[ref].get("description")), mirror.owner)
    return there if there is not None else mirror.links[ref]


def members_of(mirror: Mirror, around: Around, project: str) -> tuple[Member, ...]:
    """Those whom a task of this project is given to, where tasks are given to anybody."""
    return tuple(mirror.members(project)) if around.assigns else ()


def entry_of(mirror: Mirror, ref: str, around: Around, link: str) -> Entry:
    """Our item in a task. ValueError, in words for a person, when it cannot be understood."""
    said = _comments(mirror, ref, around)
    return from_todoist(mirror.items[ref], link, around, mirror.under(ref), said, lengths=mirror.lengths)


def _comments(mirror: Mirror, ref: str, around: Around) -> list[str]:
    """What people said below a task, each with the name of who did."""
    said = []
    for note in mirror.comments(ref):
        who = around.names.get(str(note.get("posted_uid")), "")
        text = text_of(note.get("content")).strip()
        if text:
            said.append(f"{who}: {text}" if who else text)
    return said


def _understood(answer: Answer) -> Mapping[str, Any]:
    """A sync's answer. Transient when it is not one: what it does not say would be missed for good."""
    body = answer.body
    whole = isinstance(body.get("sync_token"), str) and isinstance(body.get("full_sync"), bool)
    lists = [body.get(name, []) for name in _LISTS]
    if not whole or not all(
        isinstance(each, list) and all(isinstance(one, dict) for one in each) for each in lists
    ):
        raise _half()
    if not all(
        one.get("id") for name in ("items", "projects", "sections", "notes") for one in body.get(name, [])
    ):
        raise _half()
    return body


def _half() -> Transient:
    return Transient("Todoist gave an answer that cannot be understood; try again later")


def _refuse_lost_projects(mirror: Mirror) -> None:
    for project in mirror.projects:
        place = mirror.places.get(project, {"is_deleted": True})
        if place.get("is_deleted") or place.get("is_archived"):
            name = " ".join(text_of(place.get("name")).split())
            raise Terminal(
                f"the project {f'{name} ({project})' if name else project} is not there (any longer), or is archived; "
                "its tasks are not taken for deleted. "
                "See that it is there and shared with you, or change hjul.toml"
            )


def _unreadable(answer: Answer, refused: Callable[[Answer, str], ServiceError]) -> ServiceError:
    if answer.status == 403 and not answer.full:
        return NotAllowed(
            "Todoist does not let this account read its tasks; sign in again, with the right to do so"
        )
    return refused(answer, "the reading")


def _said(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
