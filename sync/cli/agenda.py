"""``hjul agenda``: what a meeting has before it, from the plan and from what was told. Reads the ledger; asks no service."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from adapters.reports import json
from config.language import language
from config.plan_file import understand
from mappings.agenda_to_report import report_of, to_data
from mappings.standing import end_of
from sync.agendas import Stand
from sync.cli.report import Out, chosen_form, drawn, own_template, put
from sync.ledger import Ledger
from sync.meetings import find_meeting
from sync.workspace import Workspace


def run(
    path: Path,
    meeting: str,
    out: Out,
    *,
    today: date | None,
) -> None:
    """Print the agenda, or write it to a file in the form that its name asks for.

    Of a meeting that is over it is what it would have been on its day.
    """
    workspace = Workspace.open(path, today=today)
    form = chosen_form(out)
    with workspace.remembered() as ledger:
        stand = Stand.now(workspace, ledger.observations(workspace.plan.id))
        chosen = find_meeting(meeting, stand.gatherings, stand.as_of)
        if chosen.day < stand.as_of:
            stand = _as_it_was(ledger, stand, chosen.day)
            chosen = find_meeting(chosen.standing.key, stand.gatherings, stand.as_of)
    agenda = stand.agenda(chosen, stand.follow(chosen))
    if form == "json":
        put(json.render(to_data(agenda)), out)
    else:
        document = report_of(agenda, language(stand.workspace.plan.language))
        put(drawn(document, form, out.template or own_template(workspace)), out)


def _as_it_was(ledger: Ledger, stand: Stand, day: date) -> Stand:
    """As things stood at the end of that day, by the plan of then where one was kept that has the meeting's day."""
    workspace = stand.workspace
    kept = ledger.plan_text_at(workspace.plan.id, end_of(day, workspace.plan.zone))
    file = understand(kept[1], workspace.file.path) if kept else workspace.file
    return Stand(replace(workspace, file=file), stand.story, day)
