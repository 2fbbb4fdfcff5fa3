"""``hjul report``: the follow-up of a month, from the plan and the story as they were then.

The first report of a month that is over fixes what it is made from: the plan's text of that day and what was known.
Every later one is made from the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
from config.language import language
from config.plan_file import PlanFile, understand
from config.recurrence import month_end
from mappings.follow_up import Edition, FollowUp
from mappings.history import Observation, source_of
from mappings.identity import aliases, with_aliases
from mappings.plan_to_events import wanted_events
from mappings.plan_to_tasks import wanted_tasks
from mappings.progress_to_follow_up import follow_up
from mappings.progress_to_report import report_of
from mappings.report import Report
from mappings.report_data import to_data
from mappings.settled import as_settled
from mappings.standing import end_of
from sync.cli.files import write
from sync.cli.terminal import complain
from sync.ledger import Ledger
from sync.workspace import Workspace

SUFFIXES = {
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
    ".markdown": "md",
    ".md": "md",
    ".pdf": "pdf",
    ".txt": "txt",
}


def run(
    path: Path,
    *,
    month: date | None,
    as_of: date | None,
    form: str | None,
    output: Path | None,
    template: Path | None,
    anew: bool,
    today: date | None,
) -> None:
    """Make the report and print it, or write it to a file in the form that its name asks for."""
    workspace = Workspace.open(path, today=today)
    form = form or _form(output)
    if template is not None and form != "docx":
        raise UserError(
            f"--template is for Word: name a file that ends in .docx, not {form}", exit_code=WRONG_INPUT
        )
    if form in NO_TEXT and output is None and sys.stdout.isatty():
        raise UserError(f"{form} is not text; name a file with -o", exit_code=WRONG_INPUT)
    edition = _edition(workspace, month, as_of)
    with workspace.remembered() as ledger:
        follow = make(workspace, ledger, edition, anew=anew)
    made = rendered(follow, form, template or _own_template(workspace))
    if output is not None:
        write(output, made)
        print(output)
    elif isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        print(made, end="")


NO_TEXT = frozenset({"docx", "pdf"})


def rendered(follow: FollowUp, form: str, template: Path | None = None) -> str | bytes:
    """A follow-up in one of the forms. ``template`` is Word's."""
    from adapters.reports import json

    if form == "json":
        return json.render(to_data(follow))
    return _renderer(form, template)(report_of(follow, language(follow.plan.language)))


def _renderer(form: str, template: Path | None) -> Callable[[Report], str | bytes]:
    """A form's renderer; the libraries of the others stay away."""
    match form:
        case "docx":
            from adapters.reports import word

            return partial(word.render, template=template)
        case "pdf":
            from adapters.reports import pdf

            return pdf.render
        case "html":
            from adapters.reports import html

            return html.render
        case "txt":
            from adapters.reports import text

            return text.render
        case _:
            from adapters.reports import markdown

            return markdown.render


def _own_template(workspace: Workspace) -> Path | None:
    """The organisation's template, as the settings name it."""
    named = workspace.settings.report_template
    return workspace.folder / named if named else None


def make(workspace: Workspace, ledger: Ledger, edition: Edition, *, anew: bool = False) -> FollowUp:
    """The follow-up of an edition: of a day that is over, as it was first issued; of today, as things stand."""
    plan_id = workspace.plan.id
    story = ledger.observations(plan_id)
    if edition.as_of >= workspace.clock.today():
        return _build(workspace, ledger, edition, workspace.file, story)
    issue = None if anew else ledger.issued(plan_id, _period(edition))
    issue = issue or ledger.issue_report(
        plan_id,
        _period(edition),
        as_of=edition.as_of,
        plan_version=_version(workspace, ledger, edition),
        at=workspace.clock.now(),
        anew=anew,
    )
    file = _understood(workspace, ledger.plan_text(issue.plan_version))
    then = [seen for seen in story if seen.id <= issue.known_until]
    end = end_of(edition.as_of, workspace.plan.zone)
    if late := sum(seen.when < end for seen in story) - sum(seen.when < end for seen in then):
        complain(
            f"{late} more of that time became known since this report was first made; --anew makes it from all"
        )
    return _build(workspace, ledger, edition, file, then)


def _build(
    workspace: Workspace, ledger: Ledger, edition: Edition, file: PlanFile, story: list[Observation]
) -> FollowUp:
    plan, known = file.plan, aliases(story)
    end = end_of(edition.as_of, plan.zone)
    then = [seen for seen in story if seen.when < end]
    earlier = ledger.plan_text_at(workspace.plan.id, end_of(edition.previous, plan.zone))
    return follow_up(
        plan,
        file.dates,
        as_settled(with_aliases(wanted_tasks(plan, file.dates), known), then),
        as_settled(with_aliases(wanted_events(plan, file.dates), known), then),
        story,
        edition,
        earlier_plan=_understood(workspace, earlier[1]).plan if earlier else None,
        readings=_readings(workspace, ledger),
    )


def _understood(workspace: Workspace, text: str) -> PlanFile:
    """An earlier version of the plan; the one that is open where it has not changed."""
    return workspace.file if text == workspace.file.text else understand(text, workspace.file.path)


def _readings(workspace: Workspace, ledger: Ledger) -> Iterator[tuple[str, datetime]]:
    """When each target was read: every whole sync reads them all."""
    for done in ledger.runs(workspace.plan.id):
        if done.command == "sync" and done.ended_at is not None and done.result == "done":
            for name in workspace.settings.targets:
                yield source_of(name), done.ended_at


def _version(workspace: Workspace, ledger: Ledger, edition: Edition) -> int:
    """The version of the plan that held on the edition's day; the plan as it is now when none was ever kept."""
    kept = ledger.plan_text_at(workspace.plan.id, end_of(edition.as_of, workspace.plan.zone))
    return (
        kept[0] if kept else ledger.save_plan(workspace.plan.id, workspace.file.text, workspace.clock.now())
    )


def _form(output: Path | None) -> str:
    """The form that the file's name asks for; Markdown where there is no file, or a name without an ending."""
    suffix = output.suffix.lower() if output else ""
    if suffix and suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UserError(
            f"{output}: no report ends in {suffix}; expected {known}, or --format", exit_code=WRONG_INPUT
        )
    return SUFFIXES.get(suffix, "md")


def _edition(workspace: Workspace, month: date | None, as_of: date | None) -> Edition:
    today = workspace.clock.today()
    if month is not None and as_of is not None:
        raise UserError("--month and --as-of exclude each other; give one of them", exit_code=WRONG_INPUT)
    first = as_of or month or today
    if first > today:
        raise UserError(f"{first} has not come yet; a report looks back", exit_code=WRONG_INPUT)
    edition = Edition.until(as_of) if as_of else Edition.of_month(first, today)
    start = workspace.plan.period.start
    if edition.as_of < start and (month or as_of):
        raise UserError(
            f"{edition.as_of} lies before the plan, which begins on {start}", exit_code=WRONG_INPUT
        )
    return edition


def _period(edition: Edition) -> str:
    """What a period is called: 2026-03 for a whole month, else its last day."""
    whole = edition.as_of == month_end(edition.as_of)
    return f"{edition.as_of:%Y-%m}" if whole else edition.as_of.isoformat()
