"""``hjul status``: who has what, due when, as the ledger last knew it. Reads the ledger; asks no service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from config.language import Language
from mappings.assignments import Assignment, assignments
from mappings.items import Task
from mappings.lines import shown_day
from mappings.settled import as_told
from mappings.standing import Reporting, Schedule, Standing, known, standings
from sync.cli.terminal import say, say_json, table
from sync.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Row:
    """One open task of one person."""

    key: str
    title: str
    due: date | None
    state: str
    late: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What there is to do, to confirm and to measure. ``people`` is by name, "" for nobody."""

    people: dict[str, list[Row]]
    passed: list[Standing]  # meetings and events whose day has passed and that nobody confirmed
    measures: dict[str, str]  # the indicators and budget lines by id


def run(path: Path, *, today: date | None, as_json: bool) -> None:
    """Show every open task by person, by day; of what recurs, only the turns that have begun.

    Then what waits for the board's word: meetings to confirm, numbers to measure.
    """
    workspace = Workspace.open(path, today=today)
    day, words = workspace.clock.today(), workspace.words
    seen = _overview(workspace, day)
    if as_json:
        say_json({"plan": workspace.plan.id, "date": day.isoformat(), **_as_data(seen)})
        return
    say(words.word("status.title", date=shown_day(day, words)), bold=True)
    if not seen.people:
        say(words.word("status.nothing"))
    header = [words.word(f"status.{name}") for name in ("due", "what", "state", "item")]
    for who, rows in seen.people.items():
        say()
        say(who or words.word("status.nobody"), bold=True)
        table([_cells(row, words) for row in rows], header)
    if seen.passed:
        say()
        say(words.word("status.to_confirm"), bold=True)
        cells = [[shown_day(_day(one), words), one.item.title, one.key] for one in seen.passed]
        table(cells, [header[0], header[1], header[3]])
    if seen.measures:
        say()
        say(words.word("status.to_measure"), bold=True)
        table([[title, name] for name, title in seen.measures.items()], [header[1], header[3]])


def _cells(row: Row, words: Language) -> list[str]:
    due = shown_day(row.due, words) if row.due else words.word("status.no_date")
    return [
        due,
        row.title,
        f"{row.state}, {words.word('status.overdue')}" if row.late else row.state,
        row.key,
    ]


def _day(one: Standing) -> date:
    day = one.due or one.start
    return day.date() if isinstance(day, datetime) else day or date.min


def _overview(workspace: Workspace, day: date) -> Overview:
    plan, dates = workspace.plan, workspace.file.dates
    with workspace.remembered() as ledger:
        story = ledger.observations(plan.id)
    tasks, events = (
        standings(
            plan,
            dates,
            as_told(items, story),
            known(story, day, plan.zone),
            day,
        )
        for items in (workspace.tasks, workspace.events)
    )
    measures = {name: indicator.title for _, name, indicator in plan.indicators}
    return Overview(
        _rows(workspace, tasks, day),
        [one for one in events if one.schedule is Schedule.PASSED],
        measures | {line.id: line.title for line in plan.budget},
    )


def _rows(workspace: Workspace, stand: tuple[Standing, ...], day: date) -> dict[str, list[Row]]:
    words = workspace.words
    found: dict[str, list[Row]] = defaultdict(list)
    for one in assignments(workspace.plan, workspace.file.dates, stand, day):
        for turn in _on_lists(one, day):
            if not isinstance(turn.item, Task):
                continue
            silent = turn.reporting is Reporting.NOT_REPORTED
            late = turn.schedule is Schedule.LATE
            state = words.word("state.not-reported" if silent and late else f"state.{_state(turn)}")
            row = Row(turn.key, turn.item.title, turn.due, state, late)
            for name in {one.name for one in turn.item.responsible} or {""}:
                found[name].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.due or date.max, row.key))
    return dict(sorted(found.items(), key=lambda pair: (not pair[0], pair[0])))


def _on_lists(one: Assignment, day: date) -> Iterator[Standing]:
    """What is open and has begun; where everybody has a task of their own, those that are not done."""
    for turn in one.turns:
        if _shown(turn, one.turn_at(day), one.is_series):
            yield from (part for part in turn.each if part.is_open)


def _shown(turn: Standing, current: Standing, is_series: bool) -> bool:
    return turn.is_open and (not is_series or turn.schedule is Schedule.LATE or turn.key == current.key)


def _state(turn: Standing) -> str:
    return {"not-started": "open", "ongoing": "started"}.get(turn.work.value, turn.work.value)


def _as_data(seen: Overview) -> dict[str, object]:
    people = [
        {
            "person": who or None,
            "tasks": [
                {
                    "item": row.key,
                    "title": row.title,
                    "due": row.due.isoformat() if row.due else None,
                    "state": row.state,
                    "late": row.late,
                }
                for row in rows
            ],
        }
        for who, rows in seen.people.items()
    ]
    confirm = [
        {"item": one.key, "title": one.item.title, "date": _day(one).isoformat()} for one in seen.passed
    ]
    measure = [{"item": name, "title": title} for name, title in seen.measures.items()]
    return {"people": people, "to_confirm": confirm, "to_measure": measure}
