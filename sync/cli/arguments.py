"""Arguments and options that commands of several modules have. Parses; looks nothing up."""

from __future__ import annotations

import unicodedata
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


Plan = Annotated[Path, typer.Argument(metavar="[PLAN]", help="The plan file.", show_default=True)]
DEFAULT_PLAN = Path("plan.yaml")
