"""Assignments to Google Tasks (API v1) and back, so that ``from_google(to_google(x))`` is ``as_stored(x)``.

Google keeps a title, notes, a due day and a tick. Who is responsible stands in the plan's text in the notes; start, categories,
priority and length are left out. Never says a word of subtasks, order, links and what people wrote below the plan's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from mappings import google_task_marks as marks
from mappings import notes
from mappings.google_text import one_line
from mappings.icalendar_text import clean
from mappings.items import Key, Progress, Stamp, State, Task

CANCELLED = "Avlyst"
"""The word before a cancelled task's title where the caller has none in the plan's language."""
MOST_NOTES = 8192
"""Characters of the notes, by Google's description; 1024 of the title. Counted here as those of UTF-16, which are never fewer."""
_MOST_TITLE, _MOST_MANAGED = 900, 4_000
_DONE, _OPEN = "completed", "needsAction"
_ELLIPSIS = "…"

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Words:
    """What the plan's language calls things: the line above people's notes, and the word before a cancelled title."""

    own_notes: str = notes.OWN_NOTES
    cancelled: str = CANCELLED


@dataclass(frozen=True, slots=True)
class Entry:
    """One of our tasks as Google has it: what an adapter needs for a ``Found``, but its name and etag."""

    item: Task
    notes: str
    stamp: Stamp | None
    progress: Progress


def to_google(
    item: Task,
    *,
    plan_id: str,
    existing: Body | None = None,
    stamp: Stamp | None = None,
    progress: Progress | None = None,
    words: Words | None = None,
    people_notes: str = "",
) -> dict[str, Any]:
    """The body of a new task, or of a patch that makes ``existing`` say the same: empty when it does already.

    ``progress`` is written only where it is given; ``stamp`` is what the plan wanted, as ``item`` when None. ``people_notes`` stand
    below the plan's text unless there are some already. Raises ValueError, in words for a person, when ``existing`` cannot be
    read, and when people's notes leave no room for the plan's.
    """
    words, wanted, body = words or Words(), as_stored(item), existing or {}
    before = _marked(body, plan_id)
    said = progress or (_progress(body, before) if before else Progress())
    lines = wanted.description.split("\n") if wanted.description else []
    mark = marks.Mark(
        wanted.key,
        wanted.kind,
        stamp or Stamp.of(wanted),
        said.state if said.state in (State.STARTED, State.CANCELLED) else State.OPEN,
        said.percent if said.state is not State.DONE else None,
        marks.counted(lines),
        marks.checksum(lines),
        marks.checksum_of_word(words.cancelled) if said.state is State.CANCELLED else 0,
    )
    theirs = _divided(body, plan_id).notes or "\n".join(_trimmed(clean(people_notes).split("\n")))
    after: dict[str, Any] = {
        "title": f"{words.cancelled}: {wanted.title}".strip() if mark.word else wanted.title,
        "notes": _whole(wanted.description, marks.line(mark, plan_id, words.own_notes), theirs),
        "due": _due(wanted.due),
    }
    if existing is None or (progress is not None and said != _progress(body, before)):
        after |= _tick(said)
    if existing is None:
        return {name: value for name, value in after.items() if value}
    return _patch(existing, after)


def from_google(body: Body, *, plan_id: str) -> Entry | None:
    """Our task in a body, be it deleted; None when it is not ours, or assigned to somebody in a document or a chat.

    Raises ValueError, in words for a person, when it is ours and cannot be understood.
    """
    if key_of(body, plan_id=plan_id) is None:
        return None
    mark = _marked(body, plan_id)
    if mark is None:
        raise ValueError("the line of hjul's in its notes was changed")
    text = _divided(body, plan_id)
    item = Task(mark.key, _untitled(body, mark), due=_day(body), kind=mark.kind, description=text.managed)
    return Entry(item, text.notes, mark.stamp, _progress(body, mark))


def key_of(body: Body, *, plan_id: str) -> Key | None:
    """Which item of the plan's it is, by the line in its notes, be that whole or damaged."""
    if body.get("assignmentInfo"):
        return None
    found = marks.found(_notes(body), plan_id)
    return found.mark.key if found is not None else None


def is_deleted(body: Body) -> bool:
    """Whether nobody sees it any longer: Google keeps deleted tasks for a while."""
    return body.get("deleted") is True


def is_missed(body: Body, *, plan_id: str) -> bool:
    """Whether a person deleted it, and not hjul."""
    mark = _marked(body, plan_id)
    return is_deleted(body) and mark is not None and not mark.taken


def taken(body: Body, *, plan_id: str, words: Words | None = None) -> dict[str, Any]:
    """A patch that says that hjul takes a task away. Raises ValueError when it cannot be read."""
    mark = _marked(body, plan_id)
    if mark is None:
        raise ValueError("the line of hjul's in its notes was changed")
    text = _divided(body, plan_id)
    line = marks.line(replace(mark, taken=True), plan_id, (words or Words()).own_notes)
    return _patch(body, {"notes": _whole(text.managed, line, text.notes)})


def as_stored(item: Task) -> Task:
    """The task as it comes back: a title on one line, the plan's text, the due day and the kind."""
    return Task(
        item.key,
        _shortened(one_line(item.title, _MOST_TITLE), _MOST_TITLE),
        due=item.due,
        kind=item.kind,
        description=_shortened(_tidy(item.description), _MOST_MANAGED),
    )


# The notes ------------------------------------------------------------------------------------------------------------


def _notes(body: Body) -> str:
    text = body.get("notes") or ""
    return clean(text) if isinstance(text, str) else ""


def _marked(body: Body, plan_id: str) -> marks.Mark | None:
    found = marks.found(_notes(body), plan_id)
    return found.mark if found is not None and isinstance(found.mark, marks.Mark) else None


def _divided(body: Body, plan_id: str) -> notes.Description:
    """The plan's text and people's, also what they wrote above the line; nothing where there is no line."""
    text = _notes(body)
    found = marks.found(text, plan_id)
    if found is None or not isinstance(found.mark, marks.Mark):
        return notes.Description("")
    lines = text.split("\n")
    managed, added = _sifted(_trimmed(lines[: found.at]), found.mark)
    theirs = [*added, *found.beside, *lines[found.at + 1 :]]
    return notes.Description("\n".join(managed), "\n".join(_trimmed(theirs)))


def _sifted(above: list[str], mark: marks.Mark) -> tuple[list[str], list[str]]:
    """What stands above the line: the plan's lines, and those that somebody put in among them at one place.

    Where the plan's own lines were changed, all of it is taken for the plan's, so that the edit is seen.
    """
    extra = len(above) - mark.lines
    if extra <= 0 or marks.counted(above[extra:]) != mark.lines:
        return above, []
    for at in range(mark.lines, -1, -1):
        rest = above[:at] + above[at + extra :]
        if marks.checksum(rest) == mark.checksum:
            return rest, above[at : at + extra]
    return above, []


def _whole(managed: str, line: str, theirs: str) -> str:
    text = "\n".join([*([managed, ""] if managed else []), line, *([theirs] if theirs else [])])
    if _length(text) > MOST_NOTES:
        raise ValueError("what people wrote in its notes leaves no room for the plan's text")
    return text


def _tidy(text: str) -> str:
    """Without spaces at the ends of lines and blank lines at both ends: neither is sure to come back."""
    return "\n".join(_trimmed([each.rstrip() for each in clean(text).split("\n")]))


def _trimmed(lines: list[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    while kept and not kept[0].strip():
        kept.pop(0)
    return kept


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shortened(text: str, most: int) -> str:
    if _length(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", errors="ignore")
    return cut.rstrip() + _ELLIPSIS


# The other fields -------------------------------------------------------------------------------------------------------


def _untitled(body: Body, mark: marks.Mark) -> str:
    """The plan's title, without the word that hjul put before it."""
    title = _title(body)
    word, colon, rest = title.partition(":")
    if mark.word and colon and marks.checksum_of_word(word) == mark.word:
        return rest.strip()
    return title


def _title(body: Body) -> str:
    title = body.get("title") or ""
    if not isinstance(title, str):
        raise ValueError("its title is no text")
    return one_line(title, 2 * _MOST_TITLE)


def _due(day: date | None) -> str | None:
    return f"{day.isoformat()}T00:00:00.000Z" if day is not None else None


def _day(body: Body) -> date | None:
    """Only the day of ``due`` is ever kept, whatever time stands behind it."""
    value = body.get("due")
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except (ValueError, TypeError):
        raise ValueError("its due day cannot be read") from None


def _progress(body: Body, mark: marks.Mark | None) -> Progress:
    """The tick, and the board's own word as long as nothing else speaks against it."""
    if body.get("status") != _DONE:
        is_started = mark is not None and mark.state is State.STARTED
        return Progress(State.STARTED, mark.percent) if mark and is_started else Progress()
    if mark is not None and mark.state is State.CANCELLED and _untitled(body, mark) != _title(body):
        return Progress(State.CANCELLED, mark.percent)
    return Progress(State.DONE, 100, _moment(body.get("completed")))


def _tick(progress: Progress) -> dict[str, Any]:
    """Google clears ``completed`` itself when a task is open again. What is cancelled is nobody's to do: it is ticked as well."""
    if progress.state not in (State.DONE, State.CANCELLED):
        return {"status": _OPEN}
    if progress.at is None:
        return {"status": _DONE}
    at = progress.at.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return {"status": _DONE, "completed": f"{at.isoformat()}.000Z"}


def _moment(value: object) -> datetime | None:
    """Aware, UTC, whole seconds; None where Google says nothing that can be read."""
    try:
        at = datetime.fromisoformat(str(value))
        return at.astimezone(UTC).replace(microsecond=0) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _patch(body: Body, after: Mapping[str, Any]) -> dict[str, Any]:
    """Only what reads otherwise than it should."""
    patch = {name: value for name, value in after.items() if (body.get(name) or None) != (value or None)}
    if "due" in patch and str(body.get("due") or "")[:10] == str(patch["due"] or "")[:10]:
        del patch["due"]
    if "notes" in patch and _notes(body).rstrip() == patch["notes"].rstrip():
        del patch["notes"]
    return patch
