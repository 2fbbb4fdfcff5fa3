"""``hjul show``: one item of the plan, its days as they are understood, and where in a document it was read. Reads the plan only."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from config.amendments import item_and_slot
from config.errors import WRONG_INPUT, UserError
from config.language import Language, language
from config.plan import Activity, BudgetLine, Decision, Gathering, Goal, ParentPlan, Plan, Risk, Source
from config.plan_file import PlanFile, read_plan
from mappings.lines import shown_day, shown_names, shown_place, who
from sync.cli.terminal import say, say_json

Entry = Gathering | Activity | Decision | Goal | BudgetLine | Risk | ParentPlan
LONGEST_SERIES = 100


def run(path: Path, item: str, *, as_json: bool) -> None:
    """UserError (exit code 2) when the plan has no such item; the nearest are named."""
    file = read_plan(path)
    name, slot = item_and_slot(item)
    entry = _entry(file.plan, name)
    words = language(file.plan.language)
    source = _source(file, entry, slot, item)
    days = _days(file, entry, slot)
    title = entry.text if isinstance(entry, Decision) else entry.title
    if as_json:
        told = source.model_dump(mode="json", exclude_none=True) if source else None
        line, _ = file.place(_place(file.plan, name))
        say_json({"item": item, "title": title, "line": line, "days": days, "source": told})
        return
    say(title, bold=True)
    for text in _lines(file, entry, days, words):
        say(text)
    if source is not None:
        say(words.word("item.document", place=shown_place(source, words)))
        if source.passage:
            say(f"  {source.passage}")
    line, _ = file.place(_place(file.plan, name))
    say(f"{path}:{line}")


def _entries(plan: Plan) -> Iterator[tuple[tuple[str | int, ...], Entry]]:
    groups: list[tuple[tuple[str | int, ...], Sequence[Entry]]] = [
        (("meetings",), plan.meetings),
        (("events",), plan.events),
        (("decisions",), plan.decisions),
        (("budget",), plan.budget),
        (("risks",), plan.risks),
        (("parents",), plan.parents),
    ]
    for a, area in enumerate(plan.areas):
        groups += [(("areas", a, "goals"), area.goals), (("areas", a, "activities"), area.activities)]
    for path, group in groups:
        yield from (((*path, number), one) for number, one in enumerate(group))


def _entry(plan: Plan, name: str) -> Entry:
    known = {entry.id: entry for _, entry in _entries(plan)}
    if name not in known:
        close = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(close)}?" if close else "'hjul status' shows the keys"
        raise UserError(f"there is no item called {name!r}; {hint}", exit_code=WRONG_INPUT)
    return known[name]


def _place(plan: Plan, name: str) -> tuple[str | int, ...]:
    return next(path for path, entry in _entries(plan) if entry.id == name)


def _source(file: PlanFile, entry: Entry, slot: str | None, item: str) -> Source | None:
    """Where it was read; of a series, where this one date was, else the first."""
    if not isinstance(entry, Gathering):
        return None if isinstance(entry, Decision) else entry.source
    slots = file.dates.slots[entry.id]
    if slot is None:
        return entry.source or next((one.source for one in slots if one.source), None)
    found = next((one for one in slots if one.name == slot), None)
    if found is None:
        known = f"such as {entry.id}@{slots[0].name}" if slots and slots[0].name else "which is no series"
        raise UserError(f"there is no {item!r}; {entry.id!r} is, {known}", exit_code=WRONG_INPUT)
    return found.source


def _days(file: PlanFile, entry: Entry, slot: str | None) -> list[str]:
    if isinstance(entry, Gathering):
        slots = [one for one in file.dates.slots[entry.id] if slot in {None, one.name}]
        return [
            f"{one.start:%Y-%m-%d %H:%M}" if isinstance(one.start, datetime) else one.start.isoformat()
            for one in slots
        ] or ([entry.month] if entry.month else [])
    deadline = file.dates.deadlines.get(entry.id)
    return [deadline.latest.isoformat()] if deadline and deadline.latest else []


def _lines(file: PlanFile, entry: Entry, days: list[str], words: Language) -> Iterator[str]:
    people = who(file.plan, getattr(entry, "responsible", ()))
    if people:
        yield words.word("item.responsible", names=shown_names(people, words))
    deadline = file.dates.deadlines.get(entry.id)
    if deadline and deadline.latest and deadline.phrase:
        day = shown_day(deadline.latest, words)
        yield words.word("item.due_as_read", phrase=deadline.phrase, date=day)
    elif days:
        yield ", ".join(days[:LONGEST_SERIES])
