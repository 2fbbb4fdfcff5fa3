"""``hjul report``: the follow-up of a month, from the plan and the story as they were then.

The first report of a month that is over fixes what it is made from: the plan's text of that day and what was known.
Every later one is made from the same.
"""

from __future__ import annotations

import difflib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
from config.language import language
from config.plan import Plan
from config.plan_file import PlanFile, understand
from config.recurrence import month_end, years_of
from mappings.annual_report import annual_report
from mappings.appendices import with_appendices
from mappings.comparison import Comparison
from mappings.comparison import compare as compare_editions
from mappings.follow_up import Audience, Edition, FollowUp
from mappings.history import Observation, source_of
from mappings.personal import for_person
from mappings.progress_to_follow_up import follow_up_of
from mappings.progress_to_report import report_of
from mappings.public import Veil
from mappings.report import Report
from mappings.report_data import to_data
from mappings.standing import end_of
from mappings.wheel import Form
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose report is asked for."""

    public: bool = False
    person: str | None = None  # an id, a name or an address of the plan's people


@dataclass(frozen=True, slots=True)
class Out:
    """Where a report goes, and in which form."""

    form: str | None = None
    output: Path | None = None
    template: Path | None = None


def run(  # what a person may ask of a report
    path: Path,
    out: Out,
    asked: Asked,
    *,
    month: date | None,
    as_of: date | None,
    year: int | None,
    compare: date | None,
    anew: bool,
    today: date | None,
    by_responsible: bool = False,
    appendices: Sequence[Form] = (),
) -> None:
    """Make the report and print it, or write it to a file in the form that its name asks for."""
    workspace = Workspace.open(path, today=today)
    form = chosen_form(out)
    if form == "json" and appendices:
        raise UserError(
            f"--{appendices[0]} is for papers: name a file that ends in .html, .pdf or .docx, not json",
            exit_code=WRONG_INPUT,
        )
    edition = _edition(workspace, month, as_of, year)
    with workspace.remembered() as ledger:
        follow = replace(make(workspace, ledger, edition, asked, anew=anew), by_responsible=by_responsible)
        earlier = None if compare is None else _earlier(workspace, ledger, edition, compare, asked)
    compared = None if earlier is None else compare_editions(earlier, follow)
    put(rendered(follow, form, out.template or own_template(workspace), compared, appendices), out)


def run_annual(
    path: Path, out: Out, *, year: int | None, public: bool, anew: bool, today: date | None
) -> None:
    """The draft of the annual report: of the plan's period, or of one year of it."""
    workspace = Workspace.open(path, today=today)
    form = chosen_form(out)
    edition = _edition(workspace, None, None, year or _last_year(workspace))
    with workspace.remembered() as ledger:
        follow = make(workspace, ledger, edition, Asked(public), anew=anew)
    if form == "json":
        put(rendered(follow, form), out)
        return
    report = annual_report(follow, language(follow.plan.language))
    put(drawn(report, form, out.template or own_template(workspace)), out)


NO_TEXT = frozenset({"docx", "pdf"})


def chosen_form(out: Out) -> str:
    """The form asked for, or that the file's name asks for. UserError (exit code 2) where it cannot be had."""
    form = out.form or form_of(out.output)
    if out.template is not None and form != "docx":
        raise UserError(
            f"--template is for Word: name a file that ends in .docx, not {form}", exit_code=WRONG_INPUT
        )
    if form in NO_TEXT and out.output is None and sys.stdout.isatty():
        raise UserError(f"{form} is not text; name a file with -o", exit_code=WRONG_INPUT)
    return form


def put(made: str | bytes, out: Out) -> None:
    """Into its file, whose name is printed; else on standard output."""
    if out.output is not None:
        write(out.output, made)
        print(out.output)
    elif isinstance(made, bytes):
        sys.stdout.buffer.write(made)
    else:
        print(made, end="")


def rendered(
    follow: FollowUp,
    form: str,
    template: Path | None = None,
    compared: Comparison | None = None,
    appendices: Sequence[Form] = (),
) -> str | bytes:
    """A follow-up in one of the forms. ``template`` is Word's; JSON has no appendices."""
    from adapters.reports import json

    if form == "json":
        return json.render(to_data(follow, compared))
    words = language(follow.plan.language)
    report = with_appendices(report_of(follow, words, compared), follow, words, appendices)
    return drawn(report, form, template)


def drawn(document: Report, form: str, template: Path | None = None) -> str | bytes:
    """A document in any form but JSON, which has data of its own."""
    return _renderer(form, template)(document)


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


def own_template(workspace: Workspace) -> Path | None:
    """The organisation's template, as the settings name it."""
    named = workspace.settings.report_template
    return workspace.folder / named if named else None


BOARD = Asked()


def make(
    workspace: Workspace, ledger: Ledger, edition: Edition, asked: Asked = BOARD, *, anew: bool = False
) -> FollowUp:
    """The follow-up of an edition: of a day that is over, as it was first issued; of today, as things stand."""
    plan_id = workspace.plan.id
    story = ledger.observations(plan_id)
    if edition.as_of >= workspace.clock.today():
        return _build(workspace, ledger, edition, workspace.file, story, asked)
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
    return _build(workspace, ledger, edition, file, then, asked)


def _build(
    workspace: Workspace,
    ledger: Ledger,
    edition: Edition,
    file: PlanFile,
    story: list[Observation],
    asked: Asked,
) -> FollowUp:
    """For the public, plan and story are what they may see before anything is worked out."""
    plan, dates, readings = file.plan, file.dates, _readings(workspace, ledger)
    kept = ledger.plan_text_at(workspace.plan.id, end_of(edition.previous, plan.zone))
    earlier = _understood(workspace, kept[1]) if kept else None
    earlier_plan, earlier_dates = (earlier.plan, earlier.dates) if earlier else (None, None)
    if asked.public:
        veil = _veil(plan, earlier_plan)
        story = list(veil.story(story, plan))
        readings = ((veil.source(name), at) for name, at in readings)
        plan, dates = veil.plan(plan), veil.dates(plan)
        if earlier_plan is not None:
            earlier_plan, earlier_dates = veil.plan(earlier_plan), veil.dates(earlier_plan)
    follow = follow_up_of(
        plan,
        dates,
        story,
        edition,
        earlier_plan=earlier_plan,
        earlier_dates=earlier_dates,
        readings=readings,
    )
    if asked.public:
        return replace(follow, audience=Audience.PUBLIC)
    return for_person(follow, person_of(plan, asked.person)) if asked.person is not None else follow


def _veil(plan: Plan, earlier: Plan | None) -> Veil:
    """UserError (exit code 2) for a confidential plan: nothing of it is for the public."""
    if plan.confidential:
        raise UserError(
            "the whole plan is confidential, so there is no public edition of it; when it no longer is, take "
            "'confidential: true' out of the plan",
            exit_code=WRONG_INPUT,
        )
    veil = Veil.over([plan, *([earlier] if earlier else [])], language(plan.language))
    if touched := veil.touched(plan):
        complain(f"in {len(touched)} titles a role stands for a name; see whether they read well:")
        for title in touched:
            complain(f"  {title}")
    return veil


def person_of(plan: Plan, named: str) -> str:
    """The id of somebody whom the plan names, by id, name or address. UserError (exit code 2) when there is nobody."""
    said = " ".join(named.split()).casefold()
    for name, one in plan.people.items():
        if said in {name.casefold(), " ".join(one.name.split()).casefold(), (one.email or "").casefold()}:
            return name
    close = difflib.get_close_matches(named[:80], list(plan.people), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"there are: {', '.join(plan.people) or 'none'}"
    raise UserError(f"the plan names no person {named[:80]!r}; {hint}", exit_code=WRONG_INPUT)


def _earlier(workspace: Workspace, ledger: Ledger, edition: Edition, month: date, asked: Asked) -> FollowUp:
    """The edition to compare with: a whole month before this one's last day."""
    other = Edition.of_month(month)
    if other.as_of >= edition.as_of:
        raise UserError(
            f"--compare {month:%Y-%m}: expected a month that was over before {edition.as_of}",
            exit_code=WRONG_INPUT,
        )
    _within_the_plan(workspace, other)
    return make(workspace, ledger, other, asked)


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


def form_of(output: Path | None) -> str:
    """The form that the file's name asks for; Markdown where there is no file, or a name without an ending."""
    suffix = output.suffix.lower() if output else ""
    if suffix and suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise UserError(
            f"{output}: no report ends in {suffix}; expected {known}, or --format", exit_code=WRONG_INPUT
        )
    return SUFFIXES.get(suffix, "md")


def _edition(workspace: Workspace, month: date | None, as_of: date | None, year: int | None) -> Edition:
    today = workspace.clock.today()
    if sum(one is not None for one in (month, as_of, year)) > 1:
        raise UserError(
            "--month, --as-of and --year exclude one another; give one of them", exit_code=WRONG_INPUT
        )
    if year is not None:
        return _year(workspace, year)
    first = as_of or month or today
    if first > today:
        raise UserError(f"{first} has not come yet; a report looks back", exit_code=WRONG_INPUT)
    edition = Edition.until(as_of) if as_of else Edition.of_month(first, today)
    if month or as_of:
        _within_the_plan(workspace, edition)
    return edition


def _within_the_plan(workspace: Workspace, edition: Edition) -> None:
    start = workspace.plan.period.start
    if edition.as_of < start:
        raise UserError(
            f"{edition.as_of} lies before the plan, which begins on {start}", exit_code=WRONG_INPUT
        )


def _year(workspace: Workspace, year: int) -> Edition:
    """The plan's year that begins in that calendar year, until today while it lasts."""
    found = next((one for one in _years(workspace) if one[0].year == year), None)
    today = workspace.clock.today()
    if found is None:
        known = ", ".join(str(first.year) for first, _ in _years(workspace))
        raise UserError(f"the plan has no year that begins in {year}; it has {known}", exit_code=WRONG_INPUT)
    if found[0] > today:
        raise UserError(f"{found[0]} has not come yet; a report looks back", exit_code=WRONG_INPUT)
    return Edition.of_year(found[0], min(found[1], today))


def _years(workspace: Workspace) -> tuple[tuple[date, date], ...]:
    return years_of(workspace.plan.period.start, workspace.plan.period.end)


def _last_year(workspace: Workspace) -> int:
    """The plan's year that today lies in, or the last of its years that has begun."""
    today = workspace.clock.today()
    begun = [first.year for first, _ in _years(workspace) if first <= today]
    return begun[-1] if begun else workspace.plan.period.start.year


def _period(edition: Edition) -> str:
    """What a period is called: 2026-03 for a whole month, 2026-01-01/2026-12-31 for a year, else its last day."""
    if edition.period_start != edition.as_of.replace(day=1):
        return f"{edition.period_start}/{edition.as_of}"
    whole = edition.as_of == month_end(edition.as_of)
    return f"{edition.as_of:%Y-%m}" if whole else edition.as_of.isoformat()
