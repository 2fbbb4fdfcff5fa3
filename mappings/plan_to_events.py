"""What the plan wants in the calendar: one event for each meeting, event and observance that has a day. Pure."""

from __future__ import annotations

from config.dates import PlanDates, Slot
from config.language import Language, language
from config.plan import Event as PlannedEvent
from config.plan import Gathering, Meeting, Plan, Status
from mappings.invitations import attendees
from mappings.items import Event, EventKind, Key, Source, Wanted
from mappings.lines import joined, label, shown_names, source_lines, who


def wanted_events(plan: Plan, dates: PlanDates) -> tuple[Wanted, ...]:
    """Every gathering that has a day, in the order of the plan. Those with only a month become tasks instead."""
    words = language(plan.language)
    points = agenda_points(plan, dates)
    return tuple(
        Wanted(_event(plan, gathering, slot, points.get(event_key(gathering, slot), ()), dates, words))
        for gathering in (*plan.meetings, *plan.events)
        for slot in dates.slots[gathering.id]
    )


def event_key(gathering: Gathering, slot: Slot) -> Key:
    """The key of one gathering, or of one occurrence of a series."""
    return Key(f"{gathering.id}@{slot.name}" if slot.name else gathering.id)


def agenda_points(plan: Plan, dates: PlanDates) -> dict[Key, tuple[str, ...]]:
    """What is on the agenda of each gathering that has any, by key: what each of its series has, then its own."""
    standing = _standing_agendas(plan, dates)
    found = {
        event_key(gathering, slot): (*standing.get(gathering.id, ()), *slot.agenda)
        for gathering in (*plan.meetings, *plan.events)
        for slot in dates.slots[gathering.id]
    }
    return {key: points for key, points in found.items() if points}


def _standing_agendas(plan: Plan, dates: PlanDates) -> dict[str, tuple[str, ...]]:
    """The standing items of each meeting: its own, the plan's, and the activities that come up at every one of them."""
    found: dict[str, tuple[str, ...]] = {}
    for meeting in plan.meetings:
        items = list(meeting.agenda)
        if meeting.body in plan.accountable_bodies or (meeting.body is None and not plan.accountable_bodies):
            items += [item for item in plan.standing_items if item not in items]
        items += [
            activity.title
            for _, activity in plan.activities
            if (cadence := dates.cadences.get(activity.id))
            and cadence.meeting == meeting.id
            and activity.title not in items
        ]
        found[meeting.id] = tuple(items)
    return found


def kind_of(gathering: Gathering) -> EventKind:
    """What a planned gathering is in the calendar."""
    if isinstance(gathering, Meeting):
        return EventKind.MEETING
    if isinstance(gathering, PlannedEvent) and gathering.observance:
        return EventKind.OBSERVANCE
    return EventKind.EVENT


def _event(
    plan: Plan, gathering: Gathering, slot: Slot, items: tuple[str, ...], dates: PlanDates, words: Language
) -> Event:
    body = plan.bodies.get(gathering.body or "")
    area = next((area.title for area in plan.areas if area.id == gathering.area), None)
    people = who(plan, gathering.responsible)
    people_invited = attendees(plan, gathering.invite)
    return Event(
        key=event_key(gathering, slot),
        title=f"{gathering.title}: {slot.theme}" if slot.theme else gathering.title,
        start=slot.start,
        end=slot.end,
        kind=kind_of(gathering),
        place=slot.place,
        description=joined(
            [
                gathering.text or "",
                words.word("item.body", name=body.name) if body else "",
                words.word("item.responsible", names=shown_names(people, words)) if people else "",
                words.word("item.area", title=area) if area else "",
                words.word("item.agenda") if items else "",
                *(f"- {item}" for item in items),
                *source_lines(plan, words, slot.source),
            ]
        ),
        cancelled=slot.cancelled,
        tentative=slot.tentative or plan.status is Status.DRAFT,
        categories=tuple(label(name) for name in (body.name if body else None, area) if name),
        reminders=() if slot.cancelled else dates.reminders[gathering.id],
        attendees=people_invited,
        mail=gathering.mail and bool(people_invited),
        source=Source(plan.url, plan.title) if plan.url else None,
    )
