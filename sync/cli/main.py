"""The commands, those for papers and accounts from modules of their own. Each is a few lines; what it needs is imported when it is called.

Exit codes: 0 done, 1 failed or only partly done, 2 wrong input, 3 stopped by a guard, 4 sign-in needed, 10 changes pending.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from config.errors import FAILED, UserError
from sync.cli.arguments import DEFAULT_PLAN, EXIT_CODES, AsFormat, Format, Plan, Today, a_day, one_line
from sync.cli.connect import connect_app
from sync.cli.papers import PAPERS

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


class SchemaOf(StrEnum):
    PLAN = "plan"
    REPORT = "report"


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


def _day_or_file(text: str) -> date | Path:
    try:
        return a_day(text)
    except typer.BadParameter:
        return Path(text)


Since = Annotated[
    date | None,
    typer.Option("--from", parser=a_day, metavar="DATE", help="Leave alone what lies before this day."),
]
Draft = Annotated[bool, typer.Option("--draft", help="Send the plan although it is only a draft.")]
Item = Annotated[
    str, typer.Argument(metavar="ITEM", help="An item's key, as preview and status show it in brackets.")
]
On = Annotated[date | None, typer.Option("--on", parser=a_day, metavar="DATE", help="The day it happened.")]
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


for _paper in PAPERS:
    app.command(epilog=EXIT_CODES)(_paper)


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
