"""The commands. Each is a few lines: load, call, show. What a command needs is imported when it is called.

Exit codes: 0 done, 1 failed or only partly done, 2 wrong input, 3 stopped by a guard, 4 sign-in needed, 10 changes pending.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from config.errors import FAILED, UserError
from sync.cli.arguments import DEFAULT_PLAN, EXIT_CODES, Plan, one_line
from sync.cli.connect import connect_app

app = typer.Typer(
    name="hjul",
    help="Put a board's yearly plan in its calendar and on its task lists, and make the follow-up report.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
drift_app = typer.Typer(
    help="Settle what someone moved, cancelled or deleted in a calendar or on a list.",
    epilog=EXIT_CODES,
    rich_markup_mode=None,
    no_args_is_help=True,
)
app.add_typer(drift_app, name="drift")
app.add_typer(connect_app, name="connect")


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


class SchemaOf(StrEnum):
    PLAN = "plan"
    REPORT = "report"


class ReportFormat(StrEnum):
    HTML = "html"
    PDF = "pdf"
    WORD = "docx"
    TEXT = "txt"
    MARKDOWN = "md"
    JSON = "json"


class ActivitiesBy(StrEnum):
    AREA = "area"
    RESPONSIBLE = "responsible"


class WheelFormat(StrEnum):
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    HTML = "html"


class RingsOf(StrEnum):
    BODIES = "bodies"
    AREAS = "areas"
    KINDS = "kinds"


class DraftFormat(StrEnum):
    YAML = "yaml"
    JSON = "json"


class Mark(StrEnum):
    DONE = "done"
    STARTED = "started"
    CANCELLED = "cancelled"


class Judged(StrEnum):
    REACHED = "reached"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    BEHIND = "behind"
    MISSED = "missed"


def _day(text: str) -> date:
    try:
        return _in_a_plans_time(date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(f"{text[:40]!r} is not a day; write it as 2026-03-31") from None


def _in_a_plans_time(day: date) -> date:
    if not 1900 <= day.year <= 2200:
        raise ValueError
    return day


def _month(text: str) -> date:
    try:
        month = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time zone
        return _in_a_plans_time(month)
    except ValueError:
        raise typer.BadParameter(f"{text[:40]!r} is not a month; write it as 2026-03") from None


Today = Annotated[
    date | None,
    typer.Option(
        "--today", parser=_day, metavar="DATE", envvar="HJUL_TODAY", help="Run as of this day instead of now."
    ),
]


def _day_or_file(text: str) -> date | Path:
    try:
        return _in_a_plans_time(date.fromisoformat(text))
    except ValueError:
        return Path(text)


Since = Annotated[
    date | None,
    typer.Option("--from", parser=_day, metavar="DATE", help="Leave alone what lies before this day."),
]
AsFormat = Annotated[Format, typer.Option("--format", help="Text for people or JSON for programs.")]
Draft = Annotated[bool, typer.Option("--draft", help="Send the plan although it is only a draft.")]
Item = Annotated[
    str, typer.Argument(metavar="ITEM", help="An item's key, as preview and status show it in brackets.")
]
Meeting = Annotated[
    str,
    typer.Argument(
        metavar="MEETING", help="A meeting's id, id@date, or the id of a series for the one at hand."
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", metavar="YYYY", min=1900, max=2200, help="The plan's year that begins in it."),
]
On = Annotated[date | None, typer.Option("--on", parser=_day, metavar="DATE", help="The day it happened.")]
By = Annotated[str | None, typer.Option("--by", parser=one_line, metavar="WHO", help="Who reported it.")]
Note = Annotated[str, typer.Option("--note", parser=one_line, metavar="TEXT", help="A line for the report.")]


@app.command(epilog=EXIT_CODES)
def check(plan: Plan = DEFAULT_PLAN, form: AsFormat = Format.TEXT) -> None:
    """Say everything that is wrong in the plan file, and where the plan has holes."""
    from sync.cli.check import run

    run(plan, as_json=form is Format.JSON)


@app.command(epilog=EXIT_CODES)
def preview(
    plan: Plan = DEFAULT_PLAN,
    since: Since = None,
    today: Today = None,
    draft: Draft = False,
    save: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Save the list, for sync --from FILE.")
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 10 when there are changes, 0 when there are none.")
    ] = False,
    form: AsFormat = Format.TEXT,
) -> None:
    """Show what sync would do and why, and change nothing."""
    from sync.cli.run import run_preview

    run_preview(
        plan,
        since=since,
        today=today,
        draft=draft,
        exit_code=exit_code,
        save=save,
        as_json=form is Format.JSON,
    )


@app.command(epilog=EXIT_CODES)
def sync(
    plan: Plan = DEFAULT_PLAN,
    since: Annotated[
        object,
        typer.Option(
            "--from",
            parser=_day_or_file,
            metavar="DATE|FILE",
            help="Leave alone what lies before this day; or do what a saved preview says.",
        ),
    ] = None,
    today: Today = None,
    draft: Draft = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Go on although so much would change that the guard stops.")
    ] = False,
    form: AsFormat = Format.TEXT,
) -> None:
    """Put the plan in the calendars and on the task lists, and read back what people did there."""
    from sync.cli.run import run_sync

    run_sync(
        plan,
        since=since if isinstance(since, date) else None,
        saved=since if isinstance(since, Path) else None,
        today=today,
        draft=draft,
        anyway=anyway,
        as_json=form is Format.JSON,
    )


@app.command(epilog=EXIT_CODES)
def status(plan: Plan = DEFAULT_PLAN, today: Today = None, form: AsFormat = Format.TEXT) -> None:
    """Show who has what, due when, as last read."""
    from sync.cli.status import run

    run(plan, today=today, as_json=form is Format.JSON)


@app.command(epilog=EXIT_CODES)
def mark(
    item: Item,
    state: Annotated[Mark, typer.Argument(help="What was reported at the meeting table.")],
    plan: Plan = DEFAULT_PLAN,
    by: By = None,
    on: On = None,
    note: Note = "",
    today: Today = None,
) -> None:
    """Record what was reported at the meeting table; it goes out to the task list too."""
    from sync.cli.tell import run_mark

    run_mark(plan, item, state.value, by=by, on=on, note=note, today=today)


@app.command(epilog=EXIT_CODES)
def measure(
    indicator: Annotated[str, typer.Argument(help="An indicator's or budget line's id.")],
    value: Annotated[str, typer.Argument(help="The number measured.")],
    *,
    plan: Plan = DEFAULT_PLAN,
    by: By = None,
    on: On = None,
    note: Note = "",
    forecast: Annotated[
        str | None, typer.Option("--forecast", metavar="NUMBER", help="Where it is expected to end.")
    ] = None,
    judged: Annotated[
        Judged | None,
        typer.Option("--judged", help="How it goes, as those judge who know; --note says why."),
    ] = None,
    today: Today = None,
) -> None:
    """Record a measured number for an indicator or a budget line."""
    from sync.cli.tell import run_measure

    run_measure(
        plan,
        indicator,
        value,
        by=by,
        on=on,
        note=note,
        today=today,
        forecast=forecast,
        judged=judged.value if judged else None,
    )


Form = Annotated[
    ReportFormat | None,
    typer.Option("--format", help="The form of the report; by the name of the file without it, else md."),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")]
Template = Annotated[
    Path | None,
    typer.Option("--template", help="A Word file whose styles, header and footer the report takes over."),
]
Public = Annotated[
    bool, typer.Option("--public", help="Without names and addresses, and without what is confidential.")
]
Anew = Annotated[
    bool, typer.Option("--anew", help="Make the report of a past month from all that is known now.")
]


@app.command(epilog=EXIT_CODES)
def report(  # noqa: PLR0917  # a command's options, which nobody gives by their order
    plan: Plan = DEFAULT_PLAN,
    month: Annotated[
        date | None, typer.Option("--month", parser=_month, metavar="YYYY-MM", help="A month.")
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option("--as-of", parser=_day, metavar="DATE", help="A day; its month up to that day."),
    ] = None,
    year: Year = None,
    compare: Annotated[
        date | None,
        typer.Option(
            "--compare",
            parser=_month,
            metavar="YYYY-MM",
            help="Say too what changed since that month's report.",
        ),
    ] = None,
    public: Public = False,
    person: Annotated[
        str | None,
        typer.Option(
            "--for", metavar="PERSON", help="One person's assignments alone: an id, a name or an address."
        ),
    ] = None,
    form: Form = None,
    output: Output = None,
    template: Template = None,
    anew: Anew = False,
    by: Annotated[
        ActivitiesBy,
        typer.Option("--by", help="Whether the activities stand by area or by who is responsible."),
    ] = ActivitiesBy.AREA,
    today: Today = None,
) -> None:
    """Make the follow-up report. A month that is over gives the same report however late it is made."""
    from sync.cli.report import Asked, Out, run

    if public and person is not None:
        raise typer.BadParameter("--public and --for exclude each other; give one of them")
    run(
        plan,
        Out(form.value if form else None, output, template),
        Asked(public, person),
        month=month,
        as_of=as_of,
        year=year,
        compare=compare,
        anew=anew,
        today=today,
        by_responsible=by is ActivitiesBy.RESPONSIBLE,
    )


@app.command(epilog=EXIT_CODES)
def agenda(
    meeting: Meeting,
    plan: Plan = DEFAULT_PLAN,
    form: Form = None,
    output: Output = None,
    template: Template = None,
    today: Today = None,
) -> None:
    """Make a meeting's agenda: its points, the follow-up since the last one, what is due before the next, what to decide."""
    from sync.cli.agenda import run
    from sync.cli.report import Out

    run(plan, meeting, Out(form.value if form else None, output, template), today=today)


@app.command(epilog=EXIT_CODES)
def wheel(
    plan: Plan = DEFAULT_PLAN,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    form: Annotated[
        WheelFormat | None,
        typer.Option("--format", help="The form of the wheel; by the name of the file without it, else svg."),
    ] = None,
    rings: Annotated[RingsOf, typer.Option("--rings", help="What the rings stand for.")] = RingsOf.BODIES,
    as_of: Annotated[
        date | None, typer.Option("--as-of", parser=_day, metavar="DATE", help="As things stood that day.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YYYY", help="Of a plan of several years, the one that begins then."),
    ] = None,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Show what the plan keeps within the board too.")
    ] = False,
    today: Today = None,
) -> None:
    """Draw the annual wheel: what happens when in the plan's year, and how it goes."""
    from sync.cli.wheel import run

    run(
        plan,
        output=output,
        form=form.value if form else None,
        rings=rings.value,
        as_of=as_of,
        year=year,
        confidential=confidential,
        today=today,
    )


@app.command(epilog=EXIT_CODES)
def minutes(
    meeting: Meeting,
    decisions: Annotated[
        Path,
        typer.Argument(
            metavar="DECISIONS",
            help="The file with the meeting's decisions; - reads them from standard input.",
        ),
    ],
    plan: Plan = DEFAULT_PLAN,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Write them without asking.")] = False,
    today: Today = None,
    form: AsFormat = Format.TEXT,
) -> None:
    """Read a meeting's decisions into the plan as assignments, and note what the board accepts as carried out."""
    from sync.cli.minutes import run

    run(plan, meeting, decisions, yes=yes, today=today, as_json=form is Format.JSON)


@app.command(epilog=EXIT_CODES)
def annual_report(
    plan: Plan = DEFAULT_PLAN,
    year: Year = None,
    public: Public = False,
    form: Form = None,
    output: Output = None,
    template: Template = None,
    anew: Anew = False,
    today: Today = None,
) -> None:
    """Draft the annual report under the plan's own headings: what was held and done, and what was not and why."""
    from sync.cli.report import Out, run_annual

    out = Out(form.value if form else None, output, template)
    run_annual(plan, out, year=year, public=public, anew=anew, today=today)


@app.command(epilog=EXIT_CODES)
def roll_over(
    year: Annotated[
        int, typer.Argument(metavar="YEAR", min=1900, max=2200, help="The year that the next plan begins in.")
    ],
    plan: Plan = DEFAULT_PLAN,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, which must not be there yet.")
    ] = None,
    today: Today = None,
) -> None:
    """Propose the next plan: series by their rules, what was not finished, targets from this year's outcome."""
    from sync.cli.roll_over import run

    run(plan, year, output=output, today=today)


@app.command(epilog=EXIT_CODES)
def forget(
    person: Annotated[
        str,
        typer.Argument(
            metavar="PERSON", parser=one_line, help="An id of the plan's people, a name or an address."
        ),
    ],
    plan: Plan = DEFAULT_PLAN,
    yes: Annotated[bool, typer.Option("--yes", help="Do it without asking.")] = False,
    keep_plan: Annotated[
        bool,
        typer.Option("--keep-plan", help="Leave plan.yaml as it is, and only say where the person stands."),
    ] = False,
    anyway: Annotated[
        bool,
        typer.Option(
            "--anyway", help="Go on although the guard stops the sync, or a calendar or list is not reached."
        ),
    ] = False,
    today: Today = None,
) -> None:
    """Take a person out of the ledger, of the plan and so of every report to come; the counts stay."""
    from sync.cli.forget import run

    run(plan, person, yes=yes, keep_plan=keep_plan, anyway=anyway, today=today)


@app.command(epilog=EXIT_CODES)
def history(plan: Plan = DEFAULT_PLAN, form: AsFormat = Format.TEXT) -> None:
    """Show the runs of hjul: when, which command, how it ended and what it did."""
    from sync.cli.history import run

    run(plan, as_json=form is Format.JSON)


@app.command(epilog=EXIT_CODES)
def undo(
    run: Annotated[int, typer.Argument(metavar="RUN", help="A run's number, as history shows it.")],
    plan: Plan = DEFAULT_PLAN,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what would be put back, and change nothing.")
    ] = False,
    with_plan: Annotated[
        bool, typer.Option("--plan", help="Put plan.yaml back too, if it was not edited since.")
    ] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Go on although so much would change that the guard stops.")
    ] = False,
    today: Today = None,
    form: AsFormat = Format.TEXT,
) -> None:
    """Put back what a run changed; what people have changed since stays as they left it."""
    from sync.cli.undo import run_undo

    run_undo(
        plan,
        run,
        preview=preview,
        with_plan=with_plan,
        anyway=anyway,
        today=today,
        as_json=form is Format.JSON,
    )


@app.command(epilog=EXIT_CODES)
def doctor(
    plan: Plan = DEFAULT_PLAN,
    write: Annotated[
        bool,
        typer.Option("--write", help="Try writing in every target too; what is written is taken away again."),
    ] = False,
    form: AsFormat = Format.TEXT,
) -> None:
    """Say whether plan, settings, ledger, passwords and targets are well, and what to do where they are not."""
    from sync.cli.doctor import run

    run(plan, write=write, as_json=form is Format.JSON)


@app.command(epilog=EXIT_CODES)
def schema(
    what: Annotated[
        SchemaOf, typer.Argument(help="Of what: plan.yaml, or the report as JSON.")
    ] = SchemaOf.PLAN,
) -> None:
    """Print a JSON Schema: of plan.yaml, for editors, or of the report as JSON, for programs."""
    from sync.cli.schema import run

    run(what.value)


@app.command("import", epilog=EXIT_CODES)
def import_(
    document: Annotated[
        str,
        typer.Argument(
            metavar="DOCUMENT",
            help="A plan as Word, OpenDocument, PDF, web page, workbook, CSV or text; - for standard input.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PLAN", help="Write to this file; without it, to the screen."),
    ] = None,
    form: Annotated[
        DraftFormat, typer.Option("--format", help="The draft of a plan, or all that was read, for programs.")
    ] = DraftFormat.YAML,
    review: Annotated[
        bool, typer.Option("--review", help="Ask what the document leaves open, one key each.")
    ] = False,
    apply: Annotated[
        bool,
        typer.Option("--apply", help="Write into a plan that is there what the document changes in it."),
    ] = False,
    today: Today = None,
) -> None:
    """Read a plan document, as boards write them, into the draft of a plan file. Nothing leaves the machine."""
    from sync.cli.import_ import run

    run(
        document,
        output=output,
        as_json=form is DraftFormat.JSON,
        review=review,
        apply=apply,
        today=today,
    )


@app.command(epilog=EXIT_CODES)
def show(item: Item, plan: Plan = DEFAULT_PLAN, form: AsFormat = Format.TEXT) -> None:
    """Show one item of the plan: what it says, when it is, and where in a document it was read."""
    from sync.cli.show import run

    run(plan, item, as_json=form is Format.JSON)


@drift_app.command("list", epilog=EXIT_CODES)
def drift_list(plan: Plan = DEFAULT_PLAN, today: Today = None, form: AsFormat = Format.TEXT) -> None:
    """Show what people moved, cancelled or deleted and nobody has settled."""
    from sync.cli.drift import run_list

    run_list(plan, today=today, as_json=form is Format.JSON)


@drift_app.command("accept", epilog=EXIT_CODES)
def drift_accept(item: Item, plan: Plan = DEFAULT_PLAN, today: Today = None) -> None:
    """Write what people did into plan.yaml; its comments and order stay."""
    from sync.cli.drift import run_accept

    run_accept(plan, item, today=today)


@drift_app.command("restore", epilog=EXIT_CODES)
def drift_restore(item: Item, plan: Plan = DEFAULT_PLAN, today: Today = None) -> None:
    """Put it back as the plan says."""
    from sync.cli.drift import run_restore

    run_restore(plan, item, today=today)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        print(f"hjul {version('hjul')}")
        raise typer.Exit


@app.callback()
def _everywhere(
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback when something unforeseen happens.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that every command has."""


def _print_anything() -> None:
    """A letter that the terminal or the pipe cannot hold is written as its number; the command goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@cache
def _command() -> Callable[[], object]:
    """All the commands, put together once for a process that runs several."""
    return typer.main.get_command(app)


def main() -> None:
    """The console script. The only place that catches everything."""
    _print_anything()
    debug = "--debug" in sys.argv[1:]
    sys.argv[1:] = [word for word in sys.argv[1:] if word != "--debug"]
    try:
        _command()()
    except UserError as error:
        if debug:
            traceback.print_exc()
        from sync.cli.terminal import complain

        for line in str(error).split("\n"):
            complain(line)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print("hjul: stopped; run the command again to go on", file=sys.stderr)
        sys.exit(FAILED)
    except Exception as error:  # the one broad handler: a person gets a sentence, not a traceback
        if debug:
            raise
        print(
            f"hjul: something unforeseen happened ({type(error).__name__}); run again with --debug",
            file=sys.stderr,
        )
        sys.exit(FAILED)
