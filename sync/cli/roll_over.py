"""``hjul roll-over``: the next plan, proposed from this one. Writes one new file and never over another."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from config.errors import WRONG_INPUT, PlanError, UserError
from config.language import Language
from config.plan_file import PlanFile, understand
from mappings.follow_up import Edition, FollowUp
from mappings.roll_over import check_year, rolled_over
from sync.cli.files import write_new
from sync.cli.report import make
from sync.workspace import Workspace

MOST_ROUNDS = 50
EDITORS_LINE = "# yaml-language-server:"


def run(path: Path, year: int, *, output: Path | None, today: date | None) -> None:
    """Print the proposal, or write it to a file that is not there yet."""
    workspace = Workspace.open(path, today=today)
    check_year(workspace.plan, year)
    if output is not None and output.exists():
        raise UserError(f"{output}: there is such a file already; name another", exit_code=WRONG_INPUT)
    period, now = workspace.plan.period, workspace.clock.today()
    if now < period.start:
        raise UserError(
            f"the plan begins on {period.start}; there is nothing to roll over yet", exit_code=WRONG_INPUT
        )
    edition = Edition.of_year(period.start, min(period.end, now))
    with workspace.remembered() as ledger:
        follow = make(workspace, ledger, edition)
    text = proposed(workspace.file, follow, workspace.words, output or Path("the proposal"))
    if output is None:
        print(text, end="")
        return
    write_new(output, text)
    print(output)


def proposed(file: PlanFile, follow: FollowUp, words: Language, name: Path) -> str:
    """The proposal, as a plan that can be used: a line that no longer fits becomes a comment that says so."""
    first = file.text.partition("\n")[0].strip()
    text = rolled_over(follow, words, first if first.startswith(EDITORS_LINE) else "")
    for _ in range(MOST_ROUNDS):
        try:
            understand(text, name)
        except PlanError as error:
            text = _without(text, {problem.line for problem in error.problems}, words)
        else:
            return text
    raise UserError(f"{file.path}: no plan that can be used comes of it; copy the file and edit it by hand")


def _without(text: str, places: set[int], words: Language) -> str:
    """The text with these lines (1-based) as comments. UserError where that cannot be: an item cannot lose its name."""
    lines = text.split("\n")
    for place in places:
        line = lines[place - 1]
        bare = line.lstrip()
        if not bare or bare.startswith(("#", "- ")) or bare.endswith(":"):
            raise UserError(
                f"the proposal cannot be made because of this line of it: {bare[:80]}; mend what it comes from"
            )
        lines[place - 1] = f"{line[: len(line) - len(bare)]}# {words.word('rollover.no_longer')} {bare}"
    return "\n".join(lines)
