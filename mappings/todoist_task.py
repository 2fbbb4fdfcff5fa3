"""Assignments to Todoist tasks (API v1, ``items`` of the sync endpoint) and back, so that all that hjul owns comes home.

Never says a word of what hjul does not own: subtasks, comments, reminders, order, people's labels and their text below the mark.
Meetings and events have no place in Todoist.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mappings import notes
from mappings import todoist_marks as marks
from mappings import todoist_progress as progresses
from mappings import todoist_text as texts
from mappings.icalendar_text import clean
from mappings.items import Key, Progress, Responsible, Stamp, Task
from mappings.parts import activity_of, is_part
from mappings.todoist_marks import Mark
from mappings.todoist_progress import Labels, Raw

_MOST_MANAGED, _MOST_LINES, _MOST_CATEGORIES = 6_000, 200, 20
_HEADING = "*"
_DIGEST = re.compile(r"sha256:[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody that a task can be given to: a collaborator of its project."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the plan's language calls things: the line above people's notes, and the two labels."""

    own_notes: str = notes.OWN_NOTES
    labels: Labels = field(default_factory=Labels)


@dataclass(frozen=True, slots=True)
class Around:
    """What a task is written and read by. ``place`` is the id of the target's first project; ``zone`` is the plan's."""

    plan_id: str
    place: str
    zone: ZoneInfo
    words: Words = field(default_factory=Words)
    due: Literal["due", "deadline"] = "due"
    sections: Literal["area", "body", "person"] | None = None
    assigns: bool = True  # whether tasks are given to people
    people: Mapping[str, Member] = field(default_factory=dict)  # all that the account knows of, by their ids

    @property
    def owner(self) -> str:
        """What marks of this plan's tasks in this place have in common."""
        return marks.owner(self.plan_id, self.place)

    @property
    def has_headings(self) -> bool:
        """Whether the parts of what everybody does for themselves stand together: not where bodies or people have sections."""
        return self.sections in {None, "area"}

    @property
    def names(self) -> Mapping[str, str]:
        """Whom an id stands for."""
        return {uid: member.name for uid, member in self.people.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One of our tasks as Todoist has it: what an adapter needs for a ``Found``, but its name and etag."""

    item: Task
    notes: str
    progress: Progress
    mark: Mark

    @property
    def stamp(self) -> Stamp | None:
        """What was last written."""
        return self.mark.stamp


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written. ``members`` are those of the task's project that can be given tasks.

    ``progress`` is the board's own word, and ``ticked`` the time that Todoist has, or will have, of the tick that goes with it;
    ``people_notes`` stand below the mark unless there are some already.
    """

    item: Task
    members: tuple[Member, ...] = ()
    stamp: Stamp | None = None  # what the plan wanted; as ``item`` when None
    progress: Progress | None = None
    ticked: datetime | None = None
    home: str = ""
    people_notes: str = ""
    lengths: bool = True  # whether the account keeps how long a task takes


def to_todoist(
    writing: Writing, around: Around, existing: Raw | None = None, mark: Mark | None = None
) -> dict[str, Any]:
    """The arguments of an ``item_add``, or of an ``item_update`` that makes ``existing`` say the same: only what differs.

    ``mark`` is what stands in ``existing``. Place and tick are other commands. Raises ValueError when people's own text leaves no room.
    """
    wanted = as_stored(writing.item)
    before, progress = existing or {}, writing.progress
    assigned = assignee(wanted, writing.members)
    ours = _labels(wanted, assigned)
    theirs = {texts.folded(each) for each in _theirs(before, mark)}
    day = _day_to(wanted.due, before.get(around.due), around.zone)
    is_dated = bool(day if around.due == "due" else before.get("due"))
    now = Mark(
        key=wanted.key,
        kind=wanted.kind,
        lines=notes.checksums(wanted.description),
        stamp=writing.stamp or Stamp.of(wanted),
        task=wanted,
        lasts=wanted.duration is not None and writing.lengths and is_dated,
        assigned=(assigned[0].id, assigned[1].id) if assigned else ("", ""),
        labels=tuple(name for name in ours if texts.folded(name) not in theirs),
        home=writing.home,
        progress=progress or (mark.progress if mark else None),
        ticked=writing.ticked if progress else mark.ticked if mark else None,
    )
    labels = _merged(texts.listed(before.get("labels")), mark.labels if mark else (), ours)
    after: dict[str, Any] = {
        "content": wanted.title,
        "description": _described(before, mark, now, around, wanted.description, writing.people_notes),
        "labels": progresses.with_word(labels, progress, around.words.labels) if progress else labels,
        "responsible_uid": assigned[0].id if assigned else None,
        around.due: day,
    }
    if wanted.priority or (mark and mark.task and mark.task.priority):
        after["priority"] = _PRIORITIES[wanted.priority]
    if now.lasts or (mark and mark.lasts and writing.lengths and wanted.duration is None):
        after["duration"] = _length_to(wanted.duration)
    if existing is None:
        return {name: value for name, value in after.items() if value not in (None, [])}
    return {name: value for name, value in after.items() if not _same(name, value, before.get(name))}


def from_todoist(
    raw: Raw,
    link: str | None,
    around: Around,
    subtasks: Iterable[Raw] = (),
    comments: Iterable[str] = (),
    *,
    lengths: bool = True,
) -> Entry:
    """Our item in a task that is ours. ``link`` is its mark's text, as it stands there or as it last stood; ``lengths`` says whether
    the account keeps how long a task takes.

    Raises ValueError, in words for a person, when it cannot be understood.
    """
    mark = marks.read(link or "", around.owner)
    said = mark.task or Task(mark.key, "")
    title, description = raw.get("content"), raw.get("description")
    if not isinstance(title, str) or not isinstance(description, str):
        raise ValueError("its title or its description is missing")
    text = notes.split(clean(marks.without(description, link)), mark.lines)
    item = Task(
        key=mark.key,
        title=clean(title),
        due=_day_from(raw.get(around.due), around),
        start=said.start,
        kind=mark.kind,
        description=text.managed,
        categories=_categories(raw, said),
        responsible=_responsible(raw, said, mark, around),
        priority=_priority(raw, said),
        duration=_length(raw) if mark.lasts and lengths and raw.get("due") else said.duration,
    )
    told = progresses.read_progress(raw, mark, around.words.labels, subtasks, around.names)
    return Entry(item, "\n".join(part for part in (text.notes, *comments) if part), told, mark)


def tombstone(key: Key, around: Around) -> dict[str, Any]:
    """A task to be ticked at once, which says that a person deleted this item."""
    mark = marks.written(Mark(key, buried=True), around.owner)
    return {"content": texts.content(f"hjul: {key}"), "description": mark}


def heading(item: Task, around: Around) -> dict[str, Any] | None:
    """What a person's part stands under, made as the sections are; None where it stands for itself.

    It cannot be ticked, since its title begins with an asterisk and a space (Todoist's own library, ``isUncompletable``), and so says
    nothing of its parts.
    """
    if not is_part(item) or item.whole is None or not around.has_headings:
        return None
    mark = marks.written(Mark(heading_key(item.key)), around.owner)
    return {"content": texts.heading(item.whole.activity), "description": mark}


def heading_key(part: Key) -> Key:
    """What the heading over an activity's parts, of all its turns, is known by. No item and no person is called so."""
    return Key(f"{activity_of(part)}/{_HEADING}")


def is_heading(mark: Mark) -> bool:
    """Whether it is no task of the plan but what parts stand under."""
    return mark.key.endswith(f"/{_HEADING}")


def as_stored(item: Task) -> Task:
    """The task as it comes back: a title of one line, at most 500 characters and 6,000 of description, and nobody's mail address.

    Whoever sees the task could unpack its mark, so what stands there of an address only serves to know it again.
    """
    lines = clean(item.description).split("\n")[:_MOST_LINES]
    categories = tuple(dict.fromkeys(filter(None, map(clean, item.categories))))
    return replace(
        item,
        title=texts.content(item.title),
        description=texts.shortened("\n".join(lines).strip(), _MOST_MANAGED),
        categories=categories[:_MOST_CATEGORIES],
        responsible=tuple(
            replace(person, email=addressed(item.key, person.email)) for person in item.responsible
        ),
        priority=item.priority if item.priority in _PRIORITIES else 0,
        duration=_in_minutes(item.duration),
    )


def assignee(item: Task, members: Iterable[Member]) -> tuple[Member, Responsible] | None:
    """The first of the responsible whom the project has, by the mail address: Todoist gives a task to one person."""
    by_mail = {addressed(item.key, member.email): member for member in members if member.email}
    for person in item.responsible:
        if person.email and (member := by_mail.get(addressed(item.key, person.email))):
            return member, person
    return None


def addressed(key: Key, email: str | None) -> str | None:
    """What stands for a mail address with this item: a digest, another with each item. One that is a digest already stays."""
    if not email or _DIGEST.fullmatch(email):
        return email
    said = f"{key}\n{email.casefold()}".encode("utf-8", "surrogatepass")
    return f"sha256:{hashlib.sha256(said).hexdigest()[:16]}"


def section_of(item: Task, around: Around) -> str:
    """The name of the section that it belongs in; "" where it belongs in none."""
    match around.sections:
        case "area":
            return _named(next(iter(item.categories), ""))
        case "body":
            return _named(next((person.body for person in item.responsible if person.body), ""))
        case "person":
            return _named(next((person.name for person in item.responsible), ""))
        case None:
            return ""


def is_recurring(raw: Raw) -> bool:
    """Whether somebody made it come again: then a tick moves it on, and nobody hears of it."""
    due = raw.get("due")
    return isinstance(due, Mapping) and bool(due.get("is_recurring"))


# RFC 5545 §3.8.1.9: 1 to 4 are high, 5 is medium, 6 to 9 are low. Todoist's 4 is what its programs show as p1.
_PRIORITIES = {0: 1, 1: 4, 2: 4, 3: 4, 4: 4, 5: 3, 6: 2, 7: 2, 8: 2, 9: 2}
_AS_READ = {4: 1, 3: 5, 2: 9, 1: 0}


def _priority(raw: Raw, said: Task) -> int:
    """The plan's own number while Todoist's is the one that it makes. Where the plan says nothing, it is people's."""
    there = raw.get("priority")
    if not said.priority or not isinstance(there, int) or _PRIORITIES[said.priority] == there:
        return said.priority
    return _AS_READ.get(there, 0)


# How long it takes. Todoist passes over a length without a due date, and says nothing.

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)


def lacks_length(raw: Raw, mark: Mark) -> bool:
    """Whether it has a length in the plan that could not be written when it was, for want of a day or a paid plan, and has a day now."""
    has_length = mark.task is not None and mark.task.duration is not None
    return has_length and not mark.lasts and bool(raw.get("due") and not raw.get("checked"))


def _in_minutes(length: timedelta | None) -> timedelta | None:
    if length is None or length < _MINUTE:
        return None
    return min(length // _MINUTE, marks.MOST_MINUTES) * _MINUTE


def _length_to(length: timedelta | None) -> dict[str, Any] | None:
    if length is None:
        return None
    if length % _DAY:
        return {"amount": length // _MINUTE, "unit": "minute"}
    return {"amount": length // _DAY, "unit": "day"}


def _length(raw: Raw) -> timedelta | None:
    """None where there is none, or none that can be read."""
    said = raw.get("duration")
    amount, unit = (said.get("amount"), said.get("unit")) if isinstance(said, Mapping) else (None, None)
    if not isinstance(amount, int) or not 0 < amount <= marks.MOST_MINUTES:
        return None
    return {"minute": amount * _MINUTE, "day": amount * _DAY}.get(str(unit))


# Labels


def _labels(item: Task, assigned: tuple[Member, Responsible] | None) -> list[str]:
    """One for each area and body, and for each person who cannot be given the task."""
    people = [person for person in item.responsible if assigned is None or person.id != assigned[1].id]
    said = [
        *item.categories,
        *(person.body or "" for person in item.responsible),
        *(one.name for one in people),
    ]
    unique = {texts.folded(label): label for label in map(texts.label, reversed(said)) if label}
    return list(reversed(unique.values()))


def _theirs(raw: Raw, mark: Mark | None) -> list[str]:
    ours = {texts.folded(each) for each in mark.labels} if mark else set()
    return [each for each in texts.listed(raw.get("labels")) if texts.folded(each) not in ours]


def _merged(there: list[str], ours_before: Iterable[str], ours: Iterable[str]) -> list[str]:
    """People's labels and hjul's new ones, where they stand; what only hjul had put there goes."""
    wanted = {texts.folded(each): each for each in ours}
    old = {texts.folded(each) for each in ours_before}
    kept = [each for each in there if texts.folded(each) not in old or texts.folded(each) in wanted]
    standing = {texts.folded(each) for each in kept}
    return kept + [each for name, each in wanted.items() if name not in standing]


def _categories(raw: Raw, said: Task) -> tuple[str, ...]:
    """Those of the plan's whose labels are still there; one that makes no label always is."""
    there = {texts.folded(each) for each in texts.listed(raw.get("labels"))}
    return tuple(
        each for each in said.categories if not texts.label(each) or texts.folded(texts.label(each)) in there
    )


# People


def _responsible(raw: Raw, said: Task, mark: Mark, around: Around) -> tuple[Responsible, ...]:
    """The plan's people, but whom somebody else was given the task in the place of, and whose label was taken away."""
    there = {texts.folded(each) for each in texts.listed(raw.get("labels"))}
    ours = {texts.folded(each) for each in mark.labels}
    uid, person_id = mark.assigned
    now = raw.get("responsible_uid")
    now = now if isinstance(now, str) else ""
    kept = []
    for person in said.responsible:
        label = texts.folded(texts.label(person.name))
        if person.id == person_id:
            if now == uid:
                kept.append(person)
        elif label not in ours or label in there:
            kept.append(person)
    if now in ("", uid):
        return tuple(kept)
    other = _as_responsible(around.people.get(now) or Member(now, now, ""), said)
    return (other, *(person for person in kept if person.id != other.id))


def _as_responsible(member: Member, said: Task) -> Responsible:
    """Whoever it is in the plan, by the mail address; else by the name in Todoist."""
    email = addressed(said.key, member.email or None)
    for person in said.responsible:
        if email is not None and addressed(said.key, person.email) == email:
            return person
    return Responsible(member.id, member.name, email)


def _named(text: str | None) -> str:
    """A section's name, on one line and as short as Todoist wants it."""
    return texts.shortened(" ".join(clean(text or "").split()), 120)


# Days


def _day_from(value: object, around: Around) -> date | None:
    """The day of a ``due`` or a ``deadline``, in the plan's zone where it has a time."""
    if value is None:
        return None
    text = value.get("date") if isinstance(value, Mapping) else None
    try:
        if not isinstance(text, str):
            raise ValueError(text)
        if "T" not in text:
            return date.fromisoformat(text)
        at = datetime.fromisoformat(text)
        return (at.astimezone(around.zone) if at.tzinfo else at).date()
    except (ValueError, OverflowError):
        raise ValueError(f"its {around.due} is no day") from None


def _day_to(day: date | None, existing: object, zone: ZoneInfo) -> dict[str, Any] | None:
    """A day as it is sent; whatever stands there already, with its time and its rule, when that is the same day."""
    if day is None:
        return None
    there = existing if isinstance(existing, Mapping) else {}
    now = Around("", "", zone)
    try:
        if there and _day_from(there, now) == day:
            return dict(there)
    except ValueError:
        pass
    said = _on(day, there, zone)
    if there.get("is_recurring"):
        said |= {name: there[name] for name in ("string", "lang", "is_recurring") if name in there}
    return said


def _on(day: date, there: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    """That day, at the time of day that somebody has set: reminders of theirs hang on it."""
    text = there.get("date")
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) and "T" in text else None
        if at is None:
            return {"date": day.isoformat()}
        if at.tzinfo is None:
            return {"date": datetime.combine(day, at.time()).isoformat()}
        then = datetime.combine(day, at.astimezone(zone).time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return {"date": day.isoformat()}
    said = {"date": then.strftime("%Y-%m-%dT%H:%M:%SZ")}
    return {**said, "timezone": there["timezone"]} if there.get("timezone") else said


# The description


def _described(
    before: Raw, mark: Mark | None, now: Mark, around: Around, managed: str, people_notes: str
) -> str:
    """The plan's text, the mark, the line that parts it from people's, and people's own text."""
    old = before.get("description")
    theirs = people_notes
    if isinstance(old, str):
        text = marks.without(old, marks.found(old, around.owner))
        theirs = notes.split(clean(text), mark.lines if mark else None).notes or people_notes
    line = notes.separator(around.words.own_notes)
    link = marks.written(now, around.owner)
    whole = "\n".join((*([managed, ""] if managed else []), link, line, theirs))
    if texts.length(whole) > texts.MOST_DESCRIPTION:
        raise ValueError("what people wrote in its description leaves no room for the plan's text")
    return whole


def _same(name: str, value: object, there: object) -> bool:
    if name == "description":
        return isinstance(value, str) and isinstance(there, str) and value.rstrip() == there.rstrip()
    if name == "labels":
        return sorted(texts.listed(value)) == sorted(texts.listed(there))
    if name == "duration":
        return _length({name: value}) == _length({name: there})
    return value == there
