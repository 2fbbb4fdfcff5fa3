"""The papers of a board's year: what is made to be read and decided upon, and the minutes that come back.

Each command is a few lines; what it needs is imported when it is called. ``main`` gives them to the program.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sync.cli.arguments import DEFAULT_PLAN, AsFormat, Format, Plan, Today, a_day, in_a_plans_time


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


def _month(text: str) -> date:
    try:
        month = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no time zone
        return in_a_plans_time(month)
    except ValueError:
        raise typer.BadParameter(f"{text[:40]!r} is not a month; write it as 2026-03") from None


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


def report(  # noqa: PLR0917  # a command's options, which nobody gives by their order
    plan: Plan = DEFAULT_PLAN,
    month: Annotated[
        date | None, typer.Option("--month", parser=_month, metavar="YYYY-MM", help="A month.")
    ] = None,
    as_of: Annotated[
        date | None,
        typer.Option("--as-of", parser=a_day, metavar="DATE", help="A day; its month up to that day."),
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
    wheel: Annotated[
        bool,
        typer.Option("--wheel", help="With the wheel of the report's year, and its table, as an appendix."),
    ] = False,
    strip: Annotated[
        bool,
        typer.Option(
            "--strip", help="With the strip of all the plan's years, and its table, as an appendix."
        ),
    ] = False,
    today: Today = None,
) -> None:
    """Make the follow-up report. A month that is over gives the same report however late it is made."""
    from mappings.wheel import Form as Picture
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
        appendices=[*([Picture.WHEEL] if wheel else []), *([Picture.STRIP] if strip else [])],
    )


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


def wheel(  # noqa: PLR0917  # as above
    plan: Plan = DEFAULT_PLAN,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    form: Annotated[
        WheelFormat | None,
        typer.Option("--format", help="The form of the wheel; by the name of the file without it, else svg."),
    ] = None,
    rings: Annotated[
        RingsOf, typer.Option("--rings", help="What the rings or rows stand for.")
    ] = RingsOf.BODIES,
    as_of: Annotated[
        date | None, typer.Option("--as-of", parser=a_day, metavar="DATE", help="As things stood that day.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="YYYY", help="Of a plan of several years, the one that begins then."),
    ] = None,
    strip: Annotated[
        bool,
        typer.Option("--strip", help="All the plan's years, or the one of --year, from left to right."),
    ] = False,
    confidential: Annotated[
        bool, typer.Option("--confidential", help="Show what the plan keeps within the board too.")
    ] = False,
    today: Today = None,
) -> None:
    """Draw the annual wheel: what happens when in the plan's year, and how it goes. Of several years, a strip."""
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
        as_strip=strip,
    )


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


PAPERS = (report, agenda, wheel, minutes, annual_report, roll_over)
