"""What the board accepts, written into plan.yaml's text: an item is moved, cancelled or opened again.

Pure: a plan and its text in, the new text out. Each amendment is checked by reading the plan again: the item stands as
asked and no other meeting moved, or nothing is changed and the person is told what to write where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from config.dates import ONE_DAY, Path, Slot
from config.errors import WRONG_INPUT, PlanError, UserError
from config.plan import Activity, Decision, Gathering, Window
from config.plan_edit import Value, add_to_list, set_value
from config.plan_file import PlanFile, understand

Entry = Gathering | Activity | Decision


@dataclass(frozen=True, slots=True)
class Edit:
    """One value to set, or to put last in a list."""

    place: Path
    value: Value
    append: bool = False


Way = tuple[Edit, ...]
"""Edits that together may say what is asked. Of several ways the first that the plan then reads as asked is taken."""

# Behind which keys a new one is put, so that a chair finds it.
_BEHIND = {
    "end": ("date",),
    "time": ("end", "date"),
    "moved": ("except", "until", "every", "dates"),
    "due": ("responsible", "goals", "goal", "title", "text"),
}


def item_and_slot(key: str) -> tuple[str, str | None]:
    """The parts of a key: ``board-meeting@2026-04-06`` is an item and its slot.

    What only follows from an item (``…/notice``) has no line of its own in the plan: look for the stroke first.
    """
    item, _, slot = key.partition("/")[0].partition("@")
    return item, slot or None


def move(
    file: PlanFile, item: str, slot: str | None, start: date | datetime | None, end: date | datetime
) -> str:
    """The plan's text with this meeting, event, activity or decision moved.

    For a meeting or event ``start`` and ``end`` are as in the calendar: whole days (``end`` not included) or aware
    times. For an activity or decision ``end`` is the day that it is due, and ``start`` is not looked at.
    UserError when plan.yaml cannot say it, or there is no such item.
    """
    path, entry = _find(file, item)
    if not isinstance(entry, Gathering):
        return _set_due(file, path, entry, slot, end)
    if start is None:
        raise UserError(f"{item}: a meeting is moved to a day; none was given", exit_code=WRONG_INPUT)
    start, end = (_local(moment, file) for moment in (start, end))
    old = _slot(file, entry, slot)
    new = replace(old, start=start, end=end)
    ways = (
        _occurrence_moved(path, entry, old, new)
        if entry.is_series
        else (_single_moved(path, entry, old, new),)
    )
    return _first(file, path, entry, new, ways, f"{item} on {_when(new)}")


def cancel(file: PlanFile, item: str, slot: str | None) -> str:
    """The plan's text with this item, or this one date of a series, cancelled."""
    return _set_cancelled(file, item, slot, True)


def reopen(file: PlanFile, item: str, slot: str | None) -> str:
    """The plan's text with this item, or this one date of a series, no longer cancelled."""
    return _set_cancelled(file, item, slot, False)


# The item ---------------------------------------------------------------------------------------------------------


def _find(file: PlanFile, item: str) -> tuple[Path, Entry]:
    plan = file.plan
    places: list[tuple[Path, Entry]] = [
        *((("meetings", n), entry) for n, entry in enumerate(plan.meetings)),
        *((("events", n), entry) for n, entry in enumerate(plan.events)),
        *((("decisions", n), entry) for n, entry in enumerate(plan.decisions)),
    ]
    places += [
        (("areas", a, "activities", n), entry)
        for a, area in enumerate(plan.areas)
        for n, entry in enumerate(area.activities)
    ]
    found = next(((path, entry) for path, entry in places if entry.id == item), None)
    if found is None:
        raise UserError(
            f"{file.path}: there is no meeting, event, activity or decision {item!r}", exit_code=WRONG_INPUT
        )
    return found


def _slot(file: PlanFile, entry: Gathering, name: str | None) -> Slot:
    slots = file.dates.slots[entry.id]
    if not slots:
        raise UserError(
            f"{entry.id}: it has no day yet; write 'date' instead of 'month' in the plan",
            exit_code=WRONG_INPUT,
        )
    found = next((slot for slot in slots if slot.name == name), None)
    if found is None:
        known = f"such as {entry.id}@{slots[0].name}" if entry.is_series else "which is no series"
        what = (
            f"there is no {name!r} of {entry.id!r}"
            if name
            else f"{entry.id!r} has {len(slots)} dates; say which"
        )
        raise UserError(f"{file.path}: {what}, {known}", exit_code=WRONG_INPUT)
    return found


def _local(moment: date | datetime, file: PlanFile) -> date | datetime:
    return moment.astimezone(file.plan.zone) if isinstance(moment, datetime) else moment


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _when(slot: Slot) -> str:
    return f"{slot.start:%Y-%m-%d} {_hours(slot)}" if isinstance(slot.start, datetime) else f"{slot.start}"


# Moving -----------------------------------------------------------------------------------------------------------


def _single_moved(path: Path, entry: Gathering, old: Slot, new: Slot) -> Way:
    first = _day(new.start)
    edits = [Edit((*path, "date"), first)]
    clock: list[Edit] = []
    if isinstance(new.start, datetime) and isinstance(new.end, datetime):
        nights = (new.end.date() - first).days
        if isinstance(old.start, datetime) and isinstance(old.end, datetime) and _hours(old) == _hours(new):
            written = (entry.end - entry.date).days if entry.end and entry.date else 0
            nights += written - (old.end.date() - old.start.date()).days
        else:
            nights -= new.end.time() <= new.start.time()
            clock = [Edit((*path, "time"), _hours(new))]
    else:
        nights = (_day(new.end) - ONE_DAY - first).days
        clock = [Edit((*path, "time"), None)] if entry.time else []
    if nights or entry.end:
        edits.append(Edit((*path, "end"), first + timedelta(days=nights)))
    return (*edits, *clock)


def _occurrence_moved(path: Path, entry: Gathering, old: Slot, new: Slot) -> Iterator[Way]:
    day = _day(new.start)
    hours = [_hours(new)] if isinstance(new.start, datetime) else []
    nominal = old.nominal.isoformat()
    special = entry.occurrences.get(old.nominal)
    if special and special.date and old.nominal not in entry.moved:
        places = [(*path, "occurrences", nominal)]
    else:
        place = (*path, "moved", nominal)
        yield (Edit(place, day),)
        yield from ((Edit(place, f"{day} {clock}"),) for clock in hours)
        places = _own_entries(path, entry, old)
    for place in places:
        yield (Edit((*place, "date"), day),)
        yield from ((Edit((*place, "date"), day), Edit((*place, "time"), clock)) for clock in hours)


def _own_entries(path: Path, entry: Gathering, slot: Slot) -> list[Path]:
    """Where in ``dates`` a date with an id of its own stands: it keeps its id when its date is changed there.

    Needed where two of a series fall on one day, which ``moved`` and ``cancelled`` cannot tell apart.
    """
    return [
        (*path, "dates", n) for n, listed in enumerate(entry.dates) if listed.id and listed.id == slot.name
    ]


def _hours(slot: Slot) -> str:
    return f"{slot.start:%H:%M}-{slot.end:%H:%M}"


def _set_due(
    file: PlanFile, path: Path, entry: Activity | Decision, slot: str | None, end: date | datetime
) -> str:
    _whole(file, entry, slot)
    due = _day(_local(end, file))
    ways: list[Way] = [(Edit((*path, "due"), due),)]
    if isinstance(entry.due, Window):
        ways.insert(0, (Edit((*path, "due", "to"), due),))
    for text in _texts(file, ways):
        read = _read(file, text)
        if read and read.dates.deadlines[entry.id].latest == due:
            return text
    raise _by_hand(file, path, f"due: {due}")


# Cancelling -------------------------------------------------------------------------------------------------------


def _set_cancelled(file: PlanFile, item: str, name: str | None, cancelled: bool) -> str:
    path, entry = _find(file, item)
    if not isinstance(entry, Gathering):
        _whole(file, entry, name)
        return set_value(file.text, (*path, "cancelled"), cancelled, name=str(file.path))
    old = _slot(file, entry, name) if file.dates.slots[entry.id] or name else None
    if old is None or not entry.is_series:
        return set_value(file.text, (*path, "cancelled"), cancelled, name=str(file.path))
    if old.cancelled == cancelled:
        return file.text
    ways = _occurrence_cancelled(path, entry, old) if cancelled else _occurrence_reopened(path, entry, old)
    wish = f"{'cancelled' if cancelled else 'not cancelled'}: {old.nominal}"
    return _first(file, path, entry, replace(old, cancelled=cancelled), ways, wish)


def _occurrence_cancelled(path: Path, entry: Gathering, slot: Slot) -> Iterator[Way]:
    place = (*path, "cancelled")
    yield (Edit(place, slot.nominal, append=True),) if entry.cancelled else (Edit(place, [slot.nominal]),)
    for own in _own_entries(path, entry, slot):
        yield (Edit((*own, "cancelled"), True),)


def _occurrence_reopened(path: Path, entry: Gathering, slot: Slot) -> Iterator[Way]:
    if isinstance(entry.cancelled, tuple):
        left = [day for day in entry.cancelled if day != slot.nominal]
        yield (Edit((*path, "cancelled"), left or False),)
    special = entry.occurrences.get(slot.nominal)
    if special and special.cancelled:
        yield (Edit((*path, "occurrences", slot.nominal.isoformat(), "cancelled"), False),)
    for n, listed in enumerate(entry.dates):
        if listed.cancelled and listed.date == slot.nominal:
            yield (Edit((*path, "dates", n, "cancelled"), False),)


# Trying and checking ----------------------------------------------------------------------------------------------


def _first(file: PlanFile, path: Path, entry: Gathering, wanted: Slot, ways: Iterable[Way], wish: str) -> str:
    """The first text in which this one date stands as wanted and every other where it stood."""
    for text in _texts(file, ways):
        read = _read(file, text)
        if read is None:
            continue
        slots = {**file.dates.slots}
        slots[entry.id] = tuple(wanted if slot.name == wanted.name else slot for slot in slots[entry.id])
        if _places(read.dates.slots) == _places(slots):
            return text
    raise _by_hand(file, path, wish)


def _places(slots: dict[str, tuple[Slot, ...]]) -> list[tuple[str, str | None, date, date, bool]]:
    return [
        (name, slot.name, slot.start, slot.end, slot.cancelled)
        for name, group in slots.items()
        for slot in group
    ]


def _texts(file: PlanFile, ways: Iterable[Way]) -> Iterator[str]:
    for way in ways:
        text = file.text
        try:
            for edit in way:
                put = add_to_list if edit.append else set_value
                after = next((_BEHIND[str(step)] for step in edit.place if step in _BEHIND), ())
                text = put(text, edit.place, edit.value, after=after, name=str(file.path))
        except UserError:
            continue
        yield text


def _read(file: PlanFile, text: str) -> PlanFile | None:
    try:
        return understand(text, file.path)
    except PlanError:
        return None


def _whole(file: PlanFile, entry: Activity | Decision, slot: str | None) -> None:
    if slot:
        what = f"the plan says how often {entry.id!r} comes, and cannot say it of {slot} alone"
        raise UserError(f"{file.path}: {what}; mark that one or restore it", exit_code=WRONG_INPUT)


def _by_hand(file: PlanFile, path: Path, wish: str) -> UserError:
    line, _ = file.place(path)
    return UserError(
        f"{file.path}:{line}: the plan cannot be changed here without changing more; write it there: {wish}"
    )
