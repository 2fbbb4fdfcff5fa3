"""A plan document into a reading: by rules of layout and by the words of the languages. Pure: no file, no clock.

Nothing is guessed: what is ambiguous becomes a question, what is interpreted names its rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from mappings.blocks import Document
from mappings.reading.calendar import read_calendar
from mappings.reading.doubts import doubts
from mappings.reading.head import read_head
from mappings.reading.lines import Line, lines_of
from mappings.reading.model import Action, DocumentKind, Gathering, Head, Reading
from mappings.reading.people import with_people
from mappings.reading.placing import Calendar
from mappings.reading.serving import with_goals_served
from mappings.reading.signs import signs_in
from mappings.reading.surroundings import surround
from mappings.reading.targets import read_targets
from mappings.reading.unread import unread
from mappings.reading.work import read_work


def read(document: Document) -> Reading:
    """Everything that the document says, in the order in which it says it. Never raises for what somebody wrote."""
    bare = with_people(lines_of(document))
    head = read_head(document, bare)
    lines = surround(bare, head)
    calendar = read_calendar(lines, head)
    calendar = replace(calendar, gatherings=_besides_adoption(calendar.gatherings, head))
    work = read_work(lines, head, calendar)
    work = replace(work, actions=_besides_adoption(work.actions, head))
    targets = read_targets(lines, head, calendar, work)
    held = [
        item.area
        for group in (
            calendar.gatherings,
            calendar.recurring,
            work.actions,
            work.goals,
            targets.targets,
            targets.indicators,
        )
        for item in group
    ]
    planned = [one.area for one in work.actions]
    planned += [one.area for one in work.goals]
    planned += [one.area for one in targets.targets]
    reading = Reading(
        head=replace(head, kind_of_document=_kind(head, calendar, planned, goals=bool(work.goals))),
        areas=() if head.kind_of_document is DocumentKind.RULES else _areas(lines, held),
        meetings_and_events=calendar.gatherings,
        recurring=calendar.recurring,
        actions=with_goals_served(lines, work.actions, work.goals, targets.targets),
        goals=work.goals,
        targets=targets.targets,
        indicators=targets.indicators,
        findings=work.findings,
        rules=work.rules,
        required_parts=work.required_parts,
        decision_points=work.decision_points,
        working_groups=work.working_groups,
        standing_agenda_items=work.standing_agenda_items,
        budget=work.budget,
        risks=work.risks,
        parent_plans=work.parent_plans,
        signs=signs_in(lines),
        questions=(*calendar.questions, *work.questions, *targets.questions),
    )
    reading = replace(reading, questions=(*reading.questions, *doubts(lines, reading)))
    return replace(reading, unread=unread(lines, reading, frozenset(calendar.taken)))


_Item = TypeVar("_Item", Gathering, Action)


def _besides_adoption(items: tuple[_Item, ...], head: Head) -> tuple[_Item, ...]:
    """The items without what the sentence that tells of the plan's adoption was taken for: "Årsmøtet 9. mars 2027 vedtok …"."""
    said = head.sources.get("adopted")
    return tuple(one for one in items if one.source != said) if said else items


def _kind(head: Head, calendar: Calendar, planned: list[str | None], *, goals: bool) -> DocumentKind:
    """A plan has goals, or work under a theme of its own; a wheel has gatherings."""
    if head.kind_of_document is DocumentKind.RULES:
        return DocumentKind.RULES
    dated = {one.area for one in calendar.gatherings} | {one.area for one in calendar.recurring}
    plan = goals or any(area is not None and area not in dated for area in planned)
    wheel = bool(calendar.gatherings) or len(calendar.recurring) > 1
    if plan and wheel:
        return DocumentKind.PLAN_AND_WHEEL
    return DocumentKind.WHEEL if wheel else DocumentKind.PLAN


def _areas(lines: tuple[Line, ...], held: Iterable[str | None]) -> tuple[str, ...]:
    """The areas that hold something, in the order of the document."""
    used = set(held)
    return tuple(dict.fromkeys(line.area for line in lines if line.area and line.area in used))
