"""A meeting's minutes and the plan: what they would add to plan.yaml's text, and that text. Writes no file, prints nothing."""

from __future__ import annotations

from adapters.documents.bounds import MOST_BYTES, Unreadable, refuse
from adapters.documents.encoding import decode
from adapters.documents.kinds import kind_of
from adapters.documents.read import read_document
from config.dates import Slot
from config.errors import WRONG_INPUT, UserError
from config.plan_edit import Value, add_to_list, set_value
from config.plan_file import PlanFile, understand
from mappings.agenda import meetings_of
from mappings.assignments import Outlook
from mappings.follow_up import Gathered
from mappings.items import Key
from mappings.minutes import Line, Minutes, NewDecision, Occasion, bounded, lines_of_document, lines_of_text
from mappings.minutes_to_decisions import minutes_to_decisions
from mappings.plan_to_events import event_key
from sync.agendas import Stand

_TEXT = {"markdown", "text"}


def lines_of(raw: bytes, name: str) -> tuple[Line, ...]:
    """The lines of a text, or of any document that hjul reads. UserError (exit code 2) for what cannot be read."""
    try:
        if len(raw) <= MOST_BYTES and raw.strip() and kind_of(raw, name) in _TEXT:
            return bounded(lines_of_text(decode(raw)))
        return bounded(lines_of_document(read_document(raw, name)))
    except Unreadable as why:
        raise refuse(name, str(why)) from None
    except ValueError:
        raise UserError(
            f"{name}: too long for minutes; give the decisions alone", exit_code=WRONG_INPUT
        ) from None


def read_minutes(stand: Stand, meeting: Gathered, lines: tuple[Line, ...]) -> Minutes:
    """What the minutes of this meeting come to in the plan as it stands."""
    workspace = stand.workspace
    follow = stand.follow(meeting)
    reported = frozenset(one.id for one in follow.assignments if one.outlook is Outlook.DONE)
    return minutes_to_decisions(
        lines, workspace.plan, workspace.file.dates, _occasion(stand, meeting), reported
    )


def _occasion(stand: Stand, meeting: Gathered) -> Occasion:
    file = stand.workspace.file
    given = {old: new for new, old in stand.keys.items()}
    slots = {
        event_key(entry, slot): slot for entry in file.plan.meetings for slot in file.dates.slots[entry.id]
    }

    def named(one: Gathered) -> str:
        key = given.get(Key(one.standing.key), Key(one.standing.key))
        return _named(one.id, slots.get(key))

    later = [one for one in meetings_of(stand.gatherings, meeting) if one.day > meeting.day]
    following = (named(later[0]), later[0].day) if later else None
    return Occasion(meeting.id, named(meeting), meeting.day, meeting.body, following)


def _named(name: str, slot: Slot | None) -> str:
    """How plan.yaml says which meeting: its id, and of a series its day."""
    return name if slot is None or slot.name is None else f"{name} {slot.day.isoformat()}"


# Into the plan ----------------------------------------------------------------------------------------------------


def amended(file: PlanFile, minutes: Minutes, meeting: Gathered) -> str:
    """The plan's text with the new decisions in it, and what was accepted marked with the meeting's day.

    PlanError when the plan would then not hold, UserError when it cannot be said without disturbing something else.
    """
    text, name = file.text, str(file.path)
    for one in minutes.accepted:
        text = set_value(text, (*one.place, "accepted"), meeting.day, name=name)
    for new in minutes.new:
        text = add_to_list(text, ("decisions",), _entry(new), name=name)
    understand(text, file.path)
    return text


def _entry(one: NewDecision) -> Value:
    entry: dict[str, Value] = {"id": one.id, "meeting": one.meeting}
    if one.paragraph:
        entry["§"] = int(one.paragraph) if one.paragraph.isdecimal() else one.paragraph
    entry["text"] = one.text
    entry["responsible"] = one.responsible[0] if len(one.responsible) == 1 else list(one.responsible)
    if one.due is not None:
        entry["due"] = one.due
    if one.confidential:
        entry["confidential"] = True
    return entry
