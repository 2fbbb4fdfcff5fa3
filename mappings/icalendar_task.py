"""An assignment and its progress to and from a VTODO (RFC 5545 §3.6.2), in every dialect that programs tick it in.

Progress is people's: it is written only when the board has reported it.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from mappings import icalendar_marks as marks
from mappings import icalendar_text as texts
from mappings import icalendar_time as times
from mappings.items import Key, Progress, State, Task, TaskKind

_STATUS = {
    State.OPEN: "NEEDS-ACTION",
    State.STARTED: "IN-PROCESS",
    State.DONE: "COMPLETED",
    State.CANCELLED: "CANCELLED",
}
# NEEDS-ACTION is not among them: hjul writes it itself, and programs that only add COMPLETED or a percentage leave it.
_SAYS_ENOUGH = {status: state for state, status in _STATUS.items() if state is not State.OPEN}
_WITH_PERCENT = (State.STARTED, State.CANCELLED)


def write_task(component: Component, task: Task, calendar: Calendar, zone: ZoneInfo) -> None:
    """Write the owned fields, except the description, which is shared with people's notes."""
    texts.put_text(component, "SUMMARY", task.title)
    texts.put_categories(component, task.categories)
    _put_days(component, task, calendar, zone)
    if _number(component, "PRIORITY") != task.priority:
        component.pop("PRIORITY", None)
        if task.priority:
            component.add("PRIORITY", task.priority)
    people = [marks.encode_responsible(person) for person in task.responsible]
    marks.mark(component, marks.RESPONSIBLE, people)
    marks.mark(component, marks.KIND, task.kind.value)
    if "STATUS" not in component:
        component.add("STATUS", _STATUS[State.OPEN])


def read_task(component: Component, key: Key, description: str, calendar: Calendar, zone: ZoneInfo) -> Task:
    """A due time that another program set is the day it falls on in ``zone``. Raises ValueError as ``read_event``."""
    start, due = _days(component, calendar, zone)
    if start is None:
        start = _unsaid_start(component, due)
    return Task(
        key=key,
        title=texts.text(component, "SUMMARY"),
        due=due,
        start=start,
        kind=TaskKind(marks.only(component, marks.KIND) or TaskKind.ACTIVITY),
        description=description,
        categories=texts.categories(component),
        responsible=tuple(
            marks.decode_responsible(each) for each in marks.marked(component, marks.RESPONSIBLE)
        ),
        priority=_number(component, "PRIORITY") or 0,
    )


def write_progress(component: Component, progress: Progress) -> None:
    """Say exactly this, in place of what people said."""
    texts.put_text(component, "STATUS", _STATUS[progress.state])
    times.put_when(component, "COMPLETED", progress.at if progress.state is State.DONE else None)
    _put_percent(component, progress)
    tells_more = progress.by is not None or (progress.at and progress.state is not State.DONE)
    marks.mark(component, marks.PROGRESS, marks.encode_progress(progress) if tells_more else None)


def read_progress(component: Component, calendar: Calendar, zone: ZoneInfo) -> Progress:
    """What the task says of itself. What is done is 100 %, whatever it says; 0 % is said of nothing.

    ``by``, and when something was started or cancelled, are known only of what hjul itself wrote.
    """
    at = _completed(component, calendar, zone)
    percent = _percent(component)
    state = _state(texts.text(component, "STATUS").upper(), at, percent)
    if state is State.DONE:
        percent = 100
    else:
        at = None
    told = marks.decode_progress(marks.only(component, marks.PROGRESS))
    if told is None or told.state is not state or (state is State.DONE and told.at != at):
        return Progress(state, percent, at)
    return Progress(state, percent, told.at, told.by)


def as_reported(progress: Progress) -> Progress:
    """How a progress that is written into a new task is read back."""
    at = progress.at.astimezone(times.UTC).replace(microsecond=0) if progress.at else None
    return Progress(progress.state, _percent_of(progress), at, progress.by)


def _state(status: str, completed: datetime | None, percent: int | None) -> State:
    if status in _SAYS_ENOUGH:
        return _SAYS_ENOUGH[status]
    if completed is not None or percent == 100:
        return State.DONE
    return State.STARTED if percent else State.OPEN


def _completed(component: Component, calendar: Calendar, zone: ZoneInfo) -> datetime | None:
    at = times.when(component, "COMPLETED", calendar, zone)
    if at is not None and not isinstance(at, datetime):  # only a day is known: its beginning
        at = datetime(at.year, at.month, at.day, tzinfo=zone)
    return at.astimezone(times.UTC) if at else None


def _percent(component: Component) -> int | None:
    """1 to 100; what is outside means nothing and is not counted, and 0 is said by nobody who means it."""
    percent = _number(component, "PERCENT-COMPLETE")
    return percent if percent and 0 < percent <= 100 else None


def _put_percent(component: Component, progress: Progress) -> None:
    component.pop("PERCENT-COMPLETE", None)
    percent = _percent_of(progress)
    if percent:
        component.add("PERCENT-COMPLETE", percent)


def _percent_of(progress: Progress) -> int | None:
    if progress.state in _WITH_PERCENT:
        return progress.percent or None
    return 100 if progress.state is State.DONE else None


def _number(component: Component, name: str) -> int | None:
    value = texts.single(component, name)
    return int(value) if isinstance(value, int) else None


def _days(component: Component, calendar: Calendar, zone: ZoneInfo) -> tuple[date | None, date | None]:
    start = times.when(component, "DTSTART", calendar, zone)
    due = times.when(component, "DUE", calendar, zone)
    length = times.length(component)
    if due is None and start is not None and length is not None:
        due = start + length
    return (
        None if start is None else times.day_of(start, zone),
        None if due is None else times.day_of(due, zone),
    )


def _put_days(component: Component, task: Task, calendar: Calendar, zone: ZoneInfo) -> None:
    # DUE must be later than DTSTART (RFC 5545 §3.8.2.3), and todoman 4.7 drops a start that is not earlier; a task
    # for one day therefore has its start in our own mark alone.
    marks.mark(component, marks.DAYS, marks.encode_days(task.start, task.due))
    start = task.start if task.start and (task.due is None or task.start < task.due) else None
    if _days(component, calendar, zone) == (start, task.due):
        return
    component.pop("DURATION", None)
    times.put_when(component, "DTSTART", start)
    times.put_when(component, "DUE", task.due)


def _unsaid_start(component: Component, due: date | None) -> date | None:
    """The start that could not be written, or that a program had to drop when it moved the due day before it."""
    start, was_due = marks.decode_days(marks.only(component, marks.DAYS))
    if start is None or not any(start >= day for day in (due, was_due) if day is not None):
        return None
    return start
