"""``hjul wheel``: the plan's year as a circle, or its years as a strip, as things stand or stood on a day.

It is drawn from the plan and from what was known that day; unlike a report it is not fixed when it is first made.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from config.errors import WRONG_INPUT, UserError
from config.language import language
from config.plan_file import PlanFile, understand
from mappings.follow_up import Edition, FollowUp
from mappings.plan_to_strip import strip
from mappings.plan_to_wheel import wheel
from mappings.progress_to_follow_up import follow_up_of
from mappings.standing import end_of
from mappings.wheel import Overview, Rings
from mappings.wheel_year import Year, all_years, year_of, years
from sync.cli.files import write
from sync.cli.terminal import complain
from sync.ledger import Ledger
from sync.workspace import Workspace

FORMS = ("svg", "png", "pdf", "html")
NO_TEXT = frozenset({"png", "pdf"})


def run(
    path: Path,
    *,
    output: Path | None,
    form: str | None,
    rings: str,
    as_of: date | None,
    year: int | None,
    confidential: bool,
    today: date | None,
    as_strip: bool = False,
) -> None:
    """Draw the wheel or the strip and print it, or write it to a file in the form that its name asks for."""
    workspace = Workspace.open(path, today=today)
    form = form or _form(output)
    if form in NO_TEXT and output is None and sys.stdout.isatty():
        raise UserError(f"{form} is not text; name a file with -o", exit_code=WRONG_INPUT)
    now = workspace.clock.today()
    if as_of is not None and as_of > now:
        raise UserError(f"{as_of} has not come yet; a wheel shows how things stand", exit_code=WRONG_INPUT)
    with workspace.remembered() as ledger:
        follow = _followed(workspace, ledger, as_of or now)
    shown = all_years(follow.plan.period) if as_strip and year is None else _year(follow, year)
    # A plan that is confidential as a whole is the board's alone, and so is its wheel.
    with_all = confidential or follow.plan.confidential
    draw, words = strip if as_strip else wheel, language(follow.plan.language)
    made = draw(follow, words, shown, Rings(rings), confidential=with_all)
    if made.left_out:
        complain(
            f"confidential and therefore not on the {made.form}: {made.left_out}; --confidential shows it"
        )
    drawn = rendered(made, form)
    if output is not None:
        write(output, drawn)
        print(output)
    elif isinstance(drawn, bytes):
        sys.stdout.buffer.write(drawn)
    else:
        print(drawn, end="")


def rendered(drawn: Overview, form: str) -> str | bytes:
    """The wheel or the strip in one of the forms. What a form needs is imported when it is asked for."""
    match form:
        case "html":
            from adapters.reports import wheel_html

            return wheel_html.render(drawn)
        case "pdf" | "png":
            from adapters.reports import wheel_paper

            return wheel_paper.pdf(drawn) if form == "pdf" else wheel_paper.png(drawn)
        case _:
            from adapters.reports import pictures

            return pictures.draw(drawn)


def _followed(workspace: Workspace, ledger: Ledger, as_of: date) -> FollowUp:
    """How everything stood on that day, by the plan as it was then."""
    file = _plan_at(workspace, ledger, as_of)
    story = ledger.observations(workspace.plan.id)
    return follow_up_of(file.plan, file.dates, story, Edition.until(as_of))


def _plan_at(workspace: Workspace, ledger: Ledger, as_of: date) -> PlanFile:
    """The plan as it is, or for a day that is over as it was kept then."""
    if as_of >= workspace.clock.today():
        return workspace.file
    kept = ledger.plan_text_at(workspace.plan.id, end_of(as_of, workspace.plan.zone))
    return understand(kept[1], workspace.file.path) if kept else workspace.file


def _year(follow: FollowUp, asked: int | None) -> Year:
    """The year that was asked for, else the one that the day lies in, else the nearest of the plan's."""
    found, day = years(follow.plan.period), follow.edition.as_of
    if asked is not None:
        for one in found:
            if one.first.year == asked:
                return one
        known = ", ".join(str(one.first.year) for one in found)
        raise UserError(
            f"--year {asked}: the plan has no year that begins then; expected {known}", exit_code=WRONG_INPUT
        )
    chosen = year_of(follow.plan.period, day)
    if len(found) > 1:
        complain(
            f"the plan has {len(found)} years; this is the wheel of {chosen.name}, "
            "--year shows another and --strip all of them"
        )
    return chosen


def _form(output: Path | None) -> str:
    """The form that the file's name asks for; SVG where there is no file, or a name without an ending."""
    suffix = output.suffix.lower() if output else ""
    form = {"htm": "html"}.get(suffix[1:], suffix[1:]) or "svg"
    if form not in FORMS:
        known = ", ".join(f".{one}" for one in FORMS)
        raise UserError(
            f"{output}: no wheel ends in {suffix}; expected {known}, or --format", exit_code=WRONG_INPUT
        )
    return form
