"""Arguments and options that commands of several modules have. Parses; looks nothing up."""

from __future__ import annotations

import unicodedata
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

EXIT_CODES = (
    "Exit codes: 0 done · 1 failed or only partly done · 2 wrong input · 3 stopped by a guard · "
    "4 sign-in needed · 10 changes pending (preview --exit-code)."
)


def one_line(text: str) -> str:
    """What is told of an item: it goes into the ledger, onto lists and into reports."""
    if len(text) > 10_000 or any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in text):
        raise typer.BadParameter("expected one line of text without control characters")
    return text.strip()


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"


def a_day(text: str) -> date:
    """A day as 2026-03-31, of the years that a plan may have. Raises ``typer.BadParameter``, with what was read, for all else."""
    try:
        return in_a_plans_time(date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(f"{text[:40]!r} is not a day; write it as 2026-03-31") from None


def in_a_plans_time(day: date) -> date:
    """The day, if a plan can be of it. Raises ``ValueError`` for years before 1900 and after 2200."""
    if not 1900 <= day.year <= 2200:
        raise ValueError
    return day


Plan = Annotated[Path, typer.Argument(metavar="[PLAN]", help="The plan file.", show_default=True)]
DEFAULT_PLAN = Path("plan.yaml")
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        parser=a_day,
        metavar="DATE",
        envvar="HJUL_TODAY",
        help="Run as of this day instead of now.",
    ),
]
AsFormat = Annotated[Format, typer.Option("--format", help="Text for people or JSON for programs.")]
