"""``hjul status``: who has what, due when, as the ledger last knew it. Reads the ledger; asks no service."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mappings.assignments import assignments
from mappings.identity import aliases, with_aliases
from mappings.items import Task
from mappings.lines import shown_day
from mappings.settled import as_settled
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


def run(path: Path, *, today: date | None, as_json: bool) -> None:
    """Show every open task by person: what is late first, then by day. Of what recurs, only the turns that have begun."""
    workspace = Workspace.open(path, today=today)
    day, words = workspace.clock.today(), workspace.words
    people = _rows(workspace, day)
    if as_json:
        say_json({"plan": workspace.plan.id, "date": day.isoformat(), "people": _as_data(people)})
        return
    if not people:
        say(words.word("status.nothing"))
        return
    say(words.word("status.title", date=shown_day(day, words)), bold=True)
    header = [words.word(f"status.{name}") for name in ("due", "what", "state", "item")]
    for who, rows in people.items():
        say()
        say(who or words.word("status.nobody"), bold=True)
        table(
            [
                [
                    shown_day(row.due, words) if row.due else words.word("status.no_date"),
                    row.title,
                    f"{row.state}, {words.word('status.overdue')}" if row.late else row.state,
                    row.key,
                ]
                for row in rows
            ],
            header,
        )


def _rows(workspace: Workspace, day: date) -> dict[str, list[Row]]:
    plan, dates, words = workspace.plan, workspace.file.dates, workspace.words
    with workspace.remembered() as ledger:
        story = ledger.observations(plan.id)
    wanted = as_settled(with_aliases(workspace.tasks, aliases(story)), story)
    stand = standings(plan, dates, wanted, known(story, day, plan.zone), day)
    found: dict[str, list[Row]] = defaultdict(list)
    for one in assignments(plan, dates, stand, day):
        for turn in one.turns:
            if not _shown(turn, one.turn_at(day), one.is_series) or not isinstance(turn.item, Task):
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


def _shown(turn: Standing, current: Standing, is_series: bool) -> bool:
    return turn.is_open and (not is_series or turn.schedule is Schedule.LATE or turn.key == current.key)


def _state(turn: Standing) -> str:
    return {"not-started": "open", "ongoing": "started"}.get(turn.work.value, turn.work.value)


def _as_data(people: dict[str, list[Row]]) -> list[dict[str, object]]:
    return [
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
        for who, rows in people.items()
    ]
